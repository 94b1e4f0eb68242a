/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-rule-private.h"

#include "base-date.h"
#include "base-text.h"

static void (*const checks[]) (ModelRuleCheck *check) = {
  _model_rule_check_dates, _model_rule_check_duration, _model_rule_check_hours,
  _model_rule_check_age,   _model_rule_check_people,   _model_rule_check_company,
};

/**
 * _model_rule_find:
 * @check: a run of the rules
 * @rule: the rule that does not hold
 * @field: (nullable): key of the field to go to; %NULL for the rule's own
 * @text: (transfer full): one sentence
 *
 * Adds a finding, unless the school has put the rule off.
 */
void
_model_rule_find (ModelRuleCheck *check, ModelRuleId rule, const char *field, char *text)
{
  g_autofree char *owned = text;
  ModelFinding *finding;

  if (!_model_rule_is_on (check, rule))
    return;
  finding = g_new0 (ModelFinding, 1);
  finding->rule = rule;
  finding->level = check->settings->levels[rule];
  finding->field = field != NULL ? field : model_rule_info (rule)->field;
  finding->text = g_steal_pointer (&owned);
  g_ptr_array_add (check->findings, finding);
}

/**
 * _model_rule_is_found:
 * @check: a run of the rules
 * @rule: a rule
 *
 * Returns: whether it was found fault with already
 */
gboolean
_model_rule_is_found (const ModelRuleCheck *check, ModelRuleId rule)
{
  for (guint i = 0; i < check->findings->len; i++)
    if (((ModelFinding *) g_ptr_array_index (check->findings, i))->rule == rule)
      return TRUE;
  return FALSE;
}

/**
 * _model_rule_is_on:
 * @check: a run of the rules
 * @rule: a rule
 *
 * Returns: whether the school wants it
 */
gboolean
_model_rule_is_on (const ModelRuleCheck *check, ModelRuleId rule)
{
  return check->settings->levels[rule] != MODEL_RULE_OFF;
}

/**
 * _model_rule_limit:
 * @check: a run of the rules
 * @rule: a rule
 *
 * Returns: the school's limit
 */
int
_model_rule_limit (const ModelRuleCheck *check, ModelRuleId rule)
{
  return check->settings->limits[rule];
}

/**
 * _model_rule_get:
 * @record: (nullable): a record
 * @column: one of its columns
 *
 * Returns: (transfer none) (nullable): the value; %NULL when there is none or it is blank
 */
const char *
_model_rule_get (ModelRecord *record, const char *column)
{
  const char *value = record != NULL ? model_record_get (record, column) : NULL;

  return value != NULL && !base_text_is_blank (value) ? value : NULL;
}

/**
 * _model_rule_get_date:
 * @record: (nullable): a record
 * @column: a date of it
 * @date: (out caller-allocates): the date; invalid when there is none
 *
 * Returns: whether there is one
 */
gboolean
_model_rule_get_date (ModelRecord *record, const char *column, GDate *date)
{
  g_date_clear (date, 1);
  return base_date_parse_iso (_model_rule_get (record, column), date);
}

/**
 * _model_rule_is_settled:
 * @other: another placement of the student
 *
 * A draft is only one of the companies that a student has asked, and a refused sheet is none.
 *
 * Returns: whether the student is to go there
 */
gboolean
_model_rule_is_settled (const ModelRulePlacement *other)
{
  return g_strcmp0 (other->state, "validated") == 0 || g_strcmp0 (other->state, "to_validate") == 0;
}

/**
 * _model_rule_is_under:
 * @check: a run of the rules
 * @age: an age in full years
 * @day: a day
 *
 * Returns: whether the student is known to be younger on that day
 */
gboolean
_model_rule_is_under (const ModelRuleCheck *check, int age, const GDate *day)
{
  return g_date_valid (&check->birth) && base_date_age_on (&check->birth, day) < age;
}

/**
 * _model_rule_is_minor:
 * @check: a run of the rules
 * @day: a day
 *
 * Returns: whether the student is known to be under 18 on that day
 */
gboolean
_model_rule_is_minor (const ModelRuleCheck *check, const GDate *day)
{
  return g_date_valid (&check->adult_on) && g_date_compare (day, &check->adult_on) < 0;
}

/* Blocking ones first, then in the order of the table. */
static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const ModelFinding *first = *(ModelFinding *const *) a, *second = *(ModelFinding *const *) b;

  if (first->level != second->level)
    return (int) second->level - (int) first->level;
  return (int) first->rule - (int) second->rule;
}

/**
 * model_rules_check:
 * @facts: what is known of a placement
 * @settings: what the school wants checked
 *
 * Holds a placement against every rule. What is not known is not found fault with, except where its
 * absence is the fault.
 *
 * Returns: (transfer full) (element-type ModelFinding): what was found, blocking findings first;
 *   frees its elements
 */
GPtrArray *
model_rules_check (const ModelRuleFacts *facts, const ModelRuleSettings *settings)
{
  ModelRuleCheck check = { facts, settings };

  check.findings = g_ptr_array_new_with_free_func ((GDestroyNotify) model_finding_free);
  check.duration = model_duration_new (facts->placement, facts->period, facts->region);
  check.has_dates = g_date_valid (&check.duration->start) && g_date_valid (&check.duration->end)
                    && g_date_compare (&check.duration->start, &check.duration->end) <= 0;
  g_date_clear (&check.today, 1);
  base_date_parse_iso (facts->today, &check.today);
  g_date_clear (&check.adult_on, 1);
  if (_model_rule_get_date (facts->student, "birth_date", &check.birth))
    base_date_birthday (&check.birth, 18, &check.adult_on);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    checks[i](&check);
  g_ptr_array_sort (check.findings, compare_findings);
  model_duration_free (check.duration);
  return check.findings;
}

/**
 * model_findings_block:
 * @findings: (element-type ModelFinding): of model_rules_check()
 *
 * Returns: whether one of them keeps the sheet from being validated
 */
gboolean
model_findings_block (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (((ModelFinding *) g_ptr_array_index (findings, i))->level == MODEL_RULE_BLOCKING)
      return TRUE;
  return FALSE;
}

/**
 * model_finding_free:
 * @finding: (nullable) (transfer full): a finding
 */
void
model_finding_free (ModelFinding *finding)
{
  if (finding == NULL)
    return;
  g_free (finding->text);
  g_free (finding);
}
