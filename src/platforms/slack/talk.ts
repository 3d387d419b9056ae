/** One conversation turn: who it is, what the core answers, and the answers back to Slack, within the times that Slack allows. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ViewOutput, ViewResponseAction } from '@slack/bolt';
import { sentence } from '../../core/desk/card.ts';
import type { InboundEvent, Receive, Reply } from '../../core/desk/inbound.ts';
import { PlatformError } from '../../core/desk/outbox.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { type Answers, type AnswerTools, createAnswers } from './answers.ts';
import { createDialog, type Dialog, updateView } from './dialog.ts';
import type { Incoming } from './inbound.ts';
import { cause } from './log.ts';
import { noticeView, renderForm, reopenedView, type SubmittedView, viewErrors } from './modal.ts';
import type { Member, People } from './people.ts';
import { WORDS } from './words.ts';

export interface TalkTools extends AnswerTools {
  readonly people: People;
  readonly receive: Receive;
  /** For words before Slack has said what the person reads. */
  readonly locale: Locale;
}

/** Slack wants the acknowledgement of a form within 3 s, and a modal within 3 s of its trigger; the way to Slack and back is in it. */
const SUBMIT_WAIT = 2300;
const TRIGGER_WAIT = 1800;
/** Ms before another try at asking who someone is. */
const RETRIES = [300, 1200];
/** The longest wait for Slack's own "later" while a person waits for us. */
const LONGEST_WAIT = 5000;

interface Turn {
  readonly event: InboundEvent;
  readonly locale: Locale;
  readonly answers: Answers;
}

export interface Talk {
  /** A command, a press, a shortcut, a message: already acknowledged. Never throws. */
  converse(incoming: Incoming): Promise<void>;
  /** A submitted form: `ack` is called within 2.5 s. Resolves when everything is answered; never throws. */
  submit(incoming: Incoming, view: ViewOutput, ack: (answer?: ViewResponseAction) => Promise<void>): Promise<void>;
}

export function createTalk(tools: TalkTools): Talk {
  const { web, people, receive, log } = tools;

  /** Undefined when Slack does not say who it is: the person was told so. */
  async function begin(incoming: Incoming): Promise<Turn | undefined> {
    try {
      const me = await people.me();
      const happening = incoming.happening(me.teamId);
      const member = await lookUp(people, incoming.userId).catch((error: unknown) => {
        // Words said in a case's room must not get lost; without a look the speaker counts as a stranger.
        if (happening.type !== 'reply') throw error;
        log.warn(cause(error), 'Slack does not say who replied');
        return stranger(incoming.userId);
      });
      const direct = incoming.direct ?? (await isOurs(incoming));
      const locale = member.locale ?? tools.locale;
      const event: InboundEvent = {
        key: incoming.key,
        identity: { platform: 'slack', tenant: me.teamId, userId: incoming.userId },
        email: async () => member.email,
        locale: member.locale,
        outsider: member.guest,
        where: {
          channel: incoming.channel,
          direct,
          ...(incoming.thread ? { thread: { tenant: me.teamId, channel: incoming.channel, id: incoming.thread } } : {}),
        },
        happening,
      };
      return { event, locale, answers: createAnswers(tools, { ...incoming, direct }) };
    } catch (error) {
      log.error({ ...cause(error), key: incoming.key }, 'Slack does not say who someone is');
      return undefined;
    }
  }

  /** A private conversation is ours when it is the one between the person and the bot. */
  async function isOurs(incoming: Incoming): Promise<boolean> {
    const ours = await people.direct(incoming.userId).catch(() => undefined);
    return ours === incoming.channel;
  }

  async function hear(turn: Turn, dialog?: Dialog): Promise<readonly Reply[]> {
    try {
      return await receive(turn.event, async (card) => {
        dialog?.calm();
        await turn.answers.progress(card);
      });
    } catch (error) {
      log.error({ ...cause(error), key: turn.event.key }, 'the core threw');
      return [{ type: 'private', card: sentence(WORDS[turn.locale].ourFault, turn.locale) }];
    }
  }

  async function deliver(turn: Turn, incoming: Incoming, replies: readonly Reply[], dialog?: Dialog): Promise<void> {
    const { answers, locale } = turn;
    for (const reply of replies) {
      switch (reply.type) {
        case 'private':
          await answers.private(reply.card);
          break;
        case 'public':
          await answers.public(reply.card);
          break;
        case 'form':
          if (!(await dialog?.show(reply.form, originOf(turn, incoming)))) await answers.private(sentence(WORDS[locale].expired, locale));
          break;
        case 'form-errors':
          await answers.private(sentence(Object.values(reply.errors).join(' '), locale));
          break;
        default:
          reply satisfies never;
      }
    }
    if (!replies.some((reply) => reply.type === 'form')) await dialog?.end(locale);
  }

  async function converse(incoming: Incoming): Promise<void> {
    const dialog = incoming.trigger ? createDialog(web, incoming.trigger, log) : undefined;
    dialog?.waitAfter(TRIGGER_WAIT, tools.locale);
    const turn = await begin(incoming);
    if (turn) return deliver(turn, incoming, await hear(turn, dialog), dialog);
    const direct = incoming.direct === true;
    await createAnswers(tools, { ...incoming, direct }).private(sentence(WORDS[tools.locale].slackFault, tools.locale));
    await dialog?.end(tools.locale);
  }

  async function submit(incoming: Incoming, output: ViewOutput, ack: (answer?: ViewResponseAction) => Promise<void>): Promise<void> {
    const view = submitted(output);
    const beginning = begin(incoming);
    const hearing = beginning.then(async (turn) => ({ turn, replies: turn ? await hear(turn) : [] }));
    const inTime = await Promise.race([hearing, sleep(SUBMIT_WAIT, undefined, { ref: false })]);
    if (!inTime) await ack({ response_action: 'update', view: noticeView(WORDS[tools.locale].wait, tools.locale) });
    const { turn, replies } = await hearing;
    const next = nextView(view, turn, incoming, replies);
    if (inTime) await ack(next && answerTo(view, next));
    else await updateView(web, view.id, next?.view ?? doneView(turn?.locale ?? tools.locale, replies), log);
    const rest = replies.filter((reply) => reply.type === 'private' || reply.type === 'public');
    if (turn) await deliver(turn, incoming, rest);
  }

  /** The form that stays open: with errors, or the next one; undefined when there is nothing more to fill in. */
  function nextView(view: SubmittedView, turn: Turn | undefined, incoming: Incoming, replies: readonly Reply[]): NextView | undefined {
    if (!turn) return withErrors(view, { '': WORDS[tools.locale].slackFault });
    for (const reply of replies) {
      if (reply.type === 'form-errors') return withErrors(view, reply.errors);
      if (reply.type === 'form') return { view: renderForm(reply.form, originOf(turn, incoming)) };
    }
    return undefined;
  }

  return {
    converse: (incoming) =>
      converse(incoming).catch((error: unknown) => log.error({ ...cause(error), key: incoming.key }, 'a conversation broke')),
    submit: (incoming, view, ack) =>
      submit(incoming, view, ack).catch((error: unknown) => log.error({ ...cause(error), key: incoming.key }, 'a form broke')),
  };
}

interface NextView {
  readonly view: ReturnType<typeof noticeView>;
  readonly errors?: Readonly<Record<string, string>>;
}

function withErrors(view: SubmittedView, errors: Readonly<Record<string, string>>): NextView {
  return { view: reopenedView(view, errors), errors };
}

function answerTo(view: SubmittedView, next: NextView): ViewResponseAction {
  const errors = next.errors ? viewErrors(view.blocks, next.errors) : {};
  return Object.keys(errors).length > 0 ? { response_action: 'errors', errors } : { response_action: 'update', view: next.view };
}

function doneView(locale: Locale, replies: readonly Reply[]): ReturnType<typeof noticeView> {
  return noticeView(replies.length > 0 ? WORDS[locale].answerBelow : WORDS[locale].done, locale);
}

function originOf(turn: Turn, incoming: Incoming): Parameters<Dialog['show']>[1] {
  const { channel, direct } = turn.event.where;
  return {
    channel,
    direct,
    ...(incoming.thread ? { thread: incoming.thread } : {}),
    ...(incoming.responseUrl ? { responseUrl: incoming.responseUrl } : {}),
  };
}

function submitted(view: ViewOutput): SubmittedView {
  const text = (object: { readonly text: string }): SubmittedView['title'] => ({ type: 'plain_text', text: object.text, emoji: false });
  return {
    id: view.id,
    private_metadata: view.private_metadata,
    title: text(view.title),
    submit: view.submit && text(view.submit),
    close: view.close && text(view.close),
    // The blocks are those that this code made, with what Slack adds to them.
    blocks: view.blocks as SubmittedView['blocks'],
    state: view.state,
  };
}

function stranger(id: string): Member {
  return { id, name: id, email: undefined, guest: true, bot: false, deleted: false, locale: undefined };
}

async function lookUp(people: People, userId: string): Promise<Member> {
  for (const wait of RETRIES) {
    try {
      return await people.member(userId);
    } catch (error) {
      if (!(error instanceof PlatformError) || error.fault === 'refused' || (error.retryAfter ?? 0) > LONGEST_WAIT) throw error;
      await sleep(error.retryAfter ?? wait);
    }
  }
  return people.member(userId);
}
