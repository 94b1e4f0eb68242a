#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job with real keys and no pointer: find a line, move steps, take them back, look at what
another program changed."""
import collections
import unittest

import hands
from desk import paraphectl, wait
from hands import SIDEBAR_ONLY

LAST_STEP = 4


class Keyboard(hands.Hands):
    def test_plus_and_minus_move_the_step_and_undo_takes_it_back(self):
        base, window = self.open_demo()
        before = self.steps(base)
        number = next(n for n, step in before.items() if step == 1)
        self.find_line(window, number)
        for key, step in (('plus', 2), ('KP_Add', 3), ('minus', 2), ('KP_Subtract', 1),
                          ('ctrl+plus', 2), ('ctrl+minus', 1), ('plus', 2), ('ctrl+z', 1),
                          ('ctrl+shift+z', 2), ('ctrl+z', 1), ('ctrl+y', 2)):
            window.press(key)
            self.waits_for_steps(base, {**before, number: step}, '%s to step %d' % (key, step))
            self.waits_for_row(window)
        self.stop(window)

    def test_plus_and_minus_are_written_in_the_search(self):
        base, window = self.open_demo()
        before = self.steps(base)
        self.find_line(window, next(n for n, step in before.items() if step == 1))
        self.open_search(window)
        window.write('a+b-c')
        self.waits_for_search(window, 'a+b-c')
        self.assertEqual(before, self.steps(base))
        self.stop(window)

    def test_several_lines_move_in_one_operation(self):
        base, window = self.open_demo()
        before = self.steps(base)
        classes = collections.defaultdict(dict)
        for row in paraphectl('list', base):
            classes[row['class']].update({row['number']: row['step']} if row['number'] else {})
        name, steps = next((c, s) for c, s in classes.items()
                           if len(s) > 2 and max(s.values()) < LAST_STEP)
        after = {**before, **{number: step + 1 for number, step in steps.items()}}
        selected = '%d sélectionnées' % len(paraphectl('list', base, '--class', name))
        self.find_line(window, name.lower())
        window.press('ctrl+a')
        window.sees(selected)
        for key, wanted in (('plus', after), ('ctrl+z', before), ('ctrl+shift+z', after)):
            window.press(key)
            self.waits_for_steps(base, wanted, key)
            window.sees(selected)
        self.stop(window)

    def two_students(self, base):
        """Two students whose first words unaccented keys can type and tell apart."""
        names = [r['student'] for r in paraphectl('list', base)]
        first = [n.split(' ')[0] for n in names]
        found = sorted({w for w in first if w.isascii() and w.isalpha() and len(w) > 5})
        return found[0], found[-1]

    def filters(self, window, wanted, other):
        window.sees(wanted)
        window.sees_no(other)

    def test_ctrl_f_searches_and_escape_ends_it(self):
        base, window = self.open_demo()
        wanted, other = self.two_students(base)
        self.open_search(window)
        window.write(other.lower())
        window.sees(other)
        window.sees_no(wanted)
        # Once more chooses all that was typed, so that the next word takes its place.
        window.press('ctrl+f')
        window.write(wanted.lower())
        self.waits_for_search(window, wanted.lower())
        self.filters(window, wanted, other)
        window.press('Escape')
        wait(lambda: self.entry(window) is None, 'the end of the search')
        self.waits_for_row(window)
        self.stop(window)

    def test_typing_in_the_list_searches(self):
        base, window = self.open_demo()
        wanted, other = self.two_students(base)
        self.open_search(window)
        window.press('Escape')
        self.waits_for_row(window)
        window.write(wanted.lower())
        self.waits_for_search(window, wanted.lower())
        self.filters(window, wanted, other)
        window.press('Return')
        self.waits_for_row(window)
        self.stop(window)

    def test_f5_shows_what_another_program_made(self):
        """The window looks by itself from time to time, too: so nothing is said of before F5."""
        base, window = self.open_demo()
        row = next(r for r in paraphectl('list', base) if r['search'] == 'validated'
                   and r['company'] and not r['number'])
        place = row['class'], row['period']
        self.find_line(window, row['class'].lower())
        paraphectl('generate', base, '--class', place[0], '--period', place[1],
                   '--output', self.path('conventions'))
        made = next(r for r in paraphectl('list', base, '--class', place[0], '--period', place[1])
                    if r['student'] == row['student'])
        self.assertTrue(made['number'])
        self.open_search(window)
        window.write(made['number'])
        self.waits_for_search(window, made['number'])
        window.press('F5')
        window.sees(made['student'])
        self.stop(window)

    def test_the_space_bar_shows_the_document_and_closes_it(self):
        """LibreOffice makes the pages; a line without an agreement says that it has none."""
        base = self.path('demo.paraphe')
        paraphectl('demo', base)
        row = next(r for r in paraphectl('list', base) if r['search'] == 'validated'
                   and r['company'] and not r['number'])
        paraphectl('generate', base, '--class', row['class'], '--period', row['period'],
                   '--output', self.path('conventions'))
        made = next(r for r in paraphectl('list', base, '--class', row['class'])
                    if r['student'] == row['student'] and r['period'] == row['period'])
        window = self.start(base)
        window.sees(SIDEBAR_ONLY)
        window.take_keyboard()
        self.find_line(window, made['number'])
        window.press('space')
        window.sees('Page 1')
        window.has_windows(2)
        window.press('space')
        self.closes(window)
        self.waits_for_row(window)
        self.stop(window)

    def test_f9_hides_the_sidebar_and_shows_it_again(self):
        _, window = self.open_demo()
        window.press('F9')
        window.sees_no(SIDEBAR_ONLY)
        window.press('F9')
        window.sees(SIDEBAR_ONLY)
        self.stop(window)

    def test_the_shortcuts_are_shown_and_closed(self):
        _, window = self.open_demo()
        window.press('ctrl+question')
        window.sees('Afficher la ligne sélectionnée')
        window.press('Escape')
        window.sees_no('Afficher la ligne sélectionnée')
        self.stop(window)


if __name__ == '__main__':
    unittest.main(verbosity=2)
