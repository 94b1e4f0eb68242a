/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-rule-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-text.h"

static void
check_interruptions (ModelRuleCheck *check)
{
  const ModelInterruptions *interruptions = check->duration->interruptions;

  if (interruptions->unclear != NULL)
    _model_rule_find (
        check, MODEL_RULE_INTERRUPTIONS, NULL,
        g_strdup_printf (_ ("The interruption “%s” is not understood and is not taken "
                            "off. Write it as 15/02/2027 or du 15/02/2027 au "
                            "19/02/2027."),
                         interruptions->unclear));
  for (guint i = 0; check->has_dates && i < interruptions->days->len; i++)
    {
      const ModelDays *days = &g_array_index (interruptions->days, ModelDays, i);
      g_autofree char *dates = base_date_range_to_text (&days->start, &days->end);

      if (g_date_compare (&days->end, &check->duration->start) < 0
          || g_date_compare (&check->duration->end, &days->start) < 0)
        _model_rule_find (
            check, MODEL_RULE_INTERRUPTIONS, NULL,
            g_strdup_printf (_ ("The interruption (%s) is not within the placement."), dates));
    }
}

/* Weeks of the period that the student spends in another company count as well. */
static guint
count_weeks (ModelRuleCheck *check)
{
  const GArray *others = check->facts->others;
  guint n_weeks = check->duration->n_weeks;

  for (guint i = 0; others != NULL && i < others->len; i++)
    {
      const ModelRulePlacement *other = &g_array_index (others, ModelRulePlacement, i);

      if (other->same_search && _model_rule_is_settled (other))
        n_weeks += other->n_weeks;
    }
  return n_weeks;
}

static void
check_weeks (ModelRuleCheck *check)
{
  guint tolerated = (guint) _model_rule_limit (check, MODEL_RULE_WEEKS);
  g_autoptr (ModelDuration) whole = NULL;
  guint n_weeks;

  if (check->facts->period == NULL)
    return;
  whole = model_duration_new (NULL, check->facts->period, check->facts->region);
  n_weeks = count_weeks (check);
  if (n_weeks + tolerated >= whole->n_weeks)
    return;
  _model_rule_find (check, MODEL_RULE_WEEKS, NULL,
                    g_strdup_printf (ngettext ("%u week in a company instead of the period’s %u: "
                                               "the others must be caught up.",
                                               "%u weeks in a company instead of the period’s %u: "
                                               "the others must be caught up.",
                                               n_weeks),
                                     n_weeks, whole->n_weeks));
}

static void
check_days (ModelRuleCheck *check)
{
  const char *written = _model_rule_get (check->facts->placement, "total_days");
  gint64 planned = written != NULL ? g_ascii_strtoll (written, NULL, 10) : 0;
  gint64 counted = check->duration->n_days;
  g_autofree char *hours = model_week_clock (check->duration->minutes);

  if (written == NULL || ABS (planned - counted) <= _model_rule_limit (check, MODEL_RULE_DAYS))
    return;
  _model_rule_find (
      check, MODEL_RULE_DAYS, NULL,
      check->duration->minutes > 0
          ? g_strdup_printf (_ ("%d days of presence are written, but dates, timetable, "
                                "interruptions and public holidays give %s, which is %d days of 7 "
                                "hours."),
                             (int) planned, hours, (int) counted)
          : g_strdup_printf (_ ("%d days of presence are written, but dates, interruptions and "
                                "public holidays give %d."),
                             (int) planned, (int) counted));
}

static void
check_weekly_hours (ModelRuleCheck *check)
{
  const ModelWeek *week = &check->duration->week;
  g_autofree char *declared = model_week_clock (week->declared);
  g_autofree char *summed = model_week_clock (week->minutes);

  if (week->has_timetable && week->declared > 0 && week->declared != week->minutes)
    _model_rule_find (
        check, MODEL_RULE_WEEKLY_HOURS, NULL,
        g_strdup_printf (_ ("%s a week are written, but the timetable adds up to %s."), declared,
                         summed));
}

static void
check_timetable (ModelRuleCheck *check)
{
  for (int weekday = G_DATE_MONDAY; weekday <= G_DATE_SUNDAY; weekday++)
    {
      const ModelWeekDay *day = &check->duration->week.days[weekday];
      const char *column = model_week_columns ((GDateWeekday) weekday)->halves[1];
      g_autofree char *key = g_strconcat ("placement.", column, NULL);
      g_autofree char *name =
          base_text_first_cap (base_date_weekday_name ((GDateWeekday) weekday, FALSE));

      if (day->ends[0] > day->starts[0] && day->ends[1] > day->starts[1]
          && day->starts[1] < day->ends[0])
        _model_rule_find (
            check, MODEL_RULE_TIMETABLE, model_field_find (key)->key,
            g_strdup_printf (_ ("%s: the afternoon begins before the morning ends."), name));
    }
}

/**
 * _model_rule_check_duration:
 * @check: a run of the rules
 *
 * How long the placement is, and whether what is written adds up.
 */
void
_model_rule_check_duration (ModelRuleCheck *check)
{
  check_interruptions (check);
  check_weekly_hours (check);
  check_timetable (check);
  if (!check->has_dates)
    return;
  check_weeks (check);
  check_days (check);
}
