/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-form.h"
#include "work-people.h"

G_BEGIN_DECLS

#define APP_TYPE_PERSON_PAGE (app_person_page_get_type ())
G_DECLARE_FINAL_TYPE (AppPersonPage, app_person_page, APP, PERSON_PAGE, AdwBin)

AppPersonPage *app_person_page_new (ModelEntity entity);
void app_person_page_set_person (AppPersonPage *self, WorkPerson *person);
void app_person_page_set_looks (AppPersonPage *self, ModelSearchLooks *looks);
void app_person_page_set_editable (AppPersonPage *self, gboolean editable);
WorkPerson *app_person_page_get_person (AppPersonPage *self);
ModelRecord *app_person_page_get_record (AppPersonPage *self);
AppForm *app_person_page_get_form (AppPersonPage *self);
gboolean app_person_page_is_changed (AppPersonPage *self);
gboolean app_person_page_check (AppPersonPage *self);
void app_person_page_refresh (AppPersonPage *self);
void app_person_page_discard (AppPersonPage *self);
void app_person_page_mark_saved (AppPersonPage *self);
void app_person_page_show_section (AppPersonPage *self, const char *section);

G_END_DECLS
