/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-sqlite-private.h"

#include <string.h>

#include "store-vfs-private.h"

#define MAGIC "SQLite format 3"

/* What SQLite's file format has in its first bytes. */
#define HEADER_SIZE     72
#define HEADER_VERSIONS 18 /* two bytes: 1 for a rollback journal, 2 for WAL */
#define HEADER_PROGRAM  68 /* four bytes */

static int
take_header (sqlite3 *db, StoreSqliteFacts *facts)
{
  sqlite3_file *file = NULL;
  guint8 header[HEADER_SIZE] = { 0 };
  guint32 program;
  int code;

  sqlite3_file_control (db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (file == NULL || file->pMethods == NULL)
    return SQLITE_CANTOPEN;
  code = file->pMethods->xRead (file, header, sizeof header, 0);
  if (code == SQLITE_IOERR_SHORT_READ)
    return SQLITE_NOTADB;
  if (code != SQLITE_OK)
    return code;
  if (memcmp (header, MAGIC, sizeof MAGIC) != 0)
    return SQLITE_NOTADB;
  memcpy (&program, header + HEADER_PROGRAM, sizeof program);
  facts->application_id = (int) GUINT32_FROM_BE (program);
  facts->is_wal = header[HEADER_VERSIONS] == 2 || header[HEADER_VERSIONS + 1] == 2;
  return SQLITE_OK;
}

/**
 * _store_sqlite_read_header:
 * @path: a file
 * @facts: (inout): whether it is on a share; what its first bytes say
 *
 * Reads the header without a lock, a journal or a write: not one byte changes around a file that
 * may be another program's. Its bytes and no more: without a lock, what another seat is just saving
 * is half there, and SQLite would take the file for a damaged one. Through SQLite all the same: a
 * bare open() and close() would drop the locks that this process holds on it (howtocorrupt 2.2).
 */
void
_store_sqlite_read_header (const char *path, StoreSqliteFacts *facts)
{
  const char *vfs = _store_vfs_get_name (facts->is_shared);
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file:", escaped, "?immutable=1", NULL);
  int flags = STORE_SQLITE_OPEN_FLAGS | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
  sqlite3 *db = NULL;

  facts->header = sqlite3_open_v2 (uri, &db, flags, vfs);
  if (facts->header == SQLITE_OK)
    facts->header = take_header (db, facts);
  sqlite3_close (db);
}
