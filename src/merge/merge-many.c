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

static void
new_part_free (gpointer data)
{
  MergeManyPart *part = data;

  g_free (part->name);
  merge_squeezed_clear (&part->squeezed);
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
  merge_many_add_squeezed (many, name, merge_squeezed (bytes));
  g_bytes_unref (bytes);
}

/**
 * merge_many_add_squeezed:
 * @many: a document
 * @name: of a part that is new or other than the template's
 * @squeezed: (transfer full): the part
 *
 * Has the document have it.
 */
void
merge_many_add_squeezed (MergeMany *many, const char *name, MergeSqueezed squeezed)
{
  MergeManyPart *part = g_new0 (MergeManyPart, 1);

  part->name = g_strdup (name);
  part->squeezed = squeezed;
  g_ptr_array_add (many->parts, part);
}

/**
 * merge_many_find_part:
 * @many: a document
 * @name: of a part
 *
 * Returns: (transfer none) (nullable): it, if it is new or other than the template's
 */
MergeManyPart *
merge_many_find_part (const MergeMany *many, const char *name)
{
  for (guint i = 0; i < many->parts->len; i++)
    {
      MergeManyPart *part = g_ptr_array_index (many->parts, i);

      if (g_ascii_strcasecmp (part->name, name) == 0)
        return part;
    }
  return NULL;
}

/**
 * merge_many_load:
 * @many: a document
 * @name: of a part of the template
 * @error: return location for a #MergeError
 *
 * Returns: (transfer full): the part as the template has it, or %NULL
 */
MergeXml *
merge_many_load (MergeMany *many, const char *name, GError **error)
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
    return merge_many_load (many, entry->name, error);
  merge_output_text_init (&output);
  merge_renderer_render (&many->renderer, program, &output.output);
  bytes = merge_output_text_end (&output);
  return merge_xml_parse (bytes, entry->name, error);
}

/**
 * merge_many_warn:
 * @many: a document
 * @sentence: what its author should know
 *
 * Reports it, once.
 */
void
merge_many_warn (MergeMany *many, const char *sentence)
{
  GPtrArray *warnings = many->report != NULL ? many->report->warnings : NULL;

  if (warnings != NULL && !g_ptr_array_find_with_equal_func (warnings, sentence, g_str_equal, NULL))
    g_ptr_array_add (warnings, g_strdup (sentence));
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

static void
let_go (gpointer data)
{
  const MergeSource *source = data;

  if (source->done != NULL)
    source->done (source->user_data);
}

static gboolean
read_record (MergeMany *many)
{
  MergeSource source = { .lookup = nothing };

  if (many->held->len > 1) /* the first is asked again for what stands beside the text */
    g_array_set_size (many->held, 1);
  if (!many->ended)
    many->ended = !many->records (many->n_read, &source, many->user_data);
  if (!many->ended)
    {
      g_array_append_val (many->held, source);
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

/* Word refuses these fields in what stands beside the text: another record there would be missed in
 * it. */
static void
on_next_beside (MergeStatementKind kind, gpointer user_data)
{
  merge_many_warn (user_data,
                   _ ("The template asks for another record in a header, a footer, a note or a "
                      "comment: the fields NEXT, NEXTIF and SKIPIF do nothing there. Put them into "
                      "the text."));
}

/* ---- copies ---- */

/* Writes what stands around the blocks of the body. */
static MergeManyText *
begin_text (xmlNode *body)
{
  xmlNode *first = body->children, *last = body->last;
  MergeManyText *text;

  body->children = body->last = NULL;
  text = merge_many_text_new (body, NULL);
  body->children = first;
  body->last = last;
  return text;
}

static void
write_copy (MergeMany *many, gboolean last)
{
  xmlNode *body = merge_dom_child (xmlDocGetRootElement (many->copy), "body");

  if (!last)
    merge_many_section_close (body);
  if (many->text == NULL)
    many->text = begin_text (body);
  for (xmlNode *node = body->children; node != NULL; node = node->next)
    merge_many_text_add (many->text, node);
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
      merge_many_notes_take (&many->notes[i], i, &many->ids, xml, body);
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

/* Headers and notes speak of the record that the copy begins with. */
static gboolean
render_beside (MergeMany *many,
               const MergeRenderer *begun,
               xmlNode *body,
               GPtrArray *sections,
               GError **error)
{
  MergeRenderer *renderer = &many->renderer;
  const guint record = renderer->record, sequence = renderer->sequence;
  gboolean done;

  renderer->source = begun->source;
  renderer->record = begun->record;
  renderer->sequence = begun->sequence;
  renderer->next = on_next_beside;
  merge_renderer_forget (renderer);
  done = take_notes (many, body, error) && merge_many_make_sides (many, sections, error);
  renderer->record = record;
  renderer->sequence = sequence;
  renderer->next = on_next;
  return done;
}

/* Gives a copy what it has for itself. */
static gboolean
part_copy (MergeMany *many, const MergeRenderer *begun, xmlNode *body, GError **error)
{
  gboolean first = ++many->n_copies == 1;
  g_autoptr (GPtrArray) sections = merge_many_sections (body);

  many->n_pages += merge_many_count_pages_anew (body);
  many->divided = many->divided || sections->len > 1;
  merge_many_ids_begin (&many->ids);
  merge_many_ids_renumber (&many->ids, body, first);
  if (first)
    merge_many_ids_keep (&many->ids);
  else
    merge_many_lists_restart (&many->lists, body);
  merge_many_section_start (g_ptr_array_index (sections, 0), many->two_sided);
  merge_many_restart_notes (many, body, sections);
  if (!render_beside (many, begun, body, sections, error))
    return FALSE;
  merge_many_ids_follow (&many->ids, body);
  return TRUE;
}

static xmlNode *
find_body (MergeXml *xml, GError **error)
{
  xmlNode *body = merge_dom_child (xmlDocGetRootElement (xml), "body");

  if (body == NULL)
    g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_DAMAGED,
                         _ ("This Word document is damaged: it has no body. Open it in Word, "
                            "let Word repair it, save it and choose it again."));
  return body;
}

/* Returns: whether it is in bounds still */
static gboolean
check_size (const MergeMany *many, GError **error)
{
  gsize size = many->text != NULL ? merge_many_text_size (many->text) : 0;

  return (size <= MAX_TEXT && many->renderer.budget > 0) || fail_too_big (error);
}

/* One copy of the template, from the record at hand on. */
static gboolean
add_copy (MergeMany *many, GError **error)
{
  const MergeEntry *entry = merge_package_find (many->template->package, many->template->main);
  const MergeRenderer begun = many->renderer;
  g_autoptr (MergeXml) xml = NULL;
  xmlNode *body;

  many->skipped = FALSE;
  g_hash_table_remove_all (many->renderer.bookmarks); /* they spoke of another record */
  many->renderer.budget = MERGE_RENDER_BUDGET;
  xml = merge_many_render (many, entry, error);
  body = xml != NULL ? find_body (xml, error) : NULL;
  if (body == NULL)
    return FALSE;
  if (many->skipped)
    {
      many->renderer.sequence--;
      return TRUE;
    }
  if (many->copy != NULL)
    write_copy (many, FALSE);
  if (!part_copy (many, &begun, body, error))
    return FALSE;
  many->copy = g_steal_pointer (&xml);
  return check_size (many, error);
}

/* What follows asks for no record that was read so far. */
static void
forget_records (MergeMany *many)
{
  many->renderer.source = (MergeSource){ .lookup = nothing };
  g_array_set_size (many->held, 0);
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
  numbers = merge_many_load (many, numbering->target, error);
  if (numbers != NULL && styles != NULL && merge_package_find (package, styles->target) != NULL)
    xml = merge_many_load (many, styles->target, error);
  merge_many_lists_init (&many->lists, numbers, xml);
  return numbers != NULL && (xml != NULL || error == NULL || *error == NULL);
}

static gboolean
load_settings (MergeMany *many, GError **error)
{
  const MergeRelation *settings = merge_relations_find (many->relations, "settings");

  if (settings == NULL || merge_package_find (many->template->package, settings->target) == NULL)
    return TRUE;
  many->settings = merge_many_load (many, settings->target, error);
  return many->settings != NULL;
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
  many->types =
      many->relations != NULL ? merge_many_load (many, MERGE_PART_CONTENT_TYPES, error) : NULL;
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
  return load_settings (many, error) && load_lists (many, error);
}

/* NUMPAGES counts the pages of a document, which is one for all now. */
static void
warn_pages (MergeMany *many)
{
  if (many->n_pages == 0)
    return;
  merge_many_warn (
      many,
      many->divided
          ? _ ("The template shows the number of pages (NUMPAGES) and has several sections. In one "
               "document for all, it is the number of pages of each section, not that of a line's "
               "pages: make one document for each line if it has to be right.")
          : _ ("The template shows the number of pages (NUMPAGES). In one document for all, it is "
               "the number of pages of each line (SECTIONPAGES): Word counts them, LibreOffice "
               "shows the number that the template was saved with."));
}

/* LibreOffice knows one way of numbering notes for a whole document (7.4). */
static void
warn_notes (MergeMany *many)
{
  if (many->notes_restart && many->n_copies > 1)
    merge_many_warn (many,
                     _ ("The template has footnotes or endnotes. In one document for all, Word "
                        "numbers those of each line anew; LibreOffice numbers all of them through "
                        "and puts endnotes at the end of the document."));
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
    {
      if (!add_copy (many, error))
        return NULL;
      forget_records (many);
    }
  if (many->copy == NULL)
    {
      g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_FAILED,
                           _ ("There is no line to merge: no document was made."));
      return NULL;
    }
  write_copy (many, TRUE);
  warn_pages (many);
  warn_notes (many);
  return merge_many_write (many, error);
}

static void
many_clear (MergeMany *many)
{
  merge_renderer_clear (&many->renderer);
  merge_images_free (many->images, many->template->images->len);
  g_array_unref (many->held);
  g_clear_pointer (&many->text, merge_many_text_free);
  g_clear_pointer (&many->copy, xmlFreeDoc);
  g_clear_pointer (&many->types, xmlFreeDoc);
  g_clear_pointer (&many->types_text, merge_many_text_free);
  g_clear_pointer (&many->relations_xml, xmlFreeDoc);
  g_clear_pointer (&many->relations_text, merge_many_text_free);
  g_clear_pointer (&many->relations, g_ptr_array_unref);
  g_clear_pointer (&many->settings, xmlFreeDoc);
  for (guint i = 0; i < MERGE_N_SIDES; i++)
    g_free (many->blanks[i]);
  merge_many_ids_clear (&many->ids);
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
 * copy of the template, as labels do; SKIPIF leaves a record out. Memory is that of one copy and of
 * the document as it is deflated; no more than two records are held at once.
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
  many.held = g_array_new (FALSE, FALSE, sizeof (MergeSource));
  g_array_set_clear_func (many.held, let_go);
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
