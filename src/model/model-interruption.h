/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ModelDays:
 * @start: the first day
 * @end: the last day, included
 *
 * Days one after the other.
 */
typedef struct
{
  GDate start;
  GDate end;
} ModelDays;

/**
 * ModelInterruptions:
 * @days: (element-type ModelDays): the days without presence, in the order of the text
 * @unclear: (nullable): the first piece that is not understood
 *
 * What the interruptions of a sheet say.
 */
typedef struct
{
  GArray *days;
  char *unclear;
} ModelInterruptions;

ModelInterruptions *
model_interruptions_parse (const char *text, const GDate *start, const GDate *end);
gboolean model_interruptions_contain (const ModelInterruptions *self, const GDate *day);
void model_interruptions_free (ModelInterruptions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelInterruptions, model_interruptions_free)

G_END_DECLS
