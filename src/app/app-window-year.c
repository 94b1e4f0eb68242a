/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-roll-over-window.h"
#include "app-toplevel.h"
#include "app-year-window.h"
#include "model-stage.h"

/**
 * _app_window_show_stages:
 * @self: a window
 *
 * Says which stages the list is narrowed to, when it is.
 */
void
_app_window_show_stages (AppWindow *self)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < MODEL_N_STAGES; i++)
    if ((self->stages & MODEL_STAGE_BIT (i)) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              _ (model_stage_info (i)->state.label));
  /* Translators: what the list is narrowed to: “Only: being signed”. */
  text = g_strdup_printf (_ ("Only: %s"), names->str);
  gtk_label_set_label (self->stage_label, text);
  gtk_revealer_set_reveal_child (self->stage_bar, self->stages != 0);
}

static void
set_stages (AppWindow *self, guint stages)
{
  self->stages = stages;
  _app_window_refresh_list (self);
}

static gint64
find_period (AppWindow *self, gint64 class_id, const char *name)
{
  for (guint i = 0; i < self->overview->classes->len; i++)
    {
      const WorkClass *class_group = self->overview->classes->pdata[i];

      for (guint j = 0; class_group->id == class_id && j < class_group->periods->len; j++)
        {
          const WorkPeriod *period = class_group->periods->pdata[j];

          if (g_str_equal (period->name, name))
            return period->id;
        }
    }
  return 0;
}

static void
on_show_stage_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;
  AppSidebarPlace place = { MODEL_TODO_ALL, 0, 0 };
  const char *period, *key;
  ModelStage stage;

  g_variant_get (parameter, "(x&s&s)", &place.class_group_id, &period, &key);
  if (!model_stage_from_key (key, &stage))
    return;
  place.period_id = find_period (self, place.class_group_id, period);
  /* The chart counts all: so does the list. */
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.clear-filter", NULL);
  if (app_sidebar_select (self->sidebar, &place))
    adw_leaflet_navigate (self->outer, ADW_NAVIGATION_DIRECTION_FORWARD);
  set_stages (self, MODEL_STAGE_BIT (stage));
  app_line_list_focus (self->list);
}

static void
on_show_all_stages_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  set_stages (self, 0);
  app_line_list_focus (self->list);
}

static void
on_year_overview_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  if (self->year_window == NULL)
    app_toplevel_remember (self, &self->year_window,
                           GTK_WINDOW (app_year_window_new (GTK_WINDOW (self))));
  _app_window_refresh_year (self);
  gtk_window_present (GTK_WINDOW (self->year_window));
}

/**
 * _app_window_refresh_year:
 * @self: a window with an overview
 *
 * Brings the overview of the year up to date, when it is open.
 */
void
_app_window_refresh_year (AppWindow *self)
{
  if (self->year_window != NULL)
    app_year_window_set_overview (self->year_window, self->overview, self->today);
}

/* ---- the next year ---- */

static void
finish (gpointer assistant, const WorkDone *done, const GError *error)
{
  app_roll_over_window_finish (assistant, done, error);
}

static void
say_ready (AppWindow *self, const WorkDone *done, const GError *error, gpointer assistant)
{
  if (done != NULL && done->operation_id != NULL)
    _app_window_say_done (self, _ ("The next school year is ready"), done->operation_id);
}

static void
on_accepted_cb (AppRollOverWindow *assistant, AppWindow *self)
{
  _app_window_apply_from (self,
                          work_change_roll_over_new (app_roll_over_window_get_plan (assistant)),
                          assistant, finish, say_ready);
}

static void
on_proposed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  WorkRollOver *plan = work_school_read_finish (WORK_SCHOOL (source), result, &error);
  AppRollOverWindow *assistant;

  if (self->school != WORK_SCHOOL (source))
    {
      work_roll_over_free (plan);
      return;
    }
  if (plan == NULL)
    {
      _app_window_show_error (self, _ ("The Next Year Cannot Be Prepared"), error);
      return;
    }
  assistant = app_roll_over_window_new (GTK_WINDOW (self), plan);
  g_signal_connect_object (assistant, "accepted", G_CALLBACK (on_accepted_cb), self, 0);
  gtk_window_present (GTK_WINDOW (assistant));
}

static void
on_roll_over_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  work_school_read_async (self->school, work_query_roll_over_new (self->overview->year_id),
                          self->cancellable, on_proposed_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { "year-overview", on_year_overview_cb },
  { "show-stage", on_show_stage_cb, "(xss)" },
  { "show-all-stages", on_show_all_stages_cb },
  { "roll-over", on_roll_over_cb },
};

/**
 * _app_window_install_year_actions:
 * @self: a window
 *
 * Adds what is done with a school year as a whole.
 */
void
_app_window_install_year_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
