/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-connection.h"

#include <glib/gi18n-lib.h>

#include "store-connection-private.h"
#include "store-migrate-private.h"
#include "store-role.h"

/* What became of one attempt. */
typedef enum
{
  ATTEMPT_DONE,
  ATTEMPT_FAILED, /* nothing was written */
  ATTEMPT_BROKEN, /* nothing was written, and the connection is of no more use */
  ATTEMPT_UNKNOWN /* COMMIT failed half way: it may have been written (data §3.1.6) */
} Attempt;

typedef struct
{
  ModelRecord *record;
  ModelRecord *before;
} Touched;

static void
touched_free (gpointer data)
{
  Touched *touched = data;

  g_object_unref (touched->record);
  g_object_unref (touched->before);
  g_free (touched);
}

/**
 * _store_connection_touch:
 * @self: a connection in a transaction
 * @record: a record about to be marked as saved
 *
 * Remembers @record as it is, to be put back should the transaction not be committed.
 */
void
_store_connection_touch (StoreConnection *self, ModelRecord *record)
{
  Touched *touched = g_new (Touched, 1);

  if (self->touched == NULL)
    self->touched = g_ptr_array_new_with_free_func (touched_free);
  touched->record = g_object_ref (record);
  touched->before = model_record_copy (record);
  g_ptr_array_add (self->touched, touched);
}

/**
 * _store_connection_note_line:
 * @self: a connection in a transaction
 * @line: id of a history line just added
 * @operation_id: its operation
 *
 * Remembers how to recognise the transaction, should COMMIT not tell whether it went through.
 */
void
_store_connection_note_line (StoreConnection *self, gint64 line, const char *operation_id)
{
  self->last_line = line;
  if (g_strcmp0 (self->last_line_operation, operation_id) == 0)
    return;
  g_free (self->last_line_operation);
  self->last_line_operation = g_strdup (operation_id);
  g_hash_table_add (self->own_operations, g_strdup (operation_id));
}

/**
 * _store_connection_did:
 * @self: a connection
 * @operation_id: id of an operation of history
 *
 * Returns: whether @operation_id was done by this connection, since it was made
 */
gboolean
_store_connection_did (StoreConnection *self, const char *operation_id)
{
  return g_hash_table_contains (self->own_operations, operation_id);
}

static guint
n_touched (StoreConnection *self)
{
  return self->touched != NULL ? self->touched->len : 0;
}

/* Latest first, down to the first @keep: a record touched twice ends as it was at first. */
static void
put_back (StoreConnection *self, guint keep)
{
  while (n_touched (self) > keep)
    {
      Touched *touched = g_ptr_array_index (self->touched, self->touched->len - 1);

      _store_record_assign (touched->record, touched->before);
      g_ptr_array_set_size (self->touched, (gint) self->touched->len - 1);
    }
}

static void
forget (StoreConnection *self)
{
  if (self->touched != NULL)
    g_ptr_array_set_size (self->touched, 0);
  self->last_line = 0;
  g_clear_pointer (&self->last_line_operation, g_free);
}

/* A ROLLBACK must not be stopped half way by the cancellable that caused it. */
static void
roll_back (StoreConnection *self)
{
  self->driver->set_cancellable (self->link, NULL);
  if (self->driver->in_transaction (self->link))
    self->driver->execute (self->link, "ROLLBACK", NULL);
  self->driver->set_cancellable (self->link, self->cancellable);
}

/* Another seat may have migrated the base since it was opened. */
static gboolean
check_version (StoreConnection *self, GError **error)
{
  int version;

  if (!self->driver->version (self->link, &version, error))
    return FALSE;
  if (version <= _store_migrate_latest ())
    return TRUE;
  g_set_error (error, STORE_ERROR, STORE_ERROR_NEWER,
               _ ("A newer version of Paraphe has changed the database “%s” since it was opened. "
                  "Update the program, then open it again."),
               self->path);
  return FALSE;
}

static gboolean
commit (StoreConnection *self, GError **error)
{
  gboolean done;

  /* The function said it is done: from here on only a full write or nothing at all. */
  self->driver->set_cancellable (self->link, NULL);
  done = self->driver->execute (self->link, "COMMIT", error);
  self->driver->set_cancellable (self->link, self->cancellable);
  return done;
}

static Attempt
classify_failure (StoreConnection *self, gboolean at_commit)
{
  Attempt attempt = ATTEMPT_FAILED;

  if (self->driver->is_broken (self->link))
    attempt = at_commit ? ATTEMPT_UNKNOWN : ATTEMPT_BROKEN;
  roll_back (self);
  return attempt;
}

static Attempt
attempt_transaction (StoreConnection *self,
                     StoreTransactionFunc func,
                     gpointer data,
                     GError **error)
{
  gboolean done;

  if (!self->driver->execute (self->link, self->driver->begin, error))
    return self->driver->is_broken (self->link) ? ATTEMPT_BROKEN : ATTEMPT_FAILED;
  self->depth = 1;
  self->last_line = 0;
  done = check_version (self, error) && store_connection_check_role (self, error)
         && func (self, data, error);
  self->depth = 0;
  if (!done)
    return classify_failure (self, FALSE);
  if (!self->driver->in_transaction (self->link))
    {
      /* An error that the function swallowed has rolled everything back. */
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_CONNECTION,
                           _ ("Saving failed half way and nothing was kept. Try again."));
      return ATTEMPT_FAILED;
    }
  if (commit (self, error))
    return ATTEMPT_DONE;
  return classify_failure (self, TRUE);
}

static gboolean
find_last_line (StoreConnection *self, gboolean *found)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      self, "SELECT 1 FROM history WHERE id = $1 AND operation_id = $2", NULL);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, self->last_line);
  store_statement_bind_text (statement, 2, self->last_line_operation);
  return store_statement_step (statement, found, NULL);
}

/* After an I/O error: opens again, and looks whether the transaction is there before anything else.
 * Returns whether it may be tried again. */
static gboolean
recover (StoreConnection *self, Attempt attempt, gboolean *committed)
{
  g_autoptr (GError) error = NULL;

  *committed = FALSE;
  if (!_store_connection_reopen (self, &error))
    {
      g_warning ("The database could not be opened again after an I/O error");
      return FALSE;
    }
  if (attempt == ATTEMPT_BROKEN)
    return TRUE;
  /* Without a history line nothing tells: a second run might write twice. */
  return find_last_line (self, committed) && self->last_line != 0;
}

static gboolean
run_outermost (StoreConnection *self, StoreTransactionFunc func, gpointer data, GError **error)
{
  for (guint tries = 0;; tries++)
    {
      g_autoptr (GError) local = NULL;
      gboolean committed = FALSE;
      gboolean again;
      Attempt attempt = attempt_transaction (self, func, data, &local);

      if (attempt == ATTEMPT_DONE)
        return TRUE;
      again = attempt != ATTEMPT_FAILED && recover (self, attempt, &committed) && tries == 0;
      if (committed)
        return TRUE;
      put_back (self, 0);
      if (!again)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      g_debug ("A transaction met an I/O error and is tried once more");
    }
}

/* (transfer full): @error, which says which seat is in the way, when that is known */
static GError *
name_the_busy (StoreConnection *self, GError *error)
{
  g_autofree char *name = NULL;
  char *text;

  if (self->seats == NULL || !g_error_matches (error, STORE_ERROR, STORE_ERROR_BUSY))
    return error;
  name = g_path_get_basename (self->path);
  text = _store_seats_explain_busy (self->seats, name);
  if (text != NULL)
    {
      g_free (error->message);
      error->message = text;
    }
  return error;
}

/* A part of a larger transaction: it fails alone, and leaves the rest as it was before it. */
static gboolean
run_nested (StoreConnection *self, StoreTransactionFunc func, gpointer data, GError **error)
{
  g_autofree char *begin = g_strdup_printf ("SAVEPOINT level%u", self->depth);
  g_autofree char *end = g_strdup_printf ("RELEASE SAVEPOINT level%u", self->depth);
  g_autofree char *back = g_strdup_printf ("ROLLBACK TO SAVEPOINT level%u", self->depth);
  guint keep = n_touched (self);
  gboolean done;

  if (!self->driver->execute (self->link, begin, error))
    return FALSE;
  self->depth++;
  done = func (self, data, error);
  self->depth--;
  if (done)
    return self->driver->execute (self->link, end, error);
  put_back (self, keep);
  if (self->driver->in_transaction (self->link))
    {
      self->driver->set_cancellable (self->link, NULL);
      self->driver->execute (self->link, back, NULL);
      self->driver->execute (self->link, end, NULL);
      self->driver->set_cancellable (self->link, self->cancellable);
    }
  return FALSE;
}

/**
 * store_connection_transaction:
 * @self: a connection
 * @func: what is to happen, wholly or not at all
 * @data: for @func
 * @error: return location for a #StoreError
 *
 * Runs @func between BEGIN IMMEDIATE and COMMIT, or ROLLBACK when it fails; a call inside another
 * one is a savepoint of it, so that the outer one may survive its failure. Records saved on the way
 * are put back as they were when it fails.
 *
 * @func never waits for a person or the network. After an I/O error the database is opened again;
 * when the error came from COMMIT, the last history line of the transaction is looked up first, and
 * when it is there all is well. Otherwise @func is run a second time: whatever it fills besides
 * records, it must empty first. A transaction without a history line is never run again after such
 * a COMMIT, since nothing tells whether it went through; nor is one whose database cannot be opened
 * again: with %STORE_ERROR_CONNECTION, ask store_history_has_operation() before doing it anew.
 *
 * Returns: whether it is committed
 */
gboolean
store_connection_transaction (StoreConnection *self,
                              StoreTransactionFunc func,
                              gpointer data,
                              GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean done;

  g_return_val_if_fail (STORE_IS_CONNECTION (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  if (!_store_connection_ensure (self, error))
    return FALSE;
  if (self->depth > 0)
    return run_nested (self, func, data, error);
  if (store_connection_is_read_only (self))
    {
      g_set_error (
          error, STORE_ERROR, STORE_ERROR_READ_ONLY, "%s",
          self->read_only_reason != NULL
              ? self->read_only_reason
              : _ ("The database was opened for reading only. Open it again to change it."));
      return FALSE;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_CANCELLED,
                           _ ("Cancelled before anything was changed."));
      return FALSE;
    }
  if (!store_connection_check_place (self, error))
    return FALSE;
  if (self->seats != NULL)
    _store_seats_set_saving (self->seats, TRUE);
  done = run_outermost (self, func, data, &local);
  if (self->seats != NULL)
    _store_seats_set_saving (self->seats, FALSE);
  forget (self);
  if (done)
    self->n_commits++;
  else
    g_propagate_error (error, name_the_busy (self, g_steal_pointer (&local)));
  return done;
}

/**
 * store_connection_in_transaction:
 * @self: a connection
 *
 * Returns: whether a function is being run by store_connection_transaction()
 */
gboolean
store_connection_in_transaction (StoreConnection *self)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), FALSE);

  return self->depth > 0;
}
