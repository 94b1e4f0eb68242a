/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "sign-yousign-private.h"

/* What the provider's description takes for a name, as it is written there. */
#define TAKEN                                                                                     \
  "^(?!\\s)[0-9A-Za-z\\x{c0}-\\x{cf}\\x{d1}-\\x{d6}\\x{d8}-\\x{dd}\\x{df}-\\x{ef}\\x{f1}-\\x{f6}" \
  "\\x{f8}-\\x{fd}\\x{ff}-\\x{17f}\\x{218}-\\x{21b}`'() -]+(?<!\\s)$"

static void
test_table (void)
{
  static const struct
  {
    const char *typed, *sent;
  } cases[] = {
    { "Léa", "Léa" },
    { "ABADIE", "ABADIE" },
    { "D’Arc", "D'Arc" },
    { "D'Arc", "D'Arc" },
    { "d‘Hauteville", "d'Hauteville" },
    { "  Jean  Marie ", "Jean Marie" },
    { "Jean\u00a0Marie", "Jean Marie" },
    { "Jean‑Marie", "Jean-Marie" },
    { "Jean – Marie", "Jean-Marie" },
    { "J.-P.", "J-P" },
    { "J.P.", "J P" },
    { "Martin, née Roy", "Martin née Roy" },
    { "Martin/Roy", "Martin-Roy" },
    { "Dupont & Fils", "Dupont et Fils" },
    { "Dupont&Fils", "Dupont et Fils" },
    { "Roy (tuteur)", "Roy (tuteur)" },
    { "Œuvrard", "Œuvrard" },
    { "L’Haÿ-les-Roses", "L'Haÿ-les-Roses" },
    { "Ștefan Țurcanu", "Ștefan Țurcanu" },
    { "Le\u0301a", "Léa" }, /* typed on another system: a letter and a mark */
    { "Nguyễn", "Nguyen" },
    { "Þórður", "Thórdur" },
    { "Łukasz Żółć", "Łukasz Żółć" },
    { "Muñoz", "Muñoz" },
    { "A@B:C;D\"E", "A B C D E" },
    { "<b>Zoé</b>", "b Zoé-b" },
    { "Jean\tLuc\nRoy", "Jean Luc Roy" },
    { "3e Bac Pro", "3e Bac Pro" },
    { "Léa 😀", "Léa" },
    { "", "" },
    { " ", "" },
    { "...", "" },
    { "-", "" },
    { "123", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sent = _sign_yousign_dup_name (cases[i].typed);

      g_assert_cmpstr (sent, ==, cases[i].sent);
    }
}

/* Whatever is typed: it takes it, or there is nothing. */
static void
test_any (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) taken = g_regex_new (TAKEN, 0, 0, &error);

  g_assert_no_error (error);
  for (gunichar c = 1; c < 0x2ffff; c++)
    {
      g_autoptr (GString) typed = g_string_new ("Jo ");
      g_autofree char *sent = NULL;

      if (!g_unichar_validate (c))
        continue;
      g_string_append_unichar (typed, c);
      g_string_append (typed, (c & 1) ? "b" : "");
      sent = _sign_yousign_dup_name (typed->str);
      if (!g_regex_match (taken, sent, 0, NULL))
        g_error ("U+%04X gives “%s”", c, sent);
    }
}

static void
test_title (void)
{
  static const struct
  {
    const char *title, *sent;
  } cases[] = {
    { "Convention 2026-0042, ABADIE Léa", "Convention 2026-0042, ABADIE Léa" },
    { "<b>Gras</b>", "b Gras b" },
    { "voir https://lycee.example/x", "voir https lycee.example x" },
    { "www.lycee.example", "www lycee.example" },
    { "", "" },
  };
  g_autofree char *words = g_strnfill (500, 'x');
  g_autofree char *cut = _sign_yousign_dup_title (words);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sent = _sign_yousign_dup_title (cases[i].title);

      g_assert_cmpstr (sent, ==, cases[i].sent);
    }
  g_assert_cmpint (g_utf8_strlen (cut, -1), <=, 128);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sign/yousign-name/table", test_table);
  g_test_add_func ("/sign/yousign-name/any", test_any);
  g_test_add_func ("/sign/yousign-name/title", test_title);
  return g_test_run ();
}
