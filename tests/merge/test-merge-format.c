/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "merge-fixture.h"

/* What the switches of a merge field do to its value, instruction by instruction. */

#define VECTORS "reference/vectors/switches_checked_in_word.tsv"

typedef struct
{
  const char *instruction;
  const char *value;
  const char *expected;
  MergeValueType type;
  const char *warning; /* a part of a sentence about the template, or NULL */
} Case;

static const Case cases[] = {
  /* Words of the instruction. */
  { "MERGEFIELD X", "Durand", "Durand", MERGE_VALUE_TEXT, NULL },
  { " MERGEFIELD \"X\" ", "Durand", "Durand", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD “X”", "Durand", "Durand", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD\u00A0X\t\\* Upper", "Durand", "DURAND", MERGE_VALUE_TEXT, NULL },
  { "\\MERGEFIELD X", "Durand", "Durand", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X\\*Upper", "Durand", "DURAND", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\*upper\\*MERGEFORMAT", "Durand", "DURAND", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X\\@\"dd/MM/yyyy\"", "2009-03-07", "07/03/2009", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD \"X\"\\@dd/MM/yyyy", "2009-03-07", "07/03/2009", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"dd/MM/yy", "2009-03-07", "07/03/09", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\b \"dit \\\"\" \\f \"\\\"\"", "Zoé", "dit \"Zoé\"", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\b \"C:\\\\\"", "a", "C:\\a", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\b C:\\\\", "a", "C:\\a", MERGE_VALUE_TEXT, NULL },
  /* Text formats. */
  { "MERGEFIELD X \\* Upper", "Élève Œuvré", "ÉLÈVE ŒUVRÉ", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\* Lower", "ÉLÈVE", "élève", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\* FirstCap", "éric DUPONT", "Éric DUPONT", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\* Caps", "jean-pierre d’ARC", "Jean-Pierre D’Arc", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\* FirstCap MERGEFORMAT", "zoé", "Zoé", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\* Lower \\* FirstCap", "ZOÉ", "Zoé", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\* Romain", "12", "12", MERGE_VALUE_TEXT, "“Romain”" },
  /* Numbers in other figures and in words. */
  { "MERGEFIELD X \\* Roman", "12", "XII", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\* ROMAN", "14", "XIV", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\* roman", "14", "xiv", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\* Roman", "4000", "4000", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\* ALPHABETIC", "28", "BB", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\* alphabetic MERGEFORMAT", "3", "c", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\* Arabic \\* MERGEFORMAT", "2.5", "3", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\* ARABIC", "01", "1", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\* ArabicDash", "7", "- 7 -", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\* Ordinal", "1", "1er", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\* Ordinal", "2", "2e", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\* CardText", "81", "quatre-vingt-un", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\* CardText \\* FirstCap", "21", "Vingt et un", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\* Upper CardText", "21", "VINGT ET UN", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\* Caps \\* OrdText", "21", "Vingt Et Unième", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\* DollarText", "1 234,50 €",
    "mille deux cent trente-quatre euros et cinquante centimes", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\# 0,0 \\* CardText", "2.44", "deux", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\* Hex", "255", "FF", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\* Hex", "-1", "-1", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\* CardText", "douze", "douze", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\* CardText", "12 élèves", "12 élèves", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\* CardText \\b \"soit \"", "3", "soit trois", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\@ yyyy \\* CardText", "2026-01-12", "deux mille vingt-six", MERGE_VALUE_DATE,
    NULL },
  { "MERGEFIELD X \\@ d \\* OrdText", "2026-01-01", "premier", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"d MMMM\" \\* CardText", "2026-01-12", "12 janvier", MERGE_VALUE_DATE,
    NULL },
  { "MERGEFIELD X \\*", "mary", "mary", MERGE_VALUE_TEXT, "says nothing more" },
  { "MERGEFIELD X \\z", "mary", "mary", MERGE_VALUE_TEXT, "\\z" },
  { "MERGEFIELD X \\m \\v", "mary", "mary", MERGE_VALUE_TEXT, NULL },
  /* Texts around. */
  { "MERGEFIELD X \\b \"Tél. \" \\f \" (fixe)\"", "0102030405", "Tél. 0102030405 (fixe)",
    MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\b \"Tél. \"", "", "", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\b \"mme \" \\* Upper", "Durand", "mme DURAND", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\b deux mots", "a", "deuxa", MERGE_VALUE_TEXT, "without quotes" },
  /* Dates. */
  { "MERGEFIELD X", "2026-01-12", "12/01/2026", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X", "2026-01-12", "2026-01-12", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X", "pas une date", "pas une date", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"dddd d MMMM yyyy\"", "2026-01-12", "lundi 12 janvier 2026",
    MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"dddd d MMMM yyyy\" \\* FirstCap", "12/01/2026", "Lundi 12 janvier 2026",
    MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\@ \"d MMMM yyyy\"", "5/10/12", "5 octobre 2012", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\@ \"DD/MM/YYYY\"", "2011-04-11", "11/04/2011", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"ddd d MMM. y\"", "2026-02-02", "lun. 2 févr. 26", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"M-MM-yyy\"", "2026-02-02", "2-02-2026", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"d'. 'MMMM\\ yy\"", "2018-08-14", "14. août 18", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"'le 'd\\d`x`\"", "2018-08-14", "le 14d", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"jjjj j MMMM aaaa\"", "2026-01-12", "lundi 12 janvier 2026",
    MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"jj/MM/aa\"", "2026-01-12", "12/01/26", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"HH:mm:ss\"", "2026-01-12", "00:00:00", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"H:mm, h:mm am/pm\"", "2026-01-12T15:04:05", "15:04, 3:04 pm",
    MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"h AM/PM s\"", "12/01/2026 00:30:09", "12 AM 9", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\@ \"HH' h 'mm\"", "2026-01-12 08:05", "08 h 05", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\@ \"HH' h 'mm\"", "8:5", "08 h 05", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\@ HH:mm", "8h30", "08:30", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\@ HH:mm", "8\u00A0h\u202F30", "08:30", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\@ \"'le jour' h\\h am/pm\"", "14 h", "le jour 2h pm", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\@ \"d HH:mm\"", "8h30", "8h30", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\@ HH:mm", "25h00", "25h00", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\@ HH:mm", "12/01/2026 25h00", "12/01/2026 25h00", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\@ HH:mm", "8h30 ou 9h", "8h30 ou 9h", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\@ HH:mm:ss", "12 janvier 2026 08:30:59", "08:30:59", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\@ \"hh:m:ss\"", "2026-01-12 23:05:07", "11:5:07", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\@ \"d/M/yy\"", "2026-03-07", "7/3/26", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"ddd dd MMM yyyy\"", "2026-08-09", "dim. 09 août 2026", MERGE_VALUE_DATE,
    NULL },
  { "MERGEFIELD X \\@ \"j jj jjj jjjj M aaaa\"", "2026-03-07", "7 07 sam. samedi 3 2026",
    MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"jj/MM/aa \\a\"", "2026-03-07", "07/03/26 a", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"à dd\"", "2026-03-07", "à 07", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"dddd d MMMM yyyy\" \\* Ordinal", "2026-01-01", "jeudi 1er janvier 2026",
    MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"dddd d MMMM yyyy\" \\* Ordinal", "2026-01-02", "vendredi 2 janvier 2026",
    MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ \"dd/MM/yyyy\" \\* Ordinal", "2026-01-01", "01/01/2026", MERGE_VALUE_DATE,
    NULL },
  { "MERGEFIELD X \\@ \"d MMMM\"", "2026-01-01", "1 janvier", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ d/M/yy \\* Ordinal", "2026-01-01", "1/1/26", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ d \\* Ordinal", "2026-01-01", "1er", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ d \\* Ordinal", "2026-01-02", "2e", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\@ d MMMM yyyy", "2013-04-15", "15", MERGE_VALUE_DATE, "without quotes" },
  { "MERGEFIELD X \\@", "2013-04-15", "15/04/2013", MERGE_VALUE_DATE, "says nothing more" },
  { "MERGEFIELD X \\@ \"d MMMM\"", "à définir", "à définir", MERGE_VALUE_TEXT, NULL },
  /* Numbers without picture. */
  { "MERGEFIELD X", "1234.5", "1234,5", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X", "-3", "-3", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X", "0.00", "0.00", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\b \"v\\@1 \"", "1.5", "v@1 1,5", MERGE_VALUE_NUMBER, NULL },
  /* Numbers in a picture. */
  { "MERGEFIELD X \\# \"# ##0,00 €\"", "1234.5", "1\u202F234,50 €", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X\\#\"0,00\"", "1 234,5 €", "1234,50", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\# 0.0 \\b \"env. \"", "35.25", "env. 35,3", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\# \"0 'jours'\" \\* Upper", "5", "5 JOURS", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\# \"0# ## ## ## ##\"", "0102030405", "01 02 03 04 05", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\# \"0# ## ## ## ##\"", "01 02 03", "01 02 03", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\# 0,0 \\@ \"d MMMM\"", "2026-01-12", "12 janvier", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\# 0,0 \\@ \"d MMMM\"", "12", "12,0", MERGE_VALUE_TEXT, NULL },
  { "MERGEFIELD X \\# 00", "2026-01-12", "12/01/2026", MERGE_VALUE_DATE, NULL },
  { "MERGEFIELD X \\# 00", "1234567890123456", "1234567890123456", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\# 00", "", "", MERGE_VALUE_NUMBER, NULL },
  { "MERGEFIELD X \\# # ##0", "1234", "1234", MERGE_VALUE_NUMBER, "without quotes" },
  { "MERGEFIELD X \\#", "1234.5", "1234,5", MERGE_VALUE_NUMBER, "says nothing more" },
};

static void
check (const Case *the)
{
  FixtureValue values[] = { { "X", the->value, the->type }, { NULL, NULL, MERGE_VALUE_TEXT } };
  g_autofree char *field = fixture_field (the->instruction);
  g_autofree char *given = g_strdup_printf ("<w:p>%s<w:r><w:t>.</w:t></w:r></w:p>", field);
  g_autofree char *body = fixture_merge_body (given, values, MERGE_MISSING_BLANK);
  g_autofree char *text = fixture_text (body);
  g_autofree char *expected = g_strconcat (the->expected, ".", NULL);
  g_autoptr (MergeTemplate) template = fixture_template (given);
  GPtrArray *warnings = merge_template_get_warnings (template);

  g_test_message ("%s", the->instruction);
  g_assert_cmpstr (text, ==, expected);
  if (the->warning == NULL)
    {
      g_assert_cmpuint (warnings->len, ==, 0);
      return;
    }
  g_assert_cmpuint (warnings->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (warnings, 0), the->warning));
}

/* Values that look like numbers to a spreadsheet stay as they were typed. */
static void
test_plain (void)
{
  static const char *const values[] = {
    "01",
    "0.1",
    "0.00",
    "0.",
    "123.",
    "-123.",
    "00",
    "0.1 A",
    "0.1 1",
    "0.1 .",
    "0.00 0",
    "0.00 W",
    "0000123456",
    "000012345.006",
    "0000123AA456",
    "0000123AA45.006",
    "\"mary smith\"",
    "Mary SmiTH",
  };
  static const char *const instructions[] = { "MERGEFIELD X", "MERGEFIELD X \\* MERGEFORMAT",
                                              "MERGEFIELD X \\* CHARFORMAT" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint j = 0; j < G_N_ELEMENTS (instructions); j++)
      {
        Case the = { instructions[j], values[i], values[i], MERGE_VALUE_TEXT, NULL };

        check (&the);
      }
}

static void
test_switches (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);
}

/* The value is no date or no number: it is shown, and the report says so once, without showing it
 * again. */
static void
check_report (const char *instruction, const char *value, const char *sentence)
{
  g_autofree char *field = fixture_field (instruction);
  g_autofree char *given = g_strdup_printf ("<w:p>%s%s</w:p>", field, field);
  g_autoptr (MergeTemplate) template = fixture_template (given);
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) merged = NULL;
  FixtureValue values[] = { { "X", value, MERGE_VALUE_TEXT }, { NULL, NULL, MERGE_VALUE_TEXT } };

  merged =
      merge_template_merge (template, fixture_lookup, values, MERGE_MISSING_BLANK, report, NULL);
  g_assert_nonnull (merged);
  g_assert_cmpuint (report->warnings->len, ==, sentence != NULL ? 1 : 0);
  if (sentence == NULL)
    return;
  g_assert_nonnull (strstr (g_ptr_array_index (report->warnings, 0), "“X”"));
  g_assert_nonnull (strstr (g_ptr_array_index (report->warnings, 0), sentence));
  g_assert_null (strstr (g_ptr_array_index (report->warnings, 0), "définir"));
}

static void
test_report (void)
{
  check_report ("MERGEFIELD X \\@ \"d MMMM\"", "à définir", "not a date");
  check_report ("MERGEFIELD X \\# \"0,00\"", "à définir", "not a number");
  check_report ("MERGEFIELD X \\* CardText", "à définir", "not a number");
  check_report ("MERGEFIELD X \\* Roman", "à définir 2", "not a number");
  check_report ("MERGEFIELD X \\# 0,00", "à définir ou 2 ou 3", "not a number");
}

/* What was understood is not reported. */
static void
test_no_report (void)
{
  check_report ("MERGEFIELD X \\@ \"d MMMM\"", "12/01/2026", NULL);
  check_report ("MERGEFIELD X \\@ \"d MMMM\" \\* Ordinal", "01/01/2026", NULL);
  check_report ("MERGEFIELD X \\@ yyyy \\* CardText", "01/01/2026", NULL);
  check_report ("MERGEFIELD X \\@ HH:mm", "8h30", NULL);
  check_report ("MERGEFIELD X \\# 0,00", "12 €", NULL);
  check_report ("MERGEFIELD X \\* CardText", "12", NULL);
  check_report ("MERGEFIELD X \\* Upper", "à définir", NULL);
}

/* A field whose runs have these languages, "" for none. */
static char *
field_in (const char *instruction, const char *type_lang, const char *result_lang)
{
  g_autofree char *field = fixture_field (instruction);
  g_autofree char *type =
      g_strdup_printf ("<w:r><w:rPr><w:lang w:val=\"%s\"/></w:rPr><w:instrText", type_lang);
  g_autofree char *result =
      g_strdup_printf ("<w:r><w:rPr><w:lang w:val=\"%s\"/></w:rPr><w:t>", result_lang);
  g_auto (GStrv) halves = g_strsplit (field, "<w:r><w:instrText", 2);
  g_autofree char *with_type = g_strjoinv (type, halves);
  g_auto (GStrv) pieces = g_strsplit (with_type, "<w:r><w:t>", 2);

  return g_strjoinv (result, pieces);
}

/* Word takes many a French field for English: only one that is English throughout speaks it. */
static void
test_languages (void)
{
  static const char *const languages[][3] = {
    { "en-US", "en-GB", "Monday 12 January 2026 Jan" },
    { "en", "en", "Monday 12 January 2026 Jan" },
    { "en-US", "fr-FR", "lundi 12 janvier 2026 janv." },
    { "fr-FR", "en-US", "lundi 12 janvier 2026 janv." },
    { "de-DE", "de-DE", "lundi 12 janvier 2026 janv." },
    { "enm", "enm", "lundi 12 janvier 2026 janv." },
    { "", "en-US", "lundi 12 janvier 2026 janv." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *english =
          field_in ("MERGEFIELD X \\@ \"dddd d MMMM yyyy MMM\"", languages[i][0], languages[i][1]);
      g_autofree char *given = g_strdup_printf ("<w:p>%s</w:p>", english);
      FixtureValue values[] = { { "X", "2026-01-12", MERGE_VALUE_DATE },
                                { NULL, NULL, MERGE_VALUE_TEXT } };
      g_autofree char *body = fixture_merge_body (given, values, MERGE_MISSING_BLANK);
      g_autofree char *text = fixture_text (body);

      g_autoptr (MergeTemplate) template = fixture_template (given);
      GPtrArray *warnings = merge_template_get_warnings (template);

      g_assert_cmpstr (text, ==, languages[i][2]);
      g_assert_cmpuint (warnings->len, ==, *text == 'M' ? 1 : 0);
      g_assert_true (warnings->len == 0
                     || strstr (g_ptr_array_index (warnings, 0), "English") != NULL);
    }
}

/* The same field in two languages is not the same, and a simple one goes by its result. */
static void
test_two_languages (void)
{
  const char *instruction = "MERGEFIELD X \\# \"# ##0,00\"";
  g_autofree char *english = field_in (instruction, "en-US", "en-US");
  g_autofree char *french = field_in (instruction, "fr-FR", "fr-FR");
  g_autofree char *given = g_strdup_printf (
      "<w:p>%s%s<w:fldSimple w:instr=\"MERGEFIELD X\"><w:r><w:rPr><w:lang w:val=\"en-US\"/>"
      "</w:rPr><w:t>x</w:t></w:r></w:fldSimple><w:fldSimple w:instr=\"MERGEFIELD X\"/></w:p>",
      english, french);
  FixtureValue values[] = { { "X", "1234.5", MERGE_VALUE_NUMBER },
                            { NULL, NULL, MERGE_VALUE_TEXT } };
  g_autofree char *body = fixture_merge_body (given, values, MERGE_MISSING_BLANK);
  g_autofree char *text = fixture_text (body);
  g_autoptr (MergeTemplate) template = fixture_template (given);

  g_assert_cmpuint (merge_template_get_warnings (template)->len, ==, 0);
  g_assert_cmpstr (text, ==, "1,234.501\u202F234,501234.51234,5");
}

/* Names of months and days as the checked vectors write them, in English. */
static const struct
{
  const char *english;
  const char *french;
} words[] = {
  { "Monday", "lundi" },
  { "April", "avril" },
  { "Apr", "avr" },
};

static char *
to_french (const char *text)
{
  g_autofree char *french = g_strdup (text);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_auto (GStrv) pieces = g_strsplit (french, words[i].english, -1);

      g_free (french);
      french = g_strjoinv (words[i].french, pieces);
    }
  return g_steal_pointer (&french);
}

/* French abbreviations have a point of their own. */
static char *
without_points (const char *text)
{
  g_auto (GStrv) pieces = g_strsplit (text, "avr.", -1);

  return g_strjoinv ("avr", pieces);
}

/* Marks of numbers, as the vectors' English Word writes them. */
static char *
to_french_marks (const char *text)
{
  GString *french = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      gboolean inside = at > text && g_ascii_isdigit (at[-1]) && g_ascii_isdigit (at[1]);

      if (*at == ',' && inside)
        g_string_append (french, "\u202F");
      else if (*at == '.' && g_ascii_isdigit (at[1]))
        g_string_append_c (french, ',');
      else
        g_string_append_c (french, *at);
    }
  return g_string_free (french, FALSE);
}

/* The tests of docx4j that do not tell what Word does: where it throws, and percents of Java's. */
static gboolean
is_of_word (char **cells)
{
  return strcmp (cells[0], "class") != 0 && !g_str_has_prefix (cells[5], "class org.docx4j")
         && !(strcmp (cells[0], "Numeric") == 0 && atoi (cells[6]) >= 470
              && g_str_has_suffix (cells[5], "%"));
}

/* The vectors that we do not follow. */
static const struct
{
  const char *switches;
  const char *shown;
} disagreements[] = {
  /* Word's own guide says that + writes one, and who types it wants it. */
  { "\\# +##", "+10" },
  /* What stands between quotes is no number: its point stays one in French. */
  { "\\# \"$##0.00 is the '##.00' goodness\"", "$3,89 is the ##.00 goodness" },
};

/* What Word wrote, with French marks and words. Where it prints an error, we show the value and
 * warn the template's author. */
static char *
expected_of (char **cells, const char *value)
{
  if (g_str_has_prefix (cells[5], "Error!"))
    return g_strdup (value);
  for (guint i = 0; i < G_N_ELEMENTS (disagreements); i++)
    if (strcmp (cells[3], disagreements[i].switches) == 0)
      return g_strdup (disagreements[i].shown);
  return strcmp (cells[0], "Numeric") == 0 ? to_french_marks (cells[5]) : to_french (cells[5]);
}

static gboolean
check_vector (char **cells)
{
  gboolean date = strcmp (cells[0], "Date") == 0;
  g_autofree char *instruction = g_strdup_printf (" MERGEFIELD X %s ", cells[3]);
  g_autofree char *field = fixture_field (instruction);
  g_autofree char *given = g_strdup_printf ("<w:p>%s</w:p>", field);
  FixtureValue values[] = { { "X", date ? "2013-04-15" : cells[4], MERGE_VALUE_TEXT },
                            { NULL, NULL, MERGE_VALUE_TEXT } };
  g_autofree char *body = NULL, *text = NULL, *plain = NULL, *expected = NULL, *french = NULL;

  if (!is_of_word (cells))
    return FALSE;
  body = fixture_merge_body (given, values, MERGE_MISSING_BLANK);
  text = fixture_text (body);
  plain = without_points (text);
  french = expected_of (cells, values[0].text);
  expected = without_points (french);
  g_test_message ("%s with %s", instruction, cells[4]);
  g_assert_cmpstr (plain, ==, expected);
  return TRUE;
}

static gboolean
check_line (char **cells)
{
  return g_strv_length (cells) >= 7 && check_vector (cells);
}

static void
test_vectors (void)
{
  guint checked;

  if (!fixture_vectors (VECTORS, check_line, &checked))
    return;
  g_test_message ("%u vectors", checked);
  g_assert_cmpuint (checked, >, 160);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/format/switches", test_switches);
  g_test_add_func ("/merge/format/plain", test_plain);
  g_test_add_func ("/merge/format/report", test_report);
  g_test_add_func ("/merge/format/no-report", test_no_report);
  g_test_add_func ("/merge/format/languages", test_languages);
  g_test_add_func ("/merge/format/two-languages", test_two_languages);
  g_test_add_func ("/merge/format/vectors", test_vectors);
  return g_test_run ();
}
