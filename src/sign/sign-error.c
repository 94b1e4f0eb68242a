/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-error.h"

G_DEFINE_QUARK (sign - error - quark, sign_error)

/**
 * sign_error_may_be_done:
 * @error: (nullable): what a call ended with
 *
 * After such an error the provider is asked how things stand before anything is tried again.
 *
 * Returns: whether the provider may have done what was asked
 */
gboolean
sign_error_may_be_done (const GError *error)
{
  return g_error_matches (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN)
         || g_error_matches (error, SIGN_ERROR, SIGN_ERROR_CANCELLED);
}
