/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base-error.h"
#include "base-http.h"

/* A real TLS server, the one of the openssl command, with a certificate made for the occasion. */
typedef struct
{
  char *folder, *key, *certificate;
  GSubprocess *server;
  guint port;
} Fixture;

static gboolean
has_openssl (void)
{
  g_autofree char *path = g_find_program_in_path ("openssl");

  return path != NULL;
}

static void
run_quiet (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

/* The server says on which port it listens: "ACCEPT 127.0.0.1:40123". */
static guint
read_port (GSubprocess *server)
{
  g_autoptr (GDataInputStream) output =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));

  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

      g_assert_nonnull (line);
      if (g_str_has_prefix (line, "ACCEPT "))
        return (guint) g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
    }
}

/* @data: the name or number in the certificate */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strconcat ("subjectAltName=", data, NULL);
  g_autoptr (GError) error = NULL;

  if (!has_openssl ())
    return;
  fixture->folder = g_dir_make_tmp ("base-http-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->key = g_build_filename (fixture->folder, "key.pem", NULL);
  fixture->certificate = g_build_filename (fixture->folder, "certificate.pem", NULL);
  run_quiet ((const char *[]){ "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                               "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                               "/CN=paraphe test", "-addext", name, "-keyout", fixture->key, "-out",
                               fixture->certificate, NULL });
  fixture->server =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE
                            | G_SUBPROCESS_FLAGS_STDIN_PIPE,
                        &error, "openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-key",
                        fixture->key, "-cert", fixture->certificate, NULL);
  g_assert_no_error (error);
  fixture->port = read_port (fixture->server);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->server == NULL)
    return;
  g_subprocess_force_exit (fixture->server);
  g_subprocess_wait (fixture->server, NULL, NULL);
  g_object_unref (fixture->server);
  g_unlink (fixture->key);
  g_unlink (fixture->certificate);
  g_rmdir (fixture->folder);
  g_free (fixture->key);
  g_free (fixture->certificate);
  g_free (fixture->folder);
}

static BaseHttpResponse *
get (Fixture *fixture, const char *ca_file, GError **error)
{
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/", fixture->port);
  BaseHttpOptions options = { .ca_file = ca_file };

  return base_http_request ("GET", url, NULL, NULL, &options, NULL, error);
}

static gboolean
skip (Fixture *fixture)
{
  if (fixture->server == NULL)
    g_test_skip ("openssl is not installed");
  return fixture->server == NULL;
}

static void
assert_not_proven (const GError *error)
{
  g_assert_error (error, BASE_ERROR, BASE_ERROR_UNREACHED);
  g_assert_nonnull (strstr (error->message, "could not prove that it is what it says"));
}

static void
test_unknown_authority (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (skip (fixture))
    return;
  g_assert_null (get (fixture, NULL, &error));
  assert_not_proven (error);
}

static void
test_trusted_authority (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BaseHttpResponse) response = NULL;

  if (skip (fixture))
    return;
  response = get (fixture, fixture->certificate, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (response->body), >, 0);
}

/* Trusted, but made for another server. */
static void
test_wrong_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (skip (fixture))
    return;
  g_assert_null (get (fixture, fixture->certificate, &error));
  assert_not_proven (error);
}

static void
test_bad_authority_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) missing = NULL, other = NULL;

  if (skip (fixture))
    return;
  g_assert_null (get (fixture, "/nonexistent/ca.pem", &missing));
  g_assert_error (missing, BASE_ERROR, BASE_ERROR_FILE);
  /* a file without any certificate adds no trust */
  g_assert_null (get (fixture, fixture->key, &other));
  assert_not_proven (other);
}

#define ADD(name, subject, function) \
  g_test_add (name, Fixture, subject, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_unsetenv ("https_proxy");
  g_unsetenv ("HTTPS_PROXY");
  g_unsetenv ("all_proxy");
  g_unsetenv ("ALL_PROXY");
  g_test_init (&argc, &argv, NULL);
  ADD ("/base/http-tls/unknown-authority", "IP:127.0.0.1", test_unknown_authority);
  ADD ("/base/http-tls/trusted-authority", "IP:127.0.0.1", test_trusted_authority);
  ADD ("/base/http-tls/wrong-name", "DNS:elsewhere.example", test_wrong_name);
  ADD ("/base/http-tls/bad-authority-files", "IP:127.0.0.1", test_bad_authority_files);
  return g_test_run ();
}
