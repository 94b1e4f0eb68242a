/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-entity.h"

G_BEGIN_DECLS

/**
 * ModelRole:
 * @key: "guardian1", "tutor"…
 * @entity: what fills the role
 * @prefix: what stands before the merge names of the entity's fields: "RL1_", or ""
 * @label: English source label
 *
 * A place that a record takes in an agreement. The same contact is a tutor in one agreement and a
 * representative in another: the role, not the entity, gives the merge prefix.
 */
typedef struct
{
  const char *key;
  ModelEntity entity;
  const char *prefix;
  const char *label;
} ModelRole;

typedef enum
{
  MODEL_ROLE_SCHOOL,
  MODEL_ROLE_SCHOOL_YEAR,
  MODEL_ROLE_CLASS_GROUP,
  MODEL_ROLE_TEACHER,
  MODEL_ROLE_STUDENT,
  MODEL_ROLE_GUARDIAN1,
  MODEL_ROLE_GUARDIAN2,
  MODEL_ROLE_COMPANY,
  MODEL_ROLE_SITE,
  MODEL_ROLE_REPRESENTATIVE,
  MODEL_ROLE_TUTOR,
  MODEL_ROLE_PERIOD,
  MODEL_ROLE_PLACEMENT,
  MODEL_ROLE_AGREEMENT,
  MODEL_N_ROLES
} ModelRoleId;

/**
 * ModelMergeName:
 * @name: full merge name, upper case: "RL1_NOM"
 * @role: the role asked for a value; @field is one of its entity's fields
 * @field: the field, or %NULL for a computed name (see model_merge_computed_names())
 * @label: English source label: of the field, or of what is computed
 */
typedef struct
{
  char *name;
  ModelRoleId role;
  const ModelField *field;
  const char *label;
} ModelMergeName;

const ModelRole *model_role_info (ModelRoleId role);
const ModelMergeName *model_merge_find (const char *name);
const char *model_merge_name_for (ModelRoleId role, const ModelField *field);
char **model_merge_suggest (const char *name, guint max);
const ModelMergeName *model_merge_guess (const char *name);
const GPtrArray *model_merge_names (void);
const char *const *model_merge_computed_names (void);
const char *model_merge_signature_name (const char *role);
gboolean model_merge_is_signature (const char *name);
gboolean model_merge_is_picture (const ModelMergeName *name);

G_END_DECLS
