/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-sqlite-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model-entity.h"

typedef struct
{
  int code;
  StoreError error;
  const char *text; /* goes on after the file's name */
} Mapping;

/* Extended codes first, then the primary ones that they fall back on. */
static const Mapping mappings[] = {
  { SQLITE_CONSTRAINT_FOREIGNKEY, STORE_ERROR_FOREIGN_KEY,
    N_ ("something else still refers to this, or what this refers to is gone. Reload, then remove "
        "what depends on it first.") },
  { SQLITE_CONSTRAINT_TRIGGER, STORE_ERROR_DENIED,
    N_ ("history is only ever added to. Nothing was changed.") },
  { SQLITE_READONLY_ROLLBACK, STORE_ERROR_READ_ONLY,
    N_ ("this database was not closed properly and cannot be repaired from here. Open it once from "
        "a place that may write to it.") },
  { SQLITE_READONLY_DBMOVED, STORE_ERROR_READ_ONLY,
    N_ ("this file was moved, replaced or removed since it was opened, and nothing was saved. Put "
        "it back, or close it and open the one that counts.") },
  { SQLITE_BUSY, STORE_ERROR_BUSY, N_ ("another seat is saving. Wait a moment, then try again.") },
  { SQLITE_LOCKED, STORE_ERROR_BUSY,
    N_ ("another seat is saving. Wait a moment, then try again.") },
  { SQLITE_READONLY, STORE_ERROR_READ_ONLY,
    N_ ("this database can only be read from here. Ask for the right to write to the file and to "
        "its folder.") },
  { SQLITE_IOERR, STORE_ERROR_CONNECTION,
    N_ ("the file could not be read or written. Check the disk or the network, then try again.") },
  { SQLITE_CANTOPEN, STORE_ERROR_CONNECTION,
    N_ ("the file could not be opened. Check that it is there with its folder and that you have "
        "the "
        "right to use them, then try again.") },
  { SQLITE_FULL, STORE_ERROR_CONNECTION,
    N_ ("the disk is full. Nothing was saved: make room, then try again.") },
  { SQLITE_CORRUPT, STORE_ERROR_CORRUPT,
    N_ ("this database is damaged. Keep the file as it is, and open the last good copy of it.") },
  { SQLITE_NOTADB, STORE_ERROR_CORRUPT,
    N_ ("this database is damaged. Keep the file as it is, and open the last good copy of it.") },
  { SQLITE_AUTH, STORE_ERROR_DENIED, N_ ("this request is not allowed. Nothing was changed.") },
  { SQLITE_PERM, STORE_ERROR_DENIED,
    N_ ("you do not have the right to use this file. Ask the person who manages the files.") },
  { SQLITE_INTERRUPT, STORE_ERROR_CANCELLED, N_ ("cancelled. Nothing was changed.") },
  { SQLITE_TOOBIG, STORE_ERROR_CHECK, N_ ("a value is too long to be kept. Shorten it.") },
};

/* What SQLite's messages have before the names of columns. */
static const char *const before_columns[] = { "constraint failed: ", " column " };

static const char *
find_columns (const char *message)
{
  for (guint i = 0; i < G_N_ELEMENTS (before_columns); i++)
    {
      const char *found = strstr (message, before_columns[i]);

      if (found != NULL)
        return found + strlen (before_columns[i]);
    }
  return "";
}

/* SQLite names the columns of a constraint: "UNIQUE constraint failed: a.b, a.c"; our checks have
 * their column's name. Names of the schema are no secret, but the label of a field says it better.
 */
static char *
describe_columns (const char *message)
{
  g_auto (GStrv) columns = g_strsplit (find_columns (message), ", ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; columns[i] != NULL; i++)
    {
      const ModelField *field = model_field_find (columns[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                              field != NULL ? _ (field->label) : columns[i]);
    }
  return g_string_free (text, FALSE);
}

static gboolean
set_constraint_error (StoreLink *link, int code, GError **error)
{
  g_autofree char *columns = describe_columns (sqlite3_errmsg (link->db));

  switch (code)
    {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      g_set_error (error, STORE_ERROR, STORE_ERROR_UNIQUE,
                   _ ("This exists already (%s). Open the one that is there, or change the value."),
                   columns);
      return TRUE;
    case SQLITE_CONSTRAINT_NOTNULL:
      g_set_error (error, STORE_ERROR, STORE_ERROR_CHECK,
                   _ ("A value is missing (%s). Fill it in, then save again."), columns);
      return TRUE;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_DATATYPE:
      g_set_error (
          error, STORE_ERROR, STORE_ERROR_CHECK,
          _ ("A value is not of the kind expected here (%s). Correct it, then save again."),
          columns);
      return TRUE;
    default:
      return FALSE;
    }
}

/* ON DELETE RESTRICT is carried out by a trigger of SQLite's own, which is not one of ours. A wait
 * for a lock that was cancelled ends as if it had been too long. */
static int
refine_code (StoreLink *link, int code)
{
  if ((code & 0xff) == SQLITE_BUSY && g_cancellable_is_cancelled (link->cancellable))
    return SQLITE_INTERRUPT;
  if (code == SQLITE_CONSTRAINT_TRIGGER
      && g_str_has_prefix (sqlite3_errmsg (link->db), "FOREIGN KEY"))
    return SQLITE_CONSTRAINT_FOREIGNKEY;
  return code;
}

static void
set_role_error (StoreLink *link, GError **error)
{
  if (link->must_change)
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_DENIED,
                         _ ("Choose a password of your own first: the one that you have was given "
                            "to you. Nothing was changed."));
  else if (link->role == MODEL_ACCOUNT_NOBODY)
    g_set_error (error, STORE_ERROR, STORE_ERROR_SIGN_IN,
                 _ ("“%s”: this school has accounts. Sign in first."), link->name);
  else
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_DENIED,
                         _ ("Your account may not do this. Nothing was changed. Ask an "
                            "administrator of Paraphe, if you need it."));
}

static const Mapping *
find_mapping (int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (mappings); i++)
    if (mappings[i].code == code)
      return &mappings[i];
  return code == (code & 0xff) ? NULL : find_mapping (code & 0xff);
}

/**
 * _store_sqlite_set_error:
 * @link: where it happened
 * @code: an extended result code of SQLite
 * @error: return location
 *
 * Says @code in our words, and remembers when the connection can only be closed and opened again
 * (data §5: IOERR, CANTOPEN and CORRUPT).
 */
void
_store_sqlite_set_error (StoreLink *link, int code, GError **error)
{
  const Mapping *mapping = find_mapping (refine_code (link, code));
  int primary = code & 0xff;

  if (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN || primary == SQLITE_CORRUPT
      || primary == SQLITE_NOTADB)
    link->broken = TRUE;

  if (_store_sqlite_role_refused (link, code))
    {
      set_role_error (link, error);
      return;
    }
  if (set_constraint_error (link, code, error))
    return;
  if (mapping != NULL)
    g_set_error (error, STORE_ERROR, mapping->error, _ ("“%s”: %s"), link->name, _ (mapping->text));
  else
    g_set_error (
        error, STORE_ERROR, STORE_ERROR_FAILED,
        _ ("“%s”: the database refused a request (%d: %s). This is a fault of the program; "
           "please report it."),
        link->name, code, sqlite3_errmsg (link->db));
}
