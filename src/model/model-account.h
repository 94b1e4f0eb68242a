/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-entity.h"

G_BEGIN_DECLS

/**
 * ModelAccountRole:
 *
 * What an account is for. A database without accounts: everybody is an administrator.
 */
typedef enum
{
  MODEL_ACCOUNT_ADMINISTRATOR,
  MODEL_ACCOUNT_SECRETARY,
  MODEL_ACCOUNT_TEACHER,
  MODEL_ACCOUNT_READER,
  MODEL_N_ACCOUNT_ROLES,
  MODEL_ACCOUNT_NOBODY = -1 /* who has not signed in yet */
} ModelAccountRole;

/**
 * ModelAct:
 *
 * What can be done with Paraphe, as far as roles tell it apart.
 */
typedef enum
{
  MODEL_ACT_EDIT_SEARCH,
  MODEL_ACT_EDIT_SHEET,
  MODEL_ACT_VALIDATE_SHEET,
  MODEL_ACT_EDIT_PEOPLE,
  MODEL_ACT_IMPORT,
  MODEL_ACT_MAKE_AGREEMENT,
  MODEL_ACT_MOVE_STEP,
  MODEL_ACT_SIGN,
  MODEL_ACT_WRITE_MESSAGES,
  MODEL_ACT_NOTE_ADMINISTRATION, /* read and write notes for the administration only */
  MODEL_ACT_NOTE_TEACHERS,       /* read and write notes for teachers */
  MODEL_ACT_EDIT_SETTINGS,
  MODEL_ACT_MANAGE_ACCOUNTS,
  MODEL_ACT_BACK_UP,
  MODEL_ACT_RESTORE,
  MODEL_ACT_PURGE,
  MODEL_ACT_EXPORT_LIST,
  MODEL_ACT_EXPORT_PERSON,
  MODEL_ACT_SEE_ACCESS_LOG,
  MODEL_ACT_REVEAL_SENSITIVE,
  MODEL_ACT_EXCHANGE,
  MODEL_ACT_UNDO,
  MODEL_N_ACTS
} ModelAct;

typedef enum
{
  MODEL_MAY_NO,
  MODEL_MAY_OWN, /* of one's own students, and of what one has written oneself */
  MODEL_MAY_YES
} ModelMay;

/**
 * ModelDeed:
 *
 * What happens to a row.
 */
typedef enum
{
  MODEL_DEED_READ,
  MODEL_DEED_INSERT,
  MODEL_DEED_UPDATE,
  MODEL_DEED_DELETE,
  MODEL_N_DEEDS
} ModelDeed;

const char *model_account_role_key (ModelAccountRole role);
const char *model_account_role_label (ModelAccountRole role);
ModelAccountRole model_account_role_from_key (const char *key);

ModelMay model_account_may (ModelAccountRole role, ModelAct act);
const char *model_act_label (ModelAct act);

ModelMay model_account_may_row (ModelAccountRole role, ModelEntity entity, ModelDeed deed);
gboolean model_account_hides (ModelAccountRole role, const ModelField *field);
gboolean model_account_has_key (ModelAccountRole role);

G_END_DECLS
