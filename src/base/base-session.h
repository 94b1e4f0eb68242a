/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *base_session_folder (const char *name, GError **error);
void base_session_clean (void);

G_END_DECLS
