/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-counts.h"
#include "app-test.h"

#define TODAY "2026-11-24"

static void
test_places (void)
{
  static const struct
  {
    gint64 class_group_id, period_id;
    guint students, placed, complete;
  } cases[] = {
    { 0, 0, 5, 4, 1 }, /* six lines, but a second placement is the same student */
    { 1, 0, 4, 3, 1 },  { 1, 11, 4, 3, 1 }, { 2, 0, 1, 1, 0 },
    { 2, 21, 1, 1, 0 }, { 2, 22, 0, 0, 0 }, { 9, 0, 0, 0, 0 },
  };
  g_autoptr (GPtrArray) lines = app_test_lines ();
  g_autoptr (AppCounts) counts = app_counts_new (lines, TODAY);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AppCount count = app_counts_of_place (counts, cases[i].class_group_id, cases[i].period_id);

      g_test_message ("class %d, period %d", (int) cases[i].class_group_id,
                      (int) cases[i].period_id);
      g_assert_cmpuint (count.students, ==, cases[i].students);
      g_assert_cmpuint (count.placed, ==, cases[i].placed);
      g_assert_cmpuint (count.signed_by_all, ==, cases[i].complete);
    }
}

static void
test_todos (void)
{
  g_autoptr (GPtrArray) lines = app_test_lines ();
  g_autoptr (AppCounts) counts = app_counts_new (lines, TODAY);

  g_assert_cmpuint (app_counts_of_todo (counts, MODEL_TODO_ALL), ==, 6);
  g_assert_cmpuint (app_counts_of_todo (counts, MODEL_TODO_NO_PLACEMENT), ==, 1);
  g_assert_cmpuint (app_counts_of_todo (counts, MODEL_TODO_TO_MAKE), ==, 1);
  g_assert_cmpuint (app_counts_of_todo (counts, MODEL_TODO_IN_SIGNATURE), ==, 3);
  g_assert_cmpuint (app_counts_of_todo (counts, MODEL_TODO_SIGNED), ==, 1);
}

static void
test_cancelled (void)
{
  g_autoptr (GPtrArray) lines = app_test_lines ();
  g_autoptr (AppCounts) counts = NULL;

  for (guint i = 0; i < lines->len; i++)
    ((ModelLine *) lines->pdata[i])->cancelled = TRUE;
  counts = app_counts_new (lines, TODAY);
  g_assert_cmpuint (app_counts_of_place (counts, 0, 0).signed_by_all, ==, 0);
}

static void
test_of_lines (void)
{
  g_autoptr (GPtrArray) lines = app_test_lines ();
  AppCount count;

  g_ptr_array_set_size (lines, 4);
  count = app_counts_of_lines (lines);
  g_assert_cmpuint (count.students, ==, 4);
  g_assert_cmpuint (count.placed, ==, 3);
  g_assert_cmpuint (count.signed_by_all, ==, 1);
}

static void
test_empty (void)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autoptr (AppCounts) counts = app_counts_new (lines, TODAY);

  g_assert_cmpuint (app_counts_of_todo (counts, MODEL_TODO_ALL), ==, 0);
  g_assert_cmpuint (app_counts_of_place (counts, 0, 0).students, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/counts/places", test_places);
  g_test_add_func ("/app/counts/todos", test_todos);
  g_test_add_func ("/app/counts/cancelled", test_cancelled);
  g_test_add_func ("/app/counts/of-lines", test_of_lines);
  g_test_add_func ("/app/counts/empty", test_empty);
  return g_test_run ();
}
