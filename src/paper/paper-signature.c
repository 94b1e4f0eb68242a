/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "paper-signature.h"

#include <glib/gi18n-lib.h>
#include <poppler.h>
#include <string.h>

#include "paper-error.h"

/* Names of ours, so that newer popplers may clean theirs up by themselves. */
typedef PopplerDocument PaperDocumentRead;
typedef PopplerSignatureInfo PaperSignatureInfo;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PaperDocumentRead, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PaperSignatureInfo, poppler_signature_info_free)

static const struct
{
  const char *key;
  const char *sentence;
} states[] = {
  [PAPER_SIGNATURE_NONE] = { "none", N_ ("This file carries no digital signature.") },
  [PAPER_SIGNATURE_VALID] = { "valid", N_ ("Signed digitally and unchanged since; this computer "
                                           "knows the authority behind the signature.") },
  [PAPER_SIGNATURE_UNKNOWN_AUTHORITY] = { "unknown_authority",
                                          N_ ("Signed digitally and unchanged since; this computer "
                                              "does not know the authority behind the signature, "
                                              "which is usual with these providers.") },
  [PAPER_SIGNATURE_EXPIRED] = { "expired",
                                N_ ("Signed digitally and unchanged since, but with a certificate "
                                    "that has expired or was withdrawn.") },
  [PAPER_SIGNATURE_UNREAD] = { "unread",
                               N_ ("The digital signature could not be checked on this "
                                   "computer: open the file in a PDF reader that does.") },
  [PAPER_SIGNATURE_ALTERED] = { "altered",
                                N_ ("This file was altered after it was signed: do not rely on it, "
                                    "and fetch it again from the provider.") },
};

/**
 * paper_signature_state_key:
 * @state: what a signature is worth
 *
 * Returns: (transfer none): "none", "valid", "unknown_authority"…: what programs read
 */
const char *
paper_signature_state_key (PaperSignatureState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (states), NULL);

  return states[state].key;
}

/**
 * paper_signature_state_sentence:
 * @state: what a signature is worth
 *
 * Returns: (transfer none): it, in plain words
 */
const char *
paper_signature_state_sentence (PaperSignatureState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (states), NULL);

  return _ (states[state].sentence);
}

static void
signature_free (gpointer data)
{
  PaperSignature *signature = data;

  g_free (signature->name);
  g_free (signature->at);
  g_free (signature);
}

/**
 * paper_signatures_free:
 * @signatures: (transfer full): what paper_signatures_check() told
 */
void
paper_signatures_free (PaperSignatures *signatures)
{
  g_ptr_array_unref (signatures->all);
  g_free (signatures);
}

static PaperSignatureState
find_state (PopplerSignatureInfo *info)
{
  switch (poppler_signature_info_get_signature_status (info))
    {
    case POPPLER_SIGNATURE_DIGEST_MISMATCH:
    case POPPLER_SIGNATURE_INVALID:
      return PAPER_SIGNATURE_ALTERED;
    case POPPLER_SIGNATURE_VALID:
      break;
    default:
      return PAPER_SIGNATURE_UNREAD;
    }
  switch (poppler_signature_info_get_certificate_status (info))
    {
    case POPPLER_CERTIFICATE_TRUSTED:
      return PAPER_SIGNATURE_VALID;
    case POPPLER_CERTIFICATE_EXPIRED:
    case POPPLER_CERTIFICATE_REVOKED:
      return PAPER_SIGNATURE_EXPIRED;
    default:
      return PAPER_SIGNATURE_UNKNOWN_AUTHORITY;
    }
}

/* Offline: whether a certificate was withdrawn since is not asked of anybody. */
static PaperSignature *
check_field (PopplerFormField *field, GCancellable *cancellable)
{
  const PopplerSignatureValidationFlags flags =
      POPPLER_SIGNATURE_VALIDATION_FLAG_VALIDATE_CERTIFICATE
      | POPPLER_SIGNATURE_VALIDATION_FLAG_WITHOUT_OCSP_REVOCATION_CHECK;
  PaperSignature *signature = g_new0 (PaperSignature, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (PaperSignatureInfo) info =
      poppler_form_field_signature_validate_sync (field, flags, cancellable, &error);
  const char *name = info != NULL ? poppler_signature_info_get_signer_name (info) : NULL;
  GDateTime *at = info != NULL ? poppler_signature_info_get_local_signing_time (info) : NULL;

  signature->state = info != NULL ? find_state (info) : PAPER_SIGNATURE_UNREAD;
  signature->name = name != NULL ? g_utf8_make_valid (name, -1) : g_strdup ("");
  if (at != NULL)
    {
      g_autoptr (GDateTime) utc = g_date_time_to_utc (at);

      signature->at = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
    }
  return signature;
}

/* One that is not understood (a time stamp of the provider) says nothing against the others. */
static PaperSignatureState
sum_up (GPtrArray *all)
{
  PaperSignatureState worst = PAPER_SIGNATURE_NONE;
  gboolean unread = FALSE;

  for (guint i = 0; i < all->len; i++)
    {
      const PaperSignature *signature = all->pdata[i];

      if (signature->state == PAPER_SIGNATURE_UNREAD)
        unread = TRUE;
      else
        worst = MAX (worst, signature->state);
    }
  return worst == PAPER_SIGNATURE_NONE && unread ? PAPER_SIGNATURE_UNREAD : worst;
}

/* The end of what a "/ByteRange [0 a b c]" covers, from the file's first byte; 0 for another
 * word. (ISO 32000-1, 12.8.1.) */
static guint64
read_range_end (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, MIN (length, 128));
  guint64 numbers[4];
  char *at = strchr (copy, '[');

  if (at == NULL)
    return 0;
  at++;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      char *end;

      numbers[i] = g_ascii_strtoull (at, &end, 10);
      if (end == at)
        return 0;
      at = end;
    }
  return numbers[0] == 0 && numbers[2] <= G_MAXINT && numbers[3] <= G_MAXINT
             ? numbers[2] + numbers[3]
             : 0;
}

static gboolean
has_more_than_signed (GBytes *pdf)
{
  static const char word[] = "/ByteRange";
  gsize size;
  const char *start = g_bytes_get_data (pdf, &size);
  const char *at = start;
  guint64 covered = 0;

  while ((at = memmem (at, size - (gsize) (at - start), word, strlen (word))) != NULL)
    {
      at += strlen (word);
      covered = MAX (covered, read_range_end (at, size - (gsize) (at - start)));
    }
  return covered > 0 && covered < size;
}

static PaperSignatures *
check_document (PopplerDocument *document, GBytes *pdf, GCancellable *cancellable)
{
  PaperSignatures *signatures = g_new0 (PaperSignatures, 1);
  g_autolist (GObject) fields = (GList *) poppler_document_get_signature_fields (document);

  signatures->all = g_ptr_array_new_with_free_func (signature_free);
  for (GList *l = fields; l != NULL; l = l->next)
    g_ptr_array_add (signatures->all, check_field (l->data, cancellable));
  signatures->state = sum_up (signatures->all);
  signatures->added = signatures->all->len > 0 && has_more_than_signed (pdf);
  return signatures;
}

/**
 * paper_signatures_check:
 * @pdf: a PDF
 * @cancellable: (nullable): to give up
 * @error: return location for a %PAPER_ERROR_DAMAGED or %G_IO_ERROR_CANCELLED
 *
 * Checks the digital signatures of a PDF with what this computer knows, without asking anybody on
 * the network. It waits: for worker threads. Library: poppler over NSS, as Evince and Okular do.
 *
 * Returns: (transfer full): what they are worth
 */
PaperSignatures *
paper_signatures_check (GBytes *pdf, GCancellable *cancellable, GError **error)
{
  /* NSS is set up by poppler for the whole process, at its first use. */
  static GMutex one_at_a_time;
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (PaperDocumentRead) document = NULL;

  g_return_val_if_fail (pdf != NULL, NULL);
  locker = g_mutex_locker_new (&one_at_a_time);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  document = poppler_document_new_from_bytes (pdf, NULL, NULL);
  if (document == NULL)
    {
      g_set_error_literal (error, PAPER_ERROR, PAPER_ERROR_DAMAGED,
                           _ ("The signed file is not a PDF that can be read: fetch it again."));
      return NULL;
    }
  return check_document (document, pdf, cancellable);
}
