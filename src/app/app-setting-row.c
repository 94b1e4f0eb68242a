/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-setting-row.h"

#include "app-note-holder.h"
#include "app-note.h"

/* Several clicks on a spin button are one choice: it is told once they rest this long. */
#define REST_MS 500

/* A choice of so many characters is never cut. */
#define SHORT_CHARS 14

/**
 * AppSettingRow:
 *
 * One or several settings of the school, with what they are for. Emits "chosen" with a setting's
 * name and its value when the person has chosen another.
 */
struct _AppSettingRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *title;
  GtkLabel *explanation;
  GtkBox *controls;
  GtkBox *below;
  AdwBin *note;

  GPtrArray *settings; /* (element-type Setting) */
  guint rest_source;
  gboolean is_showing;
};

typedef struct
{
  char *name;
  GtkWidget *control;
  char *shown;   /* the value that is known to be saved */
  char **values; /* (nullable): of a choice, by position */
  AppSettingShow show;
  AppSettingDup dup;
} Setting;

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void app_setting_row_note_init (AppNoteHolderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppSettingRow,
                               app_setting_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_NOTE_HOLDER,
                                                      app_setting_row_note_init))

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  g_free (setting->name);
  g_free (setting->shown);
  g_strfreev (setting->values);
  g_free (setting);
}

static void
app_setting_row_set_note (AppNoteHolder *holder, const char *text)
{
  AppSettingRow *self = APP_SETTING_ROW (holder);

  adw_bin_set_child (self->note, text != NULL ? app_note_new (text, "error") : NULL);
  for (guint i = 0; i < self->settings->len; i++)
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (((Setting *) self->settings->pdata[i])->control),
        GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "", -1);
}

static void
app_setting_row_note_init (AppNoteHolderInterface *iface)
{
  iface->set_note = app_setting_row_set_note;
}

/* ---- choosing ---- */

static void
tell (AppSettingRow *self, Setting *setting)
{
  g_autofree char *value = setting->dup (setting->control, setting->values);

  if (g_strcmp0 (value, setting->shown) == 0)
    return;
  g_free (setting->shown);
  setting->shown = g_strdup (value);
  g_signal_emit (self, signals[CHOSEN], 0, setting->name, value);
}

static gboolean
on_rest_cb (gpointer user_data)
{
  app_setting_row_flush (APP_SETTING_ROW (user_data));
  return G_SOURCE_REMOVE;
}

static void
on_number_cb (GtkSpinButton *spin, AppSettingRow *self)
{
  if (self->is_showing)
    return;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (REST_MS, on_rest_cb, self);
}

static void
on_selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, AppSettingRow *self)
{
  if (!self->is_showing)
    app_setting_row_flush (self);
}

static void
on_activate_cb (GtkEntry *entry, AppSettingRow *self)
{
  app_setting_row_flush (self);
}

static void
on_leave_cb (GtkEventControllerFocus *controller, AppSettingRow *self)
{
  app_setting_row_flush (self);
}

static void
app_setting_row_dispose (GObject *object)
{
  AppSettingRow *self = APP_SETTING_ROW (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_ptr_array_set_size (self->settings, 0);
  G_OBJECT_CLASS (app_setting_row_parent_class)->dispose (object);
}

static void
app_setting_row_finalize (GObject *object)
{
  g_ptr_array_unref (APP_SETTING_ROW (object)->settings);
  G_OBJECT_CLASS (app_setting_row_parent_class)->finalize (object);
}

static void
app_setting_row_class_init (AppSettingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_setting_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_setting_row_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", APP_TYPE_SETTING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-setting-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSettingRow, title);
  gtk_widget_class_bind_template_child (widget_class, AppSettingRow, explanation);
  gtk_widget_class_bind_template_child (widget_class, AppSettingRow, controls);
  gtk_widget_class_bind_template_child (widget_class, AppSettingRow, below);
  gtk_widget_class_bind_template_child (widget_class, AppSettingRow, note);
}

static void
app_setting_row_init (AppSettingRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->settings = g_ptr_array_new_with_free_func (setting_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (focus, "leave", G_CALLBACK (on_leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * app_setting_row_new:
 * @title: what is set
 * @explanation: (nullable): what it is for
 * @is_tall: whether numbers and texts stand under the words, not beside them
 *
 * Returns: (transfer floating): a row without settings
 */
AppSettingRow *
app_setting_row_new (const char *title, const char *explanation, gboolean is_tall)
{
  AppSettingRow *self = g_object_new (APP_TYPE_SETTING_ROW, "title", title, NULL);

  gtk_label_set_label (self->title, title);
  app_setting_row_set_explanation (self, explanation);
  gtk_widget_set_visible (GTK_WIDGET (self->below), is_tall);
  return self;
}

/**
 * app_setting_row_set_explanation:
 * @self: a row
 * @explanation: (nullable): what it is for
 *
 * Explains it otherwise.
 */
void
app_setting_row_set_explanation (AppSettingRow *self, const char *explanation)
{
  g_return_if_fail (APP_IS_SETTING_ROW (self));
  gtk_label_set_label (self->explanation, explanation != NULL ? explanation : "");
  gtk_widget_set_visible (GTK_WIDGET (self->explanation), explanation != NULL);
}

/* ---- its controls ---- */

static Setting *
add_setting (AppSettingRow *self, GtkBox *box, const char *name, GtkWidget *control)
{
  Setting *setting = g_new0 (Setting, 1);

  setting->name = g_strdup (name);
  setting->control = control;
  g_ptr_array_add (self->settings, setting);
  gtk_box_append (box, control);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (self->title), -1);
  return setting;
}

static Setting *
find_setting (AppSettingRow *self, const char *name)
{
  for (guint i = 0; i < self->settings->len; i++)
    if (g_str_equal (((Setting *) self->settings->pdata[i])->name, name))
      return self->settings->pdata[i];
  return NULL;
}

/* Where numbers and texts stand. */
static GtkBox *
get_box (AppSettingRow *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->below)) ? self->below : self->controls;
}

static void
show_number (GtkWidget *control, char **values, const char *value)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (control), g_ascii_strtod (value, NULL));
}

static char *
dup_number (GtkWidget *control, char **values)
{
  gtk_spin_button_update (GTK_SPIN_BUTTON (control));
  return g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (control)));
}

/**
 * app_setting_row_add_number:
 * @self: a row
 * @name: a setting that is a whole number
 * @minimum: its least value
 * @maximum: its greatest value
 * @unit: (nullable): what is counted, shown behind it
 *
 * Adds a number.
 */
void
app_setting_row_add_number (AppSettingRow *self,
                            const char *name,
                            int minimum,
                            int maximum,
                            const char *unit)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (minimum, maximum, 1);
  Setting *setting;
  GtkBox *box;

  g_return_if_fail (APP_IS_SETTING_ROW (self));
  box = get_box (self);
  setting = add_setting (self, box, name, spin);
  setting->show = show_number;
  setting->dup = dup_number;
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_spin_button_set_update_policy (GTK_SPIN_BUTTON (spin), GTK_UPDATE_IF_VALID);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (on_number_cb), self, 0);
  if (unit != NULL)
    gtk_box_append (box, gtk_label_new (unit));
}

static void
show_choice (GtkWidget *control, char **values, const char *value)
{
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; values[i] != NULL; i++)
    if (g_str_equal (values[i], value))
      position = i;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (control), position);
}

static char *
dup_choice (GtkWidget *control, char **values)
{
  guint position = gtk_drop_down_get_selected (GTK_DROP_DOWN (control));

  return position < g_strv_length (values) ? g_strdup (values[position]) : NULL;
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
}

/* A short choice is shown whole, a long one as far as there is room. @icons: of the choices, by
 * position */
static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GPtrArray *icons)
{
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkLabel *label = GTK_LABEL (gtk_widget_get_next_sibling (icon));
  GtkStringObject *string = gtk_list_item_get_item (item);
  const char *text = gtk_string_object_get_string (string);
  guint position = gtk_list_item_get_position (item);
  const char *name = position < icons->len ? icons->pdata[position] : NULL;

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), name);
  gtk_widget_set_visible (icon, name != NULL);
  gtk_label_set_label (label, text);
  gtk_label_set_width_chars (label, MIN ((int) g_utf8_strlen (text, -1), SHORT_CHARS));
}

static void
release_icons (gpointer data, GClosure *closure)
{
  g_ptr_array_unref (data);
}

static void
use_factory (GtkDropDown *drop_down, const AppSettingChoice *choices, guint n_choices)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GPtrArray *icons = g_ptr_array_new ();

  for (guint i = 0; i < n_choices; i++)
    g_ptr_array_add (icons, (gpointer) g_intern_string (choices[i].icon));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect_data (factory, "bind", G_CALLBACK (on_bind_cb), icons, release_icons, 0);
  gtk_drop_down_set_factory (drop_down, factory);
}

/**
 * app_setting_row_add_choice:
 * @self: a row
 * @name: a setting
 * @choices: (array length=n_choices): what it may be
 * @n_choices: how many
 *
 * Adds a choice.
 */
void
app_setting_row_add_choice (AppSettingRow *self,
                            const char *name,
                            const AppSettingChoice *choices,
                            guint n_choices)
{
  GtkWidget *drop_down;
  Setting *setting;

  g_return_if_fail (APP_IS_SETTING_ROW (self));
  drop_down = gtk_drop_down_new (NULL, NULL);
  setting = add_setting (self, self->controls, name, drop_down);
  setting->show = show_choice;
  setting->dup = dup_choice;
  app_setting_row_set_choices (self, name, choices, n_choices);
  use_factory (GTK_DROP_DOWN (drop_down), choices, n_choices);
  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (on_selected_cb), self, 0);
}

/**
 * app_setting_row_set_choices:
 * @self: a row
 * @name: a setting that is a choice
 * @choices: (array length=n_choices): what it may be now
 * @n_choices: how many
 *
 * Offers other values; app_setting_row_show() says which it is.
 */
void
app_setting_row_set_choices (AppSettingRow *self,
                             const char *name,
                             const AppSettingChoice *choices,
                             guint n_choices)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  Setting *setting;

  g_return_if_fail (APP_IS_SETTING_ROW (self));
  setting = find_setting (self, name);
  g_return_if_fail (setting != NULL && setting->show == show_choice);
  g_clear_pointer (&setting->shown, g_free);
  g_strfreev (setting->values);
  setting->values = g_new0 (char *, n_choices + 1);
  for (guint i = 0; i < n_choices; i++)
    {
      gtk_string_list_append (labels, choices[i].label);
      setting->values[i] = g_strdup (choices[i].value);
    }
  self->is_showing = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (setting->control), G_LIST_MODEL (labels));
  self->is_showing = FALSE;
}

static void
show_text (GtkWidget *control, char **values, const char *value)
{
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (control)), value))
    gtk_editable_set_text (GTK_EDITABLE (control), value);
}

static char *
dup_text (GtkWidget *control, char **values)
{
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (control)));
}

/**
 * app_setting_row_add_text:
 * @self: a row
 * @name: a setting that is a text
 * @max_length: how many characters it may have
 *
 * Adds a text.
 */
void
app_setting_row_add_text (AppSettingRow *self, const char *name, int max_length)
{
  GtkWidget *entry = gtk_entry_new ();
  Setting *setting;

  g_return_if_fail (APP_IS_SETTING_ROW (self));
  setting = add_setting (self, get_box (self), name, entry);
  setting->show = show_text;
  setting->dup = dup_text;
  gtk_entry_set_max_length (GTK_ENTRY (entry), max_length);
  gtk_widget_set_hexpand (entry, TRUE);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_activate_cb), self, 0);
}

/**
 * app_setting_row_add_control:
 * @self: a row
 * @name: a setting
 * @control: (transfer floating): what it is chosen with, which calls app_setting_row_flush() when
 *   something was
 * @show: shows a value in it
 * @dup: tells the value that it shows
 *
 * Adds something else.
 */
void
app_setting_row_add_control (AppSettingRow *self,
                             const char *name,
                             GtkWidget *control,
                             AppSettingShow show,
                             AppSettingDup dup)
{
  Setting *setting;

  g_return_if_fail (APP_IS_SETTING_ROW (self));
  setting = add_setting (self, get_box (self), name, control);
  setting->show = show;
  setting->dup = dup;
}

/**
 * app_setting_row_show:
 * @self: a row
 * @name: one of its settings
 * @value: what it is now
 *
 * Shows a value; nothing is emitted. What is being typed or clicked stays.
 */
void
app_setting_row_show (AppSettingRow *self, const char *name, const char *value)
{
  Setting *setting;
  g_autofree char *now = NULL;

  g_return_if_fail (APP_IS_SETTING_ROW (self));
  setting = find_setting (self, name);
  g_return_if_fail (setting != NULL);
  now = setting->dup (setting->control, setting->values);
  if (setting->shown != NULL && g_strcmp0 (now, setting->shown) != 0)
    return;
  g_free (setting->shown);
  setting->shown = g_strdup (value);
  self->is_showing = TRUE;
  setting->show (setting->control, setting->values, value);
  self->is_showing = FALSE;
}

/**
 * app_setting_row_get_control:
 * @self: a row
 * @name: one of its settings
 *
 * Returns: (transfer none) (nullable): what it is chosen with
 */
GtkWidget *
app_setting_row_get_control (AppSettingRow *self, const char *name)
{
  Setting *setting;

  g_return_val_if_fail (APP_IS_SETTING_ROW (self), NULL);
  setting = find_setting (self, name);
  return setting != NULL ? setting->control : NULL;
}

/**
 * app_setting_row_set_editable:
 * @self: a row
 * @editable: whether something may be chosen
 *
 * Locks the row, or opens it.
 */
void
app_setting_row_set_editable (AppSettingRow *self, gboolean editable)
{
  g_return_if_fail (APP_IS_SETTING_ROW (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->controls), editable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->below), editable);
}

/**
 * app_setting_row_flush:
 * @self: a row
 *
 * Tells now what was chosen and would be told after a rest.
 */
void
app_setting_row_flush (AppSettingRow *self)
{
  g_return_if_fail (APP_IS_SETTING_ROW (self));
  g_clear_handle_id (&self->rest_source, g_source_remove);
  for (guint i = 0; i < self->settings->len; i++)
    if (((Setting *) self->settings->pdata[i])->shown != NULL)
      tell (self, self->settings->pdata[i]);
}

/**
 * app_setting_row_get_note:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): why what was chosen was refused
 */
const char *
app_setting_row_get_note (AppSettingRow *self)
{
  GtkWidget *note;

  g_return_val_if_fail (APP_IS_SETTING_ROW (self), NULL);
  note = adw_bin_get_child (self->note);
  return note != NULL ? app_note_get_text (APP_NOTE (note)) : NULL;
}
