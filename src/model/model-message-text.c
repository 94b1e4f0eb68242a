/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-message.h"

/* What schools write unless they have words of their own. It is French whatever language the
 * program speaks: who receives it reads French. Mails end with the school's name; SMS do without
 * typographic apostrophes, no-break spaces and letters that make them dear, and name a student by
 * given name and initial alone. Guardians are many things to a student: "votre enfant" is not said.
 */

#define DEAR  "Madame, Monsieur,\n\n"
#define HELLO "Bonjour,\n\n"
#define NAMED "Bonjour {prénom},\n\n"
#define NEXT  "\n\n"
#define BYE   "\n\nCordialement,\n{ETAB_NOM}"

static const struct
{
  const char *event;
  ModelMessageAudience audience;
  ModelMessageText text;
} texts[] = {
  { "search.missing",
    MODEL_MESSAGE_STUDENT,
    { "Votre lieu de stage : {période}",
      NAMED
      "À ce jour, nous ne connaissons pas encore votre lieu de stage pour la période {période}, "
      "{PERIODE_DATES}." NEXT
      "Où en êtes-vous de vos recherches ? Répondez à ce courriel ou passez nous voir : nous "
      "pouvons vous aider." BYE,
      "Bonjour {prénom}, nous ne connaissons pas encore votre lieu de stage ({période}). Passez "
      "nous voir. {ETAB_NOM}" } },
  { "search.missing",
    MODEL_MESSAGE_GUARDIAN,
    { "Recherche de stage de {prénom} {nom}",
      DEAR
      "À ce jour, nous ne connaissons pas encore le lieu de stage de {prénom} {nom} ({classe}) "
      "pour la période {période}, {PERIODE_DATES}." NEXT
      "Si une entreprise a donné son accord, merci de nous l’indiquer en réponse à ce courriel. "
      "Sinon, l’équipe pédagogique peut aider aux recherches." BYE,
      "Nous ne connaissons pas encore le lieu de stage de {prénom} {initiale} ({période}). Merci "
      "de nous contacter. {ETAB_NOM}" } },
  { "search.missing",
    MODEL_MESSAGE_TEACHER,
    { "Sans lieu de stage : {prénom} {nom} ({classe})",
      HELLO
      "{prénom} {nom} ({classe}) n’a pas encore de lieu de stage connu pour la période {période}, "
      "{PERIODE_DATES}." NEXT "Pouvez-vous faire le point avec l’élève sur ses recherches ?" BYE,
      "{prénom} {initiale} ({classe}) n'a pas encore de lieu de stage pour {période}. Pouvez-vous "
      "faire le point ? {ETAB_NOM}" } },
  { "search.interview",
    MODEL_MESSAGE_STUDENT,
    { "Votre recherche de stage : venez nous voir",
      NAMED "Nous souhaitons faire le point avec vous sur votre recherche de stage pour la période "
            "{période}, {PERIODE_DATES}." NEXT
            "Merci de passer nous voir au plus vite, avec la liste des entreprises que vous avez "
            "contactées." BYE,
      "Bonjour {prénom}, merci de passer nous voir au sujet de votre recherche de stage "
      "({période}). {ETAB_NOM}" } },
  { "search.interview",
    MODEL_MESSAGE_GUARDIAN,
    { "Recherche de stage de {prénom} {nom} : un entretien",
      DEAR
      "Nous souhaitons faire le point sur la recherche de stage de {prénom} {nom} ({classe}) pour "
      "la période {période}, {PERIODE_DATES}." NEXT
      "Merci de nous proposer, en réponse à ce courriel, un moment où vous joindre ou vous "
      "recevoir." BYE,
      "Nous souhaitons parler avec vous de la recherche de stage de {prénom} {initiale}. Merci de "
      "nous contacter. {ETAB_NOM}" } },
  { "sheet.incomplete",
    MODEL_MESSAGE_STUDENT,
    { "Votre fiche de stage est à compléter",
      NAMED
      "Il manque des renseignements pour établir votre convention de stage avec {entreprise} "
      "(période {période})." NEXT
      "Merci de passer au secrétariat ou de répondre à ce courriel pour compléter votre fiche." BYE,
      "Bonjour {prénom}, votre fiche de stage est incomplète. Merci de passer au secrétariat. "
      "{ETAB_NOM}" } },
  { "sheet.incomplete",
    MODEL_MESSAGE_GUARDIAN,
    { "Fiche de stage à compléter : {prénom} {nom}",
      DEAR
      "Il manque des renseignements pour établir la convention de stage de {prénom} {nom} "
      "({classe}) avec {entreprise}." NEXT
      "Merci de nous contacter, par exemple en réponse à ce courriel, afin de la compléter." BYE,
      "La fiche de stage de {prénom} {initiale} est incomplète. Merci de nous contacter. "
      "{ETAB_NOM}" } },
  { "sheet.incomplete",
    MODEL_MESSAGE_REPRESENTATIVE,
    { "Fiche de stage à compléter : {prénom} {nom}",
      DEAR "Vous avez accepté d’accueillir {prénom} {nom} en stage, et nous vous en remercions. Il "
           "manque des renseignements pour établir la convention." NEXT
           "Merci de nous indiquer, en réponse à ce courriel, à qui nous pouvons les demander." BYE,
      "Il manque des renseignements pour la convention de stage de {prénom} {initiale}. Merci de "
      "nous contacter. {ETAB_NOM}" } },
  { "sheet.incomplete",
    MODEL_MESSAGE_TUTOR,
    { "Fiche de stage à compléter : {prénom} {nom}",
      DEAR
      "Vous allez encadrer {prénom} {nom} en stage, et nous vous en remercions. Il manque des "
      "renseignements pour établir la convention." NEXT
      "Merci de nous contacter, par exemple en réponse à ce courriel, afin de la compléter." BYE,
      "Il manque des renseignements pour la convention de stage de {prénom} {initiale}. Merci de "
      "nous contacter. {ETAB_NOM}" } },
  { "sheet.incomplete",
    MODEL_MESSAGE_TEACHER,
    { "Fiche de stage à compléter : {prénom} {nom}",
      HELLO
      "La fiche de stage de {prénom} {nom} ({classe}) avec {entreprise} (période {période}) est "
      "incomplète." NEXT
      "Pouvez-vous la compléter avec l’élève ou nous transmettre ce que vous savez ?" BYE,
      "La fiche de stage de {prénom} {initiale} ({classe}) est incomplète. Pouvez-vous la "
      "compléter ? {ETAB_NOM}" } },
  { "agreement.ready",
    MODEL_MESSAGE_STUDENT,
    { "Votre convention de stage est prête",
      NAMED "Votre convention de stage avec {entreprise}, {DATES_TEXTE}, est prête." NEXT
            "Merci de venir la retirer au secrétariat, puis de la faire signer avant le début du "
            "stage." BYE,
      "Bonjour {prénom}, votre convention de stage est à retirer au secrétariat. {ETAB_NOM}" } },
  { "agreement.ready",
    MODEL_MESSAGE_GUARDIAN,
    { "Convention de stage de {prénom} {nom} : prête",
      DEAR
      "La convention de stage de {prénom} {nom} ({classe}) avec {entreprise}, {DATES_TEXTE}, est "
      "prête." NEXT
      "Elle est à retirer au secrétariat, puis à signer par toutes les personnes concernées avant "
      "le début du stage." BYE,
      "La convention de stage de {prénom} {initiale} est à retirer au secrétariat. {ETAB_NOM}" } },
  { "agreement.ready",
    MODEL_MESSAGE_TEACHER,
    { "Convention prête : {prénom} {nom} ({classe})",
      HELLO
      "La convention n° {numéro} de {prénom} {nom} ({classe}) avec {entreprise}, {DATES_TEXTE}, "
      "est prête." NEXT "Elle attend l’élève au secrétariat." BYE,
      "La convention de {prénom} {initiale} ({classe}) est à retirer au secrétariat. "
      "{ETAB_NOM}" } },
  { "agreement.to_sign",
    MODEL_MESSAGE_STUDENT,
    { "Votre convention de stage est à signer",
      NAMED
      "Votre convention de stage avec {entreprise}, {DATES_TEXTE}, attend votre signature." NEXT
      "Merci de la signer et de nous la rapporter au plus vite : sans elle, le stage ne peut pas "
      "commencer." BYE,
      "Bonjour {prénom}, votre convention de stage attend votre signature. {ETAB_NOM}" } },
  { "agreement.to_sign",
    MODEL_MESSAGE_GUARDIAN,
    { "Convention à signer : {prénom} {nom}",
      DEAR
      "La convention de stage de {prénom} {nom} ({classe}) avec {entreprise}, {DATES_TEXTE}, "
      "attend votre signature." NEXT
      "Merci de la signer et de nous la retourner : sans elle, le stage ne peut pas commencer." BYE,
      "La convention de stage de {prénom} {initiale} attend votre signature. Merci de nous la "
      "retourner. {ETAB_NOM}" } },
  { "agreement.to_sign",
    MODEL_MESSAGE_REPRESENTATIVE,
    { "Convention à signer : {prénom} {nom}",
      DEAR "Vous accueillez {prénom} {nom} en stage {DATES_TEXTE}, et nous vous en remercions. La "
           "convention n° {numéro} attend votre signature." NEXT
           "Merci de la signer et de nous la retourner avant le début du stage." BYE,
      "La convention de stage de {prénom} {initiale} attend votre signature. Merci de nous la "
      "retourner. {ETAB_NOM}" } },
  { "agreement.to_sign",
    MODEL_MESSAGE_TUTOR,
    { "Convention à signer : {prénom} {nom}",
      DEAR "Vous encadrez {prénom} {nom} en stage {DATES_TEXTE}, et nous vous en remercions. La "
           "convention n° {numéro} attend votre signature." NEXT
           "Merci de la signer et de nous la retourner avant le début du stage." BYE,
      "La convention de stage de {prénom} {initiale} attend votre signature. Merci de nous la "
      "retourner. {ETAB_NOM}" } },
  { "agreement.to_sign",
    MODEL_MESSAGE_TEACHER,
    { "Convention à signer : {prénom} {nom} ({classe})",
      HELLO
      "La convention n° {numéro} de {prénom} {nom} ({classe}) avec {entreprise}, {DATES_TEXTE}, "
      "attend votre signature." NEXT "Merci de la signer au secrétariat." BYE,
      "La convention de {prénom} {initiale} ({classe}) attend votre signature au secrétariat. "
      "{ETAB_NOM}" } },
  { "agreement.reminder",
    MODEL_MESSAGE_STUDENT,
    { "Rappel : votre convention de stage est à signer",
      NAMED
      "Nous n’avons pas encore reçu votre convention de stage signée avec {entreprise}, "
      "{DATES_TEXTE}." NEXT
      "Merci de nous la rapporter au plus vite. Si c’est déjà fait, merci de ne pas tenir compte "
      "de ce courriel." BYE,
      "Rappel. Bonjour {prénom}, votre convention de stage signée ne nous est pas encore "
      "parvenue. {ETAB_NOM}" } },
  { "agreement.reminder",
    MODEL_MESSAGE_GUARDIAN,
    { "Rappel : convention à signer pour {prénom} {nom}",
      DEAR
      "Sauf erreur de notre part, la convention de stage de {prénom} {nom} ({classe}) avec "
      "{entreprise}, {DATES_TEXTE}, attend encore votre signature." NEXT
      "Merci de nous la retourner au plus vite. Si vous l’avez déjà retournée, merci de ne pas "
      "tenir compte de ce courriel." BYE,
      "Rappel. La convention de stage de {prénom} {initiale} attend votre signature. "
      "{ETAB_NOM}" } },
  { "agreement.reminder",
    MODEL_MESSAGE_REPRESENTATIVE,
    { "Rappel : convention à signer pour {prénom} {nom}",
      DEAR
      "Sauf erreur de notre part, la convention n° {numéro}, pour le stage de {prénom} {nom} dans "
      "votre structure {DATES_TEXTE}, attend encore votre signature." NEXT
      "Merci de nous la retourner au plus vite. Si vous l’avez déjà retournée, merci de ne pas "
      "tenir compte de ce courriel." BYE,
      "Rappel. La convention de stage de {prénom} {initiale} attend votre signature. "
      "{ETAB_NOM}" } },
  { "agreement.reminder",
    MODEL_MESSAGE_TUTOR,
    { "Rappel : convention à signer pour {prénom} {nom}",
      DEAR
      "Sauf erreur de notre part, la convention n° {numéro}, pour le stage de {prénom} {nom} que "
      "vous encadrez {DATES_TEXTE}, attend encore votre signature." NEXT
      "Merci de nous la retourner au plus vite. Si vous l’avez déjà retournée, merci de ne pas "
      "tenir compte de ce courriel." BYE,
      "Rappel. La convention de stage de {prénom} {initiale} attend votre signature. "
      "{ETAB_NOM}" } },
  { "agreement.reminder",
    MODEL_MESSAGE_TEACHER,
    { "Rappel : convention à signer pour {prénom} {nom} ({classe})",
      HELLO
      "La convention n° {numéro} de {prénom} {nom} ({classe}) avec {entreprise}, {DATES_TEXTE}, "
      "attend encore votre signature." NEXT "Merci de passer la signer au secrétariat." BYE,
      "Rappel. La convention de {prénom} {initiale} ({classe}) attend votre signature au "
      "secrétariat. {ETAB_NOM}" } },
  { "agreement.late",
    MODEL_MESSAGE_STUDENT,
    { "Urgent : votre convention de stage n’est pas signée",
      NAMED
      "Votre stage chez {entreprise}, {DATES_TEXTE}, commence bientôt, et votre convention n’est "
      "pas encore signée par tous." NEXT
      "Sans convention signée par tous, le stage ne peut pas commencer. Merci de passer au "
      "secrétariat au plus vite." BYE,
      "Urgent. {prénom}, votre convention de stage n'est pas signée par tous. Merci de passer au "
      "secrétariat. {ETAB_NOM}" } },
  { "agreement.late",
    MODEL_MESSAGE_GUARDIAN,
    { "Urgent : convention de stage de {prénom} {nom}",
      DEAR
      "Le stage de {prénom} {nom} ({classe}) chez {entreprise}, {DATES_TEXTE}, commence bientôt, "
      "et la convention n’est pas encore signée par tous." NEXT
      "Sans convention signée par tous, le stage ne peut pas commencer. Si elle est entre vos "
      "mains, merci de nous la retourner au plus vite." BYE,
      "Urgent. La convention de stage de {prénom} {initiale} n'est pas signée par tous. Merci de "
      "nous contacter. {ETAB_NOM}" } },
  { "agreement.late",
    MODEL_MESSAGE_REPRESENTATIVE,
    { "Urgent : convention de stage de {prénom} {nom}",
      DEAR
      "Le stage de {prénom} {nom} dans votre structure, {DATES_TEXTE}, commence bientôt, et la "
      "convention n° {numéro} n’est pas encore signée par tous." NEXT
      "Sans convention signée par tous, le stage ne peut pas commencer. Si elle est entre vos "
      "mains, merci de nous la retourner au plus vite." BYE,
      "Urgent. La convention de stage de {prénom} {initiale} n'est pas signée par tous. Merci de "
      "nous contacter. {ETAB_NOM}" } },
  { "agreement.late",
    MODEL_MESSAGE_TUTOR,
    { "Urgent : convention de stage de {prénom} {nom}",
      DEAR "Le stage de {prénom} {nom}, que vous encadrez {DATES_TEXTE}, commence bientôt, et la "
           "convention n° {numéro} n’est pas encore signée par tous." NEXT
           "Sans convention signée par tous, le stage ne peut pas commencer. Si elle est entre vos "
           "mains, merci de nous la retourner au plus vite." BYE,
      "Urgent. La convention de stage de {prénom} {initiale} n'est pas signée par tous. Merci de "
      "nous contacter. {ETAB_NOM}" } },
  { "agreement.late",
    MODEL_MESSAGE_TEACHER,
    { "Urgent : convention non signée, {prénom} {nom} ({classe})",
      HELLO
      "La convention n° {numéro} de {prénom} {nom} ({classe}) avec {entreprise}, {DATES_TEXTE}, "
      "n’est pas encore signée par tous." NEXT "Pouvez-vous relancer l’élève et l’entreprise ?" BYE,
      "Urgent. La convention de {prénom} {initiale} ({classe}) n'est pas signée par tous. "
      "Pouvez-vous relancer ? {ETAB_NOM}" } },
  { "agreement.late",
    MODEL_MESSAGE_OFFICE,
    { "Convention en retard : {prénom} {nom} ({classe})",
      HELLO
      "La convention n° {numéro} de {prénom} {nom} ({classe}) avec {entreprise}, {DATES_TEXTE}, "
      "n’est pas encore signée par tous." NEXT "Professeur référent : {PROF}." BYE,
      "La convention {numéro} de {prénom} {initiale} ({classe}) est en retard." } },
  { "agreement.signed",
    MODEL_MESSAGE_STUDENT,
    { "Votre convention de stage est signée",
      NAMED "Votre convention de stage avec {entreprise}, {DATES_TEXTE}, est signée par tous." NEXT
            "Conservez-en un exemplaire. Nous vous souhaitons un bon stage." BYE,
      "Bonjour {prénom}, votre convention de stage est signée par tous. Bon stage ! {ETAB_NOM}" } },
  { "agreement.signed",
    MODEL_MESSAGE_GUARDIAN,
    { "Convention signée : {prénom} {nom}",
      DEAR
      "La convention de stage de {prénom} {nom} ({classe}) avec {entreprise}, {DATES_TEXTE}, est "
      "signée par tous." NEXT "Merci d’en conserver un exemplaire." BYE,
      "La convention de stage de {prénom} {initiale} est signée par tous. {ETAB_NOM}" } },
  { "agreement.signed",
    MODEL_MESSAGE_REPRESENTATIVE,
    { "Convention signée : {prénom} {nom}",
      DEAR
      "La convention n° {numéro}, pour le stage de {prénom} {nom} {DATES_TEXTE}, est signée par "
      "tous." NEXT "Merci d’en conserver un exemplaire, et merci de votre accueil." BYE,
      "La convention de stage de {prénom} {initiale} est signée par tous. Merci de votre accueil. "
      "{ETAB_NOM}" } },
  { "agreement.signed",
    MODEL_MESSAGE_TUTOR,
    { "Convention signée : {prénom} {nom}",
      DEAR
      "La convention n° {numéro}, pour le stage de {prénom} {nom} {DATES_TEXTE}, est signée par "
      "tous." NEXT "Merci de l’aide que vous apporterez à notre élève." BYE,
      "La convention de stage de {prénom} {initiale} est signée par tous. Merci de votre accueil. "
      "{ETAB_NOM}" } },
  { "agreement.signed",
    MODEL_MESSAGE_TEACHER,
    { "Convention signée : {prénom} {nom} ({classe})",
      HELLO
      "La convention n° {numéro} de {prénom} {nom} ({classe}) avec {entreprise}, {DATES_TEXTE}, "
      "est signée par tous." BYE,
      "La convention de {prénom} {initiale} ({classe}) est signée par tous. {ETAB_NOM}" } },
  { "agreement.stopped",
    MODEL_MESSAGE_STUDENT,
    { "Votre convention de stage n’est plus à signer",
      NAMED
      "La signature de votre convention de stage avec {entreprise}, {DATES_TEXTE}, est arrêtée : "
      "ne la signez plus." NEXT "Merci de passer au secrétariat pour en connaître la suite." BYE,
      "Bonjour {prénom}, ne signez plus votre convention de stage et passez au secrétariat. "
      "{ETAB_NOM}" } },
  { "agreement.stopped",
    MODEL_MESSAGE_GUARDIAN,
    { "Convention de stage de {prénom} {nom} : signature arrêtée",
      DEAR
      "La signature de la convention de stage de {prénom} {nom} ({classe}) avec {entreprise} est "
      "arrêtée : merci de ne plus la signer." NEXT
      "Nous vous tiendrons au courant de la suite. Vous pouvez nous joindre en réponse à ce "
      "courriel." BYE,
      "Merci de ne plus signer la convention de stage de {prénom} {initiale}, une suite vous sera "
      "donnée. {ETAB_NOM}" } },
  { "agreement.stopped",
    MODEL_MESSAGE_REPRESENTATIVE,
    { "Convention de stage de {prénom} {nom} : signature arrêtée",
      DEAR
      "La signature de la convention n° {numéro}, pour le stage de {prénom} {nom} {DATES_TEXTE}, "
      "est arrêtée : merci de ne plus la signer." NEXT
      "Nous vous tiendrons au courant de la suite. Vous pouvez nous joindre en réponse à ce "
      "courriel." BYE,
      "Merci de ne plus signer la convention de stage de {prénom} {initiale}, une suite vous sera "
      "donnée. {ETAB_NOM}" } },
  { "agreement.stopped",
    MODEL_MESSAGE_TUTOR,
    { "Convention de stage de {prénom} {nom} : signature arrêtée",
      DEAR
      "La signature de la convention n° {numéro}, pour le stage de {prénom} {nom} {DATES_TEXTE}, "
      "est arrêtée : merci de ne plus la signer." NEXT
      "Nous vous tiendrons au courant de la suite. Vous pouvez nous joindre en réponse à ce "
      "courriel." BYE,
      "Merci de ne plus signer la convention de stage de {prénom} {initiale}, une suite vous sera "
      "donnée. {ETAB_NOM}" } },
  { "agreement.stopped",
    MODEL_MESSAGE_TEACHER,
    { "Signature arrêtée : {prénom} {nom} ({classe})",
      HELLO
      "La signature de la convention n° {numéro} de {prénom} {nom} ({classe}) avec {entreprise}, "
      "{DATES_TEXTE}, est arrêtée." NEXT "Le secrétariat peut vous en dire davantage." BYE,
      "La convention de {prénom} {initiale} ({classe}) n'est plus à signer. {ETAB_NOM}" } },
  { "agreement.stopped",
    MODEL_MESSAGE_OFFICE,
    { "Signature arrêtée : {prénom} {nom} ({classe})",
      HELLO
      "La signature de la convention n° {numéro} de {prénom} {nom} ({classe}) avec {entreprise}, "
      "{DATES_TEXTE}, est arrêtée : refus, délai dépassé ou arrêt demandé." NEXT
      "Ouvrez la convention dans Paraphe pour en connaître la raison." BYE,
      "La convention {numéro} de {prénom} {initiale} ({classe}) n'est plus à signer." } },
  { "certificate.missing",
    MODEL_MESSAGE_STUDENT,
    { "Votre attestation de stage",
      NAMED
      "Nous n’avons pas encore reçu l’attestation de votre stage chez {entreprise}, "
      "{DATES_TEXTE}." NEXT
      "Merci de la demander à l’entreprise et de nous la rapporter : elle fait partie de votre "
      "dossier." BYE,
      "Bonjour {prénom}, nous attendons votre attestation de stage. Merci de nous la rapporter. "
      "{ETAB_NOM}" } },
  { "certificate.missing",
    MODEL_MESSAGE_REPRESENTATIVE,
    { "Attestation de stage de {prénom} {nom}",
      DEAR "Vous avez accueilli {prénom} {nom} en stage {DATES_TEXTE}, et nous vous en remercions. "
           "L’attestation de stage ne nous est pas encore parvenue." NEXT
           "Merci de nous la retourner signée, par exemple en réponse à ce courriel." BYE,
      "Nous attendons l'attestation de stage de {prénom} {initiale}. Merci de nous la retourner. "
      "{ETAB_NOM}" } },
  { "certificate.missing",
    MODEL_MESSAGE_TUTOR,
    { "Attestation de stage de {prénom} {nom}",
      DEAR "Vous avez encadré {prénom} {nom} en stage {DATES_TEXTE}, et nous vous en remercions. "
           "L’attestation de stage ne nous est pas encore parvenue." NEXT
           "Merci de nous la retourner signée, par exemple en réponse à ce courriel." BYE,
      "Nous attendons l'attestation de stage de {prénom} {initiale}. Merci de nous la retourner. "
      "{ETAB_NOM}" } },
  { "certificate.missing",
    MODEL_MESSAGE_TEACHER,
    { "Attestation de stage attendue : {prénom} {nom} ({classe})",
      HELLO
      "L’attestation de stage de {prénom} {nom} ({classe}) chez {entreprise}, {DATES_TEXTE}, ne "
      "nous est pas encore parvenue." NEXT
      "Pouvez-vous la demander à l’élève ou à l’entreprise ?" BYE,
      "Nous attendons l'attestation de stage de {prénom} {initiale} ({classe}). Pouvez-vous "
      "relancer ? {ETAB_NOM}" } },
  { "office.failed",
    MODEL_MESSAGE_OFFICE,
    { "Message non remis au sujet de {prénom} {nom} ({classe})",
      HELLO
      "Un courriel ou un SMS au sujet de {prénom} {nom} ({classe}), période {période}, n’a pas pu "
      "être remis." NEXT
      "Ouvrez la boîte d’envoi de Paraphe pour savoir à qui il était destiné et pourquoi." BYE,
      "Un message au sujet de {prénom} {initiale} ({classe}) n'a pas pu partir. Voir la liste des "
      "envois de Paraphe." } },
  { "office.teacher",
    MODEL_MESSAGE_OFFICE,
    { "Note d’un professeur : {prénom} {nom} ({classe})",
      HELLO "Un professeur a écrit une note au sujet de {prénom} {nom} ({classe}), période "
            "{période}." NEXT "Ouvrez la fiche de suivi dans Paraphe pour la lire." BYE,
      "Un professeur a écrit une note au sujet de {prénom} {initiale} ({classe}). Elle est dans "
      "Paraphe." } },
};

/**
 * model_message_text_default:
 * @event: key of an occasion
 * @audience: to whom
 *
 * Returns: (transfer none) (nullable): what is written unless the school says otherwise; %NULL when
 *   nobody of @audience is written to on this occasion, and for %MODEL_MESSAGE_OWN
 */
const ModelMessageText *
model_message_text_default (const char *event, ModelMessageAudience audience)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].audience == audience && g_strcmp0 (texts[i].event, event) == 0)
      return &texts[i].text;
  return NULL;
}
