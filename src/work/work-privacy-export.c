/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-privacy-export-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base-file.h"
#include "base-json.h"
#include "merge-zip.h"
#include "model-person.h"
#include "model-value.h"
#include "store-role.h"
#include "store-vault.h"
#include "table-format.h"
#include "work-access.h"
#include "work-change-private.h"
#include "work-error.h"

typedef struct
{
  WorkSchool *school;
  WorkPersonExport options;
  char *path;
  gint64 account_id;
  gboolean is_allowed;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->school);
  g_free (export->path);
  g_free (export);
}

/* ---- for a program ---- */

static void
add_member (JsonBuilder *builder, const char *member, const char *value)
{
  json_builder_set_member_name (builder, member);
  if (value == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, value);
}

static void
add_id (JsonBuilder *builder, gint64 id)
{
  json_builder_set_member_name (builder, "id");
  json_builder_add_int_value (builder, id);
}

/* Of a row of somebody else, only what tells of nobody. */
static void
add_record (JsonBuilder *builder, ModelRecord *record, gboolean is_own)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));

  json_builder_begin_object (builder);
  add_member (builder, "entity", info->key);
  add_id (builder, model_record_get_id (record));
  for (guint i = 0; i < info->n_fields; i++)
    if (is_own || _work_privacy_keeps (&info->fields[i]))
      add_member (builder, model_field_column (&info->fields[i]), model_record_get_at (record, i));
  json_builder_end_object (builder);
}

static void
add_records (JsonBuilder *builder, const char *member, GPtrArray *records, gboolean is_own)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    add_record (builder, g_ptr_array_index (records, i), is_own);
  json_builder_end_array (builder);
}

static void
add_history (JsonBuilder *builder, const WorkGathered *gathered)
{
  json_builder_set_member_name (builder, "history");
  json_builder_begin_array (builder);
  for (guint i = 0; i < gathered->lines->len; i++)
    {
      const StoreHistoryLine *line = g_ptr_array_index (gathered->lines, i);
      g_autoptr (JsonNode) changes = base_json_parse (line->changes, -1);

      json_builder_begin_object (builder);
      add_member (builder, "at", line->at);
      add_member (builder, "author", line->author);
      add_member (builder, "action", line->action);
      add_member (builder, "entity", model_entity_info (line->entity)->key);
      add_id (builder, line->entity_id);
      json_builder_set_member_name (builder, "changes");
      if (changes != NULL)
        json_builder_add_value (builder, g_steal_pointer (&changes));
      else
        json_builder_add_null_value (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_accesses (JsonBuilder *builder, const WorkGathered *gathered)
{
  json_builder_set_member_name (builder, "accesses");
  json_builder_begin_array (builder);
  for (guint i = 0; i < gathered->accesses->len; i++)
    {
      const StoreAccessLine *line = g_ptr_array_index (gathered->accesses, i);

      json_builder_begin_object (builder);
      add_member (builder, "at", line->at);
      add_member (builder, "author", line->author);
      add_member (builder, "seat", line->seat);
      add_member (builder, "act", line->act);
      add_member (builder, "detail", line->detail);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Its password is nobody's, not even theirs. */
static void
add_account (JsonBuilder *builder, const StoreAccount *account)
{
  json_builder_set_member_name (builder, "account");
  json_builder_begin_object (builder);
  add_id (builder, account->id);
  add_member (builder, "name", account->name);
  add_member (builder, "label", account->label);
  add_member (builder, "role", model_account_role_key (account->role));
  add_member (builder, "made_at", account->made_at);
  add_member (builder, "last_at", account->last_at);
  json_builder_end_object (builder);
}

static GBytes *
make_json (const WorkGathered *gathered)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  gsize length = 0;
  char *text;

  json_builder_begin_object (builder);
  add_records (builder, "records", gathered->own, TRUE);
  add_records (builder, "named_in", gathered->others, FALSE);
  add_history (builder, gathered);
  add_accesses (builder, gathered);
  if (gathered->account != NULL)
    add_account (builder, gathered->account);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, &length);
  return g_bytes_new_take (text, length);
}

/* ---- for a person ---- */

static TableSheet *
add_sheet (TableBook *book, const char *name, const char *const *titles, guint n)
{
  TableSheet *sheet = table_book_add_sheet (book, name);

  for (guint i = 0; i < n; i++)
    {
      const TableColumn column = { titles[i], TABLE_COLUMN_TEXT, i + 1 == n ? 60 : 24,
                                   TABLE_NO_COLOUR };

      table_sheet_add_column (sheet, &column);
    }
  return sheet;
}

static void
add_line (TableSheet *sheet,
          const char *what,
          const char *number,
          const char *field,
          const char *text)
{
  table_sheet_add_cell (sheet, what);
  table_sheet_add_cell (sheet, number);
  table_sheet_add_cell (sheet, field);
  table_sheet_add_cell (sheet, text);
}

/* What an agreement was made with: a line for each of its words. */
static void
add_frozen (TableSheet *sheet, const char *what, const char *number, const char *value)
{
  g_autoptr (JsonNode) node = base_json_parse (value, -1);
  JsonObject *root = node != NULL ? base_json_object (node) : NULL;
  g_autoptr (GList) names = root != NULL ? json_object_get_members (root) : NULL;

  for (GList *each = names; each != NULL; each = each->next)
    {
      const char *text = base_json_string (root, each->data);

      if (text[0] != '\0')
        add_line (sheet, what, number, each->data, text);
    }
}

static void
add_account_values (TableSheet *sheet, const StoreAccount *account)
{
  const char *what = _ ("Account");
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, account->id);

  add_line (sheet, what, number, _ ("Name"), account->name);
  add_line (sheet, what, number, _ ("Shown as"), account->label);
  add_line (sheet, what, number, _ ("Role"), model_account_role_label (account->role));
  if (account->last_at != NULL)
    add_line (sheet, what, number, _ ("Signed in last (UTC)"), account->last_at);
}

/* (transfer full): as a person reads it: "2MELEC", not the number of the class */
static char *
dup_readable (const WorkGathered *gathered, const ModelField *field, const char *value)
{
  g_autofree char *key =
      field->type == MODEL_TYPE_REFERENCE ? _work_gathered_key (field, value) : NULL;
  const char *name = key != NULL ? g_hash_table_lookup (gathered->names, key) : NULL;
  char *text = name != NULL ? g_strdup (name) : model_value_format (field, value);

  return text != NULL ? text : g_strdup (value);
}

static void
add_values (TableSheet *sheet, const WorkGathered *gathered, ModelRecord *record, gboolean is_own)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, model_record_get_id (record));

  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *value = model_record_get_at (record, i);
      g_autofree char *text = NULL;

      if (value == NULL || (!is_own && !_work_privacy_keeps (&info->fields[i])))
        continue;
      if (g_str_equal (info->fields[i].key, "agreement.snapshot"))
        {
          add_frozen (sheet, _ (info->label), number, value);
          continue;
        }
      text = dup_readable (gathered, &info->fields[i], value);
      add_line (sheet, _ (info->label), number, _ (info->fields[i].label), text);
    }
}

static void
fill_values (TableBook *book, const WorkGathered *gathered)
{
  const char *const titles[] = { _ ("What"), _ ("Number"), _ ("Field"), _ ("Value") };
  TableSheet *sheet = add_sheet (book, _ ("Data"), titles, G_N_ELEMENTS (titles));

  for (guint i = 0; i < gathered->own->len; i++)
    add_values (sheet, gathered, g_ptr_array_index (gathered->own, i), TRUE);
  for (guint i = 0; i < gathered->others->len; i++)
    add_values (sheet, gathered, g_ptr_array_index (gathered->others, i), FALSE);
  if (gathered->account != NULL)
    add_account_values (sheet, gathered->account);
}

static char *
dup_side (const WorkGathered *gathered, const ModelField *field, JsonArray *pair, guint side)
{
  JsonNode *node = json_array_get_element (pair, side);
  const char *value = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  return value != NULL && value[0] != '\0' ? dup_readable (gathered, field, value) : g_strdup ("—");
}

/* (transfer full): a line for each field that a change was about, in words */
static char *
describe_changes (const WorkGathered *gathered, const StoreHistoryLine *line)
{
  const ModelEntityInfo *info = model_entity_info (line->entity);
  g_autoptr (JsonNode) node = base_json_parse (line->changes, -1);
  JsonObject *root = node != NULL ? base_json_object (node) : NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 0; root != NULL && i < info->n_fields; i++)
    {
      const ModelField *field = &info->fields[i];
      JsonArray *pair = base_json_member_array (root, model_field_column (field));

      if (pair == NULL || json_array_get_length (pair) != 2)
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", _ (field->label));
      if ((field->flags & MODEL_FIELD_QUIET) == 0)
        {
          g_autofree char *before = dup_side (gathered, field, pair, 0);
          g_autofree char *after = dup_side (gathered, field, pair, 1);

          g_string_append_printf (text, _ (": %s → %s"), before, after);
        }
    }
  return g_string_free (text, FALSE);
}

static void
fill_history (TableBook *book, const WorkGathered *gathered)
{
  const char *const titles[] = { _ ("When (UTC)"), _ ("Who"), _ ("What"), _ ("Number"),
                                 _ ("Changes") };
  TableSheet *sheet = add_sheet (book, _ ("History"), titles, G_N_ELEMENTS (titles));

  for (guint i = 0; i < gathered->lines->len; i++)
    {
      const StoreHistoryLine *line = g_ptr_array_index (gathered->lines, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, line->entity_id);
      g_autofree char *changes = describe_changes (gathered, line);

      table_sheet_add_cell (sheet, line->at);
      table_sheet_add_cell (sheet, line->author);
      table_sheet_add_cell (sheet, _ (model_entity_info (line->entity)->label));
      table_sheet_add_cell (sheet, number);
      table_sheet_add_cell (sheet, changes);
    }
}

static void
fill_accesses (TableBook *book, const WorkGathered *gathered)
{
  const char *const titles[] = { _ ("When (UTC)"), _ ("Who"), _ ("Computer"), _ ("What was done") };
  TableSheet *sheet = add_sheet (book, _ ("Log of accesses"), titles, G_N_ELEMENTS (titles));

  for (guint i = 0; i < gathered->accesses->len; i++)
    {
      const StoreAccessLine *line = g_ptr_array_index (gathered->accesses, i);

      table_sheet_add_cell (sheet, line->at);
      table_sheet_add_cell (sheet, line->author);
      table_sheet_add_cell (sheet, line->seat);
      table_sheet_add_cell (sheet, work_access_act_label (line->act));
    }
}

static GBytes *
make_book (const WorkGathered *gathered, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = model_person_name (gathered->person);
  g_autoptr (TableBook) book = table_book_new (name);

  fill_values (book, gathered);
  fill_history (book, gathered);
  fill_accesses (book, gathered);
  return table_book_to_bytes (book, table_format_find ("xlsx"), cancellable, error);
}

/* ---- the archive ---- */

typedef struct
{
  GArray *files;    /* (element-type MergeZipFile) */
  GPtrArray *names; /* (owned): theirs */
} Archive;

static void
add_file (Archive *archive, char *name, GBytes *bytes)
{
  MergeZipFile file = { name, bytes };

  g_ptr_array_add (archive->names, name);
  g_array_append_val (archive->files, file);
}

/* The number before the name: two documents may have the same. */
static void
add_documents (Archive *archive, const WorkGathered *gathered)
{
  guint n = 0;

  for (guint i = 0; i < gathered->own->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (gathered->own, i);
      g_autofree char *safe = NULL;

      if (model_record_get_entity (record) != MODEL_ENTITY_DOCUMENT)
        continue;
      safe = base_file_safe_name (model_record_get_or_empty (record, "name"));
      add_file (
          archive,
          g_strdup_printf ("documents/%" G_GINT64_FORMAT " %s", model_record_get_id (record), safe),
          g_ptr_array_index (gathered->documents, n++));
    }
}

static GBytes *
make_archive (const WorkGathered *gathered, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) json = make_json (gathered);
  g_autoptr (GBytes) book = make_book (gathered, cancellable, error);
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (MergeZipFile));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Archive archive = { files, names };

  if (book == NULL)
    return NULL;
  add_file (&archive, g_strdup ("donnees.json"), json);
  add_file (&archive, g_strdup ("donnees.xlsx"), book);
  add_documents (&archive, gathered);
  return merge_zip_write ((const MergeZipFile *) (gpointer) files->data, files->len, error);
}

static gpointer
gather_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  /* What is sealed would be left out, and nobody would know. */
  if (store_connection_get_account_id (connection) != 0 && !store_vault_is_open (connection))
    {
      _work_refuse (error,
                    _ ("Some of these data are encrypted, and your account does not have the "
                       "key. Have another administrator give you a new password first."));
      return NULL;
    }
  return _work_gather (connection, &((const Export *) data)->options, error);
}

static void
say_missing (WorkJob *job, guint n)
{
  g_autofree char *note = NULL;

  if (n == 0)
    return;
  note = g_strdup_printf (
      ngettext ("%u document is missing from the folder of the database: its file is empty.",
                "%u documents are missing from the folder of the database: their files are empty.",
                n),
      n);
  work_job_add_note (job, note);
}

static gboolean
run_export (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *export = data;
  g_autoptr (WorkGathered) gathered = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  if (!export->is_allowed)
    return _work_privacy_refuse_act (error);
  work_job_set_progress (job, 0, _ ("Gathering the data…"));
  gathered = store_queue_run (work_school_get_queue (export->school), gather_func, export,
                              cancellable, error);
  if (gathered == NULL)
    return FALSE;
  name = model_person_name (gathered->person);
  work_job_set_progress (job, 0.5, _ ("Writing the file…"));
  bytes = make_archive (gathered, cancellable, error);
  if (bytes == NULL || !base_file_write_atomic (export->path, bytes, FALSE, error))
    return FALSE;
  work_school_log_access_as (export->school, export->account_id, STORE_ACCESS_EXPORT_PERSON,
                             export->options.entity, export->options.id, NULL);
  say_missing (job, gathered->n_missing);
  if (gathered->without_log)
    work_job_add_note (job, _ ("Who looked at these data is not in the file: only an administrator "
                               "can take that out too."));
  work_job_add_success (job, export->options.id, name, export->path);
  work_job_set_progress (job, 1, NULL);
  return TRUE;
}

/**
 * work_person_export_new:
 * @school: an open school
 * @options: who, and where to
 *
 * A job that writes one archive with all that is in the database about a person: for a program, for
 * a person, and the documents. What is there already under that name is left as it is.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_person_export_new (WorkSchool *school, const WorkPersonExport *options)
{
  Export *export;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  g_return_val_if_fail (options != NULL && options->path != NULL, NULL);

  export = g_new0 (Export, 1);
  export->school = g_object_ref (school);
  export->options = *options;
  export->path = g_strdup (options->path);
  export->options.path = export->path;
  export->is_allowed = _work_privacy_may (school, MODEL_ACT_EXPORT_PERSON, &export->account_id);
  return work_job_new (_ ("Exporting a person’s data…"), run_export, export, export_free);
}

/**
 * work_person_export_name:
 * @person: a student, a contact or a teacher
 *
 * Returns: (transfer full): how the archive may be called
 */
char *
work_person_export_name (ModelRecord *person)
{
  g_autofree char *name = model_person_name (person);
  g_autofree char *file = g_strdup_printf (_ ("Data of %s.zip"), name);

  return base_file_safe_name (file);
}
