/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-entity.h"
#include "store-connection.h"

G_BEGIN_DECLS

/* What is written down; nothing else is. */
#define STORE_ACCESS_OPEN            "open"
#define STORE_ACCESS_REVEAL          "reveal"
#define STORE_ACCESS_EXPORT          "export"
#define STORE_ACCESS_EXPORT_PERSON   "export_person"
#define STORE_ACCESS_PRINT           "print"
#define STORE_ACCESS_DOCUMENT        "document"
#define STORE_ACCESS_SIGN_IN         "sign_in"
#define STORE_ACCESS_SIGN_IN_FAILED  "sign_in_failed"
#define STORE_ACCESS_PASSWORD_FAILED "password_failed"
#define STORE_ACCESS_BACK_UP         "backup"
#define STORE_ACCESS_RESTORE         "restore"
#define STORE_ACCESS_PURGE           "purge"
#define STORE_ACCESS_ACCOUNT         "account"

/**
 * StoreAccessLine:
 * @at: UTC timestamp
 * @account_id: 0 where the base has no accounts
 * @seat: name of the computer
 * @act: one of the acts above
 * @entity: what it was about, or %MODEL_ENTITY_NONE
 * @entity_id: which row of it, or 0
 * @detail: (nullable): which field, which list, how many; never a value
 *
 * Who looked at what.
 */
typedef struct
{
  gint64 id;
  char *at;
  char *author;
  gint64 account_id;
  char *seat;
  char *act;
  ModelEntity entity;
  gint64 entity_id;
  char *detail;
} StoreAccessLine;

void store_access_line_free (StoreAccessLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreAccessLine, store_access_line_free)

/**
 * StoreAccessFilter:
 * @author: (nullable): only what this person did
 * @act: (nullable): only this act
 * @entity: only what was about this entity, or %MODEL_ENTITY_NONE
 * @entity_id: and this row, or 0
 * @from: (nullable): ISO day or UTC timestamp of the first line
 * @until: (nullable): ISO day or UTC timestamp of the last line
 * @name: (nullable): only what was about people in whose name, as it is today, these words are
 * @max: how many lines at most, 0: all
 *
 * Which lines are asked for. Days are those of the clock of Greenwich, as the lines.
 */
typedef struct
{
  const char *author;
  const char *act;
  ModelEntity entity;
  gint64 entity_id;
  const char *from;
  const char *until;
  const char *name;
  guint max;
} StoreAccessFilter;

gboolean store_access_log (StoreConnection *connection,
                           const char *author,
                           gint64 account_id,
                           const char *act,
                           ModelEntity entity,
                           gint64 id,
                           const char *detail,
                           GError **error);
gboolean store_access_has (StoreConnection *connection,
                           const char *author,
                           gint64 account_id,
                           const char *act,
                           ModelEntity entity,
                           gint64 id,
                           const char *since,
                           gboolean *found,
                           GError **error);
GPtrArray *
store_access_find (StoreConnection *connection, const StoreAccessFilter *filter, GError **error);
GPtrArray *store_access_authors (StoreConnection *connection, GError **error);
gboolean
store_access_expire (StoreConnection *connection, const char *day, guint *n, GError **error);

G_END_DECLS
