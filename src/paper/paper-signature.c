/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "paper-signature.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base-child.h"
#include "base-file.h"
#include "base-session.h"
#include "paper-error.h"

/* One document takes a tenth of a second; a hostile one may try to take for ever. */
#define TIME_LIMIT_MS 30000
#define MEMORY_LIMIT  (2048ull * 1024 * 1024)

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

/* What pdfsig says of a signature, and of its certificate. (poppler-utils, utils/pdfsig.cc) */
static const struct
{
  const char *line;
  const char *begins;
  PaperSignatureState state;
} verdicts[] = {
  { "Signature Validation", "Signature is Valid", PAPER_SIGNATURE_UNKNOWN_AUTHORITY },
  { "Signature Validation", "Digest Mismatch", PAPER_SIGNATURE_ALTERED },
  { "Signature Validation", "Signature is Invalid", PAPER_SIGNATURE_ALTERED },
  { "Certificate Validation", "Certificate is Trusted", PAPER_SIGNATURE_VALID },
  { "Certificate Validation", "Certificate has Expired", PAPER_SIGNATURE_EXPIRED },
  { "Certificate Validation", "Certificate has been Revoked", PAPER_SIGNATURE_EXPIRED },
};

/* "Nov 26 2026 13:09:08", in UTC as the program was asked for. */
static char *
read_moment (const char *text)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  char month[4];
  int day, year, hour, minute, second;
  const char *found;

  if (sscanf (text, "%3s %d %d %d:%d:%d", month, &day, &year, &hour, &minute, &second) != 6)
    return NULL;
  found = strstr (months, month);
  if (found == NULL || (found - months) % 3 != 0)
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", year, (int) (found - months) / 3 + 1,
                          day, hour, minute, second);
}

/* The certificate speaks only of a signature that is sound. */
static void
read_verdict (PaperSignature *signature, const char *name, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      gboolean is_certificate = g_str_has_prefix (verdicts[i].line, "Certificate");

      if (!g_str_equal (verdicts[i].line, name) || !g_str_has_prefix (value, verdicts[i].begins))
        continue;
      if (!is_certificate || signature->state == PAPER_SIGNATURE_UNKNOWN_AUTHORITY)
        signature->state = verdicts[i].state;
    }
}

static void
read_line (PaperSignatures *signatures, PaperSignature *signature, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, ": ", 2);
  const char *name = parts[0], *value = parts[0] != NULL && parts[1] != NULL ? parts[1] : "";

  if (name == NULL)
    return;
  if (g_str_equal (name, "Total document signed"))
    signatures->added = FALSE;
  else if (g_str_equal (name, "Signing Time") && signature->at == NULL)
    signature->at = read_moment (value);
  else if (g_str_equal (name, "Signer Certificate Common Name"))
    {
      g_free (signature->name);
      signature->name = g_strdup (value);
    }
  else
    read_verdict (signature, name, value);
}

static PaperSignature *
add_signature (PaperSignatures *signatures)
{
  PaperSignature *signature = g_new0 (PaperSignature, 1);

  signature->name = g_strdup ("");
  signature->state = PAPER_SIGNATURE_UNREAD;
  g_ptr_array_add (signatures->all, signature);
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

static PaperSignatures *
read_report (const char *report)
{
  PaperSignatures *signatures = g_new0 (PaperSignatures, 1);
  g_auto (GStrv) lines = g_strsplit (report, "\n", -1);
  PaperSignature *signature = NULL;

  signatures->all = g_ptr_array_new_with_free_func (signature_free);
  signatures->added = TRUE;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];

      if (g_str_has_prefix (line, "Signature #"))
        signature = add_signature (signatures);
      else if (signature != NULL && g_str_has_prefix (line, "  - "))
        read_line (signatures, signature, line + strlen ("  - "));
    }
  signatures->state = sum_up (signatures->all);
  signatures->added = signatures->added && signatures->state != PAPER_SIGNATURE_NONE
                      && signatures->state < PAPER_SIGNATURE_UNREAD;
  return signatures;
}

static PaperSignatures *
fail (const char *sentence, PaperError code, GError **error)
{
  g_set_error_literal (error, PAPER_ERROR, code, sentence);
  return NULL;
}

/* (transfer full) (nullable): what the program said */
static char *
run (const char *const *argv, GCancellable *cancellable, GError **error)
{
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "TZ", "UTC", TRUE);
  g_auto (BaseChildResult) result = { 0 };
  BaseChildCall call = {
    .argv = argv, .time_limit = TIME_LIMIT_MS, .memory_limit = MEMORY_LIMIT, .tells_output = TRUE
  };

  environment = g_environ_setenv (environment, "LC_ALL", "C.UTF-8", TRUE);
  call.environment = (const char *const *) environment;
  if (!base_child_run (&call, &result, cancellable, error))
    return NULL;
  if (result.end == BASE_CHILD_EXITED)
    return g_strdup (result.messages);
  g_set_error_literal (error, PAPER_ERROR, PAPER_ERROR_FAILED,
                       _ ("The digital signatures could not be checked: the program that checks "
                          "them ended before its time. The document is kept as it is."));
  return NULL;
}

/* With "-no-ocsp" nobody is asked on the network; but poppler 22.12 then has no answer about a
 * certificate by an authority that this computer knows. Only for such a one is it asked again
 * without: the authority's own server may be asked whether it was withdrawn. */
static char *
ask (const char *program, const char *path, GCancellable *cancellable, GError **error)
{
  const char *alone[] = { program, "-no-ocsp", path, NULL };
  const char *asking[] = { program, path, NULL };
  g_autofree char *report = run (alone, cancellable, error);
  g_autofree char *other = NULL;

  if (report == NULL || strstr (report, "Unknown issue with Certificate") == NULL)
    return g_steal_pointer (&report);
  other = run (asking, cancellable, NULL);
  return other != NULL ? g_steal_pointer (&other) : g_steal_pointer (&report);
}

static PaperSignatures *
check_file (const char *program, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *report = ask (program, path, cancellable, error);

  if (report == NULL)
    return NULL;
  if (strstr (report, "Digital Signature Info") == NULL
      && strstr (report, "does not contain any signatures") == NULL)
    return fail (_ ("The signed file is not a PDF that can be read: fetch it again."),
                 PAPER_ERROR_DAMAGED, error);
  return read_report (report);
}

static char *
make_name (const char *folder)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_strdup_printf ("%s/%s.pdf", folder, uuid);
}

/**
 * paper_signatures_check:
 * @pdf: a PDF
 * @cancellable: (nullable): to give up
 * @error: return location for a %PAPER_ERROR_DAMAGED, a %PAPER_ERROR_MISSING without the program
 *   that checks them, a %PAPER_ERROR_FAILED, a #BASE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Checks the digital signatures of a PDF with what this computer knows. It waits: for worker
 * threads. Done by pdfsig (poppler over NSS, as in Evince and
 * Okular) and not in this process: NSS uses memory that poppler 22.12 has freed when a file carries
 * two signatures by one certificate, and a hostile file should meet nothing of ours.
 *
 * Returns: (transfer full): what they are worth
 */
PaperSignatures *
paper_signatures_check (GBytes *pdf, GCancellable *cancellable, GError **error)
{
  g_autofree char *program = g_find_program_in_path ("pdfsig");
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  PaperSignatures *signatures = NULL;

  g_return_val_if_fail (pdf != NULL, NULL);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (program == NULL)
    return fail (_ ("The digital signatures were not checked: install the package “poppler-utils”, "
                    "then look again."),
                 PAPER_ERROR_MISSING, error);
  folder = base_session_folder ("signatures", error);
  if (folder == NULL)
    return NULL;
  path = make_name (folder);
  if (base_file_write_atomic (path, pdf, FALSE, error))
    signatures = check_file (program, path, cancellable, error);
  g_unlink (path);
  return signatures;
}
