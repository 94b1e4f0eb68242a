/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-template.h"

#include "merge-zip.h"

#include <string.h>

#define W    "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define R    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PR   "http://schemas.openxmlformats.org/package/2006/relationships"
#define CT   "http://schemas.openxmlformats.org/package/2006/content-types"
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* 45 names. {} stands for the next one of them. */
static const char *const names[] = {
  "NOM",          "PRENOM",   "NEE",          "ADRESSE",    "CP",           "VILLE",
  "TEL",          "MEL",      "CLASSE",       "DIPLOME",    "RESP_NOM",     "RESP_TEL",
  "RESP_MEL",     "ETAB",     "ETAB_ADRESSE", "ETAB_CP",    "ETAB_VILLE",   "ETAB_TEL",
  "ETAB_MEL",     "UAI",      "CHEF",         "ENTREPRISE", "ENT_ADRESSE",  "ENT_CP",
  "ENT_VILLE",    "ENT_TEL",  "ENT_MEL",      "SIRET",      "ENT_REPR",     "ENT_FONCTION",
  "ACTIVITE",     "ASSUREUR", "POLICE",       "TUTEUR",     "TUT_FONCTION", "TUT_TEL",
  "TUT_MEL",      "PROF",     "PROF_TEL",     "DATE_DEBUT", "DATE_FIN",     "SEMAINES",
  "HEURES_HEBDO", "ANNEE",    "NUMERO",
};

/* What stands once at the top. */
static const char *const frame[] = {
  "Année scolaire {}, convention n° {}",
  "L’établissement {} ({}), {}, {} {}, tél. {}, mél. {}, représenté par {}",
  "L’organisme d’accueil {}, SIRET {}, {}, {} {}, tél. {}, mél. {}",
  "représenté par {}, {}, pour son activité {}",
  "L’élève {} {}, né(e) le {}, demeurant {}, {} {}, tél. {}, mél. {}",
  "de la classe {}, préparant le diplôme {}, responsable légal {}, tél. {}",
  "Tuteur {}, {}, tél. {}, mél. {} ; professeur référent {}, tél. {}",
  "Période du {} au {}, soit {} semaines de {} heures",
};

/* What makes a chapter. */
static const char *const articles[] = {
  "Cette convention règle les rapports entre l’établissement scolaire et l’organisme d’accueil "
  "pour la période de formation de l’élève {} {} ; elle se réfère au code de l’éducation et au "
  "code du travail tels qu’ils sont au jour de la signature par {}.",
  "L’élève reste sous statut scolaire et sous l’autorité du chef d’établissement {}. Il suit les "
  "règles de l’entreprise quant à l’horaire, à la sécurité, à l’hygiène et à la discipline, et "
  "garde secret ce qu’il apprend au cours de sa présence chez {}.",
  "La durée hebdomadaire de présence est de {} heures et ne dépasse pas la durée légale ; le repos "
  "de deux jours consécutifs comprend le dimanche. Un élève mineur ne travaille pas entre vingt "
  "heures et six heures, et s’arrête une demi-heure après quatre heures et demie de travail.",
  "L’organisme d’accueil et l’établissement sont assurés en responsabilité civile, le premier "
  "auprès de {} sous le numéro {}. En cas d’accident, l’entreprise prévient l’établissement le "
  "jour même et lui adresse la déclaration dans les vingt-quatre heures.",
  "Le professeur {} et le tuteur {} assurent ensemble le suivi : deux visites au moins, un livret "
  "rempli chaque semaine, un bilan à la fin. Toute absence est signalée dans l’heure au {}.",
  "Une attestation est remise à la fin de la période à l’élève {} : elle dit sa durée effective du "
  "{} au {} et, s’il y en eut une, le montant de la gratification.",
};

typedef struct
{
  GString *xml;
  guint n_fields;
} Writer;

static void
add_run (Writer *writer, const char *text, gsize length)
{
  g_string_append (writer->xml, "<w:r><w:rPr><w:sz w:val=\"20\"/></w:rPr>"
                                "<w:t xml:space=\"preserve\">");
  g_string_append_len (writer->xml, text, (gssize) length);
  g_string_append (writer->xml, "</w:t></w:r>");
}

static void
add_mark (Writer *writer, const char *kind)
{
  g_string_append_printf (
      writer->xml, "<w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType=\"%s\"/></w:r>", kind);
}

static void
add_instruction (Writer *writer, const char *start, const char *name, int length)
{
  g_string_append_printf (writer->xml,
                          "<w:r><w:rPr><w:b/></w:rPr><w:instrText xml:space=\"preserve\">%s%.*s"
                          "</w:instrText></w:r>",
                          start, length, name);
}

/* As Word writes fields: most of several runs, some in one element, some cut by its spelling. */
static void
add_field (Writer *writer)
{
  const char *name = names[writer->n_fields++ % G_N_ELEMENTS (names)];
  int half = (int) strlen (name) / 2;

  if (writer->n_fields % 7 == 0)
    {
      g_string_append_printf (writer->xml,
                              "<w:fldSimple w:instr=\" MERGEFIELD %s \\* MERGEFORMAT \"><w:r>"
                              "<w:t>«%s»</w:t></w:r></w:fldSimple>",
                              name, name);
      return;
    }
  add_mark (writer, "begin");
  if (writer->n_fields % 5 == 0)
    {
      add_instruction (writer, " MERGEFIELD ", name, half);
      g_string_append (writer->xml, "<w:proofErr w:type=\"spellStart\"/>");
      add_instruction (writer, "", name + half, -1);
    }
  else
    add_instruction (writer, " MERGEFIELD ", name, -1);
  add_mark (writer, "separate");
  g_string_append_printf (writer->xml,
                          "<w:r><w:rPr><w:b/><w:noProof/></w:rPr><w:t>«%s»</w:t></w:r>", name);
  add_mark (writer, "end");
}

static void
add_paragraph (Writer *writer, const char *style, const char *text)
{
  const char *open;

  g_string_append_printf (writer->xml, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
  while ((open = strstr (text, "{}")) != NULL)
    {
      add_run (writer, text, (gsize) (open - text));
      add_field (writer);
      text = open + 2;
    }
  add_run (writer, text, strlen (text));
  g_string_append (writer->xml, "</w:p>");
}

static GBytes *
end_part (GString *xml)
{
  return g_string_free_to_bytes (xml);
}

static GBytes *
document_new (guint n_chapters)
{
  Writer writer = { g_string_new (HEAD "<w:document xmlns:w=\"" W "\" xmlns:r=\"" R "\"><w:body>"),
                    0 };

  add_paragraph (&writer, "Titre", "CONVENTION DE FORMATION EN MILIEU PROFESSIONNEL");
  for (guint i = 0; i < G_N_ELEMENTS (frame); i++)
    add_paragraph (&writer, "Normal", frame[i]);
  for (guint chapter = 1; chapter <= n_chapters; chapter++)
    for (guint i = 0; i < G_N_ELEMENTS (articles); i++)
      {
        g_autofree char *title = g_strdup_printf ("Article %u.%u", chapter, i + 1);

        add_paragraph (&writer, "Article", title);
        add_paragraph (&writer, "Normal", articles[i]);
      }
  g_string_append (writer.xml,
                   "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId1\"/>"
                   "<w:footerReference w:type=\"default\" r:id=\"rId2\"/>"
                   "<w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:body></w:document>");
  return end_part (writer.xml);
}

static GBytes *
margin_new (const char *element, const char *text)
{
  Writer writer = { g_string_new (HEAD), 0 };

  g_string_append_printf (writer.xml, "<w:%s xmlns:w=\"" W "\">", element);
  add_paragraph (&writer, "Normal", text);
  g_string_append_printf (writer.xml, "</w:%s>", element);
  return end_part (writer.xml);
}

/* A picture weighs what it weighs: noise, that no archive makes smaller. */
static GBytes *
logo_new (void)
{
  guint8 *data = g_malloc (20000);
  guint32 state = 1;

  for (guint i = 0; i < 20000; i++)
    data[i] = (guint8) ((state = state * 1664525u + 1013904223u) >> 24);
  return g_bytes_new_take (data, 20000);
}

static GBytes *
text_part (const char *text)
{
  return g_bytes_new_static (text, strlen (text));
}

#define TYPE_RELATIONS "application/vnd.openxmlformats-package.relationships+xml"
#define TYPE_WORD      "application/vnd.openxmlformats-officedocument.wordprocessingml."

static const char types_text[] =
    HEAD "<Types xmlns=\"" CT "\">"
         "<Default Extension=\"rels\" ContentType=\"" TYPE_RELATIONS "\"/>"
         "<Default Extension=\"png\" ContentType=\"image/png\"/>"
         "<Override PartName=\"/word/document.xml\""
         " ContentType=\"" TYPE_WORD "document.main+xml\"/>"
         "<Override PartName=\"/word/header1.xml\" ContentType=\"" TYPE_WORD "header+xml\"/>"
         "<Override PartName=\"/word/footer1.xml\" ContentType=\"" TYPE_WORD "footer+xml\"/>"
         "</Types>";

static const char relations_text[] =
    HEAD "<Relationships xmlns=\"" PR "\">"
         "<Relationship Id=\"rId1\" Type=\"" R "/officeDocument\" Target=\"word/document.xml\"/>"
         "</Relationships>";

static const char document_relations_text[] =
    HEAD "<Relationships xmlns=\"" PR "\">"
         "<Relationship Id=\"rId1\" Type=\"" R "/header\" Target=\"header1.xml\"/>"
         "<Relationship Id=\"rId2\" Type=\"" R "/footer\" Target=\"footer1.xml\"/>"
         "<Relationship Id=\"rId3\" Type=\"" R "/image\" Target=\"media/logo.png\"/>"
         "</Relationships>";

/* Returns: (transfer full): a template with 45 names; about four pages for three chapters */
GBytes *
bench_template_new (guint n_chapters)
{
  g_autoptr (GBytes) document = document_new (n_chapters);
  g_autoptr (GBytes) header = margin_new ("hdr", "{} — {}");
  g_autoptr (GBytes) footer = margin_new ("ftr", "Convention {} de {} {}");
  g_autoptr (GBytes) logo = logo_new ();
  g_autoptr (GBytes) types = text_part (types_text);
  g_autoptr (GBytes) relations = text_part (relations_text);
  g_autoptr (GBytes) document_relations = text_part (document_relations_text);
  g_autoptr (GError) error = NULL;
  const MergeZipFile files[] = {
    { "[Content_Types].xml", types },  { "_rels/.rels", relations },
    { "word/document.xml", document }, { "word/_rels/document.xml.rels", document_relations },
    { "word/header1.xml", header },    { "word/footer1.xml", footer },
    { "word/media/logo.png", logo },
  };
  GBytes *bytes = merge_zip_write (files, G_N_ELEMENTS (files), &error);

  if (bytes == NULL)
    g_error ("%s", error->message);
  return bytes;
}
