/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-period-row.h"
#include "app-preferences-test.h"
#include "app-preferences-years.h"
#include "work-settings.h"

/* School years, their classes and their periods. */

typedef AppPreferencesTest Test;

static AppPreferencesYears *
show (Test *test)
{
  AppPreferencesYears *page = app_preferences_years_new ();

  app_preferences_test_show (test, GTK_WIDGET (page));
  return page;
}

static gint64
add (Test *test, AppPreferencesYears *page, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (page), action, NULL);
  app_preferences_test_wait (test);
  return 0;
}

static ModelRecord *
last_record (Test *test, ModelEntity entity)
{
  g_autoptr (GPtrArray) records = app_preferences_test_records (test, entity);
  ModelRecord *last = NULL;

  for (guint i = 0; i < records->len; i++)
    if (last == NULL || model_record_get_id (records->pdata[i]) > model_record_get_id (last))
      last = records->pdata[i];
  g_assert_nonnull (last);
  return g_object_ref (last);
}

static gint64
last_id (Test *test, ModelEntity entity)
{
  g_autoptr (ModelRecord) record = last_record (test, entity);

  return model_record_get_id (record);
}

static void
type (Test *test, AppRecordList *list, gint64 id, const char *key, const char *text)
{
  AppFormPart *part = app_record_list_get_part (list, id, key);

  app_preferences_test_type (GTK_WIDGET (part), text);
  app_preferences_test_wait (test);
}

static void
assert_value (Test *test, ModelEntity entity, const char *column, const char *value)
{
  g_autoptr (ModelRecord) record = last_record (test, entity);

  g_assert_cmpstr (model_record_get (record, column), ==, value);
}

static const char *
note_of (AppRecordList *list, gint64 id)
{
  return app_order_row_get_note (app_record_list_get_row (list, id));
}

static const char *
title_of (AppRecordList *list, gint64 id)
{
  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (app_record_list_get_row (list, id)));
}

static const char *
subtitle_of (AppRecordList *list, gint64 id)
{
  return adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (app_record_list_get_row (list, id)));
}

static void
test_years (Test *test, gconstpointer data)
{
  AppPreferencesYears *page = show (test);
  AppRecordList *years = app_preferences_years_get_list (page, MODEL_ENTITY_SCHOOL_YEAR);
  gint64 first = last_id (test, MODEL_ENTITY_SCHOOL_YEAR), id;

  g_assert_cmpuint (app_record_list_get_n_rows (years), ==, 1);
  g_assert_cmpint (app_preferences_years_get_year (page), ==, first);
  add (test, page, "preferences.add-year");
  id = last_id (test, MODEL_ENTITY_SCHOOL_YEAR);
  g_assert_cmpint (id, !=, first);
  g_assert_cmpuint (app_record_list_get_n_rows (years), ==, 2);
  /* One goes on with the year that was added. */
  g_assert_cmpint (app_preferences_years_get_year (page), ==, id);
  type (test, years, id, "school_year.name", "Next year");
  assert_value (test, MODEL_ENTITY_SCHOOL_YEAR, "name", "Next year");
  g_assert_cmpstr (title_of (years, id), ==, "Next year");
  type (test, years, id, "school_year.end", "01/01/2001");
  g_assert_cmpstr (note_of (years, id), ==,
                   "The last day is before the first one. Correct one of them.");
  gtk_widget_activate_action (GTK_WIDGET (app_record_list_get_row (years, id)), "order.remove",
                              NULL);
  app_preferences_test_wait (test);
  g_assert_cmpuint (app_record_list_get_n_rows (years), ==, 1);
  g_assert_cmpint (app_preferences_years_get_year (page), ==, first);
  g_assert_cmpstr (test->said, ==, "School year removed");
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_classes (Test *test, gconstpointer data)
{
  AppPreferencesYears *page = show (test);
  AppRecordList *classes = app_preferences_years_get_list (page, MODEL_ENTITY_CLASS_GROUP);
  gint64 first, second;

  g_assert_cmpuint (app_record_list_get_n_rows (classes), ==, 0);
  add (test, page, "preferences.add-class");
  first = last_id (test, MODEL_ENTITY_CLASS_GROUP);
  g_assert_true (
      adw_expander_row_get_expanded (ADW_EXPANDER_ROW (app_record_list_get_row (classes, first))));
  type (test, classes, first, "class_group.name", "2MELEC");
  type (test, classes, first, "class_group.level", "Seconde");
  type (test, classes, first, "class_group.diploma", "Bac pro");
  g_assert_cmpstr (title_of (classes, first), ==, "2MELEC");
  g_assert_cmpstr (subtitle_of (classes, first), ==, "Seconde · Bac pro");
  add (test, page, "preferences.add-class");
  second = last_id (test, MODEL_ENTITY_CLASS_GROUP);
  type (test, classes, second, "class_group.name", "2melec");
  g_assert_cmpstr (note_of (classes, second), ==,
                   "“2melec” is there already. Give this one another name.");
  type (test, classes, second, "class_group.name", "2TU");
  g_assert_null (note_of (classes, second));
  gtk_widget_activate_action (GTK_WIDGET (app_record_list_get_row (classes, second)),
                              "order.remove", NULL);
  app_preferences_test_wait (test);
  g_assert_cmpuint (app_record_list_get_n_rows (classes), ==, 1);
  g_assert_cmpstr (test->said, ==, "Class removed");
  app_preferences_undo (test->preferences, test->undoable);
  app_preferences_test_wait (test);
  g_assert_cmpuint (app_record_list_get_n_rows (classes), ==, 2);
  app_test_destroy (GTK_WIDGET (page));
}

/* A class that somebody is in stays, and says why. */
static void
test_used_class (Test *test, gconstpointer data)
{
  AppPreferencesYears *page = show (test);
  AppRecordList *classes = app_preferences_years_get_list (page, MODEL_ENTITY_CLASS_GROUP);
  g_autoptr (ModelRecord) student = model_record_new (MODEL_ENTITY_STUDENT);
  g_autoptr (ModelRecord) enrolment = model_record_new (MODEL_ENTITY_ENROLMENT);
  gint64 id;

  add (test, page, "preferences.add-class");
  id = last_id (test, MODEL_ENTITY_CLASS_GROUP);
  model_record_set_canonical (student, "family_name", "Abadie");
  model_record_set_canonical (student, "given_name", "Léa");
  model_record_set_int (
      enrolment, "student_id",
      app_preferences_test_apply (test, work_change_save_new ("student.change", student)));
  model_record_set_int (enrolment, "class_group_id", id);
  app_preferences_test_apply (test, work_change_save_new ("student.change", enrolment));
  gtk_widget_activate_action (GTK_WIDGET (app_record_list_get_row (classes, id)), "order.remove",
                              NULL);
  app_preferences_test_wait (test);
  g_assert_cmpstr (note_of (classes, id), ==,
                   "“New class” is still used (1 student): it cannot be removed.");
  g_assert_null (test->said);
  app_test_destroy (GTK_WIDGET (page));
}

static GtkCheckButton *
class_check (AppRecordList *periods, gint64 id, guint n)
{
  GtkWidget *row = GTK_WIDGET (app_record_list_get_row (periods, id));
  GtkWidget *classes;

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  classes = app_test_find (row, APP_TYPE_PERIOD_ROW, 0);
  return GTK_CHECK_BUTTON (app_test_find (classes, GTK_TYPE_CHECK_BUTTON, n));
}

static void
test_periods (Test *test, gconstpointer data)
{
  AppPreferencesYears *page = show (test);
  AppRecordList *periods = app_preferences_years_get_list (page, MODEL_ENTITY_PERIOD);
  g_autoptr (GPtrArray) links = NULL, unlinked = NULL;
  gint64 id;

  add (test, page, "preferences.add-class");
  add (test, page, "preferences.add-class");
  add (test, page, "preferences.add-period");
  id = last_id (test, MODEL_ENTITY_PERIOD);
  type (test, periods, id, "period.name", "PFMP 1");
  type (test, periods, id, "period.weekly_hours", "35");
  assert_value (test, MODEL_ENTITY_PERIOD, "weekly_hours", "35");
  g_assert_cmpstr (title_of (periods, id), ==, "PFMP 1");
  g_assert_cmpstr (gtk_check_button_get_label (class_check (periods, id, 0)), ==, "New class");
  g_assert_cmpstr (gtk_check_button_get_label (class_check (periods, id, 1)), ==, "New class 2");
  g_assert_null (class_check (periods, id, 2));
  gtk_check_button_set_active (class_check (periods, id, 1), TRUE);
  app_preferences_test_wait (test);
  links = app_preferences_test_records (test, MODEL_ENTITY_PERIOD_CLASS);
  g_assert_cmpuint (links->len, ==, 1);
  g_assert_true (g_str_has_suffix (subtitle_of (periods, id), " · New class 2"));
  g_assert_true (gtk_check_button_get_active (class_check (periods, id, 1)));
  gtk_check_button_set_active (class_check (periods, id, 1), FALSE);
  app_preferences_test_wait (test);
  unlinked = app_preferences_test_records (test, MODEL_ENTITY_PERIOD_CLASS);
  g_assert_cmpuint (unlinked->len, ==, 0);
  app_test_destroy (GTK_WIDGET (page));
}

/* A second period of the name is refused where a class would have both; the box is empty again. */
static void
test_refused_class (Test *test, gconstpointer data)
{
  AppPreferencesYears *page = show (test);
  AppRecordList *periods = app_preferences_years_get_list (page, MODEL_ENTITY_PERIOD);
  gint64 ids[2];

  add (test, page, "preferences.add-class");
  for (guint i = 0; i < 2; i++)
    {
      add (test, page, "preferences.add-period");
      ids[i] = last_id (test, MODEL_ENTITY_PERIOD);
      type (test, periods, ids[i], "period.name", "PFMP 1");
      g_assert_null (note_of (periods, ids[i]));
      gtk_check_button_set_active (class_check (periods, ids[i], 0), TRUE);
      app_preferences_test_wait (test);
    }
  g_assert_cmpstr (note_of (periods, ids[1]), ==,
                   "New class has another period “PFMP 1” already. Give one of them another name.");
  g_assert_true (gtk_check_button_get_active (class_check (periods, ids[0], 0)));
  g_assert_false (gtk_check_button_get_active (class_check (periods, ids[1], 0)));
  app_test_destroy (GTK_WIDGET (page));
}

static void
copy (Test *test, AppRecordList *periods, gint64 id)
{
  GtkWidget *row = GTK_WIDGET (app_record_list_get_row (periods, id));

  class_check (periods, id, 0);
  g_signal_emit_by_name (app_test_find_button (row, "Copy to the Next Year"), "clicked");
  app_preferences_test_wait (test);
}

static void
test_copy (Test *test, gconstpointer data)
{
  AppPreferencesYears *page = show (test);
  AppRecordList *periods = app_preferences_years_get_list (page, MODEL_ENTITY_PERIOD);
  gint64 year = app_preferences_years_get_year (page), next, id;

  add (test, page, "preferences.add-class");
  add (test, page, "preferences.add-period");
  id = last_id (test, MODEL_ENTITY_PERIOD);
  copy (test, periods, id);
  g_assert_nonnull (strstr (note_of (periods, id), "There is no school year after"));
  add (test, page, "preferences.add-year");
  next = app_preferences_years_get_year (page);
  g_assert_cmpuint (app_record_list_get_n_rows (periods), ==, 0);
  app_preferences_years_set_year (page, year);
  g_assert_cmpint (app_preferences_years_get_year (page), ==, year);
  g_assert_cmpuint (app_record_list_get_n_rows (periods), ==, 1);
  copy (test, periods, id);
  g_assert_null (note_of (periods, id));
  g_assert_cmpstr (test->said, ==, "Period copied to the next school year");
  app_preferences_years_set_year (page, next);
  g_assert_cmpuint (app_record_list_get_n_rows (periods), ==, 1);
  g_assert_cmpstr (title_of (periods, last_id (test, MODEL_ENTITY_PERIOD)), ==, "New period");
  app_test_destroy (GTK_WIDGET (page));
}

/* Days are typed one after the other: in between they may be in the wrong order. */
static void
test_days (Test *test, gconstpointer data)
{
  AppPreferencesYears *page = show (test);
  AppRecordList *periods = app_preferences_years_get_list (page, MODEL_ENTITY_PERIOD);
  g_autoptr (ModelRecord) year = last_record (test, MODEL_ENTITY_SCHOOL_YEAR);
  g_autofree char *start = NULL, *end = NULL;
  int first_year = atoi (model_record_get (year, "start"));
  gint64 id;

  add (test, page, "preferences.add-period");
  id = last_id (test, MODEL_ENTITY_PERIOD);
  start = g_strdup_printf ("10/05/%d", first_year + 1);
  end = g_strdup_printf ("04/06/%d", first_year + 1);
  type (test, periods, id, "period.start", start);
  g_assert_nonnull (note_of (periods, id));
  type (test, periods, id, "period.end", end);
  g_assert_null (note_of (periods, id));
  g_clear_pointer (&start, g_free);
  start = g_strdup_printf ("%d-05-10", first_year + 1);
  assert_value (test, MODEL_ENTITY_PERIOD, "start", start);
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_all_fields (Test *test, gconstpointer data)
{
  static const ModelEntity entities[] = { MODEL_ENTITY_SCHOOL_YEAR, MODEL_ENTITY_CLASS_GROUP,
                                          MODEL_ENTITY_PERIOD };
  AppPreferencesYears *page = show (test);

  add (test, page, "preferences.add-class");
  add (test, page, "preferences.add-period");
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      const ModelEntityInfo *info = model_entity_info (entities[i]);
      AppRecordList *list = app_preferences_years_get_list (page, entities[i]);
      gint64 id = last_id (test, entities[i]);

      for (guint j = 0; j < info->n_fields; j++)
        g_assert_true ((app_record_list_get_part (list, id, info->fields[j].key) != NULL)
                       == !g_str_has_suffix (info->fields[j].key, ".school_year_id"));
    }
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_read_only (Test *test, gconstpointer data)
{
  AppPreferencesYears *page;

  app_preferences_test_reopen_read_only (test);
  page = show (test);
  add (test, page, "preferences.add-year");
  g_assert_cmpuint (
      app_record_list_get_n_rows (app_preferences_years_get_list (page, MODEL_ENTITY_SCHOOL_YEAR)),
      ==, 1);
  app_test_destroy (GTK_WIDGET (page));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  APP_PREFERENCES_ADD ("/app/preferences-years/years", test_years);
  APP_PREFERENCES_ADD ("/app/preferences-years/classes", test_classes);
  APP_PREFERENCES_ADD ("/app/preferences-years/used-class", test_used_class);
  APP_PREFERENCES_ADD ("/app/preferences-years/periods", test_periods);
  APP_PREFERENCES_ADD ("/app/preferences-years/refused-class", test_refused_class);
  APP_PREFERENCES_ADD ("/app/preferences-years/copy", test_copy);
  APP_PREFERENCES_ADD ("/app/preferences-years/days", test_days);
  APP_PREFERENCES_ADD ("/app/preferences-years/all-fields", test_all_fields);
  APP_PREFERENCES_ADD ("/app/preferences-years/read-only", test_read_only);
  return g_test_run ();
}
