/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base-holiday.h"
#include "model-record.h"
#include "model-setting.h"

G_BEGIN_DECLS

/**
 * ModelRuleId:
 *
 * The rules that a placement is held against, in the order in which they are told.
 */
typedef enum
{
  MODEL_RULE_DATES_MISSING,
  MODEL_RULE_DATES_REVERSED,
  MODEL_RULE_SCHOOL_YEAR,
  MODEL_RULE_PERIOD,
  MODEL_RULE_OVERLAP,
  MODEL_RULE_HOLIDAY,
  MODEL_RULE_INTERRUPTIONS,
  MODEL_RULE_WEEKS,
  MODEL_RULE_DAYS,
  MODEL_RULE_WEEKLY_HOURS,
  MODEL_RULE_TIMETABLE,
  MODEL_RULE_MAXIMUM,

  MODEL_RULE_BIRTH_DATE,
  MODEL_RULE_MINIMUM_AGE,
  MODEL_RULE_UNDER16_DAY,
  MODEL_RULE_MINOR_DAY,
  MODEL_RULE_ADULT_DAY,
  MODEL_RULE_UNDER15_WEEK,
  MODEL_RULE_MINOR_WEEK,
  MODEL_RULE_ADULT_WEEK,
  MODEL_RULE_UNDER16_REST,
  MODEL_RULE_MINOR_REST,
  MODEL_RULE_ADULT_REST,
  MODEL_RULE_MINOR_DAYS_OFF,
  MODEL_RULE_ADULT_DAY_OFF,
  MODEL_RULE_UNDER16_NIGHT,
  MODEL_RULE_MINOR_NIGHT,
  MODEL_RULE_NIGHT_UNSAID,
  MODEL_RULE_MINOR_PAUSE,
  MODEL_RULE_ADULT_PAUSE,
  MODEL_RULE_MINOR_HOLIDAY,
  MODEL_RULE_SUNDAY_UNSAID,
  MODEL_RULE_REGULATED_AGE,
  MODEL_RULE_REGULATED_DECLARED,

  MODEL_RULE_GUARDIAN,
  MODEL_RULE_GUARDIAN_CONTACT,
  MODEL_RULE_LEFT,
  MODEL_RULE_CLASS,
  MODEL_RULE_TUTOR_CONTACT,
  MODEL_RULE_REPRESENTATIVE_CONTACT,
  MODEL_RULE_FAMILY_CONTACT,
  MODEL_RULE_REFERENT_LOAD,

  MODEL_RULE_COMPANY_CLOSED,
  MODEL_RULE_COMPANY_TO_AVOID,
  MODEL_RULE_COMPANY_LOAD,
  MODEL_RULE_TUTOR_LOAD,
  MODEL_RULE_ALLOWANCE,
  MODEL_RULE_ALLOWANCE_RATE,

  MODEL_RULE_UNSIGNED,
  MODEL_N_RULES
} ModelRuleId;

typedef enum
{
  MODEL_RULE_OFF,
  MODEL_RULE_WARNING,
  MODEL_RULE_BLOCKING, /* the sheet cannot be validated */
  MODEL_N_RULE_LEVELS
} ModelRuleLevel;

/* How rules are put together where the school sets them. */
typedef enum
{
  MODEL_RULE_GROUP_DATES,
  MODEL_RULE_GROUP_HOURS,
  MODEL_RULE_GROUP_PEOPLE,
  MODEL_RULE_GROUP_COMPANY,
  MODEL_RULE_GROUP_FOLLOW_UP,
  MODEL_N_RULE_GROUPS
} ModelRuleGroup;

/**
 * ModelRule:
 * @key: "overlap"; its level is the setting "rule.overlap", its limit "rule.overlap.limit"
 * @group: with which other rules it is shown
 * @label: English source label
 * @explanation: English source sentence: why, with the text of law
 * @level: its level as long as the school sets none
 * @limit: its limit as long as the school sets none; 0 when it has none
 * @unit: (nullable): English source label of the limit's unit; %NULL when it has no limit
 * @field: where a finding leads when it names no better field
 *
 * One line of the table of rules.
 */
typedef struct
{
  const char *key;
  ModelRuleGroup group;
  const char *label;
  const char *explanation;
  ModelRuleLevel level;
  int limit;
  const char *unit;
  const char *field;
} ModelRule;

const ModelRule *model_rule_info (ModelRuleId rule);
gboolean model_rule_from_key (const char *key, ModelRuleId *rule);
const char *model_rule_group_label (ModelRuleGroup group);
const char *model_rule_level_key (ModelRuleLevel level);
const char *model_rule_level_label (ModelRuleLevel level);
gboolean model_rule_level_from_key (const char *key, ModelRuleLevel *level);

/**
 * ModelRuleSettings:
 * @levels: what a finding of each rule does
 * @limits: the limit of each rule, in its unit
 */
typedef struct
{
  ModelRuleLevel levels[MODEL_N_RULES];
  int limits[MODEL_N_RULES];
} ModelRuleSettings;

void model_rule_settings_init (ModelRuleSettings *settings);
void model_rule_settings_read (ModelRuleSettings *settings, ModelSettings *from);
gboolean model_rule_settings_set (ModelRuleSettings *settings, const char *name, const char *value);
char *model_rule_setting_name (ModelRuleId rule, gboolean is_limit);

/**
 * ModelRulePlacement:
 * @start: the first day; invalid when it is not known
 * @end: the last day; invalid when it is not known
 * @state: of its sheet; a draft or a refused one does not count
 * @company_id: where; 0 when it is not known
 * @company: (nullable): its name
 * @same_search: whether it is in the same period
 * @minutes: presence
 * @n_weeks: how many weeks
 *
 * Another placement of the same student. One whose agreement is cancelled is none.
 */
typedef struct
{
  GDate start;
  GDate end;
  const char *state;
  gint64 company_id;
  const char *company;
  gboolean same_search;
  int minutes;
  guint n_weeks;
} ModelRulePlacement;

/**
 * ModelRuleFacts:
 * @placement: the sheet
 * @student: (nullable): whose it is
 * @guardians: (nullable) (element-type ModelRecord): the student's
 * @period: (nullable): its period
 * @school_year: (nullable): the period's
 * @class_group: (nullable): the student's class that has the period
 * @company: (nullable): where
 * @tutor: (nullable): who looks after the student there
 * @representative: (nullable): who signs for the company
 * @others: (nullable) (element-type ModelRulePlacement): the student's other placements
 * @at_company: (nullable) (element-type ModelDays): other students' placements at the company
 * @of_tutor: (nullable) (element-type ModelDays): other students' placements with the tutor
 * @of_referent: (nullable) (element-type ModelDays): other students' placements with the referent
 *   teacher
 * @region: where one works
 * @is_signed: whether the agreement is signed
 * @today: (nullable): ISO day
 *
 * All that the rules look at; none of it is kept.
 */
typedef struct
{
  ModelRecord *placement;
  ModelRecord *student;
  GPtrArray *guardians;
  ModelRecord *period;
  ModelRecord *school_year;
  ModelRecord *class_group;
  ModelRecord *company;
  ModelRecord *tutor;
  ModelRecord *representative;
  GArray *others;
  GArray *at_company;
  GArray *of_tutor;
  GArray *of_referent;
  BaseHolidayRegion region;
  gboolean is_signed;
  const char *today;
} ModelRuleFacts;

/**
 * ModelFinding:
 * @rule: which rule
 * @level: blocking or warning
 * @field: key of the field to go to: "placement.start"
 * @text: one sentence: what, where, why, in the user's language
 */
typedef struct
{
  ModelRuleId rule;
  ModelRuleLevel level;
  const char *field;
  char *text;
} ModelFinding;

GPtrArray *model_rules_check (const ModelRuleFacts *facts, const ModelRuleSettings *settings);
gboolean model_findings_block (GPtrArray *findings);
void model_finding_free (ModelFinding *finding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelFinding, model_finding_free)

G_END_DECLS
