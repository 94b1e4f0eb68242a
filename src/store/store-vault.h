/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-record.h"
#include "store-connection.h"

G_BEGIN_DECLS

/* What begins a value that is sealed: nobody can type it. */
#define STORE_VAULT_PREFIX "\001S1:"

gboolean store_vault_is_sealed (const char *text);
gboolean store_vault_is_open (StoreConnection *connection);

/* The place of a value is part of its seal: it cannot be moved to another. */
char *store_vault_seal (StoreConnection *connection,
                        const ModelField *field,
                        gint64 id,
                        const char *text,
                        GError **error);
char *store_vault_open (StoreConnection *connection,
                        const ModelField *field,
                        gint64 id,
                        const char *sealed,
                        GError **error);

G_END_DECLS
