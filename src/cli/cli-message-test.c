/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-message.h"

#include <glib/gi18n-lib.h>

#include "cli-output.h"
#include "cli-place.h"

/* The words that are given, else the school's for the occasion and the first whom it is for. */
static gboolean
read_words (CliMessaging *messaging,
            WorkMessageChannel channel,
            char **subject,
            char **text,
            GError **error)
{
  CliCall *call = messaging->call;
  g_autoptr (WorkMessageText) usual = NULL;
  ModelMessageAudience audience = MODEL_MESSAGE_STUDENT;
  const char *own = channel == WORK_MESSAGE_SMS ? call->sms_text : call->text;

  if (call->audience != NULL && !cli_message_parse_audience (call->audience, &audience))
    {
      guint audiences;

      return cli_message_parse_audiences (call->audience, &audiences, error);
    }
  usual = work_school_read (messaging->school,
                            work_query_message_text_new (
                                call->event != NULL ? call->event : "agreement.to_sign", audience),
                            error);
  if (usual == NULL)
    return FALSE;
  *subject = g_strdup (call->subject != NULL ? call->subject : usual->subject);
  *text = g_strdup (own != NULL ? own : channel == WORK_MESSAGE_SMS ? usual->sms : usual->body);
  return work_message_text_check (*subject, error) && work_message_text_check (*text, error);
}

static gboolean
choose_thing (CliMessaging *messaging, WorkMessageThing *thing, GError **error)
{
  g_autoptr (WorkOverview) overview =
      cli_place_load (messaging->school, messaging->call->year, error);
  g_autoptr (GPtrArray) lines = NULL;
  const ModelLine *line;

  if (overview == NULL)
    return FALSE;
  lines = cli_place_choose (messaging->call, overview, error);
  if (lines == NULL)
    return FALSE;
  line = lines->pdata[0];
  *thing = (WorkMessageThing){ line->student_id, line->period_id, line->placement_id,
                               line->agreement_id };
  return TRUE;
}

/**
 * cli_message_test:
 * @messaging: the call
 *
 * Sends the words for an occasion, with the values of a real line, to oneself.
 *
 * Returns: %CLI_EXIT_FAILED when it did not leave
 */
CliExit
cli_message_test (CliMessaging *messaging)
{
  CliCall *call = messaging->call;
  const WorkMessageKeys keys = { messaging->key, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *text = NULL;
  WorkMessageChannel channel;
  WorkMessageThing thing;

  if (call->to == NULL)
    return cli_output_usage (_ ("Give an address or a number with --to."));
  channel = cli_message_channel_of (call->to);
  if (!read_words (messaging, channel, &subject, &text, &error)
      || !choose_thing (messaging, &thing, &error))
    return cli_output_error (error);
  job = work_message_try_new (messaging->school, channel, call->to, subject, text, &thing,
                              messaging->key != NULL ? &keys : NULL);
  return cli_output_signing (call, job);
}
