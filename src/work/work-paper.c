/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base-session.h"
#include "model-person.h"
#include "store-document.h"
#include "work-agreement-private.h"
#include "work-error.h"
#include "work-pdf-private.h"

/**
 * _work_paper_new:
 * @placement_id: a placement sheet
 *
 * Returns: (transfer full): what is to be loaded by _work_paper_load()
 */
WorkPaper *
_work_paper_new (gint64 placement_id)
{
  WorkPaper *paper = g_new0 (WorkPaper, 1);

  paper->placement_id = placement_id;
  return paper;
}

/**
 * _work_paper_free:
 * @paper: (transfer full) (nullable): what was loaded
 *
 * Frees it with its document.
 */
void
_work_paper_free (WorkPaper *paper)
{
  if (paper == NULL)
    return;
  g_free (paper->student);
  g_clear_pointer (&paper->values, work_values_free);
  paper_document_free (paper->document);
  g_free (paper);
}

static char *
load_student (StoreConnection *connection, gint64 placement_id, GError **error)
{
  g_autoptr (ModelRecord) placement =
      store_load (connection, MODEL_ENTITY_PLACEMENT, placement_id, error);
  g_autoptr (ModelRecord) search = NULL;
  g_autoptr (ModelRecord) student = NULL;

  if (placement != NULL)
    search = store_load (connection, MODEL_ENTITY_SEARCH,
                         model_record_get_int (placement, "search_id"), error);
  if (search != NULL)
    student = store_load (connection, MODEL_ENTITY_STUDENT,
                          model_record_get_int (search, "student_id"), error);
  return student != NULL ? model_person_name (student) : NULL;
}

/* (nullable): the latest that was generated for an agreement */
static ModelRecord *
latest_document (GPtrArray *documents)
{
  ModelRecord *latest = NULL;

  for (guint i = 0; i < documents->len; i++)
    {
      ModelRecord *document = g_ptr_array_index (documents, i);

      if (g_strcmp0 (model_record_get (document, "kind"), "generated") == 0
          && (latest == NULL || model_record_get_id (document) > model_record_get_id (latest)))
        latest = document;
    }
  return latest;
}

static gboolean
load_document (StoreConnection *connection,
               WorkPaper *paper,
               ModelRecord *agreement,
               GError **error)
{
  g_autoptr (GPtrArray) documents = store_find_by_id (
      connection, MODEL_ENTITY_DOCUMENT, "agreement_id", model_record_get_id (agreement), error);
  ModelRecord *latest = documents != NULL ? latest_document (documents) : NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (documents == NULL)
    return FALSE;
  if (latest == NULL)
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED,
                           _ ("The agreement has no document yet: generate it first."));
      return FALSE;
    }
  bytes = store_document_read (connection, latest, error);
  if (bytes != NULL)
    paper->document =
        paper_document_new (paper->placement_id, model_record_get (latest, "name"), bytes);
  return bytes != NULL;
}

/**
 * _work_paper_load:
 * @connection: a connection
 * @paper: from _work_paper_new()
 * @error: return location for a #StoreError, or a %WORK_ERROR_REFUSED when the sheet has no
 *   agreement, or its agreement no document
 *
 * Reads the latest document of a sheet's agreement, and what it says.
 *
 * Returns: whether it is there
 */
gboolean
_work_paper_load (StoreConnection *connection, WorkPaper *paper, GError **error)
{
  g_autoptr (ModelRecord) agreement = NULL;

  paper->student = load_student (connection, paper->placement_id, error);
  if (paper->student == NULL
      || !_work_agreement_find_living (connection, paper->placement_id, &agreement, error))
    return FALSE;
  if (agreement == NULL)
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED,
                           _ ("There is no agreement yet: generate it first."));
      return FALSE;
    }
  paper->agreement_id = model_record_get_id (agreement);
  paper->values = _work_agreement_values (agreement, error);
  return paper->values != NULL && load_document (connection, paper, agreement, error);
}

/**
 * _work_paper_cache_folder:
 *
 * Returns: (transfer full) (nullable): where PDFs are kept by content, for as long as the session
 * or the program lasts: they say much of minors. %NULL when nothing can be kept.
 */
char *
_work_paper_cache_folder (void)
{
  return base_session_folder ("pdf", NULL);
}
