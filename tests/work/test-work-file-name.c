/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-error.h"
#include "model-file-name.h"
#include "store-settings.h"
#include "work-fixture.h"
#include "work-generate.h"
#include "work-settings.h"

/* Path of our A4 template, from the command line. */
static const char *template_path;

static WorkJob *
job_new (WorkFixture *fixture, guint n, const char *pattern)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);

  options->template_path = g_strdup (template_path);
  options->pattern = g_strdup (pattern);
  return work_generate_new (fixture->school, fixture->placements, n, options);
}

/* What follows the folder in the path of each file made, apart by "|". */
static char *
generate (WorkFixture *fixture, guint n, const char *pattern)
{
  g_autoptr (WorkJob) job = job_new (fixture, n, pattern);
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (GString) paths = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GPtrArray *items;

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  items = work_job_get_succeeded (job);
  g_assert_cmpuint (items->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const char *path = ((const WorkJobItem *) items->pdata[i])->path;

      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
      g_assert_true (g_str_has_prefix (path, folder));
      g_string_append_printf (paths, "%s%s", i > 0 ? "|" : "", path + strlen (folder) + 1);
    }
  return g_string_free (g_steal_pointer (&paths), FALSE);
}

static void
assert_made (WorkFixture *fixture, guint n, const char *pattern, const char *expected)
{
  g_autofree char *made = generate (fixture, n, pattern);

  g_assert_cmpstr (made, ==, expected);
}

static void
choose (WorkFixture *fixture, const char *name, const char *value)
{
  g_autoptr (WorkDone) done = work_fixture_apply (fixture, work_change_setting_new (name, value));

  g_assert_nonnull (done);
}

static void
validate_second (WorkFixture *fixture)
{
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "state",
                       "validated");
}

/* ---- the setting ---- */

static void
test_who_sets_nothing_sees_no_change (WorkFixture *fixture, gconstpointer data)
{
  assert_made (fixture, 1, NULL, "2MELEC/ABADIE Léa - Garage Roux.docx");
}

static void
test_the_setting_is_followed (WorkFixture *fixture, gconstpointer data)
{
  choose (fixture, MODEL_FILE_NAME_SETTING, "{annee}/{Période}/{NOM}_{prenom}");
  assert_made (fixture, 1, NULL, "2026-2027/PFMP 1/ABADIE_Léa.docx");
  /* What is asked for comes first. */
  assert_made (fixture, 1, "{numéro} {nom}", "2026-0001 ABADIE.docx");
  choose (fixture, MODEL_FILE_NAME_SETTING, "");
  assert_made (fixture, 1, NULL, "2MELEC/ABADIE Léa - Garage Roux.docx");
}

static void
test_the_setting_is_checked (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *pattern, *said;
  } cases[] = {
    { "{clase}/{nom}", "{clase}" },
    { "{nom} {prénom", "not closed" },
    { "Convention", "same name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    work_fixture_assert_refused (
        fixture, work_change_setting_new (MODEL_FILE_NAME_SETTING, cases[i].pattern), cases[i].said,
        NULL);
  assert_made (fixture, 1, NULL, "2MELEC/ABADIE Léa - Garage Roux.docx");
}

/* What is asked for is checked before anything is made. */
static void
test_a_wrong_name_makes_nothing (WorkFixture *fixture, gconstpointer data)
{
  static const char *const patterns[] = { "{clase}/{nom}", "{nom} {prénom", "Convention" };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (WorkJob) job = job_new (fixture, 1, patterns[i]);
      g_autoptr (GPtrArray) agreements = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (work_job_run (job, NULL, &error));
      g_assert_error (error, MODEL_ERROR, MODEL_ERROR_VALUE);
      agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
      g_assert_cmpuint (agreements->len, ==, 0);
    }
}

static gpointer
set_wrong (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (StoreOperation) operation = store_operation_new ("somebody", "settings.change");

  return GINT_TO_POINTER (
      store_settings_save (connection, MODEL_FILE_NAME_SETTING, "{lune}", operation, error));
}

/* Another version of the program may know other fields: this one says so and makes nothing. */
static void
test_a_setting_of_another_version (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkJob) job = job_new (fixture, 1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (
      store_queue_run (work_school_get_queue (fixture->school), set_wrong, NULL, NULL, &error));
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "{lune}"));
  choose (fixture, MODEL_FILE_NAME_SETTING, "{nom}");
  assert_made (fixture, 1, NULL, "ABADIE.docx");
}

/* ---- the fields ---- */

static void
test_the_kind_is_in_the_words_of_the_school (WorkFixture *fixture, gconstpointer data)
{
  assert_made (fixture, 1, "{type} {nom}", "PFMP ABADIE.docx");
  choose (fixture, "kind.pfmp.label", "Stage / PFMP");
  assert_made (fixture, 1, "{type}/{nom}", "Stage - PFMP/ABADIE.docx");
  work_fixture_change (fixture, MODEL_ENTITY_PERIOD, fixture->periods[0], "kind", "observation");
  choose (fixture, "kind.observation.label", "Découverte");
  assert_made (fixture, 1, "{TYPE}", "Découverte.docx");
}

/* Every field that is offered has a value here, none of which is written as the field. */
static void
test_every_field_has_a_value (WorkFixture *fixture, gconstpointer data)
{
  guint n;
  const ModelFileField *fields = model_file_field_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *pattern = g_strdup_printf ("%u/{%s}", i, fields[i].word);
      g_autofree char *made = generate (fixture, 1, pattern);

      g_test_message ("%s: %s", fields[i].word, made);
      g_assert_null (strchr (made, '{'));
      g_assert_null (strstr (made, "Untitled"));
    }
}

/* ---- names that are taken, too long or reserved ---- */

static void
test_same_names_are_told_apart (WorkFixture *fixture, gconstpointer data)
{
  static const char expected[] = "2MELEC/Garage Roux.docx|2MELEC/Garage Roux (2).docx";

  validate_second (fixture);
  assert_made (fixture, 2, "{classe}/{entreprise}", expected);
  assert_made (fixture, 2, "{classe}/{entreprise}", expected);
}

static void
test_names_that_windows_keeps (WorkFixture *fixture, gconstpointer data)
{
  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "family_name", "AUX");
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "name",
                       "L’Atelier: 7/7 <fer> & Cie.");
  assert_made (fixture, 1, "{nom}/{entreprise}", "_AUX/L’Atelier- 7-7 -fer- & Cie.docx");
}

static void
test_long_names_fit (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strnfill (200, 'z');
  g_autofree char *made = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "name", name);
  validate_second (fixture);
  made = generate (fixture, 2, "{entreprise}/{entreprise} {nom}/{entreprise}");
  g_assert_cmpuint (strlen (strchr (made, '|') + 1), <, 200);
  g_assert_cmpuint ((gsize) (strchr (made, '|') - made), <, 200);
  assert_made (fixture, 2, "{entreprise}/{entreprise} {nom}/{entreprise}", made);
}

static void
test_examples (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *usual = work_file_name_example (" ", &error);
  g_autofree char *other = work_file_name_example ("{annee}/{type} {no} {TUTEUR_NOM}", &error);
  g_autofree char *none = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (usual, ==, "2MELEC/MARTIN Léa - Garage Roux.docx");
  g_assert_cmpstr (other, ==, "2026-2027/PFMP 2026-0042 TUTEUR_NOM.docx");
  none = work_file_name_example ("{nom", &error);
  g_assert_null (none);
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_VALUE);
}

#define ADD(name, func)                                                              \
  g_test_add ("/work/file-name/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  template_path = argv[1];
  ADD ("who-sets-nothing-sees-no-change", test_who_sets_nothing_sees_no_change);
  ADD ("setting-is-followed", test_the_setting_is_followed);
  ADD ("setting-is-checked", test_the_setting_is_checked);
  ADD ("wrong-name-makes-nothing", test_a_wrong_name_makes_nothing);
  ADD ("setting-of-another-version", test_a_setting_of_another_version);
  ADD ("kind-in-the-words-of-the-school", test_the_kind_is_in_the_words_of_the_school);
  ADD ("every-field-has-a-value", test_every_field_has_a_value);
  ADD ("same-names-are-told-apart", test_same_names_are_told_apart);
  ADD ("names-that-windows-keeps", test_names_that_windows_keeps);
  ADD ("long-names-fit", test_long_names_fit);
  g_test_add_func ("/work/file-name/examples", test_examples);
  return g_test_run ();
}
