/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

/* A change on its way, and what is said of it. */
typedef struct
{
  AppWindow *window;
  char *heading;
  char *said;
} AppChanging;

static void
on_applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppChanging *changing = user_data;
  g_autoptr (AppWindow) self = changing->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply_finish (WORK_SCHOOL (source), result, &error);

  self->n_pending--;
  if (!_app_window_finish_closing (self) && self->school == WORK_SCHOOL (source))
    {
      if (error != NULL)
        _app_window_show_error (self, changing->heading, error);
      else if (done->operation_id != NULL && changing->said != NULL)
        _app_window_toast (self, changing->said, _ ("_Undo"), "win.undo-operation",
                           g_variant_new_string (done->operation_id));
      _app_window_reload (self);
    }
  g_free (changing->heading);
  g_free (changing->said);
  g_free (changing);
}

/**
 * _app_window_apply:
 * @self: a window with a school that can be written
 * @change: (transfer full): what to do
 * @heading: what is said above the reason when it does not work: “The Note Was Not Kept”
 * @said: (nullable): what is said when it is done, with Undo beside it
 *
 * Does a change in the background, says what became of it, and reads the school again. The window
 * stays open until it is done.
 */
void
_app_window_apply (AppWindow *self, WorkChange *change, const char *heading, const char *said)
{
  AppChanging *changing;

  if (_app_window_is_read_only (self))
    {
      work_change_free (change);
      return;
    }
  changing = g_new0 (AppChanging, 1);
  changing->window = g_object_ref (self);
  changing->heading = g_strdup (heading);
  changing->said = g_strdup (said);
  self->n_pending++;
  work_school_apply_async (self->school, change, NULL, on_applied_cb, changing);
}
