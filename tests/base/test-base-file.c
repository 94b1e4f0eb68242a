/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base-error.h"
#include "base-file-private.h"
#include "base-file.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("base-file-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (!g_file_test (child, G_FILE_TEST_IS_SYMLINK) && g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_chmod (fixture->folder, 0700);
  remove_tree (fixture->folder);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
  g_free (fixture->folder);
}

static char *
in (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
put (const char *path, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  gboolean ok = base_file_write_atomic (path, bytes, TRUE, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static void
assert_content (const char *path, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = base_file_read (path, G_MAXSIZE, &error);
  gsize size;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &size);
  g_assert_cmpmem (data, size, expected, strlen (expected));
}

/* An error is a sentence that names the file. */
static void
assert_sentence (const GError *error, int code, const char *path, const char *part)
{
  g_assert_error (error, BASE_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, part));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
test_write (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = in (fixture, "élève.txt");
  struct stat facts;
  mode_t before = umask (0);

  put (path, "one");
  assert_content (path, "one");
  put (path, "two and more");
  assert_content (path, "two and more");
  put (path, "");
  assert_content (path, "");
  umask (before);
  g_assert_cmpint (stat (path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 07777, ==, 0600);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_write_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = in (fixture, "large");
  g_autofree char *text = g_strnfill (3000001, 'x');

  put (path, text);
  assert_content (path, text);
}

static void
test_write_relative (Fixture *fixture, gconstpointer data)
{
  g_autofree char *here = g_get_current_dir ();

  g_assert_cmpint (g_chdir (fixture->folder), ==, 0);
  put ("plain.txt", "x");
  assert_content ("plain.txt", "x");
  g_assert_cmpint (g_chdir (here), ==, 0);
}

static void
test_write_new (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = in (fixture, "new.txt");
  g_autofree char *link = in (fixture, "link.txt");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (base_file_write_atomic (path, bytes, FALSE, &error));
  g_assert_no_error (error);
  put (path, "kept");
  g_assert_false (base_file_write_atomic (path, bytes, FALSE, &error));
  assert_sentence (error, BASE_ERROR_EXISTS, path, "already exists");
  assert_content (path, "kept");

  /* A link that leads nowhere is something too. */
  g_assert_cmpint (symlink ("nowhere", link), ==, 0);
  g_assert_false (base_file_write_atomic (link, bytes, FALSE, NULL));
  g_assert_cmpuint (count_files (fixture->folder), ==, 2);
}

static void
test_write_over_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *target = in (fixture, "target.txt");
  g_autofree char *link = in (fixture, "link.txt");

  put (target, "untouched");
  g_assert_cmpint (symlink ("target.txt", link), ==, 0);
  put (link, "mine");
  assert_content (target, "untouched");
  assert_content (link, "mine");
  g_assert_false (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
}

static void
test_write_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name, *part;
  } cases[] = {
    { "missing/file.txt", "does not exist" },
    { "plain/file.txt", "does not exist" },
    { "folder", "There is a folder of that name" },
    { "folder/", "There is a folder of that name" },
    { "folder/..", "There is a folder of that name" },
  };
  g_autofree char *plain = in (fixture, "plain");
  g_autofree char *folder = in (fixture, "folder");
  g_autofree char *inside = in (fixture, "folder/inside");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  gsize i;

  put (plain, "x");
  g_assert_true (base_file_make_private_folder (folder, NULL));
  put (inside, "kept");
  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat (fixture->folder, "/", cases[i].name, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (base_file_write_atomic (path, bytes, TRUE, &error));
      assert_sentence (error, BASE_ERROR_FILE, path, cases[i].part);
    }
  assert_content (inside, "kept");
  g_assert_cmpuint (count_files (fixture->folder), ==, 2);
}

static void
test_write_name_too_long (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strnfill (300, 'n');
  g_autofree char *path = in (fixture, name);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (base_file_write_atomic (path, bytes, TRUE, &error));
  assert_sentence (error, BASE_ERROR_FILE, path, "name is too long");
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

static void
test_write_without_right (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = in (fixture, "file.txt");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("root has every right");
      return;
    }
  g_chmod (fixture->folder, 0500);
  g_assert_false (base_file_write_atomic (path, bytes, TRUE, &error));
  assert_sentence (error, BASE_ERROR_FILE, path, "do not have the right");
}

/* A write that fails half-way, as on a full disk: the old file stays and nothing is left behind. */
static void
test_write_half (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = in (fixture, "file.txt");
  g_autofree char *large = g_strnfill (100000, 'x');
  g_autoptr (GBytes) bytes = g_bytes_new (large, 100000);
  g_autoptr (GError) error = NULL;
  struct rlimit before, small;
  gboolean ok;

  put (path, "old");
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 5000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  ok = base_file_write_atomic (path, bytes, TRUE, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, SIG_DFL);

  g_assert_false (ok);
  assert_sentence (error, BASE_ERROR_FILE, path, "so large a file");
  assert_content (path, "old");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_publish_ways (Fixture *fixture, gconstpointer data)
{
  guint way;

  for (way = 0; way <= BASE_FILE_PUBLISH_LAST; way++)
    {
      g_autofree char *from = in (fixture, "from");
      g_autofree char *to = in (fixture, "to");
      g_autofree char *taken = in (fixture, "taken");
      int fd = open (fixture->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

      put (from, "new");
      put (taken, "old");
      g_assert_cmpint (base_file_publish_new (fd, "from", "taken", way), ==, EEXIST);
      assert_content (from, "new");
      assert_content (taken, "old");
      g_assert_cmpint (base_file_publish_new (fd, "from", "to", way), ==, 0);
      assert_content (to, "new");
      g_assert_cmpint (base_file_publish_new (fd, "from", "else", way), ==, ENOENT);
      g_assert_cmpuint (count_files (fixture->folder), ==, 2);
      g_unlink (to);
      close (fd);
    }
}

static void
test_read_limits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = in (fixture, "four");
  g_autoptr (GBytes) exact = NULL;
  g_autoptr (GError) error = NULL;

  put (path, "four");
  exact = base_file_read (path, 4, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (exact), ==, 4);
  g_assert_null (base_file_read (path, 3, &error));
  assert_sentence (error, BASE_ERROR_FILE, path, "is larger than 3 bytes");
}

/* Files of /proc say that they are empty: the limit holds while reading, too. */
static void
test_read_unknown_size (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = base_file_read ("/proc/self/status", 100000, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 10);
  g_assert_null (base_file_read ("/proc/self/status", 10, &error));
  assert_sentence (error, BASE_ERROR_FILE, "/proc/self/status", "is larger than");
}

static void
test_read_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = in (fixture, "missing");
  g_autofree char *fifo = in (fixture, "fifo");
  g_autofree char *loop = in (fixture, "loop");
  g_autoptr (GError) error = NULL;

  g_assert_null (base_file_read (missing, 10, &error));
  assert_sentence (error, BASE_ERROR_FILE, missing, "does not exist");
  g_clear_error (&error);
  g_assert_null (base_file_read (fixture->folder, 10, &error));
  assert_sentence (error, BASE_ERROR_FILE, fixture->folder, "is not a file that can be read");
  g_clear_error (&error);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_null (base_file_read (fifo, 10, &error));
  assert_sentence (error, BASE_ERROR_FILE, fifo, "is not a file that can be read");
  g_clear_error (&error);
  g_assert_cmpint (symlink ("loop", loop), ==, 0);
  g_assert_null (base_file_read (loop, 10, &error));
  assert_sentence (error, BASE_ERROR_FILE, loop, "leads nowhere");
}

static void
test_private_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *deep = in (fixture, "a/b");
  g_autofree char *plain = in (fixture, "plain");
  g_autofree char *below = in (fixture, "plain/b");
  g_autoptr (GError) error = NULL;
  mode_t before = umask (0);
  struct stat facts;

  g_assert_true (base_file_make_private_folder (deep, &error));
  g_assert_true (base_file_make_private_folder (deep, &error));
  umask (before);
  g_assert_no_error (error);
  g_assert_cmpint (stat (deep, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 07777, ==, 0700);
  put (plain, "");
  g_assert_false (base_file_make_private_folder (plain, &error));
  assert_sentence (error, BASE_ERROR_FILE, plain, "could not be made");
  g_assert_false (base_file_make_private_folder (below, NULL));
}

static void
test_unique_path (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name, *extension, *expected;
  } cases[] = {
    { "Convention", "docx", "Convention.docx" },
    { "Convention", ".docx", "Convention (2).docx" },
    { "Convention", "docx", "Convention (3).docx" },
    { "Convention", "pdf", "Convention.pdf" },
    { "a/b", NULL, "a-b" },
    { "a/b", "", "a-b (2)" },
    { "../up", "txt", "-up.txt" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *expected = in (fixture, cases[i].expected);
      g_autofree char *path =
          base_file_unique_path (fixture->folder, cases[i].name, cases[i].extension);

      g_assert_cmpstr (path, ==, expected);
      g_assert_cmpint (symlink ("nowhere", path), ==, 0);
    }
}

static void
test_sha256 (void)
{
  static const struct
  {
    const char *text, *sum;
  } cases[] = {
    { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].text, strlen (cases[i].text));
      g_autofree char *sum = base_file_sha256 (bytes);

      g_assert_cmpstr (sum, ==, cases[i].sum);
    }
}

static void
test_kind_from_magic (void)
{
  static const struct
  {
    guint32 magic;
    BaseFileKind kind;
  } cases[] = {
    { 0xef53, BASE_FILE_KIND_LOCAL },     /* ext4 */
    { 0x9123683e, BASE_FILE_KIND_LOCAL }, /* btrfs */
    { 0x58465342, BASE_FILE_KIND_LOCAL }, /* xfs */
    { 0x01021994, BASE_FILE_KIND_LOCAL }, /* tmpfs */
    { 0x794c7630, BASE_FILE_KIND_LOCAL }, /* overlayfs */
    { 0x4d44, BASE_FILE_KIND_LOCAL },     /* FAT */
    { 0, BASE_FILE_KIND_LOCAL },
    { 0xff534d42, BASE_FILE_KIND_NETWORK }, /* cifs */
    { 0xfe534d42, BASE_FILE_KIND_NETWORK }, /* smb3 */
    { 0x517b, BASE_FILE_KIND_NETWORK },     /* smb */
    { 0x6969, BASE_FILE_KIND_NETWORK },     /* nfs */
    { 0x5346414f, BASE_FILE_KIND_NETWORK }, /* afs */
    { 0x73757245, BASE_FILE_KIND_NETWORK }, /* coda */
    { 0x01021997, BASE_FILE_KIND_NETWORK }, /* 9p */
    { 0x65735546, BASE_FILE_KIND_FUSE },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (base_file_kind_from_magic (cases[i].magic), ==, cases[i].kind);
}

static void
test_mount_is_block (void)
{
  static const char mountinfo[] =
      "23 28 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
      "40 23 0:51 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw\n"
      "41 23 8:17 / /media/key rw,nosuid shared:2 master:3 - fuseblk /dev/sdb1 rw\n"
      "broken line - fuseblk\n";

  g_assert_true (base_file_mount_is_block (mountinfo, 8, 17));
  g_assert_false (base_file_mount_is_block (mountinfo, 8, 1));
  g_assert_false (base_file_mount_is_block (mountinfo, 0, 51));
  g_assert_false (base_file_mount_is_block (mountinfo, 9, 9));
  g_assert_false (base_file_mount_is_block ("", 8, 17));
}

static void
test_kind (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = in (fixture, "not/yet/there.paraphe");

  g_assert_cmpint (base_file_kind ("/proc/self/status"), ==, BASE_FILE_KIND_LOCAL);
  g_assert_cmpint (base_file_kind ("/proc/none/of/these"), ==, BASE_FILE_KIND_LOCAL);
  g_assert_cmpint (base_file_kind (missing), ==, base_file_kind (fixture->folder));
  g_assert_cmpint (base_file_kind ("nothing-of-that-name"), ==, base_file_kind ("."));
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

/* All goes but what a link leads to. */
static void
test_remove_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kept = g_build_filename (fixture->folder, "kept", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "é à", NULL);
  g_autofree char *inner = g_build_filename (folder, "a", "b", NULL);
  g_autofree char *file = g_build_filename (inner, "file", NULL);
  g_autofree char *link = g_build_filename (inner, "link", NULL);

  g_assert_true (g_file_set_contents (kept, "kept", -1, NULL));
  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "gone", -1, NULL));
  g_assert_cmpint (symlink (kept, link), ==, 0);

  g_assert_true (base_file_remove_folder (folder));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_true (base_file_remove_folder (folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/base/file/write", test_write);
  ADD ("/base/file/write-large", test_write_large);
  ADD ("/base/file/write-relative", test_write_relative);
  ADD ("/base/file/write-new", test_write_new);
  ADD ("/base/file/write-over-link", test_write_over_link);
  ADD ("/base/file/write-refused", test_write_refused);
  ADD ("/base/file/write-name-too-long", test_write_name_too_long);
  ADD ("/base/file/write-without-right", test_write_without_right);
  ADD ("/base/file/write-half", test_write_half);
  ADD ("/base/file/publish-ways", test_publish_ways);
  ADD ("/base/file/read-limits", test_read_limits);
  ADD ("/base/file/read-unknown-size", test_read_unknown_size);
  ADD ("/base/file/read-refused", test_read_refused);
  ADD ("/base/file/private-folder", test_private_folder);
  ADD ("/base/file/unique-path", test_unique_path);
  ADD ("/base/file/remove-folder", test_remove_folder);
  g_test_add_func ("/base/file/sha256", test_sha256);
  g_test_add_func ("/base/file/kind-from-magic", test_kind_from_magic);
  g_test_add_func ("/base/file/mount-is-block", test_mount_is_block);
  ADD ("/base/file/kind", test_kind);
  return g_test_run ();
}
