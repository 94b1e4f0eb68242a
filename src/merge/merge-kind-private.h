/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean merge_kind_check (GBytes *bytes, GError **error);
void merge_kind_set_error_for_unreadable (GBytes *bytes, GError **error);
void
merge_kind_set_error_for_archive (gboolean has_mimetype, gboolean has_documents, GError **error);
void merge_kind_set_error_for_main_type (const char *content_type, GError **error);

G_END_DECLS
