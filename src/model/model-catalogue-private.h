/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-entity.h"

G_BEGIN_DECLS

/* The tables of the catalogue, one a family of entities. Adding a field is one line here and one
 * column of the schema; a test fails when the two disagree. */
extern const ModelEntityInfo model_catalogue_school[5];    /* school … class */
extern const ModelEntityInfo model_catalogue_student[3];   /* student … enrolment */
extern const ModelEntityInfo model_catalogue_company[3];   /* company … contact */
extern const ModelEntityInfo model_catalogue_search[4];    /* period … interview */
extern const ModelEntityInfo model_catalogue_placement[1]; /* placement */
extern const ModelEntityInfo model_catalogue_agreement[7]; /* step … setting */
extern const ModelEntityInfo model_catalogue_signature[2]; /* request … signer */
extern const ModelEntityInfo model_catalogue_message[4];   /* text … message */

G_END_DECLS
