/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base-http.h"
#include "base-json.h"
#include "message-error.h"
#include "message-sms.h"

G_BEGIN_DECLS

/**
 * MessageSmsLetter:
 * @to: (nullable): "+33612345678"; %NULL: to oneself
 * @text: what it says
 * @reference: (nullable): what we call it
 * @is_unicode: whether it leaves as UCS-2
 *
 * What is to be sent.
 */
typedef struct
{
  const char *to;
  const char *text;
  const char *reference;
  gboolean is_unicode;
} MessageSmsLetter;

/**
 * MessageSmsProvider:
 * @key: "ovh"; kept in databases
 * @label: its name; that of the described one is translated
 * @features: what it can do
 * @base: (nullable): where it is; %NULL: a setting says it
 * @settings: what it has to know
 * @n_settings: how many
 * @send: sends one message, once
 * @read: what was answered to that
 * @ask_state: (nullable): how far a message came
 *
 * All that sets a provider apart.
 */
struct _MessageSmsProvider
{
  const char *key;
  const char *label;
  MessageSmsFeatures features;
  const char *base;
  const MessageSmsSetting *settings;
  guint n_settings;

  MessageSmsReceipt *(*send) (MessageSms *account,
                              const MessageSmsLetter *letter,
                              GCancellable *cancellable,
                              GError **error);
  MessageSmsReceipt *(*read) (MessageSms *account,
                              const MessageSmsLetter *letter,
                              const BaseHttpResponse *response,
                              GError **error);
  gboolean (*ask_state) (MessageSms *account,
                         const char *id,
                         MessageSmsState *state,
                         GCancellable *cancellable,
                         GError **error);
};

extern const MessageSmsProvider _message_sms_brevo;
extern const MessageSmsProvider _message_sms_esup;
extern const MessageSmsProvider _message_sms_free_mobile;
extern const MessageSmsProvider _message_sms_http;
extern const MessageSmsProvider _message_sms_ovh;
extern const MessageSmsProvider _message_sms_smsmode;
extern const MessageSmsProvider _message_sms_twilio;

/**
 * MessageSms:
 * @provider: whose account it is
 * @values: of its settings
 * @base: (nullable): where the provider is
 * @timeout_ms: the most time for a call; 0: as usual
 * @clock: seconds that the provider's clock is ahead of ours
 * @has_clock: whether @clock was asked for
 */
struct _MessageSms
{
  const MessageSmsProvider *provider;
  GHashTable *values;
  char *base;
  guint timeout_ms;
  gint64 clock;
  gboolean has_clock;
};

void _message_sms_set_base (MessageSms *self, const char *base, guint timeout_ms);
const char *_message_sms_value (MessageSms *self, const char *key);
const char *_message_sms_label (const MessageSms *self);
MessageSmsReceipt *_message_sms_receipt_new (const MessageSmsLetter *letter, const char *id);

/* message-sms-call.c */
BaseHttpResponse *_message_sms_call (MessageSms *self,
                                     const char *method,
                                     const char *url,
                                     GStrv headers,
                                     const char *body,
                                     GCancellable *cancellable,
                                     GError **error);
JsonNode *_message_sms_read (const BaseHttpResponse *response);
void
_message_sms_fail (const MessageSms *self, MessageError code, const char *told, GError **error);
void
_message_sms_fail_status (const MessageSms *self, guint status, const char *told, GError **error);
gboolean _message_sms_is_safe (const char *url);
void _message_sms_wipe (char *text);
char *_message_sms_basic (const char *user, const char *password);
void _message_sms_form (GString *form, const char *name, const char *value);

/* message-sms-template.c */
typedef struct
{
  const char *name;
  const char *value;
} MessageSmsField;

typedef enum
{
  MESSAGE_SMS_AS_IS,
  MESSAGE_SMS_AS_URL,
  MESSAGE_SMS_AS_JSON,
  MESSAGE_SMS_AS_XML,
} MessageSmsEscape;

char *_message_sms_fill (const char *model,
                         const MessageSmsField *fields,
                         guint n_fields,
                         MessageSmsEscape escape);

G_END_DECLS
