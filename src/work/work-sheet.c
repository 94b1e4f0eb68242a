/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-sheet.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "work-sheet-private.h"
#include "work-values-private.h"

/* Not of age: the age from which nobody signs for a student. */
#define ADULT 18

static const WorkSheetLink links[] = {
  { MODEL_ROLE_COMPANY, "company_id", NULL },
  { MODEL_ROLE_SITE, "site_id", NULL },
  { MODEL_ROLE_REPRESENTATIVE, "representative_id", "is_representative" },
  { MODEL_ROLE_TUTOR, "tutor_id", "is_tutor" },
  { MODEL_ROLE_TEACHER, "teacher_id", NULL },
};

/**
 * _work_sheet_links:
 * @n: (out): how many there are
 *
 * Returns: (transfer none): whom a sheet names
 */
const WorkSheetLink *
_work_sheet_links (guint *n)
{
  *n = G_N_ELEMENTS (links);
  return links;
}

/**
 * work_sheet_link_column:
 * @role: a role
 *
 * Returns: (transfer none) (nullable): the column of a sheet that says who fills it
 */
const char *
work_sheet_link_column (ModelRoleId role)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (links[i].role == role)
      return links[i].column;
  return NULL;
}

/**
 * work_sheet_free:
 * @sheet: (nullable) (transfer full): a sheet
 */
void
work_sheet_free (WorkSheet *sheet)
{
  if (sheet == NULL)
    return;
  for (guint i = 0; i < MODEL_N_ROLES; i++)
    g_clear_object (&sheet->roles[i]);
  g_clear_object (&sheet->search);
  g_free (sheet->kind);
  g_free (sheet->kind_label);
  g_strfreev (sheet->mandatory);
  g_clear_pointer (&sheet->missing, g_array_unref);
  g_clear_pointer (&sheet->findings, g_ptr_array_unref);
  g_free (sheet->consequence);
  g_free (sheet);
}

/**
 * _work_sheet_share:
 * @sheet: a sheet
 *
 * Makes one record of a row that fills two roles: what is changed in one is so in the other.
 */
void
_work_sheet_share (WorkSheet *sheet)
{
  ModelRecord *one = sheet->roles[MODEL_ROLE_REPRESENTATIVE];
  ModelRecord **other = &sheet->roles[MODEL_ROLE_TUTOR];

  if (one != NULL && *other != NULL && model_record_get_id (one) != 0
      && model_record_get_id (one) == model_record_get_id (*other))
    g_set_object (other, one);
}

/* What is one record in two places stays so. */
static void
copy_roles (WorkSheet *copy, const WorkSheet *sheet)
{
  for (guint i = 0; i < MODEL_N_ROLES; i++)
    {
      for (guint before = 0; before < i && copy->roles[i] == NULL; before++)
        if (sheet->roles[i] != NULL && sheet->roles[before] == sheet->roles[i])
          copy->roles[i] = g_object_ref (copy->roles[before]);
      if (sheet->roles[i] != NULL && copy->roles[i] == NULL)
        copy->roles[i] = model_record_copy (sheet->roles[i]);
    }
}

/**
 * work_sheet_copy:
 * @sheet: a sheet
 *
 * Returns: (transfer full): the same, for another thread
 */
WorkSheet *
work_sheet_copy (const WorkSheet *sheet)
{
  WorkSheet *copy = g_new0 (WorkSheet, 1);

  copy_roles (copy, sheet);
  copy->search = model_record_copy (sheet->search);
  copy->kind = g_strdup (sheet->kind);
  copy->kind_label = g_strdup (sheet->kind_label);
  copy->mandatory = g_strdupv (sheet->mandatory);
  copy->missing = g_array_copy (sheet->missing);
  copy->n_asked = sheet->n_asked;
  copy->findings = sheet->findings != NULL ? g_ptr_array_ref (sheet->findings) : NULL;
  copy->n_others = sheet->n_others;
  copy->editing = sheet->editing;
  copy->may_delete = sheet->may_delete;
  copy->consequence = g_strdup (sheet->consequence);
  return copy;
}

/**
 * _work_sheet_is_new:
 * @sheet: a sheet
 * @role: a role
 *
 * Returns: whether it is filled by a row that is made with the sheet
 */
gboolean
_work_sheet_is_new (const WorkSheet *sheet, ModelRoleId role)
{
  return sheet->roles[role] != NULL && model_record_get_id (sheet->roles[role]) == 0;
}

/* Room was made for a guardian, and nothing was written there. */
static gboolean
is_blank_guardian (ModelRecord *guardian)
{
  const ModelEntityInfo *info = model_entity_info (MODEL_ENTITY_GUARDIAN);

  for (guint i = 0; i < info->n_fields; i++)
    if (model_record_get_at (guardian, i) != NULL
        && (info->fields[i].flags & MODEL_FIELD_REQUIRED) == 0)
      return FALSE;
  return model_record_get (guardian, "family_name") == NULL;
}

/**
 * _work_sheet_has_new_guardian:
 * @sheet: a sheet
 *
 * Returns: whether a guardian is made with the sheet
 */
gboolean
_work_sheet_has_new_guardian (const WorkSheet *sheet)
{
  return _work_sheet_is_new (sheet, MODEL_ROLE_GUARDIAN1)
         && !is_blank_guardian (sheet->roles[MODEL_ROLE_GUARDIAN1]);
}

/* ---- what is missing ---- */

static gboolean
is_minor (const WorkRecords *records)
{
  GDate birth, start;

  return !_work_records_get_date (records, MODEL_ROLE_STUDENT, "birth_date", &birth)
         || !_work_records_get_date (records, MODEL_ROLE_PLACEMENT, "start", &start)
         || base_date_age_on (&birth, &start) < ADULT;
}

/* Whether a field of a role is one that this sheet has to have. Nobody is asked for the address of
 * a site that is the company itself, nor for a guardian of somebody of age. */
static gboolean
is_asked (const WorkRecords *records, ModelRoleId role)
{
  switch (role)
    {
    case MODEL_ROLE_GUARDIAN1:
      return is_minor (records);
    case MODEL_ROLE_GUARDIAN2:
      return FALSE;
    case MODEL_ROLE_SITE:
    case MODEL_ROLE_COMPANY:
      return TRUE;
    default:
      return records->roles[role] != NULL;
    }
}

static gboolean
is_filled (const WorkRecords *records, const WorkSheetField *place)
{
  const char *column = model_field_column (place->field);

  /* A row that is being made counts before it has an id. */
  for (guint i = 0; place->role == MODEL_ROLE_PLACEMENT && i < G_N_ELEMENTS (links); i++)
    if (g_str_equal (links[i].column, column) && records->roles[links[i].role] != NULL)
      return TRUE;
  if (g_str_equal (place->field->key, "placement.weekly_hours"))
    {
      ModelWeek week;

      model_week_read (&week, records->roles[MODEL_ROLE_PLACEMENT],
                       records->roles[MODEL_ROLE_PERIOD]);
      return week.minutes > 0;
    }
  return _work_records_get (records, place->role, column) != NULL;
}

/* Without a company there is one thing to fill in and not each of its fields. */
static void
redirect (const WorkRecords *records, WorkSheetField *place)
{
  if ((place->role == MODEL_ROLE_COMPANY || place->role == MODEL_ROLE_SITE)
      && records->roles[MODEL_ROLE_COMPANY] == NULL && records->roles[place->role] == NULL)
    *place = (WorkSheetField){ MODEL_ROLE_PLACEMENT, model_field_find ("placement.company_id") };
}

static gboolean
contains (GArray *places, const WorkSheetField *place)
{
  for (guint i = 0; i < places->len; i++)
    {
      const WorkSheetField *other = &g_array_index (places, WorkSheetField, i);

      if (other->role == place->role && other->field == place->field)
        return TRUE;
    }
  return FALSE;
}

static void
ask_field (WorkSheet *sheet, const WorkRecords *records, GArray *asked, const ModelField *field)
{
  ModelEntity entity = model_field_entity (field);

  for (guint role = 0; role < MODEL_N_ROLES; role++)
    {
      WorkSheetField place = { role, field };

      if (model_role_info (role)->entity != entity || !is_asked (records, role))
        continue;
      redirect (records, &place);
      if (contains (asked, &place))
        continue;
      g_array_append_val (asked, place);
      if (!is_filled (records, &place))
        g_array_append_val (sheet->missing, place);
    }
}

/* A row that is made with the sheet has to be one that can be kept. */
static void
ask_required (WorkSheet *sheet, const WorkRecords *records, GArray *asked, ModelRoleId role)
{
  const ModelEntityInfo *info = model_entity_info (model_role_info (role)->entity);

  for (guint i = 0; i < info->n_fields; i++)
    {
      WorkSheetField place = { role, &info->fields[i] };

      if ((info->fields[i].flags & MODEL_FIELD_REQUIRED) == 0
          || info->fields[i].type == MODEL_TYPE_REFERENCE || contains (asked, &place))
        continue;
      g_array_append_val (asked, place);
      if (!is_filled (records, &place))
        g_array_append_val (sheet->missing, place);
    }
}

/* The records of a sheet in the form that the values of an agreement are computed from. */
static WorkRecords
borrow_records (const WorkSheet *sheet)
{
  WorkRecords records = { 0 };

  for (guint i = 0; i < MODEL_N_ROLES; i++)
    records.roles[i] = sheet->roles[i];
  return records;
}

/**
 * work_sheet_update_missing:
 * @sheet: a sheet whose records have changed
 *
 * Looks again for what is missing; reads nothing.
 */
void
work_sheet_update_missing (WorkSheet *sheet)
{
  WorkRecords records = borrow_records (sheet);
  g_autoptr (GArray) asked = g_array_new (FALSE, FALSE, sizeof (WorkSheetField));

  g_array_set_size (sheet->missing, 0);
  for (guint i = 0; sheet->mandatory[i] != NULL; i++)
    ask_field (sheet, &records, asked, model_field_find (sheet->mandatory[i]));
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (_work_sheet_is_new (sheet, links[i].role))
      ask_required (sheet, &records, asked, links[i].role);
  if (_work_sheet_has_new_guardian (sheet))
    ask_required (sheet, &records, asked, MODEL_ROLE_GUARDIAN1);
  sheet->n_asked = asked->len;
}

/**
 * work_sheet_is_complete:
 * @sheet: a sheet
 *
 * Returns: whether nothing is missing
 */
gboolean
work_sheet_is_complete (const WorkSheet *sheet)
{
  return sheet->missing->len == 0;
}

/**
 * work_sheet_is_ready:
 * @sheet: a sheet
 *
 * Returns: whether nothing stands in the way of validating it: no missing field, no rule
 */
gboolean
work_sheet_is_ready (const WorkSheet *sheet)
{
  return work_sheet_is_complete (sheet)
         && (sheet->findings == NULL || !model_findings_block (sheet->findings));
}

/**
 * work_sheet_percent:
 * @sheet: a sheet
 *
 * Returns: how much of what must be filled in is, from 0 to 100; 100 only when nothing is missing
 */
int
work_sheet_percent (const WorkSheet *sheet)
{
  return sheet->n_asked == 0
             ? 100
             : (int) (100 * (sheet->n_asked - sheet->missing->len) / sheet->n_asked);
}

/**
 * work_sheet_field_label:
 * @field: a place on a sheet
 *
 * Returns: (transfer full): what it is called: "Planned activities", "Tutor: E-mail"
 */
char *
work_sheet_field_label (const WorkSheetField *field)
{
  const char *label = _ (field->field->label);

  return field->role == MODEL_ROLE_PLACEMENT
             ? g_strdup (label)
             : g_strdup_printf (C_ ("role, then field", "%s: %s"),
                                _ (model_role_info (field->role)->label), label);
}

/**
 * _work_sheet_name_missing:
 * @sheet: a sheet that is not complete
 *
 * Returns: (transfer full): "Tutor, Planned activities"
 */
char *
_work_sheet_name_missing (const WorkSheet *sheet)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < sheet->missing->len; i++)
    {
      g_autofree char *name =
          work_sheet_field_label (&g_array_index (sheet->missing, WorkSheetField, i));

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/**
 * work_sheet_duration:
 * @sheet: a sheet
 *
 * Returns: (transfer full): how long the placement lasts as it is written now
 */
ModelDuration *
work_sheet_duration (const WorkSheet *sheet)
{
  WorkRecords records = borrow_records (sheet);

  return _work_records_duration (&records);
}

/**
 * work_sheet_shift:
 * @sheet: a sheet
 *
 * Returns: how its dates stand to those of the period; no date is the period's
 */
WorkSheetShift
work_sheet_shift (const WorkSheet *sheet)
{
  WorkRecords records = borrow_records (sheet);
  const char *start = _work_records_get (&records, MODEL_ROLE_PLACEMENT, "start");
  const char *end = _work_records_get (&records, MODEL_ROLE_PLACEMENT, "end");
  const char *first = _work_records_get (&records, MODEL_ROLE_PERIOD, "start");
  const char *last = _work_records_get (&records, MODEL_ROLE_PERIOD, "end");

  if (g_strcmp0 (start, first) == 0 && g_strcmp0 (end, last) == 0)
    return WORK_SHEET_IN_TIME;
  return g_strcmp0 (start, last) > 0 ? WORK_SHEET_CATCH_UP : WORK_SHEET_SHIFTED;
}

/* ---- who fills a role ---- */

/**
 * work_sheet_add_guardian:
 * @sheet: a sheet of a student without a guardian
 *
 * Makes room for one; it is saved with the sheet once it has a name.
 */
void
work_sheet_add_guardian (WorkSheet *sheet)
{
  ModelRecord **guardian = &sheet->roles[MODEL_ROLE_GUARDIAN1];

  if (*guardian != NULL)
    return;
  *guardian = model_record_new (MODEL_ENTITY_GUARDIAN);
  model_record_set_int (*guardian, "student_id",
                        model_record_get_id (sheet->roles[MODEL_ROLE_STUDENT]));
  model_record_set_int (*guardian, "rank", 1);
}

/* People and places of one company do not follow to another. */
static void
drop_strangers (WorkSheet *sheet, gint64 company_id)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      ModelRecord *record = sheet->roles[links[i].role];

      if (record == NULL || model_field_index (model_record_get_entity (record), "company_id") < 0
          || (company_id != 0 && model_record_get_int (record, "company_id") == company_id))
        continue;
      g_clear_object (&sheet->roles[links[i].role]);
      model_record_set_canonical (sheet->roles[MODEL_ROLE_PLACEMENT], links[i].column, NULL);
    }
}

/**
 * work_sheet_choose:
 * @sheet: a sheet
 * @role: the company, the site, the representative, the tutor or the teacher
 * @record: (nullable): who fills it from now on: a row, or a new one that is saved with the sheet;
 *   %NULL: nobody
 *
 * Names somebody else on the sheet. Another company comes without the people of the one before.
 */
void
work_sheet_choose (WorkSheet *sheet, ModelRoleId role, ModelRecord *record)
{
  const char *column = work_sheet_link_column (role);
  ModelRecord *placement = sheet->roles[MODEL_ROLE_PLACEMENT];
  gint64 id = record != NULL ? model_record_get_id (record) : 0;
  gboolean differs =
      sheet->roles[role] != record
      && (id == 0 || sheet->roles[role] == NULL || model_record_get_id (sheet->roles[role]) != id);

  g_return_if_fail (column != NULL);

  g_set_object (&sheet->roles[role], record);
  if (id != 0)
    model_record_set_int (placement, column, id);
  else
    model_record_set_canonical (placement, column, NULL);
  if (role == MODEL_ROLE_COMPANY && differs)
    drop_strangers (sheet, id);
  _work_sheet_share (sheet);
  work_sheet_update_missing (sheet);
}
