/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-account-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app-account-apply.h"
#include "app-password.h"
#include "app-weak.h"
#include "base-text.h"
#include "work-sheet.h"

/**
 * AppAccountDialog:
 *
 * Adds an account or changes one. The first of a school is an administrator's: it switches accounts
 * on, and its password is chosen here. Emits "done" when it is saved.
 */
struct _AppAccountDialog
{
  AdwWindow parent_instance;

  GtkLabel *explanation;
  GtkEditable *label;
  GtkEditable *name;
  AdwComboRow *role;
  AdwComboRow *teacher;
  GtkWidget *passwords;
  GtkEditable *given;
  GtkEditable *fresh;
  GtkEditable *again;
  GtkWidget *must_change_row;
  GtkSwitch *must_change;
  GtkWidget *rule;
  GtkLabel *problem;
  GtkButton *accept;
  GtkSpinner *spinner;

  WorkSchool *school;
  gint64 account_id; /* 0: a new one */
  gint64 teacher_id; /* until the teachers are read */
  gboolean is_first;
  GArray *teacher_ids; /* (element-type gint64): as they are listed */
  gboolean is_name_typed;
  gboolean is_naming;
  gboolean is_busy;
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppAccountDialog, app_account_dialog, ADW_TYPE_WINDOW)

static ModelAccountRole
chosen_role (AppAccountDialog *self)
{
  return self->is_first ? MODEL_ACCOUNT_ADMINISTRATOR
                        : (ModelAccountRole) adw_combo_row_get_selected (self->role);
}

/* The first line says that none is chosen. */
static gint64
chosen_teacher (AppAccountDialog *self)
{
  guint n = adw_combo_row_get_selected (self->teacher);

  if (chosen_role (self) != MODEL_ACCOUNT_TEACHER || n == 0 || n > self->teacher_ids->len)
    return 0;
  return g_array_index (self->teacher_ids, gint64, n - 1);
}

static gboolean
is_typed (GtkEditable *entry)
{
  return !base_text_is_blank (gtk_editable_get_text (entry));
}

/**
 * app_account_dialog_is_ready:
 * @self: a dialog
 *
 * Returns: whether nothing is missing
 */
gboolean
app_account_dialog_is_ready (AppAccountDialog *self)
{
  g_return_val_if_fail (APP_IS_ACCOUNT_DIALOG (self), FALSE);
  if (self->is_busy || !is_typed (self->label) || !is_typed (self->name))
    return FALSE;
  if (chosen_role (self) == MODEL_ACCOUNT_TEACHER && chosen_teacher (self) == 0)
    return FALSE;
  if (self->account_id != 0)
    return TRUE;
  return self->is_first ? is_typed (self->fresh) && is_typed (self->again) : is_typed (self->given);
}

static void
update (AppAccountDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->teacher), chosen_role (self) == MODEL_ACCOUNT_TEACHER);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), app_account_dialog_is_ready (self));
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->is_busy);
  gtk_spinner_set_spinning (self->spinner, self->is_busy);
}

static void
say (AppAccountDialog *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
on_changed_cb (GtkEditable *entry, AppAccountDialog *self)
{
  say (self, NULL);
  update (self);
}

/* What is typed to sign in is short: the last word of what is shown, until one types another. */
static void
on_label_changed_cb (GtkEditable *entry, AppAccountDialog *self)
{
  g_autofree char *folded = base_text_fold (gtk_editable_get_text (entry));
  const char *space;

  g_strstrip (folded);
  space = strrchr (folded, ' ');
  if (!self->is_name_typed && self->account_id == 0)
    {
      self->is_naming = TRUE;
      gtk_editable_set_text (self->name, space != NULL ? space + 1 : folded);
      self->is_naming = FALSE;
    }
  on_changed_cb (entry, self);
}

static void
on_name_changed_cb (GtkEditable *entry, AppAccountDialog *self)
{
  if (!self->is_naming)
    self->is_name_typed = gtk_editable_get_text (entry)[0] != '\0';
  on_changed_cb (entry, self);
}

static void
on_role_cb (AdwComboRow *row, GParamSpec *pspec, AppAccountDialog *self)
{
  say (self, NULL);
  update (self);
}

/* An account that has no name yet takes the teacher's. */
static void
on_teacher_cb (AdwComboRow *row, GParamSpec *pspec, AppAccountDialog *self)
{
  GtkStringObject *chosen = adw_combo_row_get_selected_item (row);

  if (chosen_teacher (self) != 0 && !is_typed (self->label) && chosen != NULL)
    gtk_editable_set_text (self->label, gtk_string_object_get_string (chosen));
  update (self);
}

static void
on_applied (GtkWindow *dialog, const char *problem)
{
  AppAccountDialog *self = APP_ACCOUNT_DIALOG (dialog);

  self->is_busy = FALSE;
  update (self);
  say (self, problem);
  if (problem != NULL)
    return;
  g_signal_emit (self, signals[DONE], 0);
  gtk_window_destroy (dialog);
}

static char *
find_problem (AppAccountDialog *self)
{
  const char *name = gtk_editable_get_text (self->name);

  if (self->account_id != 0)
    return NULL;
  if (!self->is_first)
    return work_password_problem (gtk_editable_get_text (self->given), name);
  return app_account_find_problem (self->fresh, self->again, name);
}

static WorkAccountChange *
make_change (AppAccountDialog *self)
{
  g_autofree char *name = base_text_clean (gtk_editable_get_text (self->name));
  g_autofree char *label = base_text_clean (gtk_editable_get_text (self->label));

  if (self->account_id != 0)
    return work_account_edit_new (self->account_id, name, label, chosen_role (self),
                                  chosen_teacher (self));
  return work_account_add_new (name, label, chosen_role (self), chosen_teacher (self),
                               gtk_editable_get_text (self->is_first ? self->fresh : self->given),
                               !self->is_first && gtk_switch_get_active (self->must_change));
}

static void
accept (AppAccountDialog *self)
{
  g_autofree char *problem = NULL;

  if (!app_account_dialog_is_ready (self))
    return;
  problem = find_problem (self);
  say (self, problem);
  if (problem != NULL)
    return;
  self->is_busy = TRUE;
  update (self);
  app_account_apply (self->school, make_change (self), GTK_WINDOW (self), on_applied);
}

static void
on_accept_clicked_cb (GtkButton *button, AppAccountDialog *self)
{
  accept (self);
}

static void
on_entered_cb (GtkEditable *entry, AppAccountDialog *self)
{
  if (app_account_dialog_is_ready (self))
    accept (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
on_another_clicked_cb (GtkButton *button, AppAccountDialog *self)
{
  g_autofree char *text = app_password_suggest ();

  gtk_editable_set_text (self->given, text);
}

static void
on_copy_clicked_cb (GtkButton *button, AppAccountDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_editable_get_text (self->given));
}

/* What is being saved is waited for: whoever listens hears of it. */
static gboolean
app_account_dialog_close_request (GtkWindow *window)
{
  return APP_ACCOUNT_DIALOG (window)->is_busy
         || GTK_WINDOW_CLASS (app_account_dialog_parent_class)->close_request (window);
}

static void
app_account_dialog_dispose (GObject *object)
{
  AppAccountDialog *self = APP_ACCOUNT_DIALOG (object);

  g_clear_object (&self->school);
  g_clear_pointer (&self->teacher_ids, g_array_unref);
  G_OBJECT_CLASS (app_account_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, label);
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, name);
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, role);
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, teacher);
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, passwords);
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, given);
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, fresh);
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, again);
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, must_change_row);
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, must_change);
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, rule);
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, accept);
  gtk_widget_class_bind_template_child (widget_class, AppAccountDialog, spinner);
}

static void
app_account_dialog_class_init (AppAccountDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_account_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = app_account_dialog_close_request;
  signals[DONE] = g_signal_new ("done", APP_TYPE_ACCOUNT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-account-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_label_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_role_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_teacher_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_another_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked_cb);
}

static void
app_account_dialog_init (AppAccountDialog *self)
{
  g_autoptr (GtkStringList) roles = gtk_string_list_new (NULL);

  self->teacher_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < MODEL_N_ACCOUNT_ROLES; i++)
    gtk_string_list_append (roles, model_account_role_label ((ModelAccountRole) i));
  adw_combo_row_set_model (self->role, G_LIST_MODEL (roles));
  adw_combo_row_set_selected (self->role, MODEL_ACCOUNT_SECRETARY);
}

static void
on_teachers_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppAccountDialog) self = app_weak_take (user_data);
  g_autoptr (GPtrArray) picks = work_school_read_finish (WORK_SCHOOL (source), result, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  if (self == NULL || picks == NULL)
    return;
  gtk_string_list_append (names, _ ("To choose"));
  for (guint i = 0; i < picks->len; i++)
    {
      const WorkPick *pick = picks->pdata[i];

      gtk_string_list_append (names, pick->title);
      g_array_append_val (self->teacher_ids, pick->id);
      if (pick->id == self->teacher_id)
        chosen = i + 1;
    }
  adw_combo_row_set_model (self->teacher, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->teacher, chosen);
  update (self);
}

static void
show_account (AppAccountDialog *self, const WorkAccountInfo *account)
{
  self->account_id = account->id;
  self->teacher_id = account->teacher_id;
  gtk_editable_set_text (self->label, account->label);
  gtk_editable_set_text (self->name, account->name);
  adw_combo_row_set_selected (self->role, (guint) account->role);
  gtk_widget_set_visible (self->passwords, FALSE);
  gtk_widget_set_visible (self->rule, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->explanation), FALSE);
  gtk_window_set_title (GTK_WINDOW (self), account->label);
  gtk_button_set_label (self->accept, _ ("_Save"));
}

static void
show_new (AppAccountDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->role), !self->is_first);
  gtk_widget_set_visible (GTK_WIDGET (self->given), !self->is_first);
  gtk_widget_set_visible (GTK_WIDGET (self->fresh), self->is_first);
  gtk_widget_set_visible (GTK_WIDGET (self->again), self->is_first);
  gtk_widget_set_visible (self->must_change_row, !self->is_first);
  gtk_label_set_label (
      self->explanation,
      self->is_first
          ? _ ("From now on one signs in to work in this database. Keep this password well: while "
               "there is no other administrator nobody can give you another, and without it what "
               "is sealed stays so.")
          : _ ("Give the first password in person or on paper, not by e-mail."));
  gtk_window_set_title (GTK_WINDOW (self),
                        self->is_first ? _ ("Administrator’s Account") : _ ("New Account"));
  gtk_button_set_label (self->accept, self->is_first ? _ ("C_reate") : _ ("_Add"));
  if (!self->is_first)
    on_another_clicked_cb (NULL, self);
}

/**
 * app_account_dialog_new:
 * @parent: (nullable): the window that asks
 * @school: the school
 * @account: (nullable) (transfer none): what is changed; %NULL for a new one
 *
 * Returns: (transfer none): a dialog, which goes away by itself
 */
AppAccountDialog *
app_account_dialog_new (GtkWindow *parent, WorkSchool *school, const WorkAccountInfo *account)
{
  AppAccountDialog *self = g_object_new (APP_TYPE_ACCOUNT_DIALOG, "transient-for", parent, NULL);

  self->school = g_object_ref (school);
  self->is_first = account == NULL && !work_school_has_accounts (school);
  if (account != NULL)
    show_account (self, account);
  else
    show_new (self);
  update (self);
  if (!self->is_first)
    work_school_read_async (school, work_query_picks_new (MODEL_ENTITY_TEACHER, 0), NULL,
                            on_teachers_cb, app_weak_new (self));
  return self;
}

/**
 * app_account_dialog_get_problem:
 * @self: a dialog
 *
 * Returns: (transfer none) (nullable): why it is not saved
 */
const char *
app_account_dialog_get_problem (AppAccountDialog *self)
{
  g_return_val_if_fail (APP_IS_ACCOUNT_DIALOG (self), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (self->problem)) ? gtk_label_get_label (self->problem)
                                                             : NULL;
}
