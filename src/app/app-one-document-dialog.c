/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-one-document-dialog.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "app-note-bin.h"
#include "app-note-holder.h"
#include "app-toplevel.h"
#include "work-template.h"

/* Templates of this kind are made for it: the first of them is proposed. */
#define KIND_OF_LETTERS "other"

/* What can be merged: a template of the school, or a file. */
typedef struct
{
  gint64 id;  /* 0: a file */
  char *name; /* of the template, or of the file */
  char *path; /* (nullable): of the file */
} Source;

/**
 * AppOneDocumentDialog:
 *
 * What lines are merged with into one document, and where it goes: a template of the school or any
 * other Word file, which is looked into as soon as it is chosen.
 *
 * Emits "chosen" (utf8: the path of the document) once the person has named the file.
 */
struct _AppOneDocumentDialog
{
  AdwWindow parent_instance;

  GtkLabel *which;
  AdwComboRow *template;
  GtkSwitch *two_sided;
  AppNoteBin *note;

  GPtrArray *lines;
  GPtrArray *sources; /* (element-type Source): as they are listed */
  char *reading;      /* (nullable): the file that is being looked into */
};

static guint chosen;

G_DEFINE_FINAL_TYPE (AppOneDocumentDialog, app_one_document_dialog, ADW_TYPE_WINDOW)

static void
source_free (gpointer data)
{
  Source *source = data;

  g_free (source->name);
  g_free (source->path);
  g_free (source);
}

/* Who waits for an answer holds no window: GTK forgets nothing of the parent of one that is closed
 * but still held. */
static gpointer
wait_new (AppOneDocumentDialog *self)
{
  GWeakRef *waiting = g_new0 (GWeakRef, 1);

  g_weak_ref_init (waiting, self);
  return waiting;
}

static AppOneDocumentDialog *
wait_end (gpointer data)
{
  g_autofree GWeakRef *waiting = data;
  AppOneDocumentDialog *self = g_weak_ref_get (waiting);

  g_weak_ref_clear (waiting);
  return self;
}

/* ---- what is chosen ---- */

/* (transfer none) (nullable) */
static const Source *
chosen_source (AppOneDocumentDialog *self)
{
  guint n = adw_combo_row_get_selected (self->template);

  return n < self->sources->len ? self->sources->pdata[n] : NULL;
}

static void
update (AppOneDocumentDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->template), self->sources->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.save",
                                 app_one_document_dialog_is_ready (self));
}

static void
add_source (AppOneDocumentDialog *self, gint64 id, const char *name, const char *path)
{
  GListModel *names = adw_combo_row_get_model (self->template);
  Source *source = g_new0 (Source, 1);

  source->id = id;
  source->name = g_strdup (name);
  source->path = g_strdup (path);
  g_ptr_array_add (self->sources, source);
  gtk_string_list_append (GTK_STRING_LIST (names), name);
}

/* Returns: whether the file is listed already, and so chosen */
static gboolean
choose_listed (AppOneDocumentDialog *self, const char *path)
{
  for (guint i = 0; i < self->sources->len; i++)
    if (g_strcmp0 (((const Source *) self->sources->pdata[i])->path, path) == 0)
      {
        adw_combo_row_set_selected (self->template, i);
        return TRUE;
      }
  return FALSE;
}

/* ---- another file ---- */

/* Names of its own cannot be bound in a file: they are said before anything is made. */
static void
say_unknown (AppOneDocumentDialog *self, const WorkTemplateFile *file)
{
  guint n = work_template_file_count_unknown (file);
  g_autofree char *text = NULL;

  if (n > 0)
    text = g_strdup_printf (
        ngettext ("%u field of this file is not known: its place stays empty. Add the file to the "
                  "templates in the preferences to say what it stands for.",
                  "%u fields of this file are not known: their places stay empty. Add the file to "
                  "the templates in the preferences to say what they stand for.",
                  n),
        n);
  app_note_holder_set_note (APP_NOTE_HOLDER (self->note), text);
}

static void
on_file_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppOneDocumentDialog) self = wait_end (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkTemplateFile) file = work_template_read_finish (result, &error);
  g_autofree char *path = self != NULL ? g_steal_pointer (&self->reading) : NULL;

  if (path == NULL)
    return;
  if (file == NULL)
    app_note_holder_set_note (APP_NOTE_HOLDER (self->note), error->message);
  else
    {
      if (!choose_listed (self, path))
        {
          add_source (self, 0, file->name, path);
          adw_combo_row_set_selected (self->template, self->sources->len - 1);
        }
      say_unknown (self, file);
    }
  update (self);
}

static void
on_template_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppOneDocumentDialog) self = wait_end (user_data);
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL && self != NULL && app_toplevel_is_open (GTK_WINDOW (self)))
    app_one_document_dialog_add_file (self, paths[0]);
}

static void
on_other_cb (AdwActionRow *row, AppOneDocumentDialog *self)
{
  app_compat_choose_async (GTK_WINDOW (self), APP_CHOICE_TEMPLATE, on_template_chosen_cb,
                           wait_new (self));
}

static void
on_template_cb (AdwComboRow *row, GParamSpec *pspec, AppOneDocumentDialog *self)
{
  /* What is said is of the file that was chosen last. */
  app_note_holder_set_note (APP_NOTE_HOLDER (self->note), NULL);
}

/* ---- where it goes ---- */

static void
on_place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppOneDocumentDialog) self = wait_end (user_data);
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths == NULL || self == NULL || !app_toplevel_is_open (GTK_WINDOW (self)))
    return;
  g_signal_emit (self, chosen, 0, paths[0]);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppOneDocumentDialog *self = APP_ONE_DOCUMENT_DIALOG (widget);
  g_autofree char *name = app_one_document_dialog_dup_name (self);

  if (name != NULL)
    app_compat_choose_named_async (GTK_WINDOW (self), APP_CHOICE_ONE_DOCUMENT, name,
                                   on_place_chosen_cb, wait_new (self));
}

/* ---- the dialog ---- */

static void
app_one_document_dialog_dispose (GObject *object)
{
  AppOneDocumentDialog *self = APP_ONE_DOCUMENT_DIALOG (object);

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->reading, g_free);
  G_OBJECT_CLASS (app_one_document_dialog_parent_class)->dispose (object);
}

static void
app_one_document_dialog_class_init (AppOneDocumentDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_one_document_dialog_dispose;
  g_type_ensure (APP_TYPE_NOTE_BIN);
  chosen = g_signal_new ("chosen", APP_TYPE_ONE_DOCUMENT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "document.save", NULL, on_save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/paraphe/Paraphe/ui/app-one-document-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppOneDocumentDialog, which);
  gtk_widget_class_bind_template_child (widget_class, AppOneDocumentDialog, template);
  gtk_widget_class_bind_template_child (widget_class, AppOneDocumentDialog, two_sided);
  gtk_widget_class_bind_template_child (widget_class, AppOneDocumentDialog, note);
  gtk_widget_class_bind_template_callback (widget_class, on_template_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_other_cb);
}

static void
app_one_document_dialog_init (AppOneDocumentDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->sources = g_ptr_array_new_with_free_func (source_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->template, G_LIST_MODEL (names));
}

static void
list_templates (AppOneDocumentDialog *self, GPtrArray *templates)
{
  guint proposed = 0;

  for (guint i = templates->len; i > 0; i--)
    if (g_str_equal (((const WorkChoice *) templates->pdata[i - 1])->kind, KIND_OF_LETTERS))
      proposed = i - 1;
  for (guint i = 0; i < templates->len; i++)
    {
      const WorkChoice *choice = templates->pdata[i];

      add_source (self, choice->id, choice->name, NULL);
    }
  if (templates->len > 0)
    adw_combo_row_set_selected (self->template, proposed);
}

/**
 * app_one_document_dialog_new:
 * @parent: (nullable): the window it belongs to
 * @templates: (element-type WorkChoice): those of the school
 * @lines: (element-type ModelLine): what goes into the document
 *
 * Returns: (transfer none): a dialog to present, which goes away by itself
 */
AppOneDocumentDialog *
app_one_document_dialog_new (GtkWindow *parent, GPtrArray *templates, GPtrArray *lines)
{
  AppOneDocumentDialog *self =
      g_object_new (APP_TYPE_ONE_DOCUMENT_DIALOG, "transient-for", parent, NULL);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u line goes into the document. It is no agreement: nothing of its progress is "
                "changed.",
                "%u lines go into the document, one after the other. It is no agreement: nothing "
                "of their progress is changed.",
                lines->len),
      lines->len);

  self->lines = g_ptr_array_ref (lines);
  gtk_label_set_label (self->which, text);
  list_templates (self, templates);
  update (self);
  return self;
}

/**
 * app_one_document_dialog_add_file:
 * @self: a dialog
 * @path: a Word file
 *
 * Looks into a file, lists it and chooses it; what is no Word document is said to be none.
 */
void
app_one_document_dialog_add_file (AppOneDocumentDialog *self, const char *path)
{
  g_return_if_fail (APP_IS_ONE_DOCUMENT_DIALOG (self));

  if (self->reading != NULL)
    return;
  self->reading = g_strdup (path);
  update (self);
  work_template_read_async (path, on_file_read_cb, wait_new (self));
}

/**
 * app_one_document_dialog_is_ready:
 * @self: a dialog
 *
 * Returns: whether there is something to merge the lines with
 */
gboolean
app_one_document_dialog_is_ready (AppOneDocumentDialog *self)
{
  g_return_val_if_fail (APP_IS_ONE_DOCUMENT_DIALOG (self), FALSE);
  return chosen_source (self) != NULL && self->reading == NULL;
}

/**
 * app_one_document_dialog_dup_name:
 * @self: a dialog
 *
 * Returns: (transfer full) (nullable): how the file is called unless the person says otherwise
 */
char *
app_one_document_dialog_dup_name (AppOneDocumentDialog *self)
{
  const Source *source;

  g_return_val_if_fail (APP_IS_ONE_DOCUMENT_DIALOG (self), NULL);
  source = chosen_source (self);
  return source != NULL ? work_one_document_name (self->lines, source->name) : NULL;
}

/**
 * app_one_document_dialog_read:
 * @self: a dialog
 * @options: (inout): what is chosen is put in; texts are those of @self
 */
void
app_one_document_dialog_read (AppOneDocumentDialog *self, WorkOneDocumentOptions *options)
{
  const Source *source;

  g_return_if_fail (APP_IS_ONE_DOCUMENT_DIALOG (self));
  source = chosen_source (self);
  options->lines = self->lines;
  options->template_id = source != NULL ? source->id : 0;
  options->template_path = source != NULL ? source->path : NULL;
  options->two_sided = gtk_switch_get_active (self->two_sided);
}
