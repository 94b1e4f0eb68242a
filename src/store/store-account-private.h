/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-account.h"

G_BEGIN_DECLS

/* After the last text: %NULL is one. */
#define STORE_ACCOUNT_END ((const char *) GINT_TO_POINTER (-1))

/**
 * StoreAccountRow:
 *
 * An account with what never leaves the store.
 */
typedef struct
{
  StoreAccount *account;
  char *password;
  char *salt;
  char *wrapped_key;
} StoreAccountRow;

/* store-account.c */
void _store_account_row_free (StoreAccountRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreAccountRow, _store_account_row_free)

StoreAccountRow *_store_account_row_load (StoreConnection *connection, gint64 id, GError **error);
StoreAccountRow *
_store_account_row_find (StoreConnection *connection, const char *key, GError **error);
gboolean _store_account_run (StoreConnection *connection, GError **error, const char *sql, ...);
gboolean _store_account_log (StoreConnection *connection,
                             const char *author,
                             gint64 id,
                             const char *act,
                             const char *detail,
                             GError **error);

/* store-account-tries.c */
StoreAccountRow *_store_account_try (StoreConnection *connection,
                                     const char *key,
                                     const char *password,
                                     const char *now,
                                     GError **error);

G_END_DECLS
