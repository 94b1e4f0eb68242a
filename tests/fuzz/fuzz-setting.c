/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model-rule.h"
#include "model-setting.h"

/* Lines "name=value" are what a database keeps, which another program may have written: whatever
 * they say, what the school sees makes sense. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_numbers (ModelSettings *settings)
{
  guint n;
  const ModelSetting *all = model_setting_list (&n);

  for (guint i = 0; i < n; i++)
    if (all[i].maximum > 0)
      {
        int number = model_settings_get_int (settings, all[i].name);

        g_assert_cmpint (number, >=, all[i].minimum);
        g_assert_cmpint (number, <=, all[i].maximum);
      }
}

static void
check_looks (ModelSettings *settings)
{
  g_autoptr (ModelSearchLooks) looks = model_search_looks_new (settings);
  guint seen = 0;

  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    {
      seen |= 1u << looks->order[i];
      g_assert_true (g_strv_contains (model_state_styles (), looks->states[i].style));
      g_assert_true (g_strv_contains (model_state_symbols (), looks->states[i].symbol));
      g_assert_cmpstr (looks->states[i].label, !=, "");
    }
  g_assert_cmpuint (seen, ==, (1u << MODEL_N_SEARCH_STATES) - 1);
  g_assert_true (model_search_looks_equal (looks, looks));
}

static void
check_kinds (ModelSettings *settings)
{
  const char *const *kinds = model_kind_keys ();

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_autofree char *label = model_kind_label (settings, kinds[i]);
      g_auto (GStrv) fields = model_kind_mandatory (settings, kinds[i]);

      g_assert_cmpstr (label, !=, "");
      for (guint f = 0; fields[f] != NULL; f++)
        g_assert_nonnull (model_field_find (fields[f]));
    }
}

static void
check_rules (ModelSettings *settings)
{
  ModelRuleSettings rules, defaults;

  model_rule_settings_init (&defaults);
  model_rule_settings_read (&rules, settings);
  for (guint i = 0; i < MODEL_N_RULES; i++)
    {
      g_assert_nonnull (model_rule_level_key (rules.levels[i]));
      g_assert_cmpint (rules.limits[i], >=, 0);
      /* A rule without a limit is given none. */
      if (model_rule_info (i)->unit == NULL)
        g_assert_cmpint (rules.limits[i], ==, defaults.limits[i]);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (ModelSettings) settings = model_settings_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *equals = strchr (lines[i], '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      model_settings_set (settings, lines[i], equals + 1);
    }
  check_numbers (settings);
  check_looks (settings);
  check_kinds (settings);
  check_rules (settings);
  return 0;
}
