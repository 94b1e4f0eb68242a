/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-agreement.h"

#include <glib/gi18n-lib.h>

#include "base-file.h"
#include "cli-output.h"
#include "model-person.h"
#include "model-value.h"
#include "work-line.h"
#include "work-signature.h"

/* An agreement, with all that is shown of it. */
typedef struct
{
  ModelRecord *agreement; /* of detail */
  WorkLineDetail *detail;
  char *student;
} Shown;

static void
shown_free (Shown *shown)
{
  work_line_detail_free (shown->detail);
  g_free (shown->student);
  g_free (shown);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shown, shown_free)

static const char *const agreement_columns[] = {
  "number",  "mode",      "state",      "reason",         "step",     "step_date",  "made_on",
  "sent_on", "signed_on", "printed_on", "printed_copies", "revision", "difference",
};
static const char *const signatory_columns[] = { "role",       "label",       "name",
                                                 "sent_on",    "reminded_on", "signed_on",
                                                 "received_on" };
static const char *const document_columns[] = { "name",    "kind",   "media_type",
                                                "made_at", "sha256", "size" };

/* ---- reading ---- */

static char *
name_student (WorkSchool *school, ModelRecord *placement)
{
  g_autoptr (ModelRecord) search = work_school_read (
      school,
      work_query_record_new (MODEL_ENTITY_SEARCH, model_record_get_int (placement, "search_id")),
      NULL);
  g_autoptr (ModelRecord) student =
      search != NULL ? work_school_read (
          school,
          work_query_record_new (MODEL_ENTITY_STUDENT, model_record_get_int (search, "student_id")),
          NULL)
                     : NULL;

  return student != NULL ? model_person_name (student) : NULL;
}

static Shown *
load (WorkSchool *school, gint64 id, GError **error)
{
  g_autoptr (ModelRecord) agreement =
      work_school_read (school, work_query_record_new (MODEL_ENTITY_AGREEMENT, id), error);
  g_autoptr (Shown) shown = g_new0 (Shown, 1);

  if (agreement == NULL)
    return NULL;
  shown->detail = work_school_read (
      school, work_query_line_new (0, 0, model_record_get_int (agreement, "placement_id"), id),
      error);
  if (shown->detail == NULL)
    return NULL;
  shown->agreement = shown->detail->agreement;
  shown->student = name_student (school, shown->detail->placement);
  return g_steal_pointer (&shown);
}

static gboolean
is_of (const Shown *shown, ModelRecord *document)
{
  return model_record_get_int (document, "agreement_id") == model_record_get_id (shown->agreement);
}

/* (nullable): the number of the agreement that a column refers to */
static const char *
number_of (const Shown *shown, const char *column)
{
  gint64 id = model_record_get_int (shown->agreement, column);

  for (guint i = 0; i < shown->detail->agreements->len; i++)
    if (model_record_get_id (shown->detail->agreements->pdata[i]) == id)
      return model_record_get (shown->detail->agreements->pdata[i], "number");
  return NULL;
}

/* ---- as JSON ---- */

static void
add_columns (JsonBuilder *builder, ModelRecord *record, const char *const *columns, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const ModelEntity entity = model_record_get_entity (record);
      const ModelField *field =
          &model_entity_info (entity)->fields[model_field_index (entity, columns[i])];

      if (field->type != MODEL_TYPE_INTEGER || model_record_get (record, columns[i]) == NULL)
        {
          cli_output_json_text (builder, columns[i], model_record_get (record, columns[i]));
          continue;
        }
      cli_output_json_number (builder, columns[i], model_record_get_int (record, columns[i]));
    }
}

static void
add_records (JsonBuilder *builder,
             const char *member,
             GPtrArray *records,
             const char *const *columns,
             guint n)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    {
      json_builder_begin_object (builder);
      add_columns (builder, records->pdata[i], columns, n);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_agreement (JsonBuilder *builder, const Shown *shown)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();

  for (guint i = 0; i < shown->detail->documents->len; i++)
    if (is_of (shown, shown->detail->documents->pdata[i]))
      g_ptr_array_add (documents, shown->detail->documents->pdata[i]);
  json_builder_begin_object (builder);
  cli_output_json_text (builder, "student", shown->student);
  add_columns (builder, shown->agreement, agreement_columns, G_N_ELEMENTS (agreement_columns));
  cli_output_json_boolean (builder, "signed_outside",
                           model_record_get_int (shown->agreement, "signed_outside") != 0);
  cli_output_json_text (builder, "amends", number_of (shown, "amends_id"));
  cli_output_json_text (builder, "source", number_of (shown, "source_id"));
  add_records (builder, "signatories", shown->detail->signatories, signatory_columns,
               G_N_ELEMENTS (signatory_columns));
  add_records (builder, "documents", documents, document_columns, G_N_ELEMENTS (document_columns));
  json_builder_end_object (builder);
}

/* ---- as a table ---- */

static char *
format (ModelRecord *record, const char *column)
{
  ModelEntity entity = model_record_get_entity (record);
  const ModelField *field = &model_entity_info (entity)->fields[model_field_index (entity, column)];

  return model_record_get (record, column) != NULL
             ? model_value_format (field, model_record_get (record, column))
             : NULL;
}

/* Where a signatory stands: the last thing that happened. */
static char *
tell_signatory (ModelRecord *signatory)
{
  static const struct
  {
    const char *column;
    const char *text;
  } told[] = {
    /* Translators: %s is a day. */
    { "received_on", N_ ("received on %s") },
    { "signed_on", N_ ("signed on %s") },
    { "reminded_on", N_ ("reminded on %s") },
    { "sent_on", N_ ("given or sent on %s") },
  };
  g_autofree char *name = format (signatory, "name");

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autofree char *day = format (signatory, told[i].column);
      g_autoptr (GString) text = g_string_new (_ (told[i].text));

      if (day == NULL)
        continue;
      g_string_replace (text, "%s", day, 1);
      return g_strdup_printf ("%s · %s", name != NULL ? name : "", text->str);
    }
  return g_strdup (name != NULL ? name : "");
}

static void
add_rows (GPtrArray *rows, const Shown *shown, GPtrArray *steps)
{
  const WorkLineDetail *detail = shown->detail;
  gint64 step = model_record_get_int (shown->agreement, "step");

  cli_output_add_pair (rows, _ ("Student"), shown->student != NULL ? shown->student : "");
  for (guint i = 0; i < G_N_ELEMENTS (agreement_columns); i++)
    {
      int index = model_field_index (MODEL_ENTITY_AGREEMENT, agreement_columns[i]);
      const char *label = model_entity_info (MODEL_ENTITY_AGREEMENT)->fields[index].label;
      g_autofree char *value = format (shown->agreement, agreement_columns[i]);

      if (g_str_equal (agreement_columns[i], "step") && step >= 0 && step < (gint64) steps->len)
        cli_output_add_pair (rows, _ (label), model_record_get (steps->pdata[step], "label"));
      else if (value != NULL)
        cli_output_add_pair (rows, _ (label), value);
    }
  for (guint i = 0; i < detail->signatories->len; i++)
    {
      g_autofree char *title = work_signatory_title (detail->signatories->pdata[i]);
      g_autofree char *told = tell_signatory (detail->signatories->pdata[i]);

      cli_output_add_pair (rows, title, told);
    }
  for (guint i = 0; i < detail->documents->len; i++)
    if (is_of (shown, detail->documents->pdata[i]))
      {
        g_autofree char *kind = format (detail->documents->pdata[i], "kind");

        cli_output_add_pair (rows, kind, model_record_get (detail->documents->pdata[i], "name"));
      }
}

/* ---- both ---- */

static int
compare_position (gconstpointer a, gconstpointer b)
{
  return (int) (model_record_get_int (*(ModelRecord *const *) a, "position")
                - model_record_get_int (*(ModelRecord *const *) b, "position"));
}

/**
 * cli_agreement_show:
 * @call: a call
 * @school: an open school
 * @ids: (element-type gint64): agreements
 * @error: return location
 *
 * Prints the agreements, their signatories and their documents.
 *
 * Returns: whether they could be read
 */
gboolean
cli_agreement_show (CliCall *call, WorkSchool *school, GArray *ids, GError **error)
{
  const char *headings[] = { _ ("Field"), _ ("Value") };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) steps =
      work_school_read (school, work_query_records_new (MODEL_ENTITY_STEP, NULL, NULL), error);

  if (steps == NULL)
    return FALSE;
  g_ptr_array_sort (steps, compare_position);
  json_builder_begin_array (builder);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (Shown) shown = load (school, g_array_index (ids, gint64, i), error);

      if (shown == NULL)
        return FALSE;
      if (call->json)
        add_agreement (builder, shown);
      else
        add_rows (rows, shown, steps);
    }
  json_builder_end_array (builder);
  if (call->json)
    cli_output_json (builder);
  else
    cli_output_table (headings, G_N_ELEMENTS (headings), rows);
  return TRUE;
}

/**
 * cli_agreement_export:
 * @call: a call, with --export-documents
 * @school: an open school
 * @ids: (element-type gint64): agreements
 * @error: return location
 *
 * Copies the documents of the agreements to a folder, and prints where they are.
 *
 * Returns: whether all are there
 */
gboolean
cli_agreement_export (CliCall *call, WorkSchool *school, GArray *ids, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!base_file_make_private_folder (call->export_folder, error))
    return FALSE;
  json_builder_begin_array (builder);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (Shown) shown = load (school, g_array_index (ids, gint64, i), error);

      if (shown == NULL)
        return FALSE;
      for (guint j = 0; j < shown->detail->documents->len; j++)
        {
          ModelRecord *document = shown->detail->documents->pdata[j];
          g_autofree char *path = NULL;

          if (!is_of (shown, document))
            continue;
          path = work_school_read (
              school,
              work_query_document_copy_new (model_record_get_id (document), call->export_folder),
              error);
          if (path == NULL)
            return FALSE;
          json_builder_add_string_value (builder, path);
          if (!call->json)
            g_print ("%s\n", path);
        }
    }
  json_builder_end_array (builder);
  if (call->json)
    cli_output_json (builder);
  return TRUE;
}
