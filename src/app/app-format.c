/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-format.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "model-filter.h"
#include "work-line-text.h"

/* From so many days on, weeks are said, and from so many, months. */
#define DAYS_SAID  14
#define WEEKS_SAID 63

/**
 * app_format_day:
 * @iso: an ISO day, or ""
 *
 * Returns: (transfer full): the day as it is read, "" when there is none
 */
char *
app_format_day (const char *iso)
{
  GDate date;

  g_date_clear (&date, 1);
  if (iso == NULL || !base_date_parse_iso (iso, &date))
    return g_strdup ("");
  return base_date_to_short (&date);
}

/**
 * app_format_ago:
 * @iso: an ISO day, or ""
 * @today: today
 *
 * Returns: (transfer full): how long ago it was, "" when there is none; a day to come as it is read
 */
char *
app_format_ago (const char *iso, const GDate *today)
{
  GDate date;
  int days;

  g_date_clear (&date, 1);
  if (!base_date_parse_iso (iso, &date) || !g_date_valid (today))
    return g_strdup ("");
  days = g_date_days_between (&date, today);
  if (days < 0)
    return base_date_to_short (&date);
  if (days == 0)
    return g_strdup (_ ("today"));
  if (days == 1)
    return g_strdup (_ ("yesterday"));
  if (days < DAYS_SAID)
    return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) days), days);
  if (days < WEEKS_SAID)
    return g_strdup_printf (ngettext ("%d week ago", "%d weeks ago", (gulong) days / 7), days / 7);
  return g_strdup_printf (ngettext ("%d month ago", "%d months ago", (gulong) days / 30),
                          days / 30);
}

/**
 * app_format_range:
 * @start: an ISO day, or ""
 * @end: an ISO day, or ""
 *
 * Returns: (transfer full): both days in as few words as they need, "" when one is missing
 */
char *
app_format_range (const char *start, const char *end)
{
  GDate first, last;

  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  if (start == NULL || end == NULL || !base_date_parse_iso (start, &first)
      || !base_date_parse_iso (end, &last))
    return g_strdup ("");
  return base_date_range_to_short (&first, &last);
}

/* (transfer full) (nullable): a moment of the world as it is here, its day in @date */
static GDateTime *
read_moment (const char *utc, GDate *date)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (utc, NULL);
  GDateTime *here;

  if (moment == NULL)
    return NULL;
  here = g_date_time_to_local (moment);
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) g_date_time_get_day_of_month (here),
                  (GDateMonth) g_date_time_get_month (here),
                  (GDateYear) g_date_time_get_year (here));
  return here;
}

/**
 * app_format_moment:
 * @utc: an UTC timestamp: "2026-11-24T08:00:00Z"
 *
 * Returns: (transfer full): its day and hour here; @utc itself when it cannot be read
 */
char *
app_format_moment (const char *utc)
{
  GDate date;
  g_autoptr (GDateTime) here = read_moment (utc, &date);
  g_autofree char *day = NULL, *hour = NULL;

  if (here == NULL)
    return g_strdup (utc);
  day = base_date_to_short (&date);
  hour = g_date_time_format (here, "%H:%M");
  /* Translators: a day and an hour: “12/01/2026 at 09:30”. */
  return g_strdup_printf (_ ("%s at %s"), day, hour);
}

/**
 * app_format_day_of_moment:
 * @utc: an UTC timestamp
 *
 * Returns: (transfer full): its day here, in words: "lundi 12 janvier 2026"; @utc itself when it
 *   cannot be read
 */
char *
app_format_day_of_moment (const char *utc)
{
  GDate date;
  g_autoptr (GDateTime) here = read_moment (utc, &date);

  return here != NULL ? base_date_to_long (&date) : g_strdup (utc);
}

/**
 * app_format_short_day_of_moment:
 * @utc: an UTC timestamp
 *
 * Returns: (transfer full): its day here: "12/01/2026"; @utc itself when it cannot be read
 */
char *
app_format_short_day_of_moment (const char *utc)
{
  GDate date;
  g_autoptr (GDateTime) here = read_moment (utc, &date);

  return here != NULL ? base_date_to_short (&date) : g_strdup (utc);
}

/**
 * app_format_hour_of_moment:
 * @utc: an UTC timestamp
 *
 * Returns: (transfer full): its hour here: "09:30"; "" when it cannot be read
 */
char *
app_format_hour_of_moment (const char *utc)
{
  GDate date;
  g_autoptr (GDateTime) here = read_moment (utc, &date);

  return here != NULL ? g_date_time_format (here, "%H:%M") : g_strdup ("");
}

/**
 * app_format_mode:
 * @mode: a line's mode, or ""
 *
 * Returns: (transfer none): how its agreement is signed, "" without one
 */
const char *
app_format_mode (const char *mode)
{
  return work_line_text_mode (mode);
}

/**
 * app_format_placement_state:
 * @state: a line's placement state, or ""
 *
 * Returns: (transfer none): where its placement sheet stands
 */
const char *
app_format_placement_state (const char *state)
{
  return work_line_text_placement_state (state);
}

/**
 * app_format_progress:
 * @line: a line
 * @steps: (element-type ModelStep): the school's steps
 * @style: (out) (transfer none): CSS class for lines without steps to show
 *
 * Returns: (transfer full): where a line stands, in a few words
 */
char *
app_format_progress (ModelLine *line, GPtrArray *steps, const char **style)
{
  return work_line_text_progress (line, steps, style);
}

static void
add_moment (GString *text, const char *format, const char *utc)
{
  g_autofree char *moment = NULL;

  if (utc[0] == '\0')
    return;
  moment = app_format_moment (utc);
  /* The format is one of the table below. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _ (format), moment);
#pragma GCC diagnostic pop
}

/**
 * app_format_signer:
 * @signer: a signatory of an e-signature
 *
 * Returns: (transfer full): who it is, in what quality, at which address, and what has happened,
 *   a line each
 */
char *
app_format_signer (const ModelSigner *signer)
{
  const struct
  {
    const char *format;
    const char *utc;
  } moments[] = {
    { N_ ("invited on %s"), signer->invited_at },
    { N_ ("reminded on %s"), signer->reminded_at },
    { N_ ("opened on %s"), signer->opened_at },
    { N_ ("signed on %s"), signer->signed_at },
  };
  const char *title = signer->title[0] != '\0' ? signer->title : model_signer_role_label (signer);
  g_autoptr (GString) text = g_string_new (signer->name);

  g_string_append_printf (text, " · %s\n%s\n%s", title, signer->email,
                          _ (model_signer_state_info (signer->state)->label));
  if (signer->reason[0] != '\0')
    g_string_append_printf (text, "\n%s", signer->reason);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    add_moment (text, moments[i].format, moments[i].utc);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * app_format_rank:
 * @line: a line
 *
 * Returns: (transfer full): "2nd placement" for a second placement in one period, "" for the first
 */
char *
app_format_rank (ModelLine *line)
{
  if (line->rank <= 0)
    return g_strdup ("");
  /* Translators: a student's second, third… placement in the same period. */
  return g_strdup_printf (_ ("placement no. %d"), line->rank + 1);
}

/**
 * app_format_condition:
 * @condition: of a filter
 * @looks: how the school names the states of a search
 *
 * Returns: (transfer none): what the condition says
 */
const char *
app_format_condition (guint condition, const ModelSearchLooks *looks)
{
  const ModelFilterCondition *info = model_filter_condition (condition);

  return info->group == MODEL_FILTER_GROUP_SEARCH ? looks->states[info->number].label
                                                  : _ (info->label);
}
