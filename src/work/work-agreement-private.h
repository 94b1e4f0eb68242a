/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-record.h"
#include "work-values.h"

G_BEGIN_DECLS

/**
 * WorkAgreement:
 * @placement_id: the sheet that it is made from
 * @template_id: template to note, or 0
 * @template_sha256: (nullable): digest of the template
 * @today: ISO day
 * @operation: what making it is part of
 * @agreement_id: (out): the agreement
 * @student: (out): "ABADIE Léa"; told even when it fails
 * @values: (out): what stands in the document
 *
 * One agreement to make, or to make again.
 */
typedef struct
{
  gint64 placement_id;
  gint64 template_id;
  const char *template_sha256;
  const char *today;
  StoreOperation *operation;

  gint64 agreement_id;
  char *student;
  WorkValues *values;
} WorkAgreement;

gboolean _work_agreement_find_living (StoreConnection *connection,
                                      gint64 placement_id,
                                      ModelRecord **agreement,
                                      GError **error);
gboolean _work_agreement_is_frozen (StoreConnection *connection,
                                    ModelRecord *agreement,
                                    gboolean *frozen,
                                    GError **error);
WorkValues *_work_agreement_values (ModelRecord *agreement, GError **error);
void _work_agreement_clear (WorkAgreement *self);
gboolean _work_agreement_freeze (StoreConnection *connection,
                                 ModelRecord *agreement,
                                 const char *today,
                                 StoreOperation *operation,
                                 WorkValues **values,
                                 GError **error);
gboolean _work_agreement_make (StoreConnection *connection, WorkAgreement *self, GError **error);

G_END_DECLS
