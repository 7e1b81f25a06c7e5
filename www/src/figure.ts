// A drawing by the core with everything a canvas lacks: name, description, cursor, tooltip, table twin, download.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { core } from './engine/client';
import { download } from './download';
import { announce, lang, scheme, t, term, w } from './state';
import { chrome, type Lang } from './words';
import type { CalendarView, CountView, DrawOptions, DrawingView, Mark, MatrixView, Text } from './engine/types';

const font = 'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

let serial = 0;

export interface Legend {
  entries: CountView[];
  kind: 'a' | 'w';
}

abstract class Figure<D> extends LitElement {
  declare data: D;
  declare locale: string;
  declare scheme: string;
  /** What the downloads say beside the drawing. */
  declare source: Text;
  declare edition: string;
  declare controls: boolean;
  declare onOpen: (id: number) => void;
  /** What the key D does to the marked place; nothing where it does nothing. */
  declare onMark: ((id: number) => void) | undefined;

  static override properties = {
    data: { attribute: false },
    locale: { attribute: false },
    scheme: { attribute: false },
    source: { attribute: false },
    edition: { attribute: false },
    controls: { attribute: false },
    onOpen: { attribute: false },
    onMark: { attribute: false },
  };

  protected marks: Mark[] = [];
  protected labelWidth = 0;
  private cursor = -1;
  private hovered = -1;
  private dismissed = false;
  private drawn = '';
  private drawnData: D | undefined;
  private observer: ResizeObserver | undefined;
  private readonly uid = `figure-${++serial}`;
  private readonly redraw = () => void this.draw();
  private readonly beforePrint = () => this.paint(720);
  private readonly afterPrint = () => {
    this.drawn = '';
    void this.draw();
  };

  constructor() {
    super();
    this.source = { zh: '', en: '' };
    this.edition = '';
    this.controls = true;
    this.onOpen = () => undefined;
    this.onMark = undefined;
  }

  protected abstract name(): string;
  protected abstract finding(): string;
  protected abstract legend(): Legend;
  protected abstract table(): TemplateResult;
  protected abstract paintOn(canvas: HTMLCanvasElement, options: DrawOptions): DrawingView;
  protected abstract svgText(options: DrawOptions): string;
  protected abstract fileName(): string;
  protected hint(): string {
    return w().keysHint;
  }
  protected above(): TemplateResult | typeof nothing {
    return nothing;
  }
  protected overlay(): TemplateResult | typeof nothing {
    return nothing;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeprint', this.beforePrint);
    addEventListener('afterprint', this.afterPrint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer?.disconnect();
    this.observer = undefined;
    removeEventListener('beforeprint', this.beforePrint);
    removeEventListener('afterprint', this.afterPrint);
  }

  protected override updated(changes: PropertyValues): void {
    if (changes.has('data')) {
      this.cursor = -1;
      this.hovered = -1;
    }
    if (!this.observer) {
      this.observer = new ResizeObserver(this.redraw);
      const frame = this.querySelector('.canvas-scroll');
      if (frame) this.observer.observe(frame);
    }
    void this.draw();
  }

  private options(width: number, scale: number): DrawOptions {
    return { width, scale, lang: lang(), theme: scheme(), font };
  }

  private async draw(): Promise<void> {
    await document.fonts.ready;
    const frame = this.querySelector('.canvas-scroll');
    if (!frame || !frame.clientWidth) return;
    this.paint(frame.clientWidth);
  }

  private paint(available: number): void {
    const canvas = this.querySelector('canvas');
    if (!canvas) return;
    const scale = window.devicePixelRatio || 1;
    const key = `${available} ${scale} ${lang()} ${scheme()}`;
    if (key === this.drawn && this.drawnData === this.data) return;
    this.drawn = key;
    this.drawnData = this.data;
    try {
      const drawing = this.paintOn(canvas, this.options(available, scale));
      canvas.style.width = `${drawing.width}px`;
      this.marks = drawing.marks;
      this.labelWidth = drawing.label_width;
      this.querySelector('.draw-failed')?.setAttribute('hidden', '');
      this.afterDraw();
    } catch (error) {
      console.warn(error);
      this.marks = [];
      this.querySelector('.draw-failed')?.removeAttribute('hidden');
    }
    this.placeCursor();
  }

  protected afterDraw(): void {}

  // --- cursor and tooltip ---

  private current(): number {
    return this.hovered >= 0 ? this.hovered : this.cursor;
  }

  private placeCursor(): void {
    const box = this.querySelector<HTMLElement>('.cursor');
    const tip = this.querySelector<HTMLElement>('.tip');
    const frame = this.querySelector<HTMLElement>('.canvas-area');
    if (!box || !tip || !frame) return;
    const mark = this.marks[this.current()];
    box.hidden = !mark;
    tip.hidden = !mark || this.dismissed;
    if (!mark) return;
    box.style.transform = `translate(${mark.x - 2}px, ${mark.y - 2}px)`;
    box.style.width = `${mark.w + 4}px`;
    box.style.height = `${mark.h + 4}px`;
    tip.textContent = t(mark.label);
    if (tip.hidden) return;
    const scroll = this.querySelector<HTMLElement>('.canvas-scroll');
    const left = scroll?.scrollLeft ?? 0;
    const room = scroll?.clientWidth ?? frame.clientWidth;
    tip.style.maxWidth = `${Math.min(320, room)}px`;
    const x = Math.max(left, Math.min(mark.x + mark.w / 2 - tip.offsetWidth / 2, left + room - tip.offsetWidth));
    const under = mark.y + mark.h + 8;
    const y = under + tip.offsetHeight > frame.clientHeight && mark.y > tip.offsetHeight ? mark.y - tip.offsetHeight - 8 : under;
    tip.style.transform = `translate(${x}px, ${y}px)`;
  }

  private markAt(x: number, y: number): number {
    return this.marks.findIndex((m) => x >= m.x && x < m.x + m.w && y >= m.y && y < m.y + m.h);
  }

  private readonly pointer = (event: PointerEvent) => {
    const canvas = this.querySelector('canvas');
    if (!canvas) return;
    const box = canvas.getBoundingClientRect();
    const found = this.markAt(event.clientX - box.left, event.clientY - box.top);
    if (found === this.hovered) return;
    this.hovered = found;
    this.dismissed = false;
    canvas.style.cursor = found >= 0 ? 'pointer' : '';
    this.placeCursor();
  };

  private readonly leave = (event: PointerEvent) => {
    // The tooltip stays while the pointer is on it.
    if (event.relatedTarget instanceof Node && this.querySelector('.canvas-area')?.contains(event.relatedTarget)) return;
    this.hovered = -1;
    this.placeCursor();
  };

  private readonly clicked = (event: MouseEvent) => {
    const canvas = this.querySelector('canvas');
    if (!canvas) return;
    const box = canvas.getBoundingClientRect();
    const found = this.markAt(event.clientX - box.left, event.clientY - box.top);
    const mark = this.marks[found];
    if (!mark) return;
    this.cursor = found;
    this.onOpen(mark.id);
  };

  private readonly focused = () => {
    if (this.cursor < 0 && this.marks.length) this.cursor = 0;
    this.dismissed = false;
    this.placeCursor();
  };

  private readonly blurred = () => {
    this.dismissed = true;
    this.placeCursor();
    const box = this.querySelector<HTMLElement>('.cursor');
    if (box && this.hovered < 0) box.hidden = true;
  };

  /** Nearest mark from the current one in a direction of rows or columns. */
  private step(rows: number, columns: number): number {
    const from = this.marks[this.cursor];
    if (!from) return this.marks.length ? 0 : -1;
    let best = this.cursor;
    let bestDistance = Infinity;
    this.marks.forEach((mark, index) => {
      const dr = mark.row - from.row;
      const dc = mark.column - from.column;
      const ahead = rows ? dr * rows : dc * columns;
      const aside = Math.abs(rows ? dc : dr);
      if (ahead <= 0) return;
      const distance = aside * 1000 + ahead;
      if (distance < bestDistance) {
        bestDistance = distance;
        best = index;
      }
    });
    return best;
  }

  private end(last: boolean): number {
    const from = this.marks[this.cursor];
    let best = this.cursor;
    this.marks.forEach((mark, index) => {
      const held = this.marks[best];
      if (!from || !held || mark.row !== from.row) return;
      if (last ? mark.column > held.column : mark.column < held.column) best = index;
    });
    return best;
  }

  private readonly key = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    let next = this.cursor;
    switch (event.key) {
      case 'ArrowLeft': next = this.step(0, -1); break;
      case 'ArrowRight': next = this.step(0, 1); break;
      case 'ArrowUp': next = this.step(-1, 0); break;
      case 'ArrowDown': next = this.step(1, 0); break;
      case 'Home': next = this.end(false); break;
      case 'End': next = this.end(true); break;
      case 'Enter': {
        const mark = this.marks[this.cursor];
        if (mark) this.onOpen(mark.id);
        event.preventDefault();
        return;
      }
      case 'd':
      case 'D': {
        const mark = this.marks[this.cursor];
        if (mark && this.onMark) this.onMark(mark.id);
        return;
      }
      case 'Escape':
        // First press puts the tooltip away, the second leaves the figure.
        if (this.dismissed || this.hovered < 0 && this.cursor < 0) (event.currentTarget as HTMLElement).blur();
        this.dismissed = true;
        this.hovered = -1;
        this.placeCursor();
        return;
      default:
        return;
    }
    event.preventDefault();
    this.hovered = -1;
    this.dismissed = false;
    this.cursor = next;
    this.placeCursor();
    const mark = this.marks[next];
    if (!mark) return;
    announce(t(mark.label));
    const scroll = this.querySelector('.canvas-scroll');
    if (scroll) {
      const left = this.stickyWidth();
      if (mark.x < scroll.scrollLeft + left) scroll.scrollLeft = mark.x - left - 8;
      else if (mark.x + mark.w > scroll.scrollLeft + scroll.clientWidth)
        scroll.scrollLeft = mark.x + mark.w - scroll.clientWidth + 8;
    }
  };

  protected stickyWidth(): number {
    return 0;
  }

  // --- downloads: a sheet that can stand alone, with title, finding, legend, source, standard and the mark ---

  private sheet(): string {
    const source = (lang: Lang): string =>
      [this.source[lang], this.edition && `${chrome[lang].editionsUsed}: ${this.edition}`].filter(Boolean).join(' · ');
    return this.svgText({ ...this.options(1000, 1), theme: 'light', source: { zh: source('zh'), en: source('en') } });
  }

  private readonly svg = () => download(`${this.fileName()}.svg`, this.sheet(), 'image/svg+xml');

  private readonly png = async () => {
    const image = new Image();
    // From text, not from an address: a page opened from a file may read the canvas back.
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(this.sheet())}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => blob && download(`${this.fileName()}.png`, blob), 'image/png');
  };

  protected override render(): TemplateResult {
    const words = w();
    const legend = this.legend();
    return html`<figure class="figure card" aria-label=${this.name()}>
      <p class="finding" id="${this.uid}-finding">${this.finding()}</p>
      ${this.above()}
      <div
        class="canvas-scroll"
        tabindex="0"
        role="group"
        aria-label=${this.name()}
        aria-describedby="${this.uid}-help"
        @keydown=${this.key}
        @focus=${this.focused}
        @blur=${this.blurred}
      >
        <div class="canvas-area" @pointermove=${this.pointer} @pointerleave=${this.leave} @click=${this.clicked}>
          <canvas
            role="img"
            aria-label=${this.name()}
            aria-describedby="${this.uid}-finding ${this.uid}-legend"
            aria-details="${this.uid}-table"
          ></canvas>
          ${this.overlay()}
          <div class="cursor" hidden></div>
          <div class="tip" hidden></div>
        </div>
      </div>
      <p class="draw-failed note" hidden>${words.drawFailed}</p>
      <p class="visually-hidden" id="${this.uid}-help">${words.figureHelp}</p>
      <ul class="legend" id="${this.uid}-legend">
        ${legend.entries.map(
          (e) =>
            html`<li>
              <i class="swatch key ${legend.kind}${e.key}" aria-hidden="true">${legend.kind === 'a' && e.key !== '0' ? e.key : ''}</i>${t(e.label)}
              <b>${e.count}</b>${legend.kind === 'a' ? ` ${words.days}` : ''}
            </li>`,
        )}
      </ul>
      <figcaption class="figure-foot">
        <span class="hint">${this.hint()}</span>
        <span class="mark">${words.unofficial}</span>
        ${this.controls
          ? html`<span class="figure-tools">
              <button class="link" @click=${this.png} aria-label="${words.download} PNG">PNG</button>
              <button class="link" @click=${this.svg} aria-label="${words.download} SVG">SVG</button>
            </span>`
          : nothing}
      </figcaption>
      <details class="twin" id="${this.uid}-table">
        <summary>${words.dataTable}</summary>
        <div class="table-scroll" tabindex="0" role="region" aria-label=${words.scrollable(words.dataTable)}>
          ${this.table()}
        </div>
      </details>
    </figure>`;
  }
}

class CalendarFigure extends Figure<CalendarView> {
  protected name(): string {
    return w().calendarName(this.data.site, this.data.year);
  }
  protected finding(): string {
    return t(this.data.finding);
  }
  protected legend(): Legend {
    return { entries: this.data.legend.filter((e) => e.count > 0), kind: 'a' };
  }
  protected paintOn(canvas: HTMLCanvasElement, options: DrawOptions): DrawingView {
    return core.draw_calendar(canvas, this.data, options);
  }
  protected svgText(options: DrawOptions): string {
    return core.svg_calendar(this.data, options);
  }
  protected fileName(): string {
    return `AQI-${this.data.site}-${this.data.year}`;
  }
  protected override hint(): string {
    return this.onMark ? `${w().keysHint}${w().sentenceGap}${w().periods.keyHint}` : w().keysHint;
  }
  protected table(): TemplateResult {
    const words = w();
    return html`<table>
      <caption>
        ${this.name()}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.date}</th>
          <th scope="col" class="n">${words.aqi}</th>
          <th scope="col">${words.category}</th>
          <th scope="col">${words.primaryOrWhy}</th>
        </tr>
      </thead>
      <tbody>
        ${this.data.days.map(
          (d) =>
            html`<tr>
              <th scope="row">
                <button class="link" @click=${() => this.onOpen(d.id)}>${d.date}</button>
              </th>
              <td class="n">${d.aqi ?? '—'}</td>
              <td>${d.category ? airChip(d.category) : words.notGraded}</td>
              <td>${t(d.note)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

const sectionsPerPage = 30;

class MatrixFigure extends Figure<MatrixView> {
  declare page: number;
  private whole: MatrixView | undefined;
  private subset: MatrixView | undefined;
  private partPage = -1;

  static override properties = { ...Figure.properties, page: { state: true } };

  constructor() {
    super();
    this.page = 0;
  }

  protected override willUpdate(changes: PropertyValues): void {
    if (changes.has('data') && this.data !== this.subset && this.data !== this.whole) {
      this.whole = this.data;
      this.page = 0;
      this.partPage = -1;
    }
    // A drawing of thousands of sections would exceed what a canvas can hold: one page of them at a time.
    const whole = this.whole;
    if (whole && this.partPage !== this.page) {
      this.partPage = this.page;
      const from = this.page * sectionsPerPage;
      const to = from + sectionsPerPage;
      this.subset =
        whole.sections.length <= sectionsPerPage
          ? whole
          : {
              ...whole,
              sections: whole.sections.slice(from, to),
              cells: whole.cells.filter((c) => c.row >= from && c.row < to).map((c) => ({ ...c, row: c.row - from })),
            };
    }
    if (this.subset) this.data = this.subset;
  }

  protected name(): string {
    const whole = this.whole ?? this.data;
    return w().matrixName(whole.sections.length, whole.periods.length);
  }
  protected finding(): string {
    return t(this.data.finding);
  }
  protected legend(): Legend {
    return { entries: this.data.legend.filter((e) => e.count > 0), kind: 'w' };
  }
  protected paintOn(canvas: HTMLCanvasElement, options: DrawOptions): DrawingView {
    return core.draw_matrix(canvas, this.data, options);
  }
  protected svgText(options: DrawOptions): string {
    return core.svg_matrix(this.data, options);
  }
  protected fileName(): string {
    return `water-${this.data.periods[0] ?? ''}-${this.data.periods[this.data.periods.length - 1] ?? ''}`;
  }
  protected override hint(): string {
    return `${w().matrixSize((this.whole ?? this.data).sections.length, this.data.periods.length)} · ${w().keysHint}`;
  }

  protected override above(): TemplateResult | typeof nothing {
    const total = this.whole?.sections.length ?? 0;
    if (total <= sectionsPerPage) return nothing;
    const words = w();
    const from = this.page * sectionsPerPage;
    return html`<div class="pager">
      <button ?disabled=${this.page === 0} @click=${() => this.page--}>${words.previous}</button>
      <span>${words.rowsRange(from + 1, Math.min(total, from + sectionsPerPage), total)}</span>
      <button ?disabled=${from + sectionsPerPage >= total} @click=${() => this.page++}>${words.next}</button>
    </div>`;
  }

  /** Names that stay while the months scroll; they cover the drawn ones. */
  protected override overlay(): TemplateResult {
    return html`<div class="sticky-names" aria-hidden="true" hidden></div>`;
  }

  protected override afterDraw(): void {
    const names = this.querySelector<HTMLElement>('.sticky-names');
    const scroll = this.querySelector<HTMLElement>('.canvas-scroll');
    const canvas = this.querySelector('canvas');
    if (!names || !scroll || !canvas) return;
    names.textContent = '';
    names.hidden = canvas.offsetWidth <= scroll.clientWidth + 1;
    if (names.hidden) return;
    names.style.width = `${this.labelWidth}px`;
    names.style.height = `${canvas.offsetHeight}px`;
    names.style.marginBottom = `-${canvas.offsetHeight}px`;
    const seen = new Set<number>();
    for (const mark of this.marks) {
      if (seen.has(mark.row)) continue;
      seen.add(mark.row);
      const name = document.createElement('span');
      name.textContent = this.data.sections[mark.row] ?? '';
      name.style.top = `${mark.y}px`;
      name.style.height = `${mark.h}px`;
      name.style.lineHeight = `${mark.h}px`;
      names.append(name);
    }
  }

  protected override stickyWidth(): number {
    return this.querySelector<HTMLElement>('.sticky-names')?.offsetWidth ?? 0;
  }

  protected table(): TemplateResult {
    const { sections, periods, cells } = this.data;
    const at = new Map(cells.map((c) => [c.row * periods.length + c.column, c]));
    return html`<table>
      <caption>
        ${this.name()}
      </caption>
      <thead>
        <tr>
          <th scope="col">${w().section}</th>
          ${periods.map((p) => html`<th scope="col">${p}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${sections.map(
          (name, row) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${periods.map((_, column) => {
                const cell = at.get(row * periods.length + column);
                return html`<td>
                  ${cell
                    ? html`<button class="link" title=${t(cell.note)} @click=${() => this.onOpen(cell.id)}>
                        ${cell.class ? term(`class.${cell.class}`) : w().notGraded}
                      </button>`
                    : '—'}
                </td>`;
              })}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

/** Category word on its official colour. */
export function airChip(category: number): TemplateResult {
  return html`<span class="chip a${category}">${term(`category.${category}`)}</span>`;
}

export function waterChip(grade: number): TemplateResult {
  return html`<span class="chip w${grade}">${term(`class.${grade}`)}</span>`;
}

customElements.define('eg-calendar', CalendarFigure);
customElements.define('eg-matrix', MatrixFigure);

