/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-history-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base-date.h"
#include "base-text.h"
#include "model-value.h"
#include "store-record.h"
#include "work-print.h"

/* A summary is one line of a narrow list: so many changes, so many characters of a value. */
#define STEP_KEY "agreement.step"

#define MAX_CHANGES 3
#define MAX_CHARS   60

/* Written by the program beside what a person did: they would only be noise. */
static const char *const silent_fields[] = {
  "agreement.sent_on",
  "agreement.signed_on",
  "agreement.step_date",
  "agreement.template_sha256",
  "document.media_type",
  "document.made_at",
  "message.answer",
  "message.attempts",
  "message.audience",
  "message.batch",
  "message.channel",
  "message.event",
  "message.made_at",
  "message.message_id",
  "message.not_before",
  "message.once",
  "message.parts",
  "message.remote_id",
  "message.sent_at",
  "note.author",
  "note.author_role",
  "note.made_at",
  "note.read_at",
  "placement.validated_on",
  "signatory.position",
  "signature_request.address",
  "signature_request.ended_at",
  "signature_request.environment",
  "signature_request.external_id",
  "signature_request.remote_id",
  "signature_request.sent_at",
  "signature_request.stage",
  "signature_request.started_at",
  "signature_signer.authenticated_at",
  "signature_signer.consented_at",
  "signature_signer.invited_at",
  "signature_signer.opened_at",
  "signature_signer.position",
  "signature_signer.remote_id",
  "signature_signer.signed_at",
  "signature_signer.traced_at",
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
  { MODEL_ENTITY_MESSAGE, "name", N_ ("E-mail or SMS") },
  { MODEL_ENTITY_NOTE, "text", N_ ("Note") },
  { MODEL_ENTITY_PLACEMENT, "company_id", N_ ("Placement sheet started") },
  { MODEL_ENTITY_SEARCH, "state", N_ ("Search") },
  { MODEL_ENTITY_SIGNATORY, "role", N_ ("Signatory") },
  { MODEL_ENTITY_SIGNATURE_REQUEST, "provider", N_ ("E-signature prepared") },
  { MODEL_ENTITY_SIGNATURE_SIGNER, "family_name", N_ ("Signatory of the e-signature") },
};

/* A search or a sheet has no name: "Search: no. 12" tells a person nothing. */
static gboolean
is_nameless (ModelEntity entity)
{
  const ModelEntityInfo *info = model_entity_info (entity);

  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & MODEL_FIELD_SORT) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_silent (const ModelField *field)
{
  if ((field->flags & MODEL_FIELD_QUIET) != 0)
    return TRUE;
  if (field->type == MODEL_TYPE_REFERENCE && is_nameless (model_field_target (field)))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (silent_fields); i++)
    if (g_str_equal (silent_fields[i], field->key))
      return TRUE;
  return FALSE;
}

/**
 * _work_history_name_row:
 * @connection: a connection
 * @entity: an entity
 * @id: one of its rows
 *
 * Returns: (transfer full): what a person calls the row: the fields that it is sorted by
 */
char *
_work_history_name_row (StoreConnection *connection, ModelEntity entity, gint64 id)
{
  const ModelEntityInfo *info = model_entity_info (entity);
  g_autoptr (ModelRecord) record = store_load (connection, entity, id, NULL);
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

static const char *
read_value (JsonArray *pair, guint index)
{
  if (pair == NULL || json_array_get_length (pair) <= index
      || json_array_get_null_element (pair, index))
    return NULL;
  return json_array_get_string_element (pair, index);
}

/* (transfer full) (nullable): a value for a person, the one before @line or after it */
static char *
format_value (const WorkHistoryWords *words,
              const StoreHistoryLine *line,
              const ModelField *field,
              JsonArray *pair,
              guint index)
{
  const char *value = read_value (pair, index);
  ModelSearchState state;
  gint64 number;

  if (value == NULL || value[0] == '\0')
    return NULL;
  if (g_str_equal (field->key, "search.state") && model_search_state_from_key (value, &state))
    return g_strdup (words->looks->states[state].label);
  number = g_ascii_strtoll (value, NULL, 10);
  if (g_str_equal (field->key, STEP_KEY))
    {
      const char *name = _work_history_steps_name (words->steps, line, index == 0, number);

      if (name != NULL)
        return g_strdup (name);
    }
  return field->type == MODEL_TYPE_REFERENCE
             ? _work_history_name_row (words->connection, model_field_target (field), number)
             : model_value_format (field, value);
}

static void
change_free (gpointer data)
{
  WorkHistoryChange *change = data;

  g_free (change->label);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

static WorkHistoryChange *
change_new (const WorkHistoryWords *words,
            const StoreHistoryLine *line,
            const ModelField *field,
            JsonArray *pair)
{
  WorkHistoryChange *change = g_new0 (WorkHistoryChange, 1);

  change->label = g_strdup (_ (field->label));
  change->masked = (field->flags & MODEL_FIELD_SENSITIVE) != 0;
  if (change->masked)
    return change;
  change->before = format_value (words, line, field, pair, 0);
  change->after = format_value (words, line, field, pair, 1);
  return change;
}

/* A place among the steps changes with the list, though the step stays the same: nothing to tell.
 */
static gboolean
is_same_step (const ModelField *field, const WorkHistoryChange *change)
{
  return g_str_equal (field->key, STEP_KEY) && change->before != NULL
         && g_strcmp0 (change->before, change->after) == 0;
}

/**
 * _work_history_changes:
 * @words: what names are read from
 * @line: a line of the history
 *
 * Returns: (transfer full) (element-type WorkHistoryChange): what changed, for a person, in the
 *   order of the catalogue, without what the program writes beside it
 */
GPtrArray *
_work_history_changes (const WorkHistoryWords *words, const StoreHistoryLine *line)
{
  const ModelEntityInfo *info = model_entity_info (line->entity);
  g_autoptr (JsonObject) pairs = parse_changes (line->changes);
  GPtrArray *changes = g_ptr_array_new_with_free_func (change_free);

  for (guint i = 0; i < info->n_fields; i++)
    {
      JsonArray *pair = find_pair (pairs, model_field_column (&info->fields[i]));

      WorkHistoryChange *change;

      if (pair == NULL || is_silent (&info->fields[i]))
        continue;
      change = change_new (words, line, &info->fields[i], pair);
      if (is_same_step (&info->fields[i], change))
        change_free (change);
      else
        g_ptr_array_add (changes, change);
    }
  return changes;
}

static char *
excerpt (const char *value)
{
  return value != NULL ? base_text_excerpt (value, MAX_CHARS) : g_strdup ("—");
}

static char *
describe_change (const WorkHistoryChange *change)
{
  g_autofree char *before = excerpt (change->before);
  g_autofree char *after = excerpt (change->after);

  if (change->masked)
    return g_strdup_printf (_ ("%s changed"), change->label);
  if (change->before == NULL)
    /* Translators: the name of a field and its value. */
    return g_strdup_printf (_ ("%s: %s"), change->label, after);
  /* Translators: the name of a field, its value before and its value after. */
  return g_strdup_printf (_ ("%s: %s → %s"), change->label, before, after);
}

static char *
describe_update (const char *label, GPtrArray *changes)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (changes->len, MAX_CHANGES); i++)
    {
      g_autofree char *change = describe_change (g_ptr_array_index (changes, i));

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", change);
    }
  if (changes->len > MAX_CHANGES)
    g_string_append_printf (
        text, ngettext (" · %u more change", " · %u more changes", changes->len - MAX_CHANGES),
        changes->len - MAX_CHANGES);
  if (changes->len == 0)
    g_string_append (text, work_operation_label (label));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* (transfer full): what a person would have called a row when it was made: the fields that it is
 * sorted by */
static char *
name_new_row (const WorkHistoryWords *words, const StoreHistoryLine *line, JsonObject *pairs)
{
  const ModelEntityInfo *info = model_entity_info (line->entity);
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & MODEL_FIELD_SORT) != 0)
      {
        JsonArray *pair = find_pair (pairs, model_field_column (&info->fields[i]));
        g_autofree char *value = format_value (words, line, &info->fields[i], pair, 1);

        if (value != NULL)
          g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", value);
      }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static char *
describe_insert (const WorkHistoryWords *words, const StoreHistoryLine *line)
{
  const ModelEntityInfo *info = model_entity_info (line->entity);
  g_autoptr (JsonObject) pairs = parse_changes (line->changes);
  g_autofree char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (beginnings[i].entity == line->entity)
      {
        int index = model_field_index (line->entity, beginnings[i].column);
        JsonArray *pair = find_pair (pairs, beginnings[i].column);
        g_autofree char *value = format_value (words, line, &info->fields[index], pair, 1);
        g_autofree char *shown = excerpt (value);

        /* Translators: the name of a field and its value. */
        return g_strdup_printf (_ ("%s: %s"), _ (beginnings[i].text), shown);
      }
  name = name_new_row (words, line, pairs);
  if (name[0] == '\0')
    return g_strdup (_ (info->label));
  return g_strdup_printf (_ ("%s: %s"), _ (info->label), name);
}

/* (transfer full): the day, here, on which a line was written */
static char *
day_of (const StoreHistoryLine *line)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (line->at, NULL);
  g_autoptr (GDateTime) here = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return here != NULL ? g_date_time_format (here, "%Y-%m-%d") : g_strdup ("");
}

/* (transfer full) (nullable): how often an agreement was printed this time, and where that led */
static char *
describe_printing (const StoreHistoryLine *line, GPtrArray *changes)
{
  g_autoptr (JsonObject) pairs = parse_changes (line->changes);
  const char *day = read_value (find_pair (pairs, "printed_on"), 1);
  JsonArray *copies = find_pair (pairs, "printed_copies");
  const char *before = read_value (copies, 0), *after = read_value (copies, 1);
  g_autofree char *own_day = day_of (line);
  g_autofree char *text = NULL;
  const char *step = _ (model_field_find (STEP_KEY)->label);

  if (!g_str_equal (line->label, "agreement.print") || line->undoes != NULL || after == NULL)
    return NULL;
  text = work_print_tell (day != NULL ? day : own_day,
                          (guint) (atoi (after) - (before != NULL ? atoi (before) : 0)));
  for (guint i = 0; i < changes->len; i++)
    {
      const WorkHistoryChange *change = changes->pdata[i];

      if (g_str_equal (change->label, step))
        {
          g_autofree char *moved = describe_change (change);

          return g_strdup_printf ("%s · %s", text, moved);
        }
    }
  return g_steal_pointer (&text);
}

/* (transfer full): whose signature it is, in front of what became of it */
static char *
describe_signer (const WorkHistoryWords *words, const StoreHistoryLine *line, const char *text)
{
  g_autoptr (ModelRecord) signer =
      store_load (words->connection, line->entity, line->entity_id, NULL);
  g_autofree char *family = NULL;

  if (signer == NULL)
    return g_strdup (text);
  family = base_text_upper (model_record_get_or_empty (signer, "family_name"));
  /* Translators: who, and what changed of it: "Anne ROUX · Address: …". */
  return g_strdup_printf (_ ("%s %s · %s"), model_record_get_or_empty (signer, "given_name"),
                          family, text);
}

/**
 * _work_history_describe:
 * @words: what names are read from
 * @line: a line of the history
 * @changes: (element-type WorkHistoryChange): what changed in it
 *
 * Returns: (transfer full): what it says, in one line for a person
 */
char *
_work_history_describe (const WorkHistoryWords *words,
                        const StoreHistoryLine *line,
                        GPtrArray *changes)
{
  g_autofree char *text = NULL;
  char *printing = describe_printing (line, changes);

  if (printing != NULL)
    return printing;
  if (g_str_equal (line->action, "insert"))
    return describe_insert (words, line);
  if (g_str_equal (line->action, "delete"))
    return g_strdup_printf (_ ("%s deleted"), _ (model_entity_info (line->entity)->label));
  text = describe_update (line->label, changes);
  return line->entity == MODEL_ENTITY_SIGNATURE_SIGNER ? describe_signer (words, line, text)
                                                       : g_steal_pointer (&text);
}
