/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table-reader.h"

static const struct
{
  const char *cell;
  guint n_digits;
  const char *expected; /* NULL: lost for good */
} cases[] = {
  { "1000", 5, "01000" },
  { "75001", 5, "75001" },
  { "1000.0", 5, "01000" },
  { "1000,00", 5, "01000" },
  { "612345678", 10, "0612345678" },
  { "0612345678", 10, "0612345678" },
  { "612345678.0", 10, "0612345678" },
  { "3567890100012", 14, "03567890100012" },
  { "41300500018", 14, "00041300500018" },
  { "3,0612345678901E+13", 14, "30612345678901" },
  { "3.0612345678901e13", 14, "30612345678901" },
  { "3,06E+13", 14, NULL },
  { "3.06123456789E+13", 14, NULL },
  { "4,13005E+10", 14, NULL },
  { "6,12345678E+08", 10, "0612345678" },
  { "6,1E+08", 10, NULL },
  /* No bare number, or too far from one: as it was. */
  { "", 5, "" },
  { "06 12 34 56 78", 10, "06 12 34 56 78" },
  { "+33612345678", 10, "+33612345678" },
  { "2A004", 5, "2A004" },
  { "SW1A 2AA", 5, "SW1A 2AA" },
  { "100", 5, "100" },
  { "100.0", 5, "100.0" },
  { "12345678", 10, "12345678" },
  { "75001.5", 5, "75001.5" },
  { "75001.", 5, "75001." },
  { "123456", 5, "123456" },
  { "1E", 5, "1E" },
  { "E+3", 5, "E+3" },
  { "1,2,3E+4", 5, "1,2,3E+4" },
  { "1E+9999", 5, "1E+9999" },
};

static void
test_repair (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = table_repair_digits (cases[i].cell, cases[i].n_digits);

      g_test_message ("“%s” of %u digits", cases[i].cell, cases[i].n_digits);
      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/digits/repair", test_repair);
  return g_test_run ();
}
