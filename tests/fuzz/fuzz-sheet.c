/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model-duration.h"
#include "model-record.h"
#include "model-value.h"

/* Lines "column=what a person types" fill in a sheet; whatever was taken, its week and its duration
 * add up. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define DAY_MINUTES (24 * 60)

static void
type_in (ModelRecord *sheet, const char *line)
{
  const char *equals = strchr (line, '=');
  g_autofree char *column = equals != NULL ? g_strndup (line, (gsize) (equals - line)) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;
  g_autofree char *shown = NULL;
  const ModelField *field;
  const char *kept;
  int index = column != NULL ? model_field_index (MODEL_ENTITY_PLACEMENT, column) : -1;

  if (index < 0)
    return;
  if (!model_record_set (sheet, column, equals + 1, &error))
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  /* What is shown of it means the same. */
  kept = model_record_get (sheet, column);
  field = &model_entity_info (MODEL_ENTITY_PLACEMENT)->fields[index];
  if (kept == NULL)
    return;
  g_assert_true (g_utf8_validate (kept, -1, NULL));
  shown = model_value_format (field, kept);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
  g_assert_true (model_value_parse (field, shown, &again, NULL));
  g_assert_cmpstr (kept, ==, again);
}

static void
check_week (const ModelWeek *week)
{
  int sum = 0;

  for (int day = G_DATE_MONDAY; day <= G_DATE_SUNDAY; day++)
    {
      int minutes = model_week_day_minutes (week, (GDateWeekday) day);

      g_assert_cmpint (minutes, >=, 0);
      g_assert_cmpint (minutes, <=, 2 * DAY_MINUTES);
      sum += minutes;
    }
  g_assert_cmpint (week->minutes, >=, 0);
  if (week->has_timetable)
    g_assert_cmpint (sum, ==, week->minutes);
}

static void
check_duration (const ModelDuration *duration)
{
  int sum = 0;

  for (guint i = 0; i < duration->days->len; i++)
    {
      const ModelPresence *presence = &g_array_index (duration->days, ModelPresence, i);

      g_assert_true (g_date_valid (&presence->day));
      g_assert_cmpint (g_date_compare (&duration->start, &presence->day), <=, 0);
      g_assert_cmpint (g_date_compare (&presence->day, &duration->end), <=, 0);
      g_assert_false (model_interruptions_contain (duration->interruptions, &presence->day));
      sum += presence->minutes;
    }
  g_assert_cmpint (sum, ==, duration->minutes);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (ModelRecord) sheet = model_record_new (MODEL_ENTITY_PLACEMENT);
  g_autoptr (ModelDuration) duration = NULL;
  ModelWeek week;

  for (guint i = 0; lines[i] != NULL; i++)
    type_in (sheet, lines[i]);
  model_week_read (&week, sheet, NULL);
  check_week (&week);
  duration = model_duration_new (sheet, NULL,
                                 size % 2 == 0 ? BASE_HOLIDAY_FRANCE : BASE_HOLIDAY_ALSACE_MOSELLE);
  check_duration (duration);
  return 0;
}
