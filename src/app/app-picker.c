/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-picker.h"

#include <glib/gi18n-lib.h>

#include "app-picker-popover.h"

/**
 * AppPicker:
 *
 * Shows the row that a reference points at, and opens a list to choose another by typing. It emits
 * "edited" and "done" as every #AppFieldEditor when another row (or none) is chosen, and
 * "create-requested" with what was typed when a new row is asked for.
 */
struct _AppPicker
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkWidget *content;
  GtkLabel *title;
  GtkLabel *subtitle;
  AppPickerPopover *popover; /* NULL until the button is pressed */

  GListModel *choices;
  char *create_label;
  char *none_label; /* (nullable): what no row is called */
  char *name;       /* of the reference, for screen readers */
  gint64 chosen;
};

enum
{
  CREATE_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void app_picker_iface_init (AppFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPicker,
                               app_picker,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_FIELD_EDITOR, app_picker_iface_init))

/* The toggle in the menu button takes the focus; its name is the button's. */
static GtkWidget *
app_picker_get_control (AppFieldEditor *editor)
{
  return gtk_widget_get_first_child (GTK_WIDGET (APP_PICKER (editor)->button));
}

static AppPickerItem *
find_chosen (AppPicker *self)
{
  guint n_items =
      self->choices != NULL && self->chosen != 0 ? g_list_model_get_n_items (self->choices) : 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AppPickerItem) item = g_list_model_get_item (self->choices, i);

      if (app_picker_item_get_id (item) == self->chosen)
        return g_steal_pointer (&item);
    }
  return NULL;
}

static void
show_chosen (AppPicker *self)
{
  g_autoptr (AppPickerItem) item = find_chosen (self);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, self->chosen);
  g_autofree char *unknown = NULL, *spoken = NULL;
  const char *title = self->none_label != NULL ? self->none_label : _ ("None"), *subtitle = "";

  if (item != NULL)
    {
      title = app_picker_item_get_title (item);
      subtitle = app_picker_item_get_subtitle (item);
    }
  else if (self->chosen != 0)
    /* Translators: a row that is referred to but is not among those that can be chosen. */
    title = unknown = g_strdup_printf (_ ("Record no. %s"), number);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle[0] != '\0');
  if (self->chosen == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "dim-label");
  /* Translators: the name of a field, then what is chosen in it. */
  spoken = g_strdup_printf (_ ("%s: %s"), self->name != NULL ? self->name : _ ("Choice"), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
on_items_changed_cb (GListModel *choices, guint at, guint removed, guint added, AppPicker *self)
{
  show_chosen (self);
}

static void
app_picker_show (AppFieldEditor *editor, const char *canonical)
{
  app_picker_set_chosen (APP_PICKER (editor),
                         canonical != NULL ? g_ascii_strtoll (canonical, NULL, 10) : 0);
}

static char *
app_picker_dup_text (AppFieldEditor *editor)
{
  gint64 chosen = APP_PICKER (editor)->chosen;

  return chosen != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, chosen) : g_strdup ("");
}

static void
app_picker_set_name (AppFieldEditor *editor, const char *name)
{
  AppPicker *self = APP_PICKER (editor);

  g_free (self->name);
  self->name = g_strdup (name);
  show_chosen (self);
}

static void
app_picker_set_editable (AppFieldEditor *editor, gboolean editable)
{
  gtk_widget_set_sensitive (GTK_WIDGET (APP_PICKER (editor)->button), editable);
}

static void
app_picker_iface_init (AppFieldEditorInterface *iface)
{
  iface->set_name = app_picker_set_name;
  iface->set_editable = app_picker_set_editable;
  iface->show = app_picker_show;
  iface->dup_text = app_picker_dup_text;
  iface->get_control = app_picker_get_control;
}

static void
on_chosen_cb (AppPickerPopover *popover, gint64 id, AppPicker *self)
{
  if (id == self->chosen)
    return;
  app_picker_set_chosen (self, id);
  app_field_editor_edited (APP_FIELD_EDITOR (self));
  app_field_editor_done (APP_FIELD_EDITOR (self));
}

static void
on_create_requested_cb (AppPickerPopover *popover, const char *text, AppPicker *self)
{
  g_signal_emit (self, signals[CREATE_REQUESTED], 0, text);
}

static void
on_show_cb (GtkWidget *popover, AppPicker *self)
{
  gtk_widget_set_size_request (popover, MAX (300, gtk_widget_get_width (GTK_WIDGET (self))), -1);
  app_picker_popover_set_chosen (self->popover, self->chosen);
}

/* The list is made when it is asked for: a form has several of them and most stay shut. */
static void
create_popover (GtkMenuButton *button, gpointer user_data)
{
  AppPicker *self = user_data;

  if (self->popover != NULL)
    return;
  self->popover = APP_PICKER_POPOVER (app_picker_popover_new ());
  app_picker_popover_set_choices (self->popover, self->choices);
  app_picker_popover_set_create_label (self->popover, self->create_label);
  app_picker_popover_set_none_label (self->popover, self->none_label);
  g_signal_connect_object (self->popover, "chosen", G_CALLBACK (on_chosen_cb), self, 0);
  g_signal_connect_object (self->popover, "create-requested", G_CALLBACK (on_create_requested_cb),
                           self, 0);
  g_signal_connect_object (self->popover, "show", G_CALLBACK (on_show_cb), self, 0);
  gtk_menu_button_set_popover (button, GTK_WIDGET (self->popover));
}

/* Who types on the button looks for a row. */
static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   AppPicker *self)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);
  char text[7] = { 0 };

  if (!g_unichar_isgraph (letter)
      || (state & gtk_accelerator_get_default_mod_mask () & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  g_unichar_to_utf8 (letter, text);
  app_picker_open (self, text);
  return GDK_EVENT_STOP;
}

static void
app_picker_dispose (GObject *object)
{
  AppPicker *self = APP_PICKER (object);

  if (self->choices != NULL)
    g_signal_handlers_disconnect_by_data (self->choices, self);
  g_clear_object (&self->choices);
  G_OBJECT_CLASS (app_picker_parent_class)->dispose (object);
}

static void
app_picker_finalize (GObject *object)
{
  g_free (APP_PICKER (object)->create_label);
  g_free (APP_PICKER (object)->none_label);
  g_free (APP_PICKER (object)->name);
  G_OBJECT_CLASS (app_picker_parent_class)->finalize (object);
}

static void
app_picker_class_init (AppPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_picker_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_picker_finalize;
  signals[CREATE_REQUESTED] = g_signal_new ("create-requested", APP_TYPE_PICKER, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPicker, button);
  gtk_widget_class_bind_template_child (widget_class, AppPicker, content);
  gtk_widget_class_bind_template_child (widget_class, AppPicker, title);
  gtk_widget_class_bind_template_child (widget_class, AppPicker, subtitle);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed_cb);
}

static void
app_picker_init (AppPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* A menu button centres what is in it; here it reads from its start. */
  gtk_widget_set_halign (gtk_widget_get_parent (self->content), GTK_ALIGN_FILL);
  gtk_menu_button_set_create_popup_func (self->button, create_popover, self, NULL);
  show_chosen (self);
}

/**
 * app_picker_new:
 *
 * Returns: (transfer floating): a picker with nothing to choose
 */
AppPicker *
app_picker_new (void)
{
  return g_object_new (APP_TYPE_PICKER, NULL);
}

/**
 * app_picker_set_choices:
 * @self: a picker
 * @choices: (nullable) (transfer none): a model of #AppPickerItem, in the order to show them
 *
 * Says what can be chosen. The model may change afterwards.
 */
void
app_picker_set_choices (AppPicker *self, GListModel *choices)
{
  g_return_if_fail (APP_IS_PICKER (self));
  g_return_if_fail (choices == NULL || G_IS_LIST_MODEL (choices));
  if (self->choices != NULL)
    g_signal_handlers_disconnect_by_data (self->choices, self);
  g_set_object (&self->choices, choices);
  if (choices != NULL)
    g_signal_connect_object (choices, "items-changed", G_CALLBACK (on_items_changed_cb), self, 0);
  if (self->popover != NULL)
    app_picker_popover_set_choices (self->popover, choices);
  show_chosen (self);
}

/**
 * app_picker_set_create_label:
 * @self: a picker
 * @label: (nullable): what making a new row is called: "Create the company"; %NULL for nothing
 *
 * Offers to make a new row at the end of the list; choosing it emits "create-requested".
 */
void
app_picker_set_create_label (AppPicker *self, const char *label)
{
  g_return_if_fail (APP_IS_PICKER (self));
  g_free (self->create_label);
  self->create_label = g_strdup (label);
  if (self->popover != NULL)
    app_picker_popover_set_create_label (self->popover, label);
}

/**
 * app_picker_set_none_label:
 * @self: a picker
 * @label: (nullable): what it is called when no row is chosen; %NULL for "None"
 *
 * To be said before the list is opened.
 */
void
app_picker_set_none_label (AppPicker *self, const char *label)
{
  g_return_if_fail (APP_IS_PICKER (self));
  g_free (self->none_label);
  self->none_label = g_strdup (label);
  show_chosen (self);
}

/**
 * app_picker_set_chosen:
 * @self: a picker
 * @id: the id of an item, 0 for none
 *
 * Shows what is chosen; nothing is emitted.
 */
void
app_picker_set_chosen (AppPicker *self, gint64 id)
{
  g_return_if_fail (APP_IS_PICKER (self));
  self->chosen = id;
  show_chosen (self);
}

/**
 * app_picker_get_chosen:
 * @self: a picker
 *
 * Returns: the id of what is chosen, 0 for none
 */
gint64
app_picker_get_chosen (AppPicker *self)
{
  g_return_val_if_fail (APP_IS_PICKER (self), 0);
  return self->chosen;
}

/**
 * app_picker_open:
 * @self: a picker on the screen
 * @text: (nullable): what to look for first
 *
 * Opens the list, as a click does.
 */
void
app_picker_open (AppPicker *self, const char *text)
{
  g_return_if_fail (APP_IS_PICKER (self));
  gtk_menu_button_popup (self->button);
  if (text != NULL && self->popover != NULL)
    app_picker_popover_set_text (self->popover, text);
}
