/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MERGE_TYPE_TEMPLATE (merge_template_get_type ())
G_DECLARE_FINAL_TYPE (MergeTemplate, merge_template, MERGE, TEMPLATE, GObject)

typedef enum
{
  MERGE_VALUE_TEXT,
  MERGE_VALUE_DATE,   /* text is ISO */
  MERGE_VALUE_NUMBER, /* text is decimal with a point */
  MERGE_VALUE_NOTHING /* meant to be empty: nothing stands in for it, nobody is told */
} MergeValueType;

typedef struct
{
  MergeValueType type;
  const char *text; /* valid until the next call of the lookup function */
} MergeValue;

/**
 * MergeLookupFunc:
 * @name: a field's name as the template writes it; comparing without regard to case is the
 *   function's business
 * @value: (out caller-allocates): filled in when found; a %NULL text is an empty value
 *
 * Returns: %FALSE when there is no such field.
 */
typedef gboolean (*MergeLookupFunc) (const char *name, MergeValue *value, gpointer user_data);

/**
 * MergeSource:
 * @lookup: gives the value of a name outside of lists, and of one that an item does not know
 * @count_items: (nullable): how many items the list of that name has; -1 when there is none
 * @lookup_item: (nullable): gives the value that an item of a list has under a name; %FALSE when it
 *   knows no such name
 * @load_picture: (nullable): (transfer full): gives a picture by its name, as PNG or JPEG; %NULL
 *   when there is none
 * @user_data: for all of them
 * @done: (nullable): of one record of many: nothing is asked of it any more
 *
 * Where a merge takes its values from. Names of lists compare as those of fields do. Texts of
 * values are valid until the next call of any of these functions.
 */
typedef struct
{
  MergeLookupFunc lookup;
  int (*count_items) (const char *list, gpointer user_data);
  gboolean (*lookup_item) (const char *list,
                           guint item,
                           const char *name,
                           MergeValue *value,
                           gpointer user_data);
  GBytes *(*load_picture) (const char *name, gpointer user_data);
  gpointer user_data;
  GDestroyNotify done;
} MergeSource;

/**
 * MergePictureFunc:
 * @name: a field's name, or the alternative text of a picture
 * @user_data: what was given with the function
 *
 * Returns: (transfer none) (nullable): the picture of the data that it stands for, by the name that
 *   @load_picture of a #MergeSource is asked for
 */
typedef const char *(*MergePictureFunc) (const char *name, gpointer user_data);

/* What stands where a value is empty or unknown. */
typedef enum
{
  MERGE_MISSING_BLANK,
  MERGE_MISSING_DOTS, /* a dotted line to fill by hand */
  MERGE_MISSING_MARK  /* [À COMPLÉTER] */
} MergeMissing;

typedef struct
{
  char *name;      /* as the template writes it */
  char *where;     /* "body", "header", "footer", "footnote", "endnote", "comment", "textbox" */
  char *switches;  /* as written, or "" */
  guint count;     /* how often, one for both halves of an AlternateContent */
  gboolean braces; /* {{NAME}} rather than a Word field */
} MergeField;

typedef struct
{
  GPtrArray *missing;  /* (element-type utf8) known fields without a value */
  GPtrArray *unknown;  /* (element-type utf8) names that the lookup did not know */
  GPtrArray *warnings; /* (element-type utf8) sentences about the template */
} MergeReport;

MergeReport *merge_report_new (void);
void merge_report_free (MergeReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MergeReport, merge_report_free)

MergeTemplate *merge_template_new_from_file (const char *path, GError **error);
MergeTemplate *merge_template_new_from_bytes (GBytes *bytes, GError **error);
MergeTemplate *merge_template_new_with_pictures (GBytes *bytes,
                                                 MergePictureFunc pictures,
                                                 gpointer user_data,
                                                 GError **error);
GPtrArray *merge_template_get_fields (MergeTemplate *self);
GPtrArray *merge_template_get_warnings (MergeTemplate *self);
gboolean merge_template_survey (MergeTemplate *self,
                                const MergeSource *source,
                                guint *branches,
                                GError **error);
GBytes *merge_template_merge (MergeTemplate *self,
                              MergeLookupFunc lookup,
                              gpointer user_data,
                              MergeMissing missing,
                              MergeReport *report,
                              GError **error);
/**
 * MergeRecordFunc:
 * @record: which one, from 0 on; asked for in order
 * @source: (out caller-allocates): its values, which stay valid until the merge tells that it is
 *   done with them
 *
 * Returns: %FALSE when there are no more records
 */
typedef gboolean (*MergeRecordFunc) (guint record, MergeSource *source, gpointer user_data);

GBytes *merge_template_merge_many (MergeTemplate *self,
                                   MergeRecordFunc records,
                                   gpointer user_data,
                                   gboolean two_sided,
                                   MergeMissing missing,
                                   MergeReport *report,
                                   GError **error);
GBytes *merge_template_merge_source (MergeTemplate *self,
                                     const MergeSource *source,
                                     MergeMissing missing,
                                     MergeReport *report,
                                     GError **error);

G_END_DECLS
