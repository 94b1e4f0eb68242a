/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base-ident.h"

G_BEGIN_DECLS

/* As much of a text as a sentence quotes. */
#define BASE_IDENT_QUOTED_CHARS 40

char *base_ident_phone_normalize (const char *text, GError **error);
char *base_ident_phone_format (const char *normalized);
char *base_ident_email_normalize (const char *text, GError **error);

G_END_DECLS
