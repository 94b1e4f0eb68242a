/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-line-rows.h"

/* Lines are told apart by their student's number. */
typedef struct
{
  GListStore *lines;
  AppLineRows *rows;
  GString *changes; /* "position-removed+added " of each signal */
} Fixture;

static void
on_changed_cb (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  g_string_append_printf (fixture->changes, "%u-%u+%u ", position, removed, added);
}

static ModelLine *
line_of (gint64 id)
{
  ModelLine *line = model_line_new ();

  line->student_id = id;
  return line;
}

static void
insert (Fixture *fixture, guint position, gint64 id)
{
  g_autoptr (ModelLine) line = line_of (id);

  g_list_store_insert (fixture->lines, position, line);
}

static void
set_up (Fixture *fixture, gconstpointer limit)
{
  fixture->lines = g_list_store_new (MODEL_TYPE_LINE);
  for (int i = 0; i < 6; i++)
    insert (fixture, (guint) i, i);
  fixture->rows =
      app_line_rows_new (G_LIST_MODEL (fixture->lines), (guint) GPOINTER_TO_INT (limit));
  fixture->changes = g_string_new (NULL);
  g_signal_connect (fixture->rows, "items-changed", G_CALLBACK (on_changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_string_free (fixture->changes, TRUE);
  g_assert_finalize_object (fixture->rows);
  g_object_unref (fixture->lines);
}

static AppLineRow *
row_at (Fixture *fixture, guint position)
{
  g_autoptr (AppLineRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->rows), position);

  return row; /* the rows keep it */
}

static void
assert_rows (Fixture *fixture, const char *wanted)
{
  g_autoptr (GString) found = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->rows));

  for (guint i = 0; i < n; i++)
    g_string_append_printf (found, "%d",
                            (int) app_line_row_get_line (row_at (fixture, i))->student_id);
  g_assert_cmpstr (found->str, ==, wanted);
  g_assert_null (row_at (fixture, n));
}

static void
assert_changes (Fixture *fixture, const char *wanted)
{
  g_assert_cmpstr (fixture->changes->str, ==, wanted);
  g_string_truncate (fixture->changes, 0);
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (app_line_rows_get_limit (fixture->rows), ==, 4);
  assert_rows (fixture, "0123");
  app_line_rows_set_limit (fixture->rows, 5);
  assert_changes (fixture, "4-0+1 ");
  assert_rows (fixture, "01234");
  app_line_rows_set_limit (fixture->rows, G_MAXUINT);
  assert_changes (fixture, "5-0+1 ");
  app_line_rows_set_limit (fixture->rows, 2);
  assert_changes (fixture, "2-4+0 ");
  assert_rows (fixture, "01");
}

/* What happens behind the limit is nobody's business; what it lets in or out is told. */
static void
test_changes_around_the_limit (Fixture *fixture, gconstpointer data)
{
  insert (fixture, 6, 9);
  insert (fixture, 4, 8);
  assert_changes (fixture, "");
  insert (fixture, 1, 7);
  assert_changes (fixture, "1-3+3 ");
  assert_rows (fixture, "0712");
  g_list_store_remove (fixture->lines, 0);
  assert_changes (fixture, "0-4+4 ");
  assert_rows (fixture, "7123");
  while (g_list_model_get_n_items (G_LIST_MODEL (fixture->lines)) > 4)
    g_list_store_remove (fixture->lines, 4);
  assert_changes (fixture, "");
  g_list_store_remove (fixture->lines, 3);
  assert_changes (fixture, "3-1+0 ");
  assert_rows (fixture, "712");
  {
    g_autoptr (ModelLine) first = line_of (5), second = line_of (6);

    g_list_store_splice (fixture->lines, 1, 0, (gpointer[]){ first, second }, 2);
  }
  assert_changes (fixture, "1-2+3 ");
  assert_rows (fixture, "7561");
}

static int
compare_descending (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return (int) (((ModelLine *) b)->student_id - ((ModelLine *) a)->student_id);
}

/* Outside a replacement a row goes where its line goes. */
static void
test_rows_follow_their_lines (Fixture *fixture, gconstpointer data)
{
  AppLineRow *first = row_at (fixture, 0), *fourth = row_at (fixture, 3);

  g_list_store_sort (fixture->lines, compare_descending, NULL);
  assert_changes (fixture, "0-6+6 ");
  g_assert_true (row_at (fixture, 5) == first);
  g_assert_true (row_at (fixture, 2) == fourth);
  g_assert_false (app_line_row_is_stale (first));
  assert_rows (fixture, "543210");
  insert (fixture, 3, 8);
  assert_changes (fixture, "3-0+1 ");
  g_assert_true (row_at (fixture, 6) == first);
  assert_rows (fixture, "5438210");
}

/* Within one the rows stay and take other lines; only the end moves. */
static void
test_replacing (Fixture *fixture, gconstpointer data)
{
  AppLineRow *first = row_at (fixture, 0), *second = row_at (fixture, 1);

  app_line_rows_begin (fixture->rows);
  insert (fixture, 1, 8);
  insert (fixture, 2, 9);
  assert_changes (fixture, "");
  app_line_rows_end (fixture->rows);
  assert_changes (fixture, "6-0+2 ");
  assert_rows (fixture, "08912345");
  g_assert_true (row_at (fixture, 1) == second);
  g_assert_true (app_line_row_is_stale (second));
  g_assert_false (app_line_row_is_stale (first));

  app_line_rows_begin (fixture->rows);
  g_list_store_remove_all (fixture->lines);
  insert (fixture, 0, 3);
  app_line_rows_end (fixture->rows);
  assert_changes (fixture, "1-7+0 ");
  assert_rows (fixture, "3");
  g_assert_true (row_at (fixture, 0) == first);
  g_assert_true (app_line_row_is_stale (first));

  app_line_rows_begin (fixture->rows);
  app_line_rows_end (fixture->rows);
  assert_changes (fixture, "");
  g_assert_false (app_line_row_is_stale (first));
}

static void
test_limit_while_replacing (Fixture *fixture, gconstpointer data)
{
  app_line_rows_begin (fixture->rows);
  app_line_rows_set_limit (fixture->rows, 2);
  insert (fixture, 0, 9);
  assert_changes (fixture, "");
  app_line_rows_end (fixture->rows);
  assert_changes (fixture, "2-4+0 ");
  assert_rows (fixture, "90");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    int limit;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/app/line-rows/limit", 4, test_limit },
    { "/app/line-rows/around-the-limit", 4, test_changes_around_the_limit },
    { "/app/line-rows/follow", -1, test_rows_follow_their_lines },
    { "/app/line-rows/replacing", -1, test_replacing },
    { "/app/line-rows/limit-while-replacing", -1, test_limit_while_replacing },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, GINT_TO_POINTER (tests[i].limit), set_up, tests[i].test,
                tear_down);
  return g_test_run ();
}
