/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-office.h"

G_BEGIN_DECLS

char *paper_office_version (const char *program);
char **paper_office_environment (const char *folder);
gboolean paper_office_write_profile (const char *folder, const char *program, GError **error);

G_END_DECLS
