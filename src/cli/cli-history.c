/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "cli-place.h"
#include "work-error.h"
#include "work-history.h"

#include <glib/gi18n-lib.h>

#define N_COLUMNS     5
#define DEFAULT_LIMIT 200
#define MAX_LIMIT     1000000

/* What happened to a row, and to whom. */
typedef struct
{
  const WorkHistoryItem *item; /* of one of the histories */
  ModelLine *line;             /* (nullable): of the overview */
} Entry;

typedef struct
{
  CliCall *call;
  guint limit;
  WorkOverview *overview; /* (owned) (nullable) */
  GPtrArray *histories;   /* (owned) (element-type WorkHistory) */
  GArray *entries;        /* (owned) (element-type Entry), latest first */
} Telling;

static void
telling_clear (Telling *telling)
{
  g_clear_pointer (&telling->overview, work_overview_free);
  g_clear_pointer (&telling->entries, g_array_unref);
  g_clear_pointer (&telling->histories, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Telling, telling_clear)

/* ---- what happened ---- */

static gboolean
add_history (Telling *telling, WorkHistory *history, ModelLine *line, GHashTable *seen)
{
  if (history == NULL)
    return FALSE;
  g_ptr_array_add (telling->histories, history);
  for (guint i = 0; i < history->items->len; i++)
    {
      WorkHistoryItem *item = g_ptr_array_index (history->items, i);
      Entry entry = { item, line };

      /* A student's own changes belong to each of the student's lines. */
      if (g_hash_table_add (seen, &item->id))
        g_array_append_val (telling->entries, entry);
    }
  return TRUE;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const WorkHistoryItem *first = ((const Entry *) a)->item;
  const WorkHistoryItem *second = ((const Entry *) b)->item;

  return (second->id > first->id) - (second->id < first->id);
}

static gboolean
read_lines (Telling *telling, WorkSchool *school, GHashTable *seen, GError **error)
{
  CliCall *call = telling->call;
  g_autoptr (GPtrArray) lines = NULL;

  telling->overview = cli_place_load (school, call->year, error);
  if (telling->overview == NULL)
    return FALSE;
  lines = cli_place_choose (call, telling->overview, error);
  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (lines, i);

      if (g_cancellable_set_error_if_cancelled (call->cancellable, error)
          || !add_history (telling, work_school_read (school, work_query_history_new (line), error),
                           line, seen))
        return FALSE;
    }
  g_array_sort (telling->entries, compare_entries);
  return TRUE;
}

static gboolean
read_histories (Telling *telling, WorkSchool *school, GError **error)
{
  CliCall *call = telling->call;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  gboolean is_of_lines = call->class_name != NULL || call->period != NULL || call->student != NULL
                         || call->numbers != NULL || call->year != NULL;

  telling->histories = g_ptr_array_new_with_free_func ((GDestroyNotify) work_history_free);
  telling->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  if (is_of_lines && !read_lines (telling, school, seen, error))
    return FALSE;
  if (!is_of_lines
      && !add_history (
          telling, work_school_read (school, work_query_recent_history_new (telling->limit), error),
          NULL, seen))
    return FALSE;
  if (telling->entries->len > telling->limit)
    g_array_set_size (telling->entries, telling->limit);
  return TRUE;
}

/* ---- telling it ---- */

static void
add_changes (JsonBuilder *builder, GPtrArray *changes)
{
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < changes->len; i++)
    {
      const WorkHistoryChange *change = g_ptr_array_index (changes, i);

      json_builder_begin_object (builder);
      cli_output_json_text (builder, "field", change->label);
      cli_output_json_text (builder, "before", change->before);
      cli_output_json_text (builder, "after", change->after);
      cli_output_json_boolean (builder, "hidden", change->masked);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_entry (JsonBuilder *builder, const Entry *entry)
{
  const WorkHistoryItem *item = entry->item;
  const ModelLine *line = entry->line;
  const struct
  {
    const char *member;
    const char *text;
  } texts[] = {
    { "at", item->at },
    { "author", item->author },
    { "operation", item->operation_id },
    { "action", item->operation },
    { "kind", work_history_kind_key (item->kind) },
    { "summary", item->summary },
    { "student", line != NULL ? line->student : NULL },
    { "class", line != NULL ? line->class_name : NULL },
    { "period", line != NULL ? line->period_name : NULL },
    { "number", line != NULL ? line->number : NULL },
  };

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    cli_output_json_text (builder, texts[i].member, texts[i].text);
  cli_output_json_boolean (builder, "undone", item->undone);
  cli_output_json_boolean (builder, "can_undo", item->can_undo);
  add_changes (builder, item->changes);
  json_builder_end_object (builder);
}

static char *
format_moment (const char *utc)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (utc, NULL);
  g_autoptr (GDateTime) here = moment != NULL ? g_date_time_to_local (moment) : NULL;

  return here != NULL ? g_date_time_format (here, "%d/%m/%Y %H:%M") : g_strdup (utc);
}

static char **
table_row (const Entry *entry)
{
  const WorkHistoryItem *item = entry->item;
  char **row = g_new0 (char *, N_COLUMNS + 1);
  guint c = 0;

  row[c++] = format_moment (item->at);
  row[c++] = g_strdup (item->author);
  row[c++] = g_strdup (entry->line != NULL ? entry->line->student : "");
  /* Translators: an action that was taken back since. */
  row[c++] = item->undone ? g_strdup_printf (_ ("%s (undone)"), item->operation)
                          : g_strdup (item->operation);
  row[c++] = g_strdup (item->summary);
  return row;
}

static void
print_entries (const Telling *telling)
{
  const char *headings[N_COLUMNS] = { _ ("Day and hour"), _ ("By whom"), _ ("Student"),
                                      _ ("Action"), _ ("Before → after") };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < telling->entries->len; i++)
    {
      const Entry *entry = &g_array_index (telling->entries, Entry, i);

      if (telling->call->json)
        add_entry (builder, entry);
      else
        g_ptr_array_add (rows, table_row (entry));
    }
  json_builder_end_array (builder);
  if (telling->call->json)
    cli_output_json (builder);
  else
    cli_output_table (headings, N_COLUMNS, rows);
}

static gboolean
parse_limit (const char *text, guint *limit)
{
  guint64 number;

  *limit = DEFAULT_LIMIT;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, MAX_LIMIT, &number, NULL))
    return FALSE;
  *limit = (guint) number;
  return TRUE;
}

/**
 * cli_history_run:
 * @call: DB
 *
 * Tells what was done lately in a database; with options, for the students that they choose.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_history_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  g_auto (Telling) telling = { .call = call };
  gboolean is_read;

  if (!parse_limit (call->limit, &telling.limit))
    return cli_output_usage (_ ("“%s” is no number of changes; write one from 1 to %d."),
                             call->limit, MAX_LIMIT);
  school = cli_place_open (call, FALSE, &error);
  if (school == NULL)
    return cli_output_error (error);
  is_read = read_histories (&telling, school, &error);
  cli_place_close (school);
  if (!is_read)
    return cli_output_error (error);
  print_entries (&telling);
  return CLI_EXIT_DONE;
}

/* ---- taking back ---- */

static CliExit
take_back (CliCall *call, gboolean is_redo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *name = NULL;
  g_autoptr (WorkSchool) school = cli_place_open (call, TRUE, &error);

  if (school == NULL)
    return cli_output_error (error);
  name = is_redo ? work_school_redo (school, &error)
                 : work_school_undo (school, call->arguments[1], &error);
  cli_place_close (school);
  if (name == NULL)
    return cli_output_error (error);
  if (!call->json)
    {
      g_print (is_redo ? _ ("Redone: %s\n") : _ ("Undone: %s\n"), name);
      return CLI_EXIT_DONE;
    }
  json_builder_begin_object (builder);
  cli_output_json_text (builder, is_redo ? "redone" : "undone", name);
  json_builder_end_object (builder);
  cli_output_json (builder);
  return CLI_EXIT_DONE;
}

/**
 * cli_history_undo:
 * @call: DB [OPERATION]
 *
 * Takes back what this person did last, or the operation that the history names.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_history_undo (CliCall *call)
{
  return take_back (call, FALSE);
}

/**
 * cli_history_redo:
 * @call: DB
 *
 * Does again what this person took back last.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_history_redo (CliCall *call)
{
  return take_back (call, TRUE);
}
