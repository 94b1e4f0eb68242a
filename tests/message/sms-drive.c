/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "message-sms-private.h"

/* sms-drive PROVIDER URL send TO TEXT SETTING=VALUE…: sends an SMS by a provider that is at URL,
 * and says what it told, or "error CODE: SENTENCE". sms-drive PROVIDER URL state ID -
 * SETTING=VALUE…: asks how far a message came. */

static void
say (MessageSmsReceipt *receipt)
{
  printf ("id %s\nparts %u\n", receipt->id != NULL ? receipt->id : "", receipt->parts);
  if (receipt->cost >= 0)
    printf ("cost %g %s\n", receipt->cost, receipt->unit != NULL ? receipt->unit : "");
  message_sms_receipt_free (receipt);
}

static void
run (MessageSms *account, char **argv, GError **error)
{
  MessageSmsReceipt *receipt = NULL;
  MessageSmsState state;

  if (g_str_equal (argv[3], "send"))
    receipt = message_sms_send (account, argv[4], argv[5], NULL, NULL, error);
  else if (message_sms_ask_state (account, argv[4], &state, NULL, error))
    printf ("state %d\n", state);
  if (receipt != NULL)
    say (receipt);
}

int
main (int argc, char **argv)
{
  const MessageSmsProvider *provider;
  g_autoptr (MessageSms) account = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  provider = argc > 5 ? message_sms_provider_find (argv[1]) : NULL;
  g_return_val_if_fail (provider != NULL, 2);
  account = message_sms_new (provider);
  _message_sms_set_base (account, argv[2], 0);
  for (int i = 6; i < argc; i++)
    {
      char *value = strchr (argv[i], '=');

      g_return_val_if_fail (value != NULL, 2);
      *value = '\0';
      message_sms_set (account, argv[i], value + 1);
    }
  run (account, argv, &error);
  if (error != NULL)
    printf ("error %d: %s\n", error->code, error->message);
  return error != NULL;
}
