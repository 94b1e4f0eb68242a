/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "base-error.h"
#include "base-file.h"
#include "paper-error.h"
#include "paper-fixture.h"
#include "paper-office.h"

/* The real LibreOffice, in a folder with accents, spaces and whatever else a name may have. */

static char *office;

static gboolean
is_there (void)
{
  if (office == NULL)
    g_test_skip ("LibreOffice is not installed");
  return office != NULL;
}

static GBytes *
convert (PaperFormat format, GBytes *source, GError **error)
{
  const PaperOptions options = { .format = format };

  return paper_convert_one ("Élève à l’essai.docx", source, &options, NULL, error);
}

static gboolean
contains (GBytes *bytes, const char *text)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static char *
text_of_pdf (GBytes *pdf)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "a.pdf", NULL);
  g_autofree char *quoted = g_shell_quote (path);
  g_autofree char *command = g_strdup_printf ("pdftotext -enc UTF-8 %s -", quoted);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_assert_true (base_file_write_atomic (path, pdf, TRUE, &error));
  g_assert_true (g_spawn_command_line_sync (command, &text, NULL, NULL, &error));
  g_unlink (path);
  return text;
}

static void
test_pdf (void)
{
  g_autoptr (GBytes) source = paper_fixture_docx ("Élève Abadie");
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!is_there ())
    return;
  pdf = convert (PAPER_FORMAT_PDF, source, &error);
  g_assert_no_error (error);
  g_assert_true (contains (pdf, "<pdfaid:part>2</pdfaid:part>"));
  g_assert_true (contains (pdf, "<pdfaid:conformance>B</pdfaid:conformance>"));
  text = text_of_pdf (pdf);
  g_assert_nonnull (strstr (text, "Élève Abadie"));
}

static void
test_spreadsheets (void)
{
  g_autoptr (GBytes) source = paper_fixture_xlsx ();
  g_autoptr (GBytes) xls = NULL;
  g_autoptr (GBytes) ods = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *calc = paper_office_find (PAPER_FORMAT_XLS, NULL);
  g_autofree char *content = NULL;

  if (calc == NULL)
    {
      g_test_skip ("LibreOffice Calc is not installed");
      return;
    }
  xls = convert (PAPER_FORMAT_XLS, source, &error);
  g_assert_no_error (error);
  g_assert_true (contains (xls, "W\0o\0r\0k\0b\0o\0o\0k") || g_bytes_get_size (xls) > 512);
  ods = convert (PAPER_FORMAT_ODS, source, &error);
  g_assert_no_error (error);
  content = paper_fixture_read (ods, "content.xml");
  g_assert_nonnull (strstr (content, "Élève"));
  g_assert_nonnull (strstr (content, "2MELEC"));
  g_assert_nonnull (strstr (content, "office:value=\"42\""));
}

/* A document that fails keeps none of the others from being made. */
static void
test_bad_among_good (void)
{
  g_autoptr (GPtrArray) documents = paper_fixture_documents (4);
  const PaperOptions options = { .format = PAPER_FORMAT_PDF };
  g_autoptr (GBytes) text = g_bytes_new_static ("bonjour", 7);
  g_autoptr (GBytes) good = paper_fixture_docx ("x");
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (good, 0, g_bytes_get_size (good) / 2);
  g_autoptr (GBytes) broken = paper_fixture_docx_with ("<w:p", "", "");
  GBytes *const bad[] = { text, cut, broken };
  g_autoptr (GError) error = NULL;

  if (!is_there ())
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_ptr_array_insert (documents, (int) (2 * i), paper_document_new (0, "bad", bad[i]));
  g_assert_true (paper_convert (documents, &options, NULL, &error));
  for (guint i = 0; i < documents->len; i++)
    {
      const PaperDocument *document = g_ptr_array_index (documents, i);

      g_test_message ("%u: %s", i, document->error != NULL ? document->error->message : "made");
      if (g_str_equal (document->name, "bad"))
        g_assert_true (document->error != NULL && document->error->domain == PAPER_ERROR);
      else
        g_assert_nonnull (document->result);
    }
}

/* --- what a document may not do --- */

typedef struct
{
  GSocket *socket;
  GCancellable *cancellable;
  GThread *thread;
  guint16 port;
  int n; /* who came */
} Listener;

static gpointer
listen_thread (gpointer data)
{
  Listener *listener = data;
  GSocket *peer;

  while ((peer = g_socket_accept (listener->socket, listener->cancellable, NULL)) != NULL)
    {
      g_atomic_int_inc (&listener->n);
      g_object_unref (peer);
    }
  return NULL;
}

static void
listener_start (Listener *listener)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) local = NULL;

  listener->socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  g_assert_true (g_socket_bind (listener->socket, address, TRUE, NULL));
  g_assert_true (g_socket_listen (listener->socket, NULL));
  local = g_socket_get_local_address (listener->socket, NULL);
  listener->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local));
  listener->cancellable = g_cancellable_new ();
  listener->thread = g_thread_new ("listen", listen_thread, listener);
}

/* Whoever connected before is counted. */
static int
listener_stop (Listener *listener)
{
  g_cancellable_cancel (listener->cancellable);
  g_thread_join (listener->thread);
  g_socket_set_blocking (listener->socket, FALSE);
  g_clear_object (&listener->cancellable);
  listen_thread (listener);
  g_object_unref (listener->socket);
  return listener->n;
}

/* A picture that is linked, as Word writes it. */
static const char picture[] =
    "<w:p><w:r><w:t>Before</w:t></w:r></w:p><w:p><w:r><w:pict><v:shape "
    "xmlns:v=\"urn:schemas-microsoft-com:vml\" style=\"width:100pt;height:100pt\"><v:imagedata "
    "r:id=\"pic\" src=\"%s\"/></v:shape></w:pict></w:r></w:p><w:p><w:r><w:drawing><wp:inline "
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/"
    "wordprocessingDrawing\"><wp:extent "
    "cx=\"952500\" cy=\"952500\"/><wp:docPr id=\"1\" name=\"a\"/><a:graphic xmlns:a=\"http://"
    "schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData uri=\"http://"
    "schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic xmlns:pic=\"http://"
    "schemas.openxmlformats.org/drawingml/2006/picture\"><pic:nvPicPr><pic:cNvPr id=\"1\" "
    "name=\"a\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link=\"pic\"/><a:stretch>"
    "<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext "
    "cx=\"952500\" cy=\"952500\"/></a:xfrm><a:prstGeom prst=\"rect\"/></pic:spPr></pic:pic>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p><w:p><w:r><w:fldChar "
    "w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> INCLUDEPICTURE \"%s\" \\d </w:instrText>"
    "</w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>x</w:t></w:r><w:r>"
    "<w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";

static GBytes *
with_picture (const char *address)
{
  g_autofree char *body = g_strdup_printf (picture, address, address);
  g_autofree char *relation = g_strdup_printf ("<Relationship Id=\"pic\" Type=\"" PAPER_RELATIONS
                                               "/image\" Target=\"%s\" TargetMode=\"External\"/>",
                                               address);

  return paper_fixture_docx_with (body, relation, "");
}

/* A picture of this machine. Returns: (transfer full): its path */
static char *
write_secret (const char *folder)
{
  char *path = g_build_filename (folder, "secret.svg", NULL);

  g_assert_true (g_file_set_contents (
      path,
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"90\"><rect width=\"90\" "
      "height=\"90\" fill=\"red\"/><text x=\"9\" y=\"50\" font-size=\"20\">Secret</text></svg>",
      -1, NULL));
  return path;
}

static char *
address_of (guint16 port, const char *path)
{
  return path != NULL ? g_filename_to_uri (path, NULL, NULL)
                      : g_strdup_printf ("http://127.0.0.1:%u/a.png", port);
}

/* Nothing that a document links to is fetched. */
static void
test_nothing_is_fetched (void)
{
  Listener listener = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GBytes) source = NULL;
  g_autoptr (GBytes) pdf = NULL;

  if (!is_there ())
    return;
  listener_start (&listener);
  address = address_of (listener.port, NULL);
  source = with_picture (address);
  pdf = convert (PAPER_FORMAT_PDF, source, &error);
  g_assert_no_error (error);
  g_assert_cmpint (listener_stop (&listener), ==, 0);
  g_assert_false (contains (pdf, "/Subtype/Image"));
}

/* Nor is a file of this machine read. */
static void
test_nothing_is_read (void)
{
  g_autofree char *path = write_secret (g_get_user_runtime_dir ());
  g_autofree char *address = address_of (0, path);
  g_autoptr (GBytes) source = with_picture (address);
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!is_there ())
    return;
  pdf = convert (PAPER_FORMAT_PDF, source, &error);
  g_assert_no_error (error);
  text = text_of_pdf (pdf);
  g_assert_nonnull (strstr (text, "Before"));
  g_assert_null (strstr (text, "Secret"));
  g_assert_false (contains (pdf, "/Subtype/Image"));
  g_unlink (path);
}

/* A program that does @before and then is the real one, in the same process: "$$" is LibreOffice.
 * "first" tells whether it is called for the first time. */
static char *
make_wrapper (const char *folder, const char *before)
{
  char *path = g_build_filename (folder, "wrapper", NULL);
  g_autofree char *script =
      g_strdup_printf ("#!/bin/bash\nreal='%s'\nfolder='%s'\n"
                       "echo call >> \"$folder/calls\"\n"
                       "first() { [ \"$(wc -l < \"$folder/calls\")\" = 1 ]; }\n"
                       "%s\nexec \"$real\" \"$@\"\n",
                       office, folder, before);

  g_autofree char *program_folder = g_path_get_dirname (office);
  g_autofree char *versions = g_build_filename (program_folder, "versionrc", NULL);
  g_autofree char *link = g_build_filename (folder, "versionrc", NULL);

  g_assert_cmpint (symlink (versions, link), ==, 0);
  g_assert_true (g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  return path;
}

static void
write_armed (const char *folder, const char *name, guint16 port, const char *path)
{
  g_autofree char *address = address_of (port, path);
  g_autofree char *file = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) source = with_picture (address);

  g_assert_true (base_file_write_atomic (file, source, TRUE, NULL));
}

/* Were it handed such documents all the same, its profile would not let it. */
static void
test_nothing_is_linked (void)
{
  Listener listener = { 0 };
  g_autofree char *folder = NULL;
  g_autofree char *wrapper = NULL;
  g_autofree char *secret = NULL;
  g_autoptr (GPtrArray) documents = paper_fixture_documents (2);
  PaperOptions options = { .format = PAPER_FORMAT_PDF };
  g_autoptr (GError) error = NULL;
  int n;

  if (!is_there ())
    return;
  listener_start (&listener);
  folder = g_dir_make_tmp ("paper-office-XXXXXX", NULL);
  secret = write_secret (folder);
  write_armed (folder, "1.docx", listener.port, NULL);
  write_armed (folder, "2.docx", 0, secret);
  options.office = wrapper = make_wrapper (folder, "cp \"$folder\"/[12].docx .");
  g_assert_true (paper_convert (documents, &options, NULL, &error));
  n = listener_stop (&listener);
  g_assert_cmpint (n, ==, 0);
  for (guint i = 0; i < documents->len; i++)
    {
      const PaperDocument *document = g_ptr_array_index (documents, i);
      g_autofree char *text = text_of_pdf (document->result);

      g_assert_nonnull (strstr (text, "Before"));
      g_assert_null (strstr (text, "Secret"));
      g_assert_false (contains (document->result, "/Subtype/Image"));
    }
  base_file_remove_folder (folder);
}

/* --- what may become of LibreOffice --- */

/* Does something to it once it has made the first. */
#define IN_THE_MIDDLE(what) "if first; then (until [ -e 1.pdf ]; do :; done; " what ") & fi"

/* A profile that was never used, after one that crashed with a document open. */
#define CRASHED                                                            \
  "<item oor:path=\"/org.openoffice.Office.Recovery/RecoveryInfo\"><prop " \
  "oor:name=\"Crashed\" oor:op=\"fuse\"><value>true</value></prop><prop "  \
  "oor:name=\"SessionData\" oor:op=\"fuse\"><value>true</value></prop></item>"
#define NEW_PROFILE                                                        \
  "if first; then rm -r profile/user/extensions; sed -i -e '/FirstRun/d; " \
  "/ooSetupInstCompleted/d' -e 's|</oor:items>|" CRASHED "&|' "            \
  "profile/user/registrymodifications.xcu; fi"

static const struct
{
  const char *name;
  guint n;
  const char *before;
  guint time_limit;
  guint64 memory_limit;
  guint made;
  guint calls; /* at least */
  PaperError code;
  const char *said; /* of what was not made */
} accidents[] = {
  { "killed", 11, IN_THE_MIDDLE ("kill -KILL $$"), 0, 0, 11, 3 },
  { "hung", 11, IN_THE_MIDDLE ("kill -STOP $$"), 1000, 0, 11, 3 },
  /* nothing is asked that nobody would answer: no licence, no welcome, no recovery… */
  { "new-profile", 1, NEW_PROFILE, 0, 0, 1, 2 },
  /* …and what waits for a person all the same is ended */
  { "dialog", 2, "first && exec \"$real\" \"$1\" --nologo", 1000, 0, 2, 3 },
  /* it crashes, aborts or ends as if all was well, by what it was at */
  { "no-memory-for-a-time", 3, "first && ulimit -v 180000", 0, 0, 3, 2 },
  { "no-memory", 3, "", 0, 180 * 1024 * 1024, 0, 4, PAPER_ERROR_FAILED, "was not converted" },
  { "no-profile", 1, "set -- -env:UserInstallation=file:///proc/nowhere \"${@:2}\"", 400, 0, 0, 1,
    PAPER_ERROR_TIMED_OUT, "was stopped" },
};

static void
test_accident (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *folder = NULL;
  g_autofree char *wrapper = NULL;
  g_autoptr (GPtrArray) documents = paper_fixture_documents (accidents[i].n);
  g_autoptr (GError) error = NULL;
  PaperOptions options = { .format = PAPER_FORMAT_PDF,
                           .time_limit = accidents[i].time_limit,
                           .memory_limit = accidents[i].memory_limit };
  guint made = 0;

  if (!is_there ())
    return;
  folder = g_dir_make_tmp ("paper-office-XXXXXX", NULL);
  options.office = wrapper = make_wrapper (folder, accidents[i].before);
  g_assert_true (paper_convert (documents, &options, NULL, &error));
  g_assert_no_error (error);
  for (guint k = 0; k < documents->len; k++)
    {
      const PaperDocument *document = g_ptr_array_index (documents, k);

      made += document->result != NULL;
      if (document->result != NULL)
        continue;
      g_test_message ("%s", document->error->message);
      g_assert_error (document->error, PAPER_ERROR, (int) accidents[i].code);
      g_assert_nonnull (strstr (document->error->message, accidents[i].said));
    }
  g_assert_cmpuint (made, ==, accidents[i].made);
  g_assert_cmpuint (paper_fixture_calls (folder), >=, accidents[i].calls);
  base_file_remove_folder (folder);
}

/* A document of many pages, which nothing makes smaller. */
static GBytes *
make_long (void)
{
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (body, "<w:p><w:r><w:t>%08x %08x %08x %08x</w:t></w:r></w:p>",
                            g_test_rand_int (), g_test_rand_int (), g_test_rand_int (),
                            g_test_rand_int ());
  return paper_fixture_docx_with (body->str, "", "");
}

/* Nothing larger than this can be written: what is cut short is no PDF, and what is small enough is
 * made. */
static void
test_full_disk (void)
{
  g_autoptr (GPtrArray) documents = paper_fixture_documents (2);
  g_autoptr (GBytes) large = make_long ();
  PaperDocument *document = paper_document_new (3, "Benali", large);
  PaperOptions options = { .format = PAPER_FORMAT_PDF };
  g_autofree char *folder = NULL;
  g_autofree char *wrapper = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_insert (documents, 1, document);
  if (!is_there ())
    return;
  folder = g_dir_make_tmp ("paper-office-XXXXXX", NULL);
  options.office = wrapper = make_wrapper (folder, "trap '' XFSZ; ulimit -f 64");
  g_assert_true (paper_convert (documents, &options, NULL, &error));
  for (guint i = 0; i < documents->len; i += 2)
    g_assert_nonnull (((PaperDocument *) documents->pdata[i])->result);
  g_assert_error (document->error, PAPER_ERROR, PAPER_ERROR_FAILED);
  g_test_message ("%s", document->error->message);
  g_assert_nonnull (strstr (document->error->message, "“Benali” was not converted"));
  g_assert_nonnull (strstr (document->error->message, "disk"));
  base_file_remove_folder (folder);
}

static gpointer
convert_thread (gpointer data)
{
  g_autoptr (GBytes) source = paper_fixture_docx (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = convert (PAPER_FORMAT_PDF, source, &error);

  g_assert_no_error (error);
  return g_steal_pointer (&pdf);
}

static void
test_three_at_once (void)
{
  static const char *const names[] = { "Abadie", "Benali", "Costa" };
  GThread *threads[3];

  if (!is_there ())
    return;
  for (gsize i = 0; i < 3; i++)
    threads[i] = g_thread_new ("convert", convert_thread, (gpointer) names[i]);
  for (gsize i = 0; i < 3; i++)
    {
      g_autoptr (GBytes) pdf = g_thread_join (threads[i]);
      g_autofree char *text = text_of_pdf (pdf);

      g_assert_nonnull (strstr (text, names[i]));
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *runtime = g_dir_make_tmp ("paper à $x l’é 'y' \"z\" #%41 XXXXXX", NULL);
  g_autofree char *left = g_build_filename (runtime, "paraphe", NULL);
  int status;

  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  office = paper_office_find (PAPER_FORMAT_PDF, NULL);
  g_test_add_func ("/paper/office/pdf", test_pdf);
  g_test_add_func ("/paper/office/spreadsheets", test_spreadsheets);
  g_test_add_func ("/paper/office/bad-among-good", test_bad_among_good);
  g_test_add_func ("/paper/office/nothing-is-fetched", test_nothing_is_fetched);
  g_test_add_func ("/paper/office/nothing-is-read", test_nothing_is_read);
  g_test_add_func ("/paper/office/nothing-is-linked", test_nothing_is_linked);
  for (gsize i = 0; i < G_N_ELEMENTS (accidents); i++)
    {
      g_autofree char *path = g_strconcat ("/paper/office/", accidents[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_accident);
    }
  g_test_add_func ("/paper/office/full-disk", test_full_disk);
  g_test_add_func ("/paper/office/three-at-once", test_three_at_once);
  status = g_test_run ();
  g_assert_cmpint (g_rmdir (left) == 0 || office == NULL, ==, TRUE);
  base_file_remove_folder (runtime);
  g_free (office);
  return status;
}
