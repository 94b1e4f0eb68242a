/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-command.h"
#include "work-school.h"

G_BEGIN_DECLS

void cli_list_print (CliCall *call, WorkOverview *overview, GPtrArray *lines);

G_END_DECLS
