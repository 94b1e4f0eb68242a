/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-one-document-private.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"

/* So many students are named, of more their number is told. */
#define MOST_NAMES 5

/* Whom a name is empty for. */
typedef struct
{
  GString *students; /* "ABADIE Léa, BRÛLÉ Noé": the first of them */
  guint n;
} Blank;

struct _WorkOneBlanks
{
  const WorkTemplate *template;
  GHashTable *names; /* ModelMergeName, borrowed → Blank: those that are empty for somebody */
  guint n_lines;
};

static void
blank_free (gpointer data)
{
  Blank *blank = data;

  g_string_free (blank->students, TRUE);
  g_free (blank);
}

/**
 * _work_one_blanks_new:
 * @template: a template, which outlives what is returned
 *
 * Returns: (transfer full): no line yet
 */
WorkOneBlanks *
_work_one_blanks_new (const WorkTemplate *template)
{
  WorkOneBlanks *self = g_new0 (WorkOneBlanks, 1);

  self->template = template;
  self->names = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, blank_free);
  return self;
}

/**
 * _work_one_blanks_free:
 * @self: (transfer full): what is empty
 *
 * Frees them.
 */
void
_work_one_blanks_free (WorkOneBlanks *self)
{
  g_hash_table_unref (self->names);
  g_free (self);
}

static gboolean
is_empty (const ModelMergeName *name, WorkValues *values)
{
  MergeValue value = { MERGE_VALUE_TEXT, NULL };

  return work_values_lookup (name->name, &value, values) && value.type != MERGE_VALUE_NOTHING
         && base_text_is_blank (value.text);
}

static void
add_student (WorkOneBlanks *self, const ModelMergeName *name, const char *student)
{
  Blank *blank = g_hash_table_lookup (self->names, name);

  if (blank == NULL)
    {
      blank = g_new0 (Blank, 1);
      blank->students = g_string_new (NULL);
      g_hash_table_insert (self->names, (gpointer) name, blank);
    }
  if (blank->n++ < MOST_NAMES)
    g_string_append_printf (blank->students, "%s%s", blank->n > 1 ? ", " : "", student);
}

/**
 * _work_one_blanks_add:
 * @self: what is empty for the lines before
 * @line: a line that is in the document
 * @values: what is known of it
 *
 * Notes what is empty for the line, whether the template asks for it or not: that is known once all
 * is merged.
 */
void
_work_one_blanks_add (WorkOneBlanks *self, const ModelLine *line, WorkValues *values)
{
  const GPtrArray *names = model_merge_names ();

  self->n_lines++;
  for (guint i = 0; i < names->len; i++)
    if (is_empty (names->pdata[i], values))
      add_student (self, names->pdata[i], line->student);
}

/**
 * _work_one_blanks_count:
 * @self: what is empty
 *
 * Returns: how many lines are in the document
 */
guint
_work_one_blanks_count (const WorkOneBlanks *self)
{
  return self->n_lines;
}

/* (transfer full): "ABADIE Léa, BRÛLÉ Noé and 3 others"; "" for nobody, %NULL for everybody */
static char *
name_students (const WorkOneBlanks *blanks, const char *name)
{
  const ModelMergeName *found = _work_template_find (blanks->template, name);
  const Blank *blank = found != NULL ? g_hash_table_lookup (blanks->names, found) : NULL;
  g_autoptr (GString) text = NULL;
  guint n = blank != NULL ? blank->n : 0;

  if (n == blanks->n_lines && n > 1)
    return NULL;
  text = g_string_new (n > 0 ? blank->students->str : "");
  if (n > MOST_NAMES)
    g_string_append_printf (text,
                            /* Translators: after the names of some students. */
                            ngettext (" and %u other", " and %u others", n - MOST_NAMES),
                            n - MOST_NAMES);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_missing (const WorkOneBlanks *blanks, const char *name)
{
  g_autofree char *students = name_students (blanks, name);

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
 * @blanks: what is empty for whom
 * @report: how the merge went
 *
 * Adds a note for each field that nobody knows or that is empty, saying for whom, and for each
 * thing that the template asks in vain.
 */
void
_work_one_document_note (WorkJob *job, const WorkOneBlanks *blanks, const MergeReport *report)
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
      g_autofree char *note = describe_missing (blanks, report->missing->pdata[i]);

      work_job_add_note (job, note);
    }
}
