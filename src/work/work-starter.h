/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WorkStarter:
 * @WORK_STARTER_WORD: a whole agreement to change to one's liking in Word
 * @WORK_STARTER_LIBREOFFICE: the same, for LibreOffice
 * @WORK_STARTER_FIELDS: all fields as a table, for Word to insert them from
 *
 * What somebody who makes a template begins with.
 */
typedef enum
{
  WORK_STARTER_WORD,
  WORK_STARTER_LIBREOFFICE,
  WORK_STARTER_FIELDS,
  WORK_N_STARTERS
} WorkStarter;

const char *work_starter_key (WorkStarter starter);
const char *work_starter_file_name (WorkStarter starter);
GBytes *work_starter_make (WorkStarter starter, const char *path, GError **error);
gboolean
work_starter_save (WorkStarter starter, const char *path, gboolean replace, GError **error);
void work_starter_save_async (WorkStarter starter,
                              const char *path,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean work_starter_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
