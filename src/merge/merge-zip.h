/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MergeZipFile:
 * @name: its path inside the archive
 * @bytes: what is in it
 *
 * A file of an archive.
 */
typedef struct
{
  const char *name;
  GBytes *bytes;
} MergeZipFile;

GBytes *merge_zip_write (const MergeZipFile *files, guint n_files, GError **error);

G_END_DECLS
