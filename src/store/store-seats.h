/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-connection.h"

G_BEGIN_DECLS

/**
 * StoreSeat:
 * @name: (owned): name of the computer
 * @user: (owned): who uses it
 * @program: (owned): version of its program
 * @since: when it opened the database, Unix seconds of its own clock
 * @beat: when it last said that it is there, Unix seconds of its own clock
 * @is_alive: it has the database open
 * @is_stuck: it holds the database open, but has said nothing for a while: asleep, cut off, or dead
 *   without the server knowing
 * @is_mine: it is this one
 *
 * A computer that has a shared database open.
 */
typedef struct
{
  char *name;
  char *user;
  char *program;
  gint64 since;
  gint64 beat;
  gboolean is_alive;
  gboolean is_stuck;
  gboolean is_mine;
} StoreSeat;

void store_seat_free (StoreSeat *seat);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreSeat, store_seat_free)

gboolean store_connection_is_shared (StoreConnection *self);
double store_connection_get_latency (StoreConnection *self);
const char *store_connection_get_warning (StoreConnection *self);
gboolean store_connection_check_place (StoreConnection *self, GError **error);
GPtrArray *store_connection_get_seats (StoreConnection *self, GError **error);

G_END_DECLS
