/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-account.h"

G_BEGIN_DECLS

#define APP_TYPE_ACCOUNT_ROW (app_account_row_get_type ())
G_DECLARE_FINAL_TYPE (AppAccountRow, app_account_row, APP, ACCOUNT_ROW, AdwActionRow)

GtkWidget *app_account_row_new (WorkSchool *school, const WorkAccountInfo *account);

G_END_DECLS
