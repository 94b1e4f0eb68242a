/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-error.h"

/* clang-format off */
G_DEFINE_QUARK (base-error-quark, base_error)
/* clang-format on */
