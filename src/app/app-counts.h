/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-line.h"

G_BEGIN_DECLS

/**
 * AppCount:
 * @students: students × periods: a student's second placement does not count again
 * @placed: those with a validated sheet
 * @signed_by_all: agreements whose last step is reached
 *
 * How far one place of the sidebar is.
 */
typedef struct
{
  guint students;
  guint placed;
  guint signed_by_all;
} AppCount;

typedef struct _AppCounts AppCounts;

AppCounts *app_counts_new (GPtrArray *lines, const char *today);
void app_counts_free (AppCounts *counts);
AppCount app_counts_of_lines (GPtrArray *lines);
guint app_counts_of_todo (AppCounts *counts, ModelTodo todo);
AppCount app_counts_of_place (AppCounts *counts, gint64 class_group_id, gint64 period_id);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppCounts, app_counts_free)

G_END_DECLS
