/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-states.h"

#include <glib/gi18n-lib.h>

#include "work-settings.h"

#define MAX_LABEL 40

/* What is set of a state. */
enum
{
  LABEL,
  STYLE,
  SYMBOL,
  N_ASPECTS
};

static const char *const aspects[N_ASPECTS] = { "label", "style", "symbol" };

/**
 * AppPreferencesStates:
 *
 * The states of a search: words, colour, shape and order.
 */
struct _AppPreferencesStates
{
  AdwPreferencesGroup parent_instance;

  AppOrderList *list;

  struct
  {
    AppOrderRow *row; /* (owned) */
    GtkImage *symbol;
    AppSettingRow *aspects[N_ASPECTS];
    const char *style; /* CSS class that @symbol has */
  } states[MODEL_N_SEARCH_STATES];
  AppPreferences *preferences;
};

static void app_preferences_states_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesStates,
                               app_preferences_states,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_states_part_init))

typedef struct
{
  const char *key;
  const char *label;
} Word;

static const Word style_words[] = {
  { "neutral", N_ ("Grey") },   { "accent", N_ ("Blue") }, { "success", N_ ("Green") },
  { "warning", N_ ("Orange") }, { "error", N_ ("Red") },
};

static const Word symbol_words[] = {
  { "radio-symbolic", N_ ("Circle") },
  { "system-search-symbolic", N_ ("Magnifying glass") },
  { "call-start-symbolic", N_ ("Telephone") },
  { "semi-starred-symbolic", N_ ("Half a star") },
  { "starred-symbolic", N_ ("Star") },
  { "document-edit-symbolic", N_ ("Pencil") },
  { "dialog-question-symbolic", N_ ("Question mark") },
  { "object-select-symbolic", N_ ("Tick") },
  { "process-stop-symbolic", N_ ("Cross") },
  { "alarm-symbolic", N_ ("Alarm clock") },
  { "action-unavailable-symbolic", N_ ("No entry") },
  { "mail-send-symbolic", N_ ("Letter") },
  { "dialog-warning-symbolic", N_ ("Warning sign") },
  { "view-more-symbolic", N_ ("Three dots") },
};

static const char *
find_word (const Word *words, guint n_words, const char *key)
{
  for (guint i = 0; i < n_words; i++)
    if (g_str_equal (words[i].key, key))
      return _ (words[i].label);
  return key;
}

static char *
setting_name (ModelSearchState state, const char *what)
{
  return g_strdup_printf ("search_state.%s.%s", model_search_state_info (state)->key, what);
}

/* ---- what a person does ---- */

static void
on_chosen_cb (AppSettingRow *row, const char *name, const char *value, AppPreferencesStates *self)
{
  app_preferences_apply (self->preferences, work_change_setting_new (name, value),
                         GTK_WIDGET (row));
}

/* A state at its first place says nothing of its place. */
static void
on_moved_cb (AppOrderList *list, AppOrderRow *row, AppPreferencesStates *self)
{
  char *names[MODEL_N_SEARCH_STATES + 1] = { NULL }, *values[MODEL_N_SEARCH_STATES] = { NULL };

  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    {
      gint64 state = app_order_row_get_id (app_order_list_get_row (list, i));

      names[i] = setting_name ((ModelSearchState) state, "position");
      values[i] = i == (guint) state ? NULL : g_strdup_printf ("%u", i);
    }
  app_preferences_apply (
      self->preferences,
      work_change_settings_new ((const char *const *) names, (const char *const *) values),
      GTK_WIDGET (row));
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    {
      g_free (names[i]);
      g_free (values[i]);
    }
}

static void
on_restore_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPreferencesStates *self = APP_PREFERENCES_STATES (widget);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  const char *values[MODEL_N_SEARCH_STATES * (N_ASPECTS + 1)] = { NULL };

  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    for (guint j = 0; j <= N_ASPECTS; j++)
      {
        g_autofree char *name = setting_name (i, j < N_ASPECTS ? aspects[j] : "position");

        g_strv_builder_add (builder, name);
      }
  names = g_strv_builder_end (builder);
  app_preferences_apply_and_say (self->preferences,
                                 work_change_settings_new ((const char *const *) names, values),
                                 NULL, _ ("States restored"));
}

/* ---- rows ---- */

static void
add_aspect (AppPreferencesStates *self, guint state, guint aspect, const char *title)
{
  AppSettingRow *row = app_setting_row_new (title, NULL, FALSE);

  self->states[state].aspects[aspect] = row;
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->states[state].row), GTK_WIDGET (row));
  g_signal_connect_object (row, "chosen", G_CALLBACK (on_chosen_cb), self, 0);
}

static void
fill_choice (AppSettingRow *row,
             const char *name,
             const char *const *keys,
             const Word *words,
             guint n_words,
             gboolean has_icons)
{
  guint n = g_strv_length ((char **) keys);
  g_autofree AppSettingChoice *choices = g_new0 (AppSettingChoice, n);

  for (guint i = 0; i < n; i++)
    {
      choices[i].value = keys[i];
      choices[i].label = find_word (words, n_words, keys[i]);
      choices[i].icon = has_icons ? keys[i] : NULL;
    }
  app_setting_row_add_choice (row, name, choices, n);
}

static void
add_row (AppPreferencesStates *self, guint state)
{
  g_autofree char *label = setting_name (state, "label");
  g_autofree char *style = setting_name (state, "style");
  g_autofree char *symbol = setting_name (state, "symbol");
  GtkWidget *image = gtk_image_new ();

  self->states[state].row = g_object_ref_sink (app_order_row_new (state));
  self->states[state].symbol = GTK_IMAGE (image);
  gtk_widget_add_css_class (image, "state-symbol");
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self->states[state].row), image);
  add_aspect (self, state, LABEL, _ ("Text"));
  app_setting_row_add_text (self->states[state].aspects[LABEL], label, MAX_LABEL);
  add_aspect (self, state, STYLE, _ ("Colour"));
  fill_choice (self->states[state].aspects[STYLE], style, model_state_styles (), style_words,
               G_N_ELEMENTS (style_words), FALSE);
  add_aspect (self, state, SYMBOL, _ ("Shape"));
  fill_choice (self->states[state].aspects[SYMBOL], symbol, model_state_symbols (), symbol_words,
               G_N_ELEMENTS (symbol_words), TRUE);
}

static void
show_state (AppPreferencesStates *self, guint state, const ModelState *look)
{
  const char *values[N_ASPECTS] = { look->label, look->style, look->symbol };
  const char *first = _ (model_search_state_info (state)->label);
  GtkWidget *image = GTK_WIDGET (self->states[state].symbol);

  for (guint i = 0; i < N_ASPECTS; i++)
    {
      g_autofree char *name = setting_name (state, aspects[i]);

      app_setting_row_show (self->states[state].aspects[i], name, values[i]);
    }
  /* What the program means by it stays known, whatever it is called. */
  app_order_row_set_texts (self->states[state].row, look->label,
                           g_str_equal (first, look->label) ? NULL : first);
  gtk_image_set_from_icon_name (self->states[state].symbol, look->symbol);
  if (self->states[state].style != NULL)
    gtk_widget_remove_css_class (image, self->states[state].style);
  gtk_widget_add_css_class (image, look->style);
  self->states[state].style = look->style;
}

static void
app_preferences_states_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesStates *self = APP_PREFERENCES_STATES (part);
  g_autoptr (ModelSearchLooks) looks =
      model_search_looks_new (app_preferences_get_settings (preferences));
  gboolean editable = !app_preferences_is_read_only (preferences);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  g_set_object (&self->preferences, preferences);
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    {
      if (self->states[i].row == NULL)
        add_row (self, i);
      show_state (self, i, &looks->states[i]);
      for (guint j = 0; j < N_ASPECTS; j++)
        app_setting_row_set_editable (self->states[i].aspects[j], editable);
    }
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    g_ptr_array_add (rows, self->states[looks->order[i]].row);
  app_order_list_set_rows (self->list, rows);
  app_order_list_set_may (self->list, editable, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.restore", editable);
}

static void
app_preferences_states_flush (AppPreferencesPart *part)
{
  AppPreferencesStates *self = APP_PREFERENCES_STATES (part);

  for (guint i = 0; i < MODEL_N_SEARCH_STATES && self->states[i].row != NULL; i++)
    app_setting_row_flush (self->states[i].aspects[LABEL]);
}

static void
app_preferences_states_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_states_load;
  iface->flush = app_preferences_states_flush;
}

static void
app_preferences_states_dispose (GObject *object)
{
  AppPreferencesStates *self = APP_PREFERENCES_STATES (object);

  g_clear_object (&self->preferences);
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    g_clear_object (&self->states[i].row);
  G_OBJECT_CLASS (app_preferences_states_parent_class)->dispose (object);
}

static void
app_preferences_states_class_init (AppPreferencesStatesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_states_dispose;
  g_type_ensure (APP_TYPE_ORDER_LIST);
  gtk_widget_class_install_action (widget_class, "preferences.restore", NULL, on_restore_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-states.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesStates, list);
}

static void
app_preferences_states_init (AppPreferencesStates *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->list, "moved", G_CALLBACK (on_moved_cb), self, 0);
}

/**
 * app_preferences_states_new:
 *
 * Returns: (transfer floating): a group without rows yet
 */
AppPreferencesStates *
app_preferences_states_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_STATES, NULL);
}

/**
 * app_preferences_states_get_list:
 * @self: a group
 *
 * Returns: (transfer none): its rows
 */
AppOrderList *
app_preferences_states_get_list (AppPreferencesStates *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_STATES (self), NULL);
  return self->list;
}

/**
 * app_preferences_states_get_row:
 * @self: a group that was loaded
 * @state: a state
 * @what: "label", "style" or "symbol"
 *
 * Returns: (transfer none) (nullable): what sets it
 */
AppSettingRow *
app_preferences_states_get_row (AppPreferencesStates *self,
                                ModelSearchState state,
                                const char *what)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_STATES (self), NULL);
  for (guint i = 0; i < N_ASPECTS; i++)
    if (g_str_equal (aspects[i], what))
      return self->states[state].aspects[i];
  return NULL;
}
