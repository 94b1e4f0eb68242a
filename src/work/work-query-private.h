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

/* Before, and outside of it too: what is no database and may take its time. It may leave in @data
 * what it found. */
typedef gboolean (*WorkQueryPrepareFunc) (gpointer data, GCancellable *cancellable, GError **error);

/* In the database thread: keeps in @data what is needed, and whether it could. */
typedef gboolean (*WorkQueryReadFunc) (StoreConnection *connection,
                                       gpointer data,
                                       GCancellable *cancellable,
                                       GError **error);

/* Outside of it, which serves others meanwhile: makes the result of what was read. */
typedef gpointer (*WorkQueryMakeFunc) (gpointer data, GCancellable *cancellable, GError **error);

WorkQuery *_work_query_new (WorkQueryFunc func,
                            gpointer data,
                            GDestroyNotify destroy_data,
                            GDestroyNotify destroy_result);
WorkQuery *_work_query_new_long (WorkQueryReadFunc read,
                                 WorkQueryMakeFunc make,
                                 gpointer data,
                                 GDestroyNotify destroy_data,
                                 GDestroyNotify destroy_result);
void _work_query_set_prepare (WorkQuery *query, WorkQueryPrepareFunc prepare);

G_END_DECLS
