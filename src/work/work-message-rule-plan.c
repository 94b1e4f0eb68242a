/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-rule-private.h"

#include "base-date.h"
#include "model-stage.h"
#include "store-lines.h"
#include "store-record.h"
#include "work-query-private.h"
#include "work-school-private.h"

/* What a rule has written of one thing to one person. */
typedef struct
{
  int n;
  gint64 number; /* of the last one: one in between may have been withdrawn */
  char *last;    /* ISO day */
} Before;

/* What rules are held against. */
typedef struct
{
  StoreConnection *connection;
  WorkMessagePlanner *planner;
  GPtrArray *lines;   /* (element-type ModelLine) */
  GHashTable *placed; /* "student|period" of those who have a placement */
  GHashTable *before; /* "agreement.late|guardian1|mail|a12" → Before */
  char *not_before;   /* (nullable) */
  GPtrArray *plans;
} Evaluation;

static void
before_free (gpointer data)
{
  Before *before = data;

  g_free (before->last);
  g_free (before);
}

static void
evaluation_clear (Evaluation *self)
{
  _work_message_planner_free (self->planner);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->placed, g_hash_table_unref);
  g_clear_pointer (&self->before, g_hash_table_unref);
  g_free (self->not_before);
  g_clear_pointer (&self->plans, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Evaluation, evaluation_clear)

/* ---- what was written before ---- */

/* "…T23:30:00Z" is the next day in Paris. */
static char *
local_day (const char *timestamp)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (timestamp, NULL);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d") : g_strndup (timestamp, 10);
}

static void
add_before (Evaluation *self, const char *once, const char *made_at)
{
  const char *end = strrchr (once, '|');
  g_autofree char *key = g_strndup (once, end != NULL ? (gsize) (end - once) : strlen (once));
  Before *before = g_hash_table_lookup (self->before, key);
  g_autofree char *day = local_day (made_at);

  if (before == NULL)
    {
      before = g_new0 (Before, 1);
      g_hash_table_insert (self->before, g_steal_pointer (&key), before);
    }
  before->n++;
  before->number =
      MAX (before->number, end != NULL ? g_ascii_strtoll (end + 1, NULL, 10) : before->n);
  if (g_strcmp0 (before->last, day) >= 0)
    return;
  g_free (before->last);
  before->last = g_steal_pointer (&day);
}

static gboolean
load_before (Evaluation *self, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      self->connection, "SELECT once, made_at FROM message WHERE once IS NOT NULL", error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  self->before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, before_free);
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      add_before (self, store_statement_get_text (statement, 0),
                  store_statement_get_text (statement, 1));
    }
  return FALSE;
}

/* How many days from one to the other. */
static int
days_between (const char *from, const char *to)
{
  GDate a, b;

  return base_date_parse_iso (from, &a) && base_date_parse_iso (to, &b)
             ? g_date_days_between (&a, &b)
             : 0;
}

static gboolean
may_write (const Evaluation *self, const WorkMessageRule *rule, const Before *before)
{
  return before == NULL
         || (before->n < rule->at_most
             && days_between (before->last, self->planner->today) >= rule->every_days);
}

/* ---- one rule ---- */

/**
 * _work_message_rule_draft:
 * @rule: a rule
 *
 * Returns: what it writes, about anything; @rule outlives it
 */
WorkMessageDraft
_work_message_rule_draft (const WorkMessageRule *rule)
{
  return (WorkMessageDraft){ .event = rule->event,
                             .audiences = MODEL_MESSAGE_AUDIENCE_BIT (rule->audience),
                             .mail = rule->mail,
                             .sms = rule->sms,
                             .attaches = model_message_event_find (rule->event)->attaches };
}

/**
 * _work_message_rule_thing:
 * @rule: a rule
 * @line: a line of the list
 *
 * Returns: what it writes about, and no more: the same search is the same whatever sheet comes and
 *   goes
 */
WorkMessageThing
_work_message_rule_thing (const WorkMessageRule *rule, const ModelLine *line)
{
  ModelMessageAbout about = model_message_event_find (rule->event)->about;
  WorkMessageThing thing = { line->student_id, line->period_id, 0, 0 };

  if (about != MODEL_MESSAGE_ABOUT_SEARCH)
    thing.placement_id = line->placement_id;
  if (about == MODEL_MESSAGE_ABOUT_AGREEMENT)
    thing.agreement_id = line->agreement_id;
  return thing;
}

/* Of what the planner has made, what leaves: numbered, so that it leaves once. */
static void
take (Evaluation *self, const WorkMessageRule *rule, GPtrArray *made)
{
  for (guint i = 0; i < made->len; i++)
    {
      WorkMessagePlan *plan = made->pdata[i];
      const Before *before = g_hash_table_lookup (self->before, plan->once);
      char *once;

      if (!plan->can_be_sent || !may_write (self, rule, before))
        continue;
      once = g_strdup_printf ("%s|%" G_GINT64_FORMAT, plan->once,
                              before != NULL ? before->number + 1 : 1);
      g_free (plan->once);
      plan->once = once;
      plan->is_chosen = TRUE;
      plan->not_before = g_strdup (self->not_before);
      g_ptr_array_add (self->plans, work_message_plan_copy (plan));
    }
}

static gboolean
write_of (Evaluation *self,
          const WorkMessageRule *rule,
          const WorkMessageOccasion *occasion,
          GError **error)
{
  const WorkMessageDraft draft = _work_message_rule_draft (rule);
  g_autoptr (GPtrArray) made = _work_message_plans_new ();

  if (!_work_message_planner_add (self->planner, occasion, &draft, made, error))
    return FALSE;
  take (self, rule, made);
  return TRUE;
}

static char *
search_key (const ModelLine *line)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT, line->student_id,
                          line->period_id);
}

/* Somebody who has another placement in the period lacks none. */
static gboolean
is_placed (const Evaluation *self, const WorkMessageRule *rule, ModelLine *line)
{
  g_autofree char *key = search_key (line);

  return g_str_equal (rule->event, "search.missing") && g_hash_table_contains (self->placed, key);
}

static gboolean
evaluate_lines (Evaluation *self, const WorkMessageRule *rule, GError **error)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      ModelLine *line = self->lines->pdata[i];
      const WorkMessageOccasion occasion = { _work_message_rule_thing (rule, line), NULL, NULL };

      if (_work_message_rule_matches (rule, line, self->planner->today)
          && !is_placed (self, rule, line) && !write_of (self, rule, &occasion, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
evaluate_happenings (Evaluation *self, const WorkMessageRule *rule, GError **error)
{
  g_autoptr (GPtrArray) occasions = g_ptr_array_new_with_free_func (_work_message_occasion_free);

  if (!_work_message_happened (self->connection, rule, self->planner->today, occasions, error))
    return FALSE;
  for (guint i = 0; i < occasions->len; i++)
    if (!write_of (self, rule, occasions->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
evaluate (Evaluation *self, GError **error)
{
  g_autoptr (GPtrArray) rules = _work_message_rules_load (self->connection, error);

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const WorkMessageRule *rule = rules->pdata[i];

      if (!rule->mail && !rule->sms)
        continue;
      if (!(_work_message_is_happening (rule->event) ? evaluate_happenings (self, rule, error)
                                                     : evaluate_lines (self, rule, error)))
        return FALSE;
    }
  return rules != NULL;
}

/* ---- all of them ---- */

static void
find_placed (Evaluation *self)
{
  self->placed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->lines->len; i++)
    {
      ModelStage stage = model_line_stage (self->lines->pdata[i], self->planner->today);

      if (stage != MODEL_STAGE_NO_PLACEMENT && stage != MODEL_STAGE_CANCELLED)
        g_hash_table_add (self->placed, search_key (self->lines->pdata[i]));
    }
}

/**
 * _work_message_rules_lines:
 * @connection: a connection
 * @today: ISO day
 * @error: return location
 *
 * Returns: (transfer full) (element-type ModelLine): the lines that rules are held against, those
 * of the school year; or %NULL
 */
GPtrArray *
_work_message_rules_lines (StoreConnection *connection, const char *today, GError **error)
{
  g_autoptr (GPtrArray) years = _work_years_load (connection, error);
  ModelRecord *year;

  if (years == NULL)
    return NULL;
  year = _work_year_of_day (years, today);
  return year != NULL ? store_lines_load (connection, model_record_get_id (year), error)
                      : g_ptr_array_new ();
}

static gboolean
load_lines (Evaluation *self, GError **error)
{
  self->lines = _work_message_rules_lines (self->connection, self->planner->today, error);
  if (self->lines == NULL)
    return FALSE;
  find_placed (self);
  return TRUE;
}

/**
 * _work_message_rules_planner:
 * @connection: a connection
 * @today: ISO day
 * @error: return location
 *
 * Returns: (transfer full): a planner for what nobody looks at before it leaves; or %NULL
 */
WorkMessagePlanner *
_work_message_rules_planner (StoreConnection *connection, const char *today, GError **error)
{
  WorkMessagePlanner *planner = _work_message_planner_new (connection, error);

  if (planner == NULL)
    return NULL;
  planner->by_rule = TRUE;
  g_free (planner->today);
  planner->today = g_strdup (today);
  return planner;
}

/**
 * _work_message_rules_plan:
 * @connection: a connection
 * @now: local time
 * @error: return location
 *
 * Holds the rules against the lines of the school year and what has happened, whether automatic
 * sending is on or not. Nothing is changed.
 *
 * Returns: (transfer full) (element-type WorkMessagePlan): what they would write now, each with
 * what it is written once for; or %NULL
 */
GPtrArray *
_work_message_rules_plan (StoreConnection *connection, GDateTime *now, GError **error)
{
  g_auto (Evaluation) self = { connection };
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  self.plans = _work_message_plans_new ();
  self.planner = _work_message_rules_planner (connection, today, error);
  if (self.planner == NULL)
    return NULL;
  if (!load_lines (&self, error) || !load_before (&self, error)
      || !_work_message_quiet_until (connection, now, &self.not_before, error)
      || !evaluate (&self, error))
    return NULL;
  return g_steal_pointer (&self.plans);
}
