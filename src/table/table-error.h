/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TABLE_ERROR (table_error_quark ())

typedef enum
{
  TABLE_ERROR_FILE,      /* cannot be read or written */
  TABLE_ERROR_ENCODING,  /* no encoding we know reads it */
  TABLE_ERROR_SYNTAX,    /* a quote that never ends… (line and column in the message) */
  TABLE_ERROR_LIMIT,     /* a line or a cell beyond any reason */
  TABLE_ERROR_NOT_TABLE, /* a spreadsheet, a PDF…: the message says what to do */
  TABLE_ERROR_FORMAT,    /* no format of that name is written */
  TABLE_ERROR_EXISTS     /* something has that name, and was left as it is */
} TableError;

GQuark table_error_quark (void);

G_END_DECLS
