/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-generate.h"

#include <glib/gstdio.h>

#include "base-file.h"
#include "store-error.h"
#include "work-error.h"
#include "work-fixture.h"

/* Path of our A4 template, from the command line. */
static const char *template_path;

/* ---- names ---- */

static gboolean
look_up (const char *name, MergeValue *value, gpointer data)
{
  static const struct
  {
    const char *name, *text;
  } values[] = {
    { "classe", "2MELEC" },
    { "CLASSE", "2MELEC" },
    { "nom", "D’HONT/ROY" },
    { "prénom", "Léa" },
    { "entreprise", "Garage" },
    { "vide", NULL },
    { "NUM_CONVENTION", "2026-0042" },
    { "haut", "../../etc" },
    { "point", "." },
    { "espace", "  " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].name, name))
      {
        value->type = MERGE_VALUE_TEXT;
        value->text = values[i].text;
        return TRUE;
      }
  return FALSE;
}

static void
test_names_from_patterns (void)
{
  static const struct
  {
    const char *pattern, *name;
  } cases[] = {
    { NULL, "2MELEC/D’HONT-ROY Léa - Garage" },
    { "", "2MELEC/D’HONT-ROY Léa - Garage" },
    { "{numéro}", "2026-0042" },
    { "{ Numero }", "2026-0042" },
    { "{prénom} {vide}", "Léa" },
    { "{vide} - {prénom} - {vide}", "Léa" },
    { "{vide}/{prénom}", "Léa" },
    { "{haut}/{prénom}", "-..-etc/Léa" },
    { "../{prénom}", "Léa" },
    { "/{prénom}", "Léa" },
    { "a/./{prénom}", "a/Léa" },
    { "{point}/{point}", "Untitled" },
    { "{vide}", "Untitled" },
    { "{espace}", "Untitled" },
    { "{pointure} {prénom}", "{pointure} Léa" },
    { "{prénom", "{prénom" },
    { "}{prénom}", "}Léa" },
    { "con", "_con" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = work_name_from_pattern (cases[i].pattern, look_up, NULL);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

/* What a letter says: days in words, lines as they are, unknown names as they were written. */
static gboolean
look_up_letter (const char *name, MergeValue *value, gpointer user_data)
{
  if (!g_str_equal (name, "DATE_DEBUT"))
    return look_up (name, value, user_data);
  value->type = MERGE_VALUE_DATE;
  value->text = "2027-01-11";
  return TRUE;
}

static void
test_texts_from_patterns (void)
{
  static const struct
  {
    const char *pattern, *text;
  } cases[] = {
    { "", "" },
    { "Bonjour,\n\n{prénom} / {nom} : {entreprise}.", "Bonjour,\n\nLéa / D’HONT/ROY : Garage." },
    { "Dès le {début}, {DATE_DEBUT}", "Dès le lundi 11 janvier 2027, lundi 11 janvier 2027" },
    { "[{vide}] {pointure} {prénom", "[] {pointure} {prénom" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = work_text_from_pattern (cases[i].pattern, look_up_letter, NULL);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* ---- agreements ---- */

static WorkJob *
job_new (WorkFixture *fixture, const gint64 *ids, guint n)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);

  options->template_path = g_strdup (template_path);
  return work_generate_new (fixture->school, ids, n, options);
}

/* Paths of the files made, all of which must be. */
static char *
generate_one (WorkFixture *fixture, gint64 id)
{
  g_autoptr (WorkJob) job = job_new (fixture, &id, 1);
  g_autoptr (GError) error = NULL;
  const WorkJobItem *item;

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  item = g_ptr_array_index (work_job_get_succeeded (job), 0);
  return g_strdup (item->path);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n += g_file_test (path, G_FILE_TEST_IS_DIR) ? count_files (path) : 1;
    }
  return n;
}

static ModelRecord *
only_agreement (WorkFixture *fixture)
{
  g_autoptr (GPtrArray) agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);

  g_assert_cmpuint (agreements->len, ==, 1);
  return g_object_ref (g_ptr_array_index (agreements, 0));
}

static void
test_generate_makes_an_agreement (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = generate_one (fixture, fixture->placements[0]);
  g_autofree char *expected =
      g_build_filename (fixture->folder, "out", "2MELEC", "ABADIE Léa - Garage Roux.docx", NULL);
  g_autoptr (ModelRecord) agreement = only_agreement (fixture);
  g_autoptr (GPtrArray) documents = work_fixture_load_all (fixture, MODEL_ENTITY_DOCUMENT);
  ModelRecord *document = g_ptr_array_index (documents, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) merged = merge_template_new_from_file (path, &error);
  g_autoptr (GBytes) bytes = base_file_read (path, G_MAXSIZE, &error);
  g_autofree char *sha256 = base_file_sha256 (bytes);

  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, expected);
  g_assert_cmpuint (merge_template_get_fields (merged)->len, ==, 0);
  g_assert_cmpstr (model_record_get (agreement, "number"), ==, "2026-0001");
  g_assert_cmpstr (model_record_get (agreement, "mode"), ==, "manual");
  g_assert_cmpint (model_record_get_int (agreement, "step"), ==, 0);
  g_assert_nonnull (strstr (model_record_get (agreement, "snapshot"), "\"NOM\":\"ABADIE\""));
  g_assert_nonnull (strstr (model_record_get (agreement, "snapshot"), "\"2026-0001\""));
  g_assert_cmpuint (documents->len, ==, 1);
  g_assert_cmpstr (model_record_get (document, "sha256"), ==, sha256);
  g_assert_cmpstr (model_record_get (document, "name"), ==, "ABADIE Léa - Garage Roux.docx");
  g_assert_cmpint (model_record_get_int (document, "agreement_id"), ==,
                   model_record_get_id (agreement));
  work_fixture_assert_sound (fixture);
}

static void
test_generate_twice_changes_nothing (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *first = generate_one (fixture, fixture->placements[0]);
  g_autoptr (ModelRecord) before = only_agreement (fixture);
  g_autofree char *second = generate_one (fixture, fixture->placements[0]);
  g_autoptr (ModelRecord) after = only_agreement (fixture);
  g_autoptr (GPtrArray) documents = work_fixture_load_all (fixture, MODEL_ENTITY_DOCUMENT);
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpint (model_record_get_version (before), ==, model_record_get_version (after));
  g_assert_cmpuint (documents->len, ==, 1);
  g_assert_cmpuint (count_files (folder), ==, 1);
}

static void
test_generate_overwrites_nothing (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *first = generate_one (fixture, fixture->placements[0]);
  g_autofree char *second = NULL;
  g_autofree char *again = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GPtrArray) documents = NULL;
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);

  g_assert_true (g_file_set_contents (first, "notes of a person", -1, NULL));
  second = generate_one (fixture, fixture->placements[0]);
  g_assert_true (g_str_has_suffix (second, "/ABADIE Léa - Garage Roux (2).docx"));
  g_assert_true (g_file_get_contents (first, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "notes of a person");
  again = generate_one (fixture, fixture->placements[0]);
  g_assert_cmpstr (again, ==, second);
  g_assert_cmpuint (count_files (folder), ==, 2);
  documents = work_fixture_load_all (fixture, MODEL_ENTITY_DOCUMENT);
  g_assert_cmpuint (documents->len, ==, 1);
}

static void
test_generate_freezes_from_the_second_step_on (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *first = generate_one (fixture, fixture->placements[0]);
  g_autoptr (ModelRecord) agreement = only_agreement (fixture);
  gint64 id = model_record_get_id (agreement);
  g_autoptr (ModelRecord) moved = NULL;
  g_autoptr (ModelRecord) frozen = NULL;
  g_autofree char *followed = NULL;
  g_autofree char *same = NULL;
  g_autofree char *operation = NULL;
  g_autoptr (GError) error = NULL;

  /* On the first step it follows. */
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "town", "Puylatour");
  followed = generate_one (fixture, fixture->placements[0]);
  g_assert_cmpstr (followed, !=, first);
  moved = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_assert_nonnull (strstr (model_record_get (moved, "snapshot"), "Puylatour"));

  /* Beyond, it stays what was signed. */
  operation = work_school_set_step (fixture->school, &id, 1, 1, &error);
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "town", "Montcalvet");
  same = generate_one (fixture, fixture->placements[0]);
  g_assert_cmpstr (same, ==, followed);
  frozen = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_assert_cmpstr (model_record_get (frozen, "snapshot"), ==, model_record_get (moved, "snapshot"));
}

static void
test_generate_freezes_what_was_never_frozen (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0031");
  g_autoptr (ModelRecord) agreement = NULL;
  g_autofree char *path = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "step", "2");
  path = generate_one (fixture, fixture->placements[0]);
  agreement = only_agreement (fixture);
  g_assert_cmpint (model_record_get_id (agreement), ==, id);
  g_assert_nonnull (strstr (model_record_get (agreement, "snapshot"), "\"2026-0031\""));
  g_assert_cmpint (model_record_get_int (agreement, "step"), ==, 2);
}

/* Pairs: a number that is taken, and the one that comes next. */
static const char *const numbers[][2] = {
  { "2026-0041", "2026-0042" },    { "2026-9999", "2026-10000" }, { "2026-10000", "2026-10001" },
  { "2025-0400", "2026-0001" },    { "2026-A7", "2026-0001" },    { "2026-", "2026-0001" },
  { "2026-0007bis", "2026-0001" },
};

static void
test_generate_numbers_follow (WorkFixture *fixture, gconstpointer data)
{
  const char *const *pair = data;
  gint64 taken = work_fixture_add_agreement (fixture, fixture->placements[1], pair[0]);
  g_autofree char *path = generate_one (fixture, fixture->placements[0]);
  g_autoptr (ModelRecord) made = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, taken + 1);

  g_assert_nonnull (path);
  g_assert_cmpint (model_record_get_int (made, "placement_id"), ==, fixture->placements[0]);
  g_assert_cmpstr (model_record_get (made, "number"), ==, pair[1]);
}

/* As texts "2026-9999" comes after "2026-10000". */
static void
test_generate_numbers_grow_longer (WorkFixture *fixture, gconstpointer data)
{
  gint64 old = work_fixture_add_agreement (fixture, fixture->placements[1], "2026-9999");
  g_autofree char *path = NULL;
  g_autoptr (ModelRecord) made = NULL;
  gint64 last;

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, old, "state", "cancelled");
  last = work_fixture_add_agreement (fixture, fixture->placements[1], "2026-10000");
  path = generate_one (fixture, fixture->placements[0]);
  g_assert_nonnull (path);
  made = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, last + 1);
  g_assert_cmpstr (model_record_get (made, "number"), ==, "2026-10001");
}

/* What was cancelled stays; a new agreement begins. */
static void
test_generate_after_a_cancellation (WorkFixture *fixture, gconstpointer data)
{
  gint64 old = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0005");
  g_autofree char *path = NULL;
  g_autoptr (ModelRecord) cancelled = NULL;
  g_autoptr (ModelRecord) made = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, old, "state", "cancelled");
  path = generate_one (fixture, fixture->placements[0]);
  g_assert_nonnull (path);
  cancelled = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, old);
  made = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, old + 1);
  g_assert_null (model_record_get (cancelled, "snapshot"));
  g_assert_cmpstr (model_record_get (made, "number"), ==, "2026-0006");
  g_assert_cmpstr (model_record_get (made, "state"), ==, "active");
}

static void
test_generate_says_why_not (WorkFixture *fixture, gconstpointer data)
{
  gint64 ids[] = { fixture->placements[1], 4711, fixture->placements[0] };
  g_autoptr (WorkJob) job = job_new (fixture, ids, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) retry = NULL;
  const WorkJobItem *item;

  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_PARTIAL);
  g_clear_error (&error);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 2);
  item = g_ptr_array_index (work_job_get_failed (job), 0);
  g_assert_cmpstr (item->name, ==, "BRÛLÉ Noé");
  g_assert_nonnull (strstr (item->error, "not validated"));

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "state",
                       "validated");
  retry = work_job_new_retry (job);
  g_assert_false (work_job_run (retry, NULL, &error));
  g_assert_cmpuint (work_job_get_succeeded (retry)->len, ==, 1);
  item = g_ptr_array_index (work_job_get_succeeded (retry), 0);
  g_assert_cmpint (item->id, ==, fixture->placements[1]);
}

static void
test_generate_without_a_template (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.docx", NULL);
  struct
  {
    const char *path;
    GQuark domain;
  } cases[] = { { NULL, WORK_ERROR }, { missing, 0 }, { fixture->path, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WorkGenerateOptions) options = work_generate_options_new (fixture->folder);
      g_autoptr (WorkJob) job = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) agreements = NULL;

      options->template_path = g_strdup (cases[i].path);
      job = work_generate_new (fixture->school, fixture->placements, 1, options);
      g_assert_false (work_job_run (job, NULL, &error));
      g_assert_nonnull (error);
      g_assert_true (cases[i].domain == 0 || error->domain == cases[i].domain);
      agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
      g_assert_cmpuint (agreements->len, ==, 0);
    }
}

static void
test_generate_into_a_folder_that_is_a_file (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *out = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (WorkJob) job = job_new (fixture, fixture->placements, 1);
  g_autoptr (GError) error = NULL;
  const WorkJobItem *item;

  g_assert_true (g_file_set_contents (out, "", -1, NULL));
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_PARTIAL);
  item = g_ptr_array_index (work_job_get_failed (job), 0);
  g_assert_nonnull (strstr (item->error, "out"));
}

static void
test_generate_read_only (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  WorkSchool *writable = fixture->school;
  g_autoptr (WorkSchool) reader = work_school_open (fixture->path, STORE_OPEN_READ, &error);
  g_autoptr (WorkJob) job = NULL;

  fixture->school = reader;
  job = job_new (fixture, fixture->placements, 2);
  fixture->school = writable;
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY);
  g_clear_object (&job);
  work_school_close (reader);
  store_queue_join (work_school_get_queue (reader));
}

static void
on_progress_cancel_cb (WorkJob *job, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_generate_cancelled_then_again (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WorkJob) job = job_new (fixture, fixture->placements, 1);
  g_autoptr (WorkJob) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (job, "progress", G_CALLBACK (on_progress_cancel_cb), cancellable);
  work_job_run_async (job, cancellable, work_fixture_on_result_cb, &result);
  work_job_run_finish (job, work_fixture_wait (&result), &error);
  /* Either it was stopped, or it was done already. */
  if (error != NULL)
    g_assert_error (error, WORK_ERROR, WORK_ERROR_CANCELLED);
  g_clear_error (&error);
  again = job_new (fixture, fixture->placements, 1);
  g_assert_true (work_job_run (again, NULL, &error));
  g_assert_no_error (error);
  g_object_unref (only_agreement (fixture));
  work_fixture_assert_sound (fixture);
}

static void
test_generate_is_undone_as_a_whole (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GPtrArray) agreements = NULL;
  g_autoptr (GPtrArray) documents = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "state",
                       "validated");
  job = job_new (fixture, fixture->placements, 2);
  g_assert_true (work_job_run (job, NULL, &error));
  label = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (label, ==, "making of 2 agreements");
  agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  documents = work_fixture_load_all (fixture, MODEL_ENTITY_DOCUMENT);
  g_assert_cmpuint (agreements->len, ==, 0);
  g_assert_cmpuint (documents->len, ==, 0);
  work_fixture_assert_sound (fixture);
}

#define ADD(path, test) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, test, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  template_path = argv[1];
  g_test_add_func ("/work/generate/names", test_names_from_patterns);
  g_test_add_func ("/work/generate/texts-from-patterns", test_texts_from_patterns);
  ADD ("/work/generate/one", test_generate_makes_an_agreement);
  ADD ("/work/generate/twice", test_generate_twice_changes_nothing);
  ADD ("/work/generate/overwrites-nothing", test_generate_overwrites_nothing);
  ADD ("/work/generate/frozen", test_generate_freezes_from_the_second_step_on);
  ADD ("/work/generate/never-frozen", test_generate_freezes_what_was_never_frozen);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/work/generate/number/%s", numbers[i][0]);

      g_test_add (path, WorkFixture, numbers[i], work_fixture_set_up, test_generate_numbers_follow,
                  work_fixture_tear_down);
    }
  ADD ("/work/generate/numbers", test_generate_numbers_grow_longer);
  ADD ("/work/generate/cancelled-agreement", test_generate_after_a_cancellation);
  ADD ("/work/generate/refused", test_generate_says_why_not);
  ADD ("/work/generate/no-template", test_generate_without_a_template);
  ADD ("/work/generate/folder", test_generate_into_a_folder_that_is_a_file);
  ADD ("/work/generate/read-only", test_generate_read_only);
  ADD ("/work/generate/cancelled", test_generate_cancelled_then_again);
  ADD ("/work/generate/undone", test_generate_is_undone_as_a_whole);
  return g_test_run ();
}
