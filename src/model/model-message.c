/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-message.h"

#include <glib/gi18n-lib.h>

#define BIT(audience) MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_##audience)
#define FAMILY        (BIT (STUDENT) | BIT (GUARDIAN))
#define COMPANY       (BIT (REPRESENTATIVE) | BIT (TUTOR))
#define ALL           (FAMILY | COMPANY | BIT (TEACHER))
#define EVERYBODY     (ALL | BIT (OFFICE))

/* In the order in which a placement meets them. */
static const ModelMessageEvent events[] = {
  { "search.missing", N_ ("Placement missing"),
    N_ ("The student has no placement yet for the period."), MODEL_MESSAGE_ABOUT_SEARCH,
    FAMILY | BIT (TEACHER), MODEL_MESSAGE_CLOCK_BEFORE_START, 30, 3, 10, FALSE },
  { "search.interview", N_ ("Interview asked for"),
    N_ ("The school wants to speak of the search with the student."), MODEL_MESSAGE_ABOUT_SEARCH,
    FAMILY, MODEL_MESSAGE_CLOCK_NONE, 0, 1, 1, FALSE },
  { "sheet.incomplete", N_ ("Sheet incomplete"),
    N_ ("The placement sheet lacks something that the agreement needs."),
    MODEL_MESSAGE_ABOUT_PLACEMENT, ALL, MODEL_MESSAGE_CLOCK_BEFORE_START, 28, 2, 7, FALSE },
  { "agreement.ready", N_ ("Agreement ready"),
    N_ ("The agreement is made and can be fetched at the office."), MODEL_MESSAGE_ABOUT_AGREEMENT,
    FAMILY | BIT (TEACHER), MODEL_MESSAGE_CLOCK_AFTER, 0, 1, 1, FALSE },
  { "agreement.to_sign", N_ ("Agreement to sign"), N_ ("The agreement waits for signatures."),
    MODEL_MESSAGE_ABOUT_AGREEMENT, ALL, MODEL_MESSAGE_CLOCK_AFTER, 0, 1, 1, TRUE },
  { "agreement.reminder", N_ ("Reminder to sign"),
    N_ ("The agreement has waited for signatures for some days."), MODEL_MESSAGE_ABOUT_AGREEMENT,
    ALL, MODEL_MESSAGE_CLOCK_AFTER, 7, 2, 7, TRUE },
  { "agreement.late", N_ ("Agreement late"),
    N_ ("The first day is near and the agreement is not signed by all."),
    MODEL_MESSAGE_ABOUT_AGREEMENT, EVERYBODY, MODEL_MESSAGE_CLOCK_BEFORE_START, 7, 2, 3, TRUE },
  { "agreement.signed", N_ ("Agreement signed"), N_ ("All have signed the agreement."),
    MODEL_MESSAGE_ABOUT_AGREEMENT, ALL, MODEL_MESSAGE_CLOCK_AFTER, 0, 1, 1, TRUE },
  { "agreement.stopped", N_ ("Signatures stopped"),
    N_ ("The e-signature was declined, has expired or was stopped."), MODEL_MESSAGE_ABOUT_AGREEMENT,
    EVERYBODY, MODEL_MESSAGE_CLOCK_AFTER, 0, 1, 1, FALSE },
  { "certificate.missing", N_ ("Certificate of placement missing"),
    N_ ("The placement is over and its certificate has not come."), MODEL_MESSAGE_ABOUT_AGREEMENT,
    BIT (STUDENT) | COMPANY | BIT (TEACHER), MODEL_MESSAGE_CLOCK_AFTER_END, 14, 2, 10, FALSE },
  { "office.failed", N_ ("Message not delivered"),
    N_ ("An e-mail or SMS about the student could not be sent."), MODEL_MESSAGE_ABOUT_SEARCH,
    BIT (OFFICE), MODEL_MESSAGE_CLOCK_AFTER, 0, 1, 1, FALSE },
  { "office.teacher", N_ ("Note of a teacher"), N_ ("A teacher has written about the student."),
    MODEL_MESSAGE_ABOUT_SEARCH, BIT (OFFICE), MODEL_MESSAGE_CLOCK_AFTER, 0, 1, 1, FALSE },
};

/* Found, not listed: there is no standard text of it, and no rule. */
static const ModelMessageEvent own = { MODEL_MESSAGE_OWN,
                                       N_ ("Free text"),
                                       N_ ("A text that is written freely."),
                                       MODEL_MESSAGE_ABOUT_SEARCH,
                                       EVERYBODY,
                                       MODEL_MESSAGE_CLOCK_NONE,
                                       0,
                                       1,
                                       1,
                                       FALSE };

static const struct
{
  const char *key;
  const char *label;
} audiences[] = {
  [MODEL_MESSAGE_STUDENT] = { "student", N_ ("Students") },
  [MODEL_MESSAGE_GUARDIAN] = { "guardian", N_ ("Guardians") },
  [MODEL_MESSAGE_REPRESENTATIVE] = { "representative", N_ ("Companies’ representatives") },
  [MODEL_MESSAGE_TUTOR] = { "tutor", N_ ("Tutors") },
  [MODEL_MESSAGE_TEACHER] = { "teacher", N_ ("Referent teachers") },
  [MODEL_MESSAGE_OFFICE] = { "office", N_ ("School office") },
};

/* Labels are those of the catalogue's choices. Each has a shape of its own, which tells it without
 * its colour; all are of adwaita-icon-theme 43. */
static const ModelState states[] = {
  [MODEL_MESSAGE_QUEUED] = { "queued", N_ ("Waiting to be sent"), "neutral",
                             "content-loading-symbolic" },
  [MODEL_MESSAGE_SENDING] = { "sending", N_ ("Being sent"), "accent",
                              "emblem-synchronizing-symbolic" },
  [MODEL_MESSAGE_SENT] = { "sent", N_ ("Has been sent"), "success", "mail-send-symbolic" },
  [MODEL_MESSAGE_REFUSED] = { "refused", N_ ("Sending failed"), "error", "dialog-error-symbolic" },
  [MODEL_MESSAGE_UNKNOWN] = { "unknown", N_ ("Perhaps sent"), "warning",
                              "dialog-question-symbolic" },
  [MODEL_MESSAGE_CANCELLED] = { "cancelled", N_ ("Sending cancelled"), "neutral",
                                "action-unavailable-symbolic" },
};

/**
 * model_message_event_list:
 * @n: (out): how many there are
 *
 * Returns: (transfer none): the occasions that have standard texts, in the order of a placement
 */
const ModelMessageEvent *
model_message_event_list (guint *n)
{
  *n = G_N_ELEMENTS (events);
  return events;
}

/**
 * model_message_event_find:
 * @key: (nullable): "agreement.to_sign"; or %MODEL_MESSAGE_OWN, which is in no list
 *
 * Returns: (transfer none) (nullable): the occasion, %NULL when there is none of that key
 */
const ModelMessageEvent *
model_message_event_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (g_strcmp0 (events[i].key, key) == 0)
      return &events[i];
  return g_strcmp0 (key, own.key) == 0 ? &own : NULL;
}

/**
 * model_message_audience_key:
 * @audience: to whom
 *
 * Returns: (transfer none): what databases keep: "guardian"
 */
const char *
model_message_audience_key (ModelMessageAudience audience)
{
  g_return_val_if_fail ((guint) audience < MODEL_MESSAGE_N_AUDIENCES, NULL);

  return audiences[audience].key;
}

/**
 * model_message_audience_label:
 * @audience: to whom
 *
 * Returns: (transfer none): English source label: "Guardians"
 */
const char *
model_message_audience_label (ModelMessageAudience audience)
{
  g_return_val_if_fail ((guint) audience < MODEL_MESSAGE_N_AUDIENCES, NULL);

  return audiences[audience].label;
}

/**
 * model_message_audience_find:
 * @key: (nullable): "guardian"
 * @audience: (out) (optional): to whom; left alone when there is none of that key
 *
 * Returns: whether there is one of that key
 */
gboolean
model_message_audience_find (const char *key, ModelMessageAudience *audience)
{
  for (guint i = 0; i < MODEL_MESSAGE_N_AUDIENCES; i++)
    if (g_strcmp0 (audiences[i].key, key) == 0)
      {
        if (audience != NULL)
          *audience = (ModelMessageAudience) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * model_message_state_info:
 * @state: a state
 *
 * Returns: (transfer none): its key, label, style and symbol
 */
const ModelState *
model_message_state_info (ModelMessageState state)
{
  g_return_val_if_fail ((guint) state < MODEL_MESSAGE_N_STATES, NULL);

  return &states[state];
}

/**
 * model_message_state_from_key:
 * @key: (nullable): what the database keeps
 * @state: (out) (optional): the state; left alone when there is none
 *
 * Returns: whether @key is a state's
 */
gboolean
model_message_state_from_key (const char *key, ModelMessageState *state)
{
  for (guint i = 0; i < MODEL_MESSAGE_N_STATES; i++)
    if (g_strcmp0 (states[i].key, key) == 0)
      {
        if (state != NULL)
          *state = (ModelMessageState) i;
        return TRUE;
      }
  return FALSE;
}
