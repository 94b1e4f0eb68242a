/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Files that only a passphrase opens: XChaCha20-Poly1305 in chunks (libsodium's secretstream), the
 * key by Argon2id. Their format is described in store-seal.c. */

#define STORE_TYPE_SEAL (store_seal_get_type ())
G_DECLARE_FINAL_TYPE (StoreSeal, store_seal, STORE, SEAL, GObject)

/* What a passphrase must have at least, in characters. */
#define STORE_SEAL_MIN_LENGTH 12

StoreSeal *store_seal_new (const char *passphrase, GError **error);
gboolean store_seal_is_sealed (const char *path);
gboolean store_seal_adopt (StoreSeal *self, const char *path, GError **error);
char *store_seal_name (StoreSeal *self, const char *text);
gboolean store_seal_file (StoreSeal *self,
                          const char *from,
                          const char *to,
                          GCancellable *cancellable,
                          GError **error);
gboolean store_seal_open_file (StoreSeal *self,
                               const char *from,
                               const char *to,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
