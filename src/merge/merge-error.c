/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-error.h"

G_DEFINE_QUARK (merge_error_quark, merge_error)
