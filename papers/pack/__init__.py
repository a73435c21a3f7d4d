"""Board packs: from one frozen content to Word, PDF, web page and spreadsheet."""
