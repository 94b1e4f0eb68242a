/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "base-file.h"
#include "work-agreement-change.h"
#include "work-amendment-private.h"
#include "work-fixture.h"
#include "work-generate.h"
#include "work-line.h"
#include "work-signature.h"

/* The life of an agreement: its signatories, its documents, how it ends and what follows it. */

/* Makes the agreement of the fixture's validated sheet, as the window does. */
static gint64
generate (WorkFixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GPtrArray) agreements = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  options->template_path = g_strdup (g_getenv ("TEMPLATE_A4"));
  job = work_generate_new (fixture->school, fixture->placements, 1, options);
  g_assert_true (work_job_run (job, NULL, &error));
  g_assert_no_error (error);
  agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  for (guint i = 0; i < agreements->len; i++)
    if (g_strcmp0 (model_record_get (agreements->pdata[i], "state"), "active") == 0)
      id = model_record_get_id (agreements->pdata[i]);
  g_assert_cmpint (id, !=, 0);
  return id;
}

static WorkLineDetail *
read_line (WorkFixture *fixture, gint64 agreement_id)
{
  g_autoptr (GError) error = NULL;
  WorkLineDetail *detail =
      work_school_read (fixture->school,
                        work_query_line_new (fixture->students[0], fixture->searches[0],
                                             fixture->placements[0], agreement_id),
                        &error);

  g_assert_no_error (error);
  return detail;
}

static ModelRecord *
find_role (WorkLineDetail *detail, const char *role)
{
  for (guint i = 0; i < detail->signatories->len; i++)
    if (g_strcmp0 (model_record_get (detail->signatories->pdata[i], "role"), role) == 0)
      return detail->signatories->pdata[i];
  return NULL;
}

static gboolean
change_and_follow (WorkChanging *changing, gpointer data, GError **error)
{
  WorkFixture *fixture = data;
  g_autoptr (ModelRecord) placement =
      _work_changing_load (changing, MODEL_ENTITY_PLACEMENT, fixture->placements[0], error);

  model_record_set_canonical (placement, "activities", "Câblage d’une armoire");
  return _work_changing_save (changing, placement, error)
         && _work_agreement_follow_sheet (changing, fixture->placements[0], error);
}

static void
change_sheet (WorkFixture *fixture)
{
  G_GNUC_UNUSED g_autoptr (WorkDone) done = work_fixture_apply (
      fixture, _work_change_new ("sheet.change", change_and_follow, fixture, NULL));
}

static void
test_signatories (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = generate (fixture);
  g_autoptr (WorkLineDetail) detail = read_line (fixture, id);
  g_autofree char *title = NULL;

  /* ABADIE Léa is a minor: her guardian signs too. */
  g_assert_cmpuint (detail->signatories->len, ==, 6);
  g_assert_cmpstr (model_record_get (find_role (detail, "school"), "name"), ==,
                   "Mme Hélène VAYSSELINE");
  g_assert_cmpstr (model_record_get (find_role (detail, "student"), "name"), ==, "Léa ABADIE");
  g_assert_cmpstr (model_record_get (find_role (detail, "company"), "name"), ==, "Mme Élodie ROUX");
  g_assert_cmpstr (model_record_get (find_role (detail, "tutor"), "phone"), ==, "+33639988301");
  g_assert_cmpstr (model_record_get (find_role (detail, "teacher"), "email"), ==,
                   "nordine@lycee.example");
  g_assert_nonnull (find_role (detail, "guardian"));
  title = work_signatory_title (find_role (detail, "tutor"));
  g_assert_cmpstr (title, ==, "Tutor");
  /* Made again, it has the same ones. */
  generate (fixture);
  g_clear_pointer (&detail, work_line_detail_free);
  detail = read_line (fixture, id);
  g_assert_cmpuint (detail->signatories->len, ==, 6);
}

static void
test_signatories_of_the_school (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) roles = work_fixture_load_all (fixture, MODEL_ENTITY_SIGNATORY_ROLE);
  g_autoptr (WorkLineDetail) detail = NULL;
  g_autofree char *title = NULL;

  for (guint i = 0; i < roles->len; i++)
    if (g_strcmp0 (model_record_get (roles->pdata[i], "role"), "school") == 0)
      {
        model_record_set_canonical (roles->pdata[i], "name", "M. Bastien OULHAC");
        model_record_set_canonical (roles->pdata[i], "label", "Proviseur adjoint");
        work_fixture_save (fixture, roles->pdata[i]);
      }
  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "birth_date",
                       "2001-05-04");
  detail = read_line (fixture, generate (fixture));
  g_assert_cmpuint (detail->signatories->len, ==, 5);
  g_assert_null (find_role (detail, "guardian"));
  g_assert_cmpstr (model_record_get (find_role (detail, "school"), "name"), ==,
                   "M. Bastien OULHAC");
  title = work_signatory_title (find_role (detail, "school"));
  g_assert_cmpstr (title, ==, "Proviseur adjoint");
}

static void
test_dates (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = generate (fixture);
  g_autoptr (WorkLineDetail) detail = read_line (fixture, id);
  ModelRecord *tutor = find_role (detail, "tutor");
  g_autoptr (WorkDone) done = NULL, all = NULL, reminded = NULL;
  g_autoptr (WorkLineDetail) after = NULL;

  model_record_set_canonical (tutor, "sent_on", "2026-11-10");
  model_record_set_canonical (tutor, "signed_on", "2026-11-09");
  work_fixture_assert_refused (fixture, work_change_signatory_new (tutor),
                               "before the agreement was given", NULL);
  model_record_set_canonical (tutor, "signed_on", "2026-11-12");
  model_record_set_canonical (tutor, "received_on", "2026-11-11");
  work_fixture_assert_refused (fixture, work_change_signatory_new (tutor), "before it was signed",
                               NULL);
  model_record_set_canonical (tutor, "received_on", "2999-11-12");
  work_fixture_assert_refused (fixture, work_change_signatory_new (tutor), "still to come", NULL);
  model_record_set_canonical (tutor, "received_on", "2026-11-16");
  done = work_fixture_apply (fixture, work_change_signatory_new (tutor));
  g_assert_nonnull (done->operation_id);

  all = work_fixture_apply (fixture,
                            work_change_signatures_new (&id, 1, NULL, "sent_on", "2026-11-10"));
  g_assert_cmpuint (all->n, ==, 5);
  /* Who has signed is not reminded. */
  reminded = work_fixture_apply (
      fixture, work_change_signatures_new (&id, 1, NULL, "reminded_on", "2026-11-20"));
  g_assert_cmpuint (reminded->n, ==, 5);
  after = read_line (fixture, id);
  g_assert_null (model_record_get (find_role (after, "tutor"), "reminded_on"));
  g_assert_cmpstr (model_record_get (find_role (after, "school"), "reminded_on"), ==, "2026-11-20");
  work_fixture_assert_refused (fixture, work_change_signatures_new (&id, 1, NULL, "name", "x"),
                               "no date", NULL);
}

static void
test_step_dates (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = generate (fixture);
  g_autoptr (ModelRecord) signed_by_all = NULL, back = NULL;
  G_GNUC_UNUSED g_autofree char *moved = work_school_set_step (fixture->school, &id, 1, 2, NULL);
  g_autofree char *again = NULL;

  signed_by_all = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_assert_nonnull (model_record_get (signed_by_all, "signed_on"));
  again = work_school_set_step (fixture->school, &id, 1, 1, NULL);
  back = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_assert_null (model_record_get (back, "signed_on"));
}

static void
test_cancel_and_make_again (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = generate (fixture);
  g_autoptr (WorkDone) done = NULL, copied = NULL;
  g_autoptr (ModelRecord) cancelled = NULL, copy = NULL;
  g_autoptr (WorkLineDetail) detail = NULL;

  work_fixture_assert_refused (fixture, work_change_cancel_new (&id, 1, "  "), "for a reason",
                               NULL);
  work_fixture_assert_refused (fixture, work_change_clone_new (id), "not cancelled", NULL);
  done = work_fixture_apply (fixture, work_change_cancel_new (&id, 1, "L’entreprise ferme"));
  cancelled = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_assert_cmpstr (model_record_get (cancelled, "state"), ==, "cancelled");
  g_assert_cmpstr (model_record_get (cancelled, "reason"), ==, "L’entreprise ferme");
  work_fixture_assert_refused (fixture, work_change_cancel_new (&id, 1, "Encore"),
                               "cancelled or replaced", NULL);
  copied = work_fixture_apply (fixture, work_change_clone_new (id));
  copy = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, copied->id);
  g_assert_cmpstr (model_record_get (copy, "number"), !=, model_record_get (cancelled, "number"));
  g_assert_cmpint (model_record_get_int (copy, "source_id"), ==, id);
  g_assert_cmpint (model_record_get_int (copy, "step"), ==, 0);
  /* What was made of the cancelled one is still there. */
  detail = read_line (fixture, copied->id);
  g_assert_cmpuint (detail->agreements->len, ==, 2);
  g_assert_cmpuint (detail->documents->len, ==, 1);
  g_assert_cmpuint (detail->signatories->len, ==, 6);
  work_fixture_assert_sound (fixture);
}

static void
test_signed_outside (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = generate (fixture);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autofree char *back = NULL;
  g_autoptr (ModelRecord) agreement = NULL;
  ModelLine *line;

  work_fixture_assert_refused (fixture, work_change_signed_outside_new (&id, 1, "2999-01-01"),
                               "still to come", NULL);
  done = work_fixture_apply (fixture, work_change_signed_outside_new (&id, 1, "2026-11-12"));
  overview = work_school_load (fixture->school, fixture->year_id, NULL);
  line = overview->lines->pdata[0];
  g_assert_true (line->signed_outside);
  g_assert_true (model_line_is_signed (line));
  g_assert_cmpstr (line->signed_on, ==, "2026-11-12");
  g_assert_cmpint (line->step, ==, 2);
  /* Moved back by hand, it is followed here again. */
  back = work_school_set_step (fixture->school, &id, 1, 0, NULL);
  agreement = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_assert_cmpint (model_record_get_int (agreement, "signed_outside"), ==, 0);
}

static char *
write_scan (WorkFixture *fixture, const char *name, const char *content)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  return path;
}

static void
test_scan (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = generate (fixture);
  g_autofree char *path = write_scan (fixture, "Convention signée.pdf", "%PDF-1.7 signed");
  g_autofree char *other = write_scan (fixture, "page 2.pdf", "%PDF-1.7 again");
  g_autofree char *text = write_scan (fixture, "note.pdf", "no PDF at all");
  g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_attach_new (id, "signed", path, TRUE));
  g_autoptr (WorkDone) second = NULL;
  g_autoptr (ModelRecord) document = work_fixture_load (fixture, MODEL_ENTITY_DOCUMENT, done->id);
  g_autoptr (ModelRecord) agreement = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_autoptr (WorkLineDetail) detail = NULL;

  g_assert_cmpstr (model_record_get (document, "name"), ==, "Convention signée.pdf");
  g_assert_cmpstr (model_record_get (document, "media_type"), ==, "application/pdf");
  g_assert_cmpuint (strlen (model_record_get (document, "sha256")), ==, 64);
  g_assert_nonnull (model_record_get (agreement, "signed_on"));
  work_fixture_assert_refused (fixture, work_change_attach_new (id, "signed", path, TRUE),
                               "attached already", NULL);
  work_fixture_assert_refused (fixture, work_change_attach_new (id, "signed", text, TRUE),
                               "neither a PDF", NULL);
  second = work_fixture_apply (fixture, work_change_attach_new (id, "signed", other, TRUE));
  detail = read_line (fixture, id);
  /* The one that was generated, and both scans: none in place of another. */
  g_assert_cmpuint (detail->documents->len, ==, 3);
  work_fixture_assert_sound (fixture);
}

static void
test_open_a_copy (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = generate (fixture);
  g_autofree char *path = write_scan (fixture, "scan.pdf", "%PDF-1.7 signed");
  g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_attach_new (id, "scan", path, FALSE));
  g_autoptr (GError) error = NULL;
  g_autofree char *copy =
      work_school_read (fixture->school, work_query_document_new (done->id), &error);
  g_autofree char *again = NULL;
  g_autofree char *content = NULL;
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (copy, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "%PDF-1.7 signed");
  g_assert_cmpint (g_stat (copy, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0400);
  again = work_school_read (fixture->school, work_query_document_new (done->id), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, copy);
}

/* Nobody has it yet: the same agreement says something else. */
static void
test_new_version (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = generate (fixture);
  g_autoptr (ModelRecord) before = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_autoptr (ModelRecord) after = NULL, undone = NULL;
  g_autofree char *label = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "printed_on", "2026-11-03");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "printed_copies", "3");
  change_sheet (fixture);
  after = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_assert_cmpstr (model_record_get (after, "state"), ==, "active");
  g_assert_cmpint (model_record_get_int (after, "revision"), ==, 2);
  /* What was printed is the version before. */
  g_assert_null (model_record_get (after, "printed_on"));
  g_assert_null (model_record_get (after, "printed_copies"));
  g_assert_nonnull (strstr (model_record_get (after, "snapshot"), "armoire"));
  g_assert_null (strstr (model_record_get (before, "snapshot"), "armoire"));
  label = work_school_undo (fixture->school, NULL, NULL);
  undone = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_assert_cmpstr (model_record_get (undone, "snapshot"), ==,
                   model_record_get (before, "snapshot"));
}

/* Somebody has signed: an amendment says what changes, and the signed one stays as it was. */
static void
test_amendment (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = generate (fixture);
  g_autoptr (WorkDone) signature = NULL, cancelled = NULL;
  g_autoptr (ModelRecord) before = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_autoptr (ModelRecord) after = NULL, revived = NULL;
  g_autoptr (WorkLineDetail) detail = NULL;
  g_autofree char *number = g_strconcat (model_record_get (before, "number"), "-A1", NULL);
  ModelRecord *amendment;
  gint64 amendment_id;

  signature = work_fixture_apply (
      fixture, work_change_signatures_new (&id, 1, "tutor", "signed_on", "2026-11-12"));
  change_sheet (fixture);
  detail = read_line (fixture, id);
  g_assert_cmpuint (detail->agreements->len, ==, 2);
  amendment = model_record_get_id (detail->agreements->pdata[0]) == id
                  ? detail->agreements->pdata[1]
                  : detail->agreements->pdata[0];
  g_assert_cmpstr (model_record_get (amendment, "number"), ==, number);
  g_assert_cmpstr (model_record_get (amendment, "state"), ==, "active");
  g_assert_cmpint (model_record_get_int (amendment, "amends_id"), ==, id);
  g_assert_nonnull (strstr (model_record_get (amendment, "difference"), "armoire"));
  after = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_assert_cmpstr (model_record_get (after, "state"), ==, "replaced");
  g_assert_cmpstr (model_record_get (after, "snapshot"), ==, model_record_get (before, "snapshot"));
  /* The same persons sign, from the beginning. */
  amendment_id = model_record_get_id (amendment);
  g_clear_pointer (&detail, work_line_detail_free);
  detail = read_line (fixture, amendment_id);
  g_assert_cmpuint (detail->signatories->len, ==, 6);
  g_assert_null (model_record_get (find_role (detail, "tutor"), "signed_on"));
  /* Without its amendment the agreement holds again. */
  cancelled = work_fixture_apply (fixture, work_change_cancel_new (&amendment_id, 1, "Erreur"));
  revived = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_assert_cmpstr (model_record_get (revived, "state"), ==, "active");
  work_fixture_assert_sound (fixture);
}

static void
test_second_amendment (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = generate (fixture);
  g_autoptr (WorkDone) first = NULL, second = NULL;
  g_autoptr (GPtrArray) agreements = NULL;
  const char *latest = NULL;

  first = work_fixture_apply (fixture, work_change_signed_outside_new (&id, 1, "2026-11-12"));
  change_sheet (fixture);
  agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  for (guint i = 0; i < agreements->len; i++)
    if (g_strcmp0 (model_record_get (agreements->pdata[i], "state"), "active") == 0)
      id = model_record_get_id (agreements->pdata[i]);
  second = work_fixture_apply (fixture, work_change_signed_outside_new (&id, 1, "2026-11-13"));
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "activities",
                       "Autre chose");
  change_sheet (fixture);
  g_clear_pointer (&agreements, g_ptr_array_unref);
  agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  for (guint i = 0; i < agreements->len; i++)
    if (g_strcmp0 (model_record_get (agreements->pdata[i], "state"), "active") == 0)
      latest = model_record_get (agreements->pdata[i], "number");
  /* The sheet ends as the first amendment says already: nothing more to sign. */
  g_assert_true (g_str_has_suffix (latest, "-A1"));
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "meals", "Cantine");
  change_sheet (fixture);
  g_clear_pointer (&agreements, g_ptr_array_unref);
  agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  for (guint i = 0; i < agreements->len; i++)
    if (g_strcmp0 (model_record_get (agreements->pdata[i], "state"), "active") == 0)
      latest = model_record_get (agreements->pdata[i], "number");
  g_assert_true (g_str_has_suffix (latest, "-A2"));
}

static void
test_no_agreement_no_follower (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) agreements = NULL;

  change_sheet (fixture);
  agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  g_assert_cmpuint (agreements->len, ==, 0);
}

#define ADD(name, func)                                                              \
  g_test_add ("/work/agreement/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *runtime = g_dir_make_tmp ("paraphe-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TEMPLATE_A4", argv[1], TRUE);
  ADD ("signatories", test_signatories);
  ADD ("signatories-of-the-school", test_signatories_of_the_school);
  ADD ("dates", test_dates);
  ADD ("step-dates", test_step_dates);
  ADD ("cancel-and-make-again", test_cancel_and_make_again);
  ADD ("signed-outside", test_signed_outside);
  ADD ("scan", test_scan);
  ADD ("open-a-copy", test_open_a_copy);
  ADD ("new-version", test_new_version);
  ADD ("amendment", test_amendment);
  ADD ("second-amendment", test_second_amendment);
  ADD ("no-agreement", test_no_agreement_no_follower);
  result = g_test_run ();
  work_fixture_remove_folder (runtime);
  return result;
}
