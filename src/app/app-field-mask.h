/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_FIELD_MASK (app_field_mask_get_type ())
G_DECLARE_FINAL_TYPE (AppFieldMask, app_field_mask, APP, FIELD_MASK, AdwBin)

GtkWidget *app_field_mask_new (void);
void
app_field_mask_show (AppFieldMask *self, const char *name, gboolean is_sealed, gboolean may_reveal);
const char *app_field_mask_get_text (AppFieldMask *self);

G_END_DECLS
