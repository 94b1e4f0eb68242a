/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-secret-dialog.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"

#define ACCEPT "accept"

/**
 * AppSecretDialog:
 *
 * Asks for a key or a password, for this once or to be kept in the keyring. Emits "accepted" when
 * there is one.
 */
struct _AppSecretDialog
{
  AdwMessageDialog parent_instance;

  GtkEditable *secret;
  GtkSwitch *keeps;
};

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSecretDialog, app_secret_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
on_changed_cb (GtkEditable *editable, AppSecretDialog *self)
{
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), ACCEPT,
                                           !base_text_is_blank (gtk_editable_get_text (editable)));
}

static void
app_secret_dialog_response (AdwMessageDialog *dialog, const char *response)
{
  if (g_str_equal (response, ACCEPT))
    g_signal_emit (dialog, signals[ACCEPTED], 0);
}

static void
app_secret_dialog_class_init (AppSecretDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ADW_MESSAGE_DIALOG_CLASS (klass)->response = app_secret_dialog_response;
  signals[ACCEPTED] = g_signal_new ("accepted", APP_TYPE_SECRET_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-secret-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSecretDialog, secret);
  gtk_widget_class_bind_template_child (widget_class, AppSecretDialog, keeps);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
}

static void
app_secret_dialog_init (AppSecretDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  on_changed_cb (self->secret, self);
}

/**
 * app_secret_dialog_new:
 * @parent: (nullable): the window that asks
 * @heading: what is asked for: "API Key of Yousign"
 * @label: the same for the field alone: "API key"
 * @why: (nullable): why it is asked for; %NULL: where keys of providers are made
 *
 * Returns: (transfer none): a dialog, which goes away by itself
 */
AppSecretDialog *
app_secret_dialog_new (GtkWindow *parent, const char *heading, const char *label, const char *why)
{
  AppSecretDialog *self = g_object_new (APP_TYPE_SECRET_DIALOG, "transient-for", parent, NULL);

  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), heading);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret), label);
  if (why != NULL)
    adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), why);
  return self;
}

/**
 * app_secret_dialog_new_key:
 * @parent: (nullable): the window that asks
 * @provider: whose key: "Yousign"
 * @why: (nullable): why it is asked for
 *
 * Returns: (transfer none): a dialog that asks for the key of an account
 */
AppSecretDialog *
app_secret_dialog_new_key (GtkWindow *parent, const char *provider, const char *why)
{
  /* Translators: %s is the name of a provider of signatures. */
  g_autofree char *heading = g_strdup_printf (_ ("API Key of %s"), provider);

  return app_secret_dialog_new (parent, heading, _ ("API key"), why);
}

/**
 * app_secret_dialog_get_secret:
 * @self: a dialog
 *
 * Returns: (transfer none): what was typed
 */
const char *
app_secret_dialog_get_secret (AppSecretDialog *self)
{
  g_return_val_if_fail (APP_IS_SECRET_DIALOG (self), NULL);
  return gtk_editable_get_text (self->secret);
}

/**
 * app_secret_dialog_get_keeps:
 * @self: a dialog
 *
 * Returns: whether it is to be kept in the keyring
 */
gboolean
app_secret_dialog_get_keeps (AppSecretDialog *self)
{
  g_return_val_if_fail (APP_IS_SECRET_DIALOG (self), FALSE);
  return gtk_switch_get_active (self->keeps);
}

/**
 * app_secret_dialog_set_keeps_visible:
 * @self: a dialog
 * @is_visible: whether one may choose that it is kept in the keyring
 *
 * What is always kept, or never, is not asked.
 */
void
app_secret_dialog_set_keeps_visible (AppSecretDialog *self, gboolean is_visible)
{
  g_return_if_fail (APP_IS_SECRET_DIALOG (self));
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->keeps), ADW_TYPE_ACTION_ROW),
                          is_visible);
}
