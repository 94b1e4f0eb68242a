/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-list.h"
#include "model-role.h"

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    int list;
  } cases[] = {
    { "RESPONSABLES", MODEL_LIST_GUARDIANS },
    { "Responsables légaux", MODEL_LIST_GUARDIANS },
    { "horaires", MODEL_LIST_WEEK },
    { "ACTIVITES", MODEL_LIST_ACTIVITIES },
    { "Activités prévues", MODEL_LIST_ACTIVITIES },
    { "visites", MODEL_LIST_VISITS },
    { "NOM", -1 },
    { "", -1 },
    { NULL, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ModelListId list = MODEL_N_LISTS;
      gboolean found = model_list_find (cases[i].name, &list);

      g_assert_cmpint (found ? (int) list : -1, ==, cases[i].list);
    }
}

static void
test_columns (void)
{
  const ModelListColumn *name = model_list_find_column (MODEL_LIST_GUARDIANS, "Nom");
  const ModelListColumn *rank = model_list_find_column (MODEL_LIST_GUARDIANS, "RANG");
  const ModelListColumn *day = model_list_find_column (MODEL_LIST_VISITS, "date");

  g_assert_cmpstr (name->field->key, ==, "guardian.family_name");
  g_assert_cmpint (rank->type, ==, MODEL_TYPE_INTEGER);
  g_assert_cmpint (day->type, ==, MODEL_TYPE_DATE);
  g_assert_true (model_list_find_column (MODEL_LIST_WEEK, "après-midi")
                 == model_list_find_column (MODEL_LIST_WEEK, "APREM"));
  g_assert_true (model_list_find_column (MODEL_LIST_GUARDIANS, "Portable")
                 == model_list_find_column (MODEL_LIST_GUARDIANS, "MOBILE"));
  g_assert_null (model_list_find_column (MODEL_LIST_WEEK, "NOM"));
  g_assert_null (model_list_find_column (MODEL_LIST_WEEK, NULL));
}

/* Every name is spelt as templates' names are looked up, and leads to itself. */
static void
test_all (void)
{
  for (guint i = 0; i < MODEL_N_LISTS; i++)
    {
      guint n_columns = 0;
      const ModelListColumn *columns = model_list_columns (i, &n_columns);
      ModelListId list = MODEL_N_LISTS;

      g_assert_nonnull (model_list_label (i));
      g_assert_true (model_list_find (model_list_name (i), &list));
      g_assert_cmpuint (list, ==, i);
      g_assert_cmpuint (n_columns, >, 1);
      for (guint j = 0; j < n_columns; j++)
        g_assert_true (model_list_find_column (i, columns[j].name) == &columns[j]);
    }
}

/* What is kept under seal stands in no list: lists are read by whoever reads the paper. */
static void
test_nothing_sealed (void)
{
  for (guint i = 0; i < MODEL_N_LISTS; i++)
    {
      guint n_columns = 0;
      const ModelListColumn *columns = model_list_columns (i, &n_columns);

      for (guint j = 0; j < n_columns; j++)
        g_assert_true (columns[j].field == NULL
                       || (columns[j].field->flags & MODEL_FIELD_SEALED) == 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/list/names", test_names);
  g_test_add_func ("/model/list/columns", test_columns);
  g_test_add_func ("/model/list/all", test_all);
  g_test_add_func ("/model/list/nothing-sealed", test_nothing_sealed);
  return g_test_run ();
}
