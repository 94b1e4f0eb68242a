#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job through the real window: first run, demo school, a class, agreements made, a step
moved and taken back, closed and opened again with all as it was left."""
import os
import sqlite3
import unittest
import zipfile

import desk
from desk import GLib, named, paraphectl, read, wait

# The lists of the sidebar, in ModelTodo's order.
ALL, NO_PLACEMENT, TO_VALIDATE, TO_MAKE = range(4)


class MainJob(desk.WindowTest):
    def demo(self):
        base = self.path('demo.paraphe')
        paraphectl('demo', base)
        return base

    def busiest_place(self, base):
        """The class and period with most validated placements, and their lines."""
        places = {}
        for row in paraphectl('list', base):
            if row['search'] == 'validated' and row['company']:
                places.setdefault((row['class'], row['period']), []).append(row)
        return max(places.items(), key=lambda item: len(item[1]))

    def show(self, window, base, place):
        ids = desk.ask(
            base,
            'SELECT c.id, p.id FROM class_group c JOIN period_class pc ON pc.class_group_id = c.id'
            ' JOIN period p ON p.id = pc.period_id WHERE c.name = ? AND p.name = ?', *place)[0]
        window.action('win.show-period', GLib.Variant('(xx)', ids))
        window.sees(place[0])

    def line(self, base, place, student):
        return next(r for r in paraphectl('list', base, '--class', place[0], '--period', place[1])
                    if r['student'] == student and r['agreement'] is not None)

    def select(self, window, student):
        """Finds a student by the search and selects the line."""
        window.action('win.search-for', GLib.Variant('s', student))
        window.sees(student)
        window.action('win.select-line', GLib.Variant('i', 0))

    def open_demo(self):
        base = self.demo()
        window = self.start(base)
        window.sees('Conventions à faire')
        return base, window

    def test_first_run_offers_three_ways(self):
        window = self.start()
        for name in ('Créer', 'Ouvrir', 'démonstration'):
            window.find('push button', contains=name)
        self.stop(window)

    def test_whole_way(self):
        base = self.path('lycée.paraphe')
        window = self.start()
        window.find('push button', contains='démonstration')
        window.action('app.demo', GLib.Variant('s', base))
        window.sees('Conventions à faire')
        self.assertTrue(os.path.exists(base))

        place, validated = self.busiest_place(base)
        self.show(window, base, place)
        window.sees(validated[0]['student'])
        folder = self.path('conventions')
        window.action('win.generate-to', GLib.Variant('s', folder))
        window.find('push button', contains='Ouvrir le dossier')
        self.assertLessEqual(len(validated), len(self.documents(folder)))
        for path in self.documents(folder):
            with zipfile.ZipFile(path) as package:
                self.assertIsNone(package.testzip())

        student = next(r['student'] for r in paraphectl('list', base, '--class', place[0],
                                                        '--period', place[1]) if r['step'] == 0)
        self.select(window, student)
        window.action('win.step-forward')
        wait(lambda: self.line(base, place, student)['step'] == 1, 'the next step')
        window.sees('Signature établissement')
        window.click('Annuler')
        wait(lambda: self.line(base, place, student)['step'] == 0, 'the step taken back')
        window.action('win.step-forward')
        wait(lambda: self.line(base, place, student)['step'] == 1, 'the next step again')
        before = paraphectl('list', base)
        window.action('win.clear-search')
        self.stop(window)

        window = self.start()
        window.sees(place[1])
        self.assertEqual(before, paraphectl('list', base))
        self.select(window, student)
        window.sees('Signature établissement')
        self.stop(window)
        self.assertEqual([], paraphectl('check', base)['problems'])

    def documents(self, folder):
        return [os.path.join(here, name) for here, _, names in os.walk(folder) for name in names
                if name.endswith('.docx')]

    def test_undo_and_redo_by_action(self):
        base, window = self.open_demo()
        row = next(r for r in paraphectl('list', base) if r['step'] == 1)
        place = row['class'], row['period']
        self.show(window, base, place)
        self.select(window, row['student'])
        for action, step in (('step-forward', 2), ('undo', 1), ('redo', 2), ('step-back', 1)):
            window.action('win.' + action)
            wait(lambda: self.line(base, place, row['student'])['step'] == step, action)
        self.stop(window)

    def test_search_is_blind_to_accents(self):
        base, window = self.open_demo()
        row = next(r for r in paraphectl('list', base) if 'é' in r['student'].lower())
        window.action('win.show-all')
        plain = row['student'].lower().replace('é', 'e')
        window.action('win.search-for', GLib.Variant('s', plain))
        window.sees(row['student'])
        window.action('win.search-for', GLib.Variant('s', 'zzzz introuvable'))
        window.sees_no(row['student'])
        self.stop(window)

    def test_lists_across_classes(self):
        base, window = self.open_demo()
        rows = paraphectl('list', base)
        made = next(r for r in rows if r['agreement'] is not None)
        to_make = [r for r in rows if r['search'] == 'validated' and r['agreement'] is None
                   and r['company']]
        window.action('win.show-todo', GLib.Variant('i', TO_MAKE))
        window.sees(sorted(to_make, key=lambda r: (r['class'], r['student']))[0]['class'])
        window.sees_no(made['number'])
        self.stop(window)

    def test_every_control_has_a_name(self):
        _, window = self.open_demo()
        window.action('win.show-all')
        window.action('win.select-line', GLib.Variant('i', 0))
        roles = ('push button', 'toggle button', 'text', 'slider', 'combo box', 'check box')
        window.find('slider')
        nameless = read(lambda: [(role, node.get_accessible_id()) for role in roles
                                 for node, name in named(window.app, role)
                                 if not (name or node.get_description())], 'what has no name')
        self.assertEqual([], nameless)
        self.stop(window)

    def test_a_file_that_is_no_database_is_refused(self):
        path = self.path('lettre.paraphe')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('Madame, Monsieur,\n' * 100)
        window = self.start(path)
        window.sees('lettre.paraphe')
        self.stop(window)
        with open(path, encoding='utf-8') as file:
            self.assertEqual('Madame, Monsieur,\n' * 100, file.read())

    def test_a_newer_base_opens_for_reading_and_says_why(self):
        base = self.demo()
        with sqlite3.connect(base) as connection:
            connection.execute('PRAGMA user_version = 9999')
        window = self.start(base)
        window.sees('plus récente')
        row = next(r for r in paraphectl('list', base) if r['step'] == 1)
        self.select(window, row['student'])
        for action in ('step-forward', 'step-back', 'generate', 'import', 'undo'):
            self.assertFalse(window.is_enabled('win.' + action), action)
        self.stop(window)


if __name__ == '__main__':
    unittest.main(verbosity=2)
