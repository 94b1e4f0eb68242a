/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sign-error.h"
#include "sign-server.h"
#include "sign-zip-private.h"

#define PDF "%PDF-1.7 signed by all\n%%EOF\n"

/* What is answered is a script: to each call the next line; the last goes on. */
typedef struct
{
  guint status;
  const char *text;
} Line;

typedef struct
{
  SignServer server;
  const Line *lines;
  guint at;
  SignSession *session;
  GString *waits;
} Fixture;

static guint
read_line (SignServer *server, const SignServerCall *call, GString *answer)
{
  Fixture *self = server->data;
  const Line *line = &self->lines[self->at];

  if (line[1].status != 0)
    self->at++;
  g_string_assign (answer, line->text);
  return line->status;
}

static void
on_wait (guint seconds, gpointer data)
{
  g_string_append_printf (((Fixture *) data)->waits, "%u ", seconds);
}

static void
set_up (Fixture *self, gconstpointer provider)
{
  sign_server_start (&self->server, read_line, self);
  self->session = sign_server_open (&self->server, provider, "production");
  self->waits = g_string_new (NULL);
  sign_session_set_wait_func (self->session, on_wait, self);
}

static void
tear_down (Fixture *self, gconstpointer provider)
{
  g_object_unref (self->session);
  sign_server_stop (&self->server);
  g_string_free (self->waits, TRUE);
}

static void
play (Fixture *self, const Line *lines)
{
  self->lines = lines;
  self->at = 0;
  sign_server_forget (&self->server);
  self->server.fail_at = 0;
}

static const Line check_ok[] = { { 200, "{\"data\":[],\"meta\":{}}" }, { 0, NULL } };

static void
test_headers (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const SignServerCall *call;

  play (self, check_ok);
  g_assert_true (sign_session_check (self->session, NULL, &error));
  g_assert_no_error (error);
  call = sign_server_get_call (&self->server, 0);
  g_assert_nonnull (strstr (call->head, "\r\nAuthorization: Bearer S3cr3t-key\r\n"));
  g_assert_nonnull (strstr (call->head, "\r\nAccept: application/json"));
}

/* What changes nothing is asked again; what does never is. */
static void
test_retries (Fixture *self, gconstpointer data)
{
  static const SignFail fails[] = { SIGN_FAIL_ERROR_BEFORE, SIGN_FAIL_CUT_BEFORE, SIGN_FAIL_HALF,
                                    SIGN_FAIL_HTML };
  static const Line done[] = { { 201, "" }, { 0, NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (fails); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 before = self->server.waited;

      play (self, check_ok);
      self->server.fail = fails[i];
      self->server.fail_at = 1;
      self->server.fail_times = 3;
      g_assert_true (sign_session_check (self->session, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (self->server.calls->len, ==, 4);
      g_assert_cmpint (self->server.waited - before, ==, 7 * G_TIME_SPAN_SECOND);

      play (self, check_ok);
      self->server.fail_at = 1;
      self->server.fail_times = 100;
      g_assert_false (sign_session_check (self->session, NULL, &error));
      g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
      g_assert_cmpuint (self->server.calls->len, ==, 4);
      g_clear_error (&error);

      play (self, done);
      self->server.fail_at = 1;
      self->server.fail_times = 1;
      if (fails[i] == SIGN_FAIL_HALF)
        continue; /* half of nothing is all of it */
      g_assert_false (sign_session_remind (self->session, "r", "s", NULL, &error));
      g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
      g_assert_true (sign_error_may_be_done (error));
      g_assert_cmpuint (self->server.calls->len, ==, 1);
    }
}

/* "Later" is obeyed, and told; what changes something too was not done and is asked again. */
static void
test_later (Fixture *self, gconstpointer data)
{
  static const Line done[] = { { 201, "" }, { 0, NULL } };
  g_autoptr (GError) error = NULL;

  play (self, done);
  self->server.fail = SIGN_FAIL_BUSY;
  self->server.fail_at = 1;
  self->server.fail_times = 2;
  g_assert_true (sign_session_remind (self->session, "r", "s", NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->server.calls->len, ==, 3);
  g_assert_cmpint (self->server.now, ==, 14 * G_TIME_SPAN_SECOND);
  g_assert_cmpstr (self->waits->str, ==, "7 7 ");
  play (self, done);
  self->server.fail_at = 1;
  self->server.fail_times = 100;
  g_assert_false (sign_session_remind (self->session, "r", "s", NULL, &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_BUSY);
  g_assert_false (sign_error_may_be_done (error));
  g_assert_cmpuint (self->server.calls->len, <, 10);
}

static void
test_unreached (Fixture *self, gconstpointer data)
{
  SignServer gone;
  g_autoptr (SignSession) session = NULL;
  g_autoptr (GError) error = NULL;
  gint64 waited = self->server.waited;

  sign_server_start (&gone, read_line, self);
  session = sign_server_open (&gone, "yousign", "production");
  sign_server_set_clock (&self->server, session);
  sign_server_stop (&gone);
  g_assert_false (sign_session_remind (session, "r", "s", NULL, &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNREACHED);
  g_clear_error (&error);
  /* and without a network nobody waits long to hear so */
  g_assert_false (sign_session_check (session, NULL, &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNREACHED);
  g_assert_cmpint (self->server.waited - waited, <=, 2 * G_TIME_SPAN_SECOND);
}

static void
test_garbled (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = { "[]", "{}", "null", "3", "{\"data\":3}", "\"data\"" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Line lines[] = { { 200, texts[i] }, { 0, NULL } };
      g_autoptr (GError) error = NULL;

      play (self, lines);
      g_assert_false (sign_session_check (self->session, NULL, &error));
      g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
      g_clear_error (&error);
      g_assert_null (sign_session_list (self->session, NULL, NULL, &error));
      g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
      g_clear_error (&error);
      g_assert_null (sign_session_load (self->session, "x", NULL, &error));
      g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
    }
}

static void
test_pages (Fixture *self, gconstpointer data)
{
  static const Line lines[] = {
    { 200, "{\"meta\":{\"next_cursor\":\"a b/=\"},\"data\":[{\"id\":\"1\",\"status\":\"ongoing\","
           "\"signers\":[{\"id\":\"s\",\"status\":\"verified\"}]},{\"id\":\"2\",\"status\":"
           "\"deleted\"},{\"status\":\"ongoing\"},7]}" },
    { 200, "{\"meta\":{\"next_cursor\":null},\"data\":[{\"id\":\"3\",\"status\":\"approval\"}]}" },
    { 0, NULL },
  };
  static const Line loop[] = {
    { 200, "{\"meta\":{\"next_cursor\":\"a\"},\"data\":[]}" },
    { 0, NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autofree char *calls = NULL;
  SignRequest *first;

  play (self, lines);
  requests = sign_session_list (self->session, NULL, NULL, &error);
  g_assert_no_error (error);
  calls = sign_server_list_calls (&self->server);
  g_assert_cmpstr (calls, ==,
                   "GET /signature_requests?limit=100&status%5Bin%5D=ongoing,approval,paused\n"
                   "GET /signature_requests?limit=100&status%5Bin%5D=ongoing,approval,paused"
                   "&after=a%20b%2F%3D\n");
  g_assert_cmpuint (requests->len, ==, 2);
  first = requests->pdata[0];
  g_assert_cmpint (((SignSigner *) first->signers->pdata[0])->state, ==, SIGN_SIGNER_SIGNING);
  play (self, loop);
  g_assert_null (sign_session_list (self->session, NULL, NULL, &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
}

/* A server that takes no notice of a filter must not make us take another's request for ours. */
static void
test_filter_ignored (Fixture *self, gconstpointer data)
{
  static const Line lines[] = {
    { 200, "{\"meta\":{},\"data\":[{\"id\":\"1\",\"status\":\"draft\",\"external_id\":\"other\"},"
           "{\"id\":\"2\",\"status\":\"draft\"}]}" },
    { 400, "{\"detail\":\"no\"}" },
    { 0, NULL },
  };
  g_autoptr (SignOrder) order = sign_server_order ("ours", 1);
  g_autofree char *calls = NULL;

  play (self, lines);
  g_assert_null (sign_session_send (self->session, order, NULL, NULL, NULL, NULL, NULL));
  calls = sign_server_list_calls (&self->server);
  g_assert_cmpstr (calls, ==,
                   "GET /signature_requests?limit=100&external_id%5Beq%5D=ours\n"
                   "POST /signature_requests\n");
}

static void
test_loaded (Fixture *self, gconstpointer data)
{
  static const Line lines[] = {
    { 200,
      "{\"id\":\"1\",\"status\":\"declined\",\"external_id\":\"x\",\"created_at\":"
      "\"2026-11-26T14:00:00+01:00\",\"activated_at\":\"2026-11-26T13:01:00Z\","
      "\"completed_at\":null,\"expiration_date\":\"2027-01-31T22:59:59Z\",\"signers\":[{\"id\":"
      "\"b\",\"status\":\"declined\"}],\"documents\":[{\"id\":\"d\",\"nature\":"
      "\"signable_document\"},{\"id\":\"e\",\"nature\":\"attachment\"}],"
      "\"decline_information\":{\"signer_id\":\"b\",\"reason\":\"Non\",\"declined_at\":\"x\"}}" },
    { 200,
      "[{\"id\":\"a\",\"status\":\"signed\",\"signed_at\":\"2026-11-26T13:05:00Z\",\"info\":{"
      "\"first_name\":\"Léa\",\"last_name\":\"ABADIE\",\"email\":\"lea@a.example\"}},"
      "{\"id\":\"b\",\"status\":\"declined\",\"info\":null},{\"id\":\"c\",\"status\":\"new\"}]" },
    { 0, NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignRequest) request = NULL;
  SignSigner *a, *b;

  play (self, lines);
  request = sign_session_load (self->session, "1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (request->state, ==, SIGN_STATE_DECLINED);
  g_assert_cmpstr (request->created_at, ==, "2026-11-26T13:00:00Z");
  g_assert_cmpstr (request->expires_at, ==, "2027-01-31T22:59:59Z");
  g_assert_null (request->completed_at);
  g_assert_cmpstr (request->reason, ==, "Non");
  g_assert_cmpuint (request->document_ids->len, ==, 1);
  g_assert_cmpuint (request->signers->len, ==, 3);
  a = request->signers->pdata[0];
  b = request->signers->pdata[1];
  g_assert_cmpstr (a->email, ==, "lea@a.example");
  g_assert_cmpstr (a->name, ==, "Léa ABADIE");
  g_assert_cmpstr (a->signed_at, ==, "2026-11-26T13:05:00Z");
  g_assert_cmpstr (b->email, ==, "");
  g_assert_cmpstr (b->reason, ==, "Non");
  /* a state that is not known yet is no reason to fail */
  g_assert_cmpint (((SignSigner *) request->signers->pdata[2])->state, ==, SIGN_SIGNER_WAITING);
}

static void
test_files (Fixture *self, gconstpointer data)
{
  static const Line pdf[] = { { 200, PDF }, { 0, NULL } };
  static const Line html[] = { { 200, "<html>" }, { 0, NULL } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) signed_pdf = NULL, proof = NULL;
  g_autofree char *calls = NULL;

  play (self, pdf);
  self->server.type = "application/pdf";
  signed_pdf = sign_session_fetch_signed (self->session, "r", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (signed_pdf, NULL), g_bytes_get_size (signed_pdf), PDF,
                   strlen (PDF));
  proof = sign_session_fetch_proof (self->session, "r", NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (proof);
  calls = sign_server_list_calls (&self->server);
  g_assert_cmpstr (calls, ==,
                   "GET /signature_requests/r/documents/download?version=completed\n"
                   "GET /signature_requests/r/audit_trails/download?merge=true\n");
  play (self, html);
  g_assert_null (sign_session_fetch_signed (self->session, "r", NULL, &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
  g_clear_error (&error);
  /* an archive that is none */
  self->server.type = "application/zip";
  g_assert_null (sign_session_fetch_signed (self->session, "r", NULL, &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
}

/* The connection ended early, and nothing but the file itself tells so. */
static void
test_half_file (Fixture *self, gconstpointer data)
{
  static const Line half[] = { { 200, "%PDF-1.7 signed by a" }, { 0, NULL } };
  static const Line half_then_whole[] = {
    { 200, "%PDF-1.7 signed by a" },
    { 200, PDF },
    { 0, NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) whole = NULL;

  self->server.type = "application/pdf";
  play (self, half);
  g_assert_null (sign_session_fetch_signed (self->session, "r", NULL, &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
  g_clear_error (&error);
  play (self, half_then_whole);
  whole = sign_session_fetch_signed (self->session, "r", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (whole), ==, strlen (PDF));
}

/* What is not known to be a draft is not deleted as one, nor taken for one. */
static void
test_unknown_state (Fixture *self, gconstpointer data)
{
  static const Line later[] = { { 200, "{\"id\":\"r\",\"status\":\"in_review\"}" }, { 0, NULL } };
  static const Line without[] = { { 200, "{\"id\":\"r\"}" }, { 0, NULL } };
  g_autoptr (SignOrder) order = sign_server_order ("ours", 1);
  g_autoptr (SignRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *calls = NULL;

  play (self, later);
  request = sign_session_send (self->session, order, "r", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (request->state, ==, SIGN_STATE_ONGOING);
  calls = sign_server_list_calls (&self->server);
  g_assert_cmpstr (calls, ==, "GET /signature_requests/r\n");
  play (self, without);
  g_assert_false (sign_session_stop (self->session, "r", SIGN_STOP_OTHER, NULL, NULL, &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
}

static GBytes *
unpack (const char *name, GError **error)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("PARAPHE_SRCDIR"), "tests", "fuzz", "corpus-sign", name, NULL);
  g_autofree char *content = NULL;
  g_autoptr (GBytes) archive = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  archive = g_bytes_new_take (g_steal_pointer (&content), size);
  return _sign_zip_take_pdf (archive, error);
}

/* The only file of an archive is it; of several nobody knows which. */
static void
test_archive (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = unpack ("one.zip", &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (file, NULL), g_bytes_get_size (file), "%PDF-1.7 x", 10);
  g_assert_null (unpack ("two.zip", &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (unpack ("half.json", &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
}

/* The answer to a change of address is lost: whether it was made is looked at. */
static void
test_transfer_lost (Fixture *self, gconstpointer data)
{
  static const Line changed[] = {
    { 502, "" },
    { 200, "{\"id\":\"r\",\"status\":\"ongoing\",\"signers\":[{\"id\":\"s\"}]}" },
    { 200, "[{\"id\":\"s\",\"status\":\"notified\",\"info\":{\"email\":\"NEW@a.example\"}}]" },
    { 0, NULL },
  };
  static const Line unchanged[] = {
    { 502, "" },
    { 200, "{\"id\":\"r\",\"status\":\"ongoing\",\"signers\":[{\"id\":\"s\"}]}" },
    { 200, "[{\"id\":\"s\",\"status\":\"notified\",\"info\":{\"email\":\"old@a.example\"}}]" },
    { 0, NULL },
  };
  g_autoptr (SignPerson) person = sign_person_new ("", "", "new@a.example");
  g_autoptr (GError) error = NULL;
  g_autoptr (SignRequest) request = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  play (self, changed);
  request = sign_session_transfer (self->session, "r", "s", person, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (request);
  sign_server_parse (sign_server_get_call (&self->server, 0)->body, &node);
  text = json_to_string (node, FALSE);
  g_assert_cmpstr (text, ==, "{\"info\":{\"email\":\"new@a.example\"}}");
  play (self, unchanged);
  g_assert_null (sign_session_transfer (self->session, "r", "s", person, NULL, &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
  g_assert_cmpuint (self->server.calls->len, ==, 3);
}

static char *
body_of (Fixture *self, guint index)
{
  g_autoptr (JsonNode) node = NULL;

  sign_server_parse (sign_server_get_call (&self->server, index)->body, &node);
  return json_to_string (node, FALSE);
}

/* What is asked for, word for word. */
static void
test_bodies (Fixture *self, gconstpointer data)
{
  static const Line lines[] = {
    { 200, "{\"meta\":{},\"data\":[]}" },
    { 201, "{\"id\":\"r\",\"status\":\"draft\"}" },
    { 201, "{\"id\":\"d\",\"total_anchors\":2}" },
    { 201, "{\"id\":\"s1\",\"status\":\"initiated\"}" },
    { 201, "{\"id\":\"s2\",\"status\":\"initiated\"}" },
    { 201, "{\"id\":\"r\",\"status\":\"ongoing\",\"signers\":[{\"id\":\"s1\",\"status\":"
           "\"notified\"}]}" },
    { 0, NULL },
  };
  g_autoptr (SignOrder) order = sign_server_order ("ours", 2);
  g_autoptr (SignRequest) request = NULL;
  g_autofree char *created = NULL, *first = NULL, *second = NULL, *form = NULL;
  SignPerson *student = order->signers->pdata[0], *mother = order->signers->pdata[1];

  student->method = SIGN_METHOD_EMAIL_CODE;
  mother->method = SIGN_METHOD_SMS_CODE;
  mother->mobile = g_strdup ("+33612345678");
  order->expires_on = g_strdup ("2027-01-31");
  order->remind_days = 3;
  order->subject = g_strdup ("À signer");
  order->file_name = (g_free (order->file_name), g_strdup ("Convention \"42\"/ABADIE.pdf"));
  play (self, lines);
  request = sign_session_send (self->session, order, NULL, NULL, NULL, NULL, NULL);
  g_assert_nonnull (request);
  created = body_of (self, 1);
  first = body_of (self, 3);
  second = body_of (self, 4);
  g_assert_cmpstr (
      created, ==,
      "{\"name\":\"Convention 2026-0042, ABADIE Léa\",\"delivery_mode\":\"email\","
      "\"ordered_signers\":true,\"timezone\":\"Europe/Paris\",\"external_id\":\"ours\","
      "\"audit_trail_locale\":\"fr\",\"signers_allowed_to_decline\":true,"
      "\"expiration_date\":\"2027-01-31\",\"reminder_settings\":{\"interval_in_days\":7,"
      "\"max_occurrences\":10},\"email_notification\":{\"custom_text\":{\"request_subject\":"
      "\"À signer\"}}}");
  g_assert_cmpstr (first, ==,
                   "{\"info\":{\"first_name\":\"Léa\",\"last_name\":\"ABADIE\",\"email\":"
                   "\"lea.abadie@eleve.example\",\"locale\":\"fr\"},\"signature_level\":"
                   "\"electronic_signature\",\"signature_authentication_mode\":\"otp_email\"}");
  g_assert_cmpstr (second, ==,
                   "{\"info\":{\"first_name\":\"Jeanne\",\"last_name\":\"D'ARC\",\"email\":"
                   "\"jeanne.darc@mail.example\",\"phone_number\":\"+33612345678\",\"locale\":"
                   "\"fr\"},\"signature_level\":\"electronic_signature\","
                   "\"signature_authentication_mode\":\"otp_sms\"}");
  form = g_strndup (g_bytes_get_data (sign_server_get_call (&self->server, 2)->body, NULL),
                    g_bytes_get_size (sign_server_get_call (&self->server, 2)->body));
  g_assert_nonnull (strstr (form, "filename=\"Convention -42--ABADIE.pdf\""));
  g_assert_nonnull (strstr (form, "\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7 anchors\r\n"));
  g_assert_nonnull (strstr (form, "name=\"nature\"\r\n\r\nsignable_document\r\n"));
  g_assert_nonnull (strstr (form, "name=\"parse_anchors\"\r\n\r\ntrue\r\n"));
}

/* Who cannot be sent is told by their place, and nobody was asked. */
static void
test_people (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *given, *family, *email, *mobile;
    SignMethod method;
    const char *part;
  } cases[] = {
    { "", "Roy", "a@a.example", NULL, SIGN_METHOD_LINK, "name of signatory 2" },
    { "李", "王", "a@a.example", NULL, SIGN_METHOD_LINK, "name of signatory 2" },
    { "Luc", "Roy", "", NULL, SIGN_METHOD_LINK, "address of signatory 2" },
    { "Luc", "Roy", "a@a.example", NULL, SIGN_METHOD_SMS_CODE, "Signatory 2" },
    { "Luc", "Roy", "a@a.example", "0612345678", SIGN_METHOD_SMS_CODE, "Signatory 2" },
  };

  play (self, check_ok);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SignOrder) order = sign_server_order ("ours", 1);
      SignPerson *person = sign_person_new (cases[i].given, cases[i].family, cases[i].email);
      g_autoptr (GError) error = NULL;

      person->method = cases[i].method;
      person->mobile = g_strdup (cases[i].mobile);
      g_ptr_array_add (order->signers, person);
      g_assert_null (sign_session_send (self->session, order, NULL, NULL, NULL, NULL, &error));
      g_assert_error (error, SIGN_ERROR, SIGN_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].part));
      g_assert_null (strstr (error->message, "a.example"));
    }
  g_assert_cmpuint (self->server.calls->len, ==, 0);
}

static void
test_codes (Fixture *self, gconstpointer data)
{
  g_autoptr (SignOrder) order = sign_server_order ("ours", 1);
  g_autoptr (GError) error = NULL;

  play (self, check_ok);
  ((SignPerson *) order->signers->pdata[0])->method = SIGN_METHOD_EMAIL_CODE;
  g_assert_null (sign_session_send (self->session, order, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNSUPPORTED);
  g_assert_cmpuint (self->server.calls->len, ==, 0);
}

/* In a process of its own, whose log the parent reads: good calls, and each that goes wrong. */
static void
test_log_inside (Fixture *self, gconstpointer data)
{
  static const Line lines[] = {
    { 200, "{\"meta\":{},\"data\":[]}" },
    { 201, "{\"id\":\"r\",\"status\":\"draft\"}" },
    { 400, "{\"detail\":\"ABADIE lea.abadie@eleve.example S3cr3t-key\"}" },
    { 0, NULL },
  };

  for (guint fail = 0; fail < SIGN_N_FAILS; fail++)
    for (guint at = 1; at < 4; at++)
      {
        g_autoptr (SignOrder) order = sign_server_order ("ours", 2);
        g_autoptr (GError) error = NULL;
        g_autoptr (SignRequest) request = NULL;

        play (self, lines);
        self->server.fail = (SignFail) fail;
        self->server.fail_at = at;
        self->server.fail_times = 3;
        request = sign_session_send (self->session, order, NULL, NULL, NULL, NULL, &error);
        g_assert_null (request);
        g_assert_null (strstr (error->message, "ABADIE"));
        g_assert_null (strstr (error->message, "example"));
        g_assert_null (strstr (error->message, "S3cr3t"));
      }
}

static void
test_log (void)
{
  static const char *const secrets[] = { "*S3cr3t*", "*ABADIE*", "*@*", "*Jeanne*", "*ours*" };

  g_test_trap_subprocess ("/sign/call/log/subprocess", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*looking how things stand*");
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_test_trap_assert_stdout_unmatched (secrets[i]);
      g_test_trap_assert_stderr_unmatched (secrets[i]);
    }
}

#define ADD(name, function) \
  g_test_add ("/sign/call/" name, Fixture, "yousign", set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("headers", test_headers);
  ADD ("retries", test_retries);
  ADD ("later", test_later);
  ADD ("unreached", test_unreached);
  ADD ("garbled", test_garbled);
  ADD ("pages", test_pages);
  ADD ("filter-ignored", test_filter_ignored);
  ADD ("loaded", test_loaded);
  ADD ("files", test_files);
  ADD ("half-file", test_half_file);
  ADD ("unknown-state", test_unknown_state);
  ADD ("transfer-lost", test_transfer_lost);
  ADD ("bodies", test_bodies);
  ADD ("people", test_people);
  g_test_add ("/sign/call/codes", Fixture, "documenso", set_up, test_codes, tear_down);
  g_test_add_func ("/sign/call/archive", test_archive);
  g_test_add_func ("/sign/call/log", test_log);
  ADD ("log/subprocess", test_log_inside);
  return g_test_run ();
}
