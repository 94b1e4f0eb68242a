/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-message.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli-output.h"
#include "cli-place.h"
#include "model-value.h"

#define N_COLUMNS 7

/* ---- what there is ---- */

/* Whether the call says which lines. */
static gboolean
has_place (CliCall *call)
{
  return call->class_name != NULL || call->period != NULL || call->student != NULL
         || call->numbers != NULL;
}

static gboolean
is_about (const WorkOutboxRow *row, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const ModelLine *line = lines->pdata[i];

      if (row->thing.student_id == line->student_id
          && (row->thing.agreement_id == 0 || row->thing.agreement_id == line->agreement_id))
        return TRUE;
    }
  return FALSE;
}

static void
keep (WorkOutbox *outbox, GPtrArray *lines, const char *state)
{
  for (guint i = outbox->rows->len; i > 0; i--)
    {
      const WorkOutboxRow *row = outbox->rows->pdata[i - 1];

      if ((lines != NULL && !is_about (row, lines))
          || (state != NULL && !g_str_equal (row->state, state)))
        g_ptr_array_remove_index (outbox->rows, i - 1);
    }
}

/* (transfer full): what the call asks for */
static WorkOutbox *
read_outbox (CliMessaging *messaging, GError **error)
{
  CliCall *call = messaging->call;
  g_autoptr (WorkOutbox) outbox = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *state = NULL;

  if (call->state != NULL
      && !model_value_parse (model_field_find ("message.state"), call->state, &state, error))
    return NULL;
  if (has_place (call))
    {
      overview = cli_place_load (messaging->school, call->year, error);
      lines = overview != NULL ? cli_place_choose (call, overview, error) : NULL;
      if (lines == NULL)
        return NULL;
    }
  outbox = work_school_read (messaging->school, work_query_outbox_new (0, 0), error);
  if (outbox != NULL)
    keep (outbox, lines, state);
  return g_steal_pointer (&outbox);
}

static void
add_row (JsonBuilder *builder, const WorkOutboxRow *row)
{
  json_builder_begin_object (builder);
  cli_output_json_number (builder, "id", row->id);
  cli_output_json_text (builder, "state", row->state);
  cli_output_json_text (builder, "channel", cli_message_channel_key (row->channel));
  cli_output_json_text (builder, "event", row->event);
  cli_output_json_text (builder, "for", model_message_audience_key (row->audience));
  cli_output_json_text (builder, "student", row->student);
  cli_output_json_text (builder, "name", row->name);
  cli_output_json_text (builder, "address", row->address);
  cli_output_json_text (builder, "subject", row->subject);
  cli_output_json_text (builder, "text", row->body);
  cli_output_json_text (builder, "attachment", row->attachment);
  cli_output_json_number (builder, "attempts", row->attempts);
  cli_output_json_number (builder, "parts", row->parts);
  cli_output_json_text (builder, "made_at", row->made_at);
  cli_output_json_text (builder, "not_before", row->not_before);
  cli_output_json_text (builder, "sent_at", row->sent_at);
  cli_output_json_text (builder, "answer", row->answer);
  cli_output_json_text (builder, "problem", row->problem);
  cli_output_json_text (builder, "cost", row->cost);
  cli_output_json_text (builder, "batch", row->batch);
  json_builder_end_object (builder);
}

static char **
cells_of (const WorkOutboxRow *row)
{
  const char *state = model_value_choice_label (model_field_find ("message.state"), row->state);
  char **cells = g_new0 (char *, N_COLUMNS + 1);

  cells[0] = g_strdup_printf ("%" G_GINT64_FORMAT, row->id);
  cells[1] = g_strdup (state != NULL ? _ (state) : row->state);
  cells[2] = g_strdup (cli_message_channel_key (row->channel));
  cells[3] = g_strdup (row->name);
  cells[4] = g_strdup (row->address);
  cells[5] = g_strdup (row->student);
  cells[6] = g_strdup (row->problem != NULL ? row->problem : "");
  return cells;
}

/**
 * cli_message_list:
 * @messaging: the call
 *
 * Lists the outbox.
 *
 * Returns: what the program ends with
 */
CliExit
cli_message_list (CliMessaging *messaging)
{
  const char *headings[N_COLUMNS] = { _ ("No."),     _ ("State"),   _ ("Channel"), _ ("Recipient"),
                                      _ ("Address"), _ ("Student"), _ ("Problem") };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (WorkOutbox) outbox = read_outbox (messaging, &error);

  if (outbox == NULL)
    return cli_output_error (error);
  json_builder_begin_array (builder);
  for (guint i = 0; i < outbox->rows->len; i++)
    {
      add_row (builder, outbox->rows->pdata[i]);
      g_ptr_array_add (rows, cells_of (outbox->rows->pdata[i]));
    }
  json_builder_end_array (builder);
  if (messaging->call->json)
    cli_output_json (builder);
  else
    cli_output_table (headings, N_COLUMNS, rows);
  return CLI_EXIT_DONE;
}

/* ---- some of it ---- */

/* (transfer full): the messages that are named; %NULL when a word is no number, which is told */
static GArray *
parse_ids (CliMessaging *messaging)
{
  char **words = messaging->call->arguments + 1;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; words[i] != NULL; i++)
    {
      gint64 id;

      if (!g_ascii_string_to_signed (words[i], 10, 1, G_MAXINT64, &id, NULL))
        {
          cli_output_usage (
              _ ("“%s” is no message; “paraphectl message list” shows their numbers."), words[i]);
          return NULL;
        }
      g_array_append_val (ids, id);
    }
  if (ids->len > 0)
    return g_steal_pointer (&ids);
  cli_output_usage (_ ("Say which messages; “paraphectl message list” shows their numbers."));
  return NULL;
}

static const gint64 *
ids_of (const GArray *ids)
{
  return (const gint64 *) (gconstpointer) ids->data;
}

static gboolean
is_named (const WorkOutboxRow *row, const GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    if (ids_of (ids)[i] == row->id)
      return TRUE;
  return FALSE;
}

static void
print_row (const WorkOutboxRow *row)
{
  const char *state = model_value_choice_label (model_field_find ("message.state"), row->state);

  g_print ("%" G_GINT64_FORMAT "  %s\n%s <%s>\n", row->id, state != NULL ? _ (state) : row->state,
           row->name, row->address);
  if (row->subject != NULL)
    g_print ("%s\n", row->subject);
  if (row->attachment != NULL)
    g_print ("%s\n", row->attachment);
  if (row->problem != NULL)
    g_print ("%s\n", row->problem);
  if (row->answer != NULL)
    g_print ("%s\n", row->answer);
  g_print ("\n%s\n\n", row->body);
}

/**
 * cli_message_show:
 * @messaging: the call
 *
 * Shows messages whole.
 *
 * Returns: %CLI_EXIT_FAILED when there is one missing
 */
CliExit
cli_message_show (CliMessaging *messaging)
{
  g_autoptr (GArray) ids = parse_ids (messaging);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOutbox) outbox = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint n = 0;

  if (ids == NULL)
    return CLI_EXIT_USAGE;
  outbox = work_school_read (messaging->school, work_query_outbox_new (0, 0), &error);
  if (outbox == NULL)
    return cli_output_error (error);
  json_builder_begin_array (builder);
  for (guint i = 0; i < outbox->rows->len; i++)
    {
      if (!is_named (outbox->rows->pdata[i], ids))
        continue;
      n++;
      add_row (builder, outbox->rows->pdata[i]);
      if (!messaging->call->json)
        print_row (outbox->rows->pdata[i]);
    }
  json_builder_end_array (builder);
  if (messaging->call->json)
    cli_output_json (builder);
  return n == ids->len ? CLI_EXIT_DONE : CLI_EXIT_FAILED;
}

static CliExit
apply (CliMessaging *messaging, WorkChange *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply (messaging->school, change, &error);

  return done != NULL ? CLI_EXIT_DONE : cli_output_error (error);
}

/**
 * cli_message_retry:
 * @messaging: the call
 *
 * Lets messages leave again; those that may have arrived only with --force.
 *
 * Returns: what the program ends with
 */
CliExit
cli_message_retry (CliMessaging *messaging)
{
  g_autoptr (GArray) ids = parse_ids (messaging);

  return ids != NULL ? apply (messaging, work_change_messages_retry_new (ids_of (ids), ids->len,
                                                                         messaging->call->force))
                     : CLI_EXIT_USAGE;
}

/**
 * cli_message_cancel:
 * @messaging: the call
 *
 * Takes back messages that have not left.
 *
 * Returns: what the program ends with
 */
CliExit
cli_message_cancel (CliMessaging *messaging)
{
  g_autoptr (GArray) ids = parse_ids (messaging);

  return ids != NULL ? apply (messaging, work_change_messages_cancel_new (ids_of (ids), ids->len))
                     : CLI_EXIT_USAGE;
}

/* ---- sending ---- */

static gboolean
run_rules (CliMessaging *messaging, GError **error)
{
  g_autoptr (WorkJob) job = work_message_rules_new (messaging->school);

  return work_job_run (job, messaging->call->cancellable, error);
}

/**
 * cli_message_send:
 * @messaging: the call
 *
 * Sends what is due, as a timer does; with --rules what the rules say too.
 *
 * Returns: %CLI_EXIT_FAILED when something did not leave
 */
CliExit
cli_message_send (CliMessaging *messaging)
{
  const WorkMessageKeys keys = { messaging->key, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) job = NULL;

  if (messaging->call->with_rules && !run_rules (messaging, &error))
    return cli_output_error (error);
  job = work_message_send_new (messaging->school, messaging->key != NULL ? &keys : NULL);
  return cli_output_signing (messaging->call, job);
}
