/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-line.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "model-person.h"
#include "model-value.h"
#include "store-record.h"
#include "store-teacher.h"
#include "work-query-private.h"
#include "work-signing.h"
#include "work-values-private.h"

static void
interview_free (gpointer data)
{
  WorkInterview *interview = data;

  g_free (interview->day);
  g_free (interview->teacher);
  g_free (interview->means);
  g_free (interview->account);
  g_free (interview->next_step);
  g_free (interview);
}

static void
fact_free (gpointer data)
{
  WorkFact *fact = data;

  g_free (fact->label);
  g_free (fact->value);
  g_free (fact);
}

/**
 * work_line_detail_free:
 * @detail: (nullable) (transfer full): what was read of a line
 */
void
work_line_detail_free (WorkLineDetail *detail)
{
  if (detail == NULL)
    return;
  g_clear_pointer (&detail->interviews, g_ptr_array_unref);
  g_clear_pointer (&detail->deletable, g_array_unref);
  g_clear_pointer (&detail->notes, g_ptr_array_unref);
  g_clear_pointer (&detail->addressees, g_ptr_array_unref);
  g_clear_pointer (&detail->facts, g_ptr_array_unref);
  g_clear_object (&detail->placement);
  g_clear_object (&detail->agreement);
  g_clear_pointer (&detail->signatories, g_ptr_array_unref);
  g_clear_pointer (&detail->documents, g_ptr_array_unref);
  g_clear_pointer (&detail->agreements, g_ptr_array_unref);
  g_clear_pointer (&detail->requests, g_ptr_array_unref);
  g_clear_pointer (&detail->signers, g_ptr_array_unref);
  g_clear_pointer (&detail->signatures, g_ptr_array_unref);
  g_free (detail->reason);
  g_free (detail);
}

typedef struct
{
  gint64 student_id;
  gint64 search_id;
  gint64 placement_id;
  gint64 agreement_id;
} Wanted;

static int
compare_latest (const char *a, const char *b, ModelRecord *first, ModelRecord *second)
{
  int order = g_strcmp0 (b, a);
  gint64 id_a = model_record_get_id (first), id_b = model_record_get_id (second);

  return order != 0 ? order : (id_b > id_a) - (id_b < id_a);
}

static int
compare_by (gconstpointer a, gconstpointer b, gpointer column)
{
  ModelRecord *first = *(ModelRecord *const *) a, *second = *(ModelRecord *const *) b;

  return compare_latest (model_record_get (first, column), model_record_get (second, column), first,
                         second);
}

static void
sort_latest_first (GPtrArray *records, const char *column)
{
  g_ptr_array_sort_with_data (records, compare_by, (gpointer) column);
}

static char *
name_teacher (StoreConnection *connection, gint64 id)
{
  g_autoptr (ModelRecord) teacher =
      id != 0 ? store_load (connection, MODEL_ENTITY_TEACHER, id, NULL) : NULL;

  return teacher != NULL ? model_person_full_name (teacher) : g_strdup ("");
}

/* What the store lets whoever is signed in do with a row of their own; of an interview, who held it
 * may change it, whoever typed it in. */
static gboolean
load_rights (StoreConnection *connection,
             ModelRecord *record,
             gboolean *may_change,
             gboolean *may_delete,
             GError **error)
{
  gint64 teacher_id = store_connection_get_teacher (connection);

  *may_change = teacher_id == 0 || model_record_get_int (record, "teacher_id") == teacher_id;
  *may_delete = teacher_id == 0;
  return teacher_id == 0 || !*may_change
         || store_teacher_wrote (connection, model_record_get_entity (record),
                                 model_record_get_id (record), may_delete, error);
}

static WorkInterview *
interview_new (StoreConnection *connection, ModelRecord *record)
{
  WorkInterview *interview = g_new0 (WorkInterview, 1);
  const char *means = model_value_choice_label (model_field_find ("interview.means"),
                                                model_record_get (record, "means"));

  interview->id = model_record_get_id (record);
  interview->day = g_strdup (model_record_get_or_empty (record, "day"));
  interview->teacher = name_teacher (connection, model_record_get_int (record, "teacher_id"));
  interview->means = g_strdup (means != NULL ? _ (means) : "");
  interview->account = g_strdup (model_record_get_or_empty (record, "account"));
  interview->next_step = g_strdup (model_record_get_or_empty (record, "next_step"));
  return interview;
}

static gboolean
load_search (StoreConnection *connection,
             const Wanted *wanted,
             WorkLineDetail *detail,
             GError **error)
{
  g_autoptr (ModelRecord) search = NULL;
  g_autoptr (GPtrArray) records = NULL;

  detail->interviews = g_ptr_array_new_with_free_func (interview_free);
  if (wanted->search_id == 0)
    {
      detail->reason = g_strdup ("");
      return TRUE;
    }
  search = store_load (connection, MODEL_ENTITY_SEARCH, wanted->search_id, error);
  if (search == NULL)
    return FALSE;
  detail->reason = g_strdup (model_record_get_or_empty (search, "reason"));
  records =
      store_find_by_id (connection, MODEL_ENTITY_INTERVIEW, "search_id", wanted->search_id, error);
  if (records == NULL)
    return FALSE;
  sort_latest_first (records, "day");
  for (guint i = 0; i < records->len; i++)
    {
      WorkInterview *interview = interview_new (connection, records->pdata[i]);

      g_ptr_array_add (detail->interviews, interview);
      if (!load_rights (connection, records->pdata[i], &interview->may_change,
                        &interview->may_delete, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether a teacher has read a note stands beside it. */
static gboolean
show_read (StoreConnection *connection, ModelRecord *note, gint64 teacher_id, GError **error)
{
  guint column = (guint) model_field_index (MODEL_ENTITY_NOTE, "read_at");
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT at FROM note_reading WHERE note_id = $1 AND teacher_id = $2", error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, model_record_get_id (note));
  store_statement_bind_int (statement, 2, teacher_id);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    model_record_load_at (note, column, store_statement_get_text (statement, 0));
  else if (model_record_get_int (note, "teacher_id") == teacher_id)
    model_record_load_at (note, column, model_record_get (note, "made_at"));
  else
    model_record_load_at (note, column, NULL);
  return TRUE;
}

/* Answers go after what they answer, the earliest first. */
static GPtrArray *
thread_notes (GPtrArray *notes)
{
  GPtrArray *threads = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < notes->len; i++)
    g_hash_table_add (known, GSIZE_TO_POINTER ((gsize) model_record_get_id (notes->pdata[i])));
  for (guint i = 0; i < notes->len; i++)
    {
      gint64 id = model_record_get_id (notes->pdata[i]);
      gint64 answers = model_record_get_int (notes->pdata[i], "answers_id");

      if (answers != 0 && g_hash_table_contains (known, GSIZE_TO_POINTER ((gsize) answers)))
        continue;
      g_ptr_array_add (threads, g_object_ref (notes->pdata[i]));
      for (guint j = notes->len; j > 0; j--)
        if (model_record_get_int (notes->pdata[j - 1], "answers_id") == id)
          g_ptr_array_add (threads, g_object_ref (notes->pdata[j - 1]));
    }
  return threads;
}

static gboolean
name_addressees (StoreConnection *connection, WorkLineDetail *detail, GError **error)
{
  detail->addressees = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < detail->notes->len; i++)
    {
      gint64 id = model_record_get_int (detail->notes->pdata[i], "to_teacher_id");
      g_autoptr (ModelRecord) teacher =
          id != 0 ? store_load (connection, MODEL_ENTITY_TEACHER, id, error) : NULL;

      if (id != 0 && teacher == NULL)
        return FALSE;
      g_ptr_array_add (detail->addressees,
                       teacher != NULL ? model_person_full_name (teacher) : g_strdup (""));
    }
  return TRUE;
}

/* What was answered stays as long as its answers do. */
static gboolean
is_answered (GPtrArray *notes, ModelRecord *note)
{
  for (guint i = 0; i < notes->len; i++)
    if (model_record_get_int (notes->pdata[i], "answers_id") == model_record_get_id (note))
      return TRUE;
  return FALSE;
}

static gboolean
find_deletable (StoreConnection *connection, WorkLineDetail *detail, GError **error)
{
  detail->deletable = g_array_new (FALSE, FALSE, sizeof (gboolean));
  for (guint i = 0; i < detail->notes->len; i++)
    {
      ModelRecord *note = detail->notes->pdata[i];
      gboolean may_change, may_delete;

      if (!load_rights (connection, note, &may_change, &may_delete, error))
        return FALSE;
      may_delete = may_delete && !is_answered (detail->notes, note);
      g_array_append_val (detail->deletable, may_delete);
    }
  return TRUE;
}

/* Notes about the student in general, and those about this search; not those about another one. */
static gboolean
load_notes (StoreConnection *connection,
            const Wanted *wanted,
            WorkLineDetail *detail,
            GError **error)
{
  g_autoptr (GPtrArray) all =
      store_find_by_id (connection, MODEL_ENTITY_NOTE, "student_id", wanted->student_id, error);
  gint64 teacher_id = store_connection_get_teacher (connection);
  GPtrArray *threads;

  detail->notes = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      gint64 search_id = model_record_get_int (all->pdata[i], "search_id");

      if (search_id != 0 && search_id != wanted->search_id)
        continue;
      if (teacher_id != 0 && !show_read (connection, all->pdata[i], teacher_id, error))
        return FALSE;
      g_ptr_array_add (detail->notes, g_object_ref (all->pdata[i]));
    }
  if (all == NULL)
    return FALSE;
  sort_latest_first (detail->notes, "made_at");
  threads = thread_notes (detail->notes);
  g_ptr_array_unref (detail->notes);
  detail->notes = threads;
  return name_addressees (connection, detail, error) && find_deletable (connection, detail, error);
}

/* What the sheet tells first, by role. */
static const struct
{
  ModelRoleId role;
  const char *column; /* (nullable): NULL for the person's whole name */
} fact_list[] = {
  { MODEL_ROLE_COMPANY, "name" },
  { MODEL_ROLE_COMPANY, "siret" },
  { MODEL_ROLE_COMPANY, "activity" },
  { MODEL_ROLE_SITE, "name" },
  { MODEL_ROLE_SITE, "address1" },
  { MODEL_ROLE_SITE, "postcode" },
  { MODEL_ROLE_SITE, "town" },
  { MODEL_ROLE_REPRESENTATIVE, NULL },
  { MODEL_ROLE_REPRESENTATIVE, "function" },
  { MODEL_ROLE_TUTOR, NULL },
  { MODEL_ROLE_TUTOR, "phone" },
  { MODEL_ROLE_TUTOR, "mobile" },
  { MODEL_ROLE_TUTOR, "email" },
  { MODEL_ROLE_TEACHER, NULL },
  { MODEL_ROLE_PLACEMENT, "weekly_hours" },
  { MODEL_ROLE_PLACEMENT, "activities" },
  { MODEL_ROLE_PLACEMENT, "interruptions" },
  { MODEL_ROLE_PLACEMENT, "meals" },
  { MODEL_ROLE_PLACEMENT, "transport" },
  { MODEL_ROLE_PLACEMENT, "allowance" },
  { MODEL_ROLE_PLACEMENT, "refusal_reason" },
  { MODEL_ROLE_PLACEMENT, "days_done" },
  { MODEL_ROLE_PLACEMENT, "certificate_on" },
};

/* A person's columns need the role said beside them, others say it themselves. */
static char *
label_fact (ModelRoleId role, const ModelField *field)
{
  const ModelRole *info = model_role_info (role);

  if (field == NULL)
    return g_strdup (_ (info->label));
  if (info->entity == MODEL_ENTITY_CONTACT)
    return g_strdup_printf ("%s · %s", _ (info->label), _ (field->label));
  return g_strdup (_ (field->label));
}

static WorkFact *
fact_new (const WorkRecords *records, guint i)
{
  ModelRoleId role = fact_list[i].role;
  const ModelField *field = NULL;
  g_autofree char *value = NULL;
  WorkFact *fact;

  if (fact_list[i].column == NULL)
    value = _work_computed_name (records, role, "");
  else
    {
      g_autofree char *key = g_strdup_printf (
          "%s.%s", model_entity_info (model_role_info (role)->entity)->key, fact_list[i].column);

      field = model_field_find (key);
      value = model_value_format (field, _work_records_get (records, role, fact_list[i].column));
    }
  if (value == NULL || value[0] == '\0')
    return NULL;
  fact = g_new0 (WorkFact, 1);
  fact->label = label_fact (role, field);
  fact->value = g_steal_pointer (&value);
  return fact;
}

static gboolean
load_sheet (StoreConnection *connection,
            const Wanted *wanted,
            WorkLineDetail *detail,
            GError **error)
{
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (WorkRecords) records = NULL;

  detail->facts = g_ptr_array_new_with_free_func (fact_free);
  if (wanted->placement_id == 0)
    return TRUE;
  records = _work_records_load (connection, wanted->placement_id, NULL, today, error);
  if (records == NULL)
    return FALSE;
  detail->placement = g_object_ref (records->roles[MODEL_ROLE_PLACEMENT]);
  for (guint i = 0; i < G_N_ELEMENTS (fact_list); i++)
    {
      WorkFact *fact = fact_new (records, i);

      if (fact != NULL)
        g_ptr_array_add (detail->facts, fact);
    }
  return TRUE;
}

/* All rows that refer to one of @parents, in @order within each; NULL: in that of time. */
static GPtrArray *
load_hanging (StoreConnection *connection,
              ModelEntity entity,
              const char *column,
              GPtrArray *parents,
              GCompareFunc order,
              GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < parents->len; i++)
    {
      g_autoptr (GPtrArray) found = store_find_by_id (
          connection, entity, column, model_record_get_id (parents->pdata[i]), error);

      if (found == NULL)
        return NULL;
      if (order != NULL)
        g_ptr_array_sort (found, order);
      for (guint j = 0; j < found->len; j++)
        g_ptr_array_add (all, g_object_ref (found->pdata[j]));
    }
  return g_steal_pointer (&all);
}

static gboolean
load_documents (StoreConnection *connection, WorkLineDetail *detail, GError **error)
{
  detail->documents = load_hanging (connection, MODEL_ENTITY_DOCUMENT, "agreement_id",
                                    detail->agreements, NULL, error);
  if (detail->documents == NULL)
    return FALSE;
  sort_latest_first (detail->documents, "made_at");
  return TRUE;
}

static gboolean
load_agreements (StoreConnection *connection,
                 const Wanted *wanted,
                 WorkLineDetail *detail,
                 GError **error)
{
  detail->agreements = store_find_by_id (connection, MODEL_ENTITY_AGREEMENT, "placement_id",
                                         wanted->placement_id, error);
  if (detail->agreements == NULL)
    return FALSE;
  sort_latest_first (detail->agreements, "made_on");
  for (guint i = 0; i < detail->agreements->len; i++)
    if (model_record_get_id (detail->agreements->pdata[i]) == wanted->agreement_id)
      detail->agreement = g_object_ref (detail->agreements->pdata[i]);
  detail->signatories = store_find_by_id (connection, MODEL_ENTITY_SIGNATORY, "agreement_id",
                                          wanted->agreement_id, error);
  return detail->signatories != NULL && load_documents (connection, detail, error);
}

static int
compare_position (gconstpointer a, gconstpointer b)
{
  gint64 first = model_record_get_int (*(ModelRecord *const *) a, "position");
  gint64 second = model_record_get_int (*(ModelRecord *const *) b, "position");

  return (first > second) - (first < second);
}

static gboolean
load_requests (StoreConnection *connection, WorkLineDetail *detail, GError **error)
{
  detail->requests = load_hanging (connection, MODEL_ENTITY_SIGNATURE_REQUEST, "agreement_id",
                                   detail->agreements, NULL, error);
  if (detail->requests == NULL)
    return FALSE;
  sort_latest_first (detail->requests, "started_at");
  detail->signers = load_hanging (connection, MODEL_ENTITY_SIGNATURE_SIGNER, "request_id",
                                  detail->requests, compare_position, error);
  return detail->signers != NULL;
}

static void
signature_free (gpointer signature)
{
  work_signing_signature_free (signature);
}

/* Of what all have signed: who, when, how and from where. */
static gboolean
load_signatures (StoreConnection *connection, WorkLineDetail *detail, GError **error)
{
  detail->signatures = g_ptr_array_new_with_free_func (signature_free);
  for (guint i = 0; i < detail->requests->len; i++)
    for (guint j = 0; j < detail->signers->len; j++)
      {
        ModelRecord *request = detail->requests->pdata[i];
        ModelRecord *signer = detail->signers->pdata[j];
        g_autoptr (ModelRecord) signatory = NULL;
        WorkSigningSignature *signature;

        if (model_record_get_int (request, "signed_document_id") == 0
            || model_record_get_int (signer, "request_id") != model_record_get_id (request))
          continue;
        signatory = store_load (connection, MODEL_ENTITY_SIGNATORY,
                                model_record_get_int (signer, "signatory_id"), error);
        if (signatory == NULL)
          return FALSE;
        signature = work_signing_signature_new (request, signer, signatory);
        if (signature != NULL)
          g_ptr_array_add (detail->signatures, signature);
      }
  return TRUE;
}

static gpointer
read_line (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (WorkLineDetail) detail = g_new0 (WorkLineDetail, 1);

  if (!load_search (connection, wanted, detail, error)
      || !load_notes (connection, wanted, detail, error)
      || !load_sheet (connection, wanted, detail, error)
      || !load_agreements (connection, wanted, detail, error)
      || !load_requests (connection, detail, error) || !load_signatures (connection, detail, error))
    return NULL;
  g_ptr_array_sort (detail->signatories, compare_position);
  return g_steal_pointer (&detail);
}

/**
 * work_query_line_new:
 * @student_id: the student of a line
 * @search_id: its search, or 0
 * @placement_id: its sheet, or 0
 * @agreement_id: its agreement, or 0
 *
 * Returns: (transfer full): a query for the #WorkLineDetail
 */
WorkQuery *
work_query_line_new (gint64 student_id, gint64 search_id, gint64 placement_id, gint64 agreement_id)
{
  Wanted wanted = { student_id, search_id, placement_id, agreement_id };

  return _work_query_new (read_line, g_memdup2 (&wanted, sizeof wanted), g_free,
                          (GDestroyNotify) work_line_detail_free);
}
