/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-connection.h"
#include "work-query.h"

G_BEGIN_DECLS

/* In the database thread, between two changes; waits for nobody. %NULL without @error is a result
 * too. */
typedef gpointer (*WorkQueryFunc) (StoreConnection *connection,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error);

WorkQuery *_work_query_new (WorkQueryFunc func,
                            gpointer data,
                            GDestroyNotify destroy_data,
                            GDestroyNotify destroy_result);

G_END_DECLS
