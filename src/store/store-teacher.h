/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-entity.h"
#include "store-connection.h"

G_BEGIN_DECLS

gint64 store_connection_get_teacher (StoreConnection *self);
gboolean store_teacher_mark_note (StoreConnection *connection,
                                  gint64 note_id,
                                  const char *read_at,
                                  GError **error);
gboolean store_teacher_wrote (StoreConnection *connection,
                              ModelEntity entity,
                              gint64 id,
                              gboolean *wrote,
                              GError **error);

G_END_DECLS
