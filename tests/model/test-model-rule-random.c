/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-rule-fixture.h"

#include "base-date.h"
#include "base-text.h"
#include "model-duration.h"

#define N_ROUNDS 300

static char *
random_day (int first, int last)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, (guint32) g_test_rand_int_range (first, last));
  return base_date_to_iso (&day);
}

static int
julian (const char *iso)
{
  GDate day;

  g_assert_true (base_date_parse_iso (iso, &day));
  return (int) g_date_get_julian (&day);
}

/* A placement of up to ten weeks with any timetable, of a student of 13 to 20. */
static RuleFixture *
random_fixture (void)
{
  int first = julian ("2026-09-01") + g_test_rand_int_range (0, 300);
  g_autofree char *start = random_day (first, first + 1);
  g_autofree char *end = random_day (first, first + 70);
  g_autofree char *birth = random_day (julian ("2006-09-01"), julian ("2013-09-01"));
  g_autoptr (GString) changes = g_string_new (NULL);

  g_string_append_printf (changes, "placement.start=%s|placement.end=%s|student.birth_date=%s|",
                          start, end, birth);
  g_string_append (changes, "week=12345|");
  for (int weekday = 1; weekday <= 7; weekday++)
    if (g_test_rand_int_range (0, 4) != 0)
      g_string_append_printf (changes, "week=%d %02d:%02d-12:00 13:00-%02d:%02d|", weekday,
                              g_test_rand_int_range (5, 11), g_test_rand_int_range (0, 60),
                              g_test_rand_int_range (14, 23), g_test_rand_int_range (0, 60));
  if (g_test_rand_bit ())
    g_string_append_printf (changes, "placement.interruptions=%s", start);
  if (g_test_rand_bit ())
    g_string_append (changes, "|placement.sunday_work=1");
  return rule_fixture_new (changes->str);
}

static gboolean
is_for_minors (const ModelFinding *finding)
{
  const char *key = model_rule_info (finding->rule)->key;

  return g_str_has_prefix (key, "minor_") || g_str_has_prefix (key, "under1")
         || g_str_has_prefix (key, "regulated_") || g_str_has_prefix (key, "guardian");
}

/* Whatever the placement, a finding is a sentence that leads somewhere, the gravest come first, and
 * nobody of age is protected as a minor. */
static void
test_findings (void)
{
  for (guint n = 0; n < N_ROUNDS; n++)
    {
      g_autoptr (RuleFixture) fixture = random_fixture ();
      g_autoptr (GPtrArray) findings = rule_fixture_check (fixture);
      gboolean of_age =
          julian (model_record_get (fixture->facts.student, "birth_date")) < julian ("2008-08-31");

      for (guint i = 0; i < findings->len; i++)
        {
          const ModelFinding *finding = g_ptr_array_index (findings, i);

          g_test_message ("%s", finding->text);
          g_assert_true (g_str_has_suffix (finding->text, "."));
          g_assert_true (g_utf8_validate (finding->text, -1, NULL));
          g_assert_nonnull (model_field_find (finding->field));
          g_assert_cmpint (finding->level, ==, fixture->settings.levels[finding->rule]);
          if (i > 0)
            g_assert_cmpint (finding->level, <=,
                             ((ModelFinding *) g_ptr_array_index (findings, i - 1))->level);
          g_assert_false (of_age && is_for_minors (finding));
        }
    }
}

static void
test_all_off (void)
{
  for (guint n = 0; n < N_ROUNDS; n++)
    {
      g_autoptr (RuleFixture) fixture = random_fixture ();
      g_autoptr (GPtrArray) findings = NULL;

      for (guint i = 0; i < MODEL_N_RULES; i++)
        fixture->settings.levels[i] = MODEL_RULE_OFF;
      findings = rule_fixture_check (fixture);
      g_assert_cmpuint (findings->len, ==, 0);
    }
}

/* The plainest reading of the law, on its own: is there a day, or a week, of which a minor spends
 * more than the limit? Weeks in which the student comes of age are left to the cases. */
static void
expect (RuleFixture *fixture, gboolean *long_day, gboolean *long_week)
{
  g_autoptr (ModelDuration) duration =
      model_duration_new (fixture->facts.placement, NULL, BASE_HOLIDAY_FRANCE);
  int majority = 0, monday = 0, week = 0;
  GDate birth, of_age;

  g_assert_true (
      base_date_parse_iso (model_record_get (fixture->facts.student, "birth_date"), &birth));
  base_date_birthday (&birth, 18, &of_age);
  majority = (int) g_date_get_julian (&of_age);
  *long_day = *long_week = FALSE;
  for (guint i = 0; i < duration->days->len; i++)
    {
      const ModelPresence *presence = &g_array_index (duration->days, ModelPresence, i);
      int day = (int) g_date_get_julian (&presence->day);
      int own_monday = day - (int) g_date_get_weekday (&presence->day) + 1;
      gboolean is_minor;

      if (own_monday != monday)
        week = 0;
      if (week == 0)
        monday = own_monday;
      week += presence->minutes;
      is_minor = day < majority;
      if (is_minor && presence->minutes > 8 * 60)
        *long_day = TRUE;
      if (is_minor && week > 35 * 60)
        *long_week = TRUE;
    }
}

static void
test_against_the_law (void)
{
  guint n_long_days = 0;

  for (guint n = 0; n < N_ROUNDS; n++)
    {
      g_autoptr (RuleFixture) fixture = random_fixture ();
      g_autoptr (GPtrArray) findings = NULL;
      gboolean long_day, long_week;

      fixture->settings.levels[MODEL_RULE_UNDER16_DAY] = MODEL_RULE_OFF;
      fixture->settings.levels[MODEL_RULE_UNDER15_WEEK] = MODEL_RULE_OFF;
      findings = rule_fixture_check (fixture);
      expect (fixture, &long_day, &long_week);
      n_long_days += long_day ? 1 : 0;
      g_assert_cmpint (rule_fixture_find (findings, "minor_day") != NULL, ==, long_day);
      if (long_week)
        g_assert_nonnull (rule_fixture_find (findings, "minor_week"));
    }
  /* Both kinds were met. */
  g_assert_cmpuint (n_long_days, >, 0);
  g_assert_cmpuint (n_long_days, <, N_ROUNDS);
}

/* A rule that is made stricter never finds less. */
static void
test_stricter (void)
{
  static const ModelRuleId rules[] = { MODEL_RULE_MINOR_DAY, MODEL_RULE_MINOR_WEEK,
                                       MODEL_RULE_ADULT_WEEK };

  for (guint n = 0; n < N_ROUNDS; n++)
    {
      g_autoptr (RuleFixture) fixture = random_fixture ();
      ModelRuleId rule = rules[n % G_N_ELEMENTS (rules)];
      const char *key = model_rule_info (rule)->key;
      g_autoptr (GPtrArray) before = rule_fixture_check (fixture);
      g_autoptr (GPtrArray) after = NULL;

      fixture->settings.limits[rule] -= 2;
      after = rule_fixture_check (fixture);
      if (rule_fixture_find (before, key) != NULL)
        g_assert_nonnull (rule_fixture_find (after, key));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/rule/random/findings", test_findings);
  g_test_add_func ("/model/rule/random/all-off", test_all_off);
  g_test_add_func ("/model/rule/random/against-the-law", test_against_the_law);
  g_test_add_func ("/model/rule/random/stricter", test_stricter);
  return g_test_run ();
}
