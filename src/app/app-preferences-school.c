/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-school.h"

#include <glib/gi18n-lib.h>

#include "app-preferences-lock.h"
#include "app-compat.h"
#include "app-field-row.h"
#include "app-note-bin.h"
#include "work-settings.h"

/**
 * AppPreferencesSchool:
 *
 * Who the school is, as its agreements say it, and its logo.
 */
struct _AppPreferencesSchool
{
  AdwPreferencesPage parent_instance;

  GtkStack *logo_pages;
  GtkPicture *logo;
  GtkWidget *note;

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

/* ---- the logo ---- */

static void
show_logo (AppPreferencesSchool *self)
{
  const char *text = model_record_get (self->record, "logo");
  g_autoptr (GdkTexture) texture = NULL;
  gboolean editable = !app_preferences_is_read_only (self->preferences);

  if (text != NULL)
    {
      gsize size;
      guchar *data = g_base64_decode (text, &size);
      g_autoptr (GBytes) bytes = g_bytes_new_take (data, size);

      texture = gdk_texture_new_from_bytes (bytes, NULL);
    }
  gtk_picture_set_paintable (self->logo, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child_name (self->logo_pages, texture != NULL ? "logo" : "none");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.choose-logo", editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.load-logo", editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.remove-logo",
                                 editable && text != NULL);
}

/* Only what can be shown is kept: the head of a file may promise more than it holds. */
static void
on_logo_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesSchool) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) picture = work_logo_read_finish (result, &error);
  g_autoptr (GdkTexture) texture = NULL;
  const char *why = error != NULL ? error->message : _ ("This picture is damaged. Choose another.");

  if (self->preferences == NULL)
    return;
  texture = picture != NULL ? gdk_texture_new_from_bytes (picture, NULL) : NULL;
  if (texture != NULL)
    app_preferences_apply (self->preferences, work_change_logo_new (picture), self->note);
  else
    app_note_holder_set_note (APP_NOTE_HOLDER (self->note), why);
}

static void
load_logo (AppPreferencesSchool *self, const char *path)
{
  work_logo_read_async (path, on_logo_read_cb, g_object_ref (self));
}

static void
on_load_logo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  load_logo (APP_PREFERENCES_SCHOOL (widget), g_variant_get_string (parameter, NULL));
}

static void
on_logo_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesSchool) self = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL)
    load_logo (self, paths[0]);
}

static void
on_choose_logo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  app_compat_choose_async (GTK_WINDOW (gtk_widget_get_root (widget)), APP_CHOICE_PICTURE,
                           on_logo_chosen_cb, g_object_ref (widget));
}

static void
on_remove_logo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPreferencesSchool *self = APP_PREFERENCES_SCHOOL (widget);

  app_preferences_apply_and_say (self->preferences, work_change_logo_new (NULL), self->note,
                                 _ ("Logo removed"));
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
  show_logo (self);
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
  g_type_ensure (APP_TYPE_NOTE_BIN);
  gtk_widget_class_install_action (widget_class, "preferences.choose-logo", NULL,
                                   on_choose_logo_cb);
  gtk_widget_class_install_action (widget_class, "preferences.load-logo", "s", on_load_logo_cb);
  gtk_widget_class_install_action (widget_class, "preferences.remove-logo", NULL,
                                   on_remove_logo_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-school.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesSchool, logo_pages);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesSchool, logo);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesSchool, note);
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
 * app_preferences_school_get_logo:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the logo that is shown
 */
GdkPaintable *
app_preferences_school_get_logo (AppPreferencesSchool *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_SCHOOL (self), NULL);
  return gtk_picture_get_paintable (self->logo);
}

/**
 * app_preferences_school_get_note:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): why something was refused
 */
const char *
app_preferences_school_get_note (AppPreferencesSchool *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_SCHOOL (self), NULL);
  return app_note_bin_get_note (APP_NOTE_BIN (self->note));
}
