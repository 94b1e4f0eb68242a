/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-duration.h"
#include "model-rule.h"

G_BEGIN_DECLS

/**
 * ModelRuleCheck:
 * @has_dates: whether both dates are known and in order
 * @birth: invalid when it is not known
 * @today: invalid when it is not known
 * @adult_on: the 18th birthday; invalid when it is not known
 *
 * One run of the rules.
 */
typedef struct
{
  const ModelRuleFacts *facts;
  const ModelRuleSettings *settings;
  ModelDuration *duration;
  gboolean has_dates;
  GDate birth;
  GDate today;
  GDate adult_on;
  GPtrArray *findings;
} ModelRuleCheck;

/* model-rule-check.c. Every text is given away. */
void _model_rule_find (ModelRuleCheck *check, ModelRuleId rule, const char *field, char *text);
gboolean _model_rule_is_found (const ModelRuleCheck *check, ModelRuleId rule);
gboolean _model_rule_is_on (const ModelRuleCheck *check, ModelRuleId rule);
int _model_rule_limit (const ModelRuleCheck *check, ModelRuleId rule);
const char *_model_rule_get (ModelRecord *record, const char *column);
gboolean _model_rule_get_date (ModelRecord *record, const char *column, GDate *date);
gboolean _model_rule_is_settled (const ModelRulePlacement *other);
gboolean _model_rule_is_under (const ModelRuleCheck *check, int age, const GDate *day);
gboolean _model_rule_is_minor (const ModelRuleCheck *check, const GDate *day);

/* What each file checks. */
void _model_rule_check_dates (ModelRuleCheck *check);
void _model_rule_check_duration (ModelRuleCheck *check);
void _model_rule_check_hours (ModelRuleCheck *check);
void _model_rule_check_age (ModelRuleCheck *check);
void _model_rule_check_people (ModelRuleCheck *check);
void _model_rule_check_company (ModelRuleCheck *check);

G_END_DECLS
