/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model-role-private.h"

/* What a school writes for a field: "Nom du tuteur", "Tél entreprise". Some words tell whose it is;
 * the others are compared with the names and the column headings of the catalogue. A wrong guess is
 * worse than none: where two things could be meant nothing is guessed. */

/* Words that are nowhere missed. */
static const char *const articles[] = { "DE", "DU", "DES", "D",  "LA", "LE", "LES", "L",
                                        "EN", "A",  "AU",  "ET", "UN", "E",  "",    NULL };

/* Words that tell nothing once it is known whose a field is. */
static const char *const fillers[] = { "STAGE", "PFMP", "LEGAL", NULL };

/* What is said in several ways, and what two words say together. */
static const struct
{
  const char *first;
  const char *second; /* (nullable) */
  const char *word;
} synonyms[] = {
  { "TELEPHONE", NULL, "TEL" },
  { "COURRIEL", NULL, "MAIL" },
  { "MEL", NULL, "MAIL" },
  { "EMAIL", NULL, "MAIL" },
  { "PORTABLE", NULL, "MOBILE" },
  { "COMMUNE", NULL, "VILLE" },
  { "NUMERO", NULL, "NUM" },
  { "N°", NULL, "NUM" },
  { "NO", NULL, "NUM" },
  { "NOMBRE", NULL, "NB" },
  { "RESP", NULL, "RESPONSABLE" },
  { "PARENTS", NULL, "PARENT" },
  { "PROVISEURE", NULL, "CHEF" },
  { "PROVISEUR", NULL, "CHEF" },
  { "CODE", "POSTAL", "CP" },
  { "ADRESSE", "MAIL", "MAIL" },
  { "CHEF", "ETABLISSEMENT", "CHEF" },
  { "CHEF", "ENTREPRISE", "DIRIGEANT" },
  { "MAITRE", "APPRENTISSAGE", "MAITRE" },
  { "RESPONSABLE", "LEGAL", "RL" },
  { "REPRESENTANT", "LEGAL", "RL" },
  { "REPRESENTANTE", "LEGALE", "RL" },
  { "SECTEUR", "ACTIVITE", "ACTIVITE" },
  { "DIPLOME", "PREPARE", "DIPLOME" },
};

/* Left alone, these could be anybody’s. */
static const char *const vague[] = { "DATE",     "NUM",         "RUE",  "VOIE",      "PAYS",
                                     "ASSUREUR", "NUM_CONTRAT", "FAIT", "SIGNATURE", NULL };

typedef struct
{
  const char *word;
  ModelRoleId role;
} RoleWord;

/* The first of these that is met tells whose a field is: a company's tutor is a tutor. */
static const RoleWord role_words[] = {
  { "TUTEUR", MODEL_ROLE_TUTOR },
  { "TUTRICE", MODEL_ROLE_TUTOR },
  { "MAITRE", MODEL_ROLE_TUTOR },
  { "SIGNATAIRE", MODEL_ROLE_REPRESENTATIVE },
  { "DIRIGEANT", MODEL_ROLE_REPRESENTATIVE },
  { "GERANT", MODEL_ROLE_REPRESENTATIVE },
  { "PROF", MODEL_ROLE_TEACHER },
  { "PROFESSEUR", MODEL_ROLE_TEACHER },
  { "ENSEIGNANT", MODEL_ROLE_TEACHER },
  { "REFERENT", MODEL_ROLE_TEACHER },
  { "REPRESENTANT", MODEL_ROLE_GUARDIAN1 },
  { "RESPONSABLE", MODEL_ROLE_GUARDIAN1 },
  { "PARENT", MODEL_ROLE_GUARDIAN1 },
  { "RL", MODEL_ROLE_GUARDIAN1 },
  { "LIEU", MODEL_ROLE_SITE },
  { "ELEVE", MODEL_ROLE_STUDENT },
  { "STAGIAIRE", MODEL_ROLE_STUDENT },
  { "ETUDIANT", MODEL_ROLE_STUDENT },
  { "ENTREPRISE", MODEL_ROLE_COMPANY },
  { "ENT", MODEL_ROLE_COMPANY },
  { "SOCIETE", MODEL_ROLE_COMPANY },
  { "ORGANISME", MODEL_ROLE_COMPANY },
  { "STRUCTURE", MODEL_ROLE_COMPANY },
  { "EMPLOYEUR", MODEL_ROLE_COMPANY },
  { "ACCUEIL", MODEL_ROLE_COMPANY },
  { "ETABLISSEMENT", MODEL_ROLE_SCHOOL },
  { "ETAB", MODEL_ROLE_SCHOOL },
  { "LYCEE", MODEL_ROLE_SCHOOL },
};

/* What a person or a place stands for that nothing more is said of. */
static const struct
{
  ModelRoleId role;
  const char *name;
} wholes[] = {
  { MODEL_ROLE_TUTOR, "TUTEUR" },    { MODEL_ROLE_REPRESENTATIVE, "ENT_REP" },
  { MODEL_ROLE_TEACHER, "PROF" },    { MODEL_ROLE_GUARDIAN1, "RL1" },
  { MODEL_ROLE_GUARDIAN2, "RL2" },   { MODEL_ROLE_SITE, "LIEU_NOM" },
  { MODEL_ROLE_COMPANY, "ENT_NOM" }, { MODEL_ROLE_SCHOOL, "ETAB_NOM" },
};

/* ---- words ---- */

static const RoleWord *
find_role_word (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_words); i++)
    if (g_str_equal (role_words[i].word, word))
      return &role_words[i];
  return NULL;
}

static gboolean
takes_number (const char *word)
{
  return g_str_equal (word, "LEGAL") || find_role_word (word) != NULL;
}

/* The word that @first is, or that it is together with @second; %NULL for itself. */
static const char *
find_synonym (const char *first, const char *second)
{
  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (g_str_equal (synonyms[i].first, first) && g_strcmp0 (synonyms[i].second, second) == 0)
      return synonyms[i].word;
  return NULL;
}

/* "RESPONSABLE2" and "RESPONSABLE 2" tell which one it is; "ADRESSE2" is another field than
 * "ADRESSE". */
static guint
take_number (GPtrArray *found, char *word)
{
  gsize length = strlen (word);
  char last = word[length - 1];
  g_autofree char *stem = g_strndup (word, length - 1);
  const char *before = found->len > 0 ? found->pdata[found->len - 1] : "";

  if ((last != '1' && last != '2') || !takes_number (length > 1 ? stem : before))
    return 0;
  word[length - 1] = '\0';
  return (guint) (last - '0');
}

static void
add_word (GPtrArray *found, const char *word)
{
  const char *alone = find_synonym (word, NULL);
  const char *one = alone != NULL ? alone : word;
  const char *pair = found->len > 0 ? find_synonym (found->pdata[found->len - 1], one) : NULL;

  if (pair != NULL)
    g_free (g_ptr_array_steal_index (found, found->len - 1));
  g_ptr_array_add (found, g_strdup (pair != NULL ? pair : one));
}

/* (transfer full): the words of a name; @number, when it says so, is which of them it means. */
static char **
split (const char *name, guint *number)
{
  g_autofree char *normalized = _model_merge_normalize (name);
  g_auto (GStrv) words = g_strsplit_set (normalized, "_'’", -1);
  GPtrArray *found = g_ptr_array_new ();

  for (char **word = words; *word != NULL; word++)
    {
      guint one = **word != '\0' ? take_number (found, *word) : 0;

      if (one != 0)
        *number = one;
      if (!g_strv_contains (articles, *word))
        add_word (found, *word);
    }
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (found, FALSE);
}

static gboolean
has_role (char **words, ModelRoleId role)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_words); i++)
    if (role_words[i].role == role
        && g_strv_contains ((const char *const *) words, role_words[i].word))
      return TRUE;
  return FALSE;
}

/* Who has a company, and whom a student has, is often told with them. */
static gboolean
goes_without_saying (const char *word, ModelRoleId role)
{
  const RoleWord *said = find_role_word (word);

  if (said == NULL)
    return g_strv_contains (fillers, word);
  switch (role)
    {
    case MODEL_ROLE_GUARDIAN1:
    case MODEL_ROLE_GUARDIAN2:
      return said->role == MODEL_ROLE_GUARDIAN1 || said->role == MODEL_ROLE_STUDENT;
    case MODEL_ROLE_CLASS_GROUP:
      return said->role == role || said->role == MODEL_ROLE_STUDENT;
    case MODEL_ROLE_REPRESENTATIVE:
      return said->role == role || said->role == MODEL_ROLE_COMPANY
             || said->role == MODEL_ROLE_GUARDIAN1;
    case MODEL_ROLE_TUTOR:
    case MODEL_ROLE_SITE:
      return said->role == role || said->role == MODEL_ROLE_COMPANY;
    default:
      return said->role == role;
    }
}

/* (transfer full): what is left of a name once it is known whose it is: "NOM" */
static char *
reduce (char **words, ModelRoleId role)
{
  GString *rest = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    if (!goes_without_saying (*word, role))
      g_string_append_printf (rest, "%s%s", rest->len > 0 ? "_" : "", *word);
  return g_string_free (rest, FALSE);
}

/* ---- fields ---- */

static gboolean
is_one_of (const char *names, const char *rest, ModelRoleId role)
{
  g_auto (GStrv) all = g_strsplit (names != NULL ? names : "", "|", -1);

  for (char **name = all; *name != NULL; name++)
    {
      guint number = 0;
      g_auto (GStrv) words = split (*name, &number);
      g_autofree char *reduced = reduce (words, role);

      if (**name != '\0' && g_str_equal (reduced, rest))
        return TRUE;
    }
  return FALSE;
}

static const ModelMergeName *
find_computed (ModelRoleId role, const char *rest)
{
  const char *const *names = model_merge_computed_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      const ModelMergeName *name = model_merge_find (names[i]);

      if (name->role == role && is_one_of (names[i], rest, role))
        return name;
    }
  return NULL;
}

static const ModelMergeName *
find_field (ModelRoleId role, const char *rest, gboolean by_heading)
{
  const ModelEntityInfo *info = model_entity_info (model_role_info (role)->entity);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const ModelField *field = &info->fields[i];
      gboolean found = by_heading ? is_one_of (field->imports, rest, role)
                                  : is_one_of (field->merge, rest, role)
                                        || is_one_of (field->aliases, rest, role);

      /* Nothing is bound to a picture: it has no text. */
      if (found && field->merge != NULL && field->type != MODEL_TYPE_BYTES)
        return model_merge_find (model_merge_name_for (role, field));
    }
  return NULL;
}

static const ModelMergeName *
find_in_role (ModelRoleId role, const char *rest)
{
  const ModelMergeName *found = find_field (role, rest, FALSE);

  if (found == NULL)
    found = find_computed (role, rest);
  return found != NULL ? found : find_field (role, rest, TRUE);
}

static const ModelMergeName *
find_whole (ModelRoleId role, const char *rest)
{
  static const char *const names[] = { "", "NOM_PRENOM", "PRENOM_NOM", NULL };

  for (guint i = 0; g_strv_contains (names, rest) && i < G_N_ELEMENTS (wholes); i++)
    if (wholes[i].role == role)
      return model_merge_find (wholes[i].name);
  return NULL;
}

static const ModelMergeName *
guess_in_role (char **words, ModelRoleId role)
{
  g_autofree char *rest = reduce (words, role);
  const ModelMergeName *found = find_whole (role, rest);

  return found != NULL || *rest == '\0' ? found : find_in_role (role, rest);
}

/* Where only a role is told that several have, or one that speaks of the same fields. */
static gboolean
is_own (guint role)
{
  return role != MODEL_ROLE_PERIOD && role != MODEL_ROLE_GUARDIAN2;
}

/* A name that tells not whose it is speaks of the student, or of what only one role has. */
static const ModelMergeName *
guess_anywhere (char **words)
{
  const char *const *all = (const char *const *) words;
  g_autofree char *whole = g_strjoinv ("_", words);
  const ModelMergeName *found = NULL;

  /* The town of a placement is not the student’s. */
  if (g_strv_contains (all, "STAGE") || g_strv_contains (all, "PFMP"))
    return guess_in_role (words, MODEL_ROLE_PLACEMENT);
  if (g_strv_contains (vague, whole))
    return NULL;
  found = guess_in_role (words, MODEL_ROLE_STUDENT);
  for (guint role = 0; found == NULL && role < MODEL_N_ROLES; role++)
    {
      const ModelMergeName *one = is_own (role) ? guess_in_role (words, role) : NULL;

      for (guint other = role + 1; one != NULL && other < MODEL_N_ROLES; other++)
        if (is_own (other) && guess_in_role (words, other) != NULL)
          return NULL;
      found = one;
    }
  return found;
}

/* "Date du jour", "Nom du chef": a name of Paraphe but for small words and their order. */
static const ModelMergeName *
find_reworded (char **words)
{
  g_autofree char *whole = g_strjoinv ("_", words);
  const ModelMergeName *found = model_merge_find (whole);
  g_autofree char *turned = NULL;

  if (found != NULL || g_strv_length (words) != 2)
    return found;
  turned = g_strdup_printf ("%s_%s", words[1], words[0]);
  return model_merge_find (turned);
}

/* Whom a school or a company may have responsible for this or that. */
static gboolean
is_loose (const char *word)
{
  return g_str_equal (word, "RESPONSABLE") || g_str_equal (word, "REPRESENTANT");
}

/* What is said of whom @said tells, which is the @number-th of them. */
static const ModelMergeName *
guess_of (char **words, const RoleWord *said, guint number)
{
  const ModelMergeName *found;

  if (said->role == MODEL_ROLE_GUARDIAN1)
    {
      if (has_role (words, MODEL_ROLE_COMPANY))
        return guess_in_role (words, MODEL_ROLE_REPRESENTATIVE);
      if (is_loose (said->word) && number == 0 && !has_role (words, MODEL_ROLE_STUDENT))
        return NULL;
      return guess_in_role (words, number == 2 ? MODEL_ROLE_GUARDIAN2 : MODEL_ROLE_GUARDIAN1);
    }
  if (number == 2)
    return NULL;
  found = guess_in_role (words, said->role);
  return found == NULL && said->role == MODEL_ROLE_STUDENT
             ? guess_in_role (words, MODEL_ROLE_CLASS_GROUP)
             : found;
}

static const ModelMergeName *
guess (char **words, guint number)
{
  gboolean has_any = FALSE;
  const ModelMergeName *found = number == 0 ? find_reworded (words) : NULL;

  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (role_words); i++)
    if (g_strv_contains ((const char *const *) words, role_words[i].word))
      {
        has_any = TRUE;
        found = guess_of (words, &role_words[i], number);
      }
  return found != NULL || has_any || number != 0 ? found : guess_anywhere (words);
}

/**
 * model_merge_guess:
 * @name: (nullable): a field's name as a template writes it, which is not found
 *
 * What is most likely meant by a name of the school's own. It is for a person to say yes to.
 *
 * Returns: (transfer none) (nullable): the merge name
 */
const ModelMergeName *
model_merge_guess (const char *name)
{
  guint number = 0;
  g_auto (GStrv) words = split (name, &number);
  const ModelMergeName *found = guess (words, number);

  /* A picture is shown under its own name alone. */
  return model_merge_is_picture (found) ? NULL : found;
}
