/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "message-desktop.h"

/* What a click goes to: "agreement 12\n/path/of/the/base" or "outbox\n/path…": the program may have
 * opened another school since. */

static char *
dup_target (AppWindow *self, const AppNotice *notice)
{
  if (notice->agreement_id != 0)
    return g_strdup_printf ("agreement %" G_GINT64_FORMAT "\n%s", notice->agreement_id,
                            self->path != NULL ? self->path : "");
  if (notice->to_outbox)
    return g_strdup_printf ("outbox\n%s", self->path != NULL ? self->path : "");
  return g_strdup ("window\n");
}

static void
go_to_target (AppWindow *self, const char *target)
{
  const char *path = strchr (target, '\n');

  if (path == NULL || self->overview == NULL || g_strcmp0 (path + 1, self->path) != 0)
    return;
  if (g_str_has_prefix (target, "agreement "))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-agreement", "x",
                                g_ascii_strtoll (target + strlen ("agreement "), NULL, 10));
  else if (g_str_has_prefix (target, "outbox"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.outbox", NULL);
}

static void
on_activated_cb (const char *target, const char *activation_token, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  if (activation_token != NULL)
    gtk_window_set_startup_id (GTK_WINDOW (self), activation_token);
  gtk_window_present (GTK_WINDOW (self));
  go_to_target (self, target);
}

/**
 * _app_window_install_notify:
 * @self: a window
 *
 * A click on a notification raises this window and goes to what it is about.
 */
void
_app_window_install_notify (AppWindow *self)
{
  message_desktop_set_activated_func (on_activated_cb, self);
}

/**
 * _app_window_forget_notices:
 * @self: a window that goes away
 *
 * Clicks lead nowhere from now on.
 */
void
_app_window_forget_notices (AppWindow *self)
{
  message_desktop_set_activated_func (NULL, NULL);
}

/**
 * _app_window_notify:
 * @self: a window
 * @notice: what to tell
 *
 * Tells it to somebody who looks at another window, unless this seat does not want to hear of it.
 * Names of students have no place on a lock screen: only figures are told.
 */
void
_app_window_notify (AppWindow *self, const AppNotice *notice)
{
  g_autofree char *target = dup_target (self, notice);
  MessageDesktopNote note = {
    .tag = notice->tag, .summary = notice->summary, .body = notice->body, .target = target
  };

  if (!gtk_window_is_active (GTK_WINDOW (self)) && !_app_window_is_locked (self)
      && g_settings_get_boolean (self->settings, notice->setting))
    message_desktop_show_note (&note);
}

static guint
count_unread (const WorkOverview *overview)
{
  guint n = 0;

  for (guint i = 0; i < overview->lines->len; i++)
    n += ((const ModelLine *) overview->lines->pdata[i])->n_unread > 0;
  return n;
}

/**
 * _app_window_notify_unread:
 * @self: a window
 * @before: (nullable): what was read before
 * @after: what is read now
 *
 * Tells that a teacher has written: more lines than before, of the same year, have a note that
 * nobody of the office has read.
 */
void
_app_window_notify_unread (AppWindow *self, const WorkOverview *before, const WorkOverview *after)
{
  guint n = count_unread (after);
  g_autofree char *body = g_strdup_printf (
      ngettext ("%u line has a note to read", "%u lines have notes to read", n), n);

  if (before != NULL && before->year_id == after->year_id && n > count_unread (before))
    _app_window_notify (self, &(AppNotice){ .setting = "notify-teacher",
                                            .tag = "teacher",
                                            .summary = _ ("A Teacher Has Written"),
                                            .body = body });
}

/**
 * _app_window_notify_job:
 * @self: a window
 * @summary: what has ended
 * @body: how it went
 *
 * Tells that something that lasts has ended.
 */
void
_app_window_notify_job (AppWindow *self, const char *summary, const char *body)
{
  _app_window_notify (
      self,
      &(AppNotice){ .setting = "notify-jobs", .tag = "job", .summary = summary, .body = body });
}
