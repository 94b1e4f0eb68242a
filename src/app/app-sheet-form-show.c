/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-form-private.h"

#include <glib/gi18n-lib.h>

#include "app-field-row.h"
#include "app-sheet-notes-private.h"

static gboolean
is_wanted (AppSheetForm *self, const AppSheetRow *row)
{
  return g_strv_contains ((const char *const *) self->sheet->mandatory, row->key);
}

static gboolean
is_missing (AppSheetForm *self, const AppSheetRow *row)
{
  for (guint i = 0; i < self->sheet->missing->len; i++)
    {
      const WorkSheetField *place = &g_array_index (self->sheet->missing, WorkSheetField, i);

      if (place->role == row->role && g_str_equal (place->field->key, row->key))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_shown (AppSheetForm *self, const AppSheetRow *row)
{
  if (!row->is_detail)
    return !_app_sheet_form_is_new (self, _app_sheet_group (row->group)->link);
  return self->sheet->roles[row->role] != NULL
         && (self->expanded[row->role] || is_missing (self, row)
             || _app_sheet_notes_has (self->sheet, row->role, row->key)
             || (work_sheet_link_column (row->role) != NULL
                 && _app_sheet_form_is_new (self, row->role)));
}

/* Marked is what must be filled in and is not told in another way. */
static void
mark (AppSheetForm *self, AppSheetRow *row)
{
  const char *none[] = { NULL }, *own[] = { row->key, NULL };
  ModelRecord *record = self->sheet->roles[row->role];
  gboolean is_marked;

  if (g_str_equal (row->key, APP_SHEET_WEEK))
    {
      app_form_part_set_mandatory (row->part, (const char *const *) self->sheet->mandatory);
      return;
    }
  is_marked = is_missing (self, row)
              || (is_wanted (self, row) && record != NULL
                  && model_record_get (record, strchr (row->key, '.') + 1) != NULL);
  if (is_marked != row->is_marked)
    app_form_part_set_mandatory (row->part, is_marked ? own : none);
  row->is_marked = is_marked;
}

static void
show_button (AppSheetForm *self, guint index)
{
  const AppSheetGroup *group = _app_sheet_group (index);
  gboolean made = _app_sheet_form_is_new (self, group->link);
  const char *text;
  gboolean has_more = group->columns[0] != '\0' && self->sheet->roles[group->link] != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->buttons[index]),
                          has_more && self->is_editable && (self->may_correct || made));
  gtk_button_set_label (self->buttons[index], made ? _ ("Choose from the List")
                                              : self->expanded[group->link] ? _ ("Fold")
                                                                            : _ ("Edit"));
  text = made ? group->new_text : group->text;
  adw_preferences_group_set_description (self->groups[index], text != NULL ? _ (text) : "");
}

/**
 * _app_sheet_form_leave:
 * @row: a field that goes away, or is nobody's any more
 *
 * Takes the focus out of it first.
 */
void
_app_sheet_form_leave (AppSheetRow *row)
{
  GtkWidget *widget = GTK_WIDGET (row->part);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, widget))
    gtk_root_set_focus (root, NULL);
}

/**
 * app_sheet_form_update:
 * @self: a form
 *
 * What is missing on the sheet has changed: marks it, and shows it.
 */
void
app_sheet_form_update (AppSheetForm *self)
{
  gboolean is_empty[APP_SHEET_MAX_GROUPS];
  guint n;

  g_return_if_fail (APP_IS_SHEET_FORM (self));

  _app_sheet_groups (&n);
  for (guint g = 0; g < n; g++)
    is_empty[g] = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      AppSheetRow *row = g_ptr_array_index (self->rows, i);
      gboolean shown = is_shown (self, row);

      mark (self, row);
      if (!shown)
        _app_sheet_form_leave (row);
      gtk_widget_set_visible (GTK_WIDGET (row->part), shown);
      is_empty[row->group] = is_empty[row->group] && !shown;
    }
  for (guint g = 0; g < n; g++)
    {
      if (self->groups[g] != NULL)
        gtk_widget_set_visible (GTK_WIDGET (self->groups[g]), !is_empty[g]);
      if (self->buttons[g] != NULL)
        show_button (self, g);
    }
  gtk_widget_set_visible (self->period_dates,
                          self->is_editable
                              && work_sheet_shift (self->sheet) != WORK_SHEET_IN_TIME);
}

/* A screen reader says what changes: nothing is said anew that is the same. */
static void
say (AppSheetForm *self, AppSheetRow *row)
{
  g_autoptr (GPtrArray) notes = _app_sheet_notes_list (self->sheet, row->role, row->key);
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < notes->len; i++)
    {
      const AppSheetNote *note = g_ptr_array_index (notes, i);

      g_string_append_printf (said, "%s %s %s\n", note->style, note->key, note->text);
    }
  if (g_strcmp0 (said->str, row->said != NULL ? row->said : "") == 0)
    return;
  g_free (row->said);
  row->said = g_strdup (said->str);
  app_form_part_clear_notes (row->part, NULL);
  for (guint i = 0; i < notes->len; i++)
    {
      const AppSheetNote *note = g_ptr_array_index (notes, i);

      app_form_part_add_note (row->part, note->key, note->text, note->style);
    }
}

/**
 * app_sheet_form_show_findings:
 * @self: a form
 *
 * Says under the fields what the rules found there, and how the dates stand to the period.
 */
void
app_sheet_form_show_findings (AppSheetForm *self)
{
  g_return_if_fail (APP_IS_SHEET_FORM (self));

  for (guint i = 0; i < self->rows->len; i++)
    say (self, g_ptr_array_index (self->rows, i));
  app_sheet_form_update (self);
}
