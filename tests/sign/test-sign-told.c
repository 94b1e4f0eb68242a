/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sign-error.h"
#include "sign-told-private.h"

static BaseHttpResponse *
response_new (guint status, const char *text)
{
  BaseHttpResponse *response = g_new0 (BaseHttpResponse, 1);

  response->status = status;
  response->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  response->body = g_bytes_new (text, strlen (text));
  return response;
}

/* As each of the servers says it. */
static void
test_read (void)
{
  static const struct
  {
    const char *body, *told;
  } cases[] = {
    { "{\"type\":\"x\",\"detail\":\"The value is too long.\"}", "The value is too long" },
    { "{\"message\":\"Too Many Requests, please try again later.\"}",
      "Too Many Requests, please try again later" },
    { "{\"title\":\"Bad\"}", "Bad" },
    { "{\"error\":\"Not authorized\"}", "Not authorized" },
    { "{\"detail\":\"  \",\"message\":\"b\"}", "b" },
    { "{\"detail\":[1,2],\"message\":\"b\"}", "b" },
    { "{\"detail\":\"two\\nlines\"}", "two lines" },
    { "{\"message\":\"Input validation failed\",\"code\":\"BAD_REQUEST\",\"issues\":[{\"code\":"
      "\"invalid_type\",\"path\":[\"payload\",\"title\"],\"message\":\"Required\"},{\"path\":"
      "[\"payload\",\"recipients\",0,\"email\"],\"message\":\"Invalid email\"}]}",
      "payload title Required; payload recipients email Invalid email" },
    { "{\"message\":\"Envelope could not be found\",\"code\":\"INTERNAL_SERVER_ERROR\",\"data\":"
      "{\"code\":\"NOT_FOUND\"}}",
      "Envelope could not be found" },
    { "{}", NULL },
    { "[]", NULL },
    { "", NULL },
    { "<html><title>502 Bad Gateway</title></html>", NULL },
    { "{\"detail\":\"caf\xe9\"}", NULL },
    { "{\"detail\":\"cut", NULL },
    { "{\"detail\":\"...\"}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BaseHttpResponse) response = response_new (400, cases[i].body);
      g_autofree char *told = _sign_told_read (response, NULL, NULL);

      g_assert_cmpstr (told, ==, cases[i].told);
    }
}

/* Nobody's name, address or number is repeated, nor the key; names of fields are. */
static void
test_private (void)
{
  static const char sent[] =
      "{\"name\":\"Convention 42, ABADIE Léa\",\"info\":{\"first_name\":\"Léa\",\"last_name\":"
      "\"D'ARC\",\"email\":\"lea@eleve.example\",\"phone_number\":\"+33612345678\"},"
      "\"signature_authentication_mode\":\"otp_sms\"}";
  static const struct
  {
    const char *detail, *told;
  } cases[] = {
    { "info.first_name: Léa is not valid", "info.first_name: … is not valid" },
    { "LÉA and d'arc", "… and …" },
    { "Léana is not Léa, but (Léa) is", "Léana is not …, but (…) is" },
    { "lea@eleve.example is refused", "… is refused" },
    { "other@mail.example is refused", "… is refused" },
    { "Call +33 6 99 88 77 66 or 0699887766", "Call … or …" },
    { "The name 'Zoé' is wrong", "The name … is wrong" },
    { "“Zoé” and «Zoé» and \\\"Zoé\\\"", "… and … and …" },
    { "'zoe' is wrong", "… is wrong" },
    { "The field 'info.phone_number' is wrong", "The field 'info.phone_number' is wrong" },
    { "\\\"signature_level\\\" is wrong", "\"signature_level\" is wrong" },
    { "otp_sms is not in your plan", "otp_sms is not in your plan" },
    { "The key S3cr3t-key is unknown", "The key … is unknown" },
    { "Convention 42, ABADIE Léa is taken", "… is taken" },
  };
  g_autoptr (JsonNode) node = json_from_string (sent, NULL);
  g_autoptr (GPtrArray) hidden = g_ptr_array_new ();

  g_ptr_array_add (hidden, (gpointer) "S3cr3t-key");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"detail\":\"%s\"}", cases[i].detail);
      g_autoptr (BaseHttpResponse) response = response_new (400, body);
      g_autofree char *told = _sign_told_read (response, node, hidden);

      g_assert_cmpstr (told, ==, cases[i].told);
    }
}

static void
test_long (void)
{
  g_autofree char *words = g_strnfill (5000, 'x');
  g_autofree char *body = g_strdup_printf ("{\"detail\":\"%s\"}", words);
  g_autoptr (BaseHttpResponse) response = response_new (400, body);
  g_autofree char *told = _sign_told_read (response, NULL, NULL);

  g_assert_cmpint (g_utf8_strlen (told, -1), <=, 201);
}

static void
test_fail (void)
{
  static const struct
  {
    guint status;
    const char *body;
    SignError code;
    const char *sentence;
  } cases[] = {
    { 400, "{\"detail\":\"No\"}", SIGN_ERROR_REFUSED,
      "Yousign refuses what was asked. It says: No." },
    { 400, "", SIGN_ERROR_REFUSED, "Yousign refuses what was asked." },
    { 401, "{}", SIGN_ERROR_KEY,
      "Yousign does not take the API key: check it in the preferences." },
    { 403, "{}", SIGN_ERROR_KEY,
      "The API key does not open this at Yousign, or the subscription does not include it." },
    { 404, "{\"detail\":\"Not found\"}", SIGN_ERROR_NOT_FOUND,
      "Yousign does not know what was asked for: it may have been deleted there. It says: Not "
      "found." },
    { 404, "<html>nginx</html>", SIGN_ERROR_REFUSED,
      "“Yousign” was not found at this address: check the one that is in the preferences." },
    { 302, "", SIGN_ERROR_REFUSED,
      "Yousign sends to another address: check the one that is in the preferences." },
    { 407, "", SIGN_ERROR_UNREACHED, NULL },
    { 408, "", SIGN_ERROR_UNKNOWN, "Yousign has a failure of its own: try again later." },
    { 409, "{}", SIGN_ERROR_REFUSED, NULL },
    { 413, "<html>", SIGN_ERROR_REFUSED, "Yousign refuses a document that is so large." },
    { 429, "{}", SIGN_ERROR_BUSY, "Yousign takes no more for now: try again in a while." },
    { 500, "<html>", SIGN_ERROR_UNKNOWN, "Yousign has a failure of its own: try again later." },
    { 503, "", SIGN_ERROR_UNKNOWN, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BaseHttpResponse) response = response_new (cases[i].status, cases[i].body);
      g_autoptr (GError) error = NULL;

      _sign_told_fail ("Yousign", response, NULL, NULL, &error);
      g_assert_error (error, SIGN_ERROR, (gint) cases[i].code);
      if (cases[i].sentence != NULL)
        g_assert_cmpstr (error->message, ==, cases[i].sentence);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sign/told/read", test_read);
  g_test_add_func ("/sign/told/private", test_private);
  g_test_add_func ("/sign/told/long", test_long);
  g_test_add_func ("/sign/told/fail", test_fail);
  return g_test_run ();
}
