/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-yousign-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-http-form.h"
#include "base-text.h"
#include "sign-call-private.h"
#include "sign-error.h"
#include "base-json.h"
#include "sign-provider-private.h"

/* Yousign's API v3. What it takes and answers is described in its OpenAPI file; what is said here
 * is what that does not say. */

#define MOST_REMINDERS  10
#define SUBJECT_CHARS   512
#define MESSAGE_CHARS   2000
#define NOTE_CHARS      500
#define EMAIL_BYTES     100
#define FILE_NAME_CHARS 128

static const SignEnvironment environments[] = {
  { "production", N_ ("Production: signatures count"), "https://api.yousign.app/v3", 60, 1200 },
  { "test", N_ ("Test: signatures have no value"), "https://api-sandbox.yousign.app/v3", 30, 200 },
  /* its hosts may change with its name; some schools go through a relay of their region */
  { "own", N_ ("Another address"), NULL, 60, 1200 },
};

static const char *const methods[] = {
  [SIGN_METHOD_LINK] = "no_otp",
  [SIGN_METHOD_EMAIL_CODE] = "otp_email",
  [SIGN_METHOD_SMS_CODE] = "otp_sms",
};

static const char *const stop_reasons[] = {
  [SIGN_STOP_ABANDONED] = "contractualization_aborted",
  [SIGN_STOP_MISTAKE] = "errors_in_document",
  [SIGN_STOP_OTHER] = "other",
};

static void
add_string (JsonBuilder *builder, const char *key, const char *value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder, const char *key, gboolean value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_boolean_value (builder, value);
}

static void
add_int (JsonBuilder *builder, const char *key, gint64 value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, value);
}

static void
add_object (JsonBuilder *builder, const char *key)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_object (builder);
}

/* Nothing when there is nothing to say. */
static void
add_text (JsonBuilder *builder, const char *key, const char *value, guint most)
{
  g_autofree char *cut = NULL;

  if (value == NULL || base_text_is_blank (value))
    return;
  cut = g_utf8_substring (value, 0, MIN (g_utf8_strlen (value, -1), (glong) most));
  add_string (builder, key, cut);
}

/* One call for what there is, one for the request, one for the document, one for each signatory,
 * one for the invitations. */
static guint
count_calls (guint n_signers)
{
  return n_signers + 4;
}

static gboolean
fail_person (GError **error, guint number, const char *format)
{
  g_autofree char *sentence = NULL;
  g_auto (GStrv) parts = g_strsplit (format, "%u", 2);
  g_autofree char *text = g_strdup_printf ("%u", number);

  sentence = g_strjoinv (text, parts);
  g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
is_e164 (const char *mobile)
{
  return mobile != NULL && g_regex_match_simple ("^\\+[1-9]\\d{6,14}$", mobile, 0, 0);
}

static gboolean
check_person (const SignPerson *person, guint number, GError **error)
{
  g_autofree char *given = _sign_yousign_dup_name (person->given_name);
  g_autofree char *family = _sign_yousign_dup_name (person->family_name);

  if (*given == '\0' || *family == '\0')
    return fail_person (error, number,
                        _ ("The given or the family name of signatory %u cannot be written with "
                           "the letters that Yousign takes: type it in Latin letters."));
  if (strlen (person->email) > EMAIL_BYTES || strchr (person->email, '@') == NULL)
    return fail_person (error, number,
                        _ ("The e-mail address of signatory %u is missing or longer than "
                           "Yousign takes."));
  if (person->method == SIGN_METHOD_SMS_CODE && !is_e164 (person->mobile))
    return fail_person (error, number,
                        _ ("Signatory %u is to receive a code by SMS, and has no mobile number "
                           "that can be called from abroad."));
  return TRUE;
}

static gboolean
check_order (const SignOrder *order, GError **error)
{
  for (guint i = 0; i < order->signers->len; i++)
    if (!check_person (order->signers->pdata[i], i + 1, error))
      return FALSE;
  return TRUE;
}

/* It knows four spans: the nearest that is no shorter, or the longest. */
static void
add_reminders (JsonBuilder *builder, guint days)
{
  static const guint spans[] = { 1, 2, 7, 14 };
  guint at = 0;

  if (days == 0)
    return;
  while (at + 1 < G_N_ELEMENTS (spans) && spans[at] < days)
    at++;
  add_object (builder, "reminder_settings");
  add_int (builder, "interval_in_days", spans[at]);
  add_int (builder, "max_occurrences", MOST_REMINDERS);
  json_builder_end_object (builder);
}

static void
add_mail (JsonBuilder *builder, const SignOrder *order)
{
  gboolean subject = order->subject != NULL && !base_text_is_blank (order->subject);
  gboolean message = order->message != NULL && !base_text_is_blank (order->message);

  if (!subject && !message)
    return;
  add_object (builder, "email_notification");
  add_object (builder, "custom_text");
  add_text (builder, "request_subject", order->subject, SUBJECT_CHARS);
  add_text (builder, "request_body", order->message, MESSAGE_CHARS);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static JsonNode *
build_request (const SignOrder *order)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *title = _sign_yousign_dup_title (order->title);

  json_builder_begin_object (builder);
  add_string (builder, "name", *title != '\0' ? title : order->external_id);
  add_string (builder, "delivery_mode", "email");
  add_boolean (builder, "ordered_signers", order->ordered);
  add_string (builder, "timezone", "Europe/Paris");
  add_string (builder, "external_id", order->external_id);
  add_string (builder, "audit_trail_locale", "fr");
  /* without it nobody can say no */
  add_boolean (builder, "signers_allowed_to_decline", TRUE);
  if (order->expires_on != NULL && *order->expires_on != '\0')
    add_string (builder, "expiration_date", order->expires_on);
  add_reminders (builder, order->remind_days);
  add_mail (builder, order);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
add_info (JsonBuilder *builder, const SignPerson *person, gboolean changed)
{
  g_autofree char *given = _sign_yousign_dup_name (person->given_name);
  g_autofree char *family = _sign_yousign_dup_name (person->family_name);

  add_object (builder, "info");
  add_text (builder, "first_name", given, 255);
  add_text (builder, "last_name", family, 255);
  add_text (builder, "email", person->email, EMAIL_BYTES);
  if (is_e164 (person->mobile))
    add_string (builder, "phone_number", person->mobile);
  if (!changed)
    add_string (builder, "locale", "fr");
  json_builder_end_object (builder);
}

static JsonNode *
build_signer (const SignPerson *person)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_info (builder, person, FALSE);
  add_string (builder, "signature_level", "electronic_signature");
  add_string (builder, "signature_authentication_mode", methods[person->method]);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static SignRequest *
create (SignSession *session, const SignOrder *order, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) body = build_request (order);
  SignCall call = { .method = "POST", .path = "/signature_requests", .json = body };
  g_autoptr (JsonNode) answer = _sign_call_json (session, &call, cancellable, error);
  SignRequest *request = NULL;

  if (answer == NULL)
    return NULL;
  request = _sign_yousign_read (base_json_object (answer));
  if (request == NULL)
    g_propagate_error (error, _sign_call_garbled (session));
  return request;
}

/* A place for a signatory that is not found in the document is nowhere told: they would be invited
 * and have nothing to sign. */
static gboolean
has_anchors (JsonObject *document, const SignOrder *order, GError **error)
{
  gint64 n_anchors = base_json_int (document, "total_anchors", 0);

  if (n_anchors >= order->signers->len)
    return TRUE;
  g_set_error (
      error, SIGN_ERROR, SIGN_ERROR_REFUSED,
      _ ("The document has %u places to sign for %u signatories as Yousign reads it: check "
         "the marks of signatures in the template, each on one line."),
      (guint) CLAMP (n_anchors, 0, 1000), order->signers->len);
  return FALSE;
}

static gboolean
check_document (SignSession *session,
                SignRequest *request,
                const SignOrder *order,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *path = _sign_call_path ("signature_requests", request->id, "documents", NULL);
  g_autoptr (JsonNode) answer = _sign_call_get (session, path, cancellable, error);
  JsonArray *documents = base_json_array (answer);

  if (answer == NULL)
    return FALSE;
  if (base_json_n_objects (documents) != 1)
    {
      g_propagate_error (error, _sign_call_garbled (session));
      return FALSE;
    }
  return has_anchors (base_json_element (documents, 0), order, error);
}

static char *
dup_file_name (const char *name)
{
  g_autofree char *plain = g_strdelimit (g_strdup (name), "/\\\"", '-');
  g_autofree char *cleaned = base_text_clean (plain);

  /* the end of a name that is too long is what says that it is a PDF */
  if (g_utf8_strlen (cleaned, -1) > FILE_NAME_CHARS || *cleaned == '\0')
    return g_strdup ("document.pdf");
  return g_steal_pointer (&cleaned);
}

static gboolean
add_document (SignSession *session,
              SignRequest *request,
              const SignOrder *order,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (BaseHttpForm) form = base_http_form_new ();
  g_autofree char *path = _sign_call_path ("signature_requests", request->id, "documents", NULL);
  g_autofree char *file_name = dup_file_name (order->file_name);
  g_autofree char *type = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonNode) answer = NULL;
  SignCall call = { .method = "POST", .path = path };
  char *id;

  base_http_form_add_file (form, "file", file_name, "application/pdf", order->document);
  base_http_form_add_text (form, "nature", "signable_document");
  base_http_form_add_text (form, "parse_anchors", "true");
  call.body = body = base_http_form_build (form, &type);
  call.content_type = type;
  answer = _sign_call_json (session, &call, cancellable, error);
  if (answer == NULL)
    return FALSE;
  id = base_json_dup_id (base_json_object (answer), "id");
  if (id == NULL)
    {
      g_propagate_error (error, _sign_call_garbled (session));
      return FALSE;
    }
  g_ptr_array_add (request->document_ids, id);
  return has_anchors (base_json_object (answer), order, error);
}

static gboolean
add_signer (SignSession *session,
            SignRequest *request,
            const SignOrder *order,
            guint index,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *path = _sign_call_path ("signature_requests", request->id, "signers", NULL);
  g_autoptr (JsonNode) body = build_signer (order->signers->pdata[index]);
  SignCall call = { .method = "POST", .path = path, .json = body };
  g_autoptr (JsonNode) answer = _sign_call_json (session, &call, cancellable, error);

  if (answer == NULL)
    return FALSE;
  if (_sign_yousign_read_signer (request, base_json_object (answer)) != NULL)
    return TRUE;
  g_propagate_error (error, _sign_call_garbled (session));
  return FALSE;
}

static gboolean
activate (SignSession *session,
          SignRequest *request,
          const SignOrder *order,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *path = _sign_call_path ("signature_requests", request->id, "activate", NULL);
  SignCall call = { .method = "POST", .path = path };
  g_autoptr (JsonNode) answer = _sign_call_json (session, &call, cancellable, error);

  if (answer == NULL)
    return FALSE;
  _sign_yousign_read_states (request, base_json_object (answer));
  if (request->state != SIGN_STATE_DRAFT)
    return TRUE;
  g_propagate_error (error, _sign_call_garbled (session));
  return FALSE;
}

static gboolean
discard (SignSession *session, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = _sign_call_path ("signature_requests", id, NULL);
  g_autofree char *whole = g_strconcat (path, "?permanent_delete=true", NULL);
  SignCall call = { .method = "DELETE", .path = whole };

  return _sign_call_do (session, &call, cancellable, error);
}

static gboolean
remind (SignSession *session,
        const char *id,
        const char *signer_id,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *path =
      _sign_call_path ("signature_requests", id, "signers", signer_id, "send_reminder", NULL);
  SignCall call = { .method = "POST", .path = path };

  return _sign_call_do (session, &call, cancellable, error);
}

static gboolean
change_signer (SignSession *session,
               const char *id,
               const char *signer_id,
               const SignPerson *person,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *path = _sign_call_path ("signature_requests", id, "signers", signer_id, NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) body = NULL;
  SignCall call = { .method = "PATCH", .path = path };

  json_builder_begin_object (builder);
  add_info (builder, person, TRUE);
  json_builder_end_object (builder);
  call.json = body = json_builder_get_root (builder);
  return _sign_call_do (session, &call, cancellable, error);
}

static gboolean
is_changed (SignRequest *request, const char *signer_id, const SignPerson *person)
{
  SignSigner *signer = sign_request_find_signer (request, signer_id);

  return signer != NULL && g_ascii_strcasecmp (signer->email, person->email) == 0;
}

/* The signatory keeps their id. Who has begun to sign cannot be another any more. */
static SignRequest *
transfer (SignSession *session,
          const char *id,
          const char *signer_id,
          const SignPerson *person,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SignRequest) request = NULL;
  gboolean done = change_signer (session, id, signer_id, person, cancellable, &local);

  if (!done
      && (g_error_matches (local, SIGN_ERROR, SIGN_ERROR_REFUSED)
          || g_error_matches (local, SIGN_ERROR, SIGN_ERROR_KEY)))
    {
      g_set_error (error, SIGN_ERROR, SIGN_ERROR_REFUSED,
                   _ ("The address cannot be changed any more: stop the signature and send the "
                      "agreement anew. %s"),
                   local->message);
      return NULL;
    }
  if (done || g_error_matches (local, SIGN_ERROR, SIGN_ERROR_UNKNOWN))
    request = _sign_yousign_load (session, id, cancellable, done ? error : NULL);
  if (done || (request != NULL && is_changed (request, signer_id, person)))
    return g_steal_pointer (&request);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
stop (SignSession *session,
      const char *id,
      SignStopReason reason,
      const char *note,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *path = _sign_call_path ("signature_requests", id, "cancel", NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) body = NULL;
  SignCall call = { .method = "POST", .path = path };

  json_builder_begin_object (builder);
  add_string (builder, "reason", stop_reasons[reason]);
  add_text (builder, "custom_note", note, NOTE_CHARS);
  json_builder_end_object (builder);
  call.json = body = json_builder_get_root (builder);
  return _sign_call_do (session, &call, cancellable, error);
}

static GBytes *
fetch_signed (SignSession *session, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = _sign_call_path ("signature_requests", id, "documents", "download", NULL);
  g_autofree char *whole = g_strconcat (path, "?version=completed", NULL);

  return _sign_call_get_pdf (session, whole, cancellable, error);
}

static GBytes *
fetch_proof (SignSession *session, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path =
      _sign_call_path ("signature_requests", id, "audit_trails", "download", NULL);
  g_autofree char *whole = g_strconcat (path, "?merge=true", NULL);

  return _sign_call_get_pdf (session, whole, cancellable, error);
}

const SignProvider _sign_provider_yousign = {
  .id = "yousign",
  .label = "Yousign",
  /* whether the link of the address before still signs after a change is told nowhere: it may */
  .features = SIGN_FEATURE_ORDER | SIGN_FEATURE_EMAIL_CODE | SIGN_FEATURE_SMS_CODE
              | SIGN_FEATURE_EXPIRY | SIGN_FEATURE_REMIND | SIGN_FEATURE_TRANSFER
              | SIGN_FEATURE_TRANSFER_KEEPS_LINK | SIGN_FEATURE_PROOF | SIGN_FEATURE_OWN_ADDRESS
              | SIGN_FEATURE_TRAIL,
  .environments = environments,
  .n_environments = G_N_ELEMENTS (environments),
  .key_header = "Authorization: Bearer %s",
  /* in the ratio that it wants, or the signature would be smaller */
  .anchor = "{{s%u|signature|138|60}}",
  .count_calls = count_calls,
  .check_order = check_order,
  .check = _sign_yousign_check,
  .find = _sign_yousign_find,
  .create = create,
  .check_document = check_document,
  .add_document = add_document,
  .add_signer = add_signer,
  .activate = activate,
  .discard = discard,
  .load = _sign_yousign_load,
  .list = _sign_yousign_list,
  .remind = remind,
  .transfer = transfer,
  .stop = stop,
  .fetch_signed = fetch_signed,
  .fetch_proof = fetch_proof,
  .trace = _sign_yousign_trace,
};
