/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-send-private.h"

#include <glib/gi18n-lib.h>

#include "store-messages.h"
#include "work-message-rule-private.h"
#include "work-signing-private.h"

/* However far off the next one is, a clock may be put right before. */
#define MOST_PAUSE 3600u

/* What another seat is sending may be left to this one. */
#define OTHERS_SECONDS 120

typedef struct
{
  const char *holder;
  GPtrArray *found; /* (element-type ModelRecord) */
} Recovery;

static gboolean
recover_one (StoreConnection *connection, Recovery *recovery, ModelRecord *message, GError **error)
{
  gint64 id = model_record_get_id (message);
  gboolean taken;

  if (!_work_message_lease_take (connection, id, recovery->holder, &taken, error))
    return FALSE;
  if (!taken)
    return TRUE;
  g_ptr_array_add (recovery->found, g_object_ref (message));
  model_record_set_canonical (message, "state", "unknown");
  model_record_set_canonical (message, "not_before", NULL);
  model_record_set_canonical (message, "problem",
                              _ ("Paraphe was interrupted while this was being sent: find out "
                                 "whether it arrived before you send it again."));
  return _work_message_save_outcome (connection, message, error)
         && _work_message_lease_drop (connection, id, recovery->holder, error);
}

static gboolean
recover_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  Recovery *recovery = data;
  g_autoptr (GPtrArray) sending =
      store_find (connection, MODEL_ENTITY_MESSAGE, "state", "sending", error);

  g_ptr_array_set_size (recovery->found, 0);
  if (!_work_message_keep_quiet (connection, error))
    return FALSE;
  for (guint i = 0; sending != NULL && i < sending->len; i++)
    if (!recover_one (connection, recovery, sending->pdata[i], error))
      return FALSE;
  return sending != NULL;
}

/**
 * _work_message_recover:
 * @school: a school
 * @holder: who asks
 * @error: return location for a #StoreError
 *
 * What a seat was sending that is gone may have left or not: it is unknown, and only a person's
 * word sends it again. What is not to leave in quiet hours waits.
 *
 * Returns: (transfer full) (element-type ModelRecord): those messages; %NULL when it could not be
 *   written
 */
GPtrArray *
_work_message_recover (WorkSchool *school, const char *holder, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  Recovery recovery = { holder, found };

  return _work_signing_write (school, recover_in_transaction, &recovery, error)
             ? g_steal_pointer (&found)
             : NULL;
}

/* ---- when to come back ---- */

/* Seconds from now until @timestamp; 0 when it has been. */
static guint
seconds_until (const char *timestamp)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_iso8601 (timestamp, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  GTimeSpan span = then != NULL ? g_date_time_difference (then, now) : 0;

  return span > 0 ? (guint) (MIN (span / G_TIME_SPAN_SECOND + 1, MOST_PAUSE)) : 0;
}

/* When another seat's are looked for, and when it is asked whether an SMS arrived. */
static StoreStatement *
ask_others (StoreConnection *connection, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT MIN (CASE WHEN state = 'sending' THEN $1 ELSE not_before END) FROM message"
      " WHERE state = 'sending' OR (state = 'sent' AND channel = 'sms' AND not_before IS NOT NULL)",
      error);
  g_autofree char *later = _work_message_time (OTHERS_SECONDS);
  gboolean has_row;

  if (statement == NULL)
    return NULL;
  store_statement_bind_text (statement, 1, later);
  return store_statement_step (statement, &has_row, error) && has_row ? g_steal_pointer (&statement)
                                                                      : NULL;
}

static gpointer
read_pause (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (StoreStatement) others = ask_others (connection, error);
  g_autofree char *next = NULL;
  guint pause = MOST_PAUSE + 1;

  if (others == NULL || !store_messages_next (connection, &next, error))
    return NULL;
  if (next != NULL)
    pause = seconds_until (next);
  if (!store_statement_is_null (others, 0))
    pause = MIN (pause, seconds_until (store_statement_get_text (others, 0)));
  return pause <= MOST_PAUSE ? GUINT_TO_POINTER (MAX (pause, 1)) : NULL;
}

/**
 * _work_message_pause:
 * @school: a school
 *
 * Returns: seconds until something is to be done again; 0: nothing waits
 */
guint
_work_message_pause (WorkSchool *school)
{
  return GPOINTER_TO_UINT (
      store_queue_run (work_school_get_queue (school), read_pause, NULL, NULL, NULL));
}
