/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-test.h"

/* A sheet is filled in, saved and closed. */

static WorkSheet *
sheet_of (SheetFixture *fixture)
{
  return app_sheet_window_get_sheet (fixture->window);
}

static ModelRecord *
placement_of (SheetFixture *fixture)
{
  return sheet_of (fixture)->roles[MODEL_ROLE_PLACEMENT];
}

static guint
n_left (SheetFixture *fixture)
{
  return app_sheet_panel_get_n_rows (app_sheet_window_get_panel (fixture->window));
}

static gboolean
is_shown (SheetFixture *fixture, ModelRoleId role, const char *key)
{
  AppFormPart *part =
      app_sheet_form_get_part (app_sheet_window_get_form (fixture->window), role, key);

  return part != NULL && gtk_widget_get_visible (GTK_WIDGET (part));
}

static gboolean
has_focus_in (SheetFixture *fixture, ModelRoleId role, const char *key)
{
  AppFormPart *part =
      app_sheet_form_get_part (app_sheet_window_get_form (fixture->window), role, key);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (part));
}

static gboolean
is_enabled (SheetFixture *fixture, const char *label)
{
  GtkWidget *button = app_test_find_button (GTK_WIDGET (fixture->window), label);

  return button != NULL && gtk_widget_get_visible (button) && gtk_widget_is_sensitive (button);
}

static gboolean
has_label (GtkWidget *root, const char *part)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (strstr (gtk_label_get_label (GTK_LABEL (label)), part) != NULL)
      return TRUE;
  return FALSE;
}

/* An incomplete draft: what is missing is told and led to. */
static void
test_shown (SheetFixture *fixture, gconstpointer data)
{
  guint n_missing;

  app_sheet_test_open_state (fixture, "draft");
  n_missing = sheet_of (fixture)->missing->len;
  g_assert_cmpuint (n_missing, >, 0);
  g_assert_cmpuint (n_left (fixture), >=, n_missing);
  g_assert_false (app_sheet_window_is_changed (fixture->window));
  g_assert_true (is_enabled (fixture, "Save"));
  g_assert_true (is_enabled (fixture, "Validate"));
  app_sheet_test_act (fixture, "sheet.next");
  g_assert_true (has_focus_in (fixture, MODEL_ROLE_PLACEMENT, "placement.activities"));
}

static void
test_new (SheetFixture *fixture, gconstpointer data)
{
  ModelLine *line = app_sheet_test_find (fixture, "");

  app_sheet_test_open (fixture, line->student_id, line->period_id, 0);
  g_assert_cmpint (model_record_get_id (placement_of (fixture)), ==, 0);
  g_assert_cmpstr (model_record_get (placement_of (fixture), "start"), ==, line->start);
  g_assert_true (has_focus_in (fixture, MODEL_ROLE_PLACEMENT, "placement.company_id"));
  /* Nothing was typed: it closes without a question. */
  g_assert_false (app_sheet_window_is_changed (fixture->window));
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_test_until (fixture->window == NULL);
}

static void
test_missing_sheet (SheetFixture *fixture, gconstpointer data)
{
  app_sheet_test_open (fixture, 0, 0, 123456);
  g_assert_null (sheet_of (fixture));
  g_assert_true (has_label (GTK_WIDGET (fixture->window), "The Sheet Cannot Be Shown"));
  g_assert_false (is_enabled (fixture, "Save"));
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_test_until (fixture->window == NULL);
}

static void
test_typing_and_saving (SheetFixture *fixture, gconstpointer data)
{
  ModelLine *line = app_sheet_test_find (fixture, "draft");
  guint n_missing;
  g_autoptr (ModelRecord) kept = NULL;

  app_sheet_test_open (fixture, 0, 0, line->placement_id);
  n_missing = sheet_of (fixture)->missing->len;
  app_sheet_test_type (fixture, MODEL_ROLE_PLACEMENT, "placement.activities", "Accueil");
  /* At once, while the rules are asked behind. */
  g_assert_cmpuint (sheet_of (fixture)->missing->len, ==, n_missing - 1);
  g_assert_true (app_sheet_window_is_changed (fixture->window));
  app_sheet_test_wait (fixture);
  app_sheet_test_act (fixture, "sheet.save");
  g_assert_cmpuint (fixture->n_saved, ==, 1);
  g_assert_false (app_sheet_window_is_changed (fixture->window));
  kept = app_sheet_test_load (fixture, MODEL_ENTITY_PLACEMENT, line->placement_id);
  g_assert_cmpstr (model_record_get (kept, "activities"), ==, "Accueil");
  g_assert_cmpstr (model_record_get (kept, "state"), ==, "draft");
  /* Nothing more to save: nothing is done. */
  app_sheet_test_act (fixture, "sheet.save");
  g_assert_cmpuint (fixture->n_saved, ==, 1);
}

static guint
count_sheets (SheetFixture *fixture, gint64 student_id, gint64 period_id)
{
  g_autoptr (WorkOverview) now = work_school_load (fixture->school, 0, NULL);
  guint n = 0;

  for (guint i = 0; i < now->lines->len; i++)
    {
      const ModelLine *line = now->lines->pdata[i];

      n +=
          line->student_id == student_id && line->period_id == period_id && line->placement_id != 0;
    }
  return n;
}

static gint64 new_student, new_period;

static void
begin_new (SheetFixture *fixture)
{
  const ModelLine *line = app_sheet_test_find (fixture, "");

  new_student = line->student_id;
  new_period = line->period_id;
  app_sheet_test_open (fixture, new_student, new_period, 0);
  app_sheet_test_type (fixture, MODEL_ROLE_PLACEMENT, "placement.activities", "Accueil");
  app_sheet_test_wait (fixture);
}

/* The key is pressed again before the answer has come. */
static void
test_saved_once (SheetFixture *fixture, gconstpointer data)
{
  begin_new (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "sheet.save", NULL);
  app_sheet_test_act (fixture, "sheet.save");
  g_assert_cmpuint (fixture->n_saved, ==, 1);
  g_assert_cmpuint (count_sheets (fixture, new_student, new_period), ==, 1);
  g_assert_false (app_sheet_window_is_changed (fixture->window));
}

/* Left while it is being saved: it closes once that is done, and asks nothing. */
static void
test_left_while_saving (SheetFixture *fixture, gconstpointer data)
{
  begin_new (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "sheet.save", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "sheet.leave", NULL);
  g_assert_nonnull (fixture->window);
  g_assert_null (app_sheet_test_dialog ());
  app_test_until (fixture->window == NULL);
  g_assert_cmpuint (fixture->n_saved, ==, 1);
  g_assert_cmpuint (count_sheets (fixture, new_student, new_period), ==, 1);
}

/* A text that is no value is not saved away. */
static void
test_invalid (SheetFixture *fixture, gconstpointer data)
{
  app_sheet_test_open_state (fixture, "draft");
  app_sheet_test_type (fixture, MODEL_ROLE_PLACEMENT, "placement.activities", "Accueil");
  app_sheet_test_type (fixture, MODEL_ROLE_PLACEMENT, "placement.start", "someday");
  app_sheet_test_act (fixture, "sheet.save");
  g_assert_cmpuint (fixture->n_saved, ==, 0);
  g_assert_true (has_focus_in (fixture, MODEL_ROLE_PLACEMENT, "placement.start"));
  g_assert_true (has_label (GTK_WIDGET (fixture->window), "Correct what is marked first"));
}

static void
test_dates (SheetFixture *fixture, gconstpointer data)
{
  ModelRecord *period;
  GtkWidget *button;

  app_sheet_test_open_state (fixture, "draft");
  period = sheet_of (fixture)->roles[MODEL_ROLE_PERIOD];
  button = app_test_find_button (GTK_WIDGET (fixture->window), "Dates of the Period");
  g_assert_false (gtk_widget_get_visible (button));
  app_sheet_test_type (fixture, MODEL_ROLE_PLACEMENT, "placement.start", "2027-06-21");
  app_sheet_test_type (fixture, MODEL_ROLE_PLACEMENT, "placement.end", "2027-07-02");
  app_sheet_test_wait (fixture);
  g_assert_true (has_label (GTK_WIDGET (fixture->window), "Catch-up placement"));
  g_assert_true (has_label (GTK_WIDGET (fixture->window), "2 weeks"));
  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
  app_sheet_test_wait (fixture);
  g_assert_cmpstr (model_record_get (placement_of (fixture), "start"), ==,
                   model_record_get (period, "start"));
  g_assert_false (has_label (GTK_WIDGET (fixture->window), "Catch-up placement"));
  g_assert_false (gtk_widget_get_visible (button));
}

/* A finding that blocks is told under its field and in the panel, and stops the validation. */
static void
test_blocking (SheetFixture *fixture, gconstpointer data)
{
  app_sheet_test_open_state (fixture, "to_validate");
  g_assert_true (work_sheet_is_ready (sheet_of (fixture)));
  app_sheet_test_type (fixture, MODEL_ROLE_PLACEMENT, "placement.end", "2026-09-01");
  app_sheet_test_wait (fixture);
  g_assert_false (work_sheet_is_ready (sheet_of (fixture)));
  g_assert_true (has_label (GTK_WIDGET (app_sheet_window_get_panel (fixture->window)), "Blocking"));
  app_sheet_test_act (fixture, "sheet.validate");
  g_assert_cmpuint (fixture->n_saved, ==, 0);
  g_assert_nonnull (fixture->window);
}

/* ---- who is named ---- */

static gint64
other_company (SheetFixture *fixture)
{
  G_GNUC_UNUSED g_autoptr (GPtrArray) picks =
      work_school_read (fixture->school, work_query_picks_new (MODEL_ENTITY_COMPANY, 0), NULL);
  gint64 own = model_record_get_int (placement_of (fixture), "company_id");

  for (guint i = 0; i < picks->len; i++)
    if (((const WorkPick *) picks->pdata[i])->id != own)
      return ((const WorkPick *) picks->pdata[i])->id;
  g_assert_not_reached ();
}

static void
test_another_company (SheetFixture *fixture, gconstpointer data)
{
  gint64 id;
  g_autoptr (GPtrArray) people = NULL;

  app_sheet_test_open_state (fixture, "to_validate");
  g_assert_nonnull (sheet_of (fixture)->roles[MODEL_ROLE_TUTOR]);
  id = other_company (fixture);
  app_sheet_test_choose (fixture, "placement.company_id", id);
  g_assert_cmpint (model_record_get_id (sheet_of (fixture)->roles[MODEL_ROLE_COMPANY]), ==, id);
  g_assert_null (sheet_of (fixture)->roles[MODEL_ROLE_TUTOR]);
  g_assert_null (model_record_get (placement_of (fixture), "tutor_id"));
  /* Its own people are there to choose from. */
  people =
      work_school_read (fixture->school, work_query_picks_new (MODEL_ENTITY_CONTACT, id), NULL);
  g_assert_cmpuint (people->len, >, 0);
  app_sheet_test_choose (fixture, "placement.tutor_id", ((const WorkPick *) people->pdata[0])->id);
  g_assert_cmpint (model_record_get_id (sheet_of (fixture)->roles[MODEL_ROLE_TUTOR]), ==,
                   ((const WorkPick *) people->pdata[0])->id);
}

static void
request_new (SheetFixture *fixture, ModelRoleId role, const char *text)
{
  g_signal_emit_by_name (app_sheet_window_get_form (fixture->window), "create-requested",
                         (guint) role, text);
  app_sheet_test_wait (fixture);
}

static void
test_new_company (SheetFixture *fixture, gconstpointer data)
{
  ModelLine *line = app_sheet_test_find (fixture, "");
  G_GNUC_UNUSED g_autoptr (GPtrArray) picks = NULL;

  app_sheet_test_open (fixture, line->student_id, line->period_id, 0);
  /* People come after their company. */
  request_new (fixture, MODEL_ROLE_TUTOR, "Neuve");
  g_assert_null (sheet_of (fixture)->roles[MODEL_ROLE_TUTOR]);
  request_new (fixture, MODEL_ROLE_COMPANY, "Atelier Ferrand");
  g_assert_false (is_shown (fixture, MODEL_ROLE_PLACEMENT, "placement.company_id"));
  g_assert_true (is_shown (fixture, MODEL_ROLE_COMPANY, "company.siret"));
  g_assert_true (has_focus_in (fixture, MODEL_ROLE_COMPANY, "company.name"));
  request_new (fixture, MODEL_ROLE_TUTOR, "Neuve");
  app_sheet_test_type (fixture, MODEL_ROLE_TUTOR, "contact.email", "a.neuve@ferrand.example");
  app_sheet_test_act (fixture, "sheet.save");
  g_assert_cmpuint (fixture->n_saved, ==, 1);
  g_assert_cmpstr (model_record_get (sheet_of (fixture)->roles[MODEL_ROLE_COMPANY], "name"), ==,
                   "Atelier Ferrand");
  g_assert_cmpstr (model_record_get (sheet_of (fixture)->roles[MODEL_ROLE_TUTOR], "email"), ==,
                   "a.neuve@ferrand.example");
  g_assert_true (is_shown (fixture, MODEL_ROLE_PLACEMENT, "placement.company_id"));
  g_assert_false (is_shown (fixture, MODEL_ROLE_COMPANY, "company.siret"));
}

static void
test_new_company_given_up (SheetFixture *fixture, gconstpointer data)
{
  ModelLine *line = app_sheet_test_find (fixture, "");
  GtkWidget *button;

  app_sheet_test_open (fixture, line->student_id, line->period_id, 0);
  request_new (fixture, MODEL_ROLE_COMPANY, "Atelier Ferrand");
  button = app_test_find_button (GTK_WIDGET (fixture->window), "Choose from the List");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  app_sheet_test_wait (fixture);
  g_assert_null (sheet_of (fixture)->roles[MODEL_ROLE_COMPANY]);
  g_assert_true (has_focus_in (fixture, MODEL_ROLE_PLACEMENT, "placement.company_id"));
}

/* What is known of the company is folded away until it is asked for. */
static void
test_unfold (SheetFixture *fixture, gconstpointer data)
{
  GtkWidget *button;
  g_autoptr (ModelRecord) company = NULL;
  gint64 id;

  app_sheet_test_open_state (fixture, "to_validate");
  g_assert_false (is_shown (fixture, MODEL_ROLE_COMPANY, "company.town"));
  button = app_test_find_button (GTK_WIDGET (fixture->window), "Edit");
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (is_shown (fixture, MODEL_ROLE_COMPANY, "company.town"));
  app_sheet_test_type (fixture, MODEL_ROLE_COMPANY, "company.town", "Albi");
  app_sheet_test_act (fixture, "sheet.save");
  id = model_record_get_int (placement_of (fixture), "company_id");
  company = app_sheet_test_load (fixture, MODEL_ENTITY_COMPANY, id);
  g_assert_cmpstr (model_record_get (company, "town"), ==, "Albi");
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (is_shown (fixture, MODEL_ROLE_COMPANY, "company.town"));
}

/* ---- what the school wants besides ---- */

static void
test_wanted_of_others (SheetFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) setting = model_record_new (MODEL_ENTITY_SETTING);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (ModelRecord) student = NULL;

  model_record_set_canonical (setting, "name", "kind.pfmp.mandatory");
  model_record_set_canonical (setting, "value", "student.social_number|student.email");
  done =
      work_school_apply (fixture->school, work_change_save_new ("settings.change", setting), NULL);
  app_sheet_test_open_state (fixture, "draft");
  g_assert_true (is_shown (fixture, MODEL_ROLE_STUDENT, "student.social_number"));
  app_sheet_test_act (fixture, "sheet.next");
  g_assert_true (has_focus_in (fixture, MODEL_ROLE_STUDENT, "student.social_number"));
  app_sheet_test_type (fixture, MODEL_ROLE_STUDENT, "student.social_number", "1 10 02 75 115 005");
  app_sheet_test_act (fixture, "sheet.save");
  student =
      app_sheet_test_load (fixture, MODEL_ENTITY_STUDENT,
                           model_record_get_id (sheet_of (fixture)->roles[MODEL_ROLE_STUDENT]));
  g_assert_cmpstr (model_record_get (student, "social_number"), ==, "1 10 02 75 115 005");
}

static void
test_read_only (SheetFixture *fixture, gconstpointer data)
{
  app_sheet_test_open_state (fixture, "draft");
  g_assert_false (is_enabled (fixture, "Save"));
  g_assert_false (is_enabled (fixture, "Validate"));
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_test_until (fixture->window == NULL);
}

#define ADD(name, func)                                                                   \
  g_test_add ("/app/sheet-window/" name, SheetFixture, NULL, app_sheet_test_set_up, func, \
              app_sheet_test_tear_down)

int
main (int argc, char *argv[])
{
  int result;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  ADD ("shown", test_shown);
  ADD ("new", test_new);
  ADD ("missing-sheet", test_missing_sheet);
  ADD ("typing-and-saving", test_typing_and_saving);
  ADD ("saved-once", test_saved_once);
  ADD ("left-while-saving", test_left_while_saving);
  ADD ("invalid", test_invalid);
  ADD ("dates", test_dates);
  ADD ("blocking", test_blocking);
  ADD ("another-company", test_another_company);
  ADD ("new-company", test_new_company);
  ADD ("new-company-given-up", test_new_company_given_up);
  ADD ("unfold", test_unfold);
  ADD ("wanted-of-others", test_wanted_of_others);
  g_test_add ("/app/sheet-window/read-only", SheetFixture, GINT_TO_POINTER (1),
              app_sheet_test_set_up, test_read_only, app_sheet_test_tear_down);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}
