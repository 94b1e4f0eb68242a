/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-rule-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "model-stage.h"

/* What came about longer ago is no news: a school that turns a rule on in June is not to write of
 * what was signed in October. */
#define NEWS_DAYS 14

/* Nor is what ended long ago still asked for by itself. */
#define END_DAYS 60

/* ---- on which lines ---- */

static gboolean
is_unsigned (ModelLine *line)
{
  return line->agreement_id != 0 && !line->cancelled && !model_line_is_signed (line);
}

static gboolean
is_missing (ModelLine *line, const char *today)
{
  return line->period_id != 0 && model_line_stage (line, today) == MODEL_STAGE_NO_PLACEMENT;
}

static gboolean
is_incomplete (ModelLine *line, const char *today)
{
  return line->placement_id != 0 && model_line_stage (line, today) == MODEL_STAGE_SHEET;
}

/* A provider of signatures tells and reminds its signatories itself. */
static gboolean
is_ready (ModelLine *line, const char *today)
{
  return is_unsigned (line) && !model_line_is_electronic (line) && !model_line_is_sent (line);
}

static gboolean
is_to_sign (ModelLine *line, const char *today)
{
  return is_unsigned (line) && !model_line_is_electronic (line) && model_line_is_sent (line);
}

static gboolean
is_late (ModelLine *line, const char *today)
{
  return is_unsigned (line);
}

static gboolean
is_signed (ModelLine *line, const char *today)
{
  return line->agreement_id != 0 && !line->cancelled && model_line_is_signed (line);
}

static gboolean
lacks_certificate (ModelLine *line, const char *today)
{
  return is_signed (line, today) && line->certificate_on[0] == '\0';
}

static const char *
last_step (ModelLine *line)
{
  return line->step_date;
}

static const char *
sent_on (ModelLine *line)
{
  return line->sent_on[0] != '\0' ? line->sent_on : line->step_date;
}

static const char *
signed_on (ModelLine *line)
{
  return line->signed_on[0] != '\0' ? line->signed_on : line->step_date;
}

static gboolean
is_on_paper (ModelLine *line, const char *today)
{
  return is_unsigned (line) && !model_line_is_electronic (line);
}

/* Which lines an occasion is about, and since when; for those that count from the first or the last
 * day it does not matter since when. A person may write somewhat earlier than a rule would, and is
 * told what speaks against it. */
static const struct
{
  const char *event;
  gboolean (*is_about) (ModelLine *line, const char *today);
  const char *(*since) (ModelLine *line);
  gboolean (*by_hand) (ModelLine *line, const char *today);
  const char *otherwise;
} occasions[] = {
  { "search.missing", is_missing, NULL, is_missing,
    N_ ("The student has found a placement already.") },
  { "sheet.incomplete", is_incomplete, NULL, is_incomplete,
    N_ ("The sheet is not being filled in any more.") },
  { "agreement.ready", is_ready, last_step, is_ready,
    N_ ("The agreement has left already, or is signed electronically.") },
  { "agreement.to_sign", is_to_sign, sent_on, is_on_paper,
    N_ ("The agreement is signed, or the e-signature provider writes itself.") },
  { "agreement.reminder", is_to_sign, sent_on, is_on_paper,
    N_ ("The agreement is signed, or the e-signature provider writes itself.") },
  { "agreement.late", is_late, NULL, is_late, N_ ("All have signed the agreement already.") },
  { "agreement.signed", is_signed, signed_on, is_signed,
    N_ ("Not all have signed the agreement yet.") },
  { "certificate.missing", lacks_certificate, NULL, lacks_certificate,
    N_ ("The certificate is there, or the agreement is not signed.") },
};

/**
 * _work_message_doubt:
 * @event: key of an occasion
 * @line: the line that is written about
 * @today: ISO day
 *
 * Returns: (transfer none) (nullable): why there is no reason to write on this occasion, a
 * sentence; %NULL when there is one
 */
const char *
_work_message_doubt (const char *event, ModelLine *line, const char *today)
{
  for (guint i = 0; i < G_N_ELEMENTS (occasions); i++)
    if (g_str_equal (occasions[i].event, event))
      return occasions[i].by_hand (line, today) ? NULL : _ (occasions[i].otherwise);
  return NULL;
}

/* ---- when ---- */

/* Whether @today is from @from days after @day on, and not after @to days after it. */
static gboolean
is_within (const char *day, int from, int to, const char *today)
{
  GDate then, now;
  int days;

  if (!base_date_parse_iso (day, &then) || !base_date_parse_iso (today, &now))
    return FALSE;
  days = g_date_days_between (&then, &now);
  return days >= from && days <= to;
}

static gboolean
is_due (const WorkMessageRule *rule,
        ModelMessageClock clock,
        ModelLine *line,
        const char *since,
        const char *today)
{
  /* so that the last of them still finds its day */
  int again = (rule->at_most - 1) * rule->every_days;

  switch (clock)
    {
    case MODEL_MESSAGE_CLOCK_BEFORE_START:
      return is_within (line->start, -rule->days, 0, today);
    case MODEL_MESSAGE_CLOCK_AFTER_END:
      return is_within (line->end, rule->days, rule->days + END_DAYS, today);
    case MODEL_MESSAGE_CLOCK_AFTER:
      return since != NULL && is_within (since, rule->days, rule->days + again + NEWS_DAYS, today);
    case MODEL_MESSAGE_CLOCK_NONE:
    default:
      return FALSE;
    }
}

/* Families and companies of what is signed electronically hear from the provider. */
static gboolean
is_for_provider (const WorkMessageRule *rule, ModelLine *line)
{
  return g_str_equal (rule->event, "agreement.late") && model_line_is_electronic (line)
         && rule->audience != MODEL_MESSAGE_TEACHER && rule->audience != MODEL_MESSAGE_OFFICE;
}

static gboolean
concerns (const WorkMessageRule *rule, ModelLine *line, const char *today, guint *n)
{
  for (*n = 0; *n < G_N_ELEMENTS (occasions); (*n)++)
    if (g_str_equal (occasions[*n].event, rule->event))
      return line->search_state != MODEL_SEARCH_EXEMPT && !is_for_provider (rule, line)
             && occasions[*n].is_about (line, today);
  return FALSE;
}

/**
 * _work_message_rule_concerns:
 * @rule: a rule
 * @line: a line of the list
 * @today: ISO day
 *
 * Returns: whether what the rule writes of is so, be it the day for it or not
 */
gboolean
_work_message_rule_concerns (const WorkMessageRule *rule, ModelLine *line, const char *today)
{
  guint n;

  return concerns (rule, line, today, &n);
}

/**
 * _work_message_rule_matches:
 * @rule: a rule
 * @line: a line of the list
 * @today: ISO day
 *
 * Returns: whether the rule writes about the line on that day, unless it has done so often enough
 */
gboolean
_work_message_rule_matches (const WorkMessageRule *rule, ModelLine *line, const char *today)
{
  const ModelMessageEvent *event = model_message_event_find (rule->event);
  guint n;

  return event != NULL && concerns (rule, line, today, &n)
         && is_due (rule, event->clock, line,
                    occasions[n].since != NULL ? occasions[n].since (line) : NULL, today);
}
