/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MessageError:
 * @MESSAGE_ERROR_BAD_NUMBER: nothing can be sent to this number or address; another one may do
 * @MESSAGE_ERROR_REFUSED: who sends takes not what was asked; asking again changes nothing
 * @MESSAGE_ERROR_CONFIGURATION: a setting is missing or wrong: a key, an address, a name
 * @MESSAGE_ERROR_NOT_SENT: it was not sent, and may be tried again: no network, too many at once
 * @MESSAGE_ERROR_UNKNOWN: it may have been sent; it is never sent again without a person's word
 * @MESSAGE_ERROR_INVALID: the message itself lacks something: a subject, a text
 *
 * Why a message did not leave, or may not have. Sentences hold no key, no number and no text of a
 * message; a mistyped e-mail address is quoted to who has to correct it, and is not for logs.
 */
typedef enum
{
  MESSAGE_ERROR_BAD_NUMBER,
  MESSAGE_ERROR_REFUSED,
  MESSAGE_ERROR_CONFIGURATION,
  MESSAGE_ERROR_NOT_SENT,
  MESSAGE_ERROR_UNKNOWN,
  MESSAGE_ERROR_INVALID,
} MessageError;

#define MESSAGE_ERROR (message_error_quark ())
GQuark message_error_quark (void);

G_END_DECLS
