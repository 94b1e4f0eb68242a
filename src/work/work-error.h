/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WORK_ERROR (work_error_quark ())

typedef enum
{
  WORK_ERROR_NOT_FOUND, /* no such class, period, template… */
  WORK_ERROR_USAGE,     /* asked for something that makes no sense */
  WORK_ERROR_REFUSED,   /* a rule says no: the sheet is not validated… */
  WORK_ERROR_PARTIAL,   /* some items failed: see the report or the job */
  WORK_ERROR_CANCELLED,
  WORK_ERROR_KEY,        /* the key of a provider is not at hand: ask for it */
  WORK_ERROR_SIGN_IN,    /* the school has accounts, and nobody has signed in */
  WORK_ERROR_PASSWORD,   /* wrong: the sentence says how many tries are left */
  WORK_ERROR_LOCKED,     /* too many wrong ones: the sentence says until when */
  WORK_ERROR_NOT_ALLOWED /* the role of who has signed in may not */
} WorkError;

GQuark work_error_quark (void);

G_END_DECLS
