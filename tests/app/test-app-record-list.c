/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-field-row.h"
#include "app-picker-item.h"
#include "app-picker.h"
#include "app-record-list.h"
#include "app-test.h"

/* Records as rows that open onto their fields, without any database: classes here. */

static const char *const keys[] = { "class_group.name", "class_group.level",
                                    "class_group.main_teacher_id", NULL };

static char *
dup_title (ModelRecord *record)
{
  return g_strdup (model_record_get (record, "name"));
}

static char *
dup_subtitle (ModelRecord *record, gpointer data)
{
  const char *level = model_record_get (record, "level");

  return g_strdup_printf ("%s %s", (const char *) data, level != NULL ? level : "—");
}

static const AppRecordShape shape = { "Nothing yet.", keys, dup_title, dup_subtitle, TRUE };

static AppRecordList *
show (void)
{
  AppRecordList *list = app_record_list_new ();

  app_record_list_set_shape (list, &shape, (gpointer) "level");
  app_test_show (GTK_WIDGET (list));
  return list;
}

static ModelRecord *
record_new (gint64 id, const char *name, const char *level)
{
  ModelRecord *record = model_record_new (MODEL_ENTITY_CLASS_GROUP);

  model_record_set_canonical (record, "name", name);
  model_record_set_canonical (record, "level", level);
  model_record_set_id (record, id);
  model_record_mark_saved (record, 1);
  return record;
}

/* "1A 2B": a class of the id and the name each, as they come from the database. */
static void
set_records (AppRecordList *list, const char *classes)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) words = g_strsplit (classes, " ", -1);

  for (guint i = 0; words[i] != NULL && words[i][0] != '\0'; i++)
    g_ptr_array_add (records, record_new (words[i][0] - '0', words[i] + 1, NULL));
  app_record_list_set_records (list, records);
}

static char *
names (AppRecordList *list)
{
  g_autoptr (GPtrArray) records = app_record_list_dup_records (list);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            model_record_get (records->pdata[i], "name"));
  return g_string_free (text, FALSE);
}

static void
assert_names (AppRecordList *list, const char *wanted)
{
  g_autofree char *found = names (list);

  g_assert_cmpstr (found, ==, wanted);
}

static GtkEditable *
entry_of (AppRecordList *list, gint64 id, const char *key)
{
  AppFormPart *part = app_record_list_get_part (list, id, key);

  return GTK_EDITABLE (
      app_field_editor_get_control (app_field_row_get_editor (APP_FIELD_ROW (part))));
}

static void
on_opened_cb (AppRecordList *list, AppOrderRow *row, ModelRecord *record, guint *n)
{
  (*n)++;
}

static void
on_record_cb (AppRecordList *list, ModelRecord *record, GString *heard)
{
  g_string_append_printf (heard, "%s;", model_record_get (record, "name"));
}

/* A row's fields are made once, when it is opened for the first time. */
static void
test_fields_are_late (void)
{
  AppRecordList *list = show ();
  guint n_opened = 0;
  AppOrderRow *row;

  g_signal_connect (list, "row-opened", G_CALLBACK (on_opened_cb), &n_opened);
  set_records (list, "1A 2B");
  row = app_record_list_get_row (list, 1);
  g_assert_null (app_test_find (GTK_WIDGET (row), APP_TYPE_FIELD_ROW, 0));
  for (guint i = 0; i < 2; i++)
    {
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
    }
  g_assert_cmpuint (n_opened, ==, 1);
  g_assert_nonnull (app_test_find (GTK_WIDGET (row), APP_TYPE_FIELD_ROW, 2));
  g_assert_null (app_test_find (GTK_WIDGET (row), APP_TYPE_FIELD_ROW, 3));
  g_assert_null (app_record_list_get_row (list, 7));
  g_assert_null (app_record_list_get_record (list, 7));
  g_assert_null (app_record_list_get_part (list, 7, "class_group.name"));
  g_assert_null (app_record_list_get_part (list, 1, "class_group.mef"));
  app_test_destroy (GTK_WIDGET (list));
}

/* Rows come, go, and change places; what stays is the same row. */
static void
test_records (void)
{
  AppRecordList *list = show ();
  AppOrderRow *row;

  set_records (list, "1A 2B 3C");
  assert_names (list, "A B C");
  row = app_record_list_get_row (list, 2);
  set_records (list, "3C 2BB 4D");
  assert_names (list, "C BB D");
  g_assert_true (app_record_list_get_row (list, 2) == row);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "BB");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "level —");
  g_assert_null (app_record_list_get_row (list, 1));
  set_records (list, "");
  g_assert_cmpuint (app_record_list_get_n_rows (list), ==, 0);
  app_test_destroy (GTK_WIDGET (list));
}

/* The title follows each letter; what is typed is told once, and stays while rows are read anew. */
static void
test_typing (void)
{
  AppRecordList *list = show ();
  g_autoptr (GString) heard = g_string_new (NULL);
  GtkEditable *entry;

  g_signal_connect (list, "committed", G_CALLBACK (on_record_cb), heard);
  set_records (list, "1A 2B");
  entry = entry_of (list, 1, "class_group.name");
  gtk_editable_set_text (entry, "Ab");
  g_assert_cmpstr (
      adw_preferences_row_get_title (ADW_PREFERENCES_ROW (app_record_list_get_row (list, 1))), ==,
      "Ab");
  g_assert_cmpstr (heard->str, ==, "");
  set_records (list, "1A 2Z");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Ab");
  assert_names (list, "Ab Z");
  app_record_list_flush (list);
  g_assert_cmpstr (heard->str, ==, "Ab;");
  app_record_list_flush (list);
  g_assert_cmpstr (heard->str, ==, "Ab;");
  /* It was saved: from now on the row follows the database again. */
  set_records (list, "1Ab 2Z");
  set_records (list, "1Ac 2Z");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Ac");
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_no_name (void)
{
  AppRecordList *list = show ();

  set_records (list, "1A");
  gtk_editable_set_text (entry_of (list, 1, "class_group.name"), "");
  g_assert_cmpstr (
      adw_preferences_row_get_title (ADW_PREFERENCES_ROW (app_record_list_get_row (list, 1))), ==,
      "");
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_remove_and_move (void)
{
  AppRecordList *list = show ();
  g_autoptr (GString) removed = g_string_new (NULL);

  g_signal_connect (list, "removed", G_CALLBACK (on_record_cb), removed);
  set_records (list, "1A 2B 3C");
  gtk_widget_activate_action (GTK_WIDGET (app_record_list_get_row (list, 2)), "order.remove", NULL);
  g_assert_cmpstr (removed->str, ==, "B;");
  assert_names (list, "A B C");
  gtk_widget_activate_action (GTK_WIDGET (app_record_list_get_row (list, 3)), "order.up", NULL);
  assert_names (list, "A C B");
  /* What was moved and refused is put back. */
  set_records (list, "1A 2B 3C");
  assert_names (list, "A B C");
  app_test_destroy (GTK_WIDGET (list));
}

/* A row that is only announced opens once it is there, with the cursor in its first field. */
static void
test_open (void)
{
  AppRecordList *list = show ();
  GtkWidget *focus;
  AppOrderRow *row;

  set_records (list, "1A");
  app_record_list_open (list, 2);
  g_assert_false (
      adw_expander_row_get_expanded (ADW_EXPANDER_ROW (app_record_list_get_row (list, 1))));
  set_records (list, "1A 2B");
  row = app_record_list_get_row (list, 2);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (list)));
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (row)));
  /* Once. */
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
  set_records (list, "1A 2B");
  g_assert_false (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  app_test_destroy (GTK_WIDGET (list));
}

/* What a reference may point at is said before rows are opened, or after. */
static void
test_choices (void)
{
  AppRecordList *list = show ();
  g_autoptr (GListStore) teachers = g_list_store_new (APP_TYPE_PICKER_ITEM);
  g_autoptr (AppPickerItem) item = app_picker_item_new (5, "BELKACEM Nordine", NULL, "belkacem");
  GtkWidget *label;
  gboolean is_named = FALSE;

  set_records (list, "1A 2B");
  app_record_list_get_part (list, 1, "class_group.main_teacher_id");
  g_list_store_append (teachers, item);
  app_record_list_set_choices (list, "class_group.main_teacher_id", G_LIST_MODEL (teachers));
  for (gint64 id = 1; id <= 2; id++)
    {
      AppFormPart *part = app_record_list_get_part (list, id, "class_group.main_teacher_id");
      AppFieldEditor *editor = app_field_row_get_editor (APP_FIELD_ROW (part));

      app_picker_set_chosen (APP_PICKER (editor), 5);
      for (guint i = 0; (label = app_test_find (GTK_WIDGET (part), GTK_TYPE_LABEL, i)) != NULL; i++)
        is_named = is_named
                   || g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), "BELKACEM Nordine") == 0;
      g_assert_true (is_named);
      is_named = FALSE;
    }
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_locked (void)
{
  AppRecordList *list = show ();

  set_records (list, "1A 2B");
  entry_of (list, 1, "class_group.name");
  app_record_list_set_editable (list, FALSE);
  g_assert_false (gtk_editable_get_editable (entry_of (list, 1, "class_group.name")));
  /* A row that is opened later is locked as well. */
  g_assert_false (gtk_editable_get_editable (entry_of (list, 2, "class_group.name")));
  app_record_list_set_editable (list, TRUE);
  g_assert_true (gtk_editable_get_editable (entry_of (list, 2, "class_group.name")));
  app_test_destroy (GTK_WIDGET (list));
}

/* A row that goes away while something was typed into it takes that along, and nothing crashes. */
static void
test_gone_while_typing (void)
{
  AppRecordList *list = show ();
  g_autoptr (AppOrderRow) row = NULL;

  set_records (list, "1A 2B");
  row = g_object_ref (app_record_list_get_row (list, 1));
  gtk_editable_set_text (entry_of (list, 1, "class_group.name"), "Typed");
  set_records (list, "2B");
  assert_names (list, "B");
  gtk_editable_set_text (GTK_EDITABLE (app_test_find (GTK_WIDGET (row), GTK_TYPE_TEXT, 0)),
                         "Later");
  assert_names (list, "B");
  app_test_destroy (GTK_WIDGET (list));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/record-list/fields-are-late", test_fields_are_late);
  g_test_add_func ("/app/record-list/records", test_records);
  g_test_add_func ("/app/record-list/typing", test_typing);
  g_test_add_func ("/app/record-list/no-name", test_no_name);
  g_test_add_func ("/app/record-list/remove-and-move", test_remove_and_move);
  g_test_add_func ("/app/record-list/open", test_open);
  g_test_add_func ("/app/record-list/choices", test_choices);
  g_test_add_func ("/app/record-list/locked", test_locked);
  g_test_add_func ("/app/record-list/gone-while-typing", test_gone_while_typing);
  return g_test_run ();
}
