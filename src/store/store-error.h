/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define STORE_ERROR (store_error_quark ())

typedef enum
{
  STORE_ERROR_FAILED,      /* anything else: a bug, most of the time */
  STORE_ERROR_BUSY,        /* another seat holds the lock; try again */
  STORE_ERROR_CONFLICT,    /* the same field was saved by another seat meanwhile */
  STORE_ERROR_UNIQUE,      /* another row has this value already */
  STORE_ERROR_FOREIGN_KEY, /* another row still refers to it, or the one named is gone */
  STORE_ERROR_CHECK,       /* NOT NULL or CHECK refused the value */
  STORE_ERROR_CONNECTION,  /* an I/O error: close, reopen, read again */
  STORE_ERROR_CORRUPT,     /* the file is damaged */
  STORE_ERROR_READ_ONLY,   /* opened, or only openable, for reading */
  STORE_ERROR_DENIED,      /* rights, or the authorizer */
  STORE_ERROR_NOT_OURS,    /* no Paraphe database */
  STORE_ERROR_NEWER,       /* made by a newer Paraphe */
  STORE_ERROR_NOT_FOUND,   /* no such row, or no such file */
  STORE_ERROR_EXISTS,      /* there is a file already */
  STORE_ERROR_MOVED_ON,    /* cannot be undone: the row has changed since */
  STORE_ERROR_CANCELLED,
  STORE_ERROR_PASSPHRASE, /* does not open this file, or is asked for */
  STORE_ERROR_SIGN_IN,    /* nobody has signed in, or who has may not come in any more */
  STORE_ERROR_PASSWORD,   /* wrong name or password */
  STORE_ERROR_LOCKED,     /* too many wrong passwords: wait */
  STORE_ERROR_SEALED      /* encrypted, and the key is not at hand */
} StoreError;

GQuark store_error_quark (void);

G_END_DECLS
