/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-lines-private.h"

#include <string.h>

/* When somebody was last written to about a student and a period, of all that left in a year: the
 * index of sent messages holds all that is asked for. */
static const char query[] = "SELECT student_id, period_id, MAX (sent_at) FROM message"
                            " WHERE sent_at IS NOT NULL AND student_id IS NOT NULL"
                            " AND period_id IN (SELECT id FROM period WHERE school_year_id = $1)"
                            " GROUP BY period_id, student_id";

/* Of a timestamp, what tells the day wherever one is: zones differ by whole quarters of an hour,
 * and messages leave many at a time. */
#define PREFIX "2026-11-24T08:0"

typedef struct
{
  gint64 student_id;
  gint64 period_id;
} Place;

static guint
place_hash (gconstpointer key)
{
  const Place *place = key;

  return g_int64_hash (&place->student_id) * 31 + g_int64_hash (&place->period_id);
}

static gboolean
place_equal (gconstpointer a, gconstpointer b)
{
  const Place *first = a, *second = b;

  return first->student_id == second->student_id && first->period_id == second->period_id;
}

/* (transfer full): the day, here, of a timestamp */
static char *
local_day (const char *timestamp)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (timestamp, NULL);
  g_autoptr (GDateTime) here = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return here != NULL ? g_date_time_format (here, "%Y-%m-%d") : g_strndup (timestamp, 10);
}

static const char *
find_day (GHashTable *days, const char *timestamp)
{
  g_autofree char *prefix = g_strndup (timestamp, strlen (PREFIX));
  char *day = g_hash_table_lookup (days, prefix);

  if (day == NULL)
    {
      day = local_day (timestamp);
      g_hash_table_insert (days, g_steal_pointer (&prefix), day);
    }
  return day;
}

/**
 * _store_line_messages_load:
 * @connection: a connection
 * @school_year_id: a school year
 * @error: return location
 *
 * Returns: (transfer full): for _store_line_messages_fill(), or %NULL
 */
GHashTable *
_store_line_messages_load (StoreConnection *connection, gint64 school_year_id, GError **error)
{
  g_autoptr (GHashTable) messages = g_hash_table_new_full (place_hash, place_equal, g_free, g_free);
  g_autoptr (GHashTable) days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, query, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  store_statement_bind_int (statement, 1, school_year_id);
  while (store_statement_step (statement, &has_row, error))
    {
      Place place;

      if (!has_row)
        return g_steal_pointer (&messages);
      place.student_id = store_statement_get_int (statement, 0);
      place.period_id = store_statement_get_int (statement, 1);
      g_hash_table_insert (messages, g_memdup2 (&place, sizeof place),
                           g_strdup (find_day (days, store_statement_get_text (statement, 2))));
    }
  return NULL;
}

/**
 * _store_line_messages_fill:
 * @messages: what _store_line_messages_load() gave
 * @line: a line with its ids
 *
 * Adds to a line when somebody was last written to about it.
 */
void
_store_line_messages_fill (GHashTable *messages, ModelLine *line)
{
  const Place place = { line->student_id, line->period_id };
  const char *day =
      g_hash_table_size (messages) > 0 ? g_hash_table_lookup (messages, &place) : NULL;

  if (day == NULL)
    return;
  g_free (line->messaged_on);
  line->messaged_on = g_strdup (day);
}
