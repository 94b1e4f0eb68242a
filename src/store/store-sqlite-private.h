/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-driver-private.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* "PARP", at byte 68 of every database of ours. */
#define STORE_SQLITE_APPLICATION_ID 0x50415250

/* How long to wait for another seat before saying so (data §5). */
#define STORE_SQLITE_BUSY_TIMEOUT_MS 5000

struct _StoreLink
{
  sqlite3 *db;               /* (owned) */
  char *path;                /* (owned) */
  char *name;                /* (owned): the file's name, for messages */
  GCancellable *cancellable; /* (owned) (nullable) */
  gint64 busy_since;         /* monotonic µs of the first refusal */
  guint busy_timeout;        /* ms */
  gboolean broken;           /* I/O or corruption error met */
  StorePlace place;
  char *claim;         /* (owned) (nullable): of _store_sqlite_claim() */
  gboolean compacting; /* the file is written anew, in another that is attached for that */
  gboolean settled;    /* settings made: the authorizer lets nobody change them */

  ModelAccountRole role;   /* who works with it */
  gboolean must_change;    /* nobody does before a password is chosen */
  StoreTrust trust;        /* how far the store goes beyond that */
  char *mark;              /* (owned) (nullable): begins the names of a role's views and triggers */
  GPtrArray *role_objects; /* (owned) (nullable): SQL that drops them, in order of making */
  guint64 shadowed;        /* entities whose table a view stands before, as bits */
};

/* store-sqlite-error.c */
void _store_sqlite_set_error (StoreLink *link, int code, GError **error);

/* store-sqlite-settings.c */
gboolean _store_sqlite_settle (StoreLink *link, gboolean writable, GError **error);
gboolean _store_sqlite_query (StoreLink *link, const char *sql, char **text, GError **error);
gboolean _store_sqlite_query_int (StoreLink *link, const char *sql, int *value, GError **error);

/* store-sqlite-role.c */
gboolean _store_sqlite_set_role (StoreLink *link, const StoreRoleTaker *who, GError **error);
void _store_sqlite_clear_role (StoreLink *link);
gboolean _store_sqlite_role_refused (StoreLink *link, int code);

/* store-sqlite-authorize.c */
int _store_sqlite_authorize_role (StoreLink *link,
                                  int action,
                                  const char *first,
                                  const char *second,
                                  const char *database,
                                  const char *reader);

/* store-sqlite-open.c */
StoreLink *
_store_sqlite_open (const char *path, StoreOpenMode mode, char **read_only_reason, GError **error);
void _store_sqlite_close (StoreLink *link);
gboolean _store_sqlite_examine (StoreLink *link, GError **error);

/**
 * StoreSqliteFacts:
 * @mount_reason: (nullable): why a database cannot be changed on this mount
 * @is_mounted_for_reading: nothing can be changed there
 * @readable, @file_writable, @folder_writable: rights of this process
 * @size: of the file, in bytes
 * @has_journal: a journal with something in it lies beside the file
 * @header: %SQLITE_OK, or the error that reading the header gave
 * @application_id: of the header
 * @is_shared: it is opened as a file of a share
 * @is_wal: the header says WAL
 * @is_again: it was open to be changed, and is opened again after an I/O error
 *
 * What is known of a file before it is opened for good. Nothing was written to learn it.
 */
typedef struct
{
  const char *mount_reason;
  gboolean readable;
  gboolean file_writable;
  gboolean folder_writable;
  goffset size;
  gboolean has_journal;
  int header;
  int application_id;
  gboolean is_shared;
  gboolean is_wal;
  gboolean is_mounted_for_reading;
  gboolean is_again;
} StoreSqliteFacts;

#define STORE_SQLITE_OPEN_FLAGS (SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX)

/* store-sqlite-header.c */
void _store_sqlite_read_header (const char *path, StoreSqliteFacts *facts);

/* store-sqlite-share.c */
gboolean _store_sqlite_is_shared (const char *path);
void _store_sqlite_share_with_folder (int fd, const char *folder);
int _store_sqlite_open_beside (const char *path, const char *suffix);
char *_store_sqlite_try_writing (const char *path);
gboolean _store_sqlite_measure (StoreLink *link, double *milliseconds, GError **error);
void _store_sqlite_judge_latency (double milliseconds,
                                  const char *name,
                                  char **warning,
                                  char **read_only_reason);
char *_store_sqlite_claim (const char *path, char **key);
void _store_sqlite_unclaim (char *key);
void _store_sqlite_set_one_a_machine (const char *folder);

gboolean _store_sqlite_judge (const StoreSqliteFacts *facts,
                              const char *name,
                              char **read_only_reason,
                              GError **error);

/* store-sqlite-copy.c */
gboolean _store_sqlite_copy (StoreLink *link, const char *target, GError **error);
gboolean _store_sqlite_check (StoreLink *link, gboolean deep, GPtrArray *problems, GError **error);

G_END_DECLS
