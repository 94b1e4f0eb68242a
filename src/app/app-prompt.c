/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-prompt.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"

/* Questions in one place: AdwMessageDialog gives way to AdwAlertDialog in libadwaita 1.5. */

#define ACCEPT "accept"
#define CANCEL "cancel"

/* In the order of AppLeaving. */
static const char *const leaving_responses[] = { CANCEL, "discard", ACCEPT };

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  GTask *task = user_data;
  GtkEditable *entry = g_task_get_task_data (task);

  if (!g_str_equal (response, ACCEPT))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dismissed");
  else if (entry != NULL)
    g_task_return_pointer (task, base_text_clean (gtk_editable_get_text (entry)), g_free);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Cancel comes first, and is what Escape does. */
static AdwMessageDialog *
make_dialog (GtkWindow *parent,
             const char *heading,
             const char *body,
             const char *accept_label,
             gboolean is_destructive,
             GTask *task)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));

  adw_message_dialog_add_responses (dialog, CANCEL, _ ("_Cancel"), ACCEPT, accept_label, NULL);
  adw_message_dialog_set_response_appearance (
      dialog, ACCEPT, is_destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, CANCEL);
  adw_message_dialog_set_default_response (dialog, is_destructive ? CANCEL : ACCEPT);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), task);
  return dialog;
}

static void
on_text_changed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, ACCEPT,
                                           !base_text_is_blank (gtk_editable_get_text (entry)));
}

static void
add_entry (AdwMessageDialog *dialog, GTask *task, const char *label)
{
  GtkWidget *list = gtk_list_box_new (), *entry = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (entry), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  /* Enter does what the button does, destructive or not: the text was typed on purpose. */
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  adw_message_dialog_set_default_response (dialog, ACCEPT);
  adw_message_dialog_set_extra_child (dialog, list);
  g_task_set_task_data (task, g_object_ref (entry), g_object_unref);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_text_changed_cb), dialog, 0);
  on_text_changed_cb (GTK_EDITABLE (entry), dialog);
  gtk_window_set_focus (GTK_WINDOW (dialog), entry);
}

/**
 * app_prompt_ask_async:
 * @parent: (nullable): the window that asks
 * @heading: the question, in a few words
 * @body: (nullable): what the answer is for
 * @label: what is asked for: "Reason"
 * @accept_label: a verb, with its mnemonic: "_Refuse"
 * @is_destructive: whether the answer does something that is hard to undo
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for one text, a reason or a name. Nothing can be accepted while it is blank.
 *
 * Returns: (transfer none): the dialog, which goes away by itself
 */
GtkWidget *
app_prompt_ask_async (GtkWindow *parent,
                      const char *heading,
                      const char *body,
                      const char *label,
                      const char *accept_label,
                      gboolean is_destructive,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  AdwMessageDialog *dialog =
      make_dialog (parent, heading, body, accept_label, is_destructive, task);

  add_entry (dialog, task, label);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}

/**
 * app_prompt_ask_finish:
 * @result: given to the callback
 * @error: set to %G_IO_ERROR_CANCELLED when the person gave up
 *
 * Returns: (transfer full): the text, which is never blank; %NULL when the person gave up
 */
char *
app_prompt_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * app_prompt_confirm_async:
 * @parent: (nullable): the window that asks
 * @heading: the question, in a few words
 * @body: (nullable): what would happen
 * @accept_label: a verb, with its mnemonic: "_Delete"
 * @is_destructive: whether it is hard to undo; Enter then does nothing
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks whether to do what cannot be undone. What can be undone is done, and the undo offered.
 *
 * Returns: (transfer none): the dialog, which goes away by itself
 */
GtkWidget *
app_prompt_confirm_async (GtkWindow *parent,
                          const char *heading,
                          const char *body,
                          const char *accept_label,
                          gboolean is_destructive,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  AdwMessageDialog *dialog =
      make_dialog (parent, heading, body, accept_label, is_destructive, task);

  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}

/**
 * app_prompt_confirm_finish:
 * @result: given to the callback
 * @error: set to %G_IO_ERROR_CANCELLED when the person gave up
 *
 * Returns: whether the person agreed
 */
gboolean
app_prompt_confirm_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_leave_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppLeaving leaving = APP_LEAVING_STAY;

  for (guint i = 0; i < G_N_ELEMENTS (leaving_responses); i++)
    if (g_str_equal (leaving_responses[i], response))
      leaving = (AppLeaving) i;
  g_task_return_int (task, leaving);
}

/**
 * app_prompt_leave_async:
 * @parent: (nullable): the window in which something was changed and not saved
 * @body: (nullable): what was changed
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks what is to become of changes that were not saved. Escape stays, Enter saves.
 *
 * Returns: (transfer none): the dialog, which goes away by itself
 */
GtkWidget *
app_prompt_leave_async (GtkWindow *parent,
                        const char *body,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  AdwMessageDialog *dialog =
      ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, _ ("Save the Changes?"), body));

  adw_message_dialog_add_responses (dialog, leaving_responses[APP_LEAVING_STAY], _ ("_Cancel"),
                                    leaving_responses[APP_LEAVING_DISCARD], _ ("_Discard"),
                                    leaving_responses[APP_LEAVING_SAVE], _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, leaving_responses[APP_LEAVING_DISCARD],
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, leaving_responses[APP_LEAVING_SAVE],
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, leaving_responses[APP_LEAVING_STAY]);
  adw_message_dialog_set_default_response (dialog, leaving_responses[APP_LEAVING_SAVE]);
  g_signal_connect (dialog, "response", G_CALLBACK (on_leave_response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}

/**
 * app_prompt_leave_finish:
 * @result: given to the callback
 *
 * Returns: what the person wants
 */
AppLeaving
app_prompt_leave_finish (GAsyncResult *result)
{
  return (AppLeaving) g_task_propagate_int (G_TASK (result), NULL);
}

/**
 * app_prompt_say:
 * @parent: (nullable): the window in which something did not work
 * @heading: what did not work, in a few words
 * @body: why
 *
 * Says what needs no answer and does not fit a toast.
 *
 * Returns: (transfer none): the dialog, which goes away by itself
 */
AdwMessageDialog *
app_prompt_say (GtkWindow *parent, const char *heading, const char *body)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));

  adw_message_dialog_add_response (dialog, "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}
