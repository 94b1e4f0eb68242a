/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-rule-fixture.h"

#include "base-text.h"

static void
test_table (void)
{
  for (guint i = 0; i < MODEL_N_RULES; i++)
    {
      const ModelRule *rule = model_rule_info ((ModelRuleId) i);
      ModelRuleId found;

      g_test_message ("%u %s", i, rule->key);
      g_assert_true (model_rule_from_key (rule->key, &found));
      g_assert_cmpuint (found, ==, i);
      g_assert_false (base_text_is_blank (rule->label));
      g_assert_true (g_str_has_suffix (rule->explanation, "."));
      g_assert_nonnull (model_field_find (rule->field));
      g_assert_cmpint (rule->level, !=, MODEL_RULE_OFF);
      g_assert_true (rule->unit != NULL || rule->limit == 0);
      /* They stand in the order of their groups, as they are shown. */
      if (i > 0)
        g_assert_cmpint (model_rule_info ((ModelRuleId) i - 1)->group, <=, rule->group);
    }
  for (guint i = 0; i < MODEL_N_RULE_GROUPS; i++)
    g_assert_nonnull (model_rule_group_label ((ModelRuleGroup) i));
  g_assert_false (model_rule_from_key ("no_such_rule", NULL));
  g_assert_false (model_rule_from_key ("overla", NULL));
  g_assert_false (model_rule_from_key ("overlapp", NULL));
  g_assert_false (model_rule_from_key (NULL, NULL));
}

static void
test_levels (void)
{
  static const char *const keys[] = { "off", "warning", "blocking" };
  ModelRuleLevel level = MODEL_RULE_BLOCKING;

  for (guint i = 0; i < MODEL_N_RULE_LEVELS; i++)
    {
      g_assert_cmpstr (model_rule_level_key ((ModelRuleLevel) i), ==, keys[i]);
      g_assert_nonnull (model_rule_level_label ((ModelRuleLevel) i));
      g_assert_true (model_rule_level_from_key (keys[i], &level));
      g_assert_cmpuint (level, ==, i);
    }
  g_assert_false (model_rule_level_from_key ("loud", &level));
  g_assert_false (model_rule_level_from_key (NULL, &level));
  g_assert_cmpint (level, ==, MODEL_RULE_BLOCKING);
}

static void
test_settings (void)
{
  static const struct
  {
    const char *name, *value;
    gboolean taken;
  } cases[] = {
    { "rule.overlap", "off", TRUE },
    { "rule.overlap", "blocking", TRUE },
    { "rule.overlap", "Blocking", FALSE },
    { "rule.overlap", "", FALSE },
    { "rule.overlap", NULL, FALSE },
    { "rule.overlap.limit", "3", FALSE }, /* it has none */
    { "rule.company_load.limit", "3", TRUE },
    { "rule.company_load.limit", "0", TRUE },
    { "rule.company_load.limit", "-1", FALSE },
    { "rule.company_load.limit", "3.5", FALSE },
    { "rule.company_load.limit", "trois", FALSE },
    { "rule.company_load.limit", "99999999999", FALSE },
    { "rule.company_load.limit", NULL, FALSE },
    { "rule.company_load.limits", "3", FALSE },
    { "rule..limit", "3", FALSE },
    { "rule.limit", "3", FALSE },
    { "rule.", "off", FALSE },
    { "overlap", "off", FALSE },
    { "deadline.late", "7", FALSE },
    { NULL, "off", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ModelRuleSettings settings, before;
      gboolean same;

      model_rule_settings_init (&settings);
      before = settings;
      g_test_message ("%s = %s", cases[i].name, cases[i].value);
      g_assert_cmpint (model_rule_settings_set (&settings, cases[i].name, cases[i].value), ==,
                       cases[i].taken);
      same = memcmp (&settings, &before, sizeof settings) == 0;
      g_assert_cmpint (same, ==, !cases[i].taken);
    }
}

static void
test_settings_of_a_school (void)
{
  g_autoptr (ModelSettings) chosen = model_settings_new ();
  g_autofree char *limit = model_rule_setting_name (MODEL_RULE_COMPANY_LOAD, TRUE);
  g_autofree char *level = model_rule_setting_name (MODEL_RULE_OVERLAP, FALSE);
  ModelRuleSettings settings, defaults;

  g_assert_cmpstr (limit, ==, "rule.company_load.limit");
  g_assert_cmpstr (level, ==, "rule.overlap");
  model_rule_settings_init (&defaults);
  model_rule_settings_read (&settings, chosen);
  g_assert_cmpmem (&settings, sizeof settings, &defaults, sizeof defaults);

  model_settings_set (chosen, limit, "9");
  model_settings_set (chosen, level, "blocking");
  model_settings_set (chosen, "rule.weeks", "sometimes");
  model_rule_settings_read (&settings, chosen);
  g_assert_cmpint (settings.limits[MODEL_RULE_COMPANY_LOAD], ==, 9);
  g_assert_cmpint (settings.levels[MODEL_RULE_OVERLAP], ==, MODEL_RULE_BLOCKING);
  g_assert_cmpint (settings.levels[MODEL_RULE_WEEKS], ==, MODEL_RULE_WARNING);
}

/* A sound placement; one of which nothing is known; and what is put off is not found. */
static void
test_nothing (void)
{
  static const RuleCase cases[] = {
    { "", "" },
    { "placement.start=|placement.end=|period.start=|period.end=", "dates_missing dates_missing" },
    { "placement.start=|placement.end=", "" }, /* the period's */
    { "placement.start=|placement.end=|period.start=|period.end=|rule.dates_missing=off", "" },
    { "placement.end=2027-01-08", "dates_reversed" },
    { "placement.end=2027-01-10", "dates_reversed" },
    { "placement.end=2027-01-11|rule.weeks=off", "period" },
  };
  ModelRuleFacts facts = { model_record_new (MODEL_ENTITY_PLACEMENT) };
  G_GNUC_UNUSED g_autoptr (ModelRecord) placement = facts.placement;
  g_autoptr (GPtrArray) findings = NULL;
  ModelRuleSettings settings;

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  model_rule_settings_init (&settings);
  findings = model_rules_check (&facts, &settings);
  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_true (model_findings_block (findings));
}

static void
test_order (void)
{
  static const RuleCase cases[] = {
    /* Blocking first, then in the order of the table. */
    { "placement.total_days=3|company.is_closed=1|tutor.phone=",
      "company_closed days tutor_contact" },
    { "placement.total_days=3|company.is_closed=1|rule.company_closed=warning|rule.days=blocking",
      "days company_closed" },
  };
  g_autoptr (RuleFixture) warning = rule_fixture_new ("placement.total_days=3");
  g_autoptr (RuleFixture) blocking = rule_fixture_new ("placement.total_days=3|rule.days=blocking");
  g_autoptr (GPtrArray) warnings = rule_fixture_check (warning);
  g_autoptr (GPtrArray) blockings = rule_fixture_check (blocking);

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  g_assert_false (model_findings_block (warnings));
  g_assert_true (model_findings_block (blockings));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/rule/table", test_table);
  g_test_add_func ("/model/rule/levels", test_levels);
  g_test_add_func ("/model/rule/settings", test_settings);
  g_test_add_func ("/model/rule/settings-of-a-school", test_settings_of_a_school);
  g_test_add_func ("/model/rule/nothing", test_nothing);
  g_test_add_func ("/model/rule/order", test_order);
  return g_test_run ();
}
