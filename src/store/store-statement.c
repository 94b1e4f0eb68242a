/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-connection.h"

#include <glib/gi18n-lib.h>

#include "store-connection-private.h"

struct _StoreStatement
{
  GObject parent_instance;

  StoreConnection *connection; /* (owned) */
  StoreCursor *cursor;         /* (owned) (nullable): NULL once the connection is closed */
  char *sql;                   /* (owned) */
  gboolean is_trusted;         /* does what the role may not */
};

G_DEFINE_FINAL_TYPE (StoreStatement, store_statement, G_TYPE_OBJECT)

static void
store_statement_dispose (GObject *object)
{
  StoreStatement *self = STORE_STATEMENT (object);

  if (self->cursor != NULL)
    {
      g_hash_table_remove (self->connection->live, self);
      _store_connection_give_cursor (self->connection, self->is_trusted ? NULL : self->sql,
                                     g_steal_pointer (&self->cursor));
    }
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (store_statement_parent_class)->dispose (object);
}

static void
store_statement_finalize (GObject *object)
{
  StoreStatement *self = STORE_STATEMENT (object);

  g_free (self->sql);
  G_OBJECT_CLASS (store_statement_parent_class)->finalize (object);
}

static void
store_statement_class_init (StoreStatementClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = store_statement_dispose;
  G_OBJECT_CLASS (klass)->finalize = store_statement_finalize;
}

static void
store_statement_init (StoreStatement *self)
{
}

/**
 * _store_statement_new:
 * @connection: where it was prepared
 * @sql: from what
 * @c: (transfer full): the driver's
 *
 * Returns: (transfer full): the statement
 */
StoreStatement *
_store_statement_new (StoreConnection *connection, const char *sql, StoreCursor *c)
{
  StoreStatement *self = g_object_new (STORE_TYPE_STATEMENT, NULL);

  self->connection = g_object_ref (connection);
  self->sql = g_strdup (sql);
  self->cursor = c;
  self->is_trusted = connection->trust == STORE_TRUST_ALL;
  return self;
}

/**
 * _store_statement_get_connection:
 * @self: a statement
 *
 * Returns: (transfer none): where it was prepared
 */
StoreConnection *
_store_statement_get_connection (StoreStatement *self)
{
  return self->connection;
}

/**
 * _store_statement_detach:
 * @self: a statement
 *
 * The connection closes: the statement can do nothing any more.
 */
void
_store_statement_detach (StoreStatement *self)
{
  self->connection->driver->finalize (g_steal_pointer (&self->cursor));
}

/**
 * store_statement_bind_text:
 * @self: a statement
 * @parameter: number of the parameter: 1 for $1
 * @text: (nullable): UTF-8 text; %NULL binds NULL
 *
 * Sets a parameter. The text is copied.
 */
void
store_statement_bind_text (StoreStatement *self, int parameter, const char *text)
{
  g_return_if_fail (STORE_IS_STATEMENT (self));

  if (self->cursor != NULL)
    self->connection->driver->bind_text (self->cursor, parameter, text);
}

/**
 * store_statement_bind_int:
 * @self: a statement
 * @parameter: number of the parameter
 * @value: the value
 *
 * Sets a parameter.
 */
void
store_statement_bind_int (StoreStatement *self, int parameter, gint64 value)
{
  g_return_if_fail (STORE_IS_STATEMENT (self));

  if (self->cursor != NULL)
    self->connection->driver->bind_int (self->cursor, parameter, value);
}

/**
 * store_statement_bind_bytes:
 * @self: a statement
 * @parameter: number of the parameter
 * @bytes: (nullable): the value; %NULL binds NULL
 *
 * Sets a parameter. The bytes are copied.
 */
void
store_statement_bind_bytes (StoreStatement *self, int parameter, GBytes *bytes)
{
  g_return_if_fail (STORE_IS_STATEMENT (self));

  if (bytes == NULL)
    store_statement_bind_null (self, parameter);
  else if (self->cursor != NULL)
    self->connection->driver->bind_bytes (self->cursor, parameter, bytes);
}

/**
 * store_statement_bind_null:
 * @self: a statement
 * @parameter: number of the parameter
 *
 * Sets a parameter to NULL, as all are before they are set.
 */
void
store_statement_bind_null (StoreStatement *self, int parameter)
{
  g_return_if_fail (STORE_IS_STATEMENT (self));

  if (self->cursor != NULL)
    self->connection->driver->bind_null (self->cursor, parameter);
}

/**
 * store_statement_step:
 * @self: a statement
 * @has_row: (out): whether there is a row to read
 * @error: return location for a #StoreError
 *
 * Runs to the next row. After the last one the statement is reset and its locks are gone: go to the
 * end, reset or unref before anything slow is done.
 *
 * Returns: whether it ran
 */
gboolean
store_statement_step (StoreStatement *self, gboolean *has_row, GError **error)
{
  g_return_val_if_fail (STORE_IS_STATEMENT (self), FALSE);
  g_return_val_if_fail (has_row != NULL, FALSE);
  g_assert (self->connection->owner == g_thread_self ());

  *has_row = FALSE;
  if (self->cursor == NULL)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_CONNECTION,
                   _ ("The database “%s” is closed. Open it again."), self->connection->path);
      return FALSE;
    }
  return self->connection->driver->step (self->cursor, has_row, error);
}

/**
 * store_statement_run:
 * @self: a statement
 * @error: return location for a #StoreError
 *
 * Runs to the end, then resets, so that other values can be bound.
 *
 * Returns: whether it ran
 */
gboolean
store_statement_run (StoreStatement *self, GError **error)
{
  gboolean has_row = TRUE;

  while (has_row)
    if (!store_statement_step (self, &has_row, error))
      return FALSE;
  return TRUE;
}

/**
 * store_statement_is_null:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: whether the column is NULL
 */
gboolean
store_statement_is_null (StoreStatement *self, int column)
{
  g_return_val_if_fail (STORE_IS_STATEMENT (self) && self->cursor != NULL, TRUE);

  return self->connection->driver->is_null (self->cursor, column);
}

/**
 * store_statement_get_text:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: (nullable): the column as text, until the next step; %NULL for NULL
 */
const char *
store_statement_get_text (StoreStatement *self, int column)
{
  g_return_val_if_fail (STORE_IS_STATEMENT (self) && self->cursor != NULL, NULL);

  return self->connection->driver->get_text (self->cursor, column);
}

/**
 * store_statement_get_int:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: the column as a number; 0 for NULL
 */
gint64
store_statement_get_int (StoreStatement *self, int column)
{
  g_return_val_if_fail (STORE_IS_STATEMENT (self) && self->cursor != NULL, 0);

  return self->connection->driver->get_int (self->cursor, column);
}

/**
 * store_statement_get_bytes:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: (transfer full): a copy of the column; empty for NULL
 */
GBytes *
store_statement_get_bytes (StoreStatement *self, int column)
{
  g_return_val_if_fail (STORE_IS_STATEMENT (self) && self->cursor != NULL, NULL);

  return self->connection->driver->get_bytes (self->cursor, column);
}

/**
 * store_statement_reset:
 * @self: a statement
 *
 * Back to the start: parameters are NULL again, locks are gone.
 */
void
store_statement_reset (StoreStatement *self)
{
  g_return_if_fail (STORE_IS_STATEMENT (self));

  if (self->cursor != NULL)
    self->connection->driver->reset (self->cursor);
}
