/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-error.h"
#include "merge-error.h"
#include "work-access.h"
#include "work-error.h"
#include "work-one-document.h"
#include "work-template.h"

#include "merge-fixture.h"
#include "work-fixture.h"

#define R(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(text) "<w:p>" R (text) "</w:p>"

static const char letter[] = P ("Lettre pour {{PRENOM}} {{NOM}}, {{CLASSE}}, {{ENTREPRISE}}.");

/* Two on a page, as labels are. */
#define NEXT                                                                                  \
  "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>NEXT</w:instrText></w:r>" \
  "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
static const char labels[] = P ("Étiquette {{NOM}}") "<w:p>" NEXT R ("Étiquette {{NOM}}") "</w:p>";

/* What is asked for, and what it reads and writes. */
typedef struct
{
  char *template;
  char *out;
  WorkOverview *overview;
  WorkOneDocumentOptions options;
} Asked;

static void
asked_clear (Asked *asked)
{
  g_free (asked->template);
  g_free (asked->out);
  work_overview_free (asked->overview);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static Asked
ask (WorkFixture *fixture, const char *body)
{
  g_autoptr (GBytes) docx = fixture_body (body);
  g_autoptr (GError) error = NULL;
  Asked asked = { 0 };

  asked.template = g_build_filename (fixture->folder, "Courrier.docx", NULL);
  asked.out = g_build_filename (fixture->folder, "fait.docx", NULL);
  g_assert_true (g_file_set_contents (asked.template, g_bytes_get_data (docx, NULL),
                                      (gssize) g_bytes_get_size (docx), NULL));
  asked.overview = work_school_load (fixture->school, fixture->year_id, &error);
  g_assert_no_error (error);
  asked.options = (WorkOneDocumentOptions){ .lines = asked.overview->lines,
                                            .template_path = asked.template,
                                            .path = asked.out };
  return asked;
}

/* Of one student, of the lines that are there. */
static ModelLine *
line_of (const Asked *asked, const char *student)
{
  for (guint i = 0; i < asked->overview->lines->len; i++)
    if (g_str_equal (((ModelLine *) asked->overview->lines->pdata[i])->student, student))
      return asked->overview->lines->pdata[i];
  g_error ("no line of %s", student);
}

static WorkJob *
run (WorkFixture *fixture, const Asked *asked)
{
  g_autoptr (GError) error = NULL;
  WorkJob *job = work_one_document_new (fixture->school, &asked->options);

  work_job_run (job, NULL, &error);
  if (!g_error_matches (error, WORK_ERROR, WORK_ERROR_PARTIAL))
    g_assert_no_error (error);
  return job;
}

static char *
part_of (const Asked *asked)
{
  g_autofree char *data = NULL;
  g_autoptr (GBytes) docx = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (asked->out, &data, &size, NULL));
  docx = g_bytes_new_take (g_steal_pointer (&data), size);
  return fixture_part (docx, "word/document.xml");
}

static char *
text_of (const Asked *asked)
{
  g_autofree char *xml = part_of (asked);

  return fixture_text (strstr (xml, "<w:document"));
}

static guint
count (const char *text, const char *words)
{
  guint n = 0;

  while ((text = strstr (text, words)) != NULL)
    {
      n++;
      text += strlen (words);
    }
  return n;
}

static void
assert_has (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("“%s” is not in “%s”", words, text);
}

static void
assert_notes (WorkJob *job, ...)
{
  GPtrArray *notes = work_job_get_notes (job);
  const char *note;
  va_list args;
  guint n = 0;

  va_start (args, job);
  for (; (note = va_arg (args, const char *)) != NULL; n++)
    {
      g_assert_cmpuint (n, <, notes->len);
      g_assert_cmpstr (notes->pdata[n], ==, note);
    }
  va_end (args);
  g_assert_cmpuint (notes->len, ==, n);
}

/* ---- what is in it ---- */

/* Each line has a section of its own; of a student who has found nothing yet all is known but that.
 */
static void
test_letters (WorkFixture *fixture, gconstpointer data)
{
  g_auto (Asked) asked = ask (fixture, letter);
  g_autoptr (GPtrArray) agreements = NULL;
  g_autoptr (WorkJob) job = run (fixture, &asked);
  g_autofree char *text = text_of (&asked);
  g_autofree char *xml = part_of (&asked);

  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 0);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  g_assert_cmpuint (count (text, "Lettre pour"), ==, asked.overview->lines->len);
  assert_has (text, "Lettre pour Léa ABADIE, 2MELEC, ");
  assert_has (text, "Lettre pour Inès CAZALS, 2MELEC, .");
  g_assert_cmpuint (count (xml, "nextPage"), >=, asked.overview->lines->len - 1);
  g_assert_null (strstr (xml, "oddPage"));

  /* It is no agreement. */
  agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  g_assert_cmpuint (agreements->len, ==, 0);
}

static void
test_two_sided (WorkFixture *fixture, gconstpointer data)
{
  g_auto (Asked) asked = ask (fixture, letter);
  g_autoptr (WorkJob) job = NULL;
  g_autofree char *xml = NULL;

  asked.options.two_sided = TRUE;
  job = run (fixture, &asked);
  xml = part_of (&asked);
  g_assert_cmpuint (count (xml, "oddPage"), >=, asked.overview->lines->len - 1);
}

/* Those that are asked for, in the order in which they are. */
static void
test_order (WorkFixture *fixture, gconstpointer data)
{
  g_auto (Asked) asked = ask (fixture, labels);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autoptr (WorkJob) job = NULL;
  g_autofree char *text = NULL;
  g_autofree char *xml = NULL;

  g_ptr_array_add (lines, line_of (&asked, "BRÛLÉ Noé"));
  g_ptr_array_add (lines, line_of (&asked, "ABADIE Léa"));
  asked.options.lines = lines;
  job = run (fixture, &asked);
  text = text_of (&asked);
  xml = part_of (&asked);
  g_assert_cmpuint (count (text, "Étiquette"), ==, 2);
  assert_has (strstr (text, "Étiquette BRÛLÉ"), "Étiquette ABADIE");
  g_assert_cmpuint (count (xml, "nextPage"), <=, 1);
}

/* The number of an agreement is known to a letter about it, and so is what has changed since. */
static void
test_agreement (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkJob) job = NULL;
  g_autofree char *text = NULL;

  work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0042");
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "name", "Roux et fils");
  {
    g_auto (Asked) asked = ask (fixture, P ("{{NUM_CONVENTION}} chez {{ENTREPRISE}}"));

    job = run (fixture, &asked);
    text = text_of (&asked);
  }
  assert_has (text, "2026-0042 chez Roux et fils");
}

/* A template of the school says what its own names stand for. */
static void
test_bindings (WorkFixture *fixture, gconstpointer data)
{
  g_auto (Asked) asked = ask (fixture, P ("Pour {{Nom de famille}}."));
  g_autofree char *content = NULL;
  g_autofree char *base64 = NULL;
  g_autofree char *text = NULL;
  g_autoptr (WorkJob) job = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (asked.template, &content, &size, NULL));
  base64 = g_base64_encode ((const guchar *) content, size);
  asked.options.template_path = NULL;
  asked.options.template_id = work_fixture_add (
      fixture, MODEL_ENTITY_TEMPLATE, "name", "Courrier", "kind", "agreement", "file_name",
      "Courrier.docx", "sha256", "0", "content", base64, "bindings", "Nom de famille=NOM", NULL);
  job = run (fixture, &asked);
  text = text_of (&asked);
  assert_has (text, "Pour BRÛLÉ.");
  assert_notes (job, NULL);
}

/* ---- what is not ---- */

static void
test_notes (WorkFixture *fixture, gconstpointer data)
{
  g_auto (Asked) asked =
      ask (fixture, P ("{{NOM}} {{ENTREPRISE}} {{FORMULE_MAGIQUE}} {{ELEVE_TEL2}}"));
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autoptr (WorkJob) job = NULL;

  g_ptr_array_add (lines, line_of (&asked, "ABADIE Léa"));
  g_ptr_array_add (lines, line_of (&asked, "CAZALS Inès"));
  asked.options.lines = lines;
  job = run (fixture, &asked);
  assert_notes (job, "“FORMULE_MAGIQUE” is no field that Paraphe knows.",
                "“ELEVE_TEL2” is no field that Paraphe knows.",
                "“ENTREPRISE” is empty for CAZALS Inès.", NULL);
}

/* A field that is empty for all is said once, and so are names of many. */
static void
test_many_empty (WorkFixture *fixture, gconstpointer data)
{
  g_auto (Asked) asked = ask (fixture, P ("{{ENTREPRISE}} {{NUM_CONVENTION}}"));
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autoptr (WorkJob) job = NULL;

  g_ptr_array_add (lines, line_of (&asked, "ABADIE Léa"));
  for (guint i = 0; i < 7; i++)
    g_ptr_array_add (lines, line_of (&asked, "CAZALS Inès"));
  asked.options.lines = lines;
  job = run (fixture, &asked);
  assert_notes (job, "“NUM_CONVENTION” is empty for every line.",
                "“ENTREPRISE” is empty for CAZALS Inès, CAZALS Inès, CAZALS Inès, CAZALS Inès, "
                "CAZALS Inès and 2 others.",
                NULL);
}

static void
test_cancelled (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (WorkJob) with = NULL;
  g_autofree char *text = NULL;
  g_autofree char *with_text = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "state", "cancelled");
  {
    g_auto (Asked) asked = ask (fixture, P ("[{{NOM}} {{PERIODE}}]"));
    const WorkJobItem *item;

    g_assert_true (line_of (&asked, "ABADIE Léa")->cancelled);
    job = run (fixture, &asked);
    text = text_of (&asked);
    g_assert_cmpuint (work_job_get_failed (job)->len, ==, 1);
    item = work_job_get_failed (job)->pdata[0];
    g_assert_cmpstr (item->name, ==, "ABADIE Léa");
    assert_has (item->error, "cancelled");
    g_assert_cmpuint (count (text, "["), ==, asked.overview->lines->len - 1);
    assert_has (text, "BRÛLÉ");

    asked.options.with_cancelled = asked.options.replace = TRUE;
    with = run (fixture, &asked);
    with_text = text_of (&asked);
    g_assert_cmpuint (work_job_get_failed (with)->len, ==, 0);
    g_assert_cmpuint (count (with_text, "["), ==, asked.overview->lines->len);
  }
}

static void
fails (WorkFixture *fixture, const Asked *asked, GQuark domain, int code)
{
  g_autoptr (WorkJob) job = work_one_document_new (fixture->school, &asked->options);
  g_autoptr (GError) error = NULL;

  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, domain, code);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 0);
}

/* What is there already stays, unless the person was asked. */
static void
test_replace (WorkFixture *fixture, gconstpointer data)
{
  g_auto (Asked) asked = ask (fixture, letter);
  g_autofree char *content = NULL;
  g_autofree char *text = NULL;
  g_autoptr (WorkJob) job = NULL;

  g_assert_true (g_file_set_contents (asked.out, "le mien", -1, NULL));
  fails (fixture, &asked, BASE_ERROR, BASE_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (asked.out, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "le mien");
  asked.options.replace = TRUE;
  job = run (fixture, &asked);
  text = text_of (&asked);
  assert_has (text, "Léa");
}

static void
test_refused (WorkFixture *fixture, gconstpointer data)
{
  g_auto (Asked) asked = ask (fixture, letter);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_assert_true (g_file_set_contents (asked.template, "no document", -1, NULL));
  fails (fixture, &asked, MERGE_ERROR, MERGE_ERROR_NOT_DOCX);
  asked.options.lines = none;
  g_clear_pointer (&asked.template, g_free);
  asked.template = g_build_filename (fixture->folder, "Autre.docx", NULL);
  asked.options.template_path = asked.template;
  {
    g_autoptr (GBytes) docx = fixture_body (letter);

    g_assert_true (g_file_set_contents (asked.template, g_bytes_get_data (docx, NULL),
                                        (gssize) g_bytes_get_size (docx), NULL));
  }
  fails (fixture, &asked, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_false (g_file_test (asked.out, G_FILE_TEST_EXISTS));
}

static void
test_stopped (WorkFixture *fixture, gconstpointer data)
{
  g_auto (Asked) asked = ask (fixture, letter);
  g_autoptr (WorkJob) job = work_one_document_new (fixture->school, &asked.options);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (work_job_run (job, cancellable, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_CANCELLED);
  g_assert_false (g_file_test (asked.out, G_FILE_TEST_EXISTS));
}

/* Pupils' data leave: that is written down. */
static void
test_logged (WorkFixture *fixture, gconstpointer data)
{
  g_auto (Asked) asked = ask (fixture, letter);
  g_autoptr (WorkJob) job = run (fixture, &asked);
  const StoreAccessFilter filter = { .act = STORE_ACCESS_EXPORT, .entity = MODEL_ENTITY_NONE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines =
      work_school_read (fixture->school, work_query_access_new (&filter), &error);

  g_assert_nonnull (job);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpstr (((const WorkAccessLine *) lines->pdata[0])->detail, ==,
                   "Merged into One Document");
}

/* ---- its name ---- */

static void
test_name (WorkFixture *fixture, gconstpointer data)
{
  g_auto (Asked) asked = ask (fixture, letter);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  ModelLine *first = line_of (&asked, "ABADIE Léa");
  g_autofree char *of_class = NULL;
  g_autofree char *of_all = work_one_document_name (asked.overview->lines, "Suivi/2026.DOCX");
  g_autofree char *of_none = work_one_document_name (lines, "Courrier");
  g_autofree char *path = work_one_document_path ("/tmp/lettres");
  g_autofree char *same = work_one_document_path ("/tmp/lettres.DOCX");

  g_ptr_array_add (lines, first);
  of_class = work_one_document_name (lines, "Courrier.docx");
  g_assert_cmpstr (of_class, ==, "PFMP 1 - 2MELEC - Courrier.docx");
  g_assert_null (strchr (of_all, '/'));
  g_assert_true (g_str_has_prefix (of_all, "2MELEC - Suivi"));
  g_assert_true (g_str_has_suffix (of_all, "2026.docx"));
  g_assert_cmpstr (of_none, ==, "Courrier.docx");
  g_assert_cmpstr (path, ==, "/tmp/lettres.docx");
  g_assert_cmpstr (same, ==, "/tmp/lettres.DOCX");
}

#define ADD(path, test) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, test, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/work/one-document/letters", test_letters);
  ADD ("/work/one-document/two-sided", test_two_sided);
  ADD ("/work/one-document/order", test_order);
  ADD ("/work/one-document/agreement", test_agreement);
  ADD ("/work/one-document/bindings", test_bindings);
  ADD ("/work/one-document/notes", test_notes);
  ADD ("/work/one-document/many-empty", test_many_empty);
  ADD ("/work/one-document/cancelled", test_cancelled);
  ADD ("/work/one-document/replace", test_replace);
  ADD ("/work/one-document/refused", test_refused);
  ADD ("/work/one-document/stopped", test_stopped);
  ADD ("/work/one-document/logged", test_logged);
  ADD ("/work/one-document/name", test_name);
  return g_test_run ();
}
