/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PaperSignatureState:
 * @PAPER_SIGNATURE_NONE: the PDF carries no digital signature
 * @PAPER_SIGNATURE_VALID: intact, by an authority that this computer knows
 * @PAPER_SIGNATURE_UNKNOWN_AUTHORITY: intact, by an authority that this computer does not know
 * @PAPER_SIGNATURE_EXPIRED: intact, its certificate is over or was withdrawn
 * @PAPER_SIGNATURE_UNREAD: of a kind that is not understood here, or it could not be read
 * @PAPER_SIGNATURE_ALTERED: what was signed is not what the file says now
 *
 * What a signature is worth, from the best to the worst (after none).
 */
typedef enum
{
  PAPER_SIGNATURE_NONE,
  PAPER_SIGNATURE_VALID,
  PAPER_SIGNATURE_UNKNOWN_AUTHORITY,
  PAPER_SIGNATURE_EXPIRED,
  PAPER_SIGNATURE_UNREAD,
  PAPER_SIGNATURE_ALTERED,
} PaperSignatureState;

/**
 * PaperSignature:
 * @name: who signed, as the certificate tells, or ""
 * @at: (nullable): when, as the signatory's clock told, ISO 8601 in UTC
 * @state: what it is worth
 *
 * One digital signature of a PDF.
 */
typedef struct
{
  char *name;
  char *at;
  PaperSignatureState state;
} PaperSignature;

/**
 * PaperSignatures:
 * @all: (element-type PaperSignature): in the order of the file
 * @state: of the whole: of its worst, but for those not understood beside one that is
 * @added: something was written into the file after the last signature: proofs of the provider, or
 *   a change
 *
 * The digital signatures of a PDF.
 */
typedef struct
{
  GPtrArray *all;
  PaperSignatureState state;
  gboolean added;
} PaperSignatures;

PaperSignatures *paper_signatures_check (GBytes *pdf, GCancellable *cancellable, GError **error);
void paper_signatures_free (PaperSignatures *signatures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PaperSignatures, paper_signatures_free)

const char *paper_signature_state_key (PaperSignatureState state);
const char *paper_signature_state_sentence (PaperSignatureState state);

G_END_DECLS
