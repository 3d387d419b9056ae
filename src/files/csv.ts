/** A CSV file that is handed to a person: opened by a spreadsheet program as it stands, and nothing in it is a formula. */

/** A cell that begins like one of these is computed when the file is opened (OWASP, "CSV Injection"); an apostrophe in front makes it text. Amounts below zero are none. */
const FORMULA = /^(?:[=@\t\r]|[+-](?![\d\s.,]*$))/;

/** UTF-8 with its mark, which Excel wants, and semicolons, which French and English spreadsheet programs both open. */
export function csv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((cells) => cells.map(cell).join(';')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
