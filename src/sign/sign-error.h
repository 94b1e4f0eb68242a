/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SignError:
 * @SIGN_ERROR_KEY: the provider does not take the key (401), or it opens too little (403)
 * @SIGN_ERROR_REFUSED: the provider takes not what was asked; asking again changes nothing
 * @SIGN_ERROR_NOT_FOUND: the provider knows no such request or signatory
 * @SIGN_ERROR_BUSY: the provider's limits are used up; nothing was done
 * @SIGN_ERROR_UNKNOWN: no answer, half an answer or a failure of the server: it may have been done
 * @SIGN_ERROR_UNREACHED: the server was not reached: it was not done
 * @SIGN_ERROR_CANCELLED: stopped by the person; what was under way may have been done
 * @SIGN_ERROR_UNSUPPORTED: this provider cannot do it
 * @SIGN_ERROR_INVALID: an address or a value that cannot be sent; nothing was done
 *
 * Why something did not succeed at the provider of signatures.
 */
typedef enum
{
  SIGN_ERROR_KEY,
  SIGN_ERROR_REFUSED,
  SIGN_ERROR_NOT_FOUND,
  SIGN_ERROR_BUSY,
  SIGN_ERROR_UNKNOWN,
  SIGN_ERROR_UNREACHED,
  SIGN_ERROR_CANCELLED,
  SIGN_ERROR_UNSUPPORTED,
  SIGN_ERROR_INVALID,
} SignError;

#define SIGN_ERROR (sign_error_quark ())
GQuark sign_error_quark (void);

gboolean sign_error_may_be_done (const GError *error);

G_END_DECLS
