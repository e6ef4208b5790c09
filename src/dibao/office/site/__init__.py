"""The office in the browser: settings, addresses and what every page shares."""
