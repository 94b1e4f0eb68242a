/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store-sqlite-private.h"

/* What a role sees and does, as SQLite holds it. Rows: a temporary view of the table's name stands
 * before each table of which a role sees only some rows or columns. Writing: temporary triggers on
 * the tables refuse what is not one's own. The authorizer lets nobody past them. The views that do
 * read the tables have a name that nobody can guess: the authorizer knows by it who reads. */

/* What the triggers say. */
#define NOT_OWN     "not one's own"
#define NOT_OWN_SQL "not one''s own"

typedef struct
{
  const char *name;
  const char *sql;
} Helper;

/* {T}: the teacher, {M}: the unguessable part of the names. */
static const Helper teacher_helpers[] = {
  { "own", "SELECT e.student_id AS id FROM main.enrolment e JOIN main.class_group c"
           " ON c.id = e.class_group_id WHERE c.main_teacher_id = {T}"
           " UNION SELECT student_id FROM main.search WHERE teacher_id = {T}"
           " UNION SELECT s.student_id FROM main.placement p JOIN main.search s"
           " ON s.id = p.search_id WHERE p.teacher_id = {T}"
           " UNION SELECT s.student_id FROM main.interview i JOIN main.search s"
           " ON s.id = i.search_id WHERE i.teacher_id = {T}" },
  { "searches", "SELECT id FROM main.search WHERE student_id IN (SELECT id FROM \"{M}own\")" },
  { "placements", "SELECT id FROM main.placement"
                  " WHERE search_id IN (SELECT id FROM \"{M}searches\")" },
  { "agreements", "SELECT id FROM main.agreement"
                  " WHERE placement_id IN (SELECT id FROM \"{M}placements\")" },
};

#define OF_STUDENT   "student_id IN (SELECT id FROM \"{M}own\")"
#define OF_SEARCH    "search_id IN (SELECT id FROM \"{M}searches\")"
#define OF_AGREEMENT "agreement_id IN (SELECT id FROM \"{M}agreements\")"
#define NO_SECRETS                                                                    \
  "name NOT LIKE 'message.%' AND name NOT LIKE 'sign.%' AND name NOT LIKE 'backup.%'" \
  " AND name NOT LIKE 'security.%'"

/* Which rows are a teacher's own. */
static const struct
{
  ModelEntity entity;
  const char *rows;
} teacher_rows[] = {
  { MODEL_ENTITY_STUDENT, "id IN (SELECT id FROM \"{M}own\")" },
  { MODEL_ENTITY_GUARDIAN, OF_STUDENT },
  { MODEL_ENTITY_ENROLMENT, OF_STUDENT },
  { MODEL_ENTITY_SEARCH, OF_STUDENT },
  { MODEL_ENTITY_INTERVIEW, OF_SEARCH },
  { MODEL_ENTITY_PLACEMENT, OF_SEARCH },
  { MODEL_ENTITY_AGREEMENT, "placement_id IN (SELECT id FROM \"{M}placements\")" },
  { MODEL_ENTITY_SIGNATORY, OF_AGREEMENT },
  { MODEL_ENTITY_DOCUMENT, OF_AGREEMENT },
  { MODEL_ENTITY_NOTE, "audience = 'teachers' AND (teacher_id = {T} OR (" OF_STUDENT
                       " AND (to_teacher_id IS NULL OR to_teacher_id = {T})))" },
  { MODEL_ENTITY_SETTING, NO_SECRETS },
  { MODEL_ENTITY_SIGNATURE_REQUEST, OF_AGREEMENT },
  { MODEL_ENTITY_SIGNATURE_SIGNER,
    "request_id IN (SELECT id FROM main.signature_request WHERE " OF_AGREEMENT ")" },
};

/* Whose account wrote the row: the only ones that a teacher takes back. */
#define NOT_ADDED(entity)                                              \
  "NOT EXISTS (SELECT 1 FROM main.history h WHERE h.entity = '" entity \
  "' AND h.entity_id = OLD.id AND h.action = 'insert' AND h.author = {L})"

/* {A}: the account, {L}: its label. What these find is refused. */
static const struct
{
  const char *table;
  const char *event;
  const char *refused;
} teacher_triggers[] = {
  { "search", "INSERT",
    "NEW.student_id NOT IN (SELECT id FROM \"{M}own\") OR NEW.state IN ('validated', 'exempt')"
    " OR NEW.teacher_id <> {T}" },
  { "search", "UPDATE",
    "OLD.student_id NOT IN (SELECT id FROM \"{M}own\") OR NEW.student_id <> OLD.student_id"
    " OR NEW.period_id <> OLD.period_id OR NEW.id <> OLD.id OR (NEW.state <> OLD.state AND"
    " (NEW.state IN ('validated', 'exempt') OR OLD.state IN ('validated', 'exempt')))"
    " OR (NEW.teacher_id IS NOT OLD.teacher_id AND"
    " (COALESCE (OLD.teacher_id, {T}) <> {T} OR COALESCE (NEW.teacher_id, {T}) <> {T}))" },
  { "search", "DELETE", NOT_ADDED ("search") },
  { "interview", "INSERT",
    "NEW.search_id NOT IN (SELECT id FROM \"{M}searches\") OR NEW.teacher_id IS NOT {T}" },
  { "interview", "UPDATE",
    "OLD.teacher_id IS NOT {T} OR NEW.teacher_id IS NOT {T} OR NEW.search_id <> OLD.search_id"
    " OR NEW.id <> OLD.id" },
  { "interview", "DELETE", "OLD.teacher_id IS NOT {T} OR " NOT_ADDED ("interview") },
  { "placement", "INSERT",
    "NEW.search_id NOT IN (SELECT id FROM \"{M}searches\") OR NEW.validated_on IS NOT NULL"
    " OR NEW.state NOT IN ('draft', 'to_validate')" },
  { "placement", "UPDATE",
    "OLD.search_id NOT IN (SELECT id FROM \"{M}searches\") OR NEW.search_id <> OLD.search_id"
    " OR NEW.id <> OLD.id OR OLD.state = 'validated' OR NEW.validated_on IS NOT OLD.validated_on"
    " OR (NEW.state <> OLD.state AND NEW.state NOT IN ('draft', 'to_validate'))" },
  { "placement", "DELETE", "OLD.state = 'validated' OR " NOT_ADDED ("placement") },
  { "note", "INSERT",
    "NEW.student_id NOT IN (SELECT id FROM \"{M}own\") OR NEW.audience <> 'teachers'"
    " OR NEW.author_role <> 'teacher' OR NEW.teacher_id IS NOT {T} OR NEW.author <> {L}"
    " OR (NEW.answers_id IS NOT NULL AND NEW.answers_id NOT IN (SELECT id FROM \"{M}note\"))" },
  { "note", "UPDATE",
    "OLD.teacher_id IS NOT {T} OR OLD.author_role <> 'teacher' OR NEW.teacher_id IS NOT {T}"
    " OR NEW.audience <> 'teachers' OR NEW.author_role <> 'teacher' OR NEW.author <> OLD.author"
    " OR NEW.student_id <> OLD.student_id OR NEW.id <> OLD.id OR NEW.read_at IS NOT OLD.read_at"
    " OR NEW.made_at <> OLD.made_at OR NEW.answers_id IS NOT OLD.answers_id" },
  { "note", "DELETE", "OLD.teacher_id IS NOT {T} OR " NOT_ADDED ("note") },
  { "company", "DELETE", NOT_ADDED ("company") },
  { "site", "DELETE", NOT_ADDED ("site") },
  { "contact", "DELETE", NOT_ADDED ("contact") },
  { "note_reading", "INSERT",
    "NEW.teacher_id <> {T} OR NEW.note_id NOT IN (SELECT id FROM \"{M}note\")" },
  { "note_reading", "UPDATE",
    "OLD.teacher_id <> {T} OR NEW.teacher_id <> {T} OR NEW.note_id <> OLD.note_id" },
  /* With the note itself, which is gone by then, all its marks go. */
  { "note_reading", "DELETE",
    "OLD.teacher_id <> {T} AND EXISTS (SELECT 1 FROM main.note n WHERE n.id = OLD.note_id)" },
  /* Nothing is done by itself where a teacher works. */
  { "history", "INSERT", "NEW.author <> {L}" },
};

/* What Paraphe itself does while somebody has signed in is told under its own name, or under that
 * of a provider of signatures. */
#define AUTOMATIC "'signature.follow', 'message.outcome', 'message.rules', 'message.withdraw'"

/* Nobody is somebody else, neither in history nor in the log of accesses. */
static const struct
{
  const char *table;
  const char *refused;
} author_triggers[] = {
  { "access_log", "NEW.account_id IS NOT {A} OR NEW.author IS NOT {L}" },
  { "history", "NEW.author <> {L} AND (NEW.label NOT IN (" AUTOMATIC ")"
               " OR EXISTS (SELECT 1 FROM main.account a WHERE a.label = NEW.author))" },
};

static char *
expand (StoreLink *link, const StoreRoleTaker *who, const char *template)
{
  GString *sql = g_string_new (template);
  g_autofree char *teacher = g_strdup_printf ("%" G_GINT64_FORMAT, who->teacher_id);
  g_autofree char *account = g_strdup_printf ("%" G_GINT64_FORMAT, who->account_id);
  g_autoptr (GString) label = g_string_new (who->label != NULL ? who->label : "");

  g_string_replace (label, "'", "''", 0);
  g_string_prepend_c (label, '\'');
  g_string_append_c (label, '\'');
  g_string_replace (sql, "{T}", teacher, 0);
  g_string_replace (sql, "{A}", account, 0);
  g_string_replace (sql, "{M}", link->mark, 0);
  /* Last: what is in it is not looked at any more. */
  g_string_replace (sql, "{L}", label->str, 0);
  return g_string_free (sql, FALSE);
}

/* @kind: "VIEW" or "TRIGGER"; remembers it, to be dropped when another signs in. */
static gboolean
make_object (StoreLink *link,
             const StoreRoleTaker *who,
             const char *kind,
             const char *name,
             const char *body,
             GError **error)
{
  g_autofree char *template = g_strdup_printf ("CREATE TEMP %s \"%s\" %s", kind, name, body);
  g_autofree char *sql = expand (link, who, template);
  g_autofree char *full = expand (link, who, name);
  int code = sqlite3_exec (link->db, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    {
      _store_sqlite_set_error (link, code, error);
      return FALSE;
    }
  g_ptr_array_add (link->role_objects, g_strdup_printf ("DROP %s temp.\"%s\"", kind, full));
  return TRUE;
}

static void
append_field (GString *columns, ModelAccountRole role, const ModelField *field)
{
  const char *name = model_field_column (field);

  if (!model_account_hides (role, field))
    g_string_append_printf (columns, ", \"%s\"", name);
  else
    g_string_append_printf (columns, ", %s AS \"%s\"",
                            (field->flags & MODEL_FIELD_REQUIRED) != 0 ? "''" : "NULL", name);
}

static gboolean
hides_any (ModelAccountRole role, ModelEntity entity, gboolean *in_search)
{
  const ModelEntityInfo *info = model_entity_info (entity);
  gboolean hides = FALSE;

  *in_search = FALSE;
  for (guint i = 0; i < info->n_fields; i++)
    if (model_account_hides (role, &info->fields[i]))
      {
        hides = TRUE;
        *in_search = *in_search || (info->fields[i].flags & MODEL_FIELD_SEARCH) != 0;
      }
  return hides;
}

static const char *
find_rows (ModelAccountRole role, ModelEntity entity)
{
  ModelMay may = model_account_may_row (role, entity, MODEL_DEED_READ);

  if (may != MODEL_MAY_OWN)
    return may == MODEL_MAY_YES ? "1" : "0";
  if (role == MODEL_ACCOUNT_READER)
    return entity == MODEL_ENTITY_NOTE      ? "audience = 'teachers'"
           : entity == MODEL_ENTITY_SETTING ? NO_SECRETS
                                            : "0";
  for (guint i = 0; i < G_N_ELEMENTS (teacher_rows); i++)
    if (teacher_rows[i].entity == entity)
      return teacher_rows[i].rows;
  return "0";
}

/* Two views: the one that queries find by the table's name reads the other, which reads the table.
 */
static gboolean
shadow (StoreLink *link,
        const StoreRoleTaker *who,
        const char *table,
        const char *columns,
        const char *rows,
        GError **error)
{
  g_autofree char *inner = g_strdup_printf ("{M}%s", table);
  g_autofree char *reads =
      g_strdup_printf ("AS SELECT %s FROM main.\"%s\" WHERE %s", columns, table, rows);
  g_autofree char *passes = g_strdup_printf ("AS SELECT * FROM temp.\"{M}%s\"", table);

  return make_object (link, who, "VIEW", inner, reads, error)
         && make_object (link, who, "VIEW", table, passes, error);
}

static gboolean
shadow_entity (StoreLink *link, const StoreRoleTaker *who, ModelEntity entity, GError **error)
{
  const ModelEntityInfo *info = model_entity_info (entity);
  g_autoptr (GString) columns = g_string_new ("id, version");
  gboolean in_search;
  gboolean hides = hides_any (who->role, entity, &in_search);

  if (!hides && model_account_may_row (who->role, entity, MODEL_DEED_READ) == MODEL_MAY_YES)
    return TRUE;
  if (model_entity_has_keys (entity))
    g_string_append (columns,
                     in_search ? ", sort_key AS search_key, sort_key" : ", search_key, sort_key");
  for (guint i = 0; i < info->n_fields; i++)
    append_field (columns, who->role, &info->fields[i]);
  link->shadowed |= G_GUINT64_CONSTANT (1) << entity;
  return shadow (link, who, info->key, columns->str, find_rows (who->role, entity), error);
}

/* A teacher's history is of what teachers may add alone: their label may have been somebody else's
 * once. A reader's leaves out all that has something that a reader does not see. */
static char *
list_lines (StoreLink *link, ModelAccountRole role)
{
  gboolean is_teacher = role == MODEL_ACCOUNT_TEACHER;
  GString *rows = g_string_new (is_teacher ? "author = {L} AND entity IN (''" : "entity IN (''");

  for (int i = 0; i < MODEL_N_ENTITIES; i++)
    {
      ModelEntity entity = (ModelEntity) i;
      gboolean is_told =
          is_teacher ? model_account_may_row (role, entity, MODEL_DEED_INSERT) != MODEL_MAY_NO
                     : (link->shadowed & (G_GUINT64_CONSTANT (1) << entity)) == 0;

      if (is_told)
        g_string_append_printf (rows, ", '%s'", model_entity_info (entity)->key);
    }
  g_string_append (rows, ")");
  return g_string_free (rows, FALSE);
}

static gboolean
shadow_others (StoreLink *link, const StoreRoleTaker *who, GError **error)
{
  g_autofree char *lines = list_lines (link, who->role);

  return shadow (link, who, "history",
                 "id, at, operation_id, author, label, undoes, entity, entity_id, version, action,"
                 " changes, seat",
                 lines, error)
         && shadow (link, who, "history_value", "sha256, value", "0", error)
         && shadow (link, who, "account",
                    "id, version, name, name_key, label, role, teacher_id, '' AS password,"
                    " NULL AS salt, NULL AS wrapped_key, 0 AS failures, NULL AS locked_until,"
                    " is_active, must_change, made_at, last_at",
                    "id = {A}", error);
}

static gboolean
make_triggers (StoreLink *link, const StoreRoleTaker *who, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (teacher_triggers); i++)
    {
      g_autofree char *name = g_strdup_printf ("{M}t%u", i);
      g_autofree char *body = g_strdup_printf (
          "BEFORE %s ON main.\"%s\" WHEN %s BEGIN SELECT RAISE (ABORT, '" NOT_OWN_SQL "'); END",
          teacher_triggers[i].event, teacher_triggers[i].table, teacher_triggers[i].refused);

      if (!make_object (link, who, "TRIGGER", name, body, error))
        return FALSE;
    }
  return TRUE;
}

/* Settings of security are an administrator's. */
static gboolean
make_secretary_triggers (StoreLink *link, const StoreRoleTaker *who, GError **error)
{
  static const struct
  {
    const char *event;
    const char *refused;
  } triggers[] = {
    { "INSERT", "NEW.name LIKE 'security.%'" },
    { "UPDATE", "NEW.name LIKE 'security.%' OR OLD.name LIKE 'security.%'" },
    { "DELETE", "OLD.name LIKE 'security.%'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (triggers); i++)
    {
      g_autofree char *name = g_strdup_printf ("{M}t%u", i);
      g_autofree char *body = g_strdup_printf (
          "BEFORE %s ON main.setting WHEN %s BEGIN SELECT RAISE (ABORT, '" NOT_OWN_SQL "'); END",
          triggers[i].event, triggers[i].refused);

      if (!make_object (link, who, "TRIGGER", name, body, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_author_triggers (StoreLink *link, const StoreRoleTaker *who, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (author_triggers); i++)
    {
      g_autofree char *name = g_strdup_printf ("{M}a%u", i);
      g_autofree char *body = g_strdup_printf (
          "BEFORE INSERT ON main.\"%s\" WHEN %s BEGIN SELECT RAISE (ABORT, '" NOT_OWN_SQL "'); END",
          author_triggers[i].table, author_triggers[i].refused);

      if (!make_object (link, who, "TRIGGER", name, body, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_objects (StoreLink *link, const StoreRoleTaker *who, GError **error)
{
  /* Nobody yet, or not before a password is chosen. */
  if (who->role == MODEL_ACCOUNT_NOBODY || who->must_change)
    return TRUE;
  if (who->account_id != 0 && !make_author_triggers (link, who, error))
    return FALSE;
  if (who->role == MODEL_ACCOUNT_SECRETARY)
    return make_secretary_triggers (link, who, error);
  if (who->role != MODEL_ACCOUNT_TEACHER && who->role != MODEL_ACCOUNT_READER)
    return TRUE;
  if (who->role == MODEL_ACCOUNT_TEACHER)
    for (guint i = 0; i < G_N_ELEMENTS (teacher_helpers); i++)
      {
        g_autofree char *name = g_strdup_printf ("{M}%s", teacher_helpers[i].name);
        g_autofree char *body = g_strdup_printf ("AS %s", teacher_helpers[i].sql);

        if (!make_object (link, who, "VIEW", name, body, error))
          return FALSE;
      }
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    if (!shadow_entity (link, who, (ModelEntity) entity, error))
      return FALSE;
  return shadow_others (link, who, error)
         && (who->role != MODEL_ACCOUNT_TEACHER || make_triggers (link, who, error));
}

static void
drop_objects (StoreLink *link)
{
  /* Last first: triggers and views before what they read. */
  while (link->role_objects != NULL && link->role_objects->len > 0)
    {
      guint last = link->role_objects->len - 1;

      sqlite3_exec (link->db, g_ptr_array_index (link->role_objects, last), NULL, NULL, NULL);
      g_ptr_array_set_size (link->role_objects, (gint) last);
    }
  link->shadowed = 0;
}

/**
 * _store_sqlite_set_role:
 * @link: the database, outside of transactions
 * @who: who works with it from now on
 * @error: return location
 *
 * Puts the views and triggers of a role in place of those of the one before. When that fails the
 * connection is nobody's.
 *
 * Returns: whether it is so
 */
gboolean
_store_sqlite_set_role (StoreLink *link, const StoreRoleTaker *who, GError **error)
{
  StoreTrust trust = link->trust;
  gboolean done;

  link->trust = STORE_TRUST_ALL;
  drop_objects (link);
  if (link->role_objects == NULL)
    link->role_objects = g_ptr_array_new_with_free_func (g_free);
  g_free (link->mark);
  link->mark =
      g_strdup_printf ("r%08x%08x%08x_", g_random_int (), g_random_int (), g_random_int ());
  done = make_objects (link, who, error);
  if (!done)
    drop_objects (link);
  link->trust = trust;
  link->must_change = who->must_change;
  link->role = done && !who->must_change ? who->role : MODEL_ACCOUNT_NOBODY;
  return done;
}

/**
 * _store_sqlite_clear_role:
 * @link: a database about to be closed
 */
void
_store_sqlite_clear_role (StoreLink *link)
{
  g_clear_pointer (&link->role_objects, g_ptr_array_unref);
  g_clear_pointer (&link->mark, g_free);
}

/**
 * _store_sqlite_role_refused:
 * @link: where an error was met
 * @code: its code
 *
 * Returns: whether it is the role that refused
 */
gboolean
_store_sqlite_role_refused (StoreLink *link, int code)
{
  const char *message = sqlite3_errmsg (link->db);

  if (code == SQLITE_CONSTRAINT_TRIGGER && g_str_equal (message, NOT_OWN))
    return TRUE;
  if (link->role == MODEL_ACCOUNT_ADMINISTRATOR)
    return FALSE;
  return code == SQLITE_AUTH || strstr (message, "because it is a view") != NULL
         || strstr (message, "is prohibited") != NULL || strstr (message, "not authorized") != NULL;
}
