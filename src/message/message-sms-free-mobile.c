/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-sms-private.h"

#include <glib/gi18n-lib.h>

/* To whom the line belongs and to nobody else: what a secretary wants to be told at home. */

static const MessageSmsSetting settings[] = {
  { "user", N_ ("Identifier of the line"), MESSAGE_SMS_TEXT, FALSE },
  { "key", N_ ("Identification key"), MESSAGE_SMS_SECRET, FALSE },
};

static MessageSmsReceipt *
read_answer (MessageSms *self,
             const MessageSmsLetter *letter,
             const BaseHttpResponse *response,
             GError **error)
{
  if (response->status == 200)
    return _message_sms_receipt_new (letter, NULL);
  /* here it means: too many, too fast */
  _message_sms_fail_status (self, response->status == 402 ? 429 : response->status, NULL, error);
  return NULL;
}

/* The key goes into the body: an address is written down at each stop. */
static MessageSmsReceipt *
free_mobile_send (MessageSms *self,
                  const MessageSmsLetter *letter,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *url = g_strconcat (self->base, "/sendmsg", NULL);
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();
  GString *form = g_string_new (NULL);
  g_autoptr (BaseHttpResponse) response = NULL;

  _message_sms_form (form, "user", _message_sms_value (self, "user"));
  _message_sms_form (form, "pass", _message_sms_value (self, "key"));
  _message_sms_form (form, "msg", letter->text);
  g_strv_builder_add (headers, "Content-Type: application/x-www-form-urlencoded");
  response = _message_sms_call (self, "POST", url, g_strv_builder_end (headers), form->str,
                                cancellable, error);
  _message_sms_wipe (g_string_free (form, FALSE));
  return response != NULL ? read_answer (self, letter, response, error) : NULL;
}

const MessageSmsProvider _message_sms_free_mobile = {
  .key = "free-mobile",
  .label = "Free Mobile",
  .features = MESSAGE_SMS_ONESELF,
  .base = "https://smsapi.free-mobile.fr",
  .settings = settings,
  .n_settings = G_N_ELEMENTS (settings),
  .send = free_mobile_send,
  .read = read_answer,
};
