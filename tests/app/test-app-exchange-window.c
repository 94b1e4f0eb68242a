/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-exchange-window.h"
#include "app-test.h"

static guint n_written, n_asked, n_taken;

static void
on_write_cb (AppExchangeWindow *window, gpointer user_data)
{
  n_written++;
}

static void
on_file_cb (AppExchangeWindow *window, gpointer user_data)
{
  n_asked++;
}

static void
on_take_cb (AppExchangeWindow *window, gpointer user_data)
{
  n_taken++;
}

static void
teacher_free (gpointer data)
{
  WorkExchangeTeacher *teacher = data;

  g_free (teacher->name);
  g_free (teacher);
}

static void
add_teacher (GPtrArray *teachers, gint64 id, const char *name)
{
  WorkExchangeTeacher *teacher = g_new0 (WorkExchangeTeacher, 1);

  teacher->id = id;
  teacher->name = g_strdup (name);
  teacher->n_students = (guint) id;
  g_ptr_array_add (teachers, teacher);
}

static AppExchangeWindow *
make (guint n_teachers)
{
  g_autoptr (GPtrArray) teachers = g_ptr_array_new_with_free_func (teacher_free);
  AppExchangeWindow *window;

  for (guint i = 0; i < n_teachers; i++)
    add_teacher (teachers, i + 1, i == 0 ? "Nordine BELKACEM" : "Anne <DUPONT>");
  window = app_exchange_window_new (NULL, teachers);
  n_written = n_asked = n_taken = 0;
  g_signal_connect (window, "write-wanted", G_CALLBACK (on_write_cb), NULL);
  g_signal_connect (window, "file-wanted", G_CALLBACK (on_file_cb), NULL);
  g_signal_connect (window, "take-wanted", G_CALLBACK (on_take_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

static void
row_free (gpointer data)
{
  WorkExchangeRow *row = data;

  g_free (row->place);
  g_free (row->student);
  g_free (row->text);
  g_free (row->remark);
  g_free (row->key);
  g_free (row);
}

static void
add_row (WorkExchangeReview *review, WorkExchangeState state, const char *student, const char *text)
{
  WorkExchangeRow *row = g_new0 (WorkExchangeRow, 1);

  row->state = state;
  row->is_wanted = state == WORK_EXCHANGE_NEW;
  row->place = g_strdup ("Visites, ligne 7");
  row->student = g_strdup (student);
  row->text = g_strdup (text);
  row->key = g_strdup_printf ("v%u#0", review->rows->len);
  if (state == WORK_EXCHANGE_PROBLEM)
    row->remark = g_strdup ("Cellule C7 : l’élève manque.");
  review->n_states[state]++;
  g_ptr_array_add (review->rows, row);
}

static void
show (AppExchangeWindow *window)
{
  WorkExchangeReview *review = g_new0 (WorkExchangeReview, 1);

  review->token = g_strdup ("PX0123456789AB");
  review->teacher = g_strdup ("Nordine BELKACEM");
  review->made_on = g_strdup ("2026-11-26");
  review->rows = g_ptr_array_new_with_free_func (row_free);
  add_row (review, WORK_EXCHANGE_NEW, "ABADIE Léa (PFMP 1)", "Vue & contente");
  add_row (review, WORK_EXCHANGE_TAKEN, "ABADIE Léa (PFMP 1)", "Déjà");
  add_row (review, WORK_EXCHANGE_PROBLEM, "", "Qui ?");
  add_row (review, WORK_EXCHANGE_NEW, "BRÛLÉ Noé (PFMP 1)", "Vu");
  app_exchange_window_show_review (window, review);
}

static GtkCheckButton *
check_at (AppExchangeWindow *window, GType row_type, guint n)
{
  GtkWidget *row = app_test_find (GTK_WIDGET (window), row_type, n);
  GtkWidget *check = row != NULL ? app_test_find (row, GTK_TYPE_CHECK_BUTTON, 0) : NULL;

  g_assert_nonnull (check);
  return GTK_CHECK_BUTTON (check);
}

static void
press (AppExchangeWindow *window, const char *label)
{
  GtkWidget *button = app_test_find_button (GTK_WIDGET (window), label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* Everybody is ticked at first; nobody ticked, there is nothing to write. */
static void
test_teachers (void)
{
  AppExchangeWindow *window = make (2);
  g_autoptr (GArray) all = app_exchange_window_get_chosen (window);
  g_autoptr (GArray) one = NULL;
  GtkWidget *write = app_test_find_button (GTK_WIDGET (window), "Write the Sheets…");

  g_assert_cmpuint (all->len, ==, 2);
  gtk_check_button_set_active (check_at (window, ADW_TYPE_ACTION_ROW, 0), FALSE);
  one = app_exchange_window_get_chosen (window);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpint (g_array_index (one, gint64, 0), ==, 2);
  press (window, "Write the Sheets…");
  g_assert_cmpuint (n_written, ==, 1);
  gtk_check_button_set_active (check_at (window, ADW_TYPE_ACTION_ROW, 1), FALSE);
  g_assert_false (gtk_widget_get_sensitive (write));
  press (window, "Choose a File…");
  g_assert_cmpuint (n_asked, ==, 1);
  g_assert_null (app_exchange_window_get_change (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

static guint
count_chosen (AppExchangeWindow *window)
{
  g_autoptr (GArray) chosen = app_exchange_window_get_chosen (window);

  return chosen->len;
}

/* One among many is written to without a click for each of the others. */
static void
test_all_or_one (void)
{
  AppExchangeWindow *window = make (3);

  press (window, "Tick None");
  g_assert_cmpuint (count_chosen (window), ==, 0);
  gtk_check_button_set_active (check_at (window, ADW_TYPE_ACTION_ROW, 1), TRUE);
  g_assert_cmpuint (count_chosen (window), ==, 1);
  press (window, "Tick All");
  g_assert_cmpuint (count_chosen (window), ==, 3);
  g_assert_nonnull (app_test_find_button (GTK_WIDGET (window), "Tick None"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_nobody (void)
{
  AppExchangeWindow *window = make (0);
  GtkWidget *write = app_test_find_button (GTK_WIDGET (window), "Write the Sheets…");

  g_assert_false (gtk_widget_get_sensitive (write));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* New lines are ticked and can be left out; the others cannot be ticked. */
static void
test_review (void)
{
  AppExchangeWindow *window = make (0);
  WorkChange *change;

  show (window);
  g_assert_true (gtk_check_button_get_active (check_at (window, ADW_TYPE_ACTION_ROW, 0)));
  for (guint i = 1; i <= 2; i++)
    {
      g_assert_false (gtk_check_button_get_active (check_at (window, ADW_TYPE_ACTION_ROW, i)));
      g_assert_false (
          gtk_widget_get_sensitive (GTK_WIDGET (check_at (window, ADW_TYPE_ACTION_ROW, i))));
    }
  g_assert_nonnull (app_test_find_button (GTK_WIDGET (window), "Take 2 Lines"));
  gtk_check_button_set_active (check_at (window, ADW_TYPE_ACTION_ROW, 3), FALSE);
  press (window, "Take 1 Line");
  g_assert_cmpuint (n_taken, ==, 1);
  change = app_exchange_window_get_change (window);
  g_assert_nonnull (change);
  work_change_free (change);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A refusal is said where it was asked for, and what was ticked stays. */
static void
test_problem (void)
{
  AppExchangeWindow *window = make (1);
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "Rien n’en est repris.");
  GtkWidget *bar = app_test_find (GTK_WIDGET (window), GTK_TYPE_REVEALER, 0);

  app_exchange_window_show_problem (window, error);
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (bar)));
  press (window, "Choose a File…");
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (bar)));
  show (window);
  press (window, "Take 2 Lines");
  app_exchange_window_show_problem (window, error);
  press (window, "Take 2 Lines");
  g_assert_cmpuint (n_taken, ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/exchange-window/teachers", test_teachers);
  g_test_add_func ("/app/exchange-window/all-or-one", test_all_or_one);
  g_test_add_func ("/app/exchange-window/nobody", test_nobody);
  g_test_add_func ("/app/exchange-window/review", test_review);
  g_test_add_func ("/app/exchange-window/problem", test_problem);
  return g_test_run ();
}
