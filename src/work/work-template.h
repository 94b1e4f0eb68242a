/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change.h"
#include "work-merge.h"
#include "work-query.h"

G_BEGIN_DECLS

/**
 * WorkTemplateFile:
 * @name: the file's name
 * @content: the file
 * @fields: (element-type WorkTemplateField): its merge fields
 * @warnings: (element-type utf8): sentences about it
 *
 * A DOCX file that can serve as a template.
 */
typedef struct
{
  char *name;
  GBytes *content;
  GPtrArray *fields;
  GPtrArray *warnings;
} WorkTemplateFile;

void work_template_file_free (WorkTemplateFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkTemplateFile, work_template_file_free)
guint work_template_file_count_unknown (const WorkTemplateFile *file);

void work_template_read_async (const char *path, GAsyncReadyCallback callback, gpointer user_data);
WorkTemplateFile *work_template_read_finish (GAsyncResult *result, GError **error);
void work_template_export_async (WorkSchool *school,
                                 gint64 template_id,
                                 const char *path,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean work_template_export_finish (GAsyncResult *result, GError **error);

WorkQuery *work_query_templates_new (void);                   /* → GPtrArray of ModelRecord */
WorkQuery *work_query_template_file_new (gint64 template_id); /* → WorkTemplateFile */
WorkChange *
work_change_template_add_new (const char *name, const char *kind, const WorkTemplateFile *file);
WorkChange *work_change_template_new (ModelRecord *template);
WorkChange *work_change_template_replace_new (gint64 template_id, const WorkTemplateFile *file);
WorkChange *
work_change_template_bind_new (gint64 template_id, const char *name, const char *target);
WorkChange *work_change_template_guess_new (gint64 template_id, const char *const *names);
WorkChange *work_change_template_remove_new (gint64 template_id);

G_END_DECLS
