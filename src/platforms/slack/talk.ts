/** One conversation turn: who it is, what the core answers, and the answers back to Slack, within the times that Slack allows. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ViewOutput, ViewResponseAction } from '@slack/bolt';
import { sentence } from '../../core/desk/card.ts';
import type { InboundEvent, Receive, Reply } from '../../core/desk/inbound.ts';
import { type Inbox, isForLater, Undoable, type WaitingDeed } from '../../core/desk/inbox.ts';
import { PlatformError } from '../../core/desk/outbox.ts';
import type { Identity } from '../../core/desk/places.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { type Answers, type AnswerTools, createAnswers } from './answers.ts';
import { createDialog, type Dialog, updateView } from './dialog.ts';
import type { Files } from './files.ts';
import { happeningOf, INCOMING, type Incoming } from './inbound.ts';
import { cause } from './log.ts';
import { noticeView, renderForm, reopenedView, type SubmittedView, viewErrors } from './modal.ts';
import type { Member, People } from './people.ts';
import { WORDS } from './words.ts';

export interface TalkTools extends AnswerTools {
  readonly people: People;
  readonly files: Files;
  readonly receive: Receive;
  readonly inbox: Pick<Inbox, 'sayLater' | 'knows'>;
  /** For words before Slack has said what the person reads. */
  readonly locale: Locale;
}

/** Slack wants the acknowledgement of a form within 3 s, and a modal within 3 s of its trigger; the way to Slack and back is in it. */
const SUBMIT_WAIT = 1500;
const TRIGGER_WAIT = 1800;
/** Ms before another try at asking who someone is. */
const RETRIES = [300, 1200];
/** The longest wait for Slack's own "later" while a person waits for us. */
const LONGEST_WAIT = 5000;
/** Of somebody whom we know, Slack is only asked what they read and whether they are a guest by now: so long, and not longer. */
const KNOWN_WAIT = 700;
/** Whether a private conversation is the bot's own. */
const PLACE_WAIT = 1500;
/** An address for answers lives for half an hour. */
const RESPONSE_LIFE = 29 * 60_000;

interface Turn {
  readonly event: InboundEvent;
  readonly locale: Locale;
  readonly answers: Answers;
}

export interface Talk {
  /** A command, a press, a shortcut, a message. Throws when it is to be tried again; the person was told that it is kept. */
  converse(incoming: Incoming): Promise<void>;
  /** A submitted form. Throws like `converse`. */
  submit(incoming: Incoming, view: ViewOutput, answer: FormAnswer): Promise<void>;
  /** What was kept and not done to its end: no modal can be opened any more. */
  again(deed: WaitingDeed): Promise<void>;
}

/** The one answer to a form: false when Slack has heard already that it is kept. */
export type FormAnswer = (answer?: ViewResponseAction) => Promise<boolean>;

function isKept(locale: Locale): ViewResponseAction {
  return { response_action: 'update', view: noticeView(WORDS[locale].wait, locale) };
}

/** Of a form that Slack sent at `began`. `ack` is called within 2 s of it, however many others are served first. */
export function createFormAnswer(ack: (answer?: ViewResponseAction) => Promise<void>, began: number, locale: Locale): FormAnswer {
  let answered = false;
  const late = setTimeout(
    () => {
      answered = true;
      // Whether or not Slack hears of it, what is kept is done.
      ack(isKept(locale)).catch(() => {});
    },
    Math.max(0, SUBMIT_WAIT - (Date.now() - began)),
  ).unref();
  return async (answer) => {
    clearTimeout(late);
    if (answered) return false;
    answered = true;
    await ack(answer);
    return true;
  };
}

export function createTalk(tools: TalkTools): Talk {
  const { web, people, receive, log, inbox } = tools;

  function identityOf({ tenant, userId }: Incoming): Identity {
    return { platform: 'slack', tenant, userId };
  }

  function answersTo(incoming: Incoming, direct: boolean): Answers {
    return createAnswers(tools, { ...incoming, identity: identityOf(incoming), direct });
  }

  async function begin(incoming: Incoming, again: boolean): Promise<Turn> {
    const identity = identityOf(incoming);
    const known = await inbox.knows(identity);
    const member = known ? await inTime(people.member(incoming.userId), KNOWN_WAIT) : await lookUp(people, incoming.userId);
    const direct = incoming.direct ?? (await inTime(people.direct(incoming.userId), PLACE_WAIT)) === incoming.channel;
    const { channel, thread, tenant } = incoming;
    const event: InboundEvent = {
      key: incoming.key,
      identity,
      email: async () => member?.email,
      locale: member?.locale,
      outsider: member?.guest ?? false,
      where: { channel, direct, ...(thread ? { thread: { tenant, channel, id: thread } } : {}) },
      happening: happeningOf(incoming, tools.files),
      again,
    };
    return { event, locale: member?.locale ?? tools.locale, answers: answersTo(incoming, direct) };
  }

  async function hear(turn: Turn, dialog?: Dialog): Promise<readonly Reply[]> {
    try {
      return await receive(turn.event, async (card) => {
        dialog?.calm();
        await turn.answers.progress(card);
      });
    } catch (error) {
      if (isForLater(error)) throw error;
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

  async function turnOf(incoming: Incoming, again: boolean, dialog?: Dialog): Promise<void> {
    try {
      const turn = await begin(incoming, again);
      await deliver(turn, incoming, await hear(turn, dialog), dialog);
    } catch (error) {
      if (isForLater(error)) throw error;
      log.error({ ...cause(error), key: incoming.key }, 'Slack does not say who someone is');
      await answersTo(incoming, incoming.direct === true).private(sentence(WORDS[tools.locale].slackFault, tools.locale));
      await dialog?.end(tools.locale);
    }
  }

  async function converse(incoming: Incoming): Promise<void> {
    const dialog = incoming.trigger ? createDialog(web, incoming.trigger, log) : undefined;
    dialog?.waitAfter(TRIGGER_WAIT, tools.locale);
    try {
      await turnOf(incoming, false, dialog);
    } catch (error) {
      // A modal that says so is enough.
      const said = await dialog?.leave();
      if (!said) await sayKept(incoming);
      throw error;
    }
  }

  /** It is on the disk, and will be done: whoever waits is told once, if Slack lets us. */
  async function sayKept(incoming: Incoming): Promise<void> {
    await answersTo(incoming, incoming.direct === true).progress(sentence(WORDS[tools.locale].wait, tools.locale));
  }

  async function submit(incoming: Incoming, output: ViewOutput, answer: FormAnswer): Promise<void> {
    const view = submitted(output);
    const hearing = begin(incoming, false).then(async (turn) => ({ turn, replies: await hear(turn) }));
    const { turn, replies } = await hearing.catch(async (error: unknown) => {
      await answer(isKept(tools.locale));
      throw error;
    });
    const next = nextView(view, turn, incoming, replies);
    const inTime = await answer(next && answerTo(view, next));
    if (!inTime) await updateView(web, view.id, next?.view ?? doneView(turn.locale, replies), log);
    const rest = replies.filter((reply) => reply.type === 'private' || reply.type === 'public');
    await deliver(turn, incoming, rest);
  }

  /** The form that stays open: with errors, or the next one; undefined when there is nothing more to fill in. */
  function nextView(view: SubmittedView, turn: Turn, incoming: Incoming, replies: readonly Reply[]): NextView | undefined {
    for (const reply of replies) {
      if (reply.type === 'form-errors') return withErrors(view, reply.errors);
      if (reply.type === 'form') return { view: renderForm(reply.form, originOf(turn, incoming)) };
    }
    return undefined;
  }

  return {
    converse,
    submit,
    async again(deed) {
      const read = INCOMING.safeParse(deed.what);
      if (!read.success) throw new Undoable(`an incoming of an unknown shape: ${read.error.message}`);
      const { responseUrl, ...rest } = read.data;
      const incoming = Date.now() - deed.at < RESPONSE_LIFE ? { ...rest, responseUrl } : rest;
      await turnOf(incoming, true);
      if (incoming.view) await updateView(web, incoming.view, noticeView(WORDS[tools.locale].answerBelow, tools.locale), log);
    },
  };
}

/** What Slack says in time; undefined when it does not. */
async function inTime<T>(asked: Promise<T>, ms: number): Promise<T | undefined> {
  return Promise.race([asked.catch(() => undefined), sleep(ms, undefined, { ref: false })]);
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
