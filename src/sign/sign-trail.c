/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-trail.h"

#include <string.h>

#include <gio/gio.h>

/* An address of the new kind that only stands for one of the old. */
#define MAPPED "::ffff:"

/**
 * sign_trail_new:
 * @signer_id: of one who has signed, the provider's
 *
 * Returns: (transfer full): a trail that tells nothing yet
 */
SignTrail *
sign_trail_new (const char *signer_id)
{
  SignTrail *self = g_new0 (SignTrail, 1);

  self->signer_id = g_strdup (signer_id);
  return self;
}

/**
 * sign_trail_free:
 * @self: (transfer full) (nullable): a trail
 */
void
sign_trail_free (SignTrail *self)
{
  if (self == NULL)
    return;
  g_free (self->signer_id);
  g_free (self->address);
  g_free (self->authenticated_at);
  g_free (self->opened_at);
  g_free (self->consented_at);
  g_free (self->signed_at);
  g_free (self);
}

/**
 * sign_trail_set_address:
 * @self: a trail
 * @told: what the provider calls the address; the first, where proxies have added theirs
 *
 * Only what is an address is taken.
 */
void
sign_trail_set_address (SignTrail *self, const char *told)
{
  g_auto (GStrv) several = g_strsplit (told, ",", 2);
  g_autofree char *first = g_strdup (several[0] != NULL ? g_strstrip (several[0]) : "");
  const char *plain =
      g_ascii_strncasecmp (first, MAPPED, strlen (MAPPED)) == 0 && strchr (first, '.') != NULL
          ? first + strlen (MAPPED)
          : first;
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (plain);

  g_free (self->address);
  self->address = address != NULL ? g_inet_address_to_string (address) : NULL;
}

/**
 * sign_means_to_key:
 * @means: how somebody was known
 *
 * Returns: (nullable): what databases call it: "sms_code"; %NULL: it was not told
 */
const char *
sign_means_to_key (SignMeans means)
{
  static const char *const keys[SIGN_N_MEANS] = {
    [SIGN_MEANS_LINK] = "link",         [SIGN_MEANS_EMAIL_CODE] = "email_code",
    [SIGN_MEANS_SMS_CODE] = "sms_code", [SIGN_MEANS_ACCOUNT] = "account",
    [SIGN_MEANS_OTHER] = "other",
  };

  g_return_val_if_fail ((guint) means < SIGN_N_MEANS, NULL);

  return keys[means];
}
