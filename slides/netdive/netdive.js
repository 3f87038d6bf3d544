// Fits every slide into its frame before reveal.js looks at them, then starts it.
(async () => {
  const width = 1280;
  const height = 720;
  const room = height - 24;
  const readable = 0.8;
  // Heights of a drawing: where there is room, and where it is still clear, of its own; how much larger than drawn it may be.
  const largest = 560;
  const clear = 0.9;
  const enlarged = 1.4;
  const body = document.body;
  const query = new URLSearchParams(location.search);
  const printed = query.has('print-pdf');
  // Pixels of a sheet in A4's proportions, the slide at its top, notes below.
  const sheet = 1810;

  function setTheme(dark) {
    body.dataset.jpThemeLight = String(!dark);
  }

  // A slide that is a little too full becomes smaller, its drawings first, then its words. One that is much too full goes on
  // on a slide below it: first whole cells move there, then a drawing, then what is below some line. Nothing scrolls: what
  // cannot be broken and has no room even alone is made as small as it must be.
  function fit(slide) {
    const full = () => slide.scrollHeight > room;
    const resize = (size) => slide.style.setProperty('--size', size.toFixed(2));
    const draw = (most) => slide.style.setProperty('--drawing', `${most}px`);
    const shrinkTo = (lowest) => {
      resize(1);
      draw(largest);
      for (let most = largest; full() && most >= lowest; most -= 20) draw(most);
      for (let size = 1; full() && size >= readable; size -= 0.05) resize(size);
      return !full();
    };
    const low = tallest(slide) * clear;
    if (shrinkTo(low) && low <= largest) return grow(slide, full, draw);
    for (const move of [split, apart, cut]) {
      const rest = full() || move === apart ? move(slide, full) : undefined;
      if (rest) fit(rest);
    }
    if (shrinkTo(low) || shrinkTo(0)) return grow(slide, full, draw);
    const parts = [...slide.querySelectorAll('.jp-OutputArea-output, .jp-Cell-inputArea pre, .jp-RenderedMarkdown')];
    parts.sort((one, other) => other.offsetHeight - one.offsetHeight);
    for (const part of parts) for (let zoom = 0.95; full() && zoom > 0.2; zoom -= 0.05) part.style.zoom = zoom;
  }

  const drawings = (slide) => [...slide.querySelectorAll('.jp-OutputArea-output img')];
  const tallest = (slide) => Math.max(0, ...drawings(slide).map(({ naturalHeight }) => naturalHeight));

  // A drawing takes what room is left.
  function grow(slide, full, draw) {
    const now = Math.max(0, ...drawings(slide).map(({ offsetHeight }) => offsetHeight));
    let most = now;
    while (!full() && most < Math.min(room, tallest(slide) * enlarged)) draw((most += 10));
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

  // Moves a drawing to a new slide, away from its code, unless there is little else on this one.
  function apart(slide) {
    const [cell] = cellsOf(slide).slice(-1);
    const code = cell?.matches('.jp-CodeCell') ? cell : cell?.querySelector('.jp-CodeCell');
    const output = code?.querySelector('.jp-Cell-outputWrapper');
    if (!output?.querySelector('img') || slide.scrollHeight - output.offsetHeight < room / 4) return undefined;
    const rest = document.createElement('section');
    rest.append(code.cloneNode(false));
    rest.firstElementChild.removeAttribute('id');
    rest.firstElementChild.append(output);
    return goOn(slide, rest);
  }

  // Moves what is below some line, row or block to a new slide: at an empty line where there is one, and so that the parts
  // are about as long as each other.
  function cut(slide) {
    const { top } = slide.getBoundingClientRect();
    const height = slide.scrollHeight;
    const share = (height / Math.ceil(height / (room - 90))) * 1.15;
    const most = Math.min(share, room - 60);
    const fitting = [...breaksOf(slide)].filter(({ bottom }) => bottom > top + 60 && bottom < top + most);
    fitting.sort((one, other) => one.bottom - other.bottom);
    const place = fitting.findLast(({ bottom, good }) => good && bottom > top + most / 2) ?? fitting.at(-1);
    if (!place) return undefined;
    const range = document.createRange();
    range.setStart(place.node, place.offset);
    range.setEndAfter(cellsOf(slide).at(-1));
    const rest = document.createElement('section');
    const head = place.node.parentElement.closest('table')?.tHead?.cloneNode(true);
    rest.append(range.extractContents());
    if (head) rest.querySelector('table').prepend(head);
    for (const part of rest.querySelectorAll('[id]'))
      if (slide.querySelector(`#${CSS.escape(part.id)}`)) part.removeAttribute('id');
    return goOn(slide, rest);
  }

  // Where a slide can be broken, and the height of what is above.
  function* breaksOf(slide) {
    for (const part of slide.querySelectorAll(
      '.jp-CodeCell, .jp-OutputArea, .jp-RenderedMarkdown, .nd-log, tbody, pre',
    ))
      if (part.checkVisibility()) yield* part.matches('pre') ? linesOf(part) : partsOf(part);
  }

  function* partsOf(part) {
    for (const [index, child] of [...part.children].slice(0, -1).entries())
      yield {
        node: part,
        offset: index + 1,
        bottom: child.getBoundingClientRect().bottom,
        good: !part.matches('tbody'),
      };
  }

  function* linesOf(pre) {
    const above = document.createRange();
    above.setStart(pre, 0);
    const last = pre.textContent.trimEnd().length;
    const texts = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
    let [read, line] = [0, ''];
    for (let node = texts.nextNode(); node; read += node.data.length, node = texts.nextNode())
      for (let index = 0; index < node.data.length; index++) {
        if (read + index >= last) return;
        if (node.data[index] !== '\n') line += node.data[index];
        else {
          above.setEnd(node, index);
          const { bottom } = above.getBoundingClientRect();
          yield { node, offset: index + 1, bottom, good: line.trim() === '' };
          line = '';
        }
      }
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
  for (const image of drawings(reveal)) {
    image.classList.add('drawing');
    image.style.setProperty('--wide', image.naturalWidth);
    image.style.setProperty('--high', image.naturalHeight);
    image.style.setProperty('--enlarged', enlarged);
  }
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
