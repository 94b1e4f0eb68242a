/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MergeSqueezed:
 *
 * A part as it stands in an archive.
 */
typedef struct
{
  GBytes *stored; /* (nullable): it was given away */
  guint32 crc;
  gsize size; /* before it was deflated */
  gboolean deflated;
} MergeSqueezed;

/* A part that is deflated while it is written: its text is not kept. */
typedef struct _MergeSqueezer MergeSqueezer;

GBytes *merge_squeeze (GBytes *bytes, guint32 *crc);

MergeSqueezed merge_squeezed (GBytes *bytes);
void merge_squeezed_clear (MergeSqueezed *squeezed);

MergeSqueezer *merge_squeezer_new (void);
void merge_squeezer_add (MergeSqueezer *squeezer, gconstpointer data, gsize length);
gsize merge_squeezer_size (const MergeSqueezer *squeezer);
gsize merge_squeezer_held (const MergeSqueezer *squeezer);
MergeSqueezed merge_squeezer_end (MergeSqueezer *squeezer);
void merge_squeezer_free (MergeSqueezer *squeezer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MergeSqueezer, merge_squeezer_free)

G_END_DECLS
