/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sign-error.h"
#include "sign-server.h"

/* How and from where somebody signed, as providers tell it. What is answered is a script: to each
 * call the next line, with its status in front; the last goes on. */
typedef struct
{
  SignServer server;
  const char *const *lines;
  guint at;
  SignSession *session;
  GPtrArray *ids;
  GPtrArray *trails;
  GError *error;
} Fixture;

static guint
read_line (SignServer *server, const SignServerCall *call, GString *answer)
{
  Fixture *self = server->data;
  const char *line = self->lines[self->at];

  if (self->lines[self->at + 1] != NULL)
    self->at++;
  g_string_assign (answer, line + 4);
  return (guint) g_ascii_strtoull (line, NULL, 10);
}

static void
set_up (Fixture *self, gconstpointer provider)
{
  gboolean is_own = g_str_equal (provider, "documenso");

  sign_server_start (&self->server, read_line, self);
  self->session = sign_server_open (&self->server, provider, is_own ? "own" : "production");
  self->ids = g_ptr_array_new ();
  self->trails = g_ptr_array_new_with_free_func ((GDestroyNotify) sign_trail_free);
}

static void
tear_down (Fixture *self, gconstpointer provider)
{
  g_clear_error (&self->error);
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->trails);
  g_object_unref (self->session);
  sign_server_stop (&self->server);
}

static gboolean
trace (Fixture *self, const char *const *lines, const char *ids)
{
  static char words[64];

  self->lines = lines;
  self->at = 0;
  sign_server_forget (&self->server);
  g_clear_error (&self->error);
  g_ptr_array_set_size (self->ids, 0);
  g_ptr_array_set_size (self->trails, 0);
  g_strlcpy (words, ids, sizeof words);
  for (char *at = strtok (words, " "); at != NULL; at = strtok (NULL, " "))
    g_ptr_array_add (self->ids, at);
  return sign_session_trace (self->session, "r", self->ids, self->trails, NULL, &self->error);
}

static void
assert_trail (Fixture *self, guint index, SignMeans means, const char *address, const char *times)
{
  const SignTrail *trail = self->trails->pdata[index];
  g_autofree char *told = g_strdup_printf (
      "%s %s %s %s", trail->authenticated_at != NULL ? trail->authenticated_at : "-",
      trail->opened_at != NULL ? trail->opened_at : "-",
      trail->consented_at != NULL ? trail->consented_at : "-",
      trail->signed_at != NULL ? trail->signed_at : "-");

  g_assert_cmpstr (trail->signer_id, ==, self->ids->pdata[index]);
  g_assert_cmpint (trail->means, ==, means);
  g_assert_cmpstr (trail->address, ==, address);
  g_assert_cmpstr (told, ==, times);
}

#define SIGNER(ip)                                                           \
  "\"signer\":{\"id\":\"x\",\"ip_address\":\"" ip "\",\"consent_given_at\":" \
  "\"2021-07-05T14:21:42+02:00\",\"signature_process_completed_at\":\"2021-07-05T12:21:43Z\"}"

static void
test_yousign (Fixture *self, gconstpointer data)
{
  static const char *const lines[] = {
    "200 {\"version\":5," SIGNER ("203.0.113.7") ",\"authentication\":{\"mode\":\"sms\","
                                                 "\"validated_at\":\"2021-07-05T12:21:40+00:00\"}}",
    "200 {" SIGNER ("2001:DB8:0:0::7") ",\"authentication\":{\"mode\":\"otp_email\"}}",
    "200 {" SIGNER ("<script>") ",\"authentication\":{\"mode\":\"no_otp\"}}",
    "200 {" SIGNER ("::ffff:198.51.100.4") ",\"authentication\":{}}",
    "200 {\"signer\":{},\"authentication\":{\"mode\":\"video\"}}",
    NULL,
  };
  g_autofree char *calls = NULL;

  g_assert_true (trace (self, lines, "a b c d e"));
  g_assert_no_error (self->error);
  g_assert_cmpuint (self->trails->len, ==, 5);
  assert_trail (self, 0, SIGN_MEANS_SMS_CODE, "203.0.113.7",
                "2021-07-05T12:21:40Z - 2021-07-05T12:21:42Z 2021-07-05T12:21:43Z");
  assert_trail (self, 1, SIGN_MEANS_EMAIL_CODE, "2001:db8::7",
                "- - 2021-07-05T12:21:42Z 2021-07-05T12:21:43Z");
  assert_trail (self, 2, SIGN_MEANS_LINK, NULL, "- - 2021-07-05T12:21:42Z 2021-07-05T12:21:43Z");
  assert_trail (self, 3, SIGN_MEANS_UNTOLD, "198.51.100.4",
                "- - 2021-07-05T12:21:42Z 2021-07-05T12:21:43Z");
  assert_trail (self, 4, SIGN_MEANS_OTHER, NULL, "- - - -");
  calls = sign_server_list_calls (&self->server);
  g_assert_true (g_str_has_prefix (calls, "GET /signature_requests/r/signers/a/audit_trails\n"
                                          "GET /signature_requests/r/signers/b/audit_trails\n"));
}

/* What was told before a failure is not lost. */
static void
test_yousign_fails (Fixture *self, gconstpointer data)
{
  static const char *const refused[] = {
    "200 {" SIGNER ("203.0.113.7") "}",
    "400 {\"type\":\"bad_request\",\"detail\":\"The Signer has not signed.\"}",
    NULL,
  };
  static const char *const strange[] = { "200 {\"signer\":\"nobody\"}", NULL };

  g_assert_false (trace (self, refused, "a b c"));
  g_assert_error (self->error, SIGN_ERROR, SIGN_ERROR_REFUSED);
  g_assert_cmpuint (self->trails->len, ==, 1);
  g_assert_cmpuint (self->server.calls->len, ==, 2);

  g_assert_false (trace (self, strange, "a"));
  g_assert_error (self->error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
  g_assert_cmpuint (self->trails->len, ==, 0);
}

#define ENTRY(type, who, ip, at, more)                                                       \
  "{\"id\":\"x\",\"createdAt\":\"2026-11-26T" at "Z\",\"ipAddress\":" ip ",\"type\":\"" type \
  "\",\"data\":{\"recipientId\":" who more "}}"
#define PAGE(entries, pages) "200 {\"data\":[" entries "],\"totalPages\":" pages "}"

static void
test_documenso (Fixture *self, gconstpointer data)
{
  static const char *const lines[] = {
    PAGE (
        "{\"type\":\"DOCUMENT_SENT\",\"data\":{}},"
        "{\"type\":\"DOCUMENT_RECIPIENT_COMPLETED\",\"data\":7},7," ENTRY (
            "DOCUMENT_OPENED", "11", "\"192.0.2.1\"", "08:00:00",
            ",\"accessAuth\":[]") "," ENTRY ("DOCUMENT_VIEWED", "11", "\"192.0.2.1\"", "08:01:00",
                                             "") "," ENTRY ("DOCUMENT_RECIPIENT_COMPLETED", "11",
                                                            "\"203.0.113.7, 10.0.0.1\"", "08:02:00",
                                                            ",\"actionAuth\":[null,\"EXPLICIT_"
                                                            "NONE\"]") "," ENTRY ("DOCUMENT_OPENED",
                                                                                  "12", "null",
                                                                                  "09:00:00",
                                                                                  ",\"accessAuth\":"
                                                                                  "["
                                                                                  "\"ACCOUNT\"]"),
        "2"),
    PAGE (ENTRY ("DOCUMENT_RECIPIENT_COMPLETED", "12", "null", "09:02:00",
                 ",\"actionAuth\":[]") "," ENTRY ("DOCUMENT_ACCESS_AUTH_2FA_VALIDATED", "13",
                                                  "null", "10:00:00",
                                                  "") "," ENTRY ("DOCUMENT_RECIPIENT_COMPLETED",
                                                                 "13", "\"localhost\"", "10:01:00",
                                                                 ""),
          "2"),
    NULL,
  };
  g_autofree char *calls = NULL;

  g_assert_true (trace (self, lines, "11 12 13"));
  g_assert_no_error (self->error);
  assert_trail (self, 0, SIGN_MEANS_LINK, "203.0.113.7",
                "- 2026-11-26T08:00:00Z - 2026-11-26T08:02:00Z");
  assert_trail (self, 1, SIGN_MEANS_ACCOUNT, NULL, "- 2026-11-26T09:00:00Z - 2026-11-26T09:02:00Z");
  assert_trail (self, 2, SIGN_MEANS_OTHER, NULL, "2026-11-26T10:00:00Z - - 2026-11-26T10:01:00Z");
  calls = sign_server_list_calls (&self->server);
  g_assert_cmpstr (calls, ==,
                   "GET /api/v2/envelope/r/audit-log?orderByColumn=createdAt&orderByDirection=asc"
                   "&perPage=100&page=1\n"
                   "GET /api/v2/envelope/r/audit-log?orderByColumn=createdAt&orderByDirection=asc"
                   "&perPage=100&page=2\n");

  /* of one of them it says nothing: the others are told, and it is asked again some day */
  g_assert_false (trace (self, lines, "11 14"));
  g_assert_error (self->error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
  g_assert_cmpuint (self->trails->len, ==, 1);
}

static void
test_documenso_fails (Fixture *self, gconstpointer data)
{
  static const char *const strange[] = { "200 {\"data\":{}}", NULL };
  static const char *const nothing[] = {
    "404 {\"message\":\"no\",\"data\":{\"code\":\"NOT_FOUND\",\"httpStatus\":404}}", NULL
  };
  static const char *const endless[] = { PAGE ("", "1000000"), NULL };

  g_assert_false (trace (self, strange, "11"));
  g_assert_error (self->error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
  g_assert_false (trace (self, nothing, "11"));
  g_assert_error (self->error, SIGN_ERROR, SIGN_ERROR_NOT_FOUND);
  g_assert_false (trace (self, endless, "11"));
  g_assert_error (self->error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
  g_assert_cmpuint (self->server.calls->len, ==, 20);
}

static void
test_told (void)
{
  for (guint i = 0; i < sign_provider_get_n (); i++)
    g_assert_true (sign_provider_get_features (sign_provider_get (i)) & SIGN_FEATURE_TRAIL);
  g_assert_null (sign_means_to_key (SIGN_MEANS_UNTOLD));
  g_assert_cmpstr (sign_means_to_key (SIGN_MEANS_OTHER), ==, "other");
  sign_trail_free (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sign/trail/yousign", Fixture, "yousign", set_up, test_yousign, tear_down);
  g_test_add ("/sign/trail/yousign-fails", Fixture, "yousign", set_up, test_yousign_fails,
              tear_down);
  g_test_add ("/sign/trail/documenso", Fixture, "documenso", set_up, test_documenso, tear_down);
  g_test_add ("/sign/trail/documenso-fails", Fixture, "documenso", set_up, test_documenso_fails,
              tear_down);
  g_test_add_func ("/sign/trail/told", test_told);
  return g_test_run ();
}
