/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-school.h"

#include <glib/gi18n-lib.h>

#include "app-preferences-lock.h"
#include "app-field-row.h"
#include "work-settings.h"

/**
 * AppPreferencesSchool:
 *
 * Who the school is, as its agreements say it, and the pictures that they show.
 */
struct _AppPreferencesSchool
{
  AdwPreferencesPage parent_instance;

  GHashTable *parts;   /* key → AppFieldRow */
  ModelRecord *record; /* (nullable): until it was read */
  AppPreferences *preferences;
};

static void app_preferences_school_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesSchool,
                               app_preferences_school,
                               ADW_TYPE_PREFERENCES_PAGE,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_school_part_init))

/* Rows of pictures, by the columns that keep them. */
static const char *const pictures[] = { "logo", "signature", "stamp" };

#define MAX_FIELDS 12

/* A test fails while a field of the school stands in none of them. */
static const struct
{
  const char *title;
  const char *keys[MAX_FIELDS];
} groups[] = {
  { N_ ("Identity"), { "school.name", "school.uai", "school.kind", "school.academy" } },
  { N_ ("Address"),
    { "school.address1", "school.address2", "school.address3", "school.address4", "school.postcode",
      "school.town", "school.phone", "school.email" } },
  { N_ ("Head of the School"),
    { "school.head_title", "school.head_family_name", "school.head_given_name",
      "school.head_function", "school.head_email", "school.delegate_name" } },
  { N_ ("Head of Works"), { "school.ddfpt_name", "school.ddfpt_email", "school.ddfpt_phone" } },
  { N_ ("Agreements"),
    { "school.board_date", "school.done_at", "school.insurer", "school.insurance_number",
      "school.cpam" } },
};

/* ---- fields ---- */

static void
on_committed_cb (AppFormPart *part, const char *key, AppPreferencesSchool *self)
{
  app_preferences_save (self->preferences, self->record, work_change_school_new, GTK_WIDGET (part));
}

static void
add_groups (AppPreferencesSchool *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      GtkWidget *group = adw_preferences_group_new ();

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (groups[i].title));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (group));
      for (guint j = 0; j < MAX_FIELDS && groups[i].keys[j] != NULL; j++)
        {
          AppFieldRow *row = app_field_row_new (model_field_find (groups[i].keys[j]));

          adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (row));
          g_hash_table_insert (self->parts, (gpointer) groups[i].keys[j], row);
          g_signal_connect_object (row, "committed", G_CALLBACK (on_committed_cb), self, 0);
        }
    }
}

static void
show_fields (AppPreferencesSchool *self, ModelRecord *fresh)
{
  gboolean editable = !app_preferences_is_read_only (self->preferences);
  gboolean is_first = self->record == NULL;
  GHashTableIter iter;
  gpointer part;

  if (is_first)
    self->record = g_object_ref (fresh);
  else if (!model_record_clashes (self->record, fresh))
    model_record_rebase (self->record, fresh);
  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, NULL, &part))
    {
      if (is_first)
        app_form_part_set_record (part, self->record);
      else
        app_form_part_refresh (part);
      app_form_part_set_editable (part, editable);
    }
}

/* ---- pictures ---- */

static AppPictureRow *
picture_row (AppPreferencesSchool *self, const char *column)
{
  return APP_PICTURE_ROW (G_OBJECT (
      gtk_widget_get_template_child (GTK_WIDGET (self), APP_TYPE_PREFERENCES_SCHOOL, column)));
}

static void
show_pictures (AppPreferencesSchool *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    app_picture_row_show (picture_row (self, pictures[i]), self->preferences, self->record);
}

/* ---- what there is ---- */

static void
on_read (gpointer target, gpointer result)
{
  AppPreferencesSchool *self = target;
  g_autoptr (GPtrArray) schools = result;
  g_autoptr (ModelRecord) none = NULL;

  if (self->preferences == NULL)
    return;
  if (schools->len == 0)
    none = model_record_new (MODEL_ENTITY_SCHOOL);
  show_fields (self, none != NULL ? none : schools->pdata[0]);
  show_pictures (self);
}

static void
app_preferences_school_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesSchool *self = APP_PREFERENCES_SCHOOL (part);

  g_set_object (&self->preferences, preferences);
  app_preferences_read (preferences, work_query_records_new (MODEL_ENTITY_SCHOOL, NULL, NULL),
                        on_read, self);
}

static void
app_preferences_school_flush (AppPreferencesPart *part)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, APP_PREFERENCES_SCHOOL (part)->parts);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    app_form_part_flush (row);
}

static void
app_preferences_school_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_school_load;
  iface->flush = app_preferences_school_flush;
}

static void
app_preferences_school_dispose (GObject *object)
{
  AppPreferencesSchool *self = APP_PREFERENCES_SCHOOL (object);

  for (guint i = 0; self->preferences != NULL && i < G_N_ELEMENTS (pictures); i++)
    app_picture_row_forget (picture_row (self, pictures[i]));
  g_clear_object (&self->preferences);
  g_hash_table_remove_all (self->parts);
  G_OBJECT_CLASS (app_preferences_school_parent_class)->dispose (object);
}

static void
app_preferences_school_finalize (GObject *object)
{
  AppPreferencesSchool *self = APP_PREFERENCES_SCHOOL (object);

  g_hash_table_unref (self->parts);
  g_clear_object (&self->record);
  G_OBJECT_CLASS (app_preferences_school_parent_class)->finalize (object);
}

static void
app_preferences_school_class_init (AppPreferencesSchoolClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_school_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_school_finalize;
  g_type_ensure (APP_TYPE_PREFERENCES_LOCK);
  g_type_ensure (APP_TYPE_PICTURE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-school.ui");
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    gtk_widget_class_bind_template_child_full (widget_class, pictures[i], FALSE, 0);
}

static void
app_preferences_school_init (AppPreferencesSchool *self)
{
  self->parts = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_groups (self);
}

/**
 * app_preferences_school_new:
 *
 * Returns: (transfer floating): a page of empty fields
 */
AppPreferencesSchool *
app_preferences_school_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_SCHOOL, NULL);
}

/**
 * app_preferences_school_get_part:
 * @self: a page
 * @key: a field of the school
 *
 * Returns: (transfer none) (nullable): what edits it
 */
AppFormPart *
app_preferences_school_get_part (AppPreferencesSchool *self, const char *key)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_SCHOOL (self), NULL);
  return g_hash_table_lookup (self->parts, key);
}

/**
 * app_preferences_school_get_picture:
 * @self: a page
 * @column: a picture of the school: "logo", "signature", "stamp"
 *
 * Returns: (transfer none) (nullable): its row
 */
AppPictureRow *
app_preferences_school_get_picture (AppPreferencesSchool *self, const char *column)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_SCHOOL (self), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    if (g_strcmp0 (pictures[i], column) == 0)
      return picture_row (self, column);
  return NULL;
}
