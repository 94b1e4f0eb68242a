/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-form-part.h"
#include "app-order-list.h"

G_BEGIN_DECLS

#define APP_TYPE_RECORD_LIST (app_record_list_get_type ())
G_DECLARE_FINAL_TYPE (AppRecordList, app_record_list, APP, RECORD_LIST, AdwBin)

/**
 * AppRecordShape:
 * @placeholder: English source sentence for a list without rows
 * @keys: (array zero-terminated=1): the fields that a row opens onto
 * @dup_title: what a row is called
 * @dup_subtitle: (nullable): what else is said of it; with what app_record_list_set_shape() was
 *   given
 * @has_order: whether a person may put rows in order
 *
 * How records of one entity are shown in a list.
 */
typedef struct
{
  const char *placeholder;
  const char *const *keys;
  char *(*dup_title) (ModelRecord *record);
  char *(*dup_subtitle) (ModelRecord *record, gpointer data);
  gboolean has_order;
} AppRecordShape;

AppRecordList *app_record_list_new (void);
void app_record_list_set_shape (AppRecordList *self, const AppRecordShape *shape, gpointer data);
void app_record_list_set_choices (AppRecordList *self, const char *key, GListModel *choices);
void app_record_list_set_editable (AppRecordList *self, gboolean editable);
void app_record_list_set_records (AppRecordList *self, GPtrArray *records);
GPtrArray *app_record_list_dup_records (AppRecordList *self);
guint app_record_list_get_n_rows (AppRecordList *self);
AppOrderRow *app_record_list_get_row (AppRecordList *self, gint64 id);
ModelRecord *app_record_list_get_record (AppRecordList *self, gint64 id);
AppFormPart *app_record_list_get_part (AppRecordList *self, gint64 id, const char *key);
void app_record_list_open (AppRecordList *self, gint64 id);
void app_record_list_flush (AppRecordList *self);

G_END_DECLS
