/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"
#include "base-text.h"
#include "model-value.h"
#include "work-values-private.h"

static char *
format_slot (const WorkRecords *records, const char *column)
{
  g_autofree char *key = g_strconcat ("placement.", column, NULL);

  return model_value_format (model_field_find (key),
                             _work_records_get (records, MODEL_ROLE_PLACEMENT, column));
}

/**
 * _work_week_table:
 * @records: what an agreement is made from
 *
 * Returns: (transfer full) (nullable): the timetable, a line a day: "Lundi : 8 h – 12 h, 13 h –
 *   16 h"; %NULL without one
 */
char *
_work_week_table (const WorkRecords *records)
{
  g_autoptr (GString) table = g_string_new (NULL);

  for (int weekday = G_DATE_MONDAY; weekday <= G_DATE_SUNDAY; weekday++)
    {
      const ModelWeekColumns *columns = model_week_columns ((GDateWeekday) weekday);
      g_autofree char *morning = format_slot (records, columns->halves[0]);
      g_autofree char *afternoon = format_slot (records, columns->halves[1]);
      g_autofree char *name =
          base_text_first_cap (base_date_weekday_name ((GDateWeekday) weekday, FALSE));

      if (morning[0] == '\0' && afternoon[0] == '\0')
        continue;
      g_string_append_printf (table, "%s%s\u00a0: %s%s%s", table->len > 0 ? "\n" : "", name,
                              morning, morning[0] != '\0' && afternoon[0] != '\0' ? ", " : "",
                              afternoon);
    }
  return table->len > 0 ? g_string_free (g_steal_pointer (&table), FALSE) : NULL;
}
