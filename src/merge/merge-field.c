/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-cells-private.h"
#include "merge-field-private.h"
#include "merge-formula-function-private.h"

/* What fields come to that are not just the value of a name: from their instructions, and from the
 * fields nested there, to expressions. A field that needs to know what only Word knows, as the
 * number of a page, stays a field, and so does whatever depends on it. */

/* As deep as Word evaluates. */
#define MAX_DEPTH 20

/* Types as the file holds them, and as the window of a French Word calls them. */
static const struct
{
  const char *type;
  MergeFieldKind kind;
} types[] = {
  { "MERGEFIELD", MERGE_FIELD_VALUE },
  { "CHAMPFUSION", MERGE_FIELD_VALUE },
  { "IF", MERGE_FIELD_IF },
  { "SI", MERGE_FIELD_IF },
  { "COMPARE", MERGE_FIELD_COMPARE },
  { "DATE", MERGE_FIELD_DATE },
  { "TIME", MERGE_FIELD_TIME },
  { "CREATEDATE", MERGE_FIELD_STAMP },
  { "SAVEDATE", MERGE_FIELD_STAMP },
  { "PRINTDATE", MERGE_FIELD_STAMP },
  { "MERGEREC", MERGE_FIELD_RECORD },
  { "ENREGFUSION", MERGE_FIELD_RECORD },
  { "MERGESEQ", MERGE_FIELD_SEQUENCE },
  { "QUOTE", MERGE_FIELD_QUOTE },
  { "REF", MERGE_FIELD_REF },
  { "FILLIN", MERGE_FIELD_FILLIN },
  { "REMPLIR", MERGE_FIELD_FILLIN },
  { "SET", MERGE_FIELD_SET },
  { "DEFINIR", MERGE_FIELD_SET },
  { "ASK", MERGE_FIELD_ASK },
  { "DEMANDER", MERGE_FIELD_ASK },
  { "NEXT", MERGE_FIELD_NEXT },
  { "SUIVANT", MERGE_FIELD_NEXT },
  { "NEXTIF", MERGE_FIELD_NEXT_IF },
  { "SUIVANTSI", MERGE_FIELD_NEXT_IF },
  { "SKIPIF", MERGE_FIELD_SKIP_IF },
  { "SAUTSI", MERGE_FIELD_SKIP_IF },
};

/**
 * merge_field_kind:
 * @instruction: an instruction
 *
 * Returns: what kind of field has it; a bookmark that is named alone is %MERGE_FIELD_OTHER
 */
MergeFieldKind
merge_field_kind (const MergeInstruction *instruction)
{
  if (*instruction->type == '=')
    return MERGE_FIELD_FORMULA;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].type, instruction->type) == 0)
      return types[i].kind;
  return MERGE_FIELD_OTHER;
}

/**
 * merge_field_is_bookmark:
 * @compiler: a compiler
 * @instruction: an instruction whose type is none
 *
 * Returns: whether it is the name of a bookmark that the template has set, alone
 */
gboolean
merge_field_is_bookmark (MergeCompiler *compiler, const MergeInstruction *instruction)
{
  return instruction->arguments->len == 0 && merge_maker_knows (compiler, instruction->type);
}

static MergeExpression *
make_if (MergeMaker *maker, const MergeMark *mark)
{
  g_autoptr (MergeExpression) expression = merge_expression_new (MERGE_EXPRESSION_IF);
  MergeChoice choice;
  const MergeSpan *spans[] = { &choice.first, &choice.other };

  if (!merge_choice_parse (mark->instruction->str, &choice))
    return NULL;
  expression->condition = merge_maker_condition (maker, mark, &choice);
  if (expression->condition == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      MergeExpression *text = merge_maker_text (maker, mark, spans[i]);

      if (text == NULL)
        return NULL;
      merge_expression_add (expression, text);
    }
  return g_steal_pointer (&expression);
}

static MergeExpression *
make_compare (MergeMaker *maker, const MergeMark *mark)
{
  MergeChoice choice;
  MergeCondition *condition = merge_choice_parse (mark->instruction->str, &choice)
                                  ? merge_maker_condition (maker, mark, &choice)
                                  : NULL;

  return condition != NULL ? merge_expression_new_condition (MERGE_EXPRESSION_COMPARE, condition)
                           : NULL;
}

/* The text of the argument that @skip others stand before; %NULL when there is none. */
static MergeExpression *
make_argument (MergeMaker *maker, const MergeMark *mark, guint skip)
{
  MergeSpan span;

  merge_span_find_argument (mark->instruction->str, skip, &span);
  return span.there ? merge_maker_text (maker, mark, &span) : NULL;
}

static const char *
get_argument (const MergeInstruction *instruction, guint index)
{
  const char *argument =
      index < instruction->arguments->len ? g_ptr_array_index (instruction->arguments, index) : "";

  return strstr (argument, MERGE_NESTED_FIELD) == NULL ? argument : "";
}

static MergeExpression *
make_ref (MergeMaker *maker, const MergeMark *mark, const MergeInstruction *instruction)
{
  const char *bookmark = get_argument (instruction, 0);

  if (*bookmark == '\0')
    return NULL;
  if (merge_maker_knows (maker->compiler, bookmark))
    return merge_expression_new_ref (bookmark);
  return merge_maker_stretch (maker, mark, instruction, bookmark);
}

/* What Word would ask for at each merge: the data may know it by its name, otherwise the template
 * says what it is. Nobody is ever asked. */
static MergeExpression *
make_answer (MergeMaker *maker, const MergeMark *mark, const MergeInstruction *instruction)
{
  const char *name = get_argument (instruction, 0);
  MergeExpression *expression;

  if (*name == '\0')
    return NULL;
  expression = merge_expression_new (MERGE_EXPRESSION_ANSWER);
  expression->definition = merge_compiler_define (maker->compiler, name, NULL);
  merge_compiler_count_field (maker->compiler, mark->simple != NULL ? mark->simple : mark->begin,
                              name, "", FALSE);
  for (guint i = 0; i < instruction->switches->len; i++)
    {
      const MergeSwitch *item = g_ptr_array_index (instruction->switches, i);

      if (item->letter == 'd' && item->argument != NULL && expression->children == NULL)
        merge_expression_add (expression, merge_expression_new_text (item->argument));
    }
  return expression;
}

/* Whether all names in a formula are those of functions, of nested fields, of bookmarks that are
 * set and of cells. */
static gboolean
knows_names (MergeMaker *maker, const char *formula, gboolean *cells)
{
  const char *at = formula;

  while (*at != '\0')
    {
      const char *start = at;
      g_autofree char *name = NULL;
      MergeDecimal number;

      while (g_unichar_isalnum (g_utf8_get_char (at)) || *at == '_')
        at = g_utf8_next_char (at);
      if (at == start)
        {
          at = g_utf8_next_char (at);
          continue;
        }
      name = g_strndup (start, (gsize) (at - start));
      if (g_ascii_isdigit (*name) || g_str_has_prefix (name, MERGE_FORMULA_NESTED)
          || merge_formula_find_function (name) != NULL || merge_formula_constant (name, &number)
          || merge_maker_knows (maker->compiler, name))
        continue;
      if (!merge_cells_is_name (formula, start, at))
        return FALSE;
      *cells = TRUE;
    }
  return TRUE;
}

/* A nested field is a number by a name of its own: its text cannot change the formula. */
static MergeExpression *
make_formula (MergeMaker *maker, const MergeMark *mark)
{
  g_autoptr (MergeExpression) expression = merge_expression_new (MERGE_EXPRESSION_FORMULA);
  const char *from = mark->instruction->str;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean cells = FALSE;
  guint count = 0;

  for (gsize i = strcspn (from, "=") + 1; i < mark->instruction->len && from[i] != '\\'; i++)
    {
      MergeMark *nested =
          from[i] == MERGE_NESTED_FIELD[0] ? merge_maker_find_nested (mark, i) : NULL;
      guint definition = 0;

      if (nested == NULL)
        {
          g_string_append_c (text, from[i]);
          continue;
        }
      if (!merge_maker_define (maker, nested, &definition))
        return NULL;
      merge_expression_add (expression, merge_expression_new_definition (definition));
      g_string_append_printf (text, MERGE_FORMULA_NESTED "%u", count++);
      i += strlen (MERGE_NESTED_FIELD) - 1;
    }
  if (!merge_compiler_spend (maker->compiler, MERGE_EXPRESSION_WEIGHT + text->len)
      || !knows_names (maker, text->str, &cells))
    return NULL;
  cells = cells || strchr (text->str, ':') != NULL;
  if (cells && !merge_maker_may_name_cells (maker, mark, text->str))
    return NULL;
  expression->kind = cells ? MERGE_EXPRESSION_CELLS : MERGE_EXPRESSION_FORMULA;
  expression->anchored = cells && mark != maker->root;
  expression->text = g_strdup (text->str);
  return g_steal_pointer (&expression);
}

static MergeExpression *
make_expression (MergeMaker *maker, const MergeMark *mark, const MergeInstruction *instruction)
{
  switch (merge_field_kind (instruction))
    {
    case MERGE_FIELD_IF:
      return make_if (maker, mark);
    case MERGE_FIELD_COMPARE:
      return make_compare (maker, mark);
    case MERGE_FIELD_FORMULA:
      return make_formula (maker, mark);
    case MERGE_FIELD_DATE:
    case MERGE_FIELD_TIME:
      return merge_expression_new (MERGE_EXPRESSION_NOW);
    case MERGE_FIELD_RECORD:
      return merge_expression_new (MERGE_EXPRESSION_RECORD);
    case MERGE_FIELD_SEQUENCE:
      return merge_expression_new (MERGE_EXPRESSION_SEQUENCE);
    case MERGE_FIELD_QUOTE:
      return make_argument (maker, mark, 0);
    case MERGE_FIELD_REF:
      return make_ref (maker, mark, instruction);
    case MERGE_FIELD_FILLIN:
      return make_answer (maker, mark, instruction);
    case MERGE_FIELD_OTHER:
      return merge_field_is_bookmark (maker->compiler, instruction)
                 ? merge_expression_new_ref (instruction->type)
                 : NULL;
    default:
      return NULL;
    }
}

/* Switches that do not say how a text is written belong to the type. */
static void
keep_formats (MergeInstruction *instruction)
{
  for (guint i = instruction->switches->len; i > 0; i--)
    {
      const MergeSwitch *item = g_ptr_array_index (instruction->switches, i - 1);

      if (item->letter != '*' && item->letter != '@' && item->letter != '#')
        g_ptr_array_remove_index (instruction->switches, i - 1);
    }
}

static gboolean
holds_nested (const char *text)
{
  return text != NULL && strstr (text, MERGE_NESTED_FIELD) != NULL;
}

/**
 * merge_field_is_framed:
 * @instruction: the instruction of a merge field
 *
 * Returns: whether other fields stand in the texts that go before and behind its value
 */
gboolean
merge_field_is_framed (const MergeInstruction *instruction)
{
  for (guint i = 0; i < instruction->switches->len; i++)
    {
      const MergeSwitch *item = g_ptr_array_index (instruction->switches, i);

      if ((item->letter == 'b' || item->letter == 'f') && holds_nested (item->argument))
        return TRUE;
    }
  return FALSE;
}

/* The texts of \b and \f, taken out of the instruction. */
static gboolean
take_frame (MergeMaker *maker,
            const MergeMark *mark,
            MergeInstruction *instruction,
            MergeExpression *around)
{
  static const gunichar letters[] = { 'b', 'f' };

  for (guint side = 0; side < G_N_ELEMENTS (letters); side++)
    {
      MergeSpan span = { 0, 0, FALSE, TRUE };
      MergeExpression *text;

      for (guint i = instruction->switches->len; i > 0; i--)
        {
          const MergeSwitch *item = g_ptr_array_index (instruction->switches, i - 1);

          if (item->letter != letters[side])
            continue;
          span = (MergeSpan){ item->start, item->end, TRUE, TRUE };
          g_ptr_array_remove_index (instruction->switches, i - 1);
        }
      text = merge_maker_text (maker, mark, &span);
      if (text == NULL)
        return FALSE;
      merge_expression_add (around, text);
    }
  return TRUE;
}

static gboolean
define_framed (MergeMaker *maker,
               const MergeMark *mark,
               MergeInstruction *instruction,
               guint *definition)
{
  g_autoptr (MergeExpression) around = merge_expression_new (MERGE_EXPRESSION_AROUND);
  const char *name = get_argument (instruction, 0);

  if (!take_frame (maker, mark, instruction, around))
    return FALSE;
  around->definition = merge_compiler_define (maker->compiler, name, instruction);
  *definition =
      merge_compiler_define_expression (maker->compiler, name, g_steal_pointer (&around), NULL);
  return TRUE;
}

static gboolean
define_value (MergeMaker *maker, MergeMark *mark, MergeInstruction *instruction, guint *definition)
{
  const char *name = get_argument (instruction, 0);

  if (*name == '\0')
    return FALSE;
  if (merge_field_is_framed (instruction))
    {
      g_ptr_array_add (maker->values, mark);
      return define_framed (maker, mark, instruction, definition);
    }
  *definition = merge_compiler_define (maker->compiler, name, instruction);
  g_ptr_array_add (maker->values, mark);
  return TRUE;
}

static gboolean
define_expression (MergeMaker *maker,
                   const MergeMark *mark,
                   MergeInstruction *instruction,
                   guint *definition)
{
  MergeExpression *expression = make_expression (maker, mark, instruction);
  MergeDefinition *made;

  if (expression == NULL)
    return FALSE;
  keep_formats (instruction);
  if (expression->kind == MERGE_EXPRESSION_DEFINITION && instruction->switches->len == 0)
    {
      *definition = expression->definition; /* it is shown as there, dots for nothing too */
      merge_expression_free (expression);
      return TRUE;
    }
  *definition = merge_compiler_define_expression (maker->compiler, instruction->type, expression,
                                                  instruction);
  made = g_ptr_array_index (maker->compiler->definitions, *definition);
  if (merge_field_kind (instruction) == MERGE_FIELD_TIME && made->format.date_picture == NULL)
    made->format.date_picture = g_strdup ("HH:mm");
  return TRUE;
}

/**
 * merge_maker_define:
 * @maker: who is at work
 * @mark: a field
 * @definition: (out): the index of a definition of what it shows
 *
 * Goes as deep as fields are nested, up to a limit.
 *
 * Returns: %FALSE when that is Word's business
 */
gboolean
merge_maker_define (MergeMaker *maker, MergeMark *mark, guint *definition)
{
  g_autoptr (MergeInstruction) instruction = NULL;
  gboolean known = FALSE;

  if (!mark->closed || maker->depth >= MAX_DEPTH
      || !merge_compiler_spend (maker->compiler, MERGE_EXPRESSION_WEIGHT))
    return FALSE;
  maker->depth++;
  instruction = merge_instruction_parse (mark->instruction->str);
  merge_instruction_map (instruction, maker->compiler->mapped);
  instruction->language = merge_mark_get_language (mark);
  known = merge_field_kind (instruction) == MERGE_FIELD_VALUE
              ? define_value (maker, mark, instruction, definition)
              : define_expression (maker, mark, instruction, definition);
  maker->depth--;
  return known;
}

static void
count_values (MergeMaker *maker)
{
  for (guint i = 0; i < maker->values->len; i++)
    {
      const MergeMark *mark = g_ptr_array_index (maker->values, i);
      g_autoptr (MergeInstruction) instruction = merge_instruction_parse (mark->instruction->str);

      merge_instruction_map (instruction, maker->compiler->mapped);
      merge_compiler_count_field (maker->compiler,
                                  mark->simple != NULL ? mark->simple : mark->begin,
                                  get_argument (instruction, 0), instruction->switch_text, FALSE);
    }
}

/**
 * merge_field_define:
 * @compiler: a compiler
 * @mark: a field
 * @definition: (out): the index of a definition
 *
 * Makes a definition of what a field shows, and of what is nested in it.
 *
 * Returns: %FALSE when the field, or one that it depends on, is Word's business
 */
gboolean
merge_field_define (MergeCompiler *compiler, MergeMark *mark, guint *definition)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  MergeMaker maker = { compiler, values, 0, mark, FALSE };
  gboolean known = merge_maker_define (&maker, mark, definition);

  if (!known)
    return FALSE;
  count_values (&maker);
  if (maker.cells)
    ((MergeDefinition *) g_ptr_array_index (compiler->definitions, *definition))->cells = TRUE;
  return TRUE;
}

/**
 * merge_field_choose:
 * @compiler: a compiler
 * @mark: an IF
 * @choice: its pieces
 *
 * Returns: (transfer full) (nullable): the statement that decides between its arguments; %NULL when
 *   the condition is Word's business
 */
MergeStatement *
merge_field_choose (MergeCompiler *compiler, MergeMark *mark, const MergeChoice *choice)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  MergeMaker maker = { compiler, values, 0, mark, FALSE };
  MergeCondition *condition = merge_maker_condition (&maker, mark, choice);
  MergeStatement *statement;

  if (condition == NULL)
    return NULL;
  count_values (&maker);
  statement = merge_statement_new_if (condition);
  statement->cells = maker.cells;
  return statement;
}

static MergeStatement *
make_set (MergeMaker *maker, const MergeMark *mark, const MergeInstruction *instruction)
{
  gboolean ask = merge_field_kind (instruction) == MERGE_FIELD_ASK;
  const char *bookmark = get_argument (instruction, 0);
  MergeExpression *expression = NULL;

  if (*bookmark != '\0')
    expression = ask ? make_answer (maker, mark, instruction) : make_argument (maker, mark, 1);
  if (expression == NULL)
    return NULL;
  g_hash_table_add (maker->compiler->bookmarks, g_utf8_strdown (bookmark, -1));
  return merge_statement_new_set (bookmark, expression);
}

static MergeStatement *
make_next (MergeMaker *maker, const MergeMark *mark, MergeFieldKind kind)
{
  MergeCondition *condition = NULL;
  MergeChoice choice;

  if (kind != MERGE_FIELD_NEXT && merge_choice_parse (mark->instruction->str, &choice))
    condition = merge_maker_condition (maker, mark, &choice);
  if (kind != MERGE_FIELD_NEXT && condition == NULL)
    return NULL;
  return merge_statement_new_next (
      kind == MERGE_FIELD_SKIP_IF ? MERGE_STATEMENT_SKIP_IF : MERGE_STATEMENT_NEXT, condition);
}

/**
 * merge_field_state:
 * @compiler: a compiler
 * @mark: a SET, ASK, NEXT, NEXTIF or SKIPIF
 *
 * Returns: (transfer full) (nullable): what the field does; %NULL when it cannot be known
 */
MergeStatement *
merge_field_state (MergeCompiler *compiler, MergeMark *mark)
{
  g_autoptr (MergeInstruction) instruction = merge_instruction_parse (mark->instruction->str);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  MergeMaker maker = { compiler, values, 0, NULL, FALSE };
  MergeFieldKind kind = merge_field_kind (instruction);
  MergeStatement *statement = kind == MERGE_FIELD_SET || kind == MERGE_FIELD_ASK
                                  ? make_set (&maker, mark, instruction)
                                  : make_next (&maker, mark, kind);

  if (statement != NULL)
    count_values (&maker);
  return statement;
}
