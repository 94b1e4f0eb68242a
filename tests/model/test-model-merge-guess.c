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
  { "NOM DE L'ELEVE", "NOM" },
  { "Nom_stagiaire", "NOM" },
  { "Date_de_naissance", "NEE_LE" },
  { "Date naissance élève", "NEE_LE" },
  { "Classe de l'élève", "CLASSE" },
  { "Diplôme préparé", "FORMATION" },
  { "Raison sociale de l'entreprise", "ENT_NOM" },
  { "Nom de l'entreprise", "ENT_NOM" },
  { "Nom_entreprise", "ENT_NOM" },
  { "Société", "ENT_NOM" },
  { "Nom société", "ENT_NOM" },
  { "Nom_de_l_organisme_d_accueil", "ENT_NOM" },
  { "Organisme d'accueil", "ENT_NOM" },
  { "Structure d'accueil", "ENT_NOM" },
  { "Adresse de l'entreprise", "ENT_ADRESSE" },
  { "Adresse_entreprise_1", "ENT_ADRESSE" },
  { "Adresse 2 entreprise", "ENT_ADRESSE2" },
  { "Adresse complète de l'entreprise", "ENT_ADRESSE_COMPLETE" },
  { "CP_entreprise", "ENT_CP" },
  { "Ville_entreprise", "ENT_VILLE" },
  { "Tel_entreprise", "ENT_TEL" },
  { "Téléphone_entreprise", "ENT_TEL" },
  { "Mail_entreprise", "ENT_MAIL" },
  { "E-mail de l'entreprise", "ENT_MAIL" },
  { "Adresse mail entreprise", "ENT_MAIL" },
  { "Adresse mail", "MAIL" },
  { "Site_internet", "ENT_SITE" },
  { "N° SIRET", "ENT_SIRET" },
  { "N°_SIRET", "ENT_SIRET" },
  { "No_Siret", "ENT_SIRET" },
  { "Code_NAF", "ENT_NAF" },
  { "Activité de l'entreprise", "ENT_ACTIVITE" },
  { "Secteur d'activité", "ENT_ACTIVITE" },
  { "Domaine d'activité", "ENT_ACTIVITE" },
  { "Effectif", "ENT_EFFECTIF" },
  { "Assurance_entreprise", "ASSUR_ENT" },
  { "Nom_du_tuteur", "TUTEUR_NOM" },
  { "Nom tuteur", "TUTEUR_NOM" },
  { "NOM_TUTEUR", "TUTEUR_NOM" },
  { "Tuteur_entreprise", "TUTEUR" },
  { "Prénom du tuteur", "TUTEUR_PRENOM" },
  { "Fonction du tuteur", "TUTEUR_FONCTION" },
  { "Qualité_du_tuteur", "TUTEUR_FONCTION" },
  { "Tel tuteur", "TUTEUR_TEL" },
  { "Mail_tuteur", "TUTEUR_MAIL" },
  { "Courriel du tuteur", "TUTEUR_MAIL" },
  { "Portable du tuteur", "TUTEUR_MOBILE" },
  { "Civilité tuteur", "TUTEUR_CIVILITE" },
  { "Maître de stage", "TUTEUR" },
  { "Nom du maître de stage", "TUTEUR_NOM" },
  { "Nom_maitre_stage", "TUTEUR_NOM" },
  { "Nom du responsable légal", "RL1_NOM" },
  { "Responsable légal 1", "RL1" },
  { "Nom_RL1", "RL1_NOM" },
  { "Nom responsable 2", "RL2_NOM" },
  { "Nom_Resp_Legal", "RL1_NOM" },
  { "Représentant légal", "RL1" },
  { "Nom du représentant légal de l'élève", "RL1_NOM" },
  { "Nom du représentant de l'entreprise", "ENT_REP_NOM" },
  { "Représentant de l'entreprise", "ENT_REP" },
  { "Nom_dirigeant", "ENT_REP_NOM" },
  { "Nom du chef d'entreprise", "ENT_REP_NOM" },
  { "Chef d'entreprise", "ENT_REP" },
  { "Nom du gérant", "ENT_REP_NOM" },
  { "Nom du signataire", "ENT_REP_NOM" },
  { "Fonction du signataire", "ENT_REP_FONCTION" },
  { "Qualité du signataire", "ENT_REP_FONCTION" },
  { "Nom du chef d'établissement", "CHEF_NOM" },
  { "Chef d'établissement", "CHEF" },
  { "Proviseur", "CHEF" },
  { "Nom du proviseur", "CHEF_NOM" },
  { "Nom_Proviseur", "CHEF_NOM" },
  { "Nom de l'établissement", "ETAB_NOM" },
  { "Adresse du lycée", "ETAB_ADRESSE" },
  { "Adresse établissement", "ETAB_ADRESSE" },
  { "CP établissement", "ETAB_CP" },
  { "Tél lycée", "ETAB_TEL" },
  { "Téléphone_établissement", "ETAB_TEL" },
  { "Mail lycée", "ETAB_MAIL" },
  { "Professeur", "PROF" },
  { "Nom du professeur", "PROF_NOM" },
  { "Nom_prof", "PROF_NOM" },
  { "Nom du professeur référent", "PROF_NOM" },
  { "Enseignant référent", "PROF" },
  { "Enseignant_référent", "PROF" },
  { "Nom enseignant", "PROF_NOM" },
  { "Mail professeur", "PROF_MAIL" },
  { "Date de début", "DATE_DEBUT" },
  { "Date_de_début", "DATE_DEBUT" },
  { "Date de fin", "DATE_FIN" },
  { "Début_stage", "DATE_DEBUT" },
  { "Fin_stage", "DATE_FIN" },
  { "Nombre de semaines", "NB_SEMAINES" },
  { "Nombre_de_jours", "NB_JOURS" },
  { "Nombre d'heures", "NB_HEURES" },
  { "Durée hebdomadaire", "HEURES_HEBDO" },
  { "Adresse des parents", "RL1_ADRESSE" },
  { "Nom des parents", "RL1_NOM" },
  { "Tél parents", "RL1_TEL" },
  { "Mail parents", "RL1_MAIL" },
  { "CP élève", "CP" },
  { "Ville élève", "VILLE" },
  { "Tel élève", "TEL" },
  { "Portable élève", "MOBILE" },
  { "Mail élève", "MAIL" },
  { "N° INE", "INE" },
  { "Numéro sécurité sociale", "NUM_SECU" },
  { "N° de sécurité sociale", "NUM_SECU" },
  { "Date du jour", "DATE_JOUR" },
  { "Numéro de convention", "NUM_CONVENTION" },
  { "N° convention", "NUM_CONVENTION" },
  { "Lieu de stage", "LIEU_NOM" },
  { "Lieu du stage", "LIEU_NOM" },
  { "Adresse du lieu de stage", "LIEU_ADRESSE" },
  { "Adresse lieu stage", "LIEU_ADRESSE" },
  { "Lieu", "LIEU_NOM" },
  { "Lieu de naissance", "LIEU_NAISSANCE" },
  { "Montant gratification", "GRATIFICATION" },
  { "Tâches", "ACTIVITES" },
  { "NOM Prénom tuteur", "TUTEUR" },
  { "Adresse_1", "ADRESSE" },
  { "Signature du tuteur", "SIGNATURE_TUTEUR" },
  { "Code_postal_élève", "CP" },
  { "Personne à prévenir", "URGENCE_NOM" },
  { "Repas", "RESTAURATION" },
  { "Nom d'usage", "NOM_USAGE" },
  { "Nom DDFPT", "DDFPT_NOM" },
  { "Signature du maître de stage", "SIGNATURE_TUTEUR" },
  { "Signature du responsable légal", "SIGNATURE_RESPONSABLE" },
  { "Âge de l'élève", "AGE" },
  { "Formation de l'élève", "FORMATION" },
  { "Nom de la classe", "CLASSE" },
  { "Pays de l'entreprise", "ENT_PAYS" },
  { "Responsable de l'élève", "RL1" },
  { "Sujet du stage", "SUJET" },
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
  static const char *const names[] = { "Fonction",
                                       "XYZZY",
                                       "",
                                       "_",
                                       "De la",
                                       "2",
                                       "Couleur préférée du tuteur",
                                       "Adresse 7",
                                       "Élève",
                                       "Nom2",
                                       "Nom et prénom de l'élève",
                                       "Nom Prénom élève",
                                       "Stagiaire",
                                       "Section",
                                       "Groupe",
                                       "Filière",
                                       "CP Ville entreprise",
                                       "Code_postal_et_ville",
                                       "Fax",
                                       "Fax entreprise",
                                       "N° police assurance",
                                       "N°_contrat",
                                       "Responsable de stage",
                                       "Responsable du stage",
                                       "Responsable",
                                       "Nom_responsable",
                                       "Représentée par",
                                       "Nom du directeur",
                                       "Directeur",
                                       "Principal",
                                       "Prof principal",
                                       "Professeur principal",
                                       "Nom du professeur principal",
                                       "Professeur de suivi",
                                       "Professeur chargé du suivi",
                                       "Nom du tuteur pédagogique",
                                       "Tuteur pédagogique",
                                       "Tuteur_enseignant",
                                       "Tuteur professionnel",
                                       "Dates",
                                       "Dates du stage",
                                       "Date du stage",
                                       "Période de stage",
                                       "Début période 1",
                                       "Date_début_PFMP1",
                                       "Date début 2",
                                       "Durée",
                                       "Durée du stage",
                                       "Horaires",
                                       "Horaire lundi",
                                       "Nom du père",
                                       "Nom de la mère",
                                       "Tél père",
                                       "Tél_responsable",
                                       "Date",
                                       "Date de signature",
                                       "Fait le",
                                       "Observations",
                                       "Remarques",
                                       "Numéro",
                                       "Rue",
                                       "N° rue",
                                       "M_Mme",
                                       "Titre",
                                       "Prénom_Nom",
                                       "Nom_Prénom",
                                       "Champ1",
                                       "Champ_de_fusion",
                                       "F1",
                                       "F12",
                                       "Colonne1",
                                       "AdressBlock",
                                       "Next_Record",
                                       "Logo",
                                       "Signature",
                                       "Cachet",
                                       "Pays",
                                       "Options",
                                       "Internat",
                                       "Assurance",
                                       "Assureur",
                                       "Police",
                                       "Contact",
                                       "Contact entreprise",
                                       "Interlocuteur",
                                       "Personne à contacter",
                                       "Service",
                                       "Service d'accueil",
                                       "Poste",
                                       "Nom usuel",
                                       "Nom de jeune fille",
                                       "Deuxième prénom",
                                       "CPE",
                                       "Infirmière",
                                       "Nom de la secrétaire",
                                       "Ville du stage",
                                       "Adresse du stage",
                                       "Téléphone du stage",
                                       "Nom du stage",
                                       "Classe de stage",
                                       "Entreprise 2",
                                       "Tuteur 2",
                                       "Nom du contact",
                                       "Représentant",
                                       "Tuteur du lycée",
                                       "Nom de l'assurance",
                                       NULL };

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
