/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-message.h"

#include <glib/gi18n-lib.h>

#include "cli-output.h"

/**
 * cli_message_channel_key:
 * @channel: how
 *
 * Returns: (transfer none): "mail" or "sms"
 */
const char *
cli_message_channel_key (WorkMessageChannel channel)
{
  return channel == WORK_MESSAGE_SMS ? "sms" : "mail";
}

static void
add_sentences (JsonBuilder *builder, const char *member, GPtrArray *sentences)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < sentences->len; i++)
    json_builder_add_string_value (builder, sentences->pdata[i]);
  json_builder_end_array (builder);
}

/**
 * cli_message_add_plan:
 * @builder: in an array
 * @plan: a message as it would leave
 */
void
cli_message_add_plan (JsonBuilder *builder, const WorkMessagePlan *plan)
{
  json_builder_begin_object (builder);
  cli_output_json_text (builder, "student", plan->student);
  cli_output_json_text (builder, "class", plan->class_name);
  cli_output_json_text (builder, "event", plan->event);
  cli_output_json_text (builder, "for", model_message_audience_key (plan->audience));
  cli_output_json_text (builder, "channel", cli_message_channel_key (plan->channel));
  cli_output_json_text (builder, "name", plan->name);
  cli_output_json_text (builder, "address", plan->address);
  cli_output_json_text (builder, "subject", plan->subject);
  cli_output_json_text (builder, "text", plan->body);
  cli_output_json_text (builder, "attachment", plan->attachment);
  cli_output_json_number (builder, "parts", plan->parts);
  cli_output_json_text (builder, "not_before", plan->not_before);
  cli_output_json_boolean (builder, "can_be_sent", plan->can_be_sent);
  cli_output_json_boolean (builder, "chosen", plan->is_chosen);
  add_sentences (builder, "problems", plan->problems);
  add_sentences (builder, "warnings", plan->warnings);
  json_builder_end_object (builder);
}

static void
print_plan (const WorkMessagePlan *plan)
{
  g_print ("%s  %s  %s: %s <%s>\n", plan->is_chosen ? "+" : "-", plan->student,
           cli_message_channel_key (plan->channel), plan->name,
           plan->address != NULL ? plan->address : "");
  if (plan->subject != NULL)
    g_print ("  %s\n", plan->subject);
  if (plan->attachment != NULL)
    g_print ("  %s\n", plan->attachment);
  for (guint i = 0; i < plan->problems->len; i++)
    g_print (_ ("  problem: %s\n"), (const char *) plan->problems->pdata[i]);
  for (guint i = 0; i < plan->warnings->len; i++)
    g_print (_ ("  note: %s\n"), (const char *) plan->warnings->pdata[i]);
}

/**
 * cli_message_show_plans:
 * @messaging: the call
 * @plans: (element-type WorkMessagePlan): messages as they would leave
 *
 * Prints exactly who would get what, and what speaks against it.
 *
 * Returns: %CLI_EXIT_FAILED when one cannot be sent
 */
CliExit
cli_message_show_plans (CliMessaging *messaging, GPtrArray *plans)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  CliExit code = CLI_EXIT_DONE;

  json_builder_begin_array (builder);
  for (guint i = 0; i < plans->len; i++)
    {
      const WorkMessagePlan *plan = plans->pdata[i];

      if (!plan->can_be_sent)
        code = CLI_EXIT_FAILED;
      cli_message_add_plan (builder, plan);
      if (!messaging->call->json)
        print_plan (plan);
    }
  json_builder_end_array (builder);
  if (messaging->call->json)
    cli_output_json (builder);
  return code;
}

/**
 * cli_message_tell_queued:
 * @messaging: the call
 * @plans: (element-type WorkMessagePlan): what was queued, and what was not
 *
 * Says how many wait in the outbox, and on stderr who was left out and why.
 */
void
cli_message_tell_queued (CliMessaging *messaging, GPtrArray *plans)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint counts[2] = { 0, 0 };
  guint parts = 0;
  guint left_out = 0;

  for (guint i = 0; i < plans->len; i++)
    {
      const WorkMessagePlan *plan = plans->pdata[i];
      GPtrArray *why = plan->problems->len > 0 ? plan->problems : plan->warnings;

      if (plan->is_chosen)
        {
          counts[plan->channel]++;
          parts += plan->parts;
          continue;
        }
      left_out++;
      /* Translators: a name, then why something failed for it. */
      g_printerr (_ ("paraphectl: %s: %s\n"), plan->name,
                  why->len > 0 ? (const char *) why->pdata[0] : "");
    }
  json_builder_begin_object (builder);
  cli_output_json_number (builder, "mail", counts[WORK_MESSAGE_MAIL]);
  cli_output_json_number (builder, "sms", counts[WORK_MESSAGE_SMS]);
  cli_output_json_number (builder, "parts", parts);
  cli_output_json_number (builder, "left_out", left_out);
  json_builder_end_object (builder);
  if (messaging->call->json)
    cli_output_json (builder);
  else
    g_print (_ ("E-mails in the outbox: %u; SMS: %u; left out: %u\n"), counts[WORK_MESSAGE_MAIL],
             counts[WORK_MESSAGE_SMS], left_out);
}
