/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-cells-private.h"
#include "merge-field-private.h"

/* Which formulas take their numbers from cells, and the tables that hold one. */

/**
 * merge_maker_may_name_cells:
 * @maker: who is at work
 * @mark: a formula
 *
 * What cells come to is known once they are written: nothing else may depend on it.
 *
 * Returns: whether it stands in a cell, and is shown there
 */
gboolean
merge_maker_may_name_cells (const MergeMaker *maker, const MergeMark *mark)
{
  const xmlNode *up = mark->simple != NULL ? mark->simple : mark->begin;

  if (maker->depth != 1
      || (mark->parent != NULL && mark->parent->closed && mark->in_instruction && !mark->kept))
    return FALSE;
  while (up != NULL && !merge_dom_is (up, "tc") && !merge_dom_is (up, "txbxContent"))
    up = up->parent;
  return up != NULL && merge_dom_is (up, "tc");
}

static gboolean
is_formula_of_cells (const MergeCompiler *compiler, const xmlNode *node)
{
  guint index = 0;
  const MergeSlot *slot;
  const MergeDefinition *definition;

  if (merge_program_read_mark (node, &index) != MERGE_MARK_VALUE)
    return FALSE;
  slot = &g_array_index (compiler->slots, MergeSlot, index);
  definition = g_ptr_array_index (compiler->definitions, slot->definition);
  return definition->expression != NULL && definition->expression->kind == MERGE_EXPRESSION_CELLS;
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
      xmlNode *table =
          is_formula_of_cells (compiler, node) ? merge_dom_ancestor (node, "tbl") : NULL;

      if (table == NULL || !g_hash_table_add (seen, table) || goes_on (table)
          || !merge_compiler_spend (compiler, 256))
        continue;
      xmlAddPrevSibling (table, merge_program_mark (xml, MERGE_MARK_TABLE, count));
      xmlAddNextSibling (table, merge_program_mark (xml, MERGE_MARK_END_TABLE, count++));
    }
}
