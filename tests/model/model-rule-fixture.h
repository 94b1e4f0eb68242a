/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-rule.h"

G_BEGIN_DECLS

/* A placement that no rule finds fault with: a student of age, 5 weeks of 35 hours, from Monday
 * 2027-01-11 to Friday 2027-02-12, read two months before. */
typedef struct
{
  ModelRuleFacts facts;
  ModelRuleSettings settings;
  char *today;
  GPtrArray *texts; /* what the others point to */
} RuleFixture;

RuleFixture *rule_fixture_new (const char *changes);
void rule_fixture_free (RuleFixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RuleFixture, rule_fixture_free)

GPtrArray *rule_fixture_check (RuleFixture *fixture);
const ModelFinding *rule_fixture_find (GPtrArray *findings, const char *key);
void rule_fixture_assert_text (const char *changes,
                               const char *key,
                               const char *field,
                               const char *text);

/**
 * RuleCase:
 * @changes: what differs from the fixture's placement, lines apart by "|": "student.birth_date=
 *   2010-01-11", "week=12345 08:00-12:00 13:00-16:00", "other=2027-01-11 2027-01-15 validated
 *   company 0 minutes weeks same", "company_load=3 2027-01-11 2027-01-15", "rule.overlap=off"
 * @found: keys of all the rules that must be found, in order, apart by spaces: no other may be
 */
typedef struct
{
  const char *changes;
  const char *found;
} RuleCase;

void rule_fixture_run (const RuleCase *cases, guint n_cases);

G_END_DECLS
