/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-render-private.h"

#include "base-text.h"

/* The document's language is French whatever the window speaks: these are not translated. */
#define DOTS "…………………………"
#define MARK "[À COMPLÉTER]"

typedef struct
{
  MergeRenderer *renderer;
  const MergeProgram *program;
  const char *text;
  MergeOutput *output;
  guint *kept; /* by group: paragraphs that stayed */
} Part;

/**
 * merge_renderer_init:
 * @renderer: (out caller-allocates): the renderer
 * @definitions: (element-type MergeDefinition): the template's
 * @source: gives values
 * @missing: what stands for an empty value
 * @report: (nullable): where to report
 *
 * Begins a merge.
 */
void
merge_renderer_init (MergeRenderer *renderer,
                     GPtrArray *definitions,
                     const MergeSource *source,
                     MergeMissing missing,
                     MergeReport *report)
{
  memset (renderer, 0, sizeof *renderer);
  renderer->definitions = definitions;
  renderer->source = *source;
  renderer->missing = missing;
  renderer->report = report;
  renderer->reported = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  renderer->texts = g_new0 (char *, definitions->len + 1);
  renderer->given = g_new0 (gboolean, definitions->len + 1);
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
    g_free (renderer->texts[i]);
  g_clear_pointer (&renderer->reported, g_hash_table_unref);
  g_clear_pointer (&renderer->texts, g_free);
  g_clear_pointer (&renderer->given, g_free);
}

static void
report_once (MergeRenderer *renderer, GPtrArray *names, const char *name)
{
  if (g_hash_table_add (renderer->reported, g_strdup (name)))
    g_ptr_array_add (names, g_strdup (name));
}

/* Takes out, in place, what XML cannot hold. @text is valid UTF-8. */
static void
drop_illegal (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0';)
    {
      gunichar c = g_utf8_get_char (from);
      gsize length = (gsize) (g_utf8_next_char (from) - from);

      if ((c >= 0x20 || c == '\t' || c == '\n' || c == '\r') && c != 0xFFFE && c != 0xFFFF)
        {
          memmove (to, from, length);
          to += length;
        }
      from += length;
    }
  *to = '\0';
}

static char *
stand_in (MergeRenderer *renderer)
{
  switch (renderer->missing)
    {
    case MERGE_MISSING_DOTS:
      return g_strdup (DOTS);
    case MERGE_MISSING_MARK:
      return g_strdup (MARK);
    case MERGE_MISSING_BLANK:
    default:
      return g_strdup ("");
    }
}

static char *
format (MergeRenderer *renderer, const MergeDefinition *definition, const MergeValue *value)
{
  gboolean understood = TRUE;
  char *text = merge_format_value (&definition->format, value, &understood);

  drop_illegal (text);
  if (!understood && renderer->report != NULL)
    {
      g_autofree char *sentence = g_strdup_printf (
          _ ("The value of the field “%s” is not a date: it is shown as it is."), definition->name);

      report_once (renderer, renderer->report->warnings, sentence);
    }
  return text;
}

/* A definition's text, asked for once a merge. */
static const char *
value_of (MergeRenderer *renderer, guint index)
{
  const MergeDefinition *definition = g_ptr_array_index (renderer->definitions, index);
  MergeValue value = { MERGE_VALUE_TEXT, NULL };
  gboolean known;

  if (renderer->texts[index] != NULL)
    return renderer->texts[index];
  known = renderer->source.lookup (definition->name, &value, renderer->source.user_data);
  renderer->given[index] = known && value.text != NULL && !base_text_is_blank (value.text);
  if (known && value.type == MERGE_VALUE_NOTHING)
    {
      renderer->given[index] = FALSE;
      renderer->texts[index] = g_strdup ("");
      return renderer->texts[index];
    }
  if (renderer->given[index])
    renderer->texts[index] = format (renderer, definition, &value);
  else
    renderer->texts[index] = stand_in (renderer);
  if (!renderer->given[index] && renderer->report != NULL)
    report_once (renderer, known ? renderer->report->missing : renderer->report->unknown,
                 definition->name);
  return renderer->texts[index];
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

static void
add_slot (Part *part, const MergeOp *op)
{
  const char *value = value_of (part->renderer, op->definition);

  /* In an instruction, what stands in for an empty value would make it true or false. */
  if (op->slot != MERGE_SLOT_RUN && !part->renderer->given[op->definition])
    value = "";
  if (*value == '\0' && op->slot != MERGE_SLOT_BARE)
    return;
  if (op->slot == MERGE_SLOT_RUN)
    add_shown (part, op, value);
  else
    add_operand (part, op, value);
}

/* Whether the paragraph that begins at @index goes. */
static gboolean
is_left_out (Part *part, guint index)
{
  const MergeOp *paragraph = &g_array_index (part->program->ops, MergeOp, index);
  gboolean empty = TRUE;

  for (guint i = index + 1; empty && i < paragraph->end; i++)
    {
      const MergeOp *op = &g_array_index (part->program->ops, MergeOp, i);

      if (op->kind == MERGE_OP_SLOT)
        empty = *value_of (part->renderer, op->definition) == '\0';
    }
  if (paragraph->last && part->kept[paragraph->group] == 0)
    empty = FALSE;
  if (!empty)
    part->kept[paragraph->group]++;
  return empty;
}

/**
 * merge_renderer_render:
 * @renderer: a renderer
 * @program: a part of its template
 * @output: where it is written
 *
 * Writes a part with its values.
 */
void
merge_renderer_render (MergeRenderer *renderer, const MergeProgram *program, MergeOutput *output)
{
  Part part = { .renderer = renderer, .program = program, .output = output };

  part.text = g_bytes_get_data (program->text, NULL);
  part.kept = g_new0 (guint, program->n_groups + 1);
  for (guint i = 0; i < program->ops->len;)
    {
      const MergeOp *op = &g_array_index (program->ops, MergeOp, i);

      if (op->kind == MERGE_OP_PARAGRAPH && is_left_out (&part, i))
        {
          i = op->end;
          continue;
        }
      if (op->kind == MERGE_OP_TEXT)
        add_chunk (&part, op->text);
      else if (op->kind == MERGE_OP_SLOT)
        add_slot (&part, op);
      i++;
    }
  g_free (part.kept);
}
