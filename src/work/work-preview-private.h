/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-preview.h"

G_BEGIN_DECLS

WorkPreview *_work_preview_new (const char *name, GBytes *pdf, gboolean is_generated);

G_END_DECLS
