/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-error.h"

G_DEFINE_QUARK (base_error_quark, base_error)
