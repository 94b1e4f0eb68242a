/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-rule-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-text.h"

#define ANY_AGE      G_MAXINT
#define DAY_MINUTES  (24 * 60)
#define WEEK_DAYS    7
#define MORNING_FROM (6 * 60) /* when a night ends */

/* One rule of those that say the same for different ages. */
typedef struct
{
  ModelRuleId rule;
  int below_age;
  int stretch; /* pauses only: minutes of work that are possible without one */
} Band;

/* Where a rule does not hold. */
typedef struct
{
  guint n_days;
  guint weekdays; /* set of MODEL_WEEK_BIT */
  int value;      /* what was measured on the worst day */
  GDate worst;    /* the first of the worst days */
  GDate first;
  int values[WEEK_DAYS + 1]; /* by weekday */
} Hit;

/* What is measured on each day of presence, and how it is told. */
typedef struct
{
  Band bands[3];
  guint n_bands;
  gboolean needs_timetable;
  /* Whether the day breaks the rule; @value: how badly. */
  gboolean (
      *breaks) (const ModelRuleCheck *check, guint index, const Band *band, int limit, int *value);
  void (*tell) (ModelRuleCheck *check, const Band *band, const Hit *hit);
} Measure;

static const ModelPresence *
presence_at (const ModelRuleCheck *check, guint index)
{
  return &g_array_index (check->duration->days, ModelPresence, index);
}

static const ModelWeekDay *
week_day (const ModelRuleCheck *check, const GDate *day)
{
  return &check->duration->week.days[g_date_get_weekday (day)];
}

/* ---- how it is told ---- */

/* "lundi à mercredi, vendredi" */
static char *
name_weekdays (guint weekdays)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (int first = G_DATE_MONDAY, last; first <= G_DATE_SUNDAY; first = last + 1)
    {
      last = first;
      if ((weekdays & MODEL_WEEK_BIT (first)) == 0)
        continue;
      while (last < G_DATE_SUNDAY && (weekdays & MODEL_WEEK_BIT (last + 1)) != 0)
        last++;
      if (last - first == 1)
        last = first;
      if (names->len > 0)
        g_string_append (names, ", ");
      if (last == first)
        g_string_append (names, base_date_weekday_name ((GDateWeekday) first, FALSE));
      else
        g_string_append_printf (names, _ ("%s to %s"),
                                base_date_weekday_name ((GDateWeekday) first, FALSE),
                                base_date_weekday_name ((GDateWeekday) last, FALSE));
    }
  return base_text_first_cap (names->str);
}

/* Whom a rule protects, and until or from when if that changes within the placement. */
static char *
name_age (const ModelRuleCheck *check, const Band *band, const Hit *hit)
{
  g_autofree char *date = NULL;
  GDate birthday;

  if (band->below_age == ANY_AGE)
    {
      if (!_model_rule_is_minor (check, &check->duration->start)
          || g_date_compare (&hit->first, &check->adult_on) < 0)
        return g_strdup ("");
      date = base_date_to_long (&check->adult_on);
      return g_strdup_printf (_ (" from 18, reached on %s"), date);
    }
  base_date_birthday (&check->birth, (guint) band->below_age, &birthday);
  if (g_date_compare (&birthday, &check->duration->end) > 0)
    return g_strdup_printf (_ (" under %d"), band->below_age);
  date = base_date_to_long (&birthday);
  return g_strdup_printf (_ (" under %d, until the birthday on %s"), band->below_age, date);
}

/* The first half day of the first weekday that is found fault with. */
static const char *
field_of (const ModelRuleCheck *check, guint weekdays, guint half)
{
  for (int weekday = G_DATE_MONDAY; weekday <= G_DATE_SUNDAY; weekday++)
    if ((weekdays & MODEL_WEEK_BIT (weekday)) != 0)
      {
        const ModelWeekDay *day = &check->duration->week.days[weekday];
        guint at = day->ends[half] > day->starts[half] ? half : 1 - half;
        g_autofree char *key = g_strconcat (
            "placement.", model_week_columns ((GDateWeekday) weekday)->halves[at], NULL);

        return model_field_find (key)->key;
      }
  return NULL;
}

static char *
hours (int n)
{
  return model_week_clock (n * 60);
}

/* ---- hours a day ---- */

static gboolean
breaks_day (const ModelRuleCheck *check, guint index, const Band *band, int limit, int *value)
{
  *value = presence_at (check, index)->minutes;
  return *value > limit * 60;
}

/* Days of the same length are told together. */
static void
tell_day (ModelRuleCheck *check, const Band *band, const Hit *hit)
{
  g_autofree char *age = name_age (check, band, hit);
  g_autofree char *most = hours (_model_rule_limit (check, band->rule));
  guint told = 0;

  for (int weekday = G_DATE_MONDAY; weekday <= G_DATE_SUNDAY; weekday++)
    {
      guint alike = 0;
      g_autofree char *names = NULL;
      g_autofree char *length = model_week_clock (hit->values[weekday]);

      for (int other = G_DATE_MONDAY; other <= G_DATE_SUNDAY; other++)
        if (hit->values[other] == hit->values[weekday])
          alike |= hit->weekdays & MODEL_WEEK_BIT (other);
      if ((hit->weekdays & ~told & MODEL_WEEK_BIT (weekday)) == 0)
        continue;
      told |= alike;
      names = name_weekdays (alike);
      _model_rule_find (
          check, band->rule, field_of (check, alike, 0),
          g_strdup_printf (_ ("%s: %s a day; no more than %s%s."), names, length, most, age));
    }
}

/* ---- hours a week ---- */

static GDate
monday_of (const GDate *day)
{
  GDate monday = *day;

  g_date_subtract_days (&monday, (guint) g_date_get_weekday (day) - G_DATE_MONDAY);
  return monday;
}

/* Of each calendar week, on its first day of presence: the age is the youngest of that week. */
static gboolean
breaks_week (const ModelRuleCheck *check, guint index, const Band *band, int limit, int *value)
{
  GDate monday = monday_of (&presence_at (check, index)->day);

  if (index > 0 && g_date_compare (&presence_at (check, index - 1)->day, &monday) >= 0)
    return FALSE;
  *value = 0;
  for (guint i = index; i < check->duration->days->len; i++)
    {
      if (g_date_days_between (&monday, &presence_at (check, i)->day) >= WEEK_DAYS)
        break;
      *value += presence_at (check, i)->minutes;
    }
  return *value > limit * 60;
}

static void
tell_week (ModelRuleCheck *check, const Band *band, const Hit *hit)
{
  g_autofree char *age = name_age (check, band, hit);
  g_autofree char *most = hours (_model_rule_limit (check, band->rule));
  g_autofree char *length = model_week_clock (hit->value);
  g_autofree char *date = base_date_to_long (&hit->worst);
  const char *field =
      check->duration->week.has_timetable ? field_of (check, hit->weekdays, 0) : NULL;

  _model_rule_find (
      check, band->rule, field,
      g_strdup_printf (_ ("Week of %s: %s; no more than %s a week%s."), date, length, most, age));
}

/* ---- rest from one day to the next ---- */

static int
day_start (const ModelWeekDay *day)
{
  return day->ends[0] > day->starts[0] ? day->starts[0] : day->starts[1];
}

static int
day_end (const ModelWeekDay *day)
{
  return day->ends[1] > day->starts[1] ? day->ends[1] : day->ends[0];
}

/* Before the day; the night in which the clocks change is an hour shorter or longer. */
static gboolean
breaks_rest (const ModelRuleCheck *check, guint index, const Band *band, int limit, int *value)
{
  const GDate *day = &presence_at (check, index)->day, *before;

  if (index == 0)
    return FALSE;
  before = &presence_at (check, index - 1)->day;
  if (g_date_days_between (before, day) != 1)
    return FALSE;
  *value = DAY_MINUTES - day_end (week_day (check, before)) + day_start (week_day (check, day))
           - base_holiday_clock_change (day, check->facts->region);
  if (*value >= limit * 60)
    return FALSE;
  *value = -*value; /* the less, the worse */
  return TRUE;
}

static void
tell_rest (ModelRuleCheck *check, const Band *band, const Hit *hit)
{
  g_autofree char *age = name_age (check, band, hit);
  g_autofree char *least = hours (_model_rule_limit (check, band->rule));
  g_autofree char *rest = model_week_clock (MAX (-hit->value, 0));
  g_autofree char *weekdays = name_weekdays (hit->weekdays);
  g_autofree char *long_date = base_date_to_long (&hit->worst);
  g_autofree char *date = base_text_first_cap (long_date);

  _model_rule_find (check, band->rule, field_of (check, hit->weekdays, 0),
                    g_strdup_printf (_ ("%s: %s of rest since the day before; at least %s%s."),
                                     hit->n_days == 1 ? date : weekdays, rest, least, age));
}

/* ---- weekly rest ---- */

/* Sunday, with the Saturday before or the Monday after. */
static gboolean
breaks_days_off (const ModelRuleCheck *check, guint index, const Band *band, int limit, int *value)
{
  GDateWeekday weekday = g_date_get_weekday (&presence_at (check, index)->day);
  guint weekdays = check->duration->week.days_of_presence;

  *value = 0;
  return weekday == G_DATE_SUNDAY
         || (weekday == G_DATE_SATURDAY && (weekdays & MODEL_WEEK_BIT (G_DATE_MONDAY)) != 0);
}

static void
tell_days_off (ModelRuleCheck *check, const Band *band, const Hit *hit)
{
  g_autofree char *age = name_age (check, band, hit);
  g_autofree char *weekdays = name_weekdays (hit->weekdays);

  _model_rule_find (check, band->rule, field_of (check, hit->weekdays, 0),
                    g_strdup_printf (_ ("%s: presence leaves no two days of rest in a row with "
                                        "Sunday, which are due%s."),
                                     weekdays, age));
}

/* The seventh day in a row. */
static gboolean
breaks_day_off (const ModelRuleCheck *check, guint index, const Band *band, int limit, int *value)
{
  *value = 0;
  return index >= WEEK_DAYS - 1
         && g_date_days_between (&presence_at (check, index - (WEEK_DAYS - 1))->day,
                                 &presence_at (check, index)->day)
                == WEEK_DAYS - 1;
}

static void
tell_day_off (ModelRuleCheck *check, const Band *band, const Hit *hit)
{
  g_autofree char *long_date = base_date_to_long (&hit->first);
  g_autofree char *date = base_text_first_cap (long_date);

  _model_rule_find (check, band->rule, field_of (check, MODEL_WEEK_BIT (G_DATE_SUNDAY), 0),
                    g_strdup_printf (_ ("%s is the seventh day of presence in a row; one day of "
                                        "rest a week is due."),
                                     date));
}

/* ---- nights ---- */

/* Which half day is at night, or -1. */
static int
half_at_night (const ModelWeekDay *day, int limit)
{
  for (int half = 0; half < 2; half++)
    if (day->ends[half] > day->starts[half]
        && (day->starts[half] < MORNING_FROM || day->ends[half] > limit * 60))
      return half;
  return -1;
}

/* Who is of age works at night if the sheet says so; whose night begins later says nothing. */
static gboolean
breaks_night (const ModelRuleCheck *check, guint index, const Band *band, int limit, int *value)
{
  const GDate *day = &presence_at (check, index)->day;

  *value = half_at_night (week_day (check, day), limit);
  return *value >= 0
         && (band->below_age != ANY_AGE
             || (!_model_rule_is_minor (check, day)
                 && model_record_get_int (check->facts->placement, "night_work") == 0));
}

static void
tell_night (ModelRuleCheck *check, const Band *band, const Hit *hit)
{
  g_autofree char *age = name_age (check, band, hit);
  g_autofree char *weekdays = name_weekdays (hit->weekdays);
  g_autofree char *evening = hours (_model_rule_limit (check, band->rule));
  g_autofree char *morning = model_week_clock (MORNING_FROM);

  _model_rule_find (
      check, band->rule, field_of (check, hit->weekdays, (guint) hit->value),
      band->below_age != ANY_AGE
          ? g_strdup_printf (_ ("%s: presence at night; none is allowed between %s and %s%s."),
                             weekdays, evening, morning, age)
          : g_strdup_printf (_ ("%s: presence between %s and %s; the sheet must mention night "
                                "work."),
                             weekdays, evening, morning));
}

/* ---- pauses ---- */

/* The longest work without a pause of @least minutes. A pause that does not lie between the two
 * halves lies where it serves best: in the middle. */
static int
longest_stretch (const ModelWeekDay *day, int least)
{
  int morning = day->ends[0] - day->starts[0], afternoon = day->ends[1] - day->starts[1];

  if (morning > 0 && afternoon > 0 && day->starts[1] - day->ends[0] >= least)
    return MAX (morning, afternoon);
  return day->pause >= least ? (day->minutes + 1) / 2 : day->minutes;
}

static gboolean
breaks_pause (const ModelRuleCheck *check, guint index, const Band *band, int limit, int *value)
{
  *value = longest_stretch (week_day (check, &presence_at (check, index)->day), limit);
  return *value > band->stretch;
}

static void
tell_pause (ModelRuleCheck *check, const Band *band, const Hit *hit)
{
  g_autofree char *age = name_age (check, band, hit);
  g_autofree char *weekdays = name_weekdays (hit->weekdays);
  g_autofree char *length = model_week_clock (hit->value);
  g_autofree char *stretch = model_week_clock (band->stretch);

  _model_rule_find (check, band->rule, field_of (check, hit->weekdays, 0),
                    g_strdup_printf (_ ("%s: %s without a pause; %d minutes are due after %s%s."),
                                     weekdays, length, _model_rule_limit (check, band->rule),
                                     stretch, age));
}

/* ---- all of them ---- */

static const Measure measures[] = {
  { { { MODEL_RULE_UNDER16_DAY, 16, 0 },
      { MODEL_RULE_MINOR_DAY, 18, 0 },
      { MODEL_RULE_ADULT_DAY, ANY_AGE, 0 } },
    3,
    TRUE,
    breaks_day,
    tell_day },
  { { { MODEL_RULE_UNDER15_WEEK, 15, 0 },
      { MODEL_RULE_MINOR_WEEK, 18, 0 },
      { MODEL_RULE_ADULT_WEEK, ANY_AGE, 0 } },
    3,
    FALSE,
    breaks_week,
    tell_week },
  { { { MODEL_RULE_UNDER16_REST, 16, 0 },
      { MODEL_RULE_MINOR_REST, 18, 0 },
      { MODEL_RULE_ADULT_REST, ANY_AGE, 0 } },
    3,
    TRUE,
    breaks_rest,
    tell_rest },
  { { { MODEL_RULE_MINOR_DAYS_OFF, 18, 0 } }, 1, TRUE, breaks_days_off, tell_days_off },
  { { { MODEL_RULE_ADULT_DAY_OFF, ANY_AGE, 0 } }, 1, TRUE, breaks_day_off, tell_day_off },
  { { { MODEL_RULE_UNDER16_NIGHT, 16, 0 },
      { MODEL_RULE_MINOR_NIGHT, 18, 0 },
      { MODEL_RULE_NIGHT_UNSAID, ANY_AGE, 0 } },
    3,
    TRUE,
    breaks_night,
    tell_night },
  { { { MODEL_RULE_MINOR_PAUSE, 18, 4 * 60 + 30 }, { MODEL_RULE_ADULT_PAUSE, ANY_AGE, 6 * 60 } },
    2,
    TRUE,
    breaks_pause,
    tell_pause },
};

static gboolean
concerns (const ModelRuleCheck *check, const Band *band, const GDate *day)
{
  return _model_rule_is_on (check, band->rule)
         && (band->below_age == ANY_AGE || _model_rule_is_under (check, band->below_age, day));
}

/* Of the rules that a day breaks only the gravest is told, and of those the strictest. */
static const Band *
find_band (const ModelRuleCheck *check, const Measure *measure, guint index, int *value)
{
  const Band *found = NULL;

  for (guint i = 0; i < measure->n_bands; i++)
    {
      const Band *band = &measure->bands[i];
      int measured;

      if (concerns (check, band, &presence_at (check, index)->day)
          && measure->breaks (check, index, band, _model_rule_limit (check, band->rule), &measured)
          && (found == NULL
              || check->settings->levels[band->rule] > check->settings->levels[found->rule]))
        {
          found = band;
          *value = measured;
        }
    }
  return found;
}

static void
add_hit (Hit *hit, const GDate *day, int value)
{
  GDateWeekday weekday = g_date_get_weekday (day);

  if (hit->n_days == 0)
    hit->first = *day;
  if (hit->n_days == 0 || value > hit->value)
    {
      hit->worst = *day;
      hit->value = value;
    }
  hit->weekdays |= MODEL_WEEK_BIT (weekday);
  hit->values[weekday] = value;
  hit->n_days++;
}

static void
take_measure (ModelRuleCheck *check, const Measure *measure)
{
  Hit hits[G_N_ELEMENTS (measure->bands)] = { 0 };

  if (measure->needs_timetable && !check->duration->week.has_timetable)
    return;
  for (guint i = 0; i < check->duration->days->len; i++)
    {
      int value = 0;
      const Band *band = find_band (check, measure, i, &value);

      if (band != NULL)
        add_hit (&hits[band - measure->bands], &presence_at (check, i)->day, value);
    }
  for (guint i = 0; i < measure->n_bands; i++)
    if (hits[i].n_days > 0)
      measure->tell (check, &measure->bands[i], &hits[i]);
}

/**
 * _model_rule_check_hours:
 * @check: a run of the rules
 *
 * Working time, day by day: the age is that of each day.
 */
void
_model_rule_check_hours (ModelRuleCheck *check)
{
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    take_measure (check, &measures[i]);
}
