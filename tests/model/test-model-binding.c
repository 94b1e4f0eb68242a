/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-binding.h"

static void
assert_text (const ModelBindings *bindings, const char *expected)
{
  g_autofree char *text = model_bindings_to_text (bindings);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_set (void)
{
  g_autoptr (ModelBindings) bindings = model_bindings_new (NULL);

  assert_text (bindings, NULL);
  g_assert_true (model_bindings_set (bindings, "Nom_du_tuteur", "TUTEUR_NOM"));
  g_assert_true (model_bindings_set (bindings, "Cachet", ""));
  assert_text (bindings, "Cachet=\nNom_du_tuteur=TUTEUR_NOM");
  g_assert_cmpstr (model_bindings_get (bindings, "Nom_du_tuteur"), ==, "TUTEUR_NOM");
  g_assert_cmpstr (model_bindings_get (bindings, "Cachet"), ==, "");
  g_assert_null (model_bindings_get (bindings, "Nom"));
  g_assert_true (model_bindings_set (bindings, "Cachet", NULL));
  g_assert_true (model_bindings_set (bindings, "Nothing", NULL));
  assert_text (bindings, "Nom_du_tuteur=TUTEUR_NOM");
}

/* Names are the same that a merge takes for the same. */
static void
test_spelling (void)
{
  g_autoptr (ModelBindings) bindings = model_bindings_new (NULL);

  model_bindings_set (bindings, "Nom élève", "NOM");
  g_assert_cmpstr (model_bindings_get (bindings, "NOM_ELEVE"), ==, "NOM");
  g_assert_cmpstr (model_bindings_get (bindings, " nom  eleve "), ==, "NOM");
  g_assert_cmpstr (model_bindings_resolve (bindings, "nom.élève"), ==, "NOM");
  g_assert_cmpstr (model_bindings_resolve (bindings, "PRENOM"), ==, "PRENOM");
  g_assert_cmpstr (model_bindings_resolve (NULL, "PRENOM"), ==, "PRENOM");
  g_assert_null (model_bindings_get (NULL, "PRENOM"));
  model_bindings_set (bindings, "NOM_ÉLÈVE", "NOM_USAGE");
  assert_text (bindings, "NOM_ÉLÈVE=NOM_USAGE");
}

static void
test_odd_names (void)
{
  g_autoptr (ModelBindings) bindings = model_bindings_new (NULL);
  g_autofree char *longest = g_strnfill (200, 'A'), *longer = g_strnfill (201, 'A');
  g_autoptr (ModelBindings) again = NULL;
  g_autofree char *text = NULL;

  g_assert_false (model_bindings_set (bindings, "", "NOM"));
  g_assert_false (model_bindings_set (bindings, " _ ", "NOM"));
  g_assert_false (model_bindings_set (bindings, NULL, "NOM"));
  g_assert_false (model_bindings_set (bindings, longer, "NOM"));
  g_assert_true (model_bindings_set (bindings, longest, "NOM"));
  g_assert_true (model_bindings_set (bindings, longest, NULL));
  g_assert_true (model_bindings_set (bindings, "a=b", "NOM"));
  g_assert_true (model_bindings_set (bindings, "two\nlines", "PRENOM"));
  g_assert_true (model_bindings_set (bindings, "\xff", "TEL"));
  text = model_bindings_to_text (bindings);
  again = model_bindings_new (text);
  assert_text (again, text);
  g_assert_cmpstr (model_bindings_get (again, "a=b"), ==, "NOM");
  g_assert_cmpstr (model_bindings_get (again, "two\nlines"), ==, "PRENOM");
  g_assert_cmpstr (model_bindings_get (again, "two lines"), ==, "PRENOM");
  g_assert_cmpstr (model_bindings_get (again, "\xff"), ==, "TEL");
}

/* A newer Paraphe may have written what this one does not know. */
static void
test_read (void)
{
  g_autoptr (ModelBindings) bindings =
      model_bindings_new ("# remark\n\n=NOM\nNom élève=NOM\nDate=DATE_2031\nNom élève=NOM_USAGE");

  assert_text (bindings, "Date=DATE_2031\nNom élève=NOM_USAGE");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/binding/set", test_set);
  g_test_add_func ("/model/binding/spelling", test_spelling);
  g_test_add_func ("/model/binding/odd-names", test_odd_names);
  g_test_add_func ("/model/binding/read", test_read);
  return g_test_run ();
}
