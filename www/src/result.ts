// The person's own data: what was found, how the file was read, every figure and table, and what is wrong in it.
import { html, nothing, type TemplateResult } from 'lit';
import type { Client } from './engine/client';
import type { Dataset } from './dataset';
import { download } from './download';
import { openExplanation } from './explain';
import { mappingDoor } from './mapping/editor';
import type { Periods } from './periods/evaluation';
import { periodsPart } from './periods/section';
import type { Waters } from './water/evaluation';
import { waterPeriods } from './water/section';
import { words as waterWords } from './water/words';
import type { Exclusions } from './issues/exclusions';
import { issuesPart } from './issues/panel';
import { calendarPart, distribution, matrixPart, reasons } from './parts';
import { airOf, chooseReading, standardStates, stateKind, unknownState } from './reading';
import { fileSize, lang, number, t, w } from './state';
import type { AgreementView, AirView, Choices, FileView, Query, WaterView } from './engine/types';

export function runningPanel(data: Dataset): TemplateResult {
  const words = w();
  const p = data.progress;
  const part = p && p.total ? p.bytes / p.total : 0;
  const reading = p && p.file && part < 1;
  return html`<section class="card panel running" aria-label=${words.progress}>
    <p class="big">${reading ? words.reading(p.file) : words.finishing}</p>
    <div class="bar" role="progressbar" aria-label=${words.progress} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.floor(part * 100)}>
      <i style="width:${(part * 100).toFixed(1)}%"></i>
    </div>
    <p class="note">
      ${p ? words.readOf(fileSize(p.bytes), fileSize(p.total)) : ''} ${p?.rows ? `· ${data.progressText()}` : ''}
    </p>
    <button @click=${() => data.cancel()}>${words.cancel}</button>
  </section>`;
}

function stateless(title: string, what: string, more: unknown = nothing): TemplateResult {
  return html`<section class="card panel state"><h2>${title}</h2><p>${what}</p>${more}</section>`;
}

export function resultView(data: Dataset, client: Client, clear: () => void, tools: TemplateResult, periods?: Periods, waters?: Waters, exclusions?: Exclusions): TemplateResult {
  const words = w();
  const again = html`<p><button class="primary" @click=${() => void data.run()}>${words.again}</button></p>`;
  switch (data.phase) {
    case 'empty':
      return html`<section class="lead"><h1>${words.emptyMine}</h1><p class="src">${words.emptyMineWhat}</p></section>${tools}`;
    case 'running':
      return runningPanel(data);
    case 'cancelled':
      return stateless(words.cancelled, words.cancelledWhat, again);
    case 'failed':
      return stateless(words.failed, words.failedWhat, html`${data.error ? html`<p class="note">${data.error}</p>` : nothing}${again}`);
    case 'done':
      return done(data, client, clear, periods, waters, exclusions);
  }
}

function done(data: Dataset, client: Client, clear: () => void, periods: Periods | undefined, waters: Waters | undefined, exclusions: Exclusions | undefined): TemplateResult {
  const words = w();
  const result = data.result;
  if (!result) return html``;
  const { air, water } = result;
  const issueCount = result.issues.reduce((n, i) => n + (i.severity === 'note' ? 0 : i.count), 0);
  const save = (question: 'export_csv' | 'export_json', name: string, type: string) => async () => {
    download(name, await client.ask(data.name, question), type);
  };
  return html`
    <section class="lead">
      <p class="k">${words.yourResult} · ${result.files.map((f) => f.name).slice(0, 3).join(words.listSeparator)}${result.files.length > 3 ? ` … ${words.fileCount(result.files.length)}` : ''}</p>
      ${data.understoodNothing
        ? html`<h1>${words.nothing}</h1><p class="src">${words.nothingWhat}</p>`
        : html`<h1>${air ? t(air.finding) : nothing}${air && water ? ' ' : ''}${water ? t(water.finding) : nothing}${!air && !water ? words.onlyOtherItems : nothing}</h1>`}
      <div class="actions">
        ${data.understoodNothing
          ? nothing
          : html`<button @click=${save('export_csv', 'envgrade.csv', 'text/csv')}>${words.exportCsv}</button>
              <button @click=${save('export_json', 'envgrade.json', 'application/json')}>${words.exportJson}</button>
              <button @click=${() => print()}>${words.print}</button>`}
        <button @click=${clear}>${words.clear}</button>
        <span class="mark">${words.unofficial}</span>
      </div>
      <nav class="anchors" aria-label=${words.onThisPage}>
        ${[
          ['understood', words.understood],
          air && ['air', words.air],
          (air || result.other_items > 0) && periods && ['periods', words.periods.title],
          water && ['water', words.water],
          water && waters && ['waters', waterWords().title],
          ['issues', `${words.issues}${issueCount ? ` ${number(issueCount)}` : ''}`],
        ].map((a) => (a ? html`<button class="link" @click=${() => document.getElementById(`part-${a[0]}`)?.scrollIntoView()}>${a[1]}</button>` : nothing))}
      </nav>
    </section>
    ${understood(data, result.files)}
    ${air ? airPart(data, air, client, periods) : nothing}
    ${(air || result.other_items > 0) && periods ? periodsPart(periods) : nothing}
    ${water ? waterPart(data, water, client) : nothing}
    ${water && waters ? waterPeriods(waters) : nothing}
    ${issuesPart(data, client, exclusions)}
  `;
}

// --- how the file was read ---

function understood(data: Dataset, files: FileView[]): TemplateResult {
  const words = w();
  return html`<section aria-labelledby="part-understood">
    <h2 id="part-understood">${words.understood}</h2>
    <p class="sub">${words.understoodWhat}</p>
    <div class="two">
      <div>${files.map((f) => filePanel(data, f, files.length === 1))}</div>
      ${choicesPanel(data)}
    </div>
  </section>`;
}

function filePanel(data: Dataset, f: FileView, alone: boolean): TemplateResult {
  const words = w();
  const used = f.columns.filter((c) => c.used).length;
  return html`<div class="card file">
    <h3>${f.name}</h3>
    <p>${t(f.understood)}</p>
    ${mappingDoor(data, f)}
    <dl class="facts">
      <div><dt>${words.encoding}</dt><dd>${f.encoding}</dd></div>
      <div><dt>${words.size}</dt><dd>${fileSize(f.bytes)}</dd></div>
      <div><dt>${words.rows}</dt><dd>${number(f.rows)}</dd></div>
      <div><dt>${words.used}</dt><dd>${number(f.used)}</dd></div>
    </dl>
    ${f.columns.length
      ? html`<details ?open=${alone && f.kind === 'unknown'}>
          <summary>${words.columnsUsed(used, f.columns.length)}</summary>
          <div class="table-scroll" tabindex="0" role="region" aria-label=${words.scrollable(words.columns)}>
            <table class="rows">
              <caption class="visually-hidden">${words.columns}</caption>
              <thead><tr><th scope="col" class="n">${words.column}</th><th scope="col">${words.header}</th><th scope="col">${words.role}</th><th scope="col">${words.unit}</th><th scope="col">${words.note}</th></tr></thead>
              <tbody>
                ${f.columns.map(
                  (c) => html`<tr class=${c.used ? '' : 'unused'}>
                    <td class="n">${c.column}</td><th scope="row">${c.header}</th><td>${c.used ? t(c.role) : words.unused}</td><td>${c.unit}</td><td class="dim">${t(c.note)}</td>
                  </tr>`,
                )}
              </tbody>
            </table>
          </div>
        </details>`
      : nothing}
  </div>`;
}

function choicesPanel(data: Dataset): TemplateResult {
  const words = w();
  const choices = data.choices;
  const change = (part: Partial<Choices>) => void data.run(data.sources, { ...choices, ...part });
  const pick = (label: string, value: string, options: [string, string][], set: (value: string) => void) =>
    html`<label class="field"><span>${label}</span>
      <select @change=${(e: Event) => set((e.target as HTMLSelectElement).value)}>
        ${options.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
      </select>
    </label>`;
  const hourly = data.result?.files.some((f) => f.kind === 'air-hourly');
  const years: [string, string][] = [['', words.yearAuto]];
  for (let y = 2035; y >= 2000; y--) years.push([String(y), String(y)]);
  const editions = ['by-date', '2012', '2026-transition', '2026-final'].map((e): [string, string] => [e, words.editions[e] ?? e]);
  return html`<div class="card choices">
    <h3>${words.choices}</h3>
    ${pick(words.edition, choices.edition, editions, (edition) => change({ edition }))}
    ${pick(words.rounding, choices.rounding, Object.entries(words.roundings), (rounding) => change({ rounding }))}
    ${data.result?.water ? pick(words.body, choices.body, Object.entries(words.bodies), (body) => change({ body })) : nothing}
    ${hourly ? pick(words.hours, choices.hours, Object.entries(words.hoursOptions), (hours) => change({ hours })) : nothing}
    ${pick(words.yearChoice, choices.year ? String(choices.year) : '', years, (y) => change({ year: y ? Number(y) : undefined }))}
    ${data.result?.air ? stateChoices(data) : nothing}
  </div>`;
}

/** Temperature and pressure, which count once both are there. */
function airFields(key: 'state' | 'air', legend: string): TemplateResult {
  const words = w();
  const [kelvin, hectopascals] = airOf(key);
  const set = (event: Event) => {
    const inputs = (event.currentTarget as HTMLElement).querySelectorAll('input');
    const [k = '', p = ''] = Array.from(inputs, (input) => input.value.trim());
    if ((k && p) || (!k && !p)) chooseReading({ [key]: k && p ? `${k},${p}` : key === 'state' ? unknownState : '' });
  };
  const field = (label: string, value: string, example: string) =>
    html`<label>${label} <input type="number" inputmode="decimal" min="1" step="any" .value=${value} placeholder=${example} /></label>`;
  return html`<fieldset class="air-fields" @change=${set}>
    <legend>${legend}</legend>
    ${field(words.kelvin, kelvin, '283.15')} ${field(words.hectopascals, hectopascals, '780')}
  </fieldset>`;
}

/** What the concentrations of air are given for, and what else is rarely otherwise. */
function stateChoices(data: Dataset): TemplateResult {
  const words = w();
  const kind = stateKind();
  const { ozone_exception } = data.choices;
  return html`<details class="more state-choices" ?open=${kind !== 'reference' || ozone_exception !== ''}>
    <summary>${words.periods.more}</summary>
    <label class="field"><span>${words.dataState}</span>
      <select .value=${kind} @change=${(e: Event) => chooseReading({ state: (e.target as HTMLSelectElement).value })}>
        ${Object.entries(words.dataStates).map(([key, text]) => html`<option value=${key} ?selected=${key === kind}>${text}</option>`)}
      </select>
    </label>
    ${kind === unknownState ? airFields('state', words.monitoredAir) : nothing}
    ${standardStates.includes(kind) ? airFields('air', words.siteAir) : nothing}
    ${kind === 'reference' ? html`<p class="note">${words.dataStateWhat}</p>` : html`<p class="note">${words.altitudeWhat}</p>`}
    <label class="field"><span>${words.ozoneException}</span>
      <input type="number" inputmode="decimal" min="1" step="any" placeholder="160" .value=${ozone_exception} @change=${(e: Event) => chooseReading({ ozone: (e.target as HTMLInputElement).value.trim() })} />
    </label>
  </details>`;
}

// --- air ---

function airPart(data: Dataset, air: AirView, client: Client, periods: Periods | undefined): TemplateResult {
  const words = w();
  return html`<section aria-labelledby="part-air">
    <h2 id="part-air">${words.air}</h2>
    ${air.notices.length ? notices(air.notices.map(t)) : nothing}
    ${calendarPart(data, true, periods)}
    <div class="card">
      <h3>${words.sites}</h3>
      ${distribution(air.categories, 'a')}
      ${reasons(words.fallenOut, air.fallen_out)}
      <div class="table-scroll limited" tabindex="0" role="region" aria-label=${words.scrollable(words.sites)}>
        <table class="rows">
          <caption class="visually-hidden">${words.sites}</caption>
          <thead><tr><th scope="col">${words.site}</th><th scope="col">${words.period}</th><th scope="col" class="n">${words.validDays}</th><th scope="col" class="n">${words.goodDays}</th><th scope="col" class="n">${words.goodRatio}</th></tr></thead>
          <tbody>
            ${air.sites.slice(0, listed).map(
              (s) => html`<tr>
                <th scope="row"><button class="link" @click=${() => void data.show(s.site, data.year)}>${s.name}</button></th>
                <td class="nowrap">${s.first} – ${s.last}</td>
                <td class="n">${number(s.valid)} / ${number(s.days)}</td>
                <td class="n">${number(s.good)}</td>
                <td class="n">${s.good_ratio ? `${s.good_ratio} %` : '—'}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${truncated(air.sites.length)}
      <p class="note">${words.editionsUsed}: ${air.editions.join(words.listSeparator)}</p>
    </div>
    ${air.agreement.map(agreementPart)}
    <div class="card">
      <h3>${words.dailyRows}</h3>
      <eg-air-rows
        .result=${data.result}
        .locale=${lang()}
        .sites=${air.sites}
        .issue=${data.issue}
        .onAllRows=${() => data.showIssue('')}
        .ask=${(q: Query) => client.ask(data.name, 'air_rows', q)}
        .onOpen=${(id: number) => openExplanation(data.name, 'air', id)}
      ></eg-air-rows>
    </div>
  </section>`;
}

/** Long lists stay light; the filters below reach the rest. */
const listed = 300;
const truncated = (total: number) =>
  total > listed ? html`<p class="note">${w().firstOf(listed, number(total))}</p>` : nothing;

const notices = (texts: string[]) => html`<ul class="notices" aria-label=${w().notices}>${texts.map((x) => html`<li>${x}</li>`)}</ul>`;

// --- water ---

function waterPart(data: Dataset, water: WaterView, client: Client): TemplateResult {
  const words = w();
  const assumed = water.sections.filter((s) => !s.body_known);
  const suspects = water.sections.filter((s) => s.fits_other_body);
  const { choices } = data;
  const other = choices.body === 'river' ? 'lake' : 'river';
  const body = (key: string) => words.bodies[key] ?? key;
  const turn = (name: string, to: string) => {
    const lakes = choices.lakes.filter((n) => n !== name);
    const rivers = choices.rivers.filter((n) => n !== name);
    (to === 'lake' ? lakes : rivers).push(name);
    void data.run(data.sources, { ...choices, lakes, rivers });
  };
  return html`<section aria-labelledby="part-water">
    <h2 id="part-water">${words.water}</h2>
    ${assumed.length
      ? html`<div class="caution" role="note">
          <p>${words.bodyAssumed(assumed.length, body(choices.body))}</p>
          <button @click=${() => void data.run(data.sources, { ...choices, body: other })}>${words.bodyChangeAll(body(other))}</button>
        </div>`
      : nothing}
    ${suspects.length ? html`<div class="caution" role="note"><p>${words.fitsOtherMany(suspects.length)}</p></div>` : nothing}
    ${water.notices.length ? notices(water.notices.map(t)) : nothing}
    ${matrixPart(data, true)}
    <div class="card">
      <h3>${words.sections}</h3>
      ${distribution(water.classes, 'w')}
      ${water.share_good ? html`<p class="note">${words.shareGood} <b>${water.share_good} %</b></p>` : nothing}
      ${reasons(words.fallenOut, water.fallen_out)}
      <div class="table-scroll limited" tabindex="0" role="region" aria-label=${words.scrollable(words.sections)}>
        <table class="rows">
          <caption class="visually-hidden">${words.sections}</caption>
          <thead><tr><th scope="col">${words.section}</th><th scope="col">${words.basin}</th><th scope="col">${words.bodyHead}</th><th scope="col" class="n">${words.results}</th></tr></thead>
          <tbody>
            ${water.sections.slice(0, listed).map((s) => {
              const to = s.body === 'river' ? 'lake' : 'river';
              const chosen = choices.lakes.includes(s.name) || choices.rivers.includes(s.name);
              return html`<tr>
                <th scope="row">${s.name}</th>
                <td>${s.basin}</td>
                <td>${words.bodyNames[s.body] ?? s.body}${s.body_known ? nothing : html` <span class="dim">(${words.assumed})</span>`}
                  ${s.fits_other_body ? html`<span class="block">${words.fitsOther(body(to))}</span>` : nothing}
                  ${!s.body_known || chosen || s.fits_other_body ? html`<button class="link" @click=${() => turn(s.name, to)}>${words.bodyChangeOne(body(to))}</button>` : nothing}
                </td>
                <td class="n">${number(s.results)}</td>
              </tr>`;
            })}
          </tbody>
        </table>
      </div>
      ${truncated(water.sections.length)}
      <p class="note">${words.editionsUsed}: ${water.editions.join(words.listSeparator)}</p>
    </div>
    ${water.agreement ? agreementPart(water.agreement) : nothing}
    <div class="card">
      <h3>${words.waterRows}</h3>
      <eg-water-rows
        .result=${data.result}
        .locale=${lang()}
        .sites=${water.sections}
        .issue=${data.issue}
        .onAllRows=${() => data.showIssue('')}
        .ask=${(q: Query) => client.ask(data.name, 'water_rows', q)}
        .onOpen=${(id: number) => openExplanation(data.name, 'water', id)}
      ></eg-water-rows>
    </div>
  </section>`;
}

// --- agreement ---

function agreementPart(a: AgreementView): TemplateResult {
  const words = w();
  return html`<div class="card agreement">
    <h3>${words.agreement}</h3>
    <p class="big">${words.agreementLine(t(a.what), number(a.same), number(a.compared))}${a.compared && a.same === a.compared ? html` <span class="verdict attained"><span aria-hidden="true">✓</span> ${words.agreementAll}</span>` : nothing}</p>
    ${reasons(words.notCompared, a.not_compared)} ${reasons(words.causes, a.causes)}
    ${a.differences.length
      ? html`<details>
          <summary>${words.differences}</summary>
          <div class="table-scroll" tabindex="0" role="region" aria-label=${words.scrollable(words.differences)}>
            <table class="rows">
              <caption class="visually-hidden">${words.differences}</caption>
              <thead><tr><th scope="col">${words.where}</th><th scope="col" class="n">${words.ours}</th><th scope="col" class="n">${words.official}</th><th scope="col">${words.cause}</th></tr></thead>
              <tbody>
                ${a.differences.map((d) => html`<tr><th scope="row">${d.place}</th><td class="n">${d.ours}</td><td class="n">${d.official}</td><td>${d.cause ? t(d.cause) : words.unknownCause}</td></tr>`)}
              </tbody>
            </table>
          </div>
        </details>`
      : nothing}
  </div>`;
}
