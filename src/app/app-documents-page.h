/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-line.h"
#include "work-line.h"

G_BEGIN_DECLS

#define APP_TYPE_DOCUMENTS_PAGE (app_documents_page_get_type ())
G_DECLARE_FINAL_TYPE (AppDocumentsPage, app_documents_page, APP, DOCUMENTS_PAGE, AdwBin)

void app_documents_page_set_line (AppDocumentsPage *self, ModelLine *line);
void app_documents_page_set_detail (AppDocumentsPage *self, const WorkLineDetail *detail);

G_END_DECLS
