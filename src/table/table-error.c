/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table-error.h"

G_DEFINE_QUARK (table_error_quark, table_error)
