/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <zip.h>

#include "merge-package-private.h"

#include "merge-error.h"
#include "merge-kind-private.h"
#include "merge-squeeze-private.h"

#define BUFFER_SIZE (64u * 1024)

/* What reading one archive has met so far. */
typedef struct
{
  zip_t *zip;
  gsize file_size;
  guint64 total; /* bytes inflated, counted */
  guint8 *buffer;
} Reader;

static void
merge_entry_free (gpointer data)
{
  MergeEntry *entry = data;

  g_free (entry->name);
  g_clear_pointer (&entry->stored, g_bytes_unref);
  g_free (entry);
}

/**
 * merge_package_free:
 * @package: (transfer full): a package
 *
 * Frees the package and its entries.
 */
void
merge_package_free (MergePackage *package)
{
  g_hash_table_unref (package->index);
  g_ptr_array_unref (package->entries);
  g_free (package);
}

static MergePackage *
package_new (void)
{
  MergePackage *package = g_new0 (MergePackage, 1);

  package->entries = g_ptr_array_new_with_free_func (merge_entry_free);
  package->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return package;
}

static void
set_damaged (GError **error, const char *name)
{
  g_set_error (error, MERGE_ERROR, MERGE_ERROR_DAMAGED,
               _ ("This Word document is damaged: its part “%s” cannot be read. Open it in Word, "
                  "let Word repair it, save it and choose it again."),
               name);
}

static void
set_too_big (GError **error)
{
  g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_HOSTILE,
                       _ ("This file is refused: once unpacked it is far bigger than a Word "
                          "document should be. Make the template again from a new document."));
}

static void
set_bad_name (GError **error)
{
  g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_HOSTILE,
                       _ ("This file is refused: the names of the parts inside it are not those of "
                          "a Word document. Save it again in Word and choose it again."));
}

/**
 * merge_package_check_name:
 * @name: the name of an entry, as the archive writes it
 *
 * Accepts relative names with forward slashes only: nothing that a careless unpacker could write
 * outside of its folder (docx §7.1.2).
 *
 * Returns: whether the name may stand in a package
 */
gboolean
merge_package_check_name (const char *name)
{
  g_auto (GStrv) segments = NULL;

  if (*name == '\0' || *name == '/')
    return FALSE;
  if (g_ascii_isalpha (name[0]) && name[1] == ':')
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    if ((guchar) *c < 0x20 || *c == 0x7f || *c == '\\')
      return FALSE;
  segments = g_strsplit (name, "/", -1);
  return !g_strv_contains ((const char *const *) segments, "..")
         && !g_strv_contains ((const char *const *) segments, ".");
}

static gboolean
is_xml_name (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, ".xml") || g_str_has_suffix (lower, ".rels");
}

/* Checks what the directory says of an entry before anything of it is read. */
static gboolean
check_entry (Reader *reader, zip_uint64_t index, const zip_stat_t *st, GError **error)
{
  /* libzip shows names of old archives in another charset, in which controls are drawings. */
  const char *raw = zip_get_name (reader->zip, index, ZIP_FL_ENC_RAW);
  const char *name = st->name;

  if (raw == NULL || !merge_package_check_name (raw) || !merge_package_check_name (name)
      || !g_utf8_validate (name, -1, NULL))
    {
      set_bad_name (error);
      return FALSE;
    }
  if (st->encryption_method != ZIP_EM_NONE)
    {
      g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_ENCRYPTED,
                           _ ("This file is encrypted by the program that packed it. Save it again "
                              "in Word without a password and choose it again."));
      return FALSE;
    }
  if ((st->comp_method != ZIP_CM_STORE && st->comp_method != ZIP_CM_DEFLATE)
      || st->comp_size > reader->file_size)
    {
      set_damaged (error, name);
      return FALSE;
    }
  return TRUE;
}

static GBytes *
read_stored (Reader *reader, zip_uint64_t index, const zip_stat_t *st)
{
  zip_file_t *file = zip_fopen_index (reader->zip, index, ZIP_FL_COMPRESSED);
  g_autofree guint8 *data = NULL;
  zip_uint64_t done = 0;
  zip_int64_t got = 1;

  if (file == NULL)
    return NULL;
  data = g_malloc (st->comp_size + 1);
  while (got > 0 && done < st->comp_size)
    {
      got = zip_fread (file, data + done, st->comp_size - done);
      if (got > 0)
        done += (zip_uint64_t) got;
    }
  zip_fclose (file);
  if (done != st->comp_size)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), done);
}

/* Inflates an entry only to count: a size that the archive declares proves nothing. At its end the
 * zip library has compared the checksum and the size. */
static gboolean
count_inflated (Reader *reader,
                zip_uint64_t index,
                const zip_stat_t *st,
                const char *name,
                gsize *size,
                GError **error)
{
  zip_file_t *file = zip_fopen_index (reader->zip, index, 0);
  guint64 limit = is_xml_name (name) ? MERGE_MAX_XML : MERGE_MAX_TOTAL;
  guint64 ratio_limit = MAX (MERGE_RATIO_MINIMUM, MERGE_MAX_RATIO * st->comp_size);
  guint64 count = 0;
  zip_int64_t got = file != NULL ? 1 : -1;

  limit = MIN (MIN (limit, ratio_limit), MERGE_MAX_TOTAL - reader->total);
  if (st->size > limit)
    count = st->size; /* it says so itself: there is nothing to inflate */
  while (got > 0 && count <= limit)
    {
      got = zip_fread (file, reader->buffer, BUFFER_SIZE);
      if (got > 0)
        count += (guint64) got;
    }
  if (file != NULL)
    zip_fclose (file);
  if (count > limit)
    set_too_big (error);
  else if (got < 0)
    set_damaged (error, name);
  reader->total += MIN (count, limit);
  *size = count;
  return got >= 0 && count <= limit;
}

static MergeEntry *
read_entry (Reader *reader, zip_uint64_t index, GError **error)
{
  zip_stat_t st;
  MergeEntry *entry;
  GBytes *stored;
  gsize size = 0;

  zip_stat_init (&st);
  if (zip_stat_index (reader->zip, index, 0, &st) < 0 || st.name == NULL)
    {
      set_bad_name (error);
      return NULL;
    }
  if (!check_entry (reader, index, &st, error)
      || !count_inflated (reader, index, &st, st.name, &size, error))
    return NULL;
  stored = read_stored (reader, index, &st);
  if (stored == NULL)
    {
      set_damaged (error, st.name);
      return NULL;
    }
  entry = g_new0 (MergeEntry, 1);
  entry->name = g_strdup (st.name);
  entry->stored = stored;
  entry->size = size;
  entry->crc = st.crc;
  entry->deflated = st.comp_method == ZIP_CM_DEFLATE;
  return entry;
}

/* Takes @entry into the package; a name met twice is refused, since two readers could see two
 * different documents. */
static gboolean
add_entry (MergePackage *package, MergeEntry *entry, GError **error)
{
  g_autofree char *key = g_utf8_casefold (entry->name, -1);

  if (g_hash_table_contains (package->index, key))
    {
      merge_entry_free (entry);
      g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_HOSTILE,
                           _ ("This file is refused: it holds the same part twice, so that two "
                              "programs could show two different texts. Save it again in Word and "
                              "choose it again."));
      return FALSE;
    }
  g_hash_table_insert (package->index, g_steal_pointer (&key), entry);
  if (g_ascii_strcasecmp (entry->name, MERGE_PART_CONTENT_TYPES) == 0)
    {
      g_free (entry->name);
      entry->name = g_strdup (MERGE_PART_CONTENT_TYPES);
      g_ptr_array_insert (package->entries, 0, entry);
    }
  else
    g_ptr_array_add (package->entries, entry);
  return TRUE;
}

static gboolean
read_entries (Reader *reader, MergePackage *package, GError **error)
{
  zip_int64_t n = zip_get_num_entries (reader->zip, 0);

  if (n > MERGE_MAX_ENTRIES)
    {
      set_too_big (error);
      return FALSE;
    }
  for (zip_int64_t i = 0; i < n; i++)
    {
      MergeEntry *entry = read_entry (reader, (zip_uint64_t) i, error);

      if (entry == NULL)
        return FALSE;
      if (g_str_has_suffix (entry->name, "/")) /* a folder is not a part */
        merge_entry_free (entry);
      else if (!add_entry (package, entry, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
holds_documents (MergePackage *package)
{
  static const char *const endings[] = { ".docx", ".dotx", ".docm", ".dotm", ".doc", ".odt" };

  for (guint i = 0; i < package->entries->len; i++)
    {
      const MergeEntry *entry = g_ptr_array_index (package->entries, i);
      g_autofree char *lower = g_ascii_strdown (entry->name, -1);

      for (guint j = 0; j < G_N_ELEMENTS (endings); j++)
        if (g_str_has_suffix (lower, endings[j]))
          return TRUE;
    }
  return FALSE;
}

static zip_t *
open_archive (GBytes *bytes)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);
  zip_source_t *source = zip_source_buffer_create (data, size, 0, NULL);
  zip_t *zip = source != NULL ? zip_open_from_source (source, ZIP_RDONLY, NULL) : NULL;

  if (zip == NULL && source != NULL)
    zip_source_free (source);
  return zip;
}

/**
 * merge_package_read:
 * @bytes: a file
 * @error: return location for a #MergeError
 *
 * Reads a package with every limit of docx §7.1.2 held while inflating. Only the shape of the
 * package is checked here; the XML of its parts is not looked at.
 *
 * Returns: (transfer full): the package, or %NULL
 */
MergePackage *
merge_package_read (GBytes *bytes, GError **error)
{
  g_autoptr (MergePackage) package = NULL;
  g_autofree guint8 *buffer = g_malloc (BUFFER_SIZE);
  Reader reader = { .file_size = g_bytes_get_size (bytes), .buffer = buffer };
  gboolean ok;

  if (!merge_kind_check (bytes, error))
    return NULL;
  reader.zip = open_archive (bytes);
  if (reader.zip == NULL)
    {
      merge_kind_set_error_for_unreadable (bytes, error);
      return NULL;
    }
  package = package_new ();
  ok = read_entries (&reader, package, error);
  zip_discard (reader.zip);
  if (!ok)
    return NULL;
  if (merge_package_find (package, MERGE_PART_CONTENT_TYPES) == NULL)
    {
      merge_kind_set_error_for_archive (merge_package_find (package, "mimetype") != NULL,
                                        holds_documents (package), error);
      return NULL;
    }
  return g_steal_pointer (&package);
}

/**
 * merge_package_find:
 * @package: a package
 * @name: a part's name without leading slash, in any case
 *
 * Returns: (nullable) (transfer none): the entry
 */
MergeEntry *
merge_package_find (MergePackage *package, const char *name)
{
  g_autofree char *key = g_utf8_casefold (name, -1);

  return g_hash_table_lookup (package->index, key);
}

static MergeEntry *
find_part (MergePackage *package, const char *name, GError **error)
{
  MergeEntry *entry = merge_package_find (package, name);

  if (entry == NULL)
    g_set_error (error, MERGE_ERROR, MERGE_ERROR_DAMAGED,
                 _ ("This Word document is damaged: its part “%s” is missing. Open it in Word, "
                    "let Word repair it, save it and choose it again."),
                 name);
  return entry;
}

static GBytes *
inflate (const MergeEntry *entry)
{
  g_autoptr (GZlibDecompressor) inflater = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW);
  g_autofree guint8 *data = g_malloc (entry->size + 1);
  gsize stored_size = 0;
  const guint8 *stored = g_bytes_get_data (entry->stored, &stored_size);
  gsize used = 0, done = 0;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result == G_CONVERTER_CONVERTED && done <= entry->size)
    {
      gsize in = 0, out = 0;

      result = g_converter_convert (G_CONVERTER (inflater), stored + used, stored_size - used,
                                    data + done, entry->size + 1 - done, G_CONVERTER_INPUT_AT_END,
                                    &in, &out, NULL);
      used += in;
      done += out;
    }
  if (result != G_CONVERTER_FINISHED || done != entry->size)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), entry->size);
}

/**
 * merge_package_load_xml:
 * @package: a package
 * @name: a part's name
 * @error: return location for a #MergeError
 *
 * Inflates one part that is about to be parsed.
 *
 * Returns: (transfer full): its bytes, or %NULL when there is no such part or it is too big
 */
GBytes *
merge_package_load_xml (MergePackage *package, const char *name, GError **error)
{
  MergeEntry *entry = find_part (package, name, error);
  GBytes *bytes = NULL;

  if (entry == NULL)
    return NULL;
  if (entry->size > MERGE_MAX_XML)
    {
      set_too_big (error);
      return NULL;
    }
  bytes = entry->deflated ? inflate (entry) : g_bytes_ref (entry->stored);
  if (bytes == NULL)
    set_damaged (error, name);
  return bytes;
}

/**
 * merge_package_replace:
 * @package: a package
 * @name: a part's name
 * @bytes: its new content
 * @error: return location for a #MergeError
 *
 * Changes a part for all merges to come: it is compressed here, once.
 *
 * Returns: whether it could; not when there is no such part (any more)
 */
gboolean
merge_package_replace (MergePackage *package, const char *name, GBytes *bytes, GError **error)
{
  MergeEntry *entry = find_part (package, name, error);
  GBytes *squeezed;
  guint32 crc = 0;

  if (entry == NULL)
    return FALSE;
  squeezed = merge_squeeze (bytes, &crc);
  g_bytes_unref (entry->stored);
  entry->deflated = squeezed != NULL;
  entry->stored = squeezed != NULL ? squeezed : g_bytes_ref (bytes);
  entry->size = g_bytes_get_size (bytes);
  entry->crc = crc;
  return TRUE;
}

/**
 * merge_package_remove:
 * @package: a package
 * @name: a part's name
 *
 * Takes a part out, if it is there. What refers to it is the caller's to change.
 */
void
merge_package_remove (MergePackage *package, const char *name)
{
  g_autofree char *key = g_utf8_casefold (name, -1);
  MergeEntry *entry = g_hash_table_lookup (package->index, key);

  if (entry == NULL)
    return;
  g_hash_table_remove (package->index, key);
  g_ptr_array_remove (package->entries, entry);
}
