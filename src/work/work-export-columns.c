/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-export-private.h"

#include <glib/gi18n-lib.h>

#include "base-ident.h"
#include "model-value.h"
#include "work-line-text.h"

/* Pale enough to read a text on, by the style of a state. */
static const struct
{
  const char *style;
  guint32 colour;
} style_colours[] = {
  { "neutral", 0xe3e1df }, { "accent", 0xc5dcf7 },  { "warning", 0xfbeeb4 },
  { "error", 0xf7cbc8 },   { "success", 0xc4ecd0 },
};

/* Of bars, where stages lie side by side. */
static const guint32 stage_colours[] = {
  [MODEL_STAGE_NO_PLACEMENT] = 0xe01b24, [MODEL_STAGE_SHEET] = 0xf9e08a,
  [MODEL_STAGE_TO_VALIDATE] = 0xf5c211,  [MODEL_STAGE_TO_MAKE] = 0xb5d3f5,
  [MODEL_STAGE_TO_SEND] = 0x62a0ea,      [MODEL_STAGE_IN_SIGNATURE] = 0x1a5fb4,
  [MODEL_STAGE_SIGNED] = 0xa3e0b5,       [MODEL_STAGE_CERTIFICATE_AWAITED] = 0x57c478,
  [MODEL_STAGE_CERTIFICATE] = 0x1f8a4c,  [MODEL_STAGE_CANCELLED] = 0x77767b,
  [MODEL_STAGE_EXEMPT] = 0xc0bfbc,
};

/**
 * _work_export_stage_colour:
 * @stage: a stage
 *
 * Returns: what it is drawn with, 0xRRGGBB
 */
guint32
_work_export_stage_colour (ModelStage stage)
{
  g_return_val_if_fail ((guint) stage < MODEL_N_STAGES, 0);
  return stage_colours[stage];
}

/* ---- cells ---- */

static char *
dup_number (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static char *
get_search (const WorkExportColumn *column, const WorkExportRow *row)
{
  return g_strdup (row->overview->looks->states[row->line->search_state].label);
}

static char *
get_siret (const WorkExportColumn *column, const WorkExportRow *row)
{
  const char *siret = row->line->siret;

  return siret[0] != '\0' ? base_ident_format (BASE_IDENT_SIRET, siret) : g_strdup ("");
}

static char *
get_mode (const WorkExportColumn *column, const WorkExportRow *row)
{
  return g_strdup (work_line_text_mode (row->line->mode));
}

static char *
get_progress (const WorkExportColumn *column, const WorkExportRow *row)
{
  const char *style;

  return work_line_text_progress (row->line, row->overview->steps, &style);
}

static char *
get_stage (const WorkExportColumn *column, const WorkExportRow *row)
{
  if (row->line->period_id == 0)
    return g_strdup ("");
  return g_strdup (_ (model_stage_info (model_line_stage (row->line, row->today))->state.label));
}

static char *
get_notes (const WorkExportColumn *column, const WorkExportRow *row)
{
  return row->line->n_notes > 0 ? dup_number (row->line->n_notes) : g_strdup ("");
}

/* Of the student's record: the field is the column's own. Dates stay ISO: they are dates. */
static char *
get_student (const WorkExportColumn *column, const WorkExportRow *row)
{
  const ModelField *field = model_field_find (column->field);
  const char *value;

  if (row->records == NULL)
    return g_strdup ("");
  value = _work_records_get (row->records, MODEL_ROLE_STUDENT, model_field_column (field));
  if (value == NULL)
    return g_strdup ("");
  return field->type == MODEL_TYPE_DATE ? g_strdup (value) : model_value_format (field, value);
}

static char *
get_days_planned (const WorkExportColumn *column, const WorkExportRow *row)
{
  g_autoptr (ModelDuration) duration = NULL;

  if (row->records == NULL)
    return g_strdup ("");
  duration = _work_records_duration (row->records);
  return dup_number (duration->n_days);
}

static char *
get_days_done (const WorkExportColumn *column, const WorkExportRow *row)
{
  const char *days = row->records != NULL
                         ? _work_records_get (row->records, MODEL_ROLE_PLACEMENT, "days_done")
                         : NULL;

  return g_strdup (days != NULL ? days : "");
}

/* ---- colours ---- */

static void
add_rule (TableSheet *sheet, guint column, const char *text, const char *style)
{
  for (guint i = 0; i < G_N_ELEMENTS (style_colours); i++)
    if (g_strcmp0 (style_colours[i].style, style) == 0)
      table_sheet_add_rule (sheet, &(TableRule){ column, text, style_colours[i].colour });
}

static void
add_search_rules (TableSheet *sheet, guint column, WorkOverview *overview)
{
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    add_rule (sheet, column, overview->looks->states[i].label, overview->looks->states[i].style);
}

static void
add_stage_rules (TableSheet *sheet, guint column, WorkOverview *overview)
{
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    {
      const ModelState *state = &model_stage_info (i)->state;

      add_rule (sheet, column, _ (state->label), state->style);
    }
}

/* An agreement that all have signed, one that is on its way, one that lies here still. */
static void
add_progress_rules (TableSheet *sheet, guint column, WorkOverview *overview)
{
  gboolean is_sent = FALSE, is_signed = FALSE;

  for (guint i = 0; i < overview->steps->len; i++)
    {
      const ModelStep *step = g_ptr_array_index (overview->steps, i);

      is_sent = is_sent || step->is_sent;
      is_signed = is_signed || step->is_signed;
      add_rule (sheet, column, step->label,
                is_signed ? "success" : (is_sent ? "accent" : "warning"));
    }
  add_rule (sheet, column, _ ("Agreement to make"), "warning");
  add_rule (sheet, column, _ ("Agreement cancelled"), "error");
}

/* ---- the table ---- */

#define MEMBER(name) G_STRUCT_OFFSET (ModelLine, name)
#define TEXT         TABLE_COLUMN_TEXT
#define DAY          TABLE_COLUMN_DATE
#define NUMBER       TABLE_COLUMN_INTEGER

/* clang-format off: a table is read by columns */
static const WorkExportColumn columns[] = {
  { "student", NULL, NULL, N_ ("Student"), TEXT, 28, MEMBER (student) },
  { "ine", NULL, "student.ine", NULL, TEXT, 16, 0, get_student },
  { "family_name", NULL, "student.family_name", NULL, TEXT, 20, 0, get_student },
  { "given_name", NULL, "student.given_name", NULL, TEXT, 18, 0, get_student },
  { "birth_date", NULL, "student.birth_date", NULL, DAY, 12, 0, get_student },
  { "class", NULL, NULL, N_ ("Class"), TEXT, 12, MEMBER (class_name) },
  { "period", NULL, NULL, N_ ("Period"), TEXT, 16, MEMBER (period_name) },
  { "search", NULL, NULL, N_ ("Placement Search"), TEXT, 22, 0, get_search, add_search_rules },
  { "last_contact", "contact", NULL, N_ ("Last Interview"), DAY, 14, MEMBER (last_contact) },
  { "last_account", "contact", NULL, N_ ("What Was Said"), TEXT, 30, MEMBER (last_account) },
  { "company", NULL, NULL, N_ ("Company"), TEXT, 30, MEMBER (company) },
  { "town", "company", NULL, N_ ("Town"), TEXT, 20, MEMBER (town) },
  { "siret", NULL, "company.siret", NULL, TEXT, 20, 0, get_siret },
  { "tutor", NULL, NULL, N_ ("Tutor"), TEXT, 24, MEMBER (tutor) },
  { "teacher", NULL, NULL, N_ ("Referent Teacher"), TEXT, 24, MEMBER (teacher) },
  { "start", "dates", "placement.start", NULL, DAY, 12, MEMBER (start) },
  { "end", "dates", "placement.end", NULL, DAY, 12, MEMBER (end) },
  { "number", "agreement", "agreement.number", NULL, TEXT, 14, MEMBER (number) },
  { "mode", "agreement", "agreement.mode", NULL, TEXT, 14, 0, get_mode },
  { "progress", NULL, NULL, N_ ("Progress"), TEXT, 26, 0, get_progress, add_progress_rules },
  { "stage", NULL, NULL, N_ ("State"), TEXT, 22, 0, get_stage, add_stage_rules },
  { "sent_on", NULL, NULL, N_ ("Sent On"), DAY, 12, MEMBER (sent_on) },
  { "signed_on", NULL, NULL, N_ ("Signed On"), DAY, 12, MEMBER (signed_on) },
  { "printed_on", "printed", "agreement.printed_on", NULL, DAY, 12, MEMBER (printed_on) },
  { "messaged_on", "messaged", NULL, N_ ("Last Written To"), DAY, 12, MEMBER (messaged_on) },
  { "certificate_on", NULL, "placement.certificate_on", NULL, DAY, 14, MEMBER (certificate_on) },
  { "days_planned", NULL, "placement.total_days", NULL, NUMBER, 12, 0, get_days_planned },
  { "days_done", NULL, "placement.days_done", NULL, NUMBER, 12, 0, get_days_done },
  { "template", NULL, "placement.template_id", NULL, TEXT, 24, MEMBER (template_name) },
  { "notes", NULL, NULL, N_ ("Notes"), NUMBER, 8, 0, get_notes },
};
/* clang-format on */

/**
 * _work_export_column:
 * @key: key of a column
 *
 * Returns: (transfer none) (nullable): the column
 */
const WorkExportColumn *
_work_export_column (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_strcmp0 (columns[i].key, key) == 0)
      return &columns[i];
  return NULL;
}

static gboolean
is_called (const WorkExportColumn *column, const char *key)
{
  return g_strcmp0 (column->key, key) == 0 || g_strcmp0 (column->of, key) == 0;
}

/**
 * work_export_has_column:
 * @key: key of a column, or of a column of the window's list
 *
 * Returns: whether there is something to export for it
 */
gboolean
work_export_has_column (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (is_called (&columns[i], key))
      return TRUE;
  return FALSE;
}

/**
 * _work_export_columns:
 * @keys: (array zero-terminated=1): columns, or columns of the window's list, which may stand for
 *   several: "dates" is a first and a last day
 *
 * Returns: (transfer container) (element-type WorkExportColumn): each of them once, in order
 */
GPtrArray *
_work_export_columns (const char *const *keys)
{
  GPtrArray *wanted = g_ptr_array_new ();

  for (guint k = 0; keys[k] != NULL; k++)
    for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
      if (is_called (&columns[i], keys[k]) && !g_ptr_array_find (wanted, &columns[i], NULL))
        g_ptr_array_add (wanted, (gpointer) &columns[i]);
  return wanted;
}

/**
 * _work_export_column_title:
 * @column: a column
 *
 * Returns: (transfer none): what heads it: the label of its field, where there is one
 */
const char *
_work_export_column_title (const WorkExportColumn *column)
{
  return _ (column->field != NULL ? model_field_find (column->field)->label : column->label);
}

/**
 * _work_export_cell:
 * @column: a column
 * @row: what its cell is made from
 *
 * Returns: (transfer full): what it says, as table_sheet_add_cell() takes it
 */
char *
_work_export_cell (const WorkExportColumn *column, const WorkExportRow *row)
{
  if (column->get != NULL)
    return column->get (column, row);
  return g_strdup (G_STRUCT_MEMBER (const char *, row->line, column->text));
}
