/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "paper-error.h"
#include "paper-spooler.h"

/* Against a print server of the tests' own: see with-printers.sh. */

/* Seconds that something is waited for; each look at it asks the server. */
#define LIMIT 60

typedef struct
{
  const char *folder; /* of the server */
  char *own;          /* of the test */
  PaperSpooler *spooler;
} Test;

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

static void
set_up (Test *test, gconstpointer data)
{
  g_autofree char *socket = in_server ("socket");

  test->folder = g_getenv ("PRINT_SERVER");
  test->own = g_dir_make_tmp ("paraphe-paper-XXXXXX", NULL);
  test->spooler = paper_spooler_new (socket);
  paper_spooler_set_patience (test->spooler, 20);
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
tear_down (Test *test, gconstpointer data)
{
  remove_all (test->own);
  g_free (test->own);
  g_clear_object (&test->spooler);
}

/* A PDF of @n_pages, each with its number on it, and @padding bytes that nobody sees. */
static GBytes *
make_pdf (guint n_pages, gsize padding)
{
  g_autoptr (GString) pdf = g_string_new ("%PDF-1.4\n");
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize start;

#define BEGIN() g_array_append_vals (offsets, &pdf->len, 1)
  BEGIN ();
  g_string_append (pdf, "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n");
  BEGIN ();
  g_string_append (pdf, "2 0 obj <</Type/Pages/Kids[");
  for (guint i = 0; i < n_pages; i++)
    g_string_append_printf (pdf, "%u 0 R ", 4 + 2 * i);
  g_string_append_printf (pdf, "]/Count %u>> endobj\n", n_pages);
  BEGIN ();
  g_string_append (pdf, "3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n");
  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *text = g_strdup_printf ("BT /F 40 Tf 100 700 Td (Page %u) Tj ET", i + 1);

      BEGIN ();
      g_string_append_printf (pdf,
                              "%u 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
                              "/Resources<</Font<</F 3 0 R>>>>/Contents %u 0 R>> endobj\n",
                              4 + 2 * i, 5 + 2 * i);
      BEGIN ();
      g_string_append_printf (pdf, "%u 0 obj <</Length %zu>> stream\n%s\nendstream endobj\n",
                              5 + 2 * i, strlen (text), text);
    }
  g_string_append_c (pdf, '%');
  for (gsize i = 0; i < padding; i++)
    g_string_append_c (pdf, (char) ('a' + i % 26));
  g_string_append_c (pdf, '\n');
  start = pdf->len;
  g_string_append_printf (pdf, "xref\n0 %u\n0000000000 65535 f \n", offsets->len + 1);
  for (guint i = 0; i < offsets->len; i++)
    g_string_append_printf (pdf, "%010zu 00000 n \n", g_array_index (offsets, gsize, i));
  g_string_append_printf (pdf, "trailer <</Size %u/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
                          offsets->len + 1, start);
#undef BEGIN
  return g_string_free_to_bytes (g_steal_pointer (&pdf));
}

static PaperJob *
print (Test *test, GBytes *pdf, const PaperJobOptions *options)
{
  g_autoptr (GError) error = NULL;
  PaperJob *job = paper_spooler_print (test->spooler, pdf, options, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (job->id, >, 0);
  return job;
}

/* Looks at a job until it is in @state. */
static PaperJob *
wait_for (Test *test, const PaperJob *job, PaperJobState state)
{
  for (gint64 end = limit (); g_get_monotonic_time () < end;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PaperJob) now =
          paper_spooler_get_job (test->spooler, job->printer, job->id, NULL, &error);

      g_assert_no_error (error);
      if (now->state == state)
        return g_steal_pointer (&now);
    }
  g_error ("job %d is never in state %d", job->id, state);
}

/* (transfer full): what the printer was told of a job: "title=…\ncopies=…\noptions=…\n" */
static char *
said_of (const PaperJob *job)
{
  g_autofree char *name = g_strdup_printf ("printed/%d.says", job->id);
  g_autofree char *path = in_server (name);
  char *said = NULL;

  g_assert_true (g_file_get_contents (path, &said, NULL, NULL));
  return said;
}

static gboolean
has_printed (int id)
{
  g_autofree char *name = g_strdup_printf ("printed/%d", id);
  g_autofree char *path = in_server (name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
assert_printed (const PaperJob *job, GBytes *pdf)
{
  g_autofree char *name = g_strdup_printf ("printed/%d", job->id);
  g_autofree char *there = in_server (name);
  g_autofree char *printed = NULL;
  gsize n_printed;

  g_assert_true (g_file_get_contents (there, &printed, &n_printed, NULL));
  g_assert_cmpmem (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), printed, n_printed);
}

static const PaperPrinter *
find (GPtrArray *printers, const char *name)
{
  for (guint i = 0; i < printers->len; i++)
    if (g_str_equal (((const PaperPrinter *) printers->pdata[i])->name, name))
      return printers->pdata[i];
  g_error ("no printer %s", name);
}

static int
last_job (Test *test)
{
  g_autoptr (GBytes) pdf = make_pdf (1, 0);
  const PaperJobOptions options = { "Plain", "last" };
  g_autoptr (PaperJob) job = print (test, pdf, &options);

  return job->id;
}

/* ---- printers ---- */

static void
test_list (Test *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) printers = paper_spooler_list (test->spooler, NULL, &error);
  const PaperPrinter *printer;

  g_assert_no_error (error);
  g_assert_cmpuint (printers->len, ==, 6);
  printer = g_ptr_array_index (printers, 0);
  g_assert_cmpstr (printer->name, ==, "Plain");
  g_assert_cmpstr (printer->label, ==, "Salle des professeurs");
  g_assert_cmpstr (printer->place, ==, "Salle 12");
  g_assert_true (printer->is_default && printer->is_accepting);
  g_assert_false (printer->has_duplex || printer->has_a3 || printer->has_color);
  g_assert_cmpint (printer->state, ==, PAPER_PRINTER_IDLE);
  printer = find (printers, "Duplex");
  g_assert_cmpstr (printer->label, ==, "Secrétariat");
  g_assert_false (printer->is_default);
  g_assert_true (printer->has_duplex && printer->has_a3 && printer->has_color);
  g_assert_cmpint (find (printers, "Paused")->state, ==, PAPER_PRINTER_STOPPED);
  g_assert_false (find (printers, "Closed")->is_accepting);
}

static void
on_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
test_without_waiting (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) pdf = make_pdf (1, 0);
  PaperJobOptions options = { "Plain", g_strdup ("Later"), 2 };
  g_autoptr (GAsyncResult) listed = NULL, printed = NULL;
  g_autoptr (GPtrArray) printers = NULL;
  g_autoptr (PaperJob) job = NULL, done = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  paper_spooler_list_async (test->spooler, NULL, on_result_cb, &listed);
  paper_spooler_print_async (test->spooler, pdf, &options, NULL, on_result_cb, &printed);
  g_free ((char *) options.title);
  while (listed == NULL || printed == NULL)
    g_main_context_iteration (NULL, TRUE);
  printers = paper_spooler_list_finish (test->spooler, listed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (printers->len, ==, 6);
  job = paper_spooler_print_finish (test->spooler, printed, &error);
  g_assert_no_error (error);
  done = wait_for (test, job, PAPER_JOB_DONE);
  said = said_of (done);
  g_assert_nonnull (strstr (said, "title=Later\ncopies=2\n"));
}

/* ---- what arrives ---- */

static void
test_pages_copies_and_title (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) pdf = make_pdf (7, 300000);
  const PaperJobOptions options = {
    .printer = "Duplex",
    .title = "Conventions 2MELEC – PFMP n° 1 «été»",
    .copies = 3,
    .sides = PAPER_SIDES_LONG_EDGE,
    .media = PAPER_MEDIA_A3,
    .collate = TRUE,
  };
  g_autoptr (PaperJob) job = print (test, pdf, &options);
  g_autoptr (PaperJob) done = wait_for (test, job, PAPER_JOB_DONE);
  g_autofree char *said = said_of (done);

  g_assert_cmpstr (job->printer, ==, "Duplex");
  g_assert_cmpstr (job->title, ==, options.title);
  g_assert_cmpstr (done->title, ==, options.title);
  g_assert_null (done->reason);
  g_assert_true (paper_job_has_ended (done));
  assert_printed (done, pdf);
  g_assert_nonnull (strstr (said, "title=Conventions 2MELEC – PFMP n° 1 «été»\ncopies=3\n"));
  g_assert_nonnull (strstr (said, "sides=two-sided-long-edge"));
  g_assert_nonnull (strstr (said, "Duplex=DuplexNoTumble"));
  g_assert_nonnull (strstr (said, "media=iso_a3_297x420mm"));
  g_assert_nonnull (strstr (said, "separate-documents-collated-copies"));
}

static void
test_other_ways (Test *test, gconstpointer data)
{
  static const struct
  {
    PaperJobOptions options;
    const char *said, *unsaid;
  } cases[] = {
    { { "Duplex", "a", 1, PAPER_SIDES_SHORT_EDGE }, "sides=two-sided-short-edge", "media=" },
    { { "Duplex", "b", 2, PAPER_SIDES_ONE }, "sides=one-sided", "media=" },
    { { "Duplex", "c", 0, PAPER_SIDES_DEFAULT, PAPER_MEDIA_A4 },
      "media=iso_a4_210x297mm",
      "sides=" },
    { { "Duplex", "d" }, "separate-documents-uncollated-copies", "sides=" },
    { { NULL, NULL }, "title=Agreements\ncopies=1\n", "media=" },
    { { NULL, " \n\t " }, "title=Agreements\ncopies=1\n", "media=" },
    { { "Plain", "two\nlines\xff" }, "title=two lines", "media=" },
  };
  g_autoptr (GBytes) pdf = make_pdf (2, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PaperJob) job = print (test, pdf, &cases[i].options);
      g_autoptr (PaperJob) done = wait_for (test, job, PAPER_JOB_DONE);
      g_autofree char *said = said_of (done);

      g_test_message ("%s", said);
      g_assert_nonnull (strstr (said, cases[i].said));
      g_assert_null (strstr (said, cases[i].unsaid));
      g_assert_cmpstr (job->printer, ==,
                       cases[i].options.printer != NULL ? cases[i].options.printer : "Plain");
      assert_printed (done, pdf);
    }
}

/* A title that is too long for the protocol is cut between two letters. */
static void
test_long_title (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) pdf = make_pdf (1, 0);
  g_autoptr (GString) title = g_string_new ("x");
  PaperJobOptions options = { "Plain", NULL };
  g_autoptr (PaperJob) job = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (title, "é");
  options.title = title->str;
  job = print (test, pdf, &options);
  g_assert_cmpuint (strlen (job->title), ==, 255);
  g_assert_true (g_str_has_prefix (title->str, job->title));
}

/* ---- what is not printed ---- */

static void
assert_refused (Test *test, GBytes *pdf, const char *printer, PaperError code, const char *said)
{
  const PaperJobOptions options = { printer, "Never" };
  g_autoptr (GError) error = NULL;
  g_autoptr (PaperJob) job = paper_spooler_print (test->spooler, pdf, &options, NULL, &error);

  g_assert_null (job);
  g_test_message ("%s", error->message);
  g_assert_error (error, PAPER_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, said));
}

/* Nothing is left in a queue that would come out when nobody waits for it any more. */
static void
test_printers_that_do_not_print (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) pdf = make_pdf (1, 0);
  int before = last_job (test);

  assert_refused (test, pdf, "Paused", PAPER_ERROR_REFUSED, "“Arrêtée” is stopped");
  assert_refused (test, pdf, "Closed", PAPER_ERROR_REFUSED, "“Fermée” takes no jobs");
  assert_refused (test, pdf, "Nowhere", PAPER_ERROR_MISSING, "no printer “Nowhere”");
  assert_refused (test, pdf, "../admin?a b/é", PAPER_ERROR_MISSING, "no printer");
  g_assert_cmpint (last_job (test), ==, before + 1);
}

static void
test_documents_that_are_none (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("PK not a PDF", 12);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) start = g_bytes_new_static ("%PDF", 4);
  int before = last_job (test);

  assert_refused (test, text, "Plain", PAPER_ERROR_REFUSED, "no PDF");
  assert_refused (test, empty, "Plain", PAPER_ERROR_REFUSED, "no PDF");
  assert_refused (test, start, "Plain", PAPER_ERROR_REFUSED, "no PDF");
  g_assert_cmpint (last_job (test), ==, before + 1);
}

/* The server may write 2 MB and no more: what a full disk does. */
static void
test_full_disk (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) large = make_pdf (1, 6 * 1024 * 1024);
  g_autoptr (GBytes) small = make_pdf (1, 0);
  const PaperJobOptions options = { "Plain", "After" };
  g_autoptr (PaperJob) job = NULL, done = NULL;
  int before = last_job (test);

  assert_refused (test, large, "Plain", PAPER_ERROR_FAILED, "Nothing was printed");
  job = print (test, small, &options);
  g_assert_cmpint (job->id, ==, before + 1);
  done = wait_for (test, job, PAPER_JOB_DONE);
  assert_printed (done, small);
}

/* ---- jobs ---- */

static void
let_go (void)
{
  g_autofree char *go = in_server ("go");
  int fd = open (go, O_WRONLY | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, "go\n", 3), ==, 3);
  close (fd);
}

static void
test_cancelled_job (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) pdf = make_pdf (1, 0);
  const PaperJobOptions options = { "Slow", "Slow" };
  g_autoptr (PaperJob) first = print (test, pdf, &options);
  g_autoptr (PaperJob) printing = wait_for (test, first, PAPER_JOB_PRINTING);
  g_autoptr (PaperJob) second = print (test, pdf, &options);
  g_autoptr (PaperJob) waiting = wait_for (test, second, PAPER_JOB_WAITING);
  g_autoptr (PaperJob) cancelled = NULL, done = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (paper_job_has_ended (printing) || paper_job_has_ended (waiting));
  g_assert_true (paper_spooler_cancel_job (test->spooler, "Slow", second->id, NULL, &error));
  g_assert_no_error (error);
  cancelled = wait_for (test, second, PAPER_JOB_CANCELLED);
  g_assert_true (paper_job_has_ended (cancelled));
  g_assert_false (paper_spooler_cancel_job (test->spooler, "Slow", second->id, NULL, &error));
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_REFUSED);
  g_clear_error (&error);
  /* The other one is printed whole. */
  let_go ();
  done = wait_for (test, first, PAPER_JOB_DONE);
  assert_printed (done, pdf);
  g_assert_false (has_printed (second->id));
  g_assert_false (paper_spooler_cancel_job (test->spooler, "Slow", 4711, NULL, &error));
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_null (paper_spooler_get_job (test->spooler, "Slow", 4711, NULL, &error));
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_MISSING);
}

/* A printer that breaks down keeps the job, and says why. */
static void
test_printer_that_breaks_down (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) pdf = make_pdf (1, 0);
  g_autofree char *broken = in_server ("broken");
  const PaperJobOptions options = { "Broken", "Broken" };
  g_autoptr (PaperJob) job = NULL, now = NULL;
  g_autoptr (GPtrArray) printers = NULL;
  const PaperPrinter *printer = NULL;

  g_assert_true (g_file_set_contents (broken, "", 0, NULL));
  g_assert_cmpint (g_chmod (broken, 0644), ==, 0);
  job = print (test, pdf, &options);
  for (gint64 end = limit (); g_get_monotonic_time () < end
                              && (printer == NULL || printer->state != PAPER_PRINTER_STOPPED);)
    {
      g_clear_pointer (&printers, g_ptr_array_unref);
      printers = paper_spooler_list (test->spooler, NULL, NULL);
      printer = find (printers, "Broken");
    }
  g_assert_cmpint (printer->state, ==, PAPER_PRINTER_STOPPED);
  g_assert_nonnull (printer->reason);
  g_test_message ("%s", printer->reason);
  now = wait_for (test, job, PAPER_JOB_WAITING);
  g_test_message ("%s", now->reason);
  g_assert_cmpstr (now->reason, ==, "The printer is stopped.");
  g_assert_false (has_printed (job->id));
  assert_refused (test, pdf, "Broken", PAPER_ERROR_REFUSED, "“En panne” is stopped");
}

/* ---- cancelled while it is sent ---- */

static void
test_cancelled_before (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) pdf = make_pdf (1, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const PaperJobOptions options = { "Plain", "Never" };
  g_autoptr (GError) error = NULL;
  int before = last_job (test);

  g_cancellable_cancel (cancellable);
  g_assert_null (paper_spooler_print (test->spooler, pdf, &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (paper_spooler_list (test->spooler, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (last_job (test), ==, before + 1);
}

static gpointer
cancel_thread (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

/* Whenever it is cancelled, there is a job that is told, or none that is not cancelled. */
static void
test_cancelled_at_any_time (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) pdf = make_pdf (1, 1024 * 1024);
  const PaperJobOptions options = { "Slow", "Perhaps" };
  int before = last_job (test), after;
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (PaperJob) job = NULL;
      GThread *thread;

      paper_spooler_print_async (test->spooler, pdf, &options, cancellable, on_result_cb, &result);
      for (guint look = 0; look < i; look++)
        g_ptr_array_unref (paper_spooler_list (test->spooler, NULL, NULL));
      thread = g_thread_new ("cancel", cancel_thread, cancellable);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_thread_join (thread);
      job = paper_spooler_print_finish (test->spooler, result, &error);
      if (job != NULL)
        g_array_append_val (told, job->id);
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  after = last_job (test);
  for (int id = before + 1; id < after; id++)
    {
      g_autoptr (PaperJob) job = paper_spooler_get_job (test->spooler, "Slow", id, NULL, NULL);
      gboolean is_told = FALSE;

      for (guint i = 0; i < told->len; i++)
        is_told = is_told || g_array_index (told, int, i) == id;
      if (is_told)
        g_assert_true (paper_spooler_cancel_job (test->spooler, "Slow", id, NULL, NULL));
      else if (job != NULL)
        g_assert_cmpint (job->state, ==, PAPER_JOB_CANCELLED);
    }
}

/* ---- servers that are dead ---- */

static void
assert_nobody (PaperSpooler *spooler, GBytes *pdf, PaperError code, const char *said)
{
  const PaperJobOptions options = { "Plain", "Never" };
  g_autoptr (GError) error = NULL;

  g_assert_null (paper_spooler_list (spooler, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, PAPER_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, said));
  g_clear_error (&error);
  g_assert_null (paper_spooler_print (spooler, pdf, &options, NULL, &error));
  g_assert_error (error, PAPER_ERROR, (int) code);
  g_clear_error (&error);
  g_assert_null (paper_spooler_get_job (spooler, "Plain", 1, NULL, &error));
  g_assert_error (error, PAPER_ERROR, (int) code);
  g_clear_error (&error);
  g_assert_false (paper_spooler_cancel_job (spooler, "Plain", 1, NULL, &error));
  g_assert_error (error, PAPER_ERROR, (int) code);
}

static void
test_no_server (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) pdf = make_pdf (1, 0);
  g_autofree char *nowhere = g_build_filename (test->own, "nowhere", NULL);
  g_autoptr (PaperSpooler) spooler = paper_spooler_new (nowhere);

  assert_nobody (spooler, pdf, PAPER_ERROR_FAILED, "does not answer");
}

/* A server that takes the connection and never says a word. */
static GSocket *
listen_silently (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  GSocket *socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, &error);

  g_assert_no_error (error);
  g_assert_true (g_socket_bind (socket, address, FALSE, &error));
  g_assert_true (g_socket_listen (socket, &error));
  return socket;
}

static void
test_silent_server (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) pdf = make_pdf (1, 0);
  g_autofree char *name = g_build_filename (test->own, "silent", NULL);
  g_autoptr (GSocket) socket = listen_silently (name);
  g_autoptr (PaperSpooler) spooler = paper_spooler_new (name);
  gint64 start = g_get_monotonic_time ();

  g_assert_true (g_socket_get_blocking (socket));
  paper_spooler_set_patience (spooler, 1);
  assert_nobody (spooler, pdf, PAPER_ERROR_TIMED_OUT, "not answered for 1 second.");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

static void
test_silent_server_is_left_at_once (Test *test, gconstpointer data)
{
  g_autofree char *name = g_build_filename (test->own, "silent", NULL);
  g_autoptr (GSocket) socket = listen_silently (name);
  g_autoptr (PaperSpooler) spooler = paper_spooler_new (name);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_true (g_socket_get_blocking (socket));
  paper_spooler_set_patience (spooler, 600);
  paper_spooler_list_async (spooler, cancellable, on_result_cb, &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (paper_spooler_list_finish (spooler, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

/* Stands between the server and its client until the document has gone through. */
typedef struct
{
  GSocket *listener;
  char *server;
} Between;

/* Returns: whether both are still there */
static gboolean
pass_on (GSocket *from, GSocket *to, gboolean *has_end)
{
  char buffer[65536];
  gssize n = g_socket_receive (from, buffer, sizeof buffer, NULL, NULL);

  for (gssize sent = 0; sent < n;)
    {
      gssize now = g_socket_send (to, buffer + sent, (gsize) (n - sent), NULL, NULL);

      if (now <= 0)
        return FALSE;
      sent += now;
    }
  *has_end = n > 0 && memmem (buffer, (gsize) n, "%%EOF", 5) != NULL;
  return n > 0;
}

static gpointer
between_thread (gpointer data)
{
  Between *between = data;
  g_autoptr (GSocket) client = g_socket_accept (between->listener, NULL, NULL);
  g_autoptr (GSocket) server =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (between->server);
  gboolean goes_on = g_socket_connect (server, address, NULL, NULL), has_end = FALSE;

  while (goes_on && !has_end)
    {
      GPollFD fds[] = { { g_socket_get_fd (client), G_IO_IN | G_IO_HUP, 0 },
                        { g_socket_get_fd (server), G_IO_IN | G_IO_HUP, 0 } };
      gboolean ignored;

      g_poll (fds, 2, -1);
      if (fds[0].revents != 0)
        goes_on = pass_on (client, server, &has_end);
      else
        goes_on = pass_on (server, client, &ignored);
    }
  g_socket_close (client, NULL);
  /* The server may finish what it has. */
  while (has_end && g_socket_receive (server, (char[256]){ 0 }, 256, NULL, NULL) == 256)
    ;
  return NULL;
}

/* Nobody can tell whether it is printed: it is not said to be, nor not to be. */
static void
test_server_lost_with_the_document (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) pdf = make_pdf (1, 0);
  g_autofree char *name = g_build_filename (test->own, "between", NULL);
  g_autofree char *server = in_server ("socket");
  g_autoptr (GSocket) listener = listen_silently (name);
  g_autoptr (PaperSpooler) spooler = paper_spooler_new (name);
  Between between = { listener, server };
  GThread *thread = g_thread_new ("between", between_thread, &between);

  g_set_object (&test->spooler, spooler);
  assert_refused (test, pdf, "Plain", PAPER_ERROR_FAILED, "Look in the queue");
  g_thread_join (thread);
}

/* The last one: the server is killed with a job in its queue. */
static void
test_server_that_dies (Test *test, gconstpointer data)
{
  g_autoptr (GBytes) pdf = make_pdf (1, 0);
  g_autofree char *name = in_server ("pid");
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (name, &text, NULL, NULL));
  g_assert_cmpint (kill ((pid_t) g_ascii_strtoll (text, NULL, 10), SIGKILL), ==, 0);
  /* Until its socket is closed. */
  for (gint64 end = limit (); g_get_monotonic_time () < end;)
    {
      g_autoptr (GPtrArray) printers = paper_spooler_list (test->spooler, NULL, NULL);

      if (printers == NULL)
        break;
    }
  assert_nobody (test->spooler, pdf, PAPER_ERROR_FAILED, "does not answer");
}

static void
wait_for_server (void)
{
  g_autofree char *socket = in_server ("socket");
  g_autoptr (PaperSpooler) spooler = paper_spooler_new (socket);

  for (gint64 end = limit (); g_get_monotonic_time () < end;)
    {
      g_autoptr (GPtrArray) printers = paper_spooler_list (spooler, NULL, NULL);

      if (printers != NULL)
        return;
    }
  g_error ("the print server of the tests does not start");
}

#define ADD(name, func) g_test_add ("/paper/print/" name, Test, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  wait_for_server ();
  ADD ("list", test_list);
  ADD ("without-waiting", test_without_waiting);
  ADD ("pages-copies-and-title", test_pages_copies_and_title);
  ADD ("other-ways", test_other_ways);
  ADD ("long-title", test_long_title);
  ADD ("printers-that-do-not-print", test_printers_that_do_not_print);
  ADD ("documents-that-are-none", test_documents_that_are_none);
  ADD ("full-disk", test_full_disk);
  ADD ("cancelled-job", test_cancelled_job);
  ADD ("printer-that-breaks-down", test_printer_that_breaks_down);
  ADD ("cancelled-before", test_cancelled_before);
  ADD ("cancelled-at-any-time", test_cancelled_at_any_time);
  ADD ("no-server", test_no_server);
  ADD ("silent-server", test_silent_server);
  ADD ("silent-server-is-left-at-once", test_silent_server_is_left_at_once);
  ADD ("server-lost-with-the-document", test_server_lost_with_the_document);
  ADD ("server-that-dies", test_server_that_dies);
  return g_test_run ();
}
