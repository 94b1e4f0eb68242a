/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MessageSmsCount:
 * @is_unicode: whether it leaves as UCS-2, of which less goes into a part
 * @units: what it is long: characters, and some of them count two
 * @parts: how many messages are paid for; an empty text is none
 * @left: units that still go into the last part
 *
 * How long a text is for those who carry it.
 */
typedef struct
{
  gboolean is_unicode;
  guint units;
  guint parts;
  guint left;
} MessageSmsCount;

/**
 * MessageSmsCostly:
 * @character: one that stands not in the alphabet of SMS
 * @plain: (nullable): what can be written instead
 * @count: how often it is there
 *
 * A character that makes the whole text UCS-2.
 */
typedef struct
{
  gunichar character;
  const char *plain;
  guint count;
} MessageSmsCostly;

void message_sms_count (const char *text, MessageSmsCount *count);
GArray *message_sms_list_costly (const char *text);
char *message_sms_simplify (const char *text);
char *message_sms_number (const char *text, GError **error);

G_END_DECLS
