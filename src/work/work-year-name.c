/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-year.h"

#include <string.h>

#include "base-text.h"

/* How names of classes begin, level by level: the last year of the school first, and the way that
 * most schools write first. */
static const struct
{
  guint n;
  const char *forms[5];
} levels[] = {
  { 5, { "T", "TLE", "TERM", "TERMINALE", "TALE" } },
  { 4, { "1", "1RE", "1ERE", "PREMIERE" } },
  { 4, { "2", "2DE", "2NDE", "SECONDE" } },
};

/* Diplomas of which the first year is called the first one: levels count up. */
static const char *const counted[] = {
  "cap", "bts", "btsa", "bma", "cpge", "deust", "dnmade", NULL
};

/**
 * work_year_next_name:
 * @name: of a school year: "2026-2027"
 *
 * Returns: (transfer full): "2027-2028"; the name with its numbers one on, as far as it has any
 */
char *
work_year_next_name (const char *name)
{
  g_autoptr (GString) next = g_string_new (NULL);

  for (const char *at = name; *at != '\0';)
    {
      gsize n = strspn (at, "0123456789");

      if (n == 2 || n == 4)
        {
          g_autofree char *digits = g_strndup (at, n);
          guint64 year = g_ascii_strtoull (digits, NULL, 10) + 1;

          g_string_append_printf (next, "%0*u", (int) n, (guint) (n == 2 ? year % 100 : year));
        }
      else
        g_string_append_len (next, at, (gssize) MAX (n, 1));
      at += MAX (n, 1);
    }
  return g_string_free (g_steal_pointer (&next), FALSE);
}

/* Whether @folded has @word as a word of its own, or glued to the number before it: "1cap epc". */
static gboolean
has_word (const char *folded, const char *word)
{
  for (const char *at = folded; (at = strstr (at, word)) != NULL; at++)
    if ((at == folded || !g_ascii_isalpha (at[-1])) && !g_ascii_isalpha (at[strlen (word)]))
      return TRUE;
  return FALSE;
}

static gboolean
counts_up (const char *name, const char *diploma)
{
  g_autofree char *folded_name = base_text_fold (name);
  g_autofree char *folded_diploma = base_text_fold (diploma != NULL ? diploma : "");

  for (guint i = 0; counted[i] != NULL; i++)
    if (has_word (folded_name, counted[i]) || has_word (folded_diploma, counted[i]))
      return TRUE;
  return FALSE;
}

/* As the school writes it, or %NULL when it has no such class. */
static const char *
find_name (const char *const *names, const char *name)
{
  g_autofree char *folded = base_text_fold (name);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *other = base_text_fold (names[i]);

      if (g_str_equal (other, folded))
        return names[i];
    }
  return NULL;
}

/* How many bytes of @name are the form @form of a level, accents and case aside; 0 for none. A form
 * in letters must not be the beginning of a word: TECH is not the last year of ECH. A single T may:
 * TMELEC. */
static gsize
match_form (const char *name, const char *form)
{
  const char *at = name;
  g_autofree char *wanted = base_text_fold (form);
  g_autoptr (GString) taken = g_string_new (NULL);

  while (*at != '\0' && taken->len < strlen (wanted))
    {
      g_autofree char *one = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));
      g_autofree char *folded = base_text_fold (one);

      g_string_append (taken, folded);
      at = g_utf8_next_char (at);
    }
  if (!g_str_equal (taken->str, wanted))
    return 0;
  if (strlen (form) > 1 && g_unichar_isalpha (g_utf8_get_char (at)))
    return 0;
  if (g_ascii_isdigit (form[0]) && strlen (form) == 1 && g_ascii_isdigit (*at))
    return 0;
  return (gsize) (at - name);
}

/* The level and the form that @name begins with, the longest one. */
static gsize
find_level (const char *name, guint *level, guint *form)
{
  gsize longest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    for (guint j = 0; j < levels[i].n; j++)
      {
        gsize n = match_form (name, levels[i].forms[j]);

        if (n <= longest)
          continue;
        longest = n;
        *level = i;
        *form = j;
      }
  return longest;
}

/* What the school calls the class of a level, or %NULL. */
static const char *
find_class (const char *rest, guint level, const char *const *names)
{
  const char *found = NULL;

  for (guint j = 0; j < levels[level].n && found == NULL; j++)
    {
      g_autofree char *name = g_strconcat (levels[level].forms[j], rest, NULL);

      found = find_name (names, name);
    }
  return found;
}

/* One level on: as the school calls it when it has such a class, else in the same manner. */
static char *
go_up (const char *rest, guint level, guint form, const char *const *names)
{
  const char *found = find_class (rest, level, names);

  return found != NULL
             ? g_strdup (found)
             : g_strconcat (levels[level].forms[MIN (form, levels[level].n - 1)], rest, NULL);
}

/* 1CAP, 2CAP and perhaps 3CAP; 1BTS, 2BTS. */
static char *
count_up (const char *name, const char *const *names)
{
  const char *rest = name + 1;
  int year = name[0] - '0';
  g_autofree char *next = g_strdup_printf ("%d%s", year + 1, rest);
  const char *found = find_name (names, next);

  if (found != NULL)
    return g_strdup (found);
  return year == 1 ? g_steal_pointer (&next) : g_strdup ("");
}

/* 6, 5, 4, 3 and out. */
static char *
count_down (const char *name, const char *const *names)
{
  g_autofree char *next = g_strdup_printf ("%c%s", name[0] - 1, name + 1);
  const char *found = find_name (names, next);

  return g_strdup (name[0] == '3' ? "" : found != NULL ? found : next);
}

/**
 * work_class_next_name:
 * @name: of a class: "2MELEC", "1 CAP EPC", "Tle ASSP"
 * @diploma: (nullable): what it prepares
 * @names: (array zero-terminated=1): of all classes of the school
 * @is_sure: (out): %FALSE when @name does not tell
 *
 * Where students go after a year: from the second class to the first and to the last one, from the
 * first year of a CAP to its second one, from the sixth to the third.
 *
 * Returns: (transfer full): the name of the class that they go to; "" when they leave the school,
 * or when it is not known
 */
char *
work_class_next_name (const char *name,
                      const char *diploma,
                      const char *const *names,
                      gboolean *is_sure)
{
  gboolean is_number = g_ascii_isdigit (name[0]) && !g_ascii_isdigit (name[1]);
  guint level = 0, form = 0;
  gsize n;

  *is_sure = TRUE;
  if (is_number && counts_up (name, diploma))
    return count_up (name, names);
  if (is_number && name[0] >= '3' && name[0] <= '6')
    return count_down (name, names);
  n = find_level (name, &level, &form);
  if (n == 0)
    {
      *is_sure = FALSE;
      return g_strdup ("");
    }
  if (level == 0)
    {
      /* A name may begin with T by chance: the class before tells. */
      *is_sure = n > 1 || find_class (name + n, 1, names) != NULL
                 || find_class (name + n, 2, names) != NULL;
      return g_strdup ("");
    }
  return go_up (name + n, level - 1, form, names);
}
