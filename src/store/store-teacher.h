/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-connection.h"

G_BEGIN_DECLS

gint64 store_connection_get_teacher (StoreConnection *self);

G_END_DECLS
