/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "base-text.h"

#define NBSP   "\xc2\xa0"
#define NNBSP  "\xe2\x80\xaf"
#define BOM    "\xef\xbb\xbf"
#define MARK   "\xcc\x81"     /* combining acute accent */
#define HYPHEN "\xe2\x80\x91" /* no-break hyphen */

typedef struct
{
  const char *text;
  const char *expected;
} Case;

static void
check_all (const Case *cases, gsize n_cases, char *(*function) (const char *text))
{
  gsize i;

  for (i = 0; i < n_cases; i++)
    {
      g_autofree char *got = function (cases[i].text);

      g_test_message ("“%s”", got);
      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static const Case folds[] = {
  { NULL, "" },
  { "", "" },
  { "   ", "" },
  { NBSP NNBSP BOM, "" },
  { "ABADIE", "abadie" },
  { "  Two   Words\t\r\n", "two words" },
  { "Évry-Courcouronnes", "evry courcouronnes" },
  { "L’Haÿ-les-Roses", "l hay les roses" },
  { "L'Haÿ les Roses", "l hay les roses" },
  { "L\xca\xbcHay" HYPHEN "les" NBSP "Roses", "l hay les roses" },
  { "Saint - Denis", "saint denis" },
  { "Saint–Denis", "saint denis" },
  { "e" MARK "te" MARK, "ete" },
  { "ŒUVRE Lætitia Strauß", "oeuvre laetitia strauss" },
  { "Øystein Łukasz Đorđe Þór Ħ", "oystein lukasz dorde thor h" },
  { "İSTANBUL ısı", "istanbul isi" },
  { "ﬁnance № ２４", "finance no 24" },
  { "12 bis, rue d'Alésia", "12 bis, rue d alesia" },
  { "a" NNBSP ": b", "a : b" },
  { "-'-", "" },
  { "co\xc2\xadopérative", "cooperative" },
  { "tab\x01"
    "bed\x7f",
    "tab bed" },
  { "Ελλάδα", "ελλαδα" },
  { "caf\xe9", "caf\xef\xbf\xbd" },
  { "\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd" },
};

static void
test_fold (void)
{
  check_all (folds, G_N_ELEMENTS (folds), base_text_fold);
}

static void
test_fold_twice_is_fold_once (void)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (folds); i++)
    {
      g_autofree char *once = base_text_fold (folds[i].text);
      g_autofree char *twice = base_text_fold (once);

      g_assert_cmpstr (twice, ==, once);
    }
}

/* Every single character of Europe's scripts folds to something valid, trimmed, and stable. */
static void
test_fold_every_character (void)
{
  gunichar c;

  for (c = 1; c < 0x3000; c = c == 0x0fff ? 0x1e00 : c + 1)
    {
      char text[8] = "";
      g_autofree char *once = NULL, *twice = NULL;

      g_unichar_to_utf8 (c, text);
      once = base_text_fold (text);
      twice = base_text_fold (once);
      g_assert_true (g_utf8_validate (once, -1, NULL));
      g_assert_cmpstr (twice, ==, once);
      g_assert_false (g_str_has_prefix (once, " ") || g_str_has_suffix (once, " "));
    }
}

/* In the order in which a list must show them. */
static const char *const sorted[] = {
  "",    "1re année",  "Abadie",    "Abadié",        "ABADIE Léa", "Ba",        "Bâ",
  "bab", "De La Tour", "De-Latour", "Éluard",        "Elz",        "Etchebest", "Œuvrard",
  "Oz",  "Roux",       "Roux Anne", "Roux-Anne Béa", "Rouxel",     "Zoé",
};

static void
check_sorted (void)
{
  gsize i;

  for (i = 1; i < G_N_ELEMENTS (sorted); i++)
    {
      g_autofree char *before = base_text_sort_key (sorted[i - 1]);
      g_autofree char *after = base_text_sort_key (sorted[i]);

      g_test_message ("%s < %s", sorted[i - 1], sorted[i]);
      g_assert_cmpint (strcmp (before, after), <, 0);
    }
}

static void
test_sort_key (void)
{
  g_autofree char *blank = base_text_sort_key (NBSP " ");
  g_autofree char *composed = base_text_sort_key ("Zoé");
  g_autofree char *decomposed = base_text_sort_key ("Zoe" MARK);

  check_sorted ();
  g_assert_cmpstr (blank, ==, "");
  g_assert_cmpstr (composed, ==, decomposed);
}

static void
test_sort_key_needs_no_locale (void)
{
  static const char *const names[] = { "C", "C.UTF-8", "fr_FR.UTF-8", "tr_TR.UTF-8" };
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (names); i++)
    if (setlocale (LC_ALL, names[i]) != NULL)
      check_sorted ();
  setlocale (LC_ALL, before);
}

static const Case cleans[] = {
  { NULL, "" },
  { BOM "NOM", "NOM" },
  { "  Garage" NBSP " Roux" NNBSP, "Garage Roux" },
  { "a\tb", "a b" },
  { "12 rue X \r\n  75011 Paris\r\n", "12 rue X\n75011 Paris" },
  { "a\n\nb", "a\n\nb" },
  { "a\r\rb", "a\n\nb" },
  { "a\xe2\x80\xa8"
    "b\xc2\x85"
    "c",
    "a\nb\nc" },
  { "\n\n a", "a" },
  { "a\x01\x02z", "az" },
  { "a" BOM "b\xe2\x80\x8b", "ab" },
  { "L’été", "L’été" },
  { "e" MARK, "e" MARK },
  { "caf\xe9", "caf\xef\xbf\xbd" },
};

static void
test_clean (void)
{
  check_all (cleans, G_N_ELEMENTS (cleans), base_text_clean);
}

static const Case uppers[] = {
  { NULL, "" }, { "éçœàï", "ÉÇŒÀÏ" },           { "Strauß", "STRAUSS" },      { "ﬁn", "FIN" },
  { "ÿ", "Ÿ" }, { "l’été 2026", "L’ÉTÉ 2026" }, { "Jean-Noël", "JEAN-NOËL" },
};

static const Case lowers[] = {
  { NULL, "" },
  { "ÉÇŒÀÏ", "éçœàï" },
  { "ABADIE", "abadie" },
  { "L’ÉTÉ 2026", "l’été 2026" },
};

static const Case first_caps[] = {
  { NULL, "" },
  { "", "" },
  { "élève", "Élève" },
  { "œuvre de Léa", "Œuvre de Léa" },
  { "le SNCF", "Le SNCF" },
  { "« bonjour »", "« Bonjour »" },
  { "ßa", "Ssa" },
  { "3e année", "3e année" },
  { "…", "…" },
};

static const Case caps[] = {
  { NULL, "" },
  { "DUPONT", "Dupont" },
  { "jean-noël de l’isle d'abeau", "Jean-Noël De L’Isle D'Abeau" },
  { "ENTITY_LEGAL_NAME", "Entity_Legal_Name" },
  { "\"mary smith\"", "\"Mary Smith\"" },
  { "ÉLÉONORE ŒUVRARD", "Éléonore Œuvrard" },
  { "3e étage", "3e Étage" },
  { "e" MARK "tienne", "E" MARK "tienne" },
  { "a/b(c)" NBSP "d", "A/B(C)" NBSP "D" },
};

static void
test_case (void)
{
  check_all (uppers, G_N_ELEMENTS (uppers), base_text_upper);
  check_all (lowers, G_N_ELEMENTS (lowers), base_text_lower);
  check_all (first_caps, G_N_ELEMENTS (first_caps), base_text_first_cap);
  check_all (caps, G_N_ELEMENTS (caps), base_text_caps);
}

static void
test_case_needs_no_locale (void)
{
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));
  g_autofree char *upper = NULL, *lower = NULL;

  if (setlocale (LC_ALL, "tr_TR.UTF-8") == NULL)
    {
      g_test_skip ("the Turkish locale is not installed");
      return;
    }
  upper = base_text_upper ("inise");
  lower = base_text_lower ("INISE");
  setlocale (LC_ALL, before);
  g_assert_cmpstr (upper, ==, "INISE");
  g_assert_cmpstr (lower, ==, "inise");
}

static void
test_excerpt (void)
{
  static const struct
  {
    const char *text;
    guint max_chars;
    const char *expected;
  } cases[] = {
    { NULL, 5, "" },
    { "élève", 5, "élève" },
    { "élèves", 5, "élèv…" },
    { " a \r\n b ", 5, "a b" },
    { "abc", 1, "…" },
    { "abc", 0, "…" },
    { "\xff\xff\xff", 2, "\xef\xbf\xbd…" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = base_text_excerpt (cases[i].text, cases[i].max_chars);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static void
test_blank (void)
{
  static const char *const blank[] = { NULL, "", " ", "\t\r\n", NBSP NNBSP, BOM, "\xe2\x80\x8b" };
  static const char *const written[] = { "a", " a", "-", NBSP ".", "\xff", "é", "0" };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (blank); i++)
    g_assert_true (base_text_is_blank (blank[i]));
  for (i = 0; i < G_N_ELEMENTS (written); i++)
    g_assert_false (base_text_is_blank (written[i]));
}

static void
test_contains_all (void)
{
  static const struct
  {
    const char *folded, *words;
    gboolean found;
  } cases[] = {
    { "abadie lea 2melec garage roux", "lea roux", TRUE },
    { "abadie lea 2melec garage roux", "roux lea", TRUE },
    { "abadie lea 2melec garage roux", "aba mel", TRUE },
    { "abadie lea 2melec garage roux", "lea dupont", FALSE },
    { "abadie lea", "abadie  lea ", TRUE },
    { "abadie lea", "", TRUE },
    { "abadie lea", "   ", TRUE },
    { "abadie lea", NULL, TRUE },
    { NULL, "a", FALSE },
    { NULL, NULL, TRUE },
    { "", "a", FALSE },
    { "ab", "abc", FALSE },
    { "aab", "ab", TRUE },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (base_text_folded_contains_all (cases[i].folded, cases[i].words), ==,
                     cases[i].found);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text/fold", test_fold);
  g_test_add_func ("/base/text/fold-twice", test_fold_twice_is_fold_once);
  g_test_add_func ("/base/text/fold-every-character", test_fold_every_character);
  g_test_add_func ("/base/text/sort-key", test_sort_key);
  g_test_add_func ("/base/text/sort-key-locale", test_sort_key_needs_no_locale);
  g_test_add_func ("/base/text/clean", test_clean);
  g_test_add_func ("/base/text/case", test_case);
  g_test_add_func ("/base/text/case-locale", test_case_needs_no_locale);
  g_test_add_func ("/base/text/excerpt", test_excerpt);
  g_test_add_func ("/base/text/blank", test_blank);
  g_test_add_func ("/base/text/contains-all", test_contains_all);
  return g_test_run ();
}
