/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libxml/parser.h>
#include <string.h>
#include <zlib.h>

#include "inspect-check.h"
#include "merge-error.h"
#include "merge-fixture.h"
#include "merge-package-private.h"

/* Real documents, where they are at hand: each loads, or is refused for what it is; merged, it
 * loads again, is well formed and asks for nothing any more. */

/* Damaged or encrypted by whoever collected them. */
static const struct
{
  const char *name;
  MergeError code;
} refused[] = {
  { "bug53475-password-is-solrcell.docx", MERGE_ERROR_ENCRYPTED },
  { "clusterfuzz-testcase-minimized-POIXWPFFuzzer-4959857092198400.docx", MERGE_ERROR_DAMAGED },
  { "clusterfuzz-testcase-minimized-POIXWPFFuzzer-5569740188549120.docx", MERGE_ERROR_DAMAGED },
};

static gboolean
dummy_lookup (const char *name, MergeValue *value, gpointer user_data)
{
  value->type = MERGE_VALUE_TEXT;
  value->text = "Élève & <fils>\nligne \"deux\"";
  return TRUE;
}

static void
find_documents (const char *folder, GPtrArray *paths)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        find_documents (path, paths);
      else if (g_str_has_suffix (name, ".docx") || g_str_has_suffix (name, ".docm")
               || g_str_has_suffix (name, ".dotx") || g_str_has_suffix (name, ".dotm"))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
}

static void
assert_is_refused (const char *path, const GError *error)
{
  g_autofree char *name = g_path_get_basename (path);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (strcmp (refused[i].name, name) == 0)
      {
        g_assert_error (error, MERGE_ERROR, (int) refused[i].code);
        return;
      }
  g_error ("%s: %s", path, error->message);
}

/* Parts that were rewritten are well formed; a whole that any reader takes. */
static void
assert_sound (GBytes *merged)
{
  g_autofree char *names = fixture_part_names (merged);
  g_auto (GStrv) parts = g_strsplit (names, " ", -1);

  g_assert_cmpstr (parts[0], ==, "[Content_Types].xml");
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (parts[i], "word/") && g_str_has_suffix (parts[i], ".xml"))
      {
        g_autofree char *xml = fixture_part (merged, parts[i]);

        if (xml != NULL)
          g_assert_true (fixture_is_well_formed (xml));
      }
}

/* ---- where fields stand ---- */

/* What each kind of part is, by its outermost element. */
static const struct
{
  const char *root;
  const char *where;
} parts_of[] = {
  { "document", "body" },      { "hdr", "header" },       { "ftr", "footer" },
  { "footnotes", "footnote" }, { "endnotes", "endnote" }, { "comments", "comment" },
};

static const char *
place_of (xmlNode *node, xmlNode *root)
{
  for (xmlNode *up = node; up != root; up = up->parent)
    if (strcmp ((const char *) up->name, "txbxContent") == 0)
      return "textbox";
  for (guint i = 0; i < G_N_ELEMENTS (parts_of); i++)
    if (strcmp (parts_of[i].root, (const char *) root->name) == 0)
      return parts_of[i].where;
  return "elsewhere";
}

/* Letters tell: Word splits and spaces instructions as it likes. */
static void
add_letters (GHashTable *by_place, const char *where, const xmlChar *text)
{
  GString *all = g_hash_table_lookup (by_place, where);

  if (all == NULL)
    {
      all = g_string_new (NULL);
      g_hash_table_insert (by_place, (gpointer) where, all);
    }
  for (const xmlChar *at = text; at != NULL && *at != '\0'; at++)
    if (g_ascii_isalnum (*at) || *at >= 0x80)
      g_string_append_c (all, (char) *at);
}

/* An instruction may be an attribute; a picture is called by one. */
static gboolean
has_attributes (xmlNode *node)
{
  return strcmp ((const char *) node->name, "fldSimple") == 0
         || strcmp ((const char *) node->name, "docPr") == 0;
}

static void
read_places (GHashTable *by_place, GBytes *xml)
{
  xmlDoc *doc =
      xmlReadMemory (g_bytes_get_data (xml, NULL), (int) g_bytes_get_size (xml), NULL, NULL,
                     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
  xmlNode *root = doc != NULL ? xmlDocGetRootElement (doc) : NULL;

  for (xmlNode *node = root, *next; node != NULL; node = next)
    {
      if (node->type == XML_TEXT_NODE)
        add_letters (by_place, place_of (node, root), node->content);
      else if (node->type == XML_ELEMENT_NODE && has_attributes (node))
        for (xmlAttr *at = node->properties; at != NULL; at = at->next)
          add_letters (by_place, place_of (node, root),
                       at->children != NULL ? at->children->content : NULL);
      next = node->children;
      for (xmlNode *up = node; next == NULL && up != NULL && up != root; up = up->parent)
        next = up->next;
    }
  if (doc != NULL)
    xmlFreeDoc (doc);
}

static void
string_free (gpointer string)
{
  g_string_free (string, TRUE);
}

/* Whether the settings match a name of Word's with this one. */
static gboolean
is_matched (MergePackage *package, const char *name)
{
  g_autoptr (GBytes) xml = merge_package_load_xml (package, "word/settings.xml", NULL);
  g_autofree char *text =
      xml != NULL ? g_strndup (g_bytes_get_data (xml, NULL), g_bytes_get_size (xml)) : NULL;
  g_autofree char *map = g_strdup_printf ("<w:name w:val=\"%s\"", name);

  return text != NULL && strstr (text, map) != NULL;
}

/* Each name is written where it is said to be. */
static void
check_places (const char *path, MergeTemplate *template, GBytes *bytes)
{
  g_autoptr (GHashTable) by_place =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, string_free);
  g_autoptr (MergePackage) package = merge_package_read (bytes, NULL);
  GPtrArray *fields = merge_template_get_fields (template);

  for (guint i = 0; i < package->entries->len; i++)
    {
      const MergeEntry *entry = g_ptr_array_index (package->entries, i);
      g_autoptr (GBytes) xml = NULL;

      if (g_str_has_suffix (entry->name, ".xml"))
        xml = merge_package_load_xml (package, entry->name, NULL);
      if (xml != NULL)
        read_places (by_place, xml);
    }
  for (guint i = 0; i < fields->len; i++)
    {
      const MergeField *field = fields->pdata[i];
      g_autoptr (GHashTable) one =
          g_hash_table_new_full (g_str_hash, g_str_equal, NULL, string_free);
      GString *all = g_hash_table_lookup (by_place, field->where);

      add_letters (one, "name", (const xmlChar *) field->name);
      if (all != NULL
          && strstr (all->str, ((GString *) g_hash_table_lookup (one, "name"))->str) != NULL)
        continue;
      if (!is_matched (package, field->name))
        g_error ("%s: %s does not stand in a %s", path, field->name, field->where);
    }
}

static void
check_inspection (const char *path, MergeTemplate *template)
{
  g_autofree char *content = NULL;
  gsize size = 0;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  bytes = g_bytes_new_take (g_steal_pointer (&content), size);
  inspect_check (bytes, template);
  check_places (path, template, bytes);
}

/* ---- documents ---- */

static guint
check_document (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = merge_template_new_from_file (path, &error);
  g_autoptr (MergeTemplate) again = NULL;
  g_autoptr (GBytes) merged = NULL;
  GPtrArray *left;

  if (template == NULL)
    {
      assert_is_refused (path, error);
      return 0;
    }
  check_inspection (path, template);
  merged = merge_template_merge (template, dummy_lookup, NULL, MERGE_MISSING_BLANK, NULL, &error);
  g_assert_no_error (error);
  assert_sound (merged);
  again = merge_template_new_from_bytes (merged, &error);
  g_assert_no_error (error);
  left = merge_template_get_fields (again);
  if (left->len > 0)
    g_error ("%s: %s is left", path, ((MergeField *) g_ptr_array_index (left, 0))->name);
  return merge_template_get_fields (template)->len;
}

static void
test_corpus (void)
{
  g_autofree char *folder =
      g_build_filename (g_getenv ("PARAPHE_SRCDIR"), "..", "shared", "corpus", NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  guint fields = 0;

  find_documents (folder, paths);
  if (paths->len == 0)
    {
      g_test_skip ("the corpus is not there");
      return;
    }
  for (guint i = 0; i < paths->len; i++)
    fields += check_document (g_ptr_array_index (paths, i));
  g_test_message ("%u documents, %u fields", paths->len, fields);
  g_assert_cmpuint (fields, >, 100);
}

/* The templates that Paraphe brings along, given as arguments. */
static void
test_own_templates (gconstpointer data)
{
  char *const *paths = data;

  if (*paths == NULL)
    g_test_skip ("no templates were given");
  for (; *paths != NULL; paths++)
    g_assert_cmpuint (check_document (*paths), >, 10);
}

/* Values as people have them, or none. */
static gboolean
lookup_own (const char *name, MergeValue *value, gpointer filled)
{
  static char text[64];

  g_snprintf (text, sizeof text, "%u rue %s", g_str_hash (name) % 1000, name);
  value->type = MERGE_VALUE_TEXT;
  value->text = filled != NULL || g_str_hash (name) % 3 == 0 ? text : "";
  return TRUE;
}

static gsize
deflated_size (GBytes *bytes)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);
  z_stream stream = { 0 };
  g_autofree guint8 *out = g_malloc (size + 1000);

  g_assert_cmpint (deflateInit2 (&stream, 6, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY), ==,
                   Z_OK);
  stream.next_in = (guint8 *) data;
  stream.avail_in = (uInt) size;
  stream.next_out = out;
  stream.avail_out = (uInt) size + 1000;
  g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  deflateEnd (&stream);
  return stream.total_out;
}

/* What is deflated ready is hardly bigger than what zlib would make of it. */
static void
check_sizes (const char *path, gpointer filled)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = merge_template_new_from_file (path, &error);
  g_autoptr (GBytes) merged = NULL;
  g_autoptr (MergePackage) package = NULL;

  g_assert_no_error (error);
  merged = merge_template_merge (template, lookup_own, filled, MERGE_MISSING_BLANK, NULL, &error);
  g_assert_no_error (error);
  package = merge_package_read (merged, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < package->entries->len; i++)
    {
      const MergeEntry *entry = g_ptr_array_index (package->entries, i);
      g_autoptr (GBytes) text = NULL;

      if (!entry->deflated || !g_str_has_prefix (entry->name, "word/")
          || !g_str_has_suffix (entry->name, ".xml"))
        continue;
      text = merge_package_load_xml (package, entry->name, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (entry->stored), <,
                        deflated_size (text) * 115 / 100 + 100);
    }
}

static void
test_sizes (gconstpointer data)
{
  char *const *paths = data;

  for (; *paths != NULL; paths++)
    {
      check_sizes (*paths, (gpointer) paths);
      check_sizes (*paths, NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/corpus/all", test_corpus);
  g_test_add_data_func ("/merge/corpus/own-templates", argv + 1, test_own_templates);
  g_test_add_data_func ("/merge/corpus/sizes", argv + 1, test_sizes);
  return g_test_run ();
}
