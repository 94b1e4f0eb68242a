#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The school year by keyboard alone: its overview, and the next one made from it."""
import shutil
import unittest

import desk
from desk import focused, paraphectl, wait

SIDEBAR_ONLY = 'Conventions à faire'
ONLY = 'Seulement\u00a0: Sans stage'


@unittest.skipUnless(shutil.which('xdotool'), 'needs xdotool')
class Year(desk.WindowTest):
    def open_demo(self):
        base = self.path('demo.paraphe')
        paraphectl('demo', base)
        window = self.start(base)
        window.sees(SIDEBAR_ONLY)
        window.action('win.show-all')
        window.take_keyboard()
        return base, window

    def take_dialog(self, window, title):
        """No window manager gives a new window the keyboard: it is taken as one would."""
        dialog = window.other_window(title)
        window.take_keyboard(dialog)
        wait(lambda: focused(dialog), 'a focus in “%s”' % title)

    def test_overview(self):
        base, window = self.open_demo()
        figures = paraphectl('year', base, '--figures')['classes']
        window.press('ctrl+shift+o')
        self.take_dialog(window, 'Vue d’ensemble de l’année')
        self.tab_to(window, window.app, 'Sans stage', most=8)
        self.waits_for_focus(window.app, '1AGORA, Sans stage')
        window.press('Down')
        self.waits_for_focus(window.app, '1ASSP, Sans stage')
        window.press('Right')
        self.waits_for_focus(window.app, '1ASSP, Fiche en cours')
        window.press('Left', 'Left', 'Up')
        self.waits_for_focus(window.app, '1AGORA, Sans stage')
        window.press('Return')
        window.sees(ONLY)
        count = next(c for c in figures if c['class'] == '1AGORA')['stages']['no_placement']
        window.sees('%d lignes' % count)
        window.sees_no('Vue d’ensemble de l’année')
        window.action('win.show-all-stages')
        window.sees_no(ONLY)
        self.stop(window)

    def test_roll_over(self):
        base, window = self.open_demo()
        plan = paraphectl('year', base, '--roll-over', '--dry-run')
        window.action('win.roll-over')
        self.take_dialog(window, 'Année scolaire suivante')
        window.sees('Étape 1 sur 4')
        for step in ('Étape 2 sur 4', 'Étape 3 sur 4', 'Étape 4 sur 4'):
            window.press('alt+s')
            window.sees(step)
        window.press('alt+p')
        window.sees('Étape 3 sur 4')
        window.press('alt+s')
        window.sees('%d montent' % plan['up'])
        self.waits_for_focus(window.app, 'Créer')
        window.press('Return')
        window.sees('L’année %s est prête' % plan['year'])
        self.waits_for_focus(window.app, 'Ouvrir')
        window.press('Return')
        window.sees_no('est prête')
        self.assertEqual([plan['year'], plan['from']],
                         [y['year'] for y in paraphectl('year', base)])
        rolled = paraphectl('list', base, '--year', plan['year'])
        self.assertEqual({'not_started'}, {line['search'] for line in rolled})
        window.sees('%d lignes' % len(rolled))
        window.take_keyboard()
        window.action('win.show-all')
        window.press('ctrl+z')
        wait(lambda: [y['year'] for y in paraphectl('year', base)] == [plan['from']],
             'the year taken back')
        # The year that was looked at is gone: the one before is shown again.
        window.sees('%d lignes' % len(paraphectl('list', base)))
        self.stop(window)
        self.assertEqual([], paraphectl('check', base)['problems'])

    def test_escape_leaves_all_as_it_was(self):
        base, window = self.open_demo()
        window.action('win.roll-over')
        self.take_dialog(window, 'Année scolaire suivante')
        window.press('alt+s')
        window.sees('Étape 2 sur 4')
        window.press('Escape')
        window.sees_no('Étape 2 sur 4')
        self.assertEqual(1, len(paraphectl('year', base)))
        self.stop(window)


if __name__ == '__main__':
    unittest.main(verbosity=2)
