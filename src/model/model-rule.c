/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PREFIX       "rule."
#define LIMIT_SUFFIX ".limit"

/* Nothing that a rule counts comes near. */
#define LARGEST_LIMIT 100000

#define DATES     MODEL_RULE_GROUP_DATES
#define HOURS     MODEL_RULE_GROUP_HOURS
#define PEOPLE    MODEL_RULE_GROUP_PEOPLE
#define COMPANY   MODEL_RULE_GROUP_COMPANY
#define FOLLOW_UP MODEL_RULE_GROUP_FOLLOW_UP
#define WARNING   MODEL_RULE_WARNING
#define BLOCKING  MODEL_RULE_BLOCKING

/* Sources: domain §3.3 (working time: the convention type, art. 8 to 10), §3.4 (duration and
 * allowance), §3.1 and §3.2 (content and signatories), §2.1, §2.6, §2.7 (what other systems check
 * and their users ask for). Blocking is what the law forbids outright or what makes no sense; what
 * has derogations warns. */
/* clang-format off: a table is read by columns */
static const ModelRule rules[] = {
  [MODEL_RULE_DATES_MISSING] = { "dates_missing", DATES, N_ ("Dates missing"),
                                 N_ ("An agreement says when the placement begins and ends (Code "
                                     "de l’éducation, art. D124-4)."),
                                 BLOCKING, 0, NULL, "placement.start" },
  [MODEL_RULE_DATES_REVERSED] = { "dates_reversed", DATES, N_ ("Dates in the wrong order"),
                                  N_ ("A placement ends after it has begun."), BLOCKING, 0, NULL,
                                  "placement.end" },
  [MODEL_RULE_SCHOOL_YEAR] = { "school_year", DATES, N_ ("Dates outside the school year"),
                               N_ ("Students are insured and enrolled for a school year; a wrong "
                                   "year is soon typed."),
                               WARNING, 0, NULL, "placement.start" },
  [MODEL_RULE_PERIOD] = { "period", DATES, N_ ("Other dates than the period’s"),
                          N_ ("A late start or a placement to catch up is possible, but should be "
                              "meant."),
                          WARNING, 0, NULL, "placement.start" },
  [MODEL_RULE_OVERLAP] = { "overlap", DATES, N_ ("Two placements at once"),
                           N_ ("A student is in one company at a time, unless the weeks are shared "
                               "out."),
                           WARNING, 0, NULL, "placement.start" },
  [MODEL_RULE_HOLIDAY] = { "holiday", DATES, N_ ("Begins or ends on a day off"),
                           N_ ("A Sunday or a public holiday at either end is often a mistake "
                               "(Code du travail, art. "
                               "L3133-1)."),
                           WARNING, 0, NULL, "placement.start" },
  [MODEL_RULE_INTERRUPTIONS] = { "interruptions", DATES, N_ ("Interruptions not understood"),
                                 N_ ("Days of interruption are taken off the presence that the "
                                     "agreement states."),
                                 WARNING, 0, NULL, "placement.interruptions" },
  [MODEL_RULE_WEEKS] = { "weeks", DATES, N_ ("Fewer weeks than the period"),
                         N_ ("Diplomas ask for a number of weeks: 22 for the bac pro, 12 to 16 for "
                             "the CAP."),
                         WARNING, 0, N_ ("weeks fewer"), "placement.end" },
  [MODEL_RULE_DAYS] = { "days", DATES, N_ ("Days of presence that do not add up"),
                        N_ ("7 hours of presence, consecutive or not, are one day (Code de "
                            "l’éducation, art. D124-6)."),
                        WARNING, 0, N_ ("days apart"), "placement.total_days" },
  [MODEL_RULE_WEEKLY_HOURS] = { "weekly_hours", DATES, N_ ("Weekly hours that do not add up"),
                                N_ ("The weekly hours and the timetable of an agreement say the "
                                    "same (Code de l’éducation, art. "
                                    "D124-4)."),
                                WARNING, 0, NULL, "placement.weekly_hours" },
  [MODEL_RULE_TIMETABLE] = { "timetable", DATES, N_ ("Half days that cross"),
                             N_ ("The afternoon begins when the morning has ended."), WARNING, 0,
                             NULL, "placement.monday_afternoon" },
  [MODEL_RULE_MAXIMUM] = { "maximum", DATES, N_ ("More than six months in the same company"),
                           N_ ("No more than six months, 924 hours, in the same company in a "
                               "school year (Code de "
                               "l’éducation, art. L124-5)."),
                           BLOCKING, 924, N_ ("hours"), "placement.end" },

  [MODEL_RULE_BIRTH_DATE] = { "birth_date", HOURS, N_ ("Date of birth not known"),
                              N_ ("Without it the rules that protect minors cannot be checked."),
                              WARNING, 0, NULL, "student.birth_date" },
  [MODEL_RULE_MINIMUM_AGE] = { "minimum_age", HOURS, N_ ("Too young for a placement"),
                               N_ ("Placements are open from 14, in the last two years of "
                                   "compulsory schooling (Code du "
                                   "travail, art. L4153-1)."),
                               BLOCKING, 14, N_ ("years"), "student.birth_date" },
  [MODEL_RULE_UNDER16_DAY] = { "under16_day", HOURS, N_ ("Hours a day under 16"),
                               N_ ("7 hours a day under 16 (Code du travail, art. D4153-3, and the "
                                   "ministry’s guidance)."),
                               WARNING, 7, N_ ("hours"), "placement.monday_morning" },
  [MODEL_RULE_MINOR_DAY] = { "minor_day", HOURS, N_ ("Hours a day under 18"),
                             N_ ("8 hours a day under 18 (Code du travail, art. L3162-1)."),
                             BLOCKING, 8, N_ ("hours"), "placement.monday_morning" },
  [MODEL_RULE_ADULT_DAY] = { "adult_day", HOURS, N_ ("Hours a day"),
                             N_ ("10 hours a day at any age (Code du travail, art. L3121-18)."),
                             WARNING, 10, N_ ("hours"), "placement.monday_morning" },
  [MODEL_RULE_UNDER15_WEEK] = { "under15_week", HOURS, N_ ("Hours a week under 15"),
                                N_ ("30 hours a week under 15 (practice of the ministry’s own "
                                    "services)."),
                                WARNING, 30, N_ ("hours"), "placement.weekly_hours" },
  [MODEL_RULE_MINOR_WEEK] = { "minor_week", HOURS, N_ ("Hours a week under 18"),
                              N_ ("35 hours a week under 18 (Code du travail, art. L3162-1)."),
                              BLOCKING, 35, N_ ("hours"), "placement.weekly_hours" },
  [MODEL_RULE_ADULT_WEEK] = { "adult_week", HOURS, N_ ("Hours a week"),
                              N_ ("35 hours a week, or what holds in the company (Code du travail, "
                                  "art. L3121-27; Code de "
                                  "l’éducation, art. L124-14)."),
                              WARNING, 35, N_ ("hours"), "placement.weekly_hours" },
  [MODEL_RULE_UNDER16_REST] = { "under16_rest", HOURS, N_ ("Rest at night under 16"),
                                N_ ("14 hours of rest in a row from one day to the next under 16 "
                                    "(Code du travail, art. "
                                    "L3164-1)."),
                                BLOCKING, 14, N_ ("hours"), "placement.monday_morning" },
  [MODEL_RULE_MINOR_REST] = { "minor_rest", HOURS, N_ ("Rest at night under 18"),
                              N_ ("12 hours of rest in a row from one day to the next under 18 "
                                  "(Code du travail, art. "
                                  "L3164-1)."),
                              BLOCKING, 12, N_ ("hours"), "placement.monday_morning" },
  [MODEL_RULE_ADULT_REST] = { "adult_rest", HOURS, N_ ("Rest at night"),
                              N_ ("11 hours of rest in a row from one day to the next (Code du "
                                  "travail, art. L3131-1)."),
                              WARNING, 11, N_ ("hours"), "placement.monday_morning" },
  [MODEL_RULE_MINOR_DAYS_OFF] = { "minor_days_off", HOURS, N_ ("Weekly rest under 18"),
                                  N_ ("Two days of rest in a row, Sunday among them, under 18 "
                                      "(Code du travail, art. L3164-2 and "
                                      "L3132-3); some trades have derogations."),
                                  WARNING, 0, NULL, "placement.saturday_morning" },
  [MODEL_RULE_ADULT_DAY_OFF] = { "adult_day_off", HOURS, N_ ("Weekly rest"),
                                 N_ ("No more than six days in a row (Code du travail, art. "
                                     "L3132-1)."),
                                 WARNING, 0, NULL, "placement.sunday_morning" },
  [MODEL_RULE_UNDER16_NIGHT] = { "under16_night", HOURS, N_ ("Night under 16"),
                                 N_ ("No work from 20:00 to 6:00 under 16 (Code du travail, art. "
                                     "L3163-1 and L3163-2)."),
                                 BLOCKING, 20, N_ ("o’clock"), "placement.night_work" },
  [MODEL_RULE_MINOR_NIGHT] = { "minor_night", HOURS, N_ ("Night under 18"),
                               N_ ("No work from 22:00 to 6:00 under 18 (Code du travail, art. "
                                   "L3163-1 and L3163-2); hotels, "
                                   "restaurants and bakeries may have a derogation."),
                               BLOCKING, 22, N_ ("o’clock"), "placement.night_work" },
  [MODEL_RULE_NIGHT_UNSAID] = { "night_unsaid", HOURS, N_ ("Night not mentioned"),
                                N_ ("The agreement mentions presence at night (Code de "
                                    "l’éducation, art. D124-4), from 21:00 "
                                    "to 6:00 (Code du travail, art. L3122-20)."),
                                WARNING, 21, N_ ("o’clock"), "placement.night_work" },
  [MODEL_RULE_MINOR_PAUSE] = { "minor_pause", HOURS, N_ ("Pause under 18"),
                               N_ ("30 minutes of pause after 4 h 30 of work under 18 (Code du "
                                   "travail, art. L3162-3)."),
                               WARNING, 30, N_ ("minutes"), "placement.monday_pause" },
  [MODEL_RULE_ADULT_PAUSE] = { "adult_pause", HOURS, N_ ("Pause"),
                               N_ ("20 minutes of pause after 6 hours of work (Code du travail, "
                                   "art. L3121-16)."),
                               WARNING, 20, N_ ("minutes"), "placement.monday_pause" },
  [MODEL_RULE_MINOR_HOLIDAY] = { "minor_holiday", HOURS, N_ ("Public holidays under 18"),
                                 N_ ("No work on public holidays under 18 (Code du travail, art. "
                                     "L3164-6); some trades have "
                                     "derogations."),
                                 WARNING, 0, NULL, "placement.sunday_work" },
  [MODEL_RULE_SUNDAY_UNSAID] = { "sunday_unsaid", HOURS, N_ ("Sunday not mentioned"),
                                 N_ ("The agreement mentions presence on Sundays and public "
                                     "holidays (Code de l’éducation, art. "
                                     "D124-4)."),
                                 WARNING, 0, NULL, "placement.sunday_work" },
  [MODEL_RULE_REGULATED_AGE] = { "regulated_age", HOURS, N_ ("Too young for regulated works"),
                                 N_ ("Regulated works are open to students from 15 (Code du "
                                     "travail, art. R4153-40)."),
                                 BLOCKING, 15, N_ ("years"), "placement.regulated_works" },
  [MODEL_RULE_REGULATED_DECLARED] = { "regulated_declared", HOURS,
                                      N_ ("Regulated works not declared"),
                                      N_ ("Regulated works of minors are declared to the labour "
                                          "inspectorate, for three years (Code "
                                          "du travail, art. R4153-40 and R4153-41)."),
                                      WARNING, 3, N_ ("years"), "placement.regulated_on" },

  [MODEL_RULE_GUARDIAN] = { "guardian", PEOPLE, N_ ("No guardian for a minor"),
                            N_ ("A minor’s agreement is signed by a legal representative "
                                "(convention type, art. 3)."),
                            WARNING, 0, NULL, "guardian.family_name" },
  [MODEL_RULE_GUARDIAN_CONTACT] = { "guardian_contact", PEOPLE, N_ ("Guardian out of reach"),
                                    N_ ("Guardians are sent the agreement and warned of an "
                                        "accident."),
                                    WARNING, 0, NULL, "guardian.phone" },
  [MODEL_RULE_LEFT] = { "left", PEOPLE, N_ ("Student who has left"),
                        N_ ("A placement ends with the student’s enrolment (Code de l’éducation, "
                            "art. L124-1)."),
                        WARNING, 0, NULL, "student.exit_date" },
  [MODEL_RULE_CLASS] = { "class", PEOPLE, N_ ("No class with this period"),
                         N_ ("The agreement names the course that the placement belongs to (Code "
                             "de l’éducation, art. "
                             "D124-4)."),
                         WARNING, 0, NULL, "enrolment.class_group_id" },
  [MODEL_RULE_TUTOR_CONTACT] = { "tutor_contact", PEOPLE, N_ ("Tutor out of reach"),
                                 N_ ("The referent teacher keeps in touch with the tutor (Code de "
                                     "l’éducation, art. L124-2)."),
                                 WARNING, 0, NULL, "placement.tutor_id" },
  [MODEL_RULE_REPRESENTATIVE_CONTACT] = { "representative_contact", PEOPLE,
                                          N_ ("Representative out of reach"),
                                          N_ ("The company’s representative is sent the agreement "
                                              "and signs it."),
                                          WARNING, 0, NULL, "placement.representative_id" },
  [MODEL_RULE_FAMILY_CONTACT] = { "family_contact", PEOPLE,
                                  N_ ("The company’s address is the family’s"),
                                  N_ ("Whoever signs for the company is not reached at the "
                                      "student’s or a guardian’s e-mail or "
                                      "telephone."),
                                  WARNING, 0, NULL, "placement.tutor_id" },
  [MODEL_RULE_REFERENT_LOAD] = { "referent_load", PEOPLE, N_ ("Referent teacher overloaded"),
                                 N_ ("A referent teacher follows no more than 16 students at once "
                                     "(Code de l’éducation, art. "
                                     "D124-3)."),
                                 WARNING, 16, N_ ("students"), "placement.teacher_id" },

  [MODEL_RULE_COMPANY_CLOSED] = { "company_closed", COMPANY, N_ ("Company closed"),
                                  N_ ("A company that has closed takes nobody."), BLOCKING, 0, NULL,
                                  "placement.company_id" },
  [MODEL_RULE_COMPANY_TO_AVOID] = { "company_to_avoid", COMPANY, N_ ("Company to avoid"),
                                    N_ ("The school has marked the company."), WARNING, 0, NULL,
                                    "placement.company_id" },
  [MODEL_RULE_COMPANY_LOAD] = { "company_load", COMPANY, N_ ("Many students in one company"),
                                N_ ("A company takes trainees according to its size (Code de "
                                    "l’éducation, art. L124-8 and "
                                    "R124-10)."),
                                WARNING, 6, N_ ("students"), "placement.company_id" },
  [MODEL_RULE_TUTOR_LOAD] = { "tutor_load", COMPANY, N_ ("Tutor overloaded"),
                              N_ ("A tutor looks after no more than 3 trainees at once (Code de "
                                  "l’éducation, art. R124-13)."),
                              WARNING, 3, N_ ("students"), "placement.tutor_id" },
  [MODEL_RULE_ALLOWANCE] = { "allowance", COMPANY, N_ ("Allowance due"),
                             N_ ("Beyond two months, 44 days or 308 hours, in the same company in "
                                 "a school year an allowance "
                                 "is due (Code de l’éducation, art. L124-6)."),
                             WARNING, 308, N_ ("hours"), "placement.allowance" },
  [MODEL_RULE_ALLOWANCE_RATE] = { "allowance_rate", COMPANY, N_ ("Allowance too low"),
                                  N_ ("Where an allowance is due, it is 15 per cent of the hourly "
                                      "ceiling "
                                      "of social security at least "
                                      "(Code de l’éducation, art. D124-8)."),
                                  WARNING, 435, N_ ("cents an hour"), "placement.allowance" },

  [MODEL_RULE_UNSIGNED] = { "unsigned", FOLLOW_UP, N_ ("Begins soon, not signed"),
                            N_ ("Without a signed agreement the student is not insured in the "
                                "company (Code de l’éducation, "
                                "art. L124-1)."),
                            WARNING, 7, N_ ("days"), "placement.start" },
};
/* clang-format on */

static const char *const group_labels[] = {
  [MODEL_RULE_GROUP_DATES] = N_ ("Dates and duration"),
  [MODEL_RULE_GROUP_HOURS] = N_ ("Age and working time"),
  [MODEL_RULE_GROUP_PEOPLE] = N_ ("People"),
  [MODEL_RULE_GROUP_COMPANY] = N_ ("Company and allowance"),
  [MODEL_RULE_GROUP_FOLLOW_UP] = N_ ("Follow-up"),
};

static const struct
{
  const char *key;
  const char *label;
} levels[] = {
  [MODEL_RULE_OFF] = { "off", N_ ("Off") },
  [MODEL_RULE_WARNING] = { "warning", N_ ("Warning") },
  [MODEL_RULE_BLOCKING] = { "blocking", N_ ("Blocking") },
};

/**
 * model_rule_info:
 * @rule: a rule
 *
 * Returns: (transfer none): its line of the table
 */
const ModelRule *
model_rule_info (ModelRuleId rule)
{
  g_return_val_if_fail ((guint) rule < MODEL_N_RULES, NULL);

  return &rules[rule];
}

static gboolean
find_rule (const char *key, gsize length, ModelRuleId *rule)
{
  for (guint i = 0; i < MODEL_N_RULES; i++)
    if (strlen (rules[i].key) == length && strncmp (rules[i].key, key, length) == 0)
      {
        if (rule != NULL)
          *rule = (ModelRuleId) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * model_rule_from_key:
 * @key: (nullable): "overlap"
 * @rule: (out) (optional): the rule; left alone when there is none
 *
 * Returns: whether @key is a rule's
 */
gboolean
model_rule_from_key (const char *key, ModelRuleId *rule)
{
  return key != NULL && find_rule (key, strlen (key), rule);
}

/**
 * model_rule_group_label:
 * @group: a group of rules
 *
 * Returns: (transfer none): English source label
 */
const char *
model_rule_group_label (ModelRuleGroup group)
{
  g_return_val_if_fail ((guint) group < MODEL_N_RULE_GROUPS, NULL);

  return group_labels[group];
}

/**
 * model_rule_level_key:
 * @level: a level
 *
 * Returns: (transfer none): what a setting keeps: "off", "warning" or "blocking"
 */
const char *
model_rule_level_key (ModelRuleLevel level)
{
  g_return_val_if_fail ((guint) level < MODEL_N_RULE_LEVELS, NULL);

  return levels[level].key;
}

/**
 * model_rule_level_label:
 * @level: a level
 *
 * Returns: (transfer none): English source label
 */
const char *
model_rule_level_label (ModelRuleLevel level)
{
  g_return_val_if_fail ((guint) level < MODEL_N_RULE_LEVELS, NULL);

  return levels[level].label;
}

/**
 * model_rule_level_from_key:
 * @key: (nullable): what a setting keeps
 * @level: (out) (optional): the level; left alone when there is none
 *
 * Returns: whether @key is a level's
 */
gboolean
model_rule_level_from_key (const char *key, ModelRuleLevel *level)
{
  for (guint i = 0; i < MODEL_N_RULE_LEVELS; i++)
    if (g_strcmp0 (levels[i].key, key) == 0)
      {
        if (level != NULL)
          *level = (ModelRuleLevel) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * model_rule_settings_init:
 * @settings: (out caller-allocates): the settings of a new school
 */
void
model_rule_settings_init (ModelRuleSettings *settings)
{
  for (guint i = 0; i < MODEL_N_RULES; i++)
    {
      settings->levels[i] = rules[i].level;
      settings->limits[i] = rules[i].limit;
    }
}

static gboolean
set_limit (ModelRuleSettings *settings, ModelRuleId rule, const char *value)
{
  guint64 limit;

  if (rules[rule].unit == NULL || value == NULL
      || !g_ascii_string_to_unsigned (value, 10, 0, LARGEST_LIMIT, &limit, NULL))
    return FALSE;
  settings->limits[rule] = (int) limit;
  return TRUE;
}

/**
 * model_rule_settings_set:
 * @settings: settings
 * @name: (nullable): "rule.overlap" or "rule.overlap.limit"
 * @value: (nullable): "off", "warning", "blocking"; or a whole number
 *
 * What is no setting of a rule changes nothing.
 *
 * Returns: whether the settings took @value
 */
gboolean
model_rule_settings_set (ModelRuleSettings *settings, const char *name, const char *value)
{
  const char *key;
  ModelRuleId rule;

  if (name == NULL || !g_str_has_prefix (name, PREFIX))
    return FALSE;
  key = name + strlen (PREFIX);
  if (find_rule (key, strlen (key), &rule))
    return model_rule_level_from_key (value, &settings->levels[rule]);
  return g_str_has_suffix (key, LIMIT_SUFFIX)
         && find_rule (key, strlen (key) - strlen (LIMIT_SUFFIX), &rule)
         && set_limit (settings, rule, value);
}

/**
 * model_rule_settings_read:
 * @settings: (out caller-allocates): the settings of a school
 * @from: what the school has chosen
 *
 * Of what the school has not set, or not well, the defaults.
 */
void
model_rule_settings_read (ModelRuleSettings *settings, ModelSettings *from)
{
  model_rule_settings_init (settings);
  for (guint i = 0; i < 2 * MODEL_N_RULES; i++)
    {
      g_autofree char *name = model_rule_setting_name ((ModelRuleId) (i / 2), i % 2 != 0);

      model_rule_settings_set (settings, name, model_settings_get (from, name));
    }
}

/**
 * model_rule_setting_name:
 * @rule: a rule
 * @is_limit: whether its limit is meant, else its level
 *
 * Returns: (transfer full): "rule.overlap.limit" or "rule.overlap"
 */
char *
model_rule_setting_name (ModelRuleId rule, gboolean is_limit)
{
  return g_strconcat (PREFIX, model_rule_info (rule)->key, is_limit ? LIMIT_SUFFIX : "", NULL);
}
