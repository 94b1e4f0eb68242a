/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-command.h"

G_BEGIN_DECLS

gboolean cli_option_parse (const CliCommand *command, int *argc, char ***argv, CliCall *call);
void cli_option_clear (CliCall *call);

G_END_DECLS
