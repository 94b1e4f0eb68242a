/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BaseHttpForm:
 *
 * A body of several parts (multipart/form-data), as a web page's form sends it.
 */
typedef struct _BaseHttpForm BaseHttpForm;

BaseHttpForm *base_http_form_new (void);
void base_http_form_add_text (BaseHttpForm *self, const char *name, const char *value);
void base_http_form_add_file (BaseHttpForm *self,
                              const char *name,
                              const char *file_name,
                              const char *content_type,
                              GBytes *content);
GBytes *base_http_form_build (const BaseHttpForm *self, char **header);
void base_http_form_free (BaseHttpForm *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BaseHttpForm, base_http_form_free)

G_END_DECLS
