/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Passwords and keys live in the user's keyring, nowhere else. @service says what they open
 * ("smtp", "sign.yousign"), @account whose it is there. Calls wait for the keyring, and for the
 * person who unlocks it: never on the main thread. */

gboolean base_secret_store (const char *service,
                            const char *account,
                            const char *label,
                            const char *secret,
                            GCancellable *cancellable,
                            GError **error);
char *base_secret_lookup (const char *service,
                          const char *account,
                          GCancellable *cancellable,
                          GError **error);
gboolean base_secret_clear (const char *service,
                            const char *account,
                            GCancellable *cancellable,
                            GError **error);
void base_secret_free (char *secret);

G_END_DECLS
