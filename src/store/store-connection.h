/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define STORE_TYPE_CONNECTION (store_connection_get_type ())
G_DECLARE_FINAL_TYPE (StoreConnection, store_connection, STORE, CONNECTION, GObject)

#define STORE_TYPE_STATEMENT (store_statement_get_type ())
G_DECLARE_FINAL_TYPE (StoreStatement, store_statement, STORE, STATEMENT, GObject)

/**
 * StoreOpenMode:
 * @STORE_OPEN_WRITE: an existing database, read-only when it cannot be written (then
 *   store_connection_get_read_only_reason() says why)
 * @STORE_OPEN_CREATE: a new database; fails with %STORE_ERROR_EXISTS when there is a file
 * @STORE_OPEN_READ: an existing database, for reading
 */
typedef enum
{
  STORE_OPEN_WRITE,
  STORE_OPEN_CREATE,
  STORE_OPEN_READ
} StoreOpenMode;

typedef gboolean (*StoreTransactionFunc) (StoreConnection *connection,
                                          gpointer data,
                                          GError **error);

StoreConnection *store_connection_open (const char *path, StoreOpenMode mode, GError **error);
void store_connection_close (StoreConnection *self);
const char *store_connection_get_path (StoreConnection *self);
gboolean store_connection_examine (StoreConnection *self, GError **error);
gboolean store_connection_is_read_only (StoreConnection *self);
const char *store_connection_get_read_only_reason (StoreConnection *self);

/* One function from BEGIN IMMEDIATE to COMMIT; nested calls join the outer transaction. */
gboolean store_connection_transaction (StoreConnection *self,
                                       StoreTransactionFunc func,
                                       gpointer data,
                                       GError **error);
gboolean store_connection_in_transaction (StoreConnection *self);
void store_connection_set_cancellable (StoreConnection *self, GCancellable *cancellable);

gboolean store_connection_execute (StoreConnection *self, const char *sql, GError **error);
StoreStatement *store_connection_prepare (StoreConnection *self, const char *sql, GError **error);
gint64 store_connection_last_id (StoreConnection *self);
gint64 store_connection_n_changed (StoreConnection *self);

/* Parameters are written $1, $2… and bound by their number. */
void store_statement_bind_text (StoreStatement *self, int parameter, const char *text);
void store_statement_bind_int (StoreStatement *self, int parameter, gint64 value);
void store_statement_bind_bytes (StoreStatement *self, int parameter, GBytes *bytes);
void store_statement_bind_null (StoreStatement *self, int parameter);
gboolean store_statement_step (StoreStatement *self, gboolean *has_row, GError **error);
gboolean store_statement_run (StoreStatement *self, GError **error);
gboolean store_statement_is_null (StoreStatement *self, int column);
const char *store_statement_get_text (StoreStatement *self, int column);
gint64 store_statement_get_int (StoreStatement *self, int column);
GBytes *store_statement_get_bytes (StoreStatement *self, int column);
void store_statement_reset (StoreStatement *self);

G_END_DECLS
