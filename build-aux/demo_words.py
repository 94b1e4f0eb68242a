# SPDX-License-Identifier: GPL-3.0-or-later
"""The words that make-demo.py draws from. People, places and companies are all invented."""

SCHOOL = {
    'school.name': 'Lycée polyvalent Élise-Combarel',
    'school.kind': 'Lycée polyvalent',
    'school.address1': '14 boulevard des Tisserands',
    'school.address2': 'BP 40027',
    'school.postcode': '81955',
    'school.town': 'Castelbrun-sur-Agoust',
    'school.phone': '0536490010',
    'school.email': 'accueil@lycee-combarel.example',
    'school.academy': 'Toulouse',
    'school.head_title': 'Mme',
    'school.head_family_name': 'Vaysseline',
    'school.head_given_name': 'Hélène',
    'school.head_function': 'Proviseure',
    'school.head_email': 'helene.vaysseline@lycee-combarel.example',
    'school.delegate_name': 'M. Bastien Oulhac, proviseur adjoint',
    'school.board_date': '2026-09-29',
    'school.insurer': 'Mutuelle des Écoles du Brunois',
    'school.insurance_number': 'RC 2026 004 417',
    'school.cpam': 'CPAM du Brunois',
    'school.ddfpt_name': 'Mme Agnès Trémolet',
    'school.ddfpt_email': 'ddfpt@lycee-combarel.example',
    'school.ddfpt_phone': '0536490017',
    'school.done_at': 'Castelbrun-sur-Agoust',
    'school_year.name': '2026-2027',
    'school_year.start': '2026-09-01',
    'school_year.end': '2027-08-31',
}
UAI_NUMBER = '0819999'

# Postcodes of the county's number range that no commune uses.
TOWNS = [
    ('81955', 'Castelbrun-sur-Agoust', 6), ('81956', 'Montcalvet', 3),
    ('81957', 'Saint-Amarin-le-Vieux', 2), ('81958', 'Labastide-Roumens', 3),
    ('81959', "Saint-Geniès-d'Orval", 2), ('81965', 'Puylatour', 2),
    ('81966', 'Cambournac', 2), ('81967', 'Les Aubarèdes', 1),
    ('81968', 'Vieillecombe', 1), ('81969', 'Roquefère-le-Haut', 1),
    ('81975', 'Villeneuve-la-Garrigue', 2), ('81976', "L'Isle-Marsal", 1),
]
DISTANCES = {
    'Castelbrun-sur-Agoust': 2, 'Montcalvet': 9, 'Saint-Amarin-le-Vieux': 14,
    'Labastide-Roumens': 17, "Saint-Geniès-d'Orval": 21, 'Puylatour': 12, 'Cambournac': 26,
    'Les Aubarèdes': 7, 'Vieillecombe': 31, 'Roquefère-le-Haut': 34,
    'Villeneuve-la-Garrigue': 28, "L'Isle-Marsal": 19,
}
FOREIGN_BIRTHS = [
    ('Rabat', 'MAROC'), ('Lisbonne', 'PORTUGAL'), ('Kinshasa', 'RÉP. DÉM. DU CONGO'),
    ('Tbilissi', 'GÉORGIE'), ('Alep', 'SYRIE'), ('Hanoï', 'VIÊT NAM'), ('Conakry', 'GUINÉE'),
    ('Tirana', 'ALBANIE'), ('Oran', 'ALGÉRIE'), ('Namur', 'BELGIQUE'),
]
STREETS = [
    'rue des Tanneurs', 'rue du Faubourg-Neuf', 'avenue de la Gare', 'chemin de la Fontaine',
    "impasse de l'Ancien-Four", 'rue Basse', 'place du Marché', 'route de Montcalvet',
    'allée des Micocouliers', "rue de l'Église", 'chemin du Moulin', 'rue des Écoles',
    'boulevard du Pont-Vieux', 'lotissement Les Cerisiers', 'rue de la République',
    'résidence Le Clos-Fleuri', 'chemin de Peyrelade', 'rue du 8-Mai-1945', 'rue des Œillets',
    'quai de l’Agoust', 'rue Haute', "côte de l'Olivier",
]
GIRLS = [
    'Léa', 'Maëlys', 'Inès', 'Chloé', 'Zoé', 'Anaïs', 'Louane', 'Manon', 'Jade', 'Noémie',
    'Aïcha', 'Yasmine', 'Salomé', 'Lou-Anne', 'Marie-Lou', 'Clémence', 'Émilie', 'Éloïse',
    'Fatoumata', 'Aminata', 'Khadija', 'Nour', 'Lina', 'Sofia', 'Mariana', 'Beatriz', 'Thi Mai',
    'Linh', 'Élif', 'Zeynep', 'Ana-Maria', 'Ioana', 'Oksana', 'Nino', 'Mélissa', 'Océane',
    'Loïs', 'Gwenaëlle', 'Maïwenn', 'Solène', 'Ambre', 'Alicia', 'Capucine', 'Garance', 'Romane',
    'Lilou', 'Assia', 'Safia', 'Kenza', 'Célia', 'Maïssane', 'Victoire', 'Apolline', 'Héloïse',
    'Rose-May', 'Tiphaine', 'Coralie', 'Ophélie', 'Mathilde', 'Juliette', 'Grâce', 'Divine',
    'Priya', 'Anjali', 'Jeanne', 'Margot', 'Lucie', 'Elsa', 'Nolwenn', 'Maud',
]
BOYS = [
    'Théo', 'Noé', 'Raphaël', 'Gaël', 'Loïc', 'Jean-Baptiste', 'Mathéo', 'Léo-Paul', 'Enzo',
    'Hugo', 'Timéo', 'Jérémy', 'Kévin', 'Yanis', 'Mohamed', 'Ibrahim', 'Mamadou', 'Ousmane',
    'Bilal', 'Rayan', 'Amine', 'João', 'Tiago', 'Diogo', 'Minh', 'Quang', 'Emre', 'Mehmet',
    'Andrei', 'Ștefan', 'Dmytro', 'Giorgi', 'Ewen', 'Maël', 'Titouan', 'Corentin', 'Baptiste',
    'Clément', 'Rémi', 'François-Xavier', 'Pierre-Louis', 'Axel', 'Nathan', 'Lucas', 'Éthan',
    'Gabin', 'Malo', 'Aurélien', 'Cédric', 'Anaël', 'Sacha', 'Samuel', 'Elias', 'Ismaël',
    'Adrien', 'Florian', 'Quentin', 'Valentin', 'Robin', 'Simon', 'Oscar', 'Marius', 'Anton',
    'Joël', 'Benoît', 'Thibault', 'Arjun', 'Kofi', 'Djibril', 'Swann',
]
FAMILIES = [
    'Abadie', "d'Almeida", 'Alquier', 'Andrieu', 'Assémat', 'Aït Benali', 'Azémar', 'Bakayoko',
    'Barthès', 'Bascoul', 'Bélières', 'Ben Youssef', 'Berthomieu', 'Blanc-Sérières', 'Boissezon',
    'Bonnafous', 'Bousquet', 'Boyé', 'Cabrol', 'Calmels', 'Camara', 'Carrayol', 'Castanié',
    'Cazals', 'Chabbert', 'Chaouch', 'Cissé', 'Combes', 'Cordeiro', 'Coulibaly', 'Crouzet',
    'Da Silva', 'Daudé', 'De Oliveira', 'Delbosc', 'Delmas-Roux', 'Demirci', 'Diabaté', 'Diallo',
    'Dos Santos', 'Dupuy', 'El Amrani', 'El Mansouri', 'Enjalbert', 'Escande', 'Fabre',
    'Faramond', 'Ferreira', 'Fournès', 'Galibert', 'Garrigues', 'Gavalda', 'Ghezali', 'Gineste',
    'Gonçalves', 'Goulesque', 'Guibert', 'Guérin', 'Haddad', 'Hoang', 'Houlès', 'Ionescu',
    'Jalabert', 'Joulié', 'Kaplan', 'Keïta', 'Khelifi', 'Kovalenko', "L'Hostis", 'Lacombe',
    'Lafon', 'Laïd', 'Landes', 'Le Bihan', 'Le Goff', 'Lê', 'Lopez-Martinez', 'Loubière',
    'Maffre', 'Malaterre', 'Mansour', 'Marquès', 'Mas', 'Maurel', 'Mbaye', 'Mialhe', 'Molinier',
    'Monteiro', 'Moreau', 'Mouysset', "N'Diaye", "N'Guyen", 'Nègre', 'Noguès', 'Œuvrard',
    'Ouattara', 'Ourliac', 'Pagès', 'Palaysi', 'Pélissier', 'Pereira', 'Pham', 'Popescu',
    'Pradelles', 'Prat', 'Puech', 'Raynaud', 'Recoules', 'Ribeiro', 'Rigal', 'Rouanet',
    'Roussel', 'Sablayrolles', 'Saïdi', 'Salvan', 'Sánchez', 'Sarr', 'Ségur', 'Serres', 'Sicard',
    'Sow', 'Tahiri', 'Tailhades', 'Tchavadze', 'Teyssèdre', 'Toulouse', 'Touré', 'Tran',
    'Vabre', 'Valette', 'Vergnes', 'Verdier', 'Viala', 'Vidal', 'Viguier', 'Yıldız', 'Zerrouki',
]
ADULT_WOMEN = [
    'Sandrine', 'Nathalie', 'Véronique', 'Céline', 'Stéphanie', 'Aurélie', 'Émilie', 'Karima',
    'Fatima', 'Isabelle', 'Sylvie', 'Laëtitia', 'Delphine', 'Mireille', 'Rachida', 'Élodie',
    'Patricia', 'Maria', 'Hélène', 'Anne-Marie', 'Béatrice', 'Aïssatou', 'Lan', 'Florence',
]
ADULT_MEN = [
    'Stéphane', 'Frédéric', 'Jérôme', 'Christophe', 'Laurent', 'Philippe', 'Karim', 'Youssef',
    'Éric', 'Sébastien', 'Grégory', 'Hervé', 'Jean-Luc', 'Paulo', 'Moussa', 'Gérard', 'Régis',
    'Ludovic', 'Michaël', 'Thierry', 'Van Hai', 'Bruno', 'Jean-Michel', 'Benoît',
]

# name, level, diploma, speciality, year most pupils are born in, size, trade
CAP = 'CAP Équipier polyvalent du commerce'
MELEC = "Baccalauréat professionnel Métiers de l'électricité et de ses environnements connectés"
AGORA = ('Baccalauréat professionnel Assistance à la gestion des organisations '
         'et de leurs activités')
ASSP = 'Baccalauréat professionnel Accompagnement, soins et services à la personne'
MCO = 'BTS Management commercial opérationnel'
CLASSES = [
    ('1CAP EPC', '1re année de CAP', CAP, 'EPC', 2011, 22, 'shop'),
    ('2CAP EPC', '2e année de CAP', CAP, 'EPC', 2010, 21, 'shop'),
    ('2MELEC', '2de professionnelle', MELEC, 'MELEC', 2011, 30, 'wire'),
    ('1MELEC', '1re professionnelle', MELEC, 'MELEC', 2010, 28, 'wire'),
    ('TMELEC', 'Terminale professionnelle', MELEC, 'MELEC', 2009, 26, 'wire'),
    ('2AGORA', '2de professionnelle', AGORA, 'AGORA', 2011, 29, 'desk'),
    ('1AGORA', '1re professionnelle', AGORA, 'AGORA', 2010, 28, 'desk'),
    ('TAGORA', 'Terminale professionnelle', AGORA, 'AGORA', 2009, 27, 'desk'),
    ('1ASSP', '1re professionnelle', ASSP, 'ASSP', 2010, 30, 'care'),
    ('TASSP', 'Terminale professionnelle', ASSP, 'ASSP', 2009, 27, 'care'),
    ('1BTS MCO', '1re année de BTS', MCO, 'MCO', 2008, 28, 'shop'),
    ('2BTS MCO', '2e année de BTS', MCO, 'MCO', 2007, 24, 'shop'),
]

# classes, then (name, first day, last day): classes of a level share theirs
PERIODS = [
    (['1CAP EPC'], [('PFMP 1', '2026-11-16', '2026-12-04'), ('PFMP 2', '2027-02-22', '2027-03-05'),
                    ('PFMP 3', '2027-05-31', '2027-06-11')]),
    (['2CAP EPC'], [('PFMP 1', '2026-10-05', '2026-10-16'), ('PFMP 2', '2027-01-11', '2027-01-29'),
                    ('PFMP 3', '2027-03-15', '2027-03-26')]),
    (['2MELEC', '2AGORA'],
     [('PFMP 1', '2027-01-25', '2027-02-05'), ('PFMP 2', '2027-03-22', '2027-04-02'),
      ('PFMP 3', '2027-06-14', '2027-06-25')]),
    (['1MELEC', '1AGORA', '1ASSP'],
     [('PFMP 1', '2027-01-11', '2027-01-29'), ('PFMP 2', '2027-03-08', '2027-03-26'),
      ('PFMP 3', '2027-06-07', '2027-06-18')]),
    (['TMELEC', 'TAGORA'], [('PFMP 1', '2026-11-30', '2026-12-18')]),
    (['TASSP'], [('PFMP 1', '2026-11-09', '2026-12-04')]),
    (['TMELEC', 'TAGORA', 'TASSP'],
     [('PFMP 2', '2027-02-22', '2027-03-19'), ('PFMP 3', '2027-05-24', '2027-06-04')]),
    (['1BTS MCO'], [('Stage 1', '2026-12-07', '2026-12-18'),
                    ('Stage 2', '2027-02-22', '2027-03-12'),
                    ('Stage 3', '2027-05-24', '2027-06-18')]),
    (['2BTS MCO'], [('Stage 1', '2026-09-21', '2026-10-16'),
                    ('Stage 2', '2027-01-18', '2027-02-05'),
                    ('Stage 3', '2027-03-08', '2027-03-19')]),
]
HOLIDAYS = [('2026-10-17', '2026-11-01'), ('2026-12-19', '2027-01-03'),
            ('2027-02-06', '2027-02-21'), ('2027-04-03', '2027-04-18')]
DAYS_OFF = ['2026-11-11', '2027-03-29', '2027-05-06', '2027-05-07', '2027-05-17']

TEACHERS = [  # title, family name, given name, subject, classes followed
    ('Mme', 'Astruc', 'Delphine', 'Économie-gestion, commerce et vente', '1CAP EPC|2CAP EPC'),
    ('M.', 'Belkacem', 'Nordine', 'Économie-gestion, commerce et vente', '2CAP EPC|1CAP EPC'),
    ('Mme', 'Bérail', 'Sophie', 'Lettres-histoire', '1CAP EPC'),
    ('M.', 'Cantaloube', 'Jérôme', 'Électrotechnique', 'TMELEC|1MELEC'),
    ('M.', 'Dessalles', 'Pascal', 'Électrotechnique', 'TMELEC|2MELEC'),
    ('Mme', 'Durand-Salas', 'Nathalie', 'Électrotechnique', '1MELEC|2MELEC'),
    ('M.', 'Étiévant', 'Régis', 'Mathématiques et physique-chimie', '2MELEC|TMELEC'),
    ('Mme', 'Fargues', 'Véronique', 'Économie-gestion, administration', 'TAGORA|1AGORA'),
    ('M.', 'Guiraudou', 'Thierry', 'Économie-gestion, administration', 'TAGORA|2AGORA'),
    ('Mme', 'Hamidouche', 'Samira', 'Économie-gestion, administration', '1AGORA|2AGORA'),
    ('Mme', 'Joffre', 'Marie-Pierre', 'Lettres-anglais', '2AGORA|TAGORA'),
    ('M.', 'Kerdoncuff', 'Yann', 'Éducation physique et sportive', '2MELEC|2AGORA'),
    ('Mme', 'Lavergne', 'Claire', 'Sciences et techniques médico-sociales', 'TASSP|1ASSP'),
    ('Mme', 'Mazars', 'Emmanuelle', 'Biotechnologies santé-environnement', 'TASSP|1ASSP'),
    ('M.', "N'Doye", 'Abdoulaye', 'Sciences et techniques médico-sociales', '1ASSP|TASSP'),
    ('Mme', 'Olombel', 'Christine', 'Biotechnologies santé-environnement', 'TASSP'),
    ('M.', 'Pujol', 'Sébastien', 'Prévention-santé-environnement', '1ASSP'),
    ('Mme', 'Quercy', 'Laurence', 'Économie-gestion, marketing', '2BTS MCO|1BTS MCO'),
    ('M.', 'Rossignol', 'Benoît', 'Économie-gestion, marketing', '1BTS MCO|2BTS MCO'),
    ('Mme', 'Sanchis', 'Élodie', 'Économie-gestion, management', '2BTS MCO'),
    ('M.', 'Teulières', 'Franck', 'Électrotechnique', 'TMELEC|1MELEC'),
    ('Mme', 'Unal', 'Gülşen', 'Anglais', '1BTS MCO|TAGORA'),
    ('M.', 'Vayssettes', 'Gilles', 'Arts appliqués', '1AGORA|1CAP EPC'),
    ('Mme', 'Yvars', 'Pauline', 'Lettres-histoire', '1MELEC|2CAP EPC'),
]

# name, sign, legal form, NAF, activity, trade, headcount, town, sizes of intake
COMPANIES = [
    ('Distribrun SAS', 'Brunomarché', 'SAS', '47.11F', 'Hypermarché', 'shop', '100 à 199',
     'Castelbrun-sur-Agoust', 9),
    ('Superette Calvet', 'Le Panier de Calvet', 'SARL', '47.11D', 'Supermarché', 'shop',
     '20 à 49', 'Montcalvet', 5),
    ('Aux Quatre Saisons du Roumens', '', 'SARL', '47.11D', 'Supermarché', 'shop', '20 à 49',
     'Labastide-Roumens', 5),
    ('Jardinerie du Moulin de Peyre', 'La Serre aux Mille Pots', 'SAS', '47.76Z',
     'Jardinerie et animalerie', 'shop', '10 à 19', 'Puylatour', 4),
    ('Quincaillerie Marsalès et Fils', '', 'SARL', '47.52A', 'Quincaillerie, peintures', 'shop',
     '6 à 9', "L'Isle-Marsal", 3),
    ('Chauss’Agoust', '', 'EURL', '47.72A', 'Commerce de chaussures', 'shop', '3 à 5',
     'Castelbrun-sur-Agoust', 2),
    ('Mode et Compagnie Castelbrun', 'La Penderie de Jeanne', 'SARL', '47.71Z',
     'Prêt-à-porter', 'shop', '3 à 5', 'Castelbrun-sur-Agoust', 3),
    ('Librairie Le Chat qui Lit', '', 'SARL', '47.61Z', 'Librairie, presse, papeterie', 'shop',
     '3 à 5', 'Castelbrun-sur-Agoust', 2),
    ('Boulangerie Teyssonnière', 'Au Fournil du Pont-Vieux', 'SARL', '10.71C',
     'Boulangerie-pâtisserie', 'shop', '6 à 9', 'Castelbrun-sur-Agoust', 2),
    ('Les Halles Fermières du Brunois', '', 'SCOP', '47.29Z', 'Produits du terroir', 'shop',
     '10 à 19', 'Saint-Amarin-le-Vieux', 3),
    ('Brun Sport Aventure', '', 'SAS', '47.64Z', "Articles de sport", 'shop', '10 à 19',
     'Villeneuve-la-Garrigue', 4),
    ('Mobilier Roquefère', 'Meubles et Merveilles', 'SAS', '47.59A', 'Commerce de meubles',
     'shop', '10 à 19', 'Labastide-Roumens', 3),
    ('Optique Faramont', '', 'EURL', '47.78A', 'Optique', 'shop', '3 à 5', 'Montcalvet', 2),
    ('Parfumerie Violette et Santal', '', 'SARL', '47.75Z', 'Parfumerie', 'shop', '3 à 5',
     'Castelbrun-sur-Agoust', 2),
    ('Matériaux Cambournac SA', 'Bâti-Cambour', 'SA', '46.73A',
     'Négoce de bois et matériaux', 'shop', '20 à 49', 'Cambournac', 4),
    ('Auto Pièces de la Garrigue', '', 'SARL', '45.32Z', 'Pièces automobiles', 'shop', '6 à 9',
     'Villeneuve-la-Garrigue', 2),
    ('Téléphonie du Marché', 'Allô Castelbrun', 'SARL', '47.42Z', 'Téléphonie', 'shop', '3 à 5',
     'Castelbrun-sur-Agoust', 2),
    ('Image et Son Orvalais', '', 'SARL', '47.43Z', 'Audiovisuel et électroménager', 'shop',
     '6 à 9', "Saint-Geniès-d'Orval", 3),
    ('Fleurs de Peyrelade', '', 'EI', '47.76Z', 'Fleuriste', 'shop', '1 à 2', 'Les Aubarèdes', 1),
    ('Épicerie solidaire La Besace', '', 'Association', '47.11B', 'Épicerie solidaire', 'shop',
     '3 à 5', 'Castelbrun-sur-Agoust', 2),
    ('Cave des Trois Vallons', '', 'SCA', '47.25Z', 'Vente de vins', 'shop', '6 à 9',
     'Cambournac', 2),
    ('Brico Vieillecombe', '', 'SARL', '47.52B', 'Bricolage', 'shop', '20 à 49', 'Vieillecombe', 4),
    ('Électricité Combelles', '', 'SARL', '43.21A', 'Installation électrique', 'wire', '6 à 9',
     'Castelbrun-sur-Agoust', 4),
    ('Agoust Énergies Services', 'AES', 'SAS', '43.21A', 'Installation électrique', 'wire',
     '20 à 49', 'Castelbrun-sur-Agoust', 6),
    ('Domotique du Haut-Brunois', '', 'EURL', '43.21A', 'Domotique et courants faibles', 'wire',
     '3 à 5', 'Roquefère-le-Haut', 2),
    ('Éclairage Public Montcalvétois', 'EPM', 'SAS', '43.21B',
     'Éclairage public et réseaux', 'wire', '10 à 19', 'Montcalvet', 3),
    ('Solaire et Toits', '', 'SAS', '43.21A', 'Panneaux photovoltaïques', 'wire', '10 à 19',
     'Labastide-Roumens', 4),
    ('Alarme Sécurité Roumens', '', 'SARL', '80.20Z', 'Systèmes de sécurité', 'wire', '6 à 9',
     'Labastide-Roumens', 3),
    ('Froid Climat Garrigue', '', 'SARL', '43.22B', 'Climatisation et pompes à chaleur', 'wire',
     '6 à 9', 'Villeneuve-la-Garrigue', 3),
    ('Tableaux et Armoires Orval', 'TAO', 'SAS', '27.12Z', "Câblage d'armoires électriques",
     'wire', '20 à 49', "Saint-Geniès-d'Orval", 5),
    ('Maintenance Industrielle Puylatour', 'MIP', 'SAS', '33.14Z',
     "Maintenance d'équipements électriques", 'wire', '20 à 49', 'Puylatour', 4),
    ('Ets Sérières Père et Fille', '', 'SARL', '43.21A', 'Électricité générale', 'wire', '3 à 5',
     "L'Isle-Marsal", 2),
    ('Fibre et Réseaux du Brunois', '', 'SAS', '61.10Z', 'Déploiement de la fibre optique',
     'wire', '20 à 49', 'Cambournac', 4),
    ('Tissages de Castelbrun', '', 'SA', '13.20Z', 'Tissage (service de maintenance)', 'wire',
     '50 à 99', 'Castelbrun-sur-Agoust', 4),
    ('Bruno Levage Ascenseurs', '', 'SARL', '43.29B', "Maintenance d'ascenseurs", 'wire',
     '6 à 9', 'Montcalvet', 2),
    ('Mairie de Castelbrun-sur-Agoust', '', 'Commune', '84.11Z', 'Administration communale',
     'desk', '200 à 249', 'Castelbrun-sur-Agoust', 5),
    ('Communauté de communes du Brunois', '', 'Établissement public', '84.11Z',
     'Administration intercommunale', 'desk', '50 à 99', 'Castelbrun-sur-Agoust', 4),
    ('Mairie de Montcalvet', '', 'Commune', '84.11Z', 'Administration communale', 'desk',
     '20 à 49', 'Montcalvet', 2),
    ('Cabinet comptable Ourcival', '', 'SELARL', '69.20Z', 'Expertise comptable', 'desk',
     '10 à 19', 'Castelbrun-sur-Agoust', 3),
    ('Agence immobilière des Tisserands', '', 'SARL', '68.31Z', 'Agence immobilière', 'desk',
     '3 à 5', 'Castelbrun-sur-Agoust', 2),
    ('Transports Malcamp', '', 'SAS', '49.41A', 'Transport routier', 'desk', '50 à 99',
     'Labastide-Roumens', 3),
    ('Étude notariale du Pont-Vieux', '', 'SCP', '69.10Z', 'Office notarial', 'desk', '6 à 9',
     'Castelbrun-sur-Agoust', 2),
    ('Mutuelle des Écoles du Brunois', 'MEB', 'Mutuelle', '65.12Z', 'Assurance', 'desk',
     '20 à 49', 'Puylatour', 3),
    ('Bâtisseurs du Roumens', '', 'SAS', '41.20A', 'Construction (services administratifs)',
     'desk', '50 à 99', 'Labastide-Roumens', 3),
    ('Centre social La Passerelle', '', 'Association', '88.99B', 'Centre social', 'desk',
     '10 à 19', 'Villeneuve-la-Garrigue', 3),
    ('Intérim Tremplin Brunois', '', 'SARL', '78.20Z', 'Travail temporaire', 'desk', '6 à 9',
     'Castelbrun-sur-Agoust', 3),
    ('Garage Roudadou', '', 'SARL', '45.20A', 'Garage (secrétariat)', 'desk', '10 à 19',
     'Saint-Amarin-le-Vieux', 2),
    ("Office de tourisme d'Orval et Garrigue", '', 'Association', '79.90Z',
     'Accueil touristique', 'desk', '6 à 9', "Saint-Geniès-d'Orval", 2),
    ('EHPAD Les Micocouliers', '', 'Établissement public', '87.10A',
     'Hébergement de personnes âgées', 'care', '50 à 99', 'Castelbrun-sur-Agoust', 6),
    ('Résidence Le Clos de Vieillecombe', '', 'Association', '87.10A',
     'Hébergement de personnes âgées', 'care', '20 à 49', 'Vieillecombe', 4),
    ('Centre hospitalier du Brunois', '', 'Établissement public', '86.10Z', 'Hôpital', 'care',
     '250 à 499', 'Montcalvet', 8),
    ('Crèche Les Petits Sabots', '', 'Association', '88.91A', 'Accueil de jeunes enfants',
     'care', '10 à 19', 'Castelbrun-sur-Agoust', 4),
    ('Multi-accueil La Farandole', '', 'Établissement public', '88.91A',
     'Accueil de jeunes enfants', 'care', '10 à 19', 'Labastide-Roumens', 4),
    ('École maternelle du Moulin', '', 'Commune', '85.10Z', 'École maternelle', 'care', '6 à 9',
     'Puylatour', 3),
    ('Aide et Présence à Domicile', 'APD', 'Association', '88.10A', 'Aide à domicile', 'care',
     '50 à 99', 'Castelbrun-sur-Agoust', 4),
    ('ESAT du Val d’Agoust', '', 'Association', '88.10C', 'Aide par le travail', 'care',
     '50 à 99', 'Saint-Amarin-le-Vieux', 3),
    ('IME Les Capitelles', '', 'Association', '87.10B', "Accueil d'enfants handicapés", 'care',
     '20 à 49', 'Cambournac', 4),
    ('Résidence autonomie Sainte-Oda', '', 'Établissement public', '87.30A',
     'Hébergement de personnes âgées', 'care', '10 à 19', "L'Isle-Marsal", 3),
    ('Maison de santé des Aubarèdes', '', 'SISA', '86.21Z', 'Maison de santé', 'care', '10 à 19',
     'Les Aubarèdes', 2),
    ('Foyer de vie La Garrigue Bleue', '', 'Association', '87.20A', 'Foyer de vie', 'care',
     '20 à 49', 'Villeneuve-la-Garrigue', 4),
]
PUBLIC_FORMS = {'Commune', 'Établissement public'}

# Head offices that send pupils elsewhere: company, host site, street, town
SITES = [
    ('Distribrun SAS', 'Brunomarché Drive', '3 rue des Entrepôts', 'Les Aubarèdes'),
    ('Agoust Énergies Services', 'Atelier de câblage', 'ZA de Peyrelade', 'Les Aubarèdes'),
    ('Fibre et Réseaux du Brunois', 'Dépôt de Montcalvet', '8 route du Stade', 'Montcalvet'),
    ('Communauté de communes du Brunois', "Maison de l'habitat", '2 place du Marché',
     'Puylatour'),
    ('Transports Malcamp', 'Plateforme logistique', 'ZI du Roumens, lot 12',
     'Labastide-Roumens'),
    ('Centre hospitalier du Brunois', 'Unité de soins de longue durée',
     '40 avenue de la Gare', 'Castelbrun-sur-Agoust'),
    ('Aide et Présence à Domicile', 'Antenne de Puylatour', '11 rue Basse', 'Puylatour'),
    ('ESAT du Val d’Agoust', 'Blanchisserie', 'chemin du Moulin', 'Saint-Amarin-le-Vieux'),
    ('Matériaux Cambournac SA', 'Agence de Villeneuve', '27 route de Cambournac',
     'Villeneuve-la-Garrigue'),
    ('Solaire et Toits', 'Base chantier Orval', 'ZA des Pins', "Saint-Geniès-d'Orval"),
]
# Companies with a second tutor
SECOND_TUTORS = [
    'Distribrun SAS', 'Superette Calvet', 'Agoust Énergies Services', 'Tableaux et Armoires Orval',
    'Mairie de Castelbrun-sur-Agoust', 'EHPAD Les Micocouliers', 'Centre hospitalier du Brunois',
    'Crèche Les Petits Sabots', 'Aux Quatre Saisons du Roumens', 'Brico Vieillecombe',
]
INSURERS = ['Prévoyance Artisanale du Sud', 'Assurances du Vieux Pont', 'Garantie Brunoise',
            'Compagnie des Métiers', 'Mutuelle des Associations Réunies']
# A woman's function and a man's
HEAD_FUNCTIONS = {
    'EI': [('Cheffe d’entreprise', 'Chef d’entreprise')], 'EURL': [('Gérante', 'Gérant')],
    'SARL': [('Gérante', 'Gérant')], 'SA': [('Directrice générale', 'Directeur général')],
    'SAS': [('Présidente', 'Président'), ('Directrice générale', 'Directeur général')],
    'Commune': [('Maire', 'Maire'),
                ('Directrice générale des services', 'Directeur général des services')],
    'Établissement public': [('Directrice', 'Directeur')],
    'Association': [('Présidente', 'Président'), ('Directrice', 'Directeur')],
}
OTHER_HEAD = [('Associée gérante', 'Associé gérant')]
TUTOR_FUNCTIONS = {
    'shop': [('Responsable de rayon', 'Responsable de rayon'),
             ('Cheffe de secteur', 'Chef de secteur'), ('Vendeuse confirmée', 'Vendeur confirmé'),
             ('Adjointe de magasin', 'Adjoint de magasin'),
             ('Responsable des réceptions', 'Responsable des réceptions')],
    'wire': [('Cheffe de chantier', 'Chef de chantier'),
             ('Électricienne qualifiée', 'Électricien qualifié'),
             ('Conductrice de travaux', 'Conducteur de travaux'),
             ("Responsable d'atelier", "Responsable d'atelier"),
             ('Technicienne de maintenance', 'Technicien de maintenance')],
    'desk': [('Assistante de direction', 'Assistant de direction'),
             ('Responsable administrative', 'Responsable administratif'),
             ('Secrétaire générale', 'Secrétaire général'), ('Comptable', 'Comptable'),
             ("Chargée d'accueil", "Chargé d'accueil")],
    'care': [('Cadre de santé', 'Cadre de santé'), ('Aide-soignante', 'Aide-soignant'),
             ('Éducatrice spécialisée', 'Éducateur spécialisé'),
             ('Accompagnante éducative et sociale', 'Accompagnant éducatif et social'),
             ('Responsable de secteur', 'Responsable de secteur')],
}
TRADES = {'shop': 'Commerce et vente', 'wire': 'Électricité', 'desk': 'Gestion et administration',
          'care': 'Santé et social'}
ACTIVITIES = {
    'EPC': [
        "Réception et contrôle des livraisons ; mise en rayon ; rotation des produits ; "
        "étiquetage des prix ; accueil et orientation des clients",
        "Préparation de commandes du drive ; tenue de la caisse en double ; entretien du "
        "linéaire ; inventaire tournant",
        "Mise en place du point de vente ; facing et réassort ; conseil simple au client ; "
        "emballage et remise des achats",
    ],
    'MELEC': [
        "Pose de chemins de câbles et de goulottes ; tirage de conducteurs ; raccordement de "
        "prises et d'éclairages ; contrôle hors tension",
        "Câblage d'armoires d'après schéma ; repérage des conducteurs ; essais en présence du "
        "tuteur ; tenue du dossier technique",
        "Installation de caméras et de détecteurs ; mise en service d'une box domotique ; "
        "explications données au client",
        "Entretien préventif d'équipements ; remplacement d'appareillage ; relevé de mesures ; "
        "compte rendu d'intervention",
    ],
    'AGORA': [
        "Accueil physique et téléphonique ; tri et enregistrement du courrier ; mise à jour de "
        "la base des usagers ; classement numérique",
        "Établissement de devis et de factures ; suivi des règlements ; relances ; tenue d'un "
        "tableau de bord",
        "Préparation de réunions ; rédaction de comptes rendus ; gestion des plannings ; "
        "commandes de fournitures",
    ],
    'ASSP': [
        "Aide à la toilette et à l'habillage avec une aide-soignante ; réfection des lits ; "
        "aide aux repas ; animation de l'après-midi",
        "Accueil des enfants et des parents ; soins d'hygiène ; préparation d'activités "
        "d'éveil ; surveillance de la sieste",
        "Entretien de l'environnement de la personne ; préparation de collations ; "
        "accompagnement aux sorties ; transmissions écrites",
    ],
    'MCO': [
        "Étude de la zone de chalandise ; animation d'une opération commerciale ; suivi des "
        "ventes et des stocks ; mise à jour du site marchand",
        "Développement de la relation client ; gestion d'un rayon ; indicateurs de "
        "performance ; participation au planning de l'équipe",
    ],
}
SKILLS = {
    'EPC': 'Recevoir et suivre les commandes ; approvisionner et mettre en valeur le rayon ; '
           'conseiller et accompagner le client',
    'MELEC': 'Organiser, réaliser, contrôler et mettre en service une installation ; respecter '
             'les règles de sécurité électrique ; communiquer avec le client',
    'AGORA': 'Gérer les relations avec les clients et les usagers ; organiser et suivre '
             "l'activité ; administrer le personnel",
    'ASSP': "Accompagner la personne dans les actes de la vie quotidienne ; maintenir l'hygiène "
            "des locaux ; travailler en équipe et transmettre l'information",
    'MCO': "Développer la relation client ; animer et dynamiser l'offre ; assurer la gestion "
           "opérationnelle ; manager l'équipe commerciale",
}
EQUIPMENT = {
    'EPC': "Chaussures de sécurité fournies par l'élève", 'AGORA': '',
    'MELEC': "Chaussures de sécurité, gants isolants, casque, lunettes fournis par l'entreprise",
    'ASSP': 'Tenue professionnelle et gants à usage unique fournis', 'MCO': '',
}
MEALS = ['Repas pris sur place, salle de pause', 'Restaurant du personnel, 4,10 € par repas',
         'Repas pris au domicile', 'Repas pris au lycée (demi-pensionnaire)']
FOLLOW_UPS = [
    'Appel la première semaine, une visite à mi-parcours, bilan à trois le dernier jour',
    'Appel le premier jour, visite la deuxième semaine, grille remplie ensemble',
    "Point hebdomadaire par téléphone, une visite, bilan à la fin de la période",
]
TRANSPORTS = ['Bus scolaire', 'À pied', 'Véhicule des parents', 'Scooter', 'Train et bus']
ACCOUNTS = {
    'searching': [
        ('meeting', 'CV et lettre relus ensemble. Trois entreprises à démarcher cette semaine.',
         'Refaire le point lundi'),
        ('meeting', "N'a relancé personne depuis les vacances. Liste de dix adresses remise.",
         'Rapporter cinq réponses'),
        ('phone', 'La mère confirme que les recherches sont en cours dans le quartier.',
         'Rappeler jeudi'),
    ],
    'contact': [
        ('meeting', 'Entretien obtenu avec la responsable, samedi matin.',
         "Préparer l'entretien"),
        ('mail', "L'entreprise a demandé le calendrier et la fiche de poste ; envoyés.",
         'Attendre la réponse'),
    ],
    'promise': [
        ('phone', "Accord oral du gérant, qui attend la fiche de recherche.",
         'Faire remplir la fiche'),
        ('meeting', "L'entreprise est d'accord. Tuteur à désigner.", 'Récupérer la fiche'),
    ],
    'refused': [
        ('phone', "L'entreprise ne peut finalement pas accueillir d'élève à ces dates.",
         'Chercher un autre lieu'),
    ],
    'exempt': [('other', 'Dispense accordée par la commission du lycée.', '')],
    'not_started': [
        ('meeting', "Période présentée en classe, aucune recherche pour l'instant.",
         'Rédiger le CV'),
    ],
}
REFUSALS = ["Activités sans rapport avec le diplôme", "Entreprise injoignable après deux appels",
            'Horaires contraires aux règles pour les mineurs',
            'Trop loin du domicile, sans moyen de transport']
# tone, for whom, whether a teacher wrote it, text, whether it was read
NOTES = [
    ('positive', 'teachers', True,
     "Le tuteur est ravi de l'accueillir, premier contact excellent.", ''),
    ('information', 'administration', False,
     "Attestation d'assurance reçue, classée dans le dossier.", 'oui'),
    ('negative', 'administration', False,
     "Deuxième appel sans réponse : l'entreprise n'a pas encore renvoyé la convention.", 'oui'),
    ('information', 'teachers', True,
     'Visite prévue la deuxième semaine, rendez-vous pris avec le tuteur.', ''),
    ('positive', 'teachers', False,
     'Convention signée par les parents le jour même, dossier exemplaire.', 'oui'),
    ('negative', 'teachers', True,
     "L'élève n'a pas rapporté la convention signée malgré deux rappels.", ''),
    ('information', 'administration', False,
     "Habilitation électrique : document demandé par l'entreprise avant le premier jour.", 'oui'),
    ('information', 'teachers', True,
     "Le tuteur sera absent le premier jour, s'adresser à l'accueil.", 'oui'),
    ('positive', 'teachers', True,
     'Recherche très active : six entreprises contactées cette semaine.', ''),
    ('negative', 'administration', False,
     'La famille signale une difficulté de transport, chercher plus près du domicile.', 'oui'),
    ('information', 'teachers', True,
     'CV refait en classe, lettre de motivation à relire.', 'oui'),
    ('information', 'administration', False,
     "L'entreprise demande une rencontre avec le professeur référent avant de s'engager.", 'oui'),
]
