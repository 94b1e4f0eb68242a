/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "work-account.h"

G_BEGIN_DECLS

/**
 * AppAccountAppliedFunc:
 * @dialog: the dialog that asked for it, which is still there
 * @problem: (nullable): why it could not be done
 */
typedef void (*AppAccountAppliedFunc) (GtkWindow *dialog, const char *problem);

void app_account_apply (WorkSchool *school,
                        WorkAccountChange *change,
                        GtkWindow *dialog,
                        AppAccountAppliedFunc applied);
char *app_account_find_problem (GtkEditable *fresh, GtkEditable *again, const char *name);

G_END_DECLS
