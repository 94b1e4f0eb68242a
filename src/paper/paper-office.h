/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-format.h"

G_BEGIN_DECLS

char *paper_office_find (PaperFormat format, GError **error);

G_END_DECLS
