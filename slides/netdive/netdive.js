// Fits every slide into its frame before reveal.js looks at them, then starts it.
(async () => {
  const width = 1280;
  const height = 720;
  const room = height - 24;
  const readable = 0.8;
  const smallest = 0.65;
  // Heights of a drawing: where there is room, and where it is still clear.
  const largest = 560;
  const clear = 420;
  const body = document.body;
  const query = new URLSearchParams(location.search);

  function setTheme(dark) {
    body.dataset.jpThemeLight = String(!dark);
  }

  // A slide that is a little too full becomes smaller, its drawings first, then its words. One that is much too full goes on
  // on a slide below it. A single cell that would become too small to read scrolls, its longest part first.
  function fit(slide) {
    const full = () => slide.scrollHeight > room;
    const resize = (size) => slide.style.setProperty('--size', size.toFixed(2));
    const draw = (most) => slide.style.setProperty('--drawing', `${most}px`);
    const shrinkTo = (least) => {
      for (let most = largest; full() && most >= clear; most -= 20) draw(most);
      for (let size = 1; full() && size >= least; size -= 0.05) resize(size);
      return !full();
    };
    if (shrinkTo(readable)) return;
    resize(readable);
    const rest = split(slide, full);
    if (rest) fit(rest);
    resize(1);
    draw(largest);
    if (shrinkTo(smallest)) return;
    resize(readable);
    const parts = [
      ...slide.querySelectorAll('.jp-OutputArea-output, .jp-Cell-inputArea .highlight, .jp-RenderedMarkdown'),
    ];
    parts.sort((a, b) => b.offsetHeight - a.offsetHeight);
    for (const part of parts) {
      if (!full()) return;
      part.style.maxHeight = `${Math.max(120, part.offsetHeight - (slide.scrollHeight - room))}px`;
      part.classList.add('scrolled');
      part.tabIndex = 0;
    }
  }

  // Moves the cells that have no room to a new slide; a text stays with the code that it speaks of.
  function split(slide, full) {
    const cells = [...slide.children].filter((cell) => !cell.matches('aside, .again'));
    let keep = cells.length;
    const isText = (cell) => cell.matches('.jp-MarkdownCell') || cell.firstElementChild?.matches('.jp-MarkdownCell');
    const rest = document.createElement('section');
    while (full() && keep > 1) rest.prepend(cells[--keep]);
    while (keep > 1 && keep < cells.length && isText(cells[keep - 1]) && !isText(cells[keep]))
      rest.prepend(cells[--keep]);
    // Words alone are no reason to turn the page: the first cell with code stays with them.
    const small = slide.scrollHeight < room / 2;
    while (keep < cells.length && small && cells.slice(0, keep).every(isText)) slide.append(cells[keep++]);
    if (keep === cells.length) return undefined;
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

  setTheme(query.get('theme') === 'dark');
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  const reveal = document.querySelector('.reveal');
  reveal.classList.add('measuring');
  for (const slide of reveal.querySelectorAll('section')) if (!slide.querySelector('section')) fit(slide);
  reveal.classList.remove('measuring');
  for (const part of reveal.querySelectorAll('.slides > section[data-minutes]')) share(part);

  await Reveal.initialize({
    width,
    height,
    margin: 0.02,
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
  document.documentElement.dataset.ready = 'true';
})();
