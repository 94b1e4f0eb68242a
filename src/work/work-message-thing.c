/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-plan-private.h"

#include <glib/gi18n-lib.h>

#include "model-person.h"
#include "store-record.h"
#include "work-retention.h"

#define PDF "application/pdf"

/* Which document goes with a mail: the first kind of which a PDF is kept, and of these the last. */
static const char *const kinds[] = { "signed", "generated", "printed", "sent" };

/* What is read on the way. */
typedef struct
{
  StoreConnection *connection;
  WorkMessageMatter *matter;
  ModelRecord *placement;
  ModelRecord *search;
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_object (&reading->placement);
  g_clear_object (&reading->search);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/**
 * _work_message_matter_free:
 * @matter: (nullable) (transfer full): a #WorkMessageMatter
 */
void
_work_message_matter_free (gpointer matter)
{
  WorkMessageMatter *self = matter;

  if (self == NULL)
    return;
  work_values_free (self->values);
  _work_records_free (self->records);
  g_clear_object (&self->agreement);
  g_clear_pointer (&self->signatories, g_ptr_array_unref);
  g_free (self->student);
  g_free (self->class_name);
  g_free (self->document_name);
  g_free (self->problem);
  g_free (self);
}

/* ---- its rows ---- */

static gboolean
load_agreement (Reading *reading, GError **error)
{
  WorkMessageMatter *matter = reading->matter;

  if (matter->thing.agreement_id == 0)
    return TRUE;
  matter->agreement =
      store_load (reading->connection, MODEL_ENTITY_AGREEMENT, matter->thing.agreement_id, error);
  if (matter->agreement == NULL)
    return FALSE;
  matter->thing.placement_id = model_record_get_int (matter->agreement, "placement_id");
  matter->signatories = store_find_by_id (reading->connection, MODEL_ENTITY_SIGNATORY,
                                          "agreement_id", matter->thing.agreement_id, error);
  return matter->signatories != NULL;
}

static gboolean
load_placement (Reading *reading, GError **error)
{
  WorkMessageThing *thing = &reading->matter->thing;

  if (thing->placement_id == 0)
    {
      reading->placement = model_record_new (MODEL_ENTITY_PLACEMENT);
      return TRUE;
    }
  reading->placement =
      store_load (reading->connection, MODEL_ENTITY_PLACEMENT, thing->placement_id, error);
  if (reading->placement == NULL)
    return FALSE;
  reading->search = store_load (reading->connection, MODEL_ENTITY_SEARCH,
                                model_record_get_int (reading->placement, "search_id"), error);
  if (reading->search == NULL)
    return FALSE;
  thing->student_id = model_record_get_int (reading->search, "student_id");
  thing->period_id = model_record_get_int (reading->search, "period_id");
  return TRUE;
}

/* A search gets its row with the first thing said of it. */
static gboolean
load_search (Reading *reading, GError **error)
{
  const WorkMessageThing *thing = &reading->matter->thing;
  g_autofree char *student = g_strdup_printf ("%" G_GINT64_FORMAT, thing->student_id);
  g_autofree char *period = g_strdup_printf ("%" G_GINT64_FORMAT, thing->period_id);
  g_autoptr (GError) local = NULL;

  if (reading->search != NULL)
    return TRUE;
  reading->search = store_find_one (reading->connection, MODEL_ENTITY_SEARCH, &local, "student_id",
                                    student, "period_id", period, NULL);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (reading->search != NULL)
    return TRUE;
  reading->search = model_record_new (MODEL_ENTITY_SEARCH);
  model_record_set_int (reading->search, "student_id", thing->student_id);
  if (thing->period_id != 0)
    model_record_set_int (reading->search, "period_id", thing->period_id);
  return TRUE;
}

/* ---- whether one writes about it ---- */

static const char *
find_problem (const Reading *reading, ModelSettings *settings, const char *today)
{
  const WorkMessageMatter *matter = reading->matter;
  const char *end = _work_records_get (matter->records, MODEL_ROLE_SCHOOL_YEAR, "end");
  const char *agreement =
      matter->agreement != NULL ? model_record_get (matter->agreement, "state") : NULL;

  if (work_retention_of (settings, end, today) != WORK_RETENTION_ACTIVE)
    return N_ ("The school year is archived: nobody is written to about it any more.");
  if (g_strcmp0 (model_record_get (reading->search, "state"), "exempt") == 0)
    return N_ ("The student is exempt from this period: nobody is written to about it.");
  if (g_strcmp0 (agreement, "cancelled") == 0)
    return N_ ("The agreement is cancelled: nobody is written to about it.");
  if (g_strcmp0 (agreement, "replaced") == 0)
    return N_ ("The agreement was replaced by an amendment: write about that one.");
  return NULL;
}

/* ---- who signs ---- */

static const char *
signing_role (ModelMessageAudience audience)
{
  static const char *const roles[MODEL_MESSAGE_N_AUDIENCES] = {
    [MODEL_MESSAGE_STUDENT] = "student",        [MODEL_MESSAGE_GUARDIAN] = "guardian",
    [MODEL_MESSAGE_REPRESENTATIVE] = "company", [MODEL_MESSAGE_TUTOR] = "tutor",
    [MODEL_MESSAGE_TEACHER] = "teacher",        [MODEL_MESSAGE_OFFICE] = "school",
  };

  return roles[audience];
}

/* (nullable): of two guardians the one of that name, of others whoever has the role */
static ModelRecord *
find_signatory (const WorkMessageMatter *matter, const WorkMessagePerson *person)
{
  const char *role = signing_role (person->audience);
  ModelRecord *found = NULL;

  for (guint i = 0; i < matter->signatories->len; i++)
    {
      ModelRecord *signatory = matter->signatories->pdata[i];
      const char *name = model_record_get (signatory, "name");

      if (g_strcmp0 (model_record_get (signatory, "role"), role) != 0)
        continue;
      if (person->audience != MODEL_MESSAGE_GUARDIAN || g_strcmp0 (name, person->name) == 0)
        return signatory;
      if (name == NULL)
        found = signatory;
    }
  return found;
}

/**
 * _work_message_matter_awaits:
 * @matter: what is written about, with an agreement
 * @person: somebody
 * @why: (out): why not, a sentence
 *
 * Returns: whether the signature of that person is awaited, or nothing is known of signatories
 */
gboolean
_work_message_matter_awaits (const WorkMessageMatter *matter,
                             const WorkMessagePerson *person,
                             const char **why)
{
  ModelRecord *signatory;

  *why = NULL;
  if (matter->signatories == NULL || matter->signatories->len == 0)
    return TRUE;
  signatory = find_signatory (matter, person);
  if (signatory == NULL)
    *why = _ ("Does not sign this agreement.");
  else if (model_record_get (signatory, "signed_on") != NULL)
    *why = _ ("Has signed already.");
  return *why == NULL;
}

/* ---- its document ---- */

static gboolean
find_document (StoreConnection *connection, WorkMessageMatter *matter, GError **error)
{
  g_autoptr (GPtrArray) documents = NULL;

  if (matter->agreement == NULL)
    return TRUE;
  documents = store_find_by_id (connection, MODEL_ENTITY_DOCUMENT, "agreement_id",
                                matter->thing.agreement_id, error);
  for (guint kind = 0; documents != NULL && kind < G_N_ELEMENTS (kinds); kind++)
    for (guint i = documents->len; i > 0 && matter->document_id == 0; i--)
      {
        ModelRecord *document = documents->pdata[i - 1];

        if (g_strcmp0 (model_record_get (document, "kind"), kinds[kind]) != 0
            || g_strcmp0 (model_record_get (document, "media_type"), PDF) != 0)
          continue;
        matter->document_id = model_record_get_id (document);
        matter->document_name = g_strdup (model_record_get_or_empty (document, "name"));
      }
  return documents != NULL;
}

static void
name_matter (WorkMessageMatter *matter)
{
  ModelRecord *student = matter->records->roles[MODEL_ROLE_STUDENT];
  const char *class_name = _work_records_get (matter->records, MODEL_ROLE_CLASS_GROUP, "name");

  matter->student = student != NULL ? model_person_name (student) : g_strdup ("");
  matter->class_name = g_strdup (class_name != NULL ? class_name : "");
}

/**
 * _work_message_matter_load:
 * @connection: a connection
 * @thing: what is written about: an agreement, a placement or a student and a period
 * @settings: the school's
 * @today: ISO day
 * @error: return location
 *
 * Returns: (transfer full): all that is known of it, or %NULL
 */
WorkMessageMatter *
_work_message_matter_load (StoreConnection *connection,
                           const WorkMessageThing *thing,
                           ModelSettings *settings,
                           const char *today,
                           GError **error)
{
  g_autoptr (WorkMessageMatter) matter = g_new0 (WorkMessageMatter, 1);
  g_auto (Reading) reading = { connection, matter, NULL, NULL };
  const char *problem;

  matter->thing = *thing;
  if (!load_agreement (&reading, error) || !load_placement (&reading, error)
      || !load_search (&reading, error))
    return NULL;
  matter->records = _work_records_load_around (connection, reading.placement, reading.search,
                                               matter->agreement, today, error);
  if (matter->records == NULL || !find_document (connection, matter, error))
    return NULL;
  matter->values = _work_values_new (matter->records);
  problem = find_problem (&reading, settings, today);
  matter->problem = problem != NULL ? g_strdup (_ (problem)) : NULL;
  name_matter (matter);
  return g_steal_pointer (&matter);
}
