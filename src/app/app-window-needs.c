/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include "app-lines.h"

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
  NEEDS_OPENED = 1 << 24        /* a document of the one line is here, made or kept */
} AppNeeds;

static const struct
{
  const char *action;
  int needs;
} all_needs[] = {
  { "step-forward", NEEDS_WRITING | NEEDS_AGREEMENTS },
  { "step-back", NEEDS_WRITING | NEEDS_AGREEMENTS },
  { "set-step", NEEDS_WRITING | NEEDS_AGREEMENTS },
  { "add-interview", NEEDS_WRITING },
  { "edit-interview", NEEDS_WRITING },
  { "interview-of-selected", NEEDS_WRITING | NEEDS_LINE },
  { "set-search-state", NEEDS_WRITING },
  { "add-note", NEEDS_WRITING },
  { "note-of-selected", NEEDS_WRITING | NEEDS_LINE },
  { "read-note", NEEDS_WRITING },
  { "delete-note", NEEDS_WRITING },
  { "edit-signatory", NEEDS_WRITING },
  { "sign-signatory", NEEDS_WRITING },
  { "sent-to-all", NEEDS_WRITING | NEEDS_AGREEMENTS },
  { "reminded", NEEDS_WRITING | NEEDS_AGREEMENTS },
  { "cancel-agreement", NEEDS_WRITING | NEEDS_AGREEMENTS },
  { "clone-agreement", NEEDS_WRITING | NEEDS_CANCELLED },
  { "signed-outside", NEEDS_WRITING | NEEDS_AGREEMENTS },
  { "attach-file", NEEDS_WRITING },
  { "attach-scan", NEEDS_WRITING | NEEDS_LINE },
  { "attach-signed", NEEDS_WRITING | NEEDS_LINE },
  { "open-kept", NEEDS_SCHOOL },
  { "preview", NEEDS_LINE },
  { "save-kept", NEEDS_SCHOOL },
  { "check-kept", NEEDS_SCHOOL },
  { "edit-sheet", NEEDS_SCHOOL },
  { "new-sheet", NEEDS_WRITING },
  { "open-sheet", NEEDS_SCHOOL },
  { "validate", NEEDS_WRITING | NEEDS_SHEETS },
  { "submit-sheet", NEEDS_WRITING | NEEDS_SHEETS },
  { "refuse-sheet", NEEDS_WRITING | NEEDS_SHEETS },
  { "undo", NEEDS_WRITING | NEEDS_UNDO },
  { "redo", NEEDS_WRITING | NEEDS_REDO },
  { "undo-operation", NEEDS_WRITING },
  { "generate", NEEDS_WRITING | NEEDS_NO_JOB | NEEDS_PLACEMENTS },
  { "generate-all", NEEDS_WRITING | NEEDS_NO_JOB },
  { "generate-to", NEEDS_WRITING | NEEDS_NO_JOB },
  { "generate-placements", NEEDS_WRITING | NEEDS_NO_JOB },
  { "print", NEEDS_SCHOOL | NEEDS_NO_JOB },
  { "save-pdf", NEEDS_SCHOOL | NEEDS_NO_JOB },
  { "save-pdf-to", NEEDS_SCHOOL | NEEDS_NO_JOB },
  { "save-pdf-placements", NEEDS_SCHOOL | NEEDS_NO_JOB },
  { "sign-send", NEEDS_WRITING | NEEDS_NO_JOB },
  { "sign-sync", NEEDS_WRITING | NEEDS_NO_JOB },
  { "sign-remind", NEEDS_WRITING | NEEDS_NO_JOB | NEEDS_REMINDING },
  { "sign-remind-selected", NEEDS_WRITING | NEEDS_NO_JOB | NEEDS_IN_SIGNATURE | NEEDS_REMINDING },
  { "sign-transfer", NEEDS_WRITING | NEEDS_NO_JOB | NEEDS_TRANSFERRING },
  { "sign-stop", NEEDS_WRITING | NEEDS_NO_JOB | NEEDS_IN_SIGNATURE },
  { "sign-on-paper", NEEDS_WRITING | NEEDS_TO_PAPER },
  { "compose", NEEDS_WRITING | NEEDS_LINES },
  { "outbox", NEEDS_SCHOOL },
  { "outbox-send", NEEDS_WRITING },
  { "show-agreement", NEEDS_SCHOOL },
  { "show-message", NEEDS_SCHOOL },
  { "show-search", NEEDS_SCHOOL },
  { "import", NEEDS_WRITING | NEEDS_NO_JOB },
  { "import-files", NEEDS_WRITING | NEEDS_NO_JOB },
  { "cancel-job", NEEDS_JOB },
  { "reload", NEEDS_SCHOOL },
  { "preferences", NEEDS_SCHOOL },
  { "preferences-page", NEEDS_SCHOOL },
  { "search", NEEDS_SCHOOL },
  { "next-pane", NEEDS_SCHOOL },
  { "select-all", NEEDS_SCHOOL },
  { "columns", NEEDS_SCHOOL },
  { "reset-columns", NEEDS_SCHOOL },
  { "copy", NEEDS_LINES },
  { "export", NEEDS_LINES | NEEDS_NO_JOB },
  { "export-teachers", NEEDS_SCHOOL | NEEDS_NO_JOB },
  { "export-companies", NEEDS_SCHOOL | NEEDS_NO_JOB },
  { "export-days", NEEDS_SCHOOL | NEEDS_NO_JOB },
  { "export-to", NEEDS_SCHOOL | NEEDS_NO_JOB },
  { "slips", NEEDS_LINES },
  { "open-exported", NEEDS_EXPORTED },
  { "reveal-exported", NEEDS_EXPORTED },
  { "sheet-of-selected", NEEDS_LINE },
  { "new-sheet-of-selected", NEEDS_WRITING | NEEDS_LINE },
  { "set-referent", NEEDS_WRITING | NEEDS_SELECTED },
  { "choose-referent", NEEDS_WRITING | NEEDS_SELECTED },
  { "set-template", NEEDS_WRITING | NEEDS_SELECTED },
  { "choose-template", NEEDS_WRITING | NEEDS_SELECTED },
  { "fill-down", NEEDS_WRITING | NEEDS_SEVERAL },
  { "year-overview", NEEDS_SCHOOL },
  { "students", NEEDS_SCHOOL },
  { "companies", NEEDS_SCHOOL },
  { "teachers", NEEDS_SCHOOL },
  { "show-student", NEEDS_SCHOOL },
  { "show-company", NEEDS_SCHOOL },
  { "show-teacher", NEEDS_SCHOOL },
  { "show-line", NEEDS_SCHOOL },
  { "student-of-selected", NEEDS_SCHOOL | NEEDS_LINE },
  { "company-of-selected", NEEDS_SCHOOL | NEEDS_COMPANY },
  { "teacher-of-selected", NEEDS_SCHOOL | NEEDS_TEACHER },
  { "show-stage", NEEDS_SCHOOL },
  { "show-all-stages", NEEDS_SCHOOL },
  { "roll-over", NEEDS_WRITING | NEEDS_NO_JOB },
  { "certificate", NEEDS_WRITING | NEEDS_CERTIFIED },
  { "filter", NEEDS_SCHOOL },
  { "clear-filter", NEEDS_SCHOOL },
  { "choose-filter", NEEDS_SCHOOL },
  { "open-document", NEEDS_OPENED },
  { "reveal-document", NEEDS_DOCUMENT },
  { "open-folder", NEEDS_FOLDER },
};

static int
what_school_gives (AppWindow *self)
{
  int gives = NEEDS_SCHOOL;

  if (self->overview == NULL)
    return 0;
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
 * _app_window_update_actions:
 * @self: a window
 *
 * Enables what makes sense now.
 */
void
_app_window_update_actions (AppWindow *self)
{
  g_autofree char *folder = _app_window_dup_folder (self);
  int gives = what_school_gives (self) | what_selection_gives (self);

  gives |= self->job != NULL ? NEEDS_JOB : NEEDS_NO_JOB;
  if (folder[0] != '\0')
    gives |= NEEDS_FOLDER;
  if (self->exported != NULL)
    gives |= NEEDS_EXPORTED;
  for (guint i = 0; i < G_N_ELEMENTS (all_needs); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), all_needs[i].action);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   (gives & all_needs[i].needs) == all_needs[i].needs);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->step_button),
                            (gives & NEEDS_WRITING) && (gives & NEEDS_AGREEMENTS));
  _app_window_name_undo (self);
}
