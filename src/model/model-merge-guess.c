/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model-role-private.h"

/* What a school writes for a field: "Nom du tuteur", "Tél entreprise". Some words tell whose it is;
 * the others are compared with the names and the column headings of the catalogue. */

/* Words that tell nothing. */
static const char *const fillers[] = {
  "DE", "DU", "DES", "D",  "LA",    "LE",   "LES",   "L", "EN",
  "A",  "AU", "ET",  "UN", "STAGE", "PFMP", "LEGAL", "",  NULL
};

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
  { "PROVISEUR", MODEL_ROLE_SCHOOL },
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
  return word != NULL && (g_str_equal (word, "LEGAL") || find_role_word (word) != NULL);
}

/* (transfer full): the words of a name. "RESPONSABLE2" and "RESPONSABLE 2" tell which one it is;
 * "ADRESSE2" is another field than "ADRESSE". */
static char **
split (const char *name, gboolean *is_second)
{
  g_autofree char *normalized = _model_merge_normalize (name);
  g_auto (GStrv) words = g_strsplit_set (normalized, "_'’", -1);
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();

  for (char **word = words; *word != NULL; word++)
    {
      gsize length = strlen (*word);
      char last = length > 0 ? (*word)[length - 1] : '\0';
      g_autofree char *stem = length > 0 ? g_strndup (*word, length - 1) : g_strdup ("");

      if ((last != '1' && last != '2')
          || !takes_number (length > 1     ? stem
                            : word > words ? word[-1]
                                           : NULL))
        g_strv_builder_add (found, *word);
      else
        {
          *is_second |= last == '2';
          g_strv_builder_add (found, stem);
        }
    }
  return g_strv_builder_end (found);
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
      gboolean is_second = FALSE;
      g_auto (GStrv) words = split (*name, &is_second);
      g_autofree char *reduced = reduce (words, role);

      if (**name != '\0' && g_str_equal (reduced, rest))
        return TRUE;
    }
  return FALSE;
}

static const ModelMergeName *
find_in_role (ModelRoleId role, const char *rest)
{
  const ModelEntityInfo *info = model_entity_info (model_role_info (role)->entity);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < info->n_fields; i++)
      {
        const ModelField *field = &info->fields[i];
        gboolean found = pass == 0 ? is_one_of (field->merge, rest, role)
                                         || is_one_of (field->aliases, rest, role)
                                   : is_one_of (field->imports, rest, role);

        if (found && field->merge != NULL)
          return model_merge_find (model_merge_name_for (role, field));
      }
  return NULL;
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

/* A name that tells not whose it is speaks of the student, or of what only one role has. */
static const ModelMergeName *
guess_anywhere (char **words)
{
  const ModelMergeName *found = guess_in_role (words, MODEL_ROLE_STUDENT);

  for (guint role = 0; found == NULL && role < MODEL_N_ROLES; role++)
    {
      const ModelMergeName *one;

      if (role == MODEL_ROLE_PERIOD || role == MODEL_ROLE_GUARDIAN2)
        continue;
      one = guess_in_role (words, role);
      for (guint other = role + 1; one != NULL && other < MODEL_N_ROLES; other++)
        if (other != MODEL_ROLE_PERIOD && other != MODEL_ROLE_GUARDIAN2
            && guess_in_role (words, other) != NULL)
          return NULL;
      found = one;
    }
  return found;
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
  gboolean is_second = FALSE, has_any = FALSE;
  g_auto (GStrv) words = split (name, &is_second);
  const ModelMergeName *found = NULL;

  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (role_words); i++)
    {
      ModelRoleId role = role_words[i].role;

      if (!g_strv_contains ((const char *const *) words, role_words[i].word))
        continue;
      has_any = TRUE;
      if (role == MODEL_ROLE_GUARDIAN1 && has_role (words, MODEL_ROLE_COMPANY))
        role = MODEL_ROLE_REPRESENTATIVE;
      else if (role == MODEL_ROLE_GUARDIAN1 && is_second)
        role = MODEL_ROLE_GUARDIAN2;
      found = guess_in_role (words, role);
    }
  return found != NULL || has_any || is_second ? found : guess_anywhere (words);
}
