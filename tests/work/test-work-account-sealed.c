/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-file.h"
#include "model-error.h"
#include "model-file-name.h"
#include "store-vault-private.h"
#include "work-account.h"
#include "work-agreement-change.h"
#include "work-agreement-private.h"
#include "work-amendment-private.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-generate.h"
#include "work-message.h"
#include "work-query-private.h"
#include "work-signature.h"

/* What is sealed stands nowhere in the files beside one another: neither where it is kept nor where
 * an agreement, an amendment or history repeat it. */

#define PASSWORD "une phrase assez longue"
#define OTHER    "une autre phrase longue"
#define FIRST    "204037500012311"
#define SECOND   "204037500067822"
#define THIRD    "204037500045633"
#define LATER    "204037500098744"
#define HELP     "Tiers-temps Zéphyr"
#define NOTE     "Signalement Bourrasque"

static const char *const secrets[] = { FIRST, SECOND, THIRD, LATER, "phyr", "Bourrasque" };

typedef struct
{
  WorkFixture base;
  gint64 agreement_id;
  gint64 amendment_id;
  gint64 note_id;
  char *digests[2];  /* of what the agreement said first, and then */
  char *followed_id; /* the last operation by which it followed its sheet */
} Fixture;

/* As whoever has signed in, in their own name. */
static void
set_number (Fixture *fixture, const char *number)
{
  g_autoptr (ModelRecord) student =
      work_fixture_load (&fixture->base, MODEL_ENTITY_STUDENT, fixture->base.students[0]);
  G_GNUC_UNUSED g_autoptr (WorkDone) done = NULL;

  model_record_set_canonical (student, "social_number", number);
  done = work_fixture_apply (&fixture->base, work_change_save_new ("student.edit", student));
}

static void
generate (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->base.folder, "out", NULL);
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;

  options->template_path = g_strdup (g_getenv ("TEMPLATE_A4"));
  job = work_generate_new (fixture->base.school, fixture->base.placements, 1, options);
  g_assert_true (work_job_run (job, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
follow (WorkChanging *changing, gpointer data, GError **error)
{
  const Fixture *fixture = data;

  return _work_agreement_follow_sheet (changing, fixture->base.placements[0], error);
}

static void
follow_sheet (Fixture *fixture)
{
  g_autoptr (WorkDone) done =
      work_fixture_apply (&fixture->base, _work_change_new ("sheet.change", follow, fixture, NULL));

  g_free (fixture->followed_id);
  fixture->followed_id = g_strdup (done->operation_id);
}

static char *
dup_value (Fixture *fixture, ModelEntity entity, gint64 id, const char *column)
{
  g_autoptr (ModelRecord) record = work_fixture_load (&fixture->base, entity, id);

  return g_strdup (model_record_get_or_empty (record, column));
}

static char *
dup_digest (Fixture *fixture)
{
  g_autofree char *snapshot =
      dup_value (fixture, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "snapshot");
  g_autoptr (GBytes) bytes = g_bytes_new (snapshot, strlen (snapshot));

  return base_file_sha256 (bytes);
}

static gint64
find_agreement (Fixture *fixture, const char *state)
{
  g_autoptr (GPtrArray) agreements = work_fixture_load_all (&fixture->base, MODEL_ENTITY_AGREEMENT);
  gint64 id = 0;

  for (guint i = 0; i < agreements->len; i++)
    if (g_strcmp0 (model_record_get (agreements->pdata[i], "state"), state) == 0)
      id = model_record_get_id (agreements->pdata[i]);
  g_assert_cmpint (id, !=, 0);
  return id;
}

/* A note that was for teachers first, an agreement that was written anew and then replaced, each
 * with another number. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  WorkFixture *base = &fixture->base;
  g_autofree char *student = NULL;

  work_fixture_set_up (base, data);
  _store_vault_set_cost (1, 8192);
  student = work_fixture_id (base->students[0]);
  work_fixture_change (base, MODEL_ENTITY_STUDENT, base->students[0], "arrangements", HELP);
  fixture->note_id =
      work_fixture_add (base, MODEL_ENTITY_NOTE, "student_id", student, "tone", "information",
                        "audience", "teachers", "author_role", "administration", "author", "Martin",
                        "text", NOTE, "made_at", "2026-11-02T08:00:00Z", NULL);
  work_fixture_change (base, MODEL_ENTITY_NOTE, fixture->note_id, "audience", "administration");
  set_number (fixture, FIRST);
  generate (fixture);
  fixture->agreement_id = find_agreement (fixture, "active");
  fixture->digests[0] = dup_digest (fixture);
  set_number (fixture, SECOND);
  follow_sheet (fixture);
  fixture->digests[1] = dup_digest (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  work_fixture_tear_down (&fixture->base, data);
  g_free (fixture->digests[0]);
  g_free (fixture->digests[1]);
  g_free (fixture->followed_id);
}

static void
amend (Fixture *fixture)
{
  G_GNUC_UNUSED g_autoptr (WorkDone) done = work_fixture_apply (
      &fixture->base,
      work_change_signatures_new (&fixture->agreement_id, 1, "tutor", "signed_on", "2026-11-12"));

  set_number (fixture, THIRD);
  follow_sheet (fixture);
  fixture->amendment_id = find_agreement (fixture, "active");
  g_assert_cmpint (fixture->amendment_id, !=, fixture->agreement_id);
}

static void
change_account (Fixture *fixture, WorkAccountChange *change)
{
  g_autoptr (WorkAccountChange) owned = change;
  g_autoptr (GError) error = NULL;

  work_school_apply_account (fixture->base.school, owned, &error);
  g_assert_no_error (error);
}

static void
switch_on (Fixture *fixture)
{
  change_account (fixture, work_account_add_new ("martin", "Mme Martin",
                                                 MODEL_ACCOUNT_ADMINISTRATOR, 0, PASSWORD, FALSE));
}

/* As whoever copies the base has it: the file and all that stands beside it, but the documents. */
static guint
count_in_files (Fixture *fixture, const char *word)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->base.folder, 0, NULL);
  guint n_files = 0, n = 0;
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->base.folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize size = 0;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        continue;
      g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
      n_files++;
      n += memmem (bytes, size, word, strlen (word)) != NULL;
    }
  g_assert_cmpuint (n_files, >, 0);
  return n;
}

static void
assert_nothing_in_files (Fixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_cmpuint (count_in_files (fixture, secrets[i]), ==, 0);
  /* Whoever has all but the number would try the numbers until the digest is met. */
  for (guint i = 0; i < G_N_ELEMENTS (fixture->digests); i++)
    g_assert_cmpuint (count_in_files (fixture, fixture->digests[i]), ==, 0);
}

static void
assert_says (Fixture *fixture, gint64 agreement_id, const char *column, const char *word)
{
  g_autofree char *value = dup_value (fixture, MODEL_ENTITY_AGREEMENT, agreement_id, column);

  g_assert_nonnull (strstr (value, word));
  g_assert_false (store_vault_is_sealed (value));
}

static void
test_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *help = NULL, *note = NULL;

  amend (fixture);
  /* That the search finds what is there. */
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (!g_str_equal (secrets[i], LATER))
      g_assert_cmpuint (count_in_files (fixture, secrets[i]), >, 0);
  g_assert_cmpuint (count_in_files (fixture, fixture->digests[0]), >, 0);

  switch_on (fixture);
  assert_nothing_in_files (fixture);
  /* And for whoever has the key all is as it was. */
  assert_says (fixture, fixture->agreement_id, "snapshot", SECOND);
  assert_says (fixture, fixture->amendment_id, "snapshot", THIRD);
  assert_says (fixture, fixture->amendment_id, "difference", THIRD);
  help = dup_value (fixture, MODEL_ENTITY_STUDENT, fixture->base.students[0], "arrangements");
  note = dup_value (fixture, MODEL_ENTITY_NOTE, fixture->note_id, "text");
  g_assert_cmpstr (help, ==, HELP);
  g_assert_cmpstr (note, ==, NOTE);
  work_fixture_assert_sound (&fixture->base);
}

/* With accounts an agreement is written anew, taken back and compared as without. */
static void
test_at_work (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *same = NULL, *undone = NULL;
  g_autoptr (GError) error = NULL;

  switch_on (fixture);
  before = dup_value (fixture, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "revision");
  follow_sheet (fixture);
  same = dup_value (fixture, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "revision");
  g_assert_cmpstr (same, ==, before);

  set_number (fixture, LATER);
  follow_sheet (fixture);
  assert_says (fixture, fixture->agreement_id, "snapshot", LATER);
  assert_nothing_in_files (fixture);
  undone = work_school_undo (fixture->base.school, NULL, &error);
  g_assert_no_error (error);
  assert_says (fixture, fixture->agreement_id, "snapshot", SECOND);
  set_number (fixture, FIRST);
  generate (fixture);
  assert_says (fixture, fixture->agreement_id, "snapshot", FIRST);
  amend (fixture);
  assert_says (fixture, fixture->amendment_id, "snapshot", THIRD);
  assert_nothing_in_files (fixture);
  work_fixture_assert_sound (&fixture->base);
}

/* What was kept aside for undo before there were accounts is found after, and the other way round.
 */
static void
test_undo_across (Fixture *fixture, gconstpointer data)
{
  g_autofree char *undone = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;

  switch_on (fixture);
  undone = work_school_undo (fixture->base.school, fixture->followed_id, &error);
  g_assert_no_error (error);
  assert_says (fixture, fixture->agreement_id, "snapshot", FIRST);
  set_number (fixture, LATER);
  follow_sheet (fixture);
  assert_nothing_in_files (fixture);

  change_account (fixture, work_account_switch_off_new (PASSWORD));
  g_assert_cmpuint (count_in_files (fixture, LATER), >, 0);
  g_assert_cmpuint (count_in_files (fixture, STORE_VAULT_PREFIX), ==, 0);
  again = work_school_undo (fixture->base.school, fixture->followed_id, &error);
  g_assert_no_error (error);
  assert_says (fixture, fixture->agreement_id, "snapshot", FIRST);
  work_fixture_assert_sound (&fixture->base);
}

static gpointer
read_values (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Fixture *fixture = data;
  g_autoptr (ModelRecord) agreement =
      store_load (connection, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, error);

  return agreement != NULL ? _work_agreement_values (agreement, error) : NULL;
}

static WorkValues *
ask_values (WorkSchool *school, Fixture *fixture, GError **error)
{
  return work_school_read (
      school, _work_query_new (read_values, fixture, NULL, (GDestroyNotify) work_values_free),
      error);
}

/* Whoever came to the administration and has no key yet is told so, and no empty paper is made. */
static void
test_without_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkValues) values = NULL;
  WorkSchool *seat;

  switch_on (fixture);
  change_account (fixture, work_account_add_new ("delmas", "M. Delmas", MODEL_ACCOUNT_TEACHER,
                                                 fixture->base.teacher_id, OTHER, FALSE));
  change_account (fixture,
                  work_account_edit_new (2, "delmas", "M. Delmas", MODEL_ACCOUNT_SECRETARY, 0));
  seat = work_school_open (fixture->base.path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  work_school_sign_in (seat, "delmas", OTHER, &error);
  g_assert_no_error (error);
  g_assert_null (ask_values (seat, fixture, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "encrypted"));
  work_school_close (seat);
  store_queue_join (work_school_get_queue (seat));
  g_object_unref (seat);
  g_clear_error (&error);
  values = ask_values (fixture->base.school, fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (work_values_get (values, "NUM_SECU"), ==, SECOND);
}

/* Papers have it; names of files and messages, which go everywhere, have it not. */
static void
test_papers_only (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "NUM_SECU", "nir", "Avenant_Objet" };
  g_autoptr (GError) none = NULL;
  g_autoptr (WorkValues) values = ask_values (fixture->base.school, fixture, &none);
  MergeValue value;

  g_assert_no_error (none);
  g_assert_true (work_values_lookup ("NIR", &value, values));
  g_assert_cmpstr (value.text, ==, SECOND);
  g_assert_true (work_values_lookup_plain ("NIR", &value, values));
  g_assert_null (value.text);
  g_assert_true (work_values_lookup_plain ("NOM", &value, values));
  g_assert_nonnull (value.text);
  g_assert_false (work_values_lookup_plain ("RIEN", &value, values));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *text = g_strdup_printf ("{nom} {%s}", words[i]);
      g_autoptr (GError) name = NULL, message = NULL;

      g_assert_false (model_file_name_check (text, &name));
      g_assert_error (name, MODEL_ERROR, MODEL_ERROR_VALUE);
      g_assert_nonnull (strstr (name->message, words[i]));
      g_assert_false (work_message_text_check (text, &message));
      g_assert_nonnull (strstr (message->message, "under seal"));
    }
}

#define ADD(name, func) \
  g_test_add ("/work/account/sealed/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TEMPLATE_A4", argv[1], TRUE);
  ADD ("files", test_files);
  ADD ("at-work", test_at_work);
  ADD ("undo-across", test_undo_across);
  ADD ("without-key", test_without_key);
  ADD ("papers-only", test_papers_only);
  return g_test_run ();
}
