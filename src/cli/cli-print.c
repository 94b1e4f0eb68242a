/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "cli-place.h"
#include "work-print.h"

#include <glib/gi18n-lib.h>

#define MAX_COPIES 20

static const char *const sides[] = {
  [PAPER_SIDES_ONE] = "one",
  [PAPER_SIDES_LONG_EDGE] = "long-edge",
  [PAPER_SIDES_SHORT_EDGE] = "short-edge",
};

static gboolean
parse_sides (const char *text, PaperSides *chosen)
{
  *chosen = PAPER_SIDES_DEFAULT;
  for (guint i = PAPER_SIDES_ONE; text != NULL && i < G_N_ELEMENTS (sides); i++)
    if (g_str_equal (sides[i], text))
      {
        *chosen = (PaperSides) i;
        return TRUE;
      }
  return text == NULL;
}

static gboolean
parse_copies (const char *text, guint *copies)
{
  guint64 number = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, MAX_COPIES, &number, NULL))
    return FALSE;
  *copies = (guint) number;
  return TRUE;
}

/* A whole school does not come out of a printer by an oversight: the call says what is meant. */
static CliExit
print (CliCall *call, WorkSchool *school, const WorkPrintOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = cli_place_load (school, call->year, &error);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (WorkJob) job = NULL;

  if (overview == NULL || (lines = cli_place_choose_to_change (call, overview, &error)) == NULL)
    return cli_output_error (error);
  for (guint i = 0; i < lines->len; i++)
    {
      const ModelLine *line = g_ptr_array_index (lines, i);

      if (line->agreement_id != 0 && !line->cancelled)
        g_array_append_val (ids, line->placement_id);
    }
  job = work_print_new (school, (const gint64 *) (gpointer) ids->data, ids->len, options);
  return cli_output_printed (call, job);
}

/**
 * cli_print_run:
 * @call: DB [--class C] [--period P] [--student S] [--number N] [--printer P] [--copies N]
 *   [--cover-slip] [--one-job]
 *
 * Prints each agreement of a place that was generated, and writes in its history that it was. A
 * database that can only be read is printed from too.
 *
 * Returns: %CLI_EXIT_FAILED when one could not be printed.
 */
CliExit
cli_print_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  WorkPrintOptions options = { .printer = call->printer,
                               .has_slips = call->cover_slip,
                               .is_one_job = call->one_job };
  CliExit code;

  if (!parse_sides (call->sides, &options.sides))
    return cli_output_usage (_ ("--sides takes one, long-edge or short-edge, not “%s”."),
                             call->sides);
  if (!parse_copies (call->copies, &options.copies))
    return cli_output_usage (_ ("--copies takes a number from 1 to %d, not “%s”."), MAX_COPIES,
                             call->copies);
  school = cli_place_open (call, TRUE, &error);
  if (school == NULL)
    return cli_output_error (error);
  code = print (call, school, &options);
  cli_place_close (school);
  return code;
}
