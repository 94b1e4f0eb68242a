/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-text.h"
#include "cli-output.h"
#include "cli-place.h"
#include "work-error.h"
#include "work-inspection.h"
#include "work-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- what is in a template ---- */

static void
add_strings (JsonBuilder *builder, const char *member, char **texts)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (char **text = texts; text != NULL && *text != NULL; text++)
    json_builder_add_string_value (builder, *text);
  json_builder_end_array (builder);
}

static gboolean
is_settled (const WorkTemplateName *name)
{
  return name->state != WORK_NAME_GUESSED && name->state != WORK_NAME_UNKNOWN;
}

static const char *
state_key (WorkNameState state)
{
  static const char *const keys[] = {
    [WORK_NAME_KNOWN] = "known",     [WORK_NAME_BOUND] = "bound",     [WORK_NAME_BLANK] = "blank",
    [WORK_NAME_GUESSED] = "guessed", [WORK_NAME_UNKNOWN] = "unknown",
  };

  return keys[state];
}

static void
add_name (JsonBuilder *builder, const WorkTemplateName *name)
{
  json_builder_begin_object (builder);
  cli_output_json_text (builder, "name", name->name);
  cli_output_json_text (builder, "where", name->where);
  cli_output_json_text (builder, "switches", name->switches);
  cli_output_json_number (builder, "count", name->count);
  cli_output_json_boolean (builder, "known", is_settled (name));
  cli_output_json_text (builder, "label", name->label);
  add_strings (builder, "suggestions", name->suggestions);
  cli_output_json_text (builder, "kind", "MERGEFIELD");
  cli_output_json_text (builder, "state", state_key (name->state));
  cli_output_json_text (builder, "target", name->target);
  cli_output_json_text (builder, "sample", name->sample);
  json_builder_end_object (builder);
}

static void
add_code (JsonBuilder *builder, const WorkTemplateCode *code)
{
  json_builder_begin_object (builder);
  cli_output_json_text (builder, "name", code->text);
  cli_output_json_text (builder, "where", code->where);
  cli_output_json_text (builder, "switches", "");
  cli_output_json_number (builder, "count", code->count);
  cli_output_json_boolean (builder, "known", TRUE);
  cli_output_json_text (builder, "label", code->label);
  add_strings (builder, "suggestions", NULL);
  cli_output_json_text (builder, "kind", code->type);
  json_builder_end_object (builder);
}

static char *
describe (const WorkTemplateName *name)
{
  g_autofree char *near = NULL;

  switch (name->state)
    {
    case WORK_NAME_BLANK:
      return g_strdup (_ ("left empty on purpose"));
    case WORK_NAME_BOUND:
      return g_strdup_printf ("%s (%s)", name->label, name->target);
    case WORK_NAME_GUESSED:
      return g_strdup_printf (_ ("unknown; probably %s (%s)"), name->label, name->target);
    case WORK_NAME_UNKNOWN:
      near = g_strjoinv (", ", name->suggestions);
      return *near != '\0' ? g_strdup_printf (_ ("unknown; perhaps %s"), near)
                           : g_strdup (_ ("unknown"));
    default:
      return g_strdup (name->label);
    }
}

static void
add_row (GPtrArray *rows,
         const char *name,
         const char *where,
         guint count,
         const char *switches,
         char *what,
         const char *sample)
{
  char **row = g_new0 (char *, 7);

  row[0] = g_strdup (name);
  row[1] = g_strdup (where);
  row[2] = g_strdup_printf ("%u", count);
  row[3] = g_strdup (switches);
  row[4] = what;
  row[5] = g_strdup (sample != NULL ? sample : "");
  g_ptr_array_add (rows, row);
}

static void
print (CliCall *call, const WorkInspection *found)
{
  const char *headings[] = { _ ("Field"),    _ ("Where"),      _ ("Times"),
                             _ ("Switches"), _ ("Stands for"), _ ("Example") };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < found->names->len; i++)
    {
      const WorkTemplateName *name = found->names->pdata[i];

      add_name (builder, name);
      add_row (rows, name->name, name->places, name->count, name->switches, describe (name),
               name->sample);
    }
  for (guint i = 0; i < found->codes->len; i++)
    {
      const WorkTemplateCode *code = found->codes->pdata[i];

      add_code (builder, code);
      add_row (rows, code->text, code->places, code->count, "", g_strdup (code->label), NULL);
    }
  json_builder_end_array (builder);
  if (call->json)
    cli_output_json (builder);
  else
    cli_output_table (headings, G_N_ELEMENTS (headings), rows);
  for (guint i = 0; i < found->remarks->len; i++)
    g_printerr ("paraphectl: %s\n", ((WorkTemplateRemark *) found->remarks->pdata[i])->text);
}

/* ---- a template of a school ---- */

static gint64
find_template (WorkSchool *school, const char *name, GError **error)
{
  g_autoptr (GPtrArray) templates = work_school_read (school, work_query_templates_new (), error);
  g_autoptr (GString) known = g_string_new (NULL);
  g_autofree char *wanted = base_text_fold (name);

  if (templates == NULL)
    return 0;
  for (guint i = 0; i < templates->len; i++)
    {
      const char *own = model_record_get_or_empty (templates->pdata[i], "name");
      g_autofree char *folded = base_text_fold (own);

      if (g_str_equal (folded, wanted))
        return model_record_get_id (templates->pdata[i]);
      g_string_append_printf (known, "%s“%s”", known->len > 0 ? ", " : "", own);
    }
  g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
               _ ("The school has no template “%s”. There are: %s."), name, known->str);
  return 0;
}

/* "NAME=FIELD"; "NAME=-" leaves it empty, "NAME=" says nothing of it any more. */
static gboolean
bind (WorkSchool *school, gint64 id, const char *binding, GError **error)
{
  const char *equals = strrchr (binding, '=');
  g_autofree char *name = equals != NULL ? g_strndup (binding, (gsize) (equals - binding)) : NULL;
  const char *target = equals != NULL ? equals + 1 : NULL;
  g_autoptr (WorkDone) done = NULL;

  if (name == NULL)
    {
      g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE, _ ("--bind takes NAME=FIELD, not “%s”."),
                   binding);
      return FALSE;
    }
  if (*target == '\0')
    target = NULL;
  else if (g_str_equal (target, "-"))
    target = "";
  done = work_school_apply (school, work_change_template_bind_new (id, name, target), error);
  return done != NULL;
}

static gboolean
run (CliCall *call, WorkSchool *school, GError **error)
{
  gint64 id = find_template (school, call->template_path, error);
  g_autoptr (WorkInspection) found = NULL;

  if (id == 0)
    return FALSE;
  for (char **binding = call->bind; binding != NULL && *binding != NULL; binding++)
    if (!bind (school, id, *binding, error))
      return FALSE;
  found = work_school_read (school, work_query_inspection_new (id, 0), error);
  if (found != NULL)
    print (call, found);
  return found != NULL;
}

static CliExit
show_file (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkInspection) found = work_inspect_file (call->arguments[0], &error);

  if (found == NULL)
    return cli_output_error (error);
  print (call, found);
  return CLI_EXIT_DONE;
}

/**
 * cli_fields_run:
 * @call: TEMPLATE.docx, or DB --template NAME [--bind NAME=FIELD]
 *
 * Lists the fields of a template: where each stands and what it stands for; binds names of its own.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_fields_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  gboolean is_done;

  if (call->template_path == NULL && call->bind != NULL)
    return cli_output_usage (_ ("--bind needs --template: a file has no names of its own."));
  if (call->template_path == NULL)
    return show_file (call);
  school = cli_place_open (call, call->bind != NULL, &error);
  if (school == NULL)
    return cli_output_error (error);
  is_done = run (call, school, &error);
  cli_place_close (school);
  return is_done ? CLI_EXIT_DONE : cli_output_error (error);
}
