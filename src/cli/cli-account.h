/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-command.h"
#include "work-account.h"

G_BEGIN_DECLS

void cli_account_forget (char *secret);
char *cli_account_read_password (CliCall *call, const char *question, GError **error);
gboolean cli_account_sign_in (CliCall *call, WorkSchool *school, GError **error);

G_END_DECLS
