/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-field-private.h"

/* Finds fields in document order with a stack (docx §7.2). Nothing is decided here: the marks are
 * only put together, and a field that never ends stays known as such. */

/* A run that holds so many marks is no work of Word's. */
#define MAX_MARKS_IN_A_RUN 32

#define RUN_WEIGHT 256

typedef struct
{
  MergeStory *story;
  GPtrArray *open; /* (element-type MergeMark) */
  gsize *budget;   /* what the story may still add to the tree; 0: it asks for too much */
} Scanner;

/* What the children of a run are worth in an instruction. */
static const struct
{
  const char *name;
  const char *text; /* %NULL: its own text */
} instruction_parts[] = {
  { "instrText", NULL }, { "t", NULL }, { "tab", " " },
  { "br", " " },         { "cr", " " }, { "noBreakHyphen", "-" },
};

static void
merge_mark_free (gpointer data)
{
  MergeMark *mark = data;

  g_string_free (mark->instruction, TRUE);
  g_array_unref (mark->pieces);
  g_free (mark);
}

/**
 * merge_story_free:
 * @story: (transfer full): a story
 *
 * Frees the marks; the document is not touched.
 */
void
merge_story_free (MergeStory *story)
{
  g_ptr_array_unref (story->marks);
  g_free (story);
}

/**
 * merge_story_is_left_out:
 * @node: a node
 *
 * Returns: whether the node holds text that its author deleted or moved away, or a text box, which
 *   is a story of its own
 */
gboolean
merge_story_is_left_out (const xmlNode *node)
{
  static const char *const names[] = { "del", "moveFrom", "txbxContent", NULL };

  return merge_dom_is_any (node, names);
}

static MergeMark *
top (Scanner *scanner)
{
  return scanner->open->len > 0 ? g_ptr_array_index (scanner->open, scanner->open->len - 1) : NULL;
}

static void
add_piece (MergeMark *mark, const char *text, xmlNode *node, MergeMark *nested)
{
  MergePiece piece = { mark->instruction->len, 0, node, nested };

  g_string_append (mark->instruction, text);
  piece.end = mark->instruction->len;
  g_array_append_val (mark->pieces, piece);
}

static void
feed_instruction (MergeMark *mark, const char *text, xmlNode *run, xmlNode *node)
{
  add_piece (mark, text, node, NULL);
  merge_quoting_feed (&mark->quoting, text);
  for (const char *at = text; mark->type_run == NULL && *at != '\0'; at++)
    if (!g_ascii_isspace (*at))
      mark->type_run = run;
}

static MergeMark *
add_mark (Scanner *scanner)
{
  MergeMark *mark = g_new0 (MergeMark, 1);

  mark->parent = top (scanner);
  mark->instruction = g_string_new (NULL);
  mark->pieces = g_array_new (FALSE, FALSE, sizeof (MergePiece));
  if (mark->parent != NULL && !mark->parent->separated)
    {
      mark->in_instruction = TRUE;
      mark->between_quotes = mark->parent->quoting.open;
      add_piece (mark->parent, MERGE_NESTED_FIELD, NULL, mark);
    }
  g_ptr_array_add (scanner->story->marks, mark);
  return mark;
}

static void
feed_mark (Scanner *scanner, xmlNode *run, xmlNode *node)
{
  g_autofree char *type = merge_dom_get (node, "fldCharType");
  MergeMark *mark = top (scanner);

  if (g_strcmp0 (type, "begin") == 0)
    {
      mark = add_mark (scanner);
      mark->begin = run;
      g_ptr_array_add (scanner->open, mark);
    }
  else if (mark == NULL)
    scanner->story->stray++;
  else if (g_strcmp0 (type, "separate") == 0)
    {
      mark->separate = mark->separated ? mark->separate : run;
      mark->separated = TRUE;
    }
  else if (g_strcmp0 (type, "end") == 0)
    {
      mark->end = run;
      mark->closed = TRUE;
      g_ptr_array_set_size (scanner->open, (int) scanner->open->len - 1);
    }
}

/* A run of text belongs to the result of every field around it that has come to its result. */
static void
note_result (Scanner *scanner, xmlNode *run)
{
  for (guint i = scanner->open->len; i > 0; i--)
    {
      MergeMark *mark = g_ptr_array_index (scanner->open, i - 1);

      if (!mark->separated || mark->result_run != NULL)
        return;
      mark->result_run = run;
    }
}

static void
feed_text (Scanner *scanner, xmlNode *run, xmlNode *node)
{
  MergeMark *mark = top (scanner);

  if (mark == NULL || merge_dom_is (node, "rPr"))
    return;
  if (mark->separated)
    {
      note_result (scanner, run);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (instruction_parts); i++)
    if (merge_dom_is (node, instruction_parts[i].name))
      {
        const char *text = instruction_parts[i].text;
        xmlChar *own = text == NULL ? xmlNodeGetContent (node) : NULL;

        feed_instruction (mark,
                          own != NULL    ? (const char *) own
                          : text != NULL ? text
                                         : "",
                          run, node);
        xmlFree (own);
        return;
      }
}

static guint
count_marks (xmlNode *run, guint *others)
{
  guint marks = 0;

  for (xmlNode *child = run->children; child != NULL; child = child->next)
    if (merge_dom_is (child, "fldChar"))
      marks++;
    else if (child->type == XML_ELEMENT_NODE && !merge_dom_is (child, "rPr"))
      *others += 1;
  return marks;
}

/**
 * merge_story_split_run:
 * @run: a run
 * @child: an element in it
 *
 * Returns: (transfer none): a new run behind @run, formatted like it, that has taken over @child
 * and what follows
 */
xmlNode *
merge_story_split_run (xmlNode *run, xmlNode *child)
{
  xmlNode *properties = merge_dom_child (run, "rPr");
  xmlNode *right =
      xmlAddNextSibling (run, xmlNewDocNode (run->doc, run->ns, (const xmlChar *) "r", NULL));

  if (properties != NULL)
    merge_dom_clone (properties, right);
  for (xmlNode *next; child != NULL; child = next)
    {
      next = child->next;
      merge_dom_move (child, right);
    }
  return right;
}

/* Word allows several marks in one run; afterwards each stands in a run of its own. */
static void
isolate_marks (xmlNode *run)
{
  gboolean seen = FALSE, after_mark = FALSE;

  for (xmlNode *child = run->children; child != NULL; child = child->next)
    {
      gboolean mark = merge_dom_is (child, "fldChar");

      if (child->type != XML_ELEMENT_NODE || merge_dom_is (child, "rPr"))
        continue;
      if (seen && (mark || after_mark))
        run = merge_story_split_run (run, child);
      seen = TRUE;
      after_mark = mark;
    }
}

/* Splitting multiplies the properties of a run: before each mark, and behind it. */
static gboolean
can_be_split (Scanner *scanner, xmlNode *run, guint marks)
{
  xmlNode *properties = merge_dom_child (run, "rPr");
  gsize weight = 2 * marks * (RUN_WEIGHT + (properties != NULL ? merge_dom_weigh (properties) : 0));

  if (marks > MAX_MARKS_IN_A_RUN)
    return FALSE;
  *scanner->budget = weight < *scanner->budget ? *scanner->budget - weight : 0;
  return *scanner->budget > 0;
}

static void
feed_run (Scanner *scanner, xmlNode *run)
{
  for (xmlNode *child = run->children; child != NULL; child = child->next)
    if (merge_dom_is (child, "fldChar"))
      feed_mark (scanner, run, child);
    else if (child->type == XML_ELEMENT_NODE)
      feed_text (scanner, run, child);
}

/* Splitting makes new runs behind @run, which the scan comes to of itself. */
static void
take_run (Scanner *scanner, xmlNode *run)
{
  guint others = 0;
  guint marks = count_marks (run, &others);

  if (marks > 1 || (marks == 1 && others > 0))
    {
      if (!can_be_split (scanner, run, marks))
        {
          scanner->story->stray += marks;
          return;
        }
      isolate_marks (run);
    }
  feed_run (scanner, run);
}

/* The result of a simple field: its first run that shows something. */
static xmlNode *
find_result (xmlNode *simple)
{
  xmlNode *node = simple->children;

  while (node != NULL)
    {
      if (merge_story_is_left_out (node))
        {
          node = merge_dom_next_skip (node, simple);
          continue;
        }
      if (merge_dom_is (node, "r") && merge_dom_child (node, "t") != NULL)
        return node;
      node = merge_dom_next (node, simple);
    }
  return NULL;
}

/* Returns whether the field is done with, children included. */
static gboolean
take_simple (Scanner *scanner, xmlNode *simple)
{
  g_autofree char *text = merge_dom_get (simple, "instr");
  g_autoptr (MergeInstruction) instruction = merge_instruction_parse (text != NULL ? text : "");
  MergeMark *mark;

  if (merge_field_kind (instruction) == MERGE_FIELD_OTHER)
    return FALSE;
  mark = add_mark (scanner);
  g_string_append (mark->instruction, text);
  mark->simple = simple;
  mark->closed = TRUE;
  mark->result_run = find_result (simple);
  return TRUE;
}

/* Returns whether the scan goes on behind @node instead of inside it. */
static gboolean
take_node (Scanner *scanner, xmlNode *node)
{
  if (merge_story_is_left_out (node))
    return TRUE;
  if (merge_dom_is (node, "r"))
    {
      take_run (scanner, node);
      return TRUE;
    }
  if (merge_dom_is (node, "fldSimple"))
    return take_simple (scanner, node);
  if (merge_dom_is (node, "p") && top (scanner) != NULL && !top (scanner)->separated)
    g_string_append_c (top (scanner)->instruction, ' ');
  return FALSE;
}

/**
 * merge_story_scan:
 * @root: the element that holds the story
 * @budget: about how many bytes may be added to the tree, changed; 0: that was not enough
 *
 * Finds the fields of a story. Runs with several marks are split.
 *
 * Returns: (transfer full): the fields
 */
MergeStory *
merge_story_scan (xmlNode *root, gsize *budget)
{
  MergeStory *story = g_new0 (MergeStory, 1);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  Scanner scanner = { story, open, budget };
  xmlNode *node = root->children;

  story->marks = g_ptr_array_new_with_free_func (merge_mark_free);
  while (node != NULL)
    node =
        take_node (&scanner, node) ? merge_dom_next_skip (node, root) : merge_dom_next (node, root);
  return story;
}

/**
 * merge_story_find_boxes:
 * @root: the element that holds a story
 * @boxes: (element-type xmlNode): where to add
 *
 * Finds the text boxes of a story that was not deleted; those inside of text boxes are theirs.
 */
void
merge_story_find_boxes (xmlNode *root, GQueue *boxes)
{
  xmlNode *node = root->children;

  while (node != NULL)
    {
      gboolean left_out = merge_story_is_left_out (node);

      if (merge_dom_is (node, "txbxContent"))
        g_queue_push_tail (boxes, node);
      node = left_out ? merge_dom_next_skip (node, root) : merge_dom_next (node, root);
    }
}

static gboolean
is_english (const xmlNode *run)
{
  const xmlNode *properties = merge_dom_child (run, "rPr");
  const xmlNode *language = properties != NULL ? merge_dom_child (properties, "lang") : NULL;
  g_autofree char *value = language != NULL ? merge_dom_get (language, "val") : NULL;

  return value != NULL && g_ascii_strncasecmp (value, "en", 2) == 0 && !g_ascii_isalpha (value[2]);
}

/**
 * merge_mark_get_language:
 * @mark: a field
 *
 * Word writes a date in the language of the field's instruction, which it often takes for English
 * in a French document. Here the result has to be English too.
 *
 * Returns: the language that the field's value is written in
 */
MergeLanguage
merge_mark_get_language (const MergeMark *mark)
{
  if (mark->type_run == NULL && mark->result_run == NULL)
    return MERGE_LANGUAGE_FRENCH;
  if ((mark->type_run != NULL && !is_english (mark->type_run))
      || (mark->result_run != NULL && !is_english (mark->result_run)))
    return MERGE_LANGUAGE_FRENCH;
  return MERGE_LANGUAGE_ENGLISH;
}
