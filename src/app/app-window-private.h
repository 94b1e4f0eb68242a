/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-window.h"

#include "app-absence.h"
#include "app-compose-window.h"
#include "app-curtain.h"
#include "app-filter-bar.h"
#include "app-filter-panel.h"
#include "app-job-bar.h"
#include "app-live-bar.h"
#include "app-outbox-page.h"
#include "app-people-window.h"
#include "app-sign-in-page.h"
#include "app-welcome.h"
#include "app-year-window.h"
#include "sign-provider.h"
#include "work-account.h"
#include "work-change.h"
#include "work-job.h"
#include "work-live.h"
#include "work-message.h"
#include "work-search.h"

G_BEGIN_DECLS

/**
 * AppWantedLine:
 *
 * A line that is gone to once its school year is there; all 0 for none.
 */
typedef struct
{
  gint64 year_id;
  gint64 student_id;
  gint64 period_id;
} AppWantedLine;

/**
 * AppWindowSync:
 * @job: (nullable): the look at the provider of signatures that is under way
 * @source: of the next one, or 0
 * @pause: seconds between two; 0: there was none yet
 * @last: monotonic microseconds
 * @asked: whether the person waits for what @job finds
 * @said_no_key: whether the person knows that the key is missing or wrong
 * @key: (owned) (nullable): the provider's, typed in this session
 * @place: (owned) (nullable): where @key opens something; it goes nowhere else
 *
 * How agreements that are being signed are followed.
 */
typedef struct
{
  WorkJob *job;
  GCancellable *cancellable;
  guint source;
  guint pause;
  gint64 last;
  gboolean asked;
  gboolean said_no_key;
  char *key;
  char *place;
} AppWindowSync;

/**
 * AppWindowSending:
 * @job: (nullable): the sending of what waits that is under way
 * @cancellable: of @job
 * @source: of the next one, or 0
 * @watch: of the looks at the outbox while @job runs, or 0
 * @rules: (nullable): the rules that are being followed
 * @rules_cancellable: of @rules
 * @rules_source: of the next time, or 0
 * @is_reading: the outbox is being read
 * @reading_wanted: something changed meanwhile
 * @n_waiting: at the last look
 * @wanted_id: a mail or an SMS that is gone to once it is listed, or 0
 * @said: (owned) (nullable): the last problem with an account that was told
 * @account: (owned) (nullable): the settings that the last pass was made with
 * @keys: secrets that were typed for this session
 * @next: monotonic microseconds of the next pass
 * @asked: whether the person waits for what @job does
 * @may_close: a person has said that what is about to leave may wait
 *
 * How what waits in the outbox leaves.
 */
typedef struct
{
  WorkJob *job;
  GCancellable *cancellable;
  guint source;
  guint watch;
  WorkJob *rules;
  GCancellable *rules_cancellable;
  guint rules_source;
  gboolean is_reading;
  gboolean reading_wanted;
  guint n_waiting;
  gint64 wanted_id;
  char *said;
  char *account;
  WorkMessageKeys keys;
  gint64 next;
  gboolean asked;
  gboolean may_close;
} AppWindowSending;

/**
 * AppWindowAccount:
 * @given: (owned) (nullable): a password that is to be changed at once
 * @curtain: (owned) (nullable): hides the other windows while this one is locked
 * @absence: (owned) (nullable): notices that the person has gone
 * @said: (owned) (nullable): what was done meanwhile
 * @withdrawn: (element-type utf8 GAction): what is not for whoever is signed in
 * @shown: id of the account that is shown, 0 for none
 * @is_covered: whether the actions are those of a locked window
 *
 * Who works in the window.
 */
typedef struct
{
  char *given;
  AppCurtain *curtain;
  AppAbsence *absence;
  char *said;
  GHashTable *withdrawn;
  gint64 shown;
  gboolean is_covered;
} AppWindowAccount;

/**
 * AppWindowBackup:
 * @source: of the look whether one is due, or 0
 * @cancellable: (owned) (nullable): of what is under way
 * @is_done: it was looked, and what followed is over
 *
 * The backup of the day.
 */
typedef struct
{
  guint source;
  GCancellable *cancellable;
  gboolean is_done;
} AppWindowBackup;

/**
 * AppWindowLive:
 * @cursor: up to where the changes of others are known
 * @source: of the looks at them, or 0
 * @is_looking: one is under way
 * @asked: monotonic microseconds when it began
 * @seen: when somebody was seen at this window last
 * @is_away: the database cannot be reached
 * @is_wanted: the list is to be read again as soon as no menu of it is open
 * @quiet_wanted: something without a history was written, and is not shown yet
 * @quiet_last: when the list was read again for that
 *
 * How what others do is followed.
 */
typedef struct
{
  StoreChangesCursor cursor;
  guint source;
  gboolean is_looking;
  gint64 asked;
  gint64 seen;
  gboolean is_away;
  gboolean is_wanted;
  gboolean quiet_wanted;
  gint64 quiet_last;
} AppWindowLive;

/**
 * AppWindow:
 *
 * The window of one school. It holds what was read (an overview of one school year) and what is
 * looked at (a place of the sidebar and the words searched); everything it shows follows from them.
 * app-window.c is its widgets, -school.c what is read, -change.c how something is changed, -undo.c
 * what takes it back, -view.c where one looks, -jobs.c what runs in the background, -settings.c
 * what is remembered. What can be done: -needs.c when, -actions.c to the steps of agreements,
 * -agreement.c and -document.c to agreements otherwise, -sheet.c to sheets, -tracking.c to follow a
 * search, -certificate.c when one comes, -fill.c to give lines values, -list.c to the list itself,
 * -act.c when a line is entered, -export.c with the list as a table, -year.c with a whole year.
 * -people.c, -preferences.c and -help.c lead to other windows. -compose.c is where one writes to
 * people, -outbox.c what becomes of it, -by-hand.c what leaves with another program, -sending.c
 * what leaves by itself, -live.c what others do, and -notify.c what the desktop tells. -account.c
 * is who works in it, -lock.c what hides it all while nobody does, and -closing.c how it goes.
 */
struct _AppWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *pages;
  AppWelcome *welcome;
  AdwStatusPage *loading;
  AdwStatusPage *failed;
  GtkButton *restore_button;
  AppSignInPage *sign_in;
  AdwLeaflet *outer;
  AdwHeaderBar *list_header;
  GtkStack *contents; /* the list with its detail pane, or the outbox */
  AdwLeaflet *inner;
  AppOutboxPage *outbox;
  GtkWidget *sidebar_pane;
  GtkWidget *sidebar_separator;
  AppSidebar *sidebar;
  GtkMenuButton *account_button;
  GtkLabel *account_name;
  GtkLabel *account_role;
  GtkMenuButton *year_button;
  AdwWindowTitle *title;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkMenuButton *filter_button;
  AppFilterPanel *filter_panel;
  AppFilterBar *filter_bar;
  GtkRevealer *read_only_bar;
  GtkLabel *read_only_reason;
  AppLiveBar *away_bar;
  AppLiveBar *backup_bar;
  AppLiveBar *news_bar;
  GtkRevealer *stage_bar;
  GtkLabel *stage_label;
  AppLineList *list;
  AppDetail *detail;
  AppJobBar *job_bar;
  GtkLabel *selected_label;
  GtkMenuButton *step_button;
  GtkWidget *referent_button;
  GtkWidget *template_button;
  GtkMenuButton *more_button;
  GtkWidget *referent_popover; /* (nullable): above the bar of actions */
  GtkWidget *template_popover; /* (nullable) */
  GtkButton *undo_button;
  GtkButton *redo_button;
  GMenu *undo_section; /* of the main menu: undo and redo come first */

  GSettings *settings;

  WorkSchool *school;
  WorkOverview *overview;
  GCancellable *cancellable; /* of all that is asked of this school */
  char *path;                /* of the database, while it is opened too */
  char *today;
  AppSidebarPlace place;
  guint stages; /* what the list is narrowed to: see ModelScope */
  ModelFilter filter;
  gint64 year_id;
  gboolean is_applying; /* the sidebar is being filled: its selection is no choice */
  gboolean is_loading;
  gboolean reload_wanted; /* something changed while an overview was being read */
  guint n_pending;        /* changes sent to the database thread */
  guint present_source;
  AppYearWindow *year_window;       /* (nullable) (weak) */
  AppPeopleWindow *people_window;   /* (nullable) (weak) */
  const char *leaving_action;       /* what waits until the people window may go */
  GVariant *leaving_target;         /* (owned) (nullable) */
  AppComposeWindow *compose_window; /* (nullable) (weak) */
  AppWantedLine wanted_line;

  WorkJob *job;
  GCancellable *job_cancellable;
  gboolean is_closing;      /* once nothing is left to wait for */
  gboolean is_leaving;      /* it was to be closed, and something is waited for */
  GtkWidget *giving_up;     /* (nullable): the question whether to go all the same */
  gboolean gives_up;        /* it goes without waiting for a drive that hangs */
  GHashTable *documents;    /* placement id → path of the file made in this session */
  AdwToast *toast;          /* (nullable): the one that is shown, not owned */
  gint64 toast_since;       /* monotonic microseconds */
  char *toast_action;       /* (owned) (nullable): what its button does */
  GVariant *toast_target;   /* (owned) (nullable) */
  GHashTable *first_labels; /* labels of a sheet → the first one still there, in this session */
  char *exported; /* (owned) (nullable): the file that was last written for a spreadsheet */
  AppWindowSync sync;
  AppWindowSending sending;
  AppWindowBackup backup;
  AppWindowAccount account;
  AppWindowLive live;
};

/* app-window-backup.c */
void _app_window_install_backup_actions (AppWindow *self);
void _app_window_plan_backup (AppWindow *self);
void _app_window_stop_backup (AppWindow *self);
void _app_window_set_backup_delay (guint milliseconds);
void _app_window_look_at_backups (AppWindow *self);
void _app_window_set_backup_again (guint milliseconds);
void _app_window_restore_damaged (AppWindow *self, const char *backup, const char *passphrase);

/* app-window.c */
void _app_window_toast (AppWindow *self,
                        const char *text,
                        const char *button,
                        const char *action,
                        GVariant *target);
void _app_window_show_error (AppWindow *self, const char *heading, const GError *error);
void _app_window_update_title (AppWindow *self, GPtrArray *visible);

/* app-window-closing.c */
gboolean _app_window_may_close (AppWindow *self);
gboolean _app_window_finish_closing (AppWindow *self);
void _app_window_offer_to_give_up (AppWindow *self);
void _app_window_end_school (AppWindow *self);

/* app-window-school.c */
void _app_window_close_school (AppWindow *self);
void _app_window_reload (AppWindow *self);
void _app_window_refresh_list (AppWindow *self);
gboolean _app_window_is_read_only (AppWindow *self);

/* app-window-actions.c */
void _app_window_install_actions (AppWindow *self);
void _app_window_move_line (AppWindow *self, ModelLine *line, int step);
void _app_window_fill_menus (AppWindow *self);
GArray *_app_window_selected_agreements (AppWindow *self);
const gint64 *_app_window_ids (GArray *ids);

/* app-window-account.c */
void _app_window_install_account_actions (AppWindow *self);
void _app_window_ask_sign_in (AppWindow *self);
void _app_window_refuse_sign_in (AppWindow *self,
                                 WorkSchool *school,
                                 const char *name,
                                 const GError *error);
void _app_window_show_account (AppWindow *self);
void _app_window_forget_account (AppWindow *self);

/* app-window-lock.c */
void _app_window_install_lock_actions (AppWindow *self);
gboolean _app_window_is_locked (AppWindow *self);
void _app_window_shut_out (AppWindow *self);
void _app_window_let_in (AppWindow *self);
gboolean _app_window_has_hidden (AppWindow *self);
void _app_window_admit (AppWindow *self, gboolean admits);
void _app_window_close_others (AppWindow *self);
void _app_window_ask_unlock (AppWindow *self, const char *name, const char *password);
void _app_window_forget_lock (AppWindow *self);
void _app_window_watch_absence (AppWindow *self);

/* app-window-needs.c */
void _app_window_take_acts (AppWindow *self);
void _app_window_withhold (AppWindow *self, GtkWidget *root);
gboolean _app_window_may (AppWindow *self, ModelAct act);
void _app_window_update_actions (AppWindow *self);

/* app-window-undo.c */
void _app_window_install_undo_actions (AppWindow *self);
void _app_window_name_undo (AppWindow *self);

/* app-window-list.c */
void _app_window_install_list_actions (AppWindow *self);
void _app_window_show_filter (AppWindow *self);

/* app-window-act.c */
void _app_window_act_on_line (AppWindow *self, ModelLine *line);

/* app-window-fill.c */
void _app_window_install_fill_actions (AppWindow *self);
void _app_window_drop_fill_popovers (AppWindow *self);

/* app-window-change.c */

/**
 * AppWindowThen:
 * @self: the window
 * @done: (nullable): what was done
 * @error: (nullable): why it was not
 * @data: of the change
 *
 * Says what became of a change.
 */
typedef void (*AppWindowThen) (AppWindow *self,
                               const WorkDone *done,
                               const GError *error,
                               gpointer data);

/**
 * AppWindowFinish:
 * @dialog: where a change was decided
 * @done: (nullable): what was done
 * @error: (nullable): why it was not
 *
 * Tells @dialog what became of it.
 */
typedef void (*AppWindowFinish) (gpointer dialog, const WorkDone *done, const GError *error);

void _app_window_say_done (AppWindow *self, const char *said, const char *operation_id);
void _app_window_say_left (AppWindow *self,
                           const char *title,
                           const char *summary,
                           GPtrArray *failures,
                           const char *operation_id);
void _app_window_apply_then (AppWindow *self,
                             WorkChange *change,
                             AppWindowThen then,
                             gpointer data,
                             GDestroyNotify free_data);
void _app_window_apply_from (AppWindow *self,
                             WorkChange *change,
                             gpointer dialog,
                             AppWindowFinish finish,
                             AppWindowThen then);
/**
 * AppRecordSaving:
 * @make: (transfer full): makes the change that saves a record
 * @again: (nullable) (transfer none): opens a window with it once more
 * @heading: English source sentence: what is said above the reason when it does not work
 * @said: the same, when it is done
 *
 * How a record is saved that was filled in in a window of its own.
 */
typedef struct
{
  WorkChange *(*make) (ModelRecord *record, const WorkPlace *place);
  GtkWindow *(*again) (AppWindow *self, ModelRecord *record, const WorkPlace *place);
  const char *heading;
  const char *said;
} AppRecordSaving;

void _app_window_save_record (AppWindow *self,
                              const AppRecordSaving *how,
                              ModelRecord *record,
                              const WorkPlace *place);
void _app_window_apply (AppWindow *self, WorkChange *change, const char *heading, const char *said);

/* app-window-tracking.c, -agreement.c, -document.c: actions, installed with the others */
void _app_window_install_tracking_actions (AppWindow *self);
gint64 _app_window_get_teacher (AppWindow *self);
void _app_window_install_agreement_actions (AppWindow *self);
void _app_window_install_document_actions (AppWindow *self);

/* app-window-sheet.c */
void _app_window_install_sheet_actions (AppWindow *self);
gboolean _app_window_has_sheets (AppWindow *self);

/* app-window-help.c */
void _app_window_install_help_actions (AppWindow *self);

/* app-window-view.c */
void _app_window_install_view_actions (AppWindow *self);

/* app-window-year.c */
void _app_window_install_year_actions (AppWindow *self);
void _app_window_refresh_year (AppWindow *self);
void _app_window_show_stages (AppWindow *self);

/* app-window-certificate.c */
void _app_window_install_certificate_actions (AppWindow *self);
gboolean _app_window_has_certified (AppWindow *self);

/* app-window-preferences.c */
void _app_window_install_preferences_actions (AppWindow *self);
void _app_window_install_preview_actions (AppWindow *self);

/* app-window-print.c */
void _app_window_install_print_actions (AppWindow *self);
GArray *_app_window_with_agreement (AppWindow *self);
void _app_window_print_agreements (AppWindow *self, GtkWindow *parent, GArray *placement_ids);
void _app_window_print_document (AppWindow *self,
                                 GtkWindow *parent,
                                 const char *name,
                                 GBytes *pdf,
                                 gboolean is_exact);

/* app-window-pdf.c */
void _app_window_install_pdf_actions (AppWindow *self);

/* app-window-open.c */
void _app_window_install_open_actions (AppWindow *self);
void _app_window_open_path (AppWindow *self, const char *path, gboolean reveal);

/* app-window-people.c */
void _app_window_install_people_actions (AppWindow *self);
void _app_window_refresh_people (AppWindow *self);
gboolean _app_window_leave_people (AppWindow *self, const char *action, GVariant *target);
void _app_window_show_wanted_line (AppWindow *self);

/* app-window-generate.c */
void _app_window_generate (AppWindow *self, GArray *placement_ids, const char *folder);
void _app_window_generate_anyway (AppWindow *self, GArray *placement_ids, const char *folder);
void _app_window_choose_folder (AppWindow *self, GArray *placement_ids);

/* app-window-jobs.c */
void _app_window_import (AppWindow *self, const char *const *paths);
void _app_window_stop_job (AppWindow *self);
void _app_window_start_job (AppWindow *self,
                            WorkJob *job,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean _app_window_end_job (AppWindow *self);
gboolean _app_window_is_cancelled (const GError *error);
void _app_window_choose_import (AppWindow *self);

/* app-window-export.c */
void _app_window_install_export_actions (AppWindow *self);
void _app_window_say_exported (AppWindow *self, const char *path);

/* app-window-one-document.c */
void _app_window_install_one_document_actions (AppWindow *self);

/* app-window-exchange.c */
void _app_window_install_exchange_actions (AppWindow *self);

/* app-window-signing.c */

/**
 * AppSigningTask:
 * @title: of the report on what failed
 * @heading: when all of it failed
 * @make: (transfer full): makes the job; @key is %NULL when it is in the keyring
 * @say: (transfer full): what was done, for a toast
 * @says_always: whether that is said when nothing was done too
 * @tells_away: whether it lasts, and tells figures alone: who looks at another window is told
 *
 * Something that is asked of the provider of signatures.
 */
typedef struct
{
  const char *title;
  const char *heading;
  WorkJob *(*make) (WorkSchool *school, gpointer data, const char *key);
  char *(*say) (WorkJob *job, gpointer data);
  gboolean says_always;
  gboolean tells_away;
} AppSigningTask;

const SignProvider *_app_window_signing_provider (AppWindow *self);
gboolean _app_window_signs_with (AppWindow *self, SignFeatures feature);
gboolean _app_window_lacks_key (const GError *error);
const char *_app_window_typed_key (AppWindow *self);
void _app_window_forget_key (AppWindow *self);
void _app_window_ask_by (AppWindow *self, gpointer dialog);
gboolean _app_window_is_asked_by (AppWindow *self, gpointer dialog);
void _app_window_install_following_actions (AppWindow *self);
void _app_window_install_signing_actions (AppWindow *self);
void _app_window_start_signing (AppWindow *self,
                                const AppSigningTask *task,
                                gpointer data,
                                GDestroyNotify free_data);

/* app-window-sync.c */
void _app_window_install_sync_actions (AppWindow *self);
void _app_window_plan_sync (AppWindow *self);
void _app_window_sync (AppWindow *self);
void _app_window_stop_sync (AppWindow *self);

/* app-window-outbox.c */
void _app_window_install_outbox_actions (AppWindow *self);
void _app_window_read_outbox (AppWindow *self);
void _app_window_show_contents (AppWindow *self);

/* app-window-by-hand.c */
void _app_window_open_by_hand (AppWindow *self, GPtrArray *items);

/* app-window-compose.c */
void _app_window_install_compose_actions (AppWindow *self);
void _app_window_refresh_compose (AppWindow *self);

/* app-window-sending.c */
gboolean _app_window_sends_mail (AppWindow *self);
gboolean _app_window_sends_sms (AppWindow *self);
void _app_window_install_sending_actions (AppWindow *self);
void _app_window_plan_sending (AppWindow *self, guint n_waiting);
void _app_window_plan_rules (AppWindow *self);
gboolean _app_window_leave_outbox (AppWindow *self);
void _app_window_stop_sending (AppWindow *self);

/* app-window-live.c */
void _app_window_install_live (AppWindow *self);
void _app_window_start_live (AppWindow *self);
void _app_window_stop_live (AppWindow *self);
void _app_window_look_at_seats (AppWindow *self);

/* app-window-notify.c */

/**
 * AppNotice:
 * @setting: the switch of this seat
 * @tag: of those that take the place of one another
 * @summary: a few words: figures, never a name
 * @body: a line more, alike
 * @agreement_id: what a click goes to, or 0
 * @to_outbox: whether a click goes to the outbox
 *
 * Something to tell somebody who looks at another window.
 */
typedef struct
{
  const char *setting;
  const char *tag;
  const char *summary;
  const char *body;
  gint64 agreement_id;
  gboolean to_outbox;
} AppNotice;

void _app_window_install_notify (AppWindow *self);
void _app_window_notify (AppWindow *self, const AppNotice *notice);
void
_app_window_notify_unread (AppWindow *self, const WorkOverview *before, const WorkOverview *after);
void _app_window_notify_job (AppWindow *self, const char *summary, const char *body);
void _app_window_forget_notices (AppWindow *self);

/* app-window-slips.c */
void _app_window_install_slips_actions (AppWindow *self);

/* app-window-settings.c */
void _app_window_restore (AppWindow *self);
void _app_window_remember (AppWindow *self);
void _app_window_remember_database (AppWindow *self);
void _app_window_restore_place (AppWindow *self);
void _app_window_show_recent (AppWindow *self);
char *_app_window_dup_folder (AppWindow *self);

G_END_DECLS
