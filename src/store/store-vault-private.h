/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-history-private.h"
#include "store-vault.h"

G_BEGIN_DECLS

#define STORE_VAULT_KEY_BYTES 32

/* store-vault.c */
void _store_vault_forget (StoreConnection *connection);
void _store_vault_take_key (StoreConnection *connection, const guchar *key);
gboolean _store_vault_seals (ModelRecord *record, guint index);
char *_store_vault_value (StoreConnection *connection,
                          ModelRecord *record,
                          guint index,
                          gint64 id,
                          const char *value,
                          const char *sealed,
                          GError **error);
gboolean _store_vault_pair (StoreConnection *connection,
                            StoreAction action,
                            ModelRecord *record,
                            guint index,
                            gint64 id,
                            char **before,
                            char **after,
                            GError **error);
char *_store_vault_open_changes (StoreConnection *connection,
                                 ModelEntity entity,
                                 gint64 id,
                                 const char *changes);

/* store-vault-key.c */
void _store_vault_ready (void);
void _store_vault_set_cost (guint64 operations, gsize memory);
gboolean _store_vault_derive (const char *password, const char *salt, guchar *key);
char *_store_vault_new_salt (void);
char *_store_vault_wrap (const guchar *key, const char *password, const char *salt);
gboolean
_store_vault_unwrap (const char *wrapped, const char *password, const char *salt, guchar *key);
char *_store_vault_hash (const char *password);
gboolean _store_vault_verify (const char *hash, const char *password);
gboolean _store_vault_is_stale (const char *hash);

/* store-vault-switch.c */
gboolean _store_vault_switch (StoreConnection *connection, gboolean seals, GError **error);
gboolean _store_vault_begin (StoreConnection *connection,
                             StoreTransactionFunc func,
                             gpointer data,
                             GError **error);

G_END_DECLS
