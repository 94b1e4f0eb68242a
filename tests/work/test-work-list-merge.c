/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-error.h"
#include "work-generate.h"
#include "work-merge.h"

#include "merge-fixture.h"
#include "work-fixture.h"

/* What lists and the logo come to in the documents of a school. */

#define R(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(text) "<w:p>" R (text) "</w:p>"

static const char body[] = P ("{{LOGO}}") P ("{{#each RESPONSABLES}}{{PRENOM}} {{NOM}}, {{/each}}")
    P ("{{#each HORAIRES}}") P ("{{JOUR}} : {{MATIN}}") P ("{{/each}}")
        P ("{{#if VISITES}}visites{{else}}aucune{{/if}} {{#if MINEUR}}mineur{{/if}}");

/* 2 by 1 points. */
static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0,
                              13,   'I', 'H', 'D', 'R',  0,    0,    0,    2, 0, 0,
                              0,    1,   8,   2,   0,    0,    0,    1,    2, 3, 4 };

static char *
write_template (WorkFixture *fixture)
{
  g_autoptr (GBytes) docx = fixture_body (body);
  char *path = g_build_filename (fixture->folder, "listes.docx", NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (docx, NULL),
                                      (gssize) g_bytes_get_size (docx), NULL));
  return path;
}

/* The file that the one item of a job has become. */
static GBytes *
run (WorkJob *job)
{
  g_autoptr (GError) error = NULL;
  const WorkJobItem *item;
  char *data = NULL;
  gsize size = 0;

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  item = g_ptr_array_index (work_job_get_succeeded (job), 0);
  g_assert_true (g_file_get_contents (item->path, &data, &size, NULL));
  return g_bytes_new_take (data, size);
}

static char *
text_of (GBytes *docx)
{
  g_autofree char *document = fixture_part (docx, "word/document.xml");

  return fixture_text (strstr (document, "<w:document"));
}

static GBytes *
generate (WorkFixture *fixture, const char *template_path)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);
  g_autoptr (WorkJob) job = NULL;

  options->template_path = g_strdup (template_path);
  job = work_generate_new (fixture->school, &fixture->placements[0], 1, options);
  return run (job);
}

static void
set_logo (WorkFixture *fixture)
{
  g_autoptr (GPtrArray) schools = work_fixture_load_all (fixture, MODEL_ENTITY_SCHOOL);
  g_autofree char *text = g_base64_encode (png, sizeof png);

  work_fixture_change (fixture, MODEL_ENTITY_SCHOOL,
                       model_record_get_id (g_ptr_array_index (schools, 0)), "logo", text);
}

static void
test_agreement (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_template (fixture);
  g_autofree char *student = work_fixture_id (fixture->students[0]);
  g_autofree char *text = NULL;
  g_autofree char *logo = NULL;
  g_autofree char *later_text = NULL;
  g_autofree char *later_logo = NULL;
  g_autoptr (GPtrArray) agreements = NULL;
  g_autoptr (GBytes) docx = NULL;
  g_autoptr (GBytes) later = NULL;

  work_fixture_add (fixture, MODEL_ENTITY_GUARDIAN, "student_id", student, "rank", "2",
                    "family_name", "Roques", "given_name", "Paul", NULL);
  set_logo (fixture);
  docx = generate (fixture, path);
  text = text_of (docx);
  logo = fixture_part (docx, "word/media/paraphe1.png");
  g_assert_cmpstr (text, ==,
                   "Claire ABADIE, Paul ROQUES, /Lundi : 8\u00a0h – 12\u00a0h/aucune mineur");
  g_assert_cmpmem (logo, sizeof png, png, sizeof png);

  /* Once somebody may have signed, its lists stay as they were; the logo is today's. */
  agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT,
                       model_record_get_id (g_ptr_array_index (agreements, 0)), "step", "1");
  work_fixture_add (fixture, MODEL_ENTITY_GUARDIAN, "student_id", student, "rank", "3",
                    "family_name", "Vidal", "given_name", "Anne", NULL);
  later = generate (fixture, path);
  later_text = text_of (later);
  later_logo = fixture_part (later, "word/media/paraphe1.png");
  g_assert_cmpstr (later_text, ==, text);
  g_assert_nonnull (later_logo);
}

static void
test_no_logo (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_template (fixture);
  g_autoptr (GBytes) docx = generate (fixture, path);
  g_autofree char *names = fixture_part_names (docx);

  g_assert_null (strstr (names, "media"));
}

/* Each picture of the school stands where a template names it, by any of its names: those of the
 * catalogue are those that the merge room takes for pictures. */
static void
test_pictures (WorkFixture *fixture, gconstpointer data)
{
  const ModelEntityInfo *info = model_entity_info (MODEL_ENTITY_SCHOOL);
  g_autofree char *path = g_build_filename (fixture->folder, "images.docx", NULL);
  g_autoptr (GPtrArray) schools = work_fixture_load_all (fixture, MODEL_ENTITY_SCHOOL);
  guint n = 0;

  for (guint i = 0; i < info->n_fields; i++)
    {
      const ModelField *field = &info->fields[i];
      g_autofree char *all = g_strconcat (field->merge, "|", field->aliases, NULL);
      g_auto (GStrv) names = g_strsplit (all != NULL ? all : "", "|", -1);
      g_autofree guint8 *own = g_memdup2 (png, sizeof png);
      g_autofree char *text = NULL;

      if (field->type != MODEL_TYPE_BYTES)
        continue;
      own[sizeof png - 1] = (guint8) ++n;
      text = g_base64_encode (own, sizeof png);
      work_fixture_change (fixture, MODEL_ENTITY_SCHOOL, model_record_get_id (schools->pdata[0]),
                           model_field_column (field), text);
      for (char **name = names; *name != NULL; name++)
        {
          g_autofree char *xml = g_strdup_printf (P ("{{%s}}"), *name), *media = NULL;
          g_autoptr (GBytes) template = fixture_body (xml), docx = NULL;

          g_test_message ("%s", *name);
          g_assert_true (g_file_set_contents (path, g_bytes_get_data (template, NULL),
                                              (gssize) g_bytes_get_size (template), NULL));
          docx = generate (fixture, path);
          media = fixture_part (docx, "word/media/paraphe1.png");
          g_assert_nonnull (media);
          g_assert_cmpmem (media, sizeof png, own, sizeof png);
        }
    }
  g_assert_cmpuint (n, ==, 3);
}

/* A list of people has a column for each guardian and each half day. */
static void
test_csv (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_template (fixture);
  g_autofree char *csv = g_build_filename (fixture->folder, "liste.csv", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_autofree char *text = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GBytes) docx = NULL;

  g_assert_true (g_file_set_contents (csv,
                                      "NOM;PRENOM;RL1_NOM;RL1_PRENOM;RL2_NOM;MARDI_MATIN;MINEUR\n"
                                      "Brûlé;Noé;Brûlé;Anne;;8h-12h;non\n",
                                      -1, NULL));
  job = work_merge_csv_new (path, csv, folder, NULL, MERGE_MISSING_BLANK);
  docx = run (job);
  text = text_of (docx);
  g_assert_cmpstr (text, ==, "Anne Brûlé, /Mardi : 8\u00a0h – 12\u00a0h/aucune ");
}

/* ---- one document for all lines ---- */

#define LINES 5

/* Five lines, each with a guardian of its own: its list is read when its turn comes. */
static WorkJob *
merge_five (WorkFixture *fixture, gboolean two_sided)
{
  g_autofree char *path = write_template (fixture);
  g_autofree char *csv = g_build_filename (fixture->folder, "liste.csv", NULL);
  g_autofree char *out = g_build_filename (fixture->folder, "out", "toutes.docx", NULL);
  g_autoptr (GString) rows = g_string_new ("NOM;RL1_NOM;RL1_PRENOM;MARDI_MATIN\n");

  for (guint i = 1; i <= LINES; i++)
    g_string_append_printf (rows, "N%u;R%u;Anne;\n", i, i);
  g_assert_true (g_file_set_contents (csv, rows->str, -1, NULL));
  return work_merge_csv_into_one_new (path, csv, out, two_sided, MERGE_MISSING_BLANK);
}

static void
test_one_file (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkJob) job = merge_five (fixture, FALSE);
  g_autoptr (WorkJob) other = merge_five (fixture, TRUE);
  g_autoptr (GBytes) docx = run (job);
  g_autoptr (GBytes) two_sided = run (other);
  g_autofree char *text = text_of (docx);
  g_autofree char *xml = fixture_part (docx, "word/document.xml");
  g_autofree char *other_xml = fixture_part (two_sided, "word/document.xml");
  const char *at = text;

  for (guint i = 1; i <= LINES; i++)
    {
      g_autofree char *name = g_strdup_printf ("Anne R%u, ", i);

      at = strstr (at, name);
      g_assert_nonnull (at);
    }
  g_assert_nonnull (strstr (xml, "nextPage"));
  g_assert_null (strstr (xml, "oddPage"));
  g_assert_nonnull (strstr (other_xml, "oddPage"));
}

/* What the one document shows otherwise than each would alone is told. */
static void
test_one_file_told (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *pages = fixture_field (" NUMPAGES ");
  g_autofree char *paragraph = g_strdup_printf ("<w:p>%s</w:p>", pages);
  g_autoptr (GBytes) docx = fixture_body (paragraph);
  g_autofree char *path = g_build_filename (fixture->folder, "pages.docx", NULL);
  g_autofree char *csv = g_build_filename (fixture->folder, "liste.csv", NULL);
  g_autofree char *out = g_build_filename (fixture->folder, "out", "toutes.docx", NULL);
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GBytes) merged = NULL;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (docx, NULL),
                                      (gssize) g_bytes_get_size (docx), NULL));
  g_assert_true (g_file_set_contents (csv, "NOM\nDurand\nPetit\n", -1, NULL));
  job = work_merge_csv_into_one_new (path, csv, out, FALSE, MERGE_MISSING_BLANK);
  merged = run (job);
  g_assert_nonnull (merged);
  g_assert_cmpuint (work_job_get_notes (job)->len, ==, 1);
}

/* One that was stopped leaves no file: it would lack lines. */
static void
test_one_file_stopped (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkJob) job = merge_five (fixture, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *out = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (work_job_run (job, cancellable, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_CANCELLED);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 0);
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
}

#define ADD(path, test) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, test, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/work/list-merge/agreement", test_agreement);
  ADD ("/work/list-merge/no-logo", test_no_logo);
  ADD ("/work/list-merge/pictures", test_pictures);
  ADD ("/work/list-merge/csv", test_csv);
  ADD ("/work/list-merge/one-file", test_one_file);
  ADD ("/work/list-merge/one-file-told", test_one_file_told);
  ADD ("/work/list-merge/one-file-stopped", test_one_file_stopped);
  return g_test_run ();
}
