/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-rule-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "model-number-private.h"

static void
check_company (ModelRuleCheck *check)
{
  ModelRecord *company = check->facts->company;
  const char *name = _model_rule_get (company, "name");

  if (company == NULL)
    return;
  if (model_record_get_int (company, "is_closed") != 0)
    _model_rule_find (check, MODEL_RULE_COMPANY_CLOSED, NULL,
                      g_strdup_printf (_ ("The company %s is marked as closed."), name));
  if (g_strcmp0 (_model_rule_get (company, "status"), "to_avoid") == 0)
    _model_rule_find (check, MODEL_RULE_COMPANY_TO_AVOID, NULL,
                      g_strdup_printf (_ ("The company %s is marked as one to avoid."), name));
}

/* ---- presence in the company over the school year ---- */

/* The year that the period is of; without one, the one that the first day lies in. */
static gboolean
is_same_year (const ModelRuleCheck *check, const GDate *day)
{
  ModelRecord *year = check->facts->school_year;
  g_autofree char *own = base_date_school_year (&check->duration->start);
  g_autofree char *others = base_date_school_year (day);
  GDate start, end;

  if (_model_rule_get_date (year, "start", &start) && _model_rule_get_date (year, "end", &end))
    return g_date_compare (&start, day) <= 0 && g_date_compare (day, &end) <= 0;
  return g_str_equal (own, others);
}

static int
count_minutes (const ModelRuleCheck *check)
{
  const GArray *others = check->facts->others;
  gint64 company_id = model_record_get_int (check->facts->placement, "company_id");
  int minutes = check->duration->minutes > 0
                    ? check->duration->minutes
                    : (int) check->duration->n_days * MODEL_DURATION_DAY_MINUTES;

  for (guint i = 0; company_id != 0 && others != NULL && i < others->len; i++)
    {
      const ModelRulePlacement *other = &g_array_index (others, ModelRulePlacement, i);

      if (other->company_id == company_id && _model_rule_is_settled (other)
          && g_date_valid (&other->start) && is_same_year (check, &other->start))
        minutes += other->minutes;
    }
  return minutes;
}

/* Minutes of presence that one amount pays for (art. D124-6: a day is 7 hours, a month 22 days). */
static int
minutes_paid (const ModelRuleCheck *check, const char *unit)
{
  const struct
  {
    const char *unit;
    int minutes;
  } units[] = {
    { "hour", 60 },
    { "day", MODEL_DURATION_DAY_MINUTES },
    { "week", check->duration->week.minutes },
    { "month", MODEL_DURATION_MONTH_DAYS * MODEL_DURATION_DAY_MINUTES },
    { "total", check->duration->minutes },
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_strcmp0 (units[i].unit, unit) == 0)
      return units[i].minutes;
  return 0;
}

/* Whether it is enough, in whole numbers: cents and minutes. Without a unit nothing tells. */
static void
check_rate (ModelRuleCheck *check, gint64 allowance)
{
  int rate = _model_rule_limit (check, MODEL_RULE_ALLOWANCE_RATE);
  int minutes = minutes_paid (check, _model_rule_get (check->facts->placement, "allowance_unit"));
  g_autofree char *least = model_number_format_money (rate);
  g_autofree char *paid = NULL;

  if (minutes == 0 || allowance * 60 >= (gint64) rate * minutes)
    return;
  paid = model_number_format_money (allowance * 60 / minutes);
  _model_rule_find (
      check, MODEL_RULE_ALLOWANCE_RATE, NULL,
      g_strdup_printf (_ ("The allowance makes %s an hour; at least %s is due."), paid, least));
}

static void
check_allowance (ModelRuleCheck *check, int minutes)
{
  int limit = _model_rule_limit (check, MODEL_RULE_ALLOWANCE);
  gint64 allowance = model_record_get_int (check->facts->placement, "allowance");
  g_autofree char *hours = model_week_clock (minutes);

  if (minutes <= limit * 60)
    return;
  if (allowance > 0)
    check_rate (check, allowance);
  else
    _model_rule_find (check, MODEL_RULE_ALLOWANCE, NULL,
                      g_strdup_printf (_ ("%s in this company in the school year, more than %d: an "
                                          "allowance is due and none is written."),
                                       hours, limit));
}

static void
check_maximum (ModelRuleCheck *check, int minutes)
{
  int limit = _model_rule_limit (check, MODEL_RULE_MAXIMUM);
  g_autofree char *hours = model_week_clock (minutes);

  if (minutes > limit * 60)
    _model_rule_find (check, MODEL_RULE_MAXIMUM, NULL,
                      g_strdup_printf (_ ("%s in this company in the school year; no more than %d "
                                          "hours."),
                                       hours, limit));
}

/* ---- signatures ---- */

static void
check_signed (ModelRuleCheck *check)
{
  const GDate *start = &check->duration->start;
  g_autofree char *date = base_date_to_long (start);
  int days;

  if (check->facts->is_signed || !g_date_valid (&check->today)
      || g_date_compare (&check->duration->end, &check->today) < 0)
    return;
  days = g_date_days_between (&check->today, start);
  if (days > _model_rule_limit (check, MODEL_RULE_UNSIGNED))
    return;
  if (days < 0)
    _model_rule_find (check, MODEL_RULE_UNSIGNED, NULL,
                      g_strdup_printf (_ ("The placement has begun on %s and the agreement is not "
                                          "signed."),
                                       date));
  else if (days == 0)
    _model_rule_find (check, MODEL_RULE_UNSIGNED, NULL,
                      g_strdup (_ ("The placement begins today and the agreement is not signed.")));
  else
    _model_rule_find (check, MODEL_RULE_UNSIGNED, NULL,
                      g_strdup_printf (ngettext ("The placement begins in %d day, on %s, and the "
                                                 "agreement is not signed.",
                                                 "The placement begins in %d days, on %s, and the "
                                                 "agreement is not signed.",
                                                 (gulong) days),
                                       days, date));
}

/**
 * _model_rule_check_company:
 * @check: a run of the rules
 *
 * The company, what it owes, and whether all have signed.
 */
void
_model_rule_check_company (ModelRuleCheck *check)
{
  int minutes;

  check_company (check);
  if (!check->has_dates)
    return;
  minutes = count_minutes (check);
  check_allowance (check, minutes);
  check_maximum (check, minutes);
  check_signed (check);
}
