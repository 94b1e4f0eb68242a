/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-instruction-private.h"

/* Instructions taken apart, as Word takes them: one line says what comes of one, as
 * TYPE(argument)(argument) \x(argument) \y, with “!” behind a switch that has words to spare. */

static const struct
{
  const char *instruction;
  const char *expected;
} cases[] = {
  { "", "" },
  { "   ", "" },
  { " PAGE ", "PAGE" },
  { "MERGEFIELD Nom", "MERGEFIELD(Nom)" },
  { " mergefield  Nom  ", "MERGEFIELD(Nom)" },
  { "MERGEFIELD \"Date de naissance\"", "MERGEFIELD(Date de naissance)" },
  { "MERGEFIELD Date de naissance", "MERGEFIELD(Date)(de)(naissance)" },
  { "MERGEFIELD“Nom”", "MERGEFIELD(Nom)" },
  { "MERGEFIELD \"Nom”\\*Upper", "MERGEFIELD(Nom) \\*(Upper)" },
  { "MERGEFIELD «Nom»", "MERGEFIELD(«Nom»)" },
  { "MERGEFIELD a\"b\"c", "MERGEFIELD(a)(b)(c)" },
  { "MERGEFIELD \"\"", "MERGEFIELD()" },
  { "\\MERGEFIELD Nom", "MERGEFIELD(Nom)" },
  { "MERGEFIELD\u00A0Nom\u202F\r\n\t\\*\u00A0Upper", "MERGEFIELD(Nom) \\*(Upper)" },
  /* Switches glued to what comes before. */
  { "MERGEFIELD NEE_LE\\@\"dd/MM/yyyy\"", "MERGEFIELD(NEE_LE) \\@(dd/MM/yyyy)" },
  { "MERGEFIELD \"NEE_LE\"\\@dd/MM/yyyy", "MERGEFIELD(NEE_LE) \\@(dd/MM/yyyy)" },
  { "MERGEFIELD N\\*Upper\\*MERGEFORMAT", "MERGEFIELD(N) \\*(Upper) \\*(MERGEFORMAT)" },
  { "MERGEFIELD N \\* FirstCap MERGEFORMAT", "MERGEFIELD(N) \\*(FirstCap) \\*(MERGEFORMAT)" },
  /* Arguments of switches. */
  { "MERGEFIELD N \\b\"Tél. \"\\f .", "MERGEFIELD(N) \\b(Tél. ) \\f(.)" },
  { "MERGEFIELD N \\B \"x\" \\F y", "MERGEFIELD(N) \\b(x) \\f(y)" },
  { "MERGEFIELD N \\@ d MMMM yyyy \\* Upper", "MERGEFIELD(N) \\@(d)! \\*(Upper)" },
  { "MERGEFIELD N \\@ \"MM/DD/YY", "MERGEFIELD(N) \\@(MM/DD/YY)" },
  { "MERGEFIELD N \\@", "MERGEFIELD(N) \\@" },
  { "MERGEFIELD N \\@ \\* Upper", "MERGEFIELD(N) \\@ \\*(Upper)" },
  { "MERGEFIELD N \\", "MERGEFIELD(N)" },
  { "MERGEFIELD N \\m \\v", "MERGEFIELD(N) \\m \\v" },
  { "MERGEFIELD N \\m perdu", "MERGEFIELD(N) \\m" },
  { "MERGEFIELD N \\é", "MERGEFIELD(N) \\é" },
  /* Backslashes: an escape in quotes, part of the picture behind \@ and \#. */
  { "MERGEFIELD \"a\\\"b\\\\c\"", "MERGEFIELD(a\"b\\c)" },
  { "INCLUDEPICTURE C:\\\\images\\\\logo.png \\d", "INCLUDEPICTURE(C:\\images\\logo.png) \\d" },
  { "DATE \\@ \"d'. 'MMM\\ yy\"", "DATE \\@(d'. 'MMM\\ yy)" },
  { "= 1 \\# \"# ##0,00 'é\\\"'\"", "=(1) \\#(# ##0,00 'é\\\"')" },
  { "MERGEFIELD \"a\\", "MERGEFIELD(a)" },
  { "IF " MERGE_NESTED_FIELD " = \"*Siège*\" \"oui\" \"\"",
    "IF(" MERGE_NESTED_FIELD ")(=)(*Siège*)(oui)()" },
};

static char *
describe (const MergeInstruction *instruction)
{
  GString *text = g_string_new (instruction->type);

  for (guint i = 0; i < instruction->arguments->len; i++)
    g_string_append_printf (text, "(%s)", (char *) g_ptr_array_index (instruction->arguments, i));
  for (guint i = 0; i < instruction->switches->len; i++)
    {
      const MergeSwitch *item = g_ptr_array_index (instruction->switches, i);

      g_string_append (text, " \\");
      g_string_append_unichar (text, item->letter);
      if (item->argument != NULL)
        g_string_append_printf (text, "(%s)", item->argument);
      if (item->extra_words)
        g_string_append_c (text, '!');
    }
  return g_string_free (text, FALSE);
}

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MergeInstruction) instruction = merge_instruction_parse (cases[i].instruction);
      g_autofree char *text = describe (instruction);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_switch_text (void)
{
  g_autoptr (MergeInstruction) one = merge_instruction_parse (" MERGEFIELD N  \\*  Upper \\m ");
  g_autoptr (MergeInstruction) none = merge_instruction_parse (" MERGEFIELD N ");

  g_assert_cmpstr (one->switch_text, ==, "\\*  Upper \\m");
  g_assert_cmpstr (none->switch_text, ==, "");
}

static void
test_types (void)
{
  static const struct
  {
    const char *instruction;
    gboolean merge_field;
  } types[] = {
    { "MERGEFIELD N", TRUE },   { "MergeField N", TRUE },   { "CHAMPFUSION N", TRUE },
    { "MERGEFIELDS N", FALSE }, { "MERGEREC", FALSE },      { "", FALSE },
    { "MERGE FIELD N", FALSE }, { "IF MERGEFIELD", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (MergeInstruction) instruction = merge_instruction_parse (types[i].instruction);

      g_assert_cmpint (merge_instruction_is_merge_field (instruction), ==, types[i].merge_field);
    }
}

/* Quotes are followed over pieces, as runs cut an instruction. */
static void
test_quoting (void)
{
  static const struct
  {
    const char *pieces[4];
    gboolean open;
  } quotings[] = {
    { { " IF ", "a", NULL }, FALSE },
    { { " HYPERLINK \"", "mailto:", NULL }, TRUE },
    { { "\"a", "\"", " b", NULL }, FALSE },
    { { "\"a\\", "\" b", NULL }, TRUE },
    { { "“a”", " “", NULL }, TRUE },
    { { "\"a\\\\", "\"", NULL }, FALSE },
    { { "", NULL }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (quotings); i++)
    {
      MergeQuoting quoting = { FALSE, FALSE };

      for (guint j = 0; quotings[i].pieces[j] != NULL; j++)
        merge_quoting_feed (&quoting, quotings[i].pieces[j]);
      g_assert_cmpint (quoting.open, ==, quotings[i].open);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/instruction/parse", test_parse);
  g_test_add_func ("/merge/instruction/switch-text", test_switch_text);
  g_test_add_func ("/merge/instruction/types", test_types);
  g_test_add_func ("/merge/instruction/quoting", test_quoting);
  return g_test_run ();
}
