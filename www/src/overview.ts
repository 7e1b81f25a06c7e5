// The first screen: what has been published about the province, and two examples graded here and now.
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Client } from './engine/client';
import type { Dataset } from './dataset';
import { openExplanation, openIndicator } from './explain';
import { calendarPart, distribution } from './parts';
import type { Periods } from './periods/evaluation';
import { periodsPart } from './periods/section';
import { verdict } from './rows';
import { lang, t, w } from './state';
import type { PublishedIndicator, PublishedValue, PublishedView, Query } from './engine/types';

export function lead(published: PublishedView | undefined): TemplateResult {
  const words = w();
  if (!published)
    return html`<section class="lead waiting" aria-busy="true">
      <p class="k">${words.place}</p>
      <h1><span class="bone"></span><span class="bone short"></span></h1>
    </section>`;
  // Two published values for one number of the sentence stand right below it.
  const cautions = published.indicators.filter(
    (i) =>
      t(i.caution) &&
      published.headline.some((p) => p.indicator === i.key) &&
      series(i).some((v) => v.year === published.year && v.others.length > 0),
  );
  return html`<section class="lead">
    <p class="k">${t(published.place)} · ${published.year}</p>
    <h1>
      ${published.headline.map((p) =>
        p.indicator != null
          ? html`<button class="num" @click=${() => openIndicator(p.indicator as string)} aria-label="${t(p.text)}${lang() === 'zh' ? '，' : ', '}${words.openSource.replace(/[：:]\s*$/, '')}">${t(p.text)}</button>`
          : t(p.text),
      )}
    </h1>
    <p class="src">
      ${t(published.source)}
      ${cautions.map(
        (i) =>
          html`<span class="contradiction">${t(i.caution)} <button class="link" @click=${() => openIndicator(i.key)}>${words.whyDifferent}</button></span>`,
      )}
    </p>
  </section>`;
}

/** One value a year for the line: the first published; others of the same year stand beside it. */
function series(indicator: PublishedIndicator): { year: number; value: string; others: string[] }[] {
  const years = new Map<number, { year: number; value: string; others: string[] }>();
  for (const v of indicator.values) {
    const held = years.get(v.year);
    const value = shown(v);
    if (held) {
      if (value !== held.value) held.others.push(value);
    } else years.set(v.year, { year: v.year, value, others: [] });
  }
  return [...years.values()];
}

function sparkline(points: { year: number; value: string }[]): TemplateResult | typeof nothing {
  const numbers = points.map((p) => Number(p.value));
  if (points.length < 3 || numbers.some((n) => !Number.isFinite(n))) return nothing;
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const first = (points[0] as { year: number }).year;
  const last = (points[points.length - 1] as { year: number }).year;
  const x = (year: number) => 5 + ((year - first) / (last - first)) * 190;
  const y = (n: number) => (high === low ? 20 : 34 - ((n - low) / (high - low)) * 28);
  return html`<svg class="spark" viewBox="0 0 200 40" aria-hidden="true" preserveAspectRatio="none">
    <polyline
      points=${points.map((p, i) => `${x(p.year).toFixed(1)},${y(numbers[i] as number).toFixed(1)}`).join(' ')}
      vector-effect="non-scaling-stroke"
    ></polyline>
    ${points.map(
      (p, i) => svg`<line x1=${x(p.year)} x2=${x(p.year)} y1=${y(numbers[i] as number)} y2=${y(numbers[i] as number)}
        class=${i === points.length - 1 ? 'dot last' : 'dot'} vector-effect="non-scaling-stroke"></line>`,
    )}
  </svg>`;
}

function card(indicator: PublishedIndicator): TemplateResult {
  const words = w();
  const points = series(indicator);
  const latest = points[points.length - 1];
  const before = points.slice(-6, -1);
  const source = indicator.values.filter((v) => v.year === latest?.year)[0];
  return html`<li class="card indicator">
    <h3>${t(indicator.name)}</h3>
    ${latest
      ? html`<p class="v">
          <button class="num" @click=${() => openIndicator(indicator.key)} aria-label="${words.openSource}${t(indicator.name)} ${latest.value} ${indicator.unit}">${latest.value}</button>
          <small>${indicator.unit}</small>
          ${latest.others.length
            ? html`<span class="other">${words.sideBySide} ${latest.others.join(words.listSeparator)}</span>`
            : nothing}
        </p>`
      : html`<p class="v">—</p>`}
    ${sparkline(points)}
    ${before.length
      ? html`<ul class="years" aria-label=${words.years}>
          ${before.map((p) => html`<li><span>${p.year}</span> ${p.value}</li>`)}
        </ul>`
      : nothing}
    <p class="t">
      <span>${t(indicator.target) ? `${words.target} ${t(indicator.target)}` : words.noTarget}</span>
      ${indicator.verdict ? verdict(indicator.verdict) : nothing}
    </p>
    ${source ? html`<p class="from">${latest?.year} · ${t(source.source)}</p>` : nothing}
  </li>`;
}

/** Indicators without a run of numbers say what they say in one line each. */
function line(indicator: PublishedIndicator): TemplateResult {
  const words = w();
  const points = series(indicator);
  const latest = points[points.length - 1];
  const source = indicator.values.find((v) => v.year === latest?.year);
  return html`<li>
    <span class="what">${t(indicator.name)}</span>
    <span class="value">
      ${latest
        ? html`<button class="num" @click=${() => openIndicator(indicator.key)} aria-label="${words.openSource}${t(indicator.name)} ${latest.value} ${indicator.unit}">${latest.value}</button>${indicator.unit ? html` <small>${indicator.unit}</small>` : nothing}
          ${latest.others.length ? html`<small>${words.sideBySide} ${latest.others.join(words.listSeparator)}</small>` : nothing}`
        : '—'}
    </span>
    ${indicator.verdict ? verdict(indicator.verdict) : nothing}
    <span class="from">${[t(indicator.target) && `${words.target} ${t(indicator.target)}`, source && `${latest?.year} · ${t(source.source)}`].filter(Boolean).join(words.sentenceGap)}</span>
  </li>`;
}

/** A number as printed, its unit apart; a class or words as they are to be read: "Ⅱ or better". */
const shown = (v: PublishedValue) => (/^[\d.]+$/.test(v.value) ? v.value : t(v.text));

const hasTrend = (i: PublishedIndicator) => {
  const points = series(i);
  return points.length >= 3 && points.every((p) => Number.isFinite(Number(p.value)));
};

export function cards(published: PublishedView | undefined): TemplateResult {
  const words = w();
  const all = published?.indicators ?? [];
  const others = all.filter((i) => !hasTrend(i));
  return html`<section aria-labelledby="targets">
    <h2 id="targets">${words.targets}</h2>
    <p class="sub">${words.targetsWhat}</p>
    <ul class="grid">
      ${published ? all.filter(hasTrend).map(card) : [1, 2, 3].map(() => html`<li class="card indicator"><span class="bone"></span></li>`)}
    </ul>
    ${others.length ? html`<ul class="card lines">${others.map(line)}</ul>` : nothing}
  </section>`;
}

export function examples(demo: Dataset, client: Client, periods: Periods): TemplateResult {
  const words = w();
  const air = demo.result?.air;
  const water = demo.result?.water;
  const waiting = html`<div class="card"><p class="note" aria-busy="true">${words.computing}</p></div>`;
  const failed = html`<div class="card"><p class="note">${words.demoFailed} <button @click=${() => void demo.run()}>${words.retry}</button></p></div>`;
  const instead = demo.phase === 'failed' || demo.phase === 'cancelled' ? failed : waiting;
  return html`
    <section aria-labelledby="example-air">
      <h2 id="example-air">${words.air} <span class="tag simulated">${words.simulated}</span></h2>
      <p class="sub">${words.simulatedWhat}</p>
      ${air ? calendarPart(demo, true, periods) : instead}
    </section>
    ${air ? periodsPart(periods, html`<span class="tag simulated">${words.simulated}</span>`) : nothing}
    <section aria-labelledby="example-water">
      <h2 id="example-water">${words.water} <span class="tag real">${words.snapshot}</span></h2>
      <p class="sub">${words.snapshotWhat}</p>
      ${water
        ? html`<div class="card">
            <p class="finding">${t(water.finding)}</p>
            ${distribution(water.classes, 'w')}
            ${water.notices.map((n) => html`<p class="note">${t(n)}</p>`)}
            <eg-water-rows
              .result=${demo.result}
              .locale=${lang()}
              .perPage=${10}
              .sites=${water.sections}
              .ask=${(q: Query) => client.ask('demo', 'water_rows', q)}
              .onOpen=${(id: number) => openExplanation('demo', 'water', id)}
            ></eg-water-rows>
            <p class="figure-foot"><span>${words.editionsUsed}: ${water.editions.join(words.listSeparator)}</span><span class="mark">${words.unofficial}</span></p>
          </div>`
        : instead}
    </section>
  `;
}
