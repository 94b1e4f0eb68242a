/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-year-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-text.h"
#include "work-change-private.h"

#define MOST_SHARED_DAYS 31

/* Schools that end a year on the last of August begin the next one on the thirtieth: what is
 * refused is a slip of the pen. */
static gboolean
begins_too_early (const WorkRollOver *plan, const GDate *start)
{
  GDate end;

  g_date_clear (&end, 1);
  return base_date_parse_iso (plan->year_end, &end)
         && g_date_days_between (start, &end) > MOST_SHARED_DAYS;
}

static gboolean
check_days (const WorkRollOver *plan, GError **error)
{
  GDate start, end;

  g_date_clear (&start, 1);
  g_date_clear (&end, 1);
  if (!base_date_parse_iso (plan->start, &start) || !base_date_parse_iso (plan->end, &end)
      || g_date_compare (&start, &end) > 0)
    return _work_refuse (error, _ ("The new school year needs a first day and a last day after it. "
                                   "Correct them."));
  if (begins_too_early (plan, &start))
    return _work_refuse (error,
                         _ ("The new school year begins before the year %s is over. Correct its "
                            "first day."),
                         plan->year_name);
  return TRUE;
}

static gboolean
check_year (const WorkRollOver *plan, GError **error)
{
  if (base_text_is_blank (plan->name))
    return _work_refuse (error, _ ("The new school year needs a name. Write one."));
  if (_work_roll_same_name (plan->name, plan->year_name))
    return _work_refuse (error,
                         _ ("The new school year is called “%s” like the one before. Give it "
                            "another name."),
                         plan->name);
  /* A year that is there keeps its days. */
  return !plan->is_new || check_days (plan, error);
}

static gboolean
check_class (const WorkRollOver *plan, const WorkRollClass *one, GError **error)
{
  if (!one->copied)
    return TRUE;
  if (base_text_is_blank (one->new_name))
    return _work_refuse (error, _ ("The class %s needs a name in the new year. Write one."),
                         one->name);
  for (guint i = 0; i < plan->classes->len; i++)
    {
      const WorkRollClass *other = g_ptr_array_index (plan->classes, i);

      if (other != one && other->copied && _work_roll_same_name (other->new_name, one->new_name))
        return _work_refuse (error,
                             _ ("Two classes of the new year are called “%s”. Give one of them "
                                "another name."),
                             one->new_name);
    }
  return TRUE;
}

static gboolean
check_period (const WorkRollOver *plan, const WorkRollPeriod *one, GError **error)
{
  GDate start, end;

  g_date_clear (&start, 1);
  g_date_clear (&end, 1);
  if (!one->copied || one->exists || !work_roll_over_has_classes (plan, one))
    return TRUE;
  if (!base_date_parse_iso (one->start, &start) || !base_date_parse_iso (one->end, &end)
      || g_date_compare (&start, &end) > 0)
    return _work_refuse (error,
                         _ ("The period “%s” needs a first day and a last day after it. Correct "
                            "them."),
                         one->name);
  if (g_strcmp0 (one->start, plan->start) < 0 || g_strcmp0 (one->end, plan->end) > 0)
    return _work_refuse (error,
                         _ ("The days of the period “%s” are not all in the new school year. "
                            "Correct them."),
                         one->name);
  return TRUE;
}

static gboolean
check_classes (const WorkRollOver *plan, GError **error)
{
  for (guint i = 0; i < plan->classes->len; i++)
    if (!check_class (plan, g_ptr_array_index (plan->classes, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
check_periods (const WorkRollOver *plan, GError **error)
{
  for (guint i = 0; i < plan->periods->len; i++)
    if (!check_period (plan, g_ptr_array_index (plan->periods, i), error))
      return FALSE;
  return TRUE;
}

static gboolean (*const checks[]) (const WorkRollOver *plan, GError **error) = {
  [WORK_ROLL_YEAR] = check_year,
  [WORK_ROLL_CLASSES] = check_classes,
  [WORK_ROLL_PERIODS] = check_periods,
};

/**
 * work_roll_over_check:
 * @plan: a plan
 * @part: a part of it
 * @error: return location, for %WORK_ERROR_REFUSED
 *
 * Returns: whether that part makes sense
 */
gboolean
work_roll_over_check (const WorkRollOver *plan, WorkRollPart part, GError **error)
{
  g_return_val_if_fail ((guint) part < WORK_N_ROLL_PARTS, FALSE);

  return checks[part](plan, error);
}
