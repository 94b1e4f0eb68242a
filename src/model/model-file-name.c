/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-file-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-text.h"
#include "model-error.h"
#include "model-role.h"

/* Longer ones leave no room for the values within what a Windows share takes. */
#define MAX_CHARACTERS 120
#define MAX_FOLDERS    4

/* Offered in this order. Beside them stands any merge name of the templates. */
static const ModelFileField fields[] = {
  { "classe", "CLASSE", N_ ("Class"), "2MELEC" },
  { "nom", "NOM", N_ ("Family name of the student"), "MARTIN" },
  { "prénom", "PRENOM", N_ ("Given name of the student"), "Léa" },
  { "entreprise", "ENT_NOM", N_ ("Company"), "Garage Roux" },
  { "période", "PERIODE", N_ ("Period"), "PFMP 1" },
  { "début", "DATE_DEBUT", N_ ("First day"), "2027-01-11" },
  { "fin", "DATE_FIN", N_ ("Last day"), "2027-02-05" },
  { "numéro", "NUM_CONVENTION", N_ ("Agreement number"), "2026-0042" },
  { "type", MODEL_FILE_NAME_KIND, N_ ("Kind of placement"), "PFMP" },
  { "date", "CONVENTION_DATE", N_ ("Day the agreement was made"), "2026-12-01" },
  { "année", "ANNEE_SCOLAIRE", N_ ("School year"), "2026-2027" },
  { "professeur", "PROF_NOM", N_ ("Family name of the referent teacher"), "PETIT" },
};

/* Understood, not offered. */
static const struct
{
  const char *word; /* folded */
  const char *merge;
} others[] = {
  { "no", "NUM_CONVENTION" },
  { "eleve", "NOM" },
};

/**
 * model_file_field_list:
 * @n: (out): how many there are
 *
 * Returns: (transfer none): the fields that names of files are offered
 */
const ModelFileField *
model_file_field_list (guint *n)
{
  *n = G_N_ELEMENTS (fields);
  return fields;
}

/**
 * model_file_field_merge_name:
 * @word: what stands between the braces; capitals, accents and spaces around make no difference
 *
 * Returns: (transfer none) (nullable): the merge name that tells its value, %NULL for a word that
 *   names no field
 */
const char *
model_file_field_merge_name (const char *word)
{
  g_autofree char *folded = base_text_fold (word);
  const ModelMergeName *name;

  g_strstrip (folded);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *own = base_text_fold (fields[i].word);

      if (g_str_equal (own, folded))
        return fields[i].merge;
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (others[i].word, folded))
      return others[i].merge;
  name = model_merge_find (folded);
  return name != NULL ? name->name : NULL;
}

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_VALUE, text);
  return FALSE;
}

/* What is kept under seal goes into papers, never into a name or a message, which are read in many
 * places. */
static gboolean
is_sealed (const char *merge)
{
  const ModelMergeName *name = merge != NULL ? model_merge_find (merge) : NULL;

  return name != NULL && name->field != NULL && (name->field->flags & MODEL_FIELD_SEALED) != 0;
}

/* What an agreement says, which the name of a file alone goes beyond. */
static gboolean
is_value (const char *merge)
{
  return !g_str_equal (merge, MODEL_FILE_NAME_KIND);
}

static gboolean
check_field (const char *word, gboolean of_text, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  const char *merge = model_file_field_merge_name (word);

  if (is_sealed (merge))
    return refuse (
        error,
        _ ("“{%s}” is among what is kept under seal: it goes into no message and no name "
           "of a file. Remove it."),
        word);
  if (merge != NULL && (!of_text || is_value (merge)))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!of_text || is_value (fields[i].merge))
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", fields[i].word);
  if (of_text)
    return refuse (error, _ ("“{%s}” is no field of a text. Write one of these: %s."), word,
                   known->str);
  return refuse (error, _ ("“{%s}” is no field of a file name. Write one of these: %s."), word,
                 known->str);
}

/* The braces of the pattern, each field of which must be known. */
static gboolean
check_fields (const char *pattern, gboolean of_text, guint *n, GError **error)
{
  const char *at = pattern;

  for (*n = 0; (at = strpbrk (at, "{}")) != NULL; (*n)++)
    {
      const char *end = *at == '{' ? strpbrk (at + 1, "{}/") : NULL;
      g_autofree char *word = NULL;

      if (*at == '}')
        return refuse (error,
                       _ ("A brace is closed that was not opened, before “%s”. Remove it or "
                          "open it."),
                       at);
      if (end == NULL || *end != '}')
        return refuse (error,
                       _ ("A brace is opened and not closed, at “%s”. Write the field as in "
                          "“{nom}”."),
                       at);
      word = g_strstrip (g_strndup (at + 1, (gsize) (end - at - 1)));
      if (!check_field (word, of_text, error))
        return FALSE;
      at = end + 1;
    }
  return TRUE;
}

static guint
count_folders (const char *pattern)
{
  guint n = 0;

  for (const char *at = pattern; *at != '\0'; at++)
    n += *at == '/';
  return n;
}

/**
 * model_file_text_check:
 * @pattern: a text with names in braces: "Bonjour {prénom}"
 * @max: how many characters it may have
 * @error: return location for a %MODEL_ERROR_VALUE that says what is wrong and where
 *
 * Returns: whether a text can be made of it
 */
gboolean
model_file_text_check (const char *pattern, guint max, GError **error)
{
  guint n;

  g_return_val_if_fail (pattern != NULL, FALSE);

  if (!g_utf8_validate (pattern, -1, NULL))
    return refuse (error, _ ("The text holds signs that are no text. Write it again."));
  if (g_utf8_strlen (pattern, -1) > max)
    return refuse (error, _ ("The text is longer than %u characters. Shorten it."), max);
  return check_fields (pattern, TRUE, &n, error);
}

/**
 * model_file_name_check:
 * @pattern: names in braces, folders apart by "/": "{classe}/{nom} {prénom}"
 * @error: return location for a %MODEL_ERROR_VALUE that says what is wrong and where
 *
 * Returns: whether names of files can be made of it
 */
gboolean
model_file_name_check (const char *pattern, GError **error)
{
  guint n;

  g_return_val_if_fail (pattern != NULL, FALSE);

  if (!g_utf8_validate (pattern, -1, NULL))
    return refuse (error, _ ("The names of the files hold signs that are no text. Write them "
                             "again."));
  if (g_utf8_strlen (pattern, -1) > MAX_CHARACTERS)
    return refuse (error,
                   _ ("The names of the files are longer than %d characters. Shorten "
                      "them."),
                   MAX_CHARACTERS);
  if (count_folders (pattern) > MAX_FOLDERS)
    return refuse (error, _ ("There are more than %d folders inside one another. Remove a “/”."),
                   MAX_FOLDERS);
  if (!check_fields (pattern, FALSE, &n, error))
    return FALSE;
  if (n == 0)
    return refuse (error, _ ("All files would have the same name. Add a field, such as “{nom}”."));
  return TRUE;
}
