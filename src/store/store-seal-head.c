/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-seal-private.h"

#include <sodium.h>
#include <string.h>

/* The head of a sealed file, numbers with the least byte first:
 *
 *   0  16  "Paraphe backup\r\n"
 *  16   4  version: 1
 *  20   4  how many bytes are sealed at a time
 *  24   8  Argon2id: operations
 *  32   8  Argon2id: memory in bytes
 *  40  16  Argon2id: salt
 *  56  24  head of the secretstream
 *  80  16  BLAKE2b of the 80 bytes before, which tells a spoilt head from a wrong passphrase
 */

#define MAGIC_SIZE  16
#define VERSION     1
#define DIGEST_AT   80
#define DIGEST_SIZE 16

static const char magic[] = "Paraphe backup\r\n";

/* A doctored head asks for no more than this of the computer. */
#define MAX_MEM   ((guint64) 1024 * 1024 * 1024)
#define MAX_OPS   16
#define MAX_CHUNK (16 * 1024 * 1024)

static void
put_number (guint8 *at, guint64 value, guint n)
{
  for (guint i = 0; i < n; i++)
    at[i] = (guint8) (value >> (8 * i));
}

static guint64
get_number (const guint8 *at, guint n)
{
  guint64 value = 0;

  for (guint i = n; i > 0; i--)
    value = value << 8 | at[i - 1];
  return value;
}

/**
 * _store_seal_write_head:
 * @head: what it says
 * @bytes: (out caller-allocates): %STORE_SEAL_HEAD_SIZE bytes
 *
 * Writes the head of a sealed file.
 */
void
_store_seal_write_head (const StoreSealHead *head, guint8 *bytes)
{
  memcpy (bytes, magic, MAGIC_SIZE);
  put_number (bytes + 16, VERSION, 4);
  put_number (bytes + 20, head->chunk, 4);
  put_number (bytes + 24, head->ops, 8);
  put_number (bytes + 32, head->mem, 8);
  memcpy (bytes + 40, head->salt, sizeof head->salt);
  memcpy (bytes + 56, head->stream, sizeof head->stream);
  crypto_generichash (bytes + DIGEST_AT, DIGEST_SIZE, bytes, DIGEST_AT, NULL, 0);
}

static gboolean
is_within_bounds (const StoreSealHead *head)
{
  return head->chunk > 0 && head->chunk <= MAX_CHUNK
         && head->ops >= crypto_pwhash_argon2id_OPSLIMIT_MIN && head->ops <= MAX_OPS
         && head->mem >= crypto_pwhash_argon2id_MEMLIMIT_MIN && head->mem <= MAX_MEM;
}

/**
 * _store_seal_read_head:
 * @bytes: the beginning of a file
 * @size: how many there are
 * @head: (out caller-allocates): what it says
 *
 * Returns: whether it is the head of a sealed file, whole and within bounds
 */
gboolean
_store_seal_read_head (const guint8 *bytes, gsize size, StoreSealHead *head)
{
  guint8 digest[DIGEST_SIZE];

  if (size < STORE_SEAL_HEAD_SIZE || memcmp (bytes, magic, MAGIC_SIZE) != 0
      || get_number (bytes + 16, 4) != VERSION)
    return FALSE;
  crypto_generichash (digest, DIGEST_SIZE, bytes, DIGEST_AT, NULL, 0);
  if (sodium_memcmp (digest, bytes + DIGEST_AT, DIGEST_SIZE) != 0)
    return FALSE;
  head->chunk = (guint32) get_number (bytes + 20, 4);
  head->ops = get_number (bytes + 24, 8);
  head->mem = get_number (bytes + 32, 8);
  memcpy (head->salt, bytes + 40, sizeof head->salt);
  memcpy (head->stream, bytes + 56, sizeof head->stream);
  return is_within_bounds (head);
}

/**
 * store_seal_is_sealed:
 * @path: a file that is no database in use
 *
 * Returns: whether it begins as a sealed file does; it may be spoilt all the same
 */
gboolean
store_seal_is_sealed (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char bytes[MAGIC_SIZE];
  gsize n = 0;

  return stream != NULL
         && g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, MAGIC_SIZE, &n, NULL, NULL)
         && n == MAGIC_SIZE && memcmp (bytes, magic, MAGIC_SIZE) == 0;
}
