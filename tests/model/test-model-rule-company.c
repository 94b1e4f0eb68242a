/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-rule-fixture.h"

#define NBSP "\302\240"

static void
test_company (void)
{
  static const RuleCase cases[] = {
    { "company.is_closed=1", "company_closed" },
    { "company.is_closed=0", "" },
    { "company.status=to_avoid", "company_to_avoid" },
    { "company.status=to_watch", "" },
    { "company=none", "" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (cases[0].changes, "company_closed", "placement.company_id",
                            "The company Garage Roux is marked as closed.");
}

/* The placement itself has 175 hours: 133 more are 308. */
static void
test_allowance (void)
{
  static const RuleCase cases[] = {
    { "other=2026-09-01 2026-10-02 validated 7 133 5 no", "" },
    { "other=2026-09-01 2026-10-02 validated 7 134 5 no", "allowance" },
    { "other=2026-09-01 2026-10-02 to_validate 7 134 5 no", "allowance" },
    { "other=2026-09-01 2026-10-02 draft 7 134 5 no", "" },
    { "other=2026-09-01 2026-10-02 refused 7 134 5 no", "" },
    { "other=2026-09-01 2026-10-02 validated 8 134 5 no", "" }, /* another company */
    { "other=2026-08-31 2026-10-02 validated 7 134 5 no", "" }, /* the year before */
    { "other=2027-08-31 2027-09-30 validated 7 134 5 no", "allowance" },
    { "other=2027-09-01 2027-09-30 validated 7 134 5 no", "" },
    { "other=2026-09-01 2026-10-02 validated 7 134 5 no|placement.company_id=", "" },
    { "other=2026-09-01 2026-10-02 validated 7 134 5 no|rule.allowance.limit=462", "" },
    /* Without a school year, the one that the first day lies in. */
    { "other=2026-07-31 2026-08-31 validated 7 134 5 no|school_year=none", "" },
    { "other=2026-08-01 2026-08-31 validated 7 134 5 no|school_year=none", "allowance" },
    /* Without hours, 7 a day. */
    { "week=12345|other=2026-09-01 2026-10-02 validated 7 133 5 no", "" },
    { "week=12345|other=2026-09-01 2026-10-02 validated 7 134 5 no", "allowance" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      cases[1].changes, "allowance", "placement.allowance",
      "309" NBSP "h in this company in the school year, more than 308: an allowance is due "
      "and none is written.");
}

static void
test_rate (void)
{
#define DUE  "other=2026-09-01 2026-10-02 validated 7 134 5 no|placement.allowance="
#define UNIT "|placement.allowance_unit="
  static const RuleCase cases[] = {
    { DUE "435" UNIT "hour", "" },
    { DUE "434" UNIT "hour", "allowance_rate" },
    { DUE "434" UNIT "hour|rule.allowance_rate.limit=430", "" },
    { DUE "3045" UNIT "day", "" },
    { DUE "3044" UNIT "day", "allowance_rate" },
    { DUE "15225" UNIT "week", "" },
    { DUE "15224" UNIT "week", "allowance_rate" },
    { DUE "66990" UNIT "month", "" },
    { DUE "66989" UNIT "month", "allowance_rate" },
    { DUE "76125" UNIT "total", "" },
    { DUE "76124" UNIT "total", "allowance_rate" },
    { DUE "100", "" }, /* of what, nobody knows */
    { DUE "0" UNIT "hour", "allowance" },
    { "placement.allowance=100" UNIT "hour", "" }, /* none is due */
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (cases[8].changes, "allowance_rate", "placement.allowance",
                            "The allowance makes 4,34" NBSP "€ an hour; at least 4,35" NBSP
                            "€ is due.");
}

static void
test_maximum (void)
{
#define PAID "placement.allowance=435|placement.allowance_unit=hour|"
  static const RuleCase cases[] = {
    { PAID "other=2026-09-01 2026-12-31 validated 7 749 21 no", "" },
    { PAID "other=2026-09-01 2026-12-31 validated 7 750 21 no", "maximum" },
    { PAID "other=2026-09-01 2026-12-31 validated 7 750 21 no|rule.maximum.limit=1000", "" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
}

static void
test_unsigned (void)
{
  static const RuleCase cases[] = {
    { "today=2027-01-03", "" },
    { "today=2027-01-04", "unsigned" },
    { "today=2027-01-04|signed=1", "" },
    { "today=2027-01-04|rule.unsigned.limit=6", "" },
    { "today=2027-01-10", "unsigned" },
    { "today=2027-01-11", "unsigned" },
    { "today=2027-02-12", "unsigned" },
    { "today=2027-02-13", "" },
    { "today=hier", "" },
  };
  static const struct
  {
    const char *changes, *text;
  } texts[] = {
    { "today=2027-01-04", "The placement begins in 7 days, on lundi 11 janvier 2027, and the "
                          "agreement is not signed." },
    { "today=2027-01-10", "The placement begins in 1 day, on lundi 11 janvier 2027, and the "
                          "agreement is not signed." },
    { "today=2027-01-11", "The placement begins today and the agreement is not signed." },
    { "today=2027-01-12", "The placement has begun on lundi 11 janvier 2027 and the agreement is "
                          "not signed." },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    rule_fixture_assert_text (texts[i].changes, "unsigned", "placement.start", texts[i].text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/rule/company/company", test_company);
  g_test_add_func ("/model/rule/company/allowance", test_allowance);
  g_test_add_func ("/model/rule/company/rate", test_rate);
  g_test_add_func ("/model/rule/company/maximum", test_maximum);
  g_test_add_func ("/model/rule/company/unsigned", test_unsigned);
  return g_test_run ();
}
