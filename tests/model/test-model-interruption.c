/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-interruption.h"

#include "base-date.h"

static GDate
day (const char *iso)
{
  GDate date;

  g_date_clear (&date, 1);
  if (iso != NULL)
    g_assert_true (base_date_parse_iso (iso, &date));
  return date;
}

/* "2027-02-15/2027-02-19 2027-02-22/2027-02-22" */
static char *
to_text (const ModelInterruptions *interruptions)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < interruptions->days->len; i++)
    {
      const ModelDays *days = &g_array_index (interruptions->days, ModelDays, i);
      g_autofree char *start = base_date_to_iso (&days->start);
      g_autofree char *end = base_date_to_iso (&days->end);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", start);
      if (g_date_compare (&days->start, &days->end) != 0)
        g_string_append_printf (text, "/%s", end);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const struct
{
  const char *text;
  const char *days;
  const char *unclear;
} cases[] = {
  { NULL, "", NULL },
  { "", "", NULL },
  { " \n ; \n", "", NULL },
  { "15/02/2027", "2027-02-15", NULL },
  { "le 15 février 2027", "2027-02-15", NULL },
  { "2027-02-15", "2027-02-15", NULL },
  { "du 15/02/2027 au 19/02/2027", "2027-02-15/2027-02-19", NULL },
  { "Du 15/02/2027 AU 19/02/2027", "2027-02-15/2027-02-19", NULL },
  { "15/02/2027-19/02/2027", "2027-02-15/2027-02-19", NULL },
  { "15/02/2027 - 19/02/2027", "2027-02-15/2027-02-19", NULL },
  { "15/02/2027 – 19/02/2027", "2027-02-15/2027-02-19", NULL },
  { "15/02/2027 → 19/02/2027", "2027-02-15/2027-02-19", NULL },
  { "15-02-2027-19-02-2027", "2027-02-15/2027-02-19", NULL },
  { "2027-02-15 - 2027-02-19", "2027-02-15/2027-02-19", NULL },
  { "lundi 15 février 2027 au vendredi 19 février 2027", "2027-02-15/2027-02-19", NULL },
  { "lundi 15 février 2027 jusqu’au vendredi 19 février 2027", "2027-02-15/2027-02-19", NULL },
  { "du lundi 15 au vendredi 19 février 2027", "2027-02-15/2027-02-19", NULL },
  { "du 15 au 19 février 2027", "2027-02-15/2027-02-19", NULL },
  { "du 15 au 19 février", "2027-02-15/2027-02-19", NULL },
  { "du 15/02 au 19/02/2027", "2027-02-15/2027-02-19", NULL },
  { "du 15/02 au 19/02", "2027-02-15/2027-02-19", NULL },
  { "15-19/02/2027", "2027-02-15/2027-02-19", NULL },
  { "du 21 décembre au 3 janvier", "2026-12-21/2027-01-03", NULL },
  { "du 21/12 au 03/01/2027", "2026-12-21/2027-01-03", NULL },
  { "du 28 février au 1er mars 2027", "2027-02-28/2027-03-01", NULL },
  { "28 février 2028 au 29 février 2028", "2028-02-28/2028-02-29", NULL }, /* a leap year */
  { "15/02/2027 ; 22/02/2027", "2027-02-15 2027-02-22", NULL },
  { "15/02/2027\ndu 22/02/2027 au 23/02/2027\n", "2027-02-15 2027-02-22/2027-02-23", NULL },
  { "15/02/2027, 16/02/2027 et 18/02/2027", "2027-02-15 2027-02-16 2027-02-18", NULL },
  { "les 15, 16 et 18 février 2027", "2027-02-15 2027-02-16 2027-02-18", NULL },
  { "du 15 au 16 et le 18 février", "2027-02-15/2027-02-16 2027-02-18", NULL },
  { "Vacances d'hiver : du 15/02/2027 au 19/02/2027", "2027-02-15/2027-02-19", NULL },
  { "15/02/2027 (fermeture annuelle)", "2027-02-15", NULL },
  /* What is not understood is said, and does not take the rest away. */
  { "vacances de Noël", "", "vacances de Noël" },
  { "15/02/2027 ; vacances ; mercredis", "2027-02-15", "vacances" },
  { "15/02/2027 et les vacances", "", "15/02/2027 et les vacances" },
  { "31/02/2027", "", "31/02/2027" },
  { "29 février 2027", "", "29 février 2027" },             /* a common year */
  { "mardi 15 février 2027", "", "mardi 15 février 2027" }, /* a Monday */
  { "du 19/02/2027 au 15/02/2027", "", "du 19/02/2027 au 15/02/2027" },
  { "du 20 au 15 février 2027", "", "du 20 au 15 février 2027" },
  { "du 20/03 au 19/03/2027", "", "du 20/03 au 19/03/2027" },
  { "le 15", "", "le 15" },
  { "15/02/2027 matin", "", "15/02/2027 matin" },
};

static void
test_texts (void)
{
  GDate start = day ("2026-11-30"), end = day ("2027-03-26");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelInterruptions) found =
          model_interruptions_parse (cases[i].text, &start, &end);
      g_autofree char *days = to_text (found);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (days, ==, cases[i].days);
      g_assert_cmpstr (found->unclear, ==, cases[i].unclear);
    }
}

/* Without the placement's dates, a year must be written. */
static void
test_without_dates (void)
{
  GDate none = day (NULL);
  g_autoptr (ModelInterruptions) whole = model_interruptions_parse ("15/02/2027", &none, &none);
  g_autoptr (ModelInterruptions) part = model_interruptions_parse ("15/02", &none, &none);

  g_assert_cmpuint (whole->days->len, ==, 1);
  g_assert_cmpuint (part->days->len, ==, 0);
  g_assert_cmpstr (part->unclear, ==, "15/02");
}

static void
test_contain (void)
{
  static const struct
  {
    const char *day;
    gboolean contained;
  } days[] = {
    { "2027-02-14", FALSE }, { "2027-02-15", TRUE },  { "2027-02-17", TRUE },
    { "2027-02-19", TRUE },  { "2027-02-20", FALSE }, { "2027-03-01", TRUE },
  };
  GDate start = day ("2027-02-01"), end = day ("2027-03-05");
  g_autoptr (ModelInterruptions) found =
      model_interruptions_parse ("15/02/2027 au 19/02/2027; 01/03/2027", &start, &end);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      GDate date = day (days[i].day);

      g_assert_cmpint (model_interruptions_contain (found, &date), ==, days[i].contained);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/interruption/texts", test_texts);
  g_test_add_func ("/model/interruption/without-dates", test_without_dates);
  g_test_add_func ("/model/interruption/contain", test_contain);
  return g_test_run ();
}
