/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-command.h"
#include "cli-output.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>

/* Columns of the help that a command's arguments take. */
#define NAME_WIDTH 24

#define PLACE  (CLI_OPTION_CLASS | CLI_OPTION_PERIOD)
#define OUTPUT (CLI_OPTION_OUTPUT | CLI_OPTION_NAME | CLI_OPTION_MISSING)
#define SHEET                                                                                    \
  (CLI_OPTION_STUDENT | PLACE | CLI_OPTION_YEAR | CLI_OPTION_NEW | CLI_OPTION_COMPANY            \
   | CLI_OPTION_START | CLI_OPTION_END | CLI_OPTION_TEACHER | CLI_OPTION_SET | CLI_OPTION_SUBMIT \
   | CLI_OPTION_VALIDATE | CLI_OPTION_UNVALIDATE | CLI_OPTION_REFUSE | CLI_OPTION_REASON         \
   | CLI_OPTION_SHOW)

static const CliCommand commands[] = {
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
  { "merge", "TEMPLATE.docx DATA.csv", N_ ("Merge each line of a table into a template"), OUTPUT,
    CLI_OPTION_OUTPUT, 2, 2, cli_merge_run },
  { "fields", "TEMPLATE.docx", N_ ("List the merge fields of a template"), 0, 0, 1, 1,
    cli_merge_fields },
  { "sheet", "DB", N_ ("Show, fill in or validate a placement sheet"), SHEET,
    CLI_OPTION_STUDENT | CLI_OPTION_PERIOD, 1, 1, cli_sheet_run },
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
  { "check", "DB", N_ ("Check that a database is sound"), 0, 0, 1, 1, cli_school_check },
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

      g_print ("  %-10s %-*s%s\n", commands[i].name, NAME_WIDTH + n_more, commands[i].arguments,
               _ (commands[i].summary));
    }
  g_print (_ ("\nEach command has --help and --json. It ends with 0 when all is done, 1 when\n"
              "something failed, 2 when the call is wrong.\n"));
}

/* The options of all commands; a command's help shows its own. */
typedef struct
{
  CliOption option;
  const char *name;
  GOptionArg arg;
  gsize offset; /* of the member of #CliCall that it fills */
  const char *what;
  const char *help;
} CliOptionRow;

#define MEMBER(name) G_STRUCT_OFFSET (CliCall, name)

static const CliOptionRow rows[] = {
  { CLI_OPTION_KIND, "kind", G_OPTION_ARG_STRING, MEMBER (kind), N_ ("KIND"),
    N_ ("students, teachers, companies, periods or placements") },
  { CLI_OPTION_YEAR, "year", G_OPTION_ARG_STRING, MEMBER (year), N_ ("YEAR"),
    N_ ("School year, such as 2026-2027") },
  { CLI_OPTION_KEEP_VALID, "keep-valid", G_OPTION_ARG_NONE, MEMBER (keep_valid), NULL,
    N_ ("Take the good lines when others are refused") },
  { CLI_OPTION_CLASS, "class", G_OPTION_ARG_STRING, MEMBER (class_name), N_ ("CLASS"),
    N_ ("Only this class") },
  { CLI_OPTION_PERIOD, "period", G_OPTION_ARG_STRING, MEMBER (period), N_ ("PERIOD"),
    N_ ("Only this period") },
  { CLI_OPTION_TODO, "todo", G_OPTION_ARG_NONE, MEMBER (todo), NULL,
    N_ ("Only what waits to be done") },
  { CLI_OPTION_TEMPLATE, "template", G_OPTION_ARG_FILENAME, MEMBER (template_path), N_ ("FILE"),
    N_ ("Template to use, a DOCX file") },
  { CLI_OPTION_OUTPUT, "output", G_OPTION_ARG_FILENAME, MEMBER (output), N_ ("FOLDER"),
    N_ ("Where the documents go") },
  { CLI_OPTION_NAME, "name", G_OPTION_ARG_STRING, MEMBER (pattern), N_ ("PATTERN"),
    N_ ("File names, such as “{classe}/{nom} {prénom}”") },
  { CLI_OPTION_MISSING, "missing", G_OPTION_ARG_STRING, MEMBER (missing), N_ ("WHAT"),
    N_ ("For empty values: blank, dots or mark") },
  { CLI_OPTION_STUDENT, "student", G_OPTION_ARG_STRING, MEMBER (student), N_ ("STUDENT"),
    N_ ("Name or INE of a student") },
  { CLI_OPTION_NEW, "new", G_OPTION_ARG_NONE, MEMBER (is_new), NULL,
    N_ ("One more sheet: another company in the period") },
  { CLI_OPTION_COMPANY, "company", G_OPTION_ARG_STRING, MEMBER (company), N_ ("COMPANY"),
    N_ ("Name or SIRET of the company") },
  { CLI_OPTION_START, "start", G_OPTION_ARG_STRING, MEMBER (start), N_ ("DATE"), N_ ("First day") },
  { CLI_OPTION_END, "end", G_OPTION_ARG_STRING, MEMBER (end), N_ ("DATE"), N_ ("Last day") },
  { CLI_OPTION_TEACHER, "teacher", G_OPTION_ARG_STRING, MEMBER (teacher), N_ ("TEACHER"),
    N_ ("Name of the referent teacher") },
  { CLI_OPTION_SET, "set", G_OPTION_ARG_STRING_ARRAY, MEMBER (set), N_ ("FIELD=VALUE"),
    N_ ("Fill in a field, such as “activities=…” or “tutor.family_name=…”") },
  { CLI_OPTION_SUBMIT, "submit", G_OPTION_ARG_NONE, MEMBER (submit), NULL,
    N_ ("Propose the sheet to be validated") },
  { CLI_OPTION_VALIDATE, "validate", G_OPTION_ARG_NONE, MEMBER (validate), NULL,
    N_ ("Validate the sheet") },
  { CLI_OPTION_UNVALIDATE, "unvalidate", G_OPTION_ARG_NONE, MEMBER (unvalidate), NULL,
    N_ ("Take the validation back") },
  { CLI_OPTION_REFUSE, "refuse", G_OPTION_ARG_STRING, MEMBER (refuse), N_ ("REASON"),
    N_ ("Refuse the sheet for this reason") },
  { CLI_OPTION_REASON, "reason", G_OPTION_ARG_STRING, MEMBER (reason), N_ ("REASON"),
    N_ ("Why the validation is taken back") },
  { CLI_OPTION_SHOW, "show", G_OPTION_ARG_NONE, MEMBER (show), NULL,
    N_ ("Only show it: nothing is changed") },
  { CLI_OPTION_NUMBER, "number", G_OPTION_ARG_STRING, MEMBER (number), N_ ("NUMBER"),
    N_ ("Only this agreement, such as 2026-0042") },
  { CLI_OPTION_LIMIT, "limit", G_OPTION_ARG_STRING, MEMBER (limit), N_ ("N"),
    N_ ("At most so many changes, the latest ones") },
  { CLI_OPTION_IN_LIST, "list", G_OPTION_ARG_STRING, MEMBER (in_list), N_ ("LIST"),
    N_ ("The lines of one list, such as to_validate or late") },
  { CLI_OPTION_YEARS, "list", G_OPTION_ARG_NONE, MEMBER (years), NULL,
    N_ ("The school years, as without any option") },
  { CLI_OPTION_FIGURES, "figures", G_OPTION_ARG_NONE, MEMBER (figures), NULL,
    N_ ("How many of each class are at each stage") },
  { CLI_OPTION_ROLL_OVER, "roll-over", G_OPTION_ARG_NONE, MEMBER (roll_over), NULL,
    N_ ("Make the next school year from this one") },
  { CLI_OPTION_NEW_NAME, "name", G_OPTION_ARG_STRING, MEMBER (new_name), N_ ("YEAR"),
    N_ ("What the next year is called, such as 2027-2028") },
  { CLI_OPTION_DRY_RUN, "dry-run", G_OPTION_ARG_NONE, MEMBER (dry_run), NULL,
    N_ ("Only tell what would be done") },
};

static gpointer
member_of (CliCall *call, const CliOptionRow *row)
{
  return G_STRUCT_MEMBER_P (call, row->offset);
}

/* Whether all that the command cannot do without was given. */
static gboolean
check_required (const CliCommand *command, CliCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if ((command->required & rows[i].option) != 0
        && *(gpointer *) member_of (call, &rows[i]) == NULL)
      {
        cli_output_usage (_ ("“%s” needs the option --%s; see “paraphectl %s --help”."),
                          command->name, rows[i].name, command->name);
        return FALSE;
      }
  return TRUE;
}

/* Parses the rest of the command line into @call; FALSE when the program has to end: the call is
 * wrong. */
static gboolean
parse_options (const CliCommand *command, int *argc, char ***argv, CliCall *call)
{
  GOptionEntry entries[G_N_ELEMENTS (rows) + 2] = { { "json", 0, 0, G_OPTION_ARG_NONE, &call->json,
                                                      N_ ("Answer in JSON"), NULL } };
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_strdup_printf ("paraphectl %s", command->name);
  guint n = 1;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if ((command->options & rows[i].option) != 0)
      entries[n++] =
          (GOptionEntry){ rows[i].name, 0,           0, rows[i].arg, member_of (call, &rows[i]),
                          rows[i].help, rows[i].what };
  entries[n] = (GOptionEntry){ NULL };
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ (command->summary));
  g_set_prgname (program);
  if (g_option_context_parse (context, argc, argv, &error))
    return check_required (command, call);
  cli_output_usage ("%s", error->message);
  return FALSE;
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

static void
call_clear (CliCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].arg == G_OPTION_ARG_STRING_ARRAY)
      g_clear_pointer ((char ***) member_of (call, &rows[i]), g_strfreev);
    else if (rows[i].arg != G_OPTION_ARG_NONE)
      g_clear_pointer ((char **) member_of (call, &rows[i]), g_free);
}

static CliExit
run_command (const CliCommand *command, int argc, char **argv)
{
  CliCall call = { 0 };
  CliExit code;

  if (!parse_options (command, &argc, &argv, &call))
    {
      call_clear (&call);
      return CLI_EXIT_USAGE;
    }
  if (argc - 1 < command->min || (command->max >= 0 && argc - 1 > command->max))
    {
      call_clear (&call);
      return cli_output_usage (_ ("“%s” is used so: paraphectl %s %s"), command->name,
                               command->name, command->arguments);
    }

  call.arguments = argv + 1;
  call.cancellable = g_cancellable_new ();
  g_thread_unref (g_thread_new ("interrupt", watch_interrupt, call.cancellable));
  code = command->func (&call);
  call_clear (&call);
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
  return (int) run_command (command, argc - 1, argv + 1);
}
