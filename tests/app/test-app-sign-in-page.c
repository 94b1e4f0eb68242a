/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sign-in-page.h"
#include "app-test.h"

/* What is asked before the list. */

typedef struct
{
  AppSignInPage *page;
  GtkEditable *name;
  GtkEditable *password;
  GtkEditable *again;
  GtkWidget *enter;
  GtkWidget *other;
  char *said;
  guint n_other;
} Fixture;

static void
on_sign_in_cb (AppSignInPage *page, const char *name, const char *password, Fixture *fixture)
{
  g_free (fixture->said);
  fixture->said = g_strdup_printf ("%s/%s", name, password);
}

static void
on_new_password_cb (AppSignInPage *page, const char *password, Fixture *fixture)
{
  g_free (fixture->said);
  fixture->said = g_strdup_printf ("new/%s", password);
}

static void
on_other_cb (AppSignInPage *page, Fixture *fixture)
{
  fixture->n_other++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (app_sign_in_page_new ());

  fixture->page = APP_SIGN_IN_PAGE (page);
  g_signal_connect (page, "sign-in", G_CALLBACK (on_sign_in_cb), fixture);
  g_signal_connect (page, "new-password", G_CALLBACK (on_new_password_cb), fixture);
  g_signal_connect (page, "other", G_CALLBACK (on_other_cb), fixture);
  app_test_show (page);
  fixture->name = GTK_EDITABLE (app_test_find (page, ADW_TYPE_ENTRY_ROW, 0));
  fixture->password = GTK_EDITABLE (app_test_find (page, ADW_TYPE_PASSWORD_ENTRY_ROW, 0));
  fixture->again = GTK_EDITABLE (app_test_find (page, ADW_TYPE_PASSWORD_ENTRY_ROW, 1));
  fixture->other = app_test_find_button (page, "Open Another Database…");
  fixture->enter = gtk_widget_get_prev_sibling (fixture->other);
  g_assert_true (GTK_IS_BUTTON (fixture->enter));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  app_test_destroy (GTK_WIDGET (fixture->page));
  g_free (fixture->said);
}

static gboolean
can_enter (Fixture *fixture)
{
  return gtk_widget_get_sensitive (fixture->enter);
}

static void
press_enter (GtkEditable *row)
{
  g_signal_emit_by_name (row, "entry-activated");
}

static void
test_who (Fixture *fixture, gconstpointer data)
{
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->name)));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->again)));
  g_assert_false (can_enter (fixture));
  gtk_editable_set_text (fixture->name, " martin ");
  g_assert_false (can_enter (fixture));
  press_enter (fixture->name);
  g_assert_null (fixture->said);
  gtk_editable_set_text (fixture->password, " correct horse ");
  g_assert_true (can_enter (fixture));
  press_enter (fixture->password);
  /* A password is what was typed, spaces and all; a name is a name. */
  g_assert_cmpstr (fixture->said, ==, "martin/ correct horse ");
}

static void
test_blank_name (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_text (fixture->name, "  ");
  gtk_editable_set_text (fixture->password, "secret");
  g_assert_false (can_enter (fixture));
  press_enter (fixture->password);
  g_assert_null (fixture->said);
}

static void
test_last_name (Fixture *fixture, gconstpointer data)
{
  app_sign_in_page_ask (fixture->page, APP_SIGN_IN_WHO, "lycee", "durand", NULL);
  g_assert_cmpstr (gtk_editable_get_text (fixture->name), ==, "durand");
  gtk_editable_set_text (fixture->password, "secret");
  g_signal_emit_by_name (fixture->enter, "clicked");
  g_assert_cmpstr (fixture->said, ==, "durand/secret");
}

static void
test_same (Fixture *fixture, gconstpointer data)
{
  app_sign_in_page_ask (fixture->page, APP_SIGN_IN_SAME, "lycee", "martin", "Mme Martin");
  g_assert_cmpint (app_sign_in_page_get_ask (fixture->page), ==, APP_SIGN_IN_SAME);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->name)));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (fixture->other)), ==, "_Change the Account…");
  gtk_editable_set_text (fixture->password, "secret");
  press_enter (fixture->password);
  g_assert_cmpstr (fixture->said, ==, "martin/secret");
  g_signal_emit_by_name (fixture->other, "clicked");
  g_assert_cmpuint (fixture->n_other, ==, 1);
}

static void
test_new (Fixture *fixture, gconstpointer data)
{
  app_sign_in_page_ask (fixture->page, APP_SIGN_IN_NEW, "lycee", "martin", "Mme Martin");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->again)));
  gtk_editable_set_text (fixture->password, "one sentence of mine");
  g_assert_false (can_enter (fixture));
  gtk_editable_set_text (fixture->again, "one sentence of mime");
  g_signal_emit_by_name (fixture->enter, "clicked");
  g_assert_null (fixture->said);
  g_assert_cmpstr (app_sign_in_page_get_problem (fixture->page), ==,
                   "The two passwords are not the same: type them again.");
  g_assert_cmpstr (gtk_editable_get_text (fixture->password), ==, "");
  gtk_editable_set_text (fixture->password, "one sentence of mine");
  g_assert_null (app_sign_in_page_get_problem (fixture->page));
  gtk_editable_set_text (fixture->again, "one sentence of mine");
  press_enter (fixture->again);
  g_assert_cmpstr (fixture->said, ==, "new/one sentence of mine");
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_text (fixture->name, "martin");
  gtk_editable_set_text (fixture->password, "secret");
  app_sign_in_page_set_busy (fixture->page, TRUE);
  g_assert_false (can_enter (fixture));
  g_assert_false (gtk_editable_get_editable (fixture->password));
  g_assert_false (gtk_widget_get_sensitive (fixture->other));
  press_enter (fixture->password);
  g_assert_null (fixture->said);
  app_sign_in_page_set_busy (fixture->page, FALSE);
  g_assert_true (can_enter (fixture));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_text (fixture->name, "martin");
  gtk_editable_set_text (fixture->password, "wrong");
  app_sign_in_page_set_busy (fixture->page, TRUE);
  app_sign_in_page_refuse (fixture->page, "The password is wrong: 4 tries are left.");
  g_assert_cmpstr (app_sign_in_page_get_problem (fixture->page), ==,
                   "The password is wrong: 4 tries are left.");
  /* The name stays, what was typed as a password does not. */
  g_assert_cmpstr (gtk_editable_get_text (fixture->name), ==, "martin");
  g_assert_cmpstr (gtk_editable_get_text (fixture->password), ==, "");
  gtk_test_accessible_assert_property (fixture->password, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "The password is wrong: 4 tries are left.");
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (fixture->password)));
  gtk_editable_set_text (fixture->password, "r");
  g_assert_null (app_sign_in_page_get_problem (fixture->page));
}

/* 2026-11-26T10:40:00Z and a little more: the test says how late it is. */
static gint64 seconds;

static gint64
tell_time (void)
{
  return 1795689600 + seconds;
}

static gboolean
says (Fixture *fixture, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, i)) != NULL;
       i++)
    if (gtk_widget_get_visible (label)
        && g_str_equal (gtk_label_get_label (GTK_LABEL (label)), text))
      return TRUE;
  return FALSE;
}

#define WHY "Locked until 10:42."

static void
close_page (Fixture *fixture)
{
  seconds = 0;
  app_sign_in_page_set_clock (fixture->page, tell_time);
  app_sign_in_page_close_until (fixture->page, "Martin", WHY, "2026-11-26T10:42:00Z");
}

static gboolean
is_closed (Fixture *fixture)
{
  const char *problem = app_sign_in_page_get_problem (fixture->page);

  g_assert_cmpint (gtk_widget_get_sensitive (GTK_WIDGET (fixture->password)), ==, problem == NULL);
  return g_strcmp0 (problem, WHY) == 0;
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_text (fixture->name, "martin");
  close_page (fixture);
  g_assert_true (is_closed (fixture));
  g_assert_true (gtk_widget_get_sensitive (fixture->other));
  g_assert_true (says (fixture, "Another 2 minutes to wait."));
  gtk_editable_set_text (fixture->password, "secret");
  g_assert_false (can_enter (fixture));
  g_signal_emit_by_name (fixture->enter, "clicked");
  press_enter (fixture->password);
  g_assert_null (fixture->said);
  gtk_editable_set_text (fixture->password, "");
  seconds = 119;
  app_test_until (says (fixture, "Another 1 second to wait."));
  g_assert_true (is_closed (fixture));
  /* The time is over: it opens by itself. */
  seconds = 120;
  app_test_until (!is_closed (fixture));
  g_assert_null (app_sign_in_page_get_problem (fixture->page));
  gtk_editable_set_text (fixture->password, "secret");
  g_assert_true (can_enter (fixture));
}

/* Another account takes its password meanwhile. */
static void
test_closed_for_one (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_text (fixture->name, " MARTIN");
  close_page (fixture);
  g_assert_true (is_closed (fixture));
  gtk_editable_set_text (fixture->name, "durand");
  g_assert_false (is_closed (fixture));
  gtk_editable_set_text (fixture->password, "secret");
  press_enter (fixture->password);
  g_assert_cmpstr (fixture->said, ==, "durand/secret");
  gtk_editable_set_text (fixture->name, "martin");
  g_assert_true (is_closed (fixture));
}

/* Locked, there is one account only; what is asked anew is not closed. */
static void
test_closed_same (Fixture *fixture, gconstpointer data)
{
  app_sign_in_page_ask (fixture->page, APP_SIGN_IN_SAME, "lycee", "martin", "Mme Martin");
  close_page (fixture);
  g_assert_true (is_closed (fixture));
  app_sign_in_page_ask (fixture->page, APP_SIGN_IN_WHO, "lycee", NULL, NULL);
  g_assert_false (is_closed (fixture));
  /* A time that is over closes nothing. */
  app_sign_in_page_close_until (fixture->page, "martin", WHY, "2026-11-26T10:39:00Z");
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (fixture->password)));
}

static void
test_spoken (Fixture *fixture, gconstpointer data)
{
  gtk_test_accessible_assert_property (fixture->name, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Account name");
  gtk_test_accessible_assert_property (fixture->password, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Password");
  app_sign_in_page_ask (fixture->page, APP_SIGN_IN_NEW, NULL, "martin", NULL);
  gtk_test_accessible_assert_property (fixture->password, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "New password");
  gtk_test_accessible_assert_property (fixture->again, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "The same once more");
}

#define add(path, func) \
  g_test_add ("/app/sign-in-page/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  add ("who", test_who);
  add ("blank-name", test_blank_name);
  add ("last-name", test_last_name);
  add ("same", test_same);
  add ("new", test_new);
  add ("busy", test_busy);
  add ("refused", test_refused);
  add ("closed", test_closed);
  add ("closed-for-one", test_closed_for_one);
  add ("closed-same", test_closed_same);
  add ("spoken", test_spoken);
  return g_test_run ();
}
