// The table of records: filters, choice, and the notes on each field of the chosen one.

const SIGNS = { unreviewed: '', accepted: '✓', rejected: '✗', edited: '✎', added: '+' };
const OP_SIGNS = { '=': '', '>=': '≥ ', '>': '> ', '<=': '≤ ', '<': '< ', '~': '≈ ', between: '' };
const FILTERS = ['kind', 'status', 'class', 'agency', 'confidence', 'review'];
const CONFIDENCES = ['0.5', '0.7', '0.9'];

const filterOf = (name) => document.getElementById(`filter-${name}`).value;

/** Whether a record passes the filters. Records without a confidence pass any bound: nothing is known against them. */
const passes = (record) => {
  const agency = filterOf('agency');
  const confidence = filterOf('confidence');
  const words = filterOf('words').trim().toLowerCase();
  return (!filterOf('kind') || record.kind === filterOf('kind'))
    && (!filterOf('status') || record.status === filterOf('status'))
    && (!filterOf('class') || record.class === filterOf('class'))
    && (!filterOf('review') || record.review === filterOf('review'))
    && (!agency || record.agencies.some((one) => (one.canonical || one.name) === agency))
    && (!confidence || record.confidence === null || record.confidence >= Number(confidence))
    && (!words || wordsOf(record).toLowerCase().includes(words));
};

const wordsOf = (record) => [
  record.id, record.evidence.text, ...record.evidence.section, record.indicator?.resolved, record.deadline?.end,
  ...record.agencies.flatMap((agency) => [agency.name, agency.canonical]),
].filter(Boolean).join('\n');

const digits = (number) => number.toLocaleString('en-US', { maximumFractionDigits: 12 });

const valueWords = (value) => {
  if (!value) return '';
  const number = value.op === 'between' ? `${digits(value.low)}–${digits(value.high)}` : digits(value.low ?? value.high);
  const measure = value.measure === 'level' ? '' : ` (${word(`measure_${value.measure}`)})`;
  return `${OP_SIGNS[value.op]}${number} ${value.unit}`.trim() + measure;
};

const deadlineWords = (record) => {
  const { deadline, recurrence } = record;
  const day = deadline ? deadline.end || `${deadline.text || ''}?` : '';
  return [day, recurrence && word(`each_${recurrence}`)].filter(Boolean).join(' ');
};

const agencyWords = (record) => record.agencies.map(
  (agency) => (agency.role === 'responsible' ? agency.name : `${agency.name} (${word(`role_${agency.role}`)})`),
).join('、');

const visibleRecords = () => (current ? current.records.filter(passes) : []);

const renderTable = () => {
  const records = visibleRecords();
  const rows = document.getElementById('rows');
  rows.replaceChildren(...records.flatMap((record) => {
    const chosen = record.id === chosenId;
    return chosen ? [rowOf(record, true), detailsOf(record)] : [rowOf(record, false)];
  }));
  document.getElementById('count').textContent = word('count')
    .replace('{shown}', records.length).replace('{all}', current ? current.records.length : 0);
  for (const act of ['accept', 'reject', 'edit']) {
    document.querySelector(`[data-act="${act}"]`).disabled = !chosenRecord();
  }
};

const rowOf = (record, chosen) => {
  const what = record.indicator?.resolved || record.indicator?.text;
  const label = record.status === 'planned' ? word(`kind_${record.kind}`) : `${word(`kind_${record.kind}`)} · ${word(`status_${record.status}`)}`;
  const extra = [record.class !== 'commitment' && word(`class_${record.class}`), record.restates && word('restates'),
    record.optional && record.review !== 'unreviewed' && word('optional'),
    record.confidence !== null && `${Math.round(record.confidence * 100)} %`].filter(Boolean).join(' · ');
  return element(
    'tr',
    { class: `record ${record.review}`, 'data-id': record.id, 'aria-selected': String(chosen), tabindex: chosen ? '0' : '-1' },
    element('td', { class: 'sign', title: word(`review_${record.review}`) }, SIGNS[record.review]),
    element('td', { class: 'kind' }, label, extra ? element('div', { class: 'quiet' }, extra) : null),
    element('td', { class: 'what' }, shown(record.deliverable ? record.deliverable.text : what || '')),
    element('td', { class: 'much' }, shown(valueWords(record.value))),
    element('td', { class: 'when' }, shown(deadlineWords(record))),
    element('td', { class: 'who' }, shown(agencyWords(record))),
  );
};

const EDITED = 'correction.edited';
const NOTE_FIELDS = { agency: 'agencies' };  // a mark's field → the record's, where the two differ

/** The notes on a record. Those on fields that the reviewer changed, or all of a new record, are made here: they have words, but no rule. */
const notesOf = (record) => {
  const known = current.data.notes[record.id];
  const changedHere = (field) => !known || record.rules[field] === EDITED;
  const [low, high] = record.evidence.span;
  const own = spansOf(record).filter(([field]) => changedHere(NOTE_FIELDS[field] || field)).map(([field, span]) => (
    { field: NOTE_FIELDS[field] || field, span, rules: [record.rules.record], scope: low <= span[0] && span[0] < high ? 'sentence' : 'document' }));
  return own.concat((known || []).filter((note) => !changedHere(note.field.split(/[.[]/)[0])));
};

/** Evidence, headings and the note on each field: its words, how far they were looked for, the rule and an example of it. */
const detailsOf = (record) => {
  const notes = notesOf(record);
  const wordsAt = (note) => (note.span ? current.points.slice(...note.span) : note.text);
  const rows = (kept) => notes.filter(kept).map((note) => {
    const words = wordsAt(note);
    const cell = element('td', {});
    if (words) cell.append(element('b', {}, shown(words)), ' ');
    cell.append(element('span', { class: 'quiet' }, word(`scope_${note.scope}`)));
    if (note.around) cell.append(element('div', { class: 'quiet' }, `“${shown(note.around)}”`));
    for (const name of note.rules) cell.append(ruleLine(name));
    return element('tr', {}, element('td', {}, fieldName(note.field)), cell);
  });
  const head = [...record.evidence.section.map((heading) => element('div', { class: 'quiet' }, shown(heading))),
    element('p', { class: 'evidence' }, shown(record.evidence.text)),
    element('div', { class: 'quiet' }, `${record.id} · ${coreOf(record).join('–')}`)];
  const table = (kept) => element('table', { class: 'notes' }, element('tbody', {}, ...rows(kept)));
  const rest = element('details', { class: 'rest' }, element('summary', {}, word('rest')), table((note) => !wordsAt(note)));
  return element('tr', { class: 'details' }, element('td', { colspan: '6' }, ...head,
    ...(notes.length ? [table((note) => wordsAt(note) && note.field !== 'evidence'), rest] : [])));
};

const ruleLine = (name) => {
  const rule = index.rules[name];
  const line = element('div', {}, element('code', {}, name));
  if (rule) line.append(` ${rule[language]}`, rule.examples.length ? element('span', { class: 'quiet' }, ` ${word('as_in')}${rule.examples[0]}`) : '');
  return line;
};

const fieldName = (field) => {
  const name = field.replace(/\[\d+\]/, '').replace('.', '_');
  return index.words[language][`field_${name}`] || field;
};

const chosenRecord = () => (current && chosenId ? current.records.find((record) => record.id === chosenId) || null : null);

/** Choose a record: its row opens, its spans are marked; `from` says where the reader is looking, so that only the other side moves. */
const choose = (id, from) => {
  chosenId = id;
  renderTable();
  highlight(chosenRecord(), from !== 'text');
  const row = document.querySelector('#rows tr[aria-selected="true"]');
  if (row && from !== 'table') row.scrollIntoView({ block: 'nearest' });
  if (row && from === 'keys') row.focus({ preventScroll: true });
};

const step = (by) => {
  const records = visibleRecords();
  if (!records.length) return;
  const at = records.findIndex((record) => record.id === chosenId);
  const next = at < 0 ? (by > 0 ? 0 : records.length - 1) : Math.min(records.length - 1, Math.max(0, at + by));
  choose(records[next].id, 'keys');
};

const fillFilters = () => {
  const kept = Object.fromEntries(FILTERS.map((name) => [name, filterOf(name)]));
  const values = (get) => [...new Set((current ? current.records : []).flatMap(get))].filter(Boolean).sort();
  const options = {
    kind: values((record) => record.kind).map((value) => [value, word(`kind_${value}`)]),
    status: values((record) => record.status).map((value) => [value, word(`status_${value}`)]),
    class: values((record) => record.class).map((value) => [value, word(`class_${value}`)]),
    agency: values((record) => record.agencies.map((agency) => agency.canonical || agency.name)).map((value) => [value, shown(value)]),
    confidence: CONFIDENCES.map((value) => [value, `≥ ${value}`]),
    review: Object.keys(SIGNS).map((value) => [value, word(`review_${value}`)]),
  };
  for (const name of FILTERS) {
    const select = document.getElementById(`filter-${name}`);
    const all = element('option', { value: '' }, word(`all_${name}`));
    select.replaceChildren(all, ...options[name].map(([value, label]) => element('option', { value }, label)));
    select.value = options[name].some(([value]) => value === kept[name]) ? kept[name] : '';
  }
};
