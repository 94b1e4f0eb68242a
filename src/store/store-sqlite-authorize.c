/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-sqlite-private.h"

/* Lets nobody past the views and triggers of a role (store-sqlite-role.c). */

/* What the engine itself must read of a row to write it. */
static gboolean
is_structural (const char *column)
{
  return g_str_equal (column, "id") || g_str_equal (column, "version")
         || g_str_has_suffix (column, "_id");
}

static int
authorize_secretary_read (StoreLink *link,
                          const char *table,
                          const char *column,
                          const char *reader)
{
  /* Who may not read it is compared all the same with what is added to it. */
  if (g_str_equal (table, "access_log"))
    return reader != NULL && g_str_has_prefix (reader, link->mark) ? SQLITE_OK : SQLITE_DENY;
  if (g_str_equal (table, "account")
      && (g_str_equal (column, "password") || g_str_equal (column, "salt")
          || g_str_equal (column, "wrapped_key")))
    return SQLITE_IGNORE;
  return SQLITE_OK;
}

/* Whether the role sees the table as it is. */
static gboolean
is_plain (StoreLink *link, ModelEntity entity)
{
  return (link->shadowed & (G_GUINT64_CONSTANT (1) << entity)) == 0;
}

static gboolean
is_open_table (const char *table)
{
  return g_str_equal (table, "lease") || g_str_equal (table, "note_reading");
}

static int
authorize_read (StoreLink *link,
                const char *table,
                const char *column,
                const char *database,
                const char *reader)
{
  gboolean is_main = g_strcmp0 (database, "temp") != 0;
  ModelEntity entity;

  if (link->role == MODEL_ACCOUNT_NOBODY)
    return SQLITE_DENY;
  if (g_str_has_prefix (table, "sqlite_"))
    return link->role == MODEL_ACCOUNT_SECRETARY && is_main ? SQLITE_OK : SQLITE_DENY;
  if (link->role == MODEL_ACCOUNT_SECRETARY)
    return authorize_secretary_read (link, table, column, reader);
  if (!is_main || (reader != NULL && g_str_has_prefix (reader, link->mark)))
    return SQLITE_OK;
  entity = model_entity_from_key (table);
  if (entity == MODEL_ENTITY_NONE)
    return is_open_table (table) ? SQLITE_OK : SQLITE_DENY;
  /* Without a column: a view of which only the number of rows matters to a query. */
  if (is_plain (link, entity) || column[0] == '\0')
    return SQLITE_OK;
  return link->trust >= STORE_TRUST_WRITE && is_structural (column) ? SQLITE_OK : SQLITE_DENY;
}

/* A teacher writes through the store alone, which leaves its trace in history. */
static int
authorize_teacher_write (StoreLink *link, ModelDeed deed, const char *table)
{
  ModelEntity entity = model_entity_from_key (table);

  if (g_str_equal (table, "note_reading"))
    return SQLITE_OK;
  if (link->trust < STORE_TRUST_WRITE)
    return SQLITE_DENY;
  if (g_str_equal (table, "history") || g_str_equal (table, "history_value"))
    return deed == MODEL_DEED_INSERT ? SQLITE_OK : SQLITE_DENY;
  return entity != MODEL_ENTITY_NONE
                 && model_account_may_row (link->role, entity, deed) != MODEL_MAY_NO
             ? SQLITE_OK
             : SQLITE_DENY;
}

static int
authorize_write (StoreLink *link, ModelDeed deed, const char *table, const char *database)
{
  if (link->role == MODEL_ACCOUNT_NOBODY || g_strcmp0 (database, "temp") == 0
      || g_str_has_prefix (table, "sqlite_") || g_str_equal (table, "account"))
    return SQLITE_DENY;
  if (g_str_equal (table, "access_log"))
    return deed == MODEL_DEED_INSERT ? SQLITE_OK : SQLITE_DENY;
  /* Purging is the administrator's. */
  if (link->role == MODEL_ACCOUNT_SECRETARY)
    return g_str_equal (table, "purge") ? SQLITE_DENY : SQLITE_OK;
  return link->role == MODEL_ACCOUNT_TEACHER ? authorize_teacher_write (link, deed, table)
                                             : SQLITE_DENY;
}

static int
authorize_pragma (StoreLink *link, const char *name, const char *value)
{
  static const char *const asked[] = { "data_version", "user_version", "application_id",
                                       "foreign_keys", "page_count",   "page_size" };
  static const char *const checks[] = { "quick_check", "integrity_check", "foreign_key_check" };

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    if (value == NULL && g_ascii_strcasecmp (name, asked[i]) == 0)
      return SQLITE_OK;
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_ascii_strcasecmp (name, checks[i]) == 0)
      return SQLITE_OK;
  return link->role == MODEL_ACCOUNT_SECRETARY && g_ascii_strcasecmp (name, "table_info") == 0
             ? SQLITE_OK
             : SQLITE_DENY;
}

/**
 * _store_sqlite_authorize_role:
 * @link: the database
 * @action, @first, @second, @database, @reader: as SQLite's authorizer has them
 *
 * Returns: whether who works with it may: %SQLITE_OK, %SQLITE_DENY or %SQLITE_IGNORE
 */
int
_store_sqlite_authorize_role (StoreLink *link,
                              int action,
                              const char *first,
                              const char *second,
                              const char *database,
                              const char *reader)
{
  if (link->role == MODEL_ACCOUNT_ADMINISTRATOR || link->trust == STORE_TRUST_ALL)
    return SQLITE_OK;
  switch (action)
    {
    case SQLITE_SELECT:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
      return SQLITE_OK;
    case SQLITE_READ:
      return authorize_read (link, first, second, database, reader);
    case SQLITE_INSERT:
      return authorize_write (link, MODEL_DEED_INSERT, first, database);
    case SQLITE_UPDATE:
      return authorize_write (link, MODEL_DEED_UPDATE, first, database);
    case SQLITE_DELETE:
      return authorize_write (link, MODEL_DEED_DELETE, first, database);
    case SQLITE_PRAGMA:
      return authorize_pragma (link, first, second);
    default:
      return SQLITE_DENY;
    }
}
