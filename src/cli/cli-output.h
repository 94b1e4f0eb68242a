/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-command.h"
#include "merge-template.h"
#include "work-job.h"

G_BEGIN_DECLS

CliExit cli_output_error (const GError *error);
CliExit cli_output_usage (const char *format, ...) G_GNUC_PRINTF (1, 2);
void cli_output_json (JsonBuilder *builder);
void cli_output_json_text (JsonBuilder *builder, const char *member, const char *value);
void cli_output_json_number (JsonBuilder *builder, const char *member, gint64 value);
void cli_output_json_boolean (JsonBuilder *builder, const char *member, gboolean value);
void cli_output_add_pair (GPtrArray *rows, const char *label, const char *value);
void cli_output_table (const char *const *headings, guint n_columns, GPtrArray *rows);
CliExit cli_output_job (CliCall *call, WorkJob *job);
CliExit cli_output_printed (CliCall *call, WorkJob *job);
CliExit cli_output_signing (CliCall *call, WorkJob *job);
gboolean cli_output_parse_missing (const char *text, MergeMissing *missing);

G_END_DECLS
