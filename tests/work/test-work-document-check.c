/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "work-agreement-change.h"
#include "work-document-check.h"
#include "work-fixture.h"

/* What is told of the digital signatures of documents that are kept: samples of signed_pdf.py. */

static char *samples;

static gint64
keep (WorkFixture *fixture, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".pdf", NULL);
  g_autofree char *path = g_build_filename (samples, file, NULL);
  gint64 agreement_id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  G_GNUC_UNUSED g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_attach_new (agreement_id, "scan", path, FALSE));
  g_autoptr (GPtrArray) all = work_fixture_load_all (fixture, MODEL_ENTITY_DOCUMENT);

  g_assert_cmpuint (all->len, ==, 1);
  return model_record_get_id (all->pdata[0]);
}

static WorkDocumentCheck *
check (WorkFixture *fixture, gint64 document_id, GError **error)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) own = NULL;

  work_school_read_async (fixture->school, work_query_document_check_new (document_id), NULL,
                          work_fixture_on_result_cb, &result);
  own = work_fixture_wait (&result);
  return work_school_read_finish (fixture->school, own, error);
}

static void
assert_sample (WorkFixture *fixture, const char *name, guint n, gboolean altered, gboolean added)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDocumentCheck) found = check (fixture, keep (fixture, name), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->signatures->len, ==, n);
  g_assert_cmpint (found->is_altered, ==, altered);
  g_assert_cmpint (found->is_extended, ==, added);
  g_assert_cmpuint (strlen (found->sha256), ==, 64);
  g_assert_true (g_str_has_suffix (found->name, ".pdf"));
  g_assert_nonnull (strstr (found->sentence, altered  ? "altered after it was signed"
                                             : n == 0 ? "no digital signature"
                                                      : "unchanged since"));
}

static void
test_plain (WorkFixture *fixture, gconstpointer data)
{
  assert_sample (fixture, "plain", 0, FALSE, FALSE);
}

static void
test_twice (WorkFixture *fixture, gconstpointer data)
{
  assert_sample (fixture, "twice", 2, FALSE, FALSE);
}

static void
test_altered (WorkFixture *fixture, gconstpointer data)
{
  assert_sample (fixture, "altered", 1, TRUE, FALSE);
}

static void
test_added (WorkFixture *fixture, gconstpointer data)
{
  assert_sample (fixture, "added", 1, FALSE, TRUE);
}

static void
test_who_and_when (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDocumentCheck) found = check (fixture, keep (fixture, "signed"), &error);
  const WorkDocumentSignature *signature;

  g_assert_no_error (error);
  signature = found->signatures->pdata[0];
  g_assert_cmpstr (signature->name, ==, "Autorité d'essai");
  g_assert_cmpuint (strlen (signature->at), >=, strlen ("2026-11-24T08:00:00Z"));
  g_assert_nonnull (strstr (signature->sentence, "does not know the authority"));
}

/* A file that is gone, or a document that never was, is told in a sentence. */
static void
test_missing (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = keep (fixture, "signed");
  g_autofree char *folder = g_strconcat (fixture->path, ".documents", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (check (fixture, id + 1, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  work_fixture_remove_folder (folder);
  g_assert_null (check (fixture, id, &error));
  g_assert_nonnull (error);
}

#define ADD(name, func) \
  g_test_add (name, WorkFixture, NULL, work_fixture_set_up, func, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  samples = argv[1];
  ADD ("/work/document-check/plain", test_plain);
  ADD ("/work/document-check/twice", test_twice);
  ADD ("/work/document-check/altered", test_altered);
  ADD ("/work/document-check/added", test_added);
  ADD ("/work/document-check/who-and-when", test_who_and_when);
  ADD ("/work/document-check/missing", test_missing);
  return g_test_run ();
}
