/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-many-private.h"

/* What the copies made of the template's parts, written in the order of the template. */

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

static void
end_text (MergeMany *many, const char *name, MergeManyText **text)
{
  merge_many_add_squeezed (many, name, merge_many_text_end (g_steal_pointer (text)));
}

/* The parts that all copies share. */
static void
end_parts (MergeMany *many)
{
  g_autofree char *relations = merge_relations_part (many->template->main);
  const MergeRelation *numbering = merge_relations_find (many->relations, "numbering");
  const MergeRelation *settings = merge_relations_find (many->relations, "settings");

  for (guint i = 0; i < MERGE_N_NOTES; i++)
    if (many->notes[i].text != NULL)
      end_text (many, many->note_entries[i]->name, &many->notes[i].text);
  if (many->lists.text != NULL)
    end_text (many, numbering->target, &many->lists.text);
  if (many->settings_changed)
    merge_many_add_part (many, settings->target, merge_xml_dump (many->settings));
  if (many->relations_text != NULL)
    end_text (many, relations, &many->relations_text);
  else if (many->relations_xml != NULL)
    merge_many_add_part (many, relations, merge_xml_dump (many->relations_xml));
  add_images (many);
  if (many->types_text != NULL)
    end_text (many, MERGE_PART_CONTENT_TYPES, &many->types_text);
  else
    merge_many_add_part (many, MERGE_PART_CONTENT_TYPES, merge_xml_dump (many->types));
  end_text (many, many->template->main, &many->text);
}

/**
 * merge_many_write:
 * @many: a document of which nothing is missing
 * @error: return location for a #MergeError
 *
 * Returns: (transfer full): it as a file, or %NULL
 */
GBytes *
merge_many_write (MergeMany *many, GError **error)
{
  MergePackage *package = many->template->package;
  MergeArchiveWriter writer;

  end_parts (many);
  merge_archive_writer_init (&writer, many->template->archive);
  for (guint i = 0; i < package->entries->len; i++)
    {
      const MergeEntry *entry = g_ptr_array_index (package->entries, i);
      MergeManyPart *part = merge_many_find_part (many, entry->name);

      if (part != NULL)
        merge_archive_writer_take (&writer, entry->name, &part->squeezed);
      else
        merge_archive_writer_add_entries (&writer, i, 1);
    }
  for (guint i = 0; i < many->parts->len; i++)
    {
      MergeManyPart *part = g_ptr_array_index (many->parts, i);

      if (merge_package_find (package, part->name) == NULL)
        merge_archive_writer_take (&writer, part->name, &part->squeezed);
    }
  return merge_archive_writer_end (&writer, error);
}
