// Start: the list of documents, opening one, languages, keys.

const index = JSON.parse(document.getElementById('index').textContent);
const opened = new Map();  // position of a document → what is known of it; a document is parsed when it is first opened
let { language } = index;
let current = null;
let chosenId = null;
let unsaved = false;
let lastSelection = null;

const word = (name) => index.words[language][name] ?? name;

const say = (words) => {
  const box = document.getElementById('why');
  box.textContent = words;
  box.hidden = !words;
};

/** Records as the page keeps them: each with what was decided about it, here, in the gold or in the corrections that were carried out. */
const entryOf = (position) => {
  if (!opened.has(position)) {
    const data = JSON.parse(document.getElementById(`document-${position}`).textContent);
    const decided = (record) => record.review || (record.rules.record || '').replace('correction.', '') || 'unreviewed';
    const marked = (record, review) => ({ ...record, review, optional: Boolean(record.optional) });
    const records = data.error ? [] : data.records.map((record) => marked(record, decided(record)))
      .concat(data.rejected.map((record) => marked(record, 'rejected')));
    records.sort((one, other) => coreOf(one)[0] - coreOf(other)[0]);
    opened.set(position, { position, data, records, points: new Points(data.text || '') });
  }
  return opened.get(position);
};

const open = (position) => {
  current = entryOf(position);
  chosenId = null;
  lastSelection = null;
  closeEditor();
  say('');
  for (const button of document.querySelectorAll('#document-list button')) {
    button.setAttribute('aria-current', String(Number(button.dataset.position) === position));
  }
  showHead();
  fillFilters();
  renderText(current);
  choose(null, 'open');
  document.getElementById('reading').scrollTop = 0;
};

const showHead = () => {
  const { data } = current;
  const about = [data.doc_id, data.published, data.publisher, data.document_number, data.jurisdiction?.name,
    data.document_status === 'draft' ? word('draft') : null].filter(Boolean).map(shown).join('  ·  ');
  document.getElementById('head').replaceChildren(element('h2', {}, shown(data.title || data.doc_id)), element('p', {}, about));
  const notices = [];
  if (data.error) notices.push(element('p', { class: 'error' }, `${data.error.code}: ${shown(data.error.message)}`));
  const warnings = data.warnings || [];
  if (warnings.length) {
    notices.push(element('details', {}, element('summary', {}, word('warnings').replace('{n}', warnings.length)),
      element('ul', {}, ...warnings.map((warning) => element('li', {}, shown(warning))))));
  }
  document.getElementById('notices').replaceChildren(...notices);
  document.getElementById('legend').replaceChildren(...[...MARKED, 'unclaimed'].map(
    (field) => element('li', {}, element('span', { class: `m m-${field}` }, word(`field_${field}`))),
  ));
};

const showDocuments = () => {
  const words = document.getElementById('find-document').value.trim().toLowerCase();
  const items = index.documents.map((entry, position) => {
    const name = shown(entry.title || entry.doc_id);
    if (words && !`${name}\n${entry.doc_id}`.toLowerCase().includes(words)) return null;
    const tally = entry.failed ? word('failed') : word('tally').replace('{n}', opened.get(position)?.records.length ?? entry.records);
    const sign = opened.has(position) && touched(opened.get(position)) ? ' ✎' : '';
    return element('li', {}, element('button', { type: 'button', 'data-position': position, 'aria-current': String(current?.position === position) },
      name, element('span', { class: entry.failed ? 'tally failed' : 'tally' }, tally + sign)));
  });
  document.getElementById('document-list').replaceChildren(...items.filter(Boolean));
};

const showProgress = () => {
  const records = [...opened.values()].flatMap((entry) => entry.records);
  const done = records.filter((record) => record.review !== 'unreviewed').length;
  const words = done ? word('progress').replace('{done}', done).replace('{all}', records.length) : '';
  document.getElementById('progress').textContent = words + (unsaved ? ` · ${word('unsaved')}` : '');
  showDocuments();
};

const speak = () => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const node of document.querySelectorAll('[data-word]')) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll('[data-label]')) node.setAttribute('aria-label', word(node.dataset.label));
  for (const node of document.querySelectorAll('[data-hint]')) { node.placeholder = word(node.dataset.hint); node.setAttribute('aria-label', word(node.dataset.hint)); }
  document.getElementById('table-head').replaceChildren(...['', 'kind', 'what', 'field_value', 'field_deadline', 'field_agency'].map(
    (name) => element('th', { scope: 'col' }, name && word(name)),
  ));
  const keys = ['j', 'k', 'a', 'r', 'e', 'n', '/', '[', ']', 's', '?', 'Esc'];
  document.getElementById('help').replaceChildren(element('h2', {}, word('keys')), element('dl', {}, ...keys.flatMap(
    (key) => [element('dt', {}, element('kbd', {}, key)), element('dd', {}, word(`key_${key}`))],
  )), element('p', {}, word('help_text')), element('form', { method: 'dialog' }, element('button', {}, word('close'))));
};

const switchLanguage = () => {
  language = language === 'zh' ? 'en' : 'zh';
  speak();
  showHead();
  fillFilters();
  renderTable();
  showProgress();
  if (draft) { readForm(); renderEditor(''); }
};

/** Why the number under the pointer or focus became no record. */
const explainNumber = (target) => {
  const span = target.closest?.('#text .s[data-number]');
  if (!span) return false;
  const number = current.data.unclaimed[Number(span.dataset.number)];
  const rule = index.rules[number.rule];
  say(`${shown(number.text)} — ${word('no_record')} ${index.reasons[number.reason]?.[language] ?? number.reason} (${number.rule}: ${rule ? rule[language] : ''})`);
  return true;
};

/** A click on marked words chooses their record; clicking on goes through the records that share them. */
const clickText = (event) => {
  const span = event.target.closest('.s');
  if (!span || !document.getSelection().isCollapsed) return;
  const ids = [...new Set(marksAt(span).map((mark) => mark.record))].filter((id) => current.records.some((record) => record.id === id));
  if (!ids.length) return;
  choose(ids[(ids.indexOf(chosenId) + 1) % ids.length], 'text');
};

const openBy = (by) => {
  const next = current.position + by;
  if (next >= 0 && next < index.documents.length) open(next);
};

const ACTS = {
  j: () => step(1), k: () => step(-1), a: () => decide('accepted'), r: () => decide('rejected'), e: edit, n: add, s: download,
  '/': () => document.getElementById('filter-words').focus(), '?': () => document.getElementById('help').showModal(),
  '[': () => openBy(-1), ']': () => openBy(1),
};

const pressed = (event) => {
  if (event.key === 'Escape') { if (draft) closeEditor(); else if (!document.getElementById('help').open) choose(null, 'keys'); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById('help').open) return;
  if (event.target.closest('input, select, textarea, #editor')) return;
  const act = ACTS[event.key];
  if (act) { event.preventDefault(); act(); }
};

const listen = () => {
  const on = (id, kind, act) => document.getElementById(id).addEventListener(kind, act);
  on('document-list', 'click', (event) => { const button = event.target.closest('button'); if (button) open(Number(button.dataset.position)); });
  on('find-document', 'input', showDocuments);
  const refilter = () => { renderText(current); renderTable(); highlight(chosenRecord(), false); };
  on('filters', 'change', (event) => { refilter(); if (event.target.matches('select')) event.target.blur(); });  // the keys are the page's again
  on('filter-words', 'input', refilter);
  on('filters', 'submit', (event) => event.preventDefault());
  on('rows', 'click', (event) => { const row = event.target.closest('tr.record'); if (row) choose(row.dataset.id, 'table'); });
  on('text', 'click', clickText);
  on('text', 'mouseover', (event) => explainNumber(event.target));
  on('text', 'focusin', (event) => explainNumber(event.target));
  on('actions', 'click', (event) => {
    const act = event.target.dataset.act;
    if (act) ({ accept: ACTS.a, reject: ACTS.r, edit, add })[act]();
  });
  on('editor', 'submit', (event) => { event.preventDefault(); save(); });
  on('editor', 'click', (event) => {
    const { take, drop } = event.target.dataset;
    if (take) { readForm(); takeSelection(take); } else if (drop) { if (drop !== 'draft') readForm(); dropPart(drop); }
  });
  on('editor', 'change', (event) => { if (['kind', 'op'].includes(event.target.name)) { readForm(); renderEditor(''); } });
  on('download', 'click', download);
  on('switch', 'click', switchLanguage);
  on('ask', 'click', ACTS['?']);
  document.addEventListener('keydown', pressed);
  document.addEventListener('selectionchange', () => { const span = current && selectedSpan(current); if (span) lastSelection = span; });
  window.addEventListener('beforeunload', (event) => { if (unsaved) event.preventDefault(); });
};

document.body.classList.toggle('single', index.documents.length < 2);
speak();
listen();
if (index.documents.length) open(0);
showProgress();
