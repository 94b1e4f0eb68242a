/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-command.h"
#include "work-school.h"

G_BEGIN_DECLS

GPtrArray *cli_backup_check (CliCall *call, WorkSchool *school, GError **error);

G_END_DECLS
