/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-yousign-private.h"

#include <string.h>

#include "sign-call-private.h"
#include "base-json.h"

/* It describes the trail as objects, and shows "sms" of their words: the others are taken by what
 * they speak of. */
static SignMeans
read_means (JsonObject *authentication)
{
  static const struct
  {
    const char *part;
    SignMeans means;
  } words[] = {
    { "sms", SIGN_MEANS_SMS_CODE },
    { "mail", SIGN_MEANS_EMAIL_CODE },
    { "no_otp", SIGN_MEANS_LINK },
    { "none", SIGN_MEANS_LINK },
  };
  g_autofree char *mode = g_ascii_strdown (base_json_string (authentication, "mode"), -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (mode, words[i].part) != NULL)
      return words[i].means;
  return *mode != '\0' ? SIGN_MEANS_OTHER : SIGN_MEANS_UNTOLD;
}

static SignTrail *
read_trail (const char *signer_id, JsonObject *told)
{
  JsonObject *signer = base_json_member_object (told, "signer");
  JsonObject *authentication = base_json_member_object (told, "authentication");
  SignTrail *trail;

  if (signer == NULL)
    return NULL;
  trail = sign_trail_new (signer_id);
  trail->means = read_means (authentication);
  trail->authenticated_at = base_json_dup_time (authentication, "validated_at");
  trail->consented_at = base_json_dup_time (signer, "consent_given_at");
  trail->signed_at = base_json_dup_time (signer, "signature_process_completed_at");
  sign_trail_set_address (trail, base_json_string (signer, "ip_address"));
  return trail;
}

/**
 * _sign_yousign_trace:
 * @session: a session
 * @id: of a request that all have signed
 * @signer_ids: (element-type utf8): of whom
 * @trails: (element-type SignTrail): where what is told is added, also before a failure
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Asks for each: one call a signatory.
 *
 * Returns: whether all was told
 */
gboolean
_sign_yousign_trace (SignSession *session,
                     const char *id,
                     GPtrArray *signer_ids,
                     GPtrArray *trails,
                     GCancellable *cancellable,
                     GError **error)
{
  for (guint i = 0; i < signer_ids->len; i++)
    {
      g_autofree char *path = _sign_call_path ("signature_requests", id, "signers",
                                               signer_ids->pdata[i], "audit_trails", NULL);
      g_autoptr (JsonNode) answer = _sign_call_get (session, path, cancellable, error);
      SignTrail *trail;

      if (answer == NULL)
        return FALSE;
      trail = read_trail (signer_ids->pdata[i], base_json_object (answer));
      if (trail == NULL)
        {
          g_propagate_error (error, _sign_call_garbled (session));
          return FALSE;
        }
      g_ptr_array_add (trails, trail);
    }
  return TRUE;
}
