# SPDX-License-Identifier: GPL-3.0-or-later
"""What a merged document must say, told from its template by other means than the program under
test: the text of each story as a string, in which “/” ends a paragraph, “|” is a line break, “>” a
tab, what was deleted stands between ⌫ and ⌦, a field that stays is ⟨instruction⊢result⟩, and a text
box stands between ⟦ and ⟧."""
import posixpath
import re
import urllib.parse
import xml.etree.ElementTree as ET
import zipfile
from fractions import Fraction

WORD = ('http://schemas.openxmlformats.org/wordprocessingml/2006/main',
        'http://purl.oclc.org/ooxml/wordprocessingml/main')
STORIES = {'header', 'footer', 'footnotes', 'endnotes', 'comments'}
NOTES = {'footnotes': 'footnote', 'endnotes': 'endnote', 'comments': 'comment'}
TEXTS = {'tab': '>', 'br': '|', 'cr': '|', 'noBreakHyphen': '-'}
# Fields that are worked out from more than values: stories that hold one are left to tests that
# know what they give.
STATEMENTS = {'COMPARE', 'SET', 'QUOTE', 'ASK', 'FILLIN', 'NEXTIF', 'SKIPIF', 'MERGEREC',
              'MERGESEQ', 'DDE', 'DDEAUTO'}
# What a formula without bookmarks and cells may hold.
ARITHMETIC = re.compile(r'(?:ROUND|SUM|(?![*/]{2})[-+*/(),;.\d\s])+')
CELLS = re.compile(r'\b(?:[A-Z]{1,2}\d+|ABOVE|BELOW|LEFT|RIGHT)\b', re.I)
# Several cells, as what stands alone in the brackets of a function; one by its column and its row.
STRETCH = re.compile(r'(?<=[(,;])\s*(?:(ABOVE|LEFT)|([A-Z])(\d+)(?::([A-Z])(\d+))?)\s*(?=[),;])',
                     re.I)
CELL = re.compile(r'\b([A-Z])(\d+)\b', re.I)
FIGURES = re.compile(r'[-+]?\d+(?:[.,]\d+)?')
# A field that stays shows its result; none stands in this one.
STAYING = re.compile('⟨[^⟨⟩⊢]*(?:⊢([^⟨⟩⊢]*))?⟩')
TODAY = {'DATE', 'TIME'}
FROZEN = {'CREATEDATE', 'SAVEDATE', 'PRINTDATE'}
QUOTES = '"\u201c\u201d'


def word(element):
    """The local name of an element of WordprocessingML, or nothing."""
    if not isinstance(element.tag, str) or not element.tag.startswith('{'):
        return ''
    space, name = element.tag[1:].split('}')
    return name if space in WORD else ''


def attribute(element, name):
    return next((element.get('{%s}%s' % (space, name)) for space in WORD
                 if element.get('{%s}%s' % (space, name)) is not None), None)


class Token:
    """A piece of a story: text, code (of a field's instruction), begin, separate, end, paragraph,
    box (another story) or simple (a field of one element, with its own pieces) or deleted."""

    def __init__(self, kind, text='', paragraph=None, inside=None):
        self.kind, self.text, self.paragraph, self.inside = kind, text, paragraph, inside


def tokens(element, paragraph=None, found=None):
    """The pieces of a story in their order."""
    found = [] if found is None else found
    for child in element:
        name = word(child)
        if name in ('rPr', 'pPr', 'sectPr', 'sdtPr'):
            continue
        if name in ('del', 'moveFrom'):
            found.append(Token('deleted', '⌫%s⌦' % ''.join(child.itertext())))
        elif name == 'txbxContent':
            found.append(Token('box', inside=tokens(child)))
        elif name in ('t', 'instrText'):
            found.append(Token('text' if name == 't' else 'code', child.text or '', paragraph))
        elif name in TEXTS:
            found.append(Token('text', TEXTS[name], paragraph))
        elif name == 'fldChar':
            found.append(Token(attribute(child, 'fldCharType') or '', '', paragraph))
        elif name == 'fldSimple':
            found.append(Token('simple', attribute(child, 'instr') or '', paragraph,
                               tokens(child, paragraph)))
        elif name == 'p':
            section = child.find('./{*}pPr/{*}sectPr') is not None
            tokens(child, (child, element, section), found)
            found.append(Token('paragraph', '/', (child, element, section)))
        else:
            tokens(child, paragraph, found)
    return found


class Field:
    def __init__(self, begin):
        self.begin, self.end, self.code, self.result, self.separated = begin, None, [], [], False

    def add(self, piece):
        (self.result if self.separated else self.code).append(piece)


def closed_to(stack, field):
    """Gives up the fields above: what never ends is no field."""
    while stack[-1] is not field:
        lost = stack.pop()
        stack[-1].add(lost.begin)
        for piece in lost.code:
            stack[-1].add(piece)
        if lost.separated:
            stack[-1].add(Token('text', '⊢'))
        for piece in lost.result:
            stack[-1].add(piece)


def tree(pieces):
    """Pieces with complex fields put together; marks without their others stay as they are."""
    root = Field(None)
    stack = [root]
    for piece in pieces:
        if piece.kind == 'begin':
            stack.append(Field(piece))
        elif piece.kind == 'separate' and len(stack) > 1:
            stack[-1].separated = True
        elif piece.kind == 'end' and len(stack) > 1:
            field = stack.pop()
            field.end = piece
            stack[-1].add(field)
        else:
            stack[-1].add(piece)
    closed_to(stack, root)
    return root.code


def split(instruction):
    """A field's type, its arguments before the first switch, and its switches."""
    words, at = [], 0
    while at < len(instruction):
        c = instruction[at]
        if c.isspace() or c == '\u00a0':
            at += 1
        elif c in QUOTES:
            text, at = '', at + 1
            while at < len(instruction) and instruction[at] not in QUOTES:
                at += instruction[at] == '\\'
                text += instruction[at:at + 1]
                at += 1
            words.append(('word', text))
            at += 1
        elif c == '\\' and instruction[at + 1:at + 2] not in ('\\', ''):
            words.append(('switch', instruction[at + 1].lower()))
            at += 2
        else:
            text = ''
            while at < len(instruction) and not instruction[at].isspace() \
                    and instruction[at] not in QUOTES + '\u00a0':
                if instruction[at] == '\\':
                    if instruction[at + 1:at + 2] != '\\':
                        break
                    at += 1
                text += instruction[at]
                at += 1
            if not text:
                at += 1
                continue
            words.append(('word', text))
    kind = words[0][1].upper() if words and words[0][0] == 'word' else ''
    arguments, switches = [], []
    for what, text in words[1:]:
        if what == 'switch':
            switches.append([text, []])
        elif switches:
            switches[-1][1].append(text)
        else:
            arguments.append(text)
    return kind, arguments, switches


def capitals(text):
    return re.sub(r'[^\W_]+', lambda found: found.group()[0].upper() + found.group()[1:].lower()
                  if found.group().isupper() else found.group()[0].upper() + found.group()[1:],
                  text)


FORMATS = {'upper': str.upper, 'lower': str.lower, 'caps': capitals,
           'firstcap': lambda text: re.sub(r'[^\W\d_]', lambda found: found.group().upper(), text,
                                           count=1)}


def shown(name, switches):
    """A value that is a text, [name], as its switches show it."""
    value = '[%s]' % name
    before = after = ''
    for letter, words in switches:
        if letter == '*':
            for text in words:
                value = FORMATS.get(text.lower(), str)(value)
        elif letter == 'b':
            before = ' '.join(words[:1])
        elif letter == 'f':
            after = ' '.join(words[:1])
    return before + value + after


def is_sign(item):
    return isinstance(item, str) and item in '<>='


def arguments_of(pieces):
    """The arguments of IF, each as what its letters, fields and paragraphs are."""
    found, current, is_open, escaped = [], None, False, False
    for piece in pieces:
        if isinstance(piece, Token) and piece.kind in ('text', 'code'):
            items = list(piece.text)
        else:
            items = [piece]
        for item in items:
            if escaped or item == '\\' and is_open:
                if escaped:
                    current.append(item)
                escaped = not escaped
            elif isinstance(item, str) and item in QUOTES:
                if is_open:
                    current = None
                else:
                    current = []
                    found.append(current)
                is_open = not is_open
            elif not is_open and (isinstance(item, str) and item.isspace()
                                  or isinstance(item, Token) and item.kind == 'paragraph'):
                current = None
            else:
                if current is None or not is_open and is_sign(current[-1]) != is_sign(item):
                    current = []
                    found.append(current)
                current.append(item)
    return found[1:]


def number(text):
    text = re.sub(r'[\s\u00a0\u202f]', '', text).replace(',', '.')
    return float(text) if re.fullmatch(r'[+-]?\d+(\.\d+)?', text) else None


def holds(left, comparison, right):
    if comparison in ('=', '<>') and number(right) is None and re.search('[*?]', right):
        pattern = re.escape(right).replace('\\*', '.*').replace('\\?', '.')
        return (re.fullmatch(pattern, left, re.S) is not None) == (comparison == '=')
    if number(left) is not None and number(right) is not None:
        left, right = number(left), number(right)
    return {'=': left == right, '<>': left != right, '<': left < right, '<=': left <= right,
            '>': left > right, '>=': left >= right}[comparison]


def rounded(value, digits=0):
    """Half a step goes away from zero."""
    step = Fraction(10) ** -int(digits)
    steps = int(abs(value) / step + Fraction(1, 2))
    return (steps if value >= 0 else -steps) * step


def calculated(formula):
    """What a formula of figures alone comes to, as French writes it; nothing when it is more."""
    if not ARITHMETIC.fullmatch(formula):
        return None
    exact = re.sub(r'\d+(?:\.\d+)?', r'Fraction("\g<0>")', formula.replace(';', ','))
    value = eval(exact, {'__builtins__': {}, 'Fraction': Fraction, 'ROUND': rounded,
                         'SUM': lambda *numbers: sum(numbers)})
    text = '%.12f' % float(value)
    return text.rstrip('0').rstrip('.').replace('.', ',')


def is_one_stretch(field):
    """Whether a field's paragraphs follow one another in one place, without a section's end."""
    first, last = field.begin.paragraph, field.end.paragraph
    if first is None or last is None:
        return first is last
    if first[0] is last[0]:
        return True
    if first[1] is not last[1]:
        return False
    inside = list(first[1])
    between = inside[inside.index(first[0]):inside.index(last[0]) + 1]
    return not any(p.find('./{*}pPr/{*}sectPr') is not None for p in between)


def code_text(pieces):
    """An instruction, with a mark for each field in it."""
    text = ''
    for piece in pieces:
        if isinstance(piece, Field) or piece.kind == 'simple':
            text += '\ufffc'
        elif piece.kind in ('text', 'code'):
            text += {'>': ' ', '|': ' '}.get(piece.text, piece.text)
        elif piece.kind == 'paragraph':
            text += ' '
    return text


def is_between_tables(paragraph):
    around = list(paragraph[1])
    at = around.index(paragraph[0])
    return 0 < at < len(around) - 1 and {word(around[at - 1]), word(around[at + 1])} == {'tbl'}


def own(element, name):
    """The elements of a name in another one, without those of a table in it."""
    for child in element:
        if word(child) == name:
            yield child
        elif word(child) != 'tbl':
            yield from own(child, name)


class Table:
    """What formulas take from the cells of a table in a template. Each cell is read by itself, and
    so are those that its own formulas name. It is beyond these rules when it has more in it than
    rows of single cells with text."""

    UNTOLD = {'tbl', 'gridSpan', 'gridBefore', 'tblHeader', 'txbxContent'}

    def __init__(self, element, mapped, parents, said):
        self.rows = [list(own(row, 'tc')) for row in own(element, 'tr')]
        self.mapped, self.parents, self.said = mapped, parents, said
        self.is_beyond = any(word(inside) in self.UNTOLD
                             for inside in element.iter() if inside is not element)

    def place(self, cell):
        return next((row, at) for row, cells in enumerate(self.rows)
                    for at, other in enumerate(cells) if other is cell)

    def says(self, cell):
        """Once for all formulas; what takes its own result is beyond these rules."""
        if cell not in self.said:
            self.said[cell] = '', True
            reading = Reading(False, self.mapped, self.parents, self.said)
            text = reading.pieces(tree(tokens(cell)))
            while STAYING.search(text):
                text = STAYING.sub(lambda found: found.group(1) or '', text)
            self.said[cell] = text.strip('/ '), reading.is_beyond
        text, is_beyond = self.said[cell]
        self.is_beyond |= is_beyond
        return text

    def named(self, own_cell, found):
        """The cells of a stretch."""
        row, at = self.place(own_cell)
        side, column, first, last_column, last = found.groups()
        if side:
            return self.rows[row][:at] if side.upper() == 'LEFT' else \
                [cells[at] for cells in self.rows[:row] if at < len(cells)]
        left, right = ord(column.upper()) - 65, ord((last_column or column).upper()) - 65
        return [cell for cells in self.rows[int(first) - 1:int(last or first)]
                for cell in cells[left:right + 1]]

    def several(self, own_cell, found):
        """Their numbers: cells that begin otherwise are passed over."""
        texts = [self.says(cell) for cell in self.named(own_cell, found) if cell is not own_cell]
        numbers = [FIGURES.match(text).group() for text in texts if FIGURES.match(text)]
        return ';'.join('(%s)' % text.replace(',', '.') for text in numbers or ['0'])

    def single(self, found):
        column, row = ord(found.group(1).upper()) - 65, int(found.group(2)) - 1
        text = self.says(self.rows[row][column]) \
            if row < len(self.rows) and column < len(self.rows[row]) else ''
        number = FIGURES.search(text or '0')
        self.is_beyond |= number is None
        return '(%s)' % number.group().replace(',', '.') if number else '0'

    def replaced(self, formula, own_cell):
        """A formula with figures in the place of cells."""
        formula = STRETCH.sub(lambda found: self.several(own_cell, found), formula) \
            if 'SUM' in formula.upper() else formula
        return CELL.sub(self.single, formula)


class Reading:
    """The text of one story, with the fields of a template merged or as they stand."""

    def __init__(self, merged, mapped=None, parents=None, said=None):
        self.merged, self.mapped, self.parents = merged, mapped or {}, parents or {}
        self.said = {} if said is None else said  # what cells of tables come to
        self.types, self.names = set(), []
        self.is_beyond = False  # a field was met that these rules do not tell of
        self.gone = []  # paragraphs that held nothing but where a list begins or ends

    def is_told(self):
        """Whether the rules say all that the story holds. A REF shows what its bookmark holds,
        which may be values: only in a story without any it surely stays."""
        return not (self.is_beyond or self.types & STATEMENTS
                    or 'REF' in self.types and self.names)

    def name_of(self, field):
        """The name that a field gives way to, and its switches."""
        if isinstance(field, Field):
            text = code_text(field.code)
        else:
            text = field.text
        kind, arguments, switches = split(text)
        self.types.add('=' if kind.startswith('=') else kind.split('\ufffc')[0])
        if kind != 'MERGEFIELD' or '\ufffc' in text or not arguments or not arguments[0]:
            return None
        if isinstance(field, Field) and not is_one_stretch(field):
            return None
        name = arguments[0]
        if any(letter == 'm' for letter, _ in switches):
            name = self.mapped.get(name.replace('_', ' ').lower(), name)
        return name, switches

    def find_lists(self, pieces):
        """Where both ends of a list stand alone in paragraphs of one place, these go."""
        held, opened = {}, []
        for piece in pieces:
            paragraph = (piece.begin if isinstance(piece, Field) else piece).paragraph
            if paragraph is None or isinstance(piece, Token) and (
                    piece.kind == 'paragraph' or not (piece.text.strip() or piece.inside)):
                continue
            held.setdefault(paragraph[0], []).append(piece)
        for piece in pieces:
            if not (isinstance(piece, Field) or piece.kind == 'simple'):
                continue
            paragraph = (piece.begin if isinstance(piece, Field) else piece).paragraph
            found = re.match('Table(Start|End):', (self.name_of(piece) or [''])[0])
            if found and found.group(1) == 'Start':
                opened.append(paragraph)
            elif found and opened:
                start = opened.pop()
                if start[1] is paragraph[1] and len(held[start[0]]) == 1 \
                        and len(held[paragraph[0]]) == 1:
                    self.gone += [end[0] for end in (start, paragraph)
                                  if not is_between_tables(end)]

    def stays(self, field, is_shown):
        """Whether only Word knows what a field in a condition comes to."""
        text = code_text(field.code) if isinstance(field, Field) else field.text
        kind = split(text)[0]
        if kind == 'IF':
            return self.is_undecided(field, is_shown)
        if kind.startswith('='):
            return self.formula(text, self.cell_of(field) if is_shown else None) is None
        return kind not in TODAY | {'MERGEFIELD'}

    def is_undecided(self, field, is_shown):
        """Whether a condition depends on what only Word knows."""
        if not isinstance(field, Field):
            return False
        return any(self.stays(item, is_shown)
                   for operand in arguments_of(field.code)[:3] for item in operand
                   if isinstance(item, Field) or isinstance(item, Token) and item.kind == 'simple')

    def cell_of(self, field):
        """The cell that a field stands in; nothing where a text box is between."""
        up = ((field.begin if isinstance(field, Field) else field).paragraph or [None])[0]
        while up is not None and word(up) not in ('tc', 'txbxContent'):
            up = self.parents.get(up)
        return up if up is not None and word(up) == 'tc' else None

    def of_cells(self, body, cell):
        """A formula without the names of cells, from the table around a cell."""
        up = cell
        while word(up) != 'tbl':
            up = self.parents[up]
        table = Table(up, self.mapped, self.parents, self.said)
        body = table.replaced(body, cell)
        self.is_beyond |= table.is_beyond or CELLS.search(body) is not None
        return body

    def formula(self, text, cell=None):
        """What a formula comes to that is shown in a cell, or elsewhere; nothing when it stays:
        a formula of cells stands in one, and so does what depends on it."""
        body, *switches = text.split('=', 1)[1].split('\\')
        if CELLS.search(body) and cell is None:
            return None
        if CELLS.search(body) and '\ufffc' not in body:
            body = self.of_cells(body, cell)
        value = calculated(body.upper())
        if '\ufffc' in body \
                or value is not None and any(found[:1] != '*' for found in switches):
            self.is_beyond = True
            return None
        return value

    def worked_out(self, field, is_shown):
        """What a field comes to that is more than a name; nothing when it stays as it is."""
        text = code_text(field.code) if isinstance(field, Field) else field.text
        kind, _, switches = split(text)
        if kind in TODAY:
            return shown('DATE_JOUR', switches)
        if kind in FROZEN:
            return self.pieces(field.result if isinstance(field, Field) else tree(field.inside))
        if kind == 'NEXT':
            return ''
        if kind.startswith('='):
            return self.formula(text, self.cell_of(field) if is_shown else None)
        if kind == 'INCLUDEPICTURE' and not re.search('[./:]', text):
            self.is_beyond = True  # a picture of the data, by its name
        if kind != 'IF' or self.is_undecided(field, is_shown):
            return None
        code = field.code if isinstance(field, Field) else [Token('code', field.text)]
        left, comparison, right, *branches = arguments_of(code)
        is_first = holds(self.items(left), self.items(comparison), self.items(right))
        chosen = branches[0 if is_first else 1:][:1]
        return self.items(chosen[0]) if chosen else ''

    def items(self, items):
        """The text of an argument."""
        return self.pieces(Token('text', item) if isinstance(item, str) else item
                           for item in items)

    def field(self, field, quoted):
        if not self.merged:
            text = self.worked_out(field, quoted is None)
            if text is not None:
                self.name_of(field)
                return self.value(text, quoted)
        found = self.name_of(field)
        if found is not None and not self.merged and re.match('Table(Start|End):', found[0]):
            return ''
        if found is not None and not self.merged:
            self.names.append(found[0])
            return self.value(shown(*found), quoted)
        if not isinstance(field, Field):
            return self.pieces(tree(field.inside))
        code = self.instruction(field.code)
        result = self.pieces(field.result)
        return '⟨' + code + ('⊢' if field.separated else '') + result + '⟩'

    @staticmethod
    def value(text, quoted):
        if quoted is None:
            return text
        escaped = re.sub('([%s\\\\])' % QUOTES, r'\\\1', text)
        return escaped if quoted else '"%s"' % escaped

    def instruction(self, pieces):
        """In an instruction a value is an operand, or a part of one between quotes."""
        text, is_open = '', False
        for piece in pieces:
            if isinstance(piece, Field) or piece.kind == 'simple':
                text += self.field(piece, is_open)
                continue
            own = self.pieces([piece])
            if piece.kind in ('text', 'code'):
                is_open ^= len(re.findall(r'(?<!\\)[%s]' % QUOTES, own)) % 2 == 1
            text += own
        return text

    def pieces(self, pieces):
        text = ''
        for piece in pieces:
            if isinstance(piece, Field) or piece.kind == 'simple':
                text += self.field(piece, None)
            elif piece.kind == 'paragraph' and any(piece.paragraph[0] is p for p in self.gone):
                pass
            elif piece.kind == 'box':
                text += '⟦%s⟧' % self.pieces(tree(piece.inside))
            elif piece.kind in ('begin', 'separate', 'end'):
                text += {'begin': '⟨', 'separate': '⊢', 'end': '⟩'}[piece.kind]
            else:
                text += piece.text
        return text


def read(story, merged, mapped=None):
    reading = Reading(merged, mapped, {inside: up for up in story.iter() for inside in up})
    pieces = tree(tokens(story))
    if not merged:
        reading.find_lists(pieces)
    return reading.pieces(pieces), reading


def relations(package, part):
    folder, name = posixpath.split(part)
    names = {entry.lower(): entry for entry in package.namelist()}
    rels = names.get(posixpath.join(folder, '_rels', name + '.rels').lower())
    if rels is None:
        return
    for relation in ET.fromstring(package.read(rels)):
        if relation.get('TargetMode') == 'External' or not relation.get('Type'):
            continue
        target = urllib.parse.unquote(relation.get('Target'))
        target = posixpath.normpath(posixpath.join('/' + folder, target)).lstrip('/')
        if target.lower() in names:
            yield relation.get('Type').rsplit('/', 1)[1], names[target.lower()]


def mapped_names(path):
    """Names of Word's, in small letters, and the names in the data that they are matched with."""
    found = {}
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not name.endswith('/settings.xml'):
                continue
            for element in ET.fromstring(package.read(name)).iter():
                if word(element) == 'fieldMapData':
                    given = {word(child): attribute(child, 'val') for child in element}
                    if given.get('type') == 'dbColumn' and given.get('name'):
                        found[(given.get('mappedName') or '').lower()] = given['name']
    return found


def stories(path):
    """Each story of a document: its part, its number in the part and its element."""
    with zipfile.ZipFile(path) as package:
        main = next(name for kind, name in relations(package, '') if kind == 'officeDocument')
        parts = [('main', main)] + [(kind, name) for kind, name in relations(package, main)
                                    if kind in STORIES]
        for kind, name in dict.fromkeys(parts):
            root = ET.fromstring(package.read(name))
            if kind in NOTES:
                for number, note in enumerate(e for e in root if word(e) == NOTES[kind]):
                    yield name, number, note
            else:
                yield name, 0, root
