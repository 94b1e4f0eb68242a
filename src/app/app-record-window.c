/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-record-window.h"

/**
 * AppRecordWindow:
 *
 * A small window that edits one record: an interview, a note, a signatory. Nothing is saved here.
 *
 * Emits "accepted" when the person agrees to what is filled in, and "deleted" when the record is to
 * go; it then closes itself. Ctrl+Enter accepts, Escape gives up.
 */
struct _AppRecordWindow
{
  AdwWindow parent_instance;

  AppForm *form;
  GtkWidget *accept;
  GtkWidget *delete;

  ModelRecord *record;
  char **mandatory;
};

enum
{
  ACCEPTED,
  DELETED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppRecordWindow, app_record_window, ADW_TYPE_WINDOW)

/* What is missing or wrong is led to instead of refused from afar. */
static void
accept (AppRecordWindow *self)
{
  g_auto (GStrv) missing = NULL;

  if (!app_form_flush (self->form))
    return;
  missing = app_form_get_missing (self->form);
  if (missing[0] != NULL)
    {
      app_form_focus_field (self->form, missing[0]);
      return;
    }
  g_signal_emit (self, signals[ACCEPTED], 0, self->record);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_accept_cb (GtkButton *button, AppRecordWindow *self)
{
  accept (self);
}

static void
on_delete_cb (GtkButton *button, AppRecordWindow *self)
{
  g_signal_emit (self, signals[DELETED], 0, self->record);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_accept_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  accept (APP_RECORD_WINDOW (widget));
}

static void
app_record_window_dispose (GObject *object)
{
  AppRecordWindow *self = APP_RECORD_WINDOW (object);

  g_clear_object (&self->record);
  G_OBJECT_CLASS (app_record_window_parent_class)->dispose (object);
}

static void
app_record_window_class_init (AppRecordWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_record_window_dispose;
  signals[ACCEPTED] = g_signal_new ("accepted", APP_TYPE_RECORD_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, MODEL_TYPE_RECORD);
  signals[DELETED] = g_signal_new ("deleted", APP_TYPE_RECORD_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, MODEL_TYPE_RECORD);
  g_type_ensure (APP_TYPE_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-record-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppRecordWindow, form);
  gtk_widget_class_bind_template_child (widget_class, AppRecordWindow, accept);
  gtk_widget_class_bind_template_child (widget_class, AppRecordWindow, delete);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_delete_cb);
  gtk_widget_class_install_action (widget_class, "record.accept", NULL, on_accept_action_cb);
}

static void
app_record_window_init (AppRecordWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_record_window_new:
 * @parent: the window that it belongs to
 * @title: what is being done
 * @accept_label: a verb, with its mnemonic
 * @record: (transfer none): what is edited, in place
 * @keys: (array zero-terminated=1): its fields that are shown, in order
 *
 * Returns: (transfer none): a window that is not shown yet, owned by GTK until it is closed
 */
AppRecordWindow *
app_record_window_new (GtkWindow *parent,
                       const char *title,
                       const char *accept_label,
                       ModelRecord *record,
                       const char *const *keys)
{
  AppRecordWindow *self =
      g_object_new (APP_TYPE_RECORD_WINDOW, "transient-for", parent, "title", title, NULL);

  self->record = g_object_ref (record);
  gtk_button_set_label (GTK_BUTTON (self->accept), accept_label);
  app_form_add_group (self->form, NULL, NULL, keys);
  app_form_set_record (self->form, record);
  app_form_focus_field (self->form, keys[0]);
  return self;
}

/**
 * app_record_window_set_mandatory:
 * @self: a window
 * @keys: (array zero-terminated=1): fields that it cannot be accepted without
 */
void
app_record_window_set_mandatory (AppRecordWindow *self, const char *const *keys)
{
  g_return_if_fail (APP_IS_RECORD_WINDOW (self));
  app_form_set_mandatory (self->form, keys);
}

/**
 * app_record_window_set_deletable:
 * @self: a window
 * @deletable: whether the record may be deleted from here
 */
void
app_record_window_set_deletable (AppRecordWindow *self, gboolean deletable)
{
  g_return_if_fail (APP_IS_RECORD_WINDOW (self));
  gtk_widget_set_visible (self->delete, deletable);
}

/**
 * app_record_window_get_form:
 * @self: a window
 *
 * Returns: (transfer none): its form
 */
AppForm *
app_record_window_get_form (AppRecordWindow *self)
{
  g_return_val_if_fail (APP_IS_RECORD_WINDOW (self), NULL);
  return self->form;
}

/**
 * app_record_window_get_record:
 * @self: a window
 *
 * Returns: (transfer none): what it edits
 */
ModelRecord *
app_record_window_get_record (AppRecordWindow *self)
{
  g_return_val_if_fail (APP_IS_RECORD_WINDOW (self), NULL);
  return self->record;
}
