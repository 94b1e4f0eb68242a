/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base-text.h"
#include "model-value.h"
#include "work-school-private.h"

/* A summary is one line of a narrow list: so many changes, so many characters of a value. */
#define MAX_CHANGES 3
#define MAX_CHARS   60

/* Written by the program beside what a person did: they would only be noise. */
static const char *const silent_fields[] = {
  "agreement.step_date",
  "agreement.template_id",
  "agreement.template_sha256",
  "placement.validated_on",
};

/* How the beginning of a row is told, with the value that says most about it. */
static const struct
{
  ModelEntity entity;
  const char *column;
  const char *text;
} beginnings[] = {
  { MODEL_ENTITY_AGREEMENT, "number", N_ ("Agreement made") },
  { MODEL_ENTITY_DOCUMENT, "name", N_ ("Document kept") },
  { MODEL_ENTITY_INTERVIEW, "account", N_ ("Interview") },
  { MODEL_ENTITY_PLACEMENT, "company_id", N_ ("Placement sheet started") },
  { MODEL_ENTITY_SEARCH, "state", N_ ("Search") },
};

static gboolean
is_silent (const ModelField *field)
{
  if ((field->flags & MODEL_FIELD_QUIET) != 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (silent_fields); i++)
    if (g_str_equal (silent_fields[i], field->key))
      return TRUE;
  return FALSE;
}

/* What a person calls a row: the fields that it is sorted by. */
static char *
name_row (const WorkHistoryWords *words, ModelEntity entity, gint64 id)
{
  const ModelEntityInfo *info = model_entity_info (entity);
  g_autoptr (ModelRecord) record = store_load (words->connection, entity, id, NULL);
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; record != NULL && i < info->n_fields; i++)
    if ((info->fields[i].flags & MODEL_FIELD_SORT) != 0)
      {
        g_autofree char *value =
            model_value_format (&info->fields[i], model_record_get_at (record, i));

        g_string_append_printf (name, "%s%s", name->len > 0 && value[0] != '\0' ? " " : "", value);
      }
  if (name->len == 0)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

      g_string_append_printf (name, _ ("no. %s"), number);
    }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* (transfer full) (nullable): a value for a person */
static char *
format_value (const WorkHistoryWords *words, const ModelField *field, const char *value)
{
  g_autofree char *text = NULL;
  gint64 number;

  if (value == NULL || value[0] == '\0')
    return NULL;
  number = g_ascii_strtoll (value, NULL, 10);
  if (g_str_equal (field->key, "agreement.step") && number >= 0 && number < words->steps->len)
    {
      const ModelStep *step = g_ptr_array_index (words->steps, number);

      return g_strdup (step->label);
    }
  text = field->type == MODEL_TYPE_REFERENCE ? name_row (words, model_field_target (field), number)
                                             : model_value_format (field, value);
  return base_text_excerpt (text, MAX_CHARS);
}

static const char *
read_value (JsonArray *pair, guint index)
{
  if (pair == NULL || json_array_get_length (pair) <= index
      || json_array_get_null_element (pair, index))
    return NULL;
  return json_array_get_string_element (pair, index);
}

static char *
describe_change (const WorkHistoryWords *words, const ModelField *field, JsonArray *pair)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if ((field->flags & MODEL_FIELD_SENSITIVE) != 0)
    return g_strdup_printf (_ ("%s changed"), _ (field->label));
  before = format_value (words, field, read_value (pair, 0));
  after = format_value (words, field, read_value (pair, 1));
  if (before == NULL)
    /* Translators: the name of a field and its value. */
    return g_strdup_printf (_ ("%s: %s"), _ (field->label), after != NULL ? after : "—");
  /* Translators: the name of a field, its value before and its value after. */
  return g_strdup_printf (_ ("%s: %s → %s"), _ (field->label), before, after != NULL ? after : "—");
}

static JsonObject *
parse_changes (const char *changes)
{
  g_autoptr (JsonNode) root = json_from_string (changes, NULL);

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return json_object_new ();
  return json_node_dup_object (root);
}

static JsonArray *
find_pair (JsonObject *changes, const char *column)
{
  JsonNode *node = json_object_get_member (changes, column);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static char *
describe_update (const WorkHistoryWords *words, const StoreHistoryLine *line)
{
  const ModelEntityInfo *info = model_entity_info (line->entity);
  g_autoptr (JsonObject) changes = parse_changes (line->changes);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < info->n_fields; i++)
    {
      JsonArray *pair = find_pair (changes, model_field_column (&info->fields[i]));

      if (pair == NULL || is_silent (&info->fields[i]))
        continue;
      if (n++ < MAX_CHANGES)
        {
          g_autofree char *change = describe_change (words, &info->fields[i], pair);

          g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", change);
        }
    }
  if (n > MAX_CHANGES)
    g_string_append_printf (text,
                            ngettext (" · %u more change", " · %u more changes", n - MAX_CHANGES),
                            n - MAX_CHANGES);
  if (n == 0)
    g_string_append (text, work_operation_label (line->label));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_insert (const WorkHistoryWords *words, const StoreHistoryLine *line)
{
  g_autoptr (JsonObject) changes = parse_changes (line->changes);

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (beginnings[i].entity == line->entity)
      {
        const ModelEntityInfo *info = model_entity_info (line->entity);
        int index = model_field_index (line->entity, beginnings[i].column);
        JsonArray *pair = find_pair (changes, beginnings[i].column);
        g_autofree char *value = format_value (words, &info->fields[index], read_value (pair, 1));

        /* Translators: the name of a field and its value. */
        return g_strdup_printf (_ ("%s: %s"), _ (beginnings[i].text), value != NULL ? value : "—");
      }
  return g_strdup (_ (model_entity_info (line->entity)->label));
}

/**
 * _work_history_describe:
 * @words: what names are read from
 * @line: a line of the history
 *
 * Returns: (transfer full): what it says, for a person
 */
char *
_work_history_describe (const WorkHistoryWords *words, const StoreHistoryLine *line)
{
  if (g_str_equal (line->action, "insert"))
    return describe_insert (words, line);
  if (g_str_equal (line->action, "delete"))
    return g_strdup_printf (_ ("%s deleted"), _ (model_entity_info (line->entity)->label));
  return describe_update (words, line);
}
