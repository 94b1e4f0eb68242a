/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-print-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "work-school-private.h"

/* What a print leaves in the base: the agreement says when and how often, its history each time. */

typedef struct
{
  const WorkPrintRun *run;
  gint64 agreement_id;
  gboolean stays; /* on its step, though it was to move */
} Attempt;

/* Copies add up, so that history says of each print how many they were. */
static gboolean
write_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  Attempt *attempt = data;
  const WorkPrintRun *run = attempt->run;
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (ModelRecord) agreement =
      store_load (connection, MODEL_ENTITY_AGREEMENT, attempt->agreement_id, error);
  g_autoptr (GPtrArray) steps = NULL;

  attempt->stays = FALSE;
  if (agreement == NULL
      || (run->options->moves_step && (steps = _work_steps_load (connection, error)) == NULL))
    return FALSE;
  model_record_set_canonical (agreement, "printed_on", today);
  model_record_set_int (agreement, "printed_copies",
                        model_record_get_int (agreement, "printed_copies") + run->copies);
  if (run->options->moves_step)
    attempt->stays = !_work_step_advance (agreement, steps, today);
  return store_save (connection, agreement, run->operation, NULL, error);
}

static gpointer
write_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  store_connection_transaction (connection, write_in_transaction, data, error);
  return NULL;
}

static void
note_read_only (WorkJob *job, const char *reason)
{
  g_autoptr (GString) note = g_string_new (_ ("What was printed is not written in the history: the "
                                              "database can only be read."));

  if (reason != NULL)
    g_string_append_printf (note, " %s", reason);
  work_job_add_note (job, note->str);
}

/**
 * _work_print_trace:
 * @run: the run
 * @paper: an agreement that the print server has taken
 *
 * Writes down that it was printed, and moves its step where that was asked. The paper is there
 * whatever becomes of it: what cannot be written is a note of the job and no failure, for what
 * failed is printed again.
 */
void
_work_print_trace (const WorkPrintRun *run, const WorkPaper *paper)
{
  Attempt attempt = { run, paper->agreement_id, FALSE };
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;

  if (work_school_is_read_only (run->school))
    {
      note_read_only (run->job, work_school_get_read_only_reason (run->school));
      return;
    }
  store_queue_run (work_school_get_queue (run->school), write_func, &attempt, NULL, &error);
  if (error == NULL)
    work_job_set_operation (run->job, run->operation->id);
  if (error != NULL)
    note =
        g_strdup_printf (_ ("%s: the agreement was printed, but its history does not say so: %s"),
                         paper->student, error->message);
  else if (attempt.stays)
    note = g_strdup_printf (_ ("%s: the agreement was printed and stays on its step: it is signed "
                               "electronically, cancelled or replaced."),
                            paper->student);
  if (note != NULL)
    work_job_add_note (run->job, note);
}

/**
 * work_print_tell:
 * @day: ISO day
 * @copies: how many were printed
 *
 * Returns: (transfer full): "Printed on Monday 12 January 2026, 3 copies"
 */
char *
work_print_tell (const char *day, guint copies)
{
  g_autofree char *long_day = NULL;
  GDate date;

  if (day != NULL && base_date_parse_iso (day, &date))
    long_day = base_date_to_long (&date);
  return g_strdup_printf (ngettext ("Printed on %s, %u copy", "Printed on %s, %u copies", copies),
                          long_day != NULL ? long_day : day, copies);
}
