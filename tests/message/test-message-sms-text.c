/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-sms-text.h"

#include <string.h>

#include "message-error.h"

static char *
repeat (const char *text, guint times, const char *end)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (all, text);
  g_string_append (all, end);
  return g_string_free (all, FALSE);
}

/* @text so many times and then @end */
static const struct
{
  const char *text;
  guint times;
  const char *end;
  gboolean is_unicode;
  guint units, parts, left;
} lengths[] = {
  { "", 0, "", FALSE, 0, 0, 160 },
  { "a", 1, "", FALSE, 1, 1, 159 },
  { "a", 160, "", FALSE, 160, 1, 0 },
  { "a", 161, "", FALSE, 161, 2, 145 },
  { "a", 306, "", FALSE, 306, 2, 0 },
  { "a", 307, "", FALSE, 307, 3, 152 },
  { "a", 459, "", FALSE, 459, 3, 0 },
  { "a", 460, "", FALSE, 460, 4, 152 },
  { "é", 160, "", FALSE, 160, 1, 0 },
  /* what counts two */
  { "€", 80, "", FALSE, 160, 1, 0 },
  { "€", 80, "a", FALSE, 161, 2, 144 },
  { "a", 159, "€", FALSE, 161, 2, 145 },
  /* and is not cut: 152 and its 2 go into two parts, 153 would stay empty by one */
  { "a", 152, "€aaaaaaa", FALSE, 161, 2, 144 },
  { "€", 153, "", FALSE, 306, 3, 151 },
  { "€", 152, "aa", FALSE, 306, 3, 152 },
  /* UCS-2 */
  { "ê", 1, "", TRUE, 1, 1, 69 },
  { "ê", 70, "", TRUE, 70, 1, 0 },
  { "ê", 71, "", TRUE, 71, 2, 63 },
  { "a", 69, "ê", TRUE, 70, 1, 0 },
  { "a", 134, "", FALSE, 134, 1, 26 },
  { "a", 133, "’", TRUE, 134, 2, 0 },
  { "a", 134, "’", TRUE, 135, 3, 66 },
  { "€", 69, "ê", TRUE, 70, 1, 0 },
  /* surrogates count two, and are not cut either */
  { "😀", 1, "", TRUE, 2, 1, 68 },
  { "😀", 35, "", TRUE, 70, 1, 0 },
  { "😀", 36, "", TRUE, 72, 2, 61 },
  { "😀", 67, "", TRUE, 134, 3, 65 },
  { "a", 66, "😀aaa", TRUE, 71, 2, 62 },
};

static void
test_length (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *text = repeat (lengths[i].text, lengths[i].times, lengths[i].end);
      MessageSmsCount count;

      g_test_message ("%u × “%s” and “%s”", lengths[i].times, lengths[i].text, lengths[i].end);
      message_sms_count (text, &count);
      g_assert_cmpint (count.is_unicode, ==, lengths[i].is_unicode);
      g_assert_cmpuint (count.units, ==, lengths[i].units);
      g_assert_cmpuint (count.parts, ==, lengths[i].parts);
      g_assert_cmpuint (count.left, ==, lengths[i].left);
    }
}

/* The whole of 3GPP TS 23.038 by its code points, written down a second time. */
static gboolean
is_in_alphabet (gunichar c)
{
  static const gunichar others[] = {
    0x40, 0xA3, 0x24,  0xA5, 0xE8,  0xE9,  0xF9,  0xEC,  0xF2,  0xC7,  0x0A,  0xD8,   0xF8,  0x0D,
    0xC5, 0xE5, 0x394, 0x5F, 0x3A6, 0x393, 0x39B, 0x3A9, 0x3A0, 0x3A8, 0x3A3, 0x398,  0x39E, 0xC6,
    0xE6, 0xDF, 0xC9,  0xA4, 0xA1,  0xC4,  0xD6,  0xD1,  0xDC,  0xA7,  0xBF,  0xE4,   0xF6,  0xF1,
    0xFC, 0xE0, 0x0C,  0x5E, 0x7B,  0x7D,  0x5C,  0x5B,  0x7E,  0x5D,  0x7C,  0x20AC,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i] == c)
      return TRUE;
  return (c >= 0x20 && c <= 0x3F && c != 0x24) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static void
test_alphabet (void)
{
  guint n = 0;

  for (gunichar c = 1; c < 0x3000; c++)
    {
      char text[8] = "";
      MessageSmsCount count;

      g_unichar_to_utf8 (c, text);
      message_sms_count (text, &count);
      if (count.is_unicode == is_in_alphabet (c))
        g_error ("U+%04X", c);
      n += !count.is_unicode;
    }
  /* 128 of the table without the escape, and 10 of the extension */
  g_assert_cmpuint (n, ==, 127 + 10);
}

static void
test_costly (void)
{
  g_autoptr (GArray) none = message_sms_list_costly ("Très près d'ici, à 10 €\n");
  g_autoptr (GArray) list = message_sms_list_costly ("L’élève’s cœur : ça 😀…");
  static const struct
  {
    gunichar character;
    const char *plain;
    guint count;
  } expected[] = {
    { 0x2019, "'", 2 },   { 0x153, "oe", 1 },   { 0xE7, "c", 1 },
    { 0x1F600, NULL, 1 }, { 0x2026, "...", 1 },
  };

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < list->len; i++)
    {
      const MessageSmsCostly *costly = &g_array_index (list, MessageSmsCostly, i);

      g_assert_cmphex (costly->character, ==, expected[i].character);
      g_assert_cmpstr (costly->plain, ==, expected[i].plain);
      g_assert_cmpuint (costly->count, ==, expected[i].count);
    }
}

static const struct
{
  const char *text, *plain;
} simple[] = {
  { "", "" },
  { "Déjà à Noël", "Déjà à Noel" },
  { "L’œuvre", "L'oeuvre" },
  { "ŒUVRE", "OEUVRE" },
  { "Il a dit « oui ».", "Il a dit \"oui\"." },
  { "Il a dit «\302\240oui\302\240».", "Il a dit \"oui\"." },
  { "Il a dit «\342\200\257oui\342\200\257» :", "Il a dit \"oui\" :" },
  { "“oui”…", "\"oui\"..." },
  { "à 8\302\240h\342\200\257?", "à 8 h ?" },
  { "du 5 – 9", "du 5 - 9" },
  { "Ça, ça", "Ça, ca" },
  /* an accent that stands apart is one with its letter */
  { "e\314\201", "é" },
  { "{a}\n[b] 10 €", "{a}\n[b] 10 €" },
  { "Bravo 😀", "Bravo 😀" },
};

static void
test_simplify (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (simple); i++)
    {
      g_autofree char *plain = message_sms_simplify (simple[i].text);
      g_autofree char *again = message_sms_simplify (plain);

      g_assert_cmpstr (plain, ==, simple[i].plain);
      g_assert_cmpstr (again, ==, plain);
    }
}

/* Every plain form is one that costs nothing: what can be written plainly gets its 160. */
static void
test_plain_is_plain (void)
{
  guint n = 0;

  for (gunichar c = 1; c < 0x3000; c++)
    {
      char text[8] = "";
      g_autoptr (GArray) list = NULL;
      MessageSmsCount count;

      g_unichar_to_utf8 (c, text);
      list = message_sms_list_costly (text);
      if (list->len == 0 || g_array_index (list, MessageSmsCostly, 0).plain == NULL)
        continue;
      message_sms_count (g_array_index (list, MessageSmsCostly, 0).plain, &count);
      g_assert_false (count.is_unicode);
      n++;
    }
  g_assert_cmpuint (n, >, 60);
}

static const struct
{
  const char *text, *number;
} numbers[] = {
  { "06 12 34 56 78", "+33612345678" },
  { "07.12.34.56.78", "+33712345678" },
  { "0033612345678", "+33612345678" },
  { "+33 (0)6 12 34 56 78", "+33612345678" },
  { "612345678", "+33612345678" },
  { "0690 12 34 56", "+590690123456" },
  { "0691 12 34 56", "+590691123456" },
  { "0694 12 34 56", "+594694123456" },
  { "0696 12 34 56", "+596696123456" },
  { "0697 12 34 56", "+596697123456" },
  { "0692 12 34 56", "+262692123456" },
  { "0693 12 34 56", "+262693123456" },
  { "0639 12 34 56", "+262639123456" },
  { "+33 692 12 34 56", "+262692123456" },
  /* these take none */
  { "01 23 45 67 89", NULL },
  { "0262 12 34 56", NULL },
  { "0596 12 34 56", NULL },
  { "09 12 34 56 78", NULL },
  { "08 12 34 56 78", NULL },
  { "3631", NULL },
  { "+44 7700 900123", NULL },
  { "06 12 34 56", NULL },
  { "06 12 34 56 78 9", NULL },
  { "eleve@exemple.fr", NULL },
  { "", NULL },
  { NULL, NULL },
};

static void
test_number (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *number = message_sms_number (numbers[i].text, &error);

      g_assert_cmpstr (number, ==, numbers[i].number);
      if (number != NULL)
        g_assert_no_error (error);
      else
        g_assert_error (error, MESSAGE_ERROR, MESSAGE_ERROR_BAD_NUMBER);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message/sms/text/length", test_length);
  g_test_add_func ("/message/sms/text/alphabet", test_alphabet);
  g_test_add_func ("/message/sms/text/costly", test_costly);
  g_test_add_func ("/message/sms/text/simplify", test_simplify);
  g_test_add_func ("/message/sms/text/plain-is-plain", test_plain_is_plain);
  g_test_add_func ("/message/sms/text/number", test_number);
  return g_test_run ();
}
