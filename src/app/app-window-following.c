/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-lines.h"
#include "app-prompt.h"
#include "app-sign-transfer-dialog.h"
#include "work-signing.h"

/* A reminder sooner than this is asked about first. */
#define REMIND_AGAIN (G_TIME_SPAN_HOUR)

/* ---- which signatory ---- */

static const ModelSigner *
find_signer (AppWindow *self, gint64 signer_id, ModelLine **line)
{
  GPtrArray *lines = self->overview != NULL ? self->overview->lines : NULL;

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      GPtrArray *signers;

      *line = g_ptr_array_index (lines, i);
      signers = (*line)->signers;
      for (guint j = 0; signers != NULL && j < signers->len; j++)
        if (((const ModelSigner *) signers->pdata[j])->signer_id == signer_id)
          return signers->pdata[j];
    }
  return NULL;
}

/* ---- reminders ---- */

typedef struct
{
  GArray *signer_ids; /* (element-type gint64) */
  gboolean again;     /* even if they were reminded within the hour */
} AppReminder;

static void
reminder_free (gpointer data)
{
  AppReminder *reminder = data;

  g_array_unref (reminder->signer_ids);
  g_free (reminder);
}

static WorkJob *
make_reminder (WorkSchool *school, gpointer data, const char *key)
{
  const AppReminder *reminder = data;

  return work_signing_remind_new (school, _app_window_ids (reminder->signer_ids),
                                  reminder->signer_ids->len, reminder->again, key);
}

static char *
say_reminded (WorkJob *job, gpointer data)
{
  guint n = work_job_get_succeeded (job)->len;

  return g_strdup_printf (ngettext ("%u signatory reminded", "%u signatories reminded", n), n);
}

static const AppSigningTask reminding = {
  .title = N_ ("Reminders"),
  .heading = N_ ("Nobody Was Reminded"),
  .make = make_reminder,
  .say = say_reminded,
};

static AppReminder *
reminder_new (void)
{
  AppReminder *reminder = g_new0 (AppReminder, 1);

  reminder->signer_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return reminder;
}

static gboolean
was_just_reminded (const ModelSigner *signer)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_new_from_iso8601 (signer->reminded_at, NULL);

  return then != NULL && g_date_time_difference (now, then) < REMIND_AGAIN;
}

/* What is asked about before it is done. */
typedef struct
{
  AppWindow *window;
  WorkSchool *school; /* whose signatories they are */
  const AppSigningTask *task;
  gpointer data;
  GDestroyNotify free_data;
} AppQuestion;

static void
on_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppQuestion *question = user_data;

  if (app_prompt_confirm_finish (result, NULL) && question->window->school == question->school)
    _app_window_start_signing (question->window, question->task, question->data,
                               question->free_data);
  else
    question->free_data (question->data);
  g_object_unref (question->school);
  g_object_unref (question->window);
  g_free (question);
}

static void
confirm_reminder (AppWindow *self, AppReminder *reminder, const char *name)
{
  AppQuestion *question = g_new0 (AppQuestion, 1);
  g_autofree char *heading = g_strdup_printf (_ ("Remind %s Again?"), name);

  reminder->again = TRUE;
  question->window = g_object_ref (self);
  question->school = g_object_ref (self->school);
  question->task = &reminding;
  question->data = reminder;
  question->free_data = reminder_free;
  app_prompt_confirm_async (GTK_WINDOW (self), heading,
                            _ ("A reminder left less than an hour ago."), _ ("_Remind Again"),
                            FALSE, on_confirmed_cb, question);
}

static void
on_remind_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  gint64 signer_id = g_variant_get_int64 (parameter);
  ModelLine *line = NULL;
  const ModelSigner *signer = find_signer (self, signer_id, &line);
  AppReminder *reminder;

  if (signer == NULL)
    return;
  reminder = reminder_new ();
  g_array_append_val (reminder->signer_ids, signer_id);
  if (was_just_reminded (signer))
    confirm_reminder (self, reminder, signer->name);
  else
    _app_window_start_signing (self, &reminding, reminder, reminder_free);
}

/* Whoever has the document at hand and has not signed it. */
static void
add_reminded (AppReminder *reminder, ModelLine *line)
{
  for (guint i = 0; line->signers != NULL && i < line->signers->len; i++)
    {
      const ModelSigner *signer = line->signers->pdata[i];

      if (g_str_equal (line->request_state, "ongoing")
          && model_signer_state_is_current (signer->state) && !was_just_reminded (signer))
        g_array_append_val (reminder->signer_ids, signer->signer_id);
    }
}

static void
on_remind_selected_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  AppReminder *reminder = reminder_new ();

  for (guint i = 0; i < selected->len; i++)
    add_reminded (reminder, selected->pdata[i]);
  if (reminder->signer_ids->len > 0)
    {
      _app_window_start_signing (self, &reminding, reminder, reminder_free);
      return;
    }
  reminder_free (reminder);
  _app_window_toast (self, _ ("Nobody to remind here: all have signed, or were just reminded."),
                     NULL, NULL, NULL);
}

/* ---- another address ---- */

typedef struct
{
  gint64 signer_id;
  SignPerson *person;
} AppTransfer;

static void
transfer_free (gpointer data)
{
  AppTransfer *transfer = data;

  sign_person_free (transfer->person);
  g_free (transfer);
}

static WorkJob *
make_transfer (WorkSchool *school, gpointer data, const char *key)
{
  const AppTransfer *transfer = data;

  return work_signing_transfer_new (school, transfer->signer_id, transfer->person, key);
}

static char *
say_transferred (WorkJob *job, gpointer data)
{
  const AppTransfer *transfer = data;

  return g_strdup_printf (_ ("Invitation sent to %s"), transfer->person->email);
}

static const AppSigningTask transferring = {
  .title = N_ ("Invitation Sent Elsewhere"),
  .heading = N_ ("The Address Was Not Changed"),
  .make = make_transfer,
  .say = say_transferred,
};

static void
on_transfer_accepted_cb (AppSignTransferDialog *dialog, AppWindow *self)
{
  AppTransfer *transfer;

  if (!_app_window_is_asked_by (self, dialog))
    return;
  transfer = g_new0 (AppTransfer, 1);
  transfer->signer_id = *(gint64 *) g_object_get_data (G_OBJECT (dialog), "signer");
  transfer->person = app_sign_transfer_dialog_get_person (dialog);
  _app_window_start_signing (self, &transferring, transfer, transfer_free);
}

static void
on_person_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelRecord) signer = work_school_read_finish (WORK_SCHOOL (source), result, &error);
  const SignProvider *provider = _app_window_signing_provider (self);
  g_autoptr (SignPerson) person = NULL;
  AppSignTransferDialog *dialog;
  gint64 id;

  if (error != NULL && !_app_window_is_cancelled (error))
    _app_window_show_error (self, _ (transferring.heading), error);
  if (signer == NULL || provider == NULL || self->school != WORK_SCHOOL (source))
    return;
  id = model_record_get_id (signer);
  person = sign_person_new (model_record_get (signer, "given_name"),
                            model_record_get (signer, "family_name"),
                            model_record_get (signer, "email"));
  person->mobile = g_strdup (model_record_get (signer, "mobile"));
  if (g_strcmp0 (model_record_get (signer, "method"), "sms_code") == 0)
    person->method = SIGN_METHOD_SMS_CODE;
  dialog = app_sign_transfer_dialog_new (GTK_WINDOW (self), provider, person);
  _app_window_ask_by (self, dialog);
  g_object_set_data_full (G_OBJECT (dialog), "signer", g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_transfer_accepted_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_transfer_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  work_school_read_async (
      self->school,
      work_query_record_new (MODEL_ENTITY_SIGNATURE_SIGNER, g_variant_get_int64 (parameter)),
      self->cancellable, on_person_cb, g_object_ref (self));
}

/* ---- stopping ---- */

typedef struct
{
  AppWindow *window;
  WorkSchool *school;
  GArray *agreement_ids; /* (element-type gint64) */
  char *reason;
} AppStop;

static void
stop_free (gpointer data)
{
  AppStop *stop = data;

  g_array_unref (stop->agreement_ids);
  g_object_unref (stop->school);
  g_object_unref (stop->window);
  g_free (stop->reason);
  g_free (stop);
}

static WorkJob *
make_stop (WorkSchool *school, gpointer data, const char *key)
{
  const AppStop *stop = data;

  return work_signing_stop_new (school, _app_window_ids (stop->agreement_ids),
                                stop->agreement_ids->len, SIGN_STOP_OTHER, stop->reason, key);
}

static char *
say_stopped (WorkJob *job, gpointer data)
{
  guint n = work_job_get_succeeded (job)->len;

  return g_strdup_printf (ngettext ("%u signature stopped", "%u signatures stopped", n), n);
}

static const AppSigningTask stopping = {
  .title = N_ ("Signatures Stopped"),
  .heading = N_ ("Nothing Was Stopped"),
  .make = make_stop,
  .say = say_stopped,
};

static void
on_reason_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppStop *stop = user_data;

  stop->reason = app_prompt_ask_finish (result, NULL);
  if (stop->reason != NULL && stop->window->school == stop->school)
    _app_window_start_signing (stop->window, &stopping, stop, stop_free);
  else
    stop_free (stop);
}

static void
on_stop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  g_autoptr (GArray) ids = app_lines_in_signature (selected);
  g_autofree char *heading = NULL;
  AppStop *stop;

  if (ids->len == 0)
    return;
  heading = g_strdup_printf (ngettext ("Stop the Signature of %u Agreement?",
                                       "Stop the Signature of %u Agreements?", ids->len),
                             ids->len);
  stop = g_new0 (AppStop, 1);
  stop->window = g_object_ref (self);
  stop->school = g_object_ref (self->school);
  stop->agreement_ids = g_steal_pointer (&ids);
  app_prompt_ask_async (GTK_WINDOW (self), heading,
                        _ ("The signatures already given are void, and the signatories are told. "
                           "The agreement can then be sent anew, from the beginning, or be signed "
                           "on paper."),
                        _ ("Reason"), _ ("_Stop"), TRUE, on_reason_cb, stop);
}

/* ---- paper instead ---- */

static void
on_paper_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  g_autoptr (GArray) ids = app_lines_to_paper (selected);

  if (ids->len > 0)
    _app_window_apply (self,
                       work_change_signing_mode_new (_app_window_ids (ids), ids->len, "manual"),
                       _ ("The Way of Signing Was Not Changed"), _ ("Signed on paper from now on"));
}

static const GActionEntry entries[] = {
  { "sign-remind", on_remind_cb, "x" },     { "sign-remind-selected", on_remind_selected_cb },
  { "sign-transfer", on_transfer_cb, "x" }, { "sign-stop", on_stop_cb },
  { "sign-on-paper", on_paper_cb },
};

/**
 * _app_window_install_following_actions:
 * @self: a window
 *
 * Adds what is done to agreements that are being signed electronically: remind, send the invitation
 * elsewhere, stop, go to paper.
 */
void
_app_window_install_following_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
