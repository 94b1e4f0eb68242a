/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "base-http-form.h"

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
assert_body (GBytes *body, const char *expected, gsize size)
{
  g_autoptr (GBytes) wanted = g_bytes_new_static (expected, size);

  g_test_message ("%.*s", (int) g_bytes_get_size (body), (char *) g_bytes_get_data (body, NULL));
  g_assert_true (g_bytes_equal (body, wanted));
}

static void
test_parts (void)
{
  static const char expected[] = "------paraphe-0\r\n"
                                 "Content-Disposition: form-data; name=\"nature\"\r\n\r\n"
                                 "signable_document\r\n"
                                 "------paraphe-0\r\n"
                                 "Content-Disposition: form-data; name=\"file\"; "
                                 "filename=\"Convention Léa.pdf\"\r\n"
                                 "Content-Type: application/pdf\r\n\r\n"
                                 "%PDF\0\r\n\xff\r\n"
                                 "------paraphe-0--\r\n";
  g_autoptr (BaseHttpForm) form = base_http_form_new ();
  g_autoptr (GBytes) content = g_bytes_new_static ("%PDF\0\r\n\xff", 8);
  g_autoptr (GBytes) body = NULL, again = NULL;
  g_autofree char *header = NULL, *header_again = NULL;

  base_http_form_add_text (form, "nature", "signable_document");
  base_http_form_add_file (form, "file", "Convention Léa.pdf", "application/pdf", content);
  body = base_http_form_build (form, &header);
  g_assert_cmpstr (header, ==, "Content-Type: multipart/form-data; boundary=----paraphe-0");
  assert_body (body, expected, sizeof expected - 1);
  again = base_http_form_build (form, &header_again);
  g_assert_true (g_bytes_equal (body, again));
  g_assert_cmpstr (header, ==, header_again);
}

static void
test_empty (void)
{
  static const char expected[] = "------paraphe-0\r\n"
                                 "Content-Disposition: form-data; name=\"a\"\r\n\r\n\r\n"
                                 "------paraphe-0\r\n"
                                 "Content-Disposition: form-data; name=\"b\"; filename=\"\"\r\n"
                                 "Content-Type: text/plain\r\n\r\n\r\n"
                                 "------paraphe-0--\r\n";
  g_autoptr (BaseHttpForm) form = base_http_form_new ();
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0), body = NULL;
  g_autofree char *header = NULL;

  base_http_form_add_text (form, "a", "");
  base_http_form_add_file (form, "b", "", "text/plain", nothing);
  body = base_http_form_build (form, &header);
  assert_body (body, expected, sizeof expected - 1);
}

/* A name cannot end the line or the quotes early and bring a part of its own. */
static void
test_names (void)
{
  g_autoptr (BaseHttpForm) form = base_http_form_new ();
  g_autoptr (GBytes) content = bytes ("x"), body = NULL;
  g_autofree char *header = NULL, *text = NULL;

  base_http_form_add_file (form, "a\"b", "x\"; name=\"y\r\n\r\nz.pdf", "application/pdf", content);
  body = base_http_form_build (form, &header);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_assert_nonnull (strstr (text, "; name=\"a%22b\"; "
                                  "filename=\"x%22; name=%22y%0D%0A%0D%0Az.pdf\"\r\n"));
}

/* Whatever a document holds, it ends where it ends. */
static void
test_boundary (void)
{
  g_autoptr (BaseHttpForm) form = base_http_form_new ();
  g_autoptr (GBytes) first = bytes ("x\r\n------paraphe-0\r\ny"), body = NULL;
  g_autoptr (GBytes) second = g_bytes_new_static ("\0----paraphe-1", 14);
  g_autofree char *header = NULL;

  base_http_form_add_file (form, "a", "a", "text/plain", first);
  base_http_form_add_file (form, "b", "b", "text/plain", second);
  base_http_form_add_file (form, "c", "----paraphe-2", "text/plain", second);
  base_http_form_add_text (form, "d", "----paraphe-");
  body = base_http_form_build (form, &header);
  g_assert_cmpstr (header, ==, "Content-Type: multipart/form-data; boundary=----paraphe-3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/http-form/parts", test_parts);
  g_test_add_func ("/base/http-form/empty", test_empty);
  g_test_add_func ("/base/http-form/names", test_names);
  g_test_add_func ("/base/http-form/boundary", test_boundary);
  return g_test_run ();
}
