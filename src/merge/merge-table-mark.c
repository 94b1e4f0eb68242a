/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-cells-private.h"
#include "merge-field-private.h"

/* Which formulas take their numbers from cells, and the tables that hold one. */

/* Whether a field is part of another one that stays. */
static gboolean
is_code (const MergeMark *mark)
{
  return mark->parent != NULL && mark->parent->closed && mark->in_instruction && !mark->kept;
}

/**
 * merge_maker_may_name_cells:
 * @maker: who is at work
 * @mark: a formula
 * @formula: its text
 *
 * What cells come to is known once they are written: a formula that is shown takes them all, one
 * that is nested in a field that is shown those that stand before it. Nothing else may depend on
 * them.
 *
 * Returns: whether it stands in a cell, and takes cells that will be known
 */
gboolean
merge_maker_may_name_cells (MergeMaker *maker, const MergeMark *mark, const char *formula)
{
  const xmlNode *up = mark->simple != NULL ? mark->simple : mark->begin;

  if (maker->root == NULL || is_code (maker->root)
      || (mark != maker->root && merge_cells_look_on (formula)))
    return FALSE;
  while (up != NULL && !merge_dom_is (up, "tc") && !merge_dom_is (up, "txbxContent"))
    up = up->parent;
  if (up == NULL || !merge_dom_is (up, "tc"))
    return FALSE;
  maker->cells = TRUE;
  return TRUE;
}

static gboolean
is_of_cells (const MergeCompiler *compiler, const xmlNode *node)
{
  guint index = 0;
  char kind = merge_program_read_mark (node, &index);
  const MergeDefinition *definition;

  if (kind == MERGE_MARK_IF)
    return ((const MergeStatement *) g_ptr_array_index (compiler->statements, index))->cells;
  if (kind != MERGE_MARK_VALUE)
    return FALSE;
  definition = g_ptr_array_index (compiler->definitions,
                                  g_array_index (compiler->slots, MergeSlot, index).definition);
  return definition->cells;
}

/* A table that goes on to other records as it is written cannot be written twice. */
static gboolean
goes_on (const xmlNode *table)
{
  for (const xmlNode *node = table; node != NULL; node = merge_dom_next (node, table))
    if (merge_program_is_mark (node, MERGE_MARK_NEXT))
      return TRUE;
  return FALSE;
}

/**
 * merge_table_mark:
 * @compiler: a compiler
 * @xml: a part whose fields are slots
 *
 * Marks the tables in which formulas take their numbers from cells.
 */
void
merge_table_mark (MergeCompiler *compiler, MergeXml *xml)
{
  xmlNode *root = xmlDocGetRootElement (xml);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint count = 0;

  for (xmlNode *node = root; node != NULL; node = merge_dom_next (node, root))
    {
      xmlNode *table = is_of_cells (compiler, node) ? merge_dom_ancestor (node, "tbl") : NULL;

      if (table == NULL || !g_hash_table_add (seen, table) || goes_on (table)
          || !merge_compiler_spend (compiler, 256))
        continue;
      xmlAddPrevSibling (table, merge_program_mark (xml, MERGE_MARK_TABLE, count));
      xmlAddNextSibling (table, merge_program_mark (xml, MERGE_MARK_END_TABLE, count++));
    }
}
