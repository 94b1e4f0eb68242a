/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-record.h"

#include "store-connection.h"
#include "store-error.h"
#include "store-history.h"
#include "store-record.h"

G_BEGIN_DECLS

/**
 * StoreFixture:
 *
 * A folder of its own with a new database in it.
 */
typedef struct
{
  char *folder;
  char *path;
  StoreConnection *connection;
} StoreFixture;

/* First argument of a test that is to run over the VFS for shares. */
#define STORE_FIXTURE_SHARE "--share"

void store_fixture_take_share (int *argc, char ***argv);
void store_fixture_init (int *argc, char ***argv);
void store_fixture_set_up (StoreFixture *fixture, gconstpointer data);
void store_fixture_tear_down (StoreFixture *fixture, gconstpointer data);
char *store_fixture_make_folder (void);
char *store_fixture_file (StoreFixture *fixture, const char *name);
void store_fixture_remove_folder (const char *folder);

#define store_fixture_add_test(path, func) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

/* A value that fits @field, another one for each @n; no reference. */
char *store_fixture_sample (const ModelField *field, guint n);
/* A record, not saved: required fields, and the others too when @all. What it refers to is saved.
 */
ModelRecord *store_fixture_make (StoreConnection *connection, ModelEntity entity, gboolean all);
/* A record, saved: required fields, then the pairs of column and value. */
ModelRecord *
store_fixture_save (StoreConnection *connection, ModelEntity entity, ...) G_GNUC_NULL_TERMINATED;
gint64
store_fixture_add (StoreConnection *connection, ModelEntity entity, ...) G_GNUC_NULL_TERMINATED;
void store_fixture_save_again (StoreConnection *connection,
                               ModelRecord *record,
                               StoreOperation *operation);
char *store_fixture_id (gint64 id);

/* Past the store, as another program would. */
void store_fixture_sql (const char *path, const char *sql);
char *store_fixture_ask (const char *path, const char *sql);
char *store_fixture_ask_here (StoreConnection *connection, const char *sql);

/* Digest, size, time and rights of every file of a folder. */
char *store_fixture_footprint (const char *folder);

G_END_DECLS
