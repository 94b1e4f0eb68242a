/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-package-private.h"

G_BEGIN_DECLS

/**
 * MergeArchivePart:
 *
 * What to write under one name: an entry as it is, or new bytes to compress.
 */
typedef struct
{
  const char *name;
  const MergeEntry *entry; /* or NULL */
  GBytes *fresh;           /* or NULL */
} MergeArchivePart;

GBytes *merge_archive_write (const MergeArchivePart *parts, guint n_parts, GError **error);

G_END_DECLS
