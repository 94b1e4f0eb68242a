/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "model-line.h"
#include "model-record.h"
#include "model-setting.h"
#include "store-queue.h"

G_BEGIN_DECLS

#define WORK_TYPE_SCHOOL (work_school_get_type ())
G_DECLARE_FINAL_TYPE (WorkSchool, work_school, WORK, SCHOOL, GObject)

/**
 * WorkClass:
 *
 * A class and its periods, for the sidebar. Periods are in order of their first day.
 */
typedef struct
{
  gint64 id;
  char *name;
  GPtrArray *periods; /* (element-type WorkPeriod) */
} WorkClass;

typedef struct
{
  gint64 id;
  char *name;
  char *start; /* ISO */
  char *end;
} WorkPeriod;

typedef struct
{
  gint64 id;
  char *name;        /* "2026-2027" */
  char *end;         /* ISO */
  gboolean archived; /* by the school's terms: see work-retention.h */
} WorkYear;

/**
 * WorkChoice:
 *
 * Something to choose from in menus: a teacher, a template.
 */
typedef struct
{
  gint64 id;
  char *name;
  char *kind; /* of a template: "agreement"…; else "" */
} WorkChoice;

/**
 * WorkOverview:
 *
 * All that the window shows of one school year, read in one go from the database thread.
 */
typedef struct
{
  char *school_name;
  GPtrArray *years;     /* (element-type WorkYear), latest first */
  GPtrArray *classes;   /* (element-type WorkClass) of the year, by name; a teacher's own ones */
  GPtrArray *steps;     /* (element-type ModelStep) */
  GPtrArray *lines;     /* (element-type ModelLine) of the year */
  GPtrArray *teachers;  /* (element-type WorkChoice) by name */
  GPtrArray *templates; /* (element-type WorkChoice) by name */
  ModelSettings *settings;
  ModelSearchLooks *looks; /* how the states of a search are shown */
  gint64 year_id;
  char *undo_label; /* what undo takes back: "step of 3 agreements", or NULL */
  char *redo_label;
  guint n_waiting; /* mails and SMS of the outbox that are queued or being sent */
  guint n_failed;  /* that were refused, or may have left */
  gint64 moved;    /* where a look at the changes of others begins: see work-live.h */
  guint opened;
} WorkOverview;

void work_overview_free (WorkOverview *overview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkOverview, work_overview_free)

WorkSchool *work_school_open (const char *path, StoreOpenMode mode, GError **error);
void work_school_open_async (const char *path,
                             StoreOpenMode mode,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
WorkSchool *work_school_open_finish (GAsyncResult *result, GError **error);
void work_school_close (WorkSchool *self);
StoreQueue *work_school_get_queue (WorkSchool *self);
const char *work_school_get_path (WorkSchool *self);
const char *work_school_get_author (WorkSchool *self);
gboolean work_school_is_read_only (WorkSchool *self);
const char *work_school_get_read_only_reason (WorkSchool *self);

GPtrArray *work_school_check (WorkSchool *self, GCancellable *cancellable, GError **error);

/* @year_id 0: the year that today is in, else the latest. */
WorkOverview *work_school_load (WorkSchool *self, gint64 year_id, GError **error);
void work_school_load_async (WorkSchool *self,
                             gint64 year_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
WorkOverview *work_school_load_finish (WorkSchool *self, GAsyncResult *result, GError **error);

/* Moves agreements to a step; one operation, whatever their number. Returns the operation's id. */
char *work_school_set_step (WorkSchool *self,
                            const gint64 *agreement_ids,
                            guint n_ids,
                            int step,
                            GError **error);
void work_school_set_step_async (WorkSchool *self,
                                 const gint64 *agreement_ids,
                                 guint n_ids,
                                 int step,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *work_school_set_step_finish (WorkSchool *self, GAsyncResult *result, GError **error);
/* The same with a distance instead of a target: +1, -1… */
char *work_school_move_step (WorkSchool *self,
                             const gint64 *agreement_ids,
                             guint n_ids,
                             int delta,
                             GError **error);
void work_school_move_step_async (WorkSchool *self,
                                  const gint64 *agreement_ids,
                                  guint n_ids,
                                  int delta,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
char *work_school_move_step_finish (WorkSchool *self, GAsyncResult *result, GError **error);

/* @operation_id NULL: the author's last one. Returns the name of what was undone. */
char *work_school_undo (WorkSchool *self, const char *operation_id, GError **error);
void work_school_undo_async (WorkSchool *self,
                             const char *operation_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
char *work_school_undo_finish (WorkSchool *self, GAsyncResult *result, GError **error);
char *work_school_redo (WorkSchool *self, GError **error);
void work_school_redo_async (WorkSchool *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
char *work_school_redo_finish (WorkSchool *self, GAsyncResult *result, GError **error);

const char *work_operation_label (const char *label);
char *work_operation_name (const char *label, guint n);

G_END_DECLS
