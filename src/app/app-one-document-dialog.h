/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-one-document.h"

G_BEGIN_DECLS

#define APP_TYPE_ONE_DOCUMENT_DIALOG (app_one_document_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AppOneDocumentDialog,
                      app_one_document_dialog,
                      APP,
                      ONE_DOCUMENT_DIALOG,
                      AdwWindow)

AppOneDocumentDialog *
app_one_document_dialog_new (GtkWindow *parent, GPtrArray *templates, GPtrArray *lines);
void app_one_document_dialog_add_file (AppOneDocumentDialog *self, const char *path);
gboolean app_one_document_dialog_is_ready (AppOneDocumentDialog *self);
char *app_one_document_dialog_dup_name (AppOneDocumentDialog *self);
void app_one_document_dialog_read (AppOneDocumentDialog *self, WorkOneDocumentOptions *options);

G_END_DECLS
