# SPDX-License-Identifier: GPL-3.0-or-later
"""A school that has agreements signed, for tests of the window: a class with its agreements made,
and a provider that lives in the test."""
import csv
import datetime
import os
import sqlite3
import sys
import unittest

import desk
from desk import GLib, enter, find_all, named, paraphectl, press, wait

HERE = os.path.dirname(os.path.abspath(__file__))
DEMO = os.path.join(HERE, '..', '..', 'data', 'demo')
sys.path.insert(0, os.path.join(HERE, '..', 'sign'))

CLASS, PERIOD, KIND = 'TASSP', 'PFMP 9', 'pfmp'
# The office makes the PDFs of a class, and all are sent: longer than a click, much longer with
# sanitizers.
LONG = 4 * desk.PATIENCE


def read_csv(name):
    with open(os.path.join(DEMO, name), encoding='utf-8') as file:
        return list(csv.DictReader(file, delimiter=';'))


def write_csv(path, rows):
    with open(path, 'w', encoding='utf-8', newline='') as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=';')
        writer.writeheader()
        writer.writerows(rows)


class SigningTest(desk.WindowTest):
    """The demo school, in which a class of so many leaves for a period that is to come."""

    make = None  # the provider

    def setUp(self):
        super().setUp()
        self.fake = type(self).make(tls=True).start()
        self.addCleanup(self.fake.stop)
        self.base = self.path('lycee.paraphe')

    def make_class(self, count):
        first = datetime.date.today() + datetime.timedelta(60)
        dates = [day.strftime('%d/%m/%Y') for day in (first, first + datetime.timedelta(18))]
        period = dict(read_csv('periods.csv')[0], **{
            'Classe': CLASS, 'Période': PERIOD, 'N°': '9', 'Type': KIND, 'Début': dates[0],
            'Fin': dates[1]})
        rows, known = [], set()
        for row in read_csv('placements.csv'):
            if row['Classe'] == CLASS and row['INE'] not in known and len(rows) < count:
                known.add(row['INE'])
                rows.append({**row, 'Période': PERIOD, 'Début': dates[0], 'Fin': dates[1],
                             'Fiche': 'validated', 'Recherche': 'validated', 'Motif': ''})
        self.assertEqual(count, len(rows))
        paraphectl('demo', self.base)
        for kind, content in (('periods', [period]), ('placements', rows)):
            path = self.path(kind + '.csv')
            write_csv(path, content)
            paraphectl('import', self.base, path, '--kind', kind)
        paraphectl('generate', self.base, '--class', CLASS, '--period', PERIOD, '--output',
                   self.path('conventions'))
        for name, value in (('provider', self.fake.name), ('environment', 'own'),
                            ('url', self.fake.url), ('ca_file', self.fake.ca_file)):
            paraphectl('settings', self.base, 'sign.' + name, value)
        return sorted(self.numbers())

    # ---- what was kept ----

    def ask(self, sql, *values):
        return desk.ask(self.base, sql, *values)

    def rows(self):
        return paraphectl('list', self.base, '--class', CLASS, '--period', PERIOD)

    def numbers(self):
        return {row['number']: row['student'] for row in self.rows() if row['number']}

    def states(self):
        """How many requests are in each state."""
        return dict(self.ask('SELECT state, count(*) FROM signature_request GROUP BY state'))

    def remote(self, number):
        """The newest request for an agreement, as the provider calls it."""
        return self.ask('SELECT remote_id FROM signature_request r JOIN agreement a'
                        ' ON a.id = r.agreement_id WHERE a.number = ? ORDER BY r.id DESC',
                        number)[0][0]

    def night_passes(self):
        """No seat has looked at the provider for long."""
        with sqlite3.connect(self.base, timeout=desk.PATIENCE) as base:
            base.execute("UPDATE lease SET until = '2026-01-01T00:00:00Z' WHERE name = ?",
                         ('sign.polled',))
        base.close()

    def check_sound(self):
        self.assertEqual([], paraphectl('check', self.base)['problems'])

    # ---- the window ----

    def show_class(self, window):
        ids = self.ask('SELECT c.id, p.id FROM class_group c JOIN period_class pc'
                       ' ON pc.class_group_id = c.id JOIN period p ON p.id = pc.period_id'
                       ' WHERE c.name = ? AND p.name = ?', CLASS, PERIOD)[0]
        window.action('win.show-period', GLib.Variant('(xx)', ids))
        window.sees(PERIOD)

    def open_class(self, **extra):
        window = self.start(self.base, **desk.WITH_KEYRING, **extra)
        window.sees('Conventions à faire')
        self.show_class(window)
        return window

    def has_ended(self, window):
        """What was asked of the provider is done."""
        wait(lambda: window.is_enabled('win.sign-sync'), 'the end of what was asked', LONG)

    def follow(self, window):
        self.has_ended(window)
        window.action('win.sign-sync')
        self.has_ended(window)

    def follow_until(self, window, condition, what):
        """As often as needed: a following by itself that began before may have it in hand."""
        def followed():
            self.follow(window)
            return condition()
        wait(followed, what, LONG)

    def give_key(self, window, keep):
        """Answers the question for the key."""
        dialog = window.other_window('Clé d’API')
        enter(dialog, 'Clé d’API', self.fake.key)
        if not keep:
            press(dialog, 'trousseau', 'check box', 'toggle')
        press(dialog, 'Utiliser cette clé')
        wait(lambda: not find_all(window.app, 'text', name='Clé d’API'), 'the key taken')

    def select(self, window, student):
        window.action('win.search-for', GLib.Variant('s', student))
        window.sees('1 élève ·')
        window.action('win.select-line', GLib.Variant('i', 0))
        window.sees('1 sélectionnée')

    def show_all(self, window):
        window.action('win.clear-search')
        window.sees('%d élèves ·' % len(self.rows()))

    def send(self, window, count):
        """Has a look at what would be sent, and sends it."""
        window.action('win.sign-send')
        dialog = window.other_window('Envoyer en signature')
        press(dialog, 'Envoyer %d convention' % count)
        wait(lambda: 'Envoyer en signature' not in window.windows(), 'the end of the look')

    def marks(self, window, student):
        """How far the signatories of a line are: what is shown, and as it is spoken. A look, which
        fails while the list is read anew."""
        labels = list(named(window.window, 'label'))
        first = [name for _, name in labels].index(student)
        return next((label, name) for label, name in labels[first:] if '. ' in name)


def main():
    outcome = unittest.main(verbosity=2, exit=False).result
    if outcome.testsRun == 0 and outcome.skipped:
        sys.exit(77)
    sys.exit(not outcome.wasSuccessful())
