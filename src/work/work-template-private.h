/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-template.h"

G_BEGIN_DECLS

/* work-template.c */
GPtrArray *_work_template_describe (MergeTemplate *template, GPtrArray **warnings);
char *_work_template_describe_other (const char *name);

G_END_DECLS
