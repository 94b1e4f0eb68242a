/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-plan-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-ident.h"
#include "message-sms-text.h"
#include "model-person.h"
#include "work-change-private.h"

/* The age from which somebody speaks for oneself (Code civil, art. 414). */
#define OF_AGE 18

/* Who is meant by an audience. Of two in the same quality, nobody is told to be missing but the
 * first. */
static const struct
{
  ModelMessageAudience audience;
  ModelRoleId role;
  const char *slot;
  const char *lack;
} people[] = {
  { MODEL_MESSAGE_STUDENT, MODEL_ROLE_STUDENT, "student", NULL },
  { MODEL_MESSAGE_GUARDIAN, MODEL_ROLE_GUARDIAN1, "guardian1",
    N_ ("The student has no guardian: add one to the student’s record.") },
  { MODEL_MESSAGE_GUARDIAN, MODEL_ROLE_GUARDIAN2, "guardian2", NULL },
  { MODEL_MESSAGE_REPRESENTATIVE, MODEL_ROLE_REPRESENTATIVE, "representative",
    N_ ("The sheet does not say who represents the company: choose somebody there.") },
  { MODEL_MESSAGE_TUTOR, MODEL_ROLE_TUTOR, "tutor",
    N_ ("The sheet names no tutor: choose one there.") },
  { MODEL_MESSAGE_TEACHER, MODEL_ROLE_TEACHER, "teacher",
    N_ ("There is no referent teacher: choose one.") },
  { MODEL_MESSAGE_OFFICE, MODEL_ROLE_SCHOOL, "office",
    N_ ("The school has no record yet: fill it in.") },
};

static const char *const adult =
    N_ ("The student is of age: guardians are not written to about grown-ups.");

static void
person_free (gpointer data)
{
  WorkMessagePerson *person = data;

  g_free (person->name);
  g_free (person);
}

static gboolean
is_of_age (const WorkRecords *records)
{
  GDate birth, today;

  return _work_records_get_date (records, MODEL_ROLE_STUDENT, "birth_date", &birth)
         && base_date_parse_iso (records->today, &today)
         && base_date_age_on (&birth, &today) >= OF_AGE;
}

static const char *
get_if_any (ModelRecord *record, const char *column)
{
  const char *value = model_field_index (model_record_get_entity (record), column) >= 0
                          ? model_record_get (record, column)
                          : NULL;

  return value != NULL && value[0] != '\0' ? value : NULL;
}

/* A telephone may well be a mobile one. */
static const char *
find_mobile (ModelRecord *record)
{
  const char *mobile = get_if_any (record, "mobile");
  const char *phone = get_if_any (record, "phone");

  if (mobile != NULL || phone == NULL)
    return mobile;
  return base_ident_phone_is_mobile (phone) ? phone : NULL;
}

static char *
name_person (const WorkRecords *records, ModelRoleId role)
{
  ModelRecord *record = records->roles[role];
  char *name;

  if (role == MODEL_ROLE_SCHOOL)
    return g_strdup (model_record_get_or_empty (record, "name"));
  if (role == MODEL_ROLE_STUDENT)
    return model_person_full_name (record);
  name = _work_computed_name (records, role, "");
  return name != NULL ? name : model_person_full_name (record);
}

static WorkMessagePerson *
person_new (const WorkRecords *records, guint i)
{
  ModelRecord *record = records->roles[people[i].role];
  WorkMessagePerson *person = g_new0 (WorkMessagePerson, 1);

  person->audience = people[i].audience;
  person->slot = people[i].slot;
  person->asks_consent =
      people[i].audience == MODEL_MESSAGE_STUDENT || people[i].audience == MODEL_MESSAGE_GUARDIAN;
  if (record == NULL)
    {
      person->lack = people[i].lack;
      return person;
    }
  person->name = name_person (records, people[i].role);
  person->email = get_if_any (record, "email");
  person->mobile = find_mobile (record);
  person->accepts_sms =
      people[i].role == MODEL_ROLE_SCHOOL ? "1" : get_if_any (record, "accepts_sms");
  if (people[i].audience == MODEL_MESSAGE_GUARDIAN && is_of_age (records))
    person->lack = adult;
  return person;
}

/**
 * _work_message_people:
 * @records: what is known of a placement
 * @audiences: who is to be written to, a set of #MODEL_MESSAGE_AUDIENCE_BIT
 *
 * Returns: (transfer full) (element-type WorkMessagePerson): them, with those who are not there and
 *   why
 */
GPtrArray *
_work_message_people (const WorkRecords *records, guint audiences)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (person_free);

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if ((audiences & MODEL_MESSAGE_AUDIENCE_BIT (people[i].audience)) != 0
        && (records->roles[people[i].role] != NULL || people[i].lack != NULL))
      g_ptr_array_add (found, person_new (records, i));
  return found;
}

/* What stands before the @ cannot be written otherwise, as the rest can. */
static gboolean
is_sendable (const char *address)
{
  g_autofree char *local = g_strndup (address, strcspn (address, "@"));

  return g_str_is_ascii (local);
}

static char *
find_email (const WorkMessagePerson *person, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *address = NULL;

  if (person->email == NULL)
    {
      _work_refuse (error, _ ("There is no e-mail address of %s: add one to the record."),
                    person->name);
      return NULL;
    }
  address = base_ident_normalize (BASE_IDENT_EMAIL, person->email, &local);
  if (address == NULL)
    _work_refuse (error, "%s", local->message);
  else if (!is_sendable (address))
    _work_refuse (error, _ ("“%s” has letters with accents before the @: no mail reaches it."),
                  address);
  else
    return g_steal_pointer (&address);
  return NULL;
}

static char *
find_number (const WorkMessagePerson *person, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *number;

  if (person->mobile == NULL)
    {
      _work_refuse (error, _ ("There is no mobile number of %s: add one to the record."),
                    person->name);
      return NULL;
    }
  number = message_sms_number (person->mobile, &local);
  if (number == NULL)
    _work_refuse (error, "%s", local->message);
  return number;
}

/**
 * _work_message_address:
 * @person: somebody
 * @channel: how
 * @error: return location for %WORK_ERROR_REFUSED: there is none, or one that cannot be right
 *
 * Returns: (transfer full): where to: an e-mail address, or a number as E.164; or %NULL
 */
char *
_work_message_address (const WorkMessagePerson *person, WorkMessageChannel channel, GError **error)
{
  return channel == WORK_MESSAGE_MAIL ? find_email (person, error) : find_number (person, error);
}
