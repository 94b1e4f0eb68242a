/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-one-document-private.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"

/* So many students are named, of more their number is told. */
#define MOST_NAMES 5

static gboolean
is_empty (const WorkTemplate *template, const WorkOneRecord *record, const char *name)
{
  const char *target = model_bindings_resolve (template->bindings, name);
  MergeValue value = { MERGE_VALUE_TEXT, NULL };

  return work_values_lookup (target, &value, record->values) && value.type != MERGE_VALUE_NOTHING
         && base_text_is_blank (value.text);
}

/* (transfer full): "ABADIE Léa, BRÛLÉ Noé and 3 others"; "" for nobody, %NULL for everybody */
static char *
name_students (const WorkTemplate *template, GPtrArray *records, const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    {
      const WorkOneRecord *record = records->pdata[i];

      if (is_empty (template, record, name) && n++ < MOST_NAMES)
        g_string_append_printf (text, "%s%s", n > 1 ? ", " : "", record->line->student);
    }
  if (n == records->len && n > 1)
    return NULL;
  if (n > MOST_NAMES)
    g_string_append_printf (text,
                            /* Translators: after the names of some students. */
                            ngettext (" and %u other", " and %u others", n - MOST_NAMES),
                            n - MOST_NAMES);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_missing (const WorkTemplate *template, GPtrArray *records, const char *name)
{
  g_autofree char *students = name_students (template, records, name);

  if (students == NULL)
    return g_strdup_printf (_ ("“%s” is empty for every line."), name);
  if (students[0] == '\0')
    return g_strdup_printf (_ ("“%s” is empty."), name);
  /* Translators: a field, and the students of whom it is not known. */
  return g_strdup_printf (_ ("“%s” is empty for %s."), name, students);
}

/**
 * _work_one_document_note:
 * @job: what says it
 * @template: a template
 * @records: (element-type WorkOneRecord): what it was merged with
 * @report: how that went
 *
 * Adds a note for each field that nobody knows or that is empty, saying for whom, and for each
 * thing that the template asks in vain.
 */
void
_work_one_document_note (WorkJob *job,
                         const WorkTemplate *template,
                         GPtrArray *records,
                         const MergeReport *report)
{
  for (guint i = 0; i < report->unknown->len; i++)
    {
      g_autofree char *note = g_strdup_printf (_ ("“%s” is no field that Paraphe knows."),
                                               (const char *) report->unknown->pdata[i]);

      work_job_add_note (job, note);
    }
  for (guint i = 0; i < report->warnings->len; i++)
    work_job_add_note (job, report->warnings->pdata[i]);
  for (guint i = 0; i < report->missing->len; i++)
    {
      g_autofree char *note = describe_missing (template, records, report->missing->pdata[i]);

      work_job_add_note (job, note);
    }
}
