/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "base-error.h"
#include "base-file.h"
#include "merge-error.h"
#include "work-fixture.h"
#include "work-settings.h"
#include "work-template.h"

/* Templates come in, change, go out. The program's first argument is one of ours. */

static char *docx;

static WorkTemplateFile *
read_path (const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  work_template_read_async (path, work_fixture_on_result_cb, &result);
  return work_template_read_finish (work_fixture_wait (&result), error);
}

static WorkTemplateFile *
read_ours (void)
{
  g_autoptr (GError) error = NULL;
  WorkTemplateFile *file = read_path (docx, &error);

  g_assert_no_error (error);
  return file;
}

static gint64
add (WorkFixture *fixture, const char *name, const char *kind)
{
  g_autoptr (WorkTemplateFile) file = read_ours ();
  g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_template_add_new (name, kind, file));

  g_assert_cmpint (done->id, >, 0);
  return done->id;
}

static void
assert_default (WorkFixture *fixture, gint64 id, gboolean is_default)
{
  g_autoptr (ModelRecord) record = work_fixture_load (fixture, MODEL_ENTITY_TEMPLATE, id);

  g_assert_cmpint (model_record_get_int (record, "is_default"), ==, is_default);
}

static void
test_file (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkTemplateFile) file = read_ours ();
  g_autofree char *name = g_path_get_basename (docx);

  g_assert_cmpstr (file->name, ==, name);
  g_assert_cmpuint (file->fields->len, >, 10);
  g_assert_cmpuint (work_template_file_count_unknown (file), ==, 0);
  ((WorkTemplateField *) file->fields->pdata[0])->known = FALSE;
  g_assert_cmpuint (work_template_file_count_unknown (file), ==, 1);
}

static void
test_no_template (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "lettre.docx", NULL);
  g_autoptr (GError) none = NULL, wrong = NULL;

  g_assert_null (read_path (path, &none));
  g_assert_error (none, BASE_ERROR, BASE_ERROR_FILE);
  g_file_set_contents (path, "not a package", -1, NULL);
  g_assert_null (read_path (path, &wrong));
  g_assert_nonnull (wrong);
  g_assert_true (wrong->domain == MERGE_ERROR);
}

static void
test_add (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkTemplateFile) file = read_ours (), kept = NULL;
  gint64 first = add (fixture, "Convention", "agreement");
  gint64 second = add (fixture, "Livret", "agreement");
  gint64 other = add (fixture, "Attestation", "certificate");
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  /* The first of each kind is the one that is used. */
  assert_default (fixture, first, TRUE);
  assert_default (fixture, second, FALSE);
  assert_default (fixture, other, TRUE);
  work_fixture_assert_refused (fixture, work_change_template_add_new ("LIVRET", "other", file),
                               "“LIVRET” is there already", NULL);
  all = work_school_read (fixture->school, work_query_templates_new (), &error);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpstr (model_record_get (all->pdata[0], "name"), ==, "Attestation");
  kept = work_school_read (fixture->school, work_query_template_file_new (first), &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (kept->content, file->content));
  g_assert_cmpuint (kept->fields->len, ==, file->fields->len);
}

static void
test_default (WorkFixture *fixture, gconstpointer data)
{
  gint64 first = add (fixture, "Convention", "agreement");
  gint64 second = add (fixture, "Livret", "agreement");
  gint64 other = add (fixture, "Attestation", "certificate");
  g_autoptr (ModelRecord) record = work_fixture_load (fixture, MODEL_ENTITY_TEMPLATE, second);
  g_autoptr (WorkDone) done = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  model_record_set_int (record, "is_default", 1);
  model_record_set_canonical (record, "name", "Livret A3");
  done = work_fixture_apply (fixture, work_change_template_new (record));
  g_assert_cmpint (done->id, ==, second);
  assert_default (fixture, first, FALSE);
  assert_default (fixture, second, TRUE);
  assert_default (fixture, other, TRUE);
  undone = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  assert_default (fixture, first, TRUE);
  assert_default (fixture, second, FALSE);
}

/* What was made from the older file is known to be. */
static void
test_replace (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add (fixture, "Convention", "agreement");
  gint64 agreement_id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autofree char *template_id = work_fixture_id (id), *sha256 = NULL;
  g_autoptr (WorkTemplateFile) newer = read_ours ();
  g_autoptr (ModelRecord) before = work_fixture_load (fixture, MODEL_ENTITY_TEMPLATE, id);
  g_autoptr (ModelRecord) after = NULL, agreement = NULL;
  g_autoptr (WorkDone) done = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement_id, "template_id", template_id);
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement_id, "template_sha256",
                       model_record_get (before, "sha256"));
  g_bytes_unref (newer->content);
  newer->content = g_bytes_new_static ("newer", 5);
  g_free (newer->name);
  newer->name = g_strdup ("convention-2027.docx");
  done = work_fixture_apply (fixture, work_change_template_replace_new (id, newer));
  after = work_fixture_load (fixture, MODEL_ENTITY_TEMPLATE, id);
  sha256 = base_file_sha256 (newer->content);
  g_assert_cmpstr (model_record_get (after, "name"), ==, "Convention");
  g_assert_cmpstr (model_record_get (after, "file_name"), ==, "convention-2027.docx");
  g_assert_cmpstr (model_record_get (after, "sha256"), ==, sha256);
  agreement = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, agreement_id);
  g_assert_cmpstr (model_record_get (agreement, "template_sha256"), ==,
                   model_record_get (before, "sha256"));
}

static void
test_remove (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add (fixture, "Convention", "agreement");
  gint64 agreement_id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autofree char *template_id = work_fixture_id (id), *undone = NULL;
  g_autoptr (WorkDone) kind = NULL, no_kind = NULL, removed = NULL;
  g_autoptr (ModelRecord) back = NULL;
  g_autoptr (GError) error = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement_id, "template_id", template_id);
  work_fixture_change (fixture, MODEL_ENTITY_CLASS_GROUP, fixture->class_id, "template_id",
                       template_id);
  work_fixture_assert_refused (fixture, work_change_template_remove_new (id),
                               "“Convention” is still used (1 class, 1 agreement)", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement_id, "template_id", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_CLASS_GROUP, fixture->class_id, "template_id", NULL);
  kind = work_fixture_apply (fixture, work_change_setting_new ("kind.pfmp.template", template_id));
  work_fixture_assert_refused (fixture, work_change_template_remove_new (id),
                               "“Convention” is the template of the agreements “PFMP”", NULL);
  no_kind = work_fixture_apply (fixture, work_change_setting_new ("kind.pfmp.template", NULL));
  removed = work_fixture_apply (fixture, work_change_template_remove_new (id));
  undone = work_school_undo (fixture->school, removed->operation_id, &error);
  g_assert_no_error (error);
  back = work_fixture_load (fixture, MODEL_ENTITY_TEMPLATE, id);
  g_assert_nonnull (model_record_get (back, "content"));
}

/* All that may use a template is told at once, each in its words. */
static void
test_uses (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add (fixture, "Convention", "agreement");
  g_autofree char *template_id = work_fixture_id (id);

  for (guint i = 0; i < 2; i++)
    {
      work_fixture_change (fixture, MODEL_ENTITY_PERIOD, fixture->periods[i], "template_id",
                           template_id);
      work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[i], "template_id",
                           template_id);
    }
  work_fixture_assert_refused (
      fixture, work_change_template_remove_new (id),
      "“Convention” is still used (2 periods, 2 placement sheets): it cannot", NULL);
}

/* Nothing of a template is lost when its name is changed: what was not touched stays as it is. */
static void
test_rename (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add (fixture, "Convention", "agreement");
  g_autoptr (ModelRecord) before = work_fixture_load (fixture, MODEL_ENTITY_TEMPLATE, id);
  g_autoptr (ModelRecord) record = work_fixture_load (fixture, MODEL_ENTITY_TEMPLATE, id);
  g_autoptr (ModelRecord) after = NULL;
  g_autoptr (WorkDone) done = NULL;

  model_record_set_canonical (record, "name", "Convention A4");
  done = work_fixture_apply (fixture, work_change_template_new (record));
  g_assert_nonnull (done->operation_id);
  after = work_fixture_load (fixture, MODEL_ENTITY_TEMPLATE, id);
  g_assert_cmpstr (model_record_get (after, "name"), ==, "Convention A4");
  g_assert_cmpstr (model_record_get (after, "content"), ==, model_record_get (before, "content"));
  g_assert_cmpstr (model_record_get (after, "sha256"), ==, model_record_get (before, "sha256"));
  model_record_set_canonical (after, "name", NULL);
  work_fixture_assert_refused (fixture, work_change_template_new (after), "A name is needed", NULL);
}

static gboolean
export_to (WorkFixture *fixture, gint64 id, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  work_template_export_async (fixture->school, id, path, work_fixture_on_result_cb, &result);
  return work_template_export_finish (work_fixture_wait (&result), error);
}

static void
test_export (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add (fixture, "Convention", "agreement");
  g_autofree char *path = g_build_filename (fixture->folder, "copie.docx", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none", "copie.docx", NULL);
  g_autoptr (GBytes) ours = NULL, theirs = NULL;
  g_autoptr (GError) error = NULL, none = NULL, lost = NULL;

  g_assert_true (export_to (fixture, id, path, &error));
  g_assert_no_error (error);
  ours = base_file_read (docx, G_MAXSIZE, &error);
  theirs = base_file_read (path, G_MAXSIZE, &error);
  g_assert_true (g_bytes_equal (ours, theirs));
  g_assert_false (export_to (fixture, id + 1, path, &none));
  g_assert_nonnull (none);
  g_assert_false (export_to (fixture, id, nowhere, &lost));
  g_assert_error (lost, BASE_ERROR, BASE_ERROR_FILE);
}

#define ADD(name, func)                                                             \
  g_test_add ("/work/template/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  docx = argv[1];
  ADD ("file", test_file);
  ADD ("no-template", test_no_template);
  ADD ("add", test_add);
  ADD ("default", test_default);
  ADD ("replace", test_replace);
  ADD ("remove", test_remove);
  ADD ("uses", test_uses);
  ADD ("rename", test_rename);
  ADD ("export", test_export);
  return g_test_run ();
}
