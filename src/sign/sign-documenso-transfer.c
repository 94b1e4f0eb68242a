/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-documenso-private.h"

#include <glib/gi18n-lib.h>

#include "sign-call-private.h"
#include "sign-error.h"
#include "base-json.h"

/* An address that is changed keeps the link that was sent to the one before, who could still sign.
 * So the signatory is replaced: another recipient at the same place, the same fields for them, the
 * one before removed, who is told so by mail and whose link is dead, then the invitation. Like a
 * sending it is a state that is reached, which goes on from where it was stopped. The other comes
 * before the one goes, so that at no moment a document could be complete without them. */

#define MOST_TRIES 3
#define PAUSE      2 /* seconds */

typedef struct
{
  SignSession *session;
  const char *id;
  const char *signer_id;
  const SignPerson *person;
  GCancellable *cancellable;
} Transfer;

static gboolean
fail_late (GError **error, const char *why)
{
  g_set_error (error, SIGN_ERROR, SIGN_ERROR_REFUSED,
               _ ("The address cannot be changed any more: stop the signature and send the "
                  "agreement anew. %s"),
               why);
  return FALSE;
}

static gboolean
may_be_replaced (JsonObject *envelope, JsonObject *recipient, GError **error)
{
  if (g_str_equal (base_json_string (envelope, "status"), "PENDING")
      && g_str_equal (base_json_string (recipient, "signingStatus"), "NOT_SIGNED"))
    return TRUE;
  return fail_late (error, _ ("It is signed, refused or over."));
}

/* The recipient of the new address, when there is one who is not the one before. */
static JsonObject *
find_other (JsonObject *envelope, Transfer *self)
{
  JsonArray *recipients = base_json_member_array (envelope, "recipients");

  for (guint i = base_json_n_objects (recipients); i > 0; i--)
    {
      JsonObject *recipient = base_json_element (recipients, i - 1);
      g_autofree char *id = base_json_dup_id (recipient, "id");

      if (id != NULL && g_strcmp0 (id, self->signer_id) != 0
          && g_ascii_strcasecmp (base_json_string (recipient, "email"), self->person->email) == 0
          && g_str_equal (base_json_string (recipient, "signingStatus"), "NOT_SIGNED"))
        return recipient;
    }
  return NULL;
}

/* Another recipient is one of this transfer's when they stand at the same place as the one before;
 * somebody else may sign with the same address at another. */
static JsonObject *
find_twin (JsonObject *envelope, JsonObject *recipient, Transfer *self)
{
  JsonObject *other = find_other (envelope, self);

  if (other == NULL
      || base_json_int (other, "signingOrder", -1) != base_json_int (recipient, "signingOrder", -1))
    return NULL;
  return other;
}

static void
add_string (JsonBuilder *builder, const char *key, const char *value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, value);
}

static void
add_number (JsonBuilder *builder, const char *key, double value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_double_value (builder, value);
}

static void
add_int (JsonBuilder *builder, const char *key, gint64 value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, value);
}

static JsonBuilder *
begin_data (Transfer *self)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "envelopeId", self->id);
  json_builder_set_member_name (builder, "data");
  json_builder_begin_array (builder);
  return builder;
}

static JsonNode *
post_data (Transfer *self, const char *path, JsonBuilder *builder, GError **error)
{
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return _sign_documenso_post (self->session, path, builder, self->cancellable, error);
}

static gboolean
create_twin (Transfer *self, JsonObject *recipient, GError **error)
{
  g_autoptr (JsonBuilder) builder = begin_data (self);
  g_autofree char *name = _sign_documenso_dup_name (self->person);
  g_autoptr (JsonNode) answer = NULL;
  gint64 order = base_json_int (recipient, "signingOrder", 0);

  json_builder_begin_object (builder);
  add_string (builder, "email", self->person->email);
  add_string (builder, "name", *name != '\0' ? name : base_json_string (recipient, "name"));
  add_string (builder, "role", base_json_string (recipient, "role"));
  if (order > 0)
    add_int (builder, "signingOrder", order);
  json_builder_end_object (builder);
  answer = post_data (self, "/envelope/recipient/create-many", builder, error);
  return answer != NULL;
}

static gboolean
is_field_of (JsonObject *field, const char *recipient_id)
{
  g_autofree char *owner = base_json_dup_id (field, "recipientId");

  return g_strcmp0 (owner, recipient_id) == 0
         && g_str_equal (base_json_string (field, "type"), "SIGNATURE");
}

static void
add_field (JsonBuilder *builder, JsonObject *field, gint64 recipient_id)
{
  static const char *const places[] = { "positionX", "positionY", "width", "height" };
  const char *item = base_json_string (field, "envelopeItemId");

  json_builder_begin_object (builder);
  add_string (builder, "type", "SIGNATURE");
  add_int (builder, "recipientId", recipient_id);
  if (*item != '\0')
    add_string (builder, "envelopeItemId", item);
  add_int (builder, "page", base_json_int (field, "page", 1));
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    add_number (builder, places[i], base_json_number (field, places[i], 0));
  json_builder_end_object (builder);
}

/* The same places for the other. */
static gboolean
copy_fields (Transfer *self, JsonObject *envelope, JsonObject *twin, GError **error)
{
  JsonArray *fields = base_json_member_array (envelope, "fields");
  g_autoptr (JsonBuilder) builder = begin_data (self);
  g_autoptr (JsonNode) answer = NULL;

  for (guint i = 0; i < base_json_n_objects (fields); i++)
    {
      JsonObject *field = base_json_element (fields, i);

      if (is_field_of (field, self->signer_id))
        add_field (builder, field, base_json_int (twin, "id", 0));
    }
  answer = post_data (self, "/envelope/field/create-many", builder, error);
  return answer != NULL;
}

static gboolean
remove_recipient (Transfer *self, const char *id, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) answer = NULL;

  json_builder_begin_object (builder);
  add_int (builder, "recipientId", g_ascii_strtoll (id, NULL, 10));
  json_builder_end_object (builder);
  answer = _sign_documenso_post (self->session, "/envelope/recipient/delete", builder,
                                 self->cancellable, error);
  return answer != NULL;
}

/* Who has begun to sign cannot be removed: then the other goes again. */
static gboolean
replace (Transfer *self, JsonObject *twin, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *twin_id = base_json_dup_id (twin, "id");

  if (remove_recipient (self, self->signer_id, &local))
    return TRUE;
  if (!g_error_matches (local, SIGN_ERROR, SIGN_ERROR_REFUSED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  remove_recipient (self, twin_id, NULL);
  return fail_late (error, local->message);
}

static JsonNode *
load (Transfer *self, GError **error)
{
  return _sign_documenso_get (self->session, self->id, self->cancellable, error);
}

/* From the one before to the other, who has the same places. */
static gboolean
put_in_place (Transfer *self, JsonObject *envelope, JsonObject *recipient, GError **error)
{
  g_autoptr (JsonNode) after = NULL;
  JsonObject *twin = find_twin (envelope, recipient, self);
  g_autofree char *twin_id = NULL;

  if (!may_be_replaced (envelope, recipient, error))
    return FALSE;
  if (twin == NULL)
    {
      if (!create_twin (self, recipient, error))
        return FALSE;
      after = load (self, error);
      if (after == NULL)
        return FALSE;
      envelope = base_json_object (after);
      twin = find_twin (envelope, recipient, self);
    }
  twin_id = base_json_dup_id (twin, "id");
  if (twin_id == NULL)
    {
      g_propagate_error (error, _sign_call_garbled (self->session));
      return FALSE;
    }
  if (!_sign_documenso_has_field (envelope, twin_id) && !copy_fields (self, envelope, twin, error))
    return FALSE;
  return replace (self, twin, error);
}

static gboolean
is_same_address (JsonObject *recipient, const SignPerson *person)
{
  return recipient != NULL
         && g_ascii_strcasecmp (base_json_string (recipient, "email"), person->email) == 0;
}

static SignRequest *
reach (Transfer *self, GError **error)
{
  g_autoptr (JsonNode) answer = load (self, error);
  JsonObject *envelope = base_json_object (answer);
  JsonObject *recipient = NULL;

  if (answer == NULL)
    return NULL;
  recipient = _sign_documenso_find_recipient (envelope, self->signer_id);
  if (recipient == NULL && find_other (envelope, self) == NULL)
    {
      g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_NOT_FOUND,
                           _ ("Documenso does not know this signatory any more."));
      return NULL;
    }
  if (is_same_address (recipient, self->person))
    return _sign_documenso_read_now (self->session, answer, error);
  if (recipient != NULL && !put_in_place (self, envelope, recipient, error))
    return NULL;
  if (!_sign_documenso_distribute (self->session, self->id, self->cancellable, error))
    return NULL;
  return _sign_documenso_load (self->session, self->id, self->cancellable, error);
}

/**
 * _sign_documenso_transfer:
 * @session: a session
 * @id: of a request
 * @signer_id: of a signatory
 * @person: who signs in their place
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * When the answer to one of its calls is lost, it looks how things stand and goes on.
 *
 * Returns: (transfer full) (nullable): the request as it is now
 */
SignRequest *
_sign_documenso_transfer (SignSession *session,
                          const char *id,
                          const char *signer_id,
                          const SignPerson *person,
                          GCancellable *cancellable,
                          GError **error)
{
  Transfer self = { session, id, signer_id, person, cancellable };

  for (guint tries = 1;; tries++)
    {
      g_autoptr (GError) local = NULL;
      SignRequest *request = reach (&self, &local);

      if (request != NULL)
        return request;
      if (tries >= MOST_TRIES || !g_error_matches (local, SIGN_ERROR, SIGN_ERROR_UNKNOWN))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (!_sign_session_pause (session, PAUSE, cancellable, error))
        return NULL;
    }
}
