/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SignClock:
 * @now: microseconds that only go forward
 * @wall: microseconds since 1970
 * @wait: until @now is there, or the cancellable fires
 * @data: given to each
 *
 * The time, so that a test need not wait for it.
 */
typedef struct
{
  gint64 (*now) (gpointer data);
  gint64 (*wall) (gpointer data);
  void (*wait) (gint64 until, GCancellable *cancellable, gpointer data);
  gpointer data;
} SignClock;

extern const SignClock _sign_clock_real;

/**
 * SignLimits:
 *
 * Keeps calls within what a provider takes in a minute and in an hour. All sessions of this program
 * with the same key and server share one.
 */
typedef struct _SignLimits SignLimits;

typedef void (*SignLimitsFunc) (guint seconds, gpointer user_data);

SignLimits *_sign_limits_new (guint per_minute, guint per_hour, const SignClock *clock);
SignLimits *
_sign_limits_shared (const char *url, const char *key, guint per_minute, guint per_hour);
SignLimits *_sign_limits_ref (SignLimits *self);
void _sign_limits_unref (SignLimits *self);
const SignClock *_sign_limits_get_clock (SignLimits *self);
gboolean _sign_limits_take (SignLimits *self,
                            SignLimitsFunc func,
                            gpointer user_data,
                            GCancellable *cancellable);
void _sign_limits_note (SignLimits *self, GHashTable *headers);
void _sign_limits_block (SignLimits *self, guint seconds);
guint _sign_limits_estimate (SignLimits *self, guint n_calls);
void _sign_limits_forget_shared (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignLimits, _sign_limits_unref)

G_END_DECLS
