/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-history.h"

#include "store-error.h"
#include "store-record.h"
#include "work-error.h"
#include "work-fixture.h"

/* What is told of the @n-th student of the fixture in the first period. */
static WorkHistory *
load (WorkFixture *fixture, guint n)
{
  g_autoptr (ModelLine) line = model_line_new ();
  g_autoptr (GError) error = NULL;
  WorkHistory *history;

  line->student_id = fixture->students[n];
  line->period_id = fixture->periods[0];
  line->search_id = fixture->searches[n];
  line->placement_id = n < G_N_ELEMENTS (fixture->placements) ? fixture->placements[n] : 0;
  history = work_school_read (fixture->school, work_query_history_new (line), &error);
  g_assert_no_error (error);
  return history;
}

static const WorkHistoryItem *
item_at (WorkHistory *history, guint n)
{
  g_assert_cmpuint (n, <, history->items->len);
  return g_ptr_array_index (history->items, n);
}

static const WorkHistoryItem *
find (WorkHistory *history, const char *summary)
{
  for (guint i = 0; i < history->items->len; i++)
    if (g_str_equal (item_at (history, i)->summary, summary))
      return item_at (history, i);
  return NULL;
}

static void
assert_summary (WorkHistory *history, guint n, const char *summary, gboolean undone)
{
  g_assert_cmpstr (item_at (history, n)->summary, ==, summary);
  g_assert_cmpint (item_at (history, n)->undone, ==, undone);
}

static void
assert_change (const WorkHistoryItem *item,
               guint n,
               const char *label,
               const char *before,
               const char *after)
{
  const WorkHistoryChange *change;

  g_assert_nonnull (item);
  g_assert_cmpuint (n, <, item->changes->len);
  change = g_ptr_array_index (item->changes, n);
  g_assert_cmpstr (change->label, ==, label);
  g_assert_cmpstr (change->before, ==, before);
  g_assert_cmpstr (change->after, ==, after);
}

static gint64
add_interview (WorkFixture *fixture, guint n, const char *account)
{
  g_autofree char *search = work_fixture_id (fixture->searches[n]);

  return work_fixture_add (fixture, MODEL_ENTITY_INTERVIEW, "search_id", search, "day",
                           "2026-11-10", "account", account, NULL);
}

/* ---- many rows as one operation ---- */

typedef struct
{
  const char *author;
  const char *label;
  GPtrArray *records; /* saved in this order */
  ModelRecord *deleted;
} Doing;

static gboolean
do_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  const Doing *doing = data;
  g_autoptr (StoreOperation) operation = store_operation_new (doing->author, doing->label);

  for (guint i = 0; doing->records != NULL && i < doing->records->len; i++)
    if (!store_save (connection, g_ptr_array_index (doing->records, i), operation, NULL, error))
      return FALSE;
  return doing->deleted == NULL || store_delete (connection, doing->deleted, operation, error);
}

static gpointer
do_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  store_connection_transaction (connection, do_in_transaction, data, error);
  return NULL;
}

static void
perform (WorkFixture *fixture, const Doing *doing)
{
  g_autoptr (GError) error = NULL;

  store_queue_run (work_school_get_queue (fixture->school), do_func, (gpointer) doing, NULL,
                   &error);
  g_assert_no_error (error);
}

static void
delete_row (WorkFixture *fixture, ModelEntity entity, gint64 id, const char *label)
{
  g_autoptr (ModelRecord) record = work_fixture_load (fixture, entity, id);
  Doing doing = { work_school_get_author (fixture->school), label, NULL, record };

  perform (fixture, &doing);
}

/* ---- what is told ---- */

static void
test_for_people (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (WorkHistory) history = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "end",
                       "2027-02-12");
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "tutor_id", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "snapshot", "{\"NOM\":\"ABADIE\"}");
  add_interview (fixture, 0, "A garage is found.");
  operation = work_school_set_step (fixture->school, &id, 1, 1, &error);
  undone = work_school_undo (fixture->school, operation, &error);
  g_assert_no_error (error);

  history = load (fixture, 0);
  g_assert_cmpstr (history->school_name, ==, "Lycée Élise-Combarel");
  assert_summary (history, 0, "Undo · Step: Signature établissement → Fiche validée", FALSE);
  assert_summary (history, 1, "Step: Fiche validée → Signature établissement", TRUE);
  assert_summary (history, 2, "Interview: A garage is found.", FALSE);
  assert_summary (history, 3, "fixture.save", FALSE); /* quiet: the operation's label */
  assert_summary (history, 4, "Tutor: IBÁÑEZ Tomás → —", FALSE);
  assert_summary (history, 5, "Last day: 05/02/2027 → 12/02/2027", FALSE);
  assert_summary (history, 6, "Agreement made: 2026-0001", FALSE);
  g_assert_cmpstr (item_at (history, 6)->author, ==, "fixture");
  g_assert_cmpuint (strlen (item_at (history, 6)->at), ==, strlen ("2026-11-24T08:00:00Z"));
}

/* The student, a guardian, the company and its people are part of the story. */
static void
test_student_and_company (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkHistory) history = NULL, other = NULL, none = NULL;
  const WorkHistoryItem *item;

  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "town", "Castelbrun");
  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "phone",
                       "+33639988111");
  history = load (fixture, 0);
  g_assert_cmpint (item_at (history, 0)->kind, ==, WORK_HISTORY_STUDENT);
  assert_summary (history, 1, "Town: Les Aubarèdes → Castelbrun", FALSE);
  item = item_at (history, 1);
  g_assert_cmpint (item->kind, ==, WORK_HISTORY_COMPANY);
  g_assert_cmpint (item->entity, ==, MODEL_ENTITY_COMPANY);
  g_assert_cmpint (item->entity_id, ==, fixture->company_id);
  g_assert_nonnull (find (history, "Student: ABADIE Léa"));
  g_assert_nonnull (find (history, "Guardian: ABADIE Claire"));
  g_assert_nonnull (find (history, "Contact: IBÁÑEZ Tomás"));
  g_assert_nonnull (find (history, "Company: Garage Roux"));
  g_assert_null (find (history, "Student: BRÛLÉ Noé"));

  /* Another student of the same company. */
  other = load (fixture, 1);
  assert_summary (other, 0, "Town: Les Aubarèdes → Castelbrun", FALSE);
  g_assert_null (find (other, "Student: ABADIE Léa"));
  /* One who has found nothing yet. */
  none = load (fixture, 2);
  g_assert_cmpuint (none->items->len, ==, 2);
  assert_summary (none, 0, "Search: Searching", FALSE);
  assert_summary (none, 1, "Student: CAZALS Inès", FALSE);
}

static void
test_before_and_after (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) record =
      work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1]);
  g_autoptr (WorkHistory) history = NULL;
  const WorkHistoryItem *item;
  const WorkHistoryChange *change;
  static const char *const columns[] = { "subject", "meals", "transport", "lodging", "benefits" };
  static const char *const labels[] = { "Subject", "Meals", "Transport", "Lodging",
                                        "Benefits in kind" };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    model_record_set_canonical (record, columns[i], "x");
  model_record_set_canonical (record, "end", NULL);
  work_fixture_save (fixture, record);
  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[1], "social_number",
                       "108129912345675");
  history = load (fixture, 1);

  /* What is sensitive is said to have changed, and not shown. */
  assert_summary (history, 0, "Social security number changed", FALSE);
  change = g_ptr_array_index (item_at (history, 0)->changes, 0);
  g_assert_true (change->masked);
  g_assert_null (change->before);
  g_assert_null (change->after);

  item = item_at (history, 1);
  g_assert_cmpuint (item->changes->len, ==, 6);
  assert_change (item, 0, "Last day", "05/02/2027", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    assert_change (item, i + 1, labels[i], NULL, "x");
  /* A summary is short, the changes are whole. */
  g_assert_cmpstr (item->summary, ==,
                   "Last day: 05/02/2027 → — · Subject: x · Meals: x · 3 more changes");
  item = find (history, "Placement sheet started: Garage Roux");
  assert_change (item, 0, "Sheet", NULL, "To validate");
}

static void
test_long_values (WorkFixture *fixture, gconstpointer data)
{
  static const char text[] = "A very long note that goes on and on, well beyond what one line of a "
                             "list can hold.\nAnd it has a second line.";
  g_autoptr (WorkHistory) history = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "notes", text);
  history = load (fixture, 1);
  assert_summary (history, 0, "Notes: A very long note that goes on and on, well beyond what one …",
                  FALSE);
  assert_change (item_at (history, 0), 0, "Notes", NULL, text);
}

/* What was deleted is not forgotten, as long as it hung from this line. */
static void
test_deleted (WorkFixture *fixture, gconstpointer data)
{
  gint64 mine = add_interview (fixture, 0, "Seen."), other = add_interview (fixture, 1, "Called.");
  g_autofree char *search = work_fixture_id (fixture->searches[0]);
  gint64 sheet = work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id", search, "state",
                                   "draft", NULL);
  gint64 second = work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id", search, "state",
                                    "draft", "subject", "Of another line", NULL);
  g_autoptr (WorkHistory) history = NULL;
  g_autoptr (WorkHistory) again = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  delete_row (fixture, MODEL_ENTITY_INTERVIEW, other, "interview.delete");
  delete_row (fixture, MODEL_ENTITY_PLACEMENT, sheet, "sheet.delete");
  delete_row (fixture, MODEL_ENTITY_INTERVIEW, mine, "interview.delete");
  history = load (fixture, 0);
  assert_summary (history, 0, "Interview deleted", FALSE);
  assert_change (item_at (history, 0), 1, "Account", "Seen.", NULL);
  g_assert_cmpstr (item_at (history, 0)->operation, ==, "deletion of 1 interview");
  g_assert_false (item_at (history, 0)->is_new);
  g_assert_true (find (history, "Interview: Seen.")->is_new);
  assert_summary (history, 1, "Placement sheet deleted", FALSE);
  g_assert_nonnull (find (history, "Interview: Seen."));
  g_assert_null (find (history, "Interview: Called."));
  for (guint i = 0; i < history->items->len; i++)
    g_assert_false (item_at (history, i)->entity == MODEL_ENTITY_PLACEMENT
                    && item_at (history, i)->entity_id == second);

  undone = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  again = load (fixture, 0);
  assert_summary (again, 0, "Undo · Interview: Seen.", FALSE);
  assert_summary (again, 1, "Interview deleted", TRUE);
}

/* An agreement that was replaced by an amendment is still that line's. */
static void
test_all_agreements (WorkFixture *fixture, gconstpointer data)
{
  gint64 first = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autofree char *id = work_fixture_id (first);
  g_autoptr (WorkHistory) history = NULL;
  const WorkHistoryItem *item;

  work_fixture_add (fixture, MODEL_ENTITY_DOCUMENT, "agreement_id", id, "kind", "scan", "name",
                    "convention signée.pdf", "media_type", "application/pdf", "sha256", "00",
                    "size", "12", "made_at", "2026-11-24T08:00:00Z", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, first, "state", "replaced");
  work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0002");
  history = load (fixture, 0);
  assert_summary (history, 0, "Agreement made: 2026-0002", FALSE);
  assert_summary (history, 1, "State: In progress → Replaced by an amendment", FALSE);
  item = item_at (history, 2);
  g_assert_cmpstr (item->summary, ==, "Document kept: convention signée.pdf");
  g_assert_cmpint (item->kind, ==, WORK_HISTORY_DOCUMENTS);
  assert_summary (history, 3, "Agreement made: 2026-0001", FALSE);
}

static gint64
add_note (WorkFixture *fixture, const char *text, const char *column, gint64 id)
{
  g_autofree char *student = work_fixture_id (fixture->students[0]);
  g_autofree char *value = work_fixture_id (id);

  return work_fixture_add (fixture, MODEL_ENTITY_NOTE, "student_id", student, "tone", "information",
                           "audience", "administration", "author_role", "administration", "author",
                           "Mme Martin", "text", text, "made_at", "2026-11-24T08:00:00Z",
                           id != 0 ? column : NULL, value, NULL);
}

/* A note belongs to what it is about; one on the student alone to every line of the student. */
static void
test_notes (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *student = work_fixture_id (fixture->students[0]);
  g_autofree char *period = work_fixture_id (fixture->periods[1]);
  gint64 agreement = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  gint64 other_search = work_fixture_add (fixture, MODEL_ENTITY_SEARCH, "student_id", student,
                                          "period_id", period, "state", "searching", NULL);
  gint64 other_note, note;
  g_autoptr (WorkHistory) history = NULL;

  add_note (fixture, "On the student", NULL, 0);
  add_note (fixture, "On the search", "search_id", fixture->searches[0]);
  add_note (fixture, "On the sheet", "placement_id", fixture->placements[0]);
  note = add_note (fixture, "On the agreement", "agreement_id", agreement);
  other_note = add_note (fixture, "On another search", "search_id", other_search);
  work_fixture_change (fixture, MODEL_ENTITY_NOTE, note, "read_at", "2026-11-25T08:00:00Z");
  history = load (fixture, 0);
  assert_summary (history, 0, "fixture.save", FALSE);
  g_assert_cmpint (item_at (history, 0)->kind, ==, WORK_HISTORY_NOTES);
  assert_summary (history, 1, "Note: On the agreement", FALSE);
  assert_summary (history, 2, "Note: On the sheet", FALSE);
  assert_summary (history, 3, "Note: On the search", FALSE);
  assert_summary (history, 4, "Note: On the student", FALSE);
  g_assert_null (find (history, "Note: On another search"));

  delete_row (fixture, MODEL_ENTITY_NOTE, other_note, "note.delete");
  delete_row (fixture, MODEL_ENTITY_NOTE, note, "note.delete");
  g_clear_pointer (&history, work_history_free);
  history = load (fixture, 0);
  assert_summary (history, 0, "Note deleted", FALSE);
  g_assert_cmpint (item_at (history, 0)->entity_id, ==, note);
  for (guint i = 0; i < history->items->len; i++)
    g_assert_false (item_at (history, i)->entity == MODEL_ENTITY_NOTE
                    && item_at (history, i)->entity_id == other_note);
}

static void
add_message (WorkFixture *fixture, const char *name, const char *column, gint64 id, guint period)
{
  g_autofree char *student = work_fixture_id (fixture->students[0]);
  g_autofree char *period_id = work_fixture_id (fixture->periods[period]);
  g_autofree char *value = work_fixture_id (id);

  work_fixture_add (fixture, MODEL_ENTITY_MESSAGE, "channel", "mail", "event", "own", "audience",
                    "student", "student_id", student, "period_id", period_id, "name", name,
                    "address", "lea@example.org", "body", "Secret", "state", "queued", "made_at",
                    "2026-11-24T08:00:00Z", "batch", "b", id != 0 ? column : NULL, value, NULL);
}

/* What was sent belongs to what it is about, or to the period; its text is told nowhere. */
static void
test_messages (WorkFixture *fixture, gconstpointer data)
{
  gint64 agreement = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autoptr (WorkHistory) history = NULL;

  add_message (fixture, "Léa 1", NULL, 0, 0);
  add_message (fixture, "Léa 2", "placement_id", fixture->placements[0], 0);
  add_message (fixture, "Léa 3", "agreement_id", agreement, 0);
  add_message (fixture, "Léa 4", NULL, 0, 1);
  history = load (fixture, 0);
  g_assert_cmpint (item_at (history, 0)->kind, ==, WORK_HISTORY_MESSAGES);
  assert_summary (history, 0, "E-mail or SMS: Léa 3", FALSE);
  assert_summary (history, 1, "E-mail or SMS: Léa 2", FALSE);
  assert_summary (history, 2, "E-mail or SMS: Léa 1", FALSE);
  g_assert_null (find (history, "E-mail or SMS: Léa 4"));
  for (guint i = 0; i < history->items->len; i++)
    g_assert_null (strstr (item_at (history, i)->summary, "Secret"));
}

static void
test_signatories (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *agreement =
      work_fixture_id (work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001"));
  gint64 id = work_fixture_add (fixture, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement,
                                "position", "0", "role", "tutor", "is_mandatory", "1", NULL);
  g_autoptr (WorkHistory) history = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_SIGNATORY, id, "signed_on", "2026-11-20");
  history = load (fixture, 0);
  assert_summary (history, 0, "Signed on: 20/11/2026", FALSE);
  g_assert_cmpint (item_at (history, 0)->kind, ==, WORK_HISTORY_SIGNATURES);
  g_assert_true (g_str_has_prefix (item_at (history, 1)->summary, "Signatory: "));
}

/* What was sent to be signed stands under its agreement, and says who did what. */
static void
test_signature_requests (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *agreement =
      work_fixture_id (work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001"));
  g_autofree char *signatory = work_fixture_id (
      work_fixture_add (fixture, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement, "position", "0",
                        "role", "tutor", "is_mandatory", "1", NULL));
  gint64 request_id = work_fixture_add (fixture, MODEL_ENTITY_SIGNATURE_REQUEST, "agreement_id",
                                        agreement, "provider", "yousign", "environment", "test",
                                        "external_id", "paraphe-1", "state", "sending", "title",
                                        "Convention", "started_at", "2026-11-26T08:00:00Z", NULL);
  g_autofree char *request = work_fixture_id (request_id);
  gint64 signer_id = work_fixture_add (
      fixture, MODEL_ENTITY_SIGNATURE_SIGNER, "request_id", request, "signatory_id", signatory,
      "position", "0", "given_name", "Anne", "family_name", "Roux", "email", "anne@example.org",
      "method", "link", "state", "waiting", NULL);
  g_autoptr (WorkHistory) history = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_SIGNATURE_REQUEST, request_id, "state", "ongoing");
  work_fixture_change (fixture, MODEL_ENTITY_SIGNATURE_SIGNER, signer_id, "state", "invited");
  work_fixture_change (fixture, MODEL_ENTITY_SIGNATURE_SIGNER, signer_id, "email",
                       "anne.roux@example.org");
  history = load (fixture, 0);
  assert_summary (history, 0, "Anne ROUX · E-mail changed", FALSE);
  assert_summary (history, 1,
                  "Anne ROUX · State of the signatory: Waiting for their turn → Has been invited",
                  FALSE);
  assert_summary (history, 2, "State of the signature: Being sent → Being signed", FALSE);
  assert_summary (history, 3, "Signatory of the e-signature: ROUX", FALSE);
  assert_summary (history, 4, "E-signature prepared: yousign", FALSE);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (item_at (history, i)->kind, ==, WORK_HISTORY_SIGNATURES);
}

/* The school's own words for the states of a search. */
static void
test_own_words (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkHistory) history = NULL;

  work_fixture_add (fixture, MODEL_ENTITY_SETTING, "name", "search_state.searching.label", "value",
                    "En quête", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[0], "state", "searching");
  history = load (fixture, 0);
  assert_summary (history, 0, "Search: Validated → En quête", FALSE);
}

/* ---- what holds ---- */

static void
test_what_holds (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[1], "2026-0001");
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = work_school_set_step (fixture->school, &id, 1, 2, &error);
  g_autofree char *undone = NULL, *redone = NULL;
  g_autoptr (WorkHistory) history = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (operation);
  undone = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  redone = work_school_redo (fixture->school, &error);
  g_assert_no_error (error);
  history = load (fixture, 1);
  assert_summary (history, 0, "Redo · Step: Fiche validée → Convention signée", FALSE);
  assert_summary (history, 1, "Undo · Step: Convention signée → Fiche validée", TRUE);
  assert_summary (history, 2, "Step: Fiche validée → Convention signée", FALSE);
  g_assert_cmpstr (item_at (history, 2)->operation_id, ==, operation);
  /* What was done again can be taken back again; the undo and the redo themselves are no actions
   * to take back. */
  g_assert_false (item_at (history, 0)->can_undo);
  g_assert_false (item_at (history, 1)->can_undo);
  g_assert_true (item_at (history, 2)->can_undo);
}

/* What "can be undone" says is what undoing then does. */
static void
test_what_can_be_undone (WorkFixture *fixture, gconstpointer data)
{
  gint64 ids[] = { work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001"),
                   work_fixture_add_agreement (fixture, fixture->placements[1], "2026-0002") };
  g_autoptr (GError) error = NULL;
  g_autofree char *both = work_school_set_step (fixture->school, ids, 2, 1, &error);
  g_autofree char *second = work_school_set_step (fixture->school, ids, 1, 2, &error);
  g_autoptr (WorkHistory) history = load (fixture, 0);
  g_autofree char *refused = NULL, *undone = NULL, *undone_too = NULL;

  g_assert_no_error (error);
  assert_summary (history, 0, "Step: Signature établissement → Convention signée", FALSE);
  g_assert_cmpstr (item_at (history, 0)->operation_id, ==, second);
  g_assert_cmpstr (item_at (history, 0)->operation, ==, "step of 1 agreement");
  g_assert_true (item_at (history, 0)->can_undo);
  g_assert_cmpstr (item_at (history, 1)->operation_id, ==, both);
  g_assert_cmpstr (item_at (history, 1)->operation, ==, "step of 2 agreements");
  g_assert_false (item_at (history, 1)->can_undo);
  refused = work_school_undo (fixture->school, both, &error);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_MOVED_ON);
  g_clear_error (&error);

  undone = work_school_undo (fixture->school, second, &error);
  g_assert_no_error (error);
  g_clear_pointer (&history, work_history_free);
  history = load (fixture, 0);
  assert_summary (history, 1, "Step: Signature établissement → Convention signée", TRUE);
  g_assert_false (item_at (history, 1)->can_undo);
  g_assert_cmpstr (item_at (history, 2)->operation_id, ==, both);
  g_assert_true (item_at (history, 2)->can_undo);
  undone_too = work_school_undo (fixture->school, both, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone_too, ==, "step of 2 agreements");
}

/* A colleague's action can be taken back too, and the one who did not do it can see that. */
static void
test_a_colleagues_action (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) sheet =
      work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1]);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  Doing doing = { "Mme Martin", "sheet.refuse", records, NULL };
  g_autoptr (WorkHistory) history = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *mine = NULL, *hers = NULL;

  model_record_set_canonical (sheet, "state", "refused");
  model_record_set_canonical (sheet, "refusal_reason", "Trop loin");
  g_ptr_array_add (records, sheet);
  perform (fixture, &doing);
  history = load (fixture, 1);
  g_assert_cmpstr (item_at (history, 0)->author, ==, "Mme Martin");
  g_assert_cmpstr (item_at (history, 0)->operation, ==, "refusal of 1 sheet");
  g_assert_true (item_at (history, 0)->can_undo);
  mine = work_school_undo (fixture->school, NULL, &error);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND);
  g_clear_error (&error);
  hers = work_school_undo (fixture->school, item_at (history, 0)->operation_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hers, ==, "refusal of 1 sheet");
  g_clear_pointer (&history, work_history_free);
  history = load (fixture, 1);
  g_assert_cmpstr (item_at (history, 0)->author, ==, work_school_get_author (fixture->school));
  assert_summary (history, 1, "Sheet: To validate → Refused · Reason for the refusal: Trop loin",
                  TRUE);
}

/* Undone, redone, undone: an operation holds or not, however often that was changed. */
static void
test_back_and_forth (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[1], "2026-0001");
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = work_school_set_step (fixture->school, &id, 1, 2, &error);

  g_assert_no_error (error);
  for (guint round = 1; round <= 5; round++)
    {
      g_autofree char *name = round % 2 == 1 ? work_school_undo (fixture->school, NULL, &error)
                                             : work_school_redo (fixture->school, &error);
      g_autoptr (WorkHistory) history = load (fixture, 1);
      const WorkHistoryItem *item = item_at (history, round);

      g_assert_no_error (error);
      g_assert_cmpstr (name, ==, "step of 1 agreement");
      g_assert_cmpstr (item->operation_id, ==, operation);
      g_assert_cmpint (item->undone, ==, round % 2 == 1);
      g_assert_cmpint (item->can_undo, ==, round % 2 == 0);
      g_assert_true (
          g_str_has_prefix (item_at (history, 0)->summary, round % 2 == 1 ? "Undo · " : "Redo · "));
      g_assert_cmpint (item_at (history, 0)->is_undo, ==, round % 2 == 1);
      g_assert_cmpint (item_at (history, 0)->is_redo, ==, round % 2 == 0);
      g_assert_cmpstr (item_at (history, 0)->operation, ==, "step of 1 agreement");
    }
}

/* A row that one operation touches twice is judged by how it was left. */
static void
test_touched_twice (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) sheet =
      work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1]);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  Doing doing = { work_school_get_author (fixture->school), "sheet.change", records, NULL };
  g_autoptr (WorkHistory) history = NULL;

  model_record_set_canonical (sheet, "subject", "First");
  g_ptr_array_add (records, sheet);
  g_ptr_array_add (records, sheet);
  perform (fixture, &doing);
  history = load (fixture, 1);
  g_assert_true (item_at (history, 0)->can_undo);
}

/* ---- groups ---- */

static void
test_groups (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) search =
      work_fixture_load (fixture, MODEL_ENTITY_SEARCH, fixture->searches[1]);
  g_autoptr (ModelRecord) sheet =
      work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1]);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  Doing doing = { work_school_get_author (fixture->school), "sheet.validate", records, NULL };
  g_autoptr (WorkHistory) history = NULL;

  model_record_set_canonical (search, "state", "validated");
  model_record_set_canonical (sheet, "state", "validated");
  model_record_set_canonical (sheet, "validated_on", "2026-11-24");
  g_ptr_array_add (records, search);
  g_ptr_array_add (records, sheet);
  perform (fixture, &doing);
  history = load (fixture, 1);

  /* The sheet is what it is about, although the search was saved before it. */
  assert_summary (history, 0, "Sheet: To validate → Validated", FALSE);
  g_assert_cmpint (item_at (history, 0)->entity, ==, MODEL_ENTITY_PLACEMENT);
  g_assert_cmpint (item_at (history, 1)->entity, ==, MODEL_ENTITY_SEARCH);
  g_assert_true (item_at (history, 0)->is_main);
  g_assert_false (item_at (history, 1)->is_main);
  g_assert_cmpstr (item_at (history, 0)->operation_id, ==, item_at (history, 1)->operation_id);
  g_assert_cmpstr (item_at (history, 0)->operation, ==, "validation of 1 sheet");
  g_assert_cmpstr (item_at (history, 1)->operation, ==, "validation of 1 sheet");
  g_assert_cmpstr (item_at (history, 2)->operation_id, !=, item_at (history, 1)->operation_id);
}

/* The steps may have become fewer since; a name may be gone; nothing of that is hidden. */
static void
test_what_is_no_more (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autofree char *company = work_fixture_id (fixture->company_id);
  gint64 gone = work_fixture_add (fixture, MODEL_ENTITY_CONTACT, "company_id", company,
                                  "family_name", "Passage", NULL);
  g_autofree char *contact = work_fixture_id (gone);
  g_autofree char *name = g_strdup_printf ("Tutor: IBÁÑEZ Tomás → no. %s", contact);
  g_autoptr (WorkHistory) history = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "tutor_id",
                       contact);
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "tutor_id", NULL);
  delete_row (fixture, MODEL_ENTITY_CONTACT, gone, "contact.delete");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "step", "9");
  history = load (fixture, 0);
  assert_summary (history, 0, "Step: Fiche validée → 9", FALSE);
  g_assert_nonnull (find (history, name));
}

/* A line that is not there: no student, no search, no sheet. */
static void
test_of_nobody (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelLine) line = model_line_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkHistory) history =
      work_school_read (fixture->school, work_query_history_new (line), &error);
  g_autoptr (WorkHistory) unknown = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (history->items->len, ==, 0);
  line->student_id = line->search_id = line->placement_id = 999999;
  unknown = work_school_read (fixture->school, work_query_history_new (line), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (unknown->items->len, ==, 0);
}

static void
test_kinds (void)
{
  for (guint i = 0; i < WORK_N_HISTORY_KINDS; i++)
    {
      g_assert_cmpstr (work_history_kind_key (i), !=, "");
      g_assert_cmpstr (work_history_kind_label (i), !=, "");
      for (guint j = 0; j < i; j++)
        {
          g_assert_cmpstr (work_history_kind_key (i), !=, work_history_kind_key (j));
          g_assert_cmpstr (work_history_kind_label (i), !=, work_history_kind_label (j));
        }
    }
}

/* ---- all of the database ---- */

static void
test_recent (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = work_school_set_step (fixture->school, &id, 1, 1, &error);
  g_autofree char *undone = NULL;
  g_autoptr (WorkHistory) three = NULL, all = NULL, none = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_SCHOOL, 1, "town", "Ailleurs");
  undone = work_school_undo (fixture->school, operation, &error);
  g_assert_no_error (error);
  three = work_school_read (fixture->school, work_query_recent_history_new (3), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (three->items->len, ==, 3);
  assert_summary (three, 0, "Undo · Step: Signature établissement → Fiche validée", FALSE);
  assert_summary (three, 1, "Town: Castelbrun → Ailleurs", FALSE);
  g_assert_cmpint (item_at (three, 1)->kind, ==, WORK_HISTORY_SCHOOL);
  assert_summary (three, 2, "Step: Fiche validée → Signature établissement", TRUE);

  all = work_school_read (fixture->school, work_query_recent_history_new (100000), &error);
  g_assert_no_error (error);
  g_assert_nonnull (find (all, "Student: CAZALS Inès"));
  none = work_school_read (fixture->school, work_query_recent_history_new (0), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->items->len, ==, 0);
}

#define ADD(path, test) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, test, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/work/history/for-people", test_for_people);
  ADD ("/work/history/student-and-company", test_student_and_company);
  ADD ("/work/history/before-and-after", test_before_and_after);
  ADD ("/work/history/long-values", test_long_values);
  ADD ("/work/history/deleted", test_deleted);
  ADD ("/work/history/all-agreements", test_all_agreements);
  ADD ("/work/history/notes", test_notes);
  ADD ("/work/history/messages", test_messages);
  ADD ("/work/history/signatories", test_signatories);
  ADD ("/work/history/signature-requests", test_signature_requests);
  ADD ("/work/history/own-words", test_own_words);
  ADD ("/work/history/what-holds", test_what_holds);
  ADD ("/work/history/can-be-undone", test_what_can_be_undone);
  ADD ("/work/history/colleague", test_a_colleagues_action);
  ADD ("/work/history/back-and-forth", test_back_and_forth);
  ADD ("/work/history/touched-twice", test_touched_twice);
  ADD ("/work/history/no-more", test_what_is_no_more);
  ADD ("/work/history/nobody", test_of_nobody);
  ADD ("/work/history/groups", test_groups);
  g_test_add_func ("/work/history/kinds", test_kinds);
  ADD ("/work/history/recent", test_recent);
  return g_test_run ();
}
