/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char table_separator_detect (const char *text, gsize length, gsize *n_skip);

G_END_DECLS
