/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-error.h"
#include "base-ident.h"

static void
test_phone (void)
{
  static const struct
  {
    const char *text, *normalized, *formatted;
    gboolean mobile;
  } cases[] = {
    { "06 12 34 56 78", "+33612345678", "06 12 34 56 78", TRUE },
    { "0612345678", "+33612345678", "06 12 34 56 78", TRUE },
    { "06.12.34.56.78", "+33612345678", "06 12 34 56 78", TRUE },
    { "06-12-34-56-78", "+33612345678", "06 12 34 56 78", TRUE },
    { "06/12/34/56/78", "+33612345678", "06 12 34 56 78", TRUE },
    { "06\xc2\xa0"
      "12\xe2\x80\xaf"
      "34 56 78",
      "+33612345678", "06 12 34 56 78", TRUE },
    { "612345678", "+33612345678", "06 12 34 56 78", TRUE },
    { "+33 6 12 34 56 78", "+33612345678", "06 12 34 56 78", TRUE },
    { "+33(0)612345678", "+33612345678", "06 12 34 56 78", TRUE },
    { "+33 (0) 6 12 34 56 78", "+33612345678", "06 12 34 56 78", TRUE },
    { "+33 (0)6 12 34 56 78", "+33612345678", "06 12 34 56 78", TRUE },
    { "+33 06 12 34 56 78", "+33612345678", "06 12 34 56 78", TRUE },
    { "0033 6 12 34 56 78", "+33612345678", "06 12 34 56 78", TRUE },
    { "0033 (0)6 12 34 56 78", "+33612345678", "06 12 34 56 78", TRUE },
    { "33612345678", "+33612345678", "06 12 34 56 78", TRUE },
    { "(0)612345678", "+33612345678", "06 12 34 56 78", TRUE },
    { "07 99 00 11 22", "+33799001122", "07 99 00 11 22", TRUE },
    { "01 23 45 67 89", "+33123456789", "01 23 45 67 89", FALSE },
    { "0800 123 456", "+33800123456", "08 00 12 34 56", FALSE },
    { "0262 12 34 56", "+262262123456", "0262 12 34 56", FALSE },
    { "0263 12 34 56", "+262263123456", "0263 12 34 56", FALSE },
    { "0692 12 34 56", "+262692123456", "0692 12 34 56", TRUE },
    { "0693 12 34 56", "+262693123456", "0693 12 34 56", TRUE },
    { "692123456", "+262692123456", "0692 12 34 56", TRUE },
    { "+262 692 12 34 56", "+262692123456", "0692 12 34 56", TRUE },
    { "+262 0692 12 34 56", "+262692123456", "0692 12 34 56", TRUE },
    { "+33 692 12 34 56", "+262692123456", "0692 12 34 56", TRUE },
    { "0269 12 34 56", "+262269123456", "0269 12 34 56", FALSE },
    { "0639 12 34 56", "+262639123456", "0639 12 34 56", TRUE },
    { "06 39 98 12 34", "+33639981234", "06 39 98 12 34", TRUE },
    { "0590 12 34 56", "+590590123456", "0590 12 34 56", FALSE },
    { "0690 12 34 56", "+590690123456", "0690 12 34 56", TRUE },
    { "0691 12 34 56", "+590691123456", "0691 12 34 56", TRUE },
    { "0594 12 34 56", "+594594123456", "0594 12 34 56", FALSE },
    { "0694 12 34 56", "+594694123456", "0694 12 34 56", TRUE },
    { "0596 12 34 56", "+596596123456", "0596 12 34 56", FALSE },
    { "0696 12 34 56", "+596696123456", "0696 12 34 56", TRUE },
    { "0697 12 34 56", "+596697123456", "0697 12 34 56", TRUE },
    { "0508 41 23 45", "+508412345", "0508 41 23 45", FALSE },
    { "+508 41 23 45", "+508412345", "0508 41 23 45", FALSE },
    { "+687 75 12 34", "+687751234", "+687751234", TRUE },
    { "+689 40 12 34 56", "+68940123456", "+68940123456", FALSE },
    { "+32 2 123 45 67", "+3221234567", "+3221234567", FALSE },
    { "0032 2 123 45 67", "+3221234567", "+3221234567", FALSE },
    { "+44 (0)20 7946 0000", "+442079460000", "+442079460000", FALSE },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *got = base_ident_normalize (BASE_IDENT_PHONE, cases[i].text, &error);
      g_autofree char *formatted = NULL, *again = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_no_error (error);
      g_assert_cmpstr (got, ==, cases[i].normalized);
      formatted = base_ident_format (BASE_IDENT_PHONE, got);
      g_assert_cmpstr (formatted, ==, cases[i].formatted);
      again = base_ident_normalize (BASE_IDENT_PHONE, formatted, NULL);
      g_assert_cmpstr (again, ==, got);
      g_assert_cmpint (base_ident_phone_is_mobile (got), ==, cases[i].mobile);
    }
  g_assert_false (base_ident_phone_is_mobile (NULL));
  g_assert_false (base_ident_phone_is_mobile (""));
}

static void
assert_refused (BaseIdentKind kind, const char *text, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *got = base_ident_normalize (kind, text, &error);

  g_assert_null (got);
  g_assert_error (error, BASE_ERROR, BASE_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
test_phone_refused (void)
{
  static const struct
  {
    const char *text, *part;
  } cases[] = {
    { NULL, "10 digits and this one 0" },
    { "", "10 digits and this one 0" },
    { "06 12 34 56", "10 digits and this one 8" },
    { "012345678", "10 digits and this one 9" },
    { "06 12 34 56 78 9", "10 digits and this one 11" },
    { "06 12 34 56 78 / 01 23 45 67 89", "10 digits and this one 20" },
    { "3637", "10 digits and this one 4" },
    { "1612345678", "begins with one 0" },
    { "0012345678", "begins with one 0" },
    { "+33 6 12 34 56 7", "After +33 come 9 digits" },
    { "+33 6 12 34 56 78 9", "After +33 come 9 digits" },
    { "+33 006 12 34 56", "After +33 come 9 digits" },
    { "+262 692", "After +262 come 9 digits" },
    { "+687 12 34 5", "After +687 come 6 digits" },
    { "+1 23", "this one 3" },
    { "+1234567890123456", "this one 16" },
    { "+0123456789", "country code" },
    { "06 12 34 56 78 (mère)", "digits only" },
    { "06+12345678", "digits only" },
    { "O6 12 34 56 78", "digits only" },
    { "néant", "“néant” is not a valid phone number" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (BASE_IDENT_PHONE, cases[i].text, cases[i].part);
}

static void
test_email (void)
{
  static const struct
  {
    const char *text, *normalized;
  } cases[] = {
    { "jean.dupont@lycee.fr", "jean.dupont@lycee.fr" },
    { "  Jean.Dupont@Lycee.FR \r\n", "Jean.Dupont@lycee.fr" },
    { "ce.0932048w@ac-creteil.fr", "ce.0932048w@ac-creteil.fr" },
    { "a+b_c-d@x.y.education.fr", "a+b_c-d@x.y.education.fr" },
    { "o'neil@a.ie", "o'neil@a.ie" },
    { "élève@école.fr", "élève@école.fr" },
    { "x@ÉCOLE.FR", "x@école.fr" },
    { "mailto:a@b.fr", "a@b.fr" },
    { "a@xn--cole-9oa.fr", "a@xn--cole-9oa.fr" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *got = base_ident_normalize (BASE_IDENT_EMAIL, cases[i].text, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_no_error (error);
      g_assert_cmpstr (got, ==, cases[i].normalized);
    }
}

static void
test_email_refused (void)
{
  static const struct
  {
    const char *text, *part;
  } cases[] = {
    { NULL, "one @" },
    { "", "one @" },
    { "jean.dupont", "one @" },
    { "a@b@c.fr", "one @" },
    { "a @b.fr", "space" },
    { "a@b.fr c@d.fr", "space" },
    { "a@b.fr\nBcc: c@d.fr", "space" },
    { "@b.fr", "missing before" },
    { ".a@b.fr", "dot too many" },
    { "a.@b.fr", "dot too many" },
    { "a..b@c.fr", "dot too many" },
    { "a;b@c.fr", "Before the @" },
    { "<a@b.fr>", "Before the @" },
    { "\"a\"@b.fr", "Before the @" },
    { "a@localhost", "whole domain" },
    { "a@", "whole domain" },
    { "a@.fr", "not the name of a domain" },
    { "a@b..fr", "not the name of a domain" },
    { "a@b.fr.", "not the name of a domain" },
    { "a@-b.fr", "not the name of a domain" },
    { "a@b-.fr", "not the name of a domain" },
    { "a@b_c.fr", "not the name of a domain" },
    { "a@b.fr>", "not the name of a domain" },
    { "a@b.f", "ending of the domain" },
    { "a@192.168.0.1", "ending of the domain" },
    { "a\xff@b", "whole domain" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (BASE_IDENT_EMAIL, cases[i].text, cases[i].part);
}

static void
test_email_too_long (void)
{
  g_autofree char *local = g_strnfill (65, 'a');
  g_autofree char *label = g_strnfill (64, 'b');
  g_autofree char *long_local = g_strconcat (local, "@b.fr", NULL);
  g_autofree char *long_label = g_strconcat ("a@", label, ".fr", NULL);
  GString *whole = g_string_new ("a@");
  gsize i;

  for (i = 0; i < 128; i++)
    g_string_append (whole, "c.");
  g_string_append (whole, "fr");
  assert_refused (BASE_IDENT_EMAIL, long_local, "before the @ is too long");
  assert_refused (BASE_IDENT_EMAIL, long_label, "not the name of a domain");
  assert_refused (BASE_IDENT_EMAIL, whole->str, "too long");
  g_string_free (whole, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/ident/phone", test_phone);
  g_test_add_func ("/base/ident/phone-refused", test_phone_refused);
  g_test_add_func ("/base/ident/email", test_email);
  g_test_add_func ("/base/ident/email-refused", test_email_refused);
  g_test_add_func ("/base/ident/email-too-long", test_email_too_long);
  return g_test_run ();
}
