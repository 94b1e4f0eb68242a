/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change-private.h"
#include "work-note.h"

G_BEGIN_DECLS

gboolean _work_note_add (WorkChanging *changing, const WorkNote *note, GError **error);

G_END_DECLS
