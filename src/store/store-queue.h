/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-account.h"
#include "store-connection.h"

G_BEGIN_DECLS

#define STORE_TYPE_QUEUE (store_queue_get_type ())
G_DECLARE_FINAL_TYPE (StoreQueue, store_queue, STORE, QUEUE, GObject)

/**
 * StoreQueueFunc:
 * @connection: the queue's connection, valid during the call only
 * @data: the caller's
 * @cancellable: (nullable): the caller's
 *
 * Work for the database thread. Never waits for a person or the network.
 *
 * Returns: (transfer full) (nullable): the result, or %NULL with @error set; %NULL without error is
 *   a result too.
 */
typedef gpointer (*StoreQueueFunc) (StoreConnection *connection,
                                    gpointer data,
                                    GCancellable *cancellable,
                                    GError **error);

StoreQueue *store_queue_new (const char *path, StoreOpenMode mode, GError **error);
void store_queue_new_async (const char *path,
                            StoreOpenMode mode,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
StoreQueue *store_queue_new_finish (GAsyncResult *result, GError **error);

const char *store_queue_get_path (StoreQueue *self);
gboolean store_queue_is_read_only (StoreQueue *self);
const char *store_queue_get_read_only_reason (StoreQueue *self);
ModelAccountRole store_queue_get_role (StoreQueue *self);
gboolean store_queue_is_worker (StoreQueue *self);

gpointer store_queue_run (StoreQueue *self,
                          StoreQueueFunc func,
                          gpointer data,
                          GCancellable *cancellable,
                          GError **error);
void store_queue_run_async (StoreQueue *self,
                            StoreQueueFunc func,
                            gpointer data,
                            GDestroyNotify destroy_data,
                            GDestroyNotify destroy_result,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gpointer store_queue_run_finish (StoreQueue *self, GAsyncResult *result, GError **error);
void store_queue_close (StoreQueue *self);
gboolean store_queue_join_within (StoreQueue *self, guint milliseconds);
void store_queue_join (StoreQueue *self);

G_END_DECLS
