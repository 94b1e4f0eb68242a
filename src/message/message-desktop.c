/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-desktop.h"

#include <libnotify/notify.h>

typedef struct
{
  char *summary;
  char *body;
} MessageDesktop;

static void
message_free (gpointer data)
{
  MessageDesktop *message = data;

  g_free (message->summary);
  g_free (message->body);
  g_free (message);
}

/* In a thread: libnotify waits for the notification service's answer. */
static void
show_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MessageDesktop *message = data;
  NotifyNotification *notification =
      notify_notification_new (message->summary, message->body, PARAPHE_APPLICATION_ID);
  g_autoptr (GError) error = NULL;

  notify_notification_set_hint (notification, "desktop-entry",
                                g_variant_new_string (PARAPHE_APPLICATION_ID));
  notify_notification_set_category (notification, "transfer.complete");
  if (!notify_notification_show (notification, &error))
    g_debug ("no notification shown: %s", error->message);
  g_object_unref (notification);
  g_task_return_boolean (task, error == NULL);
}

/**
 * message_desktop_show:
 * @summary: a few words
 * @body: (nullable): a line more
 *
 * Shows a notification of the desktop without waiting for it. Both texts may appear on a locked
 * screen or a projector: they hold figures, never a student's name.
 *
 * Returns: %FALSE when this desktop has no notifications
 */
gboolean
message_desktop_show (const char *summary, const char *body)
{
  g_autoptr (GTask) task = NULL;
  MessageDesktop *message;
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (summary != NULL, FALSE);
  if (!notify_is_initted () && !notify_init ("Paraphe"))
    return FALSE;
  if (body != NULL)
    escaped = g_markup_escape_text (body, -1);
  message = g_new0 (MessageDesktop, 1);
  message->summary = g_strdup (summary);
  message->body = g_steal_pointer (&escaped);
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, message, message_free);
  g_task_run_in_thread (task, show_thread);
  return TRUE;
}

/**
 * message_desktop_shutdown:
 *
 * Lets go of the notification service, at the program's end.
 */
void
message_desktop_shutdown (void)
{
  if (notify_is_initted ())
    notify_uninit ();
}
