#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of students, companies and teachers with real keys and no pointer: found, changed,
saved, left without saving, and from what is remembered back to the list of the school."""
import shutil
import unittest

import desk
from desk import find_all, focused, paraphectl, wait


@unittest.skipUnless(shutil.which('xdotool'), 'needs xdotool')
class People(desk.WindowTest):
    def open_demo(self):
        base = self.path('demo.paraphe')
        paraphectl('demo', base)
        window = self.start(base)
        window.sees('Conventions à faire')
        window.take_keyboard()
        return base, window

    def take_keyboard_of(self, window, title):
        """The keyboard of another window of the program: no window manager gives it."""
        frame = window.other_window(title)
        window.take_keyboard(frame)
        return frame

    def open_company(self, base, window):
        """Ctrl+2, the name of a company, Return: its page. Returns the frame and a line of it."""
        row = next(r for r in paraphectl('list', base)
                   if r['company'] and r['company'].isascii() and r['search'] == 'validated')
        window.press('ctrl+2')
        frame = self.take_keyboard_of(window, 'Entreprises')
        wait(lambda: find_all(frame, 'entry'), 'the search')
        wait(lambda: focused(frame), 'the keyboard in the search')
        window.write(row['company'].lower())
        window.press('Return')
        wait(lambda: find_all(frame, contains='Fiche'), 'the page')
        window.sees(row['company'])
        return frame, row

    def town(self, base, company):
        """As another program would read it."""
        return desk.ask(base, 'SELECT town FROM company WHERE name = ?', company)[0][0]

    def change_town(self, window, frame, town):
        self.tab_to(window, frame, 'Ville')
        window.press('ctrl+a')
        window.write(town)
        window.sees('Modifications non enregistrées')

    def test_a_company_is_found_changed_and_saved(self):
        base, window = self.open_demo()
        frame, row = self.open_company(base, window)
        self.change_town(window, frame, 'Carmaux')
        window.press('ctrl+s')
        window.sees('fiche enregistrée')
        self.assertEqual('Carmaux', self.town(base, row['company']))
        window.sees_no('Modifications non enregistrées')
        self.stop(window)

    def test_leaving_without_saving_is_asked(self):
        base, window = self.open_demo()
        frame, row = self.open_company(base, window)
        before = self.town(base, row['company'])
        self.change_town(window, frame, 'Carmaux')
        # Escape stays.
        window.press('ctrl+3')
        window.sees('Enregistrer les modifications')
        window.press('Escape')
        window.sees_no('Enregistrer les modifications')
        window.sees('Modifications non enregistrées')
        window.press('ctrl+3')
        window.click('Abandonner')
        window.sees('professeurs')
        self.assertEqual(before, self.town(base, row['company']))
        self.stop(window)


if __name__ == '__main__':
    unittest.main(verbosity=2)
