/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model-error.h"
#include "model-record.h"

static guint
at (ModelEntity entity, const char *column)
{
  int index = model_field_index (entity, column);

  g_assert_cmpint (index, >=, 0);
  return (guint) index;
}

static void
set (ModelRecord *record, const char *column, const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean done = model_record_set (record, column, text, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static void
test_new_record_is_empty (void)
{
  for (int e = 0; e < MODEL_N_ENTITIES; e++)
    {
      g_autoptr (ModelRecord) record = model_record_new ((ModelEntity) e);
      guint n_fields = model_entity_info ((ModelEntity) e)->n_fields;

      g_assert_cmpint (model_record_get_entity (record), ==, e);
      g_assert_cmpint (model_record_get_id (record), ==, 0);
      g_assert_cmpint (model_record_get_version (record), ==, 0);
      g_assert_false (model_record_is_changed (record));
      for (guint i = 0; i < n_fields; i++)
        {
          g_assert_null (model_record_get_at (record, i));
          g_assert_null (model_record_get_loaded_at (record, i));
        }
    }
}

static void
test_set_parses (void)
{
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_STUDENT);

  set (record, "family_name", "  Ben  Youssef ");
  set (record, "sex", "Féminin");
  set (record, "birth_date", "07/09/2011");
  g_assert_cmpstr (model_record_get (record, "family_name"), ==, "Ben Youssef");
  g_assert_cmpstr (model_record_get (record, "sex"), ==, "F");
  g_assert_cmpstr (model_record_get (record, "birth_date"), ==, "2011-09-07");
  g_assert_cmpstr (model_record_get_at (record, at (MODEL_ENTITY_STUDENT, "sex")), ==, "F");

  set (record, "sex", "   ");
  g_assert_null (model_record_get (record, "sex"));
  g_assert_cmpstr (model_record_get_or_empty (record, "sex"), ==, "");
  g_assert_cmpstr (model_record_get_or_empty (record, "family_name"), ==, "Ben Youssef");
  set (record, "birth_date", NULL);
  g_assert_null (model_record_get (record, "birth_date"));
}

static void
test_refused_value_changes_nothing (void)
{
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_PERIOD);
  g_autoptr (GError) error = NULL;

  set (record, "start", "16/11/2026");
  g_assert_false (model_record_set (record, "start", "tomorrow", &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_VALUE);
  g_assert_cmpstr (model_record_get (record, "start"), ==, "2026-11-16");
  g_assert_false (model_record_set (record, "start", "tomorrow", NULL));
}

static void
test_unknown_field (void)
{
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_STUDENT);
  g_autoptr (GError) error = NULL;

  g_assert_false (model_record_set (record, "siret", "1", &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_FIELD);
  g_assert_nonnull (strstr (error->message, "“siret”"));
  g_clear_error (&error);
  g_assert_false (model_record_set (record, NULL, "1", &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_FIELD);
}

static void
test_numbers (void)
{
  g_autoptr (ModelRecord) placement = model_record_new (MODEL_ENTITY_PLACEMENT);

  g_assert_cmpint (model_record_get_int (placement, "company_id"), ==, 0);
  model_record_set_int (placement, "company_id", 42);
  g_assert_cmpstr (model_record_get (placement, "company_id"), ==, "42");
  g_assert_cmpint (model_record_get_int (placement, "company_id"), ==, 42);
  model_record_set_int (placement, "company_id", 0);
  g_assert_null (model_record_get (placement, "company_id"));

  model_record_set_int (placement, "monday_pause", 0);
  g_assert_cmpstr (model_record_get (placement, "monday_pause"), ==, "0");
  set (placement, "allowance", "4,35 €");
  g_assert_cmpint (model_record_get_int (placement, "allowance"), ==, 435);
  model_record_set_int (placement, "search_id", G_MAXINT64);
  g_assert_cmpint (model_record_get_int (placement, "search_id"), ==, G_MAXINT64);
}

static void
test_canonical_is_trusted (void)
{
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_SEARCH);

  model_record_set_canonical (record, "state", "promise");
  g_assert_cmpstr (model_record_get (record, "state"), ==, "promise");
  /* No value has one spelling. */
  model_record_set_canonical (record, "state", "");
  g_assert_null (model_record_get (record, "state"));
  model_record_set_canonical (record, "reason", "kept as it is ");
  g_assert_cmpstr (model_record_get (record, "reason"), ==, "kept as it is ");
  model_record_set_canonical (record, "reason", NULL);
  g_assert_null (model_record_get (record, "reason"));
}

static void
test_value_set_to_itself (void)
{
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_SEARCH);

  model_record_set_canonical (record, "reason", "the same");
  model_record_set_canonical (record, "reason", model_record_get (record, "reason"));
  g_assert_cmpstr (model_record_get (record, "reason"), ==, "the same");
}

static void
test_changes (void)
{
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_STUDENT);
  guint name = at (MODEL_ENTITY_STUDENT, "family_name"), town = at (MODEL_ENTITY_STUDENT, "town");

  model_record_set_id (record, 7);
  model_record_set_version (record, 3);
  model_record_load_at (record, name, "Abadie");
  model_record_load_at (record, town, NULL);
  g_assert_false (model_record_is_changed (record));
  g_assert_cmpstr (model_record_get (record, "family_name"), ==, "Abadie");

  set (record, "town", "Puylatour");
  g_assert_true (model_record_is_changed (record));
  g_assert_true (model_record_is_changed_at (record, town));
  g_assert_false (model_record_is_changed_at (record, name));
  g_assert_null (model_record_get_loaded_at (record, town));

  /* Set and set back: nothing to save. */
  set (record, "town", "");
  g_assert_false (model_record_is_changed (record));
  set (record, "family_name", "Abadie ");
  g_assert_false (model_record_is_changed (record));

  set (record, "family_name", "Blanc");
  g_assert_cmpstr (model_record_get_loaded_at (record, name), ==, "Abadie");
  model_record_mark_saved (record, 4);
  g_assert_false (model_record_is_changed (record));
  g_assert_cmpstr (model_record_get_loaded_at (record, name), ==, "Blanc");
  g_assert_cmpint (model_record_get_version (record), ==, 4);
  g_assert_cmpint (model_record_get_id (record), ==, 7);
}

static void
test_new_values_are_changes (void)
{
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_TEACHER);

  set (record, "family_name", "Astruc");
  g_assert_true (model_record_is_changed (record));
  model_record_mark_saved (record, 1);
  g_assert_false (model_record_is_changed (record));
}

static void
test_copy (void)
{
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_TEACHER);
  g_autoptr (ModelRecord) copy = NULL;
  guint name = at (MODEL_ENTITY_TEACHER, "family_name");

  model_record_set_id (record, 5);
  model_record_set_version (record, 2);
  model_record_load_at (record, name, "Astruc");
  set (record, "family_name", "Belkacem");
  copy = model_record_copy (record);
  g_assert_cmpint (model_record_get_entity (copy), ==, MODEL_ENTITY_TEACHER);
  g_assert_cmpint (model_record_get_id (copy), ==, 5);
  g_assert_cmpint (model_record_get_version (copy), ==, 2);
  g_assert_cmpstr (model_record_get_at (copy, name), ==, "Belkacem");
  g_assert_cmpstr (model_record_get_loaded_at (copy, name), ==, "Astruc");

  /* They live apart. */
  set (copy, "family_name", "Hamidouche");
  g_assert_cmpstr (model_record_get_at (record, name), ==, "Belkacem");
}

static void
test_search_key (void)
{
  g_autoptr (ModelRecord) student = model_record_new (MODEL_ENTITY_STUDENT);
  g_autoptr (ModelRecord) search = model_record_new (MODEL_ENTITY_SEARCH);
  g_autofree char *empty = model_record_build_search_key (student);
  g_autofree char *none = model_record_build_search_key (search);
  g_autofree char *full = NULL;

  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (none, ==, "");
  set (student, "given_name", "Maïwenn");
  set (student, "family_name", "Blanc-Sérières");
  model_record_set_canonical (student, "internal_number", "4063");
  set (student, "town", "Puylatour");
  full = model_record_build_search_key (student);
  /* The town of a student is not searched. */
  g_assert_cmpstr (full, ==, "blanc serieres maiwenn 4063");
}

/* Another seat has changed the row while a person was typing into it. */
static void
test_rebase (void)
{
  g_autoptr (ModelRecord) mine = model_record_new (MODEL_ENTITY_TEACHER);
  g_autoptr (ModelRecord) fresh = model_record_new (MODEL_ENTITY_TEACHER);

  set (mine, "family_name", "Blanc");
  set (mine, "given_name", "Léa");
  set (mine, "subject", "Lettres");
  model_record_set_id (mine, 4);
  model_record_mark_saved (mine, 1);
  set (mine, "given_name", "Léo");
  set (mine, "subject", "Histoire");

  set (fresh, "family_name", "Noir");
  set (fresh, "given_name", "Lia");
  set (fresh, "subject", "Histoire");
  model_record_set_id (fresh, 4);
  model_record_mark_saved (fresh, 3);
  /* Only what both changed, and not to the same, clashes. */
  g_assert_true (model_record_clashes_at (mine, fresh, at (MODEL_ENTITY_TEACHER, "given_name")));
  g_assert_false (model_record_clashes_at (mine, fresh, at (MODEL_ENTITY_TEACHER, "family_name")));
  g_assert_false (model_record_clashes_at (mine, fresh, at (MODEL_ENTITY_TEACHER, "subject")));
  g_assert_true (model_record_clashes (mine, fresh));
  g_assert_false (model_record_clashes (mine, mine));
  model_record_rebase (mine, fresh);
  g_assert_false (model_record_clashes (mine, fresh));

  g_assert_cmpint (model_record_get_id (mine), ==, 4);
  g_assert_cmpint (model_record_get_version (mine), ==, 3);
  /* Not touched: theirs. Touched: ours, over theirs. The same in both: no change any more. */
  g_assert_cmpstr (model_record_get (mine, "family_name"), ==, "Noir");
  g_assert_cmpstr (model_record_get (mine, "given_name"), ==, "Léo");
  g_assert_true (
      model_record_is_changed_at (mine, model_field_index (MODEL_ENTITY_TEACHER, "given_name")));
  g_assert_false (
      model_record_is_changed_at (mine, model_field_index (MODEL_ENTITY_TEACHER, "subject")));
  model_record_rebase (mine, mine);
  g_assert_false (model_record_is_changed (mine));
}

static char *
sort_key (const char *family_name, const char *given_name)
{
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_STUDENT);

  set (record, "family_name", family_name);
  set (record, "given_name", given_name);
  return model_record_build_sort_key (record);
}

static void
test_sort_key (void)
{
  static const char *const in_order[][2] = {
    { NULL, "Zoé" },       { "Abadie", NULL },   { "ABADIE", "Andréa" }, { "abadie", "Léa" },
    { "ABADIE", "Zoé" },   { "Ba", "Zacharie" }, { "Ba Diop", "Awa" },   { "ÉLUARD", "Paul" },
    { "Fabre", "Élodie" }, { "fabre", "Emma" },  { "FABRE", "Eva" },
  };
  g_autoptr (ModelRecord) search = model_record_new (MODEL_ENTITY_SEARCH);
  g_autofree char *none = model_record_build_sort_key (search);
  g_autofree char *empty = sort_key (NULL, NULL);
  g_autofree char *capitals = sort_key ("BLANC", "Léa"), *small = sort_key ("Blanc", "Léa");

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (capitals, !=, small);
  for (gsize i = 1; i < G_N_ELEMENTS (in_order); i++)
    {
      g_autofree char *before = sort_key (in_order[i - 1][0], in_order[i - 1][1]);
      g_autofree char *after = sort_key (in_order[i][0], in_order[i][1]);

      g_test_message ("%s, %s", in_order[i][0], in_order[i][1]);
      g_assert_cmpint (strcmp (before, after), <, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/record/new", test_new_record_is_empty);
  g_test_add_func ("/model/record/set", test_set_parses);
  g_test_add_func ("/model/record/refused", test_refused_value_changes_nothing);
  g_test_add_func ("/model/record/unknown-field", test_unknown_field);
  g_test_add_func ("/model/record/numbers", test_numbers);
  g_test_add_func ("/model/record/canonical", test_canonical_is_trusted);
  g_test_add_func ("/model/record/itself", test_value_set_to_itself);
  g_test_add_func ("/model/record/changes", test_changes);
  g_test_add_func ("/model/record/new-values", test_new_values_are_changes);
  g_test_add_func ("/model/record/copy", test_copy);
  g_test_add_func ("/model/record/rebase", test_rebase);
  g_test_add_func ("/model/record/search-key", test_search_key);
  g_test_add_func ("/model/record/sort-key", test_sort_key);
  return g_test_run ();
}
