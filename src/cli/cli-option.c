/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-option.h"
#include "cli-output.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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
  { CLI_OPTION_BIND, "template", G_OPTION_ARG_STRING, MEMBER (template_path), N_ ("NAME"),
    N_ ("Template of the school, by its name") },
  { CLI_OPTION_BIND, "bind", G_OPTION_ARG_STRING_ARRAY, MEMBER (bind), N_ ("NAME=FIELD"),
    N_ ("Say what a name of the template's own stands for; “-”: left empty on purpose, nothing: "
        "not bound any more") },
  { CLI_OPTION_OUTPUT, "output", G_OPTION_ARG_FILENAME, MEMBER (output), N_ ("FOLDER"),
    N_ ("Where the documents go") },
  { CLI_OPTION_NAME, "name", G_OPTION_ARG_STRING, MEMBER (pattern), N_ ("PATTERN"),
    N_ ("File names, such as “{classe}/{nom} {prénom}”") },
  { CLI_OPTION_ONE_FILE, "one-file", G_OPTION_ARG_FILENAME, MEMBER (one_file), N_ ("FILE"),
    N_ ("One document for all lines, a DOCX file, each on pages of its own") },
  { CLI_OPTION_ONE_FILE, "two-sided", G_OPTION_ARG_NONE, MEMBER (two_sided), NULL,
    N_ ("In the one document, have each line begin on the front of a sheet") },
  { CLI_OPTION_MISSING, "missing", G_OPTION_ARG_STRING, MEMBER (missing), N_ ("WHAT"),
    N_ ("For empty values: blank, dots or mark") },
  { CLI_OPTION_STUDENT, "student", G_OPTION_ARG_STRING, MEMBER (student), N_ ("STUDENT"),
    N_ ("Name or INE of a student") },
  { CLI_OPTION_NEW, "new", G_OPTION_ARG_NONE, MEMBER (is_new), NULL,
    N_ ("One more sheet: another company in the period") },
  { CLI_OPTION_COMPANY, "company", G_OPTION_ARG_STRING, MEMBER (company), N_ ("COMPANY"),
    N_ ("Name or SIRET of the company") },
  { CLI_OPTION_START, "start", G_OPTION_ARG_STRING, MEMBER (start), N_ ("DATE"), N_ ("First day") },
  { CLI_OPTION_START, "end", G_OPTION_ARG_STRING, MEMBER (end), N_ ("DATE"), N_ ("Last day") },
  { CLI_OPTION_TEACHER, "teacher", G_OPTION_ARG_STRING, MEMBER (teacher), N_ ("TEACHER"),
    N_ ("Name of the referent teacher") },
  { CLI_OPTION_SET, "set", G_OPTION_ARG_STRING_ARRAY, MEMBER (set), N_ ("FIELD=VALUE"),
    N_ ("Fill in a field, such as “activities=…” or “tutor.family_name=…”") },
  { CLI_OPTION_SUBMIT, "submit", G_OPTION_ARG_NONE, MEMBER (submit), NULL,
    N_ ("Propose the sheet to be validated") },
  { CLI_OPTION_VALIDATE, "validate", G_OPTION_ARG_NONE, MEMBER (validate), NULL,
    N_ ("Validate the sheet") },
  { CLI_OPTION_VALIDATE, "unvalidate", G_OPTION_ARG_NONE, MEMBER (unvalidate), NULL,
    N_ ("Take the validation back") },
  { CLI_OPTION_REFUSE, "refuse", G_OPTION_ARG_STRING, MEMBER (refuse), N_ ("REASON"),
    N_ ("Refuse the sheet for this reason") },
  { CLI_OPTION_REASON, "reason", G_OPTION_ARG_STRING, MEMBER (reason), N_ ("REASON"),
    N_ ("Why the validation is taken back") },
  { CLI_OPTION_SHOW, "show", G_OPTION_ARG_NONE, MEMBER (show), NULL,
    N_ ("Only show it: nothing is changed") },
  { CLI_OPTION_NUMBER, "number", G_OPTION_ARG_STRING_ARRAY, MEMBER (numbers), N_ ("NUMBER"),
    N_ ("Only this agreement, such as 2026-0042; may be given several times") },
  { CLI_OPTION_LIMIT, "limit", G_OPTION_ARG_STRING, MEMBER (limit), N_ ("N"),
    N_ ("At most so many changes, the latest ones") },
  { CLI_OPTION_TO, "to", G_OPTION_ARG_STRING, MEMBER (to), N_ ("STEP"),
    N_ ("To this step: its number, from 1, or its text") },
  { CLI_OPTION_NEXT, "next", G_OPTION_ARG_NONE, MEMBER (next), NULL, N_ ("One step on") },
  { CLI_OPTION_BACK, "back", G_OPTION_ARG_NONE, MEMBER (back), NULL, N_ ("One step back") },
  { CLI_OPTION_TONE, "tone", G_OPTION_ARG_STRING, MEMBER (tone), N_ ("TONE"),
    N_ ("information, positive or negative") },
  { CLI_OPTION_AUDIENCE, "for", G_OPTION_ARG_STRING, MEMBER (audience), N_ ("WHOM"),
    N_ ("administration or teachers") },
  { CLI_OPTION_READ, "read", G_OPTION_ARG_NONE, MEMBER (read), NULL,
    N_ ("Say that the notes have been read") },
  { CLI_OPTION_DATE, "date", G_OPTION_ARG_STRING, MEMBER (date), N_ ("DATE"),
    N_ ("Which day; today when it is not given") },
  { CLI_OPTION_MEANS, "means", G_OPTION_ARG_STRING, MEMBER (means), N_ ("HOW"),
    N_ ("meeting, phone, mail or other") },
  { CLI_OPTION_NEXT_STEP, "next-step", G_OPTION_ARG_STRING, MEMBER (next_step), N_ ("TEXT"),
    N_ ("What was agreed to do next") },
  { CLI_OPTION_STATE, "state", G_OPTION_ARG_STRING, MEMBER (state), N_ ("STATE"),
    N_ ("State of the search, such as promise or exempt, or its label") },
  { CLI_OPTION_CANCEL, "cancel", G_OPTION_ARG_STRING, MEMBER (cancel), N_ ("REASON"),
    N_ ("Cancel the agreement for this reason") },
  { CLI_OPTION_CLONE, "clone", G_OPTION_ARG_NONE, MEMBER (clone), NULL,
    N_ ("Make a new agreement from one that is cancelled") },
  { CLI_OPTION_SIGNED_OUTSIDE, "signed-outside", G_OPTION_ARG_STRING, MEMBER (signed_outside),
    N_ ("DATE"), N_ ("Say that it was signed outside Paraphe on this day") },
  { CLI_OPTION_ATTACH, "attach", G_OPTION_ARG_FILENAME, MEMBER (attach), N_ ("FILE"),
    N_ ("Keep a PDF or a picture with the agreement") },
  { CLI_OPTION_AS, "as", G_OPTION_ARG_STRING, MEMBER (as), N_ ("KIND"),
    N_ ("What is attached: scan, signed, certificate or other") },
  { CLI_OPTION_SIGNED_BY_ALL, "signed-by-all", G_OPTION_ARG_NONE, MEMBER (signed_by_all), NULL,
    N_ ("What is attached shows that all have signed") },
  { CLI_OPTION_SIGNATORY, "signatory", G_OPTION_ARG_STRING, MEMBER (signatory), N_ ("ROLE"),
    N_ ("school, student, guardian, company, tutor, teacher, other or all") },
  { CLI_OPTION_DATES, "sent", G_OPTION_ARG_STRING, MEMBER (sent), N_ ("DATE"),
    N_ ("Day on which the signatory was given or sent it; “-” for none") },
  { CLI_OPTION_DATES, "reminded", G_OPTION_ARG_STRING, MEMBER (reminded), N_ ("DATE"),
    N_ ("Day of the reminder; “-” for none") },
  { CLI_OPTION_DATES, "signed", G_OPTION_ARG_STRING, MEMBER (signed_on), N_ ("DATE"),
    N_ ("Day of the signature; “-” for none") },
  { CLI_OPTION_DATES, "received", G_OPTION_ARG_STRING, MEMBER (received), N_ ("DATE"),
    N_ ("Day on which it came back; “-” for none") },
  { CLI_OPTION_EXPORT, "export-documents", G_OPTION_ARG_FILENAME, MEMBER (export_folder),
    N_ ("FOLDER"), N_ ("Copy the agreement’s documents there") },
  { CLI_OPTION_RESET, "reset", G_OPTION_ARG_NONE, MEMBER (reset), NULL,
    N_ ("Back to what goes without saying") },
  { CLI_OPTION_SLIPS, "kind", G_OPTION_ARG_STRING, MEMBER (kind), N_ ("KIND"),
    N_ ("cover, labels, envelopes or transmission") },
  { CLI_OPTION_SLIPS, "output", G_OPTION_ARG_FILENAME, MEMBER (output), N_ ("FILE"),
    N_ ("The file, a PDF") },
  { CLI_OPTION_LABELS, "labels", G_OPTION_ARG_STRING, MEMBER (labels), N_ ("N"),
    N_ ("Labels of a sheet: 24, 21, 16, 14, 12 or 8") },
  { CLI_OPTION_LABELS, "first", G_OPTION_ARG_STRING, MEMBER (first), N_ ("N"),
    N_ ("First label that is still on the first sheet") },
  { CLI_OPTION_PRINT, "printer", G_OPTION_ARG_STRING, MEMBER (printer), N_ ("PRINTER"),
    N_ ("Printer to use; the default one when it is not given") },
  { CLI_OPTION_PRINT, "copies", G_OPTION_ARG_STRING, MEMBER (copies), N_ ("N"),
    N_ ("How many copies of each; as the school has set when it is not given") },
  { CLI_OPTION_PRINT, "sides", G_OPTION_ARG_STRING, MEMBER (sides), N_ ("WHICH"),
    N_ ("one, long-edge or short-edge; as the printer is set when it is not given") },
  { CLI_OPTION_PRINT, "cover-slip", G_OPTION_ARG_NONE, MEMBER (cover_slip), NULL,
    N_ ("Print a cover slip before the copies of each agreement") },
  { CLI_OPTION_PRINT, "one-job", G_OPTION_ARG_NONE, MEMBER (one_job), NULL,
    N_ ("One job of the printer for all, not one for each student") },
  { CLI_OPTION_SIGN, "key-stdin", G_OPTION_ARG_NONE, MEMBER (key_stdin), NULL,
    N_ ("Read the API key from the standard input, for this once or to store it") },
  { CLI_OPTION_SIGN, "forget", G_OPTION_ARG_NONE, MEMBER (forget), NULL,
    N_ ("key: take the API key out of the keyring") },
  { CLI_OPTION_SIGN, "force", G_OPTION_ARG_NONE, MEMBER (force), NULL,
    N_ ("remind: those who were reminded less than an hour ago too") },
  { CLI_OPTION_SIGN, "whole", G_OPTION_ARG_NONE, MEMBER (whole), NULL,
    N_ ("sync: ask for all of each agreement, one by one, not only for what is new") },
  { CLI_OPTION_SIGN, "reason", G_OPTION_ARG_STRING, MEMBER (reason), N_ ("REASON"),
    N_ ("stop: why; signatories read it") },
  { CLI_OPTION_SIGN, "to", G_OPTION_ARG_STRING, MEMBER (to), N_ ("EMAIL"),
    N_ ("transfer: the new address") },
  { CLI_OPTION_MESSAGE, "event", G_OPTION_ARG_STRING, MEMBER (event), N_ ("OCCASION"),
    N_ ("On which occasion, such as agreement.to_sign; own for a text of one’s own") },
  { CLI_OPTION_MESSAGE, "for", G_OPTION_ARG_STRING, MEMBER (audience), N_ ("WHOM"),
    N_ ("student, guardian, representative, tutor, teacher or office; several with commas") },
  { CLI_OPTION_MESSAGE, "mail", G_OPTION_ARG_NONE, MEMBER (mail), NULL, N_ ("By e-mail") },
  { CLI_OPTION_MESSAGE, "sms", G_OPTION_ARG_NONE, MEMBER (sms), NULL, N_ ("By SMS") },
  { CLI_OPTION_MESSAGE, "off", G_OPTION_ARG_NONE, MEMBER (off), NULL,
    N_ ("rules: write nothing any more on this occasion") },
  { CLI_OPTION_MESSAGE, "days", G_OPTION_ARG_STRING, MEMBER (days), N_ ("N"),
    N_ ("rules: so many days before or after") },
  { CLI_OPTION_MESSAGE, "at-most", G_OPTION_ARG_STRING, MEMBER (at_most), N_ ("N"),
    N_ ("rules: how often at most") },
  { CLI_OPTION_MESSAGE, "every", G_OPTION_ARG_STRING, MEMBER (every_days), N_ ("N"),
    N_ ("rules: days between two") },
  { CLI_OPTION_MESSAGE, "subject", G_OPTION_ARG_STRING, MEMBER (subject), N_ ("TEXT"),
    N_ ("Subject of the e-mail, with fields such as {prénom}") },
  { CLI_OPTION_MESSAGE, "text", G_OPTION_ARG_STRING, MEMBER (text), N_ ("TEXT"),
    N_ ("Text of the e-mail") },
  { CLI_OPTION_MESSAGE, "sms-text", G_OPTION_ARG_STRING, MEMBER (sms_text), N_ ("TEXT"),
    N_ ("Text of the SMS") },
  { CLI_OPTION_MESSAGE, "document", G_OPTION_ARG_STRING, MEMBER (document), N_ ("WHETHER"),
    N_ ("yes or no: the agreement’s PDF goes with the e-mail") },
  { CLI_OPTION_MESSAGE, "reset", G_OPTION_ARG_NONE, MEMBER (reset), NULL,
    N_ ("text: back to the program’s words") },
  { CLI_OPTION_MESSAGE, "to", G_OPTION_ARG_STRING, MEMBER (to), N_ ("ADDRESS"),
    N_ ("test, block, unblock: an e-mail address or a mobile number") },
  { CLI_OPTION_MESSAGE, "reason", G_OPTION_ARG_STRING, MEMBER (reason), N_ ("REASON"),
    N_ ("block: opt_out or bounced") },
  { CLI_OPTION_MESSAGE, "state", G_OPTION_ARG_STRING, MEMBER (state), N_ ("STATE"),
    N_ ("list: queued, sending, sent, refused, unknown or cancelled") },
  { CLI_OPTION_MESSAGE, "force", G_OPTION_ARG_NONE, MEMBER (force), NULL,
    N_ ("retry: what may have arrived too") },
  { CLI_OPTION_MESSAGE, "rules", G_OPTION_ARG_NONE, MEMBER (with_rules), NULL,
    N_ ("run: write first what the rules say") },
  { CLI_OPTION_MESSAGE, "dry-run", G_OPTION_ARG_NONE, MEMBER (dry_run), NULL,
    N_ ("rules: only tell what they would write now") },
  { CLI_OPTION_MESSAGE, "key-stdin", G_OPTION_ARG_NONE, MEMBER (key_stdin), NULL,
    N_ ("run, test: read the password of the mail account from the standard input") },
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
  { CLI_OPTION_FILE, "output", G_OPTION_ARG_FILENAME, MEMBER (output), N_ ("FILE"),
    N_ ("The file: .xlsx, .xls, .ods, .csv for Excel, .utf8.csv for programs") },
  { CLI_OPTION_TABLE, "list", G_OPTION_ARG_STRING, MEMBER (table), N_ ("TABLE"),
    N_ ("agreements, teachers, companies or days") },
  { CLI_OPTION_TODO_LIST, "todo", G_OPTION_ARG_STRING, MEMBER (todo_list), N_ ("LIST"),
    N_ ("The lines of one list, such as to_validate or late") },
  { CLI_OPTION_COLUMNS, "columns", G_OPTION_ARG_STRING, MEMBER (columns), N_ ("COLUMNS"),
    N_ ("Which columns, in order, such as student,company,dates") },
  { CLI_OPTION_BACKUP, "to", G_OPTION_ARG_FILENAME, MEMBER (to), N_ ("FOLDER"),
    N_ ("Where backups go, instead of the school’s own folder for them") },
  { CLI_OPTION_DEEP, "deep", G_OPTION_ARG_NONE, MEMBER (deep), NULL,
    N_ ("Read each backup too, as if it were to be restored") },
  { CLI_OPTION_BACKUP | CLI_OPTION_DEEP, "passphrase-stdin", G_OPTION_ARG_NONE,
    MEMBER (passphrase_stdin), NULL,
    N_ ("Read the passphrase of the backups from the standard input") },
  { CLI_OPTION_PRIVACY, "output", G_OPTION_ARG_FILENAME, MEMBER (output), N_ ("FILE"),
    N_ ("log: a table, .xlsx or .csv; export: an archive, .zip") },
  { CLI_OPTION_PRIVACY, "contact", G_OPTION_ARG_STRING, MEMBER (contact), N_ ("NAME"),
    N_ ("export: somebody of a company") },
  { CLI_OPTION_PRIVACY, "with-notes", G_OPTION_ARG_NONE, MEMBER (with_notes), NULL,
    N_ ("export: with the notes that only the administration reads") },
  { CLI_OPTION_PRIVACY, "contacts", G_OPTION_ARG_NONE, MEMBER (contacts), NULL,
    N_ ("purge: contacts of companies too, to whom nobody of another year went") },
  { CLI_OPTION_PRIVACY, "early", G_OPTION_ARG_NONE, MEMBER (early), NULL,
    N_ ("purge: even if the year is not past its term") },
  { CLI_OPTION_PRIVACY, "basis", G_OPTION_ARG_STRING, MEMBER (basis), N_ ("TEXT"),
    N_ ("purge: by which text, for the report of elimination") },
  { CLI_OPTION_FORCE, "force", G_OPTION_ARG_NONE, MEMBER (force), NULL,
    N_ ("Replace the file if there is one") },
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

/* GLib leaves the “--” in place when a word that begins with a hyphen is behind it. */
static void
drop_separator (int *argc, char **words)
{
  for (int i = 1; i < *argc; i++)
    if (g_str_equal (words[i], "--"))
      {
        memmove (&words[i], &words[i + 1], (gsize) (*argc - i) * sizeof *words);
        (*argc)--;
        return;
      }
}

/**
 * cli_option_parse:
 * @command: what is called
 * @argc: how many words the rest of the command line has
 * @argv: the words; options are taken out
 * @call: filled with the options
 *
 * Returns: %FALSE when the program has to end: the call is wrong
 */
gboolean
cli_option_parse (const CliCommand *command, int *argc, char ***argv, CliCall *call)
{
  GOptionEntry entries[G_N_ELEMENTS (rows) + 4] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &call->json, N_ ("Answer in JSON"), NULL },
    { "account", 0, 0, G_OPTION_ARG_STRING, &call->account,
      N_ ("Account to sign in with, where the school has accounts"), N_ ("NAME") },
    { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &call->password_stdin,
      N_ ("Read passwords from standard input, a line for each"), NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_strdup_printf ("paraphectl %s", command->name);
  guint n = 3;

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
    {
      drop_separator (argc, *argv);
      return check_required (command, call);
    }
  cli_output_usage ("%s", error->message);
  return FALSE;
}

/**
 * cli_option_clear:
 * @call: a call that is over
 */
void
cli_option_clear (CliCall *call)
{
  g_clear_pointer (&call->account, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].arg == G_OPTION_ARG_STRING_ARRAY)
      g_clear_pointer ((char ***) member_of (call, &rows[i]), g_strfreev);
    else if (rows[i].arg != G_OPTION_ARG_NONE)
      g_clear_pointer ((char **) member_of (call, &rows[i]), g_free);
}
