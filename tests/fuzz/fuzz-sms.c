/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "message-sms-private.h"
#include "message-sms-text.h"

/* What a provider of SMS answers, or whoever answers in its name: it is read as the answer of each,
 * and either the message was taken or it is told what became of it. And any text is counted. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const guint statuses[] = { 200, 201, 400, 402, 404, 429, 500 };

static void
check_receipt (MessageSmsReceipt *receipt)
{
  g_assert_true (receipt->id == NULL
                 || (*receipt->id != '\0' && g_utf8_validate (receipt->id, -1, NULL)));
  g_assert_true (receipt->unit == NULL || g_utf8_validate (receipt->unit, -1, NULL));
  g_assert_cmpuint (receipt->parts, <=, 100);
  message_sms_receipt_free (receipt);
}

static void
read_as (const MessageSmsProvider *provider, const BaseHttpResponse *response)
{
  static const MessageSmsLetter letter = { "+33698765432", "Bonjour", "1", FALSE };
  g_autoptr (MessageSms) account = message_sms_new (provider);
  g_autoptr (GError) error = NULL;
  MessageSmsReceipt *receipt = provider->read (account, &letter, response, &error);

  g_assert_true ((receipt == NULL) == (error != NULL));
  if (receipt != NULL)
    {
      g_assert_true (base_http_response_is_success (response));
      check_receipt (receipt);
      return;
    }
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 300);
}

static void
check_text (const char *text)
{
  g_autofree char *plain = message_sms_simplify (text);
  g_autoptr (GArray) costly = message_sms_list_costly (text);
  g_autofree char *number = message_sms_number (text, NULL);
  MessageSmsCount count;

  message_sms_count (text, &count);
  g_assert_cmpint (count.is_unicode, ==, costly->len > 0);
  g_assert_cmpuint (count.parts, <=, count.units);
  g_assert_cmpuint (count.left, <=, 160);
  g_assert_true (g_utf8_validate (plain, -1, NULL));
  g_assert_true (number == NULL || *number == '+');
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autofree char *text = g_strndup ((const char *) data, size);

  for (guint i = 0; i < message_sms_provider_get_n (); i++)
    for (guint j = 0; j < G_N_ELEMENTS (statuses); j++)
      {
        BaseHttpResponse response = { statuses[j], headers, body };

        read_as (message_sms_provider_get (i), &response);
      }
  if (g_utf8_validate (text, -1, NULL))
    check_text (text);
  return 0;
}
