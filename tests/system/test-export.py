#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks as LibreOffice reads them: each sheet, cell by cell, says what the list says."""
import csv
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

CTL = os.environ['PARAPHECTL']
OFFICE = shutil.which('soffice')
# UTF-8, semicolons, cells as they are shown, every sheet a file.
FILTER = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1'
TABLES = ((), ('--class', '2MELEC'), ('--list', 'teachers'), ('--list', 'companies'),
          ('--list', 'days'))
# LibreOffice takes its time: what it converts is looked at in fewer tables.
FORMATS = {'xlsx': TABLES, 'xls': TABLES[1:], 'ods': TABLES[1::3]}


def has_calc():
    if OFFICE is None:
        return False
    return (pathlib.Path(OFFICE).resolve().parent / 'libsclo.so').exists()


def ctl(*arguments):
    done = subprocess.run([CTL, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def read(path, separator):
    with open(path, encoding='utf-8-sig', newline='') as file:
        return list(csv.reader(file, delimiter=separator))


@unittest.skipUnless(has_calc(), 'LibreOffice Calc is not installed')
class Export(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='paraphe-export-'))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.base = cls.folder / 'demo.paraphe'
        ctl('demo', cls.base)
        ctl('sheet', cls.base, '--class', '2MELEC', '--period', 'PFMP 1', '--student', 'Alquier',
            '--company', 'Superette Calvet')

    def open(self, path):
        """Every sheet of a workbook, by its name."""
        out = path.with_suffix('')
        subprocess.run([OFFICE, '-env:UserInstallation=file://%s/profile' % self.folder,
                        '--headless', '--convert-to', FILTER, '--outdir', out, path],
                       check=True, capture_output=True, timeout=300)
        return {made.stem[len(path.stem) + 1:]: read(made, ';') for made in out.glob('*.csv')}

    def sheets(self, kind, *options):
        name = 'Tableau %s' % kind
        path = self.folder / ('%s %s' % (name, '-'.join(options).strip('-'))) / ('a.' + kind)
        path.parent.mkdir(parents=True)
        ctl('export', self.base, '--output', path, *options)
        return self.open(path)

    def expected(self, *options):
        """The table as it is written for Excel, which other tests hold against the list."""
        path = pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / 'a.csv'
        ctl('export', self.base, '--output', path, *options)
        return read(path, ';')

    def test_cell_by_cell(self):
        for kind, tables in FORMATS.items():
            for options in tables:
                with self.subTest(kind=kind, options=options):
                    sheets = self.sheets(kind, *options)
                    first = {'--class': '2MELEC', 'teachers': 'Professeurs et élèves',
                             'companies': 'Entreprises', 'days': 'Jours effectués'}
                    name = next((first[word] for word in reversed(options) if word in first),
                                'Conventions')
                    self.assertEqual(self.expected(*options), sheets[name])

    def test_each_is_what_its_name_says(self):
        for kind, words in (('xlsx', 'Microsoft Excel 2007+'),
                            ('xls', 'Composite Document File V2 Document'),
                            ('ods', 'OpenDocument Spreadsheet')):
            path = self.folder / ('real.' + kind)
            ctl('export', self.base, '--output', path)
            said = subprocess.run(['file', '--brief', path], check=True, capture_output=True,
                                  text=True).stdout
            self.assertIn(words, said)

    def test_a_sheet_a_class(self):
        sheets = self.sheets('xlsx', '--list', 'agreements')
        lines = json.loads(ctl('list', self.base, '--json'))
        for name in {line['class'] for line in lines}:
            self.assertEqual([line['student'] for line in lines if line['class'] == name],
                             [row[0] for row in sheets[name][1:]])

    def test_figures(self):
        rows = self.sheets('xlsx', '--columns', 'student')['Synthèse']
        titles, body, total = rows[0], rows[1:-1], rows[-1]
        lines = json.loads(ctl('list', self.base, '--json'))
        at = titles.index('Total')
        for row in body:
            self.assertEqual(sum(line['class'] == row[0] for line in lines), int(row[at]))
            self.assertEqual(sum(map(int, row[1:at])), int(row[at]))
        for column in range(1, len(titles)):
            self.assertEqual(sum(int(row[column]) for row in body), int(total[column]))


if __name__ == '__main__':
    unittest.main()
