/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-entity.h"

G_BEGIN_DECLS

/**
 * ModelListId:
 *
 * The lists of an agreement: a template repeats a row or a paragraph for each of their items.
 */
typedef enum
{
  MODEL_LIST_GUARDIANS,
  MODEL_LIST_WEEK, /* the days that have hours */
  MODEL_LIST_ACTIVITIES,
  MODEL_LIST_VISITS, /* interviews held while a placement was looked for, and visits */
  MODEL_N_LISTS
} ModelListId;

/**
 * ModelListColumn:
 * @name: merge name within the list: "NOM"
 * @field: (nullable): the field of the item's entity
 * @type: how its values are written: dates ISO, numbers with a point, all else as text
 * @label: English source label
 * @aliases: (nullable): other names, separated by "|"
 *
 * What an item of a list has.
 */
typedef struct
{
  char *name;
  const ModelField *field;
  ModelType type;
  const char *label;
  const char *aliases;
} ModelListColumn;

const char *model_list_name (ModelListId list);
const char *model_list_label (ModelListId list);
gboolean model_list_find (const char *name, ModelListId *list);
const ModelListColumn *model_list_find_column (ModelListId list, const char *name);
const ModelListColumn *model_list_columns (ModelListId list, guint *n_columns);

G_END_DECLS
