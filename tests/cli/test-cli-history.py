#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl history, undo and redo: who did what, before and after, and back again."""
import os
import sqlite3
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from ctl import DEMO, DemoTest

ENTRY = ['at', 'author', 'operation', 'action', 'kind', 'summary', 'student', 'class', 'period',
         'number', 'undone', 'can_undo', 'changes']
KINDS = {'search', 'sheet', 'agreement', 'signatures', 'documents', 'notes', 'student', 'company',
         'school'}


class History(DemoTest):
    def setUp(self):
        super().setUp()
        self.rows = self.json('list', self.base)
        self.made = next(r for r in self.rows if r['number'] and r['step'] == 1)

    def history(self, *options):
        return self.json('history', self.base, *options)

    def generate(self):
        """Makes the agreements of the place with the fewest to make; returns their students."""
        to_make = [r for r in self.rows if r['search'] == 'validated' and r['company']
                   and not r['number']]
        places = sorted({(r['class'], r['period']) for r in to_make},
                        key=lambda p: [sum((r['class'], r['period']) == p for r in to_make), p])
        place = places[0]
        self.json('generate', self.base, '--class', place[0], '--period', place[1], '--output',
                  self.folder / 'out')
        return place, [r['student'] for r in to_make if (r['class'], r['period']) == place]

    def test_latest_changes(self):
        entries = self.history('--limit', '5')
        self.assertEqual(5, len(entries))
        for entry in entries:
            self.assertEqual(ENTRY, list(entry))
            self.assertRegex(entry['at'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$')
            self.assertIn(entry['kind'], KINDS)
            self.assertIsNone(entry['student'])
            self.assertIs(False, entry['undone'])
        self.assertEqual('making of the demo school', entries[0]['action'])
        self.assertEqual(200, len(self.history()))

    def test_of_one_agreement(self):
        entries = self.history('--number', self.made['number'])
        self.assertEqual({(self.made['student'], self.made['number'])},
                         {(e['student'], e['number']) for e in entries})
        self.assertTrue({'search', 'sheet', 'agreement', 'student', 'company'}
                        <= {e['kind'] for e in entries})
        change = next(c for e in entries if e['summary'].startswith('Step: ')
                      for c in e['changes'])
        self.assertEqual({'field': 'Step', 'before': 'Sheet validated',
                          'after': 'Signed by the school', 'hidden': False}, change)
        # Minors' particulars stay out of it.
        hidden = [c for e in entries for c in e['changes'] if c['hidden']]
        self.assertIn('Date of birth', {c['field'] for c in hidden})
        self.assertEqual({(None, None)}, {(c['before'], c['after']) for c in hidden})

    def test_of_one_student(self):
        name = self.made['student']
        for words in (name, name.lower(), ' '.join(reversed(name.split()))):
            self.assertEqual({name}, {e['student'] for e in self.history('--student', words)})
        both = self.history('--student', name, '--class', self.made['class'], '--period',
                            self.made['period'])
        self.assertEqual({self.made['period']}, {e['period'] for e in both})
        self.assertEqual(3, len(self.history('--student', name, '--limit', '3')))

    def test_of_a_class(self):
        entries = self.history('--class', self.made['class'], '--limit', '100000')
        students = {r['student'] for r in self.rows if r['class'] == self.made['class']}
        self.assertEqual(students, {e['student'] for e in entries})
        # What is of several lines is told once.
        told = [(e['operation'], e['summary'], str(e['changes'])) for e in entries
                if e['kind'] == 'student']
        self.assertEqual(len(told), len(set(told)))

    def test_table(self):
        table = self.done('history', self.base, '--number', self.made['number']).splitlines()
        self.assertTrue(table[0].startswith('Day and hour'))
        self.assertEqual(len(self.history('--number', self.made['number'])) + 1, len(table))
        self.assertTrue(any('Step: Sheet validated → Signed by the school' in line
                            and self.made['student'] in line for line in table))
        french = self.done('history', self.base, '--number', self.made['number'], language='fr')
        self.assertIn('Étape\u00a0: Sheet validated → Signed by the school', french)
        self.assertIn('création de l’établissement de démonstration', french)

    def test_wrong_calls(self):
        for limit in ('0', '-3', 'ten', '', '1.5', '99999999999'):
            self.assertIn('number of changes',
                          self.fails(2, 'history', self.base, '--limit=' + limit))
        self.fails(1, 'history', self.base, '--number', '1999-0001')
        self.fails(1, 'history', self.base, '--student', 'nobody at all')
        self.fails(1, 'history', self.base, '--class', 'nothing')
        self.fails(1, 'history', self.base, '--year', '1999-2000')
        self.fails(1, 'history', self.folder / 'missing.paraphe')
        self.fails(2, 'undo')
        self.fails(2, 'redo', self.base, 'x')
        self.fails(2, 'undo', self.base, '--limit', '3')

    def test_nothing_to_undo(self):
        # What the demo school came with is nobody's own work.
        self.assertIn('nothing to undo', self.fails(1, 'undo', self.base))
        self.assertIn('nothing to redo', self.fails(1, 'redo', self.base))
        self.assertIn('never saved', self.fails(1, 'undo', self.base, 'no-such-operation'))
        self.fails(1, 'undo', self.folder / 'missing.paraphe')
        self.assertFalse((self.folder / 'missing.paraphe').exists())

    def test_undo_and_redo(self):
        place, students = self.generate()
        name = ('making of 1 agreement' if len(students) == 1
                else 'making of %d agreements' % len(students))
        after = self.json('list', self.base)
        self.assertNotEqual(self.rows, after)
        latest = self.history('--limit', '1')[0]
        self.assertEqual((name, True, False), (latest['action'], latest['can_undo'],
                                               latest['undone']))

        self.assertEqual('Undone: %s\n' % name, self.done('undo', self.base))
        self.assertEqual(self.rows, self.json('list', self.base))
        self.assertIn('nothing to undo', self.fails(1, 'undo', self.base))
        entries = self.history('--class', place[0], '--limit', '100000')
        taken = [e for e in entries if e['operation'] == latest['operation']]
        self.assertEqual(set(students), {e['student'] for e in taken
                                         if e['summary'].startswith('Agreement made: ')})
        self.assertEqual({(True, False)}, {(e['undone'], e['can_undo']) for e in taken})
        self.assertTrue(any(e['summary'].startswith('Undo · ') for e in entries))
        self.assertIn('(undone)', self.done('history', self.base, '--class', place[0], '--limit',
                                            '100000'))

        self.assertEqual({'redone': name}, self.json('redo', self.base))
        self.assertEqual(after, self.json('list', self.base))
        self.assertIn('nothing to redo', self.fails(1, 'redo', self.base))
        self.assertEqual({'undone': name}, self.json('undo', self.base, latest['operation']))
        self.assertEqual(self.rows, self.json('list', self.base))
        self.assertIn('already', self.fails(1, 'undo', self.base, latest['operation']))
        self.check(self.base)

    def test_a_base_of_a_later_version(self):
        """It can be read, and nothing in it taken back."""
        self.generate()
        base = sqlite3.connect(self.base)
        base.execute('PRAGMA user_version = 9999')
        base.close()
        self.assertEqual(3, len(self.history('--limit', '3')))
        before = self.base.read_bytes()
        self.fails(1, 'undo', self.base)
        self.fails(1, 'redo', self.base)
        self.assertEqual(before, self.base.read_bytes())

    def test_undo_in_french(self):
        file = self.folder / 'élèves.csv'
        head = (DEMO / 'students.csv').read_text(encoding='utf-8').splitlines(True)
        first = head[1].split(';')
        columns = head[0].rstrip('\n').split(';')
        first[columns.index('Nom')] = 'ZZYZX'
        first[columns.index('INE')] = first[columns.index('N° interne')] = ''
        file.write_text(head[0] + ';'.join(first), encoding='utf-8')
        report = self.json('import', self.base, file, '--kind', 'students')[0]
        self.assertEqual(1, report['created'])
        self.assertEqual('Annulé\u00a0: import d’un élève\n', self.done('undo', self.base,
                                                                   language='fr'))
        self.assertEqual('Rétabli\u00a0: import d’un élève\n', self.done('redo', self.base,
                                                                    language='fr'))


if __name__ == '__main__':
    unittest.main(verbosity=2)
