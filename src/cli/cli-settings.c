/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "cli-place.h"
#include "message-sms.h"
#include "model-rule.h"
#include "work-error.h"
#include "work-settings.h"

#include <glib/gi18n-lib.h>

#define N_COLUMNS 4

typedef struct
{
  char *name;
  char *value;
  char *label; /* what it is about, for a person */
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->name);
  g_free (row->value);
  g_free (row->label);
  g_free (row);
}

/* ---- all there are, family by family ---- */

static void
add (GPtrArray *rows, char *name, const char *value, const char *label)
{
  Row *row = g_new0 (Row, 1);

  row->name = name;
  row->value = g_strdup (value != NULL ? value : "");
  row->label = g_strdup (label);
  g_ptr_array_add (rows, row);
}

static void
add_plain (GPtrArray *rows, ModelSettings *settings)
{
  guint n;
  const ModelSetting *all = model_setting_list (&n);

  for (guint i = 0; i < n; i++)
    add (rows, g_strdup (all[i].name), model_settings_get (settings, all[i].name),
         _ (all[i].label));
}

static void
add_rules (GPtrArray *rows, ModelSettings *settings)
{
  ModelRuleSettings chosen;

  model_rule_settings_read (&chosen, settings);
  for (guint i = 0; i < MODEL_N_RULES; i++)
    {
      const ModelRule *rule = model_rule_info (i);
      g_autofree char *limit = g_strdup_printf ("%d", chosen.limits[i]);

      add (rows, model_rule_setting_name (i, FALSE), model_rule_level_key (chosen.levels[i]),
           _ (rule->label));
      if (rule->unit != NULL)
        add (rows, model_rule_setting_name (i, TRUE), limit, _ (rule->unit));
    }
}

static void
add_search_states (GPtrArray *rows, ModelSettings *settings)
{
  g_autoptr (ModelSearchLooks) looks = model_search_looks_new (settings);

  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    {
      guint state = looks->order[i];
      const ModelState *look = &looks->states[state];
      const char *usual = _ (model_search_state_info (state)->label);
      g_autofree char *position = g_strdup_printf ("%u", i);
      const struct
      {
        const char *what;
        const char *value;
      } parts[] = { { "label", look->label },
                    { "style", look->style },
                    { "symbol", look->symbol },
                    { "position", position } };

      for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
        add (rows, g_strdup_printf ("search_state.%s.%s", look->key, parts[p].what), parts[p].value,
             usual);
    }
}

static void
add_kinds (GPtrArray *rows, ModelSettings *settings)
{
  g_autoptr (ModelSettings) defaults = model_settings_new ();
  const char *const *kinds = model_kind_keys ();

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_autofree char *usual = model_kind_label (defaults, kinds[i]);
      g_autofree char *label = model_kind_label (settings, kinds[i]);
      g_autofree char *template = model_kind_setting (kinds[i], "template");

      add (rows, model_kind_setting (kinds[i], "label"), label, usual);
      add (rows, g_strdup (template), model_settings_get (settings, template), usual);
    }
}

/* What providers of SMS have to know, save what is in the keyring. */
static void
add_sms (GPtrArray *rows, ModelSettings *settings)
{
  for (guint i = 0; i < message_sms_provider_get_n (); i++)
    {
      const MessageSmsProvider *provider = message_sms_provider_get (i);
      guint n;
      const MessageSmsSetting *known = message_sms_provider_get_settings (provider, &n);

      for (guint j = 0; j < n; j++)
        {
          g_autofree char *name = g_strdup_printf (
              "message.sms.%s.%s", message_sms_provider_get_key (provider), known[j].key);
          g_autofree char *label = g_strdup_printf (
              "%s – %s", message_sms_provider_get_label (provider), _ (known[j].label));

          if (known[j].kind != MESSAGE_SMS_SECRET)
            add (rows, g_strdup (name), model_settings_get (settings, name), label);
        }
    }
}

static GPtrArray *
list_all (ModelSettings *settings)
{
  static void (*const families[]) (GPtrArray * rows, ModelSettings * settings) = {
    add_plain, add_kinds, add_search_states, add_rules, add_sms
  };
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    families[i](rows, settings);
  return rows;
}

/* ---- telling ---- */

static void
add_name (gpointer name, gpointer value, gpointer changed)
{
  g_hash_table_add (changed, g_strdup (name));
}

static void
print (CliCall *call, GPtrArray *all, ModelSettings *settings, const char *only)
{
  const char *headings[N_COLUMNS] = { _ ("Setting"), _ ("About"), _ ("Chosen"), _ ("Value") };
  g_autoptr (GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  model_settings_foreach (settings, add_name, changed);
  json_builder_begin_array (builder);
  for (guint i = 0; i < all->len; i++)
    {
      const Row *row = g_ptr_array_index (all, i);
      gboolean is_chosen = g_hash_table_contains (changed, row->name);
      char **cells;

      if (only != NULL && !g_str_equal (only, row->name))
        continue;
      json_builder_begin_object (builder);
      cli_output_json_text (builder, "name", row->name);
      cli_output_json_text (builder, "value", row->value);
      cli_output_json_text (builder, "about", row->label);
      cli_output_json_boolean (builder, "chosen", is_chosen);
      json_builder_end_object (builder);
      cells = g_new0 (char *, N_COLUMNS + 1);
      cells[0] = g_strdup (row->name);
      cells[1] = g_strdup (row->label);
      cells[2] = g_strdup (is_chosen ? _ ("yes") : "");
      /* A row is a line; --json has the text as it is. */
      cells[3] = g_strdelimit (g_strdup (row->value), "\n", ' ');
      g_ptr_array_add (rows, cells);
    }
  json_builder_end_array (builder);
  if (call->json)
    cli_output_json (builder);
  else
    cli_output_table (headings, N_COLUMNS, rows);
}

/* ---- the command ---- */

static gboolean
is_known (GPtrArray *all, const char *name, GError **error)
{
  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (((const Row *) g_ptr_array_index (all, i))->name, name))
      return TRUE;
  g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
               _ ("There is no setting “%s”; “paraphectl settings DB” lists those there are."),
               name);
  return FALSE;
}

static gboolean
run (CliCall *call, WorkSchool *school, GError **error)
{
  const char *name = call->arguments[1];
  const char *value = name != NULL ? call->arguments[2] : NULL;
  g_autoptr (ModelSettings) settings = work_school_read (school, work_query_settings_new (), error);
  g_autoptr (GPtrArray) all = settings != NULL ? list_all (settings) : NULL;
  g_autoptr (WorkDone) done = NULL;

  if (all == NULL || (name != NULL && !is_known (all, name, error)))
    return FALSE;
  if (value != NULL || call->reset)
    {
      done = work_school_apply (school, work_change_setting_new (name, value), error);
      g_clear_pointer (&settings, model_settings_unref);
      if (done != NULL)
        settings = work_school_read (school, work_query_settings_new (), error);
      if (settings == NULL)
        return FALSE;
      g_ptr_array_unref (all);
      all = list_all (settings);
    }
  print (call, all, settings, name);
  return TRUE;
}

/**
 * cli_settings_run:
 * @call: DB [NAME [VALUE]]
 *
 * Lists the school's settings, or shows, sets or resets one.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_settings_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  const char *name = call->arguments[1];
  gboolean has_value = name != NULL && call->arguments[2] != NULL;
  gboolean is_done;

  if (call->reset && (name == NULL || has_value))
    return cli_output_usage (_ ("--reset takes the name of one setting, and no value."));
  school = cli_place_open (call, has_value || call->reset, &error);
  if (school == NULL)
    return cli_output_error (error);
  is_done = run (call, school, &error);
  cli_place_close (school);
  return is_done ? CLI_EXIT_DONE : cli_output_error (error);
}
