/** The page itself: who one acts as, where one is, what is shown there, and how it stays in step with the server. */
// @ts-check

/** @import { ActResult, ClockJson, DeedJson, FormJson, MessageJson, PersonJson, StateJson } from '../wire.ts' */
/** @import { Scene, Times, Work } from './types.ts' */

/**
 * Where one is: a channel, and the message whose thread is open there.
 * @typedef {{ readonly channel: string, readonly thread: number | undefined }} Place
 */
import { getMessages, getState, listen, newAct, send, upload } from './api.js';
import { createComposer } from './composer.js';
import { byId, h, messageOf, the } from './dom.js';
import { openForm } from './form.js';
import { avatar, createList } from './messages.js';
import { timeWords, WORDS, writeFixedWords } from './words.js';

const DIRECT = 'dm';

/** What the server said of the workspace, for the person one acts as; before it has answered nothing can be done. @type {StateJson} */
let state;
let words = WORDS.fr;
/** Comes with the state. @type {Times} */
let times;
/** @type {ClockJson} */
let clock = { now: Date.now(), turned: false };
/** @type {(() => void) | undefined} */
let stopListening;
/** Messages by channel and id: of each channel that was opened, its end without a gap. @type {Map<string, Map<number, MessageJson>>} */
let known = new Map();
/** What is heard of a channel while its messages are on their way. @type {Map<string, Map<number, MessageJson>>} */
let coming = new Map();
/** @type {Map<string, boolean>} */
let earlier = new Map();
/** No channel before one has arrived. @type {Place} */
let place = { channel: '', thread: undefined };
/** The messages of the open thread, which may be older than what the channel shows. @type {Map<number, MessageJson>} */
let threadMessages = new Map();
/** Ids of the newest message of each channel, as far as they were told. @type {Record<string, number>} */
let newest = {};
/** Counted up at each move and each change of person, so that a late answer to an earlier one is dropped. */
let opening = 0;
let changing = 0;

const main = createList(byId('messages'), byId('log'));
const side = createList(byId('thread-messages'), byId('thread-log'));

// ---------------------------------------------------------------- people, places, words

/** @param {string} email */
const personOf = (email) => state.people.find((p) => p.email === email);
/** @param {string} author */
const nameOf = (author) => (author === 'bot' ? 'Encours' : personOf(author)?.name);
/** @param {PersonJson} person */
const roleOf = (person) => person.roles.map((role) => state.roles[role] ?? role).join(', ');
const isDirect = () => place.channel === state.direct;
/** @param {string} channel */
const placeName = (channel) =>
  channel === state.direct ? words.directName : `#${state.channels.find((c) => c.id === channel)?.name ?? channel}`;

const composer = createComposer(the(HTMLFormElement, 'composer'), 'composer', {
  context: () => ({
    words,
    commands: state?.commands ?? [],
    takesFiles: state !== undefined && isDirect(),
    placeholder: state ? (isDirect() ? words.writeDirect : words.writeIn(placeName(place.channel))) : '',
    label: state ? words.messageLabel(placeName(place.channel)) : '',
  }),
  submit: (text) => acting(place.channel, undefined, { type: 'say', text }),
  files: (files) => dropFiles(files, undefined),
});
const threadComposer = createComposer(the(HTMLFormElement, 'thread-composer'), 'thread-composer', {
  context: () => ({ words, commands: state?.commands ?? [], takesFiles: true, placeholder: words.writeThread, label: words.threadLabel }),
  submit: (text) => acting(place.channel, place.thread, { type: 'say', text }),
  files: (files) => dropFiles(files, place.thread),
});

/**
 * An act as a piece of work that may be tried again: the same act each time.
 * @param {string} channel
 * @param {number | undefined} thread
 * @param {DeedJson} act
 */
function acting(channel, thread, act) {
  const once = newAct(state.you, channel, thread, act);
  return async () => {
    const result = await send(once);
    if (result.form) showForm(result.form, channel, thread);
    return result;
  };
}

/**
 * @param {readonly File[]} files
 * @param {number | undefined} thread
 * @returns {Work}
 */
function dropFiles(files, thread) {
  const channel = place.channel;
  const as = state.you;
  const tooLarge = files.find((file) => file.size > state.limits.file);
  /** @type {(() => Promise<ActResult>) | undefined} */
  let finish;
  return async (say) => {
    if (tooLarge) throw new Error(words.tooLarge(tooLarge.name, Math.floor(state.limits.file / 1024 / 1024)));
    if (!finish) {
      /** @type {string[]} */
      const ids = [];
      for (const file of files) ids.push((await upload(as, file, (percent) => say(words.uploading(file.name, percent)))).id);
      finish = acting(channel, thread, { type: 'files', files: ids });
    }
    say(words.thinking);
    await finish();
  };
}

/**
 * @param {FormJson} form
 * @param {string} channel
 * @param {number | undefined} thread
 */
function showForm(form, channel, thread) {
  openForm(the(HTMLDialogElement, 'form'), form, WORDS[form.locale] ?? words, async (answers) => {
    const result = await acting(channel, thread, { type: 'submit', payload: form.payload, answers })();
    return result.errors;
  });
}

/**
 * @param {MessageJson} message
 * @param {unknown} payload
 * @param {HTMLElement | undefined} button
 */
async function press(message, payload, button) {
  // Not `disabled`: that would take the focus away.
  if (button?.getAttribute('aria-busy') === 'true') return;
  button?.setAttribute('aria-busy', 'true');
  const box = message.thread === null ? composer : threadComposer;
  try {
    await acting(message.channel, message.thread ?? undefined, { type: 'press', payload, message: message.id })();
    box.say('');
  } catch (error) {
    box.say(`${words.failed} ${messageOf(error)}`);
  } finally {
    button?.removeAttribute('aria-busy');
  }
}

// ---------------------------------------------------------------- what was read

const seenKey = () => `encours.seen.${state.you}`;
/** @type {() => Readonly<Record<string, number>>} */
const seen = () => JSON.parse(localStorage.getItem(seenKey()) ?? '{}');

/**
 * @param {string} channel
 * @param {number} id
 */
function markSeen(channel, id) {
  const all = seen();
  if ((all[channel] ?? 0) >= id) return;
  localStorage.setItem(seenKey(), JSON.stringify({ ...all, [channel]: id }));
}

// ---------------------------------------------------------------- drawing

function drawSide() {
  const read = seen();
  /**
   * @param {string} id
   * @param {string} label
   * @param {string} sub
   * @param {HTMLElement} mark
   */
  const entry = (id, label, sub, mark) => {
    const unread = id !== place.channel && (newest[id] ?? 0) > (read[id] ?? 0);
    return h(
      'li',
      {},
      h(
        'a',
        {
          href: `#/${id === state.direct ? DIRECT : encodeURIComponent(id)}`,
          class: unread ? 'unread' : null,
          'aria-current': id === place.channel ? 'page' : null,
        },
        mark,
        h('span', { class: 'label' }, label),
        sub ? h('span', { class: 'sub' }, sub) : null,
        unread ? h('span', { class: 'dot' }, h('span', { class: 'unseen' }, words.unread)) : null,
      ),
    );
  };
  byId('channels').replaceChildren(
    ...state.channels.map((c) => entry(c.id, c.name, '', h('span', { class: 'hash', 'aria-hidden': 'true' }, '#'))),
  );
  byId('direct').replaceChildren(entry(state.direct, words.directName, '', avatar('bot', '')));
  byId('people').replaceChildren(
    ...state.people.map((person) =>
      h(
        'li',
        {},
        h(
          'button',
          {
            type: 'button',
            'aria-label': words.actAs(person.name, roleOf(person)),
            'aria-pressed': String(person.email === state.you),
            onclick: () => become(person.email).catch(complain),
          },
          avatar(person.email, person.name),
          h('span', { class: 'label' }, person.name),
          h('span', { class: 'sub' }, roleOf(person)),
        ),
      ),
    ),
  );
}

function drawTop() {
  writeFixedWords(words);
  byId('company').textContent = state.company;
  byId('person').replaceChildren(
    ...state.people.map((p) => h('option', { value: p.email, selected: p.email === state.you }, `${p.name} (${roleOf(p)})`)),
  );
  drawClock();
  const dismissed = localStorage.getItem('encours.intro') === 'hidden';
  byId('intro').hidden = dismissed;
  byId('intro-text').textContent = state.intro.text;
  byId('intro-tries').replaceChildren(
    ...state.intro.tries.map((command) => h('button', { type: 'button', class: 'try', onclick: () => composer.write(command) }, command)),
  );
}

function drawClock() {
  byId('now').textContent = times.stamp(clock.now);
  the(HTMLTimeElement, 'now').dateTime = new Date(clock.now).toISOString();
  byId('turned').hidden = !clock.turned;
}

function drawPlace() {
  const channel = state.channels.find((c) => c.id === place.channel);
  byId('place-name').textContent = placeName(place.channel);
  byId('place-about').textContent = isDirect() ? words.directAbout : (channel?.about ?? '');
  document.title = `${placeName(place.channel)} · Encours`;
  composer.refresh();
  threadComposer.refresh();
}

const here = () => [...(known.get(place.channel)?.values() ?? [])].sort((a, b) => a.id - b.id);
/** @param {number} id */
const repliesTo = (id) => here().filter((m) => m.thread === id);

/**
 * What the lists need to draw a message of the open channel.
 * @param {readonly MessageJson[]} messages
 * @param {Pick<Scene, 'prefix'> & Partial<Scene>} extra
 * @returns {Scene}
 */
function sceneOf(messages, extra) {
  const roots = new Set(messages.filter((m) => m.thread === null).map((m) => m.id));
  return {
    ...{ words, times, nameOf, press, repliesTo },
    direct: isDirect(),
    now: () => clock.now,
    at: (id) => (known.get(place.channel)?.get(id) ?? threadMessages.get(id))?.at ?? clock.now,
    orphans: new Set(messages.filter((m) => m.thread !== null && !roots.has(m.thread)).map((m) => m.id)),
    ...extra,
  };
}

function drawMessages(keepPlace = false) {
  const all = here();
  const scene = sceneOf(all, { prefix: 'm', openThread: (id) => go(place.channel, id) });
  main.show(
    all.filter((m) => m.thread === null || scene.orphans.has(m.id)),
    scene,
    keepPlace,
  );
  byId('earlier').hidden = !earlier.get(place.channel);
  byId('empty').hidden = all.length > 0;
  byId('empty').textContent = words.empty(placeName(place.channel));
}

function drawThread() {
  const messages = [...threadMessages.values()].sort((a, b) => a.id - b.id);
  side.show(messages, sceneOf(messages, { prefix: 't', orphans: new Set() }));
  byId('thread-place').textContent = placeName(place.channel);
}

// ---------------------------------------------------------------- going places

/** @returns {Place} */
function readHash() {
  const [, channel = '', thread = ''] = location.hash.split('/');
  const id = channel === DIRECT ? state.direct : unescaped(channel);
  const exists = id === state.direct || state.channels.some((c) => c.id === id);
  return {
    channel: exists ? id : (state.channels[0]?.id ?? state.direct),
    thread: exists && /^\d+$/.test(thread) ? Number(thread) : undefined,
  };
}

/** @param {string} text */
function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/**
 * @param {string} channel
 * @param {number} [thread]
 */
function go(channel, thread) {
  location.hash = `#/${channel === state.direct ? DIRECT : encodeURIComponent(channel)}${thread === undefined ? '' : `/${thread}`}`;
}

/** Shows the place that the address names; `shown` is called once its messages stand there. */
async function arrive(shown = () => {}) {
  const turn = ++opening;
  const next = readHash();
  const moved = next.channel !== place.channel;
  const threadMoved = moved || next.thread !== place.thread;
  place = next;
  if (moved) {
    composer.clear();
    closeMenu();
    drawPlace();
    drawSide();
  }
  if (!known.has(place.channel)) await load(place.channel);
  if (turn !== opening) return;
  if (moved) {
    drawMessages();
    sawAll();
    drawSide();
  }
  shown();
  if (threadMoved) await arriveInThread(turn);
}

/**
 * @param {string} channel
 * @param {number} [before]
 */
async function load(channel, before) {
  const as = state.you;
  const heardMeanwhile = coming.get(channel) ?? new Map();
  if (!known.has(channel)) coming.set(channel, heardMeanwhile);
  const page = await getMessages({ as, channel, before });
  if (as !== state.you) return;
  const map = known.get(channel) ?? heardMeanwhile;
  for (const message of page.messages) if ((map.get(message.id)?.edited ?? 0) <= message.edited) map.set(message.id, message);
  known.set(channel, map);
  coming.delete(channel);
  earlier.set(channel, page.earlier);
}

function sawAll() {
  const last = Math.max(0, ...here().map((m) => m.id));
  newest[place.channel] = Math.max(newest[place.channel] ?? 0, last);
  markSeen(place.channel, last);
}

/** The message whose thread is open: the focus goes back there. @type {number | undefined} */
let opener;
/** @param {number} turn */
async function arriveInThread(turn) {
  const panel = byId('thread');
  const { channel, thread } = place;
  document.body.classList.toggle('in-thread', thread !== undefined);
  if (thread === undefined) {
    panel.hidden = true;
    threadMessages = new Map();
    const again = opener === undefined ? undefined : document.querySelector(`#m${opener} .thread-bar`);
    opener = undefined;
    if (again instanceof HTMLElement) again.focus();
    return;
  }
  const page = await getMessages({ as: state.you, channel, thread }).catch(() => undefined);
  if (turn !== opening) return;
  if (!page) return go(channel);
  threadMessages = new Map(page.messages.map((m) => [m.id, m]));
  panel.hidden = false;
  opener = thread;
  drawThread();
  threadComposer.clear();
  threadComposer.focus();
}

function closeThread() {
  go(place.channel);
}

// ---------------------------------------------------------------- staying in step

/** @param {MessageJson} message */
function heard(message) {
  const news = message.edited === 0 && message.id > (newest[message.channel] ?? 0);
  newest[message.channel] = Math.max(newest[message.channel] ?? 0, message.id);
  const shownHere = message.channel === place.channel;
  keep(message, shownHere);
  if (shownHere) sawAll();
  else drawSide();
  // What one asked for comes into view, wherever one had scrolled to.
  if (news && shownHere && (message.private || message.author === state.you)) (message.thread === null ? main : side).toEnd();
  if (news) announce(message, shownHere);
}

/**
 * Puts a message where its channel was opened; what is older than what is shown there waits until one scrolls up to it.
 * @param {MessageJson} message
 * @param {boolean} shownHere
 */
function keep(message, shownHere) {
  const map = known.get(message.channel);
  const aside = coming.get(message.channel);
  const old = (map ?? aside)?.get(message.id);
  if (old && old.edited >= message.edited) return;
  aside?.set(message.id, message);
  if (map && (!earlier.get(message.channel) || message.id > Math.min(...map.keys()))) {
    map.set(message.id, message);
    if (shownHere) showHeard(message);
  }
  if (shownHere && place.thread !== undefined && (message.thread === place.thread || message.id === place.thread)) {
    threadMessages.set(message.id, message);
    side.put(message);
  }
}

/** @param {MessageJson} message */
function showHeard(message) {
  byId('empty').hidden = true;
  if (message.thread === null) return main.put(message);
  const root = known.get(message.channel)?.get(message.thread);
  if (root) main.put(root);
  else drawMessages(true);
}

/**
 * @param {MessageJson} message
 * @param {boolean} shownHere
 */
function announce(message, shownHere) {
  if (message.author === state.you) return;
  const said = words.said(nameOf(message.author) ?? message.author, message.text.slice(0, 200));
  byId('live').textContent = shownHere ? said : words.arrived(placeName(message.channel));
}

function startListening() {
  stopListening?.();
  /** @type {number | undefined} */
  let lost;
  stopListening = listen(state.you, state.cursor, {
    message: heard,
    clock(told) {
      clock = told;
      drawClock();
    },
    state(now) {
      if (now === 'live') {
        clearTimeout(lost);
        lost = undefined;
        byId('offline').hidden = true;
      } else {
        // A moment's loss is not worth a word; each try that fails tells again.
        lost ??= setTimeout(() => {
          byId('offline').textContent = words.offline;
          byId('offline').hidden = false;
        }, 1500);
      }
    },
    reset: () => become(state.you).catch(complain),
  });
}

// ---------------------------------------------------------------- acting as somebody

const remembered = () => sessionStorage.getItem('encours.as') ?? localStorage.getItem('encours.as') ?? undefined;

/**
 * While another person and what they read are on the way nothing can be pressed, written or dropped: it would be done as the one before, or on
 * what is about to be drawn anew.
 * @param {boolean} held
 */
function hold(held) {
  for (const area of ['side', 'main', 'thread']) byId(area).inert = held;
}

/**
 * Everything anew for a person: nothing that another one read stays on the page.
 * @param {string | undefined} email
 */
async function become(email) {
  const turn = ++changing;
  const wasDirect = state !== undefined && isDirect();
  hold(email !== state?.you);
  const free = () => turn === changing && hold(false);
  const next = await getState(email).catch((error) => {
    free();
    throw error;
  });
  if (turn !== changing) return;
  opening++;
  stopListening?.();
  state = next;
  newest = { ...next.newest };
  words = WORDS[state.locale];
  clock = state.time;
  times = timeWords(state.locale, state.timeZone, words);
  document.documentElement.lang = state.locale;
  sessionStorage.setItem('encours.as', state.you);
  localStorage.setItem('encours.as', state.you);
  known = new Map();
  coming = new Map();
  earlier = new Map();
  threadMessages = new Map();
  if (place.thread !== undefined && wasDirect) history.replaceState(null, '', `#/${DIRECT}`);
  place = { channel: '', thread: undefined };
  drawTop();
  startListening();
  await arrive(free).finally(free);
}

function closeMenu() {
  document.body.classList.remove('menu-open');
  byId('menu').setAttribute('aria-expanded', 'false');
}

function wire() {
  window.addEventListener('hashchange', () => arrive().catch(complain));
  const person = the(HTMLSelectElement, 'person');
  person.addEventListener('change', () =>
    become(person.value).catch((error) => {
      if (state) person.value = state.you;
      complain(error);
    }),
  );
  byId('menu').addEventListener('click', () => {
    const open = document.body.classList.toggle('menu-open');
    byId('menu').setAttribute('aria-expanded', String(open));
    if (open) byId('side').querySelector('a')?.focus();
  });
  byId('intro-close').addEventListener('click', () => {
    localStorage.setItem('encours.intro', 'hidden');
    byId('intro').hidden = true;
    composer.focus();
  });
  byId('thread-close').addEventListener('click', closeThread);
  byId('earlier').addEventListener('click', async () => {
    await load(place.channel, here()[0]?.id);
    drawMessages(true);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || the(HTMLDialogElement, 'form').open) return;
    if (document.body.classList.contains('menu-open')) {
      closeMenu();
      byId('menu').focus();
    } else if (place.thread !== undefined) closeThread();
  });
  wireDrop(byId('main'));
}

/** @param {HTMLElement} zone */
function wireDrop(zone) {
  /** What is dragged, when files are among it. @param {DragEvent} event */
  const filesIn = ({ dataTransfer }) => (dataTransfer?.types.includes('Files') ? dataTransfer : undefined);
  /** @param {DragEvent} event */
  const over = (event) => {
    const dragged = filesIn(event);
    if (!dragged) return;
    event.preventDefault();
    dragged.dropEffect = isDirect() ? 'copy' : 'none';
    byId('drop').textContent = isDirect() ? words.drop : words.attachHere;
    byId('drop').hidden = false;
  };
  // A file that misses the zone must not replace the page.
  window.addEventListener('dragover', (event) => filesIn(event) && event.preventDefault());
  window.addEventListener('drop', (event) => filesIn(event) && event.preventDefault());
  zone.addEventListener('dragenter', over);
  zone.addEventListener('dragover', over);
  zone.addEventListener('dragleave', (event) => {
    if (!(event.relatedTarget instanceof Node && zone.contains(event.relatedTarget))) byId('drop').hidden = true;
  });
  zone.addEventListener('drop', (event) => {
    byId('drop').hidden = true;
    const dropped = filesIn(event);
    if (!dropped) return;
    if (isDirect()) composer.takeFiles([...dropped.files]);
    else composer.say(words.attachHere);
  });
}

/** @param {unknown} error */
function complain(error) {
  byId('empty').hidden = false;
  byId('empty').textContent = messageOf(error);
}

wire();
become(remembered()).catch(complain);
