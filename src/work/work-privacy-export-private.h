/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-access.h"
#include "store-account.h"
#include "store-document.h"
#include "store-history.h"
#include "work-privacy-private.h"

G_BEGIN_DECLS

/**
 * WorkGathered:
 * @person: the person
 * @own: (element-type ModelRecord): what is there about them alone, their own row first
 * @others: (element-type ModelRecord): rows of other people that name them
 * @lines: (element-type StoreHistoryLine): the history of @own and of what is gone
 * @accesses: (element-type StoreAccessLine): who looked at it
 * @account: (nullable): what a teacher signs in with
 * @documents: (element-type GBytes): one for each document of @own, in their order
 * @names: (element-type utf8 utf8): what the rows that are referred to are called, by
 *   "class_group:3"; of other people nothing
 * @n_missing: documents whose file is not there or spoilt
 * @without_log: whether who takes it out may not see who looked at it
 *
 * All that is in the database about a person.
 */
typedef struct
{
  ModelRecord *person;
  GPtrArray *own;
  GPtrArray *others;
  GPtrArray *lines;
  GPtrArray *accesses;
  StoreAccount *account;
  GPtrArray *documents;
  GHashTable *names;
  guint n_missing;
  gboolean without_log;
} WorkGathered;

void _work_gathered_free (WorkGathered *gathered);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkGathered, _work_gathered_free)

char *_work_gathered_key (const ModelField *field, const char *id);
WorkGathered *
_work_gather (StoreConnection *connection, const WorkPersonExport *options, GError **error);

G_END_DECLS
