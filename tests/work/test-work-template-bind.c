/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-file.h"
#include "merge-fixture.h"
#include "model-binding.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-generate.h"
#include "work-template-needs.h"
#include "work-template.h"

/* Names of a template's own: bound, kept, merged. */

/* A PNG of one pixel. */
#define PIXEL \
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="

static WorkTemplateFile *
make_file (WorkFixture *fixture, const char *const *instructions)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "modele.docx", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  WorkTemplateFile *file;

  for (guint i = 0; instructions[i] != NULL; i++)
    {
      g_autofree char *field = fixture_field (instructions[i]);

      g_string_append_printf (body, "%s<w:r><w:t>|</w:t></w:r>", field);
    }
  g_string_prepend (body, "<w:p>");
  g_string_append (body, "</w:p>");
  bytes = fixture_body (body->str);
  g_assert_true (base_file_write_atomic (path, bytes, TRUE, &error));
  work_template_read_async (path, work_fixture_on_result_cb, &result);
  file = work_template_read_finish (work_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return file;
}

static gint64
add_template (WorkFixture *fixture)
{
  static const char *const instructions[] = { "MERGEFIELD Nom_élève", "MERGEFIELD DATE_DEBU",
                                              "MERGEFIELD Couleur", "MERGEFIELD PRENOM", NULL };
  g_autoptr (WorkTemplateFile) file = make_file (fixture, instructions);
  g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_template_add_new ("Convention", "agreement", file));

  return done->id;
}

static void
bind (WorkFixture *fixture, gint64 id, const char *name, const char *target)
{
  g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_template_bind_new (id, name, target));

  g_assert_nonnull (done->operation_id);
}

static void
assert_bindings (WorkFixture *fixture, gint64 id, const char *expected)
{
  g_autoptr (ModelRecord) record = work_fixture_load (fixture, MODEL_ENTITY_TEMPLATE, id);

  g_assert_cmpstr (model_record_get (record, "bindings"), ==, expected);
}

/* (transfer full): the body of the agreement of the first sheet */
static char *
generate_xml (WorkFixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *document = NULL;
  char *xml;
  const WorkJobItem *item;

  options->missing = MERGE_MISSING_MARK;
  job = work_generate_new (fixture->school, fixture->placements, 1, options);
  g_assert_true (work_job_run (job, NULL, &error));
  g_assert_no_error (error);
  item = g_ptr_array_index (work_job_get_succeeded (job), 0);
  bytes = base_file_read (item->path, G_MAXSIZE, &error);
  g_assert_no_error (error);
  document = fixture_part (bytes, "word/document.xml");
  xml = g_strdup (strstr (document, "<w:body>") + strlen ("<w:body>"));
  *strstr (xml, "</w:body>") = '\0';
  return xml;
}

static char *
generate (WorkFixture *fixture)
{
  g_autofree char *xml = generate_xml (fixture);

  return fixture_text (xml);
}

static void
assert_merged (WorkFixture *fixture, const char *expected)
{
  g_autofree char *text = generate (fixture);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_merged (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add_template (fixture);

  assert_merged (fixture, "ABADIE|[À COMPLÉTER]|[À COMPLÉTER]|Léa|");
  bind (fixture, id, "DATE_DEBU", "date_debut");
  bind (fixture, id, "Couleur", "");
  assert_merged (fixture, "ABADIE|11/01/2027||Léa|");
  /* What is known under its own name may be meant otherwise. */
  bind (fixture, id, "PRENOM", "TUTEUR_PRENOM");
  assert_bindings (fixture, id, "Couleur=\nDATE_DEBU=DATE_DEBUT\nPRENOM=TUTEUR_PRENOM");
  bind (fixture, id, "Prénom", NULL);
  bind (fixture, id, "couleur", NULL);
  assert_merged (fixture, "ABADIE|11/01/2027|[À COMPLÉTER]|Léa|");
  work_fixture_assert_sound (fixture);
}

static void
test_refused (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add_template (fixture);

  work_fixture_assert_refused (fixture, work_change_template_bind_new (id, "Nom_élève", "XYZZY"),
                               "“XYZZY” is no merge field", NULL);
  work_fixture_assert_refused (fixture, work_change_template_bind_new (id, "_", "NOM"),
                               "“_” is no name", NULL);
  assert_bindings (fixture, id, NULL);
}

/* Each is one step of the undo, and what others have bound meanwhile stays. */
static void
test_undone (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add_template (fixture);
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  bind (fixture, id, "Couleur", "");
  bind (fixture, id, "DATE_DEBU", "DATE_DEBUT");
  undone = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (undone);
  assert_bindings (fixture, id, "Couleur=");
}

/* A rename that began before somebody bound a name does not lose it. */
static void
test_beside_a_change (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add_template (fixture);
  g_autoptr (ModelRecord) before = work_fixture_load (fixture, MODEL_ENTITY_TEMPLATE, id);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (ModelRecord) after = NULL;

  bind (fixture, id, "Couleur", "");
  model_record_set_canonical (before, "name", "Convention A4");
  done = work_fixture_apply (fixture, work_change_template_new (before));
  after = work_fixture_load (fixture, MODEL_ENTITY_TEMPLATE, id);
  g_assert_cmpstr (model_record_get (after, "name"), ==, "Convention A4");
  assert_bindings (fixture, id, "Couleur=");
}

static void
test_kept_with_a_newer_file (WorkFixture *fixture, gconstpointer data)
{
  static const char *const newer[] = { "MERGEFIELD DATE_DEBU \\@ \"d MMMM yyyy\"", NULL };
  gint64 id = add_template (fixture);
  g_autoptr (WorkTemplateFile) file = make_file (fixture, newer);
  g_autoptr (WorkDone) done = NULL;

  bind (fixture, id, "DATE_DEBU", "DATE_DEBUT");
  done = work_fixture_apply (fixture, work_change_template_replace_new (id, file));
  assert_bindings (fixture, id, "DATE_DEBU=DATE_DEBUT");
  assert_merged (fixture, "11 janvier 2027|");
}

static void
test_guessed (WorkFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Nom du tuteur", "Tél entreprise", "XYZZY", "Ville élève",
                                       NULL };
  gint64 id = add_template (fixture);
  g_autoptr (WorkDone) done = NULL;

  bind (fixture, id, "Ville_élève", "");
  done = work_fixture_apply (fixture, work_change_template_guess_new (id, names));
  assert_bindings (fixture, id, "Nom du tuteur=TUTEUR_NOM\nTél entreprise=ENT_TEL\nVille_élève=");
}

static char *
needs_of (WorkFixture *fixture, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all =
      work_school_read (fixture->school, work_query_needs_new (fixture->placements, n), &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++)
    {
      const WorkNeeds *needs = all->pdata[i];

      g_string_append_printf (text, "%s|%s|%s\n", needs->student, needs->missing, needs->unknown);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_needs (WorkFixture *fixture, guint n, const char *expected)
{
  g_autofree char *needs = needs_of (fixture, n);

  g_assert_cmpstr (needs, ==, expected);
}

/* Asked for is what the template asks for, and of that what everybody has. */
static void
test_needs (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add_template (fixture);

  assert_needs (fixture, 2, "ABADIE Léa||DATE_DEBU, Couleur\nBRÛLÉ Noé||DATE_DEBU, Couleur\n");
  bind (fixture, id, "Couleur", "");
  bind (fixture, id, "DATE_DEBU", "ENT_SIRET");
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "siret", NULL);
  /* The second sheet has another company, or the same: both lack it. */
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "email", NULL);
  assert_needs (fixture, 1, "ABADIE Léa|SIRET (Company)|\n");
  bind (fixture, id, "DATE_DEBU", "RL2_NOM");
  assert_needs (fixture, 1, "");
  bind (fixture, id, "DATE_DEBU", "SAMEDI_MATIN");
  assert_needs (fixture, 1, "");
  /* What comes with the agreement is nothing that is missing before. */
  bind (fixture, id, "DATE_DEBU", "NUM_CONVENTION");
  assert_needs (fixture, 1, "");
  assert_needs (fixture, 0, "");
}

/* A branch that the sheet at hand does not take asks for nothing. */
static void
test_needs_of_branches (WorkFixture *fixture, gconstpointer data)
{
  static const char *const instructions[] = {
    "IF {{PRENOM}} = \"Léa\" \"{{ENT_SIRET}}\" \"{{Couleur}}\"",
    "IF {{PRENOM}} = \"Léa\" \"\" \"{{Teinte}}\" \\* Upper", NULL
  };
  g_autoptr (WorkTemplateFile) file = make_file (fixture, instructions);
  g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_template_add_new ("Convention", "agreement", file));

  g_assert_nonnull (done);
  assert_needs (fixture, 2, "BRÛLÉ Noé||Couleur, Teinte\n");
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "siret", NULL);
  assert_needs (fixture, 1, "ABADIE Léa|SIRET (Company)|\n");
}

/* "ABADIE Léa: sentence" of each sheet, then the notes */
static char *
told_by (WorkJob *job)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *failed = work_job_get_failed (job), *notes = work_job_get_notes (job);

  for (guint i = 0; i < failed->len; i++)
    {
      const WorkJobItem *item = failed->pdata[i];

      g_string_append_printf (text, "%s: %s\n", item->name, item->error);
    }
  for (guint i = 0; i < notes->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) notes->pdata[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_told (WorkFixture *fixture, guint n, const char *expected)
{
  g_autoptr (WorkJob) job = work_needs_job_new (fixture->school, fixture->placements, n);
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;

  work_job_run (job, NULL, &error);
  told = told_by (job);
  g_assert_cmpstr (told, ==, expected);
  if (work_job_get_failed (job)->len > 0)
    g_assert_error (error, WORK_ERROR, WORK_ERROR_PARTIAL);
  else
    g_assert_no_error (error);
}

/* Whoever is of age on the first day signs alone. */
static void
test_needs_of_who_is_of_age (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add_template (fixture);

  bind (fixture, id, "Couleur", "");
  bind (fixture, id, "DATE_DEBU", "RL1_NOM");
  assert_needs (fixture, 2, "");
  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[1], "birth_date",
                       "2010-01-12");
  assert_needs (fixture, 2, "BRÛLÉ Noé|Family name (Guardian 1)|\n");
}

/* A place for a stamp or a signature that the school has not is told; one for a logo is not. */
static void
test_needs_of_pictures (WorkFixture *fixture, gconstpointer data)
{
  static const char *const instructions[] = { "MERGEFIELD LOGO", "MERGEFIELD TAMPON",
                                              "INCLUDEPICTURE SIGNATURE", NULL };
  g_autoptr (WorkTemplateFile) file = make_file (fixture, instructions);
  g_autoptr (GPtrArray) schools = work_fixture_load_all (fixture, MODEL_ENTITY_SCHOOL);
  gint64 school_id = model_record_get_id (schools->pdata[0]);
  g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_template_add_new ("Convention", "agreement", file));

  g_assert_nonnull (done);
  assert_needs (fixture, 1,
                "ABADIE Léa|Stamp of the school (School), Signature of the head (School)|\n");
  /* It is the same for every sheet, and so told once. */
  assert_told (fixture, 2,
               "The template “Convention” asks for what the school lacks: "
               "Stamp of the school (School), Signature of the head (School).\n");
  work_fixture_change (fixture, MODEL_ENTITY_SCHOOL, school_id, "stamp", PIXEL);
  assert_needs (fixture, 1, "ABADIE Léa|Signature of the head (School)|\n");
  work_fixture_change (fixture, MODEL_ENTITY_SCHOOL, school_id, "signature", PIXEL);
  assert_needs (fixture, 1, "");
}

/* What a template asks for in vain is told once, what a sheet lacks of each sheet. */
static void
test_needs_as_a_job (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add_template (fixture);

  assert_told (fixture, 2,
               "The template “Convention” asks for what nobody knows: DATE_DEBU, Couleur.\n");
  bind (fixture, id, "Couleur", "");
  bind (fixture, id, "DATE_DEBU", "ENT_SIRET");
  assert_told (fixture, 2, "");
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "siret", NULL);
  assert_told (fixture, 1, "ABADIE Léa: Missing: SIRET (Company)\n");
  assert_told (fixture, 0, "");
}

/* Looking makes nothing, and what has left the school says what it said. */
static void
test_needs_of_what_is_frozen (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add_template (fixture);
  g_autoptr (GPtrArray) none = NULL, agreements = NULL;
  g_autofree char *text = NULL, *operation = NULL;
  g_autoptr (GError) error = NULL;
  gint64 agreement_id = 0;

  bind (fixture, id, "Couleur", "");
  bind (fixture, id, "DATE_DEBU", "ENT_SIRET");
  assert_told (fixture, 1, "");
  none = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  g_assert_cmpuint (none->len, ==, 0);
  text = generate (fixture);
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "siret", NULL);
  assert_told (fixture, 1, "ABADIE Léa: Missing: SIRET (Company)\n");
  agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  g_assert_cmpuint (agreements->len, ==, 1);
  agreement_id = model_record_get_id (agreements->pdata[0]);
  operation = work_school_set_step (fixture->school, &agreement_id, 1, 1, &error);
  g_assert_no_error (error);
  assert_told (fixture, 1, "");
}

/* One sheet that somebody has deleted keeps nobody from the others. */
static void
test_needs_of_what_is_gone (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add_template (fixture);
  gint64 ids[] = { 4711, fixture->placements[0] };
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;

  bind (fixture, id, "Couleur", "");
  job = work_needs_job_new (fixture->school, ids, G_N_ELEMENTS (ids));
  g_assert_true (work_job_run (job, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (work_job_get_notes (job)->len, ==, 1);
}

static void
test_needs_stopped (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  add_template (fixture);
  job = work_needs_job_new (fixture->school, fixture->placements, 2);
  g_cancellable_cancel (cancellable);
  g_assert_false (work_job_run (job, cancellable, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_CANCELLED);
}

/* A name of the template's own shows the picture that it is bound to, and nothing when it is to
 * stay empty. */
static void
test_picture (WorkFixture *fixture, gconstpointer data)
{
  static const char *const instructions[] = { "MERGEFIELD Tampon_rond",
                                              "INCLUDEPICTURE Tampon_rond \\\\d", NULL };
  g_autoptr (WorkTemplateFile) file = make_file (fixture, instructions);
  g_autoptr (GPtrArray) schools = work_fixture_load_all (fixture, MODEL_ENTITY_SCHOOL);
  gint64 school_id = model_record_get_id (schools->pdata[0]);
  g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_template_add_new ("Convention", "agreement", file));
  g_autofree char *bound = NULL, *empty = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_SCHOOL, school_id, "stamp", PIXEL);
  assert_needs (fixture, 1, "ABADIE Léa||Tampon_rond\n");
  bind (fixture, done->id, "Tampon_rond", "CACHET");
  assert_needs (fixture, 1, "");
  bound = generate_xml (fixture);
  g_assert_nonnull (strstr (bound, "rIdParaphe1"));
  g_assert_null (strstr (bound, "INCLUDEPICTURE"));
  bind (fixture, done->id, "Tampon_rond", "");
  empty = generate_xml (fixture);
  g_assert_null (strstr (empty, "rIdParaphe1"));
}

static void
test_needs_of_no_template (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (
      work_school_read (fixture->school, work_query_needs_new (fixture->placements, 1), &error));
  g_assert_nonnull (error);
}

#define ADD(name, func)                                                                  \
  g_test_add ("/work/template-bind/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("merged", test_merged);
  ADD ("refused", test_refused);
  ADD ("undone", test_undone);
  ADD ("beside-a-change", test_beside_a_change);
  ADD ("kept-with-a-newer-file", test_kept_with_a_newer_file);
  ADD ("guessed", test_guessed);
  ADD ("needs", test_needs);
  ADD ("needs-of-branches", test_needs_of_branches);
  ADD ("needs-of-who-is-of-age", test_needs_of_who_is_of_age);
  ADD ("needs-of-pictures", test_needs_of_pictures);
  ADD ("needs-as-a-job", test_needs_as_a_job);
  ADD ("needs-of-what-is-frozen", test_needs_of_what_is_frozen);
  ADD ("needs-of-what-is-gone", test_needs_of_what_is_gone);
  ADD ("needs-stopped", test_needs_stopped);
  ADD ("picture", test_picture);
  ADD ("needs-of-no-template", test_needs_of_no_template);
  return g_test_run ();
}
