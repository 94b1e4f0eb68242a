/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-application.h"

#include <glib/gi18n-lib.h>

#include "app-assets.h"
#include "app-compat.h"
#include "app-icons.h"
#include "app-popovers.h"
#include "app-window.h"
#include "base-file.h"
#include "message-desktop.h"

/**
 * AppApplication:
 *
 * The program: one window on one school. A second start hands its files to the first.
 */
struct _AppApplication
{
  AdwApplication parent_instance;

  char *wanted;         /* (owned) (nullable): absolute path named on the command line */
  WorkOpening *opening; /* (owned) (nullable): what the start opens, before there is a window */
};

G_DEFINE_FINAL_TYPE (AppApplication, app_application, ADW_TYPE_APPLICATION)

typedef struct
{
  const char *action;
  const char *keys[3];
} AppAccelerator;

/* + and - are not here: see the list's key handler. Those shown to people are also in
 * ui/help-overlay.ui. */
static const AppAccelerator accelerators[] = {
  { "app.quit", { "<Control>q" } },
  { "win.help", { "F1" } },
  { "app.choose-new", { "<Control>n" } },
  { "app.choose-open", { "<Control>o" } },
  { "window.close", { "<Control>w" } },
  { "win.show-help-overlay", { "<Control>question", "<Control>F1" } },
  { "win.import", { "<Control>i" } },
  { "win.export", { "<Control><Shift>s" } },
  { "win.search", { "<Control>f" } },
  { "win.choose-filter", { "<Control><Shift>f" } },
  { "win.reload", { "F5", "<Control>r" } },
  { "win.year-overview", { "<Control><Shift>o" } },
  { "win.students", { "<Control>1" } },
  { "win.companies", { "<Control>2" } },
  { "win.teachers", { "<Control>3" } },
  { "win.next-pane", { "F6" } },
  { "win.show-detail::tracking", { "<Alt>1" } },
  { "win.show-detail::sheet", { "<Alt>2" } },
  { "win.show-detail::agreement", { "<Alt>3" } },
  { "win.show-detail::documents", { "<Alt>4" } },
  { "win.show-detail::history", { "<Alt>5" } },
  { "win.sidebar", { "F9" } },
  { "win.preferences", { "<Control>comma" } },
  { "win.lock", { "<Control><Alt>l" } },
  { "win.validate", { "<Control><Shift>Return" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z", "<Control>y" } },
  { "win.interview-of-selected", { "<Control>e" } },
  { "win.sheet-of-selected", { "<Control><Shift>e" } },
  { "win.new-sheet-of-selected", { "<Control><Shift>n" } },
  { "win.note-of-selected", { "<Control>m" } },
  { "win.generate", { "<Control>g" } },
  { "win.generate-all", { "<Control><Shift>g" } },
  { "win.open-document", { "<Control>Return" } },
  { "win.print", { "<Control>p" } },
  { "win.save-pdf", { "<Control><Shift>p" } },
  { "win.sign-send", { "<Control><Shift>m" } },
  { "win.sign-sync", { "F7" } },
  { "win.compose", { "<Control>l" } },
  { "win.outbox", { "<Control><Shift>l" } },
  { "win.step-forward", { "<Control>plus", "<Control>KP_Add" } },
  { "win.step-back", { "<Control>minus", "<Control>KP_Subtract" } },
};

static AppWindow *
ensure_window (AppApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *one = windows; one != NULL; one = one->next)
    if (APP_IS_WINDOW (one->data))
      return one->data;
  return app_window_new (GTK_APPLICATION (self));
}

static void
on_open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *window = ensure_window (user_data);

  app_window_open (window, g_variant_get_string (parameter, NULL));
  app_window_start (window);
}

static void
on_demo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *window = ensure_window (user_data);

  app_window_create_demo (window, g_variant_get_string (parameter, NULL));
  app_window_start (window);
}

static void
on_new_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *window = ensure_window (user_data);

  app_window_create_new (window, g_variant_get_string (parameter, NULL));
  app_window_start (window);
}

/* The demo school lives beside the person's data, not among their documents. */
static void
on_try_demo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *window = ensure_window (user_data);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "paraphe", NULL);
  g_autofree char *path = g_build_filename (folder, "demo.paraphe", NULL);

  base_file_make_private_folder (folder, NULL);
  app_window_create_demo (window, path);
  app_window_start (window);
}

static void
on_open_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) window = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL)
    app_window_open (window, paths[0]);
}

static void
on_choose_open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *window = ensure_window (user_data);

  app_compat_choose_async (GTK_WINDOW (window), APP_CHOICE_OPEN_DATABASE, on_open_chosen_cb,
                           g_object_ref (window));
}

static void
on_new_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) window = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);
  g_autofree char *path = NULL;

  if (paths == NULL)
    return;
  path = g_str_has_suffix (paths[0], ".paraphe") ? g_strdup (paths[0])
                                                 : g_strconcat (paths[0], ".paraphe", NULL);
  app_window_create_new (window, path);
}

static void
on_choose_new_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *window = ensure_window (user_data);

  app_compat_choose_async (GTK_WINDOW (window), APP_CHOICE_NEW_DATABASE, on_new_chosen_cb,
                           g_object_ref (window));
}

static void
on_about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *debug = g_strdup_printf (
      "Paraphe %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\n", PARAPHE_VERSION,
      gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
      adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
      glib_major_version, glib_minor_version, glib_micro_version);

  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (user_data)),
                         "application-name", "Paraphe", "application-icon", PARAPHE_APPLICATION_ID,
                         "version", PARAPHE_VERSION, "comments",
                         _ ("Makes and follows the internship agreements of a school."),
                         "license-type", GTK_LICENSE_GPL_3_0, "debug-info", debug, NULL);
}

static void
on_quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows =
      g_list_copy (gtk_application_get_windows (GTK_APPLICATION (user_data)));

  for (GList *one = windows; one != NULL; one = one->next)
    gtk_window_close (GTK_WINDOW (one->data));
}

static const GActionEntry entries[] = {
  { "open", on_open_cb, "s" },
  { "demo", on_demo_cb, "s" },
  { "new", on_new_cb, "s" },
  { "try-demo", on_try_demo_cb },
  { "choose-open", on_choose_open_cb },
  { "choose-new", on_choose_new_cb },
  { "about", on_about_cb },
  { "quit", on_quit_cb },
};

/* Notes which database is named, so that startup can begin with it. */
static gboolean
app_application_local_command_line (GApplication *application, char ***arguments, int *status)
{
  AppApplication *self = APP_APPLICATION (application);
  char **argv = *arguments;

  if (argv[0] != NULL && argv[1] != NULL && argv[1][0] != '-')
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (argv[1]);

      self->wanted = g_file_get_path (file);
    }
  return G_APPLICATION_CLASS (app_application_parent_class)
      ->local_command_line (application, arguments, status);
}

/* Opens @path, with the head start that it may have had. */
static void
open_at_start (AppApplication *self, AppWindow *window, const char *path)
{
  g_autoptr (WorkOpening) opening = g_steal_pointer (&self->opening);

  if (opening != NULL && g_str_equal (work_opening_get_path (opening), path))
    app_window_open_started (window, opening);
  else
    app_window_open (window, path);
}

static void
app_application_startup (GApplication *application)
{
  AppApplication *self = APP_APPLICATION (application);

  if (self->wanted == NULL)
    {
      g_autoptr (GSettings) settings = g_settings_new (PARAPHE_APPLICATION_ID);

      self->wanted = g_settings_get_string (settings, "last-database");
    }
  /* Whether it is there is found out in a thread: a drive that hangs holds no window up. */
  if (self->wanted[0] != '\0')
    self->opening = work_opening_start (self->wanted, STORE_OPEN_WRITE);

  G_APPLICATION_CLASS (app_application_parent_class)->startup (application);
  app_popovers_let_go ();
  app_icons_end_here ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   application);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action,
                                           accelerators[i].keys);
}

/* Opens again what was open last; when it cannot be found, it says so. */
static void
app_application_activate (GApplication *application)
{
  gboolean is_first = gtk_application_get_windows (GTK_APPLICATION (application)) == NULL;
  g_autoptr (GSettings) settings = g_settings_new (PARAPHE_APPLICATION_ID);
  g_autofree char *last = g_settings_get_string (settings, "last-database");
  AppWindow *window = ensure_window (APP_APPLICATION (application));

  if (is_first && last[0] != '\0')
    open_at_start (APP_APPLICATION (application), window, last);
  app_window_start (window);
}

static void
app_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  AppWindow *window = ensure_window (APP_APPLICATION (application));
  g_autofree char *path = g_file_get_path (files[0]);

  if (path != NULL)
    open_at_start (APP_APPLICATION (application), window, path);
  app_window_start (window);
}

static void
app_application_shutdown (GApplication *application)
{
  g_settings_sync ();
  message_desktop_shutdown ();
  G_APPLICATION_CLASS (app_application_parent_class)->shutdown (application);
}

static int
app_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Paraphe %s\n", PARAPHE_VERSION);
      return 0;
    }
  return -1;
}

static void
app_application_finalize (GObject *object)
{
  AppApplication *self = APP_APPLICATION (object);

  g_clear_object (&self->opening);
  g_free (self->wanted);
  G_OBJECT_CLASS (app_application_parent_class)->finalize (object);
}

static void
app_application_class_init (AppApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_application_finalize;

  application_class->local_command_line = app_application_local_command_line;
  application_class->startup = app_application_startup;
  application_class->activate = app_application_activate;
  application_class->open = app_application_open;
  application_class->shutdown = app_application_shutdown;
  application_class->handle_local_options = app_application_handle_local_options;
}

static void
app_application_init (AppApplication *self)
{
  app_assets_use ();
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[DATABASE]"));
  g_application_add_main_option (G_APPLICATION (self), "version", 'v', G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_NONE, _ ("Show the version and leave"), NULL);
}

/**
 * app_application_new:
 *
 * Returns: (transfer full): the program
 */
AppApplication *
app_application_new (void)
{
  return g_object_new (APP_TYPE_APPLICATION, "application-id", PARAPHE_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", "/org/paraphe/Paraphe",
                       NULL);
}
