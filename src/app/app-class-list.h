/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_CLASS_LIST (app_class_list_get_type ())
G_DECLARE_FINAL_TYPE (AppClassList, app_class_list, APP, CLASS_LIST, AdwBin)

GtkWidget *app_class_list_new (void);
void app_class_list_set_enrolments (AppClassList *self, GPtrArray *enrolments);
void app_class_list_set_editable (AppClassList *self, gboolean editable);

G_END_DECLS
