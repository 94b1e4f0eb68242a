/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtkunixprint.h>

#include "work-print.h"

G_BEGIN_DECLS

GtkPrintUnixDialog *app_print_dialog_new (GtkWindow *parent, guint copies);
char **app_print_dialog_read (GtkPrintUnixDialog *dialog, WorkPrintOptions *options);

G_END_DECLS
