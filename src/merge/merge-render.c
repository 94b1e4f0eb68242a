/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-table-private.h"

/* A point of a picture that says nothing of it: 96 an inch, in 1/360,000 centimetre. */
#define POINT 9525

/* One of VML: 72 an inch. */
#define EMU_PER_POINT 12700

/* A list whose end is to come. */
typedef struct
{
  guint op; /* its own */
  guint count;
  guint serial;   /* of the item at hand, among all items of the part; the first is 0 */
  gboolean first; /* it is the first item of a first item */
} Repetition;

typedef struct
{
  MergeRenderer *renderer;
  const MergeProgram *program;
  const char *text;
  MergeOutput *output;
  guint n_items;       /* so far, of all lists */
  guint *kept;         /* by group: paragraphs that stayed */
  GArray *repetitions; /* (element-type Repetition), the innermost last */
  MergeTable *table;   /* the formulas of the one that is being written, or %NULL */
  gboolean noting;     /* for the first time */
  const guint *depths; /* by operation, in how many branches it stands, when all are gone through;
                          else %NULL */
} Part;

static void run_up_to (Part *part, guint index, guint end);

/**
 * merge_renderer_init:
 * @renderer: (out caller-allocates): the renderer
 * @definitions: (element-type MergeDefinition): the template's
 * @statements: (element-type MergeStatement): the template's
 * @source: gives values
 * @missing: what stands for an empty value
 * @report: (nullable): where to report
 *
 * Begins a merge.
 */
void
merge_renderer_init (MergeRenderer *renderer,
                     GPtrArray *definitions,
                     GPtrArray *statements,
                     const MergeSource *source,
                     MergeMissing missing,
                     MergeReport *report)
{
  memset (renderer, 0, sizeof *renderer);
  renderer->definitions = definitions;
  renderer->statements = statements;
  renderer->source = *source;
  renderer->missing = missing;
  renderer->report = report;
  renderer->reported = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  renderer->texts = g_new0 (MergeText, definitions->len + 1);
  renderer->items = g_array_new (FALSE, FALSE, sizeof (MergeItem));
  renderer->bookmarks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  renderer->budget = MERGE_RENDER_BUDGET;
  renderer->record = renderer->sequence = 1;
}

/**
 * merge_renderer_clear:
 * @renderer: a renderer
 *
 * Ends a merge.
 */
void
merge_renderer_clear (MergeRenderer *renderer)
{
  for (guint i = 0; i < renderer->definitions->len; i++)
    g_free (renderer->texts[i].text);
  g_clear_pointer (&renderer->texts, g_free);
  g_clear_pointer (&renderer->reported, g_hash_table_unref);
  g_clear_pointer (&renderer->items, g_array_unref);
  g_clear_pointer (&renderer->bookmarks, g_hash_table_unref);
  g_clear_pointer (&renderer->now, g_free);
}

static void
add_chunk (Part *part, MergeChunk chunk)
{
  merge_output_add_chunk (part->output, part->program, chunk);
}

static void
add (Part *part, const char *text)
{
  merge_output_add_bytes (part->output, text, strlen (text));
}

/* Writes a stretch with & < > escaped. */
static void
add_escaped (Part *part, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      gsize plain = strcspn (text, "&<>");

      plain = MIN (plain, (gsize) (end - text));
      merge_output_add_bytes (part->output, text, plain);
      text += plain;
      if (text < end)
        add (part, *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : "&gt;");
      text++;
    }
}

/* Writes a tag: "<" or "</", the prefix of WordprocessingML at this place, the rest. */
static void
add_tag (Part *part, const MergeOp *op, const char *start, const char *rest)
{
  add (part, start);
  merge_output_add_bytes (part->output, part->text + op->prefix.offset, op->prefix.length);
  add (part, rest);
}

/* Length of a line break at @at, or 0: LF, CR, CR LF, U+2028, U+2029. */
static gsize
line_break (const char *at)
{
  if (at[0] == '\r' && at[1] == '\n')
    return 2;
  if (at[0] == '\n' || at[0] == '\r')
    return 1;
  if (strncmp (at, "\xE2\x80\xA8", 3) == 0 || strncmp (at, "\xE2\x80\xA9", 3) == 0)
    return 3;
  return 0;
}

/* The first tab or line break, or the end. */
static const char *
find_special (const char *at)
{
  while (*(at += strcspn (at, "\t\n\r\xE2")) != '\0')
    {
      if (*at == '\t' || line_break (at) > 0)
        return at;
      at++;
    }
  return at;
}

/* The slot has opened its w:t, and closes one: a break between is written between two. */
static void
add_shown (Part *part, const MergeOp *op, const char *value)
{
  gboolean open = find_special (value) > value;

  add_chunk (part, open ? op->text : op->before);
  while (*value != '\0')
    {
      const char *special = find_special (value);

      if (special > value && !open)
        add_tag (part, op, "<", MERGE_OPEN_TEXT);
      add_escaped (part, value, (gsize) (special - value));
      open = special > value;
      value = special;
      if (*value == '\0')
        break;
      if (open)
        add_tag (part, op, "</", MERGE_CLOSE_TEXT);
      open = FALSE;
      add_tag (part, op, "<", *value == '\t' ? "tab/>" : "br/>");
      value += *value == '\t' ? 1 : line_break (value);
    }
  add_chunk (part, open ? op->tail : op->after);
}

/* A number may stand without quotes, where a formula needs it so. */
static gboolean
is_figure (const char *value)
{
  return *value != '\0' && strspn (value, "0123456789.,-") == strlen (value);
}

/* In another field's instruction a value is data: nothing of it may end the operand. */
static void
add_operand (Part *part, const MergeOp *op, const char *value)
{
  gboolean quotes = op->slot == MERGE_SLOT_BARE && !is_figure (value);

  add_chunk (part, op->text);
  if (quotes)
    add (part, "\"");
  for (const char *at = value; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '"' || c == 0x201C || c == 0x201D || c == '\\')
        add (part, "\\");
      if (c < 0x20 || c == 0x2028 || c == 0x2029)
        add (part, " ");
      else
        add_escaped (part, at, (gsize) (g_utf8_next_char (at) - at));
    }
  if (quotes)
    add (part, "\"");
  add_chunk (part, op->tail);
}

/* Whether it is a formula of the table that is being written. */
static gboolean
is_formula (Part *part, const MergeOp *op)
{
  const MergeDefinition *definition;

  if (part->table == NULL)
    return FALSE;
  definition = g_ptr_array_index (part->renderer->definitions, op->definition);
  return definition->expression != NULL && definition->expression->kind == MERGE_EXPRESSION_CELLS;
}

static const char *
value_of (Part *part, const MergeOp *op)
{
  if (op->slot != MERGE_SLOT_RUN)
    return merge_renderer_get_operand (part->renderer, op->definition);
  if (!is_formula (part, op))
    return merge_renderer_get_shown (part->renderer, op->definition);
  return part->noting ? merge_table_note (part->table, op->definition)
                      : merge_table_next (part->table);
}

static void
add_slot (Part *part, const MergeOp *op)
{
  const char *value = value_of (part, op);

  if (*value == '\0' && op->slot != MERGE_SLOT_BARE)
    return;
  if (op->slot == MERGE_SLOT_RUN)
    add_shown (part, op, value);
  else
    add_operand (part, op, value);
}

static const MergeStatement *
statement_of (Part *part, const MergeOp *op)
{
  return g_ptr_array_index (part->renderer->statements, op->statement);
}

static int
count_items (Part *part, const MergeOp *op)
{
  const MergeStatement *list = statement_of (part, op);

  return merge_renderer_count (part->renderer, list->name, list->anchored);
}

/* Whether nothing would be seen of the operations up to @end. Values are looked at in the item
 * that is at hand: a list that has items is taken to show something. */
static gboolean
is_empty (Part *part, guint from, guint end)
{
  for (guint i = from; i < end;)
    {
      const MergeOp *op = &g_array_index (part->program->ops, MergeOp, i);

      i++;
      if (op->kind == MERGE_OP_SLOT && is_formula (part, op))
        return FALSE;
      if (op->kind == MERGE_OP_SLOT
          && *merge_renderer_get_shown (part->renderer, op->definition) != '\0')
        return FALSE;
      if (op->kind == MERGE_OP_JUMP)
        i = op->end;
      else if (op->kind == MERGE_OP_EACH)
        {
          if (count_items (part, op) > 0)
            return FALSE;
          i = op->end;
        }
      else if (op->kind == MERGE_OP_IF)
        {
          const MergeStatement *statement = statement_of (part, op);
          gboolean holds = merge_renderer_holds (part->renderer, statement->condition);

          if (holds ? statement->shows : statement->other_shows)
            return FALSE;
          i = holds ? i : op->other;
        }
    }
  return TRUE;
}

/* Whether the paragraph that begins at @index goes. */
static gboolean
is_left_out (Part *part, guint index)
{
  const MergeOp *paragraph = &g_array_index (part->program->ops, MergeOp, index);
  gboolean empty = part->depths == NULL && is_empty (part, index + 1, paragraph->end);

  if (paragraph->last && part->kept[paragraph->group] == 0)
    empty = FALSE;
  if (!empty)
    part->kept[paragraph->group]++;
  return empty;
}

static Repetition *
innermost (Part *part, guint outwards)
{
  guint n = part->repetitions->len;

  return n > outwards ? &g_array_index (part->repetitions, Repetition, n - 1 - outwards) : NULL;
}

/* An item of the innermost list: of paragraphs of which one must stay none has yet. */
static void
begin_item (Part *part, guint item)
{
  const GArray *ops = part->program->ops;
  Repetition *inner = innermost (part, 0);
  const Repetition *outer = innermost (part, 1);
  guint end = g_array_index (ops, MergeOp, inner->op).end;

  inner->serial = part->n_items++;
  inner->first = item == 0 && (outer == NULL || outer->first);
  merge_renderer_spend (part->renderer, end - inner->op);
  for (guint i = inner->op + 1; i < end; i++)
    part->kept[g_array_index (ops, MergeOp, i).group] = 0;
}

/* Returns the operation that follows @index. */
static guint
begin_list (Part *part, guint index)
{
  const MergeOp *op = &g_array_index (part->program->ops, MergeOp, index);
  Repetition repetition = { .op = index, .count = (guint) count_items (part, op) };

  if (repetition.count == 0 || op->end == index + 1) /* an item would be nothing */
    return op->end;
  g_array_append_val (part->repetitions, repetition);
  merge_renderer_begin_items (part->renderer, statement_of (part, op)->name);
  begin_item (part, 0);
  return index + 1;
}

/* Goes on to the next item of lists that end at @index; returns the operation to go on with. */
static guint
end_lists (Part *part, guint index)
{
  const Repetition *inner;

  while ((inner = innermost (part, 0)) != NULL)
    {
      guint item;

      if (g_array_index (part->program->ops, MergeOp, inner->op).end != index)
        break;
      item = merge_renderer_next_item (part->renderer);
      if (item < inner->count && part->renderer->budget > 0)
        {
          begin_item (part, item);
          return inner->op + 1;
        }
      merge_renderer_end_items (part->renderer);
      g_array_set_size (part->repetitions, part->repetitions->len - 1);
    }
  return index;
}

/* A number or a name that must not stand twice in a document: the first item has the template's. */
static void
add_id (Part *part, const MergeOp *op)
{
  const MergeProgram *program = part->program;
  const Repetition *of = op->depth > 0 && op->depth <= part->repetitions->len
                             ? &g_array_index (part->repetitions, Repetition, op->depth - 1)
                             : NULL;
  char text[32];

  if (of == NULL || of->first)
    {
      add_chunk (part, op->text);
      return;
    }
  g_snprintf (text, sizeof text, "%s%u", op->name ? "_Item" : "",
              program->first_id + op->definition + program->n_ids * (of->serial - 1));
  add (part, text);
}

/* The size of a picture in its box, as large as its shape allows. */
static void
add_measure (Part *part, const MergeOp *op)
{
  const MergeRenderer *renderer = part->renderer;
  const MergeBox *box = &g_array_index (renderer->boxes, MergeBox, op->definition);
  const MergeImage *image = &renderer->images[box->image];
  double scale = MIN ((double) box->width / image->width, (double) box->height / image->height);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  gint64 measure;

  if (box->natural)
    scale = MIN (scale, POINT);
  measure = MAX (1, (gint64) (scale * (op->kind == MERGE_OP_WIDTH ? image->width : image->height)));
  if (box->points)
    g_ascii_formatd (text, sizeof text, "%.2f", MAX (0.01, (double) measure / EMU_PER_POINT));
  else
    g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, measure);
  add (part, text);
}

/* Writes a table to nowhere, with marks in the places of its formulas, and computes these. All that
 * it does is undone. A table in it is no part of what its cells say. */
static void
note_table (Part *part, guint index, guint end)
{
  MergeRenderer *renderer = part->renderer;
  GHashTable *bookmarks = g_steal_pointer (&renderer->bookmarks);
  MergeOutputText output;
  Part noted = { .renderer = renderer, .program = part->program, .text = part->text };
  GHashTableIter iter;
  gpointer name, text;

  renderer->bookmarks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, bookmarks);
  while (g_hash_table_iter_next (&iter, &name, &text))
    g_hash_table_insert (renderer->bookmarks, g_strdup (name), g_strdup (text));
  merge_output_text_init (&output);
  noted.output = &output.output;
  merge_table_begin (part->table, output.text);
  noted.kept = g_memdup2 (part->kept, (part->program->n_groups + 1) * sizeof *part->kept);
  noted.repetitions = g_array_new (FALSE, FALSE, sizeof (Repetition));
  noted.table = part->table;
  noted.noting = TRUE;
  noted.depths = part->depths;
  run_up_to (&noted, index + 1, end);
  merge_renderer_spend (renderer, output.text->len);
  merge_table_compute (part->table);
  g_string_free (output.text, TRUE);
  g_array_unref (noted.repetitions);
  g_free (noted.kept);
  if (g_hash_table_size (renderer->bookmarks) > 0)
    merge_renderer_forget (renderer);
  g_hash_table_unref (renderer->bookmarks);
  renderer->bookmarks = bookmarks;
}

static guint
write_table (Part *part, guint index)
{
  guint end = g_array_index (part->program->ops, MergeOp, index).end;
  g_autoptr (MergeTable) table = merge_table_new (part->renderer);
  MergeTable *around = part->table;

  if (part->noting)
    return end;
  part->table = part->renderer->table = table;
  note_table (part, index, end);
  run_up_to (part, index + 1, end);
  part->table = part->renderer->table = around;
  return end;
}

/* The operation after that at @index, which begins or ends the first branch of a condition. */
static guint
choose (Part *part, guint index)
{
  const MergeOp *op = &g_array_index (part->program->ops, MergeOp, index);
  gboolean holds = op->kind == MERGE_OP_IF
                   && merge_renderer_holds (part->renderer, statement_of (part, op)->condition);

  if (holds || part->depths != NULL)
    return index + 1;
  return op->kind == MERGE_OP_IF ? op->other : op->end;
}

/* What was asked for in another branch is asked for again. */
static void
enter_branch (Part *part, guint index)
{
  guint *branches = part->renderer->branches;

  if (part->depths == NULL || *branches == part->depths[index])
    return;
  *branches = part->depths[index];
  merge_renderer_forget (part->renderer);
}

/* Does one operation; returns the one to go on with. */
static guint
run (Part *part, guint index)
{
  const MergeOp *op = &g_array_index (part->program->ops, MergeOp, index);

  enter_branch (part, index);
  if (part->repetitions->len > 0)
    merge_renderer_spend (part->renderer, sizeof *op + op->text.length);
  switch (op->kind)
    {
    case MERGE_OP_TEXT:
      add_chunk (part, op->text);
      break;
    case MERGE_OP_SLOT:
      add_slot (part, op);
      break;
    case MERGE_OP_PARAGRAPH:
      return is_left_out (part, index) ? op->end : index + 1;
    case MERGE_OP_IF:
    case MERGE_OP_JUMP:
      return choose (part, index);
    case MERGE_OP_EACH:
      return begin_list (part, index);
    case MERGE_OP_TABLE:
      return write_table (part, index);
    case MERGE_OP_WIDTH:
    case MERGE_OP_HEIGHT:
      if (part->renderer->images != NULL)
        add_measure (part, op);
      break;
    case MERGE_OP_ID:
      add_id (part, op);
      break;
    case MERGE_OP_SET:
      merge_renderer_set (part->renderer, op->statement);
      break;
    case MERGE_OP_NEXT:
    default:
      merge_renderer_go_on (part->renderer, op->statement);
    }
  return index + 1;
}

/* Does the operations of a table, in which what begins ends. */
static void
run_up_to (Part *part, guint index, guint end)
{
  while (index < end)
    {
      index = run (part, index);
      if (index < end)
        index = end_lists (part, index);
    }
}

/**
 * merge_renderer_render:
 * @renderer: a renderer
 * @program: a part of its template
 * @output: where it is written
 *
 * Writes a part with its values. It is incomplete when the renderer's budget is 0 afterwards.
 */
void
merge_renderer_render (MergeRenderer *renderer, const MergeProgram *program, MergeOutput *output)
{
  Part part = { .renderer = renderer, .program = program, .output = output };
  g_autofree guint *depths =
      renderer->branches != NULL ? merge_survey_depths (renderer, program) : NULL;
  guint index = 0;

  part.text = g_bytes_get_data (program->text, NULL);
  part.depths = depths;
  part.kept = g_new0 (guint, program->n_groups + 1);
  part.repetitions = g_array_new (FALSE, FALSE, sizeof (Repetition));
  while ((index = end_lists (&part, index)) < program->ops->len)
    index = run (&part, index);
  g_array_set_size (renderer->items, 0);
  g_array_unref (part.repetitions);
  g_free (part.kept);
}
