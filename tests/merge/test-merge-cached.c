/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"
#include "merge-format-private.h"
#include "merge-formula-private.h"

/* Instructions of public documents, with the result that Word itself left in them. */

#define VECTORS "reference/vectors/switch_cached_by_word.tsv"

#define FR MERGE_LANGUAGE_FRENCH
#define EN MERGE_LANGUAGE_ENGLISH

/* What the field's value must have been is ours. */
static const struct
{
  const char *instruction;
  const char *result;
  const char *value;
  MergeLanguage language;
} cached[] = {
  { "CREATEDATE  \\@ \"M/d/yyyy h:mm:ss am/pm\"  \\* MERGEFORMAT", "11/5/2007 2:54:00 PM",
    "2007-11-05 14:54:00", EN },
  { "CREATEDATE  \\@ \"d MMMM yyyy\"  \\* MERGEFORMAT", "16 June 2010", "2010-06-16", EN },
  { "DATE  \\@ \"dd MMMM yyyy\"  \\* MERGEFORMAT", "29 March 2018", "2018-03-29", EN },
  { "DATE  \\@ \"dd MMMM yyyy\"  \\* MERGEFORMAT", "30 March 2018", "2018-03-30", EN },
  { "DATE  \\@ \"dd.MM.yyyy\"  \\* MERGEFORMAT", "23.11.2018", "2018-11-23", EN },
  { "DATE \\@ \"M/d/yyyy\"", "11/16/2006", "2006-11-16", EN },
  { "DATE \\@ \"MMMM d, yyyy\"", "October 10, 2015", "2015-10-10", EN },
  { "DATE \\@ \"dd MMMM yyyy\"", "21 February 2018", "2018-02-21", EN },
  { "DATE \\@ \"dd/MM/yyyy\"", "05/10/2012", "2012-10-05", FR },
  { "DATE \\@ \"dd/MM/yyyy\"", "06/03/2009", "2009-03-06", FR },
  { "DATE \\@ \"dddd, MMMM d, yyyy\"", "Saturday, April 23, 2016", "2016-04-23", EN },
  { "DATE \\@ \"dddd, MMMM d, yyyy\"", "Wednesday, November 18, 2015", "2015-11-18", EN },
  { "DATE \\@ \"dddd, MMMM dd, yyyy\"", "Thursday, June 19, 2014", "2014-06-19", EN },
  { "DATE \\@ \"h:mm am/pm\"", "12:32 PM", "2015-10-10 12:32", EN },
  { "DATE \\@ \"yy.MM.dd\"", "13.09.20", "2013-09-20", EN },
  { "DATE \\@\"MM/dd/yy\"", "07/24/14", "2014-07-24", EN },
  { "DATE \\@\"d'. 'MMM\\ yy\"", "14. Aug 18", "2018-08-14", EN },
  { "DOCVARIABLE  MonthStart \\@  yyyy   \\* MERGEFORMAT", "2014", "2014-06-01", EN },
  { "PRINTDATE  \\@ \"HH:mm\"", "15:49", "2022-03-17 15:49", EN },
  { "PRINTDATE  \\@ \"dddd, MMMM dd, yyyy\"", "Thursday, March 17, 2022", "2022-03-17", EN },
  { "QUOTE  aaaaa \\@ \"dddd, dd MMMM yyyy\" \\* FirstCap  \\* MERGEFORMAT", "Aaaaa", "aaaaa", EN },
  { "SAVEDATE  \\@ \"yyyy\"  \\* MERGEFORMAT", "2007", "2007-01-31", EN },
  { "TIME \\@ \"MMMM d, yyyy\"", "September 11, 2006", "2006-09-11", EN },
  { "TIME \\@ \"dd.MM.yyyy\"", "13.08.2014", "2014-08-13", FR },
  { "TIME \\@ \"dd/MM/yyyy\"", "11/04/2011", "2011-04-11", FR },
  { "date \\@ \"MM/DD/YY", "09/29/95", "1995-09-29", EN },
  { "=50*40 \\# \"# ##0,00 Ft;(# ##0,00 Ft)\"", "2 000,00 Ft", "2000", FR },
  { "=50*40 \\# \"# ##0,00\"", "2 000,00", "2000", FR },
  { "=50*40 \\# \"0%\"", "2000%", "2000", FR },
  { "=50*40 \\# \"0,00%\"", "2000,00%", "2000", FR },
  { "AUTOTEXTLIST   \\* Lower \\s aaa \\t auto  \\* MERGEFORMAT", "aaa", "AAA", EN },
  { "FILENAME  \\* Caps  \\* MERGEFORMAT", "Fields.Docx", "fields.docx", EN },
  { "TITLE  \"Title new\" \\* Lower  \\* MERGEFORMAT", "title new", "Title new", EN },
  { "TITLE  \"moM is supreme\" \\* FirstCap  \\* MERGEFORMAT", "MoM is supreme", "moM is supreme",
    EN },
  { "TITLE  \"title new\" \\* Caps  \\* MERGEFORMAT", "Title New", "title new", EN },
  { "TITLE \\* Upper \\* MERGEFORMAT", "C# 3.0 SPECIFICATION", "C# 3.0 Specification", EN },
  { "USERADDRESS  \"A-11 AAAc dsdassa\" \\* Lower  \\* MERGEFORMAT", "a-11 aaac dsdassa",
    "A-11 AAAc dsdassa", EN },
  { "PAGE  \\* Arabic  \\* MERGEFORMAT", "2", "2", EN },
  { "PAGE  \\* Arabic  \\* MERGEFORMAT", "3", "3", EN },
  { "PAGE \\* Arabic \\* MERGEFORMAT", "2", "2", EN },
  { "SEQ Tabla \\* ROMAN", "I", "1", FR },
  { "SEQ Tabla \\* ROMAN", "II", "2", FR },
  { "SEQ scientific \\* ROMAN", "I", "1", EN },
};

/* Results that we do not follow, by how their instruction begins. */
static const struct
{
  const char *beginning;
  const char *reason;
} left_out[] = {
  { "MERGEFIELD", "the result is the field's name: nothing was merged" },
  { "IF ", "the condition is what counts, not the switch" },
  { "EQ ", "a formula for the eye" },
  { "DOCPROPERTY  currency", "the switch was written after the result was made" },
  { "DOCPROPERTY  int", "the switch was written after the result was made" },
  { "DOCPROPERTY  nonum", "the switch was written after the result was made" },
  { "DOCPROPERTY  caContractId", "the result is a space" },
  { "DATE \\@ \"y年M月d日\"", "the result is another program's template" },
  { "SECTIONPAGES  \\* Ordinal", "\"2nd\": ordinals are French" },
  { "TIME \\@ \"h:mm am/pm\"", "\"3:16 \": Spanish has no such halves; French is asked for them" },
};

static char *
write_value (const char *text, const char *value, MergeLanguage language)
{
  g_autoptr (MergeInstruction) instruction = merge_instruction_parse (text);
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  MergeValue typed = { MERGE_VALUE_TEXT, value };
  MergeFormat format;
  gboolean understood;
  char *out;

  instruction->language = language;
  merge_format_init (&format, instruction, "X", warnings);
  out = merge_format_value (&format, &typed, &understood);
  merge_format_clear (&format);
  return out;
}

/* Which space parts thousands is not what Word's results tell. */
static char *
with_plain_spaces (const char *text)
{
  g_auto (GStrv) narrow = g_strsplit (text, "\u202F", -1);
  g_autofree char *joined = g_strjoinv (" ", narrow);
  g_auto (GStrv) pieces = g_strsplit (joined, "\u00A0", -1);

  return g_strjoinv (" ", pieces);
}

static void
check (const char *instruction, const char *value, MergeLanguage language, const char *result)
{
  g_autofree char *text = write_value (instruction, value, language);
  g_autofree char *plain = with_plain_spaces (text);

  g_test_message ("%s", instruction);
  g_assert_cmpstr (plain, ==, result);
}

static void
test_results (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cached); i++)
    check (cached[i].instruction, cached[i].value, cached[i].language, cached[i].result);
}

static gboolean
is_cached (const char *instruction, const char *result)
{
  g_autofree char *plain = with_plain_spaces (result);
  g_autofree char *typed = with_plain_spaces (instruction);

  for (guint i = 0; i < G_N_ELEMENTS (cached); i++)
    if (strcmp (cached[i].instruction, typed) == 0
        && strcmp (cached[i].result, g_strchomp (plain)) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_left_out (const char *instruction)
{
  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++)
    if (g_str_has_prefix (instruction, left_out[i].beginning))
      return TRUE;
  return FALSE;
}

/* Every result of the file is in the table above, is left out for a reason, or comes from a switch
 * that leaves it as it is: \* MERGEFORMAT, CHARFORMAT, ARABIC. */
static gboolean
check_line (char **cells)
{
  if (g_strv_length (cells) < 5 || strcmp (cells[0], "instruction") == 0 || *cells[1] == '\0')
    return FALSE;
  if (is_left_out (cells[0]))
    return FALSE;
  if (!is_cached (cells[0], cells[1]))
    check (cells[0], cells[1], FR, cells[1]);
  return TRUE;
}

static void
test_file (void)
{
  guint checked;

  if (!fixture_vectors (VECTORS, check_line, &checked))
    return;
  g_test_message ("%u results", checked);
  g_assert_cmpuint (checked, >, 130);
}

/* Formulas that Word computed; those of tables' cells have their numbers by name. */
static char *
cell (const char *name, gpointer user_data)
{
  static const char *const cells[][2] = {
    { "A1", "1" }, { "B1", "2" }, { "C1", "3" }, { "D1", "4" }, { "X1", "2,345" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    if (strcmp (cells[i][0], name) == 0)
      return g_strdup (cells[i][1]);
  return NULL;
}

static void
test_formulas (void)
{
  static const char *const formulas[][2] = {
    { "=(1+2)*SUM(C1,D1)", "21" },
    { "=(SUM(C1,5)*(2+7))*(3+SUM(1,B1))", "432" },
    { "=1+(SUM(1,2))", "4" },
    { "=10+15", "25" },
    { "=200 + 20 + 2", "222" },
    { "=50*40", "2000" },
    { "=90", "90" },
    { "=A1", "1" },
    { "=X1 * 10,1", "23.6845" },
    { "=A1*1,5", "1.5" },
    { "=AND((A1<1),(B1<>2))", "0" },
    { "=AND(1,DEFINED(ABC1))", "0" },
    { "=AND(A1=1,B1=2)", "1" },
    { "=D1 <> 3", "1" },
    { "=INT(5.65)", "5" },
    { "=OR(A1=1,B1=2)", "1" },
    { "=ROUND(X1,2)", "2.35" },
    { "=ROUND(X1;2)", "2.35" },
    { "=SUM(A1,B1)", "3" },
    /* A table's own words are left to Word. */
    { "=SUM(LEFT)", NULL },
    { "=AVERAGE(RIGHT)", NULL },
    { "=PRODUCT(B2:B3)", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formulas); i++)
    {
      g_autofree char *result = merge_formula_evaluate (formulas[i][0], cell, NULL);

      g_test_message ("%s", formulas[i][0]);
      g_assert_cmpstr (result, ==, formulas[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/cached/results", test_results);
  g_test_add_func ("/merge/cached/file", test_file);
  g_test_add_func ("/merge/cached/formulas", test_formulas);
  return g_test_run ();
}
