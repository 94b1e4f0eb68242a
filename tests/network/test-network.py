#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One base on a file server and three seats, over the real clients of SMB and NFS: nothing that was
acknowledged is lost, whatever happens to the network, the server or a seat, and what cannot be
relied on is refused. Skipped, with the reason, where the laboratory cannot be."""
import os
import re
import signal
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import lab  # noqa: E402

INSIDE = 'PARAPHE_LABORATORY'
CONTROL = os.path.join(lab.HERE, 'control.py')
TESTS = os.path.dirname(lab.HERE)
FIXTURES = os.path.join(TESTS, 'store', 'fixtures')
ENOUGH = 20  # transactions of every seat, for a run to say something


def seat_program():
    return os.environ['STORE_SEAT']


def paraphectl():
    return os.environ['PARAPHECTL']


def acknowledged(seats):
    return sum(len(re.findall(r'^ACK ', seat.text(), re.M)) for seat in seats)


def reason(text):
    return next(line for line in text.split('\n') if line.startswith(('READ-ONLY', 'REFUSED')))


class NetworkTest(unittest.TestCase):
    def setUp(self):
        self.lab = lab.Lab()
        self.lab.__enter__()
        self.addCleanup(self.lab.__exit__)

    def serve(self, kind, **more):
        self.lab.serve(kind(self.lab, **more))
        self.base = os.path.join(self.lab.server.share, 'base.paraphe')

    def make_base(self):
        lab.run(seat_program(), 'create', self.base)
        os.chmod(self.base, 0o660)
        base = sqlite3.connect(self.base)
        self.version = base.execute('PRAGMA user_version').fetchone()[0]
        base.close()

    def work(self, number, seconds, think=20, options='', more=''):
        return self.lab.seat(number, '%s work /mnt/share/base.paraphe %d %d s%d 2>&1\n%s'
                             % (seat_program(), seconds, think, number, more), options)

    def saves(self, seat, more, seconds=300):
        """Waits until the seat has saved so many times more."""
        wanted = acknowledged([seat]) + more
        lab.wait(lambda: acknowledged([seat]) >= wanted, '%d more of seat %d\n%s'
                 % (more, seat.number, seat.text()), seconds)

    def is_sound(self, seats):
        """By a program on the server's own disk, once everybody has gone."""
        done = subprocess.run([seat_program(), 'verify', self.base, '-'],
                              input='\n'.join(seat.text() for seat in seats),
                              capture_output=True, text=True, check=False)
        for seat in seats:
            for line in dict.fromkeys(seat.lines):
                if line.startswith(('DONE', 'ERROR')):
                    print('    seat %d: %s' % (seat.number, line))
        print('    %s' % done.stdout.strip().replace('\n', '\n    '))
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def all_worked(self, seats):
        for seat in seats:
            self.assertGreaterEqual(acknowledged([seat]), ENOUGH, seat.text())

    # ---- what works ----

    def three_seats(self, kind):
        self.serve(kind)
        self.make_base()
        seats = [self.work(number, 20) for number in (1, 2, 3)]
        for seat in seats:
            seat.ends()
        self.all_worked(seats)
        self.is_sound(seats)

    def test_three_seats_smb(self):
        self.three_seats(lab.Smb)

    def test_three_seats_nfs(self):
        self.three_seats(lab.Nfs)

    def seats_see_each_other(self, kind):
        """Each seat's list has both, and a base made over the network is one that others open."""
        self.serve(kind)
        first = self.lab.seat(1, '%s create /mnt/share/base.paraphe; echo MADE; %s work '
                              '/mnt/share/base.paraphe 25 100 s1 2>&1'
                              % (seat_program(), seat_program()))
        first.waits_for('MADE')
        self.saves(first, 3)
        second = self.lab.seat(2, '%s seats /mnt/share/base.paraphe 2>&1; echo LISTED'
                               % seat_program())
        second.waits_for('LISTED')
        second.ends()
        first.ends()
        listed = second.text()
        self.assertRegex(listed, r'(?m)^.*poste1.*$', listed)
        self.assertRegex(listed, r'(?m)^.*poste2.*$', listed)
        self.is_sound([first])

    def test_seats_see_each_other_smb(self):
        self.seats_see_each_other(lab.Smb)

    def test_seats_see_each_other_nfs(self):
        self.seats_see_each_other(lab.Nfs)

    # ---- what goes wrong ----

    def cable_cut(self, kind):
        self.serve(kind)
        self.make_base()
        seats = [self.work(number, 40) for number in (1, 2)]
        for seat in seats:
            self.saves(seat, 5)
        seats[0].cut_cable()
        # The other goes on, or waits for what the first holds: either way, ten seconds of it.
        lab.passes(10)
        seats[0].plug_cable()
        self.saves(seats[0], 5)
        for seat in seats:
            seat.ends()
        self.is_sound(seats)

    def test_cable_cut_smb(self):
        self.cable_cut(lab.Smb)

    def test_cable_cut_nfs(self):
        self.cable_cut(lab.Nfs)

    def server_killed(self, kind):
        self.serve(kind)
        self.make_base()
        seats = [self.work(number, 60) for number in (1, 2)]
        for seat in seats:
            self.saves(seat, 5)
        self.lab.server.kill()
        self.lab.server.start()
        for seat in seats:
            self.saves(seat, 5)
        for seat in seats:
            seat.ends()
        self.is_sound(seats)

    def test_server_killed_smb(self):
        self.server_killed(lab.Smb)

    def test_server_killed_nfs(self):
        self.server_killed(lab.Nfs)

    def power_cut(self, kind, **more):
        """A seat loses its power while it saves; the other names it, and goes on once the server
        has let go of it."""
        self.serve(kind, **more)
        self.make_base()
        seats = [self.work(number, 60, think=0) for number in (1, 2)]
        for seat in seats:
            self.saves(seat, 5)
        seats[0].cut_power()
        if kind is lab.Smb:
            # Samba keeps what the dead seat held. It is named, with what frees it: closing its
            # session at the server, here by starting that anew.
            before = acknowledged(seats[1:])
            lab.wait(lambda: seats[1].has_said('(?m)^ERROR .*poste1')
                     or acknowledged(seats[1:]) > before + 20, 'the name of the dead seat\n'
                     + seats[1].text(), 60)
            self.lab.server.kill()
            self.lab.server.start()
        self.saves(seats[1], 5)
        seats[1].ends()
        self.is_sound(seats)

    def test_power_cut_smb(self):
        self.power_cut(lab.Smb)

    def test_power_cut_nfs(self):
        self.power_cut(lab.Nfs)

    def slow(self, kind):
        """Two milliseconds are nothing; through a VPN it is read and no more."""
        self.serve(kind)
        self.make_base()
        near = self.lab.seat(1, '%s open /mnt/share/base.paraphe 2>&1' % seat_program(),
                             delay=2).ends()
        self.assertRegex(near, r'(?m)^WRITE')
        far = self.lab.seat(2, '%s open /mnt/share/base.paraphe 2>&1' % seat_program(),
                            delay=200).ends()
        self.assertNotIn('NO DELAY', near + far)
        self.assertRegex(far, r'(?m)^(READ-ONLY|REFUSED)')
        print('    ' + reason(far))

    def test_slow_smb(self):
        self.slow(lab.Smb)

    def test_slow_nfs(self):
        self.slow(lab.Nfs)

    def server_hangs(self, kind):
        """It holds the connections and answers no more, for a while: all wait, and go on."""
        self.serve(kind)
        self.make_base()
        seats = [self.work(number, 60) for number in (1, 2)]
        for seat in seats:
            self.saves(seat, 5)
        self.lab.server.signal(signal.SIGSTOP)
        lab.passes(15)
        self.lab.server.signal(signal.SIGCONT)
        for seat in seats:
            self.saves(seat, 5)
        for seat in seats:
            seat.ends()
        self.is_sound(seats)

    def test_server_hangs_smb(self):
        self.server_hangs(lab.Smb)

    def test_server_hangs_nfs(self):
        self.server_hangs(lab.Nfs)

    def seat_dies(self, kind):
        """Three seats have the same list; of the one that loses its power the others say so."""
        self.serve(kind)
        self.make_base()
        seats = [self.lab.seat(number, '%s seats /mnt/share/base.paraphe 600 2>&1'
                               % seat_program()) for number in (1, 2, 3)]
        for seat in seats:
            there = ' '.join('poste%d:%s' % (n, 'mine' if n == seat.number else 'alive')
                             for n in (1, 2, 3))
            seat.waits_for('^HERE %s$' % there)
        seats[2].cut_power()
        for seat in seats[:2]:
            found = seat.waits_for('^HERE .*poste3:(stuck|dead)')
            print('    seat %d: %s' % (seat.number, found[0]))
            seat.cut_power()

    def test_seat_dies_smb(self):
        self.seat_dies(lab.Smb)

    def test_seat_dies_nfs(self):
        self.seat_dies(lab.Nfs)

    # ---- what one seat does with the whole base, while two others work ----

    def make_school(self):
        """The demo school, of a year that is long past, with what the seats count in."""
        lab.run(paraphectl(), 'demo', self.base)
        base = sqlite3.connect(self.base)
        with base:
            base.execute("UPDATE school_year SET start = '2015-09-01', \"end\" = '2016-08-31'"
                         " WHERE name = '2026-2027'")
            base.execute("UPDATE signature_request SET state = 'completed'"
                         " WHERE state IN ('prepared', 'sending', 'ongoing')")
        base.close()
        self.make_base()
        lab.run('chmod', '-R', 'a+rwX', self.lab.server.share)

    def call(self, number, *calls):
        """What paraphectl answers to each, at a seat: its code, and all that it said."""
        text = self.lab.seat(number, 'mkdir -p /run/home/kept\n' + '\n'.join(
            'timeout 300 %s %s 2>&1; echo RESULT $?' % (paraphectl(), words)
            for words in calls)).ends()
        return re.findall(r'(?m)^RESULT (\d+)$', text), text

    def upkeep(self, kind):
        """A backup and a check of every page beside two that work; a purge, which shrinks the file,
        is refused until they have gone."""
        purge = 'privacy purge /mnt/share/base.paraphe --year 2026-2027 --contacts --basis DAF'
        self.serve(kind)
        self.make_school()
        seats = [self.work(number, 60, think=200) for number in (1, 2)]
        for seat in seats:
            self.saves(seat, 5)
        results, text = self.call(3, 'backup /mnt/share/base.paraphe --to /run/home/kept', purge,
                                  'check /mnt/share/base.paraphe')
        self.assertEqual(['0', '1', '0'], results, text)
        self.assertRegex(text, r'poste[12] has the database open too\. Nothing is purged')
        print('    ' + re.search('paraphectl: (.*)', text)[1])
        for seat in seats:
            seat.ends()
        results, text = self.call(3, purge)
        self.assertEqual(['0'], results, text)
        self.is_sound(seats)

    def test_upkeep_smb(self):
        self.upkeep(lab.Smb)

    def test_upkeep_nfs(self):
        self.upkeep(lab.Nfs)

    def newer(self, kind):
        """A seat whose Paraphe is newer has migrated the base: the others save nothing more into
        it, and say why."""
        self.serve(kind)
        self.make_base()
        seats = [self.work(number, 40, think=100) for number in (1, 2)]
        for seat in seats:
            self.saves(seat, 5)
        third = self.lab.seat(3, '%s version /mnt/share/base.paraphe 99 2>&1' % seat_program())
        third.waits_for('^VERSION 99')
        for seat in seats:
            print('    ' + seat.waits_for('^ERROR .*newer version.*')[0])
        for seat in seats:
            seat.ends()
        third.ends()
        base = sqlite3.connect(self.base)
        version = sqlite3.connect(self.base).execute('PRAGMA user_version').fetchone()[0]
        self.assertEqual(99, version)
        base.execute('PRAGMA user_version = %d' % self.version)
        base.close()
        self.is_sound(seats)

    def test_newer_smb(self):
        self.newer(lab.Smb)

    def test_newer_nfs(self):
        self.newer(lab.Nfs)

    def migration(self, kind):
        """Three seats open a base of an older Paraphe at once: it is brought up to date once."""
        self.serve(kind)
        with open(os.path.join(FIXTURES, 'v6.sql'), encoding='utf-8') as file:
            base = sqlite3.connect(self.base)
            base.executescript(file.read())
            base.close()
        os.chmod(self.base, 0o660)
        seats = [self.lab.seat(number, '%s open /mnt/share/base.paraphe 2>&1' % seat_program())
                 for number in (1, 2, 3)]
        for seat in seats:
            text = seat.ends()
            found = re.search(r'(?m)^(WRITE|(READ-ONLY|REFUSED) .* is saving.*)$', text)
            self.assertIsNotNone(found, text)
            print('    seat %d: %s' % (seat.number, found[0]))
        kept = [name for name in os.listdir(self.lab.server.share) if '.before-v' in name]
        self.assertEqual(['base.paraphe.before-v7'], kept)
        print('    ' + lab.run(paraphectl(), 'check', self.base).strip())

    def test_migration_smb(self):
        self.migration(lab.Smb)

    def test_migration_nfs(self):
        self.migration(lab.Nfs)

    # ---- what is refused, and why ----

    def test_one_program_a_computer(self):
        self.serve(lab.Smb)
        self.make_base()
        first = self.lab.seat(1, """
mkfifo /run/first
%(seat)s work /mnt/share/base.paraphe 300 100 s1 > /run/first 2>&1 &
exec 3< /run/first
while read -r line <&3; do
  echo "$line"
  [ "$line" != 'ACK s1-5' ] || break
done
%(seat)s open /mnt/share/base.paraphe 2>&1
kill $!; cat <&3; wait
%(seat)s open /mnt/share/base.paraphe 2>&1""" % {'seat': seat_program()})
        text = first.ends()
        print('    ' + reason(text))
        self.assertRegex(text, r'(?m)^READ-ONLY .*another Paraphe of this computer')
        self.assertRegex(text, r'(?m)^WRITE$')
        self.is_sound([first])

    def test_nobrl_is_refused(self):
        self.serve(lab.Smb)
        self.make_base()
        text = self.lab.seat(1, '%s open /mnt/share/base.paraphe 2>&1' % seat_program(),
                             'nobrl').ends()
        self.assertRegex(text, r'(?m)^(READ-ONLY|REFUSED)')
        self.assertRegex(text, r'(?m)^(READ-ONLY|REFUSED) .*nobrl')
        print('    ' + reason(text))

    def control(self, kind, journal, options=''):
        """What becomes of a file that SQLite is given as it comes, with two seats."""
        self.serve(kind)
        base = os.path.join(self.lab.server.share, 'control.db')
        lab.run('python3', CONTROL, 'init', base, 'DELETE')
        os.chmod(base, 0o666)
        seats = [self.lab.seat(number, 'timeout -s KILL 40 python3 %s work /mnt/share/control.db %s'
                               ' FULL 20 s%d 2>&1' % (CONTROL, journal, number), options)
                 for number in (1, 2)]
        for seat in seats:
            try:
                seat.ends(120)
            except AssertionError:
                seat.cut_power()
        n = acknowledged(seats)
        verdict = lab.run('python3', CONTROL, 'verify', base, str(n)).strip()
        print('    %d acknowledged by SQLite alone (%s %s): %s' % (n, journal, options, verdict))
        return n, verdict

    def test_control_nobrl(self):
        n, verdict = self.control(lab.Smb, 'TRUNCATE', 'nobrl')
        self.assertGreater(n, 0)
        self.assertNotEqual('SOUND', verdict)

    def test_control_default_smb(self):
        """An SMB lock cannot be upgraded in place: SQLite alone never commits at all."""
        n, _ = self.control(lab.Smb, 'TRUNCATE')
        self.assertEqual(0, n)

    def test_control_wal_nfs(self):
        n, verdict = self.control(lab.Nfs, 'WAL')
        self.assertGreater(n, 0)
        self.assertNotEqual('SOUND', verdict)


class PowerTest(unittest.TestCase):
    """A seat alone, on its own disk, whose power is cut."""
    ROUNDS = 10

    def setUp(self):
        self.lab = lab.Lab(1)
        self.lab.__enter__()
        self.addCleanup(self.lab.__exit__)
        self.disk = os.path.join(self.lab.folder, 'disk')

    def cut(self, start, check):
        """Returns in how many rounds something acknowledged was lost."""
        lost = 0
        for number in range(self.ROUNDS):
            with open(self.disk, 'wb') as file:
                file.truncate(96 * 1024 * 1024)
            lab.run('mkfs.ext4', '-q', '-F', self.disk)
            seat = self.lab.local(1, self.disk, 'mount -t ext4 /dev/ubda /mnt/share\n' + start)
            # Another number each time: the cut falls at another place.
            seat.waits_for(r'ACK s1-%d\b' % (3 + number))
            seat.cut_power()
            acks = os.path.join(self.lab.folder, 'acks')
            with open(acks, 'w', encoding='utf-8') as file:
                file.write(seat.text())
            after = self.lab.local(1, self.disk, 'mount -t ext4 /dev/ubda /mnt/share\n'
                                   + check.format(acks=acks, n=acknowledged([seat]))).ends()
            self.assertRegex(after, r'(?m)^(GOOD|BAD|SOUND|DAMAGED|REFUSED)', after)
            lost += re.search(r'(?m)^(GOOD|SOUND)', after) is None
        return lost

    def test_power_cut(self):
        program = seat_program()
        lost = self.cut('%s create /mnt/share/b.paraphe; sync\n'
                        '%s work /mnt/share/b.paraphe 60 0 s1 2>&1' % (program, program),
                        program + ' verify /mnt/share/b.paraphe {acks} 2>&1')
        print('    %d power cuts, something lost in %d' % (self.ROUNDS, lost))
        self.assertEqual(0, lost)

    def test_control_without_syncs(self):
        lost = self.cut('python3 %s init /mnt/share/c.db DELETE; sync\n'
                        'python3 %s work /mnt/share/c.db TRUNCATE OFF 60 s1 2>&1'
                        % (CONTROL, CONTROL),
                        'python3 ' + CONTROL + ' verify /mnt/share/c.db {n} 2>&1')
        print('    %d power cuts without syncs, something lost in %d' % (self.ROUNDS, lost))
        self.assertGreater(lost, 0)


def main():
    why = lab.missing()
    if why is None and 'STORE_SEAT' not in os.environ:
        why = 'STORE_SEAT does not name the program of a seat'
    if why is None and 'PARAPHECTL' not in os.environ:
        why = 'PARAPHECTL does not name paraphectl'
    if why is not None:
        print('skipped: ' + why)
        sys.exit(77)
    if INSIDE not in os.environ:
        # Networks of its own, and an end to all that it started when it ends.
        os.execvpe('unshare', ['unshare', '--net', '--mount', '--pid', '--fork', '--mount-proc',
                               '--kill-child', sys.executable, '-B', *sys.argv],
                   dict(os.environ, **{INSIDE: '1'}))
    unittest.main(verbosity=2)


if __name__ == '__main__':
    main()
