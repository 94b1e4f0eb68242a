/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-bits-private.h"
#include "merge-package-private.h"
#include "merge-squeeze-private.h"

G_BEGIN_DECLS

/* A merged document is written once, from its beginning to its end: what a merge leaves alone is
 * ready as it stands in the file, and goes there in one piece. */

/**
 * MergeArchive:
 *
 * The entries of a package, each behind the header that stands before it in a file.
 */
typedef struct
{
  GBytes *blocks;  /* the headers and what follows them, of all entries */
  GArray *entries; /* (element-type MergeArchiveEntry) in their order */
} MergeArchive;

/* What the directory at the end of a file says of an entry. */
typedef struct
{
  char *name;
  gsize block; /* where its header begins in the blocks */
  guint32 crc;
  guint32 stored_size;
  guint32 size;
  gboolean deflated;
} MergeArchiveEntry;

/**
 * MergeArchiveWriter:
 *
 * One file that is being written. Belongs to one thread.
 */
typedef struct
{
  const MergeArchive *archive;
  MergeBuffer buffer;
  MergeBuffer directory;
  guint n_entries;
  gsize entry; /* where the header of the entry at hand begins */
  gboolean too_big;
} MergeArchiveWriter;

MergeArchive *merge_archive_new (MergePackage *package);
void merge_archive_free (MergeArchive *archive);

void merge_archive_writer_init (MergeArchiveWriter *writer, const MergeArchive *archive);
void merge_archive_writer_add_entries (MergeArchiveWriter *writer, guint first, guint n);
MergeBuffer *merge_archive_writer_begin (MergeArchiveWriter *writer, const char *name);
void merge_archive_writer_end_part (MergeArchiveWriter *writer,
                                    const char *name,
                                    guint32 crc,
                                    gsize size);
void merge_archive_writer_add (MergeArchiveWriter *writer, const char *name, GBytes *bytes);
void
merge_archive_writer_take (MergeArchiveWriter *writer, const char *name, MergeSqueezed *squeezed);
GBytes *merge_archive_writer_end (MergeArchiveWriter *writer, GError **error);
void merge_archive_writer_clear (MergeArchiveWriter *writer);

G_END_DECLS
