/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-template.h"

#include <glib/gi18n-lib.h>

#include "base-file.h"
#include "store-settings.h"
#include "work-settings-private.h"

/* What comes in: for a new template, or in place of the file of one that is there. */
typedef struct
{
  gint64 id; /* 0 for a new one */
  char *name;
  char *kind;
  char *file_name;
  GBytes *content;
} Arrival;

static void
arrival_free (gpointer data)
{
  Arrival *arrival = data;

  g_free (arrival->name);
  g_free (arrival->kind);
  g_free (arrival->file_name);
  g_bytes_unref (arrival->content);
  g_free (arrival);
}

/* One template of a kind is used when nothing else is said. */
static gboolean
leave_one_default (WorkChanging *changing, ModelRecord *template, GError **error)
{
  gint64 id = model_record_get_id (template);
  g_autoptr (GPtrArray) same = NULL;

  if (model_record_get_int (template, "is_default") == 0)
    return TRUE;
  same = store_find (changing->connection, MODEL_ENTITY_TEMPLATE, "kind",
                     model_record_get (template, "kind"), error);
  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      ModelRecord *other = g_ptr_array_index (same, i);

      if (model_record_get_id (other) == id || model_record_get_int (other, "is_default") == 0)
        continue;
      model_record_set_int (other, "is_default", 0);
      if (!_work_changing_save (changing, other, error))
        return FALSE;
    }
  changing->id = id;
  return same != NULL;
}

static gboolean
save_template (WorkChanging *changing, ModelRecord *template, GError **error)
{
  g_autoptr (GPtrArray) all = store_load_all (changing->connection, MODEL_ENTITY_TEMPLATE, error);

  return all != NULL && _work_check_name (all, template, NULL, error)
         && _work_changing_save (changing, template, error)
         && leave_one_default (changing, template, error);
}

static void
set_file (ModelRecord *template, const Arrival *arrival)
{
  gsize size;
  const guchar *bytes = g_bytes_get_data (arrival->content, &size);
  g_autofree char *content = g_base64_encode (bytes, size);
  g_autofree char *sha256 = base_file_sha256 (arrival->content);

  model_record_set_canonical (template, "file_name", arrival->file_name);
  model_record_set_canonical (template, "sha256", sha256);
  model_record_set_canonical (template, "content", content);
}

/* The first template of a kind is the one that is used. */
static gboolean
add_template (WorkChanging *changing, gpointer data, GError **error)
{
  const Arrival *arrival = data;
  g_autoptr (ModelRecord) template = model_record_new (MODEL_ENTITY_TEMPLATE);
  g_autoptr (GPtrArray) same =
      store_find (changing->connection, MODEL_ENTITY_TEMPLATE, "kind", arrival->kind, error);

  if (same == NULL)
    return FALSE;
  model_record_set_canonical (template, "name", arrival->name);
  model_record_set_canonical (template, "kind", arrival->kind);
  model_record_set_int (template, "is_default", same->len == 0 ? 1 : 0);
  set_file (template, arrival);
  return save_template (changing, template, error);
}

static gboolean
replace_file (WorkChanging *changing, gpointer data, GError **error)
{
  const Arrival *arrival = data;
  g_autoptr (ModelRecord) template =
      _work_changing_load (changing, MODEL_ENTITY_TEMPLATE, arrival->id, error);

  if (template == NULL)
    return FALSE;
  set_file (template, arrival);
  return _work_changing_save (changing, template, error);
}

static Arrival *
arrival_new (gint64 id, const char *name, const char *kind, const WorkTemplateFile *file)
{
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->id = id;
  arrival->name = g_strdup (name);
  arrival->kind = g_strdup (kind);
  arrival->file_name = g_strdup (file->name);
  arrival->content = g_bytes_ref (file->content);
  return arrival;
}

/**
 * work_change_template_add_new:
 * @name: what the school calls it
 * @kind: of document: "agreement"…
 * @file: the file, as work_template_read_async() has looked into it
 *
 * Returns: (transfer full): the change that adds a template; the first of its kind is used by
 *   default. Refused for a name that is there
 */
WorkChange *
work_change_template_add_new (const char *name, const char *kind, const WorkTemplateFile *file)
{
  return _work_change_new ("template.add", add_template, arrival_new (0, name, kind, file),
                           arrival_free);
}

/**
 * work_change_template_replace_new:
 * @template_id: a template
 * @file: its newer file
 *
 * Agreements that were made keep the SHA-256 of the file that they were made from.
 *
 * Returns: (transfer full): the change that puts @file in place of the one that is kept
 */
WorkChange *
work_change_template_replace_new (gint64 template_id, const WorkTemplateFile *file)
{
  return _work_change_new ("template.change", replace_file,
                           arrival_new (template_id, NULL, NULL, file), arrival_free);
}

static gboolean
change_template (WorkChanging *changing, gpointer data, GError **error)
{
  g_autoptr (ModelRecord) template = model_record_copy (data);

  return save_template (changing, template, error);
}

/**
 * work_change_template_new:
 * @template: a template as it was loaded, with what was changed since. Copied
 *
 * Returns: (transfer full): the change that saves it; when it is to be used by default no other of
 *   its kind is any more
 */
WorkChange *
work_change_template_new (ModelRecord *template)
{
  return _work_change_new ("template.change", change_template, model_record_copy (template),
                           g_object_unref);
}

/* A template may be that of a kind of agreement: a setting, which no reference tells of. */
static gboolean
check_kinds (WorkChanging *changing, ModelRecord *template, GError **error)
{
  g_autoptr (ModelSettings) settings = store_settings_load (changing->connection, error);
  const char *const *keys = model_kind_keys ();

  for (guint i = 0; settings != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *setting = model_kind_setting (keys[i], "template");
      const char *value = model_settings_get (settings, setting);
      g_autofree char *label = NULL;

      if (value == NULL || g_ascii_strtoll (value, NULL, 10) != model_record_get_id (template))
        continue;
      label = model_kind_label (settings, keys[i]);
      return _work_refuse (
          error,
          _ ("“%s” is the template of the agreements “%s”: choose another for them "
             "first."),
          model_record_get (template, "name"), label);
    }
  return settings != NULL;
}

static gboolean
remove_template (WorkChanging *changing, gpointer data, GError **error)
{
  g_autoptr (ModelRecord) template =
      _work_changing_load (changing, MODEL_ENTITY_TEMPLATE, *(const gint64 *) data, error);

  return template != NULL && check_kinds (changing, template, error)
         && _work_changing_remove (changing, template, error);
}

/**
 * work_change_template_remove_new:
 * @template_id: a template
 *
 * Returns: (transfer full): the change that removes it; refused, with what still uses it, as long
 *   as something does
 */
WorkChange *
work_change_template_remove_new (gint64 template_id)
{
  return _work_change_new ("template.delete", remove_template,
                           g_memdup2 (&template_id, sizeof template_id), g_free);
}
