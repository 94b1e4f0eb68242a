/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-text.h"
#include "model-role.h"
#include "work-import-fixture.h"

/* What each kind of list reads of the catalogue, what goes in front so that it is of that kind, and
 * the words around the headings of those met in several roles. */
static const struct
{
  WorkImportKind kind;
  const char *headings;
  ModelEntity entity;
  const char *before;
  const char *after;
  const char *word; /* what some headings hold already, folded */
  ModelRoleId role; /* for merge names */
} readings[] = {
  { WORK_IMPORT_STUDENTS, "INE", MODEL_ENTITY_STUDENT, "", "", NULL, MODEL_ROLE_STUDENT },
  { WORK_IMPORT_STUDENTS, "INE", MODEL_ENTITY_STUDENT, "", " (élève)", "eleve",
    MODEL_ROLE_STUDENT },
  { WORK_IMPORT_STUDENTS, "INE", MODEL_ENTITY_GUARDIAN, "Resp. légal 1 ", "", NULL,
    MODEL_ROLE_GUARDIAN1 },
  { WORK_IMPORT_STUDENTS, "INE", MODEL_ENTITY_GUARDIAN, "", " - responsable légal 2", NULL,
    MODEL_ROLE_GUARDIAN2 },
  { WORK_IMPORT_STUDENTS, "INE", MODEL_ENTITY_GUARDIAN, "RL2_", "", NULL, MODEL_ROLE_GUARDIAN2 },
  { WORK_IMPORT_TEACHERS, "Nom", MODEL_ENTITY_TEACHER, "", "", NULL, MODEL_ROLE_TEACHER },
  { WORK_IMPORT_TEACHERS, "Nom", MODEL_ENTITY_TEACHER, "Professeur : ", "", NULL,
    MODEL_ROLE_TEACHER },
  { WORK_IMPORT_COMPANIES, "Nom", MODEL_ENTITY_COMPANY, "", "", NULL, MODEL_ROLE_COMPANY },
  { WORK_IMPORT_COMPANIES, "Nom", MODEL_ENTITY_COMPANY, "", " de l'entreprise", "entreprise",
    MODEL_ROLE_COMPANY },
  { WORK_IMPORT_COMPANIES, "Nom", MODEL_ENTITY_SITE, "", "", NULL, MODEL_ROLE_SITE },
  { WORK_IMPORT_COMPANIES, "Nom", MODEL_ENTITY_CONTACT, "", " du tuteur", NULL, MODEL_ROLE_TUTOR },
  { WORK_IMPORT_COMPANIES, "Nom", MODEL_ENTITY_CONTACT, "Représentant ", "", NULL,
    MODEL_ROLE_REPRESENTATIVE },
  { WORK_IMPORT_PERIODS, "Période;Début;Fin", MODEL_ENTITY_PERIOD, "", "", NULL,
    MODEL_ROLE_PERIOD },
  { WORK_IMPORT_PLACEMENTS, "INE;Période", MODEL_ENTITY_PLACEMENT, "", "", NULL,
    MODEL_ROLE_PLACEMENT },
  { WORK_IMPORT_PLACEMENTS, "INE;Période", MODEL_ENTITY_CONTACT, "Tuteur_", "", NULL,
    MODEL_ROLE_TUTOR },
};

/* The first of the headings that the list does not know, or NULL. */
static char *
find_unknown (ImportFixture *fixture, WorkImportKind kind, const char *headings, const char *more)
{
  g_autofree char *text = g_strconcat (headings, more, "\n", NULL);
  g_autoptr (WorkImportReport) report = import_take (fixture, kind, text);

  g_assert_true (report->committed);
  for (guint i = 0; i < report->notices->len; i++)
    {
      const WorkImportProblem *notice = g_ptr_array_index (report->notices, i);

      if (strstr (notice->text, "not known") != NULL)
        return g_strdup (notice->column);
    }
  return NULL;
}

static void
check_known (ImportFixture *fixture, gsize reading, const char *more)
{
  g_autofree char *unknown =
      find_unknown (fixture, readings[reading].kind, readings[reading].headings, more);

  g_assert_cmpstr (unknown, ==, NULL);
}

/* ";a;b": all headings of the reading, as the catalogue lists them. */
static char *
list_headings (gsize reading)
{
  const ModelEntityInfo *info = model_entity_info (readings[reading].entity);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *imports = info->fields[i].imports;
      g_auto (GStrv) names = g_strsplit (imports != NULL ? imports : "", "|", -1);

      for (guint j = 0; names[j] != NULL; j++)
        {
          g_autofree char *folded = base_text_fold (names[j]);

          if (readings[reading].word == NULL || strstr (folded, readings[reading].word) == NULL)
            g_string_append_printf (list, ";%s%s%s", readings[reading].before, names[j],
                                    readings[reading].after);
        }
    }
  return g_string_free (list, FALSE);
}

/* Every heading that the catalogue lists is read, in the spellings of the schools' programs. */
static void
test_imports (ImportFixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      g_autofree char *headings = list_headings (i);
      g_autofree char *capitals = base_text_upper (headings);
      g_autofree char *folded = base_text_fold (headings);
      g_auto (GStrv) pieces = g_strsplit (headings, ";", -1);
      g_autofree char *padded = g_strjoinv (" : ;  ", pieces);

      g_assert_cmpuint (g_strv_length (pieces), >, 5);
      check_known (fixture, i, headings);
      check_known (fixture, i, capitals);
      check_known (fixture, i, folded);
      check_known (fixture, i, padded);
    }
}

/* What a template calls a field is understood as a heading too: a list made for Word's own mail
 * merge can be imported as it is. */
static void
test_merge_names (ImportFixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      const ModelEntityInfo *info = model_entity_info (readings[i].entity);
      const char *prefix = model_role_info (readings[i].role)->prefix;
      g_autoptr (GString) headings = g_string_new (NULL);

      for (guint j = 0; j < info->n_fields; j++)
        if (info->fields[j].merge != NULL && info->fields[j].imports != NULL)
          g_string_append_printf (headings, ";%s%s", prefix, info->fields[j].merge);
      check_known (fixture, i, headings->str);
    }
}

/* What is ours alone cannot be set by a list. */
static void
test_not_importable (ImportFixture *fixture, gconstpointer data)
{
  static const struct
  {
    WorkImportKind kind;
    const char *headings;
    const char *heading;
  } cases[] = {
    { WORK_IMPORT_STUDENTS, "INE", "RL1_RANG" },
    { WORK_IMPORT_STUDENTS, "INE", "Resp. légal 1 rang" },
    { WORK_IMPORT_STUDENTS, "INE", "student_id" },
    { WORK_IMPORT_COMPANIES, "Nom", "Signs for the company" },
    { WORK_IMPORT_PLACEMENTS, "INE;Période", "E-mail" },
    { WORK_IMPORT_PLACEMENTS, "INE;Période", "Civilité" },
    { WORK_IMPORT_PLACEMENTS, "INE;Période", "Téléphone" },
    { WORK_IMPORT_PLACEMENTS, "INE;Période", "Adresse de l'élève" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *more = g_strconcat (";", cases[i].heading, NULL);
      g_autofree char *unknown = find_unknown (fixture, cases[i].kind, cases[i].headings, more);

      g_assert_cmpstr (unknown, ==, cases[i].heading);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  import_fixture_add_test ("/work/import/catalogue/imports", test_imports);
  import_fixture_add_test ("/work/import/catalogue/merge-names", test_merge_names);
  import_fixture_add_test ("/work/import/catalogue/not-importable", test_not_importable);
  return g_test_run ();
}
