/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sign-documenso-private.h"
#include "base-json.h"
#include "sign-told-private.h"
#include "sign-yousign-private.h"
#include "sign-zip-private.h"

/* What a provider of signatures answers, or whoever answers in its name: it is read as each answer
 * that there is, and what comes of it can be used. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
check_time (const char *text)
{
  g_assert_true (text == NULL || (strlen (text) == 20 && text[19] == 'Z'));
}

static void
check_request (SignRequest *request)
{
  if (request == NULL)
    return;
  g_assert_cmpstr (request->id, !=, "");
  g_assert_nonnull (sign_state_to_key (request->state));
  check_text (request->external_id);
  check_text (request->reason);
  check_time (request->created_at);
  check_time (request->completed_at);
  check_time (request->expires_at);
  for (guint i = 0; i < request->signers->len; i++)
    {
      SignSigner *signer = request->signers->pdata[i];

      g_assert_cmpstr (signer->id, !=, "");
      g_assert_nonnull (sign_signer_state_to_key (signer->state));
      check_text (signer->email);
      check_text (signer->name);
      check_time (signer->signed_at);
    }
  sign_request_unref (request);
}

static void
read_yousign (JsonNode *node)
{
  JsonArray *array = base_json_array (node);
  SignRequest *request = _sign_yousign_read (base_json_object (node));

  if (request == NULL)
    request = sign_request_new ("r");
  for (guint i = 0; i < base_json_n_objects (array); i++)
    _sign_yousign_read_signer (request, base_json_element (array, i));
  _sign_yousign_read_decline (request, base_json_object (node));
  check_request (request);
}

static void
read_documenso (JsonNode *node)
{
  JsonObject *object = base_json_object (node);
  JsonArray *data = base_json_member_array (object, "data");

  check_request (_sign_documenso_read (object, G_GINT64_CONSTANT (1795698000000000)));
  for (guint i = 0; i < base_json_n_objects (data); i++)
    check_request (_sign_documenso_read (base_json_element (data, i), 0));
  _sign_documenso_has_field (object, "100");
  _sign_documenso_find_recipient (object, "100");
}

static void
read_error (GBytes *body, JsonNode *sent)
{
  BaseHttpResponse response = { 400, NULL, body };
  g_autoptr (GPtrArray) hidden = g_ptr_array_new ();
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (hidden, (gpointer) "S3cr3t-key");
  told = _sign_told_read (&response, sent, hidden);
  check_text (told);
  g_assert_true (told == NULL || strstr (told, "S3cr3t-key") == NULL);
  g_assert_true (told == NULL || strchr (told, '@') == NULL);
  g_assert_true (told == NULL || strchr (told, '\n') == NULL);
  _sign_told_fail ("Yousign", &response, NULL, hidden, &error);
  g_assert_nonnull (error);
}

static void
read_name (const guint8 *data, gsize size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_autofree char *name = _sign_yousign_dup_name (text);
  g_autofree char *title = _sign_yousign_dup_title (text);
  g_autofree char *again = _sign_yousign_dup_name (name);

  g_assert_false (g_str_has_prefix (name, " ") || g_str_has_suffix (name, " "));
  g_assert_cmpstr (again, ==, name);
  check_text (title);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (JsonNode) node = base_json_parse ((const char *) data, (gssize) size);
  GBytes *file;

  read_name (data, size);
  read_error (body, NULL);
  if (node != NULL)
    {
      read_error (body, node);
      read_yousign (node);
      read_documenso (node);
    }
  file = _sign_zip_take_pdf (body, NULL);
  g_clear_pointer (&file, g_bytes_unref);
  return 0;
}
