/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-tag-private.h"

/* A run and three marks. */
#define SLOT_WEIGHT (6 * sizeof (xmlNode))

/* Where a field stands, as MergeField says it and as a sentence does. */
static const struct
{
  const char *where;
  const char *name;
} places[] = {
  { "body", N_ ("the body") },      { "header", N_ ("a header") },
  { "footer", N_ ("a footer") },    { "footnote", N_ ("a footnote") },
  { "endnote", N_ ("an endnote") }, { "comment", N_ ("a comment") },
  { "textbox", N_ ("a text box") },
};

static void
clear_image_part (gpointer part)
{
  g_free (((MergeImagePart *) part)->name);
}

/**
 * merge_compiler_init:
 * @compiler: (out caller-allocates): the compiler
 * @definitions: (element-type MergeDefinition): where definitions go
 * @statements: (element-type MergeStatement): where statements go
 * @fields: (element-type MergeField): where fields go
 * @warnings: (element-type utf8): where sentences go
 *
 * Begins the compilation of a template.
 */
void
merge_compiler_init (MergeCompiler *compiler,
                     GPtrArray *definitions,
                     GPtrArray *statements,
                     GPtrArray *fields,
                     GPtrArray *warnings)
{
  memset (compiler, 0, sizeof *compiler);
  compiler->definitions = definitions;
  compiler->statements = statements;
  compiler->fields = fields;
  compiler->warnings = warnings;
  compiler->images = g_ptr_array_new_with_free_func (g_free);
  compiler->boxes = g_array_new (FALSE, FALSE, sizeof (MergeBox));
  compiler->image_parts = g_array_new (FALSE, FALSE, sizeof (MergeImagePart));
  g_array_set_clear_func (compiler->image_parts, clear_image_part);
  compiler->budget = MERGE_COMPILE_BUDGET;
  compiler->definition_index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compiler->field_index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compiler->bookmarks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compiler->stretches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                               (GDestroyNotify) merge_expression_free);
}

/**
 * merge_compiler_clear:
 * @compiler: a compiler
 *
 * Frees what it owns.
 */
void
merge_compiler_clear (MergeCompiler *compiler)
{
  g_clear_pointer (&compiler->definition_index, g_hash_table_unref);
  g_clear_pointer (&compiler->field_index, g_hash_table_unref);
  g_clear_pointer (&compiler->images, g_ptr_array_unref);
  g_clear_pointer (&compiler->boxes, g_array_unref);
  g_clear_pointer (&compiler->image_parts, g_array_unref);
  g_clear_pointer (&compiler->bookmarks, g_hash_table_unref);
  g_clear_pointer (&compiler->stretches, g_hash_table_unref);
}

/**
 * merge_compiler_spend:
 * @compiler: a compiler
 * @bytes: about what is going to be added to the template
 *
 * Returns: %FALSE when the template asks for more than any document does
 */
gboolean
merge_compiler_spend (MergeCompiler *compiler, gsize bytes)
{
  if (bytes > compiler->budget)
    {
      compiler->budget = 0;
      return FALSE;
    }
  compiler->budget -= bytes;
  return TRUE;
}

/**
 * merge_compiler_discard:
 * @compiler: a compiler
 * @node: (transfer full): a node that leaves the document
 *
 * Takes a node out. It is freed when the part is done, since marks may still point into it.
 */
void
merge_compiler_discard (MergeCompiler *compiler, xmlNode *node)
{
  xmlUnlinkNode (node);
  g_ptr_array_add (compiler->trash, node);
}

/**
 * merge_compiler_warn:
 * @compiler: a compiler
 * @sentence: a format
 * @...: its arguments
 *
 * Adds a sentence to the warnings.
 */
void
merge_compiler_warn (MergeCompiler *compiler, const char *sentence, ...)
{
  va_list arguments;

  va_start (arguments, sentence);
  g_ptr_array_add (compiler->warnings, g_strdup_vprintf (sentence, arguments));
  va_end (arguments);
}

/**
 * merge_compiler_place_name:
 * @compiler: a compiler
 *
 * Returns: (transfer none): "a header" and so on, for a sentence
 */
const char *
merge_compiler_place_name (MergeCompiler *compiler)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (strcmp (places[i].where, compiler->place) == 0)
      return _ (places[i].name);
  return compiler->place;
}

/**
 * merge_compiler_define:
 * @compiler: a compiler
 * @name: a field's name
 * @instruction: (nullable): its instruction
 *
 * Returns: the index of the definition; places that show the same in the same way share one
 */
guint
merge_compiler_define (MergeCompiler *compiler,
                       const char *name,
                       const MergeInstruction *instruction)
{
  g_autofree char *key =
      g_strdup_printf ("%s\x01%s\x01%d", name, instruction != NULL ? instruction->switch_text : "",
                       instruction != NULL ? (int) instruction->language : 0);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (compiler->definition_index, key));

  if (index == 0)
    {
      MergeDefinition *definition = g_new0 (MergeDefinition, 1);

      definition->name = g_strdup (name);
      merge_format_init (&definition->format, instruction, name, compiler->warnings);
      g_ptr_array_add (compiler->definitions, definition);
      index = compiler->definitions->len;
      g_hash_table_insert (compiler->definition_index, g_steal_pointer (&key),
                           GUINT_TO_POINTER (index));
    }
  return index - 1;
}

/**
 * merge_compiler_define_expression:
 * @compiler: a compiler
 * @name: what the field is called in a sentence
 * @expression: (transfer full): what it shows
 * @instruction: (nullable): its instruction, for the switches
 *
 * Returns: the index of the definition
 */
guint
merge_compiler_define_expression (MergeCompiler *compiler,
                                  const char *name,
                                  MergeExpression *expression,
                                  const MergeInstruction *instruction)
{
  MergeDefinition *definition = g_new0 (MergeDefinition, 1);

  definition->name = g_strdup (name);
  definition->expression = expression;
  merge_format_init (&definition->format, instruction, name, compiler->warnings);
  g_ptr_array_add (compiler->definitions, definition);
  return compiler->definitions->len - 1;
}

/**
 * merge_compiler_add_statement:
 * @compiler: a compiler
 * @statement: (transfer full): what marks of the part at hand will stand for
 *
 * Returns: the index that its marks have
 */
guint
merge_compiler_add_statement (MergeCompiler *compiler, MergeStatement *statement)
{
  g_ptr_array_add (compiler->statements, statement);
  return compiler->statements->len - 1;
}

/* Word keeps a drawing twice, for itself and for older programs: a field of the second half that
 * has a twin in the first is the same field. */
static gboolean
is_second_twin (MergeCompiler *compiler, xmlNode *at, const char *key)
{
  const xmlNode *branch = NULL, *up = at;
  gboolean fallback = FALSE;
  g_autofree char *twin = NULL;
  guint count;

  while (up != NULL && up->type == XML_ELEMENT_NODE && !merge_dom_is_mc (up, "AlternateContent"))
    {
      branch = up;
      up = up->parent;
    }
  if (up == NULL || up->type != XML_ELEMENT_NODE || branch == NULL)
    return FALSE;
  fallback = merge_dom_is_mc (branch, "Fallback");
  twin = g_strdup_printf ("%p %s", (const void *) up, key);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (compiler->twins, twin));
  if (fallback && count == 0)
    return FALSE;
  count = fallback ? count - 1 : count + 1;
  g_hash_table_insert (compiler->twins, g_steal_pointer (&twin), GUINT_TO_POINTER (count));
  return fallback;
}

static void
add_switches (MergeField *field, const char *switches)
{
  if (*switches == '\0' || strstr (field->switches, switches) != NULL)
    return;
  if (*field->switches == '\0')
    {
      g_free (field->switches);
      field->switches = g_strdup (switches);
    }
  else
    {
      char *joined = g_strconcat (field->switches, "; ", switches, NULL);

      g_free (field->switches);
      field->switches = joined;
    }
}

/**
 * merge_compiler_count_field:
 * @compiler: a compiler
 * @at: where the field stands
 * @name: its name
 * @switches: its switches as written
 * @braces: whether it is a {{NAME}}
 *
 * Notes a field for the list that the window shows.
 */
void
merge_compiler_count_field (MergeCompiler *compiler,
                            xmlNode *at,
                            const char *name,
                            const char *switches,
                            gboolean braces)
{
  g_autofree char *key = g_strdup_printf ("%d%s\x01%s", braces, compiler->place, name);
  MergeField *field = g_hash_table_lookup (compiler->field_index, key);

  if (is_second_twin (compiler, at, key) || merge_tag_is_field (name))
    return;
  if (field == NULL)
    {
      field = g_new0 (MergeField, 1);
      field->name = g_strdup (name);
      field->where = g_strdup (compiler->place);
      field->switches = g_strdup ("");
      field->braces = braces;
      g_ptr_array_add (compiler->fields, field);
      g_hash_table_insert (compiler->field_index, g_steal_pointer (&key), field);
    }
  if (field->count < 100) /* a list of switches is for reading */
    add_switches (field, switches);
  field->count++;
}

/* Formatting that belongs to Word's own result and not to ours. */
static void
drop_result_only (xmlNode *properties)
{
  static const char *const names[] = { "noProof", "webHidden", NULL };

  for (xmlNode *child = properties->children, *next; child != NULL; child = next)
    {
      next = child->next;
      if (merge_dom_is_any (child, names))
        merge_dom_remove (child);
    }
}

/**
 * merge_compiler_add_slot:
 * @compiler: a compiler
 * @anchor: (nullable): the node before which the slot goes
 * @like: a run whose namespace the new run takes
 * @properties: (nullable): the w:rPr to copy
 * @kind: how the value is written
 * @definition: which value
 *
 * Puts a run for a value before @anchor.
 *
 * Returns: (transfer none): the last node of the slot, or %NULL when the template asks for too much
 */
xmlNode *
merge_compiler_add_slot (MergeCompiler *compiler,
                         xmlNode *anchor,
                         xmlNode *like,
                         xmlNode *properties,
                         MergeSlotKind kind,
                         guint definition)
{
  MergeSlot slot = { kind, definition, compiler->next_box };
  guint index = compiler->slots->len;
  xmlNode *run, *copy;

  if (!merge_compiler_spend (compiler,
                             SLOT_WEIGHT + (properties != NULL ? merge_dom_weigh (properties) : 0)))
    return NULL;
  compiler->next_box = (MergeBox){ 0 };
  g_array_append_val (compiler->slots, slot);
  xmlAddPrevSibling (anchor, merge_program_mark (anchor->doc, MERGE_MARK_BEFORE, index));
  run = xmlAddPrevSibling (anchor,
                           xmlNewDocNode (anchor->doc, like->ns, (const xmlChar *) "r", NULL));
  copy = properties != NULL ? merge_dom_clone (properties, run) : NULL;
  if (copy != NULL)
    {
      drop_result_only (copy);
      if (copy->children == NULL)
        merge_dom_remove (copy);
    }
  xmlAddChild (run, merge_program_mark (anchor->doc, MERGE_MARK_VALUE, index));
  return xmlAddPrevSibling (anchor, merge_program_mark (anchor->doc, MERGE_MARK_AFTER, index));
}
