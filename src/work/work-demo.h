/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-school.h"
#include "work-job.h"

G_BEGIN_DECLS

/* Makes a new database at @path with the whole demo school; %STORE_ERROR_EXISTS when it exists. */
gboolean work_demo_create (const char *path, GCancellable *cancellable, GError **error);
/* A new, empty database: one school, this school year, the default steps, our two templates. */
gboolean work_new_create (const char *path, GError **error);

G_END_DECLS
