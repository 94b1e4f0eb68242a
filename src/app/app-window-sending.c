/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-prompt.h"
#include "app-secret-dialog.h"
#include "base-secret.h"
#include "base-text.h"
#include "work-error.h"

/* Seconds between two looks at the outbox while something is being sent. */
#define WATCH_PAUSE 2

/* What leaves within so many seconds is worth a word when the window closes. */
#define SOON 60

/* Seconds between two times that the rules are followed. */
#define RULES_PAUSE 3600

static void send_now (AppWindow *self);

/**
 * _app_window_sends_mail:
 * @self: a window
 *
 * Returns: whether the school has an account from which mails leave by themselves
 */
gboolean
_app_window_sends_mail (AppWindow *self)
{
  ModelSettings *settings = self->overview != NULL ? self->overview->settings : NULL;

  return settings != NULL
         && g_strcmp0 (model_settings_get (settings, "message.mail.way"), "smtp") == 0
         && !base_text_is_blank (model_settings_get (settings, "message.mail.host"));
}

/**
 * _app_window_sends_sms:
 * @self: a window
 *
 * Returns: whether the school has an account for SMS
 */
gboolean
_app_window_sends_sms (AppWindow *self)
{
  ModelSettings *settings = self->overview != NULL ? self->overview->settings : NULL;

  return settings != NULL
         && !base_text_is_blank (model_settings_get (settings, "message.sms.provider"));
}

static gboolean
can_send (AppWindow *self)
{
  return self->school != NULL && !self->is_closing && !_app_window_is_read_only (self)
         && (_app_window_sends_mail (self) || _app_window_sends_sms (self));
}

/* ---- what is told ---- */

static void
say_failed (AppWindow *self, guint n)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u e-mail or SMS was not sent.", "%u e-mails and SMS were not sent.", n), n);

  _app_window_toast (self, text, _ ("_Outbox"), "win.outbox", NULL);
  _app_window_notify (self, &(AppNotice){ .setting = "notify-failed",
                                          .tag = "outbox",
                                          .summary = _ ("Outbox"),
                                          .body = text,
                                          .to_outbox = TRUE });
}

/* A problem with an account is told once, not at each try; it stands in the outbox anyway. */
static void
say_problem (AppWindow *self, const GError *error)
{
  gboolean lacks_key = g_error_matches (error, WORK_ERROR, WORK_ERROR_KEY);

  if (g_strcmp0 (self->sending.said, error->message) == 0)
    return;
  g_free (self->sending.said);
  self->sending.said = g_strdup (error->message);
  _app_window_toast (self, _ ("What waits in the outbox does not leave."),
                     lacks_key ? _ ("_Enter the Password") : _ ("_Why?"), "win.outbox-send", NULL);
  _app_window_notify (self, &(AppNotice){ .setting = "notify-failed",
                                          .tag = "outbox",
                                          .summary = _ ("Outbox"),
                                          .body = _ ("What waits in the outbox does not leave."),
                                          .to_outbox = TRUE });
}

/* ---- the password, when it is not in the keyring ---- */

static void
forget_keys (AppWindow *self)
{
  if (self->sending.keys.mail != NULL)
    base_secret_free (g_steal_pointer (&self->sending.keys.mail));
}

static void
on_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!work_job_run_finish (WORK_JOB (source), result, &error) && !_app_window_is_cancelled (error))
    _app_window_show_error (self, _ ("The Password Was Not Kept"), error);
}

static void
on_secret_cb (AppSecretDialog *dialog, AppWindow *self)
{
  if (!_app_window_is_asked_by (self, dialog))
    return;
  forget_keys (self);
  self->sending.keys.mail = g_strdup (app_secret_dialog_get_secret (dialog));
  if (app_secret_dialog_get_keeps (dialog))
    {
      g_autoptr (WorkJob) job =
          work_message_store_mail_key_new (self->school, self->sending.keys.mail);

      work_job_run_async (job, NULL, on_kept_cb, g_object_ref (self));
    }
  self->sending.asked = TRUE;
  send_now (self);
}

static void
ask_secret (AppWindow *self, const char *why)
{
  AppSecretDialog *dialog = app_secret_dialog_new (
      GTK_WINDOW (self), _ ("Password of the Mail Account"), _ ("Password"), why);

  _app_window_ask_by (self, dialog);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_secret_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- a pass over what is due ---- */

static gboolean
on_time_cb (gpointer user_data)
{
  AppWindow *self = user_data;

  self->sending.source = 0;
  send_now (self);
  return G_SOURCE_REMOVE;
}

static void
plan_next (AppWindow *self, guint pause)
{
  g_clear_handle_id (&self->sending.source, g_source_remove);
  self->sending.next = g_get_monotonic_time () + (gint64) pause * G_USEC_PER_SEC;
  if (pause > 0 && can_send (self))
    self->sending.source = g_timeout_add_seconds (pause, on_time_cb, self);
}

/* Who asked is answered, also when there was nothing to do. */
static void
say_sent (AppWindow *self, guint n)
{
  g_autofree char *text =
      n > 0
          ? g_strdup_printf (ngettext ("%u e-mail or SMS sent.", "%u e-mails and SMS sent.", n), n)
          : g_strdup (_ ("Nothing is due now."));

  _app_window_toast (self, text, NULL, NULL, NULL);
}

static void
conclude (AppWindow *self, WorkJob *job, const GError *error)
{
  guint n_failed = work_job_get_failed (job)->len;
  gboolean asked = self->sending.asked;

  self->sending.asked = FALSE;
  if (error != NULL && !_app_window_is_cancelled (error)
      && !g_error_matches (error, WORK_ERROR, WORK_ERROR_PARTIAL))
    {
      forget_keys (self);
      if (!asked)
        say_problem (self, error);
      else if (g_error_matches (error, WORK_ERROR, WORK_ERROR_KEY))
        ask_secret (self, error->message);
      else
        _app_window_show_error (self, _ ("What Waits Was Not Sent"), error);
    }
  else
    g_clear_pointer (&self->sending.said, g_free);
  if (n_failed > 0)
    say_failed (self, n_failed);
  else if (asked && error == NULL)
    say_sent (self, work_job_get_succeeded (job)->len);
}

static void
on_sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  WorkJob *job = WORK_JOB (source);
  gboolean is_same = self->sending.job == job;
  g_autoptr (WorkJob) own G_GNUC_UNUSED = g_object_ref (job);

  work_job_run_finish (job, result, &error);
  self->n_pending--;
  if (is_same)
    {
      g_clear_object (&self->sending.job);
      g_clear_object (&self->sending.cancellable);
      g_clear_handle_id (&self->sending.watch, g_source_remove);
    }
  if (_app_window_finish_closing (self) || !is_same)
    return;
  conclude (self, job, error);
  plan_next (self, work_message_send_get_pause (job));
  _app_window_read_outbox (self);
  /* What became of it stands in the line's detail too. */
  if (app_detail_get_line (self->detail) != NULL)
    app_detail_set_line (self->detail, app_detail_get_line (self->detail));
}

static gboolean
on_watch_cb (gpointer user_data)
{
  _app_window_read_outbox (APP_WINDOW (user_data));
  return G_SOURCE_CONTINUE;
}

/* Beside whatever else the window does. */
static void
send_now (AppWindow *self)
{
  if (self->sending.job != NULL || !can_send (self))
    return;
  g_clear_handle_id (&self->sending.source, g_source_remove);
  self->sending.job = work_message_send_new (self->school, &self->sending.keys);
  self->sending.cancellable = g_cancellable_new ();
  self->sending.watch = g_timeout_add_seconds (WATCH_PAUSE, on_watch_cb, self);
  self->n_pending++;
  work_job_run_async (self->sending.job, self->sending.cancellable, on_sent_cb,
                      g_object_ref (self));
}

/* Another account, or one that was mended, is worth another try. */
static void
notice_settings (AppWindow *self)
{
  static const char *const names[] = { "message.mail.way",     "message.mail.host",
                                       "message.mail.port",    "message.mail.security",
                                       "message.mail.user",    "message.mail.auth",
                                       "message.mail.ca_file", "message.from_address",
                                       "message.sms.provider" };
  g_autoptr (GString) account = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (account, "%s\n",
                            model_settings_get (self->overview->settings, names[i]));
  if (g_strcmp0 (account->str, self->sending.account) == 0)
    return;
  if (self->sending.account != NULL)
    forget_keys (self);
  g_clear_pointer (&self->sending.said, g_free);
  g_clear_handle_id (&self->sending.source, g_source_remove);
  g_free (self->sending.account);
  self->sending.account = g_strdup (account->str);
}

/**
 * _app_window_plan_sending:
 * @self: a window
 * @n_waiting: how many mails and SMS wait, as was just read
 *
 * Sends what waits from now on. When there is more than before, a pass tells what is due first.
 */
void
_app_window_plan_sending (AppWindow *self, guint n_waiting)
{
  gboolean is_more = n_waiting > self->sending.n_waiting;

  notice_settings (self);
  self->sending.n_waiting = n_waiting;
  if (n_waiting > 0 && self->sending.job == NULL && (is_more || self->sending.source == 0)
      && self->sending.said == NULL)
    send_now (self);
}

/* ---- before the window closes ---- */

static void
on_close_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;

  self->sending.may_close = app_prompt_confirm_finish (result, NULL);
  if (self->sending.may_close)
    gtk_window_close (GTK_WINDOW (self));
}

/**
 * _app_window_leave_outbox:
 * @self: a window that is to close
 *
 * Returns: whether nothing is about to leave, or a person has said that it may wait; else it is
 *   asked, and the window is closed then
 */
gboolean
_app_window_leave_outbox (AppWindow *self)
{
  AppWindowSending *sending = &self->sending;
  guint n = sending->n_waiting;
  gboolean is_soon =
      sending->source != 0 && sending->next - g_get_monotonic_time () < SOON * G_USEC_PER_SEC;
  g_autofree char *body = g_strdup_printf (
      ngettext (
          "%u e-mail or SMS is about to leave. It waits in the outbox, and leaves the next "
          "time that Paraphe is open.",
          "%u e-mails and SMS are about to leave. They wait in the outbox, and leave the next "
          "time that Paraphe is open.",
          n),
      n);

  if (sending->may_close || self->is_closing || n == 0 || sending->said != NULL || !can_send (self)
      || !(is_soon || sending->job != NULL))
    return TRUE;
  app_prompt_confirm_async (GTK_WINDOW (self), _ ("Close before All Is Sent?"), body,
                            _ ("_Close Anyway"), FALSE, on_close_answered_cb, g_object_ref (self));
  return FALSE;
}

/* ---- rules ---- */

static gboolean
on_rules_time_cb (gpointer user_data)
{
  AppWindow *self = user_data;

  self->sending.rules_source = 0;
  _app_window_plan_rules (self);
  return G_SOURCE_REMOVE;
}

static void
on_ruled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  WorkJob *job = WORK_JOB (source);
  gboolean is_same = self->sending.rules == job;
  g_autoptr (WorkJob) own G_GNUC_UNUSED = g_object_ref (job);

  work_job_run_finish (job, result, &error);
  self->n_pending--;
  if (is_same)
    {
      g_clear_object (&self->sending.rules);
      g_clear_object (&self->sending.rules_cancellable);
    }
  if (_app_window_finish_closing (self) || !is_same)
    return;
  self->sending.rules_source = g_timeout_add_seconds (RULES_PAUSE, on_rules_time_cb, self);
  if (error != NULL && !_app_window_is_cancelled (error))
    g_message ("rules: %s", error->message);
  if (work_job_get_succeeded (job)->len > 0)
    _app_window_reload (self);
}

/**
 * _app_window_plan_rules:
 * @self: a window whose school was read
 *
 * Writes what the school's rules want written: at once, then each hour, when they are switched on.
 */
void
_app_window_plan_rules (AppWindow *self)
{
  gboolean wanted = self->overview != NULL && !_app_window_is_read_only (self)
                    && model_settings_get_int (self->overview->settings, "message.rules") != 0;

  if (!wanted)
    g_clear_handle_id (&self->sending.rules_source, g_source_remove);
  if (!wanted || self->is_closing || self->sending.rules != NULL || self->sending.rules_source != 0)
    return;
  self->sending.rules = work_message_rules_new (self->school);
  self->sending.rules_cancellable = g_cancellable_new ();
  self->n_pending++;
  work_job_run_async (self->sending.rules, self->sending.rules_cancellable, on_ruled_cb,
                      g_object_ref (self));
}

/**
 * _app_window_stop_sending:
 * @self: a window
 *
 * Sends no more; what is under way ends with the one in hand.
 */
void
_app_window_stop_sending (AppWindow *self)
{
  AppWindowSending *sending = &self->sending;

  g_clear_handle_id (&sending->source, g_source_remove);
  g_clear_handle_id (&sending->watch, g_source_remove);
  g_clear_handle_id (&sending->rules_source, g_source_remove);
  g_cancellable_cancel (sending->cancellable);
  g_cancellable_cancel (sending->rules_cancellable);
  g_clear_object (&sending->job);
  g_clear_object (&sending->cancellable);
  g_clear_object (&sending->rules);
  g_clear_object (&sending->rules_cancellable);
  g_clear_pointer (&sending->said, g_free);
  g_clear_pointer (&sending->account, g_free);
  forget_keys (self);
  sending->n_waiting = 0;
  sending->wanted_id = 0;
  sending->asked = FALSE;
  sending->is_reading = FALSE;
  sending->reading_wanted = FALSE;
}

static void
on_send_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  if (!can_send (self))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.preferences-page", "s", "messages");
      return;
    }
  g_clear_pointer (&self->sending.said, g_free);
  self->sending.asked = TRUE;
  send_now (self);
}

static const GActionEntry entries[] = {
  { "outbox-send", on_send_cb },
};

/**
 * _app_window_install_sending_actions:
 * @self: a window
 *
 * Adds "win.outbox-send", which sends what waits now, and asks for what that needs.
 */
void
_app_window_install_sending_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
