/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-fixture.h"

#include <glib/gstdio.h>

#include "store-account.h"
#include "store-check.h"
#include "store-record.h"
#include "work-error.h"

typedef struct
{
  ModelEntity entity;
  gint64 id;
  ModelRecord *record;
} Args;

static gpointer
save_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (StoreAccount) account = store_account_current (connection, NULL);
  g_autoptr (StoreOperation) operation =
      store_operation_new (account != NULL ? account->label : "fixture", "fixture.save");

  store_save (connection, data, operation, NULL, error);
  return NULL;
}

void
work_fixture_save (WorkFixture *fixture, ModelRecord *record)
{
  g_autoptr (GError) error = NULL;

  if (fixture->filling != NULL)
    save_func (fixture->filling, record, NULL, &error);
  else
    store_queue_run (work_school_get_queue (fixture->school), save_func, record, NULL, &error);
  g_assert_no_error (error);
}

static gpointer
load_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Args *args = data;

  return args->id != 0 ? (gpointer) store_load (connection, args->entity, args->id, error)
                       : (gpointer) store_load_all (connection, args->entity, error);
}

static gpointer
check_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return store_check (connection, TRUE, error);
}

/* Runs in the fixture's database thread; must succeed. */
static gpointer
ask (WorkFixture *fixture, StoreQueueFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gpointer result =
      store_queue_run (work_school_get_queue (fixture->school), func, data, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

void
work_fixture_assert_sound (WorkFixture *fixture)
{
  g_autoptr (GPtrArray) problems = ask (fixture, check_func, NULL);

  g_assert_cmpuint (problems->len, ==, 0);
}

char *
work_fixture_id (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

gint64
work_fixture_add (WorkFixture *fixture, ModelEntity entity, ...)
{
  g_autoptr (ModelRecord) record = model_record_new (entity);
  const char *column;
  va_list args;

  va_start (args, entity);
  while ((column = va_arg (args, const char *)) != NULL)
    model_record_set_canonical (record, column, va_arg (args, const char *));
  va_end (args);
  work_fixture_save (fixture, record);
  return model_record_get_id (record);
}

ModelRecord *
work_fixture_load (WorkFixture *fixture, ModelEntity entity, gint64 id)
{
  Args args = { entity, id, NULL };

  return ask (fixture, load_func, &args);
}

GPtrArray *
work_fixture_load_all (WorkFixture *fixture, ModelEntity entity)
{
  Args args = { entity, 0, NULL };

  return ask (fixture, load_func, &args);
}

void
work_fixture_change (WorkFixture *fixture,
                     ModelEntity entity,
                     gint64 id,
                     const char *column,
                     const char *value)
{
  g_autoptr (ModelRecord) record = work_fixture_load (fixture, entity, id);

  model_record_set_canonical (record, column, value);
  work_fixture_save (fixture, record);
}

/* Must succeed. */
WorkDone *
work_fixture_apply (WorkFixture *fixture, WorkChange *change)
{
  g_autoptr (GError) error = NULL;
  WorkDone *done = work_school_apply (fixture->school, change, &error);

  g_assert_no_error (error);
  return done;
}

/* Must be refused, with a sentence that has all the words. */
void
work_fixture_assert_refused (WorkFixture *fixture, WorkChange *change, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply (fixture->school, change, &error);
  const char *words;
  va_list args;

  g_assert_null (done);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  va_start (args, change);
  while ((words = va_arg (args, const char *)) != NULL)
    if (strstr (error->message, words) == NULL)
      g_error ("“%s” is not in “%s”", words, error->message);
  va_end (args);
}

gint64
work_fixture_add_agreement (WorkFixture *fixture, gint64 placement_id, const char *number)
{
  g_autofree char *placement = work_fixture_id (placement_id);

  return work_fixture_add (fixture, MODEL_ENTITY_AGREEMENT, "placement_id", placement, "number",
                           number, "mode", "manual", "step", "0", "step_date", "2026-11-02",
                           "state", "active", NULL);
}

static void
add_frame (WorkFixture *fixture)
{
  static const struct
  {
    const char *name, *start, *end;
  } periods[] = { { "PFMP 1", "2027-01-11", "2027-02-05" },
                  { "PFMP 2", "2027-05-24", "2027-06-18" } };
  static const char *const steps[] = { "Fiche validée", "Signature établissement",
                                       "Convention signée" };
  g_autofree char *year = NULL;
  g_autofree char *class_group = NULL;

  work_fixture_add (fixture, MODEL_ENTITY_SCHOOL, "name", "Lycée Élise-Combarel", "address1",
                    "14 boulevard des Tisserands", "postcode", "81955", "town", "Castelbrun",
                    "phone", "+33536490010", "head_title", "Mme", "head_family_name", "Vaysseline",
                    "head_given_name", "Hélène", "head_function", "Proviseure", NULL);
  fixture->year_id = work_fixture_add (fixture, MODEL_ENTITY_SCHOOL_YEAR, "name", "2026-2027",
                                       "start", "2026-09-01", "end", "2027-08-31", NULL);
  year = work_fixture_id (fixture->year_id);
  fixture->class_id =
      work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year, "name", "2MELEC",
                        "diploma", "Bac pro métiers de l’électricité", NULL);
  class_group = work_fixture_id (fixture->class_id);
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      g_autofree char *period = NULL;

      fixture->periods[i] = work_fixture_add (fixture, MODEL_ENTITY_PERIOD, "school_year_id", year,
                                              "name", periods[i].name, "start", periods[i].start,
                                              "end", periods[i].end, "weekly_hours", "35", NULL);
      period = work_fixture_id (fixture->periods[i]);
      work_fixture_add (fixture, MODEL_ENTITY_PERIOD_CLASS, "period_id", period, "class_group_id",
                        class_group, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *position = work_fixture_id (i);

      work_fixture_add (fixture, MODEL_ENTITY_STEP, "position", position, "label", steps[i],
                        "is_sent", "0", "is_signed", i == 2 ? "1" : "0", NULL);
    }
}

static void
add_company (WorkFixture *fixture)
{
  g_autofree char *company = NULL;

  fixture->teacher_id =
      work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "title", "M.", "family_name", "Belkacem",
                        "given_name", "Nordine", "email", "nordine@lycee.example", NULL);
  fixture->company_id = work_fixture_add (
      fixture, MODEL_ENTITY_COMPANY, "name", "Garage Roux", "siret", "00041300500018", "address1",
      "3 rue des Entrepôts", "postcode", "81967", "town", "Les Aubarèdes", NULL);
  company = work_fixture_id (fixture->company_id);
  fixture->site_id = work_fixture_add (fixture, MODEL_ENTITY_SITE, "company_id", company, "name",
                                       "Atelier nord", NULL);
  fixture->contacts[0] =
      work_fixture_add (fixture, MODEL_ENTITY_CONTACT, "company_id", company, "title", "Mme",
                        "family_name", "Roux", "given_name", "Élodie", "function", "Gérante", NULL);
  fixture->contacts[1] = work_fixture_add (fixture, MODEL_ENTITY_CONTACT, "company_id", company,
                                           "title", "M.", "family_name", "Ibáñez", "given_name",
                                           "Tomás", "mobile", "+33639988301", NULL);
}

static void
add_students (WorkFixture *fixture)
{
  static const struct
  {
    const char *family, *given, *sex, *birth, *search;
  } students[] = { { "Abadie", "Léa", "F", "2010-02-03", "validated" },
                   { "Brûlé", "Noé", "M", "2008-12-31", "to_validate" },
                   { "Cazals", "Inès", "F", "2010-07-14", "searching" } };
  g_autofree char *class_group = work_fixture_id (fixture->class_id);
  g_autofree char *period = work_fixture_id (fixture->periods[0]);

  for (guint i = 0; i < G_N_ELEMENTS (students); i++)
    {
      g_autofree char *student = NULL;

      fixture->students[i] = work_fixture_add (
          fixture, MODEL_ENTITY_STUDENT, "family_name", students[i].family, "given_name",
          students[i].given, "sex", students[i].sex, "birth_date", students[i].birth, "address1",
          "2 place du Marché", "postcode", "81956", "town", "Montcalvet", NULL);
      student = work_fixture_id (fixture->students[i]);
      work_fixture_add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", student, "class_group_id",
                        class_group, NULL);
      fixture->searches[i] =
          work_fixture_add (fixture, MODEL_ENTITY_SEARCH, "student_id", student, "period_id",
                            period, "state", students[i].search, NULL);
    }
}

static void
add_placements (WorkFixture *fixture)
{
  static const char *const states[] = { "validated", "to_validate" };
  g_autofree char *company = work_fixture_id (fixture->company_id);
  g_autofree char *site = work_fixture_id (fixture->site_id);
  g_autofree char *representative = work_fixture_id (fixture->contacts[0]);
  g_autofree char *tutor = work_fixture_id (fixture->contacts[1]);
  g_autofree char *teacher = work_fixture_id (fixture->teacher_id);
  g_autofree char *student = work_fixture_id (fixture->students[0]);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *search = work_fixture_id (fixture->searches[i]);

      fixture->placements[i] = work_fixture_add (
          fixture, MODEL_ENTITY_PLACEMENT, "search_id", search, "state", states[i], "company_id",
          company, "site_id", site, "representative_id", representative, "tutor_id", tutor,
          "teacher_id", teacher, "start", "2027-01-11", "end", "2027-02-05", "monday_morning",
          "08:00-12:00", "monday_pause", "60", "monday_afternoon", "13:00-16:00", "weekly_hours",
          "35", "activities", "Câblage d’un tableau", NULL);
    }
  work_fixture_add (fixture, MODEL_ENTITY_GUARDIAN, "student_id", student, "rank", "1", "title",
                    "Mme", "family_name", "Abadie", "given_name", "Claire", "kinship", "Mère",
                    "mobile", "+33639988201", NULL);
}

/* One transaction, for the sake of time: each would wait for the disk. */
static gboolean
fill_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  WorkFixture *fixture = data;

  fixture->filling = connection;
  add_frame (fixture);
  add_company (fixture);
  add_students (fixture);
  add_placements (fixture);
  fixture->filling = NULL;
  return TRUE;
}

static gpointer
fill_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  store_connection_transaction (connection, fill_in_transaction, data, error);
  return NULL;
}

void
work_fixture_set_up (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("paraphe-work-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "lycée.paraphe", NULL);
  fixture->school = work_school_open (fixture->path, STORE_OPEN_CREATE, &error);
  g_assert_no_error (error);
  store_queue_run (work_school_get_queue (fixture->school), fill_func, fixture, NULL, &error);
  g_assert_no_error (error);
}

void
work_fixture_tear_down (WorkFixture *fixture, gconstpointer data)
{
  work_school_close (fixture->school);
  store_queue_join (work_school_get_queue (fixture->school));
  g_clear_object (&fixture->school);
  work_fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

void
work_fixture_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        work_fixture_remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
work_fixture_on_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  g_assert_null (*slot);
  *slot = g_object_ref (result);
}

GAsyncResult *
work_fixture_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}
