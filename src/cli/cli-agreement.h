/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-command.h"
#include "work-school.h"

G_BEGIN_DECLS

/* cli-agreement-show.c */
gboolean cli_agreement_show (CliCall *call, WorkSchool *school, GArray *ids, GError **error);
gboolean cli_agreement_export (CliCall *call, WorkSchool *school, GArray *ids, GError **error);

G_END_DECLS
