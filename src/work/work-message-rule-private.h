/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-line.h"
#include "work-message-plan-private.h"

G_BEGIN_DECLS

/* ---- work-message-quiet.c ---- */

char *
_work_message_allowed_from (ModelSettings *settings, BaseHolidayRegion region, GDateTime *now);
gboolean _work_message_quiet_until (StoreConnection *connection,
                                    GDateTime *now,
                                    char **until,
                                    GError **error);
gboolean _work_message_keep_quiet (StoreConnection *connection, GError **error);

/* ---- work-message-rule.c ---- */

GPtrArray *_work_message_rules_load (StoreConnection *connection, GError **error);

/* ---- work-message-rule-match.c ---- */

gboolean
_work_message_rule_matches (const WorkMessageRule *rule, ModelLine *line, const char *today);

gboolean
_work_message_rule_concerns (const WorkMessageRule *rule, ModelLine *line, const char *today);

const char *_work_message_doubt (const char *event, ModelLine *line, const char *today);

/* ---- work-message-event.c ---- */

gboolean _work_message_happened (StoreConnection *connection,
                                 const WorkMessageRule *rule,
                                 const char *today,
                                 GPtrArray *occasions,
                                 GError **error);
gboolean _work_message_is_happening (const char *event);
void _work_message_occasion_free (gpointer occasion);

/* ---- work-message-rule-plan.c ---- */

GPtrArray *_work_message_rules_plan (StoreConnection *connection, GDateTime *now, GError **error);

WorkMessageDraft _work_message_rule_draft (const WorkMessageRule *rule);
WorkMessageThing _work_message_rule_thing (const WorkMessageRule *rule, const ModelLine *line);
GPtrArray *
_work_message_rules_lines (StoreConnection *connection, const char *today, GError **error);

WorkMessagePlanner *
_work_message_rules_planner (StoreConnection *connection, const char *today, GError **error);

/* ---- work-message-rule-withdraw.c ---- */

gboolean _work_message_rules_withdraw (StoreConnection *connection,
                                       gboolean is_on,
                                       const char *today,
                                       StoreOperation *operation,
                                       GError **error);

/* ---- work-message-rule-run.c ---- */

GDateTime *_work_message_rules_now (void);

/* For tests: what the clock says. */
void _work_message_rules_set_now (GDateTime *now);

G_END_DECLS
