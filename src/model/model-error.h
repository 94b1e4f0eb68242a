/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MODEL_ERROR (model_error_quark ())

typedef enum
{
  MODEL_ERROR_VALUE, /* a value does not fit its field's type */
  MODEL_ERROR_FIELD, /* no such field or entity */
  MODEL_ERROR_STATE  /* a move that the states do not allow */
} ModelError;

GQuark model_error_quark (void);

G_END_DECLS
