#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl export: tables that say what the list says, in each format, and touch nothing else."""
import csv
import hashlib
import io
import re
import unittest
import zipfile

from ctl import DemoTest


def read_plain(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def read_excel(path):
    """As Excel opens it where it speaks French."""
    data = path.read_bytes()
    assert data.startswith(b'\xef\xbb\xbf')
    text = data.decode('utf-8-sig')
    assert '\n' not in text.replace('\r\n', '')
    return list(csv.DictReader(io.StringIO(text, newline=''), delimiter=';'))


def french(day):
    return '/'.join(reversed(day.split('-')))


class Agreements(DemoTest):
    def export(self, name, *options):
        path = self.folder / name
        self.done('export', self.base, '--output', path, *options)
        return path

    def test_what_the_list_says(self):
        lines = self.json('list', self.base, '--class', '2MELEC')
        rows = read_plain(self.export('a.utf8.csv', '--class', '2MELEC'))
        self.assertEqual(len(lines), len(rows))
        for line, row in zip(lines, rows):
            self.assertEqual(
                [line[key] or '' for key in ('student', 'class', 'period', 'company', 'start',
                                             'end', 'number')],
                [row[title] for title in ('Student', 'Class', 'Period', 'Company', 'First day',
                                          'Last day', 'Agreement number')])
            if line['agreement'] is not None:
                self.assertEqual(line['step_label'], row['Progress'])

    def test_excel_and_plain_say_the_same(self):
        plain = read_plain(self.export('a.utf8.csv'))
        excel = read_excel(self.export('a.csv'))
        self.assertEqual(len(plain), len(excel))
        for one, other in zip(plain, excel):
            for title, value in one.items():
                is_day = re.fullmatch(r'\d{4}-\d\d-\d\d', value)
                self.assertEqual(french(value) if is_day else value, other[title])

    def test_sheets_of_the_workbook(self):
        path = self.export('a.xlsx')
        classes = sorted({line['class'] for line in self.json('list', self.base)})
        with zipfile.ZipFile(path) as package:
            self.assertIsNone(package.testzip())
            names = re.findall(r'<sheet name="([^"]*)"',
                               package.read('xl/workbook.xml').decode('utf-8'))
            parts = package.namelist()
        self.assertEqual(['Agreements', 'Summary'], names[:2])
        self.assertEqual(classes, sorted(names[2:]))
        self.assertIn('xl/charts/chart1.xml', parts)

    def test_one_class_has_no_sheet_twice(self):
        with zipfile.ZipFile(self.export('a.xlsx', '--class', 'tassp')) as package:
            names = re.findall(r'<sheet name="([^"]*)"',
                               package.read('xl/workbook.xml').decode('utf-8'))
        self.assertEqual(['tassp', 'Summary'], names)

    def test_lists_of_what_waits(self):
        for name in ('to_make', 'late', 'no_placement'):
            lines = self.json('todo', self.base, '--list', name)
            rows = read_plain(self.export(name + '.utf8.csv', '--todo', name))
            self.assertEqual([line['student'] for line in lines],
                             [row['Student'] for row in rows])

    def test_chosen_columns(self):
        rows = read_plain(self.export('a.utf8.csv', '--columns', 'company, student,dates'))
        self.assertEqual(['Company', 'Town', 'Student', 'First day', 'Last day'], list(rows[0]))

    def test_in_french(self):
        path = self.folder / 'a.utf8.csv'
        self.done('export', self.base, '--output', path, language='fr')
        self.assertIn('Élève', path.read_text(encoding='utf-8').splitlines()[0])

    def test_other_tables(self):
        lines = self.json('list', self.base)
        followed = read_plain(self.export('t.utf8.csv', '--list', 'teachers'))
        companies = read_plain(self.export('c.utf8.csv', '--list', 'companies'))
        days = read_plain(self.export('d.utf8.csv', '--list', 'days'))
        self.assertLessEqual({row['Student'] for row in followed},
                             {line['student'] for line in lines})
        self.assertLessEqual({line['company'] for line in lines if line['company']},
                             {row['Company name'] for row in companies})
        self.assertTrue(days)
        for row in days:
            self.assertRegex(row['National student number (INE)'], r'^\w{10,11}$')
            self.assertGreater(int(row['Days of presence']), 0)

    def test_companies_of_a_class(self):
        lines = self.json('list', self.base, '--class', '2MELEC')
        rows = read_plain(self.export('c.utf8.csv', '--list', 'companies', '--class', '2MELEC'))
        self.assertEqual({line['company'] for line in lines if line['company']},
                         {row['Company name'] for row in rows})

    def test_nothing_is_replaced_unasked(self):
        path = self.folder / 'a.csv'
        path.write_text('mine', encoding='utf-8')
        self.assertIn('already exists', self.fails(1, 'export', self.base, '--output', path))
        self.assertEqual('mine', path.read_text(encoding='utf-8'))
        self.export('a.csv', '--force')
        self.assertTrue(read_excel(path))

    def test_wrong_calls(self):
        out = self.folder / 'a.csv'
        for words, options in (('.xlsx', ['--output', self.folder / 'a.pdf']),
                               ('nowhere', ['--output', out, '--class', 'nowhere'])):
            self.assertIn(words, self.fails(1, 'export', self.base, *options))
        for words, options in (('--output', []),
                               ('days', ['--output', out, '--list', 'cats']),
                               ('to_make', ['--output', out, '--todo', 'cats']),
                               ('cats', ['--output', out, '--columns', 'student,cats']),
                               ('columns', ['--output', out, '--list', 'companies', '--columns',
                                            'student'])):
            self.assertIn(words, self.fails(2, 'export', self.base, *options))
        self.assertFalse(out.exists())

    def test_the_database_stays_as_it_is(self):
        before = hashlib.sha256(self.base.read_bytes()).digest()
        self.export('a.xlsx')
        self.assertEqual(before, hashlib.sha256(self.base.read_bytes()).digest())
        left = [entry.name for entry in self.folder.iterdir() if entry.name.endswith('.tmp')]
        self.assertEqual([], left)


if __name__ == '__main__':
    unittest.main()
