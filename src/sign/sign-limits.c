/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-limits-private.h"

#include <stdlib.h>
#include <string.h>

#define MINUTE (60 * G_TIME_SPAN_SECOND)
#define HOUR   (60 * MINUTE)

/* A call leaves when we say and arrives a little later: windows are that much longer for us. */
#define MARGIN (1 * G_TIME_SPAN_SECOND)

/* What a header may say at most: what is more is a mistake of the server's. */
#define MOST_CALLS 1000000
#define MOST_WAIT  (2 * HOUR)

/* A reset that is more than this is a point in time, not a span. */
#define EPOCH_BEGINS 1000000000

/**
 * SignWindow:
 * @span: how long
 * @most: calls in any such time; 0: no limit
 * @left: what the server said is left, which others use too; -1: it has not said
 * @until: when @left is over
 */
typedef struct
{
  gint64 span;
  guint most;
  gint64 left;
  gint64 until;
} SignWindow;

struct _SignLimits
{
  gatomicrefcount refs;
  GMutex lock;
  SignClock clock;
  SignWindow minute;
  SignWindow hour;
  GArray *calls; /* gint64: when calls left, the last hour's */
  gint64 blocked_until;
};

/* The shared ones, by what tells keys apart without being one. They stay: who opens a session
 * anew has not got more calls by that. */
static GMutex shared_lock;
static GHashTable *shared;

static gint64
real_now (gpointer data)
{
  return g_get_monotonic_time ();
}

static gint64
real_wall (gpointer data)
{
  return g_get_real_time ();
}

static void
real_wait (gint64 until, GCancellable *cancellable, gpointer data)
{
  GPollFD fd = { .fd = -1, .events = 0 };
  gboolean watched = cancellable != NULL && g_cancellable_make_pollfd (cancellable, &fd);
  gint64 left;

  while ((left = until - g_get_monotonic_time ()) > 0 && !g_cancellable_is_cancelled (cancellable))
    g_poll (&fd, watched ? 1 : 0, (gint) MIN (left / 1000 + 1, G_MAXINT));
  if (watched)
    g_cancellable_release_fd (cancellable);
}

const SignClock _sign_clock_real = { real_now, real_wall, real_wait, NULL };

/**
 * _sign_limits_new:
 * @per_minute: calls in any minute, 0: no limit
 * @per_hour: calls in any hour, alike
 * @clock: the time
 *
 * Returns: (transfer full): limits of which nothing is used
 */
SignLimits *
_sign_limits_new (guint per_minute, guint per_hour, const SignClock *clock)
{
  SignLimits *self = g_new0 (SignLimits, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  self->clock = *clock;
  self->minute = (SignWindow){ MINUTE + MARGIN, per_minute, -1, 0 };
  self->hour = (SignWindow){ HOUR + MARGIN, per_hour, -1, 0 };
  self->calls = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * _sign_limits_shared:
 * @url: the server's
 * @key: the API key
 * @per_minute: calls in any minute, 0: no limit
 * @per_hour: calls in any hour, alike
 *
 * Returns: (transfer full): what all sessions with this server and key have in common
 */
SignLimits *
_sign_limits_shared (const char *url, const char *key, guint per_minute, guint per_hour)
{
  g_autofree char *both = g_strconcat (url, "\n", key, NULL);
  char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&shared_lock);
  SignLimits *self;

  memset (both, 0, strlen (both));
  if (shared == NULL)
    shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                    (GDestroyNotify) _sign_limits_unref);
  self = g_hash_table_lookup (shared, name);
  if (self == NULL)
    {
      self = _sign_limits_new (per_minute, per_hour, &_sign_clock_real);
      g_hash_table_insert (shared, g_steal_pointer (&name), self);
    }
  g_free (name);
  return _sign_limits_ref (self);
}

/**
 * _sign_limits_forget_shared:
 *
 * At the program's end, or between tests.
 */
void
_sign_limits_forget_shared (void)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&shared_lock);

  g_clear_pointer (&shared, g_hash_table_unref);
}

/**
 * _sign_limits_ref:
 * @self: limits
 *
 * Returns: (transfer full): @self
 */
SignLimits *
_sign_limits_ref (SignLimits *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * _sign_limits_unref:
 * @self: (transfer full): limits
 */
void
_sign_limits_unref (SignLimits *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_mutex_clear (&self->lock);
  g_array_unref (self->calls);
  g_free (self);
}

/**
 * _sign_limits_get_clock:
 * @self: limits
 *
 * Returns: (transfer none): the time they go by
 */
const SignClock *
_sign_limits_get_clock (SignLimits *self)
{
  return &self->clock;
}

/* When the window lets a call leave, which would be after @n others and not before @now. */
static gint64
window_next (const SignWindow *window, const GArray *calls, guint n, gint64 now)
{
  gint64 next = now;

  if (window->most > 0 && n >= window->most)
    next = MAX (next, g_array_index (calls, gint64, n - window->most) + window->span);
  if (window->left == 0)
    next = MAX (next, window->until);
  return next;
}

static void
window_forget (SignWindow *window, gint64 now)
{
  if (window->left >= 0 && window->until <= now)
    window->left = -1;
}

static gint64
next_call (SignLimits *self, gint64 now)
{
  gint64 next = MAX (now, self->blocked_until);

  window_forget (&self->minute, next);
  window_forget (&self->hour, next);
  next = window_next (&self->minute, self->calls, self->calls->len, next);
  next = window_next (&self->hour, self->calls, self->calls->len, next);
  return next;
}

static void
add_call (SignLimits *self, gint64 at)
{
  guint old = 0;

  while (old < self->calls->len && g_array_index (self->calls, gint64, old) + self->hour.span <= at)
    old++;
  g_array_remove_range (self->calls, 0, old);
  g_array_append_val (self->calls, at);
  if (self->minute.left > 0)
    self->minute.left--;
  if (self->hour.left > 0)
    self->hour.left--;
}

static guint
in_seconds (gint64 span)
{
  return span <= 0 ? 0 : (guint) ((span + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND);
}

/**
 * _sign_limits_take:
 * @self: limits
 * @func: (nullable): told when one has to wait
 * @user_data: for @func
 * @cancellable: (nullable): ends the waiting
 *
 * Waits until one more call may leave, and counts it.
 *
 * Returns: %FALSE when cancelled
 */
gboolean
_sign_limits_take (SignLimits *self,
                   SignLimitsFunc func,
                   gpointer user_data,
                   GCancellable *cancellable)
{
  while (!g_cancellable_is_cancelled (cancellable))
    {
      gint64 now, next;

      g_mutex_lock (&self->lock);
      now = self->clock.now (self->clock.data);
      next = next_call (self, now);
      if (next <= now)
        add_call (self, now);
      g_mutex_unlock (&self->lock);
      if (next <= now)
        return TRUE;
      if (func != NULL)
        func (in_seconds (next - now), user_data);
      self->clock.wait (next, cancellable, self->clock.data);
    }
  return FALSE;
}

/**
 * _sign_limits_block:
 * @self: limits
 * @seconds: how long the server said that it takes no more calls
 */
void
_sign_limits_block (SignLimits *self, guint seconds)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 span = MIN ((gint64) seconds * G_TIME_SPAN_SECOND, MOST_WAIT);
  gint64 until = self->clock.now (self->clock.data) + span;

  self->blocked_until = MAX (self->blocked_until, until);
}

/* A number that a server said, or -1. */
static gint64
read_number (GHashTable *headers, const char *name)
{
  const char *text = g_hash_table_lookup (headers, name);
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &number, NULL))
    return -1;
  return (gint64) number;
}

/* The first that the server said. */
static gint64
read_first (GHashTable *headers, const char *const *names)
{
  gint64 number = -1;

  for (guint i = 0; names[i] != NULL && number < 0; i++)
    number = read_number (headers, names[i]);
  return number;
}

static void
window_note (SignWindow *window, gint64 most, gint64 left, gint64 until)
{
  if (most > 0 && most <= MOST_CALLS)
    window->most = (guint) most;
  if (left < 0)
    return;
  /* within the same window what is left only shrinks, in whatever order answers come in */
  if (window->left >= 0 && ABS (window->until - until) < 5 * G_TIME_SPAN_SECOND)
    window->left = MIN (window->left, left);
  else
    window->left = left;
  window->until = until;
}

/**
 * _sign_limits_note:
 * @self: limits
 * @headers: of an answer, in lower case
 *
 * Learns what the server says of its limits: others may use the same key.
 */
void
_sign_limits_note (SignLimits *self, GHashTable *headers)
{
  static const char *const most_names[] = { "x-ratelimit-limit-minute", "ratelimit-limit",
                                            "x-ratelimit-limit", NULL };
  static const char *const left_names[] = { "x-ratelimit-remaining-minute", "ratelimit-remaining",
                                            "x-ratelimit-remaining", NULL };
  static const char *const reset_names[] = { "ratelimit-reset", "x-ratelimit-reset", NULL };
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 now = self->clock.now (self->clock.data);
  gint64 wall = self->clock.wall (self->clock.data);
  gint64 reset = read_first (headers, reset_names);

  if (reset > EPOCH_BEGINS)
    reset = MAX (reset - wall / G_TIME_SPAN_SECOND, 0);
  reset = reset < 0 || reset > 60 ? 60 : reset;
  window_note (&self->minute, read_first (headers, most_names), read_first (headers, left_names),
               now + reset * G_TIME_SPAN_SECOND + MARGIN);
  window_note (&self->hour, read_number (headers, "x-ratelimit-limit-hour"),
               read_number (headers, "x-ratelimit-remaining-hour"),
               now + HOUR - wall % HOUR + MARGIN);
}

/**
 * _sign_limits_estimate:
 * @self: limits
 * @n_calls: how many calls are to be made
 *
 * Returns: after how many seconds the last of them may leave, were they to take no time
 */
guint
_sign_limits_estimate (SignLimits *self, guint n_calls)
{
  g_autoptr (SignLimits) copy = NULL;
  gint64 start, now;

  g_mutex_lock (&self->lock);
  copy = _sign_limits_new (self->minute.most, self->hour.most, &self->clock);
  copy->minute = self->minute;
  copy->hour = self->hour;
  copy->blocked_until = self->blocked_until;
  g_array_append_vals (copy->calls, self->calls->data, self->calls->len);
  g_mutex_unlock (&self->lock);
  start = now = self->clock.now (self->clock.data);
  for (guint i = 0; i < n_calls; i++)
    {
      gint64 next;

      while ((next = next_call (copy, now)) > now)
        now = next;
      add_call (copy, now);
    }
  return in_seconds (now - start);
}
