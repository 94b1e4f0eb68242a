/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <string.h>

#include "app-acts.h"
#include "app-lines.h"

/* Of what every role may do. */
#define ANYBODY MODEL_N_ACTS

/* What an action needs to make sense, and what there is now. */
typedef enum
{
  NEEDS_SCHOOL = 1 << 0,
  NEEDS_WRITING = 1 << 1,
  NEEDS_NO_JOB = 1 << 2,
  NEEDS_JOB = 1 << 3,
  NEEDS_AGREEMENTS = 1 << 4, /* selected */
  NEEDS_PLACEMENTS = 1 << 5, /* selected and validated */
  NEEDS_UNDO = 1 << 6,
  NEEDS_REDO = 1 << 7,
  NEEDS_DOCUMENT = 1 << 8,
  NEEDS_FOLDER = 1 << 9,
  NEEDS_LINES = 1 << 10,     /* in the list */
  NEEDS_LINE = 1 << 11,      /* one is shown in the detail pane */
  NEEDS_CANCELLED = 1 << 12, /* and its agreement is cancelled */
  NEEDS_SELECTED = 1 << 13,  /* one or several */
  NEEDS_SEVERAL = 1 << 14,
  NEEDS_SHEETS = 1 << 15,       /* selected, and not validated */
  NEEDS_CERTIFIED = 1 << 16,    /* selected, and a certificate may come for it */
  NEEDS_COMPANY = 1 << 17,      /* the one line names a company */
  NEEDS_TEACHER = 1 << 18,      /* and a teacher */
  NEEDS_EXPORTED = 1 << 19,     /* a file was written for a spreadsheet */
  NEEDS_IN_SIGNATURE = 1 << 20, /* selected, and with the provider of signatures */
  NEEDS_TO_PAPER = 1 << 21,     /* selected, electronic, and free to be signed on paper */
  NEEDS_REMINDING = 1 << 22,    /* a provider that can do that */
  NEEDS_TRANSFERRING = 1 << 23, /* alike */
  NEEDS_OPENED = 1 << 24,       /* a document of the one line is here, made or kept */
  NEEDS_ACCOUNT = 1 << 25,      /* somebody has signed in */
  NEEDS_UNDECIDED = 1 << 26     /* selected, no search on which only others decide */
} AppNeeds;

static const struct
{
  const char *action;
  int needs;
  ModelAct act; /* what a role must be allowed */
} all_needs[] = {
  { "step-forward", NEEDS_WRITING | NEEDS_AGREEMENTS, MODEL_ACT_MOVE_STEP },
  { "step-back", NEEDS_WRITING | NEEDS_AGREEMENTS, MODEL_ACT_MOVE_STEP },
  { "set-step", NEEDS_WRITING | NEEDS_AGREEMENTS, MODEL_ACT_MOVE_STEP },
  { "add-interview", NEEDS_WRITING, MODEL_ACT_EDIT_SEARCH },
  { "edit-interview", NEEDS_WRITING, MODEL_ACT_EDIT_SEARCH },
  { "interview-of-selected", NEEDS_WRITING | NEEDS_LINE, MODEL_ACT_EDIT_SEARCH },
  { "set-search-state", NEEDS_WRITING | NEEDS_UNDECIDED, MODEL_ACT_EDIT_SEARCH },
  { "decide-search-state", NEEDS_WRITING, MODEL_ACT_VALIDATE_SHEET },
  { "add-note", NEEDS_WRITING, MODEL_ACT_NOTE_TEACHERS },
  { "note-of-selected", NEEDS_WRITING | NEEDS_LINE, MODEL_ACT_NOTE_TEACHERS },
  { "read-note", NEEDS_WRITING, MODEL_ACT_NOTE_TEACHERS },
  { "answer-note", NEEDS_WRITING, MODEL_ACT_NOTE_TEACHERS },
  { "delete-note", NEEDS_WRITING, MODEL_ACT_NOTE_TEACHERS },
  { "edit-signatory", NEEDS_WRITING, MODEL_ACT_SIGN },
  { "sign-signatory", NEEDS_WRITING, MODEL_ACT_SIGN },
  { "sent-to-all", NEEDS_WRITING | NEEDS_AGREEMENTS, MODEL_ACT_SIGN },
  { "reminded", NEEDS_WRITING | NEEDS_AGREEMENTS, MODEL_ACT_SIGN },
  { "cancel-agreement", NEEDS_WRITING | NEEDS_AGREEMENTS, MODEL_ACT_MAKE_AGREEMENT },
  { "clone-agreement", NEEDS_WRITING | NEEDS_CANCELLED, MODEL_ACT_MAKE_AGREEMENT },
  { "signed-outside", NEEDS_WRITING | NEEDS_AGREEMENTS, MODEL_ACT_SIGN },
  { "attach-file", NEEDS_WRITING, MODEL_ACT_MAKE_AGREEMENT },
  { "attach-scan", NEEDS_WRITING | NEEDS_LINE, MODEL_ACT_MAKE_AGREEMENT },
  { "attach-signed", NEEDS_WRITING | NEEDS_LINE, MODEL_ACT_SIGN },
  { "open-kept", NEEDS_SCHOOL, ANYBODY },
  { "preview", NEEDS_LINE, ANYBODY },
  { "save-kept", NEEDS_SCHOOL, ANYBODY },
  { "check-kept", NEEDS_SCHOOL, ANYBODY },
  { "edit-sheet", NEEDS_SCHOOL, ANYBODY },
  { "new-sheet", NEEDS_WRITING, MODEL_ACT_EDIT_SHEET },
  { "open-sheet", NEEDS_SCHOOL, ANYBODY },
  { "validate", NEEDS_WRITING | NEEDS_SHEETS, MODEL_ACT_VALIDATE_SHEET },
  { "submit-sheet", NEEDS_WRITING | NEEDS_SHEETS, MODEL_ACT_EDIT_SHEET },
  { "refuse-sheet", NEEDS_WRITING | NEEDS_SHEETS, MODEL_ACT_VALIDATE_SHEET },
  { "undo", NEEDS_WRITING | NEEDS_UNDO, MODEL_ACT_UNDO },
  { "redo", NEEDS_WRITING | NEEDS_REDO, MODEL_ACT_UNDO },
  { "undo-operation", NEEDS_WRITING, MODEL_ACT_UNDO },
  { "generate", NEEDS_WRITING | NEEDS_NO_JOB | NEEDS_PLACEMENTS, MODEL_ACT_MAKE_AGREEMENT },
  { "generate-all", NEEDS_WRITING | NEEDS_NO_JOB, MODEL_ACT_MAKE_AGREEMENT },
  { "generate-to", NEEDS_WRITING | NEEDS_NO_JOB, MODEL_ACT_MAKE_AGREEMENT },
  { "generate-placements", NEEDS_WRITING | NEEDS_NO_JOB, MODEL_ACT_MAKE_AGREEMENT },
  { "generate-anyway", NEEDS_WRITING | NEEDS_NO_JOB, MODEL_ACT_MAKE_AGREEMENT },
  { "print", NEEDS_SCHOOL | NEEDS_NO_JOB, MODEL_ACT_MAKE_AGREEMENT },
  { "save-pdf", NEEDS_SCHOOL | NEEDS_NO_JOB, MODEL_ACT_MAKE_AGREEMENT },
  { "save-pdf-to", NEEDS_SCHOOL | NEEDS_NO_JOB, MODEL_ACT_MAKE_AGREEMENT },
  { "save-pdf-placements", NEEDS_SCHOOL | NEEDS_NO_JOB, MODEL_ACT_MAKE_AGREEMENT },
  { "sign-send", NEEDS_WRITING | NEEDS_NO_JOB, MODEL_ACT_SIGN },
  { "sign-sync", NEEDS_WRITING | NEEDS_NO_JOB, MODEL_ACT_SIGN },
  { "sign-remind", NEEDS_WRITING | NEEDS_NO_JOB | NEEDS_REMINDING, MODEL_ACT_SIGN },
  { "sign-remind-selected", NEEDS_WRITING | NEEDS_NO_JOB | NEEDS_IN_SIGNATURE | NEEDS_REMINDING,
    MODEL_ACT_SIGN },
  { "sign-transfer", NEEDS_WRITING | NEEDS_NO_JOB | NEEDS_TRANSFERRING, MODEL_ACT_SIGN },
  { "sign-stop", NEEDS_WRITING | NEEDS_NO_JOB | NEEDS_IN_SIGNATURE, MODEL_ACT_SIGN },
  { "sign-on-paper", NEEDS_WRITING | NEEDS_TO_PAPER, MODEL_ACT_SIGN },
  { "compose", NEEDS_WRITING | NEEDS_LINES, MODEL_ACT_WRITE_MESSAGES },
  { "outbox", NEEDS_SCHOOL, MODEL_ACT_WRITE_MESSAGES },
  { "outbox-send", NEEDS_WRITING, MODEL_ACT_WRITE_MESSAGES },
  { "show-agreement", NEEDS_SCHOOL, ANYBODY },
  { "show-message", NEEDS_SCHOOL, MODEL_ACT_WRITE_MESSAGES },
  { "show-search", NEEDS_SCHOOL, ANYBODY },
  { "import", NEEDS_WRITING | NEEDS_NO_JOB, MODEL_ACT_IMPORT },
  { "import-files", NEEDS_WRITING | NEEDS_NO_JOB, MODEL_ACT_IMPORT },
  { "cancel-job", NEEDS_JOB, ANYBODY },
  { "reload", NEEDS_SCHOOL, ANYBODY },
  { "preferences", NEEDS_SCHOOL, MODEL_ACT_EDIT_SETTINGS },
  { "preferences-page", NEEDS_SCHOOL, MODEL_ACT_EDIT_SETTINGS },
  { "search", NEEDS_SCHOOL, ANYBODY },
  { "next-pane", NEEDS_SCHOOL, ANYBODY },
  { "select-all", NEEDS_SCHOOL, ANYBODY },
  { "columns", NEEDS_SCHOOL, ANYBODY },
  { "reset-columns", NEEDS_SCHOOL, ANYBODY },
  { "copy", NEEDS_LINES, MODEL_ACT_EXPORT_LIST },
  { "exchange", NEEDS_WRITING | NEEDS_NO_JOB, MODEL_ACT_EXCHANGE },
  { "exchange-file", NEEDS_WRITING | NEEDS_NO_JOB, MODEL_ACT_EXCHANGE },
  { "export", NEEDS_LINES | NEEDS_NO_JOB, MODEL_ACT_EXPORT_LIST },
  { "export-teachers", NEEDS_SCHOOL | NEEDS_NO_JOB, MODEL_ACT_EXPORT_LIST },
  { "export-companies", NEEDS_SCHOOL | NEEDS_NO_JOB, MODEL_ACT_EXPORT_LIST },
  { "export-days", NEEDS_SCHOOL | NEEDS_NO_JOB, MODEL_ACT_EXPORT_LIST },
  { "export-to", NEEDS_SCHOOL | NEEDS_NO_JOB, MODEL_ACT_EXPORT_LIST },
  { "slips", NEEDS_LINES, MODEL_ACT_MAKE_AGREEMENT },
  { "merge-into-one", NEEDS_LINES | NEEDS_NO_JOB, MODEL_ACT_MAKE_AGREEMENT },
  { "open-exported", NEEDS_EXPORTED, MODEL_ACT_EXPORT_LIST },
  { "reveal-exported", NEEDS_EXPORTED, MODEL_ACT_EXPORT_LIST },
  { "sheet-of-selected", NEEDS_LINE, ANYBODY },
  { "new-sheet-of-selected", NEEDS_WRITING | NEEDS_LINE, MODEL_ACT_EDIT_SHEET },
  { "set-referent", NEEDS_WRITING | NEEDS_SELECTED, MODEL_ACT_MAKE_AGREEMENT },
  { "choose-referent", NEEDS_WRITING | NEEDS_SELECTED, MODEL_ACT_MAKE_AGREEMENT },
  { "set-template", NEEDS_WRITING | NEEDS_SELECTED, MODEL_ACT_MAKE_AGREEMENT },
  { "choose-template", NEEDS_WRITING | NEEDS_SELECTED, MODEL_ACT_MAKE_AGREEMENT },
  { "fill-down", NEEDS_WRITING | NEEDS_SEVERAL, MODEL_ACT_MAKE_AGREEMENT },
  { "year-overview", NEEDS_SCHOOL, ANYBODY },
  { "students", NEEDS_SCHOOL, ANYBODY },
  { "companies", NEEDS_SCHOOL, ANYBODY },
  { "teachers", NEEDS_SCHOOL, ANYBODY },
  { "show-student", NEEDS_SCHOOL, ANYBODY },
  { "show-company", NEEDS_SCHOOL, ANYBODY },
  { "show-teacher", NEEDS_SCHOOL, ANYBODY },
  { "show-line", NEEDS_SCHOOL, ANYBODY },
  { "student-of-selected", NEEDS_SCHOOL | NEEDS_LINE, ANYBODY },
  { "company-of-selected", NEEDS_SCHOOL | NEEDS_COMPANY, ANYBODY },
  { "teacher-of-selected", NEEDS_SCHOOL | NEEDS_TEACHER, ANYBODY },
  { "show-stage", NEEDS_SCHOOL, ANYBODY },
  { "show-all-stages", NEEDS_SCHOOL, ANYBODY },
  { "roll-over", NEEDS_WRITING | NEEDS_NO_JOB, MODEL_ACT_IMPORT },
  { "certificate", NEEDS_WRITING | NEEDS_CERTIFIED, MODEL_ACT_MAKE_AGREEMENT },
  { "filter", NEEDS_SCHOOL, ANYBODY },
  { "clear-filter", NEEDS_SCHOOL, ANYBODY },
  { "choose-filter", NEEDS_SCHOOL, ANYBODY },
  { "open-document", NEEDS_OPENED, ANYBODY },
  { "reveal-document", NEEDS_DOCUMENT, ANYBODY },
  { "open-folder", NEEDS_FOLDER, ANYBODY },
  { "lock", NEEDS_SCHOOL | NEEDS_ACCOUNT, ANYBODY },
  { "lock-after", NEEDS_SCHOOL | NEEDS_ACCOUNT, ANYBODY },
  { "sign-out", NEEDS_SCHOOL | NEEDS_ACCOUNT, ANYBODY },
  { "change-password", NEEDS_SCHOOL | NEEDS_ACCOUNT, ANYBODY },
};

/* What has no needs, and is no way into a school that is locked. */
static const char *const always[] = { "help", "show-help-overlay", NULL };

static int
what_school_gives (AppWindow *self)
{
  int gives = NEEDS_SCHOOL;

  if (self->overview == NULL)
    return 0;
  if (work_school_get_account (self->school) != NULL)
    gives |= NEEDS_ACCOUNT;
  if (!_app_window_is_read_only (self))
    gives |= NEEDS_WRITING;
  if (self->overview->undo_label != NULL)
    gives |= NEEDS_UNDO;
  if (self->overview->redo_label != NULL)
    gives |= NEEDS_REDO;
  if (_app_window_signs_with (self, SIGN_FEATURE_REMIND))
    gives |= NEEDS_REMINDING;
  if (_app_window_signs_with (self, SIGN_FEATURE_TRANSFER))
    gives |= NEEDS_TRANSFERRING;
  return gives;
}

static int
what_line_gives (AppWindow *self, ModelLine *line)
{
  int gives = NEEDS_LINE;

  if (line == NULL)
    return 0;
  if (line->cancelled)
    gives |= NEEDS_CANCELLED;
  if (line->company_id != 0)
    gives |= NEEDS_COMPANY;
  if (line->teacher_id != 0)
    gives |= NEEDS_TEACHER;
  if (g_hash_table_contains (self->documents, &line->placement_id))
    gives |= NEEDS_DOCUMENT | NEEDS_OPENED;
  if (line->request_id != 0)
    gives |= NEEDS_OPENED;
  return gives;
}

static gboolean
may_change_states (AppWindow *self, GPtrArray *selected)
{
  for (guint i = 0; i < selected->len; i++)
    if (model_search_state_is_decision (((ModelLine *) selected->pdata[i])->search_state))
      return _app_window_may (self, MODEL_ACT_VALIDATE_SHEET);
  return TRUE;
}

static int
what_selection_gives (AppWindow *self)
{
  g_autoptr (GArray) agreements = _app_window_selected_agreements (self);
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  g_autoptr (GArray) placements = app_lines_to_generate (selected);
  g_autoptr (GArray) to_paper = app_lines_to_paper (selected);
  g_autoptr (GArray) in_signature = app_lines_in_signature (selected);
  guint n_selected = app_line_list_get_n_selected (self->list);
  int gives = what_line_gives (self, app_detail_get_line (self->detail));

  if (agreements->len > 0)
    gives |= NEEDS_AGREEMENTS;
  if (placements->len > 0)
    gives |= NEEDS_PLACEMENTS;
  if (to_paper->len > 0)
    gives |= NEEDS_TO_PAPER;
  if (in_signature->len > 0)
    gives |= NEEDS_IN_SIGNATURE;
  if (may_change_states (self, selected))
    gives |= NEEDS_UNDECIDED;
  if (_app_window_has_certified (self))
    gives |= NEEDS_CERTIFIED;
  if (_app_window_has_sheets (self))
    gives |= NEEDS_SHEETS;
  if (app_line_list_get_n_lines (self->list) > 0)
    gives |= NEEDS_LINES;
  if (n_selected > 0)
    gives |= NEEDS_SELECTED;
  if (n_selected > 1)
    gives |= NEEDS_SEVERAL;
  return gives;
}

/**
 * _app_window_may:
 * @self: a window
 * @act: something to do
 *
 * Returns: whether whoever works in it may do that, be it with what is their own
 */
gboolean
_app_window_may (AppWindow *self, ModelAct act)
{
  return act == ANYBODY || self->school == NULL
         || work_school_may (self->school, act) != MODEL_MAY_NO;
}

/* A button of another group is none of the window's. */
static gboolean
may_action (const char *action, gpointer user_data)
{
  AppWindow *self = user_data;

  return !g_str_has_prefix (action, "win.")
         || !g_hash_table_contains (self->account.withdrawn, action + strlen ("win."));
}

/**
 * _app_window_withhold:
 * @self: a window
 * @root: something that it shows
 *
 * Hides the buttons in @root of what is not for whoever is signed in.
 */
void
_app_window_withhold (AppWindow *self, GtkWidget *root)
{
  app_acts_show (root, may_action, self);
}

static void
withdraw (AppWindow *self, const char *name)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  if (action == NULL)
    return;
  g_hash_table_insert (self->account.withdrawn, (gpointer) name, g_object_ref (action));
  g_action_map_remove_action (G_ACTION_MAP (self), name);
}

static void
give (AppWindow *self, const char *name)
{
  GAction *action = g_hash_table_lookup (self->account.withdrawn, name);

  if (action == NULL)
    return;
  g_action_map_add_action (G_ACTION_MAP (self), action);
  g_hash_table_remove (self->account.withdrawn, name);
}

/**
 * _app_window_take_acts:
 * @self: a window
 *
 * Leaves whoever is signed in the actions that their role may ever do: the others are not there,
 * and their menu items and buttons are hidden.
 */
void
_app_window_take_acts (AppWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_needs); i++)
    if (_app_window_may (self, all_needs[i].act))
      give (self, all_needs[i].action);
    else
      withdraw (self, all_needs[i].action);
  gtk_widget_set_visible (GTK_WIDGET (self->step_button),
                          _app_window_may (self, MODEL_ACT_MOVE_STEP));
  app_detail_set_may_decide (self->detail, _app_window_may (self, MODEL_ACT_VALIDATE_SHEET));
  _app_window_withhold (self, GTK_WIDGET (self->pages));
}

/* What changes nothing that is shown has no needs; locked, it is a way in all the same. */
static void
cover (AppWindow *self, gboolean is_locked)
{
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self));

  for (guint i = 0; names[i] != NULL; i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), names[i]);

      if (G_IS_SIMPLE_ACTION (action))
        g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                     !is_locked || g_strv_contains (always, names[i]));
    }
}

/**
 * _app_window_update_actions:
 * @self: a window
 *
 * Enables what makes sense now.
 */
void
_app_window_update_actions (AppWindow *self)
{
  g_autofree char *folder = _app_window_dup_folder (self);
  gboolean is_locked = _app_window_is_locked (self);
  int gives = what_school_gives (self) | what_selection_gives (self);

  if (is_locked != self->account.is_covered)
    cover (self, is_locked);
  self->account.is_covered = is_locked;
  if (is_locked)
    return;
  gives |= self->job != NULL ? NEEDS_JOB : NEEDS_NO_JOB;
  if (folder[0] != '\0')
    gives |= NEEDS_FOLDER;
  if (self->exported != NULL)
    gives |= NEEDS_EXPORTED;
  for (guint i = 0; i < G_N_ELEMENTS (all_needs); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), all_needs[i].action);

      if (action != NULL)
        g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                     (gives & all_needs[i].needs) == all_needs[i].needs);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->step_button),
                            (gives & NEEDS_WRITING) && (gives & NEEDS_AGREEMENTS));
  _app_window_name_undo (self);
}
