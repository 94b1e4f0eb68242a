/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PAPER_ERROR (paper_error_quark ())

typedef enum
{
  PAPER_ERROR_MISSING,  /* LibreOffice, or the part of it that is needed, is not installed */
  PAPER_ERROR_REFUSED,  /* the source is not what can be converted */
  PAPER_ERROR_DAMAGED,  /* the source was one, and is broken */
  PAPER_ERROR_FAILED,   /* LibreOffice made nothing of it, or ended before its time */
  PAPER_ERROR_TIMED_OUT /* LibreOffice was still at it when its time was over */
} PaperError;

GQuark paper_error_quark (void);

G_END_DECLS
