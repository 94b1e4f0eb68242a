/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *_sign_zip_take_pdf (GBytes *archive, GError **error);

G_END_DECLS
