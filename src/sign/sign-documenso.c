/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-documenso-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-http-form.h"
#include "base-text.h"
#include "sign-call-private.h"
#include "sign-error.h"
#include "base-json.h"
#include "sign-provider-private.h"

/* Documenso's API v2, where a request is an "envelope". One call makes all of it. */

#define TITLE_CHARS   255
#define NAME_CHARS    255
#define EMAIL_BYTES   254
#define SUBJECT_CHARS 254
#define MESSAGE_CHARS 5000
#define MOST_DAYS     366

static const SignEnvironment environments[] = {
  { "production", N_ ("Documenso's own server"), "https://app.documenso.com/api/v2", 1000, 0 },
  { "own", N_ ("A server of the school's"), NULL, 1000, 0 },
};

static void
add_string (JsonBuilder *builder, const char *key, const char *value, guint most)
{
  g_autofree char *cut = g_utf8_substring (value, 0, MIN (g_utf8_strlen (value, -1), (glong) most));

  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, cut);
}

static void
add_int (JsonBuilder *builder, const char *key, gint64 value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, value);
}

/* A span of days; of none, that there is none. */
static void
add_days (JsonBuilder *builder, const char *key, guint days)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_object (builder);
  if (days > 0)
    {
      add_string (builder, "unit", "day", 10);
      add_int (builder, "amount", days);
    }
  else
    {
      json_builder_set_member_name (builder, "disabled");
      json_builder_add_boolean_value (builder, TRUE);
    }
  json_builder_end_object (builder);
}

/* One call for what there is, one that makes it, one that looks at it, one that sends. */
static guint
count_calls (guint n_signers)
{
  return 4;
}

/**
 * _sign_documenso_dup_name:
 * @person: who signs
 *
 * Returns: (transfer full): "Léa Abadie"
 */
char *
_sign_documenso_dup_name (const SignPerson *person)
{
  g_autofree char *both = g_strconcat (person->given_name, " ", person->family_name, NULL);

  return base_text_clean (both);
}

static gboolean
check_order (const SignOrder *order, GError **error)
{
  for (guint i = 0; i < order->signers->len; i++)
    {
      const SignPerson *person = order->signers->pdata[i];
      g_autofree char *name = _sign_documenso_dup_name (person);

      if (person->method != SIGN_METHOD_LINK)
        {
          g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_UNSUPPORTED,
                               _ ("Documenso sends no codes: choose the link alone in the "
                                  "preferences."));
          return FALSE;
        }
      if (*name == '\0' || strchr (person->email, '@') == NULL
          || strlen (person->email) > EMAIL_BYTES)
        {
          g_set_error (error, SIGN_ERROR, SIGN_ERROR_INVALID,
                       _ ("The name or the e-mail address of signatory %u is missing."), i + 1);
          return FALSE;
        }
    }
  return TRUE;
}

static void
add_recipients (JsonBuilder *builder, const SignOrder *order)
{
  json_builder_set_member_name (builder, "recipients");
  json_builder_begin_array (builder);
  for (guint i = 0; i < order->signers->len; i++)
    {
      const SignPerson *person = order->signers->pdata[i];
      g_autofree char *name = _sign_documenso_dup_name (person);

      json_builder_begin_object (builder);
      add_string (builder, "email", person->email, EMAIL_BYTES);
      add_string (builder, "name", name, NAME_CHARS);
      add_string (builder, "role", "SIGNER", 10);
      add_int (builder, "signingOrder", i + 1);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* It wants a span, from the day of sending. */
static guint
count_days (SignSession *session, const char *expires_on)
{
  const SignClock *clock = _sign_limits_get_clock (_sign_session_get_limits (session));
  g_autofree char *last = g_strconcat (expires_on, "T23:59:59", NULL);
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autoptr (GDateTime) end = g_date_time_new_from_iso8601 (last, here);
  gint64 left =
      end != NULL ? g_date_time_to_unix (end) - clock->wall (clock->data) / G_TIME_SPAN_SECOND : 0;

  return (guint) CLAMP (left / (24 * 60 * 60), 1, MOST_DAYS);
}

static void
add_meta (JsonBuilder *builder, SignSession *session, const SignOrder *order)
{
  json_builder_set_member_name (builder, "meta");
  json_builder_begin_object (builder);
  if (order->subject != NULL && !base_text_is_blank (order->subject))
    add_string (builder, "subject", order->subject, SUBJECT_CHARS);
  if (order->message != NULL && !base_text_is_blank (order->message))
    add_string (builder, "message", order->message, MESSAGE_CHARS);
  add_string (builder, "timezone", "Europe/Paris", 20);
  add_string (builder, "dateFormat", "dd/MM/yyyy HH:mm", 20);
  add_string (builder, "distributionMethod", "EMAIL", 20);
  add_string (builder, "signingOrder", order->ordered ? "SEQUENTIAL" : "PARALLEL", 20);
  add_string (builder, "language", "fr", 5);
  if (order->expires_on != NULL && *order->expires_on != '\0')
    add_days (builder, "envelopeExpirationPeriod", count_days (session, order->expires_on));
  json_builder_set_member_name (builder, "reminderSettings");
  json_builder_begin_object (builder);
  add_days (builder, "sendAfter", order->remind_days);
  add_days (builder, "repeatEvery", order->remind_days);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static JsonNode *
build_payload (SignSession *session, const SignOrder *order)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "title", order->title, TITLE_CHARS);
  add_string (builder, "type", "DOCUMENT", 10);
  add_string (builder, "externalId", order->external_id, 255);
  add_recipients (builder, order);
  add_meta (builder, session, order);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static SignRequest *
create (SignSession *session, const SignOrder *order, GCancellable *cancellable, GError **error)
{
  g_autoptr (BaseHttpForm) form = base_http_form_new ();
  g_autoptr (JsonNode) payload = build_payload (session, order);
  g_autofree char *text = json_to_string (payload, FALSE);
  g_autofree char *type = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonNode) answer = NULL;
  SignCall call = { .method = "POST", .path = "/envelope/create", .json = payload };

  base_http_form_add_text (form, "payload", text);
  base_http_form_add_file (form, "files", order->file_name, "application/pdf", order->document);
  call.body = body = base_http_form_build (form, &type);
  call.content_type = type;
  answer = _sign_call_json (session, &call, cancellable, error);
  if (answer == NULL)
    return NULL;
  id = base_json_dup_id (base_json_object (answer), "id");
  if (id != NULL)
    return sign_request_new (id);
  g_propagate_error (error, _sign_call_garbled (session));
  return NULL;
}

/* Who has no place to sign would be invited to nothing. */
static gboolean
has_anchors (JsonObject *envelope, SignRequest *request, GError **error)
{
  guint n_places = 0;

  for (guint i = 0; i < request->signers->len; i++)
    n_places +=
        _sign_documenso_has_field (envelope, ((SignSigner *) request->signers->pdata[i])->id) ? 1
                                                                                              : 0;
  if (n_places == request->signers->len)
    return TRUE;
  g_set_error (error, SIGN_ERROR, SIGN_ERROR_REFUSED,
               _ ("The document has %u places to sign for %u signatories as Documenso reads it: "
                  "check the marks of signatures in the template, each on one line."),
               n_places, request->signers->len);
  return FALSE;
}

static gboolean
check_document (SignSession *session,
                SignRequest *request,
                const SignOrder *order,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (JsonNode) answer = _sign_documenso_get (session, request->id, cancellable, error);

  return answer != NULL && has_anchors (base_json_object (answer), request, error);
}

/* What one call has made is looked at: who the recipients became, and where they sign. */
static gboolean
add_document (SignSession *session,
              SignRequest *request,
              const SignOrder *order,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (JsonNode) answer = _sign_documenso_get (session, request->id, cancellable, error);
  g_autoptr (SignRequest) now =
      answer != NULL ? _sign_documenso_read_now (session, answer, error) : NULL;

  if (now == NULL)
    return FALSE;
  if (now->document_ids->len == 0 || now->signers->len != order->signers->len)
    {
      g_propagate_error (error, _sign_call_garbled (session));
      return FALSE;
    }
  g_ptr_array_extend_and_steal (request->document_ids, g_steal_pointer (&now->document_ids));
  g_ptr_array_unref (request->signers);
  request->signers = g_steal_pointer (&now->signers);
  now->document_ids = g_ptr_array_new ();
  now->signers = g_ptr_array_new ();
  return has_anchors (base_json_object (answer), request, error);
}

/**
 * _sign_documenso_post:
 * @session: a session
 * @path: behind the server's address
 * @builder: what to send
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: (transfer full) (nullable): the answer
 */
JsonNode *
_sign_documenso_post (SignSession *session,
                      const char *path,
                      JsonBuilder *builder,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (JsonNode) body = json_builder_get_root (builder);
  SignCall call = { .method = "POST", .path = path, .json = body };

  return _sign_call_json (session, &call, cancellable, error);
}

/* {"envelopeId": …}, still open. */
static JsonBuilder *
begin (const char *id)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "envelopeId");
  json_builder_add_string_value (builder, id);
  return builder;
}

static gboolean
post_end (SignSession *session,
          const char *path,
          JsonBuilder *builder,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (JsonNode) answer = NULL;

  json_builder_end_object (builder);
  answer = _sign_documenso_post (session, path, builder, cancellable, error);
  if (answer == NULL)
    return FALSE;
  if (base_json_boolean (base_json_object (answer), "success"))
    return TRUE;
  g_propagate_error (error, _sign_call_garbled (session));
  return FALSE;
}

/**
 * _sign_documenso_distribute:
 * @session: a session
 * @id: of a request
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Invites whose turn it is and who was not invited yet.
 *
 * Returns: whether it does
 */
gboolean
_sign_documenso_distribute (SignSession *session,
                            const char *id,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (JsonBuilder) builder = begin (id);

  return post_end (session, "/envelope/distribute", builder, cancellable, error);
}

/* Mails leave a little later, which the next look will tell. */
static gboolean
activate (SignSession *session,
          SignRequest *request,
          const SignOrder *order,
          GCancellable *cancellable,
          GError **error)
{
  if (!_sign_documenso_distribute (session, request->id, cancellable, error))
    return FALSE;
  request->state = SIGN_STATE_ONGOING;
  for (guint i = 0; i < request->signers->len; i++)
    if (i == 0 || !order->ordered)
      ((SignSigner *) request->signers->pdata[i])->state = SIGN_SIGNER_INVITED;
  return TRUE;
}

static gboolean
discard (SignSession *session, const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonBuilder) builder = begin (id);

  return post_end (session, "/envelope/delete", builder, cancellable, error);
}

/* It answers "success" for whoever it is asked: who need not be reminded is told here. */
static gboolean
check_waits (SignRequest *request, const char *signer_id, GError **error)
{
  SignSigner *signer = sign_request_find_signer (request, signer_id);

  if (signer == NULL)
    {
      g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_NOT_FOUND,
                           _ ("Documenso does not know this signatory any more."));
      return FALSE;
    }
  if (signer->state == SIGN_SIGNER_INVITED || signer->state == SIGN_SIGNER_OPENED)
    return TRUE;
  /* a link that has expired is renewed by a reminder */
  if (request->state == SIGN_STATE_EXPIRED && signer->state == SIGN_SIGNER_STOPPED)
    return TRUE;
  g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_REFUSED,
                       _ ("Only who was invited and has not signed can be reminded."));
  return FALSE;
}

static gboolean
remind (SignSession *session,
        const char *id,
        const char *signer_id,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (SignRequest) request = _sign_documenso_load (session, id, cancellable, error);
  g_autoptr (JsonBuilder) builder = NULL;

  if (request == NULL || !check_waits (request, signer_id, error))
    return FALSE;
  builder = begin (id);
  json_builder_set_member_name (builder, "recipients");
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, g_ascii_strtoll (signer_id, NULL, 10));
  json_builder_end_array (builder);
  return post_end (session, "/envelope/redistribute", builder, cancellable, error);
}

static gboolean
stop (SignSession *session,
      const char *id,
      SignStopReason reason,
      const char *note,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (JsonBuilder) builder = begin (id);

  add_string (builder, "reason",
              note != NULL && !base_text_is_blank (note) ? note : _ ("Stopped by the school."),
              MESSAGE_CHARS);
  return post_end (session, "/envelope/cancel", builder, cancellable, error);
}

static GBytes *
fetch_signed (SignSession *session, const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (SignRequest) request = _sign_documenso_load (session, id, cancellable, error);
  g_autofree char *path = NULL;
  g_autofree char *whole = NULL;

  if (request == NULL)
    return NULL;
  if (request->state != SIGN_STATE_COMPLETED || request->document_ids->len != 1)
    {
      g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_REFUSED,
                           _ ("The document is not signed by all, or is not one document: look at "
                              "it on the web page of Documenso."));
      return NULL;
    }
  path = _sign_call_path ("envelope", "item", request->document_ids->pdata[0], "download", NULL);
  whole = g_strconcat (path, "?version=signed", NULL);
  return _sign_call_get_pdf (session, whole, cancellable, error);
}

static GBytes *
fetch_proof (SignSession *session, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = _sign_call_path ("envelope", id, "certificate", "download", NULL);

  return _sign_call_get_pdf (session, path, cancellable, error);
}

const SignProvider _sign_provider_documenso = {
  .id = "documenso",
  .label = "Documenso",
  .features = SIGN_FEATURE_ORDER | SIGN_FEATURE_OPENED | SIGN_FEATURE_EXPIRY | SIGN_FEATURE_REMIND
              | SIGN_FEATURE_TRANSFER | SIGN_FEATURE_PROOF | SIGN_FEATURE_OWN_ADDRESS
              | SIGN_FEATURE_TRAIL,
  .environments = environments,
  .n_environments = G_N_ELEMENTS (environments),
  .key_header = "Authorization: %s",
  .base_path = "/api/v2",
  .anchor = "{{signature, r%u}}",
  .count_calls = count_calls,
  .check_order = check_order,
  .check = _sign_documenso_check,
  .find = _sign_documenso_find,
  .create = create,
  .check_document = check_document,
  .add_document = add_document,
  .activate = activate,
  .discard = discard,
  .load = _sign_documenso_load,
  .list = _sign_documenso_list,
  .remind = remind,
  .transfer = _sign_documenso_transfer,
  .stop = stop,
  .fetch_signed = fetch_signed,
  .fetch_proof = fetch_proof,
  .trace = _sign_documenso_trace,
};
