/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-connection.h"

G_BEGIN_DECLS

/* The one way past "history is only ever added to": see there. */
gboolean store_history_rewrite (StoreConnection *connection,
                                StoreTransactionFunc func,
                                gpointer data,
                                GError **error);

/* After it: without a trace of what was there before, in the space that nothing uses either. */
gboolean store_history_compact (StoreConnection *connection, GError **error);

G_END_DECLS
