/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app-guard.h"
#include "app-password-dialog.h"
#include "app-prompt.h"
#include "base-file.h"
#include "base-secret.h"
#include "work-access.h"
#include "work-error.h"

/* Who works in this window: signing in before the list, signing out, one's own password. */

static char *
name_database (AppWindow *self)
{
  g_autofree char *base = g_filename_display_basename (self->path != NULL ? self->path : "");

  if (g_str_has_suffix (base, ".paraphe"))
    base[strlen (base) - strlen (".paraphe")] = '\0';
  return g_steal_pointer (&base);
}

static void
forget_given (AppWindow *self)
{
  base_secret_free (self->account.given);
  self->account.given = NULL;
}

/* Somebody may sign in with two windows of time between: only what is asked now counts. */
typedef struct
{
  AppWindow *window;
  WorkSchool *school;
  char *name; /* (nullable): of the account */
} Ask;

static Ask *
ask_new (AppWindow *self, const char *name)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->window = g_object_ref (self);
  ask->school = g_object_ref (self->school);
  ask->name = g_strdup (name);
  return ask;
}

static void
ask_free (Ask *ask)
{
  g_object_unref (ask->window);
  g_object_unref (ask->school);
  g_free (ask->name);
  g_free (ask);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ask, ask_free)

/**
 * _app_window_ask_sign_in:
 * @self: a window whose school has accounts
 *
 * Asks who works here, in place of the list.
 */
void
_app_window_ask_sign_in (AppWindow *self)
{
  g_autofree char *place = name_database (self);
  g_autofree char *last = g_settings_get_string (self->settings, "last-account");

  forget_given (self);
  app_sign_in_page_ask (self->sign_in, APP_SIGN_IN_WHO, place, last, NULL);
  gtk_window_set_title (GTK_WINDOW (self), "Paraphe");
  gtk_stack_set_visible_child_name (self->pages, "sign-in");
  _app_window_update_actions (self);
  app_sign_in_page_focus (self->sign_in);
}

/**
 * _app_window_refuse_sign_in:
 * @self: a window
 * @school: where somebody tried to sign in
 * @name: as whom
 * @error: why not
 *
 * Says it; after too many wrong passwords none is taken for a while.
 */
void
_app_window_refuse_sign_in (AppWindow *self,
                            WorkSchool *school,
                            const char *name,
                            const GError *error)
{
  const char *until = work_school_get_closed_until (school);

  if (until != NULL && g_error_matches (error, WORK_ERROR, WORK_ERROR_LOCKED))
    app_sign_in_page_close_until (self->sign_in, name, error->message, until);
  else
    app_sign_in_page_refuse (self->sign_in, error->message);
}

/* The list comes in place of the page as soon as it is read. */
static void
enter (AppWindow *self)
{
  const WorkAccount *account = work_school_get_account (self->school);

  forget_given (self);
  if (account != NULL)
    g_settings_set_string (self->settings, "last-account", account->name);
  app_sign_in_page_set_busy (self->sign_in, TRUE);
  _app_window_let_in (self);
  _app_window_show_account (self);
  _app_window_watch_absence (self);
  _app_window_reload (self);
}

static void
on_signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  AppWindow *self = ask->window;
  g_autoptr (GError) error = NULL;
  gboolean done = work_school_sign_in_finish (ask->school, result, &error);
  const WorkAccount *account = work_school_get_account (ask->school);

  if (self->school != ask->school)
    return;
  if (!done)
    _app_window_refuse_sign_in (self, ask->school, ask->name, error);
  else if (account != NULL && account->must_change)
    {
      app_sign_in_page_ask (self->sign_in, APP_SIGN_IN_NEW, NULL, account->name, account->label);
      app_sign_in_page_focus (self->sign_in);
      return;
    }
  else
    enter (self);
  forget_given (self);
}

static void
on_sign_in_cb (AppSignInPage *page, const char *name, const char *password, AppWindow *self)
{
  if (self->school == NULL)
    return;
  if (_app_window_is_locked (self) && app_sign_in_page_get_ask (page) == APP_SIGN_IN_SAME)
    {
      _app_window_ask_unlock (self, name, password);
      return;
    }
  forget_given (self);
  self->account.given = g_strdup (password);
  app_sign_in_page_set_busy (page, TRUE);
  work_school_sign_in_async (self->school, name, password, self->cancellable, on_signed_in_cb,
                             ask_new (self, name));
}

static void
on_password_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  AppWindow *self = ask->window;
  g_autoptr (GError) error = NULL;
  gint64 id = work_school_apply_account_finish (ask->school, result, &error);

  if (self->school != ask->school)
    return;
  if (id != 0)
    enter (self);
  else
    app_sign_in_page_refuse (self->sign_in, error->message);
}

static void
on_new_password_cb (AppSignInPage *page, const char *password, AppWindow *self)
{
  const WorkAccount *account = work_school_get_account (self->school);
  g_autofree char *problem =
      account != NULL ? work_password_problem (password, account->name) : NULL;

  if (account == NULL || self->account.given == NULL)
    return;
  if (problem == NULL && g_str_equal (password, self->account.given))
    problem = g_strdup (_ ("This is the one that you were given: choose another."));
  if (problem != NULL)
    {
      app_sign_in_page_refuse (page, problem);
      return;
    }
  app_sign_in_page_set_busy (page, TRUE);
  work_school_apply_account_async (self->school,
                                   work_account_password_new (self->account.given, password),
                                   self->cancellable, on_password_chosen_cb, ask_new (self, NULL));
}

/* ---- somebody else ---- */

static void
sign_out (AppWindow *self)
{
  g_autofree char *path = g_strdup (self->path);
  g_autoptr (WorkOpening) opening = NULL;

  _app_window_close_others (self);
  _app_window_forget_lock (self);
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  work_school_sign_out (self->school);
  opening = work_opening_start (path, STORE_OPEN_WRITE);
  app_window_open_started (self, opening);
}

/* What lasts ends first, as when the window is closed. */
static gboolean
is_free (AppWindow *self)
{
  return self->job == NULL && self->n_pending == 0;
}

/* Whatever asks something before it goes is answered first. */
static gboolean
close_windows (AppWindow *self)
{
  GListModel *all = gtk_window_get_toplevels ();
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean all_gone = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) one = g_list_model_get_item (all, i);

      if (one != GTK_WINDOW (self) && gtk_widget_get_visible (GTK_WIDGET (one)))
        g_ptr_array_add (others, g_steal_pointer (&one));
    }
  for (guint i = 0; i < others->len; i++)
    {
      gtk_window_close (others->pdata[i]);
      all_gone = all_gone && !gtk_widget_get_visible (others->pdata[i]);
    }
  return all_gone;
}

static void
on_sign_out_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  if (self->school == NULL || !_app_window_leave_people (self, "win.sign-out", NULL)
      || !close_windows (self))
    return;
  app_step_slider_flush (app_detail_get_slider (self->detail));
  if (is_free (self))
    sign_out (self);
  else
    _app_window_toast (self, _ ("Something is still being done: wait for it, or stop it, first."),
                       NULL, NULL, NULL);
}

static void
on_change_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;

  if (app_prompt_confirm_finish (result, NULL) && self->school != NULL
      && _app_window_is_locked (self) && is_free (self))
    sign_out (self);
}

/* Nobody but whoever has typed it can say what becomes of it. */
static void
ask_change (AppWindow *self)
{
  const WorkAccount *account = work_school_get_account (self->school);
  g_autofree char *body = g_strdup_printf (
      _ ("%s has other windows open here: what is typed there and not saved is lost."),
      account != NULL ? account->label : "");

  _app_window_admit (self, TRUE);
  app_prompt_confirm_async (GTK_WINDOW (self), _ ("Change the Account?"), body,
                            _ ("_Change the Account"), TRUE, on_change_answered_cb,
                            g_object_ref (self));
  _app_window_admit (self, FALSE);
}

static void
on_other_cb (AppSignInPage *page, AppWindow *self)
{
  if (!_app_window_is_locked (self))
    {
      if (app_sign_in_page_get_ask (page) == APP_SIGN_IN_NEW)
        sign_out (self);
      else
        gtk_widget_activate_action (GTK_WIDGET (self), "app.choose-open", NULL);
    }
  else if (!is_free (self))
    app_sign_in_page_refuse (
        page, _ ("Something is still being done here: the account can be changed after it."));
  else if (_app_window_has_hidden (self))
    ask_change (self);
  else
    sign_out (self);
}

/* ---- what is shown of it ---- */

static void
on_revealed_cb (ModelEntity entity, gint64 id, gpointer user_data)
{
  AppWindow *self = user_data;

  if (self->school != NULL)
    work_school_log_access (self->school, "reveal", entity, id);
}

/**
 * _app_window_show_account:
 * @self: a window
 *
 * Shows who is signed in and as what, and hides what is not theirs to do.
 */
void
_app_window_show_account (AppWindow *self)
{
  const WorkAccount *account = self->school != NULL ? work_school_get_account (self->school) : NULL;
  g_autofree char *name = NULL;

  self->account.shown = account != NULL ? account->id : 0;
  gtk_widget_set_visible (GTK_WIDGET (self->account_button), account != NULL);
  if (account != NULL)
    {
      const char *role = model_account_role_label (account->role);

      /* Translators: who is signed in, and as what: "Mme Martin, secretary's office". */
      name = g_strdup_printf (_ ("Account: %s, %s"), account->label, role);
      g_settings_set_string (self->settings, "last-account", account->name);
      gtk_label_set_label (self->account_name, account->label);
      gtk_label_set_label (self->account_role, role);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->account_button),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->account_button), name);
    }
  app_guard_set (self->school != NULL, _app_window_may (self, MODEL_ACT_REVEAL_SENSITIVE),
                 on_revealed_cb, self);
  _app_window_take_acts (self);
  _app_window_update_actions (self);
}

static void
on_change_password_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  if (work_school_get_account (self->school) != NULL)
    gtk_window_present (
        GTK_WINDOW (app_password_dialog_new (GTK_WINDOW (self), self->school, 0, NULL)));
}

static const GActionEntry entries[] = {
  { "sign-out", on_sign_out_cb },
  { "change-password", on_change_password_cb },
};

/**
 * _app_window_install_account_actions:
 * @self: a window
 *
 * Adds what has to do with who works here.
 */
void
_app_window_install_account_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->sign_in, "sign-in", G_CALLBACK (on_sign_in_cb), self, 0);
  g_signal_connect_object (self->sign_in, "new-password", G_CALLBACK (on_new_password_cb), self, 0);
  g_signal_connect_object (self->sign_in, "other", G_CALLBACK (on_other_cb), self, 0);
}

/**
 * _app_window_forget_account:
 * @self: a window that lets go of its school
 *
 * Nobody works in it any more.
 */
void
_app_window_forget_account (AppWindow *self)
{
  app_guard_set (FALSE, FALSE, NULL, NULL);
  forget_given (self);
}
