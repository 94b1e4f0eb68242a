/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-command.h"
#include "work-sheet.h"

G_BEGIN_DECLS

/* cli-sheet-show.c */
void cli_sheet_show (CliCall *call, const WorkSheet *sheet);

G_END_DECLS
