/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean message_desktop_show (const char *summary, const char *body);
void message_desktop_shutdown (void);

G_END_DECLS
