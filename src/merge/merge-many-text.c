/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-many-private.h"

/* A part to which each copy adds something is deflated as it grows: what the copies before added is
 * neither a tree nor text any more. */

#define MARK_MORE 'A'

struct _MergeManyText
{
  MergeSqueezer *squeezer;
  GBytes *tail; /* what comes behind all that is added */
};

static void
add_frame (MergeManyText *self, GBytes *bytes, const xmlBuffer *mark)
{
  gsize size = 0, length = (gsize) xmlBufferLength (mark);
  const char *text = g_bytes_get_data (bytes, &size);
  const char *found = memmem (text, size, xmlBufferContent (mark), length);
  gsize before = (gsize) (found - text);

  merge_squeezer_add (self->squeezer, text, before);
  self->tail = g_bytes_new (found + length, size - length - before);
}

/**
 * merge_many_text_new:
 * @parent: an element of a part
 * @last: (nullable): its child behind which more comes; %NULL: behind all
 *
 * Begins the part with what it holds now.
 *
 * Returns: (transfer full): what is added to
 */
MergeManyText *
merge_many_text_new (xmlNode *parent, xmlNode *last)
{
  MergeManyText *self = g_new0 (MergeManyText, 1);
  xmlNode *mark = merge_program_mark (parent->doc, MARK_MORE, 0);
  xmlBuffer *buffer = xmlBufferCreate ();
  g_autoptr (GBytes) bytes = NULL;

  self->squeezer = merge_squeezer_new ();
  mark = last != NULL ? xmlAddNextSibling (last, mark) : xmlAddChild (parent, mark);
  xmlNodeDump (buffer, parent->doc, mark, 0, 0);
  bytes = merge_xml_dump (parent->doc);
  merge_dom_remove (mark);
  add_frame (self, bytes, buffer);
  xmlBufferFree (buffer);
  return self;
}

/**
 * merge_many_text_add:
 * @self: a part that grows
 * @node: of a document whose namespaces are those of the part
 *
 * Adds a node.
 */
void
merge_many_text_add (MergeManyText *self, xmlNode *node)
{
  xmlBuffer *buffer = xmlBufferCreate ();

  xmlNodeDump (buffer, node->doc, node, 0, 0);
  merge_squeezer_add (self->squeezer, xmlBufferContent (buffer), (gsize) xmlBufferLength (buffer));
  xmlBufferFree (buffer);
}

/**
 * merge_many_text_take:
 * @self: a part that grows
 * @node: (transfer full): a node of the part's own document
 *
 * Adds a node, which is freed.
 */
void
merge_many_text_take (MergeManyText *self, xmlNode *node)
{
  merge_many_text_add (self, node);
  merge_dom_remove (node);
}

/**
 * merge_many_text_size:
 * @self: a part that grows
 *
 * Returns: how long it is so far
 */
gsize
merge_many_text_size (const MergeManyText *self)
{
  return merge_squeezer_size (self->squeezer);
}

/**
 * merge_many_text_end:
 * @self: (transfer full): a part that does not grow any more
 *
 * Returns: the part
 */
MergeSqueezed
merge_many_text_end (MergeManyText *self)
{
  gsize size = 0;
  const char *tail = g_bytes_get_data (self->tail, &size);
  MergeSqueezed squeezed;

  merge_squeezer_add (self->squeezer, tail, size);
  squeezed = merge_squeezer_end (g_steal_pointer (&self->squeezer));
  merge_many_text_free (self);
  return squeezed;
}

/**
 * merge_many_text_free:
 * @self: (transfer full): a part that grows
 *
 * Gives it up.
 */
void
merge_many_text_free (MergeManyText *self)
{
  g_clear_pointer (&self->squeezer, merge_squeezer_free);
  g_clear_pointer (&self->tail, g_bytes_unref);
  g_free (self);
}
