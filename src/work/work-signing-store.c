/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "model-person.h"
#include "work-change-private.h"
#include "work-school-private.h"

/* A transaction for the database thread. */
typedef struct
{
  StoreTransactionFunc func;
  gpointer data;
} Writing;

typedef struct
{
  gint64 request_id;
  const char *problem;
} Problem;

static gpointer
write_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Writing *writing = data;

  store_connection_transaction (connection, writing->func, writing->data, error);
  return NULL;
}

/**
 * _work_signing_write:
 * @school: a school
 * @func: what is written; it may be tried twice
 * @data: for @func
 * @error: return location for a #StoreError or what @func tells
 *
 * Writes from a job's thread and waits for it, even when the job is to stop: what has happened at
 * the provider is written down whatever was pressed meanwhile.
 *
 * Returns: whether it is written
 */
gboolean
_work_signing_write (WorkSchool *school, StoreTransactionFunc func, gpointer data, GError **error)
{
  Writing writing = { func, data };
  g_autoptr (GError) local = NULL;

  store_queue_run (work_school_get_queue (school), write_func, &writing, NULL, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What is held over a pause. */
typedef struct
{
  const char *holder;
  guint seconds;
} Pause;

static gboolean
renew (StoreConnection *connection, gpointer data, GError **error)
{
  const Pause *pause = data;

  return _work_lease_renew (connection, pause->holder, pause->seconds + WORK_LEASE_SECONDS, error);
}

/**
 * _work_signing_renew:
 * @school: a school
 * @holder: of leases
 * @seconds: for how long it has to wait
 *
 * An hour's calls may be used up: nobody else takes over what waits for the next ones.
 */
void
_work_signing_renew (WorkSchool *school, const char *holder, guint seconds)
{
  Pause pause = { holder, seconds };

  _work_signing_write (school, renew, &pause, NULL);
}

static gboolean
is_living (ModelRecord *request)
{
  static const char *const states[] = { "prepared", "sending", "ongoing", NULL };

  return g_strv_contains (states, model_record_get_or_empty (request, "state"));
}

/**
 * _work_signing_find_living:
 * @connection: a connection
 * @agreement_id: an agreement
 * @request: (out) (transfer full) (nullable): its request that is being sent or is with its
 *   signatories: there is one at most
 * @error: return location
 *
 * Returns: whether it could be looked for
 */
gboolean
_work_signing_find_living (StoreConnection *connection,
                           gint64 agreement_id,
                           ModelRecord **request,
                           GError **error)
{
  g_autoptr (GPtrArray) all = store_find_by_id (connection, MODEL_ENTITY_SIGNATURE_REQUEST,
                                                "agreement_id", agreement_id, error);

  *request = NULL;
  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len && *request == NULL; i++)
    if (is_living (all->pdata[i]))
      *request = g_object_ref (all->pdata[i]);
  return TRUE;
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  gint64 first = model_record_get_int (*(ModelRecord **) a, "position");
  gint64 second = model_record_get_int (*(ModelRecord **) b, "position");

  return (first > second) - (first < second);
}

/**
 * _work_signing_load_signers:
 * @connection: a connection
 * @request_id: a request
 * @error: return location
 *
 * Returns: (transfer full) (element-type ModelRecord): who signs, in their order, or %NULL
 */
GPtrArray *
_work_signing_load_signers (StoreConnection *connection, gint64 request_id, GError **error)
{
  GPtrArray *signers =
      store_find_by_id (connection, MODEL_ENTITY_SIGNATURE_SIGNER, "request_id", request_id, error);

  if (signers != NULL)
    g_ptr_array_sort (signers, compare_positions);
  return signers;
}

/**
 * _work_signing_check_free:
 * @connection: a connection
 * @agreement: an agreement
 * @error: return location: %WORK_ERROR_REFUSED while it is with its signatories, or on its way
 * there
 *
 * Returns: whether what it says, who signs it and its state may change
 */
gboolean
_work_signing_check_free (StoreConnection *connection, ModelRecord *agreement, GError **error)
{
  g_autoptr (ModelRecord) request = NULL;

  if (!_work_signing_find_living (connection, model_record_get_id (agreement), &request, error))
    return FALSE;
  return request == NULL
         || _work_refuse (error, _ ("The agreement %s is with its signatories: stop that first."),
                          model_record_get_or_empty (agreement, "number"));
}

/**
 * _work_signing_is_bound:
 * @connection: a connection
 * @agreement: an agreement
 * @bound: (out): whether it is signed electronically and what it says is with its signatories, or
 *   signed
 * @error: return location
 *
 * Returns: whether it could be found out
 */
gboolean
_work_signing_is_bound (StoreConnection *connection,
                        ModelRecord *agreement,
                        gboolean *bound,
                        GError **error)
{
  g_autoptr (ModelRecord) request = NULL;

  *bound = FALSE;
  if (g_strcmp0 (model_record_get (agreement, "mode"), "electronic") != 0)
    return TRUE;
  if (!_work_signing_find_living (connection, model_record_get_id (agreement), &request, error))
    return FALSE;
  *bound = request != NULL || model_record_get (agreement, "signed_on") != NULL;
  return TRUE;
}

static gboolean
clear_signatories (StoreConnection *connection,
                   gint64 agreement_id,
                   StoreOperation *operation,
                   GError **error)
{
  static const char *const dates[] = { "sent_on", "reminded_on", "signed_on", "received_on" };
  g_autoptr (GPtrArray) all =
      store_find_by_id (connection, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement_id, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (dates); j++)
        model_record_set_canonical (all->pdata[i], dates[j], NULL);
      if (!store_save (connection, all->pdata[i], operation, NULL, error))
        return FALSE;
    }
  return all != NULL;
}

/**
 * _work_signing_void:
 * @connection: a connection, in a transaction
 * @agreement_id: an agreement
 * @today: ISO day
 * @operation: what it is part of
 * @error: return location
 *
 * What was with the signatories is void: the agreement stands again where nobody has signed it.
 *
 * Returns: whether it is written
 */
gboolean
_work_signing_void (StoreConnection *connection,
                    gint64 agreement_id,
                    const char *today,
                    StoreOperation *operation,
                    GError **error)
{
  g_autoptr (ModelRecord) agreement =
      store_load (connection, MODEL_ENTITY_AGREEMENT, agreement_id, error);
  g_autoptr (GPtrArray) steps = agreement != NULL ? _work_steps_load (connection, error) : NULL;

  if (steps == NULL)
    return FALSE;
  _work_step_set (agreement, steps, 0, today);
  model_record_set_canonical (agreement, "sent_on", NULL);
  model_record_set_canonical (agreement, "signed_on", NULL);
  return store_save (connection, agreement, operation, NULL, error)
         && clear_signatories (connection, agreement_id, operation, error);
}

/**
 * _work_signing_student:
 * @connection: a connection
 * @agreement_id: an agreement
 * @error: return location
 *
 * Returns: (transfer full): whose: "ABADIE Léa", or %NULL
 */
char *
_work_signing_student (StoreConnection *connection, gint64 agreement_id, GError **error)
{
  static const struct
  {
    const char *column;
    ModelEntity entity;
  } path[] = {
    { "placement_id", MODEL_ENTITY_PLACEMENT },
    { "search_id", MODEL_ENTITY_SEARCH },
    { "student_id", MODEL_ENTITY_STUDENT },
  };
  g_autoptr (ModelRecord) record =
      store_load (connection, MODEL_ENTITY_AGREEMENT, agreement_id, error);

  for (guint i = 0; record != NULL && i < G_N_ELEMENTS (path); i++)
    {
      g_autoptr (ModelRecord) from = g_steal_pointer (&record);

      record = store_load (connection, path[i].entity, model_record_get_int (from, path[i].column),
                           error);
    }
  return record != NULL ? model_person_name (record) : NULL;
}

/**
 * _work_signing_day:
 * @timestamp: (nullable): "2026-11-26T13:01:51Z"
 *
 * Returns: (transfer full): the day it is here, ISO; today when it is none
 */
char *
_work_signing_day (const char *timestamp)
{
  g_autoptr (GDateTime) utc =
      timestamp != NULL ? g_date_time_new_from_iso8601 (timestamp, NULL) : NULL;
  g_autoptr (GDateTime) here = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return here != NULL ? g_date_time_format (here, "%Y-%m-%d") : base_date_today_iso ();
}

/**
 * _work_signing_fill:
 * @sentence: from a table: with one %s or two
 * @what: for the first
 * @more: (nullable): for the second
 *
 * Returns: (transfer full): the sentence, filled in
 */
char *
_work_signing_fill (const char *sentence, const char *what, const char *more)
{
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", 3);
  const char *texts[] = { what, more };
  GString *text = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_string_append (text, parts[i]);
      if (parts[i + 1] != NULL && i < G_N_ELEMENTS (texts) && texts[i] != NULL)
        g_string_append (text, texts[i]);
    }
  return g_string_free (text, FALSE);
}

static gboolean
write_problem (StoreConnection *connection, gpointer data, GError **error)
{
  const Problem *problem = data;
  g_autoptr (StoreOperation) operation = NULL;
  g_autoptr (ModelRecord) request =
      store_load (connection, MODEL_ENTITY_SIGNATURE_REQUEST, problem->request_id, error);

  if (request == NULL)
    return FALSE;
  if (g_strcmp0 (model_record_get (request, "problem"), problem->problem) == 0)
    return TRUE;
  operation = store_operation_new ("Paraphe", "signature.follow");
  model_record_set_canonical (request, "problem", problem->problem);
  return store_save (connection, request, operation, NULL, error);
}

/**
 * _work_signing_set_problem:
 * @school: a school
 * @request_id: a request
 * @problem: (nullable): what goes wrong with it; %NULL: nothing any more
 *
 * Writes down what a person is shown until it goes well. That it could not be written is no reason
 * to say something else than what went wrong.
 */
void
_work_signing_set_problem (WorkSchool *school, gint64 request_id, const char *problem)
{
  Problem data = { request_id, problem };
  g_autoptr (GError) error = NULL;

  if (!_work_signing_write (school, write_problem, &data, &error))
    g_info ("a problem of a request could not be written: %s", g_quark_to_string (error->domain));
}
