/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message-error.h"
#include "work-fixture.h"
#include "work-message-send-private.h"

#define WORK_POST_ANSWERS 16

/* What a server of mails answers. */
typedef struct
{
  MessageSmtpState state;
  MessageSmtpReason reason;
  guint code;
  const char *answer;
} WorkPostAnswer;

/* A network that lives in the test: what it carried, and how it answers. */
typedef struct
{
  GPtrArray *mails; /* (element-type utf8): whole */
  GPtrArray *texts; /* (element-type utf8): "+33612345678 Bonjour" */
  guint n_asks;
  guint n_checks;
  char *password;                            /* the last one that was tried */
  WorkPostAnswer answers[WORK_POST_ANSWERS]; /* one a mail; then all is sent */
  guint n_answers;
  guint n_mails; /* attempts */
  int sms_error; /* a #MessageError; negative: all is taken */
  MessageSmsState sms_state;
  void (*during) (gpointer data); /* (nullable): happens once, while a message is on its way */
  gpointer during_data;
} WorkPost;

/* A WorkFixture whose school has a mail account without a password and a provider of SMS; what is
 * sent goes to the post of the test. */
typedef struct
{
  WorkFixture base;
  WorkPost post;
  gint64 agreement_id;
} WorkPostFixture;

void work_post_fixture_set_up (WorkPostFixture *fixture, gconstpointer data);
void work_post_fixture_tear_down (WorkPostFixture *fixture, gconstpointer data);
void work_post_fixture_set (WorkPostFixture *fixture, const char *name, const char *value);
gint64 work_post_fixture_mail (WorkPostFixture *fixture, const char *address);
gint64 work_post_fixture_sms (WorkPostFixture *fixture, const char *number);
void work_post_fixture_answer (WorkPostFixture *fixture, guint n, WorkPostAnswer answer);
WorkJob *work_post_fixture_run (WorkPostFixture *fixture, WorkSchool *school, GError **error);
void work_post_fixture_send (WorkPostFixture *fixture);
void work_post_fixture_assert (WorkPostFixture *fixture,
                               gint64 id,
                               const char *column,
                               const char *value);
void work_post_fixture_lease (WorkPostFixture *fixture,
                              gint64 id,
                              const char *holder,
                              const char *until);
WorkSchool *work_post_fixture_second_seat (WorkPostFixture *fixture);
