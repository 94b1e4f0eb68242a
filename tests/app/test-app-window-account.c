/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app-people-window.h"
#include "app-preferences-accounts.h"
#include "app-preferences-privacy.h"
#include "app-preferences-window.h"
#include "app-sign-in-page.h"
#include "app-test-demo.h"
#include "store-account.h"
#include "store-vault-private.h"
#include "work-account.h"
#include "work-sheet.h"

/* Who works in the window: signing in, the lock, what each role finds. */

#define PASSWORD "le stage commence lundi"

static void
add_account (WorkSchool *school, const char *name, ModelAccountRole role, gboolean must_change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) teachers =
      work_school_read (school, work_query_picks_new (MODEL_ENTITY_TEACHER, 0), &error);
  const WorkPick *teacher;
  WorkAccountChange *change;

  g_assert_no_error (error);
  teacher = g_ptr_array_index (teachers, 0);
  change = work_account_add_new (name, name, role, role == MODEL_ACCOUNT_TEACHER ? teacher->id : 0,
                                 PASSWORD, must_change);
  g_assert_cmpint (work_school_apply_account (school, change, &error), !=, 0);
  g_assert_no_error (error);
  work_account_change_free (change);
}

/* A demo school with an account of each role, called as the role is. */
static char *
make_school (const char *file)
{
  char *path = app_test_copy_demo (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = work_school_open (path, STORE_OPEN_WRITE, &error);

  g_assert_no_error (error);
  for (int i = 0; i < MODEL_N_ACCOUNT_ROLES; i++)
    add_account (school, model_account_role_key ((ModelAccountRole) i), (ModelAccountRole) i,
                 FALSE);
  add_account (school, "new", MODEL_ACCOUNT_SECRETARY, TRUE);
  work_school_close (school);
  store_queue_join (work_school_get_queue (school));
  return path;
}

static AppSignInPage *
page_of (AppWindow *window)
{
  return APP_SIGN_IN_PAGE (app_test_find (GTK_WIDGET (window), APP_TYPE_SIGN_IN_PAGE, 0));
}

static gboolean
shows (AppWindow *window, const char *page)
{
  return g_strcmp0 (app_window_get_page (window), page) == 0 && !app_window_is_busy (window);
}

static void
try (AppWindow *window, const char *name, const char *password)
{
  g_signal_emit_by_name (page_of (window), "sign-in", name, password);
}

static AppWindow *
open_as (const char *path, const char *name)
{
  AppWindow *window = app_test_open_window (path);

  g_assert_cmpstr (app_window_get_page (window), ==, "sign-in");
  try (window, name, PASSWORD);
  app_test_until (shows (window, "school"));
  return window;
}

static void
test_sign_in (void)
{
  g_autofree char *path = make_school ("sign-in");
  AppWindow *window = app_test_open_window (path);

  g_assert_cmpstr (app_window_get_page (window), ==, "sign-in");
  g_assert_cmpint (app_sign_in_page_get_ask (page_of (window)), ==, APP_SIGN_IN_WHO);
  g_assert_false (app_test_is_enabled (window, "reload"));
  g_assert_false (app_test_is_enabled (window, "lock"));
  try (window, "secretary", "not this one");
  app_test_until (app_sign_in_page_get_problem (page_of (window)) != NULL);
  g_assert_cmpstr (app_window_get_page (window), ==, "sign-in");
  try (window, "secretary", PASSWORD);
  app_test_until (shows (window, "school"));
  g_assert_true (app_test_is_enabled (window, "reload"));
  g_assert_true (app_test_is_enabled (window, "lock"));
  app_test_close_window (window);
}

/* One after the other: what was said of the last one is gone before the next. */
static const char *
try_and_hear (AppWindow *window, const char *name, const char *password)
{
  AppSignInPage *page = page_of (window);

  app_sign_in_page_refuse (page, NULL);
  g_assert_null (app_sign_in_page_get_problem (page));
  try (window, name, password);
  app_test_until (app_sign_in_page_get_problem (page) != NULL);
  return app_sign_in_page_get_problem (page);
}

/* No test waits for a minute, and none is done before it is over. */
static gint64
stand_still (void)
{
  return 0;
}

/* Wrong ones are counted, then none is taken for a while, from whoever it is. */
static void
test_too_many (void)
{
  g_autofree char *path = make_school ("too-many");
  AppWindow *window = app_test_open_window (path);
  GtkWidget *password =
      app_test_find (GTK_WIDGET (page_of (window)), ADW_TYPE_PASSWORD_ENTRY_ROW, 0);
  GtkEditable *name =
      GTK_EDITABLE (app_test_find (GTK_WIDGET (page_of (window)), ADW_TYPE_ENTRY_ROW, 0));

  app_sign_in_page_set_clock (page_of (window), stand_still);
  for (guint left = STORE_ACCOUNT_TRIES - 1; left > 1; left--)
    {
      g_autofree char *wanted = g_strdup_printf ("%u tries are left", left);

      g_assert_nonnull (strstr (try_and_hear (window, "secretary", "not this one"), wanted));
      g_assert_true (gtk_widget_get_sensitive (password));
    }
  try_and_hear (window, "secretary", "not this one");
  g_assert_true (gtk_widget_get_sensitive (password));
  gtk_editable_set_text (name, "secretary");
  g_assert_true (g_str_has_prefix (try_and_hear (window, "secretary", "not this one"),
                                   "Too many wrong passwords: this account takes none before "));
  g_assert_cmpstr (app_window_get_page (window), ==, "sign-in");
  g_assert_false (gtk_widget_get_sensitive (password));
  /* Another person is not kept out by that. */
  gtk_editable_set_text (name, "administrator");
  g_assert_true (gtk_widget_get_sensitive (password));
  try (window, "administrator", PASSWORD);
  app_test_until (shows (window, "school"));
  app_test_close_window (window);
}

static void
test_first_password (void)
{
  g_autofree char *path = make_school ("first-password");
  AppWindow *window = app_test_open_window (path);

  try (window, "new", PASSWORD);
  app_test_until (app_sign_in_page_get_ask (page_of (window)) == APP_SIGN_IN_NEW);
  g_assert_cmpstr (app_window_get_page (window), ==, "sign-in");
  g_signal_emit_by_name (page_of (window), "new-password", "short");
  g_assert_nonnull (app_sign_in_page_get_problem (page_of (window)));
  g_signal_emit_by_name (page_of (window), "new-password", PASSWORD);
  g_assert_cmpstr (app_sign_in_page_get_problem (page_of (window)), ==,
                   "This is the one that you were given: choose another.");
  g_signal_emit_by_name (page_of (window), "new-password", "a sentence of my own");
  app_test_until (shows (window, "school"));
  app_test_close_window (window);
}

static void
test_lock (void)
{
  g_autofree char *path = make_school ("lock");
  AppWindow *window = open_as (path, "administrator");
  GtkWidget *entry = app_test_find (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY, 0);
  GtkWidget *people;

  gtk_editable_set_text (GTK_EDITABLE (entry), "dupo");
  app_test_act (window, "win.students", NULL);
  people = app_test_find_window (APP_TYPE_PEOPLE_WINDOW);
  g_assert_true (gtk_widget_get_visible (people));
  app_test_act (window, "win.lock", NULL);
  g_assert_cmpstr (app_window_get_page (window), ==, "sign-in");
  g_assert_cmpint (app_sign_in_page_get_ask (page_of (window)), ==, APP_SIGN_IN_SAME);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Paraphe");
  g_assert_false (gtk_widget_get_visible (people));
  g_assert_false (app_test_is_enabled (window, "reload"));
  g_assert_false (app_test_is_enabled (window, "show-all"));
  /* Nothing is lost by a stranger's hand. */
  gtk_window_close (GTK_WINDOW (window));
  g_assert_nonnull (app_sign_in_page_get_problem (page_of (window)));
  app_window_open (window, path);
  g_assert_cmpstr (app_window_get_page (window), ==, "sign-in");
  try (window, "administrator", "not this one");
  app_test_until (app_sign_in_page_get_problem (page_of (window)) != NULL);
  g_assert_false (gtk_widget_get_visible (people));
  try (window, "administrator", PASSWORD);
  app_test_until (shows (window, "school"));
  g_assert_true (gtk_widget_get_visible (people));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "dupo");
  g_assert_true (app_test_is_enabled (window, "reload"));
  g_assert_true (app_test_is_enabled (window, "show-all"));
  app_test_close_window (window);
}

/* What the administrator does at another seat. */
static void
set_active (const char *path, const char *name, gboolean is_active)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = work_school_open (path, STORE_OPEN_WRITE, &error);
  g_autoptr (GPtrArray) accounts = NULL;

  g_assert_no_error (error);
  g_assert_true (work_school_sign_in (school, "administrator", PASSWORD, &error));
  accounts = work_school_read (school, work_query_accounts_new (), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < accounts->len; i++)
    {
      const WorkAccountInfo *info = accounts->pdata[i];
      g_autoptr (WorkAccountChange) change = work_account_activate_new (info->id, is_active);

      if (g_str_equal (info->name, name))
        g_assert_cmpint (work_school_apply_account (school, change, NULL), ==, info->id);
    }
  work_school_close (school);
  store_queue_join (work_school_get_queue (school));
}

static GtkWidget *
shut_out (AppWindow *window, const char *path)
{
  GtkWidget *people;

  app_test_act (window, "win.students", NULL);
  people = app_test_find_window (APP_TYPE_PEOPLE_WINDOW);
  g_assert_nonnull (people);
  set_active (path, "secretary", FALSE);
  app_test_until (shows (window, "sign-in"));
  g_assert_nonnull (strstr (app_sign_in_page_get_problem (page_of (window)), "closed or changed"));
  g_assert_false (gtk_widget_get_visible (people));
  g_assert_false (app_test_is_enabled (window, "reload"));
  set_active (path, "secretary", TRUE);
  return people;
}

/* An account is closed while its owner works: nothing is seen any more. Who comes in again finds
 * all that was open, somebody else does not. */
static void
test_shut_out (void)
{
  g_autofree char *path = make_school ("shut-out");
  AppWindow *window = open_as (path, "secretary");
  GtkWidget *people = shut_out (window, path);

  try (window, "secretary", PASSWORD);
  app_test_until (shows (window, "school"));
  g_assert_true (gtk_widget_get_visible (people));
  g_assert_true (app_test_is_enabled (window, "reload"));

  shut_out (window, path);
  try (window, "reader", PASSWORD);
  app_test_until (shows (window, "school"));
  g_assert_null (app_test_find_window (APP_TYPE_PEOPLE_WINDOW));
  app_test_close_window (window);
}

static void
test_sign_out (void)
{
  g_autofree char *path = make_school ("sign-out");
  AppWindow *window = open_as (path, "teacher");

  app_test_act (window, "win.sign-out", NULL);
  app_test_until (shows (window, "sign-in"));
  g_assert_cmpint (app_sign_in_page_get_ask (page_of (window)), ==, APP_SIGN_IN_WHO);
  try (window, "administrator", PASSWORD);
  app_test_until (shows (window, "school"));
  g_assert_nonnull (g_action_map_lookup_action (G_ACTION_MAP (window), "import"));
  app_test_close_window (window);
}

static const struct
{
  const char *action;
  ModelAct act;
} acts[] = {
  { "step-forward", MODEL_ACT_MOVE_STEP },
  { "set-step", MODEL_ACT_MOVE_STEP },
  { "add-interview", MODEL_ACT_EDIT_SEARCH },
  { "set-search-state", MODEL_ACT_EDIT_SEARCH },
  { "decide-search-state", MODEL_ACT_VALIDATE_SHEET },
  { "add-note", MODEL_ACT_NOTE_TEACHERS },
  { "edit-signatory", MODEL_ACT_SIGN },
  { "sign-send", MODEL_ACT_SIGN },
  { "generate", MODEL_ACT_MAKE_AGREEMENT },
  { "generate-all", MODEL_ACT_MAKE_AGREEMENT },
  { "cancel-agreement", MODEL_ACT_MAKE_AGREEMENT },
  { "print", MODEL_ACT_MAKE_AGREEMENT },
  { "new-sheet", MODEL_ACT_EDIT_SHEET },
  { "submit-sheet", MODEL_ACT_EDIT_SHEET },
  { "validate", MODEL_ACT_VALIDATE_SHEET },
  { "refuse-sheet", MODEL_ACT_VALIDATE_SHEET },
  { "undo", MODEL_ACT_UNDO },
  { "compose", MODEL_ACT_WRITE_MESSAGES },
  { "outbox", MODEL_ACT_WRITE_MESSAGES },
  { "import", MODEL_ACT_IMPORT },
  { "roll-over", MODEL_ACT_IMPORT },
  { "preferences", MODEL_ACT_EDIT_SETTINGS },
  { "export", MODEL_ACT_EXPORT_LIST },
  { "copy", MODEL_ACT_EXPORT_LIST },
};

/* What a role may never do is not there; what it may is there, be it of use now or not. */
static void
test_roles (void)
{
  g_autofree char *path = make_school ("roles");

  for (int role = 0; role < MODEL_N_ACCOUNT_ROLES; role++)
    {
      AppWindow *window = open_as (path, model_account_role_key ((ModelAccountRole) role));
      GtkWidget *button = app_test_find_button (GTK_WIDGET (window), "Generate");

      for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
        {
          gboolean may = model_account_may ((ModelAccountRole) role, acts[i].act) != MODEL_MAY_NO;
          gboolean is_there =
              g_action_map_lookup_action (G_ACTION_MAP (window), acts[i].action) != NULL;

          if (may != is_there)
            g_error ("%s: %s", model_account_role_key ((ModelAccountRole) role), acts[i].action);
        }
      g_assert_true (
          button == NULL
          || gtk_widget_get_visible (button)
                 == (model_account_may ((ModelAccountRole) role, MODEL_ACT_MAKE_AGREEMENT)
                     != MODEL_MAY_NO));
      app_test_close_window (window);
    }
}

static guint
locks_after (AppWindow *window)
{
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (G_ACTION_GROUP (window), "lock-after");

  return g_variant_get_uint32 (state);
}

/* Who has no preferences chooses all the same when their own computer locks. */
static void
test_lock_after (void)
{
  g_autofree char *path = make_school ("lock-after");
  g_autoptr (GSettings) settings = g_settings_new (PARAPHE_APPLICATION_ID);
  AppWindow *window = open_as (path, "reader");

  g_assert_null (g_action_map_lookup_action (G_ACTION_MAP (window), "preferences"));
  g_assert_true (app_test_is_enabled (window, "lock-after"));
  g_assert_cmpuint (locks_after (window), ==, g_settings_get_uint (settings, "lock-after"));
  app_test_act (window, "win.lock-after", "u", 30u);
  g_assert_cmpuint (g_settings_get_uint (settings, "lock-after"), ==, 30);
  g_assert_cmpuint (locks_after (window), ==, 30);
  /* Chosen in the preferences of another window. */
  g_settings_set_uint (settings, "lock-after", 7);
  app_test_until (locks_after (window) == 7);
  app_test_act (window, "win.lock-after", "u", 100000u);
  g_assert_cmpuint (g_settings_get_uint (settings, "lock-after"), ==, 240);
  app_test_act (window, "win.lock", NULL);
  g_assert_false (app_test_is_enabled (window, "lock-after"));
  g_settings_reset (settings, "lock-after");
  app_test_close_window (window);
}

/* Who may not manage accounts does not see who has one. */
static void
test_preferences (void)
{
  g_autofree char *path = make_school ("preferences");

  for (int role = MODEL_ACCOUNT_ADMINISTRATOR; role <= MODEL_ACCOUNT_SECRETARY; role++)
    {
      AppWindow *window = open_as (path, model_account_role_key ((ModelAccountRole) role));
      AppPreferences *preferences;
      GtkWidget *shown;

      app_test_act (window, "win.preferences", NULL);
      shown = app_test_find_window (APP_TYPE_PREFERENCES_WINDOW);
      g_assert_nonnull (shown);
      g_assert_cmpint (app_test_find (shown, APP_TYPE_PREFERENCES_ACCOUNTS, 0) != NULL, ==,
                       role == MODEL_ACCOUNT_ADMINISTRATOR);
      g_assert_cmpint (app_test_find (shown, APP_TYPE_PREFERENCES_PRIVACY, 0) != NULL, ==,
                       role == MODEL_ACCOUNT_ADMINISTRATOR);
      preferences = app_preferences_window_get_preferences (APP_PREFERENCES_WINDOW (shown));
      app_test_until (!app_preferences_is_busy (preferences));
      gtk_window_close (GTK_WINDOW (shown));
      app_test_close_window (window);
    }
}

int
main (int argc, char **argv)
{
  int result;

  app_test_init (&argc, &argv);
  _store_vault_set_cost (1, 8192);
  app_test_make_demo ();
  g_test_add_func ("/app/window-account/sign-in", test_sign_in);
  g_test_add_func ("/app/window-account/too-many", test_too_many);
  g_test_add_func ("/app/window-account/first-password", test_first_password);
  g_test_add_func ("/app/window-account/lock", test_lock);
  g_test_add_func ("/app/window-account/shut-out", test_shut_out);
  g_test_add_func ("/app/window-account/sign-out", test_sign_out);
  g_test_add_func ("/app/window-account/roles", test_roles);
  g_test_add_func ("/app/window-account/lock-after", test_lock_after);
  g_test_add_func ("/app/window-account/preferences", test_preferences);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}
