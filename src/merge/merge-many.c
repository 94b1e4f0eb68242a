/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-many-private.h"

#include "merge-error.h"
#include "merge-image-private.h"
#include "merge-render-private.h"
#include "merge-template-private.h"

/* The text of the main part at most: Word opens none that comes near. */
#define MAX_TEXT (1024u * 1024 * 1024)

#define MARK_BODY 'A'

static void
new_part_free (gpointer data)
{
  MergeManyPart *part = data;

  g_free (part->name);
  g_bytes_unref (part->bytes);
  g_free (part);
}

/**
 * merge_many_add_part:
 * @many: a document
 * @name: of a part that is new or other than the template's
 * @bytes: (transfer full): what is in it
 *
 * Has the document have it.
 */
void
merge_many_add_part (MergeMany *many, const char *name, GBytes *bytes)
{
  MergeManyPart *part = g_new0 (MergeManyPart, 1);

  part->name = g_strdup (name);
  part->bytes = bytes;
  g_ptr_array_add (many->parts, part);
}

/**
 * merge_many_find_part:
 * @many: a document
 * @name: of a part
 *
 * Returns: (transfer none) (nullable): it, if it is new or other than the template's
 */
const MergeManyPart *
merge_many_find_part (const MergeMany *many, const char *name)
{
  for (guint i = 0; i < many->parts->len; i++)
    {
      const MergeManyPart *part = g_ptr_array_index (many->parts, i);

      if (g_ascii_strcasecmp (part->name, name) == 0)
        return part;
    }
  return NULL;
}

static MergeXml *
load (MergeMany *many, const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = merge_package_load_xml (many->template->package, name, error);

  return bytes != NULL ? merge_xml_parse (bytes, name, error) : NULL;
}

/**
 * merge_many_load_relations:
 * @many: a document
 * @name: of a part that holds relationships
 * @error: return location for a #MergeError
 *
 * Returns: (transfer full) (nullable): the template's, with those to pictures of the data; %NULL
 *   without @error: there are none
 */
GBytes *
merge_many_load_relations (MergeMany *many, const char *name, GError **error)
{
  const MergeTemplate *self = many->template;

  for (guint i = 0; i < self->relations->len; i++)
    {
      const MergeImageRelations *relations = g_ptr_array_index (self->relations, i);
      GBytes *bytes =
          g_ascii_strcasecmp (relations->name, name) == 0
              ? merge_image_write_relations (relations, many->renderer.images, self->images->len)
              : NULL;

      if (bytes != NULL)
        return bytes;
    }
  return merge_package_find (self->package, name) != NULL
             ? merge_package_load_xml (self->package, name, error)
             : NULL;
}

/**
 * merge_many_render:
 * @many: a document
 * @entry: a part of the template
 * @error: return location for a #MergeError
 *
 * Returns: (transfer full): the part with the values of the record at hand, or %NULL
 */
MergeXml *
merge_many_render (MergeMany *many, const MergeEntry *entry, GError **error)
{
  const MergeProgram *program = g_hash_table_lookup (many->template->programs, entry);
  MergeOutputText output;
  g_autoptr (GBytes) bytes = NULL;

  if (program == NULL)
    return load (many, entry->name, error);
  merge_output_text_init (&output);
  merge_renderer_render (&many->renderer, program, &output.output);
  bytes = merge_output_text_end (&output);
  return merge_xml_parse (bytes, entry->name, error);
}

/* ---- records ---- */

/* What stands for records when there are none left: labels that stay blank. */
static gboolean
nothing (const char *name, MergeValue *value, gpointer user_data)
{
  value->type = MERGE_VALUE_NOTHING;
  value->text = NULL;
  return TRUE;
}

static gboolean
read_record (MergeMany *many)
{
  MergeSource source = { .lookup = nothing };

  if (!many->ended)
    many->ended = !many->records (many->n_read, &source, many->user_data);
  if (!many->ended)
    {
      many->n_read++;
      many->renderer.record = many->n_read;
      many->renderer.sequence++;
    }
  many->renderer.source = many->ended ? (MergeSource){ .lookup = nothing } : source;
  merge_renderer_forget (&many->renderer);
  return !many->ended;
}

static void
on_next (MergeStatementKind kind, gpointer user_data)
{
  MergeMany *many = user_data;

  if (kind == MERGE_STATEMENT_SKIP_IF)
    many->skipped = TRUE;
  else if (!many->skipped)
    read_record (many);
}

/* ---- copies ---- */

/* Writes what stands around the blocks of the body. */
static void
write_frame (MergeMany *many, xmlNode *body)
{
  xmlNode *first = body->children, *last = body->last;
  xmlNode *mark = merge_program_mark (body->doc, MARK_BODY, 0);
  xmlBuffer *buffer = xmlBufferCreate ();
  g_autoptr (GBytes) bytes = NULL;
  const char *text, *found;
  gsize size = 0, length;

  body->children = body->last = NULL;
  xmlAddChild (body, mark);
  xmlNodeDump (buffer, body->doc, mark, 0, 0);
  bytes = merge_xml_dump (body->doc);
  xmlUnlinkNode (mark);
  xmlFreeNode (mark);
  body->children = first;
  body->last = last;

  text = g_bytes_get_data (bytes, &size);
  length = (gsize) xmlBufferLength (buffer);
  found = memmem (text, size, xmlBufferContent (buffer), length);
  g_string_append_len (many->text, text, found - text);
  g_string_append_len (many->tail, found + length, (gssize) (size - length) - (found - text));
  xmlBufferFree (buffer);
}

static void
write_copy (MergeMany *many, gboolean last)
{
  xmlNode *body = merge_dom_child (xmlDocGetRootElement (many->copy), "body");
  xmlBuffer *buffer = xmlBufferCreate ();

  if (!last)
    merge_many_section_close (body);
  if (many->tail->len == 0)
    write_frame (many, body);
  for (xmlNode *node = body->children; node != NULL; node = node->next)
    xmlNodeDump (buffer, many->copy, node, 0, 0);
  g_string_append_len (many->text, (const char *) xmlBufferContent (buffer),
                       xmlBufferLength (buffer));
  xmlBufferFree (buffer);
  g_clear_pointer (&many->copy, xmlFreeDoc);
}

static gboolean
take_notes (MergeMany *many, xmlNode *body, GError **error)
{
  for (guint i = 0; i < MERGE_N_NOTES; i++)
    {
      g_autoptr (MergeXml) xml = NULL;

      if (many->note_entries[i] == NULL)
        continue;
      xml = merge_many_render (many, many->note_entries[i], error);
      if (xml == NULL)
        return FALSE;
      merge_many_notes_take (&many->notes[i], i, xml, body);
    }
  return TRUE;
}

static gboolean
fail_too_big (GError **error)
{
  g_set_error_literal (
      error, MERGE_ERROR, MERGE_ERROR_FAILED,
      _ ("The one document for all would be bigger than Word can open. Merge fewer "
         "lines at a time, or one document for each."));
  return FALSE;
}

/* One copy of the template, from the record at hand on. */
static gboolean
add_copy (MergeMany *many, GError **error)
{
  const MergeEntry *entry = merge_package_find (many->template->package, many->template->main);
  const MergeSource source = many->renderer.source;
  g_autoptr (MergeXml) xml = NULL;
  g_autoptr (GPtrArray) sections = NULL;
  xmlNode *body;

  many->skipped = FALSE;
  g_hash_table_remove_all (many->renderer.bookmarks); /* they spoke of another record */
  many->renderer.budget = MERGE_RENDER_BUDGET;
  xml = merge_many_render (many, entry, error);
  /* Headers and notes speak of the record that the copy begins with. */
  many->renderer.source = source;
  merge_renderer_forget (&many->renderer);
  body = xml != NULL ? merge_dom_child (xmlDocGetRootElement (xml), "body") : NULL;
  if (body == NULL)
    {
      if (xml != NULL)
        g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_DAMAGED,
                             _ ("This Word document is damaged: it has no body. Open it in Word, "
                                "let Word repair it, save it and choose it again."));
      return FALSE;
    }
  if (many->skipped)
    {
      many->renderer.sequence--;
      return TRUE;
    }
  if (many->copy != NULL)
    write_copy (many, FALSE);
  many->n_copies++;
  merge_many_count_pages_anew (body);
  merge_many_ids_renumber (&many->ids, body, many->n_copies == 1);
  if (many->n_copies > 1)
    merge_many_lists_restart (&many->lists, body);
  sections = merge_many_sections (body);
  merge_many_section_start (g_ptr_array_index (sections, 0), many->two_sided);
  if (!take_notes (many, body, error) || !merge_many_make_sides (many, sections, error))
    return FALSE;
  many->copy = g_steal_pointer (&xml);
  return (many->text->len <= MAX_TEXT && many->renderer.budget > 0) || fail_too_big (error);
}

/* ---- the document ---- */

static gboolean
load_lists (MergeMany *many, GError **error)
{
  const MergeRelation *numbering = merge_relations_find (many->relations, "numbering");
  const MergeRelation *styles = merge_relations_find (many->relations, "styles");
  MergePackage *package = many->template->package;
  MergeXml *numbers = NULL;
  g_autoptr (MergeXml) xml = NULL;

  if (numbering == NULL || merge_package_find (package, numbering->target) == NULL)
    {
      merge_many_lists_init (&many->lists, NULL, NULL);
      return TRUE;
    }
  numbers = load (many, numbering->target, error);
  if (numbers != NULL && styles != NULL && merge_package_find (package, styles->target) != NULL)
    xml = load (many, styles->target, error);
  merge_many_lists_init (&many->lists, numbers, xml);
  return numbers != NULL && (xml != NULL || error == NULL || *error == NULL);
}

/* The pictures of the first record are those of all: a school has one logo and one stamp. */
static gboolean
begin_relations (MergeMany *many, GError **error)
{
  g_autofree char *name = merge_relations_part (many->template->main);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = merge_many_load_relations (many, name, &local);

  if (bytes != NULL)
    many->relations_xml = merge_xml_parse (bytes, name, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
begin (MergeMany *many, GError **error)
{
  MergeTemplate *self = many->template;

  many->relations = merge_relations_load (self->package, self->main, error);
  many->types = many->relations != NULL ? load (many, MERGE_PART_CONTENT_TYPES, error) : NULL;
  if (many->types == NULL)
    return FALSE;
  if (!begin_relations (many, error))
    return FALSE;
  for (guint i = 0; i < many->relations->len; i++)
    merge_many_note_side (many, g_ptr_array_index (many->relations, i));
  for (guint i = 0; i < MERGE_N_NOTES; i++)
    {
      const MergeRelation *relation =
          merge_relations_find (many->relations, merge_many_notes_relation (i));

      if (relation != NULL)
        many->note_entries[i] = merge_package_find (self->package, relation->target);
    }
  return load_lists (many, error);
}

/* Pictures of the data, and what leads to them. */
static void
add_images (MergeMany *many)
{
  const MergeTemplate *self = many->template;
  const MergeImage *images = many->renderer.images;

  for (guint i = 0; i < self->relations->len; i++)
    {
      const MergeImageRelations *relations = g_ptr_array_index (self->relations, i);
      GBytes *bytes = merge_many_find_part (many, relations->name) == NULL
                          ? merge_image_write_relations (relations, images, self->images->len)
                          : NULL;

      if (bytes != NULL)
        merge_many_add_part (many, relations->name, bytes);
    }
  for (guint i = 0; i < self->images->len; i++)
    {
      g_autofree char *name = NULL;

      if (images[i].bytes == NULL)
        continue;
      name = merge_image_part_name (i, &images[i]);
      merge_many_add_part (many, name, g_bytes_ref (images[i].bytes));
    }
}

/* The parts that all copies share. */
static void
end_parts (MergeMany *many)
{
  g_autofree char *relations = merge_relations_part (many->template->main);
  const MergeRelation *numbering = merge_relations_find (many->relations, "numbering");

  for (guint i = 0; i < MERGE_N_NOTES; i++)
    if (many->notes[i].all != NULL)
      merge_many_add_part (many, many->note_entries[i]->name, merge_xml_dump (many->notes[i].all));
  if (many->lists.changed)
    merge_many_add_part (many, numbering->target, merge_xml_dump (many->lists.numbering));
  if (many->relations_xml != NULL)
    merge_many_add_part (many, relations, merge_xml_dump (many->relations_xml));
  add_images (many);
  merge_many_add_part (many, MERGE_PART_CONTENT_TYPES, merge_xml_dump (many->types));
  g_string_append_len (many->text, many->tail->str, (gssize) many->tail->len);
  merge_many_add_part (many, many->template->main,
                       g_string_free_to_bytes (g_steal_pointer (&many->text)));
}

static GBytes *
write_document (MergeMany *many, GError **error)
{
  MergePackage *package = many->template->package;
  MergeArchiveWriter writer;

  merge_archive_writer_init (&writer, many->template->archive);
  for (guint i = 0; i < package->entries->len; i++)
    {
      const MergeEntry *entry = g_ptr_array_index (package->entries, i);
      const MergeManyPart *part = merge_many_find_part (many, entry->name);

      if (part != NULL)
        merge_archive_writer_add (&writer, entry->name, part->bytes);
      else
        merge_archive_writer_add_entries (&writer, i, 1);
    }
  for (guint i = 0; i < many->parts->len; i++)
    {
      const MergeManyPart *part = g_ptr_array_index (many->parts, i);

      if (merge_package_find (package, part->name) == NULL)
        merge_archive_writer_add (&writer, part->name, part->bytes);
    }
  return merge_archive_writer_end (&writer, error);
}

static GBytes *
merge (MergeMany *many, GError **error)
{
  MergeTemplate *self = many->template;
  gboolean more = read_record (many);

  many->images = merge_images_load (self->images, &many->renderer.source);
  many->renderer.images = many->images;
  many->renderer.boxes = self->boxes;
  if (!begin (many, error))
    return NULL;
  for (; more; more = read_record (many))
    if (!add_copy (many, error))
      return NULL;
  if (many->copy == NULL)
    {
      g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_FAILED,
                           _ ("There is no line to merge: no document was made."));
      return NULL;
    }
  write_copy (many, TRUE);
  end_parts (many);
  return write_document (many, error);
}

static void
many_clear (MergeMany *many)
{
  merge_renderer_clear (&many->renderer);
  merge_images_free (many->images, many->template->images->len);
  if (many->text != NULL)
    g_string_free (many->text, TRUE);
  g_string_free (many->tail, TRUE);
  g_clear_pointer (&many->copy, xmlFreeDoc);
  g_clear_pointer (&many->types, xmlFreeDoc);
  g_clear_pointer (&many->relations_xml, xmlFreeDoc);
  g_clear_pointer (&many->relations, g_ptr_array_unref);
  g_array_unref (many->sides);
  g_ptr_array_unref (many->parts);
  for (guint i = 0; i < MERGE_N_NOTES; i++)
    merge_many_notes_clear (&many->notes[i]);
  merge_many_lists_clear (&many->lists);
}

/**
 * merge_template_merge_many:
 * @self: a template
 * @records: (scope call): gives the records, one after the other
 * @user_data: for @records
 * @two_sided: whether each begins on the front of a sheet
 * @missing: what stands where a value is empty or unknown
 * @report: (nullable): names without value and warnings are added
 * @error: return location for a #MergeError
 *
 * Makes one document of many records, for printing: each begins on a new page, which is number 1,
 * with headers, notes and lists of its own (docx §7.10). NEXT goes on to another record in the same
 * copy of the template, as labels do; SKIPIF leaves a record out. Memory is that of the document.
 *
 * Returns: (transfer full): the document (.docx), or %NULL
 */
GBytes *
merge_template_merge_many (MergeTemplate *self,
                           MergeRecordFunc records,
                           gpointer user_data,
                           gboolean two_sided,
                           MergeMissing missing,
                           MergeReport *report,
                           GError **error)
{
  const MergeSource source = { .lookup = nothing };
  MergeMany many = {
    .template = self, .records = records, .user_data = user_data, .report = report
  };
  GBytes *bytes;

  g_return_val_if_fail (MERGE_IS_TEMPLATE (self), NULL);
  g_return_val_if_fail (records != NULL, NULL);

  many.two_sided = two_sided;
  many.text = g_string_new (NULL);
  many.tail = g_string_new (NULL);
  many.sides = merge_many_sides_new ();
  many.parts = g_ptr_array_new_with_free_func (new_part_free);
  merge_renderer_init (&many.renderer, self->definitions, self->statements, &source, missing,
                       report);
  many.renderer.sequence = 0;
  many.renderer.next = on_next;
  many.renderer.next_data = &many;
  bytes = merge (&many, error);
  many_clear (&many);
  return bytes;
}
