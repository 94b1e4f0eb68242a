/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-fixture.h"
#include "work-signing-private.h"

/* A day with 300 agreements at their signatories, lived through in seconds: what the seats of a
 * school ask the provider when nobody asks for anything. The seats decide as the window does
 * (work_signing_wait(), work_signing_sync_get_pause()) and do what it does; only time is not real.
 */

#define N_OPEN     300
#define DAY        (24 * 3600)
#define STEP       10
#define MOST_CALLS 12

static const char *template_path;
static gint64 the_time;

/* Hours of the day in which somebody looks at the window. */
typedef struct
{
  const char *seat;
  guint in_view[4];
  guint timer; /* not 0: no window, a timer of the system every so many seconds */

  guint pause;
  gint64 last;
} Seat;

static gint64
tell_time (void)
{
  return the_time;
}

/* ---- what is open ---- */

static gint64
add (StoreConnection *connection, ModelEntity entity, const char *const *values)
{
  g_autoptr (StoreOperation) operation = store_operation_new ("test", "test.save");
  g_autoptr (ModelRecord) record = model_record_new (entity);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; values[i] != NULL; i += 2)
    model_record_set_canonical (record, values[i], values[i + 1]);
  store_save (connection, record, operation, NULL, &error);
  g_assert_no_error (error);
  return model_record_get_id (record);
}

static void
add_open (StoreConnection *connection, const char *placement, GPtrArray *requests, guint i)
{
  g_autofree char *number = g_strdup_printf ("2026-%04u", 1000 + i);
  g_autofree char *external = g_strdup_printf ("paraphe-%u", i);
  g_autofree char *remote = g_strdup_printf ("open-%u", i);
  const char *const agreement[] = {
    "placement_id", placement,    "number", number,      "mode", "electronic", "step", "0",
    "step_date",    "2026-11-02", "state",  "cancelled", NULL
  };
  g_autofree char *own = work_fixture_id (add (connection, MODEL_ENTITY_AGREEMENT, agreement));
  const char *const sent[] = { "agreement_id",
                               own,
                               "provider",
                               "fake",
                               "environment",
                               "test",
                               "external_id",
                               external,
                               "remote_id",
                               remote,
                               "state",
                               "ongoing",
                               "title",
                               number,
                               "started_at",
                               "2026-11-26T09:00:00Z",
                               "sent_at",
                               "2026-11-26T09:00:00Z",
                               NULL };
  SignRequest *request = sign_request_new (remote);

  add (connection, MODEL_ENTITY_SIGNATURE_REQUEST, sent);
  request->state = SIGN_STATE_ONGOING;
  g_ptr_array_add (requests, request);
}

/* In one transaction, for a disk that is slow. */
static gboolean
add_all (StoreConnection *connection, gpointer data, GError **error)
{
  WorkSigningFixture *fixture = data;
  g_autofree char *placement = work_fixture_id (fixture->base.placements[1]);

  g_ptr_array_set_size (fixture->fake.requests, 0);
  for (guint i = 0; i < N_OPEN - 1; i++)
    add_open (connection, placement, fixture->fake.requests, i);
  return TRUE;
}

static void
set_up (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  work_signing_fixture_set_up (fixture, data);
  the_time = work_fake_today () / DAY * DAY;
  _work_signing_set_clock (tell_time);
  g_assert_true (_work_signing_write (fixture->base.school, add_all, fixture, NULL));
  /* and one that really was sent */
  g_assert_true (work_signing_fixture_send (fixture, &error));
  g_assert_no_error (error);
  /* addresses are not in the list of Yousign, which is the poorest */
  fixture->fake.brief = TRUE;
}

static void
tear_down (WorkSigningFixture *fixture, gconstpointer data)
{
  _work_lease_set_seat (NULL);
  work_signing_fixture_tear_down (fixture, data);
}

/* ---- a day ---- */

static gboolean
is_in_view (const Seat *seat, gint64 of_day)
{
  for (guint i = 0; i + 1 < G_N_ELEMENTS (seat->in_view); i += 2)
    if (of_day >= seat->in_view[i] * 3600 && of_day < seat->in_view[i + 1] * 3600)
      return TRUE;
  return FALSE;
}

static gboolean
is_due (const Seat *seat, gint64 of_day)
{
  if (seat->timer > 0)
    return of_day % seat->timer == 0;
  return work_signing_wait (seat->pause, is_in_view (seat, of_day), the_time - seat->last) == 0;
}

/* What it did is told as the moments of its calls, one a page of the list. */
static void
look (WorkSigningFixture *fixture, Seat *seat, GArray *moments)
{
  g_autoptr (WorkJob) job = NULL;
  guint before = fixture->fake.n_pages;

  _work_lease_set_seat (seat->seat);
  job = work_signing_sync_new (fixture->base.school, FALSE, WORK_FAKE_KEY);
  g_assert_true (work_job_run (job, NULL, NULL));
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 0);
  seat->pause = work_signing_sync_get_pause (job);
  seat->last = the_time;
  for (guint i = before; i < fixture->fake.n_pages; i++)
    g_array_append_val (moments, the_time);
}

/* Calls in any hour, wherever it begins; its first and its last second count. */
static guint
most_in_an_hour (GArray *moments)
{
  guint most = 0;

  for (guint i = 0; i < moments->len; i++)
    {
      guint n = 0;

      for (guint j = i; j < moments->len; j++)
        if (g_array_index (moments, gint64, j) - g_array_index (moments, gint64, i) <= 3600)
          n++;
      most = MAX (most, n);
    }
  return most;
}

static gint64
longest_gap (GArray *moments, gint64 from, gint64 until)
{
  gint64 longest = 0, last = from;

  for (guint i = 0; i < moments->len; i++)
    {
      gint64 at = g_array_index (moments, gint64, i);

      if (at < from || at > until)
        continue;
      longest = MAX (longest, at - last);
      last = at;
    }
  return MAX (longest, until - last);
}

/* Of the one that really was sent, which is the last. */
static void
sign_first (WorkSigningFixture *fixture)
{
  GPtrArray *requests = fixture->fake.requests;
  SignRequest *request = requests->pdata[requests->len - 1];
  SignSigner *signer = request->signers->pdata[0];

  signer->state = SIGN_SIGNER_SIGNED;
  signer->signed_at = g_strdup ("2026-11-28T15:00:00Z");
}

/* (transfer full) (element-type gint64): the moments of the calls of a day. In it one thing
 * happens, at 15 h: the first of the agreements has a signature. */
static GArray *
live (WorkSigningFixture *fixture, Seat *seats, guint n_seats)
{
  GArray *moments = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 begin = the_time;

  for (gint64 of_day = 0; of_day < DAY; of_day += STEP)
    {
      the_time = begin + of_day;
      if (of_day == 15 * 3600)
        {
          g_assert_cmpuint (fixture->fake.n_loads, ==, 0);
          sign_first (fixture);
        }
      for (guint i = 0; i < n_seats; i++)
        if (is_due (&seats[i], of_day))
          look (fixture, &seats[i], moments);
    }
  /* of nobody anything was asked but of the one who had news, once */
  g_assert_cmpuint (fixture->fake.n_loads, ==, 1);
  g_test_message ("%u list calls in a day, at most %u an hour", moments->len,
                  most_in_an_hour (moments));
  g_assert_cmpuint (most_in_an_hour (moments), <=, MOST_CALLS);
  return moments;
}

static gint64
hour (GArray *moments, guint of_day)
{
  return g_array_index (moments, gint64, 0) / DAY * DAY + of_day * 3600;
}

static void
test_in_view (WorkSigningFixture *fixture, gconstpointer data)
{
  Seat seat = { "secretariat:1:a", { 0, 24 }, 0, 300, 0 };
  g_autoptr (GArray) moments = live (fixture, &seat, 1);

  /* three pages every twenty minutes */
  g_assert_cmpuint (moments->len, ==, 3 * 72);
  g_assert_cmpint (longest_gap (moments, hour (moments, 0), hour (moments, 24)), <=, 1200 + STEP);
}

static void
test_out_of_view (WorkSigningFixture *fixture, gconstpointer data)
{
  Seat seat = { "secretariat:1:a", { 0, 0 }, 0, 300, 0 };
  g_autoptr (GArray) moments = live (fixture, &seat, 1);

  g_assert_cmpuint (moments->len, ==, 3 * 24);
}

/* Windows that are looked at by turns: whoever comes back asks at once when it is due, and not
 * when the other has just asked. */
static void
test_two_seats (WorkSigningFixture *fixture, gconstpointer data)
{
  Seat seats[] = {
    { "secretariat:1:a", { 8, 12, 13, 17 }, 0, 300, 0 },
    { "adjoint:1:b", { 9, 11, 14, 19 }, 0, 300, 0 },
  };
  g_autoptr (GArray) moments = live (fixture, seats, G_N_ELEMENTS (seats));

  /* while the first is looked at nobody waits for long, whichever of them asks */
  g_assert_cmpint (longest_gap (moments, hour (moments, 9), hour (moments, 12)), <=, 2700);
  g_assert_cmpint (longest_gap (moments, hour (moments, 14), hour (moments, 17)), <=, 2700);
  g_assert_cmpint (longest_gap (moments, hour (moments, 0), hour (moments, 24)), <=, 5400);
}

/* A computer that stays on asks far too often: it is kept to the same pace. */
static void
test_with_timer (WorkSigningFixture *fixture, gconstpointer data)
{
  Seat seats[] = {
    { "secretariat:1:a", { 8, 12, 13, 17 }, 0, 300, 0 },
    { "adjoint:1:b", { 9, 11, 14, 19 }, 0, 300, 0 },
    { "serveur:1:c", { 0, 0 }, 300, 300, 0 },
  };
  g_autoptr (GArray) moments = live (fixture, seats, G_N_ELEMENTS (seats));

  g_assert_cmpint (longest_gap (moments, hour (moments, 0), hour (moments, 24)), <=, 2700);
}

static void
test_wait (void)
{
  g_assert_cmpuint (work_signing_pause (0), ==, 300);
  g_assert_cmpuint (work_signing_pause (1), ==, 600);
  g_assert_cmpuint (work_signing_pause (100), ==, 600);
  g_assert_cmpuint (work_signing_pause (101), ==, 900);
  g_assert_cmpuint (work_signing_pause (300), ==, 1200);
  g_assert_cmpuint (work_signing_wait (600, TRUE, 0), ==, 600);
  g_assert_cmpuint (work_signing_wait (600, TRUE, 599), ==, 1);
  g_assert_cmpuint (work_signing_wait (600, TRUE, 600), ==, 0);
  g_assert_cmpuint (work_signing_wait (600, FALSE, 600), ==, 1200);
  g_assert_cmpuint (work_signing_wait (600, FALSE, 1800), ==, 0);
  /* a clock that was set back */
  g_assert_cmpuint (work_signing_wait (600, TRUE, -5000), ==, 600);
  /* a look at the first second of an hour and one at its last are both of that hour */
  for (guint n = 1; n <= 400; n++)
    g_assert_cmpuint ((n + 99) / 100 * (3600 / work_signing_pause (n) + 1), <=, MOST_CALLS);
}

#define ADD(name, function)                                                                   \
  g_test_add ("/work/signing/day/" name, WorkSigningFixture, template_path, set_up, function, \
              tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  template_path = argv[1];
  g_test_add_func ("/work/signing/day/wait", test_wait);
  ADD ("in-view", test_in_view);
  ADD ("out-of-view", test_out_of_view);
  ADD ("two-seats", test_two_seats);
  ADD ("with-timer", test_with_timer);
  return g_test_run ();
}
