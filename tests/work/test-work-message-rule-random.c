/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-fixture.h"

#include <string.h>

#include "base-date.h"
#include "store-record.h"
#include "work-error.h"
#include "work-message-rule-private.h"

/* Two seats hold the rules against all at random moments, together or one with a plan that is old
 * by then, and now and then one dies: nothing is written twice, too often or too soon after
 * another. */

#define N_ROUNDS 60

/* The first one is late on the 4th of January; all is over in March. */
#define FIRST_DAY "2026-12-14"

typedef struct
{
  WorkMessageFixture *fixture;
  WorkSchool *seats[2];
  GRand *rand;
  GDateTime *now;
  GPtrArray *old_plans; /* (nullable): what the second seat saw some time ago */
  gint64 last_id;       /* of the messages there are, before a person queues some */
} Play;

/* ---- what happens ---- */

static void
advance (Play *play)
{
  GDateTime *next = g_date_time_add_hours (play->now, g_rand_int_range (play->rand, 0, 72));

  g_date_time_unref (play->now);
  play->now = next;
  _work_message_rules_set_now (next);
}

static void
know_all (Play *play)
{
  g_autoptr (GPtrArray) all = work_fixture_load_all (&play->fixture->base, MODEL_ENTITY_MESSAGE);

  play->last_id = all->len > 0 ? model_record_get_id (all->pdata[all->len - 1]) : 0;
}

static gpointer
run_seat (gpointer school)
{
  work_message_fixture_run (work_message_rules_new (school));
  return NULL;
}

static void
run_one (Play *play)
{
  run_seat (play->seats[g_rand_int_range (play->rand, 0, 2)]);
}

static void
run_both (Play *play)
{
  GThread *other = g_thread_new ("seat", run_seat, play->seats[1]);

  run_seat (play->seats[0]);
  g_thread_join (other);
}

/* What a person queues is dated by the clock on the wall. */
static void
date_again (Play *play)
{
  g_autoptr (GPtrArray) all = work_fixture_load_all (&play->fixture->base, MODEL_ENTITY_MESSAGE);
  g_autoptr (GDateTime) utc = g_date_time_to_utc (play->now);
  g_autofree char *now = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");

  for (guint i = 0; i < all->len; i++)
    if (model_record_get_id (all->pdata[i]) > play->last_id)
      work_fixture_change (&play->fixture->base, MODEL_ENTITY_MESSAGE,
                           model_record_get_id (all->pdata[i]), "made_at", now);
}

/* What a seat has in hand when it is stopped for a while. */
static void
see (Play *play)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&play->old_plans, g_ptr_array_unref);
  play->old_plans =
      work_school_read (play->seats[1], work_query_message_rules_plans_new (), &error);
  g_assert_no_error (error);
}

static void
write_what_was_seen (Play *play)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = NULL;

  if (play->old_plans == NULL || play->old_plans->len == 0)
    return;
  know_all (play);
  done = work_school_apply (play->seats[1], work_change_messages_new (play->old_plans), &error);
  g_assert_no_error (error);
  date_again (play);
  g_clear_pointer (&play->old_plans, g_ptr_array_unref);
}

/* A seat that died while it was at it holds nothing for long. */
static void
crash (Play *play)
{
  g_autofree char *holder = g_strdup_printf ("%s:%d:dead/1", g_get_host_name (), 999999999);
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConnection) connection =
      store_connection_open (play->fixture->base.path, STORE_OPEN_WRITE, &error);
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "INSERT INTO lease (name, holder, until) VALUES ('message.rules', $1, '2099-01-01T00:00:00Z')"
      " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until",
      &error);

  g_assert_no_error (error);
  store_statement_bind_text (statement, 1, holder);
  store_statement_run (statement, &error);
  g_assert_no_error (error);
  g_clear_object (&statement);
  store_connection_close (connection);
  run_one (play);
}

/* Messages leave, fail, are cancelled: none of that lets a rule write again. */
static void
move_some (Play *play)
{
  static const char *const states[] = { "sent", "refused", "unknown", "cancelled" };
  g_autoptr (GPtrArray) all = work_fixture_load_all (&play->fixture->base, MODEL_ENTITY_MESSAGE);
  guint i;

  if (all->len == 0)
    return;
  i = (guint) g_rand_int_range (play->rand, 0, (gint32) all->len);
  work_fixture_change (&play->fixture->base, MODEL_ENTITY_MESSAGE,
                       model_record_get_id (all->pdata[i]), "state",
                       states[g_rand_int_range (play->rand, 0, G_N_ELEMENTS (states))]);
}

/* What rules have written and what waits may not be needed any more, or be again. */
static void
change_some (Play *play)
{
  WorkFixture *base = &play->fixture->base;
  static const char *const emails[] = { "tomas@garage.example", "t.ibanez@garage.example" };

  /* a plan is no older than what it is about */
  g_clear_pointer (&play->old_plans, g_ptr_array_unref);
  if (g_rand_boolean (play->rand))
    work_fixture_change (base, MODEL_ENTITY_AGREEMENT, play->fixture->agreement_id, "step",
                         g_rand_boolean (play->rand) ? "2" : "0");
  else
    work_fixture_change (base, MODEL_ENTITY_CONTACT, base->contacts[1], "email",
                         emails[g_rand_int_range (play->rand, 0, 2)]);
}

/* ---- what holds ---- */

static int
days_between (const char *from, const char *to)
{
  GDate a, b;

  g_assert_true (base_date_parse_iso (from, &a) && base_date_parse_iso (to, &b));
  return g_date_days_between (&a, &b);
}

static gint64
number_of (ModelRecord *message)
{
  return g_ascii_strtoll (strrchr (model_record_get (message, "once"), '|') + 1, NULL, 10);
}

static void
assert_later (ModelRecord *before, ModelRecord *message, const ModelMessageEvent *event)
{
  g_autofree char *day = g_strndup (model_record_get (message, "made_at"), 10);
  g_autofree char *day_before = g_strndup (model_record_get (before, "made_at"), 10);

  g_assert_cmpint (number_of (message), >, number_of (before));
  /* days of the week over there may differ by one from UTC's */
  g_assert_cmpint (days_between (day_before, day), >=, event->every_days - 1);
}

/* As they were written, without what was withdrawn: none too many, each with a number of its own
 * that is higher than the one before, none too soon after it. */
static void
assert_kept (Play *play)
{
  g_autoptr (GPtrArray) all = work_fixture_load_all (&play->fixture->base, MODEL_ENTITY_MESSAGE);
  g_autoptr (GHashTable) last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const char *once = model_record_get (all->pdata[i], "once");
      const ModelMessageEvent *event =
          model_message_event_find (model_record_get (all->pdata[i], "event"));
      const char *bar = once != NULL ? strrchr (once, '|') : NULL;
      g_autofree char *key = once != NULL ? g_strndup (once, (gsize) (bar - once)) : NULL;
      ModelRecord *before = key != NULL ? g_hash_table_lookup (last, key) : NULL;
      int n;

      if (once == NULL)
        continue;
      n = GPOINTER_TO_INT (g_hash_table_lookup (counts, key)) + 1;
      g_assert_cmpint (n, <=, event->at_most);
      if (before != NULL)
        assert_later (before, all->pdata[i], event);
      g_hash_table_replace (counts, g_strdup (key), GINT_TO_POINTER (n));
      g_hash_table_replace (last, g_steal_pointer (&key), all->pdata[i]);
    }
}

static void
play_round (Play *play)
{
  static void (*const acts[]) (Play * play) = { run_one,   run_both,   run_both,
                                                see,       crash,      write_what_was_seen,
                                                move_some, change_some };

  advance (play);
  acts[g_rand_int_range (play->rand, 0, G_N_ELEMENTS (acts))](play);
}

static void
turn_on (WorkMessageFixture *fixture)
{
  guint n;
  const ModelMessageEvent *events = model_message_event_list (&n);

  for (guint i = 0; i < n; i++)
    for (guint audience = 0; audience < MODEL_MESSAGE_N_AUDIENCES; audience++)
      if ((events[i].audiences & MODEL_MESSAGE_AUDIENCE_BIT (audience)) != 0
          && events[i].clock != MODEL_MESSAGE_CLOCK_NONE)
        work_message_fixture_rule (fixture, events[i].key, (ModelMessageAudience) audience, TRUE,
                                   TRUE);
}

static void
test_random (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) second = NULL;
  Play play = { .fixture = fixture };

  work_message_fixture_set (fixture, "message.rules", "1");
  work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "sent_on",
                       "2026-12-12");
  turn_on (fixture);
  second = work_school_open (fixture->base.path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  play.seats[0] = fixture->base.school;
  play.seats[1] = second;
  play.rand = g_rand_new_with_seed ((guint32) g_test_rand_int () + GPOINTER_TO_UINT (data));
  play.now = g_date_time_new_from_iso8601 (FIRST_DAY "T09:00:00", paris);
  _work_message_rules_set_now (play.now);
  run_one (&play);
  for (guint i = 0; i < N_ROUNDS; i++)
    play_round (&play);
  assert_kept (&play);
  g_test_message ("%u messages", work_message_fixture_count (fixture, NULL));
  g_assert_cmpuint (work_message_fixture_count (fixture, NULL), >, 0);
  g_clear_pointer (&play.old_plans, g_ptr_array_unref);
  _work_message_rules_set_now (NULL);
  g_date_time_unref (play.now);
  g_rand_free (play.rand);
  work_school_close (second);
  store_queue_join (work_school_get_queue (second));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("/work/message-rule-random/%u", i + 1);

      g_test_add (path, WorkMessageFixture, GUINT_TO_POINTER (i), work_message_fixture_set_up,
                  test_random, work_message_fixture_tear_down);
    }
  return g_test_run ();
}
