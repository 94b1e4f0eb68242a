/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-lines.h"
#include "app-prompt.h"
#include "app-report-window.h"
#include "app-secret-dialog.h"
#include "app-sign-window.h"
#include "base-secret.h"
#include "base-text.h"
#include "sign-error.h"
#include "work-error.h"
#include "work-signing.h"

/* ---- what needs the provider's key ---- */

/* Something asked of the provider: it can be asked again once there is a key. */
typedef struct
{
  AppWindow *window;
  WorkSchool *school;
  const AppSigningTask *task;
  gpointer data;
  GDestroyNotify free_data;
  char *key; /* (nullable): just typed */
} AppSigning;

static void start (AppSigning *signing);

/**
 * _app_window_signing_provider:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): whom the school has chosen to have agreements signed
 */
const SignProvider *
_app_window_signing_provider (AppWindow *self)
{
  return self->overview != NULL ? work_signing_find_provider (
             model_settings_get (self->overview->settings, "sign.provider"))
                                : NULL;
}

/**
 * _app_window_signs_with:
 * @self: a window
 * @feature: something that not all providers can do
 *
 * Returns: whether the school's can
 */
gboolean
_app_window_signs_with (AppWindow *self, SignFeatures feature)
{
  const SignProvider *provider = _app_window_signing_provider (self);

  return provider != NULL && (sign_provider_get_features (provider) & feature) != 0;
}

/**
 * _app_window_lacks_key:
 * @error: (nullable): of something that was asked of the provider
 *
 * Returns: whether it failed because there is no key, or one that the provider does not take
 */
gboolean
_app_window_lacks_key (const GError *error)
{
  return g_error_matches (error, WORK_ERROR, WORK_ERROR_KEY)
         || g_error_matches (error, SIGN_ERROR, SIGN_ERROR_KEY);
}

/* "yousign\nproduction\n": one provider's key is no business of another one's. */
static char *
dup_place (AppWindow *self)
{
  static const char *const names[] = { "sign.provider", "sign.environment", "sign.url" };
  GString *place = g_string_new (NULL);

  for (guint i = 0; self->overview != NULL && i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (place, "%s\n", model_settings_get (self->overview->settings, names[i]));
  return g_string_free (place, FALSE);
}

/**
 * _app_window_forget_key:
 * @self: a window
 *
 * What was typed is wiped: the next time begins with the keyring again.
 */
void
_app_window_forget_key (AppWindow *self)
{
  g_clear_pointer (&self->sync.key, base_secret_free);
  g_clear_pointer (&self->sync.place, g_free);
}

/**
 * _app_window_typed_key:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the key that was typed for this once, while the settings
 *   name the provider and the place that it was typed for
 */
const char *
_app_window_typed_key (AppWindow *self)
{
  g_autofree char *place = dup_place (self);

  if (self->sync.key != NULL && g_strcmp0 (place, self->sync.place) != 0)
    _app_window_forget_key (self);
  return self->sync.key;
}

static void
signing_free (AppSigning *signing)
{
  if (signing->free_data != NULL)
    signing->free_data (signing->data);
  if (signing->key != NULL)
    base_secret_free (signing->key);
  g_object_unref (signing->window);
  g_object_unref (signing->school);
  g_free (signing);
}

static gboolean
is_still_there (AppSigning *signing)
{
  return signing->window->school == signing->school && signing->window->job == NULL;
}

static void
on_key_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!work_job_run_finish (WORK_JOB (source), result, &error) && !_app_window_is_cancelled (error))
    _app_window_show_error (self, _ ("The Key Was Not Kept"), error);
}

static void
keep_key (AppSigning *signing)
{
  g_autoptr (WorkJob) job = work_signing_store_key_new (signing->school, signing->key);

  work_job_run_async (job, NULL, on_key_kept_cb, g_object_ref (signing->window));
}

static void
on_key_cb (AppSecretDialog *dialog, AppSigning *signing)
{
  AppWindow *self = signing->window;

  signing->key = base_text_clean (app_secret_dialog_get_secret (dialog));
  _app_window_forget_key (self);
  self->sync.key = g_strdup (signing->key);
  self->sync.place = dup_place (self);
  if (app_secret_dialog_get_keeps (dialog))
    keep_key (signing);
}

static void
on_key_dialog_gone_cb (AppSecretDialog *dialog, AppSigning *signing)
{
  if (signing->key != NULL && is_still_there (signing))
    start (signing);
  else
    signing_free (signing);
}

static void
ask_key (AppSigning *signing, const char *why)
{
  const SignProvider *provider = _app_window_signing_provider (signing->window);
  const char *label = provider != NULL ? sign_provider_get_label (provider) : "";
  AppSecretDialog *dialog = app_secret_dialog_new_key (GTK_WINDOW (signing->window), label, why);

  g_clear_pointer (&signing->key, base_secret_free);
  g_signal_connect (dialog, "accepted", G_CALLBACK (on_key_cb), signing);
  g_signal_connect (dialog, "destroy", G_CALLBACK (on_key_dialog_gone_cb), signing);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* (nullable): what there is to know, when it is short and all there is to say */
static const char *
only_note (WorkJob *job, const GError *error)
{
  GPtrArray *notes = work_job_get_notes (job);

  return error == NULL && notes->len == 1 && work_job_get_failed (job)->len == 0
                 && work_job_get_succeeded (job)->len == 0
             ? notes->pdata[0]
             : NULL;
}

static void
say (AppSigning *signing, WorkJob *job, const GError *error)
{
  AppWindow *self = signing->window;
  GPtrArray *failed = work_job_get_failed (job), *notes = work_job_get_notes (job);
  g_autofree char *summary = signing->task->say (job, signing->data);
  const char *note = only_note (job, error);
  AppReportWindow *report;

  if (note != NULL)
    {
      _app_window_toast (self, note, NULL, NULL, NULL);
      return;
    }
  if (error != NULL && !_app_window_is_cancelled (error)
      && !g_error_matches (error, WORK_ERROR, WORK_ERROR_PARTIAL))
    _app_window_show_error (self, _ (signing->task->heading), error);
  if (work_job_get_succeeded (job)->len > 0 || (signing->task->says_always && error == NULL))
    _app_window_toast (self, summary, NULL, NULL, NULL);
  if (signing->task->tells_away)
    _app_window_notify_job (self, _ ("Electronic Signature"), summary);
  if (failed->len == 0 && notes->len == 0)
    return;
  report = app_report_window_new (GTK_WINDOW (self), _ (signing->task->title), summary);
  if (failed->len > 0)
    app_report_window_add_failures (report, failed);
  if (notes->len > 0)
    app_report_window_add_notes (report, _ ("To Know"), notes);
  gtk_window_present (GTK_WINDOW (report));
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppSigning *signing = user_data;
  g_autoptr (AppWindow) self = g_object_ref (signing->window);
  g_autoptr (GError) error = NULL;
  WorkJob *job = WORK_JOB (source);

  work_job_run_finish (job, result, &error);
  if (!_app_window_end_job (self) || self->school != signing->school)
    {
      signing_free (signing);
      return;
    }
  _app_window_reload (self);
  if (_app_window_lacks_key (error))
    {
      ask_key (signing, error->message);
      return;
    }
  /* What was typed may be what is wrong: the next time begins with the keyring again. */
  if (work_job_get_succeeded (job)->len == 0 && work_job_get_failed (job)->len > 0)
    _app_window_forget_key (self);
  say (signing, job, error);
  signing_free (signing);
}

static void
start (AppSigning *signing)
{
  AppWindow *self = signing->window;
  g_autoptr (WorkJob) job =
      signing->task->make (signing->school, signing->data,
                           signing->key != NULL ? signing->key : _app_window_typed_key (self));

  _app_window_start_job (self, job, on_done_cb, signing);
}

/**
 * _app_window_start_signing:
 * @self: a window in which no job runs
 * @task: what is asked of the provider
 * @data: (transfer full): for it
 * @free_data: frees @data
 *
 * Asks the provider something in the background, and the person for the key when it is not at hand.
 */
void
_app_window_start_signing (AppWindow *self,
                           const AppSigningTask *task,
                           gpointer data,
                           GDestroyNotify free_data)
{
  AppSigning *signing = g_new0 (AppSigning, 1);

  signing->window = g_object_ref (self);
  signing->school = g_object_ref (self->school);
  signing->task = task;
  signing->data = data;
  signing->free_data = free_data;
  if (is_still_there (signing))
    start (signing);
  else
    signing_free (signing);
}

#define ASKED_OF "app-school"

/**
 * _app_window_ask_by:
 * @self: a window
 * @dialog: asks something about the window's school
 *
 * Remembers which school that is: another one may be opened while the dialog is there.
 */
void
_app_window_ask_by (AppWindow *self, gpointer dialog)
{
  g_object_set_data_full (dialog, ASKED_OF, g_object_ref (self->school), g_object_unref);
}

/**
 * _app_window_is_asked_by:
 * @self: a window
 * @dialog: given to _app_window_ask_by()
 *
 * Returns: whether the window still shows the school that was asked about
 */
gboolean
_app_window_is_asked_by (AppWindow *self, gpointer dialog)
{
  return self->school != NULL && g_object_get_data (dialog, ASKED_OF) == (gpointer) self->school;
}

/* ---- sending ---- */

static WorkJob *
make_sending (WorkSchool *school, gpointer plans, const char *key)
{
  return work_signing_send_new (school, plans, key);
}

static char *
say_sent (WorkJob *job, gpointer plans)
{
  guint n = work_job_get_succeeded (job)->len;

  return g_strdup_printf (
      ngettext ("%u agreement sent to be signed", "%u agreements sent to be signed", n), n);
}

static const AppSigningTask sending = {
  .title = N_ ("Agreements to Be Signed"),
  .heading = N_ ("Not All Agreements Were Sent"),
  .make = make_sending,
  .say = say_sent,
  .tells_away = TRUE,
};

static void
on_accepted_cb (AppSignWindow *dialog, AppWindow *self)
{
  g_autoptr (GPtrArray) plans = app_sign_window_get_plans (dialog);
  gboolean is_same = _app_window_is_asked_by (self, dialog);

  gtk_window_destroy (GTK_WINDOW (dialog));
  if (is_same)
    _app_window_start_signing (self, &sending, g_steal_pointer (&plans),
                               (GDestroyNotify) g_ptr_array_unref);
}

/* What is asked before a sending: the school's settings, then what would be sent. */
typedef struct
{
  AppWindow *window;
  GArray *agreement_ids;
  WorkSigningSetup *setup;
} AppAsking;

static void
asking_free (AppAsking *asking)
{
  g_clear_pointer (&asking->setup, work_signing_setup_free);
  g_array_unref (asking->agreement_ids);
  g_object_unref (asking->window);
  g_free (asking);
}

static void
on_plans_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppAsking *asking = user_data;
  AppWindow *self = asking->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (plans != NULL && self->school == WORK_SCHOOL (source))
    {
      AppSignWindow *dialog = app_sign_window_new (GTK_WINDOW (self), asking->setup, plans);

      _app_window_ask_by (self, dialog);
      g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_accepted_cb), self, 0);
      gtk_window_present (GTK_WINDOW (dialog));
    }
  else if (plans == NULL && !_app_window_is_cancelled (error))
    _app_window_show_error (self, _ ("The Agreements Cannot Be Read"), error);
  asking_free (asking);
}

static void
on_go_there_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;

  if (app_prompt_confirm_finish (result, NULL))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.preferences-page", "s", "signing");
}

static void
on_setup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppAsking *asking = user_data;
  AppWindow *self = asking->window;
  g_autoptr (GError) error = NULL;

  asking->setup = work_school_read_finish (WORK_SCHOOL (source), result, &error);
  if (asking->setup == NULL || self->school != WORK_SCHOOL (source))
    {
      if (error != NULL && !_app_window_is_cancelled (error))
        _app_window_show_error (self, _ ("The Settings Cannot Be Read"), error);
      asking_free (asking);
      return;
    }
  if (asking->setup->provider == NULL || asking->setup->environment == NULL)
    {
      app_prompt_confirm_async (
          GTK_WINDOW (self), _ ("No Provider of Signatures Yet"),
          _ ("To have agreements signed electronically, the school needs an account with a "
             "provider. Choose yours in the preferences."),
          _ ("_Preferences"), FALSE, on_go_there_cb, g_object_ref (self));
      asking_free (asking);
      return;
    }
  work_school_read_async (self->school,
                          work_query_signing_plans_new (_app_window_ids (asking->agreement_ids),
                                                        asking->agreement_ids->len),
                          self->cancellable, on_plans_cb, asking);
}

static void
on_sign_send_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  g_autoptr (GPtrArray) lines =
      selected->len > 0 ? g_ptr_array_ref (selected) : app_line_list_get_lines (self->list);
  g_autoptr (GArray) ids = app_lines_to_sign (lines);
  AppAsking *asking;

  if (ids->len == 0)
    {
      _app_window_toast (self, _ ("No agreement here that can be sent to be signed."), NULL, NULL,
                         NULL);
      return;
    }
  asking = g_new0 (AppAsking, 1);
  asking->window = g_object_ref (self);
  asking->agreement_ids = g_steal_pointer (&ids);
  work_school_read_async (self->school, work_query_signing_setup_new (), self->cancellable,
                          on_setup_cb, asking);
}

static const GActionEntry entries[] = {
  { "sign-send", on_sign_send_cb },
};

/**
 * _app_window_install_signing_actions:
 * @self: a window
 *
 * Adds "win.sign-send": the agreements of the selected lines, or of all, go to be signed, after a
 * last look at who gets what.
 */
void
_app_window_install_signing_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
