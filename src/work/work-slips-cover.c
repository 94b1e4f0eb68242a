/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-slips-private.h"

#include <glib/gi18n-lib.h>

#include "store-lines.h"
#include "store-queue.h"
#include "store-record.h"
#include "work-error.h"
#include "work-print-private.h"

/* What is read for one slip. */
typedef struct
{
  GHashTable *lines;
  gint64 placement_id;
  WorkMailings mailings;
} Reading;

/* Returns: id of the school year that a sheet is of, 0 when it cannot be found */
static gint64
find_year (StoreConnection *connection, gint64 placement_id, GError **error)
{
  g_autoptr (ModelRecord) placement =
      store_load (connection, MODEL_ENTITY_PLACEMENT, placement_id, error);
  g_autoptr (ModelRecord) search = NULL;
  g_autoptr (ModelRecord) period = NULL;

  if (placement != NULL)
    search = store_load (connection, MODEL_ENTITY_SEARCH,
                         model_record_get_int (placement, "search_id"), error);
  if (search != NULL)
    period = store_load (connection, MODEL_ENTITY_PERIOD,
                         model_record_get_int (search, "period_id"), error);
  return period != NULL ? model_record_get_int (period, "school_year_id") : 0;
}

/* The lines of a whole year are read at once: those of the others will be asked for too. */
static gboolean
load_year (StoreConnection *connection, Reading *reading, GError **error)
{
  gint64 year_id = find_year (connection, reading->placement_id, error);
  g_autoptr (GPtrArray) lines = year_id != 0 ? store_lines_load (connection, year_id, error) : NULL;

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      ModelLine *line = lines->pdata[i];

      if (line->placement_id != 0)
        g_hash_table_replace (reading->lines, &line->placement_id, g_object_ref (line));
    }
  return lines != NULL;
}

static gpointer
read_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  ModelLine *line;

  if (!g_hash_table_contains (reading->lines, &reading->placement_id)
      && !load_year (connection, reading, error))
    return NULL;
  line = g_hash_table_lookup (reading->lines, &reading->placement_id);
  if (line != NULL)
    g_ptr_array_add (reading->mailings.lines, g_object_ref (line));
  _work_mailings_load (connection, &reading->mailings, error);
  return NULL;
}

static GBytes *
draw (const WorkMailings *mailings, gboolean is_folded, GError **error)
{
  const WorkSlipsOptions options = { .kind = WORK_SLIPS_COVER };
  const char *title = work_slips_label (WORK_SLIPS_COVER);
  g_autoptr (PaperSheet) sheet =
      is_folded ? paper_sheet_new_folded (title) : paper_sheet_new (title);

  if (mailings->all->len > 0)
    {
      _work_mailings_draw (mailings, &options, sheet);
      return paper_sheet_end (sheet, error);
    }
  g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED,
                       _ ("There is no agreement any more that a cover slip could be made for."));
  return NULL;
}

/**
 * _work_slips_make_cover:
 * @queue: of the school
 * @lines: (element-type gint64 ModelLine): those that were read already; more are added
 * @placement_id: the sheet
 * @is_folded: whether it is an A3 that holds what it goes with
 * @cancellable: (nullable): to give up
 * @error: return location for a #StoreError, a #PaperError or a %WORK_ERROR_REFUSED
 *
 * Makes the cover slip of one agreement.
 *
 * Returns: (transfer full): the PDF, or %NULL
 */
GBytes *
_work_slips_make_cover (StoreQueue *queue,
                        GHashTable *lines,
                        gint64 placement_id,
                        gboolean is_folded,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);
  Reading reading = { lines, placement_id, { .kind = WORK_SLIPS_COVER, .lines = one } };
  g_autoptr (GError) local = NULL;
  GBytes *slip = NULL;

  store_queue_run (queue, read_func, &reading, cancellable, &local);
  if (local == NULL)
    slip = draw (&reading.mailings, is_folded, error);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  _work_mailings_clear (&reading.mailings);
  return slip;
}
