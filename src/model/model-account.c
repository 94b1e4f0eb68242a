/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-account.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NO  MODEL_MAY_NO
#define OWN MODEL_MAY_OWN
#define YES MODEL_MAY_YES

static const struct
{
  const char *key;
  const char *label;
} roles[MODEL_N_ACCOUNT_ROLES] = {
  { "administrator", NC_ ("account", "Administrator") },
  { "secretary", NC_ ("account", "Secretary’s office") },
  { "teacher", NC_ ("account", "Teacher") },
  { "reader", NC_ ("account", "Reading only") },
};

/* clang-format off: a table is read by columns */
/* Who may do what: administrator, secretary, teacher, reader. */
static const struct
{
  const char *label;
  guint8 may[MODEL_N_ACCOUNT_ROLES];
} acts[MODEL_N_ACTS] = {
  [MODEL_ACT_EDIT_SEARCH] = { N_ ("Follow searches and interviews"), { YES, YES, OWN, NO } },
  [MODEL_ACT_EDIT_SHEET] = { N_ ("Fill in placement sheets"), { YES, YES, OWN, NO } },
  [MODEL_ACT_VALIDATE_SHEET] = { N_ ("Validate placement sheets"), { YES, YES, NO, NO } },
  [MODEL_ACT_EDIT_PEOPLE] = { N_ ("Change students, teachers and companies"),
                              { YES, YES, NO, NO } },
  [MODEL_ACT_IMPORT] = { N_ ("Import files"), { YES, YES, NO, NO } },
  [MODEL_ACT_MAKE_AGREEMENT] = { N_ ("Make agreements"), { YES, YES, NO, NO } },
  [MODEL_ACT_MOVE_STEP] = { N_ ("Move agreements from step to step"), { YES, YES, NO, NO } },
  [MODEL_ACT_SIGN] = { N_ ("Send agreements to be signed"), { YES, YES, NO, NO } },
  [MODEL_ACT_WRITE_MESSAGES] = { N_ ("Write mails and text messages"), { YES, YES, NO, NO } },
  [MODEL_ACT_NOTE_ADMINISTRATION] = { N_ ("Notes for the administration"), { YES, YES, NO, NO } },
  [MODEL_ACT_NOTE_TEACHERS] = { N_ ("Notes for teachers"), { YES, YES, OWN, NO } },
  [MODEL_ACT_EDIT_SETTINGS] = { N_ ("Change the school’s settings"), { YES, YES, NO, NO } },
  [MODEL_ACT_MANAGE_ACCOUNTS] = { N_ ("Manage accounts"), { YES, NO, NO, NO } },
  [MODEL_ACT_BACK_UP] = { N_ ("Make backups"), { YES, YES, NO, NO } },
  [MODEL_ACT_RESTORE] = { N_ ("Restore a backup"), { YES, NO, NO, NO } },
  [MODEL_ACT_PURGE] = { N_ ("Purge and make anonymous"), { YES, NO, NO, NO } },
  [MODEL_ACT_EXPORT_LIST] = { N_ ("Export and print lists"), { YES, YES, OWN, YES } },
  [MODEL_ACT_EXPORT_PERSON] = { N_ ("Export one person’s data"), { YES, YES, NO, NO } },
  [MODEL_ACT_SEE_ACCESS_LOG] = { N_ ("See the access log"), { YES, NO, NO, NO } },
  [MODEL_ACT_REVEAL_SENSITIVE] = { N_ ("Reveal sensitive values"), { YES, YES, OWN, NO } },
  [MODEL_ACT_EXCHANGE] = { N_ ("Exchange with teachers by spreadsheet"), { YES, YES, NO, NO } },
  [MODEL_ACT_UNDO] = { N_ ("Undo"), { YES, YES, OWN, NO } },
};

/* What becomes of rows: teacher and reader, each reading, adding, changing and deleting. The
 * administration may all (see below for a secretary). @hidden: columns that the teacher does not
 * see, between bars. Deleting one's own: undoing. */
static const struct
{
  guint8 teacher[MODEL_N_DEEDS];
  guint8 reader; /* reading: a reader does nothing else */
  const char *hidden;
} rows[MODEL_N_ENTITIES] = {
  [MODEL_ENTITY_SCHOOL] = { { YES, NO, NO, NO }, YES, "|signature|stamp|" },
  [MODEL_ENTITY_SCHOOL_YEAR] = { { YES, NO, NO, NO }, YES, NULL },
  [MODEL_ENTITY_TEMPLATE] = { { YES, NO, NO, NO }, YES, NULL },
  [MODEL_ENTITY_TEACHER] = { { YES, NO, NO, NO }, YES, "|phone|accepts_sms|" },
  [MODEL_ENTITY_CLASS_GROUP] = { { YES, NO, NO, NO }, YES, NULL },
  [MODEL_ENTITY_STUDENT] = { { OWN, NO, NO, NO }, YES, "|ine|social_number|arrangements|" },
  [MODEL_ENTITY_GUARDIAN] = { { OWN, NO, NO, NO },
                              YES,
                              "|address1|address2|postcode|town|email|accepts_sms|" },
  [MODEL_ENTITY_ENROLMENT] = { { OWN, NO, NO, NO }, YES, NULL },
  [MODEL_ENTITY_COMPANY] = { { YES, YES, NO, OWN }, YES, NULL },
  [MODEL_ENTITY_SITE] = { { YES, YES, NO, OWN }, YES, NULL },
  [MODEL_ENTITY_CONTACT] = { { YES, YES, NO, OWN }, YES, NULL },
  [MODEL_ENTITY_PERIOD] = { { YES, NO, NO, NO }, YES, NULL },
  [MODEL_ENTITY_PERIOD_CLASS] = { { YES, NO, NO, NO }, YES, NULL },
  [MODEL_ENTITY_SEARCH] = { { OWN, OWN, OWN, OWN }, YES, NULL },
  [MODEL_ENTITY_INTERVIEW] = { { OWN, OWN, OWN, OWN }, YES, NULL },
  [MODEL_ENTITY_PLACEMENT] = { { OWN, OWN, OWN, OWN }, YES, NULL },
  [MODEL_ENTITY_STEP] = { { YES, NO, NO, NO }, YES, NULL },
  [MODEL_ENTITY_SIGNATORY_ROLE] = { { YES, NO, NO, NO }, YES, NULL },
  [MODEL_ENTITY_AGREEMENT] = { { OWN, NO, NO, NO }, YES, "|snapshot|" },
  [MODEL_ENTITY_SIGNATORY] = { { OWN, NO, NO, NO }, YES, "|email|phone|" },
  [MODEL_ENTITY_DOCUMENT] = { { OWN, NO, NO, NO }, YES, NULL },
  [MODEL_ENTITY_NOTE] = { { OWN, OWN, OWN, OWN }, OWN, NULL },
  [MODEL_ENTITY_SETTING] = { { OWN, NO, NO, NO }, OWN, NULL },
  [MODEL_ENTITY_SIGNATURE_REQUEST] = { { OWN, NO, NO, NO }, YES, "|address|remote_id|" },
  [MODEL_ENTITY_SIGNATURE_SIGNER] = { { OWN, NO, NO, NO },
                                      YES,
                                      "|email|mobile|remote_id|signed_from|" },
  [MODEL_ENTITY_MESSAGE_TEXT] = { { NO, NO, NO, NO }, NO, NULL },
  [MODEL_ENTITY_MESSAGE_RULE] = { { NO, NO, NO, NO }, NO, NULL },
  [MODEL_ENTITY_MESSAGE_BLOCK] = { { NO, NO, NO, NO }, NO, NULL },
  [MODEL_ENTITY_MESSAGE] = { { NO, NO, NO, NO }, NO, NULL },
};
/* clang-format on */

/* What no flag of the catalogue tells a reader to leave alone. */
static const char *const hidden_from_reader[] = {
  "agreement.snapshot",      "signatory.email",
  "signatory.phone",         "signature_signer.email",
  "signature_signer.mobile", "signature_signer.signed_from",
  "school.signature",        "school.stamp",
};

static gboolean
is_role (ModelAccountRole role)
{
  return role >= 0 && role < MODEL_N_ACCOUNT_ROLES;
}

/**
 * model_account_role_key:
 * @role: a role
 *
 * Returns: how the database and the command line call it
 */
const char *
model_account_role_key (ModelAccountRole role)
{
  return is_role (role) ? roles[role].key : "";
}

/**
 * model_account_role_label:
 * @role: a role
 *
 * Returns: how people call it
 */
const char *
model_account_role_label (ModelAccountRole role)
{
  return is_role (role) ? g_dpgettext2 (GETTEXT_PACKAGE, "account", roles[role].label) : "";
}

/**
 * model_account_role_from_key:
 * @key: (nullable): as of model_account_role_key()
 *
 * Returns: the role; %MODEL_ACCOUNT_NOBODY for an unknown one
 */
ModelAccountRole
model_account_role_from_key (const char *key)
{
  for (int i = 0; i < MODEL_N_ACCOUNT_ROLES; i++)
    if (g_strcmp0 (roles[i].key, key) == 0)
      return (ModelAccountRole) i;
  return MODEL_ACCOUNT_NOBODY;
}

/**
 * model_account_may:
 * @role: a role
 * @act: what somebody wants to do
 *
 * Returns: whether that role may; nobody may anything
 */
ModelMay
model_account_may (ModelAccountRole role, ModelAct act)
{
  g_return_val_if_fail (act >= 0 && act < MODEL_N_ACTS, MODEL_MAY_NO);

  return is_role (role) ? (ModelMay) acts[act].may[role] : MODEL_MAY_NO;
}

/**
 * model_act_label:
 * @act: an act
 *
 * Returns: how people call it
 */
const char *
model_act_label (ModelAct act)
{
  g_return_val_if_fail (act >= 0 && act < MODEL_N_ACTS, NULL);

  return _ (acts[act].label);
}

/**
 * model_account_may_row:
 * @role: a role
 * @entity: an entity
 * @deed: what happens to a row of it
 *
 * The table that the store enforces. What makes a row one's own is the store's to say.
 *
 * Returns: whether that role may do it to any row, to its own ones, or to none
 */
ModelMay
model_account_may_row (ModelAccountRole role, ModelEntity entity, ModelDeed deed)
{
  g_return_val_if_fail (entity >= 0 && entity < MODEL_N_ENTITIES, MODEL_MAY_NO);
  g_return_val_if_fail (deed >= 0 && deed < MODEL_N_DEEDS, MODEL_MAY_NO);

  switch (role)
    {
    case MODEL_ACCOUNT_ADMINISTRATOR:
      return MODEL_MAY_YES;
    case MODEL_ACCOUNT_SECRETARY:
      /* Those of security are the administrator's. */
      return entity == MODEL_ENTITY_SETTING && deed != MODEL_DEED_READ ? MODEL_MAY_OWN
                                                                       : MODEL_MAY_YES;
    case MODEL_ACCOUNT_TEACHER:
      return (ModelMay) rows[entity].teacher[deed];
    case MODEL_ACCOUNT_READER:
      return deed == MODEL_DEED_READ ? (ModelMay) rows[entity].reader : MODEL_MAY_NO;
    default:
      return MODEL_MAY_NO;
    }
}

/**
 * model_account_hides:
 * @role: a role
 * @field: a field
 *
 * Returns: whether that role does not see the field, even of rows that it sees
 */
gboolean
model_account_hides (ModelAccountRole role, const ModelField *field)
{
  g_return_val_if_fail (field != NULL, TRUE);

  if (role == MODEL_ACCOUNT_ADMINISTRATOR || role == MODEL_ACCOUNT_SECRETARY)
    return FALSE;
  if (role == MODEL_ACCOUNT_TEACHER)
    {
      const char *hidden = rows[model_field_entity (field)].hidden;
      g_autofree char *word = g_strdup_printf ("|%s|", model_field_column (field));

      return hidden != NULL && strstr (hidden, word) != NULL;
    }
  if (role != MODEL_ACCOUNT_READER || (field->flags & MODEL_FIELD_SENSITIVE) != 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (hidden_from_reader); i++)
    if (g_str_equal (field->key, hidden_from_reader[i]))
      return TRUE;
  return FALSE;
}

/**
 * model_account_has_key:
 * @role: a role
 *
 * Returns: whether its password opens what is sealed in the database
 */
gboolean
model_account_has_key (ModelAccountRole role)
{
  return role == MODEL_ACCOUNT_ADMINISTRATOR || role == MODEL_ACCOUNT_SECRETARY;
}
