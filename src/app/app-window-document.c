/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "app-format.h"
#include "app-prompt.h"
#include "work-agreement-change.h"
#include "work-document-check.h"
#include "work-line.h"
#include "work-query.h"
#include "work-access.h"

/* What is to be attached, until it is known which file and what it shows. */
typedef struct
{
  AppWindow *window;
  gint64 agreement_id;
  char *path;             /* %NULL until it is chosen */
  gboolean signed_by_all; /* nobody is asked what the chosen files show */
} AppAttachment;

static void
attachment_free (AppAttachment *attachment)
{
  g_object_unref (attachment->window);
  g_free (attachment->path);
  g_free (attachment);
}

static void
attach (AppWindow *self, gint64 agreement_id, const char *path, gboolean signed_by_all)
{
  _app_window_apply (
      self,
      work_change_attach_new (agreement_id, signed_by_all ? "signed" : "scan", path, signed_by_all),
      _ ("The File Was Not Attached"),
      signed_by_all ? _ ("Signed agreement kept") : _ ("File kept"));
}

static void
on_attachment_response_cb (AdwMessageDialog *dialog,
                           const char *response,
                           AppAttachment *attachment)
{
  if (g_strcmp0 (response, "cancel") != 0)
    attach (attachment->window, attachment->agreement_id, attachment->path,
            g_str_equal (response, "signed"));
  attachment_free (attachment);
}

/* A scan may show all signatures or some: only the person knows. */
static void
ask_what_it_shows (AppWindow *self, gint64 agreement_id, const char *path)
{
  AppAttachment *attachment = g_new0 (AppAttachment, 1);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), _ ("What Does This File Show?"), NULL);

  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      _ ("“%s” is kept with the agreement, beside its other documents."), shown);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "scan",
                                    _ ("_Not All Have Signed"), "signed", _ ("_Signed by All"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "signed",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "signed");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  attachment->window = g_object_ref (self);
  attachment->agreement_id = agreement_id;
  attachment->path = g_strdup (path);
  g_signal_connect (dialog, "response", G_CALLBACK (on_attachment_response_cb), attachment);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gint64
shown_agreement (AppWindow *self)
{
  ModelLine *line = app_detail_get_line (self->detail);

  return line != NULL ? line->agreement_id : 0;
}

static void
on_attach_file_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  gint64 agreement_id = shown_agreement (self);

  if (agreement_id != 0 && !_app_window_is_read_only (self))
    ask_what_it_shows (self, agreement_id, g_variant_get_string (parameter, NULL));
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppAttachment *attachment = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    if (attachment->signed_by_all)
      attach (attachment->window, attachment->agreement_id, paths[i], TRUE);
    else
      ask_what_it_shows (attachment->window, attachment->agreement_id, paths[i]);
  attachment_free (attachment);
}

static void
choose (AppWindow *self, gboolean signed_by_all)
{
  AppAttachment *attachment;

  if (shown_agreement (self) == 0)
    return;
  attachment = g_new0 (AppAttachment, 1);
  attachment->window = g_object_ref (self);
  attachment->agreement_id = shown_agreement (self);
  attachment->signed_by_all = signed_by_all;
  app_compat_choose_async (GTK_WINDOW (self), APP_CHOICE_SCAN, on_chosen_cb, attachment);
}

static void
on_attach_scan_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose (APP_WINDOW (user_data), FALSE);
}

static void
on_attach_signed_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose (APP_WINDOW (user_data), TRUE);
}

/* ---- opening what is kept ---- */

static void
on_copy_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = work_school_read_finish (WORK_SCHOOL (source), result, &error);
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, &error) : NULL;

  if (uri == NULL || !g_app_info_launch_default_for_uri (uri, NULL, &error))
    _app_window_show_error (self, _ ("The Document Cannot Be Opened"), error);
}

static void
on_open_kept_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  work_school_log_access (self->school, STORE_ACCESS_DOCUMENT, MODEL_ENTITY_DOCUMENT,
                          g_variant_get_int64 (parameter));
  work_school_read_async (self->school, work_query_document_new (g_variant_get_int64 (parameter)),
                          self->cancellable, on_copy_made_cb, g_object_ref (self));
}

typedef struct
{
  AppWindow *window;
  gint64 document_id;
} AppSaving;

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = work_school_read_finish (WORK_SCHOOL (source), result, &error);
  g_autofree char *text = NULL;

  if (path == NULL)
    {
      _app_window_show_error (self, _ ("The Copy Was Not Saved"), error);
      return;
    }
  text = g_strdup_printf (_ ("Copy saved: %s"), path);
  _app_window_toast (self, text, NULL, NULL, NULL);
}

static void
on_folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppSaving *saving = user_data;
  g_autoptr (AppWindow) self = saving->window;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL && paths[0] != NULL && self->school != NULL)
    work_school_read_async (self->school,
                            work_query_document_copy_new (saving->document_id, paths[0]),
                            self->cancellable, on_saved_cb, g_object_ref (self));
  g_free (saving);
}

static void
on_save_kept_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppSaving *saving = g_new0 (AppSaving, 1);

  saving->window = g_object_ref (APP_WINDOW (user_data));
  saving->document_id = g_variant_get_int64 (parameter);
  app_compat_choose_async (GTK_WINDOW (user_data), APP_CHOICE_FOLDER, on_folder_chosen_cb, saving);
}

/* ---- what its signatures are worth ---- */

static void
add_signature (GString *text, const WorkDocumentSignature *signature, const char *whole)
{
  g_autofree char *moment = signature->at[0] != '\0' ? app_format_moment (signature->at) : NULL;

  g_string_append (text, "\n\n");
  g_string_append (text, signature->name[0] != '\0' ? signature->name : _ ("Without a name"));
  if (moment != NULL)
    g_string_append_printf (text, " · %s", moment);
  if (g_strcmp0 (signature->sentence, whole) != 0)
    g_string_append_printf (text, "\n%s", signature->sentence);
}

/* The whole first, then who and when, and what is otherwise than the whole. */
static char *
tell_check (const WorkDocumentCheck *check)
{
  g_autoptr (GString) text = g_string_new (check->sentence);

  for (guint i = 0; i < check->signatures->len; i++)
    add_signature (text, check->signatures->pdata[i], check->sentence);
  if (check->is_extended)
    g_string_append_printf (text, "\n\n%s",
                            _ ("Something was added to the file after the last signature, as "
                               "providers do with their proofs."));
  g_string_append_printf (text, "\n\nSHA-256 %s", check->sha256);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDocumentCheck) check =
      work_school_read_finish (WORK_SCHOOL (source), result, &error);
  g_autofree char *text = NULL;

  if (check != NULL)
    {
      text = tell_check (check);
      app_prompt_say (GTK_WINDOW (self), check->name, text);
    }
  else if (!_app_window_is_cancelled (error))
    _app_window_show_error (self, _ ("The Signatures Cannot Be Checked"), error);
}

static void
on_check_kept_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  work_school_read_async (self->school,
                          work_query_document_check_new (g_variant_get_int64 (parameter)),
                          self->cancellable, on_checked_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { "attach-file", on_attach_file_cb, "s" }, { "attach-scan", on_attach_scan_cb },
  { "attach-signed", on_attach_signed_cb },  { "open-kept", on_open_kept_cb, "x" },
  { "save-kept", on_save_kept_cb, "x" },     { "check-kept", on_check_kept_cb, "x" },
};

/**
 * _app_window_install_document_actions:
 * @self: a window
 *
 * Adds what is done with documents that are kept, under "win.".
 */
void
_app_window_install_document_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
