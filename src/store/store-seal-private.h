/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-seal.h"

G_BEGIN_DECLS

/* The head of a sealed file: see store-seal.c. */
#define STORE_SEAL_HEAD_SIZE 96

typedef struct
{
  guint32 chunk;
  guint64 ops;
  guint64 mem;
  guint8 salt[16];
  guint8 stream[24];
} StoreSealHead;

void _store_seal_write_head (const StoreSealHead *head, guint8 *bytes);
gboolean _store_seal_read_head (const guint8 *bytes, gsize size, StoreSealHead *head);
void _store_seal_set_cost (guint64 ops, guint64 mem);

G_END_DECLS
