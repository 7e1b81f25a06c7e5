// A small form for a few samples that stand on paper: what is typed becomes a table like any other file.
import { html, type TemplateResult } from 'lit';
import { changed, twin } from './state';

const words = twin(
  {
    open: '手工录入',
    title: '手工录入',
    what: '只填手头有的数值；“<0.01”、“未检出”照原样填写。',
    kind: '内容',
    kinds: { daily: '空气日均值', hourly: '空气小时值', water: '地表水样品' } as Record<string, string>,
    nth: (n: number) => `第 ${n} 条`,
    more: '再加一条',
    remove: '删去这一条',
    removeNth: (n: number) => `删去第 ${n} 条`,
    go: '开始评价',
    cancel: '取消',
    file: '手工录入.csv',
    place: { daily: '城市', hourly: '点位', water: '断面' } as Record<string, string>,
    when: { daily: '日期', hourly: '时间', water: '采样时间' } as Record<string, string>,
    body: '水体类型',
    bodies: ['河流', '湖库'],
    target: '目标类别',
    temperature: '水温(℃)',
    items: ['溶解氧(mg/L)', '高锰酸盐指数(mg/L)', '化学需氧量(mg/L)', '五日生化需氧量(mg/L)', '氨氮(mg/L)', '总磷(mg/L)', '总氮(mg/L)', '氟化物(mg/L)'],
    empty: '请至少填一个数值，并写明日期。',
  },
  {
    open: 'Type in',
    title: 'Type in',
    what: 'Fill in what is at hand only; write <0.01 or ND as it stands.',
    kind: 'What it is',
    kinds: { daily: 'days of air', hourly: 'hours of air', water: 'samples of surface water' },
    nth: (n: number) => `No. ${n}`,
    more: 'Add one',
    remove: 'Remove this one',
    removeNth: (n: number) => `Remove no. ${n}`,
    go: 'Grade',
    cancel: 'Cancel',
    file: 'typed.csv',
    place: { daily: 'city', hourly: 'site', water: 'section' },
    when: { daily: 'date', hourly: 'time', water: 'sampling time' },
    body: 'kind of water',
    bodies: ['river', 'lake'],
    target: 'target class',
    temperature: 'water temperature (℃)',
    items: ['dissolved oxygen (mg/L)', 'permanganate index (mg/L)', 'COD (mg/L)', 'BOD5 (mg/L)', 'ammonia nitrogen (mg/L)', 'total phosphorus (mg/L)', 'total nitrogen (mg/L)', 'fluoride (mg/L)'],
    empty: 'Please fill in one value at least, and the date.',
  },
);

type Kind = 'daily' | 'hourly' | 'water';

/** A column: the header that the reader knows in both languages, what the form calls it, and its choices where there are some. */
interface Field {
  header: string;
  label: string;
  example: string;
  choices?: [value: string, text: string][];
}

const waterHeaders = ['溶解氧(mg/L)', '高锰酸盐指数(mg/L)', '化学需氧量(mg/L)', '五日生化需氧量(mg/L)', '氨氮(mg/L)', '总磷(mg/L)', '总氮(mg/L)', '氟化物(mg/L)'];
const waterExamples = ['9.8', '1.9', '8', '1.2', '0.08', '0.02', '1.1', '0.2'];

function fields(kind: Kind): Field[] {
  const w = words();
  const place = { header: { daily: '城市', hourly: '点位', water: '断面' }[kind], label: w.place[kind] ?? '', example: '' };
  if (kind === 'water') {
    return [
      place,
      { header: '采样时间', label: w.when[kind] ?? '', example: '2026-11-03' },
      { header: '水体类型', label: w.body, example: '', choices: [['', '—'], ['河流', w.bodies[0] ?? ''], ['湖库', w.bodies[1] ?? '']] },
      { header: '目标类别', label: w.target, example: '', choices: [['', '—'], ...['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ'].map((c): [string, string] => [c, c])] },
      { header: '水温(℃)', label: w.temperature, example: '6.2' },
      { header: 'pH', label: 'pH', example: '8.1' },
      ...waterHeaders.map((header, n) => ({ header, label: w.items[n] ?? header, example: waterExamples[n] ?? '' })),
    ];
  }
  const ozone = kind === 'daily' ? 'O3_8h(μg/m³)' : 'O3(μg/m³)';
  return [
    place,
    { header: kind === 'daily' ? '日期' : '时间', label: w.when[kind] ?? '', example: kind === 'daily' ? '2026-11-03' : '2026-11-03 08:00' },
    ...[['SO2(μg/m³)', '9'], ['NO2(μg/m³)', '28'], ['CO(mg/m³)', '0.8'], [ozone, '76'], ['PM10(μg/m³)', '61'], ['PM2.5(μg/m³)', '27']].map(([header = '', example = '']) => ({ header, label: header, example })),
  ];
}

let kind: Kind = 'daily';
let rows: string[][] = [[]];
let wrong = '';

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

/** The table of what was typed; nothing where there is no value with a date. */
function table(): string | undefined {
  const columns = fields(kind);
  const first = kind === 'water' ? 4 : 2;
  const filled = rows.filter((row) => (row[1] ?? '') !== '' && row.slice(first).some((value) => value));
  if (!filled.length) return undefined;
  const place = words().nth(1);
  const lines = [columns.map((c) => c.header), ...filled.map((row) => columns.map((_, n) => row[n] || (n === 0 ? place : '')))];
  return `${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

const dialog = () => document.querySelector<HTMLDialogElement>('dialog.typing');

export function openTyping(): void {
  changed();
  dialog()?.showModal();
}

export const typingLabel = () => words().open;

export function typingDialog(grade: (name: string, text: string) => void): TemplateResult {
  const w = words();
  const go = (event: Event) => {
    event.preventDefault();
    const text = table();
    wrong = text === undefined ? w.empty : '';
    if (text === undefined) return changed();
    dialog()?.close();
    grade(w.file, text);
  };
  const set = (row: number, column: number) => (event: Event) => {
    const typed = rows[row];
    if (typed) typed[column] = (event.target as HTMLInputElement).value.trim();
  };
  const turn = (event: Event) => {
    kind = (event.target as HTMLSelectElement).value as Kind;
    rows = [[]];
    wrong = '';
    changed();
  };
  const more = () => {
    // The place is mostly the same one.
    rows.push([rows[rows.length - 1]?.[0] ?? '']);
    changed();
  };
  return html`<dialog class="typing" aria-labelledby="typing-title">
    <form @submit=${go}>
      <h2 id="typing-title">${w.title}</h2>
      <p class="note">${w.what}</p>
      <label class="field"><span>${w.kind}</span><select @change=${turn}>${Object.entries(w.kinds).map(([key, text]) => html`<option value=${key} ?selected=${key === kind}>${text}</option>`)}</select></label>
      ${rows.map(
        (row, n) => html`<fieldset class="typed-row">
          <legend>${w.nth(n + 1)}</legend>
          <div class="typed-fields">
            ${fields(kind).map((field, column) => html`<label class="field"><span>${field.label}</span>
              ${field.choices
                ? html`<select @change=${set(n, column)}>${field.choices.map(([value, text]) => html`<option value=${value} ?selected=${value === (row[column] ?? '')}>${text}</option>`)}</select>`
                : html`<input autocomplete="off" .value=${row[column] ?? ''} placeholder=${field.example} @input=${set(n, column)} />`}
            </label>`)}
          </div>
          ${rows.length > 1 ? html`<button type="button" class="link" aria-label=${w.removeNth(n + 1)} @click=${() => { rows.splice(n, 1); changed(); }}>${w.remove}</button>` : ''}
        </fieldset>`,
      )}
      ${wrong ? html`<p class="note bad" role="alert">${wrong}</p>` : ''}
      <p class="actions">
        <button class="primary" type="submit">${w.go}</button>
        <button type="button" @click=${more}>${w.more}</button>
        <button type="button" @click=${() => dialog()?.close()}>${w.cancel}</button>
      </p>
    </form>
  </dialog>`;
}
