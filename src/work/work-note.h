/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-search.h"

G_BEGIN_DECLS

/**
 * WorkNote:
 * @place: the student, and the period that it is about or 0
 * @placement_id: the sheet that it is about, or 0
 * @agreement_id: the agreement that it is about, or 0
 * @tone: "information", "positive" or "negative"
 * @audience: "administration" or "teachers"
 * @teacher_id: the teacher who wrote it, or 0 when it is the administration's
 * @text: what it says
 *
 * A note to keep.
 */
typedef struct
{
  WorkPlace place;
  gint64 placement_id;
  gint64 agreement_id;
  const char *tone;
  const char *audience;
  gint64 teacher_id;
  const char *text;
} WorkNote;

WorkChange *work_change_note_new (const WorkNote *note);
WorkChange *work_change_notes_read_new (const gint64 *ids, guint n_ids, gboolean read);

G_END_DECLS
