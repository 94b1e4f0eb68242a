/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sign-transfer-dialog.h"

#include <glib/gi18n-lib.h>

#include "base-ident.h"
#include "base-text.h"

#define ACCEPT "accept"

/**
 * AppSignTransferDialog:
 *
 * Sends the invitation of a signatory elsewhere: another address of theirs, or another person. Says
 * what that means with the provider. Emits "accepted".
 */
struct _AppSignTransferDialog
{
  AdwMessageDialog parent_instance;

  GtkEditable *given_name;
  GtkEditable *family_name;
  GtkEditable *email;
  GtkEditable *mobile;

  SignMethod method;
  char *before; /* what was there when it was opened */
};

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSignTransferDialog, app_sign_transfer_dialog, ADW_TYPE_MESSAGE_DIALOG)

static gboolean
is_blank (GtkEditable *editable)
{
  return base_text_is_blank (gtk_editable_get_text (editable));
}

/* (transfer full) (nullable): the address, when it is one */
static char *
read_email (AppSignTransferDialog *self)
{
  return base_ident_normalize (BASE_IDENT_EMAIL, gtk_editable_get_text (self->email), NULL);
}

/* (transfer full) (nullable): alike */
static char *
read_mobile (AppSignTransferDialog *self)
{
  g_autofree char *phone =
      base_ident_normalize (BASE_IDENT_PHONE, gtk_editable_get_text (self->mobile), NULL);

  return phone != NULL && base_ident_phone_is_mobile (phone) ? g_steal_pointer (&phone) : NULL;
}

/* (transfer full): all that can be changed, to be compared */
static char *
spell (AppSignTransferDialog *self)
{
  return g_strjoin ("\n", gtk_editable_get_text (self->given_name),
                    gtk_editable_get_text (self->family_name), gtk_editable_get_text (self->email),
                    gtk_editable_get_text (self->mobile), NULL);
}

static void
on_changed_cb (GtkEditable *editable, AppSignTransferDialog *self)
{
  g_autofree char *email = read_email (self);
  g_autofree char *mobile = read_mobile (self);
  g_autofree char *now = spell (self);
  gboolean is_ready = g_strcmp0 (now, self->before) != 0 && email != NULL
                      && !is_blank (self->given_name) && !is_blank (self->family_name)
                      && (self->method != SIGN_METHOD_SMS_CODE || mobile != NULL);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), ACCEPT, is_ready);
}

static void
app_sign_transfer_dialog_response (AdwMessageDialog *dialog, const char *response)
{
  if (g_str_equal (response, ACCEPT))
    g_signal_emit (dialog, signals[ACCEPTED], 0);
}

static void
app_sign_transfer_dialog_finalize (GObject *object)
{
  g_free (APP_SIGN_TRANSFER_DIALOG (object)->before);
  G_OBJECT_CLASS (app_sign_transfer_dialog_parent_class)->finalize (object);
}

static void
app_sign_transfer_dialog_class_init (AppSignTransferDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_sign_transfer_dialog_finalize;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = app_sign_transfer_dialog_response;
  signals[ACCEPTED] = g_signal_new ("accepted", APP_TYPE_SIGN_TRANSFER_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/paraphe/Paraphe/ui/app-sign-transfer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSignTransferDialog, given_name);
  gtk_widget_class_bind_template_child (widget_class, AppSignTransferDialog, family_name);
  gtk_widget_class_bind_template_child (widget_class, AppSignTransferDialog, email);
  gtk_widget_class_bind_template_child (widget_class, AppSignTransferDialog, mobile);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
}

static void
app_sign_transfer_dialog_init (AppSignTransferDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What becomes of the link that was sent before is not the same with all. */
static char *
explain (const SignProvider *provider)
{
  const char *label = sign_provider_get_label (provider);

  if ((sign_provider_get_features (provider) & SIGN_FEATURE_TRANSFER_KEEPS_LINK) != 0)
    /* Translators: %s is the name of a provider of signatures. */
    return g_strdup_printf (_ ("%s writes to the new address. The link of the first mail goes on "
                               "working: whoever has it could still sign. When that must not be, "
                               "stop the request and send it anew."),
                            label);
  return g_strdup_printf (_ ("%s writes to the new address; who has signed already stays signed."),
                          label);
}

/**
 * app_sign_transfer_dialog_new:
 * @parent: (nullable): the window that asks
 * @provider: who has it signed
 * @person: who was invited
 *
 * Returns: (transfer none): a dialog, which goes away by itself
 */
AppSignTransferDialog *
app_sign_transfer_dialog_new (GtkWindow *parent,
                              const SignProvider *provider,
                              const SignPerson *person)
{
  AppSignTransferDialog *self =
      g_object_new (APP_TYPE_SIGN_TRANSFER_DIALOG, "transient-for", parent, NULL);
  g_autofree char *body = explain (provider);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), body);
  self->method = person->method;
  gtk_editable_set_text (self->given_name, person->given_name != NULL ? person->given_name : "");
  gtk_editable_set_text (self->family_name, person->family_name != NULL ? person->family_name : "");
  gtk_editable_set_text (self->email, person->email != NULL ? person->email : "");
  gtk_editable_set_text (self->mobile, person->mobile != NULL ? person->mobile : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mobile), person->method == SIGN_METHOD_SMS_CODE);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->email));
  self->before = spell (self);
  on_changed_cb (self->email, self);
  return self;
}

/**
 * app_sign_transfer_dialog_get_person:
 * @self: a dialog that has emitted "accepted"
 *
 * Returns: (transfer full): who is invited now
 */
SignPerson *
app_sign_transfer_dialog_get_person (AppSignTransferDialog *self)
{
  g_autofree char *given = NULL, *family = NULL, *email = NULL;
  SignPerson *person;

  g_return_val_if_fail (APP_IS_SIGN_TRANSFER_DIALOG (self), NULL);
  given = base_text_clean (gtk_editable_get_text (self->given_name));
  family = base_text_clean (gtk_editable_get_text (self->family_name));
  email = read_email (self);
  person = sign_person_new (given, family, email);
  person->method = self->method;
  person->mobile = read_mobile (self);
  return person;
}
