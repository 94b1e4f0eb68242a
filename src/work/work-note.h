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
 * @to_teacher_id: the one teacher it is for, or 0: all who follow the student
 * @answers_id: the note that it answers, or 0; an answer is about what its note is about, and for
 *   whom that is for
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
  gint64 to_teacher_id;
  gint64 answers_id;
} WorkNote;

WorkChange *work_change_note_new (const WorkNote *note);
WorkChange *work_change_notes_read_new (const gint64 *ids, guint n_ids, gboolean read);

G_END_DECLS
