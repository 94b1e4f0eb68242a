/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base-child.h"
#include "paper-convert.h"

G_BEGIN_DECLS

/* More would only share the memory and the disk: each takes 200 MB. */
#define PAPER_MAX_WORKERS 2

/**
 * PaperJob:
 * @document: what is converted; the worker's until it is handed back
 * @source: what LibreOffice is given for it
 * @key: (nullable): under which the result is kept
 * @number: by which its files are called
 *
 * One document that is not in the cache.
 */
typedef struct
{
  PaperDocument *document;
  GBytes *source;
  char *key;
  guint number;
} PaperJob;

/**
 * PaperWorker:
 * @office: path of soffice.bin
 * @options: what to make; @cancellable: (nullable): stops it
 * @jobs: (element-type PaperJob): what to do
 * @done: where each job is put when its document has a result or an error
 * @folder: its own, with its profile
 * @made: how many documents it has made
 * @vain: how many times in a row it ended so without having made any, by #BaseChildEnd
 *
 * One of those that run LibreOffice, each with a profile of its own.
 */
typedef struct
{
  const char *office;
  const PaperOptions *options;
  GCancellable *cancellable;
  GPtrArray *jobs;
  GAsyncQueue *done;
  char *folder;
  guint made;
  guint vain[BASE_CHILD_LATE + 1];
} PaperWorker;

void paper_worker_run (PaperWorker *worker);

G_END_DECLS
