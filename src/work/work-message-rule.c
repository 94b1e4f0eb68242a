/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-rule-private.h"

#include <glib/gi18n-lib.h>

#include "store-record.h"
#include "work-change-private.h"
#include "work-query-private.h"

#define MAX_DAYS  365
#define MAX_TIMES 10

/**
 * work_message_rule_free:
 * @rule: (nullable) (transfer full): a rule
 *
 * Frees it.
 */
void
work_message_rule_free (WorkMessageRule *rule)
{
  if (rule == NULL)
    return;
  g_free (rule->event);
  g_free (rule);
}

/* As it is when the school has said nothing: off. */
static WorkMessageRule *
rule_new (const ModelMessageEvent *event, ModelMessageAudience audience)
{
  WorkMessageRule *rule = g_new0 (WorkMessageRule, 1);

  rule->event = g_strdup (event->key);
  rule->audience = audience;
  rule->days = event->days;
  rule->at_most = event->at_most;
  rule->every_days = event->every_days;
  return rule;
}

static void
read_number (ModelRecord *record, const char *column, int *value)
{
  if (model_record_get (record, column) != NULL)
    *value = (int) model_record_get_int (record, column);
}

static void
read_changed (WorkMessageRule *rule, GPtrArray *records)
{
  const char *audience = model_message_audience_key (rule->audience);

  for (guint i = 0; i < records->len; i++)
    {
      ModelRecord *record = records->pdata[i];

      if (g_strcmp0 (model_record_get (record, "event"), rule->event) != 0
          || g_strcmp0 (model_record_get (record, "audience"), audience) != 0)
        continue;
      rule->mail = model_record_get_int (record, "mail") != 0;
      rule->sms = model_record_get_int (record, "sms") != 0;
      read_number (record, "days", &rule->days);
      read_number (record, "at_most", &rule->at_most);
      read_number (record, "every_days", &rule->every_days);
    }
}

/**
 * _work_message_rules_load:
 * @connection: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type WorkMessageRule): all rules that there can be, in the
 * order of the occasions; or %NULL
 */
GPtrArray *
_work_message_rules_load (StoreConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) records = store_load_all (connection, MODEL_ENTITY_MESSAGE_RULE, error);
  GPtrArray *rules;
  guint n;
  const ModelMessageEvent *events = model_message_event_list (&n);

  if (records == NULL)
    return NULL;
  rules = g_ptr_array_new_with_free_func ((GDestroyNotify) work_message_rule_free);
  for (guint i = 0; i < n; i++)
    for (guint audience = 0; audience < MODEL_MESSAGE_N_AUDIENCES; audience++)
      {
        WorkMessageRule *rule;

        if (events[i].clock == MODEL_MESSAGE_CLOCK_NONE
            || (events[i].audiences & MODEL_MESSAGE_AUDIENCE_BIT (audience)) == 0)
          continue;
        rule = rule_new (&events[i], (ModelMessageAudience) audience);
        read_changed (rule, records);
        g_ptr_array_add (rules, rule);
      }
  return g_steal_pointer (&rules);
}

static gpointer
read_rules (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return _work_message_rules_load (connection, error);
}

/**
 * work_query_message_rules_new:
 *
 * Returns: (transfer full): a query for the #GPtrArray of #WorkMessageRule: one for each occasion
 *   that the program can notice and each audience, those that are off too
 */
WorkQuery *
work_query_message_rules_new (void)
{
  return _work_query_new (read_rules, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

/* ---- changing one ---- */

static gboolean
check_number (int value, int least, int most, const char *what, GError **error)
{
  return (value >= least && value <= most)
         /* Translators: what it is, then two numbers */
         || _work_refuse (error, _ ("%s: write a number from %d to %d."), what, least, most);
}

static gboolean
check_rule (const WorkMessageRule *rule, GError **error)
{
  const ModelMessageEvent *event = model_message_event_find (rule->event);

  if (event == NULL)
    return _work_refuse (error, _ ("There is no occasion “%s”."), rule->event);
  if (event->clock == MODEL_MESSAGE_CLOCK_NONE)
    return _work_refuse (error, _ ("“%s” is not written by itself: only a person can tell when."),
                         _ (event->label));
  if ((event->audiences & MODEL_MESSAGE_AUDIENCE_BIT (rule->audience)) == 0)
    return _work_refuse (error, _ ("On the occasion “%s”, nobody is written to as “%s”."),
                         _ (event->label), _ (model_message_audience_label (rule->audience)));
  return check_number (rule->days, 0, MAX_DAYS, _ ("Days"), error)
         && check_number (rule->at_most, 1, MAX_TIMES, _ ("How often at most"), error)
         && check_number (rule->every_days, 1, MAX_DAYS, _ ("Days between two"), error);
}

static void
set_number (ModelRecord *record, const char *column, int value, int usual)
{
  if (value != usual)
    model_record_set_int (record, column, value);
  else
    model_record_set_canonical (record, column, NULL);
}

static gboolean
is_as_usual (ModelRecord *record)
{
  static const char *const columns[] = { "days", "at_most", "every_days" };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (model_record_get (record, columns[i]) != NULL)
      return FALSE;
  return model_record_get_int (record, "mail") == 0 && model_record_get_int (record, "sms") == 0;
}

static void
fill_record (ModelRecord *record, const WorkMessageRule *rule)
{
  const ModelMessageEvent *event = model_message_event_find (rule->event);

  model_record_set_canonical (record, "event", rule->event);
  model_record_set_canonical (record, "audience", model_message_audience_key (rule->audience));
  model_record_set_int (record, "mail", rule->mail);
  model_record_set_int (record, "sms", rule->sms);
  set_number (record, "days", rule->days, event->days);
  set_number (record, "at_most", rule->at_most, event->at_most);
  set_number (record, "every_days", rule->every_days, event->every_days);
}

/* What is as the program has it is not kept. */
static gboolean
save_rule (WorkChanging *changing, gpointer data, GError **error)
{
  const WorkMessageRule *rule = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (ModelRecord) record = NULL;

  if (!check_rule (rule, error))
    return FALSE;
  record =
      store_find_one (changing->connection, MODEL_ENTITY_MESSAGE_RULE, &local, "event", rule->event,
                      "audience", model_message_audience_key (rule->audience), NULL);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (record == NULL)
    record = model_record_new (MODEL_ENTITY_MESSAGE_RULE);
  fill_record (record, rule);
  if (!is_as_usual (record))
    return _work_changing_save (changing, record, error);
  if (model_record_get_id (record) == 0)
    return TRUE;
  changing->n = 1;
  return store_delete (changing->connection, record, changing->operation, error);
}

/**
 * work_change_message_rule_new:
 * @rule: a rule. Copied
 *
 * Returns: (transfer full): the change after which it holds
 */
WorkChange *
work_change_message_rule_new (const WorkMessageRule *rule)
{
  WorkMessageRule *copy;

  g_return_val_if_fail (rule != NULL && rule->event != NULL, NULL);

  copy = g_memdup2 (rule, sizeof *rule);
  copy->event = g_strdup (rule->event);
  return _work_change_new ("message.rule", save_rule, copy,
                           (GDestroyNotify) work_message_rule_free);
}
