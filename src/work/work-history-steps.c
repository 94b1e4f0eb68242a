/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-history-private.h"

#include <json-glib/json-glib.h>

#include "work-school-private.h"

/* A step as it once was. */
typedef struct
{
  gint64 id;
  gint64 position;
  char *label;
} Step;

/* What one operation made of the list. */
typedef struct
{
  char *operation_id;
  gint64 last_line; /* its newest line about a step */
  char **before;    /* labels, in order */
  char **after;
} Turn;

/**
 * WorkHistorySteps:
 *
 * How the steps of an agreement were called at any time. An agreement holds the place of its step;
 * what stood at that place when a line of the history was written may be elsewhere by now, or gone.
 */
struct _WorkHistorySteps
{
  GPtrArray *turns; /* (element-type Turn), latest first */
  char **now;
};

static void
step_free (gpointer data)
{
  g_free (((Step *) data)->label);
  g_free (data);
}

static void
turn_free (gpointer data)
{
  Turn *turn = data;

  g_free (turn->operation_id);
  g_strfreev (turn->before);
  g_strfreev (turn->after);
  g_free (turn);
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *first = *(Step *const *) a, *second = *(Step *const *) b;

  if (first->position != second->position)
    return first->position < second->position ? -1 : 1;
  return (first->id > second->id) - (first->id < second->id);
}

/* @steps: id → Step */
static char **
list_labels (GHashTable *steps)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer step;

  g_hash_table_iter_init (&iter, steps);
  while (g_hash_table_iter_next (&iter, NULL, &step))
    g_ptr_array_add (sorted, step);
  g_ptr_array_sort (sorted, compare_steps);
  for (guint i = 0; i < sorted->len; i++)
    g_strv_builder_add (labels, ((const Step *) g_ptr_array_index (sorted, i))->label);
  return g_strv_builder_end (labels);
}

static void
add_step (GHashTable *steps, gint64 id, gint64 position, const char *label)
{
  Step *step = g_new0 (Step, 1);

  step->id = id;
  step->position = position;
  step->label = g_strdup (label != NULL ? label : "");
  g_hash_table_replace (steps, &step->id, step);
}

/* (transfer full) (nullable): the value before, when the line has changed the column */
static char *
read_before (JsonObject *changes, const char *column)
{
  JsonNode *node = json_object_get_member (changes, column);
  JsonArray *pair =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (pair == NULL || json_array_get_length (pair) == 0 || json_array_get_null_element (pair, 0))
    return NULL;
  return g_strdup (json_array_get_string_element (pair, 0));
}

/* Takes one line back: @steps is then as it was before. */
static void
take_back (GHashTable *steps, gint64 id, const char *action, const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  g_autofree char *position = NULL, *label = NULL;
  const Step *step = g_hash_table_lookup (steps, &id);

  if (g_str_equal (action, "insert"))
    {
      g_hash_table_remove (steps, &id);
      return;
    }
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  position = read_before (json_node_get_object (root), "position");
  label = read_before (json_node_get_object (root), "label");
  if (label == NULL && step != NULL)
    label = g_strdup (step->label);
  add_step (steps, id,
            position != NULL ? g_ascii_strtoll (position, NULL, 10)
                             : (step != NULL ? step->position : 0),
            label);
}

static GHashTable *
load_now (StoreConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) records = store_load_all (connection, MODEL_ENTITY_STEP, error);
  GHashTable *steps;

  if (records == NULL)
    return NULL;
  steps = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, step_free);
  for (guint i = 0; i < records->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (records, i);

      add_step (steps, model_record_get_id (record), model_record_get_int (record, "position"),
                model_record_get (record, "label"));
    }
  return steps;
}

static Turn *
turn_of (WorkHistorySteps *self, const char *operation_id, gint64 line, GHashTable *steps)
{
  Turn *last = self->turns->len > 0 ? g_ptr_array_index (self->turns, self->turns->len - 1) : NULL;
  Turn *turn;

  if (last != NULL && g_str_equal (last->operation_id, operation_id))
    return last;
  turn = g_new0 (Turn, 1);
  turn->operation_id = g_strdup (operation_id);
  turn->last_line = line;
  turn->after = list_labels (steps);
  g_ptr_array_add (self->turns, turn);
  return turn;
}

static gboolean
read_turns (WorkHistorySteps *self, StoreConnection *connection, GHashTable *steps, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT id, operation_id, entity_id, action, changes FROM history WHERE entity = 'step'"
      " ORDER BY id DESC",
      error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (store_statement_step (statement, &has_row, error))
    {
      Turn *turn;

      if (!has_row)
        return TRUE;
      turn = turn_of (self, store_statement_get_text (statement, 1),
                      store_statement_get_int (statement, 0), steps);
      take_back (steps, store_statement_get_int (statement, 2),
                 store_statement_get_text (statement, 3), store_statement_get_text (statement, 4));
      g_strfreev (turn->before);
      turn->before = list_labels (steps);
    }
  return FALSE;
}

/**
 * _work_history_steps_free:
 * @self: (nullable) (transfer full): how steps were called
 */
void
_work_history_steps_free (WorkHistorySteps *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->turns);
  g_strfreev (self->now);
  g_free (self);
}

/**
 * _work_history_steps_load:
 * @connection: a connection
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full): how steps are and were called, or %NULL
 */
WorkHistorySteps *
_work_history_steps_load (StoreConnection *connection, GError **error)
{
  g_autoptr (WorkHistorySteps) self = g_new0 (WorkHistorySteps, 1);
  g_autoptr (GHashTable) steps = NULL;

  self->turns = g_ptr_array_new_with_free_func (turn_free);
  steps = load_now (connection, error);
  if (steps == NULL)
    return NULL;
  self->now = list_labels (steps);
  return read_turns (self, connection, steps, error) ? g_steal_pointer (&self) : NULL;
}

/* The list when @line was written; of an operation that changed the list, before or after it. */
static char **
find_list (const WorkHistorySteps *self, const StoreHistoryLine *line, gboolean is_before)
{
  char **list = self->now;

  for (guint i = 0; i < self->turns->len; i++)
    {
      const Turn *turn = g_ptr_array_index (self->turns, i);

      /* One that began the list, such as the making of a school, knows no other. */
      if (g_str_equal (turn->operation_id, line->operation_id))
        return is_before && turn->before[0] != NULL ? turn->before : turn->after;
    }
  for (guint i = 0; i < self->turns->len; i++)
    {
      const Turn *turn = g_ptr_array_index (self->turns, i);

      if (turn->last_line < line->id)
        return turn->after;
      list = turn->before;
    }
  return list;
}

/**
 * _work_history_steps_name:
 * @self: how steps were called
 * @line: a line of the history
 * @is_before: whether the value before is meant, not the one after
 * @step: a step, from 0
 *
 * Returns: (transfer none) (nullable): what it was called then
 */
const char *
_work_history_steps_name (const WorkHistorySteps *self,
                          const StoreHistoryLine *line,
                          gboolean is_before,
                          gint64 step)
{
  char **list = find_list (self, line, is_before);

  return step >= 0 && step < (gint64) g_strv_length (list) ? list[step] : NULL;
}
