/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-line-list-private.h"

/* A spreadsheet takes a cell that begins with one of these for a formula, whoever wrote it. */
#define FORMULA_SIGNS "=+-@"

/* One way of writing a table. */
typedef struct
{
  const char *begin, *begin_row, *end_row, *end;
  const char *title[2], *cell[2]; /* around one */
  const char *between;
  char *(*escape) (const char *text);
} AppTableForm;

/* A cell is one line of one cell, and never a formula. */
static char *
escape_text (const char *text)
{
  g_autofree char *flat = g_strdelimit (g_strdup (text), "\t\r\n", ' ');
  gboolean is_formula = flat[0] != '\0' && strchr (FORMULA_SIGNS, flat[0]) != NULL;

  return is_formula ? g_strconcat ("'", flat, NULL) : g_steal_pointer (&flat);
}

static char *
escape_html (const char *text)
{
  return g_markup_escape_text (text, -1);
}

static const AppTableForm plain = { "", "", "\n", "", { "", "" }, { "", "" }, "\t", escape_text };

/* Excel leaves what has this format as it is written: a SIRET is no number. */
static const AppTableForm html = {
  "<html><head><meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\"></head>"
  "<body><table>\n",
  "<tr>",
  "</tr>\n",
  "</table></body></html>\n",
  { "<th>", "</th>" },
  { "<td style=\"mso-number-format:'\\@'\">", "</td>" },
  "",
  escape_html,
};

/* The columns that the person has chosen, in their order, whether there is room for them or not. */
static guint
wanted_columns (AppLineList *self, AppLineColumn *columns)
{
  guint n = 0;

  for (guint i = 0; i < APP_N_LINE_COLUMNS; i++)
    {
      AppLineColumn column = _app_line_list_get_column_at (self, i);

      if (self->is_wanted[column])
        columns[n++] = column;
    }
  return n;
}

/**
 * app_line_list_dup_wanted:
 * @self: a list
 *
 * Returns: (transfer full) (array zero-terminated=1): keys of the columns that the person has
 *   chosen, in their order, whether there is room for them or not; and of the class and the period
 *   where the list says them beside the student
 */
char **
app_line_list_dup_wanted (AppLineList *self)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  AppLineColumn columns[APP_N_LINE_COLUMNS];
  guint n;

  g_return_val_if_fail (APP_IS_LINE_LIST (self), NULL);
  n = wanted_columns (self, columns);
  for (guint i = 0; i < n; i++)
    {
      g_strv_builder_add (keys, app_line_column_info (columns[i])->key);
      if (columns[i] != APP_LINE_COLUMN_STUDENT)
        continue;
      if (!self->look.one_class && !self->is_wanted[APP_LINE_COLUMN_CLASS])
        g_strv_builder_add (keys, app_line_column_info (APP_LINE_COLUMN_CLASS)->key);
      if (!self->look.one_period && !self->is_wanted[APP_LINE_COLUMN_PERIOD])
        g_strv_builder_add (keys, app_line_column_info (APP_LINE_COLUMN_PERIOD)->key);
    }
  return g_strv_builder_end (keys);
}

static void
append_cell (GString *table,
             const AppTableForm *form,
             const char *const *around,
             gboolean is_first,
             const char *text)
{
  g_autofree char *safe = form->escape (text);

  if (!is_first)
    g_string_append (table, form->between);
  g_string_append (table, around[0]);
  g_string_append (table, safe);
  g_string_append (table, around[1]);
}

static char *
write_table (AppLineList *self, GPtrArray *lines, const AppTableForm *form)
{
  AppLineColumn columns[APP_N_LINE_COLUMNS];
  guint n = wanted_columns (self, columns);
  GString *table = g_string_new (form->begin);

  g_string_append (table, form->begin_row);
  for (guint i = 0; i < n; i++)
    append_cell (table, form, form->title, i == 0,
                 gtk_column_view_column_get_title (self->columns[columns[i]]));
  g_string_append (table, form->end_row);
  for (guint i = 0; i < lines->len; i++)
    {
      g_string_append (table, form->begin_row);
      for (guint j = 0; j < n; j++)
        {
          const AppLineColumnInfo *info = app_line_column_info (columns[j]);
          g_autofree char *text = info->copy (info, lines->pdata[i], &self->look);

          append_cell (table, form, form->cell, j == 0, text);
        }
      g_string_append (table, form->end_row);
    }
  g_string_append (table, form->end);
  return g_string_free (table, FALSE);
}

static GdkContentProvider *
provide (AppLineList *self, GPtrArray *lines, const AppTableForm *form, const char *type)
{
  char *table = write_table (self, lines, form);
  g_autoptr (GBytes) bytes = g_bytes_new_take (table, strlen (table));

  return gdk_content_provider_new_for_bytes (type, bytes);
}

/**
 * app_line_list_copy:
 * @self: a list
 *
 * What a spreadsheet or a letter is given: the selected lines, or all when none is selected, with
 * the titles of the columns that are wanted, as a table in text and in HTML.
 *
 * Returns: (transfer full): the content of a clipboard
 */
GdkContentProvider *
app_line_list_copy (AppLineList *self)
{
  g_autoptr (GPtrArray) lines = NULL;
  GdkContentProvider *forms[3];

  g_return_val_if_fail (APP_IS_LINE_LIST (self), NULL);
  lines = app_line_list_get_selected (self);
  if (lines->len == 0)
    {
      g_ptr_array_unref (lines);
      lines = app_line_list_get_lines (self);
    }
  forms[0] = provide (self, lines, &html, "text/html");
  forms[1] = provide (self, lines, &plain, "text/plain;charset=utf-8");
  forms[2] = provide (self, lines, &plain, "text/plain");
  return gdk_content_provider_new_union (forms, G_N_ELEMENTS (forms));
}
