/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *_work_output_write (const char *folder,
                          const char *name,
                          const char *extension,
                          GBytes *bytes,
                          GError **error);

G_END_DECLS
