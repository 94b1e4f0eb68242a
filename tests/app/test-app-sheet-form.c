/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-test.h"

#include "app-field-row.h"
#include "app-week-grid.h"

/* The form of a sheet and the panel beside it, without their window. */

typedef struct
{
  SheetFixture base;
  AppSheetForm *form;
  AppSheetPanel *panel;
  WorkSheet *sheet;
  guint role; /* of the last "go-to" */
  char *key;
} FormFixture;

static void
on_go_to_cb (AppSheetPanel *panel, guint role, const char *key, FormFixture *fixture)
{
  g_free (fixture->key);
  fixture->role = role;
  fixture->key = g_strdup (key);
}

static void
set_up (FormFixture *fixture, gconstpointer data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  app_sheet_test_set_up (&fixture->base, NULL);
  fixture->form = app_sheet_form_new ();
  fixture->panel = app_sheet_panel_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->form));
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->panel));
  app_test_show (box);
  g_signal_connect (fixture->panel, "go-to", G_CALLBACK (on_go_to_cb), fixture);
}

static void
tear_down (FormFixture *fixture, gconstpointer data)
{
  app_test_destroy (
      gtk_window_get_child (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (fixture->panel)))));
  work_sheet_free (fixture->sheet);
  g_free (fixture->key);
  app_sheet_test_tear_down (&fixture->base, NULL);
}

static void
wants (FormFixture *fixture, const char *keys)
{
  g_autoptr (ModelRecord) setting = model_record_new (MODEL_ENTITY_SETTING);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;

  model_record_set_canonical (setting, "name", "kind.pfmp.mandatory");
  model_record_set_canonical (setting, "value", keys);
  done = work_school_apply (fixture->base.school, work_change_save_new ("settings.change", setting),
                            &error);
  g_assert_no_error (error);
}

static void
show (FormFixture *fixture, const char *state)
{
  ModelLine *line = app_sheet_test_find (&fixture->base, state);
  g_autoptr (GError) error = NULL;

  fixture->sheet = work_school_read (fixture->base.school,
                                     work_query_sheet_new (0, 0, line->placement_id), &error);
  g_assert_no_error (error);
  app_sheet_form_set_sheet (fixture->form, fixture->sheet);
  app_sheet_panel_set_sheet (fixture->panel, fixture->sheet);
}

static void
check_again (FormFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  WorkSheet *checked =
      work_school_read (fixture->base.school, work_query_sheet_check_new (fixture->sheet), &error);

  g_assert_no_error (error);
  app_sheet_form_set_sheet (fixture->form, checked);
  work_sheet_free (fixture->sheet);
  fixture->sheet = checked;
  app_sheet_panel_set_sheet (fixture->panel, checked);
}

static GtkWidget *
part (FormFixture *fixture, ModelRoleId role, const char *key)
{
  AppFormPart *found = app_sheet_form_get_part (fixture->form, role, key);

  g_assert_nonnull (found);
  return GTK_WIDGET (found);
}

static gboolean
says (GtkWidget *root, const char *words)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_is_visible (label)
        && strstr (gtk_label_get_label (GTK_LABEL (label)), words) != NULL)
      return TRUE;
  return FALSE;
}

static void
assert_summary (FormFixture *fixture, const char *expected)
{
  const char *icon = NULL;
  g_autofree char *summary = app_sheet_panel_summarize (fixture->sheet, &icon);

  g_assert_cmpstr (summary, ==, expected);
  g_assert_nonnull (icon);
  g_assert_true (says (GTK_WIDGET (fixture->panel), expected));
}

/* The first thing that is left to do is what is said. */
static void
test_summary (FormFixture *fixture, gconstpointer data)
{
  ModelRecord *placement;

  wants (fixture, "placement.activities|placement.subject");
  show (fixture, "to_validate");
  placement = fixture->sheet->roles[MODEL_ROLE_PLACEMENT];
  model_record_set_canonical (placement, "subject", NULL);
  model_record_set_canonical (placement, "activities", NULL);
  model_record_set_canonical (placement, "end", "2020-01-01");
  check_again (fixture);
  assert_summary (fixture, "2 fields missing");
  placement = fixture->sheet->roles[MODEL_ROLE_PLACEMENT];
  model_record_set_canonical (placement, "activities", "Accueil");
  check_again (fixture);
  assert_summary (fixture, "1 field missing");
  g_assert_true (says (GTK_WIDGET (fixture->panel), "50 %"));
  placement = fixture->sheet->roles[MODEL_ROLE_PLACEMENT];
  model_record_set_canonical (placement, "subject", "Accueil");
  check_again (fixture);
  g_assert_false (work_sheet_is_ready (fixture->sheet));
  g_assert_true (says (GTK_WIDGET (fixture->panel), "Blocking"));
  g_assert_false (says (GTK_WIDGET (fixture->panel), "Nothing stands in the way"));
}

static void
test_complete (FormFixture *fixture, gconstpointer data)
{
  show (fixture, "to_validate");
  g_clear_pointer (&fixture->sheet->findings, g_ptr_array_unref);
  app_sheet_panel_set_sheet (fixture->panel, fixture->sheet);
  assert_summary (fixture, "Complete");
  g_assert_cmpuint (app_sheet_panel_get_n_rows (fixture->panel), ==, 0);
  g_assert_true (says (GTK_WIDGET (fixture->panel), "Nothing stands in the way"));
}

/* Each line of the panel leads to its field, and an unknown line nowhere. */
static void
test_go_to (FormFixture *fixture, gconstpointer data)
{
  wants (fixture, "student.social_number|placement.subject");
  show (fixture, "draft");
  model_record_set_canonical (fixture->sheet->roles[MODEL_ROLE_PLACEMENT], "subject", NULL);
  check_again (fixture);
  app_sheet_panel_activate (fixture->panel, 99);
  g_assert_null (fixture->key);
  app_sheet_panel_activate (fixture->panel, 1);
  g_assert_cmpuint (fixture->role, ==, MODEL_ROLE_PLACEMENT);
  g_assert_cmpstr (fixture->key, ==, "placement.subject");
  app_sheet_panel_activate (fixture->panel, 0);
  g_assert_cmpuint (fixture->role, ==, MODEL_ROLE_STUDENT);
  g_assert_true (app_sheet_form_go_to (fixture->form, fixture->role, fixture->key));
  /* What nothing is missing of is not in the way. */
  g_assert_false (gtk_widget_get_visible (part (fixture, MODEL_ROLE_STUDENT, "student.email")));
  g_assert_false (app_sheet_form_go_to (fixture->form, MODEL_ROLE_PERIOD, "period.name"));
}

/* A field that is folded away unfolds when one goes there. */
static void
test_go_to_folded (FormFixture *fixture, gconstpointer data)
{
  GtkWidget *siret, *focus;

  show (fixture, "to_validate");
  siret = part (fixture, MODEL_ROLE_COMPANY, "company.siret");
  g_assert_false (gtk_widget_get_visible (siret));
  g_assert_true (app_sheet_form_go_to (fixture->form, MODEL_ROLE_COMPANY, "company.siret"));
  g_assert_true (gtk_widget_get_visible (siret));
  focus = gtk_root_get_focus (gtk_widget_get_root (siret));
  g_assert_true (gtk_widget_is_ancestor (focus, siret));
  app_sheet_form_expand (fixture->form, MODEL_ROLE_COMPANY, FALSE);
  g_assert_false (gtk_widget_get_visible (siret));
}

/* The hours of a day are fields of the grid. */
static void
test_hours (FormFixture *fixture, gconstpointer data)
{
  GtkWidget *grid, *focus;

  show (fixture, "to_validate");
  grid = part (fixture, MODEL_ROLE_PLACEMENT, "*");
  g_assert_true (APP_IS_WEEK_GRID (grid));
  g_assert_true (
      app_sheet_form_go_to (fixture->form, MODEL_ROLE_PLACEMENT, "placement.friday_afternoon"));
  focus = gtk_root_get_focus (gtk_widget_get_root (grid));
  g_assert_true (gtk_widget_is_ancestor (focus, grid));
}

/* What is told in another way is not marked as missing: the week's hours by the timetable. */
static void
test_marks (FormFixture *fixture, gconstpointer data)
{
  ModelRecord *placement;

  wants (fixture, "placement.weekly_hours|placement.subject");
  show (fixture, "to_validate");
  placement = fixture->sheet->roles[MODEL_ROLE_PLACEMENT];
  model_record_set_canonical (placement, "weekly_hours", NULL);
  model_record_set_canonical (placement, "subject", NULL);
  model_record_set_canonical (placement, "monday_morning", "08:00-12:00");
  check_again (fixture);
  g_assert_false (
      says (part (fixture, MODEL_ROLE_PLACEMENT, "placement.weekly_hours"), "mandatory"));
  g_assert_true (
      says (part (fixture, MODEL_ROLE_PLACEMENT, "placement.subject"), "mandatory, to fill in"));
  placement = fixture->sheet->roles[MODEL_ROLE_PLACEMENT];
  model_record_set_canonical (placement, "subject", "Accueil");
  check_again (fixture);
  g_assert_false (says (part (fixture, MODEL_ROLE_PLACEMENT, "placement.subject"), "to fill in"));
  g_assert_true (says (part (fixture, MODEL_ROLE_PLACEMENT, "placement.subject"), "mandatory"));
}

/* What the rules found stands under its field, and goes when it is put right. */
static void
test_findings (FormFixture *fixture, gconstpointer data)
{
  const ModelFinding *finding;
  ModelRecord *placement;
  GtkWidget *row;
  g_autofree char *end = NULL, *text = NULL;

  show (fixture, "to_validate");
  placement = fixture->sheet->roles[MODEL_ROLE_PLACEMENT];
  end = g_strdup (model_record_get (placement, "end"));
  model_record_set_canonical (placement, "end", "2020-01-01");
  check_again (fixture);
  finding = fixture->sheet->findings->pdata[0];
  g_assert_cmpint (finding->level, ==, MODEL_RULE_BLOCKING);
  text = g_strdup (finding->text);
  row = part (fixture, MODEL_ROLE_PLACEMENT, finding->field);
  g_assert_true (says (row, text));
  model_record_set_canonical (fixture->sheet->roles[MODEL_ROLE_PLACEMENT], "end", end);
  check_again (fixture);
  g_assert_false (says (row, text));
}

static void
test_locked (FormFixture *fixture, gconstpointer data)
{
  GtkWidget *edit, *row;

  app_sheet_form_set_editable (fixture->form, FALSE, TRUE);
  show (fixture, "to_validate");
  edit = app_test_find_button (GTK_WIDGET (fixture->form), "Edit");
  g_assert_false (edit != NULL && gtk_widget_get_visible (edit));
  row = part (fixture, MODEL_ROLE_PLACEMENT, "placement.subject");
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (
      app_field_editor_get_control (app_field_row_get_editor (APP_FIELD_ROW (row))))));
  app_sheet_form_set_editable (fixture->form, TRUE, TRUE);
  g_assert_true (gtk_editable_get_editable (GTK_EDITABLE (
      app_field_editor_get_control (app_field_row_get_editor (APP_FIELD_ROW (row))))));
}

static gboolean
can_type (FormFixture *fixture, ModelRoleId role, const char *key)
{
  GtkWidget *row = part (fixture, role, key);

  return gtk_editable_get_editable (
      GTK_EDITABLE (app_field_editor_get_control (app_field_row_get_editor (APP_FIELD_ROW (row)))));
}

/* Who proposes a sheet fills it in, and leaves what is known of others as it is. */
static void
test_no_correcting (FormFixture *fixture, gconstpointer data)
{
  GtkWidget *edit;

  app_sheet_form_set_editable (fixture->form, TRUE, FALSE);
  show (fixture, "to_validate");
  app_sheet_form_expand (fixture->form, MODEL_ROLE_TUTOR, TRUE);
  g_assert_true (can_type (fixture, MODEL_ROLE_PLACEMENT, "placement.subject"));
  g_assert_false (can_type (fixture, MODEL_ROLE_TUTOR, "contact.email"));
  edit = app_test_find_button (GTK_WIDGET (fixture->form), "Edit");
  g_assert_false (edit != NULL && gtk_widget_get_visible (edit));
  /* Somebody who is written down with the sheet is known to nobody yet. */
  g_set_object (&fixture->sheet->roles[MODEL_ROLE_TUTOR], NULL);
  fixture->sheet->roles[MODEL_ROLE_TUTOR] = model_record_new (MODEL_ENTITY_CONTACT);
  app_sheet_form_rebind (fixture->form);
  g_assert_true (can_type (fixture, MODEL_ROLE_TUTOR, "contact.email"));
  app_sheet_form_set_editable (fixture->form, TRUE, TRUE);
  g_assert_true (can_type (fixture, MODEL_ROLE_TUTOR, "contact.email"));
}

static void
test_flush (FormFixture *fixture, gconstpointer data)
{
  GtkWidget *row, *control;

  show (fixture, "to_validate");
  g_assert_true (app_sheet_form_flush (fixture->form));
  g_assert_false (app_sheet_form_go_to_invalid (fixture->form));
  app_sheet_form_expand (fixture->form, MODEL_ROLE_TUTOR, TRUE);
  row = part (fixture, MODEL_ROLE_TUTOR, "contact.email");
  control = app_field_editor_get_control (app_field_row_get_editor (APP_FIELD_ROW (row)));
  gtk_editable_set_text (GTK_EDITABLE (control), "no address");
  g_assert_false (app_sheet_form_flush (fixture->form));
  app_sheet_form_expand (fixture->form, MODEL_ROLE_TUTOR, FALSE);
  g_assert_true (app_sheet_form_go_to_invalid (fixture->form));
  g_assert_true (gtk_widget_get_visible (row));
}

#define ADD(name, func) \
  g_test_add ("/app/sheet-form/" name, FormFixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  ADD ("summary", test_summary);
  ADD ("complete", test_complete);
  ADD ("go-to", test_go_to);
  ADD ("go-to-folded", test_go_to_folded);
  ADD ("hours", test_hours);
  ADD ("marks", test_marks);
  ADD ("findings", test_findings);
  ADD ("locked", test_locked);
  ADD ("no-correcting", test_no_correcting);
  ADD ("flush", test_flush);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}
