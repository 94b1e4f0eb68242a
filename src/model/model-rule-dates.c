/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-rule-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-text.h"

static void
check_dates_known (ModelRuleCheck *check)
{
  const ModelDuration *duration = check->duration;
  g_autofree char *start = base_date_to_long (&duration->start);
  g_autofree char *end = base_date_to_long (&duration->end);

  if (!g_date_valid (&duration->start))
    _model_rule_find (check, MODEL_RULE_DATES_MISSING, "placement.start",
                      g_strdup (_ ("The first day of the placement is missing.")));
  if (!g_date_valid (&duration->end))
    _model_rule_find (check, MODEL_RULE_DATES_MISSING, "placement.end",
                      g_strdup (_ ("The last day of the placement is missing.")));
  if (g_date_valid (&duration->start) && g_date_valid (&duration->end) && !check->has_dates)
    _model_rule_find (
        check, MODEL_RULE_DATES_REVERSED, NULL,
        g_strdup_printf (_ ("The last day, %s, comes before the first, %s."), end, start));
}

static void
check_school_year (ModelRuleCheck *check)
{
  const ModelDuration *duration = check->duration;
  ModelRecord *year = check->facts->school_year;
  g_autofree char *dates = base_date_range_to_text (&duration->start, &duration->end);
  g_autofree char *year_dates = NULL;
  const char *name = _model_rule_get (year, "name");
  gboolean begins_before;
  GDate start, end;

  if (!_model_rule_get_date (year, "start", &start) || !_model_rule_get_date (year, "end", &end))
    return;
  begins_before = g_date_compare (&duration->start, &start) < 0;
  if (!begins_before && g_date_compare (&duration->end, &end) <= 0)
    return;
  year_dates = base_date_range_to_text (&start, &end);
  _model_rule_find (
      check, MODEL_RULE_SCHOOL_YEAR, begins_before ? "placement.start" : "placement.end",
      g_strdup_printf (_ ("The placement, %s, is not within the school year %s, which runs %s."),
                       dates, name != NULL ? name : "", year_dates));
}

/* How a placement lies to its period. What lies beside it is neither late nor early. */
static char *
name_shift (const ModelDuration *own, const GDate *start, const GDate *end)
{
  const gboolean beside =
      g_date_compare (&own->start, end) > 0 || g_date_compare (&own->end, start) < 0;
  const struct
  {
    gboolean holds;
    const char *label;
  } shifts[] = {
    { g_date_compare (&own->start, end) > 0, N_ ("placement to catch up") },
    { g_date_compare (&own->end, start) < 0, N_ ("placement ahead of the period") },
    { !beside && g_date_compare (&own->start, start) > 0, N_ ("late start") },
    { !beside && g_date_compare (&own->start, start) < 0, N_ ("early start") },
    { !beside && g_date_compare (&own->end, end) > 0, N_ ("late end") },
    { !beside && g_date_compare (&own->end, end) < 0, N_ ("early end") },
  };
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++)
    if (shifts[i].holds)
      g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", _ (shifts[i].label));
  return name->len > 0 ? base_text_first_cap (name->str) : NULL;
}

static void
check_period (ModelRuleCheck *check)
{
  const ModelDuration *duration = check->duration;
  ModelRecord *period = check->facts->period;
  g_autofree char *dates = base_date_range_to_text (&duration->start, &duration->end);
  g_autofree char *period_dates = NULL;
  g_autofree char *shift = NULL;
  GDate start, end;

  if (!_model_rule_get_date (period, "start", &start)
      || !_model_rule_get_date (period, "end", &end))
    return;
  shift = name_shift (duration, &start, &end);
  if (shift == NULL)
    return;
  period_dates = base_date_range_to_text (&start, &end);
  _model_rule_find (
      check, MODEL_RULE_PERIOD,
      g_date_compare (&duration->start, &start) == 0 ? "placement.end" : "placement.start",
      g_strdup_printf (_ ("%s: %s, while the period runs %s."), shift, dates, period_dates));
}

static void
check_overlap (ModelRuleCheck *check, const ModelRulePlacement *other)
{
  const GDate *start = &check->duration->start, *end = &check->duration->end;
  g_autofree char *dates = NULL;

  if (!_model_rule_is_settled (other) || !g_date_valid (&other->start)
      || !g_date_valid (&other->end))
    return;
  if (g_date_compare (start, &other->start) < 0)
    start = &other->start;
  if (g_date_compare (end, &other->end) > 0)
    end = &other->end;
  if (g_date_compare (start, end) > 0)
    return;
  dates = base_date_range_to_text (start, end);
  _model_rule_find (
      check, MODEL_RULE_OVERLAP, NULL,
      g_strdup_printf (_ ("The student has another placement at the same time, %s: "
                          "%s."),
                       dates, other->company != NULL ? other->company : _ ("company not known")));
}

static void
check_overlaps (ModelRuleCheck *check)
{
  const GArray *others = check->facts->others;

  for (guint i = 0; others != NULL && i < others->len; i++)
    check_overlap (check, &g_array_index (others, ModelRulePlacement, i));
}

static gboolean
is_present (const ModelDuration *duration, const GDate *day)
{
  for (guint i = 0; i < duration->days->len; i++)
    if (g_date_compare (&g_array_index (duration->days, ModelPresence, i).day, day) == 0)
      return TRUE;
  return FALSE;
}

static void
check_day_off (ModelRuleCheck *check, const GDate *day, const char *field)
{
  const char *holiday = base_holiday_name (day, check->facts->region);
  g_autofree char *date = base_date_to_long (day);
  g_autofree char *text = NULL;

  if (is_present (check->duration, day))
    return;
  if (holiday != NULL)
    text = g_strdup_printf (_ ("%s is a public holiday (%s): the placement does not begin or end "
                               "on it."),
                            date, holiday);
  else if (g_date_get_weekday (day) == G_DATE_SUNDAY)
    text = g_strdup_printf (_ ("%s is a Sunday without presence: the placement does not begin or "
                               "end on it."),
                            date);
  if (text != NULL)
    _model_rule_find (check, MODEL_RULE_HOLIDAY, field, base_text_first_cap (text));
}

/**
 * _model_rule_check_dates:
 * @check: a run of the rules
 *
 * When the placement is.
 */
void
_model_rule_check_dates (ModelRuleCheck *check)
{
  check_dates_known (check);
  if (!check->has_dates)
    return;
  check_school_year (check);
  check_period (check);
  check_overlaps (check);
  check_day_off (check, &check->duration->start, "placement.start");
  check_day_off (check, &check->duration->end, "placement.end");
}
