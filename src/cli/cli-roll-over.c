/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-year.h"

#include "base-date.h"
#include "cli-output.h"
#include "cli-place.h"
#include "work-year.h"

#include <glib/gi18n-lib.h>

static void
add_classes (JsonBuilder *builder, const WorkRollOver *plan)
{
  json_builder_set_member_name (builder, "classes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->classes->len; i++)
    {
      const WorkRollClass *one = g_ptr_array_index (plan->classes, i);

      json_builder_begin_object (builder);
      cli_output_json_text (builder, "class", one->name);
      cli_output_json_text (builder, "name", one->copied ? one->new_name : "");
      cli_output_json_text (builder, "students_go_to", one->next_name);
      cli_output_json_boolean (builder, "sure", one->is_sure);
      cli_output_json_number (builder, "students", one->n_students);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_periods (JsonBuilder *builder, const WorkRollOver *plan)
{
  json_builder_set_member_name (builder, "periods");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->periods->len; i++)
    {
      const WorkRollPeriod *one = g_ptr_array_index (plan->periods, i);
      g_autofree char *classes = work_roll_over_class_names (plan, one);

      json_builder_begin_object (builder);
      cli_output_json_text (builder, "period", one->name);
      cli_output_json_text (builder, "classes", classes);
      cli_output_json_text (builder, "start", one->start);
      cli_output_json_text (builder, "end", one->end);
      cli_output_json_text (builder, "remark", one->remark);
      cli_output_json_boolean (builder, "exists", one->exists);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_leaving (JsonBuilder *builder, const WorkRollOver *plan)
{
  json_builder_set_member_name (builder, "leaving");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->students->len; i++)
    {
      const WorkRollStudent *one = g_ptr_array_index (plan->students, i);

      if (!one->is_enrolled && work_roll_over_next_of (plan, one)[0] == '\0')
        json_builder_add_string_value (builder, one->name);
    }
  json_builder_end_array (builder);
}

/* What is to be made, and the words for it. */
static void
count_all (const WorkRollOver *plan, guint counts[6])
{
  WorkRollCount count = work_roll_over_count (plan);

  counts[0] = count.classes;
  counts[1] = count.periods;
  counts[2] = count.up;
  counts[3] = count.staying;
  counts[4] = count.leaving;
  counts[5] = count.enrolled;
}

static void
print_json (const WorkRollOver *plan, const WorkDone *done)
{
  static const char *const members[] = { "new_classes", "new_periods", "up",
                                         "staying",     "leave",       "enrolled" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint counts[G_N_ELEMENTS (members)];

  count_all (plan, counts);
  json_builder_begin_object (builder);
  cli_output_json_text (builder, "from", plan->year_name);
  cli_output_json_text (builder, "year", plan->name);
  cli_output_json_text (builder, "start", plan->start);
  cli_output_json_text (builder, "end", plan->end);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      cli_output_json_number (builder, members[i], counts[i]);
    }
  add_classes (builder, plan);
  add_periods (builder, plan);
  add_leaving (builder, plan);
  cli_output_json_boolean (builder, "done", done != NULL);
  cli_output_json_text (builder, "operation",
                        done != NULL && done->operation_id != NULL ? done->operation_id : "");
  json_builder_end_object (builder);
  cli_output_json (builder);
}

static void
print_classes (const WorkRollOver *plan)
{
  const char *headings[] = { _ ("Class"), _ ("Next year"), _ ("Students"), _ ("Go to"), "" };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < plan->classes->len; i++)
    {
      const WorkRollClass *one = g_ptr_array_index (plan->classes, i);
      char **row = g_new0 (char *, G_N_ELEMENTS (headings) + 1);

      row[0] = g_strdup (one->name);
      row[1] = g_strdup (one->copied ? one->new_name : _ ("no more"));
      row[2] = g_strdup_printf ("%u", one->n_students);
      row[3] = g_strdup (one->next_name[0] != '\0' ? one->next_name : _ ("leave the school"));
      row[4] = g_strdup (one->is_sure ? "" : _ ("to be checked"));
      g_ptr_array_add (rows, row);
    }
  cli_output_table (headings, G_N_ELEMENTS (headings), rows);
}

static char *
format_range (const WorkRollPeriod *period)
{
  GDate start, end;

  g_date_clear (&start, 1);
  g_date_clear (&end, 1);
  if (!base_date_parse_iso (period->start, &start) || !base_date_parse_iso (period->end, &end))
    return g_strdup ("");
  return base_date_range_to_short (&start, &end);
}

static void
print_periods (const WorkRollOver *plan)
{
  const char *headings[] = { _ ("Period"), _ ("Classes"), _ ("Dates"), "" };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < plan->periods->len; i++)
    {
      const WorkRollPeriod *one = g_ptr_array_index (plan->periods, i);
      char **row = g_new0 (char *, G_N_ELEMENTS (headings) + 1);

      row[0] = g_strdup (one->name);
      row[1] = work_roll_over_class_names (plan, one);
      row[2] = format_range (one);
      row[3] = g_strdup (one->exists ? _ ("is there already") : one->remark);
      g_ptr_array_add (rows, row);
    }
  cli_output_table (headings, G_N_ELEMENTS (headings), rows);
}

static void
print_text (const WorkRollOver *plan, const WorkDone *done)
{
  guint counts[6];

  count_all (plan, counts);
  print_classes (plan);
  g_print ("\n");
  print_periods (plan);
  g_print ("\n");
  /* Translators: 2027-2028: 12 classes and 22 periods to make; students: 200 go up… */
  g_print (_ ("%s: new classes: %u, new periods: %u. Students: go up: %u, stay: %u, leave: %u, "
              "there already: %u.\n"),
           plan->name, counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
  if (done == NULL)
    g_print (_ ("Nothing was done: --dry-run.\n"));
}

/**
 * cli_roll_over_run:
 * @call: DB
 *
 * Makes the next school year as it is proposed, or only tells what that would be.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_roll_over_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (WorkRollOver) plan = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (WorkSchool) school = cli_place_open (call, !call->dry_run, &error);

  if (school == NULL)
    return cli_output_error (error);
  if ((overview = cli_place_load (school, call->year, &error)) != NULL)
    plan = work_school_read (school, work_query_roll_over_new (overview->year_id), &error);
  if (plan != NULL && call->new_name != NULL)
    work_roll_over_set (&plan->name, call->new_name);
  if (plan != NULL && !call->dry_run)
    done = work_school_apply (school, work_change_roll_over_new (plan), &error);
  cli_place_close (school);
  if (error != NULL)
    return cli_output_error (error);

  if (call->json)
    print_json (plan, done);
  else
    print_text (plan, done);
  return CLI_EXIT_DONE;
}
