/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

/* What a line of a to-do list asks for: the page where it is done, and the act itself when it has a
 * window of its own. For "today" the first of these lists that the line is in decides. */
static const struct
{
  ModelTodo todo;
  const char *page;
  const char *sheet_action; /* (nullable): of its sheet, or of the student and period */
} acts[] = {
  { MODEL_TODO_TO_VALIDATE, "sheet", "win.open-sheet" },
  { MODEL_TODO_MESSAGES, "tracking", NULL },
  { MODEL_TODO_TO_MAKE, "agreement", NULL },
  { MODEL_TODO_TO_SEND, "agreement", NULL },
  { MODEL_TODO_TO_CHASE, "agreement", NULL },
  { MODEL_TODO_CERTIFICATES, "agreement", NULL },
  { MODEL_TODO_NO_PLACEMENT, "tracking", NULL },
  { MODEL_TODO_IN_SIGNATURE, "agreement", NULL },
  { MODEL_TODO_SIGNED, "documents", NULL },
};

static int
find_act (ModelLine *line, ModelTodo todo, const char *today)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (acts[i].todo == todo)
      return (int) i;
  if (todo == MODEL_TODO_ALL)
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (model_line_is_todo (line, acts[i].todo, today))
      return (int) i;
  return -1;
}

/**
 * _app_window_act_on_line:
 * @self: a window
 * @line: a line that was entered
 *
 * Leads to what the line asks for in the list that is looked at: to the page of the detail pane
 * where it is done, or to the sheet that is to be validated. In the lists of classes, to the page
 * that is shown already.
 */
void
_app_window_act_on_line (AppWindow *self, ModelLine *line)
{
  int act = find_act (line, self->place.todo, self->today);

  if (act >= 0)
    app_detail_show_page (self->detail, acts[act].page);
  adw_leaflet_navigate (self->inner, ADW_NAVIGATION_DIRECTION_FORWARD);
  if (act >= 0 && acts[act].sheet_action != NULL && line->placement_id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), acts[act].sheet_action, "x", line->placement_id);
}
