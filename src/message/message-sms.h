/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MessageSmsFeatures:
 * @MESSAGE_SMS_SENDER: who receives it sees a name that the school chooses
 * @MESSAGE_SMS_PRICE: it is told what a message cost
 * @MESSAGE_SMS_CREDITS: it is told how many credits are left
 * @MESSAGE_SMS_DELIVERY: it can be asked whether a message arrived
 * @MESSAGE_SMS_ONESELF: it only writes to whom the account belongs
 *
 * What a provider of SMS can do.
 */
typedef enum
{
  MESSAGE_SMS_SENDER = 1 << 0,
  MESSAGE_SMS_PRICE = 1 << 1,
  MESSAGE_SMS_CREDITS = 1 << 2,
  MESSAGE_SMS_DELIVERY = 1 << 3,
  MESSAGE_SMS_ONESELF = 1 << 4,
} MessageSmsFeatures;

/**
 * MessageSmsKind:
 * @MESSAGE_SMS_TEXT: a line
 * @MESSAGE_SMS_SECRET: a line that is kept in the keyring and not shown
 * @MESSAGE_SMS_URL: an address that begins with "https://"
 * @MESSAGE_SMS_NAME: whom the message seems to come from
 * @MESSAGE_SMS_LINES: several lines
 *
 * What is written into a setting.
 */
typedef enum
{
  MESSAGE_SMS_TEXT,
  MESSAGE_SMS_SECRET,
  MESSAGE_SMS_URL,
  MESSAGE_SMS_NAME,
  MESSAGE_SMS_LINES,
} MessageSmsKind;

/**
 * MessageSmsSetting:
 * @key: "token"; the same in a database for ever
 * @label: for a person; to be translated
 * @kind: what is written into it
 * @is_optional: whether it may stay empty
 *
 * What a provider has to know.
 */
typedef struct
{
  const char *key;
  const char *label;
  MessageSmsKind kind;
  gboolean is_optional;
} MessageSmsSetting;

/**
 * MessageSmsReceipt:
 * @id: (nullable): what the provider calls the message
 * @parts: of how many it is, as the provider says or else as we count
 * @cost: what it cost, in @unit; negative: not told
 * @unit: (nullable): "EUR"; %NULL: credits
 * @credits_left: how many credits are left; negative: not told
 *
 * What is told of a message that was taken.
 */
typedef struct
{
  char *id;
  guint parts;
  double cost;
  char *unit;
  double credits_left;
} MessageSmsReceipt;

/**
 * MessageSmsState:
 * @MESSAGE_SMS_UNTOLD: the provider says nothing that is understood
 * @MESSAGE_SMS_WAITING: it has not left the provider
 * @MESSAGE_SMS_SENT: it left
 * @MESSAGE_SMS_DELIVERED: it arrived
 * @MESSAGE_SMS_FAILED: it did not arrive, and will not
 *
 * How far a message came.
 */
typedef enum
{
  MESSAGE_SMS_UNTOLD,
  MESSAGE_SMS_WAITING,
  MESSAGE_SMS_SENT,
  MESSAGE_SMS_DELIVERED,
  MESSAGE_SMS_FAILED,
} MessageSmsState;

typedef struct _MessageSmsProvider MessageSmsProvider;

/**
 * MessageSms:
 *
 * A school's account at a provider. One thread at a time uses it.
 */
typedef struct _MessageSms MessageSms;

guint message_sms_provider_get_n (void);
const MessageSmsProvider *message_sms_provider_get (guint n);
const MessageSmsProvider *message_sms_provider_find (const char *key);
const char *message_sms_provider_get_key (const MessageSmsProvider *self);
const char *message_sms_provider_get_label (const MessageSmsProvider *self);
MessageSmsFeatures message_sms_provider_get_features (const MessageSmsProvider *self);
const MessageSmsSetting *
message_sms_provider_get_settings (const MessageSmsProvider *self, guint *n);

MessageSms *message_sms_new (const MessageSmsProvider *provider);
void message_sms_set (MessageSms *self, const char *key, const char *value);
gboolean message_sms_check (MessageSms *self, GError **error);
MessageSmsReceipt *message_sms_send (MessageSms *self,
                                     const char *to,
                                     const char *text,
                                     const char *reference,
                                     GCancellable *cancellable,
                                     GError **error);
gboolean message_sms_ask_state (MessageSms *self,
                                const char *id,
                                MessageSmsState *state,
                                GCancellable *cancellable,
                                GError **error);
void message_sms_free (MessageSms *self);
void message_sms_receipt_free (MessageSmsReceipt *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MessageSms, message_sms_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MessageSmsReceipt, message_sms_receipt_free)

G_END_DECLS
