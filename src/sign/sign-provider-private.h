/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign-session.h"

G_BEGIN_DECLS

/**
 * SignProvider:
 * @id: "yousign"; kept in databases
 * @label: its name, which is not translated
 * @features: what it can do
 * @environments: where it is reached
 * @n_environments: how many
 * @key_header: a header with one %s for the API key
 * @base_path: (nullable): what the address of a server of the school's ends with: "/api/v2"
 * @anchor: with one %u for the number of the signatory, from 1
 * @count_calls: how many calls a sending takes when nothing goes wrong
 * @check_order: whether it can be sent at all; asks nobody
 * @check: a call that changes nothing
 * @find: requests of the order's external id, the oldest first; each as load() gives it. Of the
 *   order nothing else is there but @since
 * @create: makes the draft. What it returns holds what the provider has told of it
 * @check_document: whether the document of a draft holds a place for each signatory; one that was
 *   not uploaded in this run
 * @add_document: uploads into the draft, or looks at what create() has; and checks
 * @add_signer: (nullable): adds the signatory of this index; %NULL: create() has all of them
 * @activate: sends the invitations, and writes into the request what is told of it
 * @discard: deletes a draft
 * @load: all there is to know of a request
 * @list: what is open, and where the provider can tell also what was completed since
 * @remind: writes to one signatory again
 * @transfer: to another address
 * @stop: ends an ongoing request
 * @fetch_signed: the PDF as all have signed it
 * @fetch_proof: (nullable): what happened, as a PDF
 * @trace: (nullable): how and from where these have signed; what is told before a failure is added
 *   all the same
 *
 * All that sets a provider apart. Each function makes calls (sign-call-private.h) and reads their
 * answers; what is tried again, and when, is sign-send.c's.
 */
struct _SignProvider
{
  const char *id;
  const char *label;
  SignFeatures features;
  const SignEnvironment *environments;
  guint n_environments;
  const char *key_header;
  const char *base_path;
  const char *anchor;

  guint (*count_calls) (guint n_signers);
  gboolean (*check_order) (const SignOrder *order, GError **error);
  gboolean (*check) (SignSession *session, GCancellable *cancellable, GError **error);
  GPtrArray *(*find) (SignSession *session,
                      const SignOrder *order,
                      GCancellable *cancellable,
                      GError **error);
  SignRequest *(*create) (SignSession *session,
                          const SignOrder *order,
                          GCancellable *cancellable,
                          GError **error);
  gboolean (*check_document) (SignSession *session,
                              SignRequest *request,
                              const SignOrder *order,
                              GCancellable *cancellable,
                              GError **error);
  gboolean (*add_document) (SignSession *session,
                            SignRequest *request,
                            const SignOrder *order,
                            GCancellable *cancellable,
                            GError **error);
  gboolean (*add_signer) (SignSession *session,
                          SignRequest *request,
                          const SignOrder *order,
                          guint index,
                          GCancellable *cancellable,
                          GError **error);
  gboolean (*activate) (SignSession *session,
                        SignRequest *request,
                        const SignOrder *order,
                        GCancellable *cancellable,
                        GError **error);
  gboolean (*discard) (SignSession *session,
                       const char *id,
                       GCancellable *cancellable,
                       GError **error);
  SignRequest *(*load) (SignSession *session,
                        const char *id,
                        GCancellable *cancellable,
                        GError **error);
  GPtrArray *(*list) (SignSession *session,
                      const char *since,
                      GCancellable *cancellable,
                      GError **error);
  gboolean (*remind) (SignSession *session,
                      const char *id,
                      const char *signer_id,
                      GCancellable *cancellable,
                      GError **error);
  SignRequest *(*transfer) (SignSession *session,
                            const char *id,
                            const char *signer_id,
                            const SignPerson *person,
                            GCancellable *cancellable,
                            GError **error);
  gboolean (*stop) (SignSession *session,
                    const char *id,
                    SignStopReason reason,
                    const char *note,
                    GCancellable *cancellable,
                    GError **error);
  GBytes *(*fetch_signed) (SignSession *session,
                           const char *id,
                           GCancellable *cancellable,
                           GError **error);
  GBytes *(*fetch_proof) (SignSession *session,
                          const char *id,
                          GCancellable *cancellable,
                          GError **error);
  gboolean (*trace) (SignSession *session,
                     const char *id,
                     GPtrArray *signer_ids,
                     GPtrArray *trails,
                     GCancellable *cancellable,
                     GError **error);
};

extern const SignProvider _sign_provider_yousign;
extern const SignProvider _sign_provider_documenso;

G_END_DECLS
