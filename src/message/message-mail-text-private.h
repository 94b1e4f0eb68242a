/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *message_mail_line (const char *text);
char *message_mail_text (const char *text);
char *message_mail_html (const char *text);
char *message_mail_address (const char *address, GError **error);

G_END_DECLS
