/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-message.h"
#include "model-record.h"
#include "store-connection.h"

G_BEGIN_DECLS

/* The outbox of a database: what waits, what is due, and what becomes of it beside the history. */

#define STORE_MESSAGE_STATE_BIT(state) (1u << (state))

/**
 * StoreMessageFilter:
 * @agreement_id: only what is about it; 0: all
 * @student_id: only what is about this student; 0: all
 * @period_id: only what is about this period; 0: all
 * @states: a set of #STORE_MESSAGE_STATE_BIT; 0: all
 * @batch: (nullable): only what was queued together under this name
 * @max: at most so many; 0: all
 *
 * Which messages are wanted.
 */
typedef struct
{
  gint64 agreement_id;
  gint64 student_id;
  gint64 period_id;
  guint states;
  const char *batch;
  guint max;
} StoreMessageFilter;

/**
 * StoreMessage:
 * @record: the row of `message`
 * @student: whom it is about, "ABADIE Léa", or ""
 *
 * A message of the outbox.
 */
typedef struct
{
  ModelRecord *record;
  char *student;
} StoreMessage;

/**
 * StoreMessageDue:
 * @channel: (nullable): key of `message.channel`; %NULL: all
 * @now: UTC timestamp
 * @ahead: UTC timestamp: what was written or put off later than this has it from a clock that was
 *   wrong, and is due
 * @max: at most so many
 *
 * Which messages are to leave.
 */
typedef struct
{
  const char *channel;
  const char *now;
  const char *ahead;
  guint max;
} StoreMessageDue;

/**
 * StoreMessageCounts:
 * @n_waiting: queued or being sent
 * @n_failed: refused or unknown
 *
 * How the outbox stands.
 */
typedef struct
{
  guint n_waiting;
  guint n_failed;
} StoreMessageCounts;

GPtrArray *
store_messages_load (StoreConnection *connection, const StoreMessageFilter *filter, GError **error);
void store_message_free (StoreMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreMessage, store_message_free)

gboolean
store_messages_count (StoreConnection *connection, StoreMessageCounts *counts, GError **error);
GArray *
store_messages_due (StoreConnection *connection, const StoreMessageDue *due, GError **error);
gboolean store_messages_next (StoreConnection *connection, char **not_before, GError **error);
gboolean store_messages_has_once (StoreConnection *connection,
                                  const char *once,
                                  gboolean *found,
                                  GError **error);
gboolean store_messages_count_once (StoreConnection *connection,
                                    const char *prefix,
                                    guint *n,
                                    char **last,
                                    GError **error);
gboolean store_messages_begin (StoreConnection *connection,
                               gint64 id,
                               const char *now,
                               gboolean *begun,
                               GError **error);
gboolean store_messages_put_back (StoreConnection *connection,
                                  gint64 id,
                                  const char *not_before,
                                  const char *answer,
                                  const char *problem,
                                  gboolean *done,
                                  GError **error);

G_END_DECLS
