/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-error.h"

G_DEFINE_QUARK (paper_error_quark, paper_error)
