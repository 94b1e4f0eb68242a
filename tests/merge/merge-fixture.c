/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libxml/parser.h>
#include <string.h>
#include <zip.h>

#include "merge-fixture.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define TYPES                                                                           \
  HEAD "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" \
       "<Default Extension=\"rels\" "                                                   \
       "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"     \
       "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
#define RELS \
  HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define NAMESPACES                                       \
  "xmlns:w=\"" FIXTURE_W "\" xmlns:r=\"" FIXTURE_R "\" " \
  "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
#define OVERRIDE "application/vnd.openxmlformats-officedocument.wordprocessingml."

static GBytes *
pack (const FixturePart *parts, guint n_parts, gboolean stored)
{
  zip_source_t *target = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *zip;
  zip_stat_t st;
  guint8 *data;

  zip_source_keep (target);
  zip = zip_open_from_source (target, ZIP_TRUNCATE, NULL);
  g_assert_nonnull (zip);
  for (guint i = 0; i < n_parts; i++)
    {
      gsize size = parts[i].size > 0 ? (gsize) parts[i].size : strlen (parts[i].data);
      zip_source_t *source = zip_source_buffer (zip, parts[i].data, size, 0);

      g_assert_cmpint (zip_file_add (zip, parts[i].name, source, ZIP_FL_ENC_UTF_8), ==, (int) i);
      if (stored)
        zip_set_file_compression (zip, i, ZIP_CM_STORE, 0);
    }
  g_assert_cmpint (zip_close (zip), ==, 0);
  zip_stat_init (&st);
  g_assert_cmpint (zip_source_stat (target, &st), ==, 0);
  data = g_malloc (st.size);
  g_assert_cmpint (zip_source_open (target), ==, 0);
  g_assert_cmpint (zip_source_read (target, data, st.size), ==, (zip_int64_t) st.size);
  zip_source_close (target);
  zip_source_free (target);
  return g_bytes_new_take (data, st.size);
}

/**
 * fixture_zip:
 *
 * Packs parts in their order.
 */
GBytes *
fixture_zip (const FixturePart *parts, guint n_parts)
{
  return pack (parts, n_parts, FALSE);
}

typedef struct
{
  GArray *parts; /* (element-type FixturePart) */
  GPtrArray *owned;
  GString *types;
  GString *rels;
} Package;

static void
add_part (Package *package, const char *name, const char *data)
{
  FixturePart part = { name, data, 0 };

  g_array_append_val (package->parts, part);
}

static void
add_related (Package *package,
             const char *data,
             const char *name,
             const char *kind,
             const char *content)
{
  char *part;

  if (data == NULL)
    return;
  part = g_strdup_printf ("word/%s", name);
  g_ptr_array_add (package->owned, part);
  add_part (package, part, data);
  g_string_append_printf (package->types, "<Override PartName=\"/%s\" ContentType=\"%s%s+xml\"/>",
                          part, OVERRIDE, content);
  g_string_append_printf (package->rels,
                          "<Relationship Id=\"r%s\" Type=\"" FIXTURE_R "/%s\" Target=\"%s\"/>",
                          kind, kind, name);
}

static const char root_rels[] =
    RELS "<Relationship Id=\"rId1\" Type=\"" FIXTURE_R "/officeDocument\" "
         "Target=\"word/document.xml\"/></Relationships>";
static const char empty_document[] = HEAD "<w:document " NAMESPACES "><w:body><w:p/><w:sectPr/>"
                                          "</w:body></w:document>";

/**
 * fixture_package:
 *
 * Packs a document with the parts that are given, declared and related as Word does.
 */
GBytes *
fixture_package (const FixturePackage *from)
{
  Package package = { g_array_new (FALSE, FALSE, sizeof (FixturePart)),
                      g_ptr_array_new_with_free_func (g_free), g_string_new (TYPES),
                      g_string_new (RELS) };
  FixturePart first = { "[Content_Types].xml", NULL, 0 };
  GBytes *bytes;

  g_string_append_printf (package.types,
                          "<Override PartName=\"/word/document.xml\" ContentType=\"%s\"/>",
                          from->type != NULL ? from->type : FIXTURE_TYPE);
  g_array_append_val (package.parts, first);
  add_part (&package, "_rels/.rels", root_rels);
  add_part (&package, "word/document.xml",
            from->document != NULL ? from->document : empty_document);
  add_related (&package, from->settings, "settings.xml", "settings", "settings");
  add_related (&package, from->header, "header1.xml", "header", "header");
  add_related (&package, from->footer, "footer1.xml", "footer", "footer");
  add_related (&package, from->footnotes, "footnotes.xml", "footnotes", "footnotes");
  add_related (&package, from->endnotes, "endnotes.xml", "endnotes", "endnotes");
  if (from->settings_rels != NULL)
    add_part (&package, "word/_rels/settings.xml.rels", from->settings_rels);
  for (guint i = 0; i < G_N_ELEMENTS (from->extra) && from->extra[i].name != NULL; i++)
    g_array_append_val (package.parts, from->extra[i]);
  g_string_append (package.types, from->more_types != NULL ? from->more_types : "");
  g_string_append (package.types, "</Types>");
  g_string_append (package.rels, from->more_rels != NULL ? from->more_rels : "");
  g_string_append (package.rels, "</Relationships>");
  add_part (&package, "word/_rels/document.xml.rels", package.rels->str);
  g_array_index (package.parts, FixturePart, 0).data = package.types->str;
  bytes =
      pack ((const FixturePart *) (gpointer) package.parts->data, package.parts->len, from->stored);
  g_array_unref (package.parts);
  g_ptr_array_unref (package.owned);
  g_string_free (package.types, TRUE);
  g_string_free (package.rels, TRUE);
  return bytes;
}

/**
 * fixture_document:
 *
 * Returns: a main part whose w:body holds @body; w:, r: and mc: are declared
 */
char *
fixture_document (const char *body)
{
  return g_strconcat (HEAD "<w:document " NAMESPACES "><w:body>", body, "</w:body></w:document>",
                      NULL);
}

/**
 * fixture_body:
 *
 * Packs a document whose w:body holds @body.
 */
GBytes *
fixture_body (const char *body)
{
  g_autofree char *document = fixture_document (body);

  return fixture_package (&(FixturePackage){ .document = document });
}

static zip_t *
open_zip (GBytes *bytes)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);
  zip_source_t *source = zip_source_buffer_create (data, size, 0, NULL);
  zip_t *zip = zip_open_from_source (source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);

  g_assert_nonnull (zip);
  return zip;
}

/**
 * fixture_as_template:
 *
 * Returns: what a fuzzer has come up with as a file: a zip as it is, anything else as the main part
 *   of a package, so that it gets past the archive
 */
GBytes *
fixture_as_template (const guint8 *data, gsize size)
{
  g_autofree char *document = g_strndup ((const char *) data, size);

  if (*document == '\0' || (size >= 2 && memcmp (data, "PK", 2) == 0))
    return g_bytes_new (data, size);
  return fixture_package (&(FixturePackage){ .document = document });
}

/**
 * fixture_part:
 *
 * Returns: a part's text, or %NULL when the package has no such part
 */
char *
fixture_part (GBytes *docx, const char *name)
{
  zip_t *zip = open_zip (docx);
  zip_int64_t index = zip_name_locate (zip, name, 0);
  zip_stat_t st;
  zip_file_t *file;
  char *text = NULL;

  if (index >= 0)
    {
      zip_stat_init (&st);
      g_assert_cmpint (zip_stat_index (zip, (zip_uint64_t) index, 0, &st), ==, 0);
      text = g_malloc0 (st.size + 1);
      file = zip_fopen_index (zip, (zip_uint64_t) index, 0);
      g_assert_nonnull (file);
      g_assert_cmpint (zip_fread (file, text, st.size), ==, (zip_int64_t) st.size);
      zip_fclose (file);
    }
  zip_discard (zip);
  return text;
}

/**
 * fixture_part_names:
 *
 * Returns: the names of a package's parts in their order, a space between
 */
char *
fixture_part_names (GBytes *docx)
{
  zip_t *zip = open_zip (docx);
  GString *names = g_string_new (NULL);
  zip_int64_t n = zip_get_num_entries (zip, 0);

  for (zip_int64_t i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            zip_get_name (zip, (zip_uint64_t) i, 0));
  zip_discard (zip);
  return g_string_free (names, FALSE);
}

/**
 * fixture_lookup:
 *
 * A #MergeLookupFunc over an array of #FixtureValue that a %NULL name ends.
 */
gboolean
fixture_lookup (const char *name, MergeValue *value, gpointer values)
{
  for (const FixtureValue *at = values; at != NULL && at->name != NULL; at++)
    if (g_ascii_strcasecmp (at->name, name) == 0)
      {
        value->type = at->type;
        value->text = at->text;
        return TRUE;
      }
  return FALSE;
}

/**
 * fixture_template:
 *
 * Compiles a document whose body is given.
 */
MergeTemplate *
fixture_template (const char *body)
{
  g_autoptr (GBytes) bytes = fixture_body (body);
  g_autoptr (GError) error = NULL;
  MergeTemplate *template = merge_template_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return template;
}

/**
 * fixture_merge_body:
 *
 * Returns: what the body holds after merging, once checked to be well formed
 */
char *
fixture_merge_body (const char *body, const FixtureValue *values, MergeMissing missing)
{
  const MergeSource source = { .lookup = fixture_lookup, .user_data = (gpointer) values };

  return fixture_merge_body_source (body, &source, missing, NULL);
}

/**
 * fixture_merge_body_source:
 *
 * Returns: what the body holds after merging, once checked to be well formed
 */
char *
fixture_merge_body_source (const char *body,
                           const MergeSource *source,
                           MergeMissing missing,
                           MergeReport *report)
{
  g_autoptr (MergeTemplate) template = fixture_template (body);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) merged = NULL;
  g_autofree char *document = NULL;
  char *start, *end;

  merged = merge_template_merge_source (template, source, missing, report, &error);
  g_assert_no_error (error);
  document = fixture_part (merged, "word/document.xml");
  g_assert_true (fixture_is_well_formed (document));
  start = strstr (document, "<w:body>");
  end = g_strrstr (document, "</w:body>");
  g_assert_nonnull (start);
  g_assert_nonnull (end);
  start += strlen ("<w:body>");
  return g_strndup (start, (gsize) (end - start));
}

/**
 * fixture_field:
 *
 * Returns: the runs of a complex field as Word writes them, «x» as its result
 */
char *
fixture_field (const char *instruction)
{
  g_autofree char *escaped = g_markup_escape_text (instruction, -1);

  return g_strdup_printf ("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText "
                          "xml:space=\"preserve\">%s</w:instrText></w:r><w:r><w:fldChar "
                          "w:fldCharType=\"separate\"/></w:r><w:r><w:t>«x»</w:t></w:r><w:r>"
                          "<w:fldChar w:fldCharType=\"end\"/></w:r>",
                          escaped);
}

static void
add_text (xmlNode *node, GString *text)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      const char *name = child->type == XML_ELEMENT_NODE ? (const char *) child->name : "";

      if (strcmp (name, "t") == 0 || strcmp (name, "instrText") == 0)
        {
          xmlChar *own = xmlNodeGetContent (child);

          g_string_append (text, (const char *) own);
          xmlFree (own);
          continue;
        }
      if (strcmp (name, "br") == 0)
        g_string_append_c (text, '|');
      else if (strcmp (name, "tab") == 0)
        g_string_append_c (text, '>');
      else if (strcmp (name, "p") == 0 && text->len > 0)
        g_string_append_c (text, '/');
      add_text (child, text);
    }
}

/**
 * fixture_text:
 *
 * Returns: what can be read of a piece of WordprocessingML, field codes included: “/” before a
 *   paragraph, “|” for a line break, “>” for a tab
 */
char *
fixture_text (const char *xml)
{
  g_autofree char *whole = g_strdup_printf ("<x " NAMESPACES ">%s</x>", xml);
  xmlDoc *doc = xmlReadMemory (whole, (int) strlen (whole), NULL, NULL, XML_PARSE_NONET);
  GString *text = g_string_new (NULL);

  g_assert_nonnull (doc);
  add_text (xmlDocGetRootElement (doc), text);
  xmlFreeDoc (doc);
  return g_string_free (text, FALSE);
}

/**
 * fixture_is_well_formed:
 *
 * Returns: whether a whole document is well formed, namespaces too
 */
gboolean
fixture_is_well_formed (const char *xml)
{
  xmlParserCtxt *context = xmlNewParserCtxt ();
  xmlDoc *doc = xmlCtxtReadMemory (context, xml, (int) strlen (xml), NULL, NULL,
                                   XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  gboolean ok = doc != NULL && context->wellFormed && context->nsWellFormed;

  if (doc != NULL)
    xmlFreeDoc (doc);
  xmlFreeParserCtxt (context);
  return ok;
}

/* ---- a school of lists ---- */

static const FixtureValue list_values[] = {
  { "NOM", "Durand", MERGE_VALUE_TEXT }, { "SEXE", "F", MERGE_VALUE_TEXT },
  { "VIDE", "", MERGE_VALUE_TEXT },      { "MINEUR", "non", MERGE_VALUE_TEXT },
  { "AGE", "16", MERGE_VALUE_NUMBER },   { "VILLE", "Le Puy", MERGE_VALUE_TEXT },
  { "a.b", "point", MERGE_VALUE_TEXT },  { NULL, NULL, MERGE_VALUE_TEXT },
};

/* Lists: PERSONNES, JOURS and RIEN, without items. */
static const struct
{
  const char *list;
  const char *items[3][2]; /* PRENOM and TEL */
} lists[] = {
  { "PERSONNES", { { "Léa", "01" }, { "Noé", "" }, { "Zoé", "03" } } },
  { "JOURS", { { "lundi", "8" }, { "mardi", "9" } } },
  { "RIEN", { { NULL, NULL } } },
};

static int
find_list (const char *list)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_ascii_strcasecmp (lists[i].list, list) == 0)
      return (int) i;
  return -1;
}

static int
count_items (const char *list, gpointer data)
{
  int found = find_list (list), count = 0;

  while (found >= 0 && count < 3 && lists[found].items[count][0] != NULL)
    count++;
  return found >= 0 ? count : -1;
}

static gboolean
look_up_item (const char *list, guint item, const char *name, MergeValue *value, gpointer data)
{
  static const char *const columns[] = { "PRENOM", "TEL" };
  int found = find_list (list);

  for (guint i = 0; found >= 0 && i < G_N_ELEMENTS (columns); i++)
    if (g_ascii_strcasecmp (columns[i], name) == 0)
      {
        *value = (MergeValue){ MERGE_VALUE_TEXT, lists[found].items[item][i] };
        return TRUE;
      }
  return FALSE;
}

const MergeSource fixture_lists = { fixture_lookup, count_items, look_up_item, NULL,
                                    (gpointer) list_values };

/**
 * fixture_repeat:
 * @piece: repeated @count times
 * @closing: repeated as often
 *
 * Returns: (transfer full): all of them in their order
 */
char *
fixture_repeat (const char *before,
                const char *piece,
                const char *middle,
                const char *closing,
                const char *after,
                guint count)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < count; i++)
    g_string_append (text, piece);
  g_string_append (text, middle);
  for (guint i = 0; i < count && *closing != '\0'; i++)
    g_string_append (text, closing);
  g_string_append (text, after);
  return g_string_free (text, FALSE);
}

/**
 * fixture_vectors:
 * @file: a table of the folder beside the sources, columns between tabs
 * @check: checks a line
 * @n_checked: (out): how many lines were checked
 *
 * Returns: whether the table is there; the test is skipped where it is not
 */
gboolean
fixture_vectors (const char *file, FixtureVectorFunc check, guint *n_checked)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("PARAPHE_SRCDIR"), "..", "shared", file, NULL);
  g_autofree char *table = NULL;
  g_auto (GStrv) lines = NULL;

  *n_checked = 0;
  if (!g_file_get_contents (path, &table, NULL, NULL))
    {
      g_test_skip ("the vectors are not there");
      return FALSE;
    }
  lines = g_strsplit (table, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);

      *n_checked += check (cells) ? 1 : 0;
    }
  return TRUE;
}
