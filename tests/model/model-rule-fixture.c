/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-rule-fixture.h"

#include <string.h>

#include "base-date.h"
#include "model-duration.h"

#define SOUND                                                                         \
  "placement.start=2027-01-11|placement.end=2027-02-12|placement.company_id=7|"       \
  "week=12345 08:00-12:00 13:00-16:00|student.birth_date=2008-01-11|"                 \
  "period.start=2027-01-11|period.end=2027-02-12|school_year.name=2026-2027|"         \
  "school_year.start=2026-09-01|school_year.end=2027-08-31|company.name=Garage Roux|" \
  "tutor.phone=0536490012|representative.email=roux@exemple.fr|today=2026-11-24"

static const struct
{
  const char *name;
  gsize offset;
  ModelEntity entity;
} records[] = {
  { "placement", G_STRUCT_OFFSET (ModelRuleFacts, placement), MODEL_ENTITY_PLACEMENT },
  { "student", G_STRUCT_OFFSET (ModelRuleFacts, student), MODEL_ENTITY_STUDENT },
  { "period", G_STRUCT_OFFSET (ModelRuleFacts, period), MODEL_ENTITY_PERIOD },
  { "school_year", G_STRUCT_OFFSET (ModelRuleFacts, school_year), MODEL_ENTITY_SCHOOL_YEAR },
  { "class_group", G_STRUCT_OFFSET (ModelRuleFacts, class_group), MODEL_ENTITY_CLASS_GROUP },
  { "company", G_STRUCT_OFFSET (ModelRuleFacts, company), MODEL_ENTITY_COMPANY },
  { "tutor", G_STRUCT_OFFSET (ModelRuleFacts, tutor), MODEL_ENTITY_CONTACT },
  { "representative", G_STRUCT_OFFSET (ModelRuleFacts, representative), MODEL_ENTITY_CONTACT },
};

static const struct
{
  const char *name;
  gsize offset;
} loads[] = {
  { "company_load", G_STRUCT_OFFSET (ModelRuleFacts, at_company) },
  { "tutor_load", G_STRUCT_OFFSET (ModelRuleFacts, of_tutor) },
  { "referent_load", G_STRUCT_OFFSET (ModelRuleFacts, of_referent) },
};

static ModelRecord **
record_at (RuleFixture *fixture, guint i)
{
  return &G_STRUCT_MEMBER (ModelRecord *, &fixture->facts, records[i].offset);
}

static void
set_week (RuleFixture *fixture, const char *value)
{
  g_auto (GStrv) words = g_strsplit (value, " ", -1);

  for (const char *at = words[0]; *at != '\0'; at++)
    {
      const ModelWeekColumns *columns = model_week_columns ((GDateWeekday) (*at - '0'));

      for (guint half = 0; half < 2; half++)
        {
          const char *slot = words[0] != NULL && words[1] != NULL ? words[1 + half] : NULL;

          model_record_set_canonical (fixture->facts.placement, columns->halves[half],
                                      g_strcmp0 (slot, "-") == 0 ? NULL : slot);
        }
    }
}

static void
read_day (const char *iso, GDate *day)
{
  g_date_clear (day, 1);
  base_date_parse_iso (iso, day);
}

static void
add_other (RuleFixture *fixture, const char *value)
{
  g_auto (GStrv) words = g_strsplit (value, " ", -1);
  ModelRulePlacement other = { 0 };

  g_assert_cmpuint (g_strv_length (words), ==, 7);
  read_day (words[0], &other.start);
  read_day (words[1], &other.end);
  g_ptr_array_add (fixture->texts, g_strdup (words[2]));
  other.state = g_ptr_array_index (fixture->texts, fixture->texts->len - 1);
  other.company_id = g_ascii_strtoll (words[3], NULL, 10);
  other.company = "Fonderie du Lac";
  other.minutes = (int) g_ascii_strtoll (words[4], NULL, 10) * 60;
  other.n_weeks = (guint) g_ascii_strtoull (words[5], NULL, 10);
  other.same_search = g_str_equal (words[6], "same");
  g_array_append_val (fixture->facts.others, other);
}

static gboolean
set_load (RuleFixture *fixture, const char *name, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
    if (g_str_equal (loads[i].name, name))
      {
        g_auto (GStrv) words = g_strsplit (value, " ", -1);
        GArray *days = G_STRUCT_MEMBER (GArray *, &fixture->facts, loads[i].offset);

        for (guint n = (guint) g_ascii_strtoull (words[0], NULL, 10); n > 0; n--)
          {
            ModelDays one;

            read_day (words[1], &one.start);
            read_day (words[2], &one.end);
            g_array_append_val (days, one);
          }
        return TRUE;
      }
  return FALSE;
}

static gboolean
set_record (RuleFixture *fixture, const char *name, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", 2);

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    if (g_str_equal (records[i].name, parts[0]))
      {
        if (parts[1] == NULL)
          g_clear_object (record_at (fixture, i)); /* "company=none" */
        else
          model_record_set_canonical (*record_at (fixture, i), parts[1],
                                      value[0] != '\0' ? value : NULL);
        return TRUE;
      }
  if (!g_str_equal (parts[0], "guardian"))
    return FALSE;
  if (fixture->facts.guardians->len == 0)
    g_ptr_array_add (fixture->facts.guardians, model_record_new (MODEL_ENTITY_GUARDIAN));
  model_record_set_canonical (g_ptr_array_index (fixture->facts.guardians, 0), parts[1], value);
  return TRUE;
}

static void
apply (RuleFixture *fixture, const char *change)
{
  g_auto (GStrv) sides = g_strsplit (change, "=", 2);

  g_assert_cmpuint (g_strv_length (sides), ==, 2);
  if (g_str_equal (sides[0], "today"))
    {
      g_free (fixture->today);
      fixture->facts.today = fixture->today = g_strdup (sides[1]);
    }
  else if (g_str_equal (sides[0], "signed"))
    fixture->facts.is_signed = g_str_equal (sides[1], "1");
  else if (g_str_equal (sides[0], "postcode"))
    fixture->facts.region = base_holiday_region (sides[1]);
  else if (g_str_equal (sides[0], "week"))
    set_week (fixture, sides[1]);
  else if (g_str_equal (sides[0], "other"))
    add_other (fixture, sides[1]);
  else if (!model_rule_settings_set (&fixture->settings, sides[0], sides[1])
           && !set_load (fixture, sides[0], sides[1]))
    g_assert_true (set_record (fixture, sides[0], sides[1]));
}

static void
apply_all (RuleFixture *fixture, const char *changes)
{
  g_auto (GStrv) lines = g_strsplit (changes, "|", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      apply (fixture, lines[i]);
}

RuleFixture *
rule_fixture_new (const char *changes)
{
  RuleFixture *fixture = g_new0 (RuleFixture, 1);

  fixture->texts = g_ptr_array_new_with_free_func (g_free);
  fixture->facts.guardians = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->facts.others = g_array_new (FALSE, FALSE, sizeof (ModelRulePlacement));
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    *record_at (fixture, i) = model_record_new (records[i].entity);
  for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
    G_STRUCT_MEMBER (GArray *, &fixture->facts, loads[i].offset) =
        g_array_new (FALSE, FALSE, sizeof (ModelDays));
  model_rule_settings_init (&fixture->settings);
  apply_all (fixture, SOUND);
  apply_all (fixture, changes);
  return fixture;
}

void
rule_fixture_free (RuleFixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    g_clear_object (record_at (fixture, i));
  for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
    g_array_unref (G_STRUCT_MEMBER (GArray *, &fixture->facts, loads[i].offset));
  g_array_unref (fixture->facts.others);
  g_ptr_array_unref (fixture->facts.guardians);
  g_ptr_array_unref (fixture->texts);
  g_free (fixture->today);
  g_free (fixture);
}

GPtrArray *
rule_fixture_check (RuleFixture *fixture)
{
  return model_rules_check (&fixture->facts, &fixture->settings);
}

const ModelFinding *
rule_fixture_find (GPtrArray *findings, const char *key)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const ModelFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (model_rule_info (finding->rule)->key, key))
        return finding;
    }
  return NULL;
}

/* What is changed is found, at this field, in these words. */
void
rule_fixture_assert_text (const char *changes, const char *key, const char *field, const char *text)
{
  g_autoptr (RuleFixture) fixture = rule_fixture_new (changes);
  g_autoptr (GPtrArray) findings = rule_fixture_check (fixture);
  const ModelFinding *finding = rule_fixture_find (findings, key);

  g_assert_nonnull (finding);
  g_assert_cmpstr (finding->text, ==, text);
  g_assert_cmpstr (finding->field, ==, field);
}

void
rule_fixture_run (const RuleCase *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (RuleFixture) fixture = rule_fixture_new (cases[i].changes);
      g_autoptr (GPtrArray) findings = rule_fixture_check (fixture);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint j = 0; j < findings->len; j++)
        {
          const ModelFinding *finding = g_ptr_array_index (findings, j);

          g_test_message ("%s → %s", finding->field, finding->text);
          g_assert_nonnull (model_field_find (finding->field));
          g_assert_cmpint (finding->level, !=, MODEL_RULE_OFF);
          g_string_append_printf (found, "%s%s", j > 0 ? " " : "",
                                  model_rule_info (finding->rule)->key);
        }
      g_test_message ("%s", cases[i].changes);
      g_assert_cmpstr (found->str, ==, cases[i].found);
    }
}
