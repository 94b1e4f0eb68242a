/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-conflict-dialog.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "app-guard.h"

/* What stands for a value that is not shown to whoever passes by. */
#define MASK "••••••"

/* One field: a radio button for each value. */
typedef struct
{
  GtkCheckButton *buttons[WORK_N_KEEPS];
  AdwActionRow *rows[WORK_N_KEEPS];
  char *texts[WORK_N_KEEPS];
  gboolean is_sensitive;
  ModelEntity entity;
  gint64 id; /* of the row; 0 for one that is not saved yet */
} Choice;

/**
 * AppConflictDialog:
 *
 * Asks what becomes of fields that were changed here and by somebody else: mine, theirs or what
 * both began with. Nothing is chosen beforehand, and nothing is saved before all is.
 */
struct _AppConflictDialog
{
  AdwWindow parent_instance;

  GtkWidget *accept;
  GtkBox *box;
  GtkLabel *text;
  GtkWidget *all;
  GtkCheckButton *reveal;

  GPtrArray *choices; /* (element-type Choice) */
  GTask *task;        /* (nullable): until it is answered */
};

G_DEFINE_FINAL_TYPE (AppConflictDialog, app_conflict_dialog, ADW_TYPE_WINDOW)

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  for (guint i = 0; i < WORK_N_KEEPS; i++)
    g_free (choice->texts[i]);
  g_free (choice);
}

/* ---- what is chosen ---- */

static gboolean
find_choice (const Choice *choice, WorkKeep *keep)
{
  for (guint i = 0; i < WORK_N_KEEPS; i++)
    if (choice->buttons[i] != NULL && gtk_check_button_get_active (choice->buttons[i]))
      {
        *keep = (WorkKeep) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_answered (AppConflictDialog *self)
{
  WorkKeep keep;

  for (guint i = 0; i < self->choices->len; i++)
    if (!find_choice (self->choices->pdata[i], &keep))
      return FALSE;
  return TRUE;
}

static void
update (AppConflictDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.accept", is_answered (self));
}

static void
show_values (AppConflictDialog *self)
{
  gboolean shown = gtk_check_button_get_active (self->reveal);

  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = self->choices->pdata[i];

      for (guint j = 0; j < WORK_N_KEEPS; j++)
        {
          const char *text = choice->texts[j];
          g_autofree char *safe = NULL;

          if (text == NULL)
            continue;
          if (text[0] == '\0')
            text = _ ("nothing");
          else if (choice->is_sensitive && !shown)
            text = MASK;
          safe = g_markup_escape_text (text, -1);
          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (choice->rows[j]), safe);
        }
    }
}

/* One line in the log for each row whose values are shown. */
static gboolean
is_first_of_row (AppConflictDialog *self, guint place)
{
  const Choice *choice = self->choices->pdata[place];

  for (guint i = 0; i < place; i++)
    {
      const Choice *other = self->choices->pdata[i];

      if (other->is_sensitive && other->entity == choice->entity && other->id == choice->id)
        return FALSE;
    }
  return choice->is_sensitive;
}

static void
on_reveal_cb (GtkCheckButton *button, AppConflictDialog *self)
{
  for (guint i = 0; i < self->choices->len && gtk_check_button_get_active (button); i++)
    {
      const Choice *choice = self->choices->pdata[i];

      if (is_first_of_row (self, i))
        app_guard_tell (choice->entity, choice->id);
    }
  show_values (self);
}

/* ---- the fields ---- */

/* Mine comes first: it is what one has before one's eyes. */
static const struct
{
  WorkKeep keep;
  const char *label;
} values[] = {
  { WORK_KEEP_MINE, N_ ("Mine") },
  { WORK_KEEP_THEIRS, N_ ("Theirs") },
  { WORK_KEEP_BEFORE, N_ ("The one before") },
};

static void
add_value (AppConflictDialog *self, AdwPreferencesGroup *group, Choice *choice, guint place)
{
  WorkKeep keep = values[place].keep;
  GtkCheckButton *button = GTK_CHECK_BUTTON (gtk_check_button_new ());
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  choice->buttons[keep] = button;
  choice->rows[keep] = row;
  if (place > 0)
    gtk_check_button_set_group (button, choice->buttons[values[0].keep]);
  gtk_widget_set_valign (GTK_WIDGET (button), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (values[place].label), -1);
  adw_action_row_set_subtitle (row, _ (values[place].label));
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_add_prefix (row, GTK_WIDGET (button));
  adw_action_row_set_activatable_widget (row, GTK_WIDGET (button));
  g_signal_connect_object (button, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (row));
}

static void
add_clash (AppConflictDialog *self, const WorkClash *clash, gint64 id)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  Choice *choice = g_new0 (Choice, 1);

  choice->is_sensitive = clash->is_sensitive;
  choice->entity = model_field_entity (clash->field);
  choice->id = id;
  for (guint i = 0; i < WORK_N_KEEPS; i++)
    choice->texts[i] = g_strdup (clash->texts[i]);
  adw_preferences_group_set_title (group, clash->label);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (choice->texts[values[i].keep] != NULL)
      add_value (self, group, choice, i);
  g_ptr_array_add (self->choices, choice);
  gtk_box_append (self->box, GTK_WIDGET (group));
  if (clash->is_sensitive)
    gtk_widget_set_visible (GTK_WIDGET (self->reveal), TRUE);
}

static void
say_who (AppConflictDialog *self, const WorkConflict *conflict)
{
  g_autofree char *hour = conflict->at != NULL ? app_format_hour_of_moment (conflict->at) : NULL;
  g_autofree char *text = NULL;

  if (conflict->who != NULL)
    /* Translators: a person with his or her computer, and an hour: “10:42”. */
    text = g_strdup_printf (
        _ ("%s has changed the same at %s, while you were editing it. Which value is kept?"),
        conflict->who, hour);
  else
    text = g_strdup (_ ("Somebody else has changed the same, while you were editing it. Which "
                        "value is kept?"));
  gtk_label_set_label (self->text, text);
}

/* ---- the answer ---- */

static void
on_accept_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  app_conflict_dialog_accept (APP_CONFLICT_DIALOG (widget));
}

static void
on_all_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  app_conflict_dialog_choose_all (APP_CONFLICT_DIALOG (widget),
                                  g_str_equal (action, "conflict.all-mine") ? WORK_KEEP_MINE
                                                                            : WORK_KEEP_THEIRS);
}

static void
app_conflict_dialog_dispose (GObject *object)
{
  AppConflictDialog *self = APP_CONFLICT_DIALOG (object);

  if (self->task != NULL)
    g_task_return_new_error (self->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s",
                             _ ("Nothing was saved. What was typed stays."));
  g_clear_object (&self->task);
  G_OBJECT_CLASS (app_conflict_dialog_parent_class)->dispose (object);
}

static void
app_conflict_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (APP_CONFLICT_DIALOG (object)->choices);
  G_OBJECT_CLASS (app_conflict_dialog_parent_class)->finalize (object);
}

static void
app_conflict_dialog_class_init (AppConflictDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_conflict_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_conflict_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-conflict-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppConflictDialog, accept);
  gtk_widget_class_bind_template_child (widget_class, AppConflictDialog, box);
  gtk_widget_class_bind_template_child (widget_class, AppConflictDialog, text);
  gtk_widget_class_bind_template_child (widget_class, AppConflictDialog, all);
  gtk_widget_class_bind_template_child (widget_class, AppConflictDialog, reveal);
  gtk_widget_class_bind_template_callback (widget_class, on_reveal_cb);
  gtk_widget_class_install_action (widget_class, "conflict.accept", NULL, on_accept_action_cb);
  gtk_widget_class_install_action (widget_class, "conflict.all-mine", NULL, on_all_action_cb);
  gtk_widget_class_install_action (widget_class, "conflict.all-theirs", NULL, on_all_action_cb);
}

static void
app_conflict_dialog_init (AppConflictDialog *self)
{
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_conflict_dialog_ask_async:
 * @parent: the window in which it was edited
 * @conflict: what clashes, one field at least; a value without a text is not offered
 * @callback: called when it is decided
 * @user_data: for @callback
 *
 * Asks which value of each field is kept.
 *
 * Returns: (transfer none): the dialog, owned by GTK until it is closed
 */
AppConflictDialog *
app_conflict_dialog_ask_async (GtkWindow *parent,
                               const WorkConflict *conflict,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  AppConflictDialog *self = g_object_new (APP_TYPE_CONFLICT_DIALOG, "transient-for", parent, NULL);
  const Choice *first;

  self->task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (self->task, app_conflict_dialog_ask_async);
  say_who (self, conflict);
  for (guint i = 0; i < conflict->clashes->len; i++)
    {
      const WorkClash *clash = conflict->clashes->pdata[i];

      add_clash (self, clash, model_record_get_id (conflict->fresh->pdata[clash->record]));
    }
  gtk_widget_set_visible (self->all, conflict->clashes->len > 1);
  show_values (self);
  update (self);
  first = self->choices->pdata[0];
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (first->buttons[values[0].keep]));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

/**
 * app_conflict_dialog_ask_finish:
 * @result: of app_conflict_dialog_ask_async()
 * @error: return location
 *
 * Returns: (transfer full): what is kept of each clash; %NULL when nothing is to be saved
 */
WorkKeep *
app_conflict_dialog_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, app_conflict_dialog_ask_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * app_conflict_dialog_choose:
 * @self: a dialog
 * @clash: which field
 * @keep: what is kept of it
 *
 * Chooses for one field.
 */
void
app_conflict_dialog_choose (AppConflictDialog *self, guint clash, WorkKeep keep)
{
  g_return_if_fail (APP_IS_CONFLICT_DIALOG (self));
  g_return_if_fail (clash < self->choices->len);
  gtk_check_button_set_active (((Choice *) self->choices->pdata[clash])->buttons[keep], TRUE);
}

/**
 * app_conflict_dialog_choose_all:
 * @self: a dialog
 * @keep: what is kept
 *
 * Chooses for all fields.
 */
void
app_conflict_dialog_choose_all (AppConflictDialog *self, WorkKeep keep)
{
  g_return_if_fail (APP_IS_CONFLICT_DIALOG (self));
  for (guint i = 0; i < self->choices->len; i++)
    app_conflict_dialog_choose (self, i, keep);
  gtk_widget_grab_focus (self->accept);
}

/**
 * app_conflict_dialog_accept:
 * @self: a dialog
 *
 * Agrees to what is chosen, once all is.
 *
 * Returns: whether all was chosen; the dialog is gone then
 */
gboolean
app_conflict_dialog_accept (AppConflictDialog *self)
{
  g_autofree WorkKeep *keeps = NULL;

  g_return_val_if_fail (APP_IS_CONFLICT_DIALOG (self), FALSE);
  keeps = g_new0 (WorkKeep, self->choices->len);
  for (guint i = 0; i < self->choices->len; i++)
    if (!find_choice (self->choices->pdata[i], &keeps[i]))
      return FALSE;
  g_task_return_pointer (self->task, g_steal_pointer (&keeps), g_free);
  g_clear_object (&self->task);
  gtk_window_destroy (GTK_WINDOW (self));
  return TRUE;
}

/**
 * app_conflict_dialog_get_value:
 * @self: a dialog
 * @clash: which field
 * @keep: which value of it
 *
 * Returns: (transfer full): what stands there
 */
char *
app_conflict_dialog_get_value (AppConflictDialog *self, guint clash, WorkKeep keep)
{
  const Choice *choice;

  g_return_val_if_fail (APP_IS_CONFLICT_DIALOG (self), NULL);
  g_return_val_if_fail (clash < self->choices->len, NULL);
  choice = self->choices->pdata[clash];
  return g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (choice->rows[keep])));
}
