/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-demo.h"

#include "base-date.h"
#include "store-error.h"
#include "work-error.h"
#include "work-fixture.h"

typedef struct
{
  char *folder;
  char *path;
} Place;

static void
place_set_up (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  place->folder = g_dir_make_tmp ("paraphe-demo-XXXXXX", &error);
  g_assert_no_error (error);
  place->path = g_build_filename (place->folder, "démo.paraphe", NULL);
}

static void
place_tear_down (Place *place, gconstpointer data)
{
  work_fixture_remove_folder (place->folder);
  g_free (place->folder);
  g_free (place->path);
}

/* The only thing in the folder, when there is anything. */
static void
assert_folder (Place *place, const char *expected)
{
  g_autoptr (GDir) dir = g_dir_open (place->folder, 0, NULL);

  g_assert_cmpstr (g_dir_read_name (dir), ==, expected);
  g_assert_null (g_dir_read_name (dir));
}

static WorkOverview *
load (WorkSchool *school)
{
  g_autoptr (GError) error = NULL;
  WorkOverview *overview = work_school_load (school, 0, &error);

  g_assert_no_error (error);
  return overview;
}

static void
fixture_open (WorkFixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;

  fixture->school = work_school_open (path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
}

static void
fixture_close (WorkFixture *fixture)
{
  work_school_close (fixture->school);
  store_queue_join (work_school_get_queue (fixture->school));
  g_clear_object (&fixture->school);
}

static void
test_new_school (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  WorkFixture fixture = { NULL };
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GPtrArray) templates = NULL;
  g_autofree char *today = base_date_today_iso ();
  g_autofree char *year = NULL;
  GDate date;

  g_assert_true (work_new_create (place->path, &error));
  g_assert_no_error (error);
  assert_folder (place, "démo.paraphe");
  fixture_open (&fixture, place->path);
  overview = load (fixture.school);
  base_date_parse_iso (today, &date);
  year = base_date_school_year (&date);
  g_assert_cmpstr (overview->school_name, ==, "My school");
  g_assert_cmpuint (overview->years->len, ==, 1);
  g_assert_cmpstr (((WorkYear *) overview->years->pdata[0])->name, ==, year);
  g_assert_cmpuint (overview->steps->len, ==, 5);
  g_assert_cmpuint (overview->lines->len, ==, 0);
  g_assert_null (overview->undo_label);
  templates = work_fixture_load_all (&fixture, MODEL_ENTITY_TEMPLATE);
  g_assert_cmpuint (templates->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      ModelRecord *template = g_ptr_array_index (templates, i);

      g_assert_cmpint (
          model_record_get_int (template, "is_default"), ==,
          g_strcmp0 (model_record_get (template, "file_name"), "convention-a4.docx") == 0 ? 1 : 0);
    }
  work_fixture_assert_sound (&fixture);
  fixture_close (&fixture);
}

static void
test_nothing_is_replaced (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  g_assert_true (g_file_set_contents (place->path, "precious", -1, NULL));
  g_assert_false (work_new_create (place->path, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (work_demo_create (place->path, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (place->path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "precious");
  assert_folder (place, "démo.paraphe");
}

static void
test_a_folder_that_is_missing (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (place->folder, "nowhere", "x.paraphe", NULL);

  g_assert_false (work_new_create (path, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "nowhere"));
}

static void
test_cancelled_leaves_nothing (Place *place, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (work_demo_create (place->path, cancellable, &error));
  g_assert_nonnull (error);
  assert_folder (place, NULL);
}

static void
count_lines (GPtrArray *lines, guint *n_steps, guint *n_agreements, guint *n_states)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const ModelLine *line = g_ptr_array_index (lines, i);

      n_states[line->search_state]++;
      if (line->agreement_id == 0)
        continue;
      (*n_agreements)++;
      n_steps[line->step]++;
      g_assert_cmpstr (line->placement_state, ==, "validated");
    }
}

static void
test_demo_school (Place *place, gconstpointer data)
{
  WorkFixture fixture = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GPtrArray) students = NULL;
  g_autoptr (GPtrArray) companies = NULL;
  g_autoptr (GPtrArray) interviews = NULL;
  g_autoptr (GPtrArray) agreements = NULL;
  guint n_steps[5] = { 0 }, n_states[MODEL_N_SEARCH_STATES] = { 0 }, n_agreements = 0;

  work_demo_create (place->path, NULL, &error);
  g_assert_no_error (error);
  assert_folder (place, "démo.paraphe");
  fixture_open (&fixture, place->path);
  overview = work_school_load (fixture.school, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (overview->school_name, ==, "Lycée polyvalent Élise-Combarel");
  g_assert_cmpuint (overview->classes->len, ==, 12);
  g_assert_null (overview->undo_label);
  count_lines (overview->lines, n_steps, &n_agreements, n_states);
  g_assert_cmpuint (n_agreements, ==, 110);
  g_assert_cmpuint (n_steps[4], ==, 76);
  g_assert_cmpuint (n_steps[0], ==, 3);
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    g_assert_cmpuint (n_states[i], >, 0);

  students = work_fixture_load_all (&fixture, MODEL_ENTITY_STUDENT);
  companies = work_fixture_load_all (&fixture, MODEL_ENTITY_COMPANY);
  interviews = work_fixture_load_all (&fixture, MODEL_ENTITY_INTERVIEW);
  agreements = work_fixture_load_all (&fixture, MODEL_ENTITY_AGREEMENT);
  g_assert_cmpuint (students->len, ==, 320);
  g_assert_cmpuint (companies->len, ==, 60);
  g_assert_cmpuint (interviews->len, ==, 125);
  for (guint i = 0; i < agreements->len; i++)
    {
      g_autofree char *number = g_strdup_printf ("2026-%04u", i + 1);
      ModelRecord *agreement = g_ptr_array_index (agreements, i);

      g_assert_cmpstr (model_record_get (agreement, "number"), ==, number);
      g_assert_nonnull (strstr (model_record_get (agreement, "snapshot"), number));
    }
  work_fixture_assert_sound (&fixture);
  fixture_close (&fixture);
}

/* Signatures follow the step that an agreement stands on, and there is something to read. */
static void
test_demo_signatures_and_notes (Place *place, gconstpointer data)
{
  WorkFixture fixture = { 0 };
  g_autoptr (WorkOverview) overview = NULL;
  guint n_notes = 0, n_unread = 0;

  g_assert_true (work_demo_create (place->path, NULL, NULL));
  fixture_open (&fixture, place->path);
  overview = work_school_load (fixture.school, 0, NULL);
  for (guint i = 0; i < overview->lines->len; i++)
    {
      const ModelLine *line = overview->lines->pdata[i];

      n_notes += (guint) line->n_notes;
      n_unread += (guint) line->n_unread;
      if (line->agreement_id == 0)
        continue;
      g_test_message ("%s at %d", line->number, line->step);
      g_assert_cmpint (line->n_signatories, >=, 5);
      if (line->step == 0)
        g_assert_cmpint (line->n_signed, ==, 0);
      if (line->step == 4)
        g_assert_cmpint (line->n_signed, ==, line->n_signatories);
      g_assert_cmpint (line->sent_on[0] != '\0', ==, line->step >= 3);
      g_assert_cmpint (line->signed_on[0] != '\0', ==, line->step == 4);
    }
  g_assert_cmpuint (n_notes, >=, 12);
  g_assert_cmpuint (n_unread, >, 3);
  g_assert_cmpuint (n_unread, <, n_notes);
  fixture_close (&fixture);
}

#define ADD(path, test) g_test_add (path, Place, NULL, place_set_up, test, place_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/work/demo/new", test_new_school);
  ADD ("/work/demo/replaces-nothing", test_nothing_is_replaced);
  ADD ("/work/demo/no-folder", test_a_folder_that_is_missing);
  ADD ("/work/demo/cancelled", test_cancelled_leaves_nothing);
  ADD ("/work/demo/demo", test_demo_school);
  ADD ("/work/demo/signatures-and-notes", test_demo_signatures_and_notes);
  return g_test_run ();
}
