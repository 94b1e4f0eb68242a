/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app-detail.h"
#include "app-exchange-window.h"
#include "app-test-demo.h"
#include "table-cells.h"
#include "work-exchange.h"
#include "work-school.h"

/* What a teacher without the program sends back: it is seen before it is taken, and taken once. */

static ModelLine *
line_of_a_teacher (AppWindow *window)
{
  AppLineList *list = app_window_get_list (window);

  for (guint i = 0; i < app_line_list_get_n_lines (list); i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      if (line->teacher_id != 0 && line->period_id != 0 && line->search_id != 0 && line->rank == 0)
        return g_steal_pointer (&line);
    }
  g_assert_not_reached ();
}

/* (transfer full): the mark of the first row of visits in the sheet that is written for them */
static char *
write_sheet (const char *base, gint64 year_id, gint64 teacher_id, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = work_school_open (base, STORE_OPEN_WRITE, &error);
  g_autoptr (WorkJob) job = work_exchange_write_new (school, year_id, &teacher_id, 1, folder);
  g_autoptr (GPtrArray) sheets = NULL;
  GPtrArray *made;
  const TableCellsRow *row;

  g_assert_true (work_job_run (job, NULL, &error));
  g_assert_no_error (error);
  made = work_job_get_succeeded (job);
  g_assert_cmpuint (made->len, ==, 1);
  sheets = table_cells_read_file (((WorkJobItem *) made->pdata[0])->path, &error);
  g_assert_no_error (error);
  row = ((const TableCells *) sheets->pdata[1])->rows->pdata[1];
  work_school_close (school);
  store_queue_join (work_school_get_queue (school));
  return g_strdup (row->cells[0]);
}

/* (transfer full): a sheet of which one line can be taken and another cannot */
static char *
give_back (const char *folder, const char *mark, ModelLine *line)
{
  char *path = g_build_filename (folder, "retour.csv", NULL);
  g_autofree char *student = g_strdup_printf ("%s (%s)", line->student, line->period_name);
  g_autofree char *token = g_strndup (mark, strcspn (mark, "."));
  g_autofree char *text =
      g_strdup_printf ("Student;Day of the visit;Account;k\n"
                       "%s;17/11/2026;Le tuteur est content.;%s.v1\n%s;;Sans jour;%s.v2\n",
                       student, token, student, token);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static gboolean
says (AppExchangeWindow *window, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (strstr (gtk_label_get_label (GTK_LABEL (label)), text) != NULL)
      return TRUE;
  return FALSE;
}

static AppExchangeWindow *
look_at (AppWindow *window, const char *path)
{
  AppExchangeWindow *shown;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.exchange-file", "s", path);
  app_test_until ((shown = app_test_find_window (APP_TYPE_EXCHANGE_WINDOW)) != NULL);
  app_test_until (says (shown, "already taken"));
  return shown;
}

static void
close_exchange (AppExchangeWindow *window)
{
  gtk_window_close (GTK_WINDOW (window));
  app_test_until (app_test_find_window (APP_TYPE_EXCHANGE_WINDOW) == NULL);
}

static gboolean
has_account (AppWindow *window, gint64 student_id, const char *account)
{
  AppLineList *list = app_window_get_list (window);

  for (guint i = 0; i < app_line_list_get_n_lines (list); i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      if (line->student_id == student_id && strstr (line->last_account, account) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
test_there_and_back (void)
{
  g_autofree char *base = app_test_copy_demo ("exchange.paraphe");
  g_autofree char *folder = g_dir_make_tmp ("paraphe-exchange-XXXXXX", NULL);
  g_autofree char *mark = NULL, *path = NULL;
  g_autoptr (WorkSchool) school = work_school_open (base, STORE_OPEN_WRITE, NULL);
  g_autoptr (WorkOverview) overview = work_school_load (school, 0, NULL);
  g_autoptr (ModelLine) line = NULL;
  AppExchangeWindow *shown;
  AppWindow *window;

  work_school_close (school);
  store_queue_join (work_school_get_queue (school));
  window = app_test_open_window (base);
  app_test_act (window, "win.show-all", NULL);
  line = line_of_a_teacher (window);
  mark = write_sheet (base, overview->year_id, line->teacher_id, folder);
  path = give_back (folder, mark, line);

  shown = look_at (window, path);
  g_assert_true (says (shown, "1 new, 0 already taken, 1 to correct"));
  /* Looked at, nothing of it is there. */
  close_exchange (shown);
  g_assert_false (has_account (window, line->student_id, "Le tuteur est content."));

  shown = look_at (window, path);
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (shown), "Take 1 Line"), "clicked");
  app_test_until (app_test_find_window (APP_TYPE_EXCHANGE_WINDOW) == NULL);
  app_test_until (has_account (window, line->student_id, "Le tuteur est content."));

  shown = look_at (window, path);
  g_assert_true (says (shown, "0 new, 1 already taken, 1 to correct"));
  g_assert_false (
      gtk_widget_get_sensitive (app_test_find_button (GTK_WIDGET (shown), "Take 0 Lines")));
  close_exchange (shown);
  app_test_act (window, "win.undo", NULL);
  app_test_until (!has_account (window, line->student_id, "Le tuteur est content."));
  app_test_close_window (window);
  app_test_remove_folder (folder);
}

/* A file that is none of the school's sheets: why, and nothing else happens. */
static void
test_no_sheet (void)
{
  AppWindow *window = app_test_open_demo ("no-sheet.paraphe");
  g_autofree char *path = app_test_demo_path ("no-sheet.csv");
  AppExchangeWindow *shown;
  GtkWidget *bar;

  g_assert_true (g_file_set_contents (path, "a;b\n1;2\n", -1, NULL));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.exchange-file", "s", path);
  app_test_until ((shown = app_test_find_window (APP_TYPE_EXCHANGE_WINDOW)) != NULL);
  bar = app_test_find (GTK_WIDGET (shown), GTK_TYPE_REVEALER, 0);
  app_test_until (gtk_revealer_get_reveal_child (GTK_REVEALER (bar)));
  g_assert_null (app_exchange_window_get_change (shown));
  close_exchange (shown);
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  int result;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/window-exchange/there-and-back", test_there_and_back);
  g_test_add_func ("/app/window-exchange/no-sheet", test_no_sheet);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}
