/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-role.h"

/* What schools write in the templates that they have had for years. */
static const struct
{
  const char *written;
  const char *meant;
} cases[] = {
  { "Nom du tuteur", "TUTEUR_NOM" },
  { "NOM_TUTEUR_ENTREPRISE", "TUTEUR_NOM" },
  { "Fonction_maître_de_stage", "TUTEUR_FONCTION" },
  { "Nom et prénom du tuteur", "TUTEUR" },
  { "Tél_tuteur", "TUTEUR_TEL" },
  { "Tel entreprise", "ENT_TEL" },
  { "Adresse_de_l'entreprise", "ENT_ADRESSE" },
  { "Code postal entreprise", "ENT_CP" },
  { "Commune société", "ENT_VILLE" },
  { "Nom de l’organisme d’accueil", "ENT_NOM" },
  { "Courriel_entreprise", "ENT_MAIL" },
  { "Numéro_SIRET", "ENT_SIRET" },
  { "Date de début de stage", "DATE_DEBUT" },
  { "Date_de_fin_PFMP", "DATE_FIN" },
  { "Nom_de_l_élève", "NOM" },
  { "Prénom du stagiaire", "PRENOM" },
  { "Adresse élève", "ADRESSE" },
  { "Lieu_de_naissance_de_l_élève", "LIEU_NAISSANCE" },
  { "Téléphone fixe", "TEL" },
  { "Nom responsable légal", "RL1_NOM" },
  { "Prénom_Responsable_1", "RL1_PRENOM" },
  { "Mobile responsable2", "RL2_MOBILE" },
  { "Représentant légal 2", "RL2" },
  { "Nom responsable entreprise", "ENT_REP_NOM" },
  { "Fonction du représentant de l’entreprise", "ENT_REP_FONCTION" },
  { "Nom professeur", "PROF_NOM" },
  { "Mail_enseignant_référent", "PROF_MAIL" },
  { "Professeur référent", "PROF" },
  { "Ville du lieu de stage", "LIEU_VILLE" },
  { "Nom du lycée", "ETAB_NOM" },
  { "Ville établissement", "ETAB_VILLE" },
  { "Intitulé de la formation", "FORMATION" },
};

static void
test_what_schools_write (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ModelMergeName *guess = model_merge_guess (cases[i].written);

      g_test_message ("%s: %s", cases[i].written, guess != NULL ? guess->name : "nothing");
      g_assert_null (model_merge_find (cases[i].written));
      g_assert_nonnull (guess);
      g_assert_cmpstr (guess->name, ==, cases[i].meant);
    }
}

/* Nothing is guessed of what could be two things, or is nothing at all. */
static void
test_no_guess (void)
{
  static const char *const names[] = {
    "Fonction",  "XYZZY", "",     "_", "De la", "2", "Couleur préférée du tuteur",
    "Adresse 7", "Élève", "Nom2", NULL
  };

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const ModelMergeName *guess = model_merge_guess (names[i]);

      g_test_message ("%s: %s", names[i], guess != NULL ? guess->name : "nothing");
      g_assert_null (guess);
    }
  g_assert_null (model_merge_guess (NULL));
}

/* Whatever can be found under its name is guessed under it too, or not at all. */
static void
test_no_contradiction (void)
{
  for (guint role = 0; role < MODEL_N_ROLES; role++)
    {
      const ModelEntityInfo *info = model_entity_info (model_role_info (role)->entity);

      for (guint i = 0; i < info->n_fields; i++)
        {
          const char *name = model_merge_name_for (role, &info->fields[i]);
          const ModelMergeName *guess = name != NULL ? model_merge_guess (name) : NULL;

          if (guess != NULL && guess->field != &info->fields[i])
            {
              g_test_message ("%s is taken for %s", name, guess->name);
              g_test_fail ();
            }
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/merge-guess/what-schools-write", test_what_schools_write);
  g_test_add_func ("/model/merge-guess/no-guess", test_no_guess);
  g_test_add_func ("/model/merge-guess/no-contradiction", test_no_contradiction);
  return g_test_run ();
}
