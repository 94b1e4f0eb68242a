/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-year.h"

static void
test_years (void)
{
  static const struct
  {
    const char *name, *next;
  } cases[] = { { "2026-2027", "2027-2028" }, { "2026/27", "2027/28" },
                { "2026", "2027" },           { "Année 2026 – 2027", "Année 2027 – 2028" },
                { "1999-2000", "2000-2001" }, { "98-99", "99-00" },
                { "an 3", "an 3" },           { "", "" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *next = work_year_next_name (cases[i].name);

      g_assert_cmpstr (next, ==, cases[i].next);
    }
}

typedef struct
{
  const char *name;
  const char *diploma;
  const char *next;
  gboolean is_sure;
} Case;

static void
check (const Case *cases, guint n_cases, const char *const *names)
{
  for (guint i = 0; i < n_cases; i++)
    {
      gboolean is_sure = !cases[i].is_sure;
      g_autofree char *next =
          work_class_next_name (cases[i].name, cases[i].diploma, names, &is_sure);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (next, ==, cases[i].next);
      g_assert_cmpint (is_sure, ==, cases[i].is_sure);
    }
}

/* A vocational school as most are. */
static void
test_digits (void)
{
  static const char *const names[] = { "2MELEC",   "1MELEC",   "TMELEC", "1CAP EPC", "2CAP EPC",
                                       "1BTS MCO", "2BTS MCO", "1 ASSP", "T ASSP",   NULL };
  static const Case cases[] = {
    { "2MELEC", NULL, "1MELEC", TRUE },
    { "1MELEC", "Baccalauréat professionnel", "TMELEC", TRUE },
    { "TMELEC", NULL, "", TRUE },
    { "1CAP EPC", NULL, "2CAP EPC", TRUE },
    { "2CAP EPC", NULL, "", TRUE },
    { "1BTS MCO", NULL, "2BTS MCO", TRUE },
    { "2BTS MCO", NULL, "", TRUE },
    { "1 ASSP", NULL, "T ASSP", TRUE },
    { "T ASSP", NULL, "", TRUE },
    /* No such class this year: it is proposed all the same. */
    { "2AGORA", NULL, "1AGORA", TRUE },
    { "1AGORA", NULL, "TAGORA", TRUE },
    { "1CAP CUISINE", NULL, "2CAP CUISINE", TRUE },
  };

  check (cases, G_N_ELEMENTS (cases), names);
}

/* The diploma tells where the name does not. */
static void
test_counting_up (void)
{
  static const char *const names[] = { "1EPC", "2EPC", "1CAP3", "2CAP3", "3CAP3", NULL };
  static const Case cases[] = {
    { "1EPC", "CAP Équipier polyvalent du commerce", "2EPC", TRUE },
    { "2EPC", "CAP Équipier polyvalent du commerce", "", TRUE },
    { "2EPC", "Baccalauréat professionnel", "1EPC", TRUE },
    { "1CIEL", "BTS Cybersécurité", "2CIEL", TRUE },
    { "1EBE", "BMA Ébéniste", "2EBE", TRUE },
    /* In three years. */
    { "2CAP3", "CAP", "3CAP3", TRUE },
    { "3CAP3", "CAP", "", TRUE },
    /* A word that only looks like one. */
    { "1CAPES", "Concours", "TCAPES", TRUE },
  };

  check (cases, G_N_ELEMENTS (cases), names);
}

static void
test_words (void)
{
  static const char *const names[] = { "2NDE MELEC", "1ère MELEC",  "Tle MELEC", "Seconde A",
                                       "Première A", "Terminale A", "2DE B",     NULL };
  static const Case cases[] = {
    { "2NDE MELEC", NULL, "1ère MELEC", TRUE },
    { "1ère MELEC", NULL, "Tle MELEC", TRUE },
    { "Tle MELEC", NULL, "", TRUE },
    { "Seconde A", NULL, "Première A", TRUE },
    { "Première A", NULL, "Terminale A", TRUE },
    { "Terminale A", NULL, "", TRUE },
    { "2DE B", NULL, "1RE B", TRUE },
  };

  check (cases, G_N_ELEMENTS (cases), names);
}

static void
test_college (void)
{
  static const Case cases[] = { { "6A", NULL, "5A", TRUE },
                                { "5A", NULL, "4A", TRUE },
                                { "4A", NULL, "3A", TRUE },
                                { "3A", NULL, "", TRUE },
                                { "3 PM", NULL, "", TRUE } };

  check (cases, G_N_ELEMENTS (cases), NULL);
}

/* What does not tell is left to the person. */
static void
test_unclear (void)
{
  static const char *const names[] = { "ULIS", "TECHNO", "10A", NULL };
  static const Case cases[] = {
    { "ULIS", NULL, "", FALSE },
    { "TECHNO", NULL, "", FALSE },
    { "10A", NULL, "", FALSE },
    { "21MELEC", NULL, "", FALSE },
    { "7A", NULL, "", FALSE },
    { "", NULL, "", FALSE },
    /* Words that begin like a level. */
    { "Terminus", NULL, "", FALSE },
  };

  check (cases, G_N_ELEMENTS (cases), names);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/year-name/years", test_years);
  g_test_add_func ("/work/year-name/digits", test_digits);
  g_test_add_func ("/work/year-name/counting-up", test_counting_up);
  g_test_add_func ("/work/year-name/words", test_words);
  g_test_add_func ("/work/year-name/college", test_college);
  g_test_add_func ("/work/year-name/unclear", test_unclear);
  return g_test_run ();
}
