/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-rule-private.h"

#include <glib/gi18n-lib.h>

#include "store-record.h"

/* What a rule has written and what still waits, for the morning or for a server, is held against
 * what has become of it: nobody is asked on Monday for what was signed on Saturday. */
typedef struct
{
  StoreConnection *connection;
  StoreOperation *operation;
  const char *today;
  gboolean is_on;
  GPtrArray *waiting;          /* (element-type ModelRecord) */
  GPtrArray *rules;            /* (nullable) (element-type WorkMessageRule) */
  GPtrArray *lines;            /* (nullable) (element-type ModelLine) */
  WorkMessagePlanner *planner; /* (nullable) */
} Withdrawal;

static void
withdrawal_clear (Withdrawal *self)
{
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  _work_message_planner_free (self->planner);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Withdrawal, withdrawal_clear)

/* (nullable): the rule that wrote it, if it is on */
static const WorkMessageRule *
find_rule (const Withdrawal *self, ModelRecord *message)
{
  gboolean is_sms = g_strcmp0 (model_record_get (message, "channel"), "sms") == 0;

  for (guint i = 0; i < self->rules->len; i++)
    {
      const WorkMessageRule *rule = self->rules->pdata[i];

      if (g_strcmp0 (rule->event, model_record_get (message, "event")) == 0
          && g_strcmp0 (model_message_audience_key (rule->audience),
                        model_record_get (message, "audience"))
                 == 0)
        return (is_sms ? rule->sms : rule->mail) ? rule : NULL;
    }
  return NULL;
}

/* A message says as much of what it is about as matters. */
static gboolean
is_about (ModelRecord *message, const ModelLine *line)
{
  gint64 placement_id = model_record_get_int (message, "placement_id");
  gint64 agreement_id = model_record_get_int (message, "agreement_id");

  return model_record_get_int (message, "student_id") == line->student_id
         && model_record_get_int (message, "period_id") == line->period_id
         && (placement_id == 0 || placement_id == line->placement_id)
         && (agreement_id == 0 || agreement_id == line->agreement_id);
}

/* Whether it would be written now as it was: to that person, there. */
static gboolean
is_same (ModelRecord *message, const WorkMessagePlan *plan)
{
  const char *once = model_record_get (message, "once");

  return plan->can_be_sent && g_str_has_prefix (once, plan->once)
         && once[strlen (plan->once)] == '|'
         && g_strcmp0 (plan->address, model_record_get (message, "address")) == 0;
}

static gboolean
is_as_written (const Withdrawal *self,
               ModelRecord *message,
               const WorkMessageRule *rule,
               const WorkMessageOccasion *occasion,
               gboolean *wanted,
               GError **error)
{
  const WorkMessageDraft draft = _work_message_rule_draft (rule);
  g_autoptr (GPtrArray) plans = _work_message_plans_new ();

  /* each is looked at by itself */
  g_hash_table_remove_all (self->planner->written);
  if (!_work_message_planner_add (self->planner, occasion, &draft, plans, error))
    return FALSE;
  for (guint i = 0; i < plans->len; i++)
    *wanted = *wanted || is_same (message, plans->pdata[i]);
  return TRUE;
}

/* A word of a teacher that was read meanwhile, what was sent after all. */
static gboolean
is_happening_still (const Withdrawal *self,
                    ModelRecord *message,
                    const WorkMessageRule *rule,
                    gboolean *wanted,
                    GError **error)
{
  g_autoptr (GPtrArray) occasions = g_ptr_array_new_with_free_func (_work_message_occasion_free);

  if (!_work_message_happened (self->connection, rule, self->today, occasions, error))
    return FALSE;
  for (guint i = 0; i < occasions->len && !*wanted; i++)
    if (!is_as_written (self, message, rule, occasions->pdata[i], wanted, error))
      return FALSE;
  return TRUE;
}

static gboolean
find_wanted (const Withdrawal *self, ModelRecord *message, gboolean *wanted, GError **error)
{
  const WorkMessageRule *rule = self->is_on ? find_rule (self, message) : NULL;

  *wanted = FALSE;
  if (rule != NULL && _work_message_is_happening (rule->event))
    return is_happening_still (self, message, rule, wanted, error);
  for (guint i = 0; rule != NULL && !*wanted && i < self->lines->len; i++)
    {
      ModelLine *line = self->lines->pdata[i];
      const WorkMessageOccasion occasion = { _work_message_rule_thing (rule, line), NULL, NULL };

      if (is_about (message, line) && _work_message_rule_concerns (rule, line, self->today)
          && !is_as_written (self, message, rule, &occasion, wanted, error))
        return FALSE;
    }
  return TRUE;
}

/* It may be written again when it is so again. */
static gboolean
take_back (const Withdrawal *self, ModelRecord *message, GError **error)
{
  model_record_set_canonical (message, "state", "cancelled");
  model_record_set_canonical (message, "once", NULL);
  model_record_set_canonical (message, "problem",
                              _ ("It was not needed any more before it could leave."));
  return store_save (self->connection, message, self->operation, NULL, error);
}

static gboolean
load (Withdrawal *self, GError **error)
{
  g_autoptr (GPtrArray) queued =
      store_find (self->connection, MODEL_ENTITY_MESSAGE, "state", "queued", error);

  if (queued == NULL)
    return FALSE;
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < queued->len; i++)
    if (model_record_get (queued->pdata[i], "once") != NULL)
      g_ptr_array_add (self->waiting, g_object_ref (queued->pdata[i]));
  if (self->waiting->len == 0)
    return TRUE;
  self->rules = _work_message_rules_load (self->connection, error);
  if (self->rules == NULL)
    return FALSE;
  self->lines = _work_message_rules_lines (self->connection, self->today, error);
  if (self->lines == NULL)
    return FALSE;
  self->planner = _work_message_rules_planner (self->connection, self->today, error);
  return self->planner != NULL;
}

/**
 * _work_message_rules_withdraw:
 * @connection: a connection, in a transaction
 * @is_on: whether automatic sending is on at all
 * @today: ISO day
 * @operation: what it is part of
 * @error: return location
 *
 * Cancels what rules have written, what waits in the outbox and what there is no reason for any
 * more.
 *
 * Returns: whether it is done
 */
gboolean
_work_message_rules_withdraw (StoreConnection *connection,
                              gboolean is_on,
                              const char *today,
                              StoreOperation *operation,
                              GError **error)
{
  g_auto (Withdrawal) self = { connection, operation, today, is_on, NULL, NULL, NULL, NULL };

  if (!load (&self, error))
    return FALSE;
  for (guint i = 0; i < self.waiting->len; i++)
    {
      gboolean wanted;

      if (!find_wanted (&self, self.waiting->pdata[i], &wanted, error)
          || (!wanted && !take_back (&self, self.waiting->pdata[i], error)))
        return FALSE;
    }
  return TRUE;
}
