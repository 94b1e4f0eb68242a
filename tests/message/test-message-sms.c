/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-sms.h"

#include <string.h>

#include "message-sms-private.h"
#include "sms-server.h"

/* None of these stands in a log or a sentence. */
#define NUMBER "+33698765432"
#define TEXT   "Où & quand ? “Demain” {key} \\ 100 %"
#define SECRET "s3cr3t-of-the-school"
#define REF    "ref-17"

static GString *logged;

/* What a provider answers to whatever it is asked. */
typedef struct
{
  guint status;
  const char *answer;
  gint64 ahead;        /* seconds of its clock */
  guint out_of_time;   /* how many signed calls are late */
  const char *refuses; /* the end of an address that it has not */
} Plan;

static guint
answer (SmsServer *server, const SmsCall *call, GString *text)
{
  Plan *plan = server->data;

  if (g_str_has_suffix (call->target, "/auth/time"))
    {
      g_string_printf (text, "%" G_GINT64_FORMAT,
                       g_get_real_time () / G_USEC_PER_SEC + plan->ahead);
      return 200;
    }
  if (plan->refuses != NULL && g_str_has_suffix (call->target, plan->refuses))
    return 404;
  if (plan->out_of_time > 0)
    {
      plan->out_of_time--;
      g_string_assign (text,
                       "{\"errorCode\":\"INVALID_SIGNATURE\",\"message\":\"Invalid signature\"}");
      return 400;
    }
  g_string_assign (text, plan->answer != NULL ? plan->answer : "");
  return plan->status;
}

static MessageSms *
open_account (const char *key, const char *base)
{
  const MessageSmsProvider *provider = message_sms_provider_find (key);
  MessageSms *account = message_sms_new (provider);
  const MessageSmsSetting *settings;
  guint n;

  settings = message_sms_provider_get_settings (provider, &n);
  for (guint i = 0; i < n; i++)
    {
      const MessageSmsSetting *setting = &settings[i];

      if (setting->kind == MESSAGE_SMS_SECRET)
        message_sms_set (account, setting->key, SECRET);
      else if (setting->kind == MESSAGE_SMS_NAME)
        message_sms_set (account, setting->key, "LYCEE");
      else if (setting->kind == MESSAGE_SMS_URL)
        message_sms_set (account, setting->key, base);
      else if (!setting->is_optional)
        message_sms_set (account, setting->key, "the-school");
    }
  _message_sms_set_base (account, base, 500);
  return account;
}

static const SmsCall *
last_call (SmsServer *server)
{
  g_assert_cmpuint (server->calls->len, >, 0);
  return server->calls->pdata[server->calls->len - 1];
}

static void
assert_header (const SmsCall *call, const char *name, const char *expected)
{
  g_autofree char *value = sms_call_header (call, name);

  g_assert_cmpstr (value, ==, expected);
}

static void
assert_field (const SmsCall *call, const char *name, const char *expected)
{
  g_autofree char *value = sms_call_field (call, name);

  g_assert_cmpstr (value, ==, expected);
}

/* Of the JSON that was sent: "body.text" */
static void
assert_member (const SmsCall *call, const char *path, const char *expected)
{
  g_auto (GStrv) keys = g_strsplit (path, ".", 2);
  g_autoptr (JsonNode) node = base_json_parse (call->body, strlen (call->body));
  JsonObject *object = base_json_object (node);

  g_assert_nonnull (object);
  if (keys[1] != NULL)
    object = base_json_member_object (object, keys[0]);
  g_assert_cmpstr (base_json_string (object, keys[keys[1] != NULL]), ==, expected);
}

static void
assert_quiet (const char *text)
{
  static const char *const hidden[] = { "698765432", "Demain", SECRET, "quand" };

  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    g_assert_null (strstr (text, hidden[i]));
}

/* Sends one and tells how it ended; @code -1: it was taken. */
static MessageSmsReceipt *
send_one (MessageSms *account, int code)
{
  g_autoptr (GError) error = NULL;
  MessageSmsReceipt *receipt = message_sms_send (account, NUMBER, TEXT, REF, NULL, &error);

  if (code < 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (receipt);
      return receipt;
    }
  g_assert_null (receipt);
  g_assert_error (error, MESSAGE_ERROR, code);
  assert_quiet (error->message);
  g_assert_cmpuint (strlen (error->message), >, 10);
  return NULL;
}

/* The signature is computed here a second time, from what came over the line. */
static void
assert_ovh_signature (SmsServer *server, const SmsCall *call, gint64 ahead)
{
  g_autofree char *time = sms_call_header (call, "X-Ovh-Timestamp");
  g_autofree char *url = g_strconcat (server->url, call->target, NULL);
  g_autofree char *signature = sms_call_header (call, "X-Ovh-Signature");
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  const char *const parts[] = { SECRET, SECRET, call->method, url, call->body, time };
  gint64 late = g_ascii_strtoll (time, NULL, 10) - g_get_real_time () / G_USEC_PER_SEC - ahead;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (i > 0)
        g_checksum_update (sum, (const guchar *) "+", 1);
      g_checksum_update (sum, (const guchar *) parts[i], -1);
    }
  g_assert_true (g_str_has_prefix (signature, "$1$"));
  g_assert_cmpstr (signature + 3, ==, g_checksum_get_string (sum));
  g_assert_cmpint (ABS (late), <=, 5);
}

#define OVH_OK                                                                       \
  "{\"ids\":[26929925],\"validReceivers\":[\"" NUMBER "\"],\"invalidReceivers\":[]," \
  "\"totalCreditsRemoved\":2,\"creditsLeft\":97.5}"

static void
test_ovh (void)
{
  Plan plan = { 200, OVH_OK, 7200, 0, NULL };
  g_autoptr (MessageSmsReceipt) receipt = NULL;
  g_autoptr (MessageSms) account = NULL;
  SmsServer server;
  const SmsCall *call;

  sms_server_start (&server, answer, &plan);
  account = open_account ("ovh", server.url);
  receipt = send_one (account, -1);
  call = last_call (&server);
  g_assert_cmpuint (server.calls->len, ==, 2);
  g_assert_cmpstr (call->target, ==, "/sms/the-school/jobs");
  assert_header (call, "X-Ovh-Application", "the-school");
  assert_header (call, "X-Ovh-Consumer", SECRET);
  assert_ovh_signature (&server, call, 7200);
  assert_member (call, "message", TEXT);
  assert_member (call, "sender", "LYCEE");
  assert_member (call, "coding", "8bit");
  assert_member (call, "tag", REF);
  g_assert_nonnull (strstr (call->body, "\"receivers\":[\"" NUMBER "\"]"));
  g_assert_nonnull (strstr (call->body, "\"noStopClause\":true"));
  g_assert_cmpstr (receipt->id, ==, "26929925");
  g_assert_cmpfloat (receipt->cost, ==, 2);
  g_assert_cmpfloat (receipt->credits_left, ==, 97.5);

  /* the clock was put right: it is asked for again, once, and the message leaves once */
  plan.out_of_time = 1;
  plan.ahead = -300;
  g_clear_pointer (&receipt, message_sms_receipt_free);
  receipt = send_one (account, -1);
  g_assert_cmpuint (server.calls->len, ==, 5);
  assert_ovh_signature (&server, last_call (&server), -300);
  plan.out_of_time = 9;
  send_one (account, MESSAGE_ERROR_CONFIGURATION);
  g_assert_cmpuint (server.calls->len, ==, 8);

  plan.out_of_time = 0;
  plan.answer = "{\"ids\":[],\"invalidReceivers\":[\"" NUMBER "\"]}";
  send_one (account, MESSAGE_ERROR_BAD_NUMBER);
  plan.answer = "{\"ids\":[]}";
  send_one (account, MESSAGE_ERROR_UNKNOWN);
  plan.answer = "{\"ids\":[{}]}";
  send_one (account, MESSAGE_ERROR_UNKNOWN);
  sms_server_stop (&server);
}

/* Nothing was sent when the time is not told: it may be tried again. */
static guint
answer_no_time (SmsServer *server, const SmsCall *call, GString *text)
{
  return GPOINTER_TO_UINT (server->data);
}

static void
test_ovh_no_time (void)
{
  static const guint ways[] = { 0, 1, 500, 200 };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      SmsServer server;
      g_autoptr (MessageSms) account = NULL;

      sms_server_start (&server, answer_no_time, GUINT_TO_POINTER (ways[i]));
      account = open_account ("ovh", server.url);
      send_one (account, MESSAGE_ERROR_NOT_SENT);
      g_assert_cmpuint (server.calls->len, ==, 1);
      sms_server_stop (&server);
    }
}

static void
test_twilio (void)
{
  Plan plan = { 201, "{\"sid\":\"SM1\",\"status\":\"queued\",\"num_segments\":\"3\","
                     "\"price\":\"-0.0765\",\"price_unit\":\"EUR\",\"error_code\":null}" };
  g_autoptr (MessageSmsReceipt) receipt = NULL;
  g_autoptr (MessageSms) account = NULL;
  g_autofree char *key = g_base64_encode ((const guchar *) "the-school:" SECRET, 31);
  g_autofree char *basic = g_strconcat ("Basic ", key, NULL);
  SmsServer server;

  g_assert_cmpuint (strlen ("the-school:" SECRET), ==, 31);
  sms_server_start (&server, answer, &plan);
  account = open_account ("twilio", server.url);
  receipt = send_one (account, -1);
  g_assert_cmpstr (last_call (&server)->target, ==,
                   "/2010-04-01/Accounts/the-school/Messages.json");
  assert_header (last_call (&server), "Authorization", basic);
  assert_header (last_call (&server), "Content-Type", "application/x-www-form-urlencoded");
  assert_field (last_call (&server), "To", NUMBER);
  assert_field (last_call (&server), "From", "LYCEE");
  assert_field (last_call (&server), "Body", TEXT);
  g_assert_cmpstr (receipt->id, ==, "SM1");
  g_assert_cmpuint (receipt->parts, ==, 3);
  g_assert_cmpfloat_with_epsilon (receipt->cost, 0.0765, 1e-9);
  g_assert_cmpstr (receipt->unit, ==, "EUR");

  message_sms_set (account, "sender", "MG0123456789abcdef0123456789abcdef");
  g_clear_pointer (&receipt, message_sms_receipt_free);
  receipt = send_one (account, -1);
  assert_field (last_call (&server), "From", NULL);
  assert_field (last_call (&server), "MessagingServiceSid", "MG0123456789abcdef0123456789abcdef");

  plan = (Plan){ 400, "{\"code\":21211,\"message\":\"'To' number " NUMBER " is not valid\"}" };
  send_one (account, MESSAGE_ERROR_BAD_NUMBER);
  plan = (Plan){ 400, "{\"code\":21610,\"message\":\"unsubscribed " NUMBER "\"}" };
  send_one (account, MESSAGE_ERROR_REFUSED);
  plan = (Plan){ 201, "{\"sid\":\"SM1\",\"status\":\"failed\",\"error_code\":30006}" };
  send_one (account, MESSAGE_ERROR_BAD_NUMBER);
  sms_server_stop (&server);
}

static void
test_brevo (void)
{
  Plan plan = { 201, "{\"reference\":\"ab1\",\"messageId\":1511882900176220,\"smsCount\":2,"
                     "\"usedCredits\":0.9,\"remainingCredits\":42.1}" };
  g_autoptr (MessageSmsReceipt) receipt = NULL, older = NULL;
  g_autoptr (MessageSms) account = NULL;
  SmsServer server;

  sms_server_start (&server, answer, &plan);
  account = open_account ("brevo", server.url);
  receipt = send_one (account, -1);
  g_assert_cmpstr (last_call (&server)->target, ==, "/transactionalSMS/send");
  assert_header (last_call (&server), "api-key", SECRET);
  assert_member (last_call (&server), "recipient", &NUMBER[1]);
  assert_member (last_call (&server), "content", TEXT);
  assert_member (last_call (&server), "type", "transactional");
  g_assert_nonnull (strstr (last_call (&server)->body, "\"unicodeEnabled\":true"));
  g_assert_cmpstr (receipt->id, ==, "1511882900176220");
  g_assert_cmpuint (receipt->parts, ==, 2);
  g_assert_cmpfloat (receipt->cost, ==, 0.9);
  g_assert_cmpfloat (receipt->credits_left, ==, 42.1);

  plan.refuses = "/send";
  older = send_one (account, -1);
  g_assert_cmpstr (last_call (&server)->target, ==, "/transactionalSMS/sms");
  g_assert_cmpuint (server.calls->len, ==, 3);

  plan = (Plan){ 400, "{\"code\":\"invalid_parameter\",\"message\":\"Invalid phone number\"}" };
  send_one (account, MESSAGE_ERROR_BAD_NUMBER);
  plan = (Plan){ 402, "{\"code\":\"not_enough_credits\",\"message\":\"x\"}" };
  send_one (account, MESSAGE_ERROR_REFUSED);
  /* what is told for a code may be what was sent */
  plan = (Plan){ 400, "{\"code\":\"33698765432\",\"message\":\"x\"}" };
  send_one (account, MESSAGE_ERROR_REFUSED);
  plan = (Plan){ 400, "{\"code\":\"Demain et quand\",\"message\":\"x\"}" };
  send_one (account, MESSAGE_ERROR_REFUSED);
  sms_server_stop (&server);
}

static void
test_smsmode (void)
{
  Plan plan = { 201, "{\"messageId\":\"u-1\",\"body\":{\"messagePartCount\":2},"
                     "\"status\":{\"value\":\"ENROUTE\"}}" };
  g_autoptr (MessageSmsReceipt) receipt = NULL;
  g_autoptr (MessageSms) account = NULL;
  SmsServer server;

  sms_server_start (&server, answer, &plan);
  account = open_account ("smsmode", server.url);
  receipt = send_one (account, -1);
  g_assert_cmpstr (last_call (&server)->target, ==, "/sms/v1/messages");
  assert_header (last_call (&server), "X-Api-Key", SECRET);
  assert_member (last_call (&server), "recipient.to", &NUMBER[1]);
  assert_member (last_call (&server), "body.text", TEXT);
  assert_member (last_call (&server), "from", "LYCEE");
  assert_member (last_call (&server), "refClient", REF);
  g_assert_cmpstr (receipt->id, ==, "u-1");
  g_assert_cmpuint (receipt->parts, ==, 2);
  plan = (Plan){ 400, "{\"errorCode\":7,\"detail\":\"recipient.to is no phone number\"}" };
  send_one (account, MESSAGE_ERROR_BAD_NUMBER);
  sms_server_stop (&server);
}

static void
test_free_mobile (void)
{
  Plan plan = { 200, "" };
  g_autoptr (MessageSmsReceipt) receipt = NULL;
  g_autoptr (MessageSms) account = NULL;
  SmsServer server;

  sms_server_start (&server, answer, &plan);
  account = open_account ("free-mobile", server.url);
  receipt = message_sms_send (account, NULL, TEXT, NULL, NULL, NULL);
  g_assert_nonnull (receipt);
  g_assert_cmpstr (last_call (&server)->target, ==, "/sendmsg");
  assert_field (last_call (&server), "user", "the-school");
  assert_field (last_call (&server), "pass", SECRET);
  assert_field (last_call (&server), "msg", TEXT);
  plan.status = 402;
  send_one (account, MESSAGE_ERROR_NOT_SENT);
  sms_server_stop (&server);
}

static void
test_esup (void)
{
  Plan plan = { 200, "{\"id\":123,\"status\":\"OK\"}" };
  g_autoptr (MessageSmsReceipt) receipt = NULL;
  g_autoptr (MessageSms) account = NULL;
  g_autofree char *key = g_base64_encode ((const guchar *) "the-school:" SECRET, 31);
  g_autofree char *basic = g_strconcat ("Basic ", key, NULL);
  SmsServer server;

  sms_server_start (&server, answer, &plan);
  account = open_account ("esup", server.url);
  receipt = send_one (account, -1);
  g_assert_cmpstr (last_call (&server)->target, ==, "/?action=SendSms");
  assert_header (last_call (&server), "Authorization", basic);
  assert_field (last_call (&server), "phoneNumber", NUMBER);
  assert_field (last_call (&server), "message", TEXT);
  g_assert_cmpstr (receipt->id, ==, "123");
  plan = (Plan){ 400, "{\"error\":\"InsufficientQuotaException\",\"message\":\"no\"}" };
  send_one (account, MESSAGE_ERROR_REFUSED);
  sms_server_stop (&server);
}

static void
test_http (void)
{
  Plan plan = { 200, "{\"state\":\"sent\"}" };
  g_autoptr (MessageSmsReceipt) json = NULL, form = NULL, get = NULL;
  g_autoptr (MessageSms) account = NULL;
  g_autofree char *url = NULL;
  SmsServer server;

  sms_server_start (&server, answer, &plan);
  account = open_account ("http", server.url);
  message_sms_set (account, "sender", "L\"C");
  message_sms_set (account, "headers", "Content-Type: application/json\r\nX-Key: {key}\n\n");
  message_sms_set (account, "body",
                   "{\"to\":\"{to}\",\"n\":{\"d\":\"{digits}\",\"t\":\"{text}\"},"
                   "\"from\":\"{sender}\",\"ref\":\"{ref}\"}");
  message_sms_set (account, "success", "\"sent\"");
  message_sms_set (account, "failure", "refused");
  json = send_one (account, -1);
  g_assert_cmpstr (last_call (&server)->method, ==, "POST");
  assert_header (last_call (&server), "X-Key", SECRET);
  assert_member (last_call (&server), "to", NUMBER);
  assert_member (last_call (&server), "n.d", &NUMBER[1]);
  assert_member (last_call (&server), "n.t", TEXT);
  assert_member (last_call (&server), "from", "L\"C");
  assert_member (last_call (&server), "ref", REF);
  plan.answer = "refused: who are you?";
  send_one (account, MESSAGE_ERROR_REFUSED);
  plan.answer = "<html>Please log in</html>";
  send_one (account, MESSAGE_ERROR_UNKNOWN);

  plan.answer = "\"sent\"";
  message_sms_set (account, "headers", "");
  message_sms_set (account, "body", "a={to}&b={text}&c={key}");
  form = send_one (account, -1);
  assert_header (last_call (&server), "Content-Type", "application/x-www-form-urlencoded");
  assert_field (last_call (&server), "b", TEXT);
  assert_field (last_call (&server), "c", SECRET);

  url = g_strconcat (server.url, "/send?n={digits}&t={text}", NULL);
  message_sms_set (account, "url", url);
  message_sms_set (account, "method", "get");
  get = send_one (account, -1);
  g_assert_cmpstr (last_call (&server)->method, ==, "GET");
  g_assert_cmpstr (last_call (&server)->target, ==,
                   "/send?n=33698765432&t=O%C3%B9%20%26%20quand%20%3F%20%E2%80%9CDemain%E2%80%9D%20"
                   "%7Bkey%7D%20%5C%20100%20%25");
  message_sms_set (account, "method", "DELETE");
  send_one (account, MESSAGE_ERROR_CONFIGURATION);
  message_sms_set (account, "method", "");
  message_sms_set (account, "url", "http://sms.example/send");
  send_one (account, MESSAGE_ERROR_CONFIGURATION);
  message_sms_set (account, "url", "http://localhost:1@sms.example/send");
  send_one (account, MESSAGE_ERROR_CONFIGURATION);
  sms_server_stop (&server);
}

/* Every provider, whatever it answers: asked once, and what became of the message is told. */
static const struct
{
  guint status;
  int code;
} statuses[] = {
  { 400, MESSAGE_ERROR_REFUSED },       { 401, MESSAGE_ERROR_CONFIGURATION },
  { 403, MESSAGE_ERROR_CONFIGURATION }, { 404, MESSAGE_ERROR_CONFIGURATION },
  { 402, MESSAGE_ERROR_REFUSED },       { 422, MESSAGE_ERROR_REFUSED },
  { 429, MESSAGE_ERROR_NOT_SENT },      { 500, MESSAGE_ERROR_UNKNOWN },
  { 502, MESSAGE_ERROR_UNKNOWN },       { 503, MESSAGE_ERROR_UNKNOWN },
  { 302, MESSAGE_ERROR_CONFIGURATION }, { 0, MESSAGE_ERROR_UNKNOWN },
  { 1, MESSAGE_ERROR_UNKNOWN },
};

static guint
count_sendings (SmsServer *server)
{
  guint n = 0;

  for (guint i = 0; i < server->calls->len; i++)
    n += g_str_equal (((SmsCall *) server->calls->pdata[i])->method, "POST");
  return n;
}

static void
test_failures (void)
{
  for (guint i = 0; i < message_sms_provider_get_n (); i++)
    for (guint j = 0; j < G_N_ELEMENTS (statuses); j++)
      {
        const char *key = message_sms_provider_get_key (message_sms_provider_get (i));
        Plan plan = { statuses[j].status, "{\"message\":\"" NUMBER " " SECRET "\"}" };
        int code = statuses[j].code;
        g_autoptr (MessageSms) account = NULL;
        SmsServer server;
        guint n = 1;

        g_test_message ("%s, %u", key, statuses[j].status);
        if (g_str_equal (key, "free-mobile") && statuses[j].status == 402)
          code = MESSAGE_ERROR_NOT_SENT;
        if (g_str_equal (key, "brevo") && statuses[j].status == 404)
          n = 2;
        sms_server_start (&server, answer, &plan);
        account = open_account (key, server.url);
        send_one (account, code);
        g_assert_cmpuint (count_sendings (&server), ==, n);
        sms_server_stop (&server);
      }
}

/* A success that cannot be read is none, where there is something to read. */
static void
test_garbled (void)
{
  static const char *const answers[] = {
    "", "null", "[]", "{}", "<html>", "{\"ids\":7,\"sid\":{}}"
  };
  static const char *const keys[] = { "ovh", "twilio", "brevo", "smsmode", "esup" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint j = 0; j < G_N_ELEMENTS (answers); j++)
      {
        Plan plan = { 200, answers[j] };
        g_autoptr (MessageSms) account = NULL;
        SmsServer server;

        sms_server_start (&server, answer, &plan);
        account = open_account (keys[i], server.url);
        send_one (account, MESSAGE_ERROR_UNKNOWN);
        sms_server_stop (&server);
      }
}

static const struct
{
  const char *key, *target, *answer;
  MessageSmsState state;
} states[] = {
  { "ovh", "/sms/the-school/outgoing/a%2F7", "{\"deliveryReceipt\":1}", MESSAGE_SMS_DELIVERED },
  { "ovh", "", "{\"deliveryReceipt\":2}", MESSAGE_SMS_FAILED },
  { "ovh", "", "{\"deliveryReceipt\":0}", MESSAGE_SMS_WAITING },
  { "ovh", "", "{\"deliveryReceipt\":8}", MESSAGE_SMS_SENT },
  { "ovh", "", "{}", MESSAGE_SMS_UNTOLD },
  { "twilio", "/2010-04-01/Accounts/the-school/Messages/a%2F7.json", "{\"status\":\"delivered\"}",
    MESSAGE_SMS_DELIVERED },
  { "twilio", "", "{\"status\":\"undelivered\"}", MESSAGE_SMS_FAILED },
  { "twilio", "", "{\"status\":\"sent\"}", MESSAGE_SMS_SENT },
  { "twilio", "", "{\"status\":\"new\"}", MESSAGE_SMS_UNTOLD },
  { "smsmode", "/sms/v1/messages/a%2F7", "{\"status\":{\"value\":\"DELIVERED\"}}",
    MESSAGE_SMS_DELIVERED },
  { "smsmode", "", "{\"status\":7}", MESSAGE_SMS_UNTOLD },
  { "esup", "/?action=MessageInfos&id=a%2F7", "{\"nbSentSMS\":1}", MESSAGE_SMS_SENT },
  { "esup", "", "{\"nbErrorSMS\":1}", MESSAGE_SMS_FAILED },
  { "esup", "", "{\"nbProgressSMS\":1}", MESSAGE_SMS_WAITING },
};

static void
test_state (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      Plan plan = { 200, states[i].answer };
      g_autoptr (MessageSms) account = NULL;
      g_autoptr (GError) error = NULL;
      MessageSmsState state;
      SmsServer server;

      sms_server_start (&server, answer, &plan);
      account = open_account (states[i].key, server.url);
      g_assert_true (message_sms_ask_state (account, "a/7", &state, NULL, &error));
      g_assert_cmpint (state, ==, states[i].state);
      if (*states[i].target != '\0')
        g_assert_cmpstr (last_call (&server)->target, ==, states[i].target);
      plan.status = 500;
      g_assert_false (message_sms_ask_state (account, "a/7", &state, NULL, &error));
      g_assert_error (error, MESSAGE_ERROR, MESSAGE_ERROR_UNKNOWN);
      g_assert_cmpint (state, ==, MESSAGE_SMS_UNTOLD);
      sms_server_stop (&server);
    }
}

/* What can be told before anyone is asked. */
static void
test_before (void)
{
  Plan plan = { 200, OVH_OK };
  g_autoptr (MessageSms) account = NULL;
  g_autoptr (GCancellable) stopped = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *longest = g_strnfill (1531, 'a');
  MessageSmsState state;
  SmsServer server;

  sms_server_start (&server, answer, &plan);
  account = open_account ("ovh", server.url);
  g_assert_null (message_sms_send (account, "01 23 45 67 89", "a", NULL, NULL, &error));
  g_assert_error (error, MESSAGE_ERROR, MESSAGE_ERROR_BAD_NUMBER);
  g_assert_null (strstr (error->message, "23"));
  g_clear_error (&error);
  g_assert_null (message_sms_send (account, NUMBER, "", NULL, NULL, &error));
  g_assert_error (error, MESSAGE_ERROR, MESSAGE_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (message_sms_send (account, NUMBER, longest, NULL, NULL, &error));
  g_assert_error (error, MESSAGE_ERROR, MESSAGE_ERROR_REFUSED);
  g_clear_error (&error);
  g_cancellable_cancel (stopped);
  g_assert_null (message_sms_send (account, NUMBER, "a", NULL, stopped, &error));
  g_assert_error (error, MESSAGE_ERROR, MESSAGE_ERROR_NOT_SENT);
  g_clear_error (&error);
  message_sms_set (account, "sender", "Lycée Z");
  send_one (account, MESSAGE_ERROR_CONFIGURATION);
  message_sms_set (account, "sender", "LYCEE\r\nX: y");
  send_one (account, MESSAGE_ERROR_CONFIGURATION);
  message_sms_set (account, "sender", NULL);
  message_sms_set (account, "consumer_key", "a\nX-Other: b");
  send_one (account, MESSAGE_ERROR_CONFIGURATION);
  message_sms_set (account, "consumer_key", "  ");
  send_one (account, MESSAGE_ERROR_CONFIGURATION);
  g_assert_cmpuint (server.calls->len, ==, 0);
  sms_server_stop (&server);

  /* nobody is there */
  message_sms_set (account, "consumer_key", SECRET);
  _message_sms_set_base (account, "http://127.0.0.1:1", 500);
  send_one (account, MESSAGE_ERROR_NOT_SENT);
  message_sms_free (g_steal_pointer (&account));
  account = open_account ("free-mobile", "http://127.0.0.1:1");
  send_one (account, MESSAGE_ERROR_NOT_SENT);
  g_assert_false (message_sms_ask_state (account, "7", &state, NULL, &error));
  g_assert_error (error, MESSAGE_ERROR, MESSAGE_ERROR_REFUSED);
}

static void
test_table (void)
{
  for (guint i = 0; i < message_sms_provider_get_n (); i++)
    {
      const MessageSmsProvider *provider = message_sms_provider_get (i);
      const MessageSmsSetting *settings;
      gboolean has_name = FALSE, has_secret = FALSE;
      guint n;

      settings = message_sms_provider_get_settings (provider, &n);
      g_assert_true (message_sms_provider_find (message_sms_provider_get_key (provider))
                     == provider);
      g_assert_cmpstr (message_sms_provider_get_label (provider), !=, "");
      for (guint j = 0; j < n; j++)
        {
          has_name = has_name || g_str_equal (settings[j].key, "sender");
          has_secret = has_secret || settings[j].kind == MESSAGE_SMS_SECRET;
        }
      g_assert_true (has_secret);
      g_assert_cmpint (has_name, ==,
                       (message_sms_provider_get_features (provider) & MESSAGE_SMS_SENDER) != 0);
      g_assert_cmpint (provider->ask_state != NULL, ==,
                       (message_sms_provider_get_features (provider) & MESSAGE_SMS_DELIVERY) != 0);
      g_assert_true (provider->base == NULL || g_str_has_prefix (provider->base, "https://"));
    }
  g_assert_null (message_sms_provider_find ("nobody"));
  g_assert_null (message_sms_provider_find (NULL));
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      {
        assert_quiet (fields[i].value);
        g_string_append (logged, fields[i].value);
      }
  return G_LOG_WRITER_HANDLED;
}

/* The last of all: everything above went through the log. */
static void
test_log (void)
{
  g_assert_nonnull (strstr (logged->str, "ovh answers 500"));
  assert_quiet (logged->str);
}

int
main (int argc, char **argv)
{
  int result;

  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_test_init (&argc, &argv, NULL);
  logged = g_string_new (NULL);
  g_log_set_writer_func (write_log, NULL, NULL);
  g_test_add_func ("/message/sms/table", test_table);
  g_test_add_func ("/message/sms/ovh", test_ovh);
  g_test_add_func ("/message/sms/ovh-no-time", test_ovh_no_time);
  g_test_add_func ("/message/sms/twilio", test_twilio);
  g_test_add_func ("/message/sms/brevo", test_brevo);
  g_test_add_func ("/message/sms/smsmode", test_smsmode);
  g_test_add_func ("/message/sms/free-mobile", test_free_mobile);
  g_test_add_func ("/message/sms/esup", test_esup);
  g_test_add_func ("/message/sms/http", test_http);
  g_test_add_func ("/message/sms/failures", test_failures);
  g_test_add_func ("/message/sms/garbled", test_garbled);
  g_test_add_func ("/message/sms/state", test_state);
  g_test_add_func ("/message/sms/before", test_before);
  g_test_add_func ("/message/sms/log", test_log);
  result = g_test_run ();
  g_string_free (logged, TRUE);
  return result;
}
