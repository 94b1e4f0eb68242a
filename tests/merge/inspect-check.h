/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-template.h"

G_BEGIN_DECLS

/* What must hold of the inspection of whatever a template was made of. Aborts where it does not. */
void inspect_check (GBytes *bytes, MergeTemplate *template);

G_END_DECLS
