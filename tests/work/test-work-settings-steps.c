/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-error.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-history.h"
#include "work-settings.h"

/* Steps and signatories: lists with an order. The fixture's steps are three; an agreement stands at
 * each of them and one beyond, as after a list that was shortened by hand. */

#define N_AGREEMENTS 4

typedef struct
{
  WorkFixture fixture;
  gint64 agreements[N_AGREEMENTS];
  GPtrArray *steps;
} Steps;

static void
set_up (Steps *self, gconstpointer data)
{
  static const char *const states[N_AGREEMENTS] = { "active", "cancelled", "replaced", "active" };
  WorkFixture *fixture = &self->fixture;

  work_fixture_set_up (fixture, data);
  for (guint i = 0; i < N_AGREEMENTS; i++)
    {
      g_autofree char *placement = work_fixture_id (fixture->placements[i == 3]);
      g_autofree char *number = g_strdup_printf ("2026-%04u", i + 1);
      g_autofree char *step = work_fixture_id (i);

      self->agreements[i] =
          work_fixture_add (fixture, MODEL_ENTITY_AGREEMENT, "placement_id", placement, "number",
                            number, "mode", i == 1 ? "electronic" : "manual", "step", step,
                            "step_date", "2026-11-02", "state", states[i], NULL);
    }
  self->steps = work_fixture_load_all (fixture, MODEL_ENTITY_STEP);
}

static void
tear_down (Steps *self, gconstpointer data)
{
  g_ptr_array_unref (self->steps);
  work_fixture_assert_sound (&self->fixture);
  work_fixture_tear_down (&self->fixture, data);
}

/* A list by letters: "a", "b", "c" are the steps there are, "+" is a new one. */
static GPtrArray *
list (Steps *self, const char *letters)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; letters[i] != '\0'; i++)
    {
      ModelRecord *record;

      if (letters[i] != '+')
        {
          g_ptr_array_add (records, model_record_copy (self->steps->pdata[letters[i] - 'a']));
          continue;
        }
      record = model_record_new (MODEL_ENTITY_STEP);
      model_record_set_canonical (record, "label", i == 0 ? "Nouvelle" : "Autre");
      model_record_set_int (record, "is_sent", 0);
      model_record_set_int (record, "is_signed", 0);
      g_ptr_array_add (records, record);
    }
  return records;
}

static WorkDone *
apply (Steps *self, const char *letters, const char *removed, GError **error)
{
  g_autoptr (GPtrArray) records = list (self, letters), gone = list (self, removed);

  return work_school_apply (self->fixture.school, work_change_steps_new (records, gone), error);
}

static void
assert_stands (Steps *self, const int *stands)
{
  for (guint i = 0; i < N_AGREEMENTS; i++)
    {
      g_autoptr (ModelRecord) agreement =
          work_fixture_load (&self->fixture, MODEL_ENTITY_AGREEMENT, self->agreements[i]);

      g_assert_cmpint (model_record_get_int (agreement, "step"), ==, stands[i]);
      g_assert_cmpstr (model_record_get (agreement, "step_date"), ==, "2026-11-02");
    }
}

static void
assert_labels (Steps *self, const char *labels)
{
  g_autoptr (GPtrArray) steps = work_fixture_load_all (&self->fixture, MODEL_ENTITY_STEP);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      g_string_append_printf (found, "%s%s", i > 0 ? "|" : "",
                              model_record_get (steps->pdata[i], "label"));
      g_assert_cmpint (model_record_get_int (steps->pdata[i], "position"), ==, i);
    }
  g_assert_cmpstr (found->str, ==, labels);
}

#define A "Fiche validée"
#define B "Signature établissement"
#define C "Convention signée"

/* Whatever happens to the list, each agreement stays on its step. The fourth stood beyond the last
 * step: it goes with the last one. */
static const struct
{
  const char *letters;
  const char *removed;
  int stands[N_AGREEMENTS];
  const char *labels;
} cases[] = {
  { "abc", "", { 0, 1, 2, 2 }, A "|" B "|" C },
  { "+abc", "", { 1, 2, 3, 3 }, "Nouvelle|" A "|" B "|" C },
  { "a+bc", "", { 0, 2, 3, 3 }, A "|Autre|" B "|" C },
  { "abc+", "", { 0, 1, 2, 2 }, A "|" B "|" C "|Autre" },
  { "cba", "", { 2, 1, 0, 0 }, C "|" B "|" A },
  { "bac", "", { 1, 0, 2, 2 }, B "|" A "|" C },
  { "ac", "b", { 0, 0, 1, 1 }, A "|" C },              /* of a removed step: the one before */
  { "bc", "a", { 0, 0, 1, 1 }, B "|" C },              /* nothing before: the first */
  { "+ca", "b", { 2, 2, 1, 1 }, "Nouvelle|" C "|" A }, /* all at once */
  { "+c", "ab", { 0, 0, 1, 1 }, "Nouvelle|" C },
};

static void
test_remapping (Steps *self, gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  static const int before[N_AGREEMENTS] = { 0, 1, 2, 3 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = apply (self, cases[i].letters, cases[i].removed, &error);
  g_autofree char *undone = NULL, *redone = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (done->operation_id);
  assert_stands (self, cases[i].stands);
  assert_labels (self, cases[i].labels);

  undone = work_school_undo (self->fixture.school, NULL, &error);
  g_assert_no_error (error);
  assert_stands (self, before);
  assert_labels (self, A "|" B "|" C);

  redone = work_school_redo (self->fixture.school, &error);
  g_assert_no_error (error);
  assert_stands (self, cases[i].stands);
  assert_labels (self, cases[i].labels);
}

static void
test_text_and_meaning (Steps *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = list (self, "abc"), after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = NULL;

  model_record_set_canonical (records->pdata[0], "label", "Fiche acceptée");
  model_record_set_int (records->pdata[1], "is_sent", 1);
  done = work_school_apply (self->fixture.school, work_change_steps_new (records, NULL), &error);
  g_assert_no_error (error);
  assert_labels (self, "Fiche acceptée|" B "|" C);
  after = work_fixture_load_all (&self->fixture, MODEL_ENTITY_STEP);
  g_assert_cmpint (model_record_get_int (after->pdata[1], "is_sent"), ==, 1);
  /* What was given is as it was. */
  g_assert_true (model_record_is_changed (records->pdata[0]));
}

static void
assert_refused (Steps *self, const char *letters, const char *removed, const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = apply (self, letters, removed, &error);

  g_assert_null (done);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, sentence));
  assert_labels (self, A "|" B "|" C);
}

static void
test_refused (Steps *self, gconstpointer data)
{
  assert_refused (self, "c", "ab", "2 steps at least");
  assert_refused (self, "", "abc", "2 steps at least");
  assert_refused (self, "ab", "c", "“" C "” is the step at which an agreement counts as signed");
  assert_refused (self, "ab", "", "Someone else");   /* c is not told of */
  assert_refused (self, "abc", "c", "Someone else"); /* c twice */
  assert_refused (self, "a++bc", "", "Two steps are called “Autre”");
  model_record_set_int (self->steps->pdata[0], "is_signed", 1);
  assert_refused (self, "abc", "", "Only one step can mean that the agreement is signed");
  model_record_set_int (self->steps->pdata[0], "is_signed", 0);
  model_record_set_canonical (self->steps->pdata[0], "label", NULL);
  assert_refused (self, "abc", "", "has no text");
}

/* Another seat has added a step since this one looked. */
static void
test_other_seat (Steps *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = NULL;

  work_fixture_add (&self->fixture, MODEL_ENTITY_STEP, "position", "3", "label", "Archivée",
                    "is_sent", "0", "is_signed", "0", NULL);
  done = apply (self, "cab", "", &error);
  g_assert_null (done);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  assert_labels (self, A "|" B "|" C "|Archivée");
}

static void
test_conflict (Steps *self, gconstpointer data)
{
  gint64 id = model_record_get_id (self->steps->pdata[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = NULL;

  work_fixture_change (&self->fixture, MODEL_ENTITY_STEP, id, "label", "Autrement");
  model_record_set_canonical (self->steps->pdata[0], "label", "Encore autrement");
  done = apply (self, "abc", "", &error);
  g_assert_null (done);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONFLICT);
}

/* Many agreements go with their step as one operation, one undo takes all back. */
static void
test_many (Steps *self, gconstpointer data)
{
  g_autofree char *placement = work_fixture_id (self->fixture.placements[0]);
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autofree char *undone = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *number = g_strdup_printf ("2025-%04u", i + 1);

      work_fixture_add (&self->fixture, MODEL_ENTITY_AGREEMENT, "placement_id", placement, "number",
                        number, "mode", "manual", "step", i % 2 == 0 ? "1" : "2", "state",
                        "cancelled", NULL);
    }
  done = apply (self, "a+bc", "", &error);
  g_assert_no_error (error);
  after = work_fixture_load_all (&self->fixture, MODEL_ENTITY_AGREEMENT);
  for (guint i = N_AGREEMENTS; i < after->len; i++)
    g_assert_cmpint (model_record_get_int (after->pdata[i], "step"), >=, 2);
  undone = work_school_undo (self->fixture.school, done->operation_id, &error);
  g_assert_no_error (error);
  before = work_fixture_load_all (&self->fixture, MODEL_ENTITY_AGREEMENT);
  for (guint i = N_AGREEMENTS; i < before->len; i++)
    g_assert_cmpint (model_record_get_int (before->pdata[i], "step"), <=, 2);
}

/* The window counts what is signed by the steps: an agreement that was signed stays so. */
static void
test_lines_keep_their_meaning (Steps *self, gconstpointer data)
{
  static const char *const lists[] = { "+abc", "a+bc", "acb", "cab" };

  work_fixture_change (&self->fixture, MODEL_ENTITY_AGREEMENT, self->agreements[0], "step", "2");
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GError) error = NULL;
      G_GNUC_UNUSED g_autoptr (WorkDone) done = apply (self, lists[i], "", &error);
      g_autoptr (WorkOverview) overview = NULL;
      g_autofree char *undone = NULL;
      guint n = 0;

      g_assert_no_error (error);
      overview = work_school_load (self->fixture.school, 0, &error);
      for (guint j = 0; j < overview->lines->len; j++)
        {
          ModelLine *line = overview->lines->pdata[j];

          if (line->agreement_id != self->agreements[0])
            continue;
          n++;
          g_assert_true (model_line_is_signed (line));
          g_assert_cmpstr (((ModelStep *) overview->steps->pdata[line->step])->label, ==, C);
        }
      g_assert_cmpuint (n, ==, 1);
      undone = work_school_undo (self->fixture.school, NULL, &error);
      g_assert_no_error (error);
    }
}

/* ---- what history tells of steps ---- */

static char *
tell (Steps *self)
{
  g_autoptr (ModelLine) line = model_line_new ();
  g_autoptr (WorkHistory) history = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  line->student_id = self->fixture.students[0];
  line->search_id = self->fixture.searches[0];
  line->placement_id = self->fixture.placements[0];
  history = work_school_read (self->fixture.school, work_query_history_new (line), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < history->items->len; i++)
    {
      const WorkHistoryItem *item = history->items->pdata[i];

      if (item->entity == MODEL_ENTITY_AGREEMENT && item->entity_id == self->agreements[0]
          && !item->is_new)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "|" : "", item->summary);
    }
  return g_string_free (text, FALSE);
}

static void
move (Steps *self, int step)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operation_id =
      work_school_set_step (self->fixture.school, &self->agreements[0], 1, step, &error);

  g_assert_no_error (error);
  g_assert_nonnull (operation_id);
}

static void
assert_told (Steps *self, const char *wanted)
{
  g_autofree char *found = tell (self);

  g_assert_cmpstr (found, ==, wanted);
}

/* A place among the steps is told by what stood there then, whatever became of the list. That an
 * agreement has another place on the same step is no move. */
static void
test_history (Steps *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (WorkDone) added = NULL, removed = NULL;
  g_autofree char *undone = NULL;

  move (self, 1);
  assert_told (self, "Step: " A " → " B);
  added = apply (self, "+abc", "", &error);
  g_assert_no_error (error);
  assert_told (self, "Settings changed|Step: " A " → " B);
  move (self, 3);
  assert_told (self, "Step: " B " → " C "|Settings changed|Step: " A " → " B);
  undone = work_school_undo (self->fixture.school, NULL, &error);
  g_assert_no_error (error);
  assert_told (self,
               "Undo · Step: " C " → " B "|Step: " B " → " C "|Settings changed|Step: " A " → " B);
}

/* Of a step that was removed the name is still known; who stood there has moved. */
static void
test_history_of_removed_step (Steps *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) removed = NULL;
  g_autofree char *undone = NULL;

  move (self, 1);
  removed = apply (self, "ac", "b", &error);
  g_assert_no_error (error);
  assert_told (self, "Step: " B " → " A "|Step: " A " → " B);
  undone = work_school_undo (self->fixture.school, NULL, &error);
  g_assert_no_error (error);
  assert_told (self, "Undo · Step: " A " → " B "|Step: " B " → " A "|Step: " A " → " B);
}

/* A step that is called otherwise now was called so then. */
static void
test_history_of_renamed_step (Steps *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = list (self, "abc");
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = NULL;

  move (self, 1);
  model_record_set_canonical (records->pdata[1], "label", "Signée par nous");
  done = work_school_apply (self->fixture.school, work_change_steps_new (records, NULL), &error);
  g_assert_no_error (error);
  move (self, 0);
  assert_told (self, "Step: Signée par nous → " A "|Step: " A " → " B);
}

/* ---- signatories ---- */

static WorkDone *
save_roles (Steps *self, GPtrArray *roles, GPtrArray *removed, GError **error)
{
  return work_school_apply (self->fixture.school, work_change_signatory_roles_new (roles, removed),
                            error);
}

static void
test_signatories (Steps *self, gconstpointer data)
{
  g_autoptr (GPtrArray) roles = NULL, removed = NULL, after = NULL, undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autofree char *name = NULL;
  ModelRecord *added = model_record_new (MODEL_ENTITY_SIGNATORY_ROLE);

  roles = work_fixture_load_all (&self->fixture, MODEL_ENTITY_SIGNATORY_ROLE);
  removed = g_ptr_array_new_with_free_func (g_object_unref);
  g_assert_cmpuint (roles->len, ==, 6);
  g_ptr_array_add (removed, g_ptr_array_steal_index (roles, 5));
  model_record_set_canonical (added, "role", "other");
  model_record_set_canonical (added, "label", "Maître d’apprentissage");
  model_record_set_int (added, "is_mandatory", 0);
  model_record_set_int (added, "minors_only", 0);
  g_ptr_array_insert (roles, 0, added);
  done = save_roles (self, roles, removed, &error);
  g_assert_no_error (error);
  after = work_fixture_load_all (&self->fixture, MODEL_ENTITY_SIGNATORY_ROLE);
  g_assert_cmpuint (after->len, ==, 6);
  g_assert_cmpstr (model_record_get (after->pdata[0], "label"), ==, "Maître d’apprentissage");
  g_assert_cmpstr (model_record_get (after->pdata[1], "role"), ==, "school");
  g_assert_cmpint (model_record_get_int (after->pdata[5], "position"), ==, 5);
  name = work_school_undo (self->fixture.school, NULL, &error);
  g_assert_no_error (error);
  undone = work_fixture_load_all (&self->fixture, MODEL_ENTITY_SIGNATORY_ROLE);
  g_assert_cmpstr (model_record_get (undone->pdata[0], "role"), ==, "school");
  g_assert_cmpstr (model_record_get (undone->pdata[5], "role"), ==, "teacher");
}

static void
test_signatories_refused (Steps *self, gconstpointer data)
{
  g_autoptr (GPtrArray) roles = work_fixture_load_all (&self->fixture, MODEL_ENTITY_SIGNATORY_ROLE);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) nobody = NULL, wordless = NULL;

  g_assert_null (save_roles (self, none, roles, &nobody));
  g_assert_error (nobody, WORK_ERROR, WORK_ERROR_REFUSED);
  model_record_set_canonical (roles->pdata[0], "role", "other");
  g_assert_null (save_roles (self, roles, NULL, &wordless));
  g_assert_error (wordless, WORK_ERROR, WORK_ERROR_REFUSED);
}

#define ADD(name, func) \
  g_test_add ("/work/settings-steps/" name, Steps, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 1; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/work/settings-steps/remapping/%s-%s",
                                               cases[i].letters, cases[i].removed);

      g_test_add (name, Steps, GUINT_TO_POINTER (i), set_up, test_remapping, tear_down);
    }
  ADD ("text-and-meaning", test_text_and_meaning);
  ADD ("refused", test_refused);
  ADD ("other-seat", test_other_seat);
  ADD ("conflict", test_conflict);
  ADD ("many", test_many);
  ADD ("lines-keep-their-meaning", test_lines_keep_their_meaning);
  ADD ("history", test_history);
  ADD ("history-of-removed-step", test_history_of_removed_step);
  ADD ("history-of-renamed-step", test_history_of_renamed_step);
  ADD ("signatories", test_signatories);
  ADD ("signatories-refused", test_signatories_refused);
  return g_test_run ();
}
