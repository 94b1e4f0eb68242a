/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app-account-dialog.h"
#include "app-account-row.h"
#include "app-password-dialog.h"
#include "app-password.h"
#include "app-preferences-accounts.h"
#include "app-preferences-test.h"
#include "app-secret-dialog.h"
#include "store-vault-private.h"
#include "work-account.h"
#include "work-people.h"

/* What an administrator does with accounts: the dialogs and the page of the preferences. */

#define PASSWORD "le stage commence lundi"
#define OTHER    "la cantine ferme mardi"
#define LAST     "This is the last administrator"

typedef AppPreferencesTest Test;

static gint64
apply (Test *test, WorkAccountChange *change)
{
  g_autoptr (WorkAccountChange) owned = change;
  g_autoptr (GError) error = NULL;
  gint64 id = work_school_apply_account (test->school, owned, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

static gint64
add_account (Test *test, const char *name, ModelAccountRole role)
{
  return apply (test, work_account_add_new (name, name, role, 0, PASSWORD, FALSE));
}

static gint64
add_teacher (Test *test)
{
  g_autoptr (ModelRecord) teacher = model_record_new (MODEL_ENTITY_TEACHER);

  model_record_set (teacher, "family_name", "CAZALS", NULL);
  model_record_set (teacher, "given_name", "Paul", NULL);
  return app_preferences_test_apply (test, work_change_person_save_new (teacher));
}

static GPtrArray *
accounts_of (Test *test)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *accounts = work_school_read (test->school, work_query_accounts_new (), &error);

  g_assert_no_error (error);
  return accounts;
}

static const WorkAccountInfo *
find_account (GPtrArray *accounts, const char *name)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const WorkAccountInfo *info = accounts->pdata[i];

      if (g_str_equal (info->name, name))
        return info;
    }
  return NULL;
}

static gboolean
signs_in (Test *test, const char *name, const char *password)
{
  work_school_sign_out (test->school);
  return work_school_sign_in (test->school, name, password, NULL);
}

static GtkWidget *
row_of (gpointer root, const char *title)
{
  GtkWidget *row;

  for (guint i = 0; (row = app_test_find (root, ADW_TYPE_PREFERENCES_ROW, i)) != NULL; i++)
    if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0)
      return row;
  g_error ("There is no row “%s”", title);
}

static void
type (gpointer root, const char *title, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row_of (root, title)), text);
}

static const char *
typed (gpointer root, const char *title)
{
  return gtk_editable_get_text (GTK_EDITABLE (row_of (root, title)));
}

static void
click (gpointer root, const char *label)
{
  GtkWidget *button = app_test_find_button (root, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* One with an icon. */
static GtkWidget *
find_button_of (GtkWidget *row, const char *tooltip)
{
  GtkWidget *button;

  for (guint i = 0; (button = app_test_find (row, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_widget_get_tooltip_text (button), tooltip) == 0)
      return button;
  g_error ("There is no button “%s”", tooltip);
}

static void
on_done_cb (gpointer dialog, guint *n)
{
  (*n)++;
}

/* ---- a new account ---- */

#define LABEL "Name shown (“Mme Martin”)"
#define NAME  "Account name, to be typed"

static AppAccountDialog *
open_account (Test *test, const WorkAccountInfo *account, guint *n_done)
{
  AppAccountDialog *dialog = app_account_dialog_new (NULL, test->school, account);

  g_signal_connect (dialog, "done", G_CALLBACK (on_done_cb), n_done);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static void
choose_role (AppAccountDialog *dialog, ModelAccountRole role)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (row_of (dialog, "Role")), role);
}

static void
test_first (Test *test, gconstpointer data)
{
  guint n_done = 0;
  AppAccountDialog *dialog = open_account (test, NULL, &n_done);

  g_assert_false (gtk_widget_get_visible (row_of (dialog, "Role")));
  g_assert_false (gtk_widget_get_visible (row_of (dialog, "First password")));
  g_assert_false (
      gtk_widget_get_visible (row_of (dialog, "To be changed at the first signing in")));
  g_assert_false (app_account_dialog_is_ready (dialog));
  type (dialog, LABEL, "Mme  Lefèvre");
  g_assert_cmpstr (typed (dialog, NAME), ==, "lefevre");
  type (dialog, "Password", PASSWORD);
  g_assert_false (app_account_dialog_is_ready (dialog));
  type (dialog, "The same once more", OTHER);
  click (dialog, "Create");
  g_assert_cmpstr (app_account_dialog_get_problem (dialog), ==,
                   "The two passwords are not the same: type them again.");
  type (dialog, "Password", "court");
  g_assert_null (app_account_dialog_get_problem (dialog));
  type (dialog, "The same once more", "court");
  click (dialog, "Create");
  g_assert_true (g_str_has_prefix (app_account_dialog_get_problem (dialog),
                                   "The password is too short: 12 characters"));
  g_assert_false (work_school_has_accounts (test->school));
  type (dialog, "Password", PASSWORD);
  type (dialog, "The same once more", PASSWORD);
  click (dialog, "Create");
  app_test_until (n_done == 1);
  g_assert_cmpstr (work_school_get_account (test->school)->label, ==, "Mme Lefèvre");
  g_assert_cmpint (work_school_get_account (test->school)->role, ==, MODEL_ACCOUNT_ADMINISTRATOR);
  g_assert_true (signs_in (test, "lefevre", PASSWORD));
}

/* The name to be typed follows what is shown until one types another. */
static void
test_name (Test *test, gconstpointer data)
{
  guint n_done = 0;
  AppAccountDialog *dialog = open_account (test, NULL, &n_done);

  type (dialog, LABEL, "Mme Martin");
  g_assert_cmpstr (typed (dialog, NAME), ==, "martin");
  type (dialog, NAME, "mart");
  type (dialog, LABEL, "Mme Durand");
  g_assert_cmpstr (typed (dialog, NAME), ==, "mart");
  type (dialog, NAME, "");
  g_assert_false (app_account_dialog_is_ready (dialog));
  type (dialog, LABEL, "Mme Roux");
  g_assert_cmpstr (typed (dialog, NAME), ==, "roux");
  gtk_window_close (GTK_WINDOW (dialog));
  app_test_until (app_test_find_window (APP_TYPE_ACCOUNT_DIALOG) == NULL);
  g_assert_cmpuint (n_done, ==, 0);
  g_assert_false (work_school_has_accounts (test->school));
}

static void
test_add (Test *test, gconstpointer data)
{
  guint n_done = 0;
  g_autofree char *first = NULL;
  g_autofree char *given = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  AppAccountDialog *dialog;
  GtkWidget *row;

  add_account (test, "martin", MODEL_ACCOUNT_ADMINISTRATOR);
  dialog = open_account (test, NULL, &n_done);
  row = row_of (dialog, "First password");
  g_assert_false (gtk_widget_get_visible (row_of (dialog, "Password")));
  g_assert_false (gtk_widget_get_visible (row_of (dialog, "Teacher")));
  first = g_strdup (typed (dialog, "First password"));
  g_assert_null (work_password_problem (first, "durand"));
  g_signal_emit_by_name (find_button_of (row, "Propose Another"), "clicked");
  given = g_strdup (typed (dialog, "First password"));
  g_assert_cmpstr (given, !=, first);
  type (dialog, LABEL, "Mme Durand");
  type (dialog, NAME, "Martin");
  click (dialog, "Add");
  app_test_until (app_account_dialog_get_problem (dialog) != NULL);
  g_assert_nonnull (strstr (app_account_dialog_get_problem (dialog), "has this name already"));
  g_assert_cmpuint (n_done, ==, 0);
  type (dialog, NAME, "durand");
  g_assert_null (app_account_dialog_get_problem (dialog));
  type (dialog, "First password", "durand");
  click (dialog, "Add");
  g_assert_nonnull (app_account_dialog_get_problem (dialog));
  type (dialog, "First password", given);
  choose_role (dialog, MODEL_ACCOUNT_READER);
  click (dialog, "Add");
  app_test_until (n_done == 1);
  accounts = accounts_of (test);
  g_assert_cmpuint (accounts->len, ==, 2);
  g_assert_cmpint (find_account (accounts, "durand")->role, ==, MODEL_ACCOUNT_READER);
  g_assert_true (find_account (accounts, "durand")->must_change);
  g_assert_true (signs_in (test, "durand", given));
}

static void
test_add_teacher (Test *test, gconstpointer data)
{
  guint n_done = 0;
  gint64 teacher = add_teacher (test);
  g_autoptr (GPtrArray) accounts = NULL;
  AppAccountDialog *dialog;
  AdwComboRow *row;

  add_account (test, "martin", MODEL_ACCOUNT_ADMINISTRATOR);
  dialog = open_account (test, NULL, &n_done);
  row = ADW_COMBO_ROW (row_of (dialog, "Teacher"));
  choose_role (dialog, MODEL_ACCOUNT_TEACHER);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row)));
  app_test_until (adw_combo_row_get_model (row) != NULL
                  && g_list_model_get_n_items (adw_combo_row_get_model (row)) == 2);
  type (dialog, LABEL, "M. Cazals");
  g_assert_false (app_account_dialog_is_ready (dialog));
  type (dialog, LABEL, "");
  adw_combo_row_set_selected (row, 1);
  g_assert_nonnull (strstr (typed (dialog, LABEL), "CAZALS"));
  g_assert_true (app_account_dialog_is_ready (dialog));
  choose_role (dialog, MODEL_ACCOUNT_SECRETARY);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row)));
  choose_role (dialog, MODEL_ACCOUNT_TEACHER);
  type (dialog, NAME, "cazals");
  gtk_switch_set_active (GTK_SWITCH (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH, 0)),
                         FALSE);
  click (dialog, "Add");
  app_test_until (n_done == 1);
  accounts = accounts_of (test);
  g_assert_cmpint (find_account (accounts, "cazals")->teacher_id, ==, teacher);
  g_assert_false (find_account (accounts, "cazals")->must_change);
}

/* ---- an account that is changed ---- */

static void
test_edit (Test *test, gconstpointer data)
{
  guint n_done = 0;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  AppAccountDialog *dialog;

  add_account (test, "martin", MODEL_ACCOUNT_ADMINISTRATOR);
  add_account (test, "durand", MODEL_ACCOUNT_SECRETARY);
  before = accounts_of (test);
  dialog = open_account (test, find_account (before, "durand"), &n_done);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "durand");
  g_assert_false (gtk_widget_get_mapped (row_of (dialog, "First password")));
  g_assert_false (gtk_widget_get_mapped (row_of (dialog, "Password")));
  type (dialog, LABEL, " Mme Durand ");
  g_assert_cmpstr (typed (dialog, NAME), ==, "durand");
  choose_role (dialog, MODEL_ACCOUNT_READER);
  click (dialog, "Save");
  app_test_until (n_done == 1);
  after = accounts_of (test);
  g_assert_cmpstr (find_account (after, "durand")->label, ==, "Mme Durand");
  g_assert_cmpint (find_account (after, "durand")->role, ==, MODEL_ACCOUNT_READER);
  g_assert_true (signs_in (test, "durand", PASSWORD));
}

static void
test_last_administrator (Test *test, gconstpointer data)
{
  guint n_done = 0;
  g_autoptr (GPtrArray) accounts = NULL;
  AppAccountDialog *dialog;

  add_account (test, "martin", MODEL_ACCOUNT_ADMINISTRATOR);
  accounts = accounts_of (test);
  dialog = open_account (test, find_account (accounts, "martin"), &n_done);
  choose_role (dialog, MODEL_ACCOUNT_READER);
  click (dialog, "Save");
  app_test_until (app_account_dialog_get_problem (dialog) != NULL);
  g_assert_true (g_str_has_prefix (app_account_dialog_get_problem (dialog), LAST));
  g_assert_cmpint (work_school_get_account (test->school)->role, ==, MODEL_ACCOUNT_ADMINISTRATOR);
  /* What is refused can be put right in place. */
  choose_role (dialog, MODEL_ACCOUNT_ADMINISTRATOR);
  g_assert_null (app_account_dialog_get_problem (dialog));
  click (dialog, "Save");
  app_test_until (n_done == 1);
}

/* While it is saved it stays; where its parent goes it goes, whatever is still asked. */
static void
test_closed_meanwhile (Test *test, gconstpointer data)
{
  guint n_done = 0;
  AppAccountDialog *dialog;

  add_account (test, "martin", MODEL_ACCOUNT_ADMINISTRATOR);
  dialog = open_account (test, NULL, &n_done);
  type (dialog, LABEL, "Mme Durand");
  click (dialog, "Add");
  g_assert_false (app_account_dialog_is_ready (dialog));
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_true (app_test_find_window (APP_TYPE_ACCOUNT_DIALOG) == dialog);
  app_test_until (n_done == 1);
  app_test_until (app_test_find_window (APP_TYPE_ACCOUNT_DIALOG) == NULL);
}

static void
test_parent_goes (Test *test, gconstpointer data)
{
  GtkWidget *parent = gtk_window_new ();
  gpointer dialog;

  add_account (test, "martin", MODEL_ACCOUNT_ADMINISTRATOR);
  gtk_window_present (GTK_WINDOW (parent));
  dialog = app_account_dialog_new (GTK_WINDOW (parent), test->school, NULL);
  g_object_add_weak_pointer (dialog, &dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  type (dialog, LABEL, "Mme Durand");
  click (dialog, "Add");
  gtk_window_destroy (GTK_WINDOW (parent));
  app_test_until (dialog == NULL);
}

/* ---- passwords ---- */

static void
test_own_password (Test *test, gconstpointer data)
{
  guint n_done = 0;
  AppPasswordDialog *dialog;

  add_account (test, "martin", MODEL_ACCOUNT_ADMINISTRATOR);
  dialog = app_password_dialog_new (NULL, test->school, 0, NULL);
  g_signal_connect (dialog, "done", G_CALLBACK (on_done_cb), &n_done);
  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_false (gtk_widget_get_visible (row_of (dialog, "First password")));
  type (dialog, "Present password", OTHER);
  type (dialog, "New password", "martin est une bonne élève");
  g_assert_false (gtk_widget_get_sensitive (app_test_find_button (GTK_WIDGET (dialog), "Change")));
  type (dialog, "The same once more", "x");
  click (dialog, "Change");
  g_assert_cmpstr (app_password_dialog_get_problem (dialog), ==,
                   "The two passwords are not the same: type them again.");
  type (dialog, "The same once more", "martin est une bonne élève");
  click (dialog, "Change");
  g_assert_true (g_str_has_prefix (app_password_dialog_get_problem (dialog),
                                   "The password has the account’s name in it."));
  type (dialog, "New password", OTHER);
  type (dialog, "The same once more", OTHER);
  g_assert_null (app_password_dialog_get_problem (dialog));
  click (dialog, "Change");
  app_test_until (app_password_dialog_get_problem (dialog) != NULL);
  g_assert_cmpstr (app_password_dialog_get_problem (dialog), ==,
                   "This is not the password of your account, and nothing was changed. 4 tries are "
                   "left.");
  g_assert_cmpuint (n_done, ==, 0);
  type (dialog, "Present password", PASSWORD);
  click (dialog, "Change");
  app_test_until (n_done == 1);
  g_assert_false (signs_in (test, "martin", PASSWORD));
  g_assert_true (signs_in (test, "martin", OTHER));
}

static void
test_suggestions (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 200; i++)
    {
      char *text = app_password_suggest ();
      g_autofree char *problem = work_password_problem (text, "martin");

      g_assert_null (problem);
      g_assert_true (g_regex_match_simple ("^([bdfgjklmnprstvxz][aeiou]){2}"
                                           "(-([bdfgjklmnprstvxz][aeiou]){2}){4}$",
                                           text, 0, 0));
      g_assert_true (g_hash_table_add (seen, text));
    }
}

/* ---- the page ---- */

static GtkWidget *
show_page (Test *test)
{
  GtkWidget *page = app_preferences_accounts_new ();

  app_preferences_test_show (test, page);
  return page;
}

static gboolean
is_shown (GtkWidget *page, const char *title)
{
  return gtk_widget_get_mapped (row_of (page, title));
}

static guint
count_rows (GtkWidget *page)
{
  guint n = 0;

  while (app_test_find (page, APP_TYPE_ACCOUNT_ROW, n) != NULL)
    n++;
  return n;
}

/* What the row of an account says under its name. */
static gboolean
row_says (GtkWidget *page, const char *name, const char *text)
{
  return strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row_of (page, name))), text) != NULL;
}

static gboolean
is_deactivated (GtkWidget *page, const char *name)
{
  GtkWidget *row = row_of (page, name), *label;

  for (guint i = 0; (label = app_test_find (row, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), "deactivated") == 0)
      return gtk_widget_get_visible (label);
  g_assert_not_reached ();
}

static void
test_page_off (Test *test, gconstpointer data)
{
  GtkWidget *page = show_page (test);
  AppAccountDialog *dialog;

  g_assert_true (is_shown (page, "Create the Administrator’s Account"));
  g_assert_false (is_shown (page, "Do without Accounts Again"));
  g_assert_cmpuint (count_rows (page), ==, 0);
  g_signal_emit_by_name (row_of (page, "Create the Administrator’s Account"), "activated");
  dialog = app_test_find_window (APP_TYPE_ACCOUNT_DIALOG);
  type (dialog, LABEL, "Mme Martin");
  type (dialog, "Password", PASSWORD);
  type (dialog, "The same once more", PASSWORD);
  click (dialog, "Create");
  app_test_until (count_rows (page) == 1);
  g_assert_false (is_shown (page, "Create the Administrator’s Account"));
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_ancestor (
      row_of (page, "Do without Accounts Again"), ADW_TYPE_PREFERENCES_GROUP)));
  g_assert_true (row_says (page, "Mme Martin", "martin"));
  app_preferences_test_wait (test);
  app_test_destroy (page);
}

static void
test_page_list (Test *test, gconstpointer data)
{
  GtkWidget *page;

  add_account (test, "martin", MODEL_ACCOUNT_ADMINISTRATOR);
  add_account (test, "durand", MODEL_ACCOUNT_SECRETARY);
  page = show_page (test);
  g_assert_cmpuint (count_rows (page), ==, 2);
  g_assert_true (row_says (page, "durand", model_account_role_label (MODEL_ACCOUNT_SECRETARY)));
  g_assert_true (row_says (page, "durand", "never signed in"));
  g_assert_false (row_says (page, "durand", "first password"));
  g_assert_false (is_deactivated (page, "durand"));
  /* With others one does not do without. */
  g_assert_false (gtk_widget_get_sensitive (app_test_find_button (page, "Switch Off…")));
  click (page, "Add…");
  g_assert_nonnull (app_test_find_window (APP_TYPE_ACCOUNT_DIALOG));
  gtk_window_close (app_test_find_window (APP_TYPE_ACCOUNT_DIALOG));
  app_preferences_test_wait (test);
  app_test_destroy (page);
}

static void
act (GtkWidget *page, const char *name, const char *action)
{
  gtk_widget_activate_action (row_of (page, name), action, NULL);
}

static void
test_page_reset (Test *test, gconstpointer data)
{
  g_autofree char *given = NULL;
  GtkWidget *page;
  AppPasswordDialog *dialog;

  add_account (test, "martin", MODEL_ACCOUNT_ADMINISTRATOR);
  add_account (test, "durand", MODEL_ACCOUNT_SECRETARY);
  page = show_page (test);
  /* One's own is changed by oneself. */
  act (page, "martin", "account.reset");
  g_assert_null (app_test_find_window (APP_TYPE_PASSWORD_DIALOG));
  act (page, "durand", "account.reset");
  dialog = app_test_find_window (APP_TYPE_PASSWORD_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_false (gtk_widget_get_visible (row_of (dialog, "Present password")));
  given = g_strdup (typed (dialog, "First password"));
  type (dialog, "First password", "court");
  click (dialog, "Change");
  g_assert_nonnull (app_password_dialog_get_problem (dialog));
  type (dialog, "First password", given);
  click (dialog, "Change");
  app_test_until (row_says (page, "durand", "first password"));
  app_preferences_test_wait (test);
  app_test_destroy (page);
  g_assert_false (signs_in (test, "durand", PASSWORD));
  g_assert_true (signs_in (test, "durand", given));
  g_assert_true (work_school_get_account (test->school)->must_change);
}

static void
test_page_deactivate (Test *test, gconstpointer data)
{
  GtkWidget *page;

  add_account (test, "martin", MODEL_ACCOUNT_ADMINISTRATOR);
  add_account (test, "durand", MODEL_ACCOUNT_SECRETARY);
  page = show_page (test);
  /* Nobody shuts himself out. */
  act (page, "martin", "account.deactivate");
  g_assert_null (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG));
  act (page, "durand", "account.deactivate");
  app_test_until (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  click (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG), "Deactivate");
  app_test_until (is_deactivated (page, "durand"));
  g_assert_true (gtk_widget_get_sensitive (app_test_find_button (page, "Switch Off…")));
  app_preferences_test_wait (test);
  act (page, "durand", "account.reactivate");
  app_test_until (!is_deactivated (page, "durand"));
  app_preferences_test_wait (test);
  act (page, "durand", "account.deactivate");
  app_test_until (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  click (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG), "Cancel");
  app_test_until (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  g_assert_false (is_deactivated (page, "durand"));
  app_test_destroy (page);
  g_assert_true (signs_in (test, "durand", PASSWORD));
}

static void
switch_off (GtkWidget *page, const char *password)
{
  AppSecretDialog *dialog;

  click (page, "Switch Off…");
  dialog = app_test_find_window (APP_TYPE_SECRET_DIALOG);
  type (dialog, "Your password", password);
  click (dialog, "Switch Off");
}

static void
test_page_switch_off (Test *test, gconstpointer data)
{
  GtkWidget *page;

  add_account (test, "martin", MODEL_ACCOUNT_ADMINISTRATOR);
  page = show_page (test);
  switch_off (page, OTHER);
  app_test_until (test->said != NULL);
  g_assert_cmpstr (test->said, ==,
                   "This is not the password of your account, and nothing was changed. 4 tries are "
                   "left.");
  g_assert_true (work_school_has_accounts (test->school));
  app_test_until (app_test_find_window (APP_TYPE_SECRET_DIALOG) == NULL);
  switch_off (page, PASSWORD);
  app_test_until (gtk_widget_get_visible (gtk_widget_get_ancestor (
      row_of (page, "Create the Administrator’s Account"), ADW_TYPE_PREFERENCES_GROUP)));
  g_assert_false (work_school_has_accounts (test->school));
  app_test_until (app_test_find_window (APP_TYPE_SECRET_DIALOG) == NULL);
  app_preferences_test_wait (test);
  app_test_destroy (page);
}

/* It takes a while to open what was sealed: the preferences may be closed before the end. */
static void
test_page_switch_off_and_go (Test *test, gconstpointer data)
{
  GtkWidget *page;
  gpointer held = NULL;

  add_account (test, "martin", MODEL_ACCOUNT_ADMINISTRATOR);
  page = show_page (test);
  app_preferences_test_wait (test);
  switch_off (page, PASSWORD);
  app_test_destroy (page);
  g_set_weak_pointer (&held, test->preferences);
  g_clear_object (&test->preferences);
  g_assert_nonnull (held); /* by what is under way */
  app_test_until (held == NULL);
  app_test_until (!work_school_has_accounts (test->school));
  app_test_until (app_test_find_window (APP_TYPE_SECRET_DIALOG) == NULL);
  test->preferences = app_preferences_new (test->school, 0);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  _store_vault_set_cost (1, 8192);
  APP_PREFERENCES_ADD ("/app/account-dialog/first", test_first);
  APP_PREFERENCES_ADD ("/app/account-dialog/name", test_name);
  APP_PREFERENCES_ADD ("/app/account-dialog/add", test_add);
  APP_PREFERENCES_ADD ("/app/account-dialog/add-teacher", test_add_teacher);
  APP_PREFERENCES_ADD ("/app/account-dialog/edit", test_edit);
  APP_PREFERENCES_ADD ("/app/account-dialog/last-administrator", test_last_administrator);
  APP_PREFERENCES_ADD ("/app/account-dialog/closed-meanwhile", test_closed_meanwhile);
  APP_PREFERENCES_ADD ("/app/account-dialog/parent-goes", test_parent_goes);
  APP_PREFERENCES_ADD ("/app/password-dialog/own", test_own_password);
  g_test_add_func ("/app/password/suggestions", test_suggestions);
  APP_PREFERENCES_ADD ("/app/preferences-accounts/off", test_page_off);
  APP_PREFERENCES_ADD ("/app/preferences-accounts/list", test_page_list);
  APP_PREFERENCES_ADD ("/app/preferences-accounts/reset", test_page_reset);
  APP_PREFERENCES_ADD ("/app/preferences-accounts/deactivate", test_page_deactivate);
  APP_PREFERENCES_ADD ("/app/preferences-accounts/switch-off", test_page_switch_off);
  APP_PREFERENCES_ADD ("/app/preferences-accounts/switch-off-and-go", test_page_switch_off_and_go);
  return g_test_run ();
}
