/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "work-values.h"

/* Two lots of frozen values with an empty line between: what an agreement was made with, what it
 * would be made with. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static WorkValues *
read_values (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkValues) values = work_values_new_from_json (json, &error);
  g_autoptr (WorkValues) again = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;

  g_assert_true ((values == NULL) == (error != NULL));
  if (values == NULL)
    return NULL;
  /* Written and read, they stay the same. */
  written = work_values_to_json (values);
  again = work_values_new_from_json (written, &error);
  g_assert_no_error (error);
  rewritten = work_values_to_json (again);
  g_assert_cmpstr (written, ==, rewritten);
  return g_steal_pointer (&values);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  char *between = strstr (text, "\n\n");
  g_autoptr (WorkValues) before = NULL, after = NULL;
  g_autofree char *difference = NULL;
  g_autofree char *none = NULL;

  if (between != NULL)
    *between = '\0';
  before = read_values (text);
  after = read_values (between != NULL ? between + 2 : "{}");
  if (before == NULL || after == NULL)
    return 0;
  difference = work_values_difference (before, after);
  g_assert_true (g_utf8_validate (difference, -1, NULL));
  none = work_values_difference (after, after);
  g_assert_cmpstr (none, ==, "");
  return 0;
}
