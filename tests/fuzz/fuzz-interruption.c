/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-date.h"
#include "model-interruption.h"

/* The first line may be the placement's days, "2027-01-11 2027-02-26"; the rest is what its sheet
 * says of its interruptions. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
read_day (const char *text, GDate *day)
{
  g_autofree char *iso = g_strndup (text, strlen ("2027-01-11"));

  if (!base_date_parse_iso (iso, day))
    g_date_clear (day, 1);
}

static void
check (const ModelInterruptions *found)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (ModelInterruptions) again = NULL;
  GDate none;

  for (guint i = 0; i < found->days->len; i++)
    {
      const ModelDays *days = &g_array_index (found->days, ModelDays, i);
      g_autofree char *start = base_date_to_iso (&days->start);
      g_autofree char *end = base_date_to_iso (&days->end);

      g_assert_true (g_date_valid (&days->start) && g_date_valid (&days->end));
      g_assert_cmpint (g_date_compare (&days->start, &days->end), <=, 0);
      g_assert_true (model_interruptions_contain (found, &days->start));
      g_assert_true (model_interruptions_contain (found, &days->end));
      g_string_append_printf (text, "%s - %s\n", start, end);
    }
  g_assert_true (found->unclear == NULL || found->unclear[0] != '\0');
  g_assert_true (found->unclear == NULL || g_utf8_validate (found->unclear, -1, NULL));

  g_date_clear (&none, 1);
  again = model_interruptions_parse (text->str, &none, &none);
  g_assert_null (again->unclear);
  g_assert_cmpuint (again->days->len, ==, found->days->len);
  for (guint i = 0; i < again->days->len; i++)
    {
      const ModelDays *one = &g_array_index (found->days, ModelDays, i);
      const ModelDays *other = &g_array_index (again->days, ModelDays, i);

      g_assert_cmpint (g_date_compare (&one->start, &other->start), ==, 0);
      g_assert_cmpint (g_date_compare (&one->end, &other->end), ==, 0);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  char *end = strchr (text, '\n'), *space = strchr (text, ' ');
  g_autoptr (ModelInterruptions) found = NULL;
  GDate first, last;

  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  if (end != NULL && space != NULL && space < end)
    {
      read_day (text, &first);
      read_day (space + 1, &last);
    }
  found = model_interruptions_parse (end != NULL && g_date_valid (&first) ? end + 1 : text, &first,
                                     &last);
  check (found);
  return 0;
}
