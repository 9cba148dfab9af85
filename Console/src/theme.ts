// Runs before the first paint, so that a chosen theme does not flash; everything else is deferred.
const chosen = localStorage.getItem('stvg.theme');
if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen;
