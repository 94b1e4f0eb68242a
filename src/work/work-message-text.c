/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-plan-private.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"
#include "model-file-name.h"
#include "store-record.h"
#include "work-change-private.h"
#include "work-generate.h"
#include "work-query-private.h"

#define MAX_SUBJECT 200
#define MAX_BODY    10000

/* Six of them: nobody reads more, and each is paid for. */
#define MAX_SMS 918

/* Fields that are of the message and not of the placement; folded. */
#define WORD_RECIPIENT "destinataire"
#define WORD_DETAIL    "detail"

/* Which text is meant, and for a change what it becomes. */
typedef struct
{
  char *event;
  ModelMessageAudience audience;
  char *subject;
  char *body;
  char *sms;
} Asked;

/**
 * work_message_text_free:
 * @text: (nullable) (transfer full): a text
 *
 * Frees it.
 */
void
work_message_text_free (WorkMessageText *text)
{
  if (text == NULL)
    return;
  g_free (text->subject);
  g_free (text->body);
  g_free (text->sms);
  g_free (text);
}

/* ---- fields ---- */

/* (nullable): what of the message a word stands for */
static const char *
find_own (const char *word, const WorkMessageWords *words, gboolean *found)
{
  g_autofree char *folded = base_text_fold (word);

  *found = TRUE;
  if (g_str_equal (folded, WORD_RECIPIENT))
    return words != NULL ? words->recipient : NULL;
  if (g_str_equal (folded, WORD_DETAIL))
    return words != NULL ? words->detail : NULL;
  *found = FALSE;
  return NULL;
}

static void
tell_missing (WorkMessageWords *words, const char *word)
{
  if (words->missing != NULL
      && !g_ptr_array_find_with_equal_func (words->missing, word, g_str_equal, NULL))
    g_ptr_array_add (words->missing, g_strdup (word));
}

/* A MergeLookupFunc. */
static gboolean
look_up (const char *word, MergeValue *value, gpointer data)
{
  WorkMessageWords *words = data;
  const char *merge = model_file_field_merge_name (word);
  gboolean found;

  value->type = MERGE_VALUE_TEXT;
  value->text = find_own (word, words, &found);
  if (!found && !work_values_lookup_plain (merge != NULL ? merge : word, value, words->values))
    return FALSE;
  if (value->text == NULL || value->text[0] == '\0')
    tell_missing (words, word);
  return TRUE;
}

/**
 * _work_message_text_fill:
 * @text: words with fields between braces; checked
 * @words: what they stand for
 *
 * Returns: (transfer full): the text as somebody reads it
 */
char *
_work_message_text_fill (const char *text, WorkMessageWords *words)
{
  char *filled = work_text_from_pattern (text, look_up, words);

  return g_strstrip (filled);
}

/* (transfer full): @text without the fields that are of the message */
static char *
without_own_fields (const char *text)
{
  GString *rest = g_string_new (NULL);
  const char *open;

  while ((open = strchr (text, '{')) != NULL)
    {
      const char *close = strchr (open, '}');
      g_autofree char *word = NULL;
      gboolean found;

      if (close == NULL)
        break;
      word = g_strstrip (g_strndup (open + 1, (gsize) (close - open - 1)));
      find_own (word, NULL, &found);
      g_string_append_len (rest, text, found ? open - text : close - text + 1);
      text = close + 1;
    }
  g_string_append (rest, text);
  return g_string_free (rest, FALSE);
}

static gboolean
check (const char *text, guint max, GError **error)
{
  g_autofree char *rest = NULL;
  g_autoptr (GError) local = NULL;

  if (text == NULL)
    return TRUE;
  rest = g_utf8_validate (text, -1, NULL) ? without_own_fields (text) : g_strdup (text);
  return model_file_text_check (rest, max, &local) || _work_refuse (error, "%s", local->message);
}

/**
 * work_message_text_check:
 * @text: words with fields between braces
 * @error: return location; %WORK_ERROR_REFUSED with a sentence that names what is not understood
 *
 * Returns: whether messages can be made of it
 */
gboolean
work_message_text_check (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return check (text, MAX_BODY, error);
}

/* ---- the school's words ---- */

static Asked *
asked_new (const char *event, ModelMessageAudience audience)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->event = g_strdup (event);
  asked->audience = audience;
  return asked;
}

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_free (asked->event);
  g_free (asked->subject);
  g_free (asked->body);
  g_free (asked->sms);
  g_free (asked);
}

/* (transfer full) (nullable): what the school has changed */
static ModelRecord *
find_changed (StoreConnection *connection,
              const char *event,
              ModelMessageAudience audience,
              GError **error)
{
  return store_find_one (connection, MODEL_ENTITY_MESSAGE_TEXT, error, "event", event, "audience",
                         model_message_audience_key (audience), NULL);
}

static char *
dup_part (ModelRecord *changed, const char *column, const char *otherwise)
{
  const char *own = changed != NULL ? model_record_get (changed, column) : NULL;

  return g_strdup (own != NULL ? own : otherwise != NULL ? otherwise : "");
}

/**
 * _work_message_text_load:
 * @connection: a connection
 * @event: key of an occasion
 * @audience: to whom
 * @error: return location
 *
 * Returns: (transfer full): the school's words; empty ones where neither it nor the program has any
 */
WorkMessageText *
_work_message_text_load (StoreConnection *connection,
                         const char *event,
                         ModelMessageAudience audience,
                         GError **error)
{
  const ModelMessageText *usual = model_message_text_default (event, audience);
  g_autoptr (GError) local = NULL;
  g_autoptr (ModelRecord) changed = find_changed (connection, event, audience, &local);
  WorkMessageText *text;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  text = g_new0 (WorkMessageText, 1);
  text->subject = dup_part (changed, "subject", usual != NULL ? usual->subject : NULL);
  text->body = dup_part (changed, "body", usual != NULL ? usual->body : NULL);
  text->sms = dup_part (changed, "sms", usual != NULL ? usual->sms : NULL);
  text->is_default = changed == NULL;
  return text;
}

static gpointer
read_text (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Asked *asked = data;

  return _work_message_text_load (connection, asked->event, asked->audience, error);
}

/**
 * work_query_message_text_new:
 * @event: key of an occasion
 * @audience: to whom
 *
 * Returns: (transfer full): a query for the #WorkMessageText
 */
WorkQuery *
work_query_message_text_new (const char *event, ModelMessageAudience audience)
{
  return _work_query_new (read_text, asked_new (event, audience), asked_free,
                          (GDestroyNotify) work_message_text_free);
}

/* ---- changing them ---- */

static gboolean
check_event (const Asked *asked, GError **error)
{
  const ModelMessageEvent *event = model_message_event_find (asked->event);

  if (event == NULL)
    return _work_refuse (error, _ ("There is no occasion “%s”."), asked->event);
  return (event->audiences & MODEL_MESSAGE_AUDIENCE_BIT (asked->audience)) != 0
         || _work_refuse (error, _ ("On the occasion “%s”, nobody is written to as “%s”."),
                          _ (event->label), _ (model_message_audience_label (asked->audience)));
}

static gboolean
check_asked (const Asked *asked, GError **error)
{
  if (!check_event (asked, error))
    return FALSE;
  if (asked->subject != NULL && strchr (asked->subject, '\n') != NULL)
    return _work_refuse (error, _ ("The subject is one line. Remove the line break."));
  return check (asked->subject, MAX_SUBJECT, error) && check (asked->body, MAX_BODY, error)
         && check (asked->sms, MAX_SMS, error);
}

static gboolean
drop_text (WorkChanging *changing, const Asked *asked, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (ModelRecord) changed =
      find_changed (changing->connection, asked->event, asked->audience, &local);

  if (changed != NULL && store_delete (changing->connection, changed, changing->operation, &local))
    changing->n = 1;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What is as the program has it is not kept. */
static void
set_part (ModelRecord *record, const char *column, const char *value, const char *usual)
{
  gboolean own = !base_text_is_blank (value) && g_strcmp0 (value, usual) != 0;

  model_record_set_canonical (record, column, own ? value : NULL);
}

static gboolean
save_text (WorkChanging *changing, gpointer data, GError **error)
{
  const Asked *asked = data;
  const ModelMessageText *usual = model_message_text_default (asked->event, asked->audience);
  g_autoptr (GError) local = NULL;
  g_autoptr (ModelRecord) record = NULL;

  if (!check_asked (asked, error))
    return FALSE;
  record = find_changed (changing->connection, asked->event, asked->audience, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (record == NULL)
    record = model_record_new (MODEL_ENTITY_MESSAGE_TEXT);
  model_record_set_canonical (record, "event", asked->event);
  model_record_set_canonical (record, "audience", model_message_audience_key (asked->audience));
  set_part (record, "subject", asked->subject, usual != NULL ? usual->subject : NULL);
  set_part (record, "body", asked->body, usual != NULL ? usual->body : NULL);
  set_part (record, "sms", asked->sms, usual != NULL ? usual->sms : NULL);
  if (model_record_get (record, "subject") == NULL && model_record_get (record, "body") == NULL
      && model_record_get (record, "sms") == NULL)
    return drop_text (changing, asked, error);
  return _work_changing_save (changing, record, error);
}

/**
 * work_change_message_text_new:
 * @event: key of an occasion
 * @audience: to whom
 * @subject: (nullable): of a mail; blank or %NULL: the program's
 * @body: (nullable): of a mail, likewise
 * @sms: (nullable): of an SMS, likewise
 *
 * Returns: (transfer full): the change that keeps the school's words; a field that nobody knows is
 *   refused by its name
 */
WorkChange *
work_change_message_text_new (const char *event,
                              ModelMessageAudience audience,
                              const char *subject,
                              const char *body,
                              const char *sms)
{
  Asked *asked = asked_new (event, audience);

  asked->subject = g_strdup (subject);
  asked->body = g_strdup (body);
  asked->sms = g_strdup (sms);
  return _work_change_new ("message.text", save_text, asked, asked_free);
}

static gboolean
reset_text (WorkChanging *changing, gpointer data, GError **error)
{
  return drop_text (changing, data, error);
}

/**
 * work_change_message_text_reset_new:
 * @event: key of an occasion
 * @audience: to whom
 *
 * Returns: (transfer full): the change that goes back to the program's words
 */
WorkChange *
work_change_message_text_reset_new (const char *event, ModelMessageAudience audience)
{
  return _work_change_new ("message.text", reset_text, asked_new (event, audience), asked_free);
}
