/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store-vault-private.h"
#include "work-account.h"
#include "work-fixture.h"
#include "work-line.h"
#include "work-note.h"
#include "work-search.h"
#include "work-sheet.h"

#define PASSWORD "une phrase assez longue"

/* The administration's seat, and one on which the teacher has signed in: Léa is followed by him. */
typedef struct
{
  WorkFixture fixture;
  WorkSchool *teacher;
  gint64 other_id; /* another teacher */
} Seats;

static void
add_account (Seats *seats, const char *name, ModelAccountRole role, gint64 teacher_id)
{
  WorkAccountChange *change = work_account_add_new (name, name, role, teacher_id, PASSWORD, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (work_school_apply_account (seats->fixture.school, change, &error), >, 0);
  g_assert_no_error (error);
  work_account_change_free (change);
}

static void
set_up (Seats *seats, gconstpointer data)
{
  WorkFixture *fixture = &seats->fixture;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;
  WorkPlace place;

  _store_vault_set_cost (1, 8192);
  work_fixture_set_up (fixture, data);
  place = (WorkPlace){ fixture->students[0], fixture->periods[0] };
  done = work_fixture_apply (fixture, work_change_follower_new (&place, 1, fixture->teacher_id));
  seats->other_id = work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "family_name", "Dupont",
                                      "given_name", "Anne", NULL);
  add_account (seats, "claire", MODEL_ACCOUNT_ADMINISTRATOR, 0);
  add_account (seats, "M. Belkacem", MODEL_ACCOUNT_TEACHER, fixture->teacher_id);
  seats->teacher = work_school_open (fixture->path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  work_school_sign_in (seats->teacher, "M. Belkacem", PASSWORD, &error);
  g_assert_no_error (error);
}

static void
tear_down (Seats *seats, gconstpointer data)
{
  work_school_close (seats->teacher);
  g_clear_object (&seats->teacher);
  work_fixture_tear_down (&seats->fixture, data);
}

static WorkPlace
place_of_lea (Seats *seats)
{
  return (WorkPlace){ seats->fixture.students[0], seats->fixture.periods[0] };
}

static gint64
apply (WorkSchool *school, WorkChange *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply (school, change, &error);

  g_assert_no_error (error);
  return done->id;
}

static void
assert_refused (WorkSchool *school, WorkChange *change, const char *said)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply (school, change, &error);

  g_assert_null (done);
  g_assert_nonnull (strstr (error->message, said));
}

static WorkLineDetail *
read_lea (Seats *seats, WorkSchool *school)
{
  g_autoptr (GError) error = NULL;
  WorkLineDetail *detail =
      work_school_read (school,
                        work_query_line_new (seats->fixture.students[0], seats->fixture.searches[0],
                                             seats->fixture.placements[0], 0),
                        &error);

  g_assert_no_error (error);
  return detail;
}

static int
count_unread (Seats *seats, WorkSchool *school)
{
  g_autoptr (WorkOverview) overview = work_school_load (school, seats->fixture.year_id, NULL);

  for (guint i = 0; i < overview->lines->len; i++)
    {
      ModelLine *line = overview->lines->pdata[i];

      if (line->student_id == seats->fixture.students[0]
          && line->period_id == seats->fixture.periods[0])
        return line->n_unread;
    }
  g_assert_not_reached ();
}

static gint64
tell (Seats *seats, WorkSchool *school, gint64 teacher_id, const char *account)
{
  g_autoptr (ModelRecord) interview = model_record_new (MODEL_ENTITY_INTERVIEW);
  WorkPlace place = place_of_lea (seats);

  model_record_set_canonical (interview, "account", account);
  if (teacher_id != 0)
    model_record_set_int (interview, "teacher_id", teacher_id);
  return apply (school, work_change_interview_new (&place, interview));
}

static gint64
say (Seats *seats, WorkSchool *school, gint64 to_teacher_id, gint64 answers_id, const char *text)
{
  const WorkNote note = { .place = { seats->fixture.students[0], 0 },
                          .tone = "information",
                          .audience = "teachers",
                          .text = text,
                          .to_teacher_id = to_teacher_id,
                          .answers_id = answers_id };

  return apply (school, work_change_note_new (&note));
}

/* ---- interviews ---- */

/* Whatever the form says, a teacher's interview is the teacher's. */
static void
test_own_interview (Seats *seats, gconstpointer data)
{
  gint64 id = tell (seats, seats->teacher, seats->other_id, "Vue.");
  g_autoptr (ModelRecord) interview =
      work_fixture_load (&seats->fixture, MODEL_ENTITY_INTERVIEW, id);
  WorkPlace place = place_of_lea (seats);

  g_assert_cmpint (model_record_get_int (interview, "teacher_id"), ==, seats->fixture.teacher_id);
  model_record_set_canonical (interview, "account", "Vue deux fois.");
  apply (seats->teacher, work_change_interview_new (&place, interview));
  apply (seats->teacher, work_change_interview_delete_new (id));
}

static void
test_interview_of_another (Seats *seats, gconstpointer data)
{
  gint64 id = tell (seats, seats->fixture.school, seats->other_id, "Vue par une autre.");
  g_autoptr (ModelRecord) interview =
      work_fixture_load (&seats->fixture, MODEL_ENTITY_INTERVIEW, id);
  WorkPlace place = place_of_lea (seats);
  g_autoptr (ModelRecord) after = NULL;

  model_record_set_canonical (interview, "account", "Jamais vue.");
  assert_refused (seats->teacher, work_change_interview_new (&place, interview), "not yours");
  assert_refused (seats->teacher, work_change_interview_delete_new (id), "not yours");
  after = work_fixture_load (&seats->fixture, MODEL_ENTITY_INTERVIEW, id);
  g_assert_cmpstr (model_record_get (after, "account"), ==, "Vue par une autre.");
  apply (seats->fixture.school, work_change_interview_delete_new (id));
}

/* ---- notes ---- */

/* In the teacher's name, unread by the administration, and never out of the teacher's own sight. */
static void
test_own_note (Seats *seats, gconstpointer data)
{
  const WorkNote note = { .place = { seats->fixture.students[0], 0 },
                          .tone = "positive",
                          .audience = "administration",
                          .teacher_id = seats->other_id,
                          .text = "Très bien." };
  gint64 id = apply (seats->teacher, work_change_note_new (&note));
  g_autoptr (ModelRecord) kept = work_fixture_load (&seats->fixture, MODEL_ENTITY_NOTE, id);

  g_assert_cmpint (model_record_get_int (kept, "teacher_id"), ==, seats->fixture.teacher_id);
  g_assert_cmpstr (model_record_get (kept, "author"), ==, "M. Belkacem");
  g_assert_cmpstr (model_record_get (kept, "author_role"), ==, "teacher");
  g_assert_cmpstr (model_record_get (kept, "audience"), ==, "teachers");
  g_assert_null (model_record_get (kept, "read_at"));
  g_assert_cmpint (count_unread (seats, seats->fixture.school), ==, 1);
  g_assert_cmpint (count_unread (seats, seats->teacher), ==, 0);
}

/* What a teacher has read, the administration has not: two counts of the same notes. */
static void
test_reading (Seats *seats, gconstpointer data)
{
  gint64 asked =
      say (seats, seats->fixture.school, seats->fixture.teacher_id, 0, "Où en est-elle ?");
  gint64 answered = 0;
  g_autoptr (WorkLineDetail) before = NULL, after = NULL, office = NULL;

  g_assert_cmpint (count_unread (seats, seats->teacher), ==, 1);
  g_assert_cmpint (count_unread (seats, seats->fixture.school), ==, 0);
  before = read_lea (seats, seats->teacher);
  g_assert_null (model_record_get (before->notes->pdata[0], "read_at"));
  g_assert_cmpstr (before->addressees->pdata[0], ==, "Nordine BELKACEM");
  apply (seats->teacher, work_change_notes_read_new (&asked, 1, TRUE));
  apply (seats->teacher, work_change_notes_read_new (&asked, 1, TRUE));
  g_assert_cmpint (count_unread (seats, seats->teacher), ==, 0);
  answered = say (seats, seats->teacher, 0, asked, "Elle a trouvé.");
  g_assert_cmpint (count_unread (seats, seats->fixture.school), ==, 1);
  g_assert_cmpint (count_unread (seats, seats->teacher), ==, 0);
  after = read_lea (seats, seats->teacher);
  g_assert_cmpuint (after->notes->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_nonnull (model_record_get (after->notes->pdata[i], "read_at"));
  apply (seats->fixture.school, work_change_notes_read_new (&answered, 1, TRUE));
  g_assert_cmpint (count_unread (seats, seats->fixture.school), ==, 0);
  apply (seats->teacher, work_change_notes_read_new (&asked, 1, FALSE));
  g_assert_cmpint (count_unread (seats, seats->teacher), ==, 1);
  office = read_lea (seats, seats->fixture.school);
  g_assert_nonnull (model_record_get (office->notes->pdata[0], "read_at"));
}

/* Threads: the latest first, the answers beneath in their order, an answer's answer beside it. */
static void
test_threads (Seats *seats, gconstpointer data)
{
  WorkSchool *office = seats->fixture.school;
  gint64 first = say (seats, office, seats->fixture.teacher_id, 0, "Un");
  gint64 answer = say (seats, seats->teacher, 0, first, "Un.1");
  g_autoptr (WorkLineDetail) detail = NULL;
  g_autoptr (ModelRecord) second = NULL;
  static const char *const texts[] = { "Un", "Un.1", "Un.2" };

  say (seats, office, 0, answer, "Un.2");
  detail = read_lea (seats, office);
  g_assert_cmpuint (detail->notes->len, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpstr (model_record_get (detail->notes->pdata[i], "text"), ==, texts[i]);
  second = g_object_ref (detail->notes->pdata[2]);
  g_assert_cmpint (model_record_get_int (second, "answers_id"), ==, first);
  g_assert_cmpint (model_record_get_int (second, "to_teacher_id"), ==, seats->fixture.teacher_id);
  g_assert_cmpstr (model_record_get (second, "audience"), ==, "teachers");
}

/* ---- what is shown ---- */

/* A class and a period in which the teacher follows nobody are not the teacher's. */
static void
test_own_classes (Seats *seats, gconstpointer data)
{
  WorkFixture *fixture = &seats->fixture;
  g_autofree char *year = work_fixture_id (fixture->year_id);
  g_autoptr (WorkOverview) office = NULL, own = NULL;

  work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year, "name", "1CAP",
                    NULL);
  office = work_school_load (fixture->school, fixture->year_id, NULL);
  own = work_school_load (seats->teacher, fixture->year_id, NULL);
  g_assert_cmpuint (office->classes->len, ==, 2);
  g_assert_cmpuint (own->classes->len, ==, 1);
  g_assert_cmpint (((WorkClass *) own->classes->pdata[0])->id, ==, fixture->class_id);
  g_assert_cmpuint (((WorkClass *) own->classes->pdata[0])->periods->len, ==, 2);
}

/* What may be done with each is what is not refused. */
static void
test_rights (Seats *seats, gconstpointer data)
{
  WorkSchool *office = seats->fixture.school;
  gint64 typed = tell (seats, office, seats->fixture.teacher_id, "Tapé par le bureau.");
  gint64 other = tell (seats, office, seats->other_id, "D’une autre.");
  gint64 own = tell (seats, seats->teacher, 0, "Le sien.");
  g_autoptr (WorkLineDetail) for_office = read_lea (seats, office);
  g_autoptr (WorkLineDetail) for_teacher = read_lea (seats, seats->teacher);

  g_assert_cmpuint (for_teacher->interviews->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const WorkInterview *interview = for_teacher->interviews->pdata[i];
      const WorkInterview *same = for_office->interviews->pdata[i];

      g_assert_true (same->may_change && same->may_delete);
      g_assert_cmpint (interview->may_change, ==, interview->id != other);
      g_assert_cmpint (interview->may_delete, ==, interview->id == own);
    }
  apply (seats->teacher, work_change_interview_delete_new (own));
  assert_refused (seats->teacher, work_change_interview_delete_new (typed), "");
}

static gboolean
may_delete (Seats *seats, WorkSchool *school, gint64 note_id)
{
  g_autoptr (WorkLineDetail) detail = read_lea (seats, school);

  for (guint i = 0; i < detail->notes->len; i++)
    if (model_record_get_id (detail->notes->pdata[i]) == note_id)
      return g_array_index (detail->deletable, gboolean, i);
  g_assert_not_reached ();
}

static void
test_rights_of_notes (Seats *seats, gconstpointer data)
{
  WorkSchool *office = seats->fixture.school;
  gint64 asked = say (seats, office, seats->fixture.teacher_id, 0, "Où en est-elle ?");
  gint64 own = say (seats, seats->teacher, 0, 0, "Elle cherche.");

  g_assert_true (may_delete (seats, office, asked));
  g_assert_false (may_delete (seats, seats->teacher, asked));
  g_assert_true (may_delete (seats, seats->teacher, own));
  assert_refused (seats->teacher, work_change_delete_new ("note.delete", MODEL_ENTITY_NOTE, asked),
                  "");
  /* What was answered stays, whoever wrote it. */
  say (seats, seats->teacher, 0, asked, "Elle a trouvé.");
  say (seats, office, 0, own, "Merci.");
  g_assert_false (may_delete (seats, office, asked));
  g_assert_false (may_delete (seats, seats->teacher, own));
  assert_refused (office, work_change_delete_new ("note.delete", MODEL_ENTITY_NOTE, asked), "");
}

/* ---- sheets ---- */

static WorkSheet *
read_sheet (Seats *seats, WorkSchool *school, guint n)
{
  g_autoptr (GError) error = NULL;
  WorkSheet *sheet =
      work_school_read (school,
                        work_query_sheet_new (seats->fixture.students[n], seats->fixture.periods[0],
                                              seats->fixture.placements[n]),
                        &error);

  g_assert_no_error (error);
  return sheet;
}

/* A decision is the administration's; what they refused is the teacher's to mend. */
static void
test_sheets (Seats *seats, gconstpointer data)
{
  WorkFixture *fixture = &seats->fixture;
  WorkPlace place = { fixture->students[1], fixture->periods[0] };
  g_autoptr (WorkSheet) validated = NULL, refused = NULL, mended = NULL, office = NULL;

  apply (fixture->school, work_change_follower_new (&place, 1, fixture->teacher_id));
  validated = read_sheet (seats, seats->teacher, 0);
  g_assert_cmpint (validated->editing, ==, WORK_SHEET_CLOSED);
  g_assert_nonnull (strstr (validated->consequence, "only the administration"));
  assert_refused (seats->teacher, work_change_sheet_save_new (validated), "administration");
  office = read_sheet (seats, fixture->school, 0);
  g_assert_cmpint (office->editing, !=, WORK_SHEET_CLOSED);
  g_assert_true (office->may_delete);
  apply (fixture->school,
         work_change_sheet_refuse_new (&fixture->placements[1], 1, "Trop loin.", NULL));
  refused = read_sheet (seats, seats->teacher, 1);
  g_assert_cmpint (refused->editing, ==, WORK_SHEET_FREE);
  g_assert_false (refused->may_delete);
  model_record_set_canonical (refused->roles[MODEL_ROLE_PLACEMENT], "activities", "Autre chose");
  apply (seats->teacher, work_change_sheet_save_new (refused));
  mended = read_sheet (seats, fixture->school, 1);
  g_assert_cmpstr (model_record_get (mended->roles[MODEL_ROLE_PLACEMENT], "activities"), ==,
                   "Autre chose");
  g_assert_cmpstr (model_record_get (mended->roles[MODEL_ROLE_PLACEMENT], "state"), ==, "refused");
}

static void
test_note_to_nobody (Seats *seats, gconstpointer data)
{
  const WorkNote note = { .place = { seats->fixture.students[0], 0 },
                          .tone = "information",
                          .audience = "administration",
                          .to_teacher_id = seats->other_id,
                          .text = "Pour nous, et pour elle ?" };

  assert_refused (seats->fixture.school, work_change_note_new (&note), "not addressed");
}

#define ADD(name, func) g_test_add ("/work/teacher/" name, Seats, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("own-interview", test_own_interview);
  ADD ("interview-of-another", test_interview_of_another);
  ADD ("own-note", test_own_note);
  ADD ("reading", test_reading);
  ADD ("threads", test_threads);
  ADD ("note-to-nobody", test_note_to_nobody);
  ADD ("own-classes", test_own_classes);
  ADD ("rights", test_rights);
  ADD ("sheets", test_sheets);
  ADD ("rights-of-notes", test_rights_of_notes);
  return g_test_run ();
}
