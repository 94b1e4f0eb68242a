#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the window's figures on a base of 10,000 agreements: from exec to the first frame with the
list in it, a filter keystroke, a sort, memory, the longest the main loop was away. The program
measures itself (PARAPHE_BENCH=1 makes it say so on stderr); this drives it and takes medians."""
import os
import re
import statistics
import subprocess
import tempfile
import threading
import time

from gi.repository import Gio, GLib

# No accessibility client here: one that listens makes the program say everything it does.
APPLICATION, WINDOW = 'org.paraphe.Paraphe', '/org/paraphe/Paraphe/window/1'

FIGURE = re.compile(r'^([\w-]+) ([\d.]+)$')
# What comes after the list was read again: details, counts, rows that are not in sight.
QUIET = 0.4
WORDS = ('a', 'ab', 'aba', 'abad', 'delmas', 'zoe', '2026-0')
COLUMNS = ('student', 'company', 'dates', 'student')


class Run:
    def __init__(self):
        self.home = tempfile.TemporaryDirectory()
        env = dict(os.environ, HOME=self.home.name, XDG_CONFIG_HOME=self.home.name,
                   PARAPHE_BENCH='1', GSETTINGS_BACKEND='memory', GSK_RENDERER='cairo')
        env.pop('G_DEBUG', None)
        self.process = subprocess.Popen([os.environ['BENCH_WINDOW'], os.environ['BENCH_BASE']],
                                        env=env, stderr=subprocess.PIPE, text=True)
        self.figures = []
        self.seen = 0
        self.changed = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stderr:
            match = FIGURE.match(line)
            if match:
                with self.changed:
                    self.figures.append((match.group(1), float(match.group(2))))
                    self.changed.notify_all()

    def wait(self, name, count=1):
        """The @count-th figure called @name."""
        def found():
            values = [v for n, v in self.figures if n == name]
            return values[count - 1] if len(values) >= count else None
        with self.changed:
            self.changed.wait_for(lambda: found() is not None, 30)
            return found()

    def wait_until_quiet(self):
        """Until no figure came for a while."""
        with self.changed:
            while self.changed.wait(QUIET):
                pass

    def count(self, name):
        with self.changed:
            return sum(1 for n, _ in self.figures if n == name)

    def action(self, name, argument=None):
        values = [argument] if argument is not None else []
        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        bus.call_sync(APPLICATION, WINDOW, 'org.gtk.Actions', 'Activate',
                      GLib.Variant('(sava{sv})', (name, values, {})), None,
                      Gio.DBusCallFlags.NONE, 10000, None)

    def take_blocks(self, gathered, during):
        """Adds the longest the main loop was away since the last call; how long it ran itself."""
        with self.changed:
            figures, self.seen = self.figures[self.seen:], len(self.figures)
        for name, title in (('blocked', 'longest main-loop block%s, ms'),
                            ('busy', 'longest run of the main loop%s, ms')):
            gathered.setdefault(title % during, []).append(
                max((v for n, v in figures if n == name), default=0))

    def memory(self):
        with open('/proc/%d/status' % self.process.pid, encoding='ascii') as file:
            return int(re.search(r'VmRSS:\s+(\d+)', file.read()).group(1)) / 1024

    def end(self):
        self.process.kill()
        self.process.wait()
        self.home.cleanup()


def move_class(run, gathered):
    """All agreements of a class are moved one step, undone, redone, as in the main list."""
    seen = run.count('filter')
    run.action('search-for', GLib.Variant('s', 'classe 01'))
    run.wait('filter', seen + 1)
    run.action('show-period', GLib.Variant('(xx)', (1, 1)))
    run.action('select-all')
    run.wait_until_quiet()
    run.take_blocks({}, '')
    for name in ('step-forward', 'undo', 'redo'):
        seen = run.count('read-again')
        start = time.monotonic()
        run.action(name)
        run.wait('read-again', seen + 1)
        gathered.setdefault('%s of a class to list, ms' % name, []).append(
            (time.monotonic() - start) * 1000)
        run.wait_until_quiet()
        run.take_blocks(gathered, ', ' + name)


def made_in(folder):
    return sum(len([n for n in files if n.endswith('.docx')]) for _, _, files in os.walk(folder))


def generate_many(gathered):
    """As many agreements as a school has are generated from the window, at once, twice; then once
    more, stopped on the way."""
    count = int(os.environ.get('BENCH_GENERATED', '2000'))
    run = Run()
    run.wait('list-ready')
    run.wait_until_quiet()
    run.take_blocks({}, '')
    before = run.memory()
    ids = list(range(1, count + 1))

    def take(name, folder, is_over):
        """Starts a job, and seconds until something is so."""
        ended, start = run.count('job-end'), time.monotonic()
        run.action(name, GLib.Variant('(sax)', (folder, ids)))
        with run.changed:
            while not is_over(folder, ended) and run.process.poll() is None:
                run.changed.wait(0.1)
        return time.monotonic() - start

    def is_ended(_, ended):
        return run.count('job-end') > ended

    with tempfile.TemporaryDirectory() as folder:
        # The pupils of this base have no address, so that it ends with a question.
        gathered['sheets checked a second from the window'] = [
            count / take('generate-placements', folder, is_ended)]
        run.take_blocks(gathered, ', checking %d' % count)
        for name in ('', ' again'):
            gathered['generated a second from the window' + name] = [
                count / take('generate-anyway', folder, is_ended)]
            run.take_blocks(gathered, ', generating %d%s' % (count, name))
            gathered['memory after generating%s less before, MB' % name] = [run.memory() - before]
        print('bench: %d files made from the window' % made_in(folder))
    with tempfile.TemporaryDirectory() as folder:
        ended = run.count('job-end')
        take('generate-anyway', folder, lambda here, _: made_in(here) >= count // 10)
        run.action('cancel-job')
        end = run.wait('job-end', ended + 1)
        gathered['press of Stop to the end of the job, ms'] = [
            end - run.wait('job-stop', run.count('job-stop'))]
        print('bench: stopped after %d files' % made_in(folder))
    run.end()


def main():
    gathered = {}
    for _ in range(int(os.environ.get('BENCH_RUNS', '7'))):
        run = Run()
        gathered.setdefault('exec to first frame with the list, ms', []).append(
            run.wait('list-ready'))
        gathered.setdefault('memory, MB', []).append(run.memory())
        for word in WORDS:
            seen = run.count('filter')
            run.action('search-for', GLib.Variant('s', word))
            gathered.setdefault('filter keystroke to list, ms', []).append(
                run.wait('filter', seen + 1))
        run.action('search-for', GLib.Variant('s', ''))
        for column in COLUMNS:
            seen = run.count('sort')
            run.action('sort', GLib.Variant('s', column))
            gathered.setdefault('sort, ms', []).append(run.wait('sort', seen + 1))
        run.take_blocks(gathered, '')
        move_class(run, gathered)
        run.end()
    generate_many(gathered)
    print('bench: window, 10,000 agreements')
    for name, values in gathered.items():
        print('bench: %-48s median %7.1f  max %7.1f  (n %d)'
              % (name, statistics.median(values), max(values), len(values)))


if __name__ == '__main__':
    main()
