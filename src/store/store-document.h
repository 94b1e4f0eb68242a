/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-record.h"

G_BEGIN_DECLS

char *store_document_folder (StoreConnection *connection);
const char *store_document_extension (const char *media_type);
char *store_document_path (StoreConnection *connection, const char *sha256, const char *extension);
ModelRecord *store_document_add (StoreConnection *connection,
                                 gint64 agreement_id,
                                 const char *kind,
                                 const char *name,
                                 const char *media_type,
                                 GBytes *bytes,
                                 StoreOperation *operation,
                                 GError **error);
GBytes *store_document_read (StoreConnection *connection, ModelRecord *document, GError **error);

G_END_DECLS
