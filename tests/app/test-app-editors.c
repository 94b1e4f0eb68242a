/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-choice-editor.h"
#include "app-date-editor.h"
#include "app-entry-editor.h"
#include "app-field-row.h"
#include "app-note.h"
#include "app-picker.h"
#include "app-switch-editor.h"
#include "app-test.h"
#include "app-text-editor.h"
#include "base-date.h"
#include "model-value.h"

static guint n_edited, n_done;

static void
count_cb (AppFieldEditor *editor, guint *n)
{
  (*n)++;
}

static AppFieldEditor *
make (const char *key)
{
  AppFieldEditor *editor = app_field_editor_new (model_field_find (key));

  n_edited = n_done = 0;
  g_signal_connect (editor, "edited", G_CALLBACK (count_cb), &n_edited);
  g_signal_connect (editor, "done", G_CALLBACK (count_cb), &n_done);
  app_test_show (GTK_WIDGET (editor));
  return editor;
}

static void
destroy (AppFieldEditor *editor)
{
  app_test_destroy (GTK_WIDGET (editor));
}

static gboolean
says (AppFieldEditor *editor, const char *text)
{
  g_autofree char *said = app_field_editor_dup_text (editor);

  return g_strcmp0 (said, text) == 0;
}

/* A value of each type. */
static const struct
{
  ModelType type;
  const char *canonical;
} samples[] = {
  { MODEL_TYPE_TEXT, "Garage Roux" },
  { MODEL_TYPE_LONG_TEXT, "Câblage\nDépannage" },
  { MODEL_TYPE_DATE, "2026-01-12" },
  { MODEL_TYPE_TIMESTAMP, "2026-11-24T08:00:00Z" },
  { MODEL_TYPE_INTEGER, "20" },
  { MODEL_TYPE_DECIMAL, "35.5" },
  { MODEL_TYPE_MONEY, "435" },
  { MODEL_TYPE_BOOLEAN, "1" },
  { MODEL_TYPE_CHOICE, NULL },
  { MODEL_TYPE_REFERENCE, "12" },
  { MODEL_TYPE_EMAIL, "accueil@roux.example" },
  { MODEL_TYPE_PHONE, "+33561000000" },
  { MODEL_TYPE_POSTCODE, "31000" },
  { MODEL_TYPE_SIRET, "73282932000074" },
  { MODEL_TYPE_NAF, "47.11F" },
  { MODEL_TYPE_SLOT, "08:30-12:00" },
};

static char *
sample_for (const ModelField *field)
{
  if (field->type == MODEL_TYPE_CHOICE)
    return g_strndup (field->detail, strcspn (field->detail, "|"));
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    if (samples[i].type == field->type)
      {
        g_autofree char *canonical = NULL;

        model_value_parse (field, samples[i].canonical, &canonical, NULL);
        return g_steal_pointer (&canonical);
      }
  return NULL;
}

static void
check_field (const ModelField *field)
{
  AppFieldEditor *editor = app_field_editor_new (field);
  g_autofree char *canonical = sample_for (field);
  g_autofree char *text = NULL, *again = NULL, *empty = NULL;

  g_object_ref_sink (editor);
  n_edited = 0;
  g_signal_connect (editor, "edited", G_CALLBACK (count_cb), &n_edited);
  app_field_editor_show (editor, canonical);
  text = app_field_editor_dup_text (editor);
  g_test_message ("%s %s", field->key, text);
  /* A moment is the program's to note: nobody types one. */
  if (field->type == MODEL_TYPE_TIMESTAMP)
    g_assert_false (
        gtk_editable_get_editable (GTK_EDITABLE (app_field_editor_get_control (editor))));
  else
    {
      g_assert_true (model_value_parse (field, text, &again, NULL));
      g_assert_cmpstr (again, ==, canonical);
    }
  g_clear_pointer (&again, g_free);
  app_field_editor_show (editor, NULL);
  empty = app_field_editor_dup_text (editor);
  g_assert_true (model_value_parse (field, empty, &again, NULL));
  g_assert_cmpstr (again, ==, field->type == MODEL_TYPE_BOOLEAN ? "0" : NULL);
  g_assert_cmpuint (n_edited, ==, 0);
  app_field_editor_set_name (editor, field->label);
  g_object_unref (editor);
}

/* What any field of the catalogue shows is read back as the same value: looking at a record and
 * leaving changes nothing in it. */
static void
test_whole_catalogue (void)
{
  guint n = 0;

  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      const ModelEntityInfo *info = model_entity_info ((ModelEntity) entity);

      for (guint i = 0; i < info->n_fields; i++)
        if (info->fields[i].type != MODEL_TYPE_BYTES)
          {
            check_field (&info->fields[i]);
            n++;
          }
    }
  g_assert_cmpuint (n, >, 200);
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *key;
    GType (*get_type) (void);
    gboolean is_inline;
  } cases[] = {
    { "company.name", app_entry_editor_get_type, FALSE },
    { "company.siret", app_entry_editor_get_type, FALSE },
    { "placement.monday_pause", app_entry_editor_get_type, FALSE },
    { "placement.monday_morning", app_entry_editor_get_type, FALSE },
    { "placement.activities", app_text_editor_get_type, FALSE },
    { "placement.start", app_date_editor_get_type, FALSE },
    { "placement.night_work", app_switch_editor_get_type, TRUE },
    { "placement.allowance_unit", app_choice_editor_get_type, TRUE },
    { "placement.tutor_id", app_picker_get_type, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ModelField *field = model_field_find (cases[i].key);
      AppFieldEditor *editor = g_object_ref_sink (app_field_editor_new (field));

      g_assert_true (G_OBJECT_TYPE (editor) == cases[i].get_type ());
      g_assert_cmpint (app_field_editor_is_inline (field), ==, cases[i].is_inline);
      g_object_unref (editor);
    }
}

static void
test_entry (void)
{
  static const struct
  {
    const char *key;
    GtkInputPurpose purpose;
  } cases[] = {
    { "company.email", GTK_INPUT_PURPOSE_EMAIL },
    { "company.phone", GTK_INPUT_PURPOSE_PHONE },
    { "company.postcode", GTK_INPUT_PURPOSE_DIGITS },
    { "company.naf", GTK_INPUT_PURPOSE_FREE_FORM },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AppFieldEditor *editor = make (cases[i].key);
      GtkEntry *entry = GTK_ENTRY (app_field_editor_get_control (editor));

      g_assert_cmpint (gtk_entry_get_input_purpose (entry), ==, cases[i].purpose);
      gtk_editable_set_text (GTK_EDITABLE (entry), "x");
      g_assert_cmpuint (n_edited, ==, 1);
      g_assert_cmpuint (n_done, ==, 0);
      g_signal_emit_by_name (entry, "activate");
      g_assert_cmpuint (n_done, ==, 1);
      g_assert_true (says (editor, "x"));
      destroy (editor);
    }
}

/* What stands there already is not written anew: the caret would jump. */
static void
test_caret_stays (void)
{
  AppFieldEditor *editor = make ("company.name");
  GtkEditable *entry = GTK_EDITABLE (app_field_editor_get_control (editor));

  gtk_editable_set_text (entry, "Garage");
  gtk_editable_set_position (entry, 3);
  app_field_editor_show (editor, "Garage");
  g_assert_cmpint (gtk_editable_get_position (entry), ==, 3);
  app_field_editor_show (editor, "Other");
  g_assert_true (says (editor, "Other"));
  destroy (editor);
}

static GtkWidget *
open_calendar (AppFieldEditor *editor)
{
  GtkWidget *button = app_test_find (GTK_WIDGET (editor), GTK_TYPE_MENU_BUTTON, 0);
  GtkWidget *calendar;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  calendar = app_test_find (GTK_WIDGET (editor), GTK_TYPE_CALENDAR, 0);
  app_test_until (gtk_widget_get_mapped (calendar));
  return calendar;
}

static char *
marked_day (GtkWidget *calendar)
{
  g_autoptr (GDateTime) moment = gtk_calendar_get_date (GTK_CALENDAR (calendar));

  return g_date_time_format (moment, "%Y-%m-%d");
}

static gboolean
press (GtkWidget *widget, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }
  return handled;
}

/* Without a day the calendar opens on today, which Enter takes though it is marked already. */
static void
test_today (void)
{
  AppFieldEditor *editor = make ("placement.start");
  g_autofree char *today = base_date_today_iso ();
  g_autofree char *shown = model_value_format (model_field_find ("placement.start"), today);
  GtkWidget *calendar = open_calendar (editor);
  g_autofree char *marked = marked_day (calendar);

  g_assert_cmpstr (marked, ==, today);
  g_assert_cmpuint (n_edited, ==, 0);
  g_assert_true (says (editor, ""));
  g_assert_false (press (calendar, GDK_KEY_Tab));
  g_assert_true (press (calendar, GDK_KEY_Return));
  g_assert_true (says (editor, shown));
  g_assert_cmpuint (n_edited, ==, 1);
  g_assert_cmpuint (n_done, ==, 1);
  app_test_until (!gtk_widget_get_mapped (calendar));
  destroy (editor);
}

/* The calendar opens where the text is, however it is written; paging chooses nothing. */
static void
test_calendar_follows_text (void)
{
  static const struct
  {
    const char *text, *day;
  } cases[] = {
    { "12/01/2026", "2026-01-12" },
    { "29 février 2028", "2028-02-29" },
    { "lundi 12 janvier 2026", "2026-01-12" },
    { "1.9.26", "2026-09-01" },
    { "2026-12-31", "2026-12-31" },
  };
  AppFieldEditor *editor = make ("placement.start");
  GtkWidget *calendar, *button = app_test_find (GTK_WIDGET (editor), GTK_TYPE_MENU_BUTTON, 0);

  app_field_editor_set_name (editor, "First day, mandatory");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "First day: choose a day");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *marked = NULL;

      gtk_editable_set_text (GTK_EDITABLE (app_field_editor_get_control (editor)), cases[i].text);
      n_edited = 0;
      calendar = open_calendar (editor);
      marked = marked_day (calendar);
      g_assert_cmpstr (marked, ==, cases[i].day);
      g_signal_emit_by_name (calendar, "next-month");
      g_assert_true (says (editor, cases[i].text));
      g_assert_cmpuint (n_edited, ==, 0);
      g_assert_true (gtk_widget_get_mapped (calendar));
      gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
      app_test_until (!gtk_widget_get_mapped (calendar));
    }
  app_field_editor_set_editable (editor, FALSE);
  g_assert_false (gtk_widget_get_visible (button));
  destroy (editor);
}

static void
test_text (void)
{
  AppFieldEditor *editor = make ("placement.notes");
  GtkTextView *view = GTK_TEXT_VIEW (app_field_editor_get_control (editor));

  /* Tab goes to the next field. */
  g_assert_false (gtk_text_view_get_accepts_tab (view));
  app_field_editor_show (editor, "Un\nDeux");
  g_assert_cmpuint (n_edited, ==, 0);
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (view), "!", -1);
  g_assert_cmpuint (n_edited, ==, 1);
  g_assert_true (says (editor, "Un\nDeux!"));
  app_field_editor_set_editable (editor, FALSE);
  g_assert_false (gtk_text_view_get_editable (view));
  destroy (editor);
}

/* The labels are the catalogue's, in its order, behind the empty choice. */
static void
test_choice_labels (void)
{
  static const char *const labels[] = { "Not given", "per hour",  "per day",
                                        "per week",  "per month", "in total" };
  AppFieldEditor *editor = make ("placement.allowance_unit");
  GtkDropDown *control = GTK_DROP_DOWN (app_field_editor_get_control (editor));
  GListModel *model = gtk_drop_down_get_model (control);

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, G_N_ELEMENTS (labels));
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (model), i), ==, labels[i]);
  app_field_editor_show (editor, "week");
  g_assert_cmpuint (gtk_drop_down_get_selected (control), ==, 3);
  g_assert_cmpuint (n_edited, ==, 0);
  gtk_drop_down_set_selected (control, 5);
  g_assert_true (says (editor, "total"));
  g_assert_cmpuint (n_edited, ==, 1);
  g_assert_cmpuint (n_done, ==, 1);
  app_field_editor_set_name (editor, "Allowance per");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Allowance per");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (control))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Allowance per: in total");
  destroy (editor);
}

static void
test_note (void)
{
  static const struct
  {
    const char *style, *known, *icon;
  } cases[] = {
    { "neutral", "neutral", "dialog-information-symbolic" },
    { "warning", "warning", "dialog-warning-symbolic" },
    { "error", "error", "dialog-error-symbolic" },
    { "purple", "neutral", "dialog-information-symbolic" },
    { NULL, "neutral", "dialog-information-symbolic" },
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *none = app_note_join (NULL);
  g_autofree char *all = NULL;

  g_assert_cmpstr (none, ==, "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *note = app_note_new ("A & <b>", cases[i].style);
      GtkWidget *icon = app_test_find (note, GTK_TYPE_IMAGE, 0);
      GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

      g_assert_cmpstr (app_note_get_text (APP_NOTE (note)), ==, "A & <b>");
      g_assert_cmpstr (app_note_get_style (APP_NOTE (note)), ==, cases[i].known);
      g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (icon)), ==, cases[i].icon);
      g_assert_true (gtk_icon_theme_has_icon (theme, cases[i].icon));
      g_assert_true (gtk_widget_has_css_class (note, cases[i].known));
      gtk_box_append (GTK_BOX (box), note);
      gtk_box_append (GTK_BOX (box), gtk_label_new ("not a note"));
    }
  all = app_note_join (gtk_widget_get_first_child (box));
  g_assert_cmpstr (all, ==, "A & <b>\nA & <b>\nA & <b>\nA & <b>\nA & <b>");
  app_test_show (box);
  app_test_destroy (box);
}

static void
test_picker_item (void)
{
  g_autoptr (AppPickerItem) folded = app_picker_item_new (1, "ÉCHARD", "Lycée", NULL);
  g_autoptr (AppPickerItem) given = app_picker_item_new (2, "ÉCHARD", NULL, "other words");
  g_autoptr (AppPickerItem) empty = app_picker_item_new (3, NULL, NULL, NULL);

  g_assert_cmpint (app_picker_item_get_id (folded), ==, 1);
  g_assert_cmpstr (app_picker_item_get_title (folded), ==, "ÉCHARD");
  g_assert_cmpstr (app_picker_item_get_subtitle (folded), ==, "Lycée");
  g_assert_cmpstr (app_picker_item_get_search_key (folded), ==, "echard lycee");
  g_assert_cmpstr (app_picker_item_get_subtitle (given), ==, "");
  g_assert_cmpstr (app_picker_item_get_search_key (given), ==, "other words");
  g_assert_cmpstr (app_picker_item_get_title (empty), ==, "");
  g_assert_cmpstr (app_picker_item_get_search_key (empty), ==, "");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/editors/whole-catalogue", test_whole_catalogue);
  g_test_add_func ("/app/editors/kinds", test_kinds);
  g_test_add_func ("/app/editors/entry", test_entry);
  g_test_add_func ("/app/editors/caret", test_caret_stays);
  g_test_add_func ("/app/editors/today", test_today);
  g_test_add_func ("/app/editors/calendar", test_calendar_follows_text);
  g_test_add_func ("/app/editors/text", test_text);
  g_test_add_func ("/app/editors/choice-labels", test_choice_labels);
  g_test_add_func ("/app/editors/note", test_note);
  g_test_add_func ("/app/editors/picker-item", test_picker_item);
  return g_test_run ();
}
