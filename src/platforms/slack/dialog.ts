/** The modal that a press or a command may open: Slack gives three seconds, so a slow answer first opens one that says to wait. */
import type { webApi } from '@slack/bolt';
import type { Form } from '../../core/desk/card.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { translate } from './errors.ts';
import { cause, type Log } from './log.ts';
import { type FormOrigin, noticeView, renderForm } from './modal.ts';
import { WORDS } from './words.ts';

export interface Dialog {
  /** After so many ms without `calm`, `show` or `end`, opens the modal that says to wait. */
  waitAfter(ms: number, locale: Locale): void;
  /** The person sees by other means that work goes on: no modal is needed. */
  calm(): void;
  /** False when Slack did not open the form. */
  show(form: Form, origin: Omit<FormOrigin, 'intent' | 'locale'>): Promise<boolean>;
  /** The work goes on elsewhere: no modal opens any more. True when one is there that says to wait. */
  leave(): Promise<boolean>;
  /** No form came: a modal that says to wait now says where the answer is. */
  end(locale: Locale): Promise<void>;
}

export function createDialog(web: webApi.WebClient, trigger: string, log: Log): Dialog {
  let timer: NodeJS.Timeout | undefined;
  /** The id of the waiting modal; undefined when Slack did not open it. */
  let waiting: Promise<string | undefined> | undefined;

  async function open(locale: Locale): Promise<string | undefined> {
    try {
      const { view } = await web.views.open({ trigger_id: trigger, view: noticeView(WORDS[locale].wait, locale) });
      return view?.id;
    } catch (error) {
      log.warn(cause(translate(error, 'views.open', 'ask')), 'the waiting modal did not open');
      return undefined;
    }
  }

  return {
    waitAfter(ms, locale) {
      timer = setTimeout(() => {
        waiting = open(locale);
      }, ms);
    },
    calm: () => clearTimeout(timer),
    async show(form, origin) {
      clearTimeout(timer);
      try {
        const view = renderForm(form, origin);
        const id = await waiting;
        if (waiting && !id) return false;
        await (id ? web.views.update({ view_id: id, view }) : web.views.open({ trigger_id: trigger, view }));
        return true;
      } catch (error) {
        log.error(cause(translate(error, 'form', 'ask')), 'a form did not open');
        return false;
      }
    },
    async leave() {
      clearTimeout(timer);
      return (await waiting) !== undefined;
    },
    async end(locale) {
      clearTimeout(timer);
      const id = await waiting;
      if (id) await updateView(web, id, noticeView(WORDS[locale].answerBelow, locale), log);
    },
  };
}

/** Replaces an open modal; that the person has closed it meanwhile is no fault. */
export async function updateView(web: webApi.WebClient, id: string, view: ReturnType<typeof noticeView>, log: Log): Promise<void> {
  await web.views.update({ view_id: id, view }).catch((error: unknown) => {
    log.warn(cause(translate(error, 'views.update', 'ask')), 'a modal was not updated');
  });
}
