/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-history.h"

G_BEGIN_DECLS

/* How deep undoing an undo of an undo… is followed. */
#define STORE_MAX_UNDO_CHAIN 1000

/* What stands in a line for the value of a quiet field, before its SHA-256. */
#define STORE_HISTORY_DIGEST "sha256:"

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

/* store-history-aside.c */
gboolean _store_history_keep_value (StoreConnection *connection,
                                    const char *digest,
                                    const char *value,
                                    GError **error);
gboolean _store_history_find_value (StoreConnection *connection,
                                    const ModelField *field,
                                    gint64 id,
                                    const char *name,
                                    char **value,
                                    GError **error);
char *_store_history_convert_name (StoreConnection *connection,
                                   gboolean seals,
                                   const ModelField *field,
                                   gint64 id,
                                   const char *name,
                                   gboolean goes,
                                   GHashTable *left,
                                   GError **error);
gboolean _store_history_drop_names (StoreConnection *connection, GHashTable *left, GError **error);

G_END_DECLS
