/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-text.h"
#include "merge-error.h"
#include "merge-inspect-private.h"
#include "merge-relations-private.h"
#include "merge-story-private.h"

/* An instruction is shown on one line. */
#define MAX_SHOWN 100

/* The parts that fields stand in besides the main one, and what their places are called. */
static const struct
{
  const char *kind;
  const char *where;
} parts[] = {
  { "header", "header" },    { "footer", "footer" },    { "footnotes", "footnote" },
  { "endnotes", "endnote" }, { "comments", "comment" },
};

static void
code_free (gpointer data)
{
  MergeCode *code = data;

  g_free (code->type);
  g_free (code->text);
  g_free (code);
}

static void
finding_free (gpointer data)
{
  MergeFinding *finding = data;

  g_free (finding->text);
  g_free (finding);
}

/**
 * merge_inspection_free:
 * @inspection: (nullable) (transfer full): what was found
 */
void
merge_inspection_free (MergeInspection *inspection)
{
  if (inspection == NULL)
    return;
  g_ptr_array_unref (inspection->codes);
  g_ptr_array_unref (inspection->findings);
  g_free (inspection);
}

static void
add_code (MergeInspector *self, const char *type, const char *text)
{
  g_autofree char *shown = base_text_excerpt (text, MAX_SHOWN);
  g_autofree char *key = g_strdup_printf ("%s\x01%s", self->where, shown);
  MergeCode *code = g_hash_table_lookup (self->codes, key);

  if (code == NULL && self->inspection->codes->len < MERGE_INSPECT_MOST)
    {
      code = g_new0 (MergeCode, 1);
      code->type = g_strdup (type);
      code->where = self->where;
      code->text = g_steal_pointer (&shown);
      g_ptr_array_add (self->inspection->codes, code);
      g_hash_table_insert (self->codes, g_steal_pointer (&key), code);
    }
  if (code != NULL)
    code->count++;
}

/**
 * merge_inspector_add_finding:
 * @self: an inspection
 * @kind: what it is
 * @text: what is written there
 *
 * Counts what was found.
 */
void
merge_inspector_add_finding (MergeInspector *self, MergeFindingKind kind, const char *text)
{
  g_autofree char *shown = base_text_excerpt (text, MAX_SHOWN);
  g_autofree char *key =
      g_strdup_printf ("%d%s\x01%s", kind, self->where != NULL ? self->where : "", shown);
  MergeFinding *finding = g_hash_table_lookup (self->findings, key);

  if (finding == NULL && self->inspection->findings->len < MERGE_INSPECT_MOST)
    {
      finding = g_new0 (MergeFinding, 1);
      finding->kind = kind;
      finding->where = self->where;
      finding->text = g_steal_pointer (&shown);
      g_ptr_array_add (self->inspection->findings, finding);
      g_hash_table_insert (self->findings, g_steal_pointer (&key), finding);
    }
  if (finding != NULL)
    finding->count++;
}

/* ---- fields ---- */

/**
 * merge_inspector_add_field:
 * @self: an inspection
 * @text: (nullable): an instruction
 *
 * Counts a field, unless it is a merge field.
 */
void
merge_inspector_add_field (MergeInspector *self, const char *text)
{
  g_autoptr (MergeInstruction) instruction = merge_instruction_parse (text != NULL ? text : "");
  g_auto (GStrv) pieces = NULL;
  g_autofree char *shown = NULL;

  if (instruction == NULL || *instruction->type == '\0'
      || merge_instruction_is_merge_field (instruction))
    return;
  /* What is nested in it is a field of its own. */
  pieces = g_strsplit (text, MERGE_NESTED_FIELD, -1);
  shown = g_strjoinv ("{…}", pieces);
  add_code (self, instruction->type, shown);
}

/* Simple fields are met with the text. */
static void
look_at_fields (MergeInspector *self, MergeStory *story)
{
  for (guint i = 0; i < story->marks->len; i++)
    {
      const MergeMark *mark = g_ptr_array_index (story->marks, i);

      if (mark->simple == NULL)
        merge_inspector_add_field (self, mark->instruction->str);
    }
}

/* ---- drawings that are kept twice ---- */

/* (transfer full): all that a half says in instructions, without what Word repeats otherwise */
static char *
read_half (xmlNode *half)
{
  GString *text = g_string_new (NULL);

  for (xmlNode *node = half->children; node != NULL; node = merge_dom_next (node, half))
    {
      xmlChar *content = NULL;

      if (merge_dom_is (node, "instrText"))
        content = xmlNodeGetContent (node);
      else if (merge_dom_is (node, "fldSimple"))
        content = (xmlChar *) merge_dom_get (node, "instr");
      for (const xmlChar *at = content; at != NULL && *at != '\0'; at++)
        if (strchr (" \t\r\n\"", *at) == NULL)
          g_string_append_c (text, (char) *at);
      if (merge_dom_is (node, "instrText"))
        xmlFree (content);
      else
        g_free (content);
    }
  return g_string_free (text, FALSE);
}

static gboolean
has_box (xmlNode *half)
{
  for (xmlNode *node = half->children; node != NULL; node = merge_dom_next (node, half))
    if (merge_dom_is (node, "txbxContent"))
      return TRUE;
  return FALSE;
}

static void
compare_halves (MergeInspector *self, xmlNode *both)
{
  xmlNode *choice = NULL, *fallback = NULL;
  g_autofree char *first = NULL, *second = NULL;

  for (xmlNode *node = both->children; node != NULL; node = node->next)
    if (merge_dom_is_mc (node, "Choice") && choice == NULL)
      choice = node;
    else if (merge_dom_is_mc (node, "Fallback"))
      fallback = node;
  /* Without a text of its own the second half is a picture: older programs show that. */
  if (choice == NULL || fallback == NULL || !has_box (fallback))
    return;
  first = read_half (choice);
  second = read_half (fallback);
  if (g_ascii_strcasecmp (first, second) != 0)
    merge_inspector_add_finding (self, MERGE_FINDING_TWINS, "");
}

static void
find_twins (MergeInspector *self, xmlNode *root)
{
  for (xmlNode *node = root->children, *next; node != NULL; node = next)
    {
      gboolean is_both = merge_dom_is_mc (node, "AlternateContent");

      next = is_both ? merge_dom_next_skip (node, root) : merge_dom_next (node, root);
      if (is_both)
        compare_halves (self, node);
    }
}

/* ---- parts ---- */

/* The second half of a drawing repeats the first. */
static gboolean
is_repeated (xmlNode *story)
{
  for (xmlNode *up = story; up != NULL && up->type == XML_ELEMENT_NODE; up = up->parent)
    if (merge_dom_is_mc (up, "Fallback"))
      return TRUE;
  return FALSE;
}

static void
inspect_stories (MergeInspector *self, xmlNode *root, const char *where)
{
  g_auto (GQueue) stories = G_QUEUE_INIT;
  gsize budget = MERGE_COMPILE_BUDGET;

  g_queue_push_tail (&stories, root);
  while (!g_queue_is_empty (&stories))
    {
      xmlNode *node = g_queue_pop_head (&stories);
      g_autoptr (MergeStory) story = NULL;

      merge_story_find_boxes (node, &stories);
      if (is_repeated (node))
        continue;
      self->where = merge_dom_is (node, "txbxContent") ? "textbox" : where;
      merge_inspect_text (self, node);
      story = merge_story_scan (node, &budget);
      look_at_fields (self, story);
    }
}

static gboolean
inspect_part (MergeInspector *self,
              MergePackage *package,
              const char *name,
              const char *where,
              GError **error)
{
  g_autoptr (GBytes) bytes = merge_package_load_xml (package, name, error);
  g_autoptr (MergeXml) xml = bytes != NULL ? merge_xml_parse (bytes, name, error) : NULL;

  if (xml == NULL)
    return FALSE;
  self->where = where;
  find_twins (self, xmlDocGetRootElement (xml));
  inspect_stories (self, xmlDocGetRootElement (xml), where);
  self->where = NULL;
  return TRUE;
}

static const char *
place_of (const MergeRelation *relation)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strcmp (parts[i].kind, relation->kind) == 0 && !relation->external)
      return parts[i].where;
  return NULL;
}

/* ---- the whole file ---- */

/* Of where the list of addresses was its name tells enough. */
static const char *
name_of (const char *address)
{
  const char *name = address;

  for (const char *at = address; *at != '\0'; at++)
    if (strchr ("/\\", *at) != NULL)
      name = at + 1;
  return name;
}

static gboolean
inspect_settings (MergeInspector *self, MergePackage *package, const char *part, GError **error)
{
  g_autoptr (GPtrArray) relations = merge_relations_load (package, part, error);

  for (guint i = 0; relations != NULL && i < relations->len; i++)
    {
      const MergeRelation *relation = g_ptr_array_index (relations, i);

      if (strcmp (relation->kind, "mailMergeSource") == 0)
        merge_inspector_add_finding (self, MERGE_FINDING_DATA_SOURCE, name_of (relation->target));
    }
  return relations != NULL;
}

/* What cannot be read of these is no hindrance to a merge. */
static void
inspect_properties (MergeInspector *self, MergePackage *package, const char *part)
{
  g_autoptr (GBytes) bytes = merge_package_load_xml (package, part, NULL);
  g_autoptr (MergeXml) xml = bytes != NULL ? merge_xml_parse (bytes, part, NULL) : NULL;
  xmlNode *node = xml != NULL ? xmlDocGetRootElement (xml)->children : NULL;

  for (; node != NULL; node = node->next)
    if (merge_dom_is_plain (node, "Application"))
      {
        xmlChar *program = xmlNodeGetContent (node);

        if (!g_str_has_prefix ((const char *) program, "Microsoft"))
          merge_inspector_add_finding (self, MERGE_FINDING_PROGRAM, (const char *) program);
        xmlFree (program);
      }
}

/* A part that the file says it has and has not: the merge tells, where it needs it. */
static gboolean
is_there (MergePackage *package, const MergeRelation *relation)
{
  return relation != NULL && !relation->external
         && merge_package_find (package, relation->target) != NULL;
}

static gboolean
inspect_main (MergeInspector *self, MergePackage *package, const char *main, GError **error)
{
  g_autoptr (GPtrArray) relations = merge_relations_load (package, main, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const MergeRelation *settings;

  if (relations == NULL || !inspect_part (self, package, main, "body", error))
    return FALSE;
  for (guint i = 0; i < relations->len; i++)
    {
      const MergeRelation *relation = g_ptr_array_index (relations, i);
      const char *where = place_of (relation);

      if (where != NULL && is_there (package, relation) && g_hash_table_add (seen, relation->target)
          && !inspect_part (self, package, relation->target, where, error))
        return FALSE;
    }
  settings = merge_relations_find (relations, "settings");
  return !is_there (package, settings) || inspect_settings (self, package, settings->target, error);
}

static gboolean
inspect (MergeInspector *self, MergePackage *package, GError **error)
{
  g_autoptr (GPtrArray) relations = merge_relations_load (package, "", error);
  const MergeRelation *main, *properties;

  if (relations == NULL)
    return FALSE;
  main = merge_relations_find (relations, "officeDocument");
  properties = merge_relations_find (relations, "extended-properties");
  if (is_there (package, properties))
    inspect_properties (self, package, properties->target);
  return !is_there (package, main) || inspect_main (self, package, main->target, error);
}

/**
 * merge_inspect:
 * @bytes: a document that merge_template_new_from_bytes() takes
 * @error: return location for a #MergeError
 *
 * Looks at what is in a template beside its merge fields. Bounded as reading a template is.
 *
 * Returns: (transfer full): what was found, or %NULL
 */
MergeInspection *
merge_inspect (GBytes *bytes, GError **error)
{
  g_autoptr (MergeInspection) inspection = g_new0 (MergeInspection, 1);
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) findings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (MergePackage) package = NULL;
  MergeInspector self = { inspection, codes, findings, NULL };

  g_return_val_if_fail (bytes != NULL, NULL);

  inspection->codes = g_ptr_array_new_with_free_func (code_free);
  inspection->findings = g_ptr_array_new_with_free_func (finding_free);
  package = merge_package_read (bytes, error);
  return package != NULL && inspect (&self, package, error) ? g_steal_pointer (&inspection) : NULL;
}
