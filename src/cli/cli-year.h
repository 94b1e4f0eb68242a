/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-command.h"

G_BEGIN_DECLS

/* cli-figures.c */
CliExit cli_figures_run (CliCall *call);

/* cli-roll-over.c */
CliExit cli_roll_over_run (CliCall *call);

G_END_DECLS
