/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-job-row.h"

#include <glib/gi18n-lib.h>

#include "app-note.h"
#include "app-weak.h"

#define LOOK_EVERY_MS 100

/**
 * AppJobRow:
 *
 * Something that is asked of a keyring or a server: buttons, how far it is, and what came of it.
 * Emits "done" with whether it went well.
 */
struct _AppJobRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *title;
  AdwBin *outcome;
  GtkWidget *buttons;
  GtkWidget *progress;
  GtkLabel *message;

  WorkJob *job;
  GCancellable *cancellable;
  char *said;
  guint look_source;
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppJobRow, app_job_row, ADW_TYPE_PREFERENCES_ROW)

static gboolean
on_look_cb (gpointer user_data)
{
  AppJobRow *self = user_data;
  g_autofree char *message = work_job_dup_message (self->job);

  gtk_label_set_label (self->message,
                       message != NULL && message[0] != '\0' ? message : _ ("One moment…"));
  return G_SOURCE_CONTINUE;
}

static void
stop_looking (AppJobRow *self)
{
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_object (&self->job);
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (self->progress, FALSE);
  gtk_widget_set_visible (self->buttons, TRUE);
}

/* What there is to know beside that it went well stands with it. */
static char *
dup_said (AppJobRow *self, WorkJob *job)
{
  GString *text = g_string_new (self->said);
  GPtrArray *notes = work_job_get_notes (job);

  for (guint i = 0; i < notes->len; i++)
    g_string_append_printf (text, "\n%s", (const char *) notes->pdata[i]);
  return g_string_free (text, FALSE);
}

/* A row that has gone meanwhile, with its window, has nothing to say any more. */
static void
on_run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppJobRow) self = app_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  gboolean ok = work_job_run_finish (WORK_JOB (source), result, &error);
  g_autofree char *said = NULL;

  if (self == NULL || self->job != WORK_JOB (source))
    return;
  said = ok ? dup_said (self, self->job) : g_strdup (error->message);
  if (!ok && g_cancellable_is_cancelled (self->cancellable))
    app_job_row_say (self, _ ("Stopped."), "neutral");
  else
    app_job_row_say (self, said, ok ? "success" : "error");
  stop_looking (self);
  g_signal_emit (self, signals[DONE], 0, ok);
}

static void
on_cancel_cb (GtkButton *button, AppJobRow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
app_job_row_dispose (GObject *object)
{
  AppJobRow *self = APP_JOB_ROW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_object (&self->job);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (app_job_row_parent_class)->dispose (object);
}

static void
app_job_row_finalize (GObject *object)
{
  g_free (APP_JOB_ROW (object)->said);
  G_OBJECT_CLASS (app_job_row_parent_class)->finalize (object);
}

static void
app_job_row_class_init (AppJobRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_job_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_job_row_finalize;
  signals[DONE] = g_signal_new ("done", APP_TYPE_JOB_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppJobRow, title);
  gtk_widget_class_bind_template_child (widget_class, AppJobRow, outcome);
  gtk_widget_class_bind_template_child (widget_class, AppJobRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, AppJobRow, progress);
  gtk_widget_class_bind_template_child (widget_class, AppJobRow, message);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_cb);
}

static void
app_job_row_init (AppJobRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_job_row_new:
 * @title: what it is about
 *
 * Returns: (transfer floating): a row without buttons
 */
AppJobRow *
app_job_row_new (const char *title)
{
  AppJobRow *self = g_object_new (APP_TYPE_JOB_ROW, "title", title, NULL);

  gtk_label_set_label (self->title, title);
  return self;
}

/**
 * app_job_row_add_button:
 * @self: a row
 * @label: what it does, with its mnemonic
 * @clicked: (scope notified): called with the button and @object
 * @object: a #GObject
 *
 * Returns: (transfer none): a button more
 */
GtkWidget *
app_job_row_add_button (AppJobRow *self, const char *label, GCallback clicked, gpointer object)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_return_val_if_fail (APP_IS_JOB_ROW (self), button);
  g_signal_connect_object (button, "clicked", clicked, object, 0);
  gtk_box_append (GTK_BOX (self->buttons), button);
  return button;
}

/**
 * app_job_row_add_icon_button:
 * @self: a row
 * @icon: a symbolic icon
 * @label: what it does
 * @clicked: (scope notified): called with the button and @object
 * @object: a #GObject
 *
 * Returns: (transfer none): a button more, for what is done seldom
 */
GtkWidget *
app_job_row_add_icon_button (AppJobRow *self,
                             const char *icon,
                             const char *label,
                             GCallback clicked,
                             gpointer object)
{
  GtkWidget *button = app_job_row_add_button (self, "", clicked, object);

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

/**
 * app_job_row_run:
 * @self: a row that runs nothing
 * @job: (transfer full): what to do
 * @said: what is said when it went well
 *
 * Does it. It is stopped when the row goes.
 */
void
app_job_row_run (AppJobRow *self, WorkJob *job, const char *said)
{
  g_return_if_fail (APP_IS_JOB_ROW (self) && self->job == NULL);
  self->job = job;
  self->cancellable = g_cancellable_new ();
  g_free (self->said);
  self->said = g_strdup (said);
  app_job_row_say (self, NULL, NULL);
  gtk_widget_set_visible (self->buttons, FALSE);
  gtk_widget_set_visible (self->progress, TRUE);
  on_look_cb (self);
  self->look_source = g_timeout_add (LOOK_EVERY_MS, on_look_cb, self);
  /* What runs does not keep the row: it stops when the row goes. */
  work_job_run_async (job, self->cancellable, on_run_cb, app_weak_new (self));
}

/**
 * app_job_row_is_running:
 * @self: a row
 *
 * Returns: whether something is being asked
 */
gboolean
app_job_row_is_running (AppJobRow *self)
{
  g_return_val_if_fail (APP_IS_JOB_ROW (self), FALSE);
  return self->job != NULL;
}

/**
 * app_job_row_say:
 * @self: a row
 * @text: (nullable): a sentence, %NULL: nothing
 * @style: (nullable): "neutral", "success", "warning" or "error"
 *
 * Says something of what it is about.
 */
void
app_job_row_say (AppJobRow *self, const char *text, const char *style)
{
  g_return_if_fail (APP_IS_JOB_ROW (self));
  adw_bin_set_child (self->outcome, text != NULL ? app_note_new (text, style) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), text != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
}

/**
 * app_job_row_get_text:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it says
 */
const char *
app_job_row_get_text (AppJobRow *self)
{
  GtkWidget *note;

  g_return_val_if_fail (APP_IS_JOB_ROW (self), NULL);
  note = adw_bin_get_child (self->outcome);
  return note != NULL ? app_note_get_text (APP_NOTE (note)) : NULL;
}
