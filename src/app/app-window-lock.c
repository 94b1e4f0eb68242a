/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "base-secret.h"
#include "work-account.h"

/* As the settings have it. */
#define LOCK_AFTER_MAX 240

/* Locked, the window shows nothing but the question for the password: all that was open is still
 * there behind it, as it was, and what runs goes on. */

/**
 * _app_window_is_locked:
 * @self: a window
 *
 * Returns: whether it waits for the password of whoever works in it
 */
gboolean
_app_window_is_locked (AppWindow *self)
{
  return self->account.curtain != NULL && app_curtain_is_drawn (self->account.curtain);
}

/**
 * _app_window_has_hidden:
 * @self: a window
 *
 * Returns: whether other windows are hidden while it is locked
 */
gboolean
_app_window_has_hidden (AppWindow *self)
{
  return self->account.curtain != NULL && app_curtain_get_n_hidden (self->account.curtain) > 0;
}

/**
 * _app_window_admit:
 * @self: a window
 * @admits: whether windows that come now are shown although it is locked
 *
 * For questions that are asked while it is locked.
 */
void
_app_window_admit (AppWindow *self, gboolean admits)
{
  if (self->account.curtain != NULL)
    app_curtain_set_admits (self->account.curtain, admits);
}

/**
 * _app_window_close_others:
 * @self: a window
 *
 * Does away with the windows that are hidden.
 */
void
_app_window_close_others (AppWindow *self)
{
  if (self->account.curtain != NULL)
    app_curtain_close_hidden (self->account.curtain);
}

/* Nothing is seen any more but what is asked. */
static void
cover (AppWindow *self, AppSignInAsk ask, const char *name, const char *label)
{
  if (self->account.curtain == NULL)
    self->account.curtain = app_curtain_new (GTK_WINDOW (self));
  app_step_slider_flush (app_detail_get_slider (self->detail));
  app_curtain_draw (self->account.curtain);
  if (self->account.absence != NULL)
    app_absence_stop (self->account.absence);
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  app_sign_in_page_ask (self->sign_in, ask, NULL, name, label);
  gtk_window_set_title (GTK_WINDOW (self), "Paraphe");
  gtk_stack_set_visible_child_full (self->pages, "sign-in", GTK_STACK_TRANSITION_TYPE_NONE);
  _app_window_update_actions (self);
  app_sign_in_page_focus (self->sign_in);
}

static void
lock (AppWindow *self)
{
  const WorkAccount *account = self->school != NULL ? work_school_get_account (self->school) : NULL;

  if (account != NULL && self->overview != NULL && !_app_window_is_locked (self))
    cover (self, APP_SIGN_IN_SAME, account->name, account->label);
}

/**
 * _app_window_shut_out:
 * @self: a window whose account was closed or changed, or whose school has accounts by now
 *
 * Hides all that is open, and asks who works here. What is typed is still there behind it.
 */
void
_app_window_shut_out (AppWindow *self)
{
  const WorkAccount *account = work_school_get_account (self->school);
  const char *page = gtk_stack_get_visible_child_name (self->pages);

  if (self->overview == NULL
      || (g_strcmp0 (page, "sign-in") == 0
          && app_sign_in_page_get_ask (self->sign_in) != APP_SIGN_IN_SAME))
    return;
  cover (self, APP_SIGN_IN_WHO, account != NULL ? account->name : NULL, NULL);
  app_sign_in_page_refuse (
      self->sign_in,
      account != NULL
          ? _ ("Your account was closed or changed by an administrator meanwhile. Sign in again, "
               "or ask them.")
          : _ ("This school has accounts since a moment ago. Sign in to go on."));
}

/**
 * _app_window_let_in:
 * @self: a window in which somebody has signed in
 *
 * Brings back what was hidden when they were shut out. Somebody else does not find it.
 */
void
_app_window_let_in (AppWindow *self)
{
  const WorkAccount *account = work_school_get_account (self->school);
  gint64 before = self->account.shown;

  if (!_app_window_is_locked (self) || account == NULL)
    return;
  /* Without accounts it was the administration that worked here. */
  if (before != 0 ? account->id != before : !model_account_has_key (account->role))
    _app_window_close_others (self);
  app_curtain_open (self->account.curtain);
}

/* Shows everything as it was: the person is back. */
static void
unlock (AppWindow *self)
{
  g_autofree char *said = g_steal_pointer (&self->account.said);

  gtk_stack_set_visible_child_full (self->pages, "school", GTK_STACK_TRANSITION_TYPE_NONE);
  app_curtain_open (self->account.curtain);
  app_sign_in_page_ask (self->sign_in, APP_SIGN_IN_WHO, NULL, NULL, NULL);
  _app_window_show_account (self);
  _app_window_refresh_list (self);
  _app_window_watch_absence (self);
  if (said != NULL)
    _app_window_toast (self, said, NULL, NULL, NULL);
}

/* What is asked of a connection of its own: on the window's a wrong password would sign out whoever
 * has work under way there. */
typedef struct
{
  AppWindow *window;
  WorkSchool *school; /* the window's */
  char *name;
  char *password;
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->window);
  g_object_unref (asking->school);
  g_free (asking->name);
  base_secret_free (asking->password);
  g_free (asking);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static gboolean
is_asked (Asking *asking)
{
  return asking->window->school == asking->school && _app_window_is_locked (asking->window);
}

static void
on_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (GError) error = NULL;
  WorkSchool *door = WORK_SCHOOL (source);
  gboolean done = work_school_sign_in_finish (door, result, &error);

  work_school_close (door);
  if (!is_asked (asking))
    return;
  if (done)
    unlock (asking->window);
  else
    _app_window_refuse_sign_in (asking->window, door, asking->name, error);
}

static void
on_door_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) door = work_school_open_finish (result, &error);

  if (door != NULL && is_asked (asking))
    {
      const char *name = asking->name, *password = asking->password;

      work_school_sign_in_async (door, name, password, NULL, on_known_cb,
                                 g_steal_pointer (&asking));
      return;
    }
  if (door != NULL)
    work_school_close (door);
  else if (is_asked (asking))
    app_sign_in_page_refuse (asking->window->sign_in, error->message);
}

/**
 * _app_window_ask_unlock:
 * @self: a window that is locked
 * @name: of the account
 * @password: what was typed
 *
 * Unlocks it, if that is the password.
 */
void
_app_window_ask_unlock (AppWindow *self, const char *name, const char *password)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->window = g_object_ref (self);
  asking->school = g_object_ref (self->school);
  asking->name = g_strdup (name);
  asking->password = g_strdup (password);
  app_sign_in_page_set_busy (self->sign_in, TRUE);
  work_school_open_async (work_school_get_path (self->school), STORE_OPEN_WRITE, NULL,
                          on_door_opened_cb, asking);
}

/**
 * _app_window_forget_lock:
 * @self: a window that lets go of its school
 *
 * There is nobody any more whose password would open it.
 */
void
_app_window_forget_lock (AppWindow *self)
{
  if (self->account.absence != NULL)
    app_absence_stop (self->account.absence);
  if (self->account.curtain != NULL)
    app_curtain_open (self->account.curtain);
  g_clear_pointer (&self->account.said, g_free);
}

static void
on_away_cb (AppAbsence *absence, AppWindow *self)
{
  lock (self);
}

/* Of this computer, and shown as chosen in the menu of whoever works here. */
static void
on_minutes_cb (GSettings *settings, const char *key, AppWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "lock-after");

  if (action != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (action), g_settings_get_value (settings, key));
  if (!_app_window_is_locked (self))
    _app_window_watch_absence (self);
}

/**
 * _app_window_watch_absence:
 * @self: a window
 *
 * Locks it when the person goes away without a word.
 */
void
_app_window_watch_absence (AppWindow *self)
{
  if (self->school == NULL || work_school_get_account (self->school) == NULL)
    return;
  if (self->account.absence == NULL)
    {
      self->account.absence = app_absence_new ();
      g_signal_connect_object (self->account.absence, "away", G_CALLBACK (on_away_cb), self, 0);
    }
  app_absence_start (self->account.absence, g_settings_get_uint (self->settings, "lock-after"));
}

static void
on_lock_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lock (user_data);
}

static void
on_lock_after_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  g_settings_set_uint (self->settings, "lock-after",
                       MIN (g_variant_get_uint32 (parameter), LOCK_AFTER_MAX));
}

static const GActionEntry entries[] = {
  { "lock", on_lock_cb },
  { "lock-after", on_lock_after_cb, "u", "uint32 0" },
};

/**
 * _app_window_install_lock_actions:
 * @self: a window
 *
 * Adds what locks it.
 */
void
_app_window_install_lock_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->settings, "changed::lock-after", G_CALLBACK (on_minutes_cb), self,
                           0);
  on_minutes_cb (self->settings, "lock-after", self);
}
