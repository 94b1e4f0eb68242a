/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sign-key-dialog.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"

#define ACCEPT "accept"

/**
 * AppSignKeyDialog:
 *
 * Asks for the key of a provider of signatures, for this once or to be kept in the keyring. Emits
 * "accepted" when there is one.
 */
struct _AppSignKeyDialog
{
  AdwMessageDialog parent_instance;

  GtkEditable *key;
  GtkSwitch *keeps;
};

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSignKeyDialog, app_sign_key_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
on_changed_cb (GtkEditable *editable, AppSignKeyDialog *self)
{
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), ACCEPT,
                                           !base_text_is_blank (gtk_editable_get_text (editable)));
}

static void
app_sign_key_dialog_response (AdwMessageDialog *dialog, const char *response)
{
  if (g_str_equal (response, ACCEPT))
    g_signal_emit (dialog, signals[ACCEPTED], 0);
}

static void
app_sign_key_dialog_class_init (AppSignKeyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ADW_MESSAGE_DIALOG_CLASS (klass)->response = app_sign_key_dialog_response;
  signals[ACCEPTED] = g_signal_new ("accepted", APP_TYPE_SIGN_KEY_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-sign-key-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSignKeyDialog, key);
  gtk_widget_class_bind_template_child (widget_class, AppSignKeyDialog, keeps);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
}

static void
app_sign_key_dialog_init (AppSignKeyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  on_changed_cb (self->key, self);
}

/**
 * app_sign_key_dialog_new:
 * @parent: (nullable): the window that asks
 * @provider: whose key: "Yousign"
 * @why: (nullable): why it is asked for
 *
 * Returns: (transfer none): a dialog, which goes away by itself
 */
AppSignKeyDialog *
app_sign_key_dialog_new (GtkWindow *parent, const char *provider, const char *why)
{
  AppSignKeyDialog *self = g_object_new (APP_TYPE_SIGN_KEY_DIALOG, "transient-for", parent, NULL);
  /* Translators: %s is the name of a provider of signatures. */
  g_autofree char *heading = g_strdup_printf (_ ("API Key of %s"), provider);

  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), heading);
  if (why != NULL)
    adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), why);
  return self;
}

/**
 * app_sign_key_dialog_get_key:
 * @self: a dialog
 *
 * Returns: (transfer none): the key as it was typed
 */
const char *
app_sign_key_dialog_get_key (AppSignKeyDialog *self)
{
  g_return_val_if_fail (APP_IS_SIGN_KEY_DIALOG (self), NULL);
  return gtk_editable_get_text (self->key);
}

/**
 * app_sign_key_dialog_get_keeps:
 * @self: a dialog
 *
 * Returns: whether the key is to be kept in the keyring
 */
gboolean
app_sign_key_dialog_get_keeps (AppSignKeyDialog *self)
{
  g_return_val_if_fail (APP_IS_SIGN_KEY_DIALOG (self), FALSE);
  return gtk_switch_get_active (self->keeps);
}
