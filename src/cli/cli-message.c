/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-message.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base-secret.h"
#include "cli-output.h"
#include "cli-place.h"
#include "work-error.h"

/* No password of a mail account is longer. */
#define MAX_KEY 4096

typedef struct
{
  const char *word;
  gboolean writes;
  CliExit (*func) (CliMessaging *messaging);
} Verb;

/* ---- to whom ---- */

/**
 * cli_message_parse_audience:
 * @text: (nullable): "guardian"
 * @audience: (out): to whom
 *
 * Returns: whether it is one
 */
gboolean
cli_message_parse_audience (const char *text, ModelMessageAudience *audience)
{
  return text != NULL && model_message_audience_find (text, audience);
}

/**
 * cli_message_parse_audiences:
 * @text: "student,guardian"
 * @audiences: (out): a set of #MODEL_MESSAGE_AUDIENCE_BIT
 * @error: return location
 *
 * Returns: whether all of them are known
 */
gboolean
cli_message_parse_audiences (const char *text, guint *audiences, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  *audiences = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      ModelMessageAudience audience;

      if (!cli_message_parse_audience (g_strstrip (words[i]), &audience))
        {
          g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE,
                       _ ("Nobody is written to as “%s”: give student, guardian, representative, "
                          "tutor, teacher or office."),
                       words[i]);
          return FALSE;
        }
      *audiences |= MODEL_MESSAGE_AUDIENCE_BIT (audience);
    }
  return TRUE;
}

/* ---- about what, and what ---- */

static GArray *
choose_things (CliMessaging *messaging, gboolean to_change, GError **error)
{
  CliCall *call = messaging->call;
  g_autoptr (WorkOverview) overview = cli_place_load (messaging->school, call->year, error);
  g_autoptr (GPtrArray) lines = NULL;
  GArray *things;

  if (overview == NULL)
    return NULL;
  lines = to_change ? cli_place_choose_to_change (call, overview, error)
                    : cli_place_choose (call, overview, error);
  if (lines == NULL)
    return NULL;
  things = g_array_new (FALSE, FALSE, sizeof (WorkMessageThing));
  for (guint i = 0; i < lines->len; i++)
    {
      const ModelLine *line = lines->pdata[i];
      const WorkMessageThing thing = { line->student_id, line->period_id, line->placement_id,
                                       line->agreement_id };

      g_array_append_val (things, thing);
    }
  return things;
}

static const ModelMessageEvent *
find_event (CliCall *call, GError **error)
{
  const ModelMessageEvent *event =
      model_message_event_find (call->event != NULL ? call->event : MODEL_MESSAGE_OWN);

  if (event == NULL)
    g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE,
                 _ ("There is no occasion “%s”; “paraphectl message rules” shows those there are."),
                 call->event);
  return event;
}

static gboolean
parse_document (CliCall *call, const ModelMessageEvent *event, gboolean *attaches, GError **error)
{
  *attaches = event->attaches;
  if (call->document == NULL)
    return TRUE;
  *attaches = g_str_equal (call->document, "yes");
  if (*attaches || g_str_equal (call->document, "no"))
    return TRUE;
  g_set_error_literal (error, WORK_ERROR, WORK_ERROR_USAGE,
                       _ ("Say “yes” or “no” with --document."));
  return FALSE;
}

/* An occasion knows whom it is for; a text of one's own does not. The office is told only when it
 * is asked for. */
static gboolean
parse_draft (CliCall *call, WorkMessageDraft *draft, GError **error)
{
  const ModelMessageEvent *event = find_event (call, error);

  if (event == NULL || !parse_document (call, event, &draft->attaches, error))
    return FALSE;
  draft->event = event->key;
  draft->mail = call->mail || !call->sms;
  draft->sms = call->sms;
  draft->subject = call->subject;
  draft->body = call->text;
  draft->sms_text = call->sms_text;
  draft->audiences = event->audiences & ~MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_OFFICE);
  if (call->audience != NULL)
    return cli_message_parse_audiences (call->audience, &draft->audiences, error);
  if (!g_str_equal (event->key, MODEL_MESSAGE_OWN))
    return TRUE;
  g_set_error_literal (error, WORK_ERROR, WORK_ERROR_USAGE,
                       _ ("Say to whom, with --for, and on which occasion, with --event, or what, "
                          "with --subject and --text."));
  return FALSE;
}

static GPtrArray *
read_plans (CliMessaging *messaging, gboolean to_change, GError **error)
{
  g_autoptr (GArray) things = NULL;
  WorkMessageDraft draft = { 0 };

  if (!parse_draft (messaging->call, &draft, error))
    return NULL;
  things = choose_things (messaging, to_change, error);
  if (things == NULL)
    return NULL;
  draft.things = (const WorkMessageThing *) (gconstpointer) things->data;
  draft.n_things = things->len;
  return work_school_read (messaging->school, work_query_message_plans_new (&draft), error);
}

/* ---- what is done ---- */

static CliExit
tell_error (const GError *error)
{
  return g_error_matches (error, WORK_ERROR, WORK_ERROR_USAGE)
             ? cli_output_usage ("%s", error->message)
             : cli_output_error (error);
}

static CliExit
show_plans (CliMessaging *messaging)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = read_plans (messaging, FALSE, &error);

  return plans != NULL ? cli_message_show_plans (messaging, plans) : tell_error (error);
}

static CliExit
queue (CliMessaging *messaging)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = read_plans (messaging, TRUE, &error);
  g_autoptr (WorkDone) done = NULL;

  if (plans == NULL)
    return tell_error (error);
  done = work_school_apply (messaging->school, work_change_messages_new (plans), &error);
  if (done == NULL)
    return cli_output_error (error);
  cli_message_tell_queued (messaging, plans);
  return CLI_EXIT_DONE;
}

/* ---- the command ---- */

static const Verb verbs[] = {
  { "plan", FALSE, show_plans },        { "queue", TRUE, queue },
  { "list", FALSE, cli_message_list },  { "show", FALSE, cli_message_show },
  { "retry", TRUE, cli_message_retry }, { "cancel", TRUE, cli_message_cancel },
  { "run", TRUE, cli_message_send },    { "test", FALSE, cli_message_test },
  { "rules", TRUE, cli_message_rules }, { "text", TRUE, cli_message_text },
  { "block", TRUE, cli_message_block }, { "unblock", TRUE, cli_message_unblock },
};

static const Verb *
find_verb (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].word, word))
      return &verbs[i];
  return NULL;
}

/* A line; never an argument or the environment, which other programs see. */
static char *
read_key (void)
{
  char line[MAX_KEY + 1];
  char *key;

  /* no copy stays behind in a buffer */
  setvbuf (stdin, NULL, _IONBF, 0);
  if (fgets (line, sizeof line, stdin) == NULL)
    return g_strdup ("");
  line[strcspn (line, "\r\n")] = '\0';
  key = g_strdup (line);
  memset (line, 0, sizeof line);
  return key;
}

/**
 * cli_message_run:
 * @call: WHAT DB
 *
 * Writes mails and SMS: one of the verbs.
 *
 * Returns: %CLI_EXIT_FAILED when something did not succeed
 */
CliExit
cli_message_run (CliCall *call)
{
  const Verb *verb = find_verb (call->arguments[0]);
  g_autoptr (GError) error = NULL;
  CliMessaging messaging = { .call = call };
  CliExit code;

  if (verb == NULL)
    return cli_output_usage (_ ("“message” does plan, queue, list, show, retry, cancel, run, test, "
                                "rules, text, block and unblock, not “%s”."),
                             call->arguments[0]);
  call->arguments++;
  messaging.school = cli_place_open (call, verb->writes, &error);
  if (messaging.school == NULL)
    return cli_output_error (error);
  if (call->key_stdin)
    messaging.key = read_key ();
  code = verb->func (&messaging);
  base_secret_free (messaging.key);
  cli_place_close (messaging.school);
  g_object_unref (messaging.school);
  return code;
}
