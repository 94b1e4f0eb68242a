/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>

#include "paper-error.h"
#include "paper-signature.h"

/* Where the samples of signed_pdf.py are, made once. */
static char *folder;

static GBytes *
read_sample (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".pdf", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;
  char *content = NULL;
  gsize length = 0;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, length);
}

static PaperSignatures *
check (const char *name)
{
  g_autoptr (GBytes) pdf = read_sample (name);
  g_autoptr (GError) error = NULL;
  PaperSignatures *signatures = paper_signatures_check (pdf, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (signatures);
  return signatures;
}

static const struct
{
  const char *name;
  guint n;
  PaperSignatureState state;
  gboolean added;
} samples[] = {
  { "plain", 0, PAPER_SIGNATURE_NONE, FALSE },
  { "signed", 1, PAPER_SIGNATURE_UNKNOWN_AUTHORITY, FALSE },
  { "twice", 2, PAPER_SIGNATURE_UNKNOWN_AUTHORITY, FALSE },
  { "altered", 1, PAPER_SIGNATURE_ALTERED, FALSE },
  { "added", 1, PAPER_SIGNATURE_UNKNOWN_AUTHORITY, TRUE },
  { "broken", 1, PAPER_SIGNATURE_UNREAD, FALSE },
};

static void
test_samples (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (PaperSignatures) signatures = check (samples[i].name);

      g_test_message ("%s", samples[i].name);
      g_assert_cmpuint (signatures->all->len, ==, samples[i].n);
      g_assert_cmpstr (paper_signature_state_key (signatures->state), ==,
                       paper_signature_state_key (samples[i].state));
      g_assert_cmpint (signatures->added, ==, samples[i].added);
    }
}

static void
test_who_and_when (void)
{
  g_autoptr (PaperSignatures) signatures = check ("signed");
  const PaperSignature *signature = signatures->all->pdata[0];
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (signature->at, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  g_assert_cmpstr (signature->name, ==, "Autorité d'essai");
  g_assert_nonnull (at);
  g_assert_cmpint (ABS (g_date_time_difference (now, at)), <, G_TIME_SPAN_HOUR);
}

static void
test_known_authority (void)
{
  g_autoptr (PaperSignatures) signatures = check ("signed");

  g_assert_cmpint (signatures->state, ==, PAPER_SIGNATURE_VALID);
}

static void
test_not_a_pdf (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("<html>", 6);
  g_autoptr (GError) error = NULL;

  g_assert_null (paper_signatures_check (bytes, NULL, &error));
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_DAMAGED);
}

static void
test_cancelled (void)
{
  g_autoptr (GBytes) bytes = read_sample ("plain");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (paper_signatures_check (bytes, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Without the program it is said which package brings it. */
static void
test_no_program (void)
{
  g_autoptr (GBytes) bytes = read_sample ("signed");
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autoptr (GError) error = NULL;

  g_setenv ("PATH", "/nowhere", TRUE);
  g_assert_null (paper_signatures_check (bytes, NULL, &error));
  g_setenv ("PATH", path, TRUE);
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "poppler-utils"));
}

static void
test_sentences (void)
{
  for (guint state = PAPER_SIGNATURE_NONE; state <= PAPER_SIGNATURE_ALTERED; state++)
    g_assert_cmpuint (strlen (paper_signature_state_sentence (state)), >, 10);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >=, 2);
  folder = argv[1];
  if (argc > 2)
    {
      g_test_add_func ("/paper/signature/known-authority", test_known_authority);
      return g_test_run ();
    }
  g_test_add_func ("/paper/signature/samples", test_samples);
  g_test_add_func ("/paper/signature/who-and-when", test_who_and_when);
  g_test_add_func ("/paper/signature/not-a-pdf", test_not_a_pdf);
  g_test_add_func ("/paper/signature/cancelled", test_cancelled);
  g_test_add_func ("/paper/signature/no-program", test_no_program);
  g_test_add_func ("/paper/signature/sentences", test_sentences);
  return g_test_run ();
}
