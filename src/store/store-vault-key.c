/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "store-vault-private.h"

/* Passwords and the key that they open: all of it is libsodium's. */

#define WRAPPED_BYTES                                                   \
  (crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + STORE_VAULT_KEY_BYTES \
   + crypto_aead_xchacha20poly1305_ietf_ABYTES)

static const char wrap_place[] = "paraphe account key";

static guint64 cost_operations = crypto_pwhash_OPSLIMIT_MODERATE;
static gsize cost_memory = crypto_pwhash_MEMLIMIT_MODERATE;

/**
 * _store_vault_set_cost:
 * @operations: of Argon2id
 * @memory: of Argon2id
 *
 * For tests, which cannot wait half a second for each password. The product never calls it.
 */
void
_store_vault_set_cost (guint64 operations, gsize memory)
{
  cost_operations = operations;
  cost_memory = memory;
}

/**
 * _store_vault_ready:
 *
 * Makes libsodium ready, which costs nothing when it is.
 */
void
_store_vault_ready (void)
{
  if (sodium_init () < 0)
    g_error ("libsodium has no source of random numbers");
}

/**
 * _store_vault_new_salt:
 *
 * Returns: (transfer full): a new salt with what deriving a key with it costs
 */
char *
_store_vault_new_salt (void)
{
  guchar salt[crypto_pwhash_SALTBYTES];
  g_autofree char *text = NULL;

  _store_vault_ready ();
  randombytes_buf (salt, sizeof salt);
  text = g_base64_encode (salt, sizeof salt);
  return g_strdup_printf ("1$%" G_GUINT64_FORMAT "$%" G_GSIZE_FORMAT "$%s", cost_operations,
                          cost_memory, text);
}

/**
 * _store_vault_derive:
 * @password: a password
 * @salt: of _store_vault_new_salt()
 * @key: (out): %STORE_VAULT_KEY_BYTES
 *
 * Returns: whether there was the memory for it, and the salt is one
 */
gboolean
_store_vault_derive (const char *password, const char *salt, guchar *key)
{
  g_auto (GStrv) parts = g_strsplit (salt != NULL ? salt : "", "$", 4);
  g_autofree guchar *bytes = NULL;
  guint64 operations, memory;
  gsize size = 0;

  if (g_strv_length (parts) != 4 || !g_str_equal (parts[0], "1")
      || !g_ascii_string_to_unsigned (parts[1], 10, crypto_pwhash_OPSLIMIT_MIN, 16, &operations,
                                      NULL)
      || !g_ascii_string_to_unsigned (parts[2], 10, crypto_pwhash_MEMLIMIT_MIN,
                                      crypto_pwhash_MEMLIMIT_SENSITIVE, &memory, NULL))
    return FALSE;
  bytes = g_base64_decode (parts[3], &size);
  return size == crypto_pwhash_SALTBYTES
         && crypto_pwhash (key, STORE_VAULT_KEY_BYTES, password, strlen (password), bytes,
                           operations, (gsize) memory, crypto_pwhash_ALG_ARGON2ID13)
                == 0;
}

/**
 * _store_vault_wrap:
 * @key: the key of the base
 * @password: a password
 * @salt: of _store_vault_new_salt()
 *
 * Returns: (transfer full) (nullable): @key as only @password opens it
 */
char *
_store_vault_wrap (const guchar *key, const char *password, const char *salt)
{
  guchar lock[STORE_VAULT_KEY_BYTES];
  guchar wrapped[WRAPPED_BYTES];
  guchar *box = wrapped + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  gboolean done = _store_vault_derive (password, salt, lock);

  if (done)
    {
      randombytes_buf (wrapped, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
      crypto_aead_xchacha20poly1305_ietf_encrypt (box, NULL, key, STORE_VAULT_KEY_BYTES,
                                                  (const guchar *) wrap_place, sizeof wrap_place,
                                                  NULL, wrapped, lock);
    }
  sodium_memzero (lock, sizeof lock);
  return done ? g_base64_encode (wrapped, sizeof wrapped) : NULL;
}

/**
 * _store_vault_unwrap:
 * @wrapped: (nullable): of _store_vault_wrap()
 * @password: a password
 * @salt: (nullable): that it was wrapped with
 * @key: (out): the key of the base
 *
 * Returns: whether @password opens it
 */
gboolean
_store_vault_unwrap (const char *wrapped, const char *password, const char *salt, guchar *key)
{
  g_autofree guchar *bytes = NULL;
  guchar lock[STORE_VAULT_KEY_BYTES];
  gsize size = 0;
  gboolean done;

  if (wrapped == NULL || wrapped[0] == '\0')
    return FALSE;
  bytes = g_base64_decode (wrapped, &size);
  if (size != WRAPPED_BYTES || !_store_vault_derive (password, salt, lock))
    return FALSE;
  done = crypto_aead_xchacha20poly1305_ietf_decrypt (
             key, NULL, NULL, bytes + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
             size - crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, (const guchar *) wrap_place,
             sizeof wrap_place, bytes, lock)
         == 0;
  sodium_memzero (lock, sizeof lock);
  return done;
}

/**
 * _store_vault_hash:
 * @password: a password
 *
 * Returns: (transfer full) (nullable): what is kept of it; %NULL without the memory for it
 */
char *
_store_vault_hash (const char *password)
{
  char hash[crypto_pwhash_STRBYTES];

  _store_vault_ready ();
  if (crypto_pwhash_str (hash, password, strlen (password), cost_operations, cost_memory) != 0)
    return NULL;
  return g_strdup (hash);
}

/**
 * _store_vault_verify:
 * @hash: (nullable): what was kept of a password; %NULL: no such account, which takes as long
 * @password: what was typed
 *
 * Returns: whether it is that password
 */
gboolean
_store_vault_verify (const char *hash, const char *password)
{
  static const guchar salt[crypto_pwhash_SALTBYTES] = { 0 };
  guchar unused[STORE_VAULT_KEY_BYTES];

  _store_vault_ready ();
  if (hash != NULL)
    return crypto_pwhash_str_verify (hash, password, strlen (password)) == 0;
  if (crypto_pwhash (unused, sizeof unused, password, strlen (password), salt, cost_operations,
                     cost_memory, crypto_pwhash_ALG_ARGON2ID13)
      != 0)
    return FALSE;
  sodium_memzero (unused, sizeof unused);
  return FALSE;
}

/**
 * _store_vault_is_stale:
 * @hash: what was kept of a password
 *
 * Returns: whether it was kept in a weaker way than today's
 */
gboolean
_store_vault_is_stale (const char *hash)
{
  return crypto_pwhash_str_needs_rehash (hash, cost_operations, cost_memory) != 0;
}
