/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-error.h"

G_DEFINE_QUARK (work_error_quark, work_error)
