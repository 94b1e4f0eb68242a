/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "cli-sheet.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"
#include "model-value.h"

/* What is shown of a sheet, whoever fills the roles. */
static const struct
{
  const char *member;
  ModelRoleId role;
  const char *columns[3];
} shown[] = {
  { "student", MODEL_ROLE_STUDENT, { "family_name", "given_name" } },
  { "class", MODEL_ROLE_CLASS_GROUP, { "name" } },
  { "period", MODEL_ROLE_PERIOD, { "name" } },
  { "state", MODEL_ROLE_PLACEMENT, { "state" } },
  { "refusal_reason", MODEL_ROLE_PLACEMENT, { "refusal_reason" } },
  { "company", MODEL_ROLE_COMPANY, { "name" } },
  { "siret", MODEL_ROLE_COMPANY, { "siret" } },
  { "site", MODEL_ROLE_SITE, { "name" } },
  { "representative", MODEL_ROLE_REPRESENTATIVE, { "title", "given_name", "family_name" } },
  { "tutor", MODEL_ROLE_TUTOR, { "title", "given_name", "family_name" } },
  { "teacher", MODEL_ROLE_TEACHER, { "title", "given_name", "family_name" } },
  { "start", MODEL_ROLE_PLACEMENT, { "start" } },
  { "end", MODEL_ROLE_PLACEMENT, { "end" } },
  { "weekly_hours", MODEL_ROLE_PLACEMENT, { "weekly_hours" } },
  { "activities", MODEL_ROLE_PLACEMENT, { "activities" } },
  { "agreement", MODEL_ROLE_AGREEMENT, { "number" } },
};

static const char *const editings[] = {
  [WORK_SHEET_FREE] = "free",
  [WORK_SHEET_NEW_VERSION] = "new_version",
  [WORK_SHEET_AMENDMENT] = "amendment",
  [WORK_SHEET_CLOSED] = "closed",
};

static const ModelField *
field_of (guint row, guint column)
{
  ModelEntity entity = model_role_info (shown[row].role)->entity;

  return &model_entity_info (entity)
              ->fields[model_field_index (entity, shown[row].columns[column])];
}

/* (transfer full) (nullable): canonical for a script, else as a person reads it */
static char *
value_of (const WorkSheet *sheet, guint row, gboolean canonical)
{
  ModelRecord *record = sheet->roles[shown[row].role];
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint c = 0;
       record != NULL && c < G_N_ELEMENTS (shown[row].columns) && shown[row].columns[c] != NULL;
       c++)
    {
      const char *value = model_record_get (record, shown[row].columns[c]);
      g_autofree char *formatted =
          value != NULL ? model_value_format (field_of (row, c), value) : NULL;

      if (value != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                                canonical && shown[row].columns[1] == NULL ? value : formatted);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
add_missing (JsonBuilder *builder, const WorkSheet *sheet)
{
  json_builder_set_member_name (builder, "missing");
  json_builder_begin_array (builder);
  for (guint i = 0; i < sheet->missing->len; i++)
    {
      const WorkSheetField *field = &g_array_index (sheet->missing, WorkSheetField, i);
      g_autofree char *key = g_strconcat (model_role_info (field->role)->key, ".",
                                          model_field_column (field->field), NULL);

      json_builder_add_string_value (builder, key);
    }
  json_builder_end_array (builder);
}

static void
add_findings (JsonBuilder *builder, const WorkSheet *sheet)
{
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < sheet->findings->len; i++)
    {
      const ModelFinding *finding = g_ptr_array_index (sheet->findings, i);

      json_builder_begin_object (builder);
      cli_output_json_text (builder, "rule", model_rule_info (finding->rule)->key);
      cli_output_json_text (builder, "level", model_rule_level_key (finding->level));
      cli_output_json_text (builder, "field", finding->field);
      cli_output_json_text (builder, "text", finding->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
show_json (const WorkSheet *sheet)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_output_json_number (builder, "sheet",
                          model_record_get_id (sheet->roles[MODEL_ROLE_PLACEMENT]));
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *value = value_of (sheet, i, TRUE);

      cli_output_json_text (builder, shown[i].member, value);
    }
  cli_output_json_text (builder, "kind", sheet->kind);
  cli_output_json_text (builder, "editing", editings[sheet->editing]);
  cli_output_json_number (builder, "percent", work_sheet_percent (sheet));
  add_missing (builder, sheet);
  add_findings (builder, sheet);
  json_builder_end_object (builder);
  cli_output_json (builder);
}

static void
show_text (const WorkSheet *sheet)
{
  const char *headings[] = { _ ("Field"), _ ("Value") };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *value = value_of (sheet, i, FALSE);
      gboolean is_person = shown[i].columns[1] != NULL;

      if (value != NULL)
        cli_output_add_pair (rows,
                             is_person ? _ (model_role_info (shown[i].role)->label)
                                       : _ (field_of (i, 0)->label),
                             value);
    }
  for (guint i = 0; i < sheet->missing->len; i++)
    {
      g_autofree char *label =
          work_sheet_field_label (&g_array_index (sheet->missing, WorkSheetField, i));

      cli_output_add_pair (rows, _ ("Missing"), label);
    }
  for (guint i = 0; i < sheet->findings->len; i++)
    {
      const ModelFinding *finding = g_ptr_array_index (sheet->findings, i);

      cli_output_add_pair (rows, _ (model_rule_level_label (finding->level)), finding->text);
    }
  cli_output_table (headings, G_N_ELEMENTS (headings), rows);
}

/**
 * cli_sheet_show:
 * @call: the call
 * @sheet: a sheet
 *
 * Prints what stands on a sheet and what is missing.
 */
void
cli_sheet_show (CliCall *call, const WorkSheet *sheet)
{
  if (call->json)
    show_json (sheet);
  else
    show_text (sheet);
}
