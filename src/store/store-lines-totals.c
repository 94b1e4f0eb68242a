/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-lines-private.h"

#include <string.h>

#include "base-text.h"
#include "store-teacher.h"
#include "store-settings.h"

/* How much of an account the list shows. */
#define ACCOUNT_CHARS 80

typedef struct
{
  int n;
  int n_marked; /* unread notes; signatories that have signed */
  char *day;    /* (owned) (nullable): the latest */
  char *text;   /* (owned) (nullable): of that day */
} Total;

struct _StoreLineTotals
{
  GHashTable *interviews;    /* search id → Total */
  GHashTable *student_notes; /* student id → Total: notes that are about no period */
  GHashTable *search_notes;  /* search id → Total */
  GHashTable *signatories;   /* agreement id → Total */
  GHashTable *requests;      /* of _store_line_requests_load() */
  GHashTable *messages;      /* of _store_line_messages_load() */
  int sent_step;
  int signed_step;
  int n_steps;
  int days[4];
};

/* Where the school's deadlines are in a line and in the settings. */
static const struct
{
  const char *name;
  gsize member;
} deadlines[] = {
  { "deadline.late", G_STRUCT_OFFSET (ModelLine, late_days) },
  { "deadline.make", G_STRUCT_OFFSET (ModelLine, make_days) },
  { "deadline.chase", G_STRUCT_OFFSET (ModelLine, chase_days) },
  { "deadline.certificate", G_STRUCT_OFFSET (ModelLine, certificate_days) },
};

/* Each row: id, number, number marked, day, text. Notes that are about a sheet or an agreement name
 * its search too. */
static const char interviews_query[] =
    "SELECT search_id, 1, 0, day, account FROM interview ORDER BY search_id, day, id";
static const char student_notes_query[] =
    "SELECT student_id, COUNT (*), SUM (CASE WHEN read_at IS NULL THEN 1 ELSE 0 END), NULL, NULL"
    " FROM note WHERE search_id IS NULL GROUP BY student_id";
static const char search_notes_query[] =
    "SELECT search_id, COUNT (*), SUM (CASE WHEN read_at IS NULL THEN 1 ELSE 0 END), NULL, NULL"
    " FROM note WHERE search_id IS NOT NULL GROUP BY search_id";
/* For a teacher: what he or she has read is not what the administration has. */
static const char teacher_student_notes_query[] =
    "SELECT n.student_id, COUNT (*),"
    " SUM (CASE WHEN n.teacher_id = $1 OR r.note_id IS NOT NULL THEN 0 ELSE 1 END), NULL, NULL"
    " FROM note n LEFT JOIN note_reading r ON r.note_id = n.id AND r.teacher_id = $1"
    " WHERE n.search_id IS NULL GROUP BY n.student_id";
static const char teacher_search_notes_query[] =
    "SELECT n.search_id, COUNT (*),"
    " SUM (CASE WHEN n.teacher_id = $1 OR r.note_id IS NOT NULL THEN 0 ELSE 1 END), NULL, NULL"
    " FROM note n LEFT JOIN note_reading r ON r.note_id = n.id AND r.teacher_id = $1"
    " WHERE n.search_id IS NOT NULL GROUP BY n.search_id";
static const char signatories_query[] =
    "SELECT agreement_id, COUNT (*), SUM (CASE WHEN signed_on IS NULL THEN 0 ELSE 1 END),"
    " MAX (reminded_on), NULL FROM signatory GROUP BY agreement_id";

static void
total_free (gpointer data)
{
  Total *total = data;

  g_free (total->day);
  g_free (total->text);
  g_free (total);
}

static void
add_row (GHashTable *totals, StoreStatement *statement)
{
  gint64 id = store_statement_get_int (statement, 0);
  Total *total = g_hash_table_lookup (totals, &id);

  if (total == NULL)
    {
      total = g_new0 (Total, 1);
      g_hash_table_insert (totals, g_memdup2 (&id, sizeof id), total);
    }
  total->n += (int) store_statement_get_int (statement, 1);
  total->n_marked += (int) store_statement_get_int (statement, 2);
  g_free (total->day);
  total->day = g_strdup (store_statement_get_text (statement, 3));
  g_free (total->text);
  total->text = g_strdup (store_statement_get_text (statement, 4));
}

/* (transfer full): id → Total, of the last row of each id */
static GHashTable *
read_totals (StoreConnection *connection, const char *query, gint64 teacher_id, GError **error)
{
  g_autoptr (GHashTable) totals =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, total_free);
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, query, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  if (teacher_id != 0)
    store_statement_bind_int (statement, 1, teacher_id);
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&totals);
      add_row (totals, statement);
    }
  return NULL;
}

static gboolean
read_steps (StoreConnection *connection, StoreLineTotals *self, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT is_sent, is_signed FROM step ORDER BY position, id", error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      if (self->sent_step < 0 && store_statement_get_int (statement, 0) != 0)
        self->sent_step = self->n_steps;
      if (self->signed_step < 0 && store_statement_get_int (statement, 1) != 0)
        self->signed_step = self->n_steps;
      self->n_steps++;
    }
  return FALSE;
}

static gboolean
read_deadlines (StoreConnection *connection, StoreLineTotals *self, GError **error)
{
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);

  if (settings == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (deadlines); i++)
    self->days[i] = model_settings_get_int (settings, deadlines[i].name);
  return TRUE;
}

/**
 * _store_line_totals_load:
 * @connection: a connection
 * @school_year_id: the year of the lines
 * @error: return location
 *
 * Returns: (transfer full): what lines are filled from, or %NULL
 */
StoreLineTotals *
_store_line_totals_load (StoreConnection *connection, gint64 school_year_id, GError **error)
{
  g_autoptr (StoreLineTotals) self = g_new0 (StoreLineTotals, 1);
  gint64 teacher_id = store_connection_get_teacher (connection);
  const struct
  {
    GHashTable **totals;
    const char *query;
    gint64 teacher_id;
  } queries[] = {
    { &self->interviews, interviews_query, 0 },
    { &self->student_notes, teacher_id != 0 ? teacher_student_notes_query : student_notes_query,
      teacher_id },
    { &self->search_notes, teacher_id != 0 ? teacher_search_notes_query : search_notes_query,
      teacher_id },
    { &self->signatories, signatories_query, 0 },
  };

  self->sent_step = -1;
  self->signed_step = -1;
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      *queries[i].totals = read_totals (connection, queries[i].query, queries[i].teacher_id, error);
      if (*queries[i].totals == NULL)
        return NULL;
    }
  self->requests = _store_line_requests_load (connection, school_year_id, error);
  if (self->requests == NULL)
    return NULL;
  self->messages = _store_line_messages_load (connection, school_year_id, error);
  if (self->messages == NULL || !read_steps (connection, self, error)
      || !read_deadlines (connection, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * _store_line_totals_free:
 * @self: (transfer full) (nullable): totals
 */
void
_store_line_totals_free (StoreLineTotals *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->interviews, g_hash_table_unref);
  g_clear_pointer (&self->student_notes, g_hash_table_unref);
  g_clear_pointer (&self->search_notes, g_hash_table_unref);
  g_clear_pointer (&self->signatories, g_hash_table_unref);
  g_clear_pointer (&self->requests, g_hash_table_unref);
  g_clear_pointer (&self->messages, g_hash_table_unref);
  g_free (self);
}

static const Total *
find_total (GHashTable *totals, gint64 id)
{
  static const Total none = { 0 };
  const Total *total = id != 0 ? g_hash_table_lookup (totals, &id) : NULL;

  return total != NULL ? total : &none;
}

static void
set_text (char **text, char *value)
{
  if (value == NULL)
    return;
  g_free (*text);
  *text = value;
}

/**
 * _store_line_totals_fill:
 * @self: totals
 * @line: a line with its ids
 *
 * Adds to a line what hangs from it.
 */
void
_store_line_totals_fill (StoreLineTotals *self, ModelLine *line)
{
  const Total *interviews = find_total (self->interviews, line->search_id);
  const Total *of_student = find_total (self->student_notes, line->student_id);
  const Total *of_search = find_total (self->search_notes, line->search_id);
  const Total *signatories = find_total (self->signatories, line->agreement_id);

  set_text (&line->last_contact, g_strdup (interviews->day));
  if (interviews->text != NULL)
    set_text (&line->last_account, base_text_excerpt (interviews->text, ACCOUNT_CHARS));
  line->n_notes = of_student->n + of_search->n;
  line->n_unread = of_student->n_marked + of_search->n_marked;
  line->n_signatories = signatories->n;
  line->n_signed = signatories->n_marked;
  set_text (&line->reminded_on, g_strdup (signatories->day));
  _store_line_requests_fill (self->requests, line);
  _store_line_messages_fill (self->messages, line);
  line->n_steps = self->n_steps;
  line->sent_step = self->sent_step;
  line->signed_step = self->signed_step;
  for (guint i = 0; i < G_N_ELEMENTS (deadlines); i++)
    G_STRUCT_MEMBER (int, line, deadlines[i].member) = self->days[i];
}
