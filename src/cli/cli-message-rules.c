/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-message.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli-output.h"

#define N_COLUMNS 7

/* ---- rules ---- */

static void
add_rule (JsonBuilder *builder, GPtrArray *rows, const WorkMessageRule *rule)
{
  char **row = g_new0 (char *, N_COLUMNS + 1);

  json_builder_begin_object (builder);
  cli_output_json_text (builder, "event", rule->event);
  cli_output_json_text (builder, "for", model_message_audience_key (rule->audience));
  cli_output_json_boolean (builder, "mail", rule->mail);
  cli_output_json_boolean (builder, "sms", rule->sms);
  cli_output_json_number (builder, "days", rule->days);
  cli_output_json_number (builder, "at_most", rule->at_most);
  cli_output_json_number (builder, "every", rule->every_days);
  json_builder_end_object (builder);
  row[0] = g_strdup (rule->event);
  row[1] = g_strdup (model_message_audience_key (rule->audience));
  row[2] = g_strdup (rule->mail ? _ ("yes") : _ ("no"));
  row[3] = g_strdup (rule->sms ? _ ("yes") : _ ("no"));
  row[4] = g_strdup_printf ("%d", rule->days);
  row[5] = g_strdup_printf ("%d", rule->at_most);
  row[6] = g_strdup_printf ("%d", rule->every_days);
  g_ptr_array_add (rows, row);
}

static CliExit
list_rules (CliMessaging *messaging, GPtrArray *rules)
{
  const char *headings[N_COLUMNS] = { _ ("Occasion"), _ ("To whom"), _ ("Mail"), _ ("SMS"),
                                      _ ("Days"),     _ ("At most"), _ ("Every") };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  json_builder_begin_array (builder);
  for (guint i = 0; i < rules->len; i++)
    add_rule (builder, rows, rules->pdata[i]);
  json_builder_end_array (builder);
  if (messaging->call->json)
    cli_output_json (builder);
  else
    cli_output_table (headings, N_COLUMNS, rows);
  return CLI_EXIT_DONE;
}

static gboolean
parse_number (const char *text, int *number)
{
  gint64 value;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (text, 10, G_MININT, G_MAXINT, &value, NULL))
    return FALSE;
  *number = (int) value;
  return TRUE;
}

/* What is not said stays as it is; --mail alone is no SMS. */
static gboolean
change_rule (CliCall *call, WorkMessageRule *rule)
{
  if (call->mail || call->sms || call->off)
    {
      rule->mail = call->mail && !call->off;
      rule->sms = call->sms && !call->off;
    }
  return parse_number (call->days, &rule->days) && parse_number (call->at_most, &rule->at_most)
         && parse_number (call->every_days, &rule->every_days);
}

static gboolean
is_asked (CliCall *call, const WorkMessageRule *rule, guint audiences)
{
  return g_str_equal (rule->event, call->event)
         && (audiences & MODEL_MESSAGE_AUDIENCE_BIT (rule->audience)) != 0;
}

/* Of all that are asked for; each is an operation of its own. */
static CliExit
change_rules (CliMessaging *messaging, GPtrArray *rules, guint audiences)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  for (guint i = 0; i < rules->len; i++)
    {
      WorkMessageRule *rule = rules->pdata[i];
      g_autoptr (WorkDone) done = NULL;

      if (!is_asked (messaging->call, rule, audiences))
        continue;
      if (!change_rule (messaging->call, rule))
        return cli_output_usage (_ ("Give whole numbers with --days, --at-most and --every."));
      done = work_school_apply (messaging->school, work_change_message_rule_new (rule), &error);
      if (done == NULL)
        return cli_output_error (error);
      n++;
    }
  return n > 0 ? CLI_EXIT_DONE
               : cli_output_usage (_ ("There is no such rule; “paraphectl message rules” shows "
                                      "those there are."));
}

static gboolean
is_change (CliCall *call)
{
  return call->mail || call->sms || call->off || call->days != NULL || call->at_most != NULL
         || call->every_days != NULL;
}

static CliExit
show_what_rules_write (CliMessaging *messaging)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans =
      work_school_read (messaging->school, work_query_message_rules_plans_new (), &error);

  return plans != NULL ? cli_message_show_plans (messaging, plans) : cli_output_error (error);
}

/**
 * cli_message_rules:
 * @messaging: the call
 *
 * Lists the rules, changes some, or tells what they would write now.
 *
 * Returns: what the program ends with
 */
CliExit
cli_message_rules (CliMessaging *messaging)
{
  CliCall *call = messaging->call;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = NULL;
  guint audiences;

  if (call->dry_run)
    return show_what_rules_write (messaging);
  rules = work_school_read (messaging->school, work_query_message_rules_new (), &error);
  if (rules == NULL)
    return cli_output_error (error);
  if (!is_change (call))
    return list_rules (messaging, rules);
  if (call->event == NULL || call->audience == NULL)
    return cli_output_usage (_ ("Say which rule, with --event and --for."));
  if (!cli_message_parse_audiences (call->audience, &audiences, &error))
    return cli_output_usage ("%s", error->message);
  return change_rules (messaging, rules, audiences);
}

/* ---- texts ---- */

static CliExit
show_text (CliMessaging *messaging, ModelMessageAudience audience)
{
  CliCall *call = messaging->call;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkMessageText) text = work_school_read (
      messaging->school, work_query_message_text_new (call->event, audience), &error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (text == NULL)
    return cli_output_error (error);
  json_builder_begin_object (builder);
  cli_output_json_text (builder, "subject", text->subject);
  cli_output_json_text (builder, "text", text->body);
  cli_output_json_text (builder, "sms", text->sms);
  cli_output_json_boolean (builder, "changed", !text->is_default);
  json_builder_end_object (builder);
  if (call->json)
    cli_output_json (builder);
  else
    g_print ("%s\n\n%s\n\n%s\n", text->subject, text->body, text->sms);
  return CLI_EXIT_DONE;
}

/* What is not given stays as it is. */
static WorkChange *
change_text (CliMessaging *messaging, ModelMessageAudience audience, GError **error)
{
  CliCall *call = messaging->call;
  g_autoptr (WorkMessageText) text = NULL;

  if (call->reset)
    return work_change_message_text_reset_new (call->event, audience);
  text = work_school_read (messaging->school, work_query_message_text_new (call->event, audience),
                           error);
  return text != NULL
             ? work_change_message_text_new (call->event, audience,
                                             call->subject != NULL ? call->subject : text->subject,
                                             call->text != NULL ? call->text : text->body,
                                             call->sms_text != NULL ? call->sms_text : text->sms)
             : NULL;
}

/**
 * cli_message_text:
 * @messaging: the call
 *
 * Shows the words for an occasion and somebody, or changes them.
 *
 * Returns: what the program ends with
 */
CliExit
cli_message_text (CliMessaging *messaging)
{
  CliCall *call = messaging->call;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = NULL;
  ModelMessageAudience audience;
  WorkChange *change;

  if (call->event == NULL || !cli_message_parse_audience (call->audience, &audience))
    return cli_output_usage (_ ("Say which text, with --event and --for: one occasion and one of "
                                "student, guardian, representative, tutor, teacher and office."));
  if (model_message_event_find (call->event) == NULL)
    return cli_output_usage (_ ("There is no occasion “%s”; “paraphectl message rules” shows those "
                                "there are."),
                             call->event);
  if (!call->reset && call->subject == NULL && call->text == NULL && call->sms_text == NULL)
    return show_text (messaging, audience);
  change = change_text (messaging, audience, &error);
  if (change != NULL)
    done = work_school_apply (messaging->school, change, &error);
  return done != NULL ? CLI_EXIT_DONE : cli_output_error (error);
}

/* ---- who is not written to ---- */

/**
 * cli_message_channel_of:
 * @address: an e-mail address or a number
 *
 * Returns: how one writes there
 */
WorkMessageChannel
cli_message_channel_of (const char *address)
{
  return strchr (address, '@') != NULL ? WORK_MESSAGE_MAIL : WORK_MESSAGE_SMS;
}

static CliExit
apply (CliMessaging *messaging, WorkChange *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply (messaging->school, change, &error);

  return done != NULL ? CLI_EXIT_DONE : cli_output_error (error);
}

/**
 * cli_message_block:
 * @messaging: the call
 *
 * Nobody is written to at an address any more.
 *
 * Returns: what the program ends with
 */
CliExit
cli_message_block (CliMessaging *messaging)
{
  CliCall *call = messaging->call;

  if (call->to == NULL)
    return cli_output_usage (_ ("Give an address or a number with --to."));
  return apply (messaging, work_change_message_block_new (
                               cli_message_channel_of (call->to), call->to,
                               call->reason != NULL ? call->reason : "opt_out", NULL));
}

/**
 * cli_message_unblock:
 * @messaging: the call
 *
 * An address may be written to again.
 *
 * Returns: what the program ends with
 */
CliExit
cli_message_unblock (CliMessaging *messaging)
{
  CliCall *call = messaging->call;

  if (call->to == NULL)
    return cli_output_usage (_ ("Give an address or a number with --to."));
  return apply (messaging,
                work_change_message_unblock_new (cli_message_channel_of (call->to), call->to));
}
