/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void app_save_pdf (GtkWindow *parent, const char *name, GBytes *bytes);
void app_save_write (GtkWindow *parent, const char *path, GBytes *bytes);

G_END_DECLS
