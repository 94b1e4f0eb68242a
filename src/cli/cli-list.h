/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-place.h"

G_BEGIN_DECLS

/* Changes @lines, which it may shorten to those that it did change. */
typedef gboolean (*CliLinesFunc) (CliCall *call,
                                  WorkSchool *school,
                                  WorkOverview *overview,
                                  GPtrArray *lines,
                                  GError **error);

void cli_list_print (CliCall *call, WorkOverview *overview, GPtrArray *lines);
CliExit cli_list_change (CliCall *call, CliLinesFunc func);

gboolean cli_list_find_todo (const char *key, ModelTodo *todo);
CliExit cli_list_refuse_todo (const char *key);
void cli_list_keep_todo (GPtrArray *lines, ModelTodo todo, const char *today);

G_END_DECLS
