/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/* What a seat is doing at a provider, so that no other one does it at the same time: a row that
 * says until when, and who holds it. A seat that crashed holds nothing, when it is the same
 * computer that asks; else its leases run out. */

#define HOLDER_PARTS 3

static const char *pretended;

/**
 * _work_lease_set_seat:
 * @seat: (nullable): a static name, as _work_lease_seat() gives them; %NULL: this process' own
 *
 * For tests in which one process is two seats.
 */
void
_work_lease_set_seat (const char *seat)
{
  pretended = seat;
}

/**
 * _work_lease_seat:
 *
 * Returns: a name for this process: "host:pid:token"
 */
const char *
_work_lease_seat (void)
{
  static gsize once;
  static char *seat;

  if (g_once_init_enter (&once))
    {
      g_autofree char *token = g_uuid_string_random ();

      seat = g_strdup_printf ("%s:%d:%s", g_get_host_name (), (int) getpid (), token);
      g_once_init_leave (&once, 1);
    }
  return pretended != NULL ? pretended : seat;
}

/**
 * _work_lease_holder_new:
 *
 * Returns: (transfer full): a name for one job of this process
 */
char *
_work_lease_holder_new (void)
{
  static int n;

  return g_strdup_printf ("%s/%d", _work_lease_seat (), g_atomic_int_add (&n, 1));
}

/* A process of this computer that is no more holds nothing. */
static gboolean
is_alive (const char *holder)
{
  g_auto (GStrv) parts = g_strsplit (holder, ":", HOLDER_PARTS);
  int pid;

  if (g_strv_length (parts) != HOLDER_PARTS || !g_str_equal (parts[0], g_get_host_name ()))
    return TRUE;
  pid = atoi (parts[1]);
  if (pid == (int) getpid ())
    return g_str_has_prefix (holder, _work_lease_seat ());
  return pid > 0 && (kill (pid, 0) == 0 || errno == EPERM);
}

static gboolean
read_lease (StoreConnection *connection,
            const char *name,
            char **holder,
            char **until,
            GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT holder, until FROM lease WHERE name = $1", error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, name);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  *holder = has_row ? g_strdup (store_statement_get_text (statement, 0)) : NULL;
  *until = has_row ? g_strdup (store_statement_get_text (statement, 1)) : NULL;
  return TRUE;
}

/**
 * _work_lease_set:
 * @connection: a connection, in a transaction
 * @name: of the lease
 * @holder: whose it is
 * @until: UTC timestamp
 * @error: return location
 *
 * Returns: whether it is written
 */
gboolean
_work_lease_set (StoreConnection *connection,
                 const char *name,
                 const char *holder,
                 const char *until,
                 GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "INSERT INTO lease (name, holder, until) VALUES ($1, $2, $3)"
      " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until",
      error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, name);
  store_statement_bind_text (statement, 2, holder);
  store_statement_bind_text (statement, 3, until);
  return store_statement_run (statement, error);
}

/**
 * _work_lease_take:
 * @connection: a connection, in a transaction
 * @name: what is to be done
 * @holder: who asks, from _work_lease_holder_new()
 * @seconds: for how long
 * @taken: (out): whether it is @holder's now; %FALSE while somebody else has it
 * @error: return location
 *
 * Returns: whether it could be asked for
 */
gboolean
_work_lease_take (StoreConnection *connection,
                  const char *name,
                  const char *holder,
                  guint seconds,
                  gboolean *taken,
                  GError **error)
{
  g_autofree char *now = _work_signing_time (0);
  g_autofree char *until = _work_signing_time (seconds);
  g_autofree char *old_holder = NULL;
  g_autofree char *old_until = NULL;

  if (!read_lease (connection, name, &old_holder, &old_until, error))
    return FALSE;
  *taken = old_holder == NULL || g_str_equal (old_holder, holder) || strcmp (old_until, now) < 0
           || !is_alive (old_holder);
  return !*taken || _work_lease_set (connection, name, holder, until, error);
}

/**
 * _work_lease_renew:
 * @connection: a connection, in a transaction
 * @holder: who goes on
 * @seconds: for how long from now
 * @error: return location
 *
 * Renews all that somebody holds.
 *
 * Returns: whether it could be done
 */
gboolean
_work_lease_renew (StoreConnection *connection, const char *holder, guint seconds, GError **error)
{
  g_autofree char *until = _work_signing_time (seconds);
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "UPDATE lease SET until = $1 WHERE holder = $2 AND until < $1", error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, until);
  store_statement_bind_text (statement, 2, holder);
  return store_statement_run (statement, error);
}

/**
 * _work_lease_get:
 * @connection: a connection
 * @name: of a lease
 * @error: return location
 *
 * Returns: (transfer full) (nullable): until when it is somebody's; %NULL without @error: nobody's
 */
char *
_work_lease_get (StoreConnection *connection, const char *name, GError **error)
{
  g_autofree char *holder = NULL;
  g_autofree char *until = NULL;

  return read_lease (connection, name, &holder, &until, error) ? g_steal_pointer (&until) : NULL;
}

/**
 * _work_lease_is_held:
 * @connection: a connection
 * @name: of a lease
 * @holder: who asks
 * @held: (out): whether it is @holder's, even after its time
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
_work_lease_is_held (StoreConnection *connection,
                     const char *name,
                     const char *holder,
                     gboolean *held,
                     GError **error)
{
  g_autofree char *who = NULL;
  g_autofree char *until = NULL;

  if (!read_lease (connection, name, &who, &until, error))
    return FALSE;
  *held = g_strcmp0 (who, holder) == 0;
  return TRUE;
}

/**
 * _work_lease_drop:
 * @connection: a connection, in a transaction
 * @name: (nullable): what is done; %NULL: all that @holder has
 * @holder: who has done it
 * @error: return location
 *
 * Returns: whether it is anybody's again
 */
gboolean
_work_lease_drop (StoreConnection *connection, const char *name, const char *holder, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "DELETE FROM lease WHERE holder = $1 AND (name = $2 OR $2 IS NULL)", error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, holder);
  store_statement_bind_text (statement, 2, name);
  return store_statement_run (statement, error);
}
