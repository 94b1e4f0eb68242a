/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-private.h"

/* Words around the headings of those who are met in several roles (domain §4.3–4.6). They are
 * compared as headings are, see _work_import_normalize(): one spelling stands for many. */
#define STUDENT "élève|stagiaire"
#define GUARDIAN1                                                               \
  "resp. légal 1|resp. 1|repr. légal 1|représentant 1|RL1|parent 1|légal 1" \
  "|resp. légal|repr. légal"
#define GUARDIAN2 "resp. légal 2|resp. 2|repr. légal 2|représentant 2|RL2|parent 2|légal 2"
#define TEACHER   "professeur référent|enseignant référent|professeur|prof|enseignant|référent"
#define COMPANY   "entreprise|ent|organisme"
#define SITE      "lieu d'accueil|lieu|site"
#define REPRESENTATIVE                                                      \
  "représentant|représentant entreprise|représentant légal|responsable" \
  "|responsable entreprise|signataire|dirigeant|gérant|ENT_REP"
#define TUTOR "tuteur|tuteur entreprise|maître de stage|tuteur de stage"

static const WorkImportPart student_parts[] = {
  { WORK_SLOT_STUDENT, NULL, NULL, STUDENT, TRUE },
  { WORK_SLOT_CLASS, NULL, NULL, NULL, TRUE },
  { WORK_SLOT_GUARDIAN1, NULL, "", GUARDIAN1, FALSE },
  { WORK_SLOT_GUARDIAN2, NULL, "", GUARDIAN2, FALSE },
};

static const WorkImportPart teacher_parts[] = {
  { WORK_SLOT_TEACHER, NULL, NULL, TEACHER, TRUE },
};

static const WorkImportPart company_parts[] = {
  { WORK_SLOT_COMPANY, NULL, NULL, COMPANY, TRUE },
  { WORK_SLOT_SITE, NULL, NULL, SITE, FALSE },
  { WORK_SLOT_REPRESENTATIVE, NULL, "", REPRESENTATIVE, FALSE },
  { WORK_SLOT_TUTOR, NULL, "", TUTOR, FALSE },
};

static const WorkImportPart period_parts[] = {
  { WORK_SLOT_PERIOD, NULL, NULL, "période", TRUE },
  { WORK_SLOT_CLASS, "name", NULL, NULL, TRUE },
  { WORK_SLOT_YEAR, "name", NULL, NULL, TRUE },
};

/* A placement only points to its student and its teacher: nothing of them is written. */
static const WorkImportPart placement_parts[] = {
  { WORK_SLOT_STUDENT, "family_name|given_name|birth_date|ine|internal_number", NULL, STUDENT,
    TRUE },
  { WORK_SLOT_CLASS, "name", NULL, NULL, TRUE },
  { WORK_SLOT_PERIOD, "name", NULL, "période", TRUE },
  { WORK_SLOT_PLACEMENT, NULL, NULL, NULL, TRUE },
  { WORK_SLOT_SEARCH, "state|reason", NULL, NULL, FALSE },
  { WORK_SLOT_COMPANY, NULL, "name|trade_name|siret|naf|address1|address2|postcode|town", COMPANY,
    FALSE },
  { WORK_SLOT_SITE, NULL, NULL, SITE, FALSE },
  { WORK_SLOT_REPRESENTATIVE, NULL, "", REPRESENTATIVE, FALSE },
  { WORK_SLOT_TUTOR, NULL, "", TUTOR, FALSE },
  { WORK_SLOT_TEACHER, "family_name|given_name|email", "", TEACHER, FALSE },
};

#define PARTS(parts) parts, G_N_ELEMENTS (parts)

static const WorkImportSpec specs[] = {
  { WORK_IMPORT_STUDENTS,
    "students",
    "import.students",
    PARTS (student_parts),
    { { WORK_SLOT_STUDENT, "family_name|ine|internal_number" } },
    _work_import_student_line },
  { WORK_IMPORT_TEACHERS,
    "teachers",
    "import.teachers",
    PARTS (teacher_parts),
    { { WORK_SLOT_TEACHER, "family_name" } },
    _work_import_teacher_line },
  { WORK_IMPORT_COMPANIES,
    "companies",
    "import.companies",
    PARTS (company_parts),
    { { WORK_SLOT_COMPANY, "name" } },
    _work_import_company_line },
  { WORK_IMPORT_PERIODS,
    "periods",
    "import.periods",
    PARTS (period_parts),
    { { WORK_SLOT_PERIOD, "name" }, { WORK_SLOT_PERIOD, "start" }, { WORK_SLOT_PERIOD, "end" } },
    _work_import_period_line },
  { WORK_IMPORT_PLACEMENTS,
    "placements",
    "import.placements",
    PARTS (placement_parts),
    { { WORK_SLOT_STUDENT, "family_name|ine|internal_number" }, { WORK_SLOT_PERIOD, "name" } },
    _work_import_placement_line },
};

static const ModelEntity slot_entities[] = {
  [WORK_SLOT_YEAR] = MODEL_ENTITY_SCHOOL_YEAR,    [WORK_SLOT_CLASS] = MODEL_ENTITY_CLASS_GROUP,
  [WORK_SLOT_STUDENT] = MODEL_ENTITY_STUDENT,     [WORK_SLOT_GUARDIAN1] = MODEL_ENTITY_GUARDIAN,
  [WORK_SLOT_GUARDIAN2] = MODEL_ENTITY_GUARDIAN,  [WORK_SLOT_TEACHER] = MODEL_ENTITY_TEACHER,
  [WORK_SLOT_PERIOD] = MODEL_ENTITY_PERIOD,       [WORK_SLOT_SEARCH] = MODEL_ENTITY_SEARCH,
  [WORK_SLOT_PLACEMENT] = MODEL_ENTITY_PLACEMENT, [WORK_SLOT_COMPANY] = MODEL_ENTITY_COMPANY,
  [WORK_SLOT_SITE] = MODEL_ENTITY_SITE,           [WORK_SLOT_REPRESENTATIVE] = MODEL_ENTITY_CONTACT,
  [WORK_SLOT_TUTOR] = MODEL_ENTITY_CONTACT,
};

/**
 * _work_import_spec:
 * @kind: a kind of list
 *
 * Returns: (transfer none) (nullable): what it reads; %NULL for %WORK_IMPORT_AUTO
 */
const WorkImportSpec *
_work_import_spec (WorkImportKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (specs); i++)
    if (specs[i].kind == kind)
      return &specs[i];
  return NULL;
}

/**
 * _work_import_slot_entity:
 * @slot: a slot
 *
 * Returns: the entity that fills it
 */
ModelEntity
_work_import_slot_entity (WorkSlot slot)
{
  return slot_entities[slot];
}

/**
 * work_import_kind_key:
 * @kind: a kind of list
 *
 * Returns: (transfer none): the word that commands and operations use: "students"; "auto" for
 *   %WORK_IMPORT_AUTO
 */
const char *
work_import_kind_key (WorkImportKind kind)
{
  const WorkImportSpec *spec = _work_import_spec (kind);

  return spec != NULL ? spec->key : "auto";
}

/**
 * work_import_kind_from_key:
 * @key: (nullable): "auto", "students", "teachers", "companies", "periods" or "placements"
 * @kind: (out): the kind
 *
 * Returns: %FALSE for any other word
 */
gboolean
work_import_kind_from_key (const char *key, WorkImportKind *kind)
{
  for (int i = WORK_IMPORT_AUTO; i <= WORK_IMPORT_PLACEMENTS; i++)
    if (g_strcmp0 (key, work_import_kind_key ((WorkImportKind) i)) == 0)
      {
        *kind = (WorkImportKind) i;
        return TRUE;
      }
  return FALSE;
}
