/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WORK_TYPE_JOB (work_job_get_type ())
G_DECLARE_FINAL_TYPE (WorkJob, work_job, WORK, JOB, GObject)

/**
 * WorkJobItem:
 * @id: what the item is about (an agreement, a line…)
 * @name: shown to the person: "ABADIE Léa"
 * @path: file made, or %NULL
 * @error: why it failed, or %NULL when it succeeded
 */
typedef struct
{
  gint64 id;
  char *name;
  char *path;
  char *error;
} WorkJobItem;

typedef gboolean (*WorkJobFunc) (WorkJob *job,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error);

WorkJob *work_job_new (const char *title, WorkJobFunc func, gpointer data, GDestroyNotify destroy);
WorkJob *work_job_new_retry (WorkJob *job);
const char *work_job_get_title (WorkJob *self);
double work_job_get_fraction (WorkJob *self);
char *work_job_dup_message (WorkJob *self);
GPtrArray *work_job_get_succeeded (WorkJob *self);
GPtrArray *work_job_get_failed (WorkJob *self);
GPtrArray *work_job_get_notes (WorkJob *self);
const char *work_job_get_operation (WorkJob *self);

/* For the job's function, in the worker thread. */
gboolean work_job_wants (WorkJob *self, gint64 id);
void work_job_set_progress (WorkJob *self, double fraction, const char *message);
void work_job_add_success (WorkJob *self, gint64 id, const char *name, const char *path);
void work_job_add_failure (WorkJob *self, gint64 id, const char *name, const char *error);
void work_job_add_note (WorkJob *self, const char *sentence);
void work_job_set_operation (WorkJob *self, const char *operation_id);

gboolean work_job_run (WorkJob *self, GCancellable *cancellable, GError **error);
void work_job_run_async (WorkJob *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean work_job_run_finish (WorkJob *self, GAsyncResult *result, GError **error);

G_END_DECLS
