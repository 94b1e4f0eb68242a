/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-connection.h"

G_BEGIN_DECLS

gboolean _store_schema_compare (StoreConnection *connection, GPtrArray *problems, GError **error);

G_END_DECLS
