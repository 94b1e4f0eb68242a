/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-session.h"
#include "cli-command.h"
#include "cli-option.h"
#include "cli-output.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>

/* Columns of the help that a command's arguments take. */
#define NAME_WIDTH 24

#define PLACE  (CLI_OPTION_CLASS | CLI_OPTION_PERIOD)
#define OUTPUT (CLI_OPTION_OUTPUT | CLI_OPTION_NAME | CLI_OPTION_MISSING)
#define SHEET                                                                         \
  (CLI_OPTION_STUDENT | PLACE | CLI_OPTION_YEAR | CLI_OPTION_NEW | CLI_OPTION_COMPANY \
   | CLI_OPTION_START | CLI_OPTION_TEACHER | CLI_OPTION_SET | CLI_OPTION_SUBMIT       \
   | CLI_OPTION_VALIDATE | CLI_OPTION_REFUSE | CLI_OPTION_REASON | CLI_OPTION_SHOW)

#define WHO  (PLACE | CLI_OPTION_STUDENT | CLI_OPTION_YEAR)
#define STEP (WHO | CLI_OPTION_NUMBER | CLI_OPTION_TO | CLI_OPTION_NEXT | CLI_OPTION_BACK)
#define NOTE                                                                            \
  (WHO | CLI_OPTION_NUMBER | CLI_OPTION_TONE | CLI_OPTION_AUDIENCE | CLI_OPTION_TEACHER \
   | CLI_OPTION_READ)
#define INTERVIEW \
  (WHO | CLI_OPTION_DATE | CLI_OPTION_MEANS | CLI_OPTION_TEACHER | CLI_OPTION_NEXT_STEP)
#define SEARCH (WHO | CLI_OPTION_STATE | CLI_OPTION_REASON | CLI_OPTION_TEACHER)
#define AGREEMENT                                                                             \
  (CLI_OPTION_NUMBER | CLI_OPTION_SHOW | CLI_OPTION_CANCEL | CLI_OPTION_CLONE                 \
   | CLI_OPTION_SIGNED_OUTSIDE | CLI_OPTION_ATTACH | CLI_OPTION_AS | CLI_OPTION_SIGNED_BY_ALL \
   | CLI_OPTION_SIGNATORY | CLI_OPTION_DATES | CLI_OPTION_EXPORT)

static const CliCommand commands[] = {
  { "account", "WHAT DB [NAME [ROLE [LABEL]]]",
    N_ ("Who may come in: list, add, role, password, disable, enable, off"), CLI_OPTION_TEACHER, 0,
    2, 5, cli_account_run },
  { "demo", "DB", N_ ("Make a database with a whole invented school"), 0, 0, 1, 1,
    cli_school_demo },
  { "new", "DB", N_ ("Make an empty database"), 0, 0, 1, 1, cli_school_new },
  { "import", "DB FILE…", N_ ("Bring CSV files in"),
    CLI_OPTION_KIND | CLI_OPTION_YEAR | CLI_OPTION_KEEP_VALID, 0, 2, -1, cli_import_run },
  { "list", "DB", N_ ("List students, their searches and agreements"),
    PLACE | CLI_OPTION_TODO | CLI_OPTION_YEAR, 0, 1, 1, cli_list_run },
  { "generate", "DB", N_ ("Make the agreements of a class and period"),
    PLACE | OUTPUT | CLI_OPTION_TEMPLATE | CLI_OPTION_YEAR, PLACE | CLI_OPTION_OUTPUT, 1, 1,
    cli_generate_run },
  { "pdf", "DB", N_ ("Make PDF files of the agreements that were generated"),
    WHO | CLI_OPTION_NUMBER | CLI_OPTION_OUTPUT | CLI_OPTION_NAME, CLI_OPTION_OUTPUT, 1, 1,
    cli_pdf_run },
  { "print", "DB", N_ ("Print the agreements that were generated"),
    WHO | CLI_OPTION_NUMBER | CLI_OPTION_PRINT, 0, 1, 1, cli_print_run },
  { "slips", "DB", N_ ("Make cover slips, labels, envelopes or transmission slips"),
    WHO | CLI_OPTION_NUMBER | CLI_OPTION_SLIPS | CLI_OPTION_LABELS | CLI_OPTION_FORCE,
    CLI_OPTION_SLIPS, 1, 1, cli_slips_run },
  { "merge", "TEMPLATE.docx DATA.csv", N_ ("Merge each line of a table into a template"),
    OUTPUT | CLI_OPTION_ONE_FILE, 0, 2, 2, cli_merge_run },
  { "fields", "TEMPLATE.docx|DB", N_ ("List the merge fields of a template, and bind its names"),
    CLI_OPTION_BIND, 0, 1, 1, cli_fields_run },
  { "template", "WHAT [FILE]",
    N_ ("What a template begins with: names, or word, libreoffice or fields and a file"),
    CLI_OPTION_FORCE, 0, 1, 2, cli_template_run },
  { "export", "DB", N_ ("Write a table for a spreadsheet"),
    PLACE | CLI_OPTION_YEAR | CLI_OPTION_FILE | CLI_OPTION_TABLE | CLI_OPTION_TODO_LIST
        | CLI_OPTION_COLUMNS | CLI_OPTION_FORCE,
    CLI_OPTION_FILE, 1, 1, cli_export_run },
  { "exchange", "WHAT DB [FILE]",
    N_ ("Exchange sheets with teachers: write them, look at one that came back, take it"),
    CLI_OPTION_OUTPUT | CLI_OPTION_TEACHER | CLI_OPTION_YEAR, 0, 2, 3, cli_exchange_run },
  { "sheet", "DB", N_ ("Show, fill in or validate a placement sheet"), SHEET,
    CLI_OPTION_STUDENT | CLI_OPTION_PERIOD, 1, 1, cli_sheet_run },
  { "check-sheets", "DB", N_ ("Hold placement sheets against the rules"), WHO, 0, 1, 1,
    cli_rules_run },
  { "search", "DB", N_ ("Say where searches stand, or who follows them"), SEARCH, 0, 1, 1,
    cli_search_run },
  { "interview", "DB [ACCOUNT]", N_ ("List the interviews of a search, or add one"), INTERVIEW,
    CLI_OPTION_STUDENT, 1, 2, cli_interview_run },
  { "note", "DB [TEXT]", N_ ("List the notes, or add one"), NOTE, 0, 1, 2, cli_note_run },
  { "step", "DB", N_ ("Move agreements to a step"), STEP, 0, 1, 1, cli_step_run },
  { "agreement", "DB", N_ ("Show, sign, cancel or clone an agreement, keep its scans"), AGREEMENT,
    CLI_OPTION_NUMBER, 1, 1, cli_agreement_run },
  { "sign", "WHAT DB", N_ ("Sign electronically: plan, send, sync, status, remind, stop…"),
    WHO | CLI_OPTION_NUMBER | CLI_OPTION_SIGNATORY | CLI_OPTION_SIGN, 0, 2, 2, cli_sign_run },
  { "sync", "DB", N_ ("Follow what is being signed electronically, as a timer does"),
    CLI_OPTION_SIGN, 0, 1, 1, cli_sign_sync },
  { "message", "WHAT DB [ID…]", N_ ("Write e-mails and SMS: plan, queue, list, run, rules, text…"),
    WHO | CLI_OPTION_NUMBER | CLI_OPTION_MESSAGE, 0, 2, -1, cli_message_run },
  { "settings", "DB [NAME [VALUE]]", N_ ("List the school’s settings, or change one"),
    CLI_OPTION_RESET, 0, 1, 3, cli_settings_run },
  { "privacy", "WHAT DB", N_ ("Personal data: log, export, plan, purge"),
    CLI_OPTION_STUDENT | CLI_OPTION_TEACHER | CLI_OPTION_YEAR | CLI_OPTION_FORCE
        | CLI_OPTION_PRIVACY,
    0, 2, 2, cli_privacy_run },
  { "history", "DB", N_ ("Tell what was done, by whom, before and after"),
    PLACE | CLI_OPTION_STUDENT | CLI_OPTION_NUMBER | CLI_OPTION_LIMIT | CLI_OPTION_YEAR, 0, 1, 1,
    cli_history_run },
  { "undo", "DB [OPERATION]", N_ ("Take back what you did last, or an operation"), 0, 0, 1, 2,
    cli_history_undo },
  { "redo", "DB", N_ ("Do again what you took back last"), 0, 0, 1, 1, cli_history_redo },
  { "todo", "DB", N_ ("Tell what waits to be done"), PLACE | CLI_OPTION_IN_LIST | CLI_OPTION_YEAR,
    0, 1, 1, cli_todo_run },
  { "year", "DB", N_ ("List the school years, count one, or make the next"),
    CLI_OPTION_YEAR | PLACE | CLI_OPTION_YEARS | CLI_OPTION_FIGURES | CLI_OPTION_ROLL_OVER
        | CLI_OPTION_NEW_NAME | CLI_OPTION_DRY_RUN,
    0, 1, 1, cli_year_run },
  { "backup", "DB", N_ ("Back up a database and its documents"), CLI_OPTION_BACKUP, 0, 1, 1,
    cli_backup_run },
  { "restore", "DB BACKUP", N_ ("Put a backup back in place of what is there"),
    CLI_OPTION_BACKUP | CLI_OPTION_DRY_RUN, 0, 2, 2, cli_backup_restore },
  { "check", "DB", N_ ("Check that a database is sound"), CLI_OPTION_DEEP, 0, 1, 1,
    cli_school_check },
};

static const CliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

static void
print_help (void)
{
  g_print (_ ("Usage: paraphectl COMMAND [OPTION…] ARGUMENT…\n\n"
              "The work of Paraphe without its window.\n\nCommands:\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      /* Bytes are no columns: “FILE…” has more of them. */
      int n_more = (int) (strlen (commands[i].arguments)
                          - (gsize) g_utf8_strlen (commands[i].arguments, -1));

      g_print ("  %-12s %-*s%s\n", commands[i].name, NAME_WIDTH + n_more, commands[i].arguments,
               _ (commands[i].summary));
    }
  g_print (_ ("\nEach command has --help and --json. It ends with 0 when all is done, 1 when\n"
              "something failed, 2 when the call is wrong.\n"));
}

static gboolean
on_interrupt_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

/* Ctrl-C has to reach a job that runs on the main thread without a main loop: a thread of its own
 * turns the signal into a cancellation. */
static gpointer
watch_interrupt (gpointer cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (GSource) interrupt = g_unix_signal_source_new (SIGINT);
  g_autoptr (GSource) terminate = g_unix_signal_source_new (SIGTERM);

  g_source_set_callback (interrupt, on_interrupt_cb, cancellable, NULL);
  g_source_set_callback (terminate, on_interrupt_cb, cancellable, NULL);
  g_source_attach (interrupt, context);
  g_source_attach (terminate, context);
  g_main_loop_run (loop);
  return NULL;
}

static CliExit
run_command (const CliCommand *command, int argc, char **argv)
{
  CliCall call = { 0 };
  CliExit code;

  if (!cli_option_parse (command, &argc, &argv, &call))
    {
      cli_option_clear (&call);
      return CLI_EXIT_USAGE;
    }
  if (argc - 1 < command->min || (command->max >= 0 && argc - 1 > command->max))
    {
      cli_option_clear (&call);
      return cli_output_usage (_ ("“%s” is used so: paraphectl %s %s"), command->name,
                               command->name, command->arguments);
    }

  call.arguments = argv + 1;
  call.cancellable = g_cancellable_new ();
  g_thread_unref (g_thread_new ("interrupt", watch_interrupt, call.cancellable));
  code = command->func (&call);
  cli_option_clear (&call);
  return code;
}

int
main (int argc, char **argv)
{
  const char *localedir = g_getenv ("PARAPHE_LOCALEDIR");
  const CliCommand *command;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : PARAPHE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("paraphectl");

  if (argc > 1 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")))
    {
      print_help ();
      return CLI_EXIT_DONE;
    }
  if (argc > 1 && g_str_equal (argv[1], "--version"))
    {
      g_print ("paraphectl %s\n", PARAPHE_VERSION);
      return CLI_EXIT_DONE;
    }
  command = argc > 1 ? find_command (argv[1]) : NULL;
  if (command == NULL)
    {
      if (argc > 1)
        return (int) cli_output_usage (_ ("there is no command “%s”; see “paraphectl --help”."),
                                       argv[1]);
      return (int) cli_output_usage (_ ("say what to do; see “paraphectl --help”."));
    }
  base_session_clean ();
  return (int) run_command (command, argc - 1, argv + 1);
}
