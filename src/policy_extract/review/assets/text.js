// The text with its marks. Offsets of records are code points; strings of the browser are UTF-16, so every offset is converted.

const MARKED = ['deliverable', 'indicator', 'deadline', 'agency', 'value', 'modality'];  // outermost first where they overlap
const HIDDEN = new RegExp(
  '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]',
  'gu',
);

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'class') made.className = value; else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

const escaped = (character) => `⟨U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** Text for a label: what would be hidden, or would turn the direction of what follows, is written out. */
const shown = (text) => String(text).replace(HIDDEN, escaped);

/** Code points of a text by their UTF-16 positions; the two are the same where no character takes two units. */
class Points {
  constructor(text) {
    this.text = text;
    this.units = null;
    if (/[\ud800-\udbff]/.test(text)) {
      const units = [];
      for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) units.push(at);
      units.push(text.length);
      this.units = units;
    }
    this.length = this.units ? this.units.length - 1 : text.length;
  }

  slice(start, end) {
    return this.units ? this.text.slice(this.units[start], this.units[end]) : this.text.slice(start, end);
  }
}

const pointsIn = (string) => Array.from(string).length;

/** The spans of a record: [field, [start, end]] for each part that stands in the text. */
const spansOf = (record) => {
  const found = [];
  const take = (field, part) => { if (part && part.span) found.push([field, part.span]); };
  take('value', record.value);
  take('indicator', record.indicator);
  take('deliverable', record.deliverable);
  take('deadline', record.deadline);
  take('modality', record.modality);
  take('action', record.action);
  take('baseline', record.value && record.value.baseline);
  for (const agency of record.agencies) take('agency', agency);
  return found;
};

const coreOf = (record) => (record.value || record.deliverable || record.evidence).span;

/** The marks of a document's text: those of the records, and the numbers that no record claims. */
const marksOf = (entry) => {
  const marks = [];
  for (const record of entry.records) {
    if (record.review === 'rejected' || !passes(record)) continue;
    for (const [field, span] of spansOf(record)) marks.push({ field, span, record: record.id });
  }
  (entry.data.unclaimed || []).forEach((number, at) => marks.push({ field: 'unclaimed', span: number.span, number: at }));
  return marks;
};

/** Cut the text at every edge of a mark: each piece lies wholly inside or outside of each mark, so that overlaps need no nesting. */
const piecesOf = (length, marks, barred, hidden) => {
  const edges = new Set([0, length]);
  const spans = [...marks.map((mark) => mark.span), ...barred, ...hidden.map((at) => [at, at + 1])];
  for (const [start, end] of spans) edges.add(start).add(end);
  const cuts = [...edges].sort((one, other) => one - other);
  const opening = new Map();
  for (const mark of marks) {
    if (!opening.has(mark.span[0])) opening.set(mark.span[0], []);
    opening.get(mark.span[0]).push(mark);
  }
  let open = [];
  return cuts.slice(0, -1).map((start, at) => {
    open = open.filter((mark) => mark.span[1] > start).concat(opening.get(start) || []);
    return { start, end: cuts[at + 1], marks: open };
  });
};

const renderText = (entry) => {
  const box = document.getElementById('text');
  const { points } = entry;
  const hidden = [];
  let at = 0;
  for (const character of points.text) {
    HIDDEN.lastIndex = 0;
    if (HIDDEN.test(character)) hidden.push(at);
    at += 1;
  }
  const odd = new Set(hidden);
  const barred = entry.data.boilerplate || [];  // a document that failed has none
  const pieces = piecesOf(points.length, marksOf(entry), barred, hidden);
  const made = document.createDocumentFragment();
  for (const piece of pieces) {
    const words = points.slice(piece.start, piece.end);
    let inner = odd.has(piece.start)
      ? element('span', { class: 'ctl', title: words.codePointAt(0) < 32 ? 'control' : 'invisible' }, escaped(words))
      : document.createTextNode(words);
    const fields = new Set(piece.marks.map((mark) => mark.field));
    if (fields.has('unclaimed') && fields.size === 1) inner = element('span', { class: 'm m-unclaimed' }, inner);
    for (const field of [...MARKED].reverse()) {
      if (fields.has(field)) inner = element('span', { class: `m m-${field}` }, inner);
    }
    const grey = barred.some(([start, end]) => start <= piece.start && piece.start < end);
    const span = element('span', { class: grey ? 's boilerplate' : 's', 'data-a': piece.start, 'data-b': piece.end }, inner);
    const ids = piece.marks.filter((mark) => mark.record).map((mark) => `${mark.record}|${mark.field}`);
    if (ids.length) span.dataset.marks = ids.join('\n');
    const number = piece.marks.find((mark) => mark.field === 'unclaimed');
    if (number && !ids.length) { span.dataset.number = number.number; span.tabIndex = 0; }
    made.append(span);
  }
  box.replaceChildren(made);
};

const marksAt = (span) => (span.dataset.marks || '').split('\n').filter(Boolean).map((mark) => {
  const at = mark.lastIndexOf('|');
  return { record: mark.slice(0, at), field: mark.slice(at + 1) };
});

/** Show which pieces belong to the chosen record, and bring its core into view. */
const highlight = (record, move) => {
  const box = document.getElementById('text');
  for (const span of box.querySelectorAll('.chosen, .near')) span.classList.remove('chosen', 'near');
  if (!record) return;
  const [low, high] = record.evidence.span;
  const start = coreOf(record)[0];
  let core = null;
  for (const span of box.children) {
    const from = Number(span.dataset.a);
    if (marksAt(span).some((mark) => mark.record === record.id)) span.classList.add('chosen');
    else if (from >= low && from < high) span.classList.add('near');
    if (from === start) core = span;
  }
  if (move && core) core.scrollIntoView({ block: 'center' });
};

/** The code point of a position in the page, null where it is not in the text. */
const pointAt = (node, offset) => {
  const box = document.getElementById('text');
  if (!box.contains(node)) return null;
  if (node === box) {
    const next = box.children[offset];
    return next ? Number(next.dataset.a) : Number(box.lastElementChild?.dataset.b ?? 0);
  }
  const span = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest('.s');
  if (!span) return null;
  const start = Number(span.dataset.a);
  if (span.querySelector('.ctl')) return offset ? Number(span.dataset.b) : start;
  if (node.nodeType !== Node.TEXT_NODE) return offset ? Number(span.dataset.b) : start;
  return start + pointsIn(node.data.slice(0, offset));
};

/** The selected span of the text without white space at its ends, or null. */
const selectedSpan = (entry) => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  let start = pointAt(range.startContainer, range.startOffset);
  let end = pointAt(range.endContainer, range.endOffset);
  if (start === null || end === null) return null;
  while (start < end && /\s/u.test(entry.points.slice(start, start + 1))) start += 1;
  while (end > start && /\s/u.test(entry.points.slice(end - 1, end))) end -= 1;
  return start < end ? [start, end] : null;
};
