/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "table-reader.h"

#define BYTES(literal) literal, sizeof literal - 1

/* A file of two columns, the encoding it is taken for, and what its last cell then is. */
static const struct
{
  const char *bytes;
  gsize length;
  const char *encoding;
  const char *cell;
} files[] = {
  /* Plain letters are the same in all of them. */
  { BYTES ("a;Abadie"), "UTF-8", "Abadie" },
  /* UTF-8, and what only looks like it. */
  { BYTES ("a;L\xc3\xa9"
           "a"),
    "UTF-8", "Léa" },
  { BYTES ("a;\xf0\x9f\x8e\x93 fin"), "UTF-8", "🎓 fin" },
  { BYTES ("a;L\xe9"
           "a"),
    "WINDOWS-1252", "Léa" },
  { BYTES ("a;L\xe9"), "WINDOWS-1252", "Lé" },
  { BYTES ("a;\xc3"), "WINDOWS-1252", "Ã" },
  { BYTES ("a;\xe2\x82"), "WINDOWS-1252", "â‚" },
  /* Surrogates and overlong forms are no UTF-8. */
  { BYTES ("a;\xed\xa0\x80x"), "WINDOWS-1252", "í €x" },
  { BYTES ("a;\xc0\xaf"), "WINDOWS-1252", "À¯" },
  /* Windows-1252 by the bytes that ISO-8859 leaves empty. */
  { BYTES ("a;5 \x80"), "WINDOWS-1252", "5 €" },
  { BYTES ("a;c\x9cur"), "WINDOWS-1252", "cœur" },
  { BYTES ("a;L\x92\xe9t\xe9"), "WINDOWS-1252", "L’été" },
  { BYTES ("a;\x93oui\x94"), "WINDOWS-1252", "“oui”" },
  { BYTES ("a;\x8cuvre \xa4 5"), "WINDOWS-1252", "Œuvre ¤ 5" },
  /* ISO-8859-15 by its own letters, where a letter stands. */
  { BYTES ("a;5 \xa4"), "ISO-8859-15", "5 €" },
  { BYTES ("a;c\xbdur"), "ISO-8859-15", "cœur" },
  { BYTES ("a;\xbcuvre"), "ISO-8859-15", "Œuvre" },
  { BYTES ("a;L'Ha\xff, L'HA\xbe"), "ISO-8859-15", "L'Haÿ, L'HAŸ" },
  { BYTES ("a;\xa6imun"), "ISO-8859-15", "Šimun" },
  { BYTES ("a;Mato\xa8"), "ISO-8859-15", "Matoš" },
  { BYTES ("a;\xb4upan"), "ISO-8859-15", "Župan" },
  { BYTES ("a;Ko\xb8ul"), "ISO-8859-15", "Kožul" },
  /* The same bytes as signs. */
  { BYTES ("a;8\xbd"), "WINDOWS-1252", "8½" },
  { BYTES ("a;8\xbdh"), "WINDOWS-1252", "8½h" },
  { BYTES ("a;1 \xbc"), "WINDOWS-1252", "1 ¼" },
  { BYTES ("a;aujourd\xb4hui"), "WINDOWS-1252", "aujourd´hui" },
  { BYTES ("a;\xa6 \xa8 \xb8"), "WINDOWS-1252", "¦ ¨ ¸" },
  { BYTES ("a;n\xb0 2 \xab\xa0oui\xa0\xbb"), "WINDOWS-1252", "n° 2 « oui »" },
  /* Marks. */
  { BYTES ("\xef\xbb\xbf"
           "a;L\xc3\xa9"
           "a"),
    "UTF-8", "Léa" },
  { BYTES ("\xff\xfe"
           "a\0;\0\x53\x01"),
    "UTF-16LE", "œ" },
  { BYTES ("\xfe\xff\0a\0;\x01\x53"), "UTF-16BE", "œ" },
  { BYTES ("\xff\xfe"
           "a\0;\0\x3c\xd8\x93\xdf"),
    "UTF-16LE", "🎓" },
  /* Without a mark. */
  { BYTES ("a\0;\0L\0\xe9\0"), "UTF-16LE", "Lé" },
  { BYTES ("\0a\0;\0L\0\xe9"), "UTF-16BE", "Lé" },
};

static void
test_files (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (files[i].bytes, files[i].length);
      g_autoptr (GError) error = NULL;
      g_autoptr (TableReader) reader = table_reader_new_for_bytes (bytes, &error);
      g_autofree char *expected = g_strdup (files[i].cell);
      const TableRow *row;

      g_test_message ("%u: %s", (guint) i, files[i].cell);
      g_assert_no_error (error);
      g_assert_cmpstr (table_reader_get_encoding (reader), ==, files[i].encoding);
      g_assert_true (table_reader_next (reader, &row, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (row->n_cells, ==, 2);
      /* Runs of spaces of any kind are one plain space in a cell. */
      g_assert_cmpstr (row->cells[0], ==, "a");
      g_assert_cmpstr (row->cells[1], ==, expected);
    }
}

/* Every letter that both one-byte encodings of our schools can write comes back as it was. */
static void
check_letters (const char *encoding, const char *told_by)
{
  for (gunichar c = 0xa1; c < 0x2123; c++)
    {
      char letter[7] = { 0 };
      g_autofree char *text = NULL;
      g_autofree char *encoded = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (TableReader) reader = NULL;
      gsize length;
      const TableRow *row;

      if (!g_unichar_isalpha (c))
        continue;
      g_unichar_to_utf8 (c, letter);
      text = g_strdup_printf ("a;x%sx\n%s;z\n", letter, told_by);
      encoded = g_convert (text, -1, encoding, "UTF-8", NULL, &length, NULL);
      if (encoded == NULL)
        continue;
      bytes = g_bytes_new (encoded, length);
      reader = table_reader_new_for_bytes (bytes, NULL);
      g_assert_cmpstr (table_reader_get_encoding (reader), ==, encoding);
      g_assert_true (table_reader_next (reader, &row, NULL));
      g_assert_cmpuint (g_utf8_get_char (row->cells[1] + 1), ==, c);
    }
}

static void
test_letters (void)
{
  check_letters ("WINDOWS-1252", "5 €");
  check_letters ("ISO-8859-15", "5 €");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/encoding/files", test_files);
  g_test_add_func ("/table/encoding/letters", test_letters);
  return g_test_run ();
}
