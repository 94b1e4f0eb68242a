/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-line.h"
#include "paper-sheet.h"
#include "store-connection.h"
#include "work-slips.h"

G_BEGIN_DECLS

/**
 * WorkMailing:
 * @name: of the company
 * @address: lines of its postal address, its name the first
 * @is_complete: whether the post would find it
 * @lines: (element-type ModelLine): those who are there
 * @signatories: (element-type ModelRecord) (nullable): of the one agreement, for a cover slip
 *
 * One whom a paper is for.
 */
typedef struct
{
  char *name;
  char *address;
  gboolean is_complete;
  GPtrArray *lines;
  GPtrArray *signatories;
} WorkMailing;

/**
 * WorkMailings:
 * @kind: which papers
 * @lines: (element-type ModelLine): what they are made from
 * @school: (out): its postal address
 * @school_name: (out): its name
 * @day: (out): "Castelbrun, le jeudi 26 novembre 2026"
 * @n_copies: (out): of each agreement
 * @all: (out) (element-type WorkMailing): whom they are for, in the order of @lines
 *
 * All that is read for them.
 */
typedef struct
{
  WorkSlipsKind kind;
  GPtrArray *lines;
  char *school;
  char *school_name;
  char *day;
  guint n_copies;
  GPtrArray *all;
} WorkMailings;

/* work-slips-load.c */
gboolean _work_mailings_load (StoreConnection *connection, WorkMailings *self, GError **error);
void _work_mailings_clear (WorkMailings *self);

/* work-slips-draw.c */
void
_work_mailings_draw (const WorkMailings *self, const WorkSlipsOptions *options, PaperSheet *sheet);

G_END_DECLS
