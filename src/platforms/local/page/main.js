/** The page itself: who one acts as, where one is, what is shown there, and how it stays in step with the server. */
import { get, listen, newAct, send, upload } from './api.js';
import { createComposer } from './composer.js';
import { byId, h } from './dom.js';
import { openForm } from './form.js';
import { avatar, createList } from './messages.js';
import { timeWords, WORDS, writeFixedWords } from './words.js';

const DIRECT = 'dm';

/** What the server said of the workspace, for the person one acts as. */
let state;
let words = WORDS.fr;
let times;
let clock = { now: Date.now(), turned: false };
let stopListening;
/** Messages by channel and id: of each channel that was opened, its end without a gap. */
let known = new Map();
let earlier = new Map();
let place = { channel: undefined, thread: undefined };
/** The messages of the open thread, which may be older than what the channel shows. */
let threadMessages = new Map();
/** Counted up at each move and each change of person, so that a late answer to an earlier one is dropped. */
let opening = 0;
let changing = 0;

const main = createList(byId('messages'), byId('log'));
const side = createList(byId('thread-messages'), byId('thread-log'));

// ---------------------------------------------------------------- people, places, words

const personOf = (email) => state.people.find((p) => p.email === email);
const nameOf = (author) => (author === 'bot' ? 'Encours' : personOf(author)?.name);
const roleOf = (person) => person.roles.map((role) => words.roles[role] ?? role).join(', ');
const isDirect = () => place.channel === state.direct;
const placeName = (channel) =>
  channel === state.direct ? words.directName : `#${state.channels.find((c) => c.id === channel)?.name ?? channel}`;

const composer = createComposer(byId('composer'), 'composer', {
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
const threadComposer = createComposer(byId('thread-composer'), 'thread-composer', {
  context: () => ({ words, commands: state?.commands ?? [], takesFiles: true, placeholder: words.writeThread, label: words.threadLabel }),
  submit: (text) => acting(place.channel, place.thread, { type: 'say', text }),
  files: (files) => dropFiles(files, place.thread),
});

/** An act as a piece of work that may be tried again: the same act each time. */
function acting(channel, thread, act) {
  const once = newAct(state.you, channel, thread, act);
  return async () => {
    const result = await send(once);
    if (result.form) showForm(result.form, channel, thread);
    return result;
  };
}

function dropFiles(files, thread) {
  const channel = place.channel;
  const as = state.you;
  const tooLarge = files.find((file) => file.size > state.limits.file);
  let finish;
  return async (say) => {
    if (tooLarge) throw new Error(words.tooLarge(tooLarge.name, Math.floor(state.limits.file / 1024 / 1024)));
    if (!finish) {
      const ids = [];
      for (const file of files) ids.push((await upload(as, file, (percent) => say(words.uploading(file.name, percent)))).id);
      finish = acting(channel, thread, { type: 'files', files: ids });
    }
    say(words.thinking);
    await finish();
  };
}

function showForm(form, channel, thread) {
  openForm(byId('form'), form, WORDS[form.locale] ?? words, async (answers) => {
    const result = await acting(channel, thread, { type: 'submit', payload: form.payload, answers })();
    return result.errors;
  });
}

async function press(message, payload, button) {
  // Not `disabled`: that would take the focus away.
  if (button?.getAttribute('aria-busy') === 'true') return;
  button?.setAttribute('aria-busy', 'true');
  const box = message.thread === null ? composer : threadComposer;
  try {
    await acting(message.channel, message.thread ?? undefined, { type: 'press', payload, message: message.id })();
    box.say('');
  } catch (error) {
    box.say(`${words.failed} ${error.message}`);
  } finally {
    button?.removeAttribute('aria-busy');
  }
}

// ---------------------------------------------------------------- what was read

const seenKey = () => `encours.seen.${state.you}`;
const seen = () => JSON.parse(localStorage.getItem(seenKey()) ?? '{}');

function markSeen(channel, id) {
  const all = seen();
  if ((all[channel] ?? 0) >= id) return;
  localStorage.setItem(seenKey(), JSON.stringify({ ...all, [channel]: id }));
}

// ---------------------------------------------------------------- drawing

function drawSide() {
  const read = seen();
  const entry = (id, label, sub, mark) => {
    const unread = id !== place.channel && (state.newest[id] ?? 0) > (read[id] ?? 0);
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
  byId('now').dateTime = new Date(clock.now).toISOString();
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
const repliesTo = (id) => here().filter((m) => m.thread === id);

/** What the lists need to draw a message of the open channel. */
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

function drawMessages(keepPlace) {
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

function readHash() {
  const [, channel = '', thread = ''] = location.hash.split('/');
  const id = channel === DIRECT ? state.direct : unescaped(channel);
  const exists = id === state.direct || state.channels.some((c) => c.id === id);
  return {
    channel: exists ? id : (state.channels[0]?.id ?? state.direct),
    thread: exists && /^\d+$/.test(thread) ? Number(thread) : undefined,
  };
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function go(channel, thread) {
  location.hash = `#/${channel === state.direct ? DIRECT : encodeURIComponent(channel)}${thread === undefined ? '' : `/${thread}`}`;
}

async function arrive() {
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
  if (threadMoved) await arriveInThread(turn);
}

async function load(channel, before) {
  const as = state.you;
  const page = await get('messages', { as, channel, before });
  if (as !== state.you) return;
  const map = known.get(channel) ?? new Map();
  for (const message of page.messages) if (!(map.get(message.id)?.edited > message.edited)) map.set(message.id, message);
  known.set(channel, map);
  earlier.set(channel, page.earlier);
}

function sawAll() {
  const newest = Math.max(0, ...here().map((m) => m.id));
  state.newest[place.channel] = Math.max(state.newest[place.channel] ?? 0, newest);
  markSeen(place.channel, newest);
}

let opener;
async function arriveInThread(turn) {
  const panel = byId('thread');
  const { channel, thread } = place;
  document.body.classList.toggle('in-thread', thread !== undefined);
  if (thread === undefined) {
    panel.hidden = true;
    threadMessages = new Map();
    const again = opener === undefined ? undefined : byId(`m${opener}`)?.querySelector('.thread-bar');
    opener = undefined;
    again?.focus();
    return;
  }
  const page = await get('messages', { as: state.you, channel, thread }).catch(() => undefined);
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

function heard(message) {
  const news = message.edited === 0 && message.id > (state.newest[message.channel] ?? 0);
  state.newest[message.channel] = Math.max(state.newest[message.channel] ?? 0, message.id);
  const shownHere = message.channel === place.channel;
  keep(message, shownHere);
  if (shownHere) sawAll();
  else drawSide();
  // What one asked for comes into view, wherever one had scrolled to.
  if (news && shownHere && (message.private || message.author === state.you)) (message.thread === null ? main : side).toEnd();
  if (news) announce(message, shownHere);
}

/** Puts a message where its channel was opened; what is older than what is shown there waits until one scrolls up to it. */
function keep(message, shownHere) {
  const map = known.get(message.channel);
  const old = map?.get(message.id);
  if (old && old.edited >= message.edited) return;
  const inside = !earlier.get(message.channel) || message.id > Math.min(...map.keys());
  if (map && inside) {
    map.set(message.id, message);
    if (shownHere) showHeard(message);
  }
  if (shownHere && place.thread !== undefined && (message.thread === place.thread || message.id === place.thread)) {
    threadMessages.set(message.id, message);
    side.put(message);
  }
}

function showHeard(message) {
  byId('empty').hidden = true;
  if (message.thread === null) return main.put(message);
  const root = known.get(message.channel).get(message.thread);
  if (root) main.put(root);
  else drawMessages(true);
}

function announce(message, shownHere) {
  if (message.author === state.you) return;
  const said = words.said(nameOf(message.author) ?? message.author, message.text.slice(0, 200));
  byId('live').textContent = shownHere ? said : words.arrived(placeName(message.channel));
}

function startListening() {
  stopListening?.();
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

/** While another person is on the way nothing can be pressed, written or dropped: it would be done as the one before. */
function hold(held) {
  for (const area of ['side', 'main', 'thread']) byId(area).inert = held;
}

/** Everything anew for a person: nothing that another one read stays on the page. */
async function become(email) {
  const turn = ++changing;
  const wasDirect = state !== undefined && isDirect();
  hold(email !== state?.you);
  const next = await get('state', { as: email }).finally(() => turn === changing && hold(false));
  if (turn !== changing) return;
  opening++;
  stopListening?.();
  state = next;
  words = WORDS[state.locale];
  clock = state.time;
  times = timeWords(state.locale, state.timeZone, words);
  document.documentElement.lang = state.locale;
  sessionStorage.setItem('encours.as', state.you);
  localStorage.setItem('encours.as', state.you);
  known = new Map();
  earlier = new Map();
  threadMessages = new Map();
  if (place.thread !== undefined && wasDirect) history.replaceState(null, '', `#/${DIRECT}`);
  place = { channel: undefined, thread: undefined };
  drawTop();
  startListening();
  await arrive();
}

function closeMenu() {
  document.body.classList.remove('menu-open');
  byId('menu').setAttribute('aria-expanded', 'false');
}

function wire() {
  window.addEventListener('hashchange', () => arrive().catch(complain));
  byId('person').addEventListener('change', (event) =>
    become(event.target.value).catch((error) => {
      if (state) byId('person').value = state.you;
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
    if (event.key !== 'Escape' || byId('form').open) return;
    if (document.body.classList.contains('menu-open')) {
      closeMenu();
      byId('menu').focus();
    } else if (place.thread !== undefined) closeThread();
  });
  wireDrop(byId('main'));
}

function wireDrop(zone) {
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
  const over = (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = isDirect() ? 'copy' : 'none';
    byId('drop').textContent = isDirect() ? words.drop : words.attachHere;
    byId('drop').hidden = false;
  };
  // A file that misses the zone must not replace the page.
  window.addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault());
  window.addEventListener('drop', (event) => hasFiles(event) && event.preventDefault());
  zone.addEventListener('dragenter', over);
  zone.addEventListener('dragover', over);
  zone.addEventListener('dragleave', (event) => {
    if (!zone.contains(event.relatedTarget)) byId('drop').hidden = true;
  });
  zone.addEventListener('drop', (event) => {
    byId('drop').hidden = true;
    if (!hasFiles(event)) return;
    if (isDirect()) composer.takeFiles([...event.dataTransfer.files]);
    else composer.say(words.attachHere);
  });
}

function complain(error) {
  byId('empty').hidden = false;
  byId('empty').textContent = error.message;
}

wire();
become(remembered()).catch(complain);
