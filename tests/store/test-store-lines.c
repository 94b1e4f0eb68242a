/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"
#include "base-text.h"
#include "store-lines.h"

/* The main list: which lines there are, in which order, and what each holds. */

/* A school year with one class of two periods; the tests add the rest. */
typedef struct
{
  StoreFixture base;
  char *year;
  char *class_group;
  char *first;
  char *second;
} School;

static char *
add (School *school,
     ModelEntity entity,
     const char *a,
     const char *va,
     const char *b,
     const char *vb,
     const char *c,
     const char *vc)
{
  g_autoptr (ModelRecord) record = store_fixture_make (school->base.connection, entity, FALSE);

  if (a != NULL)
    model_record_set_canonical (record, a, va);
  if (b != NULL)
    model_record_set_canonical (record, b, vb);
  if (c != NULL)
    model_record_set_canonical (record, c, vc);
  store_fixture_save_again (school->base.connection, record, NULL);
  return store_fixture_id (model_record_get_id (record));
}

static char *
add_period (School *school, const char *name, const char *start, const char *end)
{
  g_autoptr (ModelRecord) record =
      store_fixture_save (school->base.connection, MODEL_ENTITY_PERIOD, "school_year_id",
                          school->year, "name", name, "start", start, "end", end, NULL);

  return store_fixture_id (model_record_get_id (record));
}

static void
link_period (School *school, const char *period, const char *class_group)
{
  store_fixture_add (school->base.connection, MODEL_ENTITY_PERIOD_CLASS, "period_id", period,
                     "class_group_id", class_group, NULL);
}

static char *
add_student (School *school,
             const char *class_group,
             const char *family,
             const char *given,
             const char *birth)
{
  char *id = add (school, MODEL_ENTITY_STUDENT, "family_name", family, "given_name", given,
                  "birth_date", birth);

  store_fixture_add (school->base.connection, MODEL_ENTITY_ENROLMENT, "student_id", id,
                     "class_group_id", class_group, "start", NULL, "end", NULL, NULL);
  return id;
}

static void
set_up (School *school, gconstpointer data)
{
  store_fixture_set_up (&school->base, NULL);
  school->year =
      add (school, MODEL_ENTITY_SCHOOL_YEAR, "name", "2026-2027", NULL, NULL, NULL, NULL);
  school->class_group = add (school, MODEL_ENTITY_CLASS_GROUP, "school_year_id", school->year,
                             "name", "2MELEC", NULL, NULL);
  school->second = add_period (school, "PFMP 2", "2027-05-10", "2027-06-04");
  school->first = add_period (school, "PFMP 1", "2027-01-12", "2027-02-05");
  link_period (school, school->second, school->class_group);
  link_period (school, school->first, school->class_group);
}

static void
tear_down (School *school, gconstpointer data)
{
  g_free (school->year);
  g_free (school->class_group);
  g_free (school->first);
  g_free (school->second);
  store_fixture_tear_down (&school->base, NULL);
}

static GPtrArray *
load (School *school)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *lines =
      store_lines_load (school->base.connection, g_ascii_strtoll (school->year, NULL, 10), &error);

  g_assert_no_error (error);
  return lines;
}

/* "class/period/student/rank", a line each. */
static char *
sketch (GPtrArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const ModelLine *line = g_ptr_array_index (lines, i);

      g_string_append_printf (text, "%s/%s/%s/%d\n", line->class_name, line->period_name,
                              line->student, line->rank);
    }
  return g_string_free (text, FALSE);
}

static void
assert_sketch (School *school, const char *expected)
{
  g_autoptr (GPtrArray) lines = load (school);
  g_autofree char *text = sketch (lines);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_order (School *school, gconstpointer data)
{
  g_autofree char *other = add (school, MODEL_ENTITY_CLASS_GROUP, "school_year_id", school->year,
                                "name", "1CAP", NULL, NULL);
  g_autofree char *elsewhere =
      add (school, MODEL_ENTITY_CLASS_GROUP, NULL, NULL, NULL, NULL, NULL, NULL);

  link_period (school, school->first, other);
  g_free (add_student (school, school->class_group, "Zola", "Émile", NULL));
  g_free (add_student (school, school->class_group, "Éluard", "Paul", NULL));
  g_free (add_student (school, other, "Dumas", "Alexandre", NULL));
  /* Another school year. */
  g_free (add_student (school, elsewhere, "Hugo", "Victor", NULL));
  assert_sketch (school, "1CAP/PFMP 1/DUMAS Alexandre/0\n"
                         "2MELEC/PFMP 1/ÉLUARD Paul/0\n"
                         "2MELEC/PFMP 1/ZOLA Émile/0\n"
                         "2MELEC/PFMP 2/ÉLUARD Paul/0\n"
                         "2MELEC/PFMP 2/ZOLA Émile/0\n");
}

static void
test_class_without_period (School *school, gconstpointer data)
{
  g_autofree char *other = add (school, MODEL_ENTITY_CLASS_GROUP, "school_year_id", school->year,
                                "name", "3PREPA", NULL, NULL);
  g_autofree char *student = add_student (school, other, "Colette", "Sidonie", "2012-01-28");
  g_autoptr (GPtrArray) lines = load (school);
  const ModelLine *line;

  g_assert_cmpuint (lines->len, ==, 1);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpint (line->period_id, ==, 0);
  g_assert_cmpstr (line->period_name, ==, "");
  g_assert_cmpstr (line->start, ==, "");
  g_assert_cmpint (line->search_id, ==, 0);
  g_assert_false (line->is_minor);
  g_assert_false (line->dates_differ);
  g_assert_nonnull (student);
}

/* A student who moves to another class is met in each for its time only. */
static void
test_enrolment_dates (School *school, gconstpointer data)
{
  StoreConnection *connection = school->base.connection;
  g_autofree char *other = add (school, MODEL_ENTITY_CLASS_GROUP, "school_year_id", school->year,
                                "name", "2VENTE", NULL, NULL);
  g_autofree char *student =
      add (school, MODEL_ENTITY_STUDENT, "family_name", "Sand", "given_name", "George", NULL, NULL);

  link_period (school, school->first, other);
  link_period (school, school->second, other);
  store_fixture_add (connection, MODEL_ENTITY_ENROLMENT, "student_id", student, "class_group_id",
                     school->class_group, "end", "2027-03-01", NULL);
  store_fixture_add (connection, MODEL_ENTITY_ENROLMENT, "student_id", student, "class_group_id",
                     other, "start", "2027-03-02", NULL);
  assert_sketch (school, "2MELEC/PFMP 1/SAND George/0\n"
                         "2VENTE/PFMP 2/SAND George/0\n");
}

static void
test_bare_line (School *school, gconstpointer data)
{
  g_autofree char *student =
      add_student (school, school->class_group, "Abadie", "Léa", "2009-03-02");
  g_autoptr (GPtrArray) lines = load (school);
  const ModelLine *line = g_ptr_array_index (lines, 0);

  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_cmpint (line->student_id, ==, g_ascii_strtoll (student, NULL, 10));
  g_assert_cmpint (line->class_group_id, ==, g_ascii_strtoll (school->class_group, NULL, 10));
  g_assert_cmpint (line->period_id, ==, g_ascii_strtoll (school->first, NULL, 10));
  g_assert_cmpint (line->search_id, ==, 0);
  g_assert_cmpint (line->placement_id, ==, 0);
  g_assert_cmpint (line->agreement_id, ==, 0);
  g_assert_cmpstr (line->family_name, ==, "Abadie");
  g_assert_cmpstr (line->given_name, ==, "Léa");
  g_assert_cmpstr (line->student, ==, "ABADIE Léa");
  g_assert_cmpstr (line->start, ==, "2027-01-12");
  g_assert_cmpstr (line->end, ==, "2027-02-05");
  g_assert_cmpint (line->search_state, ==, MODEL_SEARCH_NOT_STARTED);
  g_assert_cmpint (line->step, ==, -1);
  g_assert_cmpstr (line->mode, ==, "");
  g_assert_cmpstr (line->placement_state, ==, "");
  g_assert_cmpstr (line->last_contact, ==, "");
  g_assert_false (line->dates_differ);
  /* Seventeen on the first day of the first period, eighteen on that of the second. */
  g_assert_true (line->is_minor);
  g_assert_false (((ModelLine *) g_ptr_array_index (lines, 1))->is_minor);
}

/* A placement, with all that hangs from it. */
static char *
add_placement (School *school, const char *search)
{
  StoreConnection *connection = school->base.connection;
  g_autofree char *company = add (school, MODEL_ENTITY_COMPANY, "name", "Garage Roux", "town",
                                  "Tours", "siret", "73282932000074");
  g_autofree char *site =
      add (school, MODEL_ENTITY_SITE, "company_id", company, "town", "Blois", NULL, NULL);
  g_autofree char *tutor = add (school, MODEL_ENTITY_CONTACT, "company_id", company, "family_name",
                                "Ledoux", "given_name", "Anne");
  g_autofree char *teacher =
      add (school, MODEL_ENTITY_TEACHER, "title", "M.", "family_name", "Serres", NULL, NULL);
  gint64 id =
      store_fixture_add (connection, MODEL_ENTITY_PLACEMENT, "search_id", search, "state",
                         "validated", "company_id", company, "site_id", site, "tutor_id", tutor,
                         "teacher_id", teacher, "start", "2027-01-19", "end", "2027-02-05", NULL);

  return store_fixture_id (id);
}

/* The last day, here, on which something left about a student and a period. */
static void
test_messages (School *school, gconstpointer data)
{
  StoreConnection *connection = school->base.connection;
  g_autofree char *student =
      add_student (school, school->class_group, "Abadie", "Léa", "2009-03-02");
  g_autofree char *other = add_student (school, school->class_group, "Brûlé", "Noé", "2009-03-02");
  g_autoptr (GPtrArray) lines = NULL;
  const struct
  {
    const char *student, *period, *sent_at;
  } messages[] = {
    { student, school->first, "2026-11-02T08:00:00Z" },
    /* Past midnight in Paris, and one that says no more of the same night. */
    { student, school->first, "2026-11-19T23:30:00Z" },
    { student, school->first, "2026-11-19T22:59:59Z" },
    { student, school->first, NULL },
    { student, NULL, "2026-12-24T08:00:00Z" },
    { NULL, school->first, "2026-12-24T08:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    store_fixture_add (connection, MODEL_ENTITY_MESSAGE, "student_id", messages[i].student,
                       "period_id", messages[i].period, "sent_at", messages[i].sent_at, NULL);
  lines = load (school);
  for (guint i = 0; i < lines->len; i++)
    {
      const ModelLine *line = g_ptr_array_index (lines, i);
      gboolean is_it = line->student_id == g_ascii_strtoll (student, NULL, 10)
                       && line->period_id == g_ascii_strtoll (school->first, NULL, 10);

      g_assert_cmpstr (line->messaged_on, ==, is_it ? "2026-11-20" : "");
    }
  g_assert_cmpuint (lines->len, ==, 4);
  g_assert_cmpint (g_ascii_strtoll (other, NULL, 10), >, 0);
}

static void
test_full_line (School *school, gconstpointer data)
{
  StoreConnection *connection = school->base.connection;
  g_autofree char *student =
      add_student (school, school->class_group, "Abadie", "Léa", "2009-03-02");
  g_autofree char *search = add (school, MODEL_ENTITY_SEARCH, "student_id", student, "period_id",
                                 school->first, "state", "validated");
  g_autofree char *placement = add_placement (school, search);
  g_autoptr (ModelRecord) agreement = store_fixture_save (
      connection, MODEL_ENTITY_AGREEMENT, "placement_id", placement, "number", "2026-0042", "mode",
      "manual", "step", "2", "step_date", "2026-11-20", "state", "active", "printed_on",
      "2026-11-19", "printed_copies", "3", NULL);
  g_autoptr (GPtrArray) lines = NULL;
  const ModelLine *line;

  store_fixture_add (connection, MODEL_ENTITY_INTERVIEW, "search_id", search, "day", "2026-10-01",
                     NULL);
  store_fixture_add (connection, MODEL_ENTITY_INTERVIEW, "search_id", search, "day", "2026-11-03",
                     NULL);
  for (guint i = 0; i < 5; i++)
    store_fixture_add (connection, MODEL_ENTITY_STEP, NULL);
  model_record_set_canonical (agreement, "step", "3");
  store_fixture_save_again (connection, agreement, NULL);

  lines = load (school);
  g_assert_cmpuint (lines->len, ==, 2);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpint (line->search_state, ==, MODEL_SEARCH_VALIDATED);
  g_assert_cmpint (line->placement_id, ==, g_ascii_strtoll (placement, NULL, 10));
  g_assert_cmpint (line->agreement_id, ==, model_record_get_id (agreement));
  g_assert_cmpint (line->agreement_version, ==, 2);
  g_assert_cmpstr (line->company, ==, "Garage Roux");
  g_assert_cmpstr (line->town, ==, "Blois");
  g_assert_cmpstr (line->start, ==, "2027-01-19");
  g_assert_cmpstr (line->end, ==, "2027-02-05");
  g_assert_true (line->dates_differ);
  g_assert_cmpstr (line->number, ==, "2026-0042");
  g_assert_cmpstr (line->mode, ==, "manual");
  g_assert_cmpstr (line->placement_state, ==, "validated");
  g_assert_cmpstr (line->step_date, ==, "2026-11-20");
  g_assert_cmpstr (line->printed_on, ==, "2026-11-19");
  g_assert_cmpint (line->step, ==, 3);
  g_assert_cmpint (line->n_steps, ==, 5);
  g_assert_cmpstr (line->last_contact, ==, "2026-11-03");
  g_assert_false (line->cancelled);
  g_assert_cmpstr (line->siret, ==, "73282932000074");
  g_assert_cmpstr (line->tutor, ==, "Anne LEDOUX");
  g_assert_true (g_str_has_prefix (line->tutor_key, "ledoux"));
  g_assert_cmpstr (line->teacher, ==, "M. SERRES");
  g_assert_true (g_str_has_prefix (line->teacher_key, "serres"));
  /* All that a person may remember of a line finds it. */
  for (const char *const *word =
           (const char *const[]){ "abadie", "Léa", "2MELEC", "garage roux", "73282932000074",
                                  "tours", "blois", "ledoux", "serres", "2026-0042", NULL };
       *word != NULL; word++)
    {
      g_autofree char *typed = base_text_fold (*word);

      g_test_message ("%s in %s", typed, line->search_key);
      g_assert_true (base_text_folded_contains_all (line->search_key, typed));
    }
}

/* Two placements are two lines; a company without a site gives its own town. */
static void
test_two_placements (School *school, gconstpointer data)
{
  StoreConnection *connection = school->base.connection;
  g_autofree char *student = add_student (school, school->class_group, "Abadie", "Léa", NULL);
  g_autofree char *search = add (school, MODEL_ENTITY_SEARCH, "student_id", student, "period_id",
                                 school->first, NULL, NULL);
  g_autofree char *placement = add_placement (school, search);
  g_autofree char *company =
      add (school, MODEL_ENTITY_COMPANY, "name", "Mairie", "town", "Amboise", NULL, NULL);
  g_autoptr (GPtrArray) lines = NULL;

  store_fixture_add (connection, MODEL_ENTITY_PLACEMENT, "search_id", search, "company_id", company,
                     NULL);
  assert_sketch (school, "2MELEC/PFMP 1/ABADIE Léa/0\n"
                         "2MELEC/PFMP 1/ABADIE Léa/1\n"
                         "2MELEC/PFMP 2/ABADIE Léa/0\n");
  lines = load (school);
  g_assert_cmpstr (((ModelLine *) g_ptr_array_index (lines, 1))->town, ==, "Amboise");
  g_assert_cmpstr (((ModelLine *) g_ptr_array_index (lines, 1))->start, ==, "2027-01-12");
  g_assert_nonnull (placement);
}

/* Of several agreements the living one shows, else the last that was cancelled. */
static void
test_which_agreement (School *school, gconstpointer data)
{
  StoreConnection *connection = school->base.connection;
  g_autofree char *student = add_student (school, school->class_group, "Abadie", "Léa", NULL);
  g_autofree char *search = add (school, MODEL_ENTITY_SEARCH, "student_id", student, "period_id",
                                 school->first, NULL, NULL);
  g_autofree char *placement = add_placement (school, search);
  g_autoptr (ModelRecord) living = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  store_fixture_add (connection, MODEL_ENTITY_AGREEMENT, "placement_id", placement, "number", "1",
                     "state", "cancelled", NULL);
  living = store_fixture_save (connection, MODEL_ENTITY_AGREEMENT, "placement_id", placement,
                               "number", "2", "state", "active", NULL);
  store_fixture_add (connection, MODEL_ENTITY_AGREEMENT, "placement_id", placement, "number", "3",
                     "state", "cancelled", NULL);
  lines = load (school);
  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_cmpstr (((ModelLine *) g_ptr_array_index (lines, 0))->number, ==, "2");
  g_assert_false (((ModelLine *) g_ptr_array_index (lines, 0))->cancelled);

  model_record_set_canonical (living, "state", "cancelled");
  store_fixture_save_again (connection, living, NULL);
  g_clear_pointer (&lines, g_ptr_array_unref);
  lines = load (school);
  g_assert_cmpstr (((ModelLine *) g_ptr_array_index (lines, 0))->number, ==, "3");
  g_assert_true (((ModelLine *) g_ptr_array_index (lines, 0))->cancelled);
}

static void
test_name_in_use (School *school, gconstpointer data)
{
  g_autofree char *student = add (school, MODEL_ENTITY_STUDENT, "family_name", "Dupin", "used_name",
                                  "Sand", "given_name", "George");

  store_fixture_add (school->base.connection, MODEL_ENTITY_ENROLMENT, "student_id", student,
                     "class_group_id", school->class_group, NULL);
  assert_sketch (school, "2MELEC/PFMP 1/SAND George/0\n"
                         "2MELEC/PFMP 2/SAND George/0\n");
}

static void
test_empty (School *school, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = load (school);

  g_assert_cmpuint (lines->len, ==, 0);
}

/* 5,000 students in two periods, made by SQL; how long the list takes is tests/bench's to tell. */
static void
test_many (School *school, gconstpointer data)
{
  static const char *const sql =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
      " INSERT INTO student (id, family_name, given_name, birth_date, search_key, sort_key)"
      " SELECT i, 'Nom' || i, 'Prénom', '2009-03-02', 'nom' || i || ' prenom', 'nom' || i FROM n;"
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
      " INSERT INTO enrolment (student_id, class_group_id) SELECT i, 1 FROM n;"
      "INSERT INTO search (student_id, period_id, state)"
      " SELECT s.id, p.id, 'validated' FROM student s, period p;"
      "INSERT INTO company (id, name, town, search_key, sort_key)"
      " VALUES (1, 'Garage', 'Tours', 'garage tours', 'garage');"
      "INSERT INTO placement (id, search_id, state, company_id, start, \"end\")"
      " SELECT id, id, 'validated', 1, '2027-01-12', '2027-02-05' FROM search;"
      "INSERT INTO agreement (placement_id, number, mode, step, state, search_key)"
      " SELECT id, '2026-' || id, 'manual', 1, 'active', '2026-' || id FROM placement;"
      "INSERT INTO interview (search_id, day, account) SELECT id, '2026-10-01', 'x' FROM search;";
  g_autoptr (GPtrArray) lines = NULL;

  store_fixture_sql (school->base.path, sql);
  lines = load (school);
  g_assert_cmpuint (lines->len, ==, 10000);
}

/* The line of a student in the first period. */
static ModelLine *
first_line (School *school, const char *student)
{
  g_autoptr (GPtrArray) lines = load (school);
  gint64 id = g_ascii_strtoll (student, NULL, 10);

  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (lines, i);

      if (line->student_id == id && g_str_equal (line->period_name, "PFMP 1"))
        return g_object_ref (line);
    }
  g_assert_not_reached ();
}

static void
add_note (School *school, const char *student, const char *search, const char *read_at)
{
  store_fixture_add (school->base.connection, MODEL_ENTITY_NOTE, "student_id", student, "search_id",
                     search, "read_at", read_at, NULL);
}

/* Notes on the student count on each line, those on a search on its own. */
static void
test_notes (School *school, gconstpointer data)
{
  g_autofree char *student = add_student (school, school->class_group, "Zola", "Émile", NULL);
  g_autofree char *search = add (school, MODEL_ENTITY_SEARCH, "student_id", student, "period_id",
                                 school->first, NULL, NULL);
  g_autofree char *other = add (school, MODEL_ENTITY_SEARCH, "student_id", student, "period_id",
                                school->second, NULL, NULL);
  g_autoptr (ModelLine) line = NULL;

  add_note (school, student, NULL, "2026-11-24T08:00:00Z");
  add_note (school, student, NULL, NULL);
  add_note (school, student, search, NULL);
  add_note (school, student, other, NULL);
  line = first_line (school, student);
  g_assert_cmpint (line->n_notes, ==, 3);
  g_assert_cmpint (line->n_unread, ==, 2);
}

static void
test_last_interview (School *school, gconstpointer data)
{
  static const char *const days[] = { "2026-10-12", "2026-11-20", "2026-11-03" };
  g_autofree char *student = add_student (school, school->class_group, "Zola", "Émile", NULL);
  g_autofree char *search = add (school, MODEL_ENTITY_SEARCH, "student_id", student, "period_id",
                                 school->first, NULL, NULL);
  g_autoptr (ModelLine) line = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    store_fixture_add (school->base.connection, MODEL_ENTITY_INTERVIEW, "search_id", search, "day",
                       days[i], "account", days[i], NULL);
  line = first_line (school, student);
  g_assert_cmpstr (line->last_contact, ==, "2026-11-20");
  g_assert_cmpstr (line->last_account, ==, "2026-11-20");
}

static char *
add_agreement (School *school, const char *student)
{
  g_autofree char *search = add (school, MODEL_ENTITY_SEARCH, "student_id", student, "period_id",
                                 school->first, NULL, NULL);
  g_autofree char *placement =
      add (school, MODEL_ENTITY_PLACEMENT, "search_id", search, NULL, NULL, NULL, NULL);

  return add (school, MODEL_ENTITY_AGREEMENT, "placement_id", placement, "state", "active", "step",
              "1");
}

static void
test_signatures (School *school, gconstpointer data)
{
  static const char *const signed_on[] = { "2026-11-12", NULL, "2026-11-13" };
  g_autofree char *student = add_student (school, school->class_group, "Zola", "Émile", NULL);
  g_autofree char *agreement = add_agreement (school, student);
  g_autoptr (ModelLine) line = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (signed_on); i++)
    {
      g_autofree char *position = store_fixture_id (i);

      store_fixture_add (school->base.connection, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement,
                         "position", position, "signed_on", signed_on[i], "reminded_on",
                         i == 1 ? "2026-11-20" : NULL, NULL);
    }
  line = first_line (school, student);
  g_assert_cmpint (line->n_signatories, ==, 3);
  g_assert_cmpint (line->n_signed, ==, 2);
  g_assert_cmpstr (line->reminded_on, ==, "2026-11-20");
}

static char *
add_request (School *school, const char *agreement, const char *state, const char *problem)
{
  return add (school, MODEL_ENTITY_SIGNATURE_REQUEST, "agreement_id", agreement, "state", state,
              "problem", problem);
}

static char *
add_signer (School *school,
            const char *request,
            const char *agreement,
            const char *role,
            const char *label,
            const char *position)
{
  g_autofree char *signatory = NULL;
  g_autoptr (ModelRecord) record = NULL;

  record = store_fixture_save (school->base.connection, MODEL_ENTITY_SIGNATORY, "agreement_id",
                               agreement, "position", position, "role", role, "label", label, NULL);
  signatory = store_fixture_id (model_record_get_id (record));
  g_clear_object (&record);
  record = store_fixture_save (school->base.connection, MODEL_ENTITY_SIGNATURE_SIGNER, "request_id",
                               request, "signatory_id", signatory, "position", position, "state",
                               "opened", "given_name", "Anne", "family_name", "Roux", "email",
                               "anne@example.org", "opened_at", "2026-11-24T09:00:00Z", NULL);
  return store_fixture_id (model_record_get_id (record));
}

/* The last request of an agreement counts, with its signatories in their order. */
static void
test_e_signature (School *school, gconstpointer data)
{
  g_autofree char *student = add_student (school, school->class_group, "Zola", "Émile", NULL);
  g_autofree char *agreement = add_agreement (school, student);
  g_autofree char *past = add_request (school, agreement, "declined", NULL);
  g_autofree char *request = add_request (school, agreement, "ongoing", "No answer.");
  g_autofree char *tutor = add_signer (school, request, agreement, "tutor", "Maître", "8");
  g_autofree char *pupil = add_signer (school, request, agreement, "student", NULL, "3");
  G_GNUC_UNUSED g_autofree char *before = add_signer (school, past, agreement, "school", NULL, "1");
  g_autoptr (ModelLine) paper = NULL;
  g_autoptr (ModelLine) line = NULL;
  const ModelSigner *signer;

  store_fixture_sql (school->base.path, "UPDATE agreement SET mode = 'manual'");
  paper = first_line (school, student);
  g_assert_null (paper->signers);
  g_assert_cmpstr (paper->request_state, ==, "");
  store_fixture_sql (school->base.path, "UPDATE agreement SET mode = 'electronic'");
  line = first_line (school, student);
  g_assert_cmpint (line->request_id, ==, g_ascii_strtoll (request, NULL, 10));
  g_assert_cmpstr (line->request_state, ==, "ongoing");
  g_assert_cmpstr (line->request_problem, ==, "No answer.");
  g_assert_cmpuint (line->signers->len, ==, 2);
  signer = line->signers->pdata[0];
  g_assert_cmpint (signer->signer_id, ==, g_ascii_strtoll (pupil, NULL, 10));
  g_assert_cmpstr (signer->title, ==, "");
  signer = line->signers->pdata[1];
  g_assert_cmpint (signer->signer_id, ==, g_ascii_strtoll (tutor, NULL, 10));
  g_assert_cmpint (signer->signatory_id, !=, 0);
  g_assert_cmpint (signer->state, ==, MODEL_SIGNER_OPENED);
  g_assert_cmpstr (signer->role, ==, "tutor");
  g_assert_cmpstr (signer->title, ==, "Maître");
  g_assert_cmpstr (signer->name, ==, "Anne ROUX");
  g_assert_cmpstr (signer->email, ==, "anne@example.org");
  g_assert_cmpstr (signer->opened_at, ==, "2026-11-24T09:00:00Z");
  g_assert_cmpstr (signer->signed_at, ==, "");
}

/* Prepared and no further: nobody is named yet. */
static void
test_request_without_signers (School *school, gconstpointer data)
{
  g_autofree char *student = add_student (school, school->class_group, "Zola", "Émile", NULL);
  g_autofree char *agreement = add_agreement (school, student);
  g_autofree char *request = add_request (school, agreement, "prepared", NULL);
  g_autofree char *other = add_student (school, school->class_group, "Zweig", "Stefan", NULL);
  g_autoptr (ModelLine) line = NULL, without = NULL;

  store_fixture_sql (school->base.path, "UPDATE agreement SET mode = 'electronic'");
  line = first_line (school, student);
  g_assert_cmpstr (line->request_state, ==, "prepared");
  g_assert_cmpstr (line->request_problem, ==, "");
  g_assert_cmpuint (line->signers->len, ==, 0);
  g_assert_nonnull (request);
  without = first_line (school, other);
  g_assert_cmpint (without->request_id, ==, 0);
  g_assert_null (without->signers);
}

/* What the school's steps and deadlines make of a line. */
static void
test_steps_and_deadlines (School *school, gconstpointer data)
{
  static const char *const sent[] = { "0", "1", "1", "0" };
  static const char *const signed_by_all[] = { "0", "0", "0", "1" };
  g_autofree char *student = add_student (school, school->class_group, "Zola", "Émile", NULL);
  G_GNUC_UNUSED g_autofree char *agreement = add_agreement (school, student);
  g_autoptr (ModelLine) before = first_line (school, student);
  g_autoptr (ModelLine) line = NULL;

  g_assert_cmpint (before->n_steps, ==, 0);
  g_assert_cmpint (before->sent_step, ==, -1);
  g_assert_cmpint (before->late_days, ==, 7);
  for (guint i = 0; i < G_N_ELEMENTS (sent); i++)
    {
      g_autofree char *position = store_fixture_id (i);

      store_fixture_add (school->base.connection, MODEL_ENTITY_STEP, "position", position,
                         "is_sent", sent[i], "is_signed", signed_by_all[i], NULL);
    }
  store_fixture_add (school->base.connection, MODEL_ENTITY_SETTING, "name", "deadline.late",
                     "value", "10", NULL);
  line = first_line (school, student);
  g_assert_cmpint (line->n_steps, ==, 4);
  g_assert_cmpint (line->sent_step, ==, 1);
  g_assert_cmpint (line->signed_step, ==, 3);
  g_assert_cmpint (line->late_days, ==, 10);
  g_assert_cmpint (line->chase_days, ==, 7);
  g_assert_true (model_line_is_sent (line));
  g_assert_false (model_line_is_signed (line));
}

/* The search finds a line by who follows it and by the company's number. */
static void
test_found_by (School *school, gconstpointer data)
{
  static const char *const words[] = { "zola", "belkacem", "00041300500018", "ibanez", "2melec" };
  g_autofree char *student = add_student (school, school->class_group, "Zola", "Émile", NULL);
  g_autofree char *search = add (school, MODEL_ENTITY_SEARCH, "student_id", student, "period_id",
                                 school->first, NULL, NULL);
  g_autofree char *company = add (school, MODEL_ENTITY_COMPANY, "name", "Garage Roux", "siret",
                                  "00041300500018", NULL, NULL);
  g_autofree char *tutor = add (school, MODEL_ENTITY_CONTACT, "company_id", company, "family_name",
                                "Ibáñez", "given_name", "Tomás");
  g_autofree char *teacher = add (school, MODEL_ENTITY_TEACHER, "family_name", "Belkacem", "title",
                                  "M.", "given_name", "Nordine");
  g_autoptr (ModelLine) line = NULL;

  store_fixture_add (school->base.connection, MODEL_ENTITY_PLACEMENT, "search_id", search,
                     "company_id", company, "tutor_id", tutor, "teacher_id", teacher,
                     "certificate_on", "2027-02-10", NULL);
  line = first_line (school, student);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_test_message ("%s in %s", words[i], line->search_key);
      g_assert_nonnull (strstr (line->search_key, words[i]));
    }
  g_assert_cmpstr (line->teacher, ==, "M. Nordine BELKACEM");
  g_assert_cmpstr (line->tutor, ==, "Tomás IBÁÑEZ");
  g_assert_cmpstr (line->siret, ==, "00041300500018");
  g_assert_cmpstr (line->certificate_on, ==, "2027-02-10");
}

#define lines_test(path, func) g_test_add (path, School, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  lines_test ("/store/lines/order", test_order);
  lines_test ("/store/lines/class-without-period", test_class_without_period);
  lines_test ("/store/lines/enrolment-dates", test_enrolment_dates);
  lines_test ("/store/lines/bare-line", test_bare_line);
  lines_test ("/store/lines/full-line", test_full_line);
  lines_test ("/store/lines/two-placements", test_two_placements);
  lines_test ("/store/lines/which-agreement", test_which_agreement);
  lines_test ("/store/lines/name-in-use", test_name_in_use);
  lines_test ("/store/lines/notes", test_notes);
  lines_test ("/store/lines/last-interview", test_last_interview);
  lines_test ("/store/lines/signatures", test_signatures);
  lines_test ("/store/lines/e-signature", test_e_signature);
  lines_test ("/store/lines/request-without-signers", test_request_without_signers);
  lines_test ("/store/lines/steps-and-deadlines", test_steps_and_deadlines);
  lines_test ("/store/lines/found-by", test_found_by);
  lines_test ("/store/lines/empty", test_empty);
  lines_test ("/store/lines/many", test_many);
  lines_test ("/store/lines/messages", test_messages);
  return g_test_run ();
}
