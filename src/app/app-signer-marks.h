/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-line.h"

G_BEGIN_DECLS

#define APP_TYPE_SIGNER_MARKS (app_signer_marks_get_type ())
G_DECLARE_FINAL_TYPE (AppSignerMarks, app_signer_marks, APP, SIGNER_MARKS, GtkBox)

GtkWidget *app_signer_marks_new (void);
void app_signer_marks_set_line (AppSignerMarks *self,
                                ModelLine *line,
                                const char *caption,
                                const char *style);
void app_signer_marks_open (AppSignerMarks *self, guint n);
GtkPopover *app_signer_marks_get_popover (AppSignerMarks *self);

G_END_DECLS
