/** EBCDIC, which the law of the FEC allows beside ASCII and ISO 8859-15 (art. A47 A-1 LPF, VII): the code page that a French mainframe wrote is told by what its bytes make of the text. */

/** 0x40 to 0xFF of IBM code page 1148, Latin 1 with the euro sign; the others as their differences (IBM's code page tables). */
const LATIN = [
  ' \u00a0âäàáãåçñ[.<(+!&éêëèíîïìß]$*);^-/ÂÄÀÁÃÅÇÑ¦,%_>?',
  'øÉÊËÈÍÎÏÌ`:#@\'="Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ€',
  'µ~stuvwxyz¡¿ÐÝÞ®¢£¥·©§¶¼½¾¬|¯¨´×{ABCDEFGHI\u00adôöòóõ',
  '}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u009f',
].join('');
const PAGES = {
  'ibm-1147': '44@48\\4a°51{54}5a§6aù79µ7b£7cà90[a0`a1¨b1#b5]bd~c0éd0èdd¦e0ç',
  'ibm-1148': '',
  'ibm-1140': '4a¢4f|5a!5f¬b0^ba[bb]',
  'ibm-1047': '4a¢4f|5a!9f¤ad[b0¬baÝbb¨bd]',
} as const;

export type Ebcdic = keyof typeof PAGES;
const NAMES = Object.keys(PAGES) as Ebcdic[];

/** NL, and LF. */
const [NEW_LINE, LINE_FEED, CARRIAGE_RETURN] = [0x15, 0x25, 0x0d];
const CONTROLS: Readonly<Record<number, string>> = { [NEW_LINE]: '\n', [LINE_FEED]: '\n', [CARRIAGE_RETURN]: '\r', 5: '\t' };

function charactersOf(page: Ebcdic): readonly string[] {
  const table = Array.from({ length: 256 }, (_, byte) => (byte < 0x40 ? (CONTROLS[byte] ?? ' ') : (LATIN[byte - 0x40] ?? ' ')));
  for (const [, byte = '', character = ''] of PAGES[page].matchAll(/([0-9a-f]{2})(.)/gu)) table[Number.parseInt(byte, 16)] = character;
  return table;
}

const TABLES = new Map(NAMES.map((page) => [page, charactersOf(page)]));

/** What French accounts are written with, of the characters that the pages have in different places. */
const LIKELY = /[|àâçéèêëîïôùûü€°]/;

/**
 * The page under which the file's bytes make most sense. Undefined when two would give different texts and neither is likelier, and when no line ends:
 * records of a fixed length have no names of columns to go by.
 */
export function ebcdicPage(counts: Uint32Array): Ebcdic | undefined {
  if (counts[NEW_LINE] === 0 && counts[LINE_FEED] === 0) return undefined;
  const seen = [...counts.keys()].filter((byte) => (counts[byte] ?? 0) > 0);
  const ranked = NAMES.map((page) => {
    const table = TABLES.get(page) ?? [];
    const text = seen.map((byte) => table[byte] ?? '').join('');
    return { page, text, likely: seen.reduce((sum, byte) => sum + (LIKELY.test(table[byte] ?? '') ? (counts[byte] ?? 0) : 0), 0) };
  }).sort((a, b) => b.likely - a.likely);
  const [best, next] = ranked;
  return best && next?.likely === best.likely && next.text !== best.text ? undefined : best?.page;
}

export function isEbcdicPage(encoding: string): encoding is Ebcdic {
  return encoding in PAGES;
}

export function fromEbcdic(bytes: Uint8Array, page: Ebcdic): string {
  const table = TABLES.get(page) ?? [];
  let text = '';
  for (const byte of bytes) text += table[byte];
  return text;
}
