/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <zip.h>

#include "base-error.h"
#include "base-json.h"
#include "store-vault-private.h"
#include "work-access.h"
#include "work-account.h"
#include "work-error.h"
#include "work-privacy-fixture.h"
#include "work-privacy.h"

static char *
archive_path (PrivacyFixture *fixture)
{
  return g_build_filename (fixture->base.folder, "données.zip", NULL);
}

/* Must succeed. */
static char *
export_person (PrivacyFixture *fixture, ModelEntity entity, gint64 id, gboolean with_notes)
{
  g_autofree char *path = archive_path (fixture);
  const WorkPersonExport options = { entity, id, with_notes, path };
  g_autoptr (WorkJob) job = work_person_export_new (fixture->base.school, &options);
  g_autoptr (GError) error = NULL;

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  g_assert_cmpuint (work_job_get_notes (job)->len, ==, 0);
  return g_steal_pointer (&path);
}

/* (transfer full): a file of an archive, or %NULL */
static char *
read_file (const char *path, const char *name)
{
  zip_t *zip = zip_open (path, ZIP_RDONLY, NULL);
  zip_stat_t st;
  zip_file_t *file;
  char *text;

  g_assert_nonnull (zip);
  if (zip_stat (zip, name, 0, &st) != 0)
    {
      zip_discard (zip);
      return NULL;
    }
  file = zip_fopen (zip, name, 0);
  text = g_malloc0 (st.size + 1);
  g_assert_cmpint (zip_fread (file, text, st.size), ==, (zip_int64_t) st.size);
  zip_fclose (file);
  zip_discard (zip);
  return text;
}

static guint
count_rows (JsonObject *root, const char *entity)
{
  JsonArray *records = base_json_member_array (root, "records");
  guint n = 0;

  for (guint i = 0; i < base_json_n_objects (records); i++)
    if (g_strcmp0 (base_json_string (base_json_element (records, i), "entity"), entity) == 0)
      n++;
  return n;
}

/* All that hangs from the student is there, and the file of the document. */
static void
test_student (PrivacyFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *entity;
    guint n;
  } expected[] = {
    { "student", 1 },   { "guardian", 1 },  { "enrolment", 1 },
    { "search", 1 },    { "interview", 1 }, { "placement", 1 },
    { "agreement", 1 }, { "signatory", 1 }, { "document", 1 },
    { "message", 1 },   { "note", 2 },      { "signature_request", 1 },
    { "company", 0 },   { "teacher", 0 },   { "signature_signer", 1 },
  };
  g_autofree char *path = export_person (fixture, MODEL_ENTITY_STUDENT, fixture->student_id, TRUE);
  g_autofree char *text = read_file (path, "donnees.json");
  g_autofree char *document = NULL;
  g_autofree char *name = NULL;
  g_autofree char *book = read_file (path, "donnees.xlsx");
  g_autoptr (JsonNode) node = base_json_parse (text, -1);
  JsonObject *root = base_json_object (node);

  g_assert_nonnull (book);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (count_rows (root, expected[i].entity), ==, expected[i].n);
  g_assert_nonnull (strstr (text, "Quetzal enfin"));
  g_assert_cmpuint (base_json_n_objects (base_json_member_array (root, "history")), >, 10);
  name =
      g_strdup_printf ("documents/%" G_GINT64_FORMAT " Convention Quetzal.txt",
                       privacy_fixture_ask (fixture->base.school, "SELECT MAX (id) FROM document"));
  document = read_file (path, name);
  g_assert_cmpstr (document, ==, "Quetzal signe");
}

/* Nobody else's: neither the classmates nor what the administration wrote for itself. */
static void
test_nobody_else (PrivacyFixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  work_fixture_change (&fixture->base, MODEL_ENTITY_NOTE,
                       privacy_fixture_ask (fixture->base.school, "SELECT MIN (id) FROM note"),
                       "text", "Secret de la direction");
  work_fixture_change (&fixture->base, MODEL_ENTITY_NOTE,
                       privacy_fixture_ask (fixture->base.school, "SELECT MAX (id) FROM note"),
                       "audience", "teachers");
  path = export_person (fixture, MODEL_ENTITY_STUDENT, fixture->student_id, FALSE);
  text = read_file (path, "donnees.json");
  g_assert_null (strstr (text, "Abadie"));
  g_assert_null (strstr (text, "Cazals"));
  g_assert_null (strstr (text, "Secret de la direction"));
  g_assert_nonnull (strstr (text, "\"teachers\""));
}

/* Of the students whom a tutor or a teacher is named with, nothing that tells who they are. */
static void
test_others (PrivacyFixture *fixture, gconstpointer data)
{
  const struct
  {
    ModelEntity entity;
    gint64 id;
    const char *name;
  } people[] = {
    { MODEL_ENTITY_CONTACT, fixture->base.contacts[1], "Ibáñez" },
    { MODEL_ENTITY_TEACHER, fixture->base.teacher_id, "Belkacem" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *path = export_person (fixture, people[i].entity, people[i].id, FALSE);
      g_autofree char *text = read_file (path, "donnees.json");

      g_assert_nonnull (strstr (text, people[i].name));
      g_assert_nonnull (strstr (text, "\"placement\""));
      g_assert_null (strstr (text, "uetzal"));
      g_assert_null (strstr (text, "Câblage"));
      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

static gint64
add_message (PrivacyFixture *fixture, gint64 student_id, const char *address, const char *body)
{
  g_autofree char *student = work_fixture_id (student_id);

  return work_fixture_add (&fixture->base, MODEL_ENTITY_MESSAGE, "channel", "mail", "event", "free",
                           "audience", "student", "student_id", student, "name", "La famille",
                           "address", address, "body", body, "state", "sent", "made_at",
                           "2026-11-02T08:00:00Z", "batch", "1", NULL);
}

/* Two who share an address: what was written there about the other is not theirs to have. */
static void
test_shared_address (PrivacyFixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL, *text = NULL;

  work_fixture_change (&fixture->base, MODEL_ENTITY_STUDENT, fixture->student_id, "email",
                       "famille@exemple.test");
  add_message (fixture, fixture->student_id, "famille@exemple.test", "Bonjour Un");
  add_message (fixture, fixture->base.students[0], "famille@exemple.test", "Bonjour Deux");
  path = export_person (fixture, MODEL_ENTITY_STUDENT, fixture->student_id, TRUE);
  text = read_file (path, "donnees.json");
  g_assert_nonnull (strstr (text, "Bonjour Un"));
  g_assert_null (strstr (text, "Bonjour Deux"));
}

/* A tutor or a teacher has what was written to them but for the student that it tells of; a teacher
 * their account too, without its password. */
static void
test_teacher (PrivacyFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkAccountChange) first = work_account_add_new (
      "martin", "Mme Martin", MODEL_ACCOUNT_ADMINISTRATOR, 0, "une phrase assez longue", FALSE);
  g_autoptr (WorkAccountChange) own =
      work_account_add_new ("belka", "M. Belka", MODEL_ACCOUNT_TEACHER, fixture->base.teacher_id,
                            "une autre phrase longue", FALSE);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *account;

  _store_vault_set_cost (1, 8192);
  work_fixture_change (&fixture->base, MODEL_ENTITY_TEACHER, fixture->base.teacher_id, "email",
                       "prof@exemple.test");
  add_message (fixture, fixture->base.students[0], "prof@exemple.test", "Votre élève Léa");
  work_school_apply_account (fixture->base.school, first, &error);
  work_school_apply_account (fixture->base.school, own, &error);
  g_assert_no_error (error);
  path = export_person (fixture, MODEL_ENTITY_TEACHER, fixture->base.teacher_id, FALSE);
  text = read_file (path, "donnees.json");
  g_assert_null (strstr (text, "Votre élève Léa"));
  g_assert_nonnull (strstr (text, "2026-11-02T08:00:00Z"));
  g_assert_null (strstr (text, "argon2"));
  g_assert_null (strstr (text, "Mme Martin\""));
  node = base_json_parse (text, -1);
  account = base_json_member_object (base_json_object (node), "account");
  g_assert_cmpstr (base_json_string (account, "name"), ==, "belka");
  g_assert_cmpstr (base_json_string (account, "role"), ==, "teacher");
}

static gpointer
forget_key (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  _store_vault_forget (connection);
  return NULL;
}

/* Nothing is left out without a word: without the key there is no file. */
static void
test_without_key (PrivacyFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->base.folder, "sans-cle.zip", NULL);
  const WorkPersonExport options = { .entity = MODEL_ENTITY_STUDENT,
                                     .id = fixture->student_id,
                                     .path = path };
  g_autoptr (WorkAccountChange) change = work_account_add_new (
      "martin", "Mme Martin", MODEL_ACCOUNT_ADMINISTRATOR, 0, "une phrase assez longue", FALSE);
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;

  _store_vault_set_cost (1, 8192);
  g_assert_cmpint (work_school_apply_account (fixture->base.school, change, &error), !=, 0);
  store_queue_run (work_school_get_queue (fixture->base.school), forget_key, NULL, NULL, NULL);
  job = work_person_export_new (fixture->base.school, &options);
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* (transfer full): the workbook as its XML: texts that are there once */
static char *
read_book (const char *path)
{
  g_autofree char *copy = g_strconcat (path, ".xlsx", NULL);
  zip_t *zip = zip_open (path, ZIP_RDONLY, NULL);
  zip_stat_t st;
  zip_file_t *file;
  g_autofree char *bytes = NULL;

  g_assert_cmpint (zip_stat (zip, "donnees.xlsx", 0, &st), ==, 0);
  file = zip_fopen (zip, "donnees.xlsx", 0);
  bytes = g_malloc (st.size);
  g_assert_cmpint (zip_fread (file, bytes, st.size), ==, (zip_int64_t) st.size);
  zip_fclose (file);
  zip_discard (zip);
  g_assert_true (g_file_set_contents (copy, bytes, (gssize) st.size, NULL));
  return read_file (copy, "xl/sharedStrings.xml");
}

/* For whoever asks what the school knows of them: words, not what the program keeps. */
static void
test_readable (PrivacyFixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL, *book = NULL;

  work_fixture_change (&fixture->base, MODEL_ENTITY_STUDENT, fixture->student_id, "birth_date",
                       "2008-03-04");
  work_fixture_change (&fixture->base, MODEL_ENTITY_STUDENT, fixture->student_id, "town", "Albi");
  work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "snapshot",
                       "{\"ENT_NOM\":\"Garage Figé\",\"VIDE\":null}");
  path = export_person (fixture, MODEL_ENTITY_STUDENT, fixture->student_id, TRUE);
  book = read_book (path);
  g_assert_nonnull (strstr (book, "04/03/2008"));
  g_assert_nonnull (strstr (book, " → Albi"));
  /* Its name, not its number. */
  g_assert_nonnull (strstr (book, "TMELEC"));
  g_assert_nonnull (strstr (book, "Garage Figé"));
  g_assert_null (strstr (book, "VIDE"));
  g_assert_null (strstr (book, "sha256:"));
  g_assert_null (strstr (book, "{"));
}

/* What is there already stays, and that somebody took the data out is written down. */
static void
test_refuses_to_replace (PrivacyFixture *fixture, gconstpointer data)
{
  g_autofree char *path = archive_path (fixture);
  const WorkPersonExport options = { MODEL_ENTITY_STUDENT, fixture->student_id, FALSE, path };
  g_autoptr (WorkJob) job = work_person_export_new (fixture->base.school, &options);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (path, "à moi", -1, &error));
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_cmpstr (text, ==, "à moi");
  g_assert_cmpint (privacy_fixture_ask (fixture->base.school, "SELECT COUNT (*) FROM access_log"),
                   ==, 0);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_free (export_person (fixture, MODEL_ENTITY_STUDENT, fixture->student_id, FALSE));
  g_assert_cmpint (privacy_fixture_ask (fixture->base.school,
                                        "SELECT COUNT (*) FROM access_log"
                                        " WHERE act = 'export_person' AND entity = 'student'"),
                   ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  privacy_fixture_add_test ("/work/privacy-export/student", test_student);
  privacy_fixture_add_test ("/work/privacy-export/nobody-else", test_nobody_else);
  privacy_fixture_add_test ("/work/privacy-export/others", test_others);
  privacy_fixture_add_test ("/work/privacy-export/refuses-to-replace", test_refuses_to_replace);
  privacy_fixture_add_test ("/work/privacy-export/shared-address", test_shared_address);
  privacy_fixture_add_test ("/work/privacy-export/teacher", test_teacher);
  privacy_fixture_add_test ("/work/privacy-export/without-key", test_without_key);
  privacy_fixture_add_test ("/work/privacy-export/readable", test_readable);
  return g_test_run ();
}
