/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-note.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"
#include "model-person.h"
#include "store-teacher.h"
#include "work-note-private.h"
#include "work-search-private.h"

typedef struct
{
  WorkNote note;
  char *tone;
  char *audience;
  char *text;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_free (asked->tone);
  g_free (asked->audience);
  g_free (asked->text);
  g_free (asked);
}

/* A teacher's message carries the teacher's name, whoever of the administration typed it in;
 * whoever has signed in writes in the name of the account. */
static char *
find_author (WorkChanging *changing, gint64 teacher_id, GError **error)
{
  g_autoptr (ModelRecord) teacher = NULL;

  if (teacher_id == 0 || store_connection_get_teacher (changing->connection) != 0)
    return g_strdup (changing->author);
  teacher = _work_changing_load (changing, MODEL_ENTITY_TEACHER, teacher_id, error);
  return teacher != NULL ? model_person_full_name (teacher) : NULL;
}

static void
set_reference (ModelRecord *record, const char *column, gint64 id)
{
  if (id != 0)
    model_record_set_int (record, column, id);
}

/* An answer is about what its note is about, for whom that is for; one to an answer stands under
 * the same note. */
static gboolean
set_place_of_answer (WorkChanging *changing, ModelRecord *record, gint64 answers_id, GError **error)
{
  static const char *const columns[] = { "student_id",   "search_id", "placement_id",
                                         "agreement_id", "audience",  "to_teacher_id" };
  g_autoptr (ModelRecord) note =
      _work_changing_load (changing, MODEL_ENTITY_NOTE, answers_id, error);
  gint64 first = note != NULL ? model_record_get_int (note, "answers_id") : 0;

  if (first != 0)
    return set_place_of_answer (changing, record, first, error);
  for (guint i = 0; note != NULL && i < G_N_ELEMENTS (columns); i++)
    model_record_set_canonical (record, columns[i], model_record_get (note, columns[i]));
  if (note != NULL)
    model_record_set_int (record, "answers_id", answers_id);
  return note != NULL;
}

static gboolean
set_place (WorkChanging *changing, ModelRecord *record, const WorkNote *note, GError **error)
{
  g_autoptr (ModelRecord) search = NULL;

  if (note->answers_id != 0)
    return set_place_of_answer (changing, record, note->answers_id, error);
  if (note->to_teacher_id != 0 && g_strcmp0 (note->audience, "teachers") != 0)
    return _work_refuse (error, _ ("A note for the administration is not addressed to a teacher: "
                                   "write it for the teachers, or choose nobody."));
  if (note->place.period_id != 0)
    {
      search = _work_search_ensure (changing, note->place.student_id, note->place.period_id, error);
      if (search == NULL)
        return FALSE;
      model_record_set_int (record, "search_id", model_record_get_id (search));
    }
  model_record_set_int (record, "student_id", note->place.student_id);
  set_reference (record, "placement_id", note->placement_id);
  set_reference (record, "agreement_id", note->agreement_id);
  set_reference (record, "to_teacher_id", note->to_teacher_id);
  return model_record_set (record, "audience", note->audience, error);
}

/**
 * _work_note_add:
 * @changing: a change under way
 * @note: a note
 * @error: return location
 *
 * Keeps a note; see work_change_note_new(). Whatever a teacher who has signed in writes is his or
 * her own, and never for the administration alone: he or she could not read it again.
 *
 * Returns: whether it is kept
 */
gboolean
_work_note_add (WorkChanging *changing, const WorkNote *note, GError **error)
{
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_NOTE);
  gint64 signed_in = store_connection_get_teacher (changing->connection);
  gint64 teacher_id = signed_in != 0 ? signed_in : note->teacher_id;
  g_autofree char *author = find_author (changing, teacher_id, error);

  if (author == NULL)
    return FALSE;
  if (base_text_is_blank (note->text))
    return _work_refuse (error, _ ("The note says nothing: write a few words."));
  if (!set_place (changing, record, note, error))
    return FALSE;
  if (signed_in != 0)
    model_record_set_canonical (record, "audience", "teachers");
  set_reference (record, "teacher_id", teacher_id);
  model_record_set_canonical (record, "author", author);
  model_record_set_canonical (record, "author_role",
                              teacher_id != 0 ? "teacher" : "administration");
  model_record_set_canonical (record, "made_at", changing->now);
  /* Whoever writes has read. */
  if (teacher_id == 0)
    model_record_set_canonical (record, "read_at", changing->now);
  return model_record_set (record, "tone", note->tone, error)
         && model_record_set (record, "text", note->text, error)
         && _work_changing_save (changing, record, error);
}

static gboolean
add_note (WorkChanging *changing, gpointer data, GError **error)
{
  const Asked *asked = data;
  WorkNote note = asked->note;

  note.tone = asked->tone;
  note.audience = asked->audience;
  note.text = asked->text;
  return _work_note_add (changing, &note, error);
}

/**
 * work_change_note_new:
 * @note: a note. Copied.
 *
 * Returns: (transfer full): the change that keeps it. A teacher's is unread until it is said to
 *   have been read.
 */
WorkChange *
work_change_note_new (const WorkNote *note)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->note = *note;
  asked->tone = g_strdup (note->tone);
  asked->audience = g_strdup (note->audience);
  asked->text = g_strdup (note->text);
  return _work_change_new ("note.add", add_note, asked, asked_free);
}

typedef struct
{
  GArray *ids; /* (element-type gint64) */
  gboolean read;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_array_unref (reading->ids);
  g_free (reading);
}

static gboolean
mark_for_teacher (WorkChanging *changing, const Reading *reading, GError **error)
{
  for (guint i = 0; i < reading->ids->len; i++)
    {
      if (!store_teacher_mark_note (changing->connection, g_array_index (reading->ids, gint64, i),
                                    reading->read ? changing->now : NULL, error))
        return FALSE;
      changing->n++;
    }
  return TRUE;
}

static gboolean
mark (WorkChanging *changing, gpointer data, GError **error)
{
  const Reading *reading = data;

  if (store_connection_get_teacher (changing->connection) != 0)
    return mark_for_teacher (changing, reading, error);
  for (guint i = 0; i < reading->ids->len; i++)
    {
      g_autoptr (ModelRecord) note = _work_changing_load (
          changing, MODEL_ENTITY_NOTE, g_array_index (reading->ids, gint64, i), error);

      if (note == NULL)
        return FALSE;
      if ((model_record_get (note, "read_at") != NULL) == reading->read)
        continue;
      model_record_set_canonical (note, "read_at", reading->read ? changing->now : NULL);
      if (!_work_changing_save (changing, note, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * work_change_notes_read_new:
 * @ids: (array length=n_ids): notes
 * @n_ids: how many
 * @read: whether they have been read
 *
 * Returns: (transfer full): the change that says so: by the administration, or by the teacher who
 *   has signed in for him or her alone
 */
WorkChange *
work_change_notes_read_new (const gint64 *ids, guint n_ids, gboolean read)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (reading->ids, ids, n_ids);
  reading->read = read;
  return _work_change_new ("note.read", mark, reading, reading_free);
}
