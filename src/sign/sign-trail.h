/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignMeans:
 *
 * How the provider knew who it was that signed.
 */
typedef enum
{
  SIGN_MEANS_UNTOLD,
  SIGN_MEANS_LINK,       /* whoever has the mail */
  SIGN_MEANS_EMAIL_CODE, /* a code that came by mail */
  SIGN_MEANS_SMS_CODE,   /* a code that came by text message */
  SIGN_MEANS_ACCOUNT,    /* they have an account there */
  SIGN_MEANS_OTHER,      /* a way that Paraphe does not know */
  SIGN_N_MEANS
} SignMeans;

/**
 * SignTrail:
 * @signer_id: the provider's
 * @means: how they were known
 * @address: (nullable): from where in the network they signed: "203.0.113.7". Personal data
 * @authenticated_at: (nullable): when a code was checked; ISO 8601 in UTC, so are the others
 * @opened_at: (nullable): when they saw the document first
 * @consented_at: (nullable): when they agreed to sign
 * @signed_at: (nullable): when they had signed
 *
 * What a provider's trail tells of one who has signed. What it does not tell is %NULL.
 */
typedef struct
{
  char *signer_id;
  SignMeans means;
  char *address;
  char *authenticated_at;
  char *opened_at;
  char *consented_at;
  char *signed_at;
} SignTrail;

SignTrail *sign_trail_new (const char *signer_id);
void sign_trail_free (SignTrail *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignTrail, sign_trail_free)

void sign_trail_set_address (SignTrail *self, const char *told);
const char *sign_means_to_key (SignMeans means);

G_END_DECLS
