/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-messages.h"

#include <string.h>

#include "base-text.h"
#include "store-record-private.h"

/* Said beside each state that is asked for: it is what the index of open messages is known by. */
#define IS_OPEN "state NOT IN ('sent', 'cancelled')"

#define CLOSED \
  (STORE_MESSAGE_STATE_BIT (MODEL_MESSAGE_SENT) | STORE_MESSAGE_STATE_BIT (MODEL_MESSAGE_CANCELLED))

static const char count_query[] =
    "SELECT SUM (CASE WHEN state IN ('queued', 'sending') THEN 1 ELSE 0 END),"
    " SUM (CASE WHEN state IN ('refused', 'unknown') THEN 1 ELSE 0 END)"
    " FROM message WHERE " IS_OPEN;
static const char due_query[] =
    "SELECT id FROM message WHERE state = 'queued' AND " IS_OPEN " AND (channel = $3 OR $3 IS NULL)"
    " AND (not_before IS NULL OR not_before <= $1 OR made_at > $4"
    " OR (attempts > 0 AND not_before > $4))"
    " ORDER BY not_before IS NOT NULL, not_before, id LIMIT $2";
static const char next_query[] =
    "SELECT COALESCE (not_before, '') FROM message WHERE state = 'queued' AND " IS_OPEN
    " ORDER BY COALESCE (not_before, ''), id LIMIT 1";
static const char once_query[] = "SELECT 1 FROM message WHERE once = $1";
static const char count_once_query[] =
    "SELECT COUNT (*), MAX (made_at) FROM message WHERE once >= $1 AND once < $2";
static const char begin_query[] =
    "UPDATE message SET state = 'sending', attempts = COALESCE (attempts, 0) + 1,"
    " version = version + 1 WHERE id = $1 AND state = 'queued'"
    " AND (not_before IS NULL OR not_before <= $2)";
static const char put_back_query[] =
    "UPDATE message SET state = 'queued', not_before = $2, answer = $3, problem = $4,"
    " version = version + 1 WHERE id = $1 AND state = 'sending'";

/**
 * store_message_free:
 * @self: (transfer full) (nullable): a message
 */
void
store_message_free (StoreMessage *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->record);
  g_free (self->student);
  g_free (self);
}

/* ---- the list ---- */

static void
append_states (GString *sql, guint states)
{
  const char *separator = "";

  if (states == 0)
    return;
  g_string_append (sql, " AND m.state IN (");
  for (guint i = 0; i < MODEL_MESSAGE_N_STATES; i++)
    if ((states & STORE_MESSAGE_STATE_BIT (i)) != 0)
      {
        g_string_append_printf (sql, "%s'%s'", separator, model_message_state_info (i)->key);
        separator = ", ";
      }
  g_string_append (sql, ")");
  if ((states & CLOSED) == 0)
    g_string_append (sql, " AND m." IS_OPEN);
}

static char *
list_sql (const StoreMessageFilter *filter)
{
  const ModelEntityInfo *info = model_entity_info (MODEL_ENTITY_MESSAGE);
  g_autoptr (GString) sql = g_string_new ("SELECT m.id, m.version");
  const struct
  {
    const char *column;
    gint64 id;
  } references[] = {
    { "agreement_id", filter->agreement_id },
    { "student_id", filter->student_id },
    { "period_id", filter->period_id },
  };

  for (guint i = 0; i < info->n_fields; i++)
    g_string_append_printf (sql, ", m.%s", model_field_column (&info->fields[i]));
  g_string_append (sql, ", COALESCE (s.used_name, s.family_name), s.given_name FROM message m"
                        " LEFT JOIN student s ON s.id = m.student_id WHERE m.id > 0");
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (references[i].id != 0)
      g_string_append_printf (sql, " AND m.%s = %" G_GINT64_FORMAT, references[i].column,
                              references[i].id);
  append_states (sql, filter->states);
  if (filter->batch != NULL)
    g_string_append (sql, " AND m.batch = $1");
  g_string_append (sql, " ORDER BY m.id DESC");
  if (filter->max > 0)
    g_string_append_printf (sql, " LIMIT %u", filter->max);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static StoreMessage *
read_message (StoreStatement *statement)
{
  int column = (int) model_entity_info (MODEL_ENTITY_MESSAGE)->n_fields + 2;
  const char *family_name = store_statement_get_text (statement, column);
  const char *given_name = store_statement_get_text (statement, column + 1);
  g_autofree char *family = base_text_upper (family_name != NULL ? family_name : "");
  StoreMessage *message = g_new0 (StoreMessage, 1);

  message->record = _store_read_row (statement, MODEL_ENTITY_MESSAGE);
  message->student =
      g_strstrip (g_strconcat (family, " ", given_name != NULL ? given_name : "", NULL));
  return message;
}

/**
 * store_messages_load:
 * @connection: a connection
 * @filter: which ones
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type StoreMessage): the messages, latest first; or %NULL
 */
GPtrArray *
store_messages_load (StoreConnection *connection, const StoreMessageFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) messages =
      g_ptr_array_new_with_free_func ((GDestroyNotify) store_message_free);
  g_autoptr (StoreStatement) statement = NULL;
  g_autofree char *sql = NULL;
  gboolean has_row = TRUE;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (filter != NULL, NULL);

  sql = list_sql (filter);
  statement = store_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return NULL;
  if (filter->batch != NULL)
    store_statement_bind_text (statement, 1, filter->batch);
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&messages);
      g_ptr_array_add (messages, read_message (statement));
    }
  return NULL;
}

/* ---- how it stands ---- */

/* The first row of a query with up to two texts; @has_row: whether there is one. */
static StoreStatement *
ask (StoreConnection *connection,
     const char *query,
     const char *first,
     const char *second,
     gboolean *has_row,
     GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, query, error);

  if (statement == NULL)
    return NULL;
  if (first != NULL)
    store_statement_bind_text (statement, 1, first);
  if (second != NULL)
    store_statement_bind_text (statement, 2, second);
  return store_statement_step (statement, has_row, error) ? g_steal_pointer (&statement) : NULL;
}

/**
 * store_messages_count:
 * @connection: a connection
 * @counts: (out): how many wait and failed
 * @error: return location for a #StoreError
 *
 * Returns: whether they could be counted
 */
gboolean
store_messages_count (StoreConnection *connection, StoreMessageCounts *counts, GError **error)
{
  gboolean has_row;
  g_autoptr (StoreStatement) statement = ask (connection, count_query, NULL, NULL, &has_row, error);

  if (statement == NULL)
    return FALSE;
  counts->n_waiting = (guint) store_statement_get_int (statement, 0);
  counts->n_failed = (guint) store_statement_get_int (statement, 1);
  return TRUE;
}

/**
 * store_messages_due:
 * @connection: a connection
 * @due: which ones
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type gint64): ids of what is queued and may leave now, in the
 *   order in which it is to leave: what waits for no moment first, then by moment; or %NULL
 */
GArray *
store_messages_due (StoreConnection *connection, const StoreMessageDue *due, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, due_query, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  store_statement_bind_text (statement, 1, due->now);
  store_statement_bind_int (statement, 2, due->max);
  store_statement_bind_text (statement, 3, due->channel);
  store_statement_bind_text (statement, 4, due->ahead);
  while (store_statement_step (statement, &has_row, error))
    {
      gint64 id;

      if (!has_row)
        return g_steal_pointer (&ids);
      id = store_statement_get_int (statement, 0);
      g_array_append_val (ids, id);
    }
  return NULL;
}

/**
 * store_messages_next:
 * @connection: a connection
 * @not_before: (out) (transfer full) (nullable): UTC timestamp from which the first that is queued
 *   may leave, "" for at once; %NULL when nothing is queued
 * @error: return location for a #StoreError
 *
 * Returns: whether it could be asked
 */
gboolean
store_messages_next (StoreConnection *connection, char **not_before, GError **error)
{
  gboolean has_row;
  g_autoptr (StoreStatement) statement = ask (connection, next_query, NULL, NULL, &has_row, error);

  if (statement == NULL)
    return FALSE;
  *not_before = has_row ? g_strdup (store_statement_get_text (statement, 0)) : NULL;
  return TRUE;
}

/**
 * store_messages_has_once:
 * @connection: a connection
 * @once: what a message is written for once only
 * @found: (out): whether one was, whatever became of it
 * @error: return location for a #StoreError
 *
 * Returns: whether it could be asked
 */
gboolean
store_messages_has_once (StoreConnection *connection,
                         const char *once,
                         gboolean *found,
                         GError **error)
{
  g_autoptr (StoreStatement) statement = ask (connection, once_query, once, NULL, found, error);

  return statement != NULL;
}

/**
 * store_messages_count_once:
 * @connection: a connection
 * @prefix: how `once` begins, its last character a separator: "late|guardian1|mail|a12|"
 * @n: (out): how many messages there are of it
 * @last: (out) (transfer full) (nullable): UTC timestamp of the last of them
 * @error: return location for a #StoreError
 *
 * Returns: whether they could be counted
 */
gboolean
store_messages_count_once (StoreConnection *connection,
                           const char *prefix,
                           guint *n,
                           char **last,
                           GError **error)
{
  g_autofree char *end = g_strdup (prefix);
  g_autoptr (StoreStatement) statement = NULL;
  gboolean has_row;

  g_return_val_if_fail (prefix[0] > 0, FALSE);

  end[strlen (end) - 1]++;
  statement = ask (connection, count_once_query, prefix, end, &has_row, error);
  if (statement == NULL)
    return FALSE;
  *n = (guint) store_statement_get_int (statement, 0);
  *last = g_strdup (store_statement_get_text (statement, 1));
  return TRUE;
}

/* ---- beside the history ---- */

/**
 * store_messages_begin:
 * @connection: a connection
 * @id: a message
 * @now: UTC timestamp
 * @begun: (out): whether it was queued and due, and is being sent from now on
 * @error: return location for a #StoreError
 *
 * Begins an attempt: the state is "sending" and the attempts are one more. History says nothing of
 * it, but the row is a version on, so that whoever loaded it before neither deletes nor undoes it.
 *
 * Returns: whether it could be written, which @begun may be %FALSE of
 */
gboolean
store_messages_begin (StoreConnection *connection,
                      gint64 id,
                      const char *now,
                      gboolean *begun,
                      GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, begin_query, error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, id);
  store_statement_bind_text (statement, 2, now);
  if (!store_statement_run (statement, error))
    return FALSE;
  *begun = store_connection_n_changed (connection) == 1;
  return TRUE;
}

/**
 * store_messages_put_back:
 * @connection: a connection
 * @id: a message that is being sent
 * @not_before: UTC timestamp of the next attempt
 * @answer: (nullable): the server's own words
 * @problem: (nullable): why it did not leave, a sentence
 * @done: (out): whether it was being sent, and is queued from now on
 * @error: return location for a #StoreError
 *
 * What surely did not leave waits for another attempt. History says nothing of it.
 *
 * Returns: whether it could be written
 */
gboolean
store_messages_put_back (StoreConnection *connection,
                         gint64 id,
                         const char *not_before,
                         const char *answer,
                         const char *problem,
                         gboolean *done,
                         GError **error)
{
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, put_back_query, error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, id);
  store_statement_bind_text (statement, 2, not_before);
  store_statement_bind_text (statement, 3, answer);
  store_statement_bind_text (statement, 4, problem);
  if (!store_statement_run (statement, error))
    return FALSE;
  *done = store_connection_n_changed (connection) == 1;
  return TRUE;
}
