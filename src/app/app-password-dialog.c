/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-password-dialog.h"

#include <glib/gi18n-lib.h>

#include "app-account-apply.h"
#include "app-password.h"
#include "work-account.h"

/**
 * AppPasswordDialog:
 *
 * Changes one's own password, or gives another person a new first one. Emits "done" when it is
 * changed.
 */
struct _AppPasswordDialog
{
  AdwWindow parent_instance;

  GtkLabel *explanation;
  GtkEditable *old;
  GtkEditable *fresh;
  GtkEditable *again;
  GtkEditable *given;
  GtkLabel *problem;
  GtkWidget *accept;
  GtkSpinner *spinner;

  WorkSchool *school;
  gint64 account_id; /* of whom it is; 0: one's own */
  gboolean is_busy;
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppPasswordDialog, app_password_dialog, ADW_TYPE_WINDOW)

static gboolean
is_typed (GtkEditable *entry)
{
  return gtk_editable_get_text (entry)[0] != '\0';
}

static gboolean
is_filled (AppPasswordDialog *self)
{
  if (self->account_id != 0)
    return is_typed (self->given);
  return is_typed (self->old) && is_typed (self->fresh) && is_typed (self->again);
}

static void
update (AppPasswordDialog *self)
{
  gtk_widget_set_sensitive (self->accept, !self->is_busy && is_filled (self));
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->is_busy);
  gtk_spinner_set_spinning (self->spinner, self->is_busy);
}

static void
say (AppPasswordDialog *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
on_changed_cb (GtkEditable *entry, AppPasswordDialog *self)
{
  say (self, NULL);
  update (self);
}

static void
on_applied (GtkWindow *dialog, const char *problem)
{
  AppPasswordDialog *self = APP_PASSWORD_DIALOG (dialog);

  self->is_busy = FALSE;
  update (self);
  say (self, problem);
  if (problem != NULL)
    return;
  g_signal_emit (self, signals[DONE], 0);
  gtk_window_destroy (dialog);
}

static char *
find_problem (AppPasswordDialog *self)
{
  const WorkAccount *account = work_school_get_account (self->school);
  const char *name = account != NULL && self->account_id == 0 ? account->name : "";

  if (self->account_id != 0)
    return work_password_problem (gtk_editable_get_text (self->given), name);
  return app_account_find_problem (self->fresh, self->again, name);
}

static void
accept (AppPasswordDialog *self)
{
  g_autofree char *problem = NULL;
  WorkAccountChange *change;

  if (self->is_busy || !is_filled (self))
    return;
  problem = find_problem (self);
  say (self, problem);
  if (problem != NULL)
    return;
  if (self->account_id != 0)
    change = work_account_reset_new (self->account_id, gtk_editable_get_text (self->given));
  else
    change = work_account_password_new (gtk_editable_get_text (self->old),
                                        gtk_editable_get_text (self->fresh));
  self->is_busy = TRUE;
  update (self);
  app_account_apply (self->school, change, GTK_WINDOW (self), on_applied);
}

static void
on_accept_clicked_cb (GtkButton *button, AppPasswordDialog *self)
{
  accept (self);
}

static void
on_entered_cb (GtkEditable *entry, AppPasswordDialog *self)
{
  if (is_filled (self))
    accept (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
on_another_clicked_cb (GtkButton *button, AppPasswordDialog *self)
{
  g_autofree char *text = app_password_suggest ();

  gtk_editable_set_text (self->given, text);
}

static void
on_copy_clicked_cb (GtkButton *button, AppPasswordDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_editable_get_text (self->given));
}

/* What is being saved is waited for: whoever listens hears of it. */
static gboolean
app_password_dialog_close_request (GtkWindow *window)
{
  return APP_PASSWORD_DIALOG (window)->is_busy
         || GTK_WINDOW_CLASS (app_password_dialog_parent_class)->close_request (window);
}

static void
app_password_dialog_dispose (GObject *object)
{
  g_clear_object (&APP_PASSWORD_DIALOG (object)->school);
  G_OBJECT_CLASS (app_password_dialog_parent_class)->dispose (object);
}

static void
app_password_dialog_class_init (AppPasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_password_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = app_password_dialog_close_request;
  signals[DONE] = g_signal_new ("done", APP_TYPE_PASSWORD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPasswordDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, AppPasswordDialog, old);
  gtk_widget_class_bind_template_child (widget_class, AppPasswordDialog, fresh);
  gtk_widget_class_bind_template_child (widget_class, AppPasswordDialog, again);
  gtk_widget_class_bind_template_child (widget_class, AppPasswordDialog, given);
  gtk_widget_class_bind_template_child (widget_class, AppPasswordDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, AppPasswordDialog, accept);
  gtk_widget_class_bind_template_child (widget_class, AppPasswordDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_another_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked_cb);
}

static void
app_password_dialog_init (AppPasswordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_other (AppPasswordDialog *self, const char *label)
{
  g_autofree char *text = g_strdup_printf (
      _ ("Give this password to %s, in person or on paper: another one is chosen at the next "
         "signing in."),
      label);

  gtk_window_set_title (GTK_WINDOW (self), _ ("Another First Password"));
  gtk_label_set_label (self->explanation, text);
  gtk_widget_set_visible (GTK_WIDGET (self->old), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->fresh), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->again), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->given), TRUE);
  on_another_clicked_cb (NULL, self);
}

/**
 * app_password_dialog_new:
 * @parent: (nullable): the window that asks
 * @school: the school
 * @account_id: of whom; 0: of whoever is signed in
 * @label: (nullable): the same as it is shown
 *
 * Returns: (transfer none): a dialog, which goes away by itself
 */
AppPasswordDialog *
app_password_dialog_new (GtkWindow *parent,
                         WorkSchool *school,
                         gint64 account_id,
                         const char *label)
{
  AppPasswordDialog *self = g_object_new (APP_TYPE_PASSWORD_DIALOG, "transient-for", parent, NULL);

  self->school = g_object_ref (school);
  self->account_id = account_id;
  if (account_id != 0)
    show_other (self, label);
  else
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("Change My Password"));
      gtk_label_set_label (self->explanation, _ ("At least 12 characters, or a sentence: what only "
                                                 "you would say is easy to keep in mind."));
    }
  update (self);
  return self;
}

/**
 * app_password_dialog_get_problem:
 * @self: a dialog
 *
 * Returns: (transfer none) (nullable): why what is typed does not do
 */
const char *
app_password_dialog_get_problem (AppPasswordDialog *self)
{
  g_return_val_if_fail (APP_IS_PASSWORD_DIALOG (self), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (self->problem)) ? gtk_label_get_label (self->problem)
                                                             : NULL;
}
