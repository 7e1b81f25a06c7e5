// What was noticed about the data: grouped by cause, filtered, page by page, and taken away as tables.
import { html, nothing, type TemplateResult } from 'lit';
import type { Dataset } from '../dataset';
import { download } from '../download';
import type { Client } from '../engine/client';
import { announce, changed, lang, number, t, w } from '../state';
import type { IssueView, PlaceView } from '../engine/types';
import type { Exclusions } from './exclusions';
import { issueWords } from './words';

/** Places of a group that are shown at first, and how many more at a time. */
const step = 20;

/** What is filtered and how far groups are open; begins anew with a new result. */
interface Shown {
  result: unknown;
  severity: string;
  code: string;
  file: string;
  places: Record<string, number>;
  busy: boolean;
}

const begun = (result: unknown): Shown => ({ result, severity: '', code: '', file: '', places: {}, busy: false });
let shown = begun(undefined);

export function issuesPart(data: Dataset, client: Client, exclusions: Exclusions | undefined): TemplateResult {
  const words = w();
  const own = issueWords();
  const issues = data.result?.issues ?? [];
  if (shown.result !== data.result) shown = begun(data.result);
  const inFile = (p: PlaceView) => !shown.file || p.file === shown.file;
  const found = issues.filter(
    (i) => (!shown.severity || i.severity === shown.severity) && (!shown.code || i.code === shown.code) && (!shown.file || i.places.some(inFile)),
  );
  const count = (severity: string) => issues.reduce((n, i) => n + (i.severity === severity ? i.count : 0), 0);
  const files = [...new Set(issues.flatMap((i) => i.places.map((p) => p.file)))].filter(Boolean);
  return html`<section aria-labelledby="part-issues">
    <h2 id="part-issues">${words.issues}</h2>
    ${issues.length
      ? html`<p class="sub">${own.summary(number(count('error')), number(count('warning')), number(count('note')))}</p>
          ${takeAway(data, client, count('error') > 0)} ${filters(issues, files)}
          ${found.length
            ? html`<ul class="issues">${found.map((i) => issue(data, i, inFile))}</ul>`
            : html`<div class="card"><p class="note">${own.noneLeft}</p></div>`}`
      : html`<div class="card"><p class="note">${words.issuesNone}</p></div>`}
    ${exclusions ? exclusions.part() : nothing}
  </section>`;
}

function takeAway(data: Dataset, client: Client, refused: boolean): TemplateResult {
  const words = issueWords();
  const chinese = lang() === 'zh';
  const take = (name: string, question: 'rejects' | 'issues_csv') => async () => {
    const mine = shown;
    mine.busy = true;
    changed();
    try {
      download(name, await client.ask(data.name, question, chinese), 'text/csv');
    } catch (error) {
      announce(error instanceof Error ? error.message : String(error));
    } finally {
      mine.busy = false;
      changed();
    }
  };
  return html`<div class="actions">
      ${refused ? html`<button ?disabled=${shown.busy} @click=${take(words.rejectsName, 'rejects')}>${words.rejects}</button>` : nothing}
      <button ?disabled=${shown.busy} @click=${take(words.csvName, 'issues_csv')}>${words.csv}</button>
      <span class="note" role="status">${shown.busy ? words.preparing : ''}</span>
    </div>
    ${refused ? html`<p class="note">${words.rejectsWhat}</p>` : nothing}`;
}

function filters(issues: IssueView[], files: string[]): TemplateResult | typeof nothing {
  const words = w();
  const own = issueWords();
  const pick = (label: string, key: 'severity' | 'code' | 'file', options: [string, string][]) =>
    options.length < 2
      ? nothing
      : html`<label>${label}
          <select @change=${(e: Event) => {
            shown[key] = (e.target as HTMLSelectElement).value;
            changed();
          }}>
            <option value="" ?selected=${shown[key] === ''}>${own.all}</option>
            ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === shown[key]}>${text}</option>`)}
          </select>
        </label>`;
  const severities = [...new Set(issues.map((i) => i.severity))].map((s): [string, string] => [s, words.severities[s] ?? s]);
  const causes = issues.map((i): [string, string] => [i.code, short(t(i.message))]);
  const options = [
    pick(own.severity, 'severity', severities),
    pick(own.cause, 'code', causes),
    pick(own.file, 'file', files.map((f) => [f, f])),
  ];
  return html`<div class="filters issue-filters" role="group" aria-label=${own.filters}>${options}</div>`;
}

/** What is the matter, without what was done and what to do. */
const short = (text: string) => text.split(/[，。；;:,.（(]/, 1)[0] ?? text;

function issue(data: Dataset, i: IssueView, inFile: (p: PlaceView) => boolean): TemplateResult {
  const words = w();
  const own = issueWords();
  const places = i.places.filter(inFile);
  const many = shown.places[i.code] ?? step;
  const left = places.length - many;
  const beyond = i.count - i.places.length;
  const rows = data.result?.air ?? data.result?.water;
  const inRows = rows && i.places.some((p) => p.row > 0);
  return html`<li class="card issue ${i.severity}" data-code=${i.code}>
    <p class="issue-head"><span class="severity">${words.severities[i.severity] ?? i.severity}</span> <b>${words.times(number(i.count))}</b></p>
    <p>${t(i.message)}</p>
    ${inRows ? html`<p><button class="link" @click=${() => data.showIssue(i.code)}>${own.showRows}</button></p>` : nothing}
    ${places.length
      ? html`<details ?open=${i.severity !== 'note' && i.places.length <= 5}>
          <summary>${words.firstPlaces(Math.min(many, places.length))}</summary>
          <div class="table-scroll" tabindex="0" role="region" aria-label=${words.scrollable(words.issues)}>
            <table class="rows">
              <caption class="visually-hidden">${t(i.message)}</caption>
              <thead><tr><th scope="col">${words.file}</th><th scope="col" class="n">${words.row}</th><th scope="col">${words.column}</th><th scope="col">${words.text}</th></tr></thead>
              <tbody>${places.slice(0, many).map(place)}</tbody>
            </table>
          </div>
          ${left > 0
            ? html`<button @click=${() => {
                shown.places[i.code] = many + step * 2;
                changed();
              }}>${own.showMore(Math.min(left, step * 2))}</button>`
            : nothing}
          ${left <= 0 && beyond > 0 && !shown.file ? html`<p class="note">${own.beyond(number(beyond))}</p>` : nothing}
        </details>`
      : nothing}
  </li>`;
}

function place(p: PlaceView): TemplateResult {
  const words = w();
  return html`<tr>
    <td>${p.file}</td>
    <td class="n">${p.row || ''}</td>
    <td>${p.column ? words.placeColumn(p.column, p.header) : p.row ? words.wholeRow : issueWords().wholeFile}</td>
    <td><code class="cell">${p.text}</code></td>
  </tr>`;
}
