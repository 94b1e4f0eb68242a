/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-history-private.h"

#include <glib/gi18n-lib.h>

#include "store-settings.h"
#include "work-school-private.h"

/* How deep undoing an undo of an undo… is followed. */
#define MAX_UNDO_CHAIN 1000

static const struct
{
  const char *key;
  const char *label;
} kinds[WORK_N_HISTORY_KINDS] = {
  [WORK_HISTORY_SEARCH] = { "search", N_ ("Search") },
  [WORK_HISTORY_SHEET] = { "sheet", N_ ("Placement sheet") },
  [WORK_HISTORY_AGREEMENT] = { "agreement", N_ ("Agreement") },
  [WORK_HISTORY_SIGNATURES] = { "signatures", N_ ("Signatures") },
  [WORK_HISTORY_DOCUMENTS] = { "documents", N_ ("Documents") },
  [WORK_HISTORY_NOTES] = { "notes", N_ ("Notes") },
  [WORK_HISTORY_MESSAGES] = { "messages", N_ ("E-mails and SMS") },
  [WORK_HISTORY_STUDENT] = { "student", N_ ("Student") },
  [WORK_HISTORY_COMPANY] = { "company", N_ ("Company") },
  [WORK_HISTORY_SCHOOL] = { "school", N_ ("School") },
};

/* What a change of a row is about; all others are the school's. */
static const struct
{
  ModelEntity entity;
  WorkHistoryKind kind;
} kinds_of[] = {
  { MODEL_ENTITY_SEARCH, WORK_HISTORY_SEARCH },
  { MODEL_ENTITY_INTERVIEW, WORK_HISTORY_SEARCH },
  { MODEL_ENTITY_PLACEMENT, WORK_HISTORY_SHEET },
  { MODEL_ENTITY_AGREEMENT, WORK_HISTORY_AGREEMENT },
  { MODEL_ENTITY_SIGNATORY, WORK_HISTORY_SIGNATURES },
  { MODEL_ENTITY_SIGNATURE_REQUEST, WORK_HISTORY_SIGNATURES },
  { MODEL_ENTITY_SIGNATURE_SIGNER, WORK_HISTORY_SIGNATURES },
  { MODEL_ENTITY_DOCUMENT, WORK_HISTORY_DOCUMENTS },
  { MODEL_ENTITY_NOTE, WORK_HISTORY_NOTES },
  { MODEL_ENTITY_MESSAGE, WORK_HISTORY_MESSAGES },
  { MODEL_ENTITY_STUDENT, WORK_HISTORY_STUDENT },
  { MODEL_ENTITY_GUARDIAN, WORK_HISTORY_STUDENT },
  { MODEL_ENTITY_ENROLMENT, WORK_HISTORY_STUDENT },
  { MODEL_ENTITY_COMPANY, WORK_HISTORY_COMPANY },
  { MODEL_ENTITY_SITE, WORK_HISTORY_COMPANY },
  { MODEL_ENTITY_CONTACT, WORK_HISTORY_COMPANY },
};

/**
 * work_history_kind_key:
 * @kind: a kind
 *
 * Returns: what scripts and filters call it: "agreement"
 */
const char *
work_history_kind_key (WorkHistoryKind kind)
{
  g_return_val_if_fail (kind < WORK_N_HISTORY_KINDS, NULL);

  return kinds[kind].key;
}

/**
 * work_history_kind_label:
 * @kind: a kind
 *
 * Returns: what a person calls it: "Agreement"
 */
const char *
work_history_kind_label (WorkHistoryKind kind)
{
  g_return_val_if_fail (kind < WORK_N_HISTORY_KINDS, NULL);

  return _ (kinds[kind].label);
}

static WorkHistoryKind
kind_of (ModelEntity entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds_of); i++)
    if (kinds_of[i].entity == entity)
      return kinds_of[i].kind;
  return WORK_HISTORY_SCHOOL;
}

/* ---- what holds ---- */

/* What the lines at hand tell of operations. */
typedef struct
{
  GHashTable *undone_by; /* operation → the last one that undoes it */
  GHashTable *undoes;    /* operation → the one that it undoes */
  GHashTable *newest;    /* operation → its newest line */
} Operations;

static Operations *
operations_new (GPtrArray *lines)
{
  Operations *self = g_new0 (Operations, 1);

  self->undone_by = g_hash_table_new (g_str_hash, g_str_equal);
  self->undoes = g_hash_table_new (g_str_hash, g_str_equal);
  self->newest = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < lines->len; i++)
    {
      StoreHistoryLine *line = g_ptr_array_index (lines, i);

      if (!g_hash_table_contains (self->newest, line->operation_id))
        g_hash_table_insert (self->newest, line->operation_id, line);
      if (line->undoes == NULL)
        continue;
      g_hash_table_insert (self->undoes, line->operation_id, line->undoes);
      if (!g_hash_table_contains (self->undone_by, line->undoes))
        g_hash_table_insert (self->undone_by, line->undoes, line->operation_id);
    }
  return self;
}

static void
operations_free (Operations *self)
{
  g_hash_table_unref (self->undone_by);
  g_hash_table_unref (self->undoes);
  g_hash_table_unref (self->newest);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Operations, operations_free)

/* Undoing touches the rows that the operation touched, so that its lines are all here. */
static gboolean
is_undone (Operations *self, const char *operation_id)
{
  gboolean undone = FALSE;
  const char *by = g_hash_table_lookup (self->undone_by, operation_id);

  for (guint depth = 0; by != NULL && depth < MAX_UNDO_CHAIN; depth++)
    {
      undone = !undone;
      by = g_hash_table_lookup (self->undone_by, by);
    }
  return undone;
}

/* An undo of an undo does the thing again, and an undo of that takes it back again. */
static gboolean
is_redo (Operations *self, const char *operation_id)
{
  gboolean redo = TRUE;

  for (guint depth = 0; depth < MAX_UNDO_CHAIN; depth++)
    {
      operation_id = g_hash_table_lookup (self->undoes, operation_id);
      if (operation_id == NULL)
        break;
      redo = !redo;
    }
  return redo;
}

/* Whether @later, the lines of the row that are newer, leave it as it was when they began: each was
 * undone, or undoes another of them. */
static gboolean
is_as_left (Operations *self, GPtrArray *later)
{
  for (guint i = 0; i < later->len; i++)
    {
      const StoreHistoryLine *line = g_ptr_array_index (later, i);
      gboolean neutral = is_undone (self, line->operation_id);

      for (guint j = i + 1; !neutral && line->undoes != NULL && j < later->len; j++)
        neutral = g_str_equal (((StoreHistoryLine *) g_ptr_array_index (later, j))->operation_id,
                               line->undoes);
      if (!neutral)
        return FALSE;
    }
  return TRUE;
}

/* (element-type utf8): the operations that what was done since keeps from being undone */
static GHashTable *
find_blocked (Operations *self, GPtrArray *lines)
{
  GHashTable *blocked = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) rows =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < lines->len; i++)
    {
      StoreHistoryLine *line = g_ptr_array_index (lines, i);
      g_autofree char *key =
          g_strdup_printf ("%d:%" G_GINT64_FORMAT, (int) line->entity, line->entity_id);
      GPtrArray *later = g_hash_table_lookup (rows, key);
      const StoreHistoryLine *next;

      if (later == NULL)
        {
          later = g_ptr_array_new ();
          g_hash_table_insert (rows, g_steal_pointer (&key), later);
        }
      next = later->len > 0 ? g_ptr_array_index (later, later->len - 1) : NULL;
      /* A row that an operation touched twice is judged by the last time. */
      if ((next == NULL || !g_str_equal (next->operation_id, line->operation_id))
          && !is_as_left (self, later))
        g_hash_table_add (blocked, line->operation_id);
      g_ptr_array_add (later, line);
    }
  return blocked;
}

/* ---- items ---- */

static int
compare_ids (const StoreHistoryLine *a, const StoreHistoryLine *b)
{
  return (b->id > a->id) - (b->id < a->id);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return compare_ids (*(StoreHistoryLine *const *) a, *(StoreHistoryLine *const *) b);
}

/* Operations from the last one back, whatever another seat did in between; within one what it is
 * about first, then in the order of time. */
static int
compare_in_groups (gconstpointer a, gconstpointer b, gpointer data)
{
  const Operations *operations = data;
  const StoreHistoryLine *first = *(StoreHistoryLine *const *) a;
  const StoreHistoryLine *second = *(StoreHistoryLine *const *) b;
  const StoreHistoryLine *newest_first =
      g_hash_table_lookup (operations->newest, first->operation_id);
  const StoreHistoryLine *newest_second =
      g_hash_table_lookup (operations->newest, second->operation_id);
  gboolean first_is_main, second_is_main;

  if (newest_first != newest_second)
    return compare_ids (newest_first, newest_second);
  first_is_main = _work_operation_is_about (first->label, first->entity);
  second_is_main = _work_operation_is_about (second->label, second->entity);
  if (first_is_main != second_is_main)
    return first_is_main ? -1 : 1;
  return -compare_ids (first, second);
}

static char *
summarize (const WorkHistoryWords *words, const StoreHistoryLine *line, const WorkHistoryItem *item)
{
  g_autofree char *text = _work_history_describe (words, line, item->changes);

  if (line->undoes == NULL)
    return g_steal_pointer (&text);
  if (item->is_redo)
    /* Translators: what was done again. */
    return g_strdup_printf (_ ("Redo · %s"), text);
  /* Translators: what was taken back. */
  return g_strdup_printf (_ ("Undo · %s"), text);
}

/**
 * work_history_item_free:
 * @item: (nullable) (transfer full): what happened to a row
 */
void
work_history_item_free (WorkHistoryItem *item)
{
  if (item == NULL)
    return;
  g_free (item->at);
  g_free (item->author);
  g_free (item->summary);
  g_free (item->operation_id);
  g_free (item->operation);
  g_clear_pointer (&item->changes, g_ptr_array_unref);
  g_free (item);
}

static WorkHistoryItem *
item_new (const WorkHistoryWords *words, Operations *operations, const StoreHistoryLine *line)
{
  WorkHistoryItem *item = g_new0 (WorkHistoryItem, 1);

  item->id = line->id;
  item->at = g_strdup (line->at);
  item->author = g_strdup (line->author);
  item->changes = _work_history_changes (words, line);
  item->kind = kind_of (line->entity);
  item->entity = line->entity;
  item->entity_id = line->entity_id;
  item->operation_id = g_strdup (line->operation_id);
  item->undone = is_undone (operations, line->operation_id);
  item->is_redo = line->undoes != NULL && is_redo (operations, line->operation_id);
  item->is_undo = line->undoes != NULL && !item->is_redo;
  item->summary = summarize (words, line, item);
  item->is_new = g_str_equal (line->action, "insert");
  item->is_main = _work_operation_is_about (line->label, line->entity);
  return item;
}

/* Operations touch many rows; each is named once. */
static gboolean
name_operations (StoreConnection *connection, GPtrArray *items, GError **error)
{
  const WorkHistoryItem *last = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      WorkHistoryItem *item = g_ptr_array_index (items, i);

      if (last != NULL && g_str_equal (last->operation_id, item->operation_id))
        item->operation = g_strdup (last->operation);
      else if (!_work_operation_describe (connection, item->operation_id, &item->operation, error))
        return FALSE;
      last = item;
    }
  return TRUE;
}

/**
 * _work_history_items:
 * @connection: a connection
 * @lines: (element-type StoreHistoryLine): all lines of some rows; put in order
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type WorkHistoryItem): the same for a person; or %NULL
 */
GPtrArray *
_work_history_items (StoreConnection *connection, GPtrArray *lines, GError **error)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) work_history_item_free);
  g_autoptr (WorkHistorySteps) steps = _work_history_steps_load (connection, error);
  g_autoptr (ModelSettings) settings = NULL;
  g_autoptr (ModelSearchLooks) looks = NULL;
  WorkHistoryWords words = { connection, steps, NULL };
  g_autoptr (Operations) operations = NULL;
  g_autoptr (GHashTable) blocked = NULL;

  if (steps == NULL || (settings = store_settings_load (connection, error)) == NULL)
    return NULL;
  words.looks = looks = model_search_looks_new (settings);
  g_ptr_array_sort (lines, compare_lines);
  operations = operations_new (lines);
  blocked = find_blocked (operations, lines);
  g_ptr_array_sort_with_data (lines, compare_in_groups, operations);
  for (guint i = 0; i < lines->len; i++)
    {
      const StoreHistoryLine *line = g_ptr_array_index (lines, i);
      WorkHistoryItem *item = item_new (&words, operations, line);

      item->can_undo = line->undoes == NULL && !item->undone
                       && !g_hash_table_contains (blocked, line->operation_id)
                       && _work_operation_refusal (line->label) == NULL;
      g_ptr_array_add (items, item);
    }
  return name_operations (connection, items, error) ? g_steal_pointer (&items) : NULL;
}
