/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-convert.h"

#define PAPER_RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

GBytes *paper_fixture_package (const char *first, ...) G_GNUC_NULL_TERMINATED;
GBytes *paper_fixture_docx (const char *text);
GBytes *paper_fixture_docx_with (const char *body, const char *relations, const char *styles);
GBytes *paper_fixture_xlsx (void);
char *paper_fixture_read (GBytes *package, const char *name);
GPtrArray *paper_fixture_documents (guint n);
char *paper_fixture_program (const char *folder, const char *each, const char *after);
guint paper_fixture_calls (const char *folder);
