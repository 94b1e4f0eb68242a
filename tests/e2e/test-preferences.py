#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preferences through the real window, with keys and as a screen reader finds them."""
import shutil
import unittest

import desk
from desk import find_all, paraphectl, wait
from gi.repository import GLib


@unittest.skipUnless(shutil.which('xdotool'), 'needs xdotool')
class Preferences(desk.WindowTest):
    def open_demo(self):
        base = self.path('demo.paraphe')
        paraphectl('demo', base)
        window = self.start(base)
        window.sees('Conventions à faire')
        window.take_keyboard()
        return base, window

    def take_keyboard(self, window):
        preferences = window.question()
        window.take_keyboard(preferences)
        return preferences

    def open_page(self, window, page, heading):
        window.action('win.preferences-page', GLib.Variant('s', page))
        preferences = self.take_keyboard(window)
        window.sees(heading)
        return preferences

    def tab_to(self, window, name):
        """A button says its own name and what stands in it."""
        super().tab_to(window, window.app, name, how=str.startswith)

    def waits_for_focus(self, window, name):
        super().waits_for_focus(window.app, name, how=str.__eq__)

    def steps(self, base):
        return {r['number']: r['step'] for r in paraphectl('list', base) if r['number']}

    def test_ctrl_comma_opens_and_escape_closes(self):
        _, window = self.open_demo()
        window.press('ctrl+comma')
        self.take_keyboard(window)
        for page in ('Établissement', 'Années', 'Suivi', 'Conventions', 'Règles'):
            window.find('page tab', page)
        window.press('Escape')
        window.is_alone()
        self.stop(window)

    def test_a_step_moves_with_keys_and_takes_its_agreements_along(self):
        base, window = self.open_demo()
        before = self.steps(base)
        self.assertTrue({0, 1} <= set(before.values()))
        self.open_page(window, 'follow-up', 'Étapes d’une convention')
        self.tab_to(window, 'Fiche validée')
        window.press('alt+Down')
        after = {n: {0: 1, 1: 0}.get(step, step) for n, step in before.items()}
        wait(lambda: self.steps(base) == after, 'the agreements on their step')
        self.waits_for_focus(window, 'Fiche validée')
        window.press('alt+Down')
        further = {n: {0: 2, 1: 0, 2: 1}.get(step, step) for n, step in before.items()}
        wait(lambda: self.steps(base) == further, 'the step moved on')
        for wanted in (after, before):
            window.press('ctrl+z')
            wait(lambda: self.steps(base) == wanted, 'the move taken back')
        window.press('ctrl+shift+z')
        wait(lambda: self.steps(base) == after, 'the move done again')
        self.stop(window)

    def test_a_step_is_renamed_with_keys(self):
        _, window = self.open_demo()
        preferences = self.open_page(window, 'follow-up', 'Étapes d’une convention')
        self.tab_to(window, 'Signature élève/parents')
        window.press('Return')
        self.tab_to(window, 'Étape')
        window.press('ctrl+a')
        window.write('Signed at home')
        window.press('Return')
        # In the window of the school, where agreements on that step are.
        wait(lambda: find_all(window.window, contains='Signed at home')
             or find_all(preferences, 'list item', 'Signed at home'), 'the new text')
        window.press('Escape')
        window.is_alone()
        self.stop(window)

    def test_a_year_is_added_and_named_at_once(self):
        _, window = self.open_demo()
        self.open_page(window, 'years', 'Années scolaires')
        self.tab_to(window, 'Ajouter une année scolaire')
        window.press('space')
        self.waits_for_focus(window, 'Année scolaire')
        window.press('ctrl+a')
        window.write('2030 bis')
        window.press('Return')
        wait(lambda: find_all(window.app, 'list item', '2030 bis'), 'the year')
        self.stop(window)

    def test_what_is_refused_is_said_in_the_row(self):
        _, window = self.open_demo()
        self.open_page(window, 'follow-up', 'Étapes d’une convention')
        self.tab_to(window, 'Fiche validée')
        self.tab_to(window, 'Retirer\u00a0: Envoi entreprise')
        window.press('space')
        window.sees('est l’étape à partir de laquelle une convention est envoyée')
        self.stop(window)


if __name__ == '__main__':
    unittest.main()
