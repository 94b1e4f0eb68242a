/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BASE_ERROR:
 *
 * The error domain of floor 1. Messages are whole sentences in the user's language: what, where,
 * what to do.
 */
#define BASE_ERROR (base_error_quark ())

typedef enum
{
  BASE_ERROR_INVALID,   /* a text is not what it should be (a date, a SIRET…) */
  BASE_ERROR_FILE,      /* a file cannot be read or written */
  BASE_ERROR_EXISTS,    /* the target exists and was not to be replaced */
  BASE_ERROR_NETWORK,   /* the network or the server failed: it may have done what was asked */
  BASE_ERROR_UNREACHED, /* nothing was sent to the server, which has done nothing */
  BASE_ERROR_SECRET,    /* the keyring is absent, locked or refused */
  BASE_ERROR_CHILD,     /* another program cannot be started */
  BASE_ERROR_CANCELLED  /* the caller's GCancellable fired */
} BaseError;

GQuark base_error_quark (void);

G_END_DECLS
