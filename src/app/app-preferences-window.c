/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-window.h"

#include <glib/gi18n-lib.h>

#include "app-preferences-access.h"
#include "app-preferences-accounts.h"
#include "app-preferences-backup.h"
#include "app-preferences-fields.h"
#include "app-preferences-kinds.h"
#include "app-preferences-journal.h"
#include "app-preferences-lock.h"
#include "app-preferences-privacy.h"
#include "app-preferences-files.h"
#include "app-preferences-messages.h"
#include "app-preferences-notices.h"
#include "app-preferences-numbers.h"
#include "app-preferences-order.h"
#include "app-preferences-rules.h"
#include "app-preferences-school.h"
#include "app-preferences-signing.h"
#include "app-preferences-sms.h"
#include "app-preferences-starter.h"
#include "app-preferences-states.h"
#include "app-preferences-subpage.h"
#include "app-preferences-templates.h"
#include "app-preferences-years.h"
#include "app-template-page.h"
#include "work-account.h"

/**
 * AppPreferencesWindow:
 *
 * All that a school may choose for itself. Every choice is saved at once and can be undone.
 */
struct _AppPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AppPreferences *preferences;
};

G_DEFINE_FINAL_TYPE (AppPreferencesWindow, app_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* Groups stand anywhere in the window: on a page, in a group, on a page of fields. */
static void
for_each_part (GtkWidget *widget, GFunc func, gpointer data)
{
  if (APP_IS_PREFERENCES_PART (widget))
    func (widget, data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    for_each_part (child, func, data);
}

static void
load_part (gpointer part, gpointer preferences)
{
  app_preferences_part_load (part, preferences);
}

static void
flush_part (gpointer part, gpointer data)
{
  app_preferences_part_flush (part);
}

static void
on_reloaded_cb (AppPreferences *preferences, AppPreferencesWindow *self)
{
  for_each_part (GTK_WIDGET (self), load_part, preferences);
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

static void
on_show_fields_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPreferencesWindow *self = APP_PREFERENCES_WINDOW (widget);
  AppPreferencesFields *fields =
      app_preferences_fields_new (g_variant_get_string (parameter, NULL));

  app_preferences_part_load (APP_PREFERENCES_PART (fields), self->preferences);
  adw_preferences_window_present_subpage (ADW_PREFERENCES_WINDOW (self), GTK_WIDGET (fields));
}

static void
on_show_subpage_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPreferencesWindow *self = APP_PREFERENCES_WINDOW (widget);
  AppPreferencesSubpage *page =
      app_preferences_subpage_new (g_variant_get_string (parameter, NULL));

  for_each_part (GTK_WIDGET (page), load_part, self->preferences);
  adw_preferences_window_present_subpage (ADW_PREFERENCES_WINDOW (self), GTK_WIDGET (page));
}

static void
on_show_template_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPreferencesWindow *self = APP_PREFERENCES_WINDOW (widget);
  AppTemplatePage *page = app_template_page_new (g_variant_get_int64 (parameter));

  app_preferences_part_load (APP_PREFERENCES_PART (page), self->preferences);
  adw_preferences_window_present_subpage (ADW_PREFERENCES_WINDOW (self), GTK_WIDGET (page));
}

static void
on_close_fields_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_preferences_window_close_subpage (ADW_PREFERENCES_WINDOW (widget));
}

static gboolean
app_preferences_window_close_request (GtkWindow *window)
{
  for_each_part (GTK_WIDGET (window), flush_part, NULL);
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
  g_type_ensure (APP_TYPE_PREFERENCES_ACCESS);
  g_type_ensure (APP_TYPE_PREFERENCES_ACCOUNTS);
  g_type_ensure (APP_TYPE_PREFERENCES_BACKUP);
  g_type_ensure (APP_TYPE_PREFERENCES_KINDS);
  g_type_ensure (APP_TYPE_PREFERENCES_JOURNAL);
  g_type_ensure (APP_TYPE_PREFERENCES_LOCK);
  g_type_ensure (APP_TYPE_PREFERENCES_PRIVACY);
  g_type_ensure (APP_TYPE_PREFERENCES_FILES);
  g_type_ensure (APP_TYPE_PREFERENCES_MESSAGES);
  g_type_ensure (APP_TYPE_PREFERENCES_NOTICES);
  g_type_ensure (APP_TYPE_PREFERENCES_NUMBERS);
  g_type_ensure (APP_TYPE_PREFERENCES_ORDER);
  g_type_ensure (APP_TYPE_PREFERENCES_RULES);
  g_type_ensure (APP_TYPE_PREFERENCES_SCHOOL);
  g_type_ensure (APP_TYPE_PREFERENCES_SIGNING);
  g_type_ensure (APP_TYPE_PREFERENCES_SMS);
  g_type_ensure (APP_TYPE_PREFERENCES_STARTER);
  g_type_ensure (APP_TYPE_PREFERENCES_STATES);
  g_type_ensure (APP_TYPE_PREFERENCES_TEMPLATES);
  g_type_ensure (APP_TYPE_PREFERENCES_YEARS);
  gtk_widget_class_install_action (widget_class, "preferences.undo", NULL, on_undo_cb);
  gtk_widget_class_install_action (widget_class, "preferences.undo-operation", "s", on_undo_cb);
  gtk_widget_class_install_action (widget_class, "preferences.redo", NULL, on_redo_cb);
  gtk_widget_class_install_action (widget_class, "preferences.show-fields", "s", on_show_fields_cb);
  gtk_widget_class_install_action (widget_class, "preferences.show-subpage", "s",
                                   on_show_subpage_cb);
  gtk_widget_class_install_action (widget_class, "preferences.show-template", "x",
                                   on_show_template_cb);
  gtk_widget_class_install_action (widget_class, "preferences.close-fields", NULL,
                                   on_close_fields_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-window.ui");
}

static void
app_preferences_window_init (AppPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Pages of what not everybody may ever do. */
static const struct
{
  const char *page;
  ModelAct act;
} acts[] = {
  { "accounts", MODEL_ACT_MANAGE_ACCOUNTS },
  { "backups", MODEL_ACT_BACK_UP },
  { "privacy", MODEL_ACT_PURGE },
};

static AdwPreferencesPage *
find_page (GtkWidget *widget, const char *name)
{
  AdwPreferencesPage *found = NULL;

  if (ADW_IS_PREFERENCES_PAGE (widget)
      && g_strcmp0 (adw_preferences_page_get_name (ADW_PREFERENCES_PAGE (widget)), name) == 0)
    return ADW_PREFERENCES_PAGE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_page (child, name);
  return found;
}

static void
leave_out_pages (AppPreferencesWindow *self)
{
  WorkSchool *school = app_preferences_get_school (self->preferences);

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      AdwPreferencesPage *page = find_page (GTK_WIDGET (self), acts[i].page);

      if (page != NULL && work_school_may (school, acts[i].act) == MODEL_MAY_NO)
        adw_preferences_window_remove (ADW_PREFERENCES_WINDOW (self), page);
    }
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
  leave_out_pages (self);
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
 * @name: "school", "years", "follow-up", "agreements", "signing", "messages" or "rules"
 *
 * Goes to a page.
 */
void
app_preferences_window_show_page (AppPreferencesWindow *self, const char *name)
{
  g_return_if_fail (APP_IS_PREFERENCES_WINDOW (self));
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), name);
}
