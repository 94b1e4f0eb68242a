/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TABLE_PROBE_HEAD 4096

/**
 * TableProbe:
 *
 * What the bytes of a file tell about its encoding, gathered in one pass and little memory.
 */
typedef struct
{
  guchar head[TABLE_PROBE_HEAD]; /* the first bytes */
  gsize n_head;
  guint64 n_bytes;
  guint64 n_nuls[2]; /* at even and at odd offsets */
  guint64 n_multi;   /* well formed UTF-8 sequences of several bytes */
  guint64 n_broken;  /* bytes that no UTF-8 text holds there */
  guint64 n_c1;      /* 0x80–0x9F: letters in Windows-1252, never used in ISO-8859 */
  guint64 n_latin9;  /* signs where ISO-8859-15 has a letter of French */
  guchar before[2];  /* the last two bytes */
  char carry[4];     /* a sequence cut by the end of a chunk */
  gsize n_carry;
} TableProbe;

void table_probe_feed (TableProbe *probe, const guchar *bytes, gsize n_bytes);
const char *table_probe_finish (TableProbe *probe, gsize *bom_length);

G_END_DECLS
