/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-error.h"
#include "work-duplicates.h"
#include "work-fixture.h"

/* What becomes of the rows that hang from what is merged, each kind by itself. */

static ModelRecord *
load (WorkFixture *fixture, ModelEntity entity, const char *id)
{
  return work_fixture_load (fixture, entity, g_ascii_strtoll (id, NULL, 10));
}

static char *
add_student (WorkFixture *fixture)
{
  return work_fixture_id (work_fixture_add (fixture, MODEL_ENTITY_STUDENT, "family_name", "Cazals",
                                            "given_name", "Inès", NULL));
}

static char *
add_company (WorkFixture *fixture)
{
  return work_fixture_id (
      work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", "Garage Roux", NULL));
}

/* Must succeed. The values of @kept stay. */
static WorkDone *
merge (WorkFixture *fixture, ModelEntity entity, const char *kept_id, const char *const *other_ids)
{
  g_autoptr (ModelRecord) kept = load (fixture, entity, kept_id);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  WorkDone *done;

  for (guint i = 0; other_ids[i] != NULL; i++)
    g_ptr_array_add (others, load (fixture, entity, other_ids[i]));
  done = work_school_apply (fixture->school, work_change_merge_new (kept, others), &error);
  g_assert_no_error (error);
  return done;
}

static void
merge_one (WorkFixture *fixture, ModelEntity entity, const char *kept, const char *other)
{
  work_done_free (merge (fixture, entity, kept, (const char *[]){ other, NULL }));
}

static char *
add_search (WorkFixture *fixture, const char *student, const char *state)
{
  g_autofree char *period = work_fixture_id (fixture->periods[0]);

  return work_fixture_id (work_fixture_add (fixture, MODEL_ENTITY_SEARCH, "student_id", student,
                                            "period_id", period, "state", state, NULL));
}

/* Of two searches the one that has come further counts, whichever student is kept. */
static void
test_search_states (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *kept, *other, *expected;
  } cases[] = {
    { "not_started", "searching", "searching" }, { "searching", "not_started", "searching" },
    { "refused", "contact", "contact" },         { "validated", "refused", "validated" },
    { "promise", "contact", "promise" },         { "sheet", "to_validate", "to_validate" },
    { "exempt", "not_started", "exempt" },       { "exempt", "searching", "searching" },
    { "not_started", "refused", "refused" },     { "validated", "validated", "validated" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *kept = add_student (fixture), *other = add_student (fixture);
      g_autofree char *kept_search = add_search (fixture, kept, cases[i].kept);
      G_GNUC_UNUSED g_autofree char *other_search = add_search (fixture, other, cases[i].other);
      g_autoptr (ModelRecord) search = NULL;

      merge_one (fixture, MODEL_ENTITY_STUDENT, kept, other);
      search = load (fixture, MODEL_ENTITY_SEARCH, kept_search);
      g_assert_cmpstr (model_record_get (search, "state"), ==, cases[i].expected);
    }
}

static gint64
add_enrolment (WorkFixture *fixture, const char *student, const char *start, const char *end)
{
  g_autofree char *class_group = work_fixture_id (fixture->class_id);

  return work_fixture_add (fixture, MODEL_ENTITY_ENROLMENT, "class_group_id", class_group,
                           "student_id", student, "start", start, "end", end, NULL);
}

/* In the class for as long as one of both was. */
static void
test_enrolments (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *start[3], *end[3]; /* kept, other, expected */
  } cases[] = {
    { { NULL, NULL, NULL }, { NULL, NULL, NULL } },
    { { "2026-10-01", NULL, NULL }, { "2026-11-01", NULL, NULL } },
    { { NULL, "2026-10-01", NULL }, { NULL, "2026-11-01", NULL } },
    { { "2026-10-01", "2026-09-15", "2026-09-15" }, { "2026-11-01", "2026-12-01", "2026-12-01" } },
    { { "2026-09-15", "2026-10-01", "2026-09-15" }, { "2026-12-01", "2026-11-01", "2026-12-01" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *kept = add_student (fixture), *other = add_student (fixture);
      gint64 kept_id = add_enrolment (fixture, kept, cases[i].start[0], cases[i].end[0]);
      g_autoptr (ModelRecord) enrolment = NULL;

      add_enrolment (fixture, other, cases[i].start[1], cases[i].end[1]);
      merge_one (fixture, MODEL_ENTITY_STUDENT, kept, other);
      enrolment = work_fixture_load (fixture, MODEL_ENTITY_ENROLMENT, kept_id);
      g_assert_cmpstr (model_record_get (enrolment, "start"), ==, cases[i].start[2]);
      g_assert_cmpstr (model_record_get (enrolment, "end"), ==, cases[i].end[2]);
    }
}

static char *
add_guardian (WorkFixture *fixture, const char *student, const char *rank, const char *given)
{
  return work_fixture_id (work_fixture_add (fixture, MODEL_ENTITY_GUARDIAN, "student_id", student,
                                            "rank", rank, "family_name", "Cazals", "given_name",
                                            given, NULL));
}

static void
assert_rank (WorkFixture *fixture, const char *guardian, const char *student, const char *rank)
{
  g_autoptr (ModelRecord) record = load (fixture, MODEL_ENTITY_GUARDIAN, guardian);

  g_assert_cmpstr (model_record_get (record, "student_id"), ==, student);
  g_assert_cmpstr (model_record_get (record, "rank"), ==, rank);
}

/* A free rank is kept, a taken one gives way; a third guardian is better than one less. */
static void
test_guardians (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *kept = add_student (fixture), *other = add_student (fixture);
  g_autofree char *third = add_student (fixture);
  g_autofree char *anne = add_guardian (fixture, kept, "1", "Anne");
  g_autofree char *paul = add_guardian (fixture, other, "2", "Paul");
  g_autofree char *jean = add_guardian (fixture, third, "1", "Jean");

  merge_one (fixture, MODEL_ENTITY_STUDENT, kept, other);
  assert_rank (fixture, anne, kept, "1");
  assert_rank (fixture, paul, kept, "2");
  merge_one (fixture, MODEL_ENTITY_STUDENT, kept, third);
  assert_rank (fixture, jean, kept, "3");
}

/* The first of the other has the rank of the kept one's first, and takes the second. */
static void
test_guardian_gives_way (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *kept = add_student (fixture), *other = add_student (fixture);
  g_autofree char *anne = add_guardian (fixture, kept, "1", "Anne");
  g_autofree char *paul = add_guardian (fixture, other, "1", "Paul");

  merge_one (fixture, MODEL_ENTITY_STUDENT, kept, other);
  assert_rank (fixture, anne, kept, "1");
  assert_rank (fixture, paul, kept, "2");
}

/* Host sites: by name and address; without either nobody knows whether they are one. */
static void
test_sites (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *kept[3], *other[3]; /* name, address, town */
    guint n;
  } cases[] = {
    { { "Dépôt", NULL, NULL }, { "DEPOT", NULL, "Albi" }, 1 },
    { { "Dépôt", NULL, "Albi" }, { "Dépôt", NULL, "Gaillac" }, 2 },
    { { NULL, "1 rue Haute", NULL }, { NULL, "1, rue haute", NULL }, 2 },
    { { NULL, "1 rue Haute", NULL }, { NULL, "1 rue haute", "Albi" }, 1 },
    { { NULL, NULL, "Albi" }, { NULL, NULL, "Albi" }, 2 },
    { { "Dépôt", "1 rue Haute", NULL }, { "Dépôt", NULL, NULL }, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *kept = add_company (fixture), *other = add_company (fixture);
      g_autoptr (GPtrArray) sites = NULL;
      guint n = 0;

      work_fixture_add (fixture, MODEL_ENTITY_SITE, "company_id", kept, "name", cases[i].kept[0],
                        "address1", cases[i].kept[1], "town", cases[i].kept[2], NULL);
      work_fixture_add (fixture, MODEL_ENTITY_SITE, "company_id", other, "name", cases[i].other[0],
                        "address1", cases[i].other[1], "town", cases[i].other[2], NULL);
      merge_one (fixture, MODEL_ENTITY_COMPANY, kept, other);
      sites = work_fixture_load_all (fixture, MODEL_ENTITY_SITE);
      for (guint j = 0; j < sites->len; j++)
        n += g_strcmp0 (model_record_get (sites->pdata[j], "company_id"), kept) == 0 ? 1 : 0;
      g_assert_cmpuint (n, ==, cases[i].n);
    }
}

/* Roles add up: who signs in one and teaches in the other does both. */
static void
test_roles (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *kept = add_company (fixture), *other = add_company (fixture);
  g_autofree char *contact = work_fixture_id (
      work_fixture_add (fixture, MODEL_ENTITY_CONTACT, "company_id", kept, "family_name", "Roux",
                        "is_representative", "1", "is_tutor", "0", NULL));
  g_autoptr (ModelRecord) after = NULL;

  work_fixture_add (fixture, MODEL_ENTITY_CONTACT, "company_id", other, "family_name", "ROUX",
                    "is_representative", "0", "is_tutor", "1", "function", "Gérante", NULL);
  merge_one (fixture, MODEL_ENTITY_COMPANY, kept, other);
  after = load (fixture, MODEL_ENTITY_CONTACT, contact);
  g_assert_cmpstr (model_record_get (after, "is_representative"), ==, "1");
  g_assert_cmpstr (model_record_get (after, "is_tutor"), ==, "1");
  g_assert_cmpstr (model_record_get (after, "function"), ==, "Gérante");
}

/* Three companies at once are one operation; contacts that two of the others have are one too. */
static void
test_several (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *kept = add_company (fixture), *first = add_company (fixture),
                  *second = add_company (fixture);
  const char *const others[] = { first, second, NULL };
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GPtrArray) contacts = NULL, companies = NULL, back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;

  for (guint i = 0; others[i] != NULL; i++)
    work_fixture_add (fixture, MODEL_ENTITY_CONTACT, "company_id", others[i], "family_name",
                      "Vidal", NULL);
  done = merge (fixture, MODEL_ENTITY_COMPANY, kept, others);
  g_assert_cmpuint (done->n, ==, 2);
  contacts = work_fixture_load_all (fixture, MODEL_ENTITY_CONTACT);
  g_assert_cmpuint (contacts->len, ==, 3);
  companies = work_fixture_load_all (fixture, MODEL_ENTITY_COMPANY);
  g_assert_cmpuint (companies->len, ==, 2);
  undone = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, "merging of 2 companies with another");
  back = work_fixture_load_all (fixture, MODEL_ENTITY_COMPANY);
  g_assert_cmpuint (back->len, ==, 4);
}

/* Field by field: what was chosen is what is kept, also when it is nothing. */
static void
test_chosen_values (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *other = add_company (fixture);
  g_autoptr (ModelRecord) kept =
      work_fixture_load (fixture, MODEL_ENTITY_COMPANY, fixture->company_id);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ModelRecord) after = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (others, load (fixture, MODEL_ENTITY_COMPANY, other));
  model_record_set_canonical (kept, "name", "Roux et fils");
  model_record_set_canonical (kept, "address1", NULL);
  work_school_apply_async (fixture->school, work_change_merge_new (kept, others), NULL,
                           work_fixture_on_result_cb, &result);
  /* The change has its own copies. */
  model_record_set_canonical (kept, "name", "Autre");
  g_ptr_array_set_size (others, 0);
  done = work_school_apply_finish (fixture->school, work_fixture_wait (&result), &error);
  g_assert_no_error (error);
  after = work_fixture_load (fixture, MODEL_ENTITY_COMPANY, fixture->company_id);
  g_assert_cmpstr (model_record_get (after, "name"), ==, "Roux et fils");
  g_assert_null (model_record_get (after, "address1"));
  g_assert_cmpstr (model_record_get (after, "town"), ==, "Les Aubarèdes");
}

/* Who goes on working with what was merged cannot part it again by undoing only that. */
static void
test_undo_too_late (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *kept = work_fixture_id (fixture->company_id);
  g_autofree char *other = add_company (fixture);
  g_autofree char *contact = work_fixture_id (work_fixture_add (
      fixture, MODEL_ENTITY_CONTACT, "company_id", other, "family_name", "Vidal", NULL));
  const char *const others[] = { other, NULL };
  g_autoptr (WorkDone) done = merge (fixture, MODEL_ENTITY_COMPANY, kept, others);
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_CONTACT, g_ascii_strtoll (contact, NULL, 10), "phone",
                       "+33563000000");
  undone = work_school_undo (fixture->school, done->operation_id, &error);
  g_assert_null (undone);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_MOVED_ON);
  work_fixture_assert_sound (fixture);
}

/* Names as they are typed: legal forms, signs and small words make no difference. */
static void
test_company_names (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *first, *second;
    gboolean same;
  } cases[] = {
    { "SARL Garage du Pont", "Garage du Pont", TRUE },
    { "Garage du Pont (S.A.S.)", "GARAGE DU PONT", TRUE },
    { "Menuiserie Dupont & Fils", "Menuiserie Dupont et fils", TRUE },
    { "Ets. Bousquet", "Établissements Bousquet", TRUE },
    { "La Boulangerie", "Boulangerie", TRUE },
    { "SAS", "SAS", TRUE },
    { "SAS", "SARL", FALSE },
    { "Garage du Pont", "Garage du Port", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *town = g_strdup_printf ("Ville %" G_GSIZE_FORMAT, i);
      g_autoptr (GPtrArray) before = NULL, after = NULL;
      g_autoptr (GError) error = NULL;

      before = work_school_read (fixture->school, work_query_duplicates_new (MODEL_ENTITY_COMPANY),
                                 &error);
      g_assert_no_error (error);
      work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", cases[i].first, "town", town, NULL);
      work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", cases[i].second, "town", town, NULL);
      after = work_school_read (fixture->school, work_query_duplicates_new (MODEL_ENTITY_COMPANY),
                                &error);
      g_assert_no_error (error);
      g_assert_cmpuint (after->len - before->len, ==, cases[i].same ? 1 : 0);
    }
}

#define ADD(name, func)                                                                     \
  g_test_add ("/work/duplicates-parts/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("search-states", test_search_states);
  ADD ("enrolments", test_enrolments);
  ADD ("guardians", test_guardians);
  ADD ("guardian-gives-way", test_guardian_gives_way);
  ADD ("sites", test_sites);
  ADD ("roles", test_roles);
  ADD ("several", test_several);
  ADD ("chosen-values", test_chosen_values);
  ADD ("undo-too-late", test_undo_too_late);
  ADD ("company-names", test_company_names);
  return g_test_run ();
}
