/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-slips-private.h"

#include "base-date.h"
#include "base-text.h"
#include "model-record.h"

/* These are French papers, whatever language the program speaks: nothing here is translated. */

/* What a signatory is called without words of the school's own. */
static const struct
{
  const char *role;
  const char *title;
} titles[] = {
  { "school", "Chef d’établissement" },
  { "student", "Élève" },
  { "guardian", "Responsable légal" },
  { "company", "Entreprise" },
  { "tutor", "Tuteur" },
  { "teacher", "Professeur référent" },
};

/* ---- cover slips ---- */

static const char *
title_of (ModelRecord *signatory)
{
  const char *label = model_record_get (signatory, "label");

  if (!base_text_is_blank (label))
    return label;
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_strcmp0 (titles[i].role, model_record_get (signatory, "role")) == 0)
      return titles[i].title;
  return "Autre signataire";
}

/* "Signé le 03/11/2026" */
static char *
dup_done (ModelRecord *signatory)
{
  g_autofree char *text = NULL;
  GDate day;

  if (!base_date_parse_iso (model_record_get_or_empty (signatory, "signed_on"), &day))
    return NULL;
  text = base_date_to_short (&day);
  return g_strdup_printf ("Signé le %s", text);
}

/* "PFMP 1, du … au …" */
static char *
dup_period (ModelLine *line)
{
  g_autofree char *dates = NULL;
  GDate start, end;

  if (!base_date_parse_iso (line->start, &start) || !base_date_parse_iso (line->end, &end))
    return g_strdup (line->period_name);
  dates = base_date_range_to_text (&start, &end);
  return g_strdup_printf ("%s, %s", line->period_name, dates);
}

static void
fill_ticks (const WorkMailing *mailing, GArray *ticks, GPtrArray *owned)
{
  for (guint i = 0; i < mailing->signatories->len; i++)
    {
      ModelRecord *signatory = mailing->signatories->pdata[i];
      const char *name = model_record_get (signatory, "name");
      gboolean is_known = !base_text_is_blank (name);
      PaperSheetTick tick = { is_known ? name : title_of (signatory),
                              is_known ? title_of (signatory) : NULL, dup_done (signatory) };

      g_ptr_array_add (owned, (char *) tick.done);
      g_array_append_val (ticks, tick);
    }
}

static void
draw_cover (const WorkMailings *self, const WorkMailing *mailing, PaperSheet *sheet)
{
  ModelLine *line = mailing->lines->pdata[0];
  g_autofree char *period = dup_period (line);
  g_autofree char *company = line->town[0] != '\0'
                                 ? g_strdup_printf ("%s, %s", line->company, line->town)
                                 : g_strdup (line->company);
  const PaperSheetFact facts[] = {
    { "Classe", line->class_name },
    { "Période", period },
    { "Entreprise", company },
    { "Tuteur", line->tutor },
    { "Professeur référent", line->teacher },
    { "Convention n°", line->number },
  };
  g_autoptr (GArray) ticks = g_array_new (FALSE, FALSE, sizeof (PaperSheetTick));
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  PaperSheetSlip slip = {
    .sender = self->school_name,
    .title = "Fiche de circulation",
    .subject = line->student,
    .facts = facts,
    .n_facts = G_N_ELEMENTS (facts),
    .ticks_title = "Signatures",
    .blanks = { "Remis le", "Signé le" },
    .return_title = "À retourner à",
    .return_to = self->school,
  };

  fill_ticks (mailing, ticks, owned);
  slip.ticks = (const PaperSheetTick *) (gpointer) ticks->data;
  slip.n_ticks = ticks->len;
  paper_sheet_add_slip (sheet, &slip);
}

/* ---- transmission slips ---- */

static const PaperSheetColumn columns[] = {
  { "Élève", 0.28 },         { "Classe", 0.13 },      { "Période", 0.25 },
  { "Convention n°", 0.18 }, { "Exemplaires", 0.16 },
};

static GPtrArray *
make_rows (const WorkMailing *mailing, guint n_copies)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *copies = g_strdup_printf ("%u", n_copies);

  for (guint i = 0; i < mailing->lines->len; i++)
    {
      const ModelLine *line = mailing->lines->pdata[i];
      const char *const cells[] = { line->student, line->class_name, line->period_name,
                                    line->number,  copies,           NULL };

      g_ptr_array_add (rows, g_strdupv ((char **) cells));
    }
  return rows;
}

static void
draw_transmission (const WorkMailings *self, const WorkMailing *mailing, PaperSheet *sheet)
{
  g_autoptr (GPtrArray) rows = make_rows (mailing, self->n_copies);
  guint n = rows->len * self->n_copies;
  g_autofree char *closing =
      g_strdup_printf ("%u convention%s, %u exemplaire%s.\n"
                       "Merci de retourner les exemplaires signés à l’établissement.",
                       rows->len, rows->len > 1 ? "s" : "", n, n > 1 ? "s" : "");
  const PaperSheetTable table = {
    .sender = self->school,
    .recipient = mailing->address,
    .day = self->day,
    .title = "Bordereau d’envoi",
    .columns = columns,
    .n_columns = G_N_ELEMENTS (columns),
    .rows = rows,
    .closing = closing,
    .received = "Reçu le\nNom, cachet et signature",
  };

  paper_sheet_add_table (sheet, &table);
}

/* ---- all of them ---- */

static void
draw_labels (const WorkMailings *self, const WorkSlipsOptions *options, PaperSheet *sheet)
{
  const PaperLabels *labels =
      options->labels != 0 ? paper_labels_find (options->labels) : paper_labels_get (0);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < self->all->len; i++)
    g_ptr_array_add (texts, ((const WorkMailing *) self->all->pdata[i])->address);
  g_ptr_array_add (texts, NULL);
  paper_sheet_add_labels (sheet, labels != NULL ? labels : paper_labels_get (0), options->first,
                          (const char *const *) texts->pdata);
}

/**
 * _work_mailings_draw:
 * @self: what was read
 * @options: what is asked for
 * @sheet: what it is drawn on
 */
void
_work_mailings_draw (const WorkMailings *self, const WorkSlipsOptions *options, PaperSheet *sheet)
{
  if (self->kind == WORK_SLIPS_LABELS)
    {
      draw_labels (self, options, sheet);
      return;
    }
  for (guint i = 0; i < self->all->len; i++)
    {
      const WorkMailing *mailing = self->all->pdata[i];

      if (self->kind == WORK_SLIPS_COVER)
        draw_cover (self, mailing, sheet);
      else if (self->kind == WORK_SLIPS_TRANSMISSION)
        draw_transmission (self, mailing, sheet);
      else
        paper_sheet_add_envelope (sheet, self->school, mailing->address);
    }
}
