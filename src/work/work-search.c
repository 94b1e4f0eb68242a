/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-search.h"

#include <glib/gi18n-lib.h>

#include "model-state.h"
#include "store-teacher.h"
#include "work-search-private.h"

/**
 * _work_search_find:
 * @connection: a connection
 * @student_id: a student
 * @period_id: a period
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the search; a new one that is not saved when there is none
 *   yet; %NULL with @error
 */
ModelRecord *
_work_search_find (StoreConnection *connection, gint64 student_id, gint64 period_id, GError **error)
{
  g_autofree char *student = g_strdup_printf ("%" G_GINT64_FORMAT, student_id);
  g_autofree char *period = g_strdup_printf ("%" G_GINT64_FORMAT, period_id);
  g_autoptr (GError) local = NULL;
  ModelRecord *search = store_find_one (connection, MODEL_ENTITY_SEARCH, &local, "student_id",
                                        student, "period_id", period, NULL);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (search == NULL)
    {
      search = model_record_new (MODEL_ENTITY_SEARCH);
      model_record_set_int (search, "student_id", student_id);
      model_record_set_int (search, "period_id", period_id);
      model_record_set_canonical (search, "state",
                                  model_search_state_info (MODEL_SEARCH_NOT_STARTED)->key);
    }
  return search;
}

/**
 * _work_search_ensure:
 * @changing: a change under way
 * @student_id: a student
 * @period_id: a period
 * @error: return location
 *
 * Returns: (transfer full): the search, which has a row from now on; or %NULL
 */
ModelRecord *
_work_search_ensure (WorkChanging *changing, gint64 student_id, gint64 period_id, GError **error)
{
  g_autoptr (ModelRecord) search = NULL;

  if (student_id == 0 || period_id == 0)
    {
      _work_refuse (error, _ ("This student’s class has no period: add one in the settings, then "
                              "follow the search."));
      return NULL;
    }
  search = _work_search_find (changing->connection, student_id, period_id, error);
  if (search == NULL
      || (model_record_get_id (search) == 0
          && !store_save (changing->connection, search, changing->operation, NULL, error)))
    return NULL;
  return g_steal_pointer (&search);
}

static ModelSearchState
state_of (ModelRecord *search)
{
  ModelSearchState state = MODEL_SEARCH_NOT_STARTED;

  model_search_state_from_key (model_record_get (search, "state"), &state);
  return state;
}

/**
 * _work_search_follow_sheet:
 * @changing: a change under way
 * @search_id: a search
 * @placement_state: the state that one of its sheets has just come to
 * @error: return location
 *
 * Moves the search as its sheet suggests (see model_search_state_suggest()).
 *
 * Returns: whether it is done
 */
gboolean
_work_search_follow_sheet (WorkChanging *changing,
                           gint64 search_id,
                           const char *placement_state,
                           GError **error)
{
  g_autoptr (ModelRecord) search =
      _work_changing_load (changing, MODEL_ENTITY_SEARCH, search_id, error);
  ModelSearchState state;

  if (search == NULL)
    return FALSE;
  state = model_search_state_suggest (state_of (search), placement_state);
  model_record_set_canonical (search, "state", model_search_state_info (state)->key);
  return store_save (changing->connection, search, changing->operation, NULL, error);
}

typedef struct
{
  WorkPlace place;
  ModelRecord *interview;
} Interview;

static void
interview_free (gpointer data)
{
  Interview *interview = data;

  g_object_unref (interview->interview);
  g_free (interview);
}

/* A teacher changes nobody else's interviews. */
static gboolean
check_own (WorkChanging *changing, ModelRecord *interview, GError **error)
{
  gint64 teacher_id = store_connection_get_teacher (changing->connection);

  return teacher_id == 0 || model_record_get_int (interview, "teacher_id") == teacher_id
         || _work_refuse (error, _ ("This interview is not yours: ask whoever held it, or the "
                                    "administration, to change it."));
}

/* A teacher tells of his or her own. */
static gboolean
check_teacher (WorkChanging *changing, ModelRecord *interview, GError **error)
{
  gint64 teacher_id = store_connection_get_teacher (changing->connection);
  gint64 id = model_record_get_id (interview);
  g_autoptr (ModelRecord) before = NULL;

  if (teacher_id == 0)
    return TRUE;
  if (id != 0)
    {
      before = _work_changing_load (changing, MODEL_ENTITY_INTERVIEW, id, error);
      if (before == NULL || !check_own (changing, before, error))
        return FALSE;
    }
  model_record_set_int (interview, "teacher_id", teacher_id);
  return TRUE;
}

/**
 * _work_interview_save:
 * @changing: a change under way
 * @place: whose search it is about
 * @interview: an interview, new (id 0) or changed
 * @error: return location
 *
 * Keeps an account of an interview; see work_change_interview_new().
 *
 * Returns: whether it is kept
 */
gboolean
_work_interview_save (WorkChanging *changing,
                      const WorkPlace *place,
                      ModelRecord *interview,
                      GError **error)
{
  g_autoptr (ModelRecord) search = NULL;
  const char *account = model_record_get (interview, "account");

  if (account == NULL || account[0] == '\0')
    return _work_refuse (error,
                         _ ("The interview has no account: say in a few words what came of it."));
  if (!check_teacher (changing, interview, error))
    return FALSE;
  search = _work_search_ensure (changing, place->student_id, place->period_id, error);
  if (search == NULL)
    return FALSE;
  model_record_set_int (interview, "search_id", model_record_get_id (search));
  if (model_record_get (interview, "day") == NULL)
    model_record_set_canonical (interview, "day", changing->today);
  /* Whoever was spoken to is searching. */
  if (state_of (search) == MODEL_SEARCH_NOT_STARTED)
    {
      model_record_set_canonical (search, "state",
                                  model_search_state_info (MODEL_SEARCH_SEARCHING)->key);
      if (!store_save (changing->connection, search, changing->operation, NULL, error))
        return FALSE;
    }
  return _work_changing_save (changing, interview, error);
}

static gboolean
save_interview (WorkChanging *changing, gpointer data, GError **error)
{
  const Interview *asked = data;
  g_autoptr (ModelRecord) interview = model_record_copy (asked->interview);

  return _work_interview_save (changing, &asked->place, interview, error);
}

/**
 * work_change_interview_new:
 * @place: whose search it is about
 * @interview: an interview, new (id 0) or changed; its search is found or made. Copied.
 *
 * Returns: (transfer full): the change that keeps an account of an interview. A search that was not
 *   started is searching from then on.
 */
WorkChange *
work_change_interview_new (const WorkPlace *place, ModelRecord *interview)
{
  Interview *asked = g_new0 (Interview, 1);

  asked->place = *place;
  asked->interview = model_record_copy (interview);
  return _work_change_new (model_record_get_id (interview) == 0 ? "interview.add"
                                                                : "interview.change",
                           save_interview, asked, interview_free);
}

static gboolean
delete_interview (WorkChanging *changing, gpointer data, GError **error)
{
  const gint64 *id = data;
  g_autoptr (ModelRecord) interview =
      _work_changing_load (changing, MODEL_ENTITY_INTERVIEW, *id, error);

  changing->n = 1;
  return interview != NULL && check_own (changing, interview, error)
         && store_delete (changing->connection, interview, changing->operation, error);
}

/**
 * work_change_interview_delete_new:
 * @id: an interview
 *
 * Returns: (transfer full): the change that deletes it
 */
WorkChange *
work_change_interview_delete_new (gint64 id)
{
  return _work_change_new ("interview.delete", delete_interview, g_memdup2 (&id, sizeof id),
                           g_free);
}

typedef struct
{
  GArray *places; /* (element-type WorkPlace) */
  char *state;
  char *reason;
  gint64 teacher_id;
} Searches;

static void
searches_free (gpointer data)
{
  Searches *searches = data;

  g_array_unref (searches->places);
  g_free (searches->state);
  g_free (searches->reason);
  g_free (searches);
}

static Searches *
searches_new (const WorkPlace *places, guint n_places)
{
  Searches *searches = g_new0 (Searches, 1);

  searches->places = g_array_new (FALSE, FALSE, sizeof (WorkPlace));
  if (n_places > 0)
    g_array_append_vals (searches->places, places, n_places);
  return searches;
}

/* A state that a validated sheet contradicts would hide the agreement that goes on. */
static gboolean
check_state (WorkChanging *changing, ModelRecord *search, const char *state, GError **error)
{
  g_autoptr (GPtrArray) sheets = NULL;

  if (g_str_equal (state, "validated"))
    return TRUE;
  sheets = _work_changing_find (changing, MODEL_ENTITY_PLACEMENT, "search_id",
                                model_record_get_id (search), error);
  for (guint i = 0; sheets != NULL && i < sheets->len; i++)
    if (g_strcmp0 (model_record_get (sheets->pdata[i], "state"), "validated") == 0)
      return _work_refuse (error, _ ("The student has a validated sheet in this period: take its "
                                     "validation back before the search goes back."));
  return sheets != NULL;
}

static gboolean
set_states (WorkChanging *changing, gpointer data, GError **error)
{
  const Searches *searches = data;

  if (!model_search_state_from_key (searches->state, NULL))
    return _work_refuse (error, _ ("There is no search state “%s”."), searches->state);
  for (guint i = 0; i < searches->places->len; i++)
    {
      const WorkPlace *place = &g_array_index (searches->places, WorkPlace, i);
      g_autoptr (ModelRecord) search =
          _work_search_ensure (changing, place->student_id, place->period_id, error);

      if (search == NULL || !check_state (changing, search, searches->state, error))
        return FALSE;
      model_record_set_canonical (search, "state", searches->state);
      model_record_set_canonical (search, "reason", searches->reason);
      if (!_work_changing_save (changing, search, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * work_change_search_state_new:
 * @places: (array length=n_places): whose searches
 * @n_places: how many
 * @state: key of the state
 * @reason: (nullable): why: of an exemption, of a refusal
 *
 * Returns: (transfer full): the change that moves the searches there; all of them or none
 */
WorkChange *
work_change_search_state_new (const WorkPlace *places,
                              guint n_places,
                              const char *state,
                              const char *reason)
{
  Searches *searches = searches_new (places, n_places);

  searches->state = g_strdup (state);
  searches->reason = g_strdup (reason != NULL && reason[0] != '\0' ? reason : NULL);
  return _work_change_new ("search.state", set_states, searches, searches_free);
}

static gboolean
set_followers (WorkChanging *changing, gpointer data, GError **error)
{
  const Searches *searches = data;

  for (guint i = 0; i < searches->places->len; i++)
    {
      const WorkPlace *place = &g_array_index (searches->places, WorkPlace, i);
      g_autoptr (ModelRecord) search =
          _work_search_ensure (changing, place->student_id, place->period_id, error);

      if (search == NULL)
        return FALSE;
      if (searches->teacher_id != 0)
        model_record_set_int (search, "teacher_id", searches->teacher_id);
      else
        model_record_set_canonical (search, "teacher_id", NULL);
      if (!_work_changing_save (changing, search, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * work_change_follower_new:
 * @places: (array length=n_places): whose searches
 * @n_places: how many
 * @teacher_id: a teacher, or 0 for nobody
 *
 * Returns: (transfer full): the change that says who follows the searches
 */
WorkChange *
work_change_follower_new (const WorkPlace *places, guint n_places, gint64 teacher_id)
{
  Searches *searches = searches_new (places, n_places);

  searches->teacher_id = teacher_id;
  return _work_change_new ("fill.teacher", set_followers, searches, searches_free);
}
