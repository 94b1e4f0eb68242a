/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Templates of the sizes that schools have, made up here. */

GBytes *bench_template_new (guint n_chapters);

G_END_DECLS
