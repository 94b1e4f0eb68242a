/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-values.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "model-value.h"
#include "work-error.h"
#include "work-list-private.h"
#include "work-values-private.h"

struct _WorkValues
{
  GHashTable *texts; /* (owned): main merge name → text, or NULL */
  WorkLists *lists;
  ModelRecord *school; /* (nullable): whose pictures are shown */
};

/* The member of the frozen values that is no text; no merge name is called so. */
#define LISTS "LISTES"

/* Choices that are merged, as a French paper words them: labels follow the user's language. */
static const struct
{
  const char *field;
  const char *key;
  const char *text;
} french_choices[] = {
  { "student.regime", "EXT", "externe" },
  { "student.regime", "DP", "demi-pensionnaire" },
  { "student.regime", "INT", "interne" },
  { "student.sex", "M", "M" },
  { "student.sex", "F", "F" },
  { "placement.allowance_unit", "hour", "par heure" },
  { "placement.allowance_unit", "day", "par jour" },
  { "placement.allowance_unit", "week", "par semaine" },
  { "placement.allowance_unit", "month", "par mois" },
  { "placement.allowance_unit", "total", "au total" },
};

/**
 * work_values_free:
 * @self: (nullable) (transfer full): values
 */
void
work_values_free (WorkValues *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->texts);
  _work_lists_free (self->lists);
  g_clear_object (&self->school);
  g_free (self);
}

static WorkValues *
values_new (void)
{
  WorkValues *self = g_new0 (WorkValues, 1);

  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static MergeValueType
type_of (const ModelMergeName *name)
{
  MergeValueType type = MERGE_VALUE_TEXT;
  char *(*compute) (const WorkRecords *);

  if (_work_computed_find (name->name, &type, &compute) || name->field == NULL)
    return type;
  switch (name->field->type)
    {
    case MODEL_TYPE_DATE:
      return MERGE_VALUE_DATE;
    case MODEL_TYPE_INTEGER:
    case MODEL_TYPE_DECIMAL:
    case MODEL_TYPE_MONEY:
      return MERGE_VALUE_NUMBER;
    default:
      return MERGE_VALUE_TEXT;
    }
}

/* Cents as a decimal number: "4.35" */
static char *
format_money (const char *canonical)
{
  gint64 cents = g_ascii_strtoll (canonical, NULL, 10);

  return g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d", cents < 0 ? "-" : "", ABS (cents) / 100,
                          (int) (ABS (cents) % 100));
}

static char *
format_choice (const ModelField *field, const char *canonical)
{
  for (guint i = 0; i < G_N_ELEMENTS (french_choices); i++)
    if (g_str_equal (french_choices[i].field, field->key)
        && g_str_equal (french_choices[i].key, canonical))
      return g_strdup (french_choices[i].text);
  return g_strdup (canonical);
}

/**
 * _work_values_format:
 * @field: a field
 * @canonical: (nullable): its value
 *
 * Returns: (transfer full) (nullable): the text that a paper is merged with
 */
char *
_work_values_format (const ModelField *field, const char *canonical)
{
  if (canonical == NULL || canonical[0] == '\0')
    return NULL;
  switch (field->type)
    {
    case MODEL_TYPE_DATE:
    case MODEL_TYPE_INTEGER:
    case MODEL_TYPE_DECIMAL:
      return g_strdup (canonical);
    case MODEL_TYPE_MONEY:
      return format_money (canonical);
    case MODEL_TYPE_BOOLEAN:
      return g_strdup (g_str_equal (canonical, "1") ? "oui" : "non");
    case MODEL_TYPE_CHOICE:
      return format_choice (field, canonical);
    default:
      return model_value_format (field, canonical);
    }
}

static void
add_role (WorkValues *self, const WorkRecords *records, ModelRoleId role)
{
  const ModelEntityInfo *info = model_entity_info (model_role_info (role)->entity);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const ModelField *field = &info->fields[i];
      const char *name = field->merge != NULL ? model_merge_name_for (role, field) : NULL;

      if (name != NULL && field->type != MODEL_TYPE_BYTES)
        g_hash_table_insert (
            self->texts, g_strdup (name),
            _work_values_format (field,
                                 _work_records_get (records, role, model_field_column (field))));
    }
}

static void
add_computed (WorkValues *self, const WorkRecords *records, const char *name)
{
  MergeValueType type;
  char *(*compute) (const WorkRecords *);

  if (_work_computed_find (name, &type, &compute))
    g_hash_table_insert (self->texts, g_strdup (name), compute (records));
}

/**
 * _work_values_set_school:
 * @self: values
 * @school: (nullable): the school, as it is today
 *
 * Pictures are not frozen with what an agreement says: they are the school's of today.
 */
void
_work_values_set_school (WorkValues *self, ModelRecord *school)
{
  g_set_object (&self->school, school);
}

/**
 * _work_values_new:
 * @records: what an agreement is made from
 *
 * Returns: (transfer full): a value for every merge name
 */
WorkValues *
_work_values_new (const WorkRecords *records)
{
  const char *const *names = model_merge_computed_names ();
  WorkValues *self = values_new ();

  for (guint i = 0; i < MODEL_N_ROLES; i++)
    add_role (self, records, (ModelRoleId) i);
  for (guint i = 0; names[i] != NULL; i++)
    add_computed (self, records, names[i]);
  /* A field, but one that the timetable may tell too. */
  add_computed (self, records, "HEURES_HEBDO");
  self->lists = _work_lists_new (records);
  _work_values_set_school (self, records->roles[MODEL_ROLE_SCHOOL]);
  return self;
}

/**
 * _work_values_new_from_texts:
 * @texts: (transfer full) (element-type utf8 utf8): main merge names and their texts
 *
 * Returns: (transfer full): the values, with the lists that these names tell of
 */
WorkValues *
_work_values_new_from_texts (GHashTable *texts)
{
  WorkValues *self = g_new0 (WorkValues, 1);

  self->texts = texts;
  self->lists = _work_lists_read (NULL, texts);
  return self;
}

/**
 * work_values_load:
 * @connection: a connection
 * @placement_id: a placement sheet
 * @agreement: (nullable): its agreement, saved or not
 * @today: ISO day that the document is made on
 * @error: return location for a #StoreError
 *
 * Gathers a value for every merge name from the records of a placement as they are today.
 *
 * Returns: (transfer full): the values, or %NULL
 */
WorkValues *
work_values_load (StoreConnection *connection,
                  gint64 placement_id,
                  ModelRecord *agreement,
                  const char *today,
                  GError **error)
{
  g_autoptr (WorkRecords) records = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  records = _work_records_load (connection, placement_id, agreement, today, error);
  return records != NULL ? _work_values_new (records) : NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * work_values_to_json:
 * @self: values
 *
 * Returns: (transfer full): a JSON object: merge name → text or null, by name; and LISTES, which
 *   holds each list
 */
char *
work_values_to_json (WorkValues *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree const char **names = NULL;
  guint n_names = 0;

  g_return_val_if_fail (self != NULL, NULL);

  names = (const char **) g_hash_table_get_keys_as_array (self->texts, &n_names);
  g_qsort_with_data (names, (gint) n_names, sizeof *names, compare_names, NULL);
  json_builder_begin_object (builder);
  for (guint i = 0; i < n_names; i++)
    {
      const char *text = g_hash_table_lookup (self->texts, names[i]);

      json_builder_set_member_name (builder, names[i]);
      if (text != NULL)
        json_builder_add_string_value (builder, text);
      else
        json_builder_add_null_value (builder);
    }
  json_builder_set_member_name (builder, LISTS);
  _work_lists_write (self->lists, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* What json-glib makes of a broken escape is no text: it could not be written again. */
static void
read_member (JsonObject *object, const char *name, JsonNode *node, gpointer data)
{
  WorkValues *self = data;
  const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  if (!g_utf8_validate (name, -1, NULL) || g_str_equal (name, LISTS))
    return;
  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    text = NULL;
  g_hash_table_insert (self->texts, g_strdup (name), g_strdup (text));
}

/**
 * work_values_new_from_json:
 * @json: what work_values_to_json() wrote
 * @error: return location for a %WORK_ERROR_REFUSED
 *
 * Returns: (transfer full): the values, or %NULL
 */
WorkValues *
work_values_new_from_json (const char *json, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  WorkValues *self;

  g_return_val_if_fail (json != NULL, NULL);

  root = json_from_string (json, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED,
                           _ ("The values that this agreement was made with cannot be read any "
                              "more. Check the database."));
      return NULL;
    }
  self = values_new ();
  json_object_foreach_member (json_node_get_object (root), read_member, self);
  self->lists =
      _work_lists_read (json_object_get_member (json_node_get_object (root), LISTS), self->texts);
  return self;
}

/**
 * work_values_get:
 * @self: values
 * @name: a merge name or one of its aliases
 *
 * Returns: (nullable): its text
 */
const char *
work_values_get (WorkValues *self, const char *name)
{
  const ModelMergeName *found = model_merge_find (name);

  g_return_val_if_fail (self != NULL, NULL);

  return found != NULL ? g_hash_table_lookup (self->texts, found->name) : NULL;
}

/**
 * work_values_lookup:
 * @name: a field's name as a template writes it
 * @value: (out caller-allocates): its value
 * @values: #WorkValues
 *
 * A #MergeLookupFunc.
 *
 * Returns: whether the name is known, with a value or without
 */
gboolean
work_values_lookup (const char *name, MergeValue *value, gpointer values)
{
  WorkValues *self = values;
  const ModelMergeName *found = model_merge_find (name);

  if (found == NULL)
    return FALSE;
  value->type = type_of (found);
  value->text = g_hash_table_lookup (self->texts, found->name);
  return TRUE;
}

/**
 * work_values_count_items:
 * @list: a list's name as a template writes it
 * @values: #WorkValues
 *
 * For a #MergeSource.
 *
 * Returns: how many items the list has, -1 when there is no such list
 */
int
work_values_count_items (const char *list, gpointer values)
{
  WorkValues *self = values;

  return _work_lists_count (self->lists, list);
}

/**
 * work_values_lookup_item:
 * @list: a list's name as a template writes it
 * @item: which of its items
 * @name: a column's name as a template writes it
 * @value: (out caller-allocates): its value
 * @values: #WorkValues
 *
 * For a #MergeSource.
 *
 * Returns: %FALSE when the list's items have no such column
 */
gboolean
work_values_lookup_item (const char *list,
                         guint item,
                         const char *name,
                         MergeValue *value,
                         gpointer values)
{
  WorkValues *self = values;

  return _work_lists_lookup (self->lists, list, item, name, value);
}

/**
 * _work_values_has_list:
 * @self: values
 * @list: a list
 *
 * Returns: whether it is all of the list, not what names tell of it
 */
gboolean
_work_values_has_list (WorkValues *self, ModelListId list)
{
  return !_work_lists_is_guessed (self->lists, list);
}

/**
 * work_values_load_picture:
 * @name: a picture's name
 * @values: #WorkValues
 *
 * For a #MergeSource.
 *
 * Returns: (transfer full) (nullable): the picture of the school that is called so
 */
GBytes *
work_values_load_picture (const char *name, gpointer values)
{
  WorkValues *self = values;
  const ModelMergeName *found = model_merge_find (name);
  const char *text;
  gsize size = 0;
  guchar *data;

  if (self->school == NULL || !model_merge_is_picture (found) || found->role != MODEL_ROLE_SCHOOL)
    return NULL;
  text = model_record_get (self->school, model_field_column (found->field));
  if (text == NULL || text[0] == '\0')
    return NULL;
  data = g_base64_decode (text, &size);
  return g_bytes_new_take (data, size);
}

/**
 * work_values_source:
 * @self: values, which outlive the source
 *
 * Returns: where a merge takes its values, lists and pictures from
 */
MergeSource
work_values_source (WorkValues *self)
{
  return (MergeSource){ .lookup = work_values_lookup,
                        .count_items = work_values_count_items,
                        .lookup_item = work_values_lookup_item,
                        .load_picture = work_values_load_picture,
                        .user_data = self };
}

static gboolean
is_sealed (const ModelMergeName *name)
{
  return name != NULL && name->field != NULL && (name->field->flags & MODEL_FIELD_SEALED) != 0;
}

/**
 * work_values_lookup_plain:
 * @name: a field's name
 * @value: (out caller-allocates): its value
 * @values: #WorkValues
 *
 * As work_values_lookup(), for whatever is no paper: a name of a file, a message. What is kept
 * under seal has no value there.
 *
 * Returns: whether the name is known, with a value or without
 */
gboolean
work_values_lookup_plain (const char *name, MergeValue *value, gpointer values)
{
  if (!work_values_lookup (name, value, values))
    return FALSE;
  if (is_sealed (model_merge_find (name)))
    value->text = NULL;
  return TRUE;
}
