/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "table-format.h"

G_BEGIN_DECLS

/**
 * AppChoice:
 *
 * What a file chooser is asked for.
 */
typedef enum
{
  APP_CHOICE_OPEN_DATABASE,
  APP_CHOICE_NEW_DATABASE,
  APP_CHOICE_IMPORT, /* one or several CSV files */
  APP_CHOICE_FOLDER,
  APP_CHOICE_PDF_FOLDER,
  APP_CHOICE_BACKUP,        /* a backup to be restored */
  APP_CHOICE_BACKUP_FOLDER, /* where backups go */
  APP_CHOICE_SCAN,          /* a PDF or a picture, one or several */
  APP_CHOICE_PICTURE,       /* PNG or JPEG */
  APP_CHOICE_TEMPLATE,
  APP_CHOICE_COPY_TEMPLATE, /* where a template is written to */
  APP_CHOICE_STARTER,       /* where the beginning of one is */
  APP_CHOICE_FIELDS,        /* where the list of fields is */
  APP_CHOICE_SAVE_PDF,
  APP_CHOICE_ARCHIVE,      /* where a ZIP archive is written to */
  APP_CHOICE_EXPORT,       /* where a table is written to */
  APP_CHOICE_ONE_DOCUMENT, /* where several lines in one document are */
  APP_CHOICE_EXCHANGE_FOLDER,
  APP_CHOICE_EXCHANGE /* a sheet that came back */
} AppChoice;

void app_compat_choose_async (GtkWindow *parent,
                              AppChoice choice,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
void app_compat_choose_named_async (GtkWindow *parent,
                                    AppChoice choice,
                                    const char *name,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
char **app_compat_choose_finish (GAsyncResult *result, GError **error);
const TableFormat *app_compat_choose_get_format (GAsyncResult *result);

G_END_DECLS
