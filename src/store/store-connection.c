/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-connection.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store-connection-private.h"
#include "store-error.h"
#include "store-migrate-private.h"
#include "store-vault-private.h"
#include "store-vfs-private.h"

/* More than all the queries of the program: only a leak of generated SQL would reach it. */
#define MAX_IDLE 128

/* How long computers remember the size and the times of a file on a share (data §3.1.1). */
#define ATTRIBUTES_US 1100000

typedef struct
{
  StoreCursor *cursor;
  guint64 used;
} StoreIdle;

G_DEFINE_FINAL_TYPE (StoreConnection, store_connection, G_TYPE_OBJECT)

/**
 * _store_connection_drop_idle:
 * @self: a connection
 *
 * Throws the prepared statements away that nobody uses.
 */
void
_store_connection_drop_idle (StoreConnection *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->idle);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      self->driver->finalize (((StoreIdle *) value)->cursor);
      g_hash_table_iter_remove (&iter);
    }
}

static void
drop_statements (StoreConnection *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_hash_table_iter_steal (&iter);
      _store_statement_detach (key);
    }
  _store_connection_drop_idle (self);
}

static void
close_link (StoreConnection *self)
{
  if (self->link == NULL)
    return;
  drop_statements (self);
  self->driver->close (self->link);
  self->link = NULL;
}

static void
store_connection_finalize (GObject *object)
{
  StoreConnection *self = STORE_CONNECTION (object);

  close_link (self);
  g_clear_pointer (&self->seats, _store_seats_leave);
  g_free (self->locks_reason);
  _store_vault_forget (self);
  g_free (self->account_label);
  g_free (self->closed_until);
  g_clear_pointer (&self->idle, g_hash_table_unref);
  g_clear_pointer (&self->live, g_hash_table_unref);
  g_clear_pointer (&self->own_operations, g_hash_table_unref);
  g_clear_pointer (&self->touched, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_free (self->last_line_operation);
  g_free (self->read_only_reason);
  g_free (self->path);
  G_OBJECT_CLASS (store_connection_parent_class)->finalize (object);
}

static void
store_connection_class_init (StoreConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = store_connection_finalize;
}

static void
store_connection_init (StoreConnection *self)
{
  self->idle = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->live = g_hash_table_new (NULL, NULL);
  self->own_operations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->owner = g_thread_self ();
}

/**
 * _store_connection_new:
 * @driver: the engine
 * @path: the database
 *
 * Returns: (transfer full): a connection that is not open yet
 */
StoreConnection *
_store_connection_new (const StoreDriver *driver, const char *path)
{
  StoreConnection *self = g_object_new (STORE_TYPE_CONNECTION, NULL);

  self->driver = driver;
  self->path = g_canonicalize_filename (path, NULL);
  return self;
}

static gboolean
open_link (StoreConnection *self, StoreOpenMode mode, GError **error)
{
  g_autofree char *reason = NULL;

  if (self->locks_reason != NULL)
    mode = STORE_OPEN_READ;
  self->link = self->driver->open (self->path, mode, &reason, error);
  if (self->link == NULL)
    return FALSE;
  if (self->locks_reason != NULL && reason == NULL)
    reason = g_strdup (self->locks_reason);
  self->driver->set_trust (self->link, self->trust);
  self->was_shared = self->driver->place (self->link)->is_shared;
  self->n_opened++;
  self->driver->set_cancellable (self->link, self->cancellable);
  if (self->busy_timeout > 0)
    self->driver->set_busy_timeout (self->link, self->busy_timeout);
  if (self->is_damaged)
    return TRUE;
  g_free (self->read_only_reason);
  self->read_only_reason = g_steal_pointer (&reason);
  return TRUE;
}

/* On a share: says that this seat is there. Before anything is written: where locks do not cross
 * seats nothing is. */
static gboolean
join_seats (StoreConnection *self, GError **error)
{
  if (!self->driver->place (self->link)->is_shared || store_connection_is_read_only (self))
    return TRUE;
  self->seats = _store_seats_join (self->path, &self->locks_reason);
  if (self->seats != NULL)
    return TRUE;
  close_link (self);
  return open_link (self, STORE_OPEN_READ, error);
}

/**
 * store_connection_open:
 * @path: path of the database
 * @mode: how
 * @error: return location for a #StoreError
 *
 * Opens a database, or makes one. An older one is brought up to date, after a copy
 * (`PATH.before-v2`…); a newer one can only be read. What is refused is left as it was.
 *
 * The connection belongs to the calling thread: no other may use it.
 *
 * Returns: (transfer full): the connection, or %NULL
 */
StoreConnection *
store_connection_open (const char *path, StoreOpenMode mode, GError **error)
{
  g_autoptr (StoreConnection) self = NULL;
  const StoreMigration *list;
  guint n;

  g_return_val_if_fail (path != NULL, NULL);

  self = _store_connection_new (&_store_sqlite_driver, path);
  self->mode = mode == STORE_OPEN_CREATE ? STORE_OPEN_WRITE : mode;
  if (!open_link (self, mode, error))
    return NULL;
  /* Nobody else knows of a new one yet: it may still get another name. */
  if (mode != STORE_OPEN_CREATE && !join_seats (self, error))
    return NULL;
  list = _store_migrate_list (&n);
  if (_store_migrate (self, list, n, error) && _store_connection_begin_role (self, error))
    return g_steal_pointer (&self);
  if (mode == STORE_OPEN_CREATE)
    {
      close_link (self);
      g_unlink (self->path);
    }
  return NULL;
}

/**
 * store_connection_close:
 * @self: a connection
 *
 * Closes the database. Statements that are left can no longer be stepped. The connection is empty
 * from here on: every function that can fail does.
 */
void
store_connection_close (StoreConnection *self)
{
  g_return_if_fail (STORE_IS_CONNECTION (self));
  g_return_if_fail (self->depth == 0);

  self->closed = TRUE;
  close_link (self);
  g_clear_pointer (&self->seats, _store_seats_leave);
}

/**
 * store_connection_get_path:
 * @self: a connection
 *
 * Returns: absolute path of the database
 */
const char *
store_connection_get_path (StoreConnection *self)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), NULL);

  return self->path;
}

/**
 * store_connection_is_read_only:
 * @self: a connection
 *
 * Returns: whether the database can only be read, by wish or for a reason
 */
gboolean
store_connection_is_read_only (StoreConnection *self)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), TRUE);

  return self->mode == STORE_OPEN_READ || self->read_only_reason != NULL;
}

/**
 * store_connection_get_read_only_reason:
 * @self: a connection
 *
 * Returns: (nullable): a sentence: why the database can only be read; %NULL when it can be written
 *   or when it was opened for reading by wish
 */
const char *
store_connection_get_read_only_reason (StoreConnection *self)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), NULL);

  return self->read_only_reason;
}

/**
 * store_connection_set_cancellable:
 * @self: a connection
 * @cancellable: (nullable): what stops its queries and waits from now on
 *
 * A cancelled query fails with %STORE_ERROR_CANCELLED, and its transaction has changed nothing.
 */
void
store_connection_set_cancellable (StoreConnection *self, GCancellable *cancellable)
{
  g_return_if_fail (STORE_IS_CONNECTION (self));
  g_assert (self->owner == g_thread_self ());

  g_set_object (&self->cancellable, cancellable);
  if (self->link != NULL)
    self->driver->set_cancellable (self->link, cancellable);
}

/**
 * _store_connection_set_busy_timeout:
 * @self: a connection
 * @milliseconds: how long to wait for another seat
 *
 * For tests that cannot wait as long as a person.
 */
void
_store_connection_set_busy_timeout (StoreConnection *self, guint milliseconds)
{
  self->busy_timeout = milliseconds;
  if (self->link != NULL)
    self->driver->set_busy_timeout (self->link, milliseconds);
}

/* Nothing is saved into it any more. */
static void
note_damage (StoreConnection *self, const GError *error)
{
  self->is_damaged = TRUE;
  g_free (self->read_only_reason);
  self->read_only_reason = g_strdup (error->message);
}

static gboolean
open_and_examine (StoreConnection *self, GError **error)
{
  close_link (self);
  if (!open_link (self, self->mode == STORE_OPEN_WRITE ? STORE_OPEN_AGAIN : self->mode, error))
    return FALSE;
  if ((self->role != MODEL_ACCOUNT_ADMINISTRATOR || self->account_id != 0)
      && !_store_connection_apply_role (self, error))
    {
      close_link (self);
      return FALSE;
    }
  /* Of one that is known to be damaged, what can be read is. */
  return self->is_damaged || self->driver->examine (self->link, error);
}

/**
 * _store_connection_reopen:
 * @self: a connection
 * @error: return location
 *
 * Closes, opens again and examines the file: the only way out of an I/O error (data §0.7).
 *
 * Returns: whether it is open
 */
gboolean
_store_connection_reopen (StoreConnection *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  /* Another file at its path is not opened in its place without a word. */
  if (self->link != NULL && g_file_test (self->path, G_FILE_TEST_EXISTS)
      && !self->driver->is_in_place (self->link))
    self->is_gone = TRUE;
  if (self->is_gone)
    return store_connection_check_place (self, error);
  if (open_and_examine (self, &local))
    return TRUE;
  if (self->was_shared && g_error_matches (local, STORE_ERROR, STORE_ERROR_CORRUPT))
    {
      /* What this computer remembers of the file may be older than what it reads, above all when a
       * server that was away is back. */
      g_clear_error (&local);
      if (!_store_vfs_is_forced ())
        g_usleep (ATTRIBUTES_US);
      if (open_and_examine (self, &local))
        return TRUE;
    }
  if (g_error_matches (local, STORE_ERROR, STORE_ERROR_CORRUPT))
    note_damage (self, local);
  else
    close_link (self);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * store_connection_examine:
 * @self: a connection outside of transactions
 * @error: return location for a #StoreError; %STORE_ERROR_CORRUPT for a damaged file
 *
 * Looks at every page of the file, which opening does not do since it takes a while. Once
 * it is found to be damaged it can only be read: nothing is saved into it any more.
 *
 * Returns: whether it could be examined and is sound
 */
gboolean
store_connection_examine (StoreConnection *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (self), FALSE);
  g_return_val_if_fail (self->depth == 0, FALSE);

  if (!_store_connection_ensure (self, error))
    return FALSE;
  if (self->driver->examine (self->link, &local))
    return TRUE;
  if (g_error_matches (local, STORE_ERROR, STORE_ERROR_CORRUPT))
    note_damage (self, local);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * _store_connection_ensure:
 * @self: a connection
 * @error: return location
 *
 * To be called before anything is asked of the engine: the right thread, an open link, and one that
 * still works, outside of transactions.
 *
 * Returns: whether it can be used
 */
gboolean
_store_connection_ensure (StoreConnection *self, GError **error)
{
  g_assert (self->owner == g_thread_self ());

  if (self->closed)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_CONNECTION,
                   _ ("The database “%s” is closed. Open it again."), self->path);
      return FALSE;
    }
  if (self->link != NULL && (self->depth > 0 || !self->driver->is_broken (self->link)))
    return TRUE;
  return _store_connection_reopen (self, error);
}

/**
 * store_connection_execute:
 * @self: a connection
 * @sql: one or more statements without parameters
 * @error: return location for a #StoreError
 *
 * Runs statements, leaving out what they answer.
 *
 * Returns: whether all ran
 */
gboolean
store_connection_execute (StoreConnection *self, const char *sql, GError **error)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), FALSE);
  g_return_val_if_fail (sql != NULL, FALSE);

  return _store_connection_ensure (self, error) && self->driver->execute (self->link, sql, error);
}

/**
 * _store_connection_take_cursor:
 * @self: a connection
 * @sql: one statement
 * @error: return location
 *
 * Returns: (transfer full): the statement prepared, from the idle ones when there is one
 */
StoreCursor *
_store_connection_take_cursor (StoreConnection *self, const char *sql, GError **error)
{
  gpointer key, value;

  /* What the store does beyond the role is prepared each time, and kept for nobody. */
  if (self->trust != STORE_TRUST_ALL && g_hash_table_steal_extended (self->idle, sql, &key, &value))
    {
      StoreCursor *cursor = ((StoreIdle *) value)->cursor;

      g_free (key);
      g_free (value);
      return cursor;
    }
  return self->driver->prepare (self->link, sql, error);
}

static void
drop_oldest (StoreConnection *self)
{
  GHashTableIter iter;
  gpointer key, value;
  const char *oldest = NULL;
  guint64 used = G_MAXUINT64;

  g_hash_table_iter_init (&iter, self->idle);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (((StoreIdle *) value)->used < used)
      {
        oldest = key;
        used = ((StoreIdle *) value)->used;
      }
  self->driver->finalize (((StoreIdle *) g_hash_table_lookup (self->idle, oldest))->cursor);
  g_hash_table_remove (self->idle, oldest);
}

/**
 * _store_connection_give_cursor:
 * @self: a connection
 * @sql: (nullable): what @cursor was prepared from; %NULL: it is not kept
 * @cursor: (transfer full): a statement that nobody uses any more
 *
 * Keeps it for the next time, or throws it away.
 */
void
_store_connection_give_cursor (StoreConnection *self, const char *sql, StoreCursor *cursor)
{
  StoreIdle *idle;

  if (sql == NULL || g_hash_table_contains (self->idle, sql))
    {
      self->driver->finalize (cursor);
      return;
    }
  self->driver->reset (cursor);
  if (g_hash_table_size (self->idle) >= MAX_IDLE)
    drop_oldest (self);
  idle = g_new (StoreIdle, 1);
  idle->cursor = cursor;
  idle->used = ++self->tick;
  g_hash_table_insert (self->idle, g_strdup (sql), idle);
}

/**
 * store_connection_prepare:
 * @self: a connection
 * @sql: one statement, its parameters written $1, $2…
 * @error: return location for a #StoreError
 *
 * Prepares a statement. It is kept when the last reference goes, so that asking for the same one
 * again costs nothing.
 *
 * Returns: (transfer full): the statement, or %NULL
 */
StoreStatement *
store_connection_prepare (StoreConnection *self, const char *sql, GError **error)
{
  StoreStatement *statement;
  StoreCursor *cursor;

  g_return_val_if_fail (STORE_IS_CONNECTION (self), NULL);
  g_return_val_if_fail (sql != NULL, NULL);

  if (!_store_connection_ensure (self, error))
    return NULL;
  cursor = _store_connection_take_cursor (self, sql, error);
  if (cursor == NULL)
    return NULL;
  statement = _store_statement_new (self, sql, cursor);
  g_hash_table_add (self->live, statement);
  return statement;
}

/**
 * store_connection_last_id:
 * @self: a connection
 *
 * Returns: id of the row last inserted
 */
gint64
store_connection_last_id (StoreConnection *self)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), 0);

  return self->link != NULL ? self->driver->last_id (self->link) : 0;
}

/**
 * store_connection_n_changed:
 * @self: a connection
 *
 * Returns: how many rows the last INSERT, UPDATE or DELETE touched
 */
gint64
store_connection_n_changed (StoreConnection *self)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), 0);

  return self->link != NULL ? self->driver->n_changed (self->link) : 0;
}
