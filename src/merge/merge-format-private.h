/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-instruction-private.h"
#include "merge-picture-private.h"
#include "merge-template.h"

G_BEGIN_DECLS

/**
 * MergeFormat:
 *
 * What a field's switches do to its value, ready to be applied by any thread.
 */
typedef struct
{
  char *date_picture;     /* or %NULL */
  char *number_picture;   /* or %NULL */
  char *before;           /* or %NULL */
  char *after;            /* or %NULL */
  GArray *cases;          /* (element-type guint): indices of a table of text functions */
  gboolean from_type;     /* \* CHARFORMAT */
  guint number;           /* 1 + index in that table of how a number is written, or 0 */
  gboolean small_letters; /* in small letters */
  gboolean ordinal;       /* \* Ordinal */
  MergeLanguage language;
} MergeFormat;

void merge_format_init (MergeFormat *format,
                        const MergeInstruction *instruction,
                        const char *name,
                        GPtrArray *warnings);
void merge_format_clear (MergeFormat *format);
char *merge_format_value (const MergeFormat *format, const MergeValue *value, gboolean *understood);

G_END_DECLS
