/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-starter.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "app-note-bin.h"
#include "app-preferences-ask.h"
#include "app-reveal.h"
#include "app-window.h"

/* The page of the guide beside its first one. */
#define GUIDE_PAGE "modeles.html"

/**
 * AppPreferencesStarter:
 *
 * What somebody who makes a template begins with, saved where they want it, and the page of the
 * guide that says how.
 */
struct _AppPreferencesStarter
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *rows[WORK_N_STARTERS];
  GtkWidget *guide;
  GtkWidget *note;

  AppPreferences *preferences;
};

static void app_preferences_starter_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesStarter,
                               app_preferences_starter,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_starter_part_init))

static const char *const row_names[] = {
  [WORK_STARTER_WORD] = "word",
  [WORK_STARTER_LIBREOFFICE] = "libreoffice",
  [WORK_STARTER_FIELDS] = "fields",
};

/* ---- files ---- */

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesAsk) ask = user_data;
  AppPreferencesStarter *self = ask->group;
  g_autoptr (GError) error = NULL;
  gboolean done = work_starter_save_finish (result, &error);

  if (self->preferences == NULL)
    return;
  app_note_holder_set_note (APP_NOTE_HOLDER (self->note), done ? NULL : error->message);
  if (done)
    app_preferences_say (self->preferences, ask->id == WORK_STARTER_FIELDS
                                                ? _ ("List of fields saved")
                                                : _ ("Starter template saved"));
}

/**
 * app_preferences_starter_save:
 * @self: a group that is shown
 * @starter: what is saved
 * @path: where; a file of that name is replaced
 *
 * Writes it, and says so or why not.
 */
void
app_preferences_starter_save (AppPreferencesStarter *self, WorkStarter starter, const char *path)
{
  g_return_if_fail (APP_IS_PREFERENCES_STARTER (self));

  work_starter_save_async (starter, path, on_saved_cb, app_preferences_ask_new (self, starter));
}

static void
on_place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesAsk) ask = user_data;
  AppPreferencesStarter *self = ask->group;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL && self->preferences != NULL)
    app_preferences_starter_save (self, (WorkStarter) ask->id, paths[0]);
}

static void
on_row_activated_cb (GtkWidget *row, AppPreferencesStarter *self)
{
  for (guint i = 0; i < WORK_N_STARTERS; i++)
    if (row == self->rows[i])
      app_compat_choose_named_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                     i == WORK_STARTER_FIELDS ? APP_CHOICE_FIELDS
                                                              : APP_CHOICE_STARTER,
                                     work_starter_file_name ((WorkStarter) i), on_place_chosen_cb,
                                     app_preferences_ask_new (self, (WorkStarter) i));
}

/* ---- the guide ---- */

static void
on_guide_shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesStarter) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!app_reveal_finish (result, &error) && self->preferences != NULL)
    app_note_holder_set_note (APP_NOTE_HOLDER (self->note), error->message);
}

static void
on_guide_activated_cb (GtkWidget *row, AppPreferencesStarter *self)
{
  g_autofree char *first = app_window_dup_help ();
  g_autofree char *folder = first != NULL ? g_path_get_dirname (first) : g_strdup ("");
  g_autofree char *path = g_build_filename (folder, GUIDE_PAGE, NULL);

  app_reveal_open (path, on_guide_shown_cb, g_object_ref (self));
}

/* ---- the group ---- */

static void
app_preferences_starter_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  g_set_object (&APP_PREFERENCES_STARTER (part)->preferences, preferences);
}

static void
app_preferences_starter_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_starter_load;
}

static void
app_preferences_starter_dispose (GObject *object)
{
  g_clear_object (&APP_PREFERENCES_STARTER (object)->preferences);
  G_OBJECT_CLASS (app_preferences_starter_parent_class)->dispose (object);
}

static void
app_preferences_starter_class_init (AppPreferencesStarterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_starter_dispose;
  g_type_ensure (APP_TYPE_NOTE_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/paraphe/Paraphe/ui/app-preferences-starter.ui");
  for (guint i = 0; i < WORK_N_STARTERS; i++)
    gtk_widget_class_bind_template_child_full (
        widget_class, row_names[i], FALSE,
        (gssize) (G_STRUCT_OFFSET (AppPreferencesStarter, rows) + i * sizeof (GtkWidget *)));
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesStarter, guide);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesStarter, note);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_guide_activated_cb);
}

static void
app_preferences_starter_init (AppPreferencesStarter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_preferences_starter_new:
 *
 * Returns: (transfer floating): the group
 */
AppPreferencesStarter *
app_preferences_starter_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_STARTER, NULL);
}

/**
 * app_preferences_starter_get_note:
 * @self: a group
 *
 * Returns: (transfer none) (nullable): why a file was not written
 */
const char *
app_preferences_starter_get_note (AppPreferencesStarter *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_STARTER (self), NULL);
  return app_note_bin_get_note (APP_NOTE_BIN (self->note));
}
