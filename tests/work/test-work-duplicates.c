/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-document.h"
#include "work-duplicates.h"
#include "work-error.h"
#include "work-fixture.h"

/* Rows that are one and the same: found, compared, merged, and parted again by undo. */

static GPtrArray *
find (WorkFixture *fixture, ModelEntity entity)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *groups =
      work_school_read (fixture->school, work_query_duplicates_new (entity), &error);

  g_assert_no_error (error);
  return groups;
}

static gint64
add_company (WorkFixture *fixture, const char *name, const char *town, const char *siret)
{
  return work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", name, "town", town, "siret",
                           siret, NULL);
}

static gint64
add_student (WorkFixture *fixture, const char *family, const char *given, const char *ine)
{
  return work_fixture_add (fixture, MODEL_ENTITY_STUDENT, "family_name", family, "given_name",
                           given, "birth_date", "2010-02-03", "ine", ine, NULL);
}

static gboolean
has_member (WorkDuplicates *group, gint64 id)
{
  for (guint i = 0; i < group->records->len; i++)
    if (model_record_get_id (g_ptr_array_index (group->records, i)) == id)
      return TRUE;
  return FALSE;
}

/* All that every table says, but the versions: undo writes rows again. */
static char *
dump (WorkFixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (guint entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      const ModelEntityInfo *info = model_entity_info ((ModelEntity) entity);
      g_autoptr (GPtrArray) rows = work_fixture_load_all (fixture, (ModelEntity) entity);

      for (guint i = 0; i < rows->len; i++)
        {
          ModelRecord *row = g_ptr_array_index (rows, i);

          g_string_append_printf (text, "%s %" G_GINT64_FORMAT, info->key,
                                  model_record_get_id (row));
          for (guint j = 0; j < info->n_fields; j++)
            g_string_append_printf (
                text, "|%s",
                model_record_get_at (row, j) != NULL ? model_record_get_at (row, j) : "");
          g_string_append_c (text, '\n');
        }
    }
  return g_string_free (text, FALSE);
}

static guint
count (WorkFixture *fixture, ModelEntity entity)
{
  g_autoptr (GPtrArray) rows = work_fixture_load_all (fixture, entity);

  return rows->len;
}

/* Merges @other into @kept with the values that are proposed. */
static WorkDone *
merge (WorkFixture *fixture, ModelEntity entity, gint64 kept_id, gint64 other_id, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ModelRecord) kept = NULL;

  g_ptr_array_add (records, work_fixture_load (fixture, entity, kept_id));
  g_ptr_array_add (records, work_fixture_load (fixture, entity, other_id));
  g_ptr_array_add (others, g_object_ref (records->pdata[1]));
  kept = work_duplicates_propose (records);
  return work_school_apply (fixture->school, work_change_merge_new (kept, others), error);
}

/* It succeeds, loses nothing that is never to be lost, and undo leaves every table as it was. */
static void
merge_and_undo (WorkFixture *fixture,
                ModelEntity entity,
                gint64 kept_id,
                gint64 other_id,
                void (*check) (WorkFixture *))
{
  static const ModelEntity kept_entities[] = { MODEL_ENTITY_PLACEMENT, MODEL_ENTITY_AGREEMENT,
                                               MODEL_ENTITY_NOTE,      MODEL_ENTITY_DOCUMENT,
                                               MODEL_ENTITY_INTERVIEW, MODEL_ENTITY_MESSAGE };
  g_autofree char *before = dump (fixture);
  g_autofree char *after = NULL, *undone = NULL, *again = NULL, *redone = NULL;
  guint counts[G_N_ELEMENTS (kept_entities)];
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kept_entities); i++)
    counts[i] = count (fixture, kept_entities[i]);
  done = merge (fixture, entity, kept_id, other_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (done->id, ==, kept_id);
  g_assert_cmpuint (done->n, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (kept_entities); i++)
    g_assert_cmpuint (count (fixture, kept_entities[i]), ==, counts[i]);
  check (fixture);
  work_fixture_assert_sound (fixture);
  again = dump (fixture);
  undone = work_school_undo (fixture->school, done->operation_id, &error);
  g_assert_no_error (error);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
  g_free (work_school_redo (fixture->school, &error));
  g_assert_no_error (error);
  redone = dump (fixture);
  g_assert_cmpstr (redone, ==, again);
}

static void
test_find_companies (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = find (fixture, MODEL_ENTITY_COMPANY);
  g_autoptr (GPtrArray) groups = NULL;
  WorkDuplicates *group;
  gint64 bare, same_siret, trade, other_town, other_siret;

  g_assert_cmpuint (none->len, ==, 0);
  bare = add_company (fixture, "SARL Garage ROUX", "les aubaredes", NULL);
  same_siret = add_company (fixture, "Auto Roux", "Albi", "00041300500018");
  trade = work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", "Roux & Fils", "trade_name",
                            "Garage Roux", "postcode", "81967", NULL);
  other_town = add_company (fixture, "Garage Roux", "Gaillac", NULL);
  other_siret = add_company (fixture, "Garage Roux", "Les Aubarèdes", "73282932000074");
  add_company (fixture, "Sans ville", NULL, NULL);
  add_company (fixture, "Sans ville", NULL, NULL);
  groups = find (fixture, MODEL_ENTITY_COMPANY);
  g_assert_cmpuint (groups->len, ==, 1);
  group = g_ptr_array_index (groups, 0);
  g_assert_cmpint (group->why, ==, WORK_SAME_SIRET);
  g_assert_cmpuint (group->records->len, ==, 4);
  /* Kept is the one with the placements. */
  g_assert_cmpint (model_record_get_id (group->records->pdata[0]), ==, fixture->company_id);
  g_assert_cmpstr (group->uses->pdata[0], ==, "1 host site, 2 contacts, 2 placement sheets");
  g_assert_cmpstr (group->uses->pdata[1], ==, "");
  g_assert_true (has_member (group, bare));
  g_assert_true (has_member (group, same_siret));
  g_assert_true (has_member (group, trade));
  g_assert_false (has_member (group, other_town));
  g_assert_false (has_member (group, other_siret));
}

static void
test_find_students (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) groups = NULL;
  WorkDuplicates *group;
  gint64 twin, homonym, used;

  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "ine", "060000001BA");
  twin = add_student (fixture, "ABADIE", "lea", NULL);
  homonym = add_student (fixture, "Abadie", "Léa", "060000002BB");
  used = work_fixture_add (fixture, MODEL_ENTITY_STUDENT, "family_name", "Ruiz", "used_name",
                           "Abadie", "given_name", "Léa", "birth_date", "2010-02-03", NULL);
  /* Born another day, or nobody knows when. */
  work_fixture_add (fixture, MODEL_ENTITY_STUDENT, "family_name", "Abadie", "given_name", "Léa",
                    "birth_date", "2010-02-04", NULL);
  work_fixture_add (fixture, MODEL_ENTITY_STUDENT, "family_name", "Abadie", "given_name", "Léa",
                    NULL);
  groups = find (fixture, MODEL_ENTITY_STUDENT);
  g_assert_cmpuint (groups->len, ==, 1);
  group = g_ptr_array_index (groups, 0);
  g_assert_cmpint (group->why, ==, WORK_SAME_BIRTH);
  g_assert_cmpuint (group->records->len, ==, 3);
  g_assert_true (has_member (group, fixture->students[0]));
  g_assert_true (has_member (group, twin));
  g_assert_true (has_member (group, used));
  /* Same name, born on the same day, and still two persons. */
  g_assert_false (has_member (group, homonym));
}

static void
test_find_teachers (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) groups = NULL;
  WorkDuplicates *group;

  work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "family_name", "Bel Kacem", "email",
                    "Nordine@lycee.example", NULL);
  work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "family_name", "Astruc", "given_name", "Jean",
                    NULL);
  work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "family_name", "ASTRUC", "given_name", "Jean",
                    "email", "jean@lycee.example", NULL);
  work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "family_name", "Astruc", "given_name", "Jeanne",
                    NULL);
  groups = find (fixture, MODEL_ENTITY_TEACHER);
  g_assert_cmpuint (groups->len, ==, 2);
  group = g_ptr_array_index (groups, 0);
  g_assert_cmpint (group->why, ==, WORK_SAME_NAME);
  g_assert_cmpuint (group->records->len, ==, 2);
  /* Kept is the one of whom more is known. */
  g_assert_cmpstr (model_record_get (group->records->pdata[0], "email"), ==, "jean@lycee.example");
  group = g_ptr_array_index (groups, 1);
  g_assert_cmpint (group->why, ==, WORK_SAME_EMAIL);
  for (guint i = 0; i < WORK_N_SAMENESSES; i++)
    g_assert_cmpstr (work_sameness_text ((WorkSameness) i), !=, "");
}

static void
test_compare (void)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (ModelRecord) kept = NULL;
  static const char *const values[][5] = {
    { "Garage Roux", "Albi", NULL, "Accueillant", "1" },
    { "Garage Roux et fils", "Albi", "+33563000000", NULL, "0" },
    { "Garage Roux", NULL, NULL, "Loin du lycée", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      ModelRecord *record = model_record_new (MODEL_ENTITY_COMPANY);

      model_record_set_canonical (record, "name", values[i][0]);
      model_record_set_canonical (record, "town", values[i][1]);
      model_record_set_canonical (record, "phone", values[i][2]);
      model_record_set_canonical (record, "notes", values[i][3]);
      model_record_set_canonical (record, "is_public", values[i][4]);
      g_ptr_array_add (records, record);
    }
  fields = work_duplicates_differences (records);
  g_assert_cmpuint (fields->len, ==, 3);
  g_assert_cmpstr (((const ModelField *) fields->pdata[0])->key, ==, "company.name");
  g_assert_cmpstr (((const ModelField *) fields->pdata[1])->key, ==, "company.is_public");
  g_assert_cmpstr (((const ModelField *) fields->pdata[2])->key, ==, "company.notes");
  g_assert_cmpuint (work_duplicates_fuller (records, "name"), ==, 1);
  g_assert_cmpuint (work_duplicates_fuller (records, "town"), ==, 0);
  g_assert_cmpuint (work_duplicates_fuller (records, "website"), ==, 0);
  kept = work_duplicates_propose (records);
  g_assert_cmpstr (model_record_get (kept, "name"), ==, "Garage Roux et fils");
  g_assert_cmpstr (model_record_get (kept, "phone"), ==, "+33563000000");
  g_assert_cmpstr (model_record_get (kept, "is_public"), ==, "1");
  /* Of what somebody wrote nothing is lost. */
  g_assert_cmpstr (model_record_get (kept, "notes"), ==, "Accueillant\nLoin du lycée");
  g_assert_null (model_record_get (kept, "website"));
}

static gint64 other_id; /* of the test that runs */

static void
check_company (WorkFixture *fixture)
{
  g_autoptr (GPtrArray) sites = work_fixture_load_all (fixture, MODEL_ENTITY_SITE);
  g_autoptr (GPtrArray) contacts = work_fixture_load_all (fixture, MODEL_ENTITY_CONTACT);
  g_autoptr (GPtrArray) placements = work_fixture_load_all (fixture, MODEL_ENTITY_PLACEMENT);
  g_autoptr (ModelRecord) kept =
      work_fixture_load (fixture, MODEL_ENTITY_COMPANY, fixture->company_id);
  g_autoptr (ModelRecord) tutor =
      work_fixture_load (fixture, MODEL_ENTITY_CONTACT, fixture->contacts[1]);
  ModelRecord *placement = g_ptr_array_index (placements, 2);

  g_assert_cmpstr (model_record_get (kept, "phone"), ==, "+33563000000");
  /* The site is the same; of the contacts one is, two are not. */
  g_assert_cmpuint (sites->len, ==, 1);
  g_assert_cmpuint (contacts->len, ==, 4);
  for (guint i = 0; i < contacts->len; i++)
    g_assert_cmpint (model_record_get_int (contacts->pdata[i], "company_id"), ==,
                     fixture->company_id);
  g_assert_cmpstr (model_record_get (tutor, "email"), ==, "tomas@roux.example");
  g_assert_cmpstr (model_record_get (tutor, "is_tutor"), ==, "1");
  g_assert_cmpint (model_record_get_int (placement, "company_id"), ==, fixture->company_id);
  g_assert_cmpint (model_record_get_int (placement, "tutor_id"), ==, fixture->contacts[1]);
  g_assert_cmpint (model_record_get_int (placement, "site_id"), ==, fixture->site_id);
}

static void
test_merge_companies (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *other = NULL, *tutor = NULL, *site = NULL;
  g_autofree char *search = work_fixture_id (fixture->searches[2]);

  other_id = work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", "SARL Garage Roux", "town",
                               "Les Aubarèdes", "phone", "+33563000000", NULL);
  other = work_fixture_id (other_id);
  work_fixture_change (fixture, MODEL_ENTITY_CONTACT, fixture->contacts[1], "is_tutor", "0");
  site = work_fixture_id (work_fixture_add (fixture, MODEL_ENTITY_SITE, "company_id", other, "name",
                                            "atelier Nord", "phone", "+33563000001", NULL));
  tutor = work_fixture_id (work_fixture_add (fixture, MODEL_ENTITY_CONTACT, "company_id", other,
                                             "family_name", "IBANEZ", "given_name", "Tomas",
                                             "email", "tomas@roux.example", "is_tutor", "1", NULL));
  /* The same name and another telephone, another name. */
  work_fixture_add (fixture, MODEL_ENTITY_CONTACT, "company_id", other, "family_name", "Ibáñez",
                    "given_name", "Tomás", "mobile", "+33639988399", NULL);
  work_fixture_add (fixture, MODEL_ENTITY_CONTACT, "company_id", other, "family_name", "Vidal",
                    NULL);
  work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id", search, "state", "draft",
                    "company_id", other, "site_id", site, "tutor_id", tutor, NULL);
  merge_and_undo (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, other_id, check_company);
}

static void
check_student (WorkFixture *fixture)
{
  g_autoptr (GPtrArray) searches = work_fixture_load_all (fixture, MODEL_ENTITY_SEARCH);
  g_autoptr (GPtrArray) enrolments = work_fixture_load_all (fixture, MODEL_ENTITY_ENROLMENT);
  g_autoptr (GPtrArray) guardians = work_fixture_load_all (fixture, MODEL_ENTITY_GUARDIAN);
  g_autoptr (GPtrArray) placements = work_fixture_load_all (fixture, MODEL_ENTITY_PLACEMENT);
  g_autoptr (GPtrArray) notes = work_fixture_load_all (fixture, MODEL_ENTITY_NOTE);
  g_autoptr (GPtrArray) interviews = work_fixture_load_all (fixture, MODEL_ENTITY_INTERVIEW);
  g_autoptr (GPtrArray) messages = work_fixture_load_all (fixture, MODEL_ENTITY_MESSAGE);
  g_autoptr (ModelRecord) search =
      work_fixture_load (fixture, MODEL_ENTITY_SEARCH, fixture->searches[2]);

  /* Of the two searches in one period one is left, as far as the further of both had come. */
  g_assert_cmpuint (searches->len, ==, 4);
  g_assert_cmpstr (model_record_get (search, "state"), ==, "to_validate");
  g_assert_cmpint (model_record_get_int (search, "teacher_id"), ==, fixture->teacher_id);
  g_assert_cmpint (model_record_get_int (placements->pdata[2], "search_id"), ==,
                   fixture->searches[2]);
  g_assert_cmpint (model_record_get_int (interviews->pdata[0], "search_id"), ==,
                   fixture->searches[2]);
  g_assert_cmpint (model_record_get_int (notes->pdata[0], "student_id"), ==, fixture->students[2]);
  g_assert_cmpint (model_record_get_int (notes->pdata[0], "search_id"), ==, fixture->searches[2]);
  /* What was sent about the other is about this one, and still waits. */
  g_assert_cmpint (model_record_get_int (messages->pdata[0], "student_id"), ==,
                   fixture->students[2]);
  g_assert_cmpstr (model_record_get (messages->pdata[0], "state"), ==, "queued");
  /* The class that both are in, and the one that only the other was in. */
  g_assert_cmpuint (enrolments->len, ==, 4);
  /* Her mother once, her father at the rank that was taken, and somebody who only has the same
   * name. */
  g_assert_cmpuint (guardians->len, ==, 4);
  for (guint i = 0; i < guardians->len; i++)
    {
      g_assert_cmpint (model_record_get_int (guardians->pdata[i], "student_id"), !=, other_id);
      /* She has said no once. */
      if (model_record_get_int (guardians->pdata[i], "student_id") == fixture->students[2]
          && g_strcmp0 (model_record_get (guardians->pdata[i], "mobile"), "+33639988201") == 0)
        g_assert_cmpstr (model_record_get (guardians->pdata[i], "accepts_sms"), ==, "0");
    }
}

static gpointer
add_document_func (StoreConnection *connection,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (StoreOperation) operation = store_operation_new ("fixture", "document.add");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("%PDF", 4);

  return store_document_add (connection, *(gint64 *) data, "signed", "convention.pdf",
                             "application/pdf", bytes, operation, error);
}

static void
add_document (WorkFixture *fixture, gint64 agreement_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelRecord) document = store_queue_run (
      work_school_get_queue (fixture->school), add_document_func, &agreement_id, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (document);
}

static gint64
add_guardian (WorkFixture *fixture,
              const char *student,
              const char *rank,
              const char *given,
              const char *mobile)
{
  return work_fixture_add (fixture, MODEL_ENTITY_GUARDIAN, "student_id", student, "rank", rank,
                           "family_name", "Cazals", "given_name", given, "mobile", mobile, NULL);
}

static void
test_merge_students (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *kept = work_fixture_id (fixture->students[2]);
  g_autofree char *year = work_fixture_id (fixture->year_id);
  g_autofree char *class_group = work_fixture_id (fixture->class_id);
  g_autofree char *first = work_fixture_id (fixture->periods[0]);
  g_autofree char *second = work_fixture_id (fixture->periods[1]);
  g_autofree char *teacher = work_fixture_id (fixture->teacher_id);
  g_autofree char *other = NULL, *search = NULL, *placement = NULL, *agreement = NULL,
                  *other_class = NULL;

  other_id = work_fixture_add (fixture, MODEL_ENTITY_STUDENT, "family_name", "CAZALS", "given_name",
                               "Ines", "birth_date", "2010-07-14", NULL);
  other = work_fixture_id (other_id);
  other_class = work_fixture_id (work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP,
                                                   "school_year_id", year, "name", "2TNE", NULL));
  work_fixture_change (fixture, MODEL_ENTITY_GUARDIAN,
                       add_guardian (fixture, kept, "1", "Anne", "+33639988201"), "accepts_sms",
                       "1");
  add_guardian (fixture, other, "1", "Paul", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_GUARDIAN,
                       add_guardian (fixture, other, "2", "Anne", "+33639988201"), "accepts_sms",
                       "0");
  add_guardian (fixture, other, "3", "Anne", "+33639988299");
  work_fixture_add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", other, "class_group_id",
                    class_group, "end", "2026-10-01", NULL);
  work_fixture_add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", other, "class_group_id",
                    other_class, NULL);
  search = work_fixture_id (work_fixture_add (fixture, MODEL_ENTITY_SEARCH, "student_id", other,
                                              "period_id", first, "state", "to_validate",
                                              "teacher_id", teacher, NULL));
  work_fixture_add (fixture, MODEL_ENTITY_SEARCH, "student_id", other, "period_id", second, "state",
                    "searching", NULL);
  placement = work_fixture_id (work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id",
                                                 search, "state", "to_validate", NULL));
  agreement = work_fixture_id (
      work_fixture_add_agreement (fixture, g_ascii_strtoll (placement, NULL, 10), "2026-0009"));
  add_document (fixture, g_ascii_strtoll (agreement, NULL, 10));
  work_fixture_add (fixture, MODEL_ENTITY_INTERVIEW, "search_id", search, "day", "2026-11-02",
                    "account", "A trouvé", NULL);
  work_fixture_add (fixture, MODEL_ENTITY_NOTE, "student_id", other, "search_id", search, "tone",
                    "positive", "audience", "administration", "author_role", "administration",
                    "author", "Hélène", "text", "Motivée", "made_at", "2026-11-02T08:00:00Z", NULL);
  work_fixture_add (fixture, MODEL_ENTITY_MESSAGE, "channel", "mail", "event", "agreement.to_sign",
                    "audience", "student", "student_id", other, "period_id", first, "placement_id",
                    placement, "agreement_id", agreement, "name", "Léa ABADIE", "address",
                    "lea@example.org", "body", "Bonjour", "state", "queued", "made_at",
                    "2026-11-02T08:00:00Z", "batch", "b", NULL);
  merge_and_undo (fixture, MODEL_ENTITY_STUDENT, fixture->students[2], other_id, check_student);
}

static void
check_teacher (WorkFixture *fixture)
{
  static const struct
  {
    ModelEntity entity;
    const char *column;
  } references[] = { { MODEL_ENTITY_CLASS_GROUP, "main_teacher_id" },
                     { MODEL_ENTITY_SEARCH, "teacher_id" },
                     { MODEL_ENTITY_INTERVIEW, "teacher_id" },
                     { MODEL_ENTITY_PLACEMENT, "teacher_id" },
                     { MODEL_ENTITY_NOTE, "teacher_id" } };

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autoptr (GPtrArray) rows = work_fixture_load_all (fixture, references[i].entity);
      guint n = 0;

      for (guint j = 0; j < rows->len; j++)
        {
          gint64 id = model_record_get_int (rows->pdata[j], references[i].column);

          g_assert_cmpint (id, !=, other_id);
          n += id == fixture->teacher_id ? 1 : 0;
        }
      g_assert_cmpuint (n, >, 0);
    }
}

static void
test_merge_teachers (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *student = work_fixture_id (fixture->students[0]);
  g_autofree char *search = work_fixture_id (fixture->searches[0]);
  g_autofree char *other = NULL;

  other_id = work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "family_name", "Belkacem", NULL);
  other = work_fixture_id (other_id);
  work_fixture_change (fixture, MODEL_ENTITY_CLASS_GROUP, fixture->class_id, "main_teacher_id",
                       other);
  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[2], "teacher_id", other);
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "teacher_id",
                       other);
  work_fixture_add (fixture, MODEL_ENTITY_INTERVIEW, "search_id", search, "day", "2026-11-02",
                    "teacher_id", other, "account", "A trouvé", NULL);
  work_fixture_add (fixture, MODEL_ENTITY_NOTE, "student_id", student, "search_id", search, "tone",
                    "information", "audience", "teachers", "author_role", "teacher", "author",
                    "Nordine", "teacher_id", other, "text", "Vu", "made_at", "2026-11-02T08:00:00Z",
                    NULL);
  merge_and_undo (fixture, MODEL_ENTITY_TEACHER, fixture->teacher_id, other_id, check_teacher);
}

/* Both teachers follow a student in the same period: these are two searches, and stay two. */
static void
test_merge_teachers_of_one_period (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *kept = work_fixture_id (fixture->teacher_id);
  g_autofree char *other = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GPtrArray) searches = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "family_name", "Belkacem", NULL);

  other = work_fixture_id (id);
  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[0], "teacher_id", kept);
  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[1], "teacher_id", other);
  done = merge (fixture, MODEL_ENTITY_TEACHER, fixture->teacher_id, id, &error);
  g_assert_no_error (error);
  searches = work_fixture_load_all (fixture, MODEL_ENTITY_SEARCH);
  g_assert_cmpuint (searches->len, ==, 3);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (model_record_get_int (searches->pdata[i], "teacher_id"), ==,
                       fixture->teacher_id);
      g_assert_cmpint (model_record_get_int (searches->pdata[i], "student_id"), ==,
                       fixture->students[i]);
    }
}

static void
check_contact (WorkFixture *fixture)
{
  g_autoptr (GPtrArray) placements = work_fixture_load_all (fixture, MODEL_ENTITY_PLACEMENT);

  g_assert_cmpuint (count (fixture, MODEL_ENTITY_CONTACT), ==, 1);
  for (guint i = 0; i < placements->len; i++)
    {
      g_assert_cmpint (model_record_get_int (placements->pdata[i], "tutor_id"), ==,
                       fixture->contacts[0]);
      g_assert_cmpint (model_record_get_int (placements->pdata[i], "representative_id"), ==,
                       fixture->contacts[0]);
    }
}

/* One person in two roles. */
static void
test_merge_contacts (WorkFixture *fixture, gconstpointer data)
{
  merge_and_undo (fixture, MODEL_ENTITY_CONTACT, fixture->contacts[0], fixture->contacts[1],
                  check_contact);
}

/* Every reference of the catalogue to what can be merged is followed, whatever is added to it. */
static void
test_every_reference (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    ModelEntity entity;
    guint n;
  } known[] = { { MODEL_ENTITY_STUDENT, 5 },
                { MODEL_ENTITY_COMPANY, 3 },
                { MODEL_ENTITY_TEACHER, 6 },
                { MODEL_ENTITY_CONTACT, 2 },
                { MODEL_ENTITY_SITE, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      guint n = 0;

      for (guint entity = 0; entity < MODEL_N_ENTITIES; entity++)
        for (guint j = 0; j < model_entity_info ((ModelEntity) entity)->n_fields; j++)
          n += model_field_target (&model_entity_info ((ModelEntity) entity)->fields[j])
                       == known[i].entity
                   ? 1
                   : 0;
      /* One more: say in the tests above what becomes of it. */
      g_assert_cmpuint (n, ==, known[i].n);
    }
}

static void
test_refused (WorkFixture *fixture, gconstpointer data)
{
  gint64 other = add_student (fixture, "Abadie", "Léa", "060000002BB");
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (WorkDone) done = NULL, same = NULL;
  g_autoptr (GError) error = NULL, itself = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "ine", "060000001BA");
  before = dump (fixture);
  done = merge (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], other, &error);
  g_assert_null (done);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "INE"));
  same = merge (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], fixture->students[0], &itself);
  g_assert_null (same);
  g_assert_error (itself, WORK_ERROR, WORK_ERROR_REFUSED);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
}

/* Two seats: what the other one has changed meanwhile is not thrown away. */
static void
test_moved_on (WorkFixture *fixture, gconstpointer data)
{
  gint64 other = add_company (fixture, "Garage Roux", "Les Aubarèdes", NULL);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ModelRecord) kept =
      work_fixture_load (fixture, MODEL_ENTITY_COMPANY, fixture->company_id);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;

  g_ptr_array_add (others, work_fixture_load (fixture, MODEL_ENTITY_COMPANY, other));
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, other, "phone", "+33563000000");
  before = dump (fixture);
  done = work_school_apply (fixture->school, work_change_merge_new (kept, others), &error);
  g_assert_null (done);
  g_assert_nonnull (error);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
  work_duplicates_free (NULL);
  work_change_free (work_change_merge_new (kept, others));
}

#define ADD(name, func)                                                               \
  g_test_add ("/work/duplicates/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("find-companies", test_find_companies);
  ADD ("find-students", test_find_students);
  ADD ("find-teachers", test_find_teachers);
  g_test_add_func ("/work/duplicates/compare", test_compare);
  ADD ("merge-companies", test_merge_companies);
  ADD ("merge-students", test_merge_students);
  ADD ("merge-teachers", test_merge_teachers);
  ADD ("merge-teachers-of-one-period", test_merge_teachers_of_one_period);
  ADD ("merge-contacts", test_merge_contacts);
  ADD ("every-reference", test_every_reference);
  ADD ("refused", test_refused);
  ADD ("moved-on", test_moved_on);
  return g_test_run ();
}
