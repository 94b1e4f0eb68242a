/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-acts.h"
#include "app-prompt.h"

/**
 * Course:
 * @heading: what is said when it does not work
 * @said: what is said when it is done
 * @stays: whether the window goes on with the sheet
 *
 * A way that a sheet can go.
 */
typedef struct
{
  const char *heading;
  const char *said;
  gboolean stays;
} Course;

static const Course submission = { N_ ("The Sheet Was Not Proposed"),
                                   N_ ("Sheet proposed to be validated"), FALSE };
static const Course validation = { N_ ("The Sheet Was Not Validated"), N_ ("Sheet validated"),
                                   FALSE };
static const Course withdrawal = { N_ ("The Validation Was Not Taken Back"),
                                   N_ ("Validation taken back"), TRUE };
static const Course refusal = { N_ ("The Sheet Was Not Refused"), N_ ("Sheet refused"), FALSE };
static const Course deletion = { N_ ("The Draft Was Not Deleted"), N_ ("Draft deleted"), FALSE };

/* A sheet on its way. */
typedef struct
{
  AppSheetWindow *window;
  const Course *course;
} Going;

static void
on_gone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Going *going = user_data;
  g_autoptr (AppSheetWindow) self = going->window;
  const Course *course = going->course;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply_finish (WORK_SCHOOL (source), result, &error);

  g_free (going);
  self->n_pending--;
  if (done != NULL)
    _app_sheet_window_saved (self, done, _ (course->said));
  if (self->is_closed)
    return;
  if (error != NULL)
    {
      _app_sheet_window_fail (self, _ (course->heading), error);
      _app_sheet_window_reload (self, _app_sheet_window_id (self));
    }
  else if (course->stays)
    {
      _app_sheet_window_toast (self, _ (course->said), NULL);
      _app_sheet_window_reload (self, done->id);
    }
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

/* Takes @change. */
static void
go (AppSheetWindow *self, WorkChange *change, const Course *course)
{
  Going going = { g_object_ref (self), course };

  self->n_pending++;
  work_school_apply_async (self->school, change, NULL, on_gone_cb,
                           g_memdup2 (&going, sizeof going));
}

/**
 * _app_sheet_window_move_on:
 * @self: a window
 * @placement_id: its sheet, which is saved
 * @then: to be validated, or to be proposed
 *
 * Moves the sheet on, and closes when that is done.
 */
void
_app_sheet_window_move_on (AppSheetWindow *self, gint64 placement_id, AppSheetThen then)
{
  if (then == APP_SHEET_VALIDATE)
    go (self, work_change_sheet_validate_new (&placement_id, 1, NULL), &validation);
  else
    go (self, work_change_sheet_submit_new (&placement_id, 1, NULL), &submission);
}

/* ---- actions ---- */

/* Says what stands in the way instead of doing nothing. */
static gboolean
stop_at (AppSheetWindow *self, gboolean may_go)
{
  const char *icon;
  g_autofree char *summary = NULL;

  if (may_go)
    return FALSE;
  summary = app_sheet_panel_summarize (self->sheet, &icon);
  _app_sheet_window_toast (self, summary, NULL);
  _app_sheet_window_go_to_next (self);
  return TRUE;
}

static void
on_save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _app_sheet_window_save (APP_SHEET_WINDOW (widget), APP_SHEET_STAY);
}

static void
on_submit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppSheetWindow *self = APP_SHEET_WINDOW (widget);

  if (!stop_at (self, work_sheet_is_complete (self->sheet)))
    _app_sheet_window_save (self, APP_SHEET_SUBMIT);
}

static void
on_validate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppSheetWindow *self = APP_SHEET_WINDOW (widget);

  if (!stop_at (self, work_sheet_is_ready (self->sheet)))
    _app_sheet_window_save (self, APP_SHEET_VALIDATE);
}

static void
on_refusal_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSheetWindow) self = user_data;
  g_autofree char *reason = app_prompt_ask_finish (result, NULL);
  gint64 id = self->is_closed ? 0 : _app_sheet_window_id (self);

  if (reason != NULL && id != 0)
    go (self, work_change_sheet_refuse_new (&id, 1, reason, NULL), &refusal);
}

static void
on_refuse_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_prompt_ask_async (GTK_WINDOW (widget), _ ("Refuse the Sheet?"),
                        _ ("The reason is kept with the sheet. What is not saved is lost."),
                        _ ("Reason"), _ ("_Refuse"), TRUE, on_refusal_cb, g_object_ref (widget));
}

static void
on_withdrawal_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSheetWindow) self = user_data;
  g_autofree char *reason = app_prompt_ask_finish (result, NULL);
  gint64 id = self->is_closed ? 0 : _app_sheet_window_id (self);

  if (reason != NULL && id != 0)
    go (self, work_change_sheet_unvalidate_new (&id, 1, reason, NULL), &withdrawal);
}

static void
on_unvalidate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppSheetWindow *self = APP_SHEET_WINDOW (widget);
  ModelRecord *agreement = self->sheet->roles[MODEL_ROLE_AGREEMENT];
  gint64 id = _app_sheet_window_id (self);
  g_autofree char *body = NULL;

  if (self->sheet->editing != WORK_SHEET_NEW_VERSION)
    {
      go (self, work_change_sheet_unvalidate_new (&id, 1, NULL, NULL), &withdrawal);
      return;
    }
  body = g_strdup_printf (_ ("The agreement %s was made from this sheet and is cancelled with the "
                             "validation. Say why."),
                          model_record_get (agreement, "number"));
  app_prompt_ask_async (GTK_WINDOW (self), _ ("Take the Validation Back?"), body, _ ("Reason"),
                        _ ("_Take Back"), TRUE, on_withdrawal_cb, g_object_ref (self));
}

static void
on_delete_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppSheetWindow *self = APP_SHEET_WINDOW (widget);
  gint64 id = _app_sheet_window_id (self);

  go (self, work_change_sheet_delete_new (&id, 1, NULL), &deletion);
}

static void
on_next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _app_sheet_window_go_to_next (APP_SHEET_WINDOW (widget));
}

/* What lies over the form goes first. */
static void
on_leave_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppSheetWindow *self = APP_SHEET_WINDOW (widget);

  if (adw_flap_get_folded (self->flap) && adw_flap_get_reveal_flap (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* In which states of the sheet an action makes sense. */
enum
{
  IN_NEW = 1 << 0, /* never saved */
  IN_DRAFT = 1 << 1,
  IN_TO_VALIDATE = 1 << 2,
  IN_VALIDATED = 1 << 3,
  IN_REFUSED = 1 << 4,
  IN_ANY = IN_NEW | IN_DRAFT | IN_TO_VALIDATE | IN_VALIDATED | IN_REFUSED
};

static const struct
{
  const char *action;
  GtkWidgetActionActivateFunc func;
  int states;
  ModelAct act; /* what a role must be allowed */
} actions[] = {
  { "sheet.save", on_save_cb, IN_ANY, MODEL_ACT_EDIT_SHEET },
  { "sheet.submit", on_submit_cb, IN_NEW | IN_DRAFT | IN_REFUSED, MODEL_ACT_EDIT_SHEET },
  { "sheet.validate", on_validate_cb, IN_ANY & ~IN_VALIDATED, MODEL_ACT_VALIDATE_SHEET },
  { "sheet.refuse", on_refuse_cb, IN_DRAFT | IN_TO_VALIDATE, MODEL_ACT_VALIDATE_SHEET },
  { "sheet.unvalidate", on_unvalidate_cb, IN_VALIDATED, MODEL_ACT_VALIDATE_SHEET },
  { "sheet.delete", on_delete_cb, IN_DRAFT, MODEL_ACT_EDIT_SHEET },
  { "sheet.next", on_next_cb, IN_ANY, MODEL_N_ACTS },
};

/* Nothing can be done with a sheet that is still being read. */
static int
state_of (AppSheetWindow *self)
{
  static const struct
  {
    const char *state;
    int bit;
  } states[] = { { "to_validate", IN_TO_VALIDATE },
                 { "validated", IN_VALIDATED },
                 { "refused", IN_REFUSED } };

  if (self->sheet == NULL)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (_app_sheet_window_is_in (self, states[i].state))
      return states[i].bit;
  return _app_sheet_window_id (self) == 0 ? IN_NEW : IN_DRAFT;
}

static gboolean
may (const char *action, gpointer school)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].action, action))
      return actions[i].act == MODEL_N_ACTS
             || work_school_may (school, actions[i].act) != MODEL_MAY_NO;
  return TRUE;
}

/**
 * _app_sheet_window_update_course:
 * @self: a window
 *
 * Enables what makes sense now.
 */
void
_app_sheet_window_update_course (AppSheetWindow *self)
{
  int state = state_of (self);
  gboolean is_closed = state != 0 && self->sheet->editing == WORK_SHEET_CLOSED;
  gboolean may_write = state != 0 && !work_school_is_read_only (self->school);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (
        GTK_WIDGET (self), actions[i].action,
        (actions[i].states & state) != 0 && state != 0 && may (actions[i].action, self->school)
            && (self->sheet->may_delete || actions[i].func != on_delete_cb)
            && (may_write || actions[i].func == on_next_cb)
            && !(is_closed && actions[i].func == on_save_cb));
  gtk_widget_set_visible (self->submit_button, (state & (IN_NEW | IN_DRAFT | IN_REFUSED)) != 0
                                                   && !adw_flap_get_folded (self->flap));
  if (self->school != NULL)
    app_acts_show (GTK_WIDGET (self), may, self->school);
}

/**
 * _app_sheet_window_install_course:
 * @widget_class: the window's class
 *
 * Installs what can be done with a sheet, and its keys. Ctrl+Enter is in the template: it must come
 * before a text makes a new line of it.
 */
void
_app_sheet_window_install_course (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].action, NULL, actions[i].func);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "sheet.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "sheet.next", NULL);
  gtk_widget_class_install_action (widget_class, "sheet.leave", NULL, on_leave_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "sheet.leave", NULL);
}
