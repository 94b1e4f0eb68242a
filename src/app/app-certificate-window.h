/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-certificate.h"

G_BEGIN_DECLS

#define APP_TYPE_CERTIFICATE_WINDOW (app_certificate_window_get_type ())
G_DECLARE_FINAL_TYPE (AppCertificateWindow,
                      app_certificate_window,
                      APP,
                      CERTIFICATE_WINDOW,
                      AdwWindow)

AppCertificateWindow *
app_certificate_window_new (GtkWindow *parent, GPtrArray *certificates, const char *today);
WorkChange *app_certificate_window_get_change (AppCertificateWindow *self);
void app_certificate_window_finish (AppCertificateWindow *self, const GError *error);

G_END_DECLS
