/** Forms in a dialog: a label for every field, errors beside them, the focus where the person has to look. */
// @ts-check

/** @import { Field } from '../../../core/desk/card.ts' */
/** @import { FormJson } from '../wire.ts' */
/** @import { Attributes, Words } from './types.ts' */
import { byId, h, messageOf } from './dom.js';

/**
 * A drawn field: its element, what was filled in, and the sentence of what is wrong with it.
 * @typedef {object} Control
 * @property {string} id
 * @property {HTMLElement} element
 * @property {boolean} optional
 * @property {() => string} value
 * @property {() => void} focus
 * @property {(sentence: string | undefined) => void} fail
 */

/**
 * Opens a form; `submit(answers)` resolves to errors by field id, or undefined when the form was taken.
 * @param {HTMLDialogElement} dialog
 * @param {FormJson} form
 * @param {Words} words
 * @param {(answers: Readonly<Record<string, string>>) => Promise<Readonly<Record<string, string>> | undefined>} submit
 */
export function openForm(dialog, form, words, submit) {
  const controls = form.fields.map((field) => drawField(field, words));
  const problem = h('p', { class: 'form-problem', role: 'alert' });
  const confirm = h('button', { type: 'submit', class: 'primary' }, form.submit);
  const element = h(
    'form',
    { novalidate: true, lang: form.locale },
    h('h2', { id: 'form-title' }, form.title),
    form.intro ? h('p', { class: 'form-intro' }, form.intro) : null,
    problem,
    ...controls.map((c) => c.element),
    h('div', { class: 'form-actions' }, h('button', { type: 'button', onclick: () => dialog.close() }, form.cancel), confirm),
  );

  /** @param {Readonly<Record<string, string>>} errors */
  const show = (errors) => {
    for (const control of controls) control.fail(errors[control.id]);
    const first = controls.find((c) => errors[c.id]);
    const others = Object.entries(errors).filter(([id]) => !controls.some((c) => c.id === id));
    problem.textContent = others.length > 0 ? others.map(([, sentence]) => sentence).join(' ') : first ? words.correct : '';
    first?.focus();
  };

  element.addEventListener('submit', async (event) => {
    event.preventDefault();
    const missing = controls.filter((c) => !c.optional && c.value().trim() === '').map((c) => [c.id, words.required]);
    if (missing.length > 0) return show(Object.fromEntries(missing));
    show({});
    confirm.disabled = true;
    element.setAttribute('aria-busy', 'true');
    try {
      const errors = await submit(Object.fromEntries(controls.map((c) => [c.id, c.value()])));
      confirm.disabled = false;
      if (errors) show(errors);
      else dialog.close();
    } catch (error) {
      confirm.disabled = false;
      problem.textContent = `${words.failed} ${messageOf(error)}`;
    } finally {
      element.removeAttribute('aria-busy');
    }
  });

  dialog.replaceChildren(element);
  // The browser gives the focus back, unless what had it is gone (its card was drawn anew).
  dialog.onclose = () => {
    dialog.replaceChildren();
    if (document.activeElement === document.body) byId('composer-text').focus();
  };
  dialog.showModal();
  controls[0]?.focus();
}

/**
 * @param {Field} field
 * @param {Words} words
 * @returns {Control}
 */
function drawField(field, words) {
  const id = `field-${field.id}`;
  const errorId = `${id}-error`;
  const hintId = `${id}-hint`;
  const help = field.type === 'text' ? field.hint : undefined;
  const hint = help ? h('p', { id: hintId, class: 'hint' }, help) : null;
  const error = h('p', { id: errorId, class: 'field-error' });
  const optional = field.optional === true;
  const label = [field.label, optional ? h('span', { class: 'optional' }, ` (${words.optional})`) : null];
  const described = [hint ? hintId : '', errorId].filter(Boolean).join(' ');
  const common = { id, name: field.id, 'aria-describedby': described, 'aria-required': optional ? null : 'true' };
  /** @param {HTMLElement} target */
  const fail = (target) => (/** @type {string | undefined} */ sentence) => {
    error.textContent = sentence ?? '';
    if (sentence) target.setAttribute('aria-invalid', 'true');
    else target.removeAttribute('aria-invalid');
  };

  if (field.type === 'choices') {
    const given = field.initial ?? [];
    const boxes = field.options.map((o) => h('input', { type: 'checkbox', value: o.value, checked: given.includes(o.value) }));
    const lines = field.options.map((o, i) => h('label', { class: 'check' }, boxes[i], h('span', {}, o.label)));
    const group = h('fieldset', { id, 'aria-describedby': described }, h('legend', {}, ...label), hint, ...lines, error);
    const value = () =>
      boxes
        .filter((b) => b.checked)
        .map((b) => b.value)
        .join('\n');
    return { id: field.id, element: group, optional, value, focus: () => boxes[0]?.focus(), fail: fail(group) };
  }
  const input = single(field, common, words);
  const element = h('div', { class: 'field' }, h('label', { for: id }, ...label), hint, input, error);
  return { id: field.id, element, optional, value: () => input.value, focus: () => input.focus(), fail: fail(input) };
}

/**
 * @param {Exclude<Field, { type: 'choices' }>} field
 * @param {Attributes} common
 * @param {Words} words
 */
function single(field, common, words) {
  if (field.type === 'choice') {
    const blank = field.initial === undefined ? [h('option', { value: '' }, words.choose)] : [];
    const options = field.options.map((o) => h('option', { value: o.value, selected: o.value === field.initial }, o.label));
    return h('select', common, ...blank, ...options);
  }
  const input =
    field.type === 'text' && field.multiline
      ? h('textarea', { ...common, rows: '4' })
      : h('input', { ...common, type: field.type === 'date' ? 'date' : 'text' });
  input.value = field.initial ?? '';
  return input;
}
