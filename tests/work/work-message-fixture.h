/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-fixture.h"
#include "work-message.h"

G_BEGIN_DECLS

/* A WorkFixture whose people have addresses and whose first student, a minor whatever the day, has
 * an agreement; the second is of age. The school year is never archived. */
typedef struct
{
  WorkFixture base;
  gint64 agreement_id;
  gint64 guardian_id;
} WorkMessageFixture;

#define ALL_AUDIENCES (MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_N_AUDIENCES) - 1)

void work_message_fixture_set_up (WorkMessageFixture *fixture, gconstpointer data);
void work_message_fixture_tear_down (WorkMessageFixture *fixture, gconstpointer data);
void work_message_fixture_set (WorkMessageFixture *fixture, const char *name, const char *value);
gint64 work_message_fixture_add_guardian (WorkMessageFixture *fixture, const char *given_name);
WorkMessageThing work_message_fixture_thing (WorkMessageFixture *fixture, guint i);
GPtrArray *work_message_fixture_plans (WorkMessageFixture *fixture,
                                       guint i,
                                       const char *event,
                                       guint audiences,
                                       gboolean sms);
WorkMessagePlan *work_message_fixture_plan (WorkMessageFixture *fixture,
                                            guint i,
                                            const char *event,
                                            ModelMessageAudience audience,
                                            gboolean sms);
gboolean work_message_says (GPtrArray *sentences, const char *words);
void work_message_fixture_rule (WorkMessageFixture *fixture,
                                const char *event,
                                ModelMessageAudience audience,
                                gboolean mail,
                                gboolean sms);
gboolean work_message_fixture_run (WorkJob *job);
guint work_message_fixture_count (WorkMessageFixture *fixture, const char *state);

G_END_DECLS
