/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-migrate-private.h"

#include <glib/gi18n-lib.h>

#include "store-connection-private.h"
#include "store-resource.h"

/* In order; a line is never changed once it is released. */
static const StoreMigration migrations[] = {
  { 1, "/org/paraphe/Paraphe/store/migrations/0001.sql", NULL },
  { 2, "/org/paraphe/Paraphe/store/migrations/0002.sql", NULL },
  { 3, "/org/paraphe/Paraphe/store/migrations/0003.sql", NULL },
  { 4, "/org/paraphe/Paraphe/store/migrations/0004.sql", NULL },
  { 5, "/org/paraphe/Paraphe/store/migrations/0005.sql", NULL },
  { 6, "/org/paraphe/Paraphe/store/migrations/0006.sql", NULL },
  { 7, "/org/paraphe/Paraphe/store/migrations/0007.sql", NULL },
  { 8, "/org/paraphe/Paraphe/store/migrations/0008.sql", NULL },
  { 9, "/org/paraphe/Paraphe/store/migrations/0009.sql", NULL },
};

typedef struct
{
  const StoreMigration *migration;
  gboolean copies; /* whether the base has something to lose */
  gboolean copied;
} Step;

/**
 * _store_migrate_list:
 * @n: (out): how many there are
 *
 * Returns: the migrations of this program
 */
const StoreMigration *
_store_migrate_list (guint *n)
{
  *n = G_N_ELEMENTS (migrations);
  return migrations;
}

/**
 * _store_migrate_latest:
 *
 * Returns: the level of the schema that this program works with
 */
int
_store_migrate_latest (void)
{
  return migrations[G_N_ELEMENTS (migrations) - 1].version;
}

static GBytes *
load_sql (const StoreMigration *migration, GError **error)
{
  static gsize registered = 0;

  if (migration->resource == NULL)
    return g_bytes_new_static (migration->sql, strlen (migration->sql) + 1);
  /* In a static library nothing else would bring the resource into the program. */
  if (g_once_init_enter (&registered))
    {
      store_register_resource ();
      g_once_init_leave (&registered, 1);
    }
  return g_resources_lookup_data (migration->resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

static gboolean
keep_copy (StoreConnection *self, int version, GError **error)
{
  g_autofree char *target = g_strdup_printf ("%s.before-v%d", self->path, version);

  return self->driver->copy (self->link, target, error);
}

static gboolean
find_faults (StoreConnection *self, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  if (!self->driver->check (self->link, FALSE, problems, error))
    return FALSE;
  if (problems->len == 0)
    return TRUE;
  g_set_error (error, STORE_ERROR, STORE_ERROR_CORRUPT,
               _ ("The database “%s” could not be brought up to date, and is as it was: %s"),
               self->path, (const char *) g_ptr_array_index (problems, 0));
  return FALSE;
}

static gboolean
apply (StoreConnection *self, Step *step, GError **error)
{
  g_autoptr (GBytes) sql = load_sql (step->migration, error);
  int version;

  if (sql == NULL || !self->driver->version (self->link, &version, error))
    return FALSE;
  /* Another seat was faster. */
  if (version >= step->migration->version)
    return TRUE;
  /* Inside the transaction: nobody can write between the copy and the change. A damaged base is not
   * copied, which would fail in words on the disk, nor changed. */
  if (step->copies && !step->copied
      && (!self->driver->examine (self->link, error)
          || !keep_copy (self, step->migration->version, error)))
    return FALSE;
  step->copied = TRUE;
  return self->driver->execute (self->link, g_bytes_get_data (sql, NULL), error)
         && self->driver->set_version (self->link, step->migration->version, error)
         && find_faults (self, error);
}

static gboolean
apply_in_transaction (StoreConnection *self, Step *step, GError **error)
{
  gboolean done;

  if (!self->driver->execute (self->link, self->driver->begin, error))
    return FALSE;
  self->depth = 1;
  done = apply (self, step, error) && self->driver->execute (self->link, "COMMIT", error);
  self->depth = 0;
  if (!done && self->driver->in_transaction (self->link))
    self->driver->execute (self->link, "ROLLBACK", NULL);
  return done;
}

static gboolean
refuse_read_only (StoreConnection *self, GError **error)
{
  g_set_error (
      error, STORE_ERROR, STORE_ERROR_READ_ONLY,
      _ ("The database “%s” was made by an older version of Paraphe and must be brought up "
         "to date first, which needs the right to write. %s"),
      self->path, self->read_only_reason != NULL ? self->read_only_reason : "");
  return FALSE;
}

/**
 * _store_migrate:
 * @connection: an open database
 * @list: the steps, in order
 * @n: how many there are
 * @error: return location
 *
 * Brings a database to the last step's level, each step in one transaction with its level. Before
 * the first one, unless the database is new, a checked copy is kept beside it
 * (`PATH.before-vN`). A database that is newer is left as it is.
 *
 * Returns: whether it is at the last level, or above
 */
gboolean
_store_migrate (StoreConnection *connection, const StoreMigration *list, guint n, GError **error)
{
  Step step = { 0 };
  int version;
  gboolean done = TRUE;

  if (!connection->driver->version (connection->link, &version, error))
    return FALSE;
  if (version >= list[n - 1].version)
    return TRUE;
  if (store_connection_is_read_only (connection))
    return refuse_read_only (connection, error);

  /* A table is rebuilt by dropping it, which references would refuse; each step ends with a check
   * of all of them instead. */
  if (!connection->driver->set_references (connection->link, FALSE, error))
    return FALSE;
  step.copies = version > 0;
  for (guint i = 0; i < n && done; i++)
    if (list[i].version > version)
      {
        step.migration = &list[i];
        done = apply_in_transaction (connection, &step, error);
      }
  return connection->driver->set_references (connection->link, TRUE, done ? error : NULL) && done;
}
