/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "message-error.h"
#include "message-mail-text-private.h"
#include "message-mail.h"

/* What mail programs and the websites that stand for one take whole. */
#define URI_BYTES 8000

/* RFC 6068: what may stand in an address as it is, beside letters and digits. */
#define ADDRESS_SIGNS "!$'*+@"

static void
append_field (GString *uri, const char *name, const char *value)
{
  g_string_append_printf (uri, "%c%s=", strchr (uri->str, '?') == NULL ? '?' : '&', name);
  g_string_append_uri_escaped (uri, value, NULL, FALSE);
}

static char *
make_lines (const char *text)
{
  g_autofree char *clean = message_mail_text (text);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (clean), "\n", -1);

  return g_strjoinv ("\r\n", lines);
}

/**
 * message_mail_uri:
 * @mail: a mail as it is written
 * @cc: (nullable): an address that gets a copy
 * @error: return location for a #MESSAGE_ERROR: of %MESSAGE_ERROR_INVALID, when it has files or is
 *   too long, in which case message_mail_draft() does
 *
 * Makes the link ("mailto:") that opens a mail program with the person, the subject and the text
 * filled in (RFC 6068). Who writes is the mail program's matter, as is everything else.
 *
 * Returns: (transfer full) (nullable): the link
 */
char *
message_mail_uri (const MessageMail *mail, const char *cc, GError **error)
{
  g_autofree char *to = NULL, *copy = NULL, *subject = NULL, *body = NULL;
  g_autoptr (GString) uri = g_string_new ("mailto:");

  g_return_val_if_fail (mail != NULL, NULL);
  if (mail->n_attachments > 0)
    {
      g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_INVALID,
                           _ ("A link takes no files to the mail program: open the mail as a "
                              "file."));
      return NULL;
    }
  to = message_mail_address (mail->to_address, error);
  copy = to != NULL && cc != NULL ? message_mail_address (cc, error) : NULL;
  if (to == NULL || (cc != NULL && copy == NULL))
    return NULL;
  subject = message_mail_line (mail->subject);
  body = make_lines (mail->text);
  g_string_append_uri_escaped (uri, to, ADDRESS_SIGNS, FALSE);
  if (copy != NULL)
    append_field (uri, "cc", copy);
  append_field (uri, "subject", subject);
  append_field (uri, "body", body);
  if (uri->len > URI_BYTES)
    {
      g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_INVALID,
                           _ ("The text is too long for a link to the mail program: open the mail "
                              "as a file."));
      return NULL;
    }
  return g_strdup (uri->str);
}
