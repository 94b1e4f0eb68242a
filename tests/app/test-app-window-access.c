/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-guard.h"
#include "app-test-demo.h"
#include "work-access.h"

/* Who looked at whom, without accounts: what is written down of it, and what is masked. */

static gboolean
on_tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* How often a student was opened, as another seat reads it. */
static guint
count_openings (WorkSchool *seat, gint64 student_id)
{
  const StoreAccessFilter filter = { .act = STORE_ACCESS_OPEN,
                                     .entity = MODEL_ENTITY_STUDENT,
                                     .entity_id = student_id };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = work_school_read (seat, work_query_access_new (&filter), &error);

  g_assert_no_error (error);
  return lines->len;
}

/* A line of another student than @other. */
static ModelLine *
select_student (AppWindow *window, gint64 other)
{
  AppLineList *list = app_window_get_list (window);

  for (guint i = 0; i < app_line_list_get_n_lines (list); i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      if (line->student_id == other)
        continue;
      app_test_act (window, "win.select-line", "i", (int) i);
      app_test_until (app_detail_get_line (app_window_get_detail (window)) == line
                      && app_detail_get_known (app_window_get_detail (window)) != NULL);
      return g_steal_pointer (&line);
    }
  g_assert_not_reached ();
}

/* Once for each opening of a person, however often it is read anew. */
static void
test_opening (void)
{
  AppWindow *window = app_test_open_demo ("opening.paraphe");
  g_autofree char *path = app_test_demo_path ("opening.paraphe");
  guint tick = g_timeout_add (20, on_tick_cb, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) seat = work_school_open (path, STORE_OPEN_READ, &error);
  g_autoptr (ModelLine) first = NULL, second = NULL;

  g_assert_no_error (error);
  first = select_student (window, 0);
  app_test_until (count_openings (seat, first->student_id) == 1);
  app_test_act (window, "win.reload", NULL);
  second = select_student (window, first->student_id);
  app_test_until (count_openings (seat, second->student_id) == 1);
  /* They are written one after the other: nothing of the first one is still to come. */
  g_assert_cmpuint (count_openings (seat, first->student_id), ==, 1);
  g_source_remove (tick);
  work_school_close (seat);
  store_queue_join (work_school_get_queue (seat));
  app_test_close_window (window);
}

/* One asks for a sensitive value before it is seen, with accounts or without; and that is written
 * down. */
static void
test_masked (void)
{
  const ModelField *email = model_field_find ("student.email");
  const StoreAccessFilter filter = { .act = STORE_ACCESS_REVEAL, .entity = MODEL_ENTITY_NONE };
  AppWindow *window = app_test_open_demo ("masked.paraphe");
  g_autofree char *path = app_test_demo_path ("masked.paraphe");
  guint tick = g_timeout_add (20, on_tick_cb, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) seat = work_school_open (path, STORE_OPEN_READ, &error);
  g_autoptr (GPtrArray) lines = NULL;

  g_assert_no_error (error);
  g_assert_true (app_guard_masks (email));
  g_assert_true (app_guard_may_reveal ());
  g_assert_false (app_guard_masks (model_field_find ("student.family_name")));
  app_guard_tell (MODEL_ENTITY_STUDENT, 1);
  do
    {
      g_clear_pointer (&lines, g_ptr_array_unref);
      g_main_context_iteration (NULL, TRUE);
      lines = work_school_read (seat, work_query_access_new (&filter), &error);
      g_assert_no_error (error);
    }
  while (lines->len == 0);
  g_assert_cmpint (((WorkAccessLine *) lines->pdata[0])->line->entity_id, ==, 1);
  g_source_remove (tick);
  work_school_close (seat);
  store_queue_join (work_school_get_queue (seat));
  app_test_close_window (window);
  g_assert_false (app_guard_masks (email));
}

int
main (int argc, char **argv)
{
  int status;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/window-access/opening", test_opening);
  g_test_add_func ("/app/window-access/masked", test_masked);
  status = g_test_run ();
  app_test_remove_demo ();
  return status;
}
