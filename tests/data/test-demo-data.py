#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo school is complete, consistent, invented, and made again to the same bytes."""
import csv
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(os.environ.get('PARAPHE_SRCDIR', pathlib.Path(__file__).parents[2]))
DEMO = ROOT / 'data' / 'demo'
TODAY = datetime.date(2026, 11, 24)
# Ranges that Arcep keeps for films and series.
FICTION = re.compile(r'0(?:1 99 00|2 61 91|3 53 01|4 65 71|5 36 49|6 39 98) \d\d \d\d')
RESERVED = re.compile(r'[a-z0-9.-]+@(?:[a-z0-9.-]+\.example|example\.(?:org|com|net))')
KEY_LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ'
HOLIDAYS = [('2026-10-17', '2026-11-01'), ('2026-12-19', '2027-01-03')]
SLOT = re.compile(r'(\d\d):(\d\d)-(\d\d):(\d\d)')
DAYS = ['Lundi', 'Mardi', 'Mercredi', 'Jeudi', 'Vendredi', 'Samedi']


def rows(name):
    with open(DEMO / name, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file, delimiter=';'))


def day(text):
    return datetime.datetime.strptime(text, '%d/%m/%Y').date()


def luhn(digits):
    total = 0
    for i, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + i % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def age_on(birth, date):
    return date.year - birth.year - ((date.month, date.day) < (birth.month, birth.day))


def slot_hours(text):
    h1, m1, h2, m2 = (int(part) for part in SLOT.fullmatch(text).groups())
    return h2 + m2 / 60 - h1 - m1 / 60


class Demo(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.students, cls.teachers = rows('students.csv'), rows('teachers.csv')
        cls.companies, cls.periods = rows('companies.csv'), rows('periods.csv')
        cls.placements, cls.searches = rows('placements.csv'), rows('searches.csv')
        cls.agreements = rows('agreements.csv')
        cls.school = json.loads((DEMO / 'school.json').read_text(encoding='utf-8'))
        cls.by_ine = {s['INE']: s for s in cls.students}
        cls.period_of = {(p['Classe'], p['Période']): p for p in cls.periods}


class Counts(Demo):
    def test_counts(self):
        self.assertEqual(len({s['Classe'] for s in self.students}), 12)
        self.assertEqual(len(self.students), 320)
        self.assertEqual(len(self.teachers), 24)
        self.assertEqual(len({c['SIRET'] for c in self.companies}), 60)
        self.assertEqual(len({c['Raison sociale'] for c in self.companies}), 60)
        self.assertEqual(len(self.periods), 36)
        self.assertEqual(len(self.placements), 180)
        self.assertEqual(len(self.agreements), 110)

    def test_three_periods_a_class(self):
        for name in {s['Classe'] for s in self.students}:
            self.assertEqual(sum(p['Classe'] == name for p in self.periods), 3, name)

    def test_states_are_all_met(self):
        states = {r['Recherche'] for r in self.searches + self.placements}
        self.assertEqual(states, {'not_started', 'searching', 'contact', 'promise', 'sheet',
                                  'to_validate', 'validated', 'refused', 'exempt'})
        sheets = [p['Fiche'] for p in self.placements]
        self.assertEqual(set(sheets), {'validated', 'to_validate', 'draft', 'refused'})
        self.assertGreater(sheets.count('validated'), 140)
        self.assertEqual({a['Étape'] for a in self.agreements}, set('01234'))

    def test_notes(self):
        notes = rows('notes.csv')
        self.assertEqual(len(notes), 12)
        self.assertEqual({n['Type'] for n in notes}, {'information', 'positive', 'negative'})
        self.assertEqual({n['Destinataires'] for n in notes}, {'administration', 'teachers'})
        names = {(t['Nom'], t['Prénom']) for t in self.teachers}
        for note in notes:
            author = (note['Professeur nom'], note['Professeur prénom'])
            self.assertIn(note['INE'], self.by_ine)
            self.assertIn((note['Classe'], note['Période']), self.period_of)
            self.assertTrue(author == ('', '') or author in names, note)
            # Who is not read yet is a teacher: the administration has read what it wrote.
            self.assertTrue(note['Lu'] or author != ('', ''), note)

    def test_same_bytes_again(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, '-B', ROOT / 'build-aux' / 'make-demo.py', folder],
                           check=True)
            made = {p.name: p.read_bytes() for p in pathlib.Path(folder).iterdir()}
        kept = {p.name: p.read_bytes() for p in DEMO.iterdir()}
        self.assertEqual(sorted(made), sorted(kept))
        for name in made:
            self.assertTrue(made[name] == kept[name], f'{name}: run build-aux/make-demo.py')


class People(Demo):
    def test_unique(self):
        for key in ('INE', 'N° interne', 'E-mail', 'Mobile'):
            self.assertEqual(len({s[key] for s in self.students}), 320, key)
        self.assertEqual(len({(s['Nom'], s['Prénom']) for s in self.students}), 320)

    def test_ine(self):
        for student in self.students:
            self.assertRegex(student['INE'], r'^\d{9}[A-Z]{2}$')

    def test_ages_fit_the_class(self):
        youngest = {'1CAP': 15, '2CAP': 15, '2': 15, '1': 15, 'T': 16, '1BTS': 17, '2BTS': 18}
        for student in self.students:
            name, birth = student['Classe'], day(student['Né(e) le'])
            first = day(self.period_of[name, self.first_period(name)]['Début'])
            level = re.match(r'\dCAP|\dBTS|.', name)[0]
            self.assertGreaterEqual(age_on(birth, first), youngest[level], student['INE'])
            self.assertLessEqual(age_on(birth, first), 22, student['INE'])

    def first_period(self, name):
        return 'Stage 1' if 'BTS' in name else 'PFMP 1'

    def test_birthdays_inside_a_placement(self):
        turned = set()
        for placement in self.placements:
            birth = day(self.by_ine[placement['INE']]['Né(e) le'])
            first, last = (age_on(birth, day(placement[k])) for k in ('Début', 'Fin'))
            if first < last:
                turned.add(last)
        self.assertLessEqual({16, 18}, turned)

    def test_guardians(self):
        minors = [s for s in self.students if age_on(day(s['Né(e) le']), TODAY) < 18]
        self.assertGreater(len(minors), 200)
        self.assertLess(len(minors), 320)
        for student in minors:
            self.assertTrue(student['Resp. légal 1 nom'], student['INE'])
        both = sum(bool(s['Resp. légal 2 nom']) for s in minors)
        self.assertGreater(both / len(minors), 0.6)

    def test_names_of_every_kind(self):
        names = ' '.join(s['Prénom'] + ' ' + s['Nom'] for s in self.students)
        for sign in ('é', 'ë', 'ï', 'Œ', "'", '-', 'ç', 'É'):
            self.assertIn(sign, names)


class Identifiers(Demo):
    def test_siret(self):
        for company in self.companies:
            self.assertRegex(company['SIRET'], r'^000\d{11}$')
            self.assertTrue(luhn(company['SIRET']), company['SIRET'])
            self.assertTrue(luhn(company['SIRET'][:9]), company['SIRET'])
            self.assertRegex(company['Code APE'], r'^\d\d\.\d\d[A-Z]$')

    def test_uai(self):
        uai = self.school['school.uai']
        self.assertRegex(uai, r'^\d{7}[A-Z]$')
        self.assertEqual(uai[7], KEY_LETTERS[int(uai[:7]) % 23])

    def test_phones_mails_postcodes(self):
        for name in ('students.csv', 'teachers.csv', 'companies.csv'):
            for row in rows(name):
                for heading, value in row.items():
                    if value and re.search(r'[Tt]él|[Mm]obile', heading):
                        self.assertRegex(value, FICTION, heading)
                    if value and 'mail' in heading:
                        self.assertIsNotNone(RESERVED.fullmatch(value), value)
                    if value and heading.lower().startswith('code postal'):
                        self.assertRegex(value, r'^\d{5}$')
        for key, value in self.school.items():
            if key.endswith('phone'):
                self.assertRegex(value, r'^053649\d{4}$')
            if key.endswith('email'):
                self.assertIsNotNone(RESERVED.fullmatch(value), value)


class Headings(Demo):
    """The files go through the real importer: the catalogue must know each of their columns."""

    ROLE = re.compile(r'^(resp. légal [12]|représentant|tuteur|professeur) ')

    def test_known_to_the_catalogue(self):
        known = set()
        for path in (ROOT / 'src' / 'model').glob('model-catalogue-*.c'):
            for text in re.findall(r'"([^"\n]*)"', path.read_text(encoding='utf-8')):
                known |= set(text.split('|'))
        for name in ('students', 'teachers', 'companies', 'periods', 'placements'):
            for heading in rows(f'{name}.csv')[0]:
                self.assertIn(self.ROLE.sub('', heading.lower()), known, name)


class Dates(Demo):
    def test_periods(self):
        for period in self.periods:
            first, last = day(period['Début']), day(period['Fin'])
            self.assertEqual((first.weekday(), last.weekday()), (0, 4), period)
            self.assertLess(first, last)
            for start, end in HOLIDAYS:
                inside = first.isoformat() <= end and start <= last.isoformat()
                self.assertFalse(inside, period)

    def test_past_running_near_and_later(self):
        kinds = set()
        for period in self.periods:
            first, last = day(period['Début']), day(period['Fin'])
            kinds.add('past' if last < TODAY else 'running' if first <= TODAY
                      else 'near' if (first - TODAY).days <= 7 else 'later')
        self.assertEqual(kinds, {'past', 'running', 'near', 'later'})

    def test_placements(self):
        start = datetime.date.fromisoformat(self.school['school_year.start'])
        end = datetime.date.fromisoformat(self.school['school_year.end'])
        spans, differing = {}, 0
        for placement in self.placements:
            first, last = day(placement['Début']), day(placement['Fin'])
            self.assertTrue(start <= first <= last <= end, placement['INE'])
            period = self.period_of[placement['Classe'], placement['Période']]
            self.assertLessEqual(day(period['Début']), first)
            self.assertGreaterEqual(day(period['Fin']), last)
            differing += (placement['Début'], placement['Fin']) != (period['Début'], period['Fin'])
            for other in spans.setdefault(placement['INE'], []):
                self.assertTrue(last < other[0] or other[1] < first, placement['INE'])
            spans[placement['INE']].append((first, last))
        self.assertGreater(differing, 10)
        self.assertTrue(any(len(own) > 1 for own in spans.values()))

    def test_validated_before_the_start(self):
        for placement in self.placements:
            self.assertEqual(bool(placement['Validée le']), placement['Fiche'] == 'validated')
            if placement['Validée le']:
                self.assertLess(day(placement['Validée le']), day(placement['Début']))

    def test_agreement_dates(self):
        for agreement in self.agreements:
            self.assertLessEqual(day(agreement['Date']), TODAY)


class Hours(Demo):
    def test_weekly_hours_are_the_sum(self):
        for placement in self.placements:
            total = 0
            for name in DAYS:
                slots = [placement[f'{name} {half}'] for half in ('matin', 'après-midi')]
                hours = sum(slot_hours(slot) for slot in slots if slot)
                self.assertLessEqual(hours, 7.01, placement['INE'])
                self.assertEqual(bool(placement[f'{name} pause']), all(slots))
                total += hours
            self.assertAlmostEqual(total, float(placement['Heures hebdo'].replace(',', '.')))
            self.assertTrue(28 <= total <= 35, total)

    def test_allowance_only_in_higher_education(self):
        paid = {p['Classe'] for p in self.placements if p['Gratification']}
        self.assertEqual(paid, {'1BTS MCO', '2BTS MCO'})


class References(Demo):
    def test_placements(self):
        teachers = {(t['Nom'], t['Prénom']) for t in self.teachers}
        heads, tutors, sites = set(), set(), set()
        for c in self.companies:
            heads.add((c['SIRET'], c['Représentant nom'], c['Représentant prénom']))
            tutors.add((c['SIRET'], c['Tuteur nom'], c['Tuteur prénom']))
            sites.add((c['SIRET'], c["Lieu d'accueil"]))
        names = {c['SIRET']: c['Raison sociale'] for c in self.companies}
        for p in self.placements:
            self.assertEqual(self.by_ine[p['INE']]['Classe'], p['Classe'])
            self.assertEqual(names[p['SIRET']], p['Entreprise'])
            self.assertIn((p['SIRET'], p['Représentant nom'], p['Représentant prénom']), heads)
            self.assertIn((p['SIRET'], p['Tuteur nom'], p['Tuteur prénom']), tutors)
            self.assertIn((p['SIRET'], p["Lieu d'accueil"]), sites)
            self.assertIn((p['Professeur nom'], p['Professeur prénom']), teachers)

    def test_searches(self):
        placed = {(p['INE'], p['Période']) for p in self.placements}
        seen = set()
        for search in self.searches:
            key = (search['INE'], search['Période'])
            self.assertNotIn(key, placed)
            self.assertNotIn(key, seen)
            seen.add(key)
            self.assertEqual(self.by_ine[search['INE']]['Classe'], search['Classe'])
            self.assertIn((search['Classe'], search['Période']), self.period_of)
            if search['Date entretien']:
                self.assertLess(day(search['Date entretien']), TODAY)
                self.assertTrue(search['Compte rendu'])

    def test_agreements(self):
        validated = {(p['INE'], p['Période'], p['Entreprise'], p['Début'])
                     for p in self.placements if p['Fiche'] == 'validated'}
        keys = [(a['INE'], a['Période'], a['Entreprise'], a['Début']) for a in self.agreements]
        self.assertEqual(len(keys), len({key[:3] for key in keys}))
        self.assertLessEqual(set(keys), validated)


if __name__ == '__main__':
    unittest.main()
