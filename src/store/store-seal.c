/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-seal-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store-error.h"

/* A sealed file is its head (store-seal-head.c), one message without content, which tells whether
 * the passphrase is right, then the content in chunks of which the last is marked as the last: what
 * is cut short is not taken for whole. The head is authenticated with the first message. */

#define CHUNK    65536
#define TAIL     crypto_secretstream_xchacha20poly1305_ABYTES
#define KEY_SIZE crypto_secretstream_xchacha20poly1305_KEYBYTES
#define LAST     crypto_secretstream_xchacha20poly1305_TAG_FINAL

typedef crypto_secretstream_xchacha20poly1305_state Stream;

G_STATIC_ASSERT (sizeof (((StoreSealHead *) 0)->salt) == crypto_pwhash_SALTBYTES);
G_STATIC_ASSERT (sizeof (((StoreSealHead *) 0)->stream)
                 == crypto_secretstream_xchacha20poly1305_HEADERBYTES);

static guint64 cost_ops = crypto_pwhash_OPSLIMIT_MODERATE;
static guint64 cost_mem = crypto_pwhash_MEMLIMIT_MODERATE;

/**
 * StoreSeal:
 *
 * A passphrase and the key that was made of it: deriving one takes half a second, so that all the
 * files of a folder have the same salt.
 */
struct _StoreSeal
{
  GObject parent_instance;

  char *passphrase; /* (owned): libsodium's memory */
  guint8 *key;      /* (owned): libsodium's memory */
  gboolean has_key;
  StoreSealHead head; /* salt and cost of @key */
};

G_DEFINE_FINAL_TYPE (StoreSeal, store_seal, G_TYPE_OBJECT)

static void
store_seal_finalize (GObject *object)
{
  StoreSeal *self = STORE_SEAL (object);

  sodium_free (self->passphrase);
  sodium_free (self->key);
  G_OBJECT_CLASS (store_seal_parent_class)->finalize (object);
}

static void
store_seal_class_init (StoreSealClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = store_seal_finalize;
}

static void
store_seal_init (StoreSeal *self)
{
}

/**
 * _store_seal_set_cost:
 * @ops: operations of Argon2id
 * @mem: its memory
 *
 * What a key costs from now on: for tests, which cannot wait half a second for each.
 */
void
_store_seal_set_cost (guint64 ops, guint64 mem)
{
  cost_ops = ops;
  cost_mem = mem;
}

static gboolean
fail_memory (GError **error)
{
  g_set_error (error, STORE_ERROR, STORE_ERROR_FAILED,
               _ ("This computer has too little memory to encrypt. Close other programs, then try "
                  "again."));
  return FALSE;
}

/**
 * store_seal_new:
 * @passphrase: what opens the files
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full): what seals and opens files; %NULL when @passphrase is too short
 */
StoreSeal *
store_seal_new (const char *passphrase, GError **error)
{
  g_autoptr (StoreSeal) self = NULL;
  gsize size;

  g_return_val_if_fail (passphrase != NULL, NULL);
  if (g_utf8_strlen (passphrase, -1) < STORE_SEAL_MIN_LENGTH)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_PASSPHRASE,
                   _ ("The passphrase of the backups is shorter than %d characters. Take a longer "
                      "one, such as a sentence."),
                   STORE_SEAL_MIN_LENGTH);
      return NULL;
    }
  size = strlen (passphrase) + 1;
  self = g_object_new (STORE_TYPE_SEAL, NULL);
  if (sodium_init () >= 0)
    {
      self->passphrase = sodium_malloc (size);
      self->key = sodium_malloc (KEY_SIZE);
    }
  if (self->passphrase == NULL || self->key == NULL)
    {
      fail_memory (error);
      return NULL;
    }
  memcpy (self->passphrase, passphrase, size);
  return g_steal_pointer (&self);
}

/* The key for the salt and cost of @head. */
static gboolean
derive (StoreSeal *self, const StoreSealHead *head, GError **error)
{
  if (self->has_key && self->head.ops == head->ops && self->head.mem == head->mem
      && memcmp (self->head.salt, head->salt, sizeof head->salt) == 0)
    return TRUE;
  self->has_key =
      crypto_pwhash (self->key, KEY_SIZE, self->passphrase, strlen (self->passphrase), head->salt,
                     head->ops, (size_t) head->mem, crypto_pwhash_ALG_ARGON2ID13)
      == 0;
  self->head = *head;
  return self->has_key || fail_memory (error);
}

static gboolean
derive_own (StoreSeal *self, GError **error)
{
  StoreSealHead head = { .ops = cost_ops, .mem = cost_mem };

  if (self->has_key)
    return TRUE;
  randombytes_buf (head.salt, sizeof head.salt);
  return derive (self, &head, error);
}

/**
 * store_seal_name:
 * @self: a seal that sealed, opened or adopted a file
 * @text: a name that tells of a content, as its digest does
 *
 * Returns: (transfer full): a name that only the key makes of it: 64 hexadecimal digits
 */
char *
store_seal_name (StoreSeal *self, const char *text)
{
  guint8 digest[32];
  char *name = g_malloc (2 * sizeof digest + 1);

  g_return_val_if_fail (STORE_IS_SEAL (self), NULL);
  crypto_generichash (digest, sizeof digest, (const guint8 *) text, strlen (text), self->key,
                      KEY_SIZE);
  return sodium_bin2hex (name, 2 * sizeof digest + 1, digest, sizeof digest);
}

static gboolean
fail_file (const char *path, int number, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, STORE_ERROR, STORE_ERROR_CONNECTION,
               _ ("“%s” could not be read or written (%s). Check the disk and your rights there, "
                  "then try again."),
               name, g_strerror (number));
  return FALSE;
}

static gboolean
fail_cancelled (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, STORE_ERROR, STORE_ERROR_CANCELLED, _ ("“%s”: cancelled."), name);
  return FALSE;
}

static gboolean
fail_spoilt (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, STORE_ERROR, STORE_ERROR_CORRUPT,
               _ ("“%s” was cut short or altered since it was made. Choose another backup."), name);
  return FALSE;
}

/* What cannot be read is not what is no longer as it was made: the disk may be well tomorrow. */
static gboolean
fail_read (FILE *from, const char *path, int number, GError **error)
{
  return ferror (from) ? fail_file (path, number, error) : fail_spoilt (path, error);
}

static gboolean
fail_passphrase (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (
      error, STORE_ERROR, STORE_ERROR_PASSPHRASE,
      _ ("The passphrase does not open “%s”. Type the one that was chosen when this backup "
         "was made."),
      name);
  return FALSE;
}

static FILE *
open_old (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  FILE *file = fd >= 0 ? fdopen (fd, "rb") : NULL;

  if (file == NULL)
    fail_file (path, errno, error);
  return file;
}

static FILE *
open_new (const char *path, GError **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  FILE *file = fd >= 0 ? fdopen (fd, "wb") : NULL;

  if (file == NULL)
    fail_file (path, errno, error);
  return file;
}

/* On the disk, or not done. */
static gboolean
close_new (FILE *file, const char *path, gboolean is_good, GError **error)
{
  gboolean is_kept = is_good && fflush (file) == 0 && fsync (fileno (file)) == 0;
  int number = errno;

  if (fclose (file) != 0 && is_kept)
    {
      is_kept = FALSE;
      number = errno;
    }
  if (is_good && !is_kept)
    fail_file (path, number, error);
  if (!is_kept)
    g_unlink (path);
  return is_kept;
}

static gboolean
begin_seal (StoreSeal *self, Stream *stream, FILE *to)
{
  guint8 bytes[STORE_SEAL_HEAD_SIZE + TAIL];
  StoreSealHead head = self->head;

  head.chunk = CHUNK;
  crypto_secretstream_xchacha20poly1305_init_push (stream, head.stream, self->key);
  _store_seal_write_head (&head, bytes);
  crypto_secretstream_xchacha20poly1305_push (stream, bytes + STORE_SEAL_HEAD_SIZE, NULL, NULL, 0,
                                              bytes, STORE_SEAL_HEAD_SIZE, 0);
  return fwrite (bytes, sizeof bytes, 1, to) == 1;
}

static gboolean
is_at_end (FILE *file)
{
  int next = getc (file);

  if (next == EOF)
    return TRUE;
  ungetc (next, file);
  return FALSE;
}

static gboolean
seal_stream (StoreSeal *self,
             FILE *from,
             FILE *to,
             const char *path,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree guint8 *plain = g_malloc (CHUNK);
  g_autofree guint8 *sealed = g_malloc (CHUNK + TAIL);
  gboolean is_last = FALSE;
  Stream stream;
  gboolean is_good = begin_seal (self, &stream, to) || fail_file (path, errno, error);

  while (is_good && !is_last)
    {
      size_t n = fread (plain, 1, CHUNK, from);

      is_last = is_at_end (from);
      crypto_secretstream_xchacha20poly1305_push (&stream, sealed, NULL, plain, n, NULL, 0,
                                                  is_last ? LAST : 0);
      is_good = !ferror (from) && fwrite (sealed, n + TAIL, 1, to) == 1;
      if (g_cancellable_is_cancelled (cancellable))
        {
          is_good = fail_cancelled (path, error);
          break;
        }
      if (!is_good)
        fail_file (path, errno, error);
    }
  sodium_memzero (plain, CHUNK);
  sodium_memzero (&stream, sizeof stream);
  return is_good;
}

/**
 * store_seal_file:
 * @self: a seal
 * @from: a file
 * @to: a new file, which must not be there
 * @cancellable: (nullable): to give up
 * @error: return location for a #StoreError
 *
 * Seals a file. What cannot be finished is not left behind.
 *
 * Returns: whether @to is whole and on the disk
 */
gboolean
store_seal_file (StoreSeal *self,
                 const char *from,
                 const char *to,
                 GCancellable *cancellable,
                 GError **error)
{
  FILE *input;
  FILE *output;
  gboolean is_good;

  g_return_val_if_fail (STORE_IS_SEAL (self), FALSE);
  if (!derive_own (self, error))
    return FALSE;
  input = open_old (from, error);
  if (input == NULL)
    return FALSE;
  output = open_new (to, error);
  is_good = output != NULL && seal_stream (self, input, output, to, cancellable, error);
  if (output != NULL)
    is_good = close_new (output, to, is_good, error);
  fclose (input);
  return is_good;
}

static gboolean
begin_open (StoreSeal *self,
            Stream *stream,
            FILE *from,
            const char *path,
            guint32 *chunk,
            GError **error)
{
  guint8 bytes[STORE_SEAL_HEAD_SIZE + TAIL];
  StoreSealHead head;
  size_t n = fread (bytes, 1, sizeof bytes, from);
  int number = errno;
  unsigned char tag;

  if (n < sizeof bytes || !_store_seal_read_head (bytes, n, &head))
    return fail_read (from, path, number, error);
  if (!derive (self, &head, error))
    return FALSE;
  if (crypto_secretstream_xchacha20poly1305_init_pull (stream, head.stream, self->key) != 0
      || crypto_secretstream_xchacha20poly1305_pull (stream, NULL, NULL, &tag,
                                                     bytes + STORE_SEAL_HEAD_SIZE, TAIL, bytes,
                                                     STORE_SEAL_HEAD_SIZE)
             != 0)
    {
      self->has_key = FALSE;
      return fail_passphrase (path, error);
    }
  *chunk = head.chunk;
  return TRUE;
}

/* @to NULL: only looked at. */
static gboolean
open_stream (StoreSeal *self,
             FILE *from,
             FILE *to,
             const char *path,
             GCancellable *cancellable,
             GError **error)
{
  Stream stream;
  guint32 chunk;
  gboolean is_good = begin_open (self, &stream, from, path, &chunk, error);
  g_autofree guint8 *sealed = is_good ? g_malloc (chunk + TAIL) : NULL;
  g_autofree guint8 *plain = is_good ? g_malloc (chunk) : NULL;
  unsigned char tag = 0;

  while (is_good && tag != LAST)
    {
      size_t n = fread (sealed, 1, chunk + TAIL, from);
      int number = errno;
      size_t length = n >= TAIL ? n - TAIL : 0;

      if (g_cancellable_is_cancelled (cancellable))
        is_good = fail_cancelled (path, error);
      else if (n < TAIL
               || crypto_secretstream_xchacha20poly1305_pull (&stream, plain, NULL, &tag, sealed, n,
                                                              NULL, 0)
                      != 0
               || (tag == LAST) != is_at_end (from))
        is_good = fail_read (from, path, number, error);
      else if (to != NULL && length > 0 && fwrite (plain, length, 1, to) != 1)
        is_good = fail_file (path, errno, error);
    }
  if (plain != NULL)
    sodium_memzero (plain, chunk);
  sodium_memzero (&stream, sizeof stream);
  return is_good;
}

/**
 * store_seal_open_file:
 * @self: a seal
 * @from: a sealed file
 * @to: (nullable): a new file, which must not be there; %NULL: only whether it can be opened
 * @cancellable: (nullable): to give up
 * @error: return location for a #StoreError: %STORE_ERROR_PASSPHRASE for another passphrase,
 *   %STORE_ERROR_CORRUPT for what is no longer as it was made
 *
 * Opens a sealed file; all of it is authenticated before @to stays.
 *
 * Returns: whether it is whole
 */
gboolean
store_seal_open_file (StoreSeal *self,
                      const char *from,
                      const char *to,
                      GCancellable *cancellable,
                      GError **error)
{
  FILE *input;
  FILE *output = NULL;
  gboolean is_good;

  g_return_val_if_fail (STORE_IS_SEAL (self), FALSE);
  input = open_old (from, error);
  if (input == NULL)
    return FALSE;
  if (to != NULL)
    output = open_new (to, error);
  is_good =
      (to == NULL || output != NULL) && open_stream (self, input, output, from, cancellable, error);
  if (output != NULL)
    is_good = close_new (output, to, is_good, error);
  fclose (input);
  return is_good;
}

/**
 * store_seal_adopt:
 * @self: a seal
 * @path: a sealed file
 * @error: return location for a #StoreError: %STORE_ERROR_PASSPHRASE for another passphrase
 *
 * From now on @self seals with the salt of @path, so that one key opens both.
 *
 * Returns: whether the passphrase opens @path
 */
gboolean
store_seal_adopt (StoreSeal *self, const char *path, GError **error)
{
  FILE *file = open_old (path, error);
  Stream stream;
  guint32 chunk;
  gboolean opens;

  if (file == NULL)
    return FALSE;
  opens = begin_open (self, &stream, file, path, &chunk, error);
  sodium_memzero (&stream, sizeof stream);
  fclose (file);
  return opens;
}
