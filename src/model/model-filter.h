/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-line.h"

G_BEGIN_DECLS

/**
 * ModelFilterGroup:
 *
 * Conditions of one group exclude each other: a line that meets one of them is wanted.
 */
typedef enum
{
  MODEL_FILTER_GROUP_SEARCH,
  MODEL_FILTER_GROUP_SHEET,
  MODEL_FILTER_GROUP_AGREEMENT,
  MODEL_FILTER_GROUP_MODE,
  MODEL_FILTER_GROUP_SIGNING,  /* how far an e-signature is */
  MODEL_FILTER_GROUP_AWAITING, /* whom it waits for */
  MODEL_FILTER_GROUP_KIND,
  MODEL_FILTER_GROUP_AGE,
  MODEL_FILTER_GROUP_MORE, /* each on its own */
  MODEL_N_FILTER_GROUPS
} ModelFilterGroup;

/**
 * ModelFilterCondition:
 * @key: what the settings keep: "search.promise"
 * @label: English source label; the school may name the states of a search
 * @group: which it is one of
 * @number: the state, in %MODEL_FILTER_GROUP_SEARCH
 */
typedef struct
{
  const char *key;
  const char *label;
  ModelFilterGroup group;
  int number;
} ModelFilterCondition;

guint model_filter_n_conditions (void);
const ModelFilterCondition *model_filter_condition (guint condition);
const char *model_filter_group_label (ModelFilterGroup group);
gboolean model_filter_has (const ModelFilter *self, guint condition);
void model_filter_set (ModelFilter *self, guint condition, gboolean wanted);
gboolean model_filter_is_empty (const ModelFilter *self);
gboolean model_filter_matches (const ModelFilter *self, ModelLine *line);
char *model_filter_to_text (const ModelFilter *self);
ModelFilter model_filter_from_text (const char *text);

G_END_DECLS
