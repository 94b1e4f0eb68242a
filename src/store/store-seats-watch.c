/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-seats-watch-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "store-sqlite-private.h"
#include "store-vfs-private.h"

/* Who is at a shared database, and whether locks cross seats at all (data §3.1.8). Each seat holds
 * an exclusive lock on a byte of its own for as long as it has the database open, and writes from a
 * thread of its own that it is there. Whoever writes without another being kept off its byte shows
 * that locks do not cross: then nobody may save.
 *
 * Clocks of seats differ: what counts is that a seat's number moves, and for how long it has not
 * moved by the clock of the one who looks. */

/* Twice seen to move after its byte was found free: once may be an old copy of the file. */
#define MOVES_THAT_PROVE 2

/* (atomic) */
static gint beat_time = STORE_SEATS_BEAT_MS;
static gint patience_time = STORE_SEATS_PATIENCE_MS;
static gint stuck_time = STORE_SEATS_STUCK_MS;
static gint leave_time = STORE_SEATS_LEAVE_MS;

/* µs */
static gint64
time_of (gint *milliseconds)
{
  return (gint64) g_atomic_int_get (milliseconds) * 1000;
}

static void
other_free (gpointer data)
{
  StoreSeatsOther *other = data;

  _store_seat_record_free (other->record);
  g_free (other);
}

static gint64
boot_time (void)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
is_of_this_computer (StoreSeats *self, const StoreSeatRecord *record)
{
  return record->boot[0] != '\0' && g_str_equal (record->boot, self->mine->boot);
}

/* A place that nobody holds and in which nothing is written, or what this computer left behind: the
 * one that it had before, if it can be. */
static gboolean
take_place (StoreSeats *self, const char *bytes, gsize size)
{
  guint first = self->slot;

  for (guint i = 0; i < STORE_SEATS_N; i++)
    {
      guint slot = (first + i) % STORE_SEATS_N;
      g_autoptr (StoreSeatRecord) there = _store_seats_record_at (bytes, size, slot);

      if (there != NULL && !is_of_this_computer (self, there))
        continue;
      if (!_store_seats_lock (self->fd, slot, F_WRLCK))
        continue;
      self->slot = slot;
      return TRUE;
    }
  return FALSE;
}

static void
new_name (StoreSeats *self)
{
  g_autofree char *id = g_uuid_string_random ();

  g_mutex_lock (&self->mutex);
  g_strlcpy (self->mine->id, id, sizeof self->mine->id);
  g_mutex_unlock (&self->mutex);
}

/* Takes a place and writes that this seat is there; again after the computer slept or the server
 * was away, since nothing tells whether our byte is still ours. */
static gboolean
take_part (StoreSeats *self)
{
  g_autofree char *bytes = NULL;
  gsize size;

  if (self->fd >= 0)
    close (self->fd);
  self->fd = _store_sqlite_open_beside (self->path, STORE_SEATS_SUFFIX);
  if (self->fd < 0)
    return FALSE;
  new_name (self);
  bytes = _store_seats_read_file (self->path, &size);
  self->last_beat = boot_time ();
  return bytes != NULL && take_place (self, bytes, size)
         && _store_seats_write_at (self->fd, self->slot, self->mine);
}

/* Called with the mutex. */
static StoreSeatsOther *
note_other (StoreSeats *self, StoreSeatRecord *record, guint slot)
{
  StoreSeatsOther *other = g_hash_table_lookup (self->others, record->id);
  gint64 now = g_get_monotonic_time ();

  if (other == NULL)
    {
      other = g_new0 (StoreSeatsOther, 1);
      other->record = record;
      other->slot = slot;
      other->moved_at = now;
      g_hash_table_insert (self->others, g_strdup (record->id), other);
      return other;
    }
  if (record->beat > other->record->beat)
    {
      other->moved_at = now;
      if (!other->is_held && !other->is_known)
        other->n_moves++;
    }
  _store_seat_record_free (other->record);
  other->record = record;
  return other;
}

/**
 * _store_seats_is_silent:
 * @other: another seat; with the mutex
 *
 * Returns: whether it has not moved for a few beats
 */
gboolean
_store_seats_is_silent (const StoreSeatsOther *other)
{
  return g_get_monotonic_time () - other->moved_at > 3 * time_of (&beat_time);
}

/**
 * _store_seats_is_stuck:
 * @other: another seat; with the mutex
 *
 * Returns: whether it holds its byte and has not moved for long
 */
gboolean
_store_seats_is_stuck (const StoreSeatsOther *other)
{
  return other->is_held && g_get_monotonic_time () - other->moved_at > time_of (&stuck_time);
}

/* Called with the mutex. */
static void
refuse (StoreSeats *self, const StoreSeatsOther *other)
{
  g_autofree char *name = g_path_get_basename (self->path);

  if (self->refusal != NULL)
    return;
  self->refusal = g_strdup_printf (
      _ ("“%s”: the seat “%s” (%s) and this one do not see each other’s locks: saving from both "
         "would damage the database. Have the network drive of both mounted without “nobrl” and "
         "“nolock”, then open the file again."),
      name, other->record->name, other->record->user);
}

/* Whether the byte of another seat is held is asked until it was once, and when it is silent.
 * Called without the mutex: the server may take its time. */
static void
try_byte (StoreSeats *self, StoreSeatsOther *other, gboolean *held)
{
  *held = (other->is_known && !_store_seats_is_silent (other))
          || _store_seats_is_held (self->fd, other->slot);
}

static gboolean
is_gone_cb (gpointer key, gpointer value, gpointer data)
{
  return !g_hash_table_contains (data, key);
}

/* Reads what all have written. Returns whether our own record is as we left it. */
static gboolean
look_around (StoreSeats *self)
{
  gsize size;
  g_autofree char *bytes = _store_seats_read_file (self->path, &size);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean is_mine_there = bytes == NULL;

  for (guint slot = 0; bytes != NULL && slot < STORE_SEATS_N; slot++)
    {
      StoreSeatRecord *record = _store_seats_record_at (bytes, size, slot);
      gboolean held;
      StoreSeatsOther *other;

      if (record == NULL)
        continue;
      if (g_str_equal (record->id, self->mine->id))
        {
          is_mine_there = is_mine_there || slot == self->slot;
          _store_seat_record_free (record);
          continue;
        }
      g_mutex_lock (&self->mutex);
      other = note_other (self, record, slot);
      g_hash_table_add (seen, g_strdup (other->record->id));
      g_mutex_unlock (&self->mutex);

      held = slot == self->slot ? FALSE : TRUE;
      if (slot != self->slot)
        try_byte (self, other, &held);
      g_mutex_lock (&self->mutex);
      other->is_held = held;
      other->is_known = other->is_known || held;
      if (held)
        other->n_moves = 0;
      if (!other->is_known && other->n_moves >= MOVES_THAT_PROVE)
        refuse (self, other);
      g_mutex_unlock (&self->mutex);
    }
  g_mutex_lock (&self->mutex);
  if (bytes != NULL)
    g_hash_table_foreach_remove (self->others, is_gone_cb, seen);
  g_mutex_unlock (&self->mutex);
  return is_mine_there;
}

/* Whether a seat without a lock may still be at work: only waiting tells. */
static gboolean
has_doubts (StoreSeats *self)
{
  GHashTableIter iter;
  gpointer value;
  gboolean doubts = FALSE;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->others);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      StoreSeatsOther *other = value;

      if (!other->is_known && !is_of_this_computer (self, other->record))
        doubts = TRUE;
    }
  doubts = doubts && self->refusal == NULL;
  g_mutex_unlock (&self->mutex);
  return doubts;
}

/* What a seat that died left behind: nobody need wait for it again. */
static void
clear_dead (StoreSeats *self)
{
  gsize size;
  g_autofree char *bytes = _store_seats_read_file (self->path, &size);

  for (guint slot = 0; bytes != NULL && slot < STORE_SEATS_N; slot++)
    {
      g_autoptr (StoreSeatRecord) record = _store_seats_record_at (bytes, size, slot);
      StoreSeatsOther *other;

      if (record == NULL || slot == self->slot)
        continue;
      g_mutex_lock (&self->mutex);
      other = g_hash_table_lookup (self->others, record->id);
      if (other != NULL && other->record->beat != record->beat)
        other = NULL; /* not so dead */
      g_mutex_unlock (&self->mutex);
      if (other == NULL || other->is_held || !_store_seats_lock (self->fd, slot, F_WRLCK))
        continue;
      _store_seats_write_at (self->fd, slot, NULL);
      _store_seats_lock (self->fd, slot, F_UNLCK);
    }
}

/* Waits until it is time again; FALSE when this seat leaves. */
static gboolean
pause_for (StoreSeats *self, gint64 length)
{
  gint64 end = g_get_monotonic_time () + length;
  gboolean stays;

  g_mutex_lock (&self->mutex);
  while (!self->is_leaving && g_cond_wait_until (&self->changed, &self->mutex, end))
    ;
  stays = !self->is_leaving;
  g_mutex_unlock (&self->mutex);
  return stays;
}

static void
shake_hands (StoreSeats *self)
{
  gint64 end = g_get_monotonic_time () + time_of (&patience_time);
  g_autofree char *refusal = NULL;

  look_around (self);
  while (has_doubts (self) && g_get_monotonic_time () < end)
    {
      pause_for (self, time_of (&beat_time) / 4);
      look_around (self);
    }
  refusal = _store_seats_get_refusal (self);
  if (refusal == NULL)
    clear_dead (self);
}

static void
beat (StoreSeats *self)
{
  gboolean written;
  StoreSeatRecord now;

  g_mutex_lock (&self->mutex);
  self->mine->beat++;
  self->mine->at = g_get_real_time () / G_USEC_PER_SEC;
  self->mine->is_saving = self->is_saving;
  now = *self->mine;
  g_mutex_unlock (&self->mutex);
  written = self->fd >= 0 && _store_seats_write_at (self->fd, self->slot, &now);
  if (!written)
    take_part (self); /* the server was away: again at the next beat, should it still be */
  else
    self->last_beat = boot_time ();
}

static void
seats_free (StoreSeats *self)
{
  g_hash_table_unref (self->others);
  _store_seat_record_free (self->mine);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self->refusal);
  g_free (self->path);
  g_free (self);
}

/* Whether nobody waited for the thread to leave: then what is left is its own. */
static gboolean
has_nobody (StoreSeats *self)
{
  gboolean alone;

  g_mutex_lock (&self->mutex);
  self->has_left = TRUE;
  alone = self->is_alone;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  return alone;
}

static gpointer
watch_thread (gpointer data)
{
  StoreSeats *self = data;

  while (pause_for (self, time_of (&beat_time)))
    {
      gboolean slept = boot_time () - self->last_beat > 10 * time_of (&beat_time);

      if (self->fd < 0 || slept || !look_around (self))
        take_part (self);
      else
        beat (self);
    }
  if (self->fd >= 0)
    {
      _store_seats_write_at (self->fd, self->slot, NULL);
      close (self->fd);
    }
  if (has_nobody (self))
    seats_free (self);
  return NULL;
}

/**
 * _store_seats_join:
 * @path: a database on a share, opened to be changed
 * @refusal: (out) (transfer full) (nullable): a sentence when nobody may save there
 *
 * Says that this seat is there, and finds out whether the others' locks are seen from here. A seat
 * that died and whose lock is gone is waited for, once.
 *
 * Returns: (transfer full) (nullable): this seat, or %NULL with @refusal
 */
StoreSeats *
_store_seats_join (const char *path, char **refusal)
{
  StoreSeats *self = g_new0 (StoreSeats, 1);
  g_autofree char *name = g_path_get_basename (path);

  self->path = g_strdup (path);
  self->fd = -1;
  self->slot = (guint) g_random_int_range (0, STORE_SEATS_N);
  self->mine = _store_seat_record_new ();
  self->others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, other_free);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  *refusal = NULL;
  if (!take_part (self))
    *refusal = g_strdup_printf (
        _ ("“%s”: the list of seats “%s%s” beside it cannot be written (%s). Ask for the right to "
           "change all files of this folder."),
        name, name, STORE_SEATS_SUFFIX, g_strerror (errno));
  else
    shake_hands (self);
  if (*refusal == NULL)
    *refusal = _store_seats_get_refusal (self);
  if (*refusal == NULL)
    {
      self->thread = g_thread_new ("seats", watch_thread, self);
      return self;
    }
  if (self->fd >= 0)
    {
      _store_seats_write_at (self->fd, self->slot, NULL);
      close (self->fd);
    }
  seats_free (self);
  return NULL;
}

/**
 * _store_seats_leave:
 * @self: (transfer full): this seat
 *
 * Says that it is gone. A server that does not answer is not waited for: the others see that this
 * seat is silent.
 */
void
_store_seats_leave (StoreSeats *self)
{
  gint64 end = g_get_monotonic_time () + time_of (&leave_time);
  GThread *thread = self->thread;
  gboolean has_left;

  g_mutex_lock (&self->mutex);
  self->is_leaving = TRUE;
  g_cond_broadcast (&self->changed);
  while (!self->has_left && g_cond_wait_until (&self->changed, &self->mutex, end))
    ;
  has_left = self->has_left;
  self->is_alone = !has_left;
  g_mutex_unlock (&self->mutex);
  if (!has_left)
    {
      g_message ("The list of seats does not answer: left without waiting");
      g_thread_unref (thread);
      return;
    }
  g_thread_join (thread);
  seats_free (self);
}

/**
 * _store_seats_get_refusal:
 * @self: this seat
 *
 * Returns: (transfer full) (nullable): a sentence once it was seen that locks do not cross seats
 */
char *
_store_seats_get_refusal (StoreSeats *self)
{
  char *refusal;

  g_mutex_lock (&self->mutex);
  refusal = g_strdup (self->refusal);
  g_mutex_unlock (&self->mutex);
  return refusal;
}

/**
 * _store_seats_set_saving:
 * @self: this seat
 * @is_saving: whether a transaction is under way
 *
 * Told to others by the next beat: one that is over before costs nothing.
 */
void
_store_seats_set_saving (StoreSeats *self, gboolean is_saving)
{
  g_mutex_lock (&self->mutex);
  self->is_saving = is_saving;
  g_mutex_unlock (&self->mutex);
}

/**
 * _store_seats_set_times:
 * @beat: ms between two beats
 * @patience: ms for which a seat without a lock is watched at opening
 * @stuck: ms after which one that holds its byte and says nothing is stuck
 *
 * For tests.
 */
void
_store_seats_set_times (guint beat, guint patience, guint stuck)
{
  g_atomic_int_set (&beat_time, (gint) beat);
  g_atomic_int_set (&patience_time, (gint) patience);
  g_atomic_int_set (&stuck_time, (gint) stuck);
}

/**
 * _store_seats_set_leave_time:
 * @leave: ms for which a server that does not answer is waited for at leaving
 *
 * For tests.
 */
void
_store_seats_set_leave_time (guint leave)
{
  g_atomic_int_set (&leave_time, (gint) leave);
}
