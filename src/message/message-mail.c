/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-mail.h"

#include <glib/gi18n-lib.h>
#include <gmime/gmime.h>
#include <string.h>

#include "base-file.h"
#include "message-error.h"
#include "message-mail-text-private.h"

/* Letters that stand in the name of a media type or of a Message-ID and need no quoting there. */
#define TOKEN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&^_.+-"

/* What follows the last dot of a name and is longer is no extension. */
#define EXTENSION_CHARS 8

static void
prepare (void)
{
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      g_mime_init ();
      g_once_init_leave (&ready, 1);
    }
}

/* Quoted-printable already, so that a line that begins with "From " leaves as "=46rom ": mailboxes
 * of old would put a ">" before it. */
static GMimeDataWrapper *
encode_text (const char *text)
{
  GMimeStream *memory = g_mime_stream_mem_new ();
  GMimeStream *encoder = g_mime_stream_filter_new (memory);
  GMimeFilter *printable = g_mime_filter_basic_new (GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE, TRUE);
  GMimeFilter *from = g_mime_filter_from_new (GMIME_FILTER_FROM_MODE_ARMOR);
  GMimeDataWrapper *content;

  g_mime_stream_filter_add (GMIME_STREAM_FILTER (encoder), printable);
  g_mime_stream_filter_add (GMIME_STREAM_FILTER (encoder), from);
  g_mime_stream_write_string (encoder, text);
  g_mime_stream_flush (encoder);
  g_mime_stream_reset (memory);
  content = g_mime_data_wrapper_new_with_stream (memory, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  g_object_unref (from);
  g_object_unref (printable);
  g_object_unref (encoder);
  g_object_unref (memory);
  return content;
}

static GMimePart *
make_text (const char *subtype, const char *text)
{
  GMimePart *part = GMIME_PART (g_mime_text_part_new_with_subtype (subtype));
  GMimeDataWrapper *content = encode_text (text);

  g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "charset", "utf-8");
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  g_mime_part_set_content (part, content);
  g_object_unref (content);
  return part;
}

/* What is not the type of a file, or would be taken for a part of the mail itself, is a file of
 * which nothing is known. */
static GMimePart *
new_part (const char *type)
{
  const char *slash = type != NULL ? strchr (type, '/') : NULL;
  gsize length = slash != NULL ? strspn (slash + 1, TOKEN) : 0;
  g_autofree char *family = NULL;

  if (length == 0 || slash[1 + length] != '\0' || slash == type
      || strspn (type, TOKEN) != (gsize) (slash - type)
      || g_ascii_strncasecmp (type, "multipart/", 10) == 0
      || g_ascii_strncasecmp (type, "message/", 8) == 0)
    return g_mime_part_new_with_type ("application", "octet-stream");
  family = g_strndup (type, (gsize) (slash - type));
  return g_mime_part_new_with_type (family, slash + 1);
}

/* A long name is cut before its extension: without it, nothing would open the file. */
static char *
safe_file_name (const char *name)
{
  const char *dot = strrchr (name, '.');
  gsize length = dot != NULL ? strspn (dot + 1, TOKEN) : 0;
  g_autofree char *start = NULL, *safe = NULL;

  if (length == 0 || length > EXTENSION_CHARS || dot[1 + length] != '\0' || dot == name)
    return base_file_safe_name (name);
  start = g_strndup (name, (gsize) (dot - name));
  safe = base_file_safe_name (start);
  return g_strconcat (safe, dot, NULL);
}

/* One parameter in UTF-8, however long (RFC 2231): a name cut into pieces, in the midst of a
 * letter, is what programs that receive mail get wrong. */
static void
set_file_name (GMimeObject *part, const char *name)
{
  g_autofree char *safe = safe_file_name (name);
  g_autofree char *escaped = g_uri_escape_string (safe, NULL, FALSE);
  g_autofree char *value = NULL;
  GMimeHeader *header;

  if (g_str_equal (safe, escaped))
    value = g_strdup_printf (" attachment; filename=\"%s\"\r\n", safe);
  else
    value = g_strdup_printf (" attachment;\r\n filename*=UTF-8''%s\r\n", escaped);
  g_mime_object_set_disposition (part, GMIME_DISPOSITION_ATTACHMENT);
  header =
      g_mime_header_list_get_header (g_mime_object_get_header_list (part), "Content-Disposition");
  g_mime_header_set_raw_value (header, value);
}

static GMimePart *
make_attachment (const MessageMailAttachment *attachment)
{
  gsize size;
  const char *data = g_bytes_get_data (attachment->content, &size);
  GMimePart *part = new_part (attachment->type);
  GMimeStream *memory = g_mime_stream_mem_new_with_buffer (data, size);
  GMimeDataWrapper *content =
      g_mime_data_wrapper_new_with_stream (memory, GMIME_CONTENT_ENCODING_DEFAULT);

  set_file_name (GMIME_OBJECT (part), attachment->name);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_BASE64);
  g_mime_part_set_content (part, content);
  g_object_unref (content);
  g_object_unref (memory);
  return part;
}

/* Takes @part over. */
static void
add_part (GMimeMultipart *parts, GMimeObject *part)
{
  g_mime_multipart_add (parts, part);
  g_object_unref (part);
}

static GMimeObject *
make_body (const MessageMail *mail)
{
  g_autofree char *text = message_mail_text (mail->text);
  g_autofree char *html = message_mail_html (text);
  GMimeMultipart *twins = g_mime_multipart_new_with_subtype ("alternative");
  GMimeMultipart *all;

  add_part (twins, GMIME_OBJECT (make_text ("plain", text)));
  add_part (twins, GMIME_OBJECT (make_text ("html", html)));
  if (mail->n_attachments == 0)
    return GMIME_OBJECT (twins);
  all = g_mime_multipart_new_with_subtype ("mixed");
  add_part (all, GMIME_OBJECT (twins));
  for (gsize i = 0; i < mail->n_attachments; i++)
    add_part (all, GMIME_OBJECT (make_attachment (&mail->attachments[i])));
  return GMIME_OBJECT (all);
}

static void
add_person (GMimeMessage *message, GMimeAddressType kind, const char *name, const char *address)
{
  g_autofree char *line = message_mail_line (name);

  g_mime_message_add_mailbox (message, kind, *line != '\0' ? line : NULL, address);
}

/* As SMTP wants it: every line ends in CRLF. */
static GBytes *
write_message (GMimeMessage *message)
{
  GMimeFormatOptions *options = g_mime_format_options_new ();
  GMimeStream *memory = g_mime_stream_mem_new ();
  GByteArray *written;
  GBytes *bytes = NULL;

  g_mime_format_options_set_newline_format (options, GMIME_NEWLINE_FORMAT_DOS);
  if (g_mime_object_write_to_stream (GMIME_OBJECT (message), options, memory) > 0)
    {
      written = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (memory));
      bytes = g_bytes_new (written->data, written->len);
    }
  g_object_unref (memory);
  g_mime_format_options_free (options);
  return bytes;
}

/* With its < and >, or %NULL when it could not be one. */
static char *
find_message_id (const char *given, const char *from)
{
  g_autofree char *uuid = NULL;
  gsize local, domain;

  if (given == NULL)
    {
      uuid = g_uuid_string_random ();
      return g_strdup_printf ("<%s%s>", uuid, strchr (from, '@'));
    }
  if (*given != '<')
    return NULL;
  local = strspn (given + 1, TOKEN);
  if (local == 0 || given[1 + local] != '@')
    return NULL;
  domain = strspn (given + local + 2, TOKEN);
  return domain > 0 && g_str_equal (given + local + 2 + domain, ">") ? g_strdup (given) : NULL;
}

static gboolean
check (const MessageMail *mail, GError **error)
{
  g_autofree char *subject = message_mail_line (mail->subject);
  g_autofree char *text = message_mail_line (mail->text);

  if (*subject != '\0' && *text != '\0')
    return TRUE;
  g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_INVALID,
                       *subject == '\0' ? _ ("The mail has no subject: write one.")
                                        : _ ("The mail has no text: write one."));
  return FALSE;
}

/* %FALSE when the address is one and is wrong */
static gboolean
take_address (const char *address, char **ascii, GError **error)
{
  if (address != NULL)
    *ascii = message_mail_address (address, error);
  return address == NULL || *ascii != NULL;
}

static GMimeMessage *
make_message (const MessageMail *mail, const MessageMailData *data, const char *reply_to)
{
  GMimeMessage *message = g_mime_message_new (FALSE);
  g_autofree char *subject = message_mail_line (mail->subject);
  GMimeObject *body = make_body (mail);

  if (data->from != NULL)
    add_person (message, GMIME_ADDRESS_TYPE_FROM, mail->from_name, data->from);
  if (reply_to != NULL)
    add_person (message, GMIME_ADDRESS_TYPE_REPLY_TO, mail->reply_to_name, reply_to);
  add_person (message, GMIME_ADDRESS_TYPE_TO, mail->to_name, data->to);
  g_mime_message_set_subject (message, subject, "utf-8");
  g_mime_object_set_header (GMIME_OBJECT (message), "MIME-Version", "1.0", "utf-8");
  g_mime_message_set_mime_part (message, body);
  g_object_unref (body);
  return message;
}

static gboolean
write_data (GMimeMessage *message, MessageMailData *data, GError **error)
{
  data->bytes = write_message (message);
  g_object_unref (message);
  if (data->bytes == NULL)
    g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_NOT_SENT,
                         _ ("The mail could not be put together: memory is short. Close other "
                            "programs and try again."));
  return data->bytes != NULL;
}

/**
 * message_mail_compose:
 * @mail: a mail as it is written
 * @error: return location for a #MESSAGE_ERROR
 *
 * Makes of it what servers carry: plain text with its twin in HTML, then the files. Line breaks
 * in a name or a subject become spaces, so that none of them can bring a header of its own; a
 * file's name is made safe for every system. The mail says that a program sent it, so that no
 * absence message answers it.
 *
 * Returns: (transfer full) (nullable): the mail, ready to leave
 */
MessageMailData *
message_mail_compose (const MessageMail *mail, GError **error)
{
  g_autoptr (MessageMailData) data = g_new0 (MessageMailData, 1);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *reply_to = NULL, *id = NULL;
  GMimeMessage *message;

  g_return_val_if_fail (mail != NULL, NULL);
  data->from = message_mail_address (mail->from_address, error);
  if (data->from == NULL)
    return NULL;
  data->to = message_mail_address (mail->to_address, error);
  if (data->to == NULL || !take_address (mail->reply_to_address, &reply_to, error)
      || !check (mail, error))
    return NULL;
  data->message_id = find_message_id (mail->message_id, data->from);
  if (data->message_id == NULL)
    {
      g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_INVALID,
                           _ ("The mail has a reference that is not one: write it anew."));
      return NULL;
    }
  prepare ();
  message = make_message (mail, data, reply_to);
  id = g_strndup (data->message_id + 1, strlen (data->message_id) - 2);
  g_mime_message_set_date (message, mail->date != NULL ? mail->date : now);
  g_mime_message_set_message_id (message, id);
  g_mime_object_set_header (GMIME_OBJECT (message), "Auto-Submitted", "auto-generated", "utf-8");
  return write_data (message, data, error) ? g_steal_pointer (&data) : NULL;
}

/**
 * message_mail_draft:
 * @mail: a mail as it is written; its @from_address may be %NULL: the mail program's own
 * @error: return location for a #MESSAGE_ERROR
 *
 * Makes a file (.eml) of it, files included, that a mail program opens as a draft: the person
 * reads it again and sends it. It has neither a date nor a Message-ID yet, and no program sends it.
 *
 * Returns: (transfer full) (nullable): the content of the file
 */
GBytes *
message_mail_draft (const MessageMail *mail, GError **error)
{
  g_autoptr (MessageMailData) data = g_new0 (MessageMailData, 1);
  g_autofree char *reply_to = NULL;
  GMimeMessage *message;

  g_return_val_if_fail (mail != NULL, NULL);
  data->to = message_mail_address (mail->to_address, error);
  if (data->to == NULL || !take_address (mail->from_address, &data->from, error)
      || !take_address (mail->reply_to_address, &reply_to, error) || !check (mail, error))
    return NULL;
  prepare ();
  message = make_message (mail, data, reply_to);
  g_mime_object_set_header (GMIME_OBJECT (message), "X-Unsent", "1", "utf-8");
  return write_data (message, data, error) ? g_bytes_ref (data->bytes) : NULL;
}

/**
 * message_mail_data_free:
 * @data: (transfer full): a mail that was composed
 */
void
message_mail_data_free (MessageMailData *data)
{
  g_clear_pointer (&data->bytes, g_bytes_unref);
  g_free (data->message_id);
  g_free (data->from);
  g_free (data->to);
  g_free (data);
}
