/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>

#include "base-error.h"
#include "base-secret-private.h"
#include "base-secret.h"

/* libsecret chooses its backend once for a process: the file backend here, and other processes for
 * what concerns the session bus. */

/* Asked by the leak checker, where there is one: libsecret's file backend, which only tests use,
 * loses an etag at each write and the content of a damaged file. Only whole stacks tell whose a
 * leak is. */
const char *__asan_default_options (void);
const char *__lsan_default_suppressions (void);

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}

const char *
__lsan_default_suppressions (void)
{
  return "leak:libsecret-1.so\n";
}

static void
assert_stored (const char *service, const char *account, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *secret = base_secret_lookup (service, account, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
  base_secret_free (secret);
}

static void
put (const char *service, const char *account, const char *secret)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = base_secret_store (service, account, "Paraphe: test", secret, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static void
test_store (void)
{
  assert_stored ("smtp", "a@lycee.fr", NULL);
  put ("smtp", "a@lycee.fr", "mot de passe");
  assert_stored ("smtp", "a@lycee.fr", "mot de passe");
  put ("smtp", "a@lycee.fr", "clé «é» 𝄞");
  assert_stored ("smtp", "a@lycee.fr", "clé «é» 𝄞");
  put ("smtp", "a@lycee.fr", "");
  assert_stored ("smtp", "a@lycee.fr", "");
}

static void
test_separate (void)
{
  put ("one", "x", "1");
  put ("one", "y", "2");
  put ("two", "x", "3");
  put ("two", "", "4");
  assert_stored ("one", "x", "1");
  assert_stored ("one", "y", "2");
  assert_stored ("two", "x", "3");
  assert_stored ("two", "", "4");
  assert_stored ("two", "y", NULL);
}

static void
test_clear (void)
{
  g_autoptr (GError) error = NULL;

  put ("clear", "x", "1");
  put ("clear", "y", "2");
  g_assert_true (base_secret_clear ("clear", "x", NULL, &error));
  g_assert_no_error (error);
  assert_stored ("clear", "x", NULL);
  assert_stored ("clear", "y", "2");
  g_assert_true (base_secret_clear ("clear", "x", NULL, &error));
  g_assert_no_error (error);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (base_secret_lookup ("smtp", "x", cancellable, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (base_secret_store ("smtp", "x", "label", "secret", cancellable, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (base_secret_clear ("smtp", "x", cancellable, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_CANCELLED);
  assert_stored ("smtp", "x", NULL);
}

/* Neither the file nor an error ever shows the secret. */
static void
test_hidden (void)
{
  const char *path = g_getenv ("SECRET_FILE_TEST_PATH");
  g_autofree char *content = NULL;
  gsize length = 0;

  put ("hidden", "x", "S3cr3t-in-clear");
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 0);
  g_assert_null (memmem (content, length, "S3cr3t", 6));
}

static void
test_sentences (void)
{
  static const struct
  {
    int code; /* of SECRET_ERROR */
    const char *part;
  } cases[] = {
    { SECRET_ERROR_IS_LOCKED, "is locked. Unlock it" },
    { SECRET_ERROR_NO_SUCH_OBJECT, "No keyring" },
    { SECRET_ERROR_PROTOCOL, "could not be read" },
    { SECRET_ERROR_INVALID_FILE_FORMAT, "could not be read" },
  };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) closed = NULL, cancelled = NULL;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      base_secret_propagate (
          &error, g_error_new_literal (SECRET_ERROR, cases[i].code, "/secret/path"), cancellable);
      g_assert_error (error, BASE_ERROR, BASE_ERROR_SECRET);
      g_assert_nonnull (strstr (error->message, cases[i].part));
      g_assert_null (strstr (error->message, "/secret/path"));
    }
  /* The person closed the prompt; the caller cancelled nothing. */
  base_secret_propagate (&closed, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, ""),
                         cancellable);
  g_assert_error (closed, BASE_ERROR, BASE_ERROR_SECRET);
  g_assert_nonnull (strstr (closed->message, "locked"));
  g_cancellable_cancel (cancellable);
  base_secret_propagate (&cancelled, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, ""),
                         cancellable);
  g_assert_error (cancelled, BASE_ERROR, BASE_ERROR_CANCELLED);
}

/* In a process of its own: a keyring file that is none. */
static void
test_damaged_inside (void)
{
  g_autofree char *folder = g_dir_make_tmp ("base-secret-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "keyring", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "not a keyring at all, not at all", -1, NULL));
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_assert_null (base_secret_lookup ("smtp", "x", NULL, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_SECRET);
  g_assert_nonnull (strstr (error->message, "could not be read"));
  g_clear_error (&error);
  g_assert_false (base_secret_store ("smtp", "x", "label", "new", NULL, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_SECRET);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_damaged (void)
{
  g_test_trap_subprocess ("/base/secret/damaged/subprocess", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* In a process of its own: a session without a bus. */
static void
test_no_keyring_inside (void)
{
  g_autoptr (GError) error = NULL;

  g_unsetenv ("SECRET_BACKEND");
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_assert_null (base_secret_lookup ("smtp", "x", NULL, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_SECRET);
  g_assert_nonnull (strstr (error->message, "No keyring"));
  g_clear_error (&error);
  g_assert_false (base_secret_store ("smtp", "x", "label", "hush", NULL, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_SECRET);
  g_assert_null (strstr (error->message, "hush"));
  g_clear_error (&error);
  g_assert_false (base_secret_clear ("smtp", "x", NULL, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_SECRET);
}

static void
test_no_keyring (void)
{
  g_test_trap_subprocess ("/base/secret/no-keyring/subprocess", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  /* nothing of the secret on the terminal, with every message shown */
  g_test_trap_assert_stderr_unmatched ("*hush*");
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL, *path = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  if (!g_test_subprocess ())
    {
      folder = g_dir_make_tmp ("base-secret-XXXXXX", NULL);
      path = g_build_filename (folder, "keyring", NULL);
      g_setenv ("SECRET_BACKEND", "file", TRUE);
      g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
      g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
      g_setenv ("G_MESSAGES_DEBUG", "base", TRUE);
    }
  g_test_add_func ("/base/secret/store", test_store);
  g_test_add_func ("/base/secret/separate", test_separate);
  g_test_add_func ("/base/secret/clear", test_clear);
  g_test_add_func ("/base/secret/cancelled", test_cancelled);
  g_test_add_func ("/base/secret/hidden", test_hidden);
  g_test_add_func ("/base/secret/sentences", test_sentences);
  g_test_add_func ("/base/secret/damaged", test_damaged);
  g_test_add_func ("/base/secret/damaged/subprocess", test_damaged_inside);
  g_test_add_func ("/base/secret/no-keyring", test_no_keyring);
  g_test_add_func ("/base/secret/no-keyring/subprocess", test_no_keyring_inside);
  result = g_test_run ();
  if (folder != NULL)
    {
      g_unlink (path);
      g_rmdir (folder);
    }
  return result;
}
