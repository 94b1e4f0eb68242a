/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-account.h"
#include "store-connection.h"
#include "store-error.h"

G_BEGIN_DECLS

/* What a database engine must offer. Everything above it is engine-neutral: queries keep to the
 * SQL that SQLite and PostgreSQL both speak, so that a second engine is one more table of these
 * functions and nothing else. */

/* A mode for drivers: what was open to be changed is opened again after an I/O error. That the
 * network has just been slow, or a seat is saving, makes it no database that can only be read. */
#define STORE_OPEN_AGAIN ((StoreOpenMode) (STORE_OPEN_READ + 1))

typedef struct _StoreLink StoreLink;     /* an open database, as the driver knows it */
typedef struct _StoreCursor StoreCursor; /* a prepared statement, as the driver knows it */

/**
 * StorePlace:
 * @is_shared: other computers reach the database too
 * @latency: how long the server takes to answer, in milliseconds
 * @warning: (owned) (nullable): a sentence about a place where it can be changed all the same
 *
 * Where a database lies.
 */
typedef struct
{
  gboolean is_shared;
  double latency;
  char *warning;
} StorePlace;

/**
 * StoreTrust:
 *
 * How far the store itself goes beyond the role of who works with a connection.
 */
typedef enum
{
  STORE_TRUST_NONE,  /* not at all */
  STORE_TRUST_WRITE, /* it writes rows: the engine reads ids and versions of tables */
  STORE_TRUST_ALL    /* it looks after accounts */
} StoreTrust;

/**
 * StoreRoleTaker:
 * @label: (nullable): the author of what they do
 * @must_change: they may do nothing before they have chosen a password of their own
 *
 * Who works with a connection.
 */
typedef struct
{
  ModelAccountRole role;
  gint64 account_id;
  gint64 teacher_id;
  const char *label;
  gboolean must_change;
} StoreRoleTaker;

/**
 * StoreDriver:
 * @open: opens or creates; @read_only_reason is set when the database can only be read. Fails
 *   without having changed a file.
 * @examine: whether every page of the file is sound; else %STORE_ERROR_CORRUPT
 * @place: where it lies, as seen when it was opened
 * @is_in_place: whether the path still leads to what is open
 * @is_broken: an I/O or corruption error was met: nothing more will work before close and reopen
 * @in_transaction: whether a transaction is open; %FALSE also when an error rolled it back
 * @begin: SQL that opens a writing transaction at once
 * @version, @set_version: the level of the schema, part of the transaction
 * @check: appends a sentence to @problems for each fault of the file or of its references
 * @copy: a checked copy of the database at @target, which it replaces
 * @compact: writes the file anew, without the space of what was deleted (not inside a transaction)
 * @set_role: what who works with the database sees and does from now on (not inside a transaction)
 * @set_trust: how far the store goes beyond it
 * @prefix: what stands before the name of a table that is written to, whatever a role sees of it
 * @set_references: whether references are checked at each statement (not inside a transaction)
 * @sql_moved: query of a number that is another one after each commit of another connection
 * @sql_columns: query of ($1 a table): name, type, whether it refuses NULL
 * @sql_objects: query of the type and name of all tables, triggers and views of ours
 * @sql_guards: query of the name and text of all triggers of ($1 a table)
 *
 * An engine.
 */
typedef struct
{
  const char *name;
  const char *begin;
  const char *prefix;
  const char *sql_moved;
  const char *sql_columns;
  const char *sql_objects;
  const char *sql_guards;

  StoreLink *(*open) (const char *path,
                      StoreOpenMode mode,
                      char **read_only_reason,
                      GError **error);
  void (*close) (StoreLink *link);
  gboolean (*examine) (StoreLink *link, GError **error);
  const StorePlace *(*place) (StoreLink *link);
  gboolean (*is_in_place) (StoreLink *link);
  gboolean (*is_broken) (StoreLink *link);
  gboolean (*in_transaction) (StoreLink *link);
  void (*set_cancellable) (StoreLink *link, GCancellable *cancellable);
  void (*set_busy_timeout) (StoreLink *link, guint milliseconds);
  gboolean (*execute) (StoreLink *link, const char *sql, GError **error);
  gint64 (*last_id) (StoreLink *link);
  gint64 (*n_changed) (StoreLink *link);
  gboolean (*version) (StoreLink *link, int *version, GError **error);
  gboolean (*set_version) (StoreLink *link, int version, GError **error);
  gboolean (*set_references) (StoreLink *link, gboolean checked, GError **error);
  gboolean (*set_role) (StoreLink *link, const StoreRoleTaker *who, GError **error);
  void (*set_trust) (StoreLink *link, StoreTrust trust);
  gboolean (*check) (StoreLink *link, gboolean deep, GPtrArray *problems, GError **error);
  gboolean (*copy) (StoreLink *link, const char *target, GError **error);
  gboolean (*compact) (StoreLink *link, GError **error);

  StoreCursor *(*prepare) (StoreLink *link, const char *sql, GError **error);
  void (*finalize) (StoreCursor *cursor);
  void (*reset) (StoreCursor *cursor);
  void (*bind_text) (StoreCursor *cursor, int parameter, const char *text);
  void (*bind_int) (StoreCursor *cursor, int parameter, gint64 value);
  void (*bind_bytes) (StoreCursor *cursor, int parameter, GBytes *bytes);
  void (*bind_null) (StoreCursor *cursor, int parameter);
  gboolean (*step) (StoreCursor *cursor, gboolean *has_row, GError **error);
  gboolean (*is_null) (StoreCursor *cursor, int column);
  const char *(*get_text) (StoreCursor *cursor, int column);
  gint64 (*get_int) (StoreCursor *cursor, int column);
  GBytes *(*get_bytes) (StoreCursor *cursor, int column);
} StoreDriver;

extern const StoreDriver _store_sqlite_driver;

G_END_DECLS
