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

/* Which options a command takes, beside --json and --help that all take. */
typedef enum
{
  CLI_OPTION_KIND = 1 << 0,
  CLI_OPTION_YEAR = 1 << 1,
  CLI_OPTION_KEEP_VALID = 1 << 2,
  CLI_OPTION_CLASS = 1 << 3,
  CLI_OPTION_PERIOD = 1 << 4,
  CLI_OPTION_TODO = 1 << 5,
  CLI_OPTION_TEMPLATE = 1 << 6,
  CLI_OPTION_OUTPUT = 1 << 7,
  CLI_OPTION_NAME = 1 << 8,
  CLI_OPTION_MISSING = 1 << 9,
  CLI_OPTION_STUDENT = 1 << 10,
  CLI_OPTION_NEW = 1 << 11,
  CLI_OPTION_COMPANY = 1 << 12,
  CLI_OPTION_START = 1 << 13,
  CLI_OPTION_END = 1 << 14,
  CLI_OPTION_TEACHER = 1 << 15,
  CLI_OPTION_SET = 1 << 16,
  CLI_OPTION_SUBMIT = 1 << 17,
  CLI_OPTION_VALIDATE = 1 << 18,
  CLI_OPTION_UNVALIDATE = 1 << 19,
  CLI_OPTION_REFUSE = 1 << 20,
  CLI_OPTION_REASON = 1 << 21,
  CLI_OPTION_SHOW = 1 << 22,
  CLI_OPTION_NUMBER = 1 << 23,
  CLI_OPTION_LIMIT = 1 << 24
} CliOption;

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
  gboolean keep_valid;
  gboolean todo;
  char *kind;
  char *year;
  char *class_name;
  char *period;
  char *template_path;
  char *output;
  char *pattern;
  char *missing;
  gboolean is_new;
  gboolean submit;
  gboolean validate;
  gboolean unvalidate;
  gboolean show;
  char *student;
  char *company;
  char *start;
  char *end;
  char *teacher;
  char **set;
  char *refuse;
  char *reason;
  char *number;
  char *limit;
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

CliExit cli_school_demo (CliCall *call);
CliExit cli_school_new (CliCall *call);
CliExit cli_school_check (CliCall *call);
CliExit cli_import_run (CliCall *call);
CliExit cli_list_run (CliCall *call);
CliExit cli_sheet_run (CliCall *call);
CliExit cli_generate_run (CliCall *call);
CliExit cli_merge_run (CliCall *call);
CliExit cli_merge_fields (CliCall *call);
CliExit cli_history_run (CliCall *call);
CliExit cli_history_undo (CliCall *call);
CliExit cli_history_redo (CliCall *call);

G_END_DECLS
