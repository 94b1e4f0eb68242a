/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <zip.h>

#include "store-error.h"
#include "store-vault-private.h"
#include "store-vault.h"
#include "store-vfs-private.h"
#include "work-account.h"
#include "work-backup.h"
#include "work-duplicates.h"
#include "work-error.h"
#include "work-import.h"
#include "work-note.h"
#include "work-people.h"
#include "work-privacy-fixture.h"
#include "work-privacy.h"
#include "work-restore.h"

/* Where accounts and what is sealed meet the rest: purging, exporting a person, backups, undoing,
 * merging, importing, shared bases. */

#define PASSWORD "une phrase assez longue"
#define OTHER    "une autre phrase longue"
#define SECRET   "Confidentiel"

static gint64
change_account (WorkSchool *school, WorkAccountChange *change)
{
  g_autoptr (WorkAccountChange) owned = change;
  g_autoptr (GError) error = NULL;
  gint64 id = work_school_apply_account (school, owned, &error);

  g_assert_no_error (error);
  return id;
}

/* The fixture's school is Mme Martin's from now on. */
static void
switch_on (PrivacyFixture *fixture)
{
  WorkSchool *school = fixture->base.school;

  change_account (school, work_account_add_new ("martin", "Mme Martin", MODEL_ACCOUNT_ADMINISTRATOR,
                                                0, PASSWORD, FALSE));
  change_account (school, work_account_add_new ("leroy", "Mme Leroy", MODEL_ACCOUNT_SECRETARY, 0,
                                                OTHER, FALSE));
  change_account (school, work_account_add_new ("delmas", "M. Delmas", MODEL_ACCOUNT_TEACHER,
                                                fixture->base.teacher_id, OTHER, FALSE));
}

static WorkSchool *
sign_in (PrivacyFixture *fixture, const char *name, const char *password)
{
  g_autoptr (GError) error = NULL;
  WorkSchool *school = work_school_open (fixture->base.path, STORE_OPEN_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (work_school_needs_sign_in (school));
  work_school_sign_in (school, name, password, &error);
  g_assert_no_error (error);
  return school;
}

static void
close_school (WorkSchool *school)
{
  work_school_close (school);
  store_queue_join (work_school_get_queue (school));
  g_object_unref (school);
}

static gint64
write_note (WorkSchool *school, gint64 student_id, const char *text)
{
  WorkNote note = {
    .place = { student_id, 0 }, .tone = "information", .audience = "administration", .text = text
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply (school, work_change_note_new (&note), &error);

  g_assert_no_error (error);
  return done->id;
}

static char *
read_value (WorkSchool *school, ModelEntity entity, gint64 id, const char *column)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelRecord) record =
      work_school_read (school, work_query_record_new (entity, id), &error);

  g_assert_no_error (error);
  return g_strdup (model_record_get (record, column));
}

static void
assert_value (WorkSchool *school,
              ModelEntity entity,
              gint64 id,
              const char *column,
              const char *expected)
{
  g_autofree char *value = read_value (school, entity, id, column);

  g_assert_cmpstr (value, ==, expected);
}

/* One's own change, as a form makes it. */
static gboolean
set_value (WorkSchool *school,
           ModelEntity entity,
           gint64 id,
           const char *column,
           const char *value,
           GError **error)
{
  g_autoptr (ModelRecord) record =
      work_school_read (school, work_query_record_new (entity, id), error);
  g_autoptr (WorkDone) done = NULL;

  g_assert_nonnull (record);
  model_record_set_canonical (record, column, value);
  done = work_school_apply (school, work_change_save_new ("student.edit", record), error);
  return done != NULL;
}

static gboolean
purge (PrivacyFixture *fixture, WorkSchool *school, GError **error)
{
  WorkPurgeOptions options = { .year_id = fixture->year_id, .contacts = TRUE, .basis = "DAF" };
  g_autoptr (WorkJob) job = work_purge_new (school, &options);

  return work_job_run (job, NULL, error);
}

/* Opened with the key: a search of the file would not find it. */
static void
assert_notes_gone (PrivacyFixture *fixture)
{
  g_autoptr (GPtrArray) notes = work_fixture_load_all (&fixture->base, MODEL_ENTITY_NOTE);
  guint n = 0;

  for (guint i = 0; i < notes->len; i++)
    if (model_record_get_int (notes->pdata[i], "student_id") == fixture->student_id)
      {
        const char *text = model_record_get_or_empty (notes->pdata[i], "text");

        g_assert_null (strstr (text, "uetzal"));
        g_assert_false (store_vault_is_sealed (text));
        n++;
      }
  g_assert_cmpuint (n, ==, 4);
}

/* What is sealed of whom is purged goes as all else; of whom stays it can be read as before. */
static void
test_purge (PrivacyFixture *fixture, gconstpointer data)
{
  gint64 kept = write_note (fixture->base.school, fixture->base.students[0], SECRET);
  g_autoptr (GError) error = NULL;
  g_autofree char *left = NULL;
  WorkSchool *secretary;

  write_note (fixture->base.school, fixture->student_id, "Quetzal avant");
  switch_on (fixture);
  write_note (fixture->base.school, fixture->student_id, "Quetzal après");
  g_assert_false (privacy_fixture_file_has (fixture->base.path, "Quetzal apr"));
  purge (fixture, fixture->base.school, &error);
  g_assert_no_error (error);
  left = privacy_fixture_find (fixture->base.school, PLANTED);
  g_assert_cmpstr (left, ==, NULL);
  assert_notes_gone (fixture);
  assert_value (fixture->base.school, MODEL_ENTITY_NOTE, kept, "text", SECRET);
  secretary = sign_in (fixture, "leroy", OTHER);
  assert_value (secretary, MODEL_ENTITY_NOTE, kept, "text", SECRET);
  close_school (secretary);
  work_fixture_assert_sound (&fixture->base);
}

static gpointer
look_at_past (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  PrivacyFixture *fixture = data;
  g_autoptr (GPtrArray) notes = store_load_all (connection, MODEL_ENTITY_NOTE, error);
  guint n = 0;

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      g_autoptr (GPtrArray) lines = NULL;

      if (model_record_get_int (notes->pdata[i], "student_id") != fixture->student_id)
        continue;
      lines = store_history_of (connection, MODEL_ENTITY_NOTE,
                                model_record_get_id (notes->pdata[i]), error);
      for (guint j = 0; lines != NULL && j < lines->len; j++, n++)
        {
          const StoreHistoryLine *line = lines->pdata[j];

          g_assert_null (strstr (line->changes, "uetzal"));
          g_assert_null (strstr (line->changes, SECRET));
          g_assert_null (strstr (line->changes, "S1:"));
        }
    }
  return GUINT_TO_POINTER (n);
}

/* Nor does history know it, for whoever has the key. */
static void
test_purge_past (PrivacyFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 note;
  gpointer n;

  switch_on (fixture);
  note = write_note (fixture->base.school, fixture->student_id, "Quetzal un");
  g_assert_true (set_value (fixture->base.school, MODEL_ENTITY_NOTE, note, "text", SECRET, &error));
  purge (fixture, fixture->base.school, &error);
  g_assert_no_error (error);
  n = store_queue_run (work_school_get_queue (fixture->base.school), look_at_past, fixture, NULL,
                       &error);
  g_assert_no_error (error);
  g_assert_cmpuint (GPOINTER_TO_UINT (n), >, 2);
}

static void
test_purge_refused (PrivacyFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "leroy", "delmas" };

  switch_on (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      WorkSchool *school = sign_in (fixture, names[i], OTHER);
      g_autoptr (GError) error = NULL;
      g_autofree char *left = NULL;

      g_assert_false (purge (fixture, school, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, "may not do that"));
      left = privacy_fixture_find (fixture->base.school, PLANTED);
      g_assert_nonnull (left);
      g_assert_cmpint (privacy_fixture_ask (fixture->base.school, "SELECT COUNT (*) FROM purge"),
                       ==, 0);
      close_school (school);
    }
}

/* Whoever was given a sheet of that year has nothing to give back any more. */
static void
test_purge_exchanges (PrivacyFixture *fixture, gconstpointer data)
{
  const gint64 years[] = { fixture->year_id, fixture->base.year_id };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "INSERT INTO exchange (token, teacher_id, school_year_id, made_at)"
          " VALUES ('jeton%u', %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", 'then')",
          i, fixture->base.teacher_id, years[i]);
      g_autofree char *row =
          g_strdup_printf ("INSERT INTO exchange_row VALUES ('jeton%u', 'cle', 'then', NULL)", i);

      privacy_fixture_ask (fixture->base.school, sql);
      privacy_fixture_ask (fixture->base.school, row);
    }
  switch_on (fixture);
  purge (fixture, fixture->base.school, &error);
  g_assert_no_error (error);
  g_assert_cmpint (privacy_fixture_ask (fixture->base.school, "SELECT COUNT (*) FROM exchange"), ==,
                   1);
  g_assert_cmpint (
      privacy_fixture_ask (fixture->base.school,
                           "SELECT COUNT (*) FROM exchange_row WHERE token = 'jeton1'"),
      ==, 1);
  g_assert_cmpint (privacy_fixture_ask (fixture->base.school, "SELECT COUNT (*) FROM exchange_row"),
                   ==, 1);
}

static gboolean
archive_has (const char *path, const char *name, const char *word)
{
  zip_t *zip = zip_open (path, ZIP_RDONLY, NULL);
  zip_stat_t st;
  zip_file_t *file;
  g_autofree char *text = NULL;

  g_assert_nonnull (zip);
  g_assert_cmpint (zip_stat (zip, name, 0, &st), ==, 0);
  file = zip_fopen (zip, name, 0);
  text = g_malloc0 (st.size + 1);
  g_assert_cmpint (zip_fread (file, text, st.size), ==, (zip_int64_t) st.size);
  zip_fclose (file);
  zip_discard (zip);
  return strstr (text, word) != NULL;
}

/* The administration gives a person what is said of them, also what is sealed, in clear; a teacher
 * does not. */
static void
test_export (PrivacyFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *password;
    gboolean may;
  } people[] = { { "martin", PASSWORD, TRUE },
                 { "leroy", OTHER, TRUE },
                 { "delmas", OTHER, FALSE } };

  switch_on (fixture);
  write_note (fixture->base.school, fixture->student_id, SECRET);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      WorkSchool *school = sign_in (fixture, people[i].name, people[i].password);
      g_autofree char *file = g_strconcat (people[i].name, ".zip", NULL);
      g_autofree char *path = g_build_filename (fixture->base.folder, file, NULL);
      const WorkPersonExport options = { MODEL_ENTITY_STUDENT, fixture->student_id, TRUE, path };
      g_autoptr (WorkJob) job = work_person_export_new (school, &options);
      g_autoptr (GError) error = NULL;

      work_job_run (job, NULL, &error);
      if (people[i].may)
        g_assert_no_error (error);
      else
        g_assert_nonnull (error);
      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, people[i].may);
      if (people[i].may)
        {
          g_assert_true (archive_has (path, "donnees.json", SECRET));
          g_assert_false (archive_has (path, "donnees.json", "S1:"));
          /* Who looked at it is the administrator's alone to take out, which is said. */
          g_assert_cmpuint (work_job_get_notes (job)->len, ==, i);
        }
      close_school (school);
    }
}

static char *
back_up (WorkSchool *school)
{
  WorkBackupWish wish = { .reason = WORK_BACKUP_DAILY };
  g_autoptr (WorkJob) job = work_backup_new (school, &wish);
  g_autoptr (GError) error = NULL;

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (((WorkJobItem *) work_job_get_succeeded (job)->pdata[0])->path);
}

static gboolean
restore (WorkSchool *school, const char *backup, GError **error)
{
  g_autoptr (WorkJob) job = work_restore_new (school, backup, NULL, NULL);

  return work_job_run (job, NULL, error);
}

/* A backup that a secretary makes and an administrator restores: passwords and what is sealed are
 * those of then, and whoever signs in opens it. */
static void
test_restore (PrivacyFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = NULL;
  gint64 note, later;
  WorkSchool *secretary, *teacher, *administrator;

  switch_on (fixture);
  note = write_note (fixture->base.school, fixture->base.students[0], SECRET);
  secretary = sign_in (fixture, "leroy", OTHER);
  backup = back_up (secretary);
  g_assert_false (privacy_fixture_file_has (backup, SECRET));
  later = write_note (fixture->base.school, fixture->base.students[1], "Plus tard");

  g_assert_false (restore (secretary, backup, &error));
  g_assert_nonnull (strstr (error->message, "may not restore"));
  g_clear_error (&error);
  close_school (secretary);
  teacher = sign_in (fixture, "delmas", OTHER);
  g_assert_false (restore (teacher, backup, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  close_school (teacher);
  assert_value (fixture->base.school, MODEL_ENTITY_NOTE, later, "text", "Plus tard");

  restore (fixture->base.school, backup, &error);
  g_assert_no_error (error);
  administrator = sign_in (fixture, "martin", PASSWORD);
  assert_value (administrator, MODEL_ENTITY_NOTE, note, "text", SECRET);
  g_assert_cmpint (privacy_fixture_ask (administrator, "SELECT COUNT (*) FROM note"
                                                       " WHERE student_id = (SELECT id FROM student"
                                                       " WHERE family_name = 'Brûlé')"),
                   ==, 0);
  close_school (administrator);
  secretary = sign_in (fixture, "leroy", OTHER);
  assert_value (secretary, MODEL_ENTITY_NOTE, note, "text", SECRET);
  close_school (secretary);
}

/* Of before there were accounts: there are none again, and nothing is sealed. */
static void
test_restore_before (PrivacyFixture *fixture, gconstpointer data)
{
  gint64 note = write_note (fixture->base.school, fixture->base.students[0], SECRET);
  g_autofree char *backup = back_up (fixture->base.school);
  g_autoptr (GError) error = NULL;
  WorkSchool *school;

  switch_on (fixture);
  restore (fixture->base.school, backup, &error);
  g_assert_no_error (error);
  school = work_school_open (fixture->base.path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  g_assert_false (work_school_has_accounts (school));
  assert_value (school, MODEL_ENTITY_NOTE, note, "text", SECRET);
  close_school (school);
}

/* Of accounts that were switched off and on since, with another key: nobody goes on writing with
 * the key of before; who signs in anew reads. */
static void
test_restore_other_key (PrivacyFixture *fixture, gconstpointer data)
{
  WorkNote late = { .place = { fixture->base.students[1], 0 },
                    .tone = "information",
                    .audience = "administration",
                    .text = "Trop tard" };
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autofree char *backup = NULL;
  gint64 note;
  WorkSchool *school;

  switch_on (fixture);
  note = write_note (fixture->base.school, fixture->base.students[0], SECRET);
  backup = back_up (fixture->base.school);
  change_account (fixture->base.school, work_account_switch_off_new (PASSWORD));
  switch_on (fixture);
  assert_value (fixture->base.school, MODEL_ENTITY_NOTE, note, "text", SECRET);
  restore (fixture->base.school, backup, &error);
  g_assert_no_error (error);
  done = work_school_apply (fixture->base.school, work_change_note_new (&late), &error);
  g_assert_null (done);
  g_assert_nonnull (error);
  school = sign_in (fixture, "martin", PASSWORD);
  assert_value (school, MODEL_ENTITY_NOTE, note, "text", SECRET);
  close_school (school);
}

/* What is sealed is undone as all else, before and after sealing is switched on and off. */
static void
test_undo (PrivacyFixture *fixture, gconstpointer data)
{
  WorkSchool *school = fixture->base.school;
  gint64 student = fixture->base.students[0];
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL, *again = NULL;

  g_assert_true (
      set_value (school, MODEL_ENTITY_STUDENT, student, "arrangements", "tiers temps", &error));
  switch_on (fixture);
  g_assert_false (privacy_fixture_file_has (fixture->base.path, "tiers temps"));
  g_assert_true (
      set_value (school, MODEL_ENTITY_STUDENT, student, "arrangements", "salle à part", &error));
  g_assert_false (privacy_fixture_file_has (fixture->base.path, "salle \xc3\xa0 part"));
  undone = work_school_undo (school, NULL, &error);
  g_assert_no_error (error);
  assert_value (school, MODEL_ENTITY_STUDENT, student, "arrangements", "tiers temps");
  again = work_school_redo (school, &error);
  g_assert_no_error (error);
  assert_value (school, MODEL_ENTITY_STUDENT, student, "arrangements", "salle à part");
  change_account (school, work_account_switch_off_new (PASSWORD));
  assert_value (school, MODEL_ENTITY_STUDENT, student, "arrangements", "salle à part");
  g_assert_true (privacy_fixture_file_has (fixture->base.path, "tiers temps"));
  g_assert_cmpint (privacy_fixture_ask (school, "SELECT COUNT (*) FROM history"
                                                " WHERE instr (changes, 'S1:') > 0"),
                   ==, 0);
}

/* A note that was written and is taken back. */
static void
test_undo_note (PrivacyFixture *fixture, gconstpointer data)
{
  WorkSchool *school = fixture->base.school;
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL, *again = NULL;
  gint64 note;

  switch_on (fixture);
  note = write_note (school, fixture->base.students[0], SECRET);
  undone = work_school_undo (school, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (work_school_read (school, work_query_record_new (MODEL_ENTITY_NOTE, note), NULL));
  again = work_school_redo (school, &error);
  g_assert_no_error (error);
  assert_value (school, MODEL_ENTITY_NOTE, note, "text", SECRET);
  g_assert_false (privacy_fixture_file_has (fixture->base.path, SECRET));
}

static gboolean
merge (PrivacyFixture *fixture, WorkSchool *school, gint64 kept_id, gint64 other_id, GError **error)
{
  g_autoptr (ModelRecord) kept = work_fixture_load (&fixture->base, MODEL_ENTITY_TEACHER, kept_id);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (WorkDone) done = NULL;

  g_ptr_array_add (others, work_fixture_load (&fixture->base, MODEL_ENTITY_TEACHER, other_id));
  done = work_school_apply (school, work_change_merge_new (kept, others), error);
  return done != NULL;
}

/* The one who signs in stays; what the other had read, they have. */
static void
test_merge (PrivacyFixture *fixture, gconstpointer data)
{
  gint64 own = fixture->base.teacher_id;
  gint64 twin = work_fixture_add (&fixture->base, MODEL_ENTITY_TEACHER, "family_name", "Belkacem",
                                  "given_name", "N.", NULL);
  g_autofree char *mark = g_strdup_printf (
      "INSERT INTO note_reading SELECT MIN (id), %" G_GINT64_FORMAT ", 'then' FROM note", twin);
  g_autofree char *read = g_strdup_printf (
      "SELECT COUNT (*) FROM note_reading WHERE teacher_id = %" G_GINT64_FORMAT, own);
  g_autoptr (GError) error = NULL;
  WorkSchool *secretary, *teacher;

  privacy_fixture_ask (fixture->base.school, mark);
  switch_on (fixture);
  secretary = sign_in (fixture, "leroy", OTHER);
  g_assert_false (merge (fixture, secretary, twin, own, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "M. Delmas"));
  g_clear_error (&error);
  g_assert_true (merge (fixture, secretary, own, twin, &error));
  g_assert_no_error (error);
  close_school (secretary);
  g_assert_cmpint (privacy_fixture_ask (fixture->base.school, read), ==, 1);
  teacher = sign_in (fixture, "delmas", OTHER);
  g_assert_cmpint (work_school_get_account (teacher)->teacher_id, ==, own);
  close_school (teacher);
}

/* Given less to do, or nothing, meanwhile: the next change is not made. */
static void
test_demoted (PrivacyFixture *fixture, gconstpointer data)
{
  gint64 student = fixture->base.students[0];
  gint64 id;
  WorkSchool *secretary;
  g_autoptr (ModelRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  switch_on (fixture);
  id = privacy_fixture_ask (fixture->base.school, "SELECT id FROM account WHERE name = 'leroy'");
  for (int closed = 0; closed < 2; closed++)
    {
      g_autoptr (WorkDone) done = NULL;

      secretary = sign_in (fixture, "leroy", OTHER);
      g_clear_object (&record);
      record = work_fixture_load (&fixture->base, MODEL_ENTITY_STUDENT, student);
      model_record_set_canonical (record, "town", "Ailleurs");
      change_account (fixture->base.school, closed
                                                ? work_account_activate_new (id, FALSE)
                                                : work_account_edit_new (id, "leroy", "Mme Leroy",
                                                                         MODEL_ACCOUNT_READER, 0));
      done = work_school_apply (secretary, work_change_save_new ("student.edit", record), &error);
      g_assert_null (done);
      g_assert_nonnull (error);
      g_clear_error (&error);
      assert_value (fixture->base.school, MODEL_ENTITY_STUDENT, student, "town", "Montcalvet");
      close_school (secretary);
      if (!closed)
        {
          secretary = sign_in (fixture, "leroy", OTHER);
          g_assert_false (
              set_value (secretary, MODEL_ENTITY_STUDENT, student, "town", "Ailleurs", &error));
          g_clear_error (&error);
          close_school (secretary);
        }
    }
  assert_value (fixture->base.school, MODEL_ENTITY_STUDENT, student, "town", "Montcalvet");
}

static guint
import (PrivacyFixture *fixture, WorkSchool *school)
{
  static const char text[] = "Nom;Prénom;Date de naissance;Classe\n"
                             "Zola;Émile;02/04/2010;2MELEC\n";
  g_autofree char *path = g_build_filename (fixture->base.folder, "eleves.csv", NULL);
  g_autoptr (WorkImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  report = work_import_file (school, path, WORK_IMPORT_STUDENTS, "2026-2027", FALSE, NULL, &error);
  return report != NULL && report->committed ? report->created : 0;
}

static void
test_import (PrivacyFixture *fixture, gconstpointer data)
{
  static const char count[] = "SELECT COUNT (*) FROM student WHERE family_name = 'Zola'";
  WorkSchool *school;

  switch_on (fixture);
  school = sign_in (fixture, "delmas", OTHER);
  g_assert_cmpuint (import (fixture, school), ==, 0);
  close_school (school);
  g_assert_cmpint (privacy_fixture_ask (fixture->base.school, count), ==, 0);
  school = sign_in (fixture, "leroy", OTHER);
  g_assert_cmpuint (import (fixture, school), ==, 1);
  close_school (school);
  g_assert_cmpint (privacy_fixture_ask (fixture->base.school, count), ==, 1);
  g_assert_cmpint (privacy_fixture_ask (fixture->base.school,
                                        "SELECT COUNT (*) FROM history WHERE author = 'Mme Leroy'"
                                        " AND entity = 'student'"),
                   ==, 1);
}

/* Two seats of a base on a share: what one seals the other opens, what one may not is refused. */
static void
test_share (PrivacyFixture *fixture, gconstpointer data)
{
  WorkSchool *secretary, *teacher;
  g_autoptr (GError) error = NULL;
  gint64 note;

  switch_on (fixture);
  _store_vfs_force (TRUE);
  work_school_close (fixture->base.school);
  store_queue_join (work_school_get_queue (fixture->base.school));
  g_clear_object (&fixture->base.school);
  fixture->base.school = sign_in (fixture, "martin", PASSWORD);
  note = write_note (fixture->base.school, fixture->base.students[0], SECRET);
  secretary = sign_in (fixture, "leroy", OTHER);
  teacher = sign_in (fixture, "delmas", OTHER);
  assert_value (secretary, MODEL_ENTITY_NOTE, note, "text", SECRET);
  g_assert_null (work_school_read (teacher, work_query_record_new (MODEL_ENTITY_NOTE, note), NULL));
  g_assert_false (purge (fixture, teacher, &error));
  g_assert_nonnull (error);
  close_school (teacher);
  close_school (secretary);
  _store_vfs_force (FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  _store_vault_set_cost (1, 8192);
  privacy_fixture_add_test ("/work/account/seams/purge", test_purge);
  privacy_fixture_add_test ("/work/account/seams/purge-past", test_purge_past);
  privacy_fixture_add_test ("/work/account/seams/purge-refused", test_purge_refused);
  privacy_fixture_add_test ("/work/account/seams/purge-exchanges", test_purge_exchanges);
  privacy_fixture_add_test ("/work/account/seams/export", test_export);
  privacy_fixture_add_test ("/work/account/seams/restore", test_restore);
  privacy_fixture_add_test ("/work/account/seams/restore-before", test_restore_before);
  privacy_fixture_add_test ("/work/account/seams/restore-other-key", test_restore_other_key);
  privacy_fixture_add_test ("/work/account/seams/undo", test_undo);
  privacy_fixture_add_test ("/work/account/seams/undo-note", test_undo_note);
  privacy_fixture_add_test ("/work/account/seams/merge", test_merge);
  privacy_fixture_add_test ("/work/account/seams/demoted", test_demoted);
  privacy_fixture_add_test ("/work/account/seams/import", test_import);
  privacy_fixture_add_test ("/work/account/seams/share", test_share);
  return g_test_run ();
}
