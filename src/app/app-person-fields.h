/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-form.h"

G_BEGIN_DECLS

void app_person_fields_add_groups (AppForm *form, ModelEntity entity, gboolean later);
const char *const *app_person_fields_asked (ModelEntity entity);
const char *const *app_person_fields_required (ModelEntity entity);

G_END_DECLS
