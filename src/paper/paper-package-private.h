/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-document.h"
#include "paper-format.h"

G_BEGIN_DECLS

GBytes *paper_package_disarm (const PaperDocument *document, PaperFormat format, GError **error);

G_END_DECLS
