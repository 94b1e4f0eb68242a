/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-account.h"
#include "store-connection.h"

G_BEGIN_DECLS

/* Wrong passwords in a row before the account waits: 1, 5, then 15 minutes. */
#define STORE_ACCOUNT_TRIES 5

/**
 * StoreAccount:
 * @name: what is typed to sign in
 * @label: what is shown: "Mme Martin"
 * @teacher_id: the teacher that it is of; else 0
 * @has_key: whether its password opens what is sealed
 * @locked_until: (nullable): UTC timestamp: no password is taken before
 *
 * Who may come in. Its password is in the database only.
 */
typedef struct
{
  gint64 id;
  char *name;
  char *label;
  ModelAccountRole role;
  gint64 teacher_id;
  gboolean is_active;
  gboolean must_change;
  gboolean has_key;
  guint failures;
  char *locked_until;
  char *made_at;
  char *last_at;
} StoreAccount;

void store_account_free (StoreAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreAccount, store_account_free)

gboolean store_accounts_exist (StoreConnection *connection, gboolean *exist, GError **error);
GPtrArray *store_accounts_list (StoreConnection *connection, GError **error);
StoreAccount *store_account_sign_in (StoreConnection *connection,
                                     const char *name,
                                     const char *password,
                                     const char *now,
                                     GError **error);
const char *store_account_get_closed_until (StoreConnection *connection);
StoreAccount *store_account_current (StoreConnection *connection, GError **error);
gboolean store_account_sign_out (StoreConnection *connection, GError **error);

/* By an administrator; the first one by whoever opens a database without accounts. @now: UTC. */
gint64 store_account_add (StoreConnection *connection,
                          const StoreAccount *wanted,
                          const char *password,
                          const char *now,
                          GError **error);
gboolean
store_account_edit (StoreConnection *connection, const StoreAccount *wanted, GError **error);
gboolean store_account_set_active (StoreConnection *connection,
                                   gint64 id,
                                   gboolean is_active,
                                   GError **error);
gboolean
store_account_reset (StoreConnection *connection, gint64 id, const char *password, GError **error);
gboolean store_account_change_password (StoreConnection *connection,
                                        const char *old_password,
                                        const char *password,
                                        const char *now,
                                        GError **error);
gboolean store_accounts_switch_off (StoreConnection *connection,
                                    const char *password,
                                    const char *now,
                                    GError **error);

G_END_DECLS
