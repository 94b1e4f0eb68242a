/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-many-private.h"

/* Notes count on from section to section and endnotes stand at the end of the document, unless a
 * template has it otherwise. A copy begins anew: its first section restarts the numbers, which
 * those behind it go on with (ISO/IEC 29500-1 §17.11.19), and its endnotes stand at the end of its
 * last section, to which the sections before it leave theirs (§17.11.22, §17.6.9). */

static const char *const before_foot[] = { "headerReference", "footerReference", NULL };
static const char *const before_end[] = { "headerReference", "footerReference", "footnotePr",
                                          NULL };
static const char *const before_format[] = { "pos", NULL };
static const char *const before_start[] = { "pos", "numFmt", NULL };
static const char *const before_restart[] = { "pos", "numFmt", "numStart", NULL };
static const char *const before_position[] = { NULL };

/* Where a section says that it leaves its endnotes to the next one. */
static const char *const before_left[] = {
  "headerReference", "footerReference", "footnotePr", "endnotePr", "type",      "pgSz",
  "pgMar",           "paperSrc",        "pgBorders",  "lnNumType", "pgNumType", "cols",
  "formProt",        "vAlign",          NULL
};

/* What stands behind endnotes in the settings, besides what is not of WordprocessingML. */
static const char *const behind_endnotes[] = { "compat",
                                               "docVars",
                                               "rsids",
                                               "attachedSchema",
                                               "themeFontLang",
                                               "clrSchemeMapping",
                                               "forceUpgrade",
                                               "doNotIncludeSubdocsInStats",
                                               "captions",
                                               "smartTagType",
                                               "schemaLibrary",
                                               "doNotAutoCompressPictures",
                                               "shapeDefaults",
                                               "decimalSymbol",
                                               "listSeparator",
                                               "readModeInkLockDown",
                                               "doNotEmbedSmartTags",
                                               NULL };

/* What a section and the settings say of notes. */
static const struct
{
  const char *name;
  const char *const *earlier;
} properties[] = {
  [MERGE_NOTES_FOOT] = { "footnotePr", before_foot },
  [MERGE_NOTES_END] = { "endnotePr", before_end },
};

static char *
value_of (const xmlNode *of, const char *name)
{
  const xmlNode *child = of != NULL ? merge_dom_child (of, name) : NULL;

  return child != NULL ? merge_dom_get (child, "val") : NULL;
}

/* What the section does not say itself, the document says. */
static void
inherit (xmlNode *own, const xmlNode *document, const char *name, const char *const *earlier)
{
  g_autofree char *value = value_of (document, name);

  if (value != NULL && merge_dom_child (own, name) == NULL)
    merge_many_set (merge_many_place (own, name, earlier), "val", value);
}

/* Returns whether the section restarts its notes because of us. */
static gboolean
restart (xmlNode *section, MergeNotesKind kind, const xmlNode *document)
{
  xmlNode *own = merge_dom_child (section, properties[kind].name);
  g_autofree char *says = value_of (own, "numRestart");

  if (says == NULL)
    says = value_of (document, "numRestart");
  if (says != NULL && strcmp (says, "continuous") != 0)
    return FALSE;
  own = merge_many_place (section, properties[kind].name, properties[kind].earlier);
  inherit (own, document, "numFmt", before_format);
  inherit (own, document, "numStart", before_start);
  merge_many_set (merge_many_place (own, "numRestart", before_restart), "val", "eachSect");
  return TRUE;
}

/* What the settings say of endnotes, with a place for it if they say nothing. */
static xmlNode *
place_endnotes (MergeXml *settings)
{
  xmlNode *root = xmlDocGetRootElement (settings);
  xmlNode *found = merge_dom_child (root, properties[MERGE_NOTES_END].name);
  xmlNode *at = root->children;

  if (found != NULL)
    return found;
  while (at != NULL && !merge_dom_is_any (at, behind_endnotes)
         && (at->type != XML_ELEMENT_NODE
             || (at->ns != NULL && root->ns != NULL && xmlStrEqual (at->ns->href, root->ns->href))))
    at = at->next;
  found =
      xmlNewDocNode (settings, root->ns, (const xmlChar *) properties[MERGE_NOTES_END].name, NULL);
  return at != NULL ? xmlAddPrevSibling (at, found) : xmlAddChild (root, found);
}

/* The endnotes of a copy stand at its end, those of the last one at that of the document. */
static void
gather_endnotes (MergeMany *many, GPtrArray *sections)
{
  xmlNode *document = place_endnotes (many->settings);

  if (!many->settings_changed)
    {
      g_autofree char *position = value_of (document, "pos");

      if (g_strcmp0 (position, "sectEnd") == 0)
        return;
      merge_many_set (merge_many_place (document, "pos", before_position), "val", "sectEnd");
      many->settings_changed = TRUE;
    }
  for (guint i = 0; i + 1 < sections->len; i++)
    merge_many_place (sections->pdata[i], "noEndnote", before_left);
}

/**
 * merge_many_restart_notes:
 * @many: a document
 * @body: the body of a copy
 * @sections: (element-type xmlNode): its sections
 *
 * Has footnotes and endnotes of a copy begin anew, and its endnotes stand at its end.
 */
void
merge_many_restart_notes (MergeMany *many, xmlNode *body, GPtrArray *sections)
{
  for (guint kind = 0; kind < G_N_ELEMENTS (properties); kind++)
    {
      const xmlNode *root = many->settings != NULL ? xmlDocGetRootElement (many->settings) : NULL;

      if (!merge_many_notes_are_in (kind, body))
        continue;
      if (restart (sections->pdata[0], kind,
                   root != NULL ? merge_dom_child (root, properties[kind].name) : NULL))
        many->notes_restart = TRUE;
      if (kind == MERGE_NOTES_END && root != NULL)
        gather_endnotes (many, sections);
    }
}
