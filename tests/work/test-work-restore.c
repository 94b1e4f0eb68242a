/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "store-access.h"
#include "store-error.h"
#include "store-seal-private.h"
#include "store-vault-private.h"
#include "work-account.h"
#include "work-backup.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-restore.h"
#include "work-settings.h"
#include "work-signing-private.h"

/* A backup comes back whole: what would change is told before, what must not happen twice does not,
 * and the state before is kept. */

#define PHRASE   "sept jours en forêt"
#define PASSWORD "le stage commence lundi"

static char *
back_up (WorkFixture *fixture, const char *passphrase)
{
  WorkBackupWish wish = { .passphrase = passphrase };
  g_autoptr (WorkJob) job = work_backup_new (fixture->school, &wish);
  g_autoptr (GError) error = NULL;

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (((WorkJobItem *) work_job_get_succeeded (job)->pdata[0])->path);
}

static const WorkRestoreRow *
find_row (const WorkRestorePlan *plan, ModelEntity entity)
{
  for (guint i = 0; i < plan->rows->len; i++)
    if (((WorkRestoreRow *) plan->rows->pdata[i])->entity == entity)
      return plan->rows->pdata[i];
  return NULL;
}

static WorkRestorePlan *
get_plan (WorkFixture *fixture, const char *backup)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WorkRestorePlan *plan;

  work_restore_plan_async (fixture->school, backup, NULL, NULL, work_fixture_on_result_cb, &result);
  plan = work_restore_plan_finish (work_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return plan;
}

/* Runs the job, which must do it; its notes behind each other. */
static char *
run_well (WorkJob *job)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < work_job_get_notes (job)->len; i++)
    g_string_append_printf (text, "%s\n", (char *) work_job_get_notes (job)->pdata[i]);
  return g_strdup (text->str);
}

static char *
name_of (WorkFixture *fixture, gint64 student_id)
{
  g_autoptr (ModelRecord) record = work_fixture_load (fixture, MODEL_ENTITY_STUDENT, student_id);

  return g_strdup (model_record_get (record, "family_name"));
}

static gpointer
find_accesses (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  StoreAccessFilter filter = { .act = data, .entity = MODEL_ENTITY_NONE };

  return store_access_find (connection, &filter, error);
}

static guint
n_accesses (WorkFixture *fixture, const char *act)
{
  g_autoptr (GPtrArray) lines = store_queue_run (work_school_get_queue (fixture->school),
                                                 find_accesses, (gpointer) act, NULL, NULL);

  return lines->len;
}

static void
test_round (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *backup = back_up (fixture, NULL);
  g_autofree char *folder = work_backup_folder (fixture->path, NULL);
  g_autoptr (WorkRestorePlan) same = get_plan (fixture, backup);
  g_autoptr (WorkRestorePlan) plan = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *notes = NULL;
  g_autofree char *name = NULL;
  g_autofree char *undone = NULL;
  gint64 added;

  g_assert_cmpuint (same->rows->len, ==, 0);
  g_assert_cmpuint (same->n_operations, ==, 0);
  g_assert_false (same->is_of_other_base);

  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "family_name", "ZOLA");
  added = work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", "Nouvelle", NULL);
  plan = get_plan (fixture, backup);
  g_assert_cmpuint (find_row (plan, MODEL_ENTITY_STUDENT)->n_changed, ==, 1);
  g_assert_cmpuint (find_row (plan, MODEL_ENTITY_STUDENT)->n_gone, ==, 0);
  g_assert_cmpuint (find_row (plan, MODEL_ENTITY_COMPANY)->n_gone, ==, 1);
  g_assert_cmpuint (plan->n_operations, ==, 2);
  g_assert_cmpuint (plan->authors->len, ==, 1);

  job = work_restore_new (fixture->school, backup, NULL, NULL);
  notes = run_well (job);
  g_assert_nonnull (strstr (notes, "before-restore"));
  g_assert_null (strstr (notes, "Automatic sending"));
  name = name_of (fixture, fixture->students[0]);
  g_assert_cmpstr (name, ==, "Abadie");
  g_assert_cmpuint (n_accesses (fixture, STORE_ACCESS_RESTORE), ==, 1);
  work_fixture_assert_sound (fixture);

  /* An id is not given a second time. */
  g_assert_cmpint (work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", "Autre", NULL), >,
                   added);
  /* And it can be taken back by what was kept of the state before, never by undoing. */
  backups = work_backup_list (folder, NULL);
  g_assert_cmpuint (backups->len, ==, 2);
  g_clear_object (&job);
  for (guint i = 0; i < backups->len; i++)
    if (((WorkBackup *) backups->pdata[i])->reason == WORK_BACKUP_RESTORE)
      job =
          work_restore_new (fixture->school, ((WorkBackup *) backups->pdata[i])->path, NULL, NULL);
  g_free (run_well (job));
  g_free (name);
  name = name_of (fixture, fixture->students[0]);
  g_assert_cmpstr (name, ==, "ZOLA");
  undone = work_school_undo (fixture->school, NULL, &error);
  g_assert_null (undone);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
}

static gpointer
change_while_backing_up (StoreConnection *connection,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error)
{
  return GINT_TO_POINTER (store_connection_execute (
      connection,
      "CREATE TEMP TRIGGER meanwhile AFTER DELETE ON main.lease BEGIN"
      " INSERT INTO history (at, operation_id, author, label, entity, entity_id, version, action,"
      " changes) VALUES ('2026-11-02T08:00:00Z', 'meanwhile', 'M. Roux', 'edit', 'student', 1, 9,"
      " 'update', '{}'); END",
      error));
}

/* What is changed after the state before was kept would be in no backup: nothing is restored. */
static void
test_meanwhile (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *backup = back_up (fixture, NULL);
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "family_name", "ZOLA");
  g_assert_nonnull (store_queue_run (work_school_get_queue (fixture->school),
                                     change_while_backing_up, NULL, NULL, &error));
  job = work_restore_new (fixture->school, backup, NULL, NULL);
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  name = name_of (fixture, fixture->students[0]);
  g_assert_cmpstr (name, ==, "ZOLA");
}

static gint64
add_message (WorkFixture *fixture, const char *state)
{
  return work_fixture_add (fixture, MODEL_ENTITY_MESSAGE, "channel", "mail", "event", "own",
                           "audience", "tutor", "name", "M. Roux", "address", "roux@example.org",
                           "body", "Bonjour", "state", state, "made_at", "2026-11-02T08:00:00Z",
                           "batch", "1", NULL);
}

/* What waited is not sent by it, and no rule writes again. */
static void
test_nothing_twice (WorkFixture *fixture, gconstpointer data)
{
  gint64 queued = add_message (fixture, "queued");
  gint64 sent = add_message (fixture, "sent");
  g_autofree char *backup = NULL;
  g_autofree char *notes = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (ModelRecord) message = NULL;
  g_autoptr (ModelRecord) other = NULL;
  g_autoptr (WorkOverview) overview = NULL;

  work_done_free (work_fixture_apply (fixture, work_change_setting_new ("message.rules", "1")));
  backup = back_up (fixture, NULL);
  job = work_restore_new (fixture->school, backup, NULL, NULL);
  notes = run_well (job);
  g_assert_nonnull (strstr (notes, "1 e-mail or SMS"));
  g_assert_nonnull (strstr (notes, "Automatic sending"));
  message = work_fixture_load (fixture, MODEL_ENTITY_MESSAGE, queued);
  other = work_fixture_load (fixture, MODEL_ENTITY_MESSAGE, sent);
  g_assert_cmpstr (model_record_get (message, "state"), ==, "unknown");
  g_assert_cmpstr (model_record_get (other, "state"), ==, "sent");
  overview = work_school_load (fixture->school, 0, NULL);
  g_assert_cmpint (model_settings_get_int (overview->settings, "message.rules"), ==, 0);
}

static gboolean
lease (StoreConnection *connection, gpointer data, GError **error)
{
  return _work_lease_set (connection, "message.send", "other:1:token", "2999-01-01T00:00:00Z",
                          error);
}

static gpointer
take_lease (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (store_connection_transaction (connection, lease, NULL, error));
}

static void
expect (WorkJob *job, GQuark domain, int code)
{
  g_autoptr (WorkJob) owned = job;
  g_autoptr (GError) error = NULL;

  g_assert_false (work_job_run (owned, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, domain, code);
}

/* Copies @from to @to with another byte at @at, and as much longer. */
static void
spoil (const char *from, const char *to, gsize at, gssize longer)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
  bytes[at] = (char) (at > 0 ? bytes[at] ^ 0x55 : bytes[at]);
  g_assert_true (g_file_set_contents (to, bytes, (gssize) size + longer, NULL));
}

/* Each is one sentence, and the base is as it was. */
static void
test_refused (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *backup = back_up (fixture, PHRASE);
  g_autofree char *missing = g_build_filename (fixture->folder, "missing", NULL);
  g_autofree char *stranger = g_build_filename (fixture->folder, "stranger", NULL);
  g_autofree char *cut = g_build_filename (fixture->folder, "cut", NULL);
  g_autofree char *altered = g_build_filename (fixture->folder, "altered", NULL);
  g_autofree char *newer = g_build_filename (fixture->folder, "newer", NULL);
  g_autofree char *plain = back_up (fixture, NULL);
  g_autofree char *name = NULL;
  WorkSchool *school = fixture->school;

  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "family_name", "ZOLA");
  g_assert_true (g_file_set_contents (stranger, "not a base", -1, NULL));
  expect (work_restore_new (school, backup, "une autre phrase", NULL), STORE_ERROR,
          STORE_ERROR_PASSPHRASE);
  expect (work_restore_new (school, missing, NULL, NULL), WORK_ERROR, WORK_ERROR_REFUSED);
  expect (work_restore_new (school, fixture->path, NULL, NULL), WORK_ERROR, WORK_ERROR_REFUSED);
  expect (work_restore_new (school, stranger, NULL, NULL), STORE_ERROR, STORE_ERROR_NOT_OURS);
  spoil (backup, cut, 0, -100);
  expect (work_restore_new (school, cut, PHRASE, NULL), STORE_ERROR, STORE_ERROR_CORRUPT);
  spoil (backup, altered, 5000, 0);
  expect (work_restore_new (school, altered, PHRASE, NULL), STORE_ERROR, STORE_ERROR_CORRUPT);
  /* The level of its schema, which is there in the head of a database. */
  spoil (plain, newer, 60, 0);
  expect (work_restore_new (school, newer, NULL, NULL), STORE_ERROR, STORE_ERROR_NEWER);
  store_queue_run (work_school_get_queue (school), take_lease, NULL, NULL, NULL);
  expect (work_restore_new (school, backup, PHRASE, NULL), WORK_ERROR, WORK_ERROR_REFUSED);
  name = name_of (fixture, fixture->students[0]);
  g_assert_cmpstr (name, ==, "ZOLA");
}

static void
add_account (WorkSchool *school, const char *name, ModelAccountRole role)
{
  g_autoptr (GError) error = NULL;
  WorkAccountChange *change = work_account_add_new (name, name, role, 0, PASSWORD, FALSE);

  g_assert_cmpint (work_school_apply_account (school, change, &error), !=, 0);
  g_assert_no_error (error);
  work_account_change_free (change);
}

/* What is in a backup is no more for everybody's eyes than putting it back is. */
static void
test_role (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    gboolean may;
  } accounts[] = { { "secretary", FALSE }, { "administrator", TRUE } };
  g_autofree char *backup = back_up (fixture, NULL);

  add_account (fixture->school, "administrator", MODEL_ACCOUNT_ADMINISTRATOR);
  add_account (fixture->school, "secretary", MODEL_ACCOUNT_SECRETARY);
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autoptr (WorkRestorePlan) plan = NULL;
      g_autoptr (GError) error = NULL;

      work_school_sign_out (fixture->school);
      work_school_sign_in (fixture->school, accounts[i].name, PASSWORD, &error);
      g_assert_no_error (error);
      plan = work_restore_plan (fixture->school, backup, NULL, NULL, &error);
      g_assert_true ((plan != NULL) == accounts[i].may);
      if (!accounts[i].may)
        g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
    }
}

/* One that cannot be opened any more: it is kept aside. */
static void
test_damaged (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *backup = back_up (fixture, PHRASE);
  g_autofree char *notes = NULL;
  g_autofree char *name = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  const char *file;
  guint n_aside = 0;

  work_school_close (fixture->school);
  store_queue_join (work_school_get_queue (fixture->school));
  g_clear_object (&fixture->school);
  g_assert_true (
      g_file_set_contents (fixture->path, "SQLite format 3 but no more than that", -1, NULL));
  job = work_restore_damaged_new (fixture->path, backup, PHRASE);
  notes = run_well (job);
  g_assert_nonnull (strstr (notes, ".damaged-"));
  fixture->school = work_school_open (fixture->path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  name = name_of (fixture, fixture->students[0]);
  g_assert_cmpstr (name, ==, "Abadie");
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((file = g_dir_read_name (dir)) != NULL)
    {
      n_aside += strstr (file, ".damaged-") != NULL && !g_str_has_suffix (file, "-journal");
      g_assert_null (strstr (file, ".restored-"));
    }
  g_assert_cmpuint (n_aside, ==, 1);
}

/* What is wrong with the backups is told, one sentence each. */
static void
test_check (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = work_backup_check (fixture->school, NULL, NULL, NULL);
  G_GNUC_UNUSED g_autofree char *good = back_up (fixture, PHRASE);
  g_autofree char *folder = work_backup_folder (fixture->path, NULL);
  g_autofree char *spoilt = g_build_filename (folder, "2026-01-01_0800.paraphe-backup", NULL);
  g_autoptr (GPtrArray) sound = work_backup_check (fixture->school, PHRASE, NULL, NULL);
  g_autoptr (GPtrArray) locked = NULL;
  g_autoptr (GPtrArray) bad = NULL;

  g_assert_cmpuint (none->len, ==, 1);
  g_assert_nonnull (strstr (none->pdata[0], "no backup"));
  g_assert_cmpuint (sound->len, ==, 0);
  locked = work_backup_check (fixture->school, "une autre phrase", NULL, NULL);
  g_assert_cmpuint (locked->len, ==, 1);
  g_assert_true (g_file_set_contents (spoilt, "x", 1, NULL));
  bad = work_backup_check (fixture->school, PHRASE, NULL, NULL);
  g_assert_cmpuint (bad->len, ==, 1);
  g_assert_nonnull (strstr (bad->pdata[0], "2026-01-01_0800"));
}

/* What was open in an editor meanwhile: it writes over nothing that has come back, and does not
 * make anew what has gone. */
static void
test_open_editors (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *backup = back_up (fixture, NULL);
  g_autoptr (WorkJob) job = work_restore_new (fixture->school, backup, NULL, NULL);
  g_autoptr (ModelRecord) student = NULL;
  g_autoptr (ModelRecord) company = NULL;
  g_autoptr (GError) conflict = NULL;
  g_autoptr (GError) gone = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GPtrArray) companies = NULL;
  gint64 added;

  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "family_name", "ZOLA");
  added = work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", "Nouvelle", NULL);
  student = work_fixture_load (fixture, MODEL_ENTITY_STUDENT, fixture->students[0]);
  company = work_fixture_load (fixture, MODEL_ENTITY_COMPANY, added);
  g_free (run_well (job));
  /* As many versions later as the editor knows. */
  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "family_name", "HUGO");
  model_record_set_canonical (student, "family_name", "ZOLAS");
  g_assert_null (work_school_apply (fixture->school,
                                    work_change_save_new ("student.change", student), &conflict));
  g_assert_error (conflict, STORE_ERROR, STORE_ERROR_CONFLICT);
  name = name_of (fixture, fixture->students[0]);
  g_assert_cmpstr (name, ==, "HUGO");
  model_record_set_canonical (company, "name", "Encore");
  g_assert_null (
      work_school_apply (fixture->school, work_change_save_new ("company.change", company), &gone));
  g_assert_nonnull (gone);
  companies = work_fixture_load_all (fixture, MODEL_ENTITY_COMPANY);
  for (guint i = 0; i < companies->len; i++)
    g_assert_cmpstr (model_record_get (companies->pdata[i], "name"), !=, "Encore");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  _store_seal_set_cost (crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
  _store_vault_set_cost (1, 8192);
  g_test_add ("/work/restore/round", WorkFixture, NULL, work_fixture_set_up, test_round,
              work_fixture_tear_down);
  g_test_add ("/work/restore/meanwhile", WorkFixture, NULL, work_fixture_set_up, test_meanwhile,
              work_fixture_tear_down);
  g_test_add ("/work/restore/nothing-twice", WorkFixture, NULL, work_fixture_set_up,
              test_nothing_twice, work_fixture_tear_down);
  g_test_add ("/work/restore/refused", WorkFixture, NULL, work_fixture_set_up, test_refused,
              work_fixture_tear_down);
  g_test_add ("/work/restore/role", WorkFixture, NULL, work_fixture_set_up, test_role,
              work_fixture_tear_down);
  g_test_add ("/work/restore/damaged", WorkFixture, NULL, work_fixture_set_up, test_damaged,
              work_fixture_tear_down);
  g_test_add ("/work/restore/check", WorkFixture, NULL, work_fixture_set_up, test_check,
              work_fixture_tear_down);
  g_test_add ("/work/restore/open-editors", WorkFixture, NULL, work_fixture_set_up,
              test_open_editors, work_fixture_tear_down);
  return g_test_run ();
}
