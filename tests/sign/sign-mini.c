/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-mini.h"

#include <string.h>

static void
request_free (gpointer data)
{
  SignMiniRequest *request = data;

  g_free (request->id);
  g_free (request->external_id);
  g_free (request->status);
  g_ptr_array_unref (request->signers);
  g_free (request);
}

void
sign_mini_init (SignMini *self)
{
  memset (self, 0, sizeof *self);
  self->requests = g_ptr_array_new_with_free_func (request_free);
  self->n_anchors = 5;
}

void
sign_mini_clear (SignMini *self)
{
  g_ptr_array_unref (self->requests);
}

SignMiniRequest *
sign_mini_get (SignMini *self, guint index)
{
  g_assert_cmpuint (index, <, self->requests->len);
  return self->requests->pdata[index];
}

static SignMiniRequest *
add (SignMini *self, const char *external_id, const char *status)
{
  SignMiniRequest *request = g_new0 (SignMiniRequest, 1);

  request->id = g_strdup_printf ("request-%u", ++self->n_made);
  request->external_id = g_strdup (external_id);
  request->status = g_strdup (status);
  request->signers = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->requests, request);
  return request;
}

static SignMiniRequest *
find (SignMini *self, const char *id)
{
  for (guint i = 0; i < self->requests->len; i++)
    if (g_str_equal (sign_mini_get (self, i)->id, id))
      return sign_mini_get (self, i);
  return NULL;
}

static void
set_status (SignMiniRequest *request, const char *status)
{
  g_free (request->status);
  request->status = g_strdup (status);
}

static void
invite (SignMiniRequest *request, const char *status)
{
  request->n_invited++;
  set_status (request, status);
}

/* How many requests a list tells of. */
static guint
count_listed (SignMini *self)
{
  guint n = self->requests->len;

  if (self->lists_late == 0 || n == 0)
    return n;
  self->lists_late--;
  return n - 1;
}

static guint
missing (GString *answer)
{
  g_string_assign (answer, "{\"type\":\"not_found\",\"detail\":\"Not found\"}");
  return 404;
}

static guint
refuse (GString *answer, const char *why)
{
  g_string_printf (answer, "{\"type\":\"bad_request\",\"detail\":\"%s\"}", why);
  return 400;
}

/* Yousign */

static void
write_yousign (GString *answer, SignMiniRequest *request)
{
  const char *state = g_str_equal (request->status, "draft") ? "initiated" : "notified";

  g_string_append_printf (answer,
                          "{\"id\":\"%s\",\"status\":\"%s\",\"external_id\":\"%s\","
                          "\"created_at\":\"2026-11-26T13:00:%02uZ\",\"signers\":[",
                          request->id, request->status, request->external_id,
                          (guint) g_ascii_strtoull (request->id + 8, NULL, 10) % 60);
  for (guint i = 0; i < request->signers->len; i++)
    g_string_append_printf (answer, "%s{\"id\":\"s%u\",\"status\":\"%s\"}", i > 0 ? "," : "", i,
                            state);
  g_string_append (answer, "],\"documents\":[");
  for (guint i = 0; i < request->n_documents; i++)
    g_string_append_printf (answer, "%s{\"id\":\"d%u\",\"nature\":\"signable_document\"}",
                            i > 0 ? "," : "", i);
  g_string_append (answer, "]}");
}

static void
write_yousign_signer (GString *answer, SignMiniRequest *request, guint index)
{
  g_string_append_printf (answer,
                          "{\"id\":\"s%u\",\"status\":\"initiated\",\"info\":{\"first_name\":\"A\","
                          "\"last_name\":\"B\",\"email\":\"%s\"}}",
                          index, (const char *) request->signers->pdata[index]);
}

static guint
list_yousign (SignMini *self, const SignServerCall *call, GString *answer)
{
  guint n = count_listed (self);
  gboolean first = TRUE;

  g_string_append (answer, "{\"meta\":{\"next_cursor\":null},\"data\":[");
  for (guint i = 0; i < n; i++)
    if (strstr (call->query, "external_id") == NULL
        || g_str_has_suffix (call->query, sign_mini_get (self, i)->external_id))
      {
        g_string_append (answer, first ? "" : ",");
        write_yousign (answer, sign_mini_get (self, i));
        first = FALSE;
      }
  g_string_append (answer, "]}");
  return 200;
}

static guint
create_yousign (SignMini *self, const SignServerCall *call, GString *answer)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *body = sign_server_parse (call->body, &node);

  write_yousign (answer, add (self, json_object_get_string_member (body, "external_id"), "draft"));
  return 201;
}

static guint
add_yousign_signer (SignMiniRequest *request, const SignServerCall *call, GString *answer)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *body = sign_server_parse (call->body, &node);
  JsonObject *info = json_object_get_object_member (body, "info");

  g_ptr_array_add (request->signers, g_strdup (json_object_get_string_member (info, "email")));
  write_yousign_signer (answer, request, request->signers->len - 1);
  return 201;
}

static void
write_yousign_document (GString *answer, SignMini *self, guint index)
{
  g_string_append_printf (answer,
                          "{\"id\":\"d%u\",\"nature\":\"signable_document\",\"total_anchors\":%u}",
                          index, self->n_anchors);
}

static guint
serve_yousign_signers (SignMini *self,
                       SignMiniRequest *request,
                       const SignServerCall *call,
                       GString *answer)
{
  guint n = request->signers->len;

  if (g_str_equal (call->method, "POST"))
    return add_yousign_signer (request, call, answer);
  if (self->signers_late > 0 && n > 0)
    {
      self->signers_late--;
      n--;
    }
  g_string_append_c (answer, '[');
  for (guint i = 0; i < n; i++)
    {
      g_string_append (answer, i > 0 ? "," : "");
      write_yousign_signer (answer, request, i);
    }
  g_string_append_c (answer, ']');
  return 200;
}

static guint
serve_yousign_documents (SignMini *self,
                         SignMiniRequest *request,
                         const SignServerCall *call,
                         GString *answer)
{
  if (g_str_equal (call->method, "POST"))
    {
      write_yousign_document (answer, self, request->n_documents++);
      return 201;
    }
  g_string_append_c (answer, '[');
  for (guint i = 0; i < request->n_documents; i++)
    {
      g_string_append (answer, i > 0 ? "," : "");
      write_yousign_document (answer, self, i);
    }
  g_string_append_c (answer, ']');
  return 200;
}

static guint
serve_yousign_one (SignMini *self,
                   SignMiniRequest *request,
                   const SignServerCall *call,
                   GString *answer)
{
  gboolean draft = g_str_equal (request->status, "draft");

  if (g_str_equal (call->method, "GET"))
    {
      write_yousign (answer, request);
      return 200;
    }
  if (!draft)
    return refuse (answer, "It is ongoing");
  g_ptr_array_remove (self->requests, request);
  return 204;
}

static guint
change_yousign (SignMiniRequest *request, const char *what, GString *answer)
{
  gboolean draft = g_str_equal (request->status, "draft");

  if (g_str_equal (what, "activate") && draft)
    invite (request, "ongoing");
  else if (g_str_equal (what, "cancel") && g_str_equal (request->status, "ongoing"))
    set_status (request, "canceled");
  else
    return refuse (answer, "Not in this state");
  write_yousign (answer, request);
  return 201;
}

guint
sign_mini_yousign (SignServer *server, const SignServerCall *call, GString *answer)
{
  SignMini *self = server->data;
  g_auto (GStrv) parts = g_strsplit (call->path, "/", -1);
  guint n = g_strv_length (parts);
  SignMiniRequest *request = n > 2 ? find (self, parts[2]) : NULL;

  if (n == 2)
    return g_str_equal (call->method, "POST") ? create_yousign (self, call, answer)
                                              : list_yousign (self, call, answer);
  if (request == NULL)
    return missing (answer);
  if (n == 3)
    return serve_yousign_one (self, request, call, answer);
  if (g_str_equal (parts[3], "signers"))
    return serve_yousign_signers (self, request, call, answer);
  if (g_str_equal (parts[3], "documents"))
    return serve_yousign_documents (self, request, call, answer);
  return change_yousign (request, parts[3], answer);
}

/* Documenso */

static void
write_documenso (GString *answer, SignMini *self, SignMiniRequest *request)
{
  gboolean sent = !g_str_equal (request->status, "DRAFT");

  g_string_append_printf (
      answer,
      "{\"id\":\"%s\",\"status\":\"%s\",\"externalId\":\"%s\",\"deletedAt\":null,"
      "\"createdAt\":\"2026-11-26T13:00:00.000Z\",\"recipients\":[",
      request->id, request->status, request->external_id);
  for (guint i = 0; i < request->signers->len; i++)
    g_string_append_printf (answer,
                            "%s{\"id\":%u,\"email\":\"%s\",\"name\":\"A\",\"role\":\"SIGNER\","
                            "\"signingOrder\":%u,\"readStatus\":\"NOT_OPENED\",\"signingStatus\":"
                            "\"NOT_SIGNED\",\"sendStatus\":\"%s\"}",
                            i > 0 ? "," : "", 100 + i, (const char *) request->signers->pdata[i],
                            i + 1, sent && i == 0 ? "SENT" : "NOT_SENT");
  g_string_append (answer, "],\"fields\":[");
  for (guint i = 0; i < MIN (request->signers->len, self->n_anchors); i++)
    g_string_append_printf (answer, "%s{\"id\":%u,\"type\":\"SIGNATURE\",\"recipientId\":%u}",
                            i > 0 ? "," : "", i, 100 + i);
  g_string_append (answer, "],\"envelopeItems\":[{\"id\":\"item-1\"}]}");
}

static guint
list_documenso (SignMini *self, GString *answer)
{
  guint n = count_listed (self);

  g_string_append (answer, "{\"count\":1,\"totalPages\":1,\"data\":[");
  for (guint i = n; i > 0; i--)
    {
      g_string_append (answer, i < n ? "," : "");
      write_documenso (answer, self, sign_mini_get (self, i - 1));
    }
  g_string_append (answer, "]}");
  return 200;
}

/* The payload is the first part of the form. */
static guint
create_documenso (SignMini *self, const SignServerCall *call, GString *answer)
{
  gsize size;
  const char *text = g_bytes_get_data (call->body, &size);
  const char *start = g_strstr_len (text, (gssize) size, "{");
  const char *end = g_strstr_len (start, (gssize) (size - (gsize) (start - text)), "\r\n--");
  g_autoptr (GBytes) payload = g_bytes_new (start, (gsize) (end - start));
  g_autoptr (JsonNode) node = NULL;
  JsonObject *body = sign_server_parse (payload, &node);
  JsonArray *recipients = json_object_get_array_member (body, "recipients");
  SignMiniRequest *request =
      add (self, json_object_get_string_member (body, "externalId"), "DRAFT");

  request->n_documents = 1;
  for (guint i = 0; i < json_array_get_length (recipients); i++)
    g_ptr_array_add (request->signers,
                     g_strdup (json_object_get_string_member (
                         json_array_get_object_element (recipients, i), "email")));
  g_string_append_printf (answer, "{\"id\":\"%s\"}", request->id);
  return 200;
}

static guint
change_documenso (SignMini *self, const SignServerCall *call, GString *answer)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *body = sign_server_parse (call->body, &node);
  SignMiniRequest *request = find (self, json_object_get_string_member (body, "envelopeId"));

  if (request == NULL)
    return missing (answer);
  if (g_str_has_suffix (call->path, "/distribute") && g_str_equal (request->status, "DRAFT"))
    invite (request, "PENDING");
  else if (g_str_has_suffix (call->path, "/cancel") && g_str_equal (request->status, "PENDING"))
    set_status (request, "CANCELLED");
  else if (g_str_has_suffix (call->path, "/delete"))
    g_ptr_array_remove (self->requests, request);
  else if (!g_str_has_suffix (call->path, "/distribute"))
    return refuse (answer, "Not in this state");
  g_string_append (answer, "{\"success\":true}");
  return 200;
}

guint
sign_mini_documenso (SignServer *server, const SignServerCall *call, GString *answer)
{
  SignMini *self = server->data;
  const char *path = call->path + strlen ("/api/v2/envelope");
  SignMiniRequest *request = *path == '/' ? find (self, path + 1) : NULL;

  if (g_str_equal (call->method, "GET"))
    {
      if (*path == '\0')
        return list_documenso (self, answer);
      if (request == NULL)
        return missing (answer);
      write_documenso (answer, self, request);
      return 200;
    }
  if (g_str_equal (path, "/create"))
    return create_documenso (self, call, answer);
  return change_documenso (self, call, answer);
}
