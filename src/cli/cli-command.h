/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a script can count on. */
typedef enum
{
  CLI_EXIT_DONE = 0,
  CLI_EXIT_FAILED = 1,
  CLI_EXIT_USAGE = 2
} CliExit;

/* Which options a command takes, beside --json and --help that all take: more than an enumeration
 * has bits for. */
typedef guint64 CliOption;

#define CLI_BIT(n) ((CliOption) 1 << (n))

#define CLI_OPTION_KIND           CLI_BIT (0)
#define CLI_OPTION_YEAR           CLI_BIT (1)
#define CLI_OPTION_KEEP_VALID     CLI_BIT (2)
#define CLI_OPTION_CLASS          CLI_BIT (3)
#define CLI_OPTION_PERIOD         CLI_BIT (4)
#define CLI_OPTION_TODO           CLI_BIT (5)
#define CLI_OPTION_TEMPLATE       CLI_BIT (6)
#define CLI_OPTION_OUTPUT         CLI_BIT (7)
#define CLI_OPTION_NAME           CLI_BIT (8)
#define CLI_OPTION_MISSING        CLI_BIT (9)
#define CLI_OPTION_STUDENT        CLI_BIT (10)
#define CLI_OPTION_NEW            CLI_BIT (11)
#define CLI_OPTION_COMPANY        CLI_BIT (12)
#define CLI_OPTION_START          CLI_BIT (13) /* the first day and the last */
#define CLI_OPTION_BIND           CLI_BIT (14) /* a template of the school, and names of its own */
#define CLI_OPTION_TEACHER        CLI_BIT (15)
#define CLI_OPTION_SET            CLI_BIT (16)
#define CLI_OPTION_SUBMIT         CLI_BIT (17)
#define CLI_OPTION_VALIDATE       CLI_BIT (18) /* and take it back */
#define CLI_OPTION_ONE_FILE       CLI_BIT (19) /* one document for all lines */
#define CLI_OPTION_REFUSE         CLI_BIT (20)
#define CLI_OPTION_REASON         CLI_BIT (21)
#define CLI_OPTION_SHOW           CLI_BIT (22)
#define CLI_OPTION_NUMBER         CLI_BIT (23)
#define CLI_OPTION_LIMIT          CLI_BIT (24)
#define CLI_OPTION_IN_LIST        CLI_BIT (25)
#define CLI_OPTION_FIGURES        CLI_BIT (26)
#define CLI_OPTION_ROLL_OVER      CLI_BIT (27)
#define CLI_OPTION_NEW_NAME       CLI_BIT (28)
#define CLI_OPTION_DRY_RUN        CLI_BIT (29)
#define CLI_OPTION_YEARS          CLI_BIT (30)
#define CLI_OPTION_TO             CLI_BIT (31)
#define CLI_OPTION_NEXT           CLI_BIT (32)
#define CLI_OPTION_BACK           CLI_BIT (33)
#define CLI_OPTION_TONE           CLI_BIT (34)
#define CLI_OPTION_AUDIENCE       CLI_BIT (35)
#define CLI_OPTION_READ           CLI_BIT (36)
#define CLI_OPTION_DATE           CLI_BIT (37)
#define CLI_OPTION_MEANS          CLI_BIT (38)
#define CLI_OPTION_NEXT_STEP      CLI_BIT (39)
#define CLI_OPTION_STATE          CLI_BIT (40)
#define CLI_OPTION_CANCEL         CLI_BIT (41)
#define CLI_OPTION_CLONE          CLI_BIT (42)
#define CLI_OPTION_SIGNED_OUTSIDE CLI_BIT (43)
#define CLI_OPTION_ATTACH         CLI_BIT (44)
#define CLI_OPTION_AS             CLI_BIT (45)
#define CLI_OPTION_SIGNED_BY_ALL  CLI_BIT (46)
#define CLI_OPTION_SIGNATORY      CLI_BIT (47)
#define CLI_OPTION_DATES          CLI_BIT (48) /* given, reminded, signed, come back */
#define CLI_OPTION_SIGN           CLI_BIT (49) /* what is about signing electronically */
#define CLI_OPTION_MESSAGE        CLI_BIT (50) /* what is about mails and SMS */
#define CLI_OPTION_BACKUP         CLI_BIT (51) /* where backups go, and what opens them */
#define CLI_OPTION_EXPORT         CLI_BIT (52)
#define CLI_OPTION_RESET          CLI_BIT (53)
#define CLI_OPTION_FILE           CLI_BIT (54)
#define CLI_OPTION_TABLE          CLI_BIT (55)
#define CLI_OPTION_TODO_LIST      CLI_BIT (56)
#define CLI_OPTION_COLUMNS        CLI_BIT (57)
#define CLI_OPTION_FORCE          CLI_BIT (58)
#define CLI_OPTION_PRINT          CLI_BIT (59) /* on which printer, and how */
#define CLI_OPTION_DEEP           CLI_BIT (60) /* the backups too, and what opens them */
#define CLI_OPTION_PRIVACY        CLI_BIT (61) /* whose data, and what of a year */
#define CLI_OPTION_SLIPS          CLI_BIT (62) /* which papers, and to which file */
#define CLI_OPTION_LABELS         CLI_BIT (63) /* how many a sheet, and from which one on */

/**
 * CliCall:
 * @arguments: what is left when the options are taken off: %NULL-terminated
 * @cancellable: fired by Ctrl-C
 *
 * One call of paraphectl, parsed. Options that were not given are %NULL or %FALSE.
 */
typedef struct
{
  char **arguments;
  gboolean json;
  char *account; /* who signs in */
  gboolean password_stdin;
  gboolean keep_valid;
  gboolean todo;
  char *kind;
  char *year;
  char *class_name;
  char *period;
  char *template_path;
  char *output;
  char *one_file;
  gboolean two_sided;
  char *pattern;
  char *missing;
  gboolean is_new;
  gboolean submit;
  gboolean validate;
  gboolean unvalidate;
  gboolean show;
  gboolean next;
  gboolean back;
  gboolean read;
  gboolean clone;
  gboolean signed_by_all;
  gboolean reset;
  gboolean force;
  gboolean key_stdin;
  gboolean with_notes;
  gboolean contacts;
  gboolean early;
  gboolean forget;
  gboolean whole;
  char *student;
  char *contact;
  char *basis;
  char *company;
  char *start;
  char *end;
  char *teacher;
  char **set;
  char **bind;
  char *refuse;
  char *reason;
  char **numbers;
  char *limit;
  char *to;
  char *tone;
  char *audience;
  char *date;
  char *means;
  char *next_step;
  char *state;
  char *cancel;
  char *signed_outside;
  char *attach;
  char *as;
  char *signatory;
  char *sent;
  char *reminded;
  char *signed_on;
  char *received;
  char *export_folder;
  char *in_list;
  char *table;
  char *todo_list;
  char *columns;
  char *new_name;
  char *printer;
  char *labels;
  char *first;
  char *copies;
  char *sides;
  char *event;
  char *subject;
  char *text;
  char *sms_text;
  char *document;
  char *days;
  char *at_most;
  char *every_days;
  gboolean mail;
  gboolean sms;
  gboolean off;
  gboolean with_rules;
  gboolean cover_slip;
  gboolean one_job;
  gboolean figures;
  gboolean roll_over;
  gboolean dry_run;
  gboolean years;
  gboolean deep;
  gboolean passphrase_stdin;
  GCancellable *cancellable;
} CliCall;

typedef CliExit (*CliFunc) (CliCall *call);

/**
 * CliCommand:
 * @name: what the person types
 * @arguments: how the arguments are shown in the help
 * @summary: English source of one line of help
 * @options: the options it takes
 * @required: those it cannot do without
 * @min: how few arguments; @max: how many, or -1 without end
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  CliOption options;
  CliOption required;
  int min;
  int max;
  CliFunc func;
} CliCommand;

CliExit cli_account_run (CliCall *call);
CliExit cli_school_demo (CliCall *call);
CliExit cli_school_new (CliCall *call);
CliExit cli_school_check (CliCall *call);
CliExit cli_backup_run (CliCall *call);
CliExit cli_backup_restore (CliCall *call);
CliExit cli_import_run (CliCall *call);
CliExit cli_list_run (CliCall *call);
CliExit cli_sheet_run (CliCall *call);
CliExit cli_todo_run (CliCall *call);
CliExit cli_year_run (CliCall *call);
CliExit cli_exchange_run (CliCall *call);
CliExit cli_export_run (CliCall *call);
CliExit cli_generate_run (CliCall *call);
CliExit cli_pdf_run (CliCall *call);
CliExit cli_print_run (CliCall *call);
CliExit cli_slips_run (CliCall *call);
CliExit cli_merge_run (CliCall *call);
CliExit cli_fields_run (CliCall *call);
CliExit cli_agreement_run (CliCall *call);
CliExit cli_interview_run (CliCall *call);
CliExit cli_note_run (CliCall *call);
CliExit cli_search_run (CliCall *call);
CliExit cli_settings_run (CliCall *call);
CliExit cli_sign_run (CliCall *call);
CliExit cli_sign_sync (CliCall *call);
CliExit cli_message_run (CliCall *call);
CliExit cli_privacy_run (CliCall *call);
CliExit cli_rules_run (CliCall *call);
CliExit cli_template_run (CliCall *call);
CliExit cli_step_run (CliCall *call);
CliExit cli_history_run (CliCall *call);
CliExit cli_history_undo (CliCall *call);
CliExit cli_history_redo (CliCall *call);

G_END_DECLS
