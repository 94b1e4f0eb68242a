/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-school.h"

#include "store-history.h"
#include "store-record.h"
#include "work-error.h"
#include "work-fixture.h"

#define MANY 40

static void
test_labels (void)
{
  g_assert_cmpstr (work_operation_label ("step.move"), ==, "Step moved");
  g_assert_cmpstr (work_operation_label ("import.students"), ==, "Students imported");
  g_assert_cmpstr (work_operation_label ("unheard.of"), ==, "unheard.of");
}

static void
test_names (void)
{
  static const struct
  {
    const char *label;
    guint n;
    const char *name;
  } cases[] = {
    { "step.move", 1, "step of 1 agreement" },
    { "step.move", 40, "step of 40 agreements" },
    { "sheet.validate", 3, "validation of 3 sheets" },
    { "import.students", 1200, "import of 1200 students" },
    { "agreement.clone", 2, "copy of 2 agreements" },
    /* Nothing of what it is about was touched: better no figure than a wrong one. */
    { "step.move", 0, "Step moved" },
    /* These are not counted. */
    { "settings.change", 0, "change of settings" },
    { "settings.change", 7, "change of settings" },
    { "year.roll", 3000, "change of school year" },
    /* Done by a later version of the program. */
    { "unheard.of", 4, "unheard.of" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = work_operation_name (cases[i].label, cases[i].n);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

/* Every label that the program writes is known, and says something for one and for many. */
static void
test_all_are_named (void)
{
  static const char *const labels[] = {
    "agreement.cancel",  "agreement.clone",  "agreement.make",   "agreement.sign",
    "class.change",      "company.change",   "company.create",   "company.merge",
    "contact.change",    "contact.merge",    "document.attach",  "fill.dates",
    "fill.several",      "fill.teacher",     "fill.template",    "certificate.receive",
    "import.companies",  "import.periods",   "import.students",  "import.teachers",
    "import.placements", "interview.add",    "interview.change", "interview.delete",
    "note.add",          "note.delete",      "note.read",        "period.change",
    "search.state",      "settings.change",  "sheet.change",     "sheet.create",
    "sheet.delete",      "sheet.refuse",     "sheet.submit",     "sheet.unvalidate",
    "sheet.validate",    "signatory.change", "step.move",        "student.change",
    "student.merge",     "teacher.change",   "teacher.merge",    "template.add",
    "template.bind",     "template.change",  "template.delete",  "year.roll",
    "demo.create",       "school.create",    "signature.follow", "signature.mode",
    "signature.remind",  "signature.send",   "signature.stop",   "signature.transfer",
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autofree char *one = work_operation_name (labels[i], 1);
      g_autofree char *many = work_operation_name (labels[i], 12);

      g_assert_cmpstr (work_operation_label (labels[i]), !=, labels[i]);
      g_assert_cmpstr (one, !=, labels[i]);
      g_assert_null (strstr (one, "%u"));
      g_assert_null (strstr (many, "%u"));
      if (strstr (many, "12") != NULL)
        g_assert_nonnull (strstr (one, "1"));
      else
        g_assert_cmpstr (one, ==, many);
    }
}

/* ---- forty agreements ---- */

static void
add_agreements (WorkFixture *fixture, gint64 *ids)
{
  g_autofree char *search = work_fixture_id (fixture->searches[0]);

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *number = g_strdup_printf ("2026-%04u", i + 1);
      gint64 placement = work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id", search,
                                           "state", "validated", NULL);

      ids[i] = work_fixture_add_agreement (fixture, placement, number);
    }
}

static void
assert_all_at (WorkFixture *fixture, const gint64 *ids, int step)
{
  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (ModelRecord) record = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, ids[i]);

      g_assert_cmpint (model_record_get_int (record, "step"), ==, step);
    }
}

static void
assert_offered (WorkFixture *fixture, const char *undo, const char *redo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = work_school_load (fixture->school, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (overview->undo_label, ==, undo);
  g_assert_cmpstr (overview->redo_label, ==, redo);
}

static gpointer
recent_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return store_history_recent (connection, *(guint *) data, error);
}

/* The last @n lines of the history are one operation, which undoes another or nothing. */
static char *
assert_one_group (WorkFixture *fixture, guint n, const char *undoes)
{
  g_autoptr (GError) error = NULL;
  guint wanted = n + 1;
  g_autoptr (GPtrArray) lines =
      store_queue_run (work_school_get_queue (fixture->school), recent_func, &wanted, NULL, &error);
  const StoreHistoryLine *first = g_ptr_array_index (lines, 0);

  g_assert_no_error (error);
  for (guint i = 0; i < lines->len; i++)
    {
      const StoreHistoryLine *line = g_ptr_array_index (lines, i);

      if (i < n)
        {
          g_assert_cmpstr (line->operation_id, ==, first->operation_id);
          g_assert_cmpstr (line->undoes, ==, undoes);
        }
      else
        g_assert_cmpstr (line->operation_id, !=, first->operation_id);
    }
  return g_strdup (first->operation_id);
}

static char *
move_all (WorkFixture *fixture, const gint64 *ids, guint n)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *operation;

  work_school_move_step_async (fixture->school, ids, n, 1, NULL, work_fixture_on_result_cb,
                               &result);
  operation = work_school_move_step_finish (fixture->school, work_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return operation;
}

static void
test_forty_are_one (WorkFixture *fixture, gconstpointer data)
{
  gint64 ids[MANY];
  g_autoptr (GError) error = NULL;
  g_autofree char *moved = NULL, *undone = NULL, *redone = NULL, *none = NULL;
  g_autofree char *moved_group = NULL, *undone_group = NULL, *redone_group = NULL;

  add_agreements (fixture, ids);
  assert_offered (fixture, NULL, NULL);

  moved = move_all (fixture, ids, MANY);
  moved_group = assert_one_group (fixture, MANY, NULL);
  g_assert_cmpstr (moved_group, ==, moved);
  assert_all_at (fixture, ids, 1);
  assert_offered (fixture, "step of 40 agreements", NULL);

  undone = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, "step of 40 agreements");
  undone_group = assert_one_group (fixture, MANY, moved);
  assert_all_at (fixture, ids, 0);
  assert_offered (fixture, NULL, "step of 40 agreements");

  redone = work_school_redo (fixture->school, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (redone, ==, "step of 40 agreements");
  redone_group = assert_one_group (fixture, MANY, undone_group);
  assert_all_at (fixture, ids, 1);
  assert_offered (fixture, "step of 40 agreements", NULL);

  none = work_school_redo (fixture->school, &error);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND);
  g_assert_null (none);
  work_fixture_assert_sound (fixture);
}

/* An agreement that is at the end already is not one of those that moved. */
static void
test_only_what_moved_counts (WorkFixture *fixture, gconstpointer data)
{
  gint64 ids[MANY];
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  add_agreements (fixture, ids);
  first = move_all (fixture, ids, 3);
  second = move_all (fixture, ids, 3);
  third = move_all (fixture, ids, 5);
  g_assert_nonnull (third);
  assert_offered (fixture, "step of 2 agreements", NULL);
}

/* ---- what is counted ---- */

typedef struct
{
  const char *author;
  const char *label;
  ModelRecord *records[2]; /* saved in this order */
} Doing;

static gboolean
do_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  const Doing *doing = data;
  g_autoptr (StoreOperation) operation = store_operation_new (doing->author, doing->label);

  for (guint i = 0; i < G_N_ELEMENTS (doing->records); i++)
    if (doing->records[i] != NULL
        && !store_save (connection, doing->records[i], operation, NULL, error))
      return FALSE;
  return TRUE;
}

static gpointer
do_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  store_connection_transaction (connection, do_in_transaction, data, error);
  return NULL;
}

static void
perform (WorkFixture *fixture, const char *label, ModelRecord *first, ModelRecord *second)
{
  Doing doing = { work_school_get_author (fixture->school), label, { first, second } };
  g_autoptr (GError) error = NULL;

  store_queue_run (work_school_get_queue (fixture->school), do_func, &doing, NULL, &error);
  g_assert_no_error (error);
}

/* An amendment touches two agreements and makes one. */
static void
test_made_rows_are_counted (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autoptr (ModelRecord) before = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_autoptr (ModelRecord) after = model_record_new (MODEL_ENTITY_AGREEMENT);
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;

  model_record_set_canonical (before, "state", "replaced");
  model_record_set_int (after, "placement_id", fixture->placements[0]);
  model_record_set_canonical (after, "number", "2026-0002");
  model_record_set_canonical (after, "mode", "manual");
  model_record_set_canonical (after, "step", "0");
  model_record_set_canonical (after, "state", "active");
  perform (fixture, "agreement.clone", before, after);
  assert_offered (fixture, "copy of 1 agreement", NULL);
  undone = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  assert_offered (fixture, NULL, "copy of 1 agreement");
}

/* Who follows a student is said on the search, and on the sheet once there is one. */
static void
test_whichever_is_there (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) search =
      work_fixture_load (fixture, MODEL_ENTITY_SEARCH, fixture->searches[0]);
  g_autoptr (ModelRecord) other =
      work_fixture_load (fixture, MODEL_ENTITY_SEARCH, fixture->searches[1]);
  g_autoptr (ModelRecord) sheet =
      work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0]);
  g_autoptr (ModelRecord) company =
      work_fixture_load (fixture, MODEL_ENTITY_COMPANY, fixture->company_id);

  model_record_set_int (search, "teacher_id", fixture->teacher_id);
  model_record_set_int (other, "teacher_id", fixture->teacher_id);
  perform (fixture, "fill.teacher", search, other);
  assert_offered (fixture, "referent teacher of 2 students", NULL);

  model_record_set_canonical (sheet, "teacher_id", NULL);
  model_record_set_canonical (search, "teacher_id", NULL);
  perform (fixture, "fill.teacher", search, sheet);
  assert_offered (fixture, "referent teacher of 1 student", NULL);

  /* Nothing of what it should be about: no figure. */
  model_record_set_canonical (company, "town", "Ailleurs");
  perform (fixture, "fill.teacher", company, NULL);
  assert_offered (fixture, "Referent teacher filled in", NULL);
}

/* ---- what is never undone ---- */

static void
change_town (WorkFixture *fixture, const char *label, const char *town)
{
  g_autoptr (ModelRecord) company =
      work_fixture_load (fixture, MODEL_ENTITY_COMPANY, fixture->company_id);

  model_record_set_canonical (company, "town", town);
  perform (fixture, label, company, NULL);
}

static void
assert_never_undone (WorkFixture *fixture, const char *operation_id, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = work_school_undo (fixture->school, operation_id, &error);

  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_null (undone);
}

static void
assert_town (WorkFixture *fixture, const char *town)
{
  g_autoptr (ModelRecord) company =
      work_fixture_load (fixture, MODEL_ENTITY_COMPANY, fixture->company_id);

  g_assert_cmpstr (model_record_get (company, "town"), ==, town);
}

/* Undo does not take back what was done before instead. */
static void
test_what_left_stays (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *label;
    const char *says;
  } cases[] = {
    { "signature.send", "stop its e-signature" },
    { "signature.remind", "reminder that has left" },
    { "signature.transfer", "transfer it again" },
    { "signature.stop", "send the agreement anew" },
  };

  change_town (fixture, "company.change", "Avant");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *group = NULL;

      change_town (fixture, cases[i].label, cases[i].label);
      group = assert_one_group (fixture, 1, NULL);
      assert_never_undone (fixture, NULL, cases[i].says);
      assert_never_undone (fixture, group, cases[i].says);
      assert_town (fixture, cases[i].label);
    }
}

/* What a provider tells in between is nobody's, and does not stand in the way of what is not its.
 */
static void
test_news_are_passed_over (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) search =
      work_fixture_load (fixture, MODEL_ENTITY_SEARCH, fixture->searches[0]);
  g_autoptr (GError) error = NULL;
  g_autofree char *news = NULL, *undone = NULL, *redone = NULL;

  model_record_set_int (search, "teacher_id", fixture->teacher_id);
  perform (fixture, "fill.teacher", search, NULL);
  change_town (fixture, "signature.follow", "Signée");
  news = assert_one_group (fixture, 1, NULL);
  assert_never_undone (fixture, news, "has told");
  assert_offered (fixture, "referent teacher of 1 student", NULL);
  undone = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  assert_town (fixture, "Signée");
  change_town (fixture, "signature.follow", "Encore");
  assert_offered (fixture, NULL, "referent teacher of 1 student");
  redone = work_school_redo (fixture->school, &error);
  g_assert_no_error (error);
  assert_town (fixture, "Encore");
}

#define ADD(path, test) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, test, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/operation/labels", test_labels);
  g_test_add_func ("/work/operation/names", test_names);
  g_test_add_func ("/work/operation/all-named", test_all_are_named);
  ADD ("/work/operation/forty", test_forty_are_one);
  ADD ("/work/operation/only-moved", test_only_what_moved_counts);
  ADD ("/work/operation/made", test_made_rows_are_counted);
  ADD ("/work/operation/whichever", test_whichever_is_there);
  ADD ("/work/operation/what-left-stays", test_what_left_stays);
  ADD ("/work/operation/news-are-passed-over", test_news_are_passed_over);
  return g_test_run ();
}
