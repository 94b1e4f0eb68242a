/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-connection.h"

G_BEGIN_DECLS

GPtrArray *store_check (StoreConnection *connection, gboolean deep, GError **error);

G_END_DECLS
