/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sign-documenso-private.h"
#include "sign-error.h"
#include "sign-server.h"

/* What is answered is a script: to each call the next line; the last goes on. */
typedef struct
{
  SignServer server;
  const char *const *lines;
  guint at;
  SignSession *session;
} Fixture;

static guint
read_line (SignServer *server, const SignServerCall *call, GString *answer)
{
  Fixture *self = server->data;

  g_string_assign (answer, self->lines[self->at]);
  if (self->lines[self->at + 1] != NULL)
    self->at++;
  return 200;
}

static void
set_up (Fixture *self, gconstpointer provider)
{
  sign_server_start (&self->server, read_line, self);
  self->session = sign_server_open (&self->server, "documenso", "own");
}

static void
tear_down (Fixture *self, gconstpointer provider)
{
  g_object_unref (self->session);
  sign_server_stop (&self->server);
}

static void
play (Fixture *self, const char *const *lines)
{
  self->lines = lines;
  self->at = 0;
  sign_server_forget (&self->server);
}

#define NOW (G_GINT64_CONSTANT (1795698000) * G_TIME_SPAN_SECOND) /* 2026-11-26T13:00Z */

static SignRequest *
read_text (const char *format, const char *status, const char *signer)
{
  g_auto (GStrv) parts = g_strsplit (format, "STATUS", 2);
  g_autofree char *first = g_strjoinv (status, parts);
  g_auto (GStrv) halves = g_strsplit (first, "WHO", 2);
  g_autofree char *text = g_strjoinv (signer, halves);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  return _sign_documenso_read (json_node_get_object (node), NOW);
}

static void
test_states (void)
{
  static const char envelope[] = "{\"id\":\"e\",\"status\":\"STATUS\",\"externalId\":null,"
                                 "\"recipients\":[{\"id\":1,\"role\":\"SIGNER\",WHO}]}";
  static const struct
  {
    const char *status, *signer;
    SignState state;
    SignerState signer_state;
  } cases[] = {
    { "DRAFT", "\"sendStatus\":\"NOT_SENT\"", SIGN_STATE_DRAFT, SIGN_SIGNER_WAITING },
    { "PENDING", "\"sendStatus\":\"NOT_SENT\"", SIGN_STATE_ONGOING, SIGN_SIGNER_WAITING },
    { "PENDING", "\"sendStatus\":\"SENT\",\"signingStatus\":\"NOT_SIGNED\"", SIGN_STATE_ONGOING,
      SIGN_SIGNER_INVITED },
    { "PENDING", "\"sendStatus\":\"SENT\",\"readStatus\":\"OPENED\"", SIGN_STATE_ONGOING,
      SIGN_SIGNER_OPENED },
    { "PENDING", "\"signingStatus\":\"SIGNED\",\"expiresAt\":\"2026-11-01T00:00:00Z\"",
      SIGN_STATE_ONGOING, SIGN_SIGNER_SIGNED },
    { "PENDING", "\"sendStatus\":\"SENT\",\"expiresAt\":\"2026-11-26T12:59:59Z\"",
      SIGN_STATE_EXPIRED, SIGN_SIGNER_INVITED },
    { "PENDING", "\"sendStatus\":\"SENT\",\"expiresAt\":\"2026-11-26T13:00:01Z\"",
      SIGN_STATE_ONGOING, SIGN_SIGNER_INVITED },
    { "COMPLETED", "\"signingStatus\":\"SIGNED\"", SIGN_STATE_COMPLETED, SIGN_SIGNER_SIGNED },
    { "REJECTED", "\"signingStatus\":\"REJECTED\",\"rejectionReason\":\"Non\"", SIGN_STATE_DECLINED,
      SIGN_SIGNER_DECLINED },
    { "REJECTED", "\"sendStatus\":\"SENT\"", SIGN_STATE_DECLINED, SIGN_SIGNER_STOPPED },
    { "CANCELLED", "\"sendStatus\":\"SENT\"", SIGN_STATE_CANCELLED, SIGN_SIGNER_STOPPED },
    { "PENDING\",\"deletedAt\":\"2026-11-26T12:00:00Z", "\"sendStatus\":\"SENT\"",
      SIGN_STATE_CANCELLED, SIGN_SIGNER_STOPPED },
    { "COMPLETED\",\"deletedAt\":\"2026-11-26T12:00:00Z", "\"signingStatus\":\"SIGNED\"",
      SIGN_STATE_COMPLETED, SIGN_SIGNER_SIGNED },
    { "SEALING", "\"signingStatus\":\"SIGNED\"", SIGN_STATE_ONGOING, SIGN_SIGNER_SIGNED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SignRequest) request = read_text (envelope, cases[i].status, cases[i].signer);
      SignSigner *signer = request->signers->pdata[0];

      g_test_message ("%s, %s", cases[i].status, cases[i].signer);
      g_assert_cmpint (request->state, ==, cases[i].state);
      g_assert_cmpint (signer->state, ==, cases[i].signer_state);
      g_assert_cmpstr (request->external_id, ==, "");
      if (cases[i].signer_state == SIGN_SIGNER_DECLINED)
        g_assert_cmpstr (request->reason, ==, "Non");
    }
}

/* In the order in which they sign; who only gets a copy is none. */
static void
test_order (void)
{
  g_autoptr (JsonNode) node = json_from_string (
      "{\"id\":\"e\",\"recipients\":[{\"id\":7,\"signingOrder\":2,\"role\":\"SIGNER\"},"
      "{\"id\":3,\"role\":\"CC\",\"signingOrder\":1},{\"id\":9,\"signingOrder\":1,\"role\":"
      "\"SIGNER\"},{\"id\":4,\"role\":\"SIGNER\",\"signingOrder\":null},{\"role\":\"SIGNER\"},"
      "{\"id\":5,\"role\":\"VIEWER\"},null]}",
      NULL);
  g_autoptr (SignRequest) request = _sign_documenso_read (json_node_get_object (node), NOW);
  static const char *const ids[] = { "9", "7", "4" };

  g_assert_cmpuint (request->signers->len, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpstr (((SignSigner *) request->signers->pdata[i])->id, ==, ids[i]);
}

/* What is sent, word for word. */
static void
test_payload (Fixture *self, gconstpointer data)
{
  static const char *const lines[] = { "{\"data\":[],\"totalPages\":1}", "{\"nothing\":1}", NULL };
  g_autoptr (SignOrder) order = sign_server_order ("ours", 2);
  const char *text, *start, *end;
  g_autofree char *payload = NULL;
  gsize size;

  order->ordered = FALSE;
  order->remind_days = 7;
  order->expires_on = g_strdup ("2026-12-26");
  order->subject = g_strdup ("À signer");
  order->message = g_strdup (" ");
  play (self, lines);
  g_assert_null (sign_session_send (self->session, order, NULL, NULL, NULL, NULL, NULL));
  text = g_bytes_get_data (sign_server_get_call (&self->server, 1)->body, &size);
  start = g_strstr_len (text, (gssize) size, "{");
  end = g_strstr_len (start, (gssize) (size - (gsize) (start - text)), "\r\n--");
  payload = g_strndup (start, (gsize) (end - start));
  g_assert_cmpstr (
      payload, ==,
      "{\"title\":\"Convention 2026-0042, ABADIE Léa\",\"type\":\"DOCUMENT\",\"externalId\":"
      "\"ours\",\"recipients\":[{\"email\":\"lea.abadie@eleve.example\",\"name\":\"Léa ABADIE\","
      "\"role\":\"SIGNER\",\"signingOrder\":1},{\"email\":\"jeanne.darc@mail.example\",\"name\":"
      "\"Jeanne D’ARC\",\"role\":\"SIGNER\",\"signingOrder\":2}],\"meta\":{\"subject\":"
      "\"À signer\",\"timezone\":\"Europe/Paris\",\"dateFormat\":\"dd/MM/yyyy HH:mm\","
      "\"distributionMethod\":\"EMAIL\",\"signingOrder\":\"PARALLEL\",\"language\":\"fr\","
      "\"envelopeExpirationPeriod\":{\"unit\":\"day\",\"amount\":30},\"reminderSettings\":{"
      "\"sendAfter\":{\"unit\":\"day\",\"amount\":7},\"repeatEvery\":{\"unit\":\"day\",\"amount\":"
      "7}"
      "}}}");
  g_assert_nonnull (
      strstr (sign_server_get_call (&self->server, 1)->head, "\r\nAuthorization: S3cr3t-key\r\n"));
}

#define PAGE                                                                         \
  "GET /api/v2/envelope?type=DOCUMENT&orderByColumn=createdAt&orderByDirection=desc" \
  "&perPage=100&page="

/* The newest first, until they are older than what is looked for. */
static void
test_found_by_pages (Fixture *self, gconstpointer data)
{
  static const char *const lines[] = {
    "{\"totalPages\":9,\"data\":[{\"id\":\"a\",\"externalId\":\"x\",\"createdAt\":"
    "\"2026-11-26T13:00:00.000Z\"}]}",
    "{\"totalPages\":9,\"data\":[{\"id\":\"b\",\"externalId\":\"ours\",\"createdAt\":"
    "\"2026-11-26T12:59:30.000Z\"},{\"id\":\"c\",\"externalId\":\"y\",\"createdAt\":"
    "\"2026-11-26T06:00:00.000Z\"},{\"id\":\"d\",\"externalId\":\"ours\",\"createdAt\":"
    "\"2026-11-26T05:00:00.000Z\"}]}",
    "{\"id\":\"b\",\"status\":\"DRAFT\",\"externalId\":\"ours\",\"envelopeItems\":[{\"id\":\"i\"}]"
    "}",
    NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *calls = NULL;

  play (self, lines);
  found = sign_session_find (self->session, "ours", "2026-11-26T12:59:00Z", NULL, &error);
  g_assert_no_error (error);
  calls = sign_server_list_calls (&self->server);
  g_assert_cmpstr (calls, ==, PAGE "1\n" PAGE "2\nGET /api/v2/envelope/b\n");
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((SignRequest *) found->pdata[0])->id, ==, "b");
}

/* Pages without end: what was not found is not said to be nowhere, or it would be made anew. */
static void
test_endless_pages (Fixture *self, gconstpointer data)
{
  static const char *const lines[] = { "{\"totalPages\":1000000,\"data\":[]}", NULL };
  g_autoptr (GError) error = NULL;

  play (self, lines);
  g_assert_null (sign_session_find (self->session, "ours", NULL, NULL, &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
  g_assert_cmpuint (self->server.calls->len, <=, 100);
}

/* It answers "success" for whoever it is asked: who need not be reminded is not asked for. */
static void
test_reminded_in_vain (Fixture *self, gconstpointer data)
{
  static const char *const states[] = { "\"signingStatus\":\"SIGNED\"",
                                        "\"signingStatus\":\"REJECTED\"",
                                        "\"sendStatus\":\"NOT_SENT\"" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *line =
          g_strdup_printf ("{\"id\":\"e\",\"status\":\"PENDING\",\"recipients\":[{\"id\":1,"
                           "\"role\":\"SIGNER\",%s}]}",
                           states[i]);
      const char *const lines[] = { line, NULL };
      g_autoptr (GError) error = NULL;

      play (self, lines);
      g_assert_false (sign_session_remind (self->session, "e", "1", NULL, &error));
      g_assert_error (error, SIGN_ERROR, SIGN_ERROR_REFUSED);
      g_clear_error (&error);
      g_assert_false (sign_session_remind (self->session, "e", "2", NULL, &error));
      g_assert_error (error, SIGN_ERROR, SIGN_ERROR_NOT_FOUND);
      g_assert_cmpuint (self->server.calls->len, ==, 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sign/documenso/states", test_states);
  g_test_add_func ("/sign/documenso/order", test_order);
  g_test_add ("/sign/documenso/payload", Fixture, NULL, set_up, test_payload, tear_down);
  g_test_add ("/sign/documenso/found-by-pages", Fixture, NULL, set_up, test_found_by_pages,
              tear_down);
  g_test_add ("/sign/documenso/endless-pages", Fixture, NULL, set_up, test_endless_pages,
              tear_down);
  g_test_add ("/sign/documenso/reminded-in-vain", Fixture, NULL, set_up, test_reminded_in_vain,
              tear_down);
  return g_test_run ();
}
