/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-account.h"
#include "store-connection.h"

G_BEGIN_DECLS

StoreConnection *store_connection_open_copy (const char *path, StoreOpenMode mode, GError **error);
gboolean store_connection_set_role (StoreConnection *self,
                                    ModelAccountRole role,
                                    gint64 account_id,
                                    gint64 teacher_id,
                                    GError **error);
ModelAccountRole store_connection_get_role (StoreConnection *self);
gint64 store_connection_get_account_id (StoreConnection *self);
gboolean store_connection_check_role (StoreConnection *self, GError **error);

G_END_DECLS
