/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-text.h"
#include "cli-list.h"
#include "cli-output.h"
#include "model-value.h"
#include "work-error.h"
#include "work-search.h"

#include <glib/gi18n-lib.h>

/* (transfer full): by its key, by what the school calls it, or as it is written elsewhere */
static char *
find_state (WorkOverview *overview, const char *text, GError **error)
{
  g_autofree char *wanted = base_text_fold (text);
  char *canonical = NULL;

  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    {
      const ModelState *state = &overview->looks->states[i];
      g_autofree char *label = base_text_fold (state->label);

      if (g_str_equal (state->key, text) || g_str_equal (label, wanted))
        return g_strdup (state->key);
    }
  if (!model_value_parse (model_field_find ("search.state"), text, &canonical, error))
    return NULL;
  if (canonical == NULL)
    g_set_error_literal (error, WORK_ERROR, WORK_ERROR_USAGE,
                         _ ("Say which state, such as promise or exempt."));
  return canonical;
}

/* A second company in the period is the same search. */
static GArray *
places_of (GPtrArray *lines)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (WorkPlace));

  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (lines, i);
      WorkPlace place = { line->student_id, line->period_id };
      gboolean is_known = FALSE;

      for (guint j = 0; j < places->len; j++)
        is_known = is_known
                   || (g_array_index (places, WorkPlace, j).student_id == place.student_id
                       && g_array_index (places, WorkPlace, j).period_id == place.period_id);
      if (!is_known)
        g_array_append_val (places, place);
    }
  return places;
}

static gboolean
follow (CliCall *call, WorkSchool *school, WorkOverview *overview, GPtrArray *lines, GError **error)
{
  g_autoptr (GArray) array = places_of (lines);
  const WorkPlace *places = (const WorkPlace *) (gpointer) array->data;
  g_autoptr (WorkDone) done = NULL;
  WorkChange *change;

  if (call->state != NULL)
    {
      g_autofree char *state = find_state (overview, call->state, error);

      if (state == NULL)
        return FALSE;
      change = work_change_search_state_new (places, array->len, state, call->reason);
    }
  else
    {
      gint64 teacher_id = cli_place_pick (school, MODEL_ENTITY_TEACHER, call->teacher, error);

      if (teacher_id == 0)
        return FALSE;
      change = work_change_follower_new (places, array->len, teacher_id);
    }
  done = work_school_apply (school, change, error);
  return done != NULL;
}

/**
 * cli_search_run:
 * @call: DB
 *
 * Says in which state searches are, or which teacher follows them, and prints their lines.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_search_run (CliCall *call)
{
  if ((call->state != NULL) == (call->teacher != NULL))
    return cli_output_usage (_ ("Say what becomes of the searches, with --state or --teacher."));
  return cli_list_change (call, follow);
}
