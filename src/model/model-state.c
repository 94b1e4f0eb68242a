/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-state.h"

#include <glib/gi18n-lib.h>

/* Symbols are those of adwaita-icon-theme 43 and later: nothing to ship. */
static const ModelState search_states[] = {
  [MODEL_SEARCH_NOT_STARTED] = { "not_started", N_ ("Not started"), "neutral", "radio-symbolic" },
  [MODEL_SEARCH_SEARCHING] = { "searching", N_ ("Searching"), "accent", "system-search-symbolic" },
  [MODEL_SEARCH_CONTACT] = { "contact", N_ ("Contact made"), "accent", "call-start-symbolic" },
  [MODEL_SEARCH_PROMISE] = { "promise", N_ ("Verbal promise"), "accent", "semi-starred-symbolic" },
  [MODEL_SEARCH_SHEET] = { "sheet", N_ ("Sheet in progress"), "warning", "document-edit-symbolic" },
  [MODEL_SEARCH_TO_VALIDATE] = { "to_validate", N_ ("To validate"), "warning",
                                 "dialog-question-symbolic" },
  [MODEL_SEARCH_VALIDATED] = { "validated", N_ ("Validated"), "success", "object-select-symbolic" },
  [MODEL_SEARCH_REFUSED] = { "refused", N_ ("Refused"), "error", "process-stop-symbolic" },
  [MODEL_SEARCH_EXEMPT] = { "exempt", N_ ("Exempt"), "neutral", "action-unavailable-symbolic" },
};

/* The course of an agreement on paper as schools know it (domain §1.1). */
static const struct
{
  const char *label;
  gboolean is_sent;
  gboolean is_signed;
} default_steps[] = {
  { N_ ("Sheet validated"), FALSE, FALSE },           { N_ ("Signed by the school"), FALSE, FALSE },
  { N_ ("Signed by student/parents"), FALSE, FALSE }, { N_ ("Sent to the company"), TRUE, FALSE },
  { N_ ("Agreement signed"), FALSE, TRUE },
};

/**
 * model_search_state_info:
 * @state: a state
 *
 * Returns: (transfer none): its key, label, style and symbol
 */
const ModelState *
model_search_state_info (ModelSearchState state)
{
  g_return_val_if_fail ((guint) state < MODEL_N_SEARCH_STATES, NULL);

  return &search_states[state];
}

/**
 * model_search_state_from_key:
 * @key: (nullable): what the database keeps
 * @state: (out) (optional): the state; left alone when there is none
 *
 * Returns: whether @key is a state's
 */
gboolean
model_search_state_from_key (const char *key, ModelSearchState *state)
{
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    if (g_strcmp0 (search_states[i].key, key) == 0)
      {
        if (state != NULL)
          *state = (ModelSearchState) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * model_search_state_suggest:
 * @current: the state of a student's search
 * @placement_state: (nullable): the state that a placement sheet of this search has just come to,
 *   as the database keeps it
 *
 * The move that a sheet suggests (DESIGN §4). An exemption is only ever lifted by hand, and a
 * refused sheet does not undo the validated one of another company.
 *
 * Returns: the suggested state; @current when there is nothing to suggest
 */
ModelSearchState
model_search_state_suggest (ModelSearchState current, const char *placement_state)
{
  static const struct
  {
    const char *placement_state;
    ModelSearchState suggestion;
  } rules[] = {
    { "draft", MODEL_SEARCH_SHEET },
    { "to_validate", MODEL_SEARCH_TO_VALIDATE },
    { "validated", MODEL_SEARCH_VALIDATED },
    { "refused", MODEL_SEARCH_REFUSED },
  };

  if (current == MODEL_SEARCH_EXEMPT)
    return current;
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_strcmp0 (rules[i].placement_state, placement_state) == 0)
      return rules[i].suggestion == MODEL_SEARCH_REFUSED && current == MODEL_SEARCH_VALIDATED
                 ? current
                 : rules[i].suggestion;
  return current;
}

/**
 * model_search_state_is_decision:
 * @state: a state of a search
 *
 * Returns: whether the administration alone brings a search there, and away from there
 */
gboolean
model_search_state_is_decision (ModelSearchState state)
{
  return state == MODEL_SEARCH_VALIDATED || state == MODEL_SEARCH_EXEMPT;
}

/**
 * model_step_free:
 * @step: (nullable): a step
 *
 * Frees a step and its label.
 */
void
model_step_free (ModelStep *step)
{
  if (step == NULL)
    return;
  g_free (step->label);
  g_free (step);
}

/**
 * model_step_list_default:
 *
 * The steps of a new school, in the user's language; the school may rewrite them. Their ids are 0
 * until the store has saved them.
 *
 * Returns: (transfer full) (element-type ModelStep): the steps in order; frees its elements
 */
GPtrArray *
model_step_list_default (void)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) model_step_free);

  for (gsize i = 0; i < G_N_ELEMENTS (default_steps); i++)
    {
      ModelStep *step = g_new0 (ModelStep, 1);

      step->label = g_strdup (_ (default_steps[i].label));
      step->is_sent = default_steps[i].is_sent;
      step->is_signed = default_steps[i].is_signed;
      g_ptr_array_add (steps, step);
    }
  return steps;
}

/**
 * model_step_move:
 * @current: where an agreement stands, from 0
 * @delta: how far to move it, either way
 * @n_steps: how many steps there are
 *
 * Returns: the step after the move, kept between the first and the last; -1 when there are no steps
 */
int
model_step_move (int current, int delta, int n_steps)
{
  gint64 target = (gint64) current + delta;

  return n_steps <= 0 ? -1 : (int) CLAMP (target, 0, n_steps - 1);
}

/**
 * model_step_is_last:
 * @step: a step, from 0; -1 for none
 * @n_steps: how many steps there are
 *
 * Returns: whether the agreement has come to its end. A list that was shortened since leaves some
 *   beyond it: those too.
 */
gboolean
model_step_is_last (int step, int n_steps)
{
  return step >= 0 && n_steps > 0 && step >= n_steps - 1;
}
