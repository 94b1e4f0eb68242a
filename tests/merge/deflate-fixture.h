/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-deflate-private.h"

G_BEGIN_DECLS

/* zlib is the judge: what it inflates is what the output that gathers text has gathered. */

/* Both kinds of output, written alike. */
typedef struct
{
  const MergeProgram *program;
  MergeOutputText text;
  MergeOutputDeflate deflate;
  MergeBuffer buffer;
  gsize begun; /* bytes that stood in @buffer */
} DeflatePair;

MergeProgram *deflate_program_new (const char *const *texts);
void deflate_pair_init (DeflatePair *pair, const MergeProgram *program);
void deflate_pair_add (DeflatePair *pair, guint op, const char *value, gsize length);
gsize deflate_pair_end (DeflatePair *pair);

G_END_DECLS
