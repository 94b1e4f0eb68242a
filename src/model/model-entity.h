/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ModelEntity:
 *
 * The entities of Paraphe, in an order where each refers only to itself and those before it.
 */
typedef enum
{
  MODEL_ENTITY_SCHOOL,
  MODEL_ENTITY_SCHOOL_YEAR,
  MODEL_ENTITY_TEMPLATE,
  MODEL_ENTITY_TEACHER,
  MODEL_ENTITY_CLASS_GROUP,
  MODEL_ENTITY_STUDENT,
  MODEL_ENTITY_GUARDIAN,
  MODEL_ENTITY_ENROLMENT,
  MODEL_ENTITY_COMPANY,
  MODEL_ENTITY_SITE,
  MODEL_ENTITY_CONTACT,
  MODEL_ENTITY_PERIOD,
  MODEL_ENTITY_PERIOD_CLASS,
  MODEL_ENTITY_SEARCH,
  MODEL_ENTITY_INTERVIEW,
  MODEL_ENTITY_PLACEMENT,
  MODEL_ENTITY_STEP,
  MODEL_ENTITY_SIGNATORY_ROLE,
  MODEL_ENTITY_AGREEMENT,
  MODEL_ENTITY_SIGNATORY,
  MODEL_ENTITY_DOCUMENT,
  MODEL_ENTITY_NOTE,
  MODEL_ENTITY_SETTING,
  MODEL_ENTITY_SIGNATURE_REQUEST,
  MODEL_ENTITY_SIGNATURE_SIGNER,
  MODEL_ENTITY_MESSAGE_TEXT,
  MODEL_ENTITY_MESSAGE_RULE,
  MODEL_ENTITY_MESSAGE_BLOCK,
  MODEL_ENTITY_MESSAGE,
  MODEL_N_ENTITIES,
  MODEL_ENTITY_NONE = -1
} ModelEntity;

/**
 * ModelType:
 *
 * How a field's value is checked, kept and shown. A value is always UTF-8 text in one canonical
 * form: dates are ISO, integers decimal, booleans "0" or "1", money in cents, references the
 * decimal id of a row of the entity named by the field's detail, choices a key of its detail.
 */
typedef enum
{
  MODEL_TYPE_TEXT,
  MODEL_TYPE_LONG_TEXT,
  MODEL_TYPE_DATE,
  MODEL_TYPE_TIMESTAMP, /* UTC, "2026-11-24T08:00:00Z" */
  MODEL_TYPE_INTEGER,
  MODEL_TYPE_DECIMAL, /* hours: "35" or "35.5" */
  MODEL_TYPE_MONEY,
  MODEL_TYPE_BOOLEAN,
  MODEL_TYPE_CHOICE,
  MODEL_TYPE_REFERENCE,
  MODEL_TYPE_EMAIL,
  MODEL_TYPE_PHONE,
  MODEL_TYPE_POSTCODE,
  MODEL_TYPE_SIRET,
  MODEL_TYPE_UAI,
  MODEL_TYPE_INE,
  MODEL_TYPE_NAF,
  MODEL_TYPE_SLOT, /* hours of a half day: "08:00-12:00" */
  MODEL_TYPE_BYTES /* base64 of a BLOB column: templates, pictures */
} ModelType;

typedef enum
{
  MODEL_FIELD_NONE = 0,
  MODEL_FIELD_REQUIRED = 1 << 0,   /* NOT NULL: the row makes no sense without it */
  MODEL_FIELD_MANDATABLE = 1 << 1, /* the school may make it mandatory on its sheet */
  MODEL_FIELD_SENSITIVE = 1 << 2,  /* masked on screen, never in a log */
  MODEL_FIELD_SEARCH = 1 << 3,     /* part of the row's search key */
  MODEL_FIELD_SORT = 1 << 4,       /* part of the row's sort key, in catalogue order */
  MODEL_FIELD_UPPER = 1 << 5,      /* shown and merged in capitals: family names */
  MODEL_FIELD_QUIET = 1 << 6,      /* its value is not repeated in history (bytes, snapshots) */
  MODEL_FIELD_SEALED = 1 << 7      /* encrypted in the database when it has accounts (a note's text:
                                      when it is for the administration) */
} ModelFieldFlags;

/**
 * ModelField:
 * @key: "student.family_name": entity, dot, column
 * @label: English source label, marked for translation
 * @merge: merge name ("NOM"), or %NULL; for entities met in several roles (guardian, contact) the
 *   part behind the role's prefix
 * @aliases: other merge names, separated by "|", or %NULL
 * @imports: column headings met in the schools' files, separated by "|", or %NULL
 * @detail: the entity of a reference, the keys of a choice separated by "|", else %NULL
 *
 * One line of the catalogue.
 */
typedef struct
{
  const char *key;
  ModelType type;
  const char *label;
  const char *merge;
  const char *aliases;
  const char *imports;
  const char *detail;
  ModelFieldFlags flags;
} ModelField;

/**
 * ModelEntityInfo:
 * @key: the table's name and the first half of the fields' keys
 * @label: English source label, singular
 * @n_fields: how many @fields there are
 *
 * One entity of the catalogue.
 */
typedef struct
{
  const char *key;
  const char *label;
  const ModelField *fields;
  guint n_fields;
} ModelEntityInfo;

const ModelEntityInfo *model_entity_info (ModelEntity entity);
ModelEntity model_entity_from_key (const char *key);
gboolean model_entity_has_keys (ModelEntity entity);

const ModelField *model_field_find (const char *key);
const char *model_field_column (const ModelField *field);
int model_field_index (ModelEntity entity, const char *column);
ModelEntity model_field_entity (const ModelField *field);
ModelEntity model_field_target (const ModelField *field);

G_END_DECLS
