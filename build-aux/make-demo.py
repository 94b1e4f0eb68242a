#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-demo.py FOLDER: writes the demo school, the same bytes every time.

The files are such as a school has them: semicolons, French dates and headings. The importer reads
them as it would a school's own, so nothing here may know more than a secretary would write.
"""
import csv
import datetime
import json
import pathlib
import random
import sys
import unicodedata

import demo_words as words

KEY_LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ'
DAYS = ['Lundi', 'Mardi', 'Mercredi', 'Jeudi', 'Vendredi', 'Samedi']
TODAY = datetime.date(2026, 11, 24)
# Hours of a day: morning, afternoon. Seven hours at most, so that the youngest may keep them.
DAY = {
    'office': ('08:30-12:00', '13:30-17:00'), 'early': ('07:30-12:00', '13:00-15:30'),
    'shop': ('09:00-12:30', '14:00-17:30'), 'site': ('08:00-12:00', '13:30-16:30'),
    'care': ('07:00-11:00', '11:30-14:30'), 'evening': ('13:00-17:00', '17:30-20:00'),
    'short': ('08:30-12:00', '13:30-15:30'), 'morning': ('08:30-12:30', ''), 'off': ('', ''),
}
WEEKS = {
    'shop': ['shop ' * 5 + 'off', 'off ' + 'shop ' * 5, 'office ' * 5 + 'off',
             'site ' * 5 + 'off'],
    'wire': ['early ' * 5 + 'off', 'site ' * 5 + 'off', 'site ' * 4 + 'morning off'],
    'desk': ['office ' * 5 + 'off', 'office ' * 4 + 'short off', 'site ' * 5 + 'off'],
    'care': ['care ' * 5 + 'off', 'evening ' * 5 + 'off', 'care care evening evening office off'],
}
# class, rank of the period, then how many sheets are validated, to validate, drafts, refused, and
# how many students share the period between two companies
QUOTAS = [
    ('2CAP EPC', 0, 20, 0, 0, 0, 2), ('2BTS MCO', 0, 23, 0, 0, 0, 1),
    ('1CAP EPC', 0, 20, 1, 0, 0, 1), ('TASSP', 0, 26, 0, 1, 0, 3),
    ('TMELEC', 0, 18, 3, 2, 1, 1), ('TAGORA', 0, 17, 3, 2, 1, 0),
    ('1BTS MCO', 0, 11, 3, 2, 1, 0), ('1MELEC', 0, 3, 1, 1, 0, 0),
    ('1AGORA', 0, 2, 1, 1, 0, 0), ('1ASSP', 0, 3, 1, 1, 1, 0),
    ('2MELEC', 0, 1, 0, 0, 0, 0), ('2BTS MCO', 1, 1, 0, 0, 0, 0),
]
# class → how many agreements stand at each step, first step first
STEPS = {
    '2CAP EPC': (0, 0, 0, 2, 20), '2BTS MCO': (0, 0, 0, 1, 23), '1CAP EPC': (0, 0, 1, 4, 15),
    'TASSP': (0, 0, 2, 7, 18), 'TMELEC': (1, 3, 3, 2, 0), 'TAGORA': (2, 3, 2, 1, 0),
}
# How searches without a sheet stand, by the days left before the period
STATES = [
    (0, ['exempt', 'refused', 'searching', 'contact']),
    (30, ['searching', 'contact', 'promise', 'searching', 'refused', 'contact', 'promise']),
    (60, ['searching', 'contact', 'not_started', 'searching', 'promise', 'not_started']),
    (400, ['not_started', 'not_started', 'searching', 'not_started', 'not_started', 'contact']),
]


class Dice:
    """Draws that stay the same on every Python: only random() is promised to."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, n):
        return int(self.random() * n)

    def pick(self, items):
        return items[self.below(len(items))]

    def chance(self, share):
        return self.random() < share

    def shuffled(self, items):
        items = list(items)
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]
        return items


class Numbers:
    """Telephone numbers that no one has: the ranges kept for films (Arcep)."""

    def __init__(self):
        self.used = {'mobile': 0, 'fixed': 0}

    def take(self, kind):
        self.used[kind] += 1
        tail = '%04d' % ((self.used[kind] * 7919 + 101) % 10000)
        head = '06 39 98' if kind == 'mobile' else '05 36 49'
        return f'{head} {tail[:2]} {tail[2:]}'


def day(text):
    return datetime.date.fromisoformat(text)


def french(date):
    return date.strftime('%d/%m/%Y')


def plain(text):
    """Letters, digits and hyphens only, for addresses of e-mail."""
    text = text.replace('œ', 'oe').replace('Œ', 'Oe').replace('ı', 'i')
    text = unicodedata.normalize('NFD', text.lower())
    kept = ''.join(c if c.isalnum() else '-' for c in text if not unicodedata.combining(c))
    return '-'.join(part for part in kept.split('-') if part)


def spaced(number):
    return ' '.join(number[i:i + 2] for i in range(0, len(number), 2))


def luhn_key(digits):
    """The digit that makes the whole divisible by ten (SIREN, SIRET)."""
    total = 0
    for i, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if i % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def siret(rank):
    """No company's number begins with 000."""
    siren = '000%05d' % (41300 + rank * 37)
    siren += luhn_key(siren)
    return siren + '0001' + luhn_key(siren + '0001')


def age_on(birth, date):
    return date.year - birth.year - ((date.month, date.day) < (birth.month, birth.day))


def hours_of(slot):
    if not slot:
        return 0.0
    first, last = slot.split('-')
    minutes = [int(t[:2]) * 60 + int(t[3:]) for t in (first, last)]
    return (minutes[1] - minutes[0]) / 60


def pause_of(morning, afternoon):
    if not morning or not afternoon:
        return ''
    first, last = morning[-5:], afternoon[:5]
    return str(int(last[:2]) * 60 + int(last[3:]) - int(first[:2]) * 60 - int(first[3:]))


def town(dice):
    places = [place for place in words.TOWNS for _ in range(place[2])]
    return dice.pick(places)


def address(dice):
    code, name, _ = town(dice)
    return f'{1 + dice.below(98)} {dice.pick(words.STREETS)}', code, name


def make_periods():
    """The periods of each class, in order of their first day."""
    periods = {row[0]: [] for row in words.CLASSES}
    for names, dates in words.PERIODS:
        for label, start, end in dates:
            for name in names:
                periods[name].append({'name': label, 'start': day(start), 'end': day(end),
                                      'class': name})
    return periods


def period_rows(periods):
    yield ['Année scolaire', 'Classe', 'Période', 'N°', 'Type', 'Début', 'Fin', 'Heures hebdo']
    for name, own in periods.items():
        for rank, period in enumerate(own, 1):
            kind = 'internship' if 'BTS' in name else 'pfmp'
            yield [words.SCHOOL['school_year.name'], name, period['name'], rank, kind,
                   french(period['start']), french(period['end']), '35']


def teacher_mail(family, given):
    return f'{plain(given)}.{plain(family)}@lycee-combarel.example'


def teacher_rows(numbers):
    yield ['Civilité', 'Nom', 'Prénom', 'Discipline', 'E-mail', 'Téléphone']
    for title, family, given, subject, _ in words.TEACHERS:
        yield [title, family, given, subject, teacher_mail(family, given), numbers.take('mobile')]


def make_birth(dice, year, first_day):
    """Most are of the class's year; some have repeated one. All are fifteen by the first period,
    and a few have their birthday in it: rules on hours change with the age."""
    while True:
        older = dice.pick([0] * 15 + [1] * 4 + [2])
        birth = datetime.date(year - older, 1, 1) + datetime.timedelta(dice.below(365))
        if dice.chance(0.12):
            birth = (first_day + datetime.timedelta(1 + dice.below(10))).replace(year=year - older)
        if age_on(birth, first_day) >= 15:
            return birth


def make_person(dice, girls_share, taken):
    while True:
        sex = 'F' if dice.chance(girls_share) else 'M'
        given = dice.pick(words.GIRLS if sex == 'F' else words.BOYS)
        family = dice.pick(words.FAMILIES)
        if (family, given) not in taken:
            taken.add((family, given))
            return sex, family, given


def make_guardian(dice, numbers, student, title, family):
    given = dice.pick(words.ADULT_WOMEN if title == 'Mme' else words.ADULT_MEN)
    home = student['home'] if dice.chance(0.8) else address(dice)
    return {'title': title, 'family': family, 'given': given, 'home': home,
            'kinship': 'Mère' if title == 'Mme' else 'Père', 'mobile': numbers.take('mobile'),
            'phone': numbers.take('fixed') if dice.chance(0.3) else '',
            'mail': f'{plain(given)}.{plain(family)}.{student["number"]}@example.org',
            'sms': 'non' if dice.chance(0.1) else 'oui'}


def make_guardians(dice, numbers, student):
    """Two for most who are under age, one for the others; adults may have none."""
    adult = age_on(student['birth'], TODAY) >= 18
    count = dice.pick([0, 1, 1, 2] if adult else [1, 2, 2, 2])
    titles = dice.shuffled(['Mme', 'M.'])
    guardians = []
    for rank in range(count):
        family = student['family']
        if rank == 1 and dice.chance(0.55):
            family = dice.pick(words.FAMILIES)
        guardians.append(make_guardian(dice, numbers, student, titles[rank], family))
    return guardians


def make_student(dice, numbers, group, first_day, rank, taken):
    name, _, _, _, year, _, trade = group
    share = {'wire': 0.12, 'care': 0.86, 'desk': 0.6, 'shop': 0.52}[trade]
    sex, family, given = make_person(dice, share, taken)
    abroad = dice.chance(0.09)
    birth_place = dice.pick(words.FOREIGN_BIRTHS) if abroad else (town(dice)[1], 'FRANCE')
    student = {
        'class': name, 'sex': sex, 'family': family, 'given': given,
        'birth': make_birth(dice, year, first_day), 'birth_place': birth_place,
        'ine': '%09d%s%s' % (100000000 + rank * 2718281 % 89999999, dice.pick('ABCDEFGHJK'),
                             dice.pick('ABCDEFGHJK')),
        'number': str(4000 + rank * 7), 'home': address(dice), 'mobile': numbers.take('mobile'),
        'mail': f'{plain(given)}.{plain(family)}@eleves.lycee-combarel.example',
        'regime': dice.pick(['DP', 'DP', 'DP', 'EXT', 'INT']),
        'entry': '01/09/2026' if name[0] in '12' and 'CAP' not in name else '02/09/2026',
    }
    student['guardians'] = make_guardians(dice, numbers, student)
    return student


def make_students(dice, numbers, periods):
    taken, students = set(), []
    for group in words.CLASSES:
        first_day = periods[group[0]][0]['start']
        members = [make_student(dice, numbers, group, first_day, len(students) + i, taken)
                   for i in range(group[5])]
        students += sorted(members, key=lambda s: (plain(s['family']), plain(s['given'])))
    return students


def guardian_cells(guardian):
    if guardian is None:
        return [''] * 10
    street, code, place = guardian['home']
    return [guardian['title'], guardian['family'], guardian['given'], guardian['kinship'], street,
            code, place, guardian['phone'], guardian['mobile'], guardian['mail']]


def student_rows(students):
    own = ['civilité', 'nom', 'prénom', 'lien', 'adresse', 'code postal', 'ville', 'téléphone',
           'mobile', 'e-mail']
    yield (['Nom', 'Prénom', 'Sexe', 'Né(e) le', 'Commune naiss.', 'Pays naiss.', 'INE',
            'N° interne', 'Classe', 'Niveau', 'Formation', 'Spécialité', 'Régime', 'Adresse',
            'Code postal', 'Ville', 'Mobile', 'E-mail', "Date d'entrée", "Contact d'urgence",
            'Tél. urgence']
           + [f'Resp. légal {n} {part}' for n in (1, 2) for part in own])
    groups = {group[0]: group for group in words.CLASSES}
    for student in students:
        guardians = (student['guardians'] + [None, None])[:2]
        urgent = guardians[0]
        _, level, diploma, speciality = groups[student['class']][:4]
        street, code, place = student['home']
        yield ([student['family'], student['given'], student['sex'], french(student['birth']),
                student['birth_place'][0], student['birth_place'][1], student['ine'],
                student['number'], student['class'], level, diploma, speciality,
                student['regime'], street, code, place, student['mobile'], student['mail'],
                student['entry'], f"{urgent['given']} {urgent['family']}" if urgent else '',
                urgent['mobile'] if urgent else '']
               + guardian_cells(guardians[0]) + guardian_cells(guardians[1]))


def make_contact(dice, numbers, functions, domain):
    title = 'Mme' if dice.chance(0.5) else 'M.'
    given = dice.pick(words.ADULT_WOMEN if title == 'Mme' else words.ADULT_MEN)
    family = dice.pick(words.FAMILIES)
    return {'title': title, 'given': given, 'family': family,
            'function': dice.pick(functions)[title == 'M.'],
            'phone': numbers.take('fixed'), 'mobile': numbers.take('mobile'),
            'mail': f'{plain(given)}.{plain(family)}@{domain}'}


def make_company(dice, numbers, rank, row):
    name, sign, form, naf, activity, trade, headcount, place, size = row
    domain = f'{plain(sign or name)[:28].strip("-")}.example'
    code = next(code for code, town_name, _ in words.TOWNS if town_name == place)
    head = make_contact(dice, numbers, words.HEAD_FUNCTIONS.get(form, words.OTHER_HEAD), domain)
    alone = headcount in ('1 à 2', '3 à 5') and dice.chance(0.5)
    tutors = [head if alone else make_contact(dice, numbers, words.TUTOR_FUNCTIONS[trade], domain)]
    if name in words.SECOND_TUTORS:
        tutors.append(make_contact(dice, numbers, words.TUTOR_FUNCTIONS[trade], domain))
    street = f'{1 + dice.below(60)} {dice.pick(words.STREETS)}'
    site = next((s for s in words.SITES if s[0] == name), None)
    return {'name': name, 'sign': sign, 'form': form, 'naf': naf, 'activity': activity,
            'trade': trade, 'headcount': headcount, 'street': street, 'code': code, 'town': place,
            'size': size, 'siret': siret(rank), 'phone': numbers.take('fixed'), 'site': site,
            'mail': f'contact@{domain}', 'web': f'https://www.{domain}', 'head': head,
            'tutors': tutors, 'insurer': dice.pick(words.INSURERS), 'taken': [],
            'contract': 'RCP %03d %03d' % (dice.below(1000), dice.below(1000))}


def site_cells(company):
    if company['site'] is None:
        return ['', '', '', '', words.DISTANCES[company['town']]]
    _, name, street, place = company['site']
    code = next(code for code, town_name, _ in words.TOWNS if town_name == place)
    return [name, street, code, place, words.DISTANCES[place]]


def contact_cells(contact):
    return [contact['title'], contact['family'], contact['given'], contact['function'],
            contact['phone'], contact['mobile'], contact['mail']]


def company_rows(companies):
    """A company with two tutors stands twice, as in a list kept by a school."""
    person = ['civilité', 'nom', 'prénom', 'fonction', 'téléphone', 'mobile', 'e-mail']
    yield (['Raison sociale', 'Enseigne', 'SIRET', 'Code APE', 'Activité', 'Forme juridique',
            'Effectif', 'Secteur public', 'Adresse', 'Code postal', 'Ville', 'Téléphone', 'E-mail',
            'Site internet', 'Assureur', 'N° contrat', 'Métiers', "Lieu d'accueil",
            "Adresse du lieu d'accueil", 'Code postal lieu', 'Ville lieu', 'Distance']
           + [f'{role} {part}' for role in ('Représentant', 'Tuteur') for part in person])
    for company in companies:
        for tutor in company['tutors']:
            yield ([company['name'], company['sign'], company['siret'], company['naf'],
                    company['activity'], company['form'], company['headcount'],
                    'oui' if company['form'] in words.PUBLIC_FORMS else 'non', company['street'],
                    company['code'], company['town'], company['phone'], company['mail'],
                    company['web'], company['insurer'], company['contract'],
                    words.TRADES[company['trade']]]
                   + site_cells(company) + contact_cells(company['head']) + contact_cells(tutor))


def work_days(start, end, week):
    """Days of presence, public holidays out; @week has three cells a day, from Monday."""
    worked = [any(week[i:i + 3]) for i in range(0, len(week), 3)] + [False]
    days = [start + datetime.timedelta(i) for i in range((end - start).days + 1)]
    return sum(1 for d in days if worked[d.weekday()] and d.isoformat() not in words.DAYS_OFF)


def school_day(date):
    """That day, or the last one before it on which the school was open."""
    while (date.weekday() > 4 or date.isoformat() in words.DAYS_OFF
           or any(first <= date.isoformat() <= last for first, last in words.HOLIDAYS)):
        date -= datetime.timedelta(1)
    return max(date, day('2026-09-02'))


def shifted(dice, period):
    """A few companies take the pupil a little earlier or later than the calendar says."""
    start, end = period['start'], period['end']
    if dice.chance(0.12):
        if dice.chance(0.5):
            start += datetime.timedelta(dice.pick([1, 2]))
        else:
            end -= datetime.timedelta(dice.pick([1, 7]))
    return start, end


def choose_company(dice, companies, trade, student, start, end):
    """One of the trade that still has room at these dates and has not had this student."""
    free = []
    for company in companies:
        busy = sum(1 for _, s, e in company['taken'] if s <= end and start <= e)
        known = any(ine == student['ine'] for ine, _, _ in company['taken'])
        if company['trade'] == trade and busy < company['size'] and not known:
            free += [company] * (company['size'] - busy)
    company = dice.pick(free)
    company['taken'].append((student['ine'], start, end))
    return company


def week_cells(dice, trade):
    """Six days of morning, pause, afternoon, then the hours of the week."""
    kinds = dice.pick(WEEKS[trade]).split()
    cells, hours = [], 0.0
    for kind in kinds:
        morning, afternoon = DAY[kind]
        cells += [morning, pause_of(morning, afternoon), afternoon]
        hours += hours_of(morning) + hours_of(afternoon)
    return cells, ('%g' % hours).replace('.', ',')


def make_placement(dice, pool, student, period, dates, state):
    """One sheet; @pool holds the companies and what each class's teachers are."""
    group = next(g for g in words.CLASSES if g[0] == student['class'])
    start, end = dates
    company = choose_company(dice, pool['companies'], group[6], student, start, end)
    cells, hours = week_cells(dice, group[6])
    validated = min(start - datetime.timedelta(6), TODAY) - datetime.timedelta(1 + dice.below(20))
    return {
        'student': student, 'period': period, 'company': company, 'start': start, 'end': end,
        'state': state, 'week': cells, 'hours': hours, 'speciality': group[3],
        'tutor': dice.pick(company['tutors']), 'teacher': dice.pick(pool['teachers'][group[0]]),
        'validated': school_day(validated) if state == 'validated' else None,
        'activities': dice.pick(words.ACTIVITIES[group[3]]), 'meals': dice.pick(words.MEALS),
        'transport': dice.pick(words.TRANSPORTS), 'follow_up': dice.pick(words.FOLLOW_UPS),
        'allowance': '4,50' if 'BTS' in group[0] and dice.chance(0.6) else '',
        'refusal': dice.pick(words.REFUSALS) if state == 'refused' else '',
    }


def make_class_placements(dice, pool, students, quota, period):
    name, _, validated, waiting, drafts, refused, split = quota
    members = dice.shuffled([s for s in students if s['class'] == name])
    states = (['validated'] * validated + ['to_validate'] * waiting + ['draft'] * drafts
              + ['refused'] * refused)
    placements = []
    for rank, state in enumerate(states):
        dates = shifted(dice, period)
        if rank < split:
            weeks = (period['end'] - period['start']).days // 7 + 1
            middle = period['start'] + datetime.timedelta(7 * (weeks // 2))
            dates = (period['start'], middle - datetime.timedelta(3))
            placements.append(make_placement(dice, pool, members[rank], period,
                                             (middle, period['end']), state))
        placements.append(make_placement(dice, pool, members[rank], period, dates, state))
    return placements


def make_placements(dice, companies, students, periods):
    teachers = {row[0]: [t for t in words.TEACHERS if row[0] in t[4].split('|')]
                for row in words.CLASSES}
    pool = {'companies': companies, 'teachers': teachers}
    placements = []
    for quota in QUOTAS:
        placements += make_class_placements(dice, pool, students, quota,
                                            periods[quota[0]][quota[1]])
    return sorted(placements, key=lambda p: (p['student']['class'], p['period']['start'],
                                             plain(p['student']['family']),
                                             plain(p['student']['given']), p['start']))


SEARCH_OF_SHEET = {'validated': 'validated', 'to_validate': 'to_validate', 'draft': 'sheet',
                   'refused': 'refused'}


def placement_cells(placement):
    """What a sheet says of the work itself; a draft is not filled to the end."""
    speciality, draft = placement['speciality'], placement['state'] == 'draft'
    regulated = ''
    if speciality == 'MELEC':
        regulated = ("Travaux au voisinage de pièces nues sous tension, selon l'habilitation "
                     "préparatoire de l'élève")
    return ['' if draft else placement['activities'], '' if draft else words.SKILLS[speciality],
            regulated, words.EQUIPMENT[speciality], placement['meals'], placement['transport'],
            'Domicile familial', '' if draft else placement['follow_up'],
            placement['allowance'], 'hour' if placement['allowance'] else '',
            'Virement mensuel' if placement['allowance'] else '']


def placement_rows(placements):
    week = [f'{name} {part}' for name in DAYS for part in ('matin', 'pause', 'après-midi')]
    yield (['INE', 'Nom', 'Prénom', 'Classe', 'Période', 'Entreprise', 'SIRET', "Lieu d'accueil",
            'Représentant nom', 'Représentant prénom', 'Tuteur nom', 'Tuteur prénom',
            'Professeur nom', 'Professeur prénom', 'Début', 'Fin']
           + week + ['Heures hebdo', 'Nb jours', 'Activités', 'Compétences',
                     'Travaux réglementés', 'EPI', 'Restauration', 'Transport', 'Hébergement',
                     'Modalités de suivi', 'Gratification',
                     'Unité gratification', 'Mode de versement', 'Fiche', 'Validée le',
                     'Recherche', 'Motif'])
    for p in placements:
        student, company = p['student'], p['company']
        yield ([student['ine'], student['family'], student['given'], student['class'],
                p['period']['name'], company['name'], company['siret'],
                company['site'][1] if company['site'] else '', company['head']['family'],
                company['head']['given'], p['tutor']['family'], p['tutor']['given'],
                p['teacher'][1], p['teacher'][2], french(p['start']), french(p['end'])]
               + p['week'] + [p['hours'], work_days(p['start'], p['end'], p['week'])]
               + placement_cells(p)
               + [p['state'], french(p['validated']) if p['validated'] else '',
                  SEARCH_OF_SHEET[p['state']], p['refusal']])


def search_cells(dice, student, period, teacher):
    """How a search without a sheet stands, with its last interview."""
    left = (period['start'] - TODAY).days
    states = next(states for most, states in STATES if left <= most)
    if period['end'] < TODAY:
        states = ['exempt']
    state = dice.pick(states)
    means, account, following = dice.pick(words.ACCOUNTS[state])
    spoken = state != 'not_started' or dice.chance(0.2)
    when = min(TODAY, period['start']) - datetime.timedelta(1 + dice.below(18))
    motive = {'exempt': 'Stage déjà effectué dans un autre établissement',
              'refused': "Refus de l'entreprise"}.get(state, '')
    interview = [french(school_day(when)), teacher[1], teacher[2], means, account, following]
    return ([student['ine'], student['family'], student['given'], student['class'],
             period['name'], state, motive] + (interview if spoken else [''] * 6))


def search_rows(dice, students, periods, placements):
    """Students with no sheet for the period that their class is in or prepares."""
    yield ['INE', 'Nom', 'Prénom', 'Classe', 'Période', 'Recherche', 'Motif', 'Date entretien',
           'Professeur nom', 'Professeur prénom', 'Moyen', 'Compte rendu', 'Suite']
    placed = {(p['student']['ine'], p['period']['start']) for p in placements}
    for student in students:
        own = periods[student['class']]
        teachers = [t for t in words.TEACHERS if student['class'] in t[4].split('|')]
        due = [own[0]] + ([own[1]] if own[0]['end'] < TODAY else [])
        for period in due:
            if (student['ine'], period['start']) not in placed:
                yield search_cells(dice, student, period, dice.pick(teachers))


def step_date(dice, placement, step):
    """Later steps come later; none is in the future nor before the sheet was validated."""
    date = placement['validated'] + datetime.timedelta(1 + 2 * step + dice.below(2))
    return max(school_day(min(date, TODAY)), placement['validated'])


def agreement_rows(dice, placements):
    yield ['INE', 'Période', 'Entreprise', 'Étape', 'Date', 'SIRET', 'Classe', 'Début']
    for name, counts in STEPS.items():
        steps = dice.shuffled([step for step, count in enumerate(counts) for _ in range(count)])
        own = [p for p in placements if p['student']['class'] == name
               and p['state'] == 'validated' and p['period']['start'] < day('2027-01-01')]
        for placement, step in zip(own, steps):
            yield [placement['student']['ine'], placement['period']['name'],
                   placement['company']['name'], step, french(step_date(dice, placement, step)),
                   placement['company']['siret'], name, french(placement['start'])]


def note_rows(agreements, searches):
    """Notes of the administration and messages of teachers, on agreements that are under way and
    on searches that go on."""
    yield ['INE', 'Période', 'Classe', 'Type', 'Destinataires', 'Professeur nom',
           'Professeur prénom', 'Texte', 'Lu']
    under_way = [(row[0], row[1], row[6]) for row in agreements[1:] if row[3] < 4]
    going_on = [(row[0], row[4], row[3]) for row in searches[1:]
                if row[5] in ('searching', 'contact', 'promise')]
    places = under_way[::4][:8] + going_on[::5][:4]
    for (ine, period, name), (tone, audience, taught, text, read) in zip(places, words.NOTES):
        teachers = [t for t in words.TEACHERS if name in t[4].split('|')]
        author = [teachers[0][1], teachers[0][2]] if taught else ['', '']
        yield [ine, period, name, tone, audience, *author, text, read]


def school_record():
    record = dict(words.SCHOOL)
    number = words.UAI_NUMBER
    record['school.uai'] = number + KEY_LETTERS[int(number) % 23]
    return record


def write_rows(folder, name, rows):
    with open(folder / name, 'w', encoding='utf-8', newline='') as file:
        csv.writer(file, delimiter=';', lineterminator='\n').writerows(rows)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    numbers, periods = Numbers(), make_periods()
    teachers = list(teacher_rows(numbers))
    students = make_students(Dice(2026), numbers, periods)
    dice = Dice(1124)
    companies = [make_company(dice, numbers, rank, row)
                 for rank, row in enumerate(words.COMPANIES)]
    placements = make_placements(Dice(34), companies, students, periods)
    write_rows(folder, 'teachers.csv', teachers)
    write_rows(folder, 'students.csv', student_rows(students))
    write_rows(folder, 'companies.csv', company_rows(companies))
    write_rows(folder, 'periods.csv', period_rows(periods))
    write_rows(folder, 'placements.csv', placement_rows(placements))
    searches = list(search_rows(Dice(88), students, periods, placements))
    agreements = list(agreement_rows(Dice(5), placements))
    write_rows(folder, 'searches.csv', searches)
    write_rows(folder, 'agreements.csv', agreements)
    write_rows(folder, 'notes.csv', note_rows(agreements, searches))
    text = json.dumps(school_record(), ensure_ascii=False, indent=2, sort_keys=True)
    (folder / 'school.json').write_text(text + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
