/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sms-counter.h"
#include "app-test.h"

#include <string.h>

/* How many SMS a text is, and why. */

static gboolean
says (AppSmsCounter *counter, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (GTK_WIDGET (counter), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_mapped (label) && strstr (gtk_label_get_label (GTK_LABEL (label)), text))
      return TRUE;
  return FALSE;
}

static AppSmsCounter *
show (const char *text)
{
  AppSmsCounter *counter = app_sms_counter_new ();

  app_test_show (GTK_WIDGET (counter));
  app_sms_counter_set_text (counter, text);
  return counter;
}

static char *
dup_text (const char *first, guint n)
{
  GString *text = g_string_new (first);

  while (g_utf8_strlen (text->str, -1) < n)
    g_string_append_c (text, 'a');
  return g_string_free (text, FALSE);
}

static gboolean
offers_to_simplify (AppSmsCounter *counter)
{
  GtkWidget *button = app_test_find_button (GTK_WIDGET (counter), "Write It Plainly");

  return button != NULL && gtk_widget_get_mapped (button);
}

static void
test_counts (void)
{
  static const struct
  {
    const char *first;
    guint n;
    guint parts;
    const char *said;
  } cases[] = {
    { "", 0, 0, "No text" },
    { "", 1, 1, "1 character, 1 SMS" },
    { "é", 160, 1, "160 characters, 1 SMS" },
    { "é", 161, 2, "161 characters, 2 SMS" },
    { "€", 160, 2, "161 characters, 2 SMS" },
    { "ê", 70, 1, "70 characters, 1 SMS" },
    { "ê", 71, 2, "71 characters, 2 SMS" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = dup_text (cases[i].first, cases[i].n);
      AppSmsCounter *counter = show (text);

      g_assert_cmpuint (app_sms_counter_get_parts (counter), ==, cases[i].parts);
      g_assert_true (says (counter, cases[i].said));
      app_test_destroy (GTK_WIDGET (counter));
    }
}

/* A costly character is told of where it costs, and not before. */
static void
test_costly (void)
{
  static const struct
  {
    const char *first;
    guint n;
    const char *said; /* NULL: nothing */
    gboolean offers;
  } cases[] = {
    { "ê", 70, NULL, FALSE },
    { "ê", 71, "It would be 1 SMS without “ê” (write “e”).", TRUE },
    { "œê’", 150, "“œ” (write “oe”), “ê” (write “e”), “’” (write “'”).", TRUE },
    { "\xc2\xa0", 100, "without a no-break space.", TRUE },
    { "\xe2\x80\x8b", 100, "without an invisible character.", TRUE },
    { "☎", 100, "It would be 1 SMS without “☎”.", FALSE },
    { "âêîôû", 100, "“ô” (write “o”)….", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = dup_text (cases[i].first, cases[i].n);
      AppSmsCounter *counter = show (text);

      g_assert_true (says (counter, cases[i].said != NULL ? cases[i].said : "SMS"));
      g_assert_cmpint (says (counter, "would"), ==, cases[i].said != NULL);
      g_assert_cmpint (offers_to_simplify (counter), ==, cases[i].offers);
      app_test_destroy (GTK_WIDGET (counter));
    }
}

/* What is simplified when it leaves is counted so. */
static void
test_simplifies (void)
{
  g_autofree char *text = dup_text ("ê", 150);
  AppSmsCounter *counter = show (text);

  g_assert_cmpuint (app_sms_counter_get_parts (counter), ==, 3);
  app_sms_counter_set_simplifies (counter, TRUE);
  g_assert_cmpuint (app_sms_counter_get_parts (counter), ==, 1);
  g_assert_false (says (counter, "would"));
  app_test_destroy (GTK_WIDGET (counter));
}

static void
on_simplify_cb (AppSmsCounter *counter, guint *n)
{
  ++*n;
}

static void
test_button (void)
{
  g_autofree char *text = dup_text ("ê", 150);
  AppSmsCounter *counter = show (text);
  guint n = 0;

  g_signal_connect (counter, "simplify", G_CALLBACK (on_simplify_cb), &n);
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (counter), "Write It Plainly"),
                         "clicked");
  g_assert_cmpuint (n, ==, 1);
  app_test_destroy (GTK_WIDGET (counter));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/sms-counter/counts", test_counts);
  g_test_add_func ("/app/sms-counter/costly", test_costly);
  g_test_add_func ("/app/sms-counter/simplifies", test_simplifies);
  g_test_add_func ("/app/sms-counter/button", test_button);
  return g_test_run ();
}
