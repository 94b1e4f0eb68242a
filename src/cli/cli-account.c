/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-account.h"
#include "base-text.h"
#include "cli-output.h"
#include "cli-place.h"
#include "work-error.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define N_COLUMNS 6

/**
 * cli_account_forget:
 * @secret: (nullable) (transfer full): a password
 *
 * Wipes it.
 */
void
cli_account_forget (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  free (secret);
}

static char *
read_line (void)
{
  char *line = NULL;
  size_t size = 0;
  ssize_t length = getline (&line, &size, stdin);

  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
    line[--length] = '\0';
  if (length > 0)
    return line;
  free (line);
  return NULL;
}

/* The terminal shows nothing of what is typed, and is put back whatever happens. */
static char *
ask (const char *question)
{
  struct termios before, quiet;
  char *line;

  g_printerr ("%s ", question);
  if (tcgetattr (STDIN_FILENO, &before) != 0)
    return read_line ();
  quiet = before;
  quiet.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  line = read_line ();
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  g_printerr ("\n");
  return line;
}

/**
 * cli_account_read_password:
 * @call: a call
 * @question: what the terminal asks
 * @error: return location for a #WorkError
 *
 * Reads a password: the next line of standard input with --password-stdin, else from the terminal.
 *
 * Returns: (transfer full): the password, for cli_account_forget(); or %NULL
 */
char *
cli_account_read_password (CliCall *call, const char *question, GError **error)
{
  char *password = NULL;

  if (call->password_stdin)
    password = read_line ();
  else if (isatty (STDIN_FILENO))
    password = ask (question);
  if (password == NULL)
    g_set_error_literal (error, WORK_ERROR, WORK_ERROR_PASSWORD,
                         _ ("A password is missing: type it at a terminal, or give it on standard "
                            "input with --password-stdin, a line for each."));
  return password;
}

/**
 * cli_account_sign_in:
 * @call: a call
 * @school: an open school
 * @error: return location for a #WorkError
 *
 * Signs in where the school has accounts.
 *
 * Returns: whether one may go on
 */
gboolean
cli_account_sign_in (CliCall *call, WorkSchool *school, GError **error)
{
  char *password;
  gboolean done;

  if (!work_school_needs_sign_in (school))
    return TRUE;
  if (call->account == NULL)
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_SIGN_IN,
                           _ ("This school has accounts: say which is yours with --account NAME."));
      return FALSE;
    }
  password = cli_account_read_password (call, _ ("Password:"), error);
  if (password == NULL)
    return FALSE;
  done = work_school_sign_in (school, call->account, password, error);
  cli_account_forget (password);
  if (done && work_school_get_account (school)->must_change
      && !g_str_equal (g_get_prgname (), "paraphectl account"))
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_NOT_ALLOWED,
                           _ ("Choose another password first: in the window, or with “paraphectl "
                              "account password”."));
      return FALSE;
    }
  return done;
}

typedef struct
{
  CliCall *call;
  WorkSchool *school;
} Accounts;

typedef gboolean (*VerbFunc) (Accounts *accounts, GError **error);

static gboolean
is_same (const char *a, const char *b)
{
  g_autofree char *one = base_text_fold (a);
  g_autofree char *other = base_text_fold (b);

  return g_str_equal (one, other);
}

static gint64
find (Accounts *accounts, const char *name, GError **error)
{
  g_autoptr (GPtrArray) infos =
      work_school_read (accounts->school, work_query_accounts_new (), error);

  for (guint i = 0; infos != NULL && i < infos->len; i++)
    {
      const WorkAccountInfo *info = g_ptr_array_index (infos, i);

      if (is_same (info->name, name))
        return info->id;
    }
  if (infos != NULL)
    g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND, _ ("There is no account “%s”."), name);
  return 0;
}

static gboolean
apply (Accounts *accounts, WorkAccountChange *change, GError **error)
{
  g_autoptr (WorkAccountChange) owned = change;

  return work_school_apply_account (accounts->school, owned, error) != 0;
}

static void
add_info (JsonBuilder *builder, GPtrArray *rows, const WorkAccountInfo *info)
{
  char **row = g_new0 (char *, N_COLUMNS + 1);

  json_builder_begin_object (builder);
  cli_output_json_text (builder, "name", info->name);
  cli_output_json_text (builder, "label", info->label);
  cli_output_json_text (builder, "role", model_account_role_key (info->role));
  cli_output_json_text (builder, "teacher", info->teacher);
  cli_output_json_boolean (builder, "active", info->is_active);
  cli_output_json_boolean (builder, "key", info->has_key);
  cli_output_json_text (builder, "last_at", info->last_at);
  json_builder_end_object (builder);
  row[0] = g_strdup (info->name);
  row[1] = g_strdup (info->label);
  row[2] = g_strdup (model_account_role_label (info->role));
  row[3] = g_strdup (info->teacher != NULL ? info->teacher : "");
  row[4] = g_strdup (info->is_active ? _ ("open") : _ ("closed"));
  row[5] = g_strdup (info->last_at != NULL ? info->last_at : "");
  g_ptr_array_add (rows, row);
}

static gboolean
list (Accounts *accounts, GError **error)
{
  const char *const headings[N_COLUMNS] = { _ ("Name"),    _ ("Shown as"), _ ("Role"),
                                            _ ("Teacher"), _ ("State"),    _ ("Last signed in") };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GPtrArray) infos = NULL;

  if (!work_school_require (accounts->school, MODEL_ACT_MANAGE_ACCOUNTS, error))
    return FALSE;
  infos = work_school_read (accounts->school, work_query_accounts_new (), error);
  if (infos == NULL)
    return FALSE;
  json_builder_begin_array (builder);
  for (guint i = 0; i < infos->len; i++)
    add_info (builder, rows, g_ptr_array_index (infos, i));
  json_builder_end_array (builder);
  if (accounts->call->json)
    cli_output_json (builder);
  else
    cli_output_table (headings, N_COLUMNS, rows);
  return TRUE;
}

static gboolean
parse_role (const char *text, ModelAccountRole *role, GError **error)
{
  *role = model_account_role_from_key (text);
  if (*role != MODEL_ACCOUNT_NOBODY)
    return TRUE;
  g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE,
               _ ("A role is administrator, secretary, teacher or reader, not “%s”."),
               text != NULL ? text : "");
  return FALSE;
}

static gboolean
pick_teacher (Accounts *accounts, gint64 *teacher_id, GError **error)
{
  *teacher_id = 0;
  if (accounts->call->teacher == NULL)
    return TRUE;
  *teacher_id =
      cli_place_pick (accounts->school, MODEL_ENTITY_TEACHER, accounts->call->teacher, error);
  return *teacher_id != 0;
}

/* NAME ROLE [LABEL] */
static gboolean
add (Accounts *accounts, GError **error)
{
  char **arguments = accounts->call->arguments;
  const char *label = arguments[2] != NULL && arguments[3] != NULL ? arguments[3] : arguments[1];
  ModelAccountRole role;
  gint64 teacher_id;
  char *password;
  gboolean done;

  if (!parse_role (arguments[2], &role, error) || !pick_teacher (accounts, &teacher_id, error))
    return FALSE;
  password = cli_account_read_password (accounts->call, _ ("Password of the new account:"), error);
  if (password == NULL)
    return FALSE;
  /* Of the first one nobody else knows the password. */
  done = apply (accounts,
                work_account_add_new (arguments[1], label, role, teacher_id, password,
                                      work_school_has_accounts (accounts->school)),
                error);
  cli_account_forget (password);
  return done;
}

/* NAME ROLE */
static gboolean
set_role (Accounts *accounts, GError **error)
{
  char **arguments = accounts->call->arguments;
  g_autoptr (GPtrArray) infos = NULL;
  gint64 id = find (accounts, arguments[1], error);
  ModelAccountRole role;
  gint64 teacher_id;

  if (id == 0 || !parse_role (arguments[2], &role, error)
      || !pick_teacher (accounts, &teacher_id, error))
    return FALSE;
  infos = work_school_read (accounts->school, work_query_accounts_new (), error);
  for (guint i = 0; infos != NULL && i < infos->len; i++)
    {
      const WorkAccountInfo *info = g_ptr_array_index (infos, i);

      if (info->id == id)
        return apply (accounts,
                      work_account_edit_new (id, info->name, info->label, role,
                                             teacher_id != 0 || role != MODEL_ACCOUNT_TEACHER
                                                 ? teacher_id
                                                 : info->teacher_id),
                      error);
    }
  return FALSE;
}

/* One's own without a name, else another's. */
static gboolean
set_password (Accounts *accounts, GError **error)
{
  const char *name = accounts->call->arguments[1];
  g_autoptr (GError) local = NULL;
  gint64 id = name != NULL ? find (accounts, name, error) : 0;
  char *old_password = NULL;
  char *password;
  gboolean done;

  if (name != NULL && id == 0)
    return FALSE;
  if (name == NULL)
    {
      old_password = cli_account_read_password (accounts->call, _ ("Password of today:"), error);
      if (old_password == NULL)
        return FALSE;
    }
  password = cli_account_read_password (accounts->call, _ ("New password:"), &local);
  done = password != NULL
         && apply (accounts,
                   name != NULL ? work_account_reset_new (id, password)
                                : work_account_password_new (old_password, password),
                   &local);
  cli_account_forget (password);
  cli_account_forget (old_password);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return done;
}

static gboolean
activate (Accounts *accounts, gboolean is_active, GError **error)
{
  gint64 id = find (accounts, accounts->call->arguments[1], error);

  return id != 0 && apply (accounts, work_account_activate_new (id, is_active), error);
}

static gboolean
enable (Accounts *accounts, GError **error)
{
  return activate (accounts, TRUE, error);
}

static gboolean
disable (Accounts *accounts, GError **error)
{
  return activate (accounts, FALSE, error);
}

static gboolean
switch_off (Accounts *accounts, GError **error)
{
  char *password = cli_account_read_password (accounts->call, _ ("Password of today:"), error);
  gboolean done =
      password != NULL && apply (accounts, work_account_switch_off_new (password), error);

  cli_account_forget (password);
  return done;
}

static const struct
{
  const char *name;
  VerbFunc func;
  guint n_arguments; /* behind the database, at least */
} verbs[] = {
  { "list", list, 0 },       { "add", add, 2 },
  { "role", set_role, 2 },   { "password", set_password, 0 },
  { "disable", disable, 1 }, { "enable", enable, 1 },
  { "off", switch_off, 0 },
};

/**
 * cli_account_run:
 * @call: WHAT DB [NAME [ROLE [LABEL]]]
 *
 * Lists accounts, adds or changes one.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_account_run (CliCall *call)
{
  Accounts accounts = { call, NULL };
  g_autoptr (GError) error = NULL;
  guint verb = 0;
  gboolean done;

  while (verb < G_N_ELEMENTS (verbs) && !g_str_equal (verbs[verb].name, call->arguments[0]))
    verb++;
  if (verb == G_N_ELEMENTS (verbs))
    return cli_output_usage (
        _ ("“account” does list, add, role, password, disable, enable and off, not “%s”."),
        call->arguments[0]);
  call->arguments++;
  if (g_strv_length (call->arguments) < verbs[verb].n_arguments + 1)
    return cli_output_usage (_ ("Say which account; see “paraphectl account --help”."));
  accounts.school = cli_place_open (call, TRUE, &error);
  if (accounts.school == NULL)
    return cli_output_error (error);
  done = verbs[verb].func (&accounts, &error);
  cli_place_close (accounts.school);
  g_object_unref (accounts.school);
  return done ? CLI_EXIT_DONE : cli_output_error (error);
}
