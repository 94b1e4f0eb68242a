/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-fixture.h"

#include <string.h>

#include "base-date.h"
#include "work-error.h"

static GPtrArray *
read_plans (WorkMessageFixture *fixture)
{
  return work_message_fixture_plans (fixture, 0, "agreement.late", ALL_AUDIENCES, FALSE);
}

/* All there is of a message before it leaves. */
static void
test_queued (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (WorkDone) done G_GNUC_UNUSED = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *now = base_date_now_utc ();

  work_message_fixture_set (fixture, "message.from_address", "stages@lycée.example");
  plans = read_plans (fixture);
  done = work_fixture_apply (&fixture->base, work_change_messages_new (plans));
  rows = work_fixture_load_all (&fixture->base, MODEL_ENTITY_MESSAGE);
  g_assert_cmpuint (rows->len, ==, plans->len);
  g_assert_cmpuint (done->n, ==, plans->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const WorkMessagePlan *plan = plans->pdata[i];
      ModelRecord *row = rows->pdata[i];

      g_assert_cmpstr (model_record_get (row, "state"), ==, "queued");
      g_assert_cmpstr (model_record_get (row, "name"), ==, plan->name);
      g_assert_cmpstr (model_record_get (row, "address"), ==, plan->address);
      g_assert_cmpstr (model_record_get (row, "subject"), ==, plan->subject);
      g_assert_cmpstr (model_record_get (row, "body"), ==, plan->body);
      g_assert_cmpint (model_record_get_int (row, "agreement_id"), ==, fixture->agreement_id);
      g_assert_cmpstr (model_record_get (row, "batch"), ==,
                       model_record_get (rows->pdata[0], "batch"));
      g_assert_true (
          g_str_has_suffix (model_record_get (row, "message_id"), "@xn--lyce-dpa.example>"));
      g_assert_cmpstr (model_record_get (row, "not_before"), >, now);
      g_assert_null (model_record_get (row, "once"));
      for (guint other = 0; other < i; other++)
        g_assert_cmpstr (model_record_get (row, "message_id"), !=,
                         model_record_get (rows->pdata[other], "message_id"));
    }
}

/* Nobody but those who were chosen, and who can be written to. */
static void
test_chosen (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) plans = read_plans (fixture);
  g_autoptr (WorkDone) done G_GNUC_UNUSED = NULL;

  for (guint i = 0; i < plans->len; i++)
    ((WorkMessagePlan *) plans->pdata[i])->is_chosen = i < 2;
  ((WorkMessagePlan *) plans->pdata[1])->can_be_sent = FALSE;
  done = work_fixture_apply (&fixture->base, work_change_messages_new (plans));
  g_assert_cmpuint (done->n, ==, 1);
  g_assert_cmpuint (work_message_fixture_count (fixture, "queued"), ==, 1);
  ((WorkMessagePlan *) plans->pdata[0])->is_chosen = FALSE;
  work_fixture_assert_refused (&fixture->base, work_change_messages_new (plans), "Nobody", NULL);
}

/* One undo takes all of it back, and one redo brings it again. */
static void
test_undo (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) plans = read_plans (fixture);
  g_autoptr (WorkDone) done G_GNUC_UNUSED =
      work_fixture_apply (&fixture->base, work_change_messages_new (plans));
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = work_school_undo (fixture->base.school, NULL, &error);
  g_autofree char *redone = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, "writing of 6 e-mails and SMS");
  g_assert_cmpuint (work_message_fixture_count (fixture, NULL), ==, 0);
  redone = work_school_redo (fixture->base.school, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (work_message_fixture_count (fixture, "queued"), ==, plans->len);
}

/* What has begun to leave cannot be taken back, and nothing else of it is. */
static void
test_undo_too_late (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) plans = read_plans (fixture);
  g_autoptr (WorkDone) done G_GNUC_UNUSED =
      work_fixture_apply (&fixture->base, work_change_messages_new (plans));
  g_autoptr (GPtrArray) rows = work_fixture_load_all (&fixture->base, MODEL_ENTITY_MESSAGE);
  g_autoptr (GError) error = NULL;

  work_fixture_change (&fixture->base, MODEL_ENTITY_MESSAGE, model_record_get_id (rows->pdata[0]),
                       "state", "sending");
  g_assert_null (work_school_undo (fixture->base.school, done->operation_id, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "outbox"));
  g_assert_cmpuint (work_message_fixture_count (fixture, NULL), ==, plans->len);
}

/* Whoever says no between the last look and the button is not written to. */
static void
test_blocked_meanwhile (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) plans = read_plans (fixture);
  g_autoptr (WorkDone) done G_GNUC_UNUSED = work_fixture_apply (
      &fixture->base, work_change_message_block_new (WORK_MESSAGE_MAIL, "tomas@garage.example",
                                                     "opt_out", "par téléphone"));

  work_fixture_assert_refused (&fixture->base, work_change_messages_new (plans), "IBÁÑEZ", NULL);
  g_assert_cmpuint (work_message_fixture_count (fixture, NULL), ==, 0);
}

/* Who was told that an address is wrong corrects it in the record, then tries again. */
static void
test_corrected (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (WorkDone) done G_GNUC_UNUSED = NULL;
  gint64 tutor_id = fixture->base.contacts[1], id;
  static const struct
  {
    const char *state, *column, *value, *address;
  } cases[] = {
    { "queued", "email", "autre@garage.example", "tomas@garage.example" },
    { "unknown", "email", "autre@garage.example", "tomas@garage.example" },
    { "refused", "email", "tomas.ibanez@garage.example", "tomas.ibanez@garage.example" },
    { "cancelled", "email", "ti@garage.example", "ti@garage.example" },
    /* without one, or when it is for somebody else now, it is for whom it was written */
    { "refused", "email", NULL, "ti@garage.example" },
    { "refused", "family_name", "Roux", "ti@garage.example" },
  };

  plans = work_message_fixture_plans (fixture, 0, "agreement.late",
                                      MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_TUTOR), FALSE);
  done = work_fixture_apply (&fixture->base, work_change_messages_new (plans));
  rows = work_fixture_load_all (&fixture->base, MODEL_ENTITY_MESSAGE);
  id = model_record_get_id (rows->pdata[0]);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelRecord) row = NULL;
      g_autoptr (WorkDone) again G_GNUC_UNUSED = NULL;

      work_fixture_change (&fixture->base, MODEL_ENTITY_MESSAGE, id, "state", cases[i].state);
      work_fixture_change (&fixture->base, MODEL_ENTITY_CONTACT, tutor_id, cases[i].column,
                           cases[i].value);
      if (g_strcmp0 (cases[i].column, "family_name") == 0)
        work_fixture_change (&fixture->base, MODEL_ENTITY_CONTACT, tutor_id, "email",
                             "roux@garage.example");
      again = work_fixture_apply (&fixture->base, work_change_messages_retry_new (&id, 1, TRUE));
      row = work_fixture_load (&fixture->base, MODEL_ENTITY_MESSAGE, id);
      g_assert_cmpstr (model_record_get (row, "state"), ==, "queued");
      g_assert_cmpstr (model_record_get (row, "address"), ==, cases[i].address);
    }
}

static void
test_no_delay (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (WorkDone) done G_GNUC_UNUSED = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  work_message_fixture_set (fixture, "message.delay", "0");
  plans = work_message_fixture_plans (fixture, 0, "agreement.late",
                                      MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_TUTOR), TRUE);
  done = work_fixture_apply (&fixture->base, work_change_messages_new (plans));
  rows = work_fixture_load_all (&fixture->base, MODEL_ENTITY_MESSAGE);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_null (model_record_get (rows->pdata[0], "not_before"));
  g_assert_null (model_record_get (rows->pdata[0], "message_id"));
  g_assert_cmpint (model_record_get_int (rows->pdata[0], "parts"), >=, 1);
}

#define ADD(name, func)                                                                           \
  g_test_add ("/work/message-queue/" name, WorkMessageFixture, NULL, work_message_fixture_set_up, \
              func, work_message_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("queued", test_queued);
  ADD ("chosen", test_chosen);
  ADD ("undo", test_undo);
  ADD ("undo-too-late", test_undo_too_late);
  ADD ("blocked-meanwhile", test_blocked_meanwhile);
  ADD ("corrected", test_corrected);
  ADD ("no-delay", test_no_delay);
  return g_test_run ();
}
