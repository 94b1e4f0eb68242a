/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-school.h"

#include <glib/gi18n-lib.h>

#include "work-school-private.h"

/* How deep undoing an undo of an undo… is followed. */
#define MAX_UNDO_CHAIN 1000

/* Marks a text and its plural for translation, as ngettext() wants them. */
#define NP_(one, many) one, many

/* Counted are the rows of an entity that the operation touched, made or deleted. */
#define TOUCHED NULL
#define MADE    "insert"
#define DELETED "delete"

/**
 * Operation:
 * @label: as history keeps it
 * @text: what was done, for a person
 * @entities: (nullable): keys of the entities whose rows it may be about, separated by "|": the
 * first of which there are any; %NULL: it is not counted
 * @action: (nullable): which changes of these rows count; %NULL: all
 * @one: what is behind "Undo:" when it is about one row, or not counted
 * @many: (nullable): the same about many
 */
typedef struct
{
  const char *label;
  const char *text;
  const char *entities;
  const char *action;
  const char *one;
  const char *many;
} Operation;

static const Operation operations[] = {
  { "agreement.cancel", N_ ("Agreement cancelled"), "agreement", TOUCHED,
    NP_ ("cancellation of %u agreement", "cancellation of %u agreements") },
  { "agreement.clone", N_ ("Agreement copied into a new one"), "agreement", MADE,
    NP_ ("copy of %u agreement", "copy of %u agreements") },
  { "agreement.make", N_ ("Agreement made"), "agreement", TOUCHED,
    NP_ ("making of %u agreement", "making of %u agreements") },
  { "agreement.print", N_ ("Agreement printed"), "agreement", TOUCHED,
    NP_ ("trace of the printing of %u agreement", "trace of the printing of %u agreements") },
  { "agreement.mode", N_ ("Way of signing changed"), "agreement", TOUCHED,
    NP_ ("way of signing of %u agreement", "way of signing of %u agreements") },
  { "agreement.sign", N_ ("Agreement signed outside the application"), "agreement", TOUCHED,
    NP_ ("signature of %u agreement", "signature of %u agreements") },
  { "backup.restore", N_ ("Backup restored"), NULL, TOUCHED, N_ ("restoring of a backup"), NULL },
  { "certificate.receive", N_ ("Certificate received"), "placement", TOUCHED,
    NP_ ("certificate of %u placement", "certificates of %u placements") },
  { "class.change", N_ ("Class changed"), "class_group", TOUCHED,
    NP_ ("change of %u class", "change of %u classes") },
  { "company.change", N_ ("Company changed"), "company", TOUCHED,
    NP_ ("change of %u company", "change of %u companies") },
  { "company.create", N_ ("Company added"), "company", MADE,
    NP_ ("addition of %u company", "addition of %u companies") },
  { "company.delete", N_ ("Company deleted"), "company", DELETED,
    NP_ ("deletion of %u company", "deletion of %u companies") },
  { "company.merge", N_ ("Companies merged"), "company", DELETED,
    NP_ ("merging of %u company with another", "merging of %u companies with another") },
  { "contact.change", N_ ("Contact changed"), "contact", TOUCHED,
    NP_ ("change of %u contact", "change of %u contacts") },
  { "contact.create", N_ ("Contact added"), "contact", MADE,
    NP_ ("addition of %u contact", "addition of %u contacts") },
  { "contact.delete", N_ ("Contact deleted"), "contact", DELETED,
    NP_ ("deletion of %u contact", "deletion of %u contacts") },
  { "contact.merge", N_ ("Contacts merged"), "contact", DELETED,
    NP_ ("merging of %u contact with another", "merging of %u contacts with another") },
  { "demo.create", N_ ("Demo school made"), NULL, TOUCHED, N_ ("making of the demo school"), NULL },
  { "document.attach", N_ ("Document attached"), "document", MADE,
    NP_ ("attachment of %u document", "attachment of %u documents") },
  { "exchange.take", N_ ("Exchange sheet taken"), "interview|note", MADE,
    NP_ ("taking of %u line of an exchange sheet", "taking of %u lines of an exchange sheet") },
  { "fill.dates", N_ ("Dates filled in"), "placement", TOUCHED,
    NP_ ("dates of %u sheet", "dates of %u sheets") },
  { "fill.several", N_ ("Lines filled in"), "placement|search", TOUCHED,
    NP_ ("filling in of %u line", "filling in of %u lines") },
  { "fill.teacher", N_ ("Referent teacher filled in"), "placement|search", TOUCHED,
    NP_ ("referent teacher of %u student", "referent teacher of %u students") },
  { "fill.template", N_ ("Template chosen"), "agreement|placement", TOUCHED,
    NP_ ("template of %u agreement", "template of %u agreements") },
  { "guardian.change", N_ ("Guardian changed"), "guardian", TOUCHED,
    NP_ ("change of %u guardian", "change of %u guardians") },
  { "guardian.create", N_ ("Guardian added"), "guardian", MADE,
    NP_ ("addition of %u guardian", "addition of %u guardians") },
  { "guardian.delete", N_ ("Guardian deleted"), "guardian", DELETED,
    NP_ ("deletion of %u guardian", "deletion of %u guardians") },
  { "import", N_ ("File imported"), NULL, TOUCHED, N_ ("import of a file"), NULL },
  { "import.companies", N_ ("Companies imported"), "company", TOUCHED,
    NP_ ("import of %u company", "import of %u companies") },
  { "import.periods", N_ ("Periods imported"), "period", TOUCHED,
    NP_ ("import of %u period", "import of %u periods") },
  { "import.placements", N_ ("Placements imported"), "placement", TOUCHED,
    NP_ ("import of %u placement", "import of %u placements") },
  { "import.students", N_ ("Students imported"), "student", TOUCHED,
    NP_ ("import of %u student", "import of %u students") },
  { "import.teachers", N_ ("Teachers imported"), "teacher", TOUCHED,
    NP_ ("import of %u teacher", "import of %u teachers") },
  { "interview.add", N_ ("Interview added"), "interview", MADE,
    NP_ ("addition of %u interview", "addition of %u interviews") },
  { "interview.change", N_ ("Interview changed"), "interview", TOUCHED,
    NP_ ("change of %u interview", "change of %u interviews") },
  { "interview.delete", N_ ("Interview deleted"), "interview", DELETED,
    NP_ ("deletion of %u interview", "deletion of %u interviews") },
  { "message.block", N_ ("Address that nobody writes to changed"), NULL, TOUCHED,
    N_ ("change of an address that nobody writes to"), NULL },
  { "message.by_hand", N_ ("E-mails and SMS sent by hand"), "message", TOUCHED,
    NP_ ("mark of %u message as sent by hand", "mark of %u messages as sent by hand") },
  { "message.cancel", N_ ("E-mails and SMS cancelled"), "message", TOUCHED,
    NP_ ("cancelling of %u message", "cancelling of %u messages") },
  { "message.outcome", N_ ("Outcome of a sending"), "message", TOUCHED,
    NP_ ("outcome of %u sending", "outcome of %u sendings") },
  { "message.queue", N_ ("E-mails and SMS written"), "message", MADE,
    NP_ ("writing of %u e-mail or SMS", "writing of %u e-mails and SMS") },
  { "message.retry", N_ ("E-mails and SMS sent again"), "message", TOUCHED,
    NP_ ("new sending of %u message", "new sending of %u messages") },
  { "message.rule", N_ ("Automatic sending changed"), NULL, TOUCHED,
    N_ ("change of automatic sending"), NULL },
  { "message.rules", N_ ("E-mails and SMS written by a rule"), "message", MADE,
    NP_ ("automatic writing of %u e-mail or SMS", "automatic writing of %u e-mails and SMS") },
  { "message.text", N_ ("Standard text changed"), NULL, TOUCHED, N_ ("change of a standard text"),
    NULL },
  { "message.withdraw", N_ ("E-mails and SMS of a rule cancelled"), "message", TOUCHED,
    NP_ ("automatic cancelling of %u e-mail or SMS",
         "automatic cancelling of %u e-mails and SMS") },
  { "note.add", N_ ("Note added"), "note", MADE,
    NP_ ("addition of %u note", "addition of %u notes") },
  { "note.delete", N_ ("Note deleted"), "note", DELETED,
    NP_ ("deletion of %u note", "deletion of %u notes") },
  { "note.read", N_ ("Note marked as read"), "note", TOUCHED,
    NP_ ("reading of %u note", "reading of %u notes") },
  { "period.change", N_ ("Period changed"), "period", TOUCHED,
    NP_ ("change of %u period", "change of %u periods") },
  { "privacy.purge", N_ ("Personal data purged"), "student", TOUCHED,
    NP_ ("purge of %u student", "purge of %u students") },
  { "redo", N_ ("Redo"), NULL, TOUCHED, N_ ("redo"), NULL },
  { "school.create", N_ ("School set up"), NULL, TOUCHED, N_ ("setting up of the school"), NULL },
  { "search.state", N_ ("State of the search changed"), "search", TOUCHED,
    NP_ ("state of %u search", "state of %u searches") },
  { "settings.change", N_ ("Settings changed"), NULL, TOUCHED, N_ ("change of settings"), NULL },
  { "sheet.change", N_ ("Placement sheet changed"), "placement", TOUCHED,
    NP_ ("change of %u sheet", "change of %u sheets") },
  { "sheet.create", N_ ("Placement sheet started"), "placement", MADE,
    NP_ ("start of %u sheet", "start of %u sheets") },
  { "sheet.delete", N_ ("Placement sheet deleted"), "placement", DELETED,
    NP_ ("deletion of %u sheet", "deletion of %u sheets") },
  { "sheet.refuse", N_ ("Placement sheet refused"), "placement", TOUCHED,
    NP_ ("refusal of %u sheet", "refusal of %u sheets") },
  { "sheet.submit", N_ ("Placement sheet sent to be validated"), "placement", TOUCHED,
    NP_ ("submission of %u sheet", "submission of %u sheets") },
  { "sheet.unvalidate", N_ ("Validation of the placement sheet taken back"), "placement", TOUCHED,
    NP_ ("withdrawn validation of %u sheet", "withdrawn validation of %u sheets") },
  { "sheet.validate", N_ ("Placement sheet validated"), "placement", TOUCHED,
    NP_ ("validation of %u sheet", "validation of %u sheets") },
  { "signatory.change", N_ ("Signatories changed"), "signatory", TOUCHED,
    NP_ ("change of %u signatory", "change of %u signatories") },
  { STORE_LABEL_FOLLOWED, N_ ("E-signature followed"), "signature_request|signature_signer",
    TOUCHED, NP_ ("news of %u e-signature", "news of %u e-signatures") },
  { "signature.mode", N_ ("Mode of signature changed"), "agreement", TOUCHED,
    NP_ ("mode of signature of %u agreement", "mode of signature of %u agreements") },
  { "signature.remind", N_ ("Signatory reminded"), "signature_signer", TOUCHED,
    NP_ ("reminder of %u signatory", "reminder of %u signatories") },
  { "signature.send", N_ ("Agreement sent to be signed"), "signature_request", TOUCHED,
    NP_ ("sending of %u agreement", "sending of %u agreements") },
  { "signature.stop", N_ ("E-signature stopped"), "signature_request", TOUCHED,
    NP_ ("stop of %u e-signature", "stop of %u e-signatures") },
  { "signature.transfer", N_ ("Invitation transferred"), "signature_signer", TOUCHED,
    NP_ ("transfer of %u invitation", "transfer of %u invitations") },
  { "site.change", N_ ("Host site changed"), "site", TOUCHED,
    NP_ ("change of %u host site", "change of %u host sites") },
  { "site.create", N_ ("Host site added"), "site", MADE,
    NP_ ("addition of %u host site", "addition of %u host sites") },
  { "site.delete", N_ ("Host site deleted"), "site", DELETED,
    NP_ ("deletion of %u host site", "deletion of %u host sites") },
  { "site.merge", N_ ("Host sites merged"), "site", DELETED,
    NP_ ("merging of %u host site with another", "merging of %u host sites with another") },
  { "step.move", N_ ("Step moved"), "agreement", TOUCHED,
    NP_ ("step of %u agreement", "step of %u agreements") },
  { "student.change", N_ ("Student changed"), "student", TOUCHED,
    NP_ ("change of %u student", "change of %u students") },
  { "student.create", N_ ("Student added"), "student", MADE,
    NP_ ("addition of %u student", "addition of %u students") },
  { "student.delete", N_ ("Student deleted"), "student", DELETED,
    NP_ ("deletion of %u student", "deletion of %u students") },
  { "student.enrol", N_ ("Student put in a class"), "enrolment", TOUCHED,
    NP_ ("class of %u student", "class of %u students") },
  { "student.merge", N_ ("Students merged"), "student", DELETED,
    NP_ ("merging of %u student with another", "merging of %u students with another") },
  { "teacher.change", N_ ("Teacher changed"), "teacher", TOUCHED,
    NP_ ("change of %u teacher", "change of %u teachers") },
  { "teacher.create", N_ ("Teacher added"), "teacher", MADE,
    NP_ ("addition of %u teacher", "addition of %u teachers") },
  { "teacher.delete", N_ ("Teacher deleted"), "teacher", DELETED,
    NP_ ("deletion of %u teacher", "deletion of %u teachers") },
  { "teacher.merge", N_ ("Teachers merged"), "teacher", DELETED,
    NP_ ("merging of %u teacher with another", "merging of %u teachers with another") },
  { "template.add", N_ ("Template added"), "template", MADE,
    NP_ ("addition of %u template", "addition of %u templates") },
  { "template.bind", N_ ("Names of a template bound"), "template", TOUCHED,
    NP_ ("names of %u template", "names of %u templates") },
  { "template.change", N_ ("Template changed"), "template", TOUCHED,
    NP_ ("change of %u template", "change of %u templates") },
  { "template.delete", N_ ("Template deleted"), "template", DELETED,
    NP_ ("deletion of %u template", "deletion of %u templates") },
  { "undo", N_ ("Undo"), NULL, TOUCHED, N_ ("undo"), NULL },
  { "year.roll", N_ ("New school year prepared"), NULL, TOUCHED, N_ ("change of school year"),
    NULL },
};

static const Operation *
find_operation (const char *label)
{
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_str_equal (operations[i].label, label))
      return &operations[i];
  return NULL;
}

/**
 * work_operation_label:
 * @label: label of an operation: "step.move"
 *
 * Returns: (transfer none): the same for a person: "Step moved"; @label itself when it is unknown
 */
const char *
work_operation_label (const char *label)
{
  const Operation *operation;

  g_return_val_if_fail (label != NULL, NULL);

  operation = find_operation (label);
  return operation != NULL ? _ (operation->text) : label;
}

/**
 * work_operation_name:
 * @label: label of an operation: "step.move"
 * @n: of how many rows it is, of those that it is about; 0: unknown
 *
 * What is behind "Undo:" and "Redo:".
 *
 * Returns: (transfer full): "step of 3 agreements"; work_operation_label() when @n is not known of
 *   what is counted
 */
char *
work_operation_name (const char *label, guint n)
{
  const Operation *operation;
  g_autofree char *number = g_strdup_printf ("%u", n);
  GString *name;

  g_return_val_if_fail (label != NULL, NULL);

  operation = find_operation (label);
  if (operation != NULL && operation->many == NULL)
    return g_strdup (_ (operation->one));
  if (operation == NULL || n == 0)
    return g_strdup (work_operation_label (label));
  name = g_string_new (g_dngettext (GETTEXT_PACKAGE, operation->one, operation->many, n));
  g_string_replace (name, "%u", number, 1);
  return g_string_free (name, FALSE);
}

/**
 * _work_operation_is_about:
 * @label: label of an operation
 * @entity: an entity
 *
 * Returns: whether rows of @entity are what the operation is about, and not only what came along
 */
gboolean
_work_operation_is_about (const char *label, ModelEntity entity)
{
  const Operation *operation = find_operation (label);
  g_auto (GStrv) entities = NULL;

  if (operation == NULL || operation->entities == NULL)
    return FALSE;
  entities = g_strsplit (operation->entities, "|", -1);
  return g_strv_contains ((const char *const *) entities, model_entity_info (entity)->key);
}

/* One operation may be a file of thousands of rows: only its first line is read. */
static gboolean
read_operation (StoreConnection *connection,
                const char *operation_id,
                char **label,
                char **undoes,
                GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT label, undoes FROM history WHERE operation_id = $1 LIMIT 1", error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, operation_id);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  *label = has_row ? g_strdup (store_statement_get_text (statement, 0)) : NULL;
  *undoes = has_row ? g_strdup (store_statement_get_text (statement, 1)) : NULL;
  return TRUE;
}

static gboolean
count_rows (StoreConnection *connection,
            const char *operation_id,
            const char *entity,
            const char *action,
            guint *n,
            GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT COUNT (DISTINCT entity_id) FROM history WHERE operation_id = $1 AND entity = $2"
      " AND (action = $3 OR $3 IS NULL)",
      error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, operation_id);
  store_statement_bind_text (statement, 2, entity);
  store_statement_bind_text (statement, 3, action);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  *n = (guint) store_statement_get_int (statement, 0);
  return TRUE;
}

static gboolean
count_main_rows (StoreConnection *connection,
                 const char *operation_id,
                 const char *label,
                 guint *n,
                 GError **error)
{
  const Operation *operation = find_operation (label);
  g_auto (GStrv) entities = NULL;

  *n = 0;
  if (operation == NULL || operation->entities == NULL)
    return TRUE;
  entities = g_strsplit (operation->entities, "|", -1);
  for (guint i = 0; entities[i] != NULL && *n == 0; i++)
    if (!count_rows (connection, operation_id, entities[i], operation->action, n, error))
      return FALSE;
  return TRUE;
}

/**
 * _work_operation_describe:
 * @connection: a connection
 * @operation_id: an operation
 * @name: (out) (transfer full): what it is, for a person; of an undo or redo, what it is about
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
_work_operation_describe (StoreConnection *connection,
                          const char *operation_id,
                          char **name,
                          GError **error)
{
  g_autofree char *id = g_strdup (operation_id);
  g_autofree char *label = NULL;
  guint n;

  for (guint depth = 0; depth < MAX_UNDO_CHAIN; depth++)
    {
      g_autofree char *undoes = NULL;

      g_clear_pointer (&label, g_free);
      if (!read_operation (connection, id, &label, &undoes, error))
        return FALSE;
      if (undoes == NULL)
        break;
      g_free (id);
      id = g_steal_pointer (&undoes);
    }
  if (label != NULL && !count_main_rows (connection, id, label, &n, error))
    return FALSE;
  *name = label != NULL ? work_operation_name (label, n) : g_strdup ("");
  return TRUE;
}
