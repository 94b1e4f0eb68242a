/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <locale.h>
#include <stdio.h>
#include <libintl.h>

#include "message-mail.h"
#include "message-smtp.h"

/* mail-drive compose FILE.json OUT: writes the mail that the file describes, and says on its
 * output, in JSON, what Paraphe keeps of it, or why there is none.
 * mail-drive draft FILE.json OUT: the same for a mail program; mail-drive uri FILE.json -: for a
 * link. mail-drive send FILE.json -: sends it to the "server" of the file, and says what became of
 * it; with "cancel", the end of its input cancels. */

static const char *
get (JsonObject *object, const char *member)
{
  return json_object_get_string_member_with_default (object, member, NULL);
}

static void
add (JsonObject *object, const char *member, const char *value)
{
  json_object_set_string_member (object, member, value);
}

static MessageMailAttachment *
read_attachments (JsonObject *object, gsize *count)
{
  JsonArray *array = json_object_has_member (object, "attachments")
                         ? json_object_get_array_member (object, "attachments")
                         : NULL;
  MessageMailAttachment *all;

  *count = array != NULL ? json_array_get_length (array) : 0;
  all = g_new0 (MessageMailAttachment, *count + 1);
  for (guint i = 0; i < *count; i++)
    {
      JsonObject *one = json_array_get_object_element (array, i);
      gsize size;
      guchar *content = g_base64_decode (get (one, "base64"), &size);

      all[i].name = get (one, "name");
      all[i].type = get (one, "type");
      all[i].content = g_bytes_new_take (content, size);
    }
  return all;
}

/* What is made of a mail; one of them. */
typedef struct
{
  MessageMailData *data;
  GBytes *draft;
  char *uri;
} Made;

static Made
make (JsonObject *object, const char *what, GError **error)
{
  MessageMail mail = {
    .from_name = get (object, "from_name"),
    .from_address = get (object, "from_address"),
    .reply_to_name = get (object, "reply_to_name"),
    .reply_to_address = get (object, "reply_to_address"),
    .to_name = get (object, "to_name"),
    .to_address = get (object, "to_address"),
    .subject = get (object, "subject"),
    .text = get (object, "text"),
    .message_id = get (object, "message_id"),
  };
  g_autoptr (GDateTime) date = get (object, "date") != NULL
                                   ? g_date_time_new_from_iso8601 (get (object, "date"), NULL)
                                   : NULL;
  g_autofree MessageMailAttachment *attachments = read_attachments (object, &mail.n_attachments);
  Made made = { 0 };

  mail.date = date;
  mail.attachments = attachments;
  if (g_str_equal (what, "draft"))
    made.draft = message_mail_draft (&mail, error);
  else if (g_str_equal (what, "uri"))
    made.uri = message_mail_uri (&mail, get (object, "cc"), error);
  else
    made.data = message_mail_compose (&mail, error);
  for (gsize i = 0; i < mail.n_attachments; i++)
    g_bytes_unref (attachments[i].content);
  return made;
}

static void
write_out (GBytes *bytes, const char *out)
{
  gsize size;
  const char *content = g_bytes_get_data (bytes, &size);

  g_assert_true (g_file_set_contents (out, content, (gssize) size, NULL));
}

static void
print (JsonObject *answer)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;

  json_node_init_object (node, answer);
  text = json_to_string (node, FALSE);
  g_print ("%s\n", text);
}

static int
run_make (JsonObject *object, const char *what, const char *out, JsonObject *answer)
{
  g_autoptr (GError) error = NULL;
  Made made = make (object, what, &error);
  g_autoptr (MessageMailData) data = made.data;
  g_autoptr (GBytes) draft = made.draft;
  g_autofree char *uri = made.uri;

  g_assert_true ((error == NULL) == (data != NULL || draft != NULL || uri != NULL));
  if (error != NULL)
    {
      add (answer, "error", error->message);
      json_object_set_int_member (answer, "error_code", error->code);
    }
  if (draft != NULL)
    write_out (draft, out);
  if (uri != NULL)
    add (answer, "uri", uri);
  if (data != NULL)
    {
      write_out (data->bytes, out);
      add (answer, "message_id", data->message_id);
      add (answer, "from", data->from);
      add (answer, "to", data->to);
    }
  return 0;
}

static gpointer
cancel_at_end (gpointer data)
{
  while (getchar () != EOF)
    ;
  g_cancellable_cancel (data);
  return NULL;
}

static int
run_send (JsonObject *object, JsonObject *answer)
{
  JsonObject *at = json_object_get_object_member (object, "server");
  MessageSmtpServer server = {
    .host = get (at, "host"),
    .port = (guint) json_object_get_int_member_with_default (at, "port", 0),
    .security = (MessageSmtpSecurity) json_object_get_int_member_with_default (at, "security", 0),
    .user = get (at, "user"),
    .password = get (at, "password"),
    .token = get (at, "token"),
    .ca_file = get (at, "ca_file"),
    .timeout_ms = (guint) json_object_get_int_member_with_default (at, "timeout_ms", 20000),
  };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MessageMailData) data = make (object, "compose", NULL).data;
  g_autoptr (MessageSmtpOutcome) outcome = NULL;
  GThread *thread = NULL;

  g_assert_nonnull (data);
  if (json_object_has_member (at, "cancelled"))
    g_cancellable_cancel (cancellable);
  if (json_object_has_member (at, "cancel"))
    thread = g_thread_new ("cancel", cancel_at_end, cancellable);
  outcome = json_object_has_member (at, "check") ? message_smtp_check (&server, cancellable)
                                                 : message_smtp_send (&server, data, cancellable);
  if (thread != NULL)
    g_thread_join (thread);
  json_object_set_int_member (answer, "state", outcome->state);
  json_object_set_int_member (answer, "reason", outcome->reason);
  json_object_set_int_member (answer, "code", outcome->code);
  add (answer, "answer", outcome->answer != NULL ? outcome->answer : "");
  add (answer, "sentence", outcome->sentence != NULL ? outcome->sentence : "");
  add (answer, "message_id", data->message_id);
  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonObject) answer = json_object_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PARAPHE_BUILD_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  if (argc < 4 || !json_parser_load_from_file (parser, argv[2], &error))
    return 2;
  object = json_node_get_object (json_parser_get_root (parser));
  status = g_str_equal (argv[1], "send") ? run_send (object, answer)
                                         : run_make (object, argv[1], argv[3], answer);
  print (answer);
  return status;
}
