/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-certificate-window.h"
#include "app-roll-class-row.h"
#include "app-roll-over-window.h"
#include "app-roll-period-row.h"
#include "app-roll-summary.h"
#include "app-test.h"
#include "app-year-window.h"
#include "work-demo.h"
#include "work-year.h"

/* The parts of the assistant over a school in which not everything is plain. */

typedef struct
{
  char *folder;
  WorkSchool *school;
  gint64 year_id;
  WorkRollOver *plan;
} Fixture;

static gint64
add (Fixture *fixture, ModelEntity entity, ...)
{
  g_autoptr (ModelRecord) record = model_record_new (entity);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;
  const char *column;
  va_list values;

  va_start (values, entity);
  while ((column = va_arg (values, const char *)) != NULL)
    model_record_set_canonical (record, column, va_arg (values, const char *));
  va_end (values);
  done =
      work_school_apply (fixture->school, work_change_save_new ("settings.change", record), &error);
  g_assert_no_error (error);
  return done->id;
}

static char *
text_of (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

static char *
add_class (Fixture *fixture, gint64 year_id, const char *name)
{
  g_autofree char *year = text_of (year_id);

  return text_of (
      add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year, "name", name, NULL));
}

static char *
add_student (Fixture *fixture, const char *name, const char *class_group)
{
  char *student =
      text_of (add (fixture, MODEL_ENTITY_STUDENT, "family_name", name, "given_name", "Zoé", NULL));

  add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", student, "class_group_id", class_group, NULL);
  return student;
}

static void
add_period (Fixture *fixture,
            gint64 year_id,
            const char *name,
            const char *start,
            const char *end,
            const char *class_group)
{
  g_autofree char *year = text_of (year_id);
  g_autofree char *period = text_of (add (fixture, MODEL_ENTITY_PERIOD, "school_year_id", year,
                                          "name", name, "start", start, "end", end, NULL));

  add (fixture, MODEL_ENTITY_PERIOD_CLASS, "period_id", period, "class_group_id", class_group,
       NULL);
}

/* ULIS (nobody knows where to), 2MELEC (one student has been enrolled for next year), VIDE (empty);
 * PFMP 1 over May, PFMP 2, which the next year has already. */
static void
fill (Fixture *fixture)
{
  gint64 next;
  g_autofree char *ulis = NULL, *melec = NULL, *empty = NULL, *next_melec = NULL, *one = NULL;
  g_autofree char *two = NULL, *three = NULL;

  fixture->year_id = add (fixture, MODEL_ENTITY_SCHOOL_YEAR, "name", "2030-2031", "start",
                          "2030-09-02", "end", "2031-08-31", NULL);
  next = add (fixture, MODEL_ENTITY_SCHOOL_YEAR, "name", "2031-2032", "start", "2031-09-01", "end",
              "2032-08-31", NULL);
  ulis = add_class (fixture, fixture->year_id, "ULIS");
  melec = add_class (fixture, fixture->year_id, "2MELEC");
  empty = add_class (fixture, fixture->year_id, "VIDE");
  next_melec = add_class (fixture, next, "2MELEC");
  one = add_student (fixture, "Abadie", ulis);
  two = add_student (fixture, "Brûlé", melec);
  three = add_student (fixture, "Cazals", melec);
  add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", three, "class_group_id", next_melec, NULL);
  add_period (fixture, fixture->year_id, "PFMP 1", "2031-05-05", "2031-05-30", melec);
  add_period (fixture, fixture->year_id, "PFMP 2", "2031-06-02", "2031-06-27", melec);
  add_period (fixture, next, "PFMP 2", "2032-06-07", "2032-06-25", next_melec);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("paraphe-roll-XXXXXX", &error);
  path = g_build_filename (fixture->folder, "école.paraphe", NULL);
  g_assert_true (work_new_create (path, &error));
  fixture->school = work_school_open (path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  fill (fixture);
  fixture->plan =
      work_school_read (fixture->school, work_query_roll_over_new (fixture->year_id), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  work_roll_over_free (fixture->plan);
  work_school_close (fixture->school);
  store_queue_join (work_school_get_queue (fixture->school));
  g_clear_object (&fixture->school);
  app_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static WorkRollClass *
find_class (Fixture *fixture, const char *name)
{
  for (guint i = 0; i < fixture->plan->classes->len; i++)
    {
      WorkRollClass *one = fixture->plan->classes->pdata[i];

      if (g_str_equal (one->name, name))
        return one;
    }
  g_assert_not_reached ();
}

static AppRollClassRow *
make_row (Fixture *fixture, const char *name)
{
  GtkWidget *row = app_roll_class_row_new (fixture->plan, find_class (fixture, name));
  g_auto (GStrv) names = work_roll_over_choices (fixture->plan);

  app_roll_class_row_set_choices (APP_ROLL_CLASS_ROW (row), (const char *const *) names);
  app_test_show (row);
  return APP_ROLL_CLASS_ROW (row);
}

static const char *
subtitle_of (gpointer row)
{
  return adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row));
}

/* The symbol that asks for a look. */
static gboolean
is_doubtful (gpointer row)
{
  GtkWidget *image;

  for (guint i = 0; (image = app_test_find (GTK_WIDGET (row), GTK_TYPE_IMAGE, i)) != NULL; i++)
    if (gtk_widget_has_css_class (image, "warning"))
      return gtk_widget_get_visible (image);
  return FALSE;
}

static void
test_class_in_doubt (Fixture *fixture, gconstpointer data)
{
  AppRollClassRow *row = make_row (fixture, "ULIS");
  AdwComboRow *next = ADW_COMBO_ROW (app_test_find (GTK_WIDGET (row), ADW_TYPE_COMBO_ROW, 0));

  g_assert_true (is_doubtful (row));
  g_assert_cmpstr (subtitle_of (row), ==, "1 student · leave the school");
  /* Whatever is chosen, it is chosen: even that they leave. */
  adw_combo_row_set_selected (next, 0);
  g_assert_false (is_doubtful (row));
  adw_combo_row_set_selected (next, g_list_model_get_n_items (adw_combo_row_get_model (next)) - 1);
  g_assert_false (is_doubtful (row));
  g_assert_cmpstr (find_class (fixture, "ULIS")->next_name, ==, "");
  app_test_destroy (GTK_WIDGET (row));
}

static void
test_class_without_doubt (Fixture *fixture, gconstpointer data)
{
  AppRollClassRow *row = make_row (fixture, "2MELEC");

  g_assert_false (is_doubtful (row));
  g_assert_cmpstr (subtitle_of (row), ==, "2 students · go to 1MELEC");
  app_test_destroy (GTK_WIDGET (row));
}

static void
test_student_who_is_enrolled (Fixture *fixture, gconstpointer data)
{
  AppRollClassRow *row = make_row (fixture, "2MELEC");
  GtkWidget *exceptions = app_test_find (GTK_WIDGET (row), ADW_TYPE_EXPANDER_ROW, 0);
  GtkWidget *two, *three;

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (exceptions), TRUE);
  two = app_test_find (GTK_WIDGET (row), ADW_TYPE_COMBO_ROW, 1);
  three = app_test_find (GTK_WIDGET (row), ADW_TYPE_COMBO_ROW, 2);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (two)), ==, "BRÛLÉ Zoé");
  g_assert_true (gtk_widget_get_sensitive (two));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (three)), ==, "CAZALS Zoé");
  g_assert_false (gtk_widget_get_sensitive (three));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (three)), ==,
                   "In a class of the next year already");
  /* The class closed, its students are closed too. */
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
  g_assert_false (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (exceptions)));
  app_test_destroy (GTK_WIDGET (row));
}

/* Other classes are offered, what was chosen stays: by name, not by place. */
static void
test_other_choices (Fixture *fixture, gconstpointer data)
{
  static const char *const fewer[] = { "1MELEC", NULL };
  static const char *const more[] = { "1AGORA", "1Mélec", "ULIS", NULL };
  AppRollClassRow *row = make_row (fixture, "2MELEC");
  AdwComboRow *next = ADW_COMBO_ROW (app_test_find (GTK_WIDGET (row), ADW_TYPE_COMBO_ROW, 0));

  app_roll_class_row_set_choices (row, fewer);
  g_assert_cmpuint (adw_combo_row_get_selected (next), ==, 0);
  app_roll_class_row_set_choices (row, more);
  g_assert_cmpuint (adw_combo_row_get_selected (next), ==, 1);
  g_assert_cmpstr (find_class (fixture, "2MELEC")->next_name, ==, "1MELEC");
  app_test_destroy (GTK_WIDGET (row));
}

static void
test_period_rows (Fixture *fixture, gconstpointer data)
{
  GtkWidget *first = app_roll_period_row_new (fixture->plan, fixture->plan->periods->pdata[0]);
  GtkWidget *second = app_roll_period_row_new (fixture->plan, fixture->plan->periods->pdata[1]);
  GtkWidget *box = gtk_list_box_new ();

  gtk_list_box_append (GTK_LIST_BOX (box), first);
  gtk_list_box_append (GTK_LIST_BOX (box), second);
  app_test_show (box);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (first)), ==,
                   "PFMP 1 — 2MELEC");
  /* 3 to 28 May 2032: Ascension Day and Whit Monday are among them, the 8th is a Saturday. */
  g_assert_nonnull (strstr (subtitle_of (first), "06/05/2032"));
  g_assert_nonnull (strstr (subtitle_of (first), "17/05/2032"));
  g_assert_null (strstr (subtitle_of (first), "08/05/2032"));
  g_assert_true (is_doubtful (first));
  g_assert_cmpstr (subtitle_of (second), ==, "Is there already");
  g_assert_false (is_doubtful (second));
  g_assert_false (gtk_widget_get_sensitive (second));
  g_assert_false (adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (second)));
  app_test_destroy (box);
}

static gboolean
has_visible_row (GtkWidget *root, const char *title, const char *words)
{
  GtkWidget *row;

  for (guint i = 0; (row = app_test_find (root, ADW_TYPE_ACTION_ROW, i)) != NULL; i++)
    if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
      return gtk_widget_get_visible (row)
             && strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), words) != NULL;
  return FALSE;
}

static void
test_summary (Fixture *fixture, gconstpointer data)
{
  AppRollSummary *summary = app_roll_summary_new (fixture->plan);

  app_test_show (GTK_WIDGET (summary));
  app_roll_summary_refresh (summary);
  g_assert_true (has_visible_row (GTK_WIDGET (summary), "To be checked", ": ULIS"));
  /* Of a class without students there is nothing to check. */
  g_assert_false (has_visible_row (GTK_WIDGET (summary), "To be checked", "VIDE"));
  g_assert_true (has_visible_row (GTK_WIDGET (summary), "Students who go on",
                                  "1 go up, 0 stay in an equal class, 1 are there already"));
  find_class (fixture, "ULIS")->is_sure = TRUE;
  work_roll_over_set (&find_class (fixture, "ULIS")->next_name, "ULIS");
  app_roll_summary_refresh (summary);
  g_assert_false (has_visible_row (GTK_WIDGET (summary), "To be checked", ""));
  g_assert_true (has_visible_row (GTK_WIDGET (summary), "Students who go on",
                                  "1 go up, 1 stay in an equal class, 1 are there already"));
  app_test_destroy (GTK_WIDGET (summary));
}

static void
test_year_that_is_there (Fixture *fixture, gconstpointer data)
{
  AppRollOverWindow *assistant =
      app_roll_over_window_new (NULL, work_roll_over_copy (fixture->plan));
  GtkWidget *group = app_test_find (GTK_WIDGET (assistant), ADW_TYPE_PREFERENCES_GROUP, 0);

  g_assert_cmpstr (adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (group)), ==,
                   "2031-2032 is there already: only what is missing in it is added.");
  gtk_window_destroy (GTK_WINDOW (assistant));
}

static void
assert_narrow (GtkWidget *window)
{
  int least = 0;

  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
}

static void
assert_all_narrow (Fixture *fixture)
{
  g_autoptr (WorkOverview) overview = work_school_load (fixture->school, fixture->year_id, NULL);
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  AppRollOverWindow *assistant =
      app_roll_over_window_new (NULL, work_roll_over_copy (fixture->plan));
  AppYearWindow *year = app_year_window_new (NULL);
  AppCertificateWindow *certificate = app_certificate_window_new (NULL, certificates, "2030-11-24");

  assert_narrow (GTK_WIDGET (assistant));
  for (guint i = 0; i < 3; i++)
    {
      app_roll_over_window_go_on (assistant);
      assert_narrow (GTK_WIDGET (assistant));
    }
  app_year_window_set_overview (year, overview, "2030-11-24");
  assert_narrow (GTK_WIDGET (year));
  assert_narrow (GTK_WIDGET (certificate));
  gtk_window_destroy (GTK_WINDOW (assistant));
  gtk_window_destroy (GTK_WINDOW (year));
  gtk_window_destroy (GTK_WINDOW (certificate));
}

/* On the smallest screen that GNOME knows, whichever way one reads. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  assert_all_narrow (fixture);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  assert_all_narrow (fixture);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

#define ADD(name, func) g_test_add ("/app/roll-rows/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  ADD ("doubt", test_class_in_doubt);
  ADD ("no-doubt", test_class_without_doubt);
  ADD ("enrolled", test_student_who_is_enrolled);
  ADD ("choices", test_other_choices);
  ADD ("periods", test_period_rows);
  ADD ("summary", test_summary);
  ADD ("year", test_year_that_is_there);
  ADD ("narrow", test_narrow);
  return g_test_run ();
}
