/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-seats-private.h"

G_BEGIN_DECLS

/**
 * StoreSeatsOther:
 *
 * What this seat knows of another one.
 */
typedef struct
{
  StoreSeatRecord *record; /* (owned): as last read */
  guint slot;
  gint64 moved_at;   /* monotonic µs: when it was last seen to move */
  gboolean is_held;  /* its byte, when it was last tried */
  gboolean is_known; /* its byte was held once: locks cross */
  guint n_moves;     /* seen since its byte was found free */
} StoreSeatsOther;

struct _StoreSeats
{
  char *path; /* (owned): of the database */
  GThread *thread;
  GMutex mutex;
  GCond changed;
  gboolean is_leaving; /* (mutex mutex) */
  gboolean has_left;   /* (mutex mutex): the thread has come to its end */
  gboolean is_alone;   /* (mutex mutex): and nobody waits for it */

  /* Of the thread, and before it begins. */
  int fd; /* holds our byte */
  guint slot;
  gint64 last_beat; /* boot-time µs: counts while the computer sleeps, too */

  StoreSeatRecord *mine; /* (mutex mutex) */
  GHashTable *others;    /* (mutex mutex): id → StoreSeatsOther */
  char *refusal;         /* (mutex mutex) (nullable): why nobody may save; set once */
  gboolean is_saving;    /* (mutex mutex) */
};

/* store-seats-watch.c */
gboolean _store_seats_is_silent (const StoreSeatsOther *other);
gboolean _store_seats_is_stuck (const StoreSeatsOther *other);

G_END_DECLS
