/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-state.h"

G_BEGIN_DECLS

/* What a school writes to people about placements: on which occasions, to whom, in which words. */

/**
 * ModelMessageAudience:
 *
 * In what quality somebody is written to. The keys are kept in databases.
 */
typedef enum
{
  MODEL_MESSAGE_STUDENT,        /* "student" */
  MODEL_MESSAGE_GUARDIAN,       /* "guardian": each of the two */
  MODEL_MESSAGE_REPRESENTATIVE, /* "representative": who signs for the company */
  MODEL_MESSAGE_TUTOR,          /* "tutor" */
  MODEL_MESSAGE_TEACHER,        /* "teacher": the referent */
  MODEL_MESSAGE_OFFICE,         /* "office": the school's own address */
  MODEL_MESSAGE_N_AUDIENCES
} ModelMessageAudience;

#define MODEL_MESSAGE_AUDIENCE_BIT(audience) (1u << (audience))

/**
 * ModelMessageAbout:
 * @MODEL_MESSAGE_ABOUT_SEARCH: a student and a period: there may be no placement yet
 * @MODEL_MESSAGE_ABOUT_PLACEMENT: a placement sheet
 * @MODEL_MESSAGE_ABOUT_AGREEMENT: an agreement
 *
 * What has to be there for an occasion to make sense.
 */
typedef enum
{
  MODEL_MESSAGE_ABOUT_SEARCH,
  MODEL_MESSAGE_ABOUT_PLACEMENT,
  MODEL_MESSAGE_ABOUT_AGREEMENT,
} ModelMessageAbout;

/**
 * ModelMessageClock:
 * @MODEL_MESSAGE_CLOCK_NONE: no rule writes of it: a person does
 * @MODEL_MESSAGE_CLOCK_BEFORE_START: so many days before the first day
 * @MODEL_MESSAGE_CLOCK_AFTER_END: so many days after the last day
 * @MODEL_MESSAGE_CLOCK_AFTER: so many days after it came about; 0: at once
 *
 * What the days of a rule are counted from.
 */
typedef enum
{
  MODEL_MESSAGE_CLOCK_NONE,
  MODEL_MESSAGE_CLOCK_BEFORE_START,
  MODEL_MESSAGE_CLOCK_AFTER_END,
  MODEL_MESSAGE_CLOCK_AFTER,
} ModelMessageClock;

/**
 * ModelMessageEvent:
 * @key: "agreement.to_sign"; the same in databases for ever
 * @label: English source label: "Agreement to be signed"
 * @hint: English source sentence: when it is
 * @about: what has to be there
 * @audiences: who may be written to, a set of #MODEL_MESSAGE_AUDIENCE_BIT
 * @clock: what a rule's days are counted from
 * @days: of a rule, unless the school says otherwise
 * @at_most: how often a rule writes at most about one thing to one person
 * @every_days: at least so many days between two
 * @attaches: whether the agreement's document goes with it, unless one says otherwise
 *
 * An occasion to write.
 */
typedef struct
{
  const char *key;
  const char *label;
  const char *hint;
  ModelMessageAbout about;
  guint audiences;
  ModelMessageClock clock;
  int days;
  int at_most;
  int every_days;
  gboolean attaches;
} ModelMessageEvent;

/* The occasion of a text that is written freely: found, but not listed. */
#define MODEL_MESSAGE_OWN "own"

/**
 * ModelMessageText:
 * @subject: of a mail, one line, with fields: "Convention de {prénom} {nom} à signer"
 * @body: of a mail
 * @sms: of an SMS
 *
 * Words with fields between braces: those of the names of files (model_file_field_merge_name()) and
 * any merge name of the templates. They are French, whatever language the program speaks: who
 * receives them reads French.
 */
typedef struct
{
  const char *subject;
  const char *body;
  const char *sms;
} ModelMessageText;

/**
 * ModelMessageState:
 * @MODEL_MESSAGE_QUEUED: waits
 * @MODEL_MESSAGE_SENDING: a seat is sending it
 * @MODEL_MESSAGE_SENT: a server has it and answers for it
 * @MODEL_MESSAGE_REFUSED: it did not leave, and does not leave by itself
 * @MODEL_MESSAGE_UNKNOWN: it may have left: only a person says that it is sent again
 * @MODEL_MESSAGE_CANCELLED: somebody took it back
 *
 * Where a message of the outbox stands: the keys of `message.state`, in that order.
 */
typedef enum
{
  MODEL_MESSAGE_QUEUED,
  MODEL_MESSAGE_SENDING,
  MODEL_MESSAGE_SENT,
  MODEL_MESSAGE_REFUSED,
  MODEL_MESSAGE_UNKNOWN,
  MODEL_MESSAGE_CANCELLED,
  MODEL_MESSAGE_N_STATES
} ModelMessageState;

const ModelState *model_message_state_info (ModelMessageState state);
gboolean model_message_state_from_key (const char *key, ModelMessageState *state);
const ModelMessageEvent *model_message_event_list (guint *n);
const ModelMessageEvent *model_message_event_find (const char *key);
const char *model_message_audience_key (ModelMessageAudience audience);
const char *model_message_audience_label (ModelMessageAudience audience);
gboolean model_message_audience_find (const char *key, ModelMessageAudience *audience);
const ModelMessageText *
model_message_text_default (const char *event, ModelMessageAudience audience);

G_END_DECLS
