/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-line.h"
#include "app-step-slider.h"
#include "work-line.h"

G_BEGIN_DECLS

#define APP_TYPE_AGREEMENT_PAGE (app_agreement_page_get_type ())
G_DECLARE_FINAL_TYPE (AppAgreementPage, app_agreement_page, APP, AGREEMENT_PAGE, AdwBin)

void app_agreement_page_set_steps (AppAgreementPage *self, GPtrArray *steps);
void app_agreement_page_set_line (AppAgreementPage *self, ModelLine *line);
void app_agreement_page_set_detail (AppAgreementPage *self, const WorkLineDetail *detail);
void app_agreement_page_set_letters (AppAgreementPage *self, GPtrArray *letters);
AppStepSlider *app_agreement_page_get_slider (AppAgreementPage *self);

G_END_DECLS
