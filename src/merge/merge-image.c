/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-image-private.h"

/* Pictures of the data: a merge field that is called as one of them, INCLUDEPICTURE with such a
 * name, or a picture of the template whose alternative text is one, drawn in DrawingML or in VML.
 * Names only: a path or an address is never followed. A picture that the data do not have leaves
 * its place empty. */

/* Where a field has shown no picture so far: 5 by 2.5 centimetres at most. */
#define DEFAULT_WIDTH  1800000
#define DEFAULT_HEIGHT 900000

/* What a drawing may measure, in Word's units, 360,000 a centimetre: a metre. */
#define MAX_MEASURE 36000000

/* Beyond what a document numbers of itself. */
#define FIRST_DRAWING 1900000000u

static const struct
{
  const char *word;
  const char *name;
} names[] = {
  { "LOGO", "LOGO" },
  { "LOGO_ETABLISSEMENT", "LOGO" },
  { "LOGO_LYCEE", "LOGO" },
  { "ETAB_LOGO", "LOGO" },
  { "SIGNATURE", "SIGNATURE" },
  { "SIGNATURE_CHEF", "SIGNATURE" },
  { "SIGNATURE_CHEF_ETABLISSEMENT", "SIGNATURE" },
  { "SIGNATURE_PROVISEUR", "SIGNATURE" },
  { "CHEF_SIGNATURE", "SIGNATURE" },
  { "CACHET", "CACHET" },
  { "TAMPON", "CACHET" },
  { "CACHET_ETABLISSEMENT", "CACHET" },
  { "TAMPON_ETABLISSEMENT", "CACHET" },
  { "CACHET_LYCEE", "CACHET" },
  { "TAMPON_LYCEE", "CACHET" },
  { "ETAB_CACHET", "CACHET" },
};

/* Transitional and strict documents. */
static const struct
{
  const char *drawing;
  const char *main;
  const char *picture;
  const char *relations;
} namespaces[] = {
  { "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships" },
  { "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    "http://purl.oclc.org/ooxml/drawingml/main", "http://purl.oclc.org/ooxml/drawingml/picture",
    "http://purl.oclc.org/ooxml/officeDocument/relationships" },
};

/**
 * merge_image_name:
 * @compiler: (nullable): a compiler
 * @text: a field's name, or the alternative text of a picture
 *
 * Returns: (transfer none) (nullable): the picture that it names; “IMAGE” may stand before it, and
 *   braces around it
 */
const char *
merge_image_name (const MergeCompiler *compiler, const char *text)
{
  static const char around[] = " \t{}";
  g_autofree char *name = NULL;
  gsize length;

  text += strspn (text, around);
  if (g_ascii_strncasecmp (text, "IMAGE ", strlen ("IMAGE ")) == 0)
    text += strlen ("IMAGE ");
  text += strspn (text, around);
  length = strlen (text);
  while (length > 0 && strchr (around, text[length - 1]) != NULL)
    length--;
  name = g_strndup (text, length);
  if (compiler != NULL && compiler->name_picture != NULL)
    return compiler->name_picture (name, compiler->picture_data);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].word, name) == 0)
      return names[i].name;
  return NULL;
}

/**
 * merge_image_of_field:
 * @compiler: a compiler
 * @story: the fields of a story
 * @mark: one of them
 * @instruction: its instruction
 *
 * Returns: (transfer none) (nullable): the picture that an INCLUDEPICTURE names, itself or by a
 *   merge field
 */
const char *
merge_image_of_field (const MergeCompiler *compiler,
                      MergeStory *story,
                      const MergeMark *mark,
                      const MergeInstruction *instruction)
{
  const char *argument;

  if (strcmp (instruction->type, "INCLUDEPICTURE") != 0 || instruction->arguments->len == 0)
    return NULL;
  argument = g_ptr_array_index (instruction->arguments, 0);
  if (strcmp (argument, MERGE_NESTED_FIELD) != 0)
    return merge_image_name (compiler, argument);
  for (guint i = 0; i < story->marks->len; i++)
    {
      const MergeMark *inner = g_ptr_array_index (story->marks, i);
      g_autoptr (MergeInstruction) nested = NULL;

      if (inner->parent != mark || !inner->in_instruction)
        continue;
      nested = merge_instruction_parse (inner->instruction->str);
      return merge_instruction_is_merge_field (nested) && nested->arguments->len > 0
                 ? merge_image_name (compiler, g_ptr_array_index (nested->arguments, 0))
                 : NULL;
    }
  return NULL;
}

static guint
image_of (MergeCompiler *compiler, const char *name)
{
  guint index = 0;

  while (index < compiler->images->len
         && strcmp (g_ptr_array_index (compiler->images, index), name) != 0)
    index++;
  if (index == compiler->images->len)
    g_ptr_array_add (compiler->images, g_strdup (name));
  compiler->part_images |= 1u << index;
  return index;
}

static gint64
read_measure (const xmlNode *node, const char *name)
{
  g_autofree char *text = merge_dom_get_plain (node, name);
  gint64 measure = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  return measure > 0 && measure <= MAX_MEASURE ? measure : 0;
}

/* The next node of a drawing, but for what stands in a text box of it. */
static xmlNode *
next_drawn (const xmlNode *node, const xmlNode *drawing)
{
  return merge_dom_is (node, "txbxContent") ? merge_dom_next_skip (node, drawing)
                                            : merge_dom_next (node, drawing);
}

/* The box of a drawing, or none. */
static MergeBox
read_box (const xmlNode *drawing)
{
  MergeBox box = { 0 };

  for (const xmlNode *node = drawing; node != NULL; node = next_drawn (node, drawing))
    if (merge_dom_is_plain (node, "extent"))
      {
        box.width = read_measure (node, "cx");
        box.height = read_measure (node, "cy");
        break;
      }
  if (box.width == 0 || box.height == 0)
    box = (MergeBox){ 0 };
  return box;
}

/**
 * merge_image_note_box:
 * @compiler: a compiler
 * @root: the element that holds the story
 * @mark: a field of it, not replaced yet, that shows a picture
 *
 * Remembers how large a picture the next slot has shown so far.
 */
void
merge_image_note_box (MergeCompiler *compiler, xmlNode *root, const MergeMark *mark)
{
  const xmlNode *node = mark->simple != NULL ? mark->simple : mark->begin;
  const xmlNode *end = mark->simple != NULL ? merge_dom_next_skip (node, root) : mark->end;
  guint looked = 0;

  compiler->next_box = (MergeBox){ 0 };
  for (; node != NULL && node != end && looked < 1000; node = merge_dom_next (node, root), looked++)
    {
      const xmlNode *image = merge_dom_is (node, "pict") ? merge_image_vml_find (node) : NULL;

      if (image == NULL && !merge_dom_is (node, "drawing"))
        continue;
      compiler->next_box = image != NULL ? merge_image_vml_box (image) : read_box (node);
      compiler->next_box.points = FALSE; /* what is shown is drawn anew */
      return;
    }
}

/* Both measures of a drawing depend on the picture. */
static void
mark_sizes (MergeCompiler *compiler, xmlNode *drawing, guint box)
{
  static const struct
  {
    const char *name;
    char kind;
  } measures[] = { { "cx", MERGE_MARK_WIDTH }, { "cy", MERGE_MARK_HEIGHT } };

  for (xmlNode *node = drawing; node != NULL; node = next_drawn (node, drawing))
    {
      if (!merge_dom_is_plain (node, "extent")
          && !(merge_dom_is_plain (node, "ext") && merge_dom_is_plain (node->parent, "xfrm")))
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
        {
          g_autofree char *marked = merge_program_mark_text (measures[i].kind, box, "0");

          xmlSetProp (node, (const xmlChar *) measures[i].name, (const xmlChar *) marked);
        }
    }
}

static guint
add_box (MergeCompiler *compiler, MergeBox box, guint image)
{
  box.image = image;
  g_array_append_val (compiler->boxes, box);
  return compiler->boxes->len - 1;
}

/* The condition that there is such a picture. */
static guint
add_condition (MergeCompiler *compiler, guint image, gboolean reported)
{
  MergeExpression *given = merge_expression_new (MERGE_EXPRESSION_IMAGE);

  given->definition = image;
  given->text = g_strdup (g_ptr_array_index (compiler->images, image));
  given->anchored = reported;
  return merge_compiler_add_statement (compiler,
                                       merge_statement_new_if (merge_condition_new_given (given)));
}

/* ---- where a field stands ---- */

static xmlNode *
parse_run (const xmlNode *like, guint image, const char *name, guint number)
{
  gboolean strict = strstr ((const char *) like->ns->href, "purl.oclc.org") != NULL;
  g_autofree char *text = g_strdup_printf (
      "<w:r xmlns:w=\"%s\"><w:drawing><wp:inline xmlns:wp=\"%s\" distT=\"0\" distB=\"0\" "
      "distL=\"0\" distR=\"0\"><wp:extent cx=\"0\" cy=\"0\"/><wp:docPr id=\"%u\" name=\"%s\" "
      "descr=\"%s\"/><a:graphic xmlns:a=\"%s\"><a:graphicData uri=\"%s\"><pic:pic "
      "xmlns:pic=\"%s\"><pic:nvPicPr><pic:cNvPr id=\"0\" name=\"%s\"/><pic:cNvPicPr/>"
      "</pic:nvPicPr><pic:blipFill><a:blip xmlns:r=\"%s\" r:embed=\"" MERGE_IMAGE_RELATION
      "\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" "
      "y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>"
      "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
      "</w:r>",
      (const char *) like->ns->href, namespaces[strict].drawing, number, name, name,
      namespaces[strict].main, namespaces[strict].picture, namespaces[strict].picture, name,
      namespaces[strict].relations, image + 1);
  xmlDoc *doc = xmlReadMemory (text, (int) strlen (text), NULL, NULL, XML_PARSE_NONET);
  xmlNode *copy = xmlDocCopyNode (xmlDocGetRootElement (doc), like->doc, 1);

  xmlFreeDoc (doc);
  return copy;
}

/* A slot shows its picture when there is one, and else what it shows now. */
static void
replace_slot (MergeCompiler *compiler, xmlNode *run, const MergeSlot *slot, const char *name)
{
  xmlNode *before = merge_program_is_mark (run->prev, MERGE_MARK_BEFORE) ? run->prev : NULL;
  xmlNode *after = merge_program_is_mark (run->next, MERGE_MARK_AFTER) ? run->next : NULL;
  MergeBox box = slot->box;
  guint image, condition;
  xmlNode *drawing;

  if (before == NULL || after == NULL || !merge_compiler_spend (compiler, 4096))
    return;
  image = image_of (compiler, name);
  condition = add_condition (compiler, image, FALSE);
  if (box.width == 0)
    box = (MergeBox){ .width = DEFAULT_WIDTH, .height = DEFAULT_HEIGHT, .natural = TRUE };
  xmlAddPrevSibling (before, merge_program_mark (run->doc, MERGE_MARK_IF, condition));
  drawing = xmlAddPrevSibling (before,
                               parse_run (run, image, name, FIRST_DRAWING + compiler->boxes->len));
  mark_sizes (compiler, drawing, add_box (compiler, box, image));
  xmlAddPrevSibling (before, merge_program_mark (run->doc, MERGE_MARK_ELSE, condition));
  xmlAddNextSibling (after, merge_program_mark (run->doc, MERGE_MARK_END_IF, condition));
}

static void
take_slot (MergeCompiler *compiler, const xmlNode *mark)
{
  guint index = 0;
  const MergeSlot *slot;
  const MergeDefinition *definition;
  const char *name;

  if (merge_program_read_mark (mark, &index) != MERGE_MARK_VALUE)
    return;
  slot = &g_array_index (compiler->slots, MergeSlot, index);
  definition = g_ptr_array_index (compiler->definitions, slot->definition);
  name = slot->kind == MERGE_SLOT_RUN && definition->expression == NULL
             ? merge_image_name (compiler, definition->name)
             : NULL;
  if (name != NULL)
    replace_slot (compiler, mark->parent, slot, name);
}

/* ---- a picture of the template ---- */

/* The one picture that a drawing shows, DrawingML or VML: what holds its relationship. */
static xmlNode *
find_shown (const xmlNode *drawing)
{
  xmlNode *blip = NULL;

  if (merge_dom_is (drawing, "pict"))
    return merge_image_vml_find (drawing);
  for (xmlNode *node = (xmlNode *) drawing; node != NULL; node = next_drawn (node, drawing))
    if (merge_dom_is_plain (node, "blip"))
      {
        if (blip != NULL)
          return NULL;
        blip = node;
      }
  return blip;
}

/**
 * merge_image_meant:
 * @compiler: a compiler
 * @text: what a picture of the template is called
 *
 * In braces or in capitals a text is a place for a picture of the data; “Logo” tells those who do
 * not see what the school's own logo is, which stays.
 *
 * Returns: (transfer none) (nullable): the picture that it names
 */
const char *
merge_image_meant (const MergeCompiler *compiler, const char *text)
{
  gboolean capitals = TRUE;

  for (const char *at = text; *at != '\0'; at++)
    capitals = capitals && !g_ascii_islower (*at);
  return capitals || strchr (text, '{') != NULL ? merge_image_name (compiler, text) : NULL;
}

/* The name in Word's list of objects is seldom meant: it counts in braces alone. */
static const char *
name_of_properties (const MergeCompiler *compiler, const xmlNode *node)
{
  static const char *const attributes[] = { "descr", "title", "name" };
  const char *name = NULL;

  for (guint i = 0; name == NULL && i < G_N_ELEMENTS (attributes); i++)
    {
      g_autofree char *text = merge_dom_get_plain (node, attributes[i]);

      if (text != NULL && (i < 2 || strchr (text, '{') != NULL))
        name = merge_image_meant (compiler, text);
    }
  return name;
}

/* What a drawing itself is called. */
static const char *
own_name (const MergeCompiler *compiler, const xmlNode *drawing)
{
  const xmlNode *shown = find_shown (drawing);
  const char *name = NULL;

  if (shown == NULL)
    return NULL;
  if (merge_dom_is (drawing, "pict"))
    return merge_image_vml_name (compiler, shown);
  for (const xmlNode *node = drawing; name == NULL && node != NULL;
       node = next_drawn (node, drawing))
    if (merge_dom_is_plain (node, "docPr"))
      name = name_of_properties (compiler, node);
  return name;
}

static gboolean
is_drawing (const xmlNode *node)
{
  return merge_dom_is (node, "drawing") || merge_dom_is (node, "pict");
}

/* What a step counts for: halves with many drawings are walked through for each. */
#define STEP_WEIGHT 16

/* The first drawing in that half of an AlternateContent. */
static const xmlNode *
find_drawing (MergeCompiler *compiler, const xmlNode *half)
{
  for (const xmlNode *node = half; node != NULL && merge_compiler_spend (compiler, STEP_WEIGHT);
       node = next_drawn (node, half))
    if (is_drawing (node))
      return merge_compiler_spend (compiler, merge_dom_weigh (node)) ? node : NULL;
  return NULL;
}

/* The same picture drawn for another program: the first that the other halves of an
 * AlternateContent hold. */
static const xmlNode *
find_twin (MergeCompiler *compiler, const xmlNode *drawing)
{
  const xmlNode *half = drawing->parent;

  while (half != NULL && !merge_dom_is_mc (half, "Choice") && !merge_dom_is_mc (half, "Fallback")
         && !merge_dom_is (half, "p"))
    half = half->parent;
  if (half == NULL || half->parent == NULL || merge_dom_is (half, "p"))
    return NULL;
  for (const xmlNode *other = half->parent->children; other != NULL; other = other->next)
    {
      const xmlNode *found = other != half ? find_drawing (compiler, other) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Twins show the same picture, whichever of them is named; DrawingML is what Word of today shows.
 */
static const char *
named_picture (MergeCompiler *compiler, const xmlNode *drawing)
{
  const xmlNode *twin = find_twin (compiler, drawing);
  gboolean old = merge_dom_is (drawing, "pict");
  const char *first = own_name (compiler, old && twin != NULL ? twin : drawing);

  if (first == NULL && twin != NULL)
    first = own_name (compiler, old ? drawing : twin);
  return first;
}

/* The picture is another one: what was linked, cut or drawn in another way is nothing of it. */
static void
change_blip (xmlNode *blip, const char *relation)
{
  for (xmlAttr *attribute = blip->properties, *next; attribute != NULL; attribute = next)
    {
      next = attribute->next;
      if (strcmp ((const char *) attribute->name, "embed") == 0)
        xmlSetNsProp (blip, attribute->ns, attribute->name, (const xmlChar *) relation);
      else if (strcmp ((const char *) attribute->name, "link") == 0)
        xmlRemoveProp (attribute);
    }
  for (xmlNode *child = blip->children, *next; child != NULL; child = next)
    {
      next = child->next;
      merge_dom_remove (child);
    }
  for (xmlNode *node = blip->parent->children, *next; node != NULL; node = next)
    {
      next = node->next;
      if (merge_dom_is_plain (node, "srcRect"))
        merge_dom_remove (node);
    }
}

static void
change_drawing (MergeCompiler *compiler,
                xmlNode *drawing,
                xmlNode *shown,
                MergeBox box,
                guint image)
{
  g_autofree char *relation = g_strdup_printf (MERGE_IMAGE_RELATION, image + 1);
  guint index = add_box (compiler, box, image);

  if (box.points)
    {
      merge_image_vml_change (shown, relation, index);
      return;
    }
  change_blip (shown, relation);
  mark_sizes (compiler, drawing, index);
}

static void
take_drawing (MergeCompiler *compiler, xmlNode *drawing)
{
  xmlNode *shown = find_shown (drawing);
  const char *name = shown != NULL ? named_picture (compiler, drawing) : NULL;
  gboolean old = merge_dom_is (drawing, "pict");
  xmlNode *run = merge_dom_ancestor (drawing, "r");
  MergeBox box = name == NULL ? (MergeBox){ 0 }
                 : old        ? merge_image_vml_box (shown)
                              : read_box (drawing);
  g_autofree char *relation =
      name != NULL ? merge_dom_get_plain (shown, old ? "id" : "embed") : NULL;
  guint image, condition;

  if (name == NULL || run == NULL || box.width == 0 || relation == NULL
      || !merge_compiler_spend (compiler, 1024))
    return;
  image = image_of (compiler, name);
  condition = add_condition (compiler, image, TRUE);
  merge_compiler_count_field (compiler, run, name, "", FALSE);
  change_drawing (compiler, drawing, shown, box, image);
  xmlAddPrevSibling (run, merge_program_mark (run->doc, MERGE_MARK_IF, condition));
  xmlAddNextSibling (run, merge_program_mark (run->doc, MERGE_MARK_END_IF, condition));
}

/**
 * merge_image_mark:
 * @compiler: a compiler
 * @root: the element that holds a story whose fields are slots
 *
 * Has pictures of the data shown where they are named.
 */
void
merge_image_mark (MergeCompiler *compiler, xmlNode *root)
{
  for (xmlNode *node = root->children, *next; node != NULL && compiler->budget > 0; node = next)
    {
      gboolean drawing = is_drawing (node);

      next = merge_story_is_left_out (node) ? merge_dom_next_skip (node, root)
                                            : merge_dom_next (node, root);
      if (drawing)
        take_drawing (compiler, node);
      else
        take_slot (compiler, node);
    }
}
