/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "store-fixture.h"
#include "store-seal-private.h"

/* What is sealed comes back as it was, with the right passphrase and not otherwise. */

#define PHRASE "sept jours en forêt"

static StoreSeal *
seal_new (const char *phrase)
{
  g_autoptr (GError) error = NULL;
  StoreSeal *seal = store_seal_new (phrase, &error);

  g_assert_no_error (error);
  return seal;
}

/* @size bytes that are not all the same, sealed into "sealed" */
static char *
make_sealed (const char *folder, gsize size, StoreSeal *seal)
{
  g_autofree char *plain = g_build_filename (folder, "plain", NULL);
  char *sealed = g_build_filename (folder, "sealed", NULL);
  g_autofree char *bytes = g_malloc (size + 1);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < size; i++)
    bytes[i] = (char) (i * 31 >> 3);
  g_assert_true (g_file_set_contents (plain, bytes, (gssize) size, &error));
  g_unlink (sealed);
  store_seal_file (seal, plain, sealed, NULL, &error);
  g_assert_no_error (error);
  return sealed;
}

static void
assert_same (const char *folder, const char *one, const char *other)
{
  g_autofree char *a = g_build_filename (folder, one, NULL);
  g_autofree char *b = g_build_filename (folder, other, NULL);
  g_autofree char *bytes_a = NULL;
  g_autofree char *bytes_b = NULL;
  gsize n_a, n_b;

  g_assert_true (g_file_get_contents (a, &bytes_a, &n_a, NULL));
  g_assert_true (g_file_get_contents (b, &bytes_b, &n_b, NULL));
  g_assert_cmpmem (bytes_a, n_a, bytes_b, n_b);
}

static void
test_round (void)
{
  static const gsize sizes[] = { 0, 1, 65535, 65536, 65537, 200000 };
  g_autofree char *folder = store_fixture_make_folder ();
  g_autofree char *opened = g_build_filename (folder, "opened", NULL);
  g_autoptr (StoreSeal) seal = seal_new (PHRASE);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *sealed = make_sealed (folder, sizes[i], seal);
      g_autoptr (StoreSeal) other = seal_new (PHRASE);
      g_autoptr (GError) error = NULL;
      GStatBuf status;

      g_assert_true (store_seal_is_sealed (sealed));
      store_seal_open_file (other, sealed, opened, NULL, &error);
      g_assert_no_error (error);
      assert_same (folder, "plain", "opened");
      g_assert_cmpint (g_stat (opened, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
      g_unlink (opened);
    }
  store_fixture_remove_folder (folder);
}

static void
expect (StoreSeal *seal, const char *sealed, int code)
{
  g_autofree char *opened = g_strconcat (sealed, ".opened", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (store_seal_open_file (seal, sealed, opened, NULL, &error));
  g_assert_error (error, STORE_ERROR, code);
  g_assert_false (g_file_test (opened, G_FILE_TEST_EXISTS));
}

static void
test_passphrase (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  g_autoptr (StoreSeal) seal = seal_new (PHRASE);
  g_autoptr (StoreSeal) other = seal_new ("sept jours en foret");
  g_autofree char *sealed = make_sealed (folder, 1000, seal);
  g_autoptr (GError) error = NULL;

  expect (other, sealed, STORE_ERROR_PASSPHRASE);
  /* What did not fit is not used for what comes after. */
  expect (other, sealed, STORE_ERROR_PASSPHRASE);
  /* What cannot be read, as a folder, is not told to be altered. */
  expect (seal, folder, STORE_ERROR_CONNECTION);
  g_assert_null (store_seal_new ("trop court", &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_PASSPHRASE);
  store_fixture_remove_folder (folder);
}

/* Each length that a file may have been cut to, and each of its bytes changed. */
static void
test_spoilt (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  g_autoptr (StoreSeal) seal = seal_new (PHRASE);
  g_autofree char *sealed = make_sealed (folder, 66000, seal);
  g_autofree char *spoilt = g_build_filename (folder, "spoilt", NULL);
  g_autofree char *bytes = NULL;
  static const gsize lengths[] = { 0, 1, 95, 96, 112, 113, 114, 113 + 65536 + 17, 66100 };
  gsize n;

  g_assert_true (g_file_get_contents (sealed, &bytes, &n, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_assert_true (g_file_set_contents (spoilt, bytes, (gssize) lengths[i], NULL));
      expect (seal, spoilt, STORE_ERROR_CORRUPT);
    }
  for (gsize at = 16; at < n; at += at < 95 ? 1 : at == 95 ? 18 : 1237)
    {
      bytes[at] ^= 1;
      g_assert_true (g_file_set_contents (spoilt, bytes, (gssize) n, NULL));
      expect (seal, spoilt, STORE_ERROR_CORRUPT);
      bytes[at] ^= 1;
    }
  /* And one that something was added to. */
  bytes = g_realloc (bytes, n + 1);
  bytes[n] = 0;
  g_assert_true (g_file_set_contents (spoilt, bytes, (gssize) n + 1, NULL));
  expect (seal, spoilt, STORE_ERROR_CORRUPT);
  store_fixture_remove_folder (folder);
}

/* A head that asks for too much of the computer is none of ours. */
static void
test_head (void)
{
  static const struct
  {
    guint32 chunk;
    guint64 ops;
    guint64 mem;
    gboolean good;
  } cases[] = {
    { 65536, 3, 256 << 20, TRUE },       { 1, 1, 8192, TRUE },
    { 0, 3, 256 << 20, FALSE },          { G_MAXUINT32, 3, 256 << 20, FALSE },
    { 65536, 0, 256 << 20, FALSE },      { 65536, 17, 256 << 20, FALSE },
    { 65536, G_MAXUINT64, 8192, FALSE }, { 65536, 3, 8191, FALSE },
    { 65536, 3, G_MAXUINT64, FALSE },    { 65536, 3, (guint64) 2 << 30, FALSE },
  };
  guint8 bytes[STORE_SEAL_HEAD_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      StoreSealHead head = { cases[i].chunk, cases[i].ops, cases[i].mem, { 1, 2 }, { 3, 4 } };
      StoreSealHead read = { 0 };

      _store_seal_write_head (&head, bytes);
      g_assert_cmpint (_store_seal_read_head (bytes, sizeof bytes, &read), ==, cases[i].good);
      g_assert_false (_store_seal_read_head (bytes, sizeof bytes - 1, &read));
      if (cases[i].good)
        g_assert_cmpmem (head.salt, sizeof head.salt, read.salt, sizeof read.salt);
    }
}

/* What adopts a file has its key: one name for one content, another for whoever lacks it. */
static void
test_adopt (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  g_autoptr (StoreSeal) seal = seal_new (PHRASE);
  g_autofree char *sealed = make_sealed (folder, 10, seal);
  g_autoptr (StoreSeal) same = seal_new (PHRASE);
  g_autoptr (StoreSeal) other = seal_new ("une autre phrase");
  g_autofree char *name = store_seal_name (seal, "abc");
  g_autofree char *again = NULL;
  g_autofree char *strange = NULL;
  g_autofree char *sealed_too = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (store_seal_adopt (same, sealed, &error));
  again = store_seal_name (same, "abc");
  g_assert_cmpstr (name, ==, again);
  g_assert_cmpuint (strlen (name), ==, 64);
  g_assert_false (store_seal_adopt (other, sealed, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_PASSPHRASE);
  sealed_too = make_sealed (folder, 10, other);
  strange = store_seal_name (other, "abc");
  g_assert_cmpstr (name, !=, strange);
  store_fixture_remove_folder (folder);
}

/* What cannot be written, or is given up, leaves nothing. */
static void
test_refused (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  g_autoptr (StoreSeal) seal = seal_new (PHRASE);
  g_autofree char *sealed = make_sealed (folder, 10, seal);
  g_autofree char *plain = g_build_filename (folder, "plain", NULL);
  g_autofree char *target = g_build_filename (folder, "target", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "target", NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) exists = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) given_up = NULL;

  g_assert_false (store_seal_file (seal, plain, sealed, NULL, &exists));
  g_assert_error (exists, STORE_ERROR, STORE_ERROR_CONNECTION);
  g_assert_true (store_seal_open_file (seal, sealed, NULL, NULL, NULL));
  g_assert_false (store_seal_file (seal, plain, nowhere, NULL, &missing));
  g_assert_error (missing, STORE_ERROR, STORE_ERROR_CONNECTION);
  g_cancellable_cancel (cancelled);
  g_assert_false (store_seal_file (seal, plain, target, cancelled, &given_up));
  g_assert_error (given_up, STORE_ERROR, STORE_ERROR_CANCELLED);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
  g_assert_false (store_seal_is_sealed (plain));
  store_fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  _store_seal_set_cost (crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
  g_test_add_func ("/store/seal/round", test_round);
  g_test_add_func ("/store/seal/passphrase", test_passphrase);
  g_test_add_func ("/store/seal/spoilt", test_spoilt);
  g_test_add_func ("/store/seal/head", test_head);
  g_test_add_func ("/store/seal/adopt", test_adopt);
  g_test_add_func ("/store/seal/refused", test_refused);
  return g_test_run ();
}
