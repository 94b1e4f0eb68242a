/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "cli-place.h"
#include "model-value.h"
#include "work-line.h"
#include "work-note.h"

#include <glib/gi18n-lib.h>

#define N_COLUMNS 7

/* A note, and the line that it was found by. */
typedef struct
{
  ModelRecord *note; /* (owned) */
  ModelLine *line;
} Found;

static void
found_clear (gpointer data)
{
  g_clear_object (&((Found *) data)->note);
}

/* ---- adding one ---- */

/* (transfer full): "positive" for "Positive" and "positif" too; @otherwise when nothing is given */
static char *
parse_choice (const char *key, const char *text, const char *otherwise, GError **error)
{
  char *canonical = NULL;

  if (text == NULL)
    return g_strdup (otherwise);
  if (!model_value_parse (model_field_find (key), text, &canonical, error))
    return NULL;
  return canonical != NULL ? canonical : g_strdup (otherwise);
}

static gboolean
add (CliCall *call, WorkSchool *school, WorkOverview *overview, GError **error)
{
  g_autoptr (GPtrArray) lines = cli_place_choose_to_change (call, overview, error);
  g_autofree char *tone = NULL;
  g_autofree char *audience = NULL;
  g_autoptr (WorkDone) done = NULL;
  WorkNote note = { .text = call->arguments[1] };
  ModelLine *line;

  if (lines == NULL)
    return FALSE;
  tone = parse_choice ("note.tone", call->tone, "information", error);
  audience =
      tone != NULL ? parse_choice ("note.audience", call->audience, "administration", error) : NULL;
  if (audience == NULL)
    return FALSE;
  if (call->teacher != NULL)
    {
      note.teacher_id = cli_place_pick (school, MODEL_ENTITY_TEACHER, call->teacher, error);
      if (note.teacher_id == 0)
        return FALSE;
    }
  line = g_ptr_array_index (lines, 0);
  note.place.student_id = line->student_id;
  if (call->period != NULL || call->numbers != NULL)
    note.place.period_id = line->period_id;
  if (call->numbers != NULL)
    {
      note.placement_id = line->placement_id;
      note.agreement_id = line->agreement_id;
    }
  note.tone = tone;
  note.audience = audience;
  done = work_school_apply (school, work_change_note_new (&note), error);
  return done != NULL;
}

/* ---- finding them ---- */

static gboolean
find_of_line (WorkSchool *school, ModelLine *line, GHashTable *seen, GArray *found, GError **error)
{
  g_autoptr (WorkLineDetail) detail = NULL;

  if (line->n_notes == 0)
    return TRUE;
  detail = work_school_read (school, work_query_line_new (line->student_id, line->search_id, 0, 0),
                             error);
  for (guint i = 0; detail != NULL && i < detail->notes->len; i++)
    {
      ModelRecord *note = detail->notes->pdata[i];
      Found one = { note, line };

      /* What is said of a student is said on each of the student's lines. */
      if (!g_hash_table_add (seen, GSIZE_TO_POINTER ((gsize) model_record_get_id (note))))
        continue;
      g_object_ref (note);
      g_array_append_val (found, one);
    }
  return detail != NULL;
}

/* (transfer full): latest first within each line */
static GArray *
find (CliCall *call, WorkSchool *school, WorkOverview *overview, GError **error)
{
  g_autoptr (GPtrArray) lines = cli_place_choose (call, overview, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));

  g_array_set_clear_func (found, found_clear);
  if (lines == NULL)
    return NULL;
  for (guint i = 0; i < lines->len; i++)
    if (g_cancellable_set_error_if_cancelled (call->cancellable, error)
        || !find_of_line (school, lines->pdata[i], seen, found, error))
      return NULL;
  return g_steal_pointer (&found);
}

static gboolean
mark_read (CliCall *call, WorkSchool *school, WorkOverview *overview, GError **error)
{
  g_autoptr (GArray) found = find (call, school, overview, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (WorkDone) done = NULL;

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      gint64 id = model_record_get_id (g_array_index (found, Found, i).note);

      g_array_append_val (ids, id);
    }
  if (found != NULL)
    done = work_school_apply (
        school, work_change_notes_read_new ((const gint64 *) (gpointer) ids->data, ids->len, TRUE),
        error);
  return done != NULL;
}

/* ---- listing them ---- */

static void
add_note (JsonBuilder *builder, const Found *found)
{
  static const char *const columns[] = { "made_at", "author",   "author_role",
                                         "tone",    "audience", "text" };
  gboolean is_of_period = model_record_get (found->note, "search_id") != NULL;
  gboolean is_of_agreement = model_record_get (found->note, "agreement_id") != NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    cli_output_json_text (builder, columns[i], model_record_get (found->note, columns[i]));
  cli_output_json_text (builder, "student", found->line->student);
  cli_output_json_text (builder, "class", found->line->class_name);
  cli_output_json_text (builder, "period", is_of_period ? found->line->period_name : NULL);
  cli_output_json_text (builder, "number", is_of_agreement ? found->line->number : NULL);
  cli_output_json_boolean (builder, "read", model_record_get (found->note, "read_at") != NULL);
  json_builder_end_object (builder);
}

static const char *
label_of (ModelRecord *note, const char *key, const char *column)
{
  const char *label =
      model_value_choice_label (model_field_find (key), model_record_get (note, column));

  return label != NULL ? _ (label) : "";
}

static char **
table_row (const Found *found)
{
  ModelRecord *note = found->note;
  char **row = g_new0 (char *, N_COLUMNS + 1);
  guint c = 0;

  row[c++] = model_value_format (model_field_find ("note.made_at"),
                                 model_record_get_or_empty (note, "made_at"));
  row[c++] = g_strdup (found->line->student);
  row[c++] = g_strdup (model_record_get_or_empty (note, "author"));
  row[c++] = g_strdup (label_of (note, "note.tone", "tone"));
  row[c++] = g_strdup (label_of (note, "note.audience", "audience"));
  row[c++] = g_strdup (model_record_get (note, "read_at") != NULL ? "" : _ ("Unread"));
  row[c++] = g_strdup (model_record_get_or_empty (note, "text"));
  return row;
}

static gboolean
list (CliCall *call, WorkSchool *school, WorkOverview *overview, GError **error)
{
  const char *headings[N_COLUMNS] = { _ ("Day and hour"), _ ("Student"),  _ ("By whom"),
                                      _ ("Kind of note"), _ ("For whom"), _ ("Unread"),
                                      _ ("Text") };
  g_autoptr (GArray) found = find (call, school, overview, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (found == NULL)
    return FALSE;
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->len; i++)
    if (call->json)
      add_note (builder, &g_array_index (found, Found, i));
    else
      g_ptr_array_add (rows, table_row (&g_array_index (found, Found, i)));
  json_builder_end_array (builder);
  if (call->json)
    cli_output_json (builder);
  else
    cli_output_table (headings, N_COLUMNS, rows);
  return TRUE;
}

static gboolean
run (CliCall *call, WorkSchool *school, GError **error)
{
  g_autoptr (WorkOverview) overview = cli_place_load (school, call->year, error);
  g_autoptr (WorkOverview) after = NULL;

  if (overview == NULL)
    return FALSE;
  if (call->arguments[1] == NULL && !call->read)
    return list (call, school, overview, error);
  if (call->arguments[1] != NULL ? !add (call, school, overview, error)
                                 : !mark_read (call, school, overview, error))
    return FALSE;
  after = work_school_load (school, overview->year_id, error);
  return after != NULL && list (call, school, after, error);
}

static gboolean
is_used_well (CliCall *call)
{
  gboolean is_new = call->arguments[1] != NULL;

  if (!is_new && (call->tone != NULL || call->audience != NULL || call->teacher != NULL))
    cli_output_usage (_ ("The note says nothing: write a few words."));
  else if (is_new && call->read)
    cli_output_usage (_ ("Write a note, or say with --read that the others have been read."));
  else if (is_new && call->student == NULL
           && (call->numbers == NULL || g_strv_length (call->numbers) != 1))
    cli_output_usage (_ ("A note is about one student: say which, with --student or --number."));
  else
    return TRUE;
  return FALSE;
}

/**
 * cli_note_run:
 * @call: DB [TEXT]
 *
 * Lists notes, adds one, or says that they have been read.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_note_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  gboolean is_done;

  if (!is_used_well (call))
    return CLI_EXIT_USAGE;
  school = cli_place_open (call, call->arguments[1] != NULL || call->read, &error);
  if (school == NULL)
    return cli_output_error (error);
  is_done = run (call, school, &error);
  cli_place_close (school);
  return is_done ? CLI_EXIT_DONE : cli_output_error (error);
}
