/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-connection.h"
#include "model-line.h"

G_BEGIN_DECLS

GPtrArray *store_lines_load (StoreConnection *connection, gint64 school_year_id, GError **error);

G_END_DECLS
