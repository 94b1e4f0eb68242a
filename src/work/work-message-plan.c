/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-plan-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-text.h"
#include "message-sms-text.h"
#include "store-settings.h"
#include "work-query-private.h"

static const char *const no_pdf =
    N_ ("No PDF of the agreement is kept yet, so nothing goes with the mail: make it first.");

/* One message in the making. */
typedef struct
{
  WorkMessagePlanner *planner;
  const WorkMessageMatter *matter;
  const WorkMessageDraft *draft;
  const ModelMessageEvent *event; /* (nullable): of a text that is written freely */
  const WorkMessagePerson *person;
  const WorkMessageOccasion *occasion;
  WorkMessagePlan *plan;
} Making;

/* ---- plans ---- */

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

static GPtrArray *
copy_sentences (GPtrArray *sentences)
{
  GPtrArray *copy = g_ptr_array_copy (sentences, (GCopyFunc) copy_text, NULL);

  g_ptr_array_set_free_func (copy, g_free);
  return copy;
}

/**
 * work_message_plan_copy:
 * @plan: a plan
 *
 * Returns: (transfer full): the same
 */
WorkMessagePlan *
work_message_plan_copy (const WorkMessagePlan *plan)
{
  WorkMessagePlan *copy = g_memdup2 (plan, sizeof *copy);

  copy->event = g_strdup (plan->event);
  copy->name = g_strdup (plan->name);
  copy->address = g_strdup (plan->address);
  copy->student = g_strdup (plan->student);
  copy->class_name = g_strdup (plan->class_name);
  copy->subject = g_strdup (plan->subject);
  copy->body = g_strdup (plan->body);
  copy->attachment = g_strdup (plan->attachment);
  copy->problems = copy_sentences (plan->problems);
  copy->warnings = copy_sentences (plan->warnings);
  copy->once = g_strdup (plan->once);
  copy->not_before = g_strdup (plan->not_before);
  return copy;
}

/**
 * work_message_plan_free:
 * @plan: (nullable) (transfer full): a plan
 *
 * Frees it.
 */
void
work_message_plan_free (WorkMessagePlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->event);
  g_free (plan->name);
  g_free (plan->address);
  g_free (plan->student);
  g_free (plan->class_name);
  g_free (plan->subject);
  g_free (plan->body);
  g_free (plan->attachment);
  g_ptr_array_unref (plan->problems);
  g_ptr_array_unref (plan->warnings);
  g_free (plan->once);
  g_free (plan->not_before);
  g_free (plan);
}

/**
 * _work_message_plans_new:
 *
 * Returns: (transfer full) (element-type WorkMessagePlan): none yet
 */
GPtrArray *
_work_message_plans_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) work_message_plan_free);
}

static WorkMessagePlan *
plan_new (const Making *making, WorkMessageChannel channel)
{
  const WorkMessagePerson *person = making->person;
  WorkMessagePlan *plan = g_new0 (WorkMessagePlan, 1);

  plan->thing = making->matter->thing;
  plan->event = g_strdup (making->draft->event);
  plan->audience = person->audience;
  plan->channel = channel;
  plan->name = g_strdup (
      person->name != NULL ? person->name : _ (model_message_audience_label (person->audience)));
  plan->student = g_strdup (making->matter->student);
  plan->class_name = g_strdup (making->matter->class_name);
  plan->problems = g_ptr_array_new_with_free_func (g_free);
  plan->warnings = g_ptr_array_new_with_free_func (g_free);
  return plan;
}

static void
tell (GPtrArray *sentences, const char *sentence)
{
  g_ptr_array_add (sentences, g_strdup (sentence));
}

/* ---- where to ---- */

static void
check_consent (Making *making)
{
  const WorkMessagePerson *person = making->person;

  if (g_strcmp0 (person->accepts_sms, "0") == 0)
    tell (making->plan->problems, _ ("Does not want SMS: that is what the record says."));
  else if (person->accepts_sms == NULL && making->planner->by_rule)
    tell (making->plan->problems, _ ("Nobody has asked whether SMS are welcome: the program sends "
                                     "none by itself."));
  else if (person->accepts_sms == NULL && person->asks_consent)
    {
      tell (making->plan->warnings, _ ("Nobody has asked whether SMS are welcome: ask first, and "
                                       "note it in the record."));
      making->plan->is_chosen = FALSE;
    }
}

static void
check_address (Making *making)
{
  WorkMessagePlan *plan = making->plan;
  g_autoptr (GError) error = NULL;
  const char *blocked;

  plan->address = _work_message_address (making->person, plan->channel, &error);
  if (plan->address == NULL)
    {
      tell (plan->problems, error->message);
      return;
    }
  blocked = _work_message_block_find (making->planner->blocks, plan->channel, plan->address);
  if (blocked != NULL)
    tell (plan->problems, blocked);
  if (plan->channel == WORK_MESSAGE_SMS)
    check_consent (making);
}

static char *
dup_matter_key (const WorkMessageThing *thing)
{
  return g_strdup_printf (
      "%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT,
      thing->student_id, thing->period_id, thing->placement_id, thing->agreement_id);
}

/* Two guardians of one address, a tutor who represents the company: once about one thing that has
 * happened. Who is left out, since he or she has signed, takes it from nobody. */
static void
check_twice (Making *making)
{
  WorkMessagePlan *plan = making->plan;
  const char *reference = making->occasion->reference;
  GHashTable *written = making->planner->written;
  g_autofree char *matter = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *key = NULL;

  if (plan->problems->len > 0)
    return;
  matter = dup_matter_key (&plan->thing);
  lower = base_text_lower (plan->address);
  key = g_strdup_printf ("%s|%s|%d|%s|%s", matter, plan->event, plan->channel,
                         reference != NULL ? reference : "", lower);
  if (g_hash_table_contains (written, key))
    tell (plan->problems, _ ("Another message about the same goes to this very address."));
  else if (plan->is_chosen)
    g_hash_table_add (written, g_steal_pointer (&key));
}

/* ---- what ---- */

/* (transfer none): the school's words; %NULL with @error */
static const WorkMessageText *
find_text (WorkMessagePlanner *planner,
           const char *event,
           ModelMessageAudience audience,
           GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s|%d", event, audience);
  WorkMessageText *text = g_hash_table_lookup (planner->texts, key);

  if (text != NULL)
    return text;
  text = _work_message_text_load (planner->connection, event, audience, error);
  if (text != NULL)
    g_hash_table_insert (planner->texts, g_steal_pointer (&key), text);
  return text;
}

static void
tell_missing (Making *making, GPtrArray *missing)
{
  g_autofree char *list = NULL;
  g_autofree char *sentence = NULL;

  if (missing->len == 0)
    return;
  g_ptr_array_add (missing, NULL);
  list = g_strjoinv (", ", (char **) missing->pdata);
  /* Translators: names of fields, separated by commas */
  sentence = g_strdup_printf (_ ("The text has no value for: %s."), list);
  tell (making->plan->warnings, sentence);
}

static void
fill_mail (Making *making, const WorkMessageText *text, WorkMessageWords *words)
{
  const WorkMessageDraft *draft = making->draft;
  WorkMessagePlan *plan = making->plan;

  plan->subject =
      _work_message_text_fill (draft->subject != NULL ? draft->subject : text->subject, words);
  plan->body = _work_message_text_fill (draft->body != NULL ? draft->body : text->body, words);
  if (base_text_is_blank (plan->subject))
    tell (plan->problems, _ ("The mail has no subject: write one."));
  if (base_text_is_blank (plan->body))
    tell (plan->problems, _ ("The mail says nothing: write a few words."));
}

static void
fill_sms (Making *making, const WorkMessageText *text, WorkMessageWords *words)
{
  const WorkMessageDraft *draft = making->draft;
  WorkMessagePlan *plan = making->plan;
  g_autofree char *filled =
      _work_message_text_fill (draft->sms_text != NULL ? draft->sms_text : text->sms, words);
  MessageSmsCount count;

  plan->body = model_settings_get_int (making->planner->settings, "message.sms.simplify") != 0
                   ? message_sms_simplify (filled)
                   : g_strdup (filled);
  message_sms_count (plan->body, &count);
  plan->parts = count.parts;
  if (base_text_is_blank (plan->body))
    tell (plan->problems, _ ("The SMS says nothing: write a few words."));
}

static gboolean
fill (Making *making, GError **error)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  WorkMessageWords words = { making->matter->values, making->plan->name, making->occasion->detail,
                             missing };
  const WorkMessageText *text =
      find_text (making->planner, making->draft->event, making->person->audience, error);

  if (text == NULL)
    return FALSE;
  if (making->plan->channel == WORK_MESSAGE_MAIL)
    fill_mail (making, text, &words);
  else
    fill_sms (making, text, &words);
  tell_missing (making, missing);
  return TRUE;
}

static void
attach (Making *making)
{
  WorkMessagePlan *plan = making->plan;

  if (!making->draft->attaches || plan->channel != WORK_MESSAGE_MAIL
      || plan->thing.agreement_id == 0)
    return;
  if (making->matter->document_id == 0)
    {
      tell (plan->warnings, _ (no_pdf));
      return;
    }
  plan->document_id = making->matter->document_id;
  plan->attachment = g_strdup (making->matter->document_name);
}

/* ---- whether ---- */

static void
check_about (Making *making)
{
  const WorkMessageMatter *matter = making->matter;
  ModelMessageAbout about =
      making->event != NULL ? making->event->about : MODEL_MESSAGE_ABOUT_SEARCH;

  if (matter->problem != NULL)
    tell (making->plan->problems, matter->problem);
  if (about == MODEL_MESSAGE_ABOUT_AGREEMENT && matter->thing.agreement_id == 0)
    tell (making->plan->problems, _ ("There is no agreement yet: make it first."));
  else if (about != MODEL_MESSAGE_ABOUT_SEARCH && matter->thing.placement_id == 0)
    tell (making->plan->problems, _ ("There is no placement sheet yet: start one first."));
  if (making->person->lack != NULL)
    tell (making->plan->problems, _ (making->person->lack));
}

/* Rules know their lines; a person has chosen them by hand. */
static gboolean
check_reason (Making *making, GError **error)
{
  const char *doubt;

  if (making->planner->by_rule)
    return TRUE;
  if (!_work_message_find_doubt (making->planner, making->matter, making->draft->event, &doubt,
                                 error))
    return FALSE;
  if (doubt != NULL && making->plan->problems->len == 0)
    {
      tell (making->plan->warnings, doubt);
      making->plan->is_chosen = FALSE;
    }
  return TRUE;
}

/* Who has signed, or does not sign, is not asked to. */
static void
check_signature (Making *making)
{
  static const char *const asking[] = { "agreement.to_sign", "agreement.reminder", NULL };
  const char *why;

  if (!g_strv_contains (asking, making->draft->event)
      || _work_message_matter_awaits (making->matter, making->person, &why))
    return;
  tell (making->planner->by_rule ? making->plan->problems : making->plan->warnings, why);
  making->plan->is_chosen = FALSE;
}

/* What a rule writes once only, without how often. */
static char *
dup_once (const Making *making)
{
  const WorkMessageThing *thing = &making->matter->thing;
  g_autofree char *reference = g_strdup (making->occasion->reference);

  if (reference == NULL && thing->agreement_id != 0)
    reference = g_strdup_printf ("a%" G_GINT64_FORMAT, thing->agreement_id);
  else if (reference == NULL && thing->placement_id != 0)
    reference = g_strdup_printf ("p%" G_GINT64_FORMAT, thing->placement_id);
  else if (reference == NULL)
    reference = g_strdup_printf ("s%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, thing->student_id,
                                 thing->period_id);
  return g_strdup_printf ("%s|%s|%s|%s", making->plan->event, making->person->slot,
                          _work_message_channel_key (making->plan->channel), reference);
}

static gboolean
make_plan (Making *making, WorkMessageChannel channel, GPtrArray *plans, GError **error)
{
  g_autoptr (WorkMessagePlan) plan = plan_new (making, channel);

  making->plan = plan;
  plan->is_chosen = TRUE;
  check_about (making);
  if (!check_reason (making, error))
    return FALSE;
  check_signature (making);
  if (making->person->name != NULL)
    check_address (making);
  if (!fill (making, error))
    return FALSE;
  attach (making);
  check_twice (making);
  if (making->planner->by_rule)
    plan->once = dup_once (making);
  plan->can_be_sent = plan->problems->len == 0;
  plan->is_chosen = plan->is_chosen && plan->can_be_sent;
  g_ptr_array_add (plans, g_steal_pointer (&plan));
  return TRUE;
}

/* ---- many of them ---- */

static const WorkMessageMatter *
find_matter (WorkMessagePlanner *self, const WorkMessageThing *thing, GError **error)
{
  g_autofree char *key = dup_matter_key (thing);
  WorkMessageMatter *matter = g_hash_table_lookup (self->matters, key);

  if (matter != NULL)
    return matter;
  matter = _work_message_matter_load (self->connection, thing, self->settings, self->today, error);
  if (matter != NULL)
    g_hash_table_insert (self->matters, g_steal_pointer (&key), matter);
  return matter;
}

/**
 * _work_message_planner_new:
 * @connection: a connection
 * @error: return location
 *
 * Returns: (transfer full): a planner, or %NULL
 */
WorkMessagePlanner *
_work_message_planner_new (StoreConnection *connection, GError **error)
{
  g_autoptr (WorkMessagePlanner) self = g_new0 (WorkMessagePlanner, 1);

  self->connection = connection;
  self->today = base_date_today_iso ();
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) work_message_text_free);
  self->matters =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, _work_message_matter_free);
  self->written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lines = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                       (GDestroyNotify) g_ptr_array_unref);
  self->settings = store_settings_load (connection, error);
  if (self->settings == NULL)
    return NULL;
  self->blocks = _work_message_blocks_load (connection, error);
  return self->blocks != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * _work_message_planner_free:
 * @planner: (nullable) (transfer full): a planner
 */
void
_work_message_planner_free (WorkMessagePlanner *planner)
{
  if (planner == NULL)
    return;
  g_free (planner->today);
  model_settings_unref (planner->settings);
  g_clear_pointer (&planner->blocks, g_hash_table_unref);
  g_hash_table_unref (planner->texts);
  g_hash_table_unref (planner->matters);
  g_hash_table_unref (planner->written);
  g_hash_table_unref (planner->lines);
  g_free (planner);
}

/**
 * _work_message_planner_add:
 * @planner: a planner
 * @occasion: what is written about
 * @draft: to whom, how and in which words; its things do not matter
 * @plans: (element-type WorkMessagePlan): is added to, one a person and channel
 * @error: return location for a #StoreError
 *
 * Returns: whether all could be read
 */
gboolean
_work_message_planner_add (WorkMessagePlanner *planner,
                           const WorkMessageOccasion *occasion,
                           const WorkMessageDraft *draft,
                           GPtrArray *plans,
                           GError **error)
{
  const WorkMessageMatter *matter = find_matter (planner, &occasion->thing, error);
  g_autoptr (GPtrArray) people = NULL;

  if (matter == NULL)
    return FALSE;
  people = _work_message_people (matter->records, draft->audiences);
  for (guint i = 0; i < people->len; i++)
    {
      Making making = { planner,          matter,   draft, model_message_event_find (draft->event),
                        people->pdata[i], occasion, NULL };

      if (draft->mail && !make_plan (&making, WORK_MESSAGE_MAIL, plans, error))
        return FALSE;
      if (draft->sms && !make_plan (&making, WORK_MESSAGE_SMS, plans, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- the query ---- */

static void
draft_free (gpointer data)
{
  WorkMessageDraft *draft = data;

  g_free ((gpointer) draft->event);
  g_free ((gpointer) draft->things);
  g_free ((gpointer) draft->subject);
  g_free ((gpointer) draft->body);
  g_free ((gpointer) draft->sms_text);
  g_free (draft);
}

static WorkMessageDraft *
draft_copy (const WorkMessageDraft *draft)
{
  WorkMessageDraft *copy = g_memdup2 (draft, sizeof *copy);

  copy->event = g_strdup (draft->event);
  copy->things = g_memdup2 (draft->things, draft->n_things * sizeof *draft->things);
  copy->subject = g_strdup (draft->subject);
  copy->body = g_strdup (draft->body);
  copy->sms_text = g_strdup (draft->sms_text);
  return copy;
}

static gboolean
check_draft (const WorkMessageDraft *draft, GError **error)
{
  return (draft->subject == NULL || work_message_text_check (draft->subject, error))
         && (draft->body == NULL || work_message_text_check (draft->body, error))
         && (draft->sms_text == NULL || work_message_text_check (draft->sms_text, error));
}

static gpointer
read_plans (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const WorkMessageDraft *draft = data;
  g_autoptr (GPtrArray) plans = _work_message_plans_new ();
  g_autoptr (WorkMessagePlanner) planner = NULL;

  if (!check_draft (draft, error))
    return NULL;
  planner = _work_message_planner_new (connection, error);
  if (planner == NULL)
    return NULL;
  for (guint i = 0; i < draft->n_things; i++)
    {
      const WorkMessageOccasion occasion = { draft->things[i], NULL, NULL };

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !_work_message_planner_add (planner, &occasion, draft, plans, error))
        return NULL;
    }
  return g_steal_pointer (&plans);
}

/**
 * work_query_message_plans_new:
 * @draft: what a person wants to write. Copied
 *
 * Makes every message as it would leave, and says what speaks against it; nothing is changed. Words
 * with a field that nobody knows are refused, and the field is named.
 *
 * Returns: (transfer full): a query for the #GPtrArray of #WorkMessagePlan: what is written about
 * in its order, people in the order of the audiences, a mail before the SMS
 */
WorkQuery *
work_query_message_plans_new (const WorkMessageDraft *draft)
{
  g_return_val_if_fail (draft != NULL && draft->event != NULL, NULL);

  return _work_query_new (read_plans, draft_copy (draft), draft_free,
                          (GDestroyNotify) g_ptr_array_unref);
}
