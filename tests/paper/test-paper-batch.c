/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>

#include "paper-batch.h"
#include "paper-error.h"

/* Several documents in one job, against a print server of the tests' own: see with-printers.sh. */

/* Seconds that something is waited for; each look at it asks the server. */
#define LIMIT 60

static gint64
limit (void)
{
  return g_get_monotonic_time () + LIMIT * G_USEC_PER_SEC;
}

static char *
in_server (const char *name)
{
  return g_build_filename (g_getenv ("PRINT_SERVER"), name, NULL);
}

static PaperSpooler *
open_server (void)
{
  g_autofree char *socket = in_server ("socket");
  PaperSpooler *spooler = paper_spooler_new (socket);

  paper_spooler_set_patience (spooler, 20);
  return spooler;
}

static PaperBatch *
begin (PaperSpooler *spooler, const PaperJobOptions *options)
{
  g_autoptr (GError) error = NULL;
  PaperBatch *batch = paper_batch_begin (spooler, options, NULL, &error);

  g_assert_no_error (error);
  return batch;
}

static GBytes *
make_pdf (const char *text)
{
  g_autofree char *pdf = g_strdup_printf ("%%PDF-1.7\n%s\n%%%%EOF\n", text);

  return g_bytes_new (pdf, strlen (pdf));
}

static void
add (PaperBatch *batch, const char *text)
{
  g_autoptr (GBytes) pdf = make_pdf (text);
  g_autoptr (GError) error = NULL;

  paper_batch_add (batch, pdf, NULL, &error);
  g_assert_no_error (error);
}

static PaperJobState
state_of (PaperSpooler *spooler, const char *printer, int id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PaperJob) job = paper_spooler_get_job (spooler, printer, id, NULL, &error);

  g_assert_no_error (error);
  return job->state;
}

static void
wait_for (PaperSpooler *spooler, const PaperJob *job, PaperJobState state)
{
  for (gint64 end = limit (); g_get_monotonic_time () < end;)
    if (state_of (spooler, job->printer, job->id) == state)
      return;
  g_error ("job %d is never in state %d", job->id, state);
}

/* (nullable): the nth document that came out of a job, from 1 */
static char *
printed (int id, guint n)
{
  g_autofree char *name = g_strdup_printf ("printed/%d-%u", id, n);
  g_autofree char *path = in_server (name);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
assert_printed (int id, const char *const *texts)
{
  guint n = 0;
  g_autofree char *more = NULL;

  for (; texts[n] != NULL; n++)
    {
      g_autofree char *text = printed (id, n + 1);
      g_autoptr (GBytes) pdf = make_pdf (texts[n]);

      g_assert_nonnull (text);
      g_assert_cmpmem (text, strlen (text), g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
    }
  more = printed (id, n + 1);
  g_assert_null (more);
}

static char *
said_of (int id)
{
  g_autofree char *name = g_strdup_printf ("printed/%d.says", id);
  g_autofree char *path = in_server (name);
  char *said = NULL;

  g_assert_true (g_file_get_contents (path, &said, NULL, NULL));
  return said;
}

/* The number that the next job will have. */
static int
next_job (PaperSpooler *spooler)
{
  const PaperJobOptions options = { "Plain", "next" };
  g_autoptr (GBytes) pdf = make_pdf ("next");
  g_autoptr (GError) error = NULL;
  g_autoptr (PaperJob) job = paper_spooler_print (spooler, pdf, &options, NULL, &error);

  g_assert_no_error (error);
  return job->id + 1;
}

/* All come out as they were added, in one job, and each is told how it is printed. */
static void
test_in_order (void)
{
  static const char *const texts[] = { "slip of A", "A", "A", "slip of B", "B", "B", NULL };
  const PaperJobOptions options = {
    .printer = "Duplex",
    .title = "2 agreements «été»",
    .sides = PAPER_SIDES_SHORT_EDGE,
    .media = PAPER_MEDIA_A3,
    .collate = TRUE,
    .more = (const char *const[]){ "page-ranges=1-2", NULL },
  };
  g_autoptr (PaperSpooler) spooler = open_server ();
  g_autoptr (PaperBatch) batch = begin (spooler, &options);
  g_autoptr (PaperJob) job = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  for (guint i = 0; texts[i] != NULL; i++)
    add (batch, texts[i]);
  job = paper_batch_end (batch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (job->printer, ==, "Duplex");
  g_assert_cmpstr (job->title, ==, "2 agreements «été»");
  wait_for (spooler, job, PAPER_JOB_DONE);
  assert_printed (job->id, texts);
  said = said_of (job->id);
  g_assert_true (g_str_has_prefix (said, "title=2 agreements «été»\ncopies=1\n"));
  g_assert_nonnull (strstr (said, "sides=two-sided-short-edge"));
  g_assert_nonnull (strstr (said, "media=iso_a3_297x420mm"));
  g_assert_nonnull (strstr (said, "page-ranges=1-2"));
  g_assert_cmpint (next_job (spooler), ==, job->id + 2);
}

/* Nothing comes out while it is not ended, however long that takes, and nothing when it never is.
 */
static void
test_given_up (void)
{
  const PaperJobOptions options = { "Plain", "Given up" };
  g_autoptr (PaperSpooler) spooler = open_server ();
  int id = next_job (spooler);
  PaperBatch *batch = begin (spooler, &options);
  g_autofree char *text = NULL;

  add (batch, "A");
  g_assert_cmpint (state_of (spooler, "Plain", id), ==, PAPER_JOB_HELD);
  paper_batch_free (batch);
  g_assert_cmpint (state_of (spooler, "Plain", id), ==, PAPER_JOB_CANCELLED);
  batch = begin (spooler, &options);
  paper_batch_free (batch);
  g_assert_cmpint (state_of (spooler, "Plain", id + 1), ==, PAPER_JOB_CANCELLED);
  g_assert_cmpint (next_job (spooler), ==, id + 3);
  text = printed (id, 1);
  g_assert_null (text);
}

/* One that is to wait in the queue goes on waiting when all of it is there. */
static void
test_held_on (void)
{
  const PaperJobOptions options = {
    .printer = "Plain",
    .title = "Later",
    .more = (const char *const[]){ "job-hold-until=indefinite", NULL },
  };
  g_autoptr (PaperSpooler) spooler = open_server ();
  g_autoptr (PaperBatch) batch = begin (spooler, &options);
  g_autoptr (PaperJob) job = NULL;
  g_autoptr (GError) error = NULL;

  add (batch, "A");
  job = paper_batch_end (batch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state_of (spooler, "Plain", job->id), ==, PAPER_JOB_HELD);
  paper_spooler_cancel_job (spooler, "Plain", job->id, NULL, &error);
  g_assert_no_error (error);
}

static void
test_refused (void)
{
  static const char *const printers[] = { "Paused", "Closed", "Nowhere" };
  g_autoptr (PaperSpooler) spooler = open_server ();
  const PaperJobOptions good = { "Plain", "Good" };
  int id = next_job (spooler);
  g_autoptr (GBytes) none = g_bytes_new_static ("PK", 2);
  g_autoptr (PaperBatch) batch = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (printers); i++)
    {
      const PaperJobOptions options = { printers[i], "Never" };
      g_autoptr (GError) local = NULL;

      g_assert_null (paper_batch_begin (spooler, &options, NULL, &local));
      g_assert_error (local, PAPER_ERROR,
                      (i < 2 ? (int) PAPER_ERROR_REFUSED : (int) PAPER_ERROR_MISSING));
    }
  g_assert_cmpint (next_job (spooler), ==, id + 1);
  batch = begin (spooler, &good);
  g_assert_false (paper_batch_add (batch, none, NULL, &error));
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_REFUSED);
}

static void
test_cancelled (void)
{
  const PaperJobOptions options = { "Plain", "Cancelled" };
  g_autoptr (PaperSpooler) spooler = open_server ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) pdf = make_pdf ("A");
  int id = next_job (spooler);
  PaperBatch *batch = begin (spooler, &options);
  g_autoptr (GError) error = NULL;

  add (batch, "A");
  g_cancellable_cancel (cancellable);
  g_assert_false (paper_batch_add (batch, pdf, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (paper_batch_end (batch, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  paper_batch_free (batch);
  g_assert_cmpint (state_of (spooler, "Plain", id), ==, PAPER_JOB_CANCELLED);
  g_clear_error (&error);
  g_assert_null (paper_batch_begin (spooler, &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Somebody at the print server takes away the job that is being sent. */
static void
test_taken_away (void)
{
  const PaperJobOptions options = { "Plain", "Taken away" };
  g_autoptr (PaperSpooler) spooler = open_server ();
  int id = next_job (spooler);
  g_autoptr (PaperBatch) batch = begin (spooler, &options);
  g_autoptr (PaperJob) job = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  add (batch, "A");
  g_assert_true (paper_spooler_cancel_job (spooler, "Plain", id, NULL, NULL));
  add (batch, "B");
  job = paper_batch_end (batch, NULL, &error);
  g_assert_null (job);
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_REFUSED);
  g_assert_true (g_str_has_prefix (error->message, "The job was cancelled at the print server."));
  g_assert_cmpint (next_job (spooler), ==, id + 2);
  text = printed (id, 1);
  g_assert_null (text);
}

/* The last one: the server is killed with a batch that is not whole. */
static void
test_server_that_dies (void)
{
  const PaperJobOptions options = { "Plain", "Dies" };
  g_autoptr (PaperSpooler) spooler = open_server ();
  PaperBatch *batch = begin (spooler, &options);
  g_autofree char *name = in_server ("pid"), *text = NULL;
  g_autoptr (GError) error = NULL;

  add (batch, "A");
  g_assert_true (g_file_get_contents (name, &text, NULL, NULL));
  g_assert_cmpint (kill ((pid_t) g_ascii_strtoll (text, NULL, 10), SIGKILL), ==, 0);
  for (gint64 end = limit (); g_get_monotonic_time () < end;)
    {
      g_autoptr (GPtrArray) printers = paper_spooler_list (spooler, NULL, NULL);

      if (printers == NULL)
        break;
    }
  g_assert_null (paper_batch_end (batch, NULL, &error));
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_FAILED);
  paper_batch_free (batch);
}

static void
wait_for_server (void)
{
  g_autoptr (PaperSpooler) spooler = open_server ();

  for (gint64 end = limit (); g_get_monotonic_time () < end;)
    {
      g_autoptr (GPtrArray) printers = paper_spooler_list (spooler, NULL, NULL);

      if (printers != NULL)
        return;
    }
  g_error ("the print server of the tests does not start");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  wait_for_server ();
  g_test_add_func ("/paper/batch/in-order", test_in_order);
  g_test_add_func ("/paper/batch/given-up", test_given_up);
  g_test_add_func ("/paper/batch/held-on", test_held_on);
  g_test_add_func ("/paper/batch/refused", test_refused);
  g_test_add_func ("/paper/batch/cancelled", test_cancelled);
  g_test_add_func ("/paper/batch/taken-away", test_taken_away);
  g_test_add_func ("/paper/batch/server-that-dies", test_server_that_dies);
  return g_test_run ();
}
