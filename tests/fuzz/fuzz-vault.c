/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store-connection-private.h"
#include "store-vault-private.h"

/* What the file of a base says is sealed: the first byte chooses what the others are. It opens to
 * what was sealed at its place, or is refused in a sentence. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define ROW 7

static const guchar key[STORE_VAULT_KEY_BYTES] = "a key of 32 bytes for the fuzzer";

static StoreConnection *
get_connection (void)
{
  static StoreConnection *connection = NULL;

  if (connection == NULL)
    {
      /* Never opened: what is sealed needs its key alone. */
      connection = g_object_new (STORE_TYPE_CONNECTION, NULL);
      _store_vault_set_cost (1, 8192);
      _store_vault_take_key (connection, key);
    }
  return connection;
}

static const ModelField *
get_field (void)
{
  const ModelField *field = model_field_find ("note.text");

  g_assert_nonnull (field);
  return field;
}

/* (transfer full) (nullable) */
static char *
open_value (const char *sealed, gint64 id)
{
  g_autoptr (GError) error = NULL;
  char *text = store_vault_open (get_connection (), get_field (), id, sealed, &error);

  g_assert_true ((text != NULL) == (error == NULL));
  if (text != NULL)
    g_assert_true (g_utf8_validate (text, -1, NULL));
  else
    g_assert_true (g_error_matches (error, STORE_ERROR, STORE_ERROR_CORRUPT));
  return text;
}

/* As the base has it. */
static void
open_raw (const char *text)
{
  g_autofree char *sealed = g_strconcat (STORE_VAULT_PREFIX, text, NULL);
  g_autofree char *opened = open_value (sealed, ROW);

  g_assert_true (store_vault_is_sealed (sealed));
  /* Nobody without the key makes one. */
  g_assert_null (opened);
}

/* Sealed and opened, elsewhere, and spoilt at a place. */
static void
seal_and_spoil (const char *text, guint place)
{
  g_autofree char *sealed = store_vault_seal (get_connection (), get_field (), ROW, text, NULL);
  g_autofree char *opened = open_value (sealed, ROW);
  g_autofree char *elsewhere = open_value (sealed, ROW + 1);
  gsize start = strlen (STORE_VAULT_PREFIX);
  g_autofree char *spoilt = NULL;
  char *at;

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_assert_null (opened);
      return;
    }
  g_assert_cmpstr (opened, ==, text);
  g_assert_null (elsewhere);
  at = sealed + start + place % (strlen (sealed) - start - 4);
  *at = *at == 'A' ? 'B' : 'A';
  spoilt = open_value (sealed, ROW);
  g_assert_null (spoilt);
}

/* A line of history. */
static void
open_changes (const char *json)
{
  g_autofree char *opened =
      _store_vault_open_changes (get_connection (), MODEL_ENTITY_NOTE, ROW, json);

  g_assert_nonnull (opened);
}

/* An account's key: "salt" then, on another line, what it wraps. */
static void
unwrap (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", 2);
  guchar got[STORE_VAULT_KEY_BYTES];
  g_auto (GStrv) cost = NULL;

  if (lines[0] == NULL || lines[1] == NULL)
    return;
  cost = g_strsplit (lines[0], "$", 4);
  /* What takes long by intention is not tried. */
  if (g_strv_length (cost) == 4
      && (strlen (cost[1]) > 1 || g_ascii_strtoull (cost[2], NULL, 10) > 65536))
    return;
  g_assert_false (_store_vault_unwrap (lines[1], "le stage commence", lines[0], got));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = size > 1 ? g_strndup ((const char *) data + 1, size - 1) : NULL;

  get_connection ();
  if (text == NULL)
    return 0;
  if (data[0] % 4 == 0)
    open_raw (text);
  else if (data[0] % 4 == 1)
    seal_and_spoil (text, (guint) size * 7);
  else if (data[0] % 4 == 2)
    open_changes (text);
  else
    unwrap (text);
  return 0;
}
