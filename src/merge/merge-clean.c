/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-clean-private.h"

#include "merge-dom-private.h"
#include "merge-error.h"
#include "merge-instruction-private.h"
#include "merge-kind-private.h"
#include "merge-relations-private.h"

/* A merged document must not remember its template's data source: Word would ask to run its query,
 * and the paths of the secretary's disk would travel with a contract (docx §7.1.7). */

#define TYPE_DOCUMENT \
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

/* Main parts that are Word documents, and whether they hold macros. */
static const struct
{
  const char *content_type;
  gboolean macros;
} main_types[] = {
  { TYPE_DOCUMENT, FALSE },
  { "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", FALSE },
  { "application/vnd.ms-word.document.macroEnabled.main+xml", TRUE },
  { "application/vnd.ms-word.template.macroEnabledTemplate.main+xml", TRUE },
};

/* Relations that lead to the data source, at whatever end. */
static const char *const source_kinds[] = { "mailMergeSource",        "mailMergeHeaderSource",
                                            "headerSource",           "recipientData",
                                            "mailMergeRecipientData", NULL };

/* Relations to the outside that do no harm. */
static const char *const harmless_kinds[] = { "hyperlink",       "attachedTemplate",
                                              "mailMergeSource", "mailMergeHeaderSource",
                                              "headerSource",    NULL };

/* Relations to parts that hold text of the document. */
static const char *const text_kinds[] = { "header",   "footer",   "footnotes",
                                          "endnotes", "comments", NULL };

typedef struct
{
  MergePackage *package;
  const char *main;
  GPtrArray *gone; /* (element-type utf8) names of parts that were taken out */
} Cleaner;

/* What a package cannot do without stays, whoever claims that it is a data source or a macro. */
static void
remove_part (Cleaner *cleaner, const char *name)
{
  if (g_ascii_strcasecmp (name, MERGE_PART_CONTENT_TYPES) == 0
      || g_ascii_strcasecmp (name, "_rels/.rels") == 0
      || g_ascii_strcasecmp (name, cleaner->main) == 0)
    return;
  g_ptr_array_add (cleaner->gone, g_strdup (name));
  merge_package_remove (cleaner->package, name);
}

static gboolean
leads_to_source (const MergeRelation *relation, gpointer user_data)
{
  Cleaner *cleaner = user_data;

  if (relation->external && strcmp (relation->kind, "attachedTemplate") == 0)
    return TRUE;
  if (!g_strv_contains (source_kinds, relation->kind))
    return FALSE;
  if (!relation->external)
    remove_part (cleaner, relation->target);
  return TRUE;
}

/* The elements of the settings that go. */
static gboolean
is_unwanted (xmlNode *node, GPtrArray *relations)
{
  g_autofree char *id = NULL;
  const MergeRelation *relation;

  if (merge_dom_is (node, "mailMerge") || merge_dom_is (node, "updateFields"))
    return TRUE;
  if (!merge_dom_is (node, "attachedTemplate"))
    return FALSE;
  id = merge_dom_get_plain (node, "id");
  relation = merge_relations_find_id (relations, id);
  return relation == NULL || relation->external;
}

static char *
get_value (const xmlNode *node, const char *child)
{
  const xmlNode *found = merge_dom_child (node, child);

  return found != NULL ? merge_dom_get (found, "val") : NULL;
}

/* Word has names of its own, such as “Nom de famille”, that the template's author has matched with
 * those of the data: MERGEFIELD … \m speaks of them (ECMA-376 §17.14.15, docx §7.4.2). */
static void
note_mapped (MergeCleaned *cleaned, const xmlNode *mail_merge)
{
  const xmlNode *source = merge_dom_child (mail_merge, "odso");

  for (const xmlNode *map = source != NULL ? source->children : NULL; map != NULL; map = map->next)
    {
      g_autofree char *type = NULL, *name = NULL, *mapped = NULL;

      if (!merge_dom_is (map, "fieldMapData"))
        continue;
      type = get_value (map, "type");
      name = get_value (map, "name");
      mapped = get_value (map, "mappedName");
      if (name != NULL && *name != '\0' && mapped != NULL && g_strcmp0 (type, "dbColumn") == 0)
        g_hash_table_insert (cleaned->mapped, merge_mapped_key (mapped), g_steal_pointer (&name));
    }
}

static void
note_mail_merge (MergeCleaned *cleaned, const xmlNode *mail_merge)
{
  if (merge_dom_is_on (merge_dom_child (mail_merge, "doNotSuppressBlankLines")))
    cleaned->keep_blank_lines = TRUE;
  note_mapped (cleaned, mail_merge);
}

/* @cleaned is %NULL for settings that tell nothing of the document. */
static gboolean
clean_settings (Cleaner *cleaner, const char *part, MergeCleaned *cleaned, GError **error)
{
  g_autoptr (GPtrArray) relations = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) dumped = NULL;
  g_autoptr (MergeXml) xml = NULL;
  gboolean changed = FALSE;

  if (merge_package_find (cleaner->package, part) == NULL)
    return TRUE;
  bytes = merge_package_load_xml (cleaner->package, part, error);
  xml = bytes != NULL ? merge_xml_parse (bytes, part, error) : NULL;
  relations = xml != NULL ? merge_relations_load (cleaner->package, part, error) : NULL;
  if (relations == NULL)
    return FALSE;
  for (xmlNode *node = xmlDocGetRootElement (xml)->children, *next; node != NULL; node = next)
    {
      next = node->next;
      if (!is_unwanted (node, relations))
        continue;
      if (cleaned != NULL && merge_dom_is (node, "mailMerge"))
        note_mail_merge (cleaned, node);
      merge_dom_remove (node);
      changed = TRUE;
    }
  if (!merge_relations_remove (cleaner->package, part, leads_to_source, cleaner, error))
    return FALSE;
  if (!changed)
    return TRUE;
  dumped = merge_xml_dump (xml);
  return merge_package_replace (cleaner->package, part, dumped, error);
}

/* Building blocks have settings of their own, which remember the same data source. */
static gboolean
clean_glossary (Cleaner *cleaner, GPtrArray *relations, GError **error)
{
  const MergeRelation *glossary = merge_relations_find (relations, "glossaryDocument");
  const MergeRelation *settings;
  g_autoptr (GPtrArray) own = NULL;

  if (glossary == NULL)
    return TRUE;
  own = merge_relations_load (cleaner->package, glossary->target, error);
  if (own == NULL)
    return FALSE;
  settings = merge_relations_find (own, "settings");
  return settings == NULL || clean_settings (cleaner, settings->target, NULL, error);
}

static gboolean
is_of_kind (const MergeRelation *relation, gpointer user_data)
{
  return strcmp (relation->kind, user_data) == 0;
}

/* A relationship may lead nowhere, or to the document itself: what that leads to is the document's.
 */
static gboolean
leads_apart (const Cleaner *cleaner, const MergeRelation *relation)
{
  return !relation->external && relation->target[0] != '\0'
         && g_ascii_strcasecmp (relation->target, cleaner->main) != 0;
}

/* Takes a part out, and what it leads to. */
static gboolean
drop_part (Cleaner *cleaner, const char *name, GError **error)
{
  g_autofree char *rels = merge_relations_part (name);
  g_autoptr (GPtrArray) parts = merge_relations_load (cleaner->package, name, error);

  if (parts == NULL)
    return FALSE;
  for (guint i = 0; i < parts->len; i++)
    {
      const MergeRelation *part = g_ptr_array_index (parts, i);

      if (!part->external)
        remove_part (cleaner, part->target);
    }
  merge_package_remove (cleaner->package, rels);
  remove_part (cleaner, name);
  return TRUE;
}

/* Takes out the part that @source has under @kind, and what that part leads to. */
static gboolean
drop_related (Cleaner *cleaner,
              const char *source,
              GPtrArray *relations,
              const char *kind,
              gboolean *found,
              GError **error)
{
  const MergeRelation *project = merge_relations_find (relations, kind);

  if (project == NULL)
    return TRUE;
  *found = TRUE;
  if (leads_apart (cleaner, project) && !drop_part (cleaner, project->target, error))
    return FALSE;
  return merge_relations_remove (cleaner->package, source, is_of_kind, (gpointer) kind, error);
}

/* Parts that hold code, by the beginning of their content types. */
static gboolean
is_code (const char *type)
{
  return type != NULL
         && (g_ascii_strncasecmp (type, "application/vnd.ms-office.vbaProject",
                                  strlen ("application/vnd.ms-office.vbaProject"))
                 == 0
             || g_ascii_strcasecmp (type, "application/vnd.ms-word.vbaData+xml") == 0);
}

/* Names, in lower case, of the parts that have a type of their own. */
static GHashTable *
typed_parts (MergeXml *types)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (xmlNode *node = xmlDocGetRootElement (types)->children; node != NULL; node = node->next)
    {
      g_autofree char *name =
          merge_dom_is_plain (node, "Override") ? merge_dom_get_plain (node, "PartName") : NULL;

      if (name != NULL)
        g_hash_table_add (names, g_ascii_strdown (name + (*name == '/' ? 1 : 0), -1));
    }
  return names;
}

/* Takes out the parts that have their type only by their extension. */
static void
remove_by_extension (Cleaner *cleaner, MergeXml *types, const char *extension)
{
  GPtrArray *entries = cleaner->package->entries;
  g_autofree char *lower = g_ascii_strdown (extension, -1);
  g_autofree char *ending = g_strconcat (".", lower, NULL);
  g_autoptr (GHashTable) typed = typed_parts (types);

  for (guint i = entries->len; i > 0; i--)
    {
      const MergeEntry *entry = g_ptr_array_index (entries, i - 1);
      g_autofree char *name = g_ascii_strdown (entry->name, -1);

      if (g_str_has_suffix (name, ending) && !g_hash_table_contains (typed, name))
        remove_part (cleaner, name);
    }
}

/* Macros that nothing leads to: another program may find them all the same. */
static void
drop_code (Cleaner *cleaner, MergeXml *types, gboolean *found)
{
  for (xmlNode *node = xmlDocGetRootElement (types)->children; node != NULL; node = node->next)
    {
      g_autofree char *type =
          node->type == XML_ELEMENT_NODE ? merge_dom_get_plain (node, "ContentType") : NULL;
      g_autofree char *name = NULL;

      if (!is_code (type))
        continue;
      *found = TRUE;
      name = merge_dom_get_plain (node,
                                  merge_dom_is_plain (node, "Default") ? "Extension" : "PartName");
      if (name == NULL || *name == '\0')
        continue;
      if (merge_dom_is_plain (node, "Default"))
        remove_by_extension (cleaner, types, name);
      else
        remove_part (cleaner, name + (*name == '/' ? 1 : 0));
    }
}

static gboolean
is_gone (Cleaner *cleaner, xmlNode *node)
{
  g_autofree char *name = merge_dom_get_plain (node, "PartName");
  g_autofree char *type = merge_dom_get_plain (node, "ContentType");

  if (is_code (type))
    return TRUE;
  for (guint i = 0; name != NULL && i < cleaner->gone->len; i++)
    if (g_ascii_strcasecmp (name + (*name == '/' ? 1 : 0), g_ptr_array_index (cleaner->gone, i))
        == 0)
      return TRUE;
  return FALSE;
}

/* A part that has its type only by its extension may need one of its own. */
static void
set_type (MergeXml *types, const char *part, const char *type)
{
  xmlNode *root = xmlDocGetRootElement (types);
  g_autofree char *name = g_strconcat ("/", part, NULL);
  xmlNode *node;

  for (node = root->children; node != NULL; node = node->next)
    {
      g_autofree char *known = NULL;

      if (!merge_dom_is_plain (node, "Override"))
        continue;
      known = merge_dom_get_plain (node, "PartName");
      if (known != NULL && g_ascii_strcasecmp (known, name) == 0)
        break;
    }
  if (node == NULL)
    node = merge_dom_add (root, root, "Override");
  xmlSetProp (node, (const xmlChar *) "PartName", (const xmlChar *) name);
  xmlSetProp (node, (const xmlChar *) "ContentType", (const xmlChar *) type);
}

static gboolean
clean_types (Cleaner *cleaner, MergeXml *types, const char *main, GError **error)
{
  g_autofree char *type = merge_types_lookup (types, main);
  gboolean changed = FALSE;

  if (g_strcmp0 (type, TYPE_DOCUMENT) != 0)
    {
      set_type (types, main, TYPE_DOCUMENT);
      changed = TRUE;
    }
  for (xmlNode *node = xmlDocGetRootElement (types)->children, *next; node != NULL; node = next)
    {
      next = node->next;
      if (node->type == XML_ELEMENT_NODE && is_gone (cleaner, node))
        {
          merge_dom_remove (node);
          changed = TRUE;
        }
    }
  if (changed)
    {
      g_autoptr (GBytes) bytes = merge_xml_dump (types);

      return merge_package_replace (cleaner->package, MERGE_PART_CONTENT_TYPES, bytes, error);
    }
  return TRUE;
}

/* Finds the main part and checks that it is a Word document, a template or one with macros. */
static char *
find_main (MergePackage *package,
           MergeXml *types,
           GPtrArray *relations,
           gboolean *macros,
           GError **error)
{
  const MergeRelation *relation;
  g_autofree char *type = NULL;

  relation = merge_relations_find (relations, "officeDocument");
  if (relation == NULL)
    {
      g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_DAMAGED,
                           _ ("This Word document is damaged: its main part is not told. Open it "
                              "in Word, let Word repair it, save it and choose it again."));
      return NULL;
    }
  type = merge_types_lookup (types, relation->target);
  for (guint i = 0; i < G_N_ELEMENTS (main_types); i++)
    if (g_strcmp0 (type, main_types[i].content_type) == 0)
      {
        const MergeEntry *entry = merge_package_find (package, relation->target);

        *macros = main_types[i].macros;
        return g_strdup (entry != NULL ? entry->name : relation->target);
      }
  merge_kind_set_error_for_main_type (type, error);
  return NULL;
}

static void
warn_links (GPtrArray *relations, GPtrArray *warnings)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const MergeRelation *relation = g_ptr_array_index (relations, i);

      if (!relation->external || g_strv_contains (harmless_kinds, relation->kind))
        continue;
      g_ptr_array_add (warnings,
                       g_strdup (_ ("The template shows something that is kept outside of it, such "
                                    "as a linked image. In Word, insert the image itself instead "
                                    "of a link.")));
      return;
    }
}

/* Links of the main part and of those that are merged besides. */
static gboolean
warn_all_links (MergePackage *package, GPtrArray *relations, GPtrArray *warnings, GError **error)
{
  g_autoptr (GHashTable) met = g_hash_table_new (g_str_hash, g_str_equal);

  warn_links (relations, warnings);
  for (guint i = 0; i < relations->len; i++)
    {
      const MergeRelation *relation = g_ptr_array_index (relations, i);
      g_autoptr (GPtrArray) own = NULL;

      if (relation->external || !g_strv_contains (text_kinds, relation->kind)
          || !g_hash_table_add (met, relation->target))
        continue;
      own = merge_relations_load (package, relation->target, error);
      if (own == NULL)
        return FALSE;
      warn_links (own, warnings);
    }
  return TRUE;
}

static gboolean
clean_parts (Cleaner *cleaner, MergeXml *types, MergeCleaned *cleaned, GError **error)
{
  const MergeRelation *settings = merge_relations_find (cleaned->relations, "settings");

  return (settings == NULL || clean_settings (cleaner, settings->target, cleaned, error))
         && clean_glossary (cleaner, cleaned->relations, error)
         && clean_types (cleaner, types, cleaned->main, error);
}

/* Takes out what a merged document has no part in, and says so. */
static gboolean
drop_parts (Cleaner *cleaner,
            MergeXml *types,
            GPtrArray *root,
            MergeCleaned *cleaned,
            gboolean macros,
            GPtrArray *warnings,
            GError **error)
{
  gboolean signed_by_someone = FALSE;

  if (!drop_related (cleaner, "", root, "origin", &signed_by_someone, error)
      || !drop_related (cleaner, cleaned->main, cleaned->relations, "vbaProject", &macros, error))
    return FALSE;
  drop_code (cleaner, types, &macros);
  if (macros)
    g_ptr_array_add (warnings, g_strdup (_ ("The template holds macros. They are left out of the "
                                            "documents made from it.")));
  if (signed_by_someone)
    g_ptr_array_add (warnings,
                     g_strdup (_ ("The template bears a digital signature. It is left out of the "
                                  "documents made from it, which nobody has signed yet.")));
  return TRUE;
}

/**
 * merge_clean_package:
 * @package: a package, changed
 * @cleaned: (out caller-allocates): what was found; cleared with merge_cleaned_clear()
 * @warnings: (element-type utf8): sentences are added
 * @error: return location for a #MergeError
 *
 * Finds the main part and takes the mail merge source, the attached template, fields to be updated,
 * macros and signatures out of the package; a template (.dotx) becomes a document. Parts that need
 * no change keep their bytes.
 *
 * Returns: %FALSE with @error set when this is not a Word document or a part is damaged
 */
gboolean
merge_clean_package (MergePackage *package,
                     MergeCleaned *cleaned,
                     GPtrArray *warnings,
                     GError **error)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) bytes = merge_package_load_xml (package, MERGE_PART_CONTENT_TYPES, error);
  g_autoptr (MergeXml) types =
      bytes != NULL ? merge_xml_parse (bytes, MERGE_PART_CONTENT_TYPES, error) : NULL;
  g_autoptr (GPtrArray) root = types != NULL ? merge_relations_load (package, "", error) : NULL;
  Cleaner cleaner = { .package = package, .gone = gone };
  gboolean macros = FALSE;

  memset (cleaned, 0, sizeof *cleaned);
  cleaned->mapped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  cleaned->main = root != NULL ? find_main (package, types, root, &macros, error) : NULL;
  if (cleaned->main == NULL)
    return FALSE;
  cleaner.main = cleaned->main;
  cleaned->relations = merge_relations_load (package, cleaned->main, error);
  return cleaned->relations != NULL
         && drop_parts (&cleaner, types, root, cleaned, macros, warnings, error)
         && clean_parts (&cleaner, types, cleaned, error)
         && warn_all_links (package, cleaned->relations, warnings, error);
}

/**
 * merge_cleaned_clear:
 * @cleaned: what merge_clean_package() filled in, also after an error
 *
 * Frees the members.
 */
void
merge_cleaned_clear (MergeCleaned *cleaned)
{
  g_clear_pointer (&cleaned->main, g_free);
  g_clear_pointer (&cleaned->relations, g_ptr_array_unref);
  g_clear_pointer (&cleaned->mapped, g_hash_table_unref);
}
