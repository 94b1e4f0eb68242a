/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-list-private.h"

/* A document stays one that Word opens, however many items its lists have: a cell and its like hold
 * a paragraph behind all else (ISO 29500-1, 17.4.65), and a table that has no row is none: Word
 * takes either for damaged. What a content control of paragraphs holds is no exception. */

static const char *const containers[] = { "tc",       "txbxContent", "hdr",     "ftr",
                                          "footnote", "endnote",     "comment", NULL };

/* They may stand around rows, and around paragraphs and tables. */
static const char *const wrappers[] = { "sdtContent", "sdt", "customXml", NULL };

/* What lies beside each other from @first up to, not including, @end. */
typedef struct
{
  xmlNode *first;
  xmlNode *end;  /* or %NULL */
  xmlNode *into; /* the container */
} Stretch;

/* What a stretch comes to. */
typedef struct
{
  xmlNode *paragraph; /* that stands behind all else, whatever the data, or %NULL; for a content
                         control a table does */
  xmlNode *open;      /* the last statement: its marks; or %NULL */
  xmlNode *other;
  xmlNode *close;
} Outline;

static MergeStatement *
statement_of (const MergeList *list, const xmlNode *mark)
{
  guint index = 0;

  merge_program_read_mark (mark, &index);
  return g_ptr_array_index (list->compiler->statements, index);
}

static void
draw_mark (Outline *outline, xmlNode *node, guint *depth)
{
  guint index = 0;
  char kind = merge_program_read_mark (node, &index);

  if (kind == MERGE_MARK_IF || kind == MERGE_MARK_EACH)
    {
      if ((*depth)++ == 0)
        {
          outline->open = node;
          outline->other = NULL;
        }
    }
  else if (kind == MERGE_MARK_ELSE && *depth == 1)
    outline->other = node;
  else if ((kind == MERGE_MARK_END_IF || kind == MERGE_MARK_END_EACH) && *depth > 0
           && --*depth == 0)
    outline->close = node;
}

static Outline
draw (const Stretch *stretch)
{
  Outline outline = { NULL };
  guint depth = 0;

  for (xmlNode *node = stretch->first; node != NULL && node != stretch->end; node = node->next)
    {
      draw_mark (&outline, node, &depth);
      if (depth > 0 || node->type != XML_ELEMENT_NODE)
        continue;
      if (merge_dom_is (node, "p")
          || (merge_dom_is (node, "tbl") && merge_dom_is (stretch->into, "sdtContent")))
        outline.paragraph = node;
      else if (merge_dom_is (node, "tbl"))
        outline.paragraph = NULL;
    }
  return outline;
}

static xmlNode *
add_paragraph (MergeList *list, xmlNode *container, xmlNode *before)
{
  xmlNode *paragraph = xmlNewDocNode (container->doc, container->ns, (const xmlChar *) "p", NULL);

  merge_compiler_spend (list->compiler, 256);
  g_hash_table_add (list->compiler->solid, paragraph);
  return before != NULL ? xmlAddPrevSibling (before, paragraph)
                        : xmlAddChild (container, paragraph);
}

static xmlNode *
element_beside (xmlNode *node, gboolean forward)
{
  do
    node = forward ? node->next : node->prev;
  while (node != NULL && node->type != XML_ELEMENT_NODE && !merge_program_is_any_mark (node));
  return node;
}

/* Two tables that touch are one: items that begin and end with a table are kept apart. */
static void
keep_apart (MergeList *list, xmlNode *open)
{
  xmlNode *first = element_beside (open, TRUE), *close = open->next;
  guint index = 0, other = 0;

  merge_program_read_mark (open, &index);
  while (close != NULL
         && (merge_program_read_mark (close, &other) != MERGE_MARK_END_EACH || other != index))
    close = close->next;
  if (merge_dom_is (first, "tbl") && close != NULL
      && merge_dom_is (element_beside (close, FALSE), "tbl"))
    add_paragraph (list, open->parent, close);
}

/* Behind a list that may have no items: a paragraph when it has none. */
static void
add_instead (MergeList *list, xmlNode *container, xmlNode *close)
{
  const MergeStatement *each = statement_of (list, close);
  MergeCondition *none =
      merge_condition_new (merge_expression_new_count (each->name, each->anchored),
                           MERGE_COMPARISON_EQUAL, merge_expression_new_text ("0"), FALSE);
  guint index = merge_compiler_add_statement (list->compiler, merge_statement_new_if (none));
  xmlNode *end =
      xmlAddNextSibling (close, merge_program_mark (close->doc, MERGE_MARK_END_IF, index));

  add_paragraph (list, container, end);
  xmlAddNextSibling (close, merge_program_mark (close->doc, MERGE_MARK_IF, index));
}

/* One of these, then, has to have a paragraph: those that still have to are added to @todo. */
static void
ensure (MergeList *list, const Stretch *stretch, gboolean whole, GArray *todo)
{
  Outline outline = draw (stretch);
  guint index = 0;
  Stretch inside = { NULL, NULL, stretch->into };

  if (outline.paragraph != NULL)
    {
      if (!whole)
        g_hash_table_add (list->compiler->solid, outline.paragraph);
      return;
    }
  if (outline.open == NULL || outline.close == NULL)
    {
      add_paragraph (list, stretch->into, stretch->end);
      return;
    }
  inside.first = outline.open->next;
  inside.end = outline.other != NULL ? outline.other : outline.close;
  g_array_append_val (todo, inside);
  if (merge_program_read_mark (outline.open, &index) == MERGE_MARK_EACH)
    {
      add_instead (list, stretch->into, outline.close);
      return;
    }
  if (outline.other == NULL)
    outline.other = xmlAddPrevSibling (
        outline.close, merge_program_mark (outline.close->doc, MERGE_MARK_ELSE, index));
  inside.first = outline.other->next;
  inside.end = outline.close;
  g_array_append_val (todo, inside);
}

static void
keep_paragraph (MergeList *list, xmlNode *container)
{
  g_autoptr (GArray) todo = g_array_new (FALSE, FALSE, sizeof (Stretch));
  Stretch whole = { container->children, NULL, container };

  ensure (list, &whole, TRUE, todo);
  for (guint i = 0; i < todo->len && list->compiler->budget > 0; i++)
    {
      Stretch next = g_array_index (todo, Stretch, i);

      ensure (list, &next, FALSE, todo);
    }
}

/* ---- tables ---- */

static const MergePair *
pair_of (const MergeList *list, guint statement)
{
  for (guint i = 0; i < list->pairs->len; i++)
    {
      const MergePair *pair = g_ptr_array_index (list->pairs, i);

      if (pair->marks[0] != NULL && pair->statement == statement)
        return pair;
    }
  return NULL;
}

static MergeExpression *any_row (MergeList *list, const Stretch *stretch);

/* The condition of an IF; %NULL: it is taken to hold. */
static MergeCondition *
condition_of (MergeList *list, const xmlNode *open)
{
  guint index = 0;
  const MergePair *pair;

  merge_program_read_mark (open, &index);
  pair = pair_of (list, index);
  return pair != NULL ? merge_tag_condition (list->compiler, pair->open, NULL) : NULL;
}

/* What of a statement shows a row: a text, or nothing. A list shows one when an item does. */
static MergeExpression *
any_row_of (MergeList *list, const Outline *outline, xmlNode *into)
{
  const MergeStatement *statement = statement_of (list, outline->open);
  const xmlNode *middle = outline->other != NULL ? outline->other : outline->close;
  const Stretch first = { outline->open->next, (xmlNode *) middle, into };
  const Stretch second = { middle->next, outline->close, into };
  MergeExpression *shown = any_row (list, &first);
  MergeCondition *condition;
  MergeExpression *either;

  if (statement->kind == MERGE_STATEMENT_EACH)
    return merge_expression_new_any (statement->name, statement->anchored, shown);
  condition = condition_of (list, outline->open);
  either = condition != NULL ? merge_expression_new_condition (MERGE_EXPRESSION_IF, condition)
                             : merge_expression_new (MERGE_EXPRESSION_JOIN);
  merge_expression_add (either, shown);
  merge_expression_add (either, outline->other != NULL ? any_row (list, &second)
                                                       : merge_expression_new_text (""));
  return either;
}

/* A row, or what stands around rows. */
static MergeExpression *
any_row_in (MergeList *list, xmlNode *node)
{
  const Stretch inside = { node->children, NULL, node };

  return merge_dom_is (node, "tr") ? merge_expression_new_text ("1") : any_row (list, &inside);
}

static gboolean
is_rows (const xmlNode *node)
{
  return merge_dom_is (node, "tr") || merge_dom_is_any (node, wrappers);
}

/* A text when a row of the stretch is shown, and else nothing. Statements nest as deep as tags do,
 * and elements as deep as the document may. */
static MergeExpression *
any_row (MergeList *list, const Stretch *stretch)
{
  MergeExpression *any = merge_expression_new (MERGE_EXPRESSION_JOIN);
  Outline outline = { NULL };
  guint depth = 0;

  for (xmlNode *node = stretch->first; node != NULL && node != stretch->end; node = node->next)
    {
      draw_mark (&outline, node, &depth);
      if (depth > 0 || !merge_compiler_spend (list->compiler, 64))
        continue;
      if (is_rows (node))
        merge_expression_add (any, any_row_in (list, node));
      else if (outline.close == node)
        merge_expression_add (any, any_row_of (list, &outline, stretch->into));
    }
  return any;
}

/* Whether a row stands in it whatever the data. */
static gboolean
has_row (xmlNode *parent)
{
  guint depth = 0;
  Outline outline = { NULL };

  for (xmlNode *node = parent->children; node != NULL; node = node->next)
    {
      draw_mark (&outline, node, &depth);
      if (depth == 0
          && (merge_dom_is (node, "tr") || (merge_dom_is_any (node, wrappers) && has_row (node))))
        return TRUE;
    }
  return FALSE;
}

static void
keep_table (MergeList *list, xmlNode *table)
{
  const Stretch whole = { table->children, NULL, table };
  guint index;

  if (has_row (table))
    return;
  index = merge_compiler_add_statement (
      list->compiler, merge_statement_new_if (merge_condition_new_given (any_row (list, &whole))));
  xmlAddPrevSibling (table, merge_program_mark (table->doc, MERGE_MARK_IF, index));
  xmlAddNextSibling (table, merge_program_mark (table->doc, MERGE_MARK_END_IF, index));
}

/* What holds marks, or the table around it when they stand around rows. */
static xmlNode *
holder_of (xmlNode *mark)
{
  xmlNode *up = mark->parent;

  while (merge_dom_is_any (up, wrappers))
    up = up->parent;
  return merge_dom_is (up, "tbl") ? up : mark->parent;
}

/* Whether it is to end with a paragraph. */
static gboolean
needs_paragraph (const xmlNode *node)
{
  const xmlNode *up = node;

  while (merge_dom_is_any (up, wrappers))
    up = up->parent;
  return merge_dom_is_any (node, containers)
         || (merge_dom_is (node, "sdtContent")
             && (merge_dom_is_any (up, containers) || merge_dom_is (up, "body")));
}

/**
 * merge_list_keep_valid:
 * @list: the tags, gone
 *
 * Sees to it that what holds nothing but what may go is still what Word expects.
 */
void
merge_list_keep_valid (MergeList *list)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) parents = g_ptr_array_new ();

  for (xmlNode *node = list->root->children; node != NULL;)
    {
      guint index = 0;
      char kind = merge_program_read_mark (node, &index);

      if (kind == MERGE_MARK_EACH)
        keep_apart (list, node);
      if ((kind == MERGE_MARK_EACH || kind == MERGE_MARK_IF)
          && g_hash_table_add (seen, holder_of (node)))
        g_ptr_array_add (parents, holder_of (node));
      node = merge_story_is_left_out (node) ? merge_dom_next_skip (node, list->root)
                                            : merge_dom_next (node, list->root);
    }
  for (guint i = 0; i < parents->len && list->compiler->budget > 0; i++)
    {
      xmlNode *parent = g_ptr_array_index (parents, i);

      if (!merge_dom_is (parent, "tbl"))
        continue;
      keep_table (list, parent);
      if (g_hash_table_add (seen, parent->parent))
        g_ptr_array_add (parents, parent->parent);
    }
  for (guint i = 0; i < parents->len && list->compiler->budget > 0; i++)
    if (needs_paragraph (g_ptr_array_index (parents, i)))
      keep_paragraph (list, g_ptr_array_index (parents, i));
}
