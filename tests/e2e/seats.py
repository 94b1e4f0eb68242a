# SPDX-License-Identifier: GPL-3.0-or-later
"""A second window on the base of the first, as at another computer."""
import os
import shutil
import subprocess
import unittest

import hands
import desk
from desk import Gio


def accessibility_bus():
    """Where both programs tell what they show."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    return bus.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
                         Gio.DBusCallFlags.NONE, desk.MILLISECONDS, None).unpack()[0]


class Bus:
    """A session bus beside that of the test: a program is there once on each."""

    def __init__(self):
        self.daemon = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--print-address'],
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = self.daemon.stdout.readline().strip()
        self.connection = Gio.DBusConnection.new_for_address_sync(
            self.address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)

    def stop(self):
        self.connection.close_sync(None)
        self.daemon.kill()
        self.daemon.wait()
        self.daemon.stdout.close()


@unittest.skipUnless(shutil.which('xdotool') and shutil.which('dbus-daemon'),
                     'needs xdotool and dbus-daemon')
class TwoSeats(hands.Hands):
    def setUp(self):
        super().setUp()
        self.bus = Bus()
        self.addCleanup(self.bus.stop)
        self.base = self.path('demo.paraphe')
        desk.paraphectl('demo', self.base)

    def start_second(self):
        """A window with a bus and a home of its own."""
        home = self.path('second')
        os.mkdir(home)
        second = desk.Paraphe(self.base, home=home,
                              extra={'DBUS_SESSION_BUS_ADDRESS': self.bus.address,
                                     'AT_SPI_BUS_ADDRESS': accessibility_bus()})
        self.running.append(second)
        second.bus = self.bus.connection
        return second
