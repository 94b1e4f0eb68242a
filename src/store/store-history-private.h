/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-history.h"

G_BEGIN_DECLS

/* How deep undoing an undo of an undo… is followed. */
#define STORE_MAX_UNDO_CHAIN 1000

typedef enum
{
  STORE_ACTION_INSERT,
  STORE_ACTION_UPDATE,
  STORE_ACTION_DELETE
} StoreAction;

gboolean _store_history_add (StoreConnection *connection,
                             StoreOperation *operation,
                             StoreAction action,
                             ModelRecord *record,
                             gint64 id,
                             gint64 version,
                             GError **error);
gboolean _store_history_before (StoreConnection *connection,
                                const StoreHistoryLine *line,
                                ModelRecord *record,
                                GError **error);
gboolean _store_history_is_undone (StoreConnection *connection,
                                   const char *operation_id,
                                   gboolean *undone,
                                   GError **error);

G_END_DECLS
