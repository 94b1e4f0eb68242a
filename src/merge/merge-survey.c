/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-template-private.h"

#include <glib/gi18n-lib.h>

#include "merge-error.h"
#include "merge-render-private.h"

/* What a template may ask for, whatever the conditions in it come to: a merge to nowhere that goes
 * through all branches, those of fields IF and of {{#if}}. */

/* Whether somebody who wrote the template decides there: where a picture goes, there is one or not,
 * and both are the same field. */
static gboolean
is_choice (const MergeRenderer *renderer, const MergeOp *op)
{
  const MergeStatement *statement =
      op->kind == MERGE_OP_IF ? g_ptr_array_index (renderer->statements, op->statement) : NULL;

  return statement != NULL && statement->condition->left->kind != MERGE_EXPRESSION_IMAGE;
}

/**
 * merge_survey_depths:
 * @renderer: a renderer
 * @program: a part
 *
 * Returns: (transfer full): by operation, in how many branches it stands
 */
guint *
merge_survey_depths (const MergeRenderer *renderer, const MergeProgram *program)
{
  const GArray *ops = program->ops;
  g_autofree int *steps = g_new0 (int, ops->len + 1);
  guint *depths = g_new0 (guint, ops->len + 1);
  int depth = 0;

  for (guint i = 0; i < ops->len; i++)
    {
      const MergeOp *op = &g_array_index (ops, MergeOp, i), *last;

      if (!is_choice (renderer, op))
        continue;
      last = &g_array_index (ops, MergeOp, op->other - 1);
      steps[i + 1]++;
      steps[last->kind == MERGE_OP_JUMP ? last->end : op->other]--;
    }
  for (guint i = 0; i <= ops->len; i++)
    {
      depth += steps[i];
      depths[i] = (guint) depth;
    }
  return depths;
}

static void
survey_part (MergeTemplate *self, MergeRenderer *renderer, const MergeEntry *entry)
{
  const MergeProgram *program = g_hash_table_lookup (self->programs, entry);
  MergeOutput output = { &merge_output_nowhere };

  if (program == NULL)
    return;
  merge_renderer_render (renderer, program, &output);
  *renderer->branches = 0;
  merge_renderer_forget (renderer);
}

/**
 * merge_template_survey:
 * @self: a template
 * @source: is asked for all that a merge may ask for; its pictures are not
 * @branches: (out): while @source is asked, in how many branches of conditions stands what it is
 *   asked for: 0 is what each document shows, or what a condition itself needs
 * @error: return location for a #MergeError
 *
 * Goes through the whole template and makes nothing of it.
 *
 * Returns: %FALSE when no document can be made of it
 */
gboolean
merge_template_survey (MergeTemplate *self,
                       const MergeSource *source,
                       guint *branches,
                       GError **error)
{
  const MergeEntry *main;
  MergeRenderer renderer;
  gboolean complete;

  g_return_val_if_fail (MERGE_IS_TEMPLATE (self), FALSE);
  g_return_val_if_fail (source != NULL && source->lookup != NULL, FALSE);
  g_return_val_if_fail (branches != NULL, FALSE);

  main = merge_package_find (self->package, self->main);
  *branches = 0;
  merge_renderer_init (&renderer, self->definitions, self->statements, source, MERGE_MISSING_BLANK,
                       NULL);
  renderer.branches = branches;
  survey_part (self, &renderer, main);
  for (guint i = 0; i < self->package->entries->len; i++)
    if (g_ptr_array_index (self->package->entries, i) != main)
      survey_part (self, &renderer, g_ptr_array_index (self->package->entries, i));
  complete = renderer.budget > 0;
  merge_renderer_clear (&renderer);
  if (!complete)
    g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_HOSTILE,
                         _ ("This document would become far larger than any document is: its "
                            "lists and bookmarks repeat each other. Take them out of the "
                            "template in Word."));
  return complete;
}
