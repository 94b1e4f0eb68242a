/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model-role.h"

#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

static void
test_roles (void)
{
  static const struct
  {
    ModelRoleId role;
    const char *key;
    ModelEntity entity;
    const char *prefix;
  } known[] = {
    { MODEL_ROLE_SCHOOL, "school", MODEL_ENTITY_SCHOOL, "" },
    { MODEL_ROLE_SCHOOL_YEAR, "school_year", MODEL_ENTITY_SCHOOL_YEAR, "" },
    { MODEL_ROLE_CLASS_GROUP, "class_group", MODEL_ENTITY_CLASS_GROUP, "" },
    { MODEL_ROLE_TEACHER, "teacher", MODEL_ENTITY_TEACHER, "" },
    { MODEL_ROLE_STUDENT, "student", MODEL_ENTITY_STUDENT, "" },
    { MODEL_ROLE_GUARDIAN1, "guardian1", MODEL_ENTITY_GUARDIAN, "RL1_" },
    { MODEL_ROLE_GUARDIAN2, "guardian2", MODEL_ENTITY_GUARDIAN, "RL2_" },
    { MODEL_ROLE_COMPANY, "company", MODEL_ENTITY_COMPANY, "" },
    { MODEL_ROLE_SITE, "site", MODEL_ENTITY_SITE, "" },
    { MODEL_ROLE_REPRESENTATIVE, "representative", MODEL_ENTITY_CONTACT, "ENT_REP_" },
    { MODEL_ROLE_TUTOR, "tutor", MODEL_ENTITY_CONTACT, "TUTEUR_" },
    { MODEL_ROLE_PERIOD, "period", MODEL_ENTITY_PERIOD, "" },
    { MODEL_ROLE_PLACEMENT, "placement", MODEL_ENTITY_PLACEMENT, "" },
    { MODEL_ROLE_AGREEMENT, "agreement", MODEL_ENTITY_AGREEMENT, "" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (known), ==, MODEL_N_ROLES);
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const ModelRole *role = model_role_info (known[i].role);

      g_assert_cmpstr (role->key, ==, known[i].key);
      g_assert_cmpint (role->entity, ==, known[i].entity);
      g_assert_cmpstr (role->prefix, ==, known[i].prefix);
      g_assert_true (g_ascii_isupper (role->label[0]));
    }
}

/* Claims @name for @who; fails when another has it. */
static void
claim (GHashTable *claims, const char *prefix, const char *name, const char *who)
{
  g_autofree char *full = g_strconcat (prefix, name, NULL);
  const char *other = g_hash_table_lookup (claims, full);

  if (other != NULL)
    g_test_message ("%s is claimed by %s and by %s", full, other, who);
  g_assert_null (other);
  g_hash_table_insert (claims, g_steal_pointer (&full), g_strdup (who));
}

static void
test_no_two_fields_claim_a_name (void)
{
  g_autoptr (GHashTable) claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *const *computed = model_merge_computed_names ();

  for (int r = 0; r < MODEL_N_ROLES; r++)
    {
      const ModelRole *role = model_role_info ((ModelRoleId) r);
      const ModelEntityInfo *info = model_entity_info (role->entity);

      for (guint i = 0; i < info->n_fields; i++)
        {
          const ModelField *field = &info->fields[i];
          g_autofree char *who = g_strdup_printf ("%s as %s", field->key, role->key);
          g_auto (GStrv) aliases =
              g_strsplit (field->aliases != NULL ? field->aliases : "", "|", -1);

          if (field->merge != NULL)
            claim (claims, role->prefix, field->merge, who);
          for (gsize j = 0; aliases[j] != NULL; j++)
            claim (claims, role->prefix, aliases[j], who);
        }
    }
  for (gsize i = 0; computed[i] != NULL; i++)
    claim (claims, "", computed[i], "a computation");
  g_assert_cmpuint (g_hash_table_size (claims), >, 250);
}

static void
test_every_name_finds_its_field (void)
{
  for (int r = 0; r < MODEL_N_ROLES; r++)
    {
      const ModelRole *role = model_role_info ((ModelRoleId) r);
      const ModelEntityInfo *info = model_entity_info (role->entity);

      for (guint i = 0; i < info->n_fields; i++)
        {
          const ModelField *field = &info->fields[i];
          const char *name = model_merge_name_for ((ModelRoleId) r, field);
          const ModelMergeName *found;

          if (field->merge == NULL)
            {
              g_assert_null (name);
              continue;
            }
          found = model_merge_find (name);
          g_test_message ("%s", name);
          g_assert_nonnull (found);
          g_assert_cmpstr (found->name, ==, name);
          g_assert_cmpint (found->role, ==, r);
          g_assert_true (found->field == field);
          g_assert_cmpuint (strspn (name, CAPITALS), ==, strlen (name));
          /* Word cuts the headings of a data source there. */
          g_assert_cmpuint (strlen (name), <=, 40);
        }
    }
  g_assert_null (model_merge_name_for (MODEL_ROLE_STUDENT, model_field_find ("company.name")));
  g_assert_null (model_merge_name_for (MODEL_ROLE_STUDENT, NULL));
}

/* The vocabulary of real templates (domain §5.4), name by name. */
static const struct
{
  const char *name;
  ModelRoleId role;
  const char *field;
} vocabulary[] = {
  { "NOM", MODEL_ROLE_STUDENT, "student.family_name" },
  { "PRENOM", MODEL_ROLE_STUDENT, "student.given_name" },
  { "NEE_LE", MODEL_ROLE_STUDENT, "student.birth_date" },
  { "DATE_NAISSANCE", MODEL_ROLE_STUDENT, "student.birth_date" },
  { "SEXE", MODEL_ROLE_STUDENT, "student.sex" },
  { "INE", MODEL_ROLE_STUDENT, "student.ine" },
  { "ADRESSE", MODEL_ROLE_STUDENT, "student.address1" },
  { "CP", MODEL_ROLE_STUDENT, "student.postcode" },
  { "VILLE", MODEL_ROLE_STUDENT, "student.town" },
  { "TEL", MODEL_ROLE_STUDENT, "student.phone" },
  { "MOBILE", MODEL_ROLE_STUDENT, "student.mobile" },
  { "MAIL", MODEL_ROLE_STUDENT, "student.email" },
  { "CLASSE", MODEL_ROLE_CLASS_GROUP, "class_group.name" },
  { "DIV", MODEL_ROLE_CLASS_GROUP, "class_group.name" },
  { "DIVISION", MODEL_ROLE_CLASS_GROUP, "class_group.name" },
  { "FORMATION", MODEL_ROLE_CLASS_GROUP, "class_group.diploma" },
  { "DIPLOME", MODEL_ROLE_CLASS_GROUP, "class_group.diploma" },
  { "MEF", MODEL_ROLE_CLASS_GROUP, "class_group.mef" },
  { "RL1_NOM", MODEL_ROLE_GUARDIAN1, "guardian.family_name" },
  { "RL1_TEL", MODEL_ROLE_GUARDIAN1, "guardian.phone" },
  { "RL1_MAIL", MODEL_ROLE_GUARDIAN1, "guardian.email" },
  { "RL1_ADRESSE", MODEL_ROLE_GUARDIAN1, "guardian.address1" },
  { "RL2_NOM", MODEL_ROLE_GUARDIAN2, "guardian.family_name" },
  { "RL2_PRENOM", MODEL_ROLE_GUARDIAN2, "guardian.given_name" },
  { "RL2_CIVILITE", MODEL_ROLE_GUARDIAN2, "guardian.title" },
  { "ETAB_NOM", MODEL_ROLE_SCHOOL, "school.name" },
  { "ETAB_UAI", MODEL_ROLE_SCHOOL, "school.uai" },
  { "ETAB_ADRESSE", MODEL_ROLE_SCHOOL, "school.address1" },
  { "ETAB_CP", MODEL_ROLE_SCHOOL, "school.postcode" },
  { "ETAB_VILLE", MODEL_ROLE_SCHOOL, "school.town" },
  { "ETAB_TEL", MODEL_ROLE_SCHOOL, "school.phone" },
  { "ETAB_MAIL", MODEL_ROLE_SCHOOL, "school.email" },
  { "CHEF_NOM", MODEL_ROLE_SCHOOL, "school.head_family_name" },
  { "CHEF_FONCTION", MODEL_ROLE_SCHOOL, "school.head_function" },
  { "CA_DATE", MODEL_ROLE_SCHOOL, "school.board_date" },
  { "ASSUR_ETAB", MODEL_ROLE_SCHOOL, "school.insurer" },
  { "ASSUR_ETAB_NUM", MODEL_ROLE_SCHOOL, "school.insurance_number" },
  { "DDFPT_NOM", MODEL_ROLE_SCHOOL, "school.ddfpt_name" },
  { "FAIT_A", MODEL_ROLE_SCHOOL, "school.done_at" },
  { "ENT_NOM", MODEL_ROLE_COMPANY, "company.name" },
  { "RAISON_SOCIALE", MODEL_ROLE_COMPANY, "company.name" },
  { "ENTREPRISE", MODEL_ROLE_COMPANY, "company.name" },
  { "ENT_SIRET", MODEL_ROLE_COMPANY, "company.siret" },
  { "ENT_NAF", MODEL_ROLE_COMPANY, "company.naf" },
  { "APE", MODEL_ROLE_COMPANY, "company.naf" },
  { "ENT_ACTIVITE", MODEL_ROLE_COMPANY, "company.activity" },
  { "ENT_ADRESSE", MODEL_ROLE_COMPANY, "company.address1" },
  { "ENT_CP", MODEL_ROLE_COMPANY, "company.postcode" },
  { "ENT_VILLE", MODEL_ROLE_COMPANY, "company.town" },
  { "ENT_TEL", MODEL_ROLE_COMPANY, "company.phone" },
  { "ENT_MAIL", MODEL_ROLE_COMPANY, "company.email" },
  { "ASSUR_ENT", MODEL_ROLE_COMPANY, "company.insurer" },
  { "ENT_REP_NOM", MODEL_ROLE_REPRESENTATIVE, "contact.family_name" },
  { "ENT_REP_FONCTION", MODEL_ROLE_REPRESENTATIVE, "contact.function" },
  { "LIEU_ADRESSE", MODEL_ROLE_SITE, "site.address1" },
  { "TUTEUR_NOM", MODEL_ROLE_TUTOR, "contact.family_name" },
  { "TUTEUR_FONCTION", MODEL_ROLE_TUTOR, "contact.function" },
  { "TUTEUR_TEL", MODEL_ROLE_TUTOR, "contact.phone" },
  { "TUTEUR_MAIL", MODEL_ROLE_TUTOR, "contact.email" },
  { "PROF_NOM", MODEL_ROLE_TEACHER, "teacher.family_name" },
  { "PROF_MAIL", MODEL_ROLE_TEACHER, "teacher.email" },
  { "PERIODE", MODEL_ROLE_PERIOD, "period.name" },
  { "DATE_DEBUT", MODEL_ROLE_PLACEMENT, "placement.start" },
  { "DATE_FIN", MODEL_ROLE_PLACEMENT, "placement.end" },
  { "HEURES_HEBDO", MODEL_ROLE_PLACEMENT, "placement.weekly_hours" },
  { "LUNDI_MATIN", MODEL_ROLE_PLACEMENT, "placement.monday_morning" },
  { "LUNDI_PAUSE", MODEL_ROLE_PLACEMENT, "placement.monday_pause" },
  { "LUNDI_APREM", MODEL_ROLE_PLACEMENT, "placement.monday_afternoon" },
  { "DIMANCHE_APREM", MODEL_ROLE_PLACEMENT, "placement.sunday_afternoon" },
  { "ACTIVITES", MODEL_ROLE_PLACEMENT, "placement.activities" },
  { "COMPETENCES", MODEL_ROLE_PLACEMENT, "placement.skills" },
  { "OBJECTIFS", MODEL_ROLE_PLACEMENT, "placement.objectives" },
  { "GRATIFICATION", MODEL_ROLE_PLACEMENT, "placement.allowance" },
  { "NUM_CONVENTION", MODEL_ROLE_AGREEMENT, "agreement.number" },
  { "ANNEE_SCOLAIRE", MODEL_ROLE_SCHOOL_YEAR, "school_year.name" },
};

static void
test_vocabulary (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vocabulary); i++)
    {
      const ModelMergeName *found = model_merge_find (vocabulary[i].name);

      g_test_message ("%s", vocabulary[i].name);
      g_assert_nonnull (found);
      g_assert_cmpint (found->role, ==, vocabulary[i].role);
      g_assert_cmpstr (found->field->key, ==, vocabulary[i].field);
      g_assert_cmpint (model_field_entity (found->field), ==,
                       model_role_info (found->role)->entity);
    }
}

/* Every role that signs has its place, save those that the school makes up. */
static void
test_signature_names (void)
{
  g_auto (GStrv) roles = g_strsplit (model_field_find ("signatory.role")->detail, "|", -1);

  for (guint i = 0; roles[i] != NULL; i++)
    {
      const char *name = model_merge_signature_name (roles[i]);

      if (g_str_equal (roles[i], "other"))
        g_assert_null (name);
      else
        g_assert_cmpstr (model_merge_find (name)->name, ==, name);
    }
  g_assert_cmpstr (model_merge_signature_name ("student"), ==, "SIGNATURE_ELEVE");
  g_assert_null (model_merge_signature_name (NULL));
  g_assert_true (model_merge_is_signature ("Signature élève"));
  g_assert_false (model_merge_is_signature ("PRENOM"));
  g_assert_false (model_merge_is_signature ("SIGNATURE"));
  g_assert_false (model_merge_is_signature (NULL));
}

static void
test_computed_names (void)
{
  static const struct
  {
    const char *name;
    ModelRoleId role;
  } known[] = {
    { "P1", MODEL_ROLE_PERIOD },
    { "P2", MODEL_ROLE_PERIOD },
    { "P3", MODEL_ROLE_PERIOD },
    { "PERIODE_DATES", MODEL_ROLE_PERIOD },
    { "DATES_TEXTE", MODEL_ROLE_PLACEMENT },
    { "NB_JOURS", MODEL_ROLE_PLACEMENT },
    { "NB_SEMAINES", MODEL_ROLE_PLACEMENT },
    { "NB_HEURES", MODEL_ROLE_PLACEMENT },
    { "AGE", MODEL_ROLE_STUDENT },
    { "MINEUR", MODEL_ROLE_STUDENT },
    { "CIVILITE", MODEL_ROLE_STUDENT },
    { "INITIALE", MODEL_ROLE_STUDENT },
    { "CHEF", MODEL_ROLE_SCHOOL },
    { "PROF", MODEL_ROLE_TEACHER },
    { "TUTEUR", MODEL_ROLE_TUTOR },
    { "ENT_REP", MODEL_ROLE_REPRESENTATIVE },
    { "RL1", MODEL_ROLE_GUARDIAN1 },
    { "RL2", MODEL_ROLE_GUARDIAN2 },
    { "ADRESSE_COMPLETE", MODEL_ROLE_STUDENT },
    { "ENT_ADRESSE_COMPLETE", MODEL_ROLE_COMPANY },
    { "LIEU_ADRESSE_COMPLETE", MODEL_ROLE_SITE },
    { "HORAIRES_TABLEAU", MODEL_ROLE_PLACEMENT },
    { "DATE_JOUR", MODEL_ROLE_AGREEMENT },
    { "DATE_JOUR_LONG", MODEL_ROLE_AGREEMENT },
    { "SIGNATURE_ETABLISSEMENT", MODEL_ROLE_SCHOOL },
    { "SIGNATURE_ELEVE", MODEL_ROLE_STUDENT },
    { "SIGNATURE_RESPONSABLE", MODEL_ROLE_GUARDIAN1 },
    { "SIGNATURE_ENTREPRISE", MODEL_ROLE_REPRESENTATIVE },
    { "SIGNATURE_TUTEUR", MODEL_ROLE_TUTOR },
    { "SIGNATURE_PROFESSEUR", MODEL_ROLE_TEACHER },
  };
  const char *const *names = model_merge_computed_names ();

  g_assert_cmpuint (g_strv_length ((char **) names), ==, G_N_ELEMENTS (known));
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const ModelMergeName *found = model_merge_find (known[i].name);

      g_assert_true (g_strv_contains (names, known[i].name));
      g_assert_cmpstr (found->name, ==, known[i].name);
      g_assert_cmpint (found->role, ==, known[i].role);
      g_assert_null (found->field);
      g_assert_true (g_ascii_isupper (found->label[0]));
    }
}

/* Whoever lists the names gives each once, and says what it stands for. */
static void
test_all_names (void)
{
  const GPtrArray *names = model_merge_names ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_computed = 0;

  for (guint i = 0; i < names->len; i++)
    {
      const ModelMergeName *name = names->pdata[i];

      g_assert_true (g_hash_table_add (seen, name->name));
      g_assert_true (model_merge_find (name->name) == name);
      if (name->field == NULL)
        n_computed++;
      else
        g_assert_cmpstr (name->label, ==, name->field->label);
    }
  g_assert_cmpuint (n_computed, ==, g_strv_length ((char **) model_merge_computed_names ()));
  for (guint role = 0; role < MODEL_N_ROLES; role++)
    {
      const ModelEntityInfo *info = model_entity_info (model_role_info (role)->entity);

      for (guint i = 0; i < info->n_fields; i++)
        if (info->fields[i].merge != NULL)
          g_assert_true (
              g_hash_table_contains (seen, model_merge_name_for (role, &info->fields[i])));
    }
}

static void
test_lookup_is_tolerant (void)
{
  static const struct
  {
    const char *written;
    const char *name;
  } cases[] = {
    { "nom", "NOM" },
    { "Nom", "NOM" },
    { "Prénom", "PRENOM" },
    { "PRÉNOM", "PRENOM" },
    { "Date de naissance", NULL },
    { "Date naissance", "NEE_LE" },
    { "date-naissance", "NEE_LE" },
    { "DATE.NAISSANCE", "NEE_LE" },
    { "Date__ -naissance", "NEE_LE" },
    { "DATE_NAISSANCE_", "NEE_LE" },
    { " NOM ", "NOM" },
    { "Née_le", "NEE_LE" },
    { "rl1 nom", "RL1_NOM" },
    { "Ent Rep Fonction", "ENT_REP_FONCTION" },
    { "Entreprise", "ENT_NOM" },
    { "Spécialité", "SPECIALITE" },
    { "Année scolaire", "ANNEE_SCOLAIRE" },
    { "tuteur", "TUTEUR" },
    { "p1", "P1" },
    { "N°", NULL },
    { "NOMS", NULL },
    { "", NULL },
    { "_", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ModelMergeName *found = model_merge_find (cases[i].written);

      g_test_message ("%s", cases[i].written);
      g_assert_cmpstr (found != NULL ? found->name : NULL, ==, cases[i].name);
    }
}

static void
test_suggestions (void)
{
  static const struct
  {
    const char *written;
    const char *first;
  } cases[] = {
    { "NOMM", "NOM" },
    { "MIAL", "MAIL" },
    { "PERNOM", "PRENOM" },
    { "Prenon", "PRENOM" },
    { "ENT_SIRRET", "ENT_SIRET" },
    { "RAISON_SOCIAL", "RAISON_SOCIALE" },
    { "TUTEUR_FONTION", "TUTEUR_FONCTION" },
    { "RL1_PRENON", "RL1_PRENOM" },
    { "DATE_DEBU", "DATE_DEBUT" },
    { "Date de naissance", "DATE_NAISSANCE" },
    { "NOM_ENTREPRISE", "ENTREPRISE" },
    { "DATES_TEXT", "DATES_TEXTE" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) names = model_merge_suggest (cases[i].written, 3);

      g_test_message ("%s: %s", cases[i].written, names[0]);
      g_assert_cmpstr (names[0], ==, cases[i].first);
      g_assert_cmpuint (g_strv_length (names), <=, 3);
    }
}

static void
test_no_suggestion_out_of_the_blue (void)
{
  static const char *const strangers[] = { "XYZZY", "Q", "", NULL };
  g_autofree char *long_name = g_strnfill (4000, 'A');
  g_auto (GStrv) for_long = model_merge_suggest (long_name, 3);
  g_auto (GStrv) for_nothing = model_merge_suggest (NULL, 3);
  g_auto (GStrv) none_wanted = model_merge_suggest ("NOMM", 0);

  for (gsize i = 0; strangers[i] != NULL; i++)
    {
      g_auto (GStrv) names = model_merge_suggest (strangers[i], 3);

      g_assert_cmpuint (g_strv_length (names), ==, 0);
    }
  g_assert_cmpuint (g_strv_length (for_long), ==, 0);
  g_assert_cmpuint (g_strv_length (for_nothing), ==, 0);
  g_assert_cmpuint (g_strv_length (none_wanted), ==, 0);
}

static void
test_a_field_is_suggested_once (void)
{
  /* Near RL1_MAIL, RL1_MEL and RL1_EMAIL, which are one field. */
  g_auto (GStrv) names = model_merge_suggest ("RL1_MAIIL", 10);
  guint n = 0;

  for (gsize i = 0; names[i] != NULL; i++)
    n += model_merge_find (names[i]) == model_merge_find ("RL1_MAIL");
  g_assert_cmpuint (n, ==, 1);
}

static gpointer
look_up (gpointer data)
{
  return (gpointer) model_merge_find ("Prénom");
}

static void
test_lookup_from_threads (void)
{
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("look-up", look_up, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      const ModelMergeName *found = g_thread_join (threads[i]);

      g_assert_cmpstr (found->name, ==, "PRENOM");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* First, while nothing is built yet. */
  g_test_add_func ("/model/merge/threads", test_lookup_from_threads);
  g_test_add_func ("/model/role/table", test_roles);
  g_test_add_func ("/model/merge/claims", test_no_two_fields_claim_a_name);
  g_test_add_func ("/model/merge/every-name", test_every_name_finds_its_field);
  g_test_add_func ("/model/merge/vocabulary", test_vocabulary);
  g_test_add_func ("/model/merge/computed", test_computed_names);
  g_test_add_func ("/model/merge/all", test_all_names);
  g_test_add_func ("/model/merge/signatures", test_signature_names);
  g_test_add_func ("/model/merge/tolerant", test_lookup_is_tolerant);
  g_test_add_func ("/model/merge/suggestions", test_suggestions);
  g_test_add_func ("/model/merge/strangers", test_no_suggestion_out_of_the_blue);
  g_test_add_func ("/model/merge/once", test_a_field_is_suggested_once);
  return g_test_run ();
}
