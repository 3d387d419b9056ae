/** What the Slack manifest lists of the bot: its slash commands in both languages, and its shortcuts on messages. */
import type { Command } from '../../core/desk/commands.ts';
import { inOrder } from '../../core/kernel/rank.ts';

export interface SlashCommand {
  readonly command: string;
  readonly description: string;
  readonly usage_hint: string;
}

/** Slack has no languages: each command stands there in both, once where the two are the same word. */
export function slashCommands(commands: readonly Command[]): readonly SlashCommand[] {
  return inOrder(commands).flatMap(({ name, help, argument = { fr: '', en: '' } }) =>
    name.fr === name.en
      ? [{ command: `/${name.fr}`, description: `${help.fr} · ${help.en}`, usage_hint: argument.fr }]
      : (['fr', 'en'] as const).map((locale) => ({ command: `/${name[locale]}`, description: help[locale], usage_hint: argument[locale] })),
  );
}

/** Shortcuts on messages that the manifest offers; a pressed one reaches the core by its callback_id. */
export const SHORTCUTS: readonly { readonly name: string; readonly callback_id: string; readonly description: string }[] = [
  { name: 'En faire un litige', callback_id: 'dispute', description: 'Ouvre un litige dont ce message est la première pièce' },
  { name: 'Mettre à l’historique', callback_id: 'history', description: 'Note ce message dans l’historique d’un compte' },
];
