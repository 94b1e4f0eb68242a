/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-fonts.h"

G_BEGIN_DECLS

char *paper_fonts_fingerprint (void);
GPtrArray *paper_fonts_wanted (GBytes *docx);

G_END_DECLS
