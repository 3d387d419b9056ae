/** The box one writes in: grows with its text, suggests commands, takes files, and keeps what could not be sent. */
// @ts-check

/** @import { CommandJson } from '../wire.ts' */
/** @import { ComposerContext, Work } from './types.ts' */
import { fold, h, icon, messageOf } from './dom.js';

/**
 * `submit(text)` and `files(list)` return promises; while one runs the box says so, and a failure keeps the text and offers another try.
 * `context()` gives words, commands, placeholder, label and whether files are taken.
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {{ context(): ComposerContext, submit(text: string): Work, files(list: readonly File[]): Work }} place
 */
export function createComposer(form, name, { context, submit, files }) {
  const listId = `${name}-commands`;
  const text = h('textarea', {
    id: `${name}-text`,
    rows: '1',
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
    enterkeyhint: 'send',
    maxlength: '4000',
  });
  const list = h('ul', { id: listId, class: 'suggestions', role: 'listbox', hidden: true });
  const picker = h('input', { type: 'file', multiple: true, hidden: true, tabindex: '-1', 'aria-hidden': 'true' });
  const attach = h('button', { type: 'button', class: 'icon-button', onclick: () => picker.click() }, icon('clip'));
  const sendButton = h('button', { type: 'submit', class: 'icon-button send' }, icon('send'));
  const status = h('p', { class: 'composer-status', role: 'status' });
  form.replaceChildren(list, h('div', { class: 'box' }, attach, picker, text, sendButton), status);

  let chosen = 0;
  let busy = 0;
  let dismissed = false;

  const grow = () => {
    text.style.height = 'auto';
    text.style.height = `${Math.min(text.scrollHeight, 180)}px`;
  };

  const matching = () => {
    const m = /^\/(\S*)$/.exec(text.value);
    if (!m || dismissed) return [];
    return context().commands.filter((c) => fold(c.name).startsWith(fold(m[1] ?? '')));
  };

  const suggest = () => {
    const found = matching();
    chosen = Math.max(0, Math.min(chosen, found.length - 1));
    list.hidden = found.length === 0;
    text.setAttribute('aria-expanded', String(found.length > 0));
    if (found.length > 0) text.setAttribute('aria-activedescendant', `${listId}-${chosen}`);
    else text.removeAttribute('aria-activedescendant');
    list.replaceChildren(
      ...found.map((command, i) =>
        h(
          'li',
          {
            id: `${listId}-${i}`,
            role: 'option',
            'aria-selected': String(i === chosen),
            // Before the box loses the focus.
            onmousedown: (event) => {
              event.preventDefault();
              complete(command);
            },
          },
          h('span', { class: 'what' }, h('b', {}, `/${command.name}`), command.argument ? ` ${command.argument}` : ''),
          h('span', { class: 'why' }, command.help),
        ),
      ),
    );
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  };

  /** @param {CommandJson} command */
  const complete = (command) => {
    text.value = `/${command.name} `;
    grow();
    suggest();
  };

  /**
   * @param {Work} work
   * @param {() => void} [whenDone]
   */
  const run = async (work, whenDone) => {
    busy++;
    status.classList.remove('failed');
    status.textContent = context().words.sending;
    const later = setTimeout(() => {
      if (busy > 0 && status.textContent === context().words.sending) status.textContent = context().words.thinking;
    }, 700);
    try {
      await work((message) => {
        status.textContent = message;
      });
      whenDone?.();
      status.textContent = '';
    } catch (error) {
      const again = h('button', { type: 'button', class: 'link', onclick: () => run(work, whenDone) }, context().words.retry);
      status.classList.add('failed');
      status.replaceChildren(`${context().words.failed} ${messageOf(error)} `, again);
    } finally {
      busy--;
      clearTimeout(later);
    }
  };

  const sendText = () => {
    const said = text.value.trim();
    if (said === '') return;
    // Made once, so that another try is the same act.
    const work = submit(said);
    text.value = '';
    grow();
    suggest();
    run(
      async (say) => {
        try {
          await work(say);
        } catch (error) {
          if (text.value === '') text.value = said;
          grow();
          throw error;
        }
      },
      () => {
        if (text.value.trim() === said) text.value = '';
        grow();
      },
    );
  };

  /** @param {KeyboardEvent} event */
  const key = (event) => {
    const found = list.hidden ? [] : matching();
    const choice = found[chosen];
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (found.length > 0 && move !== 0) {
      event.preventDefault();
      chosen = (chosen + move + found.length) % found.length;
      suggest();
    } else if (found.length > 0 && event.key === 'Escape') {
      event.stopPropagation();
      dismissed = true;
      suggest();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      const typed = text.value.slice(1);
      if (choice && fold(choice.name) !== fold(typed)) complete(choice);
      else sendText();
    } else if (choice && event.key === 'Tab' && !event.shiftKey && fold(choice.name) !== fold(text.value.slice(1))) {
      event.preventDefault();
      complete(choice);
    }
  };

  text.addEventListener('input', () => {
    dismissed = false;
    chosen = 0;
    grow();
    suggest();
  });
  text.addEventListener('keydown', key);
  text.addEventListener('blur', () => {
    list.hidden = true;
    text.setAttribute('aria-expanded', 'false');
  });
  text.addEventListener('focus', suggest);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    sendText();
    text.focus();
  });
  picker.addEventListener('change', () => {
    const taken = [...(picker.files ?? [])];
    picker.value = '';
    if (taken.length > 0) takeFiles(taken);
  });
  /** @param {readonly File[]} taken */
  const takeFiles = (taken) => run(files(taken));

  return {
    takeFiles,
    /** Says the box's words again, after the language or the place has changed. */
    refresh() {
      const { words, placeholder, label, takesFiles } = context();
      text.placeholder = placeholder;
      text.setAttribute('aria-label', label);
      list.setAttribute('aria-label', words.commands);
      attach.hidden = !takesFiles;
      attach.setAttribute('aria-label', words.attach);
      attach.title = words.attach;
      sendButton.setAttribute('aria-label', words.send);
      sendButton.title = words.send;
      suggest();
    },
    clear() {
      text.value = '';
      status.textContent = '';
      grow();
      suggest();
    },
    /** @param {string} value */
    write(value) {
      text.value = value;
      grow();
      text.focus();
      text.setSelectionRange(value.length, value.length);
    },
    /** @param {string} message */
    say(message) {
      status.classList.remove('failed');
      status.textContent = message;
    },
    focus: () => text.focus(),
  };
}
