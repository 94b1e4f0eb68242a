/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* What was understood is written back in every form that people see, and understood again. */
static void
check_forms (const GDate *date)
{
  g_autofree char *iso = base_date_to_iso (date);
  g_autofree char *forms[] = { g_strdup (iso), base_date_to_short (date),
                               base_date_to_long (date) };
  GDate again;

  g_assert_true (base_date_parse_iso (iso, &again));
  g_assert_cmpint (g_date_compare (date, &again), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *form = g_steal_pointer (&forms[i]);

      g_assert_true (g_utf8_validate (form, -1, NULL));
      g_assert_true (base_date_parse (form, &again, NULL));
      g_assert_cmpint (g_date_compare (date, &again), ==, 0);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  GDate date;

  g_date_clear (&date, 1);
  if (!base_date_parse (text, &date, &error))
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_no_error (error);
  g_assert_true (g_date_valid (&date));
  check_forms (&date);
  return 0;
}
