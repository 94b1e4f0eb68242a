/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-state.h"

G_BEGIN_DECLS

/**
 * ModelSettings:
 *
 * The school's own choices: names and values of the table `setting`, over the defaults of the
 * program. Only what differs from a default is kept.
 */
typedef struct _ModelSettings ModelSettings;

/**
 * ModelSetting:
 * @name: what the database keeps: "deadline.late"
 * @label: English source label
 * @value: the default
 * @minimum: least value of a number
 * @maximum: greatest value; 0 for a setting that is a text
 *
 * One setting that is not a family by itself (rules, search states, kinds of agreement).
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *value;
  int minimum;
  int maximum;
} ModelSetting;

ModelSettings *model_settings_new (void);
ModelSettings *model_settings_ref (ModelSettings *self);
void model_settings_unref (ModelSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelSettings, model_settings_unref)

void model_settings_set (ModelSettings *self, const char *name, const char *value);
const char *model_settings_get (ModelSettings *self, const char *name);
int model_settings_get_int (ModelSettings *self, const char *name);
char **model_settings_get_list (ModelSettings *self, const char *name);
void model_settings_foreach (ModelSettings *self, GHFunc func, gpointer user_data);

const ModelSetting *model_setting_list (guint *n);
const ModelSetting *model_setting_find (const char *name);

/* Kinds of agreement: those of the periods. */
const char *const *model_kind_keys (void);
char *model_kind_label (ModelSettings *settings, const char *kind);
char *model_kind_setting (const char *kind, const char *what);
char **model_kind_mandatory (ModelSettings *settings, const char *kind);

/**
 * ModelSearchLooks:
 * @states: by #ModelSearchState: key, label in the school's words, style and symbol
 * @order: in which they are offered
 *
 * How the school names, colours and orders the states of a search.
 */
typedef struct
{
  ModelState states[MODEL_N_SEARCH_STATES];
  ModelSearchState order[MODEL_N_SEARCH_STATES];
} ModelSearchLooks;

ModelSearchLooks *model_search_looks_new (ModelSettings *settings);
ModelSearchLooks *model_search_looks_ref (ModelSearchLooks *looks);
void model_search_looks_unref (ModelSearchLooks *looks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelSearchLooks, model_search_looks_unref)
gboolean model_search_looks_equal (const ModelSearchLooks *a, const ModelSearchLooks *b);
const char *const *model_state_styles (void);
const char *const *model_state_symbols (void);

G_END_DECLS
