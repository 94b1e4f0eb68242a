/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-note-holder.h"
#include "app-preferences-fields.h"
#include "app-preferences-kinds.h"
#include "app-preferences-numbers.h"
#include "app-preferences-rules.h"
#include "app-preferences-states.h"
#include "app-preferences-test.h"
#include "work-settings.h"

/* The groups that are made of settings: numbers, rules, states, kinds, mandatory fields. */

typedef AppPreferencesTest Test;

static void
assert_setting (Test *test, const char *name, const char *value)
{
  g_autoptr (ModelSettings) settings = app_preferences_test_settings (test);

  g_assert_cmpstr (model_settings_get (settings, name), ==, value);
}

static void
spin (AppSettingRow *row, const char *name, double value)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (app_setting_row_get_control (row, name)), value);
}

static int
spun (AppSettingRow *row, const char *name)
{
  return gtk_spin_button_get_value_as_int (
      GTK_SPIN_BUTTON (app_setting_row_get_control (row, name)));
}

static void
choose (Test *test, AppSettingRow *row, const char *name, guint position)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_setting_row_get_control (row, name)), position);
  app_preferences_test_wait (test);
}

static guint
chosen (AppSettingRow *row, const char *name)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (app_setting_row_get_control (row, name)));
}

static void
write_text (Test *test, AppSettingRow *row, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (app_setting_row_get_control (row, name)), text);
  app_setting_row_flush (row);
  app_preferences_test_wait (test);
}

static void
hide (GtkWidget *group)
{
  app_test_destroy (group);
}

/* ---- one row ---- */

/* Rows stand in lists. */
static void
show_row (GtkWidget *row)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  app_test_show (list);
}

static void
on_chosen_cb (AppSettingRow *row, const char *name, const char *value, GString *heard)
{
  g_string_append_printf (heard, "%s=%s;", name, value);
}

/* Clicks in a row are one choice, told once they rest; what is shown is none. */
static void
test_row (Test *test, gconstpointer data)
{
  static const AppSettingChoice choices[] = { { "a", "First", NULL }, { "b", "Second", NULL } };
  AppSettingRow *row = app_setting_row_new ("Title & co", "Why <it> is there", FALSE);
  g_autoptr (GString) heard = g_string_new (NULL);

  app_setting_row_add_number (row, "number", 1, 9, "days");
  app_setting_row_add_choice (row, "choice", choices, G_N_ELEMENTS (choices));
  app_setting_row_add_text (row, "text", 10);
  g_signal_connect (row, "chosen", G_CALLBACK (on_chosen_cb), heard);
  show_row (GTK_WIDGET (row));
  /* Nothing is chosen before something was shown. */
  spin (row, "number", 3);
  app_setting_row_flush (row);
  g_assert_cmpstr (heard->str, ==, "");
  app_setting_row_show (row, "number", "4");
  app_setting_row_show (row, "choice", "b");
  app_setting_row_show (row, "text", "Words");
  app_setting_row_flush (row);
  g_assert_cmpstr (heard->str, ==, "");
  g_assert_cmpuint (chosen (row, "choice"), ==, 1);
  spin (row, "number", 5);
  spin (row, "number", 6);
  g_assert_cmpstr (heard->str, ==, "");
  app_test_until (heard->len > 0);
  g_assert_cmpstr (heard->str, ==, "number=6;");
  g_string_truncate (heard, 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_setting_row_get_control (row, "choice")), 0);
  g_assert_cmpstr (heard->str, ==, "choice=a;");
  g_string_truncate (heard, 0);
  gtk_editable_set_text (GTK_EDITABLE (app_setting_row_get_control (row, "text")), "Others");
  /* What is being typed is not taken away. */
  app_setting_row_show (row, "text", "Theirs");
  g_signal_emit_by_name (app_setting_row_get_control (row, "text"), "activate");
  g_assert_cmpstr (heard->str, ==, "text=Others;");
  app_setting_row_show (row, "text", "Theirs");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (app_setting_row_get_control (row, "text"))),
                   ==, "Theirs");
  g_assert_null (app_setting_row_get_control (row, "other"));
  app_test_destroy (GTK_WIDGET (row));
}

static void
test_row_note (Test *test, gconstpointer data)
{
  AppSettingRow *row = app_setting_row_new ("Title", NULL, TRUE);

  app_setting_row_add_number (row, "number", 0, 5, NULL);
  show_row (GTK_WIDGET (row));
  g_assert_null (app_setting_row_get_note (row));
  app_note_holder_set_note (APP_NOTE_HOLDER (row), "This does not do. Choose another.");
  g_assert_cmpstr (app_setting_row_get_note (row), ==, "This does not do. Choose another.");
  app_note_holder_set_note (APP_NOTE_HOLDER (row), NULL);
  g_assert_null (app_setting_row_get_note (row));
  app_setting_row_set_editable (row, FALSE);
  g_assert_false (gtk_widget_is_sensitive (app_setting_row_get_control (row, "number")));
  app_test_destroy (GTK_WIDGET (row));
}

/* ---- deadlines and retention ---- */

static void
test_numbers (Test *test, gconstpointer data)
{
  AppPreferencesNumbers *group = app_preferences_numbers_new ("deadline.");
  AppSettingRow *row;
  guint n, n_rows = 0;
  const ModelSetting *table = model_setting_list (&n);

  app_preferences_test_show (test, GTK_WIDGET (group));
  for (guint i = 0; i < n; i++)
    if (app_preferences_numbers_get_row (group, table[i].name) != NULL)
      {
        n_rows++;
        g_assert_true (g_str_has_prefix (table[i].name, "deadline."));
        g_assert_cmpint (
            spun (app_preferences_numbers_get_row (group, table[i].name), table[i].name), ==,
            atoi (table[i].value));
      }
  g_assert_cmpuint (n_rows, ==, 4);
  row = app_preferences_numbers_get_row (group, "deadline.late");
  spin (row, "deadline.late", 3);
  app_setting_row_flush (row);
  app_preferences_test_wait (test);
  assert_setting (test, "deadline.late", "3");
  g_assert_cmpuint (test->n_changed, ==, 1);
  app_preferences_undo (test->preferences, NULL);
  app_preferences_test_wait (test);
  g_assert_cmpint (spun (row, "deadline.late"), ==, 7);
  g_assert_nonnull (strstr (test->said, "Undone"));
  app_preferences_redo (test->preferences);
  app_preferences_test_wait (test);
  g_assert_cmpint (spun (row, "deadline.late"), ==, 3);
  hide (GTK_WIDGET (group));
}

static void
test_retention (Test *test, gconstpointer data)
{
  AppPreferencesNumbers *group = app_preferences_numbers_new ("retention.");

  app_preferences_test_show (test, GTK_WIDGET (group));
  g_assert_null (app_preferences_numbers_get_row (group, "deadline.late"));
  g_assert_cmpint (
      spun (app_preferences_numbers_get_row (group, "retention.purge"), "retention.purge"), ==, 5);
  hide (GTK_WIDGET (group));
}

/* ---- rules ---- */

static void
test_rules (Test *test, gconstpointer data)
{
  AppPreferencesRules *page = app_preferences_rules_new ();
  AppSettingRow *row;

  app_preferences_test_show (test, GTK_WIDGET (page));
  for (guint i = 0; i < MODEL_N_RULES; i++)
    {
      const ModelRule *rule = model_rule_info (i);
      g_autofree char *level = model_rule_setting_name (i, FALSE);
      g_autofree char *limit = model_rule_setting_name (i, TRUE);

      row = app_preferences_rules_get_row (page, i);
      g_assert_cmpuint (chosen (row, level), ==, rule->level);
      g_assert_true ((app_setting_row_get_control (row, limit) != NULL) == (rule->unit != NULL));
      if (rule->unit != NULL)
        g_assert_cmpint (spun (row, limit), ==, rule->limit);
    }
  row = app_preferences_rules_get_row (page, MODEL_RULE_MINOR_DAY);
  choose (test, row, "rule.minor_day", MODEL_RULE_OFF);
  assert_setting (test, "rule.minor_day", "off");
  spin (row, "rule.minor_day.limit", 7);
  app_setting_row_flush (row);
  app_preferences_test_wait (test);
  assert_setting (test, "rule.minor_day.limit", "7");
  g_assert_cmpuint (test->n_changed, ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (page), "preferences.restore", NULL);
  app_preferences_test_wait (test);
  assert_setting (test, "rule.minor_day", NULL);
  g_assert_cmpuint (chosen (row, "rule.minor_day"), ==, MODEL_RULE_BLOCKING);
  g_assert_cmpint (spun (row, "rule.minor_day.limit"), ==, 8);
  g_assert_cmpstr (test->said, ==, "Recommended values restored");
  app_preferences_undo (test->preferences, test->undoable);
  app_preferences_test_wait (test);
  g_assert_cmpuint (chosen (row, "rule.minor_day"), ==, MODEL_RULE_OFF);
  hide (GTK_WIDGET (page));
}

/* ---- states of a search ---- */

static void
assert_order (AppPreferencesStates *group, guint position, ModelSearchState state)
{
  AppOrderRow *row = app_order_list_get_row (app_preferences_states_get_list (group), position);

  g_assert_cmpint (app_order_row_get_id (row), ==, state);
}

static void
test_states (Test *test, gconstpointer data)
{
  AppPreferencesStates *group = app_preferences_states_new ();
  AppOrderList *list = app_preferences_states_get_list (group);
  AppSettingRow *label, *style, *symbol;

  app_preferences_test_show (test, GTK_WIDGET (group));
  g_assert_cmpuint (app_order_list_get_n_rows (list), ==, MODEL_N_SEARCH_STATES);
  label = app_preferences_states_get_row (group, MODEL_SEARCH_SEARCHING, "label");
  style = app_preferences_states_get_row (group, MODEL_SEARCH_SEARCHING, "style");
  symbol = app_preferences_states_get_row (group, MODEL_SEARCH_SEARCHING, "symbol");
  write_text (test, label, "search_state.searching.label", "Is <looking>");
  assert_setting (test, "search_state.searching.label", "Is <looking>");
  g_assert_cmpstr (
      adw_preferences_row_get_title (ADW_PREFERENCES_ROW (app_order_list_get_row (list, 1))), ==,
      "Is <looking>");
  g_assert_cmpstr (
      adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (app_order_list_get_row (list, 1))), ==,
      "Searching");
  choose (test, style, "search_state.searching.style", 4);
  assert_setting (test, "search_state.searching.style", "error");
  choose (test, symbol, "search_state.searching.symbol", 9);
  assert_setting (test, "search_state.searching.symbol", "alarm-symbolic");
  hide (GTK_WIDGET (group));
}

static void
test_order_of_states (Test *test, gconstpointer data)
{
  AppPreferencesStates *group = app_preferences_states_new ();
  AppOrderList *list = app_preferences_states_get_list (group);

  app_preferences_test_show (test, GTK_WIDGET (group));
  gtk_widget_activate_action (GTK_WIDGET (app_order_list_get_row (list, 8)), "order.up", NULL);
  app_preferences_test_wait (test);
  assert_order (group, 7, MODEL_SEARCH_EXEMPT);
  assert_order (group, 8, MODEL_SEARCH_REFUSED);
  assert_setting (test, "search_state.exempt.position", "7");
  assert_setting (test, "search_state.contact.position", NULL);
  app_order_list_move (list, app_order_list_get_row (list, 7), 0);
  app_preferences_test_wait (test);
  assert_order (group, 0, MODEL_SEARCH_EXEMPT);
  assert_order (group, 1, MODEL_SEARCH_NOT_STARTED);
  gtk_widget_activate_action (GTK_WIDGET (group), "preferences.restore", NULL);
  app_preferences_test_wait (test);
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    assert_order (group, i, i);
  g_assert_cmpstr (test->said, ==, "States restored");
  hide (GTK_WIDGET (group));
}

/* Each colour and each shape has a word: none is told by what it looks like alone. */
static void
test_words_of_states (Test *test, gconstpointer data)
{
  AppPreferencesStates *group = app_preferences_states_new ();
  static const char *const names[] = { "style", "symbol" };

  app_preferences_test_show (test, GTK_WIDGET (group));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strdup_printf ("search_state.refused.%s", names[i]);
      AppSettingRow *row = app_preferences_states_get_row (group, MODEL_SEARCH_REFUSED, names[i]);
      GListModel *model =
          gtk_drop_down_get_model (GTK_DROP_DOWN (app_setting_row_get_control (row, name)));

      g_assert_cmpuint (g_list_model_get_n_items (model), >=, 5);
      for (guint j = 0; j < g_list_model_get_n_items (model); j++)
        {
          g_autoptr (GtkStringObject) item = g_list_model_get_item (model, j);
          const char *text = gtk_string_object_get_string (item);

          g_assert_null (strstr (text, "-symbolic"));
          g_assert_true (g_unichar_isupper (g_utf8_get_char (text)));
        }
    }
  hide (GTK_WIDGET (group));
}

/* ---- kinds of agreement ---- */

static void
test_kinds (Test *test, gconstpointer data)
{
  AppPreferencesKinds *group = app_preferences_kinds_new ();
  g_autoptr (GPtrArray) templates = app_preferences_test_records (test, MODEL_ENTITY_TEMPLATE);
  g_autofree char *id =
      g_strdup_printf ("%" G_GINT64_FORMAT, model_record_get_id (templates->pdata[0]));
  AppSettingRow *label, *template;
  AppOrderRow *row;

  app_preferences_test_show (test, GTK_WIDGET (group));
  label = app_preferences_kinds_get_row (group, "internship", "label");
  template = app_preferences_kinds_get_row (group, "internship", "template");
  write_text (test, label, "kind.internship.label", "BTS");
  assert_setting (test, "kind.internship.label", "BTS");
  row = APP_ORDER_ROW (gtk_widget_get_ancestor (GTK_WIDGET (label), APP_TYPE_ORDER_ROW));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "BTS");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==,
                   "8 mandatory fields");
  g_assert_cmpuint (chosen (template, "kind.internship.template"), ==, 0);
  choose (test, template, "kind.internship.template", 1);
  assert_setting (test, "kind.internship.template", id);
  g_assert_cmpuint (chosen (template, "kind.internship.template"), ==, 1);
  choose (test, template, "kind.internship.template", 0);
  assert_setting (test, "kind.internship.template", NULL);
  /* No words at all: the program's own. */
  write_text (test, label, "kind.internship.label", "");
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Internship");
  g_assert_null (app_preferences_kinds_get_row (group, "none", "label"));
  hide (GTK_WIDGET (group));
}

/* ---- mandatory fields ---- */

static gboolean
is_ticked (AppPreferencesFields *fields, const char *key)
{
  return gtk_check_button_get_active (app_preferences_fields_get_check (fields, key));
}

static void
tick (Test *test, AppPreferencesFields *fields, const char *key, gboolean active)
{
  gtk_check_button_set_active (app_preferences_fields_get_check (fields, key), active);
  app_preferences_test_wait (test);
}

static void
test_fields (Test *test, gconstpointer data)
{
  AppPreferencesFields *fields = app_preferences_fields_new ("pfmp");
  G_GNUC_UNUSED g_autoptr (ModelSettings) after = NULL, none = NULL;
  g_auto (GStrv) keys = NULL;

  app_preferences_test_show (test, GTK_WIDGET (fields));
  g_assert_true (is_ticked (fields, "placement.company_id"));
  g_assert_false (is_ticked (fields, "student.ine"));
  tick (test, fields, "student.ine", TRUE);
  tick (test, fields, "placement.company_id", FALSE);
  after = app_preferences_test_settings (test);
  keys = model_kind_mandatory (after, "pfmp");
  g_assert_true (g_strv_contains ((const char *const *) keys, "student.ine"));
  g_assert_true (g_strv_contains ((const char *const *) keys, "placement.activities"));
  g_assert_false (g_strv_contains ((const char *const *) keys, "placement.company_id"));
  g_assert_cmpuint (g_strv_length (keys), ==, 8);
  /* Other kinds keep theirs. */
  g_clear_pointer (&keys, g_strfreev);
  keys = model_kind_mandatory (after, "observation");
  g_assert_true (g_strv_contains ((const char *const *) keys, "placement.company_id"));
  gtk_widget_activate_action (GTK_WIDGET (fields), "preferences.restore", NULL);
  app_preferences_test_wait (test);
  g_assert_true (is_ticked (fields, "placement.company_id"));
  g_assert_false (is_ticked (fields, "student.ine"));
  hide (GTK_WIDGET (fields));
}

/* Nothing mandatory at all is a choice too. */
static void
test_no_field (Test *test, gconstpointer data)
{
  AppPreferencesFields *fields = app_preferences_fields_new ("pfmp");
  g_autoptr (ModelSettings) settings = NULL;
  G_GNUC_UNUSED g_auto (GStrv) before = NULL, keys = NULL;

  app_preferences_test_apply (test,
                              work_change_setting_new ("kind.pfmp.mandatory", "placement.start"));
  app_preferences_test_show (test, GTK_WIDGET (fields));
  tick (test, fields, "placement.start", FALSE);
  settings = app_preferences_test_settings (test);
  keys = model_kind_mandatory (settings, "pfmp");
  g_assert_cmpuint (g_strv_length (keys), ==, 0);
  g_assert_false (is_ticked (fields, "placement.company_id"));
  hide (GTK_WIDGET (fields));
}

/* All that may be made mandatory is there, once. */
static void
test_all_fields (Test *test, gconstpointer data)
{
  AppPreferencesFields *fields = app_preferences_fields_new ("pfmp");
  guint n = 0;

  app_preferences_test_show (test, GTK_WIDGET (fields));
  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    {
      const ModelEntityInfo *info = model_entity_info (i);

      for (guint j = 0; j < info->n_fields; j++)
        {
          gboolean may = (info->fields[j].flags & MODEL_FIELD_MANDATABLE) != 0;

          g_assert_true ((app_preferences_fields_get_check (fields, info->fields[j].key) != NULL)
                         == may);
          n += may ? 1 : 0;
        }
    }
  g_assert_cmpuint (app_preferences_fields_count_visible (fields), ==, n);
  hide (GTK_WIDGET (fields));
}

static void
test_find_fields (Test *test, gconstpointer data)
{
  static const struct
  {
    const char *words;
    guint n;
  } cases[] = { { "postcode company", 1 }, { "POSTCODE", 5 }, { "no such thing", 0 } };
  AppPreferencesFields *fields = app_preferences_fields_new ("pfmp");
  guint all;

  app_preferences_test_show (test, GTK_WIDGET (fields));
  all = app_preferences_fields_count_visible (fields);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      app_preferences_fields_find (fields, cases[i].words);
      g_test_message ("%s", cases[i].words);
      g_assert_cmpuint (app_preferences_fields_count_visible (fields), ==, cases[i].n);
    }
  app_preferences_fields_find (fields, "");
  g_assert_cmpuint (app_preferences_fields_count_visible (fields), ==, all);
  hide (GTK_WIDGET (fields));
}

/* ---- nothing can be changed ---- */

static void
test_read_only (Test *test, gconstpointer data)
{
  GtkWidget *groups[5];
  AppSettingRow *rows[3];

  app_preferences_test_reopen_read_only (test);
  groups[0] = GTK_WIDGET (app_preferences_rules_new ());
  groups[1] = GTK_WIDGET (app_preferences_states_new ());
  groups[2] = GTK_WIDGET (app_preferences_kinds_new ());
  groups[3] = GTK_WIDGET (app_preferences_numbers_new ("deadline."));
  groups[4] = GTK_WIDGET (app_preferences_fields_new ("pfmp"));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    app_preferences_test_show (test, groups[i]);
  rows[0] = app_preferences_rules_get_row (APP_PREFERENCES_RULES (groups[0]), 0);
  rows[1] = app_preferences_states_get_row (APP_PREFERENCES_STATES (groups[1]), 0, "label");
  rows[2] = app_preferences_kinds_get_row (APP_PREFERENCES_KINDS (groups[2]), "pfmp", "template");
  g_assert_false (
      gtk_widget_is_sensitive (app_setting_row_get_control (rows[0], "rule.dates_missing")));
  g_assert_false (gtk_widget_is_sensitive (
      app_setting_row_get_control (rows[1], "search_state.not_started.label")));
  g_assert_false (
      gtk_widget_is_sensitive (app_setting_row_get_control (rows[2], "kind.pfmp.template")));
  g_assert_false (gtk_widget_is_sensitive (app_setting_row_get_control (
      app_preferences_numbers_get_row (APP_PREFERENCES_NUMBERS (groups[3]), "deadline.late"),
      "deadline.late")));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (
      app_preferences_fields_get_check (APP_PREFERENCES_FIELDS (groups[4]), "placement.start"))));
  app_preferences_undo (test->preferences, NULL);
  g_assert_false (app_preferences_is_busy (test->preferences));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    hide (groups[i]);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  APP_PREFERENCES_ADD ("/app/preferences-settings/row", test_row);
  APP_PREFERENCES_ADD ("/app/preferences-settings/row-note", test_row_note);
  APP_PREFERENCES_ADD ("/app/preferences-settings/numbers", test_numbers);
  APP_PREFERENCES_ADD ("/app/preferences-settings/retention", test_retention);
  APP_PREFERENCES_ADD ("/app/preferences-settings/rules", test_rules);
  APP_PREFERENCES_ADD ("/app/preferences-settings/states", test_states);
  APP_PREFERENCES_ADD ("/app/preferences-settings/order-of-states", test_order_of_states);
  APP_PREFERENCES_ADD ("/app/preferences-settings/words-of-states", test_words_of_states);
  APP_PREFERENCES_ADD ("/app/preferences-settings/kinds", test_kinds);
  APP_PREFERENCES_ADD ("/app/preferences-settings/fields", test_fields);
  APP_PREFERENCES_ADD ("/app/preferences-settings/no-field", test_no_field);
  APP_PREFERENCES_ADD ("/app/preferences-settings/all-fields", test_all_fields);
  APP_PREFERENCES_ADD ("/app/preferences-settings/find-fields", test_find_fields);
  APP_PREFERENCES_ADD ("/app/preferences-settings/read-only", test_read_only);
  return g_test_run ();
}
