/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MERGE_ERROR (merge_error_quark ())

typedef enum
{
  MERGE_ERROR_NOT_DOCX,  /* something else, or an old .doc: the message says what */
  MERGE_ERROR_ENCRYPTED, /* protected by a password */
  MERGE_ERROR_DAMAGED,   /* truncated, bad XML, missing main part */
  MERGE_ERROR_HOSTILE,   /* bomb, entities, path tricks, beyond a limit */
  MERGE_ERROR_FAILED
} MergeError;

GQuark merge_error_quark (void);

G_END_DECLS
