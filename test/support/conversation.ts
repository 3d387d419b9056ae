/** Reading commands and payloads as the running bot does, with everything that its features bring. */
import { parseCommand as parse } from '../../src/core/desk/commands.ts';
import { decodeIntent as decode, type Intent } from '../../src/core/desk/intent.ts';
import { FEATURES } from '../../src/core/features.ts';

export function parseCommand(name: string, text: string, today: number): Intent | undefined {
  return parse(name, text, today, FEATURES.commands);
}

export function decodeIntent(payload: unknown): Intent | undefined {
  return decode(payload, FEATURES.intents);
}
