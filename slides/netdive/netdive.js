// Fits every slide into its frame before reveal.js looks at them, then starts it.
(async () => {
  const width = 1280;
  const height = 720;
  const room = height - 24;
  const readable = 0.8;
  const smallest = 0.65;
  // Heights of a drawing: where there is room, and where it is still clear; of a tall one such a part of its own height.
  const largest = 560;
  const clear = 420;
  const clearest = 0.6;
  const body = document.body;
  const query = new URLSearchParams(location.search);
  const printed = query.has('print-pdf');
  // Pixels of a sheet in A4's proportions, the slide at its top, notes below.
  const sheet = 1810;

  function setTheme(dark) {
    body.dataset.jpThemeLight = String(!dark);
  }

  // A slide that is a little too full becomes smaller, its drawings first, then its words. One that is much too full goes on
  // on a slide below it, and a tall drawing that its code leaves no room for has the next one to itself. A single cell that would
  // become too small to read scrolls, its longest part first; on paper it is made small all the same: one can look closer there.
  function fit(slide) {
    const full = () => slide.scrollHeight > room;
    const resize = (size) => slide.style.setProperty('--size', size.toFixed(2));
    const draw = (most) => slide.style.setProperty('--drawing', `${most}px`);
    const shrinkTo = (least, lowest) => {
      for (let most = largest; full() && most >= lowest; most -= 20) draw(most);
      for (let size = 1; full() && size >= least; size -= 0.05) resize(size);
      return !full();
    };
    const low = Math.min(largest, Math.max(clear, tallest(slide) * clearest));
    if (shrinkTo(readable, low)) return grow(slide, full, draw);
    resize(readable);
    for (const move of [split, apart]) {
      const rest = full() ? move(slide, full) : undefined;
      if (rest) fit(rest);
    }
    for (const lowest of [low, clear]) {
      resize(1);
      draw(largest);
      if (shrinkTo(smallest, lowest)) return grow(slide, full, draw);
    }
    resize(readable);
    const parts = [
      ...slide.querySelectorAll('.jp-OutputArea-output, .jp-Cell-inputArea .highlight, .jp-RenderedMarkdown'),
    ];
    parts.sort((a, b) => b.offsetHeight - a.offsetHeight);
    for (const part of parts) {
      if (!full()) return;
      if (printed) {
        for (let zoom = 0.95; full() && zoom > 0.2; zoom -= 0.05) part.style.zoom = zoom;
        continue;
      }
      part.style.maxHeight = `${Math.max(120, part.offsetHeight - (slide.scrollHeight - room))}px`;
      part.classList.add('scrolled');
      part.tabIndex = 0;
    }
  }

  const drawings = (slide) => [...slide.querySelectorAll('.jp-OutputArea-output img')];
  const tallest = (slide) => Math.max(0, ...drawings(slide).map(({ naturalHeight }) => naturalHeight));

  // A drawing that had to be made smaller takes what room is left.
  function grow(slide, full, draw) {
    const now = Math.max(0, ...drawings(slide).map(({ offsetHeight }) => offsetHeight));
    if (tallest(slide) <= now) return;
    let most = now;
    while (!full() && most < room) draw((most += 10));
    if (full()) draw(most - 10);
  }

  // Moves the cells that have no room to a new slide; a text stays with the code that it speaks of.
  function split(slide, full) {
    const cells = cellsOf(slide);
    let keep = cells.length;
    const isText = (cell) => cell.matches('.jp-MarkdownCell') || cell.firstElementChild?.matches('.jp-MarkdownCell');
    const rest = document.createElement('section');
    while (full() && keep > 1) rest.prepend(cells[--keep]);
    while (keep > 1 && keep < cells.length && isText(cells[keep - 1]) && !isText(cells[keep]))
      rest.prepend(cells[--keep]);
    // Words alone are no reason to turn the page: the first cell with code stays with them.
    const small = slide.scrollHeight < room / 2;
    while (keep < cells.length && small && cells.slice(0, keep).every(isText)) slide.append(cells[keep++]);
    return keep === cells.length ? undefined : goOn(slide, rest);
  }

  // Moves a tall drawing to a new slide, away from its code.
  function apart(slide) {
    const [cell] = cellsOf(slide).slice(-1);
    const code = cell?.matches('.jp-CodeCell') ? cell : cell?.querySelector('.jp-CodeCell');
    const output = code?.querySelector('.jp-Cell-outputWrapper');
    if (!output || !code.querySelector('.jp-Cell-inputWrapper pre')) return undefined;
    if (tallest(code) * clearest <= clear) return undefined;
    const rest = document.createElement('section');
    rest.append(code.cloneNode(false));
    rest.firstElementChild.removeAttribute('id');
    rest.firstElementChild.append(output);
    return goOn(slide, rest);
  }

  const cellsOf = (slide) => [...slide.children].filter((cell) => !cell.matches('aside, .again'));

  // Puts the rest of a slide on one below it, with its heading and the speaker's notes once more.
  function goOn(slide, rest) {
    const heading = slide.querySelector('h1, h2, h3, .again');
    if (heading && !rest.querySelector('h1, h2')) {
      const again = document.createElement('p');
      again.className = 'again';
      const link = heading.querySelector('.anchor-link')?.textContent ?? '';
      again.textContent = heading.textContent.slice(0, heading.textContent.length - link.length);
      rest.prepend(again);
    }
    const notes = slide.querySelector('aside.notes');
    if (notes) rest.append(notes.cloneNode(true));
    slide.after(rest);
    return rest;
  }

  // The minutes of a part are shared out among its slides, once it is known how many those are.
  function share(part) {
    const slides = [...part.querySelectorAll('section')];
    const until = (count) => Math.round((Number(part.dataset.minutes) * 60 * count) / slides.length);
    slides.forEach((slide, index) => (slide.dataset.timing = String(until(index + 1) - until(index))));
  }

  // Sheets with the speaker's notes: reveal.js lays them over their slide, here they have a place of their own.
  function layNotes() {
    const style = document.createElement('style');
    style.textContent = `@page { size: ${width}px ${sheet}px; margin: 0; }`;
    document.head.append(style);
    for (const notes of document.querySelectorAll('.speaker-notes-pdf'))
      for (let size = 1; notes.offsetHeight > sheet - height && size > 0.4; size -= 0.05)
        notes.style.setProperty('--size', size.toFixed(2));
  }

  document.documentElement.classList.toggle('printed', printed);
  setTheme(query.get('theme') === 'dark');
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  const reveal = document.querySelector('.reveal');
  reveal.classList.add('measuring');
  for (const slide of reveal.querySelectorAll('section')) if (!slide.querySelector('section')) fit(slide);
  reveal.classList.remove('measuring');
  for (const part of reveal.querySelectorAll('.slides > section[data-minutes]')) share(part);

  const laid = new Promise((resolve) => document.addEventListener('pdf-ready', resolve, { once: true }));
  const withNotes = printed && query.has('notes');
  reveal.classList.toggle('with-notes', withNotes);
  await Reveal.initialize({
    width,
    height,
    margin: printed ? 0 : 0.02,
    // A page a slide, whatever is shown one by one.
    pdfSeparateFragments: false,
    pdfMaxPagesPerSlide: 1,
    showNotes: withNotes,
    center: false,
    controls: 'speaker-only',
    hash: true,
    slideNumber: 'c/t',
    transition: 'none',
    // Seconds for a slide of which nobody said how long: the speaker's view tells whether one is ahead or behind.
    defaultTiming: 60,
    plugins: [RevealNotes, RevealZoom],
    keyboard: { 84: () => setTheme(body.dataset.jpThemeLight === 'true') },
  });
  if (printed) await laid;
  if (withNotes) layNotes();
  document.documentElement.dataset.ready = 'true';
})();
