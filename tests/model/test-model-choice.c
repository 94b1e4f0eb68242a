/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model-value.h"

/* What the French window shows for every key, with the forms of schools' files: a table exported in
 * French must be read back whatever the language of the session. */
static const struct
{
  const char *field;
  const char *key;
  const char *forms;
} french[] = {
  { "guardian.title", "M.", "M.|M|Monsieur|Mr" },
  { "guardian.title", "Mme", "Mme|Madame|Mlle|Melle" },
  { "student.sex", "M", "Masculin|Garçon|Homme|G|H|1" },
  { "student.sex", "F", "Féminin|Fille|Femme|F|2" },
  { "student.regime", "EXT", "Externe|EXTERNE LIBRE|Ext." },
  { "student.regime", "DP", "Demi-pensionnaire|½ pensionnaire|1/2 pensionnaire|DP DAN|DP 5 J" },
  { "student.regime", "INT", "Interne|Interne dans l’établissement|Int." },
  { "company.status", "active", "Active|Actif" },
  { "company.status", "partner", "Partenaire" },
  { "company.status", "to_call", "À relancer|A RELANCER" },
  { "company.status", "to_watch", "À surveiller" },
  { "company.status", "to_avoid", "À éviter" },
  { "period.kind", "pfmp", "PFMP|P.F.M.P.|Période de formation en milieu professionnel" },
  { "period.kind", "observation", "Séquence d’observation|Stage d'observation" },
  { "period.kind", "internship", "Stage" },
  { "search.state", "not_started", "Non commencée|Aucune démarche" },
  { "search.state", "searching", "En recherche" },
  { "search.state", "contact", "Contact en cours" },
  { "search.state", "promise", "Promesse orale|Accord oral" },
  { "search.state", "sheet", "Fiche en cours|Fiche incomplète" },
  { "search.state", "to_validate", "À valider|Fiche à valider" },
  { "search.state", "validated", "Validée|VALIDEE|Fiche validée" },
  { "search.state", "refused", "Refusée" },
  { "search.state", "exempt", "Dispensé|Dispensée|Reporté" },
  { "interview.means", "meeting", "En personne|Entretien|Rendez-vous" },
  { "interview.means", "phone", "Par téléphone|Tél." },
  { "interview.means", "mail", "Par courriel|Mél" },
  { "interview.means", "other", "Autre" },
  { "placement.state", "draft", "Brouillon" },
  { "placement.state", "to_validate", "À valider" },
  { "placement.state", "validated", "Validée|Validé" },
  { "placement.state", "refused", "Refusée" },
  { "placement.allowance_unit", "hour", "par heure|Heure|horaire|€/h" },
  { "placement.allowance_unit", "day", "par jour|Journée" },
  { "placement.allowance_unit", "week", "par semaine|hebdomadaire" },
  { "placement.allowance_unit", "month", "par mois|mensuelle" },
  { "placement.allowance_unit", "total", "au total|forfait" },
  { "template.kind", "agreement", "Convention" },
  { "template.kind", "amendment", "Avenant" },
  { "template.kind", "certificate", "Attestation de stage|Attestation" },
  { "template.kind", "other", "Autre" },
  { "agreement.mode", "manual", "Sur papier|Manuel" },
  { "agreement.mode", "electronic", "Signature électronique" },
  { "agreement.state", "active", "En cours" },
  { "agreement.state", "cancelled", "Annulée" },
  { "agreement.state", "replaced", "Remplacée par un avenant" },
  { "document.kind", "generated", "Document généré" },
  { "document.kind", "printed", "Document imprimé" },
  { "document.kind", "scan", "Document numérisé" },
  { "document.kind", "sent", "Document envoyé|Envoyé" },
  { "document.kind", "signed", "Document signé" },
  { "document.kind", "proof", "Dossier de preuve|Preuve" },
  { "document.kind", "certificate", "Certificat de signature" },
  { "document.kind", "other", "Autre" },
  { "signatory.role", "school", "Chef d’établissement|Proviseure|Établissement" },
  { "signatory.role", "student", "Élève|Stagiaire" },
  { "signatory.role", "guardian", "Responsable légal|Parents" },
  { "signatory.role", "company", "Entreprise|Employeur" },
  { "signatory.role", "tutor", "Tuteur|Tutrice|Maître de stage" },
  { "signatory.role", "teacher", "Professeur référent|Enseignante" },
  { "signatory.role", "other", "Autre" },
  { "signature_request.state", "prepared", "Prête à envoyer|Préparée" },
  { "signature_request.state", "sending", "Envoi en cours" },
  { "signature_request.state", "ongoing", "En signature" },
  { "signature_request.state", "completed", "Signée par tous|Terminée" },
  { "signature_request.state", "declined", "Refusée" },
  { "signature_request.state", "expired", "Expirée" },
  { "signature_request.state", "cancelled", "Arrêtée|Signature arrêtée" },
  { "signature_request.state", "failed", "En échec|Échec de l’envoi" },
  { "signature_request.stage", "find", "Recherche de la demande" },
  { "signature_request.stage", "create", "Création de la demande" },
  { "signature_request.stage", "document", "Dépôt du document" },
  { "signature_request.stage", "signers", "Ajout des signataires" },
  { "signature_request.stage", "activate", "Envoi des invitations" },
  { "signature_signer.method", "link", "Lien par courriel" },
  { "signature_signer.method", "email_code", "Code par courriel" },
  { "signature_signer.method", "sms_code", "Code par SMS" },
  { "signature_signer.signed_how", "link", "Lien reçu par courriel" },
  { "signature_signer.signed_how", "email_code", "Code reçu par courriel" },
  { "signature_signer.signed_how", "sms_code", "Code reçu par SMS" },
  { "signature_signer.signed_how", "account", "Compte chez le prestataire" },
  { "signature_signer.signed_how", "other", "Autre moyen" },
  { "signature_signer.state", "waiting", "En attente de son tour" },
  { "signature_signer.state", "invited", "Invité|Invitée|Invitation envoyée" },
  { "signature_signer.state", "opened", "A ouvert" },
  { "signature_signer.state", "signing", "Signature en cours" },
  { "signature_signer.state", "signed", "A signé|Signé" },
  { "signature_signer.state", "declined", "A refusé|Refusé" },
  { "signature_signer.state", "bounced", "Adresse en échec" },
  { "signature_signer.state", "stopped", "Interrompu|Signature interrompue" },
  { "signature_signer.state", "failed", "Erreur|Erreur du prestataire" },
  { "message.channel", "mail", "Courriel|Par courriel" },
  { "message.channel", "sms", "SMS|Par SMS" },
  { "message_block.reason", "opt_out", "Ne veut pas être contacté|Opposition" },
  { "message_block.reason", "bounced", "Adresse en échec" },
  { "message.state", "queued", "En attente d’envoi|En attente" },
  { "message.state", "sending", "Envoi en cours" },
  { "message.state", "sent", "Envoyé" },
  { "message.state", "refused", "Refusé|Échec" },
  { "message.state", "unknown", "Peut-être envoyé" },
  { "message.state", "cancelled", "Envoi annulé" },
  { "note.tone", "information", "Information|Info" },
  { "note.tone", "positive", "Positif|Message positif" },
  { "note.tone", "negative", "Négatif" },
  { "note.audience", "administration", "Administration" },
  { "note.audience", "teachers", "Enseignants|Professeurs" },
  { "note.author_role", "administration", "Secrétariat|Administration" },
  { "note.author_role", "teacher", "Enseignant" },
};

static void
assert_key (const ModelField *field, const char *text, const char *key)
{
  g_autofree char *canonical = NULL;

  g_test_message ("%s: %s", field->key, text);
  g_assert_true (model_value_parse (field, text, &canonical, NULL));
  g_assert_cmpstr (canonical, ==, key);
}

static void
test_french_forms (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (french); i++)
    {
      const ModelField *field = model_field_find (french[i].field);
      g_auto (GStrv) forms = g_strsplit (french[i].forms, "|", -1);

      for (gsize j = 0; forms[j] != NULL; j++)
        {
          g_autofree char *upper = g_utf8_strup (forms[j], -1);
          g_autofree char *padded = g_strdup_printf ("\302\240 %s .", forms[j]);

          assert_key (field, forms[j], french[i].key);
          assert_key (field, upper, french[i].key);
          assert_key (field, padded, french[i].key);
        }
    }
}

/* Every key of every choice of the catalogue is in the table above: a new key comes with the word
 * that French users read. */
static void
test_every_key_has_french_forms (void)
{
  for (int e = 0; e < MODEL_N_ENTITIES; e++)
    {
      const ModelEntityInfo *info = model_entity_info ((ModelEntity) e);

      for (guint f = 0; f < info->n_fields; f++)
        {
          const ModelField *field = &info->fields[f];
          g_auto (GStrv) keys = NULL;

          if (field->type != MODEL_TYPE_CHOICE)
            continue;
          keys = g_strsplit (field->detail, "|", -1);
          for (gsize k = 0; keys[k] != NULL; k++)
            {
              gboolean found = FALSE;

              for (gsize i = 0; i < G_N_ELEMENTS (french) && !found; i++)
                found = g_str_equal (french[i].key, keys[k])
                        && g_str_equal (model_field_find (french[i].field)->detail, field->detail);
              g_test_message ("%s: %s", field->key, keys[k]);
              g_assert_true (found);
            }
        }
    }
}

static void
test_keys_come_first (void)
{
  /* "M" is a title's abbreviation and a sex's key; "2" is a woman, a lady or half board. */
  assert_key (model_field_find ("student.sex"), "M", "M");
  assert_key (model_field_find ("contact.title"), "M", "M.");
  assert_key (model_field_find ("student.sex"), "2", "F");
  assert_key (model_field_find ("contact.title"), "2", "Mme");
  assert_key (model_field_find ("student.regime"), "2", "DP");
  /* The same word in two choices. */
  assert_key (model_field_find ("search.state"), "En cours", "searching");
  assert_key (model_field_find ("placement.state"), "En cours", "draft");
  assert_key (model_field_find ("agreement.state"), "En cours", "active");
}

static void
test_titles_print_in_french (void)
{
  static const char *const fields[] = { "guardian.title", "contact.title", "teacher.title",
                                        "school.head_title" };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const ModelField *field = model_field_find (fields[i]);

      g_assert_cmpstr (model_value_choice_label (field, "M."), ==, "M.");
      g_assert_cmpstr (model_value_choice_label (field, "Mme"), ==, "Mme");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/choice/french", test_french_forms);
  g_test_add_func ("/model/choice/complete", test_every_key_has_french_forms);
  g_test_add_func ("/model/choice/keys-first", test_keys_come_first);
  g_test_add_func ("/model/choice/titles", test_titles_print_in_french);
  return g_test_run ();
}
