/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-settings.h"

#include <glib/gi18n-lib.h>

#include "work-settings-private.h"

/* One step would be no way to go. */
#define MIN_STEPS 2

/* What one step at most may mean, and what removing that step would leave unsaid. */
static const struct
{
  const char *column;
  const char *twice;
  const char *removed;
} meanings[] = {
  { "is_sent", N_ ("Only one step can mean that the agreement is sent. Choose one."),
    N_ ("“%s” is the step at which an agreement counts as sent: choose another step for that, then "
        "remove it.") },
  { "is_signed", N_ ("Only one step can mean that the agreement is signed. Choose one."),
    N_ ("“%s” is the step at which an agreement counts as signed: choose another step for that, "
        "then remove it.") },
};

static guint
count_meaning (GPtrArray *steps, const char *column)
{
  guint n = 0;

  for (guint i = 0; i < steps->len; i++)
    n += model_record_get_int (g_ptr_array_index (steps, i), column) != 0;
  return n;
}

static gboolean
refuse_removal (const char *sentence, ModelRecord *step, GError **error)
{
  g_autoptr (GString) text = g_string_new (sentence);

  g_string_replace (text, "%s", model_record_get (step, "label"), 1);
  return _work_refuse (error, "%s", text->str);
}

static gboolean
check_meanings (const WorkOrder *order, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      guint n = count_meaning (order->records, meanings[i].column);

      if (n > 1)
        return _work_refuse (error, "%s", _ (meanings[i].twice));
      for (guint j = 0; n == 0 && j < order->removed->len; j++)
        {
          ModelRecord *step = g_ptr_array_index (order->removed, j);

          if (model_record_get_int (step, meanings[i].column) != 0)
            return refuse_removal (_ (meanings[i].removed), step, error);
        }
    }
  return TRUE;
}

static gboolean
check_steps (const WorkOrder *order, GError **error)
{
  g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);

  if (order->records->len < MIN_STEPS)
    return _work_refuse (
        error, _ ("An agreement has %d steps at least. Add a step before you remove one."),
        MIN_STEPS);
  for (guint i = 0; i < order->records->len; i++)
    {
      const char *label = model_record_get (g_ptr_array_index (order->records, i), "label");

      if (label == NULL)
        return _work_refuse (error, _ ("A step has no text. Write what it is called."));
      if (!g_hash_table_add (labels, (gpointer) label))
        return _work_refuse (error, _ ("Two steps are called “%s”. Give one another text."), label);
    }
  return check_meanings (order, error);
}

static int
find_step (GPtrArray *steps, gint64 id)
{
  for (guint i = 0; i < steps->len; i++)
    if (model_record_get_id (g_ptr_array_index (steps, i)) == id)
      return (int) i;
  return -1;
}

/* Where agreements of each step go: to where that step is now; those of a step that is gone to the
 * nearest one before it that is still there, or to the first. */
static int *
map_steps (GPtrArray *before, GPtrArray *after)
{
  int *map = g_new0 (int, before->len);
  int last = 0;

  for (guint i = 0; i < before->len; i++)
    {
      int at = find_step (after, model_record_get_id (g_ptr_array_index (before, i)));

      map[i] = last = at >= 0 ? at : last;
    }
  return map;
}

static gboolean
move_agreement (WorkChanging *changing, gint64 id, int step, GError **error)
{
  g_autoptr (ModelRecord) agreement =
      _work_changing_load (changing, MODEL_ENTITY_AGREEMENT, id, error);

  if (agreement == NULL)
    return FALSE;
  model_record_set_int (agreement, "step", step);
  return _work_changing_save (changing, agreement, error);
}

typedef struct
{
  gint64 id;
  int step;
} Stand;

/* (transfer full): all agreements that are to go to another index, with that index */
static GArray *
list_moves (WorkChanging *changing, const int *map, guint n_steps, GError **error)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (Stand));
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      changing->connection, "SELECT id, step FROM agreement WHERE step >= 0 ORDER BY id", error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  while (store_statement_step (statement, &has_row, error))
    {
      Stand stand;
      gint64 step;

      if (!has_row)
        return g_steal_pointer (&moves);
      step = store_statement_get_int (statement, 1);
      stand.id = store_statement_get_int (statement, 0);
      stand.step = map[MIN (step, (gint64) n_steps - 1)];
      if (stand.step != step)
        g_array_append_val (moves, stand);
    }
  return NULL;
}

/* An agreement holds the place of its step, from 0, whatever its year and state: it keeps its
 * meaning when places change. */
static gboolean
move_agreements (WorkChanging *changing, GPtrArray *before, GPtrArray *after, GError **error)
{
  g_autofree int *map = map_steps (before, after);
  g_autoptr (GArray) moves = NULL;

  if (before->len == 0)
    return TRUE;
  moves = list_moves (changing, map, before->len, error);
  for (guint i = 0; moves != NULL && i < moves->len; i++)
    {
      const Stand *stand = &g_array_index (moves, Stand, i);

      if (!move_agreement (changing, stand->id, stand->step, error))
        return FALSE;
    }
  return moves != NULL;
}

static gboolean
change_steps (WorkChanging *changing, gpointer data, GError **error)
{
  WorkOrder *order = _work_order_copy (data);
  g_autoptr (GPtrArray) before = store_load_all (changing->connection, MODEL_ENTITY_STEP, error);
  gboolean done;

  done = before != NULL && check_steps (order, error)
         && _work_changing_save_order (changing, order, error)
         && move_agreements (changing, before, order->records, error);
  _work_order_free (order);
  return done;
}

/**
 * work_change_steps_new:
 * @steps: (element-type ModelRecord): the steps in their new order, as they were loaded, with what
 *   was changed since; new ones have the id 0. Copied
 * @removed: (nullable) (element-type ModelRecord): the steps that are to go. Copied
 *
 * All agreements of all years go with their steps, in the same operation; those of a removed step
 * go to the nearest one before it.
 *
 * Returns: (transfer full): the change; refused for less than two steps, steps without a text or
 *   with the same, or when nothing would be sent or signed any more
 */
WorkChange *
work_change_steps_new (GPtrArray *steps, GPtrArray *removed)
{
  return _work_change_new ("settings.change", change_steps, _work_order_new (steps, removed),
                           (GDestroyNotify) _work_order_free);
}
