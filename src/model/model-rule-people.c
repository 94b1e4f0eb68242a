/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-rule-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "model-value.h"

static const char *const means[] = { "phone", "mobile", "email", NULL };
static const char *const addresses[] = { "address1", "town", "postcode", NULL };

static gboolean
has_any (ModelRecord *record, const char *const *columns)
{
  for (guint i = 0; columns[i] != NULL; i++)
    if (_model_rule_get (record, columns[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* The agreement is signed before the placement begins, at the latest on its first day. */
static gboolean
signs_as_minor (const ModelRuleCheck *check)
{
  if (g_date_valid (&check->today) && _model_rule_is_minor (check, &check->today)
      && g_date_compare (&check->today, &check->duration->start) < 0)
    return TRUE;
  return _model_rule_is_minor (check, &check->duration->start);
}

/* A guardian without an address of one's own lives with the student. */
static gboolean
is_reached (const ModelRuleCheck *check, ModelRecord *guardian)
{
  return has_any (guardian, means) || has_any (guardian, addresses)
         || has_any (check->facts->student, addresses);
}

static void
check_guardians (ModelRuleCheck *check)
{
  const GPtrArray *guardians = check->facts->guardians;
  g_autofree char *date = base_date_to_long (&check->adult_on);

  if (!check->has_dates || !signs_as_minor (check))
    return;
  if (guardians == NULL || guardians->len == 0)
    {
      _model_rule_find (check, MODEL_RULE_GUARDIAN, NULL,
                        g_strdup_printf (_ ("The student is a minor until %s and has no guardian "
                                            "to sign the agreement."),
                                         date));
      return;
    }
  for (guint i = 0; i < guardians->len; i++)
    if (is_reached (check, g_ptr_array_index (guardians, i)))
      return;
  _model_rule_find (check, MODEL_RULE_GUARDIAN_CONTACT, NULL,
                    g_strdup (_ ("The student is a minor and no guardian has an address, a "
                                 "telephone or an e-mail.")));
}

static void
check_enrolment (ModelRuleCheck *check)
{
  g_autofree char *date = NULL;
  g_autofree char *last = base_date_to_long (&check->duration->end);
  GDate left;

  if (check->has_dates && _model_rule_get_date (check->facts->student, "exit_date", &left)
      && g_date_compare (&left, &check->duration->end) < 0)
    {
      date = base_date_to_long (&left);
      _model_rule_find (
          check, MODEL_RULE_LEFT, NULL,
          g_strdup_printf (_ ("The student has left the school on %s, before the last "
                              "day, %s."),
                           date, last));
    }
  if (check->facts->student != NULL && check->facts->period != NULL
      && check->facts->class_group == NULL)
    _model_rule_find (check, MODEL_RULE_CLASS, NULL,
                      g_strdup (_ ("The student is in no class that has this period.")));
}

static void
check_reach (ModelRuleCheck *check)
{
  if (check->facts->tutor != NULL && !has_any (check->facts->tutor, means))
    _model_rule_find (check, MODEL_RULE_TUTOR_CONTACT, NULL,
                      g_strdup (_ ("The tutor has no telephone and no e-mail.")));
  if (check->facts->representative != NULL && check->facts->representative != check->facts->tutor
      && !has_any (check->facts->representative, means))
    _model_rule_find (check, MODEL_RULE_REPRESENTATIVE_CONTACT, NULL,
                      g_strdup (_ ("The company’s representative has no telephone and no "
                                   "e-mail.")));
}

/* (transfer full) (nullable): the e-mail or telephone that both have, as it is shown */
static char *
shared_with (ModelRecord *contact, ModelRecord *person)
{
  for (guint i = 0; means[i] != NULL; i++)
    {
      const char *value = _model_rule_get (contact, means[i]);
      g_autofree char *key = g_strconcat ("contact.", means[i], NULL);

      for (guint j = 0; value != NULL && means[j] != NULL; j++)
        {
          const char *other = _model_rule_get (person, means[j]);

          if (other != NULL && g_ascii_strcasecmp (value, other) == 0)
            return model_value_format (model_field_find (key), value);
        }
    }
  return NULL;
}

static char *
shared_with_family (const ModelRuleCheck *check, ModelRecord *contact)
{
  const GPtrArray *guardians = check->facts->guardians;
  char *shared = shared_with (contact, check->facts->student);

  for (guint i = 0; shared == NULL && guardians != NULL && i < guardians->len; i++)
    shared = shared_with (contact, g_ptr_array_index (guardians, i));
  return shared;
}

static void
check_family (ModelRuleCheck *check)
{
  ModelRecord *tutor = check->facts->tutor, *representative = check->facts->representative;
  g_autofree char *tutors = tutor != NULL ? shared_with_family (check, tutor) : NULL;
  g_autofree char *representatives = representative != NULL && representative != tutor
                                         ? shared_with_family (check, representative)
                                         : NULL;

  if (tutors != NULL)
    _model_rule_find (check, MODEL_RULE_FAMILY_CONTACT, "placement.tutor_id",
                      g_strdup_printf (_ ("%s is the tutor’s and also the student’s or a "
                                          "guardian’s."),
                                       tutors));
  if (representatives != NULL)
    _model_rule_find (check, MODEL_RULE_FAMILY_CONTACT, "placement.representative_id",
                      g_strdup_printf (_ ("%s is the company representative’s and also the "
                                          "student’s or a guardian’s."),
                                       representatives));
}

/* ---- how many at once ---- */

static guint
count_on (const GArray *others, const GDate *day)
{
  guint n = 0;

  for (guint i = 0; i < others->len; i++)
    {
      const ModelDays *days = &g_array_index (others, ModelDays, i);

      if (g_date_valid (&days->start) && g_date_valid (&days->end)
          && g_date_compare (&days->start, day) <= 0 && g_date_compare (day, &days->end) <= 0)
        n++;
    }
  return n;
}

/* The most there are on one day of the placement. It is reached on its first day or when another
 * begins. */
static guint
find_peak (const ModelDuration *duration, const GArray *others, GDate *peak)
{
  guint most = count_on (others, &duration->start);

  *peak = duration->start;
  for (guint i = 0; i < others->len; i++)
    {
      const GDate *day = &g_array_index (others, ModelDays, i).start;
      guint n;

      if (!g_date_valid (day) || g_date_compare (day, &duration->start) < 0
          || g_date_compare (&duration->end, day) < 0)
        continue;
      n = count_on (others, day);
      if (n > most || (n == most && g_date_compare (day, peak) < 0))
        {
          most = n;
          *peak = *day;
        }
    }
  return most;
}

static void
check_loads (ModelRuleCheck *check)
{
  const struct
  {
    const GArray *others;
    ModelRuleId rule;
    const char *who;
  } loads[] = {
    { check->facts->of_referent, MODEL_RULE_REFERENT_LOAD, N_ ("The referent teacher follows") },
    { check->facts->at_company, MODEL_RULE_COMPANY_LOAD, N_ ("The company takes") },
    { check->facts->of_tutor, MODEL_RULE_TUTOR_LOAD, N_ ("The tutor looks after") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
    {
      g_autofree char *date = NULL;
      GDate peak;
      guint n;

      if (loads[i].others == NULL)
        continue;
      n = 1 + find_peak (check->duration, loads[i].others, &peak);
      if ((int) n <= _model_rule_limit (check, loads[i].rule))
        continue;
      date = base_date_to_long (&peak);
      _model_rule_find (
          check, loads[i].rule, NULL,
          g_strdup_printf (_ ("%s %u students at once, this one among them, on %s; no "
                              "more than %d."),
                           _ (loads[i].who), n, date, _model_rule_limit (check, loads[i].rule)));
    }
}

/**
 * _model_rule_check_people:
 * @check: a run of the rules
 *
 * Who signs, who is reached, and how many each has at once.
 */
void
_model_rule_check_people (ModelRuleCheck *check)
{
  check_guardians (check);
  check_enrolment (check);
  check_reach (check);
  check_family (check);
  if (check->has_dates)
    check_loads (check);
}
