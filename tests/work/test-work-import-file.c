/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "base-error.h"
#include "store-error.h"
#include "store-history.h"
#include "table-error.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-import.h"

/* A file in the fixture's folder. */
static char *
write_file (WorkFixture *fixture, const char *name, const char *text)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static guint
count (WorkFixture *fixture, ModelEntity entity)
{
  g_autoptr (GPtrArray) rows = work_fixture_load_all (fixture, entity);

  return rows->len;
}

/* The three students of the fixture are known; a fourth one comes. */
static const char list[] = "Nom;Prénom;Classe\n"
                           "ABADIE;Léa;2MELEC\n"
                           "Dumas;Éva;2MELEC\n";

static void
test_file (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "élèves 2026.csv", list);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkImportReport) report = NULL;
  g_autofree char *undone = NULL;
  guint before = count (fixture, MODEL_ENTITY_STUDENT);

  report =
      work_import_file (fixture->school, path, WORK_IMPORT_AUTO, "2026-2027", FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (report->committed);
  g_assert_cmpstr (report->file, ==, "élèves 2026.csv");
  g_assert_cmpint (report->kind, ==, WORK_IMPORT_STUDENTS);
  g_assert_cmpuint (report->created, ==, 1);
  g_assert_cmpuint (report->unchanged, ==, 1);
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_STUDENT), ==, before + 1);
  work_fixture_assert_sound (fixture);

  /* It is the last thing done, under its own name, and one undo takes it back. */
  undone = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, "import of 1 student");
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_STUDENT), ==, before);
}

static gpointer
load_author (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) lines = store_history_of_operation (connection, data, error);

  return lines != NULL && lines->len > 0
             ? g_strdup (((StoreHistoryLine *) g_ptr_array_index (lines, 0))->author)
             : NULL;
}

static void
test_author (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "a.csv", list);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkImportReport) report = work_import_file (
      fixture->school, path, WORK_IMPORT_STUDENTS, "2026-2027", FALSE, NULL, &error);
  g_autofree char *author = NULL;

  g_assert_no_error (error);
  author = store_queue_run (work_school_get_queue (fixture->school), load_author,
                            report->operation_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (author, ==, work_school_get_author (fixture->school));
}

static void
test_refused (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path =
      write_file (fixture, "a.csv", "Nom;Prénom;Classe\nDumas;Éva;2MELEC\nDurand;;2MELEC\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkImportReport) nothing = NULL;
  g_autoptr (WorkImportReport) valid = NULL;
  guint before = count (fixture, MODEL_ENTITY_STUDENT);

  nothing = work_import_file (fixture->school, path, WORK_IMPORT_STUDENTS, "2026-2027", FALSE, NULL,
                              &error);
  g_assert_no_error (error);
  g_assert_false (nothing->committed);
  g_assert_cmpuint (nothing->refused, ==, 1);
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_STUDENT), ==, before);

  valid = work_import_file (fixture->school, path, WORK_IMPORT_STUDENTS, "2026-2027", TRUE, NULL,
                            &error);
  g_assert_no_error (error);
  g_assert_true (valid->committed);
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_STUDENT), ==, before + 1);
}

static void
test_failures (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text; /* NULL: no file */
    const char *says;
  } cases[] = {
    { NULL, "a.csv" },
    { "PK\x03\x04", "CSV" },
    { "Fruit;Prix\n", "headings" },
    { "Nom;Prénom;Classe\nDumas;\"Éva;2MELEC\n", "Line 2" },
  };
  guint before = count (fixture, MODEL_ENTITY_STUDENT);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          write_file (fixture, "a.csv", cases[i].text != NULL ? cases[i].text : "");
      g_autoptr (GError) error = NULL;

      if (cases[i].text == NULL)
        g_unlink (path);
      g_assert_null (work_import_file (fixture->school, path, WORK_IMPORT_AUTO, "2026-2027", TRUE,
                                       NULL, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_cmpuint (count (fixture, MODEL_ENTITY_STUDENT), ==, before);
    }
}

static void
test_cancelled (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "a.csv", list);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint before = count (fixture, MODEL_ENTITY_STUDENT);

  g_cancellable_cancel (cancellable);
  g_assert_null (work_import_file (fixture->school, path, WORK_IMPORT_STUDENTS, NULL, FALSE,
                                   cancellable, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_STUDENT), ==, before);
}

/* What the window knows already is not known twice: company by name, tutor, site, placement. */
static void
test_known_placement (WorkFixture *fixture, gconstpointer data)
{
  ModelRecord *company = work_fixture_load (fixture, MODEL_ENTITY_COMPANY, fixture->company_id);
  ModelRecord *tutor = work_fixture_load (fixture, MODEL_ENTITY_CONTACT, fixture->contacts[1]);
  ModelRecord *period = work_fixture_load (fixture, MODEL_ENTITY_PERIOD, fixture->periods[0]);
  g_autofree char *text = g_strdup_printf (
      "Élève;Classe;Période;Entreprise;Tuteur nom;Heures hebdo\nABADIE Léa;2MELEC;%s;%s;%s;34,5\n",
      model_record_get (period, "name"), model_record_get (company, "name"),
      model_record_get (tutor, "family_name"));
  g_autofree char *path = write_file (fixture, "stages.csv", text);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkImportReport) report = NULL;
  g_autoptr (ModelRecord) placement = NULL;
  guint n_contacts = count (fixture, MODEL_ENTITY_CONTACT);

  report =
      work_import_file (fixture->school, path, WORK_IMPORT_AUTO, "2026-2027", FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->kind, ==, WORK_IMPORT_PLACEMENTS);
  g_assert_cmpuint (report->refused, ==, 0);
  g_assert_cmpuint (report->changed, ==, 1);
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_CONTACT), ==, n_contacts);
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_PLACEMENT), ==, 2);
  placement = work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0]);
  g_assert_cmpstr (model_record_get (placement, "weekly_hours"), ==, "34.5");
  /* A sheet that is validated stays so: the list says nothing of it. */
  g_assert_cmpstr (model_record_get (placement, "state"), ==, "validated");
  g_object_unref (company);
  g_object_unref (tutor);
  g_object_unref (period);
}

#define add_test(path, func) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, func, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/work/import/file/auto", test_file);
  add_test ("/work/import/file/author", test_author);
  add_test ("/work/import/file/refused", test_refused);
  add_test ("/work/import/file/failures", test_failures);
  add_test ("/work/import/file/cancelled", test_cancelled);
  add_test ("/work/import/file/known-placement", test_known_placement);
  return g_test_run ();
}
