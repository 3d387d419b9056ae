/** Draws messages and keeps a list of them in order: added, edited in place, with a heading for each day. */
// @ts-check

/** @import { MessageJson } from '../wire.ts' */
/** @import { Scene, Words } from './types.ts' */
import { drawCard } from './cards.js';
import { h, icon, initials } from './dom.js';

/**
 * A steady colour for each person, told apart by the initials too.
 * @param {string} email
 */
function hue(email) {
  let sum = 0;
  for (const character of email) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return `hue-${sum % 8}`;
}

/**
 * @param {string} author
 * @param {string} name
 */
export function avatar(author, name) {
  if (author === 'bot') return h('img', { class: 'avatar', src: '/local/icon.svg', alt: '', width: '36', height: '36' });
  return h('span', { class: `avatar ${hue(author)}`, 'aria-hidden': 'true' }, initials(name));
}

/**
 * The message's head, its card or words, and the way into its thread.
 * @param {MessageJson} message
 * @param {Scene} scene
 */
export function drawMessage(message, scene) {
  const { words, times } = scene;
  const name = message.author === 'bot' ? 'Encours' : (scene.nameOf(message.author) ?? message.author);
  const id = `${scene.prefix}${message.id}`;
  const mark = message.private && !scene.direct ? h('span', { class: 'private-mark' }, icon('eye'), words.privateMark) : null;
  const head = h(
    'header',
    { id: `${id}-head` },
    h('strong', {}, name),
    h('time', { datetime: new Date(message.at).toISOString(), title: times.stamp(message.at) }, times.time(message.at)),
    message.edited > 0 && message.author === 'bot' ? h('span', { class: 'edited' }, words.editedMark) : null,
    mark,
  );
  const body = message.card
    ? h(
        'div',
        { class: 'card' },
        drawCard(message, words, (payload, button) => scene.press(message, payload, button)),
      )
    : h('p', { class: message.text.startsWith('/') ? 'plain command' : 'plain' }, message.text);
  return h(
    'li',
    { id, class: `message ${message.private && !scene.direct ? 'private' : ''}`, 'data-id': message.id, lang: message.lang },
    h(
      'article',
      { 'aria-labelledby': `${id}-head` },
      avatar(message.author, name),
      h('div', { class: 'content' }, head, body, fileLink(message, words), threadBar(message, scene)),
    ),
  );
}

/**
 * The file that a message brings: a link that saves it.
 * @param {MessageJson} message
 * @param {Words} words
 */
function fileLink({ file }, words) {
  if (!file) return null;
  return h(
    'a',
    { class: 'file', href: file.url, download: file.name },
    icon('clip'),
    file.name,
    h('span', { class: 'size' }, words.size(file.size)),
  );
}

/**
 * Replies to a message, or the offer to reply; private answers and threads themselves have none.
 * @param {MessageJson} message
 * @param {Scene} scene
 */
function threadBar(message, scene) {
  const { words, openThread } = scene;
  if (!openThread || message.thread !== null) return null;
  const replies = scene.repliesTo(message.id);
  if (replies.length === 0 && (message.private || scene.direct)) return null;
  const open = () => openThread(message.id);
  const last = replies.at(-1);
  if (!last) return h('button', { type: 'button', class: 'thread-bar reply', onclick: open }, icon('reply'), words.reply);
  const who = [...new Set(replies.map((r) => r.author))].slice(-3);
  return h(
    'button',
    { type: 'button', class: 'thread-bar', onclick: open },
    ...who.map((author) => avatar(author, scene.nameOf(author) ?? author)),
    h('strong', {}, words.replies(replies.length)),
    h('span', { class: 'when' }, scene.times.time(last.at)),
  );
}

/**
 * A reply whose thread begins before what is shown.
 * @param {MessageJson} message
 * @param {Scene} scene
 */
function orphan(message, scene) {
  const open = () => message.thread !== null && scene.openThread?.(message.thread);
  return h(
    'li',
    { class: 'orphan', 'data-id': message.id },
    `${scene.words.olderThread} · `,
    h('button', { type: 'button', class: 'link', onclick: open }, scene.words.openThread),
  );
}

/**
 * A list bound to an `ol`. `show` draws it anew; `put` adds or replaces one message and keeps the focus where it was.
 * @param {HTMLElement} list
 * @param {HTMLElement} scroller
 */
export function createList(list, scroller) {
  /** Given by `show`, which comes before all else. @type {Scene} */
  let scene;
  /** Whether the reader is at the newest message, and stays there when more comes or pictures arrive. */
  let stuck = true;
  const messageItems = () =>
    [...list.children].filter((item) => item instanceof HTMLElement).filter((item) => item.dataset.id !== undefined);
  // Scrollable by keyboard in every browser.
  scroller.tabIndex = 0;
  /** The end, or the beginning of a last message that is taller than the place. */
  const newest = () => {
    const last = list.lastElementChild;
    return Math.min(scroller.scrollHeight - scroller.clientHeight, (last instanceof HTMLElement ? last.offsetTop : 0) - 12);
  };
  scroller.addEventListener('scroll', () => {
    stuck = scroller.scrollTop >= newest() - 60;
  });
  const toEnd = () => {
    stuck = true;
    scroller.scrollTop = newest();
  };
  new ResizeObserver(() => {
    if (stuck) toEnd();
  }).observe(list);

  /** @param {MessageJson} message */
  const draw = (message) => (scene.orphans.has(message.id) ? orphan(message, scene) : drawMessage(message, scene));
  const days = () => {
    for (const old of list.querySelectorAll('.day')) old.remove();
    let before = '';
    for (const item of messageItems()) {
      const at = scene.at(Number(item.dataset.id));
      const key = scene.times.dayKey(at);
      if (key !== before) item.before(h('li', { class: 'day' }, h('span', {}, scene.times.day(at, scene.now()))));
      before = key;
    }
  };

  return {
    toEnd,
    /**
     * @param {readonly MessageJson[]} messages
     * @param {Scene} nextScene
     */
    show(messages, nextScene, keepPlace = false) {
      scene = nextScene;
      const fromEnd = scroller.scrollHeight - scroller.scrollTop;
      list.replaceChildren(...messages.map(draw));
      days();
      if (keepPlace) scroller.scrollTop = scroller.scrollHeight - fromEnd;
      else toEnd();
    },
    /** @param {MessageJson} message */
    put(message) {
      const fresh = draw(message);
      const old = list.querySelector(`li[data-id="${message.id}"]`);
      const follow = stuck;
      if (old) {
        const buttons = [...old.querySelectorAll('button')];
        const active = document.activeElement;
        const focused = active instanceof HTMLButtonElement ? buttons.indexOf(active) : -1;
        const open = [...old.querySelectorAll('details')].map((d) => d.open);
        old.replaceWith(fresh);
        for (const [i, details] of [...fresh.querySelectorAll('details')].entries()) details.open = open[i] ?? false;
        if (focused >= 0)
          (fresh.querySelectorAll('button')[focused] ?? fresh.querySelector('button') ?? scroller).focus({ preventScroll: true });
      } else {
        const next = messageItems().find((item) => Number(item.dataset.id) > message.id);
        if (next) next.before(fresh);
        else list.append(fresh);
        days();
      }
      if (follow) toEnd();
    },
  };
}
