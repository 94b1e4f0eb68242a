/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-prompt.h"
#include "app-record-window.h"
#include "base-date.h"
#include "work-agreement-change.h"
#include "work-query.h"
#include "work-signature.h"

/* ---- signatories ---- */

static const char *const signatory_keys[] = {
  "signatory.signed_on",   "signatory.sent_on",    "signatory.reminded_on",
  "signatory.received_on", "signatory.name",       "signatory.email",
  "signatory.phone",       "signatory.substitute", NULL
};

static WorkChange *
make_signatory_change (ModelRecord *signatory, const WorkPlace *place)
{
  return work_change_signatory_new (signatory);
}

static GtkWindow *
present_signatory (AppWindow *self, ModelRecord *signatory, const WorkPlace *place);

static const AppRecordSaving signatory_saving = { make_signatory_change, present_signatory,
                                                  N_ ("The Signatory Was Not Changed"),
                                                  N_ ("Signatory changed") };

static void
on_signatory_accepted_cb (AppRecordWindow *window, ModelRecord *signatory, AppWindow *self)
{
  _app_window_save_record (self, &signatory_saving, signatory, NULL);
}

static GtkWindow *
present_signatory (AppWindow *self, ModelRecord *signatory, const WorkPlace *place)
{
  g_autofree char *title = work_signatory_title (signatory);
  AppRecordWindow *window =
      app_record_window_new (GTK_WINDOW (self), title, _ ("_Save"), signatory, signatory_keys);

  g_signal_connect_object (window, "accepted", G_CALLBACK (on_signatory_accepted_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

static ModelRecord *
known_signatory (AppWindow *self, gint64 id)
{
  const WorkLineDetail *known = app_detail_get_known (self->detail);

  for (guint i = 0; known != NULL && i < known->signatories->len; i++)
    if (model_record_get_id (known->signatories->pdata[i]) == id)
      return known->signatories->pdata[i];
  return NULL;
}

static void
on_edit_signatory_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  ModelRecord *known = known_signatory (self, g_variant_get_int64 (parameter));
  g_autoptr (ModelRecord) copy = known != NULL ? model_record_copy (known) : NULL;

  if (copy != NULL && !_app_window_is_read_only (self))
    present_signatory (self, copy, NULL);
}

static void
on_sign_signatory_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  ModelRecord *known = known_signatory (self, g_variant_get_int64 (parameter));
  g_autoptr (ModelRecord) copy = known != NULL ? model_record_copy (known) : NULL;
  g_autofree char *today = base_date_today_iso ();
  g_autofree char *said = NULL;

  if (copy == NULL)
    return;
  model_record_set_canonical (copy, "signed_on", today);
  said = g_strdup_printf (_ ("Signed by %s"), model_record_get (copy, "name"));
  _app_window_apply (self, work_change_signatory_new (copy), _ ("The Signature Was Not Noted"),
                     said);
}

static void
note_for_all (AppWindow *self, const char *column, const char *said)
{
  g_autoptr (GArray) ids = _app_window_selected_agreements (self);
  g_autofree char *today = base_date_today_iso ();

  if (ids->len > 0)
    _app_window_apply (
        self, work_change_signatures_new (_app_window_ids (ids), ids->len, NULL, column, today),
        _ ("The Day Was Not Noted"), said);
}

static void
on_sent_to_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  note_for_all (APP_WINDOW (user_data), "sent_on", _ ("Given to all signatories today"));
}

static void
on_reminded_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  note_for_all (APP_WINDOW (user_data), "reminded_on", _ ("Reminder noted today"));
}

/* ---- how an agreement ends, and begins again ---- */

static void
on_cancel_reason_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autofree char *reason = app_prompt_ask_finish (result, NULL);
  g_autoptr (GArray) ids = _app_window_selected_agreements (self);
  g_autofree char *said = g_strdup_printf (
      ngettext ("%u agreement cancelled", "%u agreements cancelled", ids->len), ids->len);

  if (reason != NULL && ids->len > 0)
    _app_window_apply (self, work_change_cancel_new (_app_window_ids (ids), ids->len, reason),
                       _ ("The Agreement Was Not Cancelled"), said);
}

static void
on_cancel_agreement_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (GArray) ids = _app_window_selected_agreements (self);
  g_autofree char *heading = g_strdup_printf (
      ngettext ("Cancel %u Agreement?", "Cancel %u Agreements?", ids->len), ids->len);

  if (ids->len > 0)
    app_prompt_ask_async (
        GTK_WINDOW (self), heading,
        _ ("It stays in the list as cancelled, with its documents and its history."), _ ("Reason"),
        _ ("_Cancel the Agreement"), TRUE, on_cancel_reason_cb, g_object_ref (self));
}

static void
on_clone_agreement_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  ModelLine *line = app_detail_get_line (self->detail);

  if (line != NULL && line->agreement_id != 0)
    _app_window_apply (self, work_change_clone_new (line->agreement_id),
                       _ ("The Agreement Was Not Made Again"), _ ("New agreement made"));
}

static void
on_outside_accepted_cb (AppRecordWindow *window, ModelRecord *record, AppWindow *self)
{
  g_autoptr (GArray) ids = _app_window_selected_agreements (self);
  g_autofree char *said =
      g_strdup_printf (ngettext ("%u agreement signed outside Paraphe",
                                 "%u agreements signed outside Paraphe", ids->len),
                       ids->len);

  if (ids->len > 0)
    _app_window_apply (self,
                       work_change_signed_outside_new (_app_window_ids (ids), ids->len,
                                                       model_record_get (record, "signed_on")),
                       _ ("The Signature Was Not Noted"), said);
}

static void
on_signed_outside_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const keys[] = { "agreement.signed_on", NULL };
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_AGREEMENT);
  g_autofree char *today = base_date_today_iso ();
  AppRecordWindow *window;

  model_record_set_canonical (record, "signed_on", today);
  window = app_record_window_new (GTK_WINDOW (self), _ ("Signed Outside Paraphe"), _ ("_Note It"),
                                  record, keys);
  app_record_window_set_mandatory (window, keys);
  g_signal_connect_object (window, "accepted", G_CALLBACK (on_outside_accepted_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static const GActionEntry entries[] = {
  { "edit-signatory", on_edit_signatory_cb, "x" },
  { "sign-signatory", on_sign_signatory_cb, "x" },
  { "sent-to-all", on_sent_to_all_cb },
  { "reminded", on_reminded_cb },
  { "cancel-agreement", on_cancel_agreement_cb },
  { "clone-agreement", on_clone_agreement_cb },
  { "signed-outside", on_signed_outside_cb },
};

/**
 * _app_window_install_agreement_actions:
 * @self: a window
 *
 * Adds what is done to agreements beside their step, under "win.".
 */
void
_app_window_install_agreement_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  _app_window_install_document_actions (self);
}
