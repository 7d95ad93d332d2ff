// Decisions, and the gold JSON lines they are kept in.

const decide = (review) => {
  const record = chosenRecord();
  if (!record) return;
  record.review = record.review === review ? 'unreviewed' : review;
  if (record.review === 'accepted') record.optional = false;
  changed();
  renderText(current);
  const id = record.id;
  choose(id, 'keys');
  if (record.review !== 'unreviewed') {
    const records = visibleRecords();
    const next = records.slice(records.findIndex((one) => one.id === id) + 1).find((one) => one.review === 'unreviewed');
    if (next) choose(next.id, 'keys');
  }
};

/** Whether a document has anything to save. Gold was decided on before: it counts once something is changed here. */
const touched = (entry) => (entry.data.gold ? Boolean(entry.changed) : entry.records.some((record) => record.review !== 'unreviewed'));

/** A record of the gold: unreviewed ones are optional, so that nobody is scored on what nobody looked at. */
const goldRecord = (record) => ({
  ...record,
  optional: record.review === 'unreviewed' || Boolean(record.optional),
  rules: record.review === 'accepted' && !record.rules.record ? { ...record.rules, record: 'correction.accepted' } : record.rules,
});

/** Of a gold document what stands beside the records stays too. */
const goldLine = (entry) => {
  const { text, rejected, boilerplate, notes, unclaimed, records, warnings, extra, gold, ...kept } = entry.data;
  return JSON.stringify({
    ...kept,
    ...(gold ? { unclaimed, extra } : {}),
    text,
    records: entry.records.filter((record) => record.review !== 'rejected').map(goldRecord),
    rejected: entry.records.filter((record) => record.review === 'rejected').map((record) => ({ ...record, optional: false })),
  });
};

const download = () => {
  const lines = [...opened.values()].filter((entry) => !entry.data.error && touched(entry)).map(goldLine);
  if (!lines.length) { say(word('nothing_decided')); return; }
  const address = URL.createObjectURL(new Blob([`${lines.join('\n')}\n`], { type: 'application/x-ndjson' }));
  const link = element('a', { href: address, download: 'corrections.jsonl' });
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(address);
  unsaved = false;
  showProgress();
  say(word('downloaded').replace('{documents}', lines.length));
};

const changed = () => {
  unsaved = true;
  current.changed = true;
  showProgress();
};
