#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits to be done, the figures of a year, and the next one made from it."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from ctl import DemoTest

TODOS = ['all', 'today', 'no_placement', 'to_validate', 'to_make', 'to_send', 'to_chase', 'late',
         'messages', 'in_signature', 'signed', 'certificates']
STAGES = ['no_placement', 'sheet', 'to_validate', 'to_make', 'to_send', 'in_signature', 'signed',
          'certificate_awaited', 'certificate', 'cancelled', 'exempt']


class Todo(DemoTest):
    def test_counts(self):
        lists = self.json('todo', self.base)
        self.assertEqual(TODOS, [one['list'] for one in lists])
        counts = {one['list']: one['count'] for one in lists}
        self.assertEqual(len(self.json('list', self.base)), counts['all'])
        self.assertGreater(counts['no_placement'], 0)
        text = self.done('todo', self.base)
        for one in lists:
            self.assertRegex(text, r'(?m)^%s +%d +%s$' % (one['label'], one['count'], one['list']))
        self.assertIn('Sans stage', self.done('todo', self.base, language='fr'))

    def test_one_list(self):
        for name in TODOS:
            lines = self.json('todo', self.base, '--list', name)
            counts = {one['list']: one['count'] for one in self.json('todo', self.base)}
            self.assertEqual(counts[name], len(lines), name)
        self.assertEqual({None}, {line['number'] for line in
                                self.json('todo', self.base, '--list', 'to_make')})
        self.assertIn('Student', self.done('todo', self.base, '--list', 'late'))

    def test_of_a_class(self):
        whole = self.json('todo', self.base)
        place = self.json('todo', self.base, '--class', '2melec', '--period', 'PFMP 1')
        self.assertLess(place[0]['count'], whole[0]['count'])
        lines = self.json('todo', self.base, '--class', '2MELEC', '--list', 'all')
        self.assertEqual({'2MELEC'}, {line['class'] for line in lines})

    def test_wrong_calls(self):
        self.assertIn('to_validate', self.fails(2, 'todo', self.base, '--list', 'nowhere'))
        self.fails(2, 'todo')
        self.fails(1, 'todo', self.base, '--class', 'nowhere')
        self.fails(1, 'todo', self.base, '--year', '1999-2000')
        self.fails(1, 'todo', self.folder / 'missing.paraphe')


class Figures(DemoTest):
    def test_figures(self):
        figures = self.json('year', self.base, '--figures')
        self.assertEqual(12, len(figures['classes']))
        total = figures['total']
        self.assertEqual(STAGES, list(total['stages']))
        self.assertNotIn('class', total)
        for name in ('searches', 'lines', 'placed', 'signed', 'late'):
            self.assertEqual(total[name], sum(one[name] for one in figures['classes']), name)
        for one in [*figures['classes'], total]:
            self.assertEqual(one['lines'], sum(one['stages'].values()))
            self.assertLessEqual(one['signed'], one['searches'])
        counts = {one['list']: one['count'] for one in self.json('todo', self.base)}
        for stage, todo in (('to_make', 'to_make'), ('to_send', 'to_send'),
                            ('certificate_awaited', 'certificates')):
            self.assertEqual(counts[todo], total['stages'][stage])
        self.assertEqual(counts['late'], total['late'])

    def test_of_a_period(self):
        whole = self.json('year', self.base, '--figures')
        one = self.json('year', self.base, '--figures', '--period', 'pfmp 1')
        self.assertLess(one['total']['lines'], whole['total']['lines'])
        self.assertNotIn('1BTS MCO', [row['class'] for row in one['classes']])
        only = self.json('year', self.base, '--figures', '--class', 'TMELEC')
        self.assertEqual(['TMELEC'], [row['class'] for row in only['classes']])
        self.fails(1, 'year', self.base, '--figures', '--period', 'nowhere')

    def test_table(self):
        text = self.done('year', self.base, '--figures')
        self.assertRegex(text, r'(?m)^Class +Searches +Placed +Signed +Late +No placement')
        self.assertRegex(text, r'(?m)^Total +\d+ +\d+% ')
        # A stage at which there is nobody has no column.
        self.assertNotIn('Cancelled', text)
        self.assertIn('Classe', self.done('year', self.base, '--figures', language='fr'))


class RollOver(DemoTest):
    def years(self):
        return [one['year'] for one in self.json('year', self.base)]

    def roll(self, *more, code=0):
        return self.json('year', self.base, '--roll-over', *more, code=code)

    def test_list(self):
        years = self.json('year', self.base, '--list')
        self.assertEqual(years, self.json('year', self.base))
        self.assertEqual(['year', 'end', 'state', 'archived_from', 'past_from', 'students',
                          'agreements', 'documents'], list(years[0]))
        self.assertEqual((320, 'active'), (years[0]['students'], years[0]['state']))
        self.assertIn(years[0]['year'], self.done('year', self.base))
        self.done('new', self.folder / 'new.paraphe')
        self.assertEqual(1, len(self.json('year', self.folder / 'new.paraphe')))

    def test_dry_run(self):
        before = self.base.read_bytes()
        plan = self.roll('--dry-run')
        self.assertIs(False, plan['done'])
        self.assertEqual((12, 22), (plan['new_classes'], plan['new_periods']))
        self.assertEqual(320, plan['up'] + plan['leave'])
        self.assertEqual(plan['leave'], len(plan['leaving']))
        goes = {one['class']: one['students_go_to'] for one in plan['classes']}
        self.assertEqual(('1MELEC', 'TMELEC', None, '2CAP EPC'),
                         tuple(goes[name] for name in ('2MELEC', '1MELEC', 'TMELEC', '1CAP EPC')))
        self.assertEqual(before, self.base.read_bytes())
        self.assertEqual(1, len(self.years()))
        text = self.done('year', self.base, '--roll-over', '--dry-run')
        self.assertIn('leave the school', text)
        self.assertIn('Nothing was done', text)

    def test_done_twice_and_undone(self):
        old = self.years()[0]
        lines = self.json('list', self.base, '--year', old)
        done = self.roll()
        self.assertIs(True, done['done'])
        self.assertIsNotNone(done['operation'])
        self.assertEqual([done['year'], old], self.years())
        self.assertEqual(lines, self.json('list', self.base, '--year', old))
        rolled = self.json('list', self.base, '--year', done['year'])
        self.assertEqual({'not_started'}, {line['search'] for line in rolled})
        again = self.roll('--year', old)
        self.assertEqual((None, 0, 0, 0), (again['operation'], again['new_classes'],
                                         again['new_periods'], again['up']))
        self.assertEqual(done['up'], again['enrolled'])
        self.check(self.base)
        self.done('undo', self.base)
        self.assertEqual([old], self.years())
        self.assertEqual(lines, self.json('list', self.base))
        self.check(self.base)

    def test_name(self):
        done = self.roll('--name', 'Rentrée 2027')
        self.assertEqual('Rentrée 2027', done['year'])
        self.assertIn('Rentrée 2027', self.years())

    def test_refusals(self):
        old = self.years()[0]
        self.assertIn('like the one before',
                      self.fails(1, 'year', self.base, '--roll-over', '--name', old))
        self.fails(1, 'year', self.base, '--roll-over', '--year', '1999-2000')
        self.fails(2, 'year', self.base, '--roll-over', '--figures')
        self.fails(2, 'year', self.base, '--list', '--figures')
        self.fails(2, 'year', self.base, '--dry-run')
        self.fails(2, 'year', self.base, '--name', 'x')
        self.fails(2, 'year', self.base, '--period', 'PFMP 1')
        self.assertEqual([old], self.years())


if __name__ == '__main__':
    unittest.main(argv=[sys.argv[0]])
