/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-record.h"
#include "work-signature.h"
#include "work-values-private.h"

G_BEGIN_DECLS

gboolean _work_signatories_make (StoreConnection *connection,
                                 gint64 agreement_id,
                                 const WorkRecords *records,
                                 StoreOperation *operation,
                                 GError **error);
void _work_signatory_complete (ModelRecord *signatory, const WorkRecords *records);

G_END_DECLS
