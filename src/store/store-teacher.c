/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-teacher.h"

#include "store-connection-private.h"

/**
 * store_connection_get_teacher:
 * @self: a connection
 *
 * Returns: the teacher who works with it; 0 when it is none
 */
gint64
store_connection_get_teacher (StoreConnection *self)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), 0);

  return self->role == MODEL_ACCOUNT_TEACHER ? self->teacher_id : 0;
}
