/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-fixture.h"
#include "work-line.h"
#include "work-note.h"

/* How a search is followed: interviews, states, who follows it, notes, and how they are read. */

static WorkLineDetail *
read_line (WorkFixture *fixture, guint student, gint64 search_id, gint64 placement_id)
{
  g_autoptr (GError) error = NULL;
  WorkLineDetail *detail = work_school_read (
      fixture->school, work_query_line_new (fixture->students[student], search_id, placement_id, 0),
      &error);

  g_assert_no_error (error);
  return detail;
}

static ModelRecord *
make_interview (const char *day, const char *account)
{
  ModelRecord *interview = model_record_new (MODEL_ENTITY_INTERVIEW);

  model_record_set_canonical (interview, "day", day);
  model_record_set_canonical (interview, "means", "phone");
  model_record_set_canonical (interview, "account", account);
  return interview;
}

static ModelLine *
line_of (WorkOverview *overview, gint64 student_id, gint64 period_id)
{
  for (guint i = 0; i < overview->lines->len; i++)
    {
      ModelLine *line = overview->lines->pdata[i];

      if (line->student_id == student_id && line->period_id == period_id)
        return line;
    }
  g_assert_not_reached ();
}

/* A search that has no row yet gets one with its first interview, and is under way. */
static void
test_first_interview (WorkFixture *fixture, gconstpointer data)
{
  WorkPlace place = { fixture->students[2], fixture->periods[1] };
  g_autoptr (ModelRecord) interview = make_interview (NULL, "Deux garages appelés.");
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (WorkOverview) undone = NULL;
  g_autofree char *label = NULL;
  ModelLine *line;

  model_record_set_int (interview, "teacher_id", fixture->teacher_id);
  done = work_fixture_apply (fixture, work_change_interview_new (&place, interview));
  g_assert_cmpint (done->id, !=, 0);
  overview = work_school_load (fixture->school, fixture->year_id, NULL);
  line = line_of (overview, place.student_id, place.period_id);
  g_assert_cmpint (line->search_state, ==, MODEL_SEARCH_SEARCHING);
  g_assert_cmpstr (line->last_account, ==, "Deux garages appelés.");
  g_assert_cmpstr (line->last_contact, !=, "");
  /* One thing was done: one thing is undone, the search with it. */
  label = work_school_undo (fixture->school, NULL, NULL);
  g_assert_nonnull (label);
  undone = work_school_load (fixture->school, fixture->year_id, NULL);
  line = line_of (undone, place.student_id, place.period_id);
  g_assert_cmpint (line->search_id, ==, 0);
  g_assert_cmpstr (line->last_account, ==, "");
}

static void
test_timeline (WorkFixture *fixture, gconstpointer data)
{
  WorkPlace place = { fixture->students[1], fixture->periods[0] };
  static const char *const days[] = { "2026-11-03", "2026-11-20", "2026-10-12" };
  static const char *const order[] = { "2026-11-20", "2026-11-03", "2026-10-12" };
  g_autoptr (WorkLineDetail) detail = NULL;
  const WorkInterview *first;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (ModelRecord) interview = make_interview (days[i], days[i]);
      g_autoptr (WorkDone) done = NULL;

      model_record_set_int (interview, "teacher_id", fixture->teacher_id);
      model_record_set_canonical (interview, "next_step", "Rappeler");
      done = work_fixture_apply (fixture, work_change_interview_new (&place, interview));
    }
  detail = read_line (fixture, 1, fixture->searches[1], 0);
  g_assert_cmpuint (detail->interviews->len, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpstr (((WorkInterview *) detail->interviews->pdata[i])->account, ==, order[i]);
  first = detail->interviews->pdata[0];
  g_assert_cmpstr (first->teacher, ==, "Nordine BELKACEM");
  g_assert_cmpstr (first->means, ==, "By telephone");
  g_assert_cmpstr (first->next_step, ==, "Rappeler");
}

static void
test_interview_says_something (WorkFixture *fixture, gconstpointer data)
{
  WorkPlace place = { fixture->students[1], fixture->periods[0] };
  WorkPlace nowhere = { fixture->students[1], 0 };
  g_autoptr (ModelRecord) silent = make_interview ("2026-11-03", NULL);
  g_autoptr (ModelRecord) interview = make_interview ("2026-11-03", "Vu.");

  work_fixture_assert_refused (fixture, work_change_interview_new (&place, silent), "no account",
                               NULL);
  work_fixture_assert_refused (fixture, work_change_interview_new (&nowhere, interview),
                               "no period", NULL);
}

static void
test_interview_is_changed (WorkFixture *fixture, gconstpointer data)
{
  WorkPlace place = { fixture->students[0], fixture->periods[0] };
  g_autoptr (ModelRecord) interview = make_interview ("2026-11-03", "Vu.");
  g_autoptr (WorkDone) added =
      work_fixture_apply (fixture, work_change_interview_new (&place, interview));
  g_autoptr (ModelRecord) loaded = work_fixture_load (fixture, MODEL_ENTITY_INTERVIEW, added->id);
  g_autoptr (WorkDone) changed = NULL, deleted = NULL;
  g_autoptr (WorkLineDetail) detail = NULL;

  model_record_set_canonical (loaded, "account", "Vu avec sa mère.");
  changed = work_fixture_apply (fixture, work_change_interview_new (&place, loaded));
  g_assert_cmpint (changed->id, ==, added->id);
  detail = read_line (fixture, 0, fixture->searches[0], 0);
  g_assert_cmpuint (detail->interviews->len, ==, 1);
  g_assert_cmpstr (((WorkInterview *) detail->interviews->pdata[0])->account, ==,
                   "Vu avec sa mère.");
  deleted = work_fixture_apply (
      fixture, work_change_delete_new ("interview.delete", MODEL_ENTITY_INTERVIEW, added->id));
  g_assert_nonnull (deleted->operation_id);
}

/* Many at once are one thing to undo; all or none. */
static void
test_states (WorkFixture *fixture, gconstpointer data)
{
  WorkPlace places[] = { { fixture->students[1], fixture->periods[0] },
                         { fixture->students[2], fixture->periods[0] },
                         { fixture->students[2], fixture->periods[1] } };
  g_autoptr (WorkDone) done = NULL, again = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (ModelRecord) search = NULL;

  done = work_fixture_apply (
      fixture, work_change_search_state_new (places, G_N_ELEMENTS (places), "exempt", "Dispense"));
  g_assert_cmpuint (done->n, ==, 3);
  overview = work_school_load (fixture->school, fixture->year_id, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    g_assert_cmpint (line_of (overview, places[i].student_id, places[i].period_id)->search_state,
                     ==, MODEL_SEARCH_EXEMPT);
  again = work_fixture_apply (
      fixture, work_change_search_state_new (places, G_N_ELEMENTS (places), "exempt", "Dispense"));
  g_assert_null (again->operation_id);
  search = work_fixture_load (fixture, MODEL_ENTITY_SEARCH, fixture->searches[1]);
  g_assert_cmpstr (model_record_get (search, "reason"), ==, "Dispense");
}

static void
test_states_refused (WorkFixture *fixture, gconstpointer data)
{
  WorkPlace places[] = { { fixture->students[1], fixture->periods[0] },
                         { fixture->students[0], fixture->periods[0] } };
  g_autoptr (ModelRecord) search = NULL;

  work_fixture_assert_refused (fixture, work_change_search_state_new (places, 1, "no such", NULL),
                               "no such", NULL);
  work_fixture_assert_refused (fixture, work_change_search_state_new (places, 2, "searching", NULL),
                               "validated sheet", NULL);
  search = work_fixture_load (fixture, MODEL_ENTITY_SEARCH, fixture->searches[1]);
  g_assert_cmpstr (model_record_get (search, "state"), !=, "searching");
}

static void
test_followers (WorkFixture *fixture, gconstpointer data)
{
  WorkPlace places[] = { { fixture->students[1], fixture->periods[0] },
                         { fixture->students[2], fixture->periods[1] } };
  g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_follower_new (places, 2, fixture->teacher_id));
  g_autoptr (WorkDone) nobody = NULL;
  g_autoptr (WorkOverview) overview = work_school_load (fixture->school, fixture->year_id, NULL);
  g_autoptr (WorkOverview) after = NULL;

  g_assert_cmpuint (done->n, ==, 2);
  g_assert_cmpstr (line_of (overview, places[1].student_id, places[1].period_id)->teacher, ==,
                   "M. Nordine BELKACEM");
  nobody = work_fixture_apply (fixture, work_change_follower_new (places, 2, 0));
  after = work_school_load (fixture->school, fixture->year_id, NULL);
  g_assert_cmpstr (line_of (after, places[1].student_id, places[1].period_id)->teacher, ==, "");
}

static gint64
add_note (WorkFixture *fixture, gint64 period_id, gint64 teacher_id, const char *text)
{
  WorkNote note = {
    { fixture->students[0], period_id }, 0, 0, "positive", "teachers", teacher_id, text
  };
  g_autoptr (WorkDone) done = work_fixture_apply (fixture, work_change_note_new (&note));

  return done->id;
}

static void
test_notes (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkLineDetail) detail = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  ModelRecord *mine = NULL, *theirs = NULL;

  add_note (fixture, 0, 0, "Assurance reçue.");
  add_note (fixture, fixture->periods[0], fixture->teacher_id, "Très bon contact.");
  add_note (fixture, fixture->periods[1], 0, "D’une autre période.");
  detail = read_line (fixture, 0, fixture->searches[0], fixture->placements[0]);
  g_assert_cmpuint (detail->notes->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    if (model_record_get_int (detail->notes->pdata[i], "teacher_id") != 0)
      theirs = detail->notes->pdata[i];
    else
      mine = detail->notes->pdata[i];
  g_assert_cmpstr (model_record_get (mine, "author_role"), ==, "administration");
  g_assert_nonnull (model_record_get (mine, "read_at"));
  g_assert_cmpstr (model_record_get (theirs, "author"), ==, "Nordine BELKACEM");
  g_assert_cmpstr (model_record_get (theirs, "author_role"), ==, "teacher");
  g_assert_null (model_record_get (theirs, "read_at"));
  overview = work_school_load (fixture->school, fixture->year_id, NULL);
  g_assert_cmpint (line_of (overview, fixture->students[0], fixture->periods[0])->n_notes, ==, 2);
  g_assert_cmpint (line_of (overview, fixture->students[0], fixture->periods[0])->n_unread, ==, 1);
  g_assert_cmpint (line_of (overview, fixture->students[0], fixture->periods[1])->n_notes, ==, 2);
  g_assert_cmpint (line_of (overview, fixture->students[0], fixture->periods[1])->n_unread, ==, 0);
}

static void
test_notes_are_read (WorkFixture *fixture, gconstpointer data)
{
  gint64 ids[2];
  g_autoptr (WorkDone) read = NULL, again = NULL, unread = NULL;
  g_autoptr (ModelRecord) note = NULL, after = NULL;

  ids[0] = add_note (fixture, 0, fixture->teacher_id, "Un.");
  ids[1] = add_note (fixture, 0, fixture->teacher_id, "Deux.");
  read = work_fixture_apply (fixture, work_change_notes_read_new (ids, 2, TRUE));
  g_assert_cmpuint (read->n, ==, 2);
  note = work_fixture_load (fixture, MODEL_ENTITY_NOTE, ids[1]);
  g_assert_nonnull (model_record_get (note, "read_at"));
  again = work_fixture_apply (fixture, work_change_notes_read_new (ids, 2, TRUE));
  g_assert_null (again->operation_id);
  unread = work_fixture_apply (fixture, work_change_notes_read_new (ids, 1, FALSE));
  after = work_fixture_load (fixture, MODEL_ENTITY_NOTE, ids[0]);
  g_assert_null (model_record_get (after, "read_at"));
}

static void
test_empty_note (WorkFixture *fixture, gconstpointer data)
{
  WorkNote note = { { fixture->students[0], 0 }, 0, 0, "information", "administration", 0, " \n " };
  g_autoptr (GPtrArray) notes = NULL;

  work_fixture_assert_refused (fixture, work_change_note_new (&note), "says nothing", NULL);
  notes = work_fixture_load_all (fixture, MODEL_ENTITY_NOTE);
  g_assert_cmpuint (notes->len, ==, 0);
}

/* A student without anything has a detail too. */
static void
test_bare_line (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkLineDetail) detail = read_line (fixture, 2, 0, 0);

  g_assert_cmpuint (detail->interviews->len, ==, 0);
  g_assert_cmpuint (detail->notes->len, ==, 0);
  g_assert_cmpuint (detail->facts->len, ==, 0);
  g_assert_cmpuint (detail->agreements->len, ==, 0);
  g_assert_cmpuint (detail->signatories->len, ==, 0);
  g_assert_null (detail->placement);
  g_assert_null (detail->agreement);
  g_assert_cmpstr (detail->reason, ==, "");
}

static void
test_facts (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkLineDetail) detail =
      read_line (fixture, 0, fixture->searches[0], fixture->placements[0]);
  gboolean has_company = FALSE, has_tutor = FALSE;

  for (guint i = 0; i < detail->facts->len; i++)
    {
      const WorkFact *fact = detail->facts->pdata[i];

      g_assert_cmpstr (fact->value, !=, "");
      has_company |= g_str_equal (fact->value, "Garage Roux");
      has_tutor |= g_str_equal (fact->value, "M. Tomás IBÁÑEZ");
    }
  g_assert_true (has_company);
  g_assert_true (has_tutor);
  g_assert_cmpint (model_record_get_id (detail->placement), ==, fixture->placements[0]);
}

/* Each time that an agreement was sent to be signed, the latest first, and who signs it then. */
static void
test_requests (WorkFixture *fixture, gconstpointer data)
{
  static const char *const days[] = { "2026-11-10T08:00:00Z", "2026-11-20T08:00:00Z" };
  g_autofree char *agreement =
      work_fixture_id (work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001"));
  g_autofree char *signatory = work_fixture_id (
      work_fixture_add (fixture, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement, "position", "0",
                        "role", "tutor", "is_mandatory", "1", NULL));
  g_autoptr (WorkLineDetail) detail = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *request = work_fixture_id (work_fixture_add (
          fixture, MODEL_ENTITY_SIGNATURE_REQUEST, "agreement_id", agreement, "provider", "yousign",
          "environment", "test", "external_id", days[i], "state", i == 0 ? "declined" : "ongoing",
          "title", "Convention", "started_at", days[i], NULL));

      /* The second is written before the first. */
      for (guint j = 2; j > 0; j--)
        work_fixture_add (fixture, MODEL_ENTITY_SIGNATURE_SIGNER, "request_id", request,
                          "signatory_id", signatory, "position", j == 1 ? "1" : "2", "given_name",
                          "Anne", "family_name", j == 1 ? "Premier" : "Second", "email",
                          "a@example.org", "method", "link", "state", "invited", NULL);
    }
  detail = read_line (fixture, 0, fixture->searches[0], fixture->placements[0]);
  g_assert_cmpuint (detail->requests->len, ==, 2);
  g_assert_cmpstr (model_record_get (detail->requests->pdata[0], "state"), ==, "ongoing");
  g_assert_cmpuint (detail->signers->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpint (model_record_get_int (detail->signers->pdata[i], "request_id"), ==,
                       model_record_get_id (detail->requests->pdata[i / 2]));
      g_assert_cmpstr (model_record_get (detail->signers->pdata[i], "family_name"), ==,
                       i % 2 == 0 ? "Premier" : "Second");
    }
  g_clear_pointer (&detail, work_line_detail_free);
  detail = read_line (fixture, 2, 0, 0);
  g_assert_cmpuint (detail->requests->len, ==, 0);
  g_assert_cmpuint (detail->signers->len, ==, 0);
}

#define ADD(name, func)                                                             \
  g_test_add ("/work/tracking/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("first-interview", test_first_interview);
  ADD ("requests", test_requests);
  ADD ("timeline", test_timeline);
  ADD ("interview-says-something", test_interview_says_something);
  ADD ("interview-is-changed", test_interview_is_changed);
  ADD ("states", test_states);
  ADD ("states-refused", test_states_refused);
  ADD ("followers", test_followers);
  ADD ("notes", test_notes);
  ADD ("notes-are-read", test_notes_are_read);
  ADD ("empty-note", test_empty_note);
  ADD ("bare-line", test_bare_line);
  ADD ("facts", test_facts);
  return g_test_run ();
}
