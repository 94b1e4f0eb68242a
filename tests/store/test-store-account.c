/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store-account.h"
#include "store-connection-private.h"
#include "store-fixture.h"
#include "store-role.h"
#include "store-vault-private.h"

/* Accounts, and what is sealed for them: signing in with a clock of our own, wrong passwords, who
 * may change what, and what a copy of the file tells. */

#define NOW      "2026-11-26T08:00:00Z"
#define LATER    "2026-11-26T08:30:00Z"
#define PASSWORD "une phrase assez longue"
#define OTHER    "une autre phrase longue"
#define SECRET   "Suivi par le service social depuis octobre"
#define NUMBER   "1080475123456"

static gint64
add (StoreConnection *connection,
     const char *name,
     ModelAccountRole role,
     gint64 teacher_id,
     const char *password)
{
  const StoreAccount wanted = {
    .name = (char *) name, .label = (char *) name, .role = role, .teacher_id = teacher_id
  };
  g_autoptr (GError) error = NULL;
  gint64 id = store_account_add (connection, &wanted, password, NOW, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

/* A base with a secret note, a number and their history, then accounts. */
static gint64
switch_on (StoreFixture *fixture)
{
  StoreConnection *c = fixture->connection;
  g_autoptr (ModelRecord) student = store_fixture_save (
      c, MODEL_ENTITY_STUDENT, "family_name", "Delmas", "social_number", "1111111111111", NULL);
  g_autofree char *id = store_fixture_id (model_record_get_id (student));
  g_autoptr (ModelRecord) note = NULL;

  model_record_set_canonical (student, "social_number", NUMBER);
  store_fixture_save_again (c, student, NULL);
  note = store_fixture_save (c, MODEL_ENTITY_NOTE, "student_id", id, "audience", "administration",
                             "text", "Premier jet", NULL);
  model_record_set_canonical (note, "text", SECRET);
  store_fixture_save_again (c, note, NULL);
  store_fixture_add (c, MODEL_ENTITY_NOTE, "student_id", id, "audience", "teachers", "text",
                     "Pour tous", NULL);
  return add (c, "martin", MODEL_ACCOUNT_ADMINISTRATOR, 0, PASSWORD);
}

static StoreConnection *
open_seat (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  StoreConnection *connection = store_connection_open (fixture->path, STORE_OPEN_WRITE, &error);

  g_assert_no_error (error);
  return connection;
}

static void
assert_signs_in (StoreConnection *connection,
                 const char *name,
                 const char *password,
                 const char *now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreAccount) account =
      store_account_sign_in (connection, name, password, now, &error);

  g_assert_no_error (error);
  g_assert_nonnull (account);
}

static char *
assert_refused (StoreConnection *connection,
                const char *name,
                const char *password,
                const char *now,
                StoreError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreAccount) account =
      store_account_sign_in (connection, name, password, now, &error);

  g_assert_null (account);
  g_assert_error (error, STORE_ERROR, (int) code);
  g_assert_cmpint (store_connection_get_role (connection), ==, MODEL_ACCOUNT_NOBODY);
  return g_strdup (error->message);
}

static void
test_first (StoreFixture *fixture, gconstpointer data)
{
  const StoreAccount teacher = { .name = (char *) "x",
                                 .label = (char *) "x",
                                 .role = MODEL_ACCOUNT_READER };
  g_autoptr (StoreConnection) seat = NULL;
  g_autoptr (StoreAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  gboolean exist;

  g_assert_cmpint (store_account_add (fixture->connection, &teacher, PASSWORD, NOW, &error), ==, 0);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CHECK);
  g_clear_error (&error);
  g_assert_true (store_accounts_exist (fixture->connection, &exist, NULL));
  g_assert_false (exist);
  switch_on (fixture);
  /* Whoever made it has signed in. */
  g_assert_cmpint (store_connection_get_role (fixture->connection), ==,
                   MODEL_ACCOUNT_ADMINISTRATOR);
  g_assert_cmpint (store_connection_get_account_id (fixture->connection), !=, 0);
  g_assert_true (store_vault_is_open (fixture->connection));
  seat = open_seat (fixture);
  g_assert_cmpint (store_connection_get_role (seat), ==, MODEL_ACCOUNT_NOBODY);
  /* Capitals and accents of a name do not count; those of a password do. */
  g_free (assert_refused (seat, "martin", "Une phrase assez longue", NOW, STORE_ERROR_PASSWORD));
  account = store_account_sign_in (seat, "MARTIN", PASSWORD, NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (account->label, ==, "martin");
  g_assert_true (account->has_key);
}

static void
test_tries (StoreFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "martin", "nobody" };
  g_autoptr (StoreConnection) seat = NULL;
  g_auto (GStrv) of_one = g_new0 (char *, 8);
  g_auto (GStrv) of_nobody = g_new0 (char *, 8);
  char **said[] = { of_one, of_nobody };

  switch_on (fixture);
  seat = open_seat (fixture);
  for (guint who = 0; who < 2; who++)
    {
      for (guint i = 0; i < 4; i++)
        said[who][i] = assert_refused (seat, names[who], "wrong", NOW, STORE_ERROR_PASSWORD);
      g_assert_null (store_account_get_closed_until (seat));
      said[who][4] = assert_refused (seat, names[who], "wrong", NOW, STORE_ERROR_LOCKED);
      g_assert_cmpstr (store_account_get_closed_until (seat), ==, "2026-11-26T08:01:00Z");
      /* The minute is not over: the right one is not looked at. Another seat knows it, too. */
      g_clear_object (&seat);
      seat = open_seat (fixture);
      said[who][5] =
          assert_refused (seat, names[who], PASSWORD, "2026-11-26T08:00:59Z", STORE_ERROR_LOCKED);
      g_assert_cmpstr (store_account_get_closed_until (seat), ==, "2026-11-26T08:01:00Z");
      said[who][6] =
          assert_refused (seat, names[who], "wrong", "2026-11-26T08:01:00Z", STORE_ERROR_LOCKED);
    }
  /* Nothing tells whether there is such an account. */
  g_assert_true (g_strv_equal ((const char *const *) said[0], (const char *const *) said[1]));
  g_assert_nonnull (strstr (said[0][0], "4 tries"));
  g_assert_nonnull (strstr (said[0][3], "1 try"));

  /* Five minutes this time, then a quarter of an hour. */
  g_free (assert_refused (seat, "martin", PASSWORD, "2026-11-26T08:05:59Z", STORE_ERROR_LOCKED));
  g_free (assert_refused (seat, "martin", "wrong", "2026-11-26T08:06:00Z", STORE_ERROR_LOCKED));
  g_free (assert_refused (seat, "martin", PASSWORD, "2026-11-26T08:20:59Z", STORE_ERROR_LOCKED));
  assert_signs_in (seat, "martin", PASSWORD, "2026-11-26T08:21:00Z");
  g_assert_null (store_account_get_closed_until (seat));
  /* The count begins anew. */
  g_assert_true (store_account_sign_out (seat, NULL));
  g_free (assert_refused (seat, "martin", "wrong", "2026-11-26T08:22:00Z", STORE_ERROR_PASSWORD));
}

/* What is counted of names that nobody has is forgotten with the next who signs in, once it closes
 * nothing any more. */
static void
test_strangers_forgotten (StoreFixture *fixture, gconstpointer data)
{
  const char *const ask = "SELECT COUNT (*) FROM lease WHERE name LIKE 'sign-in:%'";
  g_autoptr (StoreConnection) seat = NULL;
  g_autofree char *one = NULL;
  g_autofree char *none = NULL;

  switch_on (fixture);
  seat = open_seat (fixture);
  for (guint i = 0; i < 4; i++)
    g_free (assert_refused (seat, "nobody", "wrong", NOW, STORE_ERROR_PASSWORD));
  g_free (assert_refused (seat, "nobody", "wrong", NOW, STORE_ERROR_LOCKED));
  assert_signs_in (seat, "martin", PASSWORD, "2026-11-26T08:00:30Z");
  one = store_fixture_ask (fixture->path, ask);
  g_assert_cmpstr (one, ==, "1");
  g_assert_true (store_account_sign_out (seat, NULL));
  assert_signs_in (seat, "martin", PASSWORD, "2026-11-26T08:01:30Z");
  none = store_fixture_ask (fixture->path, ask);
  g_assert_cmpstr (none, ==, "0");
}

static void
test_management (StoreFixture *fixture, gconstpointer data)
{
  gint64 teacher_id = store_fixture_add (fixture->connection, MODEL_ENTITY_TEACHER, NULL);
  gint64 martin = switch_on (fixture);
  StoreConnection *c = fixture->connection;
  gint64 leroy = add (c, "leroy", MODEL_ACCOUNT_SECRETARY, 0, OTHER);
  gint64 delmas = add (c, "delmas", MODEL_ACCOUNT_TEACHER, teacher_id, OTHER);
  StoreAccount wanted = { .id = martin,
                          .name = (char *) "martin",
                          .label = (char *) "martin",
                          .role = MODEL_ACCOUNT_SECRETARY };
  g_autoptr (StoreConnection) seat = open_seat (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *lines = NULL, *traces = NULL;

  /* The last administrator stays one. */
  g_assert_false (store_account_edit (c, &wanted, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CHECK);
  g_clear_error (&error);
  g_assert_false (store_account_set_active (c, martin, FALSE, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CHECK);
  g_clear_error (&error);
  /* The same name or label twice: no. */
  wanted.id = 0;
  g_assert_cmpint (store_account_add (c, &wanted, OTHER, NOW, &error), ==, 0);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_UNIQUE);
  g_clear_error (&error);

  /* Nobody else manages accounts. */
  assert_signs_in (seat, "leroy", OTHER, NOW);
  g_assert_true (store_vault_is_open (seat));
  g_assert_false (store_account_set_active (seat, delmas, FALSE, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (store_account_reset (seat, martin, OTHER, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  g_clear_error (&error);
  /* One's own password: the old one is asked for. */
  g_assert_false (store_account_change_password (seat, "wrong", PASSWORD, NOW, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_PASSWORD);
  g_clear_error (&error);
  g_assert_true (store_account_change_password (seat, OTHER, PASSWORD, NOW, &error));
  g_assert_no_error (error);
  g_free (assert_refused (seat, "leroy", OTHER, NOW, STORE_ERROR_PASSWORD));
  assert_signs_in (seat, "leroy", PASSWORD, NOW);
  g_assert_true (store_vault_is_open (seat));

  /* A teacher has no key; a password that was reset must be changed, and has the key again. */
  g_assert_true (store_account_reset (c, leroy, OTHER, &error));
  g_assert_no_error (error);
  assert_signs_in (seat, "delmas", OTHER, NOW);
  g_assert_false (store_vault_is_open (seat));
  {
    g_autoptr (StoreAccount) account = store_account_sign_in (seat, "leroy", OTHER, NOW, &error);

    g_assert_no_error (error);
    g_assert_true (account->must_change);
    g_assert_true (store_vault_is_open (seat));
  }
  /* Closed: shut out, and does not come in again. */
  g_assert_true (store_account_set_active (c, leroy, FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (store_connection_check_role (seat, &error));
  g_clear_error (&error);
  g_assert_false (store_vault_is_open (seat));
  g_free (assert_refused (seat, "leroy", OTHER, NOW, STORE_ERROR_PASSWORD));

  /* All of it is in the log of accesses, and no hash anywhere else. */
  lines =
      store_fixture_ask (fixture->path, "SELECT COUNT (*) FROM access_log WHERE act = 'account'");
  g_assert_cmpint (g_ascii_strtoll (lines, NULL, 10), ==, 6);
  traces = store_fixture_ask (fixture->path,
                              "SELECT (SELECT COUNT (*) FROM history WHERE changes LIKE '%argon2%')"
                              " + (SELECT COUNT (*) FROM access_log WHERE detail LIKE '%argon2%')");
  g_assert_cmpstr (traces, ==, "0");
}

typedef struct
{
  const char *path;
  GMutex mutex;
  GCond changed;
  guint n_ready;
} Rush;

#define N_RUSHING 4

/* A seat that is open, waits for the others to be, and takes a wrong password. */
static gpointer
rush_thread (gpointer data)
{
  Rush *rush = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConnection) seat = store_connection_open (rush->path, STORE_OPEN_WRITE, &error);

  g_assert_no_error (error);
  g_mutex_lock (&rush->mutex);
  rush->n_ready++;
  g_cond_broadcast (&rush->changed);
  while (rush->n_ready < N_RUSHING)
    g_cond_wait (&rush->changed, &rush->mutex);
  g_mutex_unlock (&rush->mutex);
  g_free (assert_refused (seat, "martin", "wrong", NOW, STORE_ERROR_PASSWORD));
  return NULL;
}

/* Several seats try at the same moment: each try counts. */
static void
test_tries_at_once (StoreFixture *fixture, gconstpointer data)
{
  Rush rush = { .path = fixture->path };
  GThread *threads[N_RUSHING];
  g_autofree char *failures = NULL;

  /* A password that takes its time: all have begun before the first one is told. */
  _store_vault_set_cost (4, 16 * 1024 * 1024);
  switch_on (fixture);
  _store_vault_set_cost (1, 8192);
  g_mutex_init (&rush.mutex);
  g_cond_init (&rush.changed);
  for (guint i = 0; i < N_RUSHING; i++)
    threads[i] = g_thread_new ("rush", rush_thread, &rush);
  for (guint i = 0; i < N_RUSHING; i++)
    g_thread_join (threads[i]);
  failures = store_fixture_ask (fixture->path, "SELECT failures FROM account");
  g_assert_cmpint (g_ascii_strtoll (failures, NULL, 10), ==, N_RUSHING);
  g_free (assert_refused (fixture->connection, "martin", "wrong", NOW, STORE_ERROR_LOCKED));
  g_mutex_clear (&rush.mutex);
  g_cond_clear (&rush.changed);
}

/* The key was not opened when somebody signed in, there was no memory for it: another password does
 * not lose it, nor does switching off what would stay encrypted. */
static void
test_key_stays (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *c = fixture->connection;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL, *still = NULL;

  switch_on (fixture);
  _store_vault_forget (c);
  g_assert_true (store_account_change_password (c, PASSWORD, OTHER, NOW, &error));
  g_assert_no_error (error);
  assert_signs_in (c, "martin", OTHER, NOW);
  g_assert_true (store_vault_is_open (c));

  /* One that nothing opens stays as it is: it may be mended from a backup. */
  store_fixture_sql (fixture->path, "UPDATE account SET salt = '1$1$1$x'");
  key = store_fixture_ask (fixture->path, "SELECT wrapped_key FROM account");
  assert_signs_in (c, "martin", OTHER, NOW);
  g_assert_false (store_vault_is_open (c));
  g_assert_false (store_account_change_password (c, OTHER, PASSWORD, NOW, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_SEALED);
  still = store_fixture_ask (fixture->path, "SELECT wrapped_key FROM account");
  g_assert_cmpstr (still, ==, key);
}

/* An administrator without the key cannot be left alone with what is encrypted. */
static void
test_last_key (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *c = fixture->connection;
  gint64 teacher_id = store_fixture_add (c, MODEL_ENTITY_TEACHER, NULL);
  gint64 martin = switch_on (fixture);
  gint64 delmas = add (c, "delmas", MODEL_ACCOUNT_TEACHER, teacher_id, OTHER);
  StoreAccount wanted = { .id = delmas,
                          .name = (char *) "delmas",
                          .label = (char *) "delmas",
                          .role = MODEL_ACCOUNT_ADMINISTRATOR };
  g_autoptr (StoreConnection) seat = open_seat (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_true (store_account_edit (c, &wanted, &error));
  g_assert_no_error (error);
  assert_signs_in (seat, "delmas", OTHER, NOW);
  g_assert_false (store_account_set_active (seat, martin, FALSE, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CHECK);
  g_assert_nonnull (strstr (error->message, "key"));
  g_clear_error (&error);
  g_assert_true (store_account_reset (c, delmas, OTHER, &error));
  g_assert_no_error (error);
  assert_signs_in (seat, "delmas", OTHER, NOW);
  g_assert_true (store_account_change_password (seat, OTHER, PASSWORD, NOW, &error));
  g_assert_no_error (error);
  g_assert_true (store_account_set_active (seat, martin, FALSE, &error));
  g_assert_no_error (error);
}

/* Whoever finds a window open guesses one's password no better than at the door. */
static void
test_own_tries (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *c = fixture->connection;
  g_autoptr (StoreConnection) seat = open_seat (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *logged = NULL;

  switch_on (fixture);
  assert_signs_in (c, "martin", PASSWORD, NOW);
  for (guint i = 1; i < STORE_ACCOUNT_TRIES; i++)
    {
      g_autofree char *left = g_strdup_printf (" %u tr", STORE_ACCOUNT_TRIES - i);
      gboolean done = i % 2 == 0 ? store_accounts_switch_off (c, "wrong", NOW, &error)
                                 : store_account_change_password (c, "wrong", OTHER, NOW, &error);

      g_assert_false (done);
      g_assert_error (error, STORE_ERROR, STORE_ERROR_PASSWORD);
      g_assert_nonnull (strstr (error->message, left));
      g_clear_error (&error);
    }
  logged = store_fixture_ask (fixture->path, "SELECT count(*) || author FROM access_log"
                                             " WHERE act = 'password_failed'");
  g_assert_cmpstr (logged, ==, "4martin");
  /* The right one sets them back. */
  g_assert_true (store_account_change_password (c, PASSWORD, OTHER, NOW, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < STORE_ACCOUNT_TRIES; i++)
    {
      g_clear_error (&error);
      g_assert_false (store_account_change_password (c, PASSWORD, PASSWORD, NOW, &error));
    }
  g_assert_error (error, STORE_ERROR, STORE_ERROR_LOCKED);
  g_clear_error (&error);
  /* Not even the right one, here or at the door, until then. */
  g_assert_false (store_account_change_password (c, OTHER, PASSWORD, NOW, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_LOCKED);
  g_clear_error (&error);
  g_free (assert_refused (seat, "martin", OTHER, NOW, STORE_ERROR_LOCKED));
  g_assert_true (store_account_change_password (c, OTHER, PASSWORD, LATER, &error));
  g_assert_no_error (error);
}

/* Who was given a password, be it an administrator, chooses another before anything else. */
static void
test_must_change (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *c = fixture->connection;
  gint64 martin = switch_on (fixture);
  StoreAccount wanted = { .name = (char *) "leroy",
                          .label = (char *) "leroy",
                          .role = MODEL_ACCOUNT_ADMINISTRATOR,
                          .must_change = TRUE };
  g_autoptr (StoreConnection) seat = open_seat (fixture);
  g_autoptr (StoreAccount) account = NULL;
  g_autoptr (GPtrArray) students = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (store_account_add (c, &wanted, OTHER, NOW, &error), !=, 0);
  assert_signs_in (seat, "leroy", OTHER, NOW);
  g_assert_null (store_load_all (seat, MODEL_ENTITY_STUDENT, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (store_account_reset (seat, martin, OTHER, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (store_accounts_switch_off (seat, OTHER, NOW, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  g_clear_error (&error);
  /* The one that was given is no choice. */
  g_assert_false (store_account_change_password (seat, OTHER, OTHER, NOW, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CHECK);
  g_clear_error (&error);
  g_assert_true (store_account_change_password (seat, OTHER, PASSWORD, NOW, &error));
  g_assert_no_error (error);
  account = store_account_current (seat, &error);
  g_assert_false (account->must_change);
  g_assert_true (store_vault_is_open (seat));
  students = store_load_all (seat, MODEL_ENTITY_STUDENT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (students->len, >, 0);
  g_assert_true (store_account_reset (seat, martin, OTHER, &error));
  g_assert_no_error (error);
}

/* With another name one goes on writing, under that name. */
static void
test_renamed (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *c = fixture->connection;
  StoreAccount wanted = { .name = (char *) "martin",
                          .label = (char *) "Mme Martin-Roux",
                          .role = MODEL_ACCOUNT_ADMINISTRATOR };
  g_autoptr (StoreOperation) before = store_operation_new ("martin", "test");
  g_autoptr (StoreOperation) after = store_operation_new ("Mme Martin-Roux", "test");
  g_autoptr (ModelRecord) student = model_record_new (MODEL_ENTITY_STUDENT);
  g_autoptr (GError) error = NULL;

  wanted.id = switch_on (fixture);
  g_assert_true (store_account_edit (c, &wanted, &error));
  g_assert_no_error (error);
  model_record_set_canonical (student, "family_name", "Roux");
  model_record_set_canonical (student, "given_name", "Lise");
  g_assert_false (store_save (c, student, before, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_true (store_save (c, student, after, NULL, &error));
  g_assert_no_error (error);
}

/* (transfer full): the bytes of the file and of what lies beside it */
static GBytes *
read_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      gsize size = 0;

      if (g_file_get_contents (path, &content, &size, NULL))
        g_byte_array_append (all, (const guint8 *) content, (guint) size);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

static gboolean
tells (StoreFixture *fixture, const char *text)
{
  g_autoptr (GBytes) bytes = read_all (fixture->folder);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static ModelRecord *
load_note (StoreConnection *connection)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes =
      store_find (connection, MODEL_ENTITY_NOTE, "audience", "administration", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 1);
  return g_object_ref (g_ptr_array_index (notes, 0));
}

/* A copy of the file is of no use without an administration's password. */
static void
test_copied_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) note = NULL;
  g_autoptr (ModelRecord) added = NULL;
  g_autoptr (GError) error = NULL;

  switch_on (fixture);
  g_assert_false (tells (fixture, SECRET));
  g_assert_false (tells (fixture, "Premier jet"));
  g_assert_false (tells (fixture, NUMBER));
  g_assert_false (tells (fixture, "1111111111111"));
  g_assert_false (tells (fixture, PASSWORD));
  g_assert_true (tells (fixture, "Pour tous"));
  g_assert_true (tells (fixture, "Delmas"));

  /* What is written afterwards neither. */
  note = load_note (fixture->connection);
  g_assert_cmpstr (model_record_get (note, "text"), ==, SECRET);
  model_record_set_canonical (note, "text", "Troisième version, plus dure");
  store_fixture_save_again (fixture->connection, note, NULL);
  added = store_fixture_save (fixture->connection, MODEL_ENTITY_STUDENT, "arrangements",
                              "Tiers-temps accordé", NULL);
  g_assert_false (tells (fixture, "Troisième version"));
  g_assert_false (tells (fixture, "Tiers-temps"));
  g_clear_object (&note);
  note = load_note (fixture->connection);
  g_assert_cmpstr (model_record_get (note, "text"), ==, "Troisième version, plus dure");
  g_clear_object (&note);
  note =
      store_load (fixture->connection, MODEL_ENTITY_STUDENT, model_record_get_id (added), &error);
  g_assert_cmpstr (model_record_get (note, "arrangements"), ==, "Tiers-temps accordé");
}

/* Whoever has the file and no password: accounts taken away, another role, another's key. */
static void
test_wrong_ways (StoreFixture *fixture, gconstpointer data)
{
  static const char *const changes[] = {
    "DELETE FROM account WHERE name <> 'martin'; UPDATE account SET role = 'reader'",
    "UPDATE account SET role = 'administrator'",
    ("UPDATE account SET wrapped_key = (SELECT wrapped_key FROM account WHERE name = 'martin'),"
     " salt = (SELECT salt FROM account WHERE name = 'martin')"),
    "DELETE FROM account",
  };
  gint64 teacher_id = store_fixture_add (fixture->connection, MODEL_ENTITY_TEACHER, NULL);
  g_autofree char *copy = store_fixture_file (fixture, "copy.paraphe");

  switch_on (fixture);
  add (fixture->connection, "delmas", MODEL_ACCOUNT_TEACHER, teacher_id, OTHER);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (StoreConnection) seat = NULL;
      g_autoptr (StoreAccount) account = NULL;
      g_autoptr (GPtrArray) notes = NULL;
      g_autofree char *content = NULL;
      gsize size = 0;

      g_test_message ("%s", changes[i]);
      g_assert_true (g_file_get_contents (fixture->path, &content, &size, NULL));
      g_assert_true (g_file_set_contents (copy, content, (gssize) size, NULL));
      store_fixture_sql (copy, changes[i]);
      seat = store_connection_open (copy, STORE_OPEN_WRITE, NULL);
      g_assert_nonnull (seat);
      account = store_account_sign_in (seat, "delmas", OTHER, NOW, NULL);
      g_assert_false (store_vault_is_open (seat));
      notes = store_load_all (seat, MODEL_ENTITY_NOTE, NULL);
      for (guint n = 0; notes != NULL && n < notes->len; n++)
        {
          ModelRecord *note = g_ptr_array_index (notes, n);

          if (g_strcmp0 (model_record_get (note, "audience"), "administration") != 0)
            continue;
          g_assert_cmpstr (model_record_get (note, "text"), ==, NULL);
          g_assert_true (model_record_is_sealed (note, "text"));
        }
    }
}

/* Without the key what is sealed is left alone, by whatever is saved beside it. */
static void
test_left_alone (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) seat = NULL;
  g_autoptr (ModelRecord) note = NULL, again = NULL;
  g_autoptr (StoreOperation) operation = store_operation_new ("martin", "test");
  g_autoptr (GError) error = NULL;

  switch_on (fixture);
  store_fixture_sql (fixture->path, "UPDATE account SET wrapped_key = NULL");
  seat = open_seat (fixture);
  assert_signs_in (seat, "martin", PASSWORD, NOW);
  g_assert_false (store_vault_is_open (seat));
  note = load_note (seat);
  g_assert_cmpstr (model_record_get (note, "text"), ==, NULL);
  model_record_set_canonical (note, "tone", "negative");
  g_assert_true (store_save (seat, note, operation, NULL, &error));
  g_assert_no_error (error);
  /* What it does not read it does not write either. */
  model_record_set_canonical (note, "text", "Autre chose");
  g_assert_false (store_save (seat, note, operation, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_SEALED);
  g_clear_error (&error);

  again = load_note (fixture->connection);
  g_assert_cmpstr (model_record_get (again, "text"), ==, SECRET);
  g_assert_cmpstr (model_record_get (again, "tone"), ==, "negative");
}

/* The place is part of the seal, and so is each byte. */
static void
test_altered (StoreFixture *fixture, gconstpointer data)
{
  const ModelField *text = model_field_find ("note.text");
  const ModelField *number = model_field_find ("student.social_number");
  g_autofree char *sealed = NULL, *opened = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;

  switch_on (fixture);
  sealed = store_vault_seal (fixture->connection, text, 7, "Bonjour é", &error);
  again = store_vault_seal (fixture->connection, text, 7, "Bonjour é", &error);
  g_assert_cmpstr (sealed, !=, again);
  opened = store_vault_open (fixture->connection, text, 7, sealed, &error);
  g_assert_cmpstr (opened, ==, "Bonjour é");
  g_assert_null (store_vault_open (fixture->connection, text, 8, sealed, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_null (store_vault_open (fixture->connection, number, 7, sealed, &error));
  g_clear_error (&error);
  for (gsize i = strlen (STORE_VAULT_PREFIX); i < strlen (sealed); i++)
    {
      g_autofree char *other = g_strdup (sealed);

      other[i] = other[i] == 'A' ? 'B' : 'A';
      opened = (g_free (opened), store_vault_open (fixture->connection, text, 7, other, NULL));
      /* The last characters of base64 may stand for the same bytes. */
      if (i < strlen (sealed) - 3)
        g_assert_null (opened);
    }
  g_assert_null (store_vault_open (fixture->connection, text, 7, STORE_VAULT_PREFIX, NULL));
}

static void
test_undo (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *c = fixture->connection;
  g_autoptr (StoreOperation) edit = store_operation_new ("martin", "note.edit");
  g_autoptr (StoreOperation) delete = store_operation_new ("martin", "note.delete");
  g_autoptr (StoreOperation) undo = store_operation_new ("martin", "undo");
  g_autoptr (StoreOperation) undo_delete = store_operation_new ("martin", "undo");
  g_autoptr (ModelRecord) note = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  switch_on (fixture);
  note = load_note (c);
  model_record_set_canonical (note, "text", "Changé");
  store_fixture_save_again (c, note, edit);
  g_assert_true (store_delete (c, note, delete, &error));
  g_assert_true (store_undo (c, delete->id, undo_delete, &error));
  g_assert_no_error (error);
  g_clear_object (&note);
  note = load_note (c);
  g_assert_cmpstr (model_record_get (note, "text"), ==, "Changé");
  g_assert_true (store_undo (c, edit->id, undo, &error));
  g_assert_no_error (error);
  g_clear_object (&note);
  note = load_note (c);
  g_assert_cmpstr (model_record_get (note, "text"), ==, SECRET);
  /* History reads as it did, for who has the key: lines of before accounts, too. */
  lines = store_history_of (c, MODEL_ENTITY_NOTE, model_record_get_id (note), &error);
  for (guint i = 0; i < lines->len; i++)
    {
      const StoreHistoryLine *line = g_ptr_array_index (lines, i);

      g_assert_null (strstr (line->changes, "S1:"));
      found = found || strstr (line->changes, "Premier jet") != NULL;
    }
  g_assert_true (found);
  g_assert_false (tells (fixture, "Changé"));
}

static void
test_switch_off (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) note = NULL;
  g_autoptr (StoreConnection) seat = NULL;
  g_autofree char *guards = NULL;
  g_autoptr (GError) error = NULL;

  switch_on (fixture);
  g_assert_false (store_accounts_switch_off (fixture->connection, "wrong", NOW, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_PASSWORD);
  g_clear_error (&error);
  g_assert_true (store_accounts_switch_off (fixture->connection, PASSWORD, NOW, &error));
  g_assert_no_error (error);
  g_assert_true (tells (fixture, SECRET));
  g_assert_true (tells (fixture, "Premier jet"));
  g_assert_false (tells (fixture, "S1:"));
  seat = open_seat (fixture);
  g_assert_cmpint (store_connection_get_role (seat), ==, MODEL_ACCOUNT_ADMINISTRATOR);
  note = load_note (seat);
  g_assert_cmpstr (model_record_get (note, "text"), ==, SECRET);
  /* History is guarded as before. */
  guards = store_fixture_ask (fixture->path,
                              "SELECT COUNT (*) FROM sqlite_schema WHERE type = 'trigger'");
  g_assert_cmpstr (guards, ==, "6");
}

#define add_test(path, func) store_fixture_add_test ("/store/account/" path, func)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* The least that libsodium does. */
  _store_vault_set_cost (1, 8192);
  add_test ("first", test_first);
  add_test ("tries", test_tries);
  add_test ("strangers-forgotten", test_strangers_forgotten);
  add_test ("management", test_management);
  add_test ("tries-at-once", test_tries_at_once);
  add_test ("key-stays", test_key_stays);
  add_test ("last-key", test_last_key);
  add_test ("own-tries", test_own_tries);
  add_test ("must-change", test_must_change);
  add_test ("renamed", test_renamed);
  add_test ("copied-file", test_copied_file);
  add_test ("wrong-ways", test_wrong_ways);
  add_test ("left-alone", test_left_alone);
  add_test ("altered", test_altered);
  add_test ("undo", test_undo);
  add_test ("switch-off", test_switch_off);
  return g_test_run ();
}
