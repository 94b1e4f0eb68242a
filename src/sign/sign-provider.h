/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "sign-order.h"

G_BEGIN_DECLS

/**
 * SignFeatures:
 *
 * What a provider can do; the window shows this and hides the rest.
 */
typedef enum
{
  SIGN_FEATURE_ORDER = 1 << 0, /* one signatory after the other */
  SIGN_FEATURE_EMAIL_CODE = 1 << 1,
  SIGN_FEATURE_SMS_CODE = 1 << 2,
  SIGN_FEATURE_OPENED = 1 << 3, /* tells who has seen it */
  SIGN_FEATURE_EXPIRY = 1 << 4,
  SIGN_FEATURE_REMIND = 1 << 5,              /* one signatory */
  SIGN_FEATURE_TRANSFER = 1 << 6,            /* to another address */
  SIGN_FEATURE_TRANSFER_KEEPS_LINK = 1 << 7, /* the old address's link may still sign */
  SIGN_FEATURE_PROOF = 1 << 8,               /* a certificate of what happened */
  SIGN_FEATURE_OWN_ADDRESS = 1 << 9,         /* it may be reached at another address */
  SIGN_FEATURE_TRAIL = 1 << 10,              /* tells how and from where each has signed */
} SignFeatures;

/**
 * SignEnvironment:
 * @key: "production", "test"
 * @label: for a person, to be translated
 * @url: (nullable): base of the addresses; %NULL: the school gives it
 * @per_minute: calls that the provider takes in a minute, 0: no such limit
 * @per_hour: in an hour, alike
 */
typedef struct
{
  const char *key;
  const char *label;
  const char *url;
  guint per_minute;
  guint per_hour;
} SignEnvironment;

typedef struct _SignProvider SignProvider;

guint sign_provider_get_n (void);
const SignProvider *sign_provider_get (guint n);
const SignProvider *sign_provider_find (const char *id);
const char *sign_provider_get_id (const SignProvider *self);
const char *sign_provider_get_label (const SignProvider *self);
SignFeatures sign_provider_get_features (const SignProvider *self);
const SignEnvironment *sign_provider_get_environments (const SignProvider *self, guint *n);
const SignEnvironment *sign_provider_find_environment (const SignProvider *self, const char *key);
char *sign_provider_dup_anchor (const SignProvider *self, guint n);
guint sign_provider_count_calls (const SignProvider *self, guint n_signers);
gboolean
sign_provider_check_order (const SignProvider *self, const SignOrder *order, GError **error);

G_END_DECLS
