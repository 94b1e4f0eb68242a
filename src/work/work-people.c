/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-people.h"

#include "base-date.h"
#include "store-people.h"
#include "store-record.h"
#include "work-query-private.h"
#include "work-school-private.h"

typedef struct
{
  ModelEntity entity;
  gint64 id; /* of the year, or of the person */
} Wanted;

/* What hangs from whom, as it is. */
static const struct
{
  ModelEntity owner;
  ModelEntity entity;
  const char *column;
  gsize member;
} parts[] = {
  { MODEL_ENTITY_STUDENT, MODEL_ENTITY_GUARDIAN, "student_id",
    G_STRUCT_OFFSET (WorkPerson, guardians) },
  { MODEL_ENTITY_COMPANY, MODEL_ENTITY_SITE, "company_id", G_STRUCT_OFFSET (WorkPerson, sites) },
  { MODEL_ENTITY_COMPANY, MODEL_ENTITY_CONTACT, "company_id",
    G_STRUCT_OFFSET (WorkPerson, contacts) },
};

static const char enrolments_query[] =
    "SELECT e.id, cg.id, y.id, cg.name, y.name, e.start, e.\"end\" FROM enrolment e"
    " JOIN class_group cg ON cg.id = e.class_group_id"
    " JOIN school_year y ON y.id = cg.school_year_id"
    " WHERE e.student_id = $1 ORDER BY y.start DESC, e.\"end\" IS NOT NULL, e.start DESC, e.id "
    "DESC";

static void
enrolment_free (gpointer data)
{
  WorkEnrolment *enrolment = data;

  g_free (enrolment->class_name);
  g_free (enrolment->year_name);
  g_free (enrolment->start);
  g_free (enrolment->end);
  g_free (enrolment);
}

static void
load_free (gpointer data)
{
  WorkLoad *load = data;

  g_free (load->period_name);
  g_free (load->year_name);
  g_free (load);
}

/**
 * work_person_free:
 * @person: (nullable) (transfer full): what a page shows
 */
void
work_person_free (WorkPerson *person)
{
  if (person == NULL)
    return;
  g_clear_object (&person->record);
  g_clear_pointer (&person->guardians, g_ptr_array_unref);
  g_clear_pointer (&person->enrolments, g_ptr_array_unref);
  g_clear_pointer (&person->sites, g_ptr_array_unref);
  g_clear_pointer (&person->contacts, g_ptr_array_unref);
  g_clear_pointer (&person->stays, g_ptr_array_unref);
  g_clear_pointer (&person->loads, g_ptr_array_unref);
  g_free (person->last_contact);
  g_free (person);
}

static WorkPerson *
person_new (void)
{
  WorkPerson *person = g_new0 (WorkPerson, 1);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    G_STRUCT_MEMBER (GPtrArray *, person, parts[i].member) =
        g_ptr_array_new_with_free_func (g_object_unref);
  person->enrolments = g_ptr_array_new_with_free_func (enrolment_free);
  person->loads = g_ptr_array_new_with_free_func (load_free);
  person->last_contact = g_strdup ("");
  return person;
}

static gboolean
load_parts (StoreConnection *connection, WorkPerson *person, const Wanted *wanted, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      GPtrArray **list = &G_STRUCT_MEMBER (GPtrArray *, person, parts[i].member);

      if (parts[i].owner != wanted->entity)
        continue;
      g_ptr_array_unref (*list);
      *list = store_find_by_id (connection, parts[i].entity, parts[i].column, wanted->id, error);
      if (*list == NULL)
        return FALSE;
    }
  return TRUE;
}

static char *
dup_text (StoreStatement *statement, int column)
{
  const char *text = store_statement_get_text (statement, column);

  return g_strdup (text != NULL ? text : "");
}

static gboolean
load_enrolments (StoreConnection *connection, WorkPerson *person, gint64 id, GError **error)
{
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, enrolments_query, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, id);
  while (store_statement_step (statement, &has_row, error))
    {
      WorkEnrolment *enrolment;

      if (!has_row)
        return TRUE;
      enrolment = g_new0 (WorkEnrolment, 1);
      enrolment->id = store_statement_get_int (statement, 0);
      enrolment->class_group_id = store_statement_get_int (statement, 1);
      enrolment->school_year_id = store_statement_get_int (statement, 2);
      enrolment->class_name = dup_text (statement, 3);
      enrolment->year_name = dup_text (statement, 4);
      enrolment->start = dup_text (statement, 5);
      enrolment->end = dup_text (statement, 6);
      g_ptr_array_add (person->enrolments, enrolment);
    }
  return FALSE;
}

static gboolean
count_notes (StoreConnection *connection, WorkPerson *person, gint64 id, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT COUNT (*) FROM note WHERE student_id = $1", error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, id);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  person->n_notes = (guint) store_statement_get_int (statement, 0);
  return TRUE;
}

/* Stays of one period follow each other, and those of one student in it too. */
static void
count_loads (WorkPerson *person)
{
  WorkLoad *load = NULL;
  gint64 student_id = 0;

  for (guint i = 0; i < person->stays->len; i++)
    {
      const ModelStay *stay = g_ptr_array_index (person->stays, i);

      if (load == NULL || load->period_id != stay->period_id)
        {
          load = g_new0 (WorkLoad, 1);
          load->period_id = stay->period_id;
          load->period_name = g_strdup (stay->period_name);
          load->year_name = g_strdup (stay->year_name);
          g_ptr_array_add (person->loads, load);
          student_id = 0;
        }
      if (stay->student_id != student_id && !model_stay_is_refused (stay))
        {
          load->n++;
          student_id = stay->student_id;
        }
    }
}

static gpointer
read_person (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (WorkPerson) person = person_new ();
  g_autofree char *today = base_date_today_iso ();

  person->record = store_load (connection, wanted->entity, wanted->id, error);
  if (person->record == NULL || !load_parts (connection, person, wanted, error))
    return NULL;
  person->stays = store_stays_load (connection, wanted->entity, wanted->id, error);
  if (person->stays == NULL)
    return NULL;
  if (wanted->entity == MODEL_ENTITY_TEACHER)
    count_loads (person);
  if (wanted->entity == MODEL_ENTITY_STUDENT
      && (!load_enrolments (connection, person, wanted->id, error)
          || !count_notes (connection, person, wanted->id, error)))
    return NULL;
  if (wanted->entity == MODEL_ENTITY_COMPANY)
    {
      g_free (person->last_contact);
      person->last_contact = store_people_last_contact (connection, wanted->id, today, error);
      if (person->last_contact == NULL)
        return NULL;
    }
  return g_steal_pointer (&person);
}

static gpointer
read_people (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;
  g_autofree char *today = base_date_today_iso ();
  gint64 year_id = wanted->id;

  if (year_id == 0)
    {
      g_autoptr (GPtrArray) years = _work_years_load (connection, error);
      ModelRecord *year;

      if (years == NULL)
        return NULL;
      year = _work_year_of_day (years, today);
      year_id = year != NULL ? model_record_get_id (year) : 0;
    }
  return store_people_load (connection, wanted->entity, year_id, today, error);
}

static gboolean
is_person (ModelEntity entity)
{
  return entity == MODEL_ENTITY_STUDENT || entity == MODEL_ENTITY_COMPANY
         || entity == MODEL_ENTITY_TEACHER;
}

/**
 * work_query_people_new:
 * @entity: %MODEL_ENTITY_STUDENT, %MODEL_ENTITY_COMPANY or %MODEL_ENTITY_TEACHER
 * @year_id: the school year whose classes and searches are told, or 0: the one that today is in
 *
 * Returns: (transfer full): a query for the #GPtrArray of #ModelPerson, by name
 */
WorkQuery *
work_query_people_new (ModelEntity entity, gint64 year_id)
{
  Wanted wanted = { entity, year_id };

  g_return_val_if_fail (is_person (entity), NULL);

  return _work_query_new (read_people, g_memdup2 (&wanted, sizeof wanted), g_free,
                          (GDestroyNotify) g_ptr_array_unref);
}

/**
 * work_query_person_new:
 * @entity: %MODEL_ENTITY_STUDENT, %MODEL_ENTITY_COMPANY or %MODEL_ENTITY_TEACHER
 * @id: which one
 *
 * Returns: (transfer full): a query for the #WorkPerson, or %STORE_ERROR_NOT_FOUND
 */
WorkQuery *
work_query_person_new (ModelEntity entity, gint64 id)
{
  Wanted wanted = { entity, id };

  g_return_val_if_fail (is_person (entity), NULL);

  return _work_query_new (read_person, g_memdup2 (&wanted, sizeof wanted), g_free,
                          (GDestroyNotify) work_person_free);
}
