/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base-error.h"
#include "base-file.h"
#include "paper-error.h"
#include "paper-fixture.h"

/* Ends by nothing but SIGKILL, and never by itself. */
#define HANG "trap '' TERM INT HUP; exec tail -f /dev/null"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("paper é à XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

/* Nothing of a conversion stays behind, whatever came of it. */
static void
assert_nothing_left (void)
{
  g_autofree char *parent = g_build_filename (g_get_user_runtime_dir (), "paraphe", NULL);
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);

  g_assert_true (dir == NULL || g_dir_read_name (dir) == NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  assert_nothing_left ();
  g_assert_true (base_file_remove_folder (fixture->folder));
  g_free (fixture->folder);
}

#define CANCEL_AT ": > \"$folder/reached\"; " HANG

/* How each document ended: "+" made, or the first letter of its error's code. */
static char *
run (Fixture *fixture, GPtrArray *documents, const char *each, const char *after, guint limit)
{
  static const char codes[] = { 'm', 'r', 'd', 'f', 't' };
  g_autofree char *program = paper_fixture_program (fixture->folder, each, after);
  const PaperOptions options = { .office = program, .time_limit = limit };
  g_autoptr (GError) error = NULL;
  GString *ends = g_string_new (NULL);

  g_assert_true (paper_convert (documents, &options, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < documents->len; i++)
    {
      const PaperDocument *document = g_ptr_array_index (documents, i);
      g_autofree char *expected = g_strdup_printf ("%%PDF-1.7\n%u\n%%%%EOF\n", i + 1);

      g_assert_true ((document->result == NULL) != (document->error == NULL));
      if (document->result != NULL)
        g_assert_cmpmem (g_bytes_get_data (document->result, NULL),
                         g_bytes_get_size (document->result), expected, strlen (expected));
      else
        {
          g_assert_true (document->error->domain == PAPER_ERROR);
          g_assert_nonnull (strstr (document->error->message, document->name));
        }
      g_string_append_c (ends, document->result != NULL ? '+' : codes[document->error->code]);
    }
  return g_string_free (ends, FALSE);
}

static const struct
{
  const char *name;
  guint n;
  const char *each;
  const char *after;
  guint limit;
  const char *ends;
  guint calls;
} cases[] = {
  { "one", 1, "make", "", 0, "+", 1 },
  { "several in one call", 5, "make", "", 0, "+++++", 1 },
  { "exit codes say nothing", 2, "make", "exit 1", 0, "++", 1 },
  { "made nothing", 1, "", "exit 0", 0, "f", 1 },
  { "one that makes nothing", 3, "test $number = 2 || make", "", 0, "+f+", 2 },
  { "missed once", 3,
    "if [ $number = 2 ] && [ ! -e \"$folder/x\" ]; then :> \"$folder/x\"; else "
    "make; fi",
    "", 0, "+++", 2 },
  { "no PDF in it", 2, "echo '<html>%%EOF' > $number.pdf", "", 0, "ff", 3 },
  { "cut short", 1, "echo '%PDF-1.7' > $number.pdf", "", 0, "f", 1 },
  { "empty", 1, ":> $number.pdf", "", 0, "f", 1 },
  { "crash", 1, "kill -ABRT $$", "", 0, "f", 1 },
  { "killed at the end", 2, "make", "kill -KILL $$", 0, "++", 1 },
  /* the one that it was at alone, then the rest */
  { "crash in the middle", 5, "test $number != 3 || kill -SEGV $$; make", "", 0, "++f++", 3 },
  { "restart", 2, "test -e \"$folder/x\" && make",
    "if [ ! -e \"$folder/x\" ]; then "
    ":> \"$folder/x\"; exit 81; fi",
    0, "++", 2 },
  { "hung", 1, HANG, "", 5, "t", 1 },
  { "hung at the end", 2, "make", HANG, 100, "++", 1 },
  { "hung in the middle", 4, "test $number != 3 || (" HANG "); make", "", 150, "++t+", 3 },
  { "slow, and getting on", 5,
    "end=$(($(date +%s%N) + 300000000)); until [ $(date +%s%N) -ge $end ]; do :; done; make", "",
    200, "+++++", 1 },
  /* three are tried alone, those after them not */
  { "always hung", 5, HANG, "", 5, "ttttt", 5 },
  { "hung at the first two", 4, "test $number -gt 2 || (" HANG "); make", "", 60, "tt++", 5 },
  { "always crashed", 11, "kill -SEGV $$", "", 0, "fffffffffff", 20 },
};

static void
test_ends (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *once = g_build_filename (fixture->folder, "x", NULL);
      g_autofree char *calls = g_build_filename (fixture->folder, "calls", NULL);
      g_autoptr (GPtrArray) documents = paper_fixture_documents (cases[i].n);
      g_autofree char *ends = NULL;

      g_test_message ("%s", cases[i].name);
      g_unlink (once);
      g_unlink (calls);
      ends = run (fixture, documents, cases[i].each, cases[i].after, cases[i].limit);
      g_assert_cmpstr (ends, ==, cases[i].ends);
      g_assert_cmpuint (paper_fixture_calls (fixture->folder), ==, cases[i].calls);
      assert_nothing_left ();
    }
}

/* More documents than go in one call, and two LibreOffice where there are two processors; none is
 * lost, each has its own, and no two have the same profile. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = paper_fixture_documents (100);
  g_autofree char *path = g_build_filename (fixture->folder, "profiles", NULL);
  g_autofree char *profiles = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *ends =
      run (fixture, documents, "make", "echo \"$1\" >> \"$folder/profiles\"", 0);
  gboolean two = g_get_num_processors () > 1;

  g_assert_cmpuint (strspn (ends, "+"), ==, 100);
  g_assert_cmpuint (paper_fixture_calls (fixture->folder), ==, two ? 4 : 3);
  g_assert_true (g_file_get_contents (path, &profiles, NULL, NULL));
  lines = g_strsplit (profiles, "\n", -1);
  g_strstrip (profiles);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_assert_true (g_str_has_prefix (lines[i], "-env:UserInstallation=file:///"));
}

/* What LibreOffice is told and sees: a locked profile, nothing of the session. */
static void
test_surroundings (Fixture *fixture, gconstpointer data)
{
  static const char *const settings[] = {
    "\"BlockUntrustedRefererLinks\" oor:op=\"fuse\"><value>true<",
    "\"DisableMacrosExecution\" oor:op=\"fuse\"><value>true<",
    "\"MacroSecurityLevel\" oor:op=\"fuse\"><value>3<",
  };
  g_autoptr (GPtrArray) documents = paper_fixture_documents (1);
  g_autofree char *profile_path = g_build_filename (fixture->folder, "profile", NULL);
  g_autofree char *env_path = g_build_filename (fixture->folder, "env", NULL);
  g_autofree char *profile = NULL;
  g_autofree char *environment = NULL;
  g_autofree char *ends = NULL;

  g_setenv ("DISPLAY", ":7", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
  g_setenv ("http_proxy", "http://proxy", TRUE);
  ends = run (fixture, documents, "make",
              "env > \"$folder/env\"; echo \"$@\" > \"$folder/arguments\"; "
              "cp profile/user/registrymodifications.xcu \"$folder/profile\"",
              0);
  g_assert_cmpstr (ends, ==, "+");
  g_assert_true (g_file_get_contents (profile_path, &profile, NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    g_assert_nonnull (strstr (profile, settings[i]));
  g_assert_true (g_file_get_contents (env_path, &environment, NULL, NULL));
  g_assert_null (strstr (environment, "DISPLAY="));
  g_assert_null (strstr (environment, "DBUS_SESSION"));
  g_assert_null (strstr (environment, "proxy"));
  g_assert_nonnull (strstr (environment, "/paraphe/office-"));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("bonjour", 7);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) good = paper_fixture_docx ("x");
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (good, 0, g_bytes_get_size (good) / 2);
  g_autoptr (GBytes) book = paper_fixture_xlsx ();
  g_autoptr (GBytes) odt = paper_fixture_package ("mimetype", "application/vnd.oasis", NULL);
  g_autoptr (GBytes) entity = paper_fixture_package (
      "[Content_Types].xml", "<!DOCTYPE t [<!ENTITY x \"y\">]><Types>&x;</Types>", NULL);
  GBytes *const sources[] = { text, nothing, cut, book, odt, entity, good };
  g_autoptr (GPtrArray) documents =
      g_ptr_array_new_with_free_func ((GDestroyNotify) paper_document_free);
  g_autofree char *program = paper_fixture_program (fixture->folder, "make", "");
  const PaperOptions options = { .office = program };
  g_autoptr (GError) error = NULL;
  g_autofree char *ends = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    g_ptr_array_add (documents, paper_document_new (0, "Abadie.docx", sources[i]));
  ends = run (fixture, documents, "make", "", 0);
  g_assert_cmpstr (ends, ==, "rrdrrr+");

  g_assert_null (paper_convert_one ("Abadie.docx", text, &options, NULL, &error));
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_REFUSED);
  g_clear_error (&error);
  g_bytes_unref (paper_convert_one ("Abadie.docx", good, &options, NULL, &error));
  g_assert_no_error (error);
}

static char *
external (const char *kind, const char *target)
{
  return g_strdup_printf ("<Relationship Id=\"x\" Type=\"" PAPER_RELATIONS
                          "/%s\" Target=\"%s\" TargetMode=\"External\"/>",
                          kind, target);
}

/* What LibreOffice is given leads nowhere, but for links to click. */
static void
test_disarmed (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *kind;
    const char *target;
    gboolean kept;
  } relations[] = {
    { "image", "http://example.org/a.png", FALSE },
    { "image", "file:///etc/a.png", FALSE },
    { "image", "..\\a.png", FALSE },
    { "attachedTemplate", "file:///C:\\a.dotm", FALSE },
    { "oleObject", "\\\\server\\a.xlsx", FALSE },
    { "hyperlink", "https://example.org/", TRUE },
    { "hyperlink", "mailto:a@example.org", TRUE },
    { "hyperlink", "file:///etc/passwd", FALSE },
    { "hyperlink", "smb://server/share", FALSE },
  };
  g_autofree char *path = g_build_filename (fixture->folder, "given", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (relations); i++)
    {
      g_autofree char *relation = external (relations[i].kind, relations[i].target);
      g_autoptr (GBytes) source = paper_fixture_docx_with ("", relation, "");
      g_autoptr (GPtrArray) documents =
          g_ptr_array_new_with_free_func ((GDestroyNotify) paper_document_free);
      g_autoptr (GBytes) given = NULL;
      g_autofree char *ends = NULL;
      g_autofree char *part = NULL;
      g_autofree char *document = NULL;

      g_ptr_array_add (documents, paper_document_new (0, "x", source));
      ends = run (fixture, documents, "make; cp $name \"$folder/given\"", "", 0);
      g_assert_cmpstr (ends, ==, "+");
      given = base_file_read (path, G_MAXSIZE, NULL);
      part = paper_fixture_read (given, "word/_rels/document.xml.rels");
      g_test_message ("%s %s: %s", relations[i].kind, relations[i].target, part);
      g_assert_nonnull (strstr (part, "styles.xml"));
      g_assert_true ((strstr (part, relations[i].target) != NULL) == relations[i].kept);
      document = paper_fixture_read (given, "word/document.xml");
      g_assert_nonnull (strstr (document, "<w:sectPr>"));
    }
}

static void
count_cb (PaperDocument *document, gpointer user_data)
{
  g_assert_true ((document->result == NULL) != (document->error == NULL));
  (*(guint *) user_data)++;
}

/* The same content is converted once, under whatever name; another content, another format or
 * another LibreOffice is another matter. */
static void
test_cache (Fixture *fixture, gconstpointer data)
{
  g_autofree char *cache = g_build_filename (fixture->folder, "cache", "of ours", NULL);
  g_autofree char *program = paper_fixture_program (fixture->folder, "make", "");
  g_autofree char *versions = g_build_filename (fixture->folder, "versionrc", NULL);
  static const guint calls[] = { 1, 2, 2, 3 };
  guint n_done = 0;
  const PaperOptions options = {
    .office = program, .cache_folder = cache, .done = count_cb, .done_data = &n_done
  };

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GPtrArray) documents = paper_fixture_documents (i == 0 ? 3 : 4);
      g_autoptr (GError) error = NULL;

      if (i == 3)
        g_assert_true (g_file_set_contents (versions, "another", -1, NULL));
      n_done = 0;
      g_assert_true (paper_convert (documents, &options, NULL, &error));
      g_assert_cmpuint (n_done, ==, documents->len);
      for (guint k = 0; k < documents->len; k++)
        g_assert_nonnull (((PaperDocument *) g_ptr_array_index (documents, k))->result);
      g_assert_cmpuint (paper_fixture_calls (fixture->folder), ==, calls[i]);
    }
}

static guint64
folder_size (const char *folder, guint *n)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint64 size = 0;
  const char *name;

  for (*n = 0; (name = g_dir_read_name (dir)) != NULL; (*n)++)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf facts;

      g_assert_cmpint (g_stat (path, &facts), ==, 0);
      g_assert_cmpint (facts.st_mode & 0777, ==, 0600);
      size += (guint64) facts.st_size;
    }
  return size;
}

/* It stays as small as it is told to; a result that is damaged there is made again; what is not its
 * own is left. */
static void
test_cache_bounds (Fixture *fixture, gconstpointer data)
{
  g_autofree char *cache = g_build_filename (fixture->folder, "cache", NULL);
  g_autofree char *program = paper_fixture_program (fixture->folder, "make", "");
  const PaperOptions options = { .office = program, .cache_folder = cache, .cache_size = 70 };
  g_autoptr (GPtrArray) documents = paper_fixture_documents (9);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (paper_convert (documents, &options, NULL, &error));
  g_assert_cmpuint (folder_size (cache, &n), <=, 70);
  g_assert_cmpuint (n, ==, 4); /* of 17 bytes */

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GDir) dir = g_dir_open (cache, 0, NULL);
      const PaperOptions large = { .office = program, .cache_folder = cache };
      g_autoptr (GPtrArray) again = paper_fixture_documents (9);
      guint calls = paper_fixture_calls (fixture->folder);
      const char *name;

      while (round == 1 && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (cache, name, NULL);

          g_assert_true (g_file_set_contents (path, "%PDF-1.7 and no end", -1, NULL));
        }
      g_assert_true (paper_convert (again, &large, NULL, &error));
      g_assert_cmpuint (paper_fixture_calls (fixture->folder), >, calls);
      for (guint i = 0; i < again->len; i++)
        g_assert_nonnull (((PaperDocument *) g_ptr_array_index (again, i))->result);
    }
}

/* Whoever asked for a cache that cannot be written has the result all the same. */
static void
test_cache_unwritable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *program = paper_fixture_program (fixture->folder, "make", "");
  const PaperOptions options = { .office = program, .cache_folder = file };
  g_autoptr (GBytes) source = paper_fixture_docx ("x");
  g_autoptr (GBytes) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "kept", -1, NULL));
  result = paper_convert_one ("x", source, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
}

static gpointer
cancel_when_called (gpointer data)
{
  gpointer *both = data;
  g_autofree char *reached = g_build_filename (both[0], "reached", NULL);

  while (!g_file_test (reached, G_FILE_TEST_EXISTS))
    g_thread_yield ();
  g_cancellable_cancel (both[1]);
  return NULL;
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *program = paper_fixture_program (fixture->folder, CANCEL_AT, "");
  const PaperOptions options = { .office = program };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gpointer both[] = { fixture->folder, cancellable };
  g_autoptr (GPtrArray) documents = paper_fixture_documents (100);
  GThread *thread = g_thread_new ("cancel", cancel_when_called, both);
  g_autoptr (GError) error = NULL;

  g_assert_false (paper_convert (documents, &options, cancellable, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_CANCELLED);
  g_thread_join (thread);
  for (guint i = 0; i < documents->len; i++)
    {
      const PaperDocument *document = g_ptr_array_index (documents, i);

      g_assert_error (document->error, BASE_ERROR, BASE_ERROR_CANCELLED);
    }
}

/* What was made by then is handed back, and kept for the next time. */
static void
test_cancelled_in_the_middle (Fixture *fixture, gconstpointer data)
{
  g_autofree char *program =
      paper_fixture_program (fixture->folder, "test $number != 3 || (" CANCEL_AT "); make", "");
  g_autofree char *cache = g_build_filename (fixture->folder, "cache", NULL);
  guint n_done = 0;
  const PaperOptions options = {
    .office = program, .cache_folder = cache, .done = count_cb, .done_data = &n_done
  };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gpointer both[] = { fixture->folder, cancellable };
  g_autoptr (GPtrArray) documents = paper_fixture_documents (4);
  g_autoptr (GPtrArray) again = paper_fixture_documents (2);
  GThread *thread = g_thread_new ("cancel", cancel_when_called, both);
  g_autoptr (GError) error = NULL;

  g_assert_false (paper_convert (documents, &options, cancellable, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_CANCELLED);
  g_thread_join (thread);
  g_assert_cmpuint (n_done, ==, 4);
  for (guint i = 0; i < documents->len; i++)
    {
      const PaperDocument *document = g_ptr_array_index (documents, i);

      g_assert_true ((document->result != NULL) == (i < 2));
    }
  g_clear_error (&error);
  g_assert_true (paper_convert (again, &options, NULL, &error));
  g_assert_cmpuint (n_done, ==, 6);
  g_assert_cmpuint (paper_fixture_calls (fixture->folder), ==, 1);
}

static void
test_not_startable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", NULL);
  const PaperOptions options = { .office = nowhere };
  g_autoptr (GBytes) source = paper_fixture_docx ("x");
  g_autoptr (GError) error = NULL;

  g_assert_null (paper_convert_one ("x", source, &options, NULL, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_CHILD);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *runtime = g_dir_make_tmp ("paper runtime é XXXXXX", NULL);
  int status;

  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("/paper/convert/ends", test_ends);
  ADD ("/paper/convert/many", test_many);
  ADD ("/paper/convert/surroundings", test_surroundings);
  ADD ("/paper/convert/refused", test_refused);
  ADD ("/paper/convert/disarmed", test_disarmed);
  ADD ("/paper/convert/cache", test_cache);
  ADD ("/paper/convert/cache-bounds", test_cache_bounds);
  ADD ("/paper/convert/cache-unwritable", test_cache_unwritable);
  ADD ("/paper/convert/cancelled", test_cancelled);
  ADD ("/paper/convert/cancelled-in-the-middle", test_cancelled_in_the_middle);
  ADD ("/paper/convert/not-startable", test_not_startable);
  status = g_test_run ();
  base_file_remove_folder (runtime);
  return status;
}
