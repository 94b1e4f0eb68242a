/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "table-book.h"

G_BEGIN_DECLS

/* Rows between two looks at whether one is asked to stop. */
#define TABLE_ROWS_AT_ONCE 256

GBytes *_table_write_xlsx (TableBook *book, GCancellable *cancellable, GError **error);
GBytes *_table_write_csv_excel (TableBook *book, GCancellable *cancellable, GError **error);
GBytes *_table_write_csv_plain (TableBook *book, GCancellable *cancellable, GError **error);

G_END_DECLS
