/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

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

G_END_DECLS
