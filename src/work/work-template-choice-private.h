/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-record.h"

G_BEGIN_DECLS

ModelRecord *_work_template_of (StoreConnection *connection, gint64 placement_id, GError **error);

G_END_DECLS
