/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-person.h"

G_BEGIN_DECLS

#define APP_TYPE_PEOPLE_LIST (app_people_list_get_type ())
G_DECLARE_FINAL_TYPE (AppPeopleList, app_people_list, APP, PEOPLE_LIST, AdwBin)

void app_people_list_set_people (AppPeopleList *self, ModelEntity entity, GPtrArray *people);
void app_people_list_select (AppPeopleList *self, gint64 id);
gint64 app_people_list_get_selected (AppPeopleList *self);
guint app_people_list_get_n_shown (AppPeopleList *self);
const char *app_people_list_get_page (AppPeopleList *self);
void app_people_list_search (AppPeopleList *self, const char *text);
void app_people_list_focus_search (AppPeopleList *self);
void app_people_list_focus (AppPeopleList *self);

G_END_DECLS
