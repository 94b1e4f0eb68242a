/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean table_kind_check (const guchar *head, gsize length, GError **error);

G_END_DECLS
