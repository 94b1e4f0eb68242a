/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-entity.h"
#include "model-setting.h"

static void
test_defaults (void)
{
  g_autoptr (ModelSettings) settings = model_settings_new ();
  guint n;
  const ModelSetting *list = model_setting_list (&n);

  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s", list[i].name);
      g_assert_true (model_setting_find (list[i].name) == &list[i]);
      g_assert_cmpstr (model_settings_get (settings, list[i].name), ==, list[i].value);
      if (list[i].maximum == 0)
        continue;
      g_assert_cmpint (list[i].minimum, <, list[i].maximum);
      g_assert_cmpint (model_settings_get_int (settings, list[i].name), ==,
                       (int) g_ascii_strtoll (list[i].value, NULL, 10));
    }
  g_assert_null (model_setting_find ("no.such"));
  g_assert_null (model_settings_get (settings, "no.such"));
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *kept;
    int expected;
  } cases[] = {
    { "0", 0 },    { "12", 12 }, { "365", 365 },  { "366", 7 }, { "-1", 7 },
    { "many", 7 }, { "", 7 },    { "7 days", 7 }, { NULL, 7 },
  };
  g_autoptr (ModelSettings) settings = model_settings_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      model_settings_set (settings, "deadline.late", cases[i].kept);
      g_assert_cmpint (model_settings_get_int (settings, "deadline.late"), ==, cases[i].expected);
    }
}

static void
count_cb (gpointer name, gpointer value, gpointer data)
{
  (*(guint *) data)++;
}

static void
test_only_differences_are_kept (void)
{
  g_autoptr (ModelSettings) settings = model_settings_new ();
  g_autoptr (ModelSettings) same = model_settings_ref (settings);
  guint n = 0;

  model_settings_set (settings, "deadline.late", "3");
  model_settings_set (settings, "rule.overlap", "off");
  model_settings_set (settings, "deadline.late", NULL);
  model_settings_foreach (same, count_cb, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (model_settings_get (same, "rule.overlap"), ==, "off");
}

static void
test_kinds (void)
{
  g_autoptr (ModelSettings) settings = model_settings_new ();
  const char *const *kinds = model_kind_keys ();

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_autofree char *label = model_kind_label (settings, kinds[i]);
      g_auto (GStrv) mandatory = model_kind_mandatory (settings, kinds[i]);

      g_assert_cmpstr (label, !=, "");
      g_assert_cmpuint (g_strv_length (mandatory), >, 3);
      for (guint j = 0; mandatory[j] != NULL; j++)
        g_assert_cmpint (model_field_find (mandatory[j])->flags & MODEL_FIELD_MANDATABLE, !=, 0);
    }
}

static void
test_kinds_are_the_school_s (void)
{
  g_autoptr (ModelSettings) settings = model_settings_new ();
  g_autofree char *label = NULL, *other = NULL;
  g_auto (GStrv) mandatory = NULL, none = NULL;

  model_settings_set (settings, "kind.pfmp.label", "Stage de bac pro");
  model_settings_set (settings, "kind.pfmp.mandatory",
                      "placement.tutor_id|no.such|placement.notes|student.ine");
  label = model_kind_label (settings, NULL);
  g_assert_cmpstr (label, ==, "Stage de bac pro");
  other = model_kind_label (settings, "observation");
  g_assert_cmpstr (other, ==, "Observation");
  mandatory = model_kind_mandatory (settings, "");
  g_assert_cmpuint (g_strv_length (mandatory), ==, 2);
  g_assert_cmpstr (mandatory[0], ==, "placement.tutor_id");
  g_assert_cmpstr (mandatory[1], ==, "student.ine");
  model_settings_set (settings, "kind.pfmp.mandatory", "");
  none = model_kind_mandatory (settings, "pfmp");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_looks (void)
{
  g_autoptr (ModelSettings) settings = model_settings_new ();
  g_autoptr (ModelSearchLooks) plain = model_search_looks_new (settings);
  g_autoptr (ModelSearchLooks) again = model_search_looks_new (settings);
  g_autoptr (ModelSearchLooks) own = NULL;
  g_autoptr (ModelSearchLooks) same = NULL;

  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    {
      const ModelState *info = model_search_state_info (i);

      g_assert_cmpstr (plain->states[i].key, ==, info->key);
      g_assert_cmpstr (plain->states[i].style, ==, info->style);
      g_assert_cmpstr (plain->states[i].symbol, ==, info->symbol);
      g_assert_true (g_strv_contains (model_state_styles (), info->style));
      g_assert_true (g_strv_contains (model_state_symbols (), info->symbol));
      g_assert_cmpuint (plain->order[i], ==, i);
    }
  g_assert_true (model_search_looks_equal (plain, again));

  model_settings_set (settings, "search_state.promise.label", "Accord oral");
  model_settings_set (settings, "search_state.promise.style", "success");
  model_settings_set (settings, "search_state.promise.symbol", "starred-symbolic");
  model_settings_set (settings, "search_state.exempt.position", "-1");
  model_settings_set (settings, "search_state.contact.style", "pink");
  model_settings_set (settings, "search_state.contact.symbol", "no-such");
  model_settings_set (settings, "search_state.contact.label", "");
  own = model_search_looks_new (settings);
  g_assert_cmpstr (own->states[MODEL_SEARCH_PROMISE].label, ==, "Accord oral");
  g_assert_cmpstr (own->states[MODEL_SEARCH_PROMISE].style, ==, "success");
  g_assert_cmpstr (own->states[MODEL_SEARCH_PROMISE].symbol, ==, "starred-symbolic");
  g_assert_cmpstr (own->states[MODEL_SEARCH_CONTACT].style, ==, "accent");
  g_assert_cmpstr (own->states[MODEL_SEARCH_CONTACT].symbol, ==, "call-start-symbolic");
  g_assert_cmpstr (own->states[MODEL_SEARCH_CONTACT].label, ==, "Contact made");
  g_assert_cmpuint (own->order[0], ==, MODEL_SEARCH_EXEMPT);
  g_assert_cmpuint (own->order[1], ==, MODEL_SEARCH_NOT_STARTED);
  g_assert_false (model_search_looks_equal (plain, own));
  same = model_search_looks_ref (own);
  g_assert_true (model_search_looks_equal (same, own));
  g_assert_false (model_search_looks_equal (NULL, own));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/setting/defaults", test_defaults);
  g_test_add_func ("/model/setting/numbers", test_numbers);
  g_test_add_func ("/model/setting/differences", test_only_differences_are_kept);
  g_test_add_func ("/model/setting/kinds", test_kinds);
  g_test_add_func ("/model/setting/kinds-own", test_kinds_are_the_school_s);
  g_test_add_func ("/model/setting/looks", test_looks);
  return g_test_run ();
}
