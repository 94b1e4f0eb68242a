/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-job-bar.h"

#include <glib/gi18n-lib.h>

#define LOOK_EVERY_MS 100

/**
 * AppJobBar:
 *
 * How far the job in the background is, with the button that stops it. The job runs in its own
 * thread and is looked at ten times a second: no signal crosses threads.
 */
struct _AppJobBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *message;
  GtkProgressBar *progress;
  GtkWidget *cancel;

  WorkJob *job;
  GCancellable *cancellable;
  guint look_source;
};

G_DEFINE_FINAL_TYPE (AppJobBar, app_job_bar, ADW_TYPE_BIN)

static void
look (AppJobBar *self)
{
  g_autofree char *message = work_job_dup_message (self->job);
  double fraction = work_job_get_fraction (self->job);

  if (g_cancellable_is_cancelled (self->cancellable))
    gtk_label_set_label (self->message, _ ("Stopping after the current item…"));
  else if (message != NULL && message[0] != '\0')
    gtk_label_set_label (self->message, message);
  else
    gtk_label_set_label (self->message, work_job_get_title (self->job));
  gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
}

static gboolean
on_look_cb (gpointer user_data)
{
  look (user_data);
  return G_SOURCE_CONTINUE;
}

static void
on_cancel_clicked_cb (GtkButton *button, AppJobBar *self)
{
  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  gtk_widget_set_sensitive (self->cancel, FALSE);
  look (self);
}

static void
app_job_bar_dispose (GObject *object)
{
  AppJobBar *self = APP_JOB_BAR (object);

  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_object (&self->job);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (app_job_bar_parent_class)->dispose (object);
}

static void
app_job_bar_class_init (AppJobBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_job_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-job-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AppJobBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, AppJobBar, message);
  gtk_widget_class_bind_template_child (widget_class, AppJobBar, progress);
  gtk_widget_class_bind_template_child (widget_class, AppJobBar, cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked_cb);
}

static void
app_job_bar_init (AppJobBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_job_bar_new:
 *
 * Returns: (transfer floating): a hidden bar
 */
AppJobBar *
app_job_bar_new (void)
{
  return g_object_new (APP_TYPE_JOB_BAR, NULL);
}

/**
 * app_job_bar_follow:
 * @self: a bar
 * @job: (nullable) (transfer none): the job that runs, or %NULL when it has ended
 * @cancellable: (nullable) (transfer none): what stops it
 *
 * Shows the bar for @job, or hides it.
 */
void
app_job_bar_follow (AppJobBar *self, WorkJob *job, GCancellable *cancellable)
{
  g_return_if_fail (APP_IS_JOB_BAR (self));
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_set_object (&self->job, job);
  g_set_object (&self->cancellable, cancellable);
  gtk_revealer_set_reveal_child (self->revealer, job != NULL);
  gtk_widget_set_sensitive (self->cancel, cancellable != NULL);
  if (job == NULL)
    return;
  look (self);
  self->look_source = g_timeout_add (LOOK_EVERY_MS, on_look_cb, self);
}

/**
 * app_job_bar_get_job:
 * @self: a bar
 *
 * Returns: (transfer none) (nullable): the job it shows
 */
WorkJob *
app_job_bar_get_job (AppJobBar *self)
{
  g_return_val_if_fail (APP_IS_JOB_BAR (self), NULL);
  return self->job;
}
