/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "base-text.h"

/* Words that programs write in several ways. */
static const struct
{
  const char *word;
  const char *stands_for;
} synonyms[] = {
  { "no", "n" },
  { "num", "n" },
  { "numero", "n" },
  { "telephone", "tel" },
  { "portable", "mobile" },
  { "mail", "email" },
  { "mel", "email" },
  { "courriel", "email" },
  { "libelle", "lib" },
  { "responsable", "resp" },
  { "representant", "repr" },
  { "rep", "repr" },
  { "leg", "legal" },
  { "naiss", "naissance" },
  { "civ", "civilite" },
  { "professeur", "prof" },
};

static const char *const stop_words[] = { "d", "de", "des", "du", "l", "la", "le", "les", NULL };

static gboolean
is_number (const char *word)
{
  return *word != '\0' && strspn (word, "0123456789") == strlen (word);
}

/* Words of letters and words of figures, apart by one space. */
static char *
split_words (const char *heading)
{
  g_autofree char *folded = base_text_fold (heading);
  GString *words = g_string_new (NULL);
  int before = 0; /* 1: a letter, 2: a figure */

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      int kind = g_unichar_isdigit (c) ? 2 : (g_unichar_isalpha (c) ? 1 : 0);

      if (kind != before && words->len > 0 && words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
      if (kind != 0)
        g_string_append_unichar (words, c);
      before = kind;
    }
  return g_string_free (words, FALSE);
}

static const char *
stand_in (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (g_str_equal (word, synonyms[i].word))
      return synonyms[i].stands_for;
  return word;
}

static char *
join_words (char **words, gboolean keep_all)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = stand_in (words[i]);
      gboolean counts = words[i + 1] != NULL && is_number (words[i + 1]);

      if (*word == '\0' || (!keep_all && g_strv_contains (stop_words, word))
          || (!keep_all && joined->len > 0 && counts && g_str_equal (word, "n")))
        continue;
      if (joined->len > 0)
        g_string_append_c (joined, ' ');
      if (g_str_equal (word, "e") && g_strcmp0 (words[i + 1], "mail") == 0)
        word = stand_in (words[++i]);
      g_string_append (joined, word);
    }
  return g_string_free (joined, FALSE);
}

/**
 * _work_import_normalize:
 * @heading: (nullable): the heading of a column
 *
 * Makes headings comparable that mean the same: no case, accents and punctuation, figures apart
 * from letters, usual abbreviations in one form, no “de” or “du” (unless there is nothing else):
 * "Resp. légal n°1 - Tél." is "resp legal 1 tel".
 *
 * Returns: (transfer full): the words
 */
char *
_work_import_normalize (const char *heading)
{
  g_autofree char *text = split_words (heading);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  char *joined = join_words (words, FALSE);

  if (*joined != '\0')
    return joined;
  g_free (joined);
  return join_words (words, TRUE);
}

static gboolean
is_listed (const char *list, const char *name)
{
  g_auto (GStrv) names = NULL;

  if (list == NULL)
    return TRUE;
  names = g_strsplit (list, "|", -1);
  return g_strv_contains ((const char *const *) names, name);
}

static GPtrArray *
normalize_list (const char *list)
{
  GPtrArray *normalized = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) names = g_strsplit (list != NULL ? list : "", "|", -1);

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (normalized, _work_import_normalize (names[i]));
  return normalized;
}

static void
claim (GHashTable *names, char *name, WorkSlot slot, const ModelField *field)
{
  WorkImportTarget *target;

  if (*name == '\0' || g_hash_table_contains (names, name))
    {
      g_free (name);
      return;
    }
  target = g_new (WorkImportTarget, 1);
  target->slot = slot;
  target->field = field;
  g_hash_table_insert (names, name, target);
}

/* "prof nom" without the affix "prof": the catalogue's own names may hold it already. */
static char *
strip_affix (const char *name, const char *affix)
{
  gsize length = strlen (name);
  gsize n = strlen (affix);

  if (length > n + 1 && g_str_has_prefix (name, affix) && name[n] == ' ')
    return g_strdup (name + n + 1);
  if (length > n + 1 && g_str_has_suffix (name, affix) && name[length - n - 1] == ' ')
    return g_strndup (name, length - n - 1);
  return g_strdup (name);
}

static void
claim_around (GHashTable *names,
              const char *name,
              GPtrArray *affixes,
              WorkSlot slot,
              const ModelField *field)
{
  for (guint i = 0; i < affixes->len; i++)
    for (guint j = 0; j < affixes->len; j++)
      {
        const char *affix = g_ptr_array_index (affixes, i);
        g_autofree char *rest = strip_affix (name, g_ptr_array_index (affixes, j));

        if (j > 0 && g_str_equal (rest, name))
          continue;
        claim (names, g_strconcat (affix, " ", rest, NULL), slot, field);
        claim (names, g_strconcat (rest, " ", affix, NULL), slot, field);
      }
}

static void
claim_field (GHashTable *names,
             const WorkImportPart *part,
             GPtrArray *affixes,
             const ModelField *field)
{
  const struct
  {
    const char *list;
    gboolean bare;
  } lists[] = {
    { field->imports, TRUE },
    /* The merge names of those in several roles are halves: "NOM" behind "RL1_". */
    { field->merge, TRUE },
    { field->aliases, TRUE },
    { field->label, part->labels },
    { _ (field->label), part->labels },
  };
  gboolean bare = is_listed (part->bare, model_field_column (field));

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GPtrArray) normalized = normalize_list (lists[i].list);

      for (guint j = 0; j < normalized->len; j++)
        {
          const char *name = g_ptr_array_index (normalized, j);

          if (bare && lists[i].bare)
            claim (names, g_strdup (name), part->slot, field);
          claim_around (names, name, affixes, part->slot, field);
        }
    }
}

static void
claim_part (GHashTable *names, const WorkImportPart *part, GHashTable *all_affixes)
{
  const ModelEntityInfo *info = model_entity_info (_work_import_slot_entity (part->slot));
  g_autoptr (GPtrArray) affixes = normalize_list (part->affixes);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const ModelField *field = &info->fields[i];

      /* What no file is known to hold is ours alone: ranks, references. */
      if (field->imports != NULL && is_listed (part->columns, model_field_column (field)))
        claim_field (names, part, affixes, field);
    }
  for (guint i = 0; i < affixes->len; i++)
    {
      g_hash_table_add (all_affixes, g_strdup (g_ptr_array_index (affixes, i)));
      if (model_field_index (_work_import_slot_entity (part->slot), "family_name") < 0)
        continue;
      claim (names, g_strdup (g_ptr_array_index (affixes, i)), part->slot, NULL);
      claim_around (names, "nom prenom", affixes, part->slot, NULL);
      claim_around (names, "nom et prenom", affixes, part->slot, NULL);
      if (part->bare == NULL)
        {
          claim (names, g_strdup ("nom prenom"), part->slot, NULL);
          claim (names, g_strdup ("nom et prenom"), part->slot, NULL);
        }
    }
}

/**
 * _work_import_names:
 * @spec: a kind of list
 * @affixes: (element-type utf8): filled with the words that stand around headings
 *
 * Returns: (transfer full): normalised heading → WorkImportTarget, for all that the list may hold
 */
GHashTable *
_work_import_names (const WorkImportSpec *spec, GHashTable *affixes)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < spec->n_parts; i++)
    claim_part (names, &spec->parts[i], affixes);
  return names;
}
