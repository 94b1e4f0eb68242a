/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-role-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-text.h"

static const ModelRole roles[] = {
  [MODEL_ROLE_SCHOOL] = { "school", MODEL_ENTITY_SCHOOL, "", N_ ("School") },
  [MODEL_ROLE_SCHOOL_YEAR] = { "school_year", MODEL_ENTITY_SCHOOL_YEAR, "", N_ ("School year") },
  [MODEL_ROLE_CLASS_GROUP] = { "class_group", MODEL_ENTITY_CLASS_GROUP, "", N_ ("Class") },
  [MODEL_ROLE_TEACHER] = { "teacher", MODEL_ENTITY_TEACHER, "", N_ ("Referent teacher") },
  [MODEL_ROLE_STUDENT] = { "student", MODEL_ENTITY_STUDENT, "", N_ ("Student") },
  [MODEL_ROLE_GUARDIAN1] = { "guardian1", MODEL_ENTITY_GUARDIAN, "RL1_", N_ ("Guardian 1") },
  [MODEL_ROLE_GUARDIAN2] = { "guardian2", MODEL_ENTITY_GUARDIAN, "RL2_", N_ ("Guardian 2") },
  [MODEL_ROLE_COMPANY] = { "company", MODEL_ENTITY_COMPANY, "", N_ ("Company") },
  [MODEL_ROLE_SITE] = { "site", MODEL_ENTITY_SITE, "", N_ ("Host site") },
  [MODEL_ROLE_REPRESENTATIVE] = { "representative", MODEL_ENTITY_CONTACT, "ENT_REP_",
                                  N_ ("Representative") },
  [MODEL_ROLE_TUTOR] = { "tutor", MODEL_ENTITY_CONTACT, "TUTEUR_", N_ ("Tutor") },
  [MODEL_ROLE_PERIOD] = { "period", MODEL_ENTITY_PERIOD, "", N_ ("Period") },
  [MODEL_ROLE_PLACEMENT] = { "placement", MODEL_ENTITY_PLACEMENT, "", N_ ("Placement sheet") },
  [MODEL_ROLE_AGREEMENT] = { "agreement", MODEL_ENTITY_AGREEMENT, "", N_ ("Agreement") },
};

/* Names that are no field: work/ computes them from the records of an agreement. The role tells
 * which one they speak of. */
static const struct
{
  const char *name;
  ModelRoleId role;
  const char *label;
} computed[] = {
  { "P1", MODEL_ROLE_PERIOD, N_ ("Dates of the year’s first period, in words") },
  { "P2", MODEL_ROLE_PERIOD, N_ ("Dates of the year’s second period, in words") },
  { "P3", MODEL_ROLE_PERIOD, N_ ("Dates of the year’s third period, in words") },
  { "PERIODE_DATES", MODEL_ROLE_PERIOD, N_ ("Dates of the period, in words") },
  { "DATES_TEXTE", MODEL_ROLE_PLACEMENT, N_ ("Dates of the placement, in words") },
  { "NB_JOURS", MODEL_ROLE_PLACEMENT, N_ ("Number of days") },
  { "NB_SEMAINES", MODEL_ROLE_PLACEMENT, N_ ("Number of weeks") },
  { "NB_HEURES", MODEL_ROLE_PLACEMENT, N_ ("Number of hours") },
  { "AGE", MODEL_ROLE_STUDENT, N_ ("Age on the first day") },
  { "MINEUR", MODEL_ROLE_STUDENT, N_ ("Whether they are a minor on the first day: oui or non") },
  { "CIVILITE", MODEL_ROLE_STUDENT, N_ ("Title") },
  { "INITIALE", MODEL_ROLE_STUDENT, N_ ("Initial of the family name") },
  { "CHEF", MODEL_ROLE_SCHOOL, N_ ("The head: title, given name and family name") },
  { "PROF", MODEL_ROLE_TEACHER, N_ ("Title, given name and family name") },
  { "TUTEUR", MODEL_ROLE_TUTOR, N_ ("Title, given name and family name") },
  { "ENT_REP", MODEL_ROLE_REPRESENTATIVE, N_ ("Title, given name and family name") },
  { "RL1", MODEL_ROLE_GUARDIAN1, N_ ("Title, given name and family name") },
  { "RL2", MODEL_ROLE_GUARDIAN2, N_ ("Title, given name and family name") },
  { "ADRESSE_COMPLETE", MODEL_ROLE_STUDENT, N_ ("Whole address, on one line") },
  { "ENT_ADRESSE_COMPLETE", MODEL_ROLE_COMPANY, N_ ("Whole address, on one line") },
  { "LIEU_ADRESSE_COMPLETE", MODEL_ROLE_SITE, N_ ("Whole address, on one line") },
  { "HORAIRES_TABLEAU", MODEL_ROLE_PLACEMENT, N_ ("Timetable of the week, a line a day") },
  { "DATE_JOUR", MODEL_ROLE_AGREEMENT, N_ ("Day that the document is made") },
  { "DATE_JOUR_LONG", MODEL_ROLE_AGREEMENT, N_ ("Day that the document is made, in words") },
  { "SIGNATURE_ETABLISSEMENT", MODEL_ROLE_SCHOOL, N_ ("Where the head signs") },
  { "SIGNATURE_ELEVE", MODEL_ROLE_STUDENT, N_ ("Where the student signs") },
  { "SIGNATURE_RESPONSABLE", MODEL_ROLE_GUARDIAN1, N_ ("Where the guardian signs") },
  { "SIGNATURE_ENTREPRISE", MODEL_ROLE_REPRESENTATIVE, N_ ("Where the representative signs") },
  { "SIGNATURE_TUTEUR", MODEL_ROLE_TUTOR, N_ ("Where the tutor signs") },
  { "SIGNATURE_PROFESSEUR", MODEL_ROLE_TEACHER, N_ ("Where the teacher signs") },
};

/* Where the signatories of an agreement sign, by `signatory.role`. */
static const struct
{
  const char *role;
  const char *name;
} signatures[] = {
  { "school", "SIGNATURE_ETABLISSEMENT" }, { "student", "SIGNATURE_ELEVE" },
  { "guardian", "SIGNATURE_RESPONSABLE" }, { "company", "SIGNATURE_ENTREPRISE" },
  { "tutor", "SIGNATURE_TUTEUR" },         { "teacher", "SIGNATURE_PROFESSEUR" },
};

typedef struct
{
  GPtrArray *names;     /* (element-type ModelMergeName), main names only */
  GPtrArray *spellings; /* (element-type utf8): main names and aliases */
  GHashTable *by_name;  /* spelling → ModelMergeName */
  const char *computed[G_N_ELEMENTS (computed) + 1];
} MergeIndex;

/**
 * _model_merge_normalize:
 * @name: (nullable): a field's name as a template writes it
 *
 * Capitals without accents, runs of spaces, "_", "." and "-" as one "_", none at the ends
 * (docx §7.4). Word itself writes "_" for a space in a heading.
 *
 * Returns: (transfer full): what tells names apart
 */
char *
_model_merge_normalize (const char *name)
{
  g_autofree char *folded = base_text_fold (name);
  GString *out = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at++)
    {
      if (strchr (" _.-", *at) == NULL)
        g_string_append_c (out, g_ascii_toupper (*at));
      else if (out->len > 0 && out->str[out->len - 1] != '_')
        g_string_append_c (out, '_');
    }
  if (out->len > 0 && out->str[out->len - 1] == '_')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

static void
add_spelling (MergeIndex *index, char *spelling, ModelMergeName *name)
{
  g_ptr_array_add (index->spellings, spelling);
  /* The first role keeps a name that two claim; a test sees to it that none do. */
  if (!g_hash_table_contains (index->by_name, spelling))
    g_hash_table_insert (index->by_name, spelling, name);
}

static ModelMergeName *
add_name (MergeIndex *index,
          char *text,
          ModelRoleId role,
          const ModelField *field,
          const char *label)
{
  ModelMergeName *name = g_new0 (ModelMergeName, 1);

  name->name = text;
  name->role = role;
  name->field = field;
  name->label = label;
  g_ptr_array_add (index->names, name);
  add_spelling (index, g_strdup (text), name);
  return name;
}

static void
add_role (MergeIndex *index, ModelRoleId role)
{
  const ModelEntityInfo *info = model_entity_info (roles[role].entity);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const ModelField *field = &info->fields[i];
      g_auto (GStrv) aliases = NULL;
      ModelMergeName *name;

      if (field->merge == NULL)
        continue;
      name = add_name (index, g_strconcat (roles[role].prefix, field->merge, NULL), role, field,
                       field->label);
      aliases = g_strsplit (field->aliases != NULL ? field->aliases : "", "|", -1);
      for (gsize j = 0; aliases[j] != NULL; j++)
        add_spelling (index, g_strconcat (roles[role].prefix, aliases[j], NULL), name);
    }
}

static const MergeIndex *
get_index (void)
{
  static MergeIndex index;
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      index.names = g_ptr_array_new ();
      index.spellings = g_ptr_array_new ();
      index.by_name = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < MODEL_N_ROLES; i++)
        add_role (&index, (ModelRoleId) i);
      for (gsize i = 0; i < G_N_ELEMENTS (computed); i++)
        {
          index.computed[i] = computed[i].name;
          add_name (&index, g_strdup (computed[i].name), computed[i].role, NULL, computed[i].label);
        }
      g_once_init_leave (&once, 1);
    }
  return &index;
}

/**
 * model_role_info:
 * @role: a role
 *
 * Returns: (transfer none): its key, entity, prefix and label
 */
const ModelRole *
model_role_info (ModelRoleId role)
{
  g_return_val_if_fail ((guint) role < MODEL_N_ROLES, NULL);

  return &roles[role];
}

/**
 * model_merge_find:
 * @name: (nullable): a field's name as a template writes it
 *
 * Finds a merge name by its name or one of its aliases: as written, without regard to case, or to
 * accents and to the kind of separator (docx §7.4). All names of the catalogue are capitals, digits
 * and "_", so that the last comparison covers the two before.
 *
 * Returns: (transfer none) (nullable): the merge name, under its main name; %NULL for an unknown
 * one
 */
const ModelMergeName *
model_merge_find (const char *name)
{
  g_autofree char *normalized = _model_merge_normalize (name);

  return g_hash_table_lookup (get_index ()->by_name, normalized);
}

/**
 * model_merge_name_for:
 * @role: a role
 * @field: (nullable): a field of the role's entity
 *
 * Returns: (transfer none) (nullable): the main merge name of the field in that role ("RL1_NOM"),
 * or %NULL when it is not merged
 */
const char *
model_merge_name_for (ModelRoleId role, const ModelField *field)
{
  const MergeIndex *index = get_index ();

  for (guint i = 0; field != NULL && i < index->names->len; i++)
    {
      const ModelMergeName *name = g_ptr_array_index (index->names, i);

      if (name->role == role && name->field == field)
        return name->name;
    }
  return NULL;
}

/**
 * model_merge_names:
 *
 * Returns: (transfer none) (element-type ModelMergeName): all merge names, each once: those of a
 *   role behind each other, the fields in the order of the catalogue, then what is computed
 */
const GPtrArray *
model_merge_names (void)
{
  return get_index ()->names;
}

/**
 * model_merge_computed_names:
 *
 * Returns: (transfer none): the merge names that are no field, ended by %NULL
 */
const char *const *
model_merge_computed_names (void)
{
  return get_index ()->computed;
}

/**
 * model_merge_signature_name:
 * @role: (nullable): key of `signatory.role`
 *
 * Returns: (transfer none) (nullable): the merge name that stands where a signatory of that role
 *   signs; %NULL for one that has no place of their own in templates
 */
const char *
model_merge_signature_name (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (g_strcmp0 (signatures[i].role, role) == 0)
      return signatures[i].name;
  return NULL;
}

/**
 * model_merge_is_signature:
 * @name: (nullable): a field's name as a template writes it
 *
 * Returns: whether it stands where somebody signs: empty on paper, and meant to be
 */
gboolean
model_merge_is_signature (const char *name)
{
  const ModelMergeName *found = model_merge_find (name);

  for (guint i = 0; found != NULL && i < G_N_ELEMENTS (signatures); i++)
    if (g_str_equal (signatures[i].name, found->name))
      return TRUE;
  return FALSE;
}

/**
 * model_merge_is_picture:
 * @name: (nullable): a merge name
 *
 * Returns: whether it stands for a picture of the school, which is shown and has no text
 */
gboolean
model_merge_is_picture (const ModelMergeName *name)
{
  return name != NULL && name->field != NULL && name->field->type == MODEL_TYPE_BYTES;
}

/* How many letters must be added, taken away, changed or swapped with the next one to make @b of
 * @a; never more than @limit + 1. */
static guint
edit_distance (const char *a, const char *b, guint limit)
{
  enum
  {
    MAX_LENGTH = 64
  };
  guint rows[3][MAX_LENGTH + 1];
  gsize a_length = strlen (a), b_length = strlen (b);

  if (a_length > MAX_LENGTH || b_length > MAX_LENGTH
      || MAX (a_length, b_length) - MIN (a_length, b_length) > limit)
    return limit + 1;
  for (guint j = 0; j <= b_length; j++)
    rows[0][j] = j;
  for (guint i = 1; i <= a_length; i++)
    {
      guint *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

      row[0] = i;
      for (guint j = 1; j <= b_length; j++)
        {
          row[j] = MIN (MIN (above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
    }
  return MIN (rows[a_length % 3][b_length], limit + 1);
}

/* Farther than any edit distance that is taken for a slip. */
#define HOLDS_WHOLE 10

/* A name that holds the other whole is a better guess than its distance tells: "NOM_ENTREPRISE". */
static guint
rate (const char *name, const char *spelling)
{
  gsize length = strlen (name);
  guint limit = length <= 4 ? 1 : (guint) MIN (length / 3, 5);
  guint distance = edit_distance (name, spelling, limit);

  if (distance <= limit)
    return distance;
  if (length >= 4 && strlen (spelling) >= 4
      && (strstr (name, spelling) != NULL || strstr (spelling, name) != NULL))
    return HOLDS_WHOLE;
  return G_MAXUINT;
}

typedef struct
{
  const char *spelling;
  guint rating;
} Guess;

static int
compare_guesses (gconstpointer a, gconstpointer b)
{
  const Guess *first = a, *second = b;

  if (first->rating != second->rating)
    return first->rating < second->rating ? -1 : 1;
  return strcmp (first->spelling, second->spelling);
}

/**
 * model_merge_suggest:
 * @name: (nullable): a field's name that is not found
 * @max: how many names at most
 *
 * What the author of a template may have meant: the nearest names by edit distance, aliases too,
 * each field once.
 *
 * Returns: (transfer full): the names, nearest first; empty when none is near
 */
char **
model_merge_suggest (const char *name, guint max)
{
  const MergeIndex *index = get_index ();
  g_autofree char *normalized = _model_merge_normalize (name);
  g_autoptr (GArray) guesses = g_array_new (FALSE, FALSE, sizeof (Guess));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  guint n_found = 0;

  for (guint i = 0; *normalized != '\0' && i < index->spellings->len; i++)
    {
      Guess guess = { g_ptr_array_index (index->spellings, i), G_MAXUINT };

      guess.rating = rate (normalized, guess.spelling);
      if (guess.rating != G_MAXUINT)
        g_array_append_val (guesses, guess);
    }
  g_array_sort (guesses, compare_guesses);
  for (guint i = 0; i < guesses->len && n_found < max; i++)
    {
      const char *spelling = g_array_index (guesses, Guess, i).spelling;

      if (!g_hash_table_add (seen, g_hash_table_lookup (index->by_name, spelling)))
        continue;
      g_strv_builder_add (found, spelling);
      n_found++;
    }
  return g_strv_builder_end (found);
}
