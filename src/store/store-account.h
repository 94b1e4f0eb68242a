/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-account.h"
#include "store-connection.h"

G_BEGIN_DECLS

/**
 * StoreAccount:
 * @name: what is typed to sign in
 * @label: what is shown: "Mme Martin"
 * @teacher_id: the teacher that it is of; else 0
 * @locked_until: (nullable): UTC timestamp: no password is taken before
 *
 * Who may come in. Its password is in the database only.
 */
typedef struct
{
  gint64 id;
  gint64 version;
  char *name;
  char *label;
  ModelAccountRole role;
  gint64 teacher_id;
  gboolean is_active;
  gboolean must_change;
  guint failures;
  char *locked_until;
  char *made_at;
  char *last_at;
} StoreAccount;

void store_account_free (StoreAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreAccount, store_account_free)

gboolean store_accounts_exist (StoreConnection *connection, gboolean *exist, GError **error);

G_END_DECLS
