/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "store-seal-private.h"

#include "store-error.h"

/* An encrypted backup: bytes that are a file, or, behind a first byte that is odd, what is done to
 * one that was whole. It opens to what was sealed, every byte of it, or is refused in a sentence
 * and leaves nothing behind. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define PHRASE   "sept jours en forêt"
#define N_PLAIN  (2 * 65536 + 1000)
#define MAX_MEM  65536
#define EDIT     4
#define MAX_EDIT 8

typedef struct
{
  StoreSeal *seal;
  char *folder;
  char *path;   /* what is opened */
  char *opened; /* what comes out */
  GByteArray *plain;
  GByteArray *whole; /* @plain, sealed */
} Bench;

static char *
read_file (const char *path, gsize *size)
{
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, size, NULL));
  return bytes;
}

static void
write_file (const char *path, const guint8 *bytes, gsize size)
{
  FILE *file = fopen (path, "wb");

  g_assert_nonnull (file);
  g_assert_true (size == 0 || fwrite (bytes, size, 1, file) == 1);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
leave (void)
{
  Bench *bench = (Bench *) g_dataset_get_data (&leave, "bench");

  g_unlink (bench->path);
  g_rmdir (bench->folder);
}

static void
make_whole (Bench *bench)
{
  g_autofree char *bytes = NULL;
  gsize size;

  bench->plain = g_byte_array_sized_new (N_PLAIN);
  for (guint i = 0; i < N_PLAIN; i++)
    g_byte_array_append (bench->plain, &(guint8){ (guint8) (i % 251) }, 1);
  write_file (bench->path, bench->plain->data, bench->plain->len);
  g_assert_true (store_seal_file (bench->seal, bench->path, bench->opened, NULL, NULL));
  bytes = read_file (bench->opened, &size);
  bench->whole = g_byte_array_append (g_byte_array_new (), (const guint8 *) bytes, (guint) size);
  g_unlink (bench->opened);
}

static Bench *
get_bench (void)
{
  static Bench *bench = NULL;

  if (bench != NULL)
    return bench;
  bench = g_new0 (Bench, 1);
  _store_seal_set_cost (1, 8192);
  bench->seal = store_seal_new (PHRASE, NULL);
  bench->folder = g_dir_make_tmp ("paraphe-fuzz-XXXXXX", NULL);
  bench->path = g_build_filename (bench->folder, "sealed", NULL);
  bench->opened = g_build_filename (bench->folder, "opened", NULL);
  make_whole (bench);
  g_dataset_set_data (&leave, "bench", bench);
  atexit (leave);
  return bench;
}

/* (nullable): what is in the file at @path of @bench */
static char *
open_file (Bench *bench, gsize *size)
{
  g_autoptr (GError) error = NULL;
  char *bytes;

  if (!store_seal_open_file (bench->seal, bench->path, NULL, NULL, &error))
    {
      g_assert_true (g_error_matches (error, STORE_ERROR, STORE_ERROR_CORRUPT)
                     || g_error_matches (error, STORE_ERROR, STORE_ERROR_PASSPHRASE));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_clear_error (&error);
      g_assert_false (store_seal_open_file (bench->seal, bench->path, bench->opened, NULL, &error));
      g_assert_false (g_file_test (bench->opened, G_FILE_TEST_EXISTS));
      return NULL;
    }
  g_assert_true (store_seal_open_file (bench->seal, bench->path, bench->opened, NULL, &error));
  bytes = read_file (bench->opened, size);
  g_unlink (bench->opened);
  return bytes;
}

static void
check_head (const guint8 *bytes, gsize size, StoreSealHead *head, gboolean *is_head)
{
  guint8 again[STORE_SEAL_HEAD_SIZE];

  *is_head = _store_seal_read_head (bytes, size, head);
  if (!*is_head)
    return;
  _store_seal_write_head (head, again);
  g_assert_cmpmem (again, sizeof again, bytes, STORE_SEAL_HEAD_SIZE);
}

/* The check of the head is no secret: made to fit, what is behind it is read. */
static void
open_bytes (Bench *bench, const guint8 *data, gsize size)
{
  g_autofree guint8 *bytes = g_memdup2 (data, size);
  g_autofree char *content = NULL;
  StoreSealHead head;
  gboolean is_head;
  gsize n;

  if (size >= STORE_SEAL_HEAD_SIZE && data[size - 1] % 2 == 0)
    crypto_generichash (bytes + 80, 16, bytes, 80, NULL, 0);
  check_head (bytes, size, &head, &is_head);
  /* What takes long by intention is not tried. */
  if (is_head && (head.ops > 2 || head.mem > MAX_MEM))
    return;
  write_file (bench->path, bytes, size);
  content = open_file (bench, &n);
  g_assert_null (content);
}

/* Four bytes an edit: where, which, with what. */
static void
edit (GByteArray *file, const guint8 *data)
{
  guint at = (data[1] | data[2] << 8 | (data[0] & 7) << 16) % MAX (file->len, 1);

  if (file->len == 0)
    return;
  switch (data[0] >> 6)
    {
    case 0:
      file->data[at] ^= data[3];
      break;
    case 1:
      g_byte_array_set_size (file, at);
      break;
    case 2:
      g_byte_array_append (file, data, EDIT);
      break;
    default:
      g_byte_array_remove_range (file, at, MIN (data[3], file->len - at));
      break;
    }
}

static void
open_edited (Bench *bench, const guint8 *data, gsize size)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autofree char *content = NULL;
  gboolean is_same;
  gsize n = 0;

  g_byte_array_append (file, bench->whole->data, bench->whole->len);
  for (gsize i = 0; i + EDIT <= size && i < MAX_EDIT * EDIT; i += EDIT)
    edit (file, data + i);
  is_same =
      file->len == bench->whole->len && memcmp (file->data, bench->whole->data, file->len) == 0;
  write_file (bench->path, file->data, file->len);
  content = open_file (bench, &n);
  g_assert_true ((content != NULL) == is_same);
  if (content != NULL)
    g_assert_cmpmem (content, n, bench->plain->data, bench->plain->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  Bench *bench = get_bench ();

  if (size > 0 && data[0] % 2 == 1)
    open_edited (bench, data + 1, size - 1);
  else
    open_bytes (bench, data, size);
  return 0;
}
