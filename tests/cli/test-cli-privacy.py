#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data: who looked at it, one person's, a school year's; and a purge that is killed."""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import unittest
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from ctl import CTL, DemoTest

YEAR = '2026-2027'
ROUNDS = 2


def ask(base, query):
    """One query of a database, as another program would ask it."""
    with sqlite3.connect('file:%s?mode=ro' % base, uri=True, timeout=60) as connection:
        rows = connection.execute(query).fetchall()
    connection.close()
    return rows


class Person(DemoTest):
    def test_export(self):
        name = ask(self.base, "SELECT s.family_name || ' ' || s.given_name FROM student s"
                   " JOIN guardian g ON g.student_id = s.id WHERE (SELECT COUNT(*) FROM student o"
                   " WHERE o.family_name = s.family_name) = 1 ORDER BY s.id LIMIT 1")[0][0]
        archive = self.folder / 'élève.zip'
        self.done('privacy', 'export', self.base, '--student', name, '--output', archive)
        with zipfile.ZipFile(archive) as made:
            self.assertIsNone(made.testzip())
            data = json.loads(made.read('donnees.json'))
            self.assertIn('donnees.xlsx', made.namelist())
        entities = {one['entity'] for one in data['records']}
        self.assertLessEqual({'student', 'guardian', 'enrolment'}, entities)
        self.assertEqual(1, sum(one['entity'] == 'student' for one in data['records']))
        before = archive.read_bytes()
        self.fails(1, 'privacy', 'export', self.base, '--student', name, '--output', archive)
        self.assertEqual(before, archive.read_bytes())
        log = self.json('privacy', 'log', self.base)
        self.assertEqual(['export_person'], [line['act'] for line in log])
        self.assertIn('Données', self.done('privacy', 'log', self.base, language='fr'))

    def test_log_as_a_table(self):
        table = self.folder / 'journal.utf8.csv'
        self.done('privacy', 'log', self.base, '--output', table)
        self.assertTrue(table.exists())
        self.fails(1, 'privacy', 'log', self.base, '--output', table)
        self.done('privacy', 'log', self.base, '--output', table, '--force')

    def test_wrong_calls(self):
        self.assertIn('purge', self.fails(2, 'privacy', 'erase', self.base))
        self.fails(2, 'privacy', 'plan', self.base)
        self.fails(2, 'privacy', 'export', self.base, '--student', 'x')
        self.fails(2, 'privacy', 'export', self.base, '--output', self.folder / 'x.zip')
        self.fails(1, 'privacy', 'plan', self.base, '--year', '1901-1902')
        self.fails(1, 'privacy', 'export', self.base, '--student', 'Nobody Nowhere',
                   '--output', self.folder / 'x.zip')


class Purge(DemoTest):
    def setUp(self):
        super().setUp()
        self.known = [value for row in ask(self.base, 'SELECT ine, email FROM student')
                      for value in row if value]
        self.assertTrue(self.known)

    def make_old(self, base):
        """The invented school, eleven years ago: in its settings of years alone."""
        with sqlite3.connect(base) as connection:
            connection.execute("UPDATE school_year SET start = '2015-09-01', \"end\" = '2016-08-31'"
                               " WHERE name = ?", (YEAR,))
            connection.execute("UPDATE signature_request SET state = 'completed'"
                               " WHERE state IN ('prepared', 'sending', 'ongoing')")
        connection.close()

    def assert_purged(self, base):
        self.assertEqual([(0,)], ask(base, 'SELECT COUNT(*) FROM student'
                                     ' WHERE anonymised_on IS NULL'))
        self.assertEqual([(1, 1)], ask(base, 'SELECT COUNT(*), COUNT(ended_at) FROM purge'))
        content = base.read_bytes()
        for value in self.known:
            self.assertNotIn(value.encode('utf-8'), content)

    def test_year_under_way(self):
        plan = self.json('privacy', 'plan', self.base, '--year', YEAR)
        self.assertIn('under way', plan['refusal'])
        self.assertIn('under way', self.fails(1, 'privacy', 'purge', self.base, '--year', YEAR,
                                              '--early'))
        self.assertEqual([(0,)], ask(self.base, 'SELECT COUNT(*) FROM purge'))

    def test_purge(self):
        self.make_old(self.base)
        plan = self.json('privacy', 'plan', self.base, '--year', YEAR)
        self.assertIsNone(plan['refusal'])
        self.assertGreater(plan['students'], 10)
        self.done('privacy', 'purge', self.base, '--year', YEAR, '--contacts', '--basis', 'DAF')
        self.assert_purged(self.base)
        self.assertIn('nothing to purge', self.fails(1, 'privacy', 'purge', self.base,
                                                     '--year', YEAR))
        self.done('check', self.base)

    def test_killed(self):
        """Killed when so many are done, whenever that is; then it goes on from there."""
        self.make_old(self.base)
        for turn in range(ROUNDS):
            base = self.folder / ('tour%d.paraphe' % turn)
            shutil.copy(self.base, base)
            wanted = 1 + 7 * turn
            with subprocess.Popen([CTL, 'privacy', 'purge', str(base), '--year', YEAR],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
                while running.poll() is None:
                    if ask(base, 'SELECT COUNT(*) FROM student WHERE anonymised_on IS NOT NULL'
                           )[0][0] >= wanted:
                        running.kill()
                        break
            # A machine that is busy may not have looked before it was done.
            if self.json('privacy', 'plan', base, '--year', YEAR)['refusal'] is None:
                self.done('privacy', 'purge', base, '--year', YEAR)
            self.assert_purged(base)


if __name__ == '__main__':
    unittest.main()
