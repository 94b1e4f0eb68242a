/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-error.h"

G_DEFINE_QUARK (store_error_quark, store_error)
