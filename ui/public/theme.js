(function () {
    var kept = null;
    try {
        kept = localStorage.getItem('soroka.theme');
    } catch {
        // Storage may be forbidden: the system's theme stands.
    }
    var dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
    var root = document.documentElement;
    root.setAttribute('data-theme', dark ? 'dark' : 'light');
    root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
