// Editing a record, and making one from selected text.

const KINDS = ['target', 'milestone', 'task'];
const CLASSES = ['commitment', 'benefit', 'service_limit'];
const STATUSES = ['planned', 'ongoing', 'forecast', 'achieved'];
const OPS = ['=', '>=', '>', '<=', '<', '~', 'between'];  // named op_… in words.json
const MEASURES = ['level', 'increase', 'decrease', 'multiply', 'rank'];
const ROLES = ['responsible', 'lead', 'support', 'guide'];
const EVENTS = ['', 'start', 'complete', 'in_use', 'issue', 'report', 'other'];
const LETTERS = { target: 't', milestone: 'm', task: 'k' };
const SCALES = { 万: 1e4, 亿: 1e8, 千: 1e3, 百: 1e2 };
const ENDS = '。；;！？!?\n';

const EDITABLE = ['kind', 'class', 'status', 'indicator', 'value', 'deliverable', 'deadline', 'agencies'];

let draft = null;  // the record in the editor, a copy

const copy = (value) => JSON.parse(JSON.stringify(value));
const partAt = (span) => ({ text: current.points.slice(...span), span });

/** The sentence around a span. */
const evidenceAt = ([start, end]) => {
  const { points } = current;
  let low = start;
  let high = end;
  while (low > 0 && !ENDS.includes(points.slice(low - 1, low))) low -= 1;
  while (high < points.length && points.slice(high, high + 1) !== '\n' && !ENDS.includes(points.slice(high - 1, high))) high += 1;
  while (low < start && /\s/u.test(points.slice(low, low + 1))) low += 1;
  const near = current.records.find((record) => record.evidence.span[0] <= start && start < record.evidence.span[1]);
  return { ...partAt([low, high]), section: near ? near.evidence.section : [] };
};

/** A first reading of a number for the reviewer to check: bound, digits, unit. */
const readNumber = (text) => {
  const found = text.replace(/[,，]/g, '').match(/(\d+(?:\.\d+)?)\s*([万亿千百]{0,2})(.*)$/u);
  if (!found) return { op: '=', low: null, high: null, unit: '' };
  const scale = [...found[2]].reduce((product, character) => product * SCALES[character], 1);
  const number = Number((Number(found[1]) * scale).toPrecision(15));
  const unit = found[3].replace(/(?:及?以上|及?以下|以内|之内|左右|上下)$/u, '').trim();
  let op = '=';
  if (/不低于|不少于|至少|以上/u.test(text)) op = '>=';
  else if (/超过|突破|高于|[余多]/u.test(text)) op = '>';
  else if (/不超过|不高于|以内|以下|最高/u.test(text)) op = '<=';
  else if (/约|左右|近/u.test(text)) op = '~';
  return { ...bounds(op, number, null), unit: unit.replace(/^[余多]/u, '') };
};

/** Both ends of a value as its bound has them. */
const bounds = (op, number, other) => {
  if (op === 'between') return { op, low: number, high: other };
  return { op, low: ['<=', '<'].includes(op) ? null : number, high: ['>=', '>'].includes(op) ? null : number };
};

const newValue = (span) => ({
  ...partAt(span), ...readNumber(current.points.slice(...span)), measure: 'level', satisfied_by: null, aggregation: null, normalized: null, baseline: null,
});

const newRecord = (span) => {
  const number = /[\d０-９]|[一二三四五六七八九十百千万亿]/u.test(current.points.slice(...span));
  const kind = number ? 'target' : 'milestone';
  return {
    id: '', kind, class: 'commitment', status: 'planned', restates: null, jurisdiction: null, modality: null, binding: null, action: null,
    indicator: null, value: number ? newValue(span) : null, deliverable: number ? null : { ...partAt(span), event: null },
    deadline: null, recurrence: null, agencies: [], evidence: evidenceAt(span), confidence: null, rules: {}, review: 'added', optional: false,
  };
};

const edit = () => {
  const record = chosenRecord();
  if (record) { draft = copy(record); renderEditor(''); }
};

const add = () => {
  const span = selectedSpan(current) || lastSelection;
  if (!span) { say(word('select_first')); return; }
  draft = newRecord(span);
  renderEditor('');
};

const closeEditor = () => {
  draft = null;
  document.getElementById('editor').hidden = true;
};

const line = (label, ...parts) => element('div', { class: 'line' }, element('span', {}, word(label)), ...parts);

const choiceOf = (name, values, value, prefix) => {
  const select = element('select', { name, 'aria-label': name }, ...values.map((one) => element('option', { value: one }, prefix && one ? word(`${prefix}_${one}`) : one || '—')));
  select.value = value ?? '';
  return select;
};

const takeButton = (act) => element('button', { type: 'button', 'data-take': act }, word('take'));
const dropButton = (act) => element('button', { type: 'button', 'data-drop': act, 'aria-label': word('drop') }, '×');
const said = (part, name) => element('output', { 'data-part': name }, part ? shown(part.text ?? part.name ?? '') : '—');

const renderEditor = (wrong) => {
  const form = document.getElementById('editor');
  const { value, deadline } = draft;
  const parts = [
    element('h3', {}, word(draft.id ? 'edit_title' : 'add_title')),
    line('kind', choiceOf('kind', KINDS, draft.kind, 'kind'), choiceOf('class', CLASSES, draft.class, 'class'), choiceOf('status', STATUSES, draft.status, 'status')),
  ];
  if (draft.kind === 'target') {
    parts.push(line('field_value', said(value, 'value'), takeButton('value')));
    if (value) {
      const first = value.low ?? value.high;
      parts.push(line('number', choiceOf('op', OPS, value.op, 'op'), element('input', { type: 'number', name: 'number', step: 'any', value: first ?? '', 'aria-label': word('number') }),
        value.op === 'between' ? element('input', { type: 'number', name: 'other', step: 'any', value: value.high ?? '', 'aria-label': word('number') }) : null,
        element('input', { type: 'text', class: 'short', name: 'unit', value: value.unit, 'aria-label': word('unit') }),
        choiceOf('measure', MEASURES, value.measure, 'measure')));
    }
  } else {
    parts.push(line('field_deliverable', said(draft.deliverable, 'deliverable'), takeButton('deliverable'), choiceOf('event', EVENTS, draft.deliverable?.event, 'event')));
  }
  parts.push(line('field_indicator', said(draft.indicator, 'indicator'), takeButton('indicator'), dropButton('indicator')));
  parts.push(line('field_deadline', said(deadline, 'deadline'), takeButton('deadline'), dropButton('deadline')));
  parts.push(line('days', element('input', { type: 'date', name: 'start', value: deadline?.start ?? '', 'aria-label': word('start') }), '–',
    element('input', { type: 'date', name: 'end', value: deadline?.end ?? '', 'aria-label': word('end') })));
  draft.agencies.forEach((agency, at) => parts.push(line('agency', said(agency, `agency-${at}`),
    element('input', { type: 'text', name: `canonical-${at}`, value: agency.canonical ?? '', placeholder: word('official'), 'aria-label': word('official') }),
    choiceOf(`role-${at}`, ROLES, agency.role, 'role'), dropButton(`agency-${at}`))));
  parts.push(line('agency', takeButton('agency')));
  parts.push(line('optional', element('label', {}, element('input', { type: 'checkbox', name: 'optional', ...(draft.optional && draft.review !== 'unreviewed' ? { checked: '' } : {}) }), ' ', word('optional_why'))));
  if (wrong) parts.push(element('p', { class: 'wrong', role: 'alert' }, wrong));
  parts.push(element('div', { class: 'buttons' }, element('button', { type: 'submit' }, word('save')), element('button', { type: 'button', 'data-drop': 'draft' }, word('cancel'))));
  form.replaceChildren(...parts);
  form.hidden = false;
  form.scrollIntoView({ block: 'nearest' });
};

/** Take what the fields of the form hold into the draft. */
const readForm = () => {
  const fields = document.getElementById('editor').elements;
  const held = (name) => fields.namedItem(name);
  draft.kind = held('kind').value;
  draft.class = held('class').value;
  draft.status = held('status').value;
  draft.optional = held('optional').checked;
  if (held('op') && draft.value) {
    const number = held('number').value === '' ? null : Number(held('number').value);
    const other = held('other') && held('other').value !== '' ? Number(held('other').value) : draft.value.high;
    const before = JSON.stringify([draft.value.op, draft.value.low, draft.value.high, draft.value.unit]);
    Object.assign(draft.value, bounds(held('op').value, number, other), { unit: held('unit').value.trim(), measure: held('measure').value });
    if (before !== JSON.stringify([draft.value.op, draft.value.low, draft.value.high, draft.value.unit])) draft.value.normalized = null;
  }
  if (held('event') && draft.deliverable) draft.deliverable.event = held('event').value || null;
  const [start, end] = [held('start').value || null, held('end').value || null];
  if (draft.deadline) Object.assign(draft.deadline, { start, end });
  else if (start || end) draft.deadline = { text: null, span: null, start, end, granularity: 'other', boundary: start ? 'during' : 'by_end', link: 'metadata' };
  draft.agencies.forEach((agency, at) => {
    agency.canonical = held(`canonical-${at}`).value.trim() || null;
    agency.role = held(`role-${at}`).value;
  });
};

const insideEvidence = ([start]) => draft.evidence.span[0] <= start && start < draft.evidence.span[1];

/** Put the selected words into a field of the draft. */
const takeSelection = (field) => {
  const span = selectedSpan(current) || lastSelection;
  if (!span) { renderEditor(word('select_first')); return; }
  const part = partAt(span);
  if (field === 'value') { draft.value = newValue(span); draft.evidence = evidenceAt(span); }
  if (field === 'deliverable') { draft.deliverable = { ...part, event: draft.deliverable?.event ?? null }; draft.evidence = evidenceAt(span); }
  if (field === 'indicator') draft.indicator = { ...part, resolved: part.text, filter: null };
  if (field === 'deadline') {
    const kept = draft.deadline || { start: null, end: null, granularity: 'other', boundary: 'by_end' };
    draft.deadline = { text: part.text, span, start: kept.start, end: kept.end, granularity: kept.granularity, boundary: kept.boundary, link: insideEvidence(span) ? 'sentence' : 'section' };
  }
  if (field === 'agency') {
    const known = current.data.agencies.find((agency) => agency.mentions.some((mention) => mention.text === part.text));
    const near = insideEvidence(span);
    draft.agencies.push({ name: part.text, canonical: known ? known.canonical : null, span, role: 'responsible', role_source: 'position',
      scope: near ? 'explicit' : 'inherited', link: near ? 'sentence' : 'document', open_list: false, agency_id: known ? known.id : null });
  }
  renderEditor('');
};

const dropPart = (name) => {
  if (name === 'draft') { closeEditor(); return; }
  if (name.startsWith('agency-')) draft.agencies.splice(Number(name.slice(7)), 1); else draft[name] = null;
  renderEditor('');
};

/** What keeps the draft from being a record, in words; '' where nothing does. */
const problemOf = (record) => {
  if (record.kind === 'target') {
    const { value } = record;
    if (!value) return word('need_value');
    if (value.low === null && value.high === null) return word('need_number');
    if (value.op === 'between' && (value.low === null || value.high === null || value.low >= value.high)) return word('need_range');
    return '';
  }
  return record.deliverable ? '' : word('need_deliverable');
};

const save = () => {
  readForm();
  const wrong = problemOf(draft);
  if (wrong) { renderEditor(wrong); return; }
  if (draft.kind === 'target') draft.deliverable = null; else draft.value = null;
  const before = current.records.findIndex((record) => record.id === draft.id);
  if (before < 0) {
    draft.rules = { record: 'correction.added' };
    draft.id = freeId(draft);
    current.records.push(draft);
  } else {
    draft.review = current.records[before].review === 'added' ? 'added' : 'edited';
    const found = current.data.records.find((record) => record.id === draft.id);
    for (const field of EDITABLE) {
      if (found && JSON.stringify(found[field]) !== JSON.stringify(draft[field])) draft.rules[field] = EDITED;
    }
    draft.rules.record = `correction.${draft.review}`;
    current.records[before] = draft;
  }
  current.records.sort((one, other) => coreOf(one)[0] - coreOf(other)[0]);
  const { id } = draft;
  closeEditor();
  changed();
  renderText(current);
  choose(id, 'keys');
};

/** An id as the program makes them: document, kind, first character of the core; with a letter more where it is taken. */
const freeId = (record) => {
  let id = `${current.data.doc_id}#${LETTERS[record.kind]}${coreOf(record)[0]}`;
  while (current.records.some((other) => other.id === id)) id += 'x';
  return id;
};
