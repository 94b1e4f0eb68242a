/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-window.h"

#include <glib/gi18n-lib.h>

#include "app-preferences-order.h"

/**
 * AppPreferencesWindow:
 *
 * All that a school may choose for itself. Every choice is saved at once and can be undone.
 */
struct _AppPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AppPreferencesOrder *steps;
  AppPreferencesOrder *signatories;

  AppPreferences *preferences;
};

G_DEFINE_FINAL_TYPE (AppPreferencesWindow, app_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* All groups, by where they are in the window. */
static const gsize parts[] = {
  G_STRUCT_OFFSET (AppPreferencesWindow, steps),
  G_STRUCT_OFFSET (AppPreferencesWindow, signatories),
};

static AppPreferencesPart *
part_of (AppPreferencesWindow *self, guint i)
{
  return G_STRUCT_MEMBER (AppPreferencesPart *, self, parts[i]);
}

static void
on_reloaded_cb (AppPreferences *preferences, AppPreferencesWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    app_preferences_part_load (part_of (self, i), preferences);
}

static void
on_said_cb (AppPreferences *preferences,
            const char *text,
            const char *operation_id,
            AppPreferencesWindow *self)
{
  g_autofree char *safe = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (safe);

  if (operation_id != NULL)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "preferences.undo-operation");
      adw_toast_set_action_target (toast, "s", operation_id);
    }
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), toast);
}

/* While something is typed Ctrl+Z is the entry's. */
static gboolean
is_typing (AppPreferencesWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return focus != NULL && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus));
}

static void
on_undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPreferencesWindow *self = APP_PREFERENCES_WINDOW (widget);

  if (parameter != NULL)
    app_preferences_undo (self->preferences, g_variant_get_string (parameter, NULL));
  else if (is_typing (self))
    gtk_widget_activate_action (gtk_root_get_focus (GTK_ROOT (self)), "text.undo", NULL);
  else
    app_preferences_undo (self->preferences, NULL);
}

static void
on_redo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPreferencesWindow *self = APP_PREFERENCES_WINDOW (widget);

  if (is_typing (self))
    gtk_widget_activate_action (gtk_root_get_focus (GTK_ROOT (self)), "text.redo", NULL);
  else
    app_preferences_redo (self->preferences);
}

static gboolean
app_preferences_window_close_request (GtkWindow *window)
{
  AppPreferencesWindow *self = APP_PREFERENCES_WINDOW (window);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    app_preferences_part_flush (part_of (self, i));
  return GTK_WINDOW_CLASS (app_preferences_window_parent_class)->close_request (window);
}

static void
app_preferences_window_dispose (GObject *object)
{
  g_clear_object (&APP_PREFERENCES_WINDOW (object)->preferences);
  G_OBJECT_CLASS (app_preferences_window_parent_class)->dispose (object);
}

static void
app_preferences_window_class_init (AppPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = app_preferences_window_close_request;
  g_type_ensure (APP_TYPE_PREFERENCES_ORDER);
  gtk_widget_class_install_action (widget_class, "preferences.undo", NULL, on_undo_cb);
  gtk_widget_class_install_action (widget_class, "preferences.undo-operation", "s", on_undo_cb);
  gtk_widget_class_install_action (widget_class, "preferences.redo", NULL, on_redo_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesWindow, signatories);
}

static void
app_preferences_window_init (AppPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_preferences_window_new:
 * @parent: (nullable): the window of the school
 * @preferences: what is shown and changed
 *
 * Returns: (transfer none): a window, owned by GTK until it is closed
 */
AppPreferencesWindow *
app_preferences_window_new (GtkWindow *parent, AppPreferences *preferences)
{
  AppPreferencesWindow *self =
      g_object_new (APP_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);

  self->preferences = g_object_ref (preferences);
  g_signal_connect_object (preferences, "reloaded", G_CALLBACK (on_reloaded_cb), self, 0);
  g_signal_connect_object (preferences, "said", G_CALLBACK (on_said_cb), self, 0);
  app_preferences_reload (preferences);
  return self;
}

/**
 * app_preferences_window_get_preferences:
 * @self: a window
 *
 * Returns: (transfer none): what it shows and changes
 */
AppPreferences *
app_preferences_window_get_preferences (AppPreferencesWindow *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_WINDOW (self), NULL);
  return self->preferences;
}

/**
 * app_preferences_window_show_page:
 * @self: a window
 * @name: "school", "years", "follow-up", "agreements" or "rules"
 *
 * Goes to a page.
 */
void
app_preferences_window_show_page (AppPreferencesWindow *self, const char *name)
{
  g_return_if_fail (APP_IS_PREFERENCES_WINDOW (self));
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), name);
}
