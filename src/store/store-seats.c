/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-seats.h"

#include "store-connection-private.h"

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
 * Returns: (transfer full) (element-type StoreSeat): the seats, this one first; none for a database
 *   of this computer; %NULL when they could not be read
 */
GPtrArray *
store_connection_get_seats (StoreConnection *self, GError **error)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), NULL);

  return g_ptr_array_new_with_free_func ((GDestroyNotify) store_seat_free);
}
