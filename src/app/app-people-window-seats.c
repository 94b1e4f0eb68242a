/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-people-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-conflict-dialog.h"
#include "app-format.h"
#include "app-prompt.h"

/* A page that somebody else changes, too. */

static AppPersonPage *
edited_page (AppPeopleWindow *self)
{
  AppPersonPage *page = self->people[self->kind];

  return page != NULL && self->id != 0 && app_person_page_is_changed (page) ? page : NULL;
}

static void
on_compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPeopleWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean solved = app_conflict_solve_finish (result, &error);

  self->n_pending--;
  if (solved && self->school != NULL && self->people[self->kind] != NULL)
    app_person_page_refresh (self->people[self->kind]);
  else if (!solved && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    app_prompt_say (GTK_WINDOW (self), _ ("This Could Not Be Read"), error->message);
}

/* Before anything is saved: what others have saved comes in, and what clashes is asked about. */
static void
on_news_activated_cb (AppLiveBar *bar, AppPeopleWindow *self)
{
  AppPersonPage *page = edited_page (self);
  g_autoptr (GPtrArray) records = NULL;

  app_live_bar_clear (bar);
  if (page == NULL || self->n_pending > 0)
    return;
  records = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (records, g_object_ref (app_person_page_get_record (page)));
  self->n_pending++;
  app_conflict_solve_async (GTK_WINDOW (self), self->school, records, on_compared_cb,
                            g_object_ref (self));
}

/**
 * _app_people_window_watch_seats:
 * @self: a window that is being made
 *
 * Lets it be chosen when what others have saved is shown.
 */
void
_app_people_window_watch_seats (AppPeopleWindow *self)
{
  g_signal_connect_object (self->news, "activated", G_CALLBACK (on_news_activated_cb), self, 0);
}

/**
 * app_people_window_tell_changes:
 * @self: a window
 * @changes: what others have done
 *
 * Says so when it is about the page that is being edited. A page in which nothing is changed is
 * read again with the rest; one that is stays as it is, until the person wants to see it.
 */
void
app_people_window_tell_changes (AppPeopleWindow *self, WorkChanges *changes)
{
  g_return_if_fail (APP_IS_PEOPLE_WINDOW (self));

  for (guint i = changes->changes->len; i > 0 && edited_page (self) != NULL; i--)
    {
      const WorkSeatChange *change = changes->changes->pdata[i - 1];
      g_autofree char *who = NULL, *hour = NULL, *text = NULL;

      if (!work_seat_change_is_about (change, _app_people_window_get_entity (self), self->id))
        continue;
      who = work_seat_name (change->author, change->seat);
      hour = app_format_hour_of_moment (change->at);
      /* Translators: a person with his or her computer, and an hour: “10:42”. */
      text = g_strdup_printf (_ ("Changed by %s at %s. What you type stays."), who, hour);
      app_live_bar_offer (self->news, text, _ ("_Compare…"));
      return;
    }
}
