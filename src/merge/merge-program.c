/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-program-private.h"

#include "merge-deflate-private.h"

/* Places are marked in the tree by processing instructions whose content begins with a character
 * that XML does not allow: no document that was read can hold one, and libxml2 writes it as it is.
 */
#define TARGET    "m"
#define START     "<?" TARGET " "
#define END       "?>"
#define FORBIDDEN '\x01'

/* The kinds of marks within an attribute. */
static const char in_attribute[] = { MERGE_MARK_ID, MERGE_MARK_NAME, MERGE_MARK_WIDTH,
                                     MERGE_MARK_HEIGHT };

/**
 * merge_program_mark:
 * @xml: a document
 * @kind: what is marked
 * @index: which one
 *
 * Returns: (transfer full): a node to put where the program needs to know of
 */
xmlNode *
merge_program_mark (xmlDoc *xml, char kind, guint index)
{
  char content[16];

  g_snprintf (content, sizeof content, "%c%c%u", FORBIDDEN, kind, index);
  return xmlNewDocPI (xml, (const xmlChar *) TARGET, (const xmlChar *) content);
}

/**
 * merge_program_mark_text:
 * @kind: a kind of mark within an attribute
 * @index: which one
 * @text: the attribute's value
 *
 * Returns: (transfer full): the value to give it, so that the program knows of it
 */
char *
merge_program_mark_text (char kind, guint index, const char *text)
{
  return g_strdup_printf ("%c%c%u%c%s%c", FORBIDDEN, kind, index, FORBIDDEN, text, FORBIDDEN);
}

/**
 * merge_program_is_mark:
 * @node: (nullable): a node
 * @kind: a kind of mark
 *
 * Returns: whether the node is such a mark
 */
gboolean
merge_program_is_mark (const xmlNode *node, char kind)
{
  return merge_program_is_any_mark (node) && node->content[1] == (xmlChar) kind;
}

/**
 * merge_program_is_any_mark:
 * @node: (nullable): a node
 *
 * Returns: whether the node is a mark of whatever kind
 */
gboolean
merge_program_is_any_mark (const xmlNode *node)
{
  return node != NULL && node->type == XML_PI_NODE && node->content != NULL
         && node->content[0] == FORBIDDEN;
}

/**
 * merge_program_read_mark:
 * @node: (nullable): a node
 * @index: (out): the index of the mark
 *
 * Returns: the kind of mark that the node is, or NUL
 */
char
merge_program_read_mark (const xmlNode *node, guint *index)
{
  if (!merge_program_is_any_mark (node))
    return '\0';
  *index = (guint) g_ascii_strtoull ((const char *) node->content + 2, NULL, 10);
  return (char) node->content[1];
}

typedef struct
{
  MergeProgram *program;
  const char *text; /* the part with its marks */
  gsize at;         /* what of it is taken */
  GString *out;     /* the program's text */
  GArray *slots;
  GArray *blanks;
  GArray *open; /* (element-type Open): operations whose end is to come */
} Builder;

typedef struct
{
  char kind;   /* of the mark that ends it */
  guint index; /* of that mark; for a paragraph it means nothing */
  guint op;
  guint jump; /* an IF that has come to its other stretch: the operation before that; else 0 */
} Open;

static MergeOp *
add_op (Builder *builder, MergeOpKind kind)
{
  MergeOp op = { .kind = kind };

  g_array_append_val (builder->program->ops, op);
  return &g_array_index (builder->program->ops, MergeOp, builder->program->ops->len - 1);
}

static void
push (Builder *builder, char end, guint index)
{
  Open open = { .kind = end, .index = index, .op = builder->program->ops->len - 1 };

  g_array_append_val (builder->open, open);
}

static void
open_paragraph (Builder *builder, guint index)
{
  const MergeBlank *blank = &g_array_index (builder->blanks, MergeBlank, index);
  MergeOp *op = add_op (builder, MERGE_OP_PARAGRAPH);

  op->group = blank->group;
  op->last = blank->last;
  push (builder, MERGE_MARK_CLOSE, index);
}

static void
open_statement (Builder *builder, MergeOpKind kind, char end, guint index)
{
  add_op (builder, kind)->statement = index;
  if (end != '\0')
    push (builder, end, index);
}

/* What the mark belongs to; %NULL when that is not the innermost. */
static Open *
find_open (Builder *builder, char end, guint index)
{
  Open *open;

  if (builder->open->len == 0)
    return NULL;
  open = &g_array_index (builder->open, Open, builder->open->len - 1);
  return open->kind == end && open->index == index ? open : NULL;
}

static void
close_op (Builder *builder, char end, guint index)
{
  Open *open = find_open (builder, end, index);
  GArray *ops = builder->program->ops;

  g_return_if_fail (open != NULL);
  g_array_index (ops, MergeOp, open->op).end = ops->len;
  if (end == MERGE_MARK_END_IF && open->jump == 0)
    g_array_index (ops, MergeOp, open->op).other = ops->len;
  else if (end == MERGE_MARK_END_IF)
    g_array_index (ops, MergeOp, open->jump).end = ops->len;
  g_array_set_size (builder->open, builder->open->len - 1);
}

static MergeChunk
add_text (Builder *builder, const char *text, gsize length)
{
  MergeChunk chunk = { builder->out->len, length };

  g_string_append_len (builder->out, text, (gssize) length);
  return chunk;
}

/* The text up to the mark of a value, and the tag that opens its element, so that both are one
 * chunk. The prefix is known from the end of the run, which comes next. */
static void
open_slot (Builder *builder, const MergeSlot *slot, const char *text, gsize length)
{
  const char *mark = strstr (text + length, END);
  const char *end = mark != NULL ? mark + strlen (END) : text + length;
  gsize prefix = g_str_has_prefix (end, "</") ? strcspn (end + 2, ">") - 1 : 0;
  MergeOp *op = add_op (builder, MERGE_OP_SLOT);

  op->slot = slot->kind;
  op->definition = slot->definition;
  op->before = add_text (builder, text, length);
  add_text (builder, "<", 1);
  op->prefix = add_text (builder, end + 2, prefix);
  g_string_append (builder->out, op->slot == MERGE_SLOT_RUN ? MERGE_OPEN_TEXT : MERGE_OPEN_OPERAND);
  op->text = (MergeChunk){ op->before.offset, builder->out->len - op->before.offset };
}

/* The text from the value to the mark behind its run: "</w:r>". */
static void
close_slot (Builder *builder, const char *text, gsize length)
{
  GArray *ops = builder->program->ops;
  MergeOp *op = &g_array_index (ops, MergeOp, ops->len - 1);
  gsize start = builder->out->len;

  add_text (builder, "</", 2);
  g_string_append_len (builder->out, builder->out->str + op->prefix.offset,
                       (gssize) op->prefix.length);
  g_string_append (builder->out,
                   op->slot == MERGE_SLOT_RUN ? MERGE_CLOSE_TEXT : MERGE_CLOSE_OPERAND);
  op->after = add_text (builder, text, length);
  op->tail = (MergeChunk){ start, builder->out->len - start };
}

static void
take_else (Builder *builder, guint index)
{
  Open *open = find_open (builder, MERGE_MARK_END_IF, index);
  GArray *ops = builder->program->ops;

  g_return_if_fail (open != NULL && open->jump == 0);
  open->jump = ops->len;
  add_op (builder, MERGE_OP_JUMP);
  g_array_index (ops, MergeOp, open->op).other = ops->len;
}

/* A mark that no value belongs to. */
static void
take_structure (Builder *builder, char kind, guint index)
{
  switch (kind)
    {
    case MERGE_MARK_OPEN:
      open_paragraph (builder, index);
      break;
    case MERGE_MARK_IF:
      open_statement (builder, MERGE_OP_IF, MERGE_MARK_END_IF, index);
      break;
    case MERGE_MARK_ELSE:
      take_else (builder, index);
      break;
    case MERGE_MARK_EACH:
      open_statement (builder, MERGE_OP_EACH, MERGE_MARK_END_EACH, index);
      break;
    case MERGE_MARK_TABLE:
      open_statement (builder, MERGE_OP_TABLE, MERGE_MARK_END_TABLE, index);
      break;
    case MERGE_MARK_SET:
      open_statement (builder, MERGE_OP_SET, '\0', index);
      break;
    case MERGE_MARK_NEXT:
      open_statement (builder, MERGE_OP_NEXT, '\0', index);
      break;
    case MERGE_MARK_CLOSE:
    case MERGE_MARK_END_IF:
    case MERGE_MARK_END_EACH:
    case MERGE_MARK_END_TABLE:
      close_op (builder, kind, index);
      break;
    default:; /* before a slot's run */
    }
}

/* The text from the last mark to this one belongs to what the mark ends. */
static void
take_mark (Builder *builder, char kind, guint index, gsize offset)
{
  const char *text = builder->text + builder->at;
  gsize length = offset - builder->at;

  if (kind == MERGE_MARK_VALUE)
    open_slot (builder, &g_array_index (builder->slots, MergeSlot, index), text, length);
  else if (kind == MERGE_MARK_AFTER)
    close_slot (builder, text, length);
  else if (length > 0)
    add_op (builder, MERGE_OP_TEXT)->text = add_text (builder, text, length);
  take_structure (builder, kind, index);
}

static guint
count_lists (const Builder *builder)
{
  guint count = 0;

  for (guint i = 0; i < builder->open->len; i++)
    count += g_array_index (builder->open, Open, i).kind == MERGE_MARK_END_EACH ? 1 : 0;
  return count;
}

/* A mark within an attribute, with the value that the template has there. */
static void
take_id (Builder *builder, char kind, guint index, const char *found, const char *value)
{
  const char *end = strchr (value, FORBIDDEN);
  gsize before = (gsize) (found - builder->text) - builder->at;
  MergeOp *op;

  if (before > 0)
    add_op (builder, MERGE_OP_TEXT)->text = add_text (builder, builder->text + builder->at, before);
  op = add_op (builder, kind == MERGE_MARK_WIDTH    ? MERGE_OP_WIDTH
                        : kind == MERGE_MARK_HEIGHT ? MERGE_OP_HEIGHT
                                                    : MERGE_OP_ID);
  op->text = add_text (builder, value, (gsize) (end - value));
  op->definition = index;
  op->depth = count_lists (builder);
  op->name = kind == MERGE_MARK_NAME;
  builder->at = (gsize) (end + 1 - builder->text);
}

static void
build (Builder *builder, gsize size)
{
  const char *text = builder->text;
  const char *found;

  while ((found = memchr (text + builder->at, FORBIDDEN, size - builder->at)) != NULL)
    {
      char kind = found[1];
      char *after = NULL;
      guint index = (guint) g_ascii_strtoull (found + 2, &after, 10);

      if (memchr (in_attribute, kind, sizeof in_attribute) != NULL)
        {
          take_id (builder, kind, index, found, after + 1);
          continue;
        }
      take_mark (builder, kind, index, (gsize) (found - text) - strlen (START));
      builder->at = (gsize) (after - text) + strlen (END);
    }
  add_op (builder, MERGE_OP_TEXT)->text =
      add_text (builder, text + builder->at, size - builder->at);
  g_warn_if_fail (builder->open->len == 0);
}

/**
 * merge_program_new:
 * @part: a part's name
 * @written: the part with its marks, written out
 * @slots: (element-type MergeSlot): what the marks of values mean
 * @blanks: (element-type MergeBlank): what the marks of paragraphs mean
 * @n_groups: how many groups @blanks speaks of
 *
 * Cuts a part at its marks.
 *
 * Returns: (transfer full): the program
 */
MergeProgram *
merge_program_new (const char *part, GBytes *written, GArray *slots, GArray *blanks, guint n_groups)
{
  MergeProgram *program = g_new0 (MergeProgram, 1);
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (Open));
  Builder builder = { .program = program, .slots = slots, .blanks = blanks, .open = open };
  gsize size = 0;

  program->part = g_strdup (part);
  program->ops = g_array_new (FALSE, TRUE, sizeof (MergeOp));
  program->n_groups = n_groups;
  builder.text = g_bytes_get_data (written, &size);
  builder.out = g_string_sized_new (size);
  build (&builder, size);
  program->text = g_string_free_to_bytes (builder.out);
  return program;
}

/**
 * merge_program_free:
 * @program: (transfer full): a program
 *
 * Frees it.
 */
void
merge_program_free (MergeProgram *program)
{
  g_free (program->part);
  g_bytes_unref (program->text);
  g_array_unref (program->ops);
  merge_ready_free (program->ready);
  g_free (program);
}
