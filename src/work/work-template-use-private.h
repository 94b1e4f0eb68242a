/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-template.h"
#include "model-binding.h"
#include "model-record.h"
#include "model-role.h"
#include "work-template-needs.h"
#include "work-values-private.h"

G_BEGIN_DECLS

/**
 * WorkTemplate:
 * @id: the template's, 0 for a file
 * @merge: it, compiled
 * @bindings: what names of its own stand for
 * @sha256: of its content
 *
 * A template that documents are made from; never changed, and so used by several threads at once.
 */
typedef struct
{
  gint64 id;
  MergeTemplate *merge;
  ModelBindings *bindings;
  char *sha256;
} WorkTemplate;

WorkTemplate *_work_template_new (ModelRecord *record, GError **error);
WorkTemplate *_work_template_new_from_file (const char *path, GError **error);
void _work_template_free (gpointer template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkTemplate, _work_template_free)

GBytes *_work_template_content (ModelRecord *record);
const ModelMergeName *_work_template_find (const WorkTemplate *self, const char *name);
GBytes *_work_template_merge (const WorkTemplate *self,
                              const MergeSource *source,
                              MergeMissing missing,
                              MergeReport *report,
                              GError **error);
GBytes *_work_template_merge_many (const WorkTemplate *self,
                                   MergeRecordFunc records,
                                   gpointer user_data,
                                   gboolean two_sided,
                                   MergeMissing missing,
                                   MergeReport *report,
                                   GError **error);

/* work-template-needs.c */
WorkNeeds *_work_template_needs (StoreConnection *connection,
                                 const WorkTemplate *template,
                                 const WorkRecords *records,
                                 const MergeReport *report);

G_END_DECLS
