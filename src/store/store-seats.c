/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-seats.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "store-connection-private.h"
#include "store-error.h"
#include "store-seats-private.h"

/**
 * store_seat_free:
 * @seat: (transfer full): a seat
 *
 * Frees it.
 */
void
store_seat_free (StoreSeat *seat)
{
  g_free (seat->name);
  g_free (seat->user);
  g_free (seat->program);
  g_free (seat);
}

/**
 * store_connection_is_shared:
 * @self: a connection
 *
 * Returns: whether the database lies where other computers can open it
 */
gboolean
store_connection_is_shared (StoreConnection *self)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), FALSE);

  return self->link != NULL && self->driver->place (self->link)->is_shared;
}

/**
 * store_connection_get_latency:
 * @self: a connection
 *
 * Returns: how long one question to the server took at opening, in milliseconds; 0 for a database
 * of this computer
 */
double
store_connection_get_latency (StoreConnection *self)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), 0);

  return self->link != NULL ? self->driver->place (self->link)->latency : 0;
}

/**
 * store_connection_get_warning:
 * @self: a connection
 *
 * Returns: (nullable): a sentence about a database that can be changed all the same: a slow network
 */
const char *
store_connection_get_warning (StoreConnection *self)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), NULL);

  return self->link != NULL ? self->driver->place (self->link)->warning : NULL;
}

/**
 * store_connection_get_seats:
 * @self: a connection
 * @error: return location for a #StoreError
 *
 * Asks who has the database open.
 *
 * Returns: (transfer full) (element-type StoreSeat): the seats, this one first when it is one; none
 * for a database of this computer; %NULL when they could not be read
 */
GPtrArray *
store_connection_get_seats (StoreConnection *self, GError **error)
{
  GPtrArray *seats;

  g_return_val_if_fail (STORE_IS_CONNECTION (self), NULL);

  if (self->seats != NULL)
    return _store_seats_list (self->seats);
  if (!store_connection_is_shared (self))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) store_seat_free);
  seats = _store_seats_look (self->path);
  if (seats == NULL)
    g_set_error (error, STORE_ERROR, STORE_ERROR_CONNECTION,
                 _ ("The list of seats of “%s” could not be read (%s). Check the network, then try "
                    "again."),
                 self->path, g_strerror (errno));
  return seats;
}

/**
 * store_connection_check_place:
 * @self: a connection
 * @error: return location for a #StoreError
 *
 * Looks whether what is open is still the database that others open: the file may have been moved,
 * replaced or removed, and locks may have turned out not to cross seats. Each transaction looks by
 * itself.
 *
 * Returns: whether it may be saved into
 */
gboolean
store_connection_check_place (StoreConnection *self, GError **error)
{
  g_autofree char *refusal = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (self), FALSE);

  if (self->is_gone || (self->link != NULL && !self->driver->is_in_place (self->link)))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY,
                   _ ("“%s” was moved, replaced or removed since it was opened, and nothing is "
                      "saved any more. Put the file back, or close it and open the one that "
                      "counts."),
                   self->path);
      return FALSE;
    }
  if (self->seats != NULL)
    refusal = _store_seats_get_refusal (self->seats);
  if (refusal == NULL)
    return TRUE;
  if (self->read_only_reason == NULL)
    self->read_only_reason = g_strdup (refusal);
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_READ_ONLY, refusal);
  return FALSE;
}
