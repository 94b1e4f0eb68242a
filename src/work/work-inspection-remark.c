/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "work-inspection-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-inspect.h"
#include "paper-fonts.h"

/* Where a field stands: in a column, and in a sentence. */
static const struct
{
  const char *where;
  const char *place;
  const char *sentence;
} places[] = {
  { "body", N_ ("body"), N_ ("the body") },
  { "header", N_ ("header"), N_ ("a header") },
  { "footer", N_ ("footer"), N_ ("a footer") },
  { "footnote", N_ ("footnote"), N_ ("a footnote") },
  { "endnote", N_ ("endnote"), N_ ("an endnote") },
  { "comment", N_ ("comment"), N_ ("a comment") },
  { "textbox", N_ ("text box"), N_ ("a text box") },
};

/* What fields of Word are for. */
static const struct
{
  const char *type;
  const char *label;
} codes[] = {
  { "IF", N_ ("Condition") },
  { "COMPARE", N_ ("Comparison") },
  { "DATE", N_ ("Date of the day") },
  { "TIME", N_ ("Time of the day") },
  { "PRINTDATE", N_ ("Date of printing") },
  { "CREATEDATE", N_ ("Date of the file") },
  { "SAVEDATE", N_ ("Date of the file") },
  { "PAGE", N_ ("Page number") },
  { "NUMPAGES", N_ ("Number of pages") },
  { "SECTIONPAGES", N_ ("Number of pages") },
  { "NEXT", N_ ("Next record") },
  { "NEXTIF", N_ ("Next record") },
  { "SKIPIF", N_ ("Record left out") },
  { "MERGEREC", N_ ("Number of the record") },
  { "MERGESEQ", N_ ("Number of the record") },
  { "SET", N_ ("Text set aside") },
  { "REF", N_ ("Text of a bookmark") },
  { "QUOTE", N_ ("Text") },
  { "ASK", N_ ("Question") },
  { "FILLIN", N_ ("Question") },
  { "=", N_ ("Calculation") },
  { "INCLUDEPICTURE", N_ ("Picture") },
  { "HYPERLINK", N_ ("Link") },
  { "TOC", N_ ("Table of contents") },
};

/**
 * _work_inspection_place:
 * @where: where a field stands: "body"
 *
 * Returns: (transfer none): the same for a person
 */
const char *
_work_inspection_place (const char *where)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (places[i].where, where) == 0)
      return _ (places[i].place);
  return where;
}

/**
 * _work_inspection_code_label:
 * @type: of a field of Word, in capitals
 *
 * Returns: (transfer none): what it is for
 */
const char *
_work_inspection_code_label (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (codes[i].type, type) == 0)
      return _ (codes[i].label);
  return _ ("Field of Word");
}

static const char *
sentence_of (const char *where)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (places[i].where, where) == 0)
      return _ (places[i].sentence);
  return "";
}

static void
add_remark (WorkInspection *inspection, char *text, gboolean is_warning)
{
  WorkTemplateRemark *remark = g_new0 (WorkTemplateRemark, 1);

  remark->text = text;
  remark->is_warning = is_warning;
  g_ptr_array_add (inspection->remarks, remark);
}

/* What should be mended. */
static char *
warn_of (const MergeFinding *finding)
{
  switch (finding->kind)
    {
    case MERGE_FINDING_TWINS:
      return g_strdup_printf (
          _ ("A drawing in %s is kept twice, and its halves do not hold the same fields: programs "
             "may show one or the other. In Word, delete the drawing and make it again."),
          sentence_of (finding->where));
    case MERGE_FINDING_PLACEHOLDER:
      return g_strdup_printf (_ ("“%s” in %s looks like a text that somebody was to replace: it "
                                 "stays as it is. In Word, "
                                 "insert a merge field in its place."),
                              finding->text, sentence_of (finding->where));
    default:
      return NULL;
    }
}

/* What is worth knowing. */
static char *
tell_of (const MergeFinding *finding)
{
  switch (finding->kind)
    {
    case MERGE_FINDING_DOTS:
      return g_strdup_printf (ngettext ("%u dotted line in %s is to be filled in by hand.",
                                        "%u dotted lines in %s are to be filled in by hand.",
                                        finding->count),
                              finding->count, sentence_of (finding->where));
    case MERGE_FINDING_DATA_SOURCE:
      return g_strdup_printf (
          _ ("The template was tied to the list “%s”. Paraphe takes its place: documents are made "
             "without that tie."),
          finding->text);
    case MERGE_FINDING_PROGRAM:
      return g_strdup_printf (
          _ ("Another program than Word has saved this file last (%s). Look at a preview: fields "
             "may have been changed by it."),
          finding->text);
    default:
      return NULL;
    }
}

/**
 * _work_inspection_add_remarks:
 * @inspection: its remarks are added to
 * @content: the file
 * @warnings: (element-type utf8): sentences of the template
 * @findings: (element-type MergeFinding): what is in it beside its fields
 *
 * Puts into sentences what is to be seen to, warnings first.
 */
void
_work_inspection_add_remarks (WorkInspection *inspection,
                              GBytes *content,
                              GPtrArray *warnings,
                              GPtrArray *findings)
{
  g_autoptr (GPtrArray) fonts = paper_fonts_missing (content);

  for (guint i = 0; i < warnings->len; i++)
    add_remark (inspection, g_strdup (warnings->pdata[i]), TRUE);
  for (guint i = 0; i < findings->len; i++)
    {
      char *text = warn_of (findings->pdata[i]);

      if (text != NULL)
        add_remark (inspection, text, TRUE);
    }
  for (guint i = 0; fonts != NULL && i < fonts->len; i++)
    add_remark (inspection, paper_font_sentence (fonts->pdata[i]), TRUE);
  for (guint i = 0; i < findings->len; i++)
    {
      char *text = tell_of (findings->pdata[i]);

      if (text != NULL)
        add_remark (inspection, text, FALSE);
    }
}
