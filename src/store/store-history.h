/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-record.h"

G_BEGIN_DECLS

/**
 * StoreHistoryLine:
 * @at: UTC timestamp; @operation_id, @author, @label, @undoes: of the operation
 * @action: "insert", "update" or "delete"
 * @changes: JSON object: column → [before, after]
 * @seat: (nullable): the name of the computer, unless an older Paraphe wrote the line
 *
 * One line of the history, which is only ever added to.
 */
typedef struct
{
  gint64 id;
  char *at;
  char *operation_id;
  char *author;
  char *label;
  char *undoes;
  ModelEntity entity;
  gint64 entity_id;
  gint64 version;
  char *action;
  char *changes;
  char *seat;
} StoreHistoryLine;

void store_history_line_free (StoreHistoryLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreHistoryLine, store_history_line_free)

GPtrArray *
store_history_of (StoreConnection *connection, ModelEntity entity, gint64 id, GError **error);
GPtrArray *
store_history_of_operation (StoreConnection *connection, const char *operation_id, GError **error);
GPtrArray *store_history_gone (StoreConnection *connection,
                               ModelEntity entity,
                               const char *column,
                               gint64 id,
                               GError **error);
GPtrArray *store_history_recent (StoreConnection *connection, guint max, GError **error);
gboolean store_history_has_operation (StoreConnection *connection,
                                      const char *operation_id,
                                      gboolean *found,
                                      GError **error);

gboolean store_history_is_undone (StoreConnection *connection,
                                  const char *operation_id,
                                  gboolean *undone,
                                  GError **error);

/* Label of the operations that write down what happened elsewhere. Whoever's seat noticed it did
 * not do it: undo and redo pass over it. */
#define STORE_LABEL_FOLLOWED "signature.follow"

/* The last operation of @author that can be undone (redone), or NULL without error. */
char *store_history_undoable (StoreConnection *connection, const char *author, GError **error);
char *store_history_redoable (StoreConnection *connection, const char *author, GError **error);
gboolean store_undo (StoreConnection *connection,
                     const char *operation_id,
                     StoreOperation *operation,
                     GError **error);

G_END_DECLS
