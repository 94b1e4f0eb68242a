/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-settings.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"
#include "work-settings-private.h"

/* Marks a text and its plural for translation, as ngettext() wants them. */
#define NP_(one, many) one, many

/* Rows that are nothing by themselves: they go with what they belong to. */
static const char *const parts[] = { "period_class.period_id", "period_class.class_group_id" };

/* How a person is told that something is used, and that it therefore stays. */
static const struct
{
  const char *reference;
  const char *one;
  const char *many;
} uses[] = {
  { "class_group.school_year_id", NP_ ("%u class", "%u classes") },
  { "period.school_year_id", NP_ ("%u period", "%u periods") },
  { "enrolment.class_group_id", NP_ ("%u student", "%u students") },
  { "search.period_id", NP_ ("%u search", "%u searches") },
  { "message.period_id", NP_ ("%u e-mail or SMS", "%u e-mails and SMS") },
  { "class_group.template_id", NP_ ("%u class", "%u classes") },
  { "period.template_id", NP_ ("%u period", "%u periods") },
  { "placement.template_id", NP_ ("%u placement sheet", "%u placement sheets") },
  { "agreement.template_id", NP_ ("%u agreement", "%u agreements") },
};

/**
 * _work_is_same_name:
 * @record: a row that has a name
 * @name: a name
 *
 * Names are compared as a person does: without case and accents.
 *
 * Returns: whether @record is called @name
 */
gboolean
_work_is_same_name (ModelRecord *record, const char *name)
{
  g_autofree char *folded = base_text_fold (name);
  g_autofree char *theirs = base_text_fold (model_record_get (record, "name"));

  return g_str_equal (theirs, folded);
}

/**
 * _work_check_name:
 * @others: (element-type ModelRecord): all rows of the entity
 * @record: one that is to be saved
 * @within: (nullable): a column: names differ among the rows that have the same there
 * @error: return location, for %WORK_ERROR_REFUSED
 *
 * Returns: whether @record has a name, and one of its own
 */
gboolean
_work_check_name (GPtrArray *others, ModelRecord *record, const char *within, GError **error)
{
  const char *name = model_record_get (record, "name");

  if (name == NULL)
    return _work_refuse (error, _ ("A name is needed. Write one."));
  for (guint i = 0; i < others->len; i++)
    {
      ModelRecord *other = g_ptr_array_index (others, i);

      if (model_record_get_id (other) != model_record_get_id (record)
          && _work_is_same_name (other, name)
          && (within == NULL
              || g_strcmp0 (model_record_get (other, within), model_record_get (record, within))
                     == 0))
        return _work_refuse (error, _ ("“%s” is there already. Give this one another name."), name);
    }
  return TRUE;
}

/**
 * _work_new_name:
 * @others: (element-type ModelRecord): all rows of the entity
 * @name: what a new one is called
 * @within: (nullable): a column: names differ among the rows…
 * @value: (nullable): …that have this there
 *
 * Returns: (transfer full): @name, with a number when it is there already: "New class 2"
 */
char *
_work_new_name (GPtrArray *others, const char *name, const char *within, const char *value)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < others->len; i++)
    {
      ModelRecord *other = g_ptr_array_index (others, i);

      if (within == NULL || g_strcmp0 (model_record_get (other, within), value) == 0)
        g_hash_table_add (taken, base_text_fold (model_record_get (other, "name")));
    }
  for (guint i = 1;; i++)
    {
      g_autofree char *wanted = i == 1 ? g_strdup (name) : g_strdup_printf ("%s %u", name, i);
      g_autofree char *folded = base_text_fold (wanted);

      if (!g_hash_table_contains (taken, folded))
        return g_steal_pointer (&wanted);
    }
}

static gboolean
is_part (const ModelField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i], field->key))
      return TRUE;
  return FALSE;
}

/**
 * _work_changing_count:
 * @changing: a change under way
 * @query: SQL that gives one number
 * @first: its parameter $1
 * @second: its parameter $2; 0 when it has none
 * @n: (out): the number
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
_work_changing_count (WorkChanging *changing,
                      const char *query,
                      gint64 first,
                      gint64 second,
                      guint *n,
                      GError **error)
{
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (changing->connection, query, error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, first);
  if (second != 0)
    store_statement_bind_int (statement, 2, second);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  *n = has_row ? (guint) store_statement_get_int (statement, 0) : 0;
  return TRUE;
}

static char *
name_use (const ModelField *field, guint n)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  GString *text;

  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if (g_str_equal (uses[i].reference, field->key))
      {
        text = g_string_new (g_dngettext (GETTEXT_PACKAGE, uses[i].one, uses[i].many, n));
        g_string_replace (text, "%u", number, 1);
        return g_string_free (text, FALSE);
      }
  return g_strdup_printf ("%s: %u", _ (model_entity_info (model_field_entity (field))->label), n);
}

typedef gboolean (*ReferenceFunc) (WorkChanging *changing,
                                   const ModelField *field,
                                   ModelRecord *record,
                                   gpointer data,
                                   GError **error);

/* Calls @func for each field of the catalogue that may refer to @record. */
static gboolean
for_each_reference (WorkChanging *changing,
                    ModelRecord *record,
                    ReferenceFunc func,
                    gpointer data,
                    GError **error)
{
  ModelEntity target = model_record_get_entity (record);

  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    {
      const ModelEntityInfo *info = model_entity_info (i);

      for (guint j = 0; j < info->n_fields; j++)
        if (model_field_target (&info->fields[j]) == target
            && !func (changing, &info->fields[j], record, data, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
add_use (WorkChanging *changing,
         const ModelField *field,
         ModelRecord *record,
         gpointer data,
         GError **error)
{
  GString *text = data;
  g_autofree char *query = NULL, *use = NULL;
  guint n;

  if (is_part (field))
    return TRUE;
  query = g_strdup_printf ("SELECT COUNT (*) FROM %s WHERE %s = $1",
                           model_entity_info (model_field_entity (field))->key,
                           model_field_column (field));
  if (!_work_changing_count (changing, query, model_record_get_id (record), 0, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  use = name_use (field, n);
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", use);
  return TRUE;
}

static gboolean
remove_parts (WorkChanging *changing,
              const ModelField *field,
              ModelRecord *record,
              gpointer data,
              GError **error)
{
  g_autoptr (GPtrArray) found = NULL;

  if (!is_part (field))
    return TRUE;
  found = _work_changing_find (changing, model_field_entity (field), model_field_column (field),
                               model_record_get_id (record), error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (!store_delete (changing->connection, g_ptr_array_index (found, i), changing->operation,
                       error))
      return FALSE;
  return found != NULL;
}

/**
 * _work_changing_remove:
 * @changing: a change under way
 * @record: a row that has a name
 * @error: return location; %WORK_ERROR_REFUSED in a sentence that says by what it is used
 *
 * Deletes a row that nothing else needs, with what is only a part of it.
 *
 * Returns: whether it is gone
 */
gboolean
_work_changing_remove (WorkChanging *changing, ModelRecord *record, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!for_each_reference (changing, record, add_use, text, error))
    return FALSE;
  if (text->len > 0)
    return _work_refuse (error,
                         /* Translators: “2MELEC” is still used: 24 students, 2 agreements. */
                         _ ("“%s” is still used (%s): it cannot be removed."),
                         model_record_get (record, "name"), text->str);
  if (!for_each_reference (changing, record, remove_parts, NULL, error)
      || !store_delete (changing->connection, record, changing->operation, error))
    return FALSE;
  changing->n = 1;
  return TRUE;
}

typedef struct
{
  ModelEntity entity;
  gint64 id;
} Removal;

static gboolean
remove_one (WorkChanging *changing, gpointer data, GError **error)
{
  const Removal *removal = data;
  g_autoptr (ModelRecord) record =
      _work_changing_load (changing, removal->entity, removal->id, error);

  return record != NULL && _work_changing_remove (changing, record, error);
}

/**
 * work_change_remove_new:
 * @label: of the operation
 * @entity: an entity whose rows have a name
 * @id: one of its rows
 *
 * Returns: (transfer full): the change that removes it; refused, with what still uses it, as long
 *   as something does
 */
WorkChange *
work_change_remove_new (const char *label, ModelEntity entity, gint64 id)
{
  Removal removal = { entity, id };

  return _work_change_new (label, remove_one, g_memdup2 (&removal, sizeof removal), g_free);
}
