/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-templates.h"
#include "app-preferences-test.h"
#include "work-template.h"

/* The Word documents that agreements are made from. A new school has two of ours. */

typedef AppPreferencesTest Test;

static AppPreferencesTemplates *
show (Test *test)
{
  AppPreferencesTemplates *group = app_preferences_templates_new ();

  app_preferences_test_show (test, GTK_WIDGET (group));
  return group;
}

static gint64
id_at (AppPreferencesTemplates *group, guint position)
{
  g_autoptr (GPtrArray) records =
      app_record_list_dup_records (app_preferences_templates_get_list (group));

  return model_record_get_id (records->pdata[position]);
}

static guint
n_rows (AppPreferencesTemplates *group)
{
  return app_record_list_get_n_rows (app_preferences_templates_get_list (group));
}

static AppOrderRow *
row_of (AppPreferencesTemplates *group, gint64 id)
{
  return app_record_list_get_row (app_preferences_templates_get_list (group), id);
}

/* A file like one of ours under another name. */
static char *export(Test *test, AppPreferencesTemplates *group, gint64 id, const char *name)
{
  char *path = g_build_filename (test->folder, name, NULL);

  g_clear_pointer (&test->said, g_free);
  gtk_widget_activate_action (GTK_WIDGET (group), "preferences.export-template", "(xs)", id, path);
  app_test_until (test->said != NULL || app_order_row_get_note (row_of (group, id)) != NULL);
  return path;
}

static void
load (AppPreferencesTemplates *group, gint64 id, const char *path)
{
  gtk_widget_activate_action (GTK_WIDGET (group), "preferences.load-template", "(xs)", id, path);
}

static void
test_list (Test *test, gconstpointer data)
{
  AppPreferencesTemplates *group = show (test);

  g_assert_cmpuint (n_rows (group), ==, 2);
  g_assert_cmpstr (
      adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row_of (group, id_at (group, 0)))), ==,
      "Agreement, A3 booklet");
  g_assert_cmpstr (
      adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row_of (group, id_at (group, 1)))), ==,
      "Agreement · Used by default");
  app_test_destroy (GTK_WIDGET (group));
}

/* What is in a file is read once its row is opened. */
static void
test_content (Test *test, gconstpointer data)
{
  AppPreferencesTemplates *group = show (test);
  gint64 id = id_at (group, 0);
  AppTemplateRow *file;
  g_autofree char *notes = NULL;

  g_assert_null (app_preferences_templates_get_file (group, id));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row_of (group, id)), TRUE);
  app_preferences_test_wait (test);
  file = app_preferences_templates_get_file (group, id);
  g_assert_true (g_str_has_suffix (app_template_row_get_summary (file), "merge fields, all known"));
  notes = app_template_row_dup_notes (file);
  g_assert_cmpstr (notes, ==, "");
  app_test_destroy (GTK_WIDGET (group));
}

static void
test_add (Test *test, gconstpointer data)
{
  static const struct
  {
    const char *file, *name, *kind;
  } files[] = { { "Convention PFMP 2027.docx", "Convention PFMP 2027", "agreement" },
                { "Avenant.docx", "Avenant", "amendment" },
                { "attestation de stage.docx", "attestation de stage", "certificate" } };
  AppPreferencesTemplates *group = show (test);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = export(test, group, id_at (group, 0), files[i].file);
      g_autoptr (GPtrArray) records = NULL;
      gboolean found = FALSE;

      load (group, 0, path);
      app_test_until (n_rows (group) == 3 + i);
      app_preferences_test_wait (test);
      records = app_preferences_test_records (test, MODEL_ENTITY_TEMPLATE);
      for (guint j = 0; j < records->len; j++)
        if (g_strcmp0 (model_record_get (records->pdata[j], "name"), files[i].name) == 0)
          {
            found = TRUE;
            g_assert_cmpstr (model_record_get (records->pdata[j], "kind"), ==, files[i].kind);
            g_assert_cmpstr (model_record_get (records->pdata[j], "file_name"), ==, files[i].file);
            g_assert_true (adw_expander_row_get_expanded (
                ADW_EXPANDER_ROW (row_of (group, model_record_get_id (records->pdata[j])))));
          }
      g_assert_true (found);
    }
  g_assert_null (app_preferences_templates_get_note (group));
  app_test_destroy (GTK_WIDGET (group));
}

static void
test_wrong_file (Test *test, gconstpointer data)
{
  AppPreferencesTemplates *group = show (test);
  g_autofree char *path = g_build_filename (test->folder, "letter.docx", NULL);
  gint64 id = id_at (group, 0);

  g_file_set_contents (path, "no package", -1, NULL);
  load (group, 0, path);
  app_test_until (app_preferences_templates_get_note (group) != NULL);
  g_assert_true (g_str_has_suffix (app_preferences_templates_get_note (group), "."));
  load (group, id, path);
  app_test_until (app_order_row_get_note (row_of (group, id)) != NULL);
  g_assert_cmpuint (n_rows (group), ==, 2);
  g_assert_cmpuint (test->n_changed, ==, 0);
  app_test_destroy (GTK_WIDGET (group));
}

static void
test_replace (Test *test, gconstpointer data)
{
  AppPreferencesTemplates *group = show (test);
  gint64 from = id_at (group, 0), to = id_at (group, 1);
  g_autofree char *path = export(test, group, from, "newer.docx");
  ModelRecord *record = app_record_list_get_record (app_preferences_templates_get_list (group), to);
  g_autofree char *sha256 = g_strdup (model_record_get (
      app_record_list_get_record (app_preferences_templates_get_list (group), from), "sha256"));

  g_assert_cmpstr (model_record_get (record, "sha256"), !=, sha256);
  load (group, to, path);
  app_test_until (g_strcmp0 (model_record_get (record, "sha256"), sha256) == 0);
  app_preferences_test_wait (test);
  g_assert_cmpstr (model_record_get (record, "file_name"), ==, "newer.docx");
  g_assert_cmpstr (model_record_get (record, "name"), ==, "Agreement, A4 pages");
  g_assert_cmpuint (n_rows (group), ==, 2);
  app_test_destroy (GTK_WIDGET (group));
}

static void
test_export (Test *test, gconstpointer data)
{
  AppPreferencesTemplates *group = show (test);
  gint64 id = id_at (group, 0);
  g_autofree char *path = export(test, group, id, "copy.docx"), *nowhere = NULL;

  g_assert_cmpstr (test->said, ==, "Copy of the template saved");
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  nowhere = export(test, group, id, "no/such/folder.docx");
  g_assert_nonnull (app_order_row_get_note (row_of (group, id)));
  g_assert_null (test->said);
  app_test_destroy (GTK_WIDGET (group));
}

static void
test_default_and_remove (Test *test, gconstpointer data)
{
  AppPreferencesTemplates *group = show (test);
  AppRecordList *list = app_preferences_templates_get_list (group);
  gint64 id = id_at (group, 0), other = id_at (group, 1);
  AppFormPart *part = app_record_list_get_part (list, id, "template.is_default");

  gtk_switch_set_active (GTK_SWITCH (app_test_find (GTK_WIDGET (part), GTK_TYPE_SWITCH, 0)), TRUE);
  app_preferences_test_wait (test);
  g_assert_cmpint (model_record_get_int (app_record_list_get_record (list, id), "is_default"), ==,
                   1);
  g_assert_cmpint (model_record_get_int (app_record_list_get_record (list, other), "is_default"),
                   ==, 0);
  part = app_record_list_get_part (list, id, "template.name");
  app_preferences_test_type (GTK_WIDGET (part), "Agreement, A4 pages");
  app_preferences_test_wait (test);
  g_assert_cmpstr (app_order_row_get_note (row_of (group, id)), ==,
                   "“Agreement, A4 pages” is there already. Give this one another name.");
  gtk_widget_activate_action (GTK_WIDGET (row_of (group, other)), "order.remove", NULL);
  app_preferences_test_wait (test);
  g_assert_cmpuint (n_rows (group), ==, 1);
  g_assert_cmpstr (test->said, ==, "Template removed");
  app_preferences_undo (test->preferences, test->undoable);
  app_preferences_test_wait (test);
  g_assert_cmpuint (n_rows (group), ==, 2);
  app_test_destroy (GTK_WIDGET (group));
}

/* ---- what is said of a file ---- */

static void
field_free (gpointer data)
{
  WorkTemplateField *field = data;

  g_free (field->name);
  g_strfreev (field->suggestions);
  g_free (field);
}

static void
add_field (WorkTemplateFile *file, const char *name, gboolean known, const char *suggestion)
{
  WorkTemplateField *field = g_new0 (WorkTemplateField, 1);

  field->name = g_strdup (name);
  field->known = known;
  field->suggestions =
      g_strsplit (suggestion != NULL ? suggestion : "", suggestion != NULL ? "|" : " ", -1);
  g_ptr_array_add (file->fields, field);
}

static WorkTemplateFile *
file_new (void)
{
  WorkTemplateFile *file = g_new0 (WorkTemplateFile, 1);

  file->name = g_strdup ("<a> & b.docx");
  file->content = g_bytes_new_static ("", 0);
  file->fields = g_ptr_array_new_with_free_func (field_free);
  file->warnings = g_ptr_array_new_with_free_func (g_free);
  return file;
}

/* Rows stand in lists. */
static void
show_row (GtkWidget *row)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  app_test_show (list);
}

static void
test_unknown_fields (Test *test, gconstpointer data)
{
  g_autoptr (WorkTemplateFile) file = file_new ();
  AppTemplateRow *row = app_template_row_new ();
  g_autofree char *notes = NULL, *many = NULL;

  show_row (GTK_WIDGET (row));
  app_template_row_show (row, file);
  g_assert_cmpstr (app_template_row_get_summary (row), ==,
                   "No merge field: every copy will be the same.");
  add_field (file, "NOM", TRUE, NULL);
  add_field (file, "NOM_ELEVE", FALSE, "NOM|ELEVE");
  add_field (file, "XYZ", FALSE, NULL);
  g_ptr_array_add (file->warnings, g_strdup ("A field is cut in two."));
  app_template_row_show (row, file);
  g_assert_cmpstr (app_template_row_get_summary (row), ==, "3 merge fields · 2 not known");
  notes = app_template_row_dup_notes (row);
  g_assert_cmpstr (notes, ==,
                   "“NOM_ELEVE” is no merge field: it will stay empty. Was NOM, ELEVE meant?\n"
                   "“XYZ” is no merge field: it will stay empty.\n"
                   "A field is cut in two.");
  for (guint i = 0; i < 20; i++)
    add_field (file, "XYZ", FALSE, NULL);
  app_template_row_show (row, file);
  many = app_template_row_dup_notes (row);
  g_assert_true (g_str_has_suffix (many, "and 11 more"));
  app_test_destroy (GTK_WIDGET (row));
}

static void
test_read_only (Test *test, gconstpointer data)
{
  AppPreferencesTemplates *group;
  g_autofree char *path = NULL;
  gint64 id;

  app_preferences_test_reopen_read_only (test);
  group = show (test);
  id = id_at (group, 0);
  /* A copy can be had all the same. */
  path = export(test, group, id, "copy.docx");
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  load (group, 0, path);
  app_preferences_test_wait (test);
  g_assert_cmpuint (n_rows (group), ==, 2);
  app_test_destroy (GTK_WIDGET (group));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  APP_PREFERENCES_ADD ("/app/preferences-templates/list", test_list);
  APP_PREFERENCES_ADD ("/app/preferences-templates/content", test_content);
  APP_PREFERENCES_ADD ("/app/preferences-templates/add", test_add);
  APP_PREFERENCES_ADD ("/app/preferences-templates/wrong-file", test_wrong_file);
  APP_PREFERENCES_ADD ("/app/preferences-templates/replace", test_replace);
  APP_PREFERENCES_ADD ("/app/preferences-templates/export", test_export);
  APP_PREFERENCES_ADD ("/app/preferences-templates/default-and-remove", test_default_and_remove);
  APP_PREFERENCES_ADD ("/app/preferences-templates/unknown-fields", test_unknown_fields);
  APP_PREFERENCES_ADD ("/app/preferences-templates/read-only", test_read_only);
  return g_test_run ();
}
