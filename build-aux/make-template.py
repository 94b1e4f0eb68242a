#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-template.py FOLDER OUT.docx [--plain]: compiles one of our Word templates from its source.

FOLDER holds document.xml, in a small language of ours: <p>, <table>, <tr>, <td>, <box>, <b>, <i>,
<br/>, <tab/>, <pagebreak/>, <logo/>; FOLDER/../styles.xml is the style sheet, in Word's own XML.
In texts, {NOM \\* Upper} is a merge field made of runs, {=NOM} the short form of one element, and
{PAGE} and {NUMPAGES} are Word's own. {{…}} stays as it is; with --plain, each merge field becomes
such a text without its switches, for programs that lose them when they save. fields="split" writes
instructions in pieces with proofing marks between, as Word leaves them after years of editing. The
archive has fixed dates: the same source gives the same bytes.
"""
import pathlib
import re
import struct
import sys
import zipfile
import zlib
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = {
    'w': 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
    'r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
    'mc': 'http://schemas.openxmlformats.org/markup-compatibility/2006',
    'wp': 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
    'a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
    'wps': 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape',
    'v': 'urn:schemas-microsoft-com:vml', 'o': 'urn:schemas-microsoft-com:office:office',
}
PICTURE = 'http://schemas.openxmlformats.org/drawingml/2006/picture'
ROOT_ATTRIBUTES = ' '.join(f'xmlns:{p}="{uri}"' for p, uri in NAMESPACES.items())
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006/'
WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
# Width, height, margins above and beside in twentieths of a point.
PAGES = {'a4': (11906, 16838, 1304, 850, ''),
         'a3': (23814, 16840, 567, 567, ' w:orient="landscape"')}
EMU_PER_MM, POINT_PER_MM = 36000, 72 / 25.4
# What stands for the school's logo until a template is merged: its letters, five rows of bits each.
LETTERS = {'L': '44447', 'O': '75557', 'G': '74557'}
LOGO, LOGO_PART = 'LOGO', 'word/media/logo.png'
OWN_FIELDS = {'PAGE', 'NUMPAGES'}


def twips(mm):
    return round(float(mm) * 1440 / 25.4)


def french(text):
    """No-break spaces where French wants them: the sources have plain ones, easier to read."""
    text = re.sub(r' ([;!?])', '\u202f\\1', text).replace(' :', '\u00a0:')
    return re.sub(r'(n°|Tél\.|tél\.) ', '\\1\u00a0', text)


def png(width, height, pixel):
    """A picture in greys: pixel(x, y) says which of 256."""
    rows = b''.join(b'\0' + bytes(pixel(x, y) for x in range(width)) for y in range(height))

    def chunk(kind, data):
        crc = zlib.crc32(kind + data)
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', crc)
    head = struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head)
            + chunk(b'IDAT', zlib.compress(rows, 9)) + chunk(b'IEND', b''))


def placeholder(width, height):
    """The word LOGO in a pale frame."""
    size = min(width // 20, height // 8)
    left, top = (width - 15 * size) // 2, (height - 5 * size) // 2

    def pixel(x, y):
        if x < 2 or y < 2 or x >= width - 2 or y >= height - 2:
            return 170
        column, row = (x - left) // size, (y - top) // size
        if not (0 <= column < 15 and 0 <= row < 5) or column % 4 == 3:
            return 238
        bits = int(LETTERS[LOGO[column // 4]][row])
        return 130 if bits & (4 >> column % 4) else 238
    return png(width, height, pixel)


def run(text, props):
    return f'<w:r>{props}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


class Compiler:
    def __init__(self, root, plain=False):
        self.root, self.plain = root, plain
        self.split = root.get('fields') == 'split'
        self.page = root.get('page')
        self.drawings = 0
        self.logo = None

    # Runs and fields

    def props(self, bold, italic, proof=True):
        inner = (('<w:b/><w:bCs/>' if bold else '') + ('<w:i/><w:iCs/>' if italic else '')
                 + ('' if proof else '<w:noProof/>'))
        return f'<w:rPr>{inner}</w:rPr>' if inner else ''

    def pieces(self, instruction):
        """The instruction as Word may have cut it: before its switches, or around its name."""
        if not self.split:
            return [f' {instruction} ']
        name, sign, switches = instruction.partition('\\')
        if sign and not name.endswith('"'):
            return [f' {name.rstrip()}', f'\\{switches} ']
        if sign:
            return [f' {instruction} ']
        kind, _, name = instruction.partition(' ')
        return [f' {kind} ', None, name, None, ' '] if name else [f' {kind} ']

    def field(self, code, bold, italic):
        short, code = code.startswith('='), code.lstrip('=').strip()
        name = re.match(r'"?(\w+)', code).group(1)
        own = name in OWN_FIELDS
        if self.plain and not own:
            return run('{{%s}}' % name, self.props(bold, italic))
        instruction = code if own else f'MERGEFIELD {code}'
        props = self.props(bold, italic, proof=False)
        shown = run('1' if own else f'«{name}»', props)
        if short:
            return f'<w:fldSimple w:instr={quoteattr(f" {instruction} ")}>{shown}</w:fldSimple>'
        plain = self.props(bold, italic)
        out = [f'<w:r>{plain}<w:fldChar w:fldCharType="begin"/></w:r>']
        opened = False
        for piece in self.pieces(instruction):
            if piece is None:
                kind = 'spellEnd' if opened else 'spellStart'
                out.append(f'<w:proofErr w:type="{kind}"/>')
                opened = not opened
            else:
                out.append(f'<w:r>{plain}<w:instrText xml:space="preserve">{escape(piece)}'
                           '</w:instrText></w:r>')
        out.append(f'<w:r>{plain}<w:fldChar w:fldCharType="separate"/></w:r>{shown}'
                   f'<w:r>{plain}<w:fldChar w:fldCharType="end"/></w:r>')
        return ''.join(out)

    def text(self, text, bold, italic):
        if not text:
            return ''
        text, out = re.sub(r'\s*\n\s*', ' ', text), []
        for i, part in enumerate(re.split(r'(?<!\{)\{([^{}]+)\}(?!\})', text)):
            if i % 2:
                out.append(self.field(part, bold, italic))
            elif part:
                out.append(run(french(part), self.props(bold, italic)))
        return ''.join(out)

    def inline(self, element, bold=False, italic=False):
        out = [self.text(element.text, bold, italic)]
        for child in element:
            if child.tag in ('br', 'tab'):
                out.append(f'<w:r><w:{child.tag}/></w:r>')
            elif child.tag == 'logo':
                out.append(self.picture(child))
            else:
                out.append(self.inline(child, bold or child.tag == 'b',
                                       italic or child.tag == 'i'))
            out.append(self.text(child.tail, bold, italic))
        return ''.join(out)

    def picture(self, element):
        """A picture in the line whose alternative text says what takes its place."""
        self.drawings += 1
        self.logo = w, h = [round(float(element.get(k))) for k in 'wh']
        size = f'cx="{w * EMU_PER_MM}" cy="{h * EMU_PER_MM}"'
        return (
            '<w:r><w:rPr><w:noProof/></w:rPr><w:drawing><wp:inline distT="0" distB="0" distL="0" '
            f'distR="0"><wp:extent {size}/><wp:docPr id="{self.drawings}" name="Logo" '
            f'descr="{LOGO}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
            f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{PICTURE}">'
            f'<pic:pic xmlns:pic="{PICTURE}"><pic:nvPicPr>'
            f'<pic:cNvPr id="{self.drawings}" name="logo.png"/><pic:cNvPicPr/>'
            '</pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdLogo"/><a:stretch><a:fillRect/>'
            f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')

    # Blocks

    def paragraph(self, element, style=None):
        style = element.get('style') or style
        props = f'<w:pStyle w:val="{style}"/>' if style else ''
        if element.get('new-page'):
            props += '<w:pageBreakBefore/>'
        if element.get('align'):
            props += f'<w:jc w:val="{element.get("align")}"/>'
        return f'<w:p><w:pPr>{props}</w:pPr>{self.inline(element)}</w:p>'

    def cell(self, element, width):
        props = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if element.get('span'):
            props += f'<w:gridSpan w:val="{element.get("span")}"/>'
        if element.get('fill'):
            props += f'<w:shd w:val="clear" w:color="auto" w:fill="{element.get("fill")}"/>'
        if element.get('middle'):
            props += '<w:vAlign w:val="center"/>'
        if element.find('p') is not None:
            content = self.blocks(element, 'Cellule')
        else:
            content = self.paragraph(element, 'Cellule')
        return f'<w:tc><w:tcPr>{props}</w:tcPr>{content}</w:tc>'

    def row(self, element, widths):
        props = '<w:cantSplit/>'
        if element.get('height'):
            props += f'<w:trHeight w:val="{twips(element.get("height"))}"/>'
        if element.get('head'):
            props += '<w:tblHeader/>'
        cells, at = [], 0
        for cell in element:
            span = int(cell.get('span', 1))
            cells.append(self.cell(cell, sum(widths[at:at + span])))
            at += span
        return f'<w:tr><w:trPr>{props}</w:trPr>{"".join(cells)}</w:tr>'

    def table(self, element):
        """widths="…" are in millimetres."""
        widths = [twips(mm) for mm in element.get('widths').split()]
        grid = ''.join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = ''.join(self.row(row, widths) for row in element)
        return (f'<w:tbl><w:tblPr><w:tblStyle w:val="{element.get("style", "Grilledutableau")}"/>'
                f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
                '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
                'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
                f'<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>')

    def blocks(self, element, style=None):
        out, boxes = [], []
        for child in element:
            if child.tag == 'box':
                boxes.append(self.box(child))
                continue
            if boxes:
                out.append(self.carrier(boxes))
                boxes = []
            if child.tag == 'table':
                out.append(self.table(child))
            elif child.tag == 'pagebreak':
                out.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
            else:
                out.append(self.paragraph(child, style))
        if boxes:
            out.append(self.carrier(boxes))
        if len(element) and element[-1].tag == 'table':
            out.append('<w:p><w:pPr><w:pStyle w:val="Filet"/></w:pPr></w:p>')
        return ''.join(out)

    # Text boxes

    def carrier(self, boxes):
        return '<w:p>' + ''.join(boxes) + '</w:p>'

    def box(self, element):
        """One text box, twice: DrawingML for today's Word, VML for the others, same content."""
        self.drawings += 1
        content = self.blocks(element)
        return ('<w:r><w:rPr><w:noProof/></w:rPr><mc:AlternateContent><mc:Choice Requires="wps">'
                + self.drawing(element, content) + '</mc:Choice><mc:Fallback>'
                + self.shape(element, content) + '</mc:Fallback></mc:AlternateContent></w:r>')

    def drawing(self, element, content):
        x, y, w, h = (round(float(element.get(k)) * EMU_PER_MM) for k in 'xywh')
        fill, number = element.get('fill', 'FFFFFF'), self.drawings
        line = element.get('line')
        pen = (f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{line}"/></a:solidFill></a:ln>'
               if line else '<a:ln><a:noFill/></a:ln>')
        return (
            '<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" '
            f'simplePos="0" relativeHeight="{251658240 + number * 1024}" behindDoc="0" locked="0" '
            'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            f'<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
            f'<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
            f'<wp:extent cx="{w}" cy="{h}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            f'<wp:wrapNone/><wp:docPr id="{number}" name={quoteattr(element.get("name"))}/>'
            '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData '
            'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            '<wps:cNvSpPr txBox="1"><a:spLocks noChangeArrowheads="1"/></wps:cNvSpPr><wps:spPr '
            f'bwMode="auto"><a:xfrm><a:off x="0" y="0"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>{pen}</wps:spPr><wps:txbx>'
            f'<w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr rot="0" vert="horz" '
            'wrap="square" lIns="91440" tIns="45720" rIns="91440" bIns="45720" anchor="t" '
            'anchorCtr="0"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic>'
            '</wp:anchor></w:drawing>')

    def shape(self, element, content):
        x, y, w, h = ('%.2fpt' % (float(element.get(k)) * POINT_PER_MM) for k in 'xywh')
        number, line = self.drawings, element.get('line')
        pen = f'strokecolor="#{line}"' if line else 'stroked="f"'
        kind = ''
        if number == 1:
            kind = ('<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
                    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
                    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>')
        return (
            f'<w:pict>{kind}<v:shape id={quoteattr(element.get("name"))} '
            f'o:spid="_x0000_s{1025 + number}" type="#_x0000_t202" style="position:absolute;'
            f'margin-left:{x};margin-top:{y};width:{w};height:{h};'
            f'z-index:{251658240 + number * 1024};visibility:visible;mso-wrap-style:square;'
            'mso-position-horizontal:absolute;mso-position-horizontal-relative:page;'
            'mso-position-vertical:absolute;mso-position-vertical-relative:page;'
            f'v-text-anchor:top" fillcolor="#{element.get("fill", "FFFFFF")}" {pen}><v:textbox>'
            f'<w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>')

    # Parts

    def section(self, references):
        width, height, above, beside, orient = PAGES[self.page]
        return (f'<w:sectPr>{references}<w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
                f'<w:pgMar w:top="{above}" w:right="{beside}" w:bottom="{beside}" '
                f'w:left="{beside}" w:header="510" w:footer="425" w:gutter="0"/>'
                '<w:cols w:space="708"/><w:docGrid w:linePitch="360"/></w:sectPr>')

    def part(self, name, tag):
        return (f'{HEAD}<w:{tag} {ROOT_ATTRIBUTES}>'
                + self.blocks(self.root.find(name)) + f'</w:{tag}>')

    def document(self, references):
        body = self.blocks(self.root.find('body'))
        return (f'{HEAD}<w:document {ROOT_ATTRIBUTES}><w:body>{body}{self.section(references)}'
                '</w:body></w:document>')


def relationships(items):
    """items: kind, target, whether it lies outside of the archive."""
    lines = ''
    for i, (kind, target, outside) in enumerate(items, 1):
        kind = kind if ':' in kind else RELATION + kind
        mode = ' TargetMode="External"' if outside else ''
        number = 'Logo' if kind.endswith('/image') else i
        lines += f'<Relationship Id="rId{number}" Type="{kind}" Target={quoteattr(target)}{mode}/>'
    return f'{HEAD}<Relationships xmlns="{PACKAGE}relationships">{lines}</Relationships>'


def mail_merge(source):
    """What Word keeps of the list that the secretary once merged with; @source is its path."""
    link = ('Provider=Microsoft.ACE.OLEDB.12.0;User ID=Admin;Data Source=' + source
            + ';Mode=Read;Extended Properties="HDR=YES;IMEX=1;";')
    query = 'SELECT * FROM `Feuil1$`'
    return ('<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:linkToQuery/>'
            f'<w:dataType w:val="native"/><w:connectString w:val={quoteattr(link)}/>'
            f'<w:query w:val="{query}"/><w:dataSource r:id="rId1"/><w:viewMergedData/>'
            f'<w:odso><w:udl w:val={quoteattr(link)}/><w:table w:val="Feuil1$"/>'
            '<w:src r:id="rId2"/><w:colDelim w:val="9"/><w:type w:val="database"/><w:fHdr/>'
            '<w:fieldMapData><w:type w:val="dbColumn"/><w:name w:val="NOM"/>'
            '<w:mappedName w:val="Nom"/><w:column w:val="0"/><w:lid w:val="fr-FR"/>'
            '</w:fieldMapData><w:recipientData r:id="rId3"/></w:odso></w:mailMerge>')


def settings(root):
    source = root.get('mail-merge')
    return (f'{HEAD}<w:settings xmlns:w="{NAMESPACES["w"]}" xmlns:r="{NAMESPACES["r"]}">'
            '<w:zoom w:percent="100"/>' + (mail_merge(source) if source else '')
            + '<w:defaultTabStop w:val="708"/><w:hyphenationZone w:val="425"/>'
            '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
            'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
            'w:val="15"/></w:compat><w:themeFontLang w:val="fr-FR"/><w:decimalSymbol w:val=","/>'
            '<w:listSeparator w:val=";"/></w:settings>')


def core(root):
    return (f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f'<dc:title>{escape(root.get("title"))}</dc:title><dc:creator>Paraphe</dc:creator>'
            '<dc:language>fr-FR</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">'
            '2026-09-01T08:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">'
            '2026-09-01T08:00:00Z</dcterms:modified></cp:coreProperties>')


def recipients(root):
    entries = ''.join(
        f'<w:recipientData><w:active w:val="1"/><w:column w:val="0"/><w:uniqueTag w:val="{tag}"/>'
        '</w:recipientData>' for tag in root.get('recipients').split())
    return f'{HEAD}<w:recipients xmlns:w="{NAMESPACES["w"]}">{entries}</w:recipients>'


def content_types(parts):
    """parts: part name → content type, in the order of the archive."""
    lines = ''.join(f'<Override PartName="/{name}" ContentType="{kind}"/>'
                    for name, kind in parts.items())
    return (f'{HEAD}<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>')


def build(folder, plain=False):
    """Returns the parts of the archive, in order: name → text, or the bytes of a picture."""
    root = ET.parse(folder / 'document.xml').getroot()
    compiler = Compiler(root, plain)
    kinds = {'word/document.xml': WORD + 'document.main+xml',
             'word/styles.xml': WORD + 'styles+xml',
             'word/settings.xml': WORD + 'settings+xml'}
    relations = [('styles', 'styles.xml', False), ('settings', 'settings.xml', False)]
    parts, references = {}, ''
    for name, tag in (('header', 'hdr'), ('footer', 'ftr')):
        if root.find(name) is not None:
            parts[f'word/{name}1.xml'] = compiler.part(name, tag)
            kinds[f'word/{name}1.xml'] = WORD + f'{name}+xml'
            relations.append((name, f'{name}1.xml', False))
            references += f'<w:{name}Reference w:type="default" r:id="rId{len(relations)}"/>'
    parts['word/document.xml'] = compiler.document(references)
    if compiler.logo:
        parts[LOGO_PART] = placeholder(*(10 * side for side in compiler.logo))
        kinds[LOGO_PART] = 'image/png'
        relations.append(('image', LOGO_PART.partition('/')[2], False))
    parts['word/_rels/document.xml.rels'] = relationships(relations)
    parts['word/styles.xml'] = (folder.parent / 'styles.xml').read_text(encoding='utf-8')
    parts['word/settings.xml'] = settings(root)
    if root.get('mail-merge'):
        source = 'file:///' + root.get('mail-merge')
        parts['word/_rels/settings.xml.rels'] = relationships(
            [('mailMergeSource', source, True), ('mailMergeSource', source, True),
             ('recipientData', 'recipientData.xml', False)])
        parts['word/recipientData.xml'] = recipients(root)
        kinds['word/recipientData.xml'] = WORD + 'mailMergeRecipientData+xml'
    parts['docProps/core.xml'] = core(root)
    kinds['docProps/core.xml'] = 'application/vnd.openxmlformats-package.core-properties+xml'
    package = [('officeDocument', 'word/document.xml', False),
               (PACKAGE + 'relationships/metadata/core-properties', 'docProps/core.xml', False)]
    return {'[Content_Types].xml': content_types(kinds), '_rels/.rels': relationships(package),
            **parts}


def main():
    folder, out = (pathlib.Path(arg) for arg in sys.argv[1:3])
    with zipfile.ZipFile(out, 'w') as archive:
        for name, text in build(folder, '--plain' in sys.argv[3:]).items():
            data = text if isinstance(text, bytes) else text.encode('utf-8')
            if data != text:
                ET.fromstring(data)
            entry = zipfile.ZipInfo(name, (2026, 9, 1, 8, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, data)


if __name__ == '__main__':
    main()
