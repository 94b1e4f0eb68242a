/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-rule-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-text.h"

#define LONGEST_DECLARATION 100 /* years */

static void
check_birth_date (ModelRuleCheck *check)
{
  if (check->facts->student != NULL && !g_date_valid (&check->birth))
    _model_rule_find (check, MODEL_RULE_BIRTH_DATE, NULL,
                      g_strdup (_ ("The student’s date of birth is missing: working time and "
                                   "signatures of minors are not checked.")));
}

static void
check_minimum_age (ModelRuleCheck *check)
{
  int limit = _model_rule_limit (check, MODEL_RULE_MINIMUM_AGE);
  const GDate *start = &check->duration->start;
  g_autofree char *date = base_date_to_long (start);

  if (_model_rule_is_under (check, limit, start))
    _model_rule_find (
        check, MODEL_RULE_MINIMUM_AGE, NULL,
        g_strdup_printf (_ ("The student is under %d on the first day, %s."), limit, date));
}

/* The last day on which the student is a minor. */
static GDate
last_minor_day (const ModelRuleCheck *check)
{
  GDate day = check->adult_on;

  g_date_subtract_days (&day, 1);
  return g_date_compare (&day, &check->duration->end) < 0 ? day : check->duration->end;
}

static void
check_declaration (ModelRuleCheck *check)
{
  int years = MIN (_model_rule_limit (check, MODEL_RULE_REGULATED_DECLARED), LONGEST_DECLARATION);
  GDate declared, expires, last = last_minor_day (check);
  g_autofree char *date = NULL;
  g_autofree char *end = NULL;

  if (!_model_rule_get_date (check->facts->placement, "regulated_on", &declared))
    {
      _model_rule_find (check, MODEL_RULE_REGULATED_DECLARED, NULL,
                        g_strdup (_ ("Regulated works of a minor: the day of the declaration to "
                                     "the labour inspectorate is missing.")));
      return;
    }
  base_date_birthday (&declared, (guint) years, &expires);
  if (g_date_compare (&last, &expires) < 0)
    return;
  date = base_date_to_long (&declared);
  end = base_date_to_long (&expires);
  _model_rule_find (check, MODEL_RULE_REGULATED_DECLARED, NULL,
                    g_strdup_printf (_ ("Regulated works of a minor: the declaration of %s is no "
                                        "longer valid on %s."),
                                     date, end));
}

static void
check_regulated_works (ModelRuleCheck *check)
{
  int limit = _model_rule_limit (check, MODEL_RULE_REGULATED_AGE);
  const GDate *start = &check->duration->start;
  g_autofree char *date = base_date_to_long (start);

  if (_model_rule_get (check->facts->placement, "regulated_works") == NULL
      || !_model_rule_is_minor (check, start))
    return;
  if (_model_rule_is_under (check, limit, start))
    _model_rule_find (check, MODEL_RULE_REGULATED_AGE, NULL,
                      g_strdup_printf (_ ("Regulated works: the student is under %d on the first "
                                          "day, %s."),
                                       limit, date));
  check_declaration (check);
}

/* Work at night that is said of a minor; unless its hours were found fault with already. */
static void
check_night_work (ModelRuleCheck *check)
{
  const GDate *start = &check->duration->start;
  ModelRuleId rule =
      _model_rule_is_under (check, 16, start) ? MODEL_RULE_UNDER16_NIGHT : MODEL_RULE_MINOR_NIGHT;

  if (model_record_get_int (check->facts->placement, "night_work") != 0
      && _model_rule_is_minor (check, start) && !_model_rule_is_found (check, rule))
    _model_rule_find (check, rule, "placement.night_work",
                      g_strdup (_ ("The sheet mentions night work, which is not allowed before the "
                                   "18th birthday.")));
}

/* Only a sheet that says so has presence on a public holiday. */
static void
check_holidays (ModelRuleCheck *check)
{
  for (guint i = 0; i < check->duration->days->len; i++)
    {
      const GDate *day = &g_array_index (check->duration->days, ModelPresence, i).day;
      const char *holiday = base_holiday_name (day, check->facts->region);
      g_autofree char *long_date = base_date_to_long (day);
      g_autofree char *date = base_text_first_cap (long_date);

      if (holiday != NULL && _model_rule_is_minor (check, day))
        _model_rule_find (check, MODEL_RULE_MINOR_HOLIDAY, NULL,
                          g_strdup_printf (_ ("%s: presence on a public holiday (%s), which is not "
                                              "allowed under 18."),
                                           date, holiday));
    }
}

static void
check_sundays (ModelRuleCheck *check)
{
  gboolean is_said = model_record_get_int (check->facts->placement, "sunday_work") != 0;

  for (guint i = 0; !is_said && i < check->duration->days->len; i++)
    {
      const GDate *day = &g_array_index (check->duration->days, ModelPresence, i).day;
      g_autofree char *date = NULL;

      if (g_date_get_weekday (day) != G_DATE_SUNDAY)
        continue;
      date = base_date_to_long (day);
      _model_rule_find (check, MODEL_RULE_SUNDAY_UNSAID, NULL,
                        g_strdup_printf (_ ("Presence on Sundays, the first on %s: the sheet must "
                                            "mention work on Sundays or public holidays."),
                                         date));
      return;
    }
}

/**
 * _model_rule_check_age:
 * @check: a run of the rules
 *
 * What is allowed from an age on, and what the sheet must mention.
 */
void
_model_rule_check_age (ModelRuleCheck *check)
{
  check_birth_date (check);
  if (!check->has_dates)
    return;
  check_minimum_age (check);
  check_regulated_works (check);
  check_night_work (check);
  check_holidays (check);
  check_sundays (check);
}
