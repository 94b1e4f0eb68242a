/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-template.h"

/**
 * merge_report_new:
 *
 * Returns: (transfer full): an empty report, for merge_template_merge()
 */
MergeReport *
merge_report_new (void)
{
  MergeReport *report = g_new0 (MergeReport, 1);

  report->missing = g_ptr_array_new_with_free_func (g_free);
  report->unknown = g_ptr_array_new_with_free_func (g_free);
  report->warnings = g_ptr_array_new_with_free_func (g_free);
  return report;
}

/**
 * merge_report_free:
 * @report: (transfer full): a report
 *
 * Frees it.
 */
void
merge_report_free (MergeReport *report)
{
  g_ptr_array_unref (report->missing);
  g_ptr_array_unref (report->unknown);
  g_ptr_array_unref (report->warnings);
  g_free (report);
}
