/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-picture-row.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "app-note-bin.h"
#include "work-settings.h"

/**
 * AppPictureRow:
 *
 * A picture of the school that its documents show: its logo, its stamp. It is chosen from a file,
 * seen, and removed.
 */
struct _AppPictureRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *explanation;
  GtkStack *pages;
  GtkPicture *picture;
  GtkWidget *note;

  char *key;                   /* the field that keeps it: "school.logo" */
  AppPreferences *preferences; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (AppPictureRow, app_picture_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  PROP_0,
  PROP_KEY,
  PROP_EXPLANATION,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* ---- choosing ---- */

/* Only what can be shown is kept: the head of a file may promise more than it holds. */
static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPictureRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) picture = work_picture_read_finish (result, &error);
  g_autoptr (GdkTexture) texture = NULL;
  const char *why = error != NULL ? error->message : _ ("This picture is damaged. Choose another.");

  if (self->preferences == NULL)
    return;
  texture = picture != NULL ? gdk_texture_new_from_bytes (picture, NULL) : NULL;
  if (texture != NULL)
    app_preferences_apply (self->preferences, work_change_school_picture_new (self->key, picture),
                           self->note);
  else
    app_note_holder_set_note (APP_NOTE_HOLDER (self->note), why);
}

static void
load (AppPictureRow *self, const char *path)
{
  work_picture_read_async (path, on_read_cb, g_object_ref (self));
}

static void
on_load_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  load (APP_PICTURE_ROW (widget), g_variant_get_string (parameter, NULL));
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPictureRow) self = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL)
    load (self, paths[0]);
}

static void
on_choose_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  app_compat_choose_async (GTK_WINDOW (gtk_widget_get_root (widget)), APP_CHOICE_PICTURE,
                           on_chosen_cb, g_object_ref (widget));
}

static void
on_remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPictureRow *self = APP_PICTURE_ROW (widget);

  app_preferences_apply_and_say (self->preferences,
                                 work_change_school_picture_new (self->key, NULL), self->note,
                                 _ ("Picture removed"));
}

/* ---- the widget ---- */

static void
enable (AppPictureRow *self, gboolean editable, gboolean has_picture)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "picture.choose", editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "picture.load", editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "picture.remove", editable && has_picture);
}

static void
app_picture_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AppPictureRow *self = APP_PICTURE_ROW (object);

  switch (id)
    {
    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;
    case PROP_EXPLANATION:
      g_value_set_string (value, gtk_label_get_label (self->explanation));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
app_picture_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AppPictureRow *self = APP_PICTURE_ROW (object);
  const char *text = g_value_get_string (value);

  switch (id)
    {
    case PROP_KEY:
      self->key = g_strdup (text);
      break;
    case PROP_EXPLANATION:
      gtk_label_set_label (self->explanation, text != NULL ? text : "");
      gtk_widget_set_visible (GTK_WIDGET (self->explanation), text != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
app_picture_row_constructed (GObject *object)
{
  AppPictureRow *self = APP_PICTURE_ROW (object);
  const ModelField *field = model_field_find (self->key);

  G_OBJECT_CLASS (app_picture_row_parent_class)->constructed (object);
  g_return_if_fail (field != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ (field->label));
  gtk_picture_set_alternative_text (self->picture, _ (field->label));
}

static void
app_picture_row_dispose (GObject *object)
{
  app_picture_row_forget (APP_PICTURE_ROW (object));
  G_OBJECT_CLASS (app_picture_row_parent_class)->dispose (object);
}

static void
app_picture_row_finalize (GObject *object)
{
  g_free (APP_PICTURE_ROW (object)->key);
  G_OBJECT_CLASS (app_picture_row_parent_class)->finalize (object);
}

static void
app_picture_row_class_init (AppPictureRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = app_picture_row_get_property;
  object_class->set_property = app_picture_row_set_property;
  object_class->constructed = app_picture_row_constructed;
  object_class->dispose = app_picture_row_dispose;
  object_class->finalize = app_picture_row_finalize;
  properties[PROP_KEY] = g_param_spec_string (
      "key", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_EXPLANATION] = g_param_spec_string ("explanation", NULL, NULL, NULL,
                                                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (APP_TYPE_NOTE_BIN);
  gtk_widget_class_install_action (widget_class, "picture.choose", NULL, on_choose_cb);
  gtk_widget_class_install_action (widget_class, "picture.load", "s", on_load_cb);
  gtk_widget_class_install_action (widget_class, "picture.remove", NULL, on_remove_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-picture-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPictureRow, explanation);
  gtk_widget_class_bind_template_child (widget_class, AppPictureRow, pages);
  gtk_widget_class_bind_template_child (widget_class, AppPictureRow, picture);
  gtk_widget_class_bind_template_child (widget_class, AppPictureRow, note);
}

static void
app_picture_row_init (AppPictureRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enable (self, FALSE, FALSE);
}

/**
 * app_picture_row_show:
 * @self: a row
 * @preferences: what changes are made with
 * @school: the school, as it was read
 *
 * Shows the picture that the school has, or that it has none.
 */
void
app_picture_row_show (AppPictureRow *self, AppPreferences *preferences, ModelRecord *school)
{
  const char *text;
  g_autoptr (GdkTexture) texture = NULL;

  g_return_if_fail (APP_IS_PICTURE_ROW (self));
  g_set_object (&self->preferences, preferences);
  text = model_record_get (school, model_field_column (model_field_find (self->key)));
  if (text != NULL)
    {
      gsize size;
      guchar *data = g_base64_decode (text, &size);
      g_autoptr (GBytes) bytes = g_bytes_new_take (data, size);

      texture = gdk_texture_new_from_bytes (bytes, NULL);
    }
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child_name (self->pages, texture != NULL ? "picture" : "none");
  enable (self, !app_preferences_is_read_only (preferences), text != NULL);
}

/**
 * app_picture_row_forget:
 * @self: a row whose page goes away
 *
 * What it was doing changes nothing any more.
 */
void
app_picture_row_forget (AppPictureRow *self)
{
  g_return_if_fail (APP_IS_PICTURE_ROW (self));
  g_clear_object (&self->preferences);
}

/**
 * app_picture_row_get_picture:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the picture that is shown
 */
GdkPaintable *
app_picture_row_get_picture (AppPictureRow *self)
{
  g_return_val_if_fail (APP_IS_PICTURE_ROW (self), NULL);
  return gtk_picture_get_paintable (self->picture);
}

/**
 * app_picture_row_get_note:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): why something was refused
 */
const char *
app_picture_row_get_note (AppPictureRow *self)
{
  g_return_val_if_fail (APP_IS_PICTURE_ROW (self), NULL);
  return app_note_bin_get_note (APP_NOTE_BIN (self->note));
}
