/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void app_reveal_open (const char *path, GAsyncReadyCallback callback, gpointer user_data);
void app_reveal_in_folder (const char *path, GAsyncReadyCallback callback, gpointer user_data);
void app_reveal_folder (const char *path, GAsyncReadyCallback callback, gpointer user_data);
gboolean app_reveal_finish (GAsyncResult *result, GError **error);

G_END_DECLS
