/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

static void
on_undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = work_school_undo_finish (WORK_SCHOOL (source), result, &error);
  g_autofree char *text = NULL;

  self->n_pending--;
  if (_app_window_finish_closing (self) || self->school != WORK_SCHOOL (source))
    return;
  if (error != NULL)
    _app_window_show_error (self, _ ("This Could Not Be Undone"), error);
  else
    {
      text = g_strdup_printf (_ ("Undone: %s"), label != NULL ? label : "");
      _app_window_toast (self, text, _ ("_Redo"), "win.redo", NULL);
    }
  _app_window_reload (self);
}

static void
undo (AppWindow *self, const char *operation_id)
{
  if (_app_window_is_read_only (self))
    return;
  app_step_slider_flush (app_detail_get_slider (self->detail));
  self->n_pending++;
  work_school_undo_async (self->school, operation_id, NULL, on_undone_cb, g_object_ref (self));
}

static void
on_undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  undo (APP_WINDOW (user_data), NULL);
}

static void
on_undo_operation_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  undo (APP_WINDOW (user_data), g_variant_get_string (parameter, NULL));
}

static void
on_redone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = work_school_redo_finish (WORK_SCHOOL (source), result, &error);
  g_autofree char *text = NULL;

  self->n_pending--;
  if (_app_window_finish_closing (self) || self->school != WORK_SCHOOL (source))
    return;
  if (error != NULL)
    _app_window_show_error (self, _ ("This Could Not Be Redone"), error);
  else
    {
      text = g_strdup_printf (_ ("Redone: %s"), label != NULL ? label : "");
      _app_window_toast (self, text, _ ("_Undo"), "win.undo", NULL);
    }
  _app_window_reload (self);
}

static void
on_redo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  if (_app_window_is_read_only (self))
    return;
  self->n_pending++;
  work_school_redo_async (self->school, NULL, on_redone_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { "undo", on_undo_cb },
  { "undo-operation", on_undo_operation_cb, "s" },
  { "redo", on_redo_cb },
};

/**
 * _app_window_install_undo_actions:
 * @self: a window
 *
 * Adds what takes back and does again.
 */
void
_app_window_install_undo_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/* ---- what it is about ---- */

static void
name_button (GtkButton *button, const char *name)
{
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* A label that says what it always said is left alone: an open menu would close. */
static void
name_menu_item (GMenu *menu, int position, const char *label, const char *action)
{
  g_autofree char *before = NULL;
  g_autoptr (GMenuItem) item = NULL;

  if (g_menu_model_get_item_attribute (G_MENU_MODEL (menu), position, G_MENU_ATTRIBUTE_LABEL, "s",
                                       &before)
      && g_str_equal (before, label))
    return;
  g_menu_remove (menu, position);
  item = g_menu_item_new (label, action);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-missing");
  g_menu_insert_item (menu, position, item);
}

/* (transfer full): "Undo: step of 3 agreements", or the verb alone */
static char *
add_object (const char *verb, const char *object, gboolean is_mnemonic)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *safe = NULL;

  if (object == NULL)
    return g_strdup (verb);
  parts = g_strsplit (object, "_", -1);
  safe = g_strjoinv (is_mnemonic ? "__" : "_", parts);
  /* Translators: a verb and what it is about: “Undo: step of 3 agreements”. */
  return g_strdup_printf (_ ("%s: %s"), verb, safe);
}

/**
 * _app_window_name_undo:
 * @self: a window
 *
 * Says on buttons and in the menu what would be undone and done again.
 */
void
_app_window_name_undo (AppWindow *self)
{
  const struct
  {
    GtkButton *button;
    const char *verb;
    const char *item;
    const char *action;
    const char *object;
  } rows[] = {
    { self->undo_button, _ ("Undo"), _ ("_Undo"), "win.undo",
      self->overview != NULL ? self->overview->undo_label : NULL },
    { self->redo_button, _ ("Redo"), _ ("_Redo"), "win.redo",
      self->overview != NULL ? self->overview->redo_label : NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = add_object (rows[i].verb, rows[i].object, FALSE);
      g_autofree char *label = add_object (rows[i].item, rows[i].object, TRUE);

      name_button (rows[i].button, name);
      name_menu_item (self->undo_section, (int) i, label, rows[i].action);
    }
}
