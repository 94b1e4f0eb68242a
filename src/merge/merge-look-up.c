/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-render-private.h"

#include "base-text.h"

/* Values of the data, and lists: the items and the record that are at hand, and all that a list
 * has. */

/* Under this name the data may say what day it is, for DATE. */
#define DAY_NAME "DATE_JOUR"

/* The column of “LIST.COLUMN”, when @name is that of this list. */
static const char *
own_column (const char *name, const char *list)
{
  gsize length = strlen (list);

  return g_ascii_strncasecmp (name, list, length) == 0 && name[length] == '.' ? name + length + 1
                                                                              : NULL;
}

/* The name of a list stands for how many items it has, unless it is that of a value too. */
static gboolean
look_up_count (MergeRenderer *renderer, const char *name, MergeValue *value)
{
  const MergeSource *source = &renderer->source;
  int count = source->count_items != NULL ? source->count_items (name, source->user_data) : -1;

  if (count < 0)
    return FALSE;
  g_snprintf (renderer->count, sizeof renderer->count, "%d", count);
  *value = (MergeValue){ MERGE_VALUE_NUMBER, renderer->count };
  return TRUE;
}

/**
 * merge_renderer_look_up:
 * @renderer: a renderer
 * @name: a name
 * @value: (out caller-allocates): its value
 *
 * The innermost list that knows a name gives its value.
 *
 * Returns: %FALSE when nothing of the data has the name
 */
gboolean
merge_renderer_look_up (MergeRenderer *renderer, const char *name, MergeValue *value)
{
  const MergeSource *source = &renderer->source;
  gboolean dotted = strchr (name, '.') != NULL;

  for (guint i = renderer->items->len; i > 0 && source->lookup_item != NULL; i--)
    {
      const MergeItem *item = &g_array_index (renderer->items, MergeItem, i - 1);

      const char *column = dotted ? own_column (name, item->list) : NULL;

      if (source->lookup_item (item->list, item->item, column != NULL ? column : name, value,
                               source->user_data))
        return TRUE;
    }
  return source->lookup (name, value, source->user_data) || look_up_count (renderer, name, value);
}

/**
 * merge_renderer_get_now:
 * @renderer: a renderer
 *
 * What was signed must say the same when it is opened again.
 *
 * Returns: (transfer none): the day that the data say, or today, in ISO
 */
const char *
merge_renderer_get_now (MergeRenderer *renderer)
{
  MergeValue value = { MERGE_VALUE_TEXT, NULL };

  if (renderer->now != NULL)
    return renderer->now;
  if (renderer->source.lookup (DAY_NAME, &value, renderer->source.user_data) && value.text != NULL
      && !base_text_is_blank (value.text))
    renderer->now = g_strdup (value.text);
  else
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();

      renderer->now = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");
    }
  return renderer->now;
}

/**
 * merge_renderer_count:
 * @renderer: a renderer
 * @list: the name of a list
 * @anchored: whether 1 is meant when there is no such list
 *
 * Returns: how many items it has; 0, which is reported, when there is no such list
 */
int
merge_renderer_count (MergeRenderer *renderer, const char *list, gboolean anchored)
{
  const MergeSource *source = &renderer->source;
  int count = source->count_items != NULL ? source->count_items (list, source->user_data) : -1;

  if (count < 0 && anchored)
    return 1;
  if (count < 0 && renderer->report != NULL)
    merge_renderer_report (renderer, renderer->report->unknown, list);
  return MAX (count, 0);
}

/**
 * merge_renderer_begin_items:
 * @renderer: a renderer
 * @list: the name of a list, as long as its items are at hand
 *
 * Goes to the first item of a list, within those that are at hand.
 */
void
merge_renderer_begin_items (MergeRenderer *renderer, const char *list)
{
  MergeItem item = { list, 0 };

  g_array_append_val (renderer->items, item);
  merge_renderer_forget (renderer);
}

/**
 * merge_renderer_next_item:
 * @renderer: a renderer
 *
 * Goes to the next item of the innermost list.
 *
 * Returns: its number; 0 is that of the first
 */
guint
merge_renderer_next_item (MergeRenderer *renderer)
{
  MergeItem *item = &g_array_index (renderer->items, MergeItem, renderer->items->len - 1);

  merge_renderer_forget (renderer);
  return ++item->item;
}

/**
 * merge_renderer_end_items:
 * @renderer: a renderer
 *
 * Leaves the innermost list.
 */
void
merge_renderer_end_items (MergeRenderer *renderer)
{
  g_array_set_size (renderer->items, renderer->items->len - 1);
  merge_renderer_forget (renderer);
}

/**
 * merge_renderer_go_on:
 * @renderer: a renderer
 * @statement: the index of a %MERGE_STATEMENT_NEXT or %MERGE_STATEMENT_SKIP_IF
 *
 * Goes on to another record, if there are many and the statement's condition holds.
 */
void
merge_renderer_go_on (MergeRenderer *renderer, guint statement)
{
  const MergeStatement *next = g_ptr_array_index (renderer->statements, statement);

  if (renderer->branches != NULL && next->condition != NULL)
    merge_renderer_holds (renderer, next->condition);
  if (renderer->next == NULL)
    {
      if (renderer->report != NULL)
        merge_renderer_report (
            renderer, renderer->report->warnings,
            _ ("The template asks for the next record, but each document has one: the "
               "fields NEXT, NEXTIF and SKIPIF do nothing."));
      return;
    }
  if (next->condition == NULL || merge_renderer_holds (renderer, next->condition))
    renderer->next (next->kind, renderer->next_data);
}
