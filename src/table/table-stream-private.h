/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GInputStream *table_stream_decode (GInputStream *stream, char **encoding, GError **error);

G_END_DECLS
