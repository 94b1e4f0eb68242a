/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-year-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-text.h"

/* As many holidays as a remark names. */
#define MAX_HOLIDAYS 4

static void
free_class (gpointer data)
{
  WorkRollClass *one = data;

  g_free (one->name);
  g_free (one->new_name);
  g_free (one->next_name);
  g_free (one);
}

static void
free_period (gpointer data)
{
  WorkRollPeriod *one = data;

  g_free (one->name);
  g_array_unref (one->class_ids);
  g_free (one->start);
  g_free (one->end);
  g_free (one->remark);
  g_free (one);
}

static void
free_student (gpointer data)
{
  WorkRollStudent *one = data;

  g_free (one->name);
  g_free (one->own_name);
  g_free (one);
}

/**
 * _work_roll_over_new:
 *
 * Returns: (transfer full): a plan without anything
 */
WorkRollOver *
_work_roll_over_new (void)
{
  WorkRollOver *plan = g_new0 (WorkRollOver, 1);

  plan->classes = g_ptr_array_new_with_free_func (free_class);
  plan->periods = g_ptr_array_new_with_free_func (free_period);
  plan->students = g_ptr_array_new_with_free_func (free_student);
  return plan;
}

/**
 * work_roll_over_free:
 * @plan: (nullable) (transfer full): a plan
 */
void
work_roll_over_free (WorkRollOver *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->year_name);
  g_free (plan->year_end);
  g_free (plan->name);
  g_free (plan->start);
  g_free (plan->end);
  g_ptr_array_unref (plan->classes);
  g_ptr_array_unref (plan->periods);
  g_ptr_array_unref (plan->students);
  g_strfreev (plan->there);
  g_free (plan);
}

static gpointer
copy_class (gconstpointer source, gpointer data)
{
  WorkRollClass *copy = g_memdup2 (source, sizeof *copy);

  copy->name = g_strdup (copy->name);
  copy->new_name = g_strdup (copy->new_name);
  copy->next_name = g_strdup (copy->next_name);
  return copy;
}

static gpointer
copy_period (gconstpointer source, gpointer data)
{
  WorkRollPeriod *copy = g_memdup2 (source, sizeof *copy);

  copy->name = g_strdup (copy->name);
  copy->class_ids = g_array_copy (copy->class_ids);
  copy->start = g_strdup (copy->start);
  copy->end = g_strdup (copy->end);
  copy->remark = g_strdup (copy->remark);
  return copy;
}

static gpointer
copy_student (gconstpointer source, gpointer data)
{
  WorkRollStudent *copy = g_memdup2 (source, sizeof *copy);

  copy->name = g_strdup (copy->name);
  copy->own_name = g_strdup (copy->own_name);
  return copy;
}

/* The free function is not copied with an array. */
static GPtrArray *
copy_all (GPtrArray *source, GCopyFunc func, GDestroyNotify destroy)
{
  GPtrArray *copy = g_ptr_array_copy (source, func, NULL);

  g_ptr_array_set_free_func (copy, destroy);
  return copy;
}

/**
 * work_roll_over_copy:
 * @plan: a plan
 *
 * Returns: (transfer full): another one that says the same
 */
WorkRollOver *
work_roll_over_copy (const WorkRollOver *plan)
{
  WorkRollOver *copy = g_memdup2 (plan, sizeof *plan);

  copy->year_name = g_strdup (plan->year_name);
  copy->year_end = g_strdup (plan->year_end);
  copy->name = g_strdup (plan->name);
  copy->start = g_strdup (plan->start);
  copy->end = g_strdup (plan->end);
  copy->classes = copy_all (plan->classes, (GCopyFunc) copy_class, free_class);
  copy->periods = copy_all (plan->periods, (GCopyFunc) copy_period, free_period);
  copy->students = copy_all (plan->students, (GCopyFunc) copy_student, free_student);
  copy->there = g_strdupv (plan->there);
  return copy;
}

/**
 * work_roll_over_set:
 * @member: a text of a plan, of its classes, periods or students
 * @text: (nullable): what it is to be
 *
 * A person has changed it.
 */
void
work_roll_over_set (char **member, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*member);
  *member = copy;
}

/**
 * _work_roll_same_name:
 * @a: a name
 * @b: another one
 *
 * Returns: whether a person would take both for the same
 */
gboolean
_work_roll_same_name (const char *a, const char *b)
{
  g_autofree char *first = base_text_fold (a);
  g_autofree char *second = base_text_fold (b);

  return g_str_equal (first, second);
}

/**
 * _work_roll_period_key:
 * @period: name of a period
 * @class_name: name of a class that has it
 *
 * Returns: (transfer full): the same for names that a person would take for the same
 */
char *
_work_roll_period_key (const char *period, const char *class_name)
{
  g_autofree char *first = base_text_fold (period);
  g_autofree char *second = base_text_fold (class_name);

  return g_strconcat (first, "\n", second, NULL);
}

/**
 * work_roll_over_find_class:
 * @plan: a plan
 * @class_id: a class of the year that ends
 *
 * Returns: (transfer none) (nullable): what becomes of it
 */
WorkRollClass *
work_roll_over_find_class (const WorkRollOver *plan, gint64 class_id)
{
  for (guint i = 0; i < plan->classes->len; i++)
    {
      WorkRollClass *one = g_ptr_array_index (plan->classes, i);

      if (one->class_id == class_id)
        return one;
    }
  return NULL;
}

/**
 * work_roll_over_next_of:
 * @plan: a plan
 * @student: one of its students
 *
 * Returns: (transfer none): the class of the next year that he goes to; "" when he leaves
 */
const char *
work_roll_over_next_of (const WorkRollOver *plan, const WorkRollStudent *student)
{
  const WorkRollClass *own = work_roll_over_find_class (plan, student->class_id);

  if (student->own_name != NULL)
    return student->own_name;
  return own != NULL ? own->next_name : "";
}

static void
add_name (GPtrArray *names, const char *name)
{
  for (guint i = 0; i < names->len; i++)
    if (_work_roll_same_name (g_ptr_array_index (names, i), name))
      return;
  if (!base_text_is_blank (name))
    g_ptr_array_add (names, g_strdup (name));
}

/* The classes of the next year: those that are copied, those that students go to and those that are
 * there already. */
static GPtrArray *
list_names (const WorkRollOver *plan)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < plan->classes->len; i++)
    {
      const WorkRollClass *one = g_ptr_array_index (plan->classes, i);

      if (one->copied)
        add_name (names, one->new_name);
    }
  for (guint i = 0; i < plan->classes->len; i++)
    add_name (names, ((const WorkRollClass *) g_ptr_array_index (plan->classes, i))->next_name);
  for (guint i = 0; plan->there != NULL && plan->there[i] != NULL; i++)
    add_name (names, plan->there[i]);
  return names;
}

/**
 * work_roll_over_choices:
 * @plan: a plan
 *
 * Returns: (transfer full) (array zero-terminated=1): the classes of the next year, which students
 *   may go to
 */
char **
work_roll_over_choices (const WorkRollOver *plan)
{
  g_autoptr (GPtrArray) names = list_names (plan);

  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}

/* (transfer full): the classes of a period that the next year has too, under their new names */
static GPtrArray *
copied_names (const WorkRollOver *plan, const WorkRollPeriod *period)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < period->class_ids->len; i++)
    {
      const WorkRollClass *one =
          work_roll_over_find_class (plan, g_array_index (period->class_ids, gint64, i));

      if (one != NULL && one->copied)
        g_ptr_array_add (names, one->new_name);
    }
  return names;
}

/**
 * work_roll_over_has_classes:
 * @plan: a plan
 * @period: one of its periods
 *
 * Returns: whether a class that has it is copied: else the period is not
 */
gboolean
work_roll_over_has_classes (const WorkRollOver *plan, const WorkRollPeriod *period)
{
  g_autoptr (GPtrArray) names = copied_names (plan, period);

  return names->len > 0;
}

/**
 * work_roll_over_class_names:
 * @plan: a plan
 * @period: one of its periods
 *
 * Returns: (transfer full): the classes of the next year that have it: "2MELEC, 2AGORA"
 */
char *
work_roll_over_class_names (const WorkRollOver *plan, const WorkRollPeriod *period)
{
  g_autoptr (GPtrArray) names = copied_names (plan, period);

  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

/**
 * _work_roll_shift_day:
 * @iso: a day
 *
 * Returns: (transfer full): the same day of the week a year later; "" for no day
 */
char *
_work_roll_shift_day (const char *iso)
{
  GDate date;

  g_date_clear (&date, 1);
  if (iso == NULL || !base_date_parse_iso (iso, &date))
    return g_strdup ("");
  g_date_add_days (&date, 52 * 7);
  return base_date_to_iso (&date);
}

static void
add_holidays (GString *remark, const GDate *start, const GDate *end, BaseHolidayRegion region)
{
  guint n = 0;

  for (GDate day = *start; g_date_compare (&day, end) <= 0; g_date_add_days (&day, 1))
    {
      const char *name = base_holiday_name (&day, region);
      g_autofree char *text = NULL;

      if (name == NULL || g_date_get_weekday (&day) >= G_DATE_SATURDAY)
        continue;
      if (n++ == MAX_HOLIDAYS)
        {
          g_string_append (remark, "…");
          return;
        }
      text = base_date_to_short (&day);
      if (n == 1)
        g_string_append_printf (remark, "%s%s ", remark->len > 0 ? " " : "",
                                _ ("Public holidays:"));
      /* Translators: a public holiday and its date: “Ascension Day (06/05/2027)”. */
      g_string_append_printf (remark, _ ("%s (%s)"), name, text);
      g_string_append (remark, n < MAX_HOLIDAYS ? ", " : "");
    }
  if (n > 0 && g_str_has_suffix (remark->str, ", "))
    g_string_truncate (remark, remark->len - 2);
}

/**
 * work_roll_over_check_period:
 * @plan: a plan
 * @period: one of its periods
 *
 * Says anew what is to look at in its days: they, or those of the year, have changed.
 */
void
work_roll_over_check_period (const WorkRollOver *plan, WorkRollPeriod *period)
{
  g_autoptr (GString) remark = g_string_new (NULL);
  GDate start, end;

  g_date_clear (&start, 1);
  g_date_clear (&end, 1);
  if (!base_date_parse_iso (period->start, &start) || !base_date_parse_iso (period->end, &end))
    g_string_append (remark, _ ("A first day and a last day are needed."));
  else if (g_date_compare (&start, &end) > 0)
    g_string_append (remark, _ ("The last day is before the first one."));
  else
    {
      if (g_strcmp0 (period->start, plan->start) < 0 || g_strcmp0 (period->end, plan->end) > 0)
        g_string_append (remark, _ ("These days are not all in the school year."));
      if (g_date_days_between (&start, &end) <= 366)
        add_holidays (remark, &start, &end, plan->region);
    }
  work_roll_over_set (&period->remark, remark->str);
}

static guint
count_new_classes (const WorkRollOver *plan)
{
  g_autoptr (GPtrArray) names = list_names (plan);
  guint n_there = plan->there != NULL ? g_strv_length (plan->there) : 0;

  return names->len - MIN (names->len, n_there);
}

/**
 * work_roll_over_count:
 * @plan: a plan
 *
 * Returns: what it comes to
 */
WorkRollCount
work_roll_over_count (const WorkRollOver *plan)
{
  WorkRollCount count = { 0 };

  count.classes = count_new_classes (plan);
  for (guint i = 0; i < plan->periods->len; i++)
    {
      const WorkRollPeriod *one = g_ptr_array_index (plan->periods, i);

      if (one->copied && !one->exists && work_roll_over_has_classes (plan, one))
        count.periods++;
    }
  for (guint i = 0; i < plan->students->len; i++)
    {
      const WorkRollStudent *one = g_ptr_array_index (plan->students, i);
      const WorkRollClass *own = work_roll_over_find_class (plan, one->class_id);
      const char *next = work_roll_over_next_of (plan, one);

      if (one->is_enrolled)
        count.enrolled++;
      else if (next[0] == '\0')
        count.leaving++;
      else if (own != NULL && _work_roll_same_name (next, own->new_name))
        count.staying++;
      else
        count.up++;
    }
  return count;
}
