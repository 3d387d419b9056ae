/** What Slack accepts, and how a text is cut to fit so that the reader sees that it was cut. */
import { name } from '../../core/desk/presentable.ts';
import { cut } from '../../core/kernel/clean.ts';

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

/** A label of one line: line feeds become spaces, what is too long ends in an ellipsis, what is empty becomes a dash (Slack refuses empty texts). */
export function label(text: string, max: number): string {
  const line = name(text).replace(/\s+/g, ' ');
  return line.length <= max ? line : `${cut(line, max - 1).trimEnd()}…`;
}
