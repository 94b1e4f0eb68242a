/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/tree.h>

#include "paper-document.h"
#include "paper-format.h"

G_BEGIN_DECLS

GBytes *paper_package_disarm (const PaperDocument *document, PaperFormat format, GError **error);

typedef void (*PaperPartFunc) (const char *part, xmlDoc *xml, gpointer user_data);
void paper_package_each_part (GBytes *bytes, PaperPartFunc func, gpointer user_data);

G_END_DECLS
