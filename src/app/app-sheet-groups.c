/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-groups-private.h"

#include <glib/gi18n-lib.h>

#define NOBODY  MODEL_N_ROLES
#define PERSON  "title|family_name|given_name|function|phone|mobile|email"
#define ADDRESS "address1|address2|postcode|town"

/* The sheet from top to bottom. A field of somebody else that the school makes mandatory and that
 * has no place here is added where its owner is. */
static const AppSheetGroup groups[] = {
  { N_ ("Company"), NULL, MODEL_ROLE_COMPANY, N_ ("Create the company"),
    N_ ("A new company, kept with the sheet"), "company_id",
    "name|trade_name|siret|naf|activity|legal_form|" ADDRESS
    "|phone|email|insurer|insurance_number" },
  { N_ ("Host site"), N_ ("Only when one works elsewhere than at the company’s address"),
    MODEL_ROLE_SITE, N_ ("Add a site to the company"),
    N_ ("A new site of the company, kept with the sheet"), "site_id",
    "name|" ADDRESS "|siret|phone" },
  { N_ ("Representative"), NULL, MODEL_ROLE_REPRESENTATIVE, N_ ("Add a person to the company"),
    N_ ("A new person of the company, kept with the sheet"), "representative_id", PERSON },
  { N_ ("Tutor"), NULL, MODEL_ROLE_TUTOR, N_ ("Add a person to the company"),
    N_ ("A new person of the company, kept with the sheet"), "tutor_id", PERSON },
  { N_ ("Referent teacher"), NULL, MODEL_ROLE_TEACHER, NULL, NULL, "teacher_id", "email|phone" },
  { N_ ("Student"), NULL, MODEL_ROLE_STUDENT, NULL, NULL, "",
    "birth_date|" ADDRESS "|phone|mobile|email" },
  { N_ ("Guardian"), NULL, MODEL_ROLE_GUARDIAN1, NULL, NULL, "",
    "title|family_name|given_name|kinship|" ADDRESS "|phone|mobile|email" },
  { N_ ("Class"), NULL, MODEL_ROLE_CLASS_GROUP, NULL, NULL, "", "" },
  { N_ ("School"), NULL, MODEL_ROLE_SCHOOL, NULL, NULL, "", "" },
  { N_ ("Dates"), NULL, NOBODY, NULL, NULL, "start|end|interruptions|weekly_hours|total_days", "" },
  { N_ ("Weekly hours"), NULL, NOBODY, NULL, NULL, "*", "" },
  { N_ ("Activities"), NULL, NOBODY, NULL, NULL,
    "subject|activities|skills|objectives|follow_up|assessment", "" },
  { N_ ("Practical matters"), NULL, NOBODY, NULL, NULL,
    "meals|transport|lodging|allowance|allowance_unit|allowance_payment|benefits", "" },
  { N_ ("Particulars"), NULL, NOBODY, NULL, NULL,
    "night_work|sunday_work|regulated_works|regulated_on|equipment|abroad|confidential", "" },
  { N_ ("Agreement"), NULL, NOBODY, NULL, NULL, "template_id|notes", "" },
};

/**
 * _app_sheet_groups:
 * @n: (out): how many there are
 *
 * Returns: (transfer none): the groups of the form, from top to bottom
 */
const AppSheetGroup *
_app_sheet_groups (guint *n)
{
  *n = G_N_ELEMENTS (groups);
  return groups;
}

/**
 * _app_sheet_group:
 * @index: a group, from 0
 *
 * Returns: (transfer none): it
 */
const AppSheetGroup *
_app_sheet_group (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (groups), NULL);

  return &groups[index];
}
