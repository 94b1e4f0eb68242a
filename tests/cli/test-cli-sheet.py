#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl sheet: a placement sheet is shown, filled in and moved on without a window."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from ctl import CtlTest, call

PLACE = ('--period', 'PFMP 1', '--class', '1AGORA')


class Sheet(CtlTest):
    def setUp(self):
        super().setUp()
        self.base = self.folder / 'lycée.paraphe'
        self.done('demo', self.base)

    def sheet(self, student, *arguments, code=0):
        return self.json('sheet', self.base, '--student', student, *PLACE, *arguments, code=code)

    def refused(self, student, *arguments, code=1):
        return self.fails(code, 'sheet', self.base, '--student', student, *PLACE, *arguments)

    def lines(self, student):
        return [line for line in self.json('list', self.base, '--class', '1AGORA', '--period',
                                           'PFMP 1') if line['student'] == student]

    def test_show(self):
        kept = self.sheet('moreau coralie')
        self.assertEqual('MOREAU Coralie', kept['student'])
        self.assertEqual('draft', kept['state'])
        self.assertEqual(['placement.activities'], kept['missing'])
        self.assertEqual(87, kept['percent'])
        self.assertEqual('free', kept['editing'])
        text = self.done('sheet', self.base, '--student', 'Moreau Coralie', *PLACE)
        self.assertRegex(text, r'Missing +Planned activities')
        self.assertRegex(text, r'SIRET +000 427 062 00013')

    def test_show_changes_nothing(self):
        shown = self.sheet('Aït Benali Jade', '--company', 'Garage Roudadou', '--show')
        self.assertEqual((0, None), (shown['sheet'], shown['company']))
        self.assertEqual('2027-01-11', shown['start'])
        self.assertEqual(37, shown['percent'])
        self.assertEqual('not_started', self.lines('AÏT BENALI Jade')[0]['search'])

    def test_from_nothing_to_validated(self):
        name = 'Aït Benali Jade'
        made = self.sheet(name, '--company', '000 427 062 00013', '--start', '12/01/2027', '--end',
                          '2027-01-29', '--teacher', 'M. Nordine Belkacem',
                          '--set', 'tutor.family_name=Neuve', '--set', 'tutor.title=Madame',
                          '--set', 'representative.family_name=Vidal')
        self.assertEqual(('draft', '2027-01-12'), (made['state'], made['start']))
        self.assertEqual('Mme NEUVE', made['tutor'])
        self.assertEqual('M. Nordine BELKACEM', made['teacher'])
        self.assertEqual(['placement.activities'], made['missing'])
        self.assertEqual('sheet', self.lines('AÏT BENALI Jade')[0]['search'])
        self.assertIn('Planned activities', self.refused(name, '--submit'))
        submitted = self.sheet(name, '--set', 'activities=Accueil, classement = tri', '--submit')
        self.assertEqual(('to_validate', 100), (submitted['state'], submitted['percent']))
        self.assertEqual('Accueil, classement = tri', submitted['activities'])
        self.assertEqual('validated', self.sheet(name, '--validate')['state'])
        self.assertEqual('to_validate', self.sheet(name, '--unvalidate')['state'])
        refused = self.sheet(name, '--refuse', 'Trop loin')
        self.assertEqual(('refused', 'Trop loin'), (refused['state'], refused['refusal_reason']))
        self.assertEqual('refused', self.lines('AÏT BENALI Jade')[0]['search'])
        self.check_sound()

    def test_second_company(self):
        first = self.sheet('Barthès Yasmine')
        self.assertEqual('validated', first['state'])
        second = self.sheet('Barthès Yasmine', '--new', '--company', 'Garage Roudadou')
        self.assertNotEqual(first['sheet'], second['sheet'])
        self.assertEqual(['Centre social La Passerelle', 'Garage Roudadou'],
                         sorted(line['company'] for line in self.lines('BARTHÈS Yasmine')))
        self.assertEqual({'validated'},
                         {line['search'] for line in self.lines('BARTHÈS Yasmine')})

    def test_who_and_where(self):
        self.assertIn('may be', self.refused('camara'))
        self.assertIn('no student', self.refused('Nobody Here'))
        self.assertIn('no period', self.fails(1, 'sheet', self.base, '--student', 'x', '--period',
                                              'PFMP 9'))
        self.assertIn('Several', self.refused('Moreau Coralie', '--company', 'Castelbrun'))
        self.assertIn('There is no “Zinzin”', self.refused('Moreau Coralie', '--company', 'Zinzin'))
        self.assertIn('no sheet yet', self.refused('Aït Benali Jade', '--validate'))

    def test_wrong_values(self):
        for setting in ('colour=red', 'student.town=Albi', 'activities', 'start=soon',
                        'monday_morning=25:00-26:00'):
            with self.subTest(setting):
                self.refused('Moreau Coralie', '--set', setting)
        self.assertEqual('draft', self.sheet('Moreau Coralie')['state'])

    def test_rules(self):
        name = 'Moreau Coralie'
        found = self.sheet(name, '--set', 'activities=Accueil', '--end', '2027-01-01')['findings']
        self.assertEqual(['rule', 'level', 'field', 'text'], list(found[0]))
        self.assertEqual(('dates_reversed', 'blocking'), (found[0]['rule'], found[0]['level']))
        self.assertIn(found[0]['text'], self.refused(name, '--validate'))
        text = self.done('sheet', self.base, '--student', name, *PLACE)
        self.assertIn(found[0]['text'], text)

    def test_usage(self):
        for arguments in (['sheet', self.base], ['sheet', self.base, '--student', 'x'],
                          ['sheet', '--student', 'x', '--period', 'y']):
            self.fails(2, *arguments)
        self.refused('Moreau Coralie', '--validate', '--submit', code=2)
        self.assertIn('--set', self.done('sheet', '--help'))
        self.assertNotEqual(self.refused('camara'),
                            call('sheet', self.base, '--student', 'camara', *PLACE,
                                 language='fr').stderr)

    def check_sound(self):
        self.assertIn('sound', self.done('check', self.base))


if __name__ == '__main__':
    unittest.main(verbosity=0)
