/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-desktop.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* The service is called without waiting and in the main context alone. libnotify, which would do
 * the same, waits for each answer and is not made for several threads. */

#define SERVICE   "org.freedesktop.Notifications"
#define PATH      "/org/freedesktop/Notifications"
#define INTERFACE "org.freedesktop.Notifications"

/* Services that never tell that a notification went away must not fill the memory. */
#define SHOWN_MAX 64

/* What a notification says; of texts that are waiting, the last one counts. */
typedef struct
{
  char *summary;
  char *body;
  char *target;
  MessageDesktopUrgency urgency;
} MessageDesktopText;

/* One notification, from being asked for to being closed. */
typedef struct
{
  char *tag;
  guint32 id;         /* the service's number; 0: none yet */
  gboolean asked;     /* a call is on its way, whose answer tells the number */
  gboolean withdrawn; /* closed as soon as its number is known */
  char *target;       /* of what is shown */
  char *token;
  MessageDesktopText *waiting; /* shown after the call that is on its way, or when there is a bus */
} MessageDesktopShown;

/* All there is between message_desktop_show_note() and message_desktop_shutdown(). Calls that are
 * on their way hold it, and find it closed when they come too late. */
typedef struct
{
  GDBusConnection *bus;
  GCancellable *cancellable;
  guint subscription;
  guint watch;
  GPtrArray *shown;
  gboolean failed; /* this session has no bus */
  gboolean closed;
} MessageDesktop;

typedef struct
{
  MessageDesktop *desktop;
  MessageDesktopShown *shown; /* only looked at while @desktop is open and has it */
} MessageDesktopCall;

static MessageDesktop *the_desktop;
static MessageDesktopActivatedFunc activated_func;
static gpointer activated_data;

static void
text_free (MessageDesktopText *text)
{
  g_free (text->summary);
  g_free (text->body);
  g_free (text->target);
  g_free (text);
}

static void
shown_free (gpointer data)
{
  MessageDesktopShown *shown = data;

  g_free (shown->tag);
  g_free (shown->target);
  g_free (shown->token);
  g_clear_pointer (&shown->waiting, text_free);
  g_free (shown);
}

static MessageDesktop *
desktop_new (void)
{
  MessageDesktop *desktop = g_rc_box_new0 (MessageDesktop);

  desktop->cancellable = g_cancellable_new ();
  desktop->shown = g_ptr_array_new_with_free_func (shown_free);
  return desktop;
}

static void
desktop_clear (gpointer data)
{
  MessageDesktop *desktop = data;

  g_clear_object (&desktop->bus);
  g_clear_object (&desktop->cancellable);
  g_clear_pointer (&desktop->shown, g_ptr_array_unref);
}

static void
desktop_release (MessageDesktop *desktop)
{
  g_rc_box_release_full (desktop, desktop_clear);
}

static MessageDesktopShown *
find_by_tag (MessageDesktop *desktop, const char *tag)
{
  for (guint i = 0; tag != NULL && i < desktop->shown->len; i++)
    {
      MessageDesktopShown *shown = g_ptr_array_index (desktop->shown, i);

      if (g_strcmp0 (shown->tag, tag) == 0)
        return shown;
    }
  return NULL;
}

static MessageDesktopShown *
find_by_id (MessageDesktop *desktop, guint32 id)
{
  for (guint i = 0; id != 0 && i < desktop->shown->len; i++)
    {
      MessageDesktopShown *shown = g_ptr_array_index (desktop->shown, i);

      if (shown->id == id)
        return shown;
    }
  return NULL;
}

/* ---- calls ---- */

static GVariant *
make_notify (const MessageDesktopText *text, guint32 replaces)
{
  static const guint8 urgencies[] = {
    [MESSAGE_DESKTOP_NORMAL] = 1,
    [MESSAGE_DESKTOP_LOW] = 0,
    [MESSAGE_DESKTOP_CRITICAL] = 2,
  };
  g_autofree char *body = g_markup_escape_text (text->body, -1);
  GVariantBuilder actions, hints;

  g_variant_builder_init (&actions, G_VARIANT_TYPE ("as"));
  if (text->target != NULL)
    {
      /* the name of a click on the notification itself; few services show the label */
      g_variant_builder_add (&actions, "s", "default");
      g_variant_builder_add (&actions, "s", _ ("Open"));
    }
  g_variant_builder_init (&hints, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (&hints, "{sv}", "desktop-entry",
                         g_variant_new_string (PARAPHE_APPLICATION_ID));
  g_variant_builder_add (&hints, "{sv}", "urgency", g_variant_new_byte (urgencies[text->urgency]));
  return g_variant_new ("(susssasa{sv}i)", "Paraphe", replaces, PARAPHE_APPLICATION_ID,
                        text->summary, body, &actions, &hints, -1);
}

static void
close_number (MessageDesktop *desktop, guint32 id)
{
  g_dbus_connection_call (desktop->bus, SERVICE, PATH, INTERFACE, "CloseNotification",
                          g_variant_new ("(u)", id), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          NULL, NULL, NULL);
}

static void ask (MessageDesktop *desktop, MessageDesktopShown *shown);

/* The number is known, or there is none: what came meanwhile is done. */
static void
go_on (MessageDesktop *desktop, MessageDesktopShown *shown)
{
  if (shown->waiting != NULL)
    ask (desktop, shown);
  else if (shown->withdrawn || shown->id == 0)
    {
      if (shown->id != 0)
        close_number (desktop, shown->id);
      g_ptr_array_remove (desktop->shown, shown);
    }
}

static void
on_notified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MessageDesktopCall *call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (!call->desktop->closed)
    {
      call->shown->asked = FALSE;
      call->shown->id = 0;
      if (answer != NULL)
        g_variant_get (answer, "(u)", &call->shown->id);
      else
        g_debug ("no notification shown: %s", error->message);
      go_on (call->desktop, call->shown);
    }
  desktop_release (call->desktop);
  g_free (call);
}

static void
ask (MessageDesktop *desktop, MessageDesktopShown *shown)
{
  MessageDesktopText *text = g_steal_pointer (&shown->waiting);
  MessageDesktopCall *call = g_new0 (MessageDesktopCall, 1);

  call->desktop = g_rc_box_acquire (desktop);
  call->shown = shown;
  shown->asked = TRUE;
  g_free (shown->target);
  shown->target = g_strdup (text->target);
  g_dbus_connection_call (desktop->bus, SERVICE, PATH, INTERFACE, "Notify",
                          make_notify (text, shown->id), G_VARIANT_TYPE ("(u)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, desktop->cancellable, on_notified, call);
  text_free (text);
}

/* ---- what the service tells ---- */

static void
on_activated (MessageDesktopShown *shown)
{
  /* copies: the function may show or withdraw, or be the last thing the program does */
  g_autofree char *target = g_strdup (shown->target);
  g_autofree char *token = g_steal_pointer (&shown->token);

  if (target != NULL && activated_func != NULL)
    activated_func (target, token, activated_data);
}

/* Every program of the session hears of every notification: only our own numbers count. */
static void
on_signal (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer user_data)
{
  MessageDesktop *desktop = user_data;
  MessageDesktopShown *shown;
  guint32 id = 0;

  if (g_variant_n_children (parameters) != 2
      || !g_str_has_prefix (g_variant_get_type_string (parameters), "(u"))
    return;
  g_variant_get_child (parameters, 0, "u", &id);
  shown = find_by_id (desktop, id);
  if (shown == NULL)
    return;
  if (g_str_equal (signal, "NotificationClosed"))
    {
      shown->id = 0;
      if (!shown->asked)
        g_ptr_array_remove (desktop->shown, shown);
    }
  else if (g_str_equal (signal, "ActivationToken")
           && g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(us)")))
    {
      g_free (shown->token);
      g_variant_get_child (parameters, 1, "s", &shown->token);
    }
  else if (g_str_equal (signal, "ActionInvoked")
           && g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(us)")))
    on_activated (shown);
}

/* With the service go its numbers: another one counts from the beginning. */
static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  MessageDesktop *desktop = user_data;

  for (guint i = desktop->shown->len; i > 0; i--)
    {
      MessageDesktopShown *shown = g_ptr_array_index (desktop->shown, i - 1);

      shown->id = 0;
      if (!shown->asked)
        g_ptr_array_remove_index (desktop->shown, i - 1);
    }
}

/* ---- beginning and end ---- */

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MessageDesktop *desktop = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL && !desktop->closed)
    {
      g_debug ("no notifications: %s", error->message);
      desktop->failed = TRUE;
      g_ptr_array_set_size (desktop->shown, 0);
    }
  if (bus != NULL && !desktop->closed)
    {
      desktop->bus = g_steal_pointer (&bus);
      desktop->subscription =
          g_dbus_connection_signal_subscribe (desktop->bus, SERVICE, INTERFACE, NULL, PATH, NULL,
                                              G_DBUS_SIGNAL_FLAGS_NONE, on_signal, desktop, NULL);
      desktop->watch = g_bus_watch_name_on_connection (
          desktop->bus, SERVICE, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, on_vanished, desktop, NULL);
      for (guint i = 0; i < desktop->shown->len; i++)
        ask (desktop, g_ptr_array_index (desktop->shown, i));
    }
  desktop_release (desktop);
}

static MessageDesktop *
ensure_desktop (void)
{
  if (the_desktop == NULL)
    {
      the_desktop = desktop_new ();
      g_bus_get (G_BUS_TYPE_SESSION, the_desktop->cancellable, on_bus,
                 g_rc_box_acquire (the_desktop));
    }
  return the_desktop;
}

/* The oldest one that the service has is forgotten: it stays on the screen, and a click on it does
 * nothing. FALSE: the service does not even answer for those it was asked for. */
static gboolean
make_room (MessageDesktop *desktop)
{
  if (desktop->shown->len < SHOWN_MAX)
    return TRUE;
  for (guint i = 0; i < desktop->shown->len; i++)
    {
      MessageDesktopShown *shown = g_ptr_array_index (desktop->shown, i);

      if (!shown->asked && shown->waiting == NULL)
        {
          g_ptr_array_remove_index (desktop->shown, i);
          return TRUE;
        }
    }
  return FALSE;
}

static MessageDesktopShown *
ensure_shown (MessageDesktop *desktop, const char *tag)
{
  MessageDesktopShown *shown = find_by_tag (desktop, tag);

  if (shown == NULL && make_room (desktop))
    {
      shown = g_new0 (MessageDesktopShown, 1);
      shown->tag = g_strdup (tag);
      g_ptr_array_add (desktop->shown, shown);
    }
  return shown;
}

/**
 * message_desktop_show_note:
 * @note: what to show
 *
 * Shows a notification of the desktop, in the place of the one of the same tag. Nothing is waited
 * for: where there is no service that shows notifications, nothing happens. To be called in the
 * main thread, as all of these functions.
 */
void
message_desktop_show_note (const MessageDesktopNote *note)
{
  MessageDesktop *desktop;
  MessageDesktopShown *shown;

  g_return_if_fail (note != NULL && note->summary != NULL);
  desktop = ensure_desktop ();
  shown = desktop->failed ? NULL : ensure_shown (desktop, note->tag);
  if (shown == NULL)
    return;
  g_clear_pointer (&shown->waiting, text_free);
  shown->waiting = g_new0 (MessageDesktopText, 1);
  shown->waiting->summary = g_utf8_make_valid (note->summary, -1);
  shown->waiting->body = g_utf8_make_valid (note->body != NULL ? note->body : "", -1);
  shown->waiting->target = g_strdup (note->target);
  shown->waiting->urgency = note->urgency;
  shown->withdrawn = FALSE;
  if (desktop->bus != NULL && !shown->asked)
    ask (desktop, shown);
}

/**
 * message_desktop_show:
 * @summary: a few words
 * @body: (nullable): a line more
 *
 * Shows a notification of its own, on which a click does nothing: see message_desktop_show_note().
 */
void
message_desktop_show (const char *summary, const char *body)
{
  message_desktop_show_note (&(MessageDesktopNote){ .summary = summary, .body = body });
}

/**
 * message_desktop_withdraw:
 * @tag: the tag of a notification
 *
 * Takes away what is shown under a tag, as it is true no more; nothing when nothing is shown.
 */
void
message_desktop_withdraw (const char *tag)
{
  MessageDesktopShown *shown;

  g_return_if_fail (tag != NULL);
  shown = the_desktop != NULL ? find_by_tag (the_desktop, tag) : NULL;
  if (shown == NULL)
    return;
  g_clear_pointer (&shown->waiting, text_free);
  shown->withdrawn = TRUE;
  if (!shown->asked)
    go_on (the_desktop, shown);
}

/**
 * message_desktop_set_activated_func:
 * @func: (nullable): called when somebody clicks on a notification that has a target
 * @user_data: given to it
 *
 * Says what opens that of which a notification tells.
 */
void
message_desktop_set_activated_func (MessageDesktopActivatedFunc func, gpointer user_data)
{
  activated_func = func;
  activated_data = user_data;
}

/**
 * message_desktop_shutdown:
 *
 * Lets go of the notification service, at the program's end. What is shown stays, for whoever comes
 * back to the desk.
 */
void
message_desktop_shutdown (void)
{
  MessageDesktop *desktop = g_steal_pointer (&the_desktop);

  message_desktop_set_activated_func (NULL, NULL);
  if (desktop == NULL)
    return;
  desktop->closed = TRUE;
  g_cancellable_cancel (desktop->cancellable);
  if (desktop->bus != NULL)
    {
      g_bus_unwatch_name (desktop->watch);
      g_dbus_connection_signal_unsubscribe (desktop->bus, desktop->subscription);
    }
  desktop_release (desktop);
}
