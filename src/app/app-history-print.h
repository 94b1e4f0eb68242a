/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "app-history-groups.h"

G_BEGIN_DECLS

GtkPrintOperation *app_history_print_new (ModelLine *line,
                                          const char *school_name,
                                          GPtrArray *groups,
                                          const char *filter);

G_END_DECLS
