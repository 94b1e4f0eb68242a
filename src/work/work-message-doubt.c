/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-lines.h"
#include "work-message-rule-private.h"

/* (transfer none): the lines of a school year, read once; %NULL with @error */
static GPtrArray *
find_lines (WorkMessagePlanner *planner, gint64 year_id, GError **error)
{
  GPtrArray *lines = g_hash_table_lookup (planner->lines, &year_id);

  if (lines != NULL)
    return lines;
  lines = store_lines_load (planner->connection, year_id, error);
  if (lines != NULL)
    g_hash_table_insert (planner->lines, g_memdup2 (&year_id, sizeof year_id), lines);
  return lines;
}

static gboolean
is_line (const ModelLine *line, const WorkMessageThing *thing)
{
  return line->student_id == thing->student_id && line->period_id == thing->period_id
         && (thing->placement_id == 0 || line->placement_id == thing->placement_id)
         && (thing->agreement_id == 0 || line->agreement_id == thing->agreement_id);
}

/**
 * _work_message_find_doubt:
 * @planner: a planner
 * @matter: what is written about
 * @event: key of an occasion
 * @doubt: (out) (transfer none) (nullable): why there is no reason to write, a sentence
 * @error: return location
 *
 * A person who writes to a whole class is spared those whom the occasion is not about.
 *
 * Returns: whether it could be found out
 */
gboolean
_work_message_find_doubt (WorkMessagePlanner *planner,
                          const WorkMessageMatter *matter,
                          const char *event,
                          const char **doubt,
                          GError **error)
{
  ModelRecord *year = matter->records->roles[MODEL_ROLE_SCHOOL_YEAR];
  GPtrArray *lines;

  *doubt = NULL;
  if (year == NULL)
    return TRUE;
  lines = find_lines (planner, model_record_get_id (year), error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    if (is_line (lines->pdata[i], &matter->thing))
      {
        *doubt = _work_message_doubt (event, lines->pdata[i], planner->today);
        return TRUE;
      }
  return lines != NULL;
}
