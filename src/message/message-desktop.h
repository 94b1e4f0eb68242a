/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MESSAGE_DESKTOP_NORMAL,
  MESSAGE_DESKTOP_LOW,     /* may be shown without a sound, or later */
  MESSAGE_DESKTOP_CRITICAL /* stays until somebody has seen it */
} MessageDesktopUrgency;

/**
 * MessageDesktopNote:
 * @tag: (nullable): what it is about; it takes the place of the one of the same tag that is shown,
 * so that ten things of a kind are one notification and not ten; %NULL: one of its own
 * @summary: a few words
 * @body: (nullable): a line more, plain text
 * @target: (nullable): what a click opens, in words of the caller's own, given to the function of
 * message_desktop_set_activated_func(); %NULL: a click does nothing
 * @urgency: how much it may disturb
 *
 * A notification of the desktop. Its texts may appear on a locked screen or a projector: they hold
 * figures, never a student's name. @tag and @target stay in this program.
 */
typedef struct
{
  const char *tag;
  const char *summary;
  const char *body;
  const char *target;
  MessageDesktopUrgency urgency;
} MessageDesktopNote;

/**
 * MessageDesktopActivatedFunc:
 * @target: the target of the notification that was clicked
 * @activation_token: (nullable): what lets a window come to the front, for
 * gtk_window_set_startup_id()
 * @user_data: what was given with the function
 *
 * Somebody clicked on a notification. Called in the main context.
 */
typedef void (*MessageDesktopActivatedFunc) (const char *target,
                                             const char *activation_token,
                                             gpointer user_data);

void message_desktop_show (const char *summary, const char *body);
void message_desktop_show_note (const MessageDesktopNote *note);
void message_desktop_withdraw (const char *tag);
void message_desktop_set_activated_func (MessageDesktopActivatedFunc func, gpointer user_data);
void message_desktop_shutdown (void);

G_END_DECLS
