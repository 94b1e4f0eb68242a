/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignMethod:
 *
 * How a signatory proves who they are, beside having the mailbox.
 */
typedef enum
{
  SIGN_METHOD_LINK,       /* nothing more: the link of the mail */
  SIGN_METHOD_EMAIL_CODE, /* a code by mail */
  SIGN_METHOD_SMS_CODE,   /* a code on the mobile phone */
} SignMethod;

/**
 * SignPerson:
 * @given_name: as typed; what the provider does not take in it is the provider's file's to replace
 * @family_name: alike
 * @email: where the invitation goes
 * @mobile: (nullable): E.164 ("+33612345678"), for %SIGN_METHOD_SMS_CODE
 * @method: how they prove who they are
 *
 * Who signs.
 */
typedef struct
{
  char *given_name;
  char *family_name;
  char *email;
  char *mobile;
  SignMethod method;
} SignPerson;

/**
 * SignOrder:
 * @external_id: ours, of this request alone: letters, digits, "-", "_", "." (at most 100)
 * @title: what signatories see: "Convention 2026-0042, ABADIE Léa"
 * @file_name: of the document, "….pdf"
 * @document: the PDF, with an anchor (sign_provider_dup_anchor()) for each signatory
 * @signers: (element-type SignPerson): in their order; anchor n is of the n-th, from 1
 * @ordered: whether one is invited when the one before has signed
 * @expires_on: (nullable): ISO day; %NULL for the provider's own
 * @remind_days: the provider reminds by itself after so many days, 0: never
 * @subject: (nullable): of the invitation
 * @message: (nullable): of the invitation
 * @since: ISO 8601: no request of this @external_id is older
 * @may_be_made: an earlier try was stopped while the request was being made: it may be there
 * although the provider does not tell of it yet
 *
 * What is sent to be signed. Nothing but @may_be_made changes from one try to the next.
 */
typedef struct
{
  char *external_id;
  char *title;
  char *file_name;
  GBytes *document;
  GPtrArray *signers;
  gboolean ordered;
  char *expires_on;
  guint remind_days;
  char *subject;
  char *message;
  char *since;
  gboolean may_be_made;
} SignOrder;

SignPerson *sign_person_new (const char *given_name, const char *family_name, const char *email);
void sign_person_free (SignPerson *person);
SignOrder *sign_order_new (const char *external_id, const char *title, GBytes *document);
void sign_order_free (SignOrder *order);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignPerson, sign_person_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignOrder, sign_order_free)

G_END_DECLS
