/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-date-editor.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "model-value.h"

/**
 * AppDateEditor:
 *
 * Edits a day: typed in any way that base_date_parse() reads, or clicked in a calendar. The day is
 * written out under it, with its weekday, as soon as it is understood.
 */
struct _AppDateEditor
{
  AdwBin parent_instance;

  GtkEntry *entry;
  GtkMenuButton *button;
  GtkLabel *spelt;
  GtkCalendar *calendar; /* NULL until the button is pressed */

  const ModelField *field;
  gboolean is_showing;
};

static void app_date_editor_iface_init (AppFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppDateEditor,
                               app_date_editor,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_FIELD_EDITOR,
                                                      app_date_editor_iface_init))

static gboolean
read_day (AppDateEditor *self, GDate *day)
{
  g_date_clear (day, 1);
  return base_date_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), day, NULL);
}

static void
spell (AppDateEditor *self)
{
  GDate day;
  gboolean is_known = read_day (self, &day);
  g_autofree char *text = is_known ? base_date_to_long (&day) : NULL;

  gtk_label_set_label (self->spelt, is_known ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->spelt), is_known);
}

static void
set_text (AppDateEditor *self, const char *text)
{
  self->is_showing = TRUE;
  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->is_showing = FALSE;
  spell (self);
}

static void
app_date_editor_set_field (AppFieldEditor *editor, const ModelField *field)
{
  APP_DATE_EDITOR (editor)->field = field;
}

static void
app_date_editor_show (AppFieldEditor *editor, const char *canonical)
{
  AppDateEditor *self = APP_DATE_EDITOR (editor);
  g_autofree char *text = model_value_format (self->field, canonical);

  set_text (self, text);
}

static char *
app_date_editor_dup_text (AppFieldEditor *editor)
{
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (APP_DATE_EDITOR (editor)->entry)));
}

static GtkWidget *
app_date_editor_get_control (AppFieldEditor *editor)
{
  return GTK_WIDGET (APP_DATE_EDITOR (editor)->entry);
}

static void
app_date_editor_set_name (AppFieldEditor *editor, const char *name)
{
  AppDateEditor *self = APP_DATE_EDITOR (editor);
  /* Translators: the name of a field: the button opens a calendar for it. */
  g_autofree char *spoken = g_strdup_printf (_ ("%s: choose a day"), _ (self->field->label));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
app_date_editor_set_editable (AppFieldEditor *editor, gboolean editable)
{
  AppDateEditor *self = APP_DATE_EDITOR (editor);

  gtk_editable_set_editable (GTK_EDITABLE (self->entry), editable);
  gtk_widget_set_visible (GTK_WIDGET (self->button), editable);
}

static void
app_date_editor_iface_init (AppFieldEditorInterface *iface)
{
  iface->set_field = app_date_editor_set_field;
  iface->show = app_date_editor_show;
  iface->dup_text = app_date_editor_dup_text;
  iface->get_control = app_date_editor_get_control;
  iface->set_name = app_date_editor_set_name;
  iface->set_editable = app_date_editor_set_editable;
}

static void
on_changed_cb (GtkEditable *entry, AppDateEditor *self)
{
  if (self->is_showing)
    return;
  spell (self);
  app_field_editor_edited (APP_FIELD_EDITOR (self));
}

static void
on_activate_cb (GtkEntry *entry, AppDateEditor *self)
{
  app_field_editor_done (APP_FIELD_EDITOR (self));
}

static void
take_day (AppDateEditor *self)
{
  g_autoptr (GDateTime) moment = gtk_calendar_get_date (self->calendar);
  g_autofree char *text = NULL;
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (moment),
                  (GDateMonth) g_date_time_get_month (moment),
                  (GDateYear) g_date_time_get_year (moment));
  text = base_date_to_short (&day);
  set_text (self, text);
  gtk_menu_button_popdown (self->button);
  app_field_editor_edited (APP_FIELD_EDITOR (self));
  app_field_editor_done (APP_FIELD_EDITOR (self));
}

static void
on_day_selected_cb (GtkCalendar *calendar, AppDateEditor *self)
{
  if (!self->is_showing)
    take_day (self);
}

/* The day that is marked already is not selected anew when it is clicked: today, or the same day of
 * another month. Paging through months selects nothing either, and leaves the calendar open. */
static void
on_released_cb (GtkGestureClick *gesture, int n_press, double x, double y, AppDateEditor *self)
{
  GtkWidget *day = gtk_widget_pick (GTK_WIDGET (self->calendar), x, y, GTK_PICK_DEFAULT);

  if (day != NULL && gtk_widget_has_css_class (day, "day-number"))
    take_day (self);
}

/* Space marks the day that the arrows have reached; Enter takes the one that is marked. */
static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   AppDateEditor *self)
{
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter)
    return GDK_EVENT_PROPAGATE;
  take_day (self);
  return GDK_EVENT_STOP;
}

/* The calendar opens on the day that is written, else on today. */
static void
on_popover_show_cb (GtkWidget *popover, AppDateEditor *self)
{
  g_autoptr (GDateTime) moment = g_date_time_new_now_local ();
  GDate day;

  if (read_day (self, &day))
    {
      g_date_time_unref (moment);
      moment = g_date_time_new_local (g_date_get_year (&day), (int) g_date_get_month (&day),
                                      g_date_get_day (&day), 12, 0, 0);
    }
  self->is_showing = TRUE;
  gtk_calendar_select_day (self->calendar, moment);
  self->is_showing = FALSE;
}

/* A calendar is some sixty widgets: it is made when it is asked for. */
static void
create_popover (GtkMenuButton *button, gpointer user_data)
{
  AppDateEditor *self = user_data;
  GtkGesture *click;
  GtkEventController *keys;
  GtkWidget *popover;

  if (self->calendar != NULL)
    return;
  popover = gtk_popover_new ();
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->field->label), -1);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (on_day_selected_cb), self,
                           0);
  click = gtk_gesture_click_new ();
  g_signal_connect_object (click, "released", G_CALLBACK (on_released_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->calendar), GTK_EVENT_CONTROLLER (click));
  keys = gtk_event_controller_key_new ();
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->calendar), keys);
  g_signal_connect_object (popover, "show", G_CALLBACK (on_popover_show_cb), self, 0);
  gtk_menu_button_set_popover (button, popover);
}

static void
app_date_editor_class_init (AppDateEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-date-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AppDateEditor, entry);
  gtk_widget_class_bind_template_child (widget_class, AppDateEditor, button);
  gtk_widget_class_bind_template_child (widget_class, AppDateEditor, spelt);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
}

static void
app_date_editor_init (AppDateEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, create_popover, self, NULL);
}
