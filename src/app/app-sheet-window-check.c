/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-picker-item.h"

/* How long the typing must rest before the rules are asked, in milliseconds. */
#define REST 350

/* ---- what there is to choose from ---- */

/* Choices on their way. */
typedef struct
{
  AppSheetWindow *window;
  GListStore *store;
  gint64 company_id; /* whose they are; 0 for everybody's */
} Picking;

static gint64
company_id_of (AppSheetWindow *self)
{
  return self->sheet != NULL
             ? model_record_get_int (self->sheet->roles[MODEL_ROLE_PLACEMENT], "company_id")
             : 0;
}

static void
fill (GListStore *store, GPtrArray *picks)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < picks->len; i++)
    {
      const WorkPick *pick = g_ptr_array_index (picks, i);

      g_ptr_array_add (items,
                       app_picker_item_new (pick->id, pick->title, pick->subtitle, pick->key));
    }
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items->pdata,
                       items->len);
}

static void
on_picks_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Picking *picking = user_data;
  g_autoptr (AppSheetWindow) self = picking->window;
  g_autoptr (GPtrArray) picks = work_school_read_finish (WORK_SCHOOL (source), result, NULL);

  self->n_pending--;
  /* Another company may have been chosen since. */
  if (!self->is_closed && picks != NULL
      && (picking->company_id == 0 || picking->company_id == company_id_of (self)))
    fill (picking->store, picks);
  g_free (picking);
}

static void
load_picks (AppSheetWindow *self, GListStore *store, ModelEntity entity, gint64 company_id)
{
  Picking picking = { g_object_ref (self), store, company_id };

  self->n_pending++;
  work_school_read_async (self->school, work_query_picks_new (entity, company_id),
                          self->cancellable, on_picks_cb, g_memdup2 (&picking, sizeof picking));
}

/**
 * _app_sheet_window_load_choices:
 * @self: a window
 *
 * Reads the companies and the teachers there are.
 */
void
_app_sheet_window_load_choices (AppSheetWindow *self)
{
  load_picks (self, self->companies, MODEL_ENTITY_COMPANY, 0);
  load_picks (self, self->teachers, MODEL_ENTITY_TEACHER, 0);
}

/**
 * _app_sheet_window_load_people:
 * @self: a window with a sheet
 *
 * Reads the sites and the people of the company that the sheet names.
 */
void
_app_sheet_window_load_people (AppSheetWindow *self)
{
  gint64 company_id = company_id_of (self);

  g_list_store_remove_all (self->sites);
  g_list_store_remove_all (self->contacts);
  if (company_id == 0)
    return;
  load_picks (self, self->sites, MODEL_ENTITY_SITE, company_id);
  load_picks (self, self->contacts, MODEL_ENTITY_CONTACT, company_id);
}

/* ---- rules ---- */

/* What was typed meanwhile is in the sheet that is here: only what was found out is taken. */
static void
take (AppSheetWindow *self, WorkSheet *checked)
{
  g_clear_pointer (&self->sheet->findings, g_ptr_array_unref);
  self->sheet->findings = g_steal_pointer (&checked->findings);
  if (g_strcmp0 (self->sheet->consequence, checked->consequence) != 0)
    {
      g_free (self->sheet->consequence);
      self->sheet->consequence = g_steal_pointer (&checked->consequence);
      _app_sheet_window_show_remarks (self);
    }
  app_sheet_form_show_findings (self->form);
  _app_sheet_window_update (self);
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSheetWindow) self = user_data;
  g_autoptr (WorkSheet) checked = work_school_read_finish (WORK_SCHOOL (source), result, NULL);

  self->n_pending--;
  /* What cannot be checked now is told when it is saved. */
  if (!self->is_closed && checked != NULL && self->check_source == 0)
    take (self, checked);
}

static gboolean
on_rest_cb (gpointer user_data)
{
  AppSheetWindow *self = user_data;

  self->check_source = 0;
  self->n_pending++;
  work_school_read_async (self->school, work_query_sheet_check_new (self->sheet), self->cancellable,
                          on_checked_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/**
 * _app_sheet_window_check:
 * @self: a window whose sheet has changed
 *
 * Shows at once what is missing, and what the rules find as soon as the typing rests.
 */
void
_app_sheet_window_check (AppSheetWindow *self)
{
  self->is_changed = TRUE;
  work_sheet_update_missing (self->sheet);
  app_sheet_form_update (self->form);
  _app_sheet_window_update (self);
  g_clear_handle_id (&self->check_source, g_source_remove);
  self->check_source = g_timeout_add (REST, on_rest_cb, self);
}

/* ---- who is named ---- */

/* Somebody who was chosen and is read. */
typedef struct
{
  AppSheetWindow *window;
  ModelRoleId role;
  gint64 id;
} Choosing;

static void
choose (AppSheetWindow *self, ModelRoleId role, ModelRecord *record)
{
  work_sheet_choose (self->sheet, role, record);
  app_sheet_form_rebind (self->form);
  if (role == MODEL_ROLE_COMPANY)
    _app_sheet_window_load_people (self);
  _app_sheet_window_check (self);
}

static gint64
chosen_id (AppSheetWindow *self, ModelRoleId role)
{
  return model_record_get_int (self->sheet->roles[MODEL_ROLE_PLACEMENT],
                               work_sheet_link_column (role));
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choosing *choosing = user_data;
  g_autoptr (AppSheetWindow) self = choosing->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelRecord) record = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  self->n_pending--;
  if (!self->is_closed && chosen_id (self, choosing->role) == choosing->id)
    {
      if (record != NULL)
        choose (self, choosing->role, record);
      else
        _app_sheet_window_fail (self, _ ("This Cannot Be Chosen"), error);
    }
  g_free (choosing);
}

static void
follow (AppSheetWindow *self, ModelRoleId role)
{
  Choosing choosing = { NULL, role, chosen_id (self, role) };

  if (choosing.id == 0)
    {
      choose (self, role, NULL);
      return;
    }
  choosing.window = g_object_ref (self);
  self->n_pending++;
  work_school_read_async (self->school,
                          work_query_record_new (model_role_info (role)->entity, choosing.id),
                          self->cancellable, on_chosen_cb, g_memdup2 (&choosing, sizeof choosing));
}

static ModelRoleId
role_of_key (const char *key)
{
  for (guint role = 0; role < MODEL_N_ROLES; role++)
    {
      const char *column = work_sheet_link_column (role);

      if (column != NULL && g_str_equal (key + strlen ("placement."), column))
        return role;
    }
  return MODEL_N_ROLES;
}

static void
on_changed_cb (AppSheetForm *form, guint role, const char *key, AppSheetWindow *self)
{
  ModelRoleId link = role == MODEL_ROLE_PLACEMENT ? role_of_key (key) : MODEL_N_ROLES;

  if (link != MODEL_N_ROLES)
    follow (self, link);
  _app_sheet_window_check (self);
}

/* ---- new rows ---- */

/* What was typed is the name, as far as one can tell. */
static const ModelField *
name_field (ModelRoleId role)
{
  ModelEntity entity = model_role_info (role)->entity;
  const char *column = model_field_index (entity, "name") >= 0 ? "name" : "family_name";

  return &model_entity_info (entity)->fields[model_field_index (entity, column)];
}

static void
on_create_requested_cb (AppSheetForm *form, guint role, const char *text, AppSheetWindow *self)
{
  const ModelField *name = name_field (role);
  g_autoptr (ModelRecord) record = model_record_new (model_role_info (role)->entity);

  if (role != MODEL_ROLE_COMPANY && self->sheet->roles[MODEL_ROLE_COMPANY] == NULL)
    {
      _app_sheet_window_toast (self, _ ("Choose the company first: people and places are its own."),
                               NULL);
      app_sheet_form_go_to (self->form, MODEL_ROLE_PLACEMENT, "placement.company_id");
      return;
    }
  if (text != NULL && text[0] != '\0')
    model_record_set (record, model_field_column (name), text, NULL);
  choose (self, role, record);
  app_sheet_form_go_to (self->form, role, name->key);
}

static void
on_list_requested_cb (AppSheetForm *form, guint role, AppSheetWindow *self)
{
  g_autofree char *key = g_strconcat ("placement.", work_sheet_link_column (role), NULL);

  choose (self, role, NULL);
  app_sheet_form_go_to (self->form, MODEL_ROLE_PLACEMENT, key);
}

static void
on_dates_requested_cb (AppSheetForm *form, AppSheetWindow *self)
{
  static const char *const columns[] = { "start", "end" };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    model_record_set_canonical (
        self->sheet->roles[MODEL_ROLE_PLACEMENT], columns[i],
        model_record_get (self->sheet->roles[MODEL_ROLE_PERIOD], columns[i]));
  app_sheet_form_rebind (self->form);
  _app_sheet_window_check (self);
}

/**
 * _app_sheet_window_watch:
 * @self: a window
 *
 * Follows what is typed and chosen in the form.
 */
void
_app_sheet_window_watch (AppSheetWindow *self)
{
  app_sheet_form_set_choices (self->form, "company_id", G_LIST_MODEL (self->companies));
  app_sheet_form_set_choices (self->form, "teacher_id", G_LIST_MODEL (self->teachers));
  app_sheet_form_set_choices (self->form, "site_id", G_LIST_MODEL (self->sites));
  app_sheet_form_set_choices (self->form, "representative_id", G_LIST_MODEL (self->contacts));
  app_sheet_form_set_choices (self->form, "tutor_id", G_LIST_MODEL (self->contacts));
  g_signal_connect_object (self->form, "changed", G_CALLBACK (on_changed_cb), self, 0);
  g_signal_connect_object (self->form, "create-requested", G_CALLBACK (on_create_requested_cb),
                           self, 0);
  g_signal_connect_object (self->form, "list-requested", G_CALLBACK (on_list_requested_cb), self,
                           0);
  g_signal_connect_object (self->form, "dates-requested", G_CALLBACK (on_dates_requested_cb), self,
                           0);
}
