/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Archives written byte by byte, as no library would write them. */

typedef struct
{
  const char *name;
  const char *data; /* as it stands in the archive */
  guint32 size;
  guint16 method;
  guint16 flags;
  guint32 declared; /* uncompressed size; 0: the true one */
  guint32 crc;      /* 0: that of @data */
  int same_as;      /* 1 + the entry whose bytes it shares, or 0 */
} Raw;

/* Numbers that only a long archive has. */
typedef enum
{
  RAW_LIE_SIZE,   /* of each entry */
  RAW_LIE_STORED, /* as it stands in the archive */
  RAW_LIE_OFFSET, /* of each entry */
  RAW_LIE_COUNT,  /* of entries */
  RAW_LIE_START,  /* of the directory */
  RAW_LIE_LENGTH, /* of the directory */
  RAW_LIE_END,    /* where the directory's end is */
  RAW_N_LIES
} RawLie;

typedef struct
{
  const char *before;  /* what stands before the archive, or NULL */
  gboolean moved;      /* its offsets count that in */
  const char *comment; /* or NULL */
  gsize comment_size;
  const char *after;        /* what follows it, or NULL */
  gboolean zip64;           /* sizes and offsets are those of long archives */
  gboolean streamed;        /* sizes follow the data */
  guint64 lies[RAW_N_LIES]; /* what is added to numbers of a long archive */
} RawStyle;

#define RAW(name, text)                          \
  {                                              \
    name, text, sizeof (text) - 1, 0, 0, 0, 0, 0 \
  }

#define RAW_STORED    0
#define RAW_DEFLATED  8
#define RAW_ENCRYPTED 1 /* a flag */

guint32 raw_crc32 (const char *data, gsize size);
GBytes *raw_zip (const Raw *raws, guint n);
GBytes *raw_zip_styled (const Raw *raws, guint n, const RawStyle *style);
char *raw_deflate (char c, gsize megabytes, gsize *size);

G_END_DECLS
