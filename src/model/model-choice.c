/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-choice-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-text.h"

/* A choice is told by the list of keys it is one of, not by its field: the four fields that hold a
 * title share one list. */
#define TITLES     "M.|Mme"
#define SEXES      "M|F"
#define REGIMES    "EXT|DP|INT"
#define COMPANIES  "active|partner|to_call|to_watch|to_avoid"
#define PERIODS    "pfmp|observation|internship"
#define SEARCHES   "not_started|searching|contact|promise|sheet|" SHEET_ENDS "|exempt"
#define MEANS      "meeting|phone|mail|other"
#define SHEET_ENDS "to_validate|validated|refused"
#define SHEETS     "draft|" SHEET_ENDS
#define ALLOWANCES "hour|day|week|month|total"
#define TEMPLATES  "agreement|amendment|certificate|other"
#define MODES      "manual|electronic"
#define AGREEMENTS "active|cancelled|replaced"
#define DOCUMENTS  "generated|printed|scan|sent|signed|proof|certificate|other"
#define ROLES      "school|student|guardian|company|tutor|teacher|other"
#define TONES      "information|positive|negative"
#define AUDIENCES  "administration|teachers"
#define AUTHORS    "administration|teacher"
#define REQUESTS   "prepared|sending|ongoing|completed|declined|expired|cancelled|failed"
#define STAGES     "find|create|document|signers|activate"
#define METHODS    "link|email_code|sms_code"
#define HOWS       "link|email_code|sms_code|account|other"
#define CHANNELS   "mail|sms"
#define REFUSALS   "opt_out|bounced"
#define MESSAGES   "queued|sending|sent|refused|unknown|cancelled"
#define SIGNERS    "waiting|invited|opened|signing|signed|declined|bounced|stopped|failed"

/* @synonyms: forms met in French schools' files, and codes of the national databases, apart by a
 * vertical bar; one that ends with a star stands for all that begin with its words. They are
 * compared without case, accents and punctuation. Titles and sexes come as numbers from SIECLE and
 * STS (domain §4.1, §4.2). */
typedef struct
{
  const char *choices;
  const char *key;
  const char *label;
  const char *synonyms;
} Choice;

static const Choice choices_table[] = {
  /* Titles are what French papers print: the same in every language. */
  { TITLES, "M.", "M.", "1|Monsieur|Mr|Msieur" },
  { TITLES, "Mme", "Mme", "2|3|Madame|Mlle|Mademoiselle|Melle|Mrs|Ms" },
  { SEXES, "M", N_ ("Male"), "1|G|H|Garçon|Homme|Masculin|Monsieur|Mr" },
  { SEXES, "F", N_ ("Female"),
    "2|Fille|Femme|Féminin|Féminine|Madame|Mme|Mademoiselle|Mlle|Melle" },
  { REGIMES, "EXT", N_ ("Day student"), "0|Externe*|Extern*|Ext*|E" },
  { REGIMES, "DP", N_ ("Half board"), "2|DP*|D.P.*|Demi-pension*|1/2 pension*|Rationnaire" },
  { REGIMES, "INT", N_ ("Boarder"), "3|4|Interne*|Intern*|Int*|In.Ex.*|I" },
  { COMPANIES, "active", N_ ("Active"), "Actif|Active" },
  { COMPANIES, "partner", N_ ("Partner"), "Partenaire" },
  { COMPANIES, "to_call", N_ ("To call back"), "À relancer|À rappeler|Relancer" },
  { COMPANIES, "to_watch", N_ ("To watch"), "À surveiller|Surveiller" },
  { COMPANIES, "to_avoid", N_ ("To avoid"), "À éviter|Éviter" },
  { PERIODS, "pfmp", N_ ("PFMP"), "P.F.M.P.|Période de formation en milieu professionnel" },
  { PERIODS, "observation", N_ ("Observation"),
    "Stage d'observation|Séquence d'observation|Observation en milieu professionnel" },
  { PERIODS, "internship", N_ ("Internship"), "Stage|Stage en entreprise" },
  { SEARCHES, "not_started", N_ ("Not started"),
    "Non commencée|Aucune démarche|Non commencé|Rien" },
  { SEARCHES, "searching", N_ ("Searching"), "En recherche|Recherche en cours|En cours" },
  { SEARCHES, "contact", N_ ("Contact made"), "Contact|Contact en cours|Contact pris" },
  { SEARCHES, "promise", N_ ("Verbal promise"),
    "Promesse|Promesse orale|Promesse d'accueil|Accord oral|Accord de principe" },
  { SEARCHES, "sheet", N_ ("Sheet in progress"),
    "Fiche en cours|Fiche saisie|Fiche incomplète|Fiche commencée" },
  { SEARCHES, "to_validate", N_ ("To validate"),
    "À valider|Fiche à valider|Fiche complète|En attente de validation" },
  { SEARCHES, "validated", N_ ("Validated"), "Validée|Validé|Fiche validée" },
  { SEARCHES, "refused", N_ ("Refused"), "Refusée|Refusé|Fiche refusée" },
  { SEARCHES, "exempt", N_ ("Exempt"), "Dispensé|Dispensée|Dispense|Dispensé(e)|Exempté|Reporté" },
  { MEANS, "meeting", N_ ("In person"), "En personne|Entretien|Rendez-vous|Visite|Présentiel" },
  { MEANS, "phone", N_ ("By telephone"), "Téléphone|Par téléphone|Tél|Appel|Appel téléphonique" },
  { MEANS, "mail", N_ ("By e-mail"), "Par courriel|Courriel|Par mail|Mél|E-mail|Message" },
  { MEANS, "other", N_ ("Other"), "Autre" },
  { SHEETS, "draft", N_ ("Draft"), "Brouillon|En cours|Incomplète" },
  { SHEETS, "to_validate", N_ ("To validate"),
    "À valider|Complète|Fiche à valider|En attente de validation" },
  { SHEETS, "validated", N_ ("Validated"), "Validée|Validé|Fiche validée" },
  { SHEETS, "refused", N_ ("Refused"), "Refusée|Refusé|Fiche refusée" },
  { ALLOWANCES, "hour", N_ ("per hour"), "Heure|Par heure|De l'heure|Horaire|/h|€/h" },
  { ALLOWANCES, "day", N_ ("per day"), "Jour|Par jour|Journée|Journalier|/j|€/j" },
  { ALLOWANCES, "week", N_ ("per week"), "Semaine|Par semaine|Hebdomadaire" },
  { ALLOWANCES, "month", N_ ("per month"), "Mois|Par mois|Mensuel|Mensuelle" },
  { ALLOWANCES, "total", N_ ("in total"), "Total|Au total|Totalité|Forfait" },
  { TEMPLATES, "agreement", N_ ("Agreement"), "Convention" },
  { TEMPLATES, "amendment", N_ ("Amendment"), "Avenant" },
  { TEMPLATES, "certificate", N_ ("Certificate of placement"), "Attestation|Attestation de stage" },
  { TEMPLATES, "other", N_ ("Other"), "Autre" },
  { MODES, "manual", N_ ("On paper"), "Manuel|Papier|Sur papier" },
  { MODES, "electronic", N_ ("E-signature"), "Électronique|Signature électronique" },
  { AGREEMENTS, "active", N_ ("In progress"), "En cours" },
  { AGREEMENTS, "cancelled", N_ ("Cancelled"), "Annulée|Annulé" },
  { AGREEMENTS, "replaced", N_ ("Replaced by an amendment"), "Remplacée|Remplacée par un avenant" },
  { DOCUMENTS, "generated", N_ ("Generated document"), "Document généré|Généré" },
  { DOCUMENTS, "printed", N_ ("Printed document"), "Document imprimé|Imprimé" },
  { DOCUMENTS, "scan", N_ ("Scanned document"), "Numérisation|Document numérisé|Scanné" },
  { DOCUMENTS, "sent", N_ ("Document sent to be signed"),
    "Document envoyé|Document envoyé à la signature|Envoyé" },
  { DOCUMENTS, "signed", N_ ("Signed document"), "Document signé|Signé" },
  { DOCUMENTS, "proof", N_ ("Proof of the signature"), "Dossier de preuve|Preuve" },
  { DOCUMENTS, "certificate", N_ ("Signature certificate"), "Certificat|Certificat de signature" },
  { DOCUMENTS, "other", N_ ("Other"), "Autre" },
  { ROLES, "school", N_ ("Head of the school"), "Chef d'établissement|Établissement|Proviseur*" },
  { ROLES, "student", N_ ("Student"), "Élève|Stagiaire" },
  { ROLES, "guardian", N_ ("Guardian"), "Responsable légal|Représentant légal|Parent*" },
  { ROLES, "company", N_ ("Company’s representative"), "Entreprise|Représentant|Employeur" },
  { ROLES, "tutor", N_ ("Tutor"), "Tuteur|Tutrice|Maître de stage" },
  { ROLES, "teacher", N_ ("Referent teacher"), "Professeur*|Enseignant*" },
  { ROLES, "other", N_ ("Other"), "Autre" },
  { TONES, "information", N_ ("Information"), "Info|Information" },
  { TONES, "positive", N_ ("Positive"), "Positif|Message positif" },
  { TONES, "negative", N_ ("Negative"), "Négatif|Message négatif" },
  { AUDIENCES, "administration", N_ ("Administration only"), "Administration" },
  { AUDIENCES, "teachers", N_ ("Administration and teachers"), "Enseignants|Professeurs" },
  { AUTHORS, "administration", N_ ("Administration"), "Secrétariat" },
  { AUTHORS, "teacher", N_ ("Teacher"), "Enseignant|Professeur" },
  { REQUESTS, "prepared", N_ ("Ready to be sent"), "Prête|Prête à envoyer|Préparée" },
  { REQUESTS, "sending", N_ ("Being sent"), "En cours d'envoi|Envoi en cours" },
  { REQUESTS, "ongoing", N_ ("Being signed"), "En signature|En cours de signature" },
  { REQUESTS, "completed", N_ ("Signed by all"), "Signée par tous|Signée|Terminée" },
  { REQUESTS, "declined", N_ ("Declined by a signatory"), "Refusée|Refusée par un signataire" },
  { REQUESTS, "expired", N_ ("Expired"), "Expirée|Délai dépassé" },
  { REQUESTS, "cancelled", N_ ("Signature stopped"), "Arrêtée|Signature arrêtée|Annulée" },
  { REQUESTS, "failed", N_ ("Sending failed"), "En échec|Échec de l'envoi" },
  { STAGES, "find", N_ ("Looking for the request"), "Recherche|Recherche de la demande" },
  { STAGES, "create", N_ ("Making the request"), "Création|Création de la demande" },
  { STAGES, "document", N_ ("Handing over the document"), "Dépôt|Dépôt du document" },
  { STAGES, "signers", N_ ("Naming the signatories"), "Signataires|Ajout des signataires" },
  { STAGES, "activate", N_ ("Sending the invitations"), "Invitations|Envoi des invitations" },
  { METHODS, "link", N_ ("Link by e-mail"), "Lien|Lien par courriel" },
  { METHODS, "email_code", N_ ("Code by e-mail"), "Code par courriel|Code par mail" },
  { METHODS, "sms_code", N_ ("Code by text message"), "Code par SMS|SMS" },
  { HOWS, "link", N_ ("Link received by e-mail"), "Lien reçu par courriel" },
  { HOWS, "email_code", N_ ("Code received by e-mail"), "Code reçu par courriel" },
  { HOWS, "sms_code", N_ ("Code received by text message"), "Code reçu par SMS" },
  { HOWS, "account", N_ ("Account at the provider"), "Compte chez le prestataire" },
  { HOWS, "other", N_ ("Other means"), "Autre moyen" },
  { CHANNELS, "mail", N_ ("E-mail"), "Courriel|Par courriel|Mail|Mél" },
  { CHANNELS, "sms", N_ ("SMS"), "Par SMS|Texto" },
  { REFUSALS, "opt_out", N_ ("Does not want to be written to"),
    "Ne veut pas être contacté|Opposition|Désinscription" },
  { REFUSALS, "bounced", N_ ("Address fails"), "Adresse en échec|Non distribué" },
  { MESSAGES, "queued", N_ ("Waiting to be sent"), "En attente|En attente d'envoi" },
  { MESSAGES, "sending", N_ ("Being sent"), "En cours d'envoi|Envoi en cours" },
  { MESSAGES, "sent", N_ ("Has been sent"), "Envoyé|Parti" },
  { MESSAGES, "refused", N_ ("Sending failed"), "Refusé|Non envoyé|Échec" },
  { MESSAGES, "unknown", N_ ("Perhaps sent"), "Peut-être envoyé|Inconnu" },
  { MESSAGES, "cancelled", N_ ("Sending cancelled"), "Annulé|Envoi annulé" },
  { SIGNERS, "waiting", N_ ("Waiting for their turn"), "En attente|En attente de son tour" },
  { SIGNERS, "invited", N_ ("Has been invited"), "Invité|Invitée|Invitation envoyée" },
  { SIGNERS, "opened", N_ ("Has opened it"), "A ouvert|Ouvert" },
  { SIGNERS, "signing", N_ ("Is signing"), "Signature en cours" },
  { SIGNERS, "signed", N_ ("Has signed"), "A signé|Signé" },
  { SIGNERS, "declined", N_ ("Has declined"), "A refusé|Refusé" },
  { SIGNERS, "bounced", N_ ("Address fails"), "Adresse en échec|Non distribué" },
  { SIGNERS, "stopped", N_ ("Stopped before signing"), "Interrompu|Signature interrompue" },
  { SIGNERS, "failed", N_ ("Failure at the provider"), "Erreur|Erreur du prestataire" },
};

/* Letters and digits only, words apart by one space: "D.P. dans l’établ." is "d p dans l etabl".
 * "M." and "m" meet. */
static char *
reduce (const char *text)
{
  g_autofree char *folded = base_text_fold (text);
  GString *out = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (out, c);
      else if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

static gboolean
is_form (const char *reduced, const char *form)
{
  g_autofree char *other = reduce (form);

  return *other != '\0' && g_str_equal (reduced, other);
}

static gboolean
has_synonym (const Choice *choice, const char *reduced)
{
  g_auto (GStrv) forms = g_strsplit (choice->synonyms, "|", -1);

  for (gsize i = 0; forms[i] != NULL; i++)
    {
      g_autofree char *form = reduce (forms[i]);
      gsize length = strlen (form);

      if (g_str_equal (reduced, form))
        return TRUE;
      if (g_str_has_suffix (forms[i], "*") && g_str_has_prefix (reduced, form)
          && (length > 3 || !g_ascii_isalpha (reduced[length])))
        return TRUE;
    }
  return FALSE;
}

/**
 * model_choice_label:
 * @choices: the keys of a choice, as the detail of its field
 * @key: (nullable): one of them
 *
 * Returns: (transfer none) (nullable): the English source label, or %NULL for a key that is none
 */
const char *
model_choice_label (const char *choices, const char *key)
{
  if (key == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (choices_table); i++)
    if (g_str_equal (choices_table[i].key, key) && g_str_equal (choices_table[i].choices, choices))
      return choices_table[i].label;
  return NULL;
}

/**
 * model_choice_match:
 * @choices: the keys of a choice, as the detail of its field
 * @text: what was typed or imported
 *
 * Compares with the keys, their labels in English and in the user's language, and the forms usual
 * in French schools. A key always wins over another key's synonym.
 *
 * Returns: (transfer none) (nullable): the key, or %NULL when nothing fits
 */
const char *
model_choice_match (const char *choices, const char *text)
{
  g_autofree char *reduced = reduce (text);

  for (gsize i = 0; i < G_N_ELEMENTS (choices_table); i++)
    if (g_str_equal (choices_table[i].choices, choices) && is_form (reduced, choices_table[i].key))
      return choices_table[i].key;
  for (gsize i = 0; i < G_N_ELEMENTS (choices_table); i++)
    {
      const Choice *choice = &choices_table[i];

      if (g_str_equal (choice->choices, choices)
          && (is_form (reduced, choice->label) || is_form (reduced, _ (choice->label))
              || has_synonym (choice, reduced)))
        return choice->key;
    }
  return NULL;
}
