/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-panel.h"

#include <glib/gi18n-lib.h>

#include "app-list-box.h"
#include "app-sheet-notes-private.h"

/**
 * AppSheetPanel:
 *
 * What is left to do on a placement sheet: how far it is, what is missing, what the rules found.
 * Each line leads to its field: it emits "go-to" with a role and the field's key.
 */
struct _AppSheetPanel
{
  AdwBin parent_instance;

  GtkLabel *summary;
  GtkProgressBar *progress;
  GtkListBox *list;
  GtkWidget *ready;

  char *shown; /* all lines, to see whether others are to be shown */
};

enum
{
  GO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSheetPanel, app_sheet_panel, ADW_TYPE_BIN)

/* What a line is about, by its kind. */
typedef enum
{
  LINE_MISSING,
  LINE_BLOCKING,
  LINE_WARNING
} LineKind;

static const struct
{
  const char *icon;
  const char *style;
  const char *label;
} kinds[] = {
  [LINE_MISSING] = { "document-edit-symbolic", "accent", N_ ("To fill in") },
  [LINE_BLOCKING] = { "process-stop-symbolic", "error", N_ ("Blocking") },
  [LINE_WARNING] = { "dialog-warning-symbolic", "warning", N_ ("To check") },
};

static void
on_activated_cb (GtkListBox *list, GtkListBoxRow *row, AppSheetPanel *self)
{
  g_signal_emit (self, signals[GO_TO], 0,
                 GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "role")),
                 g_object_get_data (G_OBJECT (row), "key"));
}

static void
app_sheet_panel_finalize (GObject *object)
{
  g_free (APP_SHEET_PANEL (object)->shown);
  G_OBJECT_CLASS (app_sheet_panel_parent_class)->finalize (object);
}

static void
app_sheet_panel_class_init (AppSheetPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_sheet_panel_finalize;
  signals[GO_TO] = g_signal_new ("go-to", APP_TYPE_SHEET_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-sheet-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSheetPanel, summary);
  gtk_widget_class_bind_template_child (widget_class, AppSheetPanel, progress);
  gtk_widget_class_bind_template_child (widget_class, AppSheetPanel, list);
  gtk_widget_class_bind_template_child (widget_class, AppSheetPanel, ready);
  gtk_widget_class_bind_template_callback (widget_class, on_activated_cb);
}

static void
app_sheet_panel_init (AppSheetPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_sheet_panel_new:
 *
 * Returns: (transfer floating): a panel of no sheet yet
 */
AppSheetPanel *
app_sheet_panel_new (void)
{
  return g_object_new (APP_TYPE_SHEET_PANEL, NULL);
}

/* One line of the list. */
typedef struct
{
  LineKind kind;
  ModelRoleId role;
  const char *key;
  char *text;
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->text);
  g_free (line);
}

static void
add_line (GPtrArray *lines, LineKind kind, ModelRoleId role, const char *key, char *text)
{
  Line line = { kind, role, key, text };

  g_ptr_array_add (lines, g_memdup2 (&line, sizeof line));
}

static void
add_findings (GPtrArray *lines, const WorkSheet *sheet, ModelRuleLevel level, LineKind kind)
{
  for (guint i = 0; sheet->findings != NULL && i < sheet->findings->len; i++)
    {
      const ModelFinding *finding = g_ptr_array_index (sheet->findings, i);

      if (finding->level == level)
        add_line (lines, kind, _app_sheet_notes_role (sheet, finding), finding->field,
                  g_strdup (finding->text));
    }
}

/* (transfer full) (element-type Line): in the order in which it is best done */
static GPtrArray *
list_lines (const WorkSheet *sheet)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);

  for (guint i = 0; i < sheet->missing->len; i++)
    {
      const WorkSheetField *place = &g_array_index (sheet->missing, WorkSheetField, i);

      add_line (lines, LINE_MISSING, place->role, place->field->key,
                work_sheet_field_label (place));
    }
  add_findings (lines, sheet, MODEL_RULE_BLOCKING, LINE_BLOCKING);
  add_findings (lines, sheet, MODEL_RULE_WARNING, LINE_WARNING);
  return lines;
}

static char *
sign_lines (GPtrArray *lines)
{
  g_autoptr (GString) sign = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = g_ptr_array_index (lines, i);

      g_string_append_printf (sign, "%d %d %s %s\n", line->kind, line->role, line->key, line->text);
    }
  return g_string_free (g_steal_pointer (&sign), FALSE);
}

static void
add_row (AppSheetPanel *self, const Line *line)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (kinds[line->kind].icon);
  const char *label = _ (kinds[line->kind].label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), label);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  gtk_widget_add_css_class (image, kinds[line->kind].style);
  gtk_widget_add_css_class (row, "sheet-line");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _ ("Go to the field"));
  g_object_set_data (G_OBJECT (row), "role", GUINT_TO_POINTER (line->role));
  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (line->key), g_free);
  gtk_list_box_append (self->list, row);
}

static void
show_lines (AppSheetPanel *self, const WorkSheet *sheet)
{
  g_autoptr (GPtrArray) lines = list_lines (sheet);
  g_autofree char *sign = sign_lines (lines);

  if (g_strcmp0 (sign, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&sign);
  app_list_box_clear (self->list);
  for (guint i = 0; i < lines->len; i++)
    add_row (self, g_ptr_array_index (lines, i));
}

static guint
count_findings (const WorkSheet *sheet, ModelRuleLevel level)
{
  guint n = 0;

  for (guint i = 0; sheet->findings != NULL && i < sheet->findings->len; i++)
    n += ((const ModelFinding *) g_ptr_array_index (sheet->findings, i))->level == level;
  return n;
}

/**
 * app_sheet_panel_summarize:
 * @sheet: a sheet
 * @icon: (out): the symbol that says the same
 *
 * Returns: (transfer full): the first thing that is left to do: “2 fields missing”
 */
char *
app_sheet_panel_summarize (const WorkSheet *sheet, const char **icon)
{
  guint n_missing = sheet->missing->len;
  guint n_blocking = count_findings (sheet, MODEL_RULE_BLOCKING);
  guint n_warnings = count_findings (sheet, MODEL_RULE_WARNING);

  if (n_missing > 0)
    {
      *icon = kinds[LINE_MISSING].icon;
      return g_strdup_printf (ngettext ("%u field missing", "%u fields missing", n_missing),
                              n_missing);
    }
  if (n_blocking > 0)
    {
      *icon = kinds[LINE_BLOCKING].icon;
      return g_strdup_printf (ngettext ("%u thing blocks", "%u things block", n_blocking),
                              n_blocking);
    }
  if (n_warnings > 0)
    {
      *icon = kinds[LINE_WARNING].icon;
      return g_strdup_printf (ngettext ("%u thing to check", "%u things to check", n_warnings),
                              n_warnings);
    }
  *icon = "object-select-symbolic";
  return g_strdup (_ ("Complete"));
}

static gboolean
is_validated (const WorkSheet *sheet)
{
  return g_strcmp0 (model_record_get (sheet->roles[MODEL_ROLE_PLACEMENT], "state"), "validated")
         == 0;
}

/**
 * app_sheet_panel_set_sheet:
 * @self: a panel
 * @sheet: a sheet; not kept
 *
 * Shows what is left to do on it.
 */
void
app_sheet_panel_set_sheet (AppSheetPanel *self, const WorkSheet *sheet)
{
  const char *icon;
  g_autofree char *summary = NULL;
  g_autofree char *percent = NULL;

  g_return_if_fail (APP_IS_SHEET_PANEL (self));

  summary = app_sheet_panel_summarize (sheet, &icon);
  /* Translators: how much of a sheet is filled in. */
  percent = g_strdup_printf (_ ("%d %%"), work_sheet_percent (sheet));
  gtk_label_set_label (self->summary, summary);
  gtk_progress_bar_set_fraction (self->progress, work_sheet_percent (sheet) / 100.0);
  gtk_progress_bar_set_text (self->progress, percent);
  show_lines (self, sheet);
  gtk_widget_set_visible (GTK_WIDGET (self->list), app_sheet_panel_get_n_rows (self) > 0);
  gtk_widget_set_visible (self->ready, work_sheet_is_ready (sheet) && !is_validated (sheet));
}

/**
 * app_sheet_panel_get_n_rows:
 * @self: a panel
 *
 * Returns: how many things there are to do or to look at
 */
guint
app_sheet_panel_get_n_rows (AppSheetPanel *self)
{
  guint n = 0;

  g_return_val_if_fail (APP_IS_SHEET_PANEL (self), 0);

  while (gtk_list_box_get_row_at_index (self->list, (int) n) != NULL)
    n++;
  return n;
}

/**
 * app_sheet_panel_activate:
 * @self: a panel
 * @row: one of its lines
 *
 * Does what a click on the line does.
 */
void
app_sheet_panel_activate (AppSheetPanel *self, guint row)
{
  GtkListBoxRow *found;

  g_return_if_fail (APP_IS_SHEET_PANEL (self));

  found = gtk_list_box_get_row_at_index (self->list, (int) row);
  if (found != NULL)
    on_activated_cb (self->list, found, self);
}
