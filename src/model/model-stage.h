/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-line.h"

G_BEGIN_DECLS

/**
 * ModelStage:
 *
 * How far a line is, search and agreement taken together: each line is at one stage. In the order
 * in which lines go through them, then those that go nowhere.
 */
typedef enum
{
  MODEL_STAGE_NO_PLACEMENT,
  MODEL_STAGE_SHEET,
  MODEL_STAGE_TO_VALIDATE,
  MODEL_STAGE_TO_MAKE,
  MODEL_STAGE_TO_SEND,
  MODEL_STAGE_IN_SIGNATURE,
  MODEL_STAGE_SIGNED,
  MODEL_STAGE_CERTIFICATE_AWAITED,
  MODEL_STAGE_CERTIFICATE,
  MODEL_STAGE_CANCELLED,
  MODEL_STAGE_EXEMPT,
  MODEL_N_STAGES
} ModelStage;

/**
 * ModelPattern:
 *
 * What an area is filled with, so that a stage is never told by its colour alone.
 */
typedef enum
{
  MODEL_PATTERN_SOLID,
  MODEL_PATTERN_EMPTY,
  MODEL_PATTERN_RISING,
  MODEL_PATTERN_FALLING,
  MODEL_PATTERN_CROSSED,
  MODEL_PATTERN_HORIZONTAL,
  MODEL_PATTERN_VERTICAL,
  MODEL_PATTERN_GRID,
  MODEL_PATTERN_DOTS,
  MODEL_N_PATTERNS
} ModelPattern;

/**
 * ModelStageInfo:
 * @state: its key, label, style and symbol
 * @pattern: with the style, of no other stage
 */
typedef struct
{
  ModelState state;
  ModelPattern pattern;
} ModelStageInfo;

/* Stages as a set: see #ModelScope. */
#define MODEL_STAGE_BIT(stage) (1u << (stage))

const ModelStageInfo *model_stage_info (ModelStage stage);
gboolean model_stage_from_key (const char *key, ModelStage *stage);
ModelStage model_line_stage (ModelLine *line, const char *today);

/**
 * ModelStageFigures:
 * @class_group_id: a class; 0 in a total
 * @class_name: its name
 * @class_key: what it is sorted by
 * @stages: how many lines are at each stage
 * @n_lines: those together: a student's second placement of a period counts as well
 * @n_searches: students × periods, without those that are exempt
 * @n_placed: of @n_searches, those with a validated search
 * @n_signed: of @n_searches, those with a signed agreement
 * @n_late: lines that are late
 *
 * How far one class is, over its periods or in one of them.
 */
typedef struct
{
  gint64 class_group_id;
  char *class_name;
  char *class_key;
  guint stages[MODEL_N_STAGES];
  guint n_lines;
  guint n_searches;
  guint n_placed;
  guint n_signed;
  guint n_late;
} ModelStageFigures;

GPtrArray *model_stage_figures_new (GPtrArray *lines, const char *period_name, const char *today);
ModelStageFigures *model_stage_figures_total (GPtrArray *figures);
void model_stage_figures_free (ModelStageFigures *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelStageFigures, model_stage_figures_free)
guint model_stage_percent (guint part, guint whole);

G_END_DECLS
