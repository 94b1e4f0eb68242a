/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-queue.h"

G_BEGIN_DECLS

gpointer _store_queue_run_func (StoreConnection *connection,
                                StoreQueueFunc func,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
