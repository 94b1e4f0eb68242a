/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-merge-window.h"
#include "app-test.h"

static ModelRecord *kept;
static GPtrArray *merged;
static guint n_merges;

static void
on_merge_cb (AppMergeWindow *window, ModelRecord *record, GPtrArray *others, gpointer user_data)
{
  g_set_object (&kept, record);
  g_clear_pointer (&merged, g_ptr_array_unref);
  merged = g_ptr_array_ref (others);
  n_merges++;
}

static ModelRecord *
make_company (gint64 id, const char *name, const char *town, const char *phone, const char *notes)
{
  ModelRecord *record = model_record_new (MODEL_ENTITY_COMPANY);
  const struct
  {
    const char *column, *value;
  } values[] = { { "name", name }, { "town", town }, { "phone", phone }, { "notes", notes } };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    model_record_load_at (record,
                          (guint) model_field_index (MODEL_ENTITY_COMPANY, values[i].column),
                          values[i].value);
  model_record_set_id (record, id);
  return record;
}

static WorkDuplicates *
make_group (guint n)
{
  static const char *const names[] = { "Garage Roux", "SARL Garage Roux", "Garage ROUX" };
  static const char *const towns[] = { "Albi", "Albi", NULL };
  static const char *const phones[] = { NULL, "+33563000000", NULL };
  static const char *const notes[] = { "Proche", NULL, "Exigeant" };
  WorkDuplicates *group = g_new0 (WorkDuplicates, 1);

  group->why = WORK_SAME_PLACE;
  group->records = g_ptr_array_new_with_free_func (g_object_unref);
  group->uses = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (group->records,
                       make_company (i + 1, names[i], towns[i], phones[i], notes[i]));
      g_ptr_array_add (group->uses, g_strdup (i == 0 ? "3 placement sheets" : ""));
    }
  return group;
}

static AppMergeWindow *
make (guint n_groups, guint n_members)
{
  AppMergeWindow *window = app_merge_window_new (NULL, MODEL_ENTITY_COMPANY);
  g_autoptr (GPtrArray) groups =
      g_ptr_array_new_with_free_func ((GDestroyNotify) work_duplicates_free);

  n_merges = 0;
  g_clear_object (&kept);
  g_signal_connect (window, "merge", G_CALLBACK (on_merge_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_cmpstr (app_merge_window_get_page (window), ==, "loading");
  for (guint i = 0; i < n_groups; i++)
    g_ptr_array_add (groups, make_group (n_members));
  app_merge_window_set_duplicates (window, groups);
  return window;
}

static void
destroy (AppMergeWindow *window)
{
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  app_test_until (weak == NULL);
  g_clear_object (&kept);
  g_clear_pointer (&merged, g_ptr_array_unref);
}

/* The row that says @title, %NULL for none; the @n-th of those. */
static GtkWidget *
find_row (AppMergeWindow *window, const char *title, guint n)
{
  GtkWidget *row;

  for (guint i = 0; (row = app_test_find (GTK_WIDGET (window), ADW_TYPE_ACTION_ROW, i)) != NULL;
       i++)
    if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) && n-- == 0)
      return row;
  return NULL;
}

static GtkCheckButton *
check_of (AppMergeWindow *window, const char *title, guint n)
{
  GtkWidget *row = find_row (window, title, n);

  g_assert_nonnull (row);
  return GTK_CHECK_BUTTON (app_test_find (row, GTK_TYPE_CHECK_BUTTON, 0));
}

static void
click_merge (AppMergeWindow *window)
{
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (window), "Merge"), "clicked");
}

static void
test_none (void)
{
  AppMergeWindow *window = make (0, 0);

  g_assert_cmpstr (app_merge_window_get_page (window), ==, "none");
  g_assert_false (gtk_widget_get_visible (app_test_find_button (GTK_WIDGET (window), "Merge")));
  destroy (window);
}

static void
test_groups (void)
{
  AppMergeWindow *window = make (2, 2);
  GtkWidget *row = find_row (window, "Garage Roux · SARL Garage Roux", 1);

  g_assert_cmpstr (app_merge_window_get_page (window), ==, "groups");
  g_assert_nonnull (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "Same name, in the same town: 2 files");
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_cmpstr (app_merge_window_get_page (window), ==, "compare");
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_cmpstr (app_merge_window_get_page (window), ==, "groups");
  destroy (window);
}

/* What is proposed: the fullest values, all that was written, what only the others know. */
static void
test_proposal (void)
{
  AppMergeWindow *window = make (1, 3);

  app_merge_window_open (window, 0);
  click_merge (window);
  g_assert_cmpuint (n_merges, ==, 1);
  g_assert_cmpint (model_record_get_id (kept), ==, 1);
  g_assert_cmpuint (merged->len, ==, 2);
  g_assert_cmpint (model_record_get_id (merged->pdata[0]), ==, 2);
  g_assert_cmpint (model_record_get_id (merged->pdata[1]), ==, 3);
  g_assert_cmpstr (model_record_get (kept, "name"), ==, "SARL Garage Roux");
  g_assert_cmpstr (model_record_get (kept, "town"), ==, "Albi");
  g_assert_cmpstr (model_record_get (kept, "phone"), ==, "+33563000000");
  g_assert_cmpstr (model_record_get (kept, "notes"), ==, "Proche\nExigeant");
  /* Once: until it is known what became of it. */
  g_assert_false (gtk_widget_get_sensitive (app_test_find_button (GTK_WIDGET (window), "Merge")));
  destroy (window);
}

static void
test_choice (void)
{
  AppMergeWindow *window = make (1, 2);

  app_merge_window_open (window, 0);
  /* The members come first, then the values of the name; of the telephone there is no question. */
  g_assert_true (gtk_check_button_get_active (check_of (window, "SARL Garage Roux", 1)));
  g_assert_false (gtk_check_button_get_active (check_of (window, "Garage Roux", 1)));
  g_assert_null (find_row (window, "05 63 00 00 00", 0));
  gtk_check_button_set_active (check_of (window, "Garage Roux", 1), TRUE);
  g_assert_false (gtk_check_button_get_active (check_of (window, "SARL Garage Roux", 1)));
  click_merge (window);
  g_assert_cmpstr (model_record_get (kept, "name"), ==, "Garage Roux");
  g_assert_cmpstr (model_record_get (kept, "phone"), ==, "+33563000000");
  destroy (window);
}

static gboolean
says_completed (AppMergeWindow *window, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) == 0)
      return gtk_widget_get_visible (label);
  return FALSE;
}

static void
test_completed (void)
{
  AppMergeWindow *window = make (1, 2);

  app_merge_window_open (window, 0);
  g_assert_true (says_completed (window, "Completed from the others: Telephone"));
  destroy (window);
}

/* One of three is not the same after all. */
static void
test_leave_one_out (void)
{
  AppMergeWindow *window = make (1, 3);

  app_merge_window_open (window, 0);
  gtk_check_button_set_active (check_of (window, "SARL Garage Roux", 0), FALSE);
  g_assert_null (find_row (window, "SARL Garage Roux", 1));
  click_merge (window);
  g_assert_cmpuint (merged->len, ==, 1);
  g_assert_cmpint (model_record_get_id (merged->pdata[0]), ==, 3);
  g_assert_null (model_record_get (kept, "phone"));
  destroy (window);
}

/* The first that is ticked stays; one alone is merged with nobody. */
static void
test_leave_first_out (void)
{
  AppMergeWindow *window = make (1, 3);
  GtkWidget *merge = app_test_find_button (GTK_WIDGET (window), "Merge");

  app_merge_window_open (window, 0);
  gtk_check_button_set_active (check_of (window, "Garage Roux", 0), FALSE);
  g_assert_true (gtk_widget_get_sensitive (merge));
  gtk_check_button_set_active (check_of (window, "Garage ROUX", 0), FALSE);
  g_assert_false (gtk_widget_get_sensitive (merge));
  click_merge (window);
  g_assert_cmpuint (n_merges, ==, 0);
  gtk_check_button_set_active (check_of (window, "Garage ROUX", 0), TRUE);
  click_merge (window);
  g_assert_cmpint (model_record_get_id (kept), ==, 2);
  g_assert_cmpint (model_record_get_id (merged->pdata[0]), ==, 3);
  destroy (window);
}

/* After a merge the groups are read again, and the next one is compared from the beginning. */
static void
test_again (void)
{
  AppMergeWindow *window = make (2, 3);
  g_autoptr (GPtrArray) left =
      g_ptr_array_new_with_free_func ((GDestroyNotify) work_duplicates_free);

  app_merge_window_open (window, 1);
  click_merge (window);
  g_ptr_array_add (left, make_group (2));
  app_merge_window_set_duplicates (window, left);
  g_assert_cmpstr (app_merge_window_get_page (window), ==, "groups");
  app_merge_window_open (window, 0);
  g_assert_true (gtk_widget_get_sensitive (app_test_find_button (GTK_WIDGET (window), "Merge")));
  click_merge (window);
  g_assert_cmpuint (n_merges, ==, 2);
  g_assert_cmpuint (merged->len, ==, 1);
  app_merge_window_toast (window, adw_toast_new ("Merged"));
  destroy (window);
}

static void
test_titles (void)
{
  static const struct
  {
    ModelEntity entity;
    const char *title;
  } cases[] = { { MODEL_ENTITY_STUDENT, "Merge Students" },
                { MODEL_ENTITY_COMPANY, "Merge Companies" },
                { MODEL_ENTITY_TEACHER, "Merge Teachers" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AppMergeWindow *window = app_merge_window_new (NULL, cases[i].entity);

      g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, cases[i].title);
      destroy (window);
    }
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/merge-window/none", test_none);
  g_test_add_func ("/app/merge-window/groups", test_groups);
  g_test_add_func ("/app/merge-window/proposal", test_proposal);
  g_test_add_func ("/app/merge-window/choice", test_choice);
  g_test_add_func ("/app/merge-window/completed", test_completed);
  g_test_add_func ("/app/merge-window/leave-one-out", test_leave_one_out);
  g_test_add_func ("/app/merge-window/leave-first-out", test_leave_first_out);
  g_test_add_func ("/app/merge-window/again", test_again);
  g_test_add_func ("/app/merge-window/titles", test_titles);
  return g_test_run ();
}
