/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-error.h"
#include "work-fixture.h"
#include "work-people.h"

/* Lists and pages of students, companies and teachers, and what is changed there. */

static GPtrArray *
read_people (WorkFixture *fixture, ModelEntity entity, gint64 year_id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *people =
      work_school_read (fixture->school, work_query_people_new (entity, year_id), &error);

  g_assert_no_error (error);
  return people;
}

static WorkPerson *
read_person (WorkFixture *fixture, ModelEntity entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  WorkPerson *person =
      work_school_read (fixture->school, work_query_person_new (entity, id), &error);

  g_assert_no_error (error);
  return person;
}

static ModelPerson *
find_person (GPtrArray *people, gint64 id)
{
  for (guint i = 0; i < people->len; i++)
    if (((ModelPerson *) g_ptr_array_index (people, i))->id == id)
      return g_ptr_array_index (people, i);
  return NULL;
}

static gint64
add_company (WorkFixture *fixture, const char *name, const char *siret)
{
  return work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", name, "siret", siret, NULL);
}

static void
test_students (WorkFixture *fixture, gconstpointer data)
{
  gint64 stranger = work_fixture_add (fixture, MODEL_ENTITY_STUDENT, "family_name", "Zola",
                                      "given_name", "Éva", NULL);
  g_autoptr (GPtrArray) people = NULL;
  ModelPerson *person;

  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "used_name",
                       "Abadie-Ruiz");
  /* A minor for as long as this test is run. */
  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[2], "birth_date",
                       "2990-07-14");
  people = read_people (fixture, MODEL_ENTITY_STUDENT, fixture->year_id);
  g_assert_cmpuint (people->len, ==, 4);
  person = g_ptr_array_index (people, 0);
  g_assert_cmpint (person->id, ==, fixture->students[0]);
  g_assert_cmpint (person->entity, ==, MODEL_ENTITY_STUDENT);
  g_assert_cmpstr (person->name, ==, "ABADIE-RUIZ Léa");
  g_assert_cmpstr (person->subtitle, ==, "2MELEC");
  g_assert_cmpstr (person->detail, ==, "03/02/2010");
  g_assert_cmpint (person->n, ==, 1);
  /* Minor, and with a guardian. */
  g_assert_cmpint (person->warnings, ==, MODEL_PERSON_FINE);
  g_assert_true (model_person_matches (person, "lea 2melec"));
  g_assert_true (model_person_matches (person, "abadie ruiz"));
  g_assert_false (model_person_matches (person, "lea brule"));
  /* Minor, and without. */
  person = find_person (people, fixture->students[2]);
  g_assert_cmpint (person->warnings, ==, MODEL_PERSON_INCOMPLETE);
  g_assert_cmpint (person->n, ==, 0);
  person = find_person (people, stranger);
  g_assert_cmpint (person->warnings, ==, MODEL_PERSON_INCOMPLETE | MODEL_PERSON_AWAY);
  g_assert_cmpstr (person->subtitle, ==, "");
}

/* The class is the one of the year asked for, and the last one of it. */
static void
test_class_of_the_year (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *year = work_fixture_id (fixture->year_id);
  g_autofree char *student = work_fixture_id (fixture->students[1]);
  gint64 next_id = work_fixture_add (fixture, MODEL_ENTITY_SCHOOL_YEAR, "name", "2027-2028",
                                     "start", "2027-09-01", "end", "2028-08-31", NULL);
  g_autofree char *next = work_fixture_id (next_id);
  gint64 other_id = work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year,
                                      "name", "2TNE", NULL);
  gint64 later_id = work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id", next,
                                      "name", "1TNE", NULL);
  g_autofree char *other = work_fixture_id (other_id);
  g_autofree char *later = work_fixture_id (later_id);
  g_autoptr (GPtrArray) now = NULL, then = NULL;
  g_autoptr (WorkPerson) person = NULL;
  const WorkEnrolment *enrolment;

  work_fixture_add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", student, "class_group_id", other,
                    "start", "2026-10-01", NULL);
  work_fixture_add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", student, "class_group_id", later,
                    NULL);
  now = read_people (fixture, MODEL_ENTITY_STUDENT, fixture->year_id);
  then = read_people (fixture, MODEL_ENTITY_STUDENT, next_id);
  g_assert_cmpstr (find_person (now, fixture->students[1])->subtitle, ==, "2TNE");
  g_assert_cmpstr (find_person (then, fixture->students[1])->subtitle, ==, "1TNE");
  g_assert_cmpint (find_person (then, fixture->students[0])->warnings & MODEL_PERSON_AWAY, !=, 0);
  person = read_person (fixture, MODEL_ENTITY_STUDENT, fixture->students[1]);
  g_assert_cmpuint (person->enrolments->len, ==, 3);
  enrolment = g_ptr_array_index (person->enrolments, 0);
  g_assert_cmpstr (enrolment->class_name, ==, "1TNE");
  g_assert_cmpstr (enrolment->year_name, ==, "2027-2028");
  g_assert_cmpint (enrolment->class_group_id, ==, later_id);
  enrolment = g_ptr_array_index (person->enrolments, 1);
  g_assert_cmpstr (enrolment->start, ==, "2026-10-01");
  g_assert_cmpstr (enrolment->end, ==, "");
}

static void
test_companies (WorkFixture *fixture, gconstpointer data)
{
  gint64 closed = work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", "Ancienne Forge",
                                    "is_closed", "1", "status", "to_avoid", NULL);
  gint64 agreement = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autofree char *agreement_id = work_fixture_id (agreement);
  g_autoptr (GPtrArray) people = NULL;
  ModelPerson *person;

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "sent_on", "2026-11-02");
  work_fixture_add (fixture, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement_id, "position", "0",
                    "role", "company", "is_mandatory", "1", "reminded_on", "2026-11-12", NULL);
  /* The student's own signature says nothing of the company. */
  work_fixture_add (fixture, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement_id, "position", "1",
                    "role", "student", "is_mandatory", "1", "signed_on", "2026-11-20", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "state", "refused");
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "end",
                       "2990-02-05");
  people = read_people (fixture, MODEL_ENTITY_COMPANY, 0);
  g_assert_cmpuint (people->len, ==, 2);
  person = g_ptr_array_index (people, 0);
  g_assert_cmpint (person->id, ==, closed);
  g_assert_cmpint (person->warnings, ==,
                   MODEL_PERSON_CLOSED | MODEL_PERSON_AVOID | MODEL_PERSON_INCOMPLETE);
  g_assert_cmpstr (person->status, ==, "to_avoid");
  g_assert_cmpstr (person->last_day, ==, "");
  person = g_ptr_array_index (people, 1);
  g_assert_cmpstr (person->name, ==, "Garage Roux");
  g_assert_cmpstr (person->subtitle, ==, "Les Aubarèdes");
  g_assert_cmpstr (person->detail, ==, "000 413 005 00018");
  g_assert_cmpint (person->warnings, ==, MODEL_PERSON_FINE);
  /* One was refused: it is remembered, not counted. */
  g_assert_cmpint (person->n, ==, 1);
  /* The last day of the placement is still to come. */
  g_assert_cmpstr (person->last_day, ==, "2026-11-12");
  /* By SIRET, by the people and by the sites. */
  g_assert_true (model_person_matches (person, "00041300500018"));
  g_assert_true (model_person_matches (person, "roux elodie"));
  g_assert_true (model_person_matches (person, "ibanez atelier"));
}

static void
test_teachers (WorkFixture *fixture, gconstpointer data)
{
  gint64 other_id = work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "family_name", "Astruc",
                                      "subject", "Français", NULL);
  g_autofree char *other = work_fixture_id (other_id);
  g_autoptr (GPtrArray) people = NULL, elsewhere = NULL;
  ModelPerson *person;

  /* The third follows a search that has no sheet yet; of the second, only the search: the sheet
   * names another referent. */
  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[2], "teacher_id", other);
  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[1], "teacher_id", other);
  people = read_people (fixture, MODEL_ENTITY_TEACHER, fixture->year_id);
  g_assert_cmpuint (people->len, ==, 2);
  person = find_person (people, other_id);
  g_assert_cmpstr (person->name, ==, "ASTRUC");
  g_assert_cmpstr (person->subtitle, ==, "Français");
  g_assert_cmpint (person->n, ==, 1);
  g_assert_cmpint (person->warnings, ==, MODEL_PERSON_INCOMPLETE);
  person = find_person (people, fixture->teacher_id);
  g_assert_cmpint (person->n, ==, 2);
  g_assert_cmpstr (person->detail, ==, "nordine@lycee.example");
  elsewhere = read_people (fixture, MODEL_ENTITY_TEACHER, 12345);
  g_assert_cmpint (find_person (elsewhere, fixture->teacher_id)->n, ==, 0);
}

static void
test_memory (WorkFixture *fixture, gconstpointer data)
{
  gint64 agreement = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  gint64 cancelled;
  g_autofree char *student = work_fixture_id (fixture->students[0]);
  g_autofree char *search = work_fixture_id (fixture->searches[0]);
  g_autofree char *placement = work_fixture_id (fixture->placements[0]);
  g_autoptr (WorkPerson) person = NULL;
  const ModelStay *stay;

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "step", "1");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "state", "cancelled");
  cancelled = agreement;
  agreement = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0002");
  g_assert_cmpint (agreement, !=, cancelled);
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "step", "2");
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "state", "refused");
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "refusal_reason",
                       "Trop loin");
  work_fixture_add (fixture, MODEL_ENTITY_NOTE, "student_id", student, "search_id", search,
                    "placement_id", placement, "tone", "positive", "audience", "administration",
                    "author_role", "administration", "author", "Hélène", "text", "Très bon accueil",
                    "made_at", "2026-11-02T08:00:00Z", NULL);
  work_fixture_add (fixture, MODEL_ENTITY_NOTE, "student_id", student, "search_id", search, "tone",
                    "information", "audience", "administration", "author_role", "administration",
                    "author", "Hélène", "text", "Rappeler lundi", "made_at", "2026-11-03T08:00:00Z",
                    NULL);
  person = read_person (fixture, MODEL_ENTITY_COMPANY, fixture->company_id);
  g_assert_cmpuint (person->sites->len, ==, 1);
  g_assert_cmpuint (person->contacts->len, ==, 2);
  g_assert_cmpuint (person->guardians->len, ==, 0);
  g_assert_cmpuint (person->stays->len, ==, 2);
  stay = g_ptr_array_index (person->stays, 0);
  g_assert_cmpstr (stay->student, ==, "ABADIE Léa");
  g_assert_cmpstr (stay->class_name, ==, "2MELEC");
  g_assert_cmpstr (stay->period_name, ==, "PFMP 1");
  g_assert_cmpstr (stay->year_name, ==, "2026-2027");
  g_assert_cmpint (stay->school_year_id, ==, fixture->year_id);
  g_assert_cmpstr (stay->start, ==, "2027-01-11");
  g_assert_cmpstr (stay->end, ==, "2027-02-05");
  g_assert_cmpstr (stay->placement_state, ==, "validated");
  g_assert_cmpstr (stay->tutor, ==, "M. Tomás IBÁÑEZ");
  g_assert_cmpstr (stay->teacher, ==, "M. Nordine BELKACEM");
  /* The living agreement, not the one that was cancelled. */
  g_assert_cmpstr (stay->number, ==, "2026-0002");
  g_assert_cmpint (stay->agreement_id, ==, agreement);
  g_assert_cmpstr (stay->step, ==, "Convention signée");
  g_assert_cmpint (stay->n_notes[MODEL_TONE_POSITIVE], ==, 1);
  g_assert_cmpint (stay->n_notes[MODEL_TONE_INFORMATION], ==, 1);
  /* What says how it went is worth more than what came later. */
  g_assert_cmpstr (stay->note, ==, "Très bon accueil");
  g_assert_false (model_stay_is_refused (stay));
  g_assert_true (model_stay_took_place (stay, "2027-01-11"));
  g_assert_false (model_stay_took_place (stay, "2027-01-10"));
  stay = g_ptr_array_index (person->stays, 1);
  g_assert_true (model_stay_is_refused (stay));
  g_assert_false (model_stay_took_place (stay, "2027-03-01"));
  g_assert_cmpstr (stay->reason, ==, "Trop loin");
  g_assert_cmpstr (stay->number, ==, "");
  g_assert_cmpstr (stay->note, ==, "");
}

/* A note about one of two sheets of a period is not told of the other. */
static void
test_notes_of_two_sheets (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *student = work_fixture_id (fixture->students[0]);
  g_autofree char *search = work_fixture_id (fixture->searches[0]);
  g_autofree char *company = work_fixture_id (fixture->company_id);
  gint64 second_id = work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id", search,
                                       "state", "draft", "company_id", company, NULL);
  g_autofree char *second = work_fixture_id (second_id);
  g_autoptr (WorkPerson) person = NULL;
  const ModelStay *stay;

  work_fixture_add (fixture, MODEL_ENTITY_NOTE, "student_id", student, "search_id", search,
                    "placement_id", second, "tone", "negative", "audience", "teachers",
                    "author_role", "administration", "author", "Hélène", "text", "Sans réponse",
                    "made_at", "2026-11-02T08:00:00Z", NULL);
  person = read_person (fixture, MODEL_ENTITY_STUDENT, fixture->students[0]);
  g_assert_cmpuint (person->n_notes, ==, 1);
  g_assert_cmpuint (person->guardians->len, ==, 1);
  g_assert_cmpuint (person->stays->len, ==, 2);
  stay = g_ptr_array_index (person->stays, 0);
  g_assert_cmpint (stay->placement_id, ==, fixture->placements[0]);
  g_assert_cmpint (stay->n_notes[MODEL_TONE_NEGATIVE], ==, 0);
  stay = g_ptr_array_index (person->stays, 1);
  g_assert_cmpint (stay->placement_id, ==, second_id);
  g_assert_cmpint (stay->n_notes[MODEL_TONE_NEGATIVE], ==, 1);
  g_assert_cmpstr (stay->note, ==, "Sans réponse");
  /* Without dates of its own, those of the period. */
  g_assert_cmpstr (stay->start, ==, "2027-01-11");
}

static void
test_load (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *student = work_fixture_id (fixture->students[2]);
  g_autofree char *period = work_fixture_id (fixture->periods[1]);
  g_autofree char *teacher = work_fixture_id (fixture->teacher_id);
  g_autofree char *search = work_fixture_id (fixture->searches[0]);
  g_autoptr (WorkPerson) person = NULL;
  const WorkLoad *load;

  work_fixture_add (fixture, MODEL_ENTITY_SEARCH, "student_id", student, "period_id", period,
                    "state", "searching", "teacher_id", teacher, NULL);
  /* What came to nothing is no work any more. */
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "state", "refused");
  /* A second sheet of the same student is no second student. */
  work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id", search, "state", "draft",
                    "teacher_id", teacher, NULL);
  person = read_person (fixture, MODEL_ENTITY_TEACHER, fixture->teacher_id);
  g_assert_cmpuint (person->stays->len, ==, 4);
  g_assert_cmpuint (person->loads->len, ==, 2);
  load = g_ptr_array_index (person->loads, 0);
  g_assert_cmpstr (load->period_name, ==, "PFMP 2");
  g_assert_cmpuint (load->n, ==, 1);
  load = g_ptr_array_index (person->loads, 1);
  g_assert_cmpstr (load->period_name, ==, "PFMP 1");
  g_assert_cmpuint (load->n, ==, 1);
}

static void
test_nobody (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gpointer person = work_school_read (fixture->school,
                                      work_query_person_new (MODEL_ENTITY_TEACHER, 12345), &error);

  g_assert_null (person);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  work_person_free (NULL);
  work_change_free (work_change_person_delete_new (MODEL_ENTITY_TEACHER, 1));
  work_change_free (work_change_enrol_new (1, 2));
}

static void
test_save (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) company = model_record_new (MODEL_ENTITY_COMPANY);
  g_autoptr (ModelRecord) known =
      work_fixture_load (fixture, MODEL_ENTITY_COMPANY, fixture->company_id);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;

  work_fixture_assert_refused (fixture, work_change_person_save_new (company), "Company name",
                               NULL);
  model_record_set_canonical (company, "name", "Les Bois de Lune");
  model_record_set_canonical (company, "siret", "00041300500018");
  work_fixture_assert_refused (fixture, work_change_person_save_new (company), "SIRET",
                               "Garage Roux", NULL);
  model_record_set_canonical (company, "siret", "73282932000074");
  done = work_fixture_apply (fixture, work_change_person_save_new (company));
  g_assert_cmpint (done->id, !=, 0);
  /* What a form holds is as it was. */
  g_assert_cmpint (model_record_get_id (company), ==, 0);
  undone = work_school_undo (fixture->school, done->operation_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, "addition of 1 company");
  /* Its own SIRET is no obstacle, nor is one that two had before. */
  add_company (fixture, "Garage Roux (bis)", "00041300500018");
  model_record_set_canonical (known, "phone", "+33563000000");
  work_done_free (work_fixture_apply (fixture, work_change_person_save_new (known)));
}

static void
test_guardians (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *student = work_fixture_id (fixture->students[0]);
  g_autoptr (WorkPerson) person = NULL;
  gint64 first;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ModelRecord) guardian = model_record_new (MODEL_ENTITY_GUARDIAN);

      model_record_set_canonical (guardian, "student_id", student);
      model_record_set_canonical (guardian, "family_name", "Ruiz");
      if (i == 0)
        work_done_free (work_fixture_apply (fixture, work_change_person_save_new (guardian)));
      else
        work_fixture_assert_refused (fixture, work_change_person_save_new (guardian),
                                     "two guardians", NULL);
    }
  person = read_person (fixture, MODEL_ENTITY_STUDENT, fixture->students[0]);
  g_assert_cmpuint (person->guardians->len, ==, 2);
  g_assert_cmpstr (model_record_get (person->guardians->pdata[1], "rank"), ==, "2");
  /* The place of the first is free again, and taken by the next. */
  first = model_record_get_id (person->guardians->pdata[0]);
  work_done_free (
      work_fixture_apply (fixture, work_change_person_delete_new (MODEL_ENTITY_GUARDIAN, first)));
  {
    g_autoptr (ModelRecord) guardian = model_record_new (MODEL_ENTITY_GUARDIAN);
    g_autoptr (WorkPerson) after = NULL;

    model_record_set_canonical (guardian, "student_id", student);
    model_record_set_canonical (guardian, "family_name", "Abadie");
    work_done_free (work_fixture_apply (fixture, work_change_person_save_new (guardian)));
    after = read_person (fixture, MODEL_ENTITY_STUDENT, fixture->students[0]);
    g_assert_cmpstr (model_record_get (after->guardians->pdata[0], "family_name"), ==, "Abadie");
    g_assert_cmpstr (model_record_get (after->guardians->pdata[0], "rank"), ==, "1");
  }
}

static void
test_add_student (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) student = model_record_new (MODEL_ENTITY_STUDENT);
  g_autoptr (WorkDone) done = NULL, alone = NULL;
  g_autoptr (GPtrArray) people = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;

  model_record_set_canonical (student, "family_name", "Delmas");
  work_fixture_assert_refused (fixture, work_change_student_add_new (student, fixture->class_id),
                               "Given name", NULL);
  model_record_set_canonical (student, "given_name", "Yanis");
  done = work_fixture_apply (fixture, work_change_student_add_new (student, fixture->class_id));
  people = read_people (fixture, MODEL_ENTITY_STUDENT, fixture->year_id);
  g_assert_cmpstr (find_person (people, done->id)->subtitle, ==, "2MELEC");
  undone = work_school_undo (fixture->school, done->operation_id, &error);
  g_assert_no_error (error);
  after = read_people (fixture, MODEL_ENTITY_STUDENT, fixture->year_id);
  g_assert_cmpuint (after->len, ==, 3);
  alone = work_fixture_apply (fixture, work_change_student_add_new (student, 0));
  g_assert_cmpint (alone->id, !=, 0);
}

static const WorkEnrolment *
find_class (WorkPerson *person, gint64 class_group_id)
{
  for (guint i = 0; i < person->enrolments->len; i++)
    {
      const WorkEnrolment *enrolment = g_ptr_array_index (person->enrolments, i);

      if (enrolment->class_group_id == class_group_id)
        return enrolment;
    }
  return NULL;
}

static void
test_enrol (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *year = work_fixture_id (fixture->year_id);
  gint64 other = work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year,
                                   "name", "2TNE", NULL);
  gint64 fresh = work_fixture_add (fixture, MODEL_ENTITY_STUDENT, "family_name", "Delmas",
                                   "given_name", "Yanis", NULL);
  g_autoptr (WorkPerson) moved = NULL, corrected = NULL, back = NULL;

  /* Léa has a search in 2MELEC: she leaves it today. */
  work_done_free (
      work_fixture_apply (fixture, work_change_enrol_new (fixture->students[0], other)));
  moved = read_person (fixture, MODEL_ENTITY_STUDENT, fixture->students[0]);
  g_assert_cmpuint (moved->enrolments->len, ==, 2);
  g_assert_cmpstr (find_class (moved, fixture->class_id)->end, !=, "");
  g_assert_cmpstr (find_class (moved, other)->start, !=, "");
  g_assert_cmpstr (find_class (moved, other)->end, ==, "");
  /* And comes back. */
  work_done_free (work_fixture_apply (
      fixture, work_change_enrol_new (fixture->students[0], fixture->class_id)));
  back = read_person (fixture, MODEL_ENTITY_STUDENT, fixture->students[0]);
  g_assert_cmpuint (back->enrolments->len, ==, 2);
  g_assert_cmpstr (find_class (back, fixture->class_id)->end, ==, "");
  g_assert_cmpstr (find_class (back, other)->end, !=, "");
  /* Yanis has done nothing yet: the class was a mistake. */
  work_done_free (work_fixture_apply (fixture, work_change_enrol_new (fresh, fixture->class_id)));
  work_done_free (work_fixture_apply (fixture, work_change_enrol_new (fresh, other)));
  corrected = read_person (fixture, MODEL_ENTITY_STUDENT, fresh);
  g_assert_cmpuint (corrected->enrolments->len, ==, 1);
  g_assert_cmpstr (find_class (corrected, other)->start, ==, "");
}

static void
test_delete (WorkFixture *fixture, gconstpointer data)
{
  G_GNUC_UNUSED g_autofree char *student = work_fixture_id (fixture->students[2]);
  g_autofree char *teacher = NULL, *undone = NULL;
  gint64 company = add_company (fixture, "Les Bois de Lune", NULL);
  g_autofree char *company_id = work_fixture_id (company);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GPtrArray) contacts = NULL, back = NULL;
  g_autoptr (GError) error = NULL;

  work_fixture_assert_refused (
      fixture, work_change_person_delete_new (MODEL_ENTITY_COMPANY, fixture->company_id),
      "Garage Roux", "2 placement sheets", "closed", NULL);
  work_fixture_assert_refused (
      fixture, work_change_person_delete_new (MODEL_ENTITY_CONTACT, fixture->contacts[1]), "IBÁÑEZ",
      "2 placement sheets", NULL);
  work_fixture_assert_refused (
      fixture, work_change_person_delete_new (MODEL_ENTITY_STUDENT, fixture->students[0]),
      "1 placement sheet", NULL);
  work_fixture_assert_refused (
      fixture, work_change_person_delete_new (MODEL_ENTITY_TEACHER, fixture->teacher_id),
      "BELKACEM", "2 placement sheets", NULL);
  /* What belongs to it alone goes along, and comes back. */
  work_fixture_add (fixture, MODEL_ENTITY_CONTACT, "company_id", company_id, "family_name", "Lune",
                    NULL);
  done =
      work_fixture_apply (fixture, work_change_person_delete_new (MODEL_ENTITY_COMPANY, company));
  contacts = work_fixture_load_all (fixture, MODEL_ENTITY_CONTACT);
  g_assert_cmpuint (contacts->len, ==, 2);
  undone = work_school_undo (fixture->school, done->operation_id, &error);
  g_assert_no_error (error);
  back = work_fixture_load_all (fixture, MODEL_ENTITY_CONTACT);
  g_assert_cmpuint (back->len, ==, 3);
  /* A search in which nothing was done is nothing; one with an interview is. */
  teacher = work_fixture_id (fixture->searches[2]);
  work_fixture_add (fixture, MODEL_ENTITY_INTERVIEW, "search_id", teacher, "day", "2026-11-02",
                    "account", "Cherche", NULL);
  work_fixture_assert_refused (
      fixture, work_change_person_delete_new (MODEL_ENTITY_STUDENT, fixture->students[2]),
      "1 interview", NULL);
  work_fixture_assert_sound (fixture);
}

static void
test_delete_whole (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) searches = NULL;

  work_done_free (work_fixture_apply (
      fixture, work_change_person_delete_new (MODEL_ENTITY_STUDENT, fixture->students[2])));
  searches = work_fixture_load_all (fixture, MODEL_ENTITY_SEARCH);
  g_assert_cmpuint (searches->len, ==, 2);
  work_fixture_assert_sound (fixture);
}

#define ADD(name, func)                                                           \
  g_test_add ("/work/people/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("students", test_students);
  ADD ("class-of-the-year", test_class_of_the_year);
  ADD ("companies", test_companies);
  ADD ("teachers", test_teachers);
  ADD ("memory", test_memory);
  ADD ("notes-of-two-sheets", test_notes_of_two_sheets);
  ADD ("load", test_load);
  ADD ("nobody", test_nobody);
  ADD ("save", test_save);
  ADD ("guardians", test_guardians);
  ADD ("add-student", test_add_student);
  ADD ("enrol", test_enrol);
  ADD ("delete", test_delete);
  ADD ("delete-whole", test_delete_whole);
  return g_test_run ();
}
