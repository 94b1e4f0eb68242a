/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-rule-fixture.h"

#define MINOR "student.birth_date=2009-06-01|"

static void
test_guardian (void)
{
  static const RuleCase cases[] = {
    { MINOR, "guardian" },
    { MINOR "guardian.family_name=Roques", "guardian_contact" },
    { MINOR "guardian.phone=0612345678", "" },
    { MINOR "guardian.mobile=0612345678", "" },
    { MINOR "guardian.email=a@exemple.fr", "" },
    { MINOR "guardian.town=Castelbrun", "" },
    { MINOR "guardian.family_name=Roques|guardian.phone= ", "guardian_contact" },
    /* Who has no address of one's own lives with the student. */
    { MINOR "guardian.family_name=Roques|student.address1=2 place du Marché", "" },
    /* 18 on the first day: of age then, but not yet when the agreement is signed. */
    { "student.birth_date=2009-01-11", "guardian" },
    { "student.birth_date=2009-01-11|today=2027-01-11|signed=1", "" },
    { "student.birth_date=2009-01-12|today=2027-01-11|signed=1", "guardian" },
    { "student.birth_date=2008-11-24", "" },
    { "student.birth_date=2008-11-25", "guardian" },
    { "student.birth_date=2008-11-25|today=2026-11-25", "" },
    { "student.birth_date=2009-01-11|today=", "" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      MINOR, "guardian", "guardian.family_name",
      "The student is a minor until mardi 1er juin 2027 and has no guardian to sign the "
      "agreement.");
}

static void
test_enrolment (void)
{
  static const RuleCase cases[] = {
    { "student.exit_date=2027-02-12", "" },     { "student.exit_date=2027-02-11", "left" },
    { "student.exit_date=2026-11-01", "left" }, { "class_group=none", "class" },
    { "class_group=none|period=none", "" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      cases[1].changes, "left", "student.exit_date",
      "The student has left the school on jeudi 11 février 2027, before the last day, "
      "vendredi 12 février 2027.");
}

static void
test_reach (void)
{
  static const RuleCase cases[] = {
    { "tutor.phone=", "tutor_contact" },
    { "tutor.phone=|tutor.mobile=0612345678", "" },
    { "tutor=none", "" },
    { "representative.email=", "representative_contact" },
    { "representative.email=|representative.phone=0536490012", "" },
    { "representative=none", "" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
}

static void
test_family (void)
{
  static const RuleCase cases[] = {
    { "student.phone=0536490012", "family_contact" },
    { "student.mobile=0536490012", "family_contact" },
    { "student.phone=0536490013", "" },
    { "guardian.mobile=0536490012", "family_contact" },
    { "tutor.email=Lea@exemple.fr|student.email=lea@exemple.fr", "family_contact" },
    { "tutor.email=lea@exemple.fr|student.email=leo@exemple.fr", "" },
    { "guardian.email=roux@exemple.fr", "family_contact" }, /* the representative's */
    { "guardian.email=roux@exemple.fr|tutor.email=roux@exemple.fr",
      "family_contact family_contact" },
    { "guardian.email=roux@exemple.fr|rule.family_contact=off", "" },
    { "student=none|guardian.mobile=0536490012", "family_contact" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      "student.phone=+33612345678|tutor.phone=+33612345678", "family_contact", "placement.tutor_id",
      "06 12 34 56 78 is the tutor’s and also the student’s or a guardian’s.");
  rule_fixture_assert_text (
      cases[6].changes, "family_contact", "placement.representative_id",
      "roux@exemple.fr is the company representative’s and also the student’s or a "
      "guardian’s.");
}

/* One contact in both roles is told of once. */
static void
test_one_contact (void)
{
  g_autoptr (RuleFixture) fixture = rule_fixture_new ("tutor.phone=|student.email=x@exemple.fr|"
                                                      "tutor.email=x@exemple.fr");
  g_autoptr (RuleFixture) mute = rule_fixture_new ("tutor.phone=");
  g_autoptr (GPtrArray) shared = NULL;
  g_autoptr (GPtrArray) unreached = NULL;

  g_set_object (&fixture->facts.representative, fixture->facts.tutor);
  shared = rule_fixture_check (fixture);
  g_assert_cmpuint (shared->len, ==, 1);
  g_set_object (&mute->facts.representative, mute->facts.tutor);
  unreached = rule_fixture_check (mute);
  g_assert_cmpuint (unreached->len, ==, 1);
}

static void
test_loads (void)
{
  static const RuleCase cases[] = {
    { "company_load=5 2027-01-11 2027-02-12", "" },
    { "company_load=6 2027-01-11 2027-02-12", "company_load" },
    { "company_load=6 2027-01-11 2027-02-12|rule.company_load.limit=7", "" },
    { "tutor_load=2 2027-01-11 2027-02-12", "" },
    { "tutor_load=3 2027-01-11 2027-02-12", "tutor_load" },
    { "referent_load=15 2027-01-11 2027-02-12", "" },
    { "referent_load=16 2027-01-11 2027-02-12", "referent_load" },
    /* Only those who are there on the same day count. */
    { "tutor_load=3 2027-02-12 2027-03-12", "tutor_load" },
    { "tutor_load=3 2027-02-13 2027-03-12", "" },
    { "tutor_load=3 2026-12-01 2027-01-11", "tutor_load" },
    { "tutor_load=3 2026-12-01 2027-01-10", "" },
    { "tutor_load=2 2027-01-11 2027-01-22|tutor_load=2 2027-01-23 2027-02-12", "" },
    { "tutor_load=2 2027-01-11 2027-01-23|tutor_load=2 2027-01-23 2027-02-12", "tutor_load" },
    { "tutor_load=3 - 2027-02-12", "" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      cases[12].changes, "tutor_load", "placement.tutor_id",
      "The tutor looks after 5 students at once, this one among them, on samedi 23 janvier "
      "2027; no more than 3.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/rule/people/guardian", test_guardian);
  g_test_add_func ("/model/rule/people/enrolment", test_enrolment);
  g_test_add_func ("/model/rule/people/reach", test_reach);
  g_test_add_func ("/model/rule/people/family", test_family);
  g_test_add_func ("/model/rule/people/one-contact", test_one_contact);
  g_test_add_func ("/model/rule/people/loads", test_loads);
  return g_test_run ();
}
