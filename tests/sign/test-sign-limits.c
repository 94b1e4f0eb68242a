/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sign-limits-private.h"
#include "sign-mini.h"

#define MINUTE (60 * G_TIME_SPAN_SECOND)
#define HOUR   (60 * MINUTE)

/* A clock alone: what of a SignServer the time is. */
typedef struct
{
  SignServer server;
  SignLimits *limits;
  GArray *calls; /* gint64 */
  guint told;    /* seconds that were told last */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  SignClock clock;

  memset (&self->server, 0, sizeof self->server);
  clock = sign_server_get_clock (&self->server);
  self->limits = _sign_limits_new (30, 200, &clock);
  self->calls = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  _sign_limits_unref (self->limits);
  g_array_unref (self->calls);
}

static void
on_wait (guint seconds, gpointer data)
{
  ((Fixture *) data)->told = seconds;
}

static void
take (Fixture *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (_sign_limits_take (self->limits, on_wait, self, NULL));
      g_array_append_val (self->calls, self->server.now);
    }
}

/* However windows lie: no span of that length holds more. */
static void
assert_never_more (GArray *calls, gint64 span, guint most)
{
  for (guint i = 0; i + most < calls->len; i++)
    g_assert_cmpint (g_array_index (calls, gint64, i + most) - g_array_index (calls, gint64, i), >,
                     span);
}

static void
test_windows (Fixture *self, gconstpointer data)
{
  take (self, 30);
  g_assert_cmpint (self->server.now, ==, 0);
  take (self, 1);
  g_assert_cmpint (self->server.now, >, MINUTE);
  g_assert_cmpint (self->server.now, <, MINUTE + 5 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (self->told, ==, 61);
  take (self, 600);
  assert_never_more (self->calls, MINUTE, 30);
  assert_never_more (self->calls, HOUR, 200);
  /* and no more is waited than is needed: three hours of 200, and some */
  g_assert_cmpint (self->server.now, <, 3 * HOUR + 10 * MINUTE);
}

/* Whatever pauses a person makes. */
static void
test_bursts (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 400; i++)
    {
      take (self, (guint) g_test_rand_int_range (1, 40));
      self->server.now += g_test_rand_int_range (0, 90) * G_TIME_SPAN_SECOND;
    }
  assert_never_more (self->calls, MINUTE, 30);
  assert_never_more (self->calls, HOUR, 200);
}

static void
test_estimate (Fixture *self, gconstpointer data)
{
  static const guint counts[] = { 1, 29, 31, 60, 200, 201, 540 };

  g_assert_cmpuint (_sign_limits_estimate (self->limits, 0), ==, 0);
  g_assert_cmpuint (_sign_limits_estimate (self->limits, 30), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      guint estimate = _sign_limits_estimate (self->limits, counts[i]);
      gint64 start = self->server.now;

      take (self, counts[i]);
      g_assert_cmpint (self->server.now - start, ==, estimate * G_TIME_SPAN_SECOND);
      self->server.now += 17 * G_TIME_SPAN_SECOND;
    }
}

static void
note (Fixture *self, const char *first, ...)
{
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);
  va_list more;

  va_start (more, first);
  for (const char *name = first; name != NULL; name = va_arg (more, const char *))
    g_hash_table_insert (headers, (gpointer) name, va_arg (more, char *));
  va_end (more);
  _sign_limits_note (self->limits, headers);
}

/* The same key at another seat: what it used is not ours any more. */
static void
test_others (Fixture *self, gconstpointer data)
{
  take (self, 1);
  note (self, "x-ratelimit-limit-minute", "30", "x-ratelimit-remaining-minute", "2",
        "ratelimit-reset", "40", NULL);
  take (self, 2);
  g_assert_cmpint (self->server.now, ==, 0);
  g_assert_cmpuint (_sign_limits_estimate (self->limits, 1), ==, 41);
  take (self, 1);
  g_assert_cmpint (self->server.now, ==, 41 * G_TIME_SPAN_SECOND);
  /* the hour is the clock's: it was 13:00 at the start */
  note (self, "x-ratelimit-remaining-hour", "0", NULL);
  take (self, 1);
  g_assert_cmpint (self->server.now, ==, HOUR + G_TIME_SPAN_SECOND);
}

/* More than the tables say, on request, or less. */
static void
test_other_limits (Fixture *self, gconstpointer data)
{
  note (self, "x-ratelimit-limit-minute", "100", "x-ratelimit-limit-hour", "5000", NULL);
  g_assert_cmpuint (_sign_limits_estimate (self->limits, 100), ==, 0);
  note (self, "x-ratelimit-limit-minute", "10", NULL);
  g_assert_cmpuint (_sign_limits_estimate (self->limits, 11), ==, 61);
  note (self, "x-ratelimit-limit-minute", "0", "x-ratelimit-limit-hour", "-5", NULL);
  note (self, "x-ratelimit-limit-minute", "many", "x-ratelimit-limit-hour", "99999999999", NULL);
  g_assert_cmpuint (_sign_limits_estimate (self->limits, 11), ==, 61);
  /* as the other provider says it: the reset is a point in time */
  note (self, "x-ratelimit-limit", "1000", "x-ratelimit-remaining", "0", "x-ratelimit-reset",
        "1795698030", NULL);
  g_assert_cmpuint (_sign_limits_estimate (self->limits, 1), ==, 31);
}

/* What a server says wrongly makes nobody wait for days. */
static void
test_nonsense (Fixture *self, gconstpointer data)
{
  note (self, "ratelimit-remaining", "0", "ratelimit-reset", "86400", NULL);
  g_assert_cmpuint (_sign_limits_estimate (self->limits, 1), <=, 61);
  note (self, "ratelimit-remaining", "5", "ratelimit-reset", "", NULL);
  _sign_limits_block (self->limits, G_MAXUINT);
  g_assert_cmpuint (_sign_limits_estimate (self->limits, 1), <=, 2 * 60 * 60);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_false (_sign_limits_take (self->limits, on_wait, self, cancellable));
  g_assert_cmpuint (self->told, ==, 0);
}

static gpointer
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* With the real time: an hour's waiting ends when the person has enough. */
static void
test_real_wait (void)
{
  g_autoptr (SignLimits) limits = _sign_limits_new (0, 1, &_sign_clock_real);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread;

  g_assert_true (_sign_limits_take (limits, NULL, NULL, cancellable));
  thread = g_thread_new ("cancel", cancel, cancellable);
  g_assert_false (_sign_limits_take (limits, NULL, NULL, cancellable));
  g_thread_join (thread);
}

static void
test_shared (void)
{
  g_autoptr (SignLimits) one = _sign_limits_shared ("https://a", "key", 2, 0);
  g_autoptr (SignLimits) same = _sign_limits_shared ("https://a", "key", 2, 0);
  g_autoptr (SignLimits) other = _sign_limits_shared ("https://a", "other", 2, 0);

  g_assert_true (one == same);
  g_assert_true (one != other);
  _sign_limits_take (one, NULL, NULL, NULL);
  _sign_limits_take (same, NULL, NULL, NULL);
  g_assert_cmpuint (_sign_limits_estimate (one, 1), >, 50);
  g_assert_cmpuint (_sign_limits_estimate (other, 1), ==, 0);
  _sign_limits_forget_shared ();
}

/* Sixty agreements of five signatories, to the test environment of the first provider. */
static void
test_sixty (void)
{
  SignServer server;
  SignMini mini;
  g_autoptr (SignSession) session = NULL;
  g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (gint64));
  const SignProvider *provider = sign_provider_find ("yousign");
  guint estimate;

  sign_mini_init (&mini);
  sign_server_start (&server, sign_mini_yousign, &mini);
  session = sign_server_open (&server, "yousign", "test");
  estimate = sign_session_estimate_seconds (session, 60 * sign_provider_count_calls (provider, 5));
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *external_id = g_strdup_printf ("paraphe-%u", i);
      g_autoptr (SignOrder) order = sign_server_order (external_id, 5);
      g_autoptr (GError) error = NULL;
      g_autoptr (SignRequest) request =
          sign_session_send (session, order, NULL, NULL, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (request);
    }
  g_assert_cmpuint (mini.requests->len, ==, 60);
  g_assert_cmpuint (server.calls->len, ==, 540);
  for (guint i = 0; i < server.calls->len; i++)
    g_array_append_val (calls, sign_server_get_call (&server, i)->at);
  assert_never_more (calls, MINUTE, 30);
  assert_never_more (calls, HOUR, 200);
  g_test_message ("540 calls in %u s, said before: %u s", (guint) (server.now / G_TIME_SPAN_SECOND),
                  estimate);
  g_assert_cmpint (server.now, ==, estimate * G_TIME_SPAN_SECOND);
  sign_server_stop (&server);
  sign_mini_clear (&mini);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sign/limits/windows", test_windows);
  ADD ("/sign/limits/bursts", test_bursts);
  ADD ("/sign/limits/estimate", test_estimate);
  ADD ("/sign/limits/others", test_others);
  ADD ("/sign/limits/other-limits", test_other_limits);
  ADD ("/sign/limits/nonsense", test_nonsense);
  ADD ("/sign/limits/cancelled", test_cancelled);
  g_test_add_func ("/sign/limits/real-wait", test_real_wait);
  g_test_add_func ("/sign/limits/shared", test_shared);
  g_test_add_func ("/sign/limits/sixty", test_sixty);
  return g_test_run ();
}
