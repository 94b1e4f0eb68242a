/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-printer.h"

G_BEGIN_DECLS

typedef enum
{
  PAPER_SIDES_DEFAULT, /* as the printer is set */
  PAPER_SIDES_ONE,
  PAPER_SIDES_LONG_EDGE,
  PAPER_SIDES_SHORT_EDGE
} PaperSides;

typedef enum
{
  PAPER_MEDIA_DEFAULT, /* as the printer is set */
  PAPER_MEDIA_A4,
  PAPER_MEDIA_A3
} PaperMedia;

/**
 * PaperJobOptions:
 * @printer: (nullable): name of a printer, %NULL for the default one
 * @title: (nullable): what the job is called in the queue
 * @copies: how many, 0 for one
 * @sides: which sides are printed
 * @media: on which paper
 * @collate: whether each copy comes out whole before the next one
 * @more: (nullable) (array zero-terminated=1): other options of the print server, "page-ranges=1-2"
 *
 * How a document is printed. Its pages are sent as they are.
 */
typedef struct
{
  const char *printer;
  const char *title;
  guint copies;
  PaperSides sides;
  PaperMedia media;
  gboolean collate;
  const char *const *more;
} PaperJobOptions;

typedef enum
{
  PAPER_JOB_WAITING,
  PAPER_JOB_HELD,
  PAPER_JOB_PRINTING,
  PAPER_JOB_STOPPED, /* the printer has stopped in the middle of it */
  PAPER_JOB_CANCELLED,
  PAPER_JOB_FAILED,
  PAPER_JOB_DONE
} PaperJobState;

/**
 * PaperJob:
 * @id: what the print server calls it
 * @printer: name of its printer
 * @title: what it is called in the queue
 * @state: how far it is
 * @reason: (nullable): why it goes no further, as a sentence
 *
 * A job of the print server.
 */
typedef struct
{
  int id;
  char *printer;
  char *title;
  PaperJobState state;
  char *reason;
} PaperJob;

void paper_job_free (PaperJob *self);
gboolean paper_job_has_ended (const PaperJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PaperJob, paper_job_free)

#define PAPER_TYPE_SPOOLER (paper_spooler_get_type ())
G_DECLARE_FINAL_TYPE (PaperSpooler, paper_spooler, PAPER, SPOOLER, GObject)

PaperSpooler *paper_spooler_new (const char *server);
void paper_spooler_set_patience (PaperSpooler *self, guint seconds);

/* These wait; a worker calls them. */
GPtrArray *paper_spooler_list (PaperSpooler *self, GCancellable *cancellable, GError **error);
gboolean paper_spooler_check (PaperSpooler *self,
                              const char *printer,
                              GCancellable *cancellable,
                              GError **error);
PaperJob *paper_spooler_print (PaperSpooler *self,
                               GBytes *document,
                               const PaperJobOptions *options,
                               GCancellable *cancellable,
                               GError **error);
PaperJob *paper_spooler_get_job (PaperSpooler *self,
                                 const char *printer,
                                 int id,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean paper_spooler_cancel_job (PaperSpooler *self,
                                   const char *printer,
                                   int id,
                                   GCancellable *cancellable,
                                   GError **error);

/* These do not. */
void paper_spooler_list_async (PaperSpooler *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *paper_spooler_list_finish (PaperSpooler *self, GAsyncResult *result, GError **error);
void paper_spooler_print_async (PaperSpooler *self,
                                GBytes *document,
                                const PaperJobOptions *options,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
PaperJob *paper_spooler_print_finish (PaperSpooler *self, GAsyncResult *result, GError **error);

G_END_DECLS
