/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "store-seats-watch-private.h"

/* What a seat says of the others. */

/**
 * _store_seats_list:
 * @self: this seat
 *
 * Returns: (transfer full) (element-type StoreSeat): this seat and the others, as last seen
 */
GPtrArray *
_store_seats_list (StoreSeats *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) store_seat_free);
  GHashTableIter iter;
  gpointer value;
  StoreSeat *seat;

  g_mutex_lock (&self->mutex);
  seat = _store_seat_new (self->mine);
  seat->is_alive = TRUE;
  seat->is_mine = TRUE;
  g_ptr_array_add (list, seat);
  g_hash_table_iter_init (&iter, self->others);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      StoreSeatsOther *other = value;

      seat = _store_seat_new (other->record);
      seat->is_alive = other->is_held || !_store_seats_is_silent (other);
      seat->is_stuck = _store_seats_is_stuck (other);
      g_ptr_array_add (list, seat);
    }
  g_mutex_unlock (&self->mutex);
  return list;
}

/* Called with the mutex: the one that is stuck, or that says it is saving, or the only one. */
static const StoreSeatsOther *
find_holder (StoreSeats *self)
{
  const StoreSeatsOther *saving = NULL;
  const StoreSeatsOther *alone = NULL;
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->others);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const StoreSeatsOther *other = value;

      if (_store_seats_is_stuck (other))
        return other;
      if (!other->is_held)
        continue;
      n++;
      alone = other;
      if (other->record->is_saving)
        saving = other;
    }
  return saving != NULL ? saving : n == 1 ? alone : NULL;
}

/**
 * _store_seats_explain_busy:
 * @self: this seat
 * @name: name of the database's file
 *
 * Returns: (transfer full) (nullable): a sentence: which seat keeps this one from saving, and when
 * it has not answered for a while, what frees the database; %NULL when nobody knows
 */
char *
_store_seats_explain_busy (StoreSeats *self, const char *name)
{
  const StoreSeatsOther *other;
  char *text = NULL;

  g_mutex_lock (&self->mutex);
  other = find_holder (self);
  if (other != NULL && _store_seats_is_stuck (other))
    text = g_strdup_printf (
        _ ("“%s”: the seat “%s” (%s) holds the database and has not answered for %d s. Wake that "
           "computer up or close Paraphe there; when it is switched off, have its session on the "
           "server closed, which frees the database."),
        name, other->record->name, other->record->user,
        (int) ((g_get_monotonic_time () - other->moved_at) / G_USEC_PER_SEC));
  else if (other != NULL)
    text =
        g_strdup_printf (_ ("“%s”: the seat “%s” (%s) is saving. Wait a moment, then try again."),
                         name, other->record->name, other->record->user);
  g_mutex_unlock (&self->mutex);
  return text;
}
