/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-history.h"

G_BEGIN_DECLS

/* For app_history_group_matches(): whatever it is about. */
#define APP_HISTORY_ALL_KINDS (-1)

/**
 * AppHistoryGroup:
 * @items: (element-type WorkHistoryItem): the whole history
 * @first: index of the first item of the group
 * @n: how many items it has
 * @day: when it was, in words
 * @hour: when it was
 * @words: (nullable): folded: all that it says, once it was looked for
 *
 * One action as the history page and its print show it, with all that it changed.
 */
typedef struct
{
  GPtrArray *items;
  guint first;
  guint n;
  char *day;
  char *hour;
  char *words;
} AppHistoryGroup;

AppHistoryGroup *app_history_group_ref (AppHistoryGroup *group);
void app_history_group_unref (AppHistoryGroup *group);
GPtrArray *app_history_groups_new (GPtrArray *items);
const WorkHistoryItem *app_history_group_get (const AppHistoryGroup *group, guint n);
gboolean app_history_group_matches (AppHistoryGroup *group, int kind, const char *words);

/**
 * AppHistoryFact:
 * @label: (nullable): what changed; %NULL: @text says it all
 * @text: before and after
 *
 * A line of what an action did.
 */
typedef struct
{
  char *label;
  char *text;
} AppHistoryFact;

GPtrArray *app_history_facts_new (const WorkHistoryItem *item);
GPtrArray *app_history_facts_short_new (const AppHistoryGroup *group);

G_END_DECLS
