/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-setting.h"
#include "work-message.h"
#include "work-values-private.h"

G_BEGIN_DECLS

/* ---- work-message-text.c ---- */

/**
 * WorkMessageWords:
 * @values: what is known of a placement
 * @recipient: (nullable): who reads it
 * @detail: (nullable): what has happened, in somebody's words
 * @missing: (nullable) (element-type utf8): words of fields without a value are added
 *
 * What the fields of a text stand for.
 */
typedef struct
{
  WorkValues *values;
  const char *recipient;
  const char *detail;
  GPtrArray *missing;
} WorkMessageWords;

char *_work_message_text_fill (const char *text, WorkMessageWords *words);
WorkMessageText *_work_message_text_load (StoreConnection *connection,
                                          const char *event,
                                          ModelMessageAudience audience,
                                          GError **error);

/* ---- work-message-person.c ---- */

/**
 * WorkMessagePerson:
 * @audience: in what quality
 * @slot: which one of these: "guardian1"; the same in databases for ever
 * @name: (nullable): %NULL: there is nobody
 * @email: (nullable): as it was typed
 * @mobile: (nullable): likewise
 * @accepts_sms: (nullable): "1", "0"; %NULL: nobody has asked
 * @asks_consent: whether an SMS needs a yes: private people, not those who are written to at work
 * @lack: (nullable): why there is nobody, a sentence
 *
 * Somebody who may be written to.
 */
typedef struct
{
  ModelMessageAudience audience;
  const char *slot;
  char *name;
  const char *email;
  const char *mobile;
  const char *accepts_sms;
  gboolean asks_consent;
  const char *lack;
} WorkMessagePerson;

GPtrArray *_work_message_people (const WorkRecords *records, guint audiences);
char *
_work_message_address (const WorkMessagePerson *person, WorkMessageChannel channel, GError **error);

/* ---- work-message-address.c ---- */

gboolean _work_message_correct_address (StoreConnection *connection,
                                        ModelRecord *message,
                                        const char *today,
                                        GError **error);

/* ---- work-message-block.c ---- */

GHashTable *_work_message_blocks_load (StoreConnection *connection, GError **error);
const char *
_work_message_block_find (GHashTable *blocks, WorkMessageChannel channel, const char *address);
const char *_work_message_channel_key (WorkMessageChannel channel);

/* ---- work-message-thing.c ---- */

/**
 * WorkMessageMatter:
 * @thing: whole: a placement tells its student and period
 * @records: all that is known of it
 * @values: the same as fields
 * @agreement: (nullable): the agreement
 * @student: "ABADIE Léa"
 * @class_name: of the student
 * @signatories: (nullable) (element-type ModelRecord): of the agreement
 * @document_id: the PDF that may go with it, or 0
 * @document_name: (nullable): what it is called
 * @problem: (nullable): why nothing is written about it, a sentence
 *
 * What is written about.
 */
typedef struct
{
  WorkMessageThing thing;
  WorkRecords *records;
  WorkValues *values;
  ModelRecord *agreement;
  char *student;
  char *class_name;
  GPtrArray *signatories;
  gint64 document_id;
  char *document_name;
  char *problem;
} WorkMessageMatter;

WorkMessageMatter *_work_message_matter_load (StoreConnection *connection,
                                              const WorkMessageThing *thing,
                                              ModelSettings *settings,
                                              const char *today,
                                              GError **error);
void _work_message_matter_free (gpointer matter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkMessageMatter, _work_message_matter_free)

gboolean _work_message_matter_awaits (const WorkMessageMatter *matter,
                                      const WorkMessagePerson *person,
                                      const char **why);

/* ---- work-message-plan.c ---- */

/**
 * WorkMessageOccasion:
 * @thing: what is written about
 * @detail: (nullable): what has happened, in somebody's words
 * @reference: (nullable): what a rule writes of, as keys have it; %NULL: the thing itself
 *
 * Something to write about.
 */
typedef struct
{
  WorkMessageThing thing;
  const char *detail;
  const char *reference;
} WorkMessageOccasion;

/**
 * WorkMessagePlanner:
 * @connection: a connection
 * @settings: the school's
 * @today: ISO day
 * @by_rule: nobody looks before it leaves: SMS go only to who said yes, and each plan is told apart
 *   by its once: "agreement.late|guardian1|mail|a12"
 *
 * Turns occasions into messages. What it has read it keeps.
 */
typedef struct
{
  StoreConnection *connection;
  ModelSettings *settings;
  char *today;
  gboolean by_rule;

  GHashTable *blocks;
  GHashTable *texts;   /* "event|audience" → WorkMessageText */
  GHashTable *matters; /* "student|period|placement|agreement" → WorkMessageMatter */
  GHashTable *written; /* "matter|event|channel|address" */
  GHashTable *lines;   /* school year → GPtrArray of ModelLine */
} WorkMessagePlanner;

WorkMessagePlanner *_work_message_planner_new (StoreConnection *connection, GError **error);
void _work_message_planner_free (WorkMessagePlanner *planner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkMessagePlanner, _work_message_planner_free)
gboolean _work_message_planner_add (WorkMessagePlanner *planner,
                                    const WorkMessageOccasion *occasion,
                                    const WorkMessageDraft *draft,
                                    GPtrArray *plans,
                                    GError **error);
GPtrArray *_work_message_plans_new (void);

/* ---- work-message-doubt.c ---- */

gboolean _work_message_find_doubt (WorkMessagePlanner *planner,
                                   const WorkMessageMatter *matter,
                                   const char *event,
                                   const char **doubt,
                                   GError **error);

G_END_DECLS
