/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ModelState:
 * @key: what the database keeps
 * @label: English source label; the school may write its own
 * @style: CSS class: "neutral", "accent", "warning", "error", "success"
 * @symbol: symbolic icon name, so that a state is never told by its colour alone
 */
typedef struct
{
  const char *key;
  const char *label;
  const char *style;
  const char *symbol;
} ModelState;

/* The search of one student for one period (DESIGN §4). */
typedef enum
{
  MODEL_SEARCH_NOT_STARTED,
  MODEL_SEARCH_SEARCHING,
  MODEL_SEARCH_CONTACT,
  MODEL_SEARCH_PROMISE,
  MODEL_SEARCH_SHEET,
  MODEL_SEARCH_TO_VALIDATE,
  MODEL_SEARCH_VALIDATED,
  MODEL_SEARCH_REFUSED,
  MODEL_SEARCH_EXEMPT,
  MODEL_N_SEARCH_STATES
} ModelSearchState;

const ModelState *model_search_state_info (ModelSearchState state);
gboolean model_search_state_from_key (const char *key, ModelSearchState *state);
gboolean model_search_state_is_decision (ModelSearchState state);
ModelSearchState model_search_state_suggest (ModelSearchState current, const char *placement_state);

/* The steps of an agreement on paper: an ordered list the school may rewrite. */
typedef struct
{
  gint64 id;
  char *label;
  gboolean is_sent;   /* reaching it means that the agreement went to the company */
  gboolean is_signed; /* reaching it means that all have signed */
} ModelStep;

GPtrArray *model_step_list_default (void);
void model_step_free (ModelStep *step);
int model_step_move (int current, int delta, int n_steps);
gboolean model_step_is_last (int step, int n_steps);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelStep, model_step_free)

G_END_DECLS
