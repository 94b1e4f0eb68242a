/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-error.h"

G_DEFINE_QUARK (model_error_quark, model_error)
