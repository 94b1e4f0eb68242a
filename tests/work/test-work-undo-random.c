/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-agreement-change.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-note.h"
#include "work-settings.h"
#include "work-sheet.h"
#include "work-signature.h"

/* Whatever a person does, in whatever order: what is refused changes nothing, all of it can be
 * taken back to where it began, and done again to where it had come. */

#define N_ROUNDS  4
#define N_CHANGES 24

typedef struct
{
  WorkFixture *fixture;
  GRand *rand;
} Hand;

/* ---- all that the database holds ---- */

static char *
tell_all (WorkFixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (guint entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      const ModelEntityInfo *info = model_entity_info (entity);
      g_autoptr (GPtrArray) rows = work_fixture_load_all (fixture, entity);

      for (guint i = 0; i < rows->len; i++)
        {
          g_string_append_printf (text, "%s %" G_GINT64_FORMAT, info->key,
                                  model_record_get_id (rows->pdata[i]));
          for (guint f = 0; f < info->n_fields; f++)
            {
              const char *value = model_record_get_at (rows->pdata[i], f);

              g_string_append_printf (text, "|%s", value != NULL ? value : "");
            }
          g_string_append_c (text, '\n');
        }
    }
  return g_string_free (text, FALSE);
}

/* ---- what a hand may do ---- */

static guint
pick (Hand *hand, guint n)
{
  return (guint) g_rand_int_range (hand->rand, 0, (gint32) n);
}

static gint64
pick_row (Hand *hand, ModelEntity entity)
{
  g_autoptr (GPtrArray) rows = work_fixture_load_all (hand->fixture, entity);

  return rows->len > 0 ? model_record_get_id (rows->pdata[pick (hand, rows->len)]) : 1;
}

static WorkPlace
pick_place (Hand *hand)
{
  return (WorkPlace){ hand->fixture->students[pick (hand, 3)],
                      hand->fixture->periods[pick (hand, 2)] };
}

static const char *
pick_day (Hand *hand)
{
  static const char *const days[] = { "2026-11-02", "2026-11-20", "2027-01-11", NULL,
                                      "2099-01-01" };

  return days[pick (hand, G_N_ELEMENTS (days))];
}

static WorkChange *
talk (Hand *hand)
{
  g_autoptr (ModelRecord) interview = model_record_new (MODEL_ENTITY_INTERVIEW);
  WorkPlace place = pick_place (hand);

  model_record_set_canonical (interview, "account", pick (hand, 4) > 0 ? "Appelé" : NULL);
  model_record_set_canonical (interview, "day", pick_day (hand));
  return work_change_interview_new (&place, interview);
}

static WorkChange *
search (Hand *hand)
{
  WorkPlace places[2] = { pick_place (hand), pick_place (hand) };
  guint state = pick (hand, MODEL_N_SEARCH_STATES + 1);

  return work_change_search_state_new (
      places, 1 + pick (hand, 2),
      state < MODEL_N_SEARCH_STATES ? model_search_state_info (state)->key : "happy",
      pick (hand, 2) > 0 ? "Ailleurs" : NULL);
}

static WorkChange *
follow (Hand *hand)
{
  WorkPlace place = pick_place (hand);

  return work_change_follower_new (&place, 1, pick (hand, 2) > 0 ? hand->fixture->teacher_id : 0);
}

static WorkChange *
note (Hand *hand)
{
  static const char *const texts[] = { "Bien", "À rappeler", "" };
  WorkNote said = { .place = pick_place (hand), .tone = "positive", .audience = "teachers" };

  said.text = texts[pick (hand, G_N_ELEMENTS (texts))];
  said.teacher_id = pick (hand, 2) > 0 ? hand->fixture->teacher_id : 0;
  if (pick (hand, 2) > 0)
    said.agreement_id = pick_row (hand, MODEL_ENTITY_AGREEMENT);
  return work_change_note_new (&said);
}

static WorkChange *
read_note (Hand *hand)
{
  gint64 id = pick_row (hand, MODEL_ENTITY_NOTE);

  return work_change_notes_read_new (&id, 1, pick (hand, 2) > 0);
}

static WorkChange *
cancel (Hand *hand)
{
  gint64 id = pick_row (hand, MODEL_ENTITY_AGREEMENT);

  return work_change_cancel_new (&id, 1, pick (hand, 3) > 0 ? "Fermée" : " ");
}

static WorkChange *
make_again (Hand *hand)
{
  return work_change_clone_new (pick_row (hand, MODEL_ENTITY_AGREEMENT));
}

static WorkChange *
sign_outside (Hand *hand)
{
  gint64 ids[2] = { pick_row (hand, MODEL_ENTITY_AGREEMENT),
                    pick_row (hand, MODEL_ENTITY_AGREEMENT) };
  const char *day = pick_day (hand);

  return work_change_signed_outside_new (ids, 1 + pick (hand, 2), day != NULL ? day : "2026-11-03");
}

static WorkChange *
sign (Hand *hand)
{
  static const char *const columns[] = { "sent_on", "reminded_on", "signed_on", "received_on" };
  static const char *const roles[] = { NULL, "company", "student", "king" };
  gint64 id = pick_row (hand, MODEL_ENTITY_AGREEMENT);

  return work_change_signatures_new (&id, 1, roles[pick (hand, G_N_ELEMENTS (roles))],
                                     columns[pick (hand, G_N_ELEMENTS (columns))], pick_day (hand));
}

static WorkChange *
move_sheet (Hand *hand)
{
  gint64 id = pick_row (hand, MODEL_ENTITY_PLACEMENT);

  switch (pick (hand, 4))
    {
    case 0:
      return work_change_sheet_submit_new (&id, 1, NULL);
    case 1:
      return work_change_sheet_validate_new (&id, 1, NULL);
    case 2:
      return work_change_sheet_unvalidate_new (&id, 1, "Erreur", NULL);
    default:
      return work_change_sheet_refuse_new (&id, 1, "Trop loin", NULL);
    }
}

static WorkChange *
set (Hand *hand)
{
  static const struct
  {
    const char *name;
    const char *value;
  } settings[] = {
    { "deadline.late", "9" },       { "deadline.late", NULL },
    { "deadline.late", "soon" },    { "rule.overlap", "off" },
    { "rule.overlap", "" },         { "search_state.promise.label", "Presque" },
    { "kind.pfmp.mandatory", "|" },
  };
  guint i = pick (hand, G_N_ELEMENTS (settings));

  return work_change_setting_new (settings[i].name, settings[i].value);
}

static WorkChange *(*const acts[]) (Hand *hand) = {
  talk, search, follow, note, read_note, cancel, make_again, sign_outside, sign, move_sheet, set,
};

/* Whether something was done; @n_done counts what can be taken back. */
static void
change (Hand *hand, guint *n_done)
{
  g_autofree char *before = tell_all (hand->fixture);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply (
      hand->fixture->school, acts[pick (hand, G_N_ELEMENTS (acts))](hand), &error);

  after = tell_all (hand->fixture);
  if (done == NULL)
    g_assert_cmpstr (error->message, !=, "");
  if (done != NULL && done->operation_id != NULL)
    {
      g_assert_cmpstr (before, !=, after);
      (*n_done)++;
    }
  else
    g_assert_cmpstr (before, ==, after);
}

static void
move_step (Hand *hand, guint *n_done)
{
  gint64 id = pick_row (hand, MODEL_ENTITY_AGREEMENT);
  g_autoptr (GError) error = NULL;
  g_autofree char *operation =
      work_school_move_step (hand->fixture->school, &id, 1, (int) pick (hand, 5) - 2, &error);

  g_assert_true (operation == NULL || error == NULL);
  *n_done += operation != NULL ? 1 : 0;
}

static void
assert_nothing_left (WorkFixture *fixture, gboolean is_redo)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = is_redo ? work_school_redo (fixture->school, &error)
                                  : work_school_undo (fixture->school, NULL, &error);

  g_assert_null (name);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND);
}

static void
test_there_and_back (WorkFixture *fixture, gconstpointer data)
{
  Hand hand = { fixture, g_rand_new_with_seed (GPOINTER_TO_UINT (data)) };
  g_autofree char *first = NULL, *last = NULL, *back = NULL, *again = NULL;
  guint n_done = 0;

  work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  first = tell_all (fixture);
  for (guint i = 0; i < N_CHANGES; i++)
    if (pick (&hand, 6) == 0)
      move_step (&hand, &n_done);
    else
      change (&hand, &n_done);
  last = tell_all (fixture);
  g_assert_cmpuint (n_done, >, 0);
  for (guint i = 0; i < n_done; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = work_school_undo (fixture->school, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (name, !=, "");
    }
  assert_nothing_left (fixture, FALSE);
  back = tell_all (fixture);
  g_assert_cmpstr (first, ==, back);
  for (guint i = 0; i < n_done; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = work_school_redo (fixture->school, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (name, !=, "");
    }
  assert_nothing_left (fixture, TRUE);
  again = tell_all (fixture);
  g_assert_cmpstr (last, ==, again);
  work_fixture_assert_sound (fixture);
  g_rand_free (hand.rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= N_ROUNDS; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/work/undo/random/%u", seed);

      g_test_add (path, WorkFixture, GUINT_TO_POINTER (seed), work_fixture_set_up,
                  test_there_and_back, work_fixture_tear_down);
    }
  return g_test_run ();
}
