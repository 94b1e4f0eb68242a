/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-file.h"

static void
test_safe_name (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "Convention ABADIE Léa", "Convention ABADIE Léa" },
    { "e\xcc\x81le\xcc\x80ve", "élève" },
    { "a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j" },
    { "2026/2027", "2026-2027" },
    { "/etc/passwd", "-etc-passwd" },
    { "../../x", "-..-x" },
    { "two\nlines", "two lines" },
    { "two\n\n\nlines", "two lines" },
    { " .\n.hidden", "hidden" },
    { "tab\there", "tab here" },
    { "bell\x07", "bell" },
    { "name.", "name" },
    { "name. . .", "name" },
    { "  name  ", "name" },
    { ".hidden", "hidden" },
    { "...", "Untitled" },
    { ".", "Untitled" },
    { "..", "Untitled" },
    { "", "Untitled" },
    { "   ", "Untitled" },
    { NULL, "Untitled" },
    { "CON", "_CON" },
    { "con.txt", "_con.txt" },
    { "Nul .txt", "_Nul .txt" },
    { "COM1", "_COM1" },
    { "lpt9.a.b", "_lpt9.a.b" },
    { "COM¹", "_COM¹" },
    { "CONIN$", "_CONIN$" },
    { "CONVENTION", "CONVENTION" },
    { "COM10", "COM10" },
    { "a\xe2\x80\xae"
      "fdp.exe",
      "afdp.exe" }, /* right-to-left override */
    { "bad\xff"
      "byte",
      "bad\xef\xbf\xbd"
      "byte" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = base_file_safe_name (cases[i].text);
      g_autofree char *again = base_file_safe_name (name);

      g_assert_cmpstr (name, ==, cases[i].expected);
      g_assert_cmpstr (again, ==, name);
    }
}

static void
test_safe_name_is_short (void)
{
  gsize length;

  /* Whatever the place of the cut, no character is broken and no dot or space is left at the end.
   */
  for (length = 100; length < 140; length++)
    {
      GString *text = g_string_new (NULL);
      g_autofree char *name = NULL;

      while (text->len < length)
        g_string_append_c (text, 'a');
      g_string_append (text, "é. é. é. ééé€€€𝄞𝄞𝄞 fin");
      name = base_file_safe_name (text->str);
      g_assert_cmpuint (strlen (name), <=, 120);
      g_assert_cmpuint (strlen (name), >=, MIN (length, 114));
      g_assert_true (g_utf8_validate (name, -1, NULL));
      g_assert_null (strchr (". ", name[strlen (name) - 1]));
      g_string_free (text, TRUE);
    }
}

/* Every character of the first planes gives one component that is not empty. */
static void
test_safe_name_every_character (void)
{
  gunichar c;

  for (c = 1; c < 0x3000; c++)
    {
      char text[8] = "";
      g_autofree char *name = NULL;

      g_unichar_to_utf8 (c, text);
      name = base_file_safe_name (text);
      g_assert_true (g_utf8_validate (name, -1, NULL));
      g_assert_cmpstr (name, !=, "");
      g_assert_null (strpbrk (name, "<>:\"/\\|?*\x01\x1f\x7f\n"));
      g_assert_false (g_str_has_prefix (name, ".") || g_str_has_suffix (name, " "));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/file-name/safe-name", test_safe_name);
  g_test_add_func ("/base/file-name/safe-name-is-short", test_safe_name_is_short);
  g_test_add_func ("/base/file-name/safe-name-every-character", test_safe_name_every_character);
  return g_test_run ();
}
