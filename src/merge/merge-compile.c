/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-compile-private.h"

#include "merge-error.h"
#include "merge-image-private.h"
#include "merge-tag-private.h"

static const char *const roots[] = { "document", "hdr",      "ftr", "footnotes",
                                     "endnotes", "comments", NULL };

static void
free_node (gpointer node)
{
  xmlFreeNode (node);
}

static void
begin_part (MergeCompiler *compiler, const char *where)
{
  compiler->where = where;
  compiler->slots = g_array_new (FALSE, FALSE, sizeof (MergeSlot));
  compiler->blanks = g_array_new (FALSE, FALSE, sizeof (MergeBlank));
  compiler->n_groups = 0;
  compiler->n_statements = compiler->statements->len;
  compiler->changed = FALSE;
  compiler->late = FALSE;
  compiler->part_images = 0;
  compiler->twins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compiler->tags = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) merge_tag_free);
  compiler->solid = g_hash_table_new (NULL, NULL);
  compiler->trash = g_ptr_array_new_with_free_func (free_node);
}

static gboolean
note_images (MergeCompiler *compiler,
             MergePackage *package,
             const char *part,
             const xmlNode *root,
             GError **error)
{
  MergeImagePart shown = { NULL, compiler->part_images,
                           strstr ((const char *) root->ns->href, "purl.oclc.org") != NULL };

  if (shown.images == 0)
    return TRUE;
  shown.name = g_strdup (part);
  g_array_append_val (compiler->image_parts, shown);
  return merge_image_drop_unused (package, part, root, error);
}

/* What is known of the nodes of the part's tree, and those that were taken out of it. */
static void
forget_tree (MergeCompiler *compiler)
{
  g_clear_pointer (&compiler->twins, g_hash_table_unref);
  g_clear_pointer (&compiler->tags, g_hash_table_unref);
  g_clear_pointer (&compiler->solid, g_hash_table_unref);
  g_clear_pointer (&compiler->places, g_hash_table_unref);
  g_clear_pointer (&compiler->trash, g_ptr_array_unref);
}

static void
end_part (MergeCompiler *compiler)
{
  forget_tree (compiler);
  g_clear_pointer (&compiler->slots, g_array_unref);
  g_clear_pointer (&compiler->blanks, g_array_unref);
}

/* Whether anything of the part depends on the merge. */
static gboolean
is_merged (MergeCompiler *compiler)
{
  return compiler->slots->len > 0 || compiler->statements->len > compiler->n_statements;
}

/* The stories of a part: each note or comment is one, otherwise the whole part is. */
static void
find_stories (xmlNode *root, GQueue *stories)
{
  static const char *const notes[] = { "footnote", "endnote", "comment", NULL };
  static const char *const many[] = { "footnotes", "endnotes", "comments", NULL };

  if (!merge_dom_is_any (root, many))
    {
      g_queue_push_tail (stories, root);
      return;
    }
  for (xmlNode *node = root->children; node != NULL; node = node->next)
    if (merge_dom_is_any (node, notes))
      g_queue_push_tail (stories, node);
}

static const char *
place_of (const MergeCompiler *compiler, const xmlNode *story)
{
  return merge_dom_is (story, "txbxContent") ? "textbox" : compiler->where;
}

/* The tree is ten times the text: it is gone before the program is made of that. */
static MergeProgram *
make_program (MergeCompiler *compiler, const char *part, MergeXml **xml)
{
  g_autoptr (GBytes) written = merge_xml_dump (*xml);
  MergeProgram *program;

  forget_tree (compiler);
  g_clear_pointer (xml, xmlFreeDoc);
  program =
      merge_program_new (part, written, compiler->slots, compiler->blanks, compiler->n_groups);
  program->first_id = compiler->first_id;
  program->n_ids = compiler->n_ids;
  return program;
}

static MergeXml *
load_part (MergePackage *package, const char *part, GError **error)
{
  g_autoptr (GBytes) bytes = merge_package_load_xml (package, part, error);

  return bytes != NULL ? merge_xml_parse (bytes, part, error) : NULL;
}

static void
compile_stories (MergeCompiler *compiler, xmlNode *root)
{
  g_auto (GQueue) stories = G_QUEUE_INIT;

  find_stories (root, &stories);
  for (GList *at = stories.head; at != NULL; at = at->next)
    {
      xmlNode *story = at->data;

      compiler->place = place_of (compiler, story);
      merge_outside_check (compiler, story);
      merge_replace_fields (compiler, story);
      merge_braces_replace (compiler, story);
      merge_list_resolve (compiler, story);
      merge_image_mark (compiler, story);
      merge_story_find_boxes (story, &stories);
    }
  for (GList *at = stories.head; at != NULL && compiler->late; at = at->next)
    {
      compiler->place = place_of (compiler, at->data);
      merge_replace_late (compiler, at->data);
    }
}

/**
 * merge_compile_part:
 * @compiler: a compiler
 * @package: the template's package
 * @part: a part's name
 * @where: what its fields' places are called: "body", "header"…
 * @program: (out) (nullable) (transfer full): the part's program; %NULL when the part
 *   stays as it is
 * @error: return location for a #MergeError
 *
 * Compiles a document, a header, a footer, notes or comments.
 *
 * Returns: %FALSE with @error set when the part is damaged or asks for too much
 */
gboolean
merge_compile_part (MergeCompiler *compiler,
                    MergePackage *package,
                    const char *part,
                    const char *where,
                    MergeProgram **program,
                    GError **error)
{
  g_autoptr (MergeXml) xml = load_part (package, part, error);
  gboolean ok;

  *program = NULL;
  if (xml == NULL)
    return FALSE;
  if (!merge_dom_is_any (xmlDocGetRootElement (xml), roots))
    {
      g_set_error (error, MERGE_ERROR, MERGE_ERROR_DAMAGED,
                   _ ("This Word document is damaged: its part “%s” is not what it should be. Open "
                      "it in Word, let Word repair it, save it and choose it again."),
                   part);
      return FALSE;
    }
  begin_part (compiler, where);
  compile_stories (compiler, xmlDocGetRootElement (xml));
  if (strcmp (where, "body") == 0)
    merge_ref_keep (compiler, xmlDocGetRootElement (xml));
  ok = note_images (compiler, package, part, xmlDocGetRootElement (xml), error);
  merge_control_release (xml);
  if (is_merged (compiler))
    {
      merge_blank_mark (compiler, xml);
      merge_ids_mark (compiler, xml);
      merge_table_mark (compiler, xml);
    }
  if (ok && compiler->budget == 0)
    g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_HOSTILE,
                         _ ("This file is refused: it holds far more fields than a document needs. "
                            "Make the template again from a new document."));
  else if (ok && (is_merged (compiler) || compiler->changed))
    *program = make_program (compiler, part, &xml);
  end_part (compiler);
  return ok && compiler->budget > 0;
}
