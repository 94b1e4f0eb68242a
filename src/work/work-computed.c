/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"
#include "base-text.h"
#include "work-values-private.h"

/* An agreement is a French paper, whatever language the program speaks: nothing here is translated.
 */

/* ---- dates ---- */

static gboolean
get_dates (const WorkRecords *records, ModelRoleId role, GDate *start, GDate *end)
{
  return _work_records_get_date (records, role, "start", start)
         && _work_records_get_date (records, role, "end", end);
}

static char *
day_and_month (const GDate *date, gboolean with_year)
{
  guint day = g_date_get_day (date);
  g_autofree char *text = g_strdup_printf ("%u%s %s", day, day == 1 ? "er" : "",
                                           base_date_month_name (g_date_get_month (date), FALSE));

  if (!with_year)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s %u", text, (guint) g_date_get_year (date));
}

/* "19 janvier au 20 février"; the school year says which, but across the new year. */
static char *
nth_period (const WorkRecords *records, guint n)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  ModelRecord *period;
  GDate start, end;
  gboolean with_year;

  if (records->periods->len < n)
    return NULL;
  period = g_ptr_array_index (records->periods, n - 1);
  if (!base_date_parse_iso (model_record_get (period, "start"), &start)
      || !base_date_parse_iso (model_record_get (period, "end"), &end))
    return NULL;
  with_year = g_date_get_year (&start) != g_date_get_year (&end);
  first = day_and_month (&start, with_year);
  last = day_and_month (&end, with_year);
  return g_strdup_printf ("%s au %s", first, last);
}

static char *
compute_p1 (const WorkRecords *records)
{
  return nth_period (records, 1);
}

static char *
compute_p2 (const WorkRecords *records)
{
  return nth_period (records, 2);
}

static char *
compute_p3 (const WorkRecords *records)
{
  return nth_period (records, 3);
}

static char *
compute_period_dates (const WorkRecords *records)
{
  GDate start, end;

  return get_dates (records, MODEL_ROLE_PERIOD, &start, &end)
             ? base_date_range_to_text (&start, &end)
             : NULL;
}

static char *
compute_dates (const WorkRecords *records)
{
  GDate start, end;

  return get_dates (records, MODEL_ROLE_PLACEMENT, &start, &end)
             ? base_date_range_to_text (&start, &end)
             : NULL;
}

static char *
compute_today (const WorkRecords *records)
{
  return g_strdup (records->today);
}

static char *
compute_today_long (const WorkRecords *records)
{
  GDate today;

  return base_date_parse_iso (records->today, &today) ? base_date_to_long (&today) : NULL;
}

/* ---- durations ---- */

static gboolean
has_dates (const ModelDuration *duration)
{
  return g_date_valid (&duration->start) && g_date_valid (&duration->end);
}

/* What the school has counted itself is right. */
static char *
compute_days (const WorkRecords *records)
{
  const char *counted = _work_records_get (records, MODEL_ROLE_PLACEMENT, "total_days");
  g_autoptr (ModelDuration) duration = _work_records_duration (records);

  if (counted != NULL)
    return g_strdup (counted);
  return has_dates (duration) ? g_strdup_printf ("%u", duration->n_days) : NULL;
}

static char *
compute_weeks (const WorkRecords *records)
{
  g_autoptr (ModelDuration) duration = _work_records_duration (records);

  return has_dates (duration) ? g_strdup_printf ("%u", duration->n_weeks) : NULL;
}

static char *
compute_hours (const WorkRecords *records)
{
  g_autoptr (ModelDuration) duration = _work_records_duration (records);

  return has_dates (duration) && duration->week.minutes > 0 ? model_week_hours (duration->minutes)
                                                            : NULL;
}

/* As the sheet says, else as its timetable adds up, else as the period has them. */
static char *
compute_weekly_hours (const WorkRecords *records)
{
  const char *declared = _work_records_get (records, MODEL_ROLE_PLACEMENT, "weekly_hours");
  g_autoptr (ModelDuration) duration = _work_records_duration (records);

  if (declared != NULL)
    return g_strdup (declared);
  return duration->week.minutes > 0 ? model_week_hours (duration->week.minutes) : NULL;
}

/* ---- people ---- */

/* -1 when the birth date or the first day is not known */
static int
age_on_first_day (const WorkRecords *records)
{
  GDate birth, start;

  if (!_work_records_get_date (records, MODEL_ROLE_STUDENT, "birth_date", &birth)
      || !_work_records_get_date (records, MODEL_ROLE_PLACEMENT, "start", &start))
    return -1;
  return base_date_age_on (&birth, &start);
}

static char *
compute_age (const WorkRecords *records)
{
  int age = age_on_first_day (records);

  return age >= 0 ? g_strdup_printf ("%d", age) : NULL;
}

/**
 * _work_computed_is_adult:
 * @records: what an agreement is made from
 *
 * Returns: whether the student is known to be of age on the first day, and so signs alone (Code
 *   civil, art. 414)
 */
gboolean
_work_computed_is_adult (const WorkRecords *records)
{
  return age_on_first_day (records) >= 18;
}

static char *
compute_is_minor (const WorkRecords *records)
{
  int age = age_on_first_day (records);

  return age >= 0 ? g_strdup (age < 18 ? "oui" : "non") : NULL;
}

static char *
compute_title (const WorkRecords *records)
{
  const char *sex = _work_records_get (records, MODEL_ROLE_STUDENT, "sex");

  return sex != NULL ? g_strdup (g_str_equal (sex, "F") ? "Mme" : "M.") : NULL;
}

/* Who is named where anybody may read it: "Léa M." */
static char *
compute_initial (const WorkRecords *records)
{
  const char *family = _work_records_get (records, MODEL_ROLE_STUDENT, "family_name");
  g_autofree char *capitals = family != NULL ? base_text_upper (family) : NULL;
  g_autofree char *first = capitals != NULL ? g_utf8_substring (capitals, 0, 1) : NULL;

  return first != NULL ? g_strconcat (first, ".", NULL) : NULL;
}

/**
 * _work_computed_name:
 * @records: what an agreement is made from
 * @role: a role that a person fills
 * @prefix: what stands before the columns of the name: "head_", or ""
 *
 * Returns: (transfer full) (nullable): "Mme Hélène VAYSSELINE", or %NULL for nobody
 */
char *
_work_computed_name (const WorkRecords *records, ModelRoleId role, const char *prefix)
{
  g_autofree char *title_column = g_strconcat (prefix, "title", NULL);
  g_autofree char *given_column = g_strconcat (prefix, "given_name", NULL);
  g_autofree char *family_column = g_strconcat (prefix, "family_name", NULL);
  const char *title = _work_records_get (records, role, title_column);
  const char *given = _work_records_get (records, role, given_column);
  const char *family = _work_records_get (records, role, family_column);
  g_autofree char *capitals = NULL;

  if (family == NULL)
    return NULL;
  capitals = base_text_upper (family);
  return g_strconcat (title != NULL ? title : "", title != NULL ? " " : "",
                      given != NULL ? given : "", given != NULL ? " " : "", capitals, NULL);
}

static char *
compute_head (const WorkRecords *records)
{
  return _work_computed_name (records, MODEL_ROLE_SCHOOL, "head_");
}

static char *
compute_teacher (const WorkRecords *records)
{
  return _work_computed_name (records, MODEL_ROLE_TEACHER, "");
}

static char *
compute_tutor (const WorkRecords *records)
{
  return _work_computed_name (records, MODEL_ROLE_TUTOR, "");
}

static char *
compute_representative (const WorkRecords *records)
{
  return _work_computed_name (records, MODEL_ROLE_REPRESENTATIVE, "");
}

static char *
compute_guardian1 (const WorkRecords *records)
{
  return _work_computed_name (records, MODEL_ROLE_GUARDIAN1, "");
}

static char *
compute_guardian2 (const WorkRecords *records)
{
  return _work_computed_name (records, MODEL_ROLE_GUARDIAN2, "");
}

/* ---- addresses ---- */

/**
 * _work_computed_address:
 * @records: what an agreement is made from
 * @role: a role that has an address
 *
 * Returns: (transfer full) (nullable): "14 boulevard des Tisserands, BP 40027, 81955 Castelbrun"
 */
char *
_work_computed_address (const WorkRecords *records, ModelRoleId role)
{
  static const char *const columns[] = { "address1", "address2", "address3", "address4" };
  ModelEntity entity = model_role_info (role)->entity;
  const char *postcode = _work_records_get (records, role, "postcode");
  const char *town = _work_records_get (records, role, "town");
  g_autoptr (GString) address = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const char *line = model_field_index (entity, columns[i]) >= 0
                             ? _work_records_get (records, role, columns[i])
                             : NULL;

      if (line != NULL)
        g_string_append_printf (address, "%s%s", address->len > 0 ? ", " : "", line);
    }
  if (address->len > 0 && (postcode != NULL || town != NULL))
    g_string_append (address, ", ");
  g_string_append_printf (address, "%s%s%s", postcode != NULL ? postcode : "",
                          postcode != NULL && town != NULL ? " " : "", town != NULL ? town : "");
  return address->len > 0 ? g_string_free (g_steal_pointer (&address), FALSE) : NULL;
}

static char *
compute_student_address (const WorkRecords *records)
{
  return _work_computed_address (records, MODEL_ROLE_STUDENT);
}

static char *
compute_company_address (const WorkRecords *records)
{
  return _work_computed_address (records, MODEL_ROLE_COMPANY);
}

static char *
compute_site_address (const WorkRecords *records)
{
  return _work_computed_address (records, MODEL_ROLE_SITE);
}

/* Where somebody signs is a place, not a value. */
static char *
compute_nothing (const WorkRecords *records)
{
  return NULL;
}

/* ---- all of them ---- */

static const struct
{
  const char *name;
  MergeValueType type;
  char *(*compute) (const WorkRecords *records);
} computed[] = {
  { "P1", MERGE_VALUE_TEXT, compute_p1 },
  { "P2", MERGE_VALUE_TEXT, compute_p2 },
  { "P3", MERGE_VALUE_TEXT, compute_p3 },
  { "PERIODE_DATES", MERGE_VALUE_TEXT, compute_period_dates },
  { "DATES_TEXTE", MERGE_VALUE_TEXT, compute_dates },
  { "NB_JOURS", MERGE_VALUE_NUMBER, compute_days },
  { "NB_SEMAINES", MERGE_VALUE_NUMBER, compute_weeks },
  { "NB_HEURES", MERGE_VALUE_NUMBER, compute_hours },
  { "HEURES_HEBDO", MERGE_VALUE_NUMBER, compute_weekly_hours },
  { "AGE", MERGE_VALUE_NUMBER, compute_age },
  { "MINEUR", MERGE_VALUE_TEXT, compute_is_minor },
  { "CIVILITE", MERGE_VALUE_TEXT, compute_title },
  { "INITIALE", MERGE_VALUE_TEXT, compute_initial },
  { "CHEF", MERGE_VALUE_TEXT, compute_head },
  { "PROF", MERGE_VALUE_TEXT, compute_teacher },
  { "TUTEUR", MERGE_VALUE_TEXT, compute_tutor },
  { "ENT_REP", MERGE_VALUE_TEXT, compute_representative },
  { "RL1", MERGE_VALUE_TEXT, compute_guardian1 },
  { "RL2", MERGE_VALUE_TEXT, compute_guardian2 },
  { "ADRESSE_COMPLETE", MERGE_VALUE_TEXT, compute_student_address },
  { "ENT_ADRESSE_COMPLETE", MERGE_VALUE_TEXT, compute_company_address },
  { "LIEU_ADRESSE_COMPLETE", MERGE_VALUE_TEXT, compute_site_address },
  { "HORAIRES_TABLEAU", MERGE_VALUE_TEXT, _work_week_table },
  { "DATE_JOUR", MERGE_VALUE_DATE, compute_today },
  { "DATE_JOUR_LONG", MERGE_VALUE_TEXT, compute_today_long },
  { "SIGNATURE_ETABLISSEMENT", MERGE_VALUE_NOTHING, compute_nothing },
  { "SIGNATURE_ELEVE", MERGE_VALUE_NOTHING, compute_nothing },
  { "SIGNATURE_RESPONSABLE", MERGE_VALUE_NOTHING, compute_nothing },
  { "SIGNATURE_ENTREPRISE", MERGE_VALUE_NOTHING, compute_nothing },
  { "SIGNATURE_TUTEUR", MERGE_VALUE_NOTHING, compute_nothing },
  { "SIGNATURE_PROFESSEUR", MERGE_VALUE_NOTHING, compute_nothing },
};

/**
 * _work_computed_find:
 * @name: a main merge name
 * @type: (out): what kind of value it has
 * @compute: (out): what computes it; %NULL from it: there is no value
 *
 * Returns: whether the name is computed rather than read from one field
 */
gboolean
_work_computed_find (const char *name,
                     MergeValueType *type,
                     char *(**compute) (const WorkRecords *) )
{
  for (guint i = 0; i < G_N_ELEMENTS (computed); i++)
    if (g_str_equal (computed[i].name, name))
      {
        *type = computed[i].type;
        *compute = computed[i].compute;
        return TRUE;
      }
  return FALSE;
}
