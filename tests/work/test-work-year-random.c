/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-fixture.h"
#include "work-year.h"

/* Schools of any kind, rolled over for some years by a hand that changes this and that: whatever
 * it does, nothing is there twice, nobody is in two classes, and undo takes all of it back. */

#define ROUNDS 6
#define YEARS  4

static const char *const names[] = { "2MELEC",   "1MELEC",   "TMELEC", "1CAP EPC", "2CAP EPC",
                                     "2nde GT1", "1ère G",   "Tle G",  "ULIS",     "1BTS MCO",
                                     "2BTS MCO", "Mentions", "3PM",    "4A" };

static char *
id_text (gint64 id)
{
  return work_fixture_id (id);
}

static void
add_student (WorkFixture *fixture, GRand *random, gint64 class_id, guint n)
{
  g_autofree char *class_group = id_text (class_id);
  g_autofree char *name = g_strdup_printf ("Nom%u", n);
  g_autofree char *student = NULL;

  student = id_text (work_fixture_add (fixture, MODEL_ENTITY_STUDENT, "family_name", name,
                                       "given_name", "Zoé", NULL));
  work_fixture_add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", student, "class_group_id",
                    class_group, NULL);
}

static void
add_period (WorkFixture *fixture, GRand *random, GArray *classes, guint n)
{
  g_autofree char *year = id_text (fixture->year_id);
  g_autofree char *name = g_strdup_printf ("PFMP %u", n % 3 + 1);
  g_autofree char *start = g_strdup_printf ("2027-%02d-%02d", g_rand_int_range (random, 1, 6),
                                            g_rand_int_range (random, 1, 20));
  g_autofree char *end = g_strdup_printf ("%.8s%02d", start, g_rand_int_range (random, 20, 29));
  g_autofree char *period =
      id_text (work_fixture_add (fixture, MODEL_ENTITY_PERIOD, "school_year_id", year, "name", name,
                                 "start", start, "end", end, NULL));

  for (guint i = 0; i < classes->len; i++)
    {
      g_autofree char *class_group = id_text (g_array_index (classes, gint64, i));

      if (g_rand_int_range (random, 0, 3) == 0)
        work_fixture_add (fixture, MODEL_ENTITY_PERIOD_CLASS, "period_id", period, "class_group_id",
                          class_group, NULL);
    }
}

static void
add_school (WorkFixture *fixture, GRand *random)
{
  g_autoptr (GArray) classes = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *year = id_text (fixture->year_id);
  guint n_students = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gint64 id;
      int n = g_rand_int_range (random, 0, 5);

      /* The fixture has a 2MELEC already. */
      if (i == 0 || g_rand_boolean (random))
        continue;
      id = work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year, "name",
                             names[i], NULL);
      g_array_append_val (classes, id);
      while (n-- > 0)
        add_student (fixture, random, id, n_students++);
    }
  for (guint i = 0; i < 5; i++)
    add_period (fixture, random, classes, i);
}

/* A hand that changes what it likes, as long as it makes sense. */
static void
change_plan (WorkRollOver *plan, GRand *random)
{
  g_auto (GStrv) choices = NULL;

  for (guint i = 0; i < plan->classes->len; i++)
    {
      WorkRollClass *one = plan->classes->pdata[i];
      g_autofree char *renamed = g_strdup_printf ("%s bis", one->new_name);

      one->copied = g_rand_int_range (random, 0, 6) > 0;
      if (g_rand_int_range (random, 0, 8) == 0)
        work_roll_over_set (&one->new_name, renamed);
    }
  for (guint i = 0; i < plan->periods->len; i++)
    ((WorkRollPeriod *) plan->periods->pdata[i])->copied = g_rand_int_range (random, 0, 5) > 0;
  choices = work_roll_over_choices (plan);
  for (guint i = 0; i < plan->students->len; i++)
    {
      WorkRollStudent *one = plan->students->pdata[i];
      guint n = (guint) g_rand_int_range (random, 0, (int) g_strv_length (choices) + 8);

      if (n < g_strv_length (choices))
        work_roll_over_set (&one->own_name, choices[n]);
      else if (n == g_strv_length (choices))
        work_roll_over_set (&one->own_name, "");
    }
}

static void
append_rows (WorkFixture *fixture, GString *text, ModelEntity entity)
{
  g_autoptr (GPtrArray) rows = work_fixture_load_all (fixture, entity);

  for (guint i = 0; i < rows->len; i++)
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT, model_record_get_id (rows->pdata[i]));
      for (guint j = 0; j < model_entity_info (entity)->n_fields; j++)
        g_string_append_printf (text, "|%s", model_record_get_at (rows->pdata[i], j));
      g_string_append_c (text, '\n');
    }
}

/* (transfer full): all that a roll-over may touch, and what it may not */
static char *
write_down (WorkFixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    append_rows (fixture, text, i);
  return g_string_free (text, FALSE);
}

/* No name twice in a year, nobody twice in a year, no period twice for a class. */
static void
assert_nothing_twice (WorkFixture *fixture)
{
  g_autoptr (GPtrArray) classes = work_fixture_load_all (fixture, MODEL_ENTITY_CLASS_GROUP);
  g_autoptr (GPtrArray) enrolments = work_fixture_load_all (fixture, MODEL_ENTITY_ENROLMENT);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) years = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < classes->len; i++)
    {
      ModelRecord *one = classes->pdata[i];

      g_hash_table_insert (years, id_text (model_record_get_id (one)),
                           g_strdup (model_record_get (one, "school_year_id")));
      g_assert_true (g_hash_table_add (
          seen, g_strdup_printf ("class %s %s", model_record_get (one, "school_year_id"),
                                 model_record_get (one, "name"))));
    }
  for (guint i = 0; i < enrolments->len; i++)
    {
      ModelRecord *one = enrolments->pdata[i];
      const char *year = g_hash_table_lookup (years, model_record_get (one, "class_group_id"));

      g_assert_true (g_hash_table_add (
          seen, g_strdup_printf ("student %s %s", year, model_record_get (one, "student_id"))));
    }
}

static gint64
roll (WorkFixture *fixture, const WorkRollOver *plan, gboolean *changed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done =
      work_school_apply (fixture->school, work_change_roll_over_new (plan), &error);

  g_assert_no_error (error);
  *changed = done->operation_id != NULL;
  return done->id;
}

/* Rolled over, taken back, done again, and once more for nothing. */
static gint64
one_year (WorkFixture *fixture, GRand *random, gint64 year_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkRollOver) plan =
      work_school_read (fixture->school, work_query_roll_over_new (year_id), &error);
  g_autofree char *before = write_down (fixture);
  g_autofree char *after = NULL, *undone = NULL, *redone = NULL, *label = NULL, *again = NULL;
  WorkRollCount counts;
  gint64 next_id;
  gboolean changed;

  g_assert_no_error (error);
  change_plan (plan, random);
  counts = work_roll_over_count (plan);
  g_assert_cmpuint (counts.up + counts.staying + counts.leaving + counts.enrolled, ==,
                    plan->students->len);
  next_id = roll (fixture, plan, &changed);
  g_assert_true (changed);
  assert_nothing_twice (fixture);
  after = write_down (fixture);
  label = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  undone = write_down (fixture);
  g_assert_cmpstr (undone, ==, before);
  again = work_school_redo (fixture->school, &error);
  g_assert_no_error (error);
  redone = write_down (fixture);
  g_assert_cmpstr (redone, ==, after);
  roll (fixture, plan, &changed);
  g_assert_false (changed);
  return next_id;
}

static void
test_random (void)
{
  for (guint32 round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (20260901 + round);
      WorkFixture fixture = { 0 };
      gint64 year_id;

      g_test_message ("seed %u", 20260901 + round);
      work_fixture_set_up (&fixture, NULL);
      add_school (&fixture, random);
      year_id = fixture.year_id;
      for (guint i = 0; i < YEARS; i++)
        year_id = one_year (&fixture, random, year_id);
      work_fixture_assert_sound (&fixture);
      work_fixture_tear_down (&fixture, NULL);
    }
}

/* Left alone, everybody has left after some years, and the school has grown no other classes. */
static void
test_all_leave_in_the_end (void)
{
  WorkFixture fixture = { 0 };
  gint64 year_id;
  guint n_students = 3;

  work_fixture_set_up (&fixture, NULL);
  year_id = fixture.year_id;
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (WorkRollOver) plan =
          work_school_read (fixture.school, work_query_roll_over_new (year_id), NULL);
      gboolean changed;

      g_assert_cmpuint (plan->students->len, ==, n_students);
      year_id = roll (&fixture, plan, &changed);
      /* 2MELEC, 1MELEC, TMELEC, and out. */
      n_students = i < 2 ? 3 : 0;
      g_assert_cmpuint (plan->classes->len, ==, MIN (i + 1, 3));
    }
  work_fixture_tear_down (&fixture, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/year-random/hands", test_random);
  g_test_add_func ("/work/year-random/leave", test_all_leave_in_the_end);
  return g_test_run ();
}
