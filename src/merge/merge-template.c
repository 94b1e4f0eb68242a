/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-template-private.h"

#include "base-file.h"
#include "merge-clean-private.h"
#include "merge-compile-private.h"
#include "merge-deflate-private.h"
#include "merge-error.h"
#include "merge-image-private.h"
#include "merge-relations-private.h"
#include "merge-render-private.h"

G_DEFINE_FINAL_TYPE (MergeTemplate, merge_template, G_TYPE_OBJECT)

/* The largest file that is read at all: no template comes near. */
#define MAX_FILE (100u * 1024 * 1024)

#define MAX_WARNINGS 100

/* Parts that are merged besides the main one, by the kind of relation that leads to them. */
static const char *const merged_kinds[] = { "header", "footer", "footnotes", "endnotes",
                                            "comments" };
static const char *const merged_places[] = { "header", "footer", "footnote", "endnote", "comment" };

static void
definition_free (gpointer data)
{
  MergeDefinition *definition = data;

  g_free (definition->name);
  g_clear_pointer (&definition->expression, merge_expression_free);
  merge_format_clear (&definition->format);
  g_free (definition);
}

static void
field_free (gpointer data)
{
  MergeField *field = data;

  g_free (field->name);
  g_free (field->where);
  g_free (field->switches);
  g_free (field);
}

static void
merge_template_finalize (GObject *object)
{
  MergeTemplate *self = MERGE_TEMPLATE (object);

  g_clear_pointer (&self->programs, g_hash_table_unref);
  g_clear_pointer (&self->package, merge_package_free);
  g_clear_pointer (&self->archive, merge_archive_free);
  g_clear_pointer (&self->main, g_free);
  g_clear_pointer (&self->definitions, g_ptr_array_unref);
  g_clear_pointer (&self->statements, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_clear_pointer (&self->images, g_ptr_array_unref);
  g_clear_pointer (&self->boxes, g_array_unref);
  g_clear_pointer (&self->relations, g_ptr_array_unref);
  G_OBJECT_CLASS (merge_template_parent_class)->finalize (object);
}

static void
merge_template_class_init (MergeTemplateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = merge_template_finalize;
}

static void
merge_template_init (MergeTemplate *self)
{
  self->programs = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) merge_program_free);
  self->definitions = g_ptr_array_new_with_free_func (definition_free);
  self->statements = g_ptr_array_new_with_free_func ((GDestroyNotify) merge_statement_free);
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
}

static gboolean
compile_part (MergeTemplate *self,
              MergeCompiler *compiler,
              GHashTable *done,
              const char *name,
              const char *where,
              GError **error)
{
  MergeEntry *entry = merge_package_find (self->package, name);
  MergeProgram *program = NULL;

  if (entry != NULL && !g_hash_table_add (done, entry))
    return TRUE;
  if (!merge_compile_part (compiler, self->package, name, where, &program, error))
    return FALSE;
  if (program != NULL)
    {
      merge_deflate_prepare (program);
      g_hash_table_insert (self->programs, entry, program);
    }
  return TRUE;
}

static gboolean
compile_related (MergeTemplate *self,
                 MergeCompiler *compiler,
                 GHashTable *done,
                 const MergeRelation *relation,
                 GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (merged_kinds); i++)
    if (strcmp (relation->kind, merged_kinds[i]) == 0 && !relation->external
        && merge_package_find (self->package, relation->target) != NULL)
      return compile_part (self, compiler, done, relation->target, merged_places[i], error);
  return TRUE;
}

static gboolean
compile (MergeTemplate *self,
         const MergeCleaned *cleaned,
         MergePictureFunc pictures,
         gpointer user_data,
         GError **error)
{
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL); /* entries */
  MergeCompiler compiler;
  gboolean ok;

  merge_compiler_init (&compiler, self->definitions, self->statements, self->fields,
                       self->warnings);
  compiler.name_picture = pictures;
  compiler.picture_data = user_data;
  compiler.keep_blank_lines = cleaned->keep_blank_lines;
  compiler.mapped = cleaned->mapped;
  ok = compile_part (self, &compiler, done, cleaned->main, "body", error);
  for (guint i = 0; ok && i < cleaned->relations->len; i++)
    ok = compile_related (self, &compiler, done, g_ptr_array_index (cleaned->relations, i), error);
  self->images = g_ptr_array_ref (compiler.images);
  self->boxes = g_array_ref (compiler.boxes);
  self->relations = ok ? merge_image_prepare (self->package, &compiler, error) : NULL;
  ok = ok && self->relations != NULL;
  merge_compiler_clear (&compiler);
  return ok;
}

/* The same sentence may come from many fields: it is said once, and nobody reads a hundred. */
static void
drop_repeated (GPtrArray *sentences)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint kept = 0;

  for (guint i = 0; i < sentences->len; i++)
    {
      char *sentence = g_steal_pointer (&sentences->pdata[i]);

      if (kept == MAX_WARNINGS || g_hash_table_contains (seen, sentence))
        g_free (sentence);
      else
        {
          g_hash_table_add (seen, sentence);
          sentences->pdata[kept++] = sentence;
        }
    }
  g_ptr_array_set_size (sentences, (int) kept);
}

/**
 * merge_template_new_from_bytes:
 * @bytes: a Word document or template (.docx, .dotx, .docm, .dotm)
 * @error: return location for a #MergeError
 *
 * Checks, cleans and compiles a template. Nothing of the file is trusted: what is not a Word
 * document, or is made to do harm, is refused with a sentence that says what it is.
 *
 * Returns: (transfer full): the template, or %NULL
 */
MergeTemplate *
merge_template_new_from_bytes (GBytes *bytes, GError **error)
{
  return merge_template_new_with_pictures (bytes, NULL, NULL, error);
}

/**
 * merge_template_new_with_pictures:
 * @bytes: a Word document or template
 * @pictures: (nullable) (scope call): says which names stand for pictures of the data; %NULL for
 *   those that Paraphe has
 * @user_data: for @pictures
 * @error: return location for a #MergeError
 *
 * As merge_template_new_from_bytes(), for a template that calls pictures by names of its own.
 *
 * Returns: (transfer full): the template, or %NULL
 */
MergeTemplate *
merge_template_new_with_pictures (GBytes *bytes,
                                  MergePictureFunc pictures,
                                  gpointer user_data,
                                  GError **error)
{
  g_autoptr (MergeTemplate) self = NULL;
  g_autoptr (MergePackage) package = NULL;
  MergeCleaned cleaned;
  gboolean ok;

  g_return_val_if_fail (bytes != NULL, NULL);

  package = merge_package_read (bytes, error);
  if (package == NULL)
    return NULL;
  self = g_object_new (MERGE_TYPE_TEMPLATE, NULL);
  self->package = g_steal_pointer (&package);
  ok = merge_clean_package (self->package, &cleaned, self->warnings, error)
       && compile (self, &cleaned, pictures, user_data, error);
  self->main = g_strdup (cleaned.main);
  merge_cleaned_clear (&cleaned);
  if (!ok)
    return NULL;
  self->archive = merge_archive_new (self->package);
  drop_repeated (self->warnings);
  return g_steal_pointer (&self);
}

/**
 * merge_template_new_from_file:
 * @path: a file
 * @error: return location for a #MergeError or a #BaseError
 *
 * Reads a template; see merge_template_new_from_bytes().
 *
 * Returns: (transfer full): the template, or %NULL
 */
MergeTemplate *
merge_template_new_from_file (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = base_file_read (path, MAX_FILE, error);

  return bytes != NULL ? merge_template_new_from_bytes (bytes, error) : NULL;
}

/**
 * merge_template_get_fields:
 * @self: a template
 *
 * Returns: (transfer none) (element-type MergeField): each name in each kind of place, in the order
 *   of the document, headers and notes last
 */
GPtrArray *
merge_template_get_fields (MergeTemplate *self)
{
  g_return_val_if_fail (MERGE_IS_TEMPLATE (self), NULL);

  return self->fields;
}

/**
 * merge_template_get_warnings:
 * @self: a template
 *
 * Returns: (transfer none) (element-type utf8): sentences on what the template's author should look
 *   at
 */
GPtrArray *
merge_template_get_warnings (MergeTemplate *self)
{
  g_return_val_if_fail (MERGE_IS_TEMPLATE (self), NULL);

  return self->warnings;
}

static void
write_part (MergeArchiveWriter *writer,
            MergeRenderer *renderer,
            const MergeProgram *program,
            const char *name)
{
  MergeOutputDeflate output;

  merge_output_deflate_init (&output, program, merge_archive_writer_begin (writer, name));
  merge_renderer_render (renderer, program, &output.output);
  merge_output_deflate_end (&output);
  merge_archive_writer_end_part (writer, name, output.crc, output.size);
}

/* What the pictures change of an entry; %NULL: it stays as it is. */
static GBytes *
write_relations (MergeTemplate *self, const MergeRenderer *renderer, const MergeEntry *entry)
{
  for (guint i = 0; i < self->relations->len; i++)
    {
      const MergeImageRelations *relations = g_ptr_array_index (self->relations, i);

      if (relations->entry == entry)
        return merge_image_write_relations (relations, renderer->images, self->images->len);
    }
  return NULL;
}

/* Pictures of the data, and relationships of parts that had none. */
static void
write_images (MergeTemplate *self, MergeArchiveWriter *writer, const MergeRenderer *renderer)
{
  for (guint i = 0; i < self->relations->len; i++)
    {
      const MergeImageRelations *relations = g_ptr_array_index (self->relations, i);
      g_autoptr (GBytes) bytes =
          relations->entry == NULL
              ? merge_image_write_relations (relations, renderer->images, self->images->len)
              : NULL;

      if (bytes != NULL)
        merge_archive_writer_add (writer, relations->name, bytes);
    }
  for (guint i = 0; i < self->images->len; i++)
    {
      g_autofree char *name = NULL;

      if (renderer->images[i].bytes == NULL)
        continue;
      name = merge_image_part_name (i, &renderer->images[i]);
      merge_archive_writer_add (writer, name, renderer->images[i].bytes);
    }
}

static gboolean
sets_bookmarks (const MergeTemplate *self)
{
  for (guint i = 0; i < self->statements->len; i++)
    if (((MergeStatement *) g_ptr_array_index (self->statements, i))->kind == MERGE_STATEMENT_SET)
      return TRUE;
  return FALSE;
}

/* What the body sets is known in the other parts, whichever the package holds first: headers speak
 * of the document as it is (docx §7.9). */
static void
settle_bookmarks (MergeTemplate *self, MergeRenderer *renderer)
{
  const MergeEntry *main = merge_package_find (self->package, self->main);
  const MergeProgram *program = g_hash_table_lookup (self->programs, main);
  const gsize budget = renderer->budget;
  MergeOutput output = { &merge_output_nowhere };

  for (guint i = 0; i < self->package->entries->len; i++)
    {
      const MergeEntry *entry = g_ptr_array_index (self->package->entries, i);

      if (entry == main)
        return;
      if (g_hash_table_contains (self->programs, entry))
        break;
    }
  if (program == NULL || !sets_bookmarks (self))
    return;
  merge_renderer_render (renderer, program, &output);
  renderer->budget = renderer->budget > 0 ? budget : 0;
  merge_renderer_forget (renderer);
}

/* The entries in their order, those between two merged parts in one piece. */
static void
write_parts (MergeTemplate *self, MergeArchiveWriter *writer, MergeRenderer *renderer)
{
  const MergeEntry *main = merge_package_find (self->package, self->main);
  guint n = self->package->entries->len;
  guint first = 0;

  settle_bookmarks (self, renderer);
  for (guint i = 0; i < n; i++)
    {
      const MergeEntry *entry = g_ptr_array_index (self->package->entries, i);
      const MergeProgram *program = g_hash_table_lookup (self->programs, entry);

      g_autoptr (GBytes) changed = program == NULL ? write_relations (self, renderer, entry) : NULL;

      if (program == NULL && changed == NULL)
        continue;
      merge_archive_writer_add_entries (writer, first, i - first);
      if (entry == main)
        {
          g_hash_table_remove_all (renderer->bookmarks); /* it sets them anew */
          merge_renderer_forget (renderer);
        }
      if (program != NULL)
        write_part (writer, renderer, program, entry->name);
      else
        merge_archive_writer_add (writer, entry->name, changed);
      first = i + 1;
    }
  merge_archive_writer_add_entries (writer, first, n - first);
  write_images (self, writer, renderer);
}

/**
 * merge_template_merge_source:
 * @self: a template
 * @source: gives values, lists and pictures; each name is asked for once for each format, within a
 *   list once an item
 * @missing: what stands where a value is empty or unknown
 * @report: (nullable): names without value and warnings are added
 * @error: return location for a #MergeError
 *
 * Makes one document. Values are data: whatever they hold becomes text of the document. Safe in
 * several threads at once, each with its own report. The same values give the same bytes.
 *
 * Returns: (transfer full): the document (.docx), or %NULL
 */
GBytes *
merge_template_merge_source (MergeTemplate *self,
                             const MergeSource *source,
                             MergeMissing missing,
                             MergeReport *report,
                             GError **error)
{
  MergeArchiveWriter writer;
  MergeRenderer renderer;
  MergeImage *images;
  gboolean complete;

  g_return_val_if_fail (MERGE_IS_TEMPLATE (self), NULL);
  g_return_val_if_fail (source != NULL && source->lookup != NULL, NULL);

  merge_archive_writer_init (&writer, self->archive);
  merge_renderer_init (&renderer, self->definitions, self->statements, source, missing, report);
  renderer.images = images = merge_images_load (self->images, source);
  renderer.boxes = self->boxes;
  write_parts (self, &writer, &renderer);
  complete = renderer.budget > 0;
  merge_renderer_clear (&renderer);
  merge_images_free (images, self->images->len);
  if (!complete)
    {
      merge_archive_writer_clear (&writer);
      g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_HOSTILE,
                           _ ("This document would become far larger than any document is: its "
                              "lists and bookmarks repeat each other. Take them out of the "
                              "template in Word."));
      return NULL;
    }
  return merge_archive_writer_end (&writer, error);
}

/**
 * merge_template_merge:
 * @self: a template
 * @lookup: (scope call): gives the value of a name; called once for each name and format
 * @user_data: for @lookup
 * @missing: what stands where a value is empty or unknown
 * @report: (nullable): names without value and warnings are added
 * @error: return location for a #MergeError
 *
 * Makes one document from values alone, without lists and pictures; see
 * merge_template_merge_source().
 *
 * Returns: (transfer full): the document (.docx), or %NULL
 */
GBytes *
merge_template_merge (MergeTemplate *self,
                      MergeLookupFunc lookup,
                      gpointer user_data,
                      MergeMissing missing,
                      MergeReport *report,
                      GError **error)
{
  MergeSource source = { .lookup = lookup, .user_data = user_data };

  return merge_template_merge_source (self, &source, missing, report, error);
}
