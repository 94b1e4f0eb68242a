/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *paper_fonts_fingerprint (void);

G_END_DECLS
