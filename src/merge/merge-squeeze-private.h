/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *merge_squeeze (GBytes *bytes, guint32 *crc);

G_END_DECLS
