/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AppLeaving:
 * @APP_LEAVING_STAY: the person goes on where he or she is
 * @APP_LEAVING_DISCARD: what was changed is dropped
 * @APP_LEAVING_SAVE: it is saved first
 *
 * What becomes of changes that were not saved when the person goes somewhere else.
 */
typedef enum
{
  APP_LEAVING_STAY,
  APP_LEAVING_DISCARD,
  APP_LEAVING_SAVE
} AppLeaving;

GtkWidget *app_prompt_ask_async (GtkWindow *parent,
                                 const char *heading,
                                 const char *body,
                                 const char *label,
                                 const char *accept_label,
                                 gboolean is_destructive,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *app_prompt_ask_finish (GAsyncResult *result, GError **error);
GtkWidget *app_prompt_confirm_async (GtkWindow *parent,
                                     const char *heading,
                                     const char *body,
                                     const char *accept_label,
                                     gboolean is_destructive,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean app_prompt_confirm_finish (GAsyncResult *result, GError **error);
GtkWidget *app_prompt_leave_async (GtkWindow *parent,
                                   const char *body,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
AppLeaving app_prompt_leave_finish (GAsyncResult *result);
AdwMessageDialog *app_prompt_say (GtkWindow *parent, const char *heading, const char *body);

G_END_DECLS
