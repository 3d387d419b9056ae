/** What Slack accepts, and how a text is cut to fit so that the reader sees that it was cut. */

/** Source: docs.slack.dev, reference/block-kit (blocks, elements, composition objects) and reference/views; lengths in UTF-16 units. */
export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  header: 150,
  sectionText: 3000,
  contextText: 2000,
  altText: 2000,
  buttonsPerBlock: 25,
  buttonText: 75,
  buttonValue: 2000,
  actionId: 255,
  blockId: 255,
  options: 100,
  optionText: 75,
  optionValue: 150,
  checkboxes: 10,
  viewTitle: 24,
  viewButton: 24,
  label: 2000,
  hint: 2000,
  initialText: 3000,
  privateMetadata: 3000,
  /** The `text` beside the blocks: Slack advises 4,000. */
  fallback: 3000,
  /** All texts of one message together. Undocumented; Slack was seen to refuse 11,341 (`msg_blocks_too_long`, slackapi/bolt-js#2867). */
  messageText: 9000,
} as const;

/** The longest beginning of at most `max` units that does not split a surrogate pair. */
export function head(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = Math.max(0, max);
  const last = text.charCodeAt(end - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? end - 1 : end);
}

/** A label of one line: line feeds become spaces, what is too long ends in an ellipsis, what is empty becomes a dash (Slack refuses empty texts). */
export function label(text: string, max: number): string {
  const line = clean(text).replace(/\s+/g, ' ').trim();
  if (line === '') return '—';
  return line.length <= max ? line : `${head(line, max - 1).trimEnd()}…`;
}

/** Takes out what no reader can see: control characters, marks that turn the writing direction, halves of surrogate pairs. */
export function clean(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
  );
}
