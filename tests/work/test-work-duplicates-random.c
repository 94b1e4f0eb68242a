/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-duplicates.h"
#include "work-fixture.h"

/* Whatever hangs from whom: after a merge nothing refers to what is gone, nothing that must stay is
 * lost, the other rows are untouched, and undo leaves every table as it was. */

#define N_ROUNDS 6
#define N_ROWS   5

static const ModelEntity never_lost[] = { MODEL_ENTITY_PLACEMENT, MODEL_ENTITY_AGREEMENT,
                                          MODEL_ENTITY_NOTE,      MODEL_ENTITY_INTERVIEW,
                                          MODEL_ENTITY_SIGNATORY, MODEL_ENTITY_CLASS_GROUP,
                                          MODEL_ENTITY_PERIOD };

typedef struct
{
  WorkFixture *fixture;
  GRand *rand;
  guint n_made;        /* numbers that must differ */
  GHashTable *taken;   /* what only one row may have */
  GHashTable *seekers; /* search id → student id */
  GPtrArray *ids[MODEL_N_ENTITIES];
} Mill;

/* (transfer none) (nullable): one of the rows made so far */
static const char *
pick (Mill *mill, ModelEntity entity)
{
  GPtrArray *ids = mill->ids[entity];

  return ids->len > 0 ? ids->pdata[g_rand_int_range (mill->rand, 0, (int) ids->len)] : NULL;
}

/* The same, or none. */
static const char *
pick_or_none (Mill *mill, ModelEntity entity)
{
  return g_rand_boolean (mill->rand) ? pick (mill, entity) : NULL;
}

static const char *
word (Mill *mill)
{
  static const char *const words[] = { "Roux", "ROUX", "Vidal", "Ibáñez", "Abadie" };

  return words[g_rand_int_range (mill->rand, 0, G_N_ELEMENTS (words))];
}

static void
keep (Mill *mill, ModelEntity entity, gint64 id)
{
  g_ptr_array_add (mill->ids[entity], work_fixture_id (id));
}

/* Of some rows there may be but one: whether this one is new. */
static gboolean
take (Mill *mill, const char *what, const char *student, const char *other)
{
  return g_hash_table_add (mill->taken, g_strdup_printf ("%s %s %s", what, student, other));
}

static void
add_people (Mill *mill)
{
  for (guint i = 0; i < N_ROWS; i++)
    {
      keep (mill, MODEL_ENTITY_STUDENT,
            work_fixture_add (mill->fixture, MODEL_ENTITY_STUDENT, "family_name", word (mill),
                              "given_name", word (mill), NULL));
      keep (mill, MODEL_ENTITY_COMPANY,
            work_fixture_add (mill->fixture, MODEL_ENTITY_COMPANY, "name", word (mill), "notes",
                              g_rand_boolean (mill->rand) ? word (mill) : NULL, NULL));
      keep (
          mill, MODEL_ENTITY_TEACHER,
          work_fixture_add (mill->fixture, MODEL_ENTITY_TEACHER, "family_name", word (mill), NULL));
    }
}

static void
add_search (Mill *mill, const char *student, const char *period)
{
  gint64 id = work_fixture_add (mill->fixture, MODEL_ENTITY_SEARCH, "student_id", student,
                                "period_id", period, "state", "searching", "teacher_id",
                                pick_or_none (mill, MODEL_ENTITY_TEACHER), NULL);

  keep (mill, MODEL_ENTITY_SEARCH, id);
  g_hash_table_insert (mill->seekers, work_fixture_id (id), g_strdup (student));
}

static void
add_parts (Mill *mill)
{
  static const char *const ranks[] = { "1", "2", "3" };

  for (guint i = 0; i < 3 * N_ROWS; i++)
    {
      const char *student = pick (mill, MODEL_ENTITY_STUDENT);
      const char *company = pick (mill, MODEL_ENTITY_COMPANY);
      const char *rank = ranks[g_rand_int_range (mill->rand, 0, G_N_ELEMENTS (ranks))];
      g_autofree char *class_group = work_fixture_id (mill->fixture->class_id);
      g_autofree char *period =
          work_fixture_id (mill->fixture->periods[g_rand_int_range (mill->rand, 0, 2)]);

      if (take (mill, "guardian", student, rank))
        work_fixture_add (mill->fixture, MODEL_ENTITY_GUARDIAN, "student_id", student, "rank", rank,
                          "family_name", word (mill), NULL);
      if (take (mill, "enrolment", student, class_group))
        work_fixture_add (mill->fixture, MODEL_ENTITY_ENROLMENT, "student_id", student,
                          "class_group_id", class_group, NULL);
      if (take (mill, "search", student, period))
        add_search (mill, student, period);
      keep (mill, MODEL_ENTITY_CONTACT,
            work_fixture_add (mill->fixture, MODEL_ENTITY_CONTACT, "company_id", company,
                              "family_name", word (mill), "is_tutor",
                              g_rand_boolean (mill->rand) ? "1" : NULL, NULL));
      keep (mill, MODEL_ENTITY_SITE,
            work_fixture_add (mill->fixture, MODEL_ENTITY_SITE, "company_id", company, "name",
                              word (mill), NULL));
    }
}

static void
add_sheets (Mill *mill)
{
  for (guint i = 0; i < 3 * N_ROWS; i++)
    {
      const char *search = pick (mill, MODEL_ENTITY_SEARCH);
      gint64 placement =
          work_fixture_add (mill->fixture, MODEL_ENTITY_PLACEMENT, "search_id", search, "state",
                            "validated", "company_id", pick_or_none (mill, MODEL_ENTITY_COMPANY),
                            "site_id", pick_or_none (mill, MODEL_ENTITY_SITE), "tutor_id",
                            pick_or_none (mill, MODEL_ENTITY_CONTACT), "representative_id",
                            pick_or_none (mill, MODEL_ENTITY_CONTACT), "teacher_id",
                            pick_or_none (mill, MODEL_ENTITY_TEACHER), NULL);
      g_autofree char *number = g_strdup_printf ("2026-%04u", ++mill->n_made);
      g_autofree char *id = work_fixture_id (placement);

      work_fixture_add (mill->fixture, MODEL_ENTITY_INTERVIEW, "search_id", search, "day",
                        "2026-11-02", "account", "Cherche", "teacher_id",
                        pick_or_none (mill, MODEL_ENTITY_TEACHER), NULL);
      work_fixture_add (mill->fixture, MODEL_ENTITY_NOTE, "student_id",
                        (char *) g_hash_table_lookup (mill->seekers, search), "search_id",
                        g_rand_boolean (mill->rand) ? search : NULL, "placement_id",
                        g_rand_boolean (mill->rand) ? id : NULL, "tone", "positive", "audience",
                        "teachers", "author_role", "administration", "author", "Hélène", "text",
                        "Vu", "made_at", "2026-11-02T08:00:00Z", "teacher_id",
                        pick_or_none (mill, MODEL_ENTITY_TEACHER), NULL);
      if (g_rand_boolean (mill->rand))
        work_fixture_add_agreement (mill->fixture, placement, number);
    }
}

static guint
count (Mill *mill, ModelEntity entity)
{
  g_autoptr (GPtrArray) rows = work_fixture_load_all (mill->fixture, entity);

  return rows->len;
}

/* All that every table says, but the versions. */
static char *
dump (Mill *mill)
{
  GString *text = g_string_new (NULL);

  for (guint entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      g_autoptr (GPtrArray) rows = work_fixture_load_all (mill->fixture, (ModelEntity) entity);

      for (guint i = 0; i < rows->len; i++)
        {
          g_string_append_printf (text, "%u %" G_GINT64_FORMAT, entity,
                                  model_record_get_id (rows->pdata[i]));
          for (guint j = 0; j < model_entity_info ((ModelEntity) entity)->n_fields; j++)
            g_string_append_printf (text, "|%s",
                                    model_record_get_at (rows->pdata[i], j) != NULL
                                        ? model_record_get_at (rows->pdata[i], j)
                                        : "");
          g_string_append_c (text, '\n');
        }
    }
  return g_string_free (text, FALSE);
}

/* Nothing of the catalogue refers to the row. */
static void
assert_forgotten (Mill *mill, ModelEntity target, const char *id)
{
  for (guint entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      const ModelEntityInfo *info = model_entity_info ((ModelEntity) entity);
      g_autoptr (GPtrArray) rows = work_fixture_load_all (mill->fixture, (ModelEntity) entity);

      for (guint i = 0; i < rows->len; i++)
        for (guint j = 0; j < info->n_fields; j++)
          if (model_field_target (&info->fields[j]) == target)
            g_assert_cmpstr (model_record_get_at (rows->pdata[i], j), !=, id);
    }
}

/* A note of a search is a note of the student who searches. */
static void
assert_notes_agree (Mill *mill)
{
  g_autoptr (GPtrArray) notes = work_fixture_load_all (mill->fixture, MODEL_ENTITY_NOTE);

  for (guint i = 0; i < notes->len; i++)
    {
      gint64 search_id = model_record_get_int (notes->pdata[i], "search_id");
      g_autoptr (ModelRecord) search = NULL;

      if (search_id == 0)
        continue;
      search = work_fixture_load (mill->fixture, MODEL_ENTITY_SEARCH, search_id);
      g_assert_cmpint (model_record_get_int (search, "student_id"), ==,
                       model_record_get_int (notes->pdata[i], "student_id"));
    }
}

static void
merge_and_undo (Mill *mill, ModelEntity entity)
{
  const char *kept_id = mill->ids[entity]->pdata[0];
  const char *other_id = mill->ids[entity]->pdata[1];
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ModelRecord) kept = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump (mill), *after = NULL, *undone = NULL;
  guint counts[G_N_ELEMENTS (never_lost)];

  for (guint i = 0; i < G_N_ELEMENTS (never_lost); i++)
    counts[i] = count (mill, never_lost[i]);
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (records,
                     work_fixture_load (mill->fixture, entity,
                                        g_ascii_strtoll (mill->ids[entity]->pdata[i], NULL, 10)));
  g_ptr_array_add (others, g_object_ref (records->pdata[1]));
  kept = work_duplicates_propose (records);
  done = work_school_apply (mill->fixture->school, work_change_merge_new (kept, others), &error);
  g_assert_no_error (error);
  assert_forgotten (mill, entity, other_id);
  assert_notes_agree (mill);
  for (guint i = 0; i < G_N_ELEMENTS (never_lost); i++)
    g_assert_cmpuint (count (mill, never_lost[i]), ==, counts[i]);
  work_fixture_assert_sound (mill->fixture);
  undone = work_school_undo (mill->fixture->school, done->operation_id, &error);
  g_assert_no_error (error);
  after = dump (mill);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (kept_id, !=, other_id);
}

static gboolean
fill_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  Mill *mill = data;

  add_people (mill);
  add_parts (mill);
  add_sheets (mill);
  return TRUE;
}

/* The fixture's helpers use the connection that they are given while one fills. */
static gpointer
fill_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Mill *mill = data;

  mill->fixture->filling = connection;
  store_connection_transaction (connection, fill_in_transaction, mill, error);
  mill->fixture->filling = NULL;
  return NULL;
}

static void
test_random (WorkFixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
      g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (GHashTable) seekers =
          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      Mill mill = { fixture, rand, round * 100, taken, seekers, { NULL } };

      for (guint i = 0; i < MODEL_N_ENTITIES; i++)
        mill.ids[i] = g_ptr_array_new_with_free_func (g_free);
      store_queue_run (work_school_get_queue (fixture->school), fill_func, &mill, NULL, NULL);
      merge_and_undo (&mill, (ModelEntity) GPOINTER_TO_INT (data));
      for (guint i = 0; i < MODEL_N_ENTITIES; i++)
        g_ptr_array_unref (mill.ids[i]);
    }
}

#define ADD(name, entity)                                                             \
  g_test_add ("/work/duplicates-random/" name, WorkFixture, GINT_TO_POINTER (entity), \
              work_fixture_set_up, test_random, work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("students", MODEL_ENTITY_STUDENT);
  ADD ("companies", MODEL_ENTITY_COMPANY);
  ADD ("teachers", MODEL_ENTITY_TEACHER);
  ADD ("contacts", MODEL_ENTITY_CONTACT);
  ADD ("sites", MODEL_ENTITY_SITE);
  return g_test_run ();
}
