/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-live.h"

#include <glib/gi18n-lib.h>

#include "store-error.h"
#include "store-seats.h"
#include "work-query-private.h"
#include "work-school-private.h"

/* Of more than these at once each is not named: only how many there are is said. */
#define MAX_NAMED 20

static void
seat_change_free (gpointer data)
{
  WorkSeatChange *change = data;

  g_free (change->author);
  g_free (change->seat);
  g_free (change->at);
  g_free (change->label);
  g_free (change->name);
  g_array_unref (change->rows);
  g_free (change);
}

/**
 * work_changes_free:
 * @changes: (nullable) (transfer full): what came of a look
 */
void
work_changes_free (WorkChanges *changes)
{
  if (changes == NULL)
    return;
  g_ptr_array_unref (changes->changes);
  g_free (changes->reason);
  g_free (changes);
}

/**
 * work_seat_change_is_about:
 * @change: what was done at another seat
 * @entity: an entity
 * @id: one of its rows
 *
 * Returns: whether @change made, changed or deleted that row
 */
gboolean
work_seat_change_is_about (const WorkSeatChange *change, ModelEntity entity, gint64 id)
{
  StoreChange rows = { .rows = change->rows };

  return store_change_is_about (&rows, entity, id);
}

/**
 * work_seat_name:
 * @author: a person
 * @seat: (nullable): a computer
 *
 * Returns: (transfer full): both, for a person: “Mme Martin (seat VIE-SCO)”
 */
char *
work_seat_name (const char *author, const char *seat)
{
  if (seat == NULL || seat[0] == '\0')
    return g_strdup (author);
  /* Translators: a person, and the name of his or her computer. */
  return g_strdup_printf (_ ("%s (seat %s)"), author, seat);
}

static gboolean
has_one_author (GPtrArray *changes)
{
  const WorkSeatChange *first = changes->pdata[0];

  for (guint i = 1; i < changes->len; i++)
    {
      const WorkSeatChange *change = changes->pdata[i];

      if (!g_str_equal (change->author, first->author)
          || g_strcmp0 (change->seat, first->seat) != 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * work_changes_describe:
 * @changes: what came of a look
 *
 * Returns: (transfer full) (nullable): who did what, in one line; %NULL when nobody did anything
 *   that has a history
 */
char *
work_changes_describe (WorkChanges *changes)
{
  guint n = changes->changes->len;
  const WorkSeatChange *last;
  g_autofree char *who = NULL;

  if (n == 0)
    return NULL;
  last = changes->changes->pdata[n - 1];
  who = work_seat_name (last->author, last->seat);
  if (n == 1)
    /* Translators: who did something at another seat, and what: “step of 3 agreements”. */
    return g_strdup_printf (_ ("%s: %s"), who, last->name);
  if (has_one_author (changes->changes))
    /* Translators: who did something at another seat, how many things, and the last of them. */
    return g_strdup_printf (
        ngettext ("%s: %u change, the last one: %s", "%s: %u changes, the last one: %s", n), who, n,
        last->name);
  /* Translators: how many things were done at other seats, who did the last one, and what it is. */
  return g_strdup_printf (ngettext ("%u change at other seats, the last one by %s: %s",
                                    "%u changes at other seats, the last one by %s: %s", n),
                          n, who, last->name);
}

/**
 * work_error_is_unreachable:
 * @error: (nullable): of a reading or a change
 *
 * Returns: whether the file itself may be out of reach: what the next look will tell
 */
gboolean
work_error_is_unreachable (const GError *error)
{
  return g_error_matches (error, STORE_ERROR, STORE_ERROR_CONNECTION);
}

/* What is said of an operation: what it was, or what it took back. */
static gboolean
name_change (StoreConnection *connection,
             const StoreChange *change,
             gboolean is_named,
             char **name,
             GError **error)
{
  g_autofree char *what = NULL;

  if (!is_named)
    {
      *name = g_strdup (work_operation_label (change->label));
      return TRUE;
    }
  if (!_work_operation_describe (connection, change->operation_id, &what, error))
    return FALSE;
  if (g_str_equal (change->label, "undo"))
    *name = g_strdup_printf (_ ("Undone: %s"), what);
  else if (g_str_equal (change->label, "redo"))
    *name = g_strdup_printf (_ ("Redone: %s"), what);
  else
    *name = g_steal_pointer (&what);
  return TRUE;
}

static gboolean
add_changes (StoreConnection *connection, WorkChanges *changes, GPtrArray *found, GError **error)
{
  for (guint i = 0; i < found->len; i++)
    {
      const StoreChange *from = found->pdata[i];
      gboolean is_named = found->len - i <= MAX_NAMED;
      WorkSeatChange *change = g_new0 (WorkSeatChange, 1);

      change->author = g_strdup (from->author);
      change->seat = g_strdup (from->seat);
      change->at = g_strdup (from->at);
      change->label = g_strdup (from->label);
      change->rows = g_array_ref (from->rows);
      g_ptr_array_add (changes->changes, change);
      if (!name_change (connection, from, is_named, &change->name, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
look (StoreConnection *connection, WorkChanges *changes, GError **error)
{
  g_autoptr (GPtrArray) found =
      store_changes_since (connection, &changes->cursor, &changes->has_moved, error);

  return found != NULL && add_changes (connection, changes, found, error);
}

/* A look that fails has seen nothing: it is done again from where it began. Somebody who is saving
 * is no reason to say that the database is away. */
static gpointer
poll_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const StoreChangesCursor *cursor = data;
  g_autoptr (WorkChanges) changes = g_new0 (WorkChanges, 1);
  g_autoptr (GError) local = NULL;

  changes->cursor = *cursor;
  changes->changes = g_ptr_array_new_with_free_func (seat_change_free);
  changes->is_reachable = TRUE;
  changes->is_shared = store_connection_is_shared (connection);
  if (look (connection, changes, &local))
    return g_steal_pointer (&changes);
  if (g_error_matches (local, STORE_ERROR, STORE_ERROR_CANCELLED)
      || g_error_matches (local, STORE_ERROR, STORE_ERROR_SIGN_IN))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  changes->cursor = *cursor;
  changes->has_moved = FALSE;
  g_ptr_array_set_size (changes->changes, 0);
  /* That a file is damaged is told by whoever examines it. */
  if (!g_error_matches (local, STORE_ERROR, STORE_ERROR_BUSY)
      && !g_error_matches (local, STORE_ERROR, STORE_ERROR_CORRUPT))
    {
      changes->is_reachable = FALSE;
      changes->reason = g_strdup (local->message);
    }
  return g_steal_pointer (&changes);
}

/**
 * work_school_poll:
 * @self: a school
 * @cursor: where the last look ended
 * @error: return location; only for a look that was cancelled, or of nobody any more
 *
 * Looks at what others have done since, and waits for it.
 *
 * Returns: (transfer full): what came of it, or %NULL
 */
WorkChanges *
work_school_poll (WorkSchool *self, const StoreChangesCursor *cursor, GError **error)
{
  StoreChangesCursor from = *cursor;

  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  return store_queue_run (work_school_get_queue (self), poll_func, &from, NULL, error);
}

/**
 * work_school_poll_async:
 * @self: a school
 * @cursor: where the last look ended; of all 0: nothing is told, and the next one begins now
 * @cancellable: (nullable): what stops it
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Looks at what others have done since: own changes are left out. A database that cannot be reached
 * is no error of this: it says so.
 */
void
work_school_poll_async (WorkSchool *self,
                        const StoreChangesCursor *cursor,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (WORK_IS_SCHOOL (self));

  _work_school_run_async (self, work_school_poll_async, poll_func,
                          g_memdup2 (cursor, sizeof *cursor), g_free,
                          (GDestroyNotify) work_changes_free, cancellable, callback, user_data);
}

/**
 * work_school_poll_finish:
 * @self: a school
 * @result: of work_school_poll_async()
 * @error: return location, as for work_school_poll()
 *
 * Returns: (transfer full): what came of it, or %NULL
 */
WorkChanges *
work_school_poll_finish (WorkSchool *self, GAsyncResult *result, GError **error)
{
  return _work_school_run_finish (self, work_school_poll_async, result, error);
}

static gpointer
read_seats (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return store_connection_get_seats (connection, error);
}

/**
 * work_query_seats_new:
 *
 * Returns: (transfer full): a query for the #GPtrArray of #StoreSeat that have the database open;
 *   of one that is not shared there are none
 */
WorkQuery *
work_query_seats_new (void)
{
  return _work_query_new (read_seats, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

/* "VIE-SCO — martin, since 08:12 (this seat)" */
static void
add_seat (GString *text, const StoreSeat *seat)
{
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_local (seat->since);
  g_autofree char *hour = since != NULL ? g_date_time_format (since, "%H:%M") : g_strdup ("");

  if (text->len > 0)
    g_string_append_c (text, '\n');
  /* Translators: a computer, who uses it, and an hour. */
  g_string_append_printf (text, _ ("%s — %s, since %s"), seat->name, seat->user, hour);
  if (seat->is_mine)
    g_string_append (text, _ (" (this seat)"));
  else if (seat->is_stuck)
    g_string_append (text, _ (" (does not answer)"));
  else if (!seat->is_alive)
    g_string_append (text, _ (" (stopped without being closed)"));
}

/**
 * work_seats_describe:
 * @seats: (element-type StoreSeat): what work_query_seats_new() gives
 *
 * One line a seat, and of one that does not answer what frees what it holds.
 *
 * Returns: (transfer full): who has the database open
 */
char *
work_seats_describe (GPtrArray *seats)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (seats->len == 0)
    return g_strdup (_ ("Nobody else: this database is used on this computer only."));
  for (guint i = 0; i < seats->len; i++)
    add_seat (text, seats->pdata[i]);
  for (guint i = 0; i < seats->len; i++)
    {
      const StoreSeat *seat = seats->pdata[i];

      if (seat->is_stuck || !seat->is_alive)
        g_string_append (text, "\n\n");
      if (seat->is_stuck)
        g_string_append_printf (
            text,
            _ ("“%s” may keep others from saving. Wake that computer up or close Paraphe "
               "there; when it is switched off, have its session on the server closed, which "
               "frees the database."),
            seat->name);
      else if (!seat->is_alive)
        g_string_append_printf (
            text, _ ("“%s” was switched off or lost the network. It keeps nobody from saving."),
            seat->name);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
