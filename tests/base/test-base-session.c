/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-session.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base-file.h"

/* Folders of the tests' own, for all that the program finds in its environment. */
static char *root, *temporary, *runtime, *cache;

static guint
mode_of (const char *path)
{
  GStatBuf facts;

  g_assert_cmpint (g_lstat (path, &facts), ==, 0);
  return facts.st_mode & 0777;
}

/* (transfer full) (nullable): what is in a folder that has one thing at most */
static char *
only_child (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;
  char *child = name != NULL ? g_build_filename (path, name, NULL) : NULL;

  g_assert_true (dir == NULL || g_dir_read_name (dir) == NULL);
  return child;
}

static void
assert_empty (const char *path)
{
  g_autofree char *child = only_child (path);

  g_assert_cmpstr (child, ==, NULL);
}

static char *
make (const char *name)
{
  g_autoptr (GError) error = NULL;
  char *path = base_session_folder (name, &error);

  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
  g_assert_cmpuint (mode_of (path), ==, 0700);
  return path;
}

/* In the session's folder, whatever rights ours was left with. */
static void
test_in_session (void)
{
  g_autofree char *ours = g_build_filename (runtime, "paraphe", NULL);
  g_autofree char *expected = g_build_filename (ours, "pdf", NULL);
  g_autofree char *path = NULL;

  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  g_assert_cmpint (g_mkdir (ours, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (expected, 0700), ==, 0);
  g_assert_cmpint (g_chmod (ours, 0755), ==, 0);
  g_assert_cmpint (g_chmod (expected, 0755), ==, 0);
  path = make ("pdf");
  g_assert_cmpstr (path, ==, expected);
  g_assert_cmpuint (mode_of (ours), ==, 0700);
  assert_empty (temporary);
}

/* In a process of its own: what becomes of its folder when it ends is seen from outside. */
static void
work_without_session (void)
{
  g_autofree char *path = make ("pdf"), *again = make ("pdf"), *parent = make (NULL);
  g_autofree char *file = g_build_filename (path, "a.pdf", NULL);

  g_assert_cmpstr (path, ==, again);
  g_assert_true (g_str_has_prefix (path, parent));
  g_assert_true (g_str_has_prefix (parent, temporary));
  g_assert_true (g_file_set_contents (file, "%PDF", -1, NULL));
}

static void
test_without_session (void)
{
  /* None; one that is nowhere; one that is no path. */
  static const char *const values[] = { NULL, "/nowhere/run", "run" };

  if (g_test_subprocess ())
    {
      work_without_session ();
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      if (values[i] != NULL)
        g_setenv ("XDG_RUNTIME_DIR", values[i], TRUE);
      else
        g_unsetenv ("XDG_RUNTIME_DIR");
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      assert_empty (temporary);
      assert_empty (cache);
    }
}

/* What a process left that was killed goes; what one that lives has stays. */
static void
test_killed (void)
{
  g_autofree char *left = NULL, *own = NULL, *kept = NULL;

  g_unsetenv ("XDG_RUNTIME_DIR");
  if (g_test_subprocess ())
    {
      work_without_session ();
      kill (getpid (), SIGKILL);
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  left = only_child (temporary);
  g_assert_nonnull (left);
  base_session_clean ();
  assert_empty (temporary);

  own = make (NULL);
  base_session_clean ();
  kept = only_child (temporary);
  g_assert_cmpstr (kept, ==, own);
}

/* Of the person's cache what was once put there by us, and nothing else. */
static void
test_old_cache (void)
{
  static const struct
  {
    const char *name;
    gboolean goes;
  } cases[] = { { "pdf", TRUE },
                { "office-Ab12Cd", TRUE },
                { "0123456789abcdef", TRUE },
                { "0123456789abcdefg", FALSE },
                { "pictures", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (cache, "paraphe", cases[i].name, NULL);
      g_autofree char *file = g_build_filename (path, "a.pdf", NULL);

      g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
      g_assert_true (g_file_set_contents (file, "%PDF", -1, NULL));
    }
  base_session_clean ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (cache, "paraphe", cases[i].name, NULL);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, !cases[i].goes);
    }
}

static char *
make_place (const char *name)
{
  char *path = g_build_filename (root, name, NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  return path;
}

int
main (int argc, char **argv)
{
  int status;

  /* A child has the folders of the test that began it. */
  if (g_getenv ("BASE_SESSION_ROOT") == NULL)
    {
      /* GLib is not asked for its folder yet: it would not ask again. */
      root = g_mkdtemp (g_strdup ("/tmp/base-session-XXXXXX"));
      g_assert_nonnull (root);
      g_setenv ("BASE_SESSION_ROOT", root, TRUE);
      temporary = make_place ("tmp");
      runtime = make_place ("run");
      cache = make_place ("cache");
    }
  else
    temporary = g_build_filename (g_getenv ("BASE_SESSION_ROOT"), "tmp", NULL);
  if (cache != NULL)
    g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_setenv ("TMPDIR", temporary, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/session/in-session", test_in_session);
  g_test_add_func ("/base/session/without", test_without_session);
  g_test_add_func ("/base/session/killed", test_killed);
  g_test_add_func ("/base/session/old-cache", test_old_cache);
  status = g_test_run ();
  if (root != NULL)
    base_file_remove_folder (root);
  g_free (root);
  g_free (temporary);
  g_free (runtime);
  g_free (cache);
  return status;
}
