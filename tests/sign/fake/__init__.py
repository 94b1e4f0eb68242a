# SPDX-License-Identifier: GPL-3.0-or-later
"""Providers of electronic signatures that live in the tests: they keep a state, and can be rude."""
