/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-choices.h"
#include "app-fill-dialog.h"
#include "app-picker-popover.h"
#include "work-fill.h"

/* ---- what became of it ---- */

static void
say_filled (AppWindow *self, const WorkDone *done, const GError *error, gpointer data)
{
  GPtrArray *failures = data;
  g_autofree char *said = NULL, *left = NULL, *summary = NULL;

  if (error != NULL)
    {
      _app_window_show_error (self, _ ("Nothing Was Filled In"), error);
      return;
    }
  said = g_strdup_printf (ngettext ("%u line filled in", "%u lines filled in", done->n), done->n);
  left = g_strdup_printf (ngettext ("%u left as it was", "%u left as they were", failures->len),
                          failures->len);
  summary = g_strdup_printf ("%s · %s", said, left);
  if (failures->len > 0)
    _app_window_say_left (self, _ ("Filling In"), summary, failures, done->operation_id);
  else if (done->operation_id != NULL)
    _app_window_say_done (self, said, done->operation_id);
  else
    _app_window_toast (self, _ ("The lines had these values already"), NULL, NULL, NULL);
}

/* ---- what is asked for ---- */

/* (transfer full) (element-type WorkFillLine): the selected lines, from the top */
static GArray *
selected_lines (AppWindow *self)
{
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (WorkFillLine));

  for (guint i = 0; i < selected->len; i++)
    {
      const ModelLine *line = selected->pdata[i];
      WorkFillLine one = { { line->student_id, line->period_id }, line->placement_id };

      g_array_append_val (lines, one);
    }
  return lines;
}

/* @values: (nullable): those of the first line */
static void
fill (AppWindow *self, guint parts, const WorkFillValues *values)
{
  g_autoptr (GArray) lines = selected_lines (self);
  const WorkFillLine *data = (const WorkFillLine *) (gpointer) lines->data;
  GPtrArray *failures;
  WorkChange *change;

  if (lines->len == 0 || _app_window_is_read_only (self))
    return;
  failures = work_sheet_failures_new ();
  if (values != NULL)
    change = work_change_fill_new (data, lines->len, parts, values, failures);
  else
    change = work_change_fill_down_new (data, lines->len, parts, failures);
  _app_window_apply_then (self, change, say_filled, failures, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_set_referent_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  fill (APP_WINDOW (user_data), WORK_FILL_TEACHER,
        &(WorkFillValues){ .teacher_id = g_variant_get_int64 (parameter) });
}

static void
on_set_template_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  fill (APP_WINDOW (user_data), WORK_FILL_TEMPLATE,
        &(WorkFillValues){ .template_id = g_variant_get_int64 (parameter) });
}

static void
on_parts_chosen_cb (AppFillDialog *dialog, guint parts, AppWindow *self)
{
  fill (self, parts, NULL);
}

static void
on_fill_down_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  AppFillDialog *dialog;

  if (selected->len < 2)
    return;
  dialog = app_fill_dialog_new (GTK_WINDOW (self), selected->pdata[0], selected->len - 1);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_parts_chosen_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- choosing ---- */

static void
on_picked_cb (AppPickerPopover *popover, gint64 id, AppWindow *self)
{
  const char *action =
      GTK_WIDGET (popover) == self->referent_popover ? "win.set-referent" : "win.set-template";

  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (GTK_WIDGET (self), action, "x", id);
}

/* Above the button that asked, or where it is found when the bar has no room for it. */
static void
pop_up (AppWindow *self, GtkWidget **popover, GtkWidget *button, GListModel *choices, gint64 chosen)
{
  GtkWidget *bar = gtk_widget_get_parent (button);
  graphene_rect_t area;

  if (*popover == NULL)
    {
      *popover = app_picker_popover_new ();
      gtk_widget_set_parent (*popover, bar);
      gtk_popover_set_position (GTK_POPOVER (*popover), GTK_POS_TOP);
      g_signal_connect_object (*popover, "chosen", G_CALLBACK (on_picked_cb), self, 0);
    }
  app_picker_popover_set_choices (APP_PICKER_POPOVER (*popover), choices);
  app_picker_popover_set_chosen (APP_PICKER_POPOVER (*popover), chosen);
  if (!gtk_widget_get_child_visible (button))
    button = GTK_WIDGET (self->more_button);
  if (gtk_widget_compute_bounds (button, bar, &area))
    gtk_popover_set_pointing_to (GTK_POPOVER (*popover),
                                 &(GdkRectangle){ (int) area.origin.x, (int) area.origin.y,
                                                  (int) area.size.width, (int) area.size.height });
  gtk_popover_popup (GTK_POPOVER (*popover));
}

static void
on_choose_referent_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (GListModel) choices = app_choices_new (self->overview->teachers, NULL);
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  gint64 chosen = 0;

  for (guint i = 0; i < selected->len && chosen == 0; i++)
    chosen = ((const ModelLine *) selected->pdata[i])->teacher_id;
  pop_up (self, &self->referent_popover, self->referent_button, choices, chosen);
}

static gint64
find_template (GPtrArray *templates, const char *name)
{
  for (guint i = 0; i < templates->len; i++)
    {
      const WorkChoice *choice = templates->pdata[i];

      if (name[0] != '\0' && g_str_equal (choice->name, name))
        return choice->id;
    }
  return 0;
}

static void
on_choose_template_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (GListModel) choices =
      app_choices_new (self->overview->templates, APP_CHOICES_AGREEMENT);
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  gint64 chosen = 0;

  for (guint i = 0; i < selected->len && chosen == 0; i++)
    chosen = find_template (self->overview->templates,
                            ((const ModelLine *) selected->pdata[i])->template_name);
  pop_up (self, &self->template_popover, self->template_button, choices, chosen);
}

static const GActionEntry entries[] = {
  { "set-referent", on_set_referent_cb, "x" },
  { "set-template", on_set_template_cb, "x" },
  { "fill-down", on_fill_down_cb },
  { "choose-referent", on_choose_referent_cb },
  { "choose-template", on_choose_template_cb },
};

/**
 * _app_window_install_fill_actions:
 * @self: a window
 *
 * Adds what gives the selected lines values.
 */
void
_app_window_install_fill_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_menu_button_set_menu_model (self->more_button, app_line_list_get_menu (self->list));
  /* The button is the last of the bar: the menu stays in the window. */
  gtk_widget_set_halign (GTK_WIDGET (gtk_menu_button_get_popover (self->more_button)),
                         GTK_ALIGN_END);
}

/**
 * _app_window_drop_fill_popovers:
 * @self: a window that goes
 *
 * Takes away what hangs from the bar of actions.
 */
void
_app_window_drop_fill_popovers (AppWindow *self)
{
  g_clear_pointer (&self->referent_popover, gtk_widget_unparent);
  g_clear_pointer (&self->template_popover, gtk_widget_unparent);
}
