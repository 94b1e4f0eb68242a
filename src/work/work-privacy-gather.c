/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-privacy-export-private.h"

#include "base-ident.h"
#include "message-sms-text.h"
#include "store-error.h"
#include "work-history-private.h"

/**
 * _work_gathered_free:
 * @gathered: (nullable) (transfer full): what was gathered
 */
void
_work_gathered_free (WorkGathered *gathered)
{
  if (gathered == NULL)
    return;
  g_clear_object (&gathered->person);
  g_ptr_array_unref (gathered->own);
  g_ptr_array_unref (gathered->others);
  g_ptr_array_unref (gathered->lines);
  g_ptr_array_unref (gathered->accesses);
  store_account_free (gathered->account);
  g_hash_table_unref (gathered->names);
  g_ptr_array_unref (gathered->documents);
  g_free (gathered);
}

/**
 * _work_gathered_key:
 * @field: a reference
 * @id: the number of what it refers to
 *
 * Returns: (transfer full): its key among the names
 */
char *
_work_gathered_key (const ModelField *field, const char *id)
{
  return g_strdup_printf ("%s:%s", model_entity_info (model_field_target (field))->key, id);
}

static WorkGathered *
gathered_new (void)
{
  WorkGathered *gathered = g_new0 (WorkGathered, 1);

  gathered->own = g_ptr_array_new_with_free_func (g_object_unref);
  gathered->others = g_ptr_array_new_with_free_func (g_object_unref);
  gathered->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) store_history_line_free);
  gathered->accesses = g_ptr_array_new_with_free_func ((GDestroyNotify) store_access_line_free);
  gathered->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gathered->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return gathered;
}

static gboolean
is_closed_note (ModelRecord *record)
{
  return model_record_get_entity (record) == MODEL_ENTITY_NOTE
         && g_strcmp0 (model_record_get (record, "audience"), "administration") == 0;
}

static void
take_own (WorkGathered *gathered, GPtrArray *records, gboolean with_notes)
{
  for (guint i = 0; i < records->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (records, i);

      if (with_notes || !is_closed_note (record))
        g_ptr_array_add (gathered->own, g_object_ref (record));
    }
}

/* Of a note that is gone nothing tells any more whom it was for: it is left out as well. */
static gboolean
is_told (WorkGathered *gathered, const WorkRowKey *key, gboolean with_notes)
{
  if (with_notes || key->entity != MODEL_ENTITY_NOTE)
    return TRUE;
  for (guint i = 0; i < gathered->own->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (gathered->own, i);

      if (model_record_get_entity (record) == key->entity
          && model_record_get_id (record) == key->id)
        return TRUE;
    }
  return FALSE;
}

static void
steal_into (GPtrArray *target, GPtrArray *source)
{
  g_ptr_array_set_free_func (source, NULL);
  for (guint i = 0; i < source->len; i++)
    g_ptr_array_add (target, g_ptr_array_index (source, i));
}

/* The log is an administrator's: what a secretary takes out is without it, and says so. */
static gboolean
take_accesses (StoreConnection *connection,
               WorkGathered *gathered,
               const WorkRowKey *key,
               GError **error)
{
  const StoreAccessFilter filter = { .entity = key->entity, .entity_id = key->id };
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) accesses = store_access_find (connection, &filter, &local);

  if (accesses != NULL)
    {
      steal_into (gathered->accesses, accesses);
      return TRUE;
    }
  gathered->without_log = g_error_matches (local, STORE_ERROR, STORE_ERROR_DENIED);
  if (!gathered->without_log)
    g_propagate_error (error, g_steal_pointer (&local));
  return gathered->without_log;
}

static gboolean
take_lines (StoreConnection *connection,
            WorkGathered *gathered,
            GArray *keys,
            gboolean with_notes,
            GError **error)
{
  for (guint i = 0; i < keys->len; i++)
    {
      const WorkRowKey *key = &g_array_index (keys, WorkRowKey, i);
      g_autoptr (GPtrArray) lines = NULL;

      if (!is_told (gathered, key, with_notes))
        continue;
      lines = store_history_of (connection, key->entity, key->id, error);
      if (lines == NULL || !take_accesses (connection, gathered, key, error))
        return FALSE;
      steal_into (gathered->lines, lines);
    }
  return TRUE;
}

/* What refers to somebody who does not own it: the rows of students that a tutor received, or a
 * teacher follows. Of these only what tells of nobody else is taken. */
static gboolean
take_others (StoreConnection *connection, WorkGathered *gathered, GError **error)
{
  ModelEntity root = model_record_get_entity (gathered->person);

  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      const ModelEntityInfo *info = model_entity_info ((ModelEntity) entity);

      for (guint i = 0; i < info->n_fields; i++)
        {
          g_autoptr (GPtrArray) found = NULL;

          if (model_field_target (&info->fields[i]) != root)
            continue;
          found = store_find_by_id (connection, (ModelEntity) entity,
                                    model_field_column (&info->fields[i]),
                                    model_record_get_id (gathered->person), error);
          if (found == NULL)
            return FALSE;
          steal_into (gathered->others, found);
        }
    }
  return TRUE;
}

/* ---- what was written to an address of theirs ---- */

static gboolean
has_record (GPtrArray *records, ModelRecord *record)
{
  for (guint i = 0; i < records->len; i++)
    {
      ModelRecord *one = g_ptr_array_index (records, i);

      if (model_record_get_entity (one) == model_record_get_entity (record)
          && model_record_get_id (one) == model_record_get_id (record))
        return TRUE;
    }
  return FALSE;
}

/* What was written to somebody about a student tells of the student: two brothers may share the
 * address of their father. A signatory of that address is theirs when they sign for themselves. */
static gboolean
is_about_another (WorkGathered *gathered, ModelRecord *record)
{
  gboolean of_student = model_record_get_entity (gathered->person) == MODEL_ENTITY_STUDENT;

  switch ((int) model_record_get_entity (record))
    {
    case MODEL_ENTITY_MESSAGE:
      return model_record_get_int (record, "student_id") != 0
             && (!of_student
                 || model_record_get_int (record, "student_id")
                        != model_record_get_id (gathered->person));
    case MODEL_ENTITY_SIGNATORY:
    case MODEL_ENTITY_SIGNATURE_SIGNER:
      return of_student;
    default:
      return FALSE;
    }
}

static void
take_found (WorkGathered *gathered, GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (found, i);

      if (has_record (gathered->own, record) || has_record (gathered->others, record))
        continue;
      g_ptr_array_add (is_about_another (gathered, record) ? gathered->others : gathered->own,
                       g_object_ref (record));
    }
}

static gboolean
take_at_address (StoreConnection *connection,
                 WorkGathered *gathered,
                 const char *address,
                 GError **error)
{
  static const struct
  {
    ModelEntity entity;
    const char *column;
  } places[] = { { MODEL_ENTITY_MESSAGE, "address" },
                 { MODEL_ENTITY_MESSAGE_BLOCK, "address" },
                 { MODEL_ENTITY_SIGNATORY, "email" },
                 { MODEL_ENTITY_SIGNATURE_SIGNER, "email" } };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GPtrArray) found =
          store_find (connection, places[i].entity, places[i].column, address, error);

      if (found == NULL)
        return FALSE;
      take_found (gathered, found);
    }
  return TRUE;
}

static gboolean
take_addresses (StoreConnection *connection, WorkGathered *gathered, GError **error)
{
  static const char *const columns[] = { "email", "mobile", "phone" };
  ModelEntity entity = model_record_get_entity (gathered->person);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const char *value = model_field_index (entity, columns[i]) >= 0
                              ? model_record_get (gathered->person, columns[i])
                              : NULL;
      g_autofree char *address = NULL;

      if (value == NULL)
        continue;
      address = i == 0 ? base_ident_normalize (BASE_IDENT_EMAIL, value, NULL)
                       : message_sms_number (value, NULL);
      if (address != NULL && !take_at_address (connection, gathered, address, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- what they sign in with ---- */

/* The accounts are an administrator's to see; others leave it out. */
static gboolean
take_account (StoreConnection *connection, WorkGathered *gathered, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) accounts = NULL;

  if (model_record_get_entity (gathered->person) != MODEL_ENTITY_TEACHER)
    return TRUE;
  accounts = store_accounts_list (connection, &local);
  if (accounts == NULL && !g_error_matches (local, STORE_ERROR, STORE_ERROR_DENIED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const StoreAccount *account = g_ptr_array_index (accounts, i);

      if (gathered->account == NULL
          && account->teacher_id == model_record_get_id (gathered->person))
        gathered->account = g_ptr_array_steal_index (accounts, i--);
    }
  return TRUE;
}

/* ---- what numbers stand for ---- */

/* A class, a period or a company, not somebody. */
static gboolean
is_told_by_name (ModelEntity entity)
{
  return entity == MODEL_ENTITY_SCHOOL_YEAR || entity == MODEL_ENTITY_CLASS_GROUP
         || entity == MODEL_ENTITY_PERIOD || entity == MODEL_ENTITY_COMPANY
         || entity == MODEL_ENTITY_SITE || entity == MODEL_ENTITY_TEMPLATE;
}

static void
take_names_of (StoreConnection *connection, WorkGathered *gathered, ModelRecord *record)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));

  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *id = model_record_get_at (record, i);
      ModelEntity target = model_field_target (&info->fields[i]);
      g_autofree char *key = NULL;

      if (info->fields[i].type != MODEL_TYPE_REFERENCE || id == NULL || !is_told_by_name (target))
        continue;
      key = _work_gathered_key (&info->fields[i], id);
      if (!g_hash_table_contains (gathered->names, key))
        g_hash_table_insert (
            gathered->names, g_steal_pointer (&key),
            _work_history_name_row (connection, target, g_ascii_strtoll (id, NULL, 10)));
    }
}

static void
take_names (StoreConnection *connection, WorkGathered *gathered)
{
  for (guint i = 0; i < gathered->own->len; i++)
    take_names_of (connection, gathered, g_ptr_array_index (gathered->own, i));
  for (guint i = 0; i < gathered->others->len; i++)
    take_names_of (connection, gathered, g_ptr_array_index (gathered->others, i));
}

/* ---- documents ---- */

/* One that is missing or spoilt is an empty file beside the others, and said. */
static void
take_documents (StoreConnection *connection, WorkGathered *gathered)
{
  for (guint i = 0; i < gathered->own->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (gathered->own, i);
      GBytes *bytes;

      if (model_record_get_entity (record) != MODEL_ENTITY_DOCUMENT)
        continue;
      bytes = store_document_read (connection, record, NULL);
      if (bytes == NULL)
        gathered->n_missing++;
      g_ptr_array_add (gathered->documents, bytes != NULL ? bytes : g_bytes_new_static ("", 0));
    }
}

/**
 * _work_gather:
 * @connection: a connection
 * @options: which person
 * @error: return location
 *
 * Reads all that is in the database about a person, by walking the references of the catalogue.
 *
 * Returns: (transfer full): it, or %NULL
 */
WorkGathered *
_work_gather (StoreConnection *connection, const WorkPersonExport *options, GError **error)
{
  g_autoptr (WorkGathered) gathered = gathered_new ();
  g_autoptr (WorkGone) gone = _work_gone_load (connection, error);
  g_autoptr (WorkPersonRows) rows = NULL;

  if (gone == NULL)
    return NULL;
  rows = _work_person_rows_load (connection, gone, options->entity, options->id, error);
  if (rows == NULL)
    return NULL;
  gathered->person = g_object_ref (g_ptr_array_index (rows->records, 0));
  take_own (gathered, rows->records, options->with_notes);
  if (!take_addresses (connection, gathered, error)
      || (options->entity != MODEL_ENTITY_STUDENT && !take_others (connection, gathered, error))
      || !take_account (connection, gathered, error)
      || !take_lines (connection, gathered, rows->keys, options->with_notes, error))
    return NULL;
  take_names (connection, gathered);
  take_documents (connection, gathered);
  return g_steal_pointer (&gathered);
}
