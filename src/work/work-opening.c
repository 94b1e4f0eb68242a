/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-opening.h"

#include <glib/gi18n-lib.h>

#include "work-account.h"
#include "work-error.h"

/**
 * WorkOpening:
 *
 * A school being opened and its year read, from before there is anybody to wait for it: a program
 * that starts has its toolkit to set up meanwhile, and a second core to do it with.
 */
struct _WorkOpening
{
  GObject parent_instance;

  char *path; /* (owned) */
  StoreOpenMode mode;

  GMutex mutex; /* for all below */
  gboolean is_done;
  WorkSchool *school;     /* (owned) (nullable) */
  WorkOverview *overview; /* (owned) (nullable) */
  GError *error;          /* (owned) (nullable) */
  GTask *waiting;         /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (WorkOpening, work_opening, G_TYPE_OBJECT)

static void
work_opening_finalize (GObject *object)
{
  WorkOpening *self = WORK_OPENING (object);

  if (self->school != NULL)
    work_school_close (self->school);
  g_clear_object (&self->school);
  g_clear_pointer (&self->overview, work_overview_free);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  G_OBJECT_CLASS (work_opening_parent_class)->finalize (object);
}

static void
work_opening_class_init (WorkOpeningClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = work_opening_finalize;
}

static void
work_opening_init (WorkOpening *self)
{
  g_mutex_init (&self->mutex);
}

static gpointer
open_and_load (gpointer data)
{
  g_autoptr (WorkOpening) self = data;
  g_autoptr (WorkSchool) school = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) waiting = NULL;

  school = work_school_open (self->path, self->mode, &error);
  if (school != NULL && work_school_needs_sign_in (school))
    g_set_error_literal (&error, WORK_ERROR, WORK_ERROR_SIGN_IN,
                         _ ("This school has accounts. Sign in to open it."));
  else if (school != NULL)
    overview = work_school_load (school, 0, &error);

  g_mutex_lock (&self->mutex);
  self->is_done = TRUE;
  self->school = g_steal_pointer (&school);
  self->overview = g_steal_pointer (&overview);
  self->error = g_steal_pointer (&error);
  waiting = g_steal_pointer (&self->waiting);
  g_mutex_unlock (&self->mutex);

  if (waiting != NULL)
    g_task_return_boolean (waiting, TRUE);
  return NULL;
}

/**
 * work_opening_start:
 * @path: path of a database
 * @mode: how to open it
 *
 * Begins to open the school and to read its current year, in a thread of its own.
 *
 * Returns: (transfer full): what work_opening_wait_async() waits for; dropped without that, the
 *   school is closed again
 */
WorkOpening *
work_opening_start (const char *path, StoreOpenMode mode)
{
  WorkOpening *self = g_object_new (WORK_TYPE_OPENING, NULL);

  self->path = g_strdup (path);
  self->mode = mode;
  g_thread_unref (g_thread_new ("opening", open_and_load, g_object_ref (self)));
  return self;
}

/**
 * work_opening_get_path:
 * @self: an opening
 *
 * Returns: the path that is opened, as it was given
 */
const char *
work_opening_get_path (WorkOpening *self)
{
  g_return_val_if_fail (WORK_IS_OPENING (self), NULL);

  return self->path;
}

/**
 * work_opening_wait_async:
 * @self: an opening that nobody has waited for yet
 * @callback: called in the caller's main context when the school is there, or is not to be had
 * @user_data: for @callback
 *
 * Waits for the school.
 */
void
work_opening_wait_async (WorkOpening *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  gboolean is_done;

  g_return_if_fail (WORK_IS_OPENING (self));
  g_task_set_source_tag (task, work_opening_wait_async);

  g_mutex_lock (&self->mutex);
  is_done = self->is_done;
  if (!is_done)
    self->waiting = g_object_ref (task);
  g_mutex_unlock (&self->mutex);

  if (is_done)
    g_task_return_boolean (task, TRUE);
}

/**
 * work_opening_wait_finish:
 * @self: an opening
 * @result: of work_opening_wait_async()
 * @overview: (out) (transfer full) (nullable): the current year; %NULL with @error when the school
 *   could be opened but not read; with %WORK_ERROR_SIGN_IN when somebody must sign in first
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (nullable): the school, or %NULL with @error
 */
WorkSchool *
work_opening_wait_finish (WorkOpening *self,
                          GAsyncResult *result,
                          WorkOverview **overview,
                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  *overview = g_steal_pointer (&self->overview);
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return g_steal_pointer (&self->school);
}
