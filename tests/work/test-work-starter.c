/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <zip.h>

#include "base-file.h"
#include "merge-template.h"
#include "model-list.h"
#include "model-role.h"
#include "model-value.h"
#include "table-error.h"
#include "work-error.h"
#include "work-example.h"
#include "work-field-list.h"
#include "work-fixture.h"
#include "work-inspection.h"
#include "work-starter.h"
#include "work-template.h"

/* What somebody who makes a template begins with: the fields, with an example each, and whole
 * agreements. */

typedef struct
{
  char *folder;
} Test;

static void
set_up (Test *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  test->folder = g_dir_make_tmp ("paraphe-starter-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Test *test, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (test->folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (test->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (test->folder), ==, 0);
  g_free (test->folder);
}

/* ---- the example ---- */

/* What nobody has in an ordinary week, and places rather than values. */
static gboolean
may_be_empty (const ModelMergeName *name)
{
  return g_str_has_prefix (name->name, "SAMEDI_") || g_str_has_prefix (name->name, "DIMANCHE_")
         || model_merge_is_signature (name->name) || model_merge_is_picture (name);
}

static void
test_every_name_has_an_example (Test *test, gconstpointer data)
{
  const GPtrArray *names = model_merge_names ();
  g_autoptr (WorkValues) values = work_example_new ();

  for (guint i = 0; i < names->len; i++)
    {
      const ModelMergeName *name = names->pdata[i];
      g_autofree char *text = work_example_text (values, name->name);

      g_test_message ("%s: %s", name->name, text);
      g_assert_cmpint (text[0] == '\0', ==, may_be_empty (name));
    }
}

/* A value that nobody could have typed shows what is never merged. */
static void
test_examples_are_values (Test *test, gconstpointer data)
{
  const GPtrArray *names = model_merge_names ();
  g_autoptr (WorkValues) values = work_example_new ();

  for (guint i = 0; i < names->len; i++)
    {
      const ModelMergeName *name = names->pdata[i];
      g_autofree char *text = work_example_text (values, name->name);
      g_autofree char *canonical = NULL;
      g_autofree char *again = NULL;
      g_autoptr (GError) error = NULL;

      if (name->field == NULL || text[0] == '\0' || name->field->type == MODEL_TYPE_CHOICE
          || name->field->type == MODEL_TYPE_BOOLEAN || name->field->type == MODEL_TYPE_MONEY)
        continue;
      g_test_message ("%s: %s", name->name, text);
      g_assert_true (model_value_parse (name->field, text, &canonical, &error));
      g_assert_no_error (error);
      again = model_value_format (name->field, canonical);
      if (name->field->type != MODEL_TYPE_DECIMAL)
        g_assert_cmpstr (again, ==, text);
    }
}

static void
test_example (Test *test, gconstpointer data)
{
  static const struct
  {
    const char *name, *text;
  } known[] = {
    { "NOM", "DURAND" },
    { "NEE_LE", "14/03/2010" },
    { "AGE", "16" },
    { "MINEUR", "oui" },
    { "LIEU_DISTANCE", "7,5" },
    { "GRATIFICATION", "4,35" },
    { "HEURES_HEBDO", "35" },
    { "NB_JOURS", "18" },
    { "P2", "22 mars au 9 avril" },
    { "SIGNATURE_ELEVE", "" },
    { "NOTHING_OF_OURS", "" },
    { "CHEF", "Mme Hélène VAYSSELINE" },
    { "ELEVE_NOM", "DURAND" },
    { "REGIME", "demi-pensionnaire" },
  };
  g_autoptr (WorkValues) values = work_example_new ();

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *text = work_example_text (values, known[i].name);

      g_assert_cmpstr (text, ==, known[i].text);
    }
}

/* ---- the list ---- */

static void
test_list (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) list = work_field_list_new ();
  g_autoptr (GHashTable) roles = g_hash_table_new (g_str_hash, g_str_equal);
  const char *role = NULL;

  g_assert_cmpuint (list->len, ==, model_merge_names ()->len);
  for (guint i = 0; i < list->len; i++)
    {
      const WorkFieldInfo *field = list->pdata[i];

      g_assert_cmpstr (model_merge_find (field->name)->name, ==, field->name);
      for (guint j = 0; field->aliases[j] != NULL; j++)
        g_assert_cmpstr (model_merge_find (field->aliases[j])->name, ==, field->name);
      g_assert_true (field->label[0] != '\0');
      /* those of a role stand together */
      if (g_strcmp0 (role, field->role) != 0)
        g_assert_true (g_hash_table_add (roles, (gpointer) field->role));
      role = field->role;
    }
  g_assert_cmpuint (g_hash_table_size (roles), ==, MODEL_N_ROLES);
}

static void
test_list_of_guardian (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) list = work_field_list_new ();
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const WorkFieldInfo *field = list->pdata[i];

      if (!g_str_equal (field->name, "RL2_MAIL"))
        continue;
      n++;
      g_assert_cmpstr (field->role, ==, "Guardian 2");
      g_assert_cmpstr (field->label, ==, "E-mail");
      g_assert_true (g_strv_contains ((const char *const *) field->aliases, "RL2_MEL"));
      g_assert_cmpstr (field->example, ==, "isabelle.roux@example.org");
    }
  g_assert_cmpuint (n, ==, 1);
}

/* Of the first item of each list, all is known. */
static void
test_lists (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) lists = work_field_lists_new ();
  g_autoptr (WorkValues) values = work_example_new ();

  g_assert_cmpuint (lists->len, ==, MODEL_N_LISTS);
  for (guint i = 0; i < lists->len; i++)
    {
      const WorkListInfo *list = lists->pdata[i];
      g_autofree char *none = work_example_item_text (values, list->name, 100, "NUMERO");
      ModelListId id;

      g_assert_cmpstr (none, ==, "");
      g_assert_true (model_list_find (list->name, &id));
      g_assert_cmpuint (id, ==, i);
      for (guint j = 0; j < list->columns->len; j++)
        {
          const WorkFieldInfo *column = list->columns->pdata[j];

          g_test_message ("%s.%s: %s", list->name, column->name, column->example);
          g_assert_true (column->example[0] != '\0');
          g_assert_true (column->label[0] != '\0');
          for (guint k = 0; column->aliases[k] != NULL; k++)
            g_assert_cmpstr (model_list_find_column (id, column->aliases[k])->name, ==,
                             column->name);
        }
    }
}

/* ---- files ---- */

static char *
save (Test *test, WorkStarter starter, const char *name)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (test->folder, name, NULL);

  g_assert_true (work_starter_save (starter, path, FALSE, &error));
  g_assert_no_error (error);
  return path;
}

static char *
read_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = base_file_read (path, 1 << 20, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Word asks nothing when each field has a heading and there is one line. */
static void
test_table (Test *test, gconstpointer data)
{
  g_autofree char *path = save (test, WORK_STARTER_FIELDS, "fields.utf8.csv");
  g_autofree char *text = read_text (path);
  g_auto (GStrv) headings = NULL;
  g_autoptr (GPtrArray) list = work_field_list_new ();
  char *end = strchr (text, '\r') != NULL ? strchr (text, '\r') : strchr (text, '\n');

  *end = '\0';
  headings = g_strsplit (text, ",", -1);
  /* Excel's driver, which Word asks, sees no more. */
  g_assert_cmpuint (list->len, <=, 255);
  g_assert_cmpuint (g_strv_length (headings), ==, list->len);
  for (guint i = 0; i < list->len; i++)
    {
      g_assert_cmpstr (headings[i], ==, ((const WorkFieldInfo *) list->pdata[i])->name);
      /* and Word cuts longer ones */
      g_assert_cmpuint (strlen (headings[i]), <=, 40);
    }
  g_assert_nonnull (strstr (end + 1, "Électricité Roussel SARL"));
}

static void
test_workbook (Test *test, gconstpointer data)
{
  g_autofree char *path = save (test, WORK_STARTER_FIELDS, "Champs.xlsx");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = base_file_read (path, 1 << 20, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 4, "PK\x03\x04", 4);
}

static void
test_wrong_names (Test *test, gconstpointer data)
{
  g_autofree char *ods = g_build_filename (test->folder, "fields.ods", NULL);
  g_autofree char *other = g_build_filename (test->folder, "fields.docx", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (work_starter_save (WORK_STARTER_FIELDS, ods, FALSE, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (work_starter_save (WORK_STARTER_FIELDS, other, FALSE, &error));
  g_assert_error (error, TABLE_ERROR, TABLE_ERROR_FORMAT);
  g_assert_false (g_file_test (ods, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
}

static void
test_names_of_files (Test *test, gconstpointer data)
{
  static const struct
  {
    WorkStarter starter;
    const char *key, *end;
  } known[] = {
    { WORK_STARTER_WORD, "word", ".docx" },
    { WORK_STARTER_LIBREOFFICE, "libreoffice", ".docx" },
    { WORK_STARTER_FIELDS, "fields", ".xlsx" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (known), ==, WORK_N_STARTERS);
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_assert_cmpstr (work_starter_key (known[i].starter), ==, known[i].key);
      g_assert_true (g_str_has_suffix (work_starter_file_name (known[i].starter), known[i].end));
    }
}

static void
test_replaced_when_asked (Test *test, gconstpointer data)
{
  g_autofree char *path = g_build_filename (test->folder, "mine.docx", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  g_assert_false (work_starter_save (WORK_STARTER_WORD, path, FALSE, &error));
  g_assert_nonnull (error);
  text = read_text (path);
  g_assert_cmpstr (text, ==, "mine");
  g_clear_error (&error);
  g_assert_true (work_starter_save (WORK_STARTER_WORD, path, TRUE, &error));
  g_assert_no_error (error);
}

static void
test_saved_beside (Test *test, gconstpointer data)
{
  g_autofree char *path = g_build_filename (test->folder, "word.docx", NULL);
  g_autofree char *nowhere = g_build_filename (test->folder, "no", "word.docx", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  work_starter_save_async (WORK_STARTER_WORD, path, work_fixture_on_result_cb, &result);
  g_assert_true (work_starter_save_finish (work_fixture_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_clear_object (&result);
  work_starter_save_async (WORK_STARTER_WORD, nowhere, work_fixture_on_result_cb, &result);
  g_assert_false (work_starter_save_finish (work_fixture_wait (&result), &error));
  g_assert_nonnull (error);
}

/* ---- the agreements ---- */

static void
assert_known (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkInspection) inspection = work_inspect_file (path, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < inspection->remarks->len; i++)
    {
      const WorkTemplateRemark *remark = inspection->remarks->pdata[i];

      g_test_message ("%s", remark->text);
      g_assert_false (remark->is_warning);
    }
  g_assert_cmpuint (inspection->names->len, >, 60);
  g_assert_cmpuint (work_inspection_count (inspection, WORK_NAME_KNOWN), ==,
                    inspection->names->len);
}

/* What the preferences say of it once it is added: nothing. */
static void
test_added (Test *test, gconstpointer data)
{
  WorkStarter starter = (WorkStarter) GPOINTER_TO_UINT (data);
  g_autofree char *path = save (test, starter, "starter.docx");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WorkTemplateFile) file = NULL;
  g_autoptr (GError) error = NULL;

  work_template_read_async (path, work_fixture_on_result_cb, &result);
  file = work_template_read_finish (work_fixture_wait (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < file->fields->len; i++)
    {
      const WorkTemplateField *field = file->fields->pdata[i];

      g_test_message ("%s: %s", field->name, field->label);
      g_assert_true (field->known);
      g_assert_true (field->label[0] != '\0');
    }
  g_assert_cmpuint (file->warnings->len, ==, 0);
}

/* The document's own text, paragraph marks and tags taken out. */
static char *
read_document (GBytes *merged)
{
  g_autoptr (GRegex) tags = g_regex_new ("<[^>]*>", G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  zip_error_t problem;
  zip_source_t *source;
  zip_t *archive;
  zip_file_t *file;
  zip_stat_t stat;
  g_autofree char *xml = NULL;
  gsize size;
  const void *data = g_bytes_get_data (merged, &size);

  zip_error_init (&problem);
  source = zip_source_buffer_create (data, size, 0, &problem);
  archive = zip_open_from_source (source, ZIP_RDONLY, &problem);
  g_assert_nonnull (archive);
  g_assert_cmpint (zip_stat (archive, "word/document.xml", 0, &stat), ==, 0);
  xml = g_malloc0 (stat.size + 1);
  file = zip_fopen (archive, "word/document.xml", 0);
  g_assert_cmpint (zip_fread (file, xml, stat.size), ==, (zip_int64_t) stat.size);
  zip_fclose (file);
  zip_discard (archive);
  zip_error_fini (&problem);
  return g_regex_replace_literal (tags, xml, -1, 0, "", G_REGEX_MATCH_DEFAULT, NULL);
}

static void
test_agreement_merges (Test *test, gconstpointer data)
{
  static const char *const said[] = {
    "Camille DURAND, née le ",   "M. Karim DURAND (Père)", "Mme Isabelle ROUX (Mère)", "Lundi",
    "Raccordement d’un tableau", "4,35\u00a0€ par heure",  "Travaux réglementés",
  };
  WorkStarter starter = (WorkStarter) GPOINTER_TO_UINT (data);
  g_autofree char *path = save (test, starter, "starter.docx");
  g_autoptr (WorkValues) values = work_example_new ();
  MergeSource source = work_values_source (values);
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = merge_template_new_from_file (path, &error);
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) merged = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  assert_known (path);
  merged = merge_template_merge_source (template, &source, MERGE_MISSING_MARK, report, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->missing->len; i++)
    g_test_message ("missing: %s", (const char *) report->missing->pdata[i]);
  g_assert_cmpuint (report->warnings->len, ==, 0);
  g_assert_cmpuint (report->unknown->len, ==, 0);
  /* an invented school has no logo */
  g_assert_cmpuint (report->missing->len, ==, 1);
  g_assert_cmpstr (report->missing->pdata[0], ==, "LOGO");
  text = read_document (merged);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_test_message ("%s", said[i]);
      g_assert_nonnull (strstr (text, said[i]));
    }
  g_assert_null (strstr (text, "{{"));
  g_assert_null (strstr (text, "«"));
}

#define ADD(path, func) g_test_add (path, Test, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/work/starter/every-name", test_every_name_has_an_example);
  ADD ("/work/starter/values", test_examples_are_values);
  ADD ("/work/starter/example", test_example);
  ADD ("/work/starter/list", test_list);
  ADD ("/work/starter/guardian", test_list_of_guardian);
  ADD ("/work/starter/lists", test_lists);
  ADD ("/work/starter/table", test_table);
  ADD ("/work/starter/workbook", test_workbook);
  ADD ("/work/starter/wrong-names", test_wrong_names);
  ADD ("/work/starter/file-names", test_names_of_files);
  ADD ("/work/starter/replaced", test_replaced_when_asked);
  ADD ("/work/starter/beside", test_saved_beside);
  g_test_add ("/work/starter/word", Test, GUINT_TO_POINTER (WORK_STARTER_WORD), set_up,
              test_agreement_merges, tear_down);
  g_test_add ("/work/starter/libreoffice", Test, GUINT_TO_POINTER (WORK_STARTER_LIBREOFFICE),
              set_up, test_agreement_merges, tear_down);
  g_test_add ("/work/starter/word-added", Test, GUINT_TO_POINTER (WORK_STARTER_WORD), set_up,
              test_added, tear_down);
  g_test_add ("/work/starter/libreoffice-added", Test, GUINT_TO_POINTER (WORK_STARTER_LIBREOFFICE),
              set_up, test_added, tear_down);
  return g_test_run ();
}
