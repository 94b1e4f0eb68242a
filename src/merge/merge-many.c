/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-many-private.h"

#include "merge-error.h"
#include "merge-render-private.h"
#include "merge-template-private.h"

/* The text of the main part at most: Word opens none that comes near. */
#define MAX_TEXT (1024u * 1024 * 1024)

#define MARK_BODY 'A'

/* A header or a footer: one whose fields differ from record to record is made for each. */
typedef struct
{
  const MergeEntry *entry;
  const MergeProgram *program; /* (nullable) */
  const MergeRelation *relation;
  char *id; /* (nullable): of the relation to that of the copy at hand */
} Side;

/* A part that the template does not have, or has otherwise. */
typedef struct
{
  char *name;
  GBytes *bytes;
} NewPart;

typedef struct
{
  MergeTemplate *template;
  MergeRecordFunc records;
  gpointer user_data;
  gboolean two_sided;
  MergeRenderer renderer;
  MergeReport *report;

  guint n_read; /* records asked for */
  gboolean ended;
  gboolean skipped; /* the copy at hand is left out */

  guint n_copies;
  GString *text;    /* of the main part */
  GString *tail;    /* what comes behind the last copy */
  MergeXml *copy;   /* (nullable): the last copy, whose end depends on whether another one comes */
  GArray *sides;    /* (element-type Side) */
  GPtrArray *parts; /* (element-type NewPart) */
  GPtrArray *relations;
  MergeXml *relations_xml; /* of the main part */
  MergeXml *types;
  MergeManyIds ids;
  MergeManyNotes notes[MERGE_N_NOTES];
  const MergeEntry *note_entries[MERGE_N_NOTES]; /* (nullable) */
  MergeManyLists lists;
} Many;

static void
side_clear (gpointer data)
{
  g_free (((Side *) data)->id);
}

static void
new_part_free (gpointer data)
{
  NewPart *part = data;

  g_free (part->name);
  g_bytes_unref (part->bytes);
  g_free (part);
}

/* Takes @bytes. */
static void
add_part (Many *many, const char *name, GBytes *bytes)
{
  NewPart *part = g_new0 (NewPart, 1);

  part->name = g_strdup (name);
  part->bytes = bytes;
  g_ptr_array_add (many->parts, part);
}

static const NewPart *
find_part (const Many *many, const char *name)
{
  for (guint i = 0; i < many->parts->len; i++)
    {
      const NewPart *part = g_ptr_array_index (many->parts, i);

      if (g_ascii_strcasecmp (part->name, name) == 0)
        return part;
    }
  return NULL;
}

static MergeXml *
load (Many *many, const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = merge_package_load_xml (many->template->package, name, error);

  return bytes != NULL ? merge_xml_parse (bytes, name, error) : NULL;
}

/* A part with the values of the record at hand. */
static MergeXml *
render (Many *many, const MergeEntry *entry, GError **error)
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
read_record (Many *many)
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
  Many *many = user_data;

  if (kind == MERGE_STATEMENT_SKIP_IF)
    many->skipped = TRUE;
  else if (!many->skipped)
    read_record (many);
}

/* ---- headers and footers ---- */

/* (transfer full): "header1.xml" becomes "header1-2.xml", which nothing else is called */
static char *
name_of_copy (const Many *many, const char *name)
{
  const char *slash = strrchr (name, '/');
  const char *dot = strrchr (slash != NULL ? slash : name, '.');
  gsize length = dot != NULL ? (gsize) (dot - name) : strlen (name);

  for (guint n = many->n_copies;; n++)
    {
      g_autofree char *wanted =
          g_strdup_printf ("%.*s-%u%s", (int) length, name, n, dot != NULL ? dot : "");

      if (merge_package_find (many->template->package, wanted) == NULL
          && find_part (many, wanted) == NULL)
        return g_steal_pointer (&wanted);
    }
}

static void
copy_type (Many *many, const char *from, const char *to)
{
  g_autofree char *type = merge_types_lookup (many->types, from);
  g_autofree char *name = g_strconcat ("/", to, NULL);
  xmlNode *root = xmlDocGetRootElement (many->types);
  xmlNode *node = xmlNewDocNode (many->types, root->ns, (const xmlChar *) "Override", NULL);

  if (type == NULL)
    {
      xmlFreeNode (node);
      return;
    }
  xmlNewProp (node, (const xmlChar *) "PartName", (const xmlChar *) name);
  xmlNewProp (node, (const xmlChar *) "ContentType", (const xmlChar *) type);
  xmlAddChild (root, node);
}

/* (transfer full): the id of a new relation to @name like that of @side */
static char *
copy_relation (Many *many, const Side *side, const char *name)
{
  char *id = g_strdup_printf ("rIdCopy%u", many->parts->len);
  g_autofree char *target = g_strconcat ("/", name, NULL);
  xmlNode *root = xmlDocGetRootElement (many->relations_xml);

  for (xmlNode *node = root->children; node != NULL; node = node->next)
    if (merge_dom_is_plain (node, "Relationship"))
      {
        g_autofree char *own = merge_dom_get_plain (node, "Id");

        if (g_strcmp0 (own, side->relation->id) == 0)
          {
            xmlNode *copy = xmlAddChild (root, xmlCopyNode (node, 1));

            merge_dom_set_plain (copy, "Id", id);
            merge_dom_set_plain (copy, "Target", target);
            break;
          }
      }
  return id;
}

/* What a header refers to, its copy does too. */
static gboolean
copy_own_relations (Many *many, const char *from, const char *to, GError **error)
{
  g_autofree char *name = merge_relations_part (from);
  g_autofree char *copy = merge_relations_part (to);
  GBytes *bytes;

  if (merge_package_find (many->template->package, name) == NULL)
    return TRUE;
  bytes = merge_package_load_xml (many->template->package, name, error);
  if (bytes == NULL)
    return FALSE;
  add_part (many, copy, bytes);
  return TRUE;
}

static gboolean
make_side (Many *many, Side *side, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (MergeXml) xml = render (many, side->entry, error);

  if (xml == NULL)
    return FALSE;
  merge_many_count_pages_anew (xmlDocGetRootElement (xml));
  merge_many_ids_renumber (&many->ids, xmlDocGetRootElement (xml), many->n_copies == 1);
  name =
      many->n_copies == 1 ? g_strdup (side->entry->name) : name_of_copy (many, side->entry->name);
  add_part (many, name, merge_xml_dump (xml));
  if (many->n_copies == 1)
    return TRUE;
  copy_type (many, side->entry->name, name);
  side->id = copy_relation (many, side, name);
  return copy_own_relations (many, side->entry->name, name, error);
}

/* Those whose fields differ are made for each copy, the others once. */
static gboolean
make_sides (Many *many, GPtrArray *sections, GError **error)
{
  for (guint i = 0; i < many->sides->len; i++)
    {
      Side *side = &g_array_index (many->sides, Side, i);

      g_clear_pointer (&side->id, g_free);
      if ((side->program != NULL || many->n_copies == 1) && !make_side (many, side, error))
        return FALSE;
    }
  for (guint i = 0; i < sections->len; i++)
    for (xmlNode *node = ((xmlNode *) sections->pdata[i])->children; node != NULL;
         node = node->next)
      {
        g_autofree char *id = NULL;

        if (!merge_dom_is (node, "headerReference") && !merge_dom_is (node, "footerReference"))
          continue;
        id = merge_dom_get_plain (node, "id");
        for (guint j = 0; j < many->sides->len; j++)
          {
            const Side *side = &g_array_index (many->sides, Side, j);

            if (side->id != NULL && g_strcmp0 (side->relation->id, id) == 0)
              {
                merge_dom_set_plain (node, "id", side->id);
                break;
              }
          }
      }
  return TRUE;
}

/* ---- copies ---- */

/* Writes what stands around the blocks of the body. */
static void
write_frame (Many *many, xmlNode *body)
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
write_copy (Many *many, gboolean last)
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
take_notes (Many *many, xmlNode *body, GError **error)
{
  for (guint i = 0; i < MERGE_N_NOTES; i++)
    {
      g_autoptr (MergeXml) xml = NULL;

      if (many->note_entries[i] == NULL)
        continue;
      xml = render (many, many->note_entries[i], error);
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
add_copy (Many *many, GError **error)
{
  const MergeEntry *entry = merge_package_find (many->template->package, many->template->main);
  const MergeSource source = many->renderer.source;
  g_autoptr (MergeXml) xml = NULL;
  g_autoptr (GPtrArray) sections = NULL;
  xmlNode *body;

  many->skipped = FALSE;
  many->renderer.budget = MERGE_RENDER_BUDGET;
  xml = render (many, entry, error);
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
  if (!take_notes (many, body, error) || !make_sides (many, sections, error))
    return FALSE;
  many->copy = g_steal_pointer (&xml);
  return (many->text->len <= MAX_TEXT && many->renderer.budget > 0) || fail_too_big (error);
}

/* ---- the document ---- */

static void
note_side (Many *many, const MergeRelation *relation)
{
  Side side = { .relation = relation };

  if (relation->external
      || (strcmp (relation->kind, "header") != 0 && strcmp (relation->kind, "footer") != 0))
    return;
  side.entry = merge_package_find (many->template->package, relation->target);
  if (side.entry == NULL)
    return;
  side.program = g_hash_table_lookup (many->template->programs, side.entry);
  g_array_append_val (many->sides, side);
}

static gboolean
load_lists (Many *many, GError **error)
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

static gboolean
begin (Many *many, GError **error)
{
  MergeTemplate *self = many->template;
  g_autofree char *relations = merge_relations_part (self->main);

  many->relations = merge_relations_load (self->package, self->main, error);
  many->types = many->relations != NULL ? load (many, MERGE_PART_CONTENT_TYPES, error) : NULL;
  if (many->types == NULL)
    return FALSE;
  if (merge_package_find (self->package, relations) != NULL)
    {
      many->relations_xml = load (many, relations, error);
      if (many->relations_xml == NULL)
        return FALSE;
    }
  for (guint i = 0; i < many->relations->len; i++)
    note_side (many, g_ptr_array_index (many->relations, i));
  for (guint i = 0; i < MERGE_N_NOTES; i++)
    {
      const MergeRelation *relation =
          merge_relations_find (many->relations, merge_many_notes_relation (i));

      if (relation != NULL)
        many->note_entries[i] = merge_package_find (self->package, relation->target);
    }
  return load_lists (many, error);
}

/* The parts that all copies share. */
static void
end_parts (Many *many)
{
  g_autofree char *relations = merge_relations_part (many->template->main);
  const MergeRelation *numbering = merge_relations_find (many->relations, "numbering");

  for (guint i = 0; i < MERGE_N_NOTES; i++)
    if (many->notes[i].all != NULL)
      add_part (many, many->note_entries[i]->name, merge_xml_dump (many->notes[i].all));
  if (many->lists.changed)
    add_part (many, numbering->target, merge_xml_dump (many->lists.numbering));
  if (many->relations_xml != NULL)
    add_part (many, relations, merge_xml_dump (many->relations_xml));
  add_part (many, MERGE_PART_CONTENT_TYPES, merge_xml_dump (many->types));
  g_string_append_len (many->text, many->tail->str, (gssize) many->tail->len);
  add_part (many, many->template->main, g_string_free_to_bytes (g_steal_pointer (&many->text)));
}

static GBytes *
write_document (Many *many, GError **error)
{
  MergePackage *package = many->template->package;
  MergeArchiveWriter writer;

  merge_archive_writer_init (&writer, many->template->archive);
  for (guint i = 0; i < package->entries->len; i++)
    {
      const MergeEntry *entry = g_ptr_array_index (package->entries, i);
      const NewPart *part = find_part (many, entry->name);

      if (part != NULL)
        merge_archive_writer_add (&writer, entry->name, part->bytes);
      else
        merge_archive_writer_add_entries (&writer, i, 1);
    }
  for (guint i = 0; i < many->parts->len; i++)
    {
      const NewPart *part = g_ptr_array_index (many->parts, i);

      if (merge_package_find (package, part->name) == NULL)
        merge_archive_writer_add (&writer, part->name, part->bytes);
    }
  return merge_archive_writer_end (&writer, error);
}

static GBytes *
merge (Many *many, GError **error)
{
  if (!begin (many, error))
    return NULL;
  while (read_record (many))
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
many_clear (Many *many)
{
  merge_renderer_clear (&many->renderer);
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
  Many many = { .template = self, .records = records, .user_data = user_data, .report = report };
  GBytes *bytes;

  g_return_val_if_fail (MERGE_IS_TEMPLATE (self), NULL);
  g_return_val_if_fail (records != NULL, NULL);

  many.two_sided = two_sided;
  many.text = g_string_new (NULL);
  many.tail = g_string_new (NULL);
  many.sides = g_array_new (FALSE, TRUE, sizeof (Side));
  g_array_set_clear_func (many.sides, side_clear);
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
