/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-command.h"
#include "work-school.h"

G_BEGIN_DECLS

WorkSchool *cli_place_open (CliCall *call, gboolean to_write, GError **error);
void cli_place_close (WorkSchool *school);
WorkOverview *cli_place_load (WorkSchool *school, const char *year, GError **error);
GPtrArray *cli_place_lines (WorkOverview *overview,
                            const char *class_name,
                            const char *period,
                            GError **error);
GPtrArray *cli_place_read_lines (CliCall *call, WorkOverview **overview, GError **error);
GPtrArray *cli_place_choose (CliCall *call, WorkOverview *overview, GError **error);
GPtrArray *cli_place_choose_to_change (CliCall *call, WorkOverview *overview, GError **error);
ModelLine *cli_place_student (CliCall *call, WorkOverview *overview, GError **error);
gint64 cli_place_pick (WorkSchool *school, ModelEntity entity, const char *text, GError **error);
gboolean cli_place_says (const char *folded, const char *words);
gboolean cli_place_is_student (ModelLine *line, const char *student);

G_END_DECLS
