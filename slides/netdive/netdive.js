// Fits every slide into its frame before reveal.js looks at them, then starts it.
(async () => {
  const width = 1280;
  const height = 720;
  const smallest = 0.65;
  const scrolling = 0.8;
  const body = document.body;
  const query = new URLSearchParams(location.search);

  function setTheme(dark) {
    body.dataset.jpThemeLight = String(!dark);
  }

  // A slide that is too full becomes smaller. One that would become too small to read scrolls, its longest part first.
  function fit(slide) {
    const full = () => slide.scrollHeight > height;
    const resize = (size) => slide.style.setProperty('--size', size.toFixed(2));
    for (let size = 1; full() && size >= smallest; size -= 0.05) resize(size);
    if (!full()) return;
    resize(scrolling);
    const parts = [
      ...slide.querySelectorAll('.jp-OutputArea-output, .jp-Cell-inputArea .highlight, .jp-RenderedMarkdown'),
    ];
    parts.sort((a, b) => b.offsetHeight - a.offsetHeight);
    for (const part of parts) {
      if (!full()) return;
      part.style.maxHeight = `${Math.max(120, part.offsetHeight - (slide.scrollHeight - height))}px`;
      part.classList.add('scrolled');
      part.tabIndex = 0;
    }
  }

  setTheme(query.get('theme') === 'dark');
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  const reveal = document.querySelector('.reveal');
  reveal.classList.add('measuring');
  for (const slide of reveal.querySelectorAll('section')) if (!slide.querySelector('section')) fit(slide);
  reveal.classList.remove('measuring');

  await Reveal.initialize({
    width,
    height,
    margin: 0.02,
    center: false,
    controls: 'speaker-only',
    hash: true,
    slideNumber: 'c/t',
    transition: 'none',
    plugins: [RevealNotes],
    keyboard: { 84: () => setTheme(body.dataset.jpThemeLight === 'true') },
  });
  document.documentElement.dataset.ready = 'true';
})();
