/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-setting.h"
#include "store-record.h"

G_BEGIN_DECLS

ModelSettings *store_settings_load (StoreConnection *connection, GError **error);
gboolean store_settings_save (StoreConnection *connection,
                              const char *name,
                              const char *value,
                              StoreOperation *operation,
                              GError **error);

G_END_DECLS
