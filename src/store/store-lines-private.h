/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-line.h"
#include "store-connection.h"

G_BEGIN_DECLS

/**
 * StoreLineTotals:
 *
 * What hangs from lines in numbers or in its latest row, read once for all of them: a query for
 * each line would cost more than the list itself.
 */
typedef struct _StoreLineTotals StoreLineTotals;

/* store-lines-signing.c: agreement id → the last request for its signatures */
GHashTable *
_store_line_requests_load (StoreConnection *connection, gint64 school_year_id, GError **error);
void _store_line_requests_fill (GHashTable *requests, ModelLine *line);

/* store-lines-messages.c: student and period → day on which somebody was last written to */
GHashTable *
_store_line_messages_load (StoreConnection *connection, gint64 school_year_id, GError **error);
void _store_line_messages_fill (GHashTable *messages, ModelLine *line);

StoreLineTotals *
_store_line_totals_load (StoreConnection *connection, gint64 school_year_id, GError **error);
void _store_line_totals_free (StoreLineTotals *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreLineTotals, _store_line_totals_free)
void _store_line_totals_fill (StoreLineTotals *self, ModelLine *line);

G_END_DECLS
