"""Our own words in other languages: found in the source, kept in locale/, compiled without gettext's tools."""
