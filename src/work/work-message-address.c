/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-settings.h"
#include "work-message-plan-private.h"

/* (nullable): where somebody of that name is written to in that quality; %NULL when there is nobody
 * any more, or when two have the name */
static char *
find_address (const WorkMessageMatter *matter, ModelRecord *message)
{
  const char *name = model_record_get (message, "name");
  WorkMessageChannel channel = g_strcmp0 (model_record_get (message, "channel"), "sms") == 0
                                   ? WORK_MESSAGE_SMS
                                   : WORK_MESSAGE_MAIL;
  g_autoptr (GPtrArray) people = NULL;
  const WorkMessagePerson *found = NULL;
  ModelMessageAudience audience;

  if (name == NULL
      || !model_message_audience_find (model_record_get (message, "audience"), &audience))
    return NULL;
  people = _work_message_people (matter->records, MODEL_MESSAGE_AUDIENCE_BIT (audience));
  for (guint i = 0; i < people->len; i++)
    {
      const WorkMessagePerson *person = people->pdata[i];

      if (person->lack != NULL || g_strcmp0 (person->name, name) != 0)
        continue;
      if (found != NULL)
        return NULL;
      found = person;
    }
  return found != NULL ? _work_message_address (found, channel, NULL) : NULL;
}

/**
 * _work_message_correct_address:
 * @connection: a connection
 * @message: one that did not leave
 * @today: ISO day
 * @error: return location
 *
 * Gives it the address that the record of whom it is for has now: who was told that an address is
 * wrong and has put it right tries again.
 *
 * Returns: whether what it is about could be read
 */
gboolean
_work_message_correct_address (StoreConnection *connection,
                               ModelRecord *message,
                               const char *today,
                               GError **error)
{
  const WorkMessageThing thing = { model_record_get_int (message, "student_id"),
                                   model_record_get_int (message, "period_id"),
                                   model_record_get_int (message, "placement_id"),
                                   model_record_get_int (message, "agreement_id") };
  g_autoptr (ModelSettings) settings = NULL;
  g_autoptr (WorkMessageMatter) matter = NULL;
  g_autofree char *address = NULL;

  if (thing.student_id == 0)
    return TRUE;
  settings = store_settings_load (connection, error);
  if (settings == NULL)
    return FALSE;
  matter = _work_message_matter_load (connection, &thing, settings, today, error);
  if (matter == NULL)
    return FALSE;
  address = find_address (matter, message);
  if (address != NULL)
    model_record_set_canonical (message, "address", address);
  return TRUE;
}
