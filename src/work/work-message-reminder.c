/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"
#include "work-message-send-private.h"

/* What reminds somebody to sign. Being late is told to others, too. */
#define REMINDER "agreement.reminder"

/* In what quality those who are written to sign. */
static const struct
{
  const char *audience;
  const char *role;
} roles[] = {
  { "student", "student" }, { "guardian", "guardian" }, { "representative", "company" },
  { "tutor", "tutor" },     { "teacher", "teacher" },   { "office", "school" },
};

static const char *
find_role (ModelRecord *message)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (model_record_get (message, "audience"), roles[i].audience) == 0)
      return roles[i].role;
  return NULL;
}

static gboolean
is_same (ModelRecord *signatory, ModelRecord *message)
{
  const char *email = model_record_get (signatory, "email");
  const char *name = model_record_get (signatory, "name");

  return (email != NULL && g_strcmp0 (email, model_record_get (message, "address")) == 0)
         || (name != NULL && g_strcmp0 (name, model_record_get (message, "name")) == 0);
}

/* Of two in one quality, the one who was written to; the only one whatever it is called there. */
static GPtrArray *
find_reminded (GPtrArray *signatories, ModelRecord *message)
{
  const char *role = find_role (message);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GPtrArray *named = g_ptr_array_new ();

  for (guint i = 0; i < signatories->len; i++)
    {
      ModelRecord *signatory = signatories->pdata[i];

      if (g_strcmp0 (model_record_get (signatory, "role"), role) != 0)
        continue;
      g_ptr_array_add (all, signatory);
      if (is_same (signatory, message))
        g_ptr_array_add (named, signatory);
    }
  if (named->len == 0 && all->len == 1)
    g_ptr_array_add (named, all->pdata[0]);
  return named;
}

/**
 * _work_message_note_reminder:
 * @connection: a connection, in a transaction
 * @message: one that has left
 * @operation: what it is part of
 * @error: return location for a #StoreError
 *
 * Whoever was reminded by it to sign, and has not, was reminded today: lists of what is to be
 * chased count from there.
 *
 * Returns: whether it is written
 */
gboolean
_work_message_note_reminder (StoreConnection *connection,
                             ModelRecord *message,
                             StoreOperation *operation,
                             GError **error)
{
  const char *agreement_id = model_record_get (message, "agreement_id");
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (GPtrArray) signatories = NULL;
  g_autoptr (GPtrArray) reminded = NULL;

  if (agreement_id == NULL || g_strcmp0 (model_record_get (message, "event"), REMINDER) != 0)
    return TRUE;
  signatories =
      store_find (connection, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement_id, error);
  if (signatories == NULL)
    return FALSE;
  reminded = find_reminded (signatories, message);
  for (guint i = 0; i < reminded->len; i++)
    {
      ModelRecord *signatory = reminded->pdata[i];

      if (model_record_get (signatory, "signed_on") != NULL)
        continue;
      model_record_set_canonical (signatory, "reminded_on", today);
      if (!store_save (connection, signatory, operation, NULL, error))
        return FALSE;
    }
  return TRUE;
}
