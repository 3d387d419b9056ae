/** Slack's published limits as a checker of its own, written from the reference pages and not from the renderer: what Slack would refuse, in words. */

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** docs.slack.dev/reference/block-kit: everything that Slack would refuse in these blocks. */
export function faults(blocks: unknown, max = 50): string[] {
  const found: string[] = [];
  const all = list(blocks);
  if (all.length > max) found.push(`${all.length} blocks`);
  const ids = all.map((block) => block.block_id).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) found.push('a block_id twice');
  for (const block of all) found.push(...blockFaults(block));
  return found;
}

function blockFaults(block: Json): string[] {
  const id = between(block.block_id ?? 'x', 1, 255, 'block_id');
  switch (block.type) {
    case 'header':
      return [...id, ...text(block.text, 150, ['plain_text'])];
    case 'section':
      return [...id, ...text(block.text, 3000)];
    case 'context':
      return [...id, ...count(block.elements, 10, 'context'), ...list(block.elements).flatMap((element) => text(element, 3000))];
    case 'divider':
      return id;
    case 'image':
      return [
        ...id,
        ...between(block.alt_text, 1, 2000, 'alt_text'),
        ...((block.slack_file === undefined) === (block.image_url === undefined) ? ['image source'] : []),
      ];
    case 'actions': {
      const actions = list(block.elements);
      const twice = new Set(actions.map((a) => a.action_id)).size < actions.length ? ['an action_id twice'] : [];
      return [...id, ...twice, ...count(actions, 25, 'actions'), ...actions.flatMap(buttonFaults)];
    }
    case 'input':
      return [
        ...id,
        ...text(block.label, 2000, ['plain_text']),
        ...(block.hint ? text(block.hint, 2000, ['plain_text']) : []),
        ...elementFaults(block.element),
      ];
    default:
      return [`unknown block ${String(block.type)}`];
  }
}

function buttonFaults(button: Json): string[] {
  return [
    ...(button.type === 'button' ? [] : ['not a button']),
    ...text(button.text, 75, ['plain_text']),
    ...between(button.action_id, 1, 255, 'action_id'),
    ...between(button.value, 1, 2000, 'value'),
    ...(button.style === undefined || button.style === 'primary' || button.style === 'danger' ? [] : ['style']),
  ];
}

function elementFaults(element: unknown): string[] {
  if (!isObject(element)) return ['no element'];
  const options = list(element.options);
  const kinds: Readonly<Record<string, number>> = { static_select: 100, multi_static_select: 100, checkboxes: 10 };
  const most = kinds[String(element.type)];
  const own = most === undefined ? [] : count(options, most, 'options');
  const initial = typeof element.initial_value === 'string' ? between(element.initial_value, 1, 3000, 'initial_value') : [];
  return [...own, ...initial, ...options.flatMap((option) => [...text(option.text, 75), ...between(option.value, 1, 150, 'option value')])];
}

function text(object: unknown, max: number, types: readonly unknown[] = ['plain_text', 'mrkdwn']): string[] {
  if (!isObject(object) || !types.includes(object.type)) return [`a text that is none: ${JSON.stringify(object)}`];
  const blank = typeof object.text === 'string' && object.text.trim() === '' ? ['a blank text'] : [];
  return [...blank, ...between(object.text, 1, max, `text of ${max}`)];
}

function between(value: unknown, min: number, max: number, name: string): string[] {
  return typeof value === 'string' && value.length >= min && value.length <= max
    ? []
    : [`${name}: ${typeof value === 'string' ? value.length : value}`];
}

function count(items: unknown, max: number, name: string): string[] {
  const { length } = list(items);
  return length >= 1 && length <= max ? [] : [`${length} ${name}`];
}
