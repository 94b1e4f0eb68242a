/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-field-mask.h"
#include "app-field-row.h"
#include "app-guard.h"
#include "app-note.h"
#include "app-picker.h"
#include "app-test.h"

static guint n_changed, n_committed;

static void
count_cb (AppFormPart *row, const char *key, guint *n)
{
  (*n)++;
}

static AppFieldRow *
make (const char *key, const char *canonical, ModelRecord **record)
{
  const ModelField *field = model_field_find (key);
  AppFieldRow *row = app_field_row_new (field);
  GtkWidget *list = gtk_list_box_new ();

  *record = model_record_new (model_field_entity (field));
  model_record_set_canonical (*record, model_field_column (field), canonical);
  n_changed = n_committed = 0;
  g_signal_connect (row, "changed", G_CALLBACK (count_cb), &n_changed);
  g_signal_connect (row, "committed", G_CALLBACK (count_cb), &n_committed);
  app_form_part_set_record (APP_FORM_PART (row), *record);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (row));
  app_test_show (list);
  return row;
}

static void
destroy (AppFieldRow *row)
{
  app_test_destroy (gtk_widget_get_ancestor (GTK_WIDGET (row), GTK_TYPE_LIST_BOX));
}

static GtkWidget *
control_of (AppFieldRow *row)
{
  return app_field_editor_get_control (app_field_row_get_editor (row));
}

static void
type (AppFieldRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (control_of (row)), text);
}

/* As a key does: gtk_editable_set_text() passes by the empty text. */
static void
append (AppFieldRow *row, const char *text)
{
  int at = -1;

  gtk_editable_insert_text (GTK_EDITABLE (control_of (row)), text, -1, &at);
}

static const char *
typed (AppFieldRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (control_of (row)));
}

static void
set_mandatory (AppFieldRow *row)
{
  const char *const keys[] = { app_field_row_get_field (row)->key, NULL };

  app_form_part_set_mandatory (APP_FORM_PART (row), keys);
}

static AppNote *
note_of (AppFieldRow *row, guint n)
{
  return (AppNote *) app_test_find (GTK_WIDGET (row), APP_TYPE_NOTE, n);
}

/* Each type of one line: what is typed, what the record has then, how it is written when left. */
static void
test_types (void)
{
  static const struct
  {
    const char *key, *text, *canonical, *shown;
  } cases[] = {
    { "company.name", "  Garage   Roux ", "Garage Roux", "Garage Roux" },
    { "student.family_name", "de La Tour", "de La Tour", "de La Tour" },
    { "placement.start", "12 janvier 2026", "2026-01-12", "12/01/2026" },
    { "placement.total_days", "20", "20", "20" },
    { "placement.weekly_hours", "35,5", "35.5", "35,5" },
    { "company.phone", "0561000000", "+33561000000", NULL },
    { "company.email", "Accueil@Roux.example", NULL, NULL },
    { "company.postcode", "31 000", "31000", "31000" },
    { "placement.monday_morning", "8h-12h", "08:00-12:00", NULL },
    { "placement.allowance", "4,35", "435", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelRecord) record = NULL;
      AppFieldRow *row = make (cases[i].key, NULL, &record);
      const char *column = model_field_column (app_field_row_get_field (row));

      type (row, cases[i].text);
      g_assert_null (app_field_row_get_problem (row));
      g_assert_nonnull (model_record_get (record, column));
      if (cases[i].canonical != NULL)
        g_assert_cmpstr (model_record_get (record, column), ==, cases[i].canonical);
      g_assert_true (app_form_part_flush (APP_FORM_PART (row)));
      if (cases[i].shown != NULL)
        g_assert_cmpstr (typed (row), ==, cases[i].shown);
      /* Written or not, it is the same value. */
      g_assert_cmpuint (n_committed, ==, 1);
      g_assert_true (app_form_part_flush (APP_FORM_PART (row)));
      g_assert_cmpuint (n_committed, ==, 1);
      destroy (row);
    }
}

static void
test_wrong_text_is_kept_and_told (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row = make ("company.siret", "36252187900035", &record);

  type (row, "362 521 879 000");
  g_assert_nonnull (app_field_row_get_problem (row));
  /* Not while typing: after a rest. */
  g_assert_null (note_of (row, 0));
  app_test_until (note_of (row, 0) != NULL);
  g_assert_cmpstr (app_note_get_text (note_of (row, 0)), ==, app_field_row_get_problem (row));
  g_assert_cmpstr (app_note_get_style (note_of (row, 0)), ==, "error");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (control_of (row)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       app_field_row_get_problem (row));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (control_of (row)), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_cmpstr (model_record_get (record, "siret"), ==, "36252187900035");
  g_assert_false (app_form_part_flush (APP_FORM_PART (row)));
  g_assert_cmpstr (typed (row), ==, "362 521 879 000");

  /* Right again: gone at once. */
  type (row, "732 829 320 00074");
  g_assert_null (note_of (row, 0));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (control_of (row)), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_FALSE);
  g_assert_true (app_form_part_flush (APP_FORM_PART (row)));
  g_assert_cmpstr (model_record_get (record, "siret"), ==, "73282932000074");
  g_assert_cmpuint (n_committed, ==, 1);
  destroy (row);
}

static void
test_leaving_tells_at_once (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row = make ("company.email", NULL, &record);

  type (row, "nobody");
  g_assert_null (note_of (row, 0));
  g_assert_false (app_form_part_flush (APP_FORM_PART (row)));
  g_assert_nonnull (note_of (row, 0));
  /* Still wrong in another way: said anew while typing. */
  g_assert_cmpstr (app_field_row_get_problem (row), ==, app_note_get_text (note_of (row, 0)));
  append (row, "@");
  g_assert_cmpstr (app_note_get_text (note_of (row, 0)), ==, app_field_row_get_problem (row));
  g_assert_null (note_of (row, 1));
  type (row, "");
  g_assert_null (note_of (row, 0));
  g_assert_true (app_form_part_flush (APP_FORM_PART (row)));
  g_assert_cmpuint (n_committed, ==, 0);
  destroy (row);
}

/* "12/01/20" on the way to "12/01/2026" is a date, but nobody's. */
static void
test_half_a_date (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row = make ("placement.start", "2026-01-12", &record);

  g_assert_cmpstr (typed (row), ==, "12/01/2026");
  type (row, "19/01/20");
  g_assert_cmpstr (model_record_get (record, "start"), ==, "2020-01-19");
  append (row, "2");
  g_assert_cmpstr (model_record_get (record, "start"), ==, "2026-01-12");
  g_assert_false (app_form_part_flush (APP_FORM_PART (row)));
  g_assert_cmpstr (model_record_get (record, "start"), ==, "2026-01-12");
  n_changed = 0;
  append (row, "6");
  g_assert_true (app_form_part_flush (APP_FORM_PART (row)));
  g_assert_cmpstr (model_record_get (record, "start"), ==, "2026-01-19");
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (n_committed, ==, 1);
  destroy (row);
}

static gboolean
says (AppFieldRow *row, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (GTK_WIDGET (row), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_str_equal (gtk_label_get_label (GTK_LABEL (label)), text)
        && gtk_widget_get_mapped (label))
      return TRUE;
  return FALSE;
}

static void
test_date_by_clicks (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row = make ("placement.start", "2026-01-12", &record);
  GtkWidget *button = app_test_find (GTK_WIDGET (row), GTK_TYPE_MENU_BUTTON, 0);
  g_autoptr (GDateTime) shown = NULL;
  g_autoptr (GDateTime) day = g_date_time_new_local (2028, 2, 29, 0, 0, 0);
  GtkWidget *calendar;

  g_assert_true (says (row, "lundi 12 janvier 2026"));
  g_assert_null (app_test_find (GTK_WIDGET (row), GTK_TYPE_CALENDAR, 0));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  calendar = app_test_find (GTK_WIDGET (row), GTK_TYPE_CALENDAR, 0);
  g_assert_nonnull (calendar);
  app_test_until (gtk_widget_get_mapped (calendar));
  shown = gtk_calendar_get_date (GTK_CALENDAR (calendar));
  g_assert_cmpint (g_date_time_get_year (shown), ==, 2026);
  g_assert_cmpint (g_date_time_get_month (shown), ==, 1);
  g_assert_cmpint (g_date_time_get_day_of_month (shown), ==, 12);
  g_assert_cmpuint (n_changed, ==, 0);

  gtk_calendar_select_day (GTK_CALENDAR (calendar), day);
  g_assert_cmpstr (model_record_get (record, "start"), ==, "2028-02-29");
  g_assert_cmpstr (typed (row), ==, "29/02/2028");
  g_assert_true (says (row, "mardi 29 février 2028"));
  g_assert_cmpuint (n_committed, ==, 1);
  app_test_until (!gtk_widget_get_mapped (calendar));

  /* No day is written out for what is none. */
  type (row, "29/02/2027");
  g_assert_false (says (row, "mardi 29 février 2028"));
  g_assert_cmpstr (model_record_get (record, "start"), ==, "2028-02-29");
  destroy (row);
}

static void
test_long_text (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row = make ("placement.activities", "Câblage", &record);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (control_of (row)));
  int before = gtk_widget_get_height (GTK_WIDGET (row));

  g_assert_cmpuint (n_changed, ==, 0);
  g_assert_false (gtk_text_buffer_get_can_undo (buffer));
  gtk_text_buffer_set_text (buffer, "Câblage\nDépannage\n\n", -1);
  g_assert_cmpstr (model_record_get (record, "activities"), ==, "Câblage\nDépannage");
  gtk_text_buffer_set_text (buffer, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12", -1);
  app_test_until (gtk_widget_get_height (GTK_WIDGET (row)) > before + 60);
  gtk_text_buffer_set_text (buffer, " ", -1);
  g_assert_null (model_record_get (record, "activities"));
  destroy (row);
}

static void
test_switch (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row = make ("placement.night_work", NULL, &record);
  GtkSwitch *control = GTK_SWITCH (control_of (row));

  set_mandatory (row);
  g_assert_false (app_field_row_is_missing (row));
  g_assert_false (gtk_switch_get_active (control));
  g_assert_null (model_record_get (record, "night_work"));
  gtk_switch_set_active (control, TRUE);
  g_assert_cmpstr (model_record_get (record, "night_work"), ==, "1");
  gtk_switch_set_active (control, FALSE);
  g_assert_cmpstr (model_record_get (record, "night_work"), ==, "0");
  g_assert_cmpuint (n_committed, ==, 2);
  destroy (row);
}

static void
test_choice (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row = make ("student.regime", "DP", &record);
  GtkDropDown *control = GTK_DROP_DOWN (control_of (row));

  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (control)), ==, 4);
  g_assert_cmpuint (gtk_drop_down_get_selected (control), ==, 2);
  gtk_drop_down_set_selected (control, 3);
  g_assert_cmpstr (model_record_get (record, "regime"), ==, "INT");
  gtk_drop_down_set_selected (control, 0);
  g_assert_null (model_record_get (record, "regime"));
  g_assert_cmpuint (n_committed, ==, 2);
  destroy (row);
}

/* What must have a value has no empty choice, and shows none while it has none. */
static void
test_required_choice (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row = make ("placement.state", NULL, &record);
  GtkDropDown *control = GTK_DROP_DOWN (control_of (row));

  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (control)), ==, 4);
  g_assert_cmpuint (gtk_drop_down_get_selected (control), ==, GTK_INVALID_LIST_POSITION);
  gtk_drop_down_set_selected (control, 0);
  g_assert_cmpstr (model_record_get (record, "state"), ==, "draft");
  destroy (row);
}

static void
test_mandatory (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row = make ("company.town", NULL, &record);

  g_assert_false (app_field_row_is_missing (row));
  g_assert_false (says (row, "mandatory, to fill in"));
  set_mandatory (row);
  g_assert_true (app_field_row_is_missing (row));
  app_test_until (says (row, "mandatory, to fill in"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (control_of (row)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Town, mandatory");
  type (row, "A");
  g_assert_false (app_field_row_is_missing (row));
  g_assert_true (says (row, "mandatory"));
  type (row, "  ");
  g_assert_true (app_field_row_is_missing (row));
  app_form_part_set_record (APP_FORM_PART (row), NULL);
  g_assert_false (app_field_row_is_missing (row));
  destroy (row);
}

static void
test_refresh_keeps_what_is_typed (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row = make ("company.siret", "36252187900035", &record);

  type (row, "12");
  n_changed = 0;
  app_form_part_refresh (APP_FORM_PART (row));
  g_assert_cmpstr (typed (row), ==, "12");
  g_assert_nonnull (app_field_row_get_problem (row));
  /* The program has set another value: that is what counts. */
  model_record_set_canonical (record, "siret", "73282932000074");
  app_form_part_refresh (APP_FORM_PART (row));
  g_assert_cmpstr (typed (row), !=, "12");
  g_assert_null (app_field_row_get_problem (row));
  g_assert_cmpuint (n_changed, ==, 0);

  /* In the middle of a valid text the caret stays where it is. */
  type (row, "36252187900035");
  app_form_part_refresh (APP_FORM_PART (row));
  g_assert_cmpstr (typed (row), ==, "36252187900035");
  destroy (row);
}

static void
test_notes (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row = make ("company.email", NULL, &record);

  app_form_part_add_note (APP_FORM_PART (row), "company.email", "One.", "warning");
  app_form_part_add_note (APP_FORM_PART (row), "company.email", "Two.", "error");
  type (row, "nobody");
  app_form_part_flush (APP_FORM_PART (row));
  /* What is wrong with the text comes first, and stays when the notes go. */
  g_assert_cmpstr (app_note_get_text (note_of (row, 0)), ==, app_field_row_get_problem (row));
  g_assert_cmpstr (app_note_get_text (note_of (row, 1)), ==, "One.");
  g_assert_cmpstr (app_note_get_style (note_of (row, 1)), ==, "warning");
  g_assert_cmpstr (app_note_get_text (note_of (row, 2)), ==, "Two.");
  app_form_part_clear_notes (APP_FORM_PART (row), NULL);
  g_assert_nonnull (note_of (row, 0));
  g_assert_null (note_of (row, 1));
  type (row, "");
  app_form_part_add_note (APP_FORM_PART (row), "company.email", "Three.", "unheard of");
  g_assert_cmpstr (app_note_get_style (note_of (row, 0)), ==, "neutral");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (control_of (row)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Three.");
  destroy (row);
}

static void
test_sensitive_and_locked (void)
{
  g_autoptr (ModelRecord) record = NULL, other = NULL;
  AppFieldRow *row = make ("student.ine", NULL, &record);
  AppFieldRow *plain = make ("student.regime", NULL, &other);
  GtkWidget *lock = app_test_find (GTK_WIDGET (row), GTK_TYPE_IMAGE, 0);

  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (lock)), ==, "changes-prevent-symbolic");
  g_assert_true (gtk_widget_get_visible (lock));
  g_assert_nonnull (gtk_widget_get_tooltip_text (lock));
  g_assert_false (gtk_widget_get_visible (app_test_find (GTK_WIDGET (plain), GTK_TYPE_IMAGE, 0)));
  app_form_part_set_editable (APP_FORM_PART (row), FALSE);
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (control_of (row))));
  app_form_part_set_editable (APP_FORM_PART (plain), FALSE);
  g_assert_false (gtk_widget_is_sensitive (control_of (plain)));
  app_form_part_set_editable (APP_FORM_PART (plain), TRUE);
  g_assert_true (gtk_widget_is_sensitive (control_of (plain)));
  destroy (row);
  destroy (plain);
}

static void
click_on (AppFieldRow *row, GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (row));
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (row), &bounds));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        g_signal_emit_by_name (controller, "released", 1, (double) bounds.origin.x + 2,
                               (double) bounds.origin.y + 2);
    }
}

/* A click on the title is meant for the field. */
static void
test_clicking_the_title (void)
{
  g_autoptr (ModelRecord) record = NULL, other = NULL;
  AppFieldRow *row = make ("company.town", NULL, &record);
  AppFieldRow *night = make ("placement.night_work", NULL, &other);
  GtkWidget *title = app_test_find (GTK_WIDGET (row), GTK_TYPE_LABEL, 0);

  gtk_window_set_focus (GTK_WINDOW (gtk_widget_get_root (title)), NULL);
  click_on (row, title);
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (row)));
  click_on (night, app_test_find (GTK_WIDGET (night), GTK_TYPE_LABEL, 0));
  app_test_until (g_strcmp0 (model_record_get (other, "night_work"), "1") == 0);
  /* A click on the switch is the switch's own. */
  click_on (night, control_of (night));
  g_assert_cmpstr (model_record_get (other, "night_work"), ==, "1");
  app_form_part_set_record (APP_FORM_PART (night), NULL);
  click_on (night, app_test_find (GTK_WIDGET (night), GTK_TYPE_LABEL, 0));
  g_assert_cmpstr (model_record_get (other, "night_work"), ==, "1");
  destroy (row);
  destroy (night);
}

/* A row that goes away in the middle of a rest takes its timer with it. */
static void
test_gone_while_typing (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row = make ("company.email", NULL, &record);

  type (row, "nobody");
  destroy (row);
  app_test_settle ();
}

/* ---- what is sensitive ---- */

static guint n_told;
static gint64 told_id;

static void
on_told_cb (ModelEntity entity, gint64 id, gpointer user_data)
{
  g_assert_cmpint (entity, ==, MODEL_ENTITY_STUDENT);
  n_told++;
  told_id = id;
}

static AppFieldMask *
mask_of (AppFieldRow *row)
{
  return APP_FIELD_MASK (app_test_find (GTK_WIDGET (row), APP_TYPE_FIELD_MASK, 0));
}

static gboolean
is_masked (AppFieldRow *row)
{
  gboolean shows_editor = gtk_widget_get_visible (GTK_WIDGET (app_field_row_get_editor (row)));
  GtkWidget *mask = app_test_find (GTK_WIDGET (row), APP_TYPE_FIELD_MASK, 0);

  g_assert_true (mask == NULL || gtk_widget_get_visible (mask) != shows_editor);
  return !shows_editor;
}

static GtkWidget *
eye_of (AppFieldRow *row)
{
  return app_test_find (GTK_WIDGET (mask_of (row)), GTK_TYPE_BUTTON, 0);
}

static void
guard (gboolean masks, gboolean may_reveal)
{
  n_told = 0;
  told_id = 0;
  app_guard_set (masks, may_reveal, on_told_cb, NULL);
}

static void
test_without_a_school_nothing_is_masked (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row;

  guard (FALSE, TRUE);
  row = make ("student.email", "lea@example.org", &record);
  g_assert_false (is_masked (row));
  destroy (row);
}

static void
test_masked_until_asked (void)
{
  g_autoptr (ModelRecord) record = NULL, saved = model_record_new (MODEL_ENTITY_STUDENT),
                          again = NULL;
  AppFieldRow *row;

  guard (TRUE, TRUE);
  row = make ("student.email", "lea@example.org", &record);
  model_record_set_id (record, 7);
  g_assert_true (is_masked (row));
  g_assert_cmpstr (app_field_mask_get_text (mask_of (row)), ==, "••••");
  gtk_test_accessible_assert_property (eye_of (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Show: E-mail");
  gtk_widget_grab_focus (GTK_WIDGET (row));
  g_assert_true (gtk_widget_has_focus (eye_of (row)));
  g_signal_emit_by_name (eye_of (row), "clicked");
  g_assert_false (is_masked (row));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (control_of (row))), ==, "lea@example.org");
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpint (told_id, ==, 7);
  /* The same row, read anew while somebody types in it, stays as it is. */
  again = model_record_copy (record);
  model_record_set_id (again, 7);
  app_form_part_set_record (APP_FORM_PART (row), again);
  g_assert_false (is_masked (row));
  g_assert_cmpuint (n_told, ==, 1);
  /* Another person's is hidden, as is what one comes back to. */
  model_record_set_canonical (saved, "email", "tom@example.org");
  app_form_part_set_record (APP_FORM_PART (row), saved);
  g_assert_true (is_masked (row));
  g_signal_emit_by_name (eye_of (row), "clicked");
  g_assert_false (is_masked (row));
  gtk_window_set_focus (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (row))), NULL);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (row)), FALSE);
  g_assert_true (is_masked (row));
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (row)), TRUE);
  destroy (row);
  guard (FALSE, TRUE);
}

static void
test_what_is_typed_is_shown (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row;

  guard (TRUE, TRUE);
  row = make ("student.email", NULL, &record);
  g_assert_false (is_masked (row));
  type (row, "lea@example.org");
  app_form_part_refresh (APP_FORM_PART (row));
  g_assert_false (is_masked (row));
  g_assert_cmpuint (n_told, ==, 0);
  destroy (row);
  guard (FALSE, TRUE);
}

static void
test_who_may_not_ask_has_no_eye (void)
{
  g_autoptr (ModelRecord) record = NULL;
  AppFieldRow *row;

  guard (TRUE, FALSE);
  row = make ("student.email", "lea@example.org", &record);
  g_assert_true (is_masked (row));
  g_assert_false (gtk_widget_get_visible (eye_of (row)));
  destroy (row);
  /* What is not sensitive is shown to all. */
  g_clear_object (&record);
  row = make ("student.family_name", "ABADIE", &record);
  g_assert_false (is_masked (row));
  destroy (row);
  guard (FALSE, TRUE);
}

static void
test_sealed (void)
{
  g_autoptr (ModelRecord) record = NULL, open = model_record_new (MODEL_ENTITY_STUDENT);
  AppFieldRow *row;

  guard (FALSE, TRUE);
  row = make ("student.arrangements", NULL, &record);
  g_assert_false (is_masked (row));
  model_record_load_sealed_at (
      record, (guint) model_field_index (MODEL_ENTITY_STUDENT, "arrangements"), "sealed");
  app_form_part_set_record (APP_FORM_PART (row), record);
  g_assert_true (is_masked (row));
  g_assert_cmpstr (app_field_mask_get_text (mask_of (row)), ==, "Reserved for the administration");
  g_assert_false (gtk_widget_get_visible (eye_of (row)));
  app_form_part_set_mandatory (APP_FORM_PART (row),
                               (const char *[]){ "student.arrangements", NULL });
  g_assert_false (app_field_row_is_missing (row));
  app_form_part_set_record (APP_FORM_PART (row), open);
  g_assert_false (is_masked (row));
  destroy (row);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/field-row/types", test_types);
  g_test_add_func ("/app/field-row/wrong", test_wrong_text_is_kept_and_told);
  g_test_add_func ("/app/field-row/leaving", test_leaving_tells_at_once);
  g_test_add_func ("/app/field-row/half-a-date", test_half_a_date);
  g_test_add_func ("/app/field-row/date-by-clicks", test_date_by_clicks);
  g_test_add_func ("/app/field-row/long-text", test_long_text);
  g_test_add_func ("/app/field-row/switch", test_switch);
  g_test_add_func ("/app/field-row/choice", test_choice);
  g_test_add_func ("/app/field-row/required-choice", test_required_choice);
  g_test_add_func ("/app/field-row/mandatory", test_mandatory);
  g_test_add_func ("/app/field-row/refresh", test_refresh_keeps_what_is_typed);
  g_test_add_func ("/app/field-row/notes", test_notes);
  g_test_add_func ("/app/field-row/sensitive", test_sensitive_and_locked);
  g_test_add_func ("/app/field-row/title", test_clicking_the_title);
  g_test_add_func ("/app/field-row/gone", test_gone_while_typing);
  g_test_add_func ("/app/field-row/without-a-school-nothing-is-masked",
                   test_without_a_school_nothing_is_masked);
  g_test_add_func ("/app/field-row/masked-until-asked", test_masked_until_asked);
  g_test_add_func ("/app/field-row/what-is-typed-is-shown", test_what_is_typed_is_shown);
  g_test_add_func ("/app/field-row/who-may-not-ask-has-no-eye", test_who_may_not_ask_has_no_eye);
  g_test_add_func ("/app/field-row/sealed", test_sealed);
  return g_test_run ();
}
