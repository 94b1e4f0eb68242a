/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-text.h"
#include "cli-list.h"
#include "cli-output.h"
#include "work-error.h"

#include <glib/gi18n-lib.h>

static const char *
label_of (WorkOverview *overview, guint step)
{
  return ((const ModelStep *) g_ptr_array_index (overview->steps, step))->label;
}

static gboolean
find_step (WorkOverview *overview, const char *text, int *step, GError **error)
{
  g_autofree char *wanted = base_text_fold (text);
  g_autoptr (GString) labels = g_string_new (NULL);
  guint64 number;

  if (g_ascii_string_to_unsigned (text, 10, 1, overview->steps->len, &number, NULL))
    {
      *step = (int) number - 1;
      return TRUE;
    }
  for (guint i = 0; i < overview->steps->len; i++)
    {
      g_autofree char *label = base_text_fold (label_of (overview, i));

      *step = (int) i;
      if (g_str_equal (label, wanted))
        return TRUE;
      g_string_append_printf (labels, "%s%u: %s", i > 0 ? ", " : "", i + 1, label_of (overview, i));
    }
  g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
               /* Translators: what was given, then the steps: "1: Sheet validated, 2: …". */
               _ ("There is no step “%s”; the steps are %s."), text, labels->str);
  return FALSE;
}

/* Of a whole class those move that can; an agreement that is named is told about when it cannot. */
static gboolean
is_meant (CliCall *call, ModelLine *line)
{
  return line->agreement_id != 0
         && (call->numbers != NULL
             || (!line->cancelled && !g_str_equal (line->mode, "electronic")));
}

static gboolean
move (CliCall *call, WorkSchool *school, WorkOverview *overview, GPtrArray *lines, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  g_autofree char *operation = NULL;
  int step = 0;

  for (guint i = lines->len; i > 0; i--)
    {
      ModelLine *line = g_ptr_array_index (lines, i - 1);

      if (is_meant (call, line))
        g_array_append_val (ids, line->agreement_id);
      else
        g_ptr_array_remove_index (lines, i - 1);
    }
  if (ids->len == 0)
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
                           _ ("There is no agreement to move there."));
      return FALSE;
    }
  if (call->to != NULL && !find_step (overview, call->to, &step, error))
    return FALSE;
  if (call->to != NULL)
    operation = work_school_set_step (school, (const gint64 *) (gpointer) ids->data, ids->len, step,
                                      &local);
  else
    operation = work_school_move_step (school, (const gint64 *) (gpointer) ids->data, ids->len,
                                       call->next ? 1 : -1, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * cli_step_run:
 * @call: DB
 *
 * Moves agreements to a step, on or back, as one operation, and prints their lines.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_step_run (CliCall *call)
{
  if ((call->to != NULL ? 1 : 0) + (call->next ? 1 : 0) + (call->back ? 1 : 0) != 1)
    return cli_output_usage (_ ("Say where to, with one of --to, --next and --back."));
  return cli_list_change (call, move);
}
