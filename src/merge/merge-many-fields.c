/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-many-private.h"

/* Fields that stay Word's, and have to say something else in another copy. Word writes an
 * instruction in as many pieces as it likes, with other fields between them. */

#define BLANKS " \t\n\r"

/* A field whose end is to come. */
typedef struct
{
  char *type;        /* (nullable): in capitals; %NULL: nothing of it was met */
  GPtrArray *pieces; /* (element-type xmlNode): of its instruction, since the last other field */
  gboolean shows;    /* what it shows has begun */
} Field;

typedef struct
{
  GArray *open; /* (element-type Field), the innermost last */
  MergeManyFieldFunc func;
  gpointer user_data;
} Fields;

static void
field_clear (gpointer data)
{
  Field *field = data;

  g_free (field->type);
  g_ptr_array_unref (field->pieces);
}

static char *
read_type (const char *text)
{
  text += strspn (text, BLANKS);
  return g_ascii_strup (text, (gssize) strcspn (text, BLANKS "\\\""));
}

static void
change_simple (Fields *fields, xmlNode *node)
{
  g_autofree char *text = merge_dom_get (node, "instr");
  g_autofree char *type = text != NULL ? read_type (text) : NULL;
  g_autofree char *changed =
      text != NULL ? fields->func (type, text, TRUE, fields->user_data) : NULL;

  if (changed != NULL)
    merge_dom_set_plain (node, "instr", changed);
}

static void
set_text (xmlNode *node, const char *text)
{
  xmlNodeSetContent (node, NULL);
  xmlNodeAddContent (node, (const xmlChar *) text);
}

/* The pieces so far are all that stands together. */
static void
end_stretch (Fields *fields, Field *field)
{
  gboolean first = field->type == NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *changed = NULL;

  if (field->pieces->len == 0)
    return;
  for (guint i = 0; i < field->pieces->len; i++)
    {
      xmlChar *piece = xmlNodeGetContent (field->pieces->pdata[i]);

      g_string_append (text, piece != NULL ? (const char *) piece : "");
      xmlFree (piece);
    }
  if (first)
    field->type = read_type (text->str);
  changed = fields->func (field->type, text->str, first, fields->user_data);
  if (changed != NULL)
    {
      for (guint i = 1; i < field->pieces->len; i++)
        set_text (field->pieces->pdata[i], "");
      set_text (field->pieces->pdata[0], changed);
      xmlNodeSetSpacePreserve (field->pieces->pdata[0], 1);
    }
  g_ptr_array_set_size (field->pieces, 0);
}

static void
pass_mark (Fields *fields, const xmlNode *node)
{
  g_autofree char *kind = merge_dom_get (node, "fldCharType");
  guint n = fields->open->len;

  if (n > 0)
    end_stretch (fields, &g_array_index (fields->open, Field, n - 1));
  if (g_strcmp0 (kind, "begin") == 0)
    {
      Field field = { .pieces = g_ptr_array_new () };

      g_array_append_val (fields->open, field);
    }
  else if (n > 0 && g_strcmp0 (kind, "separate") == 0)
    g_array_index (fields->open, Field, n - 1).shows = TRUE;
  else if (n > 0 && g_strcmp0 (kind, "end") == 0)
    g_array_set_size (fields->open, n - 1);
}

static void
pass_piece (Fields *fields, xmlNode *node)
{
  Field *field =
      fields->open->len > 0 ? &g_array_index (fields->open, Field, fields->open->len - 1) : NULL;

  if (field != NULL && !field->shows)
    g_ptr_array_add (field->pieces, node);
}

/**
 * merge_many_change_fields:
 * @root: of a part, or some of it
 * @func: (scope call): is shown each stretch of an instruction that no other field interrupts
 * @user_data: for @func
 *
 * Changes instructions of fields.
 */
void
merge_many_change_fields (xmlNode *root, MergeManyFieldFunc func, gpointer user_data)
{
  Fields fields = { .func = func, .user_data = user_data };

  fields.open = g_array_new (FALSE, FALSE, sizeof (Field));
  g_array_set_clear_func (fields.open, field_clear);
  /* What a file has put into an instruction goes when its text is changed. */
  for (xmlNode *node = root; node != NULL; node = merge_dom_is (node, "instrText")
                                                      ? merge_dom_next_skip (node, root)
                                                      : merge_dom_next (node, root))
    if (merge_dom_is (node, "fldSimple"))
      change_simple (&fields, node);
    else if (merge_dom_is (node, "fldChar"))
      pass_mark (&fields, node);
    else if (merge_dom_is (node, "instrText"))
      pass_piece (&fields, node);
  for (guint i = 0; i < fields.open->len; i++)
    end_stretch (&fields, &g_array_index (fields.open, Field, i));
  g_array_unref (fields.open);
}

/* ---- the number of pages ---- */

#define NUMPAGES "NUMPAGES"

static char *
count_section (const char *type, const char *text, gboolean first, gpointer n_changed)
{
  if (!first || strcmp (type, NUMPAGES) != 0)
    return NULL;
  (*(guint *) n_changed)++;
  return g_strconcat (" SECTIONPAGES", text + strspn (text, BLANKS) + strlen (NUMPAGES), NULL);
}

/**
 * merge_many_count_pages_anew:
 * @root: of a part
 *
 * The number of pages would be that of all records together: it becomes that of the section.
 *
 * Returns: how many fields were changed
 */
guint
merge_many_count_pages_anew (xmlNode *root)
{
  guint n = 0;

  merge_many_change_fields (root, count_section, &n);
  return n;
}
